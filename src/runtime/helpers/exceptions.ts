// HOT. Raising and matching. Bench: exceptions.
import { FL, FS, handledException, L } from '../../objects/frame.ts';
import { rooted, type PyBase, type PyObject } from '../../objects/model/object.ts';
import { PyMethod, isFunction } from '../../objects/model/function.ts';
import type { NativeCode } from '../../objects/declare/native.ts';
import { None, PyTraceback, PyTuple, type PyBaseException } from '../../objects/model/values.ts';
import { EXC, TYPE } from '../../objects/model/flags.ts';
import { type PyType, isSubtype, lookupMro } from '../../objects/model/type.ts';
import { raise as raiseText, raiseWith, setContext, throwException } from '../../objects/ops/raise.ts';
import { AssertionError, RuntimeError, StopIteration, TypeError } from '../../objects/types/exceptions.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { isAwaitable } from '../../objects/types/generator.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { leaveFailure } from '../../objects/ops/softCalls.ts';
import { callMethod, isNativeMethod, lookupSpecial, tryGetattr } from '../../objects/ops/attr.ts';
import { typeName } from '../../objects/ops/number.ts';
import { qualifiedName } from '../../objects/types/object.ts';
import { repr } from '../../objects/ops/repr.ts';
import { ExceptionGroup, BaseExceptionGroup, splitGroup, newGroup, groupMembers } from '../../objects/types/exceptionGroup.ts';
import { caught, reraise } from '../frames.ts';
import { prepend } from '../../util/prepend.ts';

function isExceptionClass(o: PyObject): o is PyType {
  return (o.tflags & TYPE) !== 0 && ((o as PyType).proto.tflags & EXC) !== 0;
}

/** Emitted for: raise exc in the body of a try; what `caught` would give the handlers of this frame. */
export function raiseHere(exc: PyObject, cause: PyObject | undefined, pc: number): PyBaseException {
  const e = raising(exc, cause, pc);
  e.tb = new PyTraceback(pc, e.tb, FL[FS.sp], FS.sp);
  return e;
}

/** Emitted for: raise exc from cause, as the operand of a JS throw. */
export function raising(exc: PyObject, cause: PyObject | undefined, pc: number): PyBaseException {
  L[FS.sp] = pc;
  let e: PyObject = exc;
  if (isExceptionClass(exc)) {
    e = exc.c0();
    if (!isException(e))
      raiseText(
        TypeError,
        `calling <class '${qualifiedName(exc)}'> should have returned an instance of BaseException, not <class '${qualifiedName(e.ob_type)}'>`,
      );
  } else if (!isException(exc)) {
    raiseText(TypeError, 'exceptions must derive from BaseException');
  }
  const instance = e as PyBaseException;
  if (cause !== undefined) {
    let c: PyObject = cause;
    if (isExceptionClass(cause)) {
      c = cause.c0();
      if (!isException(c))
        raiseText(
          TypeError,
          `calling <class '${qualifiedName(cause)}'> should have returned an instance of BaseException, not <class '${qualifiedName(c.ob_type)}'>`,
        );
    }
    if (c !== None && !isException(c)) raiseText(TypeError, 'exception causes must derive from BaseException');
    instance.cause = c === None ? undefined : (c as PyBaseException);
    instance.suppress = true;
  }
  const handled = handledException();
  if (handled !== undefined && handled !== instance) setContext(instance, handled);
  return instance;
}

/** Emitted for: raise StopIteration in a `__next__`. */
export function stops(sp: number, cls: PyObject): boolean {
  return FS.soft === sp && cls === StopIteration;
}

/** Emitted for: raise exc from cause in a special method whose caller asked for that by `FS.soft`. */
export function raiseSoftly(exc: PyObject, cause: PyObject | undefined, pc: number): void {
  leaveFailure(raiseHere(exc, cause, pc));
}

/** Emitted for: a bare raise. */
export function raiseAgain(sp: number, pc: number): never {
  const e = handledException();
  if (e === undefined) {
    L[FS.sp] = pc;
    raiseText(RuntimeError, 'No active exception to reraise');
  }
  for (let i = 6; --i; );
  throw reraise(e, sp);
}

