// binascii: bytes as hex, base64, uuencode and quoted-printable text. CPython: Modules/binascii.c.
import { engine, unfilledMemory } from '../util/memory.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import { addConverter } from '../objects/declare/converters.ts';
import type { PyObject } from '../objects/model/object.ts';
import { PyBytes } from '../objects/model/values.ts';
import { tryBytesLike } from '../objects/ops/buffer.ts';
import { typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { isStr, jsFromStr } from '../objects/ops/strings.ts';
import { TypeError, ValueError } from '../objects/types/exceptions.ts';
import { hexWithSeparator, newBytesLatin1 } from '../objects/types/bytesCore.ts';
import { crc32, crcHqx } from '../util/binary/checksum.ts';
import {
  CodingError,
  decodeBase64,
  decodeQuotedPrintable,
  decodeUu,
  encodeBase64,
  encodeQuotedPrintable,
  encodeUu,
  hexValue,
} from '../util/binary/textCodings.ts';
import { exceptionClass } from './exceptionClass.ts';
import './uintBits.ts';

const binasciiError = exceptionClass('binascii', 'Error', undefined, () => ValueError);
const binasciiIncomplete = exceptionClass('binascii', 'Incomplete');

/** Bytes, or a str of ASCII characters only. */
addConverter('ascii_buffer', (value) => {
  if (isStr(value)) {
    const text = jsFromStr(value);
    if (/[^\x00-\x7f]/.test(text)) raise(ValueError, 'string argument should contain only ASCII characters');
    return Uint8Array.from(text, (c) => c.charCodeAt(0));
  }
  return tryBytesLike(value) ?? raise(TypeError, `argument should be bytes, buffer or ASCII string, not '${typeName(value)}'`);
});

function coded(make: () => Uint8Array): PyBytes {
  try {
    return new PyBytes(make());
  } catch (error) {
    if (error instanceof CodingError) raise(binasciiError(), error.message);
    throw error;
  }
}

/** From here on the engine is faster than a loop. */
const LONG = 32;

function unhexlify(data: Uint8Array): PyBytes {
  if (data.length % 2 === 1) raise(binasciiError(), 'Odd-length string');
  const out = unfilledMemory(data.length / 2);
  if (data.length >= LONG && engine.writeHex !== undefined) {
    const digits = engine.latin1!(data, 0, data.length);
    if (/[^\da-f]/i.test(digits)) raise(binasciiError(), 'Non-hexadecimal digit found');
    engine.writeHex(out, digits);
    return new PyBytes(out);
  }
  for (let i = 0; i < out.length; i++) {
    const high = hexValue(data[2 * i]!);
    const low = hexValue(data[2 * i + 1]!);
    if (high < 0 || low < 0) raise(binasciiError(), 'Non-hexadecimal digit found');
    out[i] = high * 16 + low;
  }
  return new PyBytes(out);
}

function hexlify(data: Uint8Array, sep: PyObject | undefined, bytesPerSep: number): PyBytes {
  return newBytesLatin1(hexWithSeparator(data, sep, bytesPerSep));
}

export default defineModule({
  name: 'binascii',
  doc: 'Conversion between binary data and ASCII text.',
  constants: () => ({ Error: binasciiError(), Incomplete: binasciiIncomplete() }),
  functions: [
    fn('a2b_uu(data: ascii_buffer, /)', 'The bytes of a uuencoded line.', (data: Uint8Array) => coded(() => decodeUu(data))),
    fn('b2a_uu(data: buffer, /, *, backtick: bool = False)', 'A uuencoded line.', (data: Uint8Array, backtick: boolean) =>
      coded(() => encodeUu(data, backtick)),
    ),
    fn('a2b_base64(data: ascii_buffer, /, *, strict_mode: bool = False)', 'The bytes of base64 text.', (data: Uint8Array, strict: boolean) =>
      coded(() => decodeBase64(data, strict)),
    ),
    fn(
      'b2a_base64(data: buffer, /, *, newline: bool = True)',
      'Base64 text in one line.',
      (data: Uint8Array, newline: boolean) => new PyBytes(encodeBase64(data, newline)),
    ),
    fn('a2b_hex(hexstr: ascii_buffer, /)', 'The bytes of hexadecimal text.', unhexlify),
    fn('b2a_hex(data: buffer, sep = ?, bytes_per_sep: int = 1)', 'Hexadecimal text, with a separator between groups if given.', hexlify),
    fn('hexlify(data: buffer, sep = ?, bytes_per_sep: int = 1)', 'Hexadecimal text, with a separator between groups if given.', hexlify),
    fn('unhexlify(hexstr: ascii_buffer, /)', 'The bytes of hexadecimal text.', unhexlify),
    fn('crc_hqx(data: buffer, crc: uint_bits, /)', 'CRC-CCITT, continued from crc.', crcHqx),
    fn('crc32(data: buffer, crc: uint_bits = 0, /)', 'CRC-32, continued from crc.', crc32),
    fn(
      'a2b_qp(data: ascii_buffer, header: bool = False)',
      'The bytes of quoted-printable text.',
      (data: Uint8Array, header: boolean) => new PyBytes(decodeQuotedPrintable(data, header)),
    ),
    fn(
      'b2a_qp(data: buffer, quotetabs: bool = False, istext: bool = True, header: bool = False)',
      'Quoted-printable text.',
      (data: Uint8Array, quoteTabs: boolean, isText: boolean, header: boolean) => new PyBytes(encodeQuotedPrintable(data, { quoteTabs, isText, header })),
    ),
  ],
});
