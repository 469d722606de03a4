// HOT. bytes: an immutable Uint8Array. Nobody writes to `bv` after the object is published. CPython: Objects/bytesobject.c.
import * as b from '../../util/bytes.ts';
import { decodeValidUtf8 } from '../../util/codecs/utf8.ts';
import { copyMemory } from '../../util/memory.ts';
import { compareSlots, defineType, make, method } from '../declare/type.ts';
import { type PyBase, rooted, type PyObject } from '../model/object.ts';
import { isSubtype, type PyType } from '../model/type.ts';
import { None, NotImplemented, PyBytes, PySlice, PyTuple } from '../model/values.ts';
import { callSpecial } from '../ops/attr.ts';
import { tryBytesLike } from '../ops/buffer.ts';
import { decodeBytes, encodeStr } from '../ops/codecs.ts';
import { hashString } from '../ops/hash.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { asIndex, typeName } from '../ops/number.ts';
import { raise } from '../ops/raise.ts';
import { isStr } from '../ops/strings.ts';
import { textOf } from '../ops/text.ts';
import {
  affix,
  allocate,
  bytesFromObject,
  checkNoEncoding,
  compareAnyBytes,
  containsByte,
  exportBytes,
  isBytes,
  itemAt,
  joinBytes,
  latin1OfBytes,
  needle,
  percentAny,
  repeatMemory,
  sharedMethods,
  sliceOf,
  tryCount,
  reprAnyBytes,
  shownBytes,
} from './bytesCore.ts';
import { bytearrayType } from './bytearray.ts';
import { TypeError } from './exceptions.ts';
import { listType } from './list.ts';
import { memoryviewType } from './memoryview.ts';

const EMPTY = new PyBytes(b.EMPTY_BYTES);
const wrap = (bytes: Uint8Array): PyBytes => (bytes.length === 0 ? EMPTY : new PyBytes(bytes));
/** `self[start:stop]` for bounds that are ints, or no upper one. */
export function bytesSlice(self: PyBytes, start: number, stop: number | undefined): PyBytes {
  const { bv } = self;
  const n = bv.length;
  const from = start < 0 ? (start + n < 0 ? 0 : start + n) : start;
  const to = stop === undefined || stop > n ? n : stop < 0 ? stop + n : stop;
  if (from >= to) return EMPTY;
  return from === 0 && to === n ? self : new PyBytes(copyMemory(bv, from, to));
}

const same = (self: PyObject): PyObject => (self.ob_type === bytesType ? self : wrap((self as PyBytes).bv));

function stripped(self: PyBytes, left: boolean, right: boolean): PyObject {
  const bytes = b.stripBytes(self.bv, undefined, left, right);
  return bytes === self.bv ? same(self) : wrap(bytes);
}

const startsWith = affix('startswith');

export const bytesType: PyType = defineType(PyBytes, {
  name: 'bytes',
  signature: '',
  flags: ['BYTES', 'BASETYPE', 'MATCH_SELF'],
  doc: 'bytes(iterable of ints), bytes(string, encoding[, errors]), bytes(buffer), bytes(length), bytes()\n\nAn array of bytes that never changes.',
  make: make('bytes(source = ?, encoding: str = ?, errors: str = ?)', newBytesObject),

  slots: {
    len: (self: PyBytes) => self.bv.length,
    getitem: (self: PyBytes, key: PyObject) => {
      if (key instanceof PySlice) return wrap(sliceOf(self, key));
      return itemAt(self, key, 'byte', 'index out of range');
    },
    contains: containsByte,
    iter: (self: PyBytes) => new PyBytesIterator(self),
    repr: reprAnyBytes,
    str: shownBytes,
    hash: (self: PyBytes) => (self.h ??= hashString(latin1OfBytes(self.bv))),
    concat: (self: PyBytes, other: PyObject) => {
      const bytes = tryBytesLike(other);
      if (bytes === undefined) raise(TypeError, `can't concat ${typeName(other)} to bytes`);
      return wrap(b.concatTwo(self.bv, bytes));
    },
    repeat: (self: PyBytes, count: PyObject) => {
      const bytes = repeatMemory(self, count);
      return bytes.length === self.bv.length ? same(self) : wrap(bytes);
    },
    mod: (self: PyObject, args: PyObject) => (isBytes(self) ? percentAny(self, args, wrap) : NotImplemented),
    rmod: (self: PyObject, template: PyObject) => (isBytes(template) ? percentAny(template, self, wrap) : NotImplemented),
    buffer: (self: PyBytes) => exportBytes(self, /* readonly */ true, undefined),
    ...compareSlots(compareAnyBytes),
    // fast: bytes with bytes.
    eq: (self: PyBytes, other: PyObject) => (isBytes(other) ? b.bytesEqual(self.bv, other.bv) : compareAnyBytes(self, other, 'eq')),
    ne: (self: PyBytes, other: PyObject) => (isBytes(other) ? !b.bytesEqual(self.bv, other.bv) : compareAnyBytes(self, other, 'ne')),
  },

  methods: [
    ...sharedMethods(wrap, same, (cls, bytes) => (cls === bytesType ? wrap(bytes) : cls.c1(wrap(bytes)))),
    method('__bytes__(self, /)', 'These bytes as exact bytes.', same),
    method('__getnewargs__(self, /)', null, (self: PyBytes) => new PyTuple([wrap(self.bv)])),
    method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyBytes) => 33 + self.bv.length),
  ],

  fast: {
    decode$0(this: PyBytes) {
      const text = decodeValidUtf8(this.bv);
      return typeof text === 'string' ? text : decodeBytes(this, this.bv, undefined, undefined);
    },
    strip$0(this: PyBytes) {
      return stripped(this, true, true);
    },
    rstrip$0(this: PyBytes) {
      return stripped(this, false, true);
    },
    find$1(this: PyBytes, sub: PyObject) {
      return b.findBytes(this.bv, isBytes(sub) ? sub.bv : needle(this, sub), 0, this.bv.length);
    },
    startswith$1(this: PyBytes, prefix: PyObject) {
      if (!isBytes(prefix)) return startsWith(this, prefix, None, None);
      return prefix.bv.length <= this.bv.length && b.matchesBytes(this.bv, prefix.bv, 0);
    },
    join$1(this: PyBytes, iterable: PyObject) {
      return wrap(joinBytes(this.bv, iterable));
    },
  },
});

