// Translates a tree to the source of a JavaScript RegExp that finds the same matches, or says that it cannot.
// The RegExp has none of the flags i, m, s, u, v: whatever they would mean is spelled out, so that no rule of
// JavaScript about case, lines or surrogates applies. Subjects contain no surrogate code unit.
//
// Where the two languages differ, and what is done:
// - an empty iteration ends a Python loop successfully and fails in JavaScript: only loops whose body takes up
//   a character are translated (`x?` with a possibly empty x becomes `(?:x|)`);
// - JavaScript clears the groups of a loop body at each iteration: only bodies that set all their groups pass;
// - a reference to an unset group fails in Python and is empty in JavaScript: only references to groups
//   that are certainly set pass;
// - atomic groups and possessive repeats become `(?=(x))\n`, with n a group of our own.

import { AT, CATEGORY } from './constants.ts';
import type { CharTables } from './charTables.ts';
import { CharSet, complement } from './charSet.ts';
import { groupsIn, widthOf } from './analyse.ts';
import type { CharTest, Node, Sequence } from './tree.ts';

export interface NativeSource {
  readonly source: string;
  /** RegExp group number of each Python group; index 0 is the whole match. */
  readonly groupMap: ReadonlyArray<number>;
  /** Python groups in the order in which they close, which is what lastindex depends on. */
  readonly closeOrder: ReadonlyArray<number>;
  /** Does the source hold only for subjects whose characters are below the limit? */
  readonly limited: boolean;
}

/** `limit` is 256 for subjects with Latin-1 characters only, 65536 for any. */
export function nativeSource(nodes: Sequence, groups: number, limit: number, tables: CharTables): NativeSource | undefined {
  const t: Translation = { limit, tables, groups, opened: 0, jsGroups: 0, groupMap: [0], closeOrder: [], limited: false, known: new Set() };
  try {
    const source = sequence(t, nodes);
    if (t.opened !== groups) return undefined;
    return { source, groupMap: t.groupMap, closeOrder: t.closeOrder, limited: t.limited };
  } catch (error) {
    if (error instanceof NotTranslatable) return undefined;
    throw error;
  }
}

interface Translation {
  readonly limit: number;
  readonly tables: CharTables;
  readonly groups: number;
  /** Python groups opened so far; they must come in order. */
  opened: number;
  jsGroups: number;
  readonly groupMap: number[];
  readonly closeOrder: number[];
  limited: boolean;
  /** Python groups (from 0) that are set on every path to the current place. */
  known: Set<number>;
}

class NotTranslatable extends Error {}

function giveUp(): never {
  throw new NotTranslatable();
}

function sequence(t: Translation, nodes: Sequence): string {
  let out = '';
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.op === 'mark') {
      const close = closingMark(nodes, i);
      out += group(t, node.index >> 1, nodes.slice(i + 1, close));
      i = close;
    } else if (node.op === 'at') {
      out += position(t, node.where, nodes, i);
    } else {
      out += translate(t, node);
    }
  }
  return out;
}

function closingMark(nodes: Sequence, open: number): number {
  const mark = nodes[open]!;
  if (mark.op !== 'mark' || (mark.index & 1) === 1) giveUp();
  for (let i = open + 1; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.op === 'mark' && node.index === mark.index + 1) return i;
  }
  giveUp();
}

function group(t: Translation, index: number, body: Sequence): string {
  if (index !== t.opened) giveUp();
  t.opened += 1;
  t.jsGroups += 1;
  t.groupMap[index + 1] = t.jsGroups;
  const source = `(${sequence(t, body)})`;
  t.closeOrder.push(index + 1);
  t.known.add(index);
  return source;
}

