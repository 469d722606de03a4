// yield, yield from, await. Inside, `$g` is the generator object; its field `sp` is the frame depth of the current resume.
//
//   yield v        ($1 = v, L[sp] = pc, $1 = yield $1, sp = $g.sp, $1)
//   await v        ($1 = v, L[sp] = pc, $1 = yield* awaitOn($g, $1, pc), sp = $g.sp, $1)
//   async for      the same with anextOn, of the iterator

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
  return delegation(f, 'yieldFrom', emitExpr(f, e.value), e);
}

export function emitAwait(f: Fn, e: Await): string {
  return awaitText(f, emitExpr(f, e.value), e);
}

export function awaitText(f: Fn, value: string, at: Position): string {
  return delegation(f, 'awaitOn', value, at);
}

/** The next item of an asynchronous iterator. */
export function anextText(f: Fn, iterator: string, at: Position): string {
  return delegation(f, 'anextOn', iterator, at);
}

function delegation(f: Fn, helper: HelperName, value: string, at: Position): string {
  return suspension(f, value, (t) => `yield* ${f.call(helper, ['$g', t], at)}`, at);
}

function suspension(f: Fn, value: string, resume: (t: string) => string, at: Position): string {
  if (f.tryDepth > 0) f.closable = true;
  const mark = f.mark();
  const t = f.temp();
  f.release(mark);
  const [before, after] = f.unit.traced ? [`${f.helper('traceReturn')}(${t}, ${f.pc(at)}, 1), `, `${f.helper('traceCall')}(${f.pc(at)}, 1), `] : ['', ''];
  const text = `(${t} = ${value}, ${before}${f.here(at)}, ${t} = ${resume(t)}, sp = $g.sp, ${after}${t})`;
  f.lineWritten = 0;
  return text;
}

export type { ExprNode };
