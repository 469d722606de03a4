// The stream structure that libbz2 and liblzma share but for the width of lengths: where the next input and output lie, and how much there is of both.
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
/** Five streams that were dropped before their end may wait for a collection. */
const WEIGHT = 100;
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

  /** Has `release` called at the end, or else once nobody has `owner` any more: what is behind the stream takes megabytes. */
  ownedBy(owner: object, release: CFunction): void {
    const { memory } = this;
    this.#release = own(owner, () => release(memory), WEIGHT);
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
  run(step: () => number, limit: number, isDone: (status: number) => boolean): Uint8Array {
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
        const status = step();
        this.#taken += offered - fields.getUint32(AVAILABLE_IN, true);
        free = fields.getUint32(AVAILABLE_OUT, true);
        this.full = free === 0;
        done = isDone(status);
      } while (free > 0 && !done);
      written.push(chunk.subarray(0, chunk.length - free));
      room -= chunk.length - free;
      if (done || room === 0) return concatenated(written);
    }
  }
}
