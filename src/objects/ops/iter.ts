// HOT. Iteration inside TypeScript: `s_next` gives `undefined` at the end, no StopIteration. CPython: Objects/iterobject.c.
import type { PyObject } from '../model/object.ts';
import { None, NotImplemented, type PyList, type PyTuple } from '../model/values.ts';
import { raise, throwException } from './raise.ts';
import { lookupMro } from '../model/type.ts';
import { PyFunction } from '../model/function.ts';
import { MemoryError, TypeError, ValueError, newStopIteration } from '../types/exceptions.ts';
import { asIndex, intValue, typeName } from './number.ts';
import { callSpecial } from './attr.ts';
import { listType } from '../types/list.ts';
import { tupleType } from '../types/tuple.ts';
import { listFull } from '../types/sequence.ts';
import { MAX_ITEMS } from '../../util/limits.ts';
import { HEAP } from '../model/flags.ts';
import { PySequenceIterator } from '../types/seqiter.ts';
import { excMatches } from './exceptions.ts';
import { FS } from '../frame.ts';

/** `iter(o)`. */
export function getIter(o: PyObject): PyObject {
  const { s_iter } = o;
  if (s_iter !== undefined) return s_iter(o);
  if (o.s_getitem !== undefined && (o.ob_type.flags & 1) !== 0) return new PySequenceIterator(o);
  raise(TypeError, `'${typeName(o)}' object is not iterable`);
}

/** Calls `visit` for each item; `visit` returns true to stop. */
export function iterate(o: PyObject, visit: (item: PyObject) => unknown): void {
  const it = getIter(o);
  const next = nextOf(it);
  for (let v = next(it); v !== undefined; v = next(it)) if (visit(v) === true) return;
}

/** The `s_next` of an iterator; TypeError where it has none. */
export function nextOf(it: PyObject): (self: PyObject) => PyObject | undefined {
  const { s_next } = it;
  if (s_next === undefined) raise(TypeError, `'${typeName(it)}' object is not an iterator`);
  return s_next;
}

/** All items as a fresh JS array. */
export function arrayFromIterable(o: PyObject): PyObject[] {
  // fast: exact lists and tuples are copied.
  if (o.ob_type === listType) return (o as PyList).la.slice();
  if (o.ob_type === tupleType) return (o as PyTuple).ta.slice();
  checkRoom(o);
  const out: PyObject[] = [];
  const it = getIter(o);
  const next = nextOf(it);
  for (let v = next(it); v !== undefined; v = next(it)) if (out.push(v) > MAX_ITEMS) listFull(out);
  return out;
}

/** A range of a quadrillion is refused before it fills the memory. */
export function checkRoom(o: PyObject): void {
  const type = o.ob_type;
  if (type.name === 'range' && (type.flags & HEAP) === 0 && o.s_len!(o) > MAX_ITEMS) raise(MemoryError, '');
}

/** The items of a list or tuple without copying, of anything else collected. Do not change the result. */
export function sequenceItems(o: PyObject, message: string): readonly PyObject[] {
  if ((o as PyList).la !== undefined && o.ob_type === listType) return (o as PyList).la;
  if (o.ob_type === tupleType) return (o as PyTuple).ta;
  if (o.s_iter === undefined && o.s_getitem === undefined) raise(TypeError, message);
  return arrayFromIterable(o);
}

/** `next(it)`, `next(it, fallback)`. */
export function nextItem(it: PyObject, fallback: PyObject | undefined): PyObject {
  const { s_next } = it;
  if (s_next === undefined) raise(TypeError, `'${typeName(it)}' object is not an iterator`);
  if (fallback === undefined && (it.ob_type.flags & 1) !== 0 && !('ret' in (it as object))) {
    // A Python `__next__` raises its own StopIteration, with its value and traceback.
    const f = lookupMro(it.ob_type, '__next__');
    if (f instanceof PyFunction) return f.c1(it);
  }
  const value = s_next(it);
  if (value !== undefined) return value;
  if (fallback !== undefined) return fallback;
  const ret = (it as unknown as { ret?: PyObject }).ret ?? None;
  throwException(newStopIteration(ret));
}

/** `len(o)`. */
export function length(o: PyObject): number {
  const { s_len } = o;
  if (s_len === undefined) raise(TypeError, `object of type '${typeName(o)}' has no len()`);
  return s_len(o);
}

/** `operator.length_hint(o, fallback)`. */
export function lengthHint(o: PyObject, fallback: number): number {
  if (o.s_len !== undefined) {
    const depth = FS.sp,
      handled = FS.exc;
    try {
      return o.s_len(o);
    } catch (e) {
      if (!excMatches(e, TypeError)) throw e;
      FS.sp = depth;
      FS.exc = handled;
    }
  }
  let hint: PyObject | undefined;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    hint = callSpecial(o, '__length_hint__');
  } catch (e) {
    if (!excMatches(e, TypeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
  }
  if (hint === undefined || hint === NotImplemented) return fallback;
  const n = intValue(hint);
  if (n === undefined) raise(TypeError, `__length_hint__ must be an integer, not ${typeName(hint)}`);
  if (n < 0) raise(ValueError, '__length_hint__() should return >= 0');
  return Number(n);
}

/** An iterator to search through; a TypeError of `__iter__` is about containers then. */
function searched(o: PyObject): PyObject {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return getIter(o);
  } catch (e) {
    if (!excMatches(e, TypeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    raise(TypeError, `argument of type '${typeName(o)}' is not a container or iterable`);
  }
}

/** `item in o`. */
export function contains(o: PyObject, item: PyObject): boolean {
  const { s_contains } = o;
  if (s_contains !== undefined) return s_contains(o, item);
  if (o.s_iter === undefined && !(o.s_getitem !== undefined && (o.ob_type.flags & 1) !== 0)) {
    raise(TypeError, `argument of type '${typeName(o)}' is not a container or iterable`);
  }
  const it = searched(o);
  const next = nextOf(it);
  for (let v = next(it); v !== undefined; v = next(it)) if (identicalOrEqual(v, item)) return true;
  return false;
}
import { identicalOrEqual } from './compare.ts';

export { None, asIndex };
