// HOT. set and frozenset: one table of operations for both. Bench: bench/set. CPython: Objects/setobject.c.
// - Which operand is walked, and in what order elements are added, follows CPython, because the order of a set of ints
//   shows it; storage and probing are in setStore.ts.
// - Operators take sets alone, methods any iterable. Results are plain sets, never instances of a subclass.
import { FrozenSetBase, SetBase } from '../model/twins.ts';
import { classMethod, compareSlots, defineType, make, method, type CompareOp, type SlotTable } from '../declare/type.ts';
import { nativeCode, type Row } from '../declare/native.ts';
import { type KwNames, type PyBase, type PyObject, rooted } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { PyFrozenSet, PySet, type PyAnySet } from '../model/dict.ts';
import { None, NotImplemented, PyList, PyTuple } from '../model/values.ts';
import { HEAP, SET } from '../model/flags.ts';
import { callMethod } from '../ops/attr.ts';
import { getIter, iterate, nextOf } from '../ops/iter.ts';
import { excMatches } from '../ops/exceptions.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { repr } from '../ops/repr.ts';
import { recursionGuard } from '../ops/recursion.ts';
import { raise, raiseWith } from '../ops/raise.ts';
import { strFromJs } from '../ops/strings.ts';
import { H, add64, int64, mul64 } from '../../util/uint64.ts';
import { KeyError, RuntimeError, TypeError } from './exceptions.ts';
import { FS } from '../frame.ts';
import { dictHas, dictKeys, dictSize } from './dictStore.ts';
import { dictType } from './dict.ts';
import { listType } from './list.ts';
import type { PyDict } from '../model/dict.ts';
import {
  DUMMY,
  type Elements,
  hashedElement,
  setAdd,
  setAddAt,
  setAssign,
  setClear,
  setDelete,
  setDeleteAt,
  setEachHash,
  setElements,
  setHas,
  setHasAt,
  setKeys,
  setMerge,
  setMergeKeys,
  setOrder,
  setPop,
  setSize,
  setTidy,
} from './setStore.ts';
import { newSlot } from './construct.ts';
import { genericAlias } from './genericalias.ts';
import { prepend } from '../../util/prepend.ts';

export const isAnySet = (v: PyObject): v is PyAnySet => (v.tflags & SET) !== 0;

/** A set of the given elements, added in order. */
export function setFromArray(items: readonly PyObject[]): PySet {
  const s = new PySet();
  for (let i = 0; i < items.length; i++) setAdd(s, items[i]!);
  return s;
}
export function frozensetFromArray(items: readonly PyObject[]): PyFrozenSet {
  const s = new PyFrozenSet();
  for (let i = 0; i < items.length; i++) setAdd(s, items[i]!);
  return s;
}
/** `{1, 2, 3}` of three or more constants: CPython builds a frozenset first and merges it, which shows in the order. */
export function setFromConstants(constants: PyFrozenSet): PySet {
  const s = new PySet();
  setMerge(s, constants);
  return s;
}

const operators: SlotTable = {
  repr: reprSet,
  len: setSize,
  iter: (self: PyAnySet) => new PySetIterator(self),
  contains: hasElement,
  or: (a: PyObject, b: PyObject) => (isAnySet(a) && isAnySet(b) ? union(a, [b]) : NotImplemented),
  and: (a: PyObject, b: PyObject) => (isAnySet(a) && isAnySet(b) ? intersectionOf(a, b) : NotImplemented),
  sub: (a: PyObject, b: PyObject) => (isAnySet(a) && isAnySet(b) ? differenceOf(a, b) : NotImplemented),
  xor: (a: PyObject, b: PyObject) => (isAnySet(a) && isAnySet(b) ? symmetricDifference(a, b) : NotImplemented),
  ror: (b: PyObject, a: PyObject) => (isAnySet(a) && isAnySet(b) ? union(a, [b]) : NotImplemented),
  rand: (b: PyObject, a: PyObject) => (isAnySet(a) && isAnySet(b) ? intersectionOf(a, b) : NotImplemented),
  rsub: (b: PyObject, a: PyObject) => (isAnySet(a) && isAnySet(b) ? differenceOf(a, b) : NotImplemented),
  rxor: (b: PyObject, a: PyObject) => (isAnySet(a) && isAnySet(b) ? symmetricDifference(a, b) : NotImplemented),
  ...compareSlots(compare),
};

