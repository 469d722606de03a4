// Sums and products of many floats with one rounding at the end: fsum, hypot, dist, sumprod, fma; and remainder.
// Answers to vector_norm, math_fsum_impl, math_sumprod_impl and m_remainder in CPython's Modules/mathmodule.c.

import { low, twoProduct, twoSum } from './dd.ts';
import { copySign, decompose, exponentOf, ldexp } from '../doubles.ts';
import { bitLengthBig, roundHalfEvenShift } from '../int.ts';

/** The exact sum of floats as parts that do not overlap (Shewchuk). Specials are counted apart. */
export class FloatSum {
  private parts: number[] = [];
  private special = 0;
  private infinite = 0;
  overflowed = false;

  add(x: number): void {
    const { parts } = this;
    const given = x;
    let kept = 0;
    for (let i = 0; i < parts.length; i++) {
      const sum = twoSum(x, parts[i]!);
      if (low[0] !== 0) parts[kept++] = low[0];
      x = sum;
    }
    if (Number.isFinite(x)) {
      parts.length = kept;
      if (x !== 0) parts.push(x);
      return;
    }
    // A sum of finite values that leaves the range is an error for the caller; real specials decide the result.
    if (Number.isFinite(given)) this.overflowed = true;
    if (given === Infinity || given === -Infinity) this.infinite += given;
    this.special += given;
    parts.length = 0;
  }

  /** NaN in `mixedInfinities` when both infinities were added. */
  get mixedInfinities(): boolean {
    return this.infinite !== this.infinite;
  }

  total(): number {
    if (this.special !== 0) return this.special;
    const { parts } = this;
    let i = parts.length - 1;
    if (i < 0) return 0;
    let high = parts[i--]!;
    let rest = 0;
    while (i >= 0) {
      high = twoSum(high, parts[i--]!);
      rest = low[0];
      if (rest !== 0) break;
    }
    // Half-way case: a further part of the same sign as the rest decides the rounding.
    if (i >= 0 && ((rest < 0 && parts[i]! < 0) || (rest > 0 && parts[i]! > 0))) {
      const twice = rest * 2;
      const rounded = high + twice;
      if (twice === rounded - high) high = rounded;
    }
    return high;
  }
}

export function hypot(x: number, y: number): number {
  return hypotOf([x, y]);
}

/** Euclidean norm, correctly rounded but for rare half-way cases. */
export function hypotOf(values: readonly number[]): number {
  let largest = 0;
  let sawNaN = false;
  for (const value of values) {
    const magnitude = Math.abs(value);
    if (magnitude > largest) largest = magnitude;
    else if (magnitude !== magnitude) sawNaN = true;
  }
  if (largest === Infinity) return Infinity;
  if (sawNaN) return NaN;
  if (largest === 0 || values.length < 2) return largest;
  const exponent = exponentOf(largest) + 1;
  if (exponent < -960 || exponent > 1000) {
    return ldexp(normOfScaled(values.map((value) => ldexp(value, -exponent))), exponent);
  }
  if (exponent > 400 || exponent < -400) {
    const down = ldexp(1, -exponent);
    return ldexp(normOfScaled(values.map((value) => value * down)), exponent);
  }
  return normOfScaled(values);
}

function normOfScaled(values: readonly number[]): number {
  let sum = 0;
  let rest = 0;
  for (const value of values) {
    const square = twoProduct(value, value);
    const squareLow = low[0];
    sum = twoSum(sum, square);
    rest += low[0] + squareLow;
  }
  const total = sum + rest;
  const totalLow = rest - (total - sum);
  const root = Math.sqrt(total);
  const square = twoProduct(root, root);
  return root + (total - square - low[0] + totalLow) / (2 * root);
}

export function dist(p: readonly number[], q: readonly number[]): number {
  return hypotOf(p.map((value, i) => value - q[i]!));
}

