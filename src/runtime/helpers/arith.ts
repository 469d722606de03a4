// HOT. Operators that emitted code did not finish inline. Each takes the pc id last and notes it before anything can raise.
// Bench: nbody, fannkuch, mandelbrot.
import { L, FS } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { NotImplemented, PyFloat } from '../../objects/model/values.ts';
import { normalizeInt } from '../../objects/ops/number.ts';
import { binop, binopRest, inplace, unary, type BinaryOp } from '../../objects/ops/arith.ts';
import { floatType } from '../../objects/types/float.ts';
import { listType } from '../../objects/types/list.ts';
import { tupleType } from '../../objects/types/tuple.ts';

const MAX = Number.MAX_SAFE_INTEGER;

/** Emitted for: a + b. */
export function add(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (typeof a === 'number') {
    if (typeof b === 'number') {
      const t = a + b;
      return t <= MAX && t >= -MAX ? t : normalizeInt(BigInt(a) + BigInt(b));
    }
    if (b.ob_type === floatType) return new PyFloat(a + (b as PyFloat).fv);
  } else if (a.ob_type === floatType) {
    if (b.ob_type === floatType) return new PyFloat((a as PyFloat).fv + (b as PyFloat).fv);
    if (typeof b === 'number') return new PyFloat((a as PyFloat).fv + b);
  }
  L[FS.sp] = pc;
  // fast: exact tuples and lists.
  if (a.ob_type === b.ob_type && (a.ob_type === tupleType || a.ob_type === listType)) return a.s_concat!(a, b);
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_add;
  if (f !== undefined && (a.ob_type === b.ob_type || b.s_radd === undefined)) {
    const result = f(a, b);
    return result !== NotImplemented ? result : binopRest(a, b, 'add');
  }
  return binop(a, b, 'add');
}

/** Emitted for: a - b. */
export function sub(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'number') {
    if (typeof b === 'number') {
      const t = a - b;
      return t <= MAX && t >= -MAX ? t : normalizeInt(BigInt(a) - BigInt(b));
    }
    if (b.ob_type === floatType) return new PyFloat(a - (b as PyFloat).fv);
  } else if (a.ob_type === floatType) {
    if (b.ob_type === floatType) return new PyFloat((a as PyFloat).fv - (b as PyFloat).fv);
    if (typeof b === 'number') return new PyFloat((a as PyFloat).fv - b);
  }
  L[FS.sp] = pc;
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_sub;
  if (f !== undefined && (a.ob_type === b.ob_type || b.s_rsub === undefined)) {
    const result = f(a, b);
    return result !== NotImplemented ? result : binopRest(a, b, 'sub');
  }
  return binop(a, b, 'sub');
}

/** Emitted for: a * b. */
export function mul(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'number') {
    if (typeof b === 'number') {
      const t = a * b;
      return t <= MAX && t >= -MAX ? t + 0 : normalizeInt(BigInt(a) * BigInt(b));
    }
    if (b.ob_type === floatType) return new PyFloat((a + 0) * (b as PyFloat).fv);
  } else if (a.ob_type === floatType) {
    if (b.ob_type === floatType) return new PyFloat((a as PyFloat).fv * (b as PyFloat).fv);
    if (typeof b === 'number') return new PyFloat((a as PyFloat).fv * (b + 0));
  }
  L[FS.sp] = pc;
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_mul;
  if (f !== undefined && (a.ob_type === b.ob_type || b.s_rmul === undefined)) {
    const result = f(a, b);
    return result !== NotImplemented ? result : binopRest(a, b, 'mul');
  }
  return binop(a, b, 'mul');
}

/** Emitted for: a / b. */
export function truediv(a: PyObject, b: PyObject, pc: number): PyObject {
  if (a.ob_type === floatType && b.ob_type === floatType && (b as PyFloat).fv !== 0) return new PyFloat((a as PyFloat).fv / (b as PyFloat).fv);
  if (typeof a === 'number') {
    if (typeof b === 'number') {
      if (b !== 0) return new PyFloat((a + 0) / b);
    } else if (b.ob_type === floatType && (b as PyFloat).fv !== 0) {
      return new PyFloat((a + 0) / (b as PyFloat).fv);
    }
  } else if (typeof b === 'number' && b !== 0 && a.ob_type === floatType) {
    return new PyFloat((a as PyFloat).fv / b);
  }
  L[FS.sp] = pc;
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_truediv;
  if (f !== undefined && (a.ob_type === b.ob_type || b.s_rtruediv === undefined)) {
    const result = f(a, b);
    return result !== NotImplemented ? result : binopRest(a, b, 'truediv');
  }
  return binop(a, b, 'truediv');
}

/** Emitted for: a // b. */
export function floordiv(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    // A double quotient of safe integers can round up to the next integer: the remainder decides.
    const r = a % b;
    const q = (a - r) / b;
    return (r !== 0 && r < 0 !== b < 0 ? q - 1 : q) + 0;
  }
  L[FS.sp] = pc;
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_floordiv;
  if (f !== undefined && (a.ob_type === b.ob_type || b.s_rfloordiv === undefined)) {
    const result = f(a, b);
    return result !== NotImplemented ? result : binopRest(a, b, 'floordiv');
  }
  return binop(a, b, 'floordiv');
}

/** Emitted for: a % b. */
export function mod(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    const r = a % b;
    return r !== 0 && r < 0 !== b < 0 ? r + b : r + 0;
  }
  L[FS.sp] = pc;
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_mod;
  if (f !== undefined && (a.ob_type === b.ob_type || b.s_rmod === undefined)) {
    const result = f(a, b);
    return result !== NotImplemented ? result : binopRest(a, b, 'mod');
  }
  return binop(a, b, 'mod');
}

