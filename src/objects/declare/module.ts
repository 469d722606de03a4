// Native modules as tables (STYLE section 3). `defineModule` only records; `runtime/import/native.ts` makes the module
// object when Python imports the name.
import type { PyType } from '../model/type.ts';
import type { PyObject } from '../model/object.ts';
import type { PyModule } from '../types/module.ts';
import type { Row } from './native.ts';

export interface ModuleSpec {
  /** Python's name, `_io` or `os.path`-like dotted. */
  name: string;
  doc?: string | null;
  functions?: readonly Row[];
  /** Types shown in the module under their own names. */
  types?: readonly PyType[];
  /** Plain values: numbers with a fraction become floats; use `new PyFloat` for integral floats. Lazily made. */
  constants?: Record<string, PyObject> | (() => Record<string, PyObject>);
  /** Runs last, with the module object. */
  exec?: (module: PyModule) => void;
}

export function defineModule(spec: ModuleSpec): ModuleSpec {
  return spec;
}

type Impl = (...args: any[]) => any;

/** A module function. */
export const fn = (sig: string, doc: string | null, impl: Impl): Row => ({ kind: 'function', sig, doc, impl });

/** The row of a function that counts its arguments as one that parses a tuple of them. */
export const parsed = (row: Row): Row => ({ ...row, counts: 'parsed' });
