// Named POSIX semaphores, which live in memory that processes share. Answers to: Modules/_multiprocessing/semaphore.c.
import { type HostPath, HostError } from '../../../host/host.ts';
import { checked, cPath, declare, declareBlocking, errno } from './native.ts';

const O_CREAT = 0o100,
  O_EXCL = 0o200;
const EAGAIN = 11,
  ETIMEDOUT = 110;

const c = {
  open: declare('sem_open', 'intptr_t', ['void *', 'int', 'uint', 'uint']),
  close: declare('sem_close', 'int', ['intptr_t']),
  unlink: declare('sem_unlink', 'int', ['void *']),
  wait: declareBlocking('sem_wait', 'int', ['intptr_t'], true),
  tryWait: declare('sem_trywait', 'int', ['intptr_t']),
  timedWait: declareBlocking('sem_timedwait', 'int', ['intptr_t', 'void *'], true),
  post: declare('sem_post', 'int', ['intptr_t']),
  value: declare('sem_getvalue', 'int', ['intptr_t', 'void *']),
};

function opened(handle: number | bigint): bigint {
  if (BigInt(handle) === 0n) throw new HostError(errno(), 'sem_open');
  return BigInt(handle);
}

/** True if the semaphore was taken. */
function taken(result: number): boolean {
  if (result === 0) return true;
  if (errno() === EAGAIN || errno() === ETIMEDOUT) return false;
  throw new HostError(errno(), 'sem_wait');
}

export const semaphoreNative = {
  create: (name: HostPath, value: number): bigint => opened(c.open(cPath(name), O_CREAT | O_EXCL, 0o600, value >>> 0)),
  open: (name: HostPath): bigint => opened(c.open(cPath(name), 0, 0, 0)),
  close: (handle: bigint): void => void checked(c.close(handle), 'sem_close'),
  unlink: (name: HostPath): void => void checked(c.unlink(cPath(name)), 'sem_unlink'),
  tryWait: (handle: bigint): boolean => taken(c.tryWait(handle)),
  /** Until `deadlineNs` on the clock of the day, or without end. */
  wait(handle: bigint, deadlineNs: bigint | undefined): boolean {
    if (deadlineNs === undefined) return taken(c.wait(handle));
    return taken(c.timedWait(handle, BigInt64Array.of(deadlineNs / 1_000_000_000n, deadlineNs % 1_000_000_000n)));
  },
  post: (handle: bigint): void => void checked(c.post(handle), 'sem_post'),
  value(handle: bigint): number {
    const value = new Int32Array(1);
    checked(c.value(handle, value), 'sem_getvalue');
    return value[0]!;
  },
};

export type SemaphoreNative = typeof semaphoreNative;
