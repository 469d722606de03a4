// `import`: from a name to a module. `import x` of a module that is loaded already, or that direct.ts can load, never enters Python; the
// rest is importlib's (bootstrap.ts). CPython: Python/import.c.
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { PyDict } from '../../objects/model/dict.ts';
import type { LazySpec, PyModule } from '../../objects/types/module.ts';
import { dictGetStr } from '../../objects/types/dictStore.ts';
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
import { frozenInfo } from './frozen.ts';
import { bootstrapModules, builtinSpec, deferSysLists } from './bootstrap.ts';
import { awaitBody, importDirectly, importNames } from './direct.ts';
import { cachedImport, importTimeLevel, timedImport } from './importTime.ts';
import { addPlainSite } from './site.ts';
import { addStartModules, startModule } from './startModules.ts';
import { beginModule, isWaking, wakeEverything } from './waiting.ts';
import { loadingUnits } from '../../objects/model/selectors.ts';
import { hooks, warn } from '../../objects/ops/hooks.ts';
import { FS } from '../../objects/frame.ts';
import { caught } from '../frames.ts';
import { codeAt } from '../unit.ts';
import { isSubtype } from '../../objects/model/type.ts';
import type { PyBaseException, PyTraceback } from '../../objects/model/values.ts';

let bootstrap: PyModule;

const wantsToSee = (): boolean => state.config.flags.verbose > 0 || importTimeLevel() > 0;

/** Prepares imports; `sys` and `builtins` exist already. `-v` and `-X importtime` want to see each of the start's imports, so there nothing waits. */
export function installImportSystem(): void {
  ({ bootstrap } = bootstrapModules());
  hooks.importModule = importModuleByName;
  beginModule(state.sys, 'sys', '', 'built-in', () => builtinSpec('sys'));
  beginModule(state.builtins, 'builtins', '', 'built-in', () => builtinSpec('builtins'));
  deferSysLists();
  addStartModules(sysModules());
  if (wantsToSee()) wakeEverything();
}

/** Imports `site`, or does what that does. */
export function importSite(): void {
  if (wantsToSee() || frozenInfo('site') === undefined || !addPlainSite()) importModuleByName('site');
}

/** Imports `name` (dotted) and gives that module. */
export function importModuleByName(name: string): PyObject {
  const loaded = dictGetStr(sysModules(), name);
  if (loaded !== undefined && loaded !== None) {
    awaitLoaded(loaded, name);
    return loaded;
  }
  return importDirectly(name, findOrLoad) ?? callMethod(bootstrap, '_gcd_import', strFromJs(name));
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
    if (allPresent(module, fromlist) || importNames(module, fromlist, findOrLoad)) return module;
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

/** Another thread may be running the body of a module that is there already: waits for it. */
function awaitLoaded(module: PyObject, name: string): void {
  const { lazySpec } = module as { lazySpec?: LazySpec };
  if (lazySpec !== undefined) return awaitBody(lazySpec);
  const spec = (module as unknown as Namespace)['$__spec__'];
  if (spec !== undefined && spec !== None && (spec as unknown as Namespace)['$_initializing'] === true) {
    callMethod(bootstrap, '_lock_unlock_module', strFromJs(name));
  }
}

function findOrLoad(name: string): PyObject {
  const module = (isWaking() ? startModule(name) : undefined) ?? dictGetStr(sysModules(), name);
  if (module === None) {
    const e = newException(ModuleNotFoundError, strFromJs(`import of ${name} halted; None in sys.modules`)) as PyImportError;
    e.msg = e.args.ta[0]!;
    e.modName = strFromJs(name);
    throwException(e);
  }
  if (module !== undefined) {
    if (importTimeLevel() === 2) cachedImport(name);
    awaitLoaded(module, name);
    return module;
  }
  return loadingUnits(() => timedImport(name, () => load(name)));
}

function load(name: string): PyObject {
  const depth = FS.sp,
    handled = FS.exc;
  const direct = importDirectly(name, findOrLoad);
  if (direct !== undefined) return direct;
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

const IMPORTLIB = /^<frozen importlib\._bootstrap(_external)?>$|\/importlib\/_bootstrap(_external)?\.py$/;

/** Tracebacks leave importlib's own frames out: all of them for ImportError, else those that lead into a module's body. */
function withoutImportlib(e: PyBaseException): PyTraceback | undefined {
  if (state.config.flags.verbose > 0) return e.tb;
  const always = isSubtype(e.ob_type, ImportError);
  const kept: PyTraceback[] = [];
  let chunk: PyTraceback[] = [];
  for (let tb = e.tb; tb !== undefined; tb = tb.next) {
    const code = codeAt(tb.pc);
    if (IMPORTLIB.test(code.filename)) {
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
  const pkg = dictGetStr(globals, '__package__');
  const { lazySpec } = (globals.ns ?? {}) as { lazySpec?: LazySpec };
  // A spec that has not been made says what the module was begun with.
  const spec = lazySpec === undefined ? dictGetStr(globals, '__spec__') : undefined;
  const parent = lazySpec !== undefined ? lazySpec.parent : spec !== undefined && spec !== None ? getattr(spec, 'parent') : undefined;
  if (pkg !== undefined && pkg !== None) {
    if (!isStr(pkg)) raise(TypeError, 'package must be a string');
    if (parent !== undefined && !equal(pkg, parent)) warn(DeprecationWarning, '__package__ != __spec__.parent', 1);
    return jsFromStr(pkg);
  }
  if (parent !== undefined) {
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
