// Calls with stars, iteration.
import { FS, L } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyDict } from '../../objects/model/dict.ts';
import { dictType } from '../../objects/types/dict.ts';
import { kwMerge } from './items.ts';
import { dictKeys, dictSize, dictValues } from '../../objects/types/dictStore.ts';
import { jsFromStr, isStr } from '../../objects/ops/strings.ts';
import { getIter } from '../../objects/ops/iter.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { StopAsyncIteration, TypeError } from '../../objects/types/exceptions.ts';
import { typeName } from '../../objects/ops/number.ts';
import { PyCoroutine, awaitIterator } from '../../objects/types/generator.ts';
import { excMatches, isException } from '../../objects/ops/exceptions.ts';

/** Emitted for: f(*a, **k). */
export function callEx(f: PyObject, args: PyObject[], kw: PyObject | undefined, pc: number): PyObject {
  L[FS.sp] = pc;
  const names = kw === undefined ? undefined : withKeywords(args, kw as PyDict);
  return names === undefined ? f.cN(args) : f.cK(args, names);
}

/** Adds the values of `kw` to `args`; gives its keys, undefined if there are none. */
export function withKeywords(args: PyObject[], kw: PyDict): string[] | undefined {
  if (dictSize(kw) === 0) return undefined;
  const names = dictKeys(kw) as string[],
    values = dictValues(kw);
  for (let i = 0; i < names.length; i++) {
    const key: PyObject = names[i]!;
    if (typeof key !== 'string') {
      if (!isStr(key)) raise(TypeError, 'keywords must be strings');
      names[i] = jsFromStr(key);
    }
    args.push(values[i]!);
  }
  return names;
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

export const cannotAwait = (o: PyObject): string => `'${typeName(o)}' object can't be awaited`;

/** What an iterator's `__anext__` has to be awaited through. */
export function anextStart(it: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  if (it.s_anext === undefined) raise(TypeError, `'async for' requires an iterator with __anext__ method, got ${typeName(it)}`);
  const v = it.s_anext(it);
  return v instanceof PyCoroutine ? awaitIterator(v, cannotAwait) : anextAwaited(v);
}

/** The iterator behind an awaitable from `__anext__`; whatever is wrong with it is the cause of one TypeError. */
function anextAwaited(v: PyObject): PyObject {
  try {
    return awaitIterator(v, cannotAwait);
  } catch (e) {
    if (!isException(e)) throw e;
    const failure = newException(TypeError, `'async for' received an invalid object from __anext__: ${typeName(v)}`);
    failure.cause = failure.context = e;
    return throwException(failure);
  }
}

export function isAsyncEnd(e: unknown): boolean {
  return excMatches(e, StopAsyncIteration);
}
