// Functions: the factory of each code object, and the expression that makes the function object.
//
//   def f(a, b=1): …     const $f3 = (F, x$c) => function f(a, b) { if (b === undefined) b = F.dv[1]; …frame…; body };
//   in a class body      … => { const T = function f(b) { const self = this; … }; return [T, function f(self, b) { return T.call(self, b); }]; };
//   generator            … => { function* body$($g, a) { let sp = $g.sp; … }
//                              return function f(a) { const $g = makeGenerator(U.codes[3], F); $g.it = body$($g, a); return $g; }; };
// `F` is the function object; `dv` holds defaults by index of the JS parameter; the cells come in co_freevars order.

import type { ArgumentsNode, AsyncFunctionDef, ClassDef, ExprNode, FunctionDef, Lambda, Position, StmtNode } from '../../syntax/ast.ts';
import { CELL, GLOBAL_EXPLICIT, LOCAL, SCOPE_MASK, SCOPE_OFF, type Scope } from '../../symtable/scope.ts';
import { hasDocstring } from '../../symtable/build.ts';
import { bareValue, jsName, jsString } from '../js.ts';
import type { ConstData, Unit } from '../unit.ts';
import { emitParameterAnnotations } from './annotations.ts';
import { applyText } from './call.ts';
import { Fn } from './context.ts';
import { cleanDoc } from './docstring.ts';
import { constantText, emitExpr } from './expr.ts';
import { cellFor, cellName, storeName } from './names.ts';
import { emitOperands } from './operands.ts';
import { canStep, emitSteps, placeSaves } from './steps.ts';
import { emitBody } from './stmt.ts';
import { leave } from './try.ts';
import { entryPosition, startTraced, traceEnd, traced, tracedBody } from './trace.ts';
import { emitGeneric } from './typeParams.ts';
import { deletedNames } from './scan.ts';

const CO_OPTIMIZED = 1,
  CO_NEWLOCALS = 2,
  CO_VARARGS = 4,
  CO_VARKEYWORDS = 8,
  CO_NESTED = 16,
  CO_GENERATOR = 32,
  CO_COROUTINE = 128,
  CO_ASYNC_GENERATOR = 512,
  CO_HAS_DOCSTRING = 0x4000000,
  CO_METHOD = 0x8000000;

/** Past this many lines only loops get inline fast paths: V8 does not optimise functions of more than 60 KB of bytecode. */
const MAX_HOT_LINES = 500;

export function emitFunctionDef(f: Fn, s: FunctionDef | AsyncFunctionDef): void {
  const decorators = emitDecorators(f, s.decorator_list);
  const defaults = emitDefaults(f, s.args);
  const scope = f.unit.table.scopes.get(s)!;
  const firstLine = s.decorator_list.length > 0 ? s.decorator_list[0]!.lineno : s.lineno;
  const make = (g: Fn, dv: string, kw: string): string => {
    const annotate = emitParameterAnnotations(g, s, scope);
    const thisForm = g.kind === 'class' && hasPlainFirst(s.args) && !s.decorator_list.some((d) => d.kind === 'Name' && d.id === 'staticmethod');
    const child = newFunction(g, scope, s.name, s.args, s, firstLine, s.kind === 'AsyncFunctionDef');
    child.code.thisForm = thisForm;
    compileDef(child, s);
    return makeFunctionText(g, child, dv, kw, annotate);
  };
  const value = s.type_params.length > 0 ? emitGeneric(f, s.name, s.type_params, defaults, make, s) : make(f, defaults.dv, defaults.kw);
  storeName(f, s.name, decoratedBy(f, decorators, value, s), s);
}

/** The texts of the decorators. The line of the first is told with the statement. */
export function emitDecorators(f: Fn, list: readonly ExprNode[]): string[] {
  return list.map((d, i) => {
    if (i > 0 && f.unit.traced) f.line(`${traced(f, d, 'undefined')};`);
    return f.spill(emitExpr(f, d));
  });
}

