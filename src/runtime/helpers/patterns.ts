// Pattern matching (PEP 634). CPython: Python/ceval.c (match_keys, _PyEval_MatchClass).
import { FS, L } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyType } from '../../objects/model/type.ts';
import { MAPPING, MATCH_SELF, SEQUENCE } from '../../objects/model/flags.ts';
import { PyTuple } from '../../objects/model/values.ts';
import { PyBase } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { raise } from '../../objects/ops/raise.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { isinstance } from '../../objects/types/type.ts';
import { getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { isStr, jsFromStr } from '../../objects/ops/strings.ts';
import { length as lengthOf, arrayFromIterable } from '../../objects/ops/iter.ts';
import { equal } from '../../objects/ops/compare.ts';
import { repr } from '../../objects/ops/repr.ts';
import { dictDelete, dictSet, newDict } from '../../objects/types/dictStore.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { getItem } from '../../objects/ops/arith.ts';
import { typeName } from '../../objects/ops/number.ts';

export function isSequence(v: PyObject): boolean {
  return (v.tflags & SEQUENCE) !== 0;
}
export function isMapping(v: PyObject): boolean {
  return (v.tflags & MAPPING) !== 0;
}

export function length(v: PyObject, pc: number): number {
  L[FS.sp] = pc;
  return lengthOf(v);
}

/** Emitted for: case {k: …}. `get` with a private default, so that defaultdicts do not grow. */
export function matchKeys(v: PyObject, keys: PyObject[], pc: number): PyObject[] | undefined {
  L[FS.sp] = pc;
  const missing = new PyBase();
  const get = getattr(v, 'get');
  const seen: PyObject[] = [];
  const out: PyObject[] = [];
  for (const key of keys) {
    if (seen.some((k) => equal(k, key))) raise(ValueError, `mapping pattern checks duplicate key (${repr(key)})`);
    seen.push(key);
    const value = get.c2(key, missing);
    if (value === missing) return undefined;
    out.push(value);
  }
  return out;
}

/** Emitted for: case {…, **rest}. */
export function matchRest(v: PyObject, keys: PyObject[], pc: number): PyObject {
  L[FS.sp] = pc;
  const rest = newDict();
  for (const key of arrayFromIterable(callMethod(v, 'keys'))) dictSet(rest as PyDict, key, getItem(v, key));
  for (const key of keys) dictDelete(rest as PyDict, key);
  return rest;
}

/** Emitted for: case C(a, b, name=c). */
export function matchClass(v: PyObject, cls: PyObject, positional: number, names: string[], pc: number): PyObject[] | undefined {
  L[FS.sp] = pc;
  if (!(cls instanceof PyType)) raise(TypeError, `called match pattern must be a class`);
  if (!isinstance(v, cls)) return undefined;
  const out: PyObject[] = [];
  const seen = new Set<string>();
  if (positional > 0) {
    const matchArgs = tryGetattr(cls, '__match_args__');
    let allowed: number;
    if (matchArgs !== undefined) {
      if (!(matchArgs instanceof PyTuple)) raise(TypeError, `${cls.name}.__match_args__ must be a tuple (got ${typeName(matchArgs)})`);
      allowed = matchArgs.ta.length;
    } else {
      allowed = (cls.proto.tflags & MATCH_SELF) !== 0 ? 1 : 0;
    }
    if (positional > allowed) raise(TypeError, `${cls.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${positional} given)`);
    if (matchArgs === undefined) {
      out.push(v);
    } else {
      for (let i = 0; i < positional; i++) {
        const name = (matchArgs as PyTuple).ta[i]!;
        if (!isStr(name)) raise(TypeError, `__match_args__ elements must be strings (got ${typeName(name)})`);
        const value = attribute(v, cls, jsFromStr(name), seen);
        if (value === undefined) return undefined;
        out.push(value);
      }
    }
  }
  for (const name of names) {
    const value = attribute(v, cls, name, seen);
    if (value === undefined) return undefined;
    out.push(value);
  }
  return out;
}

function attribute(v: PyObject, cls: PyType, name: string, seen: Set<string>): PyObject | undefined {
  if (seen.has(name)) raise(TypeError, `${cls.name}() got multiple sub-patterns for attribute '${name}'`);
  seen.add(name);
  return tryGetattr(v, name);
}
