// HOT. What list, tuple and slice share: comparison, search, hash, repr and indices of JS arrays of Python values.
// - Comparing runs Python code that may change the very list: lengths are read again at each step.
// - The tuple hash is CPython's (xxHash-based, Objects/tupleobject.c) on halves, so that sets of tuples come in CPython's order.
import { PyBase, type PyObject } from '../model/object.ts';
import { PyTuple } from '../model/values.ts';
import type { CompareOp } from '../declare/type.ts';
import { H, add64, halves, int64 } from '../../util/uint64.ts';
import { identicalOrEqual, richCompare, verdict } from '../ops/compare.ts';
import { hash, serialOf, stringHalves } from '../ops/hash.ts';
import { intValue, typeName } from '../ops/number.ts';
import { repr } from '../ops/repr.ts';
import { recursionGuard } from '../ops/recursion.ts';
import { MAX_ITEMS } from '../../util/limits.ts';
import { raise } from '../ops/raise.ts';
import { IndexError, MemoryError, OverflowError, TypeError } from './exceptions.ts';

type Items = readonly PyObject[];

/** An item was put into a list that was full. */
export function listFull(items: PyObject[]): never {
  items.pop();
  raise(MemoryError, '');
}

export function equalItems(a: Items, b: Items): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length && i < b.length; i++) if (!identicalOrEqual(a[i]!, b[i]!)) return false;
  return a.length === b.length;
}

/** Lexicographic comparison. */
export function compareItems(a: Items, b: Items, op: CompareOp): PyObject {
  if (op === 'eq') return equalItems(a, b);
  if (op === 'ne') return !equalItems(a, b);
  let i = 0;
  while (i < a.length && i < b.length && identicalOrEqual(a[i]!, b[i]!)) i++;
  if (i < a.length && i < b.length) return richCompare(a[i]!, b[i]!, op);
  return verdict(a.length - b.length, op);
}

/** Position of the first item equal to `value` in [start, stop), or -1. */
export function indexOfItem(items: Items, value: PyObject, start: number, stop: number): number {
  for (let i = start; i < stop && i < items.length; i++) if (identicalOrEqual(items[i]!, value)) return i;
  return -1;
}

export function hasItem(items: Items, value: PyObject): boolean {
  // fast: a string, or an int, is most often the very value.
  if (typeof value === 'string' || typeof value === 'number') {
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (item === value || (typeof item !== 'string' && typeof item !== 'number' && identicalOrEqual(item, value))) return true;
    }
    return false;
  }
  for (let i = 0; i < items.length; i++) if (identicalOrEqual(items[i]!, value)) return true;
  return false;
}

export function countItem(items: Items, value: PyObject): number {
  let n = 0;
  for (let i = 0; i < items.length; i++) if (identicalOrEqual(items[i]!, value)) n++;
  return n;
}

/** `index(value, start, stop)`: arguments as Python gives them. */
export function searchBounds(length: number, start: number, stop: number): [number, number] {
  if (start < 0) start = Math.max(start + length, 0);
  if (stop < 0) stop = Math.max(stop + length, 0);
  return [start, stop];
}

/** `open` reprs `close`; `again` inside itself. */
export function reprArray(self: PyObject, open: string, items: Items, close: string, again: string): string {
  if (items.length === 0) return open + close;
  return recursionGuard(self, again, () => {
    let text = open + repr(items[0]!);
    for (let i = 1; i < items.length; i++) text += `, ${repr(items[i]!)}`;
    return text + close;
  });
}

/** Subscript of a sequence that is no slice: an index, negative ones still to be lifted. IndexError beyond 63 bits. */
export function asSequenceIndex(key: PyObject, what: string): number {
  if (typeof key === 'number') return key;
  let n = intValue(key);
  if (n === undefined) {
    const { s_index } = key;
    if (s_index === undefined) raise(TypeError, `${what} indices must be integers or slices, not ${typeName(key)}`);
    n = intValue(s_index(key))!;
  }
  if (typeof n === 'number') return n;
  if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(IndexError, `cannot fit '${typeName(key)}' into an index-sized integer`);
  return n > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
}

/** The array `count` times over. */
export function repeatArray(items: Items, count: number): PyObject[] {
  if (count <= 0 || items.length === 0) return [];
  const total = items.length * count;
  if (total > MAX_ITEMS) raise(MemoryError, '');
  if (items.length === 1 && count > 64 && count < 0x2000000) return new Array<PyObject>(count).fill(items[0]!);
  const out: PyObject[] = [];
  if (items.length === 1) for (const item = items[0]!; count > 0; count--) out.push(item);
  else for (; count > 0; count--) for (let i = 0; i < items.length; i++) out.push(items[i]!);
  return out;
}

/** A repetition count. */
export function asRepeat(count: PyObject): number {
  if (typeof count === 'number') return count;
  let n = intValue(count);
  if (n === undefined) {
    const { s_index } = count;
    if (s_index === undefined) raise(TypeError, `can't multiply sequence by non-int of type '${typeName(count)}'`);
    n = intValue(s_index(count))!;
  }
  if (typeof n === 'number') return n;
  if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(OverflowError, `cannot fit '${typeName(count)}' into an index-sized integer`);
  return n > 0n ? Number.MAX_SAFE_INTEGER : 0;
}

const P1_LO = halves(11400714785074694791n),
  P1_HI = H.hi;
const P2_LO = halves(14029467366897019727n),
  P2_HI = H.hi;
