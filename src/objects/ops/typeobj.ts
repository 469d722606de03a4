// Building and changing classes: MRO, layout, `__slots__`, and the derived state that emitted code reads
// (`proto.$name`, slots, selectors, constructors). CPython: Objects/typeobject.c.
// Invariants: `type.dict` changes only through `typeSetDict`, which brings the derived state of the type and of its
// subclasses up to date; dunder names are never mirrored, slots stand for them.
import { PyType, isSubtype, lookupMro } from '../model/type.ts';
import { PyBase, type PyObject } from '../model/object.ts';
import { ABSTRACT, BASETYPE, FLAT, HAS_DICT, HAS_WEAKREF, HEAP, IMMUTABLE, MAPPING, OPAQUE, SEQUENCE } from '../model/flags.ts';
import { slotsByName } from '../model/slots.ts';
import { classDefines, classForgets, markShadowed, protosOf } from '../model/selectors.ts';
import { PyFunction, PyMethod } from '../model/function.ts';
import { hidden } from '../declare/type.ts';
import { raise } from './raise.ts';
import { AttributeError, TypeError, newFromArgs } from '../types/exceptions.ts';
import { None, PyTuple, type PyBaseException } from '../model/values.ts';
import { refreshSlot } from './slotWrappers.ts';
import { objectType } from '../types/object.ts';
import { typeType } from '../types/type.ts';
import { PyMemberDescriptor, PyStaticMethod, propertyType, type PyProperty } from '../types/descriptors.ts';
import { attributeKey, caughtAttributeError, entryBehind } from './attr.ts';
import { FS } from '../frame.ts';

/** Dunder names are looked up in the dicts, never on prototypes. */
export function isDunder(name: string): boolean {
  return name.length > 4 && name.charCodeAt(0) === 95 && name.charCodeAt(1) === 95 && name.endsWith('__');
}

// --- MRO -----------------------------------------------------------------------------------------------------------

/** C3 linearisation. */
export function computeMro(type: PyType): PyType[] {
  const { bases } = type;
  bases.forEach((b, i) => {
    if (bases.indexOf(b) !== i) raise(TypeError, `duplicate base class ${b.name}`);
  });
  if (bases.length === 1) return [type, ...bases[0]!.mro];
  const lists = [...bases.map((b) => [...b.mro]), [...bases]];
  const result = [type];
  for (;;) {
    const rest = lists.filter((list) => list.length > 0);
    if (rest.length === 0) return result;
    const next = rest.map((list) => list[0]!).find((candidate) => !rest.some((list) => list.indexOf(candidate) > 0));
    if (next === undefined) {
      const names = [...new Set(rest.map((list) => list[0]!))].map((t) => t.name).join(', ');
      raise(TypeError, `Cannot create a consistent method resolution order (MRO) for bases ${names}`);
    }
    result.push(next);
    for (const list of rest) if (list[0] === next) list.shift();
  }
}

/** The base that decides the JS class of the instances; TypeError where two bases disagree. */
export function bestBase(bases: readonly PyType[]): PyType {
  let winner: PyType | undefined;
  let layout: PyType | undefined;
  for (const base of bases) {
    if ((base.flags & BASETYPE) === 0) raise(TypeError, `type '${base.shown}' is not an acceptable base type`);
    const candidate = solidBase(base);
    if (layout === undefined || (candidate !== layout && isSubtype(candidate, layout))) {
      winner = base;
      layout = candidate;
    } else if (!isSubtype(layout, candidate)) {
      raise(TypeError, 'multiple bases have instance lay-out conflict');
    }
  }
  return winner!;
}

/** The nearest class on the base chain that adds fields: a native layout or non-empty `__slots__`. */
function solidBase(type: PyType): PyType {
  for (let t: PyType | undefined = type; t !== undefined; t = t.base) {
    if (t.slotNames !== undefined && t.slotNames.length > 0) return t;
    if ((t.flags & HEAP) === 0 && addsFields(t)) return t;
  }
  return objectType;
}

/** A native type whose JS class is not merely inherited. */
function addsFields(type: PyType): boolean {
  return type.base === undefined || layoutClass(type) !== layoutClass(type.base);
}

