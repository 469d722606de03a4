// Facts about a tree that both back ends ask for: how wide a match can be, which groups a part contains,
// and where matches can begin.

import { AT } from './constants.ts';
import type { CharTest, Node, Sequence } from './tree.ts';

export interface Width {
  readonly min: number;
  readonly max: number;
}

/** Bounds on the number of characters a match of the sequence takes up. A back reference may be of any width. */
export function widthOf(nodes: Sequence): Width {
  let min = 0;
  let max = 0;
  for (const node of nodes) {
    const width = nodeWidth(node);
    min += width.min;
    max += width.max;
  }
  return { min, max };
}

function nodeWidth(node: Node): Width {
  switch (node.op) {
    case 'char':
      return { min: 1, max: 1 };
    case 'repeatOne':
      return { min: node.min, max: node.max };
    case 'repeat': {
      const body = widthOf(node.body);
      return { min: body.min * node.min, max: body.max === 0 ? 0 : body.max * node.max };
    }
    case 'branch':
      return either(node.alternatives.map(widthOf));
    case 'condition':
      return either([widthOf(node.yes), widthOf(node.no)]);
    case 'atomic':
      return widthOf(node.body);
    case 'backReference':
      return { min: 0, max: Infinity };
    default:
      return { min: 0, max: 0 };
  }
}

function either(widths: ReadonlyArray<Width>): Width {
  if (widths.length === 0) return { min: 0, max: 0 };
  return { min: Math.min(...widths.map((w) => w.min)), max: Math.max(...widths.map((w) => w.max)) };
}

/** Calls `visit` on every node, outer ones first, in the order of the code. */
export function walk(nodes: Sequence, visit: (node: Node) => void): void {
  for (const node of nodes) {
    visit(node);
    switch (node.op) {
      case 'branch':
        for (const alternative of node.alternatives) walk(alternative, visit);
        break;
      case 'condition':
        walk(node.yes, visit);
        walk(node.no, visit);
        break;
      case 'repeat':
      case 'look':
      case 'atomic':
        walk(node.body, visit);
        break;
    }
  }
}

/** The groups (from 0) that are opened somewhere in the sequence. */
export function groupsIn(nodes: Sequence): number[] {
  const groups: number[] = [];
  walk(nodes, (node) => {
    if (node.op === 'mark' && (node.index & 1) === 0) groups.push(node.index >> 1);
  });
  return groups;
}

/** What every match must begin with, as far as it is visible without looking into branches. */
export interface Opening {
  /** Literal characters at the start. */
  readonly prefix: number[];
  /** The test of the first character, when there is no literal. */
  readonly first: CharTest | undefined;
  /** Can a match begin nowhere but at the start of the string? */
  readonly anchored: boolean;
}

export function openingOf(nodes: Sequence): Opening {
  const prefix: number[] = [];
  for (const node of nodes) {
    if (node.op === 'mark') continue;
    if (node.op === 'char' && node.test.is === 'literal') {
      prefix.push(node.test.code);
      continue;
    }
    if (prefix.length > 0) break;
    if (node.op === 'at' && (node.where === AT.BEGINNING || node.where === AT.BEGINNING_STRING)) {
      return { prefix, first: undefined, anchored: true };
    }
    if (node.op === 'char' || (node.op === 'repeatOne' && node.min > 0)) {
      return { prefix, first: node.test.is === 'all' ? undefined : node.test, anchored: false };
    }
    break;
  }
  return { prefix, first: undefined, anchored: false };
}
