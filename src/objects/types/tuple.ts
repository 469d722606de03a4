// HOT. tuple: a JS array under `ta` that never changes once the tuple is published. CPython: Objects/tupleobject.c.
// The hash is kept in the tuple, so a tuple used as a key again costs no rehashing.
import { TupleBase } from '../model/twins.ts';
import { classMethod, compareSlots, defineType, method, type CompareOp } from '../declare/type.ts';
import { type PyBase, rooted, type PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, NotImplemented, PyList, PySlice, PyTuple } from '../model/values.ts';
import { TUPLE } from '../model/flags.ts';
import { arrayFromIterable } from '../ops/iter.ts';
import { typeName } from '../ops/number.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { raise } from '../ops/raise.ts';
import { strFromJs } from '../ops/strings.ts';
import { H, int64 } from '../../util/uint64.ts';
import { IndexError, TypeError, ValueError } from './exceptions.ts';
import { asState } from './list.ts';
import {
  asRepeat,
  asSequenceIndex,
  compareItems,
  concatArrays,
  countItem,
  equalItems,
  hasItem,
  indexOfItem,
  repeatArray,
  reprArray,
  searchBounds,
  tupleHalves,
} from './sequence.ts';
import { sliceArray } from './slice.ts';
import { newSlot } from './construct.ts';
import { genericAlias } from './genericalias.ts';

export const EMPTY_TUPLE = new PyTuple([]);

export const newTuple = (items: PyObject[]): PyTuple => (items.length === 0 ? EMPTY_TUPLE : new PyTuple(items));
export const isTuple = (v: PyObject): v is PyTuple => (v.tflags & TUPLE) !== 0;

export const tupleType = defineType(PyTuple, {
  name: 'tuple',
  subclass: TupleBase,
  signature: '(iterable=(), /)',
  flags: ['TUPLE', 'BASETYPE', 'SEQUENCE', 'MATCH_SELF'],
  doc: 'A sequence that never changes: tuple(iterable) collects the items of an iterable.',
  slots: {
    new: newSlot('tuple(iterable = (), /)', () => tupleType, makeTuple),
    repr: (self: PyTuple) => strFromJs(reprArray(self, '(', self.ta, self.ta.length === 1 ? ',)' : ')', '(...)')),
    hash: (self: PyTuple) => {
      const lo = tupleHalves(self);
      return int64(lo, H.hi);
    },
    len: (self: PyTuple) => self.ta.length,
    iter: (self: PyTuple) => new PyTupleIterator(self),
    contains: (self: PyTuple, value: PyObject) => hasItem(self.ta, value),
    getitem: getSequenceItem,
    concat,
    repeat,
    ...compareSlots(compare),
    eq: (self: PyTuple, other: PyObject) => (isTuple(other) ? equalItems(self.ta, other.ta) : NotImplemented),
  },
  methods: [
    method('__getnewargs__(self, /)', null, (self: PyTuple) => new PyTuple([new PyTuple(self.ta)])),
    method(
      'index(self, value, start: item_index = 0, stop: item_index = sys.maxsize, /)',
      'Position of the first item that equals value; ValueError if there is none.',
      index,
    ),
    method('count(self, value, /)', 'How many items equal value.', (self: PyTuple, value: PyObject) => countItem(self.ta, value)),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic, as in tuple[int, str] (PEP 585).', genericAlias),
  ],
  fast: {
    index$1(this: PyTuple, value: PyObject) {
      return index(this, value, 0, Number.MAX_SAFE_INTEGER);
    },
    count$1(this: PyTuple, value: PyObject) {
      return countItem(this.ta, value);
    },
  },
});

function makeTuple(cls: PyType, iterable: PyObject): PyObject {
  if (cls === tupleType) return iterable.ob_type === tupleType && (iterable as PyTuple).ta.length > 0 ? iterable : newTuple(arrayFromIterable(iterable));
  const self = new cls.ctor() as PyTuple;
  self.ta = arrayFromIterable(iterable);
  return self;
}

/**
 * `self[key]` of lists and tuples alike: emitted code takes an item from the array of either where this is the slot, so that it tests one
 * function for both.
 */
export function getSequenceItem(self: PyList | PyTuple, key: PyObject): PyObject {
  const { la } = self as PyList;
  const items = la !== undefined ? la : (self as PyTuple).ta;
  if (key instanceof PySlice) {
    const part = sliceArray(items, key);
    if (la !== undefined) return new PyList(part);
    return part.length === items.length && self.ob_type === tupleType && key.step === None ? self : newTuple(part);
  }
  let i = asSequenceIndex(key, la !== undefined ? 'list' : 'tuple');
  if (i < 0) i += items.length;
  if (i < 0 || i >= items.length) raise(IndexError, `${la !== undefined ? 'list' : 'tuple'} index out of range`);
  return items[i]!;
}

function concat(self: PyTuple, other: PyObject): PyObject {
  if (self.ta.length === 0 && other.ob_type === tupleType) return other;
  if (!isTuple(other)) raise(TypeError, `can only concatenate tuple (not "${typeName(other)}") to tuple`);
  if (other.ta.length === 0 && self.ob_type === tupleType) return self;
  return newTuple(concatArrays(self.ta, other.ta));
}

function repeat(self: PyTuple, count: PyObject): PyObject {
  const n = asRepeat(count);
  if (self.ob_type === tupleType && (self.ta.length === 0 || n === 1)) return self;
  return newTuple(repeatArray(self.ta, n));
}

function index(self: PyTuple, value: PyObject, start: number, stop: number): PyObject {
  const [from, to] = searchBounds(self.ta.length, start, stop);
  const i = indexOfItem(self.ta, value, from, to);
  if (i < 0) raise(ValueError, 'tuple.index(x): x not in tuple');
  return i;
}

function compare(self: PyObject, other: PyObject, op: CompareOp): PyObject {
  return isTuple(self) && isTuple(other) ? compareItems(self.ta, other.ta, op) : NotImplemented;
}

export class PyTupleIterator {
  t: PyTuple | undefined;
  i: number;
  constructor(t: PyTuple) {
    this.t = t;
    this.i = 0;
  }
}
export interface PyTupleIterator extends PyBase {}
rooted(PyTupleIterator);

export const tupleIteratorType = defineType(PyTupleIterator, {
  name: 'tuple_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyTupleIterator) => self,
    next: (self: PyTupleIterator) => {
      const { t } = self;
      if (t === undefined) return undefined;
      if (self.i < t.ta.length) return t.ta[self.i++];
      self.t = undefined;
      return undefined;
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'How many items are left, by estimate.', (self: PyTupleIterator) =>
      self.t === undefined ? 0 : self.t.ta.length - self.i,
    ),
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyTupleIterator) =>
      self.t === undefined
        ? new PyTuple([importBuiltin('iter'), new PyTuple([EMPTY_TUPLE])])
        : new PyTuple([importBuiltin('iter'), new PyTuple([self.t]), self.i]),
    ),
    method('__setstate__(self, object, /)', 'Support for unpickling.', (self: PyTupleIterator, object: PyObject) => {
      const i = asState(object);
      if (self.t !== undefined) self.i = Math.max(0, Math.min(i, self.t.ta.length));
      return None;
    }),
  ],
});
