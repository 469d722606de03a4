// Asynchronous generators: the awaitables that `__anext__`, `asend`, `athrow` and `aclose` give (PEP 525).
// The body's own yields arrive wrapped (`PyAsyncWrapped`), so that they can be told from what its awaits pass up.
// CPython: Objects/genobject.c (async_gen_*).
import { PyBase, type PyObject } from '../model/object.ts';
import { None, type PyBaseException } from '../model/values.ts';
import { classMethod, defineType, getset, member, method } from '../declare/type.ts';
import { newException, raise, throwException } from '../ops/raise.ts';
import { GeneratorExit, RuntimeError, StopAsyncIteration, StopIteration, TypeError, newStopIteration } from './exceptions.ts';
import { CREATED, CLOSED, PyAsyncGenerator, RUNNING, exceptionFromThrow, resume, warnThreeArgs, throwInto } from './generator.ts';
import { excMatches } from '../ops/exceptions.ts';
import { FS } from '../frame.ts';
import { strFromJs, isStr } from '../ops/strings.ts';
import { addressOf } from '../ops/repr.ts';
import { newGenericAlias } from '../ops/lateHooks.ts';
import { frameHooks } from './frame.ts';

export class PyAsyncWrapped extends PyBase {
  value: PyObject;
  constructor(value: PyObject) {
    super();
    this.value = value;
  }
}
export const asyncWrappedType = defineType(PyAsyncWrapped, { name: 'async_generator_wrapped_value', flags: ['NO_NEW'] });

export function wrapAsyncYield(v: PyObject): PyObject {
  return new PyAsyncWrapped(v);
}

/** Hooks of `sys.set_asyncgen_hooks`. */
export const asyncgenHooks: { firstiter: PyObject; finalizer: PyObject } = { firstiter: None, finalizer: None };

function initHooks(g: PyAsyncGenerator): void {
  if (g.hooksInited) return;
  g.hooksInited = true;
  g.finalizer = asyncgenHooks.finalizer;
  if (asyncgenHooks.firstiter !== None) asyncgenHooks.firstiter.c1(g);
}

type Mode = 'send' | 'throw' | 'close';

/** One step of an async generator as an awaitable iterator. */
class PyAsyncStep extends PyBase {
  gen: PyAsyncGenerator;
  mode: Mode;
  value: PyObject;
  /** What `athrow` and `aclose` throw, made at the first step. */
  exc: (() => PyBaseException) | undefined;
  state: 'init' | 'iter' | 'closed' = 'init';
  /** Its result, once it has ended. */
  ret: PyObject | undefined;
  constructor(gen: PyAsyncGenerator, mode: Mode, value: PyObject, exc?: () => PyBaseException) {
    super();
    this.gen = gen;
    this.mode = mode;
    this.value = value;
    this.exc = exc;
    this.ret = undefined;
  }
}
class PyAsyncThrow extends PyAsyncStep {}

const reuseText = (s: PyAsyncStep): string =>
  `cannot reuse already awaited ${s.mode === 'send' ? '__anext__()/asend()' : s.mode === 'close' ? 'aclose()/athrow()' : 'aclose()/athrow()'}`;

function ended(s: PyAsyncStep, result: PyObject): undefined {
  s.state = 'closed';
  s.ret = result;
  return undefined;
}

/** Gives what the body's awaits pass up; undefined at the end, with a yielded value in `ret`. */
function step(s: PyAsyncStep, sent: PyObject, thrown: PyBaseException | undefined): PyObject | undefined {
  const g = s.gen;
  if (s.state === 'closed') raise(RuntimeError, reuseText(s));
  let first = false;
  if (s.state === 'init') {
    if (g.runningAsync) {
      s.state = 'closed';
      raise(
        RuntimeError,
        s.mode === 'send'
          ? 'anext(): asynchronous generator is already running'
          : s.mode === 'close'
            ? 'aclose(): asynchronous generator is already running'
            : 'athrow(): asynchronous generator is already running',
      );
    }
    first = true;
    s.state = 'iter';
    if (g.closed && s.mode !== 'send') {
      if (s.mode === 'close') return ended(s, None);
      s.state = 'closed';
      throwException(newException(StopAsyncIteration));
    }
    if (thrown === undefined && s.mode === 'close' && g.state === CREATED) {
      g.state = CLOSED;
      g.closed = true;
      return ended(s, None);
    }
    g.runningAsync = true;
  }
  let result: PyObject | undefined;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    if (thrown !== undefined) result = throwInto(g, thrown);
    else if (first && s.mode !== 'send') {
      if (s.mode === 'close') g.closed = true;
      if (g.state === CLOSED) {
        g.runningAsync = false;
        if (s.mode === 'close') return ended(s, None);
        s.state = 'closed';
        throwException(newException(StopAsyncIteration));
      }
      result = throwInto(g, s.exc!());
    } else {
      const value = first && sent === None ? s.value : sent;
      if (first && value !== None && g.state === CREATED) {
        g.runningAsync = false;
        s.state = 'closed';
        raise(TypeError, "can't send non-None value to a just-started async generator");
      }
      result = resume(g, value);
    }
  } catch (e) {
    g.runningAsync = false;
    s.state = 'closed';
    if (excMatches(e, StopAsyncIteration) || excMatches(e, GeneratorExit)) {
      g.closed = true;
      if (s.mode === 'close') {
        FS.sp = depth;
        FS.exc = handled;
        return ended(s, None);
      }
    }
    throw e;
  }
  if (result === undefined) {
    g.runningAsync = false;
    g.closed = true;
    if (s.mode === 'close') return ended(s, None);
    s.state = 'closed';
    throwException(newException(StopAsyncIteration));
  }
  if (result instanceof PyAsyncWrapped) {
    g.runningAsync = false;
    s.state = 'closed';
    if (s.mode === 'close') raise(RuntimeError, 'async generator ignored GeneratorExit');
    return ended(s, result.value);
  }
  return result;
}

