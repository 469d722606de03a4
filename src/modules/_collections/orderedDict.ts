// OrderedDict: a dict that can also be reordered. CPython: Objects/odictobject.c.
// - Order is the order of the storage itself: moving a key to the end deletes and inserts it again.
// - Taking from the front of a large JS Map again and again is slow, so a large one becomes a table first.
// - `state` rises with every change of keys or order; iterators compare it at each step.
// - As in CPython, methods of a subclass go through its own `__getitem__`, `__setitem__` and `__delitem__`.
import { classMethod, defineType, method, type TypeSpec } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { PyDict } from '../../objects/model/dict.ts';
import { None, NotImplemented, PyList, PyTuple } from '../../objects/model/values.ts';
import { callMethod, tryGetattr } from '../../objects/ops/attr.ts';
import { equal } from '../../objects/ops/compare.ts';
import { arrayFromIterable, contains, getIter, iterate, nextOf } from '../../objects/ops/iter.ts';
import { getItem, setItem } from '../../objects/ops/subscript.ts';
import { importBuiltin } from '../../objects/ops/lateHooks.ts';
import { repr } from '../../objects/ops/repr.ts';
import { recursionGuard } from '../../objects/ops/recursion.ts';
import { raise, raiseWith } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { KeyError, RuntimeError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import {
  dictClear,
  dictCopy,
  dictEntries,
  dictFirstKey,
  dictFromEntries,
  dictGet,
  dictHas,
  dictKeys,
  dictPop,
  dictPopLast,
  dictPreferTable,
  dictSet,
  dictSize,
  dictStoredKey,
} from '../../objects/types/dictStore.ts';
import { dictType, equalDicts, isDict } from '../../objects/types/dict.ts';
import { PyDictItems, PyDictKeyIterator, PyDictKeys, PyDictValues, dictItemsType, dictKeysType, dictValuesType } from '../../objects/types/dictViews.ts';

export class PyOrderedDict extends PyDict {
  state: number;
  constructor() {
    super();
    this.state = 0;
  }
}

const isOrdered = (v: PyObject): v is PyOrderedDict => v instanceof PyOrderedDict;
const isExact = (v: PyObject): boolean => v.ob_type === orderedDictType;

export const orderedDictType = defineType(PyOrderedDict, {
  name: 'OrderedDict',
  module: 'collections',
  base: () => dictType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A dict that knows its order when compared, and can change it.',
  unhashable: true,
  slots: {
    init: (self: PyOrderedDict, args: PyObject[], kwnames: KwNames) => update(self, args, kwnames),
    repr: (self: PyOrderedDict) => {
      const { name } = self.ob_type;
      if (dictSize(self) === 0) return strFromJs(`${name}()`);
      return strFromJs(
        recursionGuard(self, '...', () => {
          const plain = isExact(self) ? dictCopy(self) : dictFromEntries(arrayFromIterable(callMethod(self, 'items')).map((item) => pairOf(item)));
          return `${name}(${repr(plain)})`;
        }),
      );
    },
    iter: (self: PyOrderedDict) => new PyOdictIterator(self, 'keys', false),
    setitem,
    delitem: (self: PyOrderedDict, key: PyObject) => {
      if (dictPop(self, key) === undefined) raiseWith(KeyError, key);
      self.state++;
    },
    eq: (self: PyObject, other: PyObject) => compare(self, other, true),
    ne: (self: PyObject, other: PyObject) => compare(self, other, false),
    or: (self: PyObject, other: PyObject) => {
      if (!isDict(self) || !isDict(other)) return NotImplemented;
      const result = (isOrdered(self) ? self : other).ob_type.c1(self);
      update(result as PyOrderedDict, [other], undefined);
      return result;
    },
    ror: (self: PyObject, other: PyObject) => {
      if (!isDict(other)) return NotImplemented;
      const result = self.ob_type.c1(other);
      update(result as PyOrderedDict, [self], undefined);
      return result;
    },
    ior: (self: PyOrderedDict, other: PyObject) => {
      update(self, [other], undefined);
      return self;
    },
  },
  methods: [
    classMethod(
      'fromkeys(type, /, iterable, value = None)',
      'A new OrderedDict with keys from an iterable, all with one value.',
      (cls: PyType, iterable: PyObject, value: PyObject) => {
        const result = cls.c0();
        iterate(iterable, (key) => {
          setItem(result, key, value);
        });
        return result;
      },
    ),
    method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyOrderedDict) => 192 + 136 * Math.max(1, dictSize(self))),
    method(
      '__reduce__(self, /)',
      'Support for pickling.',
      (self: PyOrderedDict) => new PyTuple([self.ob_type, new PyTuple([]), callMethod(self, '__getstate__'), None, getIter(callMethod(self, 'items'))]),
    ),
    method('setdefault(self, /, key, default = None)', 'The value of key, which is default from now on if key was absent.', setDefault),
    method('pop(self, /, key, default = ?)', 'Remove key and give its value; default or KeyError if it is absent.', pop),
    method('popitem(self, /, last: bool = True)', 'Remove and give the last (or first) item; KeyError if there is none.', popItem),
    method('keys(self, /)', 'A view of the keys.', (self: PyOrderedDict) => new PyOdictKeys(self)),
    method('values(self, /)', 'A view of the values.', (self: PyOrderedDict) => new PyOdictValues(self)),
    method('items(self, /)', 'A view of the items, which are (key, value).', (self: PyOrderedDict) => new PyOdictItems(self)),
    method(
      'update(self, *args, **kwargs)',
      'Add the items of a mapping, of an iterable of pairs and of the keywords.',
      (self: PyOrderedDict, args: PyObject[], kwargs: PyDict) => {
        update(self, args, undefined);
        for (const [key, value] of dictEntries(kwargs)) setItem(self, key, value);
        return None;
      },
    ),
    method('clear(self, /)', 'Remove all items.', (self: PyOrderedDict) => {
      dictClear(self);
      self.state++;
      return None;
    }),
    method('copy(self, /)', 'A shallow copy.', copy),
    method('__reversed__(self, /)', 'An iterator from the last key to the first.', (self: PyOrderedDict) => new PyOdictIterator(self, 'keys', true)),
    method('move_to_end(self, /, key, last: bool = True)', 'Move a key to the end, or to the start if last is false; KeyError if it is absent.', moveToEnd),
  ],
});

