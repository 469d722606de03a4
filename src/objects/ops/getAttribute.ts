// The builtins `getattr`, `hasattr` and `setattr`: attributes by a name that is a value. HOT: bench/micro b.getattr.
import type { PyObject } from '../model/object.ts';
import { raise } from './raise.ts';
import { jsFromStr, isStr } from './strings.ts';
import { typeName } from './number.ts';
import { directAttribute, getattr, tryGetattr } from './attr.ts';
import { TypeError } from '../types/exceptions.ts';

/** The name in UTF-16; TypeError if it is no str. */
export function attributeName(name: PyObject): string {
  if (typeof name === 'string') return name;
  if (!isStr(name)) raise(TypeError, `attribute name must be string, not '${typeName(name)}'`);
  return jsFromStr(name);
}

export function getAttribute(o: PyObject, name: PyObject, fallback: PyObject | undefined): PyObject {
  const text = attributeName(name);
  return fallback === undefined ? (directAttribute(o, text) ?? getattr(o, text)) : (tryGetattr(o, text) ?? fallback);
}
