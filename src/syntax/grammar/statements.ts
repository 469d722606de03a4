// Statements. The first token decides, except for the soft keywords `match` and `type`, and for `with (`.
// CPython: Grammar/python.gram, "GENERAL STATEMENTS" to "Type statement".

import type { AliasNode, ExcepthandlerNode, ExprNode, MatchCaseNode, Operator, StmtNode, TypeParamNode, WithitemNode } from '../ast.ts';
import {
  newAliasNode,
  newAnnAssign,
  newAssert,
  newAssign,
  newAsyncFor,
  newAsyncFunctionDef,
  newAsyncWith,
  newAugAssign,
  newBreak,
  newClassDef,
  newContinue,
  newDelete,
  newExceptHandler,
  newExpr,
  newFor,
  newFunctionDef,
  newGlobal,
  newIf,
  newImport,
  newImportFrom,
  newMatch,
  newMatchCaseNode,
  newName,
  newNonlocal,
  newPass,
  newRaise,
  newReturn,
  newTry,
  newTryStar,
  newTuple,
  newTypeAlias,
  newWhile,
  newWith,
  newWithitemNode,
} from '../ast.ts';
import { accept, advance, attempt, expect, fail, identifierAt, isSoftKeyword, peek, type Parser, tokenText } from '../parserState.ts';
import * as T from '../tokens.ts';
import { callArguments } from './arguments.ts';
import {
  annotatedRhs,
  expression,
  expressions,
  namedExpression,
  starExpressions,
  starNamedExpression,
  startsExpression,
  yieldExpression,
} from './expressions.ts';
import { optTypeParams, parameters } from './functions.ts';
import { patterns } from './patterns.ts';
import { delTargets, makeSingleTarget, makeTarget, starTarget, starTargets } from './targets.ts';

// statements: statement+
export function statements(p: Parser, end: number): StmtNode[] {
  const body: StmtNode[] = [];
  while (p.kind !== end) statement(p, body);
  return body;
}

// statement: compound_stmt | simple_stmts
export function statement(p: Parser, body: StmtNode[]): void {
  const compound = optCompoundStatement(p);
  if (compound !== undefined) body.push(compound);
  else simpleStatements(p, body);
}

// compound_stmt: function_def | if_stmt | class_def | with_stmt | for_stmt | try_stmt | while_stmt | match_stmt
export function optCompoundStatement(p: Parser): StmtNode | undefined {
  switch (p.kind) {
    case T.K_IF:
      return ifStatement(p);
    case T.K_DEF:
      return functionDef(p, p.at, [], /* isAsync */ false);
    case T.K_CLASS:
      return classDef(p, []);
    case T.K_FOR:
      return forStatement(p, p.at, /* isAsync */ false);
    case T.K_WITH:
      return withStatement(p, p.at, /* isAsync */ false);
    case T.K_TRY:
      return tryStatement(p);
    case T.K_WHILE:
      return whileStatement(p);
    case T.K_ASYNC:
      return asyncStatement(p);
    case T.AT:
      return decorated(p);
    case T.NAME:
      return isMatchStatement(p) ? matchStatement(p) : undefined;
    default:
      return undefined;
  }
}

// simple_stmts: simple_stmt (';' simple_stmt)* [';'] NEWLINE
export function simpleStatements(p: Parser, body: StmtNode[]): void {
  do {
    body.push(simpleStatement(p));
  } while (accept(p, T.SEMI) && p.kind !== T.NEWLINE);
  expect(p, T.NEWLINE);
}

