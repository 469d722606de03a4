// `f(*args, **kwargs)` as native functions have it that hand on what they were called with.
import type { PyDict } from '../model/dict.ts';
import type { PyObject } from '../model/object.ts';
import { dictEntries, dictSize } from '../types/dictStore.ts';
import { callObject } from './call.ts';
import { jsFromStr, type PyStr } from './strings.ts';

/** The keys of `kwargs` are strs. */
export function callWithDict(f: PyObject, args: readonly PyObject[], kwargs: PyDict | undefined): PyObject {
  if (kwargs === undefined || dictSize(kwargs) === 0) return f.cN([...args]);
  const entries = dictEntries(kwargs);
  return callObject(
    f,
    [...args, ...entries.map(([, value]) => value)],
    entries.map(([key]) => jsFromStr(key as PyStr)),
  );
}
