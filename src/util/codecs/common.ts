// What all codecs share: how errors are met and how output grows.
//
// A codec is a pure function over bytes (Uint8Array) and text (util/unicode/text.ts). At an error it asks its `errors` object:
// the names of CPython's own handlers are answered here without any Python object; every other name, "strict" included, goes to
// `handle`, which the object layer supplies (it raises, or runs a registered handler). Positions count bytes or code points.
// CPython: Python/codecs.c and the unicode_…_call_errorhandler functions of Objects/unicodeobject.c.
import { characterNames } from '../unicode/nameProvider.ts';
import { codePointAt, type Text, textFromCodePoints } from '../unicode/text.ts';

/** What a handler gives back: text to put in, where to go on, and the bytes to go on in if the handler replaced them. */
export interface DecodeRecovery {
  text: Text;
  pos: number;
  input?: Uint8Array;
}

export interface DecodeErrors {
  readonly name: string;
  handle(encoding: string, input: Uint8Array, start: number, end: number, reason: string): DecodeRecovery;
}

export interface EncodeRecovery {
  replacement: Text | Uint8Array;
  pos: number;
}

export interface EncodeErrors {
  readonly name: string;
  handle(encoding: string, text: Text, start: number, end: number, reason: string): EncodeRecovery;
  /** Raises the error itself, for replacements that cannot be encoded either. */
  raise(encoding: string, text: Text, start: number, end: number, reason: string): never;
}

/** Text and the number of bytes that were used; fewer than given only when more input may come (final is false). */
export interface Decoded {
  text: Text;
  consumed: number;
}

/** Asks for a replacement at a decoding error. */
export function recoverDecode(errors: DecodeErrors, encoding: string, input: Uint8Array, start: number, end: number, reason: string): DecodeRecovery {
  return builtinDecodeRecovery(errors.name, encoding, input, start, end) ?? errors.handle(encoding, input, start, end, reason);
}

/** Asks for a replacement at an encoding error. */
export function recoverEncode(errors: EncodeErrors, encoding: string, text: Text, start: number, end: number, reason: string): EncodeRecovery {
  return builtinEncodeRecovery(errors.name, encoding, text, start, end) ?? errors.handle(encoding, text, start, end, reason);
}

/** The recovery of CPython's own handlers; undefined for "strict", for unknown names and where the handler gives up. */
export function builtinDecodeRecovery(name: string, encoding: string, input: Uint8Array, start: number, end: number): DecodeRecovery | undefined {
  switch (name) {
    case 'ignore':
      return { text: '', pos: end };
    case 'replace':
      return { text: '\ufffd', pos: end };
    case 'backslashreplace': {
      let text = '';
      for (let i = start; i < end; i++) text += '\\x' + hex(input[i]!, 2);
      return { text, pos: end };
    }
    case 'surrogateescape': {
      const points: number[] = [];
      for (let i = start; i < end && points.length < 4 && input[i]! >= 0x80; i++) points.push(0xdc00 + input[i]!);
      return points.length === 0 ? undefined : { text: Uint32Array.from(points), pos: start + points.length };
    }
    case 'surrogatepass':
      return passSurrogateIn(encoding, input, start);
    default:
      return undefined;
  }
}

export function builtinEncodeRecovery(name: string, encoding: string, text: Text, start: number, end: number): EncodeRecovery | undefined {
  switch (name) {
    case 'ignore':
      return { replacement: '', pos: end };
    case 'replace':
      return { replacement: '?'.repeat(end - start), pos: end };
    case 'backslashreplace':
      return { replacement: mapEach(text, start, end, backslashed), pos: end };
    case 'xmlcharrefreplace':
      return { replacement: mapEach(text, start, end, (c) => `&#${c};`), pos: end };
    case 'namereplace':
      return { replacement: mapEach(text, start, end, named), pos: end };
    case 'surrogateescape': {
      const bytes = new Uint8Array(end - start);
      for (let i = start; i < end; i++) {
        const c = codePointAt(text, i);
        if (c < 0xdc80 || c > 0xdcff) return undefined;
        bytes[i - start] = c - 0xdc00;
      }
      return { replacement: bytes, pos: end };
    }
    case 'surrogatepass':
      return passSurrogatesOut(encoding, text, start, end);
    default:
      return undefined;
  }
}

