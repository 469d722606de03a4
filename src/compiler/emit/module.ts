// The body of a unit: a module, an exec string, a REPL entry or an eval expression.

import type { ModNode, StmtNode } from '../../syntax/ast.ts';
import { hasDocstring } from '../../symtable/build.ts';
import { bareValue } from '../js.ts';
import type { Unit } from '../unit.ts';
import { finishAnnotations, startAnnotations } from './annotations.ts';
import { Fn } from './context.ts';
import { cleanDoc } from './docstring.ts';
import { constantText, emitExpr } from './expr.ts';
import { storeName } from './names.ts';
import { deletedNames } from './scan.ts';
import { emitBody } from './stmt.ts';
import { leave } from './try.ts';
import { entryPosition, startTraced, traceEnd, traced, tracedBody } from './trace.ts';

/** The text of the body function. */
export function emitModule(unit: Unit, mod: ModNode): string {
  const f = new Fn(unit, unit.table.top, undefined, 'module', '<module>', unit.options.nsMode === true);
  f.code.firstlineno = 1;
  startTraced(f);
  f.code.flags = unit.table.future.flags;
  f.hasWalrus = unit.table.top.holdsWalrus;
  const awaits = unit.table.top.isCoroutine;
  f.isGenerator = f.isCoroutine = awaits;
  if (awaits) f.code.flags |= 128;
  const at = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };
  if (mod.kind === 'Expression') {
    f.code.firstlineno = mod.body.lineno;
    if (unit.traced) f.line(`${traced(f, mod.body, 'undefined')};`);
    leave(f, f.spill(bareValue(emitExpr(f, mod.body))), mod.body);
  } else if (mod.kind !== 'FunctionType') {
    emitStatements(f, mod.body, at);
  }
  f.finishCode();
  return bodyText(f, awaits);
}

function emitStatements(f: Fn, body: readonly StmtNode[], at: { lineno: number; col_offset: number; end_lineno: number; end_col_offset: number }): void {
  f.deleted = deletedNames(body);
  startAnnotations(f, body, at);
  const annotateAt = f.lines.length;
  let rest = body;
  if (f.unit.kind === 'exec' && hasDocstring(body)) {
    const first = body[0] as StmtNode & { kind: 'Expr' };
    if (f.unit.traced) f.line(`${traced(f, first, 'undefined')};`);
    if (f.unit.optimize < 2) storeName(f, '__doc__', constantText(f, cleanDoc(first.value as any)), first);
    rest = body.slice(1);
  }
  emitBody(f, rest);
  // The annotate function is there before the first statement runs, but which annotations exist is known only now.
  const end = f.lines.length;
  finishAnnotations(f, at);
  const annotate = f.lines.splice(end);
  f.lines.splice(annotateAt, 0, ...annotate);
  if (f.assigned !== null) leave(f, f.helper('None'), traceEnd(f, body, at));
}

function bodyText(f: Fn, awaits: boolean): string {
  const { unit } = f;
  const fs = unit.helper('FS');
  const pc = entryPosition(f);
  const variables = f.declarations();
  const declare = variables.length > 0 ? `  let ${variables.join(', ')};\n` : '';
  const body = tracedBody(f);
  if (awaits) {
    const make = unit.helper('makeCoroutine');
    return (
      `return function (ns) {\n  function* body$($g) {\n  let sp = $g.sp;\n${declare}${body}\n  }\n` +
      `  const $g = ${make}(U.codes[0], undefined); $g.it = body$($g); return $g;\n};`
    );
  }
  const hook = f.nsMode ? ` ${unit.helper('FL')}[sp] = ns;` : '';
  const entry = f.usesEntryException ? `  const $x = ${fs}.exc;\n` : '';
  return `return function${f.suspendable ? '*' : ''} (ns) {\n  const sp = ++${fs}.sp; if (sp >= ${unit.helper('LIM')}[0]) ${unit.helper('rec')}(${pc}); ${unit.helper('L')}[sp] = ${pc};${hook}\n${entry}${declare}${body}\n};`;
}
