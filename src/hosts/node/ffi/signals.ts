// Signals by sigaction: a handler in machine code counts them in memory that running code looks at, so that they are noticed within a loop
// turn, and blocking calls end with EINTR (no SA_RESTART), as in CPython.
// Answers to: Modules/signalmodule.c.
import { SIGNALLED } from '../../../util/pending.ts';
import { readdirSync } from 'node:fs';
import { constants as osConstants } from 'node:os';
import { HostError, type HostSignalInfo, type SignalHost } from '../../../host/host.ts';
import { nodeSignals } from '../signals.ts';
import { DEADLINE, startDeadline, stopDeadline } from './deadline.ts';
import { FATAL_FLAGS, fatalHandler, fatalSignals } from './fatal.ts';
import { raiseHeapLimit } from './heapLimit.ts';
import { type Handlers, makeHandlers } from './machineCode.ts';
import { checked, declare, declareBlocking, errno, getpid, systemNumber } from './native.ts';

const EAGAIN = 11;
const SIGSET = 128;
const ACTION = 152;
const FLAGS_AT = 136;
const SA_SIGINFO = 4,
  SA_RESTART = 0x10000000;
const SIG_SETMASK = 2;
const SIGUSR1 = 10,
  SIGSEGV = 11,
  SIGTERM = 15;
/** A real-time signal that nothing uses, to reach Node's other threads. */
const SPARE = 62;

const c = {
  sigaction: declare('sigaction', 'int', ['int', 'void *', 'void *']),
  strlen: declare('strlen', 'size_t', ['intptr_t']),
  raise: declare('raise', 'int', ['int']),
  futex: declareBlocking('syscall', 'long', ['long', 'void *', 'int', 'int', 'intptr_t'], true),
  alarm: declare('alarm', 'uint', ['uint']),
  setitimer: declare('setitimer', 'int', ['int', 'void *', 'void *']),
  getitimer: declare('getitimer', 'int', ['int', 'void *']),
  mask: declare('pthread_sigmask', 'int', ['int', 'void *', 'void *']),
  pending: declare('sigpending', 'int', ['void *']),
  wait: declareBlocking('sigtimedwait', 'int', ['void *', 'void *', 'void *'], true),
  waitForever: declareBlocking('sigwaitinfo', 'int', ['void *', 'void *'], true),
  tgkill: declare('syscall', 'long', ['long', 'int', 'int', 'int']),
  pidfdSend: declare('syscall', 'long', ['long', 'int', 'int', 'intptr_t', 'uint']),
  gettid: declare('syscall', 'long', ['long']),
};
const FUTEX_WAIT_PRIVATE = 128;
const SYS_TGKILL = 234,
  SYS_FUTEX = 202,
  SYS_GETTID = 186,
  SYS_PIDFD_SEND_SIGNAL = 424;

let handlers: Handlers | undefined;
/** The memory that says running code that something waits; threads that wait for their turn write there too. */
export const PENDING_HOLDER: { pending: Int32Array | undefined } = { pending: undefined };
/** See `makeHandlers`. */
const wakeup = Int32Array.of(-1, 0);

function install(signal: number, handler: bigint, flags: number): void {
  const action = new Uint8Array(ACTION);
  const view = new DataView(action.buffer);
  view.setBigUint64(0, handler, true);
  view.setInt32(FLAGS_AT, flags, true);
  checked(c.sigaction(signal, action, null), 'sigaction');
}

function handlerOf(signal: number): bigint {
  const old = new Uint8Array(ACTION);
  checked(c.sigaction(signal, null, old), 'sigaction');
  return new DataView(old.buffer).getBigUint64(0, true);
}

function setOf(signals: readonly number[]): Uint8Array {
  const set = new Uint8Array(SIGSET);
  for (const n of signals) set[(n - 1) >> 3]! |= 1 << ((n - 1) & 7);
  return set;
}

function signalsIn(set: Uint8Array): number[] {
  const all: number[] = [];
  for (let n = 1; n <= 64; n++) if (set[(n - 1) >> 3]! & (1 << ((n - 1) & 7))) all.push(n);
  return all;
}

let othersBlocked = false;

/** Node's helper threads block no signals: a blocked one would go to them. Each is made to block all, from inside a handler. */
function blockOtherThreads(): void {
  if (othersBlocked || handlers === undefined) return;
  othersBlocked = true;
  install(SPARE, handlers.blockAll, SA_SIGINFO | SA_RESTART);
  const self = Number(c.gettid(SYS_GETTID));
  for (const name of readdirSync('/proc/self/task')) {
    const thread = Number(name);
    if (thread !== self) c.tgkill(SYS_TGKILL, process.pid, thread, SPARE);
  }
}

function timer(data: BigInt64Array): [number, number] {
  const n = (i: number): number => Number(data[i]!) + Number(data[i + 1]!) / 1e6;
  return [n(2), n(0)];
}

/** Seconds and microseconds; the smallest positive time is one microsecond. */
function timeval(seconds: number): [bigint, bigint] {
  const whole = Math.floor(seconds);
  const micros = Math.ceil((seconds - whole) * 1e6);
  return micros >= 1e6 ? [BigInt(whole + 1), 0n] : [BigInt(whole), BigInt(micros)];
}

function info(data: Uint8Array): HostSignalInfo {
  const words = new Int32Array(data.buffer);
  return { signo: words[0]!, errno: words[1]!, code: words[2]!, pid: words[4]!, uid: words[5]!, status: words[6]!, band: words[4]! };
}

