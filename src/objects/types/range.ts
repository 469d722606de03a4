// range: ints of any size, kept as numbers while everything that can be asked is a safe integer, as bigints beyond.
// CPython: Objects/rangeobject.c. Emitted `for i in range(n)` loops do not come here.
import { compareSlots, defineType, make, member, method, type CompareOp } from '../declare/type.ts';
import { PyBase, rooted, type PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, NotImplemented, PySlice, PyTuple } from '../model/values.ts';
import { asIndex, intValue, normalizeInt, typeName } from '../ops/number.ts';
import { identicalOrEqual } from '../ops/compare.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { raise } from '../ops/raise.ts';
import { IndexError, OverflowError, TypeError, ValueError } from './exceptions.ts';
import { hashItems } from './sequence.ts';
import { asState } from './list.ts';

type Int = number | bigint;

export class PyRange {
  start: Int;
  stop: Int;
  step: Int;
  length: Int;
  constructor(start: Int, stop: Int, step: Int) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = lengthOf(start, stop, step);
  }
}
export interface PyRange extends PyBase {}
rooted(PyRange);

const LIMIT = 2 ** 52;
const isSmall = (n: Int): n is number => typeof n === 'number' && n < LIMIT && n > -LIMIT;

function lengthOf(start: Int, stop: Int, step: Int): Int {
  if (isSmall(start) && isSmall(stop) && isSmall(step)) {
    if (step > 0) return start < stop ? Math.floor((stop - start - 1) / step) + 1 : 0;
    return start > stop ? Math.floor((start - stop - 1) / -step) + 1 : 0;
  }
  const a = BigInt(start),
    b = BigInt(stop),
    c = BigInt(step);
  if (c > 0n) return a < b ? normalizeInt((b - a - 1n) / c + 1n) : 0;
  return a > b ? normalizeInt((a - b - 1n) / -c + 1n) : 0;
}

/** start + i * step. */
function itemAt(r: PyRange, i: Int): Int {
  const { start, step } = r;
  if (typeof start === 'number' && typeof step === 'number' && typeof i === 'number') {
    const value = start + i * step;
    if (Number.isSafeInteger(value) && Number.isSafeInteger(i * step)) return value;
  }
  return normalizeInt(BigInt(start) + BigInt(i) * BigInt(step));
}

export const rangeType = defineType(PyRange, {
  name: 'range',
  signature: '',
  flags: ['SEQUENCE'],
  doc: 'The ints from start (0) up to but without stop, by step (1).',
  make: make('range(start, stop = ?, step = ?, /)', newRange),
  slots: {
    repr: (self: PyRange) => `range(${self.start}, ${self.stop}${self.step === 1 ? '' : `, ${self.step}`})`,
    hash: (self: PyRange) => hashItems([self.length, self.length === 0 ? None : self.start, self.length === 0 || self.length === 1 ? None : self.step], false),
    bool: (self: PyRange) => self.length !== 0,
    len: (self: PyRange) => {
      const { length } = self;
      if (typeof length === 'number') return length;
      if (length >= 2n ** 63n) raise(OverflowError, 'Python int too large to convert to C ssize_t');
      return Number(length);
    },
    iter: (self: PyRange) => rangeIterator(self.start, self.step, self.length),
    contains: hasInt,
    getitem: getItem,
    ...compareSlots(compare),
  },
  methods: [
    method('__reversed__(self, /)', 'An iterator from the last int to the first.', (self: PyRange) => {
      const { length } = self;
      return length === 0 ? rangeIterator(0, 1, 0) : rangeIterator(itemAt(self, normalizeInt(BigInt(length) - 1n)), normalizeInt(-BigInt(self.step)), length);
    }),
    method('__reduce__(self, /)', null, (self: PyRange) => new PyTuple([rangeType, new PyTuple([self.start, self.stop, self.step])])),
    method('count(self, object, /)', 'How often the object occurs: 0 or 1 for ints.', (self: PyRange, object: PyObject) => {
      if (isExactInt(object)) return hasInt(self, object) ? 1 : 0;
      let n = 0;
      eachItem(self, (item) => {
        if (identicalOrEqual(item, object)) n++;
        return false;
      });
      return n;
    }),
    method('index(self, object, /)', 'Position of the object; ValueError if it is absent.', index),
  ],
  getset: [
    member('start', null, (self: PyRange) => self.start),
    member('stop', null, (self: PyRange) => self.stop),
    member('step', null, (self: PyRange) => self.step),
  ],
});

