// The Python types over buffered.ts: BufferedReader, BufferedWriter, BufferedRandom, and BufferedRWPair, which is two of them.
// CPython: Modules/_io/bufferedio.c.
import { defineType, getset, member, method, type GetSetRow } from '../../objects/declare/type.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes } from '../../objects/model/values.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { AttributeError, RuntimeError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { FS } from '../../objects/frame.ts';
import { bothInOrder, bufferedIOBaseType, checkReadable, checkWritable, DEFAULT_BUFFER_SIZE, PyBufferedIOBase, FINALIZING } from './base.ts';
import {
  bufferedClose,
  bufferedClosed,
  bufferedDetach,
  bufferedFlush,
  bufferedPeek,
  bufferedRead,
  bufferedRead1,
  bufferedReadInto,
  bufferedReadline,
  bufferedSeek,
  bufferedTell,
  bufferedTruncate,
  bufferedWrite,
  orNone,
  type PyBuffered,
  PyBufferedRandom,
  PyBufferedReader,
  PyBufferedWriter,
  rawOf,
  setUp,
} from './buffered.ts';
import { initSlot } from '../initSlot.ts';
import { callIfPresent, isExact, shownType } from './shim.ts';

const BUFFER_SIZE = `buffer_size: size = ${DEFAULT_BUFFER_SIZE}`;

const forward = (name: string): Row => method(`${name}(self, /)`, null, (self: PyBuffered) => callMethod(rawOf(self), name));

const common: Row[] = [
  method('detach(self, /)', 'Takes the raw stream away and gives it.', bufferedDetach),
  method('flush(self, /)', 'Hands what is buffered to the raw stream.', bufferedFlush),
  method('close(self, /)', null, bufferedClose),
  forward('seekable'),
  forward('fileno'),
  forward('isatty'),
  method('_dealloc_warn(self, source, /) -> None', null, (self: PyBuffered, source: PyObject) => {
    if (self.ready) callIfPresent(self.raw!, '_dealloc_warn', source);
  }),
  method('seek(self, target, whence: int = 0, /)', 'Moves to a position and tells it.', bufferedSeek),
  method('tell(self, /)', 'The current position.', (self: PyBuffered) => {
    rawOf(self);
    return bufferedTell(self);
  }),
  method('truncate(self, pos=None, /)', null, bufferedTruncate),
  method('__sizeof__(self, /)', null, (self: PyBuffered) => 200 + (self.ready ? self.bufferSize : 0)),
  method('__getstate__(self, /)', null, (self) => raise(TypeError, `cannot pickle '${self.ob_type.name}' instances`)),
];

const reading: Row[] = [
  forward('readable'),
  method('read(self, size: size_or_none = -1, /)', '`size` bytes, or all.', (self, size) => orNone(bufferedRead(self, size))),
  method('peek(self, size: size = 0, /)', 'What is buffered, after at most one raw read; the position stays.', (self) => new PyBytes(bufferedPeek(self))),
  method('read1(self, size: size = -1, /)', 'At most `size` bytes with at most one raw read.', (self, size) => new PyBytes(bufferedRead1(self, size))),
  method('readinto(self, buffer, /)', null, (self, buffer) => bufferedReadInto(self, buffer, false) ?? None),
  method('readinto1(self, buffer, /)', null, (self, buffer) => bufferedReadInto(self, buffer, true) ?? None),
  method('readline(self, size: size_or_none = -1, /)', null, (self, size) => new PyBytes(bufferedReadline(self, size))),
];

const writing: Row[] = [forward('writable'), method('write(self, buffer, /)', 'Buffers bytes and tells how many.', bufferedWrite)];

const attributes: GetSetRow[] = [
  member('raw', null, (self: PyBuffered) => self.raw ?? None),
  FINALIZING,
  getset('closed', null, (self: PyBuffered) => bufferedClosed(self)),
  getset('name', null, (self: PyBuffered) => getattr(rawOf(self), 'name')),
  getset('mode', null, (self: PyBuffered) => getattr(rawOf(self), 'mode')),
];

function show(self: PyBuffered): PyObject {
  const name = nameOf(self);
  return strFromJs(name === undefined ? `<${shownType(self)}>` : `<${shownType(self)} name=${showName(self, name)}>`);
}

/** `self.name`; a stream without one, or without a raw stream, has none. */
export function nameOf(self: PyObject): PyObject | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return tryGetattr(self, 'name');
  } catch (error) {
    if (!excMatches(error, ValueError) && !excMatches(error, AttributeError)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

const showing = new Set<PyObject>();

/** A name may be the stream itself. */
export function showName(self: PyObject, name: PyObject): string {
  if (showing.has(self)) raise(RuntimeError, `reentrant call inside ${shownType(self)}.__repr__`);
  showing.add(self);
  try {
    return repr(name);
  } finally {
    showing.delete(self);
  }
}

/** Lines: directly where `readline` is our own. */
function nextLine(type: () => unknown): (self: PyBuffered) => PyObject | undefined {
  return (self) => {
    if (isExact(self, type() as never)) {
      const line = bufferedReadline(self, -1);
      return line.length === 0 ? undefined : new PyBytes(line);
    }
    const line = callMethod(self, 'readline');
    if (!(line instanceof PyBytes)) raise(TypeError, `readline() should have returned a bytes object, not '${line.ob_type.shown}'`);
    return line.bv.length === 0 ? undefined : line;
  };
}

export const bufferedReaderType = defineType(PyBufferedReader, {
  name: 'BufferedReader',
  signature: '(raw, buffer_size=DEFAULT_BUFFER_SIZE)',
  module: '_io',
  base: () => bufferedIOBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Reads a raw stream in blocks.',
  slots: {
    init: initSlot(`BufferedReader(raw, ${BUFFER_SIZE})`, (self, raw, size) => setUp(self, raw, size, true, false)),
    repr: show,
    next: nextLine(() => bufferedReaderType),
  },
  methods: [...common, ...reading],
  getset: attributes,
});

export const bufferedWriterType = defineType(PyBufferedWriter, {
  name: 'BufferedWriter',
  signature: '(raw, buffer_size=DEFAULT_BUFFER_SIZE)',
  module: '_io',
  base: () => bufferedIOBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Writes to a raw stream in blocks.',
  slots: {
    init: initSlot(`BufferedWriter(raw, ${BUFFER_SIZE})`, (self, raw, size) => setUp(self, raw, size, false, true)),
    repr: show,
  },
  methods: [...common, ...writing],
  getset: attributes,
});

export const bufferedRandomType = defineType(PyBufferedRandom, {
  name: 'BufferedRandom',
  signature: '(raw, buffer_size=DEFAULT_BUFFER_SIZE)',
  module: '_io',
  base: () => bufferedIOBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Reads and writes a raw stream that can seek, in blocks.',
  slots: {
    init: initSlot(`BufferedRandom(raw, ${BUFFER_SIZE})`, (self, raw, size) => setUp(self, raw, size, true, true)),
    repr: show,
    next: nextLine(() => bufferedRandomType),
  },
  methods: [...common, ...reading, ...writing],
  getset: attributes,
});

class PyBufferedRWPair extends PyBufferedIOBase {
  reader: PyBufferedReader | undefined;
  writer: PyBufferedWriter | undefined;
  constructor() {
    super();
    this.reader = undefined;
    this.writer = undefined;
  }
}

function initPair(self: PyBufferedRWPair, reader: PyObject, writer: PyObject, size: number): void {
  checkReadable(reader);
  checkWritable(writer);
  self.reader = new PyBufferedReader();
  setUp(self.reader, reader, size, true, false);
  self.writer = new PyBufferedWriter();
  setUp(self.writer, writer, size, false, true);
}

function half(self: PyBufferedRWPair, which: 'reader' | 'writer'): PyObject {
  const stream = self[which];
  if (stream === undefined) raise(ValueError, 'I/O operation on uninitialized object');
  return stream;
}

const toHalf = (which: 'reader' | 'writer', name: string): Row =>
  method(`${name}(self, *args)`, null, (self: PyBufferedRWPair, args: PyObject[]) => callMethod(half(self, which), name, ...args));

export const bufferedRWPairType = defineType(PyBufferedRWPair, {
  name: 'BufferedRWPair',
  signature: '(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)',
  module: '_io',
  base: () => bufferedIOBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A reader and a writer over two raw streams, as one.',
  slots: { init: initSlot(`BufferedRWPair(reader, writer, ${BUFFER_SIZE}, /)`, initPair) },
  methods: [
    ...['read', 'peek', 'read1', 'readinto', 'readinto1', 'readable'].map((name) => toHalf('reader', name)),
    ...['write', 'flush', 'writable'].map((name) => toHalf('writer', name)),
    method('close(self, /) -> None', null, (self: PyBufferedRWPair) => {
      bothInOrder(
        () => void callMethod(half(self, 'writer'), 'close'),
        () => void callMethod(half(self, 'reader'), 'close'),
      );
    }),
    method('isatty(self, /)', null, (self: PyBufferedRWPair) => {
      const result = callMethod(half(self, 'writer'), 'isatty');
      return isTrue(result) ? result : callMethod(half(self, 'reader'), 'isatty');
    }),
  ],
  getset: [getset('closed', null, (self: PyBufferedRWPair) => getattr(half(self, 'writer'), 'closed'))],
});
