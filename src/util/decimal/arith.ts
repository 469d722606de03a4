// HOT. Basic operations of the General Decimal Arithmetic specification: each takes its operands and a context, gives the
// rounded result and leaves the conditions in `ctx.status`.
// Answers to CPython's Modules/_decimal/libmpdec/mpdecimal.c.

import type { Int } from '../numbers/int.ts';
import { addInt, mulInt, normalizeBig, subInt } from '../numbers/int.ts';
import { isqrtBig } from '../numbers/intTheory.ts';
import type { Context, Rounding } from './context.ts';
import {
  CLAMPED,
  DIVISION_BY_ZERO,
  DIVISION_IMPOSSIBLE,
  DIVISION_UNDEFINED,
  FLOOR,
  HALF_EVEN,
  CEILING,
  INEXACT,
  INVALID_OPERATION,
  OVERFLOW,
  ROUNDED,
  SUBNORMAL,
  UNDERFLOW,
  dropDigits,
  fail,
  finish,
  lossy,
  nanResult,
} from './context.ts';
import {
  Dec,
  FINITE,
  INFINITE,
  QNAN,
  SNAN,
  compareTotal,
  compareTotalMagnitude,
  compareValues,
  decFromInt,
  infinity,
  pow10,
  stripZeros,
  toBigInt,
  withSign,
} from './number.ts';

const flip = (sign: 0 | 1): 0 | 1 => (sign === 0 ? 1 : 0);
const product = (a: Dec, b: Dec): 0 | 1 => (a.sign === b.sign ? 0 : 1);
const neg = (n: Int): Int => subInt(0, n);
const min = (a: Int, b: Int): Int => (a < b ? a : b);

// --- sign ----------------------------------------------------------------------------------------------------------

export function plus(a: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  return finish(a.isZero && ctx.rounding !== FLOOR ? withSign(a, 0) : a, ctx);
}

export function minus(a: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  return finish(a.isZero && ctx.rounding !== FLOOR ? withSign(a, 0) : withSign(a, flip(a.sign)), ctx);
}

export function abs(a: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  return a.sign === 1 ? minus(a, ctx) : plus(a, ctx);
}

// --- sums and products ---------------------------------------------------------------------------------------------

export function add(a: Dec, b: Dec, ctx: Context): Dec {
  // fast: finite numbers of the same exponent and sign.
  if (a.kind === FINITE && b.kind === FINITE) {
    if (a.exp === b.exp && a.sign === b.sign) return finish(new Dec(a.sign, a.coef + b.coef, a.exp), ctx);
    return addFinite(a, b, ctx);
  }
  return addSpecial(a, b, ctx);
}

export function sub(a: Dec, b: Dec, ctx: Context): Dec {
  if (b.kind >= QNAN) return nanResult(ctx, a, b)!;
  return add(a, withSign(b, flip(b.sign)), ctx);
}

function addSpecial(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) {
    return b.kind === INFINITE && a.sign !== b.sign ? fail(ctx, INVALID_OPERATION) : a;
  }
  return b;
}

function addFinite(a: Dec, b: Dec, ctx: Context): Dec {
  let big = a;
  let small = b;
  if (big.exp < small.exp) [big, small] = [small, big];
  let shift = subInt(big.exp, small.exp);
  // fast: shifting by a few digits is cheaper than finding out whether it can be avoided.
  if (shift > 40 && big.coef !== 0n) {
    small = nearEnough(big, small, ctx);
    shift = subInt(big.exp, small.exp);
  }
  const x = shift === 0 || big.coef === 0n ? big.coef : big.coef * pow10(shift);
  const y = small.coef;
  const { exp } = small;
  if (big.sign === small.sign) return finish(new Dec(big.sign, x + y, exp), ctx);
  const difference = x - y;
  if (difference === 0n) return finish(new Dec(ctx.rounding === FLOOR ? 1 : 0, 0n, exp), ctx);
  return finish(difference > 0n ? new Dec(big.sign, difference, exp) : new Dec(small.sign, -difference, exp), ctx);
}

/** An addend far below the last digit of the sum matters by being there, not by its size: a 1 just below stands for it. */
function nearEnough(big: Dec, small: Dec, ctx: Context): Dec {
  const { prec } = ctx;
  const last = addInt(subInt(big.exp, 1), big.digits > prec ? 0 : subInt(big.digits, addInt(prec, 1)));
  return small.adjusted < last ? new Dec(small.sign, small.coef === 0n ? 0n : 1n, last) : small;
}

