// memoryview: items of another object's memory, in any shape, without copying. All views of one export share a `Managed` buffer,
// which goes back to the exporter when the last of them is released. CPython: Objects/memoryobject.c.
import { isFloatFormat, isIntegerFormat, nativeLetter, nativeSize, readFloat, readInteger, writeFloat, writeInteger } from '../../util/nativeFormat.ts';
import { hexOfBytes } from '../../util/bytes.ts';
import { classMethod, defineType, getset, make, method } from '../declare/type.ts';
import type { PyBuffer } from '../model/buffer.ts';
import { LIST, TUPLE } from '../model/flags.ts';
import { type PyBase, type PyObject, rooted } from '../model/object.ts';
import { Ellipsis, None, NotImplemented, PyBytes, PyFloat, PySlice, PyTuple, type PyList } from '../model/values.ts';
import type { PyType } from '../model/type.ts';
import { callMethod, getattr } from '../ops/attr.ts';
import { acquireBuffer, contiguousBytes, contiguousStrides, hasBuffer, isContiguous, shapeOf, stridesOf } from '../ops/buffer.ts';
import { identicalOrEqual } from '../ops/compare.ts';
import { addressOf } from '../ops/repr.ts';
import { excMatches } from '../ops/exceptions.ts';
import { hash } from '../ops/hash.ts';
import { importModule } from '../ops/hooks.ts';
import { newGenericAlias } from '../ops/lateHooks.ts';
import { asFloat, asIndex, intValue, isFloat, typeName } from '../ops/number.ts';
import { raise } from '../ops/raise.ts';
import { strFromJs } from '../ops/strings.ts';
import { isTrue } from '../ops/truth.ts';
import { FS, L } from '../frame.ts';
import { type Export, ownExport } from '../ops/exports.ts';
import { frameHooks } from './frame.ts';
import { hexWithSeparator, isBytes } from './bytesCore.ts';
import { BufferError, IndexError, NotImplementedError, TypeError, ValueError } from './exceptions.ts';
import { newList } from './list.ts';
import { sliceBounds } from './slice.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

/** One export of a buffer, shared by the views made of it. */
class Managed {
  readonly buffer: PyBuffer;
  /** The exporter's record, if it may be resized. */
  entry: Export | undefined = undefined;
  views = 0;
  constructor(buffer: PyBuffer) {
    this.buffer = buffer;
  }
  drop(): void {
    if (--this.views === 0) this.buffer.release?.();
  }
}

const GONE = new Managed({
  obj: None,
  bytes: new Uint8Array(0),
  readonly: true,
  itemsize: 1,
  format: 'B',
  shape: undefined,
  strides: undefined,
  offset: 0,
  release: undefined,
});

export class PyMemoryView {
  managed: Managed;
  bytes: Uint8Array;
  /** Made when an item of more than a byte is read. */
  dataView: DataView | undefined;
  readonly: boolean;
  format: string;
  /** The struct letter, undefined for formats that cannot be unpacked. */
  letter: string | undefined;
  itemsize: number;
  shape: number[];
  strides: number[];
  offset: number;
  /** Bytes in all where the items do not say it (model/buffer.ts). */
  size: number | undefined;
  released: boolean;
  /** Buffers exported from this view. */
  exports: number;
  h: number | bigint | undefined;
  /** Where it was made, if its memory may be resized; 0 once it is known to have a name. */
  madeAt: number;
  /** It was made and used within one statement, and nowhere else. */
  transient: boolean;

  constructor(
    managed: Managed,
    like: {
      bytes: Uint8Array;
      readonly: boolean;
      format: string;
      itemsize: number;
      shape: number[];
      strides: number[];
      offset: number;
      size?: number | undefined;
    },
  ) {
    managed.views++;
    this.managed = managed;
    this.bytes = like.bytes;
    this.dataView = undefined;
    this.readonly = like.readonly;
    this.format = like.format;
    this.letter = nativeLetter(like.format);
    this.itemsize = like.itemsize;
    this.shape = like.shape;
    this.strides = like.strides;
    this.offset = like.offset;
    this.size = like.size;
    this.released = false;
    this.exports = 0;
    this.h = undefined;
    this.madeAt = 0;
    this.transient = false;
    if (managed.entry !== undefined) {
      managed.entry.named++;
      this.madeAt = L[FS.sp]!;
    }
  }

