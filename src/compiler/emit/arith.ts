// Arithmetic. Table of inline shapes: guard, result, helper. Cold code and everything a guard does not cover calls the helper.
//
//   a + b    both numbers and the sum is safe → sum;   both floats → new PyFloat(p + q);   else add(a, b, pc)
//   a // b   a int32, b > 0 → Math.floor(a / b)        a % b   a >= 0, b > 0 → a % b
//   a & M    a number, 0 <= M < 2**31 → a & M          a << k, a >> k   small shifts
// Keep in step with `runtime/helpers/arith.ts`.

import type { BinOp, ExprNode, Operator, UnaryOp } from '../../syntax/ast.ts';
import { foldConstant } from '../fold.ts';
import type { HelperName } from '../helpers.ts';
import { sequence } from '../js.ts';
import type { ConstData } from '../unit.ts';
import { emitCondition } from './compare.ts';
import type { Fn } from './context.ts';
import { constantText, emitExpr } from './expr.ts';
import { emitOperands, hold, isQuiet, isStable, needsPrelude } from './operands.ts';

export const binaryHelpers: Record<Operator, HelperName> = {
  Add: 'add',
  Sub: 'sub',
  Mult: 'mul',
  MatMult: 'matmul',
  Div: 'truediv',
  FloorDiv: 'floordiv',
  Mod: 'mod',
  Pow: 'pow',
  LShift: 'lshift',
  RShift: 'rshift',
  BitAnd: 'bitand',
  BitOr: 'bitor',
  BitXor: 'bitxor',
};
const inplaceHelpers: Record<Operator, HelperName> = {
  Add: 'iadd',
  Sub: 'isub',
  Mult: 'imul',
  MatMult: 'imatmul',
  Div: 'itruediv',
  FloorDiv: 'ifloordiv',
  Mod: 'imod',
  Pow: 'ipow',
  LShift: 'ilshift',
  RShift: 'irshift',
  BitAnd: 'ibitand',
  BitOr: 'ibitor',
  BitXor: 'ibitxor',
};

/** Left-deep nesting in the output is broken up after this many operators. */
const MAX_NESTING = 24;

/** a op b op c …: a chain is walked by a loop, its running value kept in one temporary. */
export function emitBinOp(f: Fn, e: BinOp): string {
  const constant = foldConstant(e);
  if (constant !== undefined) return constantText(f, constant);
  const modular = f.hot ? emitMulMod(f, e) : undefined;
  return modular ?? emitBinOpChain(f, e);
}

function emitBinOpChain(f: Fn, e: BinOp): string {
  const chain: BinOp[] = [];
  let base: ExprNode = e;
  while (base.kind === 'BinOp' && (chain.length === 0 || (foldConstant(base) === undefined && !f.ready.has(base)))) {
    chain.push(base);
    base = base.left;
  }
  const mark = f.mark();
  let parts: string[] = [];
  let acc = emitExpr(f, base);
  let accConst = foldConstant(base);
  let accTemp: string | undefined;
  let nesting = 0;
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i]!;
    const rightConst = foldConstant(node.right);
    const joins = f.hot && node.op === 'Add' && (isDisplay(node.right) || (node === chain.at(-1) && isDisplay(base)));
    const inline = f.hot && !joins && hasShape(node.op, accConst, rightConst);
    if (needsPrelude(f, node.right)) {
      acc = f.spill(sequence([...parts, acc]));
      parts = [];
    } else if ((inline || ++nesting > MAX_NESTING) && !isStable(f, acc)) {
      accTemp ??= f.temp();
      parts.push(`${accTemp} = ${acc}`);
      acc = accTemp;
      nesting = 0;
    }
    const inner = f.mark();
    let right = rightConst !== undefined ? constantText(f, rightConst) : emitExpr(f, node.right);
    if (inline) {
      if (accConst === undefined && acc !== accTemp && !isStable(f, acc)) acc = hold(f, acc, parts);
      if (rightConst === undefined) right = hold(f, right, parts);
      acc = binaryShape(f, node.op, acc, right, accConst, rightConst, f.call(binaryHelpers[node.op], [acc, right], node));
    } else {
      acc = f.call(joins ? 'concat' : binaryHelpers[node.op], [acc, right], node);
    }
    f.release(inner);
    accConst = undefined;
  }
  f.release(mark);
  return sequence([...parts, acc]);
}

