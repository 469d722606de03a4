// HOT. Generators, coroutines and asynchronous generators over JS generators. Bench: generators.
// The wrapper owns the frame entry: it pushes one before each resume and pops it after, and keeps the exception that the
// body was handling (docs/internals.md section 8). CPython: Objects/genobject.c.
import { PyBase, rooted, type PyObject } from '../model/object.ts';
import { PyFunction, type PyCode } from '../model/function.ts';
import { lookupMro } from '../model/type.ts';
import { None, PyTuple, type PyBaseException, PyTraceback } from '../model/values.ts';
import type { PyType } from '../model/type.ts';
import { HEAP } from '../model/flags.ts';
import { defineType, getset, member, method, classMethod, type GetSetRow } from '../declare/type.ts';
import { newException, raise, raiseWith, throwException } from '../ops/raise.ts';
import { excMatches, isException } from '../ops/exceptions.ts';
import {
  BaseException,
  DeprecationWarning,
  GeneratorExit,
  RuntimeError,
  StopAsyncIteration,
  StopIteration,
  TypeError,
  ValueError,
  newStopIteration,
  type PyValueException,
} from './exceptions.ts';
import { FG, FL, FS, GENERATOR_DEPTHS, L, recursion } from '../frame.ts';
import { isStr, strFromJs } from '../ops/strings.ts';
import { addressOf } from '../ops/repr.ts';
import { callMethod, lookupSpecial, tryGetattr } from '../ops/attr.ts';
import { isinstance, issubclass } from './type.ts';
import { PyType as Type } from '../model/type.ts';
import { qualifiedName } from './object.ts';
import { warn } from '../ops/hooks.ts';
import { newGenericAlias } from '../ops/lateHooks.ts';
import { frameHooks } from './frame.ts';
import { moveIdentity } from '../ops/hash.ts';
import { collector } from '../ops/finalize.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

type State = 0 | 1 | 2 | 3;
const CREATED = 0,
  SUSPENDED = 1,
  RUNNING = 2,
  CLOSED = 3;

export class PyGenerator {
  it: Iterator<PyObject | undefined, PyObject, PyObject>;
  code: PyCode;
  fn: PyFunction;
  state: State;
  /** What `return` gave, once exhausted. */
  ret: PyObject;
  /** The exception that the body was handling when it yielded. */
  exc: PyBaseException | undefined;
  /** pc id while suspended, for `gi_frame.f_lineno`. */
  pc: number;
  /** The iterator that `yield from` or `await` is delegating to. */
  delegate: PyObject | undefined;
  /** What the delegate gave last: a state machine its result, a JS generator what it is to pass up. */
  got: PyObject | undefined;
  name: PyObject | undefined;
  qualname: PyObject | undefined;
  /** The frame-locals hook while suspended. */
  hook: unknown;
  frame: PyObject | undefined;
  /** Frame depth of the current resume; emitted code re-reads it after each yield and in each catch. */
  sp: number;
  /** What FS.exc is outside all handlers of the body: emitted code restores it. */
  xc: undefined;
  /** FS.outer of whoever resumed it. */
  xo: PyBaseException | undefined;
  /**
   * What the body knows as `$g` (it reads `sp` and `xc` there): the object itself, or for generators that are closed when they are
   * dropped another one, so that the body does not keep the generator alive.
   */
  core: PyGenerator;
  /** pc id of the call that made it, where that matters. */
  born: number;