// simple_stmt: assignment | type_alias | star_expressions | return_stmt | import_stmt | …
function simpleStatement(p: Parser): StmtNode {
  const start = p.at;
  switch (p.kind) {
    case T.K_RETURN: {
      advance(p);
      const value = startsExpression(p.kind) ? starExpressions(p) : null;
      return newReturn(value, p.from(start));
    }
    case T.K_IMPORT:
      return importName(p);
    case T.K_FROM:
      return importFrom(p);
    case T.K_RAISE:
      return raiseStatement(p);
    case T.K_PASS:
      advance(p);
      return newPass(p.from(start));
    case T.K_BREAK:
      advance(p);
      return newBreak(p.from(start));
    case T.K_CONTINUE:
      advance(p);
      return newContinue(p.from(start));
    case T.K_DEL: {
      advance(p);
      const targets = delTargets(p);
      return newDelete(targets, p.from(start));
    }
    case T.K_YIELD: {
      const value = yieldExpression(p);
      return newExpr(value, p.from(start));
    }
    case T.K_ASSERT: {
      advance(p);
      const test = expression(p);
      const message = accept(p, T.COMMA) ? expression(p) : null;
      return newAssert(test, message, p.from(start));
    }
    case T.K_GLOBAL: {
      const names = nameList(p);
      return newGlobal(names, p.from(start));
    }
    case T.K_NONLOCAL: {
      const names = nameList(p);
      return newNonlocal(names, p.from(start));
    }
    case T.NAME:
      if (peek(p) === T.NAME && isSoftKeyword(p, 'type')) return typeAlias(p);
      return expressionOrAssignment(p);
    default:
      return expressionOrAssignment(p);
  }
}

// ('global' | 'nonlocal') NAME (',' NAME)*
function nameList(p: Parser): string[] {
  advance(p);
  const names: string[] = [];
  do {
    names.push(identifierAt(p, p.at));
    expect(p, T.NAME);
  } while (accept(p, T.COMMA));
  return names;
}

// raise_stmt: 'raise' [expression ['from' expression]]
function raiseStatement(p: Parser): StmtNode {
  const start = p.at;
  advance(p);
  if (!startsExpression(p.kind)) return newRaise(null, null, p.from(start));
  const exception = expression(p);
  const cause = accept(p, T.K_FROM) ? expression(p) : null;
  return newRaise(exception, cause, p.from(start));
}

// type_alias: "type" NAME [type_params] '=' expression
function typeAlias(p: Parser): StmtNode {
  const start = p.at;
  advance(p);
  const nameAt = p.at;
  advance(p);
  const name = newName(identifierAt(p, nameAt), 'Store', p.from(nameAt));
  const params = optTypeParams(p);
  expect(p, T.EQUAL);
  const value = expression(p);
  return newTypeAlias(name, params, value, p.from(start));
}

const AUGMENTED: (Operator | undefined)[] = [];
AUGMENTED[T.PLUSEQUAL] = 'Add';
AUGMENTED[T.MINEQUAL] = 'Sub';
AUGMENTED[T.STAREQUAL] = 'Mult';
AUGMENTED[T.ATEQUAL] = 'MatMult';
AUGMENTED[T.SLASHEQUAL] = 'Div';
AUGMENTED[T.PERCENTEQUAL] = 'Mod';
AUGMENTED[T.AMPEREQUAL] = 'BitAnd';
AUGMENTED[T.VBAREQUAL] = 'BitOr';
AUGMENTED[T.CIRCUMFLEXEQUAL] = 'BitXor';
AUGMENTED[T.LEFTSHIFTEQUAL] = 'LShift';
AUGMENTED[T.RIGHTSHIFTEQUAL] = 'RShift';
AUGMENTED[T.DOUBLESTAREQUAL] = 'Pow';
AUGMENTED[T.DOUBLESLASHEQUAL] = 'FloorDiv';

// assignment: single_target ':' expression ['=' annotated_rhs] | (star_targets '=')+ annotated_rhs [TYPE_COMMENT]
//     | single_target augassign annotated_rhs
function expressionOrAssignment(p: Parser): StmtNode {
  const start = p.at;
  const first = starExpressions(p);
  switch (p.kind) {
    case T.NEWLINE:
      return newExpr(first, p.from(start));
    case T.EQUAL:
      return assignment(p, start, first);
    case T.COLON:
      return annotated(p, start, first);
    default: {
      const operator = AUGMENTED[p.kind];
      if (operator === undefined) return newExpr(first, p.from(start));
      const target = makeSingleTarget(first);
      advance(p);
      const value = annotatedRhs(p);
      return newAugAssign(target, operator, value, p.from(start));
    }
  }
}

