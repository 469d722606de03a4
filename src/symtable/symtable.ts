// The scopes of a program, as CPython 3.14 computes them: build (names and blocks), then analyze (local, cell, free, global).

import type { ModNode } from '../syntax/ast.ts';
import { analyzeScopes } from './analyze.ts';
import { buildScopes } from './build.ts';
import { findFutureFeatures } from './future.ts';
import { scopeTypeNumbers, type Scope, type SymbolTable } from './scope.ts';

export interface SymtableOptions {
  /** `__future__` flags inherited from the code that calls `compile`. */
  futureFlags?: number;
  allowTopLevelAwait?: boolean;
}

export function buildSymtable(mod: ModNode, options: SymtableOptions = {}): SymbolTable {
  const future = findFutureFeatures(mod, options.futureFlags ?? 0);
  const table = buildScopes(mod, { future, allowTopLevelAwait: options.allowTopLevelAwait ?? false });
  analyzeScopes(table.top);
  return table;
}

/** One scope per line, indented: type number, name, line, nesting, `name=flags` sorted, parameters. */
export function dumpSymtable(scope: Scope, indent = ''): string {
  const symbols = [...scope.symbols].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, flags]) => `${name}=${flags}`);
  const line =
    `${indent}${scopeTypeNumbers[scope.type]} ${scope.name} ${scope.loc.lineno} ${scope.nested ? 'nested' : '-'} ` +
    `{${symbols.join(' ')}} (${scope.varnames.join(' ')})\n`;
  return line + scope.children.map((c) => dumpSymtable(c, indent + '  ')).join('');
}