  constructor(code: PyCode, fn: PyFunction) {
    this.it = undefined as never;
    this.code = code;
    this.fn = fn;
    this.state = CREATED;
    this.ret = None;
    this.exc = undefined;
    this.pc = 0;
    this.delegate = undefined;
    this.got = undefined;
    this.name = undefined;
    this.qualname = undefined;
    this.hook = undefined;
    this.frame = undefined;
    this.sp = 0;
    this.xc = undefined;
    this.xo = undefined;
    this.core = this;
    this.born = 0;
  }
  needsNoFinalizer(): boolean {
    return this.state === CLOSED;
  }
}
export interface PyGenerator extends PyBase {}
rooted(PyGenerator);
export class PyCoroutine extends PyGenerator {
  origin: PyObject | undefined;
  constructor(code: PyCode, fn: PyFunction) {
    super(code, fn);
    this.origin = undefined;
  }
  /** Watched until it is awaited. */
  override needsNoFinalizer(): boolean {
    return this.state !== CREATED;
  }
  makeTwin(): PyCoroutine {
    const twin = new PyCoroutine(this.code, this.fn);
    twin.name = this.name;
    twin.qualname = this.qualname;
    twin.origin = this.origin;
    moveIdentity(this, twin);
    return twin;
  }
}
export class PyAsyncGenerator extends PyGenerator {
  hooksInited = false;
  finalizer: PyObject = None;
  closed = false;
  runningAsync = false;
}

const kindOf = (g: PyGenerator): string => (g instanceof PyCoroutine ? 'coroutine' : g instanceof PyAsyncGenerator ? 'async generator' : 'generator');

/** What code in form G yields where the thread may be switched; never seen by Python. */
export const SWITCH: PyObject = new PyBase();
/** Given by `runtime/threads.ts`. */
export const switchHooks: { runOthers: () => void } = { runOthers: () => undefined };

// --- state machines -----------------------------------------------------------------------------------------------------
// Their objects are made by constructors in emitted text (compiler/emit/function.ts): `s` is the case to go on with, `~s` while
// the step runs, ENDED at the end; `step(g, sent | undefined)` resumes and does all that `resume` does for JS generators. What
// such an object does not use of PyGenerator's fields lies on the prototype.

/** Value of `s` at the end; the emitter's constant of that name. */
export const ENDED = -1000000;

interface Stepper extends PyGenerator {
  s: number;
  readonly pcs: number[];
  readonly ownCode: PyCode;
  readonly resumeStep: (g: PyGenerator, sent: PyObject | undefined) => PyObject | undefined;
}

const isStepper = (g: PyGenerator): g is Stepper => (g as Stepper).resumeStep !== undefined;

/** The fields of PyGenerator as a state machine has them. */
function stepPrototype(kind: typeof PyGenerator): object {
  const constant = (value: unknown): PropertyDescriptor => ({ value, writable: true, configurable: true });
  return Object.create(kind.prototype, {
    state: {
      get(this: Stepper): State {
        return this.s === 0 ? CREATED : this.s > 0 ? SUSPENDED : this.s === ENDED ? CLOSED : RUNNING;
      },
      set(this: Stepper, state: State) {
        if (state === CLOSED) this.s = ENDED;
        else if ((state === RUNNING) !== this.s < 0) this.s = ~this.s;
      },
    },
    pc: {
      get(this: Stepper): number {
        return this.pcs[this.s < 0 ? ~this.s : this.s] ?? this.pcs[0]!;
      },
    },
    code: {
      get(this: Stepper): PyCode {
        // `F.__code__` may have been replaced by one with other flags.
        return this.fn !== undefined && this.fn.code.index === this.ownCode.index ? this.fn.code : this.ownCode;
      },
    },
    core: {
      get(this: Stepper): Stepper {
        return this;
      },
    },
    born: constant(0),
    ret: constant(None),
    ...Object.fromEntries(
      ['exc', 'delegate', 'name', 'qualname', 'hook', 'frame', 'xc', 'xo', 'got', 'origin', 'it', 'sp'].map((f) => [f, constant(undefined)]),
    ),
  });
}
let generatorSteps: object | undefined;
let coroutineSteps: object | undefined;

/** Emitted for: the first call of a generator function that is a state machine. */
export function stepClass(code: PyCode, pcs: number[], construct: Function, step: Stepper['resumeStep']): Function {
  const isCoroutine = (code.data.flags & 128) !== 0;
  const base = isCoroutine ? (coroutineSteps ??= stepPrototype(PyCoroutine)) : (generatorSteps ??= stepPrototype(PyGenerator));
  const proto = Object.create(base);
  proto.ownCode = code;
  proto.pcs = pcs;
  proto.resumeStep = step;
  if (!isCoroutine) proto.s_next = step;
  construct.prototype = proto;
  return construct;
}

