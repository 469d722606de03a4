// Errors and warnings that need neither scopes nor emission: where return, break, await may stand, and what looks wrong.
import type { ModNode } from '../syntax/ast.ts';
import type { SyntaxWarningInfo } from '../syntax/errors.ts';
import type { SymbolTable } from '../symtable/scope.ts';
import type { CompileOptions } from './unit.ts';

export function checkModule(_mod: ModNode, _table: SymbolTable, _warnings: SyntaxWarningInfo[], _options: CompileOptions): void {
}
