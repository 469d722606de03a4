// One stream of compression: the host's zlib where it has one, our own deflate elsewhere.
import { host, type HostZStream } from '../../host/host.ts';
import { Deflate, FINISH } from '../../util/zlib/deflate.ts';

export interface CompressOptions {
  readonly level: number;
  readonly windowBits: number;
  readonly memLevel: number;
  readonly strategy: number;
  readonly dictionary: Uint8Array | undefined;
}

export interface Compressor {
  /** Takes input, gives output; `flush` is one of zlib's flush modes. */
  write(data: Uint8Array, flush: number): Uint8Array;
  /** Undefined where the stream has become too long to be copied. */
  copy(): Compressor | undefined;
}

/** zlib's own check of deflateInit2's arguments. */
export function validOptions({ level, windowBits, memLevel, strategy }: CompressOptions): boolean {
  const bits = windowBits > 15 ? windowBits - 16 : Math.abs(windowBits);
  const least = windowBits >= 0 && windowBits <= 15 ? 8 : 9;
  return level >= -1 && level <= 9 && bits >= least && bits <= 15 && memLevel >= 1 && memLevel <= 9 && strategy >= 0 && strategy <= 4;
}

export function newCompressor(options: CompressOptions): Compressor {
  // zlib treats a window of 8 bits as one of 9.
  const windowBits = options.windowBits === 8 ? 9 : options.windowBits;
  return host.zlib === undefined
    ? new OwnCompressor(new Deflate(options.level, windowBits, options.strategy, options.dictionary))
    : new HostCompressor({ ...options, windowBits });
}

class OwnCompressor implements Compressor {
  readonly #stream: Deflate;
  constructor(stream: Deflate) {
    this.#stream = stream;
  }

  write(data: Uint8Array, flush: number): Uint8Array {
    return this.#stream.write(data, flush);
  }

  copy(): Compressor {
    return new OwnCompressor(this.#stream.copy());
  }
}

/** A host stream cannot be copied, so short streams remember their input and are run again. */
const REPLAY_LIMIT = 1 << 24;

class HostCompressor implements Compressor {
  readonly #options: CompressOptions;
  readonly #stream: HostZStream;
  #inputs: [Uint8Array, number][] | undefined = [];
  #inputLength = 0;

  constructor(options: CompressOptions) {
    this.#options = options;
    this.#stream = host.zlib!.deflate(options.level, options.windowBits, options.memLevel, options.strategy, options.dictionary);
  }

  write(data: Uint8Array, flush: number): Uint8Array {
    this.#remember(data, flush);
    const parts: Uint8Array[] = [];
    let at = 0;
    let size = Math.max(16384, data.length >> 1);
    do {
      const output = new Uint8Array(size);
      this.#stream.step(flush, data, at, data.length - at, output, 0, size);
      at = data.length - this.#stream.availIn;
      if (this.#stream.availOut < size) parts.push(output.subarray(0, size - this.#stream.availOut));
      size *= 2;
    } while (this.#stream.availOut === 0);
    if (flush === FINISH) this.#stream.end();
    return parts.length === 1 ? parts[0]!.slice() : concatenated(parts);
  }

  #remember(data: Uint8Array, flush: number): void {
    this.#inputLength += data.length;
    if (flush === FINISH || this.#inputLength > REPLAY_LIMIT) this.#inputs = undefined;
    this.#inputs?.push([data.slice(), flush]);
  }

  copy(): Compressor | undefined {
    if (this.#inputs === undefined) return undefined;
    const other = new HostCompressor(this.#options);
    for (const [data, flush] of this.#inputs) other.write(data, flush);
    return other;
  }
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
