// Parameters of functions and lambdas, and type parameters.
// CPython: Grammar/python.gram, "Function parameters", "Lambda functions", "Type parameter declaration".

import type { ArgNode, ArgumentsNode, ExprNode, TypeParamNode } from '../ast.ts';
import { newArgNode, newArgumentsNode, newParamSpec, newTypeVar, newTypeVarTuple } from '../ast.ts';
import { accept, advance, expect, fail, identifierAt, type Parser, tokenText } from '../parserState.ts';
import { COLON, COMMA, DOUBLESTAR, EQUAL, LSQB, NAME, RPAR, RSQB, SLASH, STAR, TYPE_COMMENT } from '../tokens.ts';
import { expression, starExpression } from './expressions.ts';

// params: parameters, as in `def`; stops before ')'
export function parameters(p: Parser): ArgumentsNode {
  return parameterList(p, RPAR);
}

// lambda_params: the same without annotations; stops before ':'
export function lambdaParameters(p: Parser): ArgumentsNode {
  return parameterList(p, COLON);
}

// parameters: plain* ['/' plain*] ['*' [NAME] keyword_only*] ['**' NAME], separated by ','
function parameterList(p: Parser, close: number): ArgumentsNode {
  let posonlyargs: ArgNode[] = [];
  let args: ArgNode[] = [];
  const kwonlyargs: ArgNode[] = [];
  const kwDefaults: (ExprNode | null)[] = [];
  const defaults: ExprNode[] = [];
  let vararg: ArgNode | null = null;
  let kwarg: ArgNode | null = null;
  let sawSlash = false;
  let sawStar = false;
  while (p.kind !== close) {
    if (p.kind === SLASH) {
      if (sawSlash || sawStar || args.length === 0) fail();
      sawSlash = true;
      posonlyargs = args;
      args = [];
      advance(p);
    } else if (p.kind === STAR) {
      if (sawStar) fail();
      sawStar = true;
      advance(p);
      if (p.kind === COMMA) {
        // A bare star must have a named parameter behind it.
        advance(p);
        if (p.kind !== NAME) fail();
        continue;
      }
      vararg = parameter(p, close, /* allowStarAnnotation */ true);
      if (p.kind === EQUAL) fail();
    } else if (p.kind === DOUBLESTAR) {
      advance(p);
      kwarg = parameter(p, close, /* allowStarAnnotation */ false);
      if (accept(p, COMMA)) typeComment(p, kwarg);
      if (p.kind !== close) fail();
      break;
    } else {
      const arg = parameter(p, close, /* allowStarAnnotation */ false);
      const value = accept(p, EQUAL) ? expression(p) : null;
      if (value !== null) typeComment(p, arg);
      if (sawStar) {
        kwonlyargs.push(arg);
        kwDefaults.push(value);
      } else {
        if (value !== null) defaults.push(value);
        else if (defaults.length !== 0) fail();
        args.push(arg);
      }
      if (accept(p, COMMA)) typeComment(p, arg);
      else if (p.kind !== close) fail();
      continue;
    }
    if (accept(p, COMMA)) {
      if (vararg !== null) typeComment(p, vararg);
    } else if (p.kind !== close) {
      fail();
    }
  }
  return newArgumentsNode(posonlyargs, args, vararg, kwonlyargs, kwDefaults, kwarg, defaults);
}

// param: NAME [':' expression] [TYPE_COMMENT]
function parameter(p: Parser, close: number, allowStarAnnotation: boolean): ArgNode {
  const start = p.at;
  expect(p, NAME);
  let annotation: ExprNode | null = null;
  if (close === RPAR && accept(p, COLON)) annotation = allowStarAnnotation ? starExpression(p) : expression(p);
  const arg = newArgNode(identifierAt(p, start), annotation, null, p.from(start));
  typeComment(p, arg);
  return arg;
}

/** A type comment stands behind the comma, or before the closing bracket. */
function typeComment(p: Parser, arg: ArgNode): void {
  if (p.kind !== TYPE_COMMENT || arg.type_comment !== null) return;
  arg.type_comment = tokenText(p, p.at);
  advance(p);
}

// type_params: '[' type_param (',' type_param)* [','] ']'
export function optTypeParams(p: Parser): TypeParamNode[] {
  const params: TypeParamNode[] = [];
  if (!accept(p, LSQB)) return params;
  do {
    params.push(typeParam(p));
  } while (accept(p, COMMA) && p.kind !== RSQB);
  expect(p, RSQB);
  return params;
}

// type_param: NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression] | '**' NAME ['=' expression]
function typeParam(p: Parser): TypeParamNode {
  const start = p.at;
  if (p.kind === STAR || p.kind === DOUBLESTAR) {
    const isTuple = p.kind === STAR;
    advance(p);
    const name = identifierAt(p, p.at);
    expect(p, NAME);
    const value = accept(p, EQUAL) ? (isTuple ? starExpression(p) : expression(p)) : null;
    return isTuple ? newTypeVarTuple(name, value, p.from(start)) : newParamSpec(name, value, p.from(start));
  }
  const name = identifierAt(p, p.at);
  expect(p, NAME);
  const bound = accept(p, COLON) ? expression(p) : null;
  const value = accept(p, EQUAL) ? expression(p) : null;
  return newTypeVar(name, bound, value, p.from(start));
}
