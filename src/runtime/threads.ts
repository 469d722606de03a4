// Threads. Two kinds, chosen when the first one starts:
// - *System threads* where the host has them (host/host.ts, ThreadHost): each runs form S on a stack of its own, one at a time; they change
//   inside host calls that block, and at loop back edges when another has waited for the switch interval.
// - *Green threads* elsewhere. The main thread runs in form S on the JS stack; every other thread is a JS generator of form G that the
//   scheduler steps: when the running thread waits, and at the main thread's loop back edges after each switch interval.
// Invariant: a thread's frames stand at depths 1 … n of the pc stack while it runs; the entries of whoever was running are
// kept aside and put back.
// Waiting for each other goes through `Waiting` objects: whoever changes what others wait for calls `wakeOne` or `wakeAll`.
import { SIGNALLED } from '../util/pending.ts';
import { None, type PyBaseException } from '../objects/model/values.ts';
import type { KwNames, PyObject } from '../objects/model/object.ts';
import { FG, FL, FS, handledException, L, PENDING } from '../objects/frame.ts';
import { frameAt, PyFrame } from '../objects/types/frame.ts';
import { isException, excMatches } from '../objects/ops/exceptions.ts';
import { raise } from '../objects/ops/raise.ts';
import { RuntimeError, SystemExit } from '../objects/types/exceptions.ts';
import { SWITCH, switchHooks } from '../objects/types/generator.ts';
import { HostError, host, type StrandHost, type ThreadHost } from '../host/host.ts';
import { dictEntries } from '../objects/types/dictStore.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { jsFromStr, type PyStr } from '../objects/ops/strings.ts';
import { caught, tickHooks } from './frames.ts';
import { callSuspendable } from './helpers/suspendable.ts';

export interface Frames {
  pcs: Int32Array;
  hooks: unknown[];
  generators: unknown[];
  exc: PyBaseException | undefined;
  outer: PyBaseException | undefined;
  soft: number;
}

export interface Thread {
  /** Its number of ours, never used again: 1 for the main thread. */
  readonly id: number;
  /** What Python and the system's thread functions call it, `pthread_self()`; see `identOf`. */
  ident: number;
  readonly daemon: boolean;
  /** What the system was told that it is called. */
  name?: string;
  /** Undefined for the main thread. */
  body: Generator<PyObject, unknown, unknown> | undefined;
  frames: Frames;
  /** What the thread waits for; undefined = it can run. */
  ready: (() => boolean) | undefined;
  /** When the wait ends in any case, in seconds since 1970. */
  deadline: number;
  /** It stands on the JS stack below: a nested wait may not step it. */
  running: boolean;
  /** What `threading.local` and `contextvars` keep for it. */
  locals?: object;
  context?: PyObject;
  /** asyncio's running event loop, and the task that runs in it. */
  loop?: PyObject;
  task?: PyObject;
  /** Its greenlets, and what ends them with it. */
  greenlets?: object;
  endGreenlets?: () => void;
  /** What `sys.settrace` and its kin set for it, while it does not run. */
  tracing?: unknown;
}

/** What a thread can wait for: the threads that do, oldest first. */
export interface Waiting {
  waiters: Thread[] | undefined;
}

const ESRCH = 3;

export const noFrames = (): Frames => ({ pcs: new Int32Array(0), hooks: [], generators: [], exc: undefined, outer: undefined, soft: 0 });
const main: Thread = { id: 1, ident: 0, daemon: false, body: undefined, frames: noFrames(), ready: undefined, deadline: Infinity, running: true };
let current = main;
/** The thread that runs signal handlers: the first one, or in a forked child the one that forked. */
let first = main;
let nextId = 2;
/** All but the main one. */
let threads: Thread[] = [];

/** Undefined until the first thread starts; then the host's threads, or null for green ones. */
let system: ThreadHost | undefined | null;

