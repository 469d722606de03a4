// zlib. CPython: Modules/zlibmodule.c.
import { addConverter } from '../../objects/declare/converters.ts';
import { defineModule, fn } from '../../objects/declare/module.ts';
import { defineType, make, member, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { PyBytes } from '../../objects/model/values.ts';
import { tryAnyBytes } from '../../objects/ops/buffer.ts';
import { raise } from '../../objects/ops/raise.ts';
import { EOFError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { host } from '../../host/host.ts';
import { adler32, crc32 } from '../../util/binary/checksum.ts';
import { FINISH, NO_FLUSH } from '../../util/zlib/deflate.ts';
import { Inflate } from '../../util/zlib/inflate.ts';
import '../uintBits.ts';
import { concatenated, newCompressor, validOptions, type Compressor } from './compressor.ts';
import { inflate, inflateWhole, validWindow, zlibError } from './decompressor.ts';

const NOTHING = new Uint8Array(0);
const MAX_WBITS = 15;
const DEF_MEM_LEVEL = 8;
const Z_BLOCK = 5;

export class PyCompress extends PyBase {
  /** Undefined after the stream was finished. */
  stream: Compressor | undefined;
  constructor(stream: Compressor) {
    super();
    this.stream = stream;
  }
}

function refusePickling(self: PyObject): never {
  raise(TypeError, `cannot pickle '${self.ob_type.shown}' object`);
}

function copyCompress(self: PyCompress): PyCompress {
  const copy = self.stream?.copy();
  if (copy === undefined) raise(ValueError, 'Inconsistent stream state');
  return new PyCompress(copy);
}

export const compressType = defineType(PyCompress, {
  name: 'Compress',
  module: 'zlib',
  flags: ['NO_NEW'],
  doc: 'A stream of compression.',
  methods: [
    method('compress(self, data: buffer, /)', 'Takes data and gives what is ready of the compressed form.', (self: PyCompress, data: Uint8Array) => {
      if (self.stream === undefined) raise(zlibError(), 'Error -2 while compressing data: inconsistent stream state');
      return new PyBytes(self.stream.write(data, NO_FLUSH));
    }),
    method('flush(self, mode: int = 4, /)', 'Gives what is still inside; with Z_FINISH the stream ends.', (self: PyCompress, mode: number) => {
      if (mode === NO_FLUSH) return new PyBytes(NOTHING);
      if (self.stream === undefined || mode < 0 || mode > Z_BLOCK) raise(zlibError(), 'Error -2 while flushing: inconsistent stream state');
      const out = self.stream.write(NOTHING, mode);
      if (mode === FINISH) self.stream = undefined;
      return new PyBytes(out);
    }),
    method('copy(self, /)', 'A second stream in the same state.', copyCompress),
    method('__copy__(self, /)', null, copyCompress),
    method('__deepcopy__(self, memo, /)', null, copyCompress),
    method('__reduce__(self, /)', null, refusePickling),
  ],
});

export class PyDecompress extends PyBase {
  stream: Inflate;
  dictionary: Uint8Array | undefined;
  unusedData: Uint8Array;
  unconsumedTail: Uint8Array;
  /** flush() after the end of the stream gives it up: it cannot be copied any more. */
  closed: boolean;
  constructor(stream: Inflate, dictionary: Uint8Array | undefined) {
    super();
    this.stream = stream;
    this.dictionary = dictionary;
    this.unusedData = NOTHING;
    this.unconsumedTail = NOTHING;
    this.closed = false;
  }
}

function decompressSome(self: PyDecompress, data: Uint8Array, limit: number): PyBytes {
  if (self.stream.done) {
    self.unusedData = concatenated([self.unusedData, data]);
    return new PyBytes(NOTHING);
  }
  const out = inflate(self.stream, data, limit, self.dictionary);
  const rest = self.stream.takeUnreadIf(self.stream.done || out.length >= limit);
  self.unusedData = self.stream.done ? rest : NOTHING;
  self.unconsumedTail = self.stream.done ? NOTHING : rest;
  return new PyBytes(out);
}

function flushDecompress(self: PyDecompress, length: number): PyBytes {
  if (length <= 0) raise(ValueError, 'length must be greater than zero');
  const tail = self.unconsumedTail;
  self.unconsumedTail = NOTHING;
  const out = decompressSome(self, tail, Infinity);
  self.closed = self.stream.done;
  return out;
}

function copyDecompress(self: PyDecompress): PyDecompress {
  if (self.closed) raise(ValueError, 'Inconsistent stream state');
  const other = new PyDecompress(self.stream.copy(), self.dictionary);
  other.unusedData = self.unusedData;
  other.unconsumedTail = self.unconsumedTail;
  return other;
}

export const decompressType = defineType(PyDecompress, {
  name: 'Decompress',
  module: 'zlib',
  flags: ['NO_NEW'],
  doc: 'A stream of decompression.',
  methods: [
    method(
      'decompress(self, data: buffer, /, max_length: size = 0)',
      'Takes data and gives what it decompresses to, at most max_length bytes if that is not 0.',
      (self: PyDecompress, data: Uint8Array, limit: number) => {
        if (limit < 0) raise(ValueError, 'max_length must be non-negative');
        return decompressSome(self, data, limit === 0 ? Infinity : limit);
      },
    ),
    method('flush(self, length: size = 16384, /)', 'Decompresses what is left over.', flushDecompress),
    method('copy(self, /)', 'A second stream in the same state.', copyDecompress),
    method('__copy__(self, /)', null, copyDecompress),
    method('__deepcopy__(self, memo, /)', null, copyDecompress),
    method('__reduce__(self, /)', null, refusePickling),
  ],
  getset: [
    member('unused_data', null, (self: PyDecompress) => new PyBytes(self.unusedData)),
    member('unconsumed_tail', null, (self: PyDecompress) => new PyBytes(self.unconsumedTail)),
    member('eof', null, (self: PyDecompress) => self.stream.done),
  ],
});

/** A decompressor that keeps input it could not use yet, as bz2's and lzma's do. */
export class PyZlibDecompressor extends PyBase {
  stream: Inflate;
  dictionary: Uint8Array | undefined;
  needsInput: boolean;
  constructor(windowBits: number, dictionary: Uint8Array | undefined) {
    super();
    this.stream = newInflate(windowBits, dictionary);
    this.dictionary = dictionary;
    this.needsInput = true;
  }
}

export const zlibDecompressorType = defineType(PyZlibDecompressor, {
  name: '_ZlibDecompressor',
  module: 'zlib',
  doc: 'A stream of decompression that keeps input it could not use yet.',
  make: make(
    "_ZlibDecompressor(wbits: int = 15, zdict: zdict = b'')",
    (_cls: PyObject, windowBits: number, dictionary: Uint8Array | undefined) => new PyZlibDecompressor(windowBits, dictionary),
  ),
  methods: [
    method(
      'decompress(self, /, data: buffer, max_length: size = -1)',
      'Takes data and gives what it decompresses to.',
      (self: PyZlibDecompressor, data: Uint8Array, limit: number) => {
        if (self.stream.done) raise(EOFError, 'End of stream already reached');
        const out = inflate(self.stream, data.slice(), limit < 0 ? Infinity : limit, self.dictionary);
        self.needsInput = !self.stream.done && (limit < 0 || out.length < limit || self.stream.unread.length === 0);
        return new PyBytes(out);
      },
    ),
    method('__reduce__(self, /)', null, refusePickling),
  ],
  getset: [
    member('eof', null, (self: PyZlibDecompressor) => self.stream.done),
    member('unused_data', null, (self: PyZlibDecompressor) => new PyBytes(self.stream.done ? self.stream.unread.slice() : NOTHING)),
    member('needs_input', null, (self: PyZlibDecompressor) => self.needsInput),
  ],
});

function newInflate(windowBits: number, dictionary: Uint8Array | undefined): Inflate {
  if (!validWindow(windowBits)) raise(ValueError, 'Invalid initialization option');
  const stream = new Inflate(windowBits);
  if (windowBits < 0 && dictionary !== undefined) stream.setDictionary(dictionary);
  return stream;
}

function compress(data: Uint8Array, level: number, windowBits: number): PyBytes {
  const options = { level, windowBits, memLevel: DEF_MEM_LEVEL, strategy: 0, dictionary: undefined };
  if (!validOptions(options)) raise(zlibError(), 'Bad compression level');
  return new PyBytes(newCompressor(options).write(data, FINISH));
}

function compressobj(level: number, method: number, windowBits: number, memLevel: number, strategy: number, dictionary: Uint8Array | undefined): PyCompress {
  const options = { level, windowBits, memLevel, strategy, dictionary: dictionary?.slice() };
  if (method !== 8 || !validOptions(options)) raise(ValueError, 'Invalid initialization option');
  return new PyCompress(newCompressor(options));
}

function decompress(data: Uint8Array, windowBits: number, bufsize: number): PyBytes {
  if (bufsize < 0) raise(ValueError, 'bufsize must be non-negative');
  if (!validWindow(windowBits)) raise(zlibError(), 'Error -2 while preparing to decompress data: inconsistent stream state');
  return new PyBytes(inflateWhole(data, windowBits));
}

function decompressobj(windowBits: number, dictionary: Uint8Array | undefined): PyDecompress {
  return new PyDecompress(newInflate(windowBits, dictionary), dictionary);
}

addConverter('zdict', (value) => tryAnyBytes(value)?.slice() ?? raise(TypeError, 'zdict argument must support the buffer protocol'));

const version = () => host.zlib?.version ?? '1.3.1';

export default defineModule({
  name: 'zlib',
  doc: 'Compression and decompression as the zlib library does it.',
  types: [zlibDecompressorType],
  constants: () => ({
    MAX_WBITS,
    DEFLATED: 8,
    DEF_MEM_LEVEL,
    DEF_BUF_SIZE: 16384,
    Z_BEST_SPEED: 1,
    Z_BEST_COMPRESSION: 9,
    Z_DEFAULT_COMPRESSION: -1,
    Z_NO_COMPRESSION: 0,
    Z_FILTERED: 1,
    Z_HUFFMAN_ONLY: 2,
    Z_RLE: 3,
    Z_FIXED: 4,
    Z_DEFAULT_STRATEGY: 0,
    Z_NO_FLUSH: NO_FLUSH,
    Z_PARTIAL_FLUSH: 1,
    Z_SYNC_FLUSH: 2,
    Z_FULL_FLUSH: 3,
    Z_FINISH: FINISH,
    Z_BLOCK,
    Z_TREES: 6,
    ZLIB_VERSION: version(),
    ZLIB_RUNTIME_VERSION: version(),
    __version__: '1.0',
    error: zlibError(),
  }),
  functions: [
    fn('compress(data: buffer, /, level: int = -1, wbits: int = 15)', 'The data in compressed form.', compress),
    fn('decompress(data: buffer, /, wbits: int = 15, bufsize: size = 16384)', 'The data that the compressed form stands for.', decompress),
    fn(
      'compressobj(level: int = -1, method: int = 8, wbits: int = 15, memLevel: int = 8, strategy: int = 0, zdict: buffer = ?)',
      'A stream of compression.',
      compressobj,
    ),
    fn("decompressobj(wbits: int = 15, zdict: zdict = b'')", 'A stream of decompression.', decompressobj),
    fn('adler32(data: buffer, value: uint_bits = 1, /)', 'Adler-32, continued from value.', adler32),
    fn('crc32(data: buffer, value: uint_bits = 0, /)', 'CRC-32, continued from value.', crc32),
  ],
});