function assignment(p: Parser, start: number, first: ExprNode): StmtNode {
  const targets: ExprNode[] = [];
  let value = first;
  while (p.kind === T.EQUAL) {
    targets.push(makeTarget(value, 'Store'));
    advance(p);
    if (p.kind === T.K_YIELD) {
      value = yieldExpression(p);
      if (p.kind === T.EQUAL) fail();
    } else {
      value = starExpressions(p);
    }
  }
  const comment = optTypeComment(p);
  return newAssign(targets, value, comment, p.from(start));
}

function annotated(p: Parser, start: number, first: ExprNode): StmtNode {
  const target = makeSingleTarget(first);
  const simple = target.kind === 'Name' && p.tokens[start] !== T.LPAR ? 1 : 0;
  advance(p);
  const annotation = expression(p);
  const value = accept(p, T.EQUAL) ? annotatedRhs(p) : null;
  return newAnnAssign(target, annotation, value, simple, p.from(start));
}

function optTypeComment(p: Parser): string | null {
  if (p.kind !== T.TYPE_COMMENT) return null;
  advance(p);
  return tokenText(p, p.at - T.T_SIZE);
}

// import_name: 'import' dotted_as_name (',' dotted_as_name)*
function importName(p: Parser): StmtNode {
  const start = p.at;
  advance(p);
  const names: AliasNode[] = [];
  do {
    const nameAt = p.at;
    const name = dottedName(p);
    const alias = optAlias(p);
    names.push(newAliasNode(name, alias, p.from(nameAt)));
  } while (accept(p, T.COMMA));
  return newImport(names, p.from(start));
}

// dotted_name: NAME ('.' NAME)*
function dottedName(p: Parser): string {
  let name = identifierAt(p, p.at);
  expect(p, T.NAME);
  while (accept(p, T.DOT)) {
    name += `.${identifierAt(p, p.at)}`;
    expect(p, T.NAME);
  }
  return name;
}

// ['as' NAME]
function optAlias(p: Parser): string | null {
  if (!accept(p, T.K_AS)) return null;
  const name = identifierAt(p, p.at);
  expect(p, T.NAME);
  return name;
}

// import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
//     | 'from' ('.' | '...')+ 'import' import_from_targets
function importFrom(p: Parser): StmtNode {
  const start = p.at;
  advance(p);
  let level = 0;
  for (;;) {
    if (accept(p, T.DOT)) level++;
    else if (accept(p, T.ELLIPSIS)) level += 3;
    else break;
  }
  const module = level > 0 && p.kind === T.K_IMPORT ? null : dottedName(p);
  expect(p, T.K_IMPORT);
  const names = importFromTargets(p);
  if (module === '__future__' && level === 0 && names.some((alias) => alias.name === 'barry_as_FLUFL')) p.barry = true;
  return newImportFrom(module, names, level, p.from(start));
}

// import_from_targets: '(' import_from_as_names [','] ')' | import_from_as_names !',' | '*'
function importFromTargets(p: Parser): AliasNode[] {
  const start = p.at;
  if (accept(p, T.STAR)) return [newAliasNode('*', null, p.from(start))];
  const isBracketed = accept(p, T.LPAR);
  const names: AliasNode[] = [];
  do {
    if (isBracketed && p.kind === T.RPAR && names.length !== 0) break;
    const nameAt = p.at;
    const name = identifierAt(p, nameAt);
    expect(p, T.NAME);
    const alias = optAlias(p);
    names.push(newAliasNode(name, alias, p.from(nameAt)));
  } while (accept(p, T.COMMA));
  if (isBracketed) expect(p, T.RPAR);
  return names;
}

// Compound statements

