// Green threads (DESIGN section 8). The main thread runs in form S; other threads run in form G and take turns whenever the
// running one waits or is told to switch. Until the suspendable form of a unit is compiled, a thread runs in form S to its
// end at the first moment that somebody waits.
import type { PyObject } from '../objects/model/object.ts';
import type { PyBaseException } from '../objects/model/values.ts';
import { FS } from '../objects/frame.ts';
import { isException, excMatches } from '../objects/ops/exceptions.ts';
import { SystemExit } from '../objects/types/exceptions.ts';
import { host } from '../host/host.ts';
import { dictEntries } from '../objects/types/dictStore.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { jsFromStr, type PyStr } from '../objects/ops/strings.ts';

export interface Thread {
  id: number;
  run: (() => void) | undefined;
  daemon: boolean;
}

const main: Thread = { id: 1, run: undefined, daemon: false };
let current = main;
let nextId = 2;
const ready: Thread[] = [];
let alive = 0;

export const currentThread = (): Thread => current;
export const threadCount = (): number => alive;

/** Starts a thread; `done` hears of its end, with the exception that ended it if any. */
export function startThread(f: PyObject, args: PyObject[], kwargs: PyObject | undefined, daemon: boolean, done: (e: PyBaseException | undefined) => void): number {
  const thread: Thread = { id: nextId++, run: undefined, daemon };
  alive++;
  thread.run = () => {
    let failure: PyBaseException | undefined;
    try {
      if (kwargs === undefined) f.cN(args);
      else {
        const names: string[] = [], values = [...args];
        for (const [k, v] of dictEntries(kwargs as PyDict)) { names.push(jsFromStr(k as PyStr)); values.push(v); }
        f.cK(values, names);
      }
    } catch (e) {
      if (!isException(e)) throw e;
      if (!excMatches(e, SystemExit)) failure = e;
    } finally {
      alive--;
    }
    done(failure);
  };
  ready.push(thread);
  return thread.id;
}

/** The running thread waits: lets another one run, or sleeps a little until `deadline`. */
export function runOthers(deadline: number): void {
  const next = ready.shift();
  if (next === undefined) {
    host.clock.sleep(Math.max(0, Math.min(0.01, deadline - host.clock.realtime())));
    return;
  }
  runThread(next);
}

function runThread(thread: Thread): void {
  const before = current, { sp, exc } = FS;
  current = thread;
  FS.exc = undefined;
  try {
    thread.run!();
  } finally {
    current = before;
    FS.sp = sp;
    FS.exc = exc;
  }
}

/** Runs what is ready until nothing is; at exit, and when the main program ends. */
export function drainThreads(includeDaemons: boolean): void {
  for (;;) {
    const i = ready.findIndex((t) => includeDaemons || !t.daemon);
    if (i < 0) return;
    runThread(ready.splice(i, 1)[0]!);
  }
}
