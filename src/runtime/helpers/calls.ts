// Calls with stars, iteration.
import { FS, L } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { NO_MAP, PyDict } from '../../objects/model/dict.ts';
import { dictType } from '../../objects/types/dict.ts';
import { kwMerge } from './items.ts';
import { dictEntries, dictSize } from '../../objects/types/dictStore.ts';
import { jsFromStr, isStr } from '../../objects/ops/strings.ts';
import { getIter } from '../../objects/ops/iter.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { StopAsyncIteration, TypeError } from '../../objects/types/exceptions.ts';
import { typeName } from '../../objects/ops/number.ts';
import { PyCoroutine, awaitIterator, isAwaitable } from '../../objects/types/generator.ts';
import { excMatches, isException } from '../../objects/ops/exceptions.ts';

/** Emitted for: f(*a, **k). */
export function callEx(f: PyObject, args: PyObject[], kw: PyObject | undefined, pc: number): PyObject {
  L[FS.sp] = pc;
  if (kw === undefined || dictSize(kw as PyDict) === 0) return f.cN(args);
  const { m } = kw as PyDict;
  // fast: strs without surrogates, which a map may be walked for.
  if (m !== NO_MAP) {
    const keys = [...m.keys()] as string[],
      values = [...m.values()];
    let i = 0;
    while (i < keys.length && typeof keys[i] === 'string') args.push(values[i++]!);
    if (i === keys.length) return f.cK(args, keys);
    args.length -= i;
  }
  const names: string[] = [];
  for (const [key, value] of (kw as PyDict).m !== NO_MAP ? (kw as PyDict).m : dictEntries(kw as PyDict)) {
    if (!isStr(key)) raise(TypeError, 'keywords must be strings');
    names.push(typeof key === 'string' ? key : jsFromStr(key));
    args.push(value);
  }
  return f.cK(args, names);
}

/** Emitted for: f(*a, **k) with nothing else by keyword. */
export function callKw(f: PyObject, args: PyObject[], mapping: PyObject, pc: number): PyObject {
  if (mapping.ob_type === dictType) return callEx(f, args, mapping, pc);
  const kw = new PyDict();
  kwMerge(kw, mapping, f, pc);
  return callEx(f, args, kw, pc);
}

/** Emitted for: for x in v. */
export function iter(v: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  return getIter(v);
}

/** Emitted for: async for. */
export function aiter(v: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  if (v.s_aiter === undefined) raise(TypeError, `'async for' requires an object with __aiter__ method, got ${typeName(v)}`);
  const it = v.s_aiter(v);
  if (it.s_anext === undefined) raise(TypeError, `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(it)}`);
  return it;
}

/** Emitted for: async for. */
export function anext(it: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  if (it.s_anext === undefined) raise(TypeError, `'async for' requires an iterator with __anext__ method, got ${typeName(it)}`);
  const v = it.s_anext(it);
  // fast: coroutines are awaited as they are.
  if (v instanceof PyCoroutine) return v;
  return anextAwaited(v);
}

/** The iterator behind an awaitable from `__anext__`; whatever is wrong with it is the cause of one TypeError. */
function anextAwaited(v: PyObject): PyObject {
  const message = (): string => `'async for' received an invalid object from __anext__: ${typeName(v)}`;
  try {
    if (!isAwaitable(v)) raise(TypeError, message());
    return awaitIterator(v, message);
  } catch (e) {
    if (!isException(e) || e.args.ta[0] === message()) throw e;
    const failure = newException(TypeError, message());
    failure.cause = failure.context = e;
    return throwException(failure);
  }
}

export function isAsyncEnd(e: unknown): boolean {
  return excMatches(e, StopAsyncIteration);
}
