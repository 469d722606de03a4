// SHA-3 and SHAKE (FIPS 202): a sponge of 25 lanes of 64 bits, each kept as two 32-bit halves: low, high.
import type { Digest } from './block.ts';

/** Rotation of each lane and where it goes (rho and pi), and the round constants (iota), computed as the standard defines them. */
const ROTATIONS = new Uint8Array(25);
const TARGETS = new Uint8Array(25);
const ROUND = new Int32Array(48);

function prepare(): void {
  let x = 1,
    y = 0;
  TARGETS[0] = 0;
  for (let t = 0; t < 24; t++) {
    ROTATIONS[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64;
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  for (let i = 0; i < 25; i++) TARGETS[i] = Math.floor(i / 5) + 5 * ((2 * (i % 5) + 3 * Math.floor(i / 5)) % 5);
  let r = 1;
  for (let round = 0; round < 24; round++) {
    for (let j = 0; j < 7; j++) {
      const bit = (1 << j) - 1;
      if ((r & 1) === 1) ROUND[2 * round + (bit >> 5)]! ^= 1 << (bit & 31);
      r = (r << 1) ^ ((r >> 7) * 0x171);
    }
  }
}
prepare();

export class Sha3 implements Digest {
  private state = new Int32Array(50);
  private readonly bytes = new Uint8Array(this.state.buffer);
  private used = 0;
  readonly rate: number;
  private readonly suffix: number;
  private readonly length: number;

  /** `rate` in bytes; `suffix` tells SHA-3 (6) from SHAKE (0x1f). */
  constructor(rate: number, suffix: number, length: number) {
    this.rate = rate;
    this.suffix = suffix;
    this.length = length;
  }

  update(data: Uint8Array): void {
    const { bytes, rate } = this;
    for (let i = 0; i < data.length; i++) {
      bytes[this.used++]! ^= data[i]!;
      if (this.used === rate) {
        permute(this.state);
        this.used = 0;
      }
    }
  }

  digest(length = this.length): Uint8Array {
    const end = this.copy();
    end.bytes[end.used]! ^= this.suffix;
    end.bytes[this.rate - 1]! ^= 0x80;
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += this.rate) {
      permute(end.state);
      out.set(end.bytes.subarray(0, Math.min(this.rate, length - at)), at);
    }
    return out;
  }

  copy(): Sha3 {
    const other = new Sha3(this.rate, this.suffix, this.length);
    other.state.set(this.state);
    other.used = this.used;
    return other;
  }
}

const column = new Int32Array(10);
const moved = new Int32Array(50);

function permute(s: Int32Array): void {
  for (let round = 0; round < 24; round++) {
    for (let x = 0; x < 10; x++) column[x] = s[x]! ^ s[x + 10]! ^ s[x + 20]! ^ s[x + 30]! ^ s[x + 40]!;
    for (let x = 0; x < 5; x++) {
      const left = 2 * ((x + 4) % 5),
        right = 2 * ((x + 1) % 5);
      const low = column[left]! ^ ((column[right]! << 1) | (column[right + 1]! >>> 31));
      const high = column[left + 1]! ^ ((column[right + 1]! << 1) | (column[right]! >>> 31));
      for (let y = 0; y < 50; y += 10) {
        s[2 * x + y]! ^= low;
        s[2 * x + y + 1]! ^= high;
      }
    }
    for (let i = 0; i < 25; i++) {
      const low = s[2 * i]!,
        high = s[2 * i + 1]!;
      const n = ROTATIONS[i]! & 31;
      const to = 2 * TARGETS[i]!;
      const swap = ROTATIONS[i]! >= 32 ? 1 : 0;
      moved[to + swap] = n === 0 ? low : (low << n) | (high >>> (32 - n));
      moved[to + 1 - swap] = n === 0 ? high : (high << n) | (low >>> (32 - n));
    }
    for (let y = 0; y < 50; y += 10) {
      for (let x = 0; x < 10; x++) s[y + x] = moved[y + x]! ^ (~moved[y + ((x + 2) % 10)]! & moved[y + ((x + 4) % 10)]!);
    }
    s[0]! ^= ROUND[2 * round]!;
    s[1]! ^= ROUND[2 * round + 1]!;
  }
}
