// The classes of C values: what their instances can do. CPython: PyCData_Type, Struct_init, Array_*, Pointer_* and Simple_* in
// Modules/_ctypes/_ctypes.c.
import { defineType, getset, member, method, classMethod } from '../../objects/declare/type.ts';
import type { PyBuffer } from '../../objects/model/buffer.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import { isSubtype, type PyType } from '../../objects/model/type.ts';
import { None, PyBytes, PyList, PySlice, PyTuple } from '../../objects/model/values.ts';
import { setattr } from '../../objects/ops/attr.ts';
import { callObject } from '../../objects/ops/call.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { newGenericAlias } from '../../objects/ops/lateHooks.ts';
import { asSize } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { newDict } from '../../objects/types/dictStore.ts';
import { asSequenceIndex } from '../../objects/types/sequence.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { instanceDict } from '../../objects/types/object.ts';
import { asSliceIndex, sliceBounds } from '../../objects/types/slice.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { IndexError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { wideFrom } from './codes.ts';
import {
  dataAtAddress,
  getPart,
  isData,
  isSimpleSubclass,
  keepRef,
  keptObjects,
  newData,
  PyCData,
  pointerValue,
  setPart,
  setPointer,
  storageOf,
  type Storage,
} from './data.ts';
import { addressOf, bytesOf, memoryAt } from './memory.ts';
import { arrayMeta, bases, pointerMeta, simpleMeta, structMeta, unionMeta, withMeta } from './meta.ts';

const NO_NAMES: ReadonlyMap<string, PyObject> = new Map();

/** Positional and keyword arguments apart. */
function split(args: PyObject[], kwnames: KwNames): { given: PyObject[]; named: ReadonlyMap<string, PyObject> } {
  if (kwnames === undefined) return { given: args, named: NO_NAMES };
  const count = args.length - kwnames.length;
  return { given: args.slice(0, count), named: new Map(kwnames.map((name, i) => [name, args[count + i]!])) };
}

// --- what all values can do -------------------------------------------------------------------------------------------------

function exportBuffer(self: PyCData): PyBuffer {
  const storage = storageOf(self.ob_type)!;
  let item: Storage = storage;
  while (item.kind === 'array') item = storageOf(item.item!)!;
  return {
    obj: self,
    bytes: bytesOf(self.memory),
    readonly: false,
    itemsize: item.size,
    format: storage.format,
    shape: [...storage.shape],
    strides: undefined,
    offset: 0,
    size: self.memory.byteLength === storage.size ? undefined : self.memory.byteLength,
    release: undefined,
  };
}

function reduce(self: PyCData): PyObject {
  if (storageOf(self.ob_type)!.hasPointer) raise(ValueError, 'ctypes objects containing pointers cannot be pickled');
  const state = new PyTuple([instanceDict(self) ?? newDict(), new PyBytes(bytesOf(self.memory).slice())]);
  return new PyTuple([getattr(importModule('_ctypes'), '_unpickle'), new PyTuple([self.ob_type, state])]);
}

function setState(self: PyCData, dict: PyObject, data: PyObject): PyObject {
  const bytes = bytesLike(data);
  bytesOf(self.memory).set(bytes.subarray(0, self.memory.byteLength));
  const own = instanceDict(self);
  if (own !== undefined) callMethod(own as PyDict, 'update', dict);
  return None;
}

export const dataType: PyType = defineType(PyCData, {
  name: '_CData',
  module: '_ctypes',
  flags: ['BASETYPE'],
  slots: {
    hash: () => raise(TypeError, 'unhashable type'),
    buffer: exportBuffer,
  },
  methods: [
    method('__ctypes_from_outparam__(self, /)', null, (self: PyObject) => self),
    method('__reduce__(self, /)', null, reduce),
    method('__setstate__(self, dict, data, /)', null, setState),
  ],
  getset: [
    member('_b_base_', 'the base object', (self: PyCData) => self.base ?? None),
    member('_b_needsfree_', 'whether the object owns the memory or not', (self: PyCData) => (self.owns ? 1 : 0)),
    member('_objects', 'internal objects tree (NEVER CHANGE THIS OBJECT!)', (self: PyCData) => self.objects ?? None),
  ],
});

