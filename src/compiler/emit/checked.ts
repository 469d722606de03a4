// Operations in the body of a `try` whose handlers stand in the same function: what fails in a foreseeable way jumps to
// the handlers instead of throwing, as a JS throw costs 200 ns and more.
//
//   try: v = d[k]     $1 = softItem(d, k, pc); if ($1 === undefined) { $e1 = softError(); break $H1; } v = $1;
//   also int(s), float(s), next(it), getattr(o, n), o.x, and a / b, a // b, a % b by zero
// A helper gives undefined for a failure and keeps the exception; anything unforeseen is thrown as ever. Operands that come
// before such an operation are evaluated into temporaries first, so the order stays Python's.

import type { BinOp, ExprNode, StmtNode, Subscript, Call } from '../../syntax/ast.ts';
import { foldConstant } from '../fold.ts';
import { jsProperty, jsString } from '../js.ts';
import { isDunder } from './access.ts';
import { isSuperCall } from './call.ts';
import type { Fn, RaiseBlock } from './context.ts';
import { constantText, emitExpr } from './expr.ts';
import { placeOf } from './names.ts';
import { needsPrelude } from './operands.ts';

/** The handlers that a failure at this point may jump to. */
export function jumpTarget(f: Fn): RaiseBlock | undefined {
  for (let i = f.blocks.length - 1; i >= 0; i--) {
    const block = f.blocks[i]!;
    if (block.kind === 'raise') return block;
    if (block.kind !== 'loop') return undefined;
  }
  return undefined;
}

/** Builtins that have a soft form, by number of arguments. */
const CALLS: Record<string, number> = { int: 1, float: 1, next: 1, getattr: 2 };

function isCheckable(f: Fn, e: ExprNode): boolean {
  switch (e.kind) {
    case 'Subscript':
      return e.slice.kind !== 'Slice';
    case 'Attribute':
      return !isDunder(e.attr) && !isSuperCall(f, e.value);
    case 'Call':
      return (
        e.func.kind === 'Name' &&
        Object.hasOwn(CALLS, e.func.id) &&
        e.args.length === CALLS[e.func.id] &&
        e.keywords.length === 0 &&
        e.args.every((a) => a.kind !== 'Starred') &&
        placeOf(f, f.mangle(e.func.id)).kind === 'global'
      );
    case 'BinOp':
      return mayDivideByZero(e);
    default:
      return false;
  }
}

function mayDivideByZero(e: BinOp): boolean {
  if (e.op !== 'Div' && e.op !== 'FloorDiv' && e.op !== 'Mod') return false;
  const right = foldConstant(e.right),
    left = foldConstant(e.left);
  // Text is formatted with %.
  if (left !== undefined && left.type !== 'int' && left.type !== 'float') return false;
  return right === undefined || ((right.type === 'int' || right.type === 'float') && Number(right.value) === 0);
}

/** Sub-expressions that are evaluated whatever happens, in their order; empty where the node is not looked into. */
function operandsOf(f: Fn, e: ExprNode): readonly ExprNode[] {
  switch (e.kind) {
    case 'BinOp':
      return [e.left, e.right];
    case 'UnaryOp':
      return [e.operand];
    case 'Compare':
      return [e.left, e.comparators[0]!];
    case 'Subscript':
      return e.slice.kind === 'Slice' ? [e.value] : [e.value, e.slice];
    case 'Attribute':
      return isSuperCall(f, e.value) ? [] : [e.value];
    case 'Call': {
      if (e.args.some((a) => a.kind === 'Starred') || e.keywords.some((k) => k.arg === null) || isSuperCall(f, e)) return [];
      const { func } = e;
      if (func.kind === 'Name') return [...e.args, ...e.keywords.map((k) => k.value)];
      // A method is looked up after its receiver and called after its arguments: the attribute is no operand of its own.
      if (func.kind === 'Attribute' && !isSuperCall(f, func.value)) return [func.value, ...e.args, ...e.keywords.map((k) => k.value)];
      return [];
    }
    case 'Tuple':
    case 'List':
      return e.elts.some((x) => x.kind === 'Starred') || e.elts.length > 20 ? [] : e.elts;
    case 'BoolOp':
      return [e.values[0]!];
    case 'IfExp':
      return [e.test];
    default:
      return [];
  }
}

function holdsCheckable(f: Fn, e: ExprNode): boolean {
  return isCheckable(f, e) || operandsOf(f, e).some((x) => holdsCheckable(f, x));
}

