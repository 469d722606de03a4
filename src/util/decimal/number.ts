// HOT. A decimal number: sign, coefficient, exponent. Value = (-1)**sign * coefficient * 10**exponent.
// Never changed after it is made. Exponents are numbers while they are safe, BigInts beyond (`Int` of util/numbers), so
// that the limits of the 64-bit C library, close to 10**18, can be reached exactly.
// Answers to mpd_t in CPython's Modules/_decimal/libmpdec.

import type { Int } from '../numbers/int.ts';
import { addInt, normalizeBig, subInt } from '../numbers/int.ts';

export const FINITE = 0;
export const INFINITE = 1;
export const QNAN = 2;
export const SNAN = 3;
export type Kind = 0 | 1 | 2 | 3;

export class Dec {
  /** 1 for negative, -0 and -NaN included. */
  readonly sign: 0 | 1;
  /** The payload of a NaN. */
  readonly coef: bigint;
  readonly exp: Int;
  readonly kind: Kind;
  /** Decimal digits of the coefficient, at least 1; 0 = not counted yet. */
  private counted: number;

  constructor(sign: 0 | 1, coef: bigint, exp: Int, kind: Kind = FINITE) {
    this.sign = sign;
    this.coef = coef;
    this.exp = exp;
    this.kind = kind;
    this.counted = 0;
  }

  get digits(): number {
    return this.counted === 0 ? (this.counted = countDigits(this.coef)) : this.counted;
  }

  /** Exponent of the leading digit. */
  get adjusted(): Int {
    return addInt(this.exp, this.digits - 1);
  }

  get isFinite(): boolean {
    return this.kind === FINITE;
  }
  get isInfinite(): boolean {
    return this.kind === INFINITE;
  }
  get isNaN(): boolean {
    return this.kind >= QNAN;
  }
  get isSpecial(): boolean {
    return this.kind !== FINITE;
  }
  get isZero(): boolean {
    return this.kind === FINITE && this.coef === 0n;
  }
}

export const ZERO = new Dec(0, 0n, 0);
export const ONE = new Dec(0, 1n, 0);
export const TEN = new Dec(0, 10n, 0);
export const NAN = new Dec(0, 0n, 0, QNAN);

export function infinity(sign: 0 | 1): Dec {
  return new Dec(sign, 0n, 0, INFINITE);
}

export function withSign(x: Dec, sign: 0 | 1): Dec {
  return x.sign === sign ? x : new Dec(sign, x.coef, x.exp, x.kind);
}

export function decFromInt(n: Int): Dec {
  return new Dec(n < 0 ? 1 : 0, BigInt(n < 0 ? -n : n), 0);
}

const powers: bigint[] = [1n];
const KEPT = 512;

/** 10**n for n >= 0. */
export function pow10(n: Int): bigint {
  if (typeof n !== 'number' || n > KEPT) return 10n ** BigInt(n);
  while (powers.length <= n) powers.push(powers[powers.length - 1]! * 10n);
  return powers[n]!;
}

const SMALL = 10n ** 15n;

export function countDigits(coef: bigint): number {
  if (coef < SMALL) {
    const n = Number(coef);
    if (n < 1e5) return n < 100 ? (n < 10 ? 1 : 2) : n < 1000 ? 3 : n < 10000 ? 4 : 5;
    if (n < 1e10) return n < 1e7 ? (n < 1e6 ? 6 : 7) : n < 1e8 ? 8 : n < 1e9 ? 9 : 10;
    return n < 1e12 ? (n < 1e11 ? 11 : 12) : n < 1e13 ? 13 : n < 1e14 ? 14 : 15;
  }
  const approximate = Number(coef);
  // The logarithm is wrong by one at most, and the power of ten tells.
  const logarithm = approximate < Infinity ? Math.log10(approximate) : bitsToDigits(coef);
  const guess = Math.floor(logarithm);
  if (logarithm - guess > 0.001 && logarithm - guess < 0.999 && logarithm < 300) return guess + 1;
  if (coef < pow10(guess)) return guess;
  return coef >= pow10(guess + 1) ? guess + 2 : guess + 1;
}

/** floor(log10) from the length in hexadecimal. */
function bitsToDigits(coef: bigint): number {
  const hex = coef.toString(16);
  const leading = parseInt(hex.slice(0, 12), 16);
  return Math.floor(Math.log10(leading) + (hex.length - 12) * 1.2041199826559248);
}

/** Drops trailing zeros, at most `limit` of them; gives coefficient and number of zeros dropped. */
export function stripZeros(coef: bigint, limit: Int): [bigint, number] {
  if (coef === 0n) return [0n, 0];
  let dropped = 0;
  if (coef % 10n !== 0n) return [coef, 0];
  // Large steps first: halving the step after each failure finds any count in logarithmic time.
  for (let step = 256; step >= 1; step >>= 1) {
    const power = pow10(step);
    while (dropped + step <= limit && coef % power === 0n) {
      coef /= power;
      dropped += step;
    }
  }
  return [coef, dropped];
}

/** An odd whole number? For finite x. */
export function isOddInteger(x: Dec): boolean {
  if (x.kind !== FINITE || x.coef === 0n) return false;
  if (x.exp > 0) return false;
  if (x.exp === 0) return (x.coef & 1n) === 1n;
  if (subInt(0, x.exp) >= x.digits) return false;
  const power = pow10(subInt(0, x.exp));
  return x.coef % power === 0n && ((x.coef / power) & 1n) === 1n;
}

export function isInteger(x: Dec): boolean {
  if (x.kind !== FINITE) return false;
  if (x.exp >= 0 || x.coef === 0n) return true;
  const places = subInt(0, x.exp);
  return places < x.digits && x.coef % pow10(places) === 0n;
}

