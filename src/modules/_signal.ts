// The _signal module. Signals are counted by the host (in machine code where it can); Python's handlers run at the next check: a loop's
// back edge, or a system call that the signal interrupted.
// CPython: Modules/signalmodule.c.
import { SIGNALLED } from '../util/pending.ts';
import { host, type HostSignalInfo, HostError } from '../host/host.ts';
import { FS, PENDING } from '../objects/frame.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { Row } from '../objects/declare/native.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyFloat, PyTuple } from '../objects/model/values.ts';
import { isCallable } from '../objects/ops/call.ts';
import { iterate } from '../objects/ops/iter.ts';
import { asIndex, intValue, isInt } from '../objects/ops/number.ts';
import { newException, raise, throwException } from '../objects/ops/raise.ts';
import { KeyboardInterrupt, OSError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { frameAt } from '../objects/types/frame.ts';
import { newOSError, raiseOSError } from '../objects/types/oserror.ts';
import { setFromArray } from '../objects/types/set.ts';
import { defineStructSeq } from '../objects/types/structseq.ts';
import { tickHooks } from '../runtime/frames.ts';
import { deferSignals, isMainThread, threadNumber } from '../runtime/threads.ts';
import { printUnraisable } from '../runtime/unraisable.ts';
import { PyBuiltin } from '../objects/types/descriptors.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { exceptionClass } from './exceptionClass.ts';
import { raiseHeap } from './heapException.ts';
import { onPendingSignals, sys } from './hostErrors.ts';
import { durationOf } from './time/index.ts';
import { strerror } from './errnoTable.ts';

const SIG_DFL = 0,
  SIG_IGN = 1;
const NSIG = 65;
const SIGINT = 2,
  SIGKILL = 9,
  SIGPIPE = 13,
  SIGSTOP = 19,
  SIGXFSZ = 25;
const EINVAL = 22,
  EAGAIN = 11;

const itimerError = exceptionClass('signal', 'ItimerError', undefined, () => OSError);

/** Handlers by number; undefined: what it was when the program started. */
const handlers: (PyObject | undefined)[] = [];
/** Handlers that are not Python's (faulthandler.register), which run in any thread. True: the signal is for Python's handler too. */
const watchers = new Map<number, () => boolean>();
let wakeupFd = -1;
/** The host writes to it when a signal arrives; else the next check does. */
let hostWakes = false;
let warnOnFull = true;
let installed = false;

const defaultIntHandlerRow = fn('default_int_handler(signalnum: int, frame, /)', 'Raises KeyboardInterrupt.', () =>
  throwException(newException(KeyboardInterrupt)),
);
let defaultIntHandlerObject: PyObject | undefined;
const defaultIntHandler = (): PyObject => (defaultIntHandlerObject ??= new PyBuiltin(defaultIntHandlerRow, undefined, '_signal', '_signal.'));

/** At start: Ctrl-C raises KeyboardInterrupt; a write to a closed pipe is an error, not the end. */
export function installSignals(): void {
  const { signals } = host.process;
  if (signals === undefined || installed) return;
  installed = true;
  signals.attach(PENDING);
  onPendingSignals(runHandlers);
  tickHooks.push(runHandlers);
  // Node's events come only between turns: there the default, which ends the program, serves better than a handler that never runs.
  if (signals.mask === undefined) return;
  signals.dispose(SIGPIPE, 1);
  signals.dispose(SIGXFSZ, 1);
  handlers[SIGPIPE] = handlers[SIGXFSZ] = SIG_IGN;
  if (signals.disposition(SIGINT) !== 1) {
    signals.dispose(SIGINT, 2);
    handlers[SIGINT] = defaultIntHandler();
  } else {
    handlers[SIGINT] = SIG_IGN;
  }
}

/** Runs the handlers of the signals that arrived. */
export function runHandlers(): void {
  PENDING[0] = 0;
  if (PENDING[SIGNALLED] === 0) return;
  if (watchers.size > 0) runWatchers();
  if (!isMainThread()) {
    deferSignals();
    return;
  }
  PENDING[SIGNALLED] = 0;
  if (hostWakes) reportWakeup(host.process.signals!.wakeupError!());
  for (let n = 1; n < NSIG; n++) {
    if (PENDING[n] === 0) continue;
    PENDING[n] = 0;
    if (wakeupFd >= 0 && !hostWakes) wakeUp(n);
    const handler = handlers[n];
    if (handler === undefined || handler === SIG_DFL || handler === SIG_IGN || handler === None) continue;
    // Others stay counted: an exception from this handler must not lose them.
    if (anyAfter(n)) PENDING[0] = PENDING[SIGNALLED] = 1;
    handler.c2(n, frameAt(FS.sp) ?? None);
  }
}

function runWatchers(): void {
  for (const [n, watch] of watchers) {
    if (PENDING[n] === 0) continue;
    const count = PENDING[n]!;
    PENDING[n] = 0;
    if (watch()) PENDING[n]! += count;
  }
}

/** Has `watch` called for a signal, in whatever thread; true from it lets Python's handler run too. */
export function watchSignal(n: number, watch: () => boolean): void {
  checkNumber(n);
  handlers[n] ??= current(n);
  if (PENDING[n] !== 0) runHandlers();
  watchers.set(n, watch);
  sys(() => host.process.signals!.dispose(n, 2));
}

/** A signal is what it is for Python again. */
export function unwatchSignal(n: number): void {
  watchers.delete(n);
  const handler = handlers[n];
  sys(() => host.process.signals!.dispose(n, handler === SIG_IGN ? 1 : handler === undefined || handler === SIG_DFL || handler === None ? 0 : 2));
}

/** A signal that the host has set up itself. */
export function watchHostSignal(n: number, watch: () => boolean): void {
  watchers.set(n, watch);
}

/** What would happen without a watcher, now: the process ends if that is the default. */
export function passOn(n: number): boolean {
  const handler = handlers[n];
  if (handler !== SIG_DFL) return true;
  const { signals } = host.process;
  signals!.dispose(n, 0);
  signals!.raise(n);
  signals!.dispose(n, 2);
  return false;
}

function anyAfter(n: number): boolean {
  for (let i = n + 1; i < NSIG; i++) if (PENDING[i] !== 0) return true;
  return false;
}

/** Tells an event loop that sleeps on the other end, where the host does not do so itself. */
function wakeUp(signal: number): void {
  try {
    host.files.write(wakeupFd, Uint8Array.of(signal), 0, 1);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    reportWakeup(error.errno);
  }
}

function reportWakeup(errno: number): void {
  if (errno === 0 || (errno === EAGAIN && !warnOnFull)) return;
  printUnraisable(newOSError(errno), 'Exception ignored when trying to write to the signal wakeup fd', None);
}

function checkNumber(n: number): void {
  if (n < 1 || n >= NSIG) raise(ValueError, 'signal number out of range');
}

/** What Python sees as the handler. */
function current(n: number): PyObject {
  const handler = handlers[n];
  if (handler !== undefined) return handler;
  const disposition = host.process.signals!.disposition(n);
  return disposition === 0 ? SIG_DFL : disposition === 1 ? SIG_IGN : None;
}

function signal(n: number, handler: PyObject): PyObject {
  if (!isMainThread()) raise(ValueError, 'signal only works in main thread of the main interpreter');
  checkNumber(n);
  const number = isInt(handler) ? intValue(handler) : undefined;
  if (number !== SIG_DFL && number !== SIG_IGN && (number !== undefined || !isCallable(handler))) {
    raise(TypeError, 'signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
  }
  if (n === SIGKILL || n === SIGSTOP || n === 32 || n === 33) raiseOSError(EINVAL);
  runHandlers();
  const old = current(n);
  watchers.delete(n);
  sys(() => host.process.signals!.dispose(n, number === SIG_DFL ? 0 : number === SIG_IGN ? 1 : 2));
  handlers[n] = number === undefined ? handler : number;
  return old;
}

function raiseSignal(n: number): void {
  // 0 only asks whether this process may be signalled.
  if (n !== 0) {
    if (n < 1 || n >= NSIG) raiseOSError(EINVAL);
    sys(() => host.process.signals!.raise(n));
  }
  runHandlers();
}

function setWakeupFd(fd: number, warnOnFullBuffer: boolean): number {
  if (!isMainThread()) raise(ValueError, 'set_wakeup_fd only works in main thread of the main interpreter');
  if (fd !== -1) {
    const stat = sys(() => host.files.fstat(fd));
    void stat;
    if (host.files.getBlocking !== undefined && host.files.getBlocking(fd)) raise(ValueError, `the fd ${fd} must be in non-blocking mode`);
  }
  const old = wakeupFd;
  wakeupFd = fd;
  hostWakes = host.process.signals?.wakeup?.(fd) === true && fd >= 0;
  warnOnFull = warnOnFullBuffer;
  return old;
}

const TEXTS = [
  'Hangup',
  'Interrupt',
  'Quit',
  'Illegal instruction',
  'Trace/breakpoint trap',
  'Aborted',
  'Bus error',
  'Floating point exception',
  'Killed',
  'User defined signal 1',
  'Segmentation fault',
  'User defined signal 2',
  'Broken pipe',
  'Alarm clock',
  'Terminated',
  'Stack fault',
  'Child exited',
  'Continued',
  'Stopped (signal)',
  'Stopped',
  'Stopped (tty input)',
  'Stopped (tty output)',
  'Urgent I/O condition',
  'CPU time limit exceeded',
  'File size limit exceeded',
  'Virtual timer expired',
  'Profiling timer expired',
  'Window changed',
  'I/O possible',
  'Power failure',
  'Bad system call',
];

export function strsignal(n: number): string | undefined {
  return n >= 34 ? `Real-time signal ${n - 34}` : TEXTS[n - 1];
}

const VALID = Array.from({ length: NSIG - 1 }, (_, i) => i + 1).filter((n) => n !== 32 && n !== 33);

/** A set of signal numbers given as an iterable. */
function signalSet(signals: PyObject): number[] {
  const all: number[] = [];
  iterate(signals, (item) => {
    const n = asIndex(item);
    if (n < 1 || n >= NSIG) raise(ValueError, `signal number ${n} out of range [1; 64]`);
    all.push(Number(n));
  });
  return all;
}

const infoSeq = defineStructSeq({
  name: 'signal.struct_siginfo',
  doc: 'What the system tells about a signal.',
  fields: ['si_signo', 'si_code', 'si_errno', 'si_pid', 'si_uid', 'si_status', 'si_band'],
});

const infoResult = (i: HostSignalInfo): PyObject => infoSeq.create([i.signo, i.code, i.errno, i.pid, i.uid, i.status, i.band]);

/** The functions that need direct system calls. */
function nativeRows(): Row[] {
  const s = host.process.signals!;
  if (s.mask === undefined) return [];
  return [
    fn('alarm(seconds: int, /)', 'SIGALRM after so many seconds.', (seconds) => s.alarm!(seconds)),
    fn('pause() -> None', 'Waits for a signal.', () => {
      s.pause!();
      runHandlers();
    }),
    fn('setitimer(which: int, seconds, interval = 0.0, /)', 'Sets a timer.', (which, value, interval) => {
      try {
        return timerTuple(s.itimer!(which, durationOf(value), durationOf(interval)));
      } catch (error) {
        return timerFailure(error);
      }
    }),
    fn('getitimer(which: int, /)', 'What is left of a timer.', (which) => {
      try {
        return timerTuple(s.itimer!(which));
      } catch (error) {
        return timerFailure(error);
      }
    }),
    fn('siginterrupt(signalnum: int, flag: int, /)', null, (n, flag) => {
      checkNumber(n);
      sys(() => s.interruptible!(n, flag !== 0));
    }),
    fn('pthread_sigmask(how: int, mask, /)', 'Blocks or unblocks signals.', (how, mask) => {
      const old = sys(() => s.mask!(how, signalSet(mask)));
      runHandlers();
      return setFromArray(old);
    }),
    fn('sigpending()', 'Blocked signals that arrived.', () => setFromArray(s.pending!())),
    fn('sigwait(sigset, /)', 'Waits for one of these signals.', (set) => {
      const wanted = signalSet(set);
      return sys(() => s.wait!(wanted, undefined)!.signo);
    }),
    fn('sigwaitinfo(sigset, /)', 'Waits for one of these signals and tells about it.', (set) => {
      const wanted = signalSet(set);
      return infoResult(sys(() => s.wait!(wanted, undefined)!));
    }),
    fn('sigtimedwait(sigset, timeout, /)', 'Waits for one of these signals, but not for long.', (set, timeout) => {
      const wanted = signalSet(set);
      const seconds = durationOf(timeout);
      if (seconds < 0) raise(ValueError, 'timeout must be non-negative');
      const info = sys(() => s.wait!(wanted, BigInt(Math.ceil(seconds * 1e9))));
      return info === undefined ? None : infoResult(info);
    }),
    fn('pthread_kill(thread_id: index, signalnum: int, /)', 'Sends a signal to a thread.', (thread, n) => {
      sys(() => s.sendToThread!(threadNumber(thread), n));
      runHandlers();
    }),
    fn('pidfd_send_signal(pidfd: int, signalnum: int, siginfo=None, flags: int = 0, /)', null, (fd, n, siginfo, flags) => {
      if (siginfo !== None) raise(TypeError, 'siginfo must be None');
      sys(() => s.pidfdSend!(fd, n, flags));
      runHandlers();
    }),
  ];
}

const timerTuple = (timer: [number, number]): PyObject => new PyTuple(timer.map((n) => new PyFloat(n)));

function timerFailure(error: unknown): never {
  if (!(error instanceof HostError)) throw error;
  raiseHeap(itimerError(), error.errno, strFromJs(strerror(error.errno)));
}

export default defineModule({
  name: '_signal',
  doc: 'Signals and their handlers.',
  get functions(): readonly Row[] {
    installSignals();
    return [
      fn('signal(signalnum: int, handler, /)', 'Sets the handler of a signal and gives the old one.', signal),
      fn('getsignal(signalnum: int, /)', 'The handler of a signal.', (n) => {
        checkNumber(n);
        return current(n);
      }),
      fn('raise_signal(signalnum: int, /)', 'Sends a signal to this process.', raiseSignal),
      fn('strsignal(signalnum: int, /)', 'What a signal is called.', (n) => {
        checkNumber(n);
        return strsignal(n) ?? None;
      }),
      fn('valid_signals()', 'All signals there are.', () => setFromArray(VALID)),
      fn('set_wakeup_fd(fd: int, /, *, warn_on_full_buffer: bool = True)', 'Where to write the number of each signal.', setWakeupFd),
      ...nativeRows(),
    ];
  },
  constants: () => ({
    ...Object.fromEntries(Object.entries(host.process.signals?.constants ?? {}).filter(([, n]) => n < NSIG)),
    SIGCLD: 17,
    SIGRTMIN: 34,
    SIGRTMAX: 64,
    SIG_DFL,
    SIG_IGN,
    SIG_BLOCK: 0,
    SIG_UNBLOCK: 1,
    SIG_SETMASK: 2,
    NSIG,
    ITIMER_REAL: 0,
    ITIMER_VIRTUAL: 1,
    ITIMER_PROF: 2,
    default_int_handler: defaultIntHandler(),
    ItimerError: itimerError(),
    struct_siginfo: infoSeq.type,
  }),
});
