// The simple types by the letter that stands for them: size, how a value is read and written, how it passes in a call.
// CPython: Modules/_ctypes/cfield.c.
import { BYTEARRAY, BYTES } from '../../objects/model/flags.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { asComplex } from '../../objects/types/complex.ts';
import { None, PyBytes, PyComplex, PyFloat } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { asFloat, asIndex, isInt, normalizeInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { codePoints, isStr, strFromCodePoints } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { identity } from '../../objects/ops/hash.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { copyMemory, cStringBytes, foreign } from '../foreign.ts';
import type { Getter, Setter } from './data.ts';
import { addressOf, allocate, pinned } from './memory.ts';

export interface Code {
  size: number;
  /** Where it is not the size. */
  align?: number;
  get: Getter;
  set: Setter;
  /** The same in the other byte order, for types that have one. */
  swapped: { get: Getter; set: Setter } | undefined;
  /** Letter of the struct-style format. */
  format: string;
  /** Name of the type in calls; undefined if it cannot pass. */
  ffi: string | undefined;
}

/** The low bits of any int. */
function masked(value: PyObject): number | bigint {
  return asIndex(value);
}
const low32 = (n: number | bigint): number => (typeof n === 'number' && n >= -0x80000000 && n <= 0xffffffff ? n : Number(BigInt.asIntN(32, BigInt(n))));
const low64 = (n: number | bigint): bigint => BigInt.asIntN(64, BigInt(n));

function integer(size: number, isSigned: boolean, format: string): Code {
  const name = `${isSigned ? 'Int' : 'Uint'}${size * 8}`;
  const order = (little: boolean): { get: Getter; set: Setter } => {
    switch (name) {
      case 'Int8':
        return { get: (m, at) => m.getInt8(at), set: (m, at, v) => (m.setInt8(at, low32(masked(v))), None) };
      case 'Uint8':
        return { get: (m, at) => m.getUint8(at), set: (m, at, v) => (m.setUint8(at, low32(masked(v))), None) };
      case 'Int16':
        return { get: (m, at) => m.getInt16(at, little), set: (m, at, v) => (m.setInt16(at, low32(masked(v)), little), None) };
      case 'Uint16':
        return { get: (m, at) => m.getUint16(at, little), set: (m, at, v) => (m.setUint16(at, low32(masked(v)), little), None) };
      case 'Int32':
        return { get: (m, at) => m.getInt32(at, little), set: (m, at, v) => (m.setInt32(at, low32(masked(v)), little), None) };
      case 'Uint32':
        return { get: (m, at) => m.getUint32(at, little), set: (m, at, v) => (m.setUint32(at, low32(masked(v)), little), None) };
      case 'Int64':
        return { get: (m, at) => normalizeInt(m.getBigInt64(at, little)), set: (m, at, v) => (m.setBigInt64(at, low64(masked(v)), little), None) };
      default:
        return { get: (m, at) => normalizeInt(m.getBigUint64(at, little)), set: (m, at, v) => (m.setBigInt64(at, low64(masked(v)), little), None) };
    }
  };
  return { size, ...order(true), swapped: size === 1 ? undefined : order(false), format, ffi: `${isSigned ? '' : 'u'}int${size * 8}_t` };
}

function float(size: 4 | 8): Code {
  const order = (little: boolean): { get: Getter; set: Setter } =>
    size === 4
      ? { get: (m, at) => new PyFloat(m.getFloat32(at, little)), set: (m, at, v) => (m.setFloat32(at, asFloat(v), little), None) }
      : { get: (m, at) => new PyFloat(m.getFloat64(at, little)), set: (m, at, v) => (m.setFloat64(at, asFloat(v), little), None) };
  return { size, ...order(true), swapped: order(false), format: size === 4 ? 'f' : 'd', ffi: size === 4 ? 'float' : 'double' };
}

// --- long double: the 80 bits of x87 ----------------------------------------------------------------------------------------

function getExtended(m: DataView, at: number): PyObject {
  const mantissa = m.getBigUint64(at, true);
  const top = m.getUint16(at + 8, true);
  const sign = (top & 0x8000) !== 0 ? -1 : 1;
  const exponent = top & 0x7fff;
  if (exponent === 0x7fff) return new PyFloat(mantissa << 1n === 1n << 64n ? sign * Infinity : NaN);
  if (mantissa === 0n) return new PyFloat(sign * 0);
  // Two steps: the scale alone may be beyond a double.
  const e = exponent - 16383 - 63;
  const half = Math.trunc(e / 2);
  return new PyFloat(sign * Number(mantissa) * 2 ** half * 2 ** (e - half));
}

function setExtended(m: DataView, at: number, v: PyObject): PyObject {
  const scratch = new DataView(new ArrayBuffer(8));
  scratch.setFloat64(0, asFloat(v), true);
  const bits = scratch.getBigUint64(0, true);
  const sign = bits >> 63n === 1n ? 0x8000 : 0;
  let exponent = Number((bits >> 52n) & 0x7ffn);
  let mantissa = (bits & 0xfffffffffffffn) << 11n;
  if (exponent === 0x7ff) {
    exponent = 0x7fff;
    mantissa |= 1n << 63n;
  } else if (exponent !== 0) {
    exponent += 16383 - 1023;
    mantissa |= 1n << 63n;
  } else if (mantissa !== 0n) {
    // A subnormal double is a normal number here.
    exponent = 16383 - 1022;
    while (mantissa >> 63n === 0n) {
      mantissa <<= 1n;
      exponent--;
    }
  }
  m.setBigUint64(at, mantissa, true);
  m.setUint16(at + 8, sign | exponent, true);
  return None;
}

/** Complex numbers: two parts of a floating type. */
function complex(part: Code, format: string): Code {
  const order = (get: Getter, set: Setter): { get: Getter; set: Setter } => ({
    get: (m, at) => new PyComplex((get(m, at, part.size) as PyFloat).fv, (get(m, at + part.size, part.size) as PyFloat).fv),
    set: (m, at, v) => {
      const z = asComplex(v);
      set(m, at, new PyFloat(z.re), part.size);
      return set(m, at + part.size, new PyFloat(z.im), part.size);
    },
  });
  return {
    size: 2 * part.size,
    align: part.size,
    ...order(part.get, part.set),
    swapped: part.swapped === undefined ? undefined : order(part.swapped.get, part.swapped.set),
    format,
    ffi: undefined,
  };
}

// --- characters and strings -------------------------------------------------------------------------------------------------

function setChar(m: DataView, at: number, v: PyObject): PyObject {
  const expected = 'one character bytes, bytearray, or an integer in range(256) expected, not ';
  if ((v.tflags & (BYTES | BYTEARRAY)) !== 0) {
    const bytes = bytesLike(v);
    if (bytes.length !== 1) raise(TypeError, `${expected}${(v.tflags & BYTES) !== 0 ? 'bytes' : 'bytearray'} of length ${bytes.length}`);
    m.setUint8(at, bytes[0]!);
  } else if (isInt(v)) {
    const n = asIndex(v);
    if (n < 0 || n > 255) raise(TypeError, 'integer not in range(256)');
    m.setUint8(at, Number(n));
  } else raise(TypeError, `${expected}${v.ob_type.shown}`);
  return None;
}

function setWideChar(m: DataView, at: number, v: PyObject): PyObject {
  if (!isStr(v)) raise(TypeError, `a unicode character expected, not instance of ${v.ob_type.shown}`);
  const cps = codePoints(v);
  if (cps.length !== 1) raise(TypeError, `a unicode character expected, not a string of length ${cps.length}`);
  m.setUint32(at, cps[0]!, true);
  return None;
}

const WCHAR = 4;

/** The text at the start of memory, up to a null. */
export function wideText(m: DataView, at: number, limit: number): PyObject {
  const cps: number[] = [];
  for (let i = 0; i < limit; i++) {
    const cp = m.getUint32(at + i * WCHAR, true);
    if (cp === 0) break;
    cps.push(cp);
  }
  return wideFrom(cps);
}

export function wideFrom(cps: readonly number[]): PyObject {
  for (const cp of cps) if (cp > 0x10ffff) raise(ValueError, `character U+${cp.toString(16)} is not in range [U+0000; U+10ffff]`);
  return strFromCodePoints(cps);
}

/** Keeps the wide copy of a str alive. */
export class PyKeep extends PyBase {
  held: unknown;
  constructor(held: unknown) {
    super();
    this.held = held;
  }
}

export function wideMemory(v: PyObject): DataView {
  const cps = codePoints(v as string);
  const memory = allocate((cps.length + 1) * WCHAR);
  for (let i = 0; i < cps.length; i++) memory.setUint32(i * WCHAR, cps[i]!, true);
  return memory;
}

export const bytesMemory = (v: PyObject): DataView => pinned(v as object, (v as PyBytes).bv);

const setAddress = (m: DataView, at: number, address: number | bigint): void => m.setBigInt64(at, low64(address), true);

function setCharPointer(m: DataView, at: number, v: PyObject): PyObject {
  if (v === None) setAddress(m, at, 0);
  else if ((v.tflags & BYTES) !== 0) {
    setAddress(m, at, addressOf(bytesMemory(v)));
    return v;
  } else if (isInt(v)) setAddress(m, at, asIndex(v));
  else raise(TypeError, `bytes or integer address expected instead of ${v.ob_type.shown} instance`);
  return None;
}

function setWidePointer(m: DataView, at: number, v: PyObject): PyObject {
  if (v === None) setAddress(m, at, 0);
  else if (isStr(v)) {
    const memory = wideMemory(v);
    setAddress(m, at, addressOf(memory));
    return new PyKeep(memory);
  } else if (isInt(v)) setAddress(m, at, asIndex(v));
  else raise(TypeError, `unicode string or integer address expected instead of ${v.ob_type.shown} instance`);
  return None;
}

function setVoidPointer(m: DataView, at: number, v: PyObject): PyObject {
  if (v === None) setAddress(m, at, 0);
  else if (isInt(v)) setAddress(m, at, asIndex(v));
  else raise(TypeError, 'cannot be converted to pointer');
  return None;
}

const wcslen = foreign.declare('wcslen', 'size_t', ['uintptr_t']);

export function wideStringAt(address: bigint): PyObject {
  const length = Number(wcslen(address));
  return wideText(new DataView(copyMemory(address, length * WCHAR).buffer), 0, length);
}

// --- Python objects ---------------------------------------------------------------------------------------------------------

/** Objects that C may give back, by id. */
const objects = new Map<bigint, { deref(): PyObject | undefined }>();

export function objectAddress(v: PyObject): bigint {
  const address = BigInt(identity(v));
  if (!objects.has(address)) {
    const isPrimitive = typeof v !== 'object';
    objects.set(address, isPrimitive ? { deref: () => v } : (new WeakRef(v as object) as unknown as { deref(): PyObject }));
  }
  return address;
}

export function objectAt(address: bigint): PyObject {
  if (address === 0n) raise(ValueError, 'PyObject is NULL');
  const value = objects.get(address)?.deref();
  if (value === undefined) raise(ValueError, 'there is no Python object at this address');
  return value;
}

const pointer = (get: Getter, set: Setter, format: string): Code => ({ size: 8, get, set, swapped: undefined, format, ffi: 'uint64_t' });
const address = (m: DataView, at: number): bigint => m.getBigUint64(at, true);

const extended: Code = { size: 16, get: getExtended, set: setExtended, swapped: undefined, format: 'g', ffi: undefined };

export const CODES: Readonly<Record<string, Code>> = {
  b: integer(1, true, 'b'),
  B: integer(1, false, 'B'),
  h: integer(2, true, 'h'),
  H: integer(2, false, 'H'),
  i: integer(4, true, 'i'),
  I: integer(4, false, 'I'),
  l: integer(8, true, 'q'),
  L: integer(8, false, 'Q'),
  q: integer(8, true, 'q'),
  Q: integer(8, false, 'Q'),
  f: float(4),
  d: float(8),
  g: extended,
  F: complex(float(4), 'F'),
  D: complex(float(8), 'D'),
  G: complex(extended, 'G'),
  v: {
    size: 2,
    get: (m, at) => m.getInt16(at, true) !== 0,
    set: (m, at, v) => (m.setInt16(at, isTrue(v) ? -1 : 0, true), None),
    swapped: undefined,
    format: '?',
    ffi: 'int16_t',
  },
  '?': {
    size: 1,
    get: (m, at) => m.getUint8(at) !== 0,
    set: (m, at, v) => (m.setUint8(at, isTrue(v) ? 1 : 0), None),
    swapped: undefined,
    format: '?',
    ffi: 'uint8_t',
  },
  c: { size: 1, get: (m, at) => new PyBytes(Uint8Array.of(m.getUint8(at))), set: setChar, swapped: undefined, format: 'c', ffi: 'int8_t' },
  u: { size: WCHAR, get: (m, at) => wideFrom([m.getUint32(at, true)]), set: setWideChar, swapped: undefined, format: 'u', ffi: 'uint32_t' },
  z: pointer((m, at) => (address(m, at) === 0n ? None : new PyBytes(cStringBytes(address(m, at)))), setCharPointer, 'z'),
  Z: pointer((m, at) => (address(m, at) === 0n ? None : wideStringAt(address(m, at))), setWidePointer, 'Z'),
  P: pointer((m, at) => (address(m, at) === 0n ? None : normalizeInt(address(m, at))), setVoidPointer, 'P'),
  O: pointer(
    (m, at) => objectAt(address(m, at)),
    (m, at, v) => {
      setAddress(m, at, objectAddress(v));
      return v;
    },
    'O',
  ),
};

/** Letters in the order of CPython's message. */
export const LETTERS = 'cbBhHiIlLdDFGfuzZqQPOv?g';

/** Arrays of characters as fields: their value is the text. */
export const charArray: { get: Getter; set: Setter } = {
  get: (m, at, size) => {
    const bytes = new Uint8Array(m.buffer, m.byteOffset + at, size);
    const end = bytes.indexOf(0);
    return new PyBytes(bytes.slice(0, end < 0 ? size : end));
  },
  set: (m, at, v, size) => {
    if ((v.tflags & BYTES) === 0) raise(TypeError, `expected bytes, ${v.ob_type.shown} found`);
    // As C copies strings: up to the first null.
    const { bv: all } = v as PyBytes;
    const end = all.indexOf(0);
    const bv = end < 0 ? all : all.subarray(0, end);
    if (bv.length > size) raise(ValueError, `bytes too long (${bv.length}, maximum length ${size})`);
    const target = new Uint8Array(m.buffer, m.byteOffset + at, size);
    target.set(bv);
    if (bv.length < size) target[bv.length] = 0;
    return None;
  },
};

export const wideArray: { get: Getter; set: Setter } = {
  get: (m, at, size) => wideText(m, at, size / WCHAR),
  set: (m, at, v, size) => {
    if (!isStr(v)) raise(TypeError, `unicode string expected instead of ${v.ob_type.shown} instance`);
    const cps = codePoints(v);
    const limit = size / WCHAR;
    if (cps.length > limit) raise(ValueError, `string too long (${cps.length}, maximum length ${limit})`);
    for (let i = 0; i < cps.length; i++) m.setUint32(at + i * WCHAR, cps[i]!, true);
    if (cps.length < limit) m.setUint32(at + cps.length * WCHAR, 0, true);
    return None;
  },
};
