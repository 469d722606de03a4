// Why a module lacks a name: it may still be running (a circular import), or be a file of the program's own folder that hides a library of
// its name. CPython: Objects/moduleobject.c (_Py_module_getattro_impl), Python/ceval.c (_PyEval_ImportFrom).
import type { PyObject } from '../model/object.ts';
import { FROZENSET, SET } from '../model/flags.ts';
import { None } from '../model/values.ts';
import type { LazySpec } from '../types/module.ts';
import { tryGetattr } from './attr.ts';
import { importModule } from './hooks.ts';
import { isStr, jsFromStr } from './strings.ts';
import { isTrue } from './truth.ts';

/** What `sys.path[0]` was when the program began, given by the command; undefined where it has no folder of its own. */
export const program: { folder: string | undefined; cwd: () => string } = { folder: undefined, cwd: () => '' };

export interface ModuleState {
  origin: string | undefined;
  /** Its body is running. */
  initializing: boolean;
  /** It lies in the program's own folder, and is called like a module of the library. */
  inProgram: boolean;
  hidesLibrary: boolean;
}

export function moduleState(m: PyObject, name: PyObject): ModuleState {
  const { lazySpec: lazy } = m as { lazySpec?: LazySpec };
  const spec = lazy === undefined ? specOf(m) : undefined;
  const initializing = isInitializing(m);
  const origin = lazy !== undefined ? lazy.origin : textOf(spec === undefined ? undefined : tryGetattr(spec, 'origin'));
  const inProgram = origin !== undefined && isInProgram(origin);
  return { origin, initializing, inProgram, hidesLibrary: inProgram && isLibraryName(name) };
}

/** Its body is running. */
export function isInitializing(m: PyObject): boolean {
  const { lazySpec: lazy } = m as { lazySpec?: LazySpec };
  if (lazy !== undefined) return lazy.initializing;
  const spec = specOf(m);
  return spec !== undefined && isTrue(tryGetattr(spec, '_initializing') ?? false);
}

function specOf(m: PyObject): PyObject | undefined {
  const spec = tryGetattr(m, '__spec__');
  return spec === None ? undefined : spec;
}

function textOf(o: PyObject | undefined): string | undefined {
  return o !== undefined && isStr(o) ? jsFromStr(o) : undefined;
}

function isInProgram(origin: string): boolean {
  if (program.folder === undefined) return false;
  const folder = program.folder === '' ? program.cwd() : program.folder;
  const path = origin.replace(/\/__init__\.py$/, '');
  return folder !== '' && path.slice(0, path.lastIndexOf('/')) === folder;
}

function isLibraryName(name: PyObject): boolean {
  const names = tryGetattr(importModule('sys'), 'stdlib_module_names');
  return names !== undefined && (names.tflags & (SET | FROZENSET)) !== 0 && names.s_contains!(names, name);
}

/** Is `m.name` a submodule whose body is still running? */
export function isRunningSubmodule(m: PyObject, name: string): boolean {
  // A spec that nobody has made lists none, and would take importlib.
  if ((m as { lazySpec?: LazySpec }).lazySpec !== undefined) return false;
  const spec = specOf(m);
  const running = spec === undefined || spec === None ? undefined : tryGetattr(spec, '_uninitialized_submodules');
  return running?.s_contains !== undefined && running.s_contains(running, name);
}

/** The advice in parentheses; undefined where there is none. */
export function renamingAdvice({ origin, initializing, inProgram, hidesLibrary }: ModuleState, own: string): string | undefined {
  if (hidesLibrary)
    return `consider renaming '${origin}' since it has the same name as the standard library module named '${own}' and prevents importing that standard library module`;
  if (initializing && inProgram) return `consider renaming '${origin}' if it has the same name as a library you intended to import`;
  return undefined;
}