function translate(t: Translation, node: Node): string {
  switch (node.op) {
    case 'char':
      return character(t, node.test);
    case 'fail':
      return '[]';
    case 'branch':
      return branch(t, node.alternatives);
    case 'repeatOne': {
      if (node.greed === 'possessive') return atomic(t, () => character(t, node.test) + quantifier(node.min, node.max));
      return character(t, node.test) + quantifier(node.min, node.max) + (node.greed === 'lazy' ? '?' : '');
    }
    case 'repeat':
      return repeat(t, node);
    case 'look':
      return look(t, node.negative, node.back, node.body);
    case 'atomic':
      return atomic(t, () => sequence(t, node.body));
    case 'backReference':
      if (node.fold !== 'none' || !t.known.has(node.group)) giveUp();
      return `(?:\\${t.groupMap[node.group + 1]})`;
    default:
      giveUp();
  }
}

function branch(t: Translation, alternatives: ReadonlyArray<Sequence>): string {
  if (alternatives.length === 0) return '[]';
  const before = t.known;
  let after: Set<number> | undefined;
  const sources = alternatives.map((alternative) => {
    t.known = new Set(before);
    const source = sequence(t, alternative);
    const reached = t.known;
    after = after === undefined ? reached : new Set([...after].filter((g) => reached.has(g)));
    return source;
  });
  t.known = after!;
  return `(?:${sources.join('|')})`;
}

type Repeat = Extract<Node, { op: 'repeat' }>;

function repeat(t: Translation, node: Repeat): string {
  const { min, max, greed, body } = node;
  const mayBeEmpty = widthOf(body).min === 0;
  const once = max <= 1;
  if (mayBeEmpty && !once) giveUp();
  if (mayBeEmpty && min === 0 && max === 1) {
    const source = () => optionally(t, () => sequence(t, body));
    if (greed === 'possessive') return atomic(t, () => `${source()}|`);
    return greed === 'lazy' ? `(?:|${source()})` : `(?:${source()}|)`;
  }
  if (greed === 'possessive') {
    return atomic(t, () => repeated(t, node, () => atomic(t, () => sequence(t, body))));
  }
  return repeated(t, node, () => sequence(t, body)) + (greed === 'lazy' ? '?' : '');
}

function repeated(t: Translation, node: Repeat, body: () => string): string {
  const before = new Set(t.known);
  const source = body();
  const inside = groupsIn(node.body);
  if (node.max > 1 && inside.some((g) => !t.known.has(g))) giveUp();
  if (node.min === 0) t.known = before;
  return `(?:${source})${quantifier(node.min, node.max)}`;
}

function optionally(t: Translation, body: () => string): string {
  const before = new Set(t.known);
  const source = body();
  t.known = before;
  return source;
}

