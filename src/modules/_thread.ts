// `_thread` on one thread of execution: locks, identities, `start_new_thread` by green threads (runtime/threads.ts).
// CPython: Modules/_threadmodule.c.
import { encodeFileName } from '../util/fileNames.ts';
import { SIGNALLED } from '../util/pending.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import { classMethod, defineType, getset, make, method } from '../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../objects/model/object.ts';
import { None, PyFloat, PyTuple } from '../objects/model/values.ts';
import type { PyType } from '../objects/model/type.ts';
import { raise } from '../objects/ops/raise.ts';
import { AttributeError, OverflowError, PythonFinalizationError, RuntimeError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { addressOf } from '../objects/ops/repr.ts';
import { asFloat, typeName } from '../objects/ops/number.ts';
import {
  currentThread,
  drainThreads,
  identOf,
  isAlive,
  isMainThread,
  mainThread,
  NAME_MAX,
  nameThread,
  nativeThreadId,
  parkOn,
  startThread,
  type Thread,
  threadCount,
  threadOf,
  type Waiting,
  waitOn,
  wakeAll,
  wakeOne,
} from '../runtime/threads.ts';
import type { Row } from '../objects/declare/native.ts';
import { newGenericAlias } from '../objects/ops/lateHooks.ts';
import { PENDING } from '../objects/frame.ts';
import { host } from '../host/host.ts';
import { runPendingSignals } from './hostErrors.ts';
import { printIgnored } from '../runtime/unraisable.ts';
import { genericGetattro, genericSetattro, noAttribute } from '../objects/ops/attr.ts';
import { isSubtype } from '../objects/model/type.ts';
import { newDict } from '../objects/types/dictStore.ts';

const TIMEOUT_MAX = 9223372036;

class PyLock extends PyBase implements Waiting {
  locked = false;
  waiters: Thread[] | undefined = undefined;
}
class PyRLock extends PyBase implements Waiting {
  owner: Thread | undefined = undefined;
  count = 0;
  waiters: Thread[] | undefined = undefined;
}

const deadlineOf = (timeout: number): number => (timeout < 0 ? Infinity : host.clock.realtime() + timeout);
/** Waits until `ready` holds, the other threads running meanwhile. False at the deadline. */
const wait = (at: Waiting, ready: () => boolean, timeout: number): boolean => waitOn(at, ready, deadlineOf(timeout));

/** A row with its form G. */
const suspendable = (row: Row, g: Row['g']): Row => ({ ...row, g });

function checkTimeout(blocking: boolean, timeout: number): number {
  if (!blocking && timeout !== -1) raise(ValueError, "can't specify a timeout for a non-blocking call");
  if (blocking && timeout < 0 && timeout !== -1) raise(ValueError, 'timeout value must be a non-negative number');
  if (timeout > TIMEOUT_MAX) raise(OverflowError, 'timeout value is too large');
  return blocking ? timeout : 0;
}

function acquire(lock: PyLock, blocking: boolean, timeout: number): PyObject {
  const limit = checkTimeout(blocking, timeout);
  if (lock.locked && (limit === 0 || !wait(lock, () => !lock.locked, limit))) return false;
  return (lock.locked = true);
}
function* acquireG(lock: PyLock, blocking: boolean, timeout: number): Generator<PyObject, PyObject, unknown> {
  if (!(yield* parkOn(lock, () => !lock.locked, deadlineOf(checkTimeout(blocking, timeout))))) return false;
  return (lock.locked = true);
}
function release(lock: PyLock): PyObject {
  if (!lock.locked) raise(RuntimeError, 'release unlocked lock');
  lock.locked = false;
  wakeOne(lock);
  return None;
}

const lockMethods = [
  suspendable(method('acquire(self, blocking: bool = True, timeout: float = -1)', 'Lock the lock.', acquire), acquireG),
  method('acquire_lock(self, blocking: bool = True, timeout: float = -1)', 'An obsolete synonym of acquire().', acquire),
  method('release(self, /)', 'Release the lock.', release),
  method('release_lock(self, /)', 'An obsolete synonym of release().', release),
  method('locked(self, /)', 'Return whether the lock is in the locked state.', (l: PyLock) => l.locked),
  method('locked_lock(self, /)', 'An obsolete synonym of locked().', (l: PyLock) => l.locked),
  suspendable(
    method('__enter__(self, /)', 'Lock the lock.', (l: PyLock) => acquire(l, true, -1)),
    (l: PyLock) => acquireG(l, true, -1),
  ),
  method('__exit__(self, *exc_info)', 'Release the lock.', (l: PyLock) => release(l)),
  method('_at_fork_reinit(self, /)', null, (l: PyLock) => {
    l.locked = false;
    return None;
  }),
];
export const lockType = defineType(PyLock, {
  name: 'lock',
  module: '_thread',
  flags: ['HAS_WEAKREF'],
  doc: 'A lock is a synchronization primitive.',
  make: make('lock()', () => new PyLock()),
  slots: { repr: (l: PyLock) => strFromJs(`<${l.locked ? 'locked' : 'unlocked'} _thread.lock object at ${addressOf(l)}>`) },
  methods: lockMethods,
});

const ownerIdent = (l: PyRLock): number => (l.owner === undefined ? 0 : identOf(l.owner));

function acquireR(lock: PyRLock, blocking: boolean, timeout: number): PyObject {
  const me = currentThread();
  if (lock.count > 0 && lock.owner === me) {
    lock.count++;
    return true;
  }
  const limit = checkTimeout(blocking, timeout);
  if (lock.count > 0 && (limit === 0 || !wait(lock, () => lock.count === 0, limit))) return false;
  lock.owner = me;
  lock.count = 1;
  return true;
}
function* acquireRG(lock: PyRLock, blocking: boolean, timeout: number): Generator<PyObject, PyObject, unknown> {
  const me = currentThread();
  if (lock.count > 0 && lock.owner === me) {
    lock.count++;
    return true;
  }
  if (!(yield* parkOn(lock, () => lock.count === 0, deadlineOf(checkTimeout(blocking, timeout))))) return false;
  lock.owner = me;
  lock.count = 1;
  return true;
}
function releaseR(lock: PyRLock): PyObject {
  if (lock.count === 0 || lock.owner !== currentThread()) raise(RuntimeError, 'cannot release un-acquired lock');
  if (--lock.count > 0) return None;
  lock.owner = undefined;
  wakeOne(lock);
  return None;
}
export const rlockType = defineType(PyRLock, {
  name: 'RLock',
  module: '_thread',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: () => undefined,
    repr: (l: PyRLock) => strFromJs(`<${l.count > 0 ? 'locked' : 'unlocked'} _thread.RLock object owner=${ownerIdent(l)} count=${l.count} at ${addressOf(l)}>`),
  },
  methods: [
    suspendable(method('acquire(self, blocking: bool = True, timeout: float = -1)', 'Lock the lock.', acquireR), acquireRG),
    method('release(self, /)', 'Release the lock.', releaseR),
    method('locked(self, /)', null, (l: PyRLock) => l.count > 0),
    suspendable(
      method('__enter__(self, /)', 'Lock the lock.', (l: PyRLock) => acquireR(l, true, -1)),
      (l: PyRLock) => acquireRG(l, true, -1),
    ),
    method('__exit__(self, *exc_info)', 'Release the lock.', (l: PyRLock) => releaseR(l)),
    method('_is_owned(self, /)', null, (l: PyRLock) => l.count > 0 && l.owner === currentThread()),
    method('_recursion_count(self, /)', null, (l: PyRLock) => (l.owner === currentThread() ? l.count : 0)),
    method('_acquire_restore(self, state, /)', null, (l: PyRLock, s: PyTuple) => {
      wait(l, () => l.count === 0, -1);
      l.count = s.ta[0] as number;
      l.owner = threadOf(s.ta[1] as number);
      return None;
    }),
    method('_release_save(self, /)', null, (l: PyRLock) => {
      if (l.count === 0) raise(RuntimeError, 'cannot release un-acquired lock');
      const s = new PyTuple([l.count, ownerIdent(l)]);
      l.count = 0;
      l.owner = undefined;
      wakeOne(l);
      return s;
    }),
    method('_at_fork_reinit(self, /)', null, (l: PyRLock) => {
      l.count = 0;
      l.owner = undefined;
      return None;
    }),
  ],
});

