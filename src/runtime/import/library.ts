// Running a module of the library before there is an import system: the two bootstrap modules.
import { host, readFile } from '../../host/host.ts';
import type { PyModule } from '../../objects/types/module.ts';
import type { Namespace } from '../../objects/model/object.ts';
import { state } from '../state.ts';
import { Unit } from '../unit.ts';
import { theCompiler, type CompiledUnit } from '../compilerInterface.ts';
import { decodeCachedUnit } from '../unitFormat.ts';
import { frozenUnit } from './frozen.ts';

/** Runs a bootstrap module in `module`'s namespace, frozen or else from the library's files. */
export function runLibraryModule(name: string, module: PyModule): void {
  const file = `${state.config.libDir}/${name.replaceAll('.', '/')}.py`;
  const unit = frozenUnit(name) ?? new Unit(readCached(file) ?? compileFile(file));
  unit.instance(module as unknown as Namespace).body!(undefined);
}

function compileFile(file: string): CompiledUnit {
  return theCompiler().compile({ source: readFile(file), filename: file, mode: 'exec', flags: 0, optimize: state.config.flags.optimize, nsMode: false });
}

/** `dir/x.py` → `dir/__pycache__/x.taipan-314.pyc`, as the build writes it (header of 16 bytes, then the unit). */
function readCached(file: string): CompiledUnit | undefined {
  const cut = file.lastIndexOf('/');
  const path = `${file.slice(0, cut)}/__pycache__/${file.slice(cut + 1, -3)}.taipan-314.pyc`;
  if (state.config.flags.optimize > 0) return undefined;
  let data: Uint8Array;
  try {
    data = readFile(path);
  } catch {
    return undefined;
  }
  return decodeCachedUnit(data.subarray(16), file);
}

export { host };