/** Do instances of `type` have the fields that methods of `base` work on? */
export function hasLayoutOf(type: PyType, base: PyType): boolean {
  return isSubtype(solidBase(type), solidBase(base));
}

// --- making a class --------------------------------------------------------------------------------------------------

export interface NewType {
  meta: PyType;
  name: string;
  bases: PyType[];
  /** Namespace in order; already without `__slots__`-made conflicts. */
  dict: Map<string, PyObject>;
  slotNames?: readonly string[] | undefined;
  /** The class gets `__dict__` / `__weakref__` (after `__slots__` was read). */
  addDict: boolean;
  addWeakref: boolean;
  /** Allocator from the class statement's template (names the attributes for V8), plain classes only. */
  ctor?: (() => new () => PyBase) | undefined;
  /** Names whose values hear of the class (`__set_name__`) and may replace themselves; the caller mirrors what is left of them. */
  late?: ReadonlySet<string> | undefined;
}

/** Makes the type object and its derived state, without `__set_name__`, `__init_subclass__` and metaclass hooks. */
export function newHeapType(spec: NewType, mroOf: (type: PyType) => PyType[]): PyType {
  const base = bestBase(spec.bases);
  const layout = base.layout;
  const ctor = allocator(layout, spec.ctor);
  const proto = ctor.prototype;
  const type = new PyType(spec.name, proto, ctor);
  if (spec.meta !== typeType) Object.setPrototypeOf(type, spec.meta.proto);
  type.base = base;
  type.bases = spec.bases;
  type.layout = layout;
  type.dict = spec.dict;
  type.slotNames = spec.slotNames;
  type.flags = HEAP | BASETYPE | (base.flags & (HAS_DICT | HAS_WEAKREF | OPAQUE));
  if (spec.addDict || spec.bases.some((b) => (b.flags & HAS_DICT) !== 0)) type.flags |= HAS_DICT;
  if (spec.addWeakref || spec.bases.some((b) => (b.flags & HAS_WEAKREF) !== 0)) type.flags |= HAS_WEAKREF;
  type.mro = mroOf(type);
  if (!isChain(type)) type.flags |= FLAT;
  Object.setPrototypeOf(proto, protoParent(type, base));
  hidden(proto, 'ob_type', type);
  let bits = 0;
  for (const t of type.mro.slice(1)) {
    const own = (t.proto.tflags as number | undefined) ?? 0;
    // Sequence or mapping for `match`: what comes first in the MRO decides.
    bits |= (bits & (SEQUENCE | MAPPING)) !== 0 ? own & ~(SEQUENCE | MAPPING) : own;
  }
  hidden(proto, 'tflags', bits);
  for (const b of spec.bases) b.subs.push(new WeakRef(type));
  deriveAll(type, spec.late);
  return type;
}

/** Each class allocates through a JS function of its own, so that V8 keeps one hidden class per Python class. */
function allocator(layout: PyType, template: (() => new () => PyBase) | undefined): new () => PyBase {
  if (layout === objectType) {
    if (template !== undefined) return template();
    const K = function () {} as unknown as new () => PyBase;
    return K;
  }
  return class extends layoutClass(layout) {};
}

function layoutClass(layout: PyType): new () => PyBase {
  return (layout.spec?.subclass ?? layout.ctor) as new () => PyBase;
}

function isChain(type: PyType): boolean {
  const { base, mro } = type;
  if (base === undefined || mro.length !== base.mro.length + 1) return false;
  for (let i = 1; i < mro.length; i++) if (mro[i] !== base.mro[i - 1]) return false;
  return true;
}

/** An opaque class inherits slots by copy from a prototype that has no `$` names. */
function protoParent(_type: PyType, base: PyType): object {
  return base.proto;
}