const create = (cls: PyType): PyObject => newData(cls);

// --- structures and unions --------------------------------------------------------------------------------------------------

function initPositional(self: PyCData, type: PyType, given: PyObject[], named: ReadonlyMap<string, PyObject>, from: number): number {
  let index = from;
  if (type.base !== undefined && storageOf(type.base) !== undefined) index = initPositional(self, type.base, given, named, index);
  const fields = type.dict.get('_fields_');
  if (fields === undefined) return index;
  for (const field of arrayFromIterable(fields)) {
    if (index >= given.length) return index;
    const name = arrayFromIterable(field)[0]!;
    const text = isStr(name) ? jsFromStr(name) : '';
    if (named.has(text)) raise(TypeError, `duplicate values for field ${repr(name)}`);
    setattr(self, text, given[index++]!);
  }
  return index;
}

function initStruct(self: PyCData, args: PyObject[], kwnames: KwNames): void {
  const { given, named } = split(args, kwnames);
  if (given.length > 0 && initPositional(self, self.ob_type, given, named, 0) < given.length) raise(TypeError, 'too many initializers');
  for (const [name, value] of named) setattr(self, name, value);
}

class PyStructure extends PyCData {}
class PyUnion extends PyCData {}
const aggregate = (js: { prototype: object }, name: string): PyType =>
  defineType(js, {
    name,
    module: '_ctypes',
    base: () => dataType,
    doc: `${name} base class`,
    flags: ['BASETYPE'],
    slots: { new: create, init: initStruct },
  });
export const structureType = withMeta(aggregate(PyStructure, 'Structure'), structMeta);
export const unionType = withMeta(aggregate(PyUnion, 'Union'), unionMeta);

// --- arrays -----------------------------------------------------------------------------------------------------------------

class PyArrayData extends PyCData {}

function arrayItem(self: PyCData, index: number): PyObject {
  const storage = storageOf(self.ob_type)!;
  const item = storageOf(storage.item!)!;
  if (index < 0 || index >= storage.shape[0]!) raise(IndexError, 'invalid index');
  return getPart(storage.item!, undefined, self, index, self.memory, index * item.size, item.size);
}

function setArrayItem(self: PyCData, index: number, value: PyObject): void {
  const storage = storageOf(self.ob_type)!;
  const item = storageOf(storage.item!)!;
  if (index < 0 || index >= storage.shape[0]!) raise(IndexError, 'invalid index');
  setPart(self, storage.item!, undefined, value, index, self.memory, index * item.size, item.size);
}

/** Several items: bytes or str for characters, a list of others. */
function severalItems(code: string | undefined, count: number, at: (i: number) => number, memory: DataView, item: (i: number) => PyObject): PyObject {
  if (code === 'c') return new PyBytes(Uint8Array.from({ length: count }, (_, i) => memory.getUint8(at(i))));
  if (code === 'u') return wideFrom(Array.from({ length: count }, (_, i) => memory.getUint32(4 * at(i), true)));
  return new PyList(Array.from({ length: count }, (_, i) => item(at(i))));
}

const indexOf = (key: PyObject, length: number, what = 'integers'): number => {
  if (key.s_index === undefined && typeof key !== 'number' && typeof key !== 'bigint' && typeof key !== 'boolean') raise(TypeError, `indices must be ${what}`);
  const i = asSequenceIndex(key, 'array');
  return i < 0 ? i + length : i;
};

