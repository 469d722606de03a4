// Calls, by the shape of the call site.
//
//   f(a, b)          (L[sp] = pc, f.c2(a, b))
//   o.m(a)           (L[sp] = pc, o.m$1(a))            a selector, see internals.md section 3
//   f(a, k=v)        f.cK([a, v], $n0)                 o.m(a, k=v)   o.m$K([a, v], $n0)
//   f(*a, **k)       callEx(f, args, kw, pc)           super().m(a)  superCall(cls, self, 'm', [a], undefined, pc)
// `L[sp]` is written after the arguments are evaluated, so operands that may call anything go into temporaries first.

import type { Call, ExprNode, KeywordNode, Position } from '../../syntax/ast.ts';
import { DEF_IMPORT } from '../../symtable/scope.ts';
import { jsProperty, jsString, sequence } from '../js.ts';
import { isDunder } from './access.ts';
import type { Fn } from './context.ts';
import { emitExpr } from './expr.ts';
import { cellName, loadPlace, placeOf } from './names.ts';
import { emitOperands, hold, isQuiet, isStable, needsPrelude } from './operands.ts';

const MAX_FIXED = 6;

/**
 * A view that nobody but the operation around it sees, as in `f(memoryview(b)[n:])`, is gone after it in CPython, and `b` may be resized.
 * Here it would live on in a register of the engine: so its export is given back at once. `passing(memoryview(b))`.
 */
const passing = new WeakSet<ExprNode>();
const SIMPLE_READERS = new Set(['tobytes', 'tolist', 'hex']);

export function markPassing(e: ExprNode): void {
  let inner = e;
  while (inner.kind === 'Subscript') inner = inner.value;
  if (inner.kind === 'Call' && inner.func.kind === 'Name' && inner.func.id === 'memoryview') passing.add(inner);
}

export function emitCall(f: Fn, e: Call): string {
  if (e.func.kind === 'Attribute' && SIMPLE_READERS.has(e.func.attr)) markPassing(e.func.value);
  for (const arg of e.args) markPassing(arg.kind === 'Starred' ? arg.value : arg);
  for (const keyword of e.keywords) markPassing(keyword.value);
  const starred = e.args.some((a) => a.kind === 'Starred') || e.keywords.some((k) => k.arg === null);
  const mark = f.mark();
  const text = starred ? emitStarredCall(f, e) : emitPlainCall(f, e);
  f.release(mark);
  return passing.has(e) ? `${f.helper('passing')}(${text})` : text;
}

function emitPlainCall(f: Fn, e: Call): string {
  const { func } = e;
  const args = [...e.args, ...e.keywords.map((k) => k.value)];
  if (isSuperCall(f, e)) return emitSuper(f, e);
  if (func.kind === 'Attribute') {
    if (isSuperCall(f, func.value)) return emitSuperMethod(f, e, func.value as Call, f.mangle(func.attr));
    if (!isImportedModule(f, func.value)) return emitMethodCall(f, e, func.value, f.mangle(func.attr), args);
  }
  const parts: string[] = [];
  const [callee, ...values] = readyOperands(f, [func, ...args], parts);
  if (isLenCall(f, e)) return lenText(f, e, callee!, values[0]!, parts);
  parts.push(f.here(e));
  return sequence([...parts, applyText(f, callee!, values, e.keywords)]);
}

function isLenCall(f: Fn, e: Call): boolean {
  if (!f.hot || f.leaf || f.suspendable || f.unit.traced) return false;
  return e.func.kind === 'Name' && e.func.id === 'len' && e.args.length === 1 && e.keywords.length === 0 && placeOf(f, 'len').kind === 'global';
}

/** len(x) asks the slot where it stands, which has an inline cache of its own there. Longer than MAXI is for the builtin. */
function lenText(f: Fn, e: Call, callee: string, value: string, parts: string[]): string {
  f.declare('$t');
  const c = hold(f, callee, parts);
  const x = hold(f, value, parts);
  const receiver = /^\d/.test(x) ? `(${x})` : x;
  parts.push(f.here(e));
  return sequence([...parts, `(${c} === ${f.helper('lenBuiltin')} && ($t = ${receiver}.s_len) !== undefined && ($t = $t(${x})) <= MAXI ? $t : ${c}.c1(${x}))`]);
}

