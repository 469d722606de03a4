// Form T: where a traced function tells what it does. Everything that tracing needs of the emitters is here and called from the
// statement, loop, handler and return emitters; the runtime half is runtime/tracing.ts.
//
//   def f(a): …      …frame…; try { traceCall(pc, 0); … } catch ($c) { throw traceUnwind($c, sp); }
//   statement        traceLine(pc, 0); …           return v        traceReturn(v, pc, 0); …return v;

import type { Position, StmtNode } from '../../syntax/ast.ts';
import type { Fn } from './context.ts';
import { headOf } from './loop.ts';

/** The position that every frame starts with. */
export function entryPosition(f: Fn): string {
  if (f.entryPc !== undefined) return f.entryPc;
  const first = f.unit.traced && f.code.name === '<module>' ? 0 : f.code.firstlineno;
  const pc = f.pc({ lineno: first, col_offset: 0, end_lineno: first, end_col_offset: 0 });
  if (f.unit.traced) f.entryPc = pc;
  return pc;
}

/** Before the body is emitted: what looks at a traced function's positions finds its entry first. */
export function startTraced(f: Fn): void {
  if (f.unit.traced) entryPosition(f);
}

/** Statements that CPython makes no code for. */
const tellsNothing = (f: Fn, s: StmtNode): boolean =>
  s.kind === 'Global' || s.kind === 'Nonlocal' || (s.kind === 'AnnAssign' && s.value === null && s.target.kind === 'Name' && f.code.name !== '<module>');

/** Control falls off the end of a body: a line of its own where no statement has told one; undefined stands for the line that was told last. */
export function traceEnd(f: Fn, body: readonly StmtNode[], whole: Position): Position | undefined {
  if (!body.every((s) => tellsNothing(f, s))) return undefined;
  if (f.unit.traced) f.line(`${lineText(f, headOf(whole), 0)};`);
  return whole;
}

/** A statement begins. */
export function traceStatement(f: Fn, s: StmtNode): void {
  if (tellsNothing(f, s)) return;
  const decorator = (s.kind === 'FunctionDef' || s.kind === 'AsyncFunctionDef' || s.kind === 'ClassDef') && s.decorator_list[0];
  f.line(`${lineText(f, headOf(decorator || s), 0)};`);
}

/** `text`, told as a line of its own: the tests of `elif` and `except`, the exit of `with`. */
export function traced(f: Fn, at: Position, text: string): string {
  return f.unit.traced ? `(${lineText(f, headOf(at), 0)}, ${text})` : text;
}

/** The text to evaluate at the head of a loop: tells of the line each time but the first. */
export function traceAgain(f: Fn, at: Position): string | undefined {
  if (!f.unit.traced) return undefined;
  const round = f.internal('round');
  f.line(`${round} = 0;`);
  return `${round}++ > 0 && ${lineText(f, headOf(at), 1)}`;
}

/** The function returns `value`; `at` is where control fell off its end, undefined where a statement has told its line. */
export function traceReturn(f: Fn, value: string, at: Position | undefined): void {
  f.line(`${f.helper('traceReturn')}(${value}, ${at === undefined ? `${f.helper('L')}[sp]` : f.pc(headOf(at))}, 0);`);
}

/** The lines of the body; in form T inside the call and unwind events. */
export function tracedBody(f: Fn): string {
  const body = f.lines.join('\n');
  if (!f.unit.traced) return body;
  const resumed = f.isGenerator ? 'sp = $g.sp; ' : '';
  return `  try {\n  ${f.helper('traceCall')}(${entryPosition(f)}, 0);\n${body}\n  } catch ($c) { ${resumed}throw ${f.helper('traceUnwind')}($c, sp); }`;
}

function lineText(f: Fn, at: Position, again: 0 | 1): string {
  return `${f.helper('traceLine')}(${f.pc(at)}, ${again})`;
}
