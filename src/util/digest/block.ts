// What the hash functions share: gathering input into blocks, padding at the end, copies. No Python here.

/** A running hash. `digest` leaves it usable. */
export interface Digest {
  update(data: Uint8Array): void;
  /** `length` only for extendable-output functions. */
  digest(length?: number): Uint8Array;
  copy(): Digest;
}

/** Merkle–Damgård: 64- or 128-byte blocks, a 1 bit, zeros and the length in bits at the end. */
export abstract class BlockDigest implements Digest {
  protected readonly block: Uint8Array;
  protected used = 0;
  protected total = 0;
  protected readonly view: DataView;
  private readonly lengthBytes: number;
  private readonly littleEndian: boolean;

  constructor(blockSize: number, lengthBytes: number, littleEndian: boolean) {
    this.block = new Uint8Array(blockSize);
    this.view = new DataView(this.block.buffer);
    this.lengthBytes = lengthBytes;
    this.littleEndian = littleEndian;
  }

  /** Mixes `view`, one block from `offset`, into the state. */
  protected abstract compress(view: DataView, offset: number): void;
  protected abstract output(): Uint8Array;
  /** A fresh instance with the same state words. */
  protected abstract fresh(): BlockDigest;

  update(data: Uint8Array): void {
    const size = this.block.length;
    this.total += data.length;
    let i = 0;
    if (this.used > 0) {
      i = Math.min(size - this.used, data.length);
      this.block.set(data.subarray(0, i), this.used);
      this.used += i;
      if (this.used < size) return;
      this.compress(this.view, 0);
      this.used = 0;
    }
    if (i + size <= data.length) {
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
      for (; i + size <= data.length; i += size) this.compress(view, i);
    }
    this.block.set(data.subarray(i));
    this.used = data.length - i;
  }

  digest(): Uint8Array {
    const end = this.copy();
    end.finish();
    return end.output();
  }

  copy(): BlockDigest {
    const other = this.fresh();
    other.block.set(this.block);
    other.used = this.used;
    other.total = this.total;
    return other;
  }

  private finish(): void {
    const size = this.block.length;
    this.block[this.used++] = 0x80;
    if (this.used > size - this.lengthBytes) {
      this.block.fill(0, this.used);
      this.compress(this.view, 0);
      this.used = 0;
    }
    this.block.fill(0, this.used);
    this.view.setBigUint64(this.littleEndian ? size - this.lengthBytes : size - 8, BigInt(this.total) * 8n, this.littleEndian);
    this.compress(this.view, 0);
  }
}

/** Words to bytes. */
export function wordsOut(words: ArrayLike<number>, length: number, littleEndian: boolean): Uint8Array {
  const out = new Uint8Array(Math.ceil(length / 4) * 4);
  const view = new DataView(out.buffer);
  for (let i = 0; i < out.length / 4; i++) view.setUint32(4 * i, words[i]! >>> 0, littleEndian);
  return out.slice(0, length);
}

/** The first `count` primes: SHA-2 takes its constants from their roots. */
export function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

/** floor(n ** (1/k) * 2**bits) modulo 2**bits: the leading bits of the fraction of a root. */
export function rootFraction(n: number, k: 2 | 3, bits: number): bigint {
  const target = BigInt(n) << BigInt(bits * k);
  let low = 0n;
  let high = BigInt(n) << BigInt(bits);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(k) <= target) low = middle;
    else high = middle - 1n;
  }
  return low & ((1n << BigInt(bits)) - 1n);
}
