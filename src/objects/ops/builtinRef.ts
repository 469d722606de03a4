// Builtin functions that natives mention by name, as `__reduce__` of iterators does: looked up in the builtins namespace
// when asked, so that objects/ needs nothing above it. The runtime sets the namespace at start.
import type { Namespace, PyObject } from '../model/object.ts';
import { raise } from './raise.ts';
import { AttributeError } from '../types/exceptions.ts';

let builtins: Namespace = {};

/** Called once by the runtime with the builtins module. */
export function setBuiltins(ns: object): void {
  builtins = ns as Namespace;
}

/** `builtins.name`. */
export function builtin(name: string): PyObject {
  return builtins[`$${name}`] ?? raise(AttributeError, name);
}