/** Emitted for: assert test, message. */
export function assertFail(message: PyObject | undefined, pc: number): never {
  L[FS.sp] = pc;
  if (message === undefined) raiseWith(AssertionError);
  raiseWith(AssertionError, message);
}

/** Emitted for: except type. */
export function excMatch(e: PyBaseException, type: PyObject, pc: number): boolean {
  if (isExceptionClass(type)) return isSubtype(e.ob_type, type);
  L[FS.sp] = pc;
  if (type instanceof PyTuple) {
    const { ta } = type;
    for (let i = 0; i < ta.length; i++) if (!isExceptionClass(ta[i]!)) badExceptClass();
    for (let i = 0; i < ta.length; i++) if (isSubtype(e.ob_type, ta[i] as PyType)) return true;
    return false;
  }
  badExceptClass();
}

function badExceptClass(): never {
  raiseText(TypeError, 'catching classes that do not inherit from BaseException is not allowed');
}

/** Emitted for: except* type. Gives [match, rest], each undefined where empty. */
export function starMatch(rest: PyBaseException, type: PyObject, pc: number): [PyBaseException | undefined, PyBaseException | undefined] {
  L[FS.sp] = pc;
  const types = type instanceof PyTuple ? type.ta : [type];
  for (const t of types) {
    if (!isExceptionClass(t)) badExceptClass();
    if (isSubtype(t, BaseExceptionGroup)) raiseText(TypeError, 'catching ExceptionGroup with except* is not allowed. Use except instead.');
  }
  if (isSubtype(rest.ob_type, BaseExceptionGroup) && lookupMro(rest.ob_type, 'split') !== BaseExceptionGroup.dict.get('split')) return ownSplit(rest, type);
  if (isSubtype(rest.ob_type, BaseExceptionGroup)) return splitGroup(rest, (e) => types.some((t) => isSubtype(e.ob_type, t as PyType)));
  if (!types.some((t) => isSubtype(rest.ob_type, t as PyType))) return [undefined, rest];
  const wrapped = newGroup(ExceptionGroup, '', [rest], /* fromTuple */ true);
  wrapped.tb = rest.tb;
  return [wrapped, undefined];
}

/** A subclass of ExceptionGroup may split in its own way. */
function ownSplit(group: PyBaseException, type: PyObject): [PyBaseException | undefined, PyBaseException | undefined] {
  const pair = callMethod(group, 'split', type);
  const name = group.ob_type.name;
  if (!(pair instanceof PyTuple)) raiseText(TypeError, `${name}.split must return a tuple, not ${pair.ob_type.shown}`);
  if (pair.ta.length < 2) raiseText(TypeError, `${name}.split must return a 2-tuple, got tuple of size ${pair.ta.length}`);
  const part = (o: PyObject): PyBaseException | undefined => (o === None ? undefined : (o as PyBaseException));
  return [part(pair.ta[0]!), part(pair.ta[1]!)];
}

/** Emitted at the end of except* handlers: what is to be raised, undefined for nothing. */
export function starFinish(orig: PyBaseException, raised: PyBaseException[], rest: PyBaseException | undefined): PyBaseException | undefined {
  const all = rest === undefined ? raised : [...raised, rest];
  if (all.length === 0) return undefined;
  if (!isSubtype(orig.ob_type, BaseExceptionGroup)) return all.length === 1 ? all[0] : newGroup(BaseExceptionGroup, '', all);
  const members = new Set<PyBaseException>();
  for (const m of groupMembers(orig)) members.add(m);
  const isReraised = (e: PyBaseException): boolean =>
    e === rest ||
    (isSubtype(e.ob_type, BaseExceptionGroup) &&
      e.tb === orig.tb &&
      e.cause === orig.cause &&
      e.context === orig.context &&
      groupMembers(e).every((m) => members.has(m)));
  const reraised = all.filter(isReraised),
    fresh = all.filter((e) => !isReraised(e));
  let kept: PyBaseException | undefined;
  if (reraised.length > 0) {
    const wanted = new Set<PyBaseException>();
    for (const e of reraised) for (const m of groupMembers(e)) wanted.add(m);
    kept = splitGroup(orig, (e) => wanted.has(e))[0];
  }
  if (fresh.length === 0) return kept;
  const parts = kept === undefined ? fresh : [...fresh, kept];
  return parts.length === 1 ? parts[0] : newGroup(BaseExceptionGroup, '', parts);
}