const methods: Row[] = [
  method('__contains__(self, object, /)', 'Is the object an element?', hasElement),
  method('copy(self, /)', 'A shallow copy.', (self: PyAnySet) => (self.ob_type === frozenSetType ? self : copyOf(self))),
  method('difference(self, *others)', 'The elements that are in none of the others.', difference),
  method('intersection(self, *others)', 'The elements that are in all others too.', intersection),
  method('isdisjoint(self, other, /)', 'Have the two no element in common?', isDisjoint),
  method('issubset(self, other, /)', 'Does other contain every element?', isSubset),
  method('issuperset(self, other, /)', 'Does this set contain every element of other?', isSuperset),
  method(
    '__reduce__(self, /)',
    'Support for pickling.',
    (self: PyAnySet) => new PyTuple([self.ob_type, new PyTuple([new PyList(setKeys(self))]), callMethod(self, '__getstate__')]),
  ),
  method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyAnySet) => 200 + (setSize(self) < 5 ? 0 : 16 * tableSize(setSize(self)))),
  method('symmetric_difference(self, other, /)', 'The elements that are in one of the two alone.', symmetricDifference),
  method('union(self, *others)', 'The elements of this set and of all others.', union),
  classMethod('__class_getitem__(type, object, /)', 'Parametrised generic, as in set[int] (PEP 585).', genericAlias),
];

export const setType = defineType(PySet, {
  name: 'set',
  subclass: SetBase,
  signature: '(iterable=(), /)',
  flags: ['SET', 'BASETYPE', 'HAS_WEAKREF', 'MATCH_SELF'],
  doc: 'A collection of distinct elements in no particular order.',
  unhashable: true,
  slots: {
    ...operators,
    new: (cls: PyType) => new cls.ctor(),
    init: initSet,
    ior: (self: PySet, other: PyObject) => inPlace(self, other, (set) => setMerge(self, set)),
    iand: (self: PySet, other: PyObject) => inPlace(self, other, (set) => setAssign(self, intersectionOf(self, set))),
    isub: (self: PySet, other: PyObject) => inPlace(self, other, (set) => subtract(self, set)),
    ixor: (self: PySet, other: PyObject) => inPlace(self, other, (set) => toggle(self, set)),
  },
  methods: [
    ...methods,
    method('add(self, object, /)', 'Add an element; nothing happens if it is there already.', (self: PySet, object: PyObject) => {
      setAdd(self, object);
      return None;
    }),
    method('clear(self, /)', 'Remove all elements.', (self: PySet) => {
      setClear(self);
      return None;
    }),
    method('discard(self, object, /)', 'Remove an element if it is there.', (self: PySet, object: PyObject) => {
      deleteElement(self, object);
      return None;
    }),
    method('remove(self, object, /)', 'Remove an element; KeyError if it is not there.', remove),
    method('pop(self, /)', 'Remove and give some element; KeyError if there is none.', pop),
    method('update(self, *others)', 'Add the elements of all others.', (self: PySet, others: PyObject[]) => {
      for (const other of others) setUpdate(self, other);
      return None;
    }),
    method('difference_update(self, *others)', 'Remove the elements of all others.', (self: PySet, others: PyObject[]) => {
      for (const other of others) subtract(self, other);
      return None;
    }),
    method('intersection_update(self, *others)', 'Keep only the elements that are in all others too.', (self: PySet, others: PyObject[]) => {
      setAssign(self, intersection(self, others));
      return None;
    }),
    method('symmetric_difference_update(self, other, /)', 'Keep the elements that are in one of the two alone.', (self: PySet, other: PyObject) => {
      toggle(self, other);
      return None;
    }),
  ],
  fast: {
    add$1(this: PySet, object: PyObject) {
      setAdd(this, object);
      return None;
    },
    discard$1(this: PySet, object: PyObject) {
      deleteElement(this, object);
      return None;
    },
    remove$1(this: PySet, object: PyObject) {
      return remove(this, object);
    },
    pop$0(this: PySet) {
      return pop(this);
    },
    clear$0(this: PySet) {
      setClear(this);
      return None;
    },
    copy$0(this: PySet) {
      return copyOf(this);
    },
    update$1(this: PySet, other: PyObject) {
      setUpdate(this, other);
      return None;
    },
    union$1(this: PySet, other: PyObject) {
      return union(this, [other]);
    },
    intersection$1(this: PySet, other: PyObject) {
      return intersectionOf(this, other);
    },
    difference$1(this: PySet, other: PyObject) {
      return differenceOf(this, other);
    },
    issubset$1(this: PySet, other: PyObject) {
      return isSubset(this, other);
    },
  },
});