export function mul(a: Dec, b: Dec, ctx: Context): Dec {
  if (a.kind === FINITE && b.kind === FINITE) return finish(mulExact(a, b), ctx);
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  if (a.isZero || b.isZero) return fail(ctx, INVALID_OPERATION);
  return infinity(product(a, b));
}

function mulExact(a: Dec, b: Dec): Dec {
  return new Dec(product(a, b), a.coef * b.coef, addInt(a.exp, b.exp));
}

/** a * b + c with one rounding. */
export function fma(a: Dec, b: Dec, c: Dec, ctx: Context): Dec {
  if (a.kind === FINITE && b.kind === FINITE) return add(mulExact(a, b), c, ctx);
  if (!a.isNaN && !b.isNaN && (a.isZero || b.isZero)) return fail(ctx, INVALID_OPERATION);
  return nanResult(ctx, a, b, c) ?? add(infinity(product(a, b)), c, ctx);
}

// --- division ------------------------------------------------------------------------------------------------------

export function div(a: Dec, b: Dec, ctx: Context): Dec {
  const sign = product(a, b);
  if (a.kind !== FINITE || b.kind !== FINITE) {
    const nan = nanResult(ctx, a, b);
    if (nan !== undefined) return nan;
    if (a.kind === INFINITE) return b.kind === INFINITE ? fail(ctx, INVALID_OPERATION) : infinity(sign);
    ctx.status |= CLAMPED;
    return new Dec(sign, 0n, ctx.etiny);
  }
  if (b.coef === 0n) {
    if (a.coef === 0n) return fail(ctx, DIVISION_UNDEFINED);
    ctx.status |= DIVISION_BY_ZERO;
    return infinity(sign);
  }
  const ideal = subInt(a.exp, b.exp);
  if (a.coef === 0n) return finish(new Dec(sign, 0n, ideal), ctx);
  const shift = addInt(addInt(b.digits - a.digits, ctx.prec), 1);
  const x = shift > 0 ? a.coef * pow10(shift) : a.coef;
  const y = shift < 0 ? b.coef * pow10(neg(shift)) : b.coef;
  let coef = x / y;
  let exp = subInt(ideal, shift);
  if (coef * y !== x) {
    // A last digit of 0 or 5 would hide that something follows.
    if (coef % 5n === 0n) coef += 1n;
  } else if (exp < ideal) {
    const [stripped, zeros] = stripZeros(coef, subInt(ideal, exp));
    coef = stripped;
    exp = addInt(exp, zeros);
  }
  return finish(new Dec(sign, coef, exp), ctx);
}

interface Parts {
  readonly quotient: bigint;
  readonly rest: bigint;
  /** The divisor on the scale of the rest; -1 where it is more than twice as large anyway. */
  readonly divisor: bigint;
  /** Exponent of rest and divisor: the lesser of both operands. */
  readonly exp: Int;
}

/** Whole quotient and remainder of finite numbers, b not zero; undefined when the quotient has too many digits. */
function divideWhole(a: Dec, b: Dec, ctx: Context): Parts | undefined {
  const exp = min(a.exp, b.exp);
  const gap = subInt(a.adjusted, b.adjusted);
  if (a.coef === 0n) return { quotient: 0n, rest: 0n, divisor: -1n, exp };
  if (gap > ctx.prec) return undefined;
  const x = a.coef * pow10(subInt(a.exp, exp));
  if (gap < -1) return { quotient: 0n, rest: x, divisor: -1n, exp };
  const y = b.coef * pow10(subInt(b.exp, exp));
  const quotient = x / y;
  return { quotient, rest: x - quotient * y, divisor: y, exp };
}

const tooLong = (quotient: bigint, ctx: Context): boolean => quotient !== 0n && new Dec(0, quotient, 0).digits > ctx.prec;

export function divInt(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  const sign = product(a, b);
  if (a.kind === INFINITE) return b.kind === INFINITE ? fail(ctx, INVALID_OPERATION) : infinity(sign);
  if (b.kind === INFINITE) return new Dec(sign, 0n, 0);
  if (b.coef === 0n) {
    if (a.coef === 0n) return fail(ctx, DIVISION_UNDEFINED);
    ctx.status |= DIVISION_BY_ZERO;
    return infinity(sign);
  }
  const parts = divideWhole(a, b, ctx);
  if (parts === undefined || tooLong(parts.quotient, ctx)) return fail(ctx, DIVISION_IMPOSSIBLE);
  return finish(new Dec(sign, parts.quotient, 0), ctx);
}

