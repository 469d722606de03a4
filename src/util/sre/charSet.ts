// Sets of characters as the code array writes them: a list of tests, the first that fits decides.
// A set answers one character (`test`, with a bitmap for the first 256) and can list itself as ranges
// below a limit, which is what the translation to a JavaScript class needs.
// `fold` says how the subject's character is changed before the list is asked (the IGNORE variants).
// CPython: SRE(charset) in Modules/_sre/sre_lib.h.

import { CATEGORY } from './constants.ts';
import type { CharTables } from './charTables.ts';
import { isAsciiDigit, isAsciiSpace, isAsciiWord, isLocaleWord, lowerAscii, lowerLocale, upperLocale } from './charTables.ts';

export type Fold = 'none' | 'ascii' | 'unicode' | 'locale';

export type SetItem =
  | { readonly kind: 'negate' }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'caseRange'; readonly low: number; readonly high: number }
  | { readonly kind: 'category'; readonly category: number }
  | { readonly kind: 'bitmap'; readonly bits: ReadonlyArray<number> }
  | { readonly kind: 'bigBitmap'; readonly blocks: Uint8Array; readonly bits: ReadonlyArray<number> };

export class CharSet {
  readonly items: ReadonlyArray<SetItem>;
  readonly fold: Fold;
  /** Turns the whole answer round, after folding; NOT_LITERAL with re.LOCALE needs that. */
  readonly inverted: boolean;
  readonly tables: CharTables;
  #latin: Uint8Array | undefined;

  constructor(items: ReadonlyArray<SetItem>, fold: Fold, inverted: boolean, tables: CharTables) {
    this.items = items;
    this.fold = fold;
    this.inverted = inverted;
    this.tables = tables;
  }

  /** One byte per character below 256: is it in the set? */
  get latin(): Uint8Array {
    if (this.#latin === undefined) {
      const latin = new Uint8Array(256);
      for (let c = 0; c < 256; c++) if (this.test(c)) latin[c] = 1;
      this.#latin = latin;
    }
    return this.#latin;
  }

  test(c: number): boolean {
    return this.#foldedTest(c) !== this.inverted;
  }

  #foldedTest(c: number): boolean {
    switch (this.fold) {
      case 'none':
        return testItems(this.items, c, this.tables);
      case 'ascii':
        return testItems(this.items, lowerAscii(c), this.tables);
      case 'unicode':
        return testItems(this.items, this.tables.lower(c), this.tables);
      case 'locale': {
        const lower = lowerLocale(this.tables, c);
        if (testItems(this.items, lower, this.tables)) return true;
        const upper = upperLocale(this.tables, c);
        return upper !== lower && testItems(this.items, upper, this.tables);
      }
    }
  }

  /** Does the set treat characters above 255 by table, so that listing them all makes a long class? */
  get isLarge(): boolean {
    return this.fold === 'unicode' || this.items.some(isLargeItem);
  }

  /** The members below `limit` (256 or 65536) as [first, last, first, last, …], ascending and apart. */
  ranges(limit: number): number[] {
    if (limit <= 256) return rangesOfTest((c) => this.latin[c] === 1, limit);
    if (this.fold === 'locale') return rangesOfTest((c) => this.test(c), limit);
    const direct = directRanges(this.items, limit, this.tables);
    if (this.fold === 'none') return this.inverted ? complement(direct, limit) : direct;
    const changed = this.fold === 'ascii' ? CAPITALS : caseChanges(this.tables).lower;
    const folded = adjust(direct, changed, (c) => this.#foldedTest(c));
    return this.inverted ? complement(folded, limit) : folded;
  }
}

function isLargeItem(item: SetItem): boolean {
  return (item.kind === 'category' && item.category >= CATEGORY.UNI_DIGIT) || item.kind === 'caseRange' || item.kind === 'bigBitmap';
}

function testItems(items: ReadonlyArray<SetItem>, c: number, tables: CharTables): boolean {
  let answer = true;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (item.kind === 'negate') answer = !answer;
    else if (testItem(item, c, tables)) return answer;
  }
  return !answer;
}

function testItem(item: SetItem, c: number, tables: CharTables): boolean {
  switch (item.kind) {
    case 'range':
      return c >= item.low && c <= item.high;
    case 'category':
      return testCategory(item.category, c, tables);
    case 'bitmap':
      return c < 256 && ((item.bits[c >> 5]! >>> (c & 31)) & 1) === 1;
    case 'bigBitmap': {
      if (c >= 65536) return false;
      const word = item.blocks[c >> 8]! * 8 + ((c & 255) >> 5);
      return ((item.bits[word]! >>> (c & 31)) & 1) === 1;
    }
    case 'caseRange': {
      if (c >= item.low && c <= item.high) return true;
      const upper = tables.upper(c);
      return upper >= item.low && upper <= item.high;
    }
    case 'negate':
      return false;
  }
}

export function testCategory(category: number, c: number, tables: CharTables): boolean {
  return testPositiveCategory(category & ~1, c, tables) !== ((category & 1) === 1);
}

