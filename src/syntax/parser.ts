// Python source to AST. The pipeline: bytes → text (source.ts) → tokens (tokenizer.ts) → AST (grammar/).
// The first pass only knows correct programs and is fast; when it fails, diagnose/ reads the tokens again, with all the
// rules for mistakes, and decides on the message and the place.
// CPython: Parser/pegen.c, Parser/peg_api.c.

import type { ExprNode, ModNode, StmtNode, TypeIgnoreNode } from './ast.ts';
import { newExpression, newFunctionType, newInteractive, newModule, newPass, newTypeIgnore } from './ast.ts';
import { PySyntaxErrorInfo, type SyntaxWarningInfo } from './errors.ts';
import { diagnose, isTooNew, secondStatement } from './diagnose/diagnose.ts';
import { expression, expressions } from './grammar/expressions.ts';
import { optCompoundStatement, simpleStatements, statement } from './grammar/statements.ts';
import { accept, advance, expect, fail, Parser, stackOverflow, SYNTAX_FAILURE } from './parserState.ts';
import { type Decoder, sourceText } from './source.ts';
import { Tokenizer } from './tokenizer.ts';
import { COMMA, DEDENT, DOUBLESTAR, ENDMARKER, LPAR, NEWLINE, RARROW, RPAR, STAR, T_END, T_LINE, T_SIZE, TYPE_IGNORE } from './tokens.ts';

export interface ParseOptions {
  filename: string;
  mode: 'exec' | 'eval' | 'single' | 'func_type';
  /** Minor version whose syntax is accepted (`feature_version` of `ast.parse`); 14 when absent. */
  featureVersion?: number;
  /** Reads `# type:` comments into the tree (PyCF_TYPE_COMMENTS). */
  typeComments?: boolean;
  flags?: ParseFlags;
  /** Decodes source in an encoding other than UTF-8, Latin-1 and ASCII; undefined if the encoding is unknown. */
  decode?: Decoder;
  program?: string | undefined;
  /** The code point a Unicode name stands for, for `\N{…}`. */
  lookupName?: (name: string) => number | undefined;
  /** sys.get_int_max_str_digits(); 0 is no limit. */
  maxStrDigits?: number;
}

export interface ParseFlags {
  /** PEP 401: `<>` instead of `!=`. */
  barryAsFlufl?: boolean;
  /** PyCF_DONT_IMPLY_DEDENT: `single` needs the blank line that ends a block. */
  dontImplyDedent?: boolean;
  /** PyCF_ALLOW_INCOMPLETE_INPUT: text that ends too early raises _IncompleteInputError. */
  allowIncompleteInput?: boolean;
  /** The source was text, so an encoding declaration means nothing (PyCF_IGNORE_COOKIE). Always so for a string. */
  ignoreCookie?: boolean;
}

export interface ParseResult {
  ast: ModNode;
  warnings: SyntaxWarningInfo[];
}

/** Parses a module, an expression, one interactive statement or a function type. Throws PySyntaxErrorInfo only. */
export function parse(source: string | Uint8Array, options: ParseOptions): ParseResult {
  const text = sourceText(source, options);
  const tokenizer = new Tokenizer(text, { typeComments: options.typeComments }).run();
  const { warnings } = tokenizer;
  const ignores: TypeIgnoreNode[] = [];
  let tokens = tokenizer.tokens;
  if (options.typeComments) tokens = takeTypeIgnores(tokens, tokenizer, ignores);
  if (options.mode === 'single') tokens = endInteractive(tokens, tokenizer, options);
  const p = new Parser(text, tokens, options, warnings);
  p.barry = p.lastBarry = options.flags?.barryAsFlufl ?? false;
  let ast: ModNode;
  try {
    if (isTooNew(p, tokenizer)) fail();
    ast = parseMode(p, ignores);
  } catch (failure) {
    // The one stack overflow possible here is that of our own recursion over deeply nested source.
    if (failure instanceof RangeError) throw stackOverflow();
    if (failure !== SYNTAX_FAILURE && !(failure instanceof PySyntaxErrorInfo)) throw failure;
    const reached = tokens[p.at + T_END]!;
    const error = diagnose(p, tokenizer, failure instanceof PySyntaxErrorInfo ? failure : undefined);
    error.warnings = inOrder(warnings).filter((warning) => warning.position <= reached);
    throw error;
  }
  const extra = options.mode === 'single' ? secondStatement(p, tokenizer) : undefined;
  if (extra !== undefined) throw extra;
  return { ast, warnings: inOrder(warnings) };
}