/** The function or class `value` of a definition, given to its decorators from the last to the first. */
export function decoratedBy(f: Fn, decorators: readonly string[], value: string, s: FunctionDef | AsyncFunctionDef | ClassDef): string {
  const tell = (at: Position): void => {
    if (f.unit.traced && decorators.length > 0) f.line(`${traced(f, at, 'undefined')};`);
  };
  let result = value;
  tell(s);
  for (let i = decorators.length - 1; i >= 0; i--) {
    const at = s.decorator_list[i]!;
    const t = f.temp();
    f.line(`${t} = ${result};`);
    tell(at);
    result = `(${f.here(at)}, ${applyText(f, decorators[i]!, [t], [])})`;
  }
  if (f.unit.traced && decorators.length > 0) result = f.spill(result);
  tell(s);
  return result;
}

function hasPlainFirst(args: ArgumentsNode): boolean {
  const first = args.posonlyargs[0] ?? args.args[0];
  return first !== undefined && args.defaults.length < args.posonlyargs.length + args.args.length;
}

export function emitLambda(f: Fn, e: Lambda): string {
  const mark = f.mark();
  const defaults = defaultTexts(f, e.args);
  const scope = f.unit.table.scopes.get(e)!;
  const child = newFunction(f, scope, '<lambda>', e.args, e, e.lineno, false);
  child.hasWalrus = scope.holdsWalrus;
  if (f.unit.traced) child.line(`${traced(child, e.body, 'undefined')};`);
  const body = bareValue(emitExpr(child, e.body));
  if (child.isGenerator) child.line(`return ${body};`);
  else if (child.leaf) child.line(`return ${body};`);
  else {
    leave(child, child.spill(body), e);
  }
  child.assigned = null;
  finishFunction(child, e.args);
  const text = makeFunctionText(f, child, defaults.dv, defaults.kw, 'undefined');
  if (defaults.dv === 'undefined' && defaults.kw === 'undefined') f.release(mark);
  return text;
}

// ---- the function object

export interface Defaults {
  dv: string;
  kw: string;
}

/** Default values, evaluated here: an array of the positional ones, a dict of the keyword ones. */
export function emitDefaults(f: Fn, args: ArgumentsNode): Defaults {
  const { dv, kw } = defaultTexts(f, args);
  return { dv: dv === 'undefined' ? dv : f.spill(dv), kw: kw === 'undefined' ? kw : f.spill(kw) };
}

/** The same as texts: a lambda's defaults take their turn among what surrounds it. */
function defaultTexts(f: Fn, args: ArgumentsNode): Defaults {
  const values = args.kw_defaults.filter((d) => d !== null);
  const all = emitOperands(f, [...args.defaults, ...values]);
  const positional = all.slice(0, args.defaults.length);
  const keyword = all.slice(args.defaults.length);
  const dv = positional.length === 0 ? 'undefined' : `[${positional.join(', ')}]`;
  if (keyword.length === 0) return { dv, kw: 'undefined' };
  const pairs: string[] = [];
  args.kw_defaults.forEach((d, i) => {
    if (d !== null) pairs.push(jsString(f.mangle(args.kwonlyargs[i]!.arg)), keyword.shift()!);
  });
  return { dv, kw: f.call('newDict', [`[${pairs.join(', ')}]`], d0(values)) };
}

function d0(values: (ExprNode | null)[]): Position {
  return values[0]!;
}

export function makeFunctionText(f: Fn, child: Fn, dv: string, kw: string, annotate: string): string {
  const mk = f.unit.suspendable ? `U.mk[${child.index}]` : `$f${child.index}`;
  return `${f.helper('makeFunction')}(U.codes[${child.index}], G, ${mk}, ${dv}, ${kw}, ${annotate}, [${cellsFor(f, child)}])`;
}

function cellsFor(f: Fn, child: Fn): string {
  return child.code.freevars.map((name) => cellFor(f, name)).join(', ');
}

/** The JS function of a code object, without a function object: for code that is run once, here. */
export function instantiate(f: Fn, child: Fn): string {
  return `$f${child.index}(${['undefined', ...child.code.freevars.map((name) => cellFor(f, name))].join(', ')})`;
}

// ---- code objects

/** Qualified name of something defined here. */
export function qualifiedName(f: Fn, name: string, scope?: Scope): string {
  let outer: Fn | undefined = f;
  while (outer !== undefined && outer.scope.type === 'typeParameters') outer = outer.parent;
  if (outer === undefined || outer.kind === 'module') return name;
  const flags = outer.scope.flags(outer.mangle(name));
  if ((scope?.type === 'function' || scope?.type === 'class') && ((flags >> SCOPE_OFF) & SCOPE_MASK) === GLOBAL_EXPLICIT) return name;
  return outer.kind === 'class' ? `${outer.code.qualname}.${name}` : `${outer.code.qualname}.<locals>.${name}`;
}

