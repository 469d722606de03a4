// Encoding and decoding for the object layer: the codecs that need no Python, the registry of all others, and error handlers.
// `str.encode`, `bytes.decode`, `open` and the `_codecs` module meet here. CPython: Python/codecs.c, PyUnicode_Decode and
// PyUnicode_AsEncodedString in Objects/unicodeobject.c.
import { setCharacterNamesLoader } from '../../util/unicode/nameProvider.ts';
import { importModule } from './hooks.ts';
import {
  decodeAscii,
  decodeLatin1,
  decodeUtf8,
  decodeValidUtf8,
  encodeAscii,
  encodeLatin1,
  encodeUtf8,
  encodeWithin,
  encodeUtf8String,
} from '../../util/codecs/utf8.ts';
import { decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32, type ByteOrder } from '../../util/codecs/utf16.ts';
import {
  builtinDecodeRecovery,
  builtinEncodeRecovery,
  type DecodeErrors,
  type DecodeRecovery,
  type EncodeErrors,
  type EncodeRecovery,
} from '../../util/codecs/common.ts';
import type { Text } from '../../util/unicode/text.ts';
import { BYTEARRAY, BYTES, TUPLE } from '../model/flags.ts';
import type { PyObject } from '../model/object.ts';
import { None, PyBytes, PyTuple } from '../model/values.ts';
import { FS } from '../frame.ts';
import {
  ImportError,
  LookupError,
  IndexError,
  TypeError,
  UnicodeDecodeError,
  UnicodeEncodeError,
  UnicodeTranslateError,
  type PyUnicodeError,
} from '../types/exceptions.ts';
import { tryGetattr } from './attr.ts';
import { tryBytesLike } from './buffer.ts';
import { excMatches } from './exceptions.ts';
import { intValue, isInt, typeName } from './number.ts';
import { raise, throwException } from './raise.ts';
import { isStr, jsFromStr, strFromJs } from './strings.ts';
import { isCallable } from './call.ts';
import { newStr, textOf } from './text.ts';
import { isTrue } from './truth.ts';

// --- error objects --------------------------------------------------------------------------------------------------------

export function decodeError(encoding: string, input: Uint8Array, start: number, end: number, reason: string): PyUnicodeError {
  return UnicodeDecodeError.cN([encoding, new PyBytes(input), start, end, strFromJs(reason)]) as PyUnicodeError;
}

export function encodeError(encoding: string, text: Text, start: number, end: number, reason: string): PyUnicodeError {
  return UnicodeEncodeError.cN([encoding, newStr(text), start, end, strFromJs(reason)]) as PyUnicodeError;
}

class RegisteredDecodeErrors implements DecodeErrors {
  readonly name: string;
  /** One exception serves all errors of a call, as in CPython; handlers may keep it. */
  private error: PyUnicodeError | undefined;

  constructor(name: string) {
    this.name = handlers.has(name) ? '' : name;
    this.handlerName = name;
  }
  private readonly handlerName: string;

  handle(encoding: string, input: Uint8Array, start: number, end: number, reason: string): DecodeRecovery {
    if (this.handlerName === 'strict') throwException(decodeError(encoding, input, start, end, reason));
    const handler = lookupErrorHandler(this.handlerName);
    const bytes = this.error?.object;
    if (this.error === undefined || (bytes as PyBytes).bv !== input) this.error = decodeError(encoding, input, start, end, reason);
    const { error } = this;
    error.start = start;
    error.end = end;
    error.reason = strFromJs(reason);
    const [text, pos] = handlerResult(handler.c1(error), 'decoding error handler must return (str, int) tuple', false);
    const object = error.object;
    if ((object.tflags & (BYTES | BYTEARRAY)) === 0) raise(TypeError, "UnicodeError 'object' attribute must be a bytes");
    const next = (object as PyBytes).bv;
    return { text: text as Text, pos: position(pos, next.length), input: next };
  }
}

class RegisteredEncodeErrors implements EncodeErrors {
  readonly name: string;
  private readonly handlerName: string;
  private error: PyUnicodeError | undefined;

