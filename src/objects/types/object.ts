// `object`. CPython: Objects/typeobject.c (object_*).
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import { PyType, lookupMro, isSubtype } from '../model/type.ts';
import { None, NotImplemented, PyTuple, PyList } from '../model/values.ts';
import { ABSTRACT, HAS_DICT, HAS_WEAKREF, HEAP, IMMUTABLE, NO_NEW } from '../model/flags.ts';
import { classMethod, defineType, getset, make, method } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { TypeError, ValueError } from './exceptions.ts';
import { genericGetattro, genericSetattro, instanceNamespace, callSpecial, tryGetattr, getattr } from '../ops/attr.ts';
import { addressOf, str, strObject } from '../ops/repr.ts';
import { hashIdentity } from '../ops/hash.ts';
import { strFromJs, isStr, jsFromStr } from '../ops/strings.ts';
import { isTrue } from '../ops/truth.ts';
import { dictOfNamespace, newDict, dictSize, dictSet, dictKeys, dictCopy } from './dictStore.ts';
import { VIEW, type PyDict, type Viewed } from '../model/dict.ts';
import { richCompare } from '../ops/compare.ts';
import { shownTypeName } from '../ops/call.ts';
import { sortedNames } from './list.ts';
import { importModule } from '../ops/hooks.ts';
import { typeType } from './type.ts';
import { watch } from '../ops/finalize.ts';

export const objectType: PyType = defineType(PyBase, {
  name: 'object',
  signature: '()',
  flags: ['BASETYPE'],
  doc: 'The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n',
  slots: {
    new: objectNew,
    init: objectInit,
    repr: (self: PyObject) => strFromJs(`<${qualifiedName(self.ob_type)} object at ${addressOf(self)}>`),
    hash: hashIdentity,
    str: (self: PyObject) => self.s_repr!(self),
    eq: (a: PyObject, b: PyObject) => (a === b ? true : NotImplemented),
    ne: (a: PyObject, b: PyObject) => {
      const equal = a.s_eq!(a, b);
      return equal === NotImplemented ? NotImplemented : !isTrue(equal);
    },
    lt: () => NotImplemented,
    le: () => NotImplemented,
    gt: () => NotImplemented,
    ge: () => NotImplemented,
    getattro: genericGetattro,
    setattro: genericSetattro,
  },
  methods: [
    method('__format__(self, format_spec: text, /)', 'Default object formatter.', (self: PyObject, spec: string) => {
      if (spec !== '') raise(TypeError, `unsupported format string passed to ${self === None ? 'NoneType' : self.ob_type.shown}.__format__`);
      return strObject(self);
    }),
    method('__sizeof__(self, /)', 'Size of object in memory, in bytes.', () => 16),
    method('__dir__(self, /)', 'Default dir() implementation.', objectDir),
    method('__reduce__(self, /)', 'Helper for pickle.', (self: PyObject) => reduce(self, 0)),
    method('__reduce_ex__(self, protocol: int, /)', 'Helper for pickle.', (self: PyObject, protocol: number) => {
      const own = lookupMro(self.ob_type, '__reduce__');
      if (own !== objectType.dict.get('__reduce__')) return callSpecial(self, '__reduce__')!;
      return reduce(self, protocol);
    }),
    method('__getstate__(self, /)', 'Helper for pickle.', (self: PyObject) => getState(self)),
    classMethod('__init_subclass__(cls, /)', 'This method is called when a class is subclassed.', () => None),
    classMethod('__subclasshook__(cls, subclass, /)', 'Abstract classes can override this to customize issubclass().', () => NotImplemented),
  ],
  getset: [getset('__class__', "the object's class", (self: PyObject) => self.ob_type, setClass)],
});

/** `module.qualname`, the module left out for builtins. */
export function qualifiedName(type: PyType): string {
  const module = moduleOf(type);
  return module === 'builtins' || module === undefined ? type.qualname : `${module}.${type.qualname}`;
}

