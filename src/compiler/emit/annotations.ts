// Annotations (PEP 649): evaluated lazily by a function `__annotate__(format)` per function, class or module.
//
// A class or module annotation that may not be reached (it stands in `if`, `for`, …; at module level all of them) is
// counted in the set `__conditional_annotations__` when it is. Under `from __future__ import annotations` they are text.

import type { AnnAssign, AsyncFunctionDef, ExprNode, FunctionDef, Position, StmtNode } from '../../syntax/ast.ts';
import type { Scope } from '../../symtable/scope.ts';
import { unparseExpr } from '../unparse.ts';
import { jsName, jsString } from '../js.ts';
import type { Fn } from './context.ts';
import { constantText, emitExpr } from './expr.ts';
import { compileHidden, makeFunctionText, qualifiedName } from './function.ts';
import { cellName, loadGlobal, storeName } from './names.ts';
import { emitOperands } from './operands.ts';

// ---- functions

/** The `__annotate__` function of a def, "undefined" if nothing is annotated. */
export function emitParameterAnnotations(f: Fn, s: FunctionDef | AsyncFunctionDef, scope: Scope): string {
  if (!scope.annotationsUsed) return 'undefined';
  const list = parameterAnnotations(f, s);
  if (list.length === 0) return 'undefined';
  const annotate = compileAnnotate(f, f.unit.table.scopes.get(s.args)!, `${qualifiedName(f, s.name, scope)}.__annotate__`, s, (g) => {
    if (f.unit.table.future.annotations) {
      const pairs = list.map(([name, e]) => `${jsString(name)}, ${textOf(g, e)}`);
      return returnValue(g, g.call('newDict', [`[${pairs.join(', ')}]`], s));
    }
    const texts = emitOperands(
      g,
      list.map(([, e]) => (e.kind === 'Starred' ? e.value : e)),
    );
    const pairs = list.map(([name, e], i) => `${jsString(name)}, ${e.kind === 'Starred' ? `${g.call('unpack', [texts[i]!, '1'], e)}[0]` : texts[i]!}`);
    returnValue(g, g.call('newDict', [`[${pairs.join(', ')}]`], s));
  });
  return makeFunctionText(f, annotate, 'undefined', 'undefined', 'undefined');
}

function parameterAnnotations(f: Fn, s: FunctionDef | AsyncFunctionDef): [string, ExprNode][] {
  const { args } = s;
  const list: [string, ExprNode][] = [];
  for (const a of [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg]) {
    if (a !== null && a.annotation !== null) list.push([f.mangle(a.arg), a.annotation]);
  }
  if (s.returns !== null) list.push(['return', s.returns]);
  return list;
}

function textOf(f: Fn, e: ExprNode): string {
  return constantText(f, { type: 'str', value: unparseExpr(e) });
}

function returnValue(g: Fn, text: string): void {
  const r = g.spill(text);
  g.line(`${g.helper('FS')}.sp = sp - 1;`);
  g.line(`return ${r};`);
  g.assigned = null;
}

function compileAnnotate(f: Fn, scope: Scope, qualname: string, at: Position, emit: (g: Fn) => void): Fn {
  const g = compileEvaluator(f, scope, '__annotate__', at, emit);
  g.code.qualname = qualname;
  return g;
}

/** Code of a lazily evaluated scope: one positional-only parameter, the format, which must be one that code can serve. */
export function compileEvaluator(f: Fn, scope: Scope, name: string, at: Position, emit: (g: Fn) => void): Fn {
  const g = compileHidden(f, scope, name, at, (h) => {
    h.hot = false;
    h.code.posonlyargcount = 1;
    if (f.kind === 'class' && f.scope.hasConditionalAnnotations && name === '__annotate__' && scope === f.scope.annotationScope) {
      h.code.freevars = [...h.code.freevars, '__conditional_annotations__'].sort();
    }
    // Evaluators of bounds, defaults and aliases may be called without a format.
    if (name !== '__annotate__') h.line(`if (${jsName('.format')} === undefined) ${jsName('.format')} = F.dv[0];`);
    h.line(`${h.call('checkFormat', [jsName('.format')], at)};`);
    emit(h);
  });
  g.code.varnames = g.code.varnames.map((v) => (v === '.format' ? 'format' : v));
  return g;
}

/** An evaluator of one expression, as a function object. */
export function evaluatorText(f: Fn, scope: Scope, name: string, e: ExprNode): string {
  const g = compileEvaluator(f, scope, name, e, (h) => {
    const value = emitExpr(h, e.kind === 'Starred' ? e.value : e);
    returnValue(h, e.kind === 'Starred' ? `${h.call('unpack', [value, '1'], e)}[0]` : value);
  });
  return makeFunctionText(f, g, '[1]', 'undefined', 'undefined');
}