export const currentThread = (): Thread => current;
export const allThreads = (): readonly Thread[] => (threads.includes(first) ? threads : [first, ...threads]);
/** Was there ever a thread besides the main one? */
export const hadThreads = (): boolean => system !== undefined;
/** Does it run, and in this process? */
export const isAlive = (thread: Thread): boolean => allThreads().includes(thread);
export const threadCount = (): number => threads.length;
export const isMainThread = (): boolean => current === first;
export const mainThread = (): Thread => first;
/** The main thread's is asked for when somebody wants it. Green threads have none: their numbers are as good as any. */
export const identOf = (thread: Thread): number => (thread.ident ||= (thread === main ? host.threads?.().self() : undefined) ?? thread.id);
export const threadOf = (ident: number): Thread | undefined => allThreads().find((t) => identOf(t) === ident);
/** The number by which the host knows the thread that Python calls so. */
export function threadNumber(ident: PyObject): number {
  const thread = threadOf(Number(ident));
  if (thread === undefined) throw new HostError(ESRCH, 'pthread');
  return thread.id;
}
/** Are there threads that any wait must step? */
export const greenThreads = (): boolean => system === null && threads.length > 0;
/** Where a thread is, as pc ids, outermost first. */
export const pcsOfThread = (thread: Thread): Int32Array => (thread === current ? L.subarray(1, FS.sp + 1) : thread.frames.pcs);

/** What the system's tools show for the running thread: the first bytes of a name. */
export function nameThread(name: Uint8Array): void {
  const bytes = new Uint8Array(NAME_MAX + 1);
  bytes.set(name.subarray(0, NAME_MAX));
  current.name = new TextDecoder().decode(bytes.subarray(0, Math.min(name.length, NAME_MAX)));
  system?.setName?.(bytes);
}
export const NAME_MAX = 15;

export const nativeThreadId = (): number => system?.nativeId() ?? (current === main ? host.process.pid() : host.process.pid() + current.id);

const switching = { interval: 0.005, next: 0 };

/** `sys.setswitchinterval`, in seconds. */
export function setSwitchInterval(seconds: number): void {
  switching.interval = seconds;
  system?.setInterval(seconds);
}
export const switchInterval = (): number => switching.interval;

function chooseKind(): void {
  const made = host.threads?.();
  system = made?.attach({ switched }) === true ? made : null;
  system?.setInterval(switching.interval);
}

/** Undefined where a thread has one stack only. */
export function strandHost(): StrandHost | undefined {
  if (system === undefined) chooseKind();
  return system?.strands();
}

const ended: Waiting = { waiters: undefined };
let signalsDeferred = false;

/** A signal came while another thread than the main one ran: handlers run when that one is back. */
export function deferSignals(): void {
  signalsDeferred = true;
}

const byId = (id: number): Thread | undefined => (id === main.id ? main : threads.find((t) => t.id === id));

/** Given by runtime/tracing.ts once there is any: what `sys.settrace` set is for one thread. */
export const tracingOfThreads: { save?: () => unknown; restore?: (kept: unknown) => void } = {};

/** The host gave another system thread its turn. */
function switched(from: number, to: number): void {
  const before = byId(from);
  if (before !== undefined) {
    before.frames = saveFrames();
    before.tracing = tracingOfThreads.save?.();
  }
  clearFrames();
  current = byId(to)!;
  restoreFrames(current.frames);
  current.frames = noFrames();
  tracingOfThreads.restore?.(current.tracing);
  if (signalsDeferred && current === first) {
    signalsDeferred = false;
    FS.pending = 1;
  }
}

/** It is over, or has never begun. Who still holds it, a handle, does not keep what only it could reach. */
function forget(thread: Thread): void {
  threads = threads.filter((t) => t !== thread);
  thread.locals = thread.context = thread.loop = thread.task = undefined;
}

/** Starts a thread; `done` hears of its end, with the exception that ended it if any. */
export function startThread(
  f: PyObject,
  args: PyObject[],
  kwargs: PyObject | undefined,
  daemon: boolean,
  done: (e: PyBaseException | undefined) => void,
): Thread {
  if (system === undefined) chooseKind();
  const thread: Thread = { id: nextId++, ident: 0, daemon, body: undefined, frames: noFrames(), ready: undefined, deadline: Infinity, running: false };
  threads.push(thread);
  if (system == null) {
    thread.body = threadBody(f, args, kwargs, done);
    FS.pending = 1;
    return thread;
  }
  try {
    thread.ident = system.start(thread.id, () => runThread(thread, f, args, kwargs, done));
  } catch (error) {
    forget(thread);
    if (!(error instanceof HostError)) throw error;
    raise(RuntimeError, "can't start new thread");
  }
  return thread;
}

/** A system thread from its start to its end. */
function runThread(thread: Thread, f: PyObject, args: PyObject[], kwargs: PyObject | undefined, done: (e: PyBaseException | undefined) => void): void {
  let failure: PyBaseException | undefined;
  try {
    const { values, names } = callArguments(args, kwargs);
    if (names === undefined) f.cN(values);
    else f.cK(values, names);
  } catch (raw) {
    const e = caught(raw, 1);
    if (!excMatches(e, SystemExit)) failure = e;
  }
  FS.sp = 0;
  FS.exc = undefined;
  thread.endGreenlets?.();
  try {
    done(failure);
  } catch (error) {
    // `done` reports and wakes; what goes wrong there has nowhere to go.
    if (!isException(error)) throw error;
  }
  forget(thread);
  FS.sp = 0;
  wakeAll(ended);
  // A child forked by a thread that is not the main one ends with it.
  if (thread === first) host.process.exitNow(0);
}

