// HOT. list: a dense JS array under `la`. Bench: bench/list. CPython: Objects/listobject.c.
// - `la` may be replaced (sort, slice assignment): whoever runs Python code reads it again afterwards.
// - Items are never `undefined`; the array has no holes.
// - The selectors at the end are literals of their own, so that V8 inlines each at its call sites.
import { ListBase } from '../model/twins.ts';
import { classMethod, compareSlots, defineType, method, type CompareOp } from '../declare/type.ts';
import { type PyBase, type PyObject, rooted } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, NotImplemented, PyList, PySlice, PyTuple } from '../model/values.ts';
import { HEAP, LIST } from '../model/flags.ts';
import { NO_MAP, PyDict, PySet } from '../model/dict.ts';
import { identicalOrEqual } from '../ops/compare.ts';
import { arrayFromIterable, checkRoom, getIter, lengthHint, nextOf } from '../ops/iter.ts';
import { asSize, intValue, typeName } from '../ops/number.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { MAX_ITEMS } from '../../util/limits.ts';
import { raise } from '../ops/raise.ts';
import { jsFromStr, strFromJs, type PyStr } from '../ops/strings.ts';
import { IndexError, MemoryError, TypeError, ValueError } from './exceptions.ts';
import {
  asRepeat,
  asSequenceIndex,
  compareItems,
  concatArrays,
  countItem,
  hasItem,
  indexOfItem,
  listFull,
  repeatArray,
  reprArray,
  searchBounds,
} from './sequence.ts';
import { sliceBounds } from './slice.ts';
import { sortArray, sortPlain } from './sort.ts';
import { dictKeys } from './dictStore.ts';
import { setKeys } from './setStore.ts';
import { getSequenceItem, tupleType } from './tuple.ts';
import { initSlot } from './construct.ts';
import { genericAlias } from './genericalias.ts';

export const newList = (items: PyObject[]): PyList => new PyList(items);
export const isList = (v: PyObject): v is PyList => (v.tflags & LIST) !== 0;

export const listType = defineType(PyList, {
  name: 'list',
  subclass: ListBase,
  signature: '(iterable=(), /)',
  flags: ['LIST', 'BASETYPE', 'SEQUENCE', 'MATCH_SELF'],
  doc: 'A sequence that can change: list(iterable) collects the items of an iterable.',
  unhashable: true,
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: initSlot('list(iterable = (), /)', () => listType, initList),
    repr: (self: PyList) => strFromJs(reprArray(self, '[', self.la, ']', '[...]')),
    len: (self: PyList) => self.la.length,
    iter: (self: PyList) => new PyListIterator(self),
    contains: (self: PyList, value: PyObject) => hasItem(self.la, value),
    getitem: getSequenceItem,
    setitem: setItem,
    delitem: deleteItem,
    concat,
    repeat: (self: PyList, count: PyObject) => new PyList(repeatArray(self.la, asRepeat(count))),
    iconcat: (self: PyList, other: PyObject) => {
      listExtend(self, other);
      return self;
    },
    irepeat: (self: PyList, count: PyObject) => {
      self.la = repeatArray(self.la, asRepeat(count));
      return self;
    },
    ...compareSlots(compare),
    eq: (self: PyList, other: PyObject) => (isList(other) ? compareLists(self, other, 'eq') : NotImplemented),
  },
  methods: [
    method('__getitem__(self, index, /)', 'Return self[index].', getSequenceItem),
    method('__reversed__(self, /)', 'An iterator from the last item to the first.', (self: PyList) => new PyListReverseIterator(self)),
    method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyList) => 40 + 8 * self.la.length),
    method('clear(self, /)', 'Remove all items.', clear),
    method('copy(self, /)', 'A shallow copy.', (self: PyList) => new PyList(self.la.slice())),
    method('append(self, object, /)', 'Add one item at the end.', (self: PyList, object: PyObject) => {
      if (self.la.push(object) > MAX_ITEMS) listFull(self.la);
      return None;
    }),
    method('insert(self, index: size, object, /)', 'Put an item before the given position.', insert),
    method('extend(self, iterable, /)', 'Add all items of an iterable at the end.', (self: PyList, iterable: PyObject) => {
      listExtend(self, iterable);
      return None;
    }),
    method('pop(self, index: size = -1, /)', 'Remove and give the item at the position, the last one by default.', pop),
    method('remove(self, value, /)', 'Remove the first item that equals value; ValueError if there is none.', remove),
    method(
      'index(self, value, start: item_index = 0, stop: item_index = sys.maxsize, /)',
      'Position of the first item that equals value; ValueError if there is none.',
      index,
    ),
    method('count(self, value, /)', 'How many items equal value.', (self: PyList, value: PyObject) => countItem(self.la, value)),
    method('reverse(self, /)', 'Turn the order round in place.', (self: PyList) => {
      self.la.reverse();
      return None;
    }),
    method('sort(self, /, *, key = None, reverse: bool = False)', 'Sort in place, stably, with < or by key(item).', sort),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic, as in list[int] (PEP 585).', genericAlias),
  ],
  fast: {
    append$1(this: PyList, object: PyObject) {
      if (this.la.push(object) > MAX_ITEMS) listFull(this.la);
      return None;
    },
    pop$0(this: PyList) {
      const item = this.la.pop();
      return item !== undefined ? item : pop(this, -1);
    },
    pop$1(this: PyList, i: PyObject) {
      return pop(this, typeof i === 'number' ? i : asSize(i));
    },
    extend$1(this: PyList, iterable: PyObject) {
      listExtend(this, iterable);
      return None;
    },
    insert$2(this: PyList, i: PyObject, object: PyObject) {
      return insert(this, typeof i === 'number' ? i : asSize(i), object);
    },
    reverse$0(this: PyList) {
      this.la.reverse();
      return None;
    },
    copy$0(this: PyList) {
      return new PyList(this.la.slice());
    },
    clear$0(this: PyList) {
      return clear(this);
    },
    count$1(this: PyList, value: PyObject) {
      return countItem(this.la, value);
    },
    remove$1(this: PyList, value: PyObject) {
      return remove(this, value);
    },
    index$1(this: PyList, value: PyObject) {
      const i = indexOfItem(this.la, value, 0, Number.MAX_SAFE_INTEGER);
      return i < 0 ? index(this, value, 0, 0) : i;
    },
    sort$0(this: PyList) {
      return sort(this, None, false);
    },
  },
});

