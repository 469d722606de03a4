// HOT. Expressions, from `star_expressions` down to atoms. Binary operators are parsed by precedence in a loop, so a sum of
// any length needs no stack; the loop's table is OPERATORS_OF. Bench: bench/parse.ts.
// CPython: Grammar/python.gram, "EXPRESSIONS".

import type { Cmpop, ComprehensionNode, ConstantValue, ExprNode, Operator, Unaryop } from '../ast.ts';
import {
  newAttribute,
  newAwait,
  newBinOp,
  newBoolOp,
  newCall,
  newCompare,
  newComprehensionNode,
  newConstant,
  newDict,
  newDictComp,
  newGeneratorExp,
  newIfExp,
  newLambda,
  newList,
  newListComp,
  newName,
  newNamedExpr,
  newSet,
  newSetComp,
  newSlice,
  newStarred,
  newSubscript,
  newTuple,
  newUnaryOp,
  newYield,
  newYieldFrom,
} from '../ast.ts';
import { numberValue } from '../literals.ts';
import { accept, advance, checkDepth, expect, fail, identifierAt, peek, type Parser } from '../parserState.ts';
import * as T from '../tokens.ts';
import { callArguments } from './arguments.ts';
import { lambdaParameters } from './functions.ts';
import { strings } from './strings.ts';
import { starTargets } from './targets.ts';

// star_expressions: star_expression (',' star_expression)* [',']
export function starExpressions(p: Parser): ExprNode {
  const start = p.at;
  const first = starExpression(p);
  return p.kind === T.COMMA ? restOfTuple(p, start, first, starExpression) : first;
}

// star_expression: '*' bitwise_or | expression
export function starExpression(p: Parser): ExprNode {
  return p.kind === T.STAR ? starred(p) : expression(p);
}

// expressions: expression (',' expression)* [',']
export function expressions(p: Parser): ExprNode {
  const start = p.at;
  const first = expression(p);
  return p.kind === T.COMMA ? restOfTuple(p, start, first, expression) : first;
}

function restOfTuple(p: Parser, start: number, first: ExprNode, item: (p: Parser) => ExprNode): ExprNode {
  const elts = [first];
  while (accept(p, T.COMMA)) {
    if (!startsExpression(p.kind)) break;
    elts.push(item(p));
  }
  return newTuple(elts, 'Load', p.from(start));
}

// '*' bitwise_or
function starred(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  const value = binary(p, 1);
  return newStarred(value, 'Load', p.from(start));
}

// star_named_expression: '*' bitwise_or | named_expression
export function starNamedExpression(p: Parser): ExprNode {
  return p.kind === T.STAR ? starred(p) : namedExpression(p);
}

// named_expression: NAME ':=' expression | expression !':='
export function namedExpression(p: Parser): ExprNode {
  if (p.kind === T.NAME && peek(p) === T.COLONEQUAL) return assignmentExpression(p);
  const value = expression(p);
  if (p.kind === T.COLONEQUAL) fail();
  return value;
}

// assignment_expression: NAME ':=' expression
export function assignmentExpression(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  const target = newName(identifierAt(p, start), 'Store', p.from(start));
  advance(p);
  const value = expression(p);
  return newNamedExpr(target, value, p.from(start));
}

// annotated_rhs: yield_expr | star_expressions
export function annotatedRhs(p: Parser): ExprNode {
  return p.kind === T.K_YIELD ? yieldExpression(p) : starExpressions(p);
}

// yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]
export function yieldExpression(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  if (accept(p, T.K_FROM)) {
    const value = expression(p);
    return newYieldFrom(value, p.from(start));
  }
  const value = startsExpression(p.kind) ? starExpressions(p) : null;
  return newYield(value, p.from(start));
}

// expression: disjunction ['if' disjunction 'else' expression] | lambdef
export function expression(p: Parser): ExprNode {
  // fast: a name or number that is the whole expression, as most arguments and items are.
  if ((p.kind === T.NAME || p.kind === T.NUMBER) && ENDS_EXPRESSION[peek(p)] === 1) {
    return p.kind === T.NAME ? name(p) : number(p);
  }
  if (p.kind === T.K_LAMBDA) return lambda(p);
  const start = p.at;
  const body = disjunction(p);
  return p.kind === T.K_IF ? conditional(p, start, body) : body;
}

