// Green threads (DESIGN section 8). The main thread runs in form S on the JS stack; every other thread is a JS generator of
// form G that the scheduler steps: when the running thread waits, and at the main thread's loop back edges after each
// switch interval.
// Invariant: a thread's frames stand at depths 1 … n of the pc stack while it runs; the entries of whoever was running are
// kept aside and put back.
import { None, type PyBaseException } from '../objects/model/values.ts';
import type { KwNames, PyObject } from '../objects/model/object.ts';
import { FL, FS, L } from '../objects/frame.ts';
import { isException, excMatches } from '../objects/ops/exceptions.ts';
import { SystemExit } from '../objects/types/exceptions.ts';
import { SWITCH, switchHooks } from '../objects/types/generator.ts';
import { host } from '../host/host.ts';
import { dictEntries } from '../objects/types/dictStore.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { jsFromStr, type PyStr } from '../objects/ops/strings.ts';
import { caught, tickHooks } from './frames.ts';
import { callSuspendable } from './helpers/suspendable.ts';

interface Frames {
  pcs: Int32Array;
  hooks: unknown[];
  exc: PyBaseException | undefined;
}

export interface Thread {
  readonly id: number;
  readonly daemon: boolean;
  /** Undefined for the main thread. */
  body: Generator<PyObject, unknown, unknown> | undefined;
  frames: Frames;
  /** What the thread waits for; undefined = it can run. */
  ready: (() => boolean) | undefined;
  /** When the wait ends in any case, in seconds since 1970. */
  deadline: number;
  /** It stands on the JS stack below: a nested wait may not step it. */
  running: boolean;
}

const noFrames = (): Frames => ({ pcs: new Int32Array(0), hooks: [], exc: undefined });
const main: Thread = { id: 1, daemon: false, body: undefined, frames: noFrames(), ready: undefined, deadline: Infinity, running: true };
let current = main;
let nextId = 2;
let threads: Thread[] = [];

export const currentThread = (): Thread => current;
export const threadCount = (): number => threads.length;

/** `sys.setswitchinterval`, in seconds. */
export const switching = { interval: 0.005, next: 0 };

/** Starts a thread; `done` hears of its end, with the exception that ended it if any. */
export function startThread(
  f: PyObject,
  args: PyObject[],
  kwargs: PyObject | undefined,
  daemon: boolean,
  done: (e: PyBaseException | undefined) => void,
): number {
  const thread: Thread = { id: nextId++, daemon, body: undefined, frames: noFrames(), ready: undefined, deadline: Infinity, running: false };
  thread.body = threadBody(f, args, kwargs, done);
  threads.push(thread);
  FS.pending = 1;
  return thread.id;
}

function* threadBody(
  f: PyObject,
  args: PyObject[],
  kwargs: PyObject | undefined,
  done: (e: PyBaseException | undefined) => void,
): Generator<PyObject, void, unknown> {
  let failure: PyBaseException | undefined;
  try {
    let names: KwNames;
    let values = args;
    if (kwargs !== undefined && kwargs !== None) {
      const entries = dictEntries(kwargs as PyDict);
      names = entries.map(([k]) => jsFromStr(k as PyStr));
      values = [...args, ...entries.map(([, v]) => v)];
    }
    yield* callSuspendable(f, values, names?.length === 0 ? undefined : names);
  } catch (raw) {
    const e = caught(raw, 1);
    if (!excMatches(e, SystemExit)) failure = e;
  }
  FS.sp = 0;
  FS.exc = undefined;
  done(failure);
}

function saveFrames(): Frames {
  const { sp } = FS;
  return { pcs: L.slice(1, sp + 1), hooks: FL.slice(1, sp + 1), exc: FS.exc };
}

function restoreFrames(frames: Frames): void {
  const { pcs, hooks } = frames;
  L.set(pcs, 1);
  for (let i = 0; i < hooks.length; i++) FL[i + 1] = hooks[i];
  FS.sp = pcs.length;
  FS.exc = frames.exc;
}

/** Runs a thread until it waits, is switched or ends. */
function step(thread: Thread): void {
  const before = current;
  const frames = saveFrames();
  for (let d = 1; d <= FS.sp; d++) FL[d] = undefined;
  current = thread;
  thread.running = true;
  thread.ready = undefined;
  thread.deadline = Infinity;
  restoreFrames(thread.frames);
  switching.next = now() + switching.interval;
  try {
    if (thread.body!.next().done === true) threads = threads.filter((t) => t !== thread);
    else thread.frames = saveFrames();
  } finally {
    for (let d = 1; d <= FS.sp; d++) FL[d] = undefined;
    thread.running = false;
    current = before;
    restoreFrames(frames);
    FS.pending = threads.length > 0 ? 1 : 0;
    switching.next = now() + switching.interval;
  }
}

const now = (): number => host.clock.realtime();

function runnable(thread: Thread, time: number): boolean {
  if (thread.running) return false;
  return thread.ready === undefined || time >= thread.deadline || thread.ready();
}

/** Steps every thread that can run once; false if none could. */
export function runOthers(): boolean {
  let ran = false;
  for (const thread of [...threads]) {
    if (!threads.includes(thread) || !runnable(thread, now())) continue;
    step(thread);
    ran = true;
  }
  return ran;
}
switchHooks.runOthers = () => {
  runOthers();
};

/** How long all threads may sleep: until the nearest deadline, or a short while where only polling tells. */
const POLL = 0.002;
function rest(deadline: number): void {
  let nearest = deadline;
  for (const t of threads) if (!t.running && t.deadline < nearest) nearest = t.deadline;
  host.clock.sleep(Math.max(0, Math.min(threads.length > 0 ? POLL : 0.05, nearest - now())));
}

/** Waits in form S until `ready` holds; the other threads run meanwhile. False at the deadline. */
export function waitUntil(ready: () => boolean, deadline: number): boolean {
  while (!ready()) {
    if (now() >= deadline) return false;
    if (!runOthers() && !ready()) rest(deadline);
    for (const hook of tickHooks) hook();
  }
  return true;
}

/** The same in form G: the thread is parked. */
export function* parkUntil(ready: () => boolean, deadline: number): Generator<PyObject, boolean, unknown> {
  while (!ready()) {
    if (now() >= deadline) return false;
    if (current === main) {
      if (!runOthers()) rest(deadline);
      continue;
    }
    current.ready = ready;
    current.deadline = deadline;
    yield SWITCH;
  }
  return true;
}

let countdown = 0;
/** Has the running thread had its time? Looks at the clock now and then only. */
export function timeSliceOver(): boolean {
  if (threads.length === 0) return false;
  FS.pending = 1;
  if (--countdown > 0) return false;
  countdown = 64;
  return now() >= switching.next;
}

/** At the main thread's back edges: lets the others run when its time is over. */
tickHooks.push(() => {
  if (threads.length > 0 && current === main && timeSliceOver()) runOthers();
});

/** Runs the threads that keep the program alive to their end. */
export function drainThreads(): void {
  while (threads.some((t) => !t.daemon)) if (!runOthers()) rest(Infinity);
}

export { isException };
