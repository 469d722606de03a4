// Built-in types by name, for modules that show them.
import type { PyType } from '../model/type.ts';
import { recordedTypes } from '../declare/type.ts';

/** The builtin type called `name`. */
export function recordedByName(name: string): PyType {
  const type = recordedTypes.get(name);
  if (type === undefined) throw new Error(`no built-in type '${name}'`);
  return type;
}
