// HOT. array.array: numbers of one C type in one block of memory. Bench: bench/array. CPython: Modules/arraymodule.c.
// - `view` is a typed array over the whole capacity, `len` of whose items are in use; growing replaces it.
// - While memory is exported (memoryview) the length must not change.
import { verdict } from '../objects/ops/compare.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import { host } from '../host/host.ts';
import { classMethod, compareSlots, defineType, getset, method, type CompareOp } from '../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import type { PyBuffer } from '../objects/model/buffer.ts';
import { BYTEARRAY, BYTES, TYPE } from '../objects/model/flags.ts';
import { None, NotImplemented, PyBytes, PyFloat, PySlice, PyTuple } from '../objects/model/values.ts';
import { callMethod, getattr, tryGetattr } from '../objects/ops/attr.ts';
import { bytesLike, tryBytesLike } from '../objects/ops/buffer.ts';
import { identicalOrEqual, richCompare } from '../objects/ops/compare.ts';
import { identity } from '../objects/ops/hash.ts';
import { importModule, warn } from '../objects/ops/hooks.ts';
import { iterate } from '../objects/ops/iter.ts';
import { importBuiltin } from '../objects/ops/lateHooks.ts';
import { asFloat, asIndex, asSize, normalizeInt, typeName } from '../objects/ops/number.ts';
import { repr } from '../objects/ops/repr.ts';
import { raise } from '../objects/ops/raise.ts';
import { codePoints, isStr, strFromCodePoints, strFromJs, strLength, type PyStr } from '../objects/ops/strings.ts';
import {
  BufferError,
  DeprecationWarning,
  EOFError,
  IndexError,
  MemoryError,
  OverflowError,
  RuntimeError,
  TypeError,
  ValueError,
} from '../objects/types/exceptions.ts';
import { hasLiveExports, trackExport, type Export } from '../objects/ops/exports.ts';
import { asState, isList, newList } from '../objects/types/list.ts';
import { asRepeat, searchBounds } from '../objects/types/sequence.ts';
import { sliceBounds } from '../objects/types/slice.ts';
import { genericAlias } from '../objects/types/genericalias.ts';

type View = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array | BigInt64Array | BigUint64Array;

interface Kind {
  readonly code: string;
  readonly size: number;
  /** Number in pickles: CPython's machine format codes, little endian. */
  readonly format: number;
  make(buffer: ArrayBuffer): View;
  get(view: any, i: number): PyObject;
  /** The item as the view stores it; raises where it does not fit. */
  convert(v: PyObject): number | bigint;
}

/** Integers of up to 32 bits: `word` names the C type in messages. */
function small(
  code: string,
  size: number,
  format: number,
  View: new (b: ArrayBuffer) => View,
  min: number,
  max: number,
  word: string,
  first: [number, string],
): Kind {
  return {
    code,
    size,
    format,
    make: (buffer) => new View(buffer),
    get: (view: Int32Array, i) => view[i]!,
    convert: (v) => {
      const n = asIndex(v);
      if (typeof n === 'number' && n >= min && n <= max) return n;
      // The C code converts to a wider type first, whose limits show in the message.
      const [limit, wide] = first;
      if (typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n))) raise(OverflowError, 'Python int too large to convert to C long');
      if (n > limit) raise(OverflowError, `${wide} is greater than maximum`);
      if (n < -limit - 1) raise(OverflowError, `${wide} is less than minimum`);
      raise(OverflowError, `${word} is ${n > max ? 'greater than maximum' : 'less than minimum'}`);
    },
  };
}

function wide(code: string, format: number, signed: boolean, check: (n: bigint) => void): Kind {
  return {
    code,
    size: 8,
    format,
    make: (buffer) => (signed ? new BigInt64Array(buffer) : new BigUint64Array(buffer)),
    get: (view: BigInt64Array, i) => normalizeInt(view[i]!),
    convert: (v) => {
      const n = BigInt(asIndex(v));
      check(n);
      return n;
    },
  };
}

