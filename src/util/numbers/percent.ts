// The number conversions of printf-style formatting: '%d', '%x', '%e', … for str and bytes alike.
// Parsing of the template and fetching of arguments belong to the string types.
// Answers to _PyUnicode_FormatLong and formatfloat in CPython's Objects/unicodeobject.c.

import type { Int } from './int.ts';
import { intDigits, radixPrefix } from './intText.ts';
import { signBit } from './doubles.ts';
import { formatMagnitude } from './floatFormat.ts';
import { valueError } from './errors.ts';

export interface PercentFlags {
  readonly left: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
}

/** conversion: d i u o x X. Precision -1 when absent. */
export function percentInt(value: Int, conversion: string, flags: PercentFlags, width: number, precision: number, maxDigits: number): string {
  const negative = value < 0;
  const magnitude = negative ? -value : value;
  let digits = intDigits(magnitude, conversion, maxDigits);
  if (precision > digits.length) digits = digits.padStart(precision, '0');
  return pad(negative, flags.alternate ? radixPrefix(conversion) : '', digits, flags, width);
}

/** conversion: e E f F g G. */
export function percentFloat(x: number, conversion: string, flags: PercentFlags, width: number, precision: number): string {
  if (precision > 2147483646) valueError('precision too big');
  const magnitude = Math.abs(x);
  let text: string;
  if (!Number.isFinite(x)) text = magnitude === Infinity ? 'inf' : 'nan';
  else {
    const kind = conversion.toLowerCase() as 'e' | 'f' | 'g';
    text = formatMagnitude(magnitude, kind, precision < 0 ? 6 : precision, flags.alternate);
  }
  if (conversion < 'a') text = text.toUpperCase();
  return pad(x === x && signBit(x), '', text, flags, width);
}

function pad(negative: boolean, prefix: string, body: string, flags: PercentFlags, width: number): string {
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const missing = width - sign.length - prefix.length - body.length;
  if (missing <= 0) return sign + prefix + body;
  if (flags.left) return sign + prefix + body + ' '.repeat(missing);
  return flags.zero ? sign + prefix + '0'.repeat(missing) + body : ' '.repeat(missing) + sign + prefix + body;
}
