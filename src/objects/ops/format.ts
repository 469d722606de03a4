// `format(o, spec)` and the border to the pure formatters of util/numbers, whose errors become Python's here.
// CPython: PyObject_Format in Objects/abstract.c.
import { NumberError } from '../../util/numbers/errors.ts';
import { formatFloat, formatInt } from '../../util/numbers/formatNumber.ts';
import { formatStr } from '../../util/numbers/formatSpec.ts';
import type { PyFloat } from '../model/values.ts';
import { floatType } from '../types/float.ts';
import { maxStrDigits } from './intLimit.ts';
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { MemoryError, OverflowError, TypeError, ValueError, ZeroDivisionError } from '../types/exceptions.ts';
import { callSpecial } from './attr.ts';
import { typeName } from './number.ts';
import { raise, raiseWith } from './raise.ts';
import { isStr, strFromJs, type PyStr } from './strings.ts';

const KINDS: Record<NumberError['kind'], () => PyType> = {
  ValueError: () => ValueError,
  OverflowError: () => OverflowError,
  ZeroDivisionError: () => ZeroDivisionError,
  TypeError: () => TypeError,
  MemoryError: () => MemoryError,
};

/** Rethrows what a pure number function threw as the Python exception it names. */
export function raiseNumberError(e: unknown): never {
  if (e instanceof NumberError) {
    if (e.errno !== undefined) raiseWith(KINDS[e.kind](), e.errno, e.message);
    raise(KINDS[e.kind](), e.message);
  }
  if (e instanceof RangeError && e.message.startsWith('Invalid string length')) raise(MemoryError, '');
  throw e;
}

export function formatObject(o: PyObject, spec: PyStr): PyStr {
  // fast: nothing to do for exact strs, the plain digits of exact ints.
  if (spec === '') {
    if (typeof o === 'string') return o;
    if (typeof o === 'number') return `${o}`;
  } else if (typeof spec === 'string' && !spec.endsWith('n')) {
    // fast: exact values of the common types ("n" would ask the locale).
    try {
      if (typeof o === 'number') return strFromJs(formatInt(o, spec, 'int', maxStrDigits()));
      if (typeof o === 'string') return strFromJs(formatStr(o, spec));
      if (o.ob_type === floatType) return strFromJs(formatFloat((o as PyFloat).fv, spec));
    } catch (e) {
      raiseNumberError(e);
    }
  }
  const result = callSpecial(o, '__format__', spec);
  if (result === undefined) raise(TypeError, `Type ${typeName(o)} doesn't define __format__`);
  if (!isStr(result)) raise(TypeError, `__format__ must return a str, not ${typeName(result)}`);
  return result;
}
