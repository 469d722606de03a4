// bytearray: growable bytes. The memory is `buf[from … from + len)`; `bv` is a view of exactly that, made when asked for.
// While a buffer is exported (memoryview), the size must not change. CPython counts exports and frees dead ones at once; here a dead
// memoryview is noticed by a garbage collection, run only when a resize finds exports. CPython: Objects/bytearrayobject.c.
import * as b from '../../util/bytes.ts';
import { compareSlots, defineType, make, method } from '../declare/type.ts';
import { type PyBase, type PyObject, rooted } from '../model/object.ts';
import { isSubtype, type PyType } from '../model/type.ts';
import { NotImplemented, None, PyBytes, PySlice, PyTuple } from '../model/values.ts';
import type { PyBuffer } from '../model/buffer.ts';
import { BYTEARRAY, MEMORYVIEW } from '../model/flags.ts';
import { hasBuffer, tryBytesLike } from '../ops/buffer.ts';
import { hasLiveExports, trackExport, type Export } from '../ops/exports.ts';
import { callMethod } from '../ops/attr.ts';
import { encodeStr } from '../ops/codecs.ts';
import { getIter, nextOf } from '../ops/iter.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { asIndex, intValue, normalizeInt, typeName } from '../ops/number.ts';
import { raise } from '../ops/raise.ts';
import { isStr } from '../ops/strings.ts';
import { textOf } from '../ops/text.ts';
import {
  allocate,
  asByte,
  compareAnyBytes,
  bytesFromObject,
  checkNoEncoding,
  containsByte,
  contiguousCopy,
  exportBytes,
  indexOf,
  itemAt,
  latin1OfBytes,
  percentAny,
  repeatMemory,
  sharedMethods,
  sliceOf,
  tryCount,
  MAX_BYTES,
  reprAnyBytes,
  shownBytes,
} from './bytesCore.ts';
import { BufferError, IndexError, MemoryError, TypeError, ValueError } from './exceptions.ts';
import { sliceBounds } from './slice.ts';
import { prepend } from '../../util/prepend.ts';

const OUT_OF_RANGE = 'bytearray index out of range';

export class PyByteArray {
  buf: Uint8Array;
  from: number;
  len: number;
  view: Uint8Array | undefined;
  exports: Set<Export> | undefined;
  /** Views that may be alive, though they count as dead, look at this memory: it is not to be moved about in place. */
  stale: boolean;
  constructor(bytes: Uint8Array = b.EMPTY_BYTES) {
    this.buf = bytes;
    this.from = 0;
    this.len = bytes.length;
    this.view = bytes;
    this.exports = undefined;
    this.stale = false;
  }

  get bv(): Uint8Array {
    return (this.view ??= this.buf.subarray(this.from, this.from + this.len));
  }
  /** Takes memory over as it is. */
  set bv(bytes: Uint8Array) {
    letGo(this);
    this.stale = false;
    this.buf = bytes;
    this.from = 0;
    this.len = bytes.length;
    this.view = bytes;
  }
}
export interface PyByteArray extends PyBase {}
rooted(PyByteArray);

export const newByteArray = (bytes: Uint8Array): PyByteArray => new PyByteArray(bytes);
const copyOf = (self: PyObject): PyObject => newByteArray((self as unknown as PyByteArray).bv.slice());

export function isByteArray(v: PyObject): v is PyByteArray {
  return (v.tflags & BYTEARRAY) !== 0;
}