/** A list or tuple written out, or a slice: adding it to something is no arithmetic. */
function isDisplay(e: ExprNode): boolean {
  return e.kind === 'Tuple' || e.kind === 'List' || e.kind === 'ListComp' || (e.kind === 'Subscript' && e.slice.kind === 'Slice');
}

/**
 * (a * b + c) % m and (a * b + c) & (2**k - 1), as in generators of random numbers and hashes: the product often leaves the safe range
 * though the result does not. Four numbers go to a helper, everything else takes the ordinary way.
 */
function emitMulMod(f: Fn, e: BinOp): string | undefined {
  if (e.op !== 'Mod' && e.op !== 'BitAnd') return undefined;
  const sum = e.left.kind === 'BinOp' && e.left.op === 'Add' ? e.left : undefined;
  const product = sum !== undefined ? sum.left : e.left;
  if (product.kind !== 'BinOp' || product.op !== 'Mult' || f.ready.has(e.left) || f.ready.has(product) || foldConstant(product) !== undefined) return undefined;
  const m = foldConstant(e.right);
  let modulus = m?.type === 'int' ? Number(m.value) : undefined;
  if (e.op === 'BitAnd') {
    if (modulus === undefined || Math.log2(modulus + 1) % 1 !== 0) return undefined;
    modulus += 1;
  } else if (m !== undefined && modulus === undefined) {
    return undefined;
  }
  if (modulus !== undefined && (modulus <= 1 || modulus > 2 ** 52)) return undefined;
  if ((sum !== undefined && !isQuiet(f, sum.right)) || !isQuiet(f, e.right) || needsPrelude(f, e.left)) return undefined;
  for (const node of [product.left, product.right, ...(sum === undefined ? [] : [sum.right])]) {
    const c = foldConstant(node);
    if (c !== undefined && (c.type !== 'int' || !Number.isSafeInteger(Number(c.value)))) return undefined;
    if (f.ready.has(node)) return undefined;
  }
  const mark = f.mark();
  const parts: string[] = [];
  const guards: string[] = [];
  const factors = emitOperands(f, [product.left, product.right]).map((text) => hold(f, text, parts));
  factors.forEach((text, i) => {
    if (foldConstant(i === 0 ? product.left : product.right) === undefined) guards.push(`typeof ${text} === 'number'`);
  });
  const number = (node: ExprNode): string => {
    const text = emitExpr(f, node);
    if (foldConstant(node) !== undefined) return text;
    const t = isStable(f, text) ? text : f.temp();
    guards.push(`typeof ${t === text ? t : `(${t} = ${text})`} === 'number'`);
    return t;
  };
  const c = sum === undefined ? '0' : number(sum.right);
  let by = modulus === undefined ? '' : String(modulus);
  if (modulus === undefined) {
    by = number(e.right);
    guards.push(`${by} > 0 && ${by} <= 4503599627370496`);
  }
  f.ready.set(product.left, factors[0]!);
  f.ready.set(product.right, factors[1]!);
  const slow = emitBinOpChain(f, e);
  f.ready.delete(product.left);
  f.ready.delete(product.right);
  f.release(mark);
  return sequence([...parts, `(${guards.join(' && ')} ? ${f.helper('mulmod')}(${factors.join(', ')}, ${c}, ${by}) : ${slow})`]);
}

/** a op= b with both operands ready: in-place for what is mutable, the plain shape for numbers. */
export function augmentedText(f: Fn, op: Operator, left: string, rightNode: ExprNode, right: string, at: ExprNode | BinOp, parts: string[]): string {
  const rightConst = foldConstant(rightNode);
  if (!f.hot || !hasShape(op, undefined, rightConst)) return f.call(inplaceHelpers[op], [left, right], at);
  const a = hold(f, left, parts);
  const b = rightConst !== undefined ? right : hold(f, right, parts);
  return binaryShape(f, op, a, b, undefined, rightConst, f.call(inplaceHelpers[op], [a, b], at));
}

