// Waiting for the descriptor under a connection. System threads wait in poll, which lets the others run; green ones have a form of their own.
import { host } from '../../host/host.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { greenThreads, parkOn, waitOn, type Waiting } from '../../runtime/threads.ts';
import { ioCalls, now, waitFor } from '../nativeIo.ts';

export const POLLIN = 1,
  POLLOUT = 4;

const ready =
  (fd: number, event: number): (() => boolean) =>
  () =>
    ioCalls().poll([fd], [event], [], 0) > 0;

/** Nobody wakes those who wait for descriptors: they look by themselves. */
const nobody = (): Waiting => ({ waiters: undefined });

/** `deadline` counts on the monotonic clock of nativeIo; undefined waits without end. False when it is over. */
export function waitFd(fd: number, event: number, deadline: number | undefined): boolean {
  if (greenThreads()) return waitOn(nobody(), ready(fd, event), realDeadline(deadline));
  const left = deadline === undefined ? undefined : Math.max(0, deadline - now());
  return waitFor(left, (milliseconds) => ioCalls().poll([fd], [event], [], milliseconds) || undefined) !== undefined;
}

export function* parkFd(fd: number, event: number, deadline: number | undefined): Generator<PyObject, boolean, unknown> {
  return yield* parkOn(nobody(), ready(fd, event), realDeadline(deadline));
}

const realDeadline = (deadline: number | undefined): number => (deadline === undefined ? Infinity : host.clock.realtime() + deadline - now());
