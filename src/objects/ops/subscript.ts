// `o[key]` from TypeScript. CPython: PyObject_GetItem in Objects/abstract.c.
import { PyType } from '../model/type.ts';
import type { PyObject } from '../model/object.ts';
import { TypeError } from '../types/exceptions.ts';
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
  if (s_setitem === undefined) raise(TypeError, `'${typeName(o)}' object does not support item assignment`);
  s_setitem(o, key, value);
}

export function deleteItem(o: PyObject, key: PyObject): void {
  const { s_delitem } = o;
  if (s_delitem === undefined) raise(TypeError, `'${typeName(o)}' object doesn't support item deletion`);
  s_delitem(o, key);
}