function float(code: string, size: number, format: number, View: new (b: ArrayBuffer) => View): Kind {
  return {
    code,
    size,
    format,
    make: (buffer) => new View(buffer),
    get: (view: Float64Array, i) => new PyFloat(view[i]!),
    convert: asFloat,
  };
}

function character(code: string): Kind {
  return {
    code,
    size: 4,
    format: 20,
    make: (buffer) => new Uint32Array(buffer),
    get: (view: Uint32Array, i) => {
      if (view[i]! > 0x10ffff) raise(ValueError, `character U+${view[i]!.toString(16)} is not in range [U+0000; U+10ffff]`);
      return strFromCodePoints([view[i]!]);
    },
    convert: (v) => {
      if (!isStr(v)) raise(TypeError, `array item must be a unicode character, not ${typeName(v)}`);
      if (strLength(v) !== 1) raise(TypeError, `array item must be a unicode character, not a string of length ${strLength(v)}`);
      return codePoints(v)[0]!;
    },
  };
}

const tooBig =
  (limit: bigint, low: bigint, message: string, negative = message) =>
  (n: bigint): void => {
    if (n >= limit) raise(OverflowError, message);
    if (n < low) raise(OverflowError, negative);
  };

const INT_MAX = 2147483647;
const kinds: ReadonlyMap<string, Kind> = new Map(
  [
    small('b', 1, 1, Int8Array, -128, 127, 'signed char', [32767, 'signed short integer']),
    small('B', 1, 0, Uint8Array, 0, 255, 'unsigned byte integer', [32767, 'signed short integer']),
    character('u'),
    character('w'),
    small('h', 2, 4, Int16Array, -32768, 32767, 'signed short integer', [32767, 'signed short integer']),
    small('H', 2, 2, Uint16Array, 0, 65535, 'unsigned short', [INT_MAX, 'signed integer']),
    small('i', 4, 8, Int32Array, -INT_MAX - 1, INT_MAX, 'signed integer', [INT_MAX, 'signed integer']),
    {
      ...small('I', 4, 6, Uint32Array, 0, 0xffffffff, '', [0, '']),
      convert: (v: PyObject) => {
        const n = asIndex(v);
        if (n < 0) raise(OverflowError, "can't convert negative value to unsigned int");
        if (n >= 2n ** 64n) raise(OverflowError, 'Python int too large to convert to C unsigned long');
        if (n > 0xffffffff) raise(OverflowError, 'unsigned int is greater than maximum');
        return n;
      },
    },
    wide('l', 12, true, tooBig(2n ** 63n, -(2n ** 63n), 'Python int too large to convert to C long')),
    wide('L', 10, false, tooBig(2n ** 64n, 0n, 'Python int too large to convert to C unsigned long', "can't convert negative value to unsigned int")),
    wide('q', 12, true, tooBig(2n ** 63n, -(2n ** 63n), 'int too big to convert')),
    wide('Q', 10, false, tooBig(2n ** 64n, 0n, 'int too big to convert', "can't convert negative int to unsigned")),
    float('f', 4, 14, Float32Array),
    float('d', 8, 16, Float64Array),
  ].map((kind) => [kind.code, kind]),
);

const isText = (kind: Kind): boolean => kind.code === 'u' || kind.code === 'w';

export class PyArray extends PyBase {
  kind: Kind;
  view: View;
  len: number;
  exports: Set<Export> | undefined;
  constructor(kind: Kind = kinds.get('b')!, capacity = 0) {
    super();
    this.kind = kind;
    this.view = kind.make(new ArrayBuffer(capacity * kind.size));
    this.len = 0;
    this.exports = undefined;
  }
}

/** The memory in use. */
function bytesOf(a: PyArray): Uint8Array {
  return new Uint8Array(a.view.buffer, 0, a.len * a.kind.size);
}

