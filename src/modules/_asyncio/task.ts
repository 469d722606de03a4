// HOT. `_asyncio.Task`: a future that drives a coroutine, one step per turn of the event loop. Bench: bench/os/echo_asyncio.py.
// While a task is not done it is in one of three states: it waits for `waiter` (whose callback `task_wakeup` makes the next step), a
// step is scheduled, or the step runs. CPython: Modules/_asynciomodule.c (Task*, task_step_impl).
import { defineType, getset, method } from '../../objects/declare/type.ts';
import { nativeCode } from '../../objects/declare/native.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { VIEW, type Viewed } from '../../objects/model/dict.ts';
import { None, type PyBaseException } from '../../objects/model/values.ts';
import { callAttribute, callMethod, getattr, setattr, tryGetattr } from '../../objects/ops/attr.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { exit, weakSet } from '../../objects/ops/finalize.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { repr, strObject } from '../../objects/ops/repr.ts';
import { isStr, strFromJs } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { PyBuiltin } from '../../objects/types/descriptors.ts';
import { dictSetStr, newDict } from '../../objects/types/dictStore.ts';
import { KeyboardInterrupt, RuntimeError, StopIteration, SystemExit, TypeError, type PyValueException } from '../../objects/types/exceptions.ts';
import { PyAsyncGenerator, PyCoroutine, PyGenerator, resume, takeReturn, throwInto } from '../../objects/types/generator.ts';
import { frameHooks } from '../../objects/types/frame.ts';
import { FS } from '../../objects/frame.ts';
import { copyCurrentContext, withContext } from '../_contextvars.ts';
import {
  PENDING,
  PyFuture,
  addAwaitedBy,
  addCallback,
  cancelFuture,
  cancelledError,
  discardAwaitedBy,
  failureOf,
  finalizeFuture,
  futureType,
  initFuture,
  makeCancelledError,
  setException,
  setResult,
  settable,
  watchOnce,
} from './future.ts';
import { callSoon, enterTask, lazyName, leaveTask, swapTask } from './loop.ts';

const isCoroutine = lazyName('asyncio.coroutines', 'iscoroutine');
const invalidState = lazyName('asyncio.exceptions', 'InvalidStateError');
const taskRepr = lazyName('asyncio.base_tasks', '_task_repr');
const taskGetStack = lazyName('asyncio.base_tasks', '_task_get_stack');
const taskPrintStack = lazyName('asyncio.base_tasks', '_task_print_stack');

export class PyTask extends PyFuture {
  coroutine: PyObject | undefined = undefined;
  context: PyObject = None;
  /** A str, or the number of a name that was not chosen. */
  name: PyObject | undefined = undefined;
  /** What it waits for. */
  waiter: PyObject | undefined = undefined;
  mustCancel = false;
  cancelRequests = 0;
  logDestroyPending = true;
  /** The callback that futures get. */
  wakeup: PyObject | undefined = undefined;

  override needsNoFinalizer(): boolean {
    return !this.logTraceback && (this.state !== PENDING || !this.logDestroyPending);
  }

  /** Looks like this task and keeps nothing alive that leads back to it: its coroutine, the future that it waits for. */
  makeTwin(): PyTask {
    const twin = Object.assign(Object.create(Object.getPrototypeOf(this) as object) as PyTask, this);
    // A dict that views this task would keep it alive.
    (twin as Viewed)[VIEW] = undefined;
    twin.awaitedBy = undefined;
    twin.wakeup = undefined;
    if (this.coroutine instanceof PyCoroutine) twin.coroutine = sleepingTwin(this.coroutine);
    if (this.waiter instanceof PyFuture && this.waiter.ob_type === futureType) {
      twin.waiter = Object.assign(new PyFuture(), this.waiter, { awaitedBy: undefined, callbacks: [wakeupOf(twin), None] });
    }
    return twin;
  }
}

/** What a coroutine that waits looks like. */
function sleepingTwin(coroutine: PyCoroutine): PyCoroutine {
  const twin = coroutine.makeTwin();
  twin.pc = coroutine.pc;
  twin.state = coroutine.state;
  return twin;
}

/** Tasks that are not done, and those in their first, eager step. Neither set keeps a task alive. */
export const scheduledTasks = weakSet<PyTask>();
export const eagerTasks = new Set<PyObject>();
let lastName = 0;

