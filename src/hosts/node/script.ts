// Evaluating emitted JavaScript with V8's code cache, and the garbage collector where Node was started with --expose-gc.
import { createContext, Script } from 'node:vm';
import type { ScriptHost } from '../../host/host.ts';

/** What bin/boot.cjs lends: scripts with a kept compiled form. */
export interface Boot {
  /** Runs `source` and gives its value; V8's compiled form is kept under `name` from one process to the next. */
  runCached(source: string, file: string, name: string): unknown;
}

/** A script shorter than this compiles faster than its cached form is read. */
const WORTH_CACHING = 2000;

export function createScriptHost(boot: Boot | undefined): ScriptHost {
  const { gc } = globalThis as { gc?: () => void };
  return {
    run(text, name, key) {
      if (key !== undefined && boot !== undefined && text.length >= WORTH_CACHING) return boot.runCached(text, name, `py-${key}`);
      return new Script(text, { filename: name }).runInThisContext();
    },
    collect: gc === undefined ? undefined : (onStack) => collect(gc, onStack),
    endTurn,
  };
}

let emptyTurn: (() => void) | undefined;

/** A full collection. */
function collect(gc: () => void, onStack: readonly object[]): void {
  endTurn();
  Reflect.apply(() => gc(), undefined, onStack);
}

/**
 * V8 keeps what a WeakRef was made for or gave alive until the current job ends, and a Python program is one job; the end of an evaluation
 * with its own microtask queue ends that, too.
 */
function endTurn(): void {
  if (emptyTurn === undefined) {
    const context = createContext({}, { microtaskMode: 'afterEvaluate' });
    const nothing = new Script('0');
    emptyTurn = () => {
      nothing.runInContext(context);
    };
  }
  emptyTurn();
}
