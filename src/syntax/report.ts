// From UTF-8 columns to what a SyntaxError shows: characters, and the text of the line.
// CPython: Parser/pegen_errors.c, Parser/pegen.c.

import { PySyntaxErrorInfo } from './errors.ts';
import type { Parser } from './parserState.ts';
import { T_COL, T_END_COL, T_END_LINE, T_LINE } from './tokens.ts';

/** Text of a line, from 1, with its line feed. */
export function lineText(source: string, line: number): string {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const feed = source.indexOf('\n', start);
    if (feed < 0) return '';
    start = feed + 1;
  }
  const end = source.indexOf('\n', start);
  return end < 0 ? source.slice(start) : source.slice(start, end + 1);
}

/** How many characters the first `bytes` UTF-8 bytes of a line begin; one more if that is beyond its end. */
export function characterOffset(line: string, bytes: number): number {
  let count = 0;
  let seen = 0;
  for (const char of line) {
    if (seen >= bytes) return count;
    seen += byteCount(char);
    count++;
  }
  return seen < bytes ? count + 1 : count;
}

/** Length of a text in UTF-8. */
export function byteCount(text: string): number {
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}

/** An error that reaches from the start of one token to the end of another. */
export function rangeError(p: Parser, message: string, from: number, to: number): PySyntaxErrorInfo {
  const { tokens } = p;
  const line = tokens[from + T_LINE]!;
  const text = lineText(p.source, line);
  return new PySyntaxErrorInfo(
    'SyntaxError',
    message,
    line,
    characterOffset(text, tokens[from + T_COL]! + 1),
    tokens[to + T_END_LINE]!,
    characterOffset(text, tokens[to + T_END_COL]! + 1),
    text,
  );
}

/** An error that covers one token. */
export function tokenError(p: Parser, at: number, message: string): PySyntaxErrorInfo {
  return rangeError(p, message, at, at);
}
