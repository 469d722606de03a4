// Expressions: one entry per node kind, each in the file of its family. The result is atomic text (js.ts).

import type { BoolOp, ExprNode, IfExp, NamedExpr, Tuple, List, Set as SetNode, Dict } from '../../syntax/ast.ts';
import { syntaxErrorAt } from '../../symtable/errors.ts';
import { constantSet, foldConstant, constantTruth } from '../fold.ts';
import { jsNumber, jsString, sequence } from '../js.ts';
import type { ConstData } from '../unit.ts';
import { emitAttribute, emitSubscript } from './access.ts';
import { emitBinOp, emitUnaryOp } from './arith.ts';
import { emitCall } from './call.ts';
import { emitCompare, emitCondition } from './compare.ts';
import { emitComprehension, emitGeneratorExp } from './comprehension.ts';
import { copyAssigned, joinAssigned, type Fn } from './context.ts';
import { emitLambda } from './function.ts';
import { emitAwait, emitYield, emitYieldFrom } from './generator.ts';
import { loadName, storeText } from './names.ts';
import { emitOperands, needsPrelude } from './operands.ts';
import { emitJoinedStr, emitTemplateStr, emitInterpolationAlone } from './strings.ts';

export function emitExpr(f: Fn, e: ExprNode): string {
  if (f.ready.size > 0) {
    const held = f.ready.get(e);
    if (held !== undefined) return held;
  }
  switch (e.kind) {
    case 'Constant':
      return constantText(f, e.value);
    case 'Name':
      return e.id === '__debug__' ? String(f.unit.optimize === 0) : loadName(f, e.id, e);
    case 'Attribute':
      return emitAttribute(f, e);
    case 'Subscript':
      return emitSubscript(f, e);
    case 'Call':
      return emitCall(f, e);
    case 'BinOp':
      return emitBinOp(f, e);
    case 'UnaryOp':
      return emitUnaryOp(f, e);
    case 'Compare':
      return emitCompare(f, e);
    case 'BoolOp':
      return asOperand(emitBoolOp(f, e));
    case 'IfExp':
      return asOperand(emitIfExp(f, e));
    case 'NamedExpr':
      return emitNamedExpr(f, e);
    case 'Tuple':
      return emitTuple(f, e);
    case 'List':
      return `new ${f.helper('PyList')}(${emitArray(f, e.elts)})`;
    case 'Set':
      return emitSet(f, e);
    case 'Dict':
      return emitDict(f, e);
    case 'Lambda':
      return emitLambda(f, e);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return emitComprehension(f, e);
    case 'GeneratorExp':
      return emitGeneratorExp(f, e);
    case 'Await':
      return emitAwait(f, e);
    case 'Yield':
      return emitYield(f, e);
    case 'YieldFrom':
      return emitYieldFrom(f, e);
    case 'JoinedStr':
      return emitJoinedStr(f, e);
    case 'TemplateStr':
      return emitTemplateStr(f, e);
    case 'FormattedValue':
      return emitJoinedStr(f, { ...e, kind: 'JoinedStr', values: [e] });
    case 'Interpolation':
      return emitInterpolationAlone(f, e);
    case 'Slice':
      return emitSlice(f, e.lower, e.upper, e.step);
    case 'Starred':
      return syntaxErrorAt("can't use starred expression here", e);
  }
}

export function emitSlice(f: Fn, lower: ExprNode | null, upper: ExprNode | null, step: ExprNode | null): string {
  const none = f.helper('None');
  const present = [lower, upper, step].filter((x) => x !== null);
  const texts = emitOperands(f, present);
  const next = (x: ExprNode | null): string => (x === null ? none : texts.shift()!);
  return `${f.helper('newSlice')}(${next(lower)}, ${next(upper)}, ${next(step)})`;
}

// ---- constants

const MAX_INLINE_BIGINT = 40;

const SURROGATE = /[\ud800-\udfff]/;

