// The _ctypes module: C's types as classes, calls into libraries, callbacks. data.ts has what all values share, meta.ts what classes are made
// of, functions.ts the calls. CPython: Modules/_ctypes/.
import { defineModule, fn } from '../../objects/declare/module.ts';
import { defineType } from '../../objects/declare/type.ts';
import type { PyBuffer } from '../../objects/model/buffer.ts';
import { PyDict } from '../../objects/model/dict.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { PyType } from '../../objects/model/type.ts';
import { None, PyBytes, PyList, PyTuple } from '../../objects/model/values.ts';
import { identity } from '../../objects/ops/hash.ts';
import { asIndex, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { OSError, SystemError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { dictSet } from '../../objects/types/dictStore.ts';
import { newMemoryView } from '../../objects/types/memoryview.ts';
import { fsConvert, fsStr } from '../fsPath.ts';
import { copyMemory, cStringBytes, foreign } from '../foreign.ts';
import { objectAt, wideFrom, wideStringAt } from './codes.ts';
import { isData, keepRef, keptObjects, newData, setPointer, storageOf, type PyCData } from './data.ts';
import { fieldType } from './field.ts';
import * as functions from './functions.ts';
import { addressOf, allocate, bytesOf, memoryAt } from './memory.ts';
import { pointerArg } from './parameters.ts';
import { arrayType, pointerType, simpleType, structureType, unionType, unpickle } from './types.ts';

function data(v: PyObject, what: string): PyCData {
  if (!isData(v)) raise(TypeError, `${what} must be _ctypes._CData, not ${v === None ? 'None' : v.ob_type.shown}`);
  return v;
}

const typeStorage = (v: PyObject, message: string) => storageOf(v instanceof PyType ? v : v.ob_type) ?? raise(TypeError, message);

function sizeOf(v: PyObject): number {
  if (isData(v)) return v.memory.byteLength;
  return typeStorage(v, 'this type has no size').size;
}

function byRef(v: PyObject, offset: number): PyObject {
  const target = data(v, 'byref() argument 1');
  return pointerArg(BigInt.asUintN(64, addressOf(target.memory) + BigInt(offset)), target);
}

function resize(v: PyObject, size: number): PyObject {
  const self = data(v, 'resize() argument 1');
  const storage = storageOf(self.ob_type)!;
  if (size < storage.size) raise(ValueError, `minimum size is ${storage.size}`);
  if (!self.owns) raise(ValueError, "Memory cannot be resized because this object doesn't own it");
  if (size > self.memory.byteLength) {
    const memory = allocate(size);
    bytesOf(memory).set(bytesOf(self.memory));
    self.memory = memory;
  } else {
    self.memory = new DataView(self.memory.buffer, self.memory.byteOffset, size);
  }
  return None;
}

// --- libraries --------------------------------------------------------------------------------------------------------------

const RTLD_NOW = 2;

function openLibrary(name: PyObject, mode: number): PyObject {
  let path: Uint8Array | null = null;
  if (name !== None) {
    const converted = fsConvert(name);
    const bytes = typeof converted === 'string' ? new TextEncoder().encode(converted) : converted;
    path = new Uint8Array(bytes.length + 1);
    path.set(bytes);
  }
  foreign.loadError();
  const handle = foreign.open(path, mode | RTLD_NOW);
  if (handle === 0n) raise(OSError, foreign.loadError() ?? 'dlopen() error');
  return Number(handle);
}

const handleOf = (v: PyObject): bigint => (isInt(v) ? BigInt.asUintN(64, BigInt(asIndex(v))) : raise(TypeError, 'an integer is required'));

function findSymbol(handle: PyObject, name: string): PyObject {
  foreign.loadError();
  const address = foreign.symbol(handleOf(handle), name);
  if (address === 0n) raise(OSError, foreign.loadError() ?? `symbol '${name}' not found`);
  return Number(address);
}

function closeLibrary(handle: PyObject): PyObject {
  foreign.loadError();
  if (foreign.close(handleOf(handle)) !== 0) raise(OSError, foreign.loadError() ?? 'dlclose() error');
  return None;
}

/** Names of the libraries in the process. */
function libraries(): PyObject {
  const names: PyObject[] = [];
  const iterate = foreign.declare('dl_iterate_phdr', 'int', ['void *', 'void *']);
  const pointer = foreign.register(
    (info: bigint) => {
      const name = memoryAt(info + 8n, 8).getBigUint64(0, true);
      names.push(fsStr(cStringBytes(name)));
      return 0;
    },
    'int32_t',
    ['void *', 'uint64_t', 'void *'],
  );
  iterate(pointer, null);
  foreign.unregister(pointer);
  return new PyList(names);
}

// --- functions behind addresses -----------------------------------------------------------------------------------------------

/** An address that stands for a function of ours. */
function ownAddress(f: (args: PyObject[]) => PyObject): PyObject {
  const memory = allocate(16);
  const address = addressOf(memory);
  functions.ownFunctions.set(address, (args) => (void memory, f(args)));
  return Number(address);
}

const addressArgument = (v: PyObject): bigint => BigInt.asUintN(64, BigInt(asIndex(v)));

function stringAt([pointer, size]: PyObject[]): PyObject {
  const address = addressArgument(pointer!);
  const n = Number(asIndex(size!));
  if (n === -1) return new PyBytes(cStringBytes(address));
  if (n < 0) raise(SystemError, 'Negative size passed to PyBytes_FromStringAndSize');
  return new PyBytes(copyMemory(address, n));
}

function wideAt([pointer, size]: PyObject[]): PyObject {
  const address = addressArgument(pointer!);
  const n = Number(asIndex(size!));
  if (n === -1) return wideStringAt(address);
  if (n < 0) raise(SystemError, 'Negative size passed to PyUnicode_FromWideChar');
  const view = new DataView(copyMemory(address, 4 * n).buffer);
  return wideFrom(Array.from({ length: n }, (_, i) => view.getUint32(4 * i, true)));
}

/** Memory at an address, for memoryview_at. */
class PyRawMemory extends PyBase {
  memory: Uint8Array = new Uint8Array(0);
  readonly = false;
}
defineType(PyRawMemory, {
  name: 'memory',
  module: '_ctypes',
  flags: ['NO_NEW'],
  slots: {
    buffer: ({ memory, readonly }: PyRawMemory): PyBuffer => ({
      obj: None,
      bytes: memory,
      readonly,
      itemsize: 1,
      format: 'B',
      shape: undefined,
      strides: undefined,
      offset: 0,
      release: undefined,
    }),
  },
});

function memoryViewAt([pointer, size, readonly]: PyObject[]): PyObject {
  const n = Number(asIndex(size!));
  if (n < 0) raise(ValueError, 'memoryview_at: size is negative (or overflowed)');
  const raw = new PyRawMemory();
  raw.memory = bytesOf(memoryAt(addressArgument(pointer!), n));
  raw.readonly = readonly !== 0;
  return newMemoryView(raw);
}

/** cast(obj, type): a value of a pointer type that keeps what obj kept. */
function cast([pointer, source, type]: PyObject[]): PyObject {
  const storage = type instanceof PyType ? storageOf(type) : undefined;
  const isPointer = storage !== undefined && (storage.kind === 'pointer' || storage.kind === 'function' || 'sPzUZXO'.includes(storage.code ?? '-'));
  if (!isPointer) {
    const shown = type instanceof PyType ? type.name : type!.ob_type.name;
    raise(TypeError, `cast() argument 2 must be a pointer, not ${shown}`);
  }
  const result = newData(type as PyType);
  if (isData(source!)) {
    // Both share the objects that either keeps.
    keptObjects(source);
    let top: PyCData = source;
    while (top.base !== undefined) top = top.base;
    if (top.objects !== undefined && top.objects !== None && !(top.objects instanceof PyDict)) keepRef(result, 0, top.objects);
    if (top.objects instanceof PyDict) {
      result.objects = top.objects;
      dictSet(top.objects, identity(source), source);
    } else result.keep = source;
  } else result.keep = source;
  setPointer(result.memory, 0, addressArgument(pointer!));
  return result;
}

function bufferInfo(v: PyObject): PyObject {
  const storage = typeStorage(v, 'not a ctypes type or object');
  return new PyTuple([strFromJs(storage.format), storage.shape.length, new PyTuple([...storage.shape])]);
}

export default defineModule({
  name: '_ctypes',
  doc: 'Create and manipulate C compatible data types in Python.',
  functions: [
    fn('sizeof(obj, /)', 'Return the size in bytes of a C instance.', sizeOf),
    fn('alignment(object, /)', 'Return the alignment requirements of a C instance or type.', (v) => typeStorage(v, 'no alignment info').align),
    fn('addressof(obj, /)', 'Return the address of the C instance internal buffer', (v) => Number(addressOf(data(v, 'addressof() argument').memory))),
    fn('byref(obj, offset: size = 0, /)', 'Return a pointer lookalike to a C instance, only usable as function argument.', byRef),
    fn('resize(obj, size: size, /)', null, resize),
    fn('get_errno()', null, () => functions.ctypesErrno()),
    fn('set_errno(value: int, /)', null, (value) => functions.setCtypesErrno(value)),
    fn('dlopen(name, flag: int = 2, /)', 'dlopen(name, flag={RTLD_GLOBAL|RTLD_LOCAL}) open a shared library', openLibrary),
    fn('dlsym(handle, name: text, /)', 'find symbol in shared library', findSymbol),
    fn('dlclose(handle, /)', 'dlclose a library', closeLibrary),
    fn('dllist()', 'List loaded shared libraries.', libraries),
    fn('buffer_info(object, /)', 'Return buffer interface information', bufferInfo),
    fn('_unpickle(type, state, /)', null, unpickle),
    fn('PyObj_FromPtr(address, /)', null, (address) => objectAt(addressArgument(address))),
    fn('Py_INCREF(object, /)', null, (object) => object),
    fn('Py_DECREF(object, /)', null, (object) => object),
  ],
  types: [structureType, unionType, arrayType, pointerType, simpleType, functions.functionType, fieldType],
  constants: () => ({
    ArgumentError: functions.ArgumentError(),
    __version__: '1.1.0',
    CTYPES_MAX_ARGCOUNT: 1024,
    FUNCFLAG_CDECL: 1,
    FUNCFLAG_PYTHONAPI: 4,
    FUNCFLAG_USE_ERRNO: 8,
    FUNCFLAG_USE_LASTERROR: 16,
    RTLD_GLOBAL: 256,
    RTLD_LOCAL: 0,
    SIZEOF_TIME_T: 8,
    _memmove_addr: Number(foreign.symbol(0n, 'memmove')),
    _memset_addr: Number(foreign.symbol(0n, 'memset')),
    _string_at_addr: ownAddress(stringAt),
    _wstring_at_addr: ownAddress(wideAt),
    _memoryview_at_addr: ownAddress(memoryViewAt),
    _cast_addr: ownAddress(cast),
  }),
});
