// Builds the errors the parser reports: from UTF-8 columns to the character offsets a SyntaxError shows.
// CPython: Parser/pegen_errors.c.

import { PySyntaxErrorInfo, type SyntaxErrorKind } from './errors.ts';
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

/** Characters in the first `bytes` UTF-8 bytes of a line. */
export function characterOffset(line: string, bytes: number): number {
  let count = 0;
  let seen = 0;
  for (const char of line) {
    if (seen >= bytes) break;
    const code = char.codePointAt(0)!;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    count++;
  }
  return seen < bytes ? count + bytes - seen : count;
}

/** Columns are UTF-8 bytes from 0; an end column of -1 means that CPython knows no end. */
export function rangeError(
  source: string, kind: SyntaxErrorKind, message: string, line: number, column: number, endLine: number, endColumn: number,
): PySyntaxErrorInfo {
  const text = lineText(source, line);
  const offset = characterOffset(text, column) + 1;
  const endText = endLine === line ? text : lineText(source, endLine);
  const endOffset = endColumn < 0 ? 0 : characterOffset(endText, endColumn) + 1;
  return new PySyntaxErrorInfo(kind, message, line, offset, endLine, endOffset, text);
}

/** An error that covers the token at this cell. */
export function tokenError(p: Parser, at: number, message: string): PySyntaxErrorInfo {
  const { tokens } = p;
  return rangeError(p.source, 'SyntaxError', message,
    tokens[at + T_LINE]!, tokens[at + T_COL]!, tokens[at + T_END_LINE]!, tokens[at + T_END_COL]!);
}
