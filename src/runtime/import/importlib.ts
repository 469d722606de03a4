// Bringing up the import system: `importlib._bootstrap` runs as `_frozen_importlib`, as in CPython, over our `_imp`.
// `import x` of a module that is loaded already never enters Python. CPython: Python/import.c.
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { PyDict } from '../../objects/model/dict.ts';
import { newModule, type PyModule } from '../../objects/types/module.ts';
import { dictGetStr, dictSetStr } from '../../objects/types/dictStore.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { raise, newException, throwException } from '../../objects/ops/raise.ts';
import {
  DeprecationWarning,
  ImportError,
  ImportWarning,
  KeyError,
  ModuleNotFoundError,
  TypeError,
  ValueError,
  type PyImportError,
} from '../../objects/types/exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { equal } from '../../objects/ops/compare.ts';
import { state, sysModules } from '../state.ts';
import { isNativeModule, makeNativeModule } from '../nativeModules.ts';
import { frozenInfo, registerFrozenSelectors } from './frozen.ts';
import { runLibraryModule } from './library.ts';
import { installZipHook } from './zipHook.ts';
import { hooks, warn } from '../../objects/ops/hooks.ts';
import { FS } from '../../objects/frame.ts';
import { caught } from '../frames.ts';
import { codeAt } from '../unit.ts';
import { isSubtype } from '../../objects/model/type.ts';
import type { PyBaseException, PyTraceback } from '../../objects/model/values.ts';

let bootstrap: PyModule;

/** Runs the bootstrap modules; `sys` and `builtins` exist already. */
export function installImportSystem(): void {
  registerFrozenSelectors();
  const modules = sysModules();
  const imp = makeNativeModule('_imp');
  for (const name of ['_imp', '_thread', '_weakref', '_warnings', 'posix', 'marshal']) {
    if (isNativeModule(name)) dictSetStr(modules, name, name === '_imp' ? imp : makeNativeModule(name));
  }
  bootstrap = newModule('_frozen_importlib');
  dictSetStr(modules, '_frozen_importlib', bootstrap);
  runLibraryModule('importlib._bootstrap', bootstrap);
  hooks.importModule = importModuleByName;
  (bootstrap as any).$__origname__ = 'importlib._bootstrap';
  callMethod(bootstrap, '_install', state.sys, imp);
  if (frozenInfo('_frozen_importlib_external') !== undefined) {
    callMethod(bootstrap, '_install_external_importers');
    installZipHook();
    return;
  }
  // The external half expects the first half's helpers, as `_set_bootstrap_module` gives them.
  const external = newModule('_frozen_importlib_external');
  dictSetStr(modules, '_frozen_importlib_external', external);
  runLibraryModule('importlib._bootstrap_external', external);
  (external as any).$_bootstrap = bootstrap;
  (bootstrap as any).$_bootstrap_external = external;
  callMethod(external, '_install', bootstrap);
  installZipHook();
}

/** Imports `name` (dotted) and gives that module. */
export function importModuleByName(name: string): PyObject {
  const loaded = dictGetStr(sysModules(), name);
  if (loaded !== undefined && loaded !== None) return loaded;
  return callMethod(bootstrap, '_gcd_import', strFromJs(name));
}

/** `__import__(name, globals, locals, fromlist, level)`. */
export function importModuleLevel(name: PyObject, globals: PyObject, fromlist: PyObject, level: number): PyObject {
  if (!isStr(name)) raise(TypeError, 'module name must be a string');
  if (level < 0) raise(ValueError, 'level must be >= 0');
  const text = jsFromStr(name);
  let absolute = text;
  if (level > 0) absolute = resolveRelative(text, globals, level);
  else if (text === '') raise(ValueError, 'Empty module name');
  const module = findOrLoad(absolute);
  const wantsNames = fromlist !== None && isTrue(fromlist);
  if (wantsNames) {
    if (tryGetattr(module, '__path__') === undefined) return module;
    if (allPresent(module, fromlist)) return module;
    return callMethod(bootstrap, '_handle_fromlist', module, fromlist, importer());
  }
  const dot = text.indexOf('.');
  if (level === 0) return dot < 0 ? module : findOrLoad(text.slice(0, dot));
  if (text === '') return module;
  if (dot < 0) return module;
  const cut = text.length - dot;
  return dictGetStr(sysModules(), absolute.slice(0, absolute.length - cut)) ?? raise(KeyError, `${absolute} not in sys.modules as expected`);
}