let stackSize = 0;
const SMALLEST_STACK = 53248;

/** Stacks are as large as V8 was told; the number is kept for those who ask. */
function setStackSize(size: number): PyObject {
  const before = stackSize;
  if (size === -1) return before;
  if (size !== 0 && size < SMALLEST_STACK) raise(ValueError, `size must be at least ${SMALLEST_STACK} bytes`);
  stackSize = size;
  return before;
}

// --- thread handles --------------------------------------------------------------------------------------------------------

class PyThreadHandle extends PyBase implements Waiting {
  ident = 0;
  /** Unknown where the handle was made for a number that no thread has. */
  thread: Thread | undefined = undefined;
  waiters: Thread[] | undefined = undefined;
  state: 'new' | 'running' | 'done' = 'new';
}
/** Over, or left behind in the parent of this process. */
const isDone = (h: PyThreadHandle): boolean => h.state === 'done' || (h.state === 'running' && h.thread !== undefined && !isAlive(h.thread));
function joinTimeout(h: PyThreadHandle, timeout: PyObject): number {
  if (h.state === 'new') raise(RuntimeError, 'thread not started');
  if (!isDone(h)) {
    if (h.thread === currentThread()) raise(RuntimeError, 'Cannot join current thread');
    if (state.finalizing) raise(PythonFinalizationError, 'cannot join thread at interpreter shutdown');
  }
  return timeout === None ? -1 : Math.max(0, asFloat(timeout));
}