export function constantText(f: Fn, value: ConstData): string {
  f.noteConst(value);
  switch (value.type) {
    case 'None':
      return f.helper('None');
    case 'Ellipsis':
      return f.helper('Ellipsis');
    case 'bool':
      return String(value.value);
    case 'int':
      if (typeof value.value === 'number') return jsNumber(value.value);
      if (value.value >= -9007199254740991n && value.value <= 9007199254740991n) return jsNumber(Number(value.value));
      if (value.value.toString().length <= MAX_INLINE_BIGINT) return value.value < 0n ? `(${value.value}n)` : `${value.value}n`;
      return f.unit.pooled(value);
    // A text with surrogate pairs is no plain JS string to Python: the runtime makes it from the pool.
    case 'str':
      return value.value.length < 2000 && !SURROGATE.test(value.value) ? jsString(value.value) : f.unit.pooled(value);
    default:
      return f.unit.pooled(value);
  }
}

// ---- displays

const CHUNK = 2000;

/** A JS array of the elements, starred ones spread. Long ones are built in pieces, as V8 limits nesting and arguments. */
export function emitArray(f: Fn, elts: readonly ExprNode[]): string {
  const starred = elts.some((e) => e.kind === 'Starred');
  if (!starred && elts.length <= CHUNK) return `[${emitOperands(f, elts).join(', ')}]`;
  const mark = f.mark();
  const array = f.temp();
  const parts = [`${array} = []`];
  let run: ExprNode[] = [];
  const prelude = f.scope.holdsComprehensions && elts.some((e) => needsPrelude(f, e));
  const write = (part: string): void => {
    parts.push(part);
    if (!prelude) return;
    f.line(`${parts.join(', ')};`);
    parts.length = 0;
  };
  const flush = (): void => {
    if (run.length > 0) write(`${array}.push(${emitOperands(f, run).join(', ')})`);
    run = [];
  };
  for (const e of elts) {
    if (e.kind === 'Starred') {
      flush();
      write(f.call('spread', [array, emitExpr(f, e.value)], e.value));
    } else {
      run.push(e);
      if (run.length === CHUNK) flush();
    }
  }
  flush();
  // In the prelude case the array's temporary is referred to by the result and must stay.
  if (!prelude) f.release(mark);
  return sequence([...parts, array]);
}

function emitTuple(f: Fn, e: Tuple): string {
  const constant = foldConstant(e);
  if (constant !== undefined) return constantText(f, constant);
  return `new ${f.helper('PyTuple')}(${emitArray(f, e.elts)})`;
}

/** A set of so many constants is a copy of a frozenset in CPython, which shows in its order. */
const FEWEST_CONSTANTS = 3,
  MOST_CONSTANTS = 30;

function emitSet(f: Fn, e: SetNode): string {
  const constant = e.elts.length < FEWEST_CONSTANTS || e.elts.length > MOST_CONSTANTS ? undefined : constantSet(e);
  if (constant !== undefined) return f.call('constantSet', [constantText(f, constant)], e);
  if (!e.elts.some((x) => x.kind === 'Starred')) return f.call('newSet', [emitArray(f, e.elts)], e);
  const mark = f.mark();
  const set = f.temp();
  const parts = [`${set} = ${f.call('newSet', ['[]'], e)}`];
  for (const x of e.elts) {
    if (needsPrelude(f, x)) {
      f.line(`${parts.join(', ')};`);
      parts.length = 0;
    }
    if (x.kind === 'Starred') parts.push(f.call('setMerge', [set, emitExpr(f, x.value)], x.value));
    else parts.push(f.call('setAdd', [set, emitExpr(f, x)], x));
  }
  if (parts.length === e.elts.length + 1) f.release(mark);
  return sequence([...parts, set]);
}

function emitDict(f: Fn, e: Dict): string {
  if (e.keys.every((k) => k !== null) && e.keys.length <= CHUNK / 2) {
    const pairs: ExprNode[] = [];
    e.keys.forEach((k, i) => pairs.push(k!, e.values[i]!));
    return f.call('newDict', [`[${emitOperands(f, pairs).join(', ')}]`], e);
  }
  const mark = f.mark();
  const dict = f.temp();
  let parts = [`${dict} = ${f.call('newDict', ['[]'], e)}`];
  let flushed = false;
  e.keys.forEach((k, i) => {
    const value = e.values[i]!;
    if (needsPrelude(f, value) || needsPrelude(f, k)) {
      f.line(`${parts.join(', ')};`);
      parts = [];
      flushed = true;
    }
    if (k === null) parts.push(f.call('dictMerge', [dict, emitExpr(f, value)], value));
    else parts.push(f.call('dictAdd', [dict, ...emitOperands(f, [k, value])], e));
  });
  if (!flushed) f.release(mark);
  return sequence([...parts, dict]);
}