// block: NEWLINE INDENT statements DEDENT | simple_stmts
function block(p: Parser): StmtNode[] {
  if (p.kind !== T.NEWLINE) {
    const body: StmtNode[] = [];
    simpleStatements(p, body);
    return body;
  }
  advance(p);
  expect(p, T.INDENT);
  const body = statements(p, T.DEDENT);
  advance(p);
  return body;
}

// ':' block
function suite(p: Parser): StmtNode[] {
  expect(p, T.COLON);
  return block(p);
}

// else_block: 'else' ':' block
function optElse(p: Parser): StmtNode[] {
  return accept(p, T.K_ELSE) ? suite(p) : [];
}

// if_stmt: 'if' named_expression ':' block ('elif' named_expression ':' block)* ['else' ':' block]
/** Each `elif` is an If in the `orelse` of the one before; built from the last one back, so a long chain needs no stack. */
function ifStatement(p: Parser): StmtNode {
  const starts: number[] = [];
  const tests: ExprNode[] = [];
  const bodies: StmtNode[][] = [];
  do {
    starts.push(p.at);
    advance(p);
    tests.push(namedExpression(p));
    bodies.push(suite(p));
  } while (p.kind === T.K_ELIF);
  let orelse = optElse(p);
  for (let i = starts.length - 1; i > 0; i--) orelse = [newIf(tests[i]!, bodies[i]!, orelse, p.fromBlock(starts[i]!))];
  return newIf(tests[0]!, bodies[0]!, orelse, p.fromBlock(starts[0]!));
}

// while_stmt: 'while' named_expression ':' block [else_block]
function whileStatement(p: Parser): StmtNode {
  const start = p.at;
  advance(p);
  const test = namedExpression(p);
  const body = suite(p);
  const orelse = optElse(p);
  return newWhile(test, body, orelse, p.fromBlock(start));
}

// for_stmt: ['async'] 'for' star_targets 'in' star_expressions ':' [TYPE_COMMENT] block [else_block]
function forStatement(p: Parser, start: number, isAsync: boolean): StmtNode {
  advance(p);
  const target = starTargets(p);
  expect(p, T.K_IN);
  const iter = starExpressions(p);
  expect(p, T.COLON);
  const comment = optTypeComment(p);
  const body = block(p);
  const orelse = optElse(p);
  const make = isAsync ? newAsyncFor : newFor;
  return make(target, iter, body, orelse, comment, p.fromBlock(start));
}

// with_stmt: ['async'] 'with' ('(' with_item (',' with_item)* [','] ')' | with_item (',' with_item)*) ':' [TYPE_COMMENT] block
function withStatement(p: Parser, start: number, isAsync: boolean): StmtNode {
  advance(p);
  const items = (p.kind === T.LPAR ? attempt(p, bracketedWithItems) : undefined) ?? withItems(p);
  expect(p, T.COLON);
  const comment = optTypeComment(p);
  const body = block(p);
  const make = isAsync ? newAsyncWith : newWith;
  return make(items, body, comment, p.fromBlock(start));
}

function withItems(p: Parser): WithitemNode[] {
  const items: WithitemNode[] = [];
  do {
    items.push(withItem(p));
  } while (accept(p, T.COMMA));
  return items;
}

// '(' with_item (',' with_item)* [','] ')' ':'
/** Only when the bracket closes right before the colon; otherwise it belongs to the first item. */
function bracketedWithItems(p: Parser): WithitemNode[] {
  if (!closesBeforeColon(p)) fail();
  advance(p);
  const items: WithitemNode[] = [];
  do {
    if (p.kind === T.RPAR && items.length !== 0) break;
    items.push(withItem(p));
  } while (accept(p, T.COMMA));
  expect(p, T.RPAR);
  if (p.kind !== T.COLON) fail();
  return items;
}

function closesBeforeColon(p: Parser): boolean {
  const { tokens } = p;
  let depth = 0;
  for (let at = p.at; ; at += T.T_SIZE) {
    switch (tokens[at]) {
      case T.LPAR:
      case T.LSQB:
      case T.LBRACE:
        depth++;
        break;
      case T.RPAR:
      case T.RSQB:
      case T.RBRACE:
        if (--depth === 0) return tokens[at + T.T_SIZE] === T.COLON;
        break;
      case T.NEWLINE:
      case T.ERRORTOKEN:
      case T.ENDMARKER:
        return false;
    }
  }
}

