// The compiler: AST → scopes → checks → JavaScript text and code-object data. The pipeline, on one screen.
//
// It knows no objects and no runtime: what emitted code calls is named in helpers.ts, what it produces is described in
// unit.ts, and the contract between the two is docs/internals.md.

import type { ModNode } from '../syntax/ast.ts';
import { buildSymtable } from '../symtable/symtable.ts';
import { checkModule } from './check.ts';
import { emitModule } from './emit/module.ts';
import { Unit, type CompiledUnit, type CompileOptions } from './unit.ts';

export type { CompiledUnit, CompileOptions, CodeInfo, ConstData } from './unit.ts';

/** Compiles a parsed program. Throws PySyntaxErrorInfo for what the parser could not see. */
export function compileUnit(mod: ModNode, options: CompileOptions): CompiledUnit {
  const table = buildSymtable(mod, { futureFlags: options.futureFlags ?? 0, allowTopLevelAwait: options.allowTopLevelAwait ?? false });
  const kind = mod.kind === 'Expression' ? 'eval' : mod.kind === 'Interactive' ? 'single' : 'exec';
  const unit = new Unit(kind, table, options);
  checkModule(mod, table, unit.warnings, options);
  const body = emitModule(unit, mod);
  const text = [unit.preamble(), ...unit.factories, body].join('\n');
  return {
    kind,
    filename: options.filename,
    text,
    codes: unit.codes,
    consts: unit.consts,
    selectors: [...unit.selectors],
    pcs: unit.pcs.encode(),
    pcCount: unit.pcs.count,
    pcRuns: unit.pcs.runs,
    nsMode: options.nsMode === true,
    warnings: unit.warnings,
  };
}
