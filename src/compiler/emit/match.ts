// match: each case is one condition over the subject; what it captures waits in temporaries until the whole pattern holds.
//
//   case Point(x=0, y=y):   if (($2 = matchClass($1, Point, 0, ['x', 'y'], pc)) !== undefined && isEq($2[0], 0, pc) && ($3 = $2[1], true)) {
//                             y = $3; …guard and body…; break $M1; }

import type { ExprNode, MatchClass, MatchMapping, MatchSequence, Match, PatternNode } from '../../syntax/ast.ts';
import { bare, bareValue, jsString } from '../js.ts';
import { emitCondition } from './compare.ts';
import { copyAssigned, joinAssigned, type Assigned, type Fn } from './context.ts';
import { constantText, emitExpr } from './expr.ts';
import { storeName } from './names.ts';
import { emitBody } from './stmt.ts';
import { traced } from './trace.ts';

/** Names captured so far and the temporaries that hold them. */
type Captures = Map<string, { temp: string; at: PatternNode }>;

export function emitMatch(f: Fn, s: Match): void {
  const subject = f.temp();
  f.line(`${subject} = ${bareValue(emitExpr(f, s.subject))};`);
  const label = f.label('M');
  f.open(`${label}: {`);
  const ends: Assigned[] = [];
  const entry = copyAssigned(f.assigned);
  for (const c of s.cases) {
    const mark = f.mark();
    f.lineWritten = 0;
    if (f.unit.traced) f.line(`${traced(f, c.pattern, 'undefined')};`);
    const captures: Captures = new Map();
    const test = condition(f, c.pattern, subject, captures);
    f.assigned = copyAssigned(entry);
    f.open(test === 'true' ? '{' : `if (${bare(test)}) {`);
    for (const [name, { temp, at }] of captures) storeName(f, name, temp, at);
    // A failed guard goes on to the next case with the captures already stored.
    if (c.guard !== null) f.open(`if (${bare(emitCondition(f, c.guard))}) {`);
    emitBody(f, c.body);
    if (f.assigned !== null) f.line(`break ${label};`);
    ends.push(f.assigned);
    if (c.guard !== null) f.close();
    f.close();
    f.release(mark);
  }
  f.close();
  f.assigned = ends.reduce(joinAssigned, entry);
}

/** JS boolean text: does `v` (stable text) match? */
function condition(f: Fn, p: PatternNode, v: string, captures: Captures): string {
  switch (p.kind) {
    case 'MatchValue':
      return valueCondition(f, v, p.value);
    case 'MatchSingleton':
      return `(${v} === ${constantText(f, p.value)})`;
    case 'MatchSequence':
      return sequenceCondition(f, p, v, captures);
    case 'MatchMapping':
      return mappingCondition(f, p, v, captures);
    case 'MatchClass':
      return classCondition(f, p, v, captures);
    case 'MatchStar':
      return p.name === null ? 'true' : capture(f, p.name, v, p, captures);
    case 'MatchAs': {
      if (p.name === null) return 'true';
      if (p.pattern === null) return capture(f, p.name, v, p, captures);
      return all([condition(f, p.pattern, v, captures), capture(f, p.name, v, p, captures)]);
    }
    case 'MatchOr':
      return `(${p.patterns.map((q) => condition(f, q, v, captures)).join(' || ')})`;
  }
}

function all(tests: string[]): string {
  const real = tests.filter((t) => t !== 'true');
  if (real.length === 0) return 'true';
  return real.length === 1 ? real[0]! : `(${real.join(' && ')})`;
}

function capture(f: Fn, name: string, v: string, at: PatternNode, captures: Captures): string {
  let slot = captures.get(name);
  if (slot === undefined) {
    slot = { temp: f.temp(), at };
    captures.set(name, slot);
  }
  return `(${slot.temp} = ${v}, true)`;
}

