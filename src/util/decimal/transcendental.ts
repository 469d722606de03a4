// exp, ln, log10 and powers, correctly rounded: each value is computed with some more digits and an error bound, and
// again with still more when the bound leaves the rounding open. (None of them can be exact or half-way, but for cases that
// are sorted out first.) Powers follow the C library step by step, so that the rare results it does not round correctly agree.
// Answers to mpd_qexp, mpd_qln, mpd_qlog10, mpd_qpow in CPython's Modules/_decimal/libmpdec/mpdecimal.c.

import type { Int } from '../numbers/int.ts';
import { addInt, mulInt, normalizeBig, subInt } from '../numbers/int.ts';
import { powModInt } from '../numbers/intTheory.ts';
import type { Context } from './context.ts';
import { ERRORS, HALF_EVEN, INEXACT, INVALID_OPERATION, MAX_EMAX, MIN_ETINY, ROUNDED, SUBNORMAL, UNDERFLOW, fail, finish, nanResult } from './context.ts';
import { div, mul } from './arith.ts';
import { Dec, FINITE, INFINITE, ONE, compareMagnitude, decFromInt, infinity, isInteger, isOddInteger, pow10, toBigInt, withSign } from './number.ts';

/** Bits per decimal digit, rounded up. */
const BITS_PER_DIGIT = 3.3219280948873627;
const GUARD_BITS = 64n;

/** An enclosure: the value lies within 2 of `value` / 10**places. */
type Approximation = (places: number) => bigint;

/** The correctly rounded `prec` digits of a value whose leading digit has exponent `adjusted` (or one less or more). */
function roundCorrectly(sign: 0 | 1, adjusted: Int, ctx: Context, approximate: Approximation): Dec {
  for (let guard = 6; ; guard *= 2) {
    const places = Number(subInt(addInt(ctx.prec, guard), adjusted));
    const value = approximate(places);
    const result = new Dec(sign, value, -places);
    const excess = result.digits - Number(ctx.prec);
    if (excess < 1) continue;
    const unit = pow10(excess);
    const half = unit / 2n;
    const rest = value % unit;
    // Neither a tie nor a change of digits may lie within the error.
    if (rest > 3n && unit - rest > 3n && (rest - half > 3n || half - rest > 3n)) return finishHalfEven(result, ctx);
  }
}

function finishHalfEven(x: Dec, ctx: Context): Dec {
  const { rounding } = ctx;
  ctx.rounding = HALF_EVEN;
  const result = finish(x, ctx);
  ctx.rounding = rounding;
  return result;
}

/** value * 10**places, cut, for a value with `bits` fraction bits. */
function toPlaces(value: bigint, bits: bigint, places: number): bigint {
  return places >= 0 ? (value * pow10(places)) >> bits : (value >> bits) / pow10(-places);
}

/** x with `bits` fraction bits, cut. */
function toBinary(x: Dec, bits: bigint): bigint {
  const magnitude = x.exp >= 0 ? (x.coef * pow10(x.exp)) << bits : (x.coef << bits) / pow10(subInt(0, x.exp));
  return x.sign === 1 ? -magnitude : magnitude;
}

/** e**x for |x| below about 2, in fixed point; a few units of error, far less than the guard bits. */
function expBinary(x: bigint, bits: bigint): bigint {
  const halvings = BigInt(Math.ceil(Math.sqrt(Number(bits)) / 2));
  const work = bits + 2n * halvings;
  const scaled = (x << halvings) >> halvings;
  const r = (scaled << (work - bits)) >> halvings;
  let term = 1n << work;
  let sum = term;
  for (let n = 1n; ; n++) {
    term = ((term * r) >> work) / n;
    if (term === 0n || term === -1n) break;
    sum += term;
  }
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) >> work;
  return sum >> (work - bits);
}

let ln10Bits = 0n;
let ln10Value = 0n;

function ln10Binary(bits: bigint): bigint {
  if (bits > ln10Bits) {
    ln10Bits = bits + 64n;
    const one = 1n << (ln10Bits + 16n);
    ln10Value = (46n * arctanhInverse(31n, one) + 34n * arctanhInverse(49n, one) + 20n * arctanhInverse(161n, one)) >> 16n;
  }
  return ln10Value >> (ln10Bits - bits);
}

function arctanhInverse(n: bigint, one: bigint): bigint {
  let power = one / n;
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power /= n * n;
    sum += power / k;
  }
  return sum;
}