/** A context for a function's code, parameters entered. */
export function newFunction(f: Fn, scope: Scope, name: string, args: ArgumentsNode | null, at: Position, firstLine: number, isAsync: boolean): Fn {
  const g = new Fn(f.unit, scope, f, 'function', name, /* nsMode */ false);
  const { code } = g;
  code.qualname = qualifiedName(f, name, scope);
  code.firstlineno = firstLine;
  startTraced(g);
  g.hot = at.end_lineno - at.lineno <= MAX_HOT_LINES && !f.unit.traced;
  g.hasWalrus = scope.holdsWalrus;
  g.isCoroutine = isAsync && !scope.isGenerator;
  g.isAsyncGenerator = isAsync && scope.isGenerator;
  g.isGenerator = isAsync || scope.isGenerator;
  g.hasLocalsHook = f.unit.traced || looksAtLocals(scope);
  let flags = CO_OPTIMIZED | CO_NEWLOCALS | f.unit.table.future.flags;
  if (scope.nested) flags |= CO_NESTED;
  if (g.isAsyncGenerator) flags |= CO_ASYNC_GENERATOR;
  else if (g.isCoroutine) flags |= CO_COROUTINE;
  else if (g.isGenerator) flags |= CO_GENERATOR;
  if (scope.isMethod) flags |= CO_METHOD;
  if (args !== null) {
    code.argcount = args.posonlyargs.length + args.args.length;
    code.posonlyargcount = args.posonlyargs.length;
    code.kwonlyargcount = args.kwonlyargs.length;
    if (args.vararg !== null) flags |= CO_VARARGS;
    if (args.kwarg !== null) flags |= CO_VARKEYWORDS;
  } else {
    code.argcount = scope.varnames.length;
  }
  code.flags = flags;
  for (const name of scope.varnames) g.assign(name);
  return g;
}

const localsReaders = new Set(['locals', 'vars', 'dir', 'eval', 'exec', 'breakpoint']);

/**
 * May somebody look at the local variables by name: the code itself, or, if one of them has a name like `__tracebackhide__`, those who
 * show its frame?
 */
export function looksAtLocals(scope: Scope): boolean {
  if (scope.looksAtFrames) return true;
  for (const [name] of scope.symbols) if (name.startsWith('__') && name.endsWith('__') && scope.scopeOf(name) === LOCAL) return true;
  for (const name of localsReaders) if (scope.symbols.has(name)) return true;
  return false;
}

function compileDef(g: Fn, s: FunctionDef | AsyncFunctionDef): void {
  g.deleted = deletedNames(s.body);
  let body: readonly StmtNode[] = s.body;
  if (hasDocstring(body)) {
    if (g.unit.optimize < 2) {
      g.noteConst(cleanDoc((body[0] as StmtNode & { kind: 'Expr' }).value as ExprNode & { kind: 'Constant' }) as ConstData);
      g.code.flags |= CO_HAS_DOCSTRING;
    }
    body = body.slice(1);
  }
  if (g.isGenerator && !g.isAsyncGenerator && !g.suspendable && !g.hasLocalsHook && canStep(body)) {
    g.isStepper = true;
    emitSteps(g, body);
    finishStepper(g, s.args);
    return;
  }
  emitBody(g, body);
  // Nothing but a docstring: control falls off the head.
  const first = g.code.firstlineno;
  const head = { lineno: first, col_offset: 0, end_lineno: first, end_col_offset: 0 };
  if (g.assigned !== null) leave(g, g.helper('None'), traceEnd(g, body, head));
  finishFunction(g, s.args);
}

/** Code of a scope whose parameters are all hidden: comprehensions, annotations, type parameters. */
export function compileHidden(f: Fn, scope: Scope, name: string, at: Position, emit: (g: Fn) => void): Fn {
  const g = newFunction(f, scope, name, null, at, at.lineno, false);
  emit(g);
  if (g.assigned !== null) leave(g, g.helper('None'), at);
  finishFunction(g, null);
  return g;
}

