// What bytes and bytearray share: the methods of both, over `bv`, with results of the receiver's kind. CPython: Objects/bytes_methods.c,
// Objects/stringlib/transmogrify.h.
import * as b from '../../util/bytes.ts';
import { copyMemory, engine, newMemory, unfilledMemory } from '../../util/memory.ts';
import { decodeLatin1 } from '../../util/codecs/utf8.ts';
import { classMethod, method, staticMethod, type CompareOp } from '../declare/type.ts';
import { addConverter } from '../declare/converters.ts';
import type { NativeCode, Row } from '../declare/native.ts';
import { BYTEARRAY, BYTES, INT, MEMORYVIEW, TUPLE } from '../model/flags.ts';
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { EMPTY_BYTES, None, NotImplemented, PyBytes, type PySlice, PyTuple } from '../model/values.ts';
import { acquireBuffer, bytesLike, contiguousBytes, hasBuffer, tryBytesLike } from '../ops/buffer.ts';
import type { PyBuffer } from '../model/buffer.ts';
import { decodeBytes } from '../ops/codecs.ts';
import { arrayFromIterable, length as lengthOf } from '../ops/iter.ts';
import { bytesWarning } from '../ops/bytesWarning.ts';
import { warn } from '../ops/hooks.ts';
import { asIndex, intValue, typeName } from '../ops/number.ts';
import { raise } from '../ops/raise.ts';
import { isStr } from '../ops/strings.ts';
import { textOf } from '../ops/text.ts';
import { codePoints } from '../../util/unicode/text.ts';
import { holding } from '../ops/exports.ts';
import { BytesWarning, IndexError, MemoryError, OverflowError, RuntimeError, TypeError, ValueError } from './exceptions.ts';
import { listType, newList } from './list.ts';
import type { PyList } from '../model/values.ts';
import { percentBytes } from './percentFormat.ts';
import { asRepeat } from './sequence.ts';
import { asSliceIndex, sliceBounds } from './slice.ts';
import { tupleType } from './tuple.ts';

/** Either kind, subclasses included. */
export type AnyBytes = PyObject & { readonly bv: Uint8Array };
/** Wraps fresh memory as the receiver's kind. */
export type Wrap = (bytes: Uint8Array) => PyObject;

/** Longest array that the engine can hold. */
export const MAX_BYTES = 2 ** 32;

export function isBytes(v: PyObject): v is PyBytes {
  return (v.tflags & BYTES) !== 0;
}

export function isAnyBytes(v: PyObject): v is AnyBytes & PyBytes {
  return (v.tflags & (BYTES | BYTEARRAY)) !== 0;
}

export function newBytes(bytes: Uint8Array): PyBytes {
  return bytes.length === 0 ? EMPTY_BYTES : new PyBytes(bytes);
}

export function newBytesLatin1(text: string): PyBytes {
  const out = unfilledMemory(text.length);
  if (text.length >= 16 && engine.writeLatin1 !== undefined) engine.writeLatin1(out, text, 0);
  else for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return new PyBytes(out);
}

export function latin1OfBytes(bytes: Uint8Array): string {
  return decodeLatin1(bytes);
}

/** Memory of `length` zeros. */
export function allocate(length: number): Uint8Array<ArrayBuffer> {
  if (length > MAX_BYTES) raise(MemoryError, '');
  try {
    return newMemory(length);
  } catch (e) {
    if (e instanceof RangeError) raise(MemoryError, '');
    throw e;
  }
}

// --- converters -----------------------------------------------------------------------------------------------------------

addConverter('buffer', (value) => bytesLike(value));
addConverter('opt_buffer', (value) => (value === None ? undefined : bytesLike(value)));
addConverter('fill_byte', (value, native: NativeCode, index) => {
  if (isAnyBytes(value)) {
    if (value.bv.length === 1) return value.bv[0];
    const kind = (value.tflags & BYTES) !== 0 ? 'bytes' : 'bytearray';
    raise(
      TypeError,
      `${native.sig.name}(): ${native.argumentText(index)} must be a byte string of length 1, not a ${kind} object of length ${value.bv.length}`,
    );
  }
  raise(TypeError, `${native.sig.name}() ${native.argumentText(index)} must be a byte string of length 1, not ${typeName(value)}`);
});