/** The rest of `a if b else c if d else …`: a loop, since the chain nests to the right without any bracket. */
function conditional(p: Parser, start: number, first: ExprNode): ExprNode {
  const starts = [start];
  const bodies = [first];
  const tests: ExprNode[] = [];
  let last: ExprNode;
  for (;;) {
    advance(p);
    tests.push(disjunction(p));
    expect(p, T.K_ELSE);
    starts.push(p.at);
    if (p.kind === T.K_LAMBDA) {
      last = lambda(p);
      break;
    }
    last = disjunction(p);
    if (p.kind !== T.K_IF) break;
    bodies.push(last);
    checkDepth(tests.length);
  }
  for (let i = tests.length - 1; i >= 0; i--) last = newIfExp(tests[i]!, bodies[i]!, last, p.from(starts[i]!));
  return last;
}

// lambdef: 'lambda' [lambda_params] ':' expression
function lambda(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  const args = lambdaParameters(p);
  expect(p, T.COLON);
  checkDepth((p.depth += 2));
  const body = expression(p);
  p.depth -= 2;
  return newLambda(args, body, p.from(start));
}

// disjunction: conjunction ('or' conjunction)*
export function disjunction(p: Parser): ExprNode {
  const start = p.at;
  const first = conjunction(p);
  if (p.kind !== T.K_OR) return first;
  const values = [first];
  while (accept(p, T.K_OR)) values.push(conjunction(p));
  return newBoolOp('Or', values, p.from(start));
}

// conjunction: inversion ('and' inversion)*
function conjunction(p: Parser): ExprNode {
  const start = p.at;
  const first = inversion(p);
  if (p.kind !== T.K_AND) return first;
  const values = [first];
  while (accept(p, T.K_AND)) values.push(inversion(p));
  return newBoolOp('And', values, p.from(start));
}

// inversion: 'not' inversion | comparison
function inversion(p: Parser): ExprNode {
  if (p.kind !== T.K_NOT) return comparison(p);
  const start = p.at;
  while (p.kind === T.K_NOT) advance(p);
  checkDepth((p.at - start) / T.T_SIZE);
  const behind = p.at;
  let node = comparison(p);
  for (let at = behind - T.T_SIZE; at >= start; at -= T.T_SIZE) node = newUnaryOp('Not', node, p.from(at));
  return node;
}

// comparison: bitwise_or (compare_op bitwise_or)*
function comparison(p: Parser): ExprNode {
  const start = p.at;
  const left = binary(p, 1);
  if (COMPARES[p.kind] !== 1) return left;
  let op = optCompareOp(p);
  if (op === undefined) return left;
  const ops: Cmpop[] = [];
  const comparators: ExprNode[] = [];
  do {
    ops.push(op);
    comparators.push(binary(p, 1));
    op = optCompareOp(p);
  } while (op !== undefined);
  return newCompare(left, ops, comparators, p.from(start));
}

function optCompareOp(p: Parser): Cmpop | undefined {
  switch (p.kind) {
    case T.EQEQUAL:
      advance(p);
      return 'Eq';
    case T.NOTEQUAL:
      if (p.barry) fail();
      advance(p);
      return 'NotEq';
    case T.LESS:
      advance(p);
      return p.barry && p.kind === T.GREATER && isFlufl(p) ? notEqual(p) : 'Lt';
    case T.LESSEQUAL:
      advance(p);
      return 'LtE';
    case T.GREATER:
      advance(p);
      return 'Gt';
    case T.GREATEREQUAL:
      advance(p);
      return 'GtE';
    case T.K_IN:
      advance(p);
      return 'In';
    case T.K_IS:
      advance(p);
      return accept(p, T.K_NOT) ? 'IsNot' : 'Is';
    case T.K_NOT:
      if (peek(p) !== T.K_IN) return undefined;
      advance(p);
      advance(p);
      return 'NotIn';
    default:
      return undefined;
  }
}

/** Does the `>` that is the current token touch the `<` before it? */
function isFlufl(p: Parser): boolean {
  return p.tokens[p.at + T.T_START] === p.tokens[p.at - T.T_SIZE + T.T_END];
}

/** The `<>` of PEP 401, half of which has been taken. */
function notEqual(p: Parser): Cmpop {
  advance(p);
  return 'NotEq';
}