function checkResizable(a: PyArray): void {
  if (a.exports !== undefined && hasLiveExports(a)) raise(BufferError, 'cannot resize an array that is exporting buffers');
}

/** Sets the length; new items are zero. */
function resize(a: PyArray, len: number): void {
  if (len === a.len) return;
  checkResizable(a);
  const { view, kind } = a;
  if (len > view.length) {
    if (len * kind.size > 0x1ffffffff) raise(MemoryError, '');
    const grown = kind.make(new ArrayBuffer(Math.max(len, Math.ceil(a.len * 1.5), 8) * kind.size));
    (grown as Uint8Array).set(view.subarray(0, a.len) as Uint8Array);
    a.view = grown;
  } else if (len < a.len) {
    (view as Uint8Array).fill(typeof view[0] === 'bigint' ? (0n as never) : 0, len, a.len);
  }
  a.len = len;
}

function store(a: PyArray, i: number, v: PyObject): void {
  const n = a.kind.convert(v);
  // Converting may have run Python code that shortened the array.
  if (i >= a.len) raise(IndexError, 'array assignment index out of range');
  (a.view as Int32Array)[i] = n as number;
}

function append(a: PyArray, v: PyObject): PyObject {
  const n = a.kind.convert(v);
  if (a.len < a.view.length && a.exports === undefined) a.len++;
  else resize(a, a.len + 1);
  (a.view as Int32Array)[a.len - 1] = n as number;
  return None;
}

const item = (a: PyArray, i: number): PyObject => a.kind.get(a.view, i);
const isArray = (v: PyObject): v is PyArray => v instanceof PyArray;