// --- with ----------------------------------------------------------------------------------------------------------------

/** Emitted for: with m: the bound `__exit__`; `__enter__` must be there too. */
export function withExit(m: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  const type = m.ob_type;
  const exit = lookupMro(type, '__exit__');
  // fast: a Python method, or a native one, which needs no bound method that Python could see.
  if (exit !== undefined && lookupMro(type, '__enter__') !== undefined) {
    if (isFunction(exit)) return new PyMethod(exit, m);
    if (isNativeMethod(exit)) return new NativeExit(exit.native(), m);
  }
  return exitMethod(
    m,
    '__enter__',
    '__exit__',
    'context manager',
    '__aenter__',
    '__aexit__',
    " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?",
  );
}

/** The bound exit method; a missing one is reported before a missing enter method. */
function exitMethod(m: PyObject, enter: string, exit: string, protocol: string, otherEnter: string, otherExit: string, hint: string): PyObject {
  const found = lookupSpecial(m, exit);
  const missed = found === undefined ? exit : lookupMro(m.ob_type, enter) === undefined ? enter : undefined;
  if (missed === undefined) return found!;
  const other = lookupMro(m.ob_type, otherEnter) !== undefined && lookupMro(m.ob_type, otherExit) !== undefined;
  raiseText(TypeError, `'${typeName(m)}' object does not support the ${protocol} protocol (missed ${missed} method)${other ? hint : ''}`);
}

/** `m.__exit__` of a native class, for `exitWith` alone. */
export class NativeExit {
  readonly native: NativeCode;
  readonly self: PyObject;
  constructor(native: NativeCode, self: PyObject) {
    this.native = native;
    this.self = self;
  }
  c3(a: PyObject, b: PyObject, c: PyObject): PyObject {
    return this.native.n4(this.self, a, b, c);
  }
  cN(args: PyObject[]): PyObject {
    return this.native.nN(prepend(this.self, args));
  }
}
export interface NativeExit extends PyBase {}
rooted(NativeExit);

/** Emitted for: with m: the value of `__enter__`. */
export function withEnter(m: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  const attr = lookupMro(m.ob_type, '__enter__');
  if (attr !== undefined && isFunction(attr)) return attr.c1(m);
  if (isNativeMethod(attr)) return attr.native().n1(m);
  return lookupSpecial(m, '__enter__')!.c0();
}

/** Emitted at the end of a with block: does `__exit__` swallow the exception? */
export function exitWith(exit: PyObject, e: PyBaseException | undefined, pc: number): boolean {
  L[FS.sp] = pc;
  if (e === undefined) {
    exit.c3(None, None, None);
    return false;
  }
  return isTrue(exit.c3(e.ob_type, e, e.tb ?? None));
}

export function awithExit(m: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  return exitMethod(
    m,
    '__aenter__',
    '__aexit__',
    'asynchronous context manager',
    '__enter__',
    '__exit__',
    " but it supports the context manager protocol. Did you mean to use 'with'?",
  );
}
export function awithEnter(m: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  return awaitableFrom(lookupSpecial(m, '__aenter__')!.c0(), '__aenter__');
}
export function aexitWith(exit: PyObject, e: PyBaseException | undefined, pc: number): PyObject {
  L[FS.sp] = pc;
  return awaitableFrom(e === undefined ? exit.c3(None, None, None) : exit.c3(e.ob_type, e, e.tb ?? None), '__aexit__');
}

function awaitableFrom(v: PyObject, method: string): PyObject {
  if (!isAwaitable(v)) raiseText(TypeError, `'async with' received an object from ${method} that does not implement __await__: ${typeName(v)}`);
  return v;
}

export { EXC, caught, reraise, repr, throwException, tryGetattr };
