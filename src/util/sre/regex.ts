// HOT. A compiled pattern: takes the code array and answers match, fullmatch and search.
// - For strings the work is done by a JavaScript RegExp whenever nativeSource.ts could make one; it is several
//   times faster than the machine. What it cannot express, and what V8 refuses (its own stack is limited), the machine does.
// - Everything is made on first need: a pattern that is compiled and never used costs the reading of its code.
// - A class such as \w lists hundreds of ranges. Strings of Latin-1 characters only get a RegExp without them.
//   V8 answers `LATIN.test` at once for its one-byte strings, because the class cannot match there.
// CPython: Modules/_sre/sre.c.

import type { CharTables } from './charTables.ts';
import { widthOf } from './analyse.ts';
import { nativeSource } from './nativeSource.ts';
import type { NativeSource } from './nativeSource.ts';
import { runString, searchString } from './matchString.ts';
import { runUnits, searchUnits } from './matchUnits.ts';
import { buildProgram } from './program.ts';
import type { Program } from './program.ts';
import { parseCode } from './tree.ts';
import type { Sequence } from './tree.ts';
import { keepHiddenClasses } from '../hiddenClasses.ts';

export type Mode = 0 | 1 | 2;
export const MATCH: Mode = 0;
export const FULLMATCH: Mode = 1;
export const SEARCH: Mode = 2;
/** For `advance`: an empty match is fine anywhere. */
export const NO_ADVANCE = -1;

/** A match. `native` holds its texts, else `regs` the positions; `Regex.spans` and `lastIndex` read both. */
export class Found {
  readonly start: number;
  readonly end: number;
  readonly full: boolean;
  readonly native: RegExpExecArray | undefined;
  readonly source: Native | undefined;
  readonly regs: Int32Array | undefined;

  constructor(start: number, end: number, full: boolean, native: RegExpExecArray | undefined, source: Native | undefined, regs: Int32Array | undefined) {
    this.start = start;
    this.end = end;
    this.full = full;
    this.native = native;
    this.source = source;
    this.regs = regs;
  }
}

/** The RegExps of one translation. */
class Native {
  readonly translation: NativeSource;
  readonly byMode: [RegExp | undefined, RegExp | undefined, RegExp | undefined] = [undefined, undefined, undefined];
  readonly withIndices: [RegExp | undefined, RegExp | undefined] = [undefined, undefined];
  /** Is group n of Python group n of the RegExp? */
  readonly sameGroups: boolean;

  constructor(translation: NativeSource) {
    this.translation = translation;
    this.sameGroups = translation.groupMap.every((js, python) => js === python);
  }

  regExp(mode: Mode): RegExp {
    return (this.byMode[mode] ??= new RegExp(this.#source(mode === FULLMATCH), mode === SEARCH ? 'g' : 'y'));
  }

  indices(full: boolean): RegExp {
    return (this.withIndices[full ? 1 : 0] ??= new RegExp(this.#source(full), 'dy'));
  }

  #source(full: boolean): string {
    return full ? `(?:${this.translation.source})$` : this.translation.source;
  }
}

/** How many characters the machine reads before the large RegExp for all characters is worth making. */
const WIDE_THRESHOLD = 5000;

export class Regex {
  readonly groups: number;
  /** The least number of characters a match takes up. */
  readonly minWidth: number;
  readonly #tree: Sequence;
  readonly #tables: CharTables;
  #program: Program | undefined;
  #regs: Int32Array | undefined;
  /** undefined: not tried yet; null: there is none. `#any` is for all strings, `#latin` for Latin-1 ones. */
  #latin: Native | null | undefined;
  #any: Native | null | undefined;
  #wideWork = 0;

  /** Throws InvalidCode. */
  constructor(code: ArrayLike<number>, groups: number, tables: CharTables) {
    this.groups = groups;
    this.#tables = tables;
    this.#tree = parseCode(code, groups, tables);
    this.minWidth = widthOf(this.#tree).min;
  }

  /** Matches within [pos, end) of the text. At `advance`, if that is `pos`, an empty match does not count. */
  exec(text: string, mode: Mode, pos: number, end: number, advance: number): Found | null {
    const native = this.nativeFor(text);
    if (native === undefined) return this.execMachine(text, mode, pos, end, advance);
    if (pos === advance && this.minWidth === 0) {
      const found = this.execMachine(text, mode === SEARCH ? MATCH : mode, pos, end, advance);
      if (found !== null || mode !== SEARCH || pos === end) return found;
      pos++;
    }
    return this.#execNative(native, text, mode, pos, end);
  }

  #execNative(native: Native, text: string, mode: Mode, pos: number, end: number): Found | null {
    let result: RegExpExecArray | null;
    try {
      const regExp = native.regExp(mode);
      regExp.lastIndex = pos;
      result = regExp.exec(end === text.length ? text : text.slice(0, end));
    } catch (error) {
      return this.#afterFailure(error, text, mode, pos, end);
    }
    if (result === null) return null;
    const start = result.index;
    return new Found(start, start + result[0].length, mode === FULLMATCH, result, native, undefined);
  }

  /** V8 gave up: RangeError when its stack is full, for this text; SyntaxError when the pattern is too large, for ever. */
  #afterFailure(error: unknown, text: string, mode: Mode, pos: number, end: number): Found | null {
    if (error instanceof SyntaxError) this.#latin = this.#any = null;
    else if (!(error instanceof RangeError)) throw error;
    return this.execMachine(text, mode, pos, end, NO_ADVANCE);
  }

  /** The slow twin of `exec`: the machine alone. */
  execMachine(text: string, mode: Mode, pos: number, end: number, advance: number): Found | null {
    const program = this.program;
    const regs = this.#registers(program);
    const full = mode === FULLMATCH;
    const start = mode === SEARCH ? searchString(program, text, pos, end, advance, regs) : runString(program, text, pos, end, full, advance, regs) ? pos : -1;
    return this.#found(start, full, regs);
  }

  /** The same for bytes and for strings that are kept as code points. */
  execUnits(units: Uint8Array | Uint32Array, mode: Mode, pos: number, end: number, advance: number): Found | null {
    const program = this.program;
    const regs = this.#registers(program);
    const full = mode === FULLMATCH;
    const start = mode === SEARCH ? searchUnits(program, units, pos, end, advance, regs) : runUnits(program, units, pos, end, full, advance, regs) ? pos : -1;
    return this.#found(start, full, regs);
  }

  #found(start: number, full: boolean, regs: Int32Array): Found | null {
    if (start < 0) {
      // A failure leaves the registers as they were.
      this.#regs = regs;
      return null;
    }
    return new Found(start, regs[regs.length - 1]!, full, undefined, undefined, regs);
  }

  #registers(program: Program): Int32Array {
    const regs = this.#regs ?? new Int32Array(program.registers + 1).fill(-1);
    this.#regs = undefined;
    return regs;
  }

