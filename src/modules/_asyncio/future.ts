// HOT. `_asyncio.Future`: a result to come, and the callbacks that the event loop is to call then. Bench: bench/os/echo_asyncio.py.
// A future that was made by `__new__` alone has no loop: methods that need one say so. CPython: Modules/_asynciomodule.c (Future*).
import { classMethod, defineType, getset, method, type GetSetRow } from '../../objects/declare/type.ts';
import { nativeCode } from '../../objects/declare/native.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import { PyType } from '../../objects/model/type.ts';
import { HEAP } from '../../objects/model/flags.ts';
import { None, PyList, PyTraceback, PyTuple, type PyBaseException } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { equal } from '../../objects/ops/compare.ts';
import { excMatches, isException } from '../../objects/ops/exceptions.ts';
import { watch } from '../../objects/ops/finalize.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { dictSetStr, newDict } from '../../objects/types/dictStore.ts';
import { AttributeError, DeprecationWarning, RuntimeError, StopIteration, TypeError, ValueError, newStopIteration } from '../../objects/types/exceptions.ts';
import { genericAlias } from '../../objects/types/genericalias.ts';
import { frozensetFromArray } from '../../objects/types/set.ts';
import { warn } from '../../objects/ops/hooks.ts';
import { copyCurrentContext } from '../_contextvars.ts';
import { callSoonWith, eventLoop, lazyName } from './loop.ts';

export const PENDING = 0,
  CANCELLED = 1,
  FINISHED = 2;
const STATES = ['PENDING', 'CANCELLED', 'FINISHED'];

export const cancelledError = lazyName('asyncio.exceptions', 'CancelledError');
const invalidState = lazyName('asyncio.exceptions', 'InvalidStateError');
const futureRepr = lazyName('asyncio.base_futures', '_future_repr');
const extractStack = lazyName('traceback', 'extract_stack');

export class PyFuture extends PyBase {
  loop: PyObject | undefined = undefined;
  state: number = PENDING;
  /** Held by the list of what has something to say when it is dropped. */
  watched = false;
  /** Callback, context, callback, context … */
  callbacks: PyObject[] | undefined = undefined;
  value: PyObject = None;
  exception: PyBaseException | undefined = undefined;
  /** What the traceback was when the exception was set: each `result()` starts from it. */
  exceptionTraceback: PyTraceback | undefined = undefined;
  sourceTraceback: PyObject | undefined = undefined;
  cancelMessage: PyObject = None;
  /** The error that ended a task, raised once by `result()`. */
  cancelledException: PyBaseException | undefined = undefined;
  awaitedBy: Set<PyFuture> | undefined = undefined;
  /** Nobody has asked for the exception yet. */
  logTraceback = false;
  /** Set by `await`, so that a task can tell `await future` from `yield future`. */
  blocking = false;

  needsNoFinalizer(): boolean {
    return !this.logTraceback;
  }
}

/** With a loop; else the error that says it was never initialised. */
export function loopOf(self: PyFuture): PyObject {
  return self.loop ?? raise(RuntimeError, 'Future object is not initialized.');
}

function raiseInvalidState(text: string): never {
  throwException(invalidState().c1(strFromJs(text)) as PyBaseException);
}

export function initFuture(self: PyFuture, loop: PyObject): void {
  self.state = PENDING;
  self.callbacks = undefined;
  self.value = None;
  self.exception = undefined;
  self.exceptionTraceback = undefined;
  self.sourceTraceback = undefined;
  self.cancelMessage = None;
  self.cancelledException = undefined;
  self.awaitedBy = undefined;
  self.logTraceback = false;
  self.blocking = false;
  self.loop = loop === None ? eventLoop() : loop;
  if (isTrue(callMethod(self.loop, 'get_debug'))) self.sourceTraceback = extractStack().c0();
}

// --- callbacks --------------------------------------------------------------------------------------------------------------