export const arrayType: PyType = defineType(PyArray, {
  name: 'array',
  module: 'array',
  flags: ['BASETYPE', 'SEQUENCE', 'HAS_WEAKREF'],
  doc: 'array(typecode, [initializer]): a sequence of numbers of one C type.',
  unhashable: true,
  slots: {
    new: newArray,
    init: () => undefined,
    repr: (self: PyArray) => {
      const { name } = self.ob_type;
      if (self.len === 0) return strFromJs(`${name}('${self.kind.code}')`);
      return strFromJs(`${name}('${self.kind.code}', ${repr(isText(self.kind) ? textOf(self) : newList(items(self)))})`);
    },
    len: (self: PyArray) => self.len,
    iter: (self: PyArray) => new PyArrayIterator(self),
    contains: (self: PyArray, v: PyObject) => find(self, v, 0, self.len) >= 0,
    getitem: (self: PyArray, key: PyObject) => (key instanceof PySlice ? slice(self, key) : item(self, position(self, key, 'array index out of range'))),
    setitem: setItem,
    delitem: (self: PyArray, key: PyObject) => {
      if (key instanceof PySlice) return deleteSlice(self, key);
      const i = position(self, key, 'array assignment index out of range');
      splice(self, i, i + 1, undefined);
    },
    concat: (self: PyArray, other: PyObject) => {
      if (!isArray(other)) raise(TypeError, `can only append array (not "${typeName(other)}") to array`);
      sameKind(self, other);
      const result = copy(self);
      splice(result, result.len, result.len, other);
      return result;
    },
    iconcat: (self: PyArray, other: PyObject) => {
      if (!isArray(other)) raise(TypeError, `can only extend with array (not "${typeName(other)}")`);
      extend(self, other);
      return self;
    },
    repeat: (self: PyArray, count: PyObject) => {
      const result = new PyArray(self.kind);
      repeatInto(result, self, asRepeat(count));
      return result;
    },
    irepeat: (self: PyArray, count: PyObject) => {
      repeatInto(self, copy(self), asRepeat(count));
      return self;
    },
    buffer: (self: PyArray): PyBuffer =>
      trackExport(self, (release) => ({
        obj: self,
        bytes: bytesOf(self),
        readonly: false,
        itemsize: self.kind.size,
        format: self.kind.code,
        shape: [self.len],
        strides: undefined,
        offset: 0,
        release,
      })),
    ...compareSlots(compare),
  },
  methods: [
    method('append(self, v, /)', 'Add an item at the end.', append),
    method('buffer_info(self, /)', 'Address and length of the memory.', (self: PyArray) => new PyTuple([addressOf(self), self.len])),
    method('byteswap(self, /)', 'Turn the byte order of all items round.', byteswap),
    method('clear(self, /)', 'Remove all items.', (self: PyArray) => {
      resize(self, 0);
      return None;
    }),
    method('__copy__(self, /)', 'A copy.', copy),
    method('__deepcopy__(self, unused, /)', 'A copy.', copy),
    method('count(self, v, /)', 'How many items equal v.', (self: PyArray, v: PyObject) => {
      let n = 0;
      for (let i = 0; i < self.len; i++) if (identicalOrEqual(item(self, i), v)) n++;
      return n;
    }),
    method('extend(self, bb, /)', 'Add the items of an array or iterable at the end.', (self: PyArray, bb: PyObject) => {
      extend(self, bb);
      return None;
    }),
    method('fromfile(self, f, n: size, /)', 'Read n items from a binary file.', fromFile),
    method('fromlist(self, list, /)', 'Add the items of a list at the end.', fromList),
    method('frombytes(self, buffer, /)', 'Add items from their machine representation.', (self: PyArray, buffer: PyObject) => {
      fromBytes(self, bytesLike(buffer));
      return None;
    }),
    method('fromunicode(self, ustr: unicode, /)', 'Add the characters of a str at the end.', fromText),
    method(
      'index(self, v, start: item_index = 0, stop: item_index = sys.maxsize, /)',
      'Position of the first item that equals v; ValueError if there is none.',
      (self: PyArray, v: PyObject, start: number, stop: number) => {
        const [from, to] = searchBounds(self.len, start, stop);
        const i = find(self, v, from, to);
        return i < 0 ? raise(ValueError, 'array.index(x): x not in array') : i;
      },
    ),
    method('insert(self, i: size, v, /)', 'Put an item before position i.', (self: PyArray, i: number, v: PyObject) => {
      const n = self.kind.convert(v);
      const at = Math.min(self.len, i < 0 ? Math.max(0, i + self.len) : i);
      resize(self, self.len + 1);
      self.view.copyWithin(at + 1, at, self.len - 1);
      (self.view as Int32Array)[at] = n as number;
      return None;
    }),
    method('pop(self, i: size = -1, /)', 'Remove and give the item at position i.', (self: PyArray, i: number) => {
      if (self.len === 0) raise(IndexError, 'pop from empty array');
      const at = i < 0 ? i + self.len : i;
      if (at < 0 || at >= self.len) raise(IndexError, 'pop index out of range');
      const v = item(self, at);
      splice(self, at, at + 1, undefined);
      return v;
    }),
    method('__reduce_ex__(self, value, /)', 'Support for pickling.', reduce),
    method('remove(self, v, /)', 'Remove the first item that equals v; ValueError if there is none.', (self: PyArray, v: PyObject) => {
      const i = find(self, v, 0, self.len);
      if (i < 0) raise(ValueError, 'array.remove(x): x not in array');
      splice(self, i, i + 1, undefined);
      return None;
    }),
    method('reverse(self, /)', 'Turn the order of the items round.', (self: PyArray) => {
      self.view.subarray(0, self.len).reverse();
      return None;
    }),
    method('tofile(self, f, /)', 'Write the machine representation to a binary file.', (self: PyArray, f: PyObject) => {
      const bytes = bytesOf(self);
      for (let i = 0; i < bytes.length; i += 65536) callMethod(f, 'write', new PyBytes(bytes.slice(i, i + 65536)));
      if (bytes.length === 0 && tryGetattr(f, 'write') === undefined) callMethod(f, 'write');
      return None;
    }),
    method('tolist(self, /)', 'A list of the items.', (self: PyArray) => newList(items(self))),
    method('tobytes(self, /)', 'The machine representation.', (self: PyArray) => new PyBytes(bytesOf(self).slice())),
    method('tounicode(self, /)', 'The characters as a str.', (self: PyArray) => {
      if (!isText(self.kind)) raise(ValueError, "tounicode() may only be called on unicode type arrays ('u' or 'w')");
      return textOf(self);
    }),
    method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyArray) => 64 + self.len * self.kind.size),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
  ],
  getset: [
    getset('typecode', 'The letter of the C type.', (self: PyArray) => self.kind.code),
    getset('itemsize', 'Size of an item in bytes.', (self: PyArray) => self.kind.size),
  ],
  fast: {
    append$1(this: PyArray, v: PyObject) {
      return append(this, v);
    },
  },
});

