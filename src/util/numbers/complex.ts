// Arithmetic of complex numbers on pairs of doubles, with the special values of C99's Annex G; text of complex numbers.
// Answers to CPython's Objects/complexobject.c.

import { copySign, signBit } from './doubles.ts';
import { overflowError, valueError, zeroDivision } from './errors.ts';
import { reprFloatPart } from './floatText.ts';
import { stripSpace, toAsciiDigits } from './intText.ts';
import { atan2, cos, exp, hypot, log, pow, sin } from './libm.ts';

export type Complex = readonly [real: number, imag: number];

export function mulComplex(a: number, b: number, c: number, d: number): Complex {
  const real = a * c - b * d;
  const imag = a * d + b * c;
  return real === real || imag === imag ? [real, imag] : recoverProduct(a, b, c, d);
}

/** An infinite factor makes an infinite product, though the parts came out as NaN. */
function recoverProduct(a: number, b: number, c: number, d: number): Complex {
  let again = false;
  if (isInfinite(a) || isInfinite(b)) {
    [a, b] = [unitOf(a), unitOf(b)];
    [c, d] = [zeroForNaN(c), zeroForNaN(d)];
    again = true;
  }
  if (isInfinite(c) || isInfinite(d)) {
    [c, d] = [unitOf(c), unitOf(d)];
    [a, b] = [zeroForNaN(a), zeroForNaN(b)];
    again = true;
  }
  if (!again && (isInfinite(a * c) || isInfinite(b * d) || isInfinite(a * d) || isInfinite(b * c))) {
    [a, b, c, d] = [zeroForNaN(a), zeroForNaN(b), zeroForNaN(c), zeroForNaN(d)];
    again = true;
  }
  return again ? [Infinity * (a * c - b * d), Infinity * (a * d + b * c)] : [NaN, NaN];
}

function isInfinite(x: number): boolean {
  return x === Infinity || x === -Infinity;
}

function unitOf(x: number): number {
  return copySign(isInfinite(x) ? 1 : 0, x);
}

function zeroForNaN(x: number): number {
  return x === x ? x : copySign(0, x);
}

/** Smith's method: scaling by the larger part of the divisor avoids overflow. */
export function divComplex(a: number, b: number, c: number, d: number): Complex {
  let real: number;
  let imag: number;
  const ac = Math.abs(c);
  const ad = Math.abs(d);
  if (ac >= ad) {
    if (ac === 0) zeroDivision();
    const ratio = d / c;
    const divisor = c + d * ratio;
    real = (a + b * ratio) / divisor;
    imag = (b - a * ratio) / divisor;
  } else if (ad >= ac) {
    const ratio = c / d;
    const divisor = c * ratio + d;
    real = (a * ratio + b) / divisor;
    imag = (b * ratio - a) / divisor;
  } else {
    real = NaN;
    imag = NaN;
  }
  if (real === real || imag === imag) return [real, imag];
  if ((isInfinite(a) || isInfinite(b)) && Number.isFinite(c) && Number.isFinite(d)) {
    const x = unitOf(a);
    const y = unitOf(b);
    return [Infinity * (x * c + y * d), Infinity * (y * c - x * d)];
  }
  if ((ac === Infinity || ad === Infinity) && Number.isFinite(a) && Number.isFinite(b)) {
    const x = unitOf(c);
    const y = unitOf(d);
    return [0 * (a * x + b * y), 0 * (b * x - a * y)];
  }
  return [real, imag];
}

/** A real number divided by a complex one: no zero imaginary part is invented for it. */
export function divRealComplex(a: number, c: number, d: number): Complex {
  let real: number;
  let imag: number;
  const ac = Math.abs(c);
  const ad = Math.abs(d);
  if (ac >= ad) {
    if (ac === 0) zeroDivision();
    const ratio = d / c;
    const divisor = c + d * ratio;
    real = a / divisor;
    imag = (-a * ratio) / divisor;
  } else if (ad >= ac) {
    const ratio = c / d;
    const divisor = c * ratio + d;
    real = (a * ratio) / divisor;
    imag = -a / divisor;
  } else {
    real = NaN;
    imag = NaN;
  }
  if (real !== real && imag !== imag && Number.isFinite(a) && (ac === Infinity || ad === Infinity)) {
    const x = unitOf(c);
    const y = unitOf(d);
    return [0 * (a * x), 0 * (-a * y)];
  }
  return [real, imag];
}

