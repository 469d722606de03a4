// HOT. UTF-8, with CPython's error ranges (the longest valid prefix of a sequence is one error) and reasons.
// - Short input is decoded by a loop that ends in `decodeSlow` at the first byte above 0x7F; long input goes to the engine's
//   TextDecoder first, which is right whenever the input is valid and no code point needs the wide form.
// CPython: unicode_decode_utf8 in Objects/unicodeobject.c, utf8_decode in Objects/stringlib/codecs.h.
import { engine, newMemory, openPart, OPEN_LIMIT, takePart, trimmedMemory, unfilledMemory } from '../memory.ts';
import { codePointAt, stringFromUnits, type Text, textFromJs, TextSink } from '../unicode/text.ts';
import { ByteSink, type Decoded, type DecodeErrors, type EncodeErrors, isAsciiText, isSurrogate, recoverDecode, recoverEncode, runEnd } from './common.ts';

const ENCODING = 'utf-8';
const SHORT = 40;
/** Bytes that become characters of the same number are read by a loop below this. */
const SHORT_LATIN1 = 24;
/** From here on it pays to ask whether all of it is ASCII. */
const LONG = 512;

let engineDecoder: InstanceType<typeof TextDecoder> | undefined;
let engineEncoder: InstanceType<typeof TextEncoder> | undefined;

export function decodeUtf8(input: Uint8Array, errors: DecodeErrors): Text {
  return decodeValidUtf8(input) ?? decodeSlow(input, errors, /* final */ true).text;
}

export function decodeUtf8Partial(input: Uint8Array, errors: DecodeErrors, final: boolean): Decoded {
  const text = decodeValidUtf8(input);
  return text !== undefined ? { text, consumed: input.length } : decodeSlow(input, errors, final);
}

/** The text of valid UTF-8, undefined if there is any error in it. */
export function decodeValidUtf8(input: Uint8Array): Text | undefined {
  const n = input.length;
  if (n < SHORT) {
    for (let i = 0; i < n; i++) if (input[i]! > 127) return decodeWithEngine(input);
    return decodeLatin1(input);
  }
  return decodeWithEngine(input);
}

function decodeWithEngine(input: Uint8Array): Text | undefined {
  const { isAscii, latin1 } = engine;
  if (latin1 !== undefined && input.length >= LONG && isAscii!(input)) return latin1(input, 0, input.length);
  engineDecoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  // Decoding twice is cheaper than the exception that an invalid short input would cost.
  if (input.length < 256 && !isValidUtf8(input)) return undefined;
  let s: string;
  try {
    s = engineDecoder.decode(input);
  } catch {
    return undefined;
  }
  return textFromJs(s);
}

function isValidUtf8(input: Uint8Array): boolean {
  for (let i = 0; i < input.length; ) {
    const length = sequenceLength(input, i);
    if (length <= 0) return false;
    i += length;
  }
  return true;
}

/** Length of the valid sequence at i; 0 if the input ends inside one; minus the length of the invalid prefix otherwise. */
function sequenceLength(input: Uint8Array, i: number): number {
  const a = input[i]!;
  if (a < 0x80) return 1;
  if (a < 0xc2 || a > 0xf4) return -1;
  const left = input.length - i;
  if (left < 2) return 0;
  const b = input[i + 1]!;
  if ((b & 0xc0) !== 0x80) return -1;
  if (a < 0xe0) return 2;
  if (a < 0xf0) {
    if (b < 0xa0 ? a === 0xe0 : a === 0xed) return -1;
    if (left < 3) return 0;
    return (input[i + 2]! & 0xc0) === 0x80 ? 3 : -2;
  }
  if (b < 0x90 ? a === 0xf0 : a === 0xf4) return -1;
  if (left < 3) return 0;
  if ((input[i + 2]! & 0xc0) !== 0x80) return -2;
  if (left < 4) return 0;
  return (input[i + 3]! & 0xc0) === 0x80 ? 4 : -3;
}

