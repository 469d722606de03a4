// Guards for self-containing structures (`l.append(l)`) and for native recursion. CPython: Py_ReprEnter.
import type { PyObject } from '../model/object.ts';

const active = new Set<PyObject>();

/** Runs `body` unless `self` is being shown already; then gives `again`. */
export function recursionGuard(self: PyObject, again: string, body: () => string): string {
  if (active.has(self)) return again;
  active.add(self);
  try {
    return body();
  } finally {
    active.delete(self);
  }
}

/** Same for Python's `reprlib.recursive_repr`-like natives that need the bare test. */
export function reprEnter(self: PyObject): boolean {
  if (active.has(self)) return false;
  active.add(self);
  return true;
}
export function reprLeave(self: PyObject): void {
  active.delete(self);
}
