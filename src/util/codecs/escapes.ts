// unicode_escape, raw_unicode_escape and escape (the bytes form). Each byte is Latin-1; escapes are Python's.
// CPython: _PyUnicode_DecodeUnicodeEscapeInternal in Objects/unicodeobject.c, _PyBytes_DecodeEscape in Objects/bytesobject.c.
import { characterNames } from '../unicode/nameProvider.ts';
import { codePointAt, type Text, textFromJs, TextSink } from '../unicode/text.ts';
import { backslashed, ByteSink, type Decoded, type DecodeErrors, hex, recoverDecode } from './common.ts';

const BACKSLASH = 92;
const SIMPLE: Record<string, number> = { '\\': 92, "'": 39, '"': 34, a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** `invalidEscape`: the first escape that is kept as it is and deserves a DeprecationWarning ("\z" or an octal above "\377"). */
export interface DecodedEscapes extends Decoded {
  invalidEscape: string | undefined;
}

export function decodeUnicodeEscape(input: Uint8Array, errors: DecodeErrors, final: boolean): DecodedEscapes {
  const out = new TextSink(input.length);
  let invalidEscape: string | undefined;
  let i = 0;
  while (i < input.length) {
    const b = input[i]!;
    if (b !== BACKSLASH) {
      out.push(b);
      i++;
      continue;
    }
    const escape = readEscape(input, i, out);
    if (typeof escape === 'number') {
      i = escape;
      continue;
    }
    if (escape.invalid !== undefined) {
      invalidEscape ??= escape.invalid;
      i = escape.end;
      continue;
    }
    if (!final && escape.end === input.length && escape.incomplete) break;
    const recovery = recoverDecode(errors, 'unicodeescape', input, i, escape.end, escape.reason);
    out.pushText(recovery.text);
    input = recovery.input ?? input;
    i = recovery.pos;
  }
  return { text: out.finish(), consumed: i, invalidEscape };
}

interface BadEscape {
  end: number;
  reason: string;
  incomplete: boolean;
  invalid?: string;
}

/** Pushes what the escape at `start` stands for and gives its end, or says what is wrong with it. */
function readEscape(input: Uint8Array, start: number, out: TextSink): number | BadEscape {
  if (start + 1 === input.length) return { end: input.length, reason: '\\ at end of string', incomplete: true };
  const letter = String.fromCharCode(input[start + 1]!);
  let i = start + 2;
  if (letter === '\n') return i;
  const simple = SIMPLE[letter];
  if (simple !== undefined) {
    out.push(simple);
    return i;
  }
  if (letter >= '0' && letter <= '7') {
    let value = 0;
    for (i = start + 1; i < start + 4 && i < input.length && input[i]! >= 48 && input[i]! <= 55; i++) value = value * 8 + input[i]! - 48;
    out.push(value);
    return value > 0o377 ? { end: i, reason: '', incomplete: false, invalid: asciiSlice(input, start, i) } : i;
  }
  if (letter === 'x') return readHex(input, i, 2, 'truncated \\xXX escape', 'illegal Unicode character', out);
  if (letter === 'u') return readHex(input, i, 4, 'truncated \\uXXXX escape', 'illegal Unicode character', out);
  if (letter === 'U') return readHex(input, i, 8, 'truncated \\UXXXXXXXX escape', 'illegal Unicode character', out);
  if (letter === 'N') return readName(input, i, out);
  out.push(BACKSLASH);
  out.push(input[start + 1]!);
  return { end: i, reason: '', incomplete: false, invalid: '\\' + letter };
}

function asciiSlice(input: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...input.subarray(start, end));
}

function readHex(input: Uint8Array, i: number, digits: number, truncated: string, illegal: string, out: TextSink): number | BadEscape {
  let value = 0;
  const end = i + digits;
  for (; i < end; i++) {
    const d = i < input.length ? hexDigit(input[i]!) : -1;
    if (d < 0) return { end: i, reason: truncated, incomplete: i === input.length };
    value = value * 16 + d;
  }
  if (value > 0x10ffff) return { end, reason: illegal, incomplete: false };
  out.push(value);
  return end;
}

function hexDigit(b: number): number {
  if (b >= 48 && b <= 57) return b - 48;
  const c = b | 32;
  return c >= 97 && c <= 102 ? c - 87 : -1;
}

function readName(input: Uint8Array, i: number, out: TextSink): number | BadEscape {
  const malformed = 'malformed \\N character escape';
  if (i === input.length) return { end: i, reason: malformed, incomplete: true };
  if (input[i] !== 123) return { end: i, reason: malformed, incomplete: false };
  const close = input.indexOf(125, i);
  if (close < 0) return { end: input.length, reason: malformed, incomplete: true };
  if (close === i + 1) return { end: close, reason: malformed, incomplete: false };
  const names = characterNames();
  if (names === undefined) return { end: close + 1, reason: "\\N escapes not supported (can't load unicodedata module)", incomplete: false };
  const found = names.lookupName(asciiSlice(input, i + 1, close), /* withSequences */ false);
  if (found === undefined) return { end: close + 1, reason: 'unknown Unicode character name', incomplete: false };
  out.pushText(textFromJs(found));
  return close + 1;
}

