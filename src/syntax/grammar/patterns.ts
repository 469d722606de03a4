// Patterns of `case`.
// CPython: Grammar/python.gram, "Match statement".

import type { ConstantValue, ExprNode, PatternNode } from '../ast.ts';
import {
  newAttribute,
  newBinOp,
  newMatchAs,
  newMatchClass,
  newMatchMapping,
  newMatchOr,
  newMatchSequence,
  newMatchSingleton,
  newMatchStar,
  newMatchValue,
  newName,
  newUnaryOp,
} from '../ast.ts';
import { accept, advance, expect, fail, identifierAt, isSoftKeyword, peek, type Parser } from '../parserState.ts';
import * as T from '../tokens.ts';
import { constant, number } from './expressions.ts';
import { strings } from './strings.ts';

// patterns: open_sequence_pattern | pattern
export function patterns(p: Parser): PatternNode {
  const start = p.at;
  const first = maybeStarPattern(p);
  if (p.kind !== T.COMMA) {
    if (first.kind === 'MatchStar') fail();
    return first;
  }
  const items = restOfSequence(p, first, T.COLON);
  return newMatchSequence(items, p.from(start));
}

/** Items behind the first one; a guard may follow instead of `close` where the sequence has no brackets. */
function restOfSequence(p: Parser, first: PatternNode, close: number): PatternNode[] {
  const items = [first];
  while (accept(p, T.COMMA)) {
    if (p.kind === close || p.kind === T.K_IF) break;
    items.push(maybeStarPattern(p));
  }
  return items;
}

// maybe_star_pattern: '*' (NAME | '_') | pattern
function maybeStarPattern(p: Parser): PatternNode {
  if (p.kind !== T.STAR) return pattern(p);
  const start = p.at;
  advance(p);
  const isWildcard = p.kind === T.NAME && isSoftKeyword(p, '_');
  const name = isWildcard ? null : captureTarget(p);
  if (isWildcard) advance(p);
  return newMatchStar(name, p.from(start));
}

// pattern: or_pattern ['as' pattern_capture_target]
function pattern(p: Parser): PatternNode {
  const start = p.at;
  const alternatives = orPattern(p);
  if (!accept(p, T.K_AS)) return alternatives;
  const name = captureTarget(p);
  return newMatchAs(alternatives, name, p.from(start));
}

// pattern_capture_target: !'_' NAME !('.' | '(' | '=')
function captureTarget(p: Parser): string {
  if (p.kind !== T.NAME || isSoftKeyword(p, '_')) fail();
  const name = identifierAt(p, p.at);
  advance(p);
  if (p.kind === T.DOT || p.kind === T.LPAR || p.kind === T.EQUAL) fail();
  return name;
}

// or_pattern: closed_pattern ('|' closed_pattern)*
function orPattern(p: Parser): PatternNode {
  const start = p.at;
  const first = closedPattern(p);
  if (p.kind !== T.VBAR) return first;
  const alternatives = [first];
  while (accept(p, T.VBAR)) alternatives.push(closedPattern(p));
  return newMatchOr(alternatives, p.from(start));
}

const SINGLETONS: Record<number, ConstantValue> = {
  [T.K_NONE]: { type: 'None' },
  [T.K_TRUE]: { type: 'bool', value: true },
  [T.K_FALSE]: { type: 'bool', value: false },
};

// closed_pattern: literal | capture | wildcard | value | group | sequence | mapping | class
function closedPattern(p: Parser): PatternNode {
  const start = p.at;
  switch (p.kind) {
    case T.NUMBER:
    case T.MINUS: {
      const value = signedOrComplexNumber(p);
      return newMatchValue(value, p.from(start));
    }
    case T.STRING:
    case T.FSTRING_START:
    case T.TSTRING_START: {
      const value = strings(p);
      return newMatchValue(value, p.from(start));
    }
    case T.K_NONE:
    case T.K_TRUE:
    case T.K_FALSE: {
      const value = SINGLETONS[p.kind]!;
      advance(p);
      return newMatchSingleton(value, p.from(start));
    }
    case T.NAME:
      return namePattern(p);
    case T.LPAR:
      return groupOrSequence(p);
    case T.LSQB: {
      advance(p);
      const items = p.kind === T.RSQB ? [] : restOfSequence(p, maybeStarPattern(p), T.RSQB);
      expect(p, T.RSQB);
      return newMatchSequence(items, p.from(start));
    }
    case T.LBRACE:
      return mappingPattern(p);
    default:
      fail();
  }
}

