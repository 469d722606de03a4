// slice, and the arithmetic of slicing that every sequence shares. CPython: Objects/sliceobject.c.
// Invariant: `sliceBounds` gives numbers that are valid for a sequence of `length` items; `count` of them are selected.
import { compareSlots, defineType, make, member, method, type CompareOp } from '../declare/type.ts';
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, NotImplemented, PySlice, PyTuple } from '../model/values.ts';
import { raise } from '../ops/raise.ts';
import { TypeError, ValueError } from './exceptions.ts';
import { intValue, normalizeInt } from '../ops/number.ts';
import { repr } from '../ops/repr.ts';
import { strFromJs } from '../ops/strings.ts';
import { compareItems, hashItems } from './sequence.ts';

const MAX = Number.MAX_SAFE_INTEGER;

export interface Bounds {
  start: number;
  stop: number;
  step: number;
  count: number;
}

/** A slice member as a number, clamped to ±(2**53 - 1). */
export function asSliceIndex(v: PyObject): number {
  if (typeof v === 'number') return v;
  const n = sliceInteger(v);
  return typeof n === 'number' ? n : n > 0n ? MAX : -MAX;
}

function sliceInteger(v: PyObject): number | bigint {
  const n = intValue(v);
  if (n !== undefined) return n;
  const { s_index } = v;
  if (s_index === undefined) raise(TypeError, 'slice indices must be integers or None or have an __index__ method');
  return intValue(s_index(v))!;
}

/** The slice applied to a sequence whose length `lengthOf` tells after the members were converted (`__index__` may change it). */
export function sliceBounds(s: PySlice, lengthOf: { readonly length: number }): Bounds {
  let step = 1;
  if (s.step !== None) {
    step = asSliceIndex(s.step);
    if (step === 0) raise(ValueError, 'slice step cannot be zero');
  }
  const rawStart = s.start === None ? (step < 0 ? MAX : 0) : asSliceIndex(s.start);
  const rawStop = s.stop === None ? (step < 0 ? -MAX : MAX) : asSliceIndex(s.stop);
  const { length } = lengthOf;
  const start = clamp(rawStart, length, step),
    stop = clamp(rawStop, length, step);
  let count = 0;
  if (step < 0) {
    if (stop < start) count = Math.floor((start - stop - 1) / -step) + 1;
  } else if (start < stop) count = Math.floor((stop - start - 1) / step) + 1;
  return { start, stop, step, count };
}

function clamp(i: number, length: number, step: number): number {
  if (i < 0) {
    i += length;
    return i < 0 ? (step < 0 ? -1 : 0) : i;
  }
  return i >= length ? (step < 0 ? length - 1 : length) : i;
}

/** The selected items of an array. */
export function sliceArray<T>(items: T[], s: PySlice): T[] {
  const { start, stop, step, count } = sliceBounds(s, items);
  if (step === 1) return items.slice(start, stop);
  const out: T[] = [];
  for (let i = start, k = 0; k < count; i += step, k++) out.push(items[i]!);
  return out;
}

export const sliceType = defineType(PySlice, {
  name: 'slice',
  signature: '',
  doc: 'The start, stop and step of a[start:stop:step].',
  make: make('slice(start, stop = ?, step = ?, /)', newSlice),
  slots: {
    repr: (self: PySlice) => strFromJs(`slice(${repr(self.start)}, ${repr(self.stop)}, ${repr(self.step)})`),
    hash: (self: PySlice) => hashItems([self.start, self.stop, self.step], /* sliceLike */ true),
    ...compareSlots(compare),
  },
  methods: [
    method('indices(self, object, /)', 'Start, stop and step of this slice on a sequence of the given length.', indices),
    method('__reduce__(self, /)', 'Support for pickling.', (self: PySlice) => new PyTuple([sliceType, new PyTuple([self.start, self.stop, self.step])])),
  ],
  getset: [
    member('start', null, (self: PySlice) => self.start),
    member('stop', null, (self: PySlice) => self.stop),
    member('step', null, (self: PySlice) => self.step),
  ],
});

function newSlice(_cls: PyType, start: PyObject, stop?: PyObject, step?: PyObject): PyObject {
  return stop === undefined ? new PySlice(None, start, None) : new PySlice(start, stop, step ?? None);
}

function compare(self: PyObject, other: PyObject, op: CompareOp): PyObject {
  if (!(self instanceof PySlice && other instanceof PySlice)) return NotImplemented;
  if (self === other) return op === 'eq' || op === 'le' || op === 'ge';
  return compareItems([self.start, self.stop, self.step], [other.start, other.stop, other.step], op);
}

/** `slice.indices(length)`: exact for ints of any size. */
function indices(self: PySlice, object: PyObject): PyObject {
  const n =
    intValue(object) ??
    (object.s_index === undefined
      ? raise(TypeError, `'${object.ob_type.shown}' object cannot be interpreted as an integer`)
      : intValue(object.s_index(object))!);
  const length = BigInt(n);
  if (length < 0n) raise(ValueError, 'length should not be negative');
  const step = self.step === None ? 1n : BigInt(sliceInteger(self.step));
  if (step === 0n) raise(ValueError, 'slice step cannot be zero');
  const lower = step < 0n ? -1n : 0n,
    upper = step < 0n ? length - 1n : length;
  const limit = (v: PyObject, missing: bigint): bigint => {
    if (v === None) return missing;
    let i = BigInt(sliceInteger(v));
    if (i < 0n) i += length;
    return i < lower ? lower : i > upper ? upper : i;
  };
  const start = limit(self.start, step < 0n ? upper : lower);
  const stop = limit(self.stop, step < 0n ? lower : upper);
  return new PyTuple([start, stop, step].map(normalizeInt));
}
