// CField: the descriptor of a structure's member, bit fields included. CPython: Modules/_ctypes/cfield.c.
import { defineType, getset, make, member } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { PyType } from '../../objects/model/type.ts';
import { None } from '../../objects/model/values.ts';
import { getattr, setattr, tryGetattr } from '../../objects/ops/attr.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { asIndex, asSize, normalizeInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { AttributeError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { charArray, wideArray } from './codes.ts';
import { getPart, isData, setPart, storageOf, type Getter, type PyCData, type Setter } from './data.ts';

export class PyCField extends PyBase {
  name = '';
  type!: PyType;
  offset = 0;
  size = 0;
  bitSize: number | undefined = undefined;
  bitOffset = 0;
  index = 0;
  anonymous = false;
  get: Getter | undefined = undefined;
  set: Setter | undefined = undefined;
}

/** Letters of the types that may have bits. */
const BIT_TYPES = 'bBhHiIlLqQ?';
const SIGNED = 'bhilq';

function newField(
  cls: PyType,
  name: PyObject,
  type: PyObject,
  size: PyObject,
  offset: PyObject,
  index: PyObject,
  internal: boolean,
  bitSize: PyObject,
  bitOffset: PyObject,
): PyCField {
  if (!internal) raise(TypeError, 'CField is not intended to be used directly');
  if (!isStr(name)) raise(TypeError, `CField() argument 'name' must be str, not ${name.ob_type.shown}`);
  const storage = type instanceof PyType ? storageOf(type) : undefined;
  if (storage === undefined) raise(TypeError, `type of field ${jsFromStr(name)} must be a C type`);
  const self = new cls.ctor() as PyCField;
  self.name = jsFromStr(name);
  self.type = type as PyType;
  self.offset = asSize(offset);
  self.size = asSize(size);
  self.index = asSize(index);
  if (self.offset < 0) raise(ValueError, `byte offset of field ${self.name} must not be negative, got ${self.offset}`);
  if (self.size !== storage.size) raise(ValueError, `byte size of field '${self.name}' (${self.size}) does not match type size (${storage.size})`);
  if (bitSize !== None) {
    if (storage.code === undefined || !BIT_TYPES.includes(storage.code)) raise(TypeError, `bit fields not allowed for type ${self.type.name}`);
    const bits = Number(asIndex(bitSize));
    const at = Number(asIndex(bitOffset));
    if (bits <= 0) raise(ValueError, `number of bits invalid for bit field '${self.name}'`);
    if (bits + at > 8 * self.size) raise(ValueError, `bit field '${self.name}' overflows its type (${at} + ${bits} > ${8 * self.size})`);
    self.bitSize = bits;
    self.bitOffset = at;
    Object.assign(self, bitAccess(self, storage.code, storage.format.startsWith('>')));
  } else if (storage.kind === 'array') {
    const code = storageOf(storage.item!)!.code;
    if (code === 'c') Object.assign(self, charArray);
    else if (code === 'u') Object.assign(self, wideArray);
  }
  return self;
}

/** Reading and writing some bits of an integer. */
function bitAccess(self: PyCField, code: string, isBig: boolean): { get: Getter; set: Setter } {
  const { size, bitOffset } = self;
  const bits = self.bitSize!;
  const read = (m: DataView, at: number): bigint => {
    switch (size) {
      case 1:
        return BigInt(m.getUint8(at));
      case 2:
        return BigInt(m.getUint16(at, !isBig));
      case 4:
        return BigInt(m.getUint32(at, !isBig));
      default:
        return m.getBigUint64(at, !isBig);
    }
  };
  const write = (m: DataView, at: number, n: bigint): void => {
    if (size === 1) m.setUint8(at, Number(n));
    else if (size === 2) m.setUint16(at, Number(n), !isBig);
    else if (size === 4) m.setUint32(at, Number(n), !isBig);
    else m.setBigUint64(at, n, !isBig);
  };
  const shift = BigInt(bitOffset);
  const mask = ((1n << BigInt(bits)) - 1n) << shift;
  return {
    get: (m, at) => {
      const raw = (read(m, at) & mask) >> shift;
      if (code === '?') return raw !== 0n;
      return normalizeInt(SIGNED.includes(code) ? BigInt.asIntN(bits, raw) : raw);
    },
    set: (m, at, value) => {
      const n = code === '?' ? (isTrue(value) ? 1n : 0n) : BigInt(asIndex(value));
      write(m, at, (read(m, at) & ~mask) | ((n << shift) & mask));
      return None;
    },
  };
}