/** ln x for a fixed-point x between about 0.1 and 10, by Halley's iteration on e**y. */
function lnBinary(x: bigint, bits: bigint): bigint {
  let have = 48;
  const needed = Number(bits);
  let y = BigInt(Math.round(Math.log(Number(x >> (bits - 100n)) / 2 ** 100) * 2 ** 52)) << (bits - 52n);
  while (have < needed) {
    have *= 3;
    const e = expBinary(y, bits);
    y += (((x - e) << bits) / (x + e)) * 2n;
  }
  return y;
}

const bitsFor = (digits: number): bigint => BigInt(Math.ceil(Math.max(digits, 10) * BITS_PER_DIGIT)) + GUARD_BITS;

// Overflow and underflow, whatever the context makes of them.
const ABOVE_RANGE = new Dec(0, 1n, 2n * MAX_EMAX);
const BELOW_RANGE = new Dec(0, 1n, 2n * MIN_ETINY);
const overflowing = (sign: 0 | 1, ctx: Context): Dec => finish(withSign(ABOVE_RANGE, sign), ctx);
const underflowing = (sign: 0 | 1, ctx: Context): Dec => finish(withSign(BELOW_RANGE, sign), ctx);

export function exp(a: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return a.sign === 1 ? new Dec(0, 0n, 0) : a;
  if (a.coef === 0n) return ONE;
  const { adjusted } = a;
  if (adjusted > 20) return finishHalfEven(a.sign === 1 ? BELOW_RANGE : ABOVE_RANGE, ctx);
  if (adjusted < subInt(-3, ctx.prec)) return nextToOne(a.sign, ctx);
  const extra = Math.max(Number(adjusted), 0) + 3;
  // The number of tens in the exponent only needs to be about right: what is left is then small.
  const roughBits = bitsFor(extra);
  const tens = toBinary(a, roughBits) / ln10Binary(roughBits);
  if (tens > addInt(ctx.emax, 2)) return finishHalfEven(ABOVE_RANGE, ctx);
  if (tens < subInt(ctx.etiny, 3)) return finishHalfEven(BELOW_RANGE, ctx);
  return roundCorrectly(0, normalizeBig(tens), ctx, (places) => {
    const digits = places + Number(tens);
    const bits = bitsFor(digits + extra);
    const r = toBinary(a, bits) - tens * ln10Binary(bits);
    return toPlaces(expBinary(r, bits), bits, digits);
  });
}

/** 1 with a digit far below: what rounding makes of exp of a tiny number. */
function nextToOne(sign: 0 | 1, ctx: Context): Dec {
  const places = addInt(ctx.prec, 3);
  const one = pow10(places);
  return finishHalfEven(new Dec(0, sign === 1 ? one - 1n : one + 1n, subInt(0, places)), ctx);
}

/** |a - 1| exactly and the sign, for the neighbourhood of 1. */
function distanceToOne(a: Dec): Dec {
  const places = a.exp < 0 ? subInt(0, a.exp) : 0;
  const one = pow10(places);
  const coef = a.exp > 0 ? a.coef * pow10(a.exp) : a.coef;
  const difference = coef - one;
  return new Dec(difference < 0n ? 1 : 0, difference < 0n ? -difference : difference, subInt(0, places));
}

/** Zero, infinities, negative numbers and NaN, the same for both logarithms; undefined for the rest. */
function logarithmSpecial(a: Dec, ctx: Context): Dec | undefined {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  if (a.isZero) return infinity(1);
  if (a.sign === 1) return fail(ctx, INVALID_OPERATION);
  if (a.kind === INFINITE) return a;
  return undefined;
}

export function ln(a: Dec, ctx: Context): Dec {
  const special = logarithmSpecial(a, ctx);
  if (special !== undefined) return special;
  return logarithm(a, ctx, (x) => x, 0);
}

export function log10(a: Dec, ctx: Context): Dec {
  const special = logarithmSpecial(a, ctx);
  if (special !== undefined) return special;
  if (a.coef === pow10(a.digits - 1)) return finishHalfEven(decFromInt(a.adjusted), ctx);
  return logarithm(a, ctx, (x, bits) => (x << bits) / ln10Binary(bits), 0.4342944819032518);
}

