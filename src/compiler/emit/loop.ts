// Loops: for, while, and the loops of comprehensions.
//
//   for x in range(n):   counts by itself while the callee is `range` and the bounds are numbers, else iterates
//   for i, x in enumerate(v), for x, y in zip(v, w): steps the iterators themselves, without a tuple, while the callee is that builtin
//   for x in v:          $it = iter(v); while (($v = $it.s_next($it)) !== undefined) { x = $v; … }

import type { AsyncFor, Call, ExprNode, For, Name, Position, Tuple, While } from '../../syntax/ast.ts';
import { builtinNames } from '../builtinNames.ts';
import { constantTruth, foldConstant, frozen } from '../fold.ts';
import { bare, sequence } from '../js.ts';
import { storeTarget } from './assign.ts';
import { backEdge } from './backEdge.ts';
import { emitCondition } from './compare.ts';
import { copyAssigned, joinAssigned, type Fn, type LoopBlock } from './context.ts';
import { emitExpr } from './expr.ts';
import { anextText } from './generator.ts';
import { placeOf } from './names.ts';
import { emitOperands, hold, needsPrelude } from './operands.ts';
import { emitBody } from './stmt.ts';
import { traceAgain } from './trace.ts';
import { openTry, throwAgain } from './try.ts';

export function emitFor(f: Fn, s: For): void {
  emitLoop(f, s, s.orelse, (block) =>
    emitIteration(f, s.target, s.iter, s, (it) => {
      if (it !== undefined && mayMakeGenerator(f, s.iter)) block.left = `${f.call('loopLeft', [it], s.iter)};`;
      loopBody(f, s.body, block);
    }),
  );
}

/** A generator that the loop's own call has made is dropped with the loop. */
function mayMakeGenerator(f: Fn, e: ExprNode): boolean {
  return e.kind === 'Call' && !f.leaf && !f.suspendable && !(e.func.kind === 'Name' && builtinNames.has(e.func.id));
}

export function emitAsyncFor(f: Fn, s: AsyncFor): void {
  emitLoop(f, s, s.orelse, (block) => emitAsyncIteration(f, s.target, s.iter, s, () => loopBody(f, s.body, block)));
}

function loopBody(f: Fn, body: For['body'], block: LoopBlock): void {
  f.blocks.push(block);
  emitBody(f, body);
  f.blocks.pop();
}

/** Label, hot region, `else` and the state of assignments around a loop. */
function emitLoop(f: Fn, s: For | AsyncFor | While, orelse: For['body'], emit: (block: LoopBlock) => void): void {
  const block: LoopBlock = {
    kind: 'loop',
    breakLabel: orelse.length > 0 ? f.label('B') : undefined,
    breakStates: undefined,
  };
  const wasHot = f.hot;
  if (f.kind !== 'class' && !f.unit.traced) f.hot = true;
  if (block.breakLabel !== undefined) f.open(`${block.breakLabel}: {`);
  const mark = f.mark();
  const entry = f.weakened(f.assigned);
  f.assigned = copyAssigned(entry);
  emit(block);
  f.release(mark);
  f.hot = wasHot;
  // Without a break, control leaves where the condition fails: what held at entry still holds.
  const endless = s.kind === 'While' && constantTruth(s.test) === true;
  f.assigned = endless ? null : entry;
  if (orelse.length > 0) emitBody(f, orelse);
  if (block.breakLabel !== undefined) f.close();
  if (block.breakStates !== undefined) f.assigned = joinAssigned(f.assigned, block.breakStates);
}

export function emitWhile(f: Fn, s: While): void {
  const truth = constantTruth(s.test);
  if (truth === false) {
    emitBody(f, s.orelse);
    return;
  }
  emitLoop(f, s, s.orelse, (block) => {
    f.lineWritten = 0;
    if (truth === true || f.unit.traced || needsPrelude(f, s.test)) {
      const again = traceAgain(f, s);
      f.open('for (;;) {');
      if (again !== undefined) f.line(`${again};`);
      tick(f, s);
      if (truth !== true) f.line(`if (!${emitCondition(f, s.test)}) break;`);
    } else {
      f.open(`while (${tickText(f, s)}, ${bare(emitCondition(f, s.test))}) {`);
    }
    loopBody(f, s.body, block);
    f.close();
  });
}

/** A round begins: handlers of signals run before the loop looks at its condition or takes the next item, which an exception must not lose. */
export function tick(f: Fn, at: Position): void {
  f.line(`if (${f.helper('PENDING')}[0] !== 0) ${tickCall(f, at)};`);
}