/** Positional values followed by those of the keywords. */
function callArguments(args: PyObject[], kwargs: PyObject | undefined): { values: PyObject[]; names: KwNames } {
  if (kwargs === undefined || kwargs === None) return { values: args, names: undefined };
  const entries = dictEntries(kwargs as PyDict);
  if (entries.length === 0) return { values: args, names: undefined };
  return { values: [...args, ...entries.map(([, v]) => v)], names: entries.map(([k]) => jsFromStr(k as PyStr)) };
}

function* threadBody(
  f: PyObject,
  args: PyObject[],
  kwargs: PyObject | undefined,
  done: (e: PyBaseException | undefined) => void,
): Generator<PyObject, void, unknown> {
  let failure: PyBaseException | undefined;
  try {
    const { values, names } = callArguments(args, kwargs);
    yield* callSuspendable(f, values, names);
  } catch (raw) {
    const e = caught(raw, 1);
    if (!excMatches(e, SystemExit)) failure = e;
  }
  FS.sp = 0;
  FS.exc = undefined;
  done(failure);
}

export function saveFrames(): Frames {
  const { sp } = FS;
  return { pcs: L.slice(1, sp + 1), hooks: FL.slice(1, sp + 1), generators: FG.slice(1, sp + 1), exc: FS.exc, outer: FS.outer, soft: FS.soft };
}

export function clearFrames(): void {
  for (let d = 1; d <= FS.sp; d++) FL[d] = undefined;
  FG.fill(undefined, 1, FS.sp + 1);
}

export function restoreFrames(frames: Frames): void {
  const { pcs, hooks, generators } = frames;
  L.set(pcs, 1);
  for (let i = 0; i < hooks.length; i++) FL[i + 1] = hooks[i];
  for (let i = 0; i < generators.length; i++) FG[i + 1] = generators[i];
  FS.sp = pcs.length;
  FS.exc = frames.exc;
  FS.outer = frames.outer;
  FS.soft = frames.soft;
}

/** Where a thread is: of the one that runs its live frame, of others a picture. */
export function frameOfThread(thread: Thread): PyFrame | undefined {
  return thread === current ? frameAt(FS.sp) : frameOf(thread.frames);
}

/** A picture of frames that do not run. */
export function frameOf({ pcs, hooks }: Frames): PyFrame | undefined {
  let frame: PyFrame | undefined;
  for (let i = 0; i < pcs.length; i++) {
    const known = (hooks[i] as { frame?: PyFrame } | undefined)?.frame;
    if (known !== undefined) known.pc = pcs[i]!;
    frame = known ?? new PyFrame(pcs[i]!, 0, hooks[i], frame);
  }
  return frame;
}

/** The exception that a thread handles. */
export const exceptionOfThread = (thread: Thread): PyBaseException | undefined =>
  thread === current ? handledException() : (thread.frames.exc ?? thread.frames.outer);

