// HOT. Views and iterators of dicts. Bench: bench/dict (for k in d, for k, v in d.items()).
// - In the map strategy an iterator walks the live JS Map; the size check per step finds what CPython finds.
// - When the dict changes strategy under an iterator, the old Map is left as it was and the iterator finishes it.
// - The set operations of views give plain sets, as CPython's do (Objects/dictobject.c, dictviews_*).
import { compareSlots, defineType, getset, method, type CompareOp, type TypeSpec } from '../declare/type.ts';
import { type Namespace, PyBase, rooted, type PyObject } from '../model/object.ts';
import { NO_MAP, type PyDict, PyFrozenSet, PySet, type MapKey } from '../model/dict.ts';
import { NotImplemented, PyList, PyTuple } from '../model/values.ts';
import { identicalOrEqual } from '../ops/compare.ts';
import { contains, iterate, length } from '../ops/iter.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { raise } from '../ops/raise.ts';
import { strFromJs } from '../ops/strings.ts';
import { RuntimeError } from './exceptions.ts';
import { dictEntries, dictGet, dictHas, dictKeys, dictSize, dictValues, isUnmade, placesOf, standInFor } from './dictStore.ts';
import { reprArray } from './sequence.ts';
import { setAdd, setDelete } from './setStore.ts';
import { newMappingProxy } from './mappingProxy.ts';

// --- Forward iterators

type Kind = 'keys' | 'values' | 'items';

/** What the three forward iterators share. `d` is undefined once exhausted. */
interface PyDictIterator extends PyBase {
  d: PyDict | undefined;
  /** The map that `it` walks; NO_MAP in the other strategies. */
  m: Map<MapKey, PyObject>;
  /** Size of the dict at the start, -1 once a change was reported. */
  used: number;
  /** Items still to come. */
  left: number;
  /** Next entry in the table, next name in `names`. */
  pos: number;
  /** Keys at the start, for namespaces. */
  names: PyObject[] | undefined;
  /** Where the first of them are. */
  places: string[] | undefined;
}
// Written out three times: a common class would cost unoptimised code two more calls for each loop.
export class PyDictKeyIterator {
  d: PyDict | undefined;
  m: Map<MapKey, PyObject>;
  used: number;
  left: number;
  pos: number;
  names: PyObject[] | undefined;
  places: string[] | undefined;
  it: IterableIterator<MapKey>;
  constructor(d: PyDict) {
    const { m } = d;
    this.d = d;
    this.m = m;
    this.used = this.left = m === NO_MAP ? dictSize(d) : m.size;
    this.pos = 0;
    this.names = undefined;
    this.places = undefined;
    this.it = m.keys();
  }
}
export interface PyDictKeyIterator extends PyBase {}
rooted(PyDictKeyIterator);
export class PyDictValueIterator {
  d: PyDict | undefined;
  m: Map<MapKey, PyObject>;
  used: number;
  left: number;
  pos: number;
  names: PyObject[] | undefined;
  places: string[] | undefined;
  it: IterableIterator<PyObject>;
  constructor(d: PyDict) {
    const { m } = d;
    this.d = d;
    this.m = m;
    this.used = this.left = m === NO_MAP ? dictSize(d) : m.size;
    this.pos = 0;
    this.names = undefined;
    this.places = undefined;
    this.it = m.values();
  }
}
export interface PyDictValueIterator extends PyBase {}
rooted(PyDictValueIterator);
export class PyDictItemIterator {
  d: PyDict | undefined;
  m: Map<MapKey, PyObject>;
  used: number;
  left: number;
  pos: number;
  names: PyObject[] | undefined;
  places: string[] | undefined;
  it: IterableIterator<[MapKey, PyObject]>;
  constructor(d: PyDict) {
    const { m } = d;
    this.d = d;
    this.m = m;
    this.used = this.left = m === NO_MAP ? dictSize(d) : m.size;
    this.pos = 0;
    this.names = undefined;
    this.places = undefined;
    this.it = m.entries();
  }
}
export interface PyDictItemIterator extends PyBase {}
rooted(PyDictItemIterator);

