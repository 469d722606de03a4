// Evaluating emitted JavaScript with V8's code cache, and the garbage collector where Node was started with --expose-gc.
import { Script } from 'node:vm';
import type { ScriptHost } from '../../host/host.ts';
import { declare, native } from './ffi/native.ts';

/** What bin/boot.cjs lends: scripts with a kept compiled form. */
export interface Boot {
  /** Runs `source` and gives its value; V8's compiled form is kept under `name` from one process to the next. */
  runCached(source: string, file: string, name: string): unknown;
}

/** A script shorter than this compiles faster than its cached form is read. */
const WORTH_CACHING = 2000;

export function createScriptHost(boot: Boot | undefined): ScriptHost {
  return {
    run(text, name, key) {
      if (key !== undefined && boot !== undefined && text.length >= WORTH_CACHING) return boot.runCached(text, name, `py-${key}`);
      return new Script(text, { filename: name }).runInThisContext();
    },
    collect: collector(),
  };
}

/**
 * A full collection, where Node was started with --expose-gc. V8 keeps what a WeakRef was made for or asked about until the current job ends,
 * and a Python program is one job: it is told to let go first.
 */
function collector(): (() => void) | undefined {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) return undefined;
  const letGo = clearKeptObjects() ?? (process as unknown as { _tickCallback(): void })._tickCallback;
  return () => {
    letGo();
    gc();
  };
}

function clearKeptObjects(): (() => void) | undefined {
  if (native() === undefined) return undefined;
  const current = declare('_ZN2v87Isolate10GetCurrentEv', 'uintptr_t', []);
  const clear = declare('_ZN2v87Isolate16ClearKeptObjectsEv', 'void', ['uintptr_t']);
  return () => clear(current());
}