export function emitUnaryOp(f: Fn, e: UnaryOp): string {
  const constant = foldConstant(e);
  if (constant !== undefined) return constantText(f, constant);
  if (e.op === 'Not') return `(!${emitCondition(f, e.operand)})`;
  const operand = emitExpr(f, e.operand);
  const helper = e.op === 'USub' ? 'neg' : e.op === 'UAdd' ? 'pos' : 'invert';
  if (!f.hot || e.op === 'UAdd') return f.call(helper, [operand], e);
  const mark = f.mark();
  const parts: string[] = [];
  const a = hold(f, operand, parts);
  const slow = f.call(helper, [a], e);
  f.release(mark);
  // The largest safe int has a complement that is no safe one.
  if (e.op === 'Invert') return sequence([...parts, `(typeof ${a} === 'number' && ${a} < 9007199254740991 ? -1 - ${a} : ${slow})`]);
  f.declare('$p');
  return sequence([...parts, `(typeof ${a} === 'number' ? -${a} : ($p = ${a}.fv) !== undefined ? new ${f.helper('PyFloat')}(-$p) : ${slow})`]);
}

/** Is there an inline shape for these operands? */
function hasShape(op: Operator, a: ConstData | undefined, b: ConstData | undefined): boolean {
  if (op === 'MatMult') return false;
  for (const c of [a, b]) {
    if (c === undefined) continue;
    if (c.type === 'int' && typeof c.value === 'number') continue;
    if (c.type === 'float' && Number.isFinite(c.value) && (op === 'Add' || op === 'Sub' || op === 'Mult' || op === 'Div')) continue;
    return false;
  }
  if (a !== undefined && b !== undefined) return false;
  if (op === 'Pow') return b !== undefined && b.type === 'int' && b.value === 2;
  return true;
}

function binaryShape(f: Fn, op: Operator, a: string, b: string, ac: ConstData | undefined, bc: ConstData | undefined, slow: string): string {
  switch (op) {
    case 'Add':
    case 'Sub':
    case 'Mult':
      return sumShape(f, op === 'Add' ? '+' : op === 'Sub' ? '-' : '*', a, b, ac, bc, slow);
    case 'Pow':
      return sumShape(f, '*', a, a, undefined, undefined, slow);
    case 'Div':
      return quotientShape(f, a, b, ac, bc, slow);
    default:
      return `(${intShape(op, a, b, ac, bc, f)} : ${slow})`;
  }
}

function numberGuard(a: string, b: string, ac: ConstData | undefined, bc: ConstData | undefined): string {
  const guards: string[] = [];
  if (ac === undefined) guards.push(`typeof ${a} === 'number'`);
  if (bc === undefined && a !== b) guards.push(`typeof ${b} === 'number'`);
  return guards.join(' && ');
}

function sumShape(f: Fn, js: string, a: string, b: string, ac: ConstData | undefined, bc: ConstData | undefined, slow: string): string {
  f.declare('$t');
  const isFloat = ac?.type === 'float' || bc?.type === 'float';
  const ints = isFloat ? '' : `${numberGuard(a, b, ac, bc)} && ${rangeGuard(js, a, b, ac, bc)} ? $t : `;
  return `(${ints}${floatGuard(f, a, b, ac, bc)} ? new ${f.helper('PyFloat')}(${floatText(ac, a, '$p')} ${js} ${floatText(bc, b, a === b ? '$p' : '$q')}) : ${slow})`;
}

/** Sum, difference or product in $t, and the test that it is a safe integer; one side is enough next to a constant. */
function rangeGuard(js: string, a: string, b: string, ac: ConstData | undefined, bc: ConstData | undefined): string {
  const value = `($t = ${a} ${js} ${b})`;
  const sign = (c: ConstData | undefined): number => (c !== undefined && c.type === 'int' ? Math.sign(Number(c.value)) : 0);
  let direction = 0;
  if (js === '+') direction = sign(ac) || sign(bc);
  else if (js === '-' && bc !== undefined) direction = -sign(bc);
  if (direction > 0) return `${value} <= MAXI`;
  if (direction < 0) return `${value} >= -MAXI`;
  return `${value} <= MAXI && $t >= -MAXI`;
}