function importer(): PyObject {
  return getattr(bootstrap, '_gcd_import');
}

/** fast: a package whose wanted names are all there needs no submodule import. */
function allPresent(module: PyObject, fromlist: PyObject): boolean {
  if (!(fromlist instanceof PyTuple)) return false;
  return fromlist.ta.every((n) => typeof n === 'string' && n !== '*' && Object.hasOwn(module as object, `$${n}`) && (module as any)[`$${n}`] !== undefined);
}

function findOrLoad(name: string): PyObject {
  const module = dictGetStr(sysModules(), name);
  if (module === None) {
    const e = newException(ModuleNotFoundError, strFromJs(`import of ${name} halted; None in sys.modules`)) as PyImportError;
    e.msg = e.args.ta[0]!;
    e.modName = strFromJs(name);
    throwException(e);
  }
  if (module !== undefined) {
    const spec = (module as unknown as Namespace)['$__spec__'];
    if (spec !== undefined && spec !== None) {
      const initializing = (spec as unknown as Namespace)['$_initializing'];
      // Another thread may be running the module's body: wait for it.
      if (initializing === true) callMethod(bootstrap, '_lock_unlock_module', strFromJs(name));
    }
    return module;
  }
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return callMethod(bootstrap, '_find_and_load', strFromJs(name), getattr(state.builtins, '__import__'));
  } catch (raw) {
    // Entries up to here are noted now, so that those of importlib can be told from the program's own.
    const e = caught(raw, depth + 1);
    FS.sp = depth;
    FS.exc = handled;
    e.tb = withoutImportlib(e);
    throw e;
  }
}

/** Tracebacks leave importlib's own frames out: all of them for ImportError, else those that lead into a module's body. */
function withoutImportlib(e: PyBaseException): PyTraceback | undefined {
  if (state.config.flags.verbose > 0) return e.tb;
  const always = isSubtype(e.ob_type, ImportError);
  const kept: PyTraceback[] = [];
  let chunk: PyTraceback[] = [];
  for (let tb = e.tb; tb !== undefined; tb = tb.next) {
    const code = codeAt(tb.pc);
    if (code.filename.endsWith('/importlib/_bootstrap.py') || code.filename.endsWith('/importlib/_bootstrap_external.py')) {
      chunk.push(tb);
      if (code.data.name === '_call_with_frames_removed') chunk = [];
    } else {
      kept.push(...chunk, tb);
      chunk = [];
    }
  }
  if (!always) kept.push(...chunk);
  kept.forEach((tb, i) => {
    tb.next = kept[i + 1];
  });
  return kept[0];
}

/** The absolute name of a relative import. */
function resolveRelative(name: string, globals: PyObject, level: number): string {
  if (!(globals instanceof PyDict)) raise(TypeError, 'globals must be a dict');
  const pkg = packageOf(globals);
  let base = pkg;
  for (let i = 1; i < level; i++) {
    const dot = base.lastIndexOf('.');
    if (dot < 0) raise(ImportError, 'attempted relative import beyond top-level package');
    base = base.slice(0, dot);
  }
  if (base === '') raise(ImportError, 'attempted relative import with no known parent package');
  return name === '' ? base : `${base}.${name}`;
}

function packageOf(globals: PyDict): string {
  const pkg = dictGetStr(globals, '__package__'),
    spec = dictGetStr(globals, '__spec__');
  if (pkg !== undefined && pkg !== None) {
    if (!isStr(pkg)) raise(TypeError, 'package must be a string');
    if (spec !== undefined && spec !== None && !equal(pkg, getattr(spec, 'parent'))) warn(DeprecationWarning, '__package__ != __spec__.parent', 1);
    return jsFromStr(pkg);
  }
  if (spec !== undefined && spec !== None) {
    const parent = getattr(spec, 'parent');
    if (!isStr(parent)) raise(TypeError, '__spec__.parent must be a string');
    return jsFromStr(parent);
  }
  warn(ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__", 1);
  const own = dictGetStr(globals, '__name__');
  if (own === undefined) raise(KeyError, "'__name__' not in globals");
  if (!isStr(own)) raise(TypeError, '__name__ must be a string');
  const text = jsFromStr(own);
  if (dictGetStr(globals, '__path__') !== undefined) return text;
  const dot = text.lastIndexOf('.');
  return dot < 0 ? '' : text.slice(0, dot);
}
