// HOT. Memory for bytes objects. The engine keeps arrays of up to 64 bytes in its own heap; each longer one it asks the C library for, fills with
// zeros and has to be told about at every collection: 200 to 400 ns, where a view of a block costs 40. So middle sizes are parts of blocks, and
// large ones are not cleared where they are overwritten anyway.
// Invariant: no two arrays share a byte, but a part keeps its whole block alive, which the small size of a block makes bearable.
export type Memory = Uint8Array<ArrayBuffer>;

/** What the platform does better than the language; the functions here are what the language can do. */
export const engine = {
  /** `n` bytes with any content. */
  unfilled: (n: number): ArrayBuffer => new ArrayBuffer(n),
  /** The bytes from `start` to `end` as characters of the same numbers. */
  latin1: undefined as ((bytes: Uint8Array, start: number, end: number) => string) | undefined,
  isAscii: undefined as ((bytes: Uint8Array) => boolean) | undefined,
  /** Writes a string that has no character above 0xFF. */
  writeLatin1: undefined as ((target: Uint8Array, text: string, at: number) => void) | undefined,
  /** Bytes from `start` on as UTF-16 in the order of a little-endian machine, and back. */
  ucs2: undefined as ((bytes: Uint8Array, start: number) => string) | undefined,
  writeUcs2: undefined as ((target: Uint8Array, text: string, at: number) => void) | undefined,
  /** The checksums of zlib, continued from `start`. */
  crc32: undefined as ((bytes: Uint8Array, start: number) => number) | undefined,
  adler32: undefined as ((bytes: Uint8Array, start: number) => number) | undefined,
  /** Less than, equal to or greater than zero. */
  compare: undefined as ((a: Uint8Array, b: Uint8Array) => number) | undefined,
  /** Two digits of base 16 for each byte, and back; that they are digits is for the caller to know. */
  hex: undefined as ((bytes: Uint8Array) => string) | undefined,
  writeHex: undefined as ((target: Uint8Array, digits: string) => void) | undefined,
};

const IN_HEAP = 64,
  SMALL_PART = 512,
  LARGEST_PART = 8192,
  BLOCK = 16384,
  LARGE_BLOCK = 65536;
/** What small and large parts are cut from: a part keeps no block alive that is very much larger. */
const small = { buffer: new ArrayBuffer(0), used: BLOCK, size: BLOCK };
const large = { buffer: new ArrayBuffer(0), used: LARGE_BLOCK, size: LARGE_BLOCK };

function part(n: number): Memory {
  const block = n <= SMALL_PART ? small : large;
  if (block.used + n > block.size) {
    block.buffer = engine.unfilled(block.size);
    block.used = 0;
  }
  const at = block.used;
  // Words stay aligned, for those who look at them as such.
  block.used = (at + n + 7) & ~7;
  return new Uint8Array(block.buffer, at, n);
}

/**
 * Large arrays begin so many bytes after what the C library gave, which for 128 KB and more lies 16 bytes behind the start of a page. Where the
 * target of a copy is 1 to 31 bytes behind its source, counted within pages, `rep movsb` of many processors (AMD's Zen 3 and 4) takes 3 to 20 times
 * as long; the system's own pages, from which files are read, begin at 0.
 */
const APART = 64;
const MOST_APART = 2 ** 31;

/** `n` zeros. */
export function newMemory(n: number): Memory {
  if (n <= IN_HEAP || n > MOST_APART) return new Uint8Array(n);
  return n <= LARGEST_PART ? part(n).fill(0) : new Uint8Array(new ArrayBuffer(n + APART), APART, n);
}

/** `n` bytes that the caller fills, all of them. */
export function unfilledMemory(n: number): Memory {
  if (n <= IN_HEAP || n > MOST_APART) return new Uint8Array(n);
  return n <= LARGEST_PART ? part(n) : new Uint8Array(engine.unfilled(n + APART), APART, n);
}

/** A copy of bytes[start:end], both within the array. */
export function copyMemory(bytes: Uint8Array, start = 0, end = bytes.length): Memory {
  const n = end - start;
  if (n <= IN_HEAP) return bytes.slice(start, end) as Memory;
  const out = unfilledMemory(n);
  out.set(n === bytes.length ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset + start, n));
  return out;
}

/** Copies pieces out of an array, one after another from left to right: neighbours lie in one block, which is much cheaper than memory for each. */
export class Pieces {
  private readonly bytes: Uint8Array;
  private from = 0;
  private to = 0;
  private copy: ArrayBuffer | undefined;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  take(start: number, end: number): Uint8Array {
    const { bytes } = this;
    if (bytes.length < MANY_PIECES || end - start > LARGEST_PIECE) return copyMemory(bytes, start, end);
    if (start < this.from || end > this.to) {
      this.from = start;
      this.to = Math.min(start + PIECES, bytes.length);
      this.copy = engine.unfilled(PIECES);
      new Uint8Array(this.copy).set(bytes.subarray(start, this.to));
    }
    return new Uint8Array(this.copy!, start - this.from, end - start);
  }
}
const MANY_PIECES = 512,
  LARGEST_PIECE = 1024,
  PIECES = 4096;

/** The first `count` bytes of memory that is the caller's own: itself, or a copy if the rest would be a waste. */
export function trimmedMemory(memory: Memory, count: number): Memory {
  return count === memory.length ? memory : copyMemory(memory, 0, count);
}

/** Memory of up to `OPEN_LIMIT` bytes for what is written before its length is known; the first `n` of them are kept with `takePart(n)`, at once. */
export function openPart(most: number): Memory {
  if (small.used + most > BLOCK) {
    small.buffer = engine.unfilled(BLOCK);
    small.used = 0;
  }
  return (open = new Uint8Array(small.buffer, small.used, most));
}
let open: Memory = new Uint8Array(0);

export function takePart(n: number): Memory {
  if (n <= IN_HEAP) return open.slice(0, n);
  small.used = (small.used + n + 7) & ~7;
  return n === open.length ? open : new Uint8Array(open.buffer, open.byteOffset, n);
}

/** The largest argument of `openPart`. */
export const OPEN_LIMIT = LARGEST_PART;
