// BLAKE2b and BLAKE2s (RFC 7693) with key, salt, personalisation and tree parameters.
// Words of BLAKE2b are BigInts in the parameter block and pairs of 32-bit halves (low, high) in the mixing.
import type { Digest } from './block.ts';

export interface Blake2Options {
  digestSize: number;
  key: Uint8Array;
  salt: Uint8Array;
  person: Uint8Array;
  fanout: number;
  depth: number;
  leafSize: number;
  nodeOffset: bigint;
  nodeDepth: number;
  innerSize: number;
  lastNode: boolean;
}

const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
/** Each round mixes the columns, then the diagonals. */
const MIXES = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

abstract class Blake2 implements Digest {
  protected readonly options: Blake2Options;
  protected readonly block: Uint8Array;
  protected used = 0;
  protected total = 0;

  constructor(options: Blake2Options, blockSize: number) {
    this.options = options;
    this.block = new Uint8Array(blockSize);
  }
  protected abstract compress(last: boolean): void;
  protected abstract output(): Uint8Array;
  protected abstract fresh(): Blake2;

  protected start(): void {
    if (this.options.key.length === 0) return;
    this.block.set(this.options.key);
    this.used = this.block.length;
  }

  update(data: Uint8Array): void {
    const size = this.block.length;
    for (let i = 0; i < data.length; ) {
      // A full block waits: the last one is mixed differently.
      if (this.used === size) {
        this.total += size;
        this.compress(false);
        this.used = 0;
      }
      const n = Math.min(size - this.used, data.length - i);
      this.block.set(data.subarray(i, i + n), this.used);
      this.used += n;
      i += n;
    }
  }

  digest(): Uint8Array {
    const end = this.copy();
    end.total += end.used;
    end.block.fill(0, end.used);
    end.compress(true);
    return end.output();
  }

  copy(): Blake2 {
    const other = this.fresh();
    other.block.set(this.block);
    other.used = this.used;
    other.total = this.total;
    return other;
  }
}

/** The parameter block: words that the initial state is mixed with. */
function parameters(o: Blake2Options, wide: boolean): Uint8Array {
  const out = new Uint8Array(wide ? 64 : 32);
  const view = new DataView(out.buffer);
  out.set([o.digestSize, o.key.length, o.fanout, o.depth]);
  view.setUint32(4, o.leafSize, true);
  if (wide) {
    view.setBigUint64(8, o.nodeOffset, true);
    out.set([o.nodeDepth, o.innerSize], 16);
    out.set(o.salt, 32);
    out.set(o.person, 48);
  } else {
    view.setUint32(8, Number(o.nodeOffset & 0xffffffffn), true);
    view.setUint16(12, Number(o.nodeOffset >> 32n), true);
    out.set([o.nodeDepth, o.innerSize], 14);
    out.set(o.salt, 16);
    out.set(o.person, 24);
  }
  return out;
}

const IV32 = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);

export class Blake2s extends Blake2 {
  private h: Int32Array;
  constructor(options: Blake2Options) {
    super(options, 64);
    const view = new DataView(parameters(options, false).buffer);
    this.h = IV32.map((word, i) => word ^ view.getInt32(4 * i, true));
    this.start();
  }

  protected compress(last: boolean): void {
    const view = new DataView(this.block.buffer);
    const v = new Int32Array(16);
    v.set(this.h);
    v.set(IV32, 8);
    v[12]! ^= this.total | 0;
    v[13]! ^= Math.floor(this.total / 4294967296);
    if (last) {
      v[14] = ~v[14]!;
      if (this.options.lastNode) v[15] = ~v[15]!;
    }
    for (let round = 0; round < 10; round++) {
      const s = SIGMA[round]!;
      for (let i = 0; i < 8; i++) mix32(v, MIXES[i]!, view.getInt32(4 * s[2 * i]!, true), view.getInt32(4 * s[2 * i + 1]!, true));
    }
    for (let i = 0; i < 8; i++) this.h[i]! ^= v[i]! ^ v[i + 8]!;
  }
  protected output(): Uint8Array {
    const out = new Uint8Array(32);
    const view = new DataView(out.buffer);
    this.h.forEach((word, i) => view.setInt32(4 * i, word, true));
    return out.slice(0, this.options.digestSize);
  }
  protected fresh(): Blake2s {
    const other = new Blake2s({ ...this.options });
    other.h = this.h.slice();
    return other;
  }
}

