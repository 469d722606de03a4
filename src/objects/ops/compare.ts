// HOT. Comparison. Emitted code compares two numbers inline and calls these otherwise. CPython: Objects/object.c.
import type { PyBase, PyObject } from '../model/object.ts';
import { isSubtype } from '../model/type.ts';
import { NotImplemented, type PyFloat } from '../model/values.ts';
import { raise } from './raise.ts';
import { isTrue } from './truth.ts';
import { TypeError } from '../types/exceptions.ts';
import { typeName } from './number.ts';

export type CompareName = 'lt' | 'le' | 'eq' | 'ne' | 'gt' | 'ge';
type CompareSlot = `s_${CompareName}`;

const SIGN: Record<CompareName, string> = { lt: '<', le: '<=', eq: '==', ne: '!=', gt: '>', ge: '>=' };
const REFLECTED: Record<CompareName, CompareSlot> = { lt: 's_gt', le: 's_ge', eq: 's_eq', ne: 's_ne', gt: 's_lt', ge: 's_le' };

/** `a <op> b` as a Python value. */
export function richCompare(a: PyObject, b: PyObject, op: CompareName): PyObject {
  const slot = `s_${op}` as CompareSlot,
    reflected = REFLECTED[op];
  const ta = a.ob_type,
    tb = b.ob_type;
  let tried = false;
  if (ta !== tb && isSubtype(tb, ta)) {
    const f = b[reflected];
    if (f !== undefined) {
      tried = true;
      const result = f(b, a);
      if (result !== NotImplemented) return result;
    }
  }
  const f = a[slot];
  if (f !== undefined) {
    const result = f(a, b);
    if (result !== NotImplemented) return result;
  }
  if (!tried) {
    const g = b[reflected];
    if (g !== undefined) {
      const result = g(b, a);
      if (result !== NotImplemented) return result;
    }
  }
  if (op === 'eq') return a === b;
  if (op === 'ne') return a !== b;
  raise(TypeError, `'${SIGN[op]}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

/** Identity: numbers and strings that cannot be told apart are one object here; bigints compare by value. */
export function isSame(a: PyObject, b: PyObject): boolean {
  return a === b;
}

/** `a == b` as a boolean. */
export function equal(a: PyObject, b: PyObject): boolean {
  // fast: primitives of one kind.
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  return isTrue(richCompare(a, b, 'eq'));
}

/** What containers mean by equality: identity first. */
export function identicalOrEqual(a: PyObject, b: PyObject): boolean {
  if (a === b) return true;
  // fast: a str equals only strs, and equal narrow strs are the same JS value.
  if (typeof a === 'string' && typeof b === 'string') return false;
  return isTrue(richCompare(a, b, 'eq'));
}

/** `a < b` as a boolean: what sorting uses. */
export function lessThan(a: PyObject, b: PyObject): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  const p = (a as PyFloat).fv,
    q = (b as PyFloat).fv;
  if (p !== undefined && q !== undefined && !(a as PyBase).ob_type.flags) return p < q;
  return isTrue(richCompare(a, b, 'lt'));
}
