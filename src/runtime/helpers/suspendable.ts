// Form G: what suspendable code calls. Generator functions that yield SWITCH where the thread may be switched; a callee that
// has no form G (native code, a class with a native constructor) runs to its end as in form S.
import { FS, L } from '../../objects/frame.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { PyFunction, PyMethod, type JsFunction } from '../../objects/model/function.ts';
import { PyType, lookupMro } from '../../objects/model/type.ts';
import { None, type PyBaseException } from '../../objects/model/values.ts';
import { bindArguments } from '../../objects/types/function.ts';
import { PyBuiltin } from '../../objects/types/descriptors.ts';
import { PyGenerator, SWITCH, resumeSuspendable } from '../../objects/types/generator.ts';
import { dictEntries } from '../../objects/types/dictStore.ts';
import { isStr, jsFromStr } from '../../objects/ops/strings.ts';
import { raise } from '../../objects/ops/raise.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { genericGetattro, getattr, lookupSpecial, ownAttribute } from '../../objects/ops/attr.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { superCheck, superLookup } from '../../objects/types/super.ts';
import { objectType } from '../../objects/types/object.ts';
import { typeType } from '../../objects/types/type.ts';
import { superCall } from './attributes.ts';
import { Unit } from '../unit.ts';
import { timeSliceOver } from '../threads.ts';
import { tick } from '../frames.ts';

type Suspended<T = PyObject> = Generator<PyObject, T, any>;

const GENERATOR_KINDS = 32 | 128 | 512;
const forms = new WeakMap<PyFunction, JsFunction>();

/** The form G of a function; undefined where its source cannot be compiled again. */
function formOf(f: PyFunction): JsFunction | undefined {
  let form = forms.get(f);
  if (form === undefined) {
    const { unit, index } = f.code;
    const factory = unit instanceof Unit ? unit.inForm('G', f.G)?.gmk[index] : undefined;
    if (factory === undefined) return undefined;
    form = factory(f, ...f.cells) as JsFunction;
    forms.set(f, form);
  }
  return form;
}

/** Calls a Python function in form G. */
function* callFunction(f: PyFunction, args: PyObject[], kwnames: KwNames): Suspended {
  const form = formOf(f);
  if (form === undefined) return kwnames === undefined ? f.cN(args) : f.cK(args, kwnames);
  const values = bindArguments(f, args, kwnames);
  if ((f.code.data.flags & GENERATOR_KINDS) !== 0) return form(...values);
  return yield* form(...values);
}

/** Any call. */
export function* callSuspendable(f: PyObject, args: PyObject[], kwnames: KwNames): Suspended {
  if (f instanceof PyFunction) return yield* callFunction(f, args, kwnames);
  if (f instanceof PyMethod) return yield* callSuspendable(f.func, [f.self, ...args], kwnames);
  if (f instanceof PyBuiltin && f.row.g !== undefined) {
    const native = f.native();
    const values = native.bind(f.self === undefined ? args : [f.self, ...args], kwnames);
    return native.finish(yield* f.row.g(...values));
  }
  if (f instanceof PyType) return yield* instantiate(f, args, kwnames);
  const call = lookupMro(f.ob_type, '__call__');
  if (call instanceof PyFunction) return yield* callFunction(call, [f, ...args], kwnames);
  return kwnames === undefined ? f.cN(args) : f.cK(args, kwnames);
}

/** A class whose `__init__` is Python code and whose construction is otherwise plain. */
function* instantiate(type: PyType, args: PyObject[], kwnames: KwNames): Suspended {
  const init = lookupMro(type, '__init__');
  const plain = type.ob_type.proto.s_call === typeType.proto.s_call && lookupMro(type, '__new__') === objectType.dict.get('__new__');
  if (!(init instanceof PyFunction) || !plain) return kwnames === undefined ? type.cN(args) : type.cK(args, kwnames);
  const self = objectType.proto.s_new(type, [], undefined) as PyObject;
  const result = yield* callFunction(init, [self, ...args], kwnames);
  if (result !== None) raise(TypeError, `__init__() should return None, not '${result.ob_type.name}'`);
  return self;
}

/** Emitted for: f(a, b). */
export function gcall(f: PyObject, args: PyObject[]): Suspended {
  return callSuspendable(f, args, undefined);
}
/** Emitted for: f(a, k=b). */
export function gcallK(f: PyObject, args: PyObject[], kwnames: readonly string[]): Suspended {
  return callSuspendable(f, args, kwnames);
}
/** Emitted for: f(*a, **k). */
export function gcallEx(f: PyObject, args: PyObject[], kw: PyObject | undefined, pc: number): Suspended {
  L[FS.sp] = pc;
  if (kw === undefined) return callSuspendable(f, args, undefined);
  const names: string[] = [];
  for (const [key, value] of dictEntries(kw as PyDict)) {
    if (!isStr(key)) raise(TypeError, 'keywords must be strings');
    names.push(jsFromStr(key));
    args.push(value);
  }
  return callSuspendable(f, args, names.length === 0 ? undefined : names);
}

/** Emitted for: o.m(a). */
export function gmethod(o: PyObject, name: string, args: PyObject[], kwnames: KwNames, pc: number): Suspended {
  L[FS.sp] = pc;
  if (o.s_getattro === genericGetattro) {
    const attr = lookupMro(o.ob_type, name);
    if (attr instanceof PyFunction && ownAttribute(o, name) === undefined) return callFunction(attr, [o, ...args], kwnames);
  }
  return callSuspendable(getattr(o, name), args, kwnames);
}

/** Emitted for: super().m(a). */
export function* gsuperCall(cls: PyObject | undefined, self: PyObject, name: string, args: PyObject[], kwnames: KwNames, pc: number): Suspended {
  L[FS.sp] = pc;
  if (cls instanceof PyType) {
    const start = superCheck(cls, self);
    const value = superLookup(cls, start, name);
    if (value instanceof PyFunction && self !== start) return yield* callFunction(value, [self, ...args], kwnames);
  }
  return superCall(cls, self, name, args, kwnames, pc);
}

/** Emitted for: the next item of a for loop. */
export function* gnext(it: PyObject): Suspended<PyObject | undefined> {
  if (it.ob_type.name === 'generator' && it instanceof PyGenerator) return yield* resumeSuspendable(it, None);
  return it.s_next!(it);
}

/** Emitted at loop back edges when FS.pending is set. */
export function* gtick(pc: number): Suspended<void> {
  tick(pc);
  if (timeSliceOver()) yield SWITCH;
}

/** Emitted for: with m. */
export function* gwithEnter(m: PyObject, pc: number): Suspended {
  L[FS.sp] = pc;
  return yield* callSuspendable(lookupSpecial(m, '__enter__')!, [], undefined);
}
/** Emitted at the end of a with block: does `__exit__` swallow the exception? */
export function* gexitWith(exit: PyObject, e: PyBaseException | undefined, pc: number): Suspended<boolean> {
  L[FS.sp] = pc;
  if (e === undefined) {
    yield* callSuspendable(exit, [None, None, None], undefined);
    return false;
  }
  return isTrue(yield* callSuspendable(exit, [e.ob_type, e, e.tb ?? None], undefined));
}