export function stepStopped(g: Stepper): undefined {
  if (g.s !== ENDED) raise(ValueError, `${kindOf(g)} already executing`);
  if (g instanceof PyCoroutine) raise(RuntimeError, 'cannot reuse already awaited coroutine');
  if (g.ret !== None) g.ret = None;
  return undefined;
}

export function stepFailed(g: Stepper, e: unknown, sp: number): unknown {
  g.s = ENDED;
  return bodyError(g, e, sp);
}

/** The next value of the iterator that `g` delegates to; at its end `undefined`, and the result is in `g.got`. */
export function delegateStep(g: Stepper, sent: PyObject | undefined): PyObject | undefined {
  const it = g.delegate;
  // It ended when an exception was thrown into it.
  if (it === undefined) return undefined;
  if ((it as Stepper).resumeStep !== undefined) {
    const v = (it as Stepper).resumeStep(it as Stepper, sent);
    if (v === undefined) {
      g.got = (it as Stepper).ret ?? None;
      g.delegate = undefined;
    }
    return v;
  }
  const v = delegateSend(it, sent === undefined ? None : sent);
  if (!(v instanceof Done)) return v;
  g.got = v.result;
  g.delegate = undefined;
  return undefined;
}

/** Throws into a suspended state machine: only what it delegates to can handle it. */
function throwIntoStep(g: Stepper, e: PyBaseException): PyObject | undefined {
  const sp = ++FS.sp;
  L[sp] = g.pc;
  if (sp < GENERATOR_DEPTHS) FG[sp] = g;
  const it = g.delegate;
  let v: PyObject | Done;
  try {
    if (it === undefined) throw e;
    g.s = ~g.s;
    v = delegateThrow(it, e);
  } catch (caught) {
    g.delegate = undefined;
    throw stepFailed(g, caught, sp);
  }
  FS.sp = sp - 1;
  if (sp < GENERATOR_DEPTHS) FG[sp] = undefined;
  g.s = ~g.s;
  if (!(v instanceof Done)) return v;
  g.got = v.result;
  g.delegate = undefined;
  return resumeStep(g, undefined);
}

function resumeStep(g: Stepper, sent: PyObject | undefined): PyObject | undefined {
  const sp = FS.sp + 1;
  if (sp < GENERATOR_DEPTHS) FG[sp] = g;
  const v = g.resumeStep(g, sent);
  if (sp < GENERATOR_DEPTHS) FG[sp] = undefined;
  return v;
}

/** The generator whose frame is at that depth. */
export function generatorAt(depth: number): PyGenerator | undefined {
  const { index, unit } = frameHooks.codeAt(L[depth]!);
  const runsHere = (g: PyGenerator | undefined): boolean => g !== undefined && g.state === RUNNING && g.code.index === index && g.code.unit === unit;
  const g = FG[depth] as PyGenerator | undefined;
  if (runsHere(g)) return g;
  const delegate = depth > 1 ? generatorAt(depth - 1)?.core.delegate : undefined;
  const driven = delegate instanceof PyCoroutineWrapper ? delegate.coro : delegate;
  return driven instanceof PyGenerator && runsHere(driven) ? driven : undefined;
}

// --- JS generators ------------------------------------------------------------------------------------------------------

/** Resumes with a sent value. `undefined` = the body returned (`g.ret`). */
export function resume(g: PyGenerator, value: PyObject): PyObject | undefined {
  if (isStepper(g)) return resumeStep(g, value);
  if (g.state !== SUSPENDED && g.state !== CREATED) return resumeStopped(g);
  const depth = FS.sp,
    outer = FS.exc;
  enter(g, depth + 1, outer);
  let step = advance(g, value, outer);
  while (step.value === SWITCH) {
    // Nobody here can pass the switch on: the other threads run on top of this one.
    switchHooks.runOthers();
    step = advance(g, None, outer);
  }
  return after(g, step, depth, outer);
}

function advance(g: PyGenerator, value: PyObject, outer: PyBaseException | undefined): IteratorResult<PyObject | undefined, PyObject> {
  try {
    return g.it.next(value);
  } catch (e) {
    g.state = CLOSED;
    const { sp } = g.core;
    FS.exc = outer;
    FS.outer = g.xo;
    throw bodyError(g, e, sp);
  }
}