function nextKey(self: PyDictKeyIterator): PyObject | undefined {
  const { d, m } = self;
  if (d === undefined || m !== d.m || m === NO_MAP || m.size !== self.used) return nextSlow(self, 'keys');
  const step = self.it.next();
  if (step.done === true) return exhausted(self);
  if (self.left-- <= 0) keysChanged(self);
  return step.value;
}

function nextValue(self: PyDictValueIterator): PyObject | undefined {
  const { d, m } = self;
  if (d === undefined || m !== d.m || m === NO_MAP || m.size !== self.used) return nextSlow(self, 'values');
  const step = self.it.next();
  if (step.done === true) return exhausted(self);
  if (self.left-- <= 0) keysChanged(self);
  return step.value;
}

function nextItem(self: PyDictItemIterator): PyObject | undefined {
  const { d, m } = self;
  if (d === undefined || m !== d.m || m === NO_MAP || m.size !== self.used) return nextSlow(self, 'items');
  const step = self.it.next();
  if (step.done === true) return exhausted(self);
  if (self.left-- <= 0) keysChanged(self);
  return new PyTuple(step.value);
}

function exhausted(self: PyDictIterator): undefined {
  self.d = undefined;
  self.left = 0;
  return undefined;
}

function keysChanged(self: PyDictIterator): never {
  self.d = undefined;
  self.left = 0;
  raise(RuntimeError, 'dictionary keys changed during iteration');
}

function nextSlow(self: PyDictIterator, kind: Kind): PyObject | undefined {
  const { d } = self;
  if (d === undefined) return undefined;
  if (d.ns !== undefined) return nextOfNamespace(self, d, kind);
  if (dictSize(d) !== self.used) {
    self.used = -1;
    raise(RuntimeError, 'dictionary changed size during iteration');
  }
  const { t } = d;
  if (self.m !== NO_MAP) return nextOfOldMap(self, d, kind);
  if (t === undefined) return exhausted(self);
  if (self.pos < t.first) self.pos = t.first;
  while (self.pos < t.keys.length && t.keys[self.pos] === undefined) self.pos++;
  if (self.pos >= t.keys.length) return exhausted(self);
  if (self.left-- <= 0) keysChanged(self);
  const i = self.pos++;
  return kind === 'keys' ? t.keys[i] : kind === 'values' ? t.vals[i] : new PyTuple([t.keys[i]!, t.vals[i]!]);
}

/** The dict became a table (or was emptied and filled again) meanwhile: keys from the old map, values of today. */
function nextOfOldMap(self: PyDictIterator, d: PyDict, kind: Kind): PyObject | undefined {
  self.names ??= Array.from(self.m.keys()).slice(self.used - self.left);
  for (;;) {
    const key = self.names[self.pos++];
    if (key === undefined) return exhausted(self);
    const value = dictGet(d, key);
    if (value === undefined) continue;
    self.left--;
    return kind === 'keys' ? key : kind === 'values' ? value : new PyTuple([key, value]);
  }
}

/** Names bound or deleted by emitted code are noticed at every step in small namespaces, a few times and at the end in large ones. */
function nextOfNamespace(self: PyDictIterator, d: PyDict, kind: Kind): PyObject | undefined {
  const names = (self.names ??= dictKeys(d));
  const looks = names.length <= 64 || self.pos % (names.length >> 2) === 0 || self.pos === names.length;
  if (looks && dictSize(d) !== self.used) {
    self.used = -1;
    raise(RuntimeError, 'dictionary changed size during iteration');
  }
  // The places lead: they are property keys already, of which a lookup need not make any.
  const places = (self.places ??= placesOf(d));
  const ns = d.ns as Namespace;
  for (;;) {
    const i = self.pos++;
    const key = names[i];
    if (key === undefined) return exhausted(self);
    const place = places[i];
    let value: PyObject | undefined;
    if (place === undefined) value = dictGet(d, key);
    else if (!isUnmade(ns, place)) value = Object.hasOwn(ns, place) ? ns[place] : undefined;
    else value = kind === 'keys' ? key : (standInFor(ns, place) ?? ns[place]);
    if (value === undefined) continue;
    self.left--;
    return kind === 'keys' ? key : kind === 'values' ? value : new PyTuple([key, value]);
  }
}