// signed_number: ['-'] NUMBER      complex_number: signed_real_number ('+' | '-') imaginary_number
function signedOrComplexNumber(p: Parser): ExprNode {
  const start = p.at;
  const isNegative = accept(p, T.MINUS);
  if (p.kind !== T.NUMBER) fail();
  let value = number(p);
  const isReal = value.kind === 'Constant' && value.value.type !== 'complex';
  if (isNegative) value = newUnaryOp('USub', value, p.from(start));
  if (p.kind !== T.PLUS && p.kind !== T.MINUS) return value;
  const op = p.kind === T.PLUS ? 'Add' : 'Sub';
  advance(p);
  if (!isReal || p.kind !== T.NUMBER) fail();
  const imaginary = number(p);
  if (imaginary.kind !== 'Constant' || imaginary.value.type !== 'complex') fail();
  return newBinOp(value, op, imaginary, p.from(start));
}

// capture_pattern: NAME      wildcard_pattern: '_'      value_pattern: attr      class_pattern: name_or_attr '(' … ')'
function namePattern(p: Parser): PatternNode {
  const start = p.at;
  // `_` is always the wildcard here, so `_.x` is no pattern.
  if (isSoftKeyword(p, '_')) {
    advance(p);
    return newMatchAs(null, null, p.from(start));
  }
  if (peek(p) !== T.DOT && peek(p) !== T.LPAR) {
    const name = captureTarget(p);
    return newMatchAs(null, name, p.from(start));
  }
  const value = nameOrAttr(p);
  if (p.kind === T.LPAR) return classPattern(p, start, value);
  if (p.kind === T.EQUAL) fail();
  return newMatchValue(value, p.from(start));
}

// name_or_attr: NAME ('.' NAME)*
function nameOrAttr(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  let node: ExprNode = newName(identifierAt(p, start), 'Load', p.from(start));
  while (accept(p, T.DOT)) {
    const attr = identifierAt(p, p.at);
    expect(p, T.NAME);
    node = newAttribute(node, attr, 'Load', p.from(start));
  }
  return node;
}

// class_pattern: name_or_attr '(' [pattern (',' pattern)*] [NAME '=' pattern (',' NAME '=' pattern)*] [','] ')'
function classPattern(p: Parser, start: number, cls: ExprNode): PatternNode {
  advance(p);
  const positional: PatternNode[] = [];
  const names: string[] = [];
  const keywords: PatternNode[] = [];
  while (p.kind !== T.RPAR) {
    if (p.kind === T.NAME && peek(p) === T.EQUAL) {
      names.push(identifierAt(p, p.at));
      advance(p);
      advance(p);
      keywords.push(pattern(p));
    } else {
      if (names.length !== 0) fail();
      positional.push(pattern(p));
    }
    if (!accept(p, T.COMMA)) break;
  }
  expect(p, T.RPAR);
  return newMatchClass(cls, positional, names, keywords, p.from(start));
}

// group_pattern: '(' pattern ')'      sequence_pattern: '(' [open_sequence_pattern] ')'
function groupOrSequence(p: Parser): PatternNode {
  const start = p.at;
  advance(p);
  if (accept(p, T.RPAR)) return newMatchSequence([], p.from(start));
  const first = maybeStarPattern(p);
  if (p.kind === T.COMMA) {
    const items = restOfSequence(p, first, T.RPAR);
    expect(p, T.RPAR);
    return newMatchSequence(items, p.from(start));
  }
  if (first.kind === 'MatchStar') fail();
  expect(p, T.RPAR);
  return first;
}

// mapping_pattern: '{' [key ':' pattern (',' key ':' pattern)*] [',' '**' NAME] [','] '}'
function mappingPattern(p: Parser): PatternNode {
  const start = p.at;
  advance(p);
  const keys: ExprNode[] = [];
  const values: PatternNode[] = [];
  let rest: string | null = null;
  while (p.kind !== T.RBRACE) {
    if (rest !== null) fail();
    if (accept(p, T.DOUBLESTAR)) {
      rest = captureTarget(p);
    } else {
      keys.push(mappingKey(p));
      expect(p, T.COLON);
      values.push(pattern(p));
    }
    if (!accept(p, T.COMMA)) break;
  }
  expect(p, T.RBRACE);
  return newMatchMapping(keys, values, rest, p.from(start));
}

// literal_expr | attr
function mappingKey(p: Parser): ExprNode {
  switch (p.kind) {
    case T.NUMBER:
    case T.MINUS:
      return signedOrComplexNumber(p);
    case T.STRING:
    case T.FSTRING_START:
    case T.TSTRING_START:
      return strings(p);
    case T.K_NONE:
    case T.K_TRUE:
    case T.K_FALSE:
      return constant(p, SINGLETONS[p.kind]!);
    case T.NAME: {
      if (peek(p) !== T.DOT) fail();
      return nameOrAttr(p);
    }
    default:
      fail();
  }
}
