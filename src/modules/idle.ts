// Before a wait for a descriptor that nothing may ever end: what a dropped socket or pipe was holding open may be what is waited for. There are no
// reference counts, so somebody has to look (`forgotten.ts`); it happens when a wait has lasted a while, and once for what was opened since.
import { host, HostError } from '../host/host.ts';
import { idleWork, wantsIdleWork } from '../runtime/threads.ts';
import { FIRST_PAUSE, ioCalls, nextPause } from './nativeIo.ts';

/** How many blocking calls may still wait by poll first. A conversation that goes on for longer is not slowed down by it. */
export const idle = { tries: 0 };
const TRIES = 64;

/** Something has been opened that may be dropped. */
export function moreToLookFor(): void {
  idle.tries = TRIES;
}

/** Called where `idle.tries` is not 0, before a call that blocks until the event, unless the descriptor is one that never blocks. */
export function lookWhileIdle(fd: number, event: number): void {
  idle.tries--;
  if (fd < 0 || !wantsIdleWork()) return;
  try {
    if (ioCalls().poll([fd], [event], [], 0) !== 0 || host.files.getBlocking?.(fd) === false) return;
    for (let pause = FIRST_PAUSE; wantsIdleWork(); pause = nextPause(pause)) {
      if (ioCalls().poll([fd], [event], [], pause) !== 0) return;
      idleWork();
    }
  } catch (error) {
    // A signal, or no such descriptor: the call itself tells.
    if (!(error instanceof HostError)) throw error;
  }
}
