// `type`: making classes from a namespace, and their attributes. CPython: Objects/typeobject.c (type_new, type_*).
import { PyType, isSubtype, lookupMro } from '../model/type.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import { None, NotImplemented, PyCell, PyList, PyTuple } from '../model/values.ts';
import { ABSTRACT, BYTES, HAS_DICT, INT, MAPPING, MODULE, HAS_WEAKREF, HEAP, IMMUTABLE, OPAQUE, SEQUENCE, TUPLE, TYPE } from '../model/flags.ts';
import { PyFunction } from '../model/function.ts';
import type { PyDict } from '../model/dict.ts';
import { defineType, getset, make, method } from '../declare/type.ts';
import { nativeCode } from '../declare/native.ts';
import { EMPTY_TUPLE } from './tuple.ts';
import { raise } from '../ops/raise.ts';
import { FS, recursion } from '../frame.ts';
import { AttributeError, RecursionError, RuntimeWarning, TypeError, ValueError } from './exceptions.ts';
import { callMethod, callSpecial, getattr, genericSetattro, lookupSpecial, raiseAttributeError, typeGetattro } from '../ops/attr.ts';
import { codePoints, isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { repr } from '../ops/repr.ts';
import { isTrue } from '../ops/truth.ts';
import { callObject, typeCall } from '../ops/call.ts';
import { arrayFromIterable } from '../ops/iter.ts';
import {
  bestBase,
  computeMro,
  dropConstructors,
  forSubtree,
  hasLayoutOf,
  installConstructors,
  isDunder,
  newHeapType,
  refreshMirror,
  setBases,
  subclassesOf,
  typeSetDict,
} from '../ops/typeobj.ts';
import { dictEntries, dictGetStr, dictOverMap, newDict } from './dictStore.ts';
import { instanceDict, moduleOf, objectType, qualifiedName, setInstanceDict } from './object.ts';
import { PyGetSet, PyMemberDescriptor, newClassMethod, newStaticMethod, PyProperty } from './descriptors.ts';
import { hooks, warn } from '../ops/hooks.ts';
import { newMappingProxy } from './dict.ts';
import { newUnion } from './union.ts';
import { addNoteTo } from '../ops/notes.ts';
import { textSignature } from '../declare/signature.ts';

export const typeType: PyType = defineType(PyType, {
  name: 'type',
  flags: ['BASETYPE', 'TYPE', 'HAS_WEAKREF'],
  doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
  slots: {
    new: typeNew,
    init: (_self: PyType, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined && args.length - kwnames.length === 1) raise(TypeError, 'type.__init__() takes no keyword arguments');
      const given = args.length - (kwnames?.length ?? 0);
      if (given !== 1 && given !== 3) raise(TypeError, 'type.__init__() takes 1 or 3 arguments');
    },
    call: typeCall,
    repr: (t: PyType) => strFromJs(`<class '${qualifiedName(t)}'>`),
    getattro: typeGetattro,
    setattro: typeSetattro,
    or: (a: PyObject, b: PyObject) => newUnion(a, b),
    ror: (a: PyObject, b: PyObject) => newUnion(b, a),
  },
  methods: [
    method('mro(self, /)', "Return a type's method resolution order.", (t: PyType) => new PyList(computeMro(t))),
    method('__subclasses__(self, /)', 'Return a list of immediate subclasses.', (t: PyType) => new PyList(subclassesOf(t))),
    method('__instancecheck__(self, instance, /)', 'Check if an object is an instance.', (t: PyType, o: PyObject) => plainIsinstance(o, t)),
    method('__subclasscheck__(self, subclass, /)', 'Check if a class is a subclass.', (t: PyType, sub: PyObject) => plainIssubclass(sub, t)),
    method('__dir__(self, /)', 'Specialized __dir__ implementation for types.', (t: PyType) => {
      const names = new Set<string>();
      for (const c of t.mro) for (const name of c.dict.keys()) names.add(name);
      return new PyList([...names].map(strFromJs));
    }),
    method('__sizeof__(self, /)', null, () => 1000),
    { kind: 'classmethod', sig: '__prepare__(cls, *args, **kwargs)', doc: 'Create the namespace for the class statement', impl: () => newDict() },
  ],
  getset: [
    getset(
      '__name__',
      null,
      (t: PyType) => strFromJs(t.name),
      (t: PyType, v) => {
        mutable(t, '__name__', v);
        if (!isStr(v!)) raise(TypeError, `can only assign string to ${t.name}.__name__, not '${v!.ob_type.shown}'`);
        if (jsFromStr(v).includes('\0')) raise(ValueError, 'type name must not contain null characters');
        encodable(v!);
        t.name = jsFromStr(v);
      },
    ),
    getset(
      '__qualname__',
      null,
      (t: PyType) => strFromJs(t.qualname),
      (t: PyType, v) => {
        mutable(t, '__qualname__', v);
        if (!isStr(v!)) raise(TypeError, `can only assign string to ${t.name}.__qualname__, not '${v!.ob_type.shown}'`);
        t.qualname = jsFromStr(v);
      },
    ),
    getset(
      '__bases__',
      null,
      (t: PyType) => tupleOf(t.bases),
      (t: PyType, v) => {
        mutable(t, '__bases__', v);
        if (!(v instanceof PyTuple)) raise(TypeError, `can only assign tuple to ${t.name}.__bases__, not ${v!.ob_type.shown}`);
        if (v.ta.length === 0) raise(TypeError, `can only assign non-empty tuple to ${t.name}.__bases__, not ()`);
        for (const b of v.ta) {
          if (!(b instanceof PyType)) raise(TypeError, `${t.name}.__bases__ must be tuple of classes, not '${b.ob_type.shown}'`);
          if (isSubtype(b, t)) raise(TypeError, 'a __bases__ item causes an inheritance cycle');
        }
        setBases(t, v.ta as PyType[], mroOf);
      },
    ),
    getset('__base__', null, (t: PyType) => t.base ?? None),
    getset('__mro__', null, (t: PyType) => tupleOf(t.mro)),
    getset(
      '__module__',
      null,
      (t: PyType) => ((t.flags & HEAP) !== 0 ? (t.dict.get('__module__') ?? undefined) : strFromJs(t.module)),
      (t: PyType, v) => {
        mutable(t, '__module__', v);
        typeSetDict(t, '__module__', v);
        // The line is one of the module that it was in.
        typeSetDict(t, '__firstlineno__', undefined);
      },
    ),
    getset('__dict__', null, (t: PyType) => newMappingProxy(typeDictView(t))),
    getset(
      '__doc__',
      null,
      (t: PyType) => {
        const doc = t.dict.get('__doc__');
        if (doc === undefined) return None;
        return doc.s_get !== undefined ? doc.s_get(doc, undefined, t) : doc;
      },
      (t: PyType, v) => {
        mutable(t, '__doc__', v);
        typeSetDict(t, '__doc__', v);
      },
    ),
    getset('__text_signature__', null, (t: PyType) => {
      const { spec } = t;
      if (spec?.signature !== undefined) return spec.signature === '' ? None : spec.signature;
      if (spec?.make === undefined) return None;
      const text = textSignature(nativeCode(spec.make, '').sig);
      return text === undefined ? None : strFromJs(text.replace(/^\(\$cls, \/, |^\(\$cls, |^\(\$cls\)/, (m) => (m.endsWith(')') ? '()' : '(')));
    }),
    getset(
      '__abstractmethods__',
      null,
      (t: PyType) => (t === typeType ? undefined : t.dict.get('__abstractmethods__')),
      (t: PyType, v) => {
        if (v === undefined && !t.dict.has('__abstractmethods__')) raiseAttributeError(t, '__abstractmethods__', '__abstractmethods__');
        typeSetDict(t, '__abstractmethods__', v);
        const abstract = v !== undefined && isTrue(v);
        if (abstract === ((t.flags & ABSTRACT) !== 0)) return;
        if (abstract) t.flags |= ABSTRACT;
        else t.flags &= ~ABSTRACT;
        dropConstructors(t);
        if (!abstract) installConstructors(t);
      },
    ),
    getset(
      '__type_params__',
      null,
      (t: PyType) => (t === typeType ? undefined : t.dict.get('__type_params__')) ?? EMPTY_TUPLE,
      (t: PyType, v) => {
        mutable(t, '__type_params__', v);
        typeSetDict(t, '__type_params__', v);
      },
    ),
    getset('__annotations__', null, typeAnnotations, (t: PyType, v) => {
      if ((t.flags & IMMUTABLE) !== 0) raise(TypeError, `cannot set '__annotations__' attribute of immutable type '${t.name}'`);
      const key = t.dict.has('__annotations__') ? '__annotations__' : '__annotations_cache__';
      if (v === undefined && !t.dict.has(key)) raiseAttributeError(t, '__annotations__', '__annotations__');
      typeSetDict(t, key, v);
      for (const annotate of ['__annotate_func__', '__annotate__']) if (t.dict.has(annotate)) typeSetDict(t, annotate, undefined);
    }),
    getset(
      '__annotate__',
      null,
      (t: PyType) => {
        if ((t.flags & HEAP) === 0) raiseAttributeError(t, '__annotate__', `type object '${t.shown}' has no attribute '__annotate__'`);
        return typeAnnotate(t);
      },
      (t: PyType, v) => {
        if (v === undefined) raise(TypeError, 'cannot delete __annotate__ attribute');
        if ((t.flags & IMMUTABLE) !== 0) raise(TypeError, `cannot set '__annotate__' attribute of immutable type '${t.name}'`);
        if (v !== None && v.s_call === undefined) raise(TypeError, '__annotate__ must be callable or None');
        typeSetDict(t, '__annotate_func__', v);
        if (v !== None) typeSetDict(t, '__annotations_cache__', undefined);
      },
    ),
    getset(
      '__flags__',
      null,
      (t: PyType) =>
        ((t.flags & HEAP) !== 0 || !STATIC_MODULES.has(t.module) ? 1 << 9 : 0) |
        ((t.flags & IMMUTABLE) !== 0 ? 1 << 8 : 0) |
        ((t.flags & 2) !== 0 ? 1 << 10 : 0) |
        ((t.flags & ABSTRACT) !== 0 ? 1 << 20 : 0) |
        (1 << 12) |
        ((t.proto.tflags & SEQUENCE) !== 0 ? 1 << 5 : 0) |
        ((t.proto.tflags & MAPPING) !== 0 ? 1 << 6 : 0) |
        ((t.proto.tflags & 1) << 24) |
        ((t.proto.tflags & 32) !== 0 ? 1 << 25 : 0) |
        ((t.proto.tflags & 16) !== 0 ? 1 << 26 : 0) |
        ((t.proto.tflags & 8) !== 0 ? 1 << 27 : 0) |
        ((t.proto.tflags & 4) !== 0 ? 1 << 28 : 0) |
        ((t.proto.tflags & 64) !== 0 ? 1 << 29 : 0) |
        ((t.proto.tflags & 512) !== 0 ? 1 << 30 : 0),
    ),
    getset('__basicsize__', null, (t: PyType) => sizesOf(t)[0]),
    getset('__itemsize__', null, (t: PyType) => sizesOf(t)[1]),
    getset('__dictoffset__', null, (t: PyType) => ((t.flags & HAS_DICT) !== 0 ? -1 : 0)),
    getset('__weakrefoffset__', null, (t: PyType) => ((t.flags & HAS_WEAKREF) !== 0 ? 8 : 0)),
  ],
});

/** The same tuple for the same list of classes, which is replaced and never changed. */
const tuples = new WeakMap<readonly PyType[], PyTuple>();
function tupleOf(classes: readonly PyType[]): PyTuple {
  let tuple = tuples.get(classes);
  if (tuple === undefined) tuples.set(classes, (tuple = new PyTuple([...classes])));
  return tuple;
}

/** Bytes of an object and of one of its items in CPython, for those who compute with them. */
const BASIC_SIZES: Readonly<Record<string, readonly [number, number]>> = {
  object: [16, 0],
  int: [24, 4],
  bool: [24, 4],
  float: [24, 0],
  complex: [32, 0],
  str: [64, 0],
  bytes: [33, 1],
  bytearray: [56, 0],
  tuple: [32, 8],
  list: [40, 0],
  dict: [48, 0],
  set: [200, 0],
  frozenset: [200, 0],
  type: [936, 40],
  memoryview: [144, 8],
  range: [48, 0],
  slice: [40, 0],
  BaseException: [72, 0],
}; // prettier-ignore

function sizesOf(t: PyType): readonly [number, number] {
  let extra = 0;
  for (let c: PyType | undefined = t; c !== undefined; c = c.base) {
    const known = BASIC_SIZES[c.name];
    if ((c.flags & HEAP) === 0 && known !== undefined) return [known[0] + extra, known[1]];
    extra += 8 * (c.slotNames?.length ?? 0);
  }
  return [16 + extra, 0];
}

/** Native types of other modules count as heap types, as those of CPython's extension modules do. */
const STATIC_MODULES = new Set(['builtins', 'types', 'weakref']);

function mutable(t: PyType, name: string, value: PyObject | undefined): void {
  if ((t.flags & IMMUTABLE) !== 0) raise(TypeError, `cannot set '${name}' attribute of immutable type '${t.name}'`);
  if (value === undefined) raise(TypeError, `cannot delete '${name}' attribute of immutable type '${t.name}'`);
}

function typeAnnotations(t: PyType): PyObject {
  if ((t.flags & HEAP) === 0) raiseAttributeError(t, '__annotations__', `type object '${t.shown}' has no attribute '__annotations__'`);
  const own = t.dict.get('__annotations__') ?? t.dict.get('__annotations_cache__');
  if (own !== undefined) return own.s_get !== undefined ? own.s_get(own, undefined, t) : own;
  const annotate = typeAnnotate(t);
  let result: PyObject;
  if (annotate.s_call !== undefined) {
    result = annotate.c1(1);
    if ((result.tflags & 64) === 0) raise(TypeError, `__annotate__ returned non-dict of type '${result.ob_type.shown}'`);
  } else {
    result = newDict();
  }
  t.dict.set('__annotations_cache__', result);
  return result;
}

/** What the class body defined as `__annotate__` goes before what the compiler made of its annotations. */
function typeAnnotate(t: PyType): PyObject {
  const own = t.dict.get('__annotate__') ?? t.dict.get('__annotate_func__') ?? None;
  return own.s_get === undefined ? own : own.s_get(own, undefined, t);
}

/** A class dict as a dict: its entries are the class's own, at any time. */
function typeDictView(t: PyType): PyDict {
  // The dict of a native type is made by the first look.
  void t.dict.size;
  return dictOverMap(t.dict);
}

function typeSetattro(t: PyType, name: string, value: PyObject | undefined): void {
  if ((t.flags & IMMUTABLE) !== 0) {
    raise(
      TypeError,
      value === undefined
        ? `cannot delete '${name}' attribute of immutable type '${t.shown}'`
        : `cannot set '${name}' attribute of immutable type '${t.shown}'`,
    );
  }
  const meta = lookupMro(t.ob_type, name);
  if (meta !== undefined && meta.s_set !== undefined) {
    meta.s_set(meta, t, value);
    return;
  }
  if (value === undefined && !t.dict.has(name)) raiseAttributeError(t, name, `type object '${t.shown}' has no attribute '${name}'`);
  typeSetDict(t, name, value);
}

// --- isinstance, issubclass -------------------------------------------------------------------------------------------

let ownClass: PyObject | undefined;
const objectClass = (): PyObject | undefined => (ownClass ??= typeType.base!.dict.get('__class__'));

function plainIsinstance(o: PyObject, cls: PyType): boolean {
  const type = o.ob_type;
  if (isSubtype(type, cls)) return true;
  // fast: nothing but `object` says what class the object is of.
  if (type.classAt === type.version) return false;
  if ((type.flags & OPAQUE) === 0 && lookupMro(type, '__class__') === objectClass()) {
    if (o.s_getattro === genericGetattro) type.classAt = type.version;
    return false;
  }
  const claimed = (o.ob_type.flags & HEAP) !== 0 || o.ob_type.dict.has('__class__') ? tryAttr(o, '__class__') : undefined;
  return claimed instanceof PyType && claimed !== o.ob_type && isSubtype(claimed, cls);
}

function plainIssubclass(sub: PyObject, cls: PyType): boolean {
  if ((sub.tflags & TYPE) !== 0) return isSubtype(sub as PyType, cls);
  if (abstractBases(sub) === undefined) raise(TypeError, 'issubclass() arg 1 must be a class');
  return abstractIsSubclass(sub, cls);
}

/** `__bases__` of an object that acts as a class. */
function abstractBases(o: PyObject): PyObject[] | undefined {
  const bases = tryAttr(o, '__bases__');
  return bases instanceof PyTuple ? bases.ta : undefined;
}
import { genericGetattro, tryGetattr as tryAttr } from '../ops/attr.ts';

/** `isinstance(o, cls)`. */
export function isinstance(o: PyObject, cls: PyObject, depth = 0): boolean {
  if (o.ob_type === cls) return true;
  // fast: a class of the metaclass `type`.
  if (cls.ob_type === typeType) return plainIsinstance(o, cls as PyType);
  const { tflags } = cls;
  if ((tflags & TUPLE) !== 0) {
    checkDepth(depth, '__instancecheck__');
    const { ta } = cls as PyTuple;
    for (let i = 0; i < ta.length; i++) if (o.ob_type === ta[i] || isinstance(o, ta[i]!, depth + 1)) return true;
    return false;
  }
  if ((tflags & TYPE) !== 0 && checksAsType(cls as PyType, '__instancecheck__')) return plainIsinstance(o, cls as PyType);
  const check = lookupSpecial(cls, '__instancecheck__');
  if (check !== undefined) return isTrue(check.c1(o));
  const bases = abstractBases(cls);
  if (bases === undefined) raise(TypeError, 'isinstance() arg 2 must be a type, a tuple of types, or a union');
  const claimed = tryAttr(o, '__class__');
  return claimed !== undefined && (claimed === cls || abstractIsSubclass(claimed, cls));
}

// fast: a metaclass that leaves the check to `type` (EnumType does) costs no call.
function checksAsType(cls: PyType, check: string): boolean {
  const meta = cls.ob_type;
  return meta === typeType || lookupMro(meta, check) === typeType.dict.get(check);
}

/** Nested tuples and made-up bases may go on for ever. */
function checkDepth(depth: number, what: string): void {
  if (FS.sp + depth >= recursion.first) raise(RecursionError, `maximum recursion depth exceeded in ${what}`);
}

function abstractIsSubclass(sub: PyObject, cls: PyObject, depth = 0): boolean {
  if (sub === cls) return true;
  checkDepth(depth, '__issubclass__');
  return (abstractBases(sub) ?? []).some((b) => abstractIsSubclass(b, cls, depth + 1));
}

/** `issubclass(sub, cls)`. */
export function issubclass(sub: PyObject, cls: PyObject, depth = 0): boolean {
  const { tflags } = cls;
  if ((tflags & TYPE) !== 0 && checksAsType(cls as PyType, '__subclasscheck__')) return sub === cls || plainIssubclass(sub, cls as PyType);
  if ((tflags & TUPLE) !== 0) {
    checkDepth(depth, '__subclasscheck__');
    return (cls as PyTuple).ta.some((c) => issubclass(sub, c, depth + 1));
  }
  const check = lookupSpecial(cls, '__subclasscheck__');
  if (check !== undefined) return isTrue(check.c1(sub));
  if (abstractBases(sub) === undefined) raise(TypeError, 'issubclass() arg 1 must be a class');
  if (abstractBases(cls) === undefined) raise(TypeError, 'issubclass() arg 2 must be a class, a tuple of classes, or a union');
  return abstractIsSubclass(sub, cls);
}

// --- making classes ----------------------------------------------------------------------------------------------------

/** The MRO of a type: `mro()` of its metaclass where that is overridden. */
export function mroOf(t: PyType): PyType[] {
  const meta = t.ob_type;
  if (meta === typeType || lookupMro(meta, 'mro') === typeType.dict.get('mro')) return computeMro(t);
  t.mro = computeMro(t);
  const items = arrayFromIterable(callMethod(t, 'mro'));
  if (items.length === 0) raise(TypeError, 'type MRO must not be empty');
  for (const c of items) {
    if (!(c instanceof PyType)) raise(TypeError, `mro() returned a non-class ('${c.ob_type.shown}')`);
    if (!hasLayoutOf(t, c)) raise(TypeError, `mro() returned base with unsuitable layout ('${c.shown}')`);
  }
  return items as PyType[];
}

/** The most derived metaclass of `meta` and the classes of the bases. */
export function calculateMetaclass(meta: PyType, bases: readonly PyObject[]): PyType {
  let winner = meta;
  for (const base of bases) {
    const t = base.ob_type;
    if (isSubtype(winner, t)) continue;
    if (isSubtype(t, winner)) winner = t;
    else raise(TypeError, 'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases');
  }
  return winner;
}

/** What the class statement knows beyond the namespace: allocation and constructor templates. Taken by the next `type.__new__`. */
export const pendingTemplate: { ctor: (() => new () => any) | undefined; construct: ((K: any) => Function[]) | undefined } = {
  ctor: undefined,
  construct: undefined,
};

function typeNew(meta: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const nkw = kwnames?.length ?? 0,
    given = args.length - nkw;
  if (meta === typeType && given === 1 && nkw === 0) return args[0]!.ob_type;
  if (given !== 3)
    raise(
      TypeError,
      (given === 1 && meta === typeType) || (given < 3 && meta === typeType)
        ? 'type() takes 1 or 3 arguments'
        : `type.__new__() takes exactly 3 arguments (${given} given)`,
    );
  const [name, bases, ns] = args as [PyObject, PyObject, PyObject];
  if (!isStr(name)) raise(TypeError, `type.__new__() argument 1 must be str, not ${name.ob_type.shown}`);
  if (!(bases instanceof PyTuple)) raise(TypeError, `type.__new__() argument 2 must be tuple, not ${bases.ob_type.shown}`);
  if ((ns.tflags & 64) === 0) raise(TypeError, `type.__new__() argument 3 must be dict, not ${ns.ob_type.shown}`);
  for (const b of bases.ta) {
    if (!(b instanceof PyType) && lookupSpecialAttr(b, '__mro_entries__'))
      raise(TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
  }
  encodable(name);
  const winner = calculateMetaclass(meta, bases.ta);
  if (winner !== meta && winner.proto.s_new !== typeNew) return winner.proto.s_new(winner, args, kwnames);
  return makeType(winner, jsFromStr(name), bases.ta, ns as PyDict, args.slice(given), kwnames);
}

function lookupSpecialAttr(o: PyObject, name: string): boolean {
  return tryAttr(o, name) !== undefined;
}

function makeType(meta: PyType, name: string, baseObjects: readonly PyObject[], ns: PyDict, kwValues: PyObject[], kwnames: KwNames): PyType {
  if (name.includes('\0')) raise(ValueError, 'type name must not contain null characters');
  const template = { ...pendingTemplate };
  pendingTemplate.ctor = pendingTemplate.construct = undefined;
  for (const b of baseObjects) if (!(b instanceof PyType)) raise(TypeError, 'bases must be types');
  const bases = (baseObjects.length === 0 ? [objectType] : [...baseObjects]) as PyType[];
  const base = bestBase(bases);
  const dict = new Map<string, PyObject>();
  for (const [key, value] of dictEntries(ns)) {
    if (isStr(key)) dict.set(jsFromStr(key), value);
    else warn(RuntimeWarning, `non-string key in the __dict__ of class ${name}`, 1);
  }

  let qualname = name;
  const q = dict.get('__qualname__');
  if (q !== undefined) {
    if (!isStr(q)) raise(TypeError, `type __qualname__ must be a str, not ${q.ob_type.shown}`);
    qualname = jsFromStr(q);
    dict.delete('__qualname__');
  }
  if (!dict.has('__module__')) {
    const module = hooks.currentModuleName();
    if (module !== undefined) dict.set('__module__', module);
  }
  const doc = dict.get('__doc__');
  if (doc !== undefined && isStr(doc)) encodable(doc);
  wrapImplicit(dict, '__new__', newStaticMethod);
  wrapImplicit(dict, '__init_subclass__', newClassMethod);
  wrapImplicit(dict, '__class_getitem__', newClassMethod);
  const cell = dict.get('__classcell__');
  if (cell !== undefined) {
    if (!(cell instanceof PyCell)) raise(TypeError, `__classcell__ must be a nonlocal cell, not <class '${qualifiedName(cell.ob_type)}'>`);
    dict.delete('__classcell__');
  }
  const dictCell = dict.get('__classdictcell__');
  if (dictCell !== undefined) {
    if (!(dictCell instanceof PyCell)) raise(TypeError, `__classdictcell__ must be a nonlocal cell, not <class '${qualifiedName(dictCell.ob_type)}'>`);
    dict.delete('__classdictcell__');
  }
  if (dict.has('__eq__') && !dict.has('__hash__')) dict.set('__hash__', None);

  const slots = readSlots(name, dict, base, bases);
  const lacksDoc = !dict.has('__doc__') && slots.names?.includes('__doc__') !== true;
  const hasDict = bases.some((b) => (b.flags & HAS_DICT) !== 0),
    hasWeak = bases.some((b) => (b.flags & HAS_WEAKREF) !== 0);
  const addDict = !hasDict && slots.wantsDict && (base.proto.tflags & 0x100) === 0,
    addWeakref = !hasWeak && slots.wantsWeakref;
  // `mro()` of a metaclass may already use `__class__` of the body's functions.
  const mroOfNew = (t: PyType): PyType[] => {
    if (cell !== undefined) (cell as PyCell).v = t;
    return mroOf(t);
  };
  const hearers = namedValues(ns);
  // fast: what an enumeration's members do to themselves would be mirrored twice.
  const late =
    hearers === undefined ? undefined : new Set(hearers.filter(([, value]) => value.s_set === undefined).map(([key]) => (isStr(key) ? jsFromStr(key) : '')));
  const type = newHeapType({ meta, name, bases, dict, slotNames: slots.names, addDict, addWeakref, ctor: template.ctor, late }, mroOfNew);
  type.qualname = qualname;
  for (const slot of slots.names ?? []) typeSetDict(type, slot, new PyMemberDescriptor(type, slot, /* isSlot */ true));
  if (addDict && !dict.has('__dict__')) type.dict.set('__dict__', new PyGetSet(type, dictRow));
  if (addWeakref && !dict.has('__weakref__')) type.dict.set('__weakref__', new PyGetSet(type, weakrefRow));
  if (lacksDoc) type.dict.set('__doc__', None);
  // Annotations and type aliases of the class look names up in its live namespace.
  if (dictCell !== undefined) (dictCell as PyCell).v = newMappingProxy(typeDictView(type));
  if (hearers !== undefined) setNames(type, hearers, late!);
  initSubclass(type, kwValues, kwnames);
  if (template.construct !== undefined && template.ctor !== undefined) type.template = template.construct(type.ctor);
  installConstructors(type);
  return type;
}

export const dictRow = getset(
  '__dict__',
  'dictionary for instance variables',
  (o: PyObject) => (o instanceof PyType ? newMappingProxy(typeDictView(o)) : instanceDict(o)),
  (o: PyObject, v) => {
    if (o instanceof PyType) raiseAttributeError(o, '__dict__', "attribute '__dict__' of 'type' objects is not writable");
    if ((o.tflags & MODULE) !== 0) raise(TypeError, 'readonly attribute');
    if (v === undefined) {
      if (hasNativeDict(o.ob_type)) raise(TypeError, 'cannot delete __dict__');
      setInstanceDict(o, newDict());
      return;
    }
    if ((v.tflags & 64) === 0) raise(TypeError, `__dict__ must be set to a dictionary, not a '${v.ob_type.shown}'`);
    setInstanceDict(o, v as PyDict);
  },
);
function hasNativeDict(type: PyType): boolean {
  for (let t = type.base; t !== undefined; t = t.base) if ((t.flags & (HEAP | HAS_DICT)) === HAS_DICT) return true;
  return false;
}
/** The same for native types, whose `__dict__` stays. */
export const nativeDictRow = getset(
  '__dict__',
  null,
  (o: PyObject) => instanceDict(o),
  (o: PyObject, v) => {
    if (v === undefined) raise(TypeError, 'cannot delete __dict__');
    dictRow.set!(o, v);
  },
);
/** UnicodeEncodeError for text with lone surrogates, which CPython cannot keep in a type's UTF-8 fields. */
function encodable(text: PyObject): void {
  if (typeof text !== 'string') callMethod(text, 'encode');
}

export const weakrefRow = getset('__weakref__', 'list of weak references to the object', (o: PyObject) => firstWeakref(o) ?? None);
import { firstWeakref } from './weakref.ts';

function wrapImplicit(dict: Map<string, PyObject>, name: string, wrap: (f: PyObject) => PyObject): void {
  const f = dict.get(name);
  if (f instanceof PyFunction) dict.set(name, wrap(f));
}

interface Slots {
  names: readonly string[] | undefined;
  wantsDict: boolean;
  wantsWeakref: boolean;
}

/** Instances of these have no fixed end in CPython, where a slot could begin. */
const VARIABLE_SIZE = INT | BYTES | TUPLE | TYPE;

function readSlots(className: string, dict: Map<string, PyObject>, base: PyType, bases: readonly PyType[]): Slots {
  const slots = dict.get('__slots__');
  if (slots === undefined) return { names: undefined, wantsDict: true, wantsWeakref: true };
  const items = isStr(slots) ? [slots] : arrayFromIterable(slots);
  if (items.length > 0 && (base.proto.tflags & VARIABLE_SIZE) !== 0) raise(TypeError, `nonempty __slots__ not supported for subtype of '${base.name}'`);
  const names: string[] = [];
  let wantsDict = false,
    wantsWeakref = false;
  for (const item of items) {
    if (!isStr(item)) raise(TypeError, `__slots__ items must be strings, not '${item.ob_type.shown}'`);
    const text = jsFromStr(item);
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(text)) raise(TypeError, '__slots__ must be identifiers');
    if (text === '__dict__') {
      if (wantsDict || bases.some((b) => (b.flags & HAS_DICT) !== 0)) raise(TypeError, '__dict__ slot disallowed: we already got one');
      wantsDict = true;
    } else if (text === '__weakref__') {
      if (wantsWeakref || bases.some((b) => (b.flags & HAS_WEAKREF) !== 0)) raise(TypeError, '__weakref__ slot disallowed: we already got one');
      wantsWeakref = true;
    } else {
      const mangled = mangle(text, className);
      if (dict.has(mangled) && mangled !== '__qualname__' && mangled !== '__classcell__')
        raise(ValueError, `'${mangled}' in __slots__ conflicts with class variable`);
      names.push(mangled);
    }
  }
  return { names: [...new Set(names)].sort(), wantsDict, wantsWeakref };
}

/** Private name mangling. */
export function mangle(name: string, className: string): string {
  if (!name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const bare = className.replace(/^_+/, '');
  return bare === '' ? name : `_${bare}${name}`;
}

/** The entries whose values have `__set_name__`; most classes have none. */
function namedValues(ns: PyDict): [PyObject, PyObject][] | undefined {
  let found: [PyObject, PyObject][] | undefined;
  for (const entry of dictEntries(ns)) {
    const value = entry[1];
    if (value instanceof PyFunction || typeof value !== 'object') continue;
    if (lookupMro(value.ob_type, '__set_name__') !== undefined) (found ??= []).push(entry as [PyObject, PyObject]);
  }
  return found;
}

function setNames(type: PyType, hearers: readonly [PyObject, PyObject][], late: ReadonlySet<string>): void {
  for (const [key, value] of hearers) {
    try {
      callSpecial(value, '__set_name__', type, key);
    } catch (e) {
      addNoteTo(e, `Error calling __set_name__ on '${value.ob_type.name}' instance ${repr(key)} in '${type.name}'`);
      throw e;
    }
  }
  for (const [key, value] of hearers) {
    const name = isStr(key) ? jsFromStr(key) : '';
    // What has replaced itself is mirrored already.
    if (late.has(name) && !isDunder(name) && type.dict.get(name) === value) refreshMirror(type, name);
  }
}

function initSubclass(type: PyType, kwValues: PyObject[], kwnames: KwNames): void {
  // super(type, type).__init_subclass__(**kwargs)
  if (!type.mro.includes(type)) raise(TypeError, `super(type, obj): obj (type ${type.name}) is not an instance or subtype of type (${type.name}).`);
  for (let i = 1; i < type.mro.length; i++) {
    const hook = type.mro[i]!.dict.get('__init_subclass__');
    if (hook === undefined) continue;
    if (type.mro[i] === objectType && kwnames === undefined) return;
    const bound = hook.s_get === undefined ? hook : hook.s_get(hook, undefined, type);
    if (type.mro[i] === objectType) raise(TypeError, `${type.name}.__init_subclass__() takes no keyword arguments`);
    callObject(bound, kwValues, kwnames);
    return;
  }
}

export { AttributeError, NotImplemented, PyProperty, codePoints, dictGetStr, forSubtree, genericSetattro, getattr, make, moduleOf };