function newArray(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  if (kwnames !== undefined && (cls === arrayType || cls.proto.s_init === arrayType.proto.s_init)) raise(TypeError, 'array.array() takes no keyword arguments');
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  if (given < 1) raise(TypeError, `array() takes at least 1 argument (${given} given)`);
  if (given > 2) raise(TypeError, `array() takes at most 2 arguments (${given} given)`);
  const kind = kindOf(args[0]!, 'array() argument 1');
  if (kind.code === 'u') warn(DeprecationWarning, "The 'u' type code is deprecated and will be removed in Python 3.16", 1);
  const initial = given > 1 ? args[1]! : undefined;
  const self = new cls.ctor() as PyArray;
  self.kind = kind;
  self.view = kind.make(new ArrayBuffer(0));
  if (initial !== undefined) initialise(self, initial);
  return self;
}

function kindOf(code: PyObject, what: string): Kind {
  if (!isStr(code)) raise(TypeError, `${what} must be a unicode character, not ${typeName(code)}`);
  if (strLength(code) !== 1) raise(TypeError, `${what} must be a unicode character, not a string of length ${strLength(code)}`);
  return kinds.get(String.fromCodePoint(codePoints(code)[0]!)) ?? raise(ValueError, 'bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)');
}

function initialise(self: PyArray, initial: PyObject): void {
  const { kind } = self;
  if (isStr(initial)) {
    if (!isText(kind)) raise(TypeError, `cannot use a str to initialize an array with typecode '${kind.code}'`);
    fromText(self, initial);
  } else if (isArray(initial)) {
    if (isText(initial.kind) && !isText(kind)) raise(TypeError, `cannot use a unicode array to initialize an array with typecode '${kind.code}'`);
    if (initial.kind === kind) splice(self, 0, 0, initial);
    else for (let i = 0; i < initial.len; i++) append(self, item(initial, i));
  } else if ((initial.tflags & (BYTES | BYTEARRAY)) !== 0) {
    fromBytes(self, bytesLike(initial));
  } else {
    iterate(initial, (v) => {
      append(self, v);
    });
  }
}

function items(self: PyArray): PyObject[] {
  const out: PyObject[] = [];
  for (let i = 0; i < self.len; i++) out.push(item(self, i));
  return out;
}

function textOf(self: PyArray): PyStr {
  for (let i = 0; i < self.len; i++) item(self, i);
  return strFromCodePoints(self.view.subarray(0, self.len) as Uint32Array);
}

function copy(self: PyArray): PyArray {
  const result = new PyArray(self.kind, self.len);
  (result.view as Uint8Array).set(self.view.subarray(0, self.len) as Uint8Array);
  result.len = self.len;
  return result;
}

function sameKind(a: PyArray, b: PyArray): void {
  if (a.kind !== b.kind) raise(TypeError, 'bad argument type for built-in operation');
}

