// Small services that descriptors need from type files which in turn are made of descriptors.
import type { PyObject } from '../model/object.ts';
import { genericAlias } from '../types/genericalias.ts';
import { hooks } from './hooks.ts';
import { getattr } from './attr.ts';

/** `cls[item]` as a `types.GenericAlias`. */
export function newGenericAlias(cls: PyObject, item: PyObject): PyObject {
  return genericAlias(cls, item);
}

/** `builtins.<name>`. */
export function importBuiltin(name: string): PyObject {
  return getattr(hooks.importModule('builtins'), name);
}