export function rem(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return fail(ctx, INVALID_OPERATION);
  if (b.kind === INFINITE) return finish(a, ctx);
  if (b.coef === 0n) return fail(ctx, a.coef === 0n ? DIVISION_UNDEFINED : INVALID_OPERATION);
  const parts = divideWhole(a, b, ctx);
  if (parts === undefined || tooLong(parts.quotient, ctx)) return fail(ctx, DIVISION_IMPOSSIBLE);
  return finish(new Dec(a.sign, parts.rest, parts.exp), ctx);
}

export function divmod(a: Dec, b: Dec, ctx: Context): [Dec, Dec] {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return [nan, nan];
  const sign = product(a, b);
  if (a.kind === INFINITE) {
    const rest = fail(ctx, INVALID_OPERATION);
    return [b.kind === INFINITE ? rest : infinity(sign), rest];
  }
  if (b.kind === INFINITE) return [new Dec(sign, 0n, 0), finish(a, ctx)];
  if (b.coef === 0n) {
    if (a.coef === 0n) {
      const none = fail(ctx, DIVISION_UNDEFINED);
      return [none, none];
    }
    ctx.status |= DIVISION_BY_ZERO;
    return [infinity(sign), fail(ctx, INVALID_OPERATION)];
  }
  const parts = divideWhole(a, b, ctx);
  if (parts === undefined || tooLong(parts.quotient, ctx)) {
    const none = fail(ctx, DIVISION_IMPOSSIBLE);
    return [none, none];
  }
  return [finish(new Dec(sign, parts.quotient, 0), ctx), finish(new Dec(a.sign, parts.rest, parts.exp), ctx)];
}

/** a minus the multiple of b that is nearest to it, even multiples on ties. */
export function remainderNear(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return fail(ctx, INVALID_OPERATION);
  if (b.kind === INFINITE) return finish(a, ctx);
  if (b.coef === 0n) return fail(ctx, a.coef === 0n ? DIVISION_UNDEFINED : INVALID_OPERATION);
  const parts = divideWhole(a, b, ctx);
  if (parts === undefined) return fail(ctx, DIVISION_IMPOSSIBLE);
  let { quotient, rest } = parts;
  let { sign } = a;
  const twice = 2n * rest;
  if (parts.divisor >= 0n && (twice > parts.divisor || (twice === parts.divisor && (quotient & 1n) === 1n))) {
    rest = parts.divisor - rest;
    quotient += 1n;
    sign = flip(sign);
  }
  if (tooLong(quotient, ctx)) return fail(ctx, DIVISION_IMPOSSIBLE);
  return finish(new Dec(sign, rest, parts.exp), ctx);
}

// --- rounding to a place -------------------------------------------------------------------------------------------

/** a with the exponent of b. */
export function quantize(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE || b.kind === INFINITE) {
    return a.kind === INFINITE && b.kind === INFINITE ? a : fail(ctx, INVALID_OPERATION);
  }
  if (b.exp > ctx.emax || b.exp < ctx.etiny) return fail(ctx, INVALID_OPERATION);
  if (a.coef === 0n) return finish(new Dec(a.sign, 0n, b.exp), ctx);
  const gap = subInt(a.exp, b.exp);
  let result: Dec;
  if (gap >= 0) {
    if (addInt(gap, a.digits) > ctx.prec) return fail(ctx, INVALID_OPERATION);
    result = new Dec(a.sign, a.coef * pow10(gap), b.exp);
  } else {
    const coef = dropDigits(a.coef, neg(gap), a.sign, ctx.rounding);
    const inexact = lossy;
    result = new Dec(a.sign, coef, b.exp);
    if (coef !== 0n && (result.digits > ctx.prec || result.adjusted > ctx.emax)) return fail(ctx, INVALID_OPERATION);
    ctx.status |= ROUNDED | (inexact ? INEXACT : 0);
  }
  if (result.adjusted > ctx.emax && result.coef !== 0n) return fail(ctx, INVALID_OPERATION);
  return finish(result, ctx);
}

/** To a whole number; `exact` notes Rounded and Inexact. */
export function toIntegral(a: Dec, rounding: Rounding, exact: boolean, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE || a.exp >= 0) return a;
  if (a.coef === 0n) return new Dec(a.sign, 0n, 0);
  const coef = dropDigits(a.coef, neg(a.exp), a.sign, rounding);
  if (exact) ctx.status |= ROUNDED | (lossy ? INEXACT : 0);
  return new Dec(a.sign, coef, 0);
}