/** The same as methods give it: StopIteration(value) at the end. */
function stepOrStop(s: PyAsyncStep, sent: PyObject, thrown: PyBaseException | undefined): PyObject {
  const passed = step(s, sent, thrown);
  return passed === undefined ? throwException(newStopIteration(s.ret!)) : passed;
}

const stepSpec = (name: string) => ({
  name,
  flags: ['NO_NEW'] as const,
  slots: {
    iter: (s: PyAsyncStep) => s,
    await: (s: PyAsyncStep) => s,
    next: (s: PyAsyncStep) => step(s, None, undefined),
  },
  methods: [
    method('send(self, arg, /)', null, (s: PyAsyncStep, v: PyObject) => stepOrStop(s, v, undefined)),
    method('throw(self, type, value = ?, traceback = ?, /)', null, (s: PyAsyncStep, t: PyObject, v?: PyObject, tb?: PyObject) => {
      if (s.state === 'init' && s.gen.state === RUNNING) {
        s.state = 'closed';
        raise(RuntimeError, 'asynchronous generator is already running');
      }
      warnThreeArgs('throw', v);
      return stepOrStop(s, None, exceptionFromThrow(t, v, tb));
    }),
    method('close(self, /)', null, (s: PyAsyncStep) => {
      if (s.state === 'closed') return None;
      if (s.state === 'init') {
        s.state = 'closed';
        return None;
      }
      const depth = FS.sp,
        handled = FS.exc;
      try {
        if (step(s, None, newException(GeneratorExit)) === undefined) return None;
      } catch (e) {
        if (!excMatches(e, StopIteration) && !excMatches(e, StopAsyncIteration) && !excMatches(e, GeneratorExit)) throw e;
        FS.sp = depth;
        FS.exc = handled;
        return None;
      }
      raise(RuntimeError, 'coroutine ignored GeneratorExit');
    }),
  ],
});

export const asyncStepType = defineType(PyAsyncStep, stepSpec('async_generator_asend'));
export const asyncThrowType = defineType(PyAsyncThrow, stepSpec('async_generator_athrow'));

export const asyncGeneratorType = defineType(PyAsyncGenerator, {
  name: 'async_generator',
  flags: ['NO_NEW', 'HAS_WEAKREF'],
  slots: {
    iter: undefined,
    next: undefined,
    repr: (g: PyAsyncGenerator) => strFromJs(`<async_generator object ${g.code.data.qualname} at ${addressOf(g)}>`),
    aiter: (g: PyAsyncGenerator) => g,
    anext: (g: PyAsyncGenerator) => {
      initHooks(g);
      return new PyAsyncStep(g, 'send', None);
    },
  },
  methods: [
    method('asend(self, value, /)', "asend(v) -> send 'v' in generator.", (g: PyAsyncGenerator, v: PyObject) => {
      initHooks(g);
      return new PyAsyncStep(g, 'send', v);
    }),
    method('athrow(self, type, value = ?, traceback = ?, /)', 'raise exception in generator.', (g: PyAsyncGenerator, t, v, tb) => {
      initHooks(g);
      warnThreeArgs('athrow', v);
      return new PyAsyncThrow(g, 'throw', None, () => exceptionFromThrow(t, v, tb));
    }),
    method('aclose(self, /)', 'aclose() -> raise GeneratorExit inside generator.', (g: PyAsyncGenerator) => {
      initHooks(g);
      return new PyAsyncThrow(g, 'close', None, () => newException(GeneratorExit));
    }),
    classMethod('__class_getitem__(cls, item, /)', 'See PEP 585', (cls, item) => newGenericAlias(cls, item)),
  ],
  getset: [
    getset(
      '__name__',
      null,
      (g: PyAsyncGenerator) => g.name ?? strFromJs(g.code.data.name),
      (g: PyAsyncGenerator, v) => {
        if (v !== undefined && isStr(v)) g.name = v;
        else raise(TypeError, '__name__ must be set to a string object');
      },
    ),
    getset(
      '__qualname__',
      null,
      (g: PyAsyncGenerator) => g.qualname ?? strFromJs(g.code.data.qualname),
      (g: PyAsyncGenerator, v) => {
        if (v !== undefined && isStr(v)) g.qualname = v;
        else raise(TypeError, '__qualname__ must be set to a string object');
      },
    ),
    getset('ag_running', null, (g: PyAsyncGenerator) => g.runningAsync),
    getset('ag_suspended', null, (g: PyAsyncGenerator) => g.state === 1),
    member('ag_code', null, (g: PyAsyncGenerator) => g.code),
    getset('ag_frame', null, (g: PyAsyncGenerator) => (g.state === CLOSED ? None : frameHooks.generatorFrame(g))),
    getset('ag_await', null, (g: PyAsyncGenerator) => g.delegate ?? None),
  ],
});