  get data(): DataView {
    return (this.dataView ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength));
  }
}
export interface PyMemoryView extends PyBase {}
rooted(PyMemoryView);

export function isMemoryView(v: PyObject): v is PyMemoryView {
  return v instanceof PyMemoryView;
}

/** `memoryview(o)`. */
export function newMemoryView(o: PyObject): PyMemoryView {
  if (o instanceof PyMemoryView) {
    check(o);
    return new PyMemoryView(o.managed, o);
  }
  if (!hasBuffer(o)) raise(TypeError, `memoryview: a bytes-like object is required, not '${typeName(o)}'`);
  const buffer = acquireBuffer(o);
  const managed = new Managed(buffer);
  managed.entry = ownExport(buffer, managed);
  return new PyMemoryView(managed, {
    bytes: buffer.bytes,
    readonly: buffer.readonly,
    format: buffer.format,
    itemsize: buffer.itemsize,
    shape: shapeOf(buffer),
    strides: stridesOf(buffer),
    offset: buffer.offset,
    size: buffer.size,
  });
}

/** A view of plain bytes that belong to `owner`, for native code. */
export function memoryViewOf(bytes: Uint8Array, owner: PyObject, readonly: boolean): PyMemoryView {
  const buffer: PyBuffer = { obj: owner, bytes, readonly, itemsize: 1, format: 'B', shape: undefined, strides: undefined, offset: 0, release: undefined };
  return new PyMemoryView(new Managed(buffer), { ...buffer, shape: [bytes.length], strides: [1] });
}

/** A `with` block keeps the view until it releases it. */
function noteBlock(self: PyMemoryView): void {
  const { entry } = self.managed;
  if (entry === undefined) return;
  self.madeAt = 0;
  if (self.transient) entry.named++;
  self.transient = false;
  entry.blocks++;
}

/** A use in the statement that made the view leaves it transient; any other shows that it has a name. */
function noteUse(self: PyMemoryView): void {
  const here = L[FS.sp]!;
  const entry = self.managed.entry!;
  const same = here === self.madeAt || sameStatement(here, self.madeAt);
  if (!same) self.madeAt = 0;
  if (same === self.transient) return;
  self.transient = same;
  entry.named += same ? -1 : 1;
}

function sameStatement(pc: number, other: number): boolean {
  const a = frameHooks.place(pc);
  const b = frameHooks.place(other);
  return a.code === b.code && a.line <= b.endLine && b.line <= a.endLine;
}

function check(self: PyMemoryView): void {
  if (self.madeAt !== 0 && !self.released) noteUse(self);
  if (self.released) raise(ValueError, 'operation forbidden on released memoryview object');
}

/** The bytes of a view of one block in one dimension, undefined for any other. As any use, it shows that the view has a name. */
export function plainBytes(self: PyMemoryView): Uint8Array | undefined {
  check(self);
  const { bytes, shape, itemsize, offset } = self;
  if (shape.length !== 1 || self.strides[0] !== itemsize || self.size !== undefined) return undefined;
  const n = shape[0]! * itemsize;
  return offset === 0 && n === bytes.length ? bytes : bytes.subarray(offset, offset + n);
}

function asBuffer(self: PyMemoryView): PyBuffer {
  return {
    obj: self,
    bytes: self.bytes,
    readonly: self.readonly,
    itemsize: self.itemsize,
    format: self.format,
    shape: self.shape,
    strides: self.strides,
    offset: self.offset,
    release: undefined,
  };
}

const sizes = (list: readonly number[]): PyObject => new PyTuple([...list]);
const itemCount = (self: PyMemoryView): number => self.shape.reduce((a, b) => a * b, 1);

/** Getter that refuses released views. */
const attribute = (name: string, doc: string, get: (self: PyMemoryView) => PyObject) =>
  getset(name, doc, (self: PyMemoryView) => {
    check(self);
    return get(self);
  });

