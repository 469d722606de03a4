// HOT. The pickle machine: opcodes working on a stack of objects and a memo. CPython: load() and the load_… functions of Modules/_pickle.c.
// - Items between a mark and the top belong to the mark; below the last mark, the fence, nothing may be popped.
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { PyType } from '../../objects/model/type.ts';
import type { PyDict, PySet } from '../../objects/model/dict.ts';
import { NO_MAP } from '../../objects/model/dict.ts';
import { DICT, HAS_DICT, OPAQUE, TUPLE } from '../../objects/model/flags.ts';
import { None, PyBytes, PyFloat, PyList, PyTuple } from '../../objects/model/values.ts';
import { callMethod, getattr, setattr, tryGetattr } from '../../objects/ops/attr.ts';
import { decodeBytes } from '../../objects/ops/codecs.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { nextOf } from '../../objects/ops/iter.ts';
import { typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { PyByteArray } from '../../objects/types/bytearray.ts';
import { latin1OfBytes, newBytes } from '../../objects/types/bytesCore.ts';
import { dictType } from '../../objects/types/dict.ts';
import { dictEntries, dictGet, dictSet, isCovered, newDict, setAttribute } from '../../objects/types/dictStore.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { listType } from '../../objects/types/list.ts';
import { newMemoryView } from '../../objects/types/memoryview.ts';
import { instanceDict, tryInstanceDict } from '../../objects/types/object.ts';
import { frozensetFromArray, setFromArray, setType } from '../../objects/types/set.ts';
import { setAdd } from '../../objects/types/setStore.ts';
import { EMPTY_TUPLE as NO_ITEMS } from '../../objects/types/tuple.ts';
import { toFloat } from '../../objects/types/float.ts';
import { intFromBytes } from '../../util/numbers/intBytes.ts';
import { parseIntText } from '../../util/numbers/intText.ts';
import { cannotUnpickle } from './errors.ts';
import { findClass, tableOf } from './globals.ts';
import * as O from './opcodes.ts';
import { byte, closeFrame, int32, line, nextOp, openFrame, skipUsed, take, uint, type PyUnpickler } from './unpickler.ts';

export function load(u: PyUnpickler): PyObject {
  u.stack = [];
  u.marks = [];
  u.fence = 0;
  u.proto = 0;
  try {
    return run(u);
  } finally {
    closeFrame(u);
    skipUsed(u);
    u.stack = [];
    u.marks = [];
  }
}

function run(u: PyUnpickler): PyObject {
  const { stack } = u;
  for (;;) {
    const code = u.pos < u.end ? u.buf[u.pos++]! : nextOp(u);
    switch (code) {
      case O.STOP:
        return pop(u);
      case O.BINGET:
        stack.push(recall(u, byte(u)));
        break;
      case O.SHORT_BINUNICODE:
        stack.push(utf8(u, byte(u)));
        break;
      case O.MEMOIZE:
        u.memo.push(top(u));
        break;
      case O.BININT1:
        stack.push(byte(u));
        break;
      case O.BININT2:
        stack.push(uint(u, 2));
        break;
      case O.BININT:
        stack.push(int32(u));
        break;
      case O.BINFLOAT:
        stack.push(float(u));
        break;
      case O.NONE:
        stack.push(None);
        break;
      case O.NEWTRUE:
        stack.push(true);
        break;
      case O.NEWFALSE:
        stack.push(false);
        break;
      case O.MARK:
        u.marks.push(u.fence);
        u.fence = stack.length;
        break;
      case O.EMPTY_DICT:
        stack.push(newDict());
        break;
      case O.EMPTY_LIST:
        stack.push(new PyList([]));
        break;
      case O.EMPTY_TUPLE:
        stack.push(NO_ITEMS);
        break;
      case O.EMPTY_SET:
        stack.push(setFromArray([]));
        break;
      case O.APPENDS:
        appends(u, toMark(u));
        break;
      case O.APPEND:
        need(u, 2);
        appends(u, stack.length - 1);
        break;
      case O.SETITEMS:
        setItems(u, toMark(u));
        break;
      case O.SETITEM:
        need(u, 3);
        setItems(u, stack.length - 2);
        break;
      case O.TUPLE1:
        stack.push(new PyTuple([pop(u)]));
        break;
      case O.TUPLE2: {
        const b = pop(u);
        stack.push(new PyTuple([pop(u), b]));
        break;
      }
      case O.TUPLE3: {
        const c = pop(u);
        const b = pop(u);
        stack.push(new PyTuple([pop(u), b, c]));
        break;
      }
      case O.TUPLE: {
        const at = toMark(u);
        stack.push(at === stack.length ? NO_ITEMS : new PyTuple(stack.splice(at)));
        break;
      }
      case O.LONG_BINGET:
        stack.push(recall(u, uint(u, 4)));
        break;
      case O.BINPUT:
        memoizeAt(u, byte(u));
        break;
      case O.LONG_BINPUT:
        memoizeAt(u, uint(u, 4));
        break;
      case O.BINUNICODE:
        stack.push(utf8(u, uint(u, 4)));
        break;
      case O.BINUNICODE8:
        stack.push(utf8(u, size8(u, 'BINUNICODE')));
        break;
      case O.SHORT_BINBYTES:
        stack.push(bytes(u, byte(u)));
        break;
      case O.BINBYTES:
        stack.push(bytes(u, uint(u, 4)));
        break;
      case O.BINBYTES8:
        stack.push(bytes(u, size8(u, 'BINBYTES')));
        break;
      case O.BYTEARRAY8:
        stack.push(new PyByteArray(copyOf(u, size8(u, 'BYTEARRAY8'))));
        break;
      case O.LONG1:
        stack.push(long(u, byte(u)));
        break;
      case O.LONG4:
        stack.push(long(u, int32(u)));
        break;
      case O.REDUCE:
        reduce(u);
        break;
      case O.NEWOBJ:
        newObject(u);
        break;
      case O.NEWOBJ_EX:
        newObjectEx(u);
        break;
      case O.BUILD:
        build(u);
        break;
      case O.STACK_GLOBAL:
        stackGlobal(u);
        break;
      case O.GLOBAL:
        stack.push(find(u, lineText(u), lineText(u)));
        break;
      case O.FRAME:
        openFrame(u, size8(u, 'FRAME length'));
        break;
      case O.PROTO:
        u.proto = byte(u);
        if (u.proto > O.HIGHEST_PROTOCOL) raise(ValueError, `unsupported pickle protocol: ${u.proto}`);
        break;
      case O.ADDITEMS:
        addItems(u, toMark(u));
        break;
      case O.FROZENSET:
        stack.push(frozensetFromArray(stack.splice(toMark(u))));
        break;
      default:
        rare(u, code);
    }
  }
}

/** Opcodes of old protocols and of seldom use. */
function rare(u: PyUnpickler, code: number): void {
  const { stack } = u;
  switch (code) {
    case O.POP:
      // A mark is popped where nothing lies above it.
      if (stack.length === u.fence && u.marks.length > 0) toMark(u);
      else pop(u);
      return;
    case O.POP_MARK:
      stack.length = toMark(u);
      return;
    case O.DUP:
      stack.push(top(u));
      return;
    case O.INT:
      stack.push(intLine(u));
      return;
    case O.LONG:
      stack.push(longLine(u));
      return;
    case O.FLOAT:
      stack.push(floatLine(u));
      return;
    case O.STRING:
      stack.push(stringLine(u));
      return;
    case O.UNICODE:
      stack.push(codec('raw_unicode_escape_decode', withoutEnd(line(u, 1))));
      return;
    case O.BINSTRING: {
      const n = int32(u);
      if (n < 0) cannotUnpickle('BINSTRING pickle has negative byte count');
      stack.push(oldString(u, bytes(u, n)));
      return;
    }
    case O.SHORT_BINSTRING:
      stack.push(oldString(u, bytes(u, byte(u))));
      return;
    case O.LIST:
      stack.push(new PyList(stack.splice(toMark(u))));
      return;
    case O.DICT: {
      const at = toMark(u);
      if ((stack.length - at) % 2 !== 0) cannotUnpickle('odd number of items for DICT');
      const dict = newDict();
      for (let i = at; i < stack.length; i += 2) dictSet(dict, stack[i]!, stack[i + 1]!);
      stack.length = at;
      stack.push(dict);
      return;
    }
    case O.GET:
      stack.push(recall(u, indexLine(u)));
      return;
    case O.PUT: {
      const at = indexLine(u);
      if (at < 0) raise(ValueError, 'negative PUT argument');
      memoizeAt(u, at);
      return;
    }
    case O.INST: {
      const at = toMark(u);
      const cls = find(u, lineText(u), lineText(u));
      stack.push(instantiate(cls, stack.splice(at)));
      return;
    }
    case O.OBJ: {
      const at = toMark(u);
      if (stack.length - at < 1) underflow(u);
      const [cls, ...args] = stack.splice(at);
      stack.push(instantiate(cls!, args));
      return;
    }
    case O.PERSID: {
      const text = withoutEnd(line(u, 1));
      if (text.some((b) => b > 127)) cannotUnpickle('persistent IDs in protocol 0 must be ASCII strings');
      stack.push(persistent(u, latin1OfBytes(text)));
      return;
    }
    case O.BINPERSID:
      stack.push(persistent(u, pop(u)));
      return;
    case O.EXT1:
      extension(u, byte(u));
      return;
    case O.EXT2:
      extension(u, uint(u, 2));
      return;
    case O.EXT4:
      extension(u, int32(u));
      return;
    case O.NEXT_BUFFER:
      stack.push(nextBuffer(u));
      return;
    case O.READONLY_BUFFER: {
      const view = newMemoryView(top(u));
      if (getattr(view, 'readonly') !== true) stack[stack.length - 1] = callMethod(view, 'toreadonly');
      return;
    }
    default:
      badOpcode(code);
  }
}

function badOpcode(code: number): never {
  const shown =
    code >= 32 && code < 127 && code !== 39 && code !== 92
      ? String.fromCharCode(code)
      : code === 39 || code === 92
        ? `\\${String.fromCharCode(code)}`
        : `\\x${code.toString(16).padStart(2, '0')}`;
  cannotUnpickle(`invalid load key, '${shown}'.`);
}

// --- the stack ---------------------------------------------------------------------------------------------------------------

function underflow(u: PyUnpickler): never {
  cannotUnpickle(u.marks.length > 0 ? 'unexpected MARK found' : 'unpickling stack underflow');
}

function pop(u: PyUnpickler): PyObject {
  if (u.stack.length <= u.fence) underflow(u);
  return u.stack.pop()!;
}

function top(u: PyUnpickler): PyObject {
  if (u.stack.length <= u.fence) underflow(u);
  return u.stack[u.stack.length - 1]!;
}

function need(u: PyUnpickler, n: number): void {
  if (u.stack.length - n < u.fence) underflow(u);
}

/** Closes the last mark and gives where its items begin. */
function toMark(u: PyUnpickler): number {
  if (u.marks.length === 0) cannotUnpickle('could not find MARK');
  const at = u.fence;
  u.fence = u.marks.pop()!;
  return at;
}

function recall(u: PyUnpickler, at: number): PyObject {
  return u.memo[at] ?? cannotUnpickle(`Memo value not found at index ${at}`);
}

function memoizeAt(u: PyUnpickler, at: number): void {
  const value = top(u);
  // Slots that a stream leaves out stay empty; one far away must not make a huge array.
  if (at > u.memo.length + 1000000) growSparse(u, at);
  while (u.memo.length < at) u.memo.push(undefined);
  u.memo[at] = value;
}

function growSparse(u: PyUnpickler, at: number): void {
  if (at > 0x7fffffff) raise(OverflowError, 'memo index too large');
  u.memo.length = at;
}

// --- values ------------------------------------------------------------------------------------------------------------------

const scratch = new DataView(new ArrayBuffer(8));

function float(u: PyUnpickler): PyObject {
  const at = take(u, 8);
  for (let i = 0; i < 8; i++) scratch.setUint8(i, u.buf[at + i]!);
  return new PyFloat(scratch.getFloat64(0));
}

function size8(u: PyUnpickler, what: string): number {
  const n = uint(u, 8);
  if (n >= 2 ** 63) raise(OverflowError, `${what} exceeds system's maximum ${what.startsWith('FRAME') ? 'of' : 'size of'} 9223372036854775807 bytes`);
  return n;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(u: PyUnpickler, n: number): PyObject {
  const at = take(u, n);
  const { buf } = u;
  if (n <= 32) {
    // fast: short ASCII.
    let or = 0;
    let text = '';
    for (let i = at; i < at + n; i++) {
      or |= buf[i]!;
      text += String.fromCharCode(buf[i]!);
    }
    if (or < 128) return text;
  }
  const part = buf.subarray(at, at + n);
  try {
    return strFromJs(decoder.decode(part));
  } catch {
    // Lone surrogates, which a pickle may hold.
    return decodeBytes(new PyBytes(part), part, 'utf-8', 'surrogatepass');
  }
}

function copyOf(u: PyUnpickler, n: number): Uint8Array {
  const at = take(u, n);
  return u.buf.slice(at, at + n);
}

const bytes = (u: PyUnpickler, n: number): PyBytes => newBytes(copyOf(u, n));

function long(u: PyUnpickler, n: number): PyObject {
  if (n < 0) cannotUnpickle('LONG pickle has negative byte count');
  if (n === 0) return 0;
  const at = take(u, n);
  return intFromBytes(u.buf.subarray(at, at + n), /* littleEndian */ true, /* signed */ true);
}

const withoutEnd = (text: Uint8Array): Uint8Array => text.subarray(0, text.length - 1);

function lineText(u: PyUnpickler): PyObject {
  const text = withoutEnd(line(u));
  return decodeBytes(new PyBytes(text), text, 'utf-8', undefined);
}

function intLine(u: PyUnpickler): PyObject {
  const text = latin1OfBytes(withoutEnd(line(u)));
  if (text === '00') return false;
  if (text === '01') return true;
  const n = parseIntText(text.trim(), 10, 0);
  if (n === undefined) raise(ValueError, 'could not convert string to int');
  return n;
}

function longLine(u: PyUnpickler): PyObject {
  const text = latin1OfBytes(line(u));
  const digits = text.endsWith('L\n') ? text.slice(0, -2) : text;
  return parseIntText(digits.trim(), 10, 0) ?? badInt(digits);
}

function badInt(text: string): never {
  raise(ValueError, `invalid literal for int() with base 10: ${repr(strFromJs(text))}`);
}

function indexLine(u: PyUnpickler): number {
  const text = latin1OfBytes(line(u));
  return Number(parseIntText(text.trim(), 10, 0) ?? badInt(text));
}

function floatLine(u: PyUnpickler): PyObject {
  const text = latin1OfBytes(line(u));
  if (!/^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf(?:inity)?|nan)\n$/i.test(text)) raise(ValueError, `could not convert string to float: '${text}'`);
  return new PyFloat(toFloat(text.trim()));
}

/** A result of the _codecs module: the first item of (value, consumed). */
function codec(name: string, data: Uint8Array): PyObject {
  return (getattr(importModule('_codecs'), name).c1(new PyBytes(data)) as PyTuple).ta[0]!;
}

function stringLine(u: PyUnpickler): PyObject {
  const text = withoutEnd(line(u));
  const n = text.length;
  if (n < 2 || text[0] !== text[n - 1] || (text[0] !== 39 && text[0] !== 34)) cannotUnpickle('the STRING opcode argument must be quoted');
  return oldString(u, codec('escape_decode', text.subarray(1, n - 1)) as PyBytes);
}

/** A str of Python 2. */
function oldString(u: PyUnpickler, data: PyBytes): PyObject {
  return u.encoding === 'bytes' ? data : decodeBytes(data, data.bv, u.encoding, u.errors);
}

function nextBuffer(u: PyUnpickler): PyObject {
  if (u.buffers === undefined) cannotUnpickle('pickle stream refers to out-of-band data but no *buffers* argument was given');
  return nextOf(u.buffers)(u.buffers) ?? cannotUnpickle('not enough out-of-band buffers');
}

// --- containers --------------------------------------------------------------------------------------------------------------

function appends(u: PyUnpickler, at: number): void {
  const { stack } = u;
  if (at - 1 < u.fence) underflow(u);
  const target = stack[at - 1]!;
  const n = stack.length;
  if (n === at) return;
  if (target.ob_type === listType) {
    const { la } = target as PyList;
    for (let i = at; i < n; i++) la.push(stack[i]!);
    stack.length = at;
    return;
  }
  const items = stack.splice(at);
  const extend = tryGetattr(target, 'extend');
  if (extend !== undefined) {
    extend.c1(new PyList(items));
    return;
  }
  const append = getattr(target, 'append');
  for (const item of items) append.c1(item);
}

function setItems(u: PyUnpickler, at: number): void {
  const { stack } = u;
  if (at - 1 < u.fence) underflow(u);
  const target = stack[at - 1]!;
  const n = stack.length;
  if (n === at) return;
  if ((n - at) % 2 !== 0) cannotUnpickle('odd number of items for SETITEMS');
  if (target.ob_type === dictType) {
    const dict = target as PyDict;
    for (let i = at; i < n; i += 2) {
      const key = stack[i]!;
      // fast: str keys of a dict that has a map of its own.
      if (typeof key === 'string' && dict.m !== NO_MAP && dict.t === undefined && dict.ns === undefined) dict.m.set(key, stack[i + 1]!);
      else dictSet(dict, key, stack[i + 1]!);
    }
  } else {
    const { s_setitem } = target;
    if (s_setitem === undefined) raise(TypeError, `'${typeName(target)}' object does not support item assignment`);
    for (let i = at; i < n; i += 2) s_setitem(target, stack[i]!, stack[i + 1]!);
  }
  cut(stack, at);
}

/** Setting `length` costs more than a few pops. */
function cut(stack: PyObject[], at: number): void {
  if (stack.length - at > 32) stack.length = at;
  else while (stack.length > at) stack.pop();
}

function addItems(u: PyUnpickler, at: number): void {
  const { stack } = u;
  if (at - 1 < u.fence) underflow(u);
  const target = stack[at - 1]!;
  if (stack.length === at) return;
  const items = stack.splice(at);
  if (target.ob_type === setType) {
    for (const item of items) setAdd(target as PySet, item);
    return;
  }
  const add = getattr(target, 'add');
  for (const item of items) add.c1(item);
}

// --- objects -----------------------------------------------------------------------------------------------------------------

function find(u: PyUnpickler, module: PyObject, name: PyObject): PyObject {
  return u.finder !== undefined ? u.finder.c2(module, name) : findClass(module, name, u.proto, u.fixImports);
}

function stackGlobal(u: PyUnpickler): void {
  const name = pop(u);
  const module = pop(u);
  if (typeof name !== 'string' || typeof module !== 'string') {
    if (!isExactStr(name) || !isExactStr(module)) cannotUnpickle('STACK_GLOBAL requires str');
  }
  u.stack.push(find(u, module, name));
}

const isExactStr = (v: PyObject): boolean => isStr(v) && v.ob_type === 'x'.ob_type;

function instantiate(cls: PyObject, args: PyObject[]): PyObject {
  if (args.length === 0 && cls instanceof PyType && tryGetattr(cls, '__getinitargs__') === undefined) return callMethod(cls, '__new__', cls);
  return cls.cN(args);
}

function reduce(u: PyUnpickler): void {
  const args = pop(u);
  const callable = pop(u);
  if ((args.tflags & TUPLE) === 0) raise(TypeError, 'argument list must be a tuple');
  u.stack.push(callable.cN((args as PyTuple).ta.slice()));
}

function checkedClass(what: string, cls: PyObject, args: PyObject): PyType {
  if (!(cls instanceof PyType)) cannotUnpickle(`${what} class argument must be a type, not ${typeName(cls)}`);
  if (cls.proto.s_new === undefined) cannotUnpickle(`${what} class argument '${cls.shown}' doesn't have __new__`);
  if ((args.tflags & TUPLE) === 0) cannotUnpickle(`${what} args argument must be a tuple, not ${typeName(args)}`);
  return cls;
}

function newObject(u: PyUnpickler): void {
  const args = pop(u);
  const cls = checkedClass('NEWOBJ', pop(u), args);
  const { ta } = args as PyTuple;
  u.stack.push(cls.proto.s_new(cls, ta.slice(), undefined));
}

function newObjectEx(u: PyUnpickler): void {
  const kwargs = pop(u);
  const args = pop(u);
  const cls = checkedClass('NEWOBJ_EX', pop(u), args);
  if ((kwargs.tflags & DICT) === 0) cannotUnpickle(`NEWOBJ_EX kwargs argument must be a dict, not ${typeName(kwargs)}`);
  const entries = dictEntries(kwargs as PyDict);
  const names = entries.map(([key]) => jsFromStr(key as PyStr));
  u.stack.push(cls.proto.s_new(cls, [...(args as PyTuple).ta, ...entries.map(([, value]) => value)], names.length === 0 ? undefined : names));
}

function build(u: PyUnpickler): void {
  need(u, 2);
  const state = u.stack.pop()!;
  const instance = u.stack[u.stack.length - 1]!;
  const setState = tryGetattr(instance, '__setstate__');
  if (setState !== undefined) {
    setState.c1(state);
    return;
  }
  let attributes = state;
  let slots: PyObject = None;
  if ((state.tflags & TUPLE) !== 0 && (state as PyTuple).ta.length === 2) [attributes, slots] = (state as PyTuple).ta as [PyObject, PyObject];
  if (attributes !== None) setAttributes(instance, attributes);
  if (slots !== None) {
    if ((slots.tflags & DICT) === 0) cannotUnpickle('slot state is not a dictionary');
    for (const [name, value] of dictEntries(slots as PyDict)) setattr(instance, attributeName(name), value);
  }
}

function attributeName(name: PyObject): string {
  if (!isStr(name)) raise(TypeError, `attribute name must be string, not '${typeName(name)}'`);
  return jsFromStr(name);
}

function setAttributes(instance: PyObject, state: PyObject): void {
  if ((state.tflags & DICT) === 0) cannotUnpickle('state is not a dictionary');
  const { flags } = instance.ob_type;
  // fast: straight into the attributes of an instance whose dict nobody has asked for.
  if ((flags & (HAS_DICT | OPAQUE)) === HAS_DICT && (instance as any).guestOf === undefined && tryInstanceDict(instance) === undefined) {
    const { m, t, ns } = state as PyDict;
    if (t === undefined && ns === undefined && onlyNames(m)) {
      const ns = instance as unknown as Namespace;
      for (const [name, value] of m) {
        if (isCovered(ns, name as string)) dictSet(instanceDict(instance), name, value);
        else setAttribute(ns, name as string, value);
      }
      return;
    }
  }
  const dict = getattr(instance, '__dict__');
  for (const [name, value] of dictEntries(state as PyDict)) {
    if (dict.ob_type === dictType) dictSet(dict as PyDict, name, value);
    else if (dict.s_setitem !== undefined) dict.s_setitem(dict, name, value);
    else raise(TypeError, `'${typeName(dict)}' object does not support item assignment`);
  }
}

function onlyNames(m: PyDict['m']): boolean {
  for (const key of m.keys()) if (typeof key !== 'string') return false;
  return true;
}

// --- persistent ids and extensions -----------------------------------------------------------------------------------------------

function persistent(u: PyUnpickler, id: PyObject): PyObject {
  return u.persLoad === undefined ? noPersistentLoad() : u.persLoad.c1(id);
}

export function noPersistentLoad(): never {
  cannotUnpickle('A load persistent id instruction was encountered, but no persistent_load function was specified.');
}

function extension(u: PyUnpickler, code: number): void {
  const cache = tableOf('copyreg', '_extension_cache');
  const known = dictGet(cache, code);
  if (known !== undefined) {
    u.stack.push(known);
    return;
  }
  const pair = dictGet(tableOf('copyreg', '_inverted_registry'), code);
  if (pair === undefined) {
    if (code <= 0) cannotUnpickle('EXT specifies code <= 0');
    raise(ValueError, `unregistered extension code ${code}`);
  }
  const items = (pair as PyTuple).ta;
  if (items === undefined || items.length !== 2 || !isStr(items[0]!) || !isStr(items[1]!))
    raise(ValueError, `_inverted_registry[${code}] isn't a 2-tuple of strings`);
  const found = find(u, items[0]!, items[1]!);
  dictSet(cache, code, found);
  u.stack.push(found);
}