/** The call itself, everything evaluated. */
export function applyText(f: Fn, callee: string, values: string[], keywords: readonly KeywordNode[]): string {
  if (f.suspendable) {
    if (keywords.length > 0) return `yield* ${f.helper('gcallK')}(${callee}, [${values.join(', ')}], ${keywordNames(f, keywords)})`;
    return `yield* ${f.helper('gcall')}(${callee}, [${values.join(', ')}])`;
  }
  if (f.unit.traced) return toldText(f, 'toldCall', [callee], `[${values.join(', ')}]`, keywords);
  const receiver = /^\d/.test(callee) ? `(${callee})` : callee;
  if (keywords.length > 0) return `${receiver}.cK([${values.join(', ')}], ${keywordNames(f, keywords)})`;
  if (values.length <= MAX_FIXED) return `${receiver}.c${values.length}(${values.join(', ')})`;
  return `${receiver}.cN([${values.join(', ')}])`;
}

/** Form T: the call tells of itself (runtime/tracedCalls.ts). `args` is an array. */
function toldText(f: Fn, helper: 'toldCall' | 'toldMethod', callee: string[], args: string, keywords: readonly KeywordNode[]): string {
  return `${f.helper(helper)}(${[...callee, args].join(', ')}, ${keywords.length > 0 ? keywordNames(f, keywords) : 'undefined'})`;
}

function keywordNames(f: Fn, keywords: readonly KeywordNode[]): string {
  for (const k of keywords) f.noteName(k.arg!);
  return f.unit.names(keywords.map((k) => k.arg!));
}

function emitMethodCall(f: Fn, e: Call, object: ExprNode, name: string, args: ExprNode[]): string {
  f.noteName(name);
  const parts: string[] = [];
  const [receiver, ...values] = readyOperands(f, [object, ...args], parts);
  // CPython reports a failing method call at the attribute's end line; the call's own range serves both.
  parts.push(f.here(e));
  return sequence([...parts, methodText(f, receiver!, name, values, e.keywords, e)]);
}

function methodText(f: Fn, receiver: string, name: string, values: string[], keywords: readonly KeywordNode[], at: Position): string {
  if (f.suspendable || (isDunder(name) && !f.unit.traced)) {
    const kwnames = keywords.length > 0 ? keywordNames(f, keywords) : 'undefined';
    const args = [receiver, jsString(name), `[${values.join(', ')}]`, kwnames];
    return f.suspendable ? `yield* ${f.call('gmethod', args, at)}` : f.call('callMethod', args, at);
  }
  if (f.unit.traced) return toldText(f, 'toldMethod', [receiver, jsString(name)], `[${values.join(', ')}]`, keywords);
  const o = /^\d/.test(receiver) ? `(${receiver})` : receiver;
  if (keywords.length > 0) return `${o}${selector(f, name, 'K')}([${values.join(', ')}], ${keywordNames(f, keywords)})`;
  if (values.length <= MAX_FIXED) return `${o}${selector(f, name, String(values.length))}(${values.join(', ')})`;
  return `${o}${selector(f, name, 'N')}([${values.join(', ')}])`;
}

function selector(f: Fn, name: string, suffix: string): string {
  const key = `${name}$${suffix}`;
  f.unit.selectors.add(key);
  const property = jsProperty(name);
  return property.startsWith('.') ? `.${key}` : `[${jsString(key)}]`;
}

/**
 * Evaluates operands so that nothing happens between the last of them and the call: quiet ones stay in place when no
 * other operand runs after them, all others go into temporaries.
 */