function setitem(self: PyOrderedDict, key: PyObject, value: PyObject): void {
  const before = dictSize(self);
  dictSet(self, key, value);
  if (dictSize(self) !== before) self.state++;
}

function compare(self: PyObject, other: PyObject, wanted: boolean): PyObject {
  if (!isDict(self) || !isDict(other)) return NotImplemented;
  let same = equalDicts(self, other);
  if (same && isOrdered(self) && isOrdered(other)) {
    const a = dictKeys(self),
      b = dictKeys(other);
    const stateA = self.state,
      stateB = other.state;
    same = a.every((key, i) => {
      const equalKeys = equal(key, b[i]!);
      if (self.state !== stateA || other.state !== stateB) raise(RuntimeError, 'OrderedDict mutated during iteration');
      return equalKeys;
    });
  }
  return same === wanted;
}

/** What MutableMapping.update does, through `self[key] = value`. */
function update(self: PyObject, args: PyObject[], kwnames: KwNames): void {
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  if (given > 1) raise(TypeError, `expected at most 1 argument, got ${given}`);
  if (given === 1) updateFrom(self, args[0]!);
  kwnames?.forEach((name, i) => setItem(self, strFromJs(name), args[given + i]!));
}

function updateFrom(self: PyObject, other: PyObject): void {
  if (other.ob_type === dictType) {
    for (const [key, value] of dictEntries(other as PyDict)) setItem(self, key, value);
    return;
  }
  const keys = tryGetattr(other, 'keys');
  if (keys !== undefined) {
    for (const key of arrayFromIterable(keys.c0())) setItem(self, key, getItem(other, key));
    return;
  }
  const items = tryGetattr(other, 'items');
  iterate(items === undefined ? other : items.c0(), (item) => {
    const [key, value] = pairOf(item);
    setItem(self, key, value);
  });
}

function pairOf(item: PyObject): [PyObject, PyObject] {
  const it = getIter(item),
    next = nextOf(it);
  const key = next(it);
  if (key === undefined) raise(ValueError, 'need more than 0 values to unpack');
  const value = next(it);
  if (value === undefined) raise(ValueError, 'need more than 1 value to unpack');
  if (next(it) !== undefined) raise(ValueError, 'too many values to unpack (expected 2)');
  return [key, value];
}

function setDefault(self: PyOrderedDict, key: PyObject, value: PyObject): PyObject {
  if (isExact(self)) {
    const old = dictGet(self, key);
    if (old !== undefined) return old;
    setitem(self, key, value);
    return value;
  }
  if (contains(self, key)) return getItem(self, key);
  setItem(self, key, value);
  return value;
}

function pop(self: PyOrderedDict, key: PyObject, fallback: PyObject | undefined): PyObject {
  const value = dictPop(self, key);
  if (value !== undefined) {
    self.state++;
    return value;
  }
  return fallback !== undefined ? fallback : absent(key);
}

function popItem(self: PyOrderedDict, last: boolean): PyObject {
  if (dictSize(self) === 0) raise(KeyError, 'dictionary is empty');
  self.state++;
  if (last) return new PyTuple(dictPopLast(self)!);
  dictPreferTable(self, 512);
  const key = dictFirstKey(self)!;
  return new PyTuple([key, dictPop(self, key)!]);
}

