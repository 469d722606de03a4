// The host's direct calls on descriptors, as the modules select, fcntl, termios and _socket use them (hosts/node/ffi/io.ts), and waiting with a deadline.
import { host, HostError } from '../host/host.ts';
import { runPendingSignals } from './hostErrors.ts';
import { raiseOSError } from '../objects/types/oserror.ts';

export interface IoCalls {
  poll(fds: readonly number[], events: readonly number[], revents: number[], timeout: number): number;
  epollCreate(flags: number): number;
  epollCtl(epoll: number, operation: number, fd: number, events: number): void;
  /** Descriptors and events by turns. */
  epollWait(epoll: number, max: number, timeout: number): number[];
  fcntl(fd: number, command: number, argument: number | Uint8Array): number;
  ioctl(fd: number, request: number, argument: number | Uint8Array): number;
  flock(fd: number, operation: number): void;
  tcgetattr(fd: number): { iflag: number; oflag: number; cflag: number; lflag: number; ispeed: number; ospeed: number; cc: Uint8Array };
  tcsetattr(fd: number, when: number, t: { iflag: number; oflag: number; cflag: number; lflag: number; ispeed: number; ospeed: number; cc: Uint8Array }): void;
  tcsendbreak(fd: number, duration: number): void;
  tcdrain(fd: number): void;
  tcflush(fd: number, queue: number): void;
  tcflow(fd: number, action: number): void;
}

export const ioCalls = (): IoCalls => (host.process.native as { io: IoCalls }).io;

const EINTR = 4;
const LONGEST = 0x7fffffff;

/** Seconds on the monotonic clock. */
export const now = (): number => Number(host.clock.monotonicNs()) / 1e9;

/**
 * Calls `wait(milliseconds)` until it answers or `seconds` are over (undefined: without end), again after signals with the time that is left.
 * `wait` gives undefined when its own time was up.
 */
export function waitFor<T>(seconds: number | undefined, wait: (milliseconds: number) => T | undefined): T | undefined {
  const deadline = seconds === undefined ? undefined : now() + seconds;
  for (;;) {
    runPendingSignals();
    const left = deadline === undefined ? -1 : Math.max(0, Math.ceil((deadline - now()) * 1000));
    try {
      const result = wait(Math.min(left, LONGEST));
      if (result !== undefined || left >= 0) return result;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (error.errno !== EINTR) raiseOSError(error.errno);
    }
  }
}