function initList(self: PyList, iterable: PyObject): PyObject {
  self.la = [];
  if ((iterable as PyTuple).ta?.length !== 0) listExtend(self, iterable);
  return None;
}

function setItem(self: PyList, key: PyObject, value: PyObject): void {
  if (key instanceof PySlice) return setSlice(self, key, value);
  let i = asSequenceIndex(key, 'list');
  const { la } = self;
  if (i < 0) i += la.length;
  if (i < 0 || i >= la.length) raise(IndexError, 'list assignment index out of range');
  la[i] = value;
}

function deleteItem(self: PyList, key: PyObject): void {
  if (key instanceof PySlice) return deleteSlice(self, key);
  let i = asSequenceIndex(key, 'list');
  const { la } = self;
  if (i < 0) i += la.length;
  if (i < 0 || i >= la.length) raise(IndexError, 'list assignment index out of range');
  if (i === la.length - 1) la.pop();
  else la.splice(i, 1);
}

function setSlice(self: PyList, key: PySlice, value: PyObject): void {
  if (key.step === None || key.step === 1) {
    // Collecting the items may change the list, so the bounds come last.
    const items = sliceItems(self, value);
    const { start, stop } = sliceBounds(key, self.la);
    replace(self, start, Math.max(start, stop), items);
    return;
  }
  const bounds = sliceBounds(key, self.la);
  const items = sliceItems(self, value);
  if (bounds.step === 1) return replace(self, bounds.start, Math.max(bounds.start, bounds.stop), items);
  const { start, step, count } = sliceBounds(key, self.la);
  if (items.length !== count) raise(ValueError, `attempt to assign sequence of size ${items.length} to extended slice of size ${count}`);
  const { la } = self;
  for (let i = start, k = 0; k < count; i += step, k++) la[i] = items[k]!;
}

function sliceItems(self: PyList, value: PyObject): readonly PyObject[] {
  if (value === self) return self.la.slice();
  // fast: nothing runs before the items are in their places, so they need no copy.
  if (value.ob_type === listType) return (value as PyList).la;
  if (value.ob_type === tupleType) return (value as PyTuple).ta;
  if (value.s_iter === undefined && value.s_getitem === undefined) raise(TypeError, 'must assign iterable to extended slice');
  return arrayFromIterable(value);
}

function replace(self: PyList, start: number, stop: number, items: readonly PyObject[]): void {
  const { la } = self;
  if (items.length === 0) {
    if (start === 0 && stop === la.length) la.length = 0;
    else la.splice(start, stop - start);
  } else if (items.length === stop - start) {
    // fast: as many as before; nothing moves.
    for (let i = 0; i < items.length; i++) la[start + i] = items[i]!;
  } else if (start === la.length) {
    pushAll(la, items);
  } else if (items.length < 1000) {
    la.splice(start, stop - start, ...items);
  } else {
    const tail = la.slice(stop);
    la.length = start;
    pushAll(la, items);
    pushAll(la, tail);
  }
}

