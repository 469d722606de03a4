// HOT. The state all parse functions share, and the few steps they are made of. Bench: bench/parse.ts.
// Parse functions are free functions that take the parser first. They look at `kind`, the kind of the current token, and
// decide; only `with (`, `match` and a few others try one form and go back. When nothing fits they call `fail`: the text
// is wrong, and diagnose/ finds out what to say. A parse function therefore never makes a message of its own, unless
// the fault is in a literal.
// CPython: Parser/pegen.c.

import type { Position } from './ast.ts';
import { PySyntaxErrorInfo, type SyntaxWarningInfo } from './errors.ts';
import type { ParseOptions } from './parser.ts';
import { AUX_NON_ASCII, DEDENT, ENDMARKER, INDENT, NEWLINE, T_AUX, T_COL, T_END, T_END_COL, T_END_LINE, T_LINE, T_SIZE, T_START } from './tokens.ts';

/** Thrown by `fail`; never leaves the parser. */
export const SYNTAX_FAILURE = { syntaxFailure: true };

export class Parser {
  readonly source: string;
  /** Cells of all tokens; see tokens.ts. */
  readonly tokens: Int32Array;
  /** First cell of the current token. */
  at = 0;
  /** Its kind. */
  kind: number;
  /** How deep the current expression is nested, where nesting costs no bracket. */
  depth = 0;
  /** `!=` is spelled `<>`. */
  barry = false;
  /** Of a module: where the last statement that was right begins, not counting those within others, and `barry` there. */
  lastStatement = 0;
  lastBarry = false;
  warnings: SyntaxWarningInfo[];
  readonly options: ParseOptions;
  /** Constructors copy positions, so one object serves all nodes. */
  private readonly scratch: Position = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };

  constructor(source: string, tokens: Int32Array, options: ParseOptions, warnings: SyntaxWarningInfo[]) {
    this.source = source;
    this.tokens = tokens;
    this.kind = tokens[0]!;
    this.options = options;
    this.warnings = warnings;
  }

  /** From the token at cell `start` to the last token taken. */
  from(start: number): Position {
    const { tokens, scratch } = this;
    const end = this.at - T_SIZE;
    scratch.lineno = tokens[start + T_LINE]!;
    scratch.col_offset = tokens[start + T_COL]!;
    scratch.end_lineno = tokens[end + T_END_LINE]!;
    scratch.end_col_offset = tokens[end + T_END_COL]!;
    return scratch;
  }

  /** From a token to the end of the block just taken: the last token with text in it. */
  fromBlock(start: number): Position {
    const { tokens, scratch } = this;
    let end = this.at - T_SIZE;
    for (;;) {
      const kind = tokens[end]!;
      if (kind !== DEDENT && kind !== NEWLINE && kind !== INDENT && kind !== ENDMARKER) break;
      end -= T_SIZE;
    }
    scratch.lineno = tokens[start + T_LINE]!;
    scratch.col_offset = tokens[start + T_COL]!;
    scratch.end_lineno = tokens[end + T_END_LINE]!;
    scratch.end_col_offset = tokens[end + T_END_COL]!;
    return scratch;
  }

  /** From the start of one node to the end of another. */
  between(first: Position, last: Position): Position {
    const { scratch } = this;
    scratch.lineno = first.lineno;
    scratch.col_offset = first.col_offset;
    scratch.end_lineno = last.end_lineno;
    scratch.end_col_offset = last.end_col_offset;
    return scratch;
  }
}

export function fail(): never {
  throw SYNTAX_FAILURE;
}

export function advance(p: Parser): void {
  const at = p.at + T_SIZE;
  p.at = at;
  p.kind = p.tokens[at]!;
}

/** Takes a token of this kind, or fails. */
export function expect(p: Parser, kind: number): void {
  if (p.kind !== kind) fail();
  advance(p);
}

/** Takes a token of this kind if it is there. */
export function accept(p: Parser, kind: number): boolean {
  if (p.kind !== kind) return false;
  advance(p);
  return true;
}

/** Kind of the token after the current one. Only called where there is one. */
export function peek(p: Parser): number {
  return p.tokens[p.at + T_SIZE]!;
}

export function goTo(p: Parser, at: number): void {
  p.at = at;
  p.kind = p.tokens[at]!;
}

/** Text of the token whose first cell is `at`. */
export function tokenText(p: Parser, at: number): string {
  return p.source.slice(p.tokens[at + T_START]!, p.tokens[at + T_END]!);
}

/** The identifier a NAME stands for: the NFKC form of its text. */
export function identifierAt(p: Parser, at: number): string {
  const text = tokenText(p, at);
  return (p.tokens[at + T_AUX]! & AUX_NON_ASCII) === 0 ? text : text.normalize('NFKC');
}

/** Is the current token, a name, spelled like this soft keyword? */
export function isSoftKeyword(p: Parser, keyword: string): boolean {
  const start = p.tokens[p.at + T_START]!;
  return p.tokens[p.at + T_END]! - start === keyword.length && p.source.startsWith(keyword, start);
}

/** Runs one alternative; when it fails, goes back to where it began and returns undefined. */
export function attempt<T>(p: Parser, alternative: (p: Parser) => T): T | undefined {
  const { at } = p;
  try {
    return alternative(p);
  } catch (failure) {
    if (failure !== SYNTAX_FAILURE) throw failure;
    goTo(p, at);
    return undefined;
  }
}

/** Nesting without brackets (`-`, `not`, `lambda`, `**`) ends where CPython's parser runs out of stack. */
export function checkDepth(depth: number): void {
  if (depth > 5000) throw stackOverflow();
}

export function stackOverflow(): PySyntaxErrorInfo {
  return new PySyntaxErrorInfo('MemoryError', 'Parser stack overflowed - Python source too complex to parse', null, null, null, null, null);
}
