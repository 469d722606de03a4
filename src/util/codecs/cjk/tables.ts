// Code tables of the East Asian codecs: a code (up to 16 bits) ↔ a code point. Decoding uses rows of 256, encoding a Map that is made
// on the first encoding. Values from 0x110000 up number pairs of code points that share one code. Nothing is unpacked at load time.
import { unpackNumbers, unzigzag } from '../../unicode/packed.ts';

/** Values from here on number pairs of code points. */
export const FIRST_PAIR = 0x110000;

export class CodeTable {
  private readonly base: CodeTable | undefined;
  private readonly moved: (code: number) => number;
  private readonly packed: string;
  private readonly changes: string;
  private rows: (Uint32Array | undefined)[] | undefined;
  private codes: Map<number, number> | undefined;

  /**
   * @param packed the entries, or the differences from `base` (0 removes an entry).
   * @param changes code points that encode otherwise than by the first code that gives them: (gap, code or 0) pairs.
   * @param moved where the codes of `base` stand in this table.
   */
  constructor(packed: string, changes = '', base?: CodeTable, moved = (code: number) => code) {
    this.packed = packed;
    this.changes = changes;
    this.base = base;
    this.moved = moved;
  }

  /** 0 if the code stands for nothing. */
  decode(code: number): number {
    const row = (this.rows ?? this.load())[code >> 8];
    return row === undefined ? 0 : row[code & 255]!;
  }

  /** 0 if the code point (or pair) has no code. */
  encode(value: number): number {
    return (this.codes ?? this.invert()).get(value) ?? 0;
  }

  /** Does the table say itself that the code point has no code, even where another table has one? */
  refuses(c: number): boolean {
    return (this.codes ?? this.invert()).get(c) === 0;
  }

  eachCode(visit: (code: number, value: number) => void): void {
    (this.rows ?? this.load()).forEach((row, lead) =>
      row?.forEach((value, trail) => {
        if (value !== 0) visit((lead << 8) | trail, value);
      }),
    );
  }

  private load(): (Uint32Array | undefined)[] {
    const rows: (Uint32Array | undefined)[] = new Array(256).fill(undefined);
    const put = (code: number, value: number): void => {
      (rows[code >> 8] ??= new Uint32Array(256))[code & 255] = value;
    };
    this.base?.eachCode((code, value) => {
      put(this.moved(code), value);
    });
    eachEntry(this.packed, put);
    return (this.rows = rows);
  }

  private invert(): Map<number, number> {
    const codes = new Map<number, number>();
    this.eachCode((code, value) => {
      if (!codes.has(value)) codes.set(value, code);
    });
    eachEntry(this.changes, (value, code) => {
      codes.set(value, code);
    });
    return (this.codes = codes);
  }
}

/** Segments of (gap, 2 * count + sequential, deltas…). */
export function eachEntry(packed: string, visit: (key: number, value: number) => void): void {
  const flat = unpackNumbers(packed);
  let key = 0;
  let value = 0;
  for (let i = 0; i < flat.length; ) {
    key += flat[i++]!;
    const head = flat[i++]!;
    const count = head >> 1;
    for (let k = 0; k < count; k++) {
      if (k > 0) key++;
      if (k === 0 || !(head & 1)) value += unzigzag(flat[i++]!);
      else value++;
      visit(key, value);
    }
  }
}

/** The pairs of code points of a region, in the order of their numbers. */
export class Pairs {
  private readonly list: readonly (readonly [number, number])[];
  private readonly byFirst = new Map<number, number[]>();

  constructor(text: string) {
    this.list = text.split(' ').map((pair) => {
      const [a, b] = pair;
      return [a!.codePointAt(0)!, b!.codePointAt(0)!] as const;
    });
    this.list.forEach(([a], i) => {
      this.byFirst.set(a, [...(this.byFirst.get(a) ?? []), i]);
    });
  }

  at(value: number): readonly [number, number] {
    return this.list[value - FIRST_PAIR]!;
  }

  startsPair(c: number): boolean {
    return this.byFirst.has(c);
  }

  /** The value of a pair, undefined if it is none. */
  valueOf(a: number, b: number): number | undefined {
    const i = this.byFirst.get(a)?.find((k) => this.list[k]![1] === b);
    return i === undefined ? undefined : FIRST_PAIR + i;
  }
}
