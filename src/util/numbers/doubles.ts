// The parts of an IEEE 754 double: mantissa and exponent, neighbours, scaling, exact ratios.
// Answers to C's frexp, ldexp, nextafter and to float.as_integer_ratio.

import type { Int } from './int.ts';
import { normalizeBig } from './int.ts';
import { overflowError, valueError } from './errors.ts';

const floats = new Float64Array(1);
const words = new Uint32Array(floats.buffer);
/** Which of the two words holds sign and exponent: 1 on every little-endian machine. */
const HIGH = ((floats[0] = 1), words[1] !== 0 ? 1 : 0);
const LOW = 1 - HIGH;

export function highWord(x: number): number {
  floats[0] = x;
  return words[HIGH]!;
}

export function lowWord(x: number): number {
  floats[0] = x;
  return words[LOW]!;
}

export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return floats[0]!;
}

/** True for -0, negative numbers and NaNs with the sign bit. */
export function signBit(x: number): boolean {
  return x < 0 || (x === 0 ? 1 / x < 0 : x !== x && highWord(x) >>> 31 === 1);
}

export function copySign(magnitude: number, sign: number): number {
  const positive = Math.abs(magnitude);
  if (positive !== positive) {
    const high = (highWord(magnitude) & 0x7fff_ffff) | (signBit(sign) ? 0x8000_0000 : 0);
    return fromWords(high >>> 0, lowWord(magnitude));
  }
  return signBit(sign) ? -positive : positive;
}

/** [m, e] with x = m * 2**e and 0.5 <= |m| < 1; [x, 0] for zeros, infinities and NaN. */
export function frexp(x: number): [number, number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  floats[0] = x;
  let bias = 1022;
  if (((words[HIGH]! >>> 20) & 0x7ff) === 0) {
    floats[0] = x * 2 ** 54;
    bias += 54;
  }
  const high = words[HIGH]!;
  words[HIGH] = (high & 0x800f_ffff) | 0x3fe0_0000;
  return [floats[0]!, ((high >>> 20) & 0x7ff) - bias];
}

/** x * 2**exponent, rounded once; infinite when out of range. */
export function ldexp(x: number, exponent: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  if (exponent > 2100) return x * Infinity;
  if (exponent < -2200) return x * 0;
  if (exponent >= -1000 && exponent <= 1000) {
    const scaled = x * 2 ** exponent;
    // A single multiplication rounds once, which is all that a result in the subnormal range may see.
    return scaled;
  }
  const [mantissa, e] = frexp(x);
  const target = e + exponent;
  if (target > 1024) return x * Infinity;
  if (target >= -1020) return mantissa * 2 * 2 ** (target - 1);
  // The mantissa is scaled exactly first; the last factor alone can lose digits.
  return mantissa * 2 ** -1000 * 2 ** Math.max(target + 1000, -200);
}

/** The exponent of the leading bit: 2**e <= |x| < 2**(e+1). */
export function exponentOf(x: number): number {
  return frexp(x)[1] - 1;
}

/** Any finite double as an integer mantissa times a power of two: x = m * 2**e. */
export function decompose(x: number): [bigint, number] {
  const [mantissa, exponent] = frexp(x);
  return [BigInt(mantissa * 2 ** 53), exponent - 53];
}

export function nextAfter(x: number, towards: number): number {
  if (x !== x || towards !== towards) return x + towards;
  if (x === towards) return towards;
  if (x === 0) return towards > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  return stepBits(x, x < towards === x > 0 ? 1n : -1n);
}

/** math.nextafter with steps: the walk stops at `towards`. */
export function nextAfterSteps(x: number, towards: number, steps: Int): number {
  if (steps === 0) return x;
  if (x !== x) return x;
  if (towards !== towards) return towards;
  if (x === towards) return towards;
  const from = orderedBits(x);
  const to = orderedBits(towards);
  const distance = to > from ? to - from : from - to;
  const count = BigInt(steps);
  if (count >= distance) return towards;
  const landed = fromOrderedBits(to > from ? from + count : from - count);
  return landed === 0 && signBit(x) && from !== 0n ? -0 : landed;
}

function stepBits(x: number, step: bigint): number {
  const bits = (BigInt(highWord(x)) << 32n) + BigInt(lowWord(x)) + step;
  return fromWords(Number(bits >> 32n), Number(bits & 0xffff_ffffn));
}

/** Doubles in numeric order as consecutive integers; both zeros are 0. */
function orderedBits(x: number): bigint {
  const magnitude = (BigInt(highWord(x) & 0x7fff_ffff) << 32n) + BigInt(lowWord(x));
  return x < 0 ? -magnitude : magnitude;
}

function fromOrderedBits(bits: bigint): number {
  const magnitude = bits < 0n ? -bits : bits;
  const x = fromWords(Number(magnitude >> 32n), Number(magnitude & 0xffff_ffffn));
  return bits < 0n ? -x : x;
}

/** Value of the least significant bit. */
export function ulp(x: number): number {
  if (x !== x) return x;
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return Infinity;
  if (magnitude === Number.MAX_VALUE) return 2 ** 971;
  return nextAfter(magnitude, Infinity) - magnitude;
}

/** int(x): the part before the point, exactly. */
export function floatToInt(x: number): Int {
  if (Number.isSafeInteger(x)) return x + 0;
  if (x !== x) valueError('cannot convert float NaN to integer');
  if (x === Infinity || x === -Infinity) overflowError('cannot convert float infinity to integer');
  const whole = Math.trunc(x);
  return Number.isSafeInteger(whole) ? whole + 0 : normalizeBig(BigInt(whole));
}

/** Numerator and positive denominator in lowest terms. */
export function integerRatio(x: number): [Int, Int] {
  if (x !== x) valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(x)) overflowError('cannot convert Infinity to integer ratio');
  if (Number.isSafeInteger(x)) return [x + 0, 1];
  let [mantissa, exponent] = frexp(x);
  while (mantissa !== Math.floor(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  if (exponent > 0) return [normalizeBig(BigInt(mantissa) << BigInt(exponent)), 1];
  return [mantissa, exponent > -53 ? 2 ** -exponent : normalizeBig(1n << BigInt(-exponent))];
}