/** The items that are still to come, without moving the iterator. */
function remaining(self: PyDictIterator, kind: Kind): PyObject[] {
  const { d } = self;
  if (d === undefined) return [];
  return viewItems(d, kind).slice(self.used - self.left);
}

function viewItems(d: PyDict, kind: Kind): PyObject[] {
  return kind === 'keys' ? dictKeys(d) : kind === 'values' ? dictValues(d) : dictEntries(d).map((entry) => new PyTuple(entry));
}

function iteratorSpec(name: string, kind: Kind, next: (self: any) => PyObject | undefined): TypeSpec {
  return {
    name,
    flags: ['NO_NEW'],
    slots: { iter: (self: PyObject) => self, next },
    methods: [
      method('__length_hint__(self, /)', 'How many items are left, by estimate.', (self: PyDictIterator) =>
        self.d !== undefined && self.used === dictSize(self.d) ? self.left : 0,
      ),
      method(
        '__reduce__(self, /)',
        'Support for pickling.',
        (self: PyDictIterator) => new PyTuple([importBuiltin('iter'), new PyTuple([new PyList(remaining(self, kind))])]),
      ),
    ],
  };
}

export const dictKeyIteratorType = defineType(PyDictKeyIterator, iteratorSpec('dict_keyiterator', 'keys', nextKey));
export const dictValueIteratorType = defineType(PyDictValueIterator, iteratorSpec('dict_valueiterator', 'values', nextValue));
export const dictItemIteratorType = defineType(PyDictItemIterator, iteratorSpec('dict_itemiterator', 'items', nextItem));

// --- Reverse iterators: a JS Map cannot be walked backwards, so they walk the keys of the start.

abstract class PyDictReverseIterator extends PyBase {
  d: PyDict | undefined;
  /** Still to come, the next one last. */
  keys: PyObject[];
  used: number;
  /** The storage of the start: another one means that the dict was emptied and filled again. */
  m: Map<MapKey, PyObject>;
  constructor(d: PyDict) {
    super();
    this.d = d;
    this.keys = dictKeys(d);
    this.used = this.keys.length;
    this.m = d.m;
  }
}
export class PyDictReverseKeyIterator extends PyDictReverseIterator {}
export class PyDictReverseValueIterator extends PyDictReverseIterator {}
export class PyDictReverseItemIterator extends PyDictReverseIterator {}

function reverseSpec(name: string, kind: Kind): TypeSpec {
  return {
    name,
    flags: ['NO_NEW'],
    slots: { iter: (self: PyObject) => self, next: (self: PyDictReverseIterator) => nextReverse(self, kind) },
    methods: [
      method('__length_hint__(self, /)', 'How many items are left, by estimate.', (self: PyDictReverseIterator) =>
        self.d !== undefined && self.used === dictSize(self.d) ? self.keys.length : 0,
      ),
      method('__reduce__(self, /)', 'Support for pickling.', (self: PyDictReverseIterator) => {
        const { d } = self;
        const items =
          d === undefined
            ? []
            : self.keys
                .slice()
                .reverse()
                .map((key) => (kind === 'keys' ? key : kind === 'values' ? dictGet(d, key)! : new PyTuple([key, dictGet(d, key)!])));
        return new PyTuple([importBuiltin('iter'), new PyTuple([new PyList(items)])]);
      }),
    ],
  };
}

