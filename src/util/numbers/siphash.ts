// HOT where a hash seed is given. SipHash-1-3 of strs and bytes on halves: with a seed of its own choosing a program gets the very hashes that
// CPython gives it (Python/pyhash.c; the key is made of the seed as in Python/bootstrap_hash.c). Published algorithm: Aumasson and Bernstein, 2012.
// - A str is hashed as CPython stores it: one, two or four bytes for each code point, by the largest.

let k0lo = 0,
  k0hi = 0,
  k1lo = 0,
  k1hi = 0;

/** Takes the key from a seed; 0 gives a key of zeros. */
export function keyFromSeed(seed: number): void {
  const key: number[] = [];
  let x = seed;
  for (let i = 0; i < 16; i++) {
    x = (Math.imul(x, 214013) + 2531011) | 0;
    key.push(seed === 0 ? 0 : (x >>> 16) & 0xff);
  }
  const word = (at: number): number => key[at]! | (key[at + 1]! << 8) | (key[at + 2]! << 16) | (key[at + 3]! << 24);
  k0lo = word(0);
  k0hi = word(4);
  k1lo = word(8);
  k1hi = word(12);
}

/** The two halves of a hash. */
export interface Halves {
  lo: number;
  hi: number;
}

let v0l = 0,
  v0h = 0,
  v1l = 0,
  v1h = 0,
  v2l = 0,
  v2h = 0,
  v3l = 0,
  v3h = 0;

function round(): void {
  let l = (v0l + v1l) | 0,
    t: number;
  v0h = (v0h + v1h + (l >>> 0 < v1l >>> 0 ? 1 : 0)) | 0;
  v0l = l;
  t = v1l;
  v1l = (t << 13) | (v1h >>> 19);
  v1h = (v1h << 13) | (t >>> 19);
  v1l ^= v0l;
  v1h ^= v0h;
  t = v0l;
  v0l = v0h;
  v0h = t;
  l = (v2l + v3l) | 0;
  v2h = (v2h + v3h + (l >>> 0 < v3l >>> 0 ? 1 : 0)) | 0;
  v2l = l;
  t = v3l;
  v3l = (t << 16) | (v3h >>> 16);
  v3h = (v3h << 16) | (t >>> 16);
  v3l ^= v2l;
  v3h ^= v2h;
  l = (v0l + v3l) | 0;
  v0h = (v0h + v3h + (l >>> 0 < v3l >>> 0 ? 1 : 0)) | 0;
  v0l = l;
  t = v3l;
  v3l = (t << 21) | (v3h >>> 11);
  v3h = (v3h << 21) | (t >>> 11);
  v3l ^= v0l;
  v3h ^= v0h;
  l = (v2l + v1l) | 0;
  v2h = (v2h + v1h + (l >>> 0 < v1l >>> 0 ? 1 : 0)) | 0;
  v2l = l;
  t = v1l;
  v1l = (t << 17) | (v1h >>> 15);
  v1h = (v1h << 17) | (t >>> 15);
  v1l ^= v2l;
  v1h ^= v2h;
  t = v2l;
  v2l = v2h;
  v2h = t;
}

function begin(): void {
  v0l = k0lo ^ 0x70736575;
  v0h = k0hi ^ 0x736f6d65;
  v1l = k1lo ^ 0x6e646f6d;
  v1h = k1hi ^ 0x646f7261;
  v2l = k0lo ^ 0x6e657261;
  v2h = k0hi ^ 0x6c796765;
  v3l = k1lo ^ 0x79746573;
  v3h = k1hi ^ 0x74656462;
}

function block(lo: number, hi: number): void {
  v3l ^= lo;
  v3h ^= hi;
  round();
  v0l ^= lo;
  v0h ^= hi;
}

/** The last block has the length in its highest byte. */
function end(lo: number, hi: number, length: number): Halves {
  block(lo, hi | (length << 24));
  v2l ^= 0xff;
  round();
  round();
  round();
  const h = { lo: v0l ^ v1l ^ v2l ^ v3l, hi: v0h ^ v1h ^ v2h ^ v3h };
  if (h.lo === -1 && h.hi === -1) h.lo = -2;
  return h;
}

/** Of text whose code points, at most 8, 16 or 32 bits wide, `at` gives. */
function sipWords(at: (i: number) => number, n: number, size: number): Halves {
  const word = (i: number): number => {
    if (size === 4) return i < n ? at(i) : 0;
    if (size === 2) return (i < n ? at(i) : 0) | (i + 1 < n ? at(i + 1) << 16 : 0);
    return (i < n ? at(i) : 0) | (i + 1 < n ? at(i + 1) << 8 : 0) | (i + 2 < n ? at(i + 2) << 16 : 0) | (i + 3 < n ? at(i + 3) << 24 : 0);
  };
  const half = 4 / size;
  begin();
  let i = 0;
  for (; i + 2 * half <= n; i += 2 * half) block(word(i), word(i + half));
  return end(word(i), word(i + half), n * size);
}

/** Hash of a string without surrogates; not of the empty one, whose hash is 0. */
export function sipString(s: string): Halves {
  const n = s.length;
  let all = 0;
  for (let i = 0; i < n; i++) all |= s.charCodeAt(i);
  if (all > 255) return sipWords((i) => s.charCodeAt(i), n, 2);
  begin();
  let i = 0;
  for (; i + 8 <= n; i += 8) block(latinWord(s, i, i + 4), latinWord(s, i + 4, i + 8));
  return end(latinWord(s, i, n), latinWord(s, i + 4, n), n);
}

/** Up to four characters as a word. */
function latinWord(s: string, from: number, to: number): number {
  let w = 0;
  for (let i = from, shift = 0; i < to && shift < 32; i++, shift += 8) w |= s.charCodeAt(i) << shift;
  return w;
}

/** Hash of code points. */
export function sipCodePoints(cps: Uint32Array): Halves {
  let all = 0;
  for (let i = 0; i < cps.length; i++) all |= cps[i]!;
  return sipWords((i) => cps[i]!, cps.length, all > 0xffff ? 4 : all > 0xff ? 2 : 1);
}
