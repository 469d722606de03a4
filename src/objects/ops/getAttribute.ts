// The builtins `getattr`, `hasattr` and `setattr`: attributes by a name that is a value. HOT. Bench: getattr(o, 'a').
import type { PyObject } from '../model/object.ts';
import { lookupMro } from '../model/type.ts';
import { TypeError } from '../types/exceptions.ts';
import { propertyOf } from '../types/dictStore.ts';
import { directAttribute, getattr, setattr, tryGetattr } from './attr.ts';
import { typeName } from './number.ts';
import { raise } from './raise.ts';
import { isStr, jsFromStr } from './strings.ts';

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

export function hasAttribute(o: PyObject, name: PyObject): boolean {
  return tryGetattr(o, attributeName(name)) !== undefined;
}

export function setAttribute(o: PyObject, name: PyObject, value: PyObject): void {
  const text = attributeName(name);
  // fast: an attribute that the instance has already and no class knows.
  if ((o as any).pl === true && text.charCodeAt(0) !== 95 && lookupMro(o.ob_type, text) === undefined) {
    const key = propertyOf(text);
    if (Object.hasOwn(o as object, key)) {
      (o as any)[key] = value;
      return;
    }
  }
  setattr(o, text, value);
}