function decodeSlow(input: Uint8Array, errors: DecodeErrors, final: boolean): Decoded {
  const out = new TextSink(input.length);
  let i = 0;
  while (i < input.length) {
    const length = sequenceLength(input, i);
    if (length > 0) {
      out.push(decodeSequence(input, i, length));
      i += length;
      continue;
    }
    if (!final && (length === 0 || isCutSurrogate(input, i))) break;
    const a = input[i]!;
    const reason = length === 0 ? 'unexpected end of data' : a < 0xc2 || a > 0xf4 ? 'invalid start byte' : 'invalid continuation byte';
    const recovery = recoverDecode(errors, ENCODING, input, i, length === 0 ? input.length : i - length, reason);
    out.pushText(recovery.text);
    input = recovery.input ?? input;
    i = recovery.pos;
  }
  return { text: out.finish(), consumed: i };
}

/** ED A0..BF at the end may become a surrogate for surrogatepass, so it waits for its third byte. */
function isCutSurrogate(input: Uint8Array, i: number): boolean {
  return input.length - i === 2 && input[i] === 0xed && input[i + 1]! >= 0xa0 && input[i + 1]! <= 0xbf;
}

function decodeSequence(input: Uint8Array, i: number, length: number): number {
  const a = input[i]!;
  if (length === 1) return a;
  const b = input[i + 1]! & 63;
  if (length === 2) return ((a & 31) << 6) | b;
  const c = input[i + 2]! & 63;
  if (length === 3) return ((a & 15) << 12) | (b << 6) | c;
  return ((a & 7) << 18) | (b << 12) | (c << 6) | (input[i + 3]! & 63);
}

/** Number of bytes that a plain string takes in UTF-8. */
export function utf8Length(s: string): number {
  let n = s.length;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c > 0x7f) n += c > 0x7ff ? 2 : 1;
  }
  return n;
}

/** A plain string has no surrogates, so nothing can go wrong. */
export function encodeUtf8String(s: string): Uint8Array {
  const n = s.length;
  if (n < SHORT) {
    const out = new Uint8Array(n);
    let i = 0;
    for (; i < n; i++) {
      const c = s.charCodeAt(i);
      if (c > 127) break;
      out[i] = c;
    }
    if (i === n) return out;
  }
  engineEncoder ??= new TextEncoder();
  if (n * MOST_PER_UNIT <= OPEN_LIMIT) {
    return takePart(engineEncoder.encodeInto(s, openPart(n * MOST_PER_UNIT)).written);
  }
  // Most text is ASCII.
  const narrow = unfilledMemory(n);
  const { read, written } = engineEncoder.encodeInto(s, narrow);
  if (read === n && written === n) return narrow;
  const wide = unfilledMemory(n * MOST_PER_UNIT);
  return trimmedMemory(wide, engineEncoder.encodeInto(s, wide).written);
}

/** Bytes of UTF-8 for one code unit of a string. */
const MOST_PER_UNIT = 3;

export function encodeUtf8(text: Text, errors: EncodeErrors): Uint8Array {
  if (typeof text === 'string') return encodeUtf8String(text);
  const out = new ByteSink(text.length + 32);
  for (let i = 0; i < text.length; ) {
    const c = text[i]!;
    if (!isSurrogate(c)) {
      pushUtf8(out, c);
      i++;
      continue;
    }
    const end = runEnd(text, i, isSurrogate);
    if (errors.name === 'surrogateescape') i = pushEscaped(out, text, i, end);
    if (i === end) continue;
    const { replacement, pos } = recoverEncode(errors, ENCODING, text, i, end, 'surrogates not allowed');
    if (replacement instanceof Uint8Array) out.pushBytes(replacement);
    else if (isAsciiText(replacement)) out.pushAscii(replacement as string);
    else errors.raise(ENCODING, text, i, end, 'surrogates not allowed');
    i = pos;
  }
  return out.finish();
}

/** The bytes behind escaped surrogates at the beginning of a run: where the first other code point is. */
function pushEscaped(out: ByteSink, text: Text, start: number, end: number): number {
  let i = start;
  for (; i < end; i++) {
    const c = codePointAt(text, i);
    if (c < 0xdc80 || c > 0xdcff) break;
    out.push(c - 0xdc00);
  }
  return i;
}

function pushUtf8(out: ByteSink, c: number): void {
  if (c < 0x80) {
    out.push(c);
  } else if (c < 0x800) {
    out.push(0xc0 | (c >> 6));
    out.push(0x80 | (c & 63));
  } else {
    if (c < 0x10000) {
      out.push(0xe0 | (c >> 12));
    } else {
      out.push(0xf0 | (c >> 18));
      out.push(0x80 | ((c >> 12) & 63));
    }
    out.push(0x80 | ((c >> 6) & 63));
    out.push(0x80 | (c & 63));
  }
}

