// format(int, spec), format(float, spec), format(complex, spec).
// A number is laid out as sign, prefix, grouped whole digits, and the rest: point, fraction digits, exponent.
// Answers to format_long_internal, format_float_internal and format_complex_internal in
// CPython's Python/formatter_unicode.c.

import type { Int } from './int.ts';
import { intToFloat } from './int.ts';
import { DEFAULT_MAX_STR_DIGITS, intDigits, intToString, radixPrefix } from './intText.ts';
import { overflowError, valueError } from './errors.ts';
import { signBit } from './doubles.ts';
import { formatMagnitude, toExponential } from './floatFormat.ts';
import type { FormatSpec } from './formatSpec.ts';
import { alignText, parsedSpec, parseFormatSpec, unknownType } from './formatSpec.ts';

/** What type 'n' asks of the locale. */
export interface NumberLocale {
  readonly decimalPoint: string;
  readonly thousandsSeparator: string;
  /** Group sizes from the right, the last one repeating unless a 127 (no further grouping) ends the list. */
  readonly grouping: readonly number[];
}

const C_LOCALE: NumberLocale = { decimalPoint: '.', thousandsSeparator: '', grouping: [] };

/** CPython holds precisions in an int. */
const MAX_PRECISION = 2147483646;

export function formatInt(value: Int, specText: string, typeName = 'int', maxDigits = DEFAULT_MAX_STR_DIGITS, locale = C_LOCALE): string {
  // fast: the two specifications nearly every program sticks to.
  if (specText === '' || specText === 'd') return intToString(value, maxDigits);
  const spec = parsedSpec(specText, typeName, 'd', '>');
  switch (spec.type) {
    case 'd':
    case 'n':
    case 'b':
    case 'o':
    case 'x':
    case 'X':
    case 'c':
      return formatIntWith(value, spec, maxDigits, locale);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
      return formatFloatWith(intToFloat(value), spec, locale);
    default:
      unknownType(spec.type, typeName);
  }
}

function formatIntWith(value: Int, spec: FormatSpec, maxDigits: number, locale: NumberLocale): string {
  if (spec.precision !== -1) valueError('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) valueError('Negative zero coercion (z) not allowed in integer format specifier');
  if (spec.type === 'c') return formatChar(value, spec);
  const negative = value < 0;
  const magnitude = negative ? -value : value;
  const digits = intDigits(magnitude, spec.type, maxDigits);
  const body = spec.alternate ? radixPrefix(spec.type) : '';
  // fast: nothing to group.
  if (spec.grouping === '' && spec.type !== 'n') return padNumber(signText(negative, spec) + body, digits, spec);
  return layOut(signText(negative, spec), body, digits, '', spec, locale);
}

function formatChar(value: Int, spec: FormatSpec): string {
  if (spec.sign !== '') valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  if (BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) overflowError('Python int too large to convert to C long');
  if (value < 0 || value > 0x10ffff) overflowError('%c arg not in range(0x110000)');
  return alignText(String.fromCodePoint(Number(value)), 1, spec);
}

export function formatFloat(x: number, specText: string, typeName = 'float', locale = C_LOCALE): string {
  const spec = parsedSpec(specText, typeName, '', '>');
  switch (spec.type) {
    case '':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'n':
    case '%':
      return formatFloatWith(x, spec, locale);
    default:
      unknownType(spec.type, typeName);
  }
}

function formatFloatWith(x: number, spec: FormatSpec, locale: NumberLocale): string {
  const body = floatBody(x, spec, /* markFloat */ true);
  const negative = body[0] === '-';
  const text = negative ? body.slice(1) : body;
  // fast: nothing to group.
  if (spec.grouping === '' && spec.fractionGrouping === '' && spec.type !== 'n') return padNumber(signText(negative, spec), text, spec);
  return layOutFloat(signText(negative, spec), text, spec, spec.type === 'n' ? locale : C_LOCALE);
}

/** Digits with a leading '-' when negative, before grouping and padding. */
function floatBody(x: number, spec: FormatSpec, markFloat: boolean): string {
  if (spec.precision > MAX_PRECISION) valueError('precision too big');
  let magnitude = Math.abs(x);
  let text: string;
  if (spec.type === '%') magnitude *= 100;
  if (!Number.isFinite(magnitude)) {
    text = magnitude === Infinity ? 'inf' : 'nan';
    if (spec.type === '%') text += '%';
    if ('EFG'.includes(spec.type) && spec.type !== '') text = text.toUpperCase();
    return x < 0 ? '-' + text : text;
  }
  const precision = spec.precision < 0 ? 6 : spec.precision;
  switch (spec.type) {
    case '':
      text = shortBody(magnitude, spec, markFloat);
      break;
    case 'n':
      text = formatMagnitude(magnitude, 'g', precision, spec.alternate);
      break;
    case '%':
      text = formatMagnitude(magnitude, 'f', precision, spec.alternate) + '%';
      break;
    default: {
      text = formatMagnitude(magnitude, spec.type.toLowerCase() as 'e' | 'f' | 'g', precision, spec.alternate);
      if (spec.type < 'a') text = text.toUpperCase();
    }
  }
  if (!signBit(x) || (spec.noNegativeZero && !/[1-9]/.test(text.replace(/e.*/i, '')))) return text;
  return '-' + text;
}

/** No type: repr without a precision; with one, 'g' that shows itself as a float. */
function shortBody(x: number, spec: FormatSpec, markFloat: boolean): string {
  if (spec.precision < 0) {
    const text = formatMagnitude(x, 'r', 0, markFloat);
    return spec.alternate ? withPoint(text) : text;
  }
  const precision = Math.max(spec.precision, 1);
  if (!markFloat) return formatMagnitude(x, 'g', precision, spec.alternate);
  // One digit earlier than %g the exponent takes over: the '.0' needs room.
  const scientific = toExponential(x, precision - 1);
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1));
  if (exponent === precision - 1) {
    let text = formatMagnitude(Number(scientific), 'e', precision - 1, spec.alternate);
    if (!spec.alternate && text.includes('.')) text = text.replace(/\.?0*e/, 'e');
    return text;
  }
  const text = formatMagnitude(x, 'g', precision, spec.alternate);
  if (text.includes('e')) return text;
  return !text.includes('.') ? text + '.0' : text.endsWith('.') ? text + '0' : text;
}

