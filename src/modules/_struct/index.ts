// _struct: packing values into bytes. CPython: Modules/_struct.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import { nativeCode } from '../../objects/declare/native.ts';
import { defineType, getset, method } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { BYTES } from '../../objects/model/flags.ts';
import { None, PyBytes, type PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { acquireBuffer, bytesLike, isContiguous, tryBytesLike, writableBytes } from '../../objects/ops/buffer.ts';
import { asIndex, typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, strFromJs } from '../../objects/ops/strings.ts';
import { IndexError, OverflowError, RuntimeError, TypeError } from '../../objects/types/exceptions.ts';
import { structError } from './items.ts';
import { clearLayouts, knownLayout, layoutOf, type Layout } from './layout.ts';

export class PyStruct extends PyBase {
  /** Undefined until `__init__` has run. */
  layout: Layout | undefined;
  constructor() {
    super();
    this.layout = undefined;
  }
}

class PyUnpackIterator extends PyBase {
  layout: Layout | undefined;
  source: PyObject;
  index: number;
  constructor(layout: Layout, source: PyObject) {
    super();
    this.layout = layout;
    this.source = source;
    this.index = 0;
  }
}

function fail(message: string): never {
  raise(structError(), message);
}

function layoutFrom(format: PyObject): Layout {
  // fast: a format that was used before.
  const known = typeof format === 'string' ? knownLayout(format) : undefined;
  if (known !== undefined) return known;
  if (typeof format === 'string' && isAscii(format)) return layoutOf(format);
  if (isStr(format)) {
    const bytes = callMethod(format, 'encode', 'ascii') as PyBytes;
    return layoutOf(String.fromCharCode(...bytes.bv));
  }
  if ((format.tflags & BYTES) !== 0) return layoutOf(String.fromCharCode(...(format as PyBytes).bv));
  raise(TypeError, `Struct() argument 1 must be a str or bytes object, not ${typeName(format)}`);
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

function layoutOfStruct(self: PyStruct): Layout {
  return self.layout ?? raise(RuntimeError, 'Struct object is not initialized');
}

function checkCount(layout: Layout, given: number, what: string): void {
  if (given !== layout.length) fail(`${what} expected ${layout.length} items for packing (got ${given})`);
}

function pack(layout: Layout, values: readonly PyObject[], from: number): PyBytes {
  checkCount(layout, values.length - from, 'pack');
  const bytes = new Uint8Array(layout.size);
  layout.pack(bytes, 0, values, from);
  return new PyBytes(bytes);
}

/** pack_into([self or format,] buffer, offset, *values); `args` begins with the buffer. */
function packInto(layout: Layout, args: readonly PyObject[]): PyObject {
  if (args.length === 0) fail('pack_into expected buffer argument');
  if (args.length === 1) fail('pack_into expected offset argument');
  checkCount(layout, args.length - 2, 'pack_into');
  const bytes = writableMemory(args[0]!);
  const offset = asIndex(args[1]!);
  if (offset > MAX_SIZE || offset < -MAX_SIZE - 1n) raise(IndexError, `cannot fit '${typeName(args[1]!)}' into an index-sized integer`);
  layout.pack(bytes, placeIn(bytes, layout.size, offset, 'no space to pack', 'pack_into', 'packing'), args, 2);
  return None;
}

function writableMemory(buffer: PyObject): Uint8Array {
  const wanted = 'argument must be read-write bytes-like object';
  if (buffer.s_buffer !== undefined) {
    const view = acquireBuffer(buffer);
    view.release?.();
    if (!isContiguous(view)) raise(TypeError, `${wanted}, not ${typeName(buffer)}`);
  }
  return writableBytes(buffer, wanted);
}

const MAX_SIZE = 2n ** 63n - 1n;

/** The offset from the start where `size` bytes fit; negative offsets count from the end. */
function placeIn(bytes: Uint8Array, size: number, offset: number | bigint, lacking: string, name: string, doing: string): number {
  const { length } = bytes;
  let at = offset;
  if (at < 0) {
    if (Number(at) + size > 0) fail(`${lacking} ${size} bytes at offset ${at}`);
    if (Number(at) + length < 0) fail(`offset ${at} out of range for ${length}-byte buffer`);
    at = Number(at) + length;
  }
  if (length - Number(at) < size) {
    fail(
      `${name} requires a buffer of at least ${BigInt(size) + BigInt(at)} bytes for ${doing} ${size} bytes at offset ${at} (actual buffer size is ${length})`,
    );
  }
  return Number(at);
}

function unpack(layout: Layout, buffer: PyObject): PyTuple {
  const bytes = bytesLike(buffer);
  if (bytes.length !== layout.size) fail(`unpack requires a buffer of ${layout.size} bytes`);
  return layout.unpack(bytes, 0);
}

function unpackFrom(layout: Layout, buffer: PyObject, offset: number | bigint): PyTuple {
  if (offset > MAX_SIZE || offset < -MAX_SIZE - 1n) raise(OverflowError, 'Python int too large to convert to C ssize_t');
  const bytes = bytesLike(buffer);
  return layout.unpack(bytes, placeIn(bytes, layout.size, offset, 'not enough data to unpack', 'unpack_from', 'unpacking'));
}

function iterUnpack(layout: Layout, buffer: PyObject): PyObject {
  if (layout.size === 0) fail('cannot iteratively unpack with a struct of length 0');
  if (bytesLike(buffer).length % layout.size !== 0) fail(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`);
  return new PyUnpackIterator(layout, buffer);
}

export const unpackIteratorType = defineType(PyUnpackIterator, {
  name: 'unpack_iterator',
  module: '_struct',
  flags: ['NO_NEW'],
  doc: null,
  slots: {
    iter: (self: PyUnpackIterator) => self,
    next: (self: PyUnpackIterator) => {
      const { layout } = self;
      if (layout === undefined) return undefined;
      const bytes = tryBytesLike(self.source);
      if (bytes === undefined || self.index + layout.size > bytes.length) {
        self.layout = undefined;
        return undefined;
      }
      const values = layout.unpack(bytes, self.index);
      self.index += layout.size;
      return values;
    },
  },
  methods: [
    method('__length_hint__(self, /)', null, (self: PyUnpackIterator) =>
      self.layout === undefined ? 0 : ((tryBytesLike(self.source)?.length ?? 0) - self.index) / self.layout.size,
    ),
  ],
});

const initRow = method('Struct(self, /, format)', null, (self: PyStruct, format: PyObject) => {
  self.layout = layoutFrom(format);
});

export const structType = defineType(PyStruct, {
  name: 'Struct',
  module: '_struct',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  doc: 'Packs and unpacks values by one format.',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: (self: PyStruct, args: PyObject[], kwnames: KwNames) => {
      nativeCode(initRow, '').call([self, ...args], kwnames);
    },
    repr: (self: PyStruct) => strFromJs(`${self.ob_type.name}(${repr(strFromJs(layoutOfStruct(self).format))})`),
  },
  methods: [
    method('pack(self, /, *values)', 'The values as bytes.', (self: PyStruct, values: PyObject[]) => pack(layoutOfStruct(self), values, 0)),
    method('pack_into(self, /, *args)', 'Writes the values into a buffer: pack_into(buffer, offset, *values).', (self: PyStruct, args: PyObject[]) =>
      packInto(layoutOfStruct(self), args),
    ),
    method('unpack(self, buffer, /)', 'The values in a buffer of exactly the right size.', (self: PyStruct, buffer: PyObject) =>
      unpack(layoutOfStruct(self), buffer),
    ),
    method(
      'unpack_from(self, /, buffer, offset: index = 0)',
      'The values in a buffer from an offset on.',
      (self: PyStruct, buffer: PyObject, offset: number | bigint) => unpackFrom(layoutOfStruct(self), buffer, offset),
    ),
    // The figure is CPython's: a fixed part and 32 bytes for each format code.
    method('__sizeof__(self, /)', null, (self: PyStruct) => 88 + 32 * layoutOfStruct(self).parts.length),
    method('iter_unpack(self, buffer, /)', 'An iterator over the values of each chunk of the buffer.', (self: PyStruct, buffer: PyObject) =>
      iterUnpack(layoutOfStruct(self), buffer),
    ),
  ],
  getset: [
    getset('format', 'The format.', (self: PyStruct) => strFromJs(layoutOfStruct(self).format)),
    getset('size', 'How many bytes it takes.', (self: PyStruct) => self.layout?.size ?? -1),
  ],
});

/** The format, which stands before the other arguments of pack() and pack_into(). */
function layoutArgument(args: readonly PyObject[]): Layout {
  if (args.length === 0) raise(TypeError, 'missing format argument');
  return layoutFrom(args[0]!);
}

export default defineModule({
  name: '_struct',
  doc: 'Conversion between Python values and C structs in bytes objects.',
  types: [structType],
  constants: () => ({ error: structError() }),
  functions: [
    fn('calcsize(format, /)', 'How many bytes the format takes.', (format: PyObject) => layoutFrom(format).size),
    fn('pack(*args)', 'The values as bytes: pack(format, *values).', (args: PyObject[]) => pack(layoutArgument(args), args, 1)),
    fn('pack_into(*args)', 'Writes values into a buffer: pack_into(format, buffer, offset, *values).', (args: PyObject[]) =>
      packInto(layoutArgument(args), args.slice(1)),
    ),
    fn('unpack(format, buffer, /)', 'The values in a buffer of exactly the right size.', (format: PyObject, buffer: PyObject) =>
      unpack(layoutFrom(format), buffer),
    ),
    fn(
      'unpack_from(format, /, buffer, offset: index = 0)',
      'The values in a buffer from an offset on.',
      (format: PyObject, buffer: PyObject, offset: number | bigint) => unpackFrom(layoutFrom(format), buffer, offset),
    ),
    fn('iter_unpack(format, buffer, /)', 'An iterator over the values of each chunk of the buffer.', (format: PyObject, buffer: PyObject) =>
      iterUnpack(layoutFrom(format), buffer),
    ),
    fn('_clearcache()', 'Forgets the formats read so far.', () => clearLayouts()),
  ],
});
