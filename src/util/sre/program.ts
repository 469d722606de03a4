// Turns a tree into the flat program of the backtracking machine (matchString.ts).
// One Int32Array holds the instructions; offsets in it are absolute. `I` lists the instructions with their operands.
// Registers: 0 is lastindex, 1… the marks, then pairs (count, last position) of the loops, then saved stack heights.
//
// Keep `I` in step with the switch in matchString.ts.

import type { CharTables } from './charTables.ts';
import { isLocaleWord, lowerAscii, lowerLocale, upperLocale } from './charTables.ts';
import { openingOf, widthOf } from './analyse.ts';
import type { Opening } from './analyse.ts';
import type { CharSet, Fold } from './charSet.ts';
import type { CharTest, Node, Sequence } from './tree.ts';

export const I = {
  MATCH: 0,
  CHAR: 1, //             code
  NOT_CHAR: 2, //         code
  NOT_NEWLINE: 3,
  ALL: 4,
  SET: 5, //              set
  FAIL: 6,
  OPEN: 7, //             register
  CLOSE: 8, //            register group
  JUMP: 9, //             target
  SPLIT: 10, //           target if the code that follows fails
  SPLIT_CHAR: 11, //      target code     (the code that follows begins with CHAR code)
  SPLIT_SET: 12, //       target set
  AT: 13, //              where
  ONE_GREEDY: 14, //      test operand min max next   then RETRY_GREEDY next
  RETRY_GREEDY: 15,
  ONE_LAZY: 16, //        test operand min max next   then RETRY_LAZY test operand next
  RETRY_LAZY: 17,
  ONE_POSSESSIVE: 18, //  test operand min max
  LOOP_START: 19, //      register
  LOOP_GREEDY: 20, //     register min max exit
  LOOP_LAZY: 21, //       register min max exit   then LAZY_AGAIN register max
  LAZY_AGAIN: 22,
  LOOP_POSSESSIVE: 23, // register min max exit stackRegister
  CUT: 24, //             stackRegister
  HOLD: 25, //            stackRegister           remembers the stack height and, one register on, the position
  LOOK_END: 26, //        stackRegister           success of a lookahead
  DENY: 27, //            stackRegister target    negative lookaround: target is where it holds
  DENY_END: 28, //        stackRegister
  BACK: 29, //            width
  BACK_OR: 30, //         width target            before DENY: too near to the start is success
  REFERENCE: 31, //       register
  REFERENCE_FOLD: 32, //  register fold
  CONDITION: 33, //       register target if the group is not set
  POSSESSIVE_START: 34, // register
  POSSESSIVE_NEXT: 35, // register stackRegister target
} as const;

/** Set operand of the RETRY and ONE instructions when no literal is known to follow. */
export const NO_LITERAL = -1;

export interface Program {
  readonly code: Int32Array;
  readonly sets: ReadonlyArray<CharSet>;
  /** 256 bytes per set: the bitmap of its Latin-1 half. */
  readonly latin: Uint8Array;
  readonly registers: number;
  readonly marks: number;
  readonly opening: Opening;
  /** The two kinds of word character that \b may mean besides the ASCII one. */
  readonly isWord: (c: number) => boolean;
  readonly isLocaleWord: (c: number) => boolean;
  /** Same letter under re.IGNORECASE? The first argument is the fold number of the instruction. */
  readonly sameFolded: (fold: number, a: number, b: number) => boolean;
  readonly minWidth: number;
}

export function buildProgram(nodes: Sequence, groups: number, tables: CharTables): Program {
  const b: Builder = { code: [], sets: [], registers: 1 + 2 * groups };
  sequence(b, nodes);
  b.code.push(I.MATCH);
  const latin = new Uint8Array(256 * b.sets.length);
  b.sets.forEach((set, i) => latin.set(set.latin, 256 * i));
  return {
    code: Int32Array.from(b.code),
    sets: b.sets,
    latin,
    registers: b.registers,
    marks: 2 * groups,
    opening: openingOf(nodes),
    isWord: (c) => tables.isWord(c),
    isLocaleWord: (c) => isLocaleWord(tables, c),
    sameFolded: (fold, x, y) => sameFolded(tables, fold, x, y),
    minWidth: widthOf(nodes).min,
  };
}