// ---- and, or, if else, :=

/** A number that is left of `0 and x` is no constant to those who use it, and `0.fv` no JavaScript. */
function asOperand(text: string): string {
  return /^[-\d]/.test(text) ? `(${text})` : text;
}

/** a and b → (truth($1 = a) ? b : $1) */
function emitBoolOp(f: Fn, e: BoolOp): string {
  if (e.values.slice(1).some((v) => needsPrelude(f, v))) return emitBoolOpLines(f, e);
  const mark = f.mark();
  let text = '';
  const tails: string[] = [];
  const before = f.assigned;
  for (let i = 0; i < e.values.length; i++) {
    const value = e.values[i]!;
    const last = i === e.values.length - 1;
    const folded = constantTruth(value);
    if (!last && folded !== undefined) {
      // `0 and x` is 0, `1 and x` is x.
      if (folded === (e.op === 'And')) continue;
      text += emitExpr(f, value);
      break;
    }
    const operand = emitExpr(f, value);
    if (i === 0) f.assigned = copyAssigned(f.assigned);
    f.lineWritten = 0;
    if (last) {
      text += operand;
    } else {
      const t = f.temp();
      const test = truthOfTemp(f, t, operand, value);
      text += e.op === 'And' ? `(${test} ? ` : `(${test} ? ${t} : `;
      tails.push(e.op === 'And' ? ` : ${t})` : ')');
    }
  }
  for (let i = tails.length - 1; i >= 0; i--) text += tails[i]!;
  // Only the first operand is certain to have run.
  if (f.hasWalrus) f.assigned = before === null ? null : joinAssigned(before, f.assigned);
  f.release(mark);
  return text;
}

function truthOfTemp(f: Fn, t: string, text: string, at: ExprNode): string {
  const slow = f.call('truth', [t], at);
  return f.hot ? `((${t} = ${text}) === true || ${t} !== false && ${slow})` : `(${t} = ${text}, ${slow})`;
}

function emitBoolOpLines(f: Fn, e: BoolOp): string {
  const result = f.temp();
  let depth = 0;
  e.values.forEach((value, i) => {
    f.line(`${result} = ${emitExpr(f, value)};`);
    if (i === e.values.length - 1) return;
    const test = f.call('truth', [result], value);
    f.open(`if (${e.op === 'And' ? test : `!${test}`}) {`);
    depth++;
  });
  while (depth-- > 0) f.close();
  return result;
}

/** a if c else b → (c ? a : b) */
function emitIfExp(f: Fn, e: IfExp): string {
  const truth = constantTruth(e.test);
  if (truth !== undefined) return emitExpr(f, truth ? e.body : e.orelse);
  if (needsPrelude(f, e.body) || needsPrelude(f, e.orelse)) {
    const result = f.temp();
    f.open(`if (${emitCondition(f, e.test)}) {`);
    f.line(`${result} = ${emitExpr(f, e.body)};`);
    f.between('} else {');
    f.line(`${result} = ${emitExpr(f, e.orelse)};`);
    f.close();
    return result;
  }
  const test = emitCondition(f, e.test);
  f.lineWritten = 0;
  const before = copyAssigned(f.assigned);
  const body = emitExpr(f, e.body);
  const afterBody = f.assigned;
  f.assigned = before;
  f.lineWritten = 0;
  const orelse = emitExpr(f, e.orelse);
  f.assigned = joinAssigned(afterBody, f.assigned);
  f.lineWritten = 0;
  return `(${test} ? ${body} : ${orelse})`;
}

/** (x := v) */
function emitNamedExpr(f: Fn, e: NamedExpr): string {
  if (e.target.kind !== 'Name') throw new Error('target of := is no name');
  const value = emitExpr(f, e.value);
  const mark = f.mark();
  const t = f.temp();
  const store = storeText(f, e.target.id, t, e.target);
  f.release(mark);
  return `(${t} = ${value}, ${store}, ${t})`;
}

export type { List };