// ---- variables

/** At the start of a class or module body. */
export function startAnnotations(f: Fn, body: readonly StmtNode[], at: Position): void {
  if (f.unit.table.future.annotations) {
    if (holdsAnnotations(body)) f.line(`${f.call('setupAnnotations', ['G', f.nsMode ? 'ns' : 'undefined'], at)};`);
    return;
  }
  if (!f.scope.hasConditionalAnnotations) return;
  const set = f.call('newSet', ['[]'], at);
  if (f.kind === 'class') f.line(`const ${cellName('__conditional_annotations__')} = new ${f.helper('PyCell')}(${set});`);
  else storeName(f, '__conditional_annotations__', set, at);
}

function holdsAnnotations(body: readonly StmtNode[]): boolean {
  return body.some((s) => {
    switch (s.kind) {
      case 'AnnAssign':
        return true;
      case 'If':
      case 'For':
      case 'AsyncFor':
      case 'While':
        return holdsAnnotations(s.body) || holdsAnnotations(s.orelse);
      case 'With':
      case 'AsyncWith':
        return holdsAnnotations(s.body);
      case 'Try':
      case 'TryStar':
        return [s.body, s.orelse, s.finalbody, ...s.handlers.map((h) => h.body)].some(holdsAnnotations);
      case 'Match':
        return s.cases.some((c) => holdsAnnotations(c.body));
      default:
        return false;
    }
  });
}

/** What an annotated assignment does beyond assigning. */
export function emitVariableAnnotation(f: Fn, s: AnnAssign): void {
  const { target } = s;
  if (target.kind === 'Name') {
    if (!s.simple || f.kind === 'function') return;
    const name = f.mangle(target.id);
    if (f.unit.table.future.annotations) {
      f.line(`${f.call('setitem', [loadAnnotations(f, s), jsString(name), textOf(f, s.annotation)], s)};`);
      return;
    }
    const conditional = f.kind === 'module' || f.bodyDepth > 1;
    if (conditional) f.line(`${f.call('setAdd', [conditionalSet(f, s), String(f.annotations.length)], s)};`);
    f.annotations.push({ name, annotation: s.annotation, conditional });
    return;
  }
  if (s.value !== null) return;
  // Only the parts of the target are evaluated.
  if (target.kind === 'Attribute') f.line(`${emitExpr(f, target.value)};`);
  else if (target.kind === 'Subscript') {
    const [object, index] = emitOperands(f, [target.value, target.slice]);
    f.line(`${object}, ${index};`);
  }
}

function loadAnnotations(f: Fn, at: Position): string {
  if (f.nsMode) return f.call('nsLoad', ['ns', 'G', 'B', "'__annotations__'"], at);
  return loadGlobal(f, '__annotations__', at);
}

function conditionalSet(f: Fn, at: Position): string {
  if (f.kind === 'class') return `${cellName('__conditional_annotations__')}.v`;
  if (f.nsMode) return f.call('nsLoad', ['ns', 'G', 'B', "'__conditional_annotations__'"], at);
  return loadGlobal(f, '__conditional_annotations__', at);
}

/** At the end of a class body, or for a module before its first statement: stores the annotate function. False if nothing is annotated. */
export function finishAnnotations(f: Fn, at: Position): boolean {
  const { annotationScope } = f.scope;
  if (annotationScope === undefined || f.annotations.length === 0 || f.unit.table.future.annotations) return false;
  const qualname = f.kind === 'class' ? `${f.code.qualname}.__annotate__` : '__annotate__';
  const annotate = compileAnnotate(f, annotationScope, qualname, annotationScope.loc, (g) => {
    const dict = g.temp();
    g.line(`${dict} = ${g.call('newDict', ['[]'], at)};`);
    f.annotations.forEach(({ name, annotation, conditional }, i) => {
      const mark = g.mark();
      if (conditional) {
        const set = f.kind === 'class' ? `${cellName('__conditional_annotations__')}.v` : loadGlobal(g, '__conditional_annotations__', at);
        g.open(`if (${g.call('contains', [set, String(i)], annotation)}) {`);
      }
      g.line(`${g.call('dictAdd', [dict, jsString(name), emitExpr(g, annotation)], annotation)};`);
      if (conditional) g.close();
      g.release(mark);
    });
    returnValue(g, dict);
  });
  const text = makeFunctionText(f, annotate, 'undefined', 'undefined', 'undefined');
  storeName(f, f.kind === 'class' ? '__annotate_func__' : '__annotate__', text, at);
  return true;
}