export const memoryviewType: PyType = defineType(PyMemoryView, {
  name: 'memoryview',
  flags: ['MEMORYVIEW', 'SEQUENCE', 'HAS_WEAKREF'],
  doc: 'A view of the memory of another object, without a copy.',
  make: make('memoryview(object)', (_cls: PyType, o: PyObject) => newMemoryView(o)),

  slots: {
    len: (self: PyMemoryView) => {
      check(self);
      if (self.shape.length === 0) raise(TypeError, '0-dim memory has no length');
      return self.shape[0]!;
    },
    getitem: getItem,
    setitem: setItem,
    delitem: (self: PyMemoryView) => {
      check(self);
      raise(TypeError, self.readonly ? 'cannot modify read-only memory' : 'cannot delete memory');
    },
    iter: (self: PyMemoryView) => {
      check(self);
      if (self.shape.length === 0) raise(TypeError, 'invalid indexing of 0-dim memory');
      requireLetter(self);
      return new PyMemoryIterator(self);
    },
    repr: (self: PyMemoryView) => `<${self.released ? 'released ' : ''}memory at ${addressOf(self)}>`,
    hash: (self: PyMemoryView) => {
      if (self.h !== undefined) return self.h;
      check(self);
      if (!self.readonly) raise(ValueError, 'cannot hash writable memoryview object');
      if (self.letter === undefined || !'Bbc'.includes(self.letter)) raise(ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
      held(self, () => hash(self.managed.buffer.obj));
      return (self.h = hash(new PyBytes(contiguousBytes(asBuffer(self)))));
    },
    eq: equals,
    ne: (self: PyMemoryView, other: PyObject) => {
      const result = equals(self, other);
      return result === NotImplemented ? result : !result;
    },
    buffer: (self: PyMemoryView) => {
      check(self);
      self.exports++;
      return {
        ...asBuffer(self),
        release: () => {
          self.exports--;
        },
      };
    },
  },

  methods: [
    method('release(self, /)', 'Gives the memory back; the view cannot be used afterwards.', release),
    method("tobytes(self, /, order: opt_str = 'C')", 'The items as bytes.', toBytes),
    method(
      'hex(self, /, sep=?, bytes_per_sep: int = 1)',
      'Two hexadecimal digits for each byte, with separators.',
      (self: PyMemoryView, sep: PyObject | undefined, group: number) => {
        check(self);
        const bytes = contiguousBytes(asBuffer(self));
        return sep === undefined ? hexOfBytes(bytes) : held(self, () => hexWithSeparator(bytes, sep, group));
      },
    ),
    method('tolist(self, /)', 'The items as (nested) lists.', (self: PyMemoryView) => {
      check(self);
      const letter = requireLetter(self);
      const level = (dimension: number, at: number): PyObject => {
        if (dimension === self.shape.length) return unpack(self, at, letter);
        return newList(Array.from({ length: self.shape[dimension]! }, (_, i) => level(dimension + 1, at + i * self.strides[dimension]!)));
      };
      return level(0, self.offset);
    }),
    method('cast(self, /, format: text, shape=?)', 'The same memory in another format or shape.', cast),
    method('toreadonly(self, /)', 'A view that cannot be written through.', (self: PyMemoryView) => {
      check(self);
      return new PyMemoryView(self.managed, { ...self, readonly: true });
    }),
    method('count(self, value, /)', 'How many items equal value.', (self: PyMemoryView, value: PyObject) => {
      let n = 0;
      eachItem(self, (item) => {
        if (identicalOrEqual(item, value)) n++;
      });
      return n;
    }),
    method('index(self, value, start: item_index = 0, stop: item_index = sys.maxsize, /)', 'Position of the first item that equals value.', index),
    method('__enter__(self, /)', null, (self: PyMemoryView) => {
      check(self);
      noteBlock(self);
      return self;
    }),
    method('__exit__(self, /, *exc_info)', null, (self: PyMemoryView) => {
      if (self.managed.entry !== undefined) self.managed.entry.blocks--;
      return release(self);
    }),
    classMethod('__class_getitem__(cls, object, /)', 'Parametrised generic (PEP 585).', newGenericAlias),
    classMethod('_from_flags(cls, /, object, flags: int)', null, (_cls: PyType, o: PyObject) => newMemoryView(o)),
  ],

  getset: [
    attribute('obj', 'The object whose memory this is.', (self) => self.managed.buffer.obj),
    attribute('nbytes', 'Number of bytes that the items take.', byteCount),
    attribute('readonly', 'Is writing refused?', (self) => self.readonly),
    attribute('itemsize', 'Number of bytes of an item.', (self) => self.itemsize),
    attribute('format', 'Format of an item, as struct writes it.', (self) => self.format),
    attribute('ndim', 'Number of dimensions.', (self) => self.shape.length),
    attribute('shape', 'Number of items in each dimension.', (self) => sizes(self.shape)),
    attribute('strides', 'Bytes from one item to the next in each dimension.', (self) => sizes(self.strides)),
    attribute('suboffsets', 'Used by PIL-style arrays only.', () => new PyTuple([])),
    attribute('c_contiguous', 'One block in C order?', (self) => isContiguous(asBuffer(self))),
    attribute('f_contiguous', 'One block in Fortran order?', isFortran),
    attribute('contiguous', 'One block in either order?', (self) => isContiguous(asBuffer(self)) || isFortran(self)),
  ],
});

function isFortran(self: PyMemoryView): boolean {
  let stride = self.itemsize;
  for (let i = 0; i < self.shape.length; i++) {
    if (self.shape[i] === 0) return true;
    if (self.shape[i] !== 1 && self.strides[i] !== stride) return false;
    stride *= self.shape[i]!;
  }
  return true;
}

/** Runs code that may call Python; it cannot release the view meanwhile. */
function held<T>(self: PyMemoryView, body: () => T): T {
  self.exports++;
  try {
    return body();
  } finally {
    self.exports--;
  }
}

function release(self: PyMemoryView): PyObject {
  if (self.released) return None;
  if (self.exports > 0) raise(BufferError, `memoryview has ${self.exports} exported buffer${self.exports === 1 ? '' : 's'}`);
  self.released = true;
  if (self.managed.entry !== undefined && !self.transient) self.managed.entry.named--;
  self.managed.drop();
  // Dead views of the same export must not live on through this one.
  self.managed = GONE;
  return None;
}

// --- items ----------------------------------------------------------------------------------------------------------------

function requireLetter(self: PyMemoryView): string {
  if (self.letter === undefined) raise(NotImplementedError, `memoryview: unsupported format ${self.format}`);
  return self.letter;
}

function unpack(self: PyMemoryView, at: number, letter: string): PyObject {
  // fast: plain bytes.
  if (letter === 'B') return self.bytes[at]!;
  if (isIntegerFormat(letter)) return readInteger(self.data, at, letter);
  if (isFloatFormat(letter)) return new PyFloat(readFloat(self.data, at, letter));
  if (letter === '?') return self.bytes[at] !== 0;
  return new PyBytes(Uint8Array.of(self.bytes[at]!));
}

function pack(self: PyMemoryView, at: number, letter: string, value: PyObject): void {
  const badType = (): never => raise(TypeError, `memoryview: invalid type for format '${letter}'`);
  const badValue = (): never => raise(ValueError, `memoryview: invalid value for format '${letter}'`);
  if (isIntegerFormat(letter)) {
    if (intValue(value) === undefined && value.s_index === undefined) badType();
    const n = asIndex(value);
    check(self);
    if (!writeInteger(self.data, at, letter, n)) badValue();
  } else if (isFloatFormat(letter)) {
    if (!isFloat(value) && intValue(value) === undefined && value.s_float === undefined && value.s_index === undefined) badType();
    const x = asFloat(value);
    check(self);
    if (!writeFloat(self.data, at, letter, x)) badValue();
  } else if (letter === '?') {
    const truth = isTrue(value);
    check(self);
    self.bytes[at] = truth ? 1 : 0;
  } else {
    if (!isBytes(value)) badType();
    if ((value as PyBytes).bv.length !== 1) badValue();
    self.bytes[at] = (value as PyBytes).bv[0]!;
  }
}

function asPosition(key: PyObject): number {
  const n = asIndex(key);
  if (typeof n === 'bigint') raise(IndexError, `cannot fit '${typeName(key)}' into an index-sized integer`);
  return n;
}

function isIndex(key: PyObject): boolean {
  return intValue(key) !== undefined || key.s_index !== undefined;
}

/** Where item `i` of a dimension is, counted from `base`. Reading `i` may have released the view. */
function step(self: PyMemoryView, base: number, dimension: number, i: number): number {
  check(self);
  const n = self.shape[dimension]!;
  const at = i < 0 ? i + n : i;
  if (at < 0 || at >= n) raise(IndexError, `index out of bounds on dimension ${dimension + 1}`);
  return base + at * self.strides[dimension]!;
}

function tupleOffset(self: PyMemoryView, keys: readonly PyObject[]): number {
  if (keys.length > self.shape.length) raise(TypeError, `cannot index ${self.shape.length}-dimension view with ${keys.length}-element tuple`);
  return keys.reduce<number>((at, key, dimension) => step(self, at, dimension, asPosition(key)), self.offset);
}

function getItem(self: PyMemoryView, key: PyObject): PyObject {
  check(self);
  // fast: a byte of a plain view.
  if (typeof key === 'number' && self.shape.length === 1 && self.letter === 'B') return self.bytes[step(self, self.offset, 0, key)]!;
  return getItemSlow(self, key);
}

function getItemSlow(self: PyMemoryView, key: PyObject): PyObject {
  const ndim = self.shape.length;
  if (ndim === 0) {
    if ((key.tflags & TUPLE) !== 0 && (key as PyTuple).ta.length === 0) return unpack(self, self.offset, requireLetter(self));
    if (key === Ellipsis) return self;
    raise(TypeError, 'invalid indexing of 0-dim memory');
  }
  if (isIndex(key)) {
    const letter = requireLetter(self);
    const i = asPosition(key);
    check(self);
    if (ndim > 1) raise(NotImplementedError, 'multi-dimensional sub-views are not implemented');
    return unpack(self, step(self, self.offset, 0, i), letter);
  }
  if (key instanceof PySlice) return sliced(self, key);
  if ((key.tflags & TUPLE) !== 0) {
    const keys = (key as PyTuple).ta;
    if (keys.every(isIndex)) {
      const letter = requireLetter(self);
      if (keys.length < ndim) raise(NotImplementedError, 'sub-views are not implemented');
      return unpack(self, tupleOffset(self, keys), letter);
    }
    if (keys.every((k) => k instanceof PySlice)) raise(NotImplementedError, 'multi-dimensional slicing is not implemented');
  }
  raise(TypeError, 'memoryview: invalid slice key');
}

/** The first dimension cut down. The new view exists before the bounds are read, so that their `__index__` may release this one. */
function sliced(self: PyMemoryView, key: PySlice): PyMemoryView {
  const view = new PyMemoryView(self.managed, self);
  view.size = undefined;
  const { start, step: by, count } = sliceBounds(key, { length: view.shape[0]! });
  if (count > 0) view.offset += start * view.strides[0]!;
  if (view.shape.length === 1) {
    view.shape = [count];
    view.strides = [view.strides[0]! * by];
    return view;
  }
  view.shape = [count, ...view.shape.slice(1)];
  view.strides = [view.strides[0]! * by, ...view.strides.slice(1)];
  return view;
}

function setItem(self: PyMemoryView, key: PyObject, value: PyObject): void {
  check(self);
  if (self.readonly) raise(TypeError, 'cannot modify read-only memory');
  const letter = requireLetter(self);
  const ndim = self.shape.length;
  if (ndim === 0) {
    if (key === Ellipsis || ((key.tflags & TUPLE) !== 0 && (key as PyTuple).ta.length === 0)) pack(self, self.offset, letter, value);
    else raise(TypeError, 'invalid indexing of 0-dim memory');
  } else if (isIndex(key)) {
    if (ndim > 1) raise(NotImplementedError, 'sub-views are not implemented');
    pack(self, step(self, self.offset, 0, asPosition(key)), letter, value);
  } else if (key instanceof PySlice && ndim === 1) {
    setSlice(self, key, value);
  } else if ((key.tflags & TUPLE) !== 0 && (key as PyTuple).ta.every(isIndex)) {
    const keys = (key as PyTuple).ta;
    if (keys.length < ndim) raise(NotImplementedError, 'sub-views are not implemented');
    pack(self, tupleOffset(self, keys), letter, value);
  } else if (key instanceof PySlice || ((key.tflags & TUPLE) !== 0 && (key as PyTuple).ta.every((k) => k instanceof PySlice))) {
    raise(NotImplementedError, 'memoryview slice assignments are currently restricted to ndim = 1');
  } else {
    raise(TypeError, 'memoryview: invalid slice key');
  }
}

function setSlice(self: PyMemoryView, key: PySlice, value: PyObject): void {
  const source = acquireBuffer(value);
  try {
    const target = sliced(self, key);
    target.managed.drop();
    check(self);
    const shape = shapeOf(source);
    const sameFormat = source.format === self.format || (nativeLetter(source.format) !== undefined && nativeLetter(source.format) === self.letter);
    if (!sameFormat || shape.length !== 1 || shape[0] !== target.shape[0]) {
      raise(ValueError, 'memoryview assignment: lvalue and rvalue have different structures');
    }
    const bytes = contiguousBytes(source);
    const shared = bytes.buffer === self.bytes.buffer;
    copyItems(target, shared ? bytes.slice() : bytes);
  } finally {
    source.release?.();
  }
}

function copyItems(target: PyMemoryView, bytes: Uint8Array): void {
  const { itemsize } = target;
  if (target.strides[0] === itemsize) {
    target.bytes.set(bytes, target.offset);
    return;
  }
  for (let i = 0; i < target.shape[0]!; i++) target.bytes.set(bytes.subarray(i * itemsize, (i + 1) * itemsize), target.offset + i * target.strides[0]!);
}

/** The items of a one-dimensional view. */
function eachItem(self: PyMemoryView, visit: (item: PyObject, i: number) => unknown, from = 0, to = Infinity): void {
  check(self);
  const letter = requireLetter(self);
  if (self.shape.length === 0) raise(TypeError, 'invalid indexing of 0-dim memory');
  if (self.shape.length > 1) raise(NotImplementedError, 'multi-dimensional sub-views are not implemented');
  for (let i = from; i < self.shape[0]! && i < to; i++) {
    check(self);
    if (visit(unpack(self, self.offset + i * self.strides[0]!, letter), i) === true) return;
  }
}

function index(self: PyMemoryView, value: PyObject, start: number, stop: number): number {
  check(self);
  if (self.shape.length === 0) raise(TypeError, 'invalid lookup on 0-dim memory');
  if (self.shape.length > 1) raise(NotImplementedError, 'multi-dimensional lookup is not implemented');
  const n = self.shape[0]!;
  if (start < 0) start = Math.max(start + n, 0);
  if (stop < 0) stop = Math.max(stop + n, 0);
  let at = -1;
  eachItem(
    self,
    (item, i) => {
      if (!identicalOrEqual(item, value)) return false;
      at = i;
      return true;
    },
    start,
    stop,
  );
  if (at < 0) raise(ValueError, 'memoryview.index(x): x not found');
  return at;
}

// --- whole views ----------------------------------------------------------------------------------------------------------

function toBytes(self: PyMemoryView, order: string | undefined): PyObject {
  check(self);
  if (order !== undefined && order !== 'C' && order !== 'F' && order !== 'A') raise(ValueError, "order must be 'C', 'F' or 'A'");
  const wantFortran = order === 'F' || (order === 'A' && isFortran(self) && !isContiguous(asBuffer(self)));
  if (!wantFortran || self.shape.length < 2) return new PyBytes(contiguousBytes(asBuffer(self)).slice());
  // Fortran order is C order of the reversed dimensions.
  return new PyBytes(contiguousBytes({ ...asBuffer(self), shape: [...self.shape].reverse(), strides: [...self.strides].reverse() }).slice());
}

const NATIVE = "format must be a native single character format prefixed with an optional '@'";

function cast(self: PyMemoryView, format: string, shapeArg: PyObject | undefined): PyObject {
  check(self);
  if (!isContiguous(asBuffer(self))) raise(TypeError, 'memoryview: casts are restricted to C-contiguous views');
  const shape = shapeArg === undefined ? undefined : castShape(shapeArg);
  if (shape !== undefined && self.shape.length !== 1 && shape.length !== 1) raise(TypeError, 'memoryview: cast must be 1D -> ND or ND -> 1D');
  if (shape === undefined && self.shape.some((n) => n === 0) && self.shape.length > 1)
    raise(TypeError, 'memoryview: cannot cast view with zeros in shape or strides');
  const letter = nativeLetter(format);
  if (letter === undefined) raise(ValueError, `memoryview: destination ${NATIVE}`);
  if (!'bBc'.includes(letter) && !'bBc'.includes(self.letter ?? ' ')) raise(TypeError, 'memoryview: cannot cast between two non-byte formats');
  const itemsize = nativeSize(letter);
  const nbytes = byteCount(self);
  if (nbytes % itemsize !== 0) raise(TypeError, 'memoryview: length is not a multiple of itemsize');
  const newShape = shape ?? [nbytes / itemsize];
  if (newShape.reduce((a, b) => a * b, itemsize) !== nbytes) raise(TypeError, 'memoryview: product(shape) * itemsize != buffer size');
  return new PyMemoryView(self.managed, { ...self, format, itemsize, shape: newShape, size: undefined, strides: contiguousStrides(newShape, itemsize) });
}

function byteCount(self: PyMemoryView): number {
  return self.size ?? itemCount(self) * self.itemsize;
}

function castShape(shape: PyObject): number[] {
  if ((shape.tflags & (LIST | TUPLE)) === 0) raise(TypeError, 'shape must be a list or a tuple');
  const items = (shape.tflags & LIST) !== 0 ? (shape as PyList).la : (shape as PyTuple).ta;
  if (items.length > 64) raise(ValueError, 'memoryview: number of dimensions must not exceed 64');
  return items.map((item) => {
    const n = intValue(item);
    if (n === undefined) raise(TypeError, 'memoryview.cast(): elements of shape must be integers');
    if (n <= 0) raise(ValueError, 'memoryview.cast(): elements of shape must be integers > 0');
    return Number(n);
  });
}

function equals(self: PyMemoryView, other: PyObject): PyObject {
  if (self.released) return self === other;
  if (other instanceof PyMemoryView && other.released) return false;
  if (!hasBuffer(other)) return NotImplemented;
  const theirs = other instanceof PyMemoryView ? undefined : acquireBuffer(other);
  const view =
    other instanceof PyMemoryView
      ? other
      : new PyMemoryView(new Managed(theirs!), {
          bytes: theirs!.bytes,
          readonly: true,
          format: theirs!.format,
          itemsize: theirs!.itemsize,
          shape: shapeOf(theirs!),
          strides: stridesOf(theirs!),
          offset: theirs!.offset,
        });
  try {
    return sameItems(self, view);
  } finally {
    theirs?.release?.();
  }
}

/** Reads the item at an offset: by itself where the format is one native letter, else as the struct module would; undefined where that knows no such format. */
function reader(view: PyMemoryView): ((at: number) => PyObject) | undefined {
  const { letter } = view;
  if (letter !== undefined) return (at) => unpack(view, at, letter);
  const struct = importModule('struct');
  const depth = FS.sp,
    handled = FS.exc;
  try {
    const item = getattr(struct, 'Struct').c1(strFromJs(view.format));
    const size = Number(asIndex(getattr(item, 'size')));
    if (size !== view.itemsize) return undefined;
    return (at) => callMethod(item, 'unpack', new PyBytes(view.bytes.slice(at, at + size)));
  } catch (e) {
    if (!excMatches(e, getattr(struct, 'error') as PyType)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

function sameItems(a: PyMemoryView, b: PyMemoryView): boolean {
  if (a.shape.length !== b.shape.length || a.shape.some((n, i) => n !== b.shape[i])) return false;
  const readA = reader(a),
    readB = reader(b);
  if (readA === undefined || readB === undefined) return false;
  // Of a format without a native letter an item is a tuple.
  const mixed = (a.letter === undefined) !== (b.letter === undefined);
  const plain = (view: PyMemoryView, value: PyObject): PyObject =>
    mixed && view.letter === undefined && (value as PyTuple).ta.length === 1 ? (value as PyTuple).ta[0]! : value;
  const walk = (dimension: number, x: number, y: number): boolean => {
    if (dimension === a.shape.length) {
      if (a.letter === 'B' && b.letter === 'B') return a.bytes[x] === b.bytes[y];
      return identicalOrEqual(plain(a, readA(x)), plain(b, readB(y)));
    }
    for (let i = 0; i < a.shape[dimension]!; i++) {
      if (!walk(dimension + 1, x + i * a.strides[dimension]!, y + i * b.strides[dimension]!)) return false;
    }
    return true;
  };
  return walk(0, a.offset, b.offset);
}

class PyMemoryIterator {
  /** Undefined once exhausted. */
  view: PyMemoryView | undefined;
  at = 0;
  constructor(view: PyMemoryView) {
    this.view = view;
  }
}
interface PyMemoryIterator extends PyBase {}
rooted(PyMemoryIterator);

export const memoryIteratorType = defineType(PyMemoryIterator, {
  name: 'memory_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyMemoryIterator) => self,
    next: (self: PyMemoryIterator) => {
      const { view } = self;
      if (view === undefined) return undefined;
      check(view);
      if (self.at < view.shape[0]!) {
        if (view.shape.length > 1) raise(NotImplementedError, 'multi-dimensional sub-views are not implemented');
        return unpack(view, view.offset + self.at++ * view.strides[0]!, view.letter!);
      }
      self.view = undefined;
      return undefined;
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'Number of items left.', (self: PyMemoryIterator) => (self.view === undefined ? 0 : self.view.shape[0]! - self.at)),
  ],
});

keepHiddenClasses(Managed);
