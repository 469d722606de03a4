// HOT. The arithmetic context, the conditions an operation may meet, and rounding: every result passes `finish`.
// Answers to mpd_context_t and mpd_qfinalize in CPython's Modules/_decimal/libmpdec.

import type { Int } from '../numbers/int.ts';
import { addInt, subInt } from '../numbers/int.ts';
import { Dec, FINITE, INFINITE, NAN, QNAN, SNAN, countDigits, infinity, pow10 } from './number.ts';

// Conditions, as bits of `Context.status`. The first group are the reasons behind InvalidOperation.
export const CONVERSION_SYNTAX = 0x2;
export const DIVISION_IMPOSSIBLE = 0x8;
export const DIVISION_UNDEFINED = 0x10;
export const INVALID_CONTEXT = 0x80;
export const INVALID_OPERATION = 0x100;
export const MALLOC_ERROR = 0x200;
export const ANY_INVALID = CONVERSION_SYNTAX | DIVISION_IMPOSSIBLE | DIVISION_UNDEFINED | INVALID_CONTEXT | INVALID_OPERATION | MALLOC_ERROR;

export const CLAMPED = 0x1;
export const DIVISION_BY_ZERO = 0x4;
export const INEXACT = 0x40;
export const OVERFLOW = 0x800;
export const ROUNDED = 0x1000;
export const SUBNORMAL = 0x2000;
export const UNDERFLOW = 0x4000;
export const FLOAT_OPERATION = 0x8000;

/** What makes a result useless: after it nothing further is done. */
export const ERRORS = ANY_INVALID | DIVISION_BY_ZERO;

export const ROUNDINGS = [
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_HALF_EVEN',
  'ROUND_05UP',
] as const;
export const UP = 0,
  DOWN = 1,
  CEILING = 2,
  FLOOR = 3,
  HALF_UP = 4,
  HALF_DOWN = 5,
  HALF_EVEN = 6,
  O5UP = 7;
export type Rounding = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const MAX_PREC = 999999999999999999n;
export const MAX_EMAX = 999999999999999999n;
export const MIN_EMIN = -999999999999999999n;
export const MIN_ETINY = -1999999999999999997n;

export class Context {
  prec: Int;
  rounding: Rounding;
  emin: Int;
  emax: Int;
  clamp: boolean;
  /** Conditions met since it was last cleared. */
  status: number;

  constructor(prec: Int, rounding: Rounding, emin: Int, emax: Int, clamp: boolean) {
    this.prec = prec;
    this.rounding = rounding;
    this.emin = emin;
    this.emax = emax;
    this.clamp = clamp;
    this.status = 0;
  }

  /** Least exponent of a subnormal. */
  get etiny(): Int {
    return subInt(this.emin, subInt(this.prec, 1));
  }
  /** Largest exponent of a full-length coefficient. */
  get etop(): Int {
    return subInt(this.emax, subInt(this.prec, 1));
  }

  /** The same limits with another precision and rounding, and no conditions. */
  derived(prec: Int, rounding: Rounding = HALF_EVEN): Context {
    return new Context(prec, rounding, this.emin, this.emax, /* clamp */ false);
  }
}

/** The widest limits, with room for intermediate results. */
export function maxContext(): Context {
  return new Context(MAX_PREC, HALF_EVEN, MIN_EMIN, MAX_EMAX, /* clamp */ false);
}

/** NaN and the condition noted. */
export function fail(ctx: Context, condition: number): Dec {
  ctx.status |= condition;
  return NAN;
}

/** Does rounding to `kept` go one up, the rest being nonzero? `half` compares the rest with one half: -1, 0, 1. */
function roundsUp(rounding: Rounding, sign: 0 | 1, kept: bigint, half: number): boolean {
  switch (rounding) {
    case UP:
      return true;
    case DOWN:
      return false;
    case CEILING:
      return sign === 0;
    case FLOOR:
      return sign === 1;
    case HALF_UP:
      return half >= 0;
    case HALF_DOWN:
      return half > 0;
    case HALF_EVEN:
      return half > 0 || (half === 0 && (kept & 1n) === 1n);
    case O5UP:
      return kept % 5n === 0n;
  }
}

/** Set by `dropDigits`: the digits dropped were not all zero. */
export let lossy = false;

/** coef / 10**count, rounded. */
export function dropDigits(coef: bigint, count: Int, sign: 0 | 1, rounding: Rounding): bigint {
  if (count > countDigits(coef) + 1) {
    lossy = coef !== 0n;
    return lossy && roundsUp(rounding, sign, 0n, -1) ? 1n : 0n;
  }
  return roundOff(coef, pow10(count), sign, rounding);
}