/** A bytes-like needle or one byte. */
export function needle(self: AnyBytes, value: PyObject): Uint8Array {
  // fast: what runs no Python code.
  return isBytes(value) ? value.bv : heldNeedle(self, value);
}

function heldNeedle(self: AnyBytes, value: PyObject): Uint8Array {
  return holding(self, () => needleSlow(value));
}

function needleSlow(value: PyObject): Uint8Array {
  if (value.s_buffer !== undefined) return bytesLike(value);
  if (intValue(value) === undefined && value.s_index === undefined) {
    raise(TypeError, `argument should be integer or bytes-like object, not '${typeName(value)}'`);
  }
  return Uint8Array.of(asByte(value, 'byte'));
}

/** One byte; `word` is how CPython begins the message for this type. */
export function asByte(value: PyObject, word: 'byte' | 'bytes'): number {
  const n = typeof value === 'number' ? value : asIndex(value);
  if (n < 0 || n > 255) raise(ValueError, `${word} must be in range(0, 256)`);
  return Number(n);
}

// --- construction ---------------------------------------------------------------------------------------------------------

/** The bytes that bytes(o) and bytearray(o) take from an object that is no str, count or None. */
export function bytesFromObject(o: PyObject, kind: 'bytes' | 'bytearray'): Uint8Array {
  if (hasBuffer(o)) return contiguousCopy(o);
  const word = kind === 'bytes' ? 'bytes' : 'byte';
  if (o.ob_type === listType || o.ob_type === tupleType) {
    const plain = smallInts(o.ob_type === listType ? (o as PyList).la : (o as PyTuple).ta);
    if (plain !== undefined) return plain;
    // Converting an item may change the list, which is read anew at each step.
    const items = o.ob_type === listType ? () => (o as PyList).la : () => (o as PyTuple).ta;
    const out: number[] = [];
    for (let i = 0; i < items().length; i++) out.push(asByte(items()[i]!, word));
    return Uint8Array.from(out);
  }
  if (isStr(o) || (o.s_iter === undefined && o.s_getitem === undefined)) raise(TypeError, `cannot convert '${typeName(o)}' object to ${kind}`);
  const items = arrayFromIterable(o);
  return smallInts(items) ?? Uint8Array.from(items.map((item) => asByte(item, word)));
}

/** fast: items that are all ints from 0 to 255, as bytes; undefined if some are not. */
function smallInts(items: readonly PyObject[]): Uint8Array<ArrayBuffer> | undefined {
  const out = newMemory(items.length);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (typeof item !== 'number' || item < 0 || item > 255) return undefined;
    out[i] = item;
  }
  return out;
}

/** A copy of the items of a buffer, in C order. */
export function contiguousCopy(o: PyObject): Uint8Array<ArrayBuffer> {
  // fast: memory in one piece.
  const plain = (o.tflags & (BYTES | MEMORYVIEW)) !== 0 ? tryBytesLike(o) : undefined;
  if (plain !== undefined) return copyMemory(plain);
  const buffer = acquireBuffer(o);
  const copy = copyMemory(contiguousBytes(buffer));
  buffer.release?.();
  return copy;
}

/** A count for bytes(n), undefined where `o` is no integer. */
export function tryCount(o: PyObject): number | undefined {
  if (isStr(o)) return undefined;
  let n = intValue(o);
  if (n === undefined) {
    if (o.s_index === undefined || hasBuffer(o)) return undefined;
    n = intValue(o.s_index(o))!;
  }
  if (typeof n === 'bigint') {
    if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(OverflowError, `cannot fit '${typeName(o)}' into an index-sized integer`);
    n = n < 0n ? -1 : Number.MAX_SAFE_INTEGER;
  }
  if (n < 0) raise(ValueError, 'negative count');
  return n;
}

