// Second pass of the symbol table: every name of every scope becomes local, cell, free or global. CPython: Python/symtable.c.
//
// Walks the scopes top-down with the names bound by enclosing functions, and returns bottom-up the names still free.
// Comprehensions that are inlined (PEP 709) hand their names to the enclosing scope on the way back.

import type { Position } from '../syntax/ast.ts';
import { syntaxErrorAt } from './errors.ts';
import {
  CELL,
  DEF_BOUND,
  DEF_COMP_CELL,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  SCOPE_MASK,
  SCOPE_OFF,
  isFunctionLike,
  type Scope,
} from './scope.ts';

type Names = Set<string>;

/** The names a class body offers to the scopes inside it, without being visible names of a function. */
const CLASS_CELLS = ['__class__', '__classdict__', '__conditional_annotations__'] as const;

export function analyzeScopes(top: Scope): void {
  analyzeBlock(top, undefined, new Set(), new Set(), undefined);
}

/**
 * Resolves `scope` and its children; returns the names it needs from outside. `bound` (undefined at module level), `global`
 * and `typeParams` are what enclosing scopes know; they are this call's to change.
 */
function analyzeBlock(scope: Scope, bound: Names | undefined, global: Names, typeParams: Names, classEntry: Scope | undefined): Names {
  const isClass = scope.type === 'class';
  const scopes = new Map<string, number>();
  const local: Names = new Set();
  const free: Names = new Set();
  // A class namespace is invisible to the functions inside it, so they see what the class itself sees from outside.
  const innerBound: Names = isClass && bound !== undefined ? new Set(bound) : new Set();
  const innerGlobal: Names = isClass ? new Set(global) : new Set();
  for (const [name, flags] of scope.symbols) analyzeName(scope, scopes, name, flags, bound, local, free, global, typeParams, classEntry);
  if (isClass) {
    for (const name of CLASS_CELLS) innerBound.add(name);
  } else {
    if (isFunctionLike(scope)) for (const name of local) innerBound.add(name);
    if (bound !== undefined) for (const name of bound) innerBound.add(name);
    for (const name of global) innerGlobal.add(name);
  }
  const innerFree: Names = new Set();
  const inlinedCells: Names = new Set();
  for (const child of scope.children) {
    const childClass = !child.canSeeClassScope ? undefined : isClass ? scope : classEntry;
    const inlinable = child.comprehension !== undefined && child.comprehension !== 'GeneratorExp' && !scope.canSeeClassScope;
    const childFree = analyzeBlock(child, new Set(innerBound), new Set(innerGlobal), new Set(typeParams), childClass);
    if (inlinable) {
      inlineComprehension(scope, child, scopes, childFree, inlinedCells);
      child.inlined = true;
      scope.holdsComprehensions = true;
      if (child.holdsWalrus) scope.holdsWalrus = true;
      if (child.looksAtFrames) scope.looksAtFrames = true;
    }
    for (const name of childFree) innerFree.add(name);
  }
  if (scope.children.some((c) => c.inlined)) {
    scope.children = scope.children.flatMap((c) => (c.inlined ? c.children : [c]));
  }
  if (isFunctionLike(scope)) turnIntoCells(scopes, innerFree, inlinedCells);
  else if (isClass) takeClassCells(scope, innerFree);
  updateSymbols(scope, scopes, bound, innerFree, inlinedCells);
  for (const name of innerFree) free.add(name);
  return free;
}

