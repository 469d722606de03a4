// HOT. Operators that emitted code did not finish inline. Each takes the pc id last and notes it before anything can raise.
// Bench: nbody, fannkuch, mandelbrot.
import { L, FS } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { NotImplemented, PyFloat, PyList, PyTuple } from '../../objects/model/values.ts';
import { normalizeInt } from '../../objects/ops/number.ts';
import { addInt, andInt, floorDivInt, lshiftInt, modInt, normalizeBig, orInt, subInt, xorInt } from '../../util/numbers/int.ts';
import { binop, binopRest, inplace, unary, type BinaryOp } from '../../objects/ops/arith.ts';
import { divisionByZero, floatType } from '../../objects/types/float.ts';
import { listType } from '../../objects/types/list.ts';
import { tupleType } from '../../objects/types/tuple.ts';
import { percentStr } from '../../objects/types/percentFormat.ts';
import { concatArrays } from '../../objects/types/sequence.ts';

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
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    const p = counted(a),
      q = counted(b);
    if (p !== undefined && q !== undefined) return add(p, q, pc);
  }
  if (isInt(a) && isInt(b)) return addInt(a, b);
  L[FS.sp] = pc;
  // fast: exact tuples and lists.
  if (a.ob_type === b.ob_type) {
    if (a.ob_type === listType) return new PyList(concatArrays((a as PyList).la, (b as PyList).la));
    if (a.ob_type === tupleType) {
      const p = (a as PyTuple).ta,
        q = (b as PyTuple).ta;
      return p.length > 0 && q.length > 0 ? new PyTuple(concatArrays(p, q)) : a.s_concat!(a, b);
    }
  }
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_add;
  if (a.ob_type === b.ob_type || b.s_radd === undefined) {
    if (f !== undefined) {
      const result = f(a, b);
      return result !== NotImplemented ? result : binopRest(a, b, 'add');
    }
    if (a.s_concat !== undefined) return a.s_concat(a, b);
  }
  return binop(a, b, 'add');
}

/** Emitted for: a + b where one of them is a list or tuple display. */
export function concat(a: PyObject, b: PyObject, pc: number): PyObject {
  if (a.ob_type === tupleType && b.ob_type === tupleType) {
    const { ta } = a as PyTuple,
      right = (b as PyTuple).ta;
    if (ta.length > 0 && right.length > 0) return new PyTuple(concatArrays(ta, right));
  } else if (a.ob_type === listType && b.ob_type === listType) {
    return new PyList(concatArrays((a as PyList).la, (b as PyList).la));
  }
  return add(a, b, pc);
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
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    const p = counted(a),
      q = counted(b);
    if (p !== undefined && q !== undefined) return sub(p, q, pc);
  }
  if (isInt(a) && isInt(b)) return subInt(a, b);
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
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    const p = counted(a),
      q = counted(b);
    if (p !== undefined && q !== undefined) return mul(p, q, pc);
  }
  if (isInt(a) && isInt(b)) return normalizeBig(BigInt(a) * BigInt(b));
  L[FS.sp] = pc;
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_mul;
  if (f !== undefined && (a.ob_type === b.ob_type || b.s_rmul === undefined)) {
    const result = f(a, b);
    return result !== NotImplemented ? result : binopRest(a, b, 'mul');
  }
  // fast: a sequence and an int, which has nothing to say about it.
  if (f === undefined && typeof b === 'number' && a.s_repeat !== undefined) return a.s_repeat(a, b);
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
  if (b === 0 && typeof a === 'number') divisionByZero();
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
  if (b === 0 && typeof a === 'number') divisionByZero();
  if (isInt(a) && isInt(b) && b !== 0) return floorDivInt(a, b);
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
  // fast: a template, and values without a say in it.
  if (typeof a === 'string' && (b.ob_type === tupleType || typeof b === 'number' || typeof b === 'string')) return percentStr(a, b);
  if (b === 0 && typeof a === 'number') divisionByZero();
  if (isInt(a) && isInt(b) && b !== 0) return modInt(a, b);
  // fast: one class, or nothing reflected on the right, so that one method decides.
  const f = a.s_mod;
  if (f !== undefined && (a.ob_type === b.ob_type || b.s_rmod === undefined)) {
    const result = f(a, b);
    return result !== NotImplemented ? result : binopRest(a, b, 'mod');
  }
  return binop(a, b, 'mod');
}

/**
 * Emitted for: (a * b + c) % m, (a * b + c) & (m - 1), all safe ints and 0 < m <= 2**52. A product beyond the safe range is the sum of
 * two doubles, itself rounded and the rounding error, which Dekker's method gives exactly; so are the remainders of both.
 */