/** A comprehension that is a function: generator expressions always, others in class-seeing scopes. */
export function compileComprehensionFunction(f: Fn, scope: Scope, name: string, at: Position, emit: (g: Fn) => void): Fn {
  const g = newFunction(f, scope, name, null, at, at.lineno, scope.isCoroutine);
  emit(g);
  finishFunction(g, null);
  return g;
}

/** A generator expression as a state machine. */
export function compileStepper(f: Fn, scope: Scope, name: string, at: Position, emit: (g: Fn) => void): Fn {
  const g = newFunction(f, scope, name, null, at, at.lineno, false);
  g.isGenerator = g.isStepper = true;
  emit(g);
  finishStepper(g, null);
  return g;
}

/** Field of the generator object for a variable. */
const field = (js: string): string => `l_${js}`;

/**
 * A state machine: the constructor of its generator objects, whose fields are the cells, the parameters and the variables that
 * outlive a step, and the step function. Both are made when the first generator is.
 */
function finishStepper(g: Fn, args: ArgumentsNode | null): void {
  g.finishCode();
  const { scope, index } = g;
  const names = parameterNames(g, args);
  const params = names.map(jsName);
  const free = g.code.freevars.map(cellName);
  const own: string[] = [];
  const kept: string[] = [];
  const scratch: string[] = [];
  for (const [symbol] of scope.symbols) {
    const kind = scope.scopeOf(symbol);
    if (kind === CELL) own.push(symbol);
    else if (kind === LOCAL && !names.includes(symbol)) (g.stepVars.get(jsName(symbol))?.outlives ? kept : scratch).push(jsName(symbol));
  }
  for (const v of g.declarations()) (g.stepInternals.has(v) ? kept : scratch).push(v);
  const plainParams = params.filter((_, i) => scope.scopeOf(names[i]!) !== CELL);
  const fields = [
    ...(g.code.flags & CO_COROUTINE ? [`this.origin = undefined; this.born = 0; ${g.helper('newCoroutine')}(this);`] : []),
    ...(g.delegates ? ['this.delegate = undefined; this.got = undefined;'] : []),
    ...(g.returnsValue ? ['this.ret = undefined;'] : []),
    ...free.map((c) => `this.${field(c)} = ${c};`),
    ...own.map((n) => `this.${field(cellName(n))} = new ${g.helper('PyCell')}(${names.includes(n) ? jsName(n) : 'undefined'});`),
    ...plainParams.map((p) => `this.${field(p)} = ${p};`),
    ...kept.map((v) => `this.${field(v)} = undefined;`),
  ];
  const saved = [...plainParams.filter((p) => g.stepVars.get(p)?.stored), ...kept];
  const cells = [...free, ...own.map(cellName)];
  const pc = entryPosition(g);
  g.stepPcs[0] = pc;
  const fs = g.helper('FS');
  const start = [
    `let $s = $g.s; if ($s < 0) return ${g.helper('stepStopped')}($g);`,
    `const sp = ++${fs}.sp; if (sp >= ${g.helper('LIM')}[0]) ${g.helper('recStep')}(${pc}); ${g.helper('L')}[sp] = ${pc}; $g.s = ~$s;`,
  ];
  if (g.usesEntryException) start.push(`const $x = ${fs}.exc;`);
  if (cells.length > 0) start.push(`const ${cells.map((c) => `${c} = $g.${field(c)}`).join(', ')};`);
  const variables = [...plainParams, ...kept].map((v) => `${v} = $g.${field(v)}`).concat(scratch);
  if (variables.length > 0) start.push(`let ${variables.join(', ')};`);
  const name = jsName(g.code.name.replace(/[<>]/g, ''));
  const given = ['F', ...free, ...params].join(', ');
  const pcs = Array.from(g.stepPcs, (p) => p ?? '0').join(', ');
  const make = `($gen${index} === undefined ? $mkgen${index}() : $gen${index})`;
  const step = `function ${name}($g, $v) {\n${indented(start, 1)}  try {\n${placeSaves(g.lines, saved, (v) => `$g.${field(v)} = ${v};`)}\n  } catch ($c) { throw ${g.helper('stepFailed')}($g, $c, sp); }\n}`;
  const head =
    `var $gen${index};\nconst $mkgen${index} = () => $gen${index} = ${g.helper('stepClass')}(U.codes[${index}], [${pcs}], ` +
    `function (${given}) { this.fn = F; this.s = 0; ${fields.join(' ')} }, ${step});\n`;
  // A generator expression's own function is called only where a program took its code object: with anything that can be iterated.
  const asIterator = args === null && names[0] === '.0' ? [`${params[0]} = ${g.helper('iter')}(${params[0]}, ${pc});`] : [];
  const prologue = indented([...defaultsPrologue(g, args, params), ...asIterator], 1);
  const factory = `const $f${index} = (${['F', ...free].join(', ')}) => `;
  const rest = params.slice(1).join(', ');
  const selfGiven = ['F', ...free, 'this', ...params.slice(1)].join(', ');
  const body = !g.code.thisForm
    ? `function ${name}(${params.join(', ')}) {\n${prologue}  return new ${make}(${given});\n}`
    : `{\nconst T = function ${name}(${rest}) {\n${prologue}  return new ${make}(${selfGiven});\n};\n` +
      `return [T, function ${name}(${params.join(', ')}) { return T.call(${params.join(', ')}); }];\n}`;
  g.unit.factories.push(`${head}${factory}${body};\n${factoryTable(g.unit)}[${index}] = $f${index};`);
}