function tickText(f: Fn, at: Position): string {
  const call = tickCall(f, at);
  return `${f.helper('PENDING')}[0] !== 0 && ${f.suspendable ? `(${call})` : call}`;
}

function tickCall(f: Fn, at: Position): string {
  const helper = f.suspendable ? `yield* ${f.helper('gtick')}` : f.helper('tick');
  return `${helper}(${f.pc(headOf(backEdge(at)))})`;
}

/** The position of a statement's first line, for what happens between statements. */
export function headOf(at: Position): Position {
  const known = heads.get(at);
  if (known !== undefined) return known;
  const head = {
    lineno: at.lineno,
    col_offset: at.col_offset,
    end_lineno: at.lineno,
    end_col_offset: at.lineno === at.end_lineno ? at.end_col_offset : at.col_offset,
  };
  heads.set(at, head);
  return head;
}
const heads = new WeakMap<object, Position>();

/**
 * for target in iter: body. `at` is the statement (or comprehension); `entered` runs when the iterable has been emitted and
 * the target not yet: there a comprehension's own names begin.
 */
export function emitIteration(f: Fn, target: ExprNode, iter: ExprNode, at: Position, body: (it: string | undefined) => void, entered?: () => void): void {
  if (f.hot && isRangeCall(f, iter)) {
    emitRangeLoop(f, target, iter, at, () => body(undefined), entered);
    return;
  }
  if (f.hot && isPairing(f, target, iter)) {
    emitPairingLoop(f, target, iter as Call, at, body, entered);
    return;
  }
  const iterable = emitExpr(f, frozen(iter));
  if (!f.hot || f.leaf || f.suspendable || f.unit.traced) emitIterator(f, target, iterText(f, iterable, iter), iter, at, body, entered);
  else emitSequenceLoop(f, target, iterable, iter, at, body, entered);
}

/**
 * The loop over any value: lists and tuples are walked in place, without an iterator. The array of a list is read anew at each step, since
 * the body may replace it.
 *
 *   $it = v; $k = 0; if ($it.s_iter !== listIter && $it.s_iter !== tupleIter) { $k = -1; $it = iter($it); }
 *   for (;;) { if ($k >= 0) { $q = $it.la or $it.ta; if ($k >= $q.length) break; $v = $q[$k++]; } else if (($v = $it.s_next($it)) === undefined) break; x = $v; … }
 */
function emitSequenceLoop(
  f: Fn,
  target: ExprNode,
  iterable: string,
  iter: Position,
  at: Position,
  body: (it: string | undefined) => void,
  entered?: () => void,
): void {
  const it = f.temp();
  const k = f.temp();
  const v = f.temp();
  f.declare('$t');
  f.declare('$q');
  f.line(`${it} = ${iterable}, ${k} = 0, ${f.here(iter)};`);
  const slow = `{ ${k} = -1; ${it} = $t !== undefined ? $t(${it}) : ${f.call('iter', [it], iter)}; }`;
  f.line(`if (($t = ${it}.s_iter) !== ${f.helper('listIter')} && $t !== ${f.helper('tupleIter')}) ${slow}`);
  entered?.();
  f.open('for (;;) {');
  tick(f, at);
  f.line(`if (${k} >= 0) { if (($q = ${it}.la) === undefined) $q = ${it}.ta; if (${k} >= $q.length) break; ${v} = $q[${k}++]; }`);
  f.line(`else if ((${f.here(iter)}, ${v} = ${it}.s_next(${it})) === undefined) break;`);
  f.lineWritten = 0;
  storeTarget(f, target, v);
  body(it);
  f.close();
}

/** iter(v). Where it is hot the slot is looked at in place, so that each loop has an inline cache of its own. */
export function iterText(f: Fn, value: string, at: Position): string {
  if (!f.hot || f.leaf || f.suspendable || f.unit.traced) return f.call('iter', [value], at);
  f.declare('$t');
  const mark = f.mark();
  const parts: string[] = [];
  const v = hold(f, value, parts);
  f.release(mark);
  const receiver = /^\d/.test(v) ? `(${v})` : v;
  return sequence([...parts, `(${f.here(at)}, ($t = ${receiver}.s_iter) !== undefined ? $t(${v}) : ${f.call('iter', [v], at)})`]);
}

const PAIRING = { enumerate: 'enumerateType', zip: 'zipType' } as const;

