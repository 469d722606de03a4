// Reads a code array into a tree, checking it on the way: an array that `re/_compiler.py` could not have made
// raises InvalidCode, so nothing after this module has to doubt an offset or a group number.
// Everything that looks at exactly one character becomes one node, `char`.
// CPython: _validate in Modules/_sre/sre.c.

import { AT_COUNT, CATEGORY_COUNT, INFO_CHARSET, INFO_PREFIX, MAX_REPEAT, OP } from './constants.ts';
import type { CharTables } from './charTables.ts';
import { CharSet } from './charSet.ts';
import type { Fold, SetItem } from './charSet.ts';

export type CharTest =
  | { readonly is: 'literal'; readonly code: number }
  | { readonly is: 'notLiteral'; readonly code: number }
  | { readonly is: 'notNewline' }
  | { readonly is: 'all' }
  | { readonly is: 'set'; readonly set: CharSet };

export type Greed = 'greedy' | 'lazy' | 'possessive';
export type Sequence = ReadonlyArray<Node>;

export type Node =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'fail' }
  | { readonly op: 'mark'; readonly index: number }
  | { readonly op: 'at'; readonly where: number }
  | { readonly op: 'branch'; readonly alternatives: ReadonlyArray<Sequence> }
  | { readonly op: 'repeat'; readonly min: number; readonly max: number; readonly greed: Greed; readonly body: Sequence }
  | { readonly op: 'repeatOne'; readonly min: number; readonly max: number; readonly greed: Greed; readonly test: CharTest }
  | { readonly op: 'look'; readonly negative: boolean; readonly back: number; readonly body: Sequence }
  | { readonly op: 'atomic'; readonly body: Sequence }
  | { readonly op: 'backReference'; readonly group: number; readonly fold: Fold }
  | { readonly op: 'condition'; readonly group: number; readonly yes: Sequence; readonly no: Sequence };

export class InvalidCode extends Error {}

/** `groups` counts capturing groups without group 0. Group numbers in nodes start at 0; max is Infinity for no limit. */
export function parseCode(code: ArrayLike<number>, groups: number, tables: CharTables): Sequence {
  const p: Reader = { code, groups, tables };
  let start = 0;
  if (code.length > 0 && code[0] === OP.INFO) {
    start = 1 + skipFrom(p, 1, code.length);
    checkInfo(p, start);
  }
  if (code.length === 0 || code[code.length - 1] !== OP.SUCCESS || start >= code.length) invalid();
  return parseSequence(p, start, code.length - 1).nodes;
}

interface Reader {
  readonly code: ArrayLike<number>;
  readonly groups: number;
  readonly tables: CharTables;
}

function invalid(): never {
  throw new InvalidCode('invalid SRE code');
}

function word(p: Reader, at: number, end: number): number {
  if (at >= end) invalid();
  return p.code[at]!;
}

/** The relative offset stored at `at`; its target must lie inside the part being read. */
function skipFrom(p: Reader, at: number, end: number): number {
  const skip = word(p, at, end);
  if (skip === 0 || at + skip > end) invalid();
  return skip;
}

/** INFO only speeds up a search in CPython. We find prefixes in the tree ourselves and check just the layout. */
function checkInfo(p: Reader, end: number): void {
  const flags = word(p, 2, end);
  word(p, 4, end);
  if ((flags & ~7) !== 0 || ((flags & INFO_PREFIX) !== 0 && (flags & INFO_CHARSET) !== 0)) invalid();
  if ((flags & INFO_PREFIX) !== 0) {
    const length = word(p, 5, end);
    if (7 + 2 * length !== end || word(p, 6, end) > length) invalid();
  } else if ((flags & INFO_CHARSET) !== 0) {
    parseSet(p, 5, end);
  }
}

