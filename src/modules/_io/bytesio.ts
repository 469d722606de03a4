// BytesIO: bytes in memory as a buffered stream. The contents are shared with bytes objects until the first change:
// `BytesIO(data).getvalue()` copies nothing.
// CPython: Modules/_io/bytesio.c.
import { copyMemory } from '../../util/memory.ts';
import { defineType, getset, method } from '../../objects/declare/type.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyBase } from '../../objects/model/object.ts';
import { None, PyBytes, PyList, PyTuple } from '../../objects/model/values.ts';
import { iterate } from '../../objects/ops/iter.ts';
import { asIndex, asSize } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { checkResizable, PyByteArray } from '../../objects/types/bytearray.ts';
import { bufferedIOBaseType, PyBufferedIOBase } from './base.ts';
import { constructDirectly, initSlot } from '../initSlot.ts';
import { EMPTY, inputBuffer, instanceDict, memoryViewOn, outputBuffer, raiseClosed, setInstanceDict } from './shim.ts';

export class PyBytesIO extends PyBufferedIOBase {
  /** Room for the contents; undefined once closed. */
  data: Uint8Array | undefined;
  /** Number of bytes that count. */
  size: number;
  pos: number;
  /** The position as it was asked for, where `pos` is too large to be exact. */
  far: bigint;
  /** The bytes object that shares `data`, if any: copy before changing. */
  shared: PyBytes | undefined;
  /** What `getbuffer` views look at: the size is fixed while there are any. */
  exporter: PyByteArray | undefined;
  constructor() {
    super();
    this.data = EMPTY;
    this.size = 0;
    this.pos = 0;
    this.far = 0n;
    this.shared = undefined;
    this.exporter = undefined;
  }
}

const MAX_SIZE = 2 ** 53;

function init(self: PyBytesIO, initial: PyObject | undefined): void {
  checkExports(self);
  self.data = EMPTY;
  self.size = 0;
  self.pos = 0;
  self.shared = undefined;
  if (initial !== None && initial !== undefined) fill(self, initial);
}

function fill(self: PyBytesIO, initial: PyObject): void {
  if (initial instanceof PyBytes) {
    self.shared = initial;
    self.data = initial.bv;
    self.size = initial.bv.length;
  } else {
    write(self, initial);
    self.pos = 0;
  }
}

function contents(self: PyBytesIO): Uint8Array {
  const { data } = self;
  return data !== undefined ? data : raiseClosed();
}

/** BufferError while a view of the contents is alive. */
function checkExports(self: PyBytesIO): void {
  if (self.exporter === undefined) return;
  checkResizable(self.exporter);
  self.exporter = undefined;
}

/** Makes the contents our own and large enough for `needed` bytes. */
function reserve(self: PyBytesIO, needed: number): Uint8Array {
  const data = self.data!;
  if (self.shared === undefined && needed <= data.length) return data;
  const larger = new Uint8Array(needed <= data.length ? data.length : Math.max(needed, needed + (needed >> 1) + 64));
  larger.set(data.subarray(0, self.size));
  self.shared = undefined;
  self.data = larger;
  return larger;
}

export function writeBytes(self: PyBytesIO, piece: Uint8Array): number {
  contents(self);
  checkExports(self);
  const count = piece.length;
  if (count === 0) return 0;
  const end = self.pos + count;
  if (end > MAX_SIZE) raise(OverflowError, 'new position too large');
  const data = reserve(self, Math.max(end, self.size));
  if (self.pos > self.size) data.fill(0, self.size, self.pos);
  data.set(piece, self.pos);
  self.pos = end;
  if (end > self.size) self.size = end;
  return count;
}

function write(self: PyBytesIO, b: PyObject): number {
  const bytes = inputBuffer(b);
  contents(self);
  checkExports(self);
  return writeBytes(self, bytes);
}

