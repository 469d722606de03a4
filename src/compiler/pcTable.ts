// The table behind pc ids: id k of a unit → code object and source range. Ranges are one ASCII string, decoded lazily by the
// runtime: per entry four signed numbers, each a base64 VLQ as in source maps: line, column (both as differences to the entry
// before), end line minus line, and end column minus (column if the end line is the same, else 0). Code objects are runs, since
// asking for one is more common than asking for a line.

import type { Position } from '../syntax/ast.ts';

export class PcTable {
  count = 0;
  /** Pairs: so many ids in a row, of this code object. */
  readonly runs: number[] = [];
  private readonly parts: string[] = [];
  private line = 0;
  private column = 0;

  /** Adds an entry and returns its id. */
  add(code: number, at: Position): number {
    const sameLine = at.end_lineno === at.lineno;
    const last = this.runs.length - 1;
    if (last > 0 && this.runs[last] === code) this.runs[last - 1]!++;
    else this.runs.push(1, code);
    this.parts.push(
      vlq(at.lineno - this.line) + vlq(at.col_offset - this.column) + vlq(at.end_lineno - at.lineno) + vlq(at.end_col_offset - (sameLine ? at.col_offset : 0)),
    );
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