// --- slots ----------------------------------------------------------------------------------------------------------------

function warnOfComparison(self: AnyBytes, other: PyObject): void {
  const array = (self.tflags & BYTEARRAY) !== 0;
  if (isStr(other)) warn(BytesWarning, `Comparison between ${array ? 'bytearray' : 'bytes'} and string`);
  else if (!array && (other.tflags & INT) !== 0) warn(BytesWarning, 'Comparison between bytes and int');
}

export function reprAnyBytes(self: AnyBytes): string {
  return (self.tflags & BYTEARRAY) !== 0 ? `${self.ob_type.name}(${b.reprBytes(self.bv, /* escapeSingle */ true)})` : b.reprBytes(self.bv);
}

/** `str(b)`, in the form of a repr. */
export function shownBytes(self: AnyBytes): string {
  if (bytesWarning.wanted) warn(BytesWarning, `str() on a ${(self.tflags & BYTEARRAY) !== 0 ? 'bytearray' : 'bytes'} instance`);
  return reprAnyBytes(self);
}

/** bytes compare with bytes, bytearray with every buffer; the rest is the other side's business. */
export function compareAnyBytes(self: AnyBytes, other: PyObject, op: CompareOp): PyObject {
  const theirs = isBytes(other) ? other.bv : (self.tflags & BYTEARRAY) !== 0 ? (isAnyBytes(other) ? other.bv : tryBytesLike(other)) : undefined;
  if (theirs === undefined) {
    if (bytesWarning.wanted && (op === 'eq' || op === 'ne')) warnOfComparison(self, other);
    return NotImplemented;
  }
  if (op === 'eq') return b.bytesEqual(self.bv, theirs);
  if (op === 'ne') return !b.bytesEqual(self.bv, theirs);
  const order = b.compareBytes(self.bv, theirs);
  return op === 'lt' ? order < 0 : op === 'le' ? order <= 0 : op === 'gt' ? order > 0 : order >= 0;
}

export function itemAt(self: AnyBytes, key: PyObject, kind: 'byte' | 'bytearray', outOfRange: string): number {
  const { bv } = self;
  // fast: an index in range.
  if (typeof key === 'number') {
    const v = bv[key < 0 ? key + bv.length : key];
    if (v !== undefined) return v;
  }
  return bv[indexOf(self, key, kind, outOfRange)]!;
}

export function indexOf(self: AnyBytes, key: PyObject, kind: 'byte' | 'bytearray', outOfRange: string): number {
  let n = intValue(key);
  if (n === undefined) {
    if (key.s_index === undefined) raise(TypeError, `${kind} indices must be integers or slices, not ${typeName(key)}`);
    n = intValue(key.s_index(key))!;
  }
  if (typeof n === 'bigint') {
    if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(IndexError, `cannot fit '${typeName(key)}' into an index-sized integer`);
    raise(IndexError, outOfRange);
  }
  const at = n < 0 ? n + self.bv.length : n;
  if (at < 0 || at >= self.bv.length) raise(IndexError, outOfRange);
  return at;
}

export function sliceOf(self: AnyBytes, key: PySlice): Uint8Array {
  const { start, step, count } = sliceBounds(key, self.bv);
  if (step === 1) return b.sliceBytes(self.bv, start, start + count);
  const out = unfilledMemory(count);
  for (let i = 0, at = start; i < count; i++, at += step) out[i] = self.bv[at]!;
  return out;
}

export function containsByte(self: AnyBytes, value: PyObject): boolean {
  // fast: what runs no Python code.
  return isBytes(value) ? b.findBytes(self.bv, value.bv, 0, self.bv.length) >= 0 : containsSlow(self, value);
}