export function readyOperands(f: Fn, list: readonly ExprNode[], parts: string[]): string[] {
  let lastLoud = -1;
  list.forEach((e, i) => {
    if (!isQuiet(f, e)) lastLoud = i;
  });
  let lastPrelude = -1;
  list.forEach((e, i) => {
    if (needsPrelude(f, e)) lastPrelude = i;
  });
  return list.map((e, i) => {
    const text = emitExpr(f, e);
    if (i < lastPrelude) return f.spill(text);
    if (i > lastLoud || isStable(f, text)) return text;
    const t = f.temp();
    parts.push(`${t} = ${text}`);
    return t;
  });
}

/** `math.sqrt(x)`: attributes of imported modules are plain properties, so a method selector would only miss. */
function isImportedModule(f: Fn, e: ExprNode): boolean {
  if (e.kind !== 'Name') return false;
  const name = f.mangle(e.id);
  return placeOf(f, name).kind === 'global' && (f.unit.table.top.flags(name) & DEF_IMPORT) !== 0;
}

// ---- f(*a, **k)

function emitStarredCall(f: Fn, e: Call): string {
  const parts: string[] = [];
  const operands = [e.func, ...e.args, ...e.keywords.map((k) => k.value)];
  const prelude = operands.some((x) => needsPrelude(f, x));
  const flush = (): void => {
    if (!prelude) return;
    for (const part of parts) f.line(`${part};`);
    parts.length = 0;
  };
  const { func } = e;
  // o.m(*a) keeps the selector; with ** the attribute is loaded as any value.
  const isMethod = func.kind === 'Attribute' && !isDunder(func.attr) && !isSuperCall(f, func.value) && !isImportedModule(f, func.value);
  const simpleKeywords = e.keywords.every((k) => k.arg !== null);
  const asMethod = isMethod && simpleKeywords && !f.suspendable;
  const calleeNode = asMethod ? (func as ExprNode & { kind: 'Attribute' }).value : func;
  const callee = f.temp();
  parts.push(`${callee} = ${emitExpr(f, calleeNode)}`);
  // Form G loads the attribute here; both forms must number their positions alike.
  if (asMethod) f.pc(func);
  flush();
  const array = f.temp();
  const name = asMethod ? f.mangle(func.attr) : '';
  emitArgumentArray(f, e.args, array, [callee, asMethod ? jsString(name) : 'undefined'], parts, flush, e);
  if (simpleKeywords) {
    const values: string[] = [];
    for (const k of e.keywords) {
      const t = f.temp();
      parts.push(`${t} = ${emitExpr(f, k.value)}`);
      flush();
      values.push(t);
    }
    if (values.length > 0) parts.push(`${array}.push(${values.join(', ')})`);
    parts.push(f.here(e));
    if (asMethod) f.noteName(name);
    if (f.unit.traced && !f.suspendable)
      return sequence([
        ...parts,
        asMethod ? toldText(f, 'toldMethod', [callee, jsString(name)], array, e.keywords) : toldText(f, 'toldCall', [callee], array, e.keywords),
      ]);
    if (values.length > 0) {
      const names = keywordNames(f, e.keywords);
      if (f.suspendable) return sequence([...parts, `yield* ${f.helper('gcallK')}(${callee}, ${array}, ${names})`]);
      return sequence([...parts, asMethod ? `${callee}${selector(f, name, 'K')}(${array}, ${names})` : `${callee}.cK(${array}, ${names})`]);
    }
    if (f.suspendable) return sequence([...parts, `yield* ${f.helper('gcall')}(${callee}, ${array})`]);
    return sequence([...parts, asMethod ? `${callee}${selector(f, name, 'N')}(${array})` : `${callee}.cN(${array})`]);
  }
  const kw = f.temp();
  if (!f.suspendable && !f.unit.traced && e.keywords.length === 1) {
    parts.push(`${kw} = ${emitExpr(f, e.keywords[0]!.value)}`);
    flush();
    parts.push(f.here(e));
    return sequence([...parts, f.call('callKw', [callee, array, kw], e)]);
  }
  emitKeywordDict(f, e.keywords, kw, callee, parts, flush, e);
  parts.push(f.here(e));
  const text = f.call(f.suspendable ? 'gcallEx' : f.unit.traced ? 'toldCallEx' : 'callEx', [callee, array, kw], e);
  return sequence([...parts, f.suspendable ? `yield* ${text}` : text]);
}