  constructor(name: string) {
    this.name = handlers.has(name) ? '' : name;
    this.handlerName = name;
  }

  handle(encoding: string, text: Text, start: number, end: number, reason: string): EncodeRecovery {
    if (this.handlerName === 'strict') this.raise(encoding, text, start, end, reason);
    const handler = lookupErrorHandler(this.handlerName);
    this.error ??= encodeError(encoding, text, start, end, reason);
    this.error.start = start;
    this.error.end = end;
    this.error.reason = strFromJs(reason);
    const [replacement, pos] = handlerResult(handler.c1(this.error), 'encoding error handler must return (str/bytes, int) tuple', true);
    return { replacement, pos: position(pos, text.length) };
  }

  raise(encoding: string, text: Text, start: number, end: number, reason: string): never {
    throwException(encodeError(encoding, text, start, end, reason));
  }
}

function handlerResult(result: PyObject, message: string, bytesToo: boolean): [Text | Uint8Array, number] {
  if ((result.tflags & TUPLE) === 0 || (result as PyTuple).ta.length !== 2) raise(TypeError, message);
  const [value, pos] = (result as PyTuple).ta as [PyObject, PyObject];
  if (!isInt(pos)) raise(TypeError, message);
  if (isStr(value)) return [textOf(value), asPosition(pos)];
  if (bytesToo && (value.tflags & BYTES) !== 0) return [(value as PyBytes).bv, asPosition(pos)];
  raise(TypeError, message);
}

/** Beyond 2**53 it is out of bounds in any case. */
function asPosition(pos: PyObject): number {
  return Number(intValue(pos)!);
}

function position(pos: number, length: number): number {
  const at = pos < 0 ? pos + length : pos;
  if (at < 0 || at > length) raise(IndexError, `position ${pos} from error handler out of bounds`);
  return at;
}

const BUILTIN_HANDLERS = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass', 'xmlcharrefreplace', 'namereplace'];

/** Handlers set by codecs.register_error; CPython's own are made on demand by `builtinErrorHandler`. */
const handlers = new Map<string, PyObject>();
const builtinHandlers = new Map<string, PyObject>();

export function decodeErrors(name: string): DecodeErrors {
  return new RegisteredDecodeErrors(name);
}

export function encodeErrors(name: string): EncodeErrors {
  return new RegisteredEncodeErrors(name);
}

export function registerErrorHandler(name: string, handler: PyObject): void {
  if (!isCallable(handler)) raise(TypeError, 'handler must be callable');
  handlers.set(name, handler);
}

/** True if there was one. CPython's own cannot go. */
export function unregisterErrorHandler(name: string): boolean {
  return handlers.delete(name);
}

export function isBuiltinErrorHandler(name: string): boolean {
  return BUILTIN_HANDLERS.includes(name);
}

export function lookupErrorHandler(name: string): PyObject {
  const handler = handlers.get(name) ?? builtinHandlers.get(name) ?? makeBuiltinHandler(name);
  if (handler === undefined) raise(LookupError, `unknown error handler name '${name}'`);
  return handler;
}