function initTask(self: PyTask, coroutine: PyObject, loop: PyObject, name: PyObject, context: PyObject, eagerStart: boolean): void {
  initFuture(self, loop);
  if (!(coroutine instanceof PyCoroutine) && !isTrue(isCoroutine().c1(coroutine))) {
    self.logDestroyPending = false;
    raise(TypeError, `a coroutine was expected, got ${repr(coroutine)}`);
  }
  self.context = context === None ? copyCurrentContext() : context;
  self.waiter = undefined;
  self.mustCancel = false;
  self.cancelRequests = 0;
  self.logDestroyPending = true;
  self.coroutine = coroutine;
  self.name = name === None ? ++lastName : strObject(name);
  watchOnce(self);
  if (eagerStart && isTrue(callMethod(self.loop!, 'is_running'))) {
    startEagerly(self);
    return;
  }
  stepSoon(self, undefined);
  scheduledTasks.add(self);
}

function startEagerly(self: PyTask): void {
  const loop = self.loop!;
  const before = swapTask(loop, self);
  try {
    eagerTasks.add(self);
    try {
      withContext(self.context, () => run(self, undefined));
    } finally {
      eagerTasks.delete(self);
    }
  } finally {
    swapTask(loop, before);
    if (self.state === PENDING) scheduledTasks.add(self);
    else self.coroutine = undefined;
  }
}

// --- a step -----------------------------------------------------------------------------------------------------------------

/** What the event loop calls: the next step, with an exception to throw into the coroutine or without. */
class PyTaskStep extends PyBase {
  task: PyTask | undefined;
  exception: PyBaseException | undefined;
  constructor(task: PyTask | undefined, exception: PyBaseException | undefined) {
    super();
    this.task = task;
    this.exception = exception;
  }
  override c0(): PyObject {
    const { task } = this;
    if (task !== undefined) step(task, this.exception);
    return None;
  }
}

defineType(PyTaskStep, {
  name: 'TaskStepMethWrapper',
  module: '_asyncio',
  slots: {
    new: () => new PyTaskStep(undefined, undefined),
    call: (self: PyTaskStep, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, 'function takes no keyword arguments');
      if (args.length > 0) raise(TypeError, 'function takes no positional arguments');
      return self.c0();
    },
  },
  getset: [getset('__self__', null, (self: PyTaskStep) => self.task ?? None)],
});

function stepSoon(self: PyTask, exception: PyBaseException | undefined): void {
  callSoon(self.loop!, new PyTaskStep(self, exception), self.context);
}

function failSoon(self: PyTask, message: string): void {
  stepSoon(self, newException(RuntimeError, strFromJs(message)));
}

function step(self: PyTask, exception: PyBaseException | undefined): void {
  const loop = self.loop!;
  enterTask(loop, self);
  try {
    run(self, exception);
  } finally {
    leaveTask(loop, self);
  }
}

/** Resumes the coroutine and does what its answer asks for. */
function run(self: PyTask, exception: PyBaseException | undefined): void {
  if (self.state !== PENDING) {
    const shown = exception === undefined ? 'None' : repr(exception);
    throwException(invalidState().c1(strFromJs(`__step(): already done: ${repr(self)} ${shown}`)) as PyBaseException);
  }
  let thrown = exception;
  if (self.mustCancel) {
    if (thrown === undefined || !isCancelled(thrown)) thrown = makeCancelledError(self);
    self.mustCancel = false;
  }
  self.waiter = undefined;
  const { coroutine } = self;
  if (coroutine === undefined) raise(RuntimeError, 'uninitialized Task object');
  const depth = FS.sp,
    { exc, outer } = FS;
  let yielded: PyObject | undefined;
  let result: PyObject = None;
  try {
    if (coroutine instanceof PyGenerator && !(coroutine instanceof PyAsyncGenerator)) {
      yielded = thrown === undefined ? resume(coroutine, None) : throwInto(coroutine, thrown);
      if (yielded === undefined) result = takeReturn(coroutine);
    } else {
      yielded = thrown === undefined ? callMethod(coroutine, 'send', None) : callMethod(coroutine, 'throw', thrown);
    }
  } catch (error) {
    const e = frameHooks.caught(error, depth + 1) as PyBaseException;
    FS.sp = depth;
    FS.exc = exc;
    FS.outer = outer;
    if (!excMatches(e, StopIteration)) {
      fail(self, e);
      return;
    }
    result = (e as PyValueException).value;
  }
  if (yielded === undefined) finish(self, result);
  else waitFor(self, yielded);
}