export function moduleOf(type: PyType): string | undefined {
  if ((type.flags & HEAP) === 0) return type.module;
  const module = type.dict.get('__module__');
  return module !== undefined && isStr(module) ? jsFromStr(module) : undefined;
}

function objectNew(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  if (args.length > 0 || kwnames !== undefined) {
    if (cls.proto.s_new !== objectNew) raise(TypeError, 'object.__new__() takes exactly one argument (the type to instantiate)');
    if (cls.proto.s_init === objectInit) raise(TypeError, `${(cls.flags & HEAP) !== 0 ? cls.name : cls.shown}() takes no arguments`);
  }
  if ((cls.flags & (ABSTRACT | NO_NEW)) !== 0) notMakeable(cls);
  const o = new cls.ctor();
  // Instances over a native layout are watched by the call of their type.
  if (o.s_del !== undefined && (cls.flags & HEAP) !== 0 && cls.layout === objectType) watch(o);
  return o;
}

export function notMakeable(cls: PyType): never {
  if ((cls.flags & NO_NEW) !== 0) raise(TypeError, `cannot create '${shownTypeName(cls)}' instances`);
  const names = sortedNames(tryGetattr(cls, '__abstractmethods__')!);
  const list = names.map((n) => `'${n}'`).join(', ');
  raise(TypeError, `Can't instantiate abstract class ${cls.name} without an implementation for abstract method${names.length > 1 ? 's' : ''} ${list}`);
}

function objectInit(self: PyObject, args: PyObject[], kwnames: KwNames): void {
  if (args.length === 0 && kwnames === undefined) return;
  const type = self.ob_type;
  if (self.s_init !== objectInit) raise(TypeError, 'object.__init__() takes exactly one argument (the instance to initialize)');
  if (type.proto.s_new === objectNew) raise(TypeError, `${type.name}.__init__() takes exactly one argument (the instance to initialize)`);
}
export { objectNew, objectInit };

/** `o.__dict__` as a dict that is a view of the attributes. */
export function instanceDict(o: PyObject): PyDict {
  return tryInstanceDict(o) ?? viewOf(o);
}

function viewOf(o: PyObject): PyDict {
  const ns = instanceNamespace(o);
  const view = ns === undefined ? newDict() : dictOfNamespace(ns, slotNamesOf(o.ob_type));
  if (ns !== (o as unknown)) (o as Viewed)[VIEW] = view;
  return view;
}

/** The dict of an instance's attributes if Python has asked for it. */
export function tryInstanceDict(o: PyObject): PyDict | undefined {
  return (o as Viewed)[VIEW];
}

/** `o.__dict__ = d`: the object takes over the entries; `d` becomes the view, the old view keeps what it showed. */
export function setInstanceDict(o: PyObject, d: PyDict): void {
  const old = instanceDict(o);
  if (old === d) return;
  const { proto } = o.ob_type;
  const hiddenNames = slotNamesOf(o.ob_type);
  if ((o as any).guestOf !== undefined) Object.setPrototypeOf(o, proto);
  else {
    const ns = instanceNamespace(o)!;
    detachDict(old);
    for (const key of Object.keys(ns)) if (key.startsWith('%') || (key.startsWith('$') && !hiddenNames?.has(key.slice(1)))) delete ns[key];
  }
  if (d.ns !== undefined && d.ns !== (o as unknown)) Object.setPrototypeOf(o, guestProto(o.ob_type, d));
  else attachDict(d, instanceNamespace(o)!, hiddenNames);
  (o as Viewed)[VIEW] = d;
}

/**
 * What an object inherits from when its `__dict__` is another object's, too: the class's prototype behind a proxy that reads and
 * stores attributes in the shared namespace. The object itself then never gets own attributes.
 */
