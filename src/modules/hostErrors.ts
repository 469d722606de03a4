// From a failed system call to OSError and its subclasses. Handlers of signals that wait already run before the call, which might wait for what they
// do; a call that a signal interrupted runs them and is tried again (PEP 475), unless one raised. A call that finds no free descriptor, or no space
// on a disk, is tried again if a garbage collection finds forgotten files: they hold both.
import { SIGNALLED, signalHold } from '../util/pending.ts';
import { HostError } from '../host/host.ts';
import type { PyObject } from '../objects/model/object.ts';
import { PENDING } from '../objects/frame.ts';
import { raiseOSError } from '../objects/types/oserror.ts';

const EINTR = 4,
  ENFILE = 23,
  EMFILE = 24,
  ENOSPC = 28;

let closeForgotten: (() => boolean) | undefined;
/** Who closes files that nobody has any more; true if there were any. */
export function onExhausted(free: () => boolean): void {
  closeForgotten = free;
}

/** The system had none left of what forgotten files hold, and some of it is back. */
function isFreed(errno: number): boolean {
  return (errno === EMFILE || errno === ENFILE || errno === ENOSPC) && closeForgotten?.() === true;
}

/** Runs `f`; a HostError becomes OSError with these file names. */
export function sys<T>(f: () => T, filename?: PyObject, filename2?: PyObject): T {
  for (;;) {
    runPendingSignals();
    try {
      return f();
    } catch (error) {
      tryAgain(error, filename, filename2);
    }
  }
}

/** Like `sys`, but gives undefined where the call would block. */
export function sysOrBlocked<T>(f: () => T): T | undefined {
  for (;;) {
    runPendingSignals();
    try {
      return f();
    } catch (error) {
      if (isBlocked(error)) return undefined;
    }
  }
}

/** What a call that failed comes to: true if it would block, false if it is to be tried again; else an OSError. For hot places, which need no closure then. */
export function isBlocked(error: unknown): boolean {
  if (!(error instanceof HostError)) throw error;
  const { errno } = error;
  if (errno === EAGAIN_LINUX || errno === EAGAIN_DARWIN) return true;
  tryAgain(error);
  return false;
}

/** Returns if the call is to be made again, after `runPendingSignals`; else raises the OSError. */
export function tryAgain(error: unknown, filename?: PyObject, filename2?: PyObject): void {
  if (!(error instanceof HostError)) throw error;
  if (error.errno !== EINTR && !isFreed(error.errno)) raiseOSError(error.errno, filename, filename2);
}

const EAGAIN_LINUX = 11;
const EAGAIN_DARWIN = 35;

let handleSignals: (() => void) | undefined;

/** `_signal` says how Python's handlers are run. */
export function onPendingSignals(run: () => void): void {
  handleSignals = run;
}

export function runPendingSignals(): void {
  if (PENDING[SIGNALLED] !== 0 && signalHold.depth === 0) handleSignals?.();
}
