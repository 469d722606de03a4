// MemoryBIO: bytes on their way between a TLS object and whoever carries them. CPython: PySSLMemoryBIO in Modules/_ssl.c.
import { defineType, getset, make, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { PyBytes } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { raise } from '../../objects/ops/raise.ts';
import { OverflowError, TypeError } from '../../objects/types/exceptions.ts';
import { own } from '../foreign.ts';
import { LINE, raiseBare, raiseLast } from './errors.ts';
import { C } from './lib.ts';

const CTRL_SET_MEM_EOF_RETURN = 130;
const FLAGS_READ = 1,
  FLAGS_SHOULD_RETRY = 8;

export class PyMemoryBIO extends PyBase {
  pointer = 0n;
  eofWritten = false;
}

function newMemoryBIO(cls: PyType, args: PyObject[]): PyMemoryBIO {
  if (args.length > 0) raise(TypeError, `${cls.name}() takes no positional arguments`);
  const pointer = C.BIO_new(C.BIO_s_mem()) as bigint | null;
  if (pointer === null) raiseLast(LINE.other);
  // An empty BIO means "later", not "end".
  C.BIO_ctrl(pointer, CTRL_SET_MEM_EOF_RETURN, -1, null);
  C.BIO_set_flags(pointer, FLAGS_READ | FLAGS_SHOULD_RETRY);
  const self = new cls.ctor() as PyMemoryBIO;
  self.pointer = pointer;
  own(self, () => C.BIO_free(pointer));
  return self;
}

const pending = (self: PyMemoryBIO): number => Number(C.BIO_ctrl_pending(self.pointer));

function read(self: PyMemoryBIO, size: number): PyObject {
  const available = pending(self);
  const length = size < 0 || size > available ? available : size;
  if (length === 0) return new PyBytes();
  const bytes = new Uint8Array(length);
  const n = C.BIO_read(self.pointer, bytes, length) as number;
  if (n < 0) raiseLast(LINE.other);
  return new PyBytes(n === length ? bytes : bytes.slice(0, n));
}

function write(self: PyMemoryBIO, data: PyObject): number {
  const bytes = bytesLike(data);
  if (bytes.length > 0x7fffffff) raise(OverflowError, 'string longer than 2147483647 bytes');
  if (self.eofWritten) raiseBare('cannot write() after write_eof()');
  if (bytes.length === 0) return 0;
  const n = C.BIO_write(self.pointer, bytes, bytes.length) as number;
  if (n < 0) raiseLast(LINE.other);
  return n;
}

function writeEof(self: PyMemoryBIO): void {
  self.eofWritten = true;
  // From now on emptiness is the end.
  C.BIO_clear_flags(self.pointer, FLAGS_SHOULD_RETRY);
  C.BIO_ctrl(self.pointer, CTRL_SET_MEM_EOF_RETURN, 0, null);
}

export const memoryBIOType = defineType(PyMemoryBIO, {
  name: 'MemoryBIO',
  module: '_ssl',
  flags: ['BASETYPE'],
  make: make('MemoryBIO(*args)', newMemoryBIO),
  methods: [
    method('read(self, size: int = -1, /)', 'Takes bytes out.', read),
    method('write(self, b, /)', 'Puts bytes in.', write),
    method('write_eof(self, /) -> None', 'There will be no more.', writeEof),
  ],
  getset: [
    getset('pending', 'The number of bytes pending in the memory BIO.', pending),
    getset('eof', 'Whether the memory BIO is at EOF.', (self: PyMemoryBIO) => self.eofWritten && pending(self) === 0),
  ],
});