/** Reads nodes up to `end`. A JUMP that fills the last two words belongs to the caller and is left unread. */
function parseSequence(p: Reader, start: number, end: number): { nodes: Node[]; next: number } {
  const nodes: Node[] = [];
  let at = start;
  while (at < end) {
    if (p.code[at] === OP.JUMP && at === end - 2) break;
    at = parseNode(p, at, end, nodes);
  }
  return { nodes, next: at };
}

/** The body of a construct, which must use up its part to the last word. */
function parseBody(p: Reader, start: number, end: number): Node[] {
  if (end < start) invalid();
  const { nodes, next } = parseSequence(p, start, end);
  if (next !== end) invalid();
  return nodes;
}

function parseNode(p: Reader, at: number, end: number, out: Node[]): number {
  const op = p.code[at]!;
  const test = charTestAt(p, at, end);
  if (test !== undefined) {
    out.push({ op: 'char', test: test.test });
    return test.next;
  }
  switch (op) {
    case OP.FAILURE:
      out.push({ op: 'fail' });
      return at + 1;
    case OP.MARK: {
      const index = word(p, at + 1, end);
      if (index >= 2 * p.groups) invalid();
      out.push({ op: 'mark', index });
      return at + 2;
    }
    case OP.AT: {
      const where = word(p, at + 1, end);
      if (where >= AT_COUNT) invalid();
      out.push({ op: 'at', where });
      return at + 2;
    }
    case OP.BRANCH:
      return parseBranch(p, at, end, out);
    case OP.REPEAT:
    case OP.POSSESSIVE_REPEAT:
      return parseRepeat(p, at, end, out);
    case OP.REPEAT_ONE:
    case OP.MIN_REPEAT_ONE:
    case OP.POSSESSIVE_REPEAT_ONE:
      return parseRepeatOne(p, at, end, out);
    case OP.ASSERT:
    case OP.ASSERT_NOT: {
      const next = at + 1 + skipFrom(p, at + 1, end);
      const back = word(p, at + 2, end);
      if (word(p, next - 1, end) !== OP.SUCCESS) invalid();
      out.push({ op: 'look', negative: op === OP.ASSERT_NOT, back, body: parseBody(p, at + 3, next - 1) });
      return next;
    }
    case OP.ATOMIC_GROUP: {
      const next = at + 1 + skipFrom(p, at + 1, end);
      if (word(p, next - 1, end) !== OP.SUCCESS) invalid();
      out.push({ op: 'atomic', body: parseBody(p, at + 2, next - 1) });
      return next;
    }
    case OP.GROUPREF:
    case OP.GROUPREF_IGNORE:
    case OP.GROUPREF_LOC_IGNORE:
    case OP.GROUPREF_UNI_IGNORE: {
      const group = word(p, at + 1, end);
      if (group >= p.groups) invalid();
      out.push({ op: 'backReference', group, fold: referenceFold(op) });
      return at + 2;
    }
    case OP.GROUPREF_EXISTS:
      return parseCondition(p, at, end, out);
    default:
      invalid();
  }
}

function referenceFold(op: number): Fold {
  switch (op) {
    case OP.GROUPREF_IGNORE:
      return 'ascii';
    case OP.GROUPREF_LOC_IGNORE:
      return 'locale';
    case OP.GROUPREF_UNI_IGNORE:
      return 'unicode';
    default:
      return 'none';
  }
}

/** BRANCH (skip body JUMP end)* 0, each skip leading to the next one. */
function parseBranch(p: Reader, at: number, end: number, out: Node[]): number {
  const alternatives: Node[][] = [];
  let target = -1;
  let i = at + 1;
  for (;;) {
    if (word(p, i, end) === 0) break;
    const next = i + skipFrom(p, i, end);
    if (next - 2 < i + 1 || word(p, next - 2, end) !== OP.JUMP) invalid();
    const jump = next - 1 + skipFrom(p, next - 1, end);
    if (target >= 0 && jump !== target) invalid();
    target = jump;
    alternatives.push(parseBody(p, i + 1, next - 2));
    i = next;
  }
  if (target >= 0 && target !== i + 1) invalid();
  out.push({ op: 'branch', alternatives });
  return i + 1;
}

