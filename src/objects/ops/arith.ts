// HOT. Arithmetic on any two values: what emitted code calls when its inline int and float paths do not apply.
// Bench: nbody, fannkuch. CPython: Objects/abstract.c (binary_op1, binary_iop1).
import type { PyObject, SlotProtocol } from '../model/object.ts';
import { isSubtype } from '../model/type.ts';
import { None, NotImplemented } from '../model/values.ts';
import { raise } from './raise.ts';
import { TypeError } from '../types/exceptions.ts';
import { asSize, normalizeInt, typeName } from './number.ts';

export type BinaryOp = 'add' | 'sub' | 'mul' | 'matmul' | 'truediv' | 'floordiv' | 'mod' | 'divmod' | 'pow' | 'lshift' | 'rshift' | 'and' | 'xor' | 'or';

const SIGN: Record<BinaryOp, string> = {
  add: '+',
  sub: '-',
  mul: '*',
  matmul: '@',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  divmod: 'divmod()',
  pow: '** or pow()',
  lshift: '<<',
  rshift: '>>',
  and: '&',
  xor: '^',
  or: '|',
};

type Slot = (self: PyObject, other: PyObject, mod?: PyObject) => PyObject;

const OPS = Object.keys(SIGN) as BinaryOp[];
const byOp = (name: (op: BinaryOp) => string): Record<BinaryOp, keyof SlotProtocol> =>
  Object.fromEntries(OPS.map((op) => [op, name(op)])) as Record<BinaryOp, keyof SlotProtocol>;
/** Names of slots: putting them together at each use costs as much as the operation. */
const DIRECT = byOp((op) => `s_${op}`),
  REFLECTED = byOp((op) => `s_r${op}`),
  INPLACE = byOp((op) => `s_i${op}`);

/** The operator protocol: the left operand's method, the right one's reflected method; a subclass on the right goes first. */
export function tryBinary(a: PyObject, b: PyObject, op: BinaryOp): PyObject {
  const f = a[DIRECT[op]] as Slot | undefined;
  const ta = a.ob_type,
    tb = b.ob_type;
  if (ta === tb) return f === undefined ? NotImplemented : f(a, b);
  const reflected = REFLECTED[op];
  let g = b[reflected] as Slot | undefined;
  if (g !== undefined && f !== undefined && g !== a[reflected] && isSubtype(tb, ta)) {
    const result = g(b, a);
    if (result !== NotImplemented) return result;
    g = undefined;
  }
  if (f !== undefined) {
    const result = f(a, b);
    if (result !== NotImplemented) return result;
  }
  return g === undefined ? NotImplemented : g(b, a);
}

/** `a <op> b`. */
export function binop(a: PyObject, b: PyObject, op: BinaryOp): PyObject {
  const result = tryBinary(a, b, op);
  if (result !== NotImplemented) return result;
  return sequenceOp(a, b, op) ?? unsupported(a, b, SIGN[op]);
}
export { binop as binary };

/** What is left of `a <op> b` once the left operand's method was the only one to ask and gave NotImplemented. */
export function binopRest(a: PyObject, b: PyObject, op: BinaryOp): PyObject {
  return sequenceOp(a, b, op) ?? unsupported(a, b, SIGN[op]);
}

/** Concatenation and repetition, which come after the number protocol. */
function sequenceOp(a: PyObject, b: PyObject, op: BinaryOp): PyObject | undefined {
  if (op === 'add' && a.s_concat !== undefined) return a.s_concat(a, b);
  if (op === 'mul') {
    if (a.s_repeat !== undefined) return repeat(a, b);
    if (b.s_repeat !== undefined) return repeat(b, a);
  }
  return undefined;
}

function repeat(seq: PyObject, count: PyObject): PyObject {
  if (count.s_index === undefined) raise(TypeError, `can't multiply sequence by non-int of type '${typeName(count)}'`);
  asSize(count);
  return seq.s_repeat!(seq, count);
}

function unsupported(a: PyObject, b: PyObject, sign: string): never {
  const hint =
    sign === '>>' && a.ob_type.name === 'builtin_function_or_method' && (a as any).native?.().sig.name === 'print'
      ? '. Did you mean "print(<message>, file=<output_stream>)"?'
      : '';
  raise(TypeError, `unsupported operand type(s) for ${sign}: '${typeName(a)}' and '${typeName(b)}'${hint}`);
}

