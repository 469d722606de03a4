// Places and messages of the diagnosing parser's errors, as CPython computes them: from which token to which, and which
// text is shown. What the tokenizer has read beyond the error matters: a line it has already left is shown without its line
// feed, the line it stands in with it.
// CPython: Parser/pegen_errors.c, Parser/pegen.h.

import { PySyntaxErrorInfo, type SyntaxErrorKind } from '../errors.ts';
import { AUX_NO_COLUMN, ERRORTOKEN, T_AUX, T_COL, T_END_COL, T_END_LINE, T_LINE } from '../tokens.ts';
import { byteCount, characterOffset } from '../report.ts';
import { expressionName, mistakeActions } from './actions.ts';
import type { Mistake } from './compile.ts';
import type { Diagnoser, Labels, Match } from './peg.ts';

/** Throws the error a mistake describes, or returns if its action finds nothing wrong. */
export function raiseMistake(d: Diagnoser, mistake: Mistake, labels: Labels, parts: Match[]): void {
  const { where } = mistake;
  if (where.startsWith('@')) {
    const error = mistakeActions[where.slice(1)]!(d, labels, parts);
    if (error !== undefined) throw error;
    return;
  }
  const message = fill(d, mistake.message, labels);
  switch (where) {
    case '.':
      throw atLastToken(d, 'SyntaxError', message);
    case 'indent':
      throw atLastToken(d, 'IndentationError', message);
    case 'next':
      throw atNextToken(d, message);
    case 'a':
      throw atRange(d, message, labels['a']!, labels['a']!);
    case 'a-b':
      throw atRange(d, message, labels['a']!, labels['b']!);
    case 'a>':
      throw startingFrom(d, message, labels['a']!);
    default:
      throw new Error(`no place ${where}`);
  }
}

/** Puts the parts of a match into a message. */
function fill(d: Diagnoser, message: string, labels: Labels): string {
  return message.replace(/<(\w)(?:\.(\w+))?>/g, (_, label: string, what: string | undefined) => {
    const match = labels[label]!;
    if (what === 'line') return String(d.tokens[match.start + T_LINE]);
    return what === 'text' ? d.text(match) : expressionName(d, match);
  });
}

/** From the start of one match to the end of another. */
export function atRange(d: Diagnoser, message: string, from: Match, to: Match): PySyntaxErrorInfo {
  const { tokens } = d;
  return known(d, 'SyntaxError', message, tokens[from.start + T_LINE]!, column(d, from.start) + 1, tokens[to.end + T_END_LINE]!, endColumn(d, to.end) + 1);
}

export function startingFrom(d: Diagnoser, message: string, from: Match): PySyntaxErrorInfo {
  const { tokens, fill: last } = d;
  return known(d, 'SyntaxError', message, tokens[from.start + T_LINE]!, column(d, from.start) + 1, tokens[last + T_END_LINE]!, tokens[last + T_END_COL]!);
}

export function atToken(d: Diagnoser, message: string, cell: number): PySyntaxErrorInfo {
  const { tokens } = d;
  return known(d, 'SyntaxError', message, tokens[cell + T_LINE]!, column(d, cell) + 1, tokens[cell + T_END_LINE]!, endColumn(d, cell) + 1);
}

/** Tokens without text have no column, which shows as an offset of 0. */
function column(d: Diagnoser, cell: number): number {
  return (d.tokens[cell + T_AUX]! & AUX_NO_COLUMN) !== 0 ? -1 : d.tokens[cell + T_COL]!;
}

function endColumn(d: Diagnoser, cell: number): number {
  return (d.tokens[cell + T_AUX]! & AUX_NO_COLUMN) !== 0 ? -1 : d.tokens[cell + T_END_COL]!;
}

export function atLastToken(d: Diagnoser, kind: SyntaxErrorKind, message: string): PySyntaxErrorInfo {
  return atCursorOf(d, kind, message, d.fill);
}

function atNextToken(d: Diagnoser, message: string): PySyntaxErrorInfo {
  return atCursorOf(d, 'SyntaxError', message, d.at);
}

export function atCursorOf(d: Diagnoser, kind: SyntaxErrorKind, message: string, cell: number): PySyntaxErrorInfo {
  const { tokens } = d;
  if (kind !== '_IncompleteInputError' && tokens[d.fill] === ERRORTOKEN && d.tokenizer.error === undefined) return neverClosed(d);
  const line = tokens[cell + T_LINE]!;
  const endLine = tokens[cell + T_END_LINE]!;
  // A token without text is shown where the tokenizer stands.
  if (column(d, cell) < 0) return known(d, kind, message, line, tokens[d.fill + T_END_COL]!, endLine, -1);
  return known(d, kind, message, line, tokens[cell + T_COL]! + 1, endLine, tokens[cell + T_END_COL]! + 1);
}

/** What `&&':'` says. */
export function demanded(d: Diagnoser, what: string): PySyntaxErrorInfo {
  return atToken(d, `expected '${what}'`, d.at);
}

/** The parser has met the token where the tokenizer gave up. */
export function tokenizerFailure(d: Diagnoser): PySyntaxErrorInfo {
  return d.tokenizer.error ?? neverClosed(d);
}

export function neverClosed(d: Diagnoser): PySyntaxErrorInfo {
  const { tokenizer } = d;
  const open = tokenizer.level - 1;
  const line = tokenizer.bracketLines[open]!;
  const lineStart = tokenizer.bracketLineStarts[open]!;
  const bytes = byteCount(tokenizer.source.slice(lineStart, tokenizer.bracketOffsets[open]));
  const char = String.fromCharCode(tokenizer.brackets[open]!);
  const error = known(d, 'SyntaxError', `'${char}' was never closed`, line, bytes + 1, line, 0);
  error.endOfInput = true;
  return error;
}

/** An error whose columns are UTF-8 bytes from 1, or 0 and -1 where CPython has none. */
export function known(
  d: Diagnoser,
  kind: SyntaxErrorKind,
  message: string,
  line: number,
  offset: number,
  endLine: number,
  endOffset: number,
): PySyntaxErrorInfo {
  const text = shownText(d, line);
  return new PySyntaxErrorInfo(kind, message, line, characterOffset(text, offset), endLine, endOffset > 0 ? characterOffset(text, endOffset) : endOffset, text);
}

/** The text an error in this line is shown with. */
function shownText(d: Diagnoser, line: number): string {
  const { source } = d.p;
  if (line === 0) return '';
  let start = 0;
  for (let n = 1; n < line; n++) start = source.indexOf('\n', start) + 1;
  const feed = source.indexOf('\n', start);
  // An unterminated string is read to the end of the text, and all of that is shown.
  if (feed < 0 || (d.tokens[d.fill] === ERRORTOKEN && d.tokenizer.error?.endOfInput)) return source.slice(start);
  const current = d.fill < 0 ? 1 : d.tokens[d.fill + T_END_LINE]!;
  return source.slice(start, line < current ? feed : feed + 1);
}
