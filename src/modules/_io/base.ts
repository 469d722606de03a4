// _IOBase and its three abstract children: what every stream answers, in terms of a few methods that subclasses write.
// Python classes inherit from these, so every step goes through attribute lookup; the concrete native types have direct ways of their own.
// CPython: Modules/_io/iobase.c, bufferedio.c (_BufferedIOBase), textio.c (_TextIOBase).
import { defineType, getset, member, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject, rooted } from '../../objects/model/object.ts';
import { lookupMro } from '../../objects/model/type.ts';
import { None, PyBytes, PyList } from '../../objects/model/values.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { iterate, length } from '../../objects/ops/iter.ts';
import { asSize } from '../../objects/ops/number.ts';
import { raise, raiseWith } from '../../objects/ops/raise.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { NotImplementedError, OSError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { FS } from '../../objects/frame.ts';
import { callUninterrupted, concat, isOurs, outputBuffer, raiseClosed } from './shim.ts';
import { PyByteArray } from '../../objects/types/bytearray.ts';
import { unsupported } from './unsupported.ts';

export const DEFAULT_BUFFER_SIZE = 131072;

export class PyIOBase {
  /** Set by `_IOBase.close`; concrete types have their own notion of closed. */
  baseClosed: boolean;
  /** `_finalizing`: `close` then warns. */
  finalizing: boolean;
  constructor() {
    this.baseClosed = false;
    this.finalizing = false;
  }
  /** Closed by the native `close`, seen by the native `closed` and `__del__`: dropping it does nothing. */
  finalizerIsSpent(): boolean {
    return this.baseClosed && this.s_del === finalize && lookupMro(this.ob_type, 'closed') === ioBaseType.dict.get('closed');
  }
}
export interface PyIOBase extends PyBase {}
rooted(PyIOBase);
export class PyRawIOBase extends PyIOBase {}
export class PyBufferedIOBase extends PyIOBase {}
export class PyTextIOBase extends PyIOBase {}

export const FINALIZING = member(
  '_finalizing',
  null,
  (self: PyIOBase) => self.finalizing,
  (self: PyIOBase, value) => {
    self.finalizing = value !== undefined && isTrue(value);
  },
);

/** `self.closed` as Python sees it. */
export function isClosed(self: PyObject): boolean {
  const closed = tryGetattr(self, 'closed');
  return closed !== undefined && isTrue(closed);
}

export function checkClosed(self: PyObject): void {
  if (isClosed(self)) raiseClosed();
}

function checkAbility(ability: string, message: string): (self: PyObject) => PyObject {
  return (self) => {
    if (callMethod(self, ability) !== true) unsupported(message);
    return true;
  };
}
export const checkSeekable = checkAbility('seekable', 'File or stream is not seekable.');
export const checkReadable = checkAbility('readable', 'File or stream is not readable.');
export const checkWritable = checkAbility('writable', 'File or stream is not writable.');

/** `_IOBase.close`: flush once, closed afterwards whatever happens. `nothing`: our own `flush` has nothing to do. */
export function closeBase(self: PyIOBase, nothing = false): void {
  if (self.baseClosed) return;
  if (nothing && isOurs(self, '$flush')) {
    self.baseClosed = true;
    return;
  }
  try {
    callMethod(self, 'flush');
  } finally {
    self.baseClosed = true;
  }
}

/** Runs `first`, then `second` in any case; if both raise, the second one's exception has the first as its context. */
export function bothInOrder(first: () => void, second: () => void): void {
  const depth = FS.sp;
  const outer = FS.exc;
  try {
    first();
  } catch (error) {
    FS.sp = depth;
    if (error instanceof PyBase) FS.exc = error as typeof FS.exc;
    try {
      second();
    } finally {
      FS.exc = outer;
    }
    throw error;
  }
  second();
}