export function mulmod(a: number, b: number, c: number, m: number): number {
  const p = a * b;
  const t = p + c;
  let r: number;
  if (p <= MAX && p >= -MAX && t <= MAX && t >= -MAX) {
    r = t % m;
    return r < 0 ? r + m : r + 0;
  }
  const q = Math.floor(p / m);
  if (q > MAX || q < -MAX) return Number((((BigInt(a) * BigInt(b) + BigInt(c)) % BigInt(m)) + BigInt(m)) % BigInt(m));
  // p and q * m are so close that their difference is exact.
  const qm = q * m;
  r = p - qm + (roundingError(a, b, p) - roundingError(q, m, qm)) + (c % m);
  while (r < 0) r += m;
  while (r >= m) r -= m;
  return r;
}

/** a * b - p for p = a * b as a double. */
function roundingError(a: number, b: number, p: number): number {
  const x = SPLIT * a,
    y = SPLIT * b;
  const ah = x - (x - a),
    bh = y - (y - b);
  const al = a - ah,
    bl = b - bh;
  return ah * bh - p + ah * bl + al * bh + al * bl;
}
/** Cuts a double into two halves of 26 bits. */
const SPLIT = 134217729;

function is32(v: PyObject): v is number {
  return typeof v === 'number' && (v | 0) === v;
}

/** An int that is no instance of a subclass. */
/** A bool among small ints is one of them: `n += a == b`. */
function counted(v: PyObject): number | undefined {
  return typeof v === 'number' ? v : typeof v === 'boolean' ? (v ? 1 : 0) : undefined;
}

/** Operands that no in-place method and no class of the program has to be asked about. */
function plainNumbers(a: PyObject, b: PyObject): boolean {
  return (typeof a === 'object' ? a.ob_type === floatType : typeof a !== 'string') && (typeof b === 'object' ? b.ob_type === floatType : typeof b !== 'string');
}

function isInt(v: PyObject): v is number | bigint {
  return typeof v === 'number' || typeof v === 'bigint';
}

/** Only bigints that fit are asked for what 64 bits of them are: V8 keeps those in machine words. */
const MASK64 = 0xffffffffffffffffn;

/** Emitted for: a & b. */
export function bitand(a: PyObject, b: PyObject, pc: number): PyObject {
  if (is32(a) && is32(b)) return a & b;
  if (isInt(a) && isInt(b)) return typeof a === 'bigint' && b === MASK64 ? normalizeBig(BigInt.asUintN(64, a)) : andInt(a, b);
  L[FS.sp] = pc;
  return binop(a, b, 'and');
}
/** Emitted for: a | b. */
export function bitor(a: PyObject, b: PyObject, pc: number): PyObject {
  if (is32(a) && is32(b)) return a | b;
  if (isInt(a) && isInt(b)) return orInt(a, b);
  L[FS.sp] = pc;
  return binop(a, b, 'or');
}
/** Emitted for: a ^ b. */
export function bitxor(a: PyObject, b: PyObject, pc: number): PyObject {
  if (is32(a) && is32(b)) return a ^ b;
  if (isInt(a) && isInt(b)) return xorInt(a, b);
  L[FS.sp] = pc;
  return binop(a, b, 'xor');
}
/** Emitted for: a << b. */
export function lshift(a: PyObject, b: PyObject, pc: number): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0 && b < 53) {
    const t = a * 2 ** b;
    if (t <= MAX && t >= -MAX) return t + 0;
  }
  if (isInt(a) && typeof b === 'number' && b >= 0 && b < 1e6) return lshiftInt(a, b);
  L[FS.sp] = pc;
  return binop(a, b, 'lshift');
}
/** Emitted for: a >> b. */
export function rshift(a: PyObject, b: PyObject, pc: number): PyObject {
  if (is32(a) && is32(b) && b >= 0) return b > 31 ? (a < 0 ? -1 : 0) : a >> b;
  if (typeof a === 'number' && typeof b === 'number' && b >= 0) return b > 1023 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** b) + 0;
  if (typeof a === 'bigint' && typeof b === 'number' && b >= 0) return normalizeBig(a >> BigInt(b));
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
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (plainNumbers(a, b)) return add(a, b, pc);
  L[FS.sp] = pc;
  // fast: a sequence that grows, and nothing reflected on the right.
  if (a.s_iconcat !== undefined && a.s_iadd === undefined && a.s_add === undefined && b.s_radd === undefined) return a.s_iconcat(a, b);
  return inplace(a, b, 'add');
}
export function isub(a: PyObject, b: PyObject, pc: number): PyObject {
  if (plainNumbers(a, b)) return sub(a, b, pc);
  L[FS.sp] = pc;
  return inplace(a, b, 'sub');
}
export function imul(a: PyObject, b: PyObject, pc: number): PyObject {
  if (plainNumbers(a, b)) return mul(a, b, pc);
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
