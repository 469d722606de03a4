// The limit on digits in conversions between int and str (sys.set_int_max_str_digits). CPython: Objects/longobject.c.
import { DEFAULT_MAX_STR_DIGITS } from '../../util/numbers/intText.ts';

let limit = DEFAULT_MAX_STR_DIGITS;

export function maxStrDigits(): number {
  return limit;
}

export function setMaxStrDigits(digits: number): void {
  limit = digits;
}