export const arrayType = withMeta(
  defineType(PyArrayData, {
    name: 'Array',
    module: '_ctypes',
    base: () => dataType,
    doc: 'Abstract base class for arrays.',
    flags: ['BASETYPE'],
    slots: {
      new: create,
      init: (self: PyCData, args: PyObject[], kwnames: KwNames) => {
        const { given } = split(args, kwnames);
        given.forEach((value, i) => {
          setArrayItem(self, i, value);
        });
      },
      len: (self: PyCData) => storageOf(self.ob_type)!.shape[0]!,
      getitem: (self: PyCData, key: PyObject) => {
        const storage = storageOf(self.ob_type)!;
        const length = storage.shape[0]!;
        if (!(key instanceof PySlice)) return arrayItem(self, indexOf(key, length));
        const { start, step, count } = sliceBounds(key, { length });
        return severalItems(
          storageOf(storage.item!)!.code,
          count,
          (i) => start + i * step,
          self.memory,
          (i) => arrayItem(self, i),
        );
      },
      setitem: (self: PyCData, key: PyObject, value: PyObject) => {
        const length = storageOf(self.ob_type)!.shape[0]!;
        if (!(key instanceof PySlice)) {
          setArrayItem(self, indexOf(key, length, 'integer'), value);
          return;
        }
        const { start, step, count } = sliceBounds(key, { length });
        const values = arrayFromIterable(value);
        if (values.length !== count) raise(ValueError, 'Can only assign sequence of same size');
        values.forEach((v, i) => {
          setArrayItem(self, start + i * step, v);
        });
      },
      delitem: () => raise(TypeError, 'Array does not support item deletion'),
    },
    methods: [classMethod('__class_getitem__(cls, object, /)', 'See PEP 585', (cls, item) => newGenericAlias(cls, item))],
  }),
  arrayMeta,
);

// --- pointers ---------------------------------------------------------------------------------------------------------------

class PyPointerData extends PyCData {}

function target(self: PyCData): { type: PyType; storage: Storage } {
  const type = storageOf(self.ob_type)?.item;
  if (type === undefined) raise(TypeError, 'Cannot create instance: has no _type_');
  return { type, storage: storageOf(type)! };
}

function addressIn(self: PyCData): bigint {
  const address = pointerValue(self);
  if (address === 0n) raise(ValueError, 'NULL pointer access');
  return address;
}

function contents(self: PyCData): PyObject {
  return dataAtAddress(target(self).type, addressIn(self), self, 0);
}

function setContents(self: PyCData, value: PyObject | undefined): void {
  if (value === undefined) raise(TypeError, 'Pointer does not support item deletion');
  const { type } = target(self);
  const fits = isData(value) && (isSubtype(value.ob_type, type) || (storageOf(value.ob_type)?.kind === 'array' && storageOf(value.ob_type)!.item === type));
  if (!fits) raise(TypeError, `expected ${type.name} instead of ${value.ob_type.name}`);
  setPointer(self.memory, 0, addressOf(value.memory));
  keepRef(self, 1, value);
  keepRef(self, 0, keptObjects(value));
}

function pointerItem(self: PyCData, index: number): PyObject {
  const { type, storage } = target(self);
  const at = addressIn(self) + BigInt(index) * BigInt(storage.size);
  return getPart(type, undefined, self, index, memoryAt(BigInt.asUintN(64, at), storage.size), 0, storage.size);
}

function setPointerItem(self: PyCData, key: PyObject, value: PyObject): void {
  const { type, storage } = target(self);
  const index = asSize(key);
  const at = addressIn(self) + BigInt(index) * BigInt(storage.size);
  setPart(self, type, undefined, value, index, memoryAt(BigInt.asUintN(64, at), storage.size), 0, storage.size);
}

function pointerSlice(self: PyCData, slice: PySlice): PyObject {
  const step = slice.step === None ? 1 : asSliceIndex(slice.step);
  if (step === 0) raise(ValueError, 'slice step cannot be zero');
  if (slice.start === None && step < 0) raise(ValueError, 'slice start is required for step < 0');
  const start = slice.start === None ? 0 : asSliceIndex(slice.start);
  if (slice.stop === None) raise(ValueError, 'slice stop is required');
  const stop = asSliceIndex(slice.stop);
  const count = step > 0 ? (start >= stop ? 0 : Math.floor((stop - start - 1) / step) + 1) : start <= stop ? 0 : Math.floor((stop - start + 1) / step) + 1;
  const { storage } = target(self);
  const { code } = storage;
  if (count === 0)
    return severalItems(
      code,
      0,
      (i) => i,
      self.memory,
      () => None,
    );
  if (code !== 'c' && code !== 'u') return new PyList(Array.from({ length: count }, (_, i) => pointerItem(self, start + i * step)));
  const lowest = Math.min(start, start + (count - 1) * step);
  const span = Math.abs((count - 1) * step) + 1;
  const memory = memoryAt(addressIn(self) + BigInt(lowest * storage.size), span * storage.size);
  return severalItems(
    code,
    count,
    (i) => start + i * step - lowest,
    memory,
    () => None,
  );
}

