// HOT. dict. Bench: bench/dict. CPython: Objects/dictobject.c. Storage is in dictStore.ts, views and iterators in dictViews.ts.
// - A subclass without `__missing__` costs nothing on hits: it is asked for only when a key is absent.
// - The selectors at the end are literals of their own, so that V8 inlines each at its call sites.
import { DictBase } from '../model/twins.ts';
import { classMethod, defineType, method } from '../declare/type.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import { lookupMro, type PyType } from '../model/type.ts';
import { NO_MAP, PyDict, PySet } from '../model/dict.ts';
import { None, NotImplemented, PyList, PyTuple } from '../model/values.ts';
import { DICT } from '../model/flags.ts';
import { callMethod, tryGetattr } from '../ops/attr.ts';
import { callSpecialValue } from '../ops/slotWrappers.ts';
import { identicalOrEqual } from '../ops/compare.ts';
import { arrayFromIterable, getIter, iterate, nextOf } from '../ops/iter.ts';
import { excMatches } from '../ops/exceptions.ts';
import { addNoteTo } from '../ops/notes.ts';
import { repr } from '../ops/repr.ts';
import { recursionGuard } from '../ops/recursion.ts';
import { raise, raiseWith } from '../ops/raise.ts';
import { strFromJs } from '../ops/strings.ts';
import { KeyError, RuntimeError, TypeError, ValueError } from './exceptions.ts';
import {
  dictClear,
  dictCopy,
  dictEntries,
  dictGet,
  dictHas,
  dictKeys,
  dictMerge,
  dictPop,
  dictPopLast,
  dictSet,
  dictSetDefault,
  dictSetStr,
  dictSize,
} from './dictStore.ts';
import { PyDictItems, PyDictKeyIterator, PyDictKeys, PyDictReverseKeyIterator, PyDictValues } from './dictViews.ts';
import { setKeys } from './setStore.ts';
import { genericAlias } from './genericalias.ts';

export const isDict = (v: PyObject): v is PyDict => (v.tflags & DICT) !== 0;

export const dictType = defineType(PyDict, {
  name: 'dict',
  subclass: DictBase,
  flags: ['DICT', 'BASETYPE', 'MAPPING', 'MATCH_SELF'],
  doc: 'A mapping that keeps the order of insertion: dict(mapping), dict(pairs), dict(name=value).',
  unhashable: true,
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: (self: PyDict, args: PyObject[], kwnames: KwNames) => updateFromCall(self, args, kwnames, 'dict'),
    repr: reprDict,
    len: dictSize,
    iter: dictIter,
    contains: dictHas,
    getitem: getItem,
    setitem: dictSet,
    delitem: (self: PyDict, key: PyObject) => {
      if (dictPop(self, key) === undefined) raiseWith(KeyError, key);
    },
    eq: (self: PyObject, other: PyObject) => (isDict(self) && isDict(other) ? equalDicts(self, other) : NotImplemented),
    ne: (self: PyObject, other: PyObject) => (isDict(self) && isDict(other) ? !equalDicts(self, other) : NotImplemented),
    or: union,
    ror: (self: PyObject, other: PyObject) => union(other, self),
    ior: (self: PyDict, other: PyObject) => {
      dictUpdate(self, other);
      return self;
    },
  },
  methods: [
    method('__contains__(self, key, /)', 'Is the key there?', dictHas),
    method('__getitem__(self, key, /)', 'Return self[key].', getItem),
    method('__sizeof__(self, /)', 'Size in memory, in bytes.', sizeOf),
    method(
      'get(self, key, default = None, /)',
      'The value of key if there is one, else default.',
      (self: PyDict, key: PyObject, fallback: PyObject) => dictGet(self, key) ?? fallback,
    ),
    method('setdefault(self, key, default = None, /)', 'The value of key, which is default from now on if key was absent.', dictSetDefault),
    method('pop(self, key, default = ?, /)', 'Remove key and give its value; default or KeyError if it is absent.', pop),
    method('popitem(self, /)', 'Remove and give the last (key, value); KeyError if there is none.', popItem),
    method('keys(self, /)', 'A view of the keys.', (self: PyDict) => new PyDictKeys(self)),
    method('items(self, /)', 'A view of the items, which are (key, value).', (self: PyDict) => new PyDictItems(self)),
    method('values(self, /)', 'A view of the values.', (self: PyDict) => new PyDictValues(self)),
    method(
      'update(self, *args, **kwargs)',
      'Add the items of a mapping, of an iterable of pairs and of the keywords.',
      (self: PyDict, args: PyObject[], kwargs: PyDict) => {
        updateFromCall(self, args, undefined, 'update');
        dictMerge(self, kwargs);
        return None;
      },
    ),
    classMethod('fromkeys(type, iterable, value = None, /)', 'A new dict with keys from an iterable, all with one value.', fromKeys),
    method('clear(self, /)', 'Remove all items.', (self: PyDict) => {
      dictClear(self);
      return None;
    }),
    method('copy(self, /)', 'A shallow copy.', dictCopy),
    method('__reversed__(self, /)', 'An iterator from the last key to the first.', (self: PyDict) => new PyDictReverseKeyIterator(self)),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic, as in dict[str, int] (PEP 585).', genericAlias),
  ],
  fast: {
    get$1(this: PyDict, key: PyObject) {
      const value = dictGet(this, key);
      return value !== undefined ? value : None;
    },
    get$2(this: PyDict, key: PyObject, fallback: PyObject) {
      const value = dictGet(this, key);
      return value !== undefined ? value : fallback;
    },
    items$0(this: PyDict) {
      return new PyDictItems(this);
    },
    keys$0(this: PyDict) {
      return new PyDictKeys(this);
    },
    values$0(this: PyDict) {
      return new PyDictValues(this);
    },
    setdefault$1(this: PyDict, key: PyObject) {
      return dictSetDefault(this, key, None);
    },
    setdefault$2(this: PyDict, key: PyObject, value: PyObject) {
      return dictSetDefault(this, key, value);
    },
    pop$1(this: PyDict, key: PyObject) {
      return pop(this, key, undefined);
    },
    pop$2(this: PyDict, key: PyObject, fallback: PyObject) {
      return pop(this, key, fallback);
    },
    popitem$0(this: PyDict) {
      return popItem(this);
    },
    update$1(this: PyDict, other: PyObject) {
      dictUpdate(this, other);
      return None;
    },
    copy$0(this: PyDict) {
      return dictCopy(this);
    },
    clear$0(this: PyDict) {
      dictClear(this);
      return None;
    },
  },
});