export const bytearrayType: PyType = defineType(PyByteArray, {
  name: 'bytearray',
  flags: ['BYTEARRAY', 'BASETYPE', 'MATCH_SELF'],
  doc: 'bytearray(iterable of ints), bytearray(string, encoding[, errors]), bytearray(buffer), bytearray(length), bytearray()\n\nAn array of bytes that can be changed.',
  unhashable: true,

  slots: {
    new: (cls: PyType) => newObject(cls),
    init: (self: PyByteArray, args, kwnames) => initRow.impl2(self, args, kwnames),
    len: (self: PyByteArray) => self.len,
    getitem: (self: PyByteArray, key: PyObject) => {
      if (key instanceof PySlice) return newByteArray(sliceOf(self, key));
      return itemAt(self, key, 'bytearray', OUT_OF_RANGE);
    },
    setitem: setItem,
    delitem: deleteItem,
    contains: containsByte,
    iter: (self: PyByteArray) => new PyByteArrayIterator(self),
    repr: reprAnyBytes,
    str: shownBytes,
    concat: (self: PyByteArray, other: PyObject) => newByteArray(b.concatTwo(self.bv, concatOperand(other))),
    repeat: (self: PyByteArray, count: PyObject) => newByteArray(repeatMemory(self, count).slice()),
    iconcat: (self: PyByteArray, other: PyObject) => {
      // CPython looks at its own memory while it is to be resized.
      if (other === self && self.len > 0) raise(BufferError, 'Existing exports of data: object cannot be re-sized');
      append(self, concatOperand(other));
      return self;
    },
    irepeat: (self: PyByteArray, count: PyObject) => {
      const bytes = repeatMemory(self, count);
      if (bytes.length !== self.len) self.bv = bytes.slice();
      return self;
    },
    mod: (self: PyObject, args: PyObject) => (isByteArray(self) ? percentAny(self, args, newByteArray) : NotImplemented),
    rmod: (self: PyObject, template: PyObject) => (isByteArray(template) ? percentAny(template, self, newByteArray) : NotImplemented),
    buffer: (self: PyByteArray) => exportByteArray(self),
    ...compareSlots(compareAnyBytes),
  },

  methods: [
    ...sharedMethods(newByteArray, copyOf, (cls, bytes) => (cls === bytearrayType ? newByteArray(bytes) : cls.c1(new PyBytes(bytes)))),
    method('append(self, item, /)', 'Adds one byte at the end.', (self: PyByteArray, item: PyObject) => {
      appendByte(self, asByte(item, 'byte'));
      return None;
    }),
    method('clear(self, /)', 'Removes all bytes.', (self: PyByteArray) => {
      self.bv = new Uint8Array(0);
      return None;
    }),
    method('copy(self, /)', 'A copy.', copyOf),
    method('extend(self, iterable_of_ints, /)', 'Adds the bytes of an iterable or a buffer at the end.', extend),
    method('insert(self, index: size, item, /)', 'Inserts one byte before a position.', (self: PyByteArray, index: number, item: PyObject) => {
      const value = asByte(item, 'byte');
      const at = Math.min(Math.max(index < 0 ? index + self.len : index, 0), self.len);
      splice(self, at, at, Uint8Array.of(value));
    }),
    method('pop(self, index: size = -1, /)', 'Removes the byte at a position and gives it.', (self: PyByteArray, index: number) => {
      if (self.len === 0) raise(IndexError, 'pop from empty bytearray');
      const at = index < 0 ? index + self.len : index;
      if (at < 0 || at >= self.len) raise(IndexError, 'pop index out of range');
      const value = self.bv[at]!;
      splice(self, at, at + 1, b.EMPTY_BYTES);
      return value;
    }),
    method('remove(self, value, /)', 'Removes the first byte of a value.', (self: PyByteArray, value: PyObject) => {
      const at = self.bv.indexOf(asByte(value, 'byte'));
      if (at < 0) raise(ValueError, 'value not found in bytearray');
      splice(self, at, at + 1, b.EMPTY_BYTES);
      return None;
    }),
    method('resize(self, size: size, /)', 'Cuts off or fills up with zeros.', (self: PyByteArray, size: number) => {
      if (size < 0) raise(ValueError, `Can only resize to positive sizes, got ${size}`);
      if (size > self.len) append(self, allocate(size - self.len));
      else if (size < self.len) splice(self, size, self.len, b.EMPTY_BYTES);
    }),
    method('reverse(self, /)', 'Reverses the bytes in place.', (self: PyByteArray) => {
      self.bv.reverse();
      return None;
    }),
    method('__alloc__(self, /)', 'Number of bytes allocated.', (self: PyByteArray) => (self.buf.length === 0 ? 0 : self.buf.length + 1)),
    method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyByteArray) => 56 + (self.buf.length === 0 ? 0 : self.buf.length + 1)),
    method('__reduce__(self, /)', 'State for pickling.', (self: PyByteArray) => reduce(self, 2)),
    method('__reduce_ex__(self, proto: int = 0, /)', 'State for pickling.', reduce),
  ],
});