function show(self: PyCField): PyObject {
  const bits = self.bitSize === undefined ? '' : `, bit_size=${self.bitSize}, bit_offset=${self.bitOffset}`;
  const size = self.bitSize === undefined ? `, size=${self.size}` : '';
  return strFromJs(`<ctypes.CField '${self.name}' type=${self.type.name}, ofs=${self.offset}${size}${bits}${self.anonymous ? ', anonymous' : ''}>`);
}

function get(self: PyCField, instance: PyObject | undefined): PyObject {
  if (instance === undefined || instance === None) return self;
  if (!isData(instance)) raise(TypeError, 'not a ctype instance');
  return getPart(self.type, self.get, instance, self.index, instance.memory, self.offset, self.size);
}

function set(self: PyCField, instance: PyObject, value: PyObject | undefined): void {
  if (!isData(instance)) raise(TypeError, 'not a ctype instance');
  if (value === undefined) raise(TypeError, "can't delete attribute");
  setPart(instance as PyCData, self.type, self.set, value, self.index, instance.memory, self.offset, self.size);
}

export const fieldType = defineType(PyCField, {
  name: 'CField',
  module: 'ctypes',
  doc: 'Structure/Union member',
  make: make('CField(*, name, type, byte_size, byte_offset, index, _internal_use: bool, bit_size=None, bit_offset=None)', newField),
  slots: { repr: show, get, set },
  getset: [
    member('name', 'name of this field', (self: PyCField) => strFromJs(self.name)),
    member('type', 'type of this field', (self: PyCField) => self.type),
    member('offset', 'offset in bytes of this field (same as byte_offset)', (self: PyCField) => self.offset),
    member('byte_offset', 'offset in bytes of this field', (self: PyCField) => self.offset),
    member('byte_size', 'size of this field in bytes', (self: PyCField) => self.size),
    member('bit_offset', 'additional offset in bits (relative to byte_offset); zero for non-bitfields', (self: PyCField) => self.bitOffset),
    getset('size', 'size in bytes of this field. For bitfields, this is a legacy packed value; use byte_size instead', (self: PyCField) =>
      self.bitSize === undefined ? self.size : (self.bitSize << 16) | self.bitOffset,
    ),
    getset('bit_size', 'size of this field in bits', (self: PyCField) => self.bitSize ?? normalizeInt(BigInt(self.size) * 8n)),
    getset('is_bitfield', 'true if this is a bitfield', (self: PyCField) => self.bitSize !== undefined),
    getset('is_anonymous', 'true if this field is anonymous', (self: PyCField) => self.anonymous),
  ],
});

// --- anonymous members ------------------------------------------------------------------------------------------------------

/** Members of `_anonymous_` members become members of the type itself. */
export function anonymousFields(type: PyType): void {
  const names = tryGetattr(type, '_anonymous_');
  if (names === undefined) return;
  if (names.s_iter === undefined && names.s_getitem === undefined) raise(TypeError, '_anonymous_ must be a sequence');
  for (const name of arrayFromIterable(names)) {
    const text = isStr(name) ? jsFromStr(name) : '';
    const field = getattr(type, text);
    if (!(field instanceof PyCField)) raise(AttributeError, `'${text}' is specified in _anonymous_ but not in _fields_`);
    field.anonymous = true;
    lift(type, field, field.index, field.offset);
  }
}

function lift(type: PyType, from: PyCField, index: number, offset: number): void {
  const inner = getattr(from.type, '_fields_');
  for (const entry of arrayFromIterable(inner)) {
    const name = arrayFromIterable(entry)[0]!;
    const text = isStr(name) ? jsFromStr(name) : '';
    const field = getattr(from.type, text);
    if (!(field instanceof PyCField)) raise(TypeError, 'unexpected type');
    if (field.anonymous) {
      lift(type, field, index + field.index, offset + field.offset);
      continue;
    }
    const copy = Object.assign(new PyCField(), field);
    copy.index = field.index + index;
    copy.offset = field.offset + offset;
    setattr(type, text, copy);
  }
}
