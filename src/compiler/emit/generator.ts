// yield, yield from, await. Inside, `$g` is the generator object; its field `sp` is the frame depth of the current resume.
//
//   yield v        ($1 = v, L[sp] = pc, $1 = yield $1, sp = $g.sp, $1)
//   await v        (($1 = awaitFirst($g, v, pc)) === undefined && ($1 = yield* awaitRest($g), sp = $g.sp), $1)
//   async for      the same with anextFirst, of the iterator

import type { Await, ExprNode, Position, Yield, YieldFrom } from '../../syntax/ast.ts';
import type { HelperName } from '../helpers.ts';
import type { Fn } from './context.ts';
import { emitExpr } from './expr.ts';

export function emitYield(f: Fn, e: Yield): string {
  let value = e.value === null ? f.helper('None') : emitExpr(f, e.value);
  if (f.isAsyncGenerator) value = `${f.helper('asyncYield')}(${value})`;
  return suspension(f, value, (t) => `yield ${t}`, e);
}

export function emitYieldFrom(f: Fn, e: YieldFrom): string {
  return suspension(f, emitExpr(f, e.value), (t) => `yield* ${f.call('yieldFrom', ['$g', t], e)}`, e);
}

export function emitAwait(f: Fn, e: Await): string {
  return awaitText(f, emitExpr(f, e.value), e);
}

export function awaitText(f: Fn, value: string, at: Position): string {
  return awaiting(f, 'awaitFirst', value, at);
}

/** The next item of an asynchronous iterator. */
export function anextText(f: Fn, iterator: string, at: Position): string {
  return awaiting(f, 'anextFirst', iterator, at);
}

/** Where what a suspension gives is put; its expression has it to itself. */
function placeOf(f: Fn): string {
  if (f.tryDepth > 0) f.closable = true;
  const mark = f.mark();
  const t = f.temp();
  f.release(mark);
  return t;
}

/** Most awaits end with their first step: only the others take a JS generator. */
function awaiting(f: Fn, first: HelperName, value: string, at: Position): string {
  const t = placeOf(f);
  const [before, after] = tracing(f, '$g.got', at);
  const rest = `${before}${t} = yield* ${f.helper('awaitRest')}($g), sp = $g.sp${after}`;
  const text = `((${t} = ${f.call(first, ['$g', value], at)}) === undefined && (${rest}), ${t})`;
  f.lineWritten = 0;
  return text;
}

/** What traced code tells before it passes `value` up, and when it goes on. */
function tracing(f: Fn, value: string, at: Position): [string, string] {
  if (!f.unit.traced) return ['', ''];
  return [`${f.helper('traceReturn')}(${value}, ${f.pc(at)}, 1), `, `, ${f.helper('traceCall')}(${f.pc(at)}, 1)`];
}

function suspension(f: Fn, value: string, resume: (t: string) => string, at: Position): string {
  const t = placeOf(f);
  const [before, after] = tracing(f, t, at);
  const text = `(${t} = ${value}, ${before}${f.here(at)}, ${t} = ${resume(t)}, sp = $g.sp${after}, ${t})`;
  f.lineWritten = 0;
  return text;
}

export type { ExprNode };