/** Builds all derived state of a new or restructured type. */
function deriveAll(type: PyType, late?: ReadonlySet<string>): void {
  const names = new Set<string>();
  if ((type.flags & FLAT) !== 0) {
    // What the best base finds too is inherited through its prototype.
    const base = type.base!;
    const inherited = new Set(keepsOrder(type.mro, base.mro) ? base.mro : [objectType]);
    for (const t of type.mro) {
      if (inherited.has(t)) continue;
      for (const name of t.dict.keys()) if (t === type || lookupMro(type, name) !== lookupMro(base, name)) names.add(name);
    }
  } else {
    for (const name of type.dict.keys()) names.add(name);
  }
  for (const name of names) if (isDunder(name) && slotsByName.has(name)) refreshSlot(type, name);
  refreshFlags(type);
  for (const name of names) if (!isDunder(name) && late?.has(name) !== true) refreshMirror(type, name);
  if (names.has('__init__') || (type.flags & FLAT) !== 0) classDefines(type, '__init__');
}

/** Do the classes of `part` stand in the same order in `mro`? Then only classes that are not among them can hide what they have. */
function keepsOrder(mro: readonly PyType[], part: readonly PyType[]): boolean {
  let at = 0;
  for (const t of mro) if (t === part[at]) at++;
  return at === part.length;
}

/** `pl` (direct stores allowed) and OPAQUE follow the attribute hooks of the class. */
function refreshFlags(type: PyType): void {
  const getattribute = lookupMro(type, '__getattribute__');
  // Any `__getattribute__` but `object`'s decides for itself; classes and modules answer names that are not mirrored anyway.
  const own = getattribute !== undefined && getattribute !== objectType.dict.get('__getattribute__');
  const opaque = own && (getattribute instanceof PyFunction || (type.proto.tflags & 0x2100) === 0);
  if (opaque) type.flags |= OPAQUE;
  else type.flags &= ~OPAQUE;
  const plainStore = !opaque && (type.flags & HAS_DICT) !== 0 && (type.proto.tflags & 0x2100) === 0 && type.proto.s_setattro === PyBase.prototype.s_setattro;
  hidden(type.proto, 'pl', plainStore);
  // `w$x`: emitted code may store slot `x` directly.
  const slotStore = !opaque && type.proto.s_setattro === PyBase.prototype.s_setattro;
  for (const t of type.mro) {
    for (const name of t.slotNames ?? []) if (type.proto[`w$${name}`] !== undefined || t === type) hidden(type.proto, `w$${name}`, slotStore);
  }
  if (opaque) hideMirror(type);
}

/** The proto of an opaque class hides every `$` name behind one that is absent: a Proxy-free cut of the chain. */
function hideMirror(type: PyType): void {
  const { proto } = type;
  const slots: Record<string, unknown> = {};
  for (let p = proto; p !== null && p !== Object.prototype; p = Object.getPrototypeOf(p)) {
    for (const key of Object.getOwnPropertyNames(p)) {
      if (!key.includes('$') && key !== 'constructor' && !(key in slots)) slots[key] = p[key];
    }
  }
  // Selectors then come from the root alone: `callAttribute`, which asks `__getattribute__`.
  Object.setPrototypeOf(proto, PyBase.prototype);
  for (const key of Object.getOwnPropertyNames(proto)) if (key.includes('$')) delete proto[key];
  for (const [key, value] of Object.entries(slots)) hidden(proto, key, value);
}

// --- mirroring class attributes -----------------------------------------------------------------------------------------

/** Brings `proto.$name` and the selectors of `name` up to date with the dict (or, for flat types, the MRO). */
export function refreshMirror(type: PyType, name: string): void {
  // Classes as receivers are always looked up: a class's own attribute goes before its metaclass's.
  if ((type.proto.tflags & 0x100) !== 0) return;
  const flat = (type.flags & FLAT) !== 0;
  const value = flat ? lookupMro(type, name) : type.dict.get(name);
  if (value === undefined || (type.flags & OPAQUE) !== 0) {
    for (const proto of protosOf(type)) delete proto[`$${name}`];
    classForgets(type, name);
    return;
  }
  for (const proto of protosOf(type)) mirror(proto, name, value);
  classDefines(type, name);
}