/** Replaces items [start, stop) by those of `other`. */
function splice(self: PyArray, start: number, stop: number, other: PyArray | undefined): void {
  const source = other === undefined ? undefined : other === self ? copy(self) : other;
  const count = source === undefined ? 0 : source.len;
  const oldLen = self.len;
  const newLen = oldLen + count - (stop - start);
  if (newLen > oldLen) resize(self, newLen);
  else if (newLen < oldLen) checkResizable(self);
  self.view.copyWithin(start + count, stop, oldLen);
  if (source !== undefined) (self.view as Uint8Array).set(source.view.subarray(0, count) as Uint8Array, start);
  resize(self, newLen);
}

function repeatInto(target: PyArray, source: PyArray, count: number): void {
  const times = Math.max(0, count);
  if (source.len * times * source.kind.size > 0x1ffffffff) raise(MemoryError, '');
  resize(target, source.len * times);
  const part = source.view.subarray(0, source.len) as Uint8Array;
  for (let k = 0; k < times; k++) (target.view as Uint8Array).set(part, k * source.len);
}

function position(self: PyArray, key: PyObject, message: string): number {
  let i: number;
  if (typeof key === 'number') {
    i = key;
  } else {
    if (key.s_index === undefined) raise(TypeError, 'array indices must be integers');
    const n = asIndex(key);
    if (typeof n === 'bigint') raise(IndexError, `cannot fit '${typeName(key)}' into an index-sized integer`);
    i = n;
  }
  if (i < 0) i += self.len;
  if (i < 0 || i >= self.len) raise(IndexError, message);
  return i;
}

const lengthOf = (self: PyArray): { length: number } => ({
  get length() {
    return self.len;
  },
});

function slice(self: PyArray, key: PySlice): PyObject {
  const { start, step, count } = sliceBounds(key, lengthOf(self));
  const result = new PyArray(self.kind, count);
  result.len = count;
  if (step === 1) (result.view as Uint8Array).set(self.view.subarray(start, start + count) as Uint8Array);
  else for (let i = start, k = 0; k < count; i += step, k++) (result.view as Uint8Array)[k] = self.view[i] as number;
  return result;
}

function setItem(self: PyArray, key: PyObject, value: PyObject): void {
  if (!(key instanceof PySlice)) return store(self, position(self, key, 'array assignment index out of range'), value);
  const { start, stop, step, count } = sliceBounds(key, lengthOf(self));
  if (!isArray(value)) raise(TypeError, `can only assign array (not "${typeName(value)}") to array slice`);
  const source = value === self ? copy(value) : value;
  sameKind(self, source);
  if (step === 1) return splice(self, start, Math.max(start, stop), source);
  if (source.len !== count) raise(ValueError, `attempt to assign array of size ${source.len} to extended slice of size ${count}`);
  for (let i = start, k = 0; k < count; i += step, k++) (self.view as Uint8Array)[i] = source.view[k] as number;
}

function deleteSlice(self: PyArray, key: PySlice): void {
  const { start, step, count } = sliceBounds(key, lengthOf(self));
  if (count === 0) return;
  if (step === 1) return splice(self, start, start + count, undefined);
  checkResizable(self);
  const low = step > 0 ? start : start + step * (count - 1),
    stride = Math.abs(step);
  const view = self.view as Uint8Array;
  let to = low;
  for (let i = low, k = 0; i < self.len; i++) {
    if (k < count && i === low + k * stride) k++;
    else view[to++] = view[i]!;
  }
  resize(self, to);
}

function find(self: PyArray, v: PyObject, start: number, stop: number): number {
  for (let i = start; i < stop && i < self.len; i++) if (identicalOrEqual(item(self, i), v)) return i;
  return -1;
}

function extend(self: PyArray, other: PyObject): void {
  if (!isArray(other))
    return iterate(other, (v) => {
      append(self, v);
    });
  if (other.kind !== self.kind) raise(TypeError, 'can only extend with array of same kind');
  splice(self, self.len, self.len, other);
}

