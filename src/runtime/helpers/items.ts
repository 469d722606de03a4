// HOT. Subscripts, displays and unpacking.
import { FS, L } from '../../objects/frame.ts';
import { MEMORYVIEW } from '../../objects/model/flags.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { forgetExport } from '../../objects/ops/exports.ts';
import type { PyMemoryView } from '../../objects/types/memoryview.ts';
import type { PyFrozenSet } from '../../objects/model/dict.ts';
import { None, type PyBytes, PyList, PySlice, type PyTuple } from '../../objects/model/values.ts';
import { PySet, PyDict } from '../../objects/model/dict.ts';
import { delItem, getItem, setItem } from '../../objects/ops/arith.ts';
import { arrayFromIterable, getIter, nextOf } from '../../objects/ops/iter.ts';
import { raise } from '../../objects/ops/raise.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { dictGet, dictMerge as mergeDicts, dictOfItems, dictSet } from '../../objects/types/dictStore.ts';
import { dictIter, dictType, missing } from '../../objects/types/dict.ts';
import { setAdd as addToSet } from '../../objects/types/setStore.ts';
import { setFromArray, setFromConstants, setUpdate } from '../../objects/types/set.ts';
import { typeName } from '../../objects/ops/number.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { listType } from '../../objects/types/list.ts';
import { newTuple, tupleType } from '../../objects/types/tuple.ts';
import { bytesSlice, bytesType } from '../../objects/types/bytes.ts';

/** Emitted for: o[i]. */
export function getitem(o: PyObject, i: PyObject, pc: number): PyObject {
  if (typeof i === 'number') {
    if (typeof o === 'string') {
      const k = i < 0 ? i + o.length : i;
      if (k >= 0 && k < o.length) return o[k]!;
    } else {
      const type = o.ob_type;
      let v: PyObject | undefined;
      if (type === listType) {
        const { la } = o as PyList;
        v = la[i < 0 ? i + la.length : i];
      } else if (type === tupleType) {
        const { ta } = o as PyTuple;
        v = ta[i < 0 ? i + ta.length : i];
      } else if (type === bytesType) {
        const { bv } = o as PyBytes;
        v = bv[i < 0 ? i + bv.length : i];
      }
      if (v !== undefined) return v;
    }
  }
  L[FS.sp] = pc;
  if (o.ob_type === dictType) {
    const v = dictGet(o as PyDict, i);
    return v !== undefined ? v : missing(o as PyDict, i);
  }
  const { s_getitem } = o;
  return s_getitem !== undefined ? s_getitem(o, i) : getItem(o, i);
}

/** Emitted for: o[i] = v. */
export function setitem(o: PyObject, i: PyObject, v: PyObject, pc: number): void {
  L[FS.sp] = pc;
  // fast: exact dicts, and places of exact lists.
  const type = o.ob_type;
  if (type === dictType) {
    dictSet(o as PyDict, i, v);
    return;
  }
  if (type === listType && typeof i === 'number') {
    const { la } = o as PyList;
    if (i >= 0 && i < la.length) {
      la[i] = v;
      return;
    }
  }
  setItem(o, i, v);
}

/** Emitted for: del o[i]. */
export function delitem(o: PyObject, i: PyObject, pc: number): void {
  L[FS.sp] = pc;
  delItem(o, i);
}

/** Emitted for: f(memoryview(b)). See markPassing in the compiler. */
export function passing(view: PyObject): PyObject {
  if ((view.tflags & MEMORYVIEW) !== 0) forgetExport((view as PyMemoryView).managed.buffer);
  return view;
}