/** `resume` for callers in form G, which pass switches of the body on. Yields SWITCH only. */
export function* resumeSuspendable(g: PyGenerator, value: PyObject): Generator<PyObject, PyObject | undefined, PyObject> {
  if (isStepper(g)) return resumeStep(g, value);
  if (g.state !== SUSPENDED && g.state !== CREATED) return resumeStopped(g);
  const depth = FS.sp,
    outer = FS.exc;
  enter(g, depth + 1, outer);
  let step = advance(g, value, outer);
  while (step.value === SWITCH) {
    yield SWITCH;
    step = advance(g, None, outer);
  }
  return after(g, step, depth, outer);
}

/** Pushes the frame entry of a generator that is about to run. */
function enter(g: PyGenerator, sp: number, outer: PyBaseException | undefined): void {
  if (sp >= recursion.first) {
    FS.sp = sp;
    frameHooks.rec(g.pc);
  }
  g.state = RUNNING;
  FS.sp = g.core.sp = sp;
  L[sp] = g.pc;
  if (sp < GENERATOR_DEPTHS) FG[sp] = g;
  if (g.hook !== undefined) FL[sp] = g.hook;
  enterHandled(g, outer);
}

/** While the body runs, `FS.exc` is what it handles itself. */
function enterHandled(g: PyGenerator, outer: PyBaseException | undefined): void {
  g.xo = FS.outer;
  if (outer !== undefined) FS.outer = outer;
  FS.exc = g.exc;
}

function after(g: PyGenerator, step: IteratorResult<PyObject | undefined, PyObject>, depth: number, outer: PyBaseException | undefined): PyObject | undefined {
  const sp = depth + 1;
  g.pc = L[sp]!;
  FS.sp = depth;
  if (sp < GENERATOR_DEPTHS) FG[sp] = undefined;
  if (FL[sp] !== undefined) {
    g.hook = FL[sp];
    FL[sp] = undefined;
  }
  if (step.done === true) {
    g.state = CLOSED;
    g.ret = step.value;
    FS.exc = outer;
    FS.outer = g.xo;
    return undefined;
  }
  g.state = SUSPENDED;
  g.exc = FS.exc;
  FS.exc = outer;
  FS.outer = g.xo;
  return step.value;
}

function resumeStopped(g: PyGenerator): undefined {
  if (g.state === RUNNING) raise(ValueError, `${kindOf(g)} already executing`);
  if (g instanceof PyCoroutine) raise(RuntimeError, 'cannot reuse already awaited coroutine');
  g.ret = None;
  return undefined;
}

/** PEP 479: StopIteration may not leak out of a body. `e` leaves with the frame's traceback entries added. */
function bodyError(g: PyGenerator, e: unknown, sp: number): unknown {
  const exc = frameHooks.caught(e, sp);
  // The traceback has taken it.
  FL[sp] = undefined;
  FS.sp = sp - 1;
  if (sp < GENERATOR_DEPTHS) FG[sp] = undefined;
  const stop = excMatches(exc, StopIteration);
  if (!stop && !(g instanceof PyAsyncGenerator && excMatches(exc, StopAsyncIteration))) return exc;
  const error = newException(RuntimeError, strFromJs(`${kindOf(g)} raised ${stop ? 'StopIteration' : 'StopAsyncIteration'}`));
  error.cause = exc;
  error.context = exc;
  error.suppress = true;
  // Traced code has told already and left no pc; its entry comes first.
  error.tb = new PyTraceback(L[sp]! || exc.tb.pc, undefined, undefined, 0);
  return error;
}

