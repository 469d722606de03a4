// Ahead-of-time compilation, for the build: a module's source to the bytes of its `.pyc`. No object layer and no interpreter run here.
import { compileUnit } from '../compiler/compile.ts';
import { parse } from '../syntax/parser.ts';
import { decodeLatin1 } from '../util/codecs/utf8.ts';
import { encodeTables, encodeUnit, UNIT_VERSION } from '../runtime/unitFormat.ts';
import { lookupName } from '../util/unicode/names.ts';
import type { CompiledUnit } from '../runtime/compilerInterface.ts';

/** importlib's header of 16 bytes, then the unit. Flag 1 alone: the file is never compared with its source (PEP 552). */
export function compileToPyc(source: Uint8Array, filename: string): Uint8Array {
  const unit = encodeUnit(compile(source, filename));
  const pyc = new Uint8Array(16 + unit.length);
  const view = new DataView(pyc.buffer);
  view.setUint32(0, 0x0a0d0000 + UNIT_VERSION, true);
  view.setUint32(4, 1, true);
  pyc.set(unit, 16);
  return pyc;
}

/** For the script of frozen modules: tables as JSON, and the text of the unit's function. */
export function compileFrozen(source: Uint8Array, name: string): { tables: string; text: string } {
  const unit = compile(source, `<frozen ${name}>`);
  return { tables: encodeTables(unit), text: unit.text };
}

function compile(source: Uint8Array, filename: string): CompiledUnit {
  const { ast } = parse(source, { filename, mode: 'exec', lookupName: (name) => lookupName(name, /* withSequences */ false)?.codePointAt(0) });
  // cProfile: what it runs is called from its own frame.
  const form = decodeLatin1(source).includes('import _lsprof') ? 'T' : 'S';
  return compileUnit(ast, { filename, nsMode: false, optimize: 0, form }) as CompiledUnit;
}