export function addCallback(self: PyFuture, f: PyObject, context: PyObject | undefined): void {
  if (self.loop === undefined) raise(RuntimeError, 'uninitialized Future object');
  const c = context === undefined || context === None ? copyCurrentContext() : context;
  if (self.state !== PENDING) callSoonWith(self.loop, f, self, c);
  else if (self.callbacks === undefined) self.callbacks = [f, c];
  else self.callbacks.push(f, c);
}

function removeCallback(self: PyFuture, f: PyObject): number {
  loopOf(self);
  const before = self.callbacks ?? [];
  const left: PyObject[] = [];
  for (let i = 0; i < before.length; i += 2) if (!equal(before[i]!, f)) left.push(before[i]!, before[i + 1]!);
  const removed = (before.length - left.length) / 2;
  if (removed > 0) self.callbacks = left.length === 0 ? undefined : left;
  return removed;
}

function scheduleCallbacks(self: PyFuture): void {
  const { callbacks } = self;
  if (callbacks === undefined) return;
  self.callbacks = undefined;
  const loop = self.loop!;
  for (let i = 0; i < callbacks.length; i += 2) callSoonWith(loop, callbacks[i]!, self, callbacks[i + 1]!);
}

function shownCallbacks(self: PyFuture): PyObject {
  loopOf(self);
  const { callbacks } = self;
  if (callbacks === undefined) return None;
  const pairs: PyObject[] = [];
  for (let i = 0; i < callbacks.length; i += 2) pairs.push(new PyTuple([callbacks[i]!, callbacks[i + 1]!]));
  return new PyList(pairs);
}

// --- results ----------------------------------------------------------------------------------------------------------------

export function setResult(self: PyFuture, value: PyObject): PyObject {
  loopOf(self);
  if (self.state !== PENDING) raiseInvalidState('invalid state');
  self.value = value;
  self.state = FINISHED;
  scheduleCallbacks(self);
  return None;
}

export function setException(self: PyFuture, given: PyObject): PyObject {
  loopOf(self);
  if (self.state !== PENDING) raiseInvalidState('invalid state');
  const made = given instanceof PyType ? given.c0() : given;
  if (!isException(made)) raise(TypeError, 'invalid exception object');
  let e = made;
  if (excMatches(e, StopIteration)) {
    const error = newException(RuntimeError, 'StopIteration interacts badly with generators and cannot be raised into a Future');
    error.cause = error.context = e;
    error.suppress = true;
    e = error;
  }
  self.exception = e;
  self.exceptionTraceback = e.tb;
  self.state = FINISHED;
  self.logTraceback = true;
  watchOnce(self);
  scheduleCallbacks(self);
  return None;
}

/** Instances of Python's own subclasses are watched from their making. */
export function watchOnce(self: PyFuture): void {
  if (self.watched || (self.ob_type.flags & HEAP) !== 0) return;
  self.watched = true;
  watch(self);
}

export function cancelFuture(self: PyFuture, message: PyObject): boolean {
  loopOf(self);
  self.logTraceback = false;
  if (self.state !== PENDING) return false;
  self.state = CANCELLED;
  self.cancelMessage = message;
  scheduleCallbacks(self);
  return true;
}

export function makeCancelledError(self: PyFuture): PyBaseException {
  const saved = self.cancelledException;
  if (saved !== undefined) {
    self.cancelledException = undefined;
    return saved;
  }
  return (self.cancelMessage === None ? cancelledError().c0() : cancelledError().c1(self.cancelMessage)) as PyBaseException;
}

/** The exception that `result()` raises, undefined where there is a value; a future that is not done is an error. */
export function failureOf(self: PyFuture): PyBaseException | undefined {
  if (self.state === FINISHED) {
    self.logTraceback = false;
    const e = self.exception;
    if (e !== undefined) e.tb = self.exceptionTraceback;
    return e;
  }
  if (self.loop === undefined) raiseInvalidState('Future object is not initialized.');
  if (self.state === CANCELLED) return makeCancelledError(self);
  raiseInvalidState('Result is not set.');
}

export function resultOf(self: PyFuture): PyObject {
  const e = failureOf(self);
  if (e !== undefined) throwException(e);
  return self.value;
}

