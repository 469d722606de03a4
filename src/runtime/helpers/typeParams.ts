// Type parameters, aliases, annotations and t-strings.
import { FS, L } from '../../objects/frame.ts';
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { None, type PyTuple } from '../../objects/model/values.ts';
import * as typevars from '../../objects/types/typevars.ts';
import { PyInterpolation, newTemplate as makeTemplate } from '../../objects/types/templates.ts';
import { raiseWith } from '../../objects/ops/raise.ts';
import { NotImplementedError } from '../../objects/types/exceptions.ts';
import { intValue } from '../../objects/ops/number.ts';
import { richCompare } from '../../objects/ops/compare.ts';
import { isTrue } from '../../objects/ops/truth.ts';

const moduleOf = (G: Namespace): PyObject => G['$__name__'] ?? None;

/** Emitted for: def f[T: bound = default](). */
export function newTypeVar(
  name: string,
  bound: PyObject | undefined,
  constraints: PyObject | undefined,
  fallback: PyObject | undefined,
  G: Namespace,
): PyObject {
  return typevars.newTypeVar(name, bound, constraints, fallback, moduleOf(G));
}
export function newParamSpec(name: string, fallback: PyObject | undefined, G: Namespace): PyObject {
  return typevars.newParamSpec(name, fallback, moduleOf(G));
}
export function newTypeVarTuple(name: string, fallback: PyObject | undefined, G: Namespace): PyObject {
  return typevars.newTypeVarTuple(name, fallback, moduleOf(G));
}
/** Emitted for: type X = …. */
export function newTypeAlias(name: string, params: PyObject | undefined, evaluate: PyObject, G: Namespace): PyObject {
  return typevars.newTypeAlias(name, params as PyTuple | undefined, evaluate, moduleOf(G));
}
/** Emitted for: class C[T]. */
export function genericBase(params: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  return typevars.genericBase(params as PyTuple);
}

const VALUE_WITH_FAKE_GLOBALS = 2;
/** Emitted at the start of __annotate__ functions. */
export function checkFormat(format: PyObject, pc: number): void {
  const n = intValue(format);
  if (n !== undefined && n <= VALUE_WITH_FAKE_GLOBALS) return;
  L[FS.sp] = pc;
  if (n === undefined && !isTrue(richCompare(format, VALUE_WITH_FAKE_GLOBALS, 'gt'))) return;
  raiseWith(NotImplementedError);
}

/** Emitted for: {x!r:spec} in a t-string. */
export function newInterpolation(value: PyObject, expression: PyObject, conversion: PyObject, spec: PyObject): PyObject {
  return new PyInterpolation(value, expression, conversion, spec);
}
export function newTemplate(parts: PyObject[]): PyObject {
  return makeTemplate(parts);
}
