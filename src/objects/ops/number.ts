// Numbers at the border: `asX` takes a Python object to a JS number and may raise.
// CPython: Objects/abstract.c (PyNumber_Index, PyNumber_Float), Objects/longobject.c.
import type { PyObject } from '../model/object.ts';
import { None, PyFloat, type PyIntSub } from '../model/values.ts';
import { BOOL, FLOAT, INT } from '../model/flags.ts';
import { raise } from './raise.ts';
import { DeprecationWarning, OverflowError, TypeError } from '../types/exceptions.ts';
import { warn } from './hooks.ts';

export const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** The one normal form of an int: a number while it is safe, a bigint beyond. */
export function normalizeInt(n: number | bigint): number | bigint {
  if (typeof n === 'bigint') return n <= 9007199254740991n && n >= -9007199254740991n ? Number(n) : n;
  return n === 0 ? 0 : Number.isSafeInteger(n) ? n : BigInt(n);
}

/** The value of an int, bool or instance of an int subclass; undefined for anything else. */
export function intValue(v: PyObject): number | bigint | undefined {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  return (v.tflags & INT) !== 0 ? (v as PyIntSub).iv : undefined;
}

export function isInt(v: PyObject): boolean {
  return typeof v === 'number' || (v.tflags & INT) !== 0;
}

export function isFloat(v: PyObject): v is PyFloat {
  return (v.tflags & FLOAT) !== 0;
}

/** `operator.index(v)` as a JS number or bigint. */
export function asIndex(v: PyObject): number | bigint {
  return intValue(v) ?? asIndexSlow(v);
}

function asIndexSlow(v: PyObject): number | bigint {
  const { s_index } = v;
  if (s_index === undefined) raise(TypeError, `'${typeName(v)}' object cannot be interpreted as an integer`);
  return checkedInt(s_index(v), '__index__');
}

/** What `__int__` or `__index__` gave: an exact int; one of a strict subclass is taken with a warning. */
export function checkedInt(result: PyObject, method: '__int__' | '__index__'): number | bigint {
  if (typeof result === 'number' || typeof result === 'bigint') return result;
  const value = intValue(result);
  if (value === undefined) raise(TypeError, `${method} returned non-int (type ${typeName(result)})`);
  warn(
    DeprecationWarning,
    `${method} returned non-int (type ${typeName(result)}).  The ability to return an instance of a strict subclass of int ` +
      'is deprecated, and may be removed in a future version of Python.',
  );
  return value;
}

/** A Py_ssize_t: OverflowError beyond 63 bits; between 2**53 and 2**63 it is clamped, nothing can be that long. */
export function asSize(v: PyObject): number {
  const n = asIndex(v);
  if (typeof n === 'number') return n;
  if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(OverflowError, `cannot fit '${typeName(v)}' into an index-sized integer`);
  return n > 0n ? MAX_SAFE : -MAX_SAFE;
}

/** `float(v)` for objects that are numbers (no strings). */
export function asFloat(v: PyObject): number {
  if (typeof v === 'number') return v + 0;
  const f = (v as PyFloat).fv;
  return f !== undefined ? f : asFloatSlow(v);
}

function asFloatSlow(v: PyObject): number {
  const { s_float } = v;
  if (s_float !== undefined) return checkedFloat(s_float(v), v);
  const { s_index } = v;
  if (s_index !== undefined) return bigToFloat(checkedInt(s_index(v), '__index__'));
  raise(TypeError, `must be real number, not ${typeName(v)}`);
}

/** What `__float__` gave; a strict subclass of float is taken with a warning. */
export function checkedFloat(result: PyObject, of: PyObject): number {
  if ((result.tflags & FLOAT) === 0) raise(TypeError, `${typeName(of)}.__float__ returned non-float (type ${typeName(result)})`);
  // Exact floats have this very prototype; asking for `floatType` would make this leaf import a type file.
  if (Object.getPrototypeOf(result) !== PyFloat.prototype) {
    warn(
      DeprecationWarning,
      `${typeName(of)}.__float__ returned non-float (type ${typeName(result)}).  ` +
        'The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.',
    );
  }
  return (result as PyFloat).fv;
}

/** int → double, correctly rounded. */
export function bigToFloat(n: number | bigint): number {
  const f = Number(n);
  if (f === Infinity || f === -Infinity) raise(OverflowError, 'int too large to convert to float');
  return f + 0;
}

export function typeName(v: PyObject): string {
  return v === None ? 'NoneType' : v.ob_type.shown;
}

export { BOOL };