const OPERATORS_OF: (Operator | undefined)[] = [];
/** 1 binds loosest; 0 is no binary operator. */
const PRECEDENCE = new Uint8Array(T.KIND_COUNT);
for (const [kind, operator, precedence] of [
  [T.VBAR, 'BitOr', 1],
  [T.CIRCUMFLEX, 'BitXor', 2],
  [T.AMPER, 'BitAnd', 3],
  [T.LEFTSHIFT, 'LShift', 4],
  [T.RIGHTSHIFT, 'RShift', 4],
  [T.PLUS, 'Add', 5],
  [T.MINUS, 'Sub', 5],
  [T.STAR, 'Mult', 6],
  [T.SLASH, 'Div', 6],
  [T.DOUBLESLASH, 'FloorDiv', 6],
  [T.PERCENT, 'Mod', 6],
  [T.AT, 'MatMult', 6],
] as const) {
  OPERATORS_OF[kind] = operator;
  PRECEDENCE[kind] = precedence;
}

// bitwise_or, bitwise_xor, bitwise_and, shift_expr, sum, term: operand (operator operand)*, by precedence
export function binary(p: Parser, minimum: number): ExprNode {
  const start = p.at;
  let left = factor(p);
  for (;;) {
    const { kind } = p;
    const precedence = PRECEDENCE[kind]!;
    if (precedence < minimum || precedence === 0) return left;
    advance(p);
    const right = binary(p, precedence + 1);
    left = newBinOp(left, OPERATORS_OF[kind]!, right, p.from(start));
  }
}

const UNARY: Record<number, Unaryop> = { [T.PLUS]: 'UAdd', [T.MINUS]: 'USub', [T.TILDE]: 'Invert' };

// factor: ('+' | '-' | '~') factor | power
function factor(p: Parser): ExprNode {
  const { kind } = p;
  if (kind !== T.MINUS && kind !== T.PLUS && kind !== T.TILDE) return power(p);
  const start = p.at;
  while (p.kind === T.MINUS || p.kind === T.PLUS || p.kind === T.TILDE) advance(p);
  checkDepth((p.at - start) / T.T_SIZE);
  const behind = p.at;
  let node = power(p);
  for (let at = behind - T.T_SIZE; at >= start; at -= T.T_SIZE) node = newUnaryOp(UNARY[p.tokens[at]!]!, node, p.from(at));
  return node;
}

// power: await_primary '**' factor | await_primary
function power(p: Parser): ExprNode {
  const start = p.at;
  const base = awaitPrimary(p);
  if (p.kind !== T.DOUBLESTAR) return base;
  advance(p);
  checkDepth((p.depth += 2));
  const exponent = factor(p);
  p.depth -= 2;
  return newBinOp(base, 'Pow', exponent, p.from(start));
}

// await_primary: 'await' primary | primary
function awaitPrimary(p: Parser): ExprNode {
  if (p.kind !== T.K_AWAIT) return primary(p);
  const start = p.at;
  advance(p);
  const value = primary(p);
  return newAwait(value, p.from(start));
}

// primary: atom ('.' NAME | genexp | '(' [arguments] ')' | '[' slices ']')*
export function primary(p: Parser): ExprNode {
  const start = p.at;
  let node = atom(p);
  for (;;) {
    switch (p.kind) {
      case T.DOT: {
        advance(p);
        if (p.kind !== T.NAME) fail();
        const attr = identifierAt(p, p.at);
        advance(p);
        node = newAttribute(node, attr, 'Load', p.from(start));
        break;
      }
      case T.LPAR: {
        advance(p);
        const { args, keywords } = callArguments(p, /* allowGenerator */ true);
        expect(p, T.RPAR);
        node = newCall(node, args, keywords, p.from(start));
        break;
      }
      case T.LSQB: {
        advance(p);
        const index = slices(p);
        expect(p, T.RSQB);
        node = newSubscript(node, index, 'Load', p.from(start));
        break;
      }
      default:
        return node;
    }
  }
}

// slices: slice !',' | (slice | starred_expression) (',' (slice | starred_expression))* [',']
function slices(p: Parser): ExprNode {
  const start = p.at;
  const first = p.kind === T.STAR ? starredExpression(p) : slice(p);
  if (p.kind !== T.COMMA && first.kind !== 'Starred') return first;
  const elts = [first];
  while (accept(p, T.COMMA)) {
    if (p.kind === T.RSQB) break;
    elts.push(p.kind === T.STAR ? starredExpression(p) : slice(p));
  }
  return newTuple(elts, 'Load', p.from(start));
}

