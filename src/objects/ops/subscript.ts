// `o[key]` from TypeScript. CPython: PyObject_GetItem in Objects/abstract.c.
import { PyType } from '../model/type.ts';
import type { PyObject } from '../model/object.ts';
import { HEAP } from '../model/flags.ts';
import { TypeError } from '../types/exceptions.ts';
import { asSequenceIndex } from '../types/sequence.ts';
import { tryGetattr } from './attr.ts';
import { typeName } from './number.ts';
import { raise } from './raise.ts';

export function getItem(o: PyObject, key: PyObject): PyObject {
  const { s_getitem } = o;
  if (s_getitem !== undefined) return s_getitem(o, key);
  if (o instanceof PyType) {
    const generic = tryGetattr(o, '__class_getitem__');
    if (generic !== undefined) return generic.c1(key);
    raise(TypeError, `type '${o.name}' is not subscriptable`);
  }
  raise(TypeError, `'${typeName(o)}' object is not subscriptable`);
}

export function setItem(o: PyObject, key: PyObject, value: PyObject): void {
  const { s_setitem } = o;
  if (s_setitem === undefined) noItems(o, key, 'assignment');
  s_setitem(o, key, value);
}

export function deleteItem(o: PyObject, key: PyObject): void {
  const { s_delitem } = o;
  if (s_delitem === undefined) noItems(o, key, 'deletion');
  s_delitem(o, key);
}

/** Where a type has any method of sequences, CPython takes an index for the subscript of one, and has other words for it. */
function noItems(o: PyObject, key: PyObject, what: 'assignment' | 'deletion'): never {
  const isSequence = (o.ob_type.flags & HEAP) !== 0 || o.s_len !== undefined || o.s_contains !== undefined || o.s_concat !== undefined;
  let not = 'does not';
  if (isSequence && key.s_index !== undefined) {
    asSequenceIndex(key, '');
    if (what === 'deletion') not = "doesn't";
  }
  raise(TypeError, `'${typeName(o)}' object ${not} support item ${what}`);
}
