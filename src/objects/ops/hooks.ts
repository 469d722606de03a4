// What objects need from the layers above, given to them at start: importing a module, warning.
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';

export const hooks: {
  importModule: (name: string) => PyObject;
  warn: (category: PyType, message: string, stacklevel: number) => void;
  currentModuleName: () => PyObject | undefined;
} = {
  importModule: () => {
    throw new Error('no import system');
  },
  warn: () => undefined,
  currentModuleName: () => undefined,
};

export function importModule(name: string): PyObject {
  return hooks.importModule(name);
}
/** `warnings.warn(message, category, stacklevel)`. */
export function warn(category: PyType, message: string, stacklevel = 1): void {
  hooks.warn(category, message, stacklevel);
}
