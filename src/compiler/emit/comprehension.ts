// Comprehensions. List, set and dict comprehensions run inlined (PEP 709): a loop in lines before the expression, whose
// variables are JS variables of their own. Generator expressions, and the others in scopes that see a class namespace,
// are functions of one parameter, the iterator of the outermost iterable.

import type { ComprehensionNode, DictComp, GeneratorExp, ListComp, SetComp } from '../../syntax/ast.ts';
import { frozen } from '../fold.ts';
import type { Scope } from '../../symtable/scope.ts';
import { emitCondition } from './compare.ts';
import { ENDED, overlayFor, type Fn, type Overlay } from './context.ts';
import { emitExpr } from './expr.ts';
import { compileComprehensionFunction, compileStepper, instantiate, looksAtLocals, newStepper } from './function.ts';
import { awaitText } from './generator.ts';
import { emitAsyncIteration, emitAsyncIterator, emitIteration, emitIterator, tick } from './loop.ts';
import { storeTarget } from './assign.ts';
import { emitOperands } from './operands.ts';
import { SAVES } from './steps.ts';
import { traced } from './trace.ts';
import { leave } from './try.ts';
import { bareValue, jsName, jsString } from '../js.ts';
import { MAX_ITEMS } from '../../util/limits.ts';

type Comprehension = ListComp | SetComp | DictComp;

export function emitComprehension(f: Fn, e: Comprehension): string {
  const scope = f.unit.table.scopes.get(e)!;
  if (!scope.inlined) return callAsFunction(f, e, scope);
  const result = f.temp();
  f.line(`${result} = ${emptyResult(f, e)};`);
  const mark = f.mark();
  const wasHot = f.hot;
  f.hot = !f.unit.traced;
  const overlay = overlayFor(f, scope);
  const assigned = f.assigned;
  f.assigned = f.weakened(f.assigned);
  const enter = (): void => {
    f.overlays.push(overlay);
  };
  for (const v of overlay.vars.values()) if (v.cell) f.line(`${v.js} = new ${f.helper('PyCell')}(undefined);`);
  const outer = looksAtLocals(scope) ? showVariables(f, overlay) : undefined;
  emitClauses(f, e.generators, 0, () => emitElement(f, e, result), undefined, enter);
  f.overlays.pop();
  if (outer !== undefined) f.close(`} finally { ${f.helper('FL')}[sp] = ${outer}; }`);
  f.assigned = f.hasWalrus ? f.assigned : assigned;
  f.hot = wasHot;
  f.release(mark);
  return e.kind === 'ListComp' ? `new ${f.helper('PyList')}(${result})` : result;
}

/** While the comprehension runs, `locals()` and `eval` see its variables in front of those around it. Gives the temp with the hook outside. */
function showVariables(f: Fn, overlay: Overlay): string {
  const outer = f.temp();
  const vars = [...overlay.vars].map(([name, v]) => ({ name: jsString(name), js: v.cell ? `${v.js}.v` : v.js }));
  for (const v of vars) f.line(`${v.js} = undefined;`);
  const fl = f.helper('FL');
  const get = `() => [[${vars.map((v) => v.name).join(', ')}], [${vars.map((v) => v.js).join(', ')}]]`;
  const set = `(name, v) => { ${vars.map((v) => `if (name === ${v.name}) ${v.js} = v;`).join(' else ')} }`;
  f.open(`${outer} = ${fl}[sp]; ${fl}[sp] = ${f.helper('localsOver')}(${outer}, G, { get: ${get}, set: ${set} }); try {`);
  return outer;
}

function emptyResult(f: Fn, e: Comprehension): string {
  if (e.kind === 'ListComp') return '[]';
  return f.call(e.kind === 'SetComp' ? 'newSet' : 'newDict', ['[]'], e);
}

function emitElement(f: Fn, e: Comprehension, result: string): void {
  if (e.kind === 'ListComp') f.line(`if (${result}.push(${emitExpr(f, e.elt)}) > ${MAX_ITEMS}) ${f.call('listFull', [result], e.elt)};`);
  else if (e.kind === 'SetComp') f.line(`${f.call('setAdd', [result, emitExpr(f, e.elt)], e.elt)};`);
  else f.line(`${f.call('dictAdd', [result, ...emitOperands(f, [e.key, e.value])], e.key)};`);
}

/** Loops from clause `i` on. `entered` runs once the outermost iterable, which belongs to the enclosing scope, has been emitted. */
function emitClauses(
  f: Fn,
  clauses: readonly ComprehensionNode[],
  i: number,
  element: () => void,
  firstIter: string | undefined,
  entered: (() => void) | undefined,
): void {
  const clause = clauses[i]!;
  const body = (): void => {
    let opened = 0;
    for (const test of clause.ifs) {
      f.lineWritten = 0;
      const mark = f.mark();
      const condition = emitCondition(f, test);
      f.open(`if (${condition}) {`);
      f.release(mark);
      opened++;
    }
    f.lineWritten = 0;
    const mark = f.mark();
    if (i + 1 < clauses.length) emitClauses(f, clauses, i + 1, element, undefined, undefined);
    else element();
    f.release(mark);
    while (opened-- > 0) f.close();
  };
  if (firstIter !== undefined) {
    // Inside the function of a comprehension: the iterator is the parameter.
    if (clause.is_async) emitAsyncIterator(f, clause.target, firstIter, clause.iter, clause.iter, body);
    else emitIterator(f, clause.target, firstIter, clause.iter, clause.iter, body);
    return;
  }
  if (clause.is_async) emitAsyncIteration(f, clause.target, clause.iter, clause.iter, body, entered);
  else emitIteration(f, clause.target, clause.iter, clause.iter, body, entered);
}