/** The text that makes a generator of a stepper's code object, without a function object. */
export function newStepper(f: Fn, child: Fn, args: string[]): string {
  const { index } = child;
  return `new ($gen${index} === undefined ? $mkgen${index}() : $gen${index})(${['undefined', ...child.code.freevars.map((name) => cellFor(f, name)), ...args].join(', ')})`;
}

// ---- the text of the factory

export function finishFunction(g: Fn, args: ArgumentsNode | null): void {
  g.finishCode();
  const { code } = g;
  const params = parameterNames(g, args);
  const js = params.map(jsName);
  const prologue = defaultsPrologue(g, args, js);
  const name = jsName(code.name.replace(/[<>]/g, ''));
  const cells = code.freevars.map(cellName);
  const head = `const $f${g.index} = (${['F', ...cells].join(', ')}) => `;
  const text = g.isGenerator ? generatorFactory(g, params, js, prologue, name) : plainFactory(g, params, js, prologue, name);
  g.unit.factories.push(`${head}${text};\n${factoryTable(g.unit)}[${g.index}] = $f${g.index};`);
}

/** Where the loader finds the factories: S forms in `mk`, G forms in `gmk`. */
export function factoryTable(unit: Unit): string {
  return unit.suspendable ? 'U.gmk' : 'U.mk';
}

/** Parameters in the order of the JS function: positional, *args, keyword-only, **kw. */
function parameterNames(g: Fn, args: ArgumentsNode | null): string[] {
  if (args === null) return [...g.scope.varnames];
  const list = [...args.posonlyargs, ...args.args];
  if (args.vararg !== null) list.push(args.vararg);
  list.push(...args.kwonlyargs);
  if (args.kwarg !== null) list.push(args.kwarg);
  return list.map((a) => g.mangle(a.arg));
}

function defaultsPrologue(_g: Fn, args: ArgumentsNode | null, js: string[]): string[] {
  if (args === null) return [];
  const lines: string[] = [];
  const positional = args.posonlyargs.length + args.args.length;
  for (let i = positional - args.defaults.length; i < positional; i++) lines.push(`if (${js[i]} === undefined) ${js[i]} = F.dv[${i}];`);
  const keywordOnly = positional + (args.vararg === null ? 0 : 1);
  args.kw_defaults.forEach((d, i) => {
    if (d !== null) lines.push(`if (${js[keywordOnly + i]} === undefined) ${js[keywordOnly + i]} = F.dv[${keywordOnly + i}];`);
  });
  return lines;
}