// The names of namereplace and \\N{…} come with the module that has them.
setCharacterNamesLoader(() => {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    importModule('unicodedata');
  } catch (e) {
    if (!excMatches(e, ImportError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
  }
});

/** Set by modules/_codecs.ts: wraps one of the pure handlers below as a Python function. */
export const codecHooks: {
  wrapHandler?: (name: string, run: (error: PyObject) => PyObject) => PyObject;
} = {};

function makeBuiltinHandler(name: string): PyObject | undefined {
  if (!BUILTIN_HANDLERS.includes(name)) return undefined;
  if (codecHooks.wrapHandler === undefined) importModule('_codecs');
  if (codecHooks.wrapHandler === undefined) return undefined;
  const handler = codecHooks.wrapHandler(name, (error) => runBuiltinHandler(name, error));
  builtinHandlers.set(name, handler);
  return handler;
}

/** codecs.strict_errors and its siblings: an exception in, (replacement, position) out. */
export function runBuiltinHandler(name: string, error: PyObject): PyObject {
  if (name === 'strict') {
    if (!excMatches(error, exceptionRoot())) raise(TypeError, 'codec must pass exception instance');
    throw error;
  }
  const e = error as PyUnicodeError;
  if (excMatches(error, UnicodeEncodeError)) {
    const text = textObject(e);
    const [start, end] = clampRange(e, text.length);
    const recovery = builtinEncodeRecovery(name, encodingOf(e), text, start, end);
    if (recovery === undefined) throw error;
    const { replacement, pos } = recovery;
    return new PyTuple([replacement instanceof Uint8Array ? new PyBytes(replacement) : newStr(replacement), pos]);
  }
  const decodes = name === 'ignore' || name === 'replace' || name === 'backslashreplace' || name === 'surrogateescape' || name === 'surrogatepass';
  if (excMatches(error, UnicodeDecodeError) && decodes) {
    const bytes = bytesObject(e);
    const [start, end] = clampRange(e, bytes.length);
    const recovery = builtinDecodeRecovery(name, encodingOf(e), bytes, start, end);
    if (recovery === undefined) throw error;
    return new PyTuple([newStr(recovery.text), recovery.pos]);
  }
  if (excMatches(error, UnicodeTranslateError) && (name === 'ignore' || name === 'replace' || name === 'backslashreplace')) {
    const text = textObject(e);
    const [start, end] = clampRange(e, text.length);
    if (name === 'replace') return new PyTuple(['\ufffd'.repeat(end - start), end]);
    return new PyTuple([newStr(builtinEncodeRecovery(name, '', text, start, end)!.replacement as Text), end]);
  }
  raise(TypeError, `don't know how to handle ${typeName(error)} in error callback`);
}

function encodingOf(e: PyUnicodeError): string {
  return isStr(e.encoding) ? jsFromStr(e.encoding) : '';
}

/** The attribute of an exception that names what is coded; programs may have put anything there. */
function textObject(e: PyUnicodeError): Text {
  if (e.object === None) raise(TypeError, "UnicodeError 'object' attribute is not set");
  if (!isStr(e.object)) raise(TypeError, "UnicodeError 'object' attribute must be a string");
  return textOf(e.object);
}

function bytesObject(e: PyUnicodeError): Uint8Array {
  if (e.object === None) raise(TypeError, "UnicodeError 'object' attribute is not set");
  return tryBytesLike(e.object) ?? raise(TypeError, "UnicodeError 'object' attribute must be a bytes");
}

/** The range that an exception names, inside the object it names. */
function clampRange(e: PyUnicodeError, length: number): [number, number] {
  const start = Math.min(Math.max(e.start, 0), Math.max(length - 1, 0));
  const end = Math.min(Math.max(e.end, start), length);
  return [start, end];
}

function exceptionRoot() {
  return BaseException;
}
import { BaseException } from '../types/exceptions.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

// --- the registry ---------------------------------------------------------------------------------------------------------

const searchPath: PyObject[] = [];
let cache = new Map<string, PyTuple>();
let encodingsAsked = false;

/** `encodings` registers its search function when it runs, before any other. */
function askEncodings(): void {
  if (encodingsAsked) return;
  encodingsAsked = true;
  tryGetattr(importModule('encodings'), 'search_function');
}

export function registerCodecSearch(search: PyObject): void {
  if (!isCallable(search)) raise(TypeError, 'argument must be callable');
  askEncodings();
  searchPath.push(search);
}

export function unregisterCodecSearch(search: PyObject): void {
  const at = searchPath.indexOf(search);
  if (at < 0) return;
  searchPath.splice(at, 1);
  cache = new Map();
}

/** Letters and digits in lower case and dots; whatever else stands between them becomes one underscore. */
function normalizeEncoding(encoding: string): string {
  return encoding
    .replace(/[^A-Za-z0-9.]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}

/** The CodecInfo of an encoding. */
export function lookupCodec(encoding: string): PyTuple {
  const normalized = normalizeEncoding(encoding);
  const found = cache.get(normalized);
  if (found !== undefined) return found;
  askEncodings();
  if (searchPath.length === 0) raise(LookupError, "no codec search functions registered: can't find encoding");
  for (const search of [...searchPath]) {
    const result = search.c1(strFromJs(normalized));
    if (result === None) continue;
    if ((result.tflags & TUPLE) === 0 || (result as PyTuple).ta.length !== 4) raise(TypeError, 'codec search functions must return 4-tuples');
    cache.set(normalized, result as PyTuple);
    return result as PyTuple;
  }
  raise(LookupError, `unknown encoding: ${encoding}`);
}

/** codecs.encode and codecs.decode: any codec, any objects. */
export function codecCall(which: 0 | 1, o: PyObject, encoding: string, errors: string | undefined): PyObject {
  return pairFrom(lookupCodec(encoding), which, o, encoding, errors);
}

function pairFrom(codec: PyTuple, which: 0 | 1, o: PyObject, encoding: string, errors: string | undefined): PyObject {
  const f = codec.ta[which]!;
  let result: PyObject;
  try {
    result = errors === undefined ? f.c1(o) : f.c2(o, strFromJs(errors));
  } catch (e) {
    addCodecNote(e, which === 0 ? 'encoding' : 'decoding', encoding);
    throw e;
  }
  if ((result.tflags & TUPLE) === 0 || (result as PyTuple).ta.length !== 2) {
    raise(TypeError, which === 0 ? 'encoder must return a tuple (object, integer)' : 'decoder must return a tuple (object,integer)');
  }
  return (result as PyTuple).ta[0]!;
}

/** "encoding with 'x' codec failed" as a note on what a codec raised. */
function addCodecNote(e: unknown, operation: string, encoding: string): void {
  const add = tryGetattr(e as PyObject, 'add_note');
  if (add !== undefined) add.c1(strFromJs(`${operation} with '${encoding}' codec failed`));
}

/** `str.encode` and `bytes.decode` refuse codecs that are no text encodings. */
function textCodec(encoding: string, alternative: string): PyTuple {
  const codec = lookupCodec(encoding);
  const flag = codec.ob_type.name === 'tuple' ? undefined : tryGetattr(codec, '_is_text_encoding');
  if (flag !== undefined && !isTrue(flag)) {
    raise(LookupError, `'${encoding}' is not a text encoding; use ${alternative} to handle arbitrary codecs`);
  }
  return codec;
}

// --- fast codecs ----------------------------------------------------------------------------------------------------------

type FastCodec = 'utf8' | 'latin1' | 'ascii' | 'utf16' | 'utf16le' | 'utf16be' | 'utf32' | 'utf32le' | 'utf32be';

const FAST_NAMES: Record<string, FastCodec> = {
  utf_8: 'utf8',
  utf8: 'utf8',
  ascii: 'ascii',
  us_ascii: 'ascii',
  latin_1: 'latin1',
  latin1: 'latin1',
  iso_8859_1: 'latin1',
  iso8859_1: 'latin1',
  utf_16: 'utf16',
  utf16: 'utf16',
  utf_16_le: 'utf16le',
  utf_16_be: 'utf16be',
  utf_32: 'utf32',
  utf32: 'utf32',
  utf_32_le: 'utf32le',
  utf_32_be: 'utf32be',
};

function fastCodec(encoding: string): FastCodec | undefined {
  // fast: the usual spellings.
  if (encoding === 'utf-8' || encoding === 'utf8') return 'utf8';
  let codec = spelled.get(encoding);
  if (codec === undefined) {
    codec = FAST_NAMES[encoding.toLowerCase().replace(/[-_ ]+/g, '_')];
    if (codec !== undefined && spelled.size < 100) spelled.set(encoding, codec);
  }
  return codec;
}

/** Spellings met so far. */
const spelled = new Map<string, FastCodec>();

export function encodeText(text: Text, encoding = 'utf-8', errors = 'strict'): Uint8Array | undefined {
  switch (fastCodec(encoding)) {
    case 'utf8':
      return typeof text === 'string' ? encodeUtf8String(text) : encodeUtf8(text, encodeErrors(errors));
    case 'ascii':
      return (typeof text === 'string' ? encodeWithin(text, 128) : undefined) ?? encodeAscii(text, encodeErrors(errors));
    case 'latin1':
      return (typeof text === 'string' ? encodeWithin(text, 256) : undefined) ?? encodeLatin1(text, encodeErrors(errors));
    case 'utf16':
      return encodeUtf16(text, encodeErrors(errors), 0);
    case 'utf16le':
      return encodeUtf16(text, encodeErrors(errors), -1);
    case 'utf16be':
      return encodeUtf16(text, encodeErrors(errors), 1);
    case 'utf32':
      return encodeUtf32(text, encodeErrors(errors), 0);
    case 'utf32le':
      return encodeUtf32(text, encodeErrors(errors), -1);
    case 'utf32be':
      return encodeUtf32(text, encodeErrors(errors), 1);
    default:
      return undefined;
  }
}

export function decodeText(bytes: Uint8Array, encoding = 'utf-8', errors = 'strict'): Text | undefined {
  switch (fastCodec(encoding)) {
    case 'utf8':
      return decodeValidUtf8(bytes) ?? decodeUtf8(bytes, decodeErrors(errors));
    case 'ascii':
      return decodeAscii(bytes, decodeErrors(errors));
    case 'latin1':
      return decodeLatin1(bytes);
    case 'utf16':
      return decodeWide(bytes, errors, 0, 2);
    case 'utf16le':
      return decodeWide(bytes, errors, -1, 2);
    case 'utf16be':
      return decodeWide(bytes, errors, 1, 2);
    case 'utf32':
      return decodeWide(bytes, errors, 0, 4);
    case 'utf32le':
      return decodeWide(bytes, errors, -1, 4);
    case 'utf32be':
      return decodeWide(bytes, errors, 1, 4);
    default:
      return undefined;
  }
}

function decodeWide(bytes: Uint8Array, errors: string, order: ByteOrder, size: 2 | 4): Text {
  return (size === 2 ? decodeUtf16 : decodeUtf32)(bytes, decodeErrors(errors), order, /* final */ true).text;
}

/** `-X dev`: names are looked up even where nothing would need them. */
export const devMode = { checkNames: false };

function checkNames(encoding: string | undefined, errors: string | undefined): void {
  if (encoding !== undefined && fastCodec(encoding) === undefined) lookupCodec(encoding);
  if (errors !== undefined) lookupErrorHandler(errors);
}

/** `str.encode(encoding, errors)`: always bytes. */
export function encodeStr(o: PyObject, text: Text, encoding: string | undefined, errors: string | undefined): PyObject {
  if (devMode.checkNames) checkNames(encoding, errors);
  // fast: a plain str always fits into UTF-8.
  if ((encoding === undefined || encoding === 'utf-8') && typeof text === 'string') return new PyBytes(encodeUtf8String(text));
  const bytes = encodeText(text, encoding, errors);
  if (bytes !== undefined) return new PyBytes(bytes);
  const result = pairFrom(textCodec(encoding!, 'codecs.encode()'), 0, o, encoding!, errors);
  if ((result.tflags & BYTES) !== 0) return result;
  if ((result.tflags & BYTEARRAY) !== 0) return new PyBytes((result as PyBytes).bv.slice());
  raise(TypeError, `'${encoding}' encoder returned '${typeName(result)}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`);
}

/** `bytes.decode(encoding, errors)`: always str. */
export function decodeBytes(o: PyObject, bytes: Uint8Array, encoding: string | undefined, errors: string | undefined): PyObject {
  if (devMode.checkNames) checkNames(encoding, errors);
  // fast: valid UTF-8, whatever the error handler.
  if (encoding === undefined || encoding === 'utf-8') {
    const valid = decodeValidUtf8(bytes);
    if (valid !== undefined) return newStr(valid);
  }
  const text = decodeText(bytes, encoding, errors);
  if (text !== undefined) return newStr(text);
  const result = pairFrom(textCodec(encoding!, 'codecs.decode()'), 1, o, encoding!, errors);
  if (isStr(result)) return result;
  raise(TypeError, `'${encoding}' decoder returned '${typeName(result)}' instead of 'str'; use codecs.decode() to decode to arbitrary types`);
}

keepHiddenClasses(RegisteredDecodeErrors, RegisteredEncodeErrors);
