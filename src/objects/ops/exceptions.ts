// Matching and inspecting caught JS values. Everything thrown is a Python exception or our own bug.
import type { PyBaseException } from '../model/values.ts';
import { EXC } from '../model/flags.ts';
import type { PyType } from '../model/type.ts';
import { isSubtype } from '../model/type.ts';

export function isException(e: unknown): e is PyBaseException {
  return typeof e === 'object' && e !== null && ((e as PyBaseException).tflags & EXC) !== 0;
}

/** Is `e` an instance of the exception class `type`? */
export function excMatches(e: unknown, type: PyType): boolean {
  return isException(e) && isSubtype(e.ob_type, type);
}