function nextReverse(self: PyDictReverseIterator, kind: Kind): PyObject | undefined {
  const { d } = self;
  if (d === undefined) return undefined;
  if (dictSize(d) !== self.used) {
    self.used = -1;
    raise(RuntimeError, 'dictionary changed size during iteration');
  }
  if (d.m !== self.m && d.ns === undefined && d.t === undefined) {
    const { keys } = self;
    self.d = undefined;
    if (keys.some((key) => !dictHas(d, key))) raise(RuntimeError, 'dictionary keys changed during iteration');
    return undefined;
  }
  for (;;) {
    const key = self.keys.pop();
    if (key === undefined) {
      self.d = undefined;
      return undefined;
    }
    const value = dictGet(d, key);
    if (value === undefined) continue;
    return kind === 'keys' ? key : kind === 'values' ? value : new PyTuple([key, value]);
  }
}

export const dictReverseKeyIteratorType = defineType(PyDictReverseKeyIterator, reverseSpec('dict_reversekeyiterator', 'keys'));
export const dictReverseValueIteratorType = defineType(PyDictReverseValueIterator, reverseSpec('dict_reversevalueiterator', 'values'));
export const dictReverseItemIteratorType = defineType(PyDictReverseItemIterator, reverseSpec('dict_reverseitemiterator', 'items'));

// --- Views

export class PyDictKeys {
  d: PyDict;
  constructor(d: PyDict) {
    this.d = d;
  }
}
export interface PyDictKeys extends PyBase {}
rooted(PyDictKeys);
export class PyDictValues {
  d: PyDict;
  constructor(d: PyDict) {
    this.d = d;
  }
}
export interface PyDictValues extends PyBase {}
rooted(PyDictValues);
export class PyDictItems {
  d: PyDict;
  constructor(d: PyDict) {
    this.d = d;
  }
}
export interface PyDictItems extends PyBase {}
rooted(PyDictItems);

type PyDictView = PyDictKeys | PyDictItems;

const isView = (v: PyObject): v is PyDictView => v instanceof PyDictKeys || v instanceof PyDictItems;
const isSetLike = (v: PyObject): boolean => v instanceof PySet || v instanceof PyFrozenSet || isView(v);

function viewHas(view: PyDictView, item: PyObject): boolean {
  if (view instanceof PyDictKeys) return dictHas(view.d, item);
  if (!(item instanceof PyTuple) || item.ta.length !== 2) return false;
  const value = dictGet(view.d, item.ta[0]!);
  return value !== undefined && identicalOrEqual(value, item.ta[1]!);
}

const elementsOf = (view: PyDictView): PyObject[] => viewItems(view.d, view instanceof PyDictKeys ? 'keys' : 'items');

function compareViews(self: PyObject, other: PyObject, op: CompareOp): PyObject {
  if (!isView(self) || !isSetLike(other)) return NotImplemented;
  const size = dictSize(self.d),
    otherSize = length(other);
  const within = (): boolean => elementsOf(self).every((item) => contains(other, item));
  const covers = (): boolean => everyItem(other, (item) => viewHas(self, item));
  switch (op) {
    case 'eq':
      return size === otherSize && within();
    case 'ne':
      return !(size === otherSize && within());
    case 'lt':
      return size < otherSize && within();
    case 'le':
      return size <= otherSize && within();
    case 'gt':
      return size > otherSize && covers();
    default:
      return size >= otherSize && covers();
  }
}

function everyItem(o: PyObject, test: (item: PyObject) => boolean): boolean {
  let all = true;
  iterate(o, (item) => !(all = test(item)));
  return all;
}

/** The operand on either side may be the view; the result is a set of what the left one yields. */
function difference(left: PyObject, right: PyObject): PyObject {
  const result = setOf(left);
  if (isView(right) && !isView(left)) {
    for (const item of elementsOf(right)) setDelete(result, item);
    return result;
  }
  iterate(right, (item) => {
    setDelete(result, item);
  });
  return result;
}