/** ln(a), or a multiple of it. */
function logarithm(a: Dec, ctx: Context, scale: (x: bigint, bits: bigint) => bigint, factor: number): Dec {
  const { adjusted } = a;
  let top: number;
  let sign: 0 | 1;
  if (adjusted === 0 || adjusted === -1) {
    const distance = distanceToOne(a);
    if (distance.coef === 0n) return new Dec(0, 0n, 0);
    sign = distance.sign;
    top = Number(distance.adjusted);
    if (factor === 0 && -top > Math.max(Number(ctx.prec), distance.digits) + 3) return almost(distance, ctx);
    if (factor !== 0) top -= 1;
  } else {
    sign = adjusted < 0 ? 1 : 0;
    top = Math.floor(Math.log10(Math.abs(Number(adjusted)) * (factor === 0 ? Math.LN10 : 1) + 1e-9));
  }
  const lengthOfExponent = String(adjusted).length;
  return roundCorrectly(sign, top, ctx, (places) => {
    // Cancellation near 1 costs as many digits as the result begins below 1.
    const bits = bitsFor(places + lengthOfExponent + 2);
    const tens = adjusted === -1 ? 0 : adjusted;
    const mantissa = toBinary(new Dec(0, a.coef, subInt(a.exp, tens)), bits);
    const value = scale(lnBinary(mantissa, bits) + BigInt(tens) * ln10Binary(bits), bits);
    return toPlaces(value < 0n ? -value : value, bits, places);
  });
}

/** ln(1 + d) is d - d*d/2…: for a tiny d its digits are those of d with something just below. */
function almost(d: Dec, ctx: Context): Dec {
  const room = addInt(ctx.prec, 4);
  const shift = d.digits < room ? subInt(room, d.digits) : 1;
  const coef = d.coef * pow10(shift) + (d.sign === 1 ? 1n : -1n);
  return finishHalfEven(new Dec(d.sign, coef, subInt(d.exp, shift)), ctx);
}

// --- powers --------------------------------------------------------------------------------------------------------

export function power(base: Dec, exponent: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, base, exponent);
  if (nan !== undefined) return nan;
  const whole = isInteger(exponent);
  const sign: 0 | 1 = whole && base.sign === 1 && isOddInteger(exponent) ? 1 : 0;
  if (base.isZero) {
    if (exponent.isZero) return fail(ctx, INVALID_OPERATION);
    return exponent.sign === 1 ? infinity(sign) : new Dec(sign, 0n, 0);
  }
  if (base.sign === 1 && (!whole || exponent.kind === INFINITE)) return fail(ctx, INVALID_OPERATION);
  if (exponent.kind === INFINITE) return powerOfInfinity(base, exponent, sign, ctx);
  if (base.kind === INFINITE) {
    if (exponent.isZero) return new Dec(sign, 1n, 0);
    return exponent.sign === 1 ? new Dec(sign, 0n, 0) : infinity(sign);
  }
  if (exponent.isZero) return new Dec(sign, 1n, 0);
  if (compareMagnitude(base, ONE) === 0) return powerOfOne(base, exponent, whole, sign, ctx);
  const beyond = powerBeyondLimits(base, exponent, sign, ctx);
  if (beyond !== undefined) return beyond;
  return whole ? wholePower(base, exponent, sign, ctx) : realPower(base, exponent, ctx);
}

/** 1.000… with as many zeros as given. */
function paddedOne(zeros: Int, sign: 0 | 1): Dec {
  return new Dec(sign, pow10(zeros), subInt(0, zeros));
}

function powerOfInfinity(base: Dec, exponent: Dec, sign: 0 | 1, ctx: Context): Dec {
  const order = base.kind === INFINITE ? 1 : compareMagnitude(base, ONE);
  if (order === 0) {
    ctx.status |= INEXACT | ROUNDED;
    return paddedOne(subInt(ctx.prec, 1), sign);
  }
  return order > 0 === (exponent.sign === 0) ? infinity(sign) : new Dec(sign, 0n, 0);
}

/** 1 keeps the zeros of its exact power where that is shorter than the precision. */
function powerOfOne(base: Dec, exponent: Dec, whole: boolean, sign: 0 | 1, ctx: Context): Dec {
  const most = subInt(ctx.prec, 1);
  if (!whole) {
    ctx.status |= INEXACT | ROUNDED;
    return paddedOne(most, sign);
  }
  if (exponent.sign === 1) return new Dec(sign, 1n, 0);
  const zeros = mulInt(normalizeBig(toBigInt(exponent)), subInt(0, base.exp));
  if (zeros <= most) return paddedOne(zeros, sign);
  ctx.status |= ROUNDED;
  return paddedOne(most, sign);
}