function guestProto(type: PyType, d: PyDict): object {
  const ns = d.ns as Record<string, PyObject | undefined>;
  const shared = (key: string | symbol): key is string => typeof key === 'string' && key.charCodeAt(0) === 36 && d.hid?.has(key.slice(1)) !== true;
  return new Proxy(type.proto as object, {
    get(proto, key, self) {
      if (key === 'guestOf') return ns;
      if (shared(key) && Object.hasOwn(ns, key) && ns[key] !== undefined && lookupMro(type, key.slice(1))?.s_set === undefined) return ns[key];
      return Reflect.get(proto, key, self) as unknown;
    },
    set(_proto, key, value: PyObject, self: PyObject) {
      if (!shared(key)) Object.defineProperty(self, key, { value, writable: true, configurable: true, enumerable: true });
      else genericSetattro(self, key.slice(1), value);
      return true;
    },
  });
}
import { attachDict, detachDict } from './dictStore.ts';

function slotNamesOf(type: PyType): ReadonlySet<string> | undefined {
  let names: Set<string> | undefined;
  for (const t of type.mro) if (t.slotNames !== undefined) for (const n of t.slotNames) (names ??= new Set()).add(n);
  return names;
}

/** `o.__class__ = cls`. */
function setClass(self: PyObject, cls: PyObject | undefined): void {
  if (cls === undefined) raise(TypeError, "can't delete __class__ attribute");
  if (!(cls instanceof PyType)) raise(TypeError, `__class__ must be set to a class, not '${cls.ob_type.shown}' object`);
  const old = self.ob_type;
  const bothModules = (old.proto.tflags & 0x2000) !== 0 && (cls.proto.tflags & 0x2000) !== 0;
  if (!bothModules && ((old.flags & IMMUTABLE) !== 0 || (cls.flags & IMMUTABLE) !== 0)) {
    raise(TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses');
  }
  if (!sameLayout(old, cls)) {
    raise(TypeError, `__class__ assignment: '${cls.name}' object layout differs from '${old.name}'`);
  }
  Object.setPrototypeOf(self, (self as any).guestOf === undefined ? cls.proto : guestProto(cls, tryInstanceDict(self)!));
}

/** Two classes have one layout if both add nothing to one class, or the same to the same base. */
function sameLayout(a: PyType, b: PyType): boolean {
  if (a.layout !== b.layout) return false;
  const one = definingLayout(a);
  const other = definingLayout(b);
  if (one === other) return true;
  const slots = (t: PyType): string => (t.slotNames ?? []).join();
  return one.base === other.base && added(one) === added(other) && slots(one) === slots(other);
}

/** The nearest class on the base chain whose instances have more than its base's. */
function definingLayout(type: PyType): PyType {
  let t = type;
  while (t.base !== undefined && t !== t.layout && added(t) === added(t.base) && (t.slotNames ?? []).length === 0) t = t.base;
  return t;
}

function added(type: PyType): number {
  return type.flags & (HAS_DICT | HAS_WEAKREF);
}

function objectDir(self: PyObject): PyObject {
  const names = new Set<string>();
  const dict = tryGetattr(self, '__dict__');
  if (dict !== undefined && (dict.tflags & 64) !== 0) for (const key of dictKeys(dict as PyDict)) if (isStr(key)) names.add(jsFromStr(key));
  const cls = tryGetattr(self, '__class__');
  if (cls instanceof PyType) for (const t of cls.mro) for (const name of t.dict.keys()) names.add(name);
  return new PyList([...names].map(strFromJs));
}

/** `copyreg` does the work, as in CPython. */
function reduce(self: PyObject, protocol: number): PyObject {
  const copyreg = importModule('copyreg');
  if (protocol < 2) return getattr(copyreg, '_reduce_ex').c2(self, protocol);
  return reduceNewobj(self, copyreg);
}

function reduceNewobj(self: PyObject, copyreg: PyObject): PyObject {
  const cls = self.ob_type;
  if (cls.proto.s_new === undefined) raise(TypeError, `cannot pickle '${cls.shown}' object`);
  let args: PyObject[] | undefined;
  let kwargs: PyObject | undefined;
  const ex = callSpecial(self, '__getnewargs_ex__');
  if (ex !== undefined) {
    if (!(ex instanceof PyTuple)) raise(TypeError, `__getnewargs_ex__ should return a tuple, not '${ex.ob_type.shown}'`);
    if (ex.ta.length !== 2) raise(ValueError, `__getnewargs_ex__ should return a tuple of length 2, not ${ex.ta.length}`);
    const [first, second] = ex.ta as [PyObject, PyObject];
    if (!(first instanceof PyTuple)) raise(TypeError, `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${first.ob_type.shown}'`);
    if ((second.tflags & 64) === 0) raise(TypeError, `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${second.ob_type.shown}'`);
    args = first.ta;
    kwargs = second;
  } else {
    const plain = callSpecial(self, '__getnewargs__');
    if (plain !== undefined) {
      if (!(plain instanceof PyTuple)) raise(TypeError, `__getnewargs__ should return a tuple, not '${plain.ob_type.shown}'`);
      args = plain.ta;
    }
  }
  const state = getStateOf(self, args === undefined && !isPlainLayout(cls));
  const listItems = (self.tflags & 32) !== 0 ? getIter(self) : None;
  const dictItems = (self.tflags & 64) !== 0 ? getIter(callMethod(self, 'items')) : None;
  if (kwargs !== undefined && dictSize(kwargs as PyDict) > 0) {
    return new PyTuple([getattr(copyreg, '__newobj_ex__'), new PyTuple([cls, new PyTuple(args!), kwargs]), state, listItems, dictItems]);
  }
  return new PyTuple([getattr(copyreg, '__newobj__'), new PyTuple([cls, ...(args ?? [])]), state, listItems, dictItems]);
}

function isPlainLayout(cls: PyType): boolean {
  const { layout } = cls;
  if (layout === objectType || layout.spec?.stateless === true || (cls.proto.tflags & 0x60) !== 0) return true;
  if (layout.spec?.slots?.new !== undefined || layout.spec?.make !== undefined) return false;
  return Object.getOwnPropertyNames(new layout.ctor()).length === 0;
}

function getStateOf(self: PyObject, required: boolean): PyObject {
  const own = lookupMro(self.ob_type, '__getstate__');
  return own === objectType.dict.get('__getstate__') ? getState(self, required) : callSpecial(self, '__getstate__')!;
}

/** Instance dict, or (dict, slots) where there are slots with values. */
function getState(self: PyObject, required = false): PyObject {
  const type = self.ob_type;
  if (required && (type.layout.flags & IMMUTABLE) !== 0 && !isPlainLayout(type)) raise(TypeError, `cannot pickle '${type.shown}' object`);
  const dict = (type.flags & HAS_DICT) !== 0 ? instanceDict(self) : undefined;
  const state = dict !== undefined && dictSize(dict) > 0 ? dictCopy(dict) : None;
  // fast: `copyreg._slotnames` has nothing to tell of a class without slots.
  if (!type.dict.has('__slotnames__') && type.mro.every((t) => (t.slotNames ?? []).length === 0)) return state;
  const slots = newDict();
  for (const name of [...slotNameList(type).la]) {
    const value = isStr(name) ? tryGetattr(self, jsFromStr(name)) : undefined;
    if (value !== undefined) dictSet(slots, name, value);
  }
  return dictSize(slots) > 0 ? new PyTuple([state, slots]) : state;
}

/** `cls.__slotnames__`, which `copyreg` fills. */
function slotNameList(type: PyType): PyList {
  const kept = type.dict.get('__slotnames__');
  if (kept instanceof PyList) return kept;
  if (kept !== undefined && kept !== None) raise(TypeError, `${type.name}.__slotnames__ should be a list or None, not ${kept.ob_type.shown}`);
  const names = getattr(importModule('copyreg'), '_slotnames').c1(type);
  if (names instanceof PyList) return names;
  if (names !== None) raise(TypeError, "copyreg._slotnames didn't return a list or None");
  return new PyList([]);
}

import { callMethod } from '../ops/attr.ts';
import { getIter } from '../ops/iter.ts';
export { isSubtype, richCompare, str, typeType, make };