export const pointerType = withMeta(
  defineType(PyPointerData, {
    name: '_Pointer',
    module: '_ctypes',
    base: () => dataType,
    flags: ['BASETYPE'],
    slots: {
      new: (cls: PyType) => {
        if (storageOf(cls)?.item === undefined) raise(TypeError, 'Cannot create instance: has no _type_');
        return newData(cls);
      },
      init: (self: PyCData, args: PyObject[], kwnames: KwNames) => {
        const { given } = split(args, kwnames);
        if (given.length > 1) raise(TypeError, `POINTER expected at most 1 argument, got ${given.length}`);
        if (given.length === 1) setContents(self, given[0]);
      },
      bool: (self: PyCData) => pointerValue(self) !== 0n,
      getitem: (self: PyCData, key: PyObject) => {
        if (key instanceof PySlice) return pointerSlice(self, key);
        if (key.s_index === undefined && typeof key !== 'number') raise(TypeError, 'Pointer indices must be integer');
        return pointerItem(self, asSize(key));
      },
      setitem: setPointerItem,
      delitem: () => raise(TypeError, 'Pointer does not support item deletion'),
    },
    getset: [getset('contents', 'the object this pointer points to (read-write)', contents, setContents)],
  }),
  pointerMeta,
);

// --- simple values ----------------------------------------------------------------------------------------------------------

class PySimpleData extends PyCData {}

function simpleValue(self: PyCData): PyObject {
  const storage = storageOf(self.ob_type)!;
  return storage.get!(self.memory, 0, storage.size);
}

function setSimpleValue(self: PyCData, value: PyObject | undefined): void {
  if (value === undefined) raise(TypeError, "can't delete attribute");
  const storage = storageOf(self.ob_type)!;
  keepRef(self, 0, storage.set!(self.memory, 0, value, storage.size));
}

export const simpleType = withMeta(
  defineType(PySimpleData, {
    name: '_SimpleCData',
    module: '_ctypes',
    base: () => dataType,
    flags: ['BASETYPE'],
    slots: {
      new: create,
      init: (self: PyCData, args: PyObject[], kwnames: KwNames) => {
        const { given } = split(args, kwnames);
        if (given.length > 1) raise(TypeError, `__init__ expected at most 1 argument, got ${given.length}`);
        if (given.length === 1) setSimpleValue(self, given[0]);
      },
      bool: (self: PyCData) => bytesOf(self.memory).some((byte) => byte !== 0),
      repr: (self: PyCData) => {
        if (self.ob_type.base !== simpleType) {
          const { qualname } = self.ob_type;
          return strFromJs(`<${qualname} object at 0x${addressOf(self.memory).toString(16)}>`);
        }
        return strFromJs(`${self.ob_type.name}(${repr(simpleValue(self))})`);
      },
    },
    methods: [method('__ctypes_from_outparam__(self, /)', null, (self: PyCData) => (isSimpleSubclass(self.ob_type) ? self : simpleValue(self)))],
    getset: [getset('value', 'current value', simpleValue, setSimpleValue)],
  }),
  simpleMeta,
);

bases.array = () => arrayType;

/** `_unpickle(type, state)`. */
export function unpickle(type: PyObject, state: PyObject): PyObject {
  const self = callMethod(type, '__new__', type);
  callObject(getattr(self, '__setstate__'), arrayFromIterable(state));
  return self;
}
