// One Scope per block of a program, with the flags of every name in it. CPython: Include/internal/pycore_symtable.h.
//
// The numbers are the ones module `_symtable` publishes, so the same tables serve the compiler and Python's `symtable`.
// A symbol's value is `DEF_*` and `USE` bits below SCOPE_OFF and, after the analysis, its resolved scope above it.

import type { ModNode, Position } from '../syntax/ast.ts';

export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
export const USE = 16;
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
export const DEF_COMP_ITER = 512;
export const DEF_TYPE_PARAM = 1024;
export const DEF_COMP_CELL = 2048;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM;

export const SCOPE_OFF = 12;
export const SCOPE_MASK = 15;
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;

export type ScopeType = 'function' | 'class' | 'module' | 'annotation' | 'typeAlias' | 'typeParameters' | 'typeVariable';

/** The numbers of `_symtable.TYPE_*`. */
export const scopeTypeNumbers: Record<ScopeType, number> = {
  function: 0,
  class: 1,
  module: 2,
  annotation: 3,
  typeAlias: 4,
  typeParameters: 5,
  typeVariable: 6,
};

export type ComprehensionKind = 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp';

export class Scope {
  readonly type: ScopeType;
  readonly name: string;
  /** Line and columns of the node that opens the block; zeros for the module. */
  readonly loc: Position;
  /** Names (mangled) in order of first appearance. */
  readonly symbols = new Map<string, number>();
  /** Parameters in order of appearance, implicit ones (`.0`, `.defaults`) too. */
  readonly varnames: string[] = [];
  /** Blocks directly inside. Inlined comprehensions are replaced by their own children. */
  children: Scope[] = [];
  /** `global` and `nonlocal` statements by name, for error positions. */
  readonly directives: { name: string; loc: Position }[] = [];
  readonly nested: boolean;
  /** In type parameter scopes of classes: the only names to be mangled. */
  mangledNames: Set<string> | undefined = undefined;

  isGenerator = false;
  isCoroutine = false;
  comprehension: ComprehensionKind | undefined = undefined;
  /** The comprehension runs inside its parent's code (PEP 709). */
  inlined = false;
  isMethod = false;
  hasDocstring = false;
  hasVarargs = false;
  hasVarkeywords = false;
  returnsValue = false;
  annotationsUsed = false;
  /** Class body: a method uses `__class__` or `super`. */
  needsClassClosure = false;
  /** Class body: an annotation or type scope looks names up in the class namespace. */
  needsClassDict = false;
  /** Class or module body: some annotations stand in `if`, `try`, …, or the module may be run in part. */
  hasConditionalAnnotations = false;
  /** An annotation, type alias or type parameter scope directly in a class body. */
  canSeeClassScope = false;
  /** The scope of the variable annotations in this block; never evaluated in functions. */
  annotationScope: Scope | undefined = undefined;

  /** Some comprehension runs inlined in this block's code. */
  holdsComprehensions = false;
  /** There is a `:=` in this block (or in a comprehension of it). */
  holdsWalrus = false;
  /** The code mentions something that looks at frames by attribute (`sys._getframe`). */
  looksAtFrames = false;

  // State of the first pass.
  inConditionalBlock = false;
  inUnevaluatedAnnotation = false;
  compIterTarget = false;
  compIterExpr = 0;
  /** "a TypeVar bound", for messages. */
  scopeInfo: string | undefined = undefined;

  constructor(type: ScopeType, name: string, loc: Position, nested: boolean) {
    this.type = type;
    this.name = name;
    this.loc = loc;
    this.nested = nested;
  }

  flags(name: string): number {
    return this.symbols.get(name) ?? 0;
  }

  /** The resolved scope of a (mangled) name: LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL, or 0 when unknown here. */
  scopeOf(name: string): number {
    return (this.flags(name) >> SCOPE_OFF) & SCOPE_MASK;
  }
}

export interface SymbolTable {
  readonly top: Scope;
  /** The scope a node opens. Keys: the node; a `type_params` array; `arguments` of a def for its annotations; a TypeVar for its bound. */
  readonly scopes: Map<object, Scope>;
  /** The scope of a type parameter's default. */
  readonly defaultScopes: Map<object, Scope>;
  readonly future: FutureFeatures;
}

/** What `from __future__ import` switched on. */
export interface FutureFeatures {
  annotations: boolean;
  barryAsBdfl: boolean;
  flags: number;
  lineno: number;
}

/** Blocks whose locals nested blocks can see. */
export function isFunctionLike(scope: Scope): boolean {
  return scope.type !== 'module' && scope.type !== 'class';
}

/** `__x` inside class `_C` is `_C__x`; names with a dot or ending in two underscores stay. */
export function mangle(className: string | undefined, name: string): string {
  if (className === undefined || !name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const stripped = className.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

/** Mangling as seen from a scope: type parameter scopes of a class mangle only the parameters. */
export function mangleIn(scope: Scope, className: string | undefined, name: string): string {
  if (scope.mangledNames !== undefined && !scope.mangledNames.has(name)) return name;
  return mangle(className, name);
}

export type SymtableInput = ModNode;