function analyzeName(
  scope: Scope,
  scopes: Map<string, number>,
  name: string,
  flags: number,
  bound: Names | undefined,
  local: Names,
  free: Names,
  global: Names,
  typeParams: Names,
  classEntry: Scope | undefined,
): void {
  if (flags & DEF_GLOBAL) {
    if (flags & DEF_NONLOCAL) failAtDirective(scope, name, `name '${name}' is nonlocal and global`);
    scopes.set(name, GLOBAL_EXPLICIT);
    global.add(name);
    bound?.delete(name);
    return;
  }
  if (flags & DEF_NONLOCAL) {
    if (bound === undefined) failAtDirective(scope, name, 'nonlocal declaration not allowed at module level');
    if (!bound.has(name)) failAtDirective(scope, name, `no binding for nonlocal '${name}' found`);
    if (typeParams.has(name)) failAtDirective(scope, name, `nonlocal binding not allowed for type parameter '${name}'`);
    scopes.set(name, FREE);
    free.add(name);
    return;
  }
  if (flags & DEF_BOUND) {
    scopes.set(name, LOCAL);
    local.add(name);
    global.delete(name);
    if (flags & DEF_TYPE_PARAM) typeParams.add(name);
    else typeParams.delete(name);
    return;
  }
  // A name the class body binds is looked up in the class namespace at run time and then as a global, past outer functions.
  if (classEntry !== undefined) {
    const inClass = classEntry.flags(name);
    if (inClass & DEF_GLOBAL) {
      scopes.set(name, GLOBAL_EXPLICIT);
      return;
    }
    if (inClass & DEF_BOUND && !(inClass & DEF_NONLOCAL)) {
      scopes.set(name, GLOBAL_IMPLICIT);
      return;
    }
  }
  if (bound?.has(name)) {
    scopes.set(name, FREE);
    free.add(name);
    return;
  }
  scopes.set(name, GLOBAL_IMPLICIT);
}

function failAtDirective(scope: Scope, name: string, message: string): never {
  const directive = scope.directives.find((d) => d.name === name);
  const loc: Position = directive === undefined ? scope.loc : directive.loc;
  syntaxErrorAt(message, loc);
}

function resolvedScope(flags: number): number {
  return (flags >> SCOPE_OFF) & SCOPE_MASK;
}

function inlineComprehension(scope: Scope, comp: Scope, scopes: Map<string, number>, compFree: Names, inlinedCells: Names): void {
  for (const [name, flags] of comp.symbols) {
    if (flags & DEF_PARAM) continue;
    let resolved = resolvedScope(flags);
    const definition = flags & ((1 << SCOPE_OFF) - 1);
    if (resolved === CELL || definition & DEF_COMP_CELL) inlinedCells.add(name);
    const existing = scope.symbols.get(name);
    if (existing === undefined) {
      // The class body has no cell of its own for these: there they are plain names again.
      if (resolved === FREE && scope.type === 'class' && (CLASS_CELLS as readonly string[]).includes(name)) {
        resolved = GLOBAL_IMPLICIT;
        if (!isFreeInChildren(comp, name)) compFree.delete(name);
      }
      scope.symbols.set(name, definition);
      scopes.set(name, resolved);
    } else if (existing & DEF_BOUND && scope.type !== 'class' && !isFreeInChildren(comp, name)) {
      compFree.delete(name);
    }
  }
}

function isFreeInChildren(scope: Scope, name: string): boolean {
  return scope.children.some((c) => c.scopeOf(name) === FREE);
}

function turnIntoCells(scopes: Map<string, number>, free: Names, inlinedCells: Names): void {
  if (free.size === 0 && inlinedCells.size === 0) return;
  for (const [name, resolved] of scopes) {
    if (resolved !== LOCAL || (!free.has(name) && !inlinedCells.has(name))) continue;
    scopes.set(name, CELL);
    free.delete(name);
  }
}

function takeClassCells(scope: Scope, free: Names): void {
  if (free.delete('__class__')) scope.needsClassClosure = true;
  if (free.delete('__classdict__')) scope.needsClassDict = true;
  if (free.delete('__conditional_annotations__')) scope.hasConditionalAnnotations = true;
}

function updateSymbols(scope: Scope, scopes: Map<string, number>, bound: Names | undefined, free: Names, inlinedCells: Names): void {
  for (const [name, flags] of scope.symbols) {
    scope.symbols.set(name, flags | (scopes.get(name)! << SCOPE_OFF) | (inlinedCells.has(name) ? DEF_COMP_CELL : 0));
  }
  const classFlag = scope.type === 'class' || scope.canSeeClassScope;
  for (const name of free) {
    const flags = scope.symbols.get(name);
    if (flags !== undefined) {
      // A method's free variable that is also a name of the class body: the body itself looks in its namespace first.
      if (classFlag) scope.symbols.set(name, flags | DEF_FREE_CLASS);
    } else if (bound === undefined || bound.has(name)) {
      scope.symbols.set(name, FREE << SCOPE_OFF);
    }
  }
}