/** The expression of a statement whose foreseeable failures can jump. */
function rootOf(f: Fn, s: StmtNode): ExprNode | undefined {
  switch (s.kind) {
    case 'Expr':
    case 'Return':
      return s.value ?? undefined;
    case 'Assign':
      // a, b = b, a is emitted without a tuple, operand by operand.
      return s.targets[0]!.kind === 'Tuple' && s.value.kind === 'Tuple' ? undefined : s.value;
    case 'AugAssign':
      return s.target.kind === 'Name' && !f.hasWalrus && placeOf(f, f.mangle(s.target.id)).kind === 'local' && f.isAssigned(s.target.id) ? s.value : undefined;
    case 'If':
      return s.test;
    default:
      return undefined;
  }
}

/** Does some statement, with no other try, with or function around it, hold an operation that can jump? */
export function failsHere(f: Fn, body: readonly StmtNode[]): boolean {
  if (!f.hot || f.isStepper) return false;
  return body.some((s) => {
    const root = rootOf(f, s);
    if (root !== undefined && holdsCheckable(f, root)) return true;
    switch (s.kind) {
      case 'If':
      case 'For':
      case 'While':
        return failsHere(f, s.body) || failsHere(f, s.orelse);
      default:
        return false;
    }
  });
}

/** Evaluates what may jump in the statement's expression, as lines before the statement. */
export function prepareStatement(f: Fn, s: StmtNode): void {
  const root = rootOf(f, s);
  if (root === undefined || !f.hot || f.isStepper) return;
  const target = jumpTarget(f);
  if (target !== undefined && !needsPrelude(f, root)) prepare(f, root, target);
}

function prepare(f: Fn, e: ExprNode, target: RaiseBlock): void {
  if (foldConstant(e) !== undefined || !holdsCheckable(f, e)) return;
  const operands = operandsOf(f, e);
  const own = isCheckable(f, e);
  const mark = f.mark();
  let last = operands.length - 1;
  if (!own) while (!holdsCheckable(f, operands[last]!)) last--;
  operands.forEach((x, i) => {
    if (i > last) return;
    prepare(f, x, target);
    if ((own || i < last) && !f.ready.has(x)) f.ready.set(x, f.spill(emitExpr(f, x)));
  });
  if (own) f.ready.set(e, check(f, e as Subscript | Call, target, mark));
}

/** The result takes the place of the first operand: a temporary that is done with keeps nothing alive. */
function check(f: Fn, e: ExprNode, target: RaiseBlock, mark: number): string {
  if (e.kind === 'BinOp') return checkDivision(f, e, target);
  const text = softText(f, e);
  f.release(mark);
  const result = f.temp();
  f.line(`${result} = ${text};`);
  f.line(`if (${result} === undefined) { ${target.exception} = ${f.helper('softError')}(); break ${target.label}; }`);
  return result;
}

/** The divisor is looked at before the ordinary division. */
function checkDivision(f: Fn, e: BinOp, target: RaiseBlock): string {
  const a = emitExpr(f, e.left),
    b = emitExpr(f, e.right);
  const zero = foldConstant(e.right) !== undefined ? '' : `(${b} === 0 || ${b}.fv === 0) && `;
  f.line(`if (${zero}${f.call('softZero', [a, b], e)}) { ${target.exception} = ${f.helper('softError')}(); break ${target.label}; }`);
  return emitExpr(f, e);
}

/** The operation itself: all operands are ready. */
function softText(f: Fn, e: ExprNode): string {
  switch (e.kind) {
    case 'Subscript': {
      const object = emitExpr(f, e.value);
      const constant = foldConstant(e.slice);
      const index = constant === undefined ? emitExpr(f, e.slice) : constantText(f, constant);
      return f.call('softItem', [object, index], e);
    }
    case 'Attribute': {
      const name = f.mangle(e.attr);
      f.noteName(name);
      f.declare('$t');
      const object = emitExpr(f, e.value);
      const receiver = /^[0-9]+$/.test(object) ? `(${object})` : object;
      return `(${f.here(e)}, ($t = ${receiver}${jsProperty(name)}) !== undefined ? $t : ${f.call('softAttr', [object, jsString(name)], e)})`;
    }
    default: {
      const { func, args } = e as Call;
      const texts = [emitExpr(f, func), ...args.map((a) => emitExpr(f, a))];
      if (args.length === 1) texts.push('undefined');
      return f.call('softCall', texts, e);
    }
  }
}
