// Comparisons and conditions. A condition is text with a JS boolean value, for `if`, `while`, `and`, `not`.
//
//   a < b     (typeof a === 'number' && typeof b === 'number' ? a < b : floats ? p < q : isLt(a, b, pc))
//   a is b    a === b
//   a in b    contains(b, a, pc)

import type { BoolOp, Cmpop, Compare, ExprNode } from '../../syntax/ast.ts';
import { constantTruth, foldConstant, frozen } from '../fold.ts';
import type { HelperName } from '../helpers.ts';
import { sequence } from '../js.ts';
import { copyAssigned, joinAssigned, type Fn } from './context.ts';
import { emitExpr } from './expr.ts';
import { emitOperands, hold, isStable, needsPrelude } from './operands.ts';

const orderings: Partial<Record<Cmpop, { js: string; value: HelperName; truth: HelperName }>> = {
  Lt: { js: '<', value: 'lt', truth: 'isLt' },
  LtE: { js: '<=', value: 'le', truth: 'isLe' },
  Gt: { js: '>', value: 'gt', truth: 'isGt' },
  GtE: { js: '>=', value: 'ge', truth: 'isGe' },
  Eq: { js: '===', value: 'eq', truth: 'isEq' },
  NotEq: { js: '!==', value: 'ne', truth: 'isNe' },
};

/** Text with a JS boolean value. */
export function emitCondition(f: Fn, e: ExprNode): string {
  const truth = constantTruth(e);
  if (truth !== undefined) return String(truth);
  switch (e.kind) {
    case 'Compare':
      return compareText(f, e, /* asTruth */ true);
    case 'UnaryOp':
      if (e.op === 'Not') return `!${emitCondition(f, e.operand)}`;
      break;
    case 'BoolOp':
      if (!e.values.slice(1).some((v) => needsPrelude(f, v))) return boolCondition(f, e);
      break;
    case 'Name':
      if (e.id === '__debug__') return emitExpr(f, e);
      break;
  }
  return truthText(f, emitExpr(f, e), e);
}

function boolCondition(f: Fn, e: BoolOp): string {
  const parts: string[] = [];
  let afterFirst: ReturnType<typeof copyAssigned> | undefined;
  for (const value of e.values) {
    parts.push(emitCondition(f, value));
    f.lineWritten = 0;
    afterFirst ??= copyAssigned(f.assigned);
  }
  // What later operands bind is certain only where the whole is known; stay careful.
  if (f.hasWalrus) f.assigned = joinAssigned(afterFirst!, f.assigned);
  return `(${parts.join(e.op === 'And' ? ' && ' : ' || ')})`;
}

/** The truth of a value. */
export function truthText(f: Fn, text: string, at: ExprNode): string {
  if (!f.hot) return f.call('truth', [text], at);
  const mark = f.mark();
  const t = isStable(f, text) ? text : f.temp();
  f.release(mark);
  const first = t === text ? `${t} === true` : `(${t} = ${text}) === true`;
  return `(${first} || ${t} !== false && ${f.call('truth', [t], at)})`;
}

export function emitCompare(f: Fn, e: Compare): string {
  return compareText(f, e, /* asTruth */ false);
}

function compareText(f: Fn, e: Compare, asTruth: boolean): string {
  if (e.ops.length === 1) {
    const mark = f.mark();
    const parts: string[] = [];
    const text = oneComparison(f, e, e.ops[0]!, e.left, e.comparators[0]!, parts, asTruth);
    f.release(mark);
    return sequence([...parts, text]);
  }
  return chain(f, e, asTruth);
}

/** a < b < c: b is evaluated once, c only if a < b. */
function chain(f: Fn, e: Compare, asTruth: boolean): string {
  if (e.comparators.slice(1).some((c) => needsPrelude(f, c))) return chainLines(f, e, asTruth);
  const mark = f.mark();
  let text = '';
  let tail = '';
  let left = '';
  let leftNode: ExprNode = e.left;
  e.ops.forEach((op, i) => {
    const parts: string[] = [];
    const rightNode = e.comparators[i]!;
    let right: string;
    if (i === 0) {
      [left, right] = emitOperands(f, [e.left, rightNode]) as [string, string];
      left = hold(f, left, parts);
    } else {
      right = emitExpr(f, rightNode);
    }
    const last = i === e.ops.length - 1;
    if (!last) right = hold(f, right, parts);
    const shape = comparisonShape(f, e, op, left, right, leftNode, rightNode, parts, asTruth || !last);
    const piece = sequence([...parts, shape]);
    f.lineWritten = 0;
    if (last) {
      text += piece;
    } else if (asTruth) {
      text += `(${piece} && `;
      tail += ')';
    } else {
      // In value context the first false result is the value; a comparison's truth is what `is…` helpers give.
      const t = f.temp();
      const valueShape = comparisonShape(f, e, op, left, right, leftNode, rightNode, [], false);
      text += `(${sequence([...parts, truthText(f, sequence([`${t} = ${valueShape}`, t]), e)])} ? `;
      tail = ` : ${t})${tail}`;
    }
    left = right;
    leftNode = rightNode;
  });
  f.release(mark);
  return text + tail;
}