function exceptionOf(self: PyFuture): PyObject {
  if (self.loop === undefined) raiseInvalidState('Future object is not initialized.');
  if (self.state === CANCELLED) throwException(makeCancelledError(self));
  if (self.state === PENDING) raiseInvalidState('Exception is not set.');
  self.logTraceback = false;
  return self.exception ?? None;
}

/** A dropped future whose exception nobody has seen tells its loop. */
export function finalizeFuture(self: PyFuture): void {
  if (!self.logTraceback) return;
  self.logTraceback = false;
  const context = newDict();
  dictSetStr(context, 'message', strFromJs(`${self.ob_type.name} exception was never retrieved`));
  dictSetStr(context, 'exception', self.exception ?? None);
  dictSetStr(context, 'future', self);
  if (self.sourceTraceback !== undefined) dictSetStr(context, 'source_traceback', self.sourceTraceback);
  callMethod(self.loop!, 'call_exception_handler', context);
}

// --- who awaits whom --------------------------------------------------------------------------------------------------------

export function addAwaitedBy(future: PyObject, waiter: PyObject): void {
  if (future instanceof PyFuture && waiter instanceof PyFuture) (future.awaitedBy ??= new Set()).add(waiter);
}

export function discardAwaitedBy(future: PyObject, waiter: PyObject): void {
  if (future instanceof PyFuture && waiter instanceof PyFuture) future.awaitedBy?.delete(waiter);
}

// --- the type ---------------------------------------------------------------------------------------------------------------

/** An attribute that can be set, not deleted. */
export function settable(name: string, get: (self: any) => PyObject, set: (self: any, value: PyObject) => void): GetSetRow {
  return getset(name, null, get, (self: PyObject, value: PyObject | undefined) => {
    if (value === undefined) {
      const owner = self.ob_type.mro.find((type) => type.dict.has(name)) ?? self.ob_type;
      raise(AttributeError, `attribute '${name}' of '_asyncio.${owner.name}' objects cannot be deleted`);
    }
    set(self, value);
  });
}

/** A read-only attribute that an uninitialised future does not have. */
const initialized = (name: string, get: (self: PyFuture) => PyObject): GetSetRow =>
  getset(name, null, (self: PyFuture) => {
    loopOf(self);
    return get(self);
  });

const initRow = method('Future(self, /, *, loop = None)', null, initFuture);

export const futureType = defineType(PyFuture, {
  name: 'Future',
  module: '_asyncio',
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A result that is not there yet; `await` waits for it.',
  signature: '(*, loop=None)',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: (self: PyFuture, args: PyObject[], kwnames: KwNames) => void nativeCode(initRow, '').nK([self, ...args], kwnames),
    repr: (self: PyFuture) => {
      loopOf(self);
      return futureRepr().c1(self);
    },
    iter: startWaiting,
    await: startWaiting,
    del: finalizeFuture,
  },
  methods: [
    method('result(self, /)', 'The result; raises the exception if there is one, InvalidStateError if the future is not done.', resultOf),
    method('exception(self, /)', 'The exception, or None; InvalidStateError if the future is not done.', exceptionOf),
    method('set_result(self, result, /)', 'Makes the future done, with a result.', setResult),
    method('set_exception(self, exception, /)', 'Makes the future done, with an exception.', setException),
    method('add_done_callback(self, fn, /, *, context = ?)', 'The loop is to call fn(self) once the future is done.', (self: PyFuture, f, context) => {
      addCallback(self, f, context);
      return None;
    }),
    method('remove_done_callback(self, fn, /)', 'Takes all callbacks equal to fn out; gives their number.', removeCallback),
    method('cancel(self, /, msg = None)', 'Cancels the future unless it is done; tells whether it was not.', cancelFuture),
    method('cancelled(self, /)', 'Was the future cancelled?', (self: PyFuture) => self.state === CANCELLED),
    method('done(self, /)', 'Is there a result or an exception, or was the future cancelled?', (self: PyFuture) => self.state !== PENDING),
    method('get_loop(self, /)', 'The event loop of the future.', loopOf),
    method('_make_cancelled_error(self, /)', 'The CancelledError to raise; called once per cancellation.', makeCancelledError),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
  ],
  getset: [
    initialized('_state', (self) => STATES[self.state]!),
    settable(
      '_asyncio_future_blocking',
      (self: PyFuture) => self.blocking,
      (self: PyFuture, value) => {
        loopOf(self);
        self.blocking = isTrue(value);
      },
    ),
    getset('_loop', null, (self: PyFuture) => self.loop ?? None),
    getset('_callbacks', null, shownCallbacks),
    initialized('_result', (self) => self.value),
    initialized('_exception', (self) => self.exception ?? None),
    settable(
      '_log_traceback',
      (self: PyFuture) => {
        loopOf(self);
        return self.logTraceback;
      },
      (self: PyFuture, value) => {
        if (isTrue(value)) raise(ValueError, '_log_traceback can only be set to False');
        self.logTraceback = false;
      },
    ),
    getset('_source_traceback', null, (self: PyFuture) => self.sourceTraceback ?? None),
    settable(
      '_cancel_message',
      (self: PyFuture) => self.cancelMessage,
      (self: PyFuture, value) => {
        self.cancelMessage = value;
      },
    ),
    getset('_asyncio_awaited_by', null, (self: PyFuture) => {
      const { awaitedBy } = self;
      return awaitedBy === undefined || awaitedBy.size === 0 ? None : frozensetFromArray([...awaitedBy]);
    }),
  ],
});