function containsSlow(self: AnyBytes, value: PyObject): boolean {
  if (intValue(value) !== undefined || (value.s_index !== undefined && !hasBuffer(value))) {
    const byte = typeof value === 'number' ? asByte(value, 'byte') : holding(self, () => asByte(value, 'byte'));
    return self.bv.includes(byte);
  }
  const part = holding(self, () => bytesLike(value));
  return b.findBytes(self.bv, part, 0, self.bv.length) >= 0;
}

export function repeatMemory(self: AnyBytes, count: PyObject): Uint8Array {
  const n = asRepeat(count);
  const total = self.bv.length * n;
  if (total > Number.MAX_SAFE_INTEGER) raise(OverflowError, 'repeated bytes are too long');
  if (total > MAX_BYTES) raise(MemoryError, '');
  return b.repeatBytes(self.bv, n);
}

export function exportBytes(self: AnyBytes, readonly: boolean, release: (() => void) | undefined): PyBuffer {
  return { obj: self, bytes: self.bv, readonly, itemsize: 1, format: 'B', shape: undefined, strides: undefined, offset: 0, release };
}

// --- methods --------------------------------------------------------------------------------------------------------------

function bound(v: PyObject, fallback: number, length: number, clampHigh: boolean): number {
  if (v === None) return fallback;
  let n = asSliceIndex(v);
  if (n < 0) n = Math.max(n + length, 0);
  return clampHigh && n > length ? length : n;
}

type Search = (bytes: Uint8Array, sub: Uint8Array, start: number, end: number) => number;

function search(f: Search) {
  return (self: AnyBytes, sub: PyObject, start: PyObject, end: PyObject): number => {
    const part = needle(self, sub);
    const n = self.bv.length;
    return f(self.bv, part, start === None ? 0 : bound(start, 0, n, false), end === None ? n : bound(end, n, n, true));
  };
}

function required(f: Search) {
  const find = search(f);
  return (self: AnyBytes, sub: PyObject, start: PyObject, end: PyObject): number => {
    const at = find(self, sub, start, end);
    if (at < 0) raise(ValueError, 'subsection not found');
    return at;
  };
}

export function affix(name: 'startswith' | 'endswith') {
  const atStart = name === 'startswith';
  return (self: AnyBytes, affixes: PyObject, startArg: PyObject, endArg: PyObject): boolean => {
    const { bv } = self;
    const start = startArg === None ? 0 : bound(startArg, 0, bv.length, false);
    const end = endArg === None ? bv.length : bound(endArg, bv.length, bv.length, true);
    if ((affixes.tflags & TUPLE) !== 0) {
      const { ta } = affixes as PyTuple;
      for (let i = 0; i < ta.length; i++) if (hasAffix(bv, bytesLike(ta[i]!), start, end, atStart)) return true;
      return false;
    }
    if (affixes.s_buffer === undefined) raise(TypeError, `${name} first arg must be bytes or a tuple of bytes, not ${typeName(affixes)}`);
    return hasAffix(bv, bytesLike(affixes), start, end, atStart);
  };
}

function hasAffix(bytes: Uint8Array, part: Uint8Array, start: number, end: number, atStart: boolean): boolean {
  return start <= bytes.length && end - start >= part.length && b.matchesBytes(bytes, part, atStart ? start : end - part.length);
}

function separator(sep: PyObject): Uint8Array | undefined {
  if (sep === None) return undefined;
  const bytes = bytesLike(sep);
  if (bytes.length === 0) raise(ValueError, 'empty separator');
  return bytes;
}

/** hex() of any bytes: also memoryview's. */
export function hexWithSeparator(bytes: Uint8Array, sep: PyObject | undefined, group: number): string {
  if (sep === undefined) return b.hexOfBytes(bytes);
  if (lengthOf(sep) !== 1) raise(ValueError, 'sep must be length 1.');
  let code: number;
  if (isStr(sep)) code = codePoints(textOf(sep))[0]!;
  else if (isBytes(sep)) code = sep.bv[0]!;
  else raise(TypeError, 'sep must be str or bytes.');
  if (code > 127) raise(ValueError, 'sep must be ASCII.');
  return b.hexOfBytes(bytes, String.fromCharCode(code), group);
}

