// Operations that methods of Decimal and of Context share, by Python name. A leaf file: both tables are built from it at load time.
import * as arith from '../../util/decimal/arith.ts';
import type { Context } from '../../util/decimal/context.ts';
import { FINITE, QNAN, SNAN, withSign, type Dec } from '../../util/decimal/number.ts';
import * as transcendental from '../../util/decimal/transcendental.ts';

export type Unary = (a: Dec, ctx: Context) => Dec;
export type Binary = (a: Dec, b: Dec, ctx: Context) => Dec;

/** Of one number. */
export const unaryOperations: Readonly<Record<string, readonly [doc: string, f: Unary]>> = {
  exp: ['e to the power of the number, correctly rounded.', transcendental.exp],
  ln: ['Natural logarithm, correctly rounded.', transcendental.ln],
  log10: ['Logarithm to base 10, correctly rounded.', transcendental.log10],
  next_minus: ['Largest number of the context below this one.', (a, ctx) => arith.next(a, -1, ctx)],
  next_plus: ['Smallest number of the context above this one.', (a, ctx) => arith.next(a, 1, ctx)],
  normalize: ['Rounded to the context and without trailing zeros.', arith.reduce],
  sqrt: ['Square root, rounded half to even.', arith.sqrt],
  logb: ['Exponent of the leading digit.', arith.logb],
  logical_invert: ['Ones and zeros of the digits exchanged.', arith.logicalInvert],
};

export const binaryOperations: Readonly<Record<string, readonly [doc: string, f: Binary]>> = {
  compare: ['-1, 0 or 1 for the numerical order; NaN if there is none.', arith.compare],
  compare_signal: ['As compare, but every NaN signals.', arith.compareSignal],
  max: ['The larger number; a number rather than a quiet NaN.', (a, b, ctx) => arith.choose(a, b, ctx, /* larger */ true, /* byMagnitude */ false)],
  max_mag: ['The number with the larger magnitude.', (a, b, ctx) => arith.choose(a, b, ctx, /* larger */ true, /* byMagnitude */ true)],
  min: ['The smaller number; a number rather than a quiet NaN.', (a, b, ctx) => arith.choose(a, b, ctx, /* larger */ false, /* byMagnitude */ false)],
  min_mag: ['The number with the smaller magnitude.', (a, b, ctx) => arith.choose(a, b, ctx, /* larger */ false, /* byMagnitude */ true)],
  next_toward: ['The neighbour in the direction of another number.', arith.nextToward],
  remainder_near: ['Remainder for the nearest multiple, which may be negative.', arith.remainderNear],
  logical_and: ['Digit-wise and of ones and zeros.', (a, b, ctx) => arith.logical(a, b, ctx, (x, y) => x && y)],
  logical_or: ['Digit-wise or of ones and zeros.', (a, b, ctx) => arith.logical(a, b, ctx, (x, y) => x || y)],
  logical_xor: ['Digit-wise exclusive or of ones and zeros.', (a, b, ctx) => arith.logical(a, b, ctx, (x, y) => x !== y)],
  rotate: ['Digits rotated within the precision.', arith.rotate],
  scaleb: ['The number times a power of ten.', arith.scaleb],
  shift: ['Digits shifted within the precision.', arith.shift],
};

/** Operations without rounding or conditions. */
export const quietOperations: Readonly<Record<string, readonly [doc: string, f: (a: Dec, b: Dec) => Dec]>> = {
  compare_total: ['-1, 0 or 1 in the order that includes exponents, signs of zero and NaN.', (a, b) => arith.compareTotalDec(a, b)],
  compare_total_mag: ['The same without signs.', (a, b) => arith.compareTotalMagDec(a, b)],
  copy_sign: ['The number with the sign of another.', (a, b) => withSign(a, b.sign)],
};

export const predicates: Readonly<Record<string, readonly [doc: string, f: (a: Dec) => boolean]>> = {
  is_canonical: ['True: all numbers are.', () => true],
  is_finite: ['Neither infinite nor NaN?', (a) => a.kind === FINITE],
  is_infinite: ['Infinite?', (a) => a.isInfinite],
  is_nan: ['A NaN of either kind?', (a) => a.isNaN],
  is_qnan: ['A quiet NaN?', (a) => a.kind === QNAN],
  is_snan: ['A signalling NaN?', (a) => a.kind === SNAN],
  is_signed: ['Is the sign negative?', (a) => a.sign === 1],
  is_zero: ['A zero?', (a) => a.isZero],
};

/** Finite, not zero, and at least (normal) or below (subnormal) the least normal magnitude. */
export const isNormal = (a: Dec, ctx: Context): boolean => a.kind === FINITE && a.coef !== 0n && a.adjusted >= ctx.emin;
export const isSubnormal = (a: Dec, ctx: Context): boolean => a.kind === FINITE && a.coef !== 0n && a.adjusted < ctx.emin;