function limits(p: Reader, at: number, end: number): { min: number; max: number } {
  const min = word(p, at, end);
  const max = word(p, at + 1, end);
  if (min > max) invalid();
  return { min, max: max === MAX_REPEAT ? Infinity : max };
}

function parseRepeat(p: Reader, at: number, end: number, out: Node[]): number {
  const next = at + 1 + skipFrom(p, at + 1, end);
  const { min, max } = limits(p, at + 2, end);
  const body = parseBody(p, at + 4, next);
  const until = word(p, next, end);
  const possessive = p.code[at] === OP.POSSESSIVE_REPEAT;
  if (possessive ? until !== OP.SUCCESS : until !== OP.MAX_UNTIL && until !== OP.MIN_UNTIL) invalid();
  const greed = possessive ? 'possessive' : until === OP.MIN_UNTIL ? 'lazy' : 'greedy';
  out.push({ op: 'repeat', min, max, greed, body });
  return next + 1;
}

function parseRepeatOne(p: Reader, at: number, end: number, out: Node[]): number {
  const op = p.code[at]!;
  const next = at + 1 + skipFrom(p, at + 1, end);
  const { min, max } = limits(p, at + 2, end);
  const greed = op === OP.POSSESSIVE_REPEAT_ONE ? 'possessive' : op === OP.MIN_REPEAT_ONE ? 'lazy' : 'greedy';
  if (word(p, next - 1, end) !== OP.SUCCESS) invalid();
  const body = parseBody(p, at + 4, next - 1);
  const [only] = body;
  if (body.length === 1 && only!.op === 'char') out.push({ op: 'repeatOne', min, max, greed, test: only!.test });
  else if (body.length === 1 && only!.op === 'fail') out.push({ op: 'repeat', min, max, greed, body });
  else invalid();
  return next;
}

/** GROUPREF_EXISTS group skip yes [JUMP skip no] */
function parseCondition(p: Reader, at: number, end: number, out: Node[]): number {
  const group = word(p, at + 1, end);
  if (group >= p.groups) invalid();
  // The offset counts from the group number, one word before where it is stored.
  const target = at + 1 + word(p, at + 2, end);
  if (target < at + 3 || target > end) invalid();
  const yes = parseSequence(p, at + 3, target);
  if (yes.next === target) {
    out.push({ op: 'condition', group, yes: yes.nodes, no: [] });
    return target;
  }
  const next = target - 1 + skipFrom(p, target - 1, end);
  out.push({ op: 'condition', group, yes: yes.nodes, no: parseBody(p, target, next) });
  return next;
}

/** Reads an operation that looks at one character, if there is one here. */
function charTestAt(p: Reader, at: number, end: number): { test: CharTest; next: number } | undefined {
  switch (p.code[at]) {
    case OP.ANY:
      return { test: { is: 'notNewline' }, next: at + 1 };
    case OP.ANY_ALL:
      return { test: { is: 'all' }, next: at + 1 };
    case OP.LITERAL:
      return { test: { is: 'literal', code: word(p, at + 1, end) }, next: at + 2 };
    case OP.NOT_LITERAL:
      return { test: { is: 'notLiteral', code: word(p, at + 1, end) }, next: at + 2 };
    case OP.LITERAL_IGNORE:
      return literalSet(p, at, end, 'ascii', /* inverted */ false);
    case OP.LITERAL_UNI_IGNORE:
      return literalSet(p, at, end, 'unicode', /* inverted */ false);
    case OP.LITERAL_LOC_IGNORE:
      return literalSet(p, at, end, 'locale', /* inverted */ false);
    case OP.NOT_LITERAL_IGNORE:
      return literalSet(p, at, end, 'ascii', /* inverted */ true);
    case OP.NOT_LITERAL_UNI_IGNORE:
      return literalSet(p, at, end, 'unicode', /* inverted */ true);
    case OP.NOT_LITERAL_LOC_IGNORE:
      return literalSet(p, at, end, 'locale', /* inverted */ true);
    case OP.CATEGORY: {
      const category = word(p, at + 1, end);
      if (category >= CATEGORY_COUNT) invalid();
      return { test: { is: 'set', set: new CharSet([{ kind: 'category', category }], 'none', false, p.tables) }, next: at + 2 };
    }
    case OP.IN:
      return setAt(p, at, end, 'none');
    case OP.IN_IGNORE:
      return setAt(p, at, end, 'ascii');
    case OP.IN_UNI_IGNORE:
      return setAt(p, at, end, 'unicode');
    case OP.IN_LOC_IGNORE:
      return setAt(p, at, end, 'locale');
    default:
      return undefined;
  }
}