/** Largest whole exponent that is done by multiplications. */
const MAX_WHOLE_EXPONENT = 100;

export function powComplex(a: number, b: number, c: number, d: number): Complex {
  const result = d === 0 && c === Math.floor(c) && Math.abs(c) <= MAX_WHOLE_EXPONENT ? powWhole(a, b, c) : powGeneral(a, b, c, d);
  if (isInfinite(result[0]) || isInfinite(result[1])) overflowError('complex exponentiation');
  return result;
}

function powWhole(a: number, b: number, n: number): Complex {
  if (n < 0) {
    const [real, imag] = powWhole(a, b, -n);
    if (real === 0 && imag === 0) zeroDivision(ZERO_POWER);
    return divRealComplex(1, real, imag);
  }
  let result: Complex | undefined;
  let square: Complex = [a, b];
  for (let rest = n; rest > 0; rest >>= 1) {
    // 1 times the square would turn the sign of a zero.
    if ((rest & 1) === 1) result = result === undefined ? mulComplex(1, 0, square[0], square[1]) : mulComplex(...result, ...square);
    square = mulComplex(...square, ...square);
  }
  return result ?? [1, 0];
}

const ZERO_POWER = 'zero to a negative or complex power';

function powGeneral(a: number, b: number, c: number, d: number): Complex {
  if (c === 0 && d === 0) return [1, 0];
  if (a === 0 && b === 0) {
    if (d !== 0 || c < 0) zeroDivision(ZERO_POWER);
    return [0, 0];
  }
  const size = hypot(a, b);
  const angle = atan2(b, a);
  let length = pow(size, c);
  let phase = angle * c;
  if (d !== 0) {
    length *= exp(-angle * d);
    phase += d * log(size);
  }
  // C reports the cosine of an infinity as a domain error, and CPython has one message for those.
  if (isInfinite(phase)) zeroDivision(ZERO_POWER);
  return [length * cos(phase), length * sin(phase)];
}

export function reprComplex(real: number, imag: number): string {
  if (real === 0 && !signBit(real)) return reprFloatPart(imag) + 'j';
  const imagText = reprFloatPart(imag);
  return `(${reprFloatPart(real)}${imagText[0] === '-' ? '' : '+'}${imagText}j)`;
}

const PART = '(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[-+]?[0-9]+)?|inf(?:inity)?|nan)';
let pattern: RegExp | undefined;

/** complex(text) for a text in UTF-16; `shown` is its repr for messages. */
export function parseComplex(text: string, shown: string): Complex {
  let body = stripSpace(toAsciiDigits(text));
  if (body.includes('_')) {
    if (/(?<![0-9])_|_(?![0-9])/.test(body)) valueError(`could not convert string to complex: ${shown}`);
    body = body.replaceAll('_', '');
  }
  if (body.startsWith('(') && body.endsWith(')')) body = stripSpace(body.slice(1, -1));
  pattern ??= new RegExp(`^(?:([-+]?${PART})([-+](?:${PART})?j)?|([-+]?(?:${PART})?j))$`, 'i');
  const match = pattern.exec(body);
  if (match === null) valueError('complex() arg is a malformed string');
  const [, real, imagAfterReal, imagAlone] = match;
  const imag = imagAfterReal ?? imagAlone;
  return [real === undefined ? 0 : partValue(real), imag === undefined ? 0 : partValue(imag.slice(0, -1))];
}

function partValue(text: string): number {
  const negative = text[0] === '-';
  const digits = text.replace(/^[-+]/, '').toLowerCase();
  let value: number;
  if (digits === '') value = 1;
  else if (digits[0] === 'i') value = Infinity;
  else if (digits[0] === 'n') value = NaN;
  else value = Number(digits);
  return negative ? copySign(value, -1) : value;
}
