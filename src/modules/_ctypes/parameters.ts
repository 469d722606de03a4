// How Python values become arguments: CArgObject, `from_param` of each kind of type, and the conversion without a declared type.
// CPython: PyCArgObject and ConvParam in Modules/_ctypes/callproc.c, the from_param functions in Modules/_ctypes/_ctypes.c.
import { defineType, member } from '../../objects/declare/type.ts';
import { BYTES } from '../../objects/model/flags.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { isSubtype, type PyType } from '../../objects/model/type.ts';
import { None, PyFloat, type PyBytes } from '../../objects/model/values.ts';
import { tryGetattr } from '../../objects/ops/attr.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { asIndex, isInt, normalizeInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { addressOf as objectAddressText, repr } from '../../objects/ops/repr.ts';
import { isStr, strFromJs } from '../../objects/ops/strings.ts';
import { OverflowError, TypeError } from '../../objects/types/exceptions.ts';
import { FS } from '../../objects/frame.ts';
import { bytesMemory, CODES, objectAddress, wideMemory } from './codes.ts';
import { isData, pointerValue, storageOf, type PyCData, type Storage } from './data.ts';
import { addressOf, allocate } from './memory.ts';
import { complexParts, complexType, structureType } from './byValue.ts';

/** A value on its way into a call. */
export class PyCArg extends PyBase {
  tag = 'P';
  /** Name of the type in calls, or a structure's. */
  ffi: unknown = 'uint64_t';
  value: unknown = 0n;
  /** Whom it came from; stays alive with it. */
  obj: PyObject | undefined = undefined;
  held: unknown = undefined;
}

export function newArg(tag: string, ffi: unknown, value: unknown, obj?: PyObject, held?: unknown): PyCArg {
  const arg = new PyCArg();
  arg.tag = tag;
  arg.ffi = ffi;
  arg.value = value;
  arg.obj = obj;
  arg.held = held;
  return arg;
}

export const pointerArg = (address: bigint, obj: PyObject, held?: unknown): PyCArg => newArg('P', 'uint64_t', address, obj, held);

const hex = (n: bigint): string => `0x${BigInt.asUintN(64, n).toString(16)}`;

function showArg(self: PyCArg): PyObject {
  const { tag, value } = self;
  let text: string;
  if ('bBhHiIlLqQ'.includes(tag)) text = `<cparam '${tag}' (${String(value)})>`;
  else if (tag === 'f' || tag === 'd') text = `<cparam '${tag}' (${repr(CODES[tag]!.get(storedIn(tag, value), 0, 8))})>`;
  else if (tag === 'c') {
    const n = (value as number) & 255;
    text = n >= 32 && n < 127 && n !== 39 && n !== 92 ? `<cparam 'c' ('${String.fromCharCode(n)}')>` : `<cparam 'c' ('\\x${n.toString(16).padStart(2, '0')}')>`;
  } else if (tag === 'P' || tag === 'z' || tag === 'Z') text = `<cparam '${tag}' (${hex(value as bigint)})>`;
  else text = `<cparam '${tag}' at ${objectAddressText(self)}>`;
  return strFromJs(text);
}

function storedIn(tag: string, value: unknown): DataView {
  const memory = allocate(8);
  if (tag === 'f') memory.setFloat32(0, value as number, true);
  else memory.setFloat64(0, value as number, true);
  return memory;
}

export const cArgType = defineType(PyCArg, {
  name: 'CArgObject',
  module: '_ctypes',
  flags: ['NO_NEW'],
  slots: { repr: showArg },
  getset: [member('_obj', null, (self: PyCArg) => self.obj ?? None)],
});

/** The raw JS value of a simple type in memory, as calls pass it. */
export function rawValue(ffi: string, memory: DataView, offset: number): number | bigint {
  switch (ffi) {
    case 'int8_t':
      return memory.getInt8(offset);
    case 'uint8_t':
      return memory.getUint8(offset);
    case 'int16_t':
      return memory.getInt16(offset, true);
    case 'uint16_t':
      return memory.getUint16(offset, true);
    case 'int32_t':
      return memory.getInt32(offset, true);
    case 'uint32_t':
      return memory.getUint32(offset, true);
    case 'int64_t':
      return memory.getBigInt64(offset, true);
    case 'float':
      return memory.getFloat32(offset, true);
    case 'double':
      return memory.getFloat64(offset, true);
    default:
      return memory.getBigUint64(offset, true);
  }
}

/** koffi gives the largest unsigned numbers as small negative ones. */
const unsigned = (raw: number | bigint): number | bigint => (raw < 0 || typeof raw === 'bigint' ? normalizeInt(BigInt.asUintN(64, BigInt(raw))) : raw);

