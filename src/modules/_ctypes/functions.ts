// CFuncPtr: functions of C that Python calls, and functions of Python that C calls. CPython: PyCFuncPtr_* in Modules/_ctypes/_ctypes.c,
// _ctypes_callproc in callproc.c, Modules/_ctypes/callbacks.c.
import { defineType, getset } from '../../objects/declare/type.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import { PyType } from '../../objects/model/type.ts';
import { None, PyTuple, type PyBaseException } from '../../objects/model/values.ts';
import { getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { callObject, isCallable } from '../../objects/ops/call.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { asIndex, isInt, normalizeInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr, str } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { BYTES } from '../../objects/model/flags.ts';
import { AttributeError, Exception, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { addressOf as shownAddress } from '../../objects/ops/repr.ts';
import { FS } from '../../objects/frame.ts';
import { caught } from '../../runtime/frames.ts';
import { currentThread } from '../../runtime/threads.ts';
import { printUnraisable } from '../../runtime/unraisable.ts';
import { foreign, own, sweep, type CFunction } from '../foreign.ts';
import { heapException } from '../heapException.ts';
import { complexParts, complexType, passed, received, setComplexParts, structureType, type ComplexParts } from './byValue.ts';
import { CODES, objectAddress } from './codes.ts';
import { isData, isSimpleSubclass, keepRef, newData, PyCData, pointerValue, setPointer, storageOf, type Storage } from './data.ts';
import { allocate } from './memory.ts';
import { convertersOf, functionMeta, withMeta } from './meta.ts';
import { type PyCArg, plainResult, rawValue, setRawValue, undeclared, UNPASSABLE } from './parameters.ts';
import { dataType } from './types.ts';

const FLAG_USE_ERRNO = 8;

export class PyCFunction extends PyCData {
  restype: PyObject | undefined = undefined;
  checker: PyObject | undefined = undefined;
  errcheck: PyObject | undefined = undefined;
  argtypes: PyTuple | undefined = undefined;
  converters: PyObject[] | undefined = undefined;
  paramflags: ParameterFlag[] | undefined = undefined;
  /** The Python function behind a callback. */
  callable: PyObject | undefined = undefined;
  /** The last way it was called: most functions are always called alike. */
  cached: { address: bigint; key: unknown[]; call: CFunction } | undefined = undefined;
}

export const ArgumentError = heapException('ctypes', 'ArgumentError', () => [Exception]);

/** Functions of our own behind C function pointers, by address: they take the converted arguments. */
export const ownFunctions = new Map<bigint, (args: PyObject[]) => PyObject>();

// --- errno ------------------------------------------------------------------------------------------------------------------

/** ctypes' own copy of errno, one per thread. */
const errnos = new Map<number, number>();
export const ctypesErrno = (): number => errnos.get(currentThread().id) ?? 0;
export function setCtypesErrno(value: number): number {
  const before = ctypesErrno();
  errnos.set(currentThread().id, value);
  return before;
}

// --- calling ----------------------------------------------------------------------------------------------------------------

function argumentFailed(e: unknown, index: number): never {
  if (!isException(e)) throw e;
  const text = str(e);
  const error = callObject(ArgumentError(), [strFromJs(`argument ${index}: ${e.ob_type.name}: ${text}`)]) as PyBaseException;
  throw error;
}

function convertArguments(converters: readonly PyObject[] | undefined, args: readonly PyObject[]): PyCArg[] {
  const out: PyCArg[] = new Array(args.length);
  const depth = FS.sp,
    handled = FS.exc;
  let i = 0;
  try {
    for (; i < args.length; i++) {
      const converter = converters?.[i];
      out[i] = undeclared(converter === undefined ? args[i]! : converter.c1(args[i]!), i + 1);
    }
  } catch (e) {
    FS.sp = depth;
    FS.exc = handled;
    argumentFailed(e, i + 1);
  }
  return out;
}

/** How a result type passes: a name, a structure, or undefined for types that cannot. */
function resultFfi(restype: PyObject): unknown {
  if (restype === None) return 'void';
  const storage = storageOf(restype);
  if (storage === undefined) return 'int32_t';
  if (storage.kind === 'simple') {
    return CODES[storage.code!]!.ffi ?? complexType(storage.code!) ?? raise(TypeError, 'values of this type cannot be returned from a call');
  }
  if (storage.kind === 'struct' || storage.kind === 'union') return structureType(storage) ?? 'void';
  return 'uint64_t';
}

/** CPython's limit is 1024, koffi's is lower. */
const MOST_ARGUMENTS = 64;
function checkCount(count: number): void {
  if (count <= MOST_ARGUMENTS) return;
  throw callObject(ArgumentError(), [strFromJs(`too many arguments (${count}), maximum is ${MOST_ARGUMENTS}`)]);
}

function functionFor(self: PyCFunction, address: bigint, result: unknown, args: readonly PyCArg[]): CFunction {
  const { cached } = self;
  if (cached !== undefined && cached.address === address && cached.key.length === args.length + 1 && cached.key[0] === result) {
    let same = true;
    for (let i = 0; i < args.length; i++) if (cached.key[i + 1] !== args[i]!.ffi) same = false;
    if (same) return cached.call;
  }
  const types = args.map((arg) => arg.ffi);
  const call = foreign.functionAt(address, result, types);
  self.cached = { address, key: [result, ...types], call };
  return call;
}

function callForeign(self: PyCFunction, address: bigint, restype: PyObject, args: readonly PyCArg[], checker: PyObject | undefined): PyObject {
  let live = args;
  // Empty structures do not pass at all.
  for (const arg of args) if (arg.ffi === undefined) live = args.filter((a) => a.ffi !== undefined);
  for (const arg of args) if (arg.ffi === UNPASSABLE) raise(TypeError, 'values of this type cannot be passed in a call');
  const ffi = resultFfi(restype);
  const f = functionFor(self, address, ffi, live);
  const values: unknown[] = new Array(live.length);
  for (let i = 0; i < live.length; i++) {
    const arg = live[i]!;
    values[i] = arg.tag === 'V' ? passed(arg.value as PyCData, arg.ffi) : arg.value;
  }
  const usesErrno = (storageOf(self.ob_type)!.flags & FLAG_USE_ERRNO) !== 0;
  if (usesErrno) foreign.setErrno(ctypesErrno());
  const result = f(...values) as number | bigint;
  if (usesErrno) setCtypesErrno(foreign.errno());
  // What the arguments point to must have lived until here.
  if (live.length > 1e6) throw new RangeError('arguments');
  return resultObject(restype, ffi, result, checker);
}

/** What a call gave, or a callback was given, into memory. */
function setSimple(storage: Storage, ffi: unknown, memory: DataView, raw: unknown): void {
  if (typeof ffi === 'string') setRawValue(ffi, memory, 0, (raw ?? 0n) as number);
  else setComplexParts(storage.code!, memory, raw as ComplexParts);
}

function simpleResult(storage: Storage, ffi: unknown, raw: number | bigint): PyObject {
  const isSwapped = storage.format.startsWith('>');
  const plain = isSwapped ? undefined : plainResult(storage.code!, raw);
  if (plain !== undefined) return plain;
  const memory = allocate(16);
  setSimple(storage, ffi, memory, raw);
  return storage.get!(memory, 0, storage.size);
}

function resultObject(restype: PyObject, ffi: unknown, raw: number | bigint, checker: PyObject | undefined): PyObject {
  if (restype === None) return None;
  const storage = storageOf(restype);
  if (storage === undefined) return callObject(restype, [normalizeInt(raw)]);
  const type = restype as PyType;
  let value: PyObject;
  if (storage.kind === 'struct' || storage.kind === 'union') {
    value = newData(type);
    if (ffi !== 'void') received((value as PyCData).memory, ffi, raw);
  } else if (storage.kind === 'simple' && storage.get !== undefined && !isSimpleSubclass(type)) {
    value = simpleResult(storage, ffi, raw);
  } else {
    value = newData(type);
    setSimple(storage, ffi, (value as PyCData).memory, raw);
  }
  return checker === undefined ? value : callObject(checker, [value]);
}

function call(self: PyCFunction, args: PyObject[], kwnames: KwNames): PyObject {
  const storage = storageOf(self.ob_type)!;
  const restype = self.restype ?? storage.restype;
  const converters = self.converters ?? storage.converters;
  const { paramflags } = self;
  let given = kwnames === undefined ? args : args.slice(0, args.length - kwnames.length);
  let outputs: Outputs | undefined;
  if (paramflags !== undefined) {
    const named = new Map((kwnames ?? []).map((name, i) => [name, args[given.length + i]!]));
    outputs = buildArguments(paramflags, self.argtypes ?? storage.argtypes!, given, named);
    given = outputs.args;
  }
  if (converters !== undefined && given.length < converters.length) {
    raise(TypeError, `this function takes at least ${converters.length} argument${converters.length === 1 ? '' : 's'} (${given.length} given)`);
  }
  checkCount(given.length);
  const address = pointerValue(self);
  let result: PyObject;
  const ours = ownFunctions.get(address);
  if (ours !== undefined) result = ours(ownArguments(converters, given));
  else {
    const converted = convertArguments(converters, given);
    if (address === 0n) raise(ValueError, 'attempt to call a NULL function pointer');
    result = callForeign(self, address, restype ?? None, converted, self.restype === undefined ? storage.checker : self.checker);
  }
  if (self.errcheck === undefined && outputs === undefined) return result;
  const shown = new PyTuple(given);
  if (self.errcheck !== undefined) {
    const checked = callObject(self.errcheck, [result, self, shown]);
    // The check passes on the arguments themselves where it has nothing to say.
    if (checked !== shown) return checked;
  }
  return outputs === undefined ? result : outputs.result(result);
}

/** Arguments of our own functions: converted, objects as they are. */
function ownArguments(converters: readonly PyObject[] | undefined, given: readonly PyObject[]): PyObject[] {
  return given.map((value, i) => {
    const depth = FS.sp,
      handled = FS.exc;
    try {
      const arg = undeclared(converters![i]!.c1(value), i + 1);
      if (arg.tag === 'O') return arg.obj!;
      const { value: raw } = arg;
      return typeof raw === 'bigint' ? normalizeInt(raw) : (raw as number);
    } catch (e) {
      FS.sp = depth;
      FS.exc = handled;
      argumentFailed(e, i + 1);
    }
  });
}

// --- parameter flags --------------------------------------------------------------------------------------------------------

interface ParameterFlag {
  flag: number;
  name: string | undefined;
  otherwise: PyObject | undefined;
}

const IN = 1,
  OUT = 2,
  LCID = 4;

interface Outputs {
  args: PyObject[];
  result: (result: PyObject) => PyObject;
}

function parameterFlags(type: PyType, value: PyObject): ParameterFlag[] {
  if (!(value instanceof PyTuple)) raise(TypeError, 'paramflags must be a tuple or None');
  const argtypes = storageOf(type)!.argtypes;
  if (argtypes === undefined) raise(TypeError, 'abstract class');
  const flags = value.ta.map((item) => {
    const parts = item instanceof PyTuple ? item.ta : [];
    if (parts.length < 1 || parts.length > 3 || !isInt(parts[0]!) || (parts[1] !== undefined && parts[1] !== None && !isStr(parts[1]))) {
      raise(TypeError, 'paramflags must be a sequence of (int [,string [,value]]) tuples');
    }
    const flag = Number(asIndex(parts[0]!));
    return { flag, name: parts[1] === undefined || parts[1] === None ? undefined : jsFromStr(parts[1] as string), otherwise: parts[2] };
  });
  checkFlags(flags, argtypes.ta);
  return flags;
}

function checkFlags(flags: readonly ParameterFlag[], types: readonly PyObject[]): void {
  if (flags.length !== types.length) raise(ValueError, 'paramflags must have the same length as argtypes');
  flags.forEach(({ flag }, i) => checkFlag(flag, types[i]!, i + 1));
}

function checkFlag(flag: number, type: PyObject, index: number): void {
  switch (flag & (IN | OUT | LCID)) {
    case 0:
    case IN:
    case IN | LCID:
    case IN | OUT:
      return;
    case OUT: {
      const storage = storageOf(type);
      const isPointer = storage !== undefined && (storage.kind === 'pointer' || storage.kind === 'array' || 'zZPO'.includes(storage.code ?? '-'));
      if (!isPointer) raise(TypeError, `'out' parameter ${index} must be a pointer type, not ${(type as PyType).name}`);
      return;
    }
    default:
      raise(TypeError, `paramflag value ${flag} not supported`);
  }
}

function buildArguments(flags: readonly ParameterFlag[], argtypes: PyTuple, given: readonly PyObject[], named: Map<string, PyObject>): Outputs {
  const args: PyObject[] = [];
  const outputs: { index: number; isInOut: boolean }[] = [];
  let used = 0;
  const take = (name: string | undefined, otherwise: PyObject | undefined): PyObject => {
    if (used < given.length) return given[used++]!;
    const byName = name === undefined ? undefined : named.get(name);
    if (byName !== undefined) {
      used++;
      return byName;
    }
    if (otherwise !== undefined) return otherwise;
    raise(TypeError, name === undefined ? 'not enough arguments' : `required argument '${name}' missing`);
  };
  flags.forEach(({ flag, name, otherwise }, i) => {
    switch (flag & (IN | OUT | LCID)) {
      case IN | LCID:
        args.push(otherwise ?? 0);
        break;
      case OUT: {
        outputs.push({ index: i, isInOut: false });
        if (otherwise !== undefined) args.push(otherwise);
        else {
          const type = argtypes.ta[i]! as PyType;
          const storage = storageOf(type)!;
          args.push(callObject(storage.kind === 'array' ? type : (storage.item ?? type), []));
        }
        break;
      }
      case IN | OUT:
        outputs.push({ index: i, isInOut: true });
        args.push(take(name, otherwise));
        break;
      default:
        args.push(take(name, otherwise));
    }
  });
  const actual = given.length + named.size;
  if (actual !== used) raise(TypeError, `call takes exactly ${used} arguments (${actual} given)`);
  return {
    args,
    result: (result) => {
      if (outputs.length === 0) return result;
      const values = outputs.map(({ index, isInOut }) => (isInOut ? args[index]! : callMethod(args[index]!, '__ctypes_from_outparam__')));
      return values.length === 1 ? values[0]! : new PyTuple(values);
    },
  };
}

// --- making -----------------------------------------------------------------------------------------------------------------

function newFunction(cls: PyType, args: PyObject[]): PyObject {
  if (args.length === 0) return newData(cls);
  const [first] = args as [PyObject];
  if (first instanceof PyTuple) return fromLibrary(cls, first, args[1]);
  if (args.length === 1 && isInt(first)) {
    const address = BigInt(asIndex(first));
    if (address >= 2n ** 64n || address < -(2n ** 63n)) raise(OverflowError, `Python int too large to convert to C ${address < 0n ? '' : 'unsigned '}long`);
    const self = newData(cls) as PyCFunction;
    setPointer(self.memory, 0, BigInt.asUintN(64, address));
    return self;
  }
  if (args.length > 1) raise(TypeError, `function takes exactly 1 argument (${args.length} given)`);
  if (!isCallable(first)) raise(TypeError, 'argument must be callable or integer function address');
  return fromCallable(cls, first);
}

function fromLibrary(cls: PyType, pair: PyTuple, flags: PyObject | undefined): PyObject {
  if (pair.ta.length !== 2) {
    raise(TypeError, 'illegal func_spec argument');
  }
  const [name, library] = pair.ta as [PyObject, PyObject];
  const paramflags = flags === undefined || flags === None ? undefined : parameterFlags(cls, flags);
  const handle = getattr(library, '_handle');
  if (!isInt(handle)) raise(TypeError, 'the _handle attribute of the second argument must be an integer');
  let symbol: string;
  if (isStr(name)) symbol = jsFromStr(name);
  else if ((name.tflags & BYTES) !== 0) symbol = new TextDecoder().decode((name as unknown as { bv: Uint8Array }).bv);
  else raise(TypeError, 'function name must be string, bytes object or integer');
  if (symbol.includes('\0')) raise(ValueError, 'embedded null character');
  foreign.loadError();
  const address = foreign.symbol(BigInt.asUintN(64, BigInt(asIndex(handle))), symbol);
  if (address === 0n) {
    const text = foreign.loadError();
    raise(AttributeError, text ?? `function '${symbol}' not found`);
  }
  const self = newData(cls) as PyCFunction;
  setPointer(self.memory, 0, address);
  self.paramflags = paramflags;
  keepRef(self, 0, library);
  return self;
}

/** A C function pointer for a Python function. */
function fromCallable(cls: PyType, callable: PyObject): PyObject {
  const storage = storageOf(cls)!;
  const { restype = None, argtypes = new PyTuple([]) } = storage;
  const result = restype === None ? undefined : storageOf(restype);
  if (
    restype !== None &&
    (result === undefined || (result.set === undefined && result.kind !== 'function' && result.kind !== 'pointer') || result.kind === 'pointer')
  ) {
    raise(TypeError, 'invalid result type for callback function');
  }
  const types = argtypes.ta as PyType[];
  checkCount(types.length);
  const passing = types.map((type) => {
    const s = storageOf(type);
    if (s === undefined) raise(TypeError, 'invalid argument type for callback function');
    return resultFfi(type);
  });
  const resultType = resultFfi(restype);
  const run = (...raw: unknown[]): number | bigint | ComplexParts | undefined => callback(callable, storage, types, passing, raw, restype, result, resultType);
  let pointer: bigint;
  try {
    pointer = foreign.register(run, resultType, passing);
  } catch (e) {
    // koffi knows a limited number of callbacks; those nobody can call any more are free again.
    if (isException(e)) throw e;
    sweep();
    pointer = foreign.register(run, resultType, passing);
  }
  const self = newData(cls) as PyCFunction;
  setPointer(self.memory, 0, pointer);
  self.callable = callable;
  keepRef(self, 0, callable);
  own(self, () => foreign.unregister(pointer));
  return self;
}

function callback(
  callable: PyObject,
  storage: Storage,
  types: readonly PyType[],
  passing: readonly unknown[],
  raw: readonly unknown[],
  restype: PyObject,
  result: Storage | undefined,
  resultType: unknown,
): number | bigint | ComplexParts | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  const nothing =
    restype === None
      ? undefined
      : typeof resultType !== 'string'
        ? { re: 0, im: 0 }
        : resultType === 'float' || resultType === 'double' || resultType !== 'uint64_t'
          ? 0
          : 0n;
  const usesErrno = (storage.flags & FLAG_USE_ERRNO) !== 0;
  if (usesErrno) setCtypesErrno(foreign.errno());
  const failed = (thrown: unknown, text: string): number | bigint | ComplexParts | undefined => {
    const e = caught(thrown, depth + 1);
    FS.sp = depth;
    FS.exc = handled;
    printUnraisable(e, `${text} ${repr(callable)}`, None);
    return nothing;
  };
  let value: PyObject;
  try {
    value = callObject(
      callable,
      types.map((type, i) => callbackArgument(type, passing[i], raw[i])),
    );
  } catch (e) {
    return failed(e, 'Exception ignored while calling ctypes callback function');
  }
  if (usesErrno) foreign.setErrno(ctypesErrno());
  if (restype === None) return undefined;
  try {
    if (result!.kind === 'function') return isData(value) ? pointerValue(value) : 0n;
    const memory = allocate(16);
    result!.set!(memory, 0, value, result!.size);
    if (result!.code === 'O') return objectAddress(value);
    return typeof resultType === 'string' ? rawValue(resultType, memory, 0) : complexParts(result!.code!, memory);
  } catch (e) {
    return failed(e, 'Exception ignored while converting result of ctypes callback function');
  }
}

function callbackArgument(type: PyType, ffi: unknown, raw: unknown): PyObject {
  const storage = storageOf(type)!;
  if (storage.kind === 'struct' || storage.kind === 'union') {
    const value = newData(type);
    received(value.memory, ffi, raw);
    return value;
  }
  if (storage.kind === 'simple' && !isSimpleSubclass(type)) {
    return simpleResult(storage, ffi, raw as number);
  }
  const value = newData(type);
  setSimple(storage, ffi, value.memory, raw);
  return value;
}

// --- the type ---------------------------------------------------------------------------------------------------------------

function setRestype(self: PyCFunction, value: PyObject | undefined): void {
  if (value === undefined) {
    self.restype = self.checker = undefined;
    return;
  }
  if (value !== None && !(value instanceof PyType && storageOf(value) !== undefined) && !isCallable(value)) {
    raise(TypeError, 'restype must be a type, a callable, or None');
  }
  self.checker = value === None ? undefined : tryGetattr(value, '_check_retval_');
  self.restype = value;
}

function setArgtypes(self: PyCFunction, value: PyObject | undefined): void {
  if (value === undefined || value === None) {
    self.converters = undefined;
    self.argtypes = undefined;
    return;
  }
  if (value.s_iter === undefined && value.s_getitem === undefined) raise(TypeError, '_argtypes_ must be a sequence of types');
  const types = arrayFromIterable(value);
  if (self.paramflags !== undefined) checkFlags(self.paramflags, types);
  self.converters = convertersOf(types);
  self.argtypes = value instanceof PyTuple ? value : new PyTuple(types);
}

function setErrcheck(self: PyCFunction, value: PyObject | undefined): void {
  if (value !== undefined && value !== None && !isCallable(value)) raise(TypeError, 'the errcheck attribute must be callable');
  self.errcheck = value === None ? undefined : value;
}

export const functionType = withMeta(
  defineType(PyCFunction, {
    name: 'CFuncPtr',
    module: '_ctypes',
    base: () => dataType,
    doc: 'Function Pointer',
    flags: ['BASETYPE'],
    slots: {
      new: (cls: PyType, args: PyObject[], kwnames: KwNames) => newFunction(cls, kwnames === undefined ? args : args.slice(0, args.length - kwnames.length)),
      init: () => undefined,
      call,
      bool: (self: PyCData) => pointerValue(self) !== 0n,
      repr: (self: PyCFunction) => strFromJs(`<${self.ob_type.name} object at ${shownAddress(self)}>`),
    },
    getset: [
      getset('errcheck', 'a function to check for errors', (self: PyCFunction) => self.errcheck ?? None, setErrcheck),
      getset('restype', 'specify the result type', (self: PyCFunction) => self.restype ?? storageOf(self.ob_type)?.restype ?? None, setRestype),
      getset('argtypes', 'specify the argument types', (self: PyCFunction) => self.argtypes ?? storageOf(self.ob_type)?.argtypes ?? None, setArgtypes),
    ],
  }),
  functionMeta,
);
