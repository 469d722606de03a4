// _bz2: bzip2 through the system's libbz2. CPython: Modules/_bz2module.c.
import { defineModule } from '../objects/declare/module.ts';
import { defineType, make, member, method } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { PyBytes } from '../objects/model/values.ts';
import { newException, raise, throwException } from '../objects/ops/raise.ts';
import { EOFError, MemoryError, OSError, RuntimeError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { CodecStream, NOTHING } from './codecStream.ts';
import { type CFunction, systemLibrary } from './foreign.ts';
import { concatenated } from './zlib/compressor.ts';

/** Of bz_stream, in bytes. */
const STREAM_SIZE = 80;
const RUN = 0,
  FINISH = 2;
const STREAM_END = 4;

interface Library {
  compressInit: CFunction;
  compress: CFunction;
  compressEnd: CFunction;
  decompressInit: CFunction;
  decompress: CFunction;
  decompressEnd: CFunction;
}
let library: Library | undefined;

function loadLibrary(): Library {
  const find = systemLibrary('libbz2.so.1.0', 'libbz2.so.1');
  return {
    compressInit: find('BZ2_bzCompressInit', 'int', ['void *', 'int', 'int', 'int']),
    compress: find('BZ2_bzCompress', 'int', ['void *', 'int']),
    compressEnd: find('BZ2_bzCompressEnd', 'int', ['void *']),
    decompressInit: find('BZ2_bzDecompressInit', 'int', ['void *', 'int', 'int']),
    decompress: find('BZ2_bzDecompress', 'int', ['void *']),
    decompressEnd: find('BZ2_bzDecompressEnd', 'int', ['void *']),
  };
}

function checked(status: number): number {
  switch (status) {
    case -1:
      return raise(RuntimeError, 'Internal error - Invalid sequence of commands sent to libbzip2');
    case -2:
      return raise(ValueError, 'Internal error - invalid parameters passed to libbzip2');
    case -3:
      return throwException(newException(MemoryError));
    case -4:
    case -5:
      return raise(OSError, 'Invalid data stream');
    case -6:
      return raise(OSError, 'Unknown I/O error');
    case -7:
      return raise(EOFError, 'Compressed file ended before the logical end-of-stream was detected');
    case -9:
      return raise(RuntimeError, 'libbzip2 was not compiled correctly');
    default:
      return status < 0 ? raise(OSError, `Unrecognized error from libbzip2: ${status}`) : status;
  }
}

function refusePickling(self: PyObject): never {
  raise(TypeError, `cannot pickle '${self.ob_type.shown}' object`);
}

class PyBZ2Compressor extends PyBase {
  readonly stream = new CodecStream(STREAM_SIZE);
  flushed = false;
}

function newCompressor(level: number): PyBZ2Compressor {
  if (level < 1 || level > 9) raise(ValueError, 'compresslevel must be between 1 and 9');
  const self = new PyBZ2Compressor();
  checked(library!.compressInit(self.stream.memory, level, 0, 0));
  self.stream.ownedBy(self, library!.compressEnd);
  return self;
}

function compress({ stream, flushed }: PyBZ2Compressor, data: Uint8Array): PyBytes {
  if (flushed) raise(ValueError, 'Compressor has been flushed');
  // libbz2 takes a call that can do nothing for an error.
  if (data.length === 0) return new PyBytes(NOTHING);
  stream.read(data);
  const out = stream.run(
    () => checked(library!.compress(stream.memory, RUN)),
    Infinity,
    () => stream.left === 0,
  );
  stream.read(NOTHING);
  return new PyBytes(out);
}

function flush(self: PyBZ2Compressor): PyBytes {
  if (self.flushed) raise(ValueError, 'Repeated call to flush()');
  self.flushed = true;
  const { stream } = self;
  const out = stream.run(
    () => checked(library!.compress(stream.memory, FINISH)),
    Infinity,
    (status) => status === STREAM_END,
  );
  stream.end();
  return new PyBytes(out);
}

const compressorType = defineType(PyBZ2Compressor, {
  name: 'BZ2Compressor',
  module: '_bz2',
  doc: `Create a compressor object for compressing data incrementally.

  compresslevel
    Compression level, as a number between 1 and 9.

For one-shot compression, use the compress() function instead.`,
  make: make('BZ2Compressor(compresslevel: int = 9, /)', (_cls: PyObject, level: number) => newCompressor(level)),
  methods: [
    method('compress(self, data: buffer, /)', 'Takes data and gives what is ready of the compressed form, b"" if nothing is.', compress),
    method('flush(self, /)', 'Ends the stream and gives what is left of it. The compressor cannot be used after that.', flush),
    method('__reduce__(self, /)', null, refusePickling),
  ],
});

class PyBZ2Decompressor extends PyBase {
  readonly stream = new CodecStream(STREAM_SIZE);
  eof = false;
  needsInput = true;
  failed = false;
  unusedData = NOTHING;
  /** Input that has not been used yet. */
  rest = NOTHING;
}

function newDecompressor(): PyBZ2Decompressor {
  const self = new PyBZ2Decompressor();
  checked(library!.decompressInit(self.stream.memory, 0, 0));
  self.stream.ownedBy(self, library!.decompressEnd);
  return self;
}

function decompress(self: PyBZ2Decompressor, data: Uint8Array, limit: number): PyBytes {
  if (self.eof) raise(EOFError, 'End of stream already reached');
  if (self.failed) raise(ValueError, 'Decompressor is unusable after a previous error');
  // Until this has gone well.
  self.failed = true;
  self.needsInput = false;
  const { stream } = self;
  stream.read(self.rest.length === 0 ? data : concatenated([self.rest, data]));
  self.rest = NOTHING;
  const out =
    limit === 0
      ? NOTHING
      : stream.run(
          () => checked(library!.decompress(stream.memory)),
          limit < 0 ? Infinity : limit,
          (status) => {
            self.eof = status === STREAM_END;
            return self.eof || (stream.left === 0 && !stream.full);
          },
        );
  const left = stream.takeLeft();
  if (self.eof) {
    self.unusedData = left;
    stream.end();
  } else self.rest = left;
  self.needsInput = !self.eof && left.length === 0;
  self.failed = false;
  return new PyBytes(out);
}

const decompressorType = defineType(PyBZ2Decompressor, {
  name: 'BZ2Decompressor',
  module: '_bz2',
  doc: `Create a decompressor object for decompressing data incrementally.

For one-shot decompression, use the decompress() function instead.`,
  make: make('BZ2Decompressor()', newDecompressor),
  methods: [
    method(
      'decompress(self, /, data: buffer, max_length: size = -1)',
      'Takes data and gives what it decompresses to, at most max_length bytes unless that is negative; needs_input tells whether there may be more.',
      decompress,
    ),
    method('__reduce__(self, /)', null, refusePickling),
  ],
  getset: [
    member('eof', 'True if the end-of-stream marker has been reached.', (self: PyBZ2Decompressor) => self.eof),
    member('unused_data', 'Data found after the end of the compressed stream.', (self: PyBZ2Decompressor) => new PyBytes(self.unusedData)),
    member('needs_input', 'True if more input is needed before more decompressed data can be produced.', (self: PyBZ2Decompressor) => self.needsInput),
  ],
});

export default defineModule({
  name: '_bz2',
  doc: 'Compression and decompression as the bzip2 library does it.',
  types: [compressorType, decompressorType],
  constants: () => {
    library ??= loadLibrary();
    return {};
  },
});