export function newRange(_cls: PyType, start: PyObject, stop?: PyObject, step?: PyObject): PyObject {
  if (stop === undefined) return new PyRange(0, asIndex(start), 1);
  const from = asIndex(start),
    to = asIndex(stop),
    by = step === undefined ? 1 : asIndex(step);
  if (by === 0) raise(ValueError, 'range() arg 3 must not be zero');
  return new PyRange(from, to, by);
}

function isExactInt(v: PyObject): v is number | bigint | boolean {
  return typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean';
}

function hasInt(self: PyRange, v: PyObject): boolean {
  if (!isExactInt(v)) return eachItem(self, (item) => identicalOrEqual(item, v));
  const n = intValue(v)!;
  const { start, stop, step } = self;
  if (isSmall(n) && isSmall(start) && isSmall(stop) && isSmall(step)) {
    return (step > 0 ? n >= start && n < stop : n <= start && n > stop) && (n - start) % step === 0;
  }
  const big = BigInt(n),
    a = BigInt(start),
    b = BigInt(stop),
    c = BigInt(step);
  return (c > 0n ? big >= a && big < b : big <= a && big > b) && (big - a) % c === 0n;
}

/** Calls `visit` with each item until it gives true; says whether it did. */
function eachItem(self: PyRange, visit: (item: PyObject) => boolean): boolean {
  const it = rangeIterator(self.start, self.step, self.length);
  const next = it.s_next!;
  for (let item = next(it); item !== undefined; item = next(it)) if (visit(item)) return true;
  return false;
}

function index(self: PyRange, object: PyObject): PyObject {
  if (isExactInt(object)) {
    if (!hasInt(self, object)) raise(ValueError, 'range.index(x): x not in range');
    return normalizeInt((BigInt(object) - BigInt(self.start)) / BigInt(self.step));
  }
  let i = 0;
  if (eachItem(self, (item) => identicalOrEqual(item, object) || (i++, false))) return i;
  raise(ValueError, 'sequence.index(x): x not in sequence');
}

function getItem(self: PyRange, key: PyObject): PyObject {
  if (key instanceof PySlice) return sliceRange(self, key);
  const given =
    intValue(key) ?? (key.s_index === undefined ? raise(TypeError, `range indices must be integers or slices, not ${typeName(key)}`) : asIndex(key));
  const { length } = self;
  let i: Int = given;
  if (i < 0) i = typeof i === 'number' && typeof length === 'number' ? i + length : normalizeInt(BigInt(i) + BigInt(length));
  if (i < 0 || i >= length) raise(IndexError, 'range object index out of range');
  return itemAt(self, i);
}

function sliceRange(self: PyRange, s: PySlice): PyObject {
  const length = BigInt(self.length);
  const member = (v: PyObject, absent: bigint): bigint => {
    if (v === None) return absent;
    const n = intValue(v) ?? (v.s_index === undefined ? raise(TypeError, 'slice indices must be integers or None or have an __index__ method') : asIndex(v));
    return BigInt(n);
  };
  const step = member(s.step, 1n);
  if (step === 0n) raise(ValueError, 'slice step cannot be zero');
  const lower = step < 0n ? -1n : 0n,
    upper = step < 0n ? length - 1n : length;
  const bound = (v: PyObject, absent: bigint): bigint => {
    if (v === None) return absent;
    let n = member(v, 0n);
    if (n < 0n) n += length;
    return n < lower ? lower : n > upper ? upper : n;
  };
  const start = bound(s.start, step < 0n ? upper : lower),
    stop = bound(s.stop, step < 0n ? lower : upper);
  const at = (i: bigint): Int => normalizeInt(BigInt(self.start) + i * BigInt(self.step));
  return new PyRange(at(start), at(stop), normalizeInt(step * BigInt(self.step)));
}