/** Emitted for: o[a:b]; an absent bound is None. */
export function getslice(o: PyObject, start: PyObject, stop: PyObject, pc: number): PyObject {
  const from = start === None ? 0 : start,
    to = stop === None ? undefined : stop;
  // fast: JS slices as Python does where the bounds are ints.
  if (typeof from === 'number' && (to === undefined || typeof to === 'number')) {
    if (typeof o === 'string') return o.slice(from, to);
    const type = o.ob_type;
    if (type === listType) return new PyList((o as PyList).la.slice(from, to));
    if (type === bytesType) return bytesSlice(o as PyBytes, from, to);
    if (type === tupleType) {
      const { ta } = o as PyTuple;
      const part = ta.slice(from, to);
      return part.length === ta.length ? o : newTuple(part);
    }
  }
  L[FS.sp] = pc;
  return getItem(o, new PySlice(start, stop, None));
}

export function newSlice(start: PyObject, stop: PyObject, step: PyObject): PyObject {
  return new PySlice(start, stop, step);
}

/** Emitted for: {k: v, …}. */
export function newDict(items: PyObject[], pc: number): PyObject {
  L[FS.sp] = pc;
  return dictOfItems(items);
}

/** Emitted for: {a, b}. */
export function newSet(items: PyObject[], pc: number): PyObject {
  L[FS.sp] = pc;
  return setFromArray(items);
}

/** Emitted for: {1, 2, 3}. */
export function constantSet(constants: PyObject): PyObject {
  return setFromConstants(constants as PyFrozenSet);
}

/** Emitted for: [*a], (*a,). */
export function spread(into: PyObject[], o: PyObject, pc: number): PyObject[] {
  L[FS.sp] = pc;
  if (o.s_iter === undefined && o.s_getitem === undefined) raise(TypeError, `Value after * must be an iterable, not ${typeName(o)}`);
  pushItems(into, o);
  return into;
}

function pushItems(into: PyObject[], o: PyObject): void {
  const items = o.ob_type === listType ? (o as PyList).la : o.ob_type === tupleType ? (o as PyTuple).ta : arrayFromIterable(o);
  for (let i = 0; i < items.length; i++) into.push(items[i]!);
}

/** Emitted for the first argument of: f(*a), f(*a, b), o.m(*a). */
export function spreadArgs(o: PyObject, f: PyObject | undefined, name: string | undefined, pc: number): PyObject[] {
  L[FS.sp] = pc;
  if (o.s_iter === undefined && o.s_getitem === undefined) {
    if (f === undefined) raise(TypeError, `Value after * must be an iterable, not ${typeName(o)}`);
    raise(TypeError, `${calleeText(name === undefined ? f : getattr(f, name))} argument after * must be an iterable, not ${typeName(o)}`);
  }
  return arrayFromIterable(o);
}

/** `module.qualname()`, as messages about arguments name a callee; nothing: the maker of classes. */
export function calleeText(f: PyObject | undefined): string {
  if (f === undefined) return '__build_class__()';
  const qualname = tryGetattr(f, '__qualname__'),
    module = tryGetattr(f, '__module__');
  if (qualname === undefined) return `${str(f)}`;
  const name = str(qualname);
  return module === undefined || module === None || str(module) === 'builtins' ? `${name}()` : `${str(module)}.${name}()`;
}
import { str } from '../../objects/ops/repr.ts';

/** Emitted for: dict displays with **, dict comprehensions. */
export function dictAdd(d: PyObject, k: PyObject, v: PyObject, pc: number): void {
  L[FS.sp] = pc;
  dictSet(d as PyDict, k, v);
}

/** Emitted for: {**a}. */
export function dictMerge(d: PyObject, mapping: PyObject, pc: number): void {
  L[FS.sp] = pc;
  if (mapping instanceof PyDict && mapping.s_iter === dictIter) {
    mergeDicts(d as PyDict, mapping);
    return;
  }
  if (tryGetattr(mapping, 'keys') === undefined) raise(TypeError, `'${typeName(mapping)}' object is not a mapping`);
  for (const key of arrayFromIterable(callMethod(mapping, 'keys'))) dictSet(d as PyDict, key, getItem(mapping, key));
}