/** enumerate(v), or zip(v, w, …), unpacked into as many targets. */
export function isPairing(f: Fn, target: ExprNode, e: ExprNode): target is Tuple {
  if (f.suspendable || f.unit.traced || e.kind !== 'Call' || e.func.kind !== 'Name' || !Object.hasOwn(PAIRING, e.func.id)) return false;
  if (target.kind !== 'Tuple' || target.elts.some((x) => x.kind === 'Starred') || e.keywords.length > 0) return false;
  if (e.args.some((a) => a.kind === 'Starred') || placeOf(f, e.func.id).kind !== 'global') return false;
  return e.func.id === 'enumerate'
    ? e.args.length === 1 && target.elts.length === 2
    : e.args.length >= 2 && e.args.length <= 4 && target.elts.length === e.args.length;
}

/**
 *   $it = enumerate, $a = v; $k = $it === enumerateType ? 0 : -1; $it = iter($k < 0 ? $it.c1($a) : $a);
 *   while (($v = $it.s_next($it)) !== undefined) { if ($k < 0) [$1, $2] = unpack($v, 2); else $1 = $k++, $2 = $v; i = $1; x = $2; … }
 */
function emitPairingLoop(f: Fn, target: Tuple, iter: Call, at: Position, body: (it: string | undefined) => void, entered?: () => void): void {
  const vars = { k: f.temp(), sources: iter.args.map(() => f.temp()) };
  const advance = startPairing(f, target, iter, vars);
  entered?.();
  f.open('for (;;) {');
  tick(f, at);
  const values = advance('break;');
  f.lineWritten = 0;
  target.elts.forEach((x, i) => {
    storeTarget(f, x, values[i]!);
  });
  body(undefined);
  f.close();
}

/** The JS variables of a loop over enumerate or zip: `k` is negative where the callee is another, whose iterator is then the first of `sources`. */
export interface PairingVars {
  k: string;
  sources: string[];
}

/** Evaluates `enumerate(v)` or `zip(v, w)` into the variables. The result emits the step to the next values, whose texts it gives, or the way out. */
export function startPairing(f: Fn, target: Tuple, iter: Call, vars: PairingVars): (leave: string) => string[] {
  const counts = (iter.func as Name).id === 'enumerate';
  const n = target.elts.length;
  const { k, sources } = vars;
  const mark = f.mark();
  const it = f.temp();
  const [callee, ...args] = emitOperands(f, [iter.func, ...iter.args]);
  f.line(`${[`${it} = ${callee}`, ...sources.map((s, i) => `${s} = ${args[i]}`)].join(', ')};`);
  const type = f.helper(PAIRING[(iter.func as Name).id as keyof typeof PAIRING]);
  // What cannot be iterated is reported by the builtin.
  f.line(`${k} = ${[`${it} === ${type}`, ...sources.map((s) => `${s}.s_iter !== undefined`)].join(' && ')} ? 0 : -1;`);
  const ownIterators = sources.map((s) => `${s} = ${s}.s_iter(${s})`).join(', ');
  f.line(
    `${f.here(iter)}; if (${k} === 0) ${ownIterators}; else ${sources[0]} = ${f.call('iter', [`${it}.c${sources.length}(${sources.join(', ')})`], iter)};`,
  );
  f.release(mark);
  return (leave) => {
    const v = f.temp();
    const values = target.elts.map(() => f.temp());
    const next = (s: string, into: string): string => `(${into} = ${s}.s_next(${s})) === undefined`;
    f.line(`${f.here(iter)};`);
    const unpacked = `${v} = ${f.call('unpack', [v, String(n)], target)}, ${values.map((value, i) => `${value} = ${v}[${i}]`).join(', ')}`;
    f.line(`if (${k} < 0) { if (${next(sources[0]!, v)}) { ${leave} } ${unpacked}; }`);
    if (counts) f.line(`else { if (${next(sources[0]!, values[1]!)}) { ${leave} } ${values[0]} = ${k}++; }`);
    else f.line(`else if (${sources.map((s, i) => next(s, values[i]!)).join(' || ')}) { ${leave} }`);
    return values;
  };
}

/** The loop over an iterator whose text is given. */
export function emitIterator(
  f: Fn,
  target: ExprNode,
  iterator: string,
  iter: Position,
  at: Position,
  body: (it: string | undefined) => void,
  entered?: () => void,
): void {
  const it = f.temp();
  const v = f.temp();
  f.line(`${it} = ${iterator};`);
  entered?.();
  const again = traceAgain(f, at);
  f.open(`while ((${again === undefined ? '' : `${again}, `}${tickText(f, at)}, ${f.here(iter)}, ${v} = ${nextText(f, it)}) !== undefined) {`);
  f.lineWritten = 0;
  storeTarget(f, target, v);
  body(it);
  f.close();
}