// latin-1 and ascii live here as well: they are the other two codecs that programs use all the time.

/** Bytes as the code points of the same number. Where they are ASCII the engine's decoder takes a fifth of the time. */
export function decodeLatin1(input: Uint8Array): string {
  if (input.length >= SHORT_LATIN1) {
    if (engine.latin1 !== undefined) return engine.latin1(input, 0, input.length);
    if (isAscii(input)) return decodeAsciiBytes(input);
  }
  return stringFromUnits(input as Uint8Array & { slice(a: number, b: number): Uint8Array });
}

/** The text of bytes below 0x80. */
export function decodeAsciiBytes(input: Uint8Array): string {
  if (engine.latin1 !== undefined) return engine.latin1(input, 0, input.length);
  engineDecoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return engineDecoder.decode(input);
}

function isAscii(input: Uint8Array): boolean {
  for (let i = 0; i < input.length; i++) if (input[i]! > 127) return false;
  return true;
}

export function decodeAscii(input: Uint8Array, errors: DecodeErrors): Text {
  let i = 0;
  // fast: valid UTF-8 of as many characters as bytes is ASCII. From a few hundred bytes on, a failure to decode costs little beside the rest.
  if (input.length >= 256) {
    const text = decodeWithEngine(input);
    if (text !== undefined && text.length === input.length) return text;
  }
  while (i < input.length && input[i]! < 128) i++;
  if (i === input.length) return decodeLatin1(input);
  const out = new TextSink(input.length);
  for (i = 0; i < input.length; ) {
    const b = input[i]!;
    if (b < 128) {
      out.push(b);
      i++;
      continue;
    }
    const recovery = recoverDecode(errors, 'ascii', input, i, i + 1, 'ordinal not in range(128)');
    out.pushText(recovery.text);
    input = recovery.input ?? input;
    i = recovery.pos;
  }
  return out.finish();
}

export function encodeLatin1(text: Text, errors: EncodeErrors): Uint8Array {
  return encodeNarrow(text, errors, 'latin-1', 256);
}

export function encodeAscii(text: Text, errors: EncodeErrors): Uint8Array {
  return encodeNarrow(text, errors, 'ascii', 128);
}

const BEYOND_ASCII = /[^\0-\x7f]/;
const BEYOND_LATIN1 = /[^\0-\xff]/;

/** The bytes of a string without a character from `limit` (128 or 256) on; undefined for any other. */
export function encodeWithin(text: string, limit: number): Uint8Array | undefined {
  const n = text.length;
  if (n >= SHORT && engine.writeLatin1 !== undefined) {
    if ((limit === 128 ? BEYOND_ASCII : BEYOND_LATIN1).test(text)) return undefined;
    const all = unfilledMemory(n);
    engine.writeLatin1(all, text, 0);
    return all;
  }
  const out = newMemory(n);
  for (let i = 0; i < n; i++) {
    const c = text.charCodeAt(i);
    if (c >= limit) return undefined;
    out[i] = c;
  }
  return out;
}

function encodeNarrow(text: Text, errors: EncodeErrors, encoding: string, limit: number): Uint8Array {
  const direct = typeof text === 'string' ? encodeWithin(text, limit) : undefined;
  if (direct !== undefined) return direct;
  const out = new ByteSink(text.length + 32);
  const reason = `ordinal not in range(${limit})`;
  for (let i = 0; i < text.length; ) {
    const c = codePointAt(text, i);
    if (c < limit) {
      out.push(c);
      i++;
      continue;
    }
    const end = runEnd(text, i, (d) => d >= limit);
    if (errors.name === 'surrogateescape') i = pushEscaped(out, text, i, end);
    if (i === end) continue;
    const { replacement, pos } = recoverEncode(errors, encoding, text, i, end, reason);
    if (replacement instanceof Uint8Array) {
      out.pushBytes(replacement);
    } else {
      for (let k = 0; k < replacement.length; k++) {
        const r = codePointAt(replacement, k);
        if (r >= limit) errors.raise(encoding, text, i, end, reason);
        out.push(r);
      }
    }
    i = pos;
  }
  return out.finish();
}