/** The value of a whole number, cut towards zero otherwise. */
export function toBigInt(x: Dec): bigint {
  const magnitude = x.exp >= 0 ? x.coef * pow10(x.exp) : subInt(0, x.exp) > x.digits ? 0n : x.coef / pow10(subInt(0, x.exp));
  return x.sign === 1 ? -magnitude : magnitude;
}

/** -1, 0, 1 for magnitudes; both finite. */
export function compareMagnitude(a: Dec, b: Dec): number {
  if (a.coef === 0n || b.coef === 0n) return a.coef === b.coef ? 0 : a.coef === 0n ? -1 : 1;
  if (a.exp === b.exp) return a.coef < b.coef ? -1 : a.coef > b.coef ? 1 : 0;
  const x = a.adjusted;
  const y = b.adjusted;
  if (x !== y) return x < y ? -1 : 1;
  const gap = Number(subInt(a.exp, b.exp));
  const p = gap > 0 ? a.coef * pow10(gap) : a.coef;
  const q = gap < 0 ? b.coef * pow10(-gap) : b.coef;
  return p < q ? -1 : p > q ? 1 : 0;
}

/** Numerical order of two numbers that are no NaN. */
export function compareValues(a: Dec, b: Dec): number {
  if (a.kind === INFINITE || b.kind === INFINITE) {
    const x = a.kind === INFINITE ? 1 - 2 * a.sign : 0;
    const y = b.kind === INFINITE ? 1 - 2 * b.sign : 0;
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (a.coef === 0n && b.coef === 0n) return 0;
  if (a.coef === 0n) return b.sign === 1 ? 1 : -1;
  if (b.coef === 0n || a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const order = compareMagnitude(a, b);
  return a.sign === 1 ? 0 - order : order;
}

/** The total order: -NaN < -sNaN < -inf < … < -0 < 0 < … < inf < sNaN < NaN; among equals the exponent decides. */
export function compareTotal(a: Dec, b: Dec): number {
  if (a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const order = compareTotalMagnitude(a, b);
  return a.sign === 1 ? 0 - order : order;
}

/** Quiet NaNs are the largest, then the signalling ones, then infinity. */
function rank(x: Dec): number {
  return x.kind === QNAN ? 3 : x.kind === SNAN ? 2 : x.kind;
}

export function compareTotalMagnitude(a: Dec, b: Dec): number {
  const x = rank(a);
  const y = rank(b);
  if (x !== y) return x < y ? -1 : 1;
  if (x === 1) return 0;
  if (x > 1) return a.coef < b.coef ? -1 : a.coef > b.coef ? 1 : 0;
  const order = compareMagnitude(a, b);
  if (order !== 0) return order;
  return a.exp < b.exp ? -1 : a.exp > b.exp ? 1 : 0;
}

/** Text as the specification's to-scientific-string, or to-engineering-string. */
export function decToString(x: Dec, capitals = true, engineering = false): string {
  const sign = x.sign === 1 ? '-' : '';
  switch (x.kind) {
    case INFINITE:
      return sign + 'Infinity';
    case QNAN:
      return sign + 'NaN' + (x.coef === 0n ? '' : x.coef);
    case SNAN:
      return sign + 'sNaN' + (x.coef === 0n ? '' : x.coef);
  }
  const digits = x.coef.toString();
  if (x.exp === 0) return sign + digits;
  const adjusted = x.adjusted;
  let point: number;
  if (x.exp <= 0 && adjusted >= -6) point = digits.length + Number(x.exp);
  else if (!engineering) point = 1;
  else if (x.coef === 0n) point = 1 - Number(modulo(subInt(0, x.exp), 3));
  else point = Number(modulo(adjusted, 3)) + 1;
  const exponent = subInt(addInt(x.exp, digits.length), point);
  const tail = exponent === 0 ? '' : `${capitals ? 'E' : 'e'}${exponent < 0 ? '-' : '+'}${exponent < 0 ? -exponent : exponent}`;
  return sign + placePoint(digits, point) + tail;
}

function modulo(n: Int, m: number): Int {
  if (typeof n === 'number') return ((n % m) + m) % m;
  return normalizeBig(((n % BigInt(m)) + BigInt(m)) % BigInt(m));
}

/** Digits with the point after the first `point` of them; zeros where digits are missing. */
export function placePoint(digits: string, point: number): string {
  if (point <= 0) return '0.' + '0'.repeat(-point) + digits;
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return digits.slice(0, point) + '.' + digits.slice(point);
}

const NUMERIC = /^([-+]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:e([-+]?[0-9]+))?$/i;
const SPECIAL = /^([-+]?)(?:(inf|infinity)|(s?)nan([0-9]*))$/i;

/** The exact value of an ASCII text without spaces; undefined when it is no number. */
export function parseDec(text: string): Dec | undefined {
  const match = NUMERIC.exec(text);
  if (match !== null) {
    const [, sign, whole, fraction = '', bare, power] = match;
    const digits = bare ?? whole! + fraction;
    const shift = bare === undefined ? fraction.length : bare.length;
    const exponent = power === undefined ? 0 : power.length < 15 ? Number(power) + 0 : normalizeBig(BigInt(power.replace('+', '')));
    return new Dec(sign === '-' ? 1 : 0, BigInt(digits), subInt(exponent, shift));
  }
  const special = SPECIAL.exec(text);
  if (special === null) return undefined;
  const sign = special[1] === '-' ? 1 : 0;
  if (special[2] !== undefined) return infinity(sign);
  return new Dec(sign, special[4] === '' ? 0n : BigInt(special[4]!), 0, special[3] === '' ? QNAN : SNAN);
}
