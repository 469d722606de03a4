// What all C values share: the memory, who keeps what alive, and the description of their type. CPython: Modules/_ctypes/ctypes.h, PyCData.
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { type PyType, isSubtype } from '../../objects/model/type.ts';
import { None, PyTuple, type PyBaseException } from '../../objects/model/values.ts';
import { callObject } from '../../objects/ops/call.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { raise } from '../../objects/ops/raise.ts';
import { str } from '../../objects/ops/repr.ts';
import { dictSet, newDict } from '../../objects/types/dictStore.ts';
import { RuntimeError, TypeError } from '../../objects/types/exceptions.ts';
import { addressOf, allocate, bytesOf, memoryAt, part } from './memory.ts';

/** Reads a value; `size` is that of the field. */
export type Getter = (memory: DataView, offset: number, size: number) => PyObject;
/** Writes a value; gives what must stay alive, None for nothing. */
export type Setter = (memory: DataView, offset: number, value: PyObject, size: number) => PyObject;

export type Kind = 'simple' | 'struct' | 'union' | 'array' | 'pointer' | 'function';

/** What is known of a C type (CPython: StgInfo). */
export interface Storage {
  kind: Kind;
  size: number;
  align: number;
  /** Number of parts that may keep objects alive. */
  length: number;
  /** Item type of arrays, target of pointers. */
  item: PyType | undefined;
  code: string | undefined;
  get: Getter | undefined;
  set: Setter | undefined;
  format: string;
  shape: number[];
  /** Instances exist: the fields are settled. */
  final: boolean;
  hasPointer: boolean;
  pointerType: PyType | undefined;
  /** Structures: leaves for calls by value. */
  fields: { type: PyType; offset: number; bits: boolean }[];
  /** Functions. */
  argtypes: PyTuple | undefined;
  converters: PyObject[] | undefined;
  restype: PyObject | undefined;
  checker: PyObject | undefined;
  flags: number;
  /** How values pass in calls, made on demand. */
  ffi: unknown;
}

type WithStorage = PyType & { storage?: Storage };

export function newStorage(kind: Kind, more: Partial<Storage>): Storage {
  return {
    kind,
    size: 0,
    align: 1,
    length: 0,
    item: undefined,
    code: undefined,
    get: undefined,
    set: undefined,
    format: 'B',
    shape: [],
    final: false,
    hasPointer: false,
    pointerType: undefined,
    fields: [],
    argtypes: undefined,
    converters: undefined,
    restype: undefined,
    checker: undefined,
    flags: 0,
    ffi: undefined,
    ...more,
  };
}

export const storageOf = (type: PyObject): Storage | undefined => (type as WithStorage).storage;
export function setStorage(type: PyType, storage: Storage): void {
  Object.defineProperty(type, 'storage', { value: storage, writable: true, configurable: true, enumerable: false });
}

/** The storage of a type that is about to have instances. */
export function finalStorage(type: PyType): Storage {
  const storage = storageOf(type);
  if (storage === undefined) raise(TypeError, 'abstract class');
  storage.final = true;
  return storage;
}

const NO_MEMORY = new DataView(new ArrayBuffer(0));

export class PyCData extends PyBase {
  memory: DataView = NO_MEMORY;
  owns = true;
  base: PyCData | undefined = undefined;
  index = 0;
  length = 0;
  objects: PyObject | undefined = undefined;
  /** Whatever else must live as long. */
  keep: unknown = undefined;
}

/** A value with memory of its own. */
export function newData(type: PyType): PyCData {
  const storage = finalStorage(type);
  const self = new type.ctor() as PyCData;
  self.memory = allocate(storage.size);
  self.length = storage.length;
  return self;
}

/** A value that lies in other memory: a part of `base`, or memory of somebody else. */
export function dataIn(type: PyType, memory: DataView, base: PyCData | undefined, index: number): PyCData {
  const storage = finalStorage(type);
  const self = new type.ctor() as PyCData;
  self.memory = memory;
  self.owns = false;
  self.length = storage.length;
  self.base = base;
  self.index = index;
  return self;
}

export function dataAtAddress(type: PyType, address: bigint, base?: PyCData, index = 0): PyCData {
  return dataIn(type, memoryAt(address, finalStorage(type).size), base, index);
}