/** `iter(d)`; a subclass that overrides it is no plain source for `update`. */
export function dictIter(self: PyDict): PyObject {
  return new PyDictKeyIterator(self);
}

function getItem(self: PyDict, key: PyObject): PyObject {
  const value = dictGet(self, key);
  return value !== undefined ? value : missing(self, key);
}

/** A key that is absent: `__missing__` of a subclass, else KeyError. */
export function missing(self: PyDict, key: PyObject): PyObject {
  if (self.ob_type !== dictType) {
    const hook = lookupMro(self.ob_type, '__missing__');
    if (hook !== undefined) return callSpecialValue(hook, self, [key]);
  }
  raiseWith(KeyError, key);
}

function reprDict(self: PyDict): PyObject {
  if (dictSize(self) === 0) return '{}';
  return strFromJs(
    recursionGuard(
      self,
      '{...}',
      () =>
        `{${dictEntries(self)
          .map(([key, value]) => `${repr(key)}: ${repr(value)}`)
          .join(', ')}}`,
    ),
  );
}

/** CPython's figures for a dict of this size with general keys; its exact size depends on history. */
function sizeOf(self: PyDict): PyObject {
  const n = dictSize(self);
  if (n === 0) return 48;
  let log = 3;
  while (Math.floor((2 ** log * 2) / 3) < n) log++;
  const slots = 2 ** log,
    indexBytes = log < 8 ? 1 : log < 16 ? 2 : 4;
  return 48 + 32 + slots * indexBytes + Math.floor((slots * 2) / 3) * 24;
}

export function equalDicts(a: PyDict, b: PyDict): boolean {
  if (a === b) return true;
  if (dictSize(a) !== dictSize(b)) return false;
  // fast: two maps, both without keys that Python code would have to compare.
  if (a.m !== NO_MAP && b.m !== NO_MAP) {
    for (const entry of a.m) {
      const other = b.m.get(entry[0]);
      if (other === undefined || !identicalOrEqual(entry[1], other)) return false;
    }
    return true;
  }
  for (const [key, value] of dictEntries(a)) {
    const other = dictGet(b, key);
    if (other === undefined || !identicalOrEqual(value, other)) return false;
  }
  return true;
}