// --- await ------------------------------------------------------------------------------------------------------------------

/** What drives `await future`: gives the future once while it is not done, then ends with its result in `ret`. */
export class PyFutureIter extends PyBase {
  future: PyFuture | undefined;
  ret: PyObject = None;
  constructor(future: PyFuture | undefined) {
    super();
    this.future = future;
  }
  /** Coroutines that are state machines resume what they await by this name. */
  resumeStep(self: PyFutureIter): PyObject | undefined {
    return nextOf(self);
  }
}

function startWaiting(self: PyFuture): PyFutureIter {
  loopOf(self);
  return new PyFutureIter(self);
}

function nextOf(self: PyFutureIter): PyObject | undefined {
  const { future } = self;
  if (future === undefined) return undefined;
  if (future.state === PENDING) {
    if (future.blocking) raise(RuntimeError, "await wasn't used with future");
    future.blocking = true;
    return future;
  }
  self.future = undefined;
  self.ret = resultOf(future);
  return undefined;
}

function sendTo(self: PyFutureIter): PyObject {
  return nextOf(self) ?? throwException(newStopIteration(self.ret));
}

function throwFrom(self: PyFutureIter, type: PyObject, value: PyObject | undefined, traceback: PyObject | undefined): never {
  if (value !== undefined) {
    warn(DeprecationWarning, 'the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.', 1);
  }
  if (traceback !== undefined && traceback !== None && !(traceback instanceof PyTraceback)) raise(TypeError, 'throw() third argument must be a traceback');
  self.future = undefined;
  let e: PyObject = type;
  if (type instanceof PyType) {
    if (value !== undefined && isException(value)) e = value;
    else e = value === undefined || value === None ? type.c0() : value instanceof PyTuple ? type.cN(value.ta) : type.c1(value);
  } else if (isException(type) && value !== undefined && value !== None) {
    raise(TypeError, 'instance exception may not have a separate value');
  }
  if (!isException(e)) raise(TypeError, 'exceptions must be classes deriving BaseException or instances of such a class');
  if (traceback instanceof PyTraceback) e.tb = traceback;
  throwException(e);
}

defineType(PyFutureIter, {
  name: 'FutureIter',
  module: '_asyncio',
  slots: { new: () => new PyFutureIter(undefined), iter: (self) => self, next: nextOf },
  methods: [
    method('send(self, object, /)', null, sendTo),
    { ...method('throw(self, type, value = ?, traceback = ?, /)', null, throwFrom), counts: 'unpacked' },
    method('close(self, /)', null, (self: PyFutureIter) => {
      self.future = undefined;
      return None;
    }),
  ],
});