/** Emitted for: a * b % m. The product may leave the safe range; it is then taken modulo m over BigInt. */
export function mulmod(a: PyObject, b: PyObject, m: PyObject, pc: number): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && typeof m === 'number' && m > 0) {
    const t = a * b;
    if (t <= MAX && t >= -MAX) {
      const r = t % m;
      return r < 0 ? r + m : r + 0;
    }
    const r = Number((BigInt(a) * BigInt(b)) % BigInt(m));
    return r < 0 ? r + m : r;
  }
  return mod(mul(a, b, pc), m, pc);
}

function is32(v: PyObject): v is number {
  return typeof v === 'number' && (v | 0) === v;
}

/** Emitted for: a & b. */
export function bitand(a: PyObject, b: PyObject, pc: number): PyObject {
  if (is32(a) && is32(b)) return a & b;
  L[FS.sp] = pc;
  return binop(a, b, 'and');
}
/** Emitted for: a | b. */
export function bitor(a: PyObject, b: PyObject, pc: number): PyObject {
  if (is32(a) && is32(b)) return a | b;
  L[FS.sp] = pc;
  return binop(a, b, 'or');
}
/** Emitted for: a ^ b. */
export function bitxor(a: PyObject, b: PyObject, pc: number): PyObject {
  if (is32(a) && is32(b)) return a ^ b;
  L[FS.sp] = pc;
  return binop(a, b, 'xor');
}
/** Emitted for: a << b. */
export function lshift(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0 && b < 53) {
    const t = a * 2 ** b;
    if (t <= MAX && t >= -MAX) return t + 0;
  }
  L[FS.sp] = pc;
  return binop(a, b, 'lshift');
}
/** Emitted for: a >> b. */
export function rshift(a: PyObject, b: PyObject, pc: number): PyObject {
  if (is32(a) && is32(b) && b >= 0) return b > 31 ? (a < 0 ? -1 : 0) : a >> b;
  if (typeof a === 'number' && typeof b === 'number' && b >= 0) return b > 1023 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** b) + 0;
  L[FS.sp] = pc;
  return binop(a, b, 'rshift');
}

const binary =
  (op: BinaryOp) =>
  (a: PyObject, b: PyObject, pc: number): PyObject => {
    L[FS.sp] = pc;
    return binop(a, b, op);
  };
/** `plain` serves two numbers (`ints`: two ints), which have no in-place form. */
const augmented =
  (op: BinaryOp, plain?: (a: PyObject, b: PyObject, pc: number) => PyObject, ints = false) =>
  (a: PyObject, b: PyObject, pc: number): PyObject => {
    if (plain !== undefined && (ints ? typeof a === 'number' && typeof b === 'number' : isNumber(a) && isNumber(b))) return plain(a, b, pc);
    L[FS.sp] = pc;
    return inplace(a, b, op);
  };
function isNumber(v: PyObject): boolean {
  return typeof v === 'number' || v.ob_type === floatType;
}

/** Emitted for: a @ b. */
export const matmul = binary('matmul');
/** Emitted for: a ** b. */
export function pow(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof b === 'number' && b === 2) {
    if (a.ob_type === floatType) return new PyFloat((a as PyFloat).fv * (a as PyFloat).fv);
    if (typeof a === 'number') return mul(a, a, pc);
  }
  L[FS.sp] = pc;
  return binop(a, b, 'pow');
}

/** Emitted for: a += b. Exact numbers and strings have no in-place form. */
export function iadd(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a !== 'object' || a.ob_type === floatType) return add(a, b, pc);
  L[FS.sp] = pc;
  return inplace(a, b, 'add');
}
export function isub(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a !== 'object' || a.ob_type === floatType) {
    if (typeof b === 'number' || b.ob_type === floatType) return sub(a, b, pc);
  }
  L[FS.sp] = pc;
  return inplace(a, b, 'sub');
}
export function imul(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a !== 'object' || a.ob_type === floatType) {
    if (typeof b === 'number' || b.ob_type === floatType) return mul(a, b, pc);
  }
  L[FS.sp] = pc;
  return inplace(a, b, 'mul');
}
export const imatmul = augmented('matmul');
export const itruediv = augmented('truediv', truediv);
export const ifloordiv = augmented('floordiv', floordiv);
export const imod = augmented('mod', mod);
export const ipow = augmented('pow');
export const ilshift = augmented('lshift', lshift, /* ints */ true);
export const irshift = augmented('rshift', rshift, /* ints */ true);
export const ibitand = augmented('and', bitand, /* ints */ true);
export const ibitxor = augmented('xor', bitxor, /* ints */ true);
export const ibitor = augmented('or', bitor, /* ints */ true);

/** Emitted for: -a. */
export function neg(a: PyObject, pc: number): PyObject {
  if (typeof a === 'number') return 0 - a;
  if (a.ob_type === floatType) return new PyFloat(-(a as PyFloat).fv);
  L[FS.sp] = pc;
  return unary(a, 'neg');
}
/** Emitted for: +a. */
export function pos(a: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  return unary(a, 'pos');
}
/** Emitted for: ~a. */
export function invert(a: PyObject, pc: number): PyObject {
  // The largest safe int has a complement that is none.
  if (typeof a === 'number' && a !== 9007199254740991) return -1 - a;
  L[FS.sp] = pc;
  return unary(a, 'invert');
}