function testPositiveCategory(category: number, c: number, tables: CharTables): boolean {
  switch (category) {
    case CATEGORY.DIGIT:
      return isAsciiDigit(c);
    case CATEGORY.SPACE:
      return isAsciiSpace(c);
    case CATEGORY.WORD:
      return isAsciiWord(c);
    case CATEGORY.LINEBREAK:
      return c === 10;
    case CATEGORY.LOC_WORD:
      return isLocaleWord(tables, c);
    case CATEGORY.UNI_DIGIT:
      return tables.isDigit(c);
    case CATEGORY.UNI_SPACE:
      return tables.isSpace(c);
    case CATEGORY.UNI_WORD:
      return tables.isWord(c);
    default:
      return tables.isLineBreak(c);
  }
}

function rangesOfTest(test: (c: number) => boolean, limit: number): number[] {
  const ranges: number[] = [];
  for (let c = 0; c < limit; c++) {
    if (!test(c)) continue;
    const first = c;
    while (c + 1 < limit && test(c + 1)) c++;
    ranges.push(first, c);
  }
  return ranges;
}

/** The list without folding. Items after a NEGATE in the middle are rare enough to be tested one by one. */
function directRanges(items: ReadonlyArray<SetItem>, limit: number, tables: CharTables): number[] {
  const negated = items[0]?.kind === 'negate';
  const rest = negated ? items.slice(1) : items;
  if (rest.some((item) => item.kind === 'negate')) return rangesOfTest((c) => testItems(items, c, tables), limit);
  const all: number[] = [];
  for (const item of rest) all.push(...itemRanges(item, limit, tables));
  const merged = normalise(all, limit);
  return negated ? complement(merged, limit) : merged;
}

function itemRanges(item: SetItem, limit: number, tables: CharTables): number[] {
  switch (item.kind) {
    case 'range':
      return [item.low, item.high];
    case 'bitmap':
      return rangesOfTest((c) => testItem(item, c, tables), 256);
    case 'caseRange':
      return adjust([item.low, item.high], caseChanges(tables).upper, (c) => testItem(item, c, tables));
    case 'category':
      return categoryRanges(item.category, limit, tables);
    default:
      return rangesOfTest((c) => testItem(item, c, tables), limit);
  }
}

/** Sorts ranges, joins what touches and cuts at the limit. */
function normalise(ranges: number[], limit: number): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i]!, ranges[i + 1]!]);
  pairs.sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [low, high] of pairs) {
    if (low >= limit || high < low) continue;
    const last = Math.min(high, limit - 1);
    if (out.length > 0 && low <= out[out.length - 1]! + 1) out[out.length - 1] = Math.max(out[out.length - 1]!, last);
    else out.push(low, last);
  }
  return out;
}

export function complement(ranges: ReadonlyArray<number>, limit: number): number[] {
  const out: number[] = [];
  let next = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    if (ranges[i]! > next) out.push(next, ranges[i]! - 1);
    next = ranges[i + 1]! + 1;
  }
  if (next < limit) out.push(next, limit - 1);
  return out;
}

/** `ranges`, except that the characters in `listed` belong to the result exactly when `test` says so. */
function adjust(ranges: ReadonlyArray<number>, listed: ReadonlyArray<number>, test: (c: number) => boolean): number[] {
  const members = new Set(listed);
  const out: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    let low = ranges[i]!;
    const high = ranges[i + 1]!;
    for (const c of listed) {
      if (c < low || c > high) continue;
      if (c > low) out.push(low, c - 1);
      low = c + 1;
    }
    if (low <= high) out.push(low, high);
  }
  for (const c of members) if (test(c)) out.push(c, c);
  return normalise(out, 65536);
}

const CAPITALS: ReadonlyArray<number> = Array.from({ length: 26 }, (_, i) => 65 + i);

interface CaseChanges {
  readonly lower: number[];
  readonly upper: number[];
}
const caseChangesOf = new WeakMap<CharTables, CaseChanges>();

/** Which characters below 65536 change under `lower` and under `upper`, ascending. Built once, on first need. */
function caseChanges(tables: CharTables): CaseChanges {
  let changes = caseChangesOf.get(tables);
  if (changes === undefined) {
    changes = { lower: [], upper: [] };
    for (let c = 0; c < 65536; c++) {
      if (tables.lower(c) !== c) changes.lower.push(c);
      if (tables.upper(c) !== c) changes.upper.push(c);
    }
    caseChangesOf.set(tables, changes);
  }
  return changes;
}

const categoriesOf = new WeakMap<CharTables, Map<number, number[]>>();

function categoryRanges(category: number, limit: number, tables: CharTables): number[] {
  let known = categoriesOf.get(tables);
  if (known === undefined) categoriesOf.set(tables, (known = new Map()));
  const key = category * 65537 + limit;
  let ranges = known.get(key);
  if (ranges === undefined) {
    ranges = rangesOfTest((c) => testCategory(category, c, tables), limit);
    known.set(key, ranges);
  }
  return ranges;
}
