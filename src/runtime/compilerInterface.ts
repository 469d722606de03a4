// What the runtime needs of a compiler. `embed` hands one in, so that a bundle without `eval` and `exec` can leave it out;
// the data types are the compiler's own, imported as types only.
export type { CodeInfo, ConstData } from '../compiler/unit.ts';
import type { CompiledUnit as Emitted, UnitKind } from '../compiler/unit.ts';
import type { PyObject } from '../objects/model/object.ts';

/** A unit; one from a cache file carries a hash of its text, under which the host keeps the engine's compiled form. */
export interface CompiledUnit extends Emitted {
  hash?: string;
  /** The text as a function already, in frozen modules. */
  run?: unknown;
}

export interface CompileRequest {
  /** Text, bytes, or an AST of `syntax/ast.ts`. */
  source: string | Uint8Array | object;
  filename: string;
  mode: UnitKind | 'func_type';
  flags: number;
  optimize: number;
  /** Names go through a mapping: `exec` and `eval` with separate locals. */
  nsMode: boolean;
  dontInherit?: boolean;
  /** G: every function suspendable; T: every function tells of its calls, lines and returns; S otherwise. */
  form?: 'S' | 'G' | 'T';
  /** The source is a file (or standard input) run as a program. */
  program?: boolean;
  /** The text is only tried: syntax warnings are not shown. */
  quiet?: boolean;
  /** Decoder for source encodings beyond UTF-8 and Latin-1. */
  decode?: (encoding: string, bytes: Uint8Array) => string | { error: string } | undefined;
}

export interface Compiler {
  /** Raises SyntaxError and its kin as Python exceptions. */
  compile(request: CompileRequest): CompiledUnit;
  /** The AST as `syntax/ast.ts` has it (`PyCF_ONLY_AST`). */
  parse(request: CompileRequest): object;
  /** The outermost scope, as `symtable/scope.ts` has it. */
  symtable(request: CompileRequest): object;
}

let compiler: Compiler | undefined;
export function installCompiler(c: Compiler): void {
  compiler = c;
}
export function theCompiler(): Compiler {
  if (compiler === undefined) throw new Error('this bundle has no compiler');
  return compiler;
}
export type { PyObject };
