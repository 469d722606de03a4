// UTF-16 and UTF-32 in both byte orders, with or without a byte order mark. CPython: PyUnicode_DecodeUTF16Stateful and
// PyUnicode_DecodeUTF32Stateful in Objects/unicodeobject.c.
import { copyMemory, engine, unfilledMemory } from '../memory.ts';
import { codePointAt, type Text, TextSink } from '../unicode/text.ts';
import { ByteSink, type Decoded, type DecodeErrors, type EncodeErrors, isAsciiText, isSurrogate, recoverDecode, recoverEncode } from './common.ts';

/** Little endian -1, big endian 1; 0 asks the byte order mark, and means native (little) when writing. */
export type ByteOrder = -1 | 0 | 1;

export interface DecodedOrder extends Decoded {
  order: ByteOrder;
}

export function decodeUtf16(input: Uint8Array, errors: DecodeErrors, order: ByteOrder, final: boolean): DecodedOrder {
  let i = 0;
  if (order === 0 && input.length >= 2) {
    const mark = input[0]! | (input[1]! << 8);
    if (mark === 0xfeff) order = -1;
    else if (mark === 0xfffe) order = 1;
    if (order !== 0) i = 2;
  }
  const big = order === 1;
  const plain = plainUtf16(input, i, big);
  if (plain !== undefined) return { text: plain, consumed: input.length, order };
  const encoding = big ? 'utf-16-be' : 'utf-16-le';
  const out = new TextSink(input.length >> 1);
  while (i < input.length) {
    const left = input.length - i;
    let end: number;
    let reason: string;
    if (left < 2) {
      if (!final) break;
      end = input.length;
      reason = 'truncated data';
    } else {
      const c = unit(input, i, big);
      if (!isSurrogate(c)) {
        out.push(c);
        i += 2;
        continue;
      }
      if (c >= 0xdc00) {
        end = i + 2;
        reason = 'illegal encoding';
      } else if (left < 4) {
        if (!final) break;
        end = input.length;
        reason = 'unexpected end of data';
      } else {
        const low = unit(input, i + 2, big);
        if (low >= 0xdc00 && low <= 0xdfff) {
          out.push(0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
          i += 4;
          continue;
        }
        end = i + 2;
        reason = 'illegal UTF-16 surrogate';
      }
    }
    const recovery = recoverDecode(errors, encoding, input, i, end, reason);
    out.pushText(recovery.text);
    input = recovery.input ?? input;
    i = recovery.pos;
  }
  return { text: out.finish(), consumed: i, order };
}

/** From so many bytes or characters on the engine is faster than a loop. */
const LONG = 64;
const SURROGATE = /[\ud800-\udfff]/;
const BEYOND_LATIN1 = /[^\0-\xff]/;

/** fast: text of whole code units without surrogates, by the engine; undefined if it is another one. */
function plainUtf16(input: Uint8Array, start: number, big: boolean): string | undefined {
  const { ucs2 } = engine;
  const size = input.length - start;
  if (ucs2 === undefined || size < LONG || size % 2 !== 0) return undefined;
  const text = big ? ucs2(swapped(copyMemory(input, start)), 0) : ucs2(input, start);
  if (SURROGATE.test(text)) return undefined;
  if (BEYOND_LATIN1.test(text)) return text;
  // One byte per character is all it needs.
  const bytes = unfilledMemory(text.length);
  engine.writeLatin1!(bytes, text, 0);
  return engine.latin1!(bytes, 0, bytes.length);
}

/** Swaps the bytes of each unit in place. */
function swapped(bytes: Uint8Array): Uint8Array {
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const low = bytes[i]!;
    bytes[i] = bytes[i + 1]!;
    bytes[i + 1] = low;
  }
  return bytes;
}

function unit(input: Uint8Array, i: number, big: boolean): number {
  return big ? (input[i]! << 8) | input[i + 1]! : input[i]! | (input[i + 1]! << 8);
}