const isCancelled = (e: PyBaseException): boolean => excMatches(e, cancelledError() as PyType);

/** The coroutine has returned. */
function finish(self: PyTask, result: PyObject): void {
  if (self.mustCancel) {
    self.mustCancel = false;
    cancelFuture(self, self.cancelMessage);
  } else {
    setResult(self, result);
  }
  ended(self);
}

function fail(self: PyTask, e: PyBaseException): void {
  if (isCancelled(e)) {
    self.cancelledException = e;
    cancelFuture(self, None);
    ended(self);
    return;
  }
  setException(self, e);
  ended(self);
  if (excMatches(e, KeyboardInterrupt) || excMatches(e, SystemExit)) throw e;
}

function ended(self: PyTask): void {
  scheduledTasks.delete(self);
}

/** The coroutine waits for `yielded`. */
function waitFor(self: PyTask, yielded: PyObject): void {
  if (yielded === self) {
    failSoon(self, `Task cannot await on itself: ${repr(self)}`);
    return;
  }
  const type = yielded.ob_type;
  if (type === futureType || type === taskType) {
    waitForFuture(self, yielded as PyFuture);
    return;
  }
  if (yielded === None) {
    stepSoon(self, undefined);
    return;
  }
  const blocking = tryGetattr(yielded, '_asyncio_future_blocking');
  if (blocking !== undefined && blocking !== None) waitForOther(self, yielded, isTrue(blocking));
  else if (yielded instanceof PyGenerator && !(yielded instanceof PyCoroutine) && !(yielded instanceof PyAsyncGenerator)) {
    failSoon(self, `yield was used instead of yield from for generator in task ${repr(self)} with ${repr(yielded)}`);
  } else {
    failSoon(self, `Task got bad yield: ${repr(yielded)}`);
  }
}

function waitForFuture(self: PyTask, future: PyFuture): void {
  if (future.loop !== self.loop) {
    failSoon(self, otherLoop(self, future));
    return;
  }
  if (!future.blocking) {
    failSoon(self, notAwaited(self, future));
    return;
  }
  future.blocking = false;
  addAwaitedBy(future, self);
  addCallback(future, wakeupOf(self), self.context);
  self.waiter = future;
  if (self.mustCancel && isTrue(callAttribute(future, 'cancel', [self.cancelMessage], ['msg']))) self.mustCancel = false;
}

/** Anything with `_asyncio_future_blocking`: subclasses, and what others have written. */
function waitForOther(self: PyTask, future: PyObject, blocking: boolean): void {
  const getLoop = tryGetattr(future, 'get_loop');
  const loop = getLoop !== undefined ? getLoop.c0() : getattr(future, '_loop');
  if (loop !== self.loop) {
    failSoon(self, otherLoop(self, future));
    return;
  }
  if (!blocking) {
    failSoon(self, notAwaited(self, future));
    return;
  }
  addAwaitedBy(future, self);
  setattr(future, '_asyncio_future_blocking', false);
  callAttribute(future, 'add_done_callback', [wakeupOf(self), self.context], ['context']);
  self.waiter = future;
  if (self.mustCancel && isTrue(callAttribute(future, 'cancel', [self.cancelMessage], ['msg']))) self.mustCancel = false;
}

const otherLoop = (self: PyTask, future: PyObject): string => `Task ${repr(self)} got Future ${repr(future)} attached to a different loop`;
const notAwaited = (self: PyTask, future: PyObject): string => `yield was used instead of yield from in task ${repr(self)} with ${repr(future)}`;

// --- waking up --------------------------------------------------------------------------------------------------------------

const wakeupRow = method('task_wakeup(self, object, /)', null, (self: PyTask, future: PyObject) => {
  wakeUp(self, future);
  return None;
});

function wakeupOf(self: PyTask): PyObject {
  return (self.wakeup ??= new PyBuiltin(wakeupRow, self, None, 'Task.'));
}

function wakeUp(self: PyTask, future: PyObject): void {
  discardAwaitedBy(future, self);
  step(self, future.ob_type === futureType || future.ob_type === taskType ? failureOf(future as PyFuture) : otherFailure(future));
}