function compare(self: PyObject, other: PyObject, op: CompareOp): PyObject {
  if (!(self instanceof PyRange && other instanceof PyRange) || (op !== 'eq' && op !== 'ne')) return NotImplemented;
  const equal = self.length === other.length && (self.length === 0 || (self.start === other.start && (self.length === 1 || self.step === other.step)));
  return equal === (op === 'eq');
}

// --- Iterators

/** `left` items from `value` on; all numbers. */
export class PyRangeIterator {
  value: number;
  step: number;
  left: number;
  constructor(value: number, step: number, left: number) {
    this.value = value;
    this.step = step;
    this.left = left;
  }
}
export interface PyRangeIterator extends PyBase {}
rooted(PyRangeIterator);
/** The same on bigints. */
export class PyLongRangeIterator extends PyBase {
  value: bigint;
  step: bigint;
  left: bigint;
  constructor(value: bigint, step: bigint, left: bigint) {
    super();
    this.value = value;
    this.step = step;
    this.left = left;
  }
}

function rangeIterator(start: Int, step: Int, length: Int): PyObject {
  if (isSmall(start) && isSmall(step) && isSmall(length) && Math.abs(start) + Math.abs(step) * (length + 1) < LIMIT)
    return new PyRangeIterator(start, step, length);
  return new PyLongRangeIterator(BigInt(start), BigInt(step), BigInt(length));
}

function reduceIterator(self: PyRangeIterator | PyLongRangeIterator): PyObject {
  const start = BigInt(self.value),
    step = BigInt(self.step);
  const rest = new PyRange(normalizeInt(start), normalizeInt(start + step * BigInt(self.left)), normalizeInt(step));
  return new PyTuple([importBuiltin('iter'), new PyTuple([rest]), None]);
}

export const rangeIteratorType = defineType(PyRangeIterator, {
  name: 'range_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyRangeIterator) => self,
    next: (self: PyRangeIterator) => {
      if (self.left <= 0) return undefined;
      self.left--;
      const { value } = self;
      self.value = value + self.step;
      return value;
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'How many items are left.', (self: PyRangeIterator) => self.left),
    method('__reduce__(self, /)', 'Support for pickling.', reduceIterator),
    method('__setstate__(self, object, /)', 'Support for unpickling.', (self: PyRangeIterator, object: PyObject) => {
      const skip = Math.max(0, Math.min(asState(object), self.left));
      self.value += skip * self.step;
      self.left -= skip;
      return None;
    }),
  ],
});

export const longRangeIteratorType = defineType(PyLongRangeIterator, {
  name: 'longrange_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyLongRangeIterator) => self,
    next: (self: PyLongRangeIterator) => {
      if (self.left <= 0n) return undefined;
      self.left--;
      const { value } = self;
      self.value = value + self.step;
      return normalizeInt(value);
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'How many items are left.', (self: PyLongRangeIterator) => normalizeInt(self.left)),
    method('__reduce__(self, /)', 'Support for pickling.', reduceIterator),
    method('__setstate__(self, object, /)', 'Support for unpickling.', (self: PyLongRangeIterator, object: PyObject) => {
      const state = BigInt(intValue(object) ?? raise(TypeError, `state must be an int, not ${typeName(object)}`));
      const skip = state < 0n ? 0n : state > self.left ? self.left : state;
      self.value += skip * self.step;
      self.left -= skip;
      return None;
    }),
  ],
});
