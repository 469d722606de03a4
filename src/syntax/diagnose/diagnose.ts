// Says what is wrong with a text that does not parse: two passes of the diagnosing parser, the first without and the second
// with the rules for mistakes (unless the first has already met an error), then the choice between what they found and what the tokenizer finds in the rest.
// CPython: Parser/pegen.c (_PyPegen_run_parser), Parser/pegen_errors.c (_Pypegen_set_syntax_error).

import { PySyntaxErrorInfo } from '../errors.ts';
import type { Parser } from '../parserState.ts';
import type { Tokenizer } from '../tokenizer.ts';
import {
  DEDENT,
  DOT,
  DOUBLESLASHEQUAL,
  DOUBLESTAREQUAL,
  ELLIPSIS,
  ENDMARKER,
  ERRORTOKEN,
  FSTRING_END,
  INDENT,
  LEFTSHIFTEQUAL,
  NEWLINE,
  RIGHTSHIFTEQUAL,
  STRING,
  T_END,
  T_LINE,
  T_SIZE,
  TSTRING_END,
} from '../tokens.ts';
import { type Rule, readNotation } from './compile.ts';
import { GRAMMAR } from './grammar.ts';
import { MISTAKES } from './mistakes.ts';
import { Diagnoser, LATEST } from './peg.ts';
import { atCursorOf, atLastToken, atToken, neverClosed } from './raise.ts';

let rules: Map<string, Rule> | undefined;

const START_RULES = { exec: 'file', eval: 'eval', single: 'interactive', func_type: 'func_type' } as const;

/** Does a text that parses use syntax younger than the version asked for? Only the diagnosing parser knows. */
export function isTooNew(p: Parser, tokenizer: Tokenizer): boolean {
  if ((p.options.featureVersion ?? LATEST) >= LATEST) return false;
  rules ??= readNotation(GRAMMAR, MISTAKES);
  return pass(new Diagnoser(p, tokenizer, rules), 0, /* withMistakes */ false) !== undefined;
}

/** Is there more than white space and comments behind the one statement of interactive input? Then this is the error. */
export function secondStatement(p: Parser, tokenizer: Tokenizer): PySyntaxErrorInfo | undefined {
  const last = p.at - T_SIZE;
  if (/^(?:[ \t\f\n]|#[^\n]*(?:\n|$))*$/.test(p.source.slice(p.tokens[last + T_END]))) return undefined;
  const d = new Diagnoser(p, tokenizer, new Map());
  d.fill = last;
  return atLastToken(d, 'SyntaxError', 'multiple statements found while compiling a single statement');
}

/** The error for a text the parser has rejected; `found` is a fault in a literal it has already met. */
export function diagnose(p: Parser, tokenizer: Tokenizer, found: PySyntaxErrorInfo | undefined): PySyntaxErrorInfo {
  rules ??= readNotation(GRAMMAR, MISTAKES);
  const d = new Diagnoser(p, tokenizer, rules);
  // The statements of a module before the one that failed are right; the last of them may still be what is wrong with
  // the next (an `elif` behind an `else`).
  const start = p.lastStatement;
  const barry = p.lastBarry;
  p.barry = barry;
  let error = pass(d, start, /* withMistakes */ false);
  const last = d.fill;
  if (error?.kind === 'MemoryError') return error;
  if (p.options.flags?.allowIncompleteInput === true && isEndOfInput(d)) {
    return atCursorOf(d, '_IncompleteInputError', 'incomplete input', d.fill);
  }
  if (error === undefined) {
    p.barry = barry;
    error = pass(d, start, /* withMistakes */ true) ?? found;
  }
  if (error !== undefined) return error.kind === 'MemoryError' || isEndOfInput(d) ? error : checkRest(d, error);
  const kind = d.tokens[last]!;
  if (kind === INDENT) return atLastToken(d, 'IndentationError', 'unexpected indent');
  if (kind === DEDENT) return atLastToken(d, 'IndentationError', 'unexpected unindent');
  return checkRest(d, atToken(d, 'invalid syntax', last));
}

function pass(d: Diagnoser, start: number, withMistakes: boolean): PySyntaxErrorInfo | undefined {
  try {
    d.run(START_RULES[d.p.options.mode], start, withMistakes);
    return undefined;
  } catch (failure) {
    if (failure instanceof PySyntaxErrorInfo) return failure;
    throw failure;
  }
}

/** An error of the tokenizer in what is left of the text is more telling than the parser's, unless it is in an f-string. */
function checkRest(d: Diagnoser, error: PySyntaxErrorInfo): PySyntaxErrorInfo {
  const { tokenizer, tokens } = d;
  const lastCell = tokenizer.length - T_SIZE;
  if (tokens[lastCell] !== ERRORTOKEN || d.fill >= lastCell || tokenizer.modes.length !== 0) return error;
  if (tokenizer.error !== undefined && !tokenizer.error.isDeferred) return tokenizer.error;
  if (tokenizer.level > 0 && tokens[d.fill + T_LINE]! > tokenizer.bracketLines[tokenizer.level - 1]!) return neverClosed(d);
  return error;
}

const NEVER_LOOKS_AHEAD: ReadonlySet<number> = new Set([
  STRING,
  NEWLINE,
  FSTRING_END,
  TSTRING_END,
  ELLIPSIS,
  DOUBLESTAREQUAL,
  DOUBLESLASHEQUAL,
  LEFTSHIFTEQUAL,
  RIGHTSHIFTEQUAL,
]);

/** Has the tokenizer seen the end of the text? It looks a character ahead of most tokens. */
function isEndOfInput(d: Diagnoser): boolean {
  const { tokens, fill, tokenizer } = d;
  const kind = tokens[fill]!;
  if (kind === ERRORTOKEN) return tokenizer.error === undefined || tokenizer.error.endOfInput;
  if (kind === ENDMARKER) return true;
  const { source } = d.p;
  const { length } = source;
  if (kind === DOT && source[length - 1] === '.' && tokens[fill + T_END] === length - 1) return true;
  if (kind === DEDENT || kind === NEWLINE) return tokens[fill + T_END] === length && (kind === DEDENT || d.tokens[fill + T_END - 1] === length);
  return tokens[fill + T_END] === length && !NEVER_LOOKS_AHEAD.has(kind);
}
