// The algorithms of bytes and bytearray over Uint8Array. Indices are already clamped by the caller; results are fresh arrays, or the
// input itself where nothing changed. CPython: Objects/stringlib/*.h, Objects/bytes_methods.c.
import { copyMemory, engine, Pieces, unfilledMemory } from './memory.ts';
import { findLong, isLongNeedle, rfindLong } from './search.ts';

export const EMPTY_BYTES = new Uint8Array(0);

export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  if (a.length >= LONG && engine.compare !== undefined) return engine.compare(a, b) === 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  if (n >= LONG && engine.compare !== undefined) return engine.compare(a, b);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** From this length on the engine compares faster than a loop. */
const LONG = 32;
/** Below this size a loop copies faster than the engine's set(), before it is optimised too. */
const SHORT = 4;
/** Below this number of bytes a loop makes digits faster than the engine does. */
const SHORT_HEX = 16;
/** From here on it pays to look for something in a text of the same characters: the engine searches those four times as fast. */
const AS_TEXT = 512;
/** It takes quadratic time at worst, which is bearable for short needles. */
const isAsText = (length: number, needle: Uint8Array): boolean => engine.latin1 !== undefined && length >= AS_TEXT && needle.length <= 64;

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (let i = 0; i < parts.length; i++) length += parts[i]!.length;
  const out = unfilledMemory(length);
  for (let i = 0, at = 0; i < parts.length; i++) {
    const part = parts[i]!;
    copyInto(out, part, at);
    at += part.length;
  }
  return out;
}

export function concatTwo(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = unfilledMemory(a.length + b.length);
  copyInto(out, a, 0);
  copyInto(out, b, a.length);
  return out;
}

function copyInto(out: Uint8Array, part: Uint8Array, at: number): void {
  const n = part.length;
  if (n < SHORT) for (let i = 0; i < n; i++) out[at + i] = part[i]!;
  else out.set(part, at);
}

function copyRange(out: Uint8Array, at: number, bytes: Uint8Array, start: number, end: number): void {
  const n = end - start;
  if (n < SHORT) for (let i = 0; i < n; i++) out[at + i] = bytes[start + i]!;
  else out.set(new Uint8Array(bytes.buffer, bytes.byteOffset + start, n), at);
}

/** A copy of bytes[start:end], both within the array. */
export function sliceBytes(bytes: Uint8Array, start: number, end = bytes.length): Uint8Array {
  return end <= start ? EMPTY_BYTES : copyMemory(bytes, start, end);
}

export function findBytes(bytes: Uint8Array, sub: Uint8Array, start: number, end: number): number {
  const m = sub.length;
  if (start > bytes.length || end - start < m) return -1;
  if (m === 0) return start;
  if (isLongNeedle(m)) return findLong(bytes, sub, start, end);
  const first = sub[0]!;
  const last = end - m;
  for (let i = bytes.indexOf(first, start); i >= 0 && i <= last; i = bytes.indexOf(first, i + 1)) if (matchesBytes(bytes, sub, i)) return i;
  return -1;
}

export function rfindBytes(bytes: Uint8Array, sub: Uint8Array, start: number, end: number): number {
  if (start > bytes.length || end - start < sub.length) return -1;
  if (isLongNeedle(sub.length)) return rfindLong(bytes, sub, start, end);
  for (let i = end - sub.length; i >= start; i--) if (matchesBytes(bytes, sub, i)) return i;
  return -1;
}

export function matchesBytes(bytes: Uint8Array, sub: Uint8Array, at: number): boolean {
  for (let k = 0; k < sub.length; k++) if (bytes[at + k] !== sub[k]) return false;
  return true;
}

export function countBytes(bytes: Uint8Array, sub: Uint8Array, start: number, end: number): number {
  if (sub.length === 0) return start > bytes.length || end < start ? 0 : end - start + 1;
  if (sub.length === 1) return countByte(bytes, sub[0]!, start, Math.min(end, bytes.length));
  let n = 0;
  if (isAsText(end - start, sub)) return placesOf(bytes, sub, start, Math.min(end, bytes.length), -1).length;
  for (let i = findBytes(bytes, sub, start, end); i >= 0; i = findBytes(bytes, sub, i + sub.length, end)) n++;
  return n;
}

/** From this length on a second view of the memory is worth making. */
const WORDS_FROM = 256;
/** So many words may be added up before a lane of 8 bits overflows. */
const LANE_LIMIT = 255;