function intersection(left: PyObject, right: PyObject): PyObject {
  let view: PyObject = left,
    other: PyObject = right;
  if (!isView(view)) [view, other] = [other, view];
  // The smaller of two views is walked, so that the order is CPython's.
  if (isView(view) && isView(other) && dictSize(other.d) > dictSize(view.d)) [view, other] = [other, view];
  const result = new PySet();
  iterate(other, (item) => {
    if (viewHas(view as PyDictView, item)) setAdd(result, item);
  });
  return result;
}

function union(left: PyObject, right: PyObject): PyObject {
  const result = setOf(left);
  iterate(right, (item) => {
    setAdd(result, item);
  });
  return result;
}

function symmetricDifference(left: PyObject, right: PyObject): PyObject {
  const result = setOf(left);
  const other = setOf(right);
  iterate(other, (item) => {
    if (!setDelete(result, item)) setAdd(result, item);
  });
  return result;
}

function setOf(o: PyObject): PySet {
  const result = new PySet();
  iterate(o, (item) => {
    setAdd(result, item);
  });
  return result;
}

function isDisjoint(self: PyDictView, other: PyObject): PyObject {
  if (self === other) return dictSize(self.d) === 0;
  if (isSetLike(other) && length(other) > dictSize(self.d)) return elementsOf(self).every((item) => !contains(other, item));
  return everyItem(other, (item) => !viewHas(self, item));
}

const reflected =
  (f: (left: PyObject, right: PyObject) => PyObject) =>
  (self: PyObject, other: PyObject): PyObject =>
    f(other, self);

const mappingRow = getset('mapping', 'The dict behind this view, read-only.', (self: PyDictView) => newMappingProxy(self.d));

function setViewSpec(name: string, iterator: (d: PyDict) => PyObject, reverse: (d: PyDict) => PyObject): TypeSpec {
  return {
    name,
    flags: ['NO_NEW'],
    unhashable: true,
    slots: {
      repr: (self: PyDictView) => strFromJs(reprArray(self, `${self.ob_type.name}([`, elementsOf(self), '])', '...')),
      len: (self: PyDictView) => dictSize(self.d),
      iter: (self: PyDictView) => iterator(self.d),
      contains: viewHas,
      sub: difference,
      rsub: reflected(difference),
      and: intersection,
      rand: reflected(intersection),
      or: union,
      ror: reflected(union),
      xor: symmetricDifference,
      rxor: reflected(symmetricDifference),
      ...compareSlots(compareViews),
    },
    methods: [
      method('isdisjoint(self, object, /)', 'Has the view no element in common with an iterable?', isDisjoint),
      method('__reversed__(self, /)', 'An iterator from the last to the first.', (self: PyDictView) => reverse(self.d)),
    ],
    getset: [mappingRow],
  };
}

export const dictKeysType = defineType(
  PyDictKeys,
  setViewSpec(
    'dict_keys',
    (d) => new PyDictKeyIterator(d),
    (d) => new PyDictReverseKeyIterator(d),
  ),
);
export const dictItemsType = defineType(
  PyDictItems,
  setViewSpec(
    'dict_items',
    (d) => new PyDictItemIterator(d),
    (d) => new PyDictReverseItemIterator(d),
  ),
);
export const dictValuesType = defineType(PyDictValues, {
  name: 'dict_values',
  flags: ['NO_NEW'],
  slots: {
    repr: (self: PyDictValues) => strFromJs(reprArray(self, `${self.ob_type.name}([`, dictValues(self.d), '])', '...')),
    len: (self: PyDictValues) => dictSize(self.d),
    iter: (self: PyDictValues) => new PyDictValueIterator(self.d),
  },
  methods: [method('__reversed__(self, /)', 'An iterator from the last to the first.', (self: PyDictValues) => new PyDictReverseValueIterator(self.d))],
  getset: [mappingRow],
});