/** Sum of p[i] * q[i] in triple precision. */
export function sumProducts(p: readonly number[], q: readonly number[]): number {
  let high = 0;
  let middle = 0;
  let tiny = 0;
  for (let i = 0; i < p.length; i++) {
    const product = twoProduct(p[i]!, q[i]!);
    const productLow = low[0];
    high = twoSum(high, product);
    const first = low[0];
    middle = twoSum(middle, productLow);
    const second = low[0];
    middle = twoSum(middle, first);
    tiny += second + low[0];
  }
  if (!Number.isFinite(high) || middle !== middle) return sumProductsSlow(p, q);
  const lower = twoSum(middle, tiny);
  const lowest = low[0];
  const total = twoSum(high, lower);
  return total + (low[0] + lowest);
}

/** Specials, and products beyond the range of the splitting above: those are added up exactly. */
function sumProductsSlow(p: readonly number[], q: readonly number[]): number {
  let plain = 0;
  for (let i = 0; i < p.length; i++) plain += p[i]! * q[i]!;
  if (!p.every(Number.isFinite) || !q.every(Number.isFinite)) return plain;
  let sum = 0n;
  for (let i = 0; i < p.length; i++) {
    const [mp, ep] = decompose(p[i]!);
    const [mq, eq] = decompose(q[i]!);
    if (mp !== 0n && mq !== 0n) sum += (mp * mq) << BigInt(ep + eq + LEAST_EXPONENT);
  }
  return sum === 0n ? plain * 0 : roundScaled(sum, -LEAST_EXPONENT);
}

/** Below the sum of any two exponents that `decompose` gives. */
const LEAST_EXPONENT = 2300;

/** value * 2**exponent with one rounding. */
function roundScaled(value: bigint, exponent: number): number {
  const magnitude = value < 0n ? -value : value;
  const bits = bitLengthBig(magnitude);
  const keep = Math.max(Math.min(53, bits + exponent + 1074), 0);
  const rounded = roundHalfEvenShift(magnitude, BigInt(bits - keep));
  const result = ldexp(Number(rounded), exponent + bits - keep);
  return value < 0n ? -result : result;
}

/** x * y + z with one rounding. */
export function fma(x: number, y: number, z: number): number {
  const product = x * y;
  if (!Number.isFinite(product) || !Number.isFinite(z) || x === 0 || y === 0 || z === 0) {
    if (Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z) && x !== 0 && y !== 0) return fmaExact(x, y, z);
    // An infinite z stands against a product of finite factors that merely overflowed.
    return Number.isFinite(x) && Number.isFinite(y) && !Number.isFinite(z) ? z : product + z;
  }
  return fmaExact(x, y, z);
}

function fmaExact(x: number, y: number, z: number): number {
  const [mx, ex] = decompose(x);
  const [my, ey] = decompose(y);
  let exponent = ex + ey;
  let sum = mx * my;
  if (z !== 0) {
    const [mz, ez] = decompose(z);
    // A z far below matters only through its sign: one sticky bit stands for it.
    const gap = exponent - ez;
    if (gap > 300) {
      sum = (sum << 120n) + (z > 0 ? 1n : -1n);
      exponent -= 120;
    } else if (gap >= 0) {
      sum = (sum << BigInt(gap)) + mz;
      exponent = ez;
    } else if (gap > -300) {
      sum += mz << BigInt(-gap);
    } else {
      sum = (mz << 240n) + (sum > 0n ? 1n : -1n);
      exponent = ez - 240;
    }
  }
  if (sum === 0n) return z === 0 ? x * y + z : 0;
  return roundScaled(sum, exponent);
}

/** x - n*y for the integer n nearest to x/y, ties to even; NaN for an infinite x or a zero y. */
export function remainder(x: number, y: number): number {
  if (!Number.isFinite(x) || y !== y || y === 0) return x === x && y === y ? NaN : x + y;
  if (!Number.isFinite(y)) return x;
  const a = Math.abs(x);
  const b = Math.abs(y);
  const m = a % b;
  const c = b - m;
  let r: number;
  if (m < c) r = m;
  else if (m > c) r = -c;
  else r = m - 2 * ((0.5 * (a - m)) % b);
  return copySign(1, x) * r;
}