/** The exception that `future.result()` raises. */
function otherFailure(future: PyObject): PyBaseException | undefined {
  const depth = FS.sp,
    { exc, outer } = FS;
  try {
    callMethod(future, 'result');
    return undefined;
  } catch (error) {
    const e = frameHooks.caught(error, depth + 1) as PyBaseException;
    FS.sp = depth;
    FS.exc = exc;
    FS.outer = outer;
    return e;
  }
}

// --- the type ---------------------------------------------------------------------------------------------------------------

function cancelTask(self: PyTask, message: PyObject): boolean {
  self.logTraceback = false;
  if (self.state !== PENDING) return false;
  self.cancelRequests++;
  if (self.waiter !== undefined && isTrue(callAttribute(self.waiter, 'cancel', [message], ['msg']))) return true;
  self.mustCancel = true;
  self.cancelMessage = message;
  return true;
}

function uncancel(self: PyTask): number {
  if (self.cancelRequests > 0 && --self.cancelRequests === 0) self.mustCancel = false;
  return self.cancelRequests;
}

function nameOf(self: PyTask): PyObject {
  if (typeof self.name === 'number') self.name = `Task-${self.name}`;
  return self.name ?? None;
}

/** At exit: does the loop run in a thread that never ends, so that what it knows is never dropped? */
function isHeldByThread(loop: PyObject): boolean {
  if (!exit.begun) return false;
  const thread = tryGetattr(loop, '_thread_id');
  return thread !== undefined && thread !== None;
}

function finalizeTask(self: PyTask): void {
  if (self.state === PENDING && self.logDestroyPending && self.loop !== undefined && !isHeldByThread(self.loop)) {
    const context = newDict();
    dictSetStr(context, 'task', self);
    dictSetStr(context, 'message', 'Task was destroyed but it is pending!');
    if (self.sourceTraceback !== undefined) dictSetStr(context, 'source_traceback', self.sourceTraceback);
    callMethod(self.loop, 'call_exception_handler', context);
  }
  finalizeFuture(self);
}

const initRow = method('Task(self, /, coro, *, loop = None, name = None, context = None, eager_start: bool = False)', null, initTask);

export const taskType = defineType(PyTask, {
  name: 'Task',
  module: '_asyncio',
  base: () => futureType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A coroutine that the event loop runs, as a future.',
  signature: '(coro, *, loop=None, name=None, context=None, eager_start=False)',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: (self: PyTask, args: PyObject[], kwnames: KwNames) => void nativeCode(initRow, '').nK([self, ...args], kwnames),
    repr: (self: PyTask) => taskRepr().c1(self) as never,
    del: finalizeTask,
  },
  methods: [
    method('cancel(self, /, msg = None)', 'Asks the task to cancel itself: CancelledError is thrown into its coroutine at the next step.', cancelTask),
    method('cancelling(self, /)', 'How many cancellations have been asked for and not taken back.', (self: PyTask) => self.cancelRequests),
    method('uncancel(self, /)', 'Takes one request for cancellation back; gives how many are left.', uncancel),
    method('set_result(self, result, /)', null, () => raise(RuntimeError, 'Task does not support set_result operation')),
    method('set_exception(self, exception, /)', null, () => raise(RuntimeError, 'Task does not support set_exception operation')),
    method('get_coro(self, /)', 'The coroutine.', (self: PyTask) => self.coroutine ?? None),
    method('get_context(self, /)', 'The context that the coroutine runs in.', (self: PyTask) => self.context),
    method('get_name(self, /)', 'The name of the task.', nameOf),
    method('set_name(self, value, /)', 'Gives the task a name.', (self: PyTask, value: PyObject) => {
      self.name = isStr(value) ? value : strObject(value);
      return None;
    }),
    method('get_stack(self, /, *, limit = None)', 'The frames of the coroutine, oldest first.', (self: PyTask, limit) => taskGetStack().c2(self, limit)),
    method(
      'print_stack(self, /, *, limit = None, file = None)',
      'Prints the stack of the coroutine, or the traceback of its exception.',
      (self: PyTask, limit, file) => taskPrintStack().c3(self, limit, file),
    ),
  ],
  getset: [
    settable(
      '_log_destroy_pending',
      (self: PyTask) => self.logDestroyPending,
      (self: PyTask, value) => {
        self.logDestroyPending = isTrue(value);
      },
    ),
    getset('_must_cancel', null, (self: PyTask) => self.mustCancel),
    getset('_coro', null, (self: PyTask) => self.coroutine ?? None),
    getset('_fut_waiter', null, (self: PyTask) => self.waiter ?? None),
  ],
});