function literalSet(p: Reader, at: number, end: number, fold: Fold, inverted: boolean) {
  const code = word(p, at + 1, end);
  const set = new CharSet([{ kind: 'range', low: code, high: code }], fold, inverted, p.tables);
  return { test: { is: 'set', set } as const, next: at + 2 };
}

function setAt(p: Reader, at: number, end: number, fold: Fold) {
  const next = at + 1 + skipFrom(p, at + 1, end);
  const items = parseSet(p, at + 2, next);
  // With two foldings, upper and lower, "not in the set" must hold for both: the negation comes last.
  const inverted = fold === 'locale' && items[0]?.kind === 'negate';
  const set = new CharSet(inverted ? items.slice(1) : items, fold, inverted, p.tables);
  return { test: { is: 'set', set } as const, next };
}

/** The list of a set, which ends with FAILURE exactly at `end`. */
function parseSet(p: Reader, start: number, end: number): SetItem[] {
  const items: SetItem[] = [];
  let at = start;
  for (;;) {
    switch (word(p, at, end)) {
      case OP.FAILURE:
        if (at !== end - 1) invalid();
        return items;
      case OP.NEGATE:
        items.push({ kind: 'negate' });
        at += 1;
        break;
      case OP.LITERAL: {
        const code = word(p, at + 1, end);
        items.push({ kind: 'range', low: code, high: code });
        at += 2;
        break;
      }
      case OP.RANGE:
      case OP.RANGE_UNI_IGNORE:
        items.push({
          kind: p.code[at] === OP.RANGE ? 'range' : 'caseRange',
          low: word(p, at + 1, end),
          high: word(p, at + 2, end),
        });
        at += 3;
        break;
      case OP.CATEGORY: {
        const category = word(p, at + 1, end);
        if (category >= CATEGORY_COUNT) invalid();
        items.push({ kind: 'category', category });
        at += 2;
        break;
      }
      case OP.CHARSET:
        word(p, at + 8, end);
        items.push({ kind: 'bitmap', bits: words(p, at + 1, 8) });
        at += 9;
        break;
      case OP.BIGCHARSET:
        at = parseBigSet(p, at, end, items);
        break;
      default:
        invalid();
    }
  }
}

/** BIGCHARSET count, 64 words of block numbers (a byte each, low byte first), count blocks of 8 words. */
function parseBigSet(p: Reader, at: number, end: number, items: SetItem[]): number {
  const count = word(p, at + 1, end);
  word(p, at + 65 + 8 * count, end);
  const blocks = new Uint8Array(256);
  for (let i = 0; i < 256; i++) {
    blocks[i] = p.code[at + 2 + (i >> 2)]! >>> (8 * (i & 3));
    if (blocks[i]! >= count) invalid();
  }
  items.push({ kind: 'bigBitmap', blocks, bits: words(p, at + 66, 8 * count) });
  return at + 66 + 8 * count;
}

function words(p: Reader, start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => p.code[start + i]!);
}