function mirror(proto: any, name: string, value: PyObject): void {
  const key = `$${name}`;
  if (value instanceof PyFunction) {
    Object.defineProperty(proto, key, {
      get(this: PyObject) {
        return new PyMethod(value, this);
      },
      set(this: PyObject, v: PyObject) {
        shadow(this, name, v);
      },
      configurable: true,
      enumerable: false,
    });
  } else if (value instanceof PyMemberDescriptor && value.isSlot) {
    // The value of a slot is an own `$name` property; undefined here hides a parent's attribute of that name.
    Object.defineProperty(proto, key, { value: undefined, writable: true, configurable: true, enumerable: false });
    hidden(proto, `w${key}`, proto.s_setattro === PyBase.prototype.s_setattro);
  } else if (value.s_get !== undefined || value.s_set !== undefined) {
    // fast: a property is asked for its getter here.
    const property = value.ob_type === propertyType ? (value as PyProperty) : undefined;
    Object.defineProperty(proto, key, {
      get(this: PyObject) {
        const { s_get } = value;
        if (s_get === undefined) return entryBehind(value, this, name);
        const depth = FS.sp,
          handled = FS.exc;
        try {
          return property !== undefined && property.fget !== None ? property.fget.c1(this) : s_get(value, this, this.ob_type);
        } catch (e) {
          return caughtAttributeError(this, name, e, depth, handled);
        }
      },
      set(this: PyObject, v: PyObject) {
        if (value.s_set !== undefined) value.s_set(value, this, v);
        else shadow(this, name, v);
      },
      configurable: true,
      enumerable: false,
    });
  } else {
    Object.defineProperty(proto, key, { value, writable: true, configurable: true, enumerable: false });
  }
}

/** An own attribute where the class has a method or a non-data descriptor. */
export function shadow(self: PyObject, name: string, value: PyObject): void {
  Object.defineProperty(self, `$${name}`, { value, writable: true, configurable: true, enumerable: true });
  markShadowed(name);
}

// --- changing a class -----------------------------------------------------------------------------------------------

/** Sets or (value undefined) removes an entry of the dict and updates the type and all subclasses. */
export function typeSetDict(type: PyType, name: string, value: PyObject | undefined): void {
  const before = type.dict.get(name);
  if (value === undefined) type.dict.delete(name);
  else type.dict.set(name, value);
  if (before !== undefined && value !== undefined && isData(before) && isData(value) && replaceData(type, name, value)) return;
  typeModified(type, name);
}

/** Is `value` mirrored as it is (see `mirror`)? */
function isData(value: PyObject): boolean {
  return !(value instanceof PyFunction) && value.s_get === undefined && value.s_set === undefined;
}

/**
 * fast: a class attribute that counts or remembers. One value takes the place of another and nothing else is derived from it, so the
 * properties are assigned: defined anew or deleted, they would change the hidden classes of the prototype and of the class each time.
 */
function replaceData(type: PyType, name: string, value: PyObject): boolean {
  if ((type.flags & (HEAP | FLAT | OPAQUE)) !== HEAP || (type.proto.tflags & 0x100) !== 0 || isDunder(name)) return false;
  const key = attributeKey(name);
  const { proto } = type;
  if (!Object.hasOwn(proto, key)) return false;
  proto[key] = value;
  type.version++;
  if ((type as any)[key] !== undefined) (type as any)[key] = value;
  if (type.subs.length > 0) {
    forSubtree(type, (t) => {
      if (t === type) return;
      t.version++;
      forgetCached(t, name);
      if ((t.flags & FLAT) !== 0) refreshMirror(t, name);
    });
  }
  return true;
}

function typeModified(type: PyType, name: string): void {
  const slot = isDunder(name) && slotsByName.has(name);
  // What a metaclass has may come before what its classes have cached.
  if ((type.proto.tflags & 0x100) !== 0)
    forSubtree(objectType, (t) => {
      if (t.cached.length > 0 && isSubtype(t.ob_type, type)) clearCached(t);
    });
  forSubtree(type, (t) => {
    t.version++;
    if (isDunder(name)) clearCached(t);
    else forgetCached(t, name);
    if (slot) refreshSlot(t, name);
    if (!isDunder(name)) {
      if (t === type || (t.flags & FLAT) !== 0) refreshMirror(t, name);
    }
    if (name === '__setattr__' || name === '__delattr__' || name === '__getattribute__' || name === '__getattr__') refreshFlags(t);
    if (name === '__init__' || name === '__new__') {
      classDefines(t, '__init__');
      dropConstructors(t);
      installConstructors(t);
    }
  });
}