/** The next `size` bytes (all with a negative size) as a bytes object. */
export function readBytes(self: PyBytesIO, size: number): PyBytes {
  const data = contents(self);
  const available = Math.max(self.size - self.pos, 0);
  const count = size < 0 || size > available ? available : size;
  // fast: everything at once is the very object that the stream was made from.
  if (count > 1 && self.pos === 0 && count === self.size && (self.shared !== undefined || self.exporter === undefined)) {
    self.pos = count;
    return share(self);
  }
  const start = self.pos;
  self.pos += count;
  return new PyBytes(copyMemory(data, start, start + count));
}

/** The contents as a bytes object, shared from now on. */
function share(self: PyBytesIO): PyBytes {
  if (self.shared !== undefined && self.shared.bv.length === self.size) return self.shared;
  const data = self.data!;
  if (self.exporter !== undefined) return new PyBytes(data.slice(0, self.size));
  const exact = data.length === self.size ? data : data.length > self.size * 2 ? data.slice(0, self.size) : data.subarray(0, self.size);
  self.data = exact;
  return (self.shared = new PyBytes(exact));
}

function readline(self: PyBytesIO, limit: number): PyBytes {
  contents(self);
  return readBytes(self, lineLength(self, limit));
}

function lineLength(self: PyBytesIO, limit: number): number {
  if (self.pos >= self.size) return 0;
  const end = self.data!.indexOf(10, self.pos);
  const count = (end < 0 || end >= self.size ? self.size : end + 1) - self.pos;
  return limit >= 0 && limit < count ? limit : count;
}

function nextLine(self: PyBytesIO): PyObject | undefined {
  contents(self);
  const count = lineLength(self, -1);
  return count === 0 ? undefined : readBytes(self, count);
}

function readlines(self: PyBytesIO, hint: PyObject): PyList {
  contents(self);
  const limit = hint === None ? -1 : sizeArgument(hint);
  const lines: PyObject[] = [];
  let total = 0;
  for (let count = lineLength(self, -1); count > 0; count = lineLength(self, -1)) {
    lines.push(readBytes(self, count));
    total += count;
    if (limit > 0 && total >= limit) break;
  }
  return new PyList(lines);
}

function sizeArgument(size: PyObject): number {
  if (typeof size !== 'number' && size.s_index === undefined) raise(TypeError, `argument should be integer or None, not '${size.ob_type.shown}'`);
  return asSize(size);
}

function seek(self: PyBytesIO, pos: PyObject, whence: number): PyObject {
  const offset = offsetArgument(pos);
  contents(self);
  if (offset < 0 && whence === 0) raise(ValueError, `negative seek value ${offset}`);
  const base = whence === 0 ? 0 : whence === 1 ? self.pos : whence === 2 ? self.size : undefined;
  if (base === undefined) raise(ValueError, `invalid whence (${whence}, should be 0, 1 or 2)`);
  self.pos = Math.max(base + offset, 0);
  if (!Number.isSafeInteger(self.pos)) self.far = BigInt(base) + BigInt(asIndex(pos));
  return position(self);
}

/** The position as an int, at most sys.maxsize. */
function position(self: PyBytesIO): number | bigint {
  if (Number.isSafeInteger(self.pos)) return self.pos;
  if (Number(self.far) === self.pos && self.far < 2n ** 63n) return self.far;
  return self.pos >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(self.pos);
}

function offsetArgument(pos: PyObject): number {
  const n = asIndex(pos);
  if (typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n))) raise(OverflowError, 'Python int too large to convert to C ssize_t');
  return Number(n);
}

function truncate(self: PyBytesIO, size: PyObject): number {
  contents(self);
  checkExports(self);
  const wanted = size === None ? self.pos : asSize(size);
  if (wanted < 0) raise(ValueError, `negative size value ${wanted}`);
  if (wanted < self.size) {
    self.data = self.data!.slice(0, wanted);
    self.shared = undefined;
    self.size = wanted;
  }
  return wanted;
}

function close(self: PyBytesIO): PyObject {
  checkExports(self);
  self.data = undefined;
  self.shared = undefined;
  self.size = 0;
  return None;
}

