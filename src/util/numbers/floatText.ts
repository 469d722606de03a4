// Text of floats: repr, parsing and the hexadecimal form.
// JS and Python agree on the shortest digits that give the number back; only the layout differs: Python turns to
// an exponent from 1e16 upwards and below 1e-4, writes two exponent digits at least, and always marks a float.
// Answers to CPython's Python/dtoa.c, Python/pystrtod.c and float.hex in Objects/floatobject.c.

import { overflowError, valueError } from './errors.ts';
import { frexp, ldexp, signBit } from './doubles.ts';
import { roundHalfEvenShift } from './int.ts';
import { stripSpace, toAsciiDigits } from './intText.ts';

export function reprFloat(x: number): string {
  const magnitude = Math.abs(x);
  if (magnitude >= 1e-4 && magnitude < 1e16) {
    return Number.isInteger(x) ? x + '.0' : String(x);
  }
  return reprFloatSlow(x, magnitude);
}

function reprFloatSlow(x: number, magnitude: number): string {
  if (x === 0) return 1 / x < 0 ? '-0.0' : '0.0';
  if (x !== x) return 'nan';
  if (magnitude === Infinity) return x < 0 ? '-inf' : 'inf';
  return padExponent(x.toExponential());
}

/** JS writes 1e-5 and 1e+16 where Python wants two digits at least. */
export function padExponent(text: string): string {
  const at = text.indexOf('e');
  return text.length - at === 3 ? text.slice(0, at + 2) + '0' + text.slice(at + 2) : text;
}

/** repr for a complex part: as a float's, but whole numbers carry no '.0'. */
export function reprFloatPart(x: number): string {
  const text = reprFloat(x);
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

const FLOAT_TEXT = /^[-+]?(?:[0-9]+(?:_[0-9]+)*\.?|\.(?=[0-9]))(?:(?<=\.)[0-9]+(?:_[0-9]+)*)?(?:e[-+]?[0-9]+(?:_[0-9]+)*)?$/i;
const SPECIAL_TEXT = /^([-+]?)(?:(inf|infinity)|nan)$/i;

/** float(text); undefined when the text is no float. White space around it and digits of every script are fine. */
export function parseFloatText(text: string): number | undefined {
  const stripped = stripSpace(toAsciiDigits(text));
  if (FLOAT_TEXT.test(stripped)) return Number(stripped.includes('_') ? stripped.replaceAll('_', '') : stripped);
  const special = SPECIAL_TEXT.exec(stripped);
  if (special === null) return undefined;
  const sign = special[1] === '-' ? -1 : 1;
  return special[2] !== undefined ? sign * Infinity : sign < 0 ? negativeNaN() : NaN;
}

/** The sign of a NaN shows in copysign only, but it shows there. */
function negativeNaN(): number {
  const cell = new Float64Array(1);
  new BigUint64Array(cell.buffer)[0] = 0xfff8_0000_0000_0000n;
  return cell[0]!;
}

export function floatToHex(x: number): string {
  if (x !== x) return 'nan';
  const sign = signBit(x) ? '-' : '';
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return sign + 'inf';
  if (magnitude === 0) return sign + '0x0.0p+0';
  let [mantissa, exponent] = frexp(magnitude);
  // One digit stands before the point, 13 after it; subnormals keep the least exponent and lead with 0.
  const shift = 1 - Math.max(-1021 - exponent, 0);
  mantissa *= 2 ** shift;
  exponent -= shift;
  const whole = Math.floor(mantissa);
  const fraction = ((mantissa - whole) * 2 ** 52).toString(16).padStart(13, '0');
  return `${sign}0x${whole}.${fraction}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

const HEX_TEXT = /^([-+]?)(?:0x)?(?=\.?[0-9a-f])([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([-+]?[0-9]+))?$/i;

export function floatFromHex(text: string): number {
  const stripped = text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '');
  const special = SPECIAL_TEXT.exec(stripped);
  if (special !== null) return parseFloatText(stripped)!;
  const match = HEX_TEXT.exec(stripped);
  if (match === null) valueError('invalid hexadecimal floating-point string');
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const magnitude = hexValue(whole + fraction, Number(power) - 4 * fraction.length);
  return sign === '-' ? -magnitude : magnitude;
}

/** digits * 2**exponent, rounded half to even, whatever the number of digits. */
function hexValue(digits: string, exponent: number): number {
  const value = BigInt('0x' + digits);
  if (value === 0n) return 0;
  const bits = value.toString(2).length;
  const top = bits + exponent;
  if (top > 1024) overflowError('hexadecimal value too large to represent as a float');
  if (top < -1074) return 0;
  const keep = Math.min(53, top + 1074);
  const rounded = roundHalfEvenShift(value, BigInt(bits - keep));
  const result = ldexp(Number(rounded), exponent + bits - keep);
  if (result === Infinity) overflowError('hexadecimal value too large to represent as a float');
  return result;
}