/** Four bytes at a time: each byte of a word that equals `byte` becomes a 1 in its lane of a sum. */
function countByte(bytes: Uint8Array, byte: number, start: number, end: number): number {
  let n = 0;
  let i = start;
  if (end - start >= WORDS_FROM) {
    for (; (bytes.byteOffset + i) % 4 !== 0; i++) if (bytes[i] === byte) n++;
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + i, (end - i) >> 2);
    const pattern = Math.imul(byte, 0x01010101);
    for (let at = 0; at < words.length; at += LANE_LIMIT) {
      const stop = Math.min(at + LANE_LIMIT, words.length);
      let lanes = 0;
      for (let k = at; k < stop; k++) {
        const differs = words[k]! ^ pattern;
        // The high bit of a byte stays clear where all of it is zero.
        const high = ((differs & 0x7f7f7f7f) + 0x7f7f7f7f) | differs;
        lanes = (lanes + ((~high >>> 7) & 0x01010101)) | 0;
      }
      n += (lanes & 255) + ((lanes >>> 8) & 255) + ((lanes >>> 16) & 255) + (lanes >>> 24);
    }
    i += words.length * 4;
  }
  for (; i < end; i++) if (bytes[i] === byte) n++;
  return n;
}

/** Where `sub` lies in bytes[start:end], from left to right without overlaps: the first `max` places, or all. By texts of a moderate size: large ones cost as much as memory that is new. */
function placesOf(bytes: Uint8Array, sub: Uint8Array, start: number, end: number, max: number): number[] {
  const latin1 = engine.latin1!;
  const wanted = latin1(sub, 0, sub.length);
  const places: number[] = [];
  let from = start;
  for (let at = start; at + sub.length <= end && places.length !== max; at += STRETCH) {
    const text = latin1(bytes, at, Math.min(at + STRETCH + sub.length - 1, end));
    for (let i = text.indexOf(wanted, Math.max(from - at, 0)); i >= 0 && places.length !== max; i = text.indexOf(wanted, i + sub.length)) {
      places.push(at + i);
      from = at + i + sub.length;
    }
  }
  return places;
}
const STRETCH = 65536;

export function replaceBytes(bytes: Uint8Array, old: Uint8Array, by: Uint8Array, count: number): Uint8Array {
  if (count === 0) return bytes;
  const n = bytes.length;
  if (old.length > 0 && isAsText(n, old)) return replaceAt(bytes, placesOf(bytes, old, 0, n, count), old.length, by);
  const places: number[] = [];
  if (old.length === 0) {
    if (count < 0 || count > n + 1) count = n + 1;
    for (let i = 0; i < count; i++) places.push(i);
  } else {
    for (let i = findBytes(bytes, old, 0, n); i >= 0 && count !== 0; i = findBytes(bytes, old, i + old.length, n), count--) places.push(i);
  }
  return replaceAt(bytes, places, old.length, by);
}

function replaceAt(bytes: Uint8Array, places: readonly number[], length: number, by: Uint8Array): Uint8Array {
  if (places.length === 0) return bytes;
  const out = unfilledMemory(bytes.length + places.length * (by.length - length));
  let from = 0;
  let at = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    copyRange(out, at, bytes, from, place);
    at += place - from;
    copyInto(out, by, at);
    at += by.length;
    from = place + length;
  }
  copyRange(out, at, bytes, from, bytes.length);
  return out;
}

export function splitBytes(bytes: Uint8Array, sep: Uint8Array, max: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  let from = 0;
  if (isAsText(bytes.length, sep)) {
    const pieces = new Pieces(bytes);
    for (const place of placesOf(bytes, sep, 0, bytes.length, max)) {
      out.push(place === from ? EMPTY_BYTES : pieces.take(from, place));
      from = place + sep.length;
    }
    out.push(from === bytes.length ? EMPTY_BYTES : pieces.take(from, bytes.length));
    return out;
  }
  for (let i = findBytes(bytes, sep, 0, bytes.length); i >= 0 && max !== 0; i = findBytes(bytes, sep, from, bytes.length), max--) {
    out.push(sliceBytes(bytes, from, i));
    from = i + sep.length;
  }
  out.push(sliceBytes(bytes, from));
  return out;
}

