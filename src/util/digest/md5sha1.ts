// MD5 (RFC 1321) and SHA-1 (FIPS 180-4).
import { BlockDigest, wordsOut } from './block.ts';

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
/** Step constants: the sines of 1 … 64. */
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

export class Md5 extends BlockDigest {
  private state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  constructor() {
    super(64, 8, true);
  }

  protected compress(view: DataView, offset: number): void {
    const s = this.state;
    let a = s[0]!,
      b = s[1]!,
      c = s[2]!,
      d = s[3]!;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let f: number, k: number;
      if (round === 0) {
        f = (b & c) | (~b & d);
        k = i;
      } else if (round === 1) {
        f = (d & b) | (~d & c);
        k = (5 * i + 1) & 15;
      } else if (round === 2) {
        f = b ^ c ^ d;
        k = (3 * i + 5) & 15;
      } else {
        f = c ^ (b | ~d);
        k = (7 * i) & 15;
      }
      const x = (a + f + SINES[i]! + view.getInt32(offset + 4 * k, true)) | 0;
      const r = SHIFTS[round * 4 + (i & 3)]!;
      a = d;
      d = c;
      c = b;
      b = (b + ((x << r) | (x >>> (32 - r)))) | 0;
    }
    s[0] = s[0]! + a;
    s[1] = s[1]! + b;
    s[2] = s[2]! + c;
    s[3] = s[3]! + d;
  }
  protected output(): Uint8Array {
    return wordsOut(this.state, 16, true);
  }
  protected fresh(): Md5 {
    const other = new Md5();
    other.state = this.state.slice();
    return other;
  }
}

export class Sha1 extends BlockDigest {
  private state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  private readonly w = new Int32Array(80);
  constructor() {
    super(64, 8, false);
  }

  protected compress(view: DataView, offset: number): void {
    const { state: s, w } = this;
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(offset + 4 * i);
    for (let i = 16; i < 80; i++) {
      const x = w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!;
      w[i] = (x << 1) | (x >>> 31);
    }
    let a = s[0]!,
      b = s[1]!,
      c = s[2]!,
      d = s[3]!,
      e = s[4]!;
    for (let i = 0; i < 80; i++) {
      const f =
        i < 20
          ? ((b & c) | (~b & d)) + 0x5a827999
          : i < 40
            ? (b ^ c ^ d) + 0x6ed9eba1
            : i < 60
              ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
              : (b ^ c ^ d) + 0xca62c1d6;
      const t = (((a << 5) | (a >>> 27)) + f + e + w[i]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = t;
    }
    s[0] = s[0]! + a;
    s[1] = s[1]! + b;
    s[2] = s[2]! + c;
    s[3] = s[3]! + d;
    s[4] = s[4]! + e;
  }
  protected output(): Uint8Array {
    return wordsOut(this.state, 20, false);
  }
  protected fresh(): Sha1 {
    const other = new Sha1();
    other.state = this.state.slice();
    return other;
  }
}