function withPoint(text: string): string {
  return text.includes('.') ? text : text.includes('e') ? text.replace('e', '.e') : text + '.';
}

export function formatComplex(real: number, imag: number, specText: string, typeName = 'complex', locale = C_LOCALE): string {
  const spec = parseFormatSpec(specText, typeName, '', '>');
  if (!(spec.type === '' || 'eEfFgGn'.includes(spec.type))) unknownType(spec.type, typeName);
  if (spec.precision > MAX_PRECISION) valueError('precision too big');
  if (spec.fill === '0') valueError('Zero padding is not allowed in complex format specifier');
  if (spec.align === '=') valueError("'=' alignment flag is not allowed in complex format specifier");
  const skipReal = spec.type === '' && real === 0 && !signBit(real);
  const used = spec.type === 'n' ? locale : C_LOCALE;
  const partSpec: FormatSpec = { ...spec, width: -1 };
  const imagText = complexPart(imag, skipReal ? partSpec : { ...partSpec, sign: '+' }, used) + 'j';
  let text = skipReal ? imagText : complexPart(real, partSpec, used) + imagText;
  if (spec.type === '' && !skipReal) text = '(' + text + ')';
  return alignText(text, text.length, spec);
}

function complexPart(x: number, spec: FormatSpec, locale: NumberLocale): string {
  const body = floatBody(x, spec, /* markFloat */ false);
  const negative = body[0] === '-';
  return layOutFloat(signText(negative, spec), negative ? body.slice(1) : body, spec, locale);
}

function signText(negative: boolean, spec: FormatSpec): string {
  return negative ? '-' : spec.sign === '-' ? '' : spec.sign;
}

/** Sign and text, padded as the specification asks. */
function padNumber(sign: string, text: string, spec: FormatSpec): string {
  const missing = spec.width - sign.length - text.length;
  if (missing <= 0) return sign === '' ? text : sign + text;
  if (spec.align === '=') return sign + spec.fill.repeat(missing) + text;
  return alignText(sign + text, sign.length + text.length, spec);
}

/** Splits a float's text at the end of its whole digits and groups the fraction. */
function layOutFloat(sign: string, text: string, spec: FormatSpec, locale: NumberLocale): string {
  const whole = /^[0-9]*/.exec(text)![0];
  let rest = text.slice(whole.length);
  if (rest[0] === '.') {
    const fraction = /^[0-9]*/.exec(rest.slice(1))![0];
    const after = rest.slice(1 + fraction.length);
    rest = locale.decimalPoint + groupFraction(fraction, spec.fractionGrouping) + after;
  }
  return layOut(sign, '', whole, rest, spec, locale);
}

function groupFraction(digits: string, separator: string): string {
  return separator === '' ? digits : digits.replace(/.{3}(?=.)/g, '$&' + separator);
}

/** The parts of a number at their places, padded as the specification asks. */
export function layOut(sign: string, prefix: string, digits: string, rest: string, spec: FormatSpec, locale: NumberLocale): string {
  const around = sign.length + prefix.length + rest.length;
  const zeroFilled = spec.fill === '0' && spec.align === '=';
  const grouped = digits === '' ? '' : group(digits, spec, locale, zeroFilled ? spec.width - around : 0);
  const missing = spec.width - around - grouped.length;
  if (missing <= 0) return sign + prefix + grouped + rest;
  if (spec.align === '=') return sign + prefix + spec.fill.repeat(missing) + grouped + rest;
  const text = sign + prefix + grouped + rest;
  return alignText(text, text.length, spec);
}

/** Puts separators in, and zeros in front until `minWidth` characters are reached (one more where a separator would lead). */
function group(digits: string, spec: FormatSpec, locale: NumberLocale, minWidth: number): string {
  let separator: string = spec.grouping;
  let sizes: readonly number[] = [3];
  if (spec.type === 'n') {
    separator = locale.thousandsSeparator;
    // A zero repeats the size before it for ever, as the end of the list does.
    const end = locale.grouping.indexOf(0);
    sizes = end < 0 ? locale.grouping : locale.grouping.slice(0, end);
  } else if (separator === '_' && 'boxX'.includes(spec.type) && spec.type !== '') sizes = [4];
  if (separator === '' || sizes.length === 0) return digits.padStart(minWidth, '0');
  let left = digits;
  let missing = minWidth;
  let result = '';
  for (let i = 0; ; i++) {
    const size = sizes[Math.min(i, sizes.length - 1)]!;
    const wanted = size === 127 ? Infinity : size;
    const take = Math.min(wanted, Math.max(left.length, missing, 1));
    const part = left.slice(Math.max(left.length - take, 0)).padStart(take, '0');
    left = left.slice(0, Math.max(left.length - take, 0));
    result = part + result;
    missing -= take;
    if (left === '' && missing <= 0) return result;
    result = separator + result;
    missing -= separator.length;
  }
}
