// format(decimal, spec). The mini-language is that of the other numbers, but nothing is converted to a float: without a
// precision all digits are shown, and exponents are not padded.
// Answers to dec___format__ in CPython's Modules/_decimal/_decimal.c.

import { addInt, subInt } from '../numbers/int.ts';
import type { FormatSpec } from '../numbers/formatSpec.ts';
import { valueError } from '../numbers/errors.ts';
import type { NumberLocale } from '../numbers/formatNumber.ts';
import { layOut } from '../numbers/formatNumber.ts';
import { alignText } from '../numbers/formatSpec.ts';
import type { Context } from './context.ts';
import { dropDigits } from './context.ts';
import { Dec, FINITE, INFINITE, SNAN, placePoint, pow10 } from './number.ts';

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?([0-9]+)?([,_])?(?:\.([0-9]+)?([,_])?)?([eEfFgGnN%])?$/su;

const PLAIN: NumberLocale = { decimalPoint: '.', thousandsSeparator: '', grouping: [] };

export function formatDec(x: Dec, text: string, ctx: Context, capitals: boolean, locale = PLAIN): string {
  const spec = parseSpec(text, capitals);
  if (x.kind !== FINITE) return formatSpecial(x, spec);
  const body = numberText(x, spec, ctx);
  const negative = x.sign === 1 && !(spec.noNegativeZero && !/[1-9]/.test(body.replace(/e.*/i, '')));
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const used = spec.type === 'n' || locale !== PLAIN ? locale : PLAIN;
  const [whole, rest] = split(body);
  const shown = rest[0] === '.' ? used.decimalPoint + groupFraction(rest.slice(1), spec.fractionGrouping) : rest;
  // Zeros asked for as a fill character are no digits here: they are not grouped.
  if (spec.align === '=' && spec.alignGiven) return padInside(sign, layOut('', '', whole, shown, { ...spec, width: -1 }, used), spec);
  return layOut(sign, '', whole, shown, spec, used);
}

function padInside(sign: string, text: string, spec: FormatSpec): string {
  return sign + spec.fill.repeat(Math.max(spec.width - sign.length - text.length, 0)) + text;
}

interface DecimalSpec extends FormatSpec {
  /** Type 'N', the deprecated twin of 'n'. */
  readonly upperExponent: boolean;
}

function parseSpec(text: string, capitals: boolean): DecimalSpec {
  const match = SPEC.exec(text);
  if (match === null) valueError('invalid format string');
  const [, fill, align, sign = '', z, alternate, zero, width, grouping = '', precision, fractionGrouping = '', type] = match;
  if (text.includes('.') && precision === undefined && /\.(?:[eEfFgGn%])?$/.test(text)) valueError('invalid format string');
  if (zero !== undefined && align !== undefined) valueError('invalid format string');
  if ((type === 'n' || type === 'N') && grouping !== '') valueError('invalid format string');
  if (Number(width ?? 0) > Number.MAX_SAFE_INTEGER) valueError('invalid format string');
  const zeroFilled = zero !== undefined;
  return {
    fill: zeroFilled ? '0' : (fill ?? ' '),
    align: zeroFilled ? '=' : ((align as FormatSpec['align'] | undefined) ?? '>'),
    alignGiven: align !== undefined,
    sign: sign as FormatSpec['sign'],
    noNegativeZero: z !== undefined,
    alternate: alternate !== undefined,
    width: width === undefined ? -1 : Number(width),
    grouping: grouping as FormatSpec['grouping'],
    precision: precision === undefined ? -1 : Number(precision),
    fractionGrouping: fractionGrouping as FormatSpec['fractionGrouping'],
    type: type === undefined ? (capitals ? 'G' : 'g') : type === 'N' ? 'n' : type,
    upperExponent: type === 'N',
  };
}

