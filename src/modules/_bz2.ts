// _bz2: bzip2 through the system's libbz2. CPython: Modules/_bz2module.c.
import { defineModule } from '../objects/declare/module.ts';
import { defineType, make } from '../objects/declare/type.ts';
import type { PyObject } from '../objects/model/object.ts';
import { newException, raise, throwException } from '../objects/ops/raise.ts';
import { EOFError, MemoryError, OSError, RuntimeError, ValueError } from '../objects/types/exceptions.ts';
import { CodecStream, compressorMethods, decompressorMembers, decompressorMethods, PyCodecCompressor, PyCodecDecompressor } from './codecStream.ts';
import { type CFunction, systemLibrary } from './foreign.ts';

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

class PyBZ2Compressor extends PyCodecCompressor {
  readonly stream = new CodecStream(STREAM_SIZE);
  run(): boolean {
    // libbz2 takes a call that can do nothing for an error.
    return this.stream.left > 0 && checked(library!.compress(this.stream.memory, RUN)) === STREAM_END;
  }
  finish(): boolean {
    return checked(library!.compress(this.stream.memory, FINISH)) === STREAM_END;
  }
}

function newCompressor(level: number): PyBZ2Compressor {
  if (level < 1 || level > 9) raise(ValueError, 'compresslevel must be between 1 and 9');
  const self = new PyBZ2Compressor();
  checked(library!.compressInit(self.stream.memory, level, 0, 0));
  self.stream.ownedBy(self, library!.compressEnd, 8);
  return self;
}

const compressorType = defineType(PyBZ2Compressor, {
  name: 'BZ2Compressor',
  module: '_bz2',
  doc: `Create a compressor object for compressing data incrementally.

  compresslevel
    Compression level, as a number between 1 and 9.

For one-shot compression, use the compress() function instead.`,
  make: make('BZ2Compressor(compresslevel: int = 9, /)', (_cls: PyObject, level: number) => newCompressor(level)),
  methods: compressorMethods,
});

class PyBZ2Decompressor extends PyCodecDecompressor {
  readonly stream = new CodecStream(STREAM_SIZE);
  failed = false;
  begin(): void {
    if (this.eof) raise(EOFError, 'End of stream already reached');
    if (this.failed) raise(ValueError, 'Decompressor is unusable after a previous error');
  }
  run(): boolean {
    this.failed = true;
    const status = checked(library!.decompress(this.stream.memory));
    this.failed = false;
    return status === STREAM_END;
  }
  wantsMore(): boolean {
    return true;
  }
}

function newDecompressor(): PyBZ2Decompressor {
  const self = new PyBZ2Decompressor();
  checked(library!.decompressInit(self.stream.memory, 0, 0));
  self.stream.ownedBy(self, library!.decompressEnd, 4);
  return self;
}

const decompressorType = defineType(PyBZ2Decompressor, {
  name: 'BZ2Decompressor',
  module: '_bz2',
  doc: `Create a decompressor object for decompressing data incrementally.

For one-shot decompression, use the decompress() function instead.`,
  make: make('BZ2Decompressor()', newDecompressor),
  methods: decompressorMethods,
  getset: decompressorMembers,
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
