// _multiprocessing: SemLock, the named semaphore under multiprocessing's locks, queues and pools.
// Invariant: `count` is how often this process's owner holds it; a recursive lock (kind 0) takes the semaphore at the first time only.
// CPython: Modules/_multiprocessing/semaphore.c, multiprocessing.c.
import { host } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import { classMethod, defineType, make, member, method } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { None } from '../objects/model/values.ts';
import { asFloat, asIndex, isFloat, isInt, normalizeInt, typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { dictFromEntries } from '../objects/types/dictStore.ts';
import { AssertionError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { currentThread } from '../runtime/threads.ts';
import { sys } from './hostErrors.ts';

/** hosts/node/ffi/semaphores.ts. */
interface SemaphoreCalls {
  create(name: string, value: number): bigint;
  open(name: string): bigint;
  unlink(name: string): void;
  tryWait(handle: bigint): boolean;
  wait(handle: bigint, deadlineNs: bigint | undefined): boolean;
  post(handle: bigint): void;
  value(handle: bigint): number;
}
const semaphores = (): SemaphoreCalls => (host.process.native as { semaphores: SemaphoreCalls }).semaphores;

const RECURSIVE_MUTEX = 0,
  SEMAPHORE = 1;
const SEM_VALUE_MAX = 0x7fffffff;
/** Longer than anybody waits: the deadline must fit a time_t with room. */
const LONGEST = 1e9;

class PySemLock extends PyBase {
  handle = 0n;
  kind = SEMAPHORE;
  maxvalue = 1;
  name: string | undefined;
  count = 0;
  owner: number | bigint | undefined;
}

function fill(cls: PyType, handle: bigint, kind: number, maxvalue: number, name: string | undefined): PySemLock {
  const self = new cls.ctor() as PySemLock;
  self.handle = handle;
  self.kind = kind;
  self.maxvalue = maxvalue;
  self.name = name;
  return self;
}

const isMine = (self: PySemLock): boolean => self.count > 0 && currentThread().id === self.owner;

function deadline(timeout: PyObject): bigint {
  if (!isFloat(timeout) && !isInt(timeout) && timeout.s_float === undefined && timeout.s_index === undefined) {
    raise(TypeError, `must be real number, not ${typeName(timeout)}`);
  }
  const seconds = Math.min(Math.max(asFloat(timeout), 0), LONGEST);
  return host.clock.realtimeNs() + BigInt(Math.round(seconds * 1e9));
}

function acquire(self: PySemLock, block: boolean, timeout: PyObject): boolean {
  if (self.kind === RECURSIVE_MUTEX && isMine(self)) {
    self.count++;
    return true;
  }
  const until = timeout === None ? undefined : deadline(timeout);
  const { handle } = self;
  // Without a wait where there need be none.
  let taken = sys(() => semaphores().tryWait(handle));
  if (!taken && block) taken = sys(() => semaphores().wait(handle, until));
  if (!taken) return false;
  self.count++;
  self.owner = currentThread().id;
  return true;
}

function release(self: PySemLock): void {
  if (self.kind === RECURSIVE_MUTEX) {
    if (!isMine(self)) raise(AssertionError, 'attempt to release recursive lock not owned by thread');
    if (self.count > 1) {
      self.count--;
      return;
    }
  } else if (sys(() => semaphores().value(self.handle)) >= self.maxvalue) {
    raise(ValueError, 'semaphore or lock released too many times');
  }
  sys(() => semaphores().post(self.handle));
  self.count--;
}

function create(cls: PyType, kind: number, value: number, maxvalue: number, name: string, unlink: boolean): PyObject {
  if (kind !== RECURSIVE_MUTEX && kind !== SEMAPHORE) raise(ValueError, 'unrecognized kind');
  if (name.includes('\0')) raise(ValueError, 'embedded null character');
  const handle = sys(() => semaphores().create(name, value));
  if (unlink) sys(() => semaphores().unlink(name));
  return fill(cls, handle, kind, maxvalue, unlink ? undefined : name);
}

function rebuild(cls: PyType, handle: PyObject, kind: number, maxvalue: number, name: string | undefined): PyObject {
  const own = name === undefined ? BigInt(asIndex(handle)) : sys(() => semaphores().open(name));
  return fill(cls, own, kind, maxvalue, name);
}

const semLockType = defineType(PySemLock, {
  name: 'SemLock',
  module: '_multiprocessing',
  flags: ['BASETYPE'],
  doc: 'A semaphore or lock that processes share.',
  make: make('SemLock(kind: int, value: int, maxvalue: int, name: str, unlink: bool)', create),
  methods: [
    method('acquire(self, /, block: bool = True, timeout=None) -> bool', 'Takes it, waiting if need be.', acquire),
    method('release(self, /) -> None', 'Gives it back.', release),
    method('_count(self, /)', 'How often it is held.', (self: PySemLock) => self.count),
    method('_is_mine(self, /) -> bool', 'Does this thread hold it?', isMine),
    method('_get_value(self, /)', 'The value of the semaphore.', (self: PySemLock) => sys(() => semaphores().value(self.handle))),
    method('_is_zero(self, /) -> bool', 'Is the value zero?', (self: PySemLock) => sys(() => semaphores().value(self.handle)) === 0),
    method('_after_fork(self, /) -> None', 'Forgets what the parent held.', (self: PySemLock) => {
      self.count = 0;
    }),
    classMethod('_rebuild(type, handle, kind: int, maxvalue: int, name: opt_str, /)', 'The same semaphore in another process.', rebuild),
    method('__enter__(self, /) -> bool', null, (self: PySemLock) => acquire(self, true, None)),
    method('__exit__(self, /, exc_type=None, exc_value=None, exc_tb=None) -> None', null, (self: PySemLock) => release(self)),
  ],
  getset: [
    member('handle', null, (self: PySemLock) => normalizeInt(self.handle)),
    member('kind', null, (self: PySemLock) => self.kind),
    member('maxvalue', null, (self: PySemLock) => self.maxvalue),
    member('name', null, (self: PySemLock) => (self.name === undefined ? None : strFromJs(self.name))),
  ],
  constants: () => ({ SEM_VALUE_MAX }),
});

export default defineModule({
  name: '_multiprocessing',
  functions: [fn('sem_unlink(name: str, /) -> None', 'Removes the name of a semaphore.', (name) => sys(() => semaphores().unlink(name)))],
  types: [semLockType],
  constants: () => ({ flags: dictFromEntries(Object.entries({ HAVE_SEM_OPEN: 1, HAVE_SEM_TIMEDWAIT: 1 })) }),
});
