// The table behind pc ids: id k of a unit → code object and source range. Encoded as one ASCII string, decoded lazily by the
// runtime. Per entry five signed numbers, each a base64 VLQ as in source maps: code index, line, column (all as differences
// to the entry before), end line minus line, and end column minus (column if the end line is the same, else 0).

import type { Position } from '../syntax/ast.ts';

export class PcTable {
  count = 0;
  private readonly parts: string[] = [];
  private code = 0;
  private line = 0;
  private column = 0;

  /** Adds an entry and returns its id. */
  add(code: number, at: Position): number {
    const sameLine = at.end_lineno === at.lineno;
    this.parts.push(
      vlq(code - this.code) +
        vlq(at.lineno - this.line) +
        vlq(at.col_offset - this.column) +
        vlq(at.end_lineno - at.lineno) +
        vlq(at.end_col_offset - (sameLine ? at.col_offset : 0)),
    );
    this.code = code;
    this.line = at.lineno;
    this.column = at.col_offset;
    return this.count++;
  }

  encode(): string {
    return this.parts.join('');
  }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function vlq(n: number): string {
  let rest = n < 0 ? (-n << 1) | 1 : n << 1;
  let out = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    out += digits[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return out;
}
