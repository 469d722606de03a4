// Correctly rounded decimal forms of a float: the e, f, g, % and r conversions at any precision.
// toFixed and toExponential of JS are exact up to 100 digits, but round ties upwards where Python rounds them to
// even; a tie is an odd multiple of a power of two, which a multiplication tells. Those, and longer precisions, take the
// BigInt path. Few digits are laid out from one multiplication where its error cannot matter (three times faster).
// Answers to PyOS_double_to_string in CPython's Python/pystrtod.c.

import { padExponent, reprFloat } from './floatText.ts';
import { decompose } from './doubles.ts';
import { roundHalfEvenShift } from './int.ts';

export type FloatConversion = 'e' | 'f' | 'g' | 'r';

/** No double has more digits than this after the point: the rest are zeros. */
const MAX_FRACTION = 1074;

/** Text of a finite magnitude x >= 0, without sign. `alternate` keeps the point and, for g, trailing zeros. */
export function formatMagnitude(x: number, conversion: FloatConversion, precision: number, alternate: boolean): string {
  switch (conversion) {
    case 'f':
      return withPoint(toFixed(x, precision), alternate && precision === 0);
    case 'e':
      return exponentText(toExponential(x, precision), alternate && precision === 0);
    case 'g':
      return formatGeneral(x, precision === 0 ? 1 : precision, alternate);
    case 'r': {
      const text = reprFloat(x);
      return text.endsWith('.0') && !alternate ? text.slice(0, -2) : text;
    }
  }
}

function withPoint(text: string, needed: boolean): string {
  return needed ? text + '.' : text;
}

function exponentText(text: string, needPoint: boolean): string {
  const padded = padExponent(text);
  return needPoint ? padded.replace('e', '.e') : padded;
}

/** The rules of %g: an exponent when it is below -4 or not below the precision; trailing zeros dropped. */
function formatGeneral(x: number, precision: number, alternate: boolean): string {
  // Digits far beyond the last one are zeros: precision may be in the millions.
  const digits = Math.min(precision, MAX_FRACTION + 310);
  const scientific = toExponential(x, digits - 1);
  const at = scientific.indexOf('e');
  const exponent = Number(scientific.slice(at + 1));
  const zeros = '0'.repeat(precision - digits);
  if (exponent < -4 || exponent >= precision) {
    let mantissa = scientific.slice(0, at);
    mantissa = alternate ? withPoint(mantissa + zeros, precision === 1) : dropZeros(mantissa);
    return padExponent(mantissa + scientific.slice(at));
  }
  const fixed = layDigits(scientific.slice(0, at).replace('.', ''), exponent);
  return alternate ? withPoint(fixed + zeros, !fixed.includes('.')) : dropZeros(fixed);
}

/** d1 d2 d3… with the point after the digit of weight 10**0. */
function layDigits(digits: string, exponent: number): string {
  if (exponent < 0) return '0.' + '0'.repeat(-exponent - 1) + digits;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction === '' ? whole : whole + '.' + fraction;
}

function dropZeros(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text[end - 1] === '0') end--;
  if (text[end - 1] === '.') end--;
  return text.slice(0, end);
}

/** As Number.prototype.toFixed, ties to even, any precision. For x >= 0. */
export function toFixed(x: number, precision: number): string {
  if (precision <= 6 && precision > 0) {
    // fast: the product is off by less than 2**-23.
    const unit = POWERS[precision]!;
    const scaled = x * unit;
    if (scaled < 1e9) {
      const down = Math.floor(scaled);
      const rest = scaled - down;
      if (rest < 0.499999 || rest > 0.500001) {
        const n = rest < 0.5 ? down : down + 1;
        const whole = Math.floor(n / unit);
        const fraction = `${n - whole * unit}`;
        return `${whole}.${fraction.length === precision ? fraction : ZEROS[precision - fraction.length] + fraction}`;
      }
    }
  }
  // x is a tie if and only if x * 2**(precision + 1) is odd.
  if (precision <= 100 && x < 1e21 && (x * 2 ** (precision + 1)) % 2 !== 1) return x.toFixed(precision);
  return toFixedSlow(x, precision);
}
const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
const ZEROS = ['', '0', '00', '000', '0000', '00000', '000000'];

function toFixedSlow(x: number, precision: number): string {
  const places = Math.min(precision, MAX_FRACTION);
  const digits = scaledInteger(x, places).toString();
  if (precision === 0) return digits;
  const padded = digits.padStart(places + 1, '0');
  return padded.slice(0, padded.length - places) + '.' + padded.slice(padded.length - places) + '0'.repeat(precision - places);
}

/** x * 10**places rounded half to even. */
export function scaledInteger(x: number, places: number): bigint {
  if (x === 0) return 0n;
  const [mantissa, exponent] = decompose(x);
  if (places >= 0) {
    const scaled = mantissa * 10n ** BigInt(places);
    return exponent >= 0 ? scaled << BigInt(exponent) : roundHalfEvenShift(scaled, BigInt(-exponent));
  }
  const divisor = 10n ** BigInt(-places);
  return exponent >= 0 ? divideHalfEven(mantissa << BigInt(exponent), divisor) : divideHalfEven(mantissa, divisor << BigInt(-exponent));
}

function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = (value - quotient * divisor) * 2n;
  return twice > divisor || (twice === divisor && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** As Number.prototype.toExponential with `precision` digits after the point, ties to even. For x >= 0. */
export function toExponential(x: number, precision: number): string {
  if (precision <= 100) {
    // fast: as in toFixed, once the exponent is known.
    const text = x.toExponential(precision);
    const exponent = Number(text.slice(text.indexOf('e') + 1));
    const places = precision - exponent;
    if (places >= 0 && places < 900 && (x * 2 ** (places + 1)) % 2 !== 1) return text;
  }
  return toExponentialSlow(x, precision);
}

function toExponentialSlow(x: number, precision: number): string {
  const kept = Math.min(precision, MAX_FRACTION + 310);
  if (x === 0) return (precision === 0 ? '0' : '0.' + '0'.repeat(precision)) + 'e+0';
  let exponent = Number(x.toExponential().split('e')[1]);
  let digits = scaledInteger(x, kept - exponent).toString();
  // The shortest form may have been rounded up to a power of ten which the exact value does not reach, and
  // rounding to `kept` digits may reach the next one.
  if (digits.length !== kept + 1) {
    exponent += digits.length - (kept + 1);
    digits = scaledInteger(x, kept - exponent).toString();
  }
  if (digits.length > kept + 1) {
    exponent += 1;
    digits = digits.slice(0, kept + 1);
  }
  const fraction = digits.slice(1) + '0'.repeat(precision - kept);
  return digits[0] + (fraction === '' ? '' : '.' + fraction) + (exponent < 0 ? 'e-' : 'e+') + Math.abs(exponent);
}

/** round(x, places) on the exact decimal value, ties to even; infinite when the result leaves the range. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x),
    part = x - below;
  return (part < 0.5 || (part === 0.5 && below % 2 === 0) ? below : below + 1) + 0;
}

export function roundFloat(x: number, places: number): number {
  // Beyond these bounds the answer is x itself or a zero: no double has digits there.
  if (!Number.isFinite(x) || places > 323) return x;
  if (places < -308) return x < 0 || Object.is(x, -0) ? -0 : 0;
  const magnitude = Math.abs(x);
  const rounded = places >= 0 ? Number(toFixed(magnitude, places)) : Number(scaledInteger(magnitude, places) + 'e' + -places);
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}
