// HOT. Comparisons, truth and membership that emitted code did not finish inline.
import { FS, L } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { richCompare, type CompareName } from '../../objects/ops/compare.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { contains as containsOp } from '../../objects/ops/iter.ts';
import { None, NotImplemented, type PyFloat, type PyList, type PyTuple } from '../../objects/model/values.ts';
import { hasItem } from '../../objects/types/sequence.ts';
import { listType } from '../../objects/types/list.ts';
import { tupleType } from '../../objects/types/tuple.ts';
import { floatType } from '../../objects/types/float.ts';
import { NO_MAP, type PyDict, type PySet } from '../../objects/model/dict.ts';
import { dictType } from '../../objects/types/dict.ts';
import { dictHas } from '../../objects/types/dictStore.ts';
import { frozenSetType, setType } from '../../objects/types/set.ts';
import { setHas } from '../../objects/types/setStore.ts';

const ordering =
  (op: CompareName, num: (x: number, y: number) => boolean, text: (x: string, y: string) => boolean) =>
  (a: PyObject, b: PyObject, pc: number): PyObject => {
    // fast: numbers and floats in any mix, both of them safe as doubles.
    const x = typeof a === 'number' ? a : a.ob_type === floatType ? (a as PyFloat).fv : undefined;
    if (x !== undefined) {
      const y = typeof b === 'number' ? b : b.ob_type === floatType ? (b as PyFloat).fv : undefined;
      if (y !== undefined) return num(x, y);
    }
    if (typeof a === 'string' && typeof b === 'string') return text(a, b);
    L[FS.sp] = pc;
    return richCompare(a, b, op);
  };

/** Emitted for: a < b. */
export const lt = ordering(
  'lt',
  (x, y) => x < y,
  (x, y) => x < y,
);
/** Emitted for: a <= b. */
export const le = ordering(
  'le',
  (x, y) => x <= y,
  (x, y) => x <= y,
);
/** Emitted for: a > b. */
export const gt = ordering(
  'gt',
  (x, y) => x > y,
  (x, y) => x > y,
);
/** Emitted for: a >= b. */
export const ge = ordering(
  'ge',
  (x, y) => x >= y,
  (x, y) => x >= y,
);

/** Emitted for: a == b. */
export function eq(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (typeof a === 'number') {
    if (typeof b === 'number') return a === b;
    if (b.ob_type === floatType) return a === (b as PyFloat).fv;
  }
  L[FS.sp] = pc;
  // fast: one class.
  const { s_eq } = a;
  if (s_eq !== undefined && a.ob_type === b.ob_type) {
    const result = s_eq(a, b);
    if (result !== NotImplemented) return result;
    const reflected = s_eq(b, a);
    return reflected !== NotImplemented ? reflected : a === b;
  }
  return richCompare(a, b, 'eq');
}
/** Emitted for: a != b. */
export function ne(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'string' && typeof b === 'string') return a !== b;
  if (typeof a === 'number') {
    if (typeof b === 'number') return a !== b;
    if (b.ob_type === floatType) return a !== (b as PyFloat).fv;
  }
  L[FS.sp] = pc;
  // fast: one class.
  const { s_ne } = a;
  if (s_ne !== undefined && a.ob_type === b.ob_type) {
    const result = s_ne(a, b);
    if (result !== NotImplemented) return result;
    const reflected = s_ne(b, a);
    return reflected !== NotImplemented ? reflected : a !== b;
  }
  return richCompare(a, b, 'ne');
}

/** Emitted for: if a < b, and so on: the truth of the comparison. */
export function isLt(a: PyObject, b: PyObject, pc: number): boolean {
  const v = lt(a, b, pc);
  return v === true || (v !== false && isTrue(v));
}
export function isLe(a: PyObject, b: PyObject, pc: number): boolean {
  const v = le(a, b, pc);
  return v === true || (v !== false && isTrue(v));
}
export function isGt(a: PyObject, b: PyObject, pc: number): boolean {
  const v = gt(a, b, pc);
  return v === true || (v !== false && isTrue(v));
}
export function isGe(a: PyObject, b: PyObject, pc: number): boolean {
  const v = ge(a, b, pc);
  return v === true || (v !== false && isTrue(v));
}
export function isEq(a: PyObject, b: PyObject, pc: number): boolean {
  const v = eq(a, b, pc);
  return v === true || (v !== false && isTrue(v));
}
export function isNe(a: PyObject, b: PyObject, pc: number): boolean {
  const v = ne(a, b, pc);
  return v === true || (v !== false && isTrue(v));
}

/** Emitted for: item in container. */
export function contains(container: PyObject, item: PyObject, pc: number): boolean {
  // fast: the containers that programs test most, and keys that are no sets themselves.
  if (typeof container === 'string' && typeof item === 'string') return container.includes(item);
  const type = container.ob_type;
  if (type === dictType && (typeof item === 'string' || typeof item === 'number')) {
    const { m } = container as PyDict;
    if (m !== NO_MAP) return m.has(item);
  }
  L[FS.sp] = pc;
  if (type === dictType) return dictHas(container as PyDict, item);
  if (type === listType) return hasItem((container as PyList).la, item);
  if (type === tupleType) return hasItem((container as PyTuple).ta, item);
  if ((type === setType || type === frozenSetType) && (typeof item === 'number' || typeof item === 'string')) return setHas(container as PySet, item);
  return containsOp(container, item);
}

/** Emitted for: if v. */
export function truth(v: PyObject, pc: number): boolean {
  if (typeof v !== 'object') return typeof v === 'string' ? v !== '' : typeof v === 'boolean' ? v : Boolean(v);
  if (v === None) return false;
  L[FS.sp] = pc;
  const { s_bool } = v;
  if (s_bool !== undefined) return s_bool(v);
  const { s_len } = v;
  return s_len === undefined || s_len(v) !== 0;
}
