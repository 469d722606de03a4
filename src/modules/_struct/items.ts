// The item formats of struct: size, alignment, reading and writing of one value each.
// `native` formats ('@') have C's sizes on a 64-bit little-endian machine; the standard ones the sizes of the manual.
// CPython: Modules/_struct.c, the nu_, np_, bu_, bp_, lu_ and lp_ functions.
import type { PyObject } from '../../objects/model/object.ts';
import { FLOAT, INT } from '../../objects/model/flags.ts';
import { PyBytes, PyComplex, PyFloat } from '../../objects/model/values.ts';
import { asFloat, asIndex, intValue, normalizeInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { OverflowError } from '../../objects/types/exceptions.ts';
import { bytesType } from '../../objects/types/bytes.ts';
import { asComplex } from '../../objects/types/complex.ts';
import { FS } from '../../objects/frame.ts';
import { exceptionClass } from '../exceptionClass.ts';
import { halfFromNumber, numberFromHalf } from './half.ts';

export const structError = exceptionClass('struct', 'error');

export interface ItemFormat {
  readonly size: number;
  /** Alignment in native mode; 0 for none. */
  readonly align: number;
  readonly unpack: (view: DataView, at: number, little: boolean) => PyObject;
  readonly pack: (view: DataView, at: number, value: PyObject, little: boolean) => void;
}

function structFail(message: string): never {
  raise(structError(), message);
}

/** The value as an int; struct has its own error for other things. */
function integer(value: PyObject): number | bigint {
  const n = intValue(value);
  if (n !== undefined) return n;
  if (value.s_index === undefined) structFail('required argument is not an integer');
  return asIndex(value);
}

function ranged(value: PyObject, code: string, min: number | bigint, max: number | bigint): number | bigint {
  const n = integer(value);
  if (n < min || n > max) structFail(`'${code}' format requires ${min} <= number <= ${max}`);
  return n;
}

type SmallGetter = 'getInt8' | 'getUint8' | 'getInt16' | 'getUint16' | 'getInt32' | 'getUint32';
type SmallSetter = 'setInt8' | 'setUint8' | 'setInt16' | 'setUint16' | 'setInt32' | 'setUint32';

function small(code: string, size: 1 | 2 | 4, signed: boolean): ItemFormat {
  const kind = `${signed ? 'Int' : 'Uint'}${size * 8}`;
  const get = `get${kind}` as SmallGetter;
  const set = `set${kind}` as SmallSetter;
  const min = signed ? -(2 ** (size * 8 - 1)) : 0;
  const max = signed ? 2 ** (size * 8 - 1) - 1 : 2 ** (size * 8) - 1;
  return {
    size,
    align: size === 1 ? 0 : size,
    unpack: (view, at, little) => view[get](at, little),
    pack: (view, at, value, little) => view[set](at, Number(ranged(value, code, min, max)), little),
  };
}

function wide(code: string, signed: boolean): ItemFormat {
  const min = signed ? -(2n ** 63n) : 0n;
  const max = signed ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return {
    size: 8,
    align: 8,
    unpack: (view, at, little) => {
      const high = view.getUint32(little ? at + 4 : at, little);
      const low = view.getUint32(little ? at : at + 4, little);
      // fast: values that are safe integers need no BigInt.
      if (high < 0x200000) return high * 4294967296 + low;
      return normalizeInt(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little));
    },
    pack: (view, at, value, little) => {
      const n = ranged(value, code, min, max);
      if (typeof n === 'number' && n >= 0) {
        view.setUint32(little ? at : at + 4, n % 4294967296, little);
        view.setUint32(little ? at + 4 : at, Math.floor(n / 4294967296), little);
      } else {
        view.setBigInt64(at, BigInt.asIntN(64, BigInt(n)), little);
      }
    },
  };
}

const pointer: ItemFormat = {
  size: 8,
  align: 8,
  unpack: (view, at, little) => normalizeInt(view.getBigUint64(at, little)),
  pack: (view, at, value, little) => {
    const n = BigInt(integer(value));
    if (n < -(2n ** 63n) || n >= 2n ** 64n) structFail('int too large to convert');
    view.setBigUint64(at, BigInt.asUintN(64, n), little);
  },
};