export const frozenSetType = defineType(PyFrozenSet, {
  name: 'frozenset',
  subclass: FrozenSetBase,
  signature: '(iterable=(), /)',
  flags: ['SET', 'FROZENSET', 'BASETYPE', 'HAS_WEAKREF', 'MATCH_SELF'],
  doc: 'A set that never changes and can be an element or a key.',
  slots: {
    ...operators,
    new: newSlot(
      'frozenset(iterable = (), /)',
      () => frozenSetType,
      (cls: PyType, iterable: PyObject) => {
        if (cls === frozenSetType && iterable.ob_type === frozenSetType) return iterable;
        const self = new cls.ctor() as PyFrozenSet;
        setUpdate(self, iterable);
        return self;
      },
    ),
    hash: (self: PyFrozenSet) => (self.h ??= hashSet(self)),
  },
  methods,
});

const initRow = make('set(iterable = (), /)', (self: PySet, iterable: PyObject) => {
  if (setSize(self) > 0) setClear(self);
  setUpdate(self, iterable);
  return None;
});

/** Unlike list, set takes no keywords even where a subclass has its own `__new__`. */
function initSet(self: PySet, args: PyObject[], kwnames: KwNames): void {
  nativeCode(initRow, '').nK(prepend(self, args), kwnames);
}

function tableSize(n: number): number {
  let size = 8;
  while (n * 5 >= (size - 1) * 3) size *= 4;
  return size;
}

function reprSet(self: PyAnySet): PyObject {
  const { name } = self.ob_type;
  if (setSize(self) === 0) return strFromJs(`${name}()`);
  return strFromJs(
    recursionGuard(self, `${name}(...)`, () => {
      const items = `{${setKeys(self).map(repr).join(', ')}}`;
      return self.ob_type === setType ? items : `${name}(${items})`;
    }),
  );
}

/** CPython's order-independent hash, on halves. */
function hashSet(self: PyAnySet): number | bigint {
  let lo = 0,
    hi = 0;
  setEachHash(self, (l, h) => {
    const shuffled = mul64(l ^ 89869747 ^ (l << 16), h ^ ((h << 16) | (l >>> 16)), 3644798167 | 0, 0);
    lo ^= shuffled;
    hi ^= H.hi;
  });
  lo ^= mul64(setSize(self) + 1, 0, 1927868237, 0);
  hi ^= H.hi;
  const shiftedLo = ((lo >>> 11) | (hi << 21)) ^ ((lo >>> 25) | (hi << 7)),
    shiftedHi = (hi >>> 11) ^ (hi >>> 25);
  lo = mul64(lo ^ shiftedLo, hi ^ shiftedHi, 69069, 0);
  lo = add64(lo, H.hi, 907133923, 0);
  if (lo === -1 && H.hi === -1) return 590923713;
  return int64(lo, H.hi);
}