/** Emitted for: f(**a, name=v). */
export function kwAdd(d: PyObject, name: PyObject, v: PyObject, f: PyObject | undefined, pc: number): void {
  L[FS.sp] = pc;
  if (dictHas(d as PyDict, name)) raise(TypeError, `${calleeText(f)} got multiple values for keyword argument '${str(name)}'`);
  dictSet(d as PyDict, name, v);
}
import { dictHas } from '../../objects/types/dictStore.ts';

/** Emitted for: f(**a). */
export function kwMerge(d: PyObject, mapping: PyObject, f: PyObject | undefined, pc: number): void {
  L[FS.sp] = pc;
  // fast: nothing to add.
  if (mapping.ob_type === dictType && dictSize(mapping as PyDict) === 0) return;
  if (mapping instanceof PyDict && mapping.s_iter === dictIter) {
    const keys = dictKeys(mapping),
      values = dictValues(mapping);
    for (let i = 0; i < keys.length; i++) kwAdd(d, keys[i]!, values[i]!, f, pc);
    return;
  }
  if (tryGetattr(mapping, 'keys') === undefined) raise(TypeError, `${calleeText(f)} argument after ** must be a mapping, not ${typeName(mapping)}`);
  for (const key of arrayFromIterable(callMethod(mapping, 'keys'))) kwAdd(d, key, getItem(mapping, key), f, pc);
}
import { dictKeys, dictSize, dictValues } from '../../objects/types/dictStore.ts';

/** Emitted for: set displays with *, set comprehensions. */
export function setAdd(s: PyObject, v: PyObject, pc: number): void {
  L[FS.sp] = pc;
  addToSet(s as PySet, v);
}

/** Emitted for: {*a}. */
export function setMerge(s: PyObject, o: PyObject, pc: number): void {
  L[FS.sp] = pc;
  if (o.s_iter === undefined && o.s_getitem === undefined) raise(TypeError, `'${typeName(o)}' object is not iterable`);
  setUpdate(s as PySet, o);
}

/** Emitted for: a, b = v. */
export function unpack(v: PyObject, n: number, pc: number): PyObject[] {
  // fast: exact tuples and lists of the right length.
  if (v.ob_type === tupleType) {
    const { ta } = v as PyTuple;
    if (ta.length === n) return ta;
  } else if (v.ob_type === listType) {
    const { la } = v as PyList;
    if (la.length === n) return la.slice();
  }
  L[FS.sp] = pc;
  return unpackSlow(v, n);
}

function unpackSlow(v: PyObject, n: number): PyObject[] {
  if (v.s_iter === undefined && v.s_getitem === undefined) raise(TypeError, `cannot unpack non-iterable ${typeName(v)} object`);
  const out: PyObject[] = [];
  const it = getIter(v);
  const next = nextOf(it);
  while (out.length < n) {
    const item = next(it);
    if (item === undefined) raise(ValueError, `not enough values to unpack (expected ${n}, got ${out.length})`);
    out.push(item);
  }
  if (next(it) !== undefined) {
    const sized = v.ob_type === listType || v.ob_type === tupleType || v.ob_type.name === 'dict';
    raise(ValueError, `too many values to unpack (expected ${n}${sized ? `, got ${v.s_len!(v)}` : ''})`);
  }
  return out;
}

/** Emitted for: a, *b, c = v. */
export function unpackStar(v: PyObject, before: number, after: number, pc: number): PyObject[] {
  L[FS.sp] = pc;
  if (v.s_iter === undefined && v.s_getitem === undefined) raise(TypeError, `cannot unpack non-iterable ${typeName(v)} object`);
  const items = arrayFromIterable(v);
  if (items.length < before + after) raise(ValueError, `not enough values to unpack (expected at least ${before + after}, got ${items.length})`);
  return [...items.slice(0, before), new PyList(items.slice(before, items.length - after)), ...items.slice(items.length - after)];
}

export { PySet };