// with_item: expression ['as' star_target]
function withItem(p: Parser): WithitemNode {
  const context = expression(p);
  const target = accept(p, T.K_AS) ? starTarget(p) : null;
  return newWithitemNode(context, target);
}

// try_stmt: 'try' ':' block (except_block+ [else_block] [finally_block] | finally_block)
function tryStatement(p: Parser): StmtNode {
  const start = p.at;
  advance(p);
  const body = suite(p);
  const handlers: ExcepthandlerNode[] = [];
  const isStar = p.kind === T.K_EXCEPT && peek(p) === T.STAR;
  while (p.kind === T.K_EXCEPT) handlers.push(exceptBlock(p, isStar));
  const orelse = handlers.length === 0 ? [] : optElse(p);
  let finalbody: StmtNode[] = [];
  if (accept(p, T.K_FINALLY)) finalbody = suite(p);
  else if (handlers.length === 0) fail();
  const make = isStar ? newTryStar : newTry;
  return make(body, handlers, orelse, finalbody, p.fromBlock(start));
}

// except_block: 'except' ['*'] expressions ':' block | 'except' ['*'] expression 'as' NAME ':' block | 'except' ':' block
function exceptBlock(p: Parser, isStar: boolean): ExcepthandlerNode {
  const start = p.at;
  advance(p);
  if (isStar) expect(p, T.STAR);
  let type: ExprNode | null = null;
  let name: string | null = null;
  if (isStar || p.kind !== T.COLON) {
    const isStarred = p.kind === T.STAR;
    if (isStarred) fail();
    const typeAt = p.at;
    type = expressions(p);
    if (p.kind === T.K_AS) {
      if (type.kind === 'Tuple' && p.tokens[typeAt] !== T.LPAR) fail();
      if (type.kind === 'Tuple' && isOpenTuple(p, typeAt)) fail();
      name = optAlias(p);
    }
  }
  const body = suite(p);
  return newExceptHandler(type, name, body, p.fromBlock(start));
}

/** Is the tuple that ends here, and starts with a bracket at `start`, a list of items without brackets of its own? */
function isOpenTuple(p: Parser, start: number): boolean {
  let depth = 0;
  for (let at = start; at < p.at; at += T.T_SIZE) {
    const kind = p.tokens[at]!;
    if (kind === T.LPAR || kind === T.LSQB || kind === T.LBRACE) depth++;
    else if (kind === T.RPAR || kind === T.RSQB || kind === T.RBRACE) depth--;
    else if (kind === T.COMMA && depth === 0) return true;
  }
  return false;
}

function asyncStatement(p: Parser): StmtNode {
  const start = p.at;
  advance(p);
  switch (p.kind) {
    case T.K_DEF:
      return functionDef(p, start, [], /* isAsync */ true);
    case T.K_FOR:
      return forStatement(p, start, /* isAsync */ true);
    case T.K_WITH:
      return withStatement(p, start, /* isAsync */ true);
    default:
      fail();
  }
}

// decorators: ('@' named_expression NEWLINE)+
function decorated(p: Parser): StmtNode {
  const decorators: ExprNode[] = [];
  while (accept(p, T.AT)) {
    decorators.push(namedExpression(p));
    expect(p, T.NEWLINE);
  }
  const start = p.at;
  if (p.kind === T.K_CLASS) return classDef(p, decorators);
  const isAsync = accept(p, T.K_ASYNC);
  if (p.kind !== T.K_DEF) fail();
  return functionDef(p, start, decorators, isAsync);
}