function byteswap(self: PyArray): PyObject {
  const bytes = bytesOf(self),
    { size } = self.kind;
  if (size > 1) for (let i = 0; i < bytes.length; i += size) bytes.subarray(i, i + size).reverse();
  return None;
}

function fromBytes(self: PyArray, bytes: Uint8Array): void {
  const { size } = self.kind;
  if (bytes.length % size !== 0) raise(ValueError, 'bytes length not a multiple of item size');
  const own = bytes.slice();
  const old = self.len;
  resize(self, old + bytes.length / size);
  new Uint8Array(self.view.buffer).set(own, old * size);
}

function fromText(self: PyArray, text: PyObject): PyObject {
  if (!isText(self.kind)) raise(ValueError, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
  const cps = codePoints(text as PyStr);
  const old = self.len;
  resize(self, old + cps.length);
  (self.view as Uint32Array).set(cps, old);
  return None;
}

function fromList(self: PyArray, list: PyObject): PyObject {
  if (!isList(list)) raise(TypeError, 'arg must be list');
  const { la } = list,
    { length } = la;
  const values: (number | bigint)[] = [];
  for (let i = 0; i < length; i++) {
    values.push(self.kind.convert(la[i]!));
    if (list.la.length !== length) raise(RuntimeError, 'list changed size during iteration');
  }
  const old = self.len;
  resize(self, old + length);
  values.forEach((n, i) => {
    (self.view as Int32Array)[old + i] = n as number;
  });
  return None;
}

function fromFile(self: PyArray, f: PyObject, n: number): PyObject {
  if (n < 0) raise(ValueError, 'negative count');
  const wanted = n * self.kind.size;
  const data = callMethod(f, 'read', wanted);
  if ((data.tflags & BYTES) === 0) raise(TypeError, "read() didn't return bytes");
  const bytes = tryBytesLike(data)!;
  fromBytes(self, bytes);
  if (bytes.length !== wanted) raise(EOFError, "read() didn't return enough bytes");
  return None;
}

function reduce(self: PyArray, protocol: PyObject): PyObject {
  const state = callMethod(self, '__getstate__');
  if (asSize(protocol) < 3) return new PyTuple([self.ob_type, new PyTuple([self.kind.code, newList(items(self))]), state]);
  const rebuild = reconstructor();
  return new PyTuple([rebuild, new PyTuple([self.ob_type, self.kind.code, self.kind.format, new PyBytes(bytesOf(self).slice())]), state]);
}

function compare(self: PyObject, other: PyObject, op: CompareOp): PyObject {
  if (!isArray(self) || !isArray(other)) return NotImplemented;
  if (self.len !== other.len && (op === 'eq' || op === 'ne')) return op === 'ne';
  for (let i = 0; i < self.len && i < other.len; i++) {
    const a = item(self, i),
      b = item(other, i);
    if (identicalOrEqual(a, b)) continue;
    return op === 'eq' ? false : op === 'ne' ? true : richCompare(a, b, op);
  }
  return verdict(self.len - other.len, op);
}

class PyArrayIterator extends PyBase {
  a: PyArray | undefined;
  i: number;
  constructor(a: PyArray) {
    super();
    this.a = a;
    this.i = 0;
  }
}

/** Where the memory lies, for those who hand it to C; without C, any number serves. */
function addressOf(self: PyArray): number | bigint {
  const native = host.process.native as { foreign: { address(memory: ArrayBufferView): bigint } } | undefined;
  return native === undefined ? identity(self) : normalizeInt(native.foreign.address(self.view as unknown as ArrayBufferView));
}

export const arrayIteratorType = defineType(PyArrayIterator, {
  name: 'arrayiterator',
  module: 'array',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyArrayIterator) => self,
    next: (self: PyArrayIterator) => {
      const { a } = self;
      if (a === undefined) return undefined;
      if (self.i < a.len) return a.kind.get(a.view, self.i++);
      self.a = undefined;
      return undefined;
    },
  },
  methods: [
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyArrayIterator) =>
      self.a === undefined
        ? new PyTuple([importBuiltin('iter'), new PyTuple([new PyTuple([])])])
        : new PyTuple([importBuiltin('iter'), new PyTuple([self.a]), self.i]),
    ),
    method('__setstate__(self, state, /)', 'Support for unpickling.', (self: PyArrayIterator, state: PyObject) => {
      if (self.a !== undefined) self.i = Math.max(0, Math.min(asState(state), self.a.len));
      return None;
    }),
  ],
});