function valueCondition(f: Fn, v: string, value: ExprNode): string {
  const text = emitExpr(f, value);
  const slow = f.call('isEq', [v, text], value);
  if (f.hot && value.kind === 'Constant') {
    if (value.value.type === 'int' && typeof value.value.value === 'number') return `(typeof ${v} === 'number' ? ${v} === ${text} : ${slow})`;
    if (value.value.type === 'str') return `(typeof ${v} === 'string' ? ${v} === ${text} : ${slow})`;
  }
  return slow;
}

/** Binds an item to a temporary and matches it. */
function itemCondition(f: Fn, p: PatternNode, item: string, captures: Captures): string {
  if (isWildcard(p)) return 'true';
  if (p.kind === 'MatchAs' && p.pattern === null) return capture(f, p.name!, item, p, captures);
  const t = f.temp();
  return all([`(${t} = ${item}, true)`, condition(f, p, t, captures)]);
}

function isWildcard(p: PatternNode): boolean {
  return (p.kind === 'MatchAs' && p.pattern === null && p.name === null) || (p.kind === 'MatchStar' && p.name === null);
}

function sequenceCondition(f: Fn, p: MatchSequence, v: string, captures: Captures): string {
  const { patterns } = p;
  const star = patterns.findIndex((q) => q.kind === 'MatchStar');
  const tests = [`${f.helper('isSequence')}(${v})`];
  const size = f.temp();
  const length = f.call('length', [v], p);
  if (star < 0) {
    tests.push(`${length} === ${patterns.length}`);
    if (patterns.every(isWildcard)) return all(tests);
    const items = f.temp();
    tests.push(`(${items} = ${f.call('unpack', [v, String(patterns.length)], p)}, true)`);
    patterns.forEach((q, i) => tests.push(itemCondition(f, q, `${items}[${i}]`, captures)));
    return all(tests);
  }
  const before = star;
  const after = patterns.length - star - 1;
  if (patterns.length > 1) tests.push(`(${size} = ${length}) >= ${patterns.length - 1}`);
  if (isWildcard(patterns[star]!)) {
    // The middle is not needed, so items are fetched one by one.
    patterns.forEach((q, i) => {
      if (isWildcard(q)) return;
      const index = i < star ? String(i) : `${size} - ${patterns.length - i}`;
      tests.push(itemCondition(f, q, f.call('getitem', [v, index], p), captures));
    });
    return all(tests);
  }
  const items = f.temp();
  tests.push(`(${items} = ${f.call('unpackStar', [v, String(before), String(after)], p)}, true)`);
  patterns.forEach((q, i) => tests.push(itemCondition(f, q, `${items}[${i}]`, captures)));
  return all(tests);
}

function mappingCondition(f: Fn, p: MatchMapping, v: string, captures: Captures): string {
  const tests = [`${f.helper('isMapping')}(${v})`];
  const count = p.keys.length;
  if (count > 0) tests.push(`${f.call('length', [v], p)} >= ${count}`);
  const keys = f.temp();
  const values = f.temp();
  if (count > 0 || p.rest !== null) {
    tests.push(`(${keys} = [${p.keys.map((k) => emitExpr(f, k)).join(', ')}], true)`);
  }
  if (count > 0) {
    tests.push(`(${values} = ${f.call('matchKeys', [v, keys], p)}) !== undefined`);
    p.patterns.forEach((q, i) => tests.push(itemCondition(f, q, `${values}[${i}]`, captures)));
  }
  if (p.rest !== null) tests.push(capture(f, p.rest, f.call('matchRest', [v, keys], p), p, captures));
  return all(tests);
}

function classCondition(f: Fn, p: MatchClass, v: string, captures: Captures): string {
  const cls = emitExpr(f, p.cls);
  const attrs = f.temp();
  const names = `[${p.kwd_attrs.map((name) => jsString(name)).join(', ')}]`;
  for (const name of p.kwd_attrs) f.noteName(name);
  const tests = [`(${attrs} = ${f.call('matchClass', [v, cls, String(p.patterns.length), names], p)}) !== undefined`];
  [...p.patterns, ...p.kwd_patterns].forEach((q, i) => tests.push(itemCondition(f, q, `${attrs}[${i}]`, captures)));
  return all(tests);
}