/** Throws `e` into the body at its yield. */
export function throwInto(g: PyGenerator, e: PyBaseException): PyObject | undefined {
  if (g.state === RUNNING) raise(ValueError, `${kindOf(g)} already executing`);
  if (g.state === CLOSED) {
    if (g instanceof PyCoroutine) raise(RuntimeError, 'cannot reuse already awaited coroutine');
    throw e;
  }
  const depth = FS.sp,
    outer = FS.exc;
  const sp = depth + 1;
  if (g.state === CREATED) {
    const { pc } = g;
    g.state = CLOSED;
    e.tb = new PyTraceback(pc || L[sp]!, e.tb, undefined, 0);
    throw e;
  }
  if (isStepper(g)) return throwIntoStep(g, e);
  g.state = RUNNING;
  FS.sp = g.core.sp = sp;
  L[sp] = g.pc;
  if (sp < GENERATOR_DEPTHS) FG[sp] = g;
  if (g.hook !== undefined) FL[sp] = g.hook;
  enterHandled(g, outer);
  let step: IteratorResult<PyObject | undefined, PyObject>;
  try {
    if (e.context === undefined && g.exc !== undefined && g.exc !== e) e.context = g.exc;
    step = g.it.throw!(e);
  } catch (caught) {
    g.state = CLOSED;
    FS.exc = outer;
    FS.outer = g.xo;
    throw bodyError(g, caught, sp);
  }
  while (step.value === SWITCH) {
    switchHooks.runOthers();
    step = advance(g, None, outer);
  }
  return after(g, step, depth, outer);
}

/** `send(value)` as Python sees it: StopIteration at the end. */
export function send(g: PyGenerator, value: PyObject): PyObject {
  if (g.state === CREATED && value !== None) raise(TypeError, `can't send non-None value to a just-started ${kindOf(g)}`);
  const result = resume(g, value);
  if (result !== undefined) return result;
  throwException(newStopIteration(takeReturn(g)));
}

export function takeReturn(g: PyGenerator): PyObject {
  const value = g.ret;
  if (value !== None) g.ret = None;
  return value ?? None;
}

/** Makes the exception that `throw(type, value, tb)` means. */
export function exceptionFromThrow(type: PyObject, value: PyObject | undefined, tb: PyObject | undefined): PyBaseException {
  if (tb !== undefined && tb !== None && !(tb instanceof PyTraceback)) raise(TypeError, 'throw() third argument must be a traceback object');
  let e: PyObject;
  if (type instanceof Type && issubclass(type, BaseException)) {
    e = value !== undefined && value !== None && isinstance(value, type) ? value : instantiated(type, value ?? None);
  } else if (isException(type)) {
    if (value !== undefined && value !== None) raise(TypeError, 'instance exception may not have a separate value');
    e = type;
  } else {
    raise(TypeError, `exceptions must be classes or instances deriving from BaseException, not ${type.ob_type.shown}`);
  }
  if (tb instanceof PyTraceback) (e as PyBaseException).tb = tb;
  return e as PyBaseException;
}

/** An instance of an exception class; what goes wrong there is thrown into the generator in its place. */
function instantiated(type: PyObject, value: PyObject): PyBaseException {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    const e: PyObject = value === None ? type.c0() : value instanceof PyTuple ? type.cN(value.ta) : type.c1(value);
    if (!isException(e))
      raise(TypeError, `calling <class '${qualifiedName(type as Type)}'> should have returned an instance of BaseException, not ${e.ob_type.shown}`);
    return e;
  } catch (failure) {
    if (!isException(failure)) throw failure;
    FS.sp = depth;
    FS.exc = handled;
    return failure;
  }
}

/** `throw(type, value, tb)` in its old form. */
export function warnThreeArgs(name: string, value: PyObject | undefined): void {
  if (value === undefined) return;
  warn(DeprecationWarning, `the (type, exc, tb) signature of ${name}() is deprecated, use the single-arg signature instead.`, 1);
}

function throwMethod(g: PyGenerator, type: PyObject, value: PyObject | undefined, tb: PyObject | undefined): PyObject {
  warnThreeArgs('throw', value);
  const e = exceptionFromThrow(type, value, tb);
  const result = throwInto(g, e);
  if (result !== undefined) return result;
  throwException(newStopIteration(takeReturn(g)));
}

