// Python `ast` objects to and from the syntax tree. The module `_ast` implements it; loaded when first needed.
import type { PyObject } from '../objects/model/object.ts';
import { raise } from '../objects/ops/raise.ts';
import { ImportError } from '../objects/types/exceptions.ts';

export const astHooks: {
  isAst: (o: PyObject) => boolean;
  fromPython: ((o: PyObject, mode: string) => object) | undefined;
  toPython: ((node: object) => PyObject) | undefined;
  /** Raises TypeError unless the tree is of the kind that goes with `mode`. */
  checkMode: (o: PyObject, mode: string) => void;
  load: () => void;
} = { isAst: () => false, fromPython: undefined, toPython: undefined, checkMode: () => undefined, load: () => undefined };

/** An instance of `ast.AST`? False while nobody has imported `_ast`. */
export function isPythonAst(o: PyObject): boolean {
  return astHooks.isAst(o);
}

export function astFromPython(o: PyObject, mode: string): object {
  return astHooks.fromPython!(o, mode);
}

export function astToPython(node: object): PyObject {
  if (astHooks.toPython === undefined) astHooks.load();
  if (astHooks.toPython === undefined) raise(ImportError, "No module named '_ast'");
  return astHooks.toPython(node);
}
