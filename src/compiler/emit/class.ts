// Classes: the body is a function of the namespace, run by `__build_class__`.
//
//   class A(B, k=v): …   buildClass(makeFunction(body code …), 'A', [B, v], ['k'], pc)
//   the body             function A(ns) { …frame…; FL[sp] = ns; classBody(ns, 'A', 3, G, pc); …; return cell of __class__ }

import type { ClassDef, ExprNode, KeywordNode, StmtNode } from '../../syntax/ast.ts';
import { hasDocstring } from '../../symtable/build.ts';
import { jsName, jsProperty, jsString, sequence } from '../js.ts';
import { finishAnnotations, startAnnotations } from './annotations.ts';
import { emitArgumentArray, emitKeywordDict } from './call.ts';
import { Fn } from './context.ts';
import { cleanDoc } from './docstring.ts';
import { constantText } from './expr.ts';
import { decoratedBy, emitDecorators, factoryTable, makeFunctionText, qualifiedName } from './function.ts';
import { cellFor, cellName, storeName } from './names.ts';
import { emitBody } from './stmt.ts';
import { entryPosition, startTraced, traced, tracedBody, traceReturn } from './trace.ts';
import { emitGeneric } from './typeParams.ts';
import { emitOperands, needsPrelude } from './operands.ts';

export function emitClassDef(f: Fn, s: ClassDef): void {
  const decorators = emitDecorators(f, s.decorator_list);
  const firstLine = s.decorator_list.length > 0 ? s.decorator_list[0]!.lineno : s.lineno;
  const value =
    s.type_params.length > 0
      ? emitGeneric(f, s.name, s.type_params, undefined, (g, _dv, _kw, generic) => classText(g, s, firstLine, generic), s)
      : classText(f, s, firstLine, undefined);
  storeName(f, s.name, decoratedBy(f, decorators, value, s), s);
}

/** The class object. `generic` is the text of `Generic[…]`, which comes after the bases. */
function classText(f: Fn, s: ClassDef, firstLine: number, generic: string | undefined): string {
  const body = compileClassBody(f, s, firstLine);
  const make = makeFunctionText(f, body, 'undefined', 'undefined', 'undefined');
  const operands: ExprNode[] = [...s.bases, ...s.keywords.map((k) => k.value)];
  const plain = !s.bases.some((b) => b.kind === 'Starred') && s.keywords.every((k) => k.arg !== null);
  if (plain) {
    const texts = emitOperands(f, operands);
    const args = generic === undefined ? texts : [...texts.slice(0, s.bases.length), generic, ...texts.slice(s.bases.length)];
    const names = s.keywords.length > 0 ? f.unit.names(s.keywords.map((k) => k.arg!)) : 'undefined';
    const pc = f.pc(s);
    emitTemplates(f, body, s);
    return `${f.helper('buildClass')}(${[make, jsString(s.name), `[${args.join(', ')}]`, names, pc, `$a${body.index}`, `$i${body.index}`].join(', ')})`;
  }
  return starredClassText(f, s, make, generic, s);
}

/**
 * The allocator and the constructors by arity, as texts of the class's own so that V8 keeps their feedback apart. The
 * branch that never runs tells V8 the attributes and their order: instances then get their final shape at once.
 */
function emitTemplates(f: Fn, body: Fn, s: ClassDef): void {
  const property = (name: string): string => jsProperty(body.mangle(name));
  const slots = literalSlots(s);
  const name = jsName(body.code.name);
  let allocator: string;
  if (slots !== undefined && slots.every((slot) => property(slot).startsWith('.'))) {
    // Slots are own fields from the start, `undefined` while unset, so that no store goes through the descriptor.
    allocator = `class ${name} { ${slots.map((slot) => `${property(slot).slice(1)} = undefined;`).join(' ')} }`;
  } else {
    const attributes = [...body.staticAttributes].map((attr) => `this${property(attr)} = 0;`).join(' ');
    allocator = `function ${name}() {${attributes === '' ? '' : ` if (${f.helper('LIM')}[0] < 0) { ${attributes} } `}}`;
  }
  const makers = ['', 'a', 'a, b', 'a, b, c', 'a, b, c, d'].map((params, k) => {
    f.unit.selectors.add(`__init__$${k}`);
    return `(${params}) => { const o = new K(); const v = o.__init__$${k}(${params}); if (v !== ${f.helper('None')}) ${f.helper('notNone')}(v); return o; }`;
  });
  f.unit.factories.push(`const $a${body.index} = () => ${allocator};\n` + `const $i${body.index} = (K) => [${makers.join(', ')}];`);
}

/** The names of `__slots__ = 'a', 'b'` where they are literals. */
function literalSlots(s: ClassDef): string[] | undefined {
  for (const stmt of s.body) {
    if (stmt.kind !== 'Assign' || stmt.targets.length !== 1) continue;
    const target = stmt.targets[0]!;
    if (target.kind !== 'Name' || target.id !== '__slots__') continue;
    const items = stmt.value.kind === 'Tuple' || stmt.value.kind === 'List' ? stmt.value.elts : [stmt.value];
    const names: string[] = [];
    for (const item of items) {
      if (item.kind !== 'Constant' || item.value.type !== 'str') return undefined;
      if (item.value.value !== '__dict__' && item.value.value !== '__weakref__') names.push(item.value.value);
    }
    return names;
  }
  return undefined;
}

