// HOT. What str methods, the tokenizer and re ask about one character, in Unicode 16.0.0, as CPython 3.14 answers it.
// - Latin-1 comes from a 256-entry table; the rest from a run table that is decoded on the first other character.
// - Names, decompositions and the other properties of unicodedata live elsewhere and are not needed here.
// CPython: Objects/unicodectype.c.
import { CTYPE_RECORDS, CTYPE_RUNS, LATIN1_FLAGS, SPECIAL_CASES } from './ctype.generated.ts';
import { RunTable, unpackNumbers, unzigzag } from './packed.ts';

export const ALPHA = 1,
  DECIMAL = 2,
  DIGIT = 4,
  NUMERIC = 8,
  SPACE = 16,
  PRINTABLE = 32,
  UPPER = 64,
  LOWER = 128,
  TITLE = 256;
export const XID_START = 512,
  XID_CONTINUE = 1024,
  CASED = 2048,
  CASE_IGNORABLE = 4096,
  LINE_BREAK = 8192,
  SPECIAL = 16384;
export const ALNUM = ALPHA | DECIMAL | DIGIT | NUMERIC;

const latin1 = Uint16Array.from(unpackNumbers(LATIN1_FLAGS));

/** Fields of a record: flags, deltas to lower, upper, title and folded forms, decimal and digit value plus one. */
const WIDTH = 7;
let records: Int32Array | undefined;
let table: RunTable | undefined;
let specials: Map<number, string[]> | undefined;

function load(): RunTable {
  const flat = unpackNumbers(CTYPE_RECORDS);
  records = new Int32Array(flat.length);
  for (let i = 0; i < flat.length; i++) {
    const field = i % WIDTH;
    records[i] = field >= 1 && field <= 4 ? unzigzag(flat[i]!) : flat[i]!;
  }
  return (table = new RunTable(CTYPE_RUNS));
}

function field(codePoint: number, index: number): number {
  const record = (table ?? load()).at(codePoint);
  return records![record * WIDTH + index]!;
}

/** The flags of the first 256 code points. */
export { latin1 as latin1Flags };

/** All flags of a code point (0 to 0x10FFFF). */
export function flagsOf(codePoint: number): number {
  return codePoint < 256 ? latin1[codePoint]! : field(codePoint, 0);
}

export function isAlpha(c: number): boolean {
  return (flagsOf(c) & ALPHA) !== 0;
}
export function isDecimal(c: number): boolean {
  return (flagsOf(c) & DECIMAL) !== 0;
}
export function isDigit(c: number): boolean {
  return (flagsOf(c) & DIGIT) !== 0;
}
export function isNumeric(c: number): boolean {
  return (flagsOf(c) & NUMERIC) !== 0;
}
export function isAlnum(c: number): boolean {
  return (flagsOf(c) & ALNUM) !== 0;
}
export function isSpace(c: number): boolean {
  return (flagsOf(c) & SPACE) !== 0;
}
export function isPrintable(c: number): boolean {
  return (flagsOf(c) & PRINTABLE) !== 0;
}
export function isUpper(c: number): boolean {
  return (flagsOf(c) & UPPER) !== 0;
}
export function isLower(c: number): boolean {
  return (flagsOf(c) & LOWER) !== 0;
}
export function isTitle(c: number): boolean {
  return (flagsOf(c) & TITLE) !== 0;
}
export function isCased(c: number): boolean {
  return (flagsOf(c) & CASED) !== 0;
}
export function isCaseIgnorable(c: number): boolean {
  return (flagsOf(c) & CASE_IGNORABLE) !== 0;
}
export function isLineBreak(c: number): boolean {
  return (flagsOf(c) & LINE_BREAK) !== 0;
}
/** XID_Start or an underscore: may begin an identifier. */
export function isXidStart(c: number): boolean {
  return (flagsOf(c) & XID_START) !== 0;
}
export function isXidContinue(c: number): boolean {
  return (flagsOf(c) & XID_CONTINUE) !== 0;
}

/** Value of a decimal digit (int('٣') reads it), -1 if it is none. */
export function decimalValue(c: number): number {
  if (c < 128) return c >= 48 && c <= 57 ? c - 48 : -1;
  return field(c, 5) - 1;
}

/** Value of a digit, superscripts and the like included, -1 if it is none. */
export function digitValue(c: number): number {
  if (c < 128) return c >= 48 && c <= 57 ? c - 48 : -1;
  return field(c, 6) - 1;
}

/** Simple (one to one) mappings, as re's IGNORECASE uses them. */
export function simpleLower(c: number): number {
  if (c < 128) return c >= 65 && c <= 90 ? c + 32 : c;
  return c + field(c, 1);
}

export function simpleUpper(c: number): number {
  if (c < 128) return c >= 97 && c <= 122 ? c - 32 : c;
  return c + field(c, 2);
}

export function simpleTitle(c: number): number {
  return c + field(c, 3);
}

export function simpleFold(c: number): number {
  return c + field(c, 4);
}

/** Which full mapping of a SPECIAL character: the columns of SPECIAL_CASES after the character itself. */
export const TO_LOWER = 1,
  TO_UPPER = 2,
  TO_TITLE = 3,
  TO_FOLD = 4;

/** The full mapping of a character whose flags have SPECIAL. */
export function specialCase(codePoint: number, which: 1 | 2 | 3 | 4): string {
  if (specials === undefined) {
    specials = new Map();
    for (const line of SPECIAL_CASES.split('\n')) {
      const row = line.split('\t');
      specials.set(row[0]!.codePointAt(0)!, row);
    }
  }
  return specials.get(codePoint)![which]!;
}

/** The one-to-one mapping of a column, for characters without SPECIAL. */
export function simpleCase(codePoint: number, which: 1 | 2 | 3 | 4): number {
  return codePoint + field(codePoint, which);
}