export function rsplitBytes(bytes: Uint8Array, sep: Uint8Array, max: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  let to = bytes.length;
  for (let i = rfindBytes(bytes, sep, 0, to); i >= 0 && max !== 0; i = rfindBytes(bytes, sep, 0, to), max--) {
    out.push(sliceBytes(bytes, i + sep.length, to));
    to = i;
  }
  out.push(sliceBytes(bytes, 0, to));
  return out.reverse();
}

/** White space of bytes is ASCII's: space, tab, line feed, vertical tab, form feed, carriage return. */
export function isSpaceByte(b: number): boolean {
  return b === 32 || (b >= 9 && b <= 13);
}

export function splitSpaceBytes(bytes: Uint8Array, max: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  const pieces = new Pieces(bytes);
  for (let i = 0; ; ) {
    while (i < bytes.length && isSpaceByte(bytes[i]!)) i++;
    if (i === bytes.length) return out;
    if (max-- === 0) {
      out.push(sliceBytes(bytes, i));
      return out;
    }
    const start = i;
    while (i < bytes.length && !isSpaceByte(bytes[i]!)) i++;
    out.push(pieces.take(start, i));
  }
}

export function rsplitSpaceBytes(bytes: Uint8Array, max: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let i = bytes.length; ; ) {
    while (i > 0 && isSpaceByte(bytes[i - 1]!)) i--;
    if (i === 0) break;
    if (max-- === 0) {
      out.push(sliceBytes(bytes, 0, i));
      break;
    }
    const end = i;
    while (i > 0 && !isSpaceByte(bytes[i - 1]!)) i--;
    out.push(sliceBytes(bytes, i, end));
  }
  return out.reverse();
}

export function splitLinesBytes(bytes: Uint8Array, keepEnds: boolean): Uint8Array[] {
  const out: Uint8Array[] = [];
  const pieces = new Pieces(bytes);
  for (let i = 0; i < bytes.length; ) {
    const start = i;
    while (i < bytes.length && bytes[i] !== 10 && bytes[i] !== 13) i++;
    const end = i;
    if (i < bytes.length) i += bytes[i] === 13 && bytes[i + 1] === 10 ? 2 : 1;
    const stop = keepEnds ? i : end;
    out.push(stop === start ? EMPTY_BYTES : pieces.take(start, stop));
  }
  return out;
}

export function stripBytes(bytes: Uint8Array, chars: Uint8Array | undefined, left: boolean, right: boolean): Uint8Array {
  let i = 0;
  let j = bytes.length;
  if (chars === undefined) {
    if (left) while (i < j && isSpaceByte(bytes[i]!)) i++;
    if (right) while (j > i && isSpaceByte(bytes[j - 1]!)) j--;
  } else {
    if (left) while (i < j && chars.includes(bytes[i]!)) i++;
    if (right) while (j > i && chars.includes(bytes[j - 1]!)) j--;
  }
  return i === 0 && j === bytes.length ? bytes : sliceBytes(bytes, i, j);
}

export function padBytes(bytes: Uint8Array, left: number, right: number, fill: number): Uint8Array {
  if (left <= 0 && right <= 0) return bytes;
  left = Math.max(left, 0);
  const out = unfilledMemory(left + bytes.length + Math.max(right, 0)).fill(fill);
  out.set(bytes, left);
  return out;
}

export function repeatBytes(bytes: Uint8Array, count: number): Uint8Array {
  if (count <= 0 || bytes.length === 0) return EMPTY_BYTES;
  const out = unfilledMemory(bytes.length * count);
  if (bytes.length === 1) return out.fill(bytes[0]!);
  out.set(bytes);
  for (let n = bytes.length; n < out.length; n *= 2) out.copyWithin(n, 0, Math.min(n, out.length - n));
  return out;
}

/** Each byte as `map` says, which is asked once for each of the 256. */
export function mapBytes(bytes: Uint8Array, map: (b: number) => number): Uint8Array {
  const n = bytes.length;
  const out = unfilledMemory(n);
  const table = tables.get(map) ?? tableOf(map);
  for (let i = 0; i < n; i++) out[i] = table[bytes[i]!]!;
  return out;
}

const tables = new Map<(b: number) => number, Uint8Array>();

function tableOf(map: (b: number) => number): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, i) => map(i));
  tables.set(map, table);
  return table;
}