/** `type` and all its subclasses, each once. */
export function forSubtree(type: PyType, visit: (t: PyType) => void, seen = new Set<PyType>()): void {
  if (seen.has(type)) return;
  seen.add(type);
  visit(type);
  for (const sub of subclassesOf(type)) forSubtree(sub, visit, seen);
}

export function subclassesOf(type: PyType): PyType[] {
  const live: PyType[] = [];
  for (const ref of type.subs) {
    const t = ref.deref();
    if (t !== undefined) live.push(t);
  }
  if (live.length !== type.subs.length) type.subs = live.map((t) => new WeakRef(t));
  return live;
}

/** Forgets the attributes and selectors cached as own properties on the type object. */
export function clearCached(type: PyType): void {
  for (const key of type.cached) uncache(type, key);
  type.cached.length = 0;
}

/** Forgets those of one name. */
function forgetCached(type: PyType, name: string): void {
  const { cached } = type;
  for (let i = cached.length - 1; i >= 0; i--) {
    const key = cached[i]!;
    if (key.length > name.length && key.includes(name) && (key === `$${name}` || key.startsWith(`${name}$`))) {
      uncache(type, key);
      cached[i] = cached.at(-1)!;
      cached.pop();
    }
  }
}

/** A property that was deleted would make V8 keep the type object as a hash table: it gets what it would inherit, which for attributes is nothing. */
function uncache(type: PyType, key: string): void {
  (type as any)[key] = key.startsWith('$') ? undefined : Object.getPrototypeOf(type)[key];
}

/** `type` is no subclass any more of those that are not among its bases now. */
function leaveBases(type: PyType, former: readonly PyType[]): void {
  for (const old of former) if (!type.bases.includes(old)) old.subs = old.subs.filter((ref) => ref.deref() !== type);
}

/** `__bases__ = …`: new MRO, new prototype chain, everything derived anew for the subtree. */
export function setBases(type: PyType, bases: PyType[], mroOf: (t: PyType) => PyType[]): void {
  const base = bestBase(bases);
  if (base.layout !== type.layout) raise(TypeError, `__bases__ assignment: '${base.name}' object layout differs from '${type.base!.name}'`);
  const before = { bases: type.bases, base: type.base };
  type.bases = bases;
  type.base = base;
  const orders: [PyType, PyType[]][] = [];
  try {
    forSubtree(type, (t) => {
      orders.push([t, t.mro]);
      t.mro = mroOf(t);
    });
  } catch (e) {
    if (type.bases === bases) {
      Object.assign(type, before);
      for (const [t, mro] of orders) t.mro = mro;
    } else leaveBases(type, before.bases);
    throw e;
  }
  // A `mro()` has assigned other bases meanwhile: those count.
  if (type.bases !== bases) {
    leaveBases(type, before.bases);
    return;
  }
  for (const old of before.bases) old.subs = old.subs.filter((ref) => ref.deref() !== type);
  for (const b of bases) b.subs.push(new WeakRef(type));
  forSubtree(type, (t) => {
    if (isChain(t)) t.flags &= ~FLAT;
    else t.flags |= FLAT;
    const own = Object.getOwnPropertyNames(t.proto).filter((key) => key.startsWith('$') || key.startsWith('s_'));
    for (const key of own) delete t.proto[key];
    Object.setPrototypeOf(t.proto, t.base!.proto);
    t.version++;
    clearCached(t);
    dropConstructors(t);
    deriveAll(t);
    installConstructors(t);
  });
}

// --- constructors -----------------------------------------------------------------------------------------------------

/** Forgets the direct constructors of a class: `C.c2(a, b)` goes through `type.__call__` again. */
export function dropConstructors(type: PyType): void {
  for (let k = 0; k <= 6; k++) {
    const key = `c${k}`;
    if (Object.hasOwn(type, key)) uncache(type, key);
  }
}