interface Builder {
  readonly code: number[];
  readonly sets: CharSet[];
  registers: number;
}

const FOLDS: ReadonlyArray<Fold> = ['none', 'ascii', 'unicode', 'locale'];

function sameFolded(tables: CharTables, fold: number, x: number, y: number): boolean {
  if (x === y) return true;
  switch (FOLDS[fold]) {
    case 'ascii':
      return lowerAscii(x) === lowerAscii(y);
    case 'unicode':
      return tables.lower(x) === tables.lower(y);
    case 'locale':
      return lowerLocale(tables, x) === lowerLocale(tables, y) || upperLocale(tables, x) === upperLocale(tables, y);
    default:
      return false;
  }
}

function sequence(b: Builder, nodes: Sequence): void {
  nodes.forEach((node, i) => emit(b, node, nextLiteral(nodes, i + 1)));
}

/** The literal that must come right after a repeat, so that other places need not be tried. */
function nextLiteral(nodes: Sequence, from: number): number {
  for (let i = from; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.op === 'mark') continue;
    return node.op === 'char' && node.test.is === 'literal' ? node.test.code : NO_LITERAL;
  }
  return NO_LITERAL;
}

function emit(b: Builder, node: Node, literal: number): void {
  const { code } = b;
  switch (node.op) {
    case 'char':
      code.push(...testInstruction(b, node.test));
      break;
    case 'fail':
      code.push(I.FAIL);
      break;
    case 'mark':
      if ((node.index & 1) === 0) code.push(I.OPEN, 1 + node.index);
      else code.push(I.CLOSE, 1 + node.index, (node.index >> 1) + 1);
      break;
    case 'at':
      code.push(I.AT, node.where);
      break;
    case 'branch':
      emitBranch(b, node.alternatives);
      break;
    case 'repeatOne':
      emitRepeatOne(b, node, literal);
      break;
    case 'repeat':
      emitRepeat(b, node);
      break;
    case 'look':
      emitLook(b, node);
      break;
    case 'atomic': {
      const held = register(b, 2);
      code.push(I.HOLD, held);
      sequence(b, node.body);
      code.push(I.CUT, held);
      break;
    }
    case 'backReference':
      if (node.fold === 'none') code.push(I.REFERENCE, 1 + 2 * node.group);
      else code.push(I.REFERENCE_FOLD, 1 + 2 * node.group, FOLDS.indexOf(node.fold));
      break;
    case 'condition': {
      code.push(I.CONDITION, 1 + 2 * node.group);
      const toNo = hole(b);
      sequence(b, node.yes);
      if (node.no.length === 0) {
        code[toNo] = code.length;
        break;
      }
      code.push(I.JUMP);
      const toEnd = hole(b);
      code[toNo] = code.length;
      sequence(b, node.no);
      code[toEnd] = code.length;
    }
  }
}

function hole(b: Builder): number {
  return b.code.push(0) - 1;
}

function register(b: Builder, count: number): number {
  b.registers += count;
  return b.registers - count;
}

/** Instruction and operand of a test; the ones without operand get none here and 0 in `testPair`. */
function testInstruction(b: Builder, test: CharTest): number[] {
  switch (test.is) {
    case 'literal':
      return [I.CHAR, test.code];
    case 'notLiteral':
      return [I.NOT_CHAR, test.code];
    case 'notNewline':
      return [I.NOT_NEWLINE];
    case 'all':
      return [I.ALL];
    case 'set':
      return [I.SET, b.sets.push(test.set) - 1];
  }
}

