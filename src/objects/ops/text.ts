// Between str objects and `Text`, the form in which the algorithms of util/unicode work.
import type { PyObject } from '../model/object.ts';
import { PyWideStr } from '../model/values.ts';
import type { Text } from '../../util/unicode/text.ts';
import { isStr, strValue, type PyStr } from './strings.ts';

/** The characters of a str: the JS string, or its code points. Do not change the array. */
export function textOf(v: PyStr): Text {
  if (typeof v === 'string') return v;
  const bare = strValue(v);
  return typeof bare === 'string' ? bare : bare.cps;
}

/** The text of a str, undefined for other objects. */
export function tryText(v: PyObject): Text | undefined {
  return typeof v === 'string' ? v : isStr(v) ? textOf(v) : undefined;
}

/** Canonical text → str. */
export function newStr(text: Text): string | PyWideStr {
  return typeof text === 'string' ? text : new PyWideStr(text);
}
