// The three ways to run a pattern (RegExp, machine on strings, machine on code points) against CPython's answers.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { OP } from './constants.ts';
import { FULLMATCH, MATCH, NO_ADVANCE, Regex, SEARCH } from './regex.ts';
import type { Found, Mode } from './regex.ts';
import { InvalidCode } from './tree.ts';
import { unicodeTables } from './unicodeTables.ts';

type Described = (number | [number, number])[] | null;
type Row = [number[], number, number, Described, Described, Described, Described[]];
interface Case {
  pattern: string;
  flags: number;
  code: number[];
  groups: number;
  rows: Row[];
}
type Run = (mode: Mode, pos: number, advance: number) => Found | null;

const cases: Case[] = JSON.parse(readFileSync('test/sre/cases.json', 'utf8'));

function describe(regex: Regex, found: Found | null, text: string, end: number): Described {
  if (found === null) return null;
  const spans = regex.spans(found, text, end);
  const out: (number | [number, number])[] = [];
  for (let i = 0; i < spans.length; i += 2) out.push([spans[i]!, spans[i + 1]!]);
  out.push(regex.lastIndex(found));
  return out;
}

function checkRow(regex: Regex, text: string, row: Row, run: Run, label: string): void {
  const [, pos, end, match, full, search, all] = row;
  const got = (mode: Mode) => describe(regex, run(mode, pos, NO_ADVANCE), text, end);
  assert.deepEqual(got(MATCH), match, `${label} match`);
  assert.deepEqual(got(FULLMATCH), full, `${label} fullmatch`);
  assert.deepEqual(got(SEARCH), search, `${label} search`);
  const found: Described[] = [];
  let next = run(SEARCH, pos, NO_ADVANCE);
  while (next !== null) {
    found.push(describe(regex, next, text, end));
    next = run(SEARCH, next.end, next.start === next.end ? next.end : NO_ADVANCE);
  }
  assert.deepEqual(found, all, `${label} finditer`);
}

function checkCase(c: Case, prefersWide: boolean): number {
  const regex = new Regex(c.code, c.groups, unicodeTables);
  if (prefersWide) regex.nativeFor('\u3042'.repeat(10000));
  let native = 0;
  for (const row of c.rows) {
    const [points, , end] = row;
    const label = `${c.pattern} flags ${c.flags} on ${JSON.stringify(String.fromCodePoint(...points))}`;
    checkRow(regex, '', row, (mode, pos, advance) => regex.execUnits(Uint32Array.from(points), mode, pos, end, advance), `${label} units`);
    if (points.some((point) => point > 0xffff)) continue;
    const text = String.fromCharCode(...points);
    checkRow(regex, text, row, (mode, pos, advance) => regex.execMachine(text, mode, pos, end, advance), `${label} machine`);
    checkRow(regex, text, row, (mode, pos, advance) => regex.exec(text, mode, pos, end, advance), `${label} exec`);
    if (regex.nativeFor(text) !== undefined) native++;
  }
  return native;
}

test('every way of matching agrees with CPython', () => {
  let native = 0;
  for (const c of cases) native += checkCase(c, false) + checkCase(c, true);
  assert.ok(native > cases.length, 'most patterns run as a RegExp');
});

test('a long subject needs no JavaScript stack', () => {
  // (?:(a)|b)*
  const code = [
    OP.REPEAT,
    18,
    0,
    0xffffffff,
    OP.BRANCH,
    9,
    OP.MARK,
    0,
    OP.LITERAL,
    97,
    OP.MARK,
    1,
    OP.JUMP,
    7,
    5,
    OP.LITERAL,
    98,
    OP.JUMP,
    2,
    OP.FAILURE,
    OP.MAX_UNTIL,
    OP.SUCCESS,
  ];
  code[1] = code.lastIndexOf(OP.MAX_UNTIL) - 1;
  const regex = new Regex(code, 1, unicodeTables);
  const text = 'ab'.repeat(300000);
  assert.equal(regex.exec(text, MATCH, 0, text.length, NO_ADVANCE)!.end, text.length);
});

test('code that the compiler cannot have made is refused', () => {
  const check = (code: number[], groups: number) => assert.throws(() => new Regex(code, groups, unicodeTables), InvalidCode);
  check([], 0);
  check([99], 0);
  check([OP.ANY], 0);
  check([OP.MARK, 5, OP.SUCCESS], 1);
  check([OP.GROUPREF, 1, OP.SUCCESS], 1);
  check([OP.BRANCH, 50, OP.SUCCESS], 0);
  check([OP.REPEAT_ONE, 6, 3, 1, OP.ANY, OP.SUCCESS, OP.SUCCESS], 0);
});

test('matchUnits.ts is what scripts/gen-sre.mjs makes', async () => {
  const generator = new URL('scripts/gen-sre.mjs', `file://${process.cwd()}/`).href;
  const { unitsFromString } = (await import(generator)) as { unitsFromString(source: string): string };
  const read = (name: string) => readFileSync(`src/util/sre/${name}`, 'utf8');
  assert.equal(read('matchUnits.ts'), unitsFromString(read('matchString.ts')));
});