/** class A(*bases, **keywords): the call goes through callEx on `__build_class__`'s stand-in. */
function starredClassText(f: Fn, s: ClassDef, make: string, generic: string | undefined, at: ClassDef): string {
  const parts: string[] = [];
  const operands: ExprNode[] = [...s.bases, ...s.keywords.map((k) => k.value)];
  const prelude = operands.some((x) => needsPrelude(f, x));
  const flush = (): void => {
    if (!prelude) return;
    for (const part of parts) f.line(`${part};`);
    parts.length = 0;
  };
  const array = f.temp();
  // CPython's array has two entries before the bases, so that no base stands alone.
  emitArgumentArray(f, s.bases, array, ['undefined', 'undefined'], parts, flush, at);
  if (generic !== undefined) parts.push(`${array}.push(${generic})`);
  const kw = f.temp();
  emitKeywordDict(f, s.keywords as KeywordNode[], kw, 'undefined', parts, flush, at);
  parts.push(f.call('buildClassEx', [make, jsString(s.name), array, kw], at));
  return sequence(parts);
}

function compileClassBody(f: Fn, s: ClassDef, firstLine: number): Fn {
  const scope = f.unit.table.scopes.get(s)!;
  const g = new Fn(f.unit, scope, f, 'class', s.name, /* nsMode */ true);
  g.className = s.name;
  g.hasWalrus = scope.holdsWalrus;
  g.code.qualname = qualifiedName(f, s.name, scope);
  g.code.firstlineno = firstLine;
  startTraced(g);
  g.code.flags = f.unit.table.future.flags | (scope.nested ? 16 : 0);
  const at = { lineno: firstLine, col_offset: 0, end_lineno: firstLine, end_col_offset: 0 };
  for (const name of ['__name__', '__module__', '__qualname__', '__firstlineno__']) g.noteName(name);
  if (g.unit.traced) g.line(`${traced(g, at, 'undefined')};`);
  g.line(`${g.call('classBody', ['ns', jsString(g.code.qualname), String(firstLine), 'G'], at)};`);
  if (s.type_params.length > 0) g.line(`${g.call('nsStore', ['ns', "'__type_params__'", `${cellName('.type_params')}.v`], at)};`);
  startAnnotations(g, s.body, at);
  let body: readonly StmtNode[] = s.body;
  if (hasDocstring(body)) {
    const first = body[0] as StmtNode & { kind: 'Expr' };
    if (g.unit.traced) g.line(`${traced(g, first, 'undefined')};`);
    if (f.unit.optimize < 2) {
      const doc = constantText(g, cleanDoc(first.value as ExprNode & { kind: 'Constant' }));
      g.line(`${g.call('nsStore', ['ns', "'__doc__'", doc], first)};`);
    }
    body = body.slice(1);
  }
  emitBody(g, body);
  // The function for deferred annotations is made at the class's own line.
  const end = finishAnnotations(g, at) ? at : s.body.at(-1)!;
  if (g.unit.traced && end === at) g.line(`${traced(g, at, 'undefined')};`);
  const statics = constantText(g, { type: 'tuple', items: [...g.staticAttributes].sort().map((value) => ({ type: 'str', value })) });
  g.line(`${g.call('nsStore', ['ns', "'__static_attributes__'", statics], at)};`);
  if (scope.needsClassDict) g.line(`${g.call('nsStore', ['ns', "'__classdictcell__'", cellName('__classdict__')], at)};`);
  const result = scope.needsClassClosure ? cellName('__class__') : g.helper('None');
  if (scope.needsClassClosure) g.line(`${g.call('nsStore', ['ns', "'__classcell__'", result], at)};`);
  if (g.unit.traced) traceReturn(g, result, end);
  g.line(`${g.helper('FL')}[sp] = undefined; ${g.helper('FS')}.sp = sp - 1;`);
  g.line(`return ${result};`);
  finishClassBody(g);
  return g;
}

function finishClassBody(g: Fn): void {
  g.finishCode();
  const fs = g.helper('FS');
  const pc = entryPosition(g);
  const head = [`const sp = ++${fs}.sp; if (sp >= ${g.helper('LIM')}[0]) ${g.helper('rec')}(${pc}); ${g.helper('L')}[sp] = ${pc}; ${g.helper('FL')}[sp] = ns;`];
  if (g.usesEntryException) head.push(`const $x = ${fs}.exc;`);
  const cell = g.helper('PyCell');
  const { scope } = g;
  if (scope.needsClassClosure) head.push(`const ${cellName('__class__')} = new ${cell}(undefined);`);
  if (scope.needsClassDict) head.push(`const ${cellName('__classdict__')} = new ${cell}(ns);`);
  const variables = g.declarations();
  if (variables.length > 0) head.push(`let ${variables.join(', ')};`);
  const cells = g.code.freevars.map(cellName);
  const text =
    `const $f${g.index} = (${['F', ...cells].join(', ')}) => function ${jsName(g.code.name)}(ns) {\n` +
    `${head.map((l) => `  ${l}\n`).join('')}${tracedBody(g)}\n};\n${factoryTable(g.unit)}[${g.index}] = $f${g.index};`;
  g.unit.factories.push(text);
}

export { cellFor };