/** A set, being unhashable, is looked up as the frozenset that equals it. */
function asElement<T>(key: PyObject, ask: (key: PyObject) => T): T {
  if (!(key instanceof PySet)) return ask(key);
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return ask(key);
  } catch (e) {
    if (!excMatches(e, TypeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
  }
  const frozen = new PyFrozenSet();
  setMerge(frozen, key);
  return ask(frozen);
}

// A function with a closure in it makes a context at each call, so the closures are in functions of their own.
function hasElement(self: PyAnySet, key: PyObject): boolean {
  return typeof key !== 'object' || (key.tflags & SET) === 0 ? setHas(self, key) : hasSet(self, key);
}

function hasSet(self: PyAnySet, key: PyObject): boolean {
  return asElement(key, (k) => setHas(self, k));
}

function deleteElement(self: PySet, key: PyObject): boolean {
  return typeof key !== 'object' || (key.tflags & SET) === 0 ? setDelete(self, key) : deleteSet(self, key);
}

function deleteSet(self: PySet, key: PyObject): boolean {
  return asElement(key, (k) => setDelete(self, k));
}

function remove(self: PySet, object: PyObject): PyObject {
  if (!deleteElement(self, object)) raiseWith(KeyError, object);
  return None;
}

function pop(self: PySet): PyObject {
  return setPop(self) ?? raise(KeyError, 'pop from an empty set');
}

/** `self.update(other)` for one iterable. */
export function setUpdate(self: PyAnySet, other: PyObject): void {
  if (isAnySet(other)) setMerge(self, other);
  else if (other.ob_type === dictType) setMergeKeys(self, dictKeys(other as PyDict));
  else if (other instanceof PyTuple && (other.ob_type.flags & HEAP) === 0) {
    const { ta } = other;
    for (let i = 0; i < ta.length; i++) setAdd(self, ta[i]!);
  } else if (other.ob_type === listType) {
    // Adding may change the list.
    for (let i = 0; i < (other as PyList).la.length; i++) setAdd(self, (other as PyList).la[i]!);
  } else {
    const it = getIter(other);
    const next = nextOf(it);
    for (let item = next(it); item !== undefined; item = next(it)) setAdd(self, item);
  }
}

/** An empty plain set or frozenset, as `self` is. */
function emptyLike(self: PyAnySet): PyAnySet {
  return self instanceof PySet ? new PySet() : new PyFrozenSet();
}

function copyOf(self: PyAnySet): PyAnySet {
  const copy = emptyLike(self);
  setMerge(copy, self);
  return copy;
}

function union(self: PyAnySet, others: PyObject[]): PyAnySet {
  const result = copyOf(self);
  for (let i = 0; i < others.length; i++) if (others[i] !== self) setUpdate(result, others[i]!);
  return result;
}

function intersection(self: PyAnySet, others: PyObject[]): PyAnySet {
  if (others.length === 0) return copyOf(self);
  let result = self;
  for (const other of others) result = intersectionOf(result, other);
  return result;
}

function intersectionOf(self: PyAnySet, other: PyObject): PyAnySet {
  if (self === other) return copyOf(self);
  const result = emptyLike(self);
  if (!isAnySet(other)) {
    const size = setSize(self);
    iterate(other, (item) => {
      const one = hashedElement(item);
      if (!setHasAt(self, one, 0)) return false;
      setAddAt(result, one, 0);
      return setSize(result) >= size;
    });
    return result;
  }
  const swap = setSize(other) > setSize(self);
  const walked = swap ? self : other,
    asked = swap ? other : self;
  const items = setElements(walked);
  for (let i = 0; i < items.keys.length; i++) if (setHasAt(asked, items, i)) setAddAt(result, items, i);
  return result;
}

function difference(self: PyAnySet, others: PyObject[]): PyAnySet {
  if (others.length === 0) return copyOf(self);
  const result = differenceOf(self, others[0]!);
  for (const other of others.slice(1)) subtract(result, other);
  return result;
}

function differenceOf(self: PyAnySet, other: PyObject): PyAnySet {
  const isDict = other.ob_type === dictType;
  // From a much larger set it is cheaper to take things away; the order of the result tells the difference.
  if ((!isAnySet(other) && !isDict) || setSize(self) >> 2 > (isDict ? dictSize(other as PyDict) : setSize(other as PyAnySet))) {
    const result = copyOf(self);
    subtract(result, other);
    return result;
  }
  const result = emptyLike(self);
  const items = setElements(self);
  for (let i = 0; i < items.keys.length; i++) {
    if (!(isDict ? dictHas(other as PyDict, items.keys[i]!) : setHasAt(other as PyAnySet, items, i))) setAddAt(result, items, i);
  }
  return result;
}

/** Removes the elements of an iterable. */
function subtract(self: PyAnySet, other: PyObject): void {
  if (self === other) return setClear(self);
  if (!isAnySet(other)) {
    iterate(other, (item) => {
      setDelete(self, item);
    });
  } else {
    const smaller = setSize(other) >> 3 > setSize(self) ? intersectionOf(self, other) : other;
    const items = setElements(smaller);
    for (let i = 0; i < items.keys.length; i++) setDeleteAt(self, items, i);
  }
  setTidy(self);
}

function symmetricDifference(self: PyAnySet, other: PyObject): PyAnySet {
  const result = emptyLike(self);
  setUpdate(result, other);
  toggle(result, self);
  return result;
}

/** Removes what is there and adds what is not. */
function toggle(self: PyAnySet, other: PyObject): void {
  if (self === other) return setClear(self);
  let items: Elements;
  if (isAnySet(other)) {
    items = setElements(other);
  } else if (other.ob_type === dictType) {
    items = { keys: dictKeys(other as PyDict), lo: undefined, hi: undefined };
  } else {
    const set = new PySet();
    setUpdate(set, other);
    items = setElements(set);
  }
  for (let i = 0; i < items.keys.length; i++) if (!setDeleteAt(self, items, i)) setAddAt(self, items, i);
}

function inPlace(self: PySet, other: PyObject, change: (other: PyAnySet) => void): PyObject {
  if (!isAnySet(other)) return NotImplemented;
  change(other);
  return self;
}

function isDisjoint(self: PyAnySet, other: PyObject): boolean {
  if (self === other) return setSize(self) === 0;
  if (isAnySet(other)) {
    const swap = setSize(other) > setSize(self);
    const asked = swap ? other : self;
    const items = setElements(swap ? self : other);
    return !items.keys.some((_, i) => setHasAt(asked, items, i));
  }
  let disjoint = true;
  iterate(other, (item) => !(disjoint = !setHas(self, item)));
  return disjoint;
}

function isSubset(self: PyAnySet, other: PyObject): boolean {
  if (!isAnySet(other)) return setSize(intersectionOf(self, other)) === setSize(self);
  if (setSize(self) > setSize(other)) return false;
  const items = setElements(self);
  return items.keys.every((_, i) => setHasAt(other, items, i));
}

function isSuperset(self: PyAnySet, other: PyObject): boolean {
  if (isAnySet(other)) return isSubset(other, self);
  let all = true;
  iterate(other, (item) => !(all = setHas(self, item)));
  return all;
}

function compare(self: PyObject, other: PyObject, op: CompareOp): PyObject {
  if (!isAnySet(self) || !isAnySet(other)) return NotImplemented;
  switch (op) {
    case 'eq':
      return equalSets(self, other);
    case 'ne':
      return !equalSets(self, other);
    case 'le':
      return isSubset(self, other);
    case 'ge':
      return isSubset(other, self);
    case 'lt':
      return setSize(self) < setSize(other) && isSubset(self, other);
    default:
      return setSize(self) > setSize(other) && isSubset(other, self);
  }
}

function equalSets(a: PyAnySet, b: PyAnySet): boolean {
  if (setSize(a) !== setSize(b)) return false;
  if (a instanceof PyFrozenSet && b instanceof PyFrozenSet && a.h !== undefined && b.h !== undefined && a.h !== b.h) return false;
  return isSubset(a, b);
}

// --- Iterator

export class PySetIterator {
  s: PyAnySet | undefined;
  /** In the strings strategy: the live JS iterator and the Set that it walks. */
  m: Set<string>;
  it: IterableIterator<string> | undefined;
  used: number;
  pos: number;
  left: number;
  constructor(s: PyAnySet) {
    setOrder(s);
    this.s = s;
    this.m = s.m;
    this.it = s.t === undefined ? s.m.values() : undefined;
    this.used = this.left = setSize(s);
    this.pos = 0;
  }
}
export interface PySetIterator extends PyBase {}
rooted(PySetIterator);

function nextElement(self: PySetIterator): PyObject | undefined {
  const { s } = self;
  if (s === undefined) return undefined;
  const { t } = s;
  if ((t === undefined ? s.m.size : t.used) !== self.used) {
    self.used = -1;
    raise(RuntimeError, 'Set changed size during iteration');
  }
  if (self.it !== undefined) {
    const step = self.it.next();
    if (step.done !== true) {
      self.left--;
      return step.value;
    }
  } else if (t !== undefined) {
    const { keys } = t;
    for (let i = self.pos; i < keys.length; i++) {
      const key = keys[i];
      if (key === undefined || key === DUMMY) continue;
      self.pos = i + 1;
      self.left--;
      return key;
    }
  }
  self.s = undefined;
  self.left = 0;
  return undefined;
}

export const setIteratorType = defineType(PySetIterator, {
  name: 'set_iterator',
  flags: ['NO_NEW'],
  slots: { iter: (self: PySetIterator) => self, next: nextElement },
  methods: [
    method('__length_hint__(self, /)', 'How many elements are left, by estimate.', (self: PySetIterator) =>
      self.s !== undefined && self.used === setSize(self.s) ? self.left : 0,
    ),
    method(
      '__reduce__(self, /)',
      'Support for pickling.',
      (self: PySetIterator) =>
        new PyTuple([importBuiltin('iter'), new PyTuple([new PyList(self.s === undefined ? [] : setKeys(self.s).slice(setSize(self.s) - self.left))])]),
    ),
  ],
});