function reduce(self: PyByteArray, protocol: number): PyObject {
  const state = callMethod(self, '__getstate__');
  if (protocol >= 3) return new PyTuple([self.ob_type, new PyTuple(self.len === 0 ? [] : [new PyBytes(self.bv.slice())]), state]);
  return new PyTuple([self.ob_type, new PyTuple(self.len === 0 ? [] : [latin1OfBytes(self.bv), 'latin-1']), state]);
}

// --- construction ---------------------------------------------------------------------------------------------------------

function newObject(cls: PyType): PyObject {
  if (!isSubtype(cls, bytearrayType)) raise(TypeError, `bytearray.__new__(${cls.name}): ${cls.name} is not a subtype of bytearray`);
  return new cls.ctor();
}

import { NativeCode } from '../declare/native.ts';

/** `__init__` binds its arguments as a function of this signature would. */
const initRow = {
  native: undefined as NativeCode | undefined,
  impl2(self: PyByteArray, args: PyObject[], kwnames: readonly string[] | undefined): void {
    if (args.length === 0 && self.len === 0) return;
    this.native ??= new NativeCode(make('bytearray(source = ?, encoding: str = ?, errors: str = ?)', initByteArray), '');
    this.native.nK(prepend(self, args), kwnames);
  },
};

export function initByteArray(self: PyByteArray, source: PyObject | undefined, encoding: string | undefined, errors: string | undefined): void {
  if (self.len > 0) self.bv = new Uint8Array(0);
  if (source === undefined) {
    checkNoEncoding(encoding, errors);
    return;
  }
  if (isStr(source)) {
    if (encoding === undefined) raise(TypeError, 'string argument without an encoding');
    self.bv = (encodeStr(source, textOf(source), encoding, errors) as PyBytes).bv.slice();
    return;
  }
  checkNoEncoding(encoding, errors);
  const count = tryCount(source);
  self.bv = count !== undefined ? allocate(count) : bytesFromObject(source, 'bytearray');
}

// --- memory ---------------------------------------------------------------------------------------------------------------

function exportByteArray(self: PyByteArray): PyBuffer {
  return trackExport(self, (release) => exportBytes(self, /* readonly */ false, release));
}

export function checkResizable(self: PyByteArray): void {
  letGo(self);
  if (!self.stale) return;
  self.buf = self.bv.slice();
  self.from = 0;
  self.view = undefined;
  self.stale = false;
}

/** The same for what moves no bytes within the memory: only appends to it, cuts off its front, or replaces it. */
function letGo(self: PyByteArray): void {
  const { exports } = self;
  if (exports === undefined || exports.size === 0) return;
  if (hasLiveExports(self)) raise(BufferError, 'Existing exports of data: object cannot be re-sized');
  self.stale = true;
}

function appendByte(self: PyByteArray, value: number): void {
  if (self.exports !== undefined) letGo(self);
  const end = self.from + self.len;
  if (end === self.buf.length) reserve(self, 1);
  self.buf[self.from + self.len++] = value;
  self.view = undefined;
}

