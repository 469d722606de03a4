// The stream structure that libbz2 and liblzma share but for the width of lengths (where the next input and output lie, and how much there is of
// both), and what Python's compressors and decompressors over it have in common.
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { PyBytes } from '../objects/model/values.ts';
import { member, method } from '../objects/declare/type.ts';
import { raise } from '../objects/ops/raise.ts';
import { TypeError, ValueError } from '../objects/types/exceptions.ts';
import { type CFunction, foreign, own } from './foreign.ts';
import { concatenated } from './zlib/compressor.ts';

const NEXT_IN = 0,
  AVAILABLE_IN = 8,
  NEXT_OUT = 24,
  AVAILABLE_OUT = 32;
const FIRST_CHUNK = 32 * 1024,
  LARGEST_CHUNK = 16 * 1024 * 1024;
/** Lengths are offered as 32-bit numbers, the upper half of wider ones stays 0. */
const MOST = 2 ** 30;
export const NOTHING: Uint8Array = new Uint8Array(0);

/** The library knows it by its address, which lasts as long as this object. */
export class CodecStream {
  readonly memory: Uint8Array;
  /** The last output had no more room: there may be more of it. */
  full = false;
  readonly #fields: DataView;
  #input = NOTHING;
  #taken = 0;
  #release: (() => void) | undefined;

  /** `size` of the structure in bytes. */
  constructor(size: number) {
    const buffer = new ArrayBuffer(size);
    this.memory = new Uint8Array(buffer);
    this.#fields = new DataView(buffer);
  }

  /** Has `release` called at the end, or else once nobody has `owner` any more: what is behind the stream takes some `megabytes`. */
  ownedBy(owner: object, release: CFunction, megabytes: number): void {
    const { memory } = this;
    this.#release = own(owner, () => release(memory), megabytes);
  }

  /** Nothing is read or written any more. */
  end(): void {
    this.#release?.();
  }

  /** Sets what is read; `data` must not change until all is. */
  read(data: Uint8Array): void {
    this.#input = data;
    this.#taken = 0;
  }

  /** How much of the input has not been read. */
  get left(): number {
    return this.#input.length - this.#taken;
  }

  takeLeft(): Uint8Array {
    const rest = this.#input.slice(this.#taken);
    this.read(NOTHING);
    return rest;
  }

  /** Calls `step` until `isDone`, which gets its result; gives what was written, at most `limit` bytes. */
  write(step: () => boolean, limit: number, isDone: (ended: boolean) => boolean): Uint8Array {
    const fields = this.#fields;
    const written: Uint8Array[] = [];
    let room = limit;
    for (let size = FIRST_CHUNK; ; size = Math.min(size * 2, LARGEST_CHUNK)) {
      const chunk = new Uint8Array(Math.min(size, room));
      fields.setBigUint64(NEXT_OUT, foreign.address(chunk), true);
      fields.setUint32(AVAILABLE_OUT, chunk.length, true);
      let free: number;
      let done: boolean;
      do {
        const offered = Math.min(this.left, MOST);
        fields.setBigUint64(NEXT_IN, offered === 0 ? 0n : foreign.address(this.#input) + BigInt(this.#taken), true);
        fields.setUint32(AVAILABLE_IN, offered, true);
        const ended = step();
        this.#taken += offered - fields.getUint32(AVAILABLE_IN, true);
        free = fields.getUint32(AVAILABLE_OUT, true);
        this.full = free === 0;
        done = isDone(ended);
      } while (free > 0 && !done);
      written.push(chunk.subarray(0, chunk.length - free));
      room -= chunk.length - free;
      if (done || room === 0) return concatenated(written);
    }
  }
}

/** `run` and `finish` are one step of the library each, and give whether the stream has ended. */
export abstract class PyCodecCompressor extends PyBase {
  abstract readonly stream: CodecStream;
  flushed = false;
  abstract run(): boolean;
  abstract finish(): boolean;
}

function compress(self: PyCodecCompressor, data: Uint8Array): PyBytes {
  if (self.flushed) raise(ValueError, 'Compressor has been flushed');
  const { stream } = self;
  stream.read(data);
  const out = stream.write(
    () => self.run(),
    Infinity,
    () => stream.left === 0,
  );
  stream.read(NOTHING);
  return new PyBytes(out);
}

function flush(self: PyCodecCompressor): PyBytes {
  if (self.flushed) raise(ValueError, 'Repeated call to flush()');
  self.flushed = true;
  const out = self.stream.write(
    () => self.finish(),
    Infinity,
    (ended) => ended,
  );
  self.stream.end();
  return new PyBytes(out);
}

function refusePickling(self: PyObject): never {
  raise(TypeError, `cannot pickle '${self.ob_type.shown}' object`);
}

export const compressorMethods = [
  method('compress(self, data: buffer, /)', 'Takes data and gives what is ready of the compressed form, b"" if nothing is.', compress),
  method('flush(self, /)', 'Ends the stream and gives what is left of it. The compressor cannot be used after that.', flush),
  method('__reduce__(self, /)', null, refusePickling),
];

export abstract class PyCodecDecompressor extends PyBase {
  abstract readonly stream: CodecStream;
  eof = false;
  needsInput = true;
  unusedData = NOTHING;
  /** Input that has not been used yet. */
  rest = NOTHING;
  /** Raises what cannot be gone on with. */
  abstract begin(): void;
  abstract run(): boolean;
  /** Does a stream want more input that has used all it had and is not at its end? */
  abstract wantsMore(): boolean;
}

function decompress(self: PyCodecDecompressor, data: Uint8Array, limit: number): PyBytes {
  self.begin();
  const { stream } = self;
  self.needsInput = false;
  stream.read(self.rest.length === 0 ? data : concatenated([self.rest, data]));
  self.rest = NOTHING;
  const out =
    limit === 0
      ? NOTHING
      : stream.write(
          () => self.run(),
          limit < 0 ? Infinity : limit,
          (ended) => {
            self.eof = ended;
            return ended || (stream.left === 0 && !stream.full);
          },
        );
  const left = stream.takeLeft();
  if (self.eof) {
    self.unusedData = left;
    stream.end();
  } else self.rest = left;
  self.needsInput = !self.eof && left.length === 0 && self.wantsMore();
  return new PyBytes(out);
}

export const decompressorMethods = [
  method(
    'decompress(self, /, data: buffer, max_length: size = -1)',
    'Takes data and gives what it decompresses to, at most max_length bytes unless that is negative; needs_input tells whether there may be more.',
    decompress,
  ),
  method('__reduce__(self, /)', null, refusePickling),
];

export const decompressorMembers = [
  member('eof', 'True if the end-of-stream marker has been reached.', (self: PyCodecDecompressor) => self.eof),
  member('unused_data', 'Data found after the end of the compressed stream.', (self: PyCodecDecompressor) => new PyBytes(self.unusedData)),
  member('needs_input', 'True if more input is needed before more decompressed data can be produced.', (self: PyCodecDecompressor) => self.needsInput),
];