// slice: [expression] ':' [expression] [':' [expression]] | named_expression
function slice(p: Parser): ExprNode {
  const start = p.at;
  let lower: ExprNode | null = null;
  if (p.kind !== T.COLON) {
    lower = namedExpression(p);
    if (p.kind !== T.COLON) return lower;
    // Only a bare expression may be a bound: `x[a := 1: 2]` is an error, `x[(a := 1): 2]` is not.
    if (lower.kind === 'NamedExpr' && p.tokens[start] !== T.LPAR) fail();
  }
  advance(p);
  const upper = endsBound(p.kind) ? null : expression(p);
  let step: ExprNode | null = null;
  if (accept(p, T.COLON) && !endsBound(p.kind)) step = expression(p);
  return newSlice(lower, upper, step, p.from(start));
}

function endsBound(kind: number): boolean {
  return kind === T.COLON || kind === T.RSQB || kind === T.COMMA;
}

// starred_expression: '*' expression
export function starredExpression(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  const value = expression(p);
  return newStarred(value, 'Load', p.from(start));
}

const TRUE: ConstantValue = { type: 'bool', value: true };
const FALSE: ConstantValue = { type: 'bool', value: false };
const NONE: ConstantValue = { type: 'None' };
const ELLIPSIS: ConstantValue = { type: 'Ellipsis' };

// atom: NAME | 'True' | 'False' | 'None' | strings | NUMBER | (genexp | tuple | group) | (listcomp | list)
//     | (dictcomp | setcomp | dict | set) | '...'
function atom(p: Parser): ExprNode {
  switch (p.kind) {
    case T.NAME:
      return name(p);
    case T.NUMBER:
      return number(p);
    case T.STRING:
    case T.FSTRING_START:
    case T.TSTRING_START:
      return strings(p);
    case T.LPAR:
      return parenthesised(p);
    case T.LSQB:
      return listDisplay(p);
    case T.LBRACE:
      return braceDisplay(p);
    case T.K_NONE:
      return constant(p, NONE);
    case T.K_TRUE:
      return constant(p, TRUE);
    case T.K_FALSE:
      return constant(p, FALSE);
    case T.ELLIPSIS:
      return constant(p, ELLIPSIS);
    default:
      fail();
  }
}

function name(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  return newName(identifierAt(p, start), 'Load', p.from(start));
}

export function number(p: Parser): ExprNode {
  const start = p.at;
  const value = numberValue(p, start);
  advance(p);
  return newConstant(value, null, p.from(start));
}

export function constant(p: Parser, value: ConstantValue): ExprNode {
  const start = p.at;
  advance(p);
  return newConstant(value, null, p.from(start));
}

// tuple: '(' [star_named_expression ',' [star_named_expressions]] ')'
// group: '(' (yield_expr | named_expression) ')'
// genexp: '(' (named_expression | starred_expression) for_if_clauses ')'
function parenthesised(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  if (accept(p, T.RPAR)) return newTuple([], 'Load', p.from(start));
  if (p.kind === T.K_YIELD) {
    const value = yieldExpression(p);
    expect(p, T.RPAR);
    return value;
  }
  const first = starNamedExpression(p);
  if (p.kind === T.COMMA) {
    const elts = restOfDisplay(p, first, T.RPAR);
    return newTuple(elts, 'Load', p.from(start));
  }
  if (startsComprehension(p)) {
    if (first.kind === 'Starred') fail();
    const generators = forIfClauses(p);
    expect(p, T.RPAR);
    return newGeneratorExp(first, generators, p.from(start));
  }
  if (first.kind === 'Starred') fail();
  expect(p, T.RPAR);
  return first;
}

/** The items behind the first one, and the closing bracket. */
function restOfDisplay(p: Parser, first: ExprNode, close: number): ExprNode[] {
  const elts = [first];
  while (accept(p, T.COMMA)) {
    if (p.kind === close) break;
    elts.push(starNamedExpression(p));
  }
  expect(p, close);
  return elts;
}

// list: '[' [star_named_expressions] ']'      listcomp: '[' named_expression for_if_clauses ']'
function listDisplay(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  if (accept(p, T.RSQB)) return newList([], 'Load', p.from(start));
  const first = starNamedExpression(p);
  if (startsComprehension(p)) {
    if (first.kind === 'Starred') fail();
    const generators = forIfClauses(p);
    expect(p, T.RSQB);
    return newListComp(first, generators, p.from(start));
  }
  const elts = restOfDisplay(p, first, T.RSQB);
  return newList(elts, 'Load', p.from(start));
}