/** From so many digits on the engine is faster than a loop. */
const LONG_HEX = 32;

/** The bytes of `fromhex`. */
export function fromHex(value: PyObject): Uint8Array {
  let units: ArrayLike<number>;
  if (typeof value === 'string' && value.length >= LONG_HEX && value.length % 2 === 0 && engine.writeHex !== undefined && !/[^\da-f]/i.test(value)) {
    const out = unfilledMemory(value.length / 2);
    engine.writeHex(out, value);
    return out;
  }
  if (isStr(value)) units = codePoints(textOf(value));
  else {
    if (value.s_buffer === undefined) raise(TypeError, `fromhex() argument must be str or bytes-like, not ${typeName(value)}`);
    units = bytesLike(value);
  }
  const out = b.bytesOfHex(units);
  if (typeof out !== 'number') return out;
  raise(
    ValueError,
    out < 0 ? 'fromhex() arg must contain an even number of hexadecimal digits' : `non-hexadecimal number found in fromhex() arg at position ${out}`,
  );
}

export function joinBytes(separatorBytes: Uint8Array, iterable: PyObject): Uint8Array {
  let items: readonly PyObject[];
  if (iterable.ob_type === listType) items = (iterable as PyList).la;
  else if (iterable.ob_type === tupleType) items = (iterable as PyTuple).ta;
  else if (iterable.s_iter === undefined && iterable.s_getitem === undefined) raise(TypeError, 'can only join an iterable');
  else items = arrayFromIterable(iterable);
  const parts: Uint8Array[] = [];
  const size = items.length;
  for (let i = 0; i < size; i++) {
    const item = items[i]!;
    const bytes = isBytes(item) ? item.bv : tryBytesLike(item);
    if (bytes === undefined) raise(TypeError, `sequence item ${i}: expected a bytes-like object, ${typeName(item)} found`);
    if (iterable.ob_type === listType && (iterable as PyList).la.length !== size) raise(RuntimeError, 'sequence changed size during iteration');
    if (i > 0 && separatorBytes.length > 0) parts.push(separatorBytes);
    parts.push(bytes);
  }
  return b.concatBytes(parts);
}

function center(bytes: Uint8Array, width: number, fill: number): Uint8Array {
  const margin = width - bytes.length;
  if (margin <= 0) return bytes;
  const left = Math.floor(margin / 2) + (margin & width & 1);
  return b.padBytes(bytes, left, margin - left, fill);
}

function zfill(bytes: Uint8Array, width: number): Uint8Array {
  const fill = width - bytes.length;
  if (fill <= 0) return bytes;
  const out = b.padBytes(bytes, fill, 0, 48);
  if (bytes[0] === 43 || bytes[0] === 45) {
    out[0] = bytes[0];
    out[fill] = 48;
  }
  return out;
}

/** The bytes themselves where nothing changes. */
function translate(bytes: Uint8Array, table: Uint8Array | undefined, deleted: PyObject | undefined): Uint8Array {
  if (table !== undefined && table.length !== 256) raise(ValueError, 'translation table must be 256 characters long');
  const gone = deleted === undefined ? undefined : bytesLike(deleted);
  const n = bytes.length;
  const out = unfilledMemory(n);
  let at = 0,
    changes = 0;
  if (gone === undefined || gone.length === 0) {
    if (table === undefined) return bytes;
    for (; at < n; at++) {
      const v = bytes[at]!;
      changes |= v ^ (out[at] = table[v]!);
    }
  } else {
    const stays = new Uint8Array(256).fill(1);
    for (let i = 0; i < gone.length; i++) stays[gone[i]!] = 0;
    for (let i = 0; i < n; i++) {
      const v = bytes[i]!;
      if (stays[v] === 1) changes |= v ^ (out[at++] = table === undefined ? v : table[v]!);
    }
  }
  if (at < n) return out.slice(0, at);
  return changes === 0 ? bytes : out;
}