const P5_LO = halves(2870177450012600261n),
  P5_HI = H.hi;
const P1_0 = P1_LO & 0xffff,
  P1_1 = P1_LO >>> 16,
  P2_0 = P2_LO & 0xffff,
  P2_1 = P2_LO >>> 16;
const LENGTH_XOR_LO = P5_LO ^ 3527539;

/** Low half of the hash of a key or element; the high half goes to `H.hi`. */
export function hashHalves(item: PyObject): number {
  if (typeof item === 'number' && item < 2251799813685248 && item > -2251799813685248) {
    if (item === -1) {
      H.hi = -1;
      return -2;
    }
    H.hi = (item | 0) === item ? item >> 31 : Math.floor(item / 4294967296) | 0;
    return item | 0;
  }
  if (typeof item === 'string') return stringHalves(item);
  // fast: an object that hashes by what it is.
  if (typeof item === 'object' && item.s_hash === PyBase.prototype.s_hash) {
    const n = serialOf(item);
    if ((n | 0) === n) {
      H.hi = 0;
      return n;
    }
  }
  if (item instanceof PyTuple && item.s_hash === PyTuple.prototype.s_hash) return tupleHalves(item);
  return halves(hash(item));
}

/** The hash of a tuple as halves, kept in the tuple. */
export function tupleHalves(t: PyTuple): number {
  if (t.h === undefined) {
    t.h = itemHalves(t.ta, false);
    t.hh = H.hi;
  }
  H.hi = t.hh;
  return t.h;
}

/** Upper half of the product of two unsigned 32-bit numbers, the second given as its 16-bit parts; int32 operations only. */
function high(a: number, b0: number, b1: number): number {
  const a0 = a & 0xffff,
    a1 = a >>> 16;
  const t = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) | 0;
  const w = (Math.imul(a0, b1) + (t & 0xffff)) | 0;
  return (Math.imul(a1, b1) + (t >>> 16) + (w >>> 16)) | 0;
}

/** The rounds of xxHash on halves. A slice hashes its members without the length. */
function itemHalves(items: Items, sliceLike: boolean): number {
  let lo = P5_LO,
    hi = P5_HI;
  for (let i = 0; i < items.length; i++) {
    const laneLo = hashHalves(items[i]!),
      laneHi = H.hi;
    const sum = (lo + Math.imul(laneLo, P2_LO)) | 0;
    const carry = sum >>> 0 < lo >>> 0 ? 1 : 0;
    hi = (hi + high(laneLo, P2_0, P2_1) + Math.imul(laneLo, P2_HI) + Math.imul(laneHi, P2_LO) + carry) | 0;
    const turnedLo = (sum << 31) | (hi >>> 1),
      turnedHi = (hi << 31) | (sum >>> 1);
    lo = Math.imul(turnedLo, P1_LO);
    hi = (high(turnedLo, P1_0, P1_1) + Math.imul(turnedLo, P1_HI) + Math.imul(turnedHi, P1_LO)) | 0;
  }
  if (!sliceLike) {
    lo = add64(lo, hi, items.length ^ LENGTH_XOR_LO, P5_HI);
    hi = H.hi;
  }
  if (lo === -1 && hi === -1) {
    lo = 1546275796;
    hi = 0;
  }
  H.hi = hi;
  return lo;
}

const TUPLE = PyTuple.prototype;

/** Equality of keys with equal hashes: identity first, exact tuples without the operator protocol. */
export function sameKey(stored: PyObject, key: PyObject): boolean {
  // fast: tuples, and instances of subclasses that compare as they do.
  if (stored instanceof PyTuple && key instanceof PyTuple && stored.s_eq === TUPLE.s_eq && key.s_eq === TUPLE.s_eq) return equalItems(stored.ta, key.ta);
  return identicalOrEqual(stored, key);
}

export function hashItems(items: Items, sliceLike: boolean): number | bigint {
  const lo = itemHalves(items, sliceLike);
  return int64(lo, H.hi);
}

/**
 * The items of `a`, then those of `b`, in a new array. Spreading costs twice as much as indexing; where one side is a single item, as
 * when something is put before or behind a short sequence, the array comes from a literal.
 */
export function concatArrays(a: readonly PyObject[], b: readonly PyObject[]): PyObject[] {
  const n = a.length,
    m = b.length;
  if (n === 1 && m <= 4) return prepended(a[0]!, b);
  if (m === 1 && n <= 4) return appended(a, b[0]!);
  const out: PyObject[] = new Array(n + m);
  for (let i = 0; i < n; i++) out[i] = a[i]!;
  for (let i = 0; i < m; i++) out[n + i] = b[i]!;
  return out;
}

function prepended(x: PyObject, b: readonly PyObject[]): PyObject[] {
  switch (b.length) {
    case 0:
      return [x];
    case 1:
      return [x, b[0]!];
    case 2:
      return [x, b[0]!, b[1]!];
    case 3:
      return [x, b[0]!, b[1]!, b[2]!];
    default:
      return [x, b[0]!, b[1]!, b[2]!, b[3]!];
  }
}

function appended(a: readonly PyObject[], x: PyObject): PyObject[] {
  switch (a.length) {
    case 0:
      return [x];
    case 1:
      return [a[0]!, x];
    case 2:
      return [a[0]!, a[1]!, x];
    case 3:
      return [a[0]!, a[1]!, a[2]!, x];
    default:
      return [a[0]!, a[1]!, a[2]!, a[3]!, x];
  }
}