/** A line by `peek` and `read`, or byte by byte where there is no `peek`. */
function readline(self: PyObject, limit: number): PyBytes {
  const peek = tryGetattr(self, 'peek');
  const parts: Uint8Array[] = [];
  let total = 0;
  while (limit < 0 || total < limit) {
    let want = 1;
    if (peek !== undefined) {
      const ahead = peek.c1(1);
      if (!(ahead instanceof PyBytes)) raise(OSError, `peek() should have returned a bytes object, not '${ahead.ob_type.shown}'`);
      const data = ahead.bv;
      if (data.length > 0) {
        const end = data.indexOf(10);
        want = end < 0 ? data.length : end + 1;
        if (limit >= 0) want = Math.min(want, limit - total);
      }
    }
    const piece = callMethod(self, 'read', want);
    if (!(piece instanceof PyBytes)) raise(OSError, `read() should have returned a bytes object, not '${piece.ob_type.shown}'`);
    const data = piece.bv;
    if (data.length === 0) break;
    parts.push(data);
    total += data.length;
    if (data[data.length - 1] === 10) break;
  }
  return new PyBytes(parts.length === 0 ? new Uint8Array(0) : concat(parts));
}

function nextLine(self: PyObject): PyObject | undefined {
  const line = callMethod(self, 'readline');
  return length(line) > 0 ? line : undefined;
}

/** Lines until the end, or until their lengths reach `hint`. */
export function readlines(self: PyObject, hint: PyObject): PyList {
  const limit = hint === None ? -1 : asSize(hint);
  const lines: PyObject[] = [];
  let total = 0;
  iterate(self, (line) => {
    lines.push(line);
    if (limit <= 0) return false;
    total += length(line);
    return total >= limit;
  });
  return new PyList(lines);
}

function writelines(self: PyObject, lines: PyObject): void {
  checkClosed(self);
  const write = getattr(self, 'write');
  iterate(lines, (line) => void write.c1(line));
}

export const ioBaseType = defineType(PyIOBase, {
  name: '_IOBase',
  module: '_io',
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Base of all streams: iteration over lines, the context manager protocol and defaults that refuse.',
  slots: {
    iter: (self) => {
      checkClosed(self);
      return self;
    },
    next: nextLine,
    del: finalize,
  },
  methods: [
    method('seek(self, offset: int, whence: int = 0, /)', 'Moves to a position and tells it.', () => unsupported('seek')),
    method('tell(self, /)', 'The current position.', (self) => callMethod(self, 'seek', 0, 1)),
    method('truncate(self, size=None, /)', 'Cuts the stream to a size, the current position by default.', () => unsupported('truncate')),
    method('flush(self, /) -> None', 'Hands what is buffered to the layer below.', (self: PyIOBase) => {
      if (self.baseClosed) raiseClosed();
    }),
    method('close(self, /) -> None', 'Flushes and closes; closing twice does nothing.', (self) => closeBase(self)),
    method('seekable(self, /)', 'Can the position be changed?', () => false),
    method('readable(self, /)', 'Can one read from it?', () => false),
    method('writable(self, /)', 'Can one write to it?', () => false),
    method('_checkClosed(self, /) -> None', null, (self) => checkClosed(self)),
    method('_checkSeekable(self, /)', null, checkSeekable),
    method('_checkReadable(self, /)', null, checkReadable),
    method('_checkWritable(self, /)', null, checkWritable),
    method('fileno(self, /)', 'The file descriptor, where there is one.', () => unsupported('fileno')),
    method('isatty(self, /)', 'Is it a terminal?', (self) => {
      checkClosed(self);
      return false;
    }),
    method('__enter__(self, /)', null, (self) => {
      checkClosed(self);
      return self;
    }),
    method('__exit__(self, *args)', null, (self) => callMethod(self, 'close')),
    method('readline(self, size: size_or_none = -1, /)', 'One line, or the part of it that `size` allows.', readline),
    method('readlines(self, hint=-1, /)', 'A list of lines, no more once their lengths add up to `hint`.', readlines),
    method('writelines(self, lines, /) -> None', 'Writes each of the lines; adds no line ends.', writelines),
  ],
  getset: [getset('closed', null, (self: PyIOBase) => self.baseClosed)],
});