/** Appends bytes, which may be the array's own. */
function append(self: PyByteArray, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  if (overlaps(bytes, self.buf)) bytes = bytes.slice();
  letGo(self);
  if (self.from + self.len + bytes.length > self.buf.length) reserve(self, bytes.length);
  self.buf.set(bytes, self.from + self.len);
  self.len += bytes.length;
  self.view = undefined;
}

/** Arrays of different objects may be parts of one buffer. */
function overlaps(a: Uint8Array, b: Uint8Array): boolean {
  return a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.length && b.byteOffset < a.byteOffset + a.length;
}

/** Room for `extra` more bytes: grows by an eighth at least, as CPython does, so that appending stays linear. */
function reserve(self: PyByteArray, extra: number): void {
  const needed = self.len + extra;
  if (needed > MAX_BYTES) raise(MemoryError, '');
  const size = Math.max(needed, self.len + (self.len >> 1), 16);
  const bigger = allocate(size);
  if (self.len > 0) bigger.set(self.bv);
  self.buf = bigger;
  self.from = 0;
  self.view = undefined;
  self.stale = false;
}

/** Replaces bytes[start:end]. Cutting off the front only moves the start: buffers of protocols do that all the time. */
function splice(self: PyByteArray, start: number, end: number, bytes: Uint8Array): void {
  const growth = bytes.length - (end - start);
  if (growth === 0) {
    self.bv.set(bytes, start);
    return;
  }
  if (growth < 0 && start === 0 && bytes.length === 0) {
    letGo(self);
    self.from += end;
    self.len -= end;
    self.view = undefined;
    return;
  }
  if (start === self.len) {
    append(self, bytes);
    return;
  }
  checkResizable(self);
  if (overlaps(bytes, self.buf)) bytes = bytes.slice();
  if (self.from + self.len + growth > self.buf.length) reserve(self, growth);
  const { buf, from } = self;
  buf.copyWithin(from + end + growth, from + end, from + self.len);
  buf.set(bytes, from + start);
  self.len += growth;
  self.view = undefined;
}

function concatOperand(other: PyObject): Uint8Array {
  const bytes = tryBytesLike(other);
  if (bytes === undefined) raise(TypeError, `can't concat ${typeName(other)} to bytearray`);
  return bytes;
}

function extend(self: PyByteArray, iterable: PyObject): PyObject {
  if (hasBuffer(iterable)) {
    if ((iterable.tflags & MEMORYVIEW) !== 0 && tryBytesLike(iterable) === undefined) raise(TypeError, `can't set bytearray slice from ${typeName(iterable)}`);
    // Getting at the buffer may change this array; the bytes go where its end was.
    const end = self.len;
    const bytes = contiguousCopy(iterable);
    const at = Math.min(end, self.len);
    splice(self, at, at, bytes);
    return None;
  }
  if (isStr(iterable)) raise(TypeError, "expected iterable of integers; got: 'str'");
  if (iterable.s_iter === undefined && iterable.s_getitem === undefined) raise(TypeError, `can't extend bytearray with ${typeName(iterable)}`);
  const it = getIter(iterable);
  const next = nextOf(it);
  const out: number[] = [];
  for (let v = next(it); v !== undefined; v = next(it)) out.push(asByte(v, 'byte'));
  append(self, Uint8Array.from(out));
  return None;
}

// --- items ----------------------------------------------------------------------------------------------------------------

function setItem(self: PyByteArray, key: PyObject, value: PyObject): void {
  if (key instanceof PySlice) {
    setSlice(self, key, value);
    return;
  }
  // fast: a byte in range.
  if (typeof key === 'number' && typeof value === 'number' && key >= 0 && key < self.len && value >= 0 && value <= 255) {
    self.buf[self.from + key] = value;
    return;
  }
  // Converting index and value may change the array: the bounds are checked last.
  const i =
    intValue(key) ??
    (key.s_index === undefined ? raise(TypeError, `bytearray indices must be integers or slices, not ${typeName(key)}`) : intValue(key.s_index(key))!);
  const from = i < 0 ? self.len : 0;
  const v = asByte(value, 'byte');
  const at = indexOf(self, normalizeInt(i), 'bytearray', OUT_OF_RANGE);
  if (from > self.len) raise(IndexError, OUT_OF_RANGE);
  self.buf[self.from + at] = v;
}