// ---- as functions

export function emitGeneratorExp(f: Fn, e: GeneratorExp): string {
  const scope = f.unit.table.scopes.get(e)!;
  const first = e.generators[0]!;
  const iterable = emitExpr(f, frozen(first.iter));
  const iterator = f.call(first.is_async ? 'aiter' : 'iter', [iterable], first.iter);
  if (!scope.isCoroutine && !f.unit.suspendable && !f.unit.traced && !looksAtLocals(scope)) return newStepper(f, compileSteps(f, scope, e), [iterator]);
  const child = compileComprehensionFunction(f, scope, '<genexpr>', e, (g) => {
    if (g.unit.traced) g.line(`${traced(g, e, 'undefined')};`);
    emitClauses(
      g,
      e.generators,
      0,
      () => {
        g.line(`${emitYieldElement(g, e)};`);
      },
      jsName('.0'),
      undefined,
    );
    leave(g, g.helper('None'), undefined);
    g.assigned = null;
  });
  return `${instantiate(f, child)}(${iterator})`;
}

/**
 * A generator expression that awaits nothing is a state machine whose state is the depth of the loop it is in. Each step runs on
 * to the next element.
 *
 *   $S: for (;;) switch ($s) { case 0: next of the outermost iterator, or the end; …; case 1: case 2: …; $g.s = 2; …; return element }
 */
function compileSteps(f: Fn, scope: Scope, e: GeneratorExp): Fn {
  return compileStepper(f, scope, '<genexpr>', e, (g) => {
    const iterators = e.generators.map((_, i) => (i === 0 ? jsName('.0') : g.internal('i')));
    for (const it of iterators.slice(1)) g.stepInternals.add(it);
    const suspended = e.generators.length;
    g.indent++;
    g.open('for (;;) {');
    if (e.generators.length > 1) g.open('switch ($s) {');
    e.generators.forEach((clause, i) => {
      const it = iterators[i]!;
      if (e.generators.length > 1) g.open(i + 1 < suspended ? `case ${i}: {` : `case ${i}: case ${suspended}: {`);
      if (i === 0) g.assigned = g.weakened(g.assigned);
      else g.assigned = new Set(g.scope.varnames);
      g.segment++;
      const mark = g.mark();
      const v = g.temp();
      tick(g, e);
      g.line(
        `if ((${g.here(clause.iter)}, ${v} = ${it}.s_next(${it})) === undefined) ${i === 0 ? `{ $g.s = ${ENDED}; ${g.helper('FS')}.sp = sp - 1; return undefined; }` : `{ $s = ${i - 1}; continue; }`}`,
      );
      g.lineWritten = 0;
      storeTarget(g, clause.target, v);
      for (const test of clause.ifs) {
        g.lineWritten = 0;
        g.line(`if (!${emitCondition(g, test)}) continue;`);
      }
      g.lineWritten = 0;
      if (i + 1 < e.generators.length) {
        const inner = e.generators[i + 1]!;
        g.line(`${iterators[i + 1]} = ${g.call('iter', [emitExpr(g, frozen(inner.iter))], inner.iter)};`);
        g.line(`$s = ${i + 1};`);
      } else {
        const value = g.spill(bareValue(emitExpr(g, e.elt)));
        g.stepPcs[suspended] = g.pc(e.elt);
        g.line(`$g.s = ${suspended}; ${SAVES} ${g.helper('FS')}.sp = sp - 1; return ${value};`);
      }
      g.release(mark);
      if (e.generators.length > 1) g.close();
    });
    if (e.generators.length > 1) g.close();
    g.close();
    g.indent--;
    g.assigned = null;
  });
}

function emitYieldElement(g: Fn, e: GeneratorExp): string {
  const text = emitExpr(g, {
    kind: 'Yield',
    value: e.elt,
    lineno: e.elt.lineno,
    col_offset: e.elt.col_offset,
    end_lineno: e.elt.end_lineno,
    end_col_offset: e.elt.end_col_offset,
  });
  return text.slice(1, -1);
}

function callAsFunction(f: Fn, e: Comprehension, scope: Scope): string {
  const first = e.generators[0]!;
  const iterable = emitExpr(f, frozen(first.iter));
  const iterator = f.call(first.is_async ? 'aiter' : 'iter', [iterable], first.iter);
  const names = { ListComp: '<listcomp>', SetComp: '<setcomp>', DictComp: '<dictcomp>' };
  const child = compileComprehensionFunction(f, scope, names[e.kind], e, (g) => {
    const result = g.internal('r');
    g.line(`${result} = ${emptyResult(g, e)};`);
    emitClauses(g, e.generators, 0, () => emitElement(g, e, result), jsName('.0'), undefined);
    g.line(`${g.helper('FS')}.sp = sp - 1;`);
    g.line(`return ${e.kind === 'ListComp' ? `new ${g.helper('PyList')}(${result})` : result};`);
    g.assigned = null;
  });
  const call = f.suspendable && !scope.isCoroutine ? `(yield* ${instantiate(f, child)}(${iterator}))` : `${instantiate(f, child)}(${iterator})`;
  // An async comprehension's function is a coroutine function.
  return scope.isCoroutine ? awaitText(f, call, e) : call;
}
