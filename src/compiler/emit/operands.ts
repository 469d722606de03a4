// Order of evaluation: operands become texts that JS evaluates from left to right; what needs statements of its own
// (an inlined comprehension) is emitted as lines first, and everything before it is spilled into temporaries.

import type { ExprNode, KeywordNode } from '../../syntax/ast.ts';
import { isAtom } from '../js.ts';
import type { Fn } from './context.ts';
import { emitExpr } from './expr.ts';
import { placeOf } from './names.ts';

/** Does evaluating `e` need lines before the expression's own? */
export function needsPrelude(f: Fn, e: ExprNode | null): boolean {
  return e !== null && f.scope.holdsComprehensions && holdsComprehension(f, e);
}

const memo = new WeakMap<ExprNode, boolean>();

function holdsComprehension(f: Fn, e: ExprNode): boolean {
  const known = memo.get(e);
  if (known !== undefined) return known;
  const found = search(f, e);
  memo.set(e, found);
  return found;
}

function search(f: Fn, e: ExprNode): boolean {
  const any = (list: readonly (ExprNode | null)[]): boolean => list.some((x) => x !== null && holdsComprehension(f, x));
  const anyKeyword = (list: readonly KeywordNode[]): boolean => list.some((k) => holdsComprehension(f, k.value));
  switch (e.kind) {
    case 'Constant':
    case 'Name':
      return false;
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return f.unit.table.scopes.get(e)!.inlined || holdsComprehension(f, e.generators[0]!.iter);
    case 'GeneratorExp':
      return holdsComprehension(f, e.generators[0]!.iter);
    case 'Lambda':
      return any(e.args.defaults) || any(e.args.kw_defaults);
    case 'BinOp': {
      let left: ExprNode = e;
      while (left.kind === 'BinOp') {
        if (holdsComprehension(f, left.right)) return true;
        left = left.left;
      }
      return holdsComprehension(f, left);
    }
    case 'BoolOp':
    case 'JoinedStr':
    case 'TemplateStr':
      return any(e.values);
    case 'UnaryOp':
      return holdsComprehension(f, e.operand);
    case 'IfExp':
      return any([e.test, e.body, e.orelse]);
    case 'Dict':
      return any(e.keys) || any(e.values);
    case 'Set':
    case 'List':
    case 'Tuple':
      return any(e.elts);
    case 'Compare':
      return holdsComprehension(f, e.left) || any(e.comparators);
    case 'Call':
      return holdsComprehension(f, e.func) || any(e.args) || anyKeyword(e.keywords);
    case 'Subscript':
      return holdsComprehension(f, e.value) || holdsComprehension(f, e.slice);
    case 'Slice':
      return any([e.lower, e.upper, e.step]);
    case 'FormattedValue':
    case 'Interpolation':
      return any([e.value, e.format_spec]);
    case 'NamedExpr':
    case 'Await':
    case 'YieldFrom':
    case 'Attribute':
    case 'Starred':
      return holdsComprehension(f, e.value);
    case 'Yield':
      return e.value !== null && holdsComprehension(f, e.value);
  }
}

/** Texts of the operands, to be evaluated in this order. */
export function emitOperands(f: Fn, list: readonly ExprNode[]): string[] {
  let last = -1;
  if (f.scope.holdsComprehensions) {
    for (let i = list.length - 1; i >= 0 && last < 0; i--) if (needsPrelude(f, list[i]!)) last = i;
  }
  const emit = () => list.map((e, i) => (i < last ? f.spill(emitExpr(f, e)) : emitExpr(f, e)));
  return list.length > 1 ? f.reserving(emit) : emit();
}

/** A text that may be used twice and later: the text itself if it is stable, else a temporary set in `parts`. */
export function hold(f: Fn, text: string, parts: string[]): string {
  if (isStable(f, text)) return text;
  const t = f.temp();
  parts.push(`${t} = ${text}`);
  return t;
}

/** An identifier or literal whose value cannot change before it is used. */
export function isStable(f: Fn, text: string): boolean {
  if (!isAtom(text)) return false;
  const c = text.charCodeAt(0);
  return !f.hasWalrus || c === 36 || c === 39 || c === 34 || (c >= 48 && c <= 57);
}

/** Evaluating it calls nothing and leaves `L` alone. */
export function isQuiet(f: Fn, e: ExprNode): boolean {
  if (e.kind === 'Constant') return true;
  if (e.kind !== 'Name') return false;
  const kind = placeOf(f, f.mangle(e.id)).kind;
  return kind === 'local' || kind === 'cell' || kind === 'global';
}