/** What a call gave as a Python value, for types without further ado; undefined for the others. */
export function plainResult(code: string, raw: number | bigint): PyObject | undefined {
  switch (code) {
    case 'b':
    case 'B':
    case 'h':
    case 'H':
    case 'i':
    case 'I':
    case 'l':
    case 'q':
      return normalizeInt(raw);
    case 'L':
    case 'Q':
      return unsigned(raw);
    case 'd':
    case 'f':
      return new PyFloat(raw as number);
    case 'P':
      return raw === 0n || raw === 0 ? None : unsigned(raw);
    default:
      return undefined;
  }
}

/** The other way: what a call gave, into memory. */
export function setRawValue(ffi: string, memory: DataView, offset: number, value: number | bigint | boolean): void {
  switch (ffi) {
    case 'int8_t':
    case 'uint8_t':
      memory.setUint8(offset, Number(value));
      break;
    case 'int16_t':
    case 'uint16_t':
      memory.setUint16(offset, Number(value), true);
      break;
    case 'int32_t':
    case 'uint32_t':
      memory.setUint32(offset, Number(value), true);
      break;
    case 'float':
      memory.setFloat32(offset, value as number, true);
      break;
    case 'double':
      memory.setFloat64(offset, value as number, true);
      break;
    default:
      memory.setBigUint64(offset, BigInt.asUintN(64, BigInt(value)), true);
  }
}

/** A C value as an argument. */
export function dataArg(self: PyCData): PyCArg {
  const storage = storageOf(self.ob_type)!;
  switch (storage.kind) {
    case 'simple':
      return simpleArg(storage, self.memory, self);
    case 'struct':
    case 'union':
      return newArg('V', structureType(storage), structureType(storage) === undefined ? 0 : self, self);
    case 'array':
      return pointerArg(addressOf(self.memory), self);
    default:
      return pointerArg(pointerValue(self), self);
  }
}

/** The type of what no call can pass; a call says so. */
export const UNPASSABLE = Symbol('long double');

function simpleArg(storage: Storage, memory: DataView, obj: PyObject, held?: unknown): PyCArg {
  const code = storage.code!;
  const { ffi } = CODES[code]!;
  if (ffi !== undefined) return newArg(code, ffi, rawValue(ffi, memory, 0), obj, held);
  const type = complexType(code);
  return type === undefined ? newArg(code, UNPASSABLE, 0, obj, held) : newArg(code, type, complexParts(code, memory), obj, held);
}

/** An argument whose type nobody declared. */
export function undeclared(value: PyObject, index: number): PyCArg {
  if (isData(value)) return dataArg(value);
  if (value instanceof PyCArg) return value;
  if (value === None) return newArg('P', 'uint64_t', 0n);
  if (isInt(value)) {
    const n = asIndex(value);
    if (n >= 1n << 64n || n < -(1n << 63n)) raise(OverflowError, 'int too long to convert');
    return newArg('i', 'int32_t', Number(BigInt.asIntN(32, BigInt(n))));
  }
  if ((value.tflags & BYTES) !== 0) return bytesArg(value);
  if (isStr(value)) return wideArg(value);
  const other = tryGetattr(value, '_as_parameter_');
  if (other !== undefined) return undeclared(other, index);
  raise(TypeError, `Don't know how to convert parameter ${index}`);
}

function bytesArg(value: PyObject): PyCArg {
  const memory = bytesMemory(value as PyBytes);
  return newArg('z', 'uint64_t', addressOf(memory), value, memory);
}
function wideArg(value: PyObject): PyCArg {
  const memory = wideMemory(value);
  return newArg('Z', 'uint64_t', addressOf(memory), value, memory);
}

// --- from_param -------------------------------------------------------------------------------------------------------------

/** Types may be asked by way of `_as_parameter_`. */
function viaAttribute(type: PyType, value: PyObject, convert: (type: PyType, value: PyObject) => PyObject): PyObject | undefined {
  const other = tryGetattr(value, '_as_parameter_');
  return other === undefined ? undefined : convert(type, other);
}

/** Structures, unions, arrays, functions: an instance, or a pointer that byref() made of one. */
export function plainFromParam(type: PyType, value: PyObject): PyObject {
  if (isSubtype(value.ob_type, type)) return value;
  if (value instanceof PyCArg) {
    const { obj } = value;
    if (obj !== undefined && isSubtype(obj.ob_type, type)) return value;
    raise(TypeError, `expected ${type.name} instance instead of pointer to ${obj === undefined ? '??' : obj.ob_type.name}`);
  }
  return viaAttribute(type, value, plainFromParam) ?? raise(TypeError, `expected ${type.name} instance instead of ${value.ob_type.name}`);
}