/** The value as a double, with struct's own error. */
function real(value: PyObject): number {
  if ((value.tflags & FLOAT) !== 0) return (value as PyFloat).fv;
  const depth = FS.sp;
  try {
    return asFloat(value);
  } catch (error) {
    if (!isException(error)) throw error;
    FS.sp = depth;
    structFail('required argument is not a float');
  }
}

function tooLarge(code: string, value: PyObject): never {
  if ((value.tflags & INT) !== 0) structFail('int too large to convert');
  raise(OverflowError, `float too large to pack with ${code} format`);
}

function setFloat32(view: DataView, at: number, x: number, value: PyObject, little: boolean): void {
  if (Number.isFinite(x) && !Number.isFinite(Math.fround(x))) tooLarge('f', value);
  view.setFloat32(at, x, little);
}

const float32: ItemFormat = {
  size: 4,
  align: 4,
  unpack: (view, at, little) => new PyFloat(view.getFloat32(at, little)),
  pack: (view, at, value, little) => setFloat32(view, at, real(value), value, little),
};

const float64: ItemFormat = {
  size: 8,
  align: 8,
  unpack: (view, at, little) => new PyFloat(view.getFloat64(at, little)),
  pack: (view, at, value, little) => view.setFloat64(at, real(value), little),
};

const float16: ItemFormat = {
  size: 2,
  align: 2,
  unpack: (view, at, little) => new PyFloat(numberFromHalf(view.getUint16(at, little))),
  pack: (view, at, value, little) => {
    const bits = halfFromNumber(real(value));
    if (bits === undefined) tooLarge('e', value);
    view.setUint16(at, bits, little);
  },
};

function complexParts(value: PyObject): PyComplex {
  const depth = FS.sp;
  try {
    return asComplex(value);
  } catch (error) {
    if (!isException(error)) throw error;
    FS.sp = depth;
    structFail('required argument is not a complex');
  }
}

const complex64: ItemFormat = {
  size: 8,
  align: 4,
  unpack: (view, at, little) => new PyComplex(view.getFloat32(at, little), view.getFloat32(at + 4, little)),
  pack: (view, at, value, little) => {
    const { re, im } = complexParts(value);
    setFloat32(view, at, re, value, little);
    setFloat32(view, at + 4, im, value, little);
  },
};

const complex128: ItemFormat = {
  size: 16,
  align: 8,
  unpack: (view, at, little) => new PyComplex(view.getFloat64(at, little), view.getFloat64(at + 8, little)),
  pack: (view, at, value, little) => {
    const { re, im } = complexParts(value);
    view.setFloat64(at, re, little);
    view.setFloat64(at + 8, im, little);
  },
};

const boolean: ItemFormat = {
  size: 1,
  align: 0,
  unpack: (view, at) => view.getUint8(at) !== 0,
  pack: (view, at, value) => view.setUint8(at, isTrue(value) ? 1 : 0),
};

const character: ItemFormat = {
  size: 1,
  align: 0,
  unpack: (view, at) => new PyBytes(Uint8Array.of(view.getUint8(at))),
  pack: (view, at, value) => {
    const { bv } = value as PyBytes;
    if (value.ob_type !== bytesType || bv.length !== 1) structFail('char format requires a bytes object of length 1');
    view.setUint8(at, bv[0]!);
  },
};

/** One byte each: padding, and the strings, which layout.ts handles as a whole. */
const bare: ItemFormat = {
  size: 1,
  align: 0,
  unpack: (view, at) => view.getUint8(at),
  pack: () => undefined,
};

const common: Record<string, ItemFormat> = {
  x: bare, s: bare, p: bare, c: character, '?': boolean,
  b: small('b', 1, true), B: small('B', 1, false), h: small('h', 2, true), H: small('H', 2, false),
  i: small('i', 4, true), I: small('I', 4, false), q: wide('q', true), Q: wide('Q', false),
  e: float16, f: float32, d: float64, F: complex64, D: complex128,
};

export const nativeItems: Record<string, ItemFormat> = {
  ...common, l: wide('l', true), L: wide('L', false), n: wide('n', true), N: wide('N', false), P: pointer,
};

export const standardItems: Record<string, ItemFormat> = { ...common, l: small('l', 4, true), L: small('L', 4, false) };