/** Sets `array` to the JS array of positional arguments. `callee`: whom the message of `f(*a)` names, as `spreadArgs` takes it. */
export function emitArgumentArray(
  f: Fn,
  args: readonly ExprNode[],
  array: string,
  callee: [string, string],
  parts: string[],
  flush: () => void,
  at: Position,
): void {
  const leading: ExprNode[] = [];
  let i = 0;
  while (i < args.length && args[i]!.kind !== 'Starred' && !needsPrelude(f, args[i]!)) leading.push(args[i++]!);
  const first = args[0];
  if (first?.kind === 'Starred') {
    parts.push(`${array} = ${f.call('spreadArgs', [emitExpr(f, first.value), ...(args.length === 1 ? callee : ['undefined', 'undefined'])], at)}`);
    i = 1;
  } else parts.push(`${array} = [${emitOperands(f, leading).join(', ')}]`);
  flush();
  for (; i < args.length; i++) {
    const arg = args[i]!;
    parts.push(arg.kind === 'Starred' ? f.call('spread', [array, emitExpr(f, arg.value)], at) : `${array}.push(${emitExpr(f, arg)})`);
    flush();
  }
}

/** Sets `kw` to a dict of the keywords. */
export function emitKeywordDict(f: Fn, keywords: readonly KeywordNode[], kw: string, callee: string, parts: string[], flush: () => void, at: Position): void {
  parts.push(`${kw} = ${f.call('newDict', ['[]'], at)}`);
  for (const k of keywords) {
    const value = emitExpr(f, k.value);
    if (k.arg === null) parts.push(f.call('kwMerge', [kw, value, callee], at));
    else parts.push(f.call('kwAdd', [kw, jsString(k.arg), value, callee], at));
    flush();
  }
}

// ---- super()

/** `super()` in a method: the compiler supplies the class and the first argument. */
export function isSuperCall(f: Fn, e: ExprNode): boolean {
  if (e.kind !== 'Call' || e.func.kind !== 'Name' || e.func.id !== 'super' || e.args.length > 0 || e.keywords.length > 0) return false;
  if (f.kind !== 'function' || f.overlays.length > 0) return false;
  return f.code.argcount > 0 && f.code.freevars.includes('__class__') && placeOf(f, 'super').kind === 'global';
}

/** Texts of class and first argument. A global named `super` goes before the builtin: the helpers then get it instead of the class. */
export function superParts(f: Fn, at: Position): [string, string] {
  const first = f.code.varnames[0] ?? f.scope.varnames[0]!;
  return [`(G.$super === undefined ? ${cellName('__class__')}.v : ${f.helper('shadowedSuper')}(G.$super))`, firstArgument(f, first, at)];
}

/** Where it may have been deleted, the helpers see nothing and say so in the words of `super`. */
function firstArgument(f: Fn, name: string, at: Position): string {
  const place = placeOf(f, name);
  if (place.kind !== 'local' || place.overlay || f.isAssigned(name)) return loadPlace(f, place, at);
  f.noteVar(name);
  f.noteStepVar(place.js, false, false);
  return place.js;
}

function emitSuper(f: Fn, e: Call): string {
  const [cls, self] = superParts(f, e);
  return f.call('newSuper', [cls, self], e);
}

function emitSuperMethod(f: Fn, e: Call, superCall: Call, name: string): string {
  f.noteName(name);
  const parts: string[] = [];
  const [cls, self] = superParts(f, superCall);
  const values = readyOperands(f, [...e.args, ...e.keywords.map((k) => k.value)], parts);
  const kwnames = e.keywords.length > 0 ? keywordNames(f, e.keywords) : 'undefined';
  parts.push(f.here(e));
  const text = f.call(f.suspendable ? 'gsuperCall' : 'superCall', [cls, self, jsString(name), `[${values.join(', ')}]`, kwnames], e);
  return sequence([...parts, f.suspendable ? `yield* ${text}` : text]);
}

export { hold };
