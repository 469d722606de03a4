// `repr(o)` and `str(o)`. CPython: Objects/object.c.
import type { PyObject } from '../model/object.ts';
import { isStr, jsFromStr, type PyStr } from './strings.ts';
import { identity } from './hash.ts';
import { recursionGuard } from './recursion.ts';

/** `repr(o)`, as a Python str. */
export function reprObject(o: PyObject): PyStr {
  return o.s_repr!(o) as PyStr;
}

/** `repr(o)` in UTF-16. */
export function repr(o: PyObject): string {
  return jsFromStr(o.s_repr!(o) as PyStr);
}

/** `str(o)`, as a Python str. */
export function strObject(o: PyObject): PyStr {
  if (typeof o === 'string') return o;
  const { s_str } = o;
  const text = s_str !== undefined ? s_str(o) : o.s_repr!(o);
  if (isStr(text)) return text;
  throw new Error('a native s_str gave no str');
}

/** `str(o)` in UTF-16. */
export function str(o: PyObject): string {
  return typeof o === 'string' ? o : jsFromStr(strObject(o));
}

/** `0x7f…`: the address that default reprs show. */
export function addressOf(o: PyObject): string {
  return `0x${identity(o).toString(16)}`;
}

/** The repr of a container: `open` items `close`; `[...]` where the container holds itself. */
export function reprItems(self: PyObject, open: string, items: Iterable<string>, close: string, again: string): string {
  return recursionGuard(self, again, () => open + [...items].join(', ') + close);
}