/** Runs a thread until it waits, is switched or ends. */
function step(thread: Thread): void {
  const before = current;
  const frames = saveFrames();
  const tracing = tracingOfThreads.save?.();
  clearFrames();
  current = thread;
  thread.running = true;
  thread.ready = undefined;
  thread.deadline = Infinity;
  restoreFrames(thread.frames);
  tracingOfThreads.restore?.(thread.tracing);
  switching.next = now() + switching.interval;
  try {
    if (thread.body!.next().done === true) forget(thread);
    else thread.frames = saveFrames();
  } finally {
    clearFrames();
    thread.running = false;
    thread.tracing = tracingOfThreads.save?.();
    current = before;
    restoreFrames(frames);
    tracingOfThreads.restore?.(tracing);
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
const LONG = 3600;
function rest(deadline: number): void {
  if (PENDING[SIGNALLED] !== 0) return;
  let nearest = deadline;
  for (const t of threads) if (!t.running && t.deadline < nearest) nearest = t.deadline;
  // Alone, only a signal can change anything; it ends the sleep where the host has real signals.
  const most = threads.length > 0 ? POLL : host.process.signals?.mask !== undefined ? LONG : 0.05;
  host.clock.sleep(Math.max(0, Math.min(most, nearest - now())));
}

/** Waits in form S until `ready` holds; the other green threads run meanwhile. False at the deadline. */
function waitGreen(ready: () => boolean, deadline: number): boolean {
  while (!ready()) {
    if (now() >= deadline) return false;
    if (!runOthers() && !ready()) rest(deadline);
    for (const hook of tickHooks) hook();
  }
  return true;
}

/** What is done when a thread has waited for a while and no other one can run; `wants` is false where there is nothing to do. */
export const idleHooks: { wants(): boolean; run(): void }[] = [];
/** Seconds after which a wait looks, and the longest until it looks again. */
export const NOTICEABLE = 0.05,
  LONGEST_PAUSE = 2;
export function wantsIdleWork(): boolean {
  for (const hook of idleHooks) if (hook.wants()) return true;
  return false;
}
/** For a thread that has waited for a while. */
export function idleWork(): void {
  if (system == null || !system.contended()) for (const hook of idleHooks) hook.run();
}

/** Waits until `ready` holds, which somebody announces at `at`. False at the deadline. */
export function waitOn(at: Waiting, ready: () => boolean, deadline: number): boolean {
  if (ready()) return true;
  if (system == null) return waitGreen(ready, deadline);
  const me = current;
  let pause = NOTICEABLE;
  for (;;) {
    const left = deadline === Infinity ? Infinity : deadline - now();
    if (left <= 0) return false;
    const looks = left > pause && wantsIdleWork();
    (at.waiters ??= []).push(me);
    system.park(me.id, looks ? pause : left);
    const i = at.waiters?.indexOf(me) ?? -1;
    if (i >= 0) at.waiters!.splice(i, 1);
    try {
      for (const hook of tickHooks) hook();
    } catch (error) {
      // Somebody may have counted on this thread to go on: the next one has to.
      if (i < 0) wakeOne(at);
      throw error;
    }
    if (ready()) return true;
    // Nobody has announced anything: the pause is over, or a signal came.
    if (looks && i >= 0) {
      idleWork();
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      if (ready()) return true;
    }
  }
}

/** The thread that waits longest may look again. */
export function wakeOne(at: Waiting): void {
  if (at.waiters === undefined || at.waiters.length === 0) return;
  system?.wake(at.waiters.shift()!.id);
}

export function wakeAll(at: Waiting): void {
  const { waiters } = at;
  if (waiters === undefined) return;
  at.waiters = undefined;
  for (const t of waiters) system?.wake(t.id);
}

/** `waitOn` in form G: the thread is parked. */
export function* parkOn(at: Waiting, ready: () => boolean, deadline: number): Generator<PyObject, boolean, unknown> {
  if (system != null) return waitOn(at, ready, deadline);
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

/** Nothing wakes it but the clock. */
const NEVER: Waiting = { waiters: undefined };
/** Sleeps in form S while green threads run. */
export const sleepGreen = (seconds: number): void => void waitGreen(() => false, now() + seconds);
export const sleepParked = (seconds: number): Generator<PyObject, boolean, unknown> => parkOn(NEVER, () => false, now() + seconds);

let countdown = 0;
/** Has the running thread had its time? Looks at the clock now and then only. */
export function timeSliceOver(): boolean {
  if (threads.length === 0) return false;
  FS.pending = 1;
  if (--countdown > 0) return false;
  countdown = 64;
  return now() >= switching.next;
}

/** At loop back edges: lets the others run when its time is over. Among system threads, who has waited long enough sets FS.pending. */
tickHooks.push(() => {
  if (threads.length === 0) return;
  if (system != null) {
    if (system.contended()) system.yield();
  } else if (current === main && timeSliceOver()) {
    runOthers();
  }
});

/** Runs `body` while no other thread runs. */
export function alone(body: () => void): void {
  if (system == null) body();
  else system.alone(body);
}

/** Runs the threads that keep the program alive to their end. */
export function drainThreads(): void {
  const over = (): boolean => !threads.some((t) => !t.daemon);
  if (system != null) waitOn(ended, over, Infinity);
  else while (!over()) if (!runOthers()) rest(Infinity);
}

/** The interpreter ends: other threads do not run any more. */
export function stopThreads(): void {
  system?.close();
}

/** In a forked child only the thread that forked is left; it is the main one now. */
export function threadsAfterFork(): void {
  threads = current === main ? [] : [current];
  first = current;
  // asyncio's loop and task are the parent's.
  current.loop = current.task = undefined;
  system?.afterFork();
}

export { isException };