function formatSpecial(x: Dec, spec: FormatSpec): string {
  const sign = x.sign === 1 ? '-' : spec.sign === '-' ? '' : spec.sign;
  const payload = x.coef === 0n || x.kind === INFINITE ? '' : x.coef.toString();
  const body = x.kind === INFINITE ? 'Infinity' : (x.kind === SNAN ? 'sNaN' : 'NaN') + payload;
  const tail = spec.type === '%' ? '%' : '';
  const text = sign + body + tail;
  if (spec.align !== '=') return alignText(text, text.length, spec);
  return spec.alignGiven ? padInside(sign, body + tail, spec) : alignText(text, text.length, { ...spec, fill: ' ', align: '>' });
}

/** Digits, point and exponent, without sign, groups and padding. */
function numberText(x: Dec, spec: DecimalSpec, ctx: Context): string {
  const kind = spec.type.toLowerCase();
  let value = kind === '%' ? new Dec(x.sign, x.coef, addInt(x.exp, 2)) : x;
  if (spec.precision >= 0) value = rounded(value, kind, spec.precision, ctx);
  if (kind === 'f' || kind === '%') {
    return withPoint(fixedText(value), spec) + (kind === '%' ? '%' : '');
  }
  const digits = value.coef.toString();
  const left = addInt(value.exp, digits.length);
  let point: number;
  if (kind === 'e') point = value.coef === 0n && spec.precision >= 0 ? 1 - spec.precision : 1;
  else point = value.exp <= 0 && left > -6 ? Number(left) : 1;
  const exponent = subInt(left, point);
  const mantissa = withPoint(placePoint(digits, point), spec);
  if (exponent === 0 && kind !== 'e') return mantissa;
  const mark = spec.upperExponent || spec.type === 'G' || spec.type === 'E' ? 'E' : 'e';
  return `${mantissa}${mark}${exponent < 0 ? '-' : '+'}${exponent < 0 ? -exponent : exponent}`;
}

function withPoint(text: string, spec: FormatSpec): string {
  return spec.alternate && !text.includes('.') ? text + '.' : text;
}

function fixedText(x: Dec): string {
  if (x.exp >= 0) return (x.coef * pow10(x.exp)).toString();
  const digits = x.coef.toString();
  return placePoint(digits, digits.length + Number(x.exp));
}

function rounded(x: Dec, kind: string, precision: number, ctx: Context): Dec {
  if (kind === 'f' || kind === '%') return rescaled(x, -precision, ctx);
  if (x.coef === 0n) return kind === 'e' ? new Dec(x.sign, 0n, x.exp) : x;
  const keep = kind === 'e' ? precision + 1 : Math.max(precision, 1);
  if (x.digits > keep) {
    const count = x.digits - keep;
    const coef = dropDigits(x.coef, count, x.sign, ctx.rounding);
    const exp = addInt(x.exp, count);
    return coef >= pow10(keep) ? new Dec(x.sign, coef / 10n, addInt(exp, 1)) : new Dec(x.sign, coef, exp);
  }
  return kind === 'e' && x.digits < keep ? new Dec(x.sign, x.coef * pow10(keep - x.digits), subInt(x.exp, keep - x.digits)) : x;
}

function rescaled(x: Dec, exp: number, ctx: Context): Dec {
  const shift = subInt(x.exp, exp);
  return shift >= 0 ? new Dec(x.sign, x.coef * pow10(shift), exp) : new Dec(x.sign, dropDigits(x.coef, subInt(0, shift), x.sign, ctx.rounding), exp);
}

/** Whole digits, and the rest beginning with the point or exponent. */
function split(text: string): [string, string] {
  const whole = /^[0-9]*/.exec(text)![0];
  return [whole, text.slice(whole.length)];
}

function groupFraction(text: string, separator: string): string {
  if (separator === '') return text;
  const digits = /^[0-9]*/.exec(text)![0];
  return digits.replace(/.{3}(?=.)/g, '$&' + separator) + text.slice(digits.length);
}