function floatGuard(f: Fn, a: string, b: string, ac: ConstData | undefined, bc: ConstData | undefined): string {
  const guards: string[] = [];
  if (ac === undefined) {
    f.declare('$p');
    guards.push(`($p = ${a}.fv) !== undefined`);
  }
  if (bc === undefined && a !== b) {
    f.declare('$q');
    guards.push(`($q = ${b}.fv) !== undefined`);
  }
  return guards.join(' && ');
}

function floatText(c: ConstData | undefined, text: string, unboxed: string): string {
  if (c === undefined) return unboxed;
  if (c.type !== 'float') return text;
  return c.value < 0 || Object.is(c.value, -0) ? `(${Object.is(c.value, -0) ? '-0' : c.value})` : String(c.value);
}

function quotientShape(f: Fn, a: string, b: string, ac: ConstData | undefined, bc: ConstData | undefined, slow: string): string {
  const float = `new ${f.helper('PyFloat')}`;
  const isFloat = ac?.type === 'float' || bc?.type === 'float';
  const zero = (text: string): string => (bc === undefined ? ` && ${text} !== 0` : '');
  if (bc !== undefined && Number((bc as { value: number }).value) === 0) return slow;
  // An int zero may be stored as -0; adding 0 makes it plain.
  const ints = isFloat ? '' : `${numberGuard(a, b, ac, bc)}${zero(b)} ? ${float}(${ac === undefined ? `(${a} + 0)` : a} / ${b}) : `;
  return `(${ints}${floatGuard(f, a, b, ac, bc)}${zero('$q')} ? ${float}(${floatText(ac, a, '$p')} / ${floatText(bc, b, '$q')}) : ${slow})`;
}

/** Guard and result of the operations that only ints have a fast path for: `guard ? result`. */
function intShape(op: Operator, a: string, b: string, ac: ConstData | undefined, bc: ConstData | undefined, f: Fn): string {
  const guard = numberGuard(a, b, ac, bc);
  const n = bc?.type === 'int' ? Number(bc.value) : undefined;
  switch (op) {
    case 'FloorDiv':
      if (n !== undefined && n > 0) {
        if (n < 2 ** 30 && (n & (n - 1)) === 0) return `${guard} && (${a} | 0) === ${a} ? ${a} >> ${31 - Math.clz32(n)}`;
        return `${guard} && (${a} | 0) === ${a} ? Math.floor(${a} / ${b})`;
      }
      return `${guard} && (${a} | 0) === ${a} && ${b} > 0 ? Math.floor(${a} / ${b})`;
    case 'Mod':
      if (n !== undefined && n > 0) return `${guard} && ${a} >= 0 ? ${a} % ${b}`;
      return `${guard} && ${b} > 0 && ${a} >= 0 ? ${a} % ${b}`;
    case 'BitAnd':
      if (n !== undefined && n >= 0 && n < 2 ** 31) return `${guard} ? ${a} & ${b}`;
      if (n === 0xffffffff) return `${guard} ? ${a} >>> 0`;
      return `${guard} && (${a} | 0) === ${a} && (${b} | 0) === ${b} ? ${a} & ${b}`;
    case 'BitOr':
      return `${guard} && (${a} | 0) === ${a} && (${b} | 0) === ${b} ? ${a} | ${b}`;
    case 'BitXor':
      return `${guard} && (${a} | 0) === ${a} && (${b} | 0) === ${b} ? ${a} ^ ${b}`;
    case 'LShift':
      f.declare('$t');
      if (n !== undefined && n >= 0 && n <= 30) return `${guard} && ($t = ${a} * ${2 ** n}) <= MAXI && $t >= -MAXI ? $t`;
      return `${guard} && ${b} >= 0 && ${b} < 31 && ($t = ${a} * (1 << ${b})) <= MAXI && $t >= -MAXI ? $t`.replace('(1 << ', '2 ** (');
    case 'RShift':
      if (n !== undefined && n >= 0 && n < 32) return `${guard} && (${a} | 0) === ${a} ? ${a} >> ${b}`;
      return `${guard} && (${a} | 0) === ${a} && ${b} >= 0 && ${b} < 32 ? ${a} >> ${b}`;
    default:
      throw new Error(`no shape for ${op}`);
  }
}