  get program(): Program {
    return (this.#program ??= buildProgram(this.#tree, this.groups, this.#tables));
  }

  /** The RegExps to use for this text, if any. */
  nativeFor(text: string): Native | undefined {
    if (this.#latin === undefined) this.#prepare();
    const latin = this.#latin;
    if (latin === null || latin === undefined) return undefined;
    if (this.#any === latin || isLatin(text)) return latin;
    return this.#nativeForWide(text);
  }

  #prepare(): void {
    const translation = nativeSource(this.#tree, this.groups, 256, this.#tables);
    this.#latin = translation === undefined ? null : new Native(translation);
    if (translation === undefined || !translation.limited) this.#any = this.#latin;
  }

  #nativeForWide(text: string): Native | undefined {
    if (this.#any === undefined) {
      this.#wideWork += text.length;
      if (this.#wideWork < WIDE_THRESHOLD) return undefined;
      const translation = nativeSource(this.#tree, this.groups, 65536, this.#tables);
      this.#any = translation === undefined ? null : new Native(translation);
    }
    return this.#any ?? undefined;
  }

  /** [start, end] of each group, group 0 first; -1 for a group that took no part. `end` is the limit `exec` was given. */
  spans(found: Found, text: string, end: number): Int32Array {
    const spans = new Int32Array(2 * this.groups + 2).fill(-1);
    spans[0] = found.start;
    spans[1] = found.end;
    if (found.regs !== undefined) fillFromRegisters(spans, found.regs);
    else if (this.groups > 0) fillFromIndices(spans, found, end === text.length ? text : text.slice(0, end));
    return spans;
  }

  /** Number of the group that closed last, or -1. */
  lastIndex(found: Found): number {
    if (found.regs !== undefined) return found.regs[0]!;
    const { groupMap, closeOrder } = found.source!.translation;
    for (let i = closeOrder.length - 1; i >= 0; i--) {
      if (found.native![groupMap[closeOrder[i]!]!] !== undefined) return closeOrder[i]!;
    }
    return -1;
  }
}

export type { Native };

function fillFromRegisters(spans: Int32Array, regs: Int32Array): void {
  for (let i = 2; i < spans.length; i += 2) {
    const start = regs[i - 1]!;
    const end = regs[i]!;
    if (start < 0 || end < 0) continue;
    spans[i] = start;
    spans[i + 1] = end;
  }
}

function fillFromIndices(spans: Int32Array, found: Found, text: string): void {
  const regExp = found.source!.indices(found.full);
  regExp.lastIndex = found.start;
  const { indices } = regExp.exec(text)!;
  found.source!.translation.groupMap.forEach((js, python) => {
    const span = indices![js];
    if (span === undefined) return;
    spans[2 * python] = span[0];
    spans[2 * python + 1] = span[1];
  });
}

const NOT_LATIN = /[^\x00-\xff]/;
let askedText = '';
let askedAnswer = true;

/** Has the text only characters below 256? Programs ask about the same text many times in a row. */
function isLatin(text: string): boolean {
  if (text === askedText) return askedAnswer;
  askedAnswer = !NOT_LATIN.test(text);
  askedText = text;
  return askedAnswer;
}

keepHiddenClasses(Found);
