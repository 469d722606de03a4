// HOT. Double-double arithmetic: a value as the unevaluated sum of a double and a much smaller one, 106 bits.
// It is how the elementary functions here get their last bit right: V8's own are off by one unit in 3 to 10 % of
// cases, the C library that CPython calls in less than 0.2 %.
// To avoid allocation a function returns the upper part and leaves the lower one in `low[0]`, to be read at once;

import { fromWords } from '../doubles.ts';

const SPLITTER = 2 ** 27 + 1;

/** Lower part of the last result. A typed array, because V8 boxes each double stored in a variable. */
export const low = new Float64Array(1);

export function setLow(value: number): void {
  low[0] = value;
}

/** a + b exactly. */
export function twoSum(a: number, b: number): number {
  const sum = a + b;
  const part = sum - a;
  low[0] = a - (sum - part) + (b - part);
  return sum;
}

/** a * b exactly, while nothing over- or underflows. */
export function twoProduct(a: number, b: number): number {
  const product = a * b;
  let t = SPLITTER * a;
  const a1 = t - (t - a);
  const a2 = a - a1;
  t = SPLITTER * b;
  const b1 = t - (t - b);
  const b2 = b - b1;
  low[0] = a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2);
  return product;
}

export function addDD(ah: number, al: number, bh: number, bl: number): number {
  const sum = twoSum(ah, bh);
  const rest = low[0] + (al + bl);
  const high = sum + rest;
  low[0] = rest - (high - sum);
  return high;
}

export function mulDD(ah: number, al: number, bh: number, bl: number): number {
  const product = twoProduct(ah, bh);
  const rest = low[0] + (ah * bl + al * bh);
  const high = product + rest;
  low[0] = rest - (high - product);
  return high;
}

export function divDD(ah: number, al: number, bh: number, bl: number): number {
  const quotient = ah / bh;
  const product = twoProduct(quotient, bh);
  const rest = (ah - product - low[0] + al - quotient * bl) / bh;
  const high = quotient + rest;
  low[0] = rest - (high - quotient);
  return high;
}

export function sqrtDD(ah: number, al: number): number {
  const root = Math.sqrt(ah);
  if (root === 0) {
    low[0] = 0;
    return 0;
  }
  const square = twoProduct(root, root);
  const rest = (ah - square - low[0] + al) / (2 * root);
  const high = root + rest;
  low[0] = rest - (high - root);
  return high;
}

/** 2**n for a normal result; V8's ** is too slow here. */
export function pow2(n: number): number {
  return fromWords((n + 1023) << 20, 0);
}

// Fixed-point BigInts make the tables, on first use: a table built from exact arithmetic needs no digits in the source.

/** Fraction bits of table arithmetic. */
export const FIXED = 200n;
export const FIXED_ONE = 1n << FIXED;

/** A fixed-point value as a pair of doubles. */
export function ddFromFixed(value: bigint, bits = FIXED): [number, number] {
  // More digits than a pair of doubles sees, and more than the range of doubles has.
  if (bits > 400n) return ddFromFixed(value >> (bits - 320n), 320n);
  const scale = pow2(-Math.trunc(Number(bits) / 2));
  const rest = pow2(-(Number(bits) - Math.trunc(Number(bits) / 2)));
  const high = Number(value);
  return [high * scale * rest, Number(value - BigInt(high)) * scale * rest];
}

/** value with the digits below 2**-keep cut off: sums of such values are exact. */
export function headOf(value: bigint, keep: bigint): bigint {
  const drop = FIXED - keep;
  return ((value + (1n << (drop - 1n))) >> drop) << drop;
}

/** log 2 = 2 atanh(1/3). */
export function ln2Fixed(): bigint {
  let power = (2n * FIXED_ONE) / 3n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power /= 9n;
  }
  return sum;
}

/** exp(x) for a fixed-point x of any sign and small size. */
export function expFixed(x: bigint, bits = FIXED): bigint {
  let term = 1n << bits;
  let sum = 0n;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    sum += term;
    term = ((term * x) >> bits) / k;
  }
  return sum;
}

/** π by Machin's formula. */
export function piFixed(bits: bigint): bigint {
  const guarded = bits + 32n;
  const one = 1n << guarded;
  return (16n * arctanInverse(5n, one) - 4n * arctanInverse(239n, one)) >> 32n;
}

function arctanInverse(n: bigint, one: bigint): bigint {
  let power = one / n;
  let sum = power;
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power /= n * n;
    sum += sign * (power / k);
  }
  return sum;
}
