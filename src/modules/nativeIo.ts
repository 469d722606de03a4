// The host's direct calls on descriptors, as the modules select, fcntl, termios and _socket use them (hosts/node/ffi/io.ts), and waiting with a deadline.
import { host, HostError } from '../host/host.ts';
import { idleWork, LONGEST_PAUSE, NOTICEABLE, wantsIdleWork } from '../runtime/threads.ts';
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
/** Milliseconds after which a wait looks whether what it waits for can still come (`forgotten.ts`). */
export const FIRST_PAUSE = NOTICEABLE * 1000;
const WORTH_IT = 1000;

/** The pause after one of `milliseconds`. */
export const nextPause = (milliseconds: number): number => Math.min(2 * milliseconds, LONGEST_PAUSE * 1000);

/** Seconds on the monotonic clock. */
export const now = (): number => host.clock.monotonic();

/**
 * Calls `wait(milliseconds)` until it answers or `seconds` are over (undefined: without end), again after signals with the time that is left.
 * `wait` gives undefined when its own time was up.
 */
export function waitFor<T>(seconds: number | undefined, wait: (milliseconds: number) => T | undefined): T | undefined {
  const deadline = seconds === undefined ? undefined : now() + seconds;
  for (let pause = FIRST_PAUSE; ; ) {
    runPendingSignals();
    const left = deadline === undefined ? -1 : Math.max(0, Math.ceil((deadline - now()) * 1000));
    // A short wait ends by itself, and exactly then.
    const looks = (left < 0 || left > Math.max(pause, WORTH_IT)) && wantsIdleWork();
    try {
      const result = wait(looks ? pause : Math.min(left, LONGEST));
      if (result !== undefined) return result;
      if (looks) {
        idleWork();
        pause = nextPause(pause);
      } else if (left >= 0) return undefined;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (error.errno !== EINTR) raiseOSError(error.errno);
    }
  }
}