export const isUpperByte = (b: number): boolean => b >= 65 && b <= 90;
export const isLowerByte = (b: number): boolean => b >= 97 && b <= 122;
export const isAlphaByte = (b: number): boolean => isLowerByte(b | 32) && b < 128;
export const isDigitByte = (b: number): boolean => b >= 48 && b <= 57;
export const isAlnumByte = (b: number): boolean => isAlphaByte(b) || isDigitByte(b);
export const lowerByte = (b: number): number => (isUpperByte(b) ? b + 32 : b);
export const upperByte = (b: number): number => (isLowerByte(b) ? b - 32 : b);
export const swapByte = (b: number): number => (isAlphaByte(b) ? b ^ 32 : b);

export function titleBytes(bytes: Uint8Array): Uint8Array {
  let previous = false;
  const out = unfilledMemory(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i]!;
    out[i] = previous ? lowerByte(b) : upperByte(b);
    previous = isAlphaByte(b);
  }
  return out;
}

export function capitalizeBytes(bytes: Uint8Array): Uint8Array {
  const out = mapBytes(bytes, lowerByte);
  if (out.length > 0) out[0] = upperByte(out[0]!);
  return out;
}

export function allBytes(bytes: Uint8Array, test: (b: number) => boolean): boolean {
  for (let i = 0; i < bytes.length; i++) if (!test(bytes[i]!)) return false;
  return bytes.length > 0;
}

export function isTitleBytes(bytes: Uint8Array): boolean {
  let cased = false;
  let previous = false;
  for (const b of bytes) {
    if (isUpperByte(b) ? previous : isLowerByte(b) && !previous) return false;
    previous = isAlphaByte(b);
    cased ||= previous;
  }
  return cased;
}

export function expandTabsBytes(bytes: Uint8Array, tabSize: number): Uint8Array {
  const out: number[] = [];
  let column = 0;
  for (const b of bytes) {
    if (b === 9) {
      if (tabSize > 0) {
        const n = tabSize - (column % tabSize);
        column += n;
        for (let k = 0; k < n; k++) out.push(32);
      }
    } else {
      column = b === 10 || b === 13 ? 0 : column + 1;
      out.push(b);
    }
  }
  return Uint8Array.from(out);
}

/**
 * The literal of bytes: b'…', with double quotes where only single ones occur. `escapeSingle`: a single quote is escaped even then,
 * as bytearray does.
 */
export function reprBytes(bytes: Uint8Array, escapeSingle = false): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  let out = 'b' + quote;
  for (const b of bytes) {
    if (b === 92 || b === quote.charCodeAt(0) || (b === 39 && escapeSingle)) out += '\\' + String.fromCharCode(b);
    else if (b >= 32 && b < 127) out += String.fromCharCode(b);
    else if (b === 9) out += '\\t';
    else if (b === 10) out += '\\n';
    else if (b === 13) out += '\\r';
    else out += '\\x' + HEX[b >> 4]! + HEX[b & 15]!;
  }
  return out + quote;
}

const HEX = '0123456789abcdef';

/** Hexadecimal digits; a separator after each `group` bytes, counted from the right (from the left if negative). */
export function hexOfBytes(bytes: Uint8Array, separator = '', group = 0): string {
  if (engine.hex !== undefined && bytes.length >= SHORT_HEX && (group === 0 || separator === '')) return engine.hex(bytes);
  let out = '';
  const size = Math.abs(group);
  for (let i = 0; i < bytes.length; i++) {
    const boundary = size !== 0 && i > 0 && (group > 0 ? (bytes.length - i) % size : i % size) === 0;
    if (boundary) out += separator;
    const b = bytes[i]!;
    out += HEX[b >> 4]! + HEX[b & 15]!;
  }
  return out;
}

/** The bytes of hexadecimal text (code units); the position of the first error, or -1 for an odd number of digits, on failure. */
export function bytesOfHex(text: ArrayLike<number>): Uint8Array | number {
  const out: number[] = [];
  for (let i = 0; i < text.length; ) {
    if (isSpaceByte(text[i]!)) {
      i++;
      continue;
    }
    const high = hexDigit(text[i]!);
    if (high < 0) return i;
    if (i + 1 === text.length) return -1;
    const low = hexDigit(text[i + 1]!);
    if (low < 0) return i + 1;
    out.push(high * 16 + low);
    i += 2;
  }
  return Uint8Array.from(out);
}

function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const d = c | 32;
  return d >= 97 && d <= 102 && c < 128 ? d - 87 : -1;
}