/** Size, signedness and byte order of CPython's machine formats by number. */
const machineFormats: readonly [size: number, read: (d: DataView, at: number, little: boolean) => number | bigint, isFloat?: boolean][] = [
  [1, (d, at) => d.getUint8(at)],
  [1, (d, at) => d.getInt8(at)],
  [2, (d, at, le) => d.getUint16(at, le)],
  [2, (d, at, le) => d.getInt16(at, le)],
  [4, (d, at, le) => d.getUint32(at, le)],
  [4, (d, at, le) => d.getInt32(at, le)],
  [8, (d, at, le) => d.getBigUint64(at, le)],
  [8, (d, at, le) => d.getBigInt64(at, le)],
  [4, (d, at, le) => d.getFloat32(at, le), true],
  [8, (d, at, le) => d.getFloat64(at, le), true],
];

/** `array._array_reconstructor(type, typecode, format, bytes)`: what pickles call. */
function reconstruct(type: PyObject, typecode: PyObject, format: number, data: PyObject): PyObject {
  if ((type.tflags & TYPE) === 0) raise(TypeError, `first argument must be a type object, not ${typeName(type)}`);
  const kind = kindOf(typecode, '_array_reconstructor() argument 2');
  if (format < 0 || format > 21) raise(ValueError, 'third argument must be a valid machine format code.');
  if ((data.tflags & BYTES) === 0) raise(TypeError, `fourth argument should be bytes, not ${typeName(data)}`);
  const bytes = tryBytesLike(data)!;
  const self = (type as PyType).c1(kind.code) as PyArray;
  if (format === kind.format) {
    fromBytes(self, bytes);
    return self;
  }
  if (format >= 18) {
    const width = format < 20 ? 2 : 4,
      little = format % 2 === 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const units: number[] = [];
    for (let at = 0; at + width <= bytes.length; at += width) units.push(width === 2 ? view.getUint16(at, little) : view.getUint32(at, little));
    fromText(self, width === 2 ? strFromJs(String.fromCharCode(...units)) : strFromCodePoints(units));
    return self;
  }
  const little = format < 2 || format % 2 === 0;
  const [size, read, isFloat] = machineFormats[format < 2 ? format : 2 + ((format - 2) >> 1)]!;
  if (bytes.length % size !== 0) raise(ValueError, 'string length not a multiple of item size');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += size) {
    const n = read(view, at, little);
    append(self, isFloat === true ? new PyFloat(n as number) : normalizeInt(n));
  }
  return self;
}

function reconstructor(): PyObject {
  return getattr(importModule('array'), '_array_reconstructor');
}

export default defineModule({
  name: 'array',
  doc: 'Arrays of numbers of one C type.',
  functions: [fn('_array_reconstructor(arraytype, typecode, mformat_code: int, items, /)', 'Used by pickles.', reconstruct)],
  types: [arrayType],
  constants: () => ({ ArrayType: arrayType, typecodes: 'bBuwhHiIlLqQfd' }),
  // isinstance(a, collections.abc.MutableSequence) holds.
  exec: () => {
    callMethod(getattr(importModule('collections.abc'), 'MutableSequence'), 'register', arrayType);
  },
});