function readinto(self: PyBytesIO, buffer: PyObject): number {
  const target = outputBuffer(buffer, 'readinto() argument');
  const data = contents(self);
  const count = Math.min(target.length, Math.max(self.size - self.pos, 0));
  target.set(data.subarray(self.pos, self.pos + count));
  self.pos += count;
  return count;
}

function getstate(self: PyBytesIO): PyObject {
  contents(self);
  return new PyTuple([share(self), self.pos, instanceDict(self) ?? None]);
}

function setstate(self: PyBytesIO, state: PyObject): PyObject {
  if (!(state instanceof PyTuple) || state.ta.length < 3) {
    raise(TypeError, `${self.ob_type.shown}.__setstate__ argument should be 3-tuple, got ${state.ob_type.shown}`);
  }
  const [initial, position, dict] = state.ta as [PyObject, PyObject, PyObject];
  contents(self);
  checkExports(self);
  init(self, None);
  write(self, initial);
  self.pos = 0;
  if (typeof position !== 'number') raise(TypeError, `second item of state must be an integer, not ${position.ob_type.shown}`);
  if (position < 0) raise(ValueError, 'position value cannot be negative');
  self.pos = position;
  if (dict !== None) setInstanceDict(self, dict);
  return None;
}

function yes(self: PyBytesIO): boolean {
  contents(self);
  return true;
}

/** The type is there for its name; a bytearray over the same memory keeps count of the views. */
class PyBytesIOBuffer extends PyBase {}

export const bytesIOBufferType = defineType(PyBytesIOBuffer, { name: '_BytesIOBuffer', module: '_io', flags: ['NO_NEW'] });

function getbuffer(self: PyBytesIO): PyObject {
  contents(self);
  if (self.exporter === undefined) {
    const data = reserve(self, self.size);
    self.exporter = new PyByteArray(data.subarray(0, self.size));
  }
  return memoryViewOn(self.exporter);
}

export const bytesIOType = defineType(PyBytesIO, {
  name: 'BytesIO',
  signature: "(initial_bytes=b'')",
  module: '_io',
  base: () => bufferedIOBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A buffered byte stream in memory.',
  slots: {
    init: initSlot("BytesIO(initial_bytes=b'')", init),
    iter: (self) => self,
    next: nextLine,
  },
  methods: [
    method('readable(self, /)', null, yes),
    method('seekable(self, /)', null, yes),
    method('writable(self, /)', null, yes),
    method('close(self, /)', 'Lets go of the contents.', close),
    method('flush(self, /) -> None', 'Nothing to do.', (self) => void contents(self)),
    method('isatty(self, /)', null, (self) => {
      contents(self);
      return false;
    }),
    method('tell(self, /)', 'The current position.', (self) => {
      contents(self);
      return position(self);
    }),
    method('write(self, b, /)', 'Writes bytes and tells how many.', write),
    method('writelines(self, lines, /) -> None', 'Writes each of the lines.', (self, lines) => {
      contents(self);
      iterate(lines, (line) => void write(self, line));
    }),
    method('read1(self, size: size_or_none = -1, /)', null, readBytes),
    method('readinto(self, buffer, /)', null, readinto),
    method('readline(self, size: size_or_none = -1, /)', null, readline),
    method('readlines(self, size=None, /)', null, readlines),
    method('read(self, size: size_or_none = -1, /)', 'At most `size` bytes.', readBytes),
    method('getbuffer(self, /)', 'A view that can be read and written.', getbuffer),
    method('getvalue(self, /)', 'All the contents.', (self) => {
      contents(self);
      return share(self);
    }),
    method('seek(self, pos, whence: int = 0, /)', 'Moves to a position and tells it.', seek),
    method('truncate(self, size=None, /)', null, truncate),
    method('__getstate__(self, /)', null, getstate),
    method('__setstate__(self, state, /)', null, setstate),
    method('__sizeof__(self, /)', null, (self) => 80 + (self.data?.length ?? 0)),
  ],
  getset: [getset('closed', null, (self: PyBytesIO) => self.data === undefined)],
});
constructDirectly(bytesIOType);