/** KeyError as this type raises it: a tuple spreads over the arguments, an oddity that CPython has too. */
function absent(key: PyObject): never {
  if (key instanceof PyTuple) raiseWith(KeyError, ...key.ta);
  raiseWith(KeyError, key);
}

function moveToEnd(self: PyOrderedDict, key: PyObject, last: boolean): PyObject {
  if (!dictHas(self, key)) absent(key);
  const stored = dictStoredKey(self, key)!;
  const value = dictPop(self, key)!;
  if (last) {
    dictSet(self, stored, value);
  } else {
    const rest = dictEntries(self);
    dictClear(self);
    dictSet(self, stored, value);
    for (const [k, v] of rest) dictSet(self, k, v);
  }
  self.state++;
  return None;
}

function copy(self: PyOrderedDict): PyObject {
  const { state } = self;
  const result = isExact(self) ? new PyOrderedDict() : self.ob_type.c0();
  for (const [key, value] of dictEntries(self)) {
    if (result.ob_type === orderedDictType) dictSet(result as PyOrderedDict, key, value);
    else setItem(result, key, getItem(self, key));
    if (self.state !== state) raise(RuntimeError, 'OrderedDict mutated during iteration');
  }
  return result;
}

// --- Views and iterators

type Kind = 'keys' | 'values' | 'items';

class PyOdictKeys extends PyDictKeys {}
class PyOdictValues extends PyDictValues {}
class PyOdictItems extends PyDictItems {}

class PyOdictIterator extends PyBase {
  d: PyOrderedDict | undefined;
  kind: Kind;
  /** Forward: the iterator of the underlying dict. Backward: keys still to come, the next one last. */
  forward: PyDictKeyIterator | undefined;
  backward: PyObject[];
  state: number;
  size: number;
  constructor(d: PyOrderedDict, kind: Kind, reversed: boolean) {
    super();
    this.d = d;
    this.kind = kind;
    this.forward = reversed ? undefined : new PyDictKeyIterator(d);
    this.backward = reversed ? dictKeys(d) : [];
    this.state = d.state;
    this.size = dictSize(d);
  }
}

function nextItem(self: PyOdictIterator): PyObject | undefined {
  const { d, kind, forward } = self;
  if (d === undefined) return undefined;
  if (d.state !== self.state) {
    self.d = undefined;
    raise(RuntimeError, 'OrderedDict mutated during iteration');
  }
  if (dictSize(d) !== self.size) {
    self.d = undefined;
    raise(RuntimeError, 'OrderedDict changed size during iteration');
  }
  const key = forward === undefined ? self.backward.pop() : forward.s_next!(forward);
  if (key === undefined) {
    self.d = undefined;
    return undefined;
  }
  if (kind === 'keys') return key;
  const value = dictGet(d, key) ?? raiseWith(KeyError, key);
  return kind === 'values' ? value : new PyTuple([key, value]);
}

export const odictIteratorType = defineType(PyOdictIterator, {
  name: 'odict_iterator',
  flags: ['NO_NEW'],
  slots: { iter: (self: PyOdictIterator) => self, next: nextItem },
  methods: [
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyOdictIterator) => {
      // The items left are collected from a twin, so that the iterator stays where it is.
      const items: PyObject[] = [];
      if (self.d !== undefined) {
        const done = self.forward === undefined ? self.size - self.backward.length : self.size - self.forward.left;
        const twin = new PyOdictIterator(self.d, self.kind, self.forward === undefined);
        for (let item = nextItem(twin), i = 0; item !== undefined; item = nextItem(twin), i++) if (i >= done) items.push(item);
      }
      return new PyTuple([importBuiltin('iter'), new PyTuple([new PyList(items)])]);
    }),
  ],
});

function viewSpec(name: string, base: () => PyType, kind: Kind): TypeSpec {
  return {
    name,
    base,
    flags: ['NO_NEW'],
    slots: { iter: (self: PyDictKeys) => new PyOdictIterator(self.d as PyOrderedDict, kind, false) },
    methods: [
      method(
        '__reversed__(self, /)',
        'An iterator from the last to the first.',
        (self: PyDictKeys) => new PyOdictIterator(self.d as PyOrderedDict, kind, true),
      ),
    ],
  };
}

export const odictKeysType = defineType(PyOdictKeys, { ...viewSpec('odict_keys', () => dictKeysType, 'keys'), unhashable: true });
export const odictItemsType = defineType(PyOdictItems, { ...viewSpec('odict_items', () => dictItemsType, 'items'), unhashable: true });
export const odictValuesType = defineType(
  PyOdictValues,
  viewSpec('odict_values', () => dictValuesType, 'values'),
);
