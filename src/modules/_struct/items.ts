// HOT. The item formats of struct: size, alignment, reading and writing of one value each.
// `native` formats ('@') have C's sizes on a 64-bit little-endian machine; the standard ones the sizes of the manual.
// Bench: bench/struct. CPython: Modules/_struct.c, the nu_, np_, bu_, bp_, lu_ and lp_ functions.
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
  readonly unpack: (bytes: Uint8Array, at: number, little: boolean) => PyObject;
  readonly pack: (bytes: Uint8Array, at: number, value: PyObject, little: boolean) => void;
}

/** Doubles and floats pass through these eight bytes: faster than a DataView per call. */
const scratch = new Uint8Array(8);
const scratchDouble = new Float64Array(scratch.buffer);
const scratchFloat = new Float32Array(scratch.buffer);
const scratchBig = new BigUint64Array(scratch.buffer);

/** Moves `size` bytes between memory and the scratch, whose order is the machine's: little-endian. */
function load(bytes: Uint8Array, at: number, size: number, little: boolean): void {
  for (let i = 0; i < size; i++) scratch[little ? i : size - 1 - i] = bytes[at + i]!;
}

function store(bytes: Uint8Array, at: number, size: number, little: boolean): void {
  for (let i = 0; i < size; i++) bytes[at + i] = scratch[little ? i : size - 1 - i]!;
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

function read16(bytes: Uint8Array, at: number, little: boolean): number {
  return little ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!;
}

function read32(bytes: Uint8Array, at: number, little: boolean): number {
  return little
    ? bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    : (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** The lowest `size` bytes of a 32-bit number. */
function write(bytes: Uint8Array, at: number, size: number, n: number, little: boolean): void {
  if (little) for (let i = 0; i < size; i++, n >>= 8) bytes[at + i] = n;
  else for (let i = size - 1; i >= 0; i--, n >>= 8) bytes[at + i] = n;
}

function small(code: string, size: 1 | 2 | 4, signed: boolean): ItemFormat {
  const min = signed ? -(2 ** (size * 8 - 1)) : 0;
  const max = signed ? 2 ** (size * 8 - 1) - 1 : 2 ** (size * 8) - 1;
  const unused = 32 - size * 8;
  const raw = size === 1 ? (bytes: Uint8Array, at: number) => bytes[at]! : size === 2 ? read16 : read32;
  return {
    size,
    align: size === 1 ? 0 : size,
    unpack: signed ? (bytes, at, little) => (raw(bytes, at, little) << unused) >> unused : (bytes, at, little) => raw(bytes, at, little) >>> 0,
    pack: (bytes, at, value, little) => {
      // fast: an exact small int in range.
      const n = typeof value === 'number' && value >= min && value <= max ? value : Number(ranged(value, code, min, max));
      write(bytes, at, size, n | 0, little);
    },
  };
}

function wide(code: string, signed: boolean): ItemFormat {
  const min = signed ? -(2n ** 63n) : 0n;
  const max = signed ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return {
    size: 8,
    align: 8,
    unpack: (bytes, at, little) => {
      const high = read32(bytes, little ? at + 4 : at, little) >>> 0;
      const low = read32(bytes, little ? at : at + 4, little) >>> 0;
      // fast: values that are safe integers need no BigInt.
      if (high < 0x200000) return high * 4294967296 + low;
      const n = (BigInt(high) << 32n) | BigInt(low);
      return normalizeInt(signed ? BigInt.asIntN(64, n) : n);
    },
    pack: (bytes, at, value, little) => {
      const n = typeof value === 'number' && value >= 0 ? value : ranged(value, code, min, max);
      if (typeof n === 'number' && n >= 0) {
        write(bytes, little ? at : at + 4, 4, n | 0, little);
        write(bytes, little ? at + 4 : at, 4, Math.floor(n / 4294967296) | 0, little);
      } else {
        scratchBig[0] = BigInt.asUintN(64, BigInt(n));
        store(bytes, at, 8, little);
      }
    },
  };
}

const pointer: ItemFormat = {
  size: 8,
  align: 8,
  unpack: (bytes, at, little) => {
    load(bytes, at, 8, little);
    return normalizeInt(scratchBig[0]!);
  },
  pack: (bytes, at, value, little) => {
    const n = BigInt(integer(value));
    if (n < -(2n ** 63n) || n >= 2n ** 64n) structFail('int too large to convert');
    scratchBig[0] = BigInt.asUintN(64, n);
    store(bytes, at, 8, little);
  },
};

/** The value as a double, with struct's own error. */
function real(value: PyObject): number {
  if ((value.tflags & FLOAT) !== 0) return (value as PyFloat).fv;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return asFloat(value);
  } catch (error) {
    if (!isException(error)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    structFail('required argument is not a float');
  }
}

function tooLarge(code: string, value: PyObject): never {
  if ((value.tflags & INT) !== 0) structFail('int too large to convert');
  raise(OverflowError, `float too large to pack with ${code} format`);
}

function setFloat32(bytes: Uint8Array, at: number, x: number, value: PyObject, little: boolean): void {
  if (Number.isFinite(x) && !Number.isFinite(Math.fround(x))) tooLarge('f', value);
  scratchFloat[0] = x;
  store(bytes, at, 4, little);
}

function getFloat32(bytes: Uint8Array, at: number, little: boolean): number {
  load(bytes, at, 4, little);
  return scratchFloat[0]!;
}

function setFloat64(bytes: Uint8Array, at: number, x: number, little: boolean): void {
  scratchDouble[0] = x;
  store(bytes, at, 8, little);
}

function getFloat64(bytes: Uint8Array, at: number, little: boolean): number {
  load(bytes, at, 8, little);
  return scratchDouble[0]!;
}

const float32: ItemFormat = {
  size: 4,
  align: 4,
  unpack: (bytes, at, little) => new PyFloat(getFloat32(bytes, at, little)),
  pack: (bytes, at, value, little) => setFloat32(bytes, at, real(value), value, little),
};

const float64: ItemFormat = {
  size: 8,
  align: 8,
  unpack: (bytes, at, little) => new PyFloat(getFloat64(bytes, at, little)),
  pack: (bytes, at, value, little) => setFloat64(bytes, at, real(value), little),
};

const float16: ItemFormat = {
  size: 2,
  align: 2,
  unpack: (bytes, at, little) => new PyFloat(numberFromHalf(read16(bytes, at, little))),
  pack: (bytes, at, value, little) => {
    const bits = halfFromNumber(real(value));
    if (bits === undefined) tooLarge('e', value);
    write(bytes, at, 2, bits, little);
  },
};

function complexParts(value: PyObject): PyComplex {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return asComplex(value);
  } catch (error) {
    if (!isException(error)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    structFail('required argument is not a complex');
  }
}

const complex64: ItemFormat = {
  size: 8,
  align: 4,
  unpack: (bytes, at, little) => new PyComplex(getFloat32(bytes, at, little), getFloat32(bytes, at + 4, little)),
  pack: (bytes, at, value, little) => {
    const { re, im } = complexParts(value);
    setFloat32(bytes, at, re, value, little);
    setFloat32(bytes, at + 4, im, value, little);
  },
};

const complex128: ItemFormat = {
  size: 16,
  align: 8,
  unpack: (bytes, at, little) => new PyComplex(getFloat64(bytes, at, little), getFloat64(bytes, at + 8, little)),
  pack: (bytes, at, value, little) => {
    const { re, im } = complexParts(value);
    setFloat64(bytes, at, re, little);
    setFloat64(bytes, at + 8, im, little);
  },
};

const boolean: ItemFormat = {
  size: 1,
  align: 0,
  unpack: (bytes, at) => bytes[at] !== 0,
  pack: (bytes, at, value) => {
    bytes[at] = isTrue(value) ? 1 : 0;
  },
};

const character: ItemFormat = {
  size: 1,
  align: 0,
  unpack: (bytes, at) => new PyBytes(Uint8Array.of(bytes[at]!)),
  pack: (bytes, at, value) => {
    const { bv } = value as PyBytes;
    if (value.ob_type !== bytesType || bv.length !== 1) structFail('char format requires a bytes object of length 1');
    bytes[at] = bv[0]!;
  },
};

/** One byte each: padding, and the strings, which layout.ts handles as a whole. */
const bare: ItemFormat = {
  size: 1,
  align: 0,
  unpack: (bytes, at) => bytes[at]!,
  pack: () => undefined,
};

const common: Record<string, ItemFormat> = {
  x: bare,
  s: bare,
  p: bare,
  c: character,
  '?': boolean,
  b: small('b', 1, true),
  B: small('B', 1, false),
  h: small('h', 2, true),
  H: small('H', 2, false),
  i: small('i', 4, true),
  I: small('I', 4, false),
  q: wide('q', true),
  Q: wide('Q', false),
  e: float16,
  f: float32,
  d: float64,
  F: complex64,
  D: complex128,
};

export const nativeItems: Record<string, ItemFormat> = {
  ...common,
  l: wide('l', true),
  L: wide('L', false),
  n: wide('n', true),
  N: wide('N', false),
  P: pointer,
};

export const standardItems: Record<string, ItemFormat> = { ...common, l: small('l', 4, true), L: small('L', 4, false) };