function testPair(b: Builder, test: CharTest): [number, number] {
  const [instruction, operand] = testInstruction(b, test);
  return [instruction!, operand ?? 0];
}

function count(n: number): number {
  return Math.min(n, 0x7fffffff);
}

function emitBranch(b: Builder, alternatives: ReadonlyArray<Sequence>): void {
  const { code } = b;
  const ends: number[] = [];
  alternatives.forEach((alternative, i) => {
    const last = i === alternatives.length - 1;
    const toNext = last ? -1 : emitSplit(b, alternative[0]);
    sequence(b, alternative);
    if (last) return;
    code.push(I.JUMP);
    ends.push(hole(b));
    code[toNext] = code.length;
  });
  if (alternatives.length === 0) code.push(I.FAIL);
  for (const end of ends) code[end] = code.length;
}

/** A choice whose first alternative starts with a plain test is skipped without touching the stack when that fails. */
function emitSplit(b: Builder, first: Node | undefined): number {
  const { code } = b;
  if (first?.op === 'char' && (first.test.is === 'literal' || first.test.is === 'set')) {
    code.push(first.test.is === 'literal' ? I.SPLIT_CHAR : I.SPLIT_SET);
    const target = hole(b);
    code.push(testPair(b, first.test)[1]);
    return target;
  }
  code.push(I.SPLIT);
  return hole(b);
}

function emitRepeatOne(b: Builder, node: Extract<Node, { op: 'repeatOne' }>, literal: number): void {
  const { code } = b;
  const [test, operand] = testPair(b, node.test);
  const min = count(node.min);
  const max = count(node.max);
  switch (node.greed) {
    case 'greedy':
      code.push(I.ONE_GREEDY, test, operand, min, max, literal, I.RETRY_GREEDY, literal);
      break;
    case 'lazy':
      code.push(I.ONE_LAZY, test, operand, min, max, literal, I.RETRY_LAZY, test, operand, literal);
      break;
    case 'possessive':
      code.push(I.ONE_POSSESSIVE, test, operand, min, max);
      break;
  }
}

function emitRepeat(b: Builder, node: Extract<Node, { op: 'repeat' }>): void {
  const { code } = b;
  const min = count(node.min);
  const max = count(node.max);
  const loop = register(b, 2);
  if (node.greed === 'possessive') {
    const held = register(b, 2);
    code.push(I.POSSESSIVE_START, loop);
    const start = code.length;
    code.push(I.LOOP_POSSESSIVE, loop, min, max);
    const exit = hole(b);
    code.push(held);
    sequence(b, node.body);
    code.push(I.POSSESSIVE_NEXT, loop, held, start);
    code[exit] = code.length;
    return;
  }
  code.push(I.LOOP_START, loop);
  const start = code.length;
  code.push(node.greed === 'greedy' ? I.LOOP_GREEDY : I.LOOP_LAZY, loop, min, max);
  const exit = hole(b);
  if (node.greed === 'lazy') code.push(I.LAZY_AGAIN, loop, max);
  sequence(b, node.body);
  code.push(I.JUMP, start);
  code[exit] = code.length;
}

function emitLook(b: Builder, node: Extract<Node, { op: 'look' }>): void {
  const { code } = b;
  const held = register(b, 2);
  if (!node.negative) {
    code.push(I.HOLD, held);
    if (node.back > 0) code.push(I.BACK, count(node.back));
    sequence(b, node.body);
    code.push(I.LOOK_END, held);
    return;
  }
  let early = -1;
  if (node.back > 0) {
    code.push(I.BACK_OR, count(node.back));
    early = hole(b);
  }
  code.push(I.DENY, held);
  const target = hole(b);
  if (node.back > 0) code.push(I.BACK, count(node.back));
  sequence(b, node.body);
  code.push(I.DENY_END, held);
  code[target] = code.length;
  if (early >= 0) code[early] = code.length;
}