/** Those of the tokenizer come before all of the parser's. */
function inOrder(warnings: SyntaxWarningInfo[]): SyntaxWarningInfo[] {
  return warnings.length < 2 ? warnings : warnings.sort((a, b) => a.position - b.position);
}

function parseMode(p: Parser, ignores: TypeIgnoreNode[]): ModNode {
  switch (p.options.mode) {
    // file: [statements] ENDMARKER
    case 'exec':
      return newModule(moduleBody(p), ignores);
    // interactive: statement_newline
    case 'single':
      return newInteractive(interactive(p));
    // eval: expressions NEWLINE* ENDMARKER
    case 'eval': {
      const body = expressions(p);
      end(p);
      return newExpression(body);
    }
    // func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER
    case 'func_type': {
      expect(p, LPAR);
      const argtypes = typeExpressions(p);
      expect(p, RPAR);
      expect(p, RARROW);
      const returns = expression(p);
      end(p);
      return newFunctionType(argtypes, returns);
    }
  }
}

function moduleBody(p: Parser): StmtNode[] {
  const body: StmtNode[] = [];
  while (p.kind !== ENDMARKER) {
    const { at, barry } = p;
    statement(p, body);
    p.lastStatement = at;
    p.lastBarry = barry;
  }
  return body;
}

function end(p: Parser): void {
  while (accept(p, NEWLINE));
  if (p.kind !== ENDMARKER) fail();
}

// statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER
function interactive(p: Parser): StmtNode[] {
  const start = p.at;
  if (accept(p, NEWLINE)) return [newPass(p.from(start))];
  const body: StmtNode[] = [];
  const compound = optCompoundStatement(p);
  if (compound === undefined) {
    simpleStatements(p, body);
  } else {
    body.push(compound);
    expect(p, NEWLINE);
  }
  return body;
}

// type_expressions: expression (',' expression)* [',' '*' expression] [',' '**' expression]
function typeExpressions(p: Parser): ExprNode[] {
  const types: ExprNode[] = [];
  if (p.kind === RPAR) return types;
  let stars = 0;
  do {
    if (p.kind === STAR || p.kind === DOUBLESTAR) {
      const level = p.kind === STAR ? 1 : 2;
      if (level <= stars) fail();
      stars = level;
      advance(p);
    } else if (stars !== 0) {
      fail();
    }
    types.push(expression(p));
  } while (accept(p, COMMA));
  return types;
}

/** Moves `# type: ignore` comments out of the token stream. */
function takeTypeIgnores(tokens: Int32Array, tokenizer: Tokenizer, ignores: TypeIgnoreNode[]): Int32Array {
  let to = 0;
  for (let at = 0; at < tokenizer.length; at += T_SIZE) {
    if (tokens[at] === TYPE_IGNORE) {
      ignores.push(newTypeIgnore(tokens[at + T_LINE]!, tokenizer.source.slice(tokens[at + 1]!, tokens[at + 2]!)));
      continue;
    }
    if (to !== at) tokens.copyWithin(to, at, at + T_SIZE);
    to += T_SIZE;
  }
  tokenizer.length = to;
  return tokens;
}

/**
 * Interactive input ends in a NEWLINE that is not in the text. When that is what ends the last line, it also closes the
 * open blocks, unless the caller wants a blank line for that, and then comes a second NEWLINE.
 */
function endInteractive(tokens: Int32Array, tokenizer: Tokenizer, options: ParseOptions): Int32Array {
  const last = tokenizer.length - T_SIZE;
  if (tokens[last] !== ENDMARKER || last === 0) return tokens;
  const dedents = options.flags?.dontImplyDedent === true ? 0 : tokenizer.openIndents;
  const kinds = [NEWLINE];
  if (dedents > 0) {
    for (let i = 0; i < dedents; i++) kinds.push(DEDENT);
    kinds.push(NEWLINE);
  }
  kinds.push(ENDMARKER);
  const added = new Int32Array(last + kinds.length * T_SIZE);
  added.set(tokens.subarray(0, last));
  kinds.forEach((kind, i) => {
    added.set(tokens.subarray(last, last + T_SIZE), last + i * T_SIZE);
    added[last + i * T_SIZE] = kind;
  });
  tokenizer.length = added.length;
  return added;
}