export function decodeUtf32(input: Uint8Array, errors: DecodeErrors, order: ByteOrder, final: boolean): DecodedOrder {
  let i = 0;
  if (order === 0 && input.length >= 4) {
    const mark = word(input, 0, /* big */ false);
    if (mark === 0xfeff) order = -1;
    else if (mark === 0xfffe0000) order = 1;
    if (order !== 0) i = 4;
  }
  const big = order === 1;
  const encoding = big ? 'utf-32-be' : 'utf-32-le';
  const out = new TextSink(input.length >> 2);
  while (i < input.length) {
    let end = i + 4;
    let reason: string;
    if (input.length - i < 4) {
      if (!final) break;
      end = input.length;
      reason = 'truncated data';
    } else {
      const c = word(input, i, big);
      if (c <= 0x10ffff && !isSurrogate(c)) {
        out.push(c);
        i += 4;
        continue;
      }
      reason = isSurrogate(c) ? 'code point in surrogate code point range(0xd800, 0xe000)' : 'code point not in range(0x110000)';
    }
    const recovery = recoverDecode(errors, encoding, input, i, end, reason);
    out.pushText(recovery.text);
    input = recovery.input ?? input;
    i = recovery.pos;
  }
  return { text: out.finish(), consumed: i, order };
}

function word(input: Uint8Array, i: number, big: boolean): number {
  return big
    ? input[i]! * 0x1000000 + ((input[i + 1]! << 16) | (input[i + 2]! << 8) | input[i + 3]!)
    : input[i + 3]! * 0x1000000 + ((input[i + 2]! << 16) | (input[i + 1]! << 8) | input[i]!);
}

export function encodeUtf16(text: Text, errors: EncodeErrors, order: ByteOrder): Uint8Array {
  // fast: a plain string has no surrogates.
  if (typeof text === 'string' && text.length >= LONG && engine.writeUcs2 !== undefined) {
    const mark = order === 0 ? 2 : 0;
    const out = unfilledMemory(text.length * 2 + mark);
    if (mark > 0) {
      out[0] = 0xff;
      out[1] = 0xfe;
    }
    engine.writeUcs2(out, text, mark);
    return order === 1 ? swapped(out) : out;
  }
  return encodeUnits(text, errors, order, 2);
}

export function encodeUtf32(text: Text, errors: EncodeErrors, order: ByteOrder): Uint8Array {
  return encodeUnits(text, errors, order, 4);
}

function encodeUnits(text: Text, errors: EncodeErrors, order: ByteOrder, size: 2 | 4): Uint8Array {
  const encoding = `utf-${size * 8}` + (order === 0 ? '' : order < 0 ? '-le' : '-be');
  const big = order === 1;
  const out = new ByteSink((text.length + 1) * size);
  if (order === 0) pushUnit(out, 0xfeff, size, big);
  for (let i = 0; i < text.length; ) {
    const c = codePointAt(text, i);
    if (!isSurrogate(c)) {
      pushPoint(out, c, size, big);
      i++;
      continue;
    }
    const end = i + 1;
    const { replacement, pos } = recoverEncode(errors, encoding, text, i, end, 'surrogates not allowed');
    if (replacement instanceof Uint8Array) {
      if (replacement.length % size !== 0) errors.raise(encoding, text, i, end, 'surrogates not allowed');
      out.pushBytes(replacement);
    } else {
      if (!isAsciiText(replacement)) errors.raise(encoding, text, i, end, 'surrogates not allowed');
      for (let k = 0; k < replacement.length; k++) pushUnit(out, codePointAt(replacement, k), size, big);
    }
    i = pos;
  }
  return out.finish();
}

function pushPoint(out: ByteSink, c: number, size: 2 | 4, big: boolean): void {
  if (size === 2 && c > 0xffff) {
    pushUnit(out, 0xd800 + ((c - 0x10000) >> 10), 2, big);
    pushUnit(out, 0xdc00 + ((c - 0x10000) & 0x3ff), 2, big);
  } else {
    pushUnit(out, c, size, big);
  }
}

function pushUnit(out: ByteSink, u: number, size: 2 | 4, big: boolean): void {
  if (size === 4) {
    if (big) {
      out.push(0);
      out.push(u >> 16);
      out.push((u >> 8) & 255);
      out.push(u & 255);
    } else {
      out.push(u & 255);
      out.push((u >> 8) & 255);
      out.push(u >> 16);
      out.push(0);
    }
  } else {
    out.push(big ? u >> 8 : u & 255);
    out.push(big ? u & 255 : u >> 8);
  }
}
