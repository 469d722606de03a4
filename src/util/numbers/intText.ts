// Text of integers: int(text, base) and str, bin, oct, hex. V8 converts BigInts in subquadratic time both ways, so
// only underscores, prefixes and the digit limit of sys.set_int_max_str_digits are left to do here.

import type { Int } from './int.ts';
import { bitLengthBig, normalizeBig } from './int.ts';
import { valueError } from './errors.ts';

export const DEFAULT_MAX_STR_DIGITS = 4300;
/** The limit cannot be set between 1 and this. */
export const MAX_STR_DIGITS_THRESHOLD = 640;

const SPACE =
  /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;
const DIGIT_PATTERNS: (RegExp | undefined)[] = [];

/** Strips what Python calls white space from both ends. */
export function stripSpace(text: string): string {
  return text.replace(SPACE, '');
}

/** The value of up to 15 ASCII digits with an optional sign; undefined for any other text. */
export function smallDecimal(text: string): number | undefined {
  const { length } = text;
  if (length === 0 || length > 15) return undefined;
  const sign = text.charCodeAt(0);
  let i = sign === 45 || sign === 43 ? 1 : 0;
  if (i === length) return undefined;
  let n = 0;
  for (; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    n = n * 10 + digit;
  }
  return sign === 45 ? 0 - n : n;
}

/** Replaces every Unicode decimal digit by its ASCII form: int() and float() accept all scripts. */
export function toAsciiDigits(text: string): string {
  // fast: nothing to do for ASCII.
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0)!)));
}

/** Runs of decimal digits are made of whole tens, so the distance to the run's start tells the value. */
export function digitValue(codePoint: number): number {
  let start = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
  return (codePoint - start) % 10;
}

/**
 * The value of a stripped ASCII text in base 0 or 2 to 36; undefined when it is no literal of that base.
 * `maxDigits` is the interpreter's limit, 0 for none; it binds bases that are not powers of two only.
 */
export function parseIntText(text: string, base: number, maxDigits: number): Int | undefined {
  // fast: what nearly every call gets.
  if (base === 10 && text.length < 16 && /^[-+]?[0-9]+$/.test(text)) return Number(text) + 0;
  let body = text;
  let negative = false;
  if (body[0] === '-' || body[0] === '+') {
    negative = body[0] === '-';
    body = body.slice(1);
  }
  const prefix = prefixBase(body);
  let chosen = base;
  if (base === 0) chosen = prefix === 0 ? 10 : prefix;
  if (prefix !== 0 && chosen === prefix) {
    body = body.slice(2);
    if (body[0] === '_') body = body.slice(1);
  } else if (base === 0 && body[0] === '0' && /[^0_]/.test(body)) {
    // Base 0 follows the language: 010 is not a number there, but 00 is.
    return undefined;
  }
  if (!digitPattern(chosen).test(body)) return undefined;
  const digits = body.includes('_') ? body.replaceAll('_', '') : body;
  if (maxDigits > 0 && (chosen & (chosen - 1)) !== 0 && digits.length > maxDigits) {
    valueError(digitLimitMessage(maxDigits, digits.length));
  }
  const magnitude = parseDigits(digits, chosen);
  return negative ? (typeof magnitude === 'number' ? 0 - magnitude : normalizeBig(-magnitude)) : magnitude;
}

function prefixBase(body: string): number {
  if (body[0] !== '0' || body.length < 2) return 0;
  switch (body[1]) {
    case 'x':
    case 'X':
      return 16;
    case 'o':
    case 'O':
      return 8;
    case 'b':
    case 'B':
      return 2;
    default:
      return 0;
  }
}

function digitPattern(base: number): RegExp {
  return (DIGIT_PATTERNS[base] ??= makeDigitPattern(base));
}

function makeDigitPattern(base: number): RegExp {
  const letters = base > 10 ? `a-${(base - 1).toString(base)}` : '';
  const digit = `[0-${Math.min(base - 1, 9)}${letters}]`;
  return new RegExp(`^${digit}+(?:_${digit}+)*$`, 'i');
}

/** Digits only, valid for the base. */
export function parseDigits(digits: string, base: number): Int {
  if (digits.length <= 10) return parseInt(digits, base);
  switch (base) {
    case 10:
      return digits.length < 16 ? Number(digits) : normalizeBig(BigInt(digits));
    case 16:
      return normalizeBig(BigInt('0x' + digits));
    case 8:
      return normalizeBig(BigInt('0o' + digits));
    case 2:
      return normalizeBig(BigInt('0b' + digits));
    default:
      return normalizeBig(parseAnyBase(digits, base));
  }
}

/** Halves the text until a piece fits a double: multiplications of equal sizes are what V8 does fast. */
function parseAnyBase(digits: string, base: number): bigint {
  if (digits.length <= 10) return BigInt(parseInt(digits, base));
  const low = digits.length >> 1;
  const upper = parseAnyBase(digits.slice(0, digits.length - low), base);
  return upper * BigInt(base) ** BigInt(low) + parseAnyBase(digits.slice(digits.length - low), base);
}

/** Digits of a number that is not negative in the base that a format's type letter names (b, o, x, X), decimal for any other. */
export function intDigits(magnitude: Int, type: string, maxDigits: number): string {
  switch (type) {
    case 'b':
      return magnitude.toString(2);
    case 'o':
      return magnitude.toString(8);
    case 'x':
      return magnitude.toString(16);
    case 'X':
      return magnitude.toString(16).toUpperCase();
    default:
      return intToString(magnitude, maxDigits);
  }
}

/** What `#` puts before them. */
export function radixPrefix(type: string): string {
  return type === 'b' || type === 'o' || type === 'x' || type === 'X' ? `0${type}` : '';
}

/** Decimal text; ValueError above the limit (0 for none). */
export function intToString(value: Int, maxDigits: number): string {
  if (typeof value === 'number') return String(value);
  if (maxDigits > 0 && value >= -SURELY_SHORT && value <= SURELY_SHORT) return value.toString();
  if (maxDigits > 0 && exceedsDigits(value, maxDigits)) valueError(digitLimitMessage(maxDigits));
  return value.toString();
}

const SURELY_SHORT = 1n << 2000n;

function exceedsDigits(value: bigint, maxDigits: number): boolean {
  // The cheap estimate settles all but the narrow band where only the digits themselves can tell.
  const magnitude = value < 0n ? -value : value;
  const estimate = bitLengthBig(magnitude) * 0.3010299956639812;
  if (estimate < maxDigits - 2) return false;
  if (estimate > maxDigits + 2) return true;
  return magnitude.toString().length > maxDigits;
}

export function digitLimitMessage(limit: number, digits?: number): string {
  const found = digits === undefined ? '' : `: value has ${digits} digits`;
  return `Exceeds the limit (${limit} digits) for integer string conversion${found}; ` + 'use sys.set_int_max_str_digits() to increase the limit';
}

/** Text in base 2, 8, 10, 16 with a sign and, if asked, Python's prefix: bin(), oct(), hex(). */
export function intToBase(value: Int, base: 2 | 8 | 16, withPrefix: boolean): string {
  const digits = (value < 0 ? -value : value).toString(base);
  const prefix = withPrefix ? (base === 16 ? '0x' : base === 8 ? '0o' : '0b') : '';
  return (value < 0 ? '-' : '') + prefix + digits;
}