/** `a <op>= b`. */
export function inplace(a: PyObject, b: PyObject, op: BinaryOp): PyObject {
  const f = a[INPLACE[op]] as Slot | undefined;
  if (f !== undefined) {
    const result = f(a, b);
    if (result !== NotImplemented) return result;
  }
  const result = tryBinary(a, b, op);
  if (result !== NotImplemented) return result;
  if (op === 'add') {
    if (a.s_iconcat !== undefined) return a.s_iconcat(a, b);
    if (a.s_concat !== undefined) return a.s_concat(a, b);
  } else if (op === 'mul') {
    if (a.s_irepeat !== undefined) {
      if (b.s_index === undefined) raise(TypeError, `can't multiply sequence by non-int of type '${typeName(b)}'`);
      return a.s_irepeat(a, b);
    }
    if (a.s_repeat !== undefined) return repeat(a, b);
    if (b.s_repeat !== undefined && b.s_iconcat === undefined) return repeat(b, a);
    if (b.s_repeat !== undefined) return repeat(b, a);
  }
  unsupported(a, b, op === 'pow' ? '**=' : `${SIGN[op]}=`);
}

/** `pow(a, b, mod)`; mod None is the binary operator. */
export function power(a: PyObject, b: PyObject, mod: PyObject): PyObject {
  if (mod === None) return binop(a, b, 'pow');
  const f = a.s_pow as Slot | undefined;
  const tb = b.ob_type,
    ta = a.ob_type;
  const g = tb !== ta ? (b.s_rpow as Slot | undefined) : undefined;
  const reflectedFirst = g !== undefined && g !== a.s_rpow && isSubtype(tb, ta);
  if (reflectedFirst) {
    const result = g(b, a, mod);
    if (result !== NotImplemented) return result;
  }
  if (f !== undefined) {
    const result = f(a, b, mod);
    if (result !== NotImplemented) return result;
  }
  if (g !== undefined && !reflectedFirst) {
    const result = g(b, a, mod);
    if (result !== NotImplemented) return result;
  }
  // Native types are asked as the modulus, too: their slot takes its operands in any place.
  const tm = mod.ob_type;
  if (tm !== ta && tm !== tb && tm.spec !== undefined && mod.s_pow !== undefined) {
    const result = (mod.s_pow as Slot)(a, b, mod);
    if (result !== NotImplemented) return result;
  }
  raise(TypeError, `unsupported operand type(s) for ** or pow(): '${typeName(a)}', '${typeName(b)}', '${typeName(mod)}'`);
}

export type UnaryOp = 'neg' | 'pos' | 'abs' | 'invert';
const UNARY_TEXT: Record<UnaryOp, string> = { neg: 'unary -', pos: 'unary +', abs: 'abs()', invert: 'unary ~' };

// Named loads: one with a computed name would cost several times more.
function unarySlot(a: PyObject, op: UnaryOp): ((self: PyObject) => PyObject) | undefined {
  switch (op) {
    case 'neg':
      return a.s_neg;
    case 'pos':
      return a.s_pos;
    case 'abs':
      return a.s_abs;
    default:
      return a.s_invert;
  }
}

export function unary(a: PyObject, op: UnaryOp): PyObject {
  const f = unarySlot(a, op);
  if (f === undefined) raise(TypeError, `bad operand type for ${UNARY_TEXT[op]}: '${typeName(a)}'`);
  return f(a);
}

// --- the hot three -----------------------------------------------------------------------------------------------------

export function add(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number') {
    const t = a + b;
    return Number.isSafeInteger(t) ? t : normalizeInt(BigInt(a) + BigInt(b));
  }
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  return binop(a, b, 'add');
}

export function sub(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number') {
    const t = a - b;
    return Number.isSafeInteger(t) ? t : normalizeInt(BigInt(a) - BigInt(b));
  }
  return binop(a, b, 'sub');
}

export function mul(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number') {
    const t = a * b;
    return Number.isSafeInteger(t) ? t + 0 : normalizeInt(BigInt(a) * BigInt(b));
  }
  return binop(a, b, 'mul');
}
// --- subscripts ----------------------------------------------------------------------------------------------------------

export function getItem(o: PyObject, key: PyObject): PyObject {
  const { s_getitem } = o;
  if (s_getitem !== undefined) return s_getitem(o, key);
  if ((o.tflags & 0x100) !== 0) return classGetItem(o, key);
  raise(TypeError, `'${typeName(o)}' object is not subscriptable`);
}

function classGetItem(cls: PyObject, key: PyObject): PyObject {
  if (cls === typeType) return genericAlias(cls, key);
  const f = tryGetattr(cls, '__class_getitem__');
  if (f !== undefined && f !== None) return f.c1(key);
  raise(TypeError, `type '${(cls as unknown as { name: string }).name}' is not subscriptable`);
}
import { genericAlias } from '../types/genericalias.ts';
import { tryGetattr } from './attr.ts';
import { typeType } from '../types/type.ts';

export { deleteItem as delItem, setItem } from './subscript.ts';
