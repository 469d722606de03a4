// Source as the tokenizer wants it: text without a byte order mark, lines ended by \n. Bytes are decoded as PEP 263 says:
// UTF-8, or what a comment in the first two lines declares.
// CPython: Parser/tokenizer/helpers.c, Parser/tokenizer/string_tokenizer.c.

import { PySyntaxErrorInfo } from './errors.ts';

/** Text of bytes in an encoding; undefined if there is no such encoding, an error's message if they are not in it. */
export type Decoder = (encoding: string, bytes: Uint8Array) => string | { error: string } | undefined;

export interface SourceOptions {
  mode: 'exec' | 'eval' | 'single' | 'func_type';
  flags?: { ignoreCookie?: boolean };
  decode?: Decoder;
  /** The file that is run as a program: complaints about its bytes then name it, as CPython's tokenizer for files does. */
  program?: string | undefined;
}

export function sourceText(source: string | Uint8Array, options: SourceOptions): string {
  let text = typeof source === 'string' ? source : decodeSource(source, options);
  if (text.includes('\0')) throw nullByte(text, options.program);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (options.mode === 'exec' && text !== '' && !text.endsWith('\n')) text += '\n';
  return text;
}

function decodeSource(bytes: Uint8Array, options: SourceOptions): string {
  if (bytes.includes(0)) throw nullByte(decodeLatin1(bytes), options.program);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = hasMark ? bytes.subarray(3) : bytes;
  const cookie = options.flags?.ignoreCookie ? undefined : sourceEncoding(body);
  if (cookie === undefined) return decodeUtf8(body, options.program, hasMark);
  const encoding = normalName(cookie.name);
  if (hasMark && encoding !== 'utf-8') {
    throw withoutFile(`encoding problem: ${encoding} with BOM`, cookie.number, 0, cookie.line.length, cookie.line);
  }
  if (encoding === 'utf-8') return decodeUtf8(body, options.program, true);
  const text = encoding === 'iso-8859-1' ? decodeLatin1(body) : (decodeBuiltIn(encoding, body) ?? options.decode?.(encoding, body));
  if (text === undefined) throw withoutPlace(`unknown encoding: ${encoding}`, 0, -1);
  if (typeof text !== 'string') throw withoutPlace(text.error, 0, -1);
  return text;
}

/** A program read line by line is complained about with its line, up to the null byte. */
function nullByte(text: string, program: string | undefined): PySyntaxErrorInfo {
  if (program === undefined) return withoutPlace('source code string cannot contain null bytes', null, null);
  const before = text.slice(0, text.indexOf('\0')).split('\n');
  return new PySyntaxErrorInfo('SyntaxError', 'source code cannot contain null bytes', before.length, 0, null, null, `${before.at(-1)}\n`);
}

function withoutPlace(message: string, line: number | null, offset: number | null): PySyntaxErrorInfo {
  return new PySyntaxErrorInfo('SyntaxError', message, line, offset, null, null, null);
}

function withoutFile(message: string, line: number, offset: number, endOffset: number, text: string): PySyntaxErrorInfo {
  const error = new PySyntaxErrorInfo('SyntaxError', message, line, offset, line, endOffset, text);
  error.hasFilename = false;
  return error;
}

/** The encoding a comment in the first line declares, or in the second if the first is blank or a comment. */
export function sourceEncoding(bytes: Uint8Array): { name: string; line: string; number: number } | undefined {
  let start = 0;
  for (let line = 0; line < 2; line++) {
    let end = start;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
    const text = decodeLatin1(bytes.subarray(start, end));
    const match = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(text);
    if (match !== null) return { name: match[1]!, line: text, number: line + 1 };
    if (!/^[ \t\f]*(?:#|$)/.test(text)) return undefined;
    start = bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : end + 1;
  }
  return undefined;
}

/** The many spellings of the two encodings that need no codec. */
function normalName(name: string): string {
  const plain = name.slice(0, 12).toLowerCase().replaceAll('_', '-');
  if (plain === 'utf-8' || plain.startsWith('utf-8-')) return 'utf-8';
  if (/^(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)/.test(plain)) return 'iso-8859-1';
  return name;
}

function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** The codecs known here, under the names the tokenizer does not know as those of UTF-8 and Latin-1. */
function decodeBuiltIn(encoding: string, bytes: Uint8Array): string | { error: string } | undefined {
  switch (encoding.toLowerCase().replaceAll('_', '-')) {
    case 'latin1':
    case 'latin':
    case 'l1':
    case 'iso8859-1':
    case 'iso88591':
    case '8859':
    case 'cp819':
      return decodeLatin1(bytes);
    case 'ascii':
    case 'us-ascii':
    case '646': {
      const bad = bytes.findIndex((byte) => byte >= 128);
      return bad < 0 ? decodeLatin1(bytes) : { error: cannotDecode('ascii', bytes, bad, 'ordinal not in range(128)') };
    }
    case 'utf8':
    case 'u8':
    case 'utf': {
      if (isUtf8(bytes)) return decodeUtf8(bytes);
      const bad = firstBadByte(bytes);
      return { error: cannotDecode('utf-8', bytes, bad, whyNotUtf8(bytes, bad)) };
    }
    default:
      return undefined;
  }
}

function cannotDecode(codec: string, bytes: Uint8Array, at: number, reason: string): string {
  return `'${codec}' codec can't decode byte 0x${bytes[at]!.toString(16).padStart(2, '0')} in position ${at}: ${reason}`;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decodeUtf8(bytes: Uint8Array, program?: string, declared = false): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notUtf8(bytes, program, declared);
  }
}

/** The first byte that is not UTF-8, its line shown with replacement characters. */
function notUtf8(bytes: Uint8Array, program: string | undefined, declared: boolean): PySyntaxErrorInfo {
  const bad = firstBadByte(bytes);
  let line = 1;
  let start = 0;
  for (let at = 0; at < bad; at++) {
    if (bytes[at] !== 10) continue;
    line++;
    start = at + 1;
  }
  let end = bad;
  while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const offset = Array.from(decoder.decode(bytes.subarray(start, bad))).length + 1;
  const byte = bytes[bad]!.toString(16).padStart(2, '0');
  const text = decoder.decode(bytes.subarray(start, end));
  if (program !== undefined && declared) {
    const message = cannotDecode('utf-8', bytes.subarray(start), bad - start, whyNotUtf8(bytes, bad));
    return withoutFile(`(unicode error) ${message}`, line, 0, 0, text);
  }
  // A second line is looked at together with a first one that holds code.
  if (program !== undefined && line === 2 && !/^[ \t\f]*(?:#|$)|\"{3}|'{3}/.test(decodeLatin1(bytes.subarray(0, start - 1)))) line = 1;
  const where = program === undefined ? '' : ` in file ${program}`;
  return withoutFile(
    `Non-UTF-8 code starting with '\\x${byte}'${where} on line ${line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details`,
    line,
    offset,
    offset,
    text,
  );
}

function whyNotUtf8(bytes: Uint8Array, bad: number): string {
  const isStart = bytes[bad]! >= 0xc2 && bytes[bad]! <= 0xf4;
  return !isStart ? 'invalid start byte' : bad + 1 >= bytes.length ? 'unexpected end of data' : 'invalid continuation byte';
}

function firstBadByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return 0;
}

/** Bytes of the UTF-8 sequence that starts here; 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  const isOverlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const isOutside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  return isOverlong || isOutside ? 0 : length;
}