/** `close()`: GeneratorExit at the yield. */
export function close(g: PyGenerator): PyObject {
  if (g.state === CREATED) {
    g.state = CLOSED;
    return None;
  }
  if (g.state === CLOSED) return None;
  if (g.state === SUSPENDED && isStepper(g) && g.delegate === undefined) {
    // Nothing in its body could notice.
    g.s = ENDED;
    return None;
  }
  const depth = FS.sp,
    handled = FS.exc;
  try {
    if (throwInto(g, newException(GeneratorExit)) !== undefined) raise(RuntimeError, `${kindOf(g)} ignored GeneratorExit`);
  } catch (e) {
    if (excMatches(e, GeneratorExit)) {
      FS.sp = depth;
      FS.exc = handled;
      return None;
    }
    if (excMatches(e, StopIteration)) {
      FS.sp = depth;
      FS.exc = handled;
      return (e as PyValueException).value;
    }
    throw e;
  }
  return takeReturn(g);
}

/** How many frames a new coroutine notes as its origin (`sys.set_coroutine_origin_tracking_depth`). */
export const originTracking = { depth: 0 };

/** Given by the runtime: "coroutine 'f' was never awaited". */
export const generatorHooks: { unawaited: (g: PyCoroutine) => void } = { unawaited: () => undefined };

/** `__del__`: what a dropped generator does. */
export function finalizeGenerator(g: PyGenerator): void {
  if (g.state === CLOSED || g.state === RUNNING) return;
  if (g instanceof PyCoroutine && g.state === CREATED) {
    g.state = CLOSED;
    generatorHooks.unawaited(g);
    return;
  }
  if (g instanceof PyAsyncGenerator && g.finalizer !== None) {
    if (g.closed) return;
    const { finalizer } = g;
    unraisably(() => finalizer.c1(g), 'Exception ignored while finalizing generator', g);
    return;
  }
  unraisably(() => close(g), 'Exception ignored while closing generator', g);
}

function unraisably(run: () => void, message: string, object: PyObject): void {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    run();
  } catch (e) {
    if (!isException(e)) throw e;
    frameHooks.caught(e, depth + 1);
    FS.sp = depth;
    FS.exc = handled;
    collector.unraisable(e, message, object);
  }
}

/** Closes a generator that a loop drops: the call that is the loop's iterable has made it, so nobody else holds it. */
export function closeDropped(g: PyGenerator): void {
  if (g.state === SUSPENDED) finalizeGenerator(g);
}

const nameOf = (g: PyGenerator): PyObject => g.name ?? g.fn?.ext?.name ?? strFromJs(g.code.data.name);
const qualnameOf = (g: PyGenerator): PyObject => g.qualname ?? g.fn?.ext?.qualname ?? strFromJs(g.code.data.qualname);
const stringSetter =
  (what: string, set: (g: PyGenerator, v: PyObject) => void) =>
  (g: PyGenerator, v: PyObject | undefined): void => {
    if (v === undefined || !isStr(v)) raise(TypeError, `${what} must be set to a string object`);
    set(g, v);
  };
const commonGetset = (kind: string): GetSetRow[] => [
  getset(
    '__name__',
    `name of the ${kind}`,
    nameOf,
    stringSetter('__name__', (g, v) => {
      g.name = v;
    }),
  ),
  getset(
    '__qualname__',
    `qualified name of the ${kind}`,
    qualnameOf,
    stringSetter('__qualname__', (g, v) => {
      g.qualname = v;
    }),
  ),
];
const prefixed = (p: string): GetSetRow[] => [
  getset(`${p}_running`, null, (g: PyGenerator) => (g instanceof PyAsyncGenerator ? g.runningAsync : g.state === RUNNING)),
  getset(`${p}_suspended`, null, (g: PyGenerator) => g.state === SUSPENDED),
  member(`${p}_code`, null, (g: PyGenerator) => g.code),
  getset(`${p}_frame`, null, (g: PyGenerator) => (g.state === CLOSED ? None : frameHooks.generatorFrame(g))),
];
const reprOf =
  (what: string) =>
  (g: PyGenerator): PyObject =>
    strFromJs(`<${what} object ${g.qualname === undefined ? g.code.data.qualname : String(g.qualname)} at ${addressOf(g)}>`);