// function_def_raw: ['async'] 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' [func_type_comment] block
function functionDef(p: Parser, start: number, decorators: ExprNode[], isAsync: boolean): StmtNode {
  advance(p);
  const name = identifierAt(p, p.at);
  expect(p, T.NAME);
  const typeParams = optTypeParams(p);
  expect(p, T.LPAR);
  const args = parameters(p);
  expect(p, T.RPAR);
  const returns = accept(p, T.RARROW) ? expression(p) : null;
  expect(p, T.COLON);
  const comment = optFunctionTypeComment(p);
  const body = block(p);
  const make = isAsync ? newAsyncFunctionDef : newFunctionDef;
  return make(name, args, body, decorators, returns, comment, typeParams, p.fromBlock(start));
}

// func_type_comment: NEWLINE TYPE_COMMENT &(NEWLINE INDENT) | TYPE_COMMENT
function optFunctionTypeComment(p: Parser): string | null {
  if (p.kind !== T.NEWLINE) return optTypeComment(p);
  const { tokens, at } = p;
  const isComment = tokens[at + T.T_SIZE] === T.TYPE_COMMENT && tokens[at + 2 * T.T_SIZE] === T.NEWLINE && tokens[at + 3 * T.T_SIZE] === T.INDENT;
  if (!isComment) return null;
  advance(p);
  return optTypeComment(p);
}

// class_def_raw: 'class' NAME [type_params] ['(' [arguments] ')'] ':' block
function classDef(p: Parser, decorators: ExprNode[]): StmtNode {
  const start = p.at;
  advance(p);
  const name = identifierAt(p, p.at);
  expect(p, T.NAME);
  const typeParams: TypeParamNode[] = optTypeParams(p);
  const args = accept(p, T.LPAR) ? callArguments(p, /* allowGenerator */ false) : undefined;
  if (args !== undefined) expect(p, T.RPAR);
  const body = suite(p);
  return newClassDef(name, args?.args ?? [], args?.keywords ?? [], body, decorators, typeParams, p.fromBlock(start));
}

// match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
/** A line that starts with the name `match` is this statement when it ends in a colon and an indented `case` follows. */
function isMatchStatement(p: Parser): boolean {
  if (!isSoftKeyword(p, 'match') || NEVER_AFTER_MATCH.has(peek(p))) return false;
  const { tokens } = p;
  let at = p.at;
  while (tokens[at] !== T.NEWLINE) {
    if (tokens[at] === T.ENDMARKER || tokens[at] === T.ERRORTOKEN) return false;
    at += T.T_SIZE;
  }
  return tokens[at - T.T_SIZE] === T.COLON && tokens[at + T.T_SIZE] === T.INDENT;
}

/** What follows a variable `match`, and cannot begin a subject. */
const NEVER_AFTER_MATCH: ReadonlySet<number> = new Set([T.EQUAL, T.DOT, T.COMMA, T.COLON, T.NEWLINE, T.RPAR, T.SEMI]);

function matchStatement(p: Parser): StmtNode {
  const start = p.at;
  advance(p);
  const subject = subjectExpression(p);
  expect(p, T.COLON);
  expect(p, T.NEWLINE);
  expect(p, T.INDENT);
  const cases: MatchCaseNode[] = [];
  do {
    if (p.kind !== T.NAME || !isSoftKeyword(p, 'case')) fail();
    advance(p);
    const pattern = patterns(p);
    const guard = accept(p, T.K_IF) ? namedExpression(p) : null;
    const body = suite(p);
    cases.push(newMatchCaseNode(pattern, guard, body));
  } while (p.kind !== T.DEDENT);
  advance(p);
  return newMatch(subject, cases, p.fromBlock(start));
}

// subject_expr: star_named_expression ',' [star_named_expressions] | named_expression
function subjectExpression(p: Parser): ExprNode {
  const start = p.at;
  const first = starNamedExpression(p);
  if (p.kind !== T.COMMA) {
    if (first.kind === 'Starred') fail();
    return first;
  }
  const elts = [first];
  while (accept(p, T.COMMA) && p.kind !== T.COLON) elts.push(starNamedExpression(p));
  return newTuple(elts, 'Load', p.from(start));
}