/** Rounds to the context and drops trailing zeros. */
export function reduce(a: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  const rounded = finish(a, ctx);
  if (rounded.kind !== FINITE) return rounded;
  if (rounded.coef === 0n) return new Dec(rounded.sign, 0n, 0);
  const top = ctx.clamp ? ctx.etop : ctx.emax;
  const [coef, zeros] = stripZeros(rounded.coef, subInt(top, rounded.exp));
  return zeros === 0 ? rounded : new Dec(rounded.sign, coef, addInt(rounded.exp, zeros));
}

export function sqrt(a: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  const ideal = floorHalf(a.exp);
  if (a.isZero) return finish(new Dec(a.sign, 0n, ideal), ctx);
  if (a.sign === 1) return fail(ctx, INVALID_OPERATION);
  if (a.kind === INFINITE) return a;
  // Twice the digits plus a guard, and an even exponent.
  const wanted = addInt(mulInt(2, addInt(ctx.prec, 1)), 2);
  let shift = subInt(wanted, a.digits);
  if (shift < 0) shift = 0;
  if (typeof shift === 'number' && isOdd(subInt(a.exp, shift))) shift += 1;
  const radicand = a.coef * pow10(shift);
  let coef = isqrtBig(radicand);
  let exp = floorHalf(subInt(a.exp, shift));
  if (coef * coef !== radicand) {
    // A sticky digit below: the root is never half-way.
    coef = coef * 10n + 1n;
    exp = subInt(exp, 1);
  } else if (exp < ideal) {
    const [stripped, zeros] = stripZeros(coef, subInt(ideal, exp));
    coef = stripped;
    exp = addInt(exp, zeros);
  }
  const { rounding } = ctx;
  ctx.rounding = HALF_EVEN;
  const result = finish(new Dec(0, coef, exp), ctx);
  ctx.rounding = rounding;
  return result;
}

function isOdd(n: Int): boolean {
  return typeof n === 'number' ? n % 2 !== 0 : (n & 1n) === 1n;
}

function floorHalf(n: Int): Int {
  return typeof n === 'number' ? Math.floor(n / 2) : normalizeBig(n >> 1n);
}

// --- comparison ----------------------------------------------------------------------------------------------------

export function compare(a: Dec, b: Dec, ctx: Context): Dec {
  return nanResult(ctx, a, b) ?? decFromInt(compareValues(a, b));
}

/** As compare, but every NaN signals. */
export function compareSignal(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan === undefined) return decFromInt(compareValues(a, b));
  ctx.status |= INVALID_OPERATION;
  return nan;
}

/** max, min, max_mag, min_mag: a quiet NaN gives way to a number, and among equals the total order decides. */
export function choose(a: Dec, b: Dec, ctx: Context, larger: boolean, byMagnitude: boolean): Dec {
  if (a.kind === QNAN && b.kind < QNAN) return finish(b, ctx);
  if (b.kind === QNAN && a.kind < QNAN) return finish(a, ctx);
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  let order = byMagnitude ? compareValues(withSign(a, 0), withSign(b, 0)) : compareValues(a, b);
  if (order === 0) order = compareTotal(a, b);
  return finish(order > 0 === larger ? a : b, ctx);
}

export function compareTotalDec(a: Dec, b: Dec): Dec {
  return decFromInt(compareTotal(a, b));
}

export function compareTotalMagDec(a: Dec, b: Dec): Dec {
  return decFromInt(compareTotalMagnitude(a, b));
}

/** Same exponent, or both infinite, or both NaN. */
export function sameQuantum(a: Dec, b: Dec): boolean {
  if (a.kind !== FINITE || b.kind !== FINITE) return (a.isNaN && b.isNaN) || (a.kind === INFINITE && b.kind === INFINITE);
  return a.exp === b.exp;
}

// --- neighbours ----------------------------------------------------------------------------------------------------

/** The nearest number above (direction 1) or below (-1) that the context can show. */
export function next(a: Dec, direction: 1 | -1, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) {
    return (a.sign === 0) === (direction === 1) ? a : new Dec(a.sign, pow10(ctx.prec) - 1n, ctx.etop);
  }
  const work = ctx.derived(ctx.prec, direction === 1 ? CEILING : FLOOR);
  work.clamp = ctx.clamp;
  const rounded = finish(a, work);
  if (rounded !== a && compareFinite(rounded, a) !== 0) return rounded;
  // A step below the least subnormal is rounded to the neighbour.
  const tiny = new Dec(direction === 1 ? 0 : 1, 1n, subInt(ctx.etiny, 1));
  return add(a, tiny, work);
}