/** Results that are sure to leave the range, found from sizes alone; the C library's bounds, as results differ in flags. */
function powerBeyondLimits(base: Dec, exponent: Dec, sign: 0 | 1, ctx: Context): Dec | undefined {
  const { adjusted } = base;
  const grows = adjusted >= 0 === (exponent.sign === 0);
  const limit = grows ? ctx.emax : ctx.etiny;
  if (lengthOf(limit) >= addInt(logarithmSize(base), exponent.adjusted)) return undefined;
  return finish(grows ? withSign(ABOVE_RANGE, sign) : new Dec(sign, 1n, subInt(ctx.etiny, 1)), ctx);
}

/** A lower bound for the exponent of the leading digit of |log10(x)|. */
function logarithmSize(x: Dec): Int {
  const { adjusted } = x;
  if (adjusted > 0) return lengthOf(adjusted) - 1;
  if (adjusted < -1) return lengthOf(addInt(adjusted, 1)) - 1;
  return subInt(distanceToOne(withSign(x, 0)).adjusted, adjusted === 0 ? 2 : 1);
}

function lengthOf(n: Int): number {
  return String(n < 0 ? -n : n).length;
}

/** Binary powers with enough digits that the error of all products stays below a unit of the result. */
function wholePower(base: Dec, exponent: Dec, sign: 0 | 1, ctx: Context): Dec {
  const work = ctx.derived(addInt(ctx.prec, addInt(addInt(exponent.digits, exponent.exp), 2)));
  let factor = base;
  if (exponent.sign === 1) {
    work.prec = addInt(work.prec, 1);
    factor = div(ONE, base, work);
  }
  const bits = toBigInt(withSign(exponent, 0)).toString(2);
  let result = factor;
  for (let i = 1; i < bits.length; i++) {
    result = mul(result, result, work);
    if (bits[i] === '1') result = mul(result, factor, work);
    if (result.kind !== FINITE || result.coef === 0n) break;
  }
  ctx.status |= work.status;
  if (result.kind === INFINITE) return overflowing(sign, ctx);
  return finish(withSign(result, sign), ctx);
}

/** Digits that the largest exponent can have: ln and exp are given that many more. */
const EXPONENT_DIGITS = 19;

function realPower(base: Dec, exponent: Dec, ctx: Context): Dec {
  const prec = addInt(base.digits > ctx.prec ? base.digits : ctx.prec, 4 + EXPONENT_DIGITS);
  const work = ctx.derived(prec);
  let result = exp(mul(ln(base, work), exponent, work), work);
  ctx.status |= (work.status & ERRORS) | INEXACT | ROUNDED;
  if (result.kind === INFINITE) return overflowing(0, ctx);
  if (result.isZero) return underflowing(0, ctx);
  if (result.kind === FINITE && compareMagnitude(result, ONE) === 0) result = paddedOne(subInt(ctx.prec, 1), 0);
  result = finish(result, ctx);
  // The result is inexact even where the digits cut off happen to be zeros.
  if ((ctx.status & SUBNORMAL) !== 0) ctx.status |= UNDERFLOW;
  return result;
}

/** pow(base, exponent, modulus) on whole numbers. */
export function powerModulo(base: Dec, exponent: Dec, modulus: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, base, exponent, modulus);
  if (nan !== undefined) return nan;
  const whole = isInteger(base) && isInteger(exponent) && isInteger(modulus);
  if (!whole || (exponent.sign === 1 && !exponent.isZero) || modulus.isZero) return fail(ctx, INVALID_OPERATION);
  if (addInt(modulus.adjusted, 1) > ctx.prec || (base.isZero && exponent.isZero)) return fail(ctx, INVALID_OPERATION);
  const sign: 0 | 1 = base.sign === 1 && isOddInteger(exponent) ? 1 : 0;
  const m = toBigInt(withSign(modulus, 0));
  const e = toBigInt(exponent);
  // A base with a huge exponent is reduced factor by factor.
  const reduced = BigInt(powModInt(normalizeBig(base.exp > 0 ? base.coef : toBigInt(withSign(base, 0))), 1, normalizeBig(m)));
  const scale = base.exp > 0 ? BigInt(powModInt(10, base.exp, normalizeBig(m))) : 1n;
  return new Dec(sign, BigInt(powModInt(normalizeBig((reduced * scale) % m), normalizeBig(e), normalizeBig(m))), 0);
}