function pushAll(la: PyObject[], items: readonly PyObject[]): void {
  if (la.length + items.length > MAX_ITEMS) raise(MemoryError, '');
  for (let i = 0, n = items.length; i < n; i++) la.push(items[i]!);
}

function deleteSlice(self: PyList, key: PySlice): void {
  const { start, stop, step, count } = sliceBounds(key, self.la);
  if (count === 0) return;
  const { la } = self;
  if (step === 1) {
    la.splice(start, stop - start);
    return;
  }
  const low = step > 0 ? start : start + step * (count - 1),
    stride = Math.abs(step);
  let to = low;
  for (let i = low, k = 0; i < la.length; i++) {
    if (k < count && i === low + k * stride) k++;
    else la[to++] = la[i]!;
  }
  la.length = to;
}

function concat(self: PyList, other: PyObject): PyObject {
  if (!isList(other)) raise(TypeError, `can only concatenate list (not "${typeName(other)}") to list`);
  return new PyList(concatArrays(self.la, other.la));
}

/** `self.extend(iterable)`: items arrive one by one, so a failing iterator leaves what came before. */
export function listExtend(self: PyList, iterable: PyObject): void {
  const type = iterable.ob_type;
  if (type === listType || type === tupleType) {
    const items = type === listType ? (iterable as PyList).la : (iterable as PyTuple).ta;
    // fast: a copy of the array needs no growing.
    if (self.la.length === 0) {
      self.la = items.slice();
      return;
    }
    pushAll(self.la, items);
    return;
  }
  if (iterable instanceof PyDict && iterable.m !== NO_MAP && (type.flags & HEAP) === 0 && type.name === 'dict') return pushAll(self.la, dictKeys(iterable));
  if (iterable instanceof PySet && (type.flags & HEAP) === 0) return pushAll(self.la, setKeys(iterable));
  const it = getIter(iterable);
  const next = nextOf(it);
  if ((type.flags & HEAP) !== 0) lengthHint(iterable, 8);
  else checkRoom(iterable);
  for (let v = next(it); v !== undefined; v = next(it)) if (self.la.push(v) > MAX_ITEMS) listFull(self.la);
}

function clear(self: PyList): PyObject {
  self.la = [];
  return None;
}

function insert(self: PyList, i: number, object: PyObject): PyObject {
  const { la } = self;
  if (i < 0) i = Math.max(0, i + la.length);
  if (i >= la.length) la.push(object);
  else if (i === 0) la.unshift(object);
  else la.splice(i, 0, object);
  return None;
}

function pop(self: PyList, i: number): PyObject {
  const { la } = self;
  if (la.length === 0) raise(IndexError, 'pop from empty list');
  if (i < 0) i += la.length;
  if (i < 0 || i >= la.length) raise(IndexError, 'pop index out of range');
  if (i === la.length - 1) return la.pop()!;
  return i === 0 ? la.shift()! : la.splice(i, 1)[0]!;
}

function remove(self: PyList, value: PyObject): PyObject {
  const i = indexOfItem(self.la, value, 0, Number.MAX_SAFE_INTEGER);
  if (i < 0) raise(ValueError, 'list.remove(x): x not in list');
  if (i < self.la.length) self.la.splice(i, 1);
  return None;
}

function index(self: PyList, value: PyObject, start: number, stop: number): PyObject {
  const bounds = searchBounds(self.la.length, start, stop);
  const i = indexOfItem(self.la, value, bounds[0], bounds[1]);
  if (i < 0) raise(ValueError, 'list.index(x): x not in list');
  return i;
}

/** Stands for the items during a sort and notices whoever changes them, even back again. */
class Watched extends Array<PyObject> {
  touched = false;
  override push(...items: PyObject[]): number {
    this.touched = true;
    return super.push(...items);
  }
  override unshift(...items: PyObject[]): number {
    this.touched = true;
    return super.unshift(...items);
  }
}

/** The list is empty while it is being sorted, so that Python code called meanwhile cannot do harm. */
function sort(self: PyList, key: PyObject, reverse: boolean): PyObject {
  const items = self.la;
  if (key === None && !reverse && sortPlain(items)) return None;
  const empty = spare ?? new Watched();
  spare = undefined;
  self.la = empty;
  // A failing comparison leaves the items as they were: some permutation is all Python promises.
  let result = items;
  try {
    const sorted = items.slice();
    const keys = key === None ? undefined : keysOf(sorted, key);
    if (reverse) {
      sorted.reverse();
      keys?.reverse();
    }
    sortArray(sorted, keys);
    if (reverse) sorted.reverse();
    result = sorted;
    if (self.la !== empty || empty.touched) raise(ValueError, 'list modified during sort');
  } finally {
    self.la = result;
    if (!empty.touched && empty.length === 0) spare = empty;
  }
  return None;
}
/** One that nobody has touched: making a subclass of Array costs more than sorting a few items. */
let spare: Watched | undefined;