function compareFinite(a: Dec, b: Dec): number {
  return a.kind === FINITE ? compareValues(a, b) : 1;
}

export function nextToward(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  const order = compareValues(a, b);
  if (order === 0) return withSign(a, b.sign);
  const result = next(a, order < 0 ? 1 : -1, ctx);
  if (result.kind === INFINITE) ctx.status |= OVERFLOW | ROUNDED | INEXACT;
  else if (result.kind === FINITE && result.adjusted < ctx.emin) {
    ctx.status |= UNDERFLOW | SUBNORMAL | ROUNDED | INEXACT;
    if (result.coef === 0n) ctx.status |= CLAMPED;
  }
  return result;
}

// --- digits --------------------------------------------------------------------------------------------------------

/** Exponent of the leading digit, as a number. */
export function logb(a: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return infinity(0);
  if (a.coef === 0n) {
    ctx.status |= DIVISION_BY_ZERO;
    return infinity(1);
  }
  return finish(decFromInt(a.adjusted), ctx);
}

/** b as a whole number with |b| <= limit, undefined otherwise. */
function wholeOperand(b: Dec, limit: Int): Int | undefined {
  if (b.kind !== FINITE || b.exp !== 0) return undefined;
  const n = normalizeBig(toBigInt(b));
  return n > limit || n < neg(limit) ? undefined : n;
}

export function scaleb(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  const n = wholeOperand(b, mulInt(2, addInt(ctx.emax, ctx.prec)));
  if (n === undefined) return fail(ctx, INVALID_OPERATION);
  return a.kind === INFINITE ? a : finish(new Dec(a.sign, a.coef, addInt(a.exp, n)), ctx);
}

/** Digits moved left (b > 0) or right, zeros moving in; the length is that of the context. */
export function shift(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  const n = wholeOperand(b, ctx.prec);
  if (n === undefined) return fail(ctx, INVALID_OPERATION);
  if (a.kind === INFINITE) return a;
  const full = pow10(ctx.prec);
  const coef = n >= 0 ? ((a.coef % full) * pow10(n)) % full : (a.coef % full) / pow10(neg(n));
  return new Dec(a.sign, coef, a.exp);
}

export function rotate(a: Dec, b: Dec, ctx: Context): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan !== undefined) return nan;
  const n = wholeOperand(b, ctx.prec);
  if (n === undefined) return fail(ctx, INVALID_OPERATION);
  if (a.kind === INFINITE) return a;
  const left = n >= 0 ? n : addInt(ctx.prec, n);
  const full = pow10(ctx.prec);
  const cut = pow10(subInt(ctx.prec, left));
  const coef = a.coef % full;
  return new Dec(a.sign, (coef % cut) * pow10(left) + coef / cut, a.exp);
}

/** The digits of a logical operand, all 0 or 1, as many from the right as the context has; undefined for other numbers. */
function logicalDigits(a: Dec, ctx: Context): string | undefined {
  if (a.kind !== FINITE || a.sign === 1 || a.exp !== 0) return undefined;
  const digits = a.coef.toString();
  if (!/^[01]+$/.test(digits)) return undefined;
  return digits.length <= ctx.prec ? digits : digits.slice(digits.length - Number(ctx.prec));
}

export function logical(a: Dec, b: Dec, ctx: Context, f: (x: boolean, y: boolean) => boolean): Dec {
  const x = logicalDigits(a, ctx);
  const y = logicalDigits(b, ctx);
  if (x === undefined || y === undefined) return fail(ctx, INVALID_OPERATION);
  const length = Math.max(x.length, y.length);
  const p = x.padStart(length, '0');
  const q = y.padStart(length, '0');
  let result = '';
  for (let i = 0; i < length; i++) result += f(p[i] === '1', q[i] === '1') ? '1' : '0';
  return new Dec(0, BigInt(result), 0);
}

export function logicalInvert(a: Dec, ctx: Context): Dec {
  const digits = logicalDigits(a, ctx);
  if (digits === undefined) return fail(ctx, INVALID_OPERATION);
  const ones = (pow10(ctx.prec) - 1n) / 9n;
  return new Dec(0, ones - BigInt(digits), 0);
}

export function numberClass(a: Dec, ctx: Context): string {
  if (a.kind === QNAN) return 'NaN';
  if (a.kind === SNAN) return 'sNaN';
  const sign = a.sign === 1 ? '-' : '+';
  if (a.kind === INFINITE) return sign + 'Infinity';
  if (a.coef === 0n) return sign + 'Zero';
  return sign + (a.adjusted < ctx.emin ? 'Subnormal' : 'Normal');
}