/** `__del__`: a stream that is still open is closed; a failure is nobody's to handle. */
function finalize(self: PyObject): void {
  if (!isClosed(self)) callMethod(self, 'close');
}

function rawRead(self: PyObject, size: number): PyObject {
  if (size < 0) return callMethod(self, 'readall');
  const target = new PyByteArray(new Uint8Array(size));
  const count = callMethod(self, 'readinto', target);
  if (count === None) return None;
  const n = asSize(count);
  if (n < 0 || n > size) raise(ValueError, `readinto returned ${n} outside buffer size ${size}`);
  return new PyBytes(target.bv.slice(0, n));
}

function rawReadall(self: PyObject): PyObject {
  const parts: Uint8Array[] = [];
  for (;;) {
    const data = callUninterrupted(self, 'read', DEFAULT_BUFFER_SIZE);
    if (data === None) {
      if (parts.length === 0) return None;
      break;
    }
    if (!(data instanceof PyBytes)) raise(TypeError, 'read() should return bytes');
    if (data.bv.length === 0) break;
    parts.push(data.bv);
  }
  return new PyBytes(concat(parts));
}

export const rawIOBaseType = defineType(PyRawIOBase, {
  name: '_RawIOBase',
  module: '_io',
  base: () => ioBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Base of unbuffered byte streams; `readinto` and `write` are what a subclass provides.',
  methods: [
    method('read(self, size: size_or_none = -1, /)', null, rawRead),
    method('readall(self, /)', 'Everything up to the end.', rawReadall),
    method('readinto(self, buffer, /)', null, () => raiseWith(NotImplementedError)),
    method('write(self, b, /)', null, () => raiseWith(NotImplementedError)),
  ],
});

/** `readinto` by way of `read` or `read1`. */
function readIntoBy(name: 'read' | 'read1'): (self: PyObject, buffer: PyObject) => PyObject {
  return (self, buffer) => {
    const target = outputBuffer(buffer, `${name === 'read' ? 'readinto' : 'readinto1'}() argument`);
    const data = callMethod(self, name, target.length);
    if (!(data instanceof PyBytes)) raise(TypeError, 'read() should return bytes');
    if (data.bv.length > target.length) {
      raise(ValueError, `read() returned too much data: ${target.length} bytes requested, ${data.bv.length} returned`);
    }
    target.set(data.bv);
    return data.bv.length;
  };
}

export const bufferedIOBaseType = defineType(PyBufferedIOBase, {
  name: '_BufferedIOBase',
  module: '_io',
  base: () => ioBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Base of buffered byte streams: `read` takes an optional size and never gives None.',
  methods: [
    method('detach(self, /)', 'Takes the raw stream away and gives it.', () => unsupported('detach')),
    method('read(self, size: int = -1, /)', null, () => unsupported('read')),
    method('read1(self, size: int = -1, /)', null, () => unsupported('read1')),
    method('readinto(self, buffer, /)', null, readIntoBy('read')),
    method('readinto1(self, buffer, /)', null, readIntoBy('read1')),
    method('write(self, b, /)', null, () => unsupported('write')),
  ],
});

export const textIOBaseType = defineType(PyTextIOBase, {
  name: '_TextIOBase',
  module: '_io',
  base: () => ioBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Base of text streams.',
  methods: [
    method('detach(self, /)', 'Takes the buffer away and gives it.', () => unsupported('detach')),
    method('read(self, size: int = -1, /)', null, () => unsupported('read')),
    method('readline(self, size: int = -1, /)', null, () => unsupported('readline')),
    method('write(self, s, /)', null, () => unsupported('write')),
  ],
  getset: [getset('encoding', null, () => None), getset('newlines', null, () => None), getset('errors', null, () => None)],
});
