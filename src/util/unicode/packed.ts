// How the generated tables are written, and the lookup structure they become.
//
// A table is a JS string of numbers in a variable-length base: 89 printable characters, of which the first 44 end a number and the
// other 45 continue it, most significant digit first. Small numbers take one character, so run lengths and deltas stay short.
// Nothing is decoded before the first question is asked. The writer is `pack` in scripts/gen-unicode.py (and gen-cjk.py).

const TERMINALS = 44;
const FIRST = 35;

/** The digit of a character code: the alphabet leaves out the quote (39), the backslash (92) and the backtick (96). */
function digitOf(code: number): number {
  return code - FIRST - (code > 39 ? 1 : 0) - (code > 92 ? 1 : 0) - (code > 96 ? 1 : 0);
}

export function unpackNumbers(text: string): number[] {
  const out: number[] = [];
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const d = digitOf(text.charCodeAt(i));
    if (d < TERMINALS) {
      out.push(n * TERMINALS + d);
      n = 0;
    } else {
      n = n * 45 + (d - TERMINALS);
    }
  }
  return out;
}

/** The characters of one number, as `unpackNumbers` reads them. */
export function packNumber(n: number): string {
  let out = charOf(n % TERMINALS);
  for (n = Math.floor(n / TERMINALS); n > 0; n = Math.floor(n / 45)) out = charOf(TERMINALS + (n % 45)) + out;
  return out;
}

function charOf(digit: number): string {
  let code = digit + FIRST;
  if (code >= 39) code++;
  if (code >= 92) code++;
  if (code >= 96) code++;
  return String.fromCharCode(code);
}

export function unzigzag(n: number): number {
  return n & 1 ? -((n + 1) / 2) : n / 2;
}

const BLOCK = 256;

/**
 * Code point → small number, from (length, value) runs. Blocks of 256 code points are filled when first asked for, so that a
 * program that meets one Greek letter does not pay for all of Unicode.
 */
export class RunTable {
  private readonly starts: Uint32Array;
  private readonly values: Uint16Array;
  private readonly blocks: (Uint16Array | undefined)[] = new Array(0x110000 / BLOCK).fill(undefined);

  constructor(packed: string) {
    const flat = unpackNumbers(packed);
    this.starts = new Uint32Array(flat.length / 2 + 1);
    this.values = new Uint16Array(flat.length / 2);
    let start = 0;
    for (let i = 0; i < this.values.length; i++) {
      this.starts[i] = start;
      this.values[i] = flat[2 * i + 1]!;
      start += flat[2 * i]!;
    }
    this.starts[this.values.length] = start;
  }

  at(codePoint: number): number {
    const block = this.blocks[codePoint >> 8] ?? this.fill(codePoint >> 8);
    return block[codePoint & 255]!;
  }

  private fill(index: number): Uint16Array {
    const block = new Uint16Array(BLOCK);
    const first = index * BLOCK;
    let run = this.runAt(first);
    for (let i = 0; i < BLOCK; ) {
      const end = Math.min(BLOCK, this.starts[run + 1]! - first);
      block.fill(this.values[run]!, i, end);
      i = end;
      run++;
    }
    this.blocks[index] = block;
    return block;
  }

  private runAt(codePoint: number): number {
    let low = 0;
    let high = this.values.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= codePoint) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