function setSlice(self: PyByteArray, key: PySlice, value: PyObject): void {
  const bytes = sliceValue(self, value);
  const { start, stop, step, count } = sliceBounds(key, self.bv);
  if (step === 1) {
    splice(self, start, Math.max(start, stop), bytes);
    return;
  }
  if (bytes.length === 0) {
    deleteSlice(self, key);
    return;
  }
  if (bytes.length !== count) raise(ValueError, `attempt to assign bytes of size ${bytes.length} to extended slice of size ${count}`);
  const { bv } = self;
  for (let i = 0, at = start; i < count; i++, at += step) bv[at] = bytes[i]!;
}

function sliceValue(self: PyByteArray, value: PyObject): Uint8Array {
  if ((value as PyObject) === self) return self.bv.slice();
  if (isStr(value) || intValue(value) !== undefined || (!hasBuffer(value) && value.s_iter === undefined && value.s_getitem === undefined)) {
    raise(TypeError, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)');
  }
  return bytesFromObject(value, 'bytearray');
}

function deleteItem(self: PyByteArray, key: PyObject): void {
  if (key instanceof PySlice) {
    deleteSlice(self, key);
    return;
  }
  const at = indexOf(self, key, 'bytearray', OUT_OF_RANGE);
  splice(self, at, at + 1, b.EMPTY_BYTES);
}

function deleteSlice(self: PyByteArray, key: PySlice): void {
  let { start, stop, step, count } = sliceBounds(key, self.bv);
  if (count === 0) return;
  if (step === 1) {
    splice(self, start, stop, b.EMPTY_BYTES);
    return;
  }
  if (step < 0) {
    start += step * (count - 1);
    step = -step;
  }
  checkResizable(self);
  const { bv } = self;
  const out = new Uint8Array(self.len - count);
  let n = 0;
  for (let i = 0; i < bv.length; i++) {
    const removed = i >= start && (i - start) % step === 0 && (i - start) / step < count;
    if (!removed) out[n++] = bv[i]!;
  }
  self.bv = out;
}

export class PyByteArrayIterator {
  /** Undefined once exhausted. */
  array: PyByteArray | undefined;
  at: number;
  constructor(array: PyByteArray) {
    this.array = array;
    this.at = 0;
  }
}
export interface PyByteArrayIterator extends PyBase {}
rooted(PyByteArrayIterator);

export const bytearrayIteratorType = defineType(PyByteArrayIterator, {
  name: 'bytearray_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyByteArrayIterator) => self,
    next: (self: PyByteArrayIterator) => {
      const { array } = self;
      if (array === undefined) return undefined;
      if (self.at < array.len) return array.buf[array.from + self.at++];
      self.array = undefined;
      return undefined;
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'Number of items left.', (self: PyByteArrayIterator) =>
      self.array === undefined ? 0 : Math.max(self.array.len - self.at, 0),
    ),
    method('__reduce__(self, /)', 'State for pickling.', (self: PyByteArrayIterator) => {
      const iter = importBuiltin('iter');
      return self.array === undefined ? new PyTuple([iter, new PyTuple([new PyTuple([])])]) : new PyTuple([iter, new PyTuple([self.array]), self.at]);
    }),
    method('__setstate__(self, state, /)', 'Sets the position.', (self: PyByteArrayIterator, state: PyObject) => {
      if (self.array !== undefined) self.at = Math.min(Math.max(Number(asIndex(state)), 0), self.array.len);
      return None;
    }),
  ],
});
