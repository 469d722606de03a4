// Converters of native parameters: one function each, Python object → JS value, owning its error text.
// `f(x: float, /)` calls `converters.float(value, native, index)`; `-> float` goes the other way (`resultConverters`).
// CPython: Argument Clinic's converters, Python/getargs.c.
// First of all imports: type files register converters while the ones below are still loading.
import { converters, type Converter } from './converterTable.ts';
import type { PyObject } from '../model/object.ts';
import { None, PyFloat } from '../model/values.ts';
import { raise } from '../ops/raise.ts';
import { OverflowError, TypeError, ValueError } from '../types/exceptions.ts';
import { asFloat, asIndex, asSize, intValue } from '../ops/number.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../ops/strings.ts';
import { encodeUtf8 } from '../../util/codecs/utf8.ts';
import { textFromJs } from '../../util/unicode/text.ts';
import { encodeErrors } from '../ops/codecs.ts';
import { isTrue } from '../ops/truth.ts';
import { newBool } from '../ops/truth.ts';
import { normalizeInt } from '../ops/number.ts';
import type { NativeCode } from './native.ts';
export { addConverter, converters, type Converter } from './converterTable.ts';

function bad(native: NativeCode, index: number, expected: string, value: PyObject): never {
  raise(TypeError, `${native.sig.name}() ${native.argumentText(index)} must be ${expected}, not ${value === None ? 'None' : value.ob_type.shown}`);
}

function cInteger(name: string, min: bigint, max: bigint): Converter {
  return (value) => {
    const n = asIndex(value);
    if (BigInt(n) > max) raise(OverflowError, `Python int too large to convert to C ${name}`);
    if (BigInt(n) < min) {
      raise(OverflowError, min === 0n ? "can't convert negative value to unsigned int" : `Python int too large to convert to C ${name}`);
    }
    return n;
  };
}

/** Clamps to ±(2**53 − 1), as slices and `index()` do with any int. */
function sliceIndex(value: PyObject, orNone: string): number {
  if (intValue(value) === undefined && value.s_index === undefined) raise(TypeError, `slice indices must be integers ${orNone}or have an __index__ method`);
  const n = asIndex(value);
  if (typeof n === 'number') return n;
  return n > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
}

export function asSsize(value: PyObject): number {
  if (typeof value === 'number') return value;
  const n = asIndex(value);
  if (typeof n === 'number') return n;
  if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(OverflowError, 'Python int too large to convert to C ssize_t');
  return asSize(n);
}

function cString(value: PyStr): string {
  const text = jsFromStr(value);
  if (typeof value !== 'string' && /\p{Surrogate}/u.test(text)) encodeUtf8(textFromJs(text), encodeErrors('strict'));
  if (text.includes('\0')) raise(ValueError, 'embedded null character');
  return text;
}

const own: Record<string, Converter> = {
  float: (value) => asFloat(value),
  /** A C int. The functions that parse a tuple go by way of a C long. */
  int: (value, native) => {
    const n = typeof value === 'number' ? value : asIndex(value);
    if (n <= 2147483647 && n >= -2147483648) return n;
    if (native.row.counts !== 'parsed') raise(OverflowError, 'Python int too large to convert to C int');
    if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(OverflowError, 'Python int too large to convert to C long');
    raise(OverflowError, n > 0 ? 'signed integer is greater than maximum' : 'signed integer is less than minimum');
  },
  uint: cInteger('unsigned int', 0n, 0xffffffffn),
  long: cInteger('long', -(2n ** 63n), 2n ** 63n - 1n),
  /** Any int, number or bigint. */
  index: (value) => asIndex(value),
  /** Py_ssize_t as a number; OverflowError beyond. */
  size: asSsize,
  opt_size: (value) => (value === None ? undefined : asSize(value)),
  slice_index: (value) => (value === None ? undefined : sliceIndex(value, 'or None ')),
  /** The same without None: `list.index`. */
  item_index: (value) => sliceIndex(value, ''),
  /** A str that CPython's C code takes as a C string, as a JS string in UTF-16: no surrogates, no NUL. */
  str: (value, native, index) => (isStr(value) ? cString(value) : bad(native, index, 'str', value)),
  opt_str: (value, native, index) => (value === None ? undefined : isStr(value) ? cString(value) : bad(native, index, 'str or None', value)),
  /** Any str, as a JS string in UTF-16. */
  text: (value, native, index) => (isStr(value) ? jsFromStr(value) : bad(native, index, 'str', value)),
  opt_text: (value, native, index) => (value === None ? undefined : isStr(value) ? jsFromStr(value) : bad(native, index, 'str or None', value)),
  /** A str kept as a Python object. */
  unicode: (value, native, index) => (isStr(value) ? value : bad(native, index, 'str', value)),
  bool: (value) => (typeof value === 'boolean' ? value : isTrue(value)),
  /** None arrives as undefined, other objects as they are. */
  opt_object: (value) => (value === None ? undefined : value),
  byte_char: (value, native, index) => {
    if (value.ob_type.name === 'bytes' || value.ob_type.name === 'bytearray') {
      const bytes = (value as unknown as { bv: Uint8Array }).bv;
      if (bytes.length === 1) return bytes[0];
    }
    bad(native, index, 'a byte string of length 1', value);
  },
  /** One code point. */
  char: (value, native, index) => {
    if (isStr(value)) {
      const text = jsFromStr(value);
      const cp = text.codePointAt(0);
      if (cp !== undefined && String.fromCodePoint(cp).length === text.length) return cp;
      raise(TypeError, `${native.sig.name}() ${native.argumentText(index)} must be a unicode character, not a string of length ${[...text].length}`);
    }
    bad(native, index, 'a unicode character', value);
  },
};

Object.assign(converters, own);

export const resultConverters: Record<string, (value: any) => PyObject> = {
  float: (value: number) => new PyFloat(value),
  int: (value: number | bigint) => normalizeInt(value),
  size: (value: number) => value,
  bool: (value: boolean) => newBool(value),
  str: (value: string) => strFromJs(value),
  None: () => None,
};

export { ValueError };
