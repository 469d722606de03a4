// HOT. Comparison. Emitted code compares two numbers inline and calls these otherwise. CPython: Objects/object.c.
import type { PyObject } from '../model/object.ts';
import { isSubtype } from '../model/type.ts';
import { NotImplemented, type PyFloat } from '../model/values.ts';
import { raise } from './raise.ts';
import { isTrue } from './truth.ts';
import { TypeError } from '../types/exceptions.ts';
import { floatType } from '../types/float.ts';
import { typeName } from './number.ts';

export type CompareName = 'lt' | 'le' | 'eq' | 'ne' | 'gt' | 'ge';
type Comparison = (self: PyObject, other: PyObject) => PyObject;

const SIGN: Record<CompareName, string> = { lt: '<', le: '<=', eq: '==', ne: '!=', gt: '>', ge: '>=' };

// Named loads: one with a computed name would cost several times more.
function slotOf(o: PyObject, op: CompareName): Comparison | undefined {
  switch (op) {
    case 'eq':
      return o.s_eq;
    case 'lt':
      return o.s_lt;
    case 'ne':
      return o.s_ne;
    case 'gt':
      return o.s_gt;
    case 'le':
      return o.s_le;
    default:
      return o.s_ge;
  }
}

/** The slot of `o` for `other <op> o`. */
function reflectedOf(o: PyObject, op: CompareName): Comparison | undefined {
  switch (op) {
    case 'eq':
      return o.s_eq;
    case 'lt':
      return o.s_gt;
    case 'ne':
      return o.s_ne;
    case 'gt':
      return o.s_lt;
    case 'le':
      return o.s_ge;
    default:
      return o.s_le;
  }
}

/** What a comparison says of an order: negative, zero or positive. */
export function verdict(order: number, op: CompareName): boolean {
  switch (op) {
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
  }
}

/** `a <op> b` as a Python value. */
export function richCompare(a: PyObject, b: PyObject, op: CompareName): PyObject {
  const ta = a.ob_type,
    tb = b.ob_type;
  let tried = false;
  if (ta !== tb && tb.mro.length > ta.mro.length && isSubtype(tb, ta)) {
    const f = reflectedOf(b, op);
    if (f !== undefined) {
      tried = true;
      const result = f(b, a);
      if (result !== NotImplemented) return result;
    }
  }
  const f = slotOf(a, op);
  if (f !== undefined) {
    const result = f(a, b);
    if (result !== NotImplemented) return result;
  }
  if (!tried) {
    const g = reflectedOf(b, op);
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
  return equalSlow(a, b);
}

/** What containers mean by equality: identity first. */
export function identicalOrEqual(a: PyObject, b: PyObject): boolean {
  if (a === b) return true;
  // fast: numbers and narrow strs that are equal are the same JS value.
  if (typeof a === 'string') {
    if (typeof b === 'string' || typeof b === 'number') return false;
  } else if (typeof a === 'number') {
    if (typeof b === 'number' || typeof b === 'string') return false;
  }
  return equalSlow(a, b);
}

function equalSlow(a: PyObject, b: PyObject): boolean {
  const { s_eq } = a;
  let result: PyObject = NotImplemented;
  // fast: one class.
  if (s_eq !== undefined && a.ob_type === b.ob_type) {
    result = s_eq(a, b);
    if (result === NotImplemented) result = s_eq(b, a);
    if (result === NotImplemented) return a === b;
  } else {
    result = richCompare(a, b, 'eq');
  }
  return typeof result === 'boolean' ? result : isTrue(result);
}

/** `a < b` as a boolean: what sorting uses. */
export function lessThan(a: PyObject, b: PyObject): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  const p = (a as PyFloat).fv,
    q = (b as PyFloat).fv;
  if (p !== undefined && q !== undefined && a.ob_type === floatType && b.ob_type === floatType) return p < q;
  return isTrue(richCompare(a, b, 'lt'));
}