function quantifier(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function atomic(t: Translation, body: () => string): string {
  t.jsGroups += 1;
  const own = t.jsGroups;
  return `(?=(${body()}))(?:\\${own})`;
}

function look(t: Translation, negative: boolean, back: number, body: Sequence): string {
  if (negative && groupsIn(body).length > 0) giveUp();
  if (back === 0) {
    const source = negative ? optionally(t, () => sequence(t, body)) : sequence(t, body);
    return `(?${negative ? '!' : '='}${source})`;
  }
  // JavaScript matches backwards here, which cannot be told from forwards when the width is fixed and nothing is captured.
  const width = widthOf(body);
  if (width.min !== back || width.max !== back || groupsIn(body).length > 0) giveUp();
  const groupsBefore = t.jsGroups;
  const source = sequence(t, body);
  if (t.jsGroups !== groupsBefore) giveUp();
  return `(?<${negative ? '!' : '='}${source})`;
}

function position(t: Translation, where: number, nodes: Sequence, index: number): string {
  switch (where) {
    case AT.BEGINNING:
    case AT.BEGINNING_STRING:
      return '^';
    case AT.BEGINNING_LINE:
      return '(?<![^\\n])';
    case AT.END:
      return '(?=\\n?$)';
    case AT.END_LINE:
      return '(?![^\\n])';
    case AT.END_STRING:
      return '$';
    case AT.BOUNDARY:
      return '\\b';
    case AT.NON_BOUNDARY:
      return '\\B';
    case AT.LOC_BOUNDARY:
    case AT.LOC_NON_BOUNDARY:
      if (t.tables.localeIsAlnum !== undefined) giveUp();
      return where === AT.LOC_BOUNDARY ? '\\b' : '\\B';
    default:
      return unicodeBoundary(t, where === AT.UNI_BOUNDARY, nodes, index);
  }
}

/** \b for Unicode words. When a neighbour is known to be a word character, only the other side is looked at. */
function unicodeBoundary(t: Translation, boundary: boolean, nodes: Sequence, index: number): string {
  t.limited ||= t.limit === 256;
  const word = new CharSet([{ kind: 'category', category: CATEGORY.UNI_WORD }], 'none', false, t.tables);
  const w = classSource(word.ranges(t.limit), t.limit);
  if (isWordNode(t, neighbour(nodes, index, 1), word)) return boundary ? `(?<!${w})` : `(?<=${w})`;
  if (isWordNode(t, neighbour(nodes, index, -1), word)) return boundary ? `(?!${w})` : `(?=${w})`;
  return boundary ? `(?:(?<=${w})(?!${w})|(?<!${w})(?=${w}))` : `(?:(?<=${w})(?=${w})|(?<!${w})(?!${w}))`;
}

function neighbour(nodes: Sequence, index: number, step: number): Node | undefined {
  let i = index + step;
  while (nodes[i]?.op === 'mark') i += step;
  return nodes[i];
}

/** Does the node certainly take up at least one character, and nothing but word characters? */
function isWordNode(t: Translation, node: Node | undefined, word: CharSet): boolean {
  if (node === undefined || (node.op !== 'char' && !(node.op === 'repeatOne' && node.min > 0))) return false;
  const { test } = node;
  if (test.is === 'literal') return test.code < 65536 && word.test(test.code);
  if (test.is !== 'set') return false;
  const outside = complement(word.ranges(t.limit), t.limit);
  return !overlap(test.set.ranges(t.limit), outside);
}

function overlap(a: ReadonlyArray<number>, b: ReadonlyArray<number>): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i + 1]! < b[j]!) i += 2;
    else if (b[j + 1]! < a[i]!) j += 2;
    else return true;
  }
  return false;
}

function character(t: Translation, test: CharTest): string {
  switch (test.is) {
    case 'literal':
      return test.code > 0xffff ? '[]' : escapeLiteral(test.code);
    case 'notLiteral':
      return test.code > 0xffff ? '[^]' : `[^${escapeInClass(test.code)}]`;
    case 'notNewline':
      return '[^\\n]';
    case 'all':
      return '[^]';
    case 'set': {
      if (!test.set.isLarge) return classSource(test.set.ranges(65536), 65536);
      t.limited ||= t.limit === 256;
      return classSource(test.set.ranges(t.limit), t.limit);
    }
  }
}

function classSource(ranges: ReadonlyArray<number>, limit: number): string {
  if (ranges.length === 0) return '[]';
  const rest = complement(ranges, limit);
  if (rest.length < ranges.length) return `[^${listed(rest)}]`;
  return `[${listed(ranges)}]`;
}

function listed(ranges: ReadonlyArray<number>): string {
  let out = '';
  for (let i = 0; i < ranges.length; i += 2) {
    const low = ranges[i]!;
    const high = ranges[i + 1]!;
    out += escapeInClass(low);
    if (high > low) out += (high > low + 1 ? '-' : '') + escapeInClass(high);
  }
  return out;
}

function escapeLiteral(code: number): string {
  return isAlnum(code) || code === 32 || code === 95 ? String.fromCharCode(code) : escapeInClass(code);
}

function escapeInClass(code: number): string {
  if (isAlnum(code)) return String.fromCharCode(code);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

function isAlnum(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