export const threadHandleType = defineType(PyThreadHandle, {
  name: '_ThreadHandle',
  module: '_thread',
  make: make('_ThreadHandle()', () => new PyThreadHandle()),
  slots: { repr: (h: PyThreadHandle) => strFromJs(`<_ThreadHandle object: ident=${h.ident}>`) },
  methods: [
    suspendable(
      method('join(self, timeout = None, /)', null, (h: PyThreadHandle, timeout) => {
        wait(h, () => isDone(h), joinTimeout(h, timeout));
        return None;
      }),
      function* (h: PyThreadHandle, timeout: PyObject) {
        yield* parkOn(h, () => isDone(h), deadlineOf(joinTimeout(h, timeout)));
        return None;
      },
    ),
    method('is_done(self, /)', null, isDone),
    method('_set_done(self, /)', null, (h: PyThreadHandle) => {
      if (h.state === 'new') raise(RuntimeError, 'thread not started');
      h.state = 'done';
      wakeAll(h);
      return None;
    }),
  ],
  getset: [getset('ident', null, (h: PyThreadHandle) => h.ident)],
});

function begin(handle: PyThreadHandle, f: PyObject, args: PyObject[], kwargs: PyObject | undefined, daemon: boolean): void {
  if (state.finalizing) raise(PythonFinalizationError, "can't create new thread at interpreter shutdown");
  handle.state = 'running';
  handle.thread = startThread(f, args, kwargs, daemon, (e) => {
    handle.state = 'done';
    wakeAll(handle);
    if (e !== undefined) printIgnored(e, 'Exception ignored in thread started by', f);
  });
  handle.ident = identOf(handle.thread);
}

// --- threading.local ----------------------------------------------------------------------------------------------------------

/** Attributes per thread: each thread sees a namespace of its own. */
class PyLocal extends PyBase {
  /** Its `__init__` runs in that thread as for any object, in others at the first use there. */
  maker = currentThread();
  initArgs: PyObject[] = [];
  initKw: KwNames = undefined;
}
class PyLocalSpace extends PyBase {}
export const localSpaceType = defineType(PyLocalSpace, { name: '_localdummy', module: '_thread', flags: ['NO_NEW', 'HAS_DICT'] });

function spaceOf(l: PyLocal): PyBase {
  const thread = currentThread();
  const spaces = (thread.locals ??= new WeakMap<PyLocal, PyBase>()) as WeakMap<PyLocal, PyBase>;
  let space = spaces.get(l);
  if (space === undefined) {
    spaces.set(l, (space = new PyLocalSpace()));
    if (thread !== l.maker && l.s_init !== undefined) l.s_init(l, l.initArgs, l.initKw);
  }
  return space;
}

export const localType = defineType(PyLocal, {
  name: '_local',
  module: '_thread',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  doc: 'Thread-local data',
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if ((args.length > 0 || kwnames !== undefined) && cls === localType) raise(TypeError, 'Initialization arguments are not supported');
      const l = new cls.ctor() as PyLocal;
      l.initArgs = args;
      l.initKw = kwnames;
      return l;
    },
    init: () => undefined,
    getattro: (l: PyLocal, name: string) => {
      const space = spaceOf(l);
      if (name === '__dict__') return genericGetattro(space, '__dict__');
      const own = Object.hasOwn(space, `$${name}`) ? (space as any)[`$${name}`] : undefined;
      return own ?? genericGetattro(l, name);
    },
    setattro: (l: PyLocal, name: string, v: PyObject | undefined) => {
      const space = spaceOf(l);
      if (name === '__dict__') raise(AttributeError, `'${typeName(l)}' object attribute '__dict__' is read-only`);
      if (v === undefined && !Object.hasOwn(space, `$${name}`)) noAttribute(l, name);
      genericSetattro(space, name, v);
    },
  },
});

