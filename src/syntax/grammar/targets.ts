// Targets: what stands left of `=`, behind `for`, `as` and `del`. A target is parsed as the expression it looks like and
// then made a target, which fails for what cannot be assigned to.
// CPython: Grammar/python.gram, "ASSIGNMENT TARGETS".

import type { ExprContext, ExprNode } from '../ast.ts';
import { newStarred, newTuple } from '../ast.ts';
import { accept, advance, fail, type Parser } from '../parserState.ts';
import { COMMA, STAR } from '../tokens.ts';
import { primary, startsExpression } from './expressions.ts';

// star_targets: star_target (',' star_target)* [',']
export function starTargets(p: Parser): ExprNode {
  const start = p.at;
  const first = starTarget(p);
  if (p.kind !== COMMA) return first;
  const elts = [first];
  while (accept(p, COMMA)) {
    if (!startsExpression(p.kind)) break;
    elts.push(starTarget(p));
  }
  return newTuple(elts, 'Store', p.from(start));
}

// star_target: '*' (!'*' star_target) | target_with_star_atom
export function starTarget(p: Parser): ExprNode {
  if (p.kind !== STAR) return makeTarget(primary(p), 'Store');
  const start = p.at;
  advance(p);
  const value = makeTarget(primary(p), 'Store');
  return newStarred(value, 'Store', p.from(start));
}

// del_targets: del_target (',' del_target)* [',']
export function delTargets(p: Parser): ExprNode[] {
  const targets: ExprNode[] = [];
  do {
    targets.push(makeTarget(primary(p), 'Del'));
  } while (accept(p, COMMA) && startsExpression(p.kind));
  return targets;
}

/** Turns an expression into a target, itself and its parts, or fails. `del` takes no starred ones. */
export function makeTarget(node: ExprNode, ctx: ExprContext): ExprNode {
  switch (node.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      node.ctx = ctx;
      return node;
    case 'Starred':
      if (ctx === 'Del') fail();
      makeTarget(node.value, ctx);
      node.ctx = ctx;
      return node;
    case 'Tuple':
    case 'List':
      for (const element of node.elts) makeTarget(element, ctx);
      node.ctx = ctx;
      return node;
    default:
      fail();
  }
}

// single_target: a name, an attribute or a subscript, in any number of brackets
export function makeSingleTarget(node: ExprNode): ExprNode {
  if (node.kind !== 'Name' && node.kind !== 'Attribute' && node.kind !== 'Subscript') fail();
  node.ctx = 'Store';
  return node;
}
