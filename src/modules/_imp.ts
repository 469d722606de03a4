// `_imp`: what importlib needs of the interpreter. CPython: Python/import.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyBytes, PyList, PyTuple } from '../objects/model/values.ts';
import { raise } from '../objects/ops/raise.ts';
import { ImportError, RuntimeError } from '../objects/types/exceptions.ts';
import { getattr, tryGetattr } from '../objects/ops/attr.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { isNativeModule, makeNativeModule } from '../runtime/nativeModules.ts';
import { frozenInfo, frozenNames, frozenUnit } from '../runtime/import/frozen.ts';
import { acquireImportLock, importLockHeld, releaseImportLock } from '../runtime/import/lock.ts';
import { UNIT_VERSION } from '../runtime/unitFormat.ts';
import { PyCode } from '../objects/model/function.ts';
import { sysModules } from '../runtime/state.ts';
import { dictGetStr } from '../objects/types/dictStore.ts';

export default defineModule({
  name: '_imp',
  doc: '(Extremely) low-level import machinery bits as used by importlib.',
  functions: [
    fn('lock_held()', 'Return True if the import lock is currently held, else False.', importLockHeld),
    fn('acquire_lock()', "Acquires the interpreter's import lock for the current thread.", () => {
      acquireImportLock();
      return None;
    }),
    fn('release_lock()', "Release the interpreter's import lock.", () => {
      if (!releaseImportLock()) raise(RuntimeError, 'not holding the import lock');
      return None;
    }),
    fn('is_builtin(name: text, /)', 'Returns True if the module name corresponds to a built-in module.', (name: string) => (isNativeModule(name) ? 1 : 0)),
    fn('is_frozen(name: text, /)', 'Returns True if the module name corresponds to a frozen module.', (name: string) => frozenInfo(name) !== undefined),
    fn('is_frozen_package(name: text, /)', 'Returns True if the module name is of a frozen package.', (name: string) => {
      return (frozenInfo(name) ?? noFrozen(name)).isPackage;
    }),
    fn(
      'find_frozen(name: text, /, *, withdata: bool = False)',
      'Return info about the corresponding frozen module (if there is one) or None.',
      (name: string) => {
        const info = frozenInfo(name);
        return info === undefined ? None : new PyTuple([None, info.isPackage, strFromJs(info.origin)]);
      },
    ),
    fn('get_frozen_object(name: text, data = None, /)', 'Create a code object for a frozen module.', (name: string) => {
      return frozenUnit((frozenInfo(name) ?? noFrozen(name)).origin)!.codes[0]!;
    }),
    fn('init_frozen(name: text, /)', 'Initializes a frozen module.', () => None),
    fn('create_builtin(spec, /)', 'Create an extension module.', (spec) => {
      const name = getattr(spec, 'name');
      const text = isStr(name) ? jsFromStr(name) : '';
      const existing = dictGetStr(sysModules(), text);
      if (existing !== undefined && (text === 'sys' || text === 'builtins')) return existing;
      return makeNativeModule(text);
    }),
    fn('exec_builtin(mod, /)', 'Initialize a built-in module.', () => 0),
    fn('create_dynamic(spec, file = None, /)', 'Create an extension module.', (spec) =>
      raise(ImportError, `C extension modules cannot be loaded: ${String(tryGetattr(spec, 'origin') ?? '')}`),
    ),
    fn('exec_dynamic(mod, /)', 'Initialize an extension module.', () => 0),
    fn('extension_suffixes()', 'Returns the list of file suffixes used to identify extension modules.', () => new PyList([])),
    fn('source_hash(key: long, source)', null, (key: number, source: PyObject) => new PyBytes(sourceHash(key, (source as unknown as { bv: Uint8Array }).bv))),
    fn('_fix_co_filename(code, path: text, /)', 'Changes code.co_filename to specify the passed-in path.', (code: PyObject, path: string) => {
      if (code instanceof PyCode) fixFilename(code, path);
      return None;
    }),
    fn('_override_frozen_modules_for_tests(override: int, /)', null, () => None),
    fn('_override_multi_interp_extensions_check(override: int, /)', null, () => 0),
    fn('_frozen_module_names()', null, () => new PyList(frozenNames().map(strFromJs))),
  ],
  // Python's own magic numbers end in \r\n; the two bytes before say which compiler of ours it is.
  constants: { check_hash_based_pycs: 'default', pyc_magic_number_token: 0x0a0d0000 + UNIT_VERSION },
});

function noFrozen(name: string): never {
  raise(ImportError, `No such frozen object named ${name}`);
}

function fixFilename(code: PyCode, path: string): void {
  const unit = code.unit as { codes?: PyCode[] } | undefined;
  for (const c of unit?.codes ?? [code]) c.filename = path;
}

/** FNV-1a over 64 bits: `_imp.source_hash` only has to agree with itself. */
function sourceHash(key: number | bigint, data: Uint8Array): Uint8Array {
  let low = 0x84222325 ^ Number(BigInt.asUintN(32, BigInt(key))),
    high = 0xcbf29ce4;
  for (let i = 0; i < data.length; i++) {
    low ^= data[i]!;
    const a = Math.imul(low & 0xffff, 0x1b3),
      b = Math.imul(low >>> 16, 0x1b3) + (a >>> 16);
    high = (Math.imul(high, 0x1b3) + (b >>> 16) + (low << 8)) | 0;
    low = (b << 16) | (a & 0xffff);
  }
  const out = new Uint8Array(8);
  new DataView(out.buffer).setInt32(0, low, true);
  new DataView(out.buffer).setInt32(4, high, true);
  return out;
}