// dict: '{' [double_starred_kvpairs] '}'      dictcomp: '{' kvpair for_if_clauses '}'
// set: '{' star_named_expressions '}'         setcomp: '{' named_expression for_if_clauses '}'
function braceDisplay(p: Parser): ExprNode {
  const start = p.at;
  advance(p);
  if (accept(p, T.RBRACE)) return newDict([], [], p.from(start));
  if (p.kind === T.DOUBLESTAR) return dictDisplay(p, start, [], []);
  const first = starNamedExpression(p);
  if (p.kind === T.COLON) {
    if (first.kind === 'Starred' || (first.kind === 'NamedExpr' && p.tokens[start + T.T_SIZE] !== T.LPAR)) fail();
    advance(p);
    const value = expression(p);
    if (startsComprehension(p)) {
      const generators = forIfClauses(p);
      expect(p, T.RBRACE);
      return newDictComp(first, value, generators, p.from(start));
    }
    if (p.kind !== T.RBRACE) expect(p, T.COMMA);
    return dictDisplay(p, start, [first], [value]);
  }
  if (startsComprehension(p)) {
    if (first.kind === 'Starred') fail();
    const generators = forIfClauses(p);
    expect(p, T.RBRACE);
    return newSetComp(first, generators, p.from(start));
  }
  const elts = restOfDisplay(p, first, T.RBRACE);
  return newSet(elts, p.from(start));
}

// double_starred_kvpair: '**' bitwise_or | expression ':' expression
function dictDisplay(p: Parser, start: number, keys: (ExprNode | null)[], values: ExprNode[]): ExprNode {
  while (p.kind !== T.RBRACE) {
    if (accept(p, T.DOUBLESTAR)) {
      keys.push(null);
      values.push(binary(p, 1));
    } else {
      keys.push(expression(p));
      expect(p, T.COLON);
      values.push(expression(p));
    }
    if (!accept(p, T.COMMA)) break;
  }
  expect(p, T.RBRACE);
  return newDict(keys, values, p.from(start));
}

export function startsComprehension(p: Parser): boolean {
  return p.kind === T.K_FOR || (p.kind === T.K_ASYNC && peek(p) === T.K_FOR);
}

// for_if_clauses: (['async'] 'for' star_targets 'in' disjunction ('if' disjunction)*)+
export function forIfClauses(p: Parser): ComprehensionNode[] {
  const clauses: ComprehensionNode[] = [];
  do {
    const isAsync = accept(p, T.K_ASYNC) ? 1 : 0;
    expect(p, T.K_FOR);
    const target = starTargets(p);
    expect(p, T.K_IN);
    const iter = disjunction(p);
    const ifs: ExprNode[] = [];
    while (accept(p, T.K_IF)) ifs.push(disjunction(p));
    clauses.push(newComprehensionNode(target, iter, ifs, isAsync));
  } while (startsComprehension(p));
  return clauses;
}

const STARTS_EXPRESSION = new Uint8Array(T.KIND_COUNT);
for (const kind of [
  T.NAME,
  T.NUMBER,
  T.STRING,
  T.FSTRING_START,
  T.TSTRING_START,
  T.LPAR,
  T.LSQB,
  T.LBRACE,
  T.K_NONE,
  T.K_TRUE,
  T.K_FALSE,
  T.ELLIPSIS,
  T.MINUS,
  T.PLUS,
  T.TILDE,
  T.K_NOT,
  T.K_LAMBDA,
  T.K_AWAIT,
  T.STAR,
])
  STARTS_EXPRESSION[kind] = 1;

/** May a token of this kind begin an expression, starred ones included? */
export function startsExpression(kind: number): boolean {
  return STARTS_EXPRESSION[kind] === 1;
}

/** Tokens that cannot continue an expression, whatever stands before them. */
const ENDS_EXPRESSION = new Uint8Array(T.KIND_COUNT);
for (const kind of [T.COMMA, T.RPAR, T.RSQB, T.RBRACE, T.NEWLINE, T.COLON, T.EQUAL, T.SEMI]) ENDS_EXPRESSION[kind] = 1;

const COMPARES = new Uint8Array(T.KIND_COUNT);
for (const kind of [T.EQEQUAL, T.NOTEQUAL, T.LESS, T.LESSEQUAL, T.GREATER, T.GREATEREQUAL, T.K_IN, T.K_IS, T.K_NOT]) COMPARES[kind] = 1;