function checkWidth(width: number): number {
  if (width > MAX_BYTES) raise(MemoryError, '');
  return width;
}

/** `'b' '`-like defaults arrive as undefined. */
const SPACE = 32;

/** The rows of both types. `wrapOf(self)` gives how results are wrapped; `same` hands back an unchanged receiver. */
export function sharedMethods(wrap: Wrap, same: (self: AnyBytes) => PyObject, create: (cls: PyType, bytes: Uint8Array) => PyObject): Row[] {
  /** A transformation of the whole; the receiver itself where nothing changed. */
  const whole = (self: AnyBytes, bytes: Uint8Array): PyObject => (bytes === self.bv ? same(self) : wrap(bytes));
  const list = (parts: Uint8Array[]): PyObject => {
    const items: PyObject[] = [];
    for (let i = 0; i < parts.length; i++) items.push(wrap(parts[i]!));
    return newList(items);
  };
  const empty = (): PyObject => wrap(new Uint8Array(0));
  const partsOf = (self: AnyBytes, at: number, sep: Uint8Array): PyObject =>
    new PyTuple([wrap(copyMemory(self.bv, 0, at)), wrap(sep.slice()), wrap(copyMemory(self.bv, at + sep.length))]);
  return [
    method('capitalize(self, /)', 'First byte in upper case, the rest in lower case (ASCII).', (self: AnyBytes) => wrap(b.capitalizeBytes(self.bv))),
    method("center(self, width: size, fillchar: fill_byte = b' ', /)", 'Centred in a width.', (self: AnyBytes, width: number, fill = SPACE) =>
      whole(self, center(self.bv, checkWidth(width), fill)),
    ),
    method('count(self, sub, start=None, end=None, /)', 'Number of occurrences without overlap.', search(b.countBytes)),
    method(
      "decode(self, /, encoding: str = 'utf-8', errors: str = 'strict')",
      'The text that the bytes encode.',
      (self: AnyBytes, encoding: string, errors: string) => decodeBytes(self, self.bv, encoding, errors),
    ),
    method('endswith(self, suffix, start=None, end=None, /)', 'Do the bytes end with the suffix, or one of a tuple of suffixes?', affix('endswith')),
    method('expandtabs(self, /, tabsize: int = 8)', 'Tabs replaced by spaces.', (self: AnyBytes, tabSize: number) => wrap(b.expandTabsBytes(self.bv, tabSize))),
    method('find(self, sub, start=None, end=None, /)', 'First position of sub, -1 if there is none.', search(b.findBytes)),
    classMethod(
      'fromhex(cls, string, /)',
      'The bytes that pairs of hexadecimal digits stand for; white space between pairs is skipped.',
      (cls: PyType, value: PyObject) => create(cls, fromHex(value)),
    ),
    method(
      'hex(self, /, sep=?, bytes_per_sep: int = 1)',
      'Two hexadecimal digits for each byte, with separators.',
      (self: AnyBytes, sep: PyObject | undefined, group: number) =>
        sep === undefined ? b.hexOfBytes(self.bv) : holding(self, () => hexWithSeparator(self.bv, sep, group)),
    ),
    method('index(self, sub, start=None, end=None, /)', 'First position of sub; ValueError if there is none.', required(b.findBytes)),
    method('isalnum(self, /)', 'Only ASCII letters and digits, and some?', (self: AnyBytes) => b.allBytes(self.bv, b.isAlnumByte)),
    method('isalpha(self, /)', 'Only ASCII letters, and some?', (self: AnyBytes) => b.allBytes(self.bv, b.isAlphaByte)),
    method('isascii(self, /)', 'Only ASCII, or empty?', (self: AnyBytes) => self.bv.every((v) => v < 128)),
    method('isdigit(self, /)', 'Only ASCII digits, and some?', (self: AnyBytes) => b.allBytes(self.bv, b.isDigitByte)),
    method('islower(self, /)', 'All letters in lower case, and at least one?', (self: AnyBytes) => self.bv.some(b.isLowerByte) && !self.bv.some(b.isUpperByte)),
    method('isspace(self, /)', 'Only ASCII white space, and some?', (self: AnyBytes) => b.allBytes(self.bv, b.isSpaceByte)),
    method('istitle(self, /)', 'In title case?', (self: AnyBytes) => b.isTitleBytes(self.bv)),
    method('isupper(self, /)', 'All letters in upper case, and at least one?', (self: AnyBytes) => self.bv.some(b.isUpperByte) && !self.bv.some(b.isLowerByte)),
    method('join(self, iterable_of_bytes, /)', 'The items of an iterable with these bytes between them.', (self: AnyBytes, iterable: PyObject) =>
      wrap(isBytes(self) ? joinBytes(self.bv, iterable) : holding(self, () => joinBytes(self.bv, iterable))),
    ),
    method("ljust(self, width: size, fillchar: fill_byte = b' ', /)", 'Filled up on the right.', (self: AnyBytes, width: number, fill = SPACE) =>
      whole(self, b.padBytes(self.bv, 0, checkWidth(width) - self.bv.length, fill)),
    ),
    method('lower(self, /)', 'ASCII letters in lower case.', (self: AnyBytes) => wrap(b.mapBytes(self.bv, b.lowerByte))),
    method(
      'lstrip(self, bytes: opt_buffer = None, /)',
      'Without leading white space, or leading bytes of a set.',
      (self: AnyBytes, set: Uint8Array | undefined) => whole(self, b.stripBytes(self.bv, set, true, false)),
    ),
    staticMethod('maketrans(frm: buffer, to: buffer, /)', 'A table for translate().', (from: Uint8Array, to: Uint8Array) => {
      if (from.length !== to.length) raise(ValueError, 'maketrans arguments must have same length');
      const table = Uint8Array.from({ length: 256 }, (_, i) => i);
      from.forEach((v, i) => {
        table[v] = to[i]!;
      });
      return new PyBytes(table);
    }),
    method('partition(self, sep: buffer, /)', 'Parts before, at and after the first separator.', (self: AnyBytes, sep: Uint8Array) => {
      if (sep.length === 0) raise(ValueError, 'empty separator');
      const at = b.findBytes(self.bv, sep, 0, self.bv.length);
      return at < 0 ? new PyTuple([same(self), empty(), empty()]) : partsOf(self, at, sep);
    }),
    method(
      'replace(self, old: buffer, new: buffer, count: size = -1, /)',
      'Copy with occurrences of old (at most count of them) replaced.',
      (self: AnyBytes, old: Uint8Array, by: Uint8Array, count: number) => whole(self, b.replaceBytes(self.bv, old, by, count)),
    ),
    method('removeprefix(self, prefix: buffer, /)', 'Without the prefix, if they have it.', (self: AnyBytes, prefix: Uint8Array) =>
      prefix.length > 0 && prefix.length <= self.bv.length && b.matchesBytes(self.bv, prefix, 0) ? wrap(copyMemory(self.bv, prefix.length)) : same(self),
    ),
    method('removesuffix(self, suffix: buffer, /)', 'Without the suffix, if they have it.', (self: AnyBytes, suffix: Uint8Array) =>
      suffix.length > 0 && suffix.length <= self.bv.length && b.matchesBytes(self.bv, suffix, self.bv.length - suffix.length)
        ? wrap(copyMemory(self.bv, 0, self.bv.length - suffix.length))
        : same(self),
    ),
    method('rfind(self, sub, start=None, end=None, /)', 'Last position of sub, -1 if there is none.', search(b.rfindBytes)),
    method('rindex(self, sub, start=None, end=None, /)', 'Last position of sub; ValueError if there is none.', required(b.rfindBytes)),
    method("rjust(self, width: size, fillchar: fill_byte = b' ', /)", 'Filled up on the left.', (self: AnyBytes, width: number, fill = SPACE) =>
      whole(self, b.padBytes(self.bv, checkWidth(width) - self.bv.length, 0, fill)),
    ),
    method('rpartition(self, sep: buffer, /)', 'Parts before, at and after the last separator.', (self: AnyBytes, sep: Uint8Array) => {
      if (sep.length === 0) raise(ValueError, 'empty separator');
      const at = b.rfindBytes(self.bv, sep, 0, self.bv.length);
      return at < 0 ? new PyTuple([empty(), empty(), same(self)]) : partsOf(self, at, sep);
    }),
    method(
      'rsplit(self, /, sep=None, maxsplit: size = -1)',
      'Parts between separators, counted from the right.',
      (self: AnyBytes, sep: PyObject, max: number) => {
        const sepBytes = separator(sep);
        return list(sepBytes === undefined ? b.rsplitSpaceBytes(self.bv, max) : b.rsplitBytes(self.bv, sepBytes, max));
      },
    ),
    method(
      'rstrip(self, bytes: opt_buffer = None, /)',
      'Without trailing white space, or trailing bytes of a set.',
      (self: AnyBytes, set: Uint8Array | undefined) => whole(self, b.stripBytes(self.bv, set, false, true)),
    ),
    method('split(self, /, sep=None, maxsplit: size = -1)', 'Parts between separators, from the left.', (self: AnyBytes, sep: PyObject, max: number) => {
      const sepBytes = separator(sep);
      return list(sepBytes === undefined ? b.splitSpaceBytes(self.bv, max) : b.splitBytes(self.bv, sepBytes, max));
    }),
    method('splitlines(self, /, keepends: bool = False)', 'The lines.', (self: AnyBytes, keepEnds: boolean) => list(b.splitLinesBytes(self.bv, keepEnds))),
    method('startswith(self, prefix, start=None, end=None, /)', 'Do the bytes begin with the prefix, or one of a tuple of prefixes?', affix('startswith')),
    method('strip(self, bytes: opt_buffer = None, /)', 'Without white space, or bytes of a set, at both ends.', (self: AnyBytes, set: Uint8Array | undefined) =>
      whole(self, b.stripBytes(self.bv, set, true, true)),
    ),
    method('swapcase(self, /)', 'Upper case for lower case and the other way round (ASCII).', (self: AnyBytes) => wrap(b.mapBytes(self.bv, b.swapByte))),
    method('title(self, /)', 'Words begin in upper case, the rest is in lower case (ASCII).', (self: AnyBytes) => wrap(b.titleBytes(self.bv))),
    method(
      "translate(self, table, /, delete = b'')",
      'Each byte replaced as the table says, those of delete left out.',
      (self: AnyBytes, table: PyObject, gone: PyObject | undefined) => whole(self, translate(self.bv, table === None ? undefined : bytesLike(table), gone)),
    ),
    method('upper(self, /)', 'ASCII letters in upper case.', (self: AnyBytes) => wrap(b.mapBytes(self.bv, b.upperByte))),
    method('zfill(self, width: size, /)', 'Filled up with zeros after the sign.', (self: AnyBytes, width: number) =>
      whole(self, zfill(self.bv, checkWidth(width))),
    ),
  ];
}

export function percentAny(self: AnyBytes, args: PyObject, wrap: Wrap): PyObject {
  return holding(self, () => wrap(newBytesLatin1(percentBytes(latin1OfBytes(self.bv), args)).bv));
}

/** `encoding` and `errors` of a constructor without a str to go with. */
export function checkNoEncoding(encoding: string | undefined, errors: string | undefined): void {
  if (encoding !== undefined) raise(TypeError, 'encoding without a string argument');
  if (errors !== undefined) raise(TypeError, 'errors without a string argument');
}
