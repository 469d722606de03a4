// The import lock: importlib's short critical sections are in it, and a fork waits until no other thread is in one. CPython: Python/import.c.
import { currentThread, waitOn, wakeAll, type Thread, type Waiting } from '../threads.ts';

const lock: Waiting & { owner: Thread | undefined; depth: number } = { waiters: undefined, owner: undefined, depth: 0 };

export const importLockHeld = (): boolean => lock.owner !== undefined;

/** A thread may acquire it again and again. */
export function acquireImportLock(): void {
  const me = currentThread();
  if (lock.owner !== undefined && lock.owner !== me) waitOn(lock, () => lock.owner === undefined, Infinity);
  lock.owner = me;
  lock.depth++;
}

/** False where this thread does not hold it. */
export function releaseImportLock(): boolean {
  if (lock.owner !== currentThread()) return false;
  if (--lock.depth === 0) {
    lock.owner = undefined;
    wakeAll(lock);
  }
  return true;
}
