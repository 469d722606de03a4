// Decodes the position tables that `compiler/pcTable.ts` encodes: id within a unit → code index and source range.
export interface PcEntry {
  code: number;
  line: number;
  endLine: number;
  col: number;
  endCol: number;
}

const digitValue = new Int8Array(128);
'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').forEach((c, i) => {
  digitValue[c.charCodeAt(0)] = i;
});

/** All entries, five numbers each: code, line, endLine, col, endCol. */
export function decodePcs(text: string, count: number, runs: readonly number[]): Int32Array {
  const out = new Int32Array(count * 5);
  let at = 0,
    run = 0,
    runEnd = runs[0] ?? 0,
    line = 0,
    col = 0;
  const next = (): number => {
    let value = 0,
      shift = 0;
    for (;;) {
      const digit = digitValue[text.charCodeAt(at++)]!;
      value |= (digit & 31) << shift;
      if (digit < 32) return (value & 1) !== 0 ? -(value >>> 1) : value >>> 1;
      shift += 5;
    }
  };
  for (let k = 0; k < count; k++) {
    if (k >= runEnd) runEnd += runs[(run += 2)]!;
    line += next();
    col += next();
    const lines = next(),
      end = next();
    out[k * 5] = runs[run + 1]!;
    out[k * 5 + 1] = line;
    out[k * 5 + 2] = line + lines;
    out[k * 5 + 3] = col;
    out[k * 5 + 4] = lines === 0 ? col + end : end;
  }
  return out;
}

/** The code index of entry `k`. */
export function codeOfPc(runs: readonly number[], k: number): number {
  let run = 0;
  for (let end = runs[0]!; k >= end; end += runs[run]!) run += 2;
  return runs[run + 1]!;
}

export function pcEntry(table: Int32Array, k: number): PcEntry {
  const i = k * 5;
  return { code: table[i]!, line: table[i + 1]!, endLine: table[i + 2]!, col: table[i + 3]!, endCol: table[i + 4]! };
}
