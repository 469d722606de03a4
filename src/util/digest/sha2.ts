// SHA-224, SHA-256, SHA-384 and SHA-512 (FIPS 180-4). 64-bit words are pairs of 32-bit ones: high, low.
import { BlockDigest, primes, rootFraction, wordsOut } from './block.ts';

let k256: Int32Array | undefined;
let k512: Int32Array | undefined;

/** Cube roots of the first primes. */
function constants256(): Int32Array {
  return (k256 ??= Int32Array.from(primes(64), (p) => Number(rootFraction(p, 3, 32)) | 0));
}
function constants512(): Int32Array {
  return (k512 ??= Int32Array.from(primes(80).flatMap((p) => pair(rootFraction(p, 3, 64)))));
}
function pair(n: bigint): [number, number] {
  return [Number(n >> 32n) | 0, Number(n & 0xffffffffn) | 0];
}

/** Square roots: of the first eight primes, or for SHA-224 and SHA-384 of the ninth to sixteenth. */
function initial256(bits: 224 | 256): Int32Array {
  if (bits === 256) return Int32Array.from(primes(8), (p) => Number(rootFraction(p, 2, 32)) | 0);
  return Int32Array.from(primes(16).slice(8), (p) => Number(rootFraction(p, 2, 64) & 0xffffffffn) | 0);
}
function initial512(bits: 384 | 512): Int32Array {
  const from = bits === 512 ? primes(8) : primes(16).slice(8);
  return Int32Array.from(from.flatMap((p) => pair(rootFraction(p, 2, 64))));
}

export class Sha256 extends BlockDigest {
  private state: Int32Array;
  private readonly bits: 224 | 256;
  private readonly w = new Int32Array(64);
  constructor(bits: 224 | 256 = 256) {
    super(64, 8, false);
    this.bits = bits;
    this.state = initial256(bits);
  }

  protected compress(view: DataView, offset: number): void {
    const { state: s, w } = this;
    const k = constants256();
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(offset + 4 * i);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!,
        y = w[i - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    let a = s[0]!,
      b = s[1]!,
      c = s[2]!,
      d = s[3]!,
      e = s[4]!,
      f = s[5]!,
      g = s[6]!,
      h = s[7]!;
    for (let i = 0; i < 64; i++) {
      const S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + S1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
      const S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    s[0] = s[0]! + a;
    s[1] = s[1]! + b;
    s[2] = s[2]! + c;
    s[3] = s[3]! + d;
    s[4] = s[4]! + e;
    s[5] = s[5]! + f;
    s[6] = s[6]! + g;
    s[7] = s[7]! + h;
  }
  protected output(): Uint8Array {
    return wordsOut(this.state, this.bits / 8, false);
  }
  protected fresh(): Sha256 {
    const other = new Sha256(this.bits);
    other.state = this.state.slice();
    return other;
  }
}

export class Sha512 extends BlockDigest {
  private state: Int32Array;
  private readonly bits: 384 | 512;
  private readonly w = new Int32Array(160);
  constructor(bits: 384 | 512 = 512) {
    super(128, 16, false);
    this.bits = bits;
    this.state = initial512(bits);
  }

  protected compress(view: DataView, offset: number): void {
    const { state: s, w } = this;
    const k = constants512();
    for (let i = 0; i < 32; i++) w[i] = view.getInt32(offset + 4 * i);
    for (let i = 32; i < 160; i += 2) {
      const xh = w[i - 30]!,
        xl = w[i - 29]!,
        yh = w[i - 4]!,
        yl = w[i - 3]!;
      const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
      const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
      const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
      const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
      const low = (w[i - 31]! >>> 0) + (s0l >>> 0) + (w[i - 13]! >>> 0) + (s1l >>> 0);
      w[i + 1] = low | 0;
      w[i] = (w[i - 32]! + s0h + w[i - 14]! + s1h + Math.floor(low / 4294967296)) | 0;
    }
    const v = s.slice();
    for (let i = 0; i < 160; i += 2) this.round(v, k[i]!, k[i + 1]!, w[i]!, w[i + 1]!);
    for (let i = 0; i < 16; i += 2) {
      const low = (s[i + 1]! >>> 0) + (v[i + 1]! >>> 0);
      s[i + 1] = low;
      s[i] = s[i]! + v[i]! + (low > 0xffffffff ? 1 : 0);
    }
  }

  private round(v: Int32Array, kh: number, kl: number, wh: number, wl: number): void {
    const ah = v[0]!,
      al = v[1]!,
      bh = v[2]!,
      bl = v[3]!,
      ch = v[4]!,
      cl = v[5]!;
    const eh = v[8]!,
      el = v[9]!,
      fh = v[10]!,
      fl = v[11]!,
      gh = v[12]!,
      gl = v[13]!;
    const S1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
    const S1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
    const t1 = (v[15]! >>> 0) + (S1l >>> 0) + (((el & fl) ^ (~el & gl)) >>> 0) + (kl >>> 0) + (wl >>> 0);
    const t1h = (v[14]! + S1h + ((eh & fh) ^ (~eh & gh)) + kh + wh + Math.floor(t1 / 4294967296)) | 0;
    const t1l = t1 | 0;
    const S0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
    const S0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
    const t2 = (S0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0);
    const t2h = (S0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + (t2 > 0xffffffff ? 1 : 0)) | 0;
    const e = (v[7]! >>> 0) + (t1l >>> 0);
    const a = (t1l >>> 0) + ((t2 | 0) >>> 0);
    const dh = v[6]!;
    v.copyWithin(2, 0, 14);
    v[9] = e;
    v[8] = dh + t1h + (e > 0xffffffff ? 1 : 0);
    v[1] = a;
    v[0] = t1h + t2h + (a > 0xffffffff ? 1 : 0);
  }
  protected output(): Uint8Array {
    return wordsOut(this.state, this.bits / 8, false);
  }
  protected fresh(): Sha512 {
    const other = new Sha512(this.bits);
    other.state = this.state.slice();
    return other;
  }
}