/** fast: ints and floats for the types that take them, without memory in between; undefined for everything else. */
function directValue(code: string, value: PyObject): number | bigint | undefined {
  if (typeof value === 'number') {
    switch (code) {
      case 'i':
        return value | 0;
      case 'I':
        return value >>> 0;
      case 'l':
      case 'q':
        return value;
      case 'L':
      case 'Q':
        return value >= 0 ? value : undefined;
      case 'd':
        return value;
      default:
        return undefined;
    }
  }
  return code === 'd' && value instanceof PyFloat ? value.fv : undefined;
}

export function simpleFromParam(type: PyType, value: PyObject): PyObject {
  const storage = storageOf(type);
  if (storage === undefined) raise(TypeError, 'abstract class');
  const direct = directValue(storage.code!, value);
  if (direct !== undefined && !storage.format.startsWith('>')) return newArg(storage.code!, CODES[storage.code!]!.ffi, direct, value);
  switch (storage.code) {
    case 'z':
      return stringFromParam(type, value, 'c', (v) => ((v.tflags & BYTES) !== 0 ? bytesArg(v) : undefined));
    case 'Z':
      return stringFromParam(type, value, 'u', (v) => (isStr(v) ? wideArg(v) : undefined));
    case 'P':
      return voidFromParam(type, value);
    default:
      break;
  }
  if (isSubtype(value.ob_type, type)) return value;
  const code = CODES[storage.code!]!;
  const memory = allocate(code.size);
  const depth = FS.sp,
    handled = FS.exc;
  try {
    const keep = storage.set!(memory, 0, value, code.size);
    if (storage.code === 'O') return newArg('O', CODES.O!.ffi, objectAddress(value), value, keep);
    return simpleArg(storage, memory, value, keep);
  } catch (e) {
    if (!isException(e)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    const other = viaAttribute(type, value, simpleFromParam);
    if (other !== undefined) return other;
    throw e;
  }
}

function itemCode(value: PyObject): string | undefined {
  const storage = storageOf(value.ob_type);
  if (storage?.kind !== 'array' && storage?.kind !== 'pointer') return undefined;
  return storage.item === undefined ? undefined : storageOf(storage.item)?.code;
}

const cannot = (type: PyType, value: PyObject): never => {
  raise(
    TypeError,
    `'${value.ob_type.shown}' object cannot be interpreted as ctypes.${storageOf(type)!.code === 'z' ? 'c_char_p' : storageOf(type)!.code === 'Z' ? 'c_wchar_p' : 'c_void_p'}`,
  );
};

function stringFromParam(type: PyType, value: PyObject, item: string, direct: (v: PyObject) => PyCArg | undefined): PyObject {
  if (value === None) return None;
  const arg = direct(value);
  if (arg !== undefined) return arg;
  if (isSubtype(value.ob_type, type)) return value;
  if (isData(value) && itemCode(value) === item) return value;
  if (value instanceof PyCArg && value.obj !== undefined && storageOf(value.obj.ob_type)?.code === item) return value;
  return viaAttribute(type, value, (t, v) => stringFromParam(t, v, item, direct)) ?? cannot(type, value);
}

function voidFromParam(type: PyType, value: PyObject): PyObject {
  if (value === None) return None;
  if (isInt(value)) return newArg('P', 'uint64_t', BigInt.asUintN(64, BigInt(asIndex(value))), value);
  if ((value.tflags & BYTES) !== 0) return bytesArg(value);
  if (isStr(value)) return wideArg(value);
  if (isSubtype(value.ob_type, type)) return value;
  if (isData(value)) {
    const storage = storageOf(value.ob_type)!;
    if (storage.kind === 'array' || storage.kind === 'pointer') return value;
    if (storage.kind === 'function') return pointerArg(pointerValue(value), value);
    if (storage.code === 'z' || storage.code === 'Z') return newArg('Z', 'uint64_t', pointerValue(value), value);
  }
  if (value instanceof PyCArg && value.tag === 'P') return value;
  return viaAttribute(type, value, voidFromParam) ?? cannot(type, value);
}

export function pointerFromParam(type: PyType, value: PyObject): PyObject {
  if (value === None) return None;
  const { item } = storageOf(type) ?? { item: undefined };
  if (item !== undefined && isData(value)) {
    // An instance of the target passes by reference.
    if (isSubtype(value.ob_type, item)) return pointerArg(addressOf(value.memory), value);
    const storage = storageOf(value.ob_type)!;
    if ((storage.kind === 'array' || storage.kind === 'pointer') && storage.item !== undefined && isSubtype(storage.item, item)) return value;
  }
  if (item !== undefined && value instanceof PyCArg && value.obj !== undefined && isSubtype(value.obj.ob_type, item)) return value;
  return plainFromParam(type, value);
}

export function fromParam(type: PyType, value: PyObject): PyObject {
  const kind = storageOf(type)?.kind;
  return kind === 'simple' ? simpleFromParam(type, value) : kind === 'pointer' ? pointerFromParam(type, value) : plainFromParam(type, value);
}