export function decodeRawUnicodeEscape(input: Uint8Array, errors: DecodeErrors, final: boolean): Decoded {
  const out = new TextSink(input.length);
  let i = 0;
  while (i < input.length) {
    if (input[i] !== BACKSLASH) {
      out.push(input[i++]!);
      continue;
    }
    if (i + 1 === input.length) {
      if (!final) break;
      out.push(BACKSLASH);
      i++;
      continue;
    }
    const letter = input[i + 1]!;
    if (letter !== 117 && letter !== 85) {
      out.push(BACKSLASH);
      out.push(letter);
      i += 2;
      continue;
    }
    const escape =
      letter === 117
        ? readHex(input, i + 2, 4, 'truncated \\uXXXX escape', '', out)
        : readHex(input, i + 2, 8, 'truncated \\UXXXXXXXX escape', '\\Uxxxxxxxx out of range', out);
    if (typeof escape === 'number') {
      i = escape;
      continue;
    }
    if (!final && escape.incomplete) break;
    const recovery = recoverDecode(errors, 'rawunicodeescape', input, i, escape.end, escape.reason);
    out.pushText(recovery.text);
    input = recovery.input ?? input;
    i = recovery.pos;
  }
  return { text: out.finish(), consumed: i };
}

export function encodeUnicodeEscape(text: Text): Uint8Array {
  const out = new ByteSink(text.length + 32);
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    if (c === BACKSLASH) out.pushAscii('\\\\');
    else if (c >= 32 && c < 127) out.push(c);
    else if (c === 9) out.pushAscii('\\t');
    else if (c === 10) out.pushAscii('\\n');
    else if (c === 13) out.pushAscii('\\r');
    else out.pushAscii(backslashed(c));
  }
  return out.finish();
}

export function encodeRawUnicodeEscape(text: Text): Uint8Array {
  const out = new ByteSink(text.length + 32);
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    if (c < 256) out.push(c);
    else out.pushAscii(backslashed(c));
  }
  return out.finish();
}

/** How `decodeBytesEscape` fails: the object layer words the ValueError. */
export type BytesEscapeError = { kind: 'trailing' } | { kind: 'hex'; position: number } | { kind: 'handler'; name: string };

export interface DecodedBytesEscapes {
  bytes: Uint8Array;
  invalidEscape: string | undefined;
}

/** Escapes in bytes, as codecs.escape_decode reads them. `errors` knows strict, replace and ignore only. */
export function decodeBytesEscape(input: Uint8Array, errors: string): DecodedBytesEscapes | BytesEscapeError {
  const out = new ByteSink(input.length);
  let invalidEscape: string | undefined;
  for (let i = 0; i < input.length; ) {
    const b = input[i]!;
    if (b !== BACKSLASH) {
      out.push(b);
      i++;
      continue;
    }
    if (i + 1 === input.length) return { kind: 'trailing' };
    const letter = String.fromCharCode(input[i + 1]!);
    const simple = SIMPLE[letter];
    if (letter === '\n') {
      i += 2;
    } else if (simple !== undefined) {
      out.push(simple);
      i += 2;
    } else if (letter >= '0' && letter <= '7') {
      const start = i++;
      let value = 0;
      for (; i < start + 4 && i < input.length && input[i]! >= 48 && input[i]! <= 55; i++) value = value * 8 + input[i]! - 48;
      if (value > 0o377) invalidEscape ??= asciiSlice(input, start, i);
      out.push(value & 255);
    } else if (letter === 'x') {
      const high = i + 2 < input.length ? hexDigit(input[i + 2]!) : -1;
      const low = i + 3 < input.length ? hexDigit(input[i + 3]!) : -1;
      if (high >= 0 && low >= 0) {
        out.push(high * 16 + low);
        i += 4;
        continue;
      }
      if (errors === 'strict') return { kind: 'hex', position: i };
      if (errors === 'replace') out.push(63);
      else if (errors !== 'ignore') return { kind: 'handler', name: errors };
      i += high >= 0 ? 3 : 2;
    } else {
      invalidEscape ??= '\\' + letter;
      out.push(BACKSLASH);
      out.push(input[i + 1]!);
      i += 2;
    }
  }
  return { bytes: out.finish(), invalidEscape };
}

/** The inside of the repr of bytes in single quotes, as codecs.escape_encode gives it. */
export function encodeBytesEscape(input: Uint8Array): Uint8Array {
  const out = new ByteSink(input.length + 16);
  for (const b of input) {
    if (b === 39 || b === BACKSLASH) out.pushAscii('\\' + String.fromCharCode(b));
    else if (b === 9) out.pushAscii('\\t');
    else if (b === 10) out.pushAscii('\\n');
    else if (b === 13) out.pushAscii('\\r');
    else if (b < 32 || b >= 127) out.pushAscii('\\x' + hex(b, 2));
    else out.push(b);
  }
  return out.finish();
}