/** coef / power, rounded. */
function roundOff(coef: bigint, power: bigint, sign: 0 | 1, rounding: Rounding): bigint {
  const kept = coef / power;
  const rest = coef - kept * power;
  lossy = rest !== 0n;
  if (!lossy) return kept;
  const twice = rest * 2n;
  return roundsUp(rounding, sign, kept, twice < power ? -1 : twice > power ? 1 : 0) ? kept + 1n : kept;
}

/** Fits a result into the context: rounds it, and deals with exponents beyond the limits. */
export function finish(x: Dec, ctx: Context): Dec {
  if (x.kind !== FINITE) return x.kind === INFINITE ? x : cutPayload(x, ctx);
  const { prec } = ctx;
  const { coef, exp } = x;
  // fast: short enough and well within the limits, which can be told without counting digits.
  if (typeof prec === 'number' && typeof exp === 'number' && exp >= ctx.emin && exp + prec <= ctx.emax && !ctx.clamp && coef !== 0n && coef < pow10(prec))
    return x;
  return finishSlow(x, x.adjusted, ctx);
}

function finishSlow(x: Dec, adjusted: Int, ctx: Context): Dec {
  if (x.coef === 0n) return finishZero(x, ctx);
  if (adjusted > ctx.emax) return overflow(x.sign, ctx);
  if (adjusted < ctx.emin && !(ctx.clamp && x.exp > ctx.etop)) return finishSubnormal(x, ctx);
  let { coef, exp } = x;
  let { digits } = x;
  if (digits > ctx.prec) {
    const count = subInt(digits, ctx.prec);
    coef = roundOff(coef, pow10(count), x.sign, ctx.rounding);
    exp = addInt(exp, count);
    ctx.status |= ROUNDED | (lossy ? INEXACT : 0);
    digits = Number(ctx.prec);
    if (coef >= pow10(ctx.prec)) {
      // 99…9 was rounded up: one digit too many, and perhaps too large now.
      coef /= 10n;
      exp = addInt(exp, 1);
      if (addInt(exp, digits - 1) > ctx.emax) return overflow(x.sign, ctx);
    }
  }
  if (ctx.clamp && exp > ctx.etop) {
    const shift = subInt(exp, ctx.etop);
    coef *= pow10(shift);
    exp = ctx.etop;
    ctx.status |= CLAMPED | (adjusted < ctx.emin ? SUBNORMAL : 0);
  }
  return coef === x.coef && exp === x.exp ? x : new Dec(x.sign, coef, exp);
}

function finishZero(x: Dec, ctx: Context): Dec {
  const top = ctx.clamp ? ctx.etop : ctx.emax;
  const bottom = ctx.etiny;
  const exp = x.exp > top ? top : x.exp < bottom ? bottom : x.exp;
  if (exp === x.exp) return x;
  ctx.status |= CLAMPED;
  return new Dec(x.sign, 0n, exp);
}

function finishSubnormal(x: Dec, ctx: Context): Dec {
  ctx.status |= SUBNORMAL;
  const { etiny } = ctx;
  if (x.exp >= etiny) {
    return x;
  }
  const coef = dropDigits(x.coef, subInt(etiny, x.exp), x.sign, ctx.rounding);
  ctx.status |= ROUNDED | (lossy ? INEXACT | UNDERFLOW : 0);
  if (coef === 0n) ctx.status |= CLAMPED;
  return new Dec(x.sign, coef, etiny);
}

function overflow(sign: 0 | 1, ctx: Context): Dec {
  ctx.status |= OVERFLOW | INEXACT | ROUNDED;
  const { rounding } = ctx;
  const toLargest = rounding === DOWN || rounding === O5UP || (rounding === CEILING && sign === 1) || (rounding === FLOOR && sign === 0);
  return toLargest ? new Dec(sign, pow10(ctx.prec) - 1n, ctx.etop) : infinity(sign);
}

/** A payload keeps as many digits as fit a coefficient of the context. */
function cutPayload(x: Dec, ctx: Context): Dec {
  const room = ctx.clamp ? subInt(ctx.prec, 1) : ctx.prec;
  if (x.coef === 0n || x.digits <= room) return x;
  return new Dec(x.sign, room === 0 ? 0n : x.coef % pow10(room), 0, x.kind);
}

/** The NaN that an operation on a NaN gives; undefined when no operand is one. A signalling one is noted, and goes first. */
export function nanResult(ctx: Context, a: Dec, b: Dec = a, c: Dec = b): Dec | undefined {
  if (a.kind < QNAN && b.kind < QNAN && c.kind < QNAN) return undefined;
  let chosen: Dec | undefined;
  for (const x of [a, b, c])
    if (x.kind === SNAN) {
      chosen = x;
      break;
    }
  if (chosen !== undefined) {
    ctx.status |= INVALID_OPERATION;
    return cutPayload(new Dec(chosen.sign, chosen.coef, 0, QNAN), ctx);
  }
  for (const x of [a, b, c]) if (x.kind === QNAN) return cutPayload(x, ctx);
  return undefined;
}