/** One code point as a Python escape: \xe9, \u1234, \U00012345. */
export function backslashed(c: number): string {
  return c < 0x100 ? '\\x' + hex(c, 2) : c < 0x10000 ? '\\u' + hex(c, 4) : '\\U' + hex(c, 8);
}

function named(c: number): string {
  const name = characterNames()?.characterName(c);
  return name === undefined ? backslashed(c) : `\\N{${name}}`;
}

function mapEach(text: Text, start: number, end: number, map: (c: number) => string): string {
  let out = '';
  for (let i = start; i < end; i++) out += map(codePointAt(text, i));
  return out;
}

export function hex(n: number, width: number): string {
  return n.toString(16).padStart(width, '0');
}

interface Utf {
  size: 1 | 2 | 4;
  big: boolean;
}

/** The UTF that surrogatepass works on, by the name of the codec; it does nothing for others. */
function utfOf(encoding: string): Utf | undefined {
  const m = /^utf[-_]?(8|16|32)(?:[-_]?(le|be))?$/i.exec(encoding);
  if (m === null) return /^cp65001$/i.test(encoding) ? { size: 1, big: false } : undefined;
  if (m[1] === '8') return m[2] === undefined ? { size: 1, big: false } : undefined;
  return { size: m[1] === '16' ? 2 : 4, big: m[2]?.toLowerCase() === 'be' };
}

function passSurrogateIn(encoding: string, input: Uint8Array, start: number): DecodeRecovery | undefined {
  const utf = utfOf(encoding);
  if (utf === undefined) return undefined;
  const width = utf.size === 1 ? 3 : utf.size;
  if (input.length - start < width) return undefined;
  let c = 0;
  if (utf.size === 1) {
    const [a, b, d] = [input[start]!, input[start + 1]!, input[start + 2]!];
    if ((a & 0xf0) === 0xe0 && (b & 0xc0) === 0x80 && (d & 0xc0) === 0x80) c = ((a & 15) << 12) | ((b & 63) << 6) | (d & 63);
  } else {
    for (let i = 0; i < width; i++) c = c * 256 + input[utf.big ? start + i : start + width - 1 - i]!;
  }
  return c >= 0xd800 && c <= 0xdfff ? { text: Uint32Array.of(c), pos: start + width } : undefined;
}

function passSurrogatesOut(encoding: string, text: Text, start: number, end: number): EncodeRecovery | undefined {
  const utf = utfOf(encoding);
  if (utf === undefined) return undefined;
  const width = utf.size === 1 ? 3 : utf.size;
  const bytes = new Uint8Array((end - start) * width);
  for (let i = start, n = 0; i < end; i++, n += width) {
    const c = codePointAt(text, i);
    if (c < 0xd800 || c > 0xdfff) return undefined;
    if (utf.size === 1) {
      bytes[n] = 0xe0 | (c >> 12);
      bytes[n + 1] = 0x80 | ((c >> 6) & 63);
      bytes[n + 2] = 0x80 | (c & 63);
    } else {
      bytes[utf.big ? n + width - 1 : n] = c & 255;
      bytes[utf.big ? n + width - 2 : n + 1] = c >> 8;
    }
  }
  return { replacement: bytes, pos: end };
}

/** A growing array of bytes. */
export class ByteSink {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = 64) {
    this.bytes = new Uint8Array(Math.max(capacity, 16));
  }

  push(b: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = b;
  }

  pushAscii(text: string): void {
    this.reserve(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i);
  }

  pushBytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  reserve(extra: number): void {
    if (this.length + extra <= this.bytes.length) return;
    const bigger = new Uint8Array(Math.max(this.length + extra, this.bytes.length * 2));
    bigger.set(this.bytes);
    this.bytes = bigger;
  }

  finish(): Uint8Array {
    return this.length === this.bytes.length ? this.bytes : this.bytes.slice(0, this.length);
  }
}

/** End of the run of code points from `start` for which a test holds. */
export function runEnd(text: Text, start: number, holds: (c: number) => boolean): number {
  let end = start + 1;
  while (end < text.length && holds(codePointAt(text, end))) end++;
  return end;
}

export function isAsciiText(text: Text): boolean {
  for (let i = 0; i < text.length; i++) if (codePointAt(text, i) > 127) return false;
  return true;
}

export function isSurrogate(c: number): boolean {
  return c >= 0xd800 && c <= 0xdfff;
}

/** Text of code points, for tests and small callers. */
export function textOf(...points: number[]): Text {
  return textFromCodePoints(points);
}
