// The character properties that only unicodedata asks for, in Unicode 16.0.0 and in 3.2.0 (stringprep and IDNA need the old ones).
// CPython: Modules/unicodedata.c.
import { decimalValue, digitValue } from './ctype.ts';
import { RunTable, unpackNumbers, unzigzag } from './packed.ts';
import { BIDI_CLASSES, CATEGORIES, EAST_ASIAN_WIDTHS, UCD_NUMERIC, UCD_RECORDS, UCD_RUNS } from './ucd.generated.ts';
import { UCD320_DECIMAL, UCD320_NORMALIZATION, UCD320_NUMERIC, UCD320_RECORDS, UCD320_RUNS } from './ucd320.generated.ts';

/** Fields of a record: category, bidirectional class, combining class, East Asian width, mirrored. */
const WIDTH = 5;

export class CharacterDatabase {
  readonly version: string;
  private readonly packedRecords: string;
  private readonly packedRuns: string;
  private readonly packedNumeric: string;
  private readonly decimalChanges: string;
  private records: number[] | undefined;
  private table: RunTable | undefined;
  private numbers: Map<number, number> | undefined;
  private decimals: Map<number, number> | undefined;

  constructor(version: string, records: string, runs: string, numeric: string, decimalChanges: string) {
    this.version = version;
    this.packedRecords = records;
    this.packedRuns = runs;
    this.packedNumeric = numeric;
    this.decimalChanges = decimalChanges;
  }

  category(c: number): string {
    return CATEGORIES[this.field(c, 0)]!;
  }
  bidirectional(c: number): string {
    return BIDI_CLASSES[this.field(c, 1)]!;
  }
  combining(c: number): number {
    return this.field(c, 2);
  }
  eastAsianWidth(c: number): string {
    return EAST_ASIAN_WIDTHS[this.field(c, 3)]!;
  }
  mirrored(c: number): number {
    return this.field(c, 4);
  }
  isAssigned(c: number): boolean {
    return this.category(c) !== 'Cn';
  }

  /** Value of a numeric character (½ is 0.5), undefined if it is none. */
  numeric(c: number): number | undefined {
    this.numbers ??= readNumeric(this.packedNumeric);
    return this.numbers.get(c);
  }

  /** -1 if it is no decimal digit. */
  decimal(c: number): number {
    if (this.decimalChanges !== '') {
      this.decimals ??= pairs(this.decimalChanges);
      const changed = this.decimals.get(c);
      if (changed !== undefined) return changed - 1;
      if (!this.isAssigned(c)) return -1;
    }
    return decimalValue(c);
  }

  /** -1 if it is no digit. CPython answers for 3.2.0 with today's digits. */
  digit(c: number): number {
    return digitValue(c);
  }

  private field(c: number, index: number): number {
    this.table ??= new RunTable(this.packedRuns);
    this.records ??= unpackNumbers(this.packedRecords);
    return this.records[this.table.at(c) * WIDTH + index]!;
  }
}

export const ucd16 = new CharacterDatabase('16.0.0', UCD_RECORDS, UCD_RUNS, UCD_NUMERIC, '');
export const ucd320 = new CharacterDatabase('3.2.0', UCD320_RECORDS, UCD320_RUNS, UCD320_NUMERIC, UCD320_DECIMAL);

let corrections: Map<number, number> | undefined;

/** Code points whose 3.2.0 decomposition was an error corrected later: the old single character, else undefined. */
export function oldNormalization(c: number): number | undefined {
  corrections ??= pairs(UCD320_NORMALIZATION);
  return corrections.get(c);
}

function pairs(packed: string): Map<number, number> {
  const flat = unpackNumbers(packed);
  const map = new Map<number, number>();
  for (let i = 0; i < flat.length; i += 2) map.set(flat[i]!, flat[i + 1]!);
  return map;
}

function readNumeric(packed: string): Map<number, number> {
  const flat = unpackNumbers(packed);
  const map = new Map<number, number>();
  let c = 0;
  for (let i = 0; i < flat.length; i += 3) {
    c += flat[i]!;
    map.set(c, unzigzag(flat[i + 1]!) / flat[i + 2]!);
  }
  return map;
}
