// HOT. The Mersenne Twister MT19937 by Matsumoto and Nishimura, as Python seeds and reads it.
// `index` is the next word of `state` to hand out; at 624 a new block is made.
// CPython: Modules/_randommodule.c.

const N = 624;
const M = 397;
const UPPER = 0x80000000;
const LOWER = 0x7fffffff;
const MATRIX = 0x9908b0df;

export class MersenneTwister {
  readonly state: Uint32Array;
  index: number;

  constructor() {
    this.state = new Uint32Array(N);
    this.index = N + 1;
  }

  /** Seeds from one word. */
  seedWord(seed: number): void {
    const { state } = this;
    state[0] = seed;
    for (let i = 1; i < N; i++) {
      const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = Math.imul(1812433253, previous) + i;
    }
    this.index = N;
  }

  /** Seeds from any number of words; Python gives the 32-bit digits of an int, lowest first. */
  seedWords(key: Uint32Array): void {
    this.seedWord(19650218);
    const { state } = this;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = (state[i]! ^ Math.imul(previous, 1664525)) + key[j]! + j;
      i = this.#next(i);
      j = j + 1 === key.length ? 0 : j + 1;
    }
    for (let k = N - 1; k > 0; k--) {
      const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = (state[i]! ^ Math.imul(previous, 1566083941)) - i;
      i = this.#next(i);
    }
    state[0] = 0x80000000;
  }

  /** The index after `i` while seeding; at the end the last word is carried to the front. */
  #next(i: number): number {
    if (i + 1 < N) return i + 1;
    this.state[0] = this.state[N - 1]!;
    return 1;
  }

  /** 32 random bits. */
  word(): number {
    if (this.index >= N) this.#refill();
    let y = this.state[this.index++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A double in [0, 1) with 53 random bits. */
  real(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  #refill(): void {
    const { state } = this;
    for (let k = 0; k < N; k++) {
      const y = (state[k]! & UPPER) | (state[k + 1 < N ? k + 1 : 0]! & LOWER);
      const far = k < N - M ? k + M : k - (N - M);
      state[k] = state[far]! ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : MATRIX);
    }
    this.index = 0;
  }
}

/** The 32-bit digits of a non-negative int, lowest first; at least one. */
export function wordsOf(n: number | bigint): Uint32Array {
  if (typeof n === 'number' && n <= 0xffffffff) return Uint32Array.of(n);
  const hex = n.toString(16);
  const words = new Uint32Array(Math.ceil(hex.length / 8));
  for (let i = 0; i < words.length; i++) {
    words[i] = parseInt(hex.slice(Math.max(0, hex.length - 8 * (i + 1)), hex.length - 8 * i), 16);
  }
  return words;
}