/**
 * Installs `C.c0 … c4` where the plain protocol applies: metaclass `type`, and either `object.__new__` with a Python `__init__` of
 * positional parameters only (by the class statement's template) or with none at all, or a Python `__new__` with `object.__init__`, or
 * `BaseException.__new__` with a Python `__init__`.
 */
export function installConstructors(type: PyType): void {
  if (type.ob_type.proto.s_call !== typeType.proto.s_call) return;
  if (type.proto.s_del !== undefined || (type.flags & (ABSTRACT | OPAQUE)) !== 0) return;
  const create = lookupMro(type, '__new__');
  const init = lookupMro(type, '__init__');
  if (create === objectType.dict.get('__new__')) {
    if (type.layout === objectType) installInit(type, init);
  } else if (init === objectType.dict.get('__init__') && create !== undefined) {
    installNew(type, create);
  } else if (type.proto.s_new === newFromArgs && init instanceof PyFunction) {
    installException(type, init);
  }
}

/** An exception keeps its arguments before a Python `__init__` gets them. */
function installException(type: PyType, init: PyFunction): void {
  const Exception = type.ctor as unknown as new () => PyBaseException;
  const made = (e: PyBaseException, result: PyObject): PyObject => {
    if (result !== None) raise(TypeError, `__init__() should return None, not '${result.ob_type.shown}'`);
    return e;
  };
  const fresh = (args: PyObject[]): PyBaseException => {
    const e = new Exception();
    e.args = new PyTuple(args);
    return e;
  };
  const entries = [
    () => {
      const e = fresh([]);
      return made(e, init.c1(e));
    },
    (a: PyObject) => {
      const e = fresh([a]);
      return made(e, init.c2(e, a));
    },
    (a: PyObject, b: PyObject) => {
      const e = fresh([a, b]);
      return made(e, init.c3(e, a, b));
    },
    (a: PyObject, b: PyObject, c: PyObject) => {
      const e = fresh([a, b, c]);
      return made(e, init.c4(e, a, b, c));
    },
  ];
  entries.forEach((entry, k) => {
    if ((init as any)[`c${k + 1}`] === init.js) hidden(type, `c${k}`, entry);
  });
}

function installInit(type: PyType, init: PyObject | undefined): void {
  const { template, ctor } = type;
  if (init === objectType.dict.get('__init__')) {
    if ((type.flags & HEAP) !== 0) hidden(type, 'c0', () => new ctor());
    return;
  }
  if (!(init instanceof PyFunction) || template === undefined) return;
  for (let k = 0; k < template.length && k <= 4; k++) {
    const legal = (init as any)[`c${k + 1}`] === init.js;
    if (legal) hidden(type, `c${k}`, template[k]);
  }
}

/** What a Python `__new__` gives needs no more, `object.__init__` takes any arguments beside it; but an instance of a subclass may. */
function installNew(type: PyType, create: PyObject): void {
  const f = create instanceof PyStaticMethod ? create.func : create;
  if (!(f instanceof PyFunction)) return;
  const made = (o: PyObject, args: PyObject[]): PyObject => {
    if (o.ob_type !== type && isSubtype(o.ob_type, type)) o.s_init!(o, args, undefined);
    return o;
  };
  const entries = [
    () => made(f.c1(type), []),
    (a: PyObject) => made(f.c2(type, a), [a]),
    (a: PyObject, b: PyObject) => made(f.c3(type, a, b), [a, b]),
    (a: PyObject, b: PyObject, c: PyObject) => made(f.c4(type, a, b, c), [a, b, c]),
    (a: PyObject, b: PyObject, c: PyObject, d: PyObject) => made(f.c5(type, a, b, c, d), [a, b, c, d]),
  ];
  entries.forEach((entry, k) => {
    if ((f as any)[`c${k + 1}`] === f.js) hidden(type, `c${k}`, entry);
  });
}

export function readOnlyType(type: PyType): void {
  if ((type.flags & IMMUTABLE) !== 0) raise(TypeError, `cannot set attributes of immutable type '${type.name}'`);
}

export { AttributeError };