export default defineModule({
  name: '_thread',
  doc: 'This module provides primitive operations to write multi-threaded programs.',
  functions: [
    fn('start_new_thread(function, args, kwargs = ?, /)', 'Start a new thread and return its identifier.', (f, args, kwargs) => {
      if (f.s_call === undefined) raise(TypeError, 'first arg must be callable');
      if (!(args instanceof PyTuple)) raise(TypeError, '2nd arg must be a tuple');
      const handle = new PyThreadHandle();
      begin(handle, f, args.ta, kwargs, true);
      return handle.ident;
    }),
    fn('start_joinable_thread(function, handle = None, daemon: bool = True)', null, (f, handle, daemon: boolean) => {
      const h = handle === None ? new PyThreadHandle() : (handle as PyThreadHandle);
      if (h.state !== 'new') raise(RuntimeError, 'thread already started');
      begin(h, f, [], undefined, daemon);
      return h;
    }),
    fn('daemon_threads_allowed()', null, () => true),
    fn('allocate_lock()', 'Create a new lock object.', () => new PyLock()),
    fn('allocate()', null, () => new PyLock()),
    fn('get_ident()', 'Return a non-zero integer that uniquely identifies the current thread.', () => identOf(currentThread())),
    fn('get_native_id()', null, nativeThreadId),
    fn('_get_main_thread_ident()', null, () => identOf(mainThread())),
    fn('_count()', null, () => threadCount()),
    fn('stack_size(size: size = -1, /)', 'The size of the stack of new threads; sets it if given.', setStackSize),
    fn('exit()', null, () => raise(SystemExitType(), '')),
    fn('interrupt_main(signum: int = 2, /)', 'Simulate the arrival of a signal.', (signal: number) => {
      if (signal < 1 || signal > 64) raise(ValueError, 'signal number out of range');
      PENDING[signal]!++;
      PENDING[0] = PENDING[SIGNALLED] = 1;
      if (isMainThread()) runPendingSignals();
      return None;
    }),
    fn('_shutdown() -> None', 'Wait for the threads that keep the program alive.', drainThreads),
    fn('_make_thread_handle(ident, /)', null, (id) => {
      const h = new PyThreadHandle();
      h.ident = id as number;
      h.thread = threadOf(h.ident);
      h.state = 'running';
      return h;
    }),
    fn('_is_main_interpreter()', null, () => true),
    fn('_excepthook(exc_info, /)', 'Handle uncaught Thread.run() exception.', (info) => {
      threadExcepthook(info);
      return None;
    }),
    fn('set_name(name: str, /)', null, (name: string) => {
      nameThread(encodeFileName(name));
      return None;
    }),
    fn('_get_thread_exceptions()', null, () => newDict()),
  ],
  constants: () => ({
    LockType: lockType,
    lock: lockType,
    RLock: rlockType,
    _ThreadHandle: threadHandleType,
    _local: localType,
    error: RuntimeError,
    TIMEOUT_MAX: new PyFloat(TIMEOUT_MAX),
    _NAME_MAXLEN: NAME_MAX,
    _ExceptHookArgs: exceptHookArgs.type,
  }),
});
import { SystemExit } from '../objects/types/exceptions.ts';
import { defineStructSeq } from '../objects/types/structseq.ts';
import { importModule } from '../objects/ops/hooks.ts';
import { getattr, callMethod, tryGetattr } from '../objects/ops/attr.ts';
import { state, sysGet } from '../runtime/state.ts';
import { printException } from '../runtime/printException.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { str } from '../objects/ops/repr.ts';
function SystemExitType(): PyType {
  return SystemExit;
}

const exceptHookArgs = defineStructSeq({ name: '_thread._ExceptHookArgs', doc: null, fields: ['exc_type', 'exc_value', 'exc_traceback', 'thread'] });

/** `sys.stderr` is gone: the thread remembers what it was. */
function reportElsewhere(thread: PyObject, value: PyObject): void {
  const file = thread === None ? undefined : tryGetattr(thread, '_stderr');
  if (file === undefined || file === None) return;
  callMethod(file, 'write', strFromJs(`Exception in thread ${str(getattr(thread, '_name'))}:\n`));
  if (isException(value)) getattr(importModule('traceback'), 'print_exception').cK([value, file], ['file']);
}

function threadExcepthook(info: PyObject): void {
  const type = getattr(info, 'exc_type');
  if (isSubtype(type as PyType, SystemExit)) return;
  const err = sysGet('stderr'),
    thread = getattr(info, 'thread'),
    value = getattr(info, 'exc_value');
  if (err === undefined || err === None) {
    reportElsewhere(thread, value);
    return;
  }
  const name = thread === None ? String(identOf(currentThread())) : str(getattr(thread, '_name'));
  callMethod(err, 'write', strFromJs(`Exception in thread ${name}:\n`));
  if (isException(value)) printException(value);
}

export { classMethod, newGenericAlias };