function keysOf(items: PyObject[], key: PyObject): PyObject[] {
  const keys: PyObject[] = [];
  for (let i = 0; i < items.length; i++) keys.push(key.c1(items[i]!));
  return keys;
}

/** `sorted(iterable, key=…, reverse=…)`. */
export function sortedList(iterable: PyObject, key: PyObject, reverse: boolean): PyList {
  const list = new PyList(arrayFromIterable(iterable));
  sort(list, key, reverse);
  return list;
}

/** An iterable of strs as sorted JS strings. */
export function sortedNames(iterable: PyObject): string[] {
  return arrayFromIterable(iterable)
    .map((name) => jsFromStr(name as PyStr))
    .sort();
}

function compare(self: PyObject, other: PyObject, op: CompareOp): PyObject {
  return isList(self) && isList(other) ? compareLists(self, other, op) : NotImplemented;
}

function compareLists(self: PyList, other: PyList, op: CompareOp): PyObject {
  // Comparing items may replace `la`; CPython reads the lists afresh at each step.
  if (op === 'eq' || op === 'ne') {
    if (self.la.length !== other.la.length) return op === 'ne';
    for (let i = 0; i < self.la.length && i < other.la.length; i++) {
      if (identicalOrEqual(self.la[i]!, other.la[i]!)) continue;
      // Items that the comparison removed count as the end.
      if (i < self.la.length && i < other.la.length) return op === 'ne';
    }
    return (self.la.length === other.la.length) === (op === 'eq');
  }
  return compareItems(self.la, other.la, op);
}

// --- Iterators

/** `l` is undefined once exhausted: a list that grows later does not revive its iterator. */
export class PyListIterator {
  l: PyList | undefined;
  i: number;
  constructor(l: PyList) {
    this.l = l;
    this.i = 0;
  }
}
export interface PyListIterator extends PyBase {}
rooted(PyListIterator);

export const listIteratorType = defineType(PyListIterator, {
  name: 'list_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyListIterator) => self,
    next: (self: PyListIterator) => {
      const { l } = self;
      if (l === undefined) return undefined;
      const { la } = l;
      if (self.i < la.length) return la[self.i++];
      self.l = undefined;
      return undefined;
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'How many items are left, by estimate.', (self: PyListIterator) =>
      self.l === undefined ? 0 : Math.max(0, self.l.la.length - self.i),
    ),
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyListIterator) =>
      self.l === undefined
        ? new PyTuple([importBuiltin('iter'), new PyTuple([new PyList([])])])
        : new PyTuple([importBuiltin('iter'), new PyTuple([self.l]), self.i]),
    ),
    method('__setstate__(self, object, /)', 'Support for unpickling.', (self: PyListIterator, object: PyObject) => {
      const i = asState(object);
      if (self.l !== undefined) self.i = Math.max(0, Math.min(i, self.l.la.length));
      return None;
    }),
  ],
});

/** The position that `__setstate__` of a sequence iterator receives. */
export function asState(object: PyObject): number {
  const n = intValue(object);
  if (n === undefined) raise(TypeError, 'an integer is required');
  return Number(n);
}

/** `i` is the next position, -1 once exhausted. */
export class PyListReverseIterator {
  l: PyList | undefined;
  i: number;
  constructor(l: PyList) {
    this.l = l;
    this.i = l.la.length - 1;
  }
}
export interface PyListReverseIterator extends PyBase {}
rooted(PyListReverseIterator);

export const listReverseIteratorType = defineType(PyListReverseIterator, {
  name: 'list_reverseiterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyListReverseIterator) => self,
    next: (self: PyListReverseIterator) => {
      const { l } = self;
      if (l === undefined) return undefined;
      if (self.i >= 0 && self.i < l.la.length) return l.la[self.i--];
      self.l = undefined;
      self.i = -1;
      return undefined;
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'How many items are left, by estimate.', (self: PyListReverseIterator) =>
      self.l === undefined || self.l.la.length < self.i + 1 ? 0 : self.i + 1,
    ),
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyListReverseIterator) =>
      self.l === undefined
        ? new PyTuple([importBuiltin('iter'), new PyTuple([new PyList([])])])
        : new PyTuple([importBuiltin('reversed'), new PyTuple([self.l]), self.i]),
    ),
    method('__setstate__(self, object, /)', 'Support for unpickling.', (self: PyListReverseIterator, object: PyObject) => {
      const i = asState(object);
      if (self.l !== undefined) self.i = Math.max(-1, Math.min(i, self.l.la.length - 1));
      return None;
    }),
  ],
});
