// Constant folding: the value an expression has before the program runs, where CPython folds it too. CPython: Python/flowgraph.c.
//
// Only what cannot raise and stays small is folded, with CPython's limits. Everything else is left to the run time.

import type { BinOp, ConstantValue, ExprNode, Operator, UnaryOp } from '../syntax/ast.ts';
import { newConstant } from '../syntax/ast.ts';
import type { ConstData } from './unit.ts';

const MAX_INT_BITS = 128;
const MAX_COLLECTION = 256;
const MAX_STR = 4096;

/** The constant an expression is, or undefined. */
export function foldConstant(e: ExprNode): ConstData | undefined {
  switch (e.kind) {
    case 'Constant':
      return e.value;
    case 'UnaryOp':
      return foldUnary(e);
    case 'BinOp':
      return foldBinary(e);
    case 'Tuple': {
      if (e.ctx !== 'Load') return undefined;
      const items: ConstData[] = [];
      for (const item of e.elts) {
        const value = foldConstant(item);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return { type: 'tuple', items };
    }
    case 'Slice': {
      const items: ConstData[] = [];
      for (const part of [e.lower, e.upper, e.step]) {
        const value = part === null ? ({ type: 'None' } as const) : foldConstant(part);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return { type: 'slice', items };
    }
    default:
      return undefined;
  }
}

/** `{1, 2}` of constants alone, as the frozenset that CPython keeps among a code object's constants. */
export function constantSet(e: ExprNode): ConstData | undefined {
  if (e.kind !== 'Set') return undefined;
  const items: ConstData[] = [];
  for (const item of e.elts) {
    const value = foldConstant(item);
    if (value === undefined) return undefined;
    items.push(value);
  }
  return { type: 'frozenset', items };
}

/** An operand that nobody can change or keep, being looped over or searched: a set of constants is made once. */
export function frozen(e: ExprNode): ExprNode {
  const value = constantSet(e);
  return value === undefined ? e : newConstant(value as ConstantValue, null, e);
}

/** `not` of a constant is left to the condition emitter, which knows truth values. */
function foldUnary(e: UnaryOp): ConstData | undefined {
  if (e.op === 'Not') {
    const truth = constantTruth(e.operand);
    return truth === undefined ? undefined : { type: 'bool', value: !truth };
  }
  const v = foldConstant(e.operand);
  if (v === undefined) return undefined;
  const i = intOf(v);
  if (i !== undefined) {
    if (e.op === 'USub') return newInt(-i);
    if (e.op === 'UAdd') return newInt(i);
    // `~True` warns at run time.
    return v.type === 'bool' ? undefined : newInt(~i);
  }
  if (v.type === 'float') return e.op === 'USub' ? { type: 'float', value: -v.value } : e.op === 'UAdd' ? v : undefined;
  if (v.type === 'complex' && e.op === 'USub') return { type: 'complexPair', real: -0, imag: -v.imag };
  return undefined;
}

/** What binary operations fold to (null: nothing), since every level of a long chain is asked. */
const foldedBinary = new WeakMap<BinOp, ConstData | null>();

function foldBinary(e: BinOp): ConstData | undefined {
  // A long chain is folded from its innermost operand outwards, without recursion.
  const chain: BinOp[] = [];
  let left: ExprNode = e;
  while (left.kind === 'BinOp' && !foldedBinary.has(left)) {
    chain.push(left);
    left = left.left;
  }
  let value = left.kind === 'BinOp' ? (foldedBinary.get(left) ?? undefined) : foldConstant(left);
  for (let i = chain.length - 1; i >= 0; i--) {
    const right: ConstData | undefined = value === undefined ? undefined : foldConstant(chain[i]!.right);
    value = value === undefined || right === undefined ? undefined : foldOperation(chain[i]!.op, value, right);
    foldedBinary.set(chain[i]!, value ?? null);
  }
  return value;
}

function foldOperation(op: Operator, a: ConstData, b: ConstData): ConstData | undefined {
  const x = intOf(a),
    y = intOf(b);
  if (x !== undefined && y !== undefined) return foldInts(op, x, y, a, b);
  if ((a.type === 'float' || x !== undefined) && (b.type === 'float' || y !== undefined)) {
    const p = floatOf(a),
      q = floatOf(b);
    if (p === undefined || q === undefined) return undefined;
    switch (op) {
      case 'Add':
        return { type: 'float', value: p + q };
      case 'Sub':
        return { type: 'float', value: p - q };
      case 'Mult':
        return { type: 'float', value: p * q };
      case 'Div':
        return q === 0 ? undefined : { type: 'float', value: p / q };
      default:
        return undefined;
    }
  }
  if (b.type === 'complex' && (op === 'Add' || op === 'Sub')) {
    const p = floatOf(a);
    if (p === undefined || (a.type !== 'float' && x === undefined)) return undefined;
    return { type: 'complexPair', real: p, imag: op === 'Add' ? b.imag : -b.imag };
  }
  if (op === 'Add' && a.type === 'str' && b.type === 'str' && a.value.length + b.value.length <= MAX_STR) {
    return { type: 'str', value: a.value + b.value };
  }
  if (op === 'Mult') {
    if (y !== undefined) return foldRepeat(a, y);
    if (x !== undefined) return foldRepeat(b, x);
  }
  return undefined;
}

function foldInts(op: Operator, x: bigint, y: bigint, a: ConstData, b: ConstData): ConstData | undefined {
  switch (op) {
    case 'Add':
      return newInt(x + y);
    case 'Sub':
      return newInt(x - y);
    case 'Mult':
      return bits(x) + bits(y) > MAX_INT_BITS ? undefined : newInt(x * y);
    case 'Pow':
      return y < 0n || (y > 0n && bits(x) * Number(y) > MAX_INT_BITS) || y > 1000n ? undefined : newInt(x ** y);
    case 'LShift':
      return y < 0n || y > 128n || bits(x) + Number(y) > MAX_INT_BITS ? undefined : newInt(x << y);
    case 'RShift':
      return y < 0n || y > 1000n ? undefined : newInt(x >> y);
    case 'FloorDiv': {
      if (y === 0n) return undefined;
      const q = x / y;
      return newInt(q * y !== x && x < 0n !== y < 0n ? q - 1n : q);
    }
    case 'Mod': {
      if (y === 0n) return undefined;
      const r = x % y;
      return newInt(r !== 0n && r < 0n !== y < 0n ? r + y : r);
    }
    case 'Div': {
      const p = floatOf(a),
        q = floatOf(b);
      return q === 0 || p === undefined || q === undefined || bits(x) > 53 || bits(y) > 53 ? undefined : { type: 'float', value: p / q };
    }
    case 'BitAnd':
    case 'BitOr':
    case 'BitXor': {
      const r = op === 'BitAnd' ? x & y : op === 'BitOr' ? x | y : x ^ y;
      return a.type === 'bool' && b.type === 'bool' ? { type: 'bool', value: r === 1n } : newInt(r);
    }
    default:
      return undefined;
  }
}

function foldRepeat(v: ConstData, count: bigint): ConstData | undefined {
  if (count < 0n || count > 4096n) return undefined;
  const n = Number(count);
  if (v.type === 'str' && v.value.length * n <= MAX_STR) return { type: 'str', value: v.value.repeat(n) };
  if (v.type === 'bytes' && v.value.length * n <= MAX_STR) {
    const out = new Uint8Array(v.value.length * n);
    for (let i = 0; i < n; i++) out.set(v.value, i * v.value.length);
    return { type: 'bytes', value: out };
  }
  if (v.type === 'tuple' && v.items.length * n <= MAX_COLLECTION) {
    const items: ConstData[] = [];
    for (let i = 0; i < n; i++) items.push(...v.items);
    return { type: 'tuple', items };
  }
  return undefined;
}

/** The truth of a constant expression, or undefined. */
export function constantTruth(e: ExprNode): boolean | undefined {
  if (e.kind === 'Name') return undefined;
  const v = foldConstant(e);
  return v === undefined ? undefined : truthOfConstant(v);
}

export function truthOfConstant(v: ConstData): boolean {
  switch (v.type) {
    case 'None':
      return false;
    case 'bool':
      return v.value;
    case 'int':
      return v.value !== 0 && v.value !== 0n;
    case 'float':
      return v.value !== 0;
    case 'complex':
      return v.imag !== 0;
    case 'complexPair':
      return v.real !== 0 || v.imag !== 0;
    case 'str':
    case 'bytes':
      return v.value.length > 0;
    case 'wstr':
      return v.codePoints.length > 0;
    case 'tuple':
    case 'frozenset':
      return v.items.length > 0;
    case 'Ellipsis':
    case 'slice':
    case 'code':
      return true;
  }
}

function intOf(v: ConstData): bigint | undefined {
  if (v.type === 'int') return BigInt(v.value);
  return v.type === 'bool' ? BigInt(v.value) : undefined;
}

function floatOf(v: ConstData): number | undefined {
  if (v.type === 'float') return v.value;
  const i = intOf(v);
  return i === undefined || bits(i) > 53 ? undefined : Number(i);
}

function bits(x: bigint): number {
  return (x < 0n ? -x : x).toString(2).length;
}

function newInt(x: bigint): ConstantValue {
  return { type: 'int', value: x >= -9007199254740991n && x <= 9007199254740991n ? Number(x) : x };
}
