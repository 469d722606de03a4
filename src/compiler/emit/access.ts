// Attributes and subscripts.
//
//   o.x       (($t = o.$x) !== undefined ? $t : getattr(o, 'x', pc))
//   o.x = v   if (o.pl || o.w$x) o.$x = v; else setattr(o, 'x', v, pc);      w$x: x is a slot that may be stored directly
//   l[i]      list or tuple and int in range: q[i], else getitem(l, i, pc)

import type { Attribute, ExprNode, Position, Subscript } from '../../syntax/ast.ts';
import { foldConstant } from '../fold.ts';
import { jsProperty, jsString, sequence } from '../js.ts';
import { isSuperCall, superParts } from './call.ts';
import type { Fn } from './context.ts';
import { constantText, emitExpr } from './expr.ts';
import { emitOperands, hold } from './operands.ts';

export function isDunder(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

export function emitAttribute(f: Fn, e: Attribute): string {
  const name = f.mangle(e.attr);
  if (isSuperCall(f, e.value)) {
    f.noteName(name);
    const [cls, self] = superParts(f, e.value);
    return f.call('superAttr', [cls, self, jsString(name)], e);
  }
  return attributeText(f, emitExpr(f, e.value), name, e);
}

/** A getter may run Python code, so the first attribute of each line says where we are. */
export function attributeText(f: Fn, object: string, name: string, at: Position): string {
  f.noteName(name);
  if (!f.hot || isDunder(name)) return f.call('getattr', [object, jsString(name)], at);
  f.declare('$t');
  const mark = f.mark();
  const parts: string[] = [];
  const o = hold(f, object, parts);
  if (!f.leaf && f.lineWritten !== at.lineno) parts.push(f.here(at));
  f.release(mark);
  // A point after a bare number would be its decimal point.
  const receiver = /^[0-9]+$/.test(o) ? `(${o})` : o;
  return sequence([...parts, `(($t = ${receiver}${jsProperty(name)}) !== undefined ? $t : ${f.call('getattr', [o, jsString(name)], at)})`]);
}

/** Stores as lines; `object` is stable. */
export function storeAttribute(f: Fn, object: string, attr: string, value: string, at: Position): void {
  const name = f.mangle(attr);
  f.noteName(name);
  const slow = f.call('setattr', [object, jsString(name), value], at);
  if (!f.hot || isDunder(name)) {
    f.line(`${slow};`);
    return;
  }
  if (!f.leaf && f.lineWritten !== at.lineno) f.line(`${f.here(at)};`);
  const slot = jsProperty(name)
    .replace('.$', '.w$')
    .replace(/^\['\$/, "['w$");
  f.line(`if (${object}.pl || ${object}${slot}) ${object}${jsProperty(name)} = ${value}; else ${slow};`);
}

export function emitSubscript(f: Fn, e: Subscript): string {
  const { slice } = e;
  if (slice.kind === 'Slice' && slice.step === null) return emitGetSlice(f, e);
  const constant = foldConstant(slice);
  const [object, index] = constant === undefined ? (emitOperands(f, [e.value, slice]) as [string, string]) : [emitExpr(f, e.value), constantText(f, constant)];
  return getItemText(f, object, index, slice, e);
}

function emitGetSlice(f: Fn, e: Subscript): string {
  const slice = e.slice as ExprNode & { kind: 'Slice' };
  const list = [e.value, slice.lower, slice.upper].filter((x) => x !== null);
  const texts = emitOperands(f, list);
  const object = texts.shift()!;
  const lower = slice.lower === null ? f.helper('None') : texts.shift()!;
  const upper = slice.upper === null ? f.helper('None') : texts.shift()!;
  return f.call('getslice', [object, lower, upper], e);
}

/** o[i] with both ready; also used for the load half of o[i] += v, where both are stable. */
export function getItemText(f: Fn, object: string, index: string, indexNode: ExprNode, at: Position): string {
  const constant = foldConstant(indexNode);
  if (!f.hot || (constant !== undefined && constant.type !== 'int' && constant.type !== 'str')) return f.call('getitem', [object, index], at);
  const mark = f.mark();
  const parts: string[] = [];
  const o = hold(f, object, parts);
  const i = constant === undefined ? hold(f, index, parts) : index;
  f.release(mark);
  f.declare('$q');
  const slow = f.call('getitem', [o, i], at);
  if (constant?.type === 'str') {
    return sequence([
      ...parts,
      `(($q = ${o}.m) !== undefined && ($q = $q.get(${i})) !== undefined && ${o}.s_getitem === ${f.helper('dictGetitem')} ? $q : ${slow})`,
    ]);
  }
  const own = `${o}.s_getitem === ${f.helper('listGetitem')}`;
  const array = `(($q = ${o}.la) !== undefined || ($q = ${o}.ta) !== undefined)`;
  if (constant !== undefined) {
    const n = Number((constant as { value: number | bigint }).value);
    const at0 = n >= 0 ? `$q.length > ${n}` : `$q.length >= ${-n}`;
    return sequence([...parts, `(${array} && ${at0} && ${own} ? $q[${n >= 0 ? n : `$q.length - ${-n}`}] : ${slow})`]);
  }
  return sequence([...parts, `(typeof ${i} === 'number' && ${array} && ${i} >= 0 && ${i} < $q.length && ${own} ? $q[${i}] : ${slow})`]);
}

/** Stores as lines; object, index and value are stable. */
export function storeItem(f: Fn, object: string, index: string, value: string, indexNode: ExprNode, at: Position): void {
  const constant = foldConstant(indexNode);
  const slow = f.call('setitem', [object, index, value], at);
  if (!f.hot || (constant !== undefined && constant.type !== 'int') || indexNode.kind === 'Slice') {
    f.line(`${slow};`);
    return;
  }
  f.declare('$q');
  const own = `${object}.s_setitem === ${f.helper('listSetitem')}`;
  f.line(
    `if (($q = ${object}.la) !== undefined && typeof ${index} === 'number' && ${index} >= 0 && ${index} < $q.length && ${own}) $q[${index}] = ${value}; else ${slow};`,
  );
}