/** Everything between the parameters and the body: frame, cells, variables. */
function bodyPrologue(g: Fn, params: string[]): string[] {
  const lines: string[] = [];
  const pc = g.leaf ? '' : entryPosition(g);
  if (g.isGenerator) {
    lines.push('let sp = $g.sp;');
  } else if (!g.leaf) {
    const fs = g.helper('FS');
    lines.push(`const sp = ++${fs}.sp; if (sp >= ${g.helper('LIM')}[0]) ${g.helper('rec')}(${pc}); ${g.helper('L')}[sp] = ${pc};`);
    if (g.usesEntryException) lines.push(`const $x = ${fs}.exc;`);
  }
  const isParam = new Set(params);
  const variables: string[] = [];
  for (const [name] of g.scope.symbols) {
    const scope = g.scope.scopeOf(name);
    if (scope === CELL) {
      lines.push(`const ${cellName(name)} = new ${g.helper('PyCell')}(${isParam.has(name) ? jsName(name) : 'undefined'});`);
    } else if (scope === LOCAL && !isParam.has(name)) {
      variables.push(jsName(name));
    }
  }
  variables.push(...g.declarations());
  if (variables.length > 0) lines.push(`let ${variables.join(', ')};`);
  if (g.hasLocalsHook) lines.push(localsHook(g));
  return lines;
}

/** The accessor through which locals(), frames and exec see the variables. */
function localsHook(g: Fn): string {
  const entries: { name: string; text: string }[] = [];
  const listed = new Set<string>();
  const add = (name: string, text: string): void => {
    if (!name.startsWith('.') && !listed.has(name)) {
      listed.add(name);
      entries.push({ name, text });
    }
  };
  for (const name of g.code.varnames) {
    const scope = g.scope.scopeOf(name);
    if (scope === LOCAL) add(name, jsName(name));
    else if (scope === CELL) add(name, `${cellName(name)}.v`);
  }
  for (const name of g.code.cellvars) if (g.scope.scopeOf(name) === CELL) add(name, `${cellName(name)}.v`);
  for (const name of g.code.freevars) add(name, `${cellName(name)}.v`);
  const get = `() => [[${entries.map((e) => jsString(e.name)).join(', ')}], [${entries.map((e) => e.text).join(', ')}]]`;
  const set =
    entries.length === 0 ? '(name, v) => {}' : `(name, v) => { ${entries.map((e) => `if (name === ${jsString(e.name)}) ${e.text} = v;`).join(' else ')} }`;
  return `${g.helper('FL')}[sp] = { get: ${get}, set: ${set} };`;
}

function indented(lines: string[], depth: number): string {
  const pad = '  '.repeat(depth);
  return lines.map((l) => `${pad}${l}\n`).join('');
}

function plainFactory(g: Fn, params: string[], js: string[], prologue: string[], name: string): string {
  const head = [...prologue, ...bodyPrologue(g, params)];
  const body = tracedBody(g);
  if (g.suspendable) return `function* ${name}(${js.join(', ')}) {\n${indented(head, 1)}${body}\n}`;
  if (!g.code.thisForm) return `function ${name}(${js.join(', ')}) {\n${indented(head, 1)}${body}\n}`;
  const rest = js.slice(1);
  return (
    `{\nconst T = function ${name}(${rest.join(', ')}) {\n  let ${js[0]} = this;\n${indented(head, 1)}${body}\n};\n` +
    `return [T, function ${name}(${js.join(', ')}) { return T.call(${js.join(', ')}); }];\n}`
  );
}

function generatorFactory(g: Fn, params: string[], js: string[], prologue: string[], name: string): string {
  const head = bodyPrologue(g, params);
  const closable = g.closable && (g.isAsyncGenerator || !g.isCoroutine);
  const make = g.helper(
    g.isAsyncGenerator
      ? closable
        ? 'makeClosableAsync'
        : 'makeAsyncGenerator'
      : g.isCoroutine
        ? 'makeCoroutine'
        : closable
          ? 'makeClosable'
          : 'makeGenerator',
  );
  const body = `function* body$(${['$g', ...js].join(', ')}) {\n${indented(head, 1)}${tracedBody(g)}\n}\n`;
  const start = `${prologue.join(' ')} const $g = ${make}(U.codes[${g.index}], F); $g.it = body$(${[closable ? '$g.core' : '$g', ...js].join(', ')}); return $g;`;
  if (g.suspendable || !g.code.thisForm) return `{\n${body}return function ${name}(${js.join(', ')}) { ${start} };\n}`;
  const rest = js.slice(1);
  return (
    `{\n${body}const T = function ${name}(${rest.join(', ')}) { const ${js[0]} = this; ${start} };\n` +
    `return [T, function ${name}(${js.join(', ')}) { return T.call(${js.join(', ')}); }];\n}`
  );
}

export { constantText };