const sharedMethods = (kind: string, yielded: string) => [
  method('send(self, arg, /)', `send(value) -> send 'value' into ${kind},\nreturn next ${yielded} value or raise StopIteration.`, send),
  method(
    'throw(self, type, value = ?, traceback = ?, /)',
    `throw(value)\nRaise exception in ${kind}, return next ${yielded} value or raise StopIteration.`,
    throwMethod,
  ),
  method('close(self, /)', `close() -> raise GeneratorExit inside ${kind}.`, close),
];

export const generatorType: PyType = defineType(PyGenerator, {
  name: 'generator',
  flags: ['NO_NEW', 'HAS_WEAKREF'],
  slots: {
    repr: reprOf('generator'),
    iter: (g) => g,
    next: (g: PyGenerator) => resume(g, None),
    del: finalizeGenerator,
  },
  methods: [...sharedMethods('generator', 'yielded'), classMethod('__class_getitem__(cls, item, /)', 'See PEP 585', (cls, item) => newGenericAlias(cls, item))],
  getset: [
    ...commonGetset('generator'),
    ...prefixed('gi'),
    getset('gi_yieldfrom', null, (g: PyGenerator) => (g.state === SUSPENDED ? g.core.delegate : undefined) ?? None),
  ],
});

/** The iterator that `await` drives: `coroutine.__await__()`. */
export class PyCoroutineWrapper extends PyBase {
  coro: PyCoroutine;
  constructor(coro: PyCoroutine) {
    super();
    this.coro = coro;
  }
}
export const coroutineWrapperType = defineType(PyCoroutineWrapper, {
  name: 'coroutine_wrapper',
  flags: ['NO_NEW'],
  slots: { iter: (w) => w, next: (w: PyCoroutineWrapper) => resume(w.coro, None) },
  methods: [
    method('send(self, arg, /)', null, (w: PyCoroutineWrapper, v) => send(w.coro, v)),
    method('throw(self, type, value = ?, traceback = ?, /)', null, (w: PyCoroutineWrapper, t, v, tb) => throwMethod(w.coro, t, v, tb)),
    method('close(self, /)', null, (w: PyCoroutineWrapper) => close(w.coro)),
  ],
});

export const coroutineType: PyType = defineType(PyCoroutine, {
  name: 'coroutine',
  flags: ['NO_NEW', 'HAS_WEAKREF'],
  slots: { repr: reprOf('coroutine'), iter: undefined, next: undefined, await: (g: PyCoroutine) => new PyCoroutineWrapper(g) },
  methods: [
    ...sharedMethods('coroutine', 'iterated'),
    classMethod('__class_getitem__(cls, item, /)', 'See PEP 585', (cls, item) => newGenericAlias(cls, item)),
  ],
  getset: [
    ...commonGetset('coroutine'),
    ...prefixed('cr'),
    getset('cr_await', null, (g: PyGenerator) => (g.state === SUSPENDED ? g.core.delegate : undefined) ?? None),
    getset('cr_origin', null, (g: PyCoroutine) => g.origin ?? None),
  ],
});

// --- delegation: `yield from`, `await` -----------------------------------------------------------------------------------

type JsGen = Generator<PyObject | undefined, PyObject, PyObject>;

/** Drives `it` on behalf of `g`: values, sends, throws and close go through (PEP 380). */
export function* delegateTo(g: PyGenerator, it: PyObject): JsGen {
  const result = delegateFirst(g, it);
  return result === undefined ? yield* delegateRest(g) : result;
}

/** fast: the first step, in which most awaits end: the result; undefined if there is more to do, with what is passed up in `got`. */
export function delegateFirst(g: PyGenerator, it: PyObject): PyObject | undefined {
  g.delegate = it;
  let value: PyObject | Done;
  try {
    value = delegateSend(it, None);
  } catch (e) {
    g.delegate = undefined;
    throw e;
  }
  if (value instanceof Done) {
    g.delegate = undefined;
    return value.result;
  }
  g.got = value;
  return undefined;
}

