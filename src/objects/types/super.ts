// `super`. CPython: Objects/typeobject.c (super_*).
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import { PyType, isSubtype } from '../model/type.ts';
import { None } from '../model/values.ts';
import { TYPE } from '../model/flags.ts';
import { isFunction } from '../model/function.ts';
import { defineType, member } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { RuntimeError, TypeError } from './exceptions.ts';
import { strFromJs } from '../ops/strings.ts';
import { genericGetattro, tryGetattr } from '../ops/attr.ts';
import { callFirst } from '../ops/slotWrappers.ts';
import { callWrapper } from '../ops/wrapperCalls.ts';
import { PyWrapperDescriptor } from './descriptors.ts';

export class PySuper extends PyBase {
  cls: PyType | undefined;
  self: PyObject | undefined;
  selfType: PyType | undefined;
  constructor() {
    super();
    this.cls = undefined;
    this.self = undefined;
    this.selfType = undefined;
  }
}

/** Given by the runtime: class cell and first argument of the calling function, for `super()` without arguments called indirectly. */
export const superHooks: { zeroArg: () => [PyType, PyObject] } = { zeroArg: () => raise(RuntimeError, 'super(): no current frame') };

/** The class whose MRO `super(cls, obj)` searches. */
export function superCheck(cls: PyType, obj: PyObject): PyType {
  if ((obj.tflags & TYPE) !== 0 && isSubtype(obj as PyType, cls)) return obj as PyType;
  const type = obj.ob_type;
  if (isSubtype(type, cls)) return type;
  const claimed = tryGetattr(obj, '__class__');
  if (claimed instanceof PyType && claimed !== type && isSubtype(claimed, cls)) return claimed;
  raise(
    TypeError,
    `super(type, obj): obj (${obj instanceof PyType ? 'type' : 'instance of'} ${obj instanceof PyType ? obj.name : type.name}) is not an instance or subtype of type (${cls.name}).`,
  );
}

/** First value of `name` in the MRO of `start` behind `cls`. */
export function superLookup(cls: PyType, start: PyType, name: string): PyObject | undefined {
  const { mro } = start;
  for (let i = mro.indexOf(cls) + 1; i < mro.length && i > 0; i++) {
    const value = mro[i]!.dict.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** `super(cls, obj).name`, undefined where Python raises AttributeError. */
export function superGetattr(cls: PyType, obj: PyObject, name: string): PyObject | undefined {
  const start = superCheck(cls, obj);
  // The super object's own class.
  if (name === '__class__') return undefined;
  const value = superLookup(cls, start, name);
  if (value === undefined) return undefined;
  return value.s_get === undefined ? value : value.s_get(value, obj === start ? undefined : obj, start);
}

/** `super(cls, obj).name(*args)` without a bound method where that is a plain function. */
export function superCall(cls: PyType, obj: PyObject, name: string, args: PyObject[], kwnames: KwNames): PyObject | undefined {
  const start = superCheck(cls, obj);
  const value = superLookup(cls, start, name);
  if (value === undefined) return undefined;
  if (obj !== start) {
    if (isFunction(value)) return callFirst(value, obj, args, kwnames);
    if (value instanceof PyWrapperDescriptor && value.def.shape !== 'new') return callWrapper(value, obj, args, kwnames);
  }
  const f = value.s_get === undefined ? value : value.s_get(value, obj === start ? undefined : obj, start);
  return kwnames === undefined ? f.cN(args) : f.cK(args, kwnames);
}

export function newSuper(cls: PyType, obj: PyObject): PySuper {
  const s = new PySuper();
  s.cls = cls;
  s.self = obj;
  s.selfType = superCheck(cls, obj);
  return s;
}

export const superType: PyType = defineType(PySuper, {
  name: 'super',
  flags: ['BASETYPE'],
  doc: 'super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: (s: PySuper, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, 'super() takes no keyword arguments');
      if (args.length > 2) raise(TypeError, `super expected at most 2 arguments, got ${args.length}`);
      let [cls, obj] = args as [PyObject | undefined, PyObject | undefined];
      if (cls === undefined) [cls, obj] = superHooks.zeroArg();
      if (!(cls instanceof PyType)) raise(TypeError, `super() argument 1 must be a type, not ${cls.ob_type.shown}`);
      s.cls = cls;
      s.self = obj === None ? undefined : obj;
      s.selfType = s.self === undefined ? undefined : superCheck(cls, s.self);
    },
    repr: (s: PySuper) =>
      strFromJs(
        s.selfType === undefined ? `<super: <class '${s.cls?.name ?? 'NULL'}'>, NULL>` : `<super: <class '${s.cls!.name}'>, <${s.selfType.name} object>>`,
      ),
    getattro: (s: PySuper, name: string) => {
      if (s.selfType !== undefined && name !== '__class__') {
        const value = superLookup(s.cls!, s.selfType, name);
        if (value !== undefined) return value.s_get === undefined ? value : value.s_get(value, s.self === s.selfType ? undefined : s.self, s.selfType);
      }
      return genericGetattro(s, name);
    },
    get: (s: PySuper, obj: PyObject | undefined) =>
      obj === undefined || obj === None || s.self !== undefined ? s : s.ob_type === superType ? newSuper(s.cls!, obj) : s.ob_type.c2(s.cls!, obj),
  },
  getset: [
    member('__thisclass__', 'the class invoking super()', (s: PySuper) => s.cls ?? None),
    member('__self__', 'the instance invoking super(); may be None', (s: PySuper) => s.self ?? None),
    member('__self_class__', 'the type of the instance invoking super(); may be None', (s: PySuper) => s.selfType ?? None),
  ],
});