/** What the process was started with and Node took back; the launcher tells (bin/taipan): masks of blocked and ignored signals. */
function inherit(): void {
  const masks = process.env.TAIPAN_SIGNALS;
  if (masks === undefined) return;
  delete process.env.TAIPAN_SIGNALS;
  const [blocked, ignored] = masks.split(' ').map(Number) as [number, number];
  for (let n = 1; n < 32; n++) if (ignored & (1 << (n - 1))) install(n, 1n, 0);
  if (blocked !== 0) {
    blockOtherThreads();
    c.mask(SIG_SETMASK, new Uint8Array(new Uint32Array([blocked, ...new Array<number>(SIGSET / 4 - 1).fill(0)]).buffer), null);
  }
}

/** The full set of functions, or Node's where code of our own may not run. */
export const ffiSignals: SignalHost = {
  constants: { ...osConstants.signals },
  attach(pending) {
    PENDING_HOLDER.pending = pending;
    handlers = makeHandlers(pending, wakeup);
    if (handlers === undefined) {
      nodeSignals.attach(pending);
      return;
    }
    raiseHeapLimit(handlers);
    inherit();
    // Node would start its debugger; and it has its own way of ending.
    for (const n of [SIGUSR1, SIGTERM]) if (handlerOf(n) > 1n) install(n, 0n, 0);
  },
  dispose(signal, action) {
    if (handlers === undefined) nodeSignals.dispose(signal, action);
    else install(signal, action === 2 ? handlers.count : BigInt(action), 0);
  },
  disposition(signal) {
    const handler = handlerOf(signal);
    if (handler <= 1n) return Number(handler) as 0 | 1;
    if (handler === handlers?.count) return 2;
    // V8 looks for faults of WebAssembly, and passes on all others.
    return signal === SIGSEGV ? 0 : 3;
  },
  wakeup(fd) {
    if (handlers === undefined) return false;
    wakeup[0] = fd;
    wakeup[1] = 0;
    return true;
  },
  wakeupError() {
    const error = -wakeup[1]!;
    wakeup[1] = 0;
    return error;
  },
  raise: (signal) => void checked(c.raise(signal), 'raise'),
  // The system compares the word and sleeps in one step: no signal can come between the two.
  pause: () => void c.futex(SYS_FUTEX, PENDING_HOLDER.pending!.subarray(SIGNALLED), FUTEX_WAIT_PRIVATE, 0, 0),
  alarm: (seconds) => c.alarm(seconds),
  itimer(which, value, interval = 0) {
    const old = new BigInt64Array(4);
    if (value === undefined) checked(c.getitimer(which, old), 'getitimer');
    else checked(c.setitimer(which, BigInt64Array.from([...timeval(interval), ...timeval(value)]), old), 'setitimer');
    return timer(old);
  },
  mask(how, signals) {
    if (how !== SIG_SETMASK || signals.length > 0) blockOtherThreads();
    const old = new Uint8Array(SIGSET);
    const error = c.mask(how, setOf(signals), old);
    if (error !== 0) throw new HostError(error, 'pthread_sigmask');
    return signalsIn(old);
  },
  pending() {
    const set = new Uint8Array(SIGSET);
    checked(c.pending(set), 'sigpending');
    return signalsIn(set);
  },
  wait(signals, timeoutNs) {
    blockOtherThreads();
    const data = new Uint8Array(128);
    const set = setOf(signals);
    const result =
      timeoutNs === undefined ? c.waitForever(set, data) : c.wait(set, data, BigInt64Array.of(timeoutNs / 1_000_000_000n, timeoutNs % 1_000_000_000n));
    if (result === -1) {
      if (errno() === EAGAIN) return undefined;
      throw new HostError(errno(), 'sigtimedwait');
    }
    return info(data);
  },
  interruptible(signal, interrupts) {
    const old = new Uint8Array(ACTION);
    checked(c.sigaction(signal, null, old), 'sigaction');
    const view = new DataView(old.buffer);
    const flags = view.getInt32(FLAGS_AT, true);
    view.setInt32(FLAGS_AT, interrupts ? flags & ~SA_RESTART : flags | SA_RESTART, true);
    checked(c.sigaction(signal, old, null), 'sigaction');
  },
  fatal(fd, describe) {
    const handler = fd === undefined ? 0n : fatalHandler(fd, describe);
    if (handler === undefined) return false;
    for (const signal of fatalSignals) install(signal, handler, handler === 0n ? 0 : FATAL_FLAGS);
    return true;
  },
  startDeadline(seconds, repeat, last) {
    if (handlers === undefined) return 0;
    install(DEADLINE, handlers.count, 0);
    startDeadline(seconds, repeat, last, (signal, handler) => install(signal, handler, 0));
    return DEADLINE;
  },
  stopDeadline,
  nativeStack: () => (require('./nativeStack.ts') as typeof import('./nativeStack.ts')).nativeStack(),
  readNull: () => void c.strlen(0),
  sendToThread(thread, signal) {
    checked(Number(c.tgkill(SYS_TGKILL, getpid(), systemNumber(thread, 'pthread_kill'), signal)), 'pthread_kill');
  },
  pidfdSend: (fd, signal, flags) => void checked(Number(c.pidfdSend(SYS_PIDFD_SEND_SIGNAL, fd, signal, 0, flags)), 'pidfd_send_signal'),
};
