// Hashes, equal to CPython's for numbers (modulus 2**61 - 1). CPython: Python/pyhash.c.
import type { PyObject } from '../model/object.ts';
import { raise } from './raise.ts';
import { TypeError } from '../types/exceptions.ts';
import { typeName } from './number.ts';
import { H, halves, int64 } from '../../util/uint64.ts';
import { keyFromSeed, sipCodePoints, sipString } from '../../util/numbers/siphash.ts';

export const HASH_MODULUS = (1n << 61n) - 1n;

/** `hash(o)`: a normalised int. */
export function hash(o: PyObject): number | bigint {
  if (typeof o === 'number' && o > -2251799813685248 && o < 2251799813685248) return o === -1 ? -2 : o;
  const { s_hash } = o;
  if (s_hash === undefined) raise(TypeError, `unhashable type: '${typeName(o)}'`);
  return s_hash(o);
}

export function hashInt(n: number | bigint): number | bigint {
  if (typeof n === 'number' && n > -2251799813685248 && n < 2251799813685248) return n === -1 ? -2 : n;
  const big = BigInt(n);
  const h = big < 0n ? -(-big % HASH_MODULUS) : big % HASH_MODULUS;
  return h === -1n ? -2 : normal(h);
}

function normal(h: bigint): number | bigint {
  return h <= 9007199254740991n && h >= -9007199254740991n ? Number(h) : h;
}

/**
 * Where an object keeps its number, from which `id()` and the default hash are made. A property of its own, named by a symbol: an entry of a
 * WeakMap costs several times as much, at each look and at each collection.
 */
const SERIAL: unique symbol = Symbol('serial');
interface Numbered {
  [SERIAL]?: number;
}
/** So high that ids look like addresses, and so low that two thousand million objects can have a small int. */
let serial = 0x10000000;

/** The number that stays with an object. */
export function serialOf(o: object): number {
  const n = (o as Numbered)[SERIAL];
  return n === undefined ? ((o as Numbered)[SERIAL] = ++serial) : n;
}

/** The twin of an object that is gone answers to its `id()`. */
export function moveIdentity(from: object, to: object): void {
  const n = (from as Numbered)[SERIAL];
  if (n !== undefined) (to as Numbered)[SERIAL] = n;
}

/** `id()`. */
export function identity(o: PyObject): number | bigint {
  if (typeof o === 'object') return serialOf(o) * 16;
  if (typeof o === 'number') return 0x900000 + ((Math.abs(o) * 32) % 0x1000000000) + (o < 0 ? 16 : 0);
  if (typeof o === 'bigint') return 0x900010 + Number(BigInt.asUintN(40, o < 0n ? -o : o)) * 32;
  if (typeof o === 'boolean') return o ? 0x8ff020 : 0x8ff000;
  return internedId(o);
}

let nextId = 0x10000;
const stringIds = new Map<string, number>();
function internedId(s: string): number {
  let id = stringIds.get(s);
  if (id === undefined) {
    id = 0x7e0000000000 + (nextId += 16);
    if (stringIds.size < 100000) stringIds.set(s, id);
  }
  return id;
}

/** Where the hashes of strings begin: another place in every process, so that nobody can rely on them or prepare keys that collide. */
const start = new Int32Array([Math.random() * 4294967296, Math.random() * 4294967296]);
/** The random number of this process and its forked children that hashes are made from. */
export const hashStart = (): number => start[0]!;
/** With a seed of the user's: the hashes of CPython, of strings that were hashed lately. */
let seeded: Map<string, StringHash> | undefined;
interface StringHash {
  lo: number;
  hi: number;
  value: number | bigint;
}
const MOST_KEPT = 50000,
  LONG = 4096;

/** From now on strings have the hashes that CPython gives them with PYTHONHASHSEED=`seed`. */
export function seedHashes(seed: number): void {
  keyFromSeed(seed);
  seeded = new Map();
}

/** The hashes of strings, and so the order of sets of them, are those that CPython has with the same seed. */
export const hashesAreSeeded = (): boolean => seeded !== undefined;

/** Hash of a JS string without surrogates, or of bytes as Latin-1. */
export function hashString(s: string): number | bigint {
  if (seeded !== undefined) return seededHash(seeded, s).value;
  let h = start[0]! ^ s.length,
    g = start[1]!;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    h = Math.imul(h ^ c, 0x01000193);
    g = (Math.imul(g ^ c, 0x85ebca6b) + i) | 0;
  }
  return s.length === 0 ? 0 : (h >>> 0) * 0x80000 + (g & 0x7ffff);
}

/** Low half of the hash of an exact narrow str; the high half goes to `H.hi`. */
export function stringHalves(s: string): number {
  if (seeded === undefined) return halves(s.s_hash!(s));
  const h = seededHash(seeded, s);
  H.hi = h.hi;
  return h.lo;
}

/** V8 keeps a hash in each string, so that finding one of ours costs less than making it. */
function seededHash(kept: Map<string, StringHash>, s: string): StringHash {
  let h = kept.get(s);
  if (h !== undefined) return h;
  const { lo, hi } = s.length === 0 ? { lo: 0, hi: 0 } : sipString(s);
  h = { lo, hi, value: int64(lo, hi) };
  if (kept.size >= MOST_KEPT) kept.clear();
  if (s.length < LONG) kept.set(s, h);
  return h;
}

/** Hash of a str with surrogates or code points beyond 16 bits, where hashes are seeded. */
export function hashCodePoints(cps: Uint32Array): number | bigint {
  const { lo, hi } = sipCodePoints(cps);
  return int64(lo, hi);
}

/** The default hash of an object. */
export function hashIdentity(o: PyObject): number | bigint {
  if (typeof o === 'object') return serialOf(o);
  const id = identity(o);
  return typeof id === 'number' ? Math.floor(id / 16) : id >> 4n;
}