function mix32(v: Int32Array, [a, b, c, d]: number[], x: number, y: number): void {
  const rotate = (n: number, by: number) => (n >>> by) | (n << (32 - by));
  v[a!] = v[a!]! + v[b!]! + x;
  v[d!] = rotate(v[d!]! ^ v[a!]!, 16);
  v[c!] = v[c!]! + v[d!]!;
  v[b!] = rotate(v[b!]! ^ v[c!]!, 12);
  v[a!] = v[a!]! + v[b!]! + y;
  v[d!] = rotate(v[d!]! ^ v[a!]!, 8);
  v[c!] = v[c!]! + v[d!]!;
  v[b!] = rotate(v[b!]! ^ v[c!]!, 7);
}

/** Low and high halves of the eight initial words, those of SHA-512. */
const IV64 = Int32Array.of(
  0xf3bcc908,
  0x6a09e667,
  0x84caa73b,
  0xbb67ae85,
  0xfe94f82b,
  0x3c6ef372,
  0x5f1d36f1,
  0xa54ff53a,
  0xade682d1,
  0x510e527f,
  0x2b3e6c1f,
  0x9b05688c,
  0xfb41bd6b,
  0x1f83d9ab,
  0x137e2179,
  0x5be0cd19,
);

export class Blake2b extends Blake2 {
  private h: Int32Array;
  private readonly v = new Int32Array(32);
  constructor(options: Blake2Options) {
    super(options, 128);
    const view = new DataView(parameters(options, true).buffer);
    this.h = IV64.map((word, i) => word ^ view.getInt32(4 * i, true));
    this.start();
  }

  protected compress(last: boolean): void {
    const m = new DataView(this.block.buffer);
    const { v } = this;
    v.set(this.h);
    v.set(IV64, 16);
    v[24]! ^= this.total | 0;
    v[25]! ^= Math.floor(this.total / 4294967296);
    if (last) {
      v[28] = ~v[28]!;
      v[29] = ~v[29]!;
      if (this.options.lastNode) {
        v[30] = ~v[30]!;
        v[31] = ~v[31]!;
      }
    }
    for (let round = 0; round < 12; round++) {
      const s = SIGMA[round % 10]!;
      for (let i = 0; i < 8; i++) mix64(v, MIXES[i]!, m, 8 * s[2 * i]!, 8 * s[2 * i + 1]!);
    }
    for (let i = 0; i < 16; i++) this.h[i]! ^= v[i]! ^ v[i + 16]!;
  }
  protected output(): Uint8Array {
    const out = new Uint8Array(64);
    const view = new DataView(out.buffer);
    this.h.forEach((word, i) => view.setInt32(4 * i, word, true));
    return out.slice(0, this.options.digestSize);
  }
  protected fresh(): Blake2b {
    const other = new Blake2b({ ...this.options });
    other.h = this.h.slice();
    return other;
  }
}

/** v[a] += v[b] + (x, xh) */
function add64(v: Int32Array, a: number, b: number, x: number, xh: number): void {
  const low = (v[a]! >>> 0) + (v[b]! >>> 0) + (x >>> 0);
  v[a] = low;
  v[a + 1] = v[a + 1]! + v[b + 1]! + xh + Math.floor(low / 4294967296);
}

/** v[d] = (v[d] ^ v[a]) rotated right */
function xorRotate64(v: Int32Array, d: number, a: number, by: 16 | 24 | 32 | 63): void {
  const low = v[d]! ^ v[a]!,
    high = v[d + 1]! ^ v[a + 1]!;
  if (by === 32) {
    v[d] = high;
    v[d + 1] = low;
  } else if (by === 63) {
    v[d] = (low << 1) | (high >>> 31);
    v[d + 1] = (high << 1) | (low >>> 31);
  } else {
    v[d] = (low >>> by) | (high << (32 - by));
    v[d + 1] = (high >>> by) | (low << (32 - by));
  }
}

function mix64(v: Int32Array, [a, b, c, d]: number[], m: DataView, x: number, y: number): void {
  const A = 2 * a!,
    B = 2 * b!,
    C = 2 * c!,
    D = 2 * d!;
  add64(v, A, B, m.getInt32(x, true), m.getInt32(x + 4, true));
  xorRotate64(v, D, A, 32);
  add64(v, C, D, 0, 0);
  xorRotate64(v, B, C, 24);
  add64(v, A, B, m.getInt32(y, true), m.getInt32(y + 4, true));
  xorRotate64(v, D, A, 16);
  add64(v, C, D, 0, 0);
  xorRotate64(v, B, C, 63);
}