function chainLines(f: Fn, e: Compare, asTruth: boolean): string {
  const result = f.temp();
  let left = f.spill(emitExpr(f, e.left));
  let leftNode = e.left;
  e.ops.forEach((op, i) => {
    const rightNode = e.comparators[i]!;
    const right = f.spill(emitExpr(f, rightNode));
    f.line(`${result} = ${comparisonShape(f, e, op, left, right, leftNode, rightNode, [], asTruth)};`);
    if (i < e.ops.length - 1) f.open(asTruth ? `if (${result}) {` : `if (${f.call('truth', [result], e)}) {`);
    left = right;
    leftNode = rightNode;
  });
  for (let i = 1; i < e.ops.length; i++) f.close();
  return result;
}

function oneComparison(f: Fn, e: Compare, op: Cmpop, leftNode: ExprNode, rightNode: ExprNode, parts: string[], asTruth: boolean): string {
  if (op === 'In' || op === 'NotIn') rightNode = frozen(rightNode);
  const [left, right] = emitOperands(f, [leftNode, rightNode]) as [string, string];
  return comparisonShape(f, e, op, left, right, leftNode, rightNode, parts, asTruth);
}

function comparisonShape(
  f: Fn,
  e: Compare,
  op: Cmpop,
  left: string,
  right: string,
  leftNode: ExprNode,
  rightNode: ExprNode,
  parts: string[],
  asTruth: boolean,
): string {
  switch (op) {
    case 'Is':
      return `(${left} === ${right})`;
    case 'IsNot':
      return `(${left} !== ${right})`;
    case 'In':
    case 'NotIn': {
      const a = hold(f, left, parts);
      const test = f.call('contains', [right, a], e);
      return op === 'In' ? test : `(!${test})`;
    }
  }
  const ordering = orderings[op]!;
  const helper = asTruth ? ordering.truth : ordering.value;
  if (!f.hot) return f.call(helper, [left, right], e);
  const lc = foldConstant(leftNode),
    rc = foldConstant(rightNode);
  if (lc !== undefined && rc !== undefined) return f.call(helper, [left, right], e);
  // Both operands are needed twice. The left one first, in order of evaluation.
  const a = hold(f, left, parts);
  const b = hold(f, right, parts);
  const slow = f.call(helper, [a, b], e);
  const equality = op === 'Eq' || op === 'NotEq';
  const constant = rc ?? lc;
  const variable = rc !== undefined ? a : b;
  if (constant !== undefined) {
    switch (constant.type) {
      case 'int':
        if (typeof constant.value !== 'number') return slow;
        return `(typeof ${variable} === 'number' ? ${a} ${ordering.js} ${b} : ${slow})`;
      case 'str':
        return equality ? `(typeof ${variable} === 'string' ? ${a} ${ordering.js} ${b} : ${slow})` : slow;
      case 'float': {
        f.declare('$p');
        const n = String(constant.value);
        if (!Number.isFinite(constant.value) || equality) return slow;
        const js = rc !== undefined ? `$p ${ordering.js} ${n}` : `${n} ${ordering.js} $p`;
        return `(($p = ${variable}.fv) !== undefined ? ${js} : ${slow})`;
      }
      default:
        return slow;
    }
  }
  if (equality) {
    return `(typeof ${a} === 'number' && typeof ${b} === 'number' || typeof ${a} === 'string' && typeof ${b} === 'string' ? ${a} ${ordering.js} ${b} : ${slow})`;
  }
  f.declare('$p');
  f.declare('$q');
  return (
    `(typeof ${a} === 'number' && typeof ${b} === 'number' ? ${a} ${ordering.js} ${b} : ` +
    `($p = ${a}.fv) !== undefined && ($q = ${b}.fv) !== undefined ? $p ${ordering.js} $q : ${slow})`
  );
}