/** The steps after the first one. */
export function* delegateRest(g: PyGenerator): JsGen {
  const it = g.delegate!;
  let passed = g.got!;
  g.got = undefined;
  try {
    for (;;) {
      let sent: PyObject = None;
      let thrown: PyBaseException | undefined;
      try {
        sent = (yield passed) as PyObject;
      } catch (e) {
        thrown = e as PyBaseException;
      }
      const value = thrown !== undefined ? delegateThrow(it, thrown) : delegateSend(it, sent);
      if (value instanceof Done) return value.result;
      passed = value;
    }
  } finally {
    g.delegate = undefined;
  }
}

/** The end of a delegate, and what it returned. */
export class Done {
  result: PyObject;
  constructor(result: PyObject) {
    this.result = result;
  }
}

/** One step of what is awaited: the value it passes up, or its result. */
export function delegateSend(it: PyObject, value: PyObject): PyObject | Done {
  if (it instanceof PyGenerator && !(it instanceof PyAsyncGenerator)) {
    const v = resume(it, value);
    return v === undefined ? new Done(takeReturn(it)) : v;
  }
  if (it instanceof PyCoroutineWrapper) {
    const v = resume(it.coro, value);
    return v === undefined ? new Done(takeReturn(it.coro)) : v;
  }
  const depth = FS.sp,
    handled = FS.exc;
  try {
    if (value === None && it.s_next !== undefined) {
      // The slot would lose the value of a StopIteration that Python code raises.
      const next = (it.ob_type.flags & HEAP) === 0 ? undefined : lookupMro(it.ob_type, '__next__');
      if (next instanceof PyFunction) return next.c1(it);
      const v = it.s_next(it);
      return v === undefined ? new Done((it as { ret?: PyObject }).ret ?? None) : v;
    }
    return callMethod(it, 'send', value);
  } catch (e) {
    if (!excMatches(e, StopIteration)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return new Done((e as PyValueException).value);
  }
}

function delegateThrow(it: PyObject, e: PyBaseException): PyObject | Done {
  if (excMatches(e, GeneratorExit)) {
    if (it instanceof PyGenerator && !(it instanceof PyAsyncGenerator)) close(it);
    else {
      let f: PyObject | undefined;
      unraisably(() => (f = tryGetattr(it, 'close')), 'Exception ignored while closing generator', it);
      f?.c0();
    }
    throw e;
  }
  const depth = FS.sp,
    handled = FS.exc;
  try {
    if (it instanceof PyGenerator && !(it instanceof PyAsyncGenerator)) {
      const v = throwInto(it, e);
      return v === undefined ? new Done(takeReturn(it)) : v;
    }
    const f = tryGetattr(it, 'throw');
    if (f === undefined) throw e;
    return f.c1(e);
  } catch (caught) {
    if (caught === e || !excMatches(caught, StopIteration)) throw caught;
    FS.sp = depth;
    FS.exc = handled;
    return new Done((caught as PyValueException).value);
  }
}

export function isAwaitable(o: PyObject): boolean {
  return o instanceof PyCoroutine || o.s_await !== undefined || (o instanceof PyGenerator && (o.code.data.flags & 256) !== 0);
}

/** The iterator behind `await o`. */
export function awaitIterator(o: PyObject, message: (o: PyObject) => string): PyObject {
  if (o instanceof PyCoroutine) {
    if (o.core.delegate !== undefined && o.state !== CREATED) raise(RuntimeError, 'coroutine is being awaited already');
    return o;
  }
  if (o instanceof PyGenerator && (o.code.data.flags & 256) !== 0) return o;
  const { s_await } = o;
  // fast: native types need no bound method.
  const it = s_await !== undefined && (o.ob_type.flags & HEAP) === 0 ? s_await(o) : lookupSpecial(o, '__await__')?.c0();
  if (it === undefined) raise(TypeError, message(o));
  if (it instanceof PyCoroutine) raise(TypeError, '__await__() returned a coroutine');
  if (it.s_next === undefined) raise(TypeError, `__await__() returned non-iterator of type '${it.ob_type.shown}'`);
  return it;
}

export { CLOSED, CREATED, RUNNING, SUSPENDED, StopAsyncIteration, raiseWith };

keepHiddenClasses(Done);
