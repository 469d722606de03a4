// The metaclasses: what a class statement over Structure, Array, _SimpleCData and so on makes of its attributes, and what C types can do as
// objects (`c_int * 3`, `from_buffer`). CPython: CType_Type and the *Type_init functions in Modules/_ctypes/_ctypes.c.
import { defineType, getset, method, type TypeSpec } from '../../objects/declare/type.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import { PyType } from '../../objects/model/type.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { callAttribute, getattr, setattr, tryGetattr } from '../../objects/ops/attr.ts';
import { acquireBuffer, isContiguous } from '../../objects/ops/buffer.ts';
import { callObject, isCallable } from '../../objects/ops/call.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { asIndex, asSize, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { dictSetStr, newDict } from '../../objects/types/dictStore.ts';
import { AttributeError, BufferError, OverflowError, SystemError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { newMemoryView } from '../../objects/types/memoryview.ts';
import { typeType } from '../../objects/types/type.ts';
import { typeSetDict } from '../../objects/ops/typeobj.ts';
import { PyGetSet } from '../../objects/types/descriptors.ts';
import { foreign } from '../foreign.ts';
import { CODES, LETTERS } from './codes.ts';
import { dataAtAddress, dataIn, finalStorage, keepRef, newData, newStorage, setStorage, storageOf, type Storage } from './data.ts';
import { anonymousFields, PyCField } from './field.ts';
import { bytesOf } from './memory.ts';
import { fromParam } from './parameters.ts';
import { arrayAttributes } from './arrayText.ts';

type Init = (type: PyType) => void;

const initOf = (base: () => PyType, init: Init) => (self: PyType, args: PyObject[], kwnames: KwNames) => {
  base().proto.s_init(self, args, kwnames);
  if (storageOf(self) !== undefined) raise(SystemError, `StgInfo of '${self.name}' is already initialized.`);
  init(self);
};

const integer = (value: PyObject, message: string): bigint => {
  if (!isInt(value)) raise(TypeError, message);
  return BigInt(asIndex(value));
};

// --- what all C types can do ------------------------------------------------------------------------------------------------

function fromAddress(type: PyType, address: PyObject): PyObject {
  return dataAtAddress(type, BigInt.asUintN(64, integer(address, 'integer expected')));
}

function fromBuffer(type: PyType, object: PyObject, offset: number): PyObject {
  const storage = finalStorage(type);
  const buffer = acquireBuffer(object);
  const { readonly } = buffer;
  const contiguous = isContiguous(buffer);
  buffer.release?.();
  if (readonly) raise(TypeError, 'underlying buffer is not writable');
  if (!contiguous) raise(TypeError, 'underlying buffer is not C contiguous');
  const view = newMemoryView(object);
  const bytes = checkedPart(view.bytes.subarray(view.offset), offset, storage.size);
  const self = dataIn(type, new DataView(bytes.buffer, bytes.byteOffset, storage.size), undefined, 0);
  self.length = storage.length;
  keepRef(self, -1, view);
  return self;
}

function checkedPart(bytes: Uint8Array, offset: number, size: number): Uint8Array {
  if (offset < 0) raise(ValueError, 'offset cannot be negative');
  if (size > bytes.length - offset) raise(ValueError, `Buffer size too small (${bytes.length} instead of at least ${size + offset} bytes)`);
  return bytes.subarray(offset, offset + size);
}

function fromBufferCopy(type: PyType, object: PyObject, offset: number): PyObject {
  finalStorage(type);
  const buffer = acquireBuffer(object);
  if (!isContiguous(buffer)) {
    buffer.release?.();
    raise(BufferError, 'memoryview: underlying buffer is not C-contiguous');
  }
  const source = checkedPart(buffer.bytes.subarray(buffer.offset), offset, storageOf(type)!.size);
  const self = newData(type);
  bytesOf(self.memory).set(source);
  buffer.release?.();
  return self;
}

function inDll(type: PyType, dll: PyObject, name: string): PyObject {
  const handle = integer(getattr(dll, '_handle'), 'the _handle attribute of the second argument must be an integer');
  finalStorage(type);
  foreign.loadError();
  const address = foreign.symbol(BigInt.asUintN(64, handle), name);
  if (address === 0n) raise(ValueError, foreign.loadError() ?? `symbol '${name}' not found`);
  return dataAtAddress(type, address);
}

const common: Row[] = [
  method('from_param(self, value, /)', 'Convert a Python object into a function call parameter.', fromParam),
  method('from_address(self, value, /)', 'C.from_address(integer) -> C instance', fromAddress),
  method('from_buffer(self, obj, offset: size = 0, /)', 'C.from_buffer(object, offset=0, /) -> C instance', fromBuffer),
  method('from_buffer_copy(self, buffer, offset: size = 0, /)', 'C.from_buffer_copy(object, offset=0, /) -> C instance', fromBufferCopy),
  method('in_dll(self, dll, name: str, /)', 'C.in_dll(dll, name) -> C instance', inDll),
];

const arrayTypes = new WeakMap<PyType, Map<number, PyType>>();

/** `c_int * 3`: one type per length. */
function arrayOf(item: PyType, count: PyObject): PyObject {
  const length = asSize(count);
  if (length < 0) raise(ValueError, `Array length must be >= 0, not ${length}`);
  let known = arrayTypes.get(item);
  if (known === undefined) arrayTypes.set(item, (known = new Map()));
  let type = known.get(length);
  if (type === undefined) {
    const namespace = newDict();
    dictSetStr(namespace, '_length_', length);
    dictSetStr(namespace, '_type_', item);
    type = callObject(arrayMeta, [strFromJs(`${item.name}_Array_${length}`), new PyTuple([bases.array()]), namespace]) as PyType;
    known.set(length, type);
  }
  return type;
}

/** Array, which types.ts makes. */
export const bases: { array: () => PyType } = {
  array: () => {
    throw new Error('no types yet');
  },
};

export class CType extends PyType {}

export const ctypeType: PyType = defineType(CType, {
  name: 'CType_Type',
  module: '_ctypes',
  base: () => typeType,
  flags: ['BASETYPE'],
  slots: { repeat: arrayOf },
  methods: common,
  getset: [
    getset(
      '__pointer_type__',
      'pointer type',
      (self: PyType) => {
        const found = storageOf(self)?.pointerType;
        if (found === undefined) raise(AttributeError, `${repr(self)} has no attribute '__pointer_type__'`);
        return found;
      },
      (self: PyType, value) => {
        const storage = storageOf(self);
        if (storage === undefined) raise(TypeError, `${repr(self)} must have storage info`);
        storage.pointerType = value as PyType | undefined;
      },
    ),
  ],
});

const meta = (name: string, js: { prototype: object }, init: Init, more: Partial<TypeSpec> = {}): PyType =>
  defineType(js, {
    name,
    module: '_ctypes',
    base: () => ctypeType,
    flags: ['BASETYPE'],
    ...more,
    slots: { init: initOf(() => ctypeType, init), ...more.slots },
    methods: [...common, ...(more.methods ?? [])],
  });

const requireStorage = (type: PyObject, message: string): Storage => {
  const storage = type instanceof PyType ? storageOf(type) : undefined;
  if (storage === undefined) raise(TypeError, message);
  return storage;
};

// --- structures and unions --------------------------------------------------------------------------------------------------

function structInit(isStruct: boolean): Init {
  return (type) => {
    if (type.dict.has('_abstract_')) return;
    const inherited = storageOf(type.base!);
    setStorage(
      type,
      newStorage(isStruct ? 'struct' : 'union', inherited === undefined ? {} : { ...inherited, final: false, pointerType: undefined, ffi: undefined }),
    );
    const fields = type.dict.get('_fields_');
    if (fields !== undefined) setattr(type, '_fields_', fields);
    else if (inherited !== undefined) inherited.final = true;
  };
}

function structSetattr(isStruct: boolean) {
  return (type: PyType, name: string, value: PyObject | undefined): void => {
    if (name === '_fields_' && storageOf(type)?.final === true) raise(AttributeError, '_fields_ is final');
    ctypeType.proto.s_setattro(type, name, value);
    if (name === '_fields_' && value !== undefined) layOut(type, value, isStruct);
  };
}

function layOut(type: PyType, fields: PyObject, isStruct: boolean): void {
  const storage = storageOf(type);
  if (storage === undefined) raise(TypeError, 'ctypes state is not initialized');
  const parent = storageOf(type.base!);
  if (parent !== undefined) parent.final = true;
  const layout = callAttribute(importModule('ctypes._layout'), 'get_layout', [type, fields, isStruct, parent === undefined ? None : type.base!], undefined);
  const size = asSize(getattr(layout, 'size'));
  const align = asSize(getattr(layout, 'align'));
  const format = getattr(layout, 'format_spec');
  const list = arrayFromIterable(getattr(layout, 'fields'));
  storage.fields = parent === undefined ? [] : [...parent.fields];
  storage.hasPointer = parent?.hasPointer ?? false;
  for (const field of list) {
    if (!(field instanceof PyCField)) raise(TypeError, 'fields must be instances of CField');
    const target = storageOf(field.type);
    if (target === undefined) raise(TypeError, `second item in _fields_ tuple must be a C type`);
    target.final = true;
    if (target.hasPointer) storage.hasPointer = true;
    storage.fields.push({ type: field.type, offset: field.offset, bits: field.bitSize !== undefined });
    setattr(type, field.name, field);
  }
  if (storage.final) raise(AttributeError, 'Structure or union cannot contain itself');
  storage.final = true;
  storage.size = size;
  storage.align = align;
  storage.format = isStr(format) ? jsFromStr(format) : 'B';
  storage.length = (parent?.length ?? 0) + list.length;
  storage.ffi = undefined;
  anonymousFields(type);
}

class StructMeta extends CType {}
class UnionMeta extends CType {}
export const structMeta = meta('PyCStructType', StructMeta, structInit(true), { slots: { setattro: structSetattr(true) } });
export const unionMeta = meta('UnionType', UnionMeta, structInit(false), { slots: { setattro: structSetattr(false) } });

// --- arrays -----------------------------------------------------------------------------------------------------------------

function arrayInit(type: PyType): void {
  const length = tryGetattr(type, '_length_');
  if (length === undefined || length === None) raise(AttributeError, "class must define a '_length_' attribute");
  if (!isInt(length)) raise(TypeError, "The '_length_' attribute must be an integer");
  const n = asIndex(length);
  if (n < 0) raise(ValueError, "The '_length_' attribute must not be negative");
  if (typeof n === 'bigint') raise(OverflowError, "The '_length_' attribute is too large");
  const item = tryGetattr(type, '_type_');
  if (item === undefined || item === None) raise(AttributeError, "class must define a '_type_' attribute");
  const storage = requireStorage(item, '_type_ must have storage info');
  if (storage.size > 0 && n > Math.floor(Number.MAX_SAFE_INTEGER / storage.size)) raise(OverflowError, 'array too large');
  storage.final = true;
  setStorage(
    type,
    newStorage('array', {
      size: storage.size * n,
      align: storage.align,
      length: n,
      item: item as PyType,
      format: storage.format,
      shape: [n, ...storage.shape],
      hasPointer: storage.hasPointer,
    }),
  );
  if (storage.code === 'c' || storage.code === 'u') for (const row of arrayAttributes(storage.code)) typeSetDict(type, row.name, new PyGetSet(type, row));
}
class ArrayMeta extends CType {}
export const arrayMeta = meta('PyCArrayType', ArrayMeta, arrayInit);

// --- pointers ---------------------------------------------------------------------------------------------------------------

function pointTo(type: PyType, storage: Storage, target: PyObject): void {
  const item = requireStorage(target, `${repr(target)} must have storage info`);
  storage.item = target as PyType;
  storage.format = `&${item.shape.length > 0 ? `(${item.shape.join()})` : ''}${item.format}`;
  item.pointerType ??= type;
}

function pointerInit(type: PyType): void {
  const storage = newStorage('pointer', { size: 8, align: 8, length: 1, hasPointer: true, format: 'X{}' });
  // A subclass inherits what it points to as an attribute only.
  const target = type.dict.get('_type_');
  if (target !== undefined && target !== None) pointTo(type, storage, target);
  setStorage(type, storage);
}

function setPointerType(type: PyType, target: PyObject): PyObject {
  pointTo(type, storageOf(type)!, target);
  typeSetDict(type, '_type_', target);
  return None;
}
class PointerMeta extends CType {}
export const pointerMeta = meta('PyCPointerType', PointerMeta, pointerInit, {
  methods: [method('set_type(self, type, /)', null, setPointerType)],
});

// --- simple types -----------------------------------------------------------------------------------------------------------

function simpleInit(type: PyType): void {
  const code = tryGetattr(type, '_type_');
  if (code === undefined) raise(AttributeError, "class must define a '_type_' attribute");
  if (!isStr(code)) raise(TypeError, "class must define a '_type_' string attribute");
  const letter = jsFromStr(code);
  if (letter.length !== 1) raise(ValueError, "class must define a '_type_' attribute which must be a string of length 1");
  const known = CODES[letter];
  if (known === undefined || !LETTERS.includes(letter)) {
    raise(
      AttributeError,
      `class must define a '_type_' attribute which must be\na single character string containing one of the\nsupported types: '${LETTERS}'.`,
    );
  }
  const storage = newStorage('simple', {
    size: known.size,
    align: known.align ?? known.size,
    code: letter,
    get: known.get,
    set: known.set,
    format: `<${known.format}`,
    hasPointer: 'zZPO'.includes(letter),
  });
  setStorage(type, storage);
  const parent = storageOf(type.base!);
  if (parent !== undefined) {
    // A subclass of c_int.__ctype_be__ is in that order, too.
    if (parent.code === letter) Object.assign(storage, { get: parent.get, set: parent.set, format: parent.format });
    return;
  }
  if (known.swapped !== undefined && !swapping) addOtherOrder(type, letter);
}

let swapping = false;

/** `c_int.__ctype_be__`: the type in the other byte order. */
function addOtherOrder(type: PyType, letter: string): void {
  const namespace = newDict();
  for (const [name, value] of type.dict) if (name !== '__dict__' && name !== '__weakref__') dictSetStr(namespace, name, value);
  swapping = true;
  let other: PyType;
  try {
    other = callObject(type.ob_type, [strFromJs(`${type.name}_be`), new PyTuple([...type.bases]), namespace]) as PyType;
  } finally {
    swapping = false;
  }
  other.qualname = type.qualname;
  const storage = storageOf(other)!;
  Object.assign(storage, CODES[letter]!.swapped);
  storage.format = `>${CODES[letter]!.format}`;
  for (const [owner, le, be] of [
    [type, type, other],
    [other, type, other],
  ] as const) {
    typeSetDict(owner, '__ctype_le__', le);
    typeSetDict(owner, '__ctype_be__', be);
  }
}
class SimpleMeta extends CType {}
export const simpleMeta = meta('PyCSimpleType', SimpleMeta, simpleInit);

// --- functions --------------------------------------------------------------------------------------------------------------

/** The converters of declared parameters: their `from_param`. */
export function convertersOf(types: readonly PyObject[]): PyObject[] {
  return types.map((type, i) => tryGetattr(type, 'from_param') ?? raise(TypeError, `item ${i + 1} in _argtypes_ has no from_param method`));
}

function functionInit(type: PyType): void {
  const flags = tryGetattr(type, '_flags_');
  if (flags === undefined || !isInt(flags)) raise(TypeError, 'class must define _flags_ which must be an integer');
  const storage = newStorage('function', { size: 8, align: 8, length: 1, hasPointer: true, format: 'X{}', flags: Number(asIndex(flags)) });
  const argtypes = tryGetattr(type, '_argtypes_');
  if (argtypes !== undefined) {
    if (!(argtypes instanceof PyTuple)) raise(TypeError, '_argtypes_ must be a sequence of types');
    storage.argtypes = argtypes;
    storage.converters = convertersOf(argtypes.ta);
  }
  const restype = tryGetattr(type, '_restype_');
  if (restype !== undefined) {
    if (restype !== None && !(restype instanceof PyType && storageOf(restype) !== undefined) && !isCallable(restype)) {
      raise(TypeError, '_restype_ must be a type, a callable, or None');
    }
    storage.restype = restype;
    storage.checker = tryGetattr(restype, '_check_retval_');
  }
  setStorage(type, storage);
}
class FunctionMeta extends CType {}
export const functionMeta = meta('PyCFuncPtrType', FunctionMeta, functionInit);

/** A native class whose metaclass is one of these. */
export function withMeta(type: PyType, metaType: PyType): PyType {
  Object.setPrototypeOf(type, metaType.proto);
  return type;
}
