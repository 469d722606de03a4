// _codecs: the registry of codecs and error handlers, and the codecs that CPython writes in C. CPython: Modules/_codecsmodule.c.
import { buildCharmap, decodeCharmap, encodeCharmap, type DecodeMapping, type EncodeMapping } from '../util/codecs/charmap.ts';
import {
  decodeBytesEscape,
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  encodeBytesEscape,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
} from '../util/codecs/escapes.ts';
import { decodeUtf7, encodeUtf7 } from '../util/codecs/utf7.ts';
import { decodeAscii, decodeLatin1, decodeUtf8Partial, encodeAscii, encodeLatin1, encodeUtf8, encodeUtf8String } from '../util/codecs/utf8.ts';
import { decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32, type ByteOrder, type DecodedOrder } from '../util/codecs/utf16.ts';
import type { Decoded, DecodeErrors } from '../util/codecs/common.ts';
import { codePointAt, textFromCodePoint, type Text } from '../util/unicode/text.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { NativeCode } from '../objects/declare/native.ts';
import { addConverter } from '../objects/declare/converters.ts';
import { defineType, method } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { BYTES } from '../objects/model/flags.ts';
import { None, PyBytes, PyTuple } from '../objects/model/values.ts';
import { bytesLike } from '../objects/ops/buffer.ts';
import {
  codecCall,
  codecHooks,
  decodeErrors,
  encodeErrors,
  isBuiltinErrorHandler,
  lookupCodec,
  lookupErrorHandler,
  registerCodecSearch,
  registerErrorHandler,
  unregisterCodecSearch,
  unregisterErrorHandler,
} from '../objects/ops/codecs.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { warn } from '../objects/ops/hooks.ts';
import { asIndex, intValue, typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { isStr } from '../objects/ops/strings.ts';
import { getItem } from '../objects/ops/subscript.ts';
import { newStr, textOf } from '../objects/ops/text.ts';
import { FS } from '../objects/frame.ts';
import { PyBuiltin } from '../objects/types/descriptors.ts';
import { dictSet, newDict } from '../objects/types/dictStore.ts';
import { DeprecationWarning, LookupError, TypeError, ValueError } from '../objects/types/exceptions.ts';

type Errors = string | undefined;
const or = (errors: Errors): string => errors ?? 'strict';

const pair = (result: PyObject, n: number): PyObject => new PyTuple([result, n]);
/** A final call counts all its input, whatever a handler made of it. */
const decoded = ({ text, consumed }: Decoded, data: Uint8Array, final: boolean): PyObject => pair(newStr(text), final ? data.length : consumed);
const encoded = (bytes: Uint8Array, n: number): PyObject => pair(new PyBytes(bytes), n);

/** A str stands for its UTF-8 bytes. */
addConverter('str_or_buffer', (value) => (isStr(value) ? encodeUtf8(textOf(value), encodeErrors('strict')) : bytesLike(value)));
addConverter('exact_bytes', (value, native: NativeCode, index) => {
  if ((value.tflags & BYTES) === 0) raise(TypeError, `${native.sig.name}() ${native.argumentText(index)} must be bytes, not ${typeName(value)}`);
  return (value as PyBytes).bv;
});

/** `name_decode(data, errors=None, final=…)` */
const decoder = (name: string, final: string, decode: (data: Uint8Array, errors: DecodeErrors, final: boolean) => Decoded) =>
  fn(`${name}_decode(data: buffer, errors: opt_str = None, final: bool = ${final}, /)`, null, (data: Uint8Array, errors: Errors, isFinal: boolean) =>
    decoded(decode(data, decodeErrors(or(errors)), isFinal), data, isFinal),
  );

/** `name_encode(str, errors=None)` */
const encoder = (name: string, encode: (text: Text, errors: string) => Uint8Array) =>
  fn(`${name}_encode(str: unicode, errors: opt_str = None, /)`, null, (s: string, errors: Errors) => {
    const text = textOf(s);
    return encoded(encode(text, or(errors)), text.length);
  });

type DecodeOrdered = (data: Uint8Array, errors: DecodeErrors, order: ByteOrder, final: boolean) => DecodedOrder;
type EncodeOrdered = (text: Text, errors: ReturnType<typeof encodeErrors>, order: ByteOrder) => Uint8Array;

/** The family of a UTF with byte orders. */
const ordered = (name: string, decode: DecodeOrdered, encode: EncodeOrdered) => [
  decoder(name, 'False', (data, errors, final) => decode(data, errors, 0, final)),
  decoder(`${name}_le`, 'False', (data, errors, final) => decode(data, errors, -1, final)),
  decoder(`${name}_be`, 'False', (data, errors, final) => decode(data, errors, 1, final)),
  fn(
    `${name}_ex_decode(data: buffer, errors: opt_str = None, byteorder: int = 0, final: bool = False, /)`,
    null,
    (data: Uint8Array, errors: Errors, order: number, final: boolean) => {
      const result = decode(data, decodeErrors(or(errors)), Math.sign(order) as ByteOrder, final);
      return new PyTuple([newStr(result.text), final ? data.length : result.consumed, result.order]);
    },
  ),
  fn(`${name}_encode(str: unicode, errors: opt_str = None, byteorder: int = 0, /)`, null, (s: string, errors: Errors, order: number) => {
    const text = textOf(s);
    return encoded(encode(text, encodeErrors(or(errors)), Math.sign(order) as ByteOrder), text.length);
  }),
  encoder(`${name}_le`, (text, errors) => encode(text, encodeErrors(errors), -1)),
  encoder(`${name}_be`, (text, errors) => encode(text, encodeErrors(errors), 1)),
];

export default defineModule({
  name: '_codecs',
  functions: [
    fn('register(search_function, /)', 'Adds a function that looks codecs up by name.', (f: PyObject) => {
      registerCodecSearch(f);
      return None;
    }),
    fn('unregister(search_function, /)', 'Removes a search function and forgets what was found.', (f: PyObject) => {
      unregisterCodecSearch(f);
      return None;
    }),
    fn('lookup(encoding: str, /)', 'The CodecInfo of an encoding.', (encoding: string) => {
      return lookupCodec(encoding);
    }),
    fn("encode(obj, encoding: str = 'utf-8', errors: str = 'strict')", 'Encodes with any registered codec.', (o: PyObject, encoding: string, errors: string) =>
      codecCall(0, o, encoding, errors),
    ),
    fn("decode(obj, encoding: str = 'utf-8', errors: str = 'strict')", 'Decodes with any registered codec.', (o: PyObject, encoding: string, errors: string) =>
      codecCall(1, o, encoding, errors),
    ),
    fn('register_error(errors: str, handler, /)', 'Registers an error handler under a name.', (name: string, handler: PyObject) =>
      registerErrorHandler(name, handler),
    ),
    fn('lookup_error(name: str, /)', 'The error handler of a name.', (name: string) => lookupErrorHandler(name)),
    fn('_unregister_error(errors: str, /)', 'Removes an error handler; was there one?', (name: string) => {
      if (isBuiltinErrorHandler(name)) raise(ValueError, `cannot un-register built-in error handler '${name}'`);
      return unregisterErrorHandler(name);
    }),

    decoder('utf_8', 'False', decodeUtf8Partial),
    encoder('utf_8', (text, errors) => (typeof text === 'string' ? encodeUtf8String(text) : encodeUtf8(text, encodeErrors(errors)))),
    decoder('utf_7', 'False', decodeUtf7),
    encoder('utf_7', (text) => encodeUtf7(text)),
    ...ordered('utf_16', decodeUtf16, encodeUtf16),
    ...ordered('utf_32', decodeUtf32, encodeUtf32),

    fn('latin_1_decode(data: buffer, errors: opt_str = None, /)', null, (data: Uint8Array) => pair(decodeLatin1(data), data.length)),
    encoder('latin_1', (text, errors) => encodeLatin1(text, encodeErrors(errors))),
    fn('ascii_decode(data: buffer, errors: opt_str = None, /)', null, (data: Uint8Array, errors: Errors) =>
      pair(newStr(decodeAscii(data, decodeErrors(or(errors)))), data.length),
    ),
    encoder('ascii', (text, errors) => encodeAscii(text, encodeErrors(errors))),

    fn(
      'unicode_escape_decode(data: str_or_buffer, errors: opt_str = None, final: bool = True, /)',
      null,
      (data: Uint8Array, errors: Errors, final: boolean) => {
        const result = decodeUnicodeEscape(data, decodeErrors(or(errors)), final);
        warnInvalidEscape(result.invalidEscape);
        return decoded(result, data, final);
      },
    ),
    encoder('unicode_escape', (text) => encodeUnicodeEscape(text)),
    fn(
      'raw_unicode_escape_decode(data: str_or_buffer, errors: opt_str = None, final: bool = True, /)',
      null,
      (data: Uint8Array, errors: Errors, final: boolean) => decoded(decodeRawUnicodeEscape(data, decodeErrors(or(errors)), final), data, final),
    ),
    encoder('raw_unicode_escape', (text) => encodeRawUnicodeEscape(text)),
    fn('escape_decode(data: str_or_buffer, errors: opt_str = None, /)', null, escapeDecode),
    fn('escape_encode(data: exact_bytes, errors: opt_str = None, /)', null, (data: Uint8Array) => encoded(encodeBytesEscape(data), data.length)),
    fn('readbuffer_encode(data: str_or_buffer, errors: opt_str = None, /)', null, (data: Uint8Array) => encoded(data.slice(), data.length)),

    fn(
      'charmap_decode(data: buffer, errors: opt_str = None, mapping: opt_object = None, /)',
      null,
      (data: Uint8Array, errors: Errors, mapping: PyObject | undefined) =>
        pair(newStr(mapping === undefined ? decodeLatin1(data) : decodeCharmap(data, decodeErrors(or(errors)), decodeMapping(mapping))), data.length),
    ),
    fn(
      'charmap_encode(str: unicode, errors: opt_str = None, mapping: opt_object = None, /)',
      null,
      (s: string, errors: Errors, mapping: PyObject | undefined) => {
        const text = textOf(s);
        const handler = encodeErrors(or(errors));
        return encoded(mapping === undefined ? encodeLatin1(text, handler) : encodeCharmap(text, handler, encodeMapping(mapping)), text.length);
      },
    ),
    fn('charmap_build(map: unicode, /)', null, (map: string) => charmapBuild(textOf(map))),
  ],
});

// --- escapes --------------------------------------------------------------------------------------------------------------

function warnInvalidEscape(escape: string | undefined, prefix = ''): void {
  if (escape === undefined) return;
  const kind = /^\\[0-7]/.test(escape) ? 'octal escape sequence' : 'escape sequence';
  warn(DeprecationWarning, `${prefix}"${escape}" is an invalid ${kind}. Such sequences will not work in the future. `);
}

function escapeDecode(data: Uint8Array, errors: Errors): PyObject {
  const result = decodeBytesEscape(data, or(errors));
  if ('bytes' in result) {
    warnInvalidEscape(result.invalidEscape, 'b');
    return encoded(result.bytes, data.length);
  }
  switch (result.kind) {
    case 'trailing':
      raise(ValueError, 'Trailing \\ in string');
    case 'hex':
      raise(ValueError, `invalid \\x escape at position ${result.position}`);
    case 'handler':
      raise(ValueError, `decoding error; unknown error handling code: ${result.name}`);
  }
}

// --- charmaps -------------------------------------------------------------------------------------------------------------

/** What charmap_build makes of an ordinary 256-character table: code point → byte. */
class PyEncodingMap extends PyBase {
  map: Map<number, number> = new Map();
}

export const encodingMapType = defineType(PyEncodingMap, {
  name: 'EncodingMap',
  flags: ['NO_NEW'],
  methods: [method('size(self, /)', 'Size in memory, in bytes.', (self: PyEncodingMap) => 48 + self.map.size * 2)],
});

function charmapBuild(table: Text): PyObject {
  const length = Math.min(table.length, 256);
  let plain = length > 0 && codePointAt(table, 0) === 0;
  for (let i = 1; i < length && plain; i++) {
    const c = codePointAt(table, i);
    plain = c !== 0 && c <= 0xffff;
  }
  if (plain) {
    const map = new PyEncodingMap();
    map.map = buildCharmap(table);
    return map;
  }
  const dict = newDict();
  for (let i = 0; i < length; i++) dictSet(dict, codePointAt(table, i), i);
  return dict;
}

/** mapping[key], undefined where it has none. */
function lookup(mapping: PyObject, key: number): PyObject | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    const value = getItem(mapping, key);
    return value === None ? undefined : value;
  } catch (e) {
    if (!excMatches(e, LookupError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

function decodeMapping(mapping: PyObject): DecodeMapping {
  if (isStr(mapping)) return textOf(mapping);
  return (b) => {
    const value = lookup(mapping, b);
    if (value === undefined) return undefined;
    if (isStr(value)) {
      const text = textOf(value);
      return text === '\ufffe' ? undefined : text;
    }
    if (intValue(value) === undefined) raise(TypeError, 'character mapping must return integer, None or str');
    const c = asIndex(value);
    if (c === 0xfffe) return undefined;
    if (c < 0 || c > 0x10ffff) raise(TypeError, 'character mapping must be in range(0x110000)');
    return textFromCodePoint(Number(c));
  };
}

function encodeMapping(mapping: PyObject): EncodeMapping {
  if (mapping instanceof PyEncodingMap) return (c) => mapping.map.get(c);
  return (c) => {
    const value = lookup(mapping, c);
    if (value === undefined) return undefined;
    if ((value.tflags & BYTES) !== 0) return (value as PyBytes).bv;
    if (intValue(value) === undefined) raise(TypeError, `character mapping must return integer, bytes or None, not ${typeName(value)}`);
    const b = asIndex(value);
    if (b < 0 || b > 255) raise(TypeError, 'character mapping must be in range(256)');
    return Number(b);
  };
}

// --- error handlers as Python functions -----------------------------------------------------------------------------------

const HANDLER_DOCS: Record<string, string> = {
  strict: 'Raises the error itself.',
  ignore: 'Leaves out what cannot be coded.',
  replace: 'Puts a question mark, or U+FFFD, in place of what cannot be coded.',
  backslashreplace: 'Puts backslash escapes in place of what cannot be coded.',
  xmlcharrefreplace: 'Puts XML character references in place of what cannot be encoded.',
  namereplace: 'Puts \\N{…} escapes in place of what cannot be encoded.',
};

codecHooks.wrapHandler = (name, run) => {
  const row = fn(`${HANDLER_DOCS[name] === undefined ? name : `${name}_errors`}(exc, /)`, HANDLER_DOCS[name] ?? null, run);
  return new PyBuiltin(row, undefined, None, '');
};