function nextText(f: Fn, it: string): string {
  return f.suspendable ? `yield* ${f.helper('gnext')}(${it})` : `${it}.s_next(${it})`;
}

export function isRangeCall(f: Fn, e: ExprNode): e is Call {
  return (
    e.kind === 'Call' &&
    e.func.kind === 'Name' &&
    e.func.id === 'range' &&
    e.keywords.length === 0 &&
    e.args.length >= 1 &&
    e.args.length <= 3 &&
    !e.args.some((a) => a.kind === 'Starred') &&
    placeOf(f, 'range').kind === 'global' &&
    (e.args.length < 3 || constantStep(e.args[2]!) !== undefined)
  );
}

function constantStep(e: ExprNode): number | undefined {
  const c = foldConstant(e);
  return c !== undefined && c.type === 'int' && typeof c.value === 'number' && c.value !== 0 && Math.abs(c.value) < 2 ** 31 ? c.value : undefined;
}

/** The JS variables of a loop that counts by itself: `it` is undefined while it does, else the iterator. */
export interface RangeVars {
  it: string;
  k: string;
  end: string;
}

/** Evaluates `range(…)` into the variables. The result emits the step to the next value, or the way out. */
export function startRange(f: Fn, iter: Call, vars: RangeVars): (v: string, leave: string) => void {
  const { it, k, end } = vars;
  const step = iter.args.length === 3 ? constantStep(iter.args[2]!)! : 1;
  const [callee, ...args] = emitOperands(f, [iter.func, ...iter.args.slice(0, 2)]);
  const from = args.length === 2 ? args[0]! : '0';
  const to = args.length === 2 ? args[1]! : args[0]!;
  f.line(`${it} = ${callee}, ${k} = ${from}, ${end} = ${to};`);
  const guards = [`${it} === ${f.helper('rangeType')}`];
  if (args.length === 2 && !/^(\d+|\(-\d+\))$/.test(from)) guards.push(`typeof ${k} === 'number'`);
  if (!/^(\d+|\(-\d+\))$/.test(to)) guards.push(`typeof ${end} === 'number'`);
  const all = iter.args.length === 1 ? [end] : iter.args.length === 2 ? [k, end] : [k, end, String(step)];
  f.line(
    `if (${guards.join(' && ')}) ${it} = undefined; else ${it} = (${f.here(iter)}, ${f.call('iter', [`${it}.c${all.length}(${all.join(', ')})`], iter)});`,
  );
  return (v, leave) => {
    const advance = step === 1 ? `${v} = ${k}++` : `${v} = ${k}, ${k} += ${step}`;
    const braced = leave.includes(';') && !leave.startsWith('break') ? `{ ${leave} }` : leave;
    f.line(`if (${it} === undefined) { if (${k} ${step > 0 ? '>=' : '<='} ${end}) ${braced} ${advance}; }`);
    f.line(`else if ((${f.here(iter)}, ${v} = ${nextText(f, it)}) === undefined) ${braced}`);
  };
}

function emitRangeLoop(f: Fn, target: ExprNode, iter: Call, at: Position, body: () => void, entered?: () => void): void {
  const vars = { it: f.temp(), k: f.temp(), end: f.temp() };
  const v = f.temp();
  const advance = startRange(f, iter, vars);
  entered?.();
  f.open('for (;;) {');
  tick(f, at);
  advance(v, 'break;');
  f.lineWritten = 0;
  storeTarget(f, target, v);
  body();
  f.close();
}

export function emitAsyncIteration(f: Fn, target: ExprNode, iter: ExprNode, at: Position, body: () => void, entered?: () => void): void {
  emitAsyncIterator(f, target, f.call('aiter', [emitExpr(f, iter)], iter), iter, at, body, entered);
}

/** async for: `anext` until StopAsyncIteration. Only the awaiting of the next item stands inside the JS try. */
export function emitAsyncIterator(f: Fn, target: ExprNode, iterator: string, iter: Position, at: Position, body: () => void, entered?: () => void): void {
  const it = f.temp();
  const v = f.temp();
  f.line(`${it} = ${iterator};`);
  entered?.();
  f.open('for (;;) {');
  tick(f, at);
  const t = openTry(f);
  f.line(`${v} = ${anextText(f, it, iter)};`);
  t.openCatch();
  f.line(`if (!${f.helper('isAsyncEnd')}(${t.exception})) { ${throwAgain(f, t.exception)} }`);
  f.line(`${f.helper('FS')}.exc = ${t.restore};`);
  f.line('break;');
  t.close();
  f.lineWritten = 0;
  storeTarget(f, target, v);
  body();
  f.close();
}