function newBytesObject(cls: PyType, source: PyObject | undefined, encoding: string | undefined, errors: string | undefined): PyObject {
  const bytes = sourceBytes(source, encoding, errors);
  if (cls === bytesType) return bytes;
  if (!isSubtype(cls, bytesType)) raise(TypeError, `bytes.__new__(${cls.name}): ${cls.name} is not a subtype of bytes`);
  const o = new cls.ctor() as PyBytes;
  o.bv = bytes.bv;
  return o;
}

function sourceBytes(source: PyObject | undefined, encoding: string | undefined, errors: string | undefined): PyBytes {
  if (source === undefined) {
    checkNoEncoding(encoding, errors);
    return EMPTY;
  }
  if (encoding !== undefined) {
    if (!isStr(source)) checkNoEncoding(encoding, errors);
    return encodeStr(source, textOf(source as string), encoding, errors) as PyBytes;
  }
  if (errors !== undefined && isStr(source)) raise(TypeError, 'string argument without an encoding');
  checkNoEncoding(encoding, errors);
  const type = source.ob_type;
  if (type === bytesType) return source as PyBytes;
  // fast: what has no `__bytes__`.
  if (type === bytearrayType) return wrap(copyMemory((source as PyBytes).bv));
  if (type === listType || type === memoryviewType) return wrap(bytesFromObject(source, 'bytes'));
  const own = callSpecial(source, '__bytes__');
  if (own !== undefined) {
    if (!isBytes(own)) raise(TypeError, `__bytes__ returned non-bytes (type ${typeName(own)})`);
    return own;
  }
  if (isStr(source)) raise(TypeError, 'string argument without an encoding');
  const count = tryCount(source);
  return count !== undefined ? wrap(allocate(count)) : wrap(bytesFromObject(source, 'bytes'));
}

export class PyBytesIterator {
  /** Undefined once exhausted. */
  bytes: PyBytes | undefined;
  at: number;
  constructor(bytes: PyBytes) {
    this.bytes = bytes;
    this.at = 0;
  }
}
export interface PyBytesIterator extends PyBase {}
rooted(PyBytesIterator);

export const bytesIteratorType = defineType(PyBytesIterator, {
  name: 'bytes_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyBytesIterator) => self,
    next: (self: PyBytesIterator) => {
      const { bytes } = self;
      if (bytes === undefined) return undefined;
      const v = bytes.bv[self.at++];
      if (v === undefined) self.bytes = undefined;
      return v;
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'Number of items left.', (self: PyBytesIterator) =>
      self.bytes === undefined ? 0 : Math.max(self.bytes.bv.length - self.at, 0),
    ),
    method('__reduce__(self, /)', 'State for pickling.', (self: PyBytesIterator) => {
      const iter = importBuiltin('iter');
      return self.bytes === undefined ? new PyTuple([iter, new PyTuple([new PyTuple([])])]) : new PyTuple([iter, new PyTuple([self.bytes]), self.at]);
    }),
    method('__setstate__(self, state, /)', 'Sets the position.', (self: PyBytesIterator, state: PyObject) => {
      if (self.bytes !== undefined) self.at = Math.min(Math.max(Number(asIndex(state)), 0), self.bytes.bv.length);
      return None;
    }),
  ],
});