function union(left: PyObject, right: PyObject): PyObject {
  if (!isDict(left) || !isDict(right)) return NotImplemented;
  const result = dictCopy(left);
  dictUpdate(result, right);
  return result;
}

function pop(self: PyDict, key: PyObject, fallback: PyObject | undefined): PyObject {
  // CPython does not hash the key for an empty dict, so an unhashable one is merely absent.
  const value = dictSize(self) === 0 ? undefined : dictPop(self, key);
  if (value !== undefined) return value;
  return fallback !== undefined ? fallback : raiseWith(KeyError, key);
}

function popItem(self: PyDict): PyObject {
  const entry = dictPopLast(self);
  if (entry === undefined) raise(KeyError, 'popitem(): dictionary is empty');
  return new PyTuple(entry);
}

/** `dict(*args, **kwargs)` and `update(*args, **kwargs)`. */
export function updateFromCall(self: PyDict, args: PyObject[], kwnames: KwNames, name: string): void {
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  if (given > 1) raise(TypeError, `${name} expected at most 1 argument, got ${given}`);
  if (given === 1) dictUpdate(self, args[0]!);
  if (kwnames !== undefined) for (let i = 0; i < kwnames.length; i++) dictSetStr(self, kwnames[i]!, args[given + i]!);
}

/** `self.update(other)`: a dict, anything with `keys()`, or an iterable of pairs. */
export function dictUpdate(self: PyDict, other: PyObject): void {
  if (isDict(other) && other.s_iter === dictIter) mergeDict(self, other);
  else if (isDict(other) || tryGetattr(other, 'keys') !== undefined) mergeMapping(self, other);
  else mergePairs(self, other);
}

function mergeDict(self: PyDict, other: PyDict): void {
  if (self === other) return;
  // Nothing here asks Python code: from a map, or a copy into an empty dict.
  if (self.t === undefined && self.ns === undefined && (other.m !== NO_MAP || (self.m === NO_MAP && other.ns === undefined))) return dictMerge(self, other);
  const size = dictSize(other);
  for (const [key, value] of dictEntries(other)) {
    dictSet(self, key, value);
    if (dictSize(other) !== size) raise(RuntimeError, 'dict mutated during update');
  }
}

function mergeMapping(self: PyDict, other: PyObject): void {
  iterate(callMethod(other, 'keys'), (key) => {
    dictSet(self, key, other.s_getitem === undefined ? callMethod(other, '__getitem__', key) : other.s_getitem(other, key));
  });
}

function mergePairs(self: PyDict, pairs: PyObject): void {
  let i = 0;
  const it = getIter(pairs);
  const next = nextOf(it);
  for (let pair = next(it); pair !== undefined; pair = next(it)) {
    const items = pair instanceof PyTuple ? pair.ta : pair instanceof PyList ? pair.la : pairItems(pair, i);
    if (items.length !== 2) raise(ValueError, `dictionary update sequence element #${i} has length ${items.length}; 2 is required`);
    dictSet(self, items[0]!, items[1]!);
    i++;
  }
}

function pairItems(pair: PyObject, i: number): PyObject[] {
  try {
    if (pair.s_iter === undefined && pair.s_getitem === undefined) raise(TypeError, 'object is not iterable');
    return arrayFromIterable(pair);
  } catch (e) {
    if (excMatches(e, TypeError)) addNoteTo(e, `Cannot convert dictionary update sequence element #${i} to a sequence`);
    throw e;
  }
}

function fromKeys(cls: PyType, iterable: PyObject, value: PyObject): PyObject {
  const d = cls === dictType ? new PyDict() : cls.c0();
  if (d.ob_type !== dictType) {
    iterate(iterable, (key) => {
      d.s_setitem!(d, key, value);
    });
    return d;
  }
  const target = d as PyDict;
  if (iterable.ob_type === dictType) for (const key of dictKeys(iterable as PyDict)) dictSet(target, key, value);
  else if (iterable instanceof PySet) for (const key of setKeys(iterable)) dictSet(target, key, value);
  else
    iterate(iterable, (key) => {
      dictSet(target, key, value);
    });
  return d;
}

export { newMappingProxy } from './mappingProxy.ts';