export const isData = (v: PyObject): v is PyCData => v instanceof PyCData;

export const pointerValue = (self: PyCData): bigint => self.memory.getBigUint64(0, true);
export const setPointer = (memory: DataView, offset: number, address: bigint): void => memory.setBigUint64(offset, BigInt.asUintN(64, address), true);

// --- keeping alive ----------------------------------------------------------------------------------------------------------

function container(self: PyCData): PyCData {
  let top = self;
  while (top.base !== undefined) top = top.base;
  if (top.objects === undefined) top.objects = top.length > 0 ? newDict() : None;
  return top;
}

/** What keeps the parts of a value alive. */
export const keptObjects = (self: PyCData): PyObject => container(self).objects!;

/** `keep` lives as long as the part `index` of `target`. */
export function keepRef(target: PyCData, index: number, keep: PyObject): void {
  if (keep === None) return;
  const top = container(target);
  if (top.objects === undefined || (top.objects.tflags & 64) === 0) {
    top.objects = keep;
    return;
  }
  let key = (index >>> 0).toString(16);
  for (let t = target; t.base !== undefined; t = t.base) key += `:${(t.index >>> 0).toString(16)}`;
  dictSet(top.objects as PyDict, key, keep);
}

// --- reading and writing parts ----------------------------------------------------------------------------------------------

/** A type made by subclassing a simple one: its values stay what they are instead of becoming Python ints and floats. */
export function isSimpleSubclass(type: PyType): boolean {
  return storageOf(type)?.kind === 'simple' && type.base !== undefined && storageOf(type.base) !== undefined;
}

export function getPart(type: PyType, get: Getter | undefined, source: PyCData, index: number, memory: DataView, offset: number, size: number): PyObject {
  if (get !== undefined) return get(memory, offset, size);
  const storage = storageOf(type)!;
  if (storage.get !== undefined && !isSimpleSubclass(type)) return storage.get(memory, offset, size);
  return dataIn(type, part(memory, offset, storage.size), source, index);
}

export function setPart(
  self: PyCData,
  type: PyType,
  set: Setter | undefined,
  value: PyObject,
  index: number,
  memory: DataView,
  offset: number,
  size: number,
): void {
  keepRef(self, index, store(self, type, set, value, memory, offset, size));
}

const incompatible = (value: PyObject, type: PyType): never =>
  raise(TypeError, `incompatible types, ${value.ob_type.name} instance instead of ${type.name} instance`);

function store(self: PyCData, type: PyType, set: Setter | undefined, value: PyObject, memory: DataView, offset: number, size: number): PyObject {
  if (set !== undefined) return set(memory, offset, value, size);
  const storage = storageOf(type)!;
  if (!isData(value)) {
    if (storage.set !== undefined) return storage.set(memory, offset, value, size);
    if (value instanceof PyTuple) return store(self, type, undefined, construct(type, value), memory, offset, size);
    if (storage.kind === 'pointer' && value === None) {
      setPointer(memory, offset, 0n);
      return None;
    }
    raise(TypeError, `expected ${type.name} instance, got ${value.ob_type.name}`);
  }
  if (isSubtype(value.ob_type, type)) {
    bytesOf(part(memory, offset, size)).set(bytesOf(value.memory).subarray(0, size));
    return keptObjects(value);
  }
  if (storage.kind === 'pointer' && storageOf(value.ob_type)?.kind === 'array') {
    if (storageOf(value.ob_type)!.item !== storage.item) incompatible(value, type);
    setPointer(memory, offset, addressOf(value.memory));
    // An array becomes a pointer to its first item: all of it stays alive.
    return new PyTuple([keptObjects(value), value]);
  }
  return incompatible(value, type);
}

/** `type(*values)`; a failure names the type whose value was to be made. */
function construct(type: PyType, values: PyTuple): PyObject {
  try {
    return callObject(type, [...values.ta]);
  } catch (e) {
    if (!isException(e)) throw e;
    const error: PyBaseException = e;
    raise(RuntimeError, `(${type.name}) ${error.ob_type.name}: ${str(error)}`);
  }
}
