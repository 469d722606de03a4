// Assignment, deletion, augmented and annotated assignment: every kind of target, in CPython's order of evaluation.
//
//   a, b = v       $1 = unpack(v, 2, pc); a = $1[0]; b = $1[1];
//   o.x = v        value first, then o
//   o[i] += v      o and i once; load, operate, store

import type { AnnAssign, Assign, AugAssign, Delete, ExprNode, List, Tuple } from '../../syntax/ast.ts';
import { foldConstant } from '../fold.ts';
import { bareValue, jsString, sequence } from '../js.ts';
import { attributeText, getItemText, storeAttribute, storeItem } from './access.ts';
import { emitVariableAnnotation } from './annotations.ts';
import { augmentedText } from './arith.ts';
import type { Fn } from './context.ts';
import { constantText, emitExpr } from './expr.ts';
import { deleteName, loadName, placeOf, storeName, storeNone } from './names.ts';
import { emitOperands, isStable, needsPrelude } from './operands.ts';

export function emitAssign(f: Fn, s: Assign): void {
  const only = s.targets.length === 1 ? s.targets[0]! : undefined;
  if (only !== undefined && emitParallel(f, only, s.value)) return;
  if (only !== undefined && only.kind === 'Name' && s.value.kind === 'Constant' && s.value.value.type === 'None' && storeNone(f, only.id, only)) return;
  const value = emitExpr(f, s.value);
  if (only !== undefined && only.kind === 'Name') {
    storeName(f, only.id, bareValue(value), only);
    return;
  }
  const held = f.spill(value);
  for (const target of s.targets) storeTarget(f, target, held);
}

/** a, b = b, a: no tuple is made. */
function emitParallel(f: Fn, target: ExprNode, value: ExprNode): boolean {
  if (target.kind !== 'Tuple' && target.kind !== 'List') return false;
  if (value.kind !== 'Tuple' || value.elts.length !== target.elts.length || value.elts.length > 8) return false;
  if (target.elts.some((t) => t.kind === 'Starred') || value.elts.some((v) => v.kind === 'Starred' || needsPrelude(f, v))) return false;
  const temps = value.elts.map((v) => {
    const text = emitExpr(f, v);
    const t = f.temp();
    f.line(`${t} = ${bareValue(text)};`);
    return t;
  });
  target.elts.forEach((t, i) => storeTarget(f, t, temps[i]!));
  return true;
}

/** Stores a value (stable text) as lines. */
export function storeTarget(f: Fn, target: ExprNode, value: string): void {
  switch (target.kind) {
    case 'Name':
      storeName(f, target.id, value, target);
      break;
    case 'Attribute': {
      if (target.value.kind === 'Name' && target.value.id === 'self') noteStaticAttribute(f, target.attr);
      storeAttribute(f, f.spill(emitExpr(f, target.value)), target.attr, value, target);
      break;
    }
    case 'Subscript': {
      const [object, index] = subscriptOperands(f, target.value, target.slice);
      storeItem(f, object, index, value, target.slice, target);
      break;
    }
    case 'Tuple':
    case 'List':
      unpackTo(f, target, value);
      break;
    case 'Starred':
      storeTarget(f, target.value, value);
      break;
    default:
      throw new Error(`cannot assign to ${target.kind}`);
  }
}

/** `__static_attributes__` of a class: what its functions store on `self`. */
function noteStaticAttribute(f: Fn, attr: string): void {
  for (let g: Fn | undefined = f; g !== undefined; g = g.parent) {
    if (g.kind === 'class') {
      g.staticAttributes.add(attr);
      return;
    }
  }
}

/** Object and index of a subscript, both stable. */
function subscriptOperands(f: Fn, value: ExprNode, slice: ExprNode): [string, string] {
  const constant = foldConstant(slice);
  if (constant !== undefined) return [f.spill(emitExpr(f, value)), constantText(f, constant)];
  const object = f.spill(emitExpr(f, value));
  return [object, f.spill(emitExpr(f, slice))];
}

function unpackTo(f: Fn, target: Tuple | List, value: string): void {
  const { elts } = target;
  const star = elts.findIndex((e) => e.kind === 'Starred');
  const array = f.temp();
  if (star >= 0) {
    f.line(`${array} = ${f.call('unpackStar', [value, String(star), String(elts.length - star - 1)], target)};`);
  } else if (f.hot) {
    f.line(
      `${array} = ${value}.s_iter === ${f.helper('tupleIter')} && ${value}.ta.length === ${elts.length} ? ${value}.ta : ${f.call('unpack', [value, String(elts.length)], target)};`,
    );
  } else {
    f.line(`${array} = ${f.call('unpack', [value, String(elts.length)], target)};`);
  }
  elts.forEach((e, i) => storeTarget(f, e, `${array}[${i}]`));
}

export function emitDelete(f: Fn, s: Delete): void {
  for (const target of s.targets) deleteTarget(f, target);
}

function deleteTarget(f: Fn, target: ExprNode): void {
  switch (target.kind) {
    case 'Name':
      deleteName(f, target.id, target);
      break;
    case 'Attribute': {
      const name = f.mangle(target.attr);
      f.noteName(name);
      f.line(`${f.call('delattr', [emitExpr(f, target.value), jsString(name)], target)};`);
      break;
    }
    case 'Subscript':
      f.line(`${f.call('delitem', emitOperands(f, [target.value, target.slice]), target)};`);
      break;
    case 'Tuple':
    case 'List':
      for (const t of target.elts) deleteTarget(f, t);
      break;
    default:
      throw new Error(`cannot delete ${target.kind}`);
  }
}

export function emitAugAssign(f: Fn, s: AugAssign): void {
  const { target } = s;
  const parts: string[] = [];
  switch (target.kind) {
    case 'Name': {
      let left = loadName(f, target.id, target);
      if (!isStable(f, left) || needsPrelude(f, s.value) || placeOf(f, f.mangle(target.id)).kind !== 'local') left = f.spill(left);
      const right = emitExpr(f, s.value);
      const text = augmentedText(f, s.op, left, s.value, right, s as unknown as ExprNode, parts);
      storeName(f, target.id, bareValue(sequence([...parts, text])), target);
      break;
    }
    case 'Attribute': {
      if (target.value.kind === 'Name' && target.value.id === 'self') noteStaticAttribute(f, target.attr);
      const object = f.spill(emitExpr(f, target.value));
      const left = f.temp();
      f.line(`${left} = ${bareValue(attributeText(f, object, f.mangle(target.attr), target))};`);
      const right = emitExpr(f, s.value);
      const text = augmentedText(f, s.op, left, s.value, right, s as unknown as ExprNode, parts);
      storeAttribute(f, object, target.attr, f.spill(sequence([...parts, text])), target);
      break;
    }
    case 'Subscript': {
      const [object, index] = subscriptOperands(f, target.value, target.slice);
      const left = f.temp();
      f.line(`${left} = ${bareValue(getItemText(f, object, index, target.slice, target))};`);
      const right = emitExpr(f, s.value);
      const text = augmentedText(f, s.op, left, s.value, right, s as unknown as ExprNode, parts);
      storeItem(f, object, index, f.spill(sequence([...parts, text])), target.slice, target);
      break;
    }
    default:
      throw new Error(`cannot augment ${target.kind}`);
  }
}

export function emitAnnAssign(f: Fn, s: AnnAssign): void {
  const { target } = s;
  if (s.value !== null) {
    const value = emitExpr(f, s.value);
    if (target.kind === 'Name') storeName(f, target.id, bareValue(value), target);
    else storeTarget(f, target, f.spill(value));
  }
  emitVariableAnnotation(f, s);
}
