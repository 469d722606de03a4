// Imports that need no Python: native and frozen modules, and source files whose compiled form lies beside them up to date, found along a
// plain `sys.path`. Names, order and results are importlib's (`_find_and_load_unlocked`, `PathFinder`, `FileFinder`, `SourceFileLoader`); whatever
// is out of the ordinary is left to it: each function here may answer `undefined`, "ask importlib".
// Invariant: only while `sys.meta_path` and its kin are as at every start (`isPlain` in bootstrap.ts), and no other thread runs.
import { FS } from '../../objects/frame.ts';
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { None, PyList, PyTuple } from '../../objects/model/values.ts';
import { callMethod, getattr, setattr, tryGetattr } from '../../objects/ops/attr.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { dictDelete, dictGetStr, dictOfNamespace, dictPop, dictSetStr } from '../../objects/types/dictStore.ts';
import { KeyError, ModuleNotFoundError, type PyImportError } from '../../objects/types/exceptions.ts';
import { initModule, type LazySpec, PyModule } from '../../objects/types/module.ts';
import { HostError, type HostStat, host, readFile } from '../../host/host.ts';
import { runCode } from '../exec.ts';
import { isNativeModule } from '../nativeModules.ts';
import { state, sysGet, sysModules } from '../state.ts';
import { currentThread, threadCount, type Waiting, waitOn, wakeAll } from '../threads.ts';
import { Unit } from '../unit.ts';
import { decodeCachedUnit, UNIT_VERSION } from '../unitFormat.ts';
import { bootstrapModules, fileSpec, isPlain, isPlainFolder } from './bootstrap.ts';
import { frozenInfo } from './frozen.ts';
import { exportsOf, isLate } from './lateModules.ts';
import { runBody, runFrozen, runNative } from './startModules.ts';
import { beginModule, waitingModule } from './waiting.ts';
import { packagePart } from './packageParts.ts';
import { knowRegexes } from './regexes.ts';

/** Imports a module that is not in `sys.modules`; undefined where importlib has to. */
export function importDirectly(name: string, findOrLoad: (name: string) => PyObject): PyObject | undefined {
  if (!isPlain() || threadCount() > 0 || state.config.flags.verbose > 0 || host.process.platform === 'win32') return undefined;
  const dot = name.lastIndexOf('.');
  if (dot >= 0) return importSubmodule(name, dot, findOrLoad);
  if (isNativeModule(name)) return load(name, (module) => runNative(module, name));
  const frozen = frozenInfo(name);
  if (frozen !== undefined) return frozen.isPackage || frozen.origin !== name ? undefined : load(name, (module) => runFrozen(module, name));
  return importFile(name, '', sysGet('path'));
}

function importSubmodule(name: string, dot: number, findOrLoad: (name: string) => PyObject): PyObject | undefined {
  const parentName = name.slice(0, dot);
  const modules = sysModules();
  if (dictGetStr(modules, parentName) === undefined) {
    findOrLoad(parentName);
    const there = dictGetStr(modules, name);
    if (there !== undefined) return there;
    if (!isPlain()) return undefined;
  }
  const parent = dictGetStr(modules, parentName);
  if (!(parent instanceof PyModule)) return undefined;
  const part = packagePart(name);
  if (part === undefined && frozenInfo(name) !== undefined) return undefined;
  const module = part === undefined ? importFile(name, parentName, tryGetattr(parent, '__path__')) : findOrLoad(part);
  if (part !== undefined) dictSetStr(modules, name, module!);
  if (module !== undefined) setattr(parent, name.slice(dot + 1), module);
  return module;
}

/** Puts a module into `sys.modules` and fills it. It ends up behind what it imports, and may have put another object in its place. */
function load(name: string, fill: (module: PyModule) => void): PyObject {
  const modules = sysModules();
  const key = strFromJs(name);
  const module = new PyModule();
  dictSetStr(modules, name, module);
  try {
    fill(module);
  } catch (error) {
    dictDelete(modules, key);
    throw error;
  }
  const loaded = dictPop(modules, key) ?? raise(KeyError, name);
  dictSetStr(modules, name, loaded);
  return loaded;
}

// --- files ----------------------------------------------------------------------------------------------------------------

interface Found {
  file: string;
  /** Of a package. */
  folder: string | undefined;
}

function importFile(name: string, parent: string, path: PyObject | undefined): PyObject | undefined {
  if (!(path instanceof PyList)) return undefined;
  const tail = parent === '' ? name : name.slice(parent.length + 1);
  if (!/^[\w.-]+$/.test(tail)) return undefined;
  const found = find(tail, path.la);
  if (found === 'ask') return undefined;
  if (found === undefined) notFound(name);
  const { file, folder } = found;
  if (isLate(name, file)) {
    const module = waitingModule((m) => {
      const unit = compiledUnit(file);
      if (unit !== undefined) runFile(m, name, parent, found, unit);
      else runByLoader(m, name, file, folder);
    }, exportsOf(name));
    dictSetStr(sysModules(), name, module);
    return module;
  }
  const unit = compiledUnit(file);
  return unit === undefined ? undefined : load(name, (module) => runFile(module, name, parent, found, unit));
}

type CachedUnit = NonNullable<ReturnType<typeof decodeCachedUnit>>;

interface Compiled {
  path: string;
  unit: CachedUnit;
}

function compiledUnit(file: string): Compiled | undefined {
  const compiled = upToDate(file);
  const unit = compiled === undefined ? undefined : decodeCachedUnit(compiled.data.subarray(HEADER), file);
  return unit === undefined ? undefined : { path: compiled!.path, unit };
}

const placesOf = (folder: string | undefined): PyList | undefined => (folder === undefined ? undefined : new PyList([strFromJs(folder)]));

/** Fills a module object from the compiled form of its file. */
function runFile(module: PyModule, name: string, parent: string, { file, folder }: Found, { path, unit }: Compiled): void {
  const places = placesOf(folder);
  const lazy = beginModule(module, name, folder === undefined ? parent : name, file, () => fileSpec(name, file, places));
  const G = module as unknown as Record<string, PyObject>;
  if (places !== undefined) G.$__path__ = places;
  G.$__file__ = strFromJs(file);
  G.$__cached__ = strFromJs(path);
  G.$__builtins__ = dictOfNamespace(state.builtins as unknown as Namespace);
  lazy.owner = currentThread();
  runBody(lazy, () => runCode(new Unit(unit).codes[0]!, module as unknown as Namespace, undefined));
  if (ended.waiters !== undefined) wakeAll(ended);
  if (name === 're._compiler') knowRegexes(module as unknown as Namespace);
}

/** The same by importlib's loader, which compiles: the compiled form has gone since the module was found. */
function runByLoader(module: PyModule, name: string, file: string, folder: string | undefined): void {
  initModule(module, strFromJs(name), None);
  const spec = fileSpec(name, file, placesOf(folder));
  callMethod(bootstrapModules().bootstrap, '_init_module_attrs', spec, module);
  callMethod(getattr(spec, 'loader'), 'exec_module', module);
}

function notFound(name: string): never {
  const key = strFromJs(name);
  const message = strFromJs(`No module named ${repr(key)}`);
  const e = newException(ModuleNotFoundError, message) as PyImportError;
  e.msg = message;
  e.modName = key;
  throwException(e);
}

/** Where along the path `tail` lies. */
function find(tail: string, path: readonly PyObject[]): Found | 'ask' | undefined {
  for (const entry of path) {
    if (!isStr(entry)) return 'ask';
    const folder = folderOf(jsFromStr(entry));
    if (folder === undefined || !isPlainFolder(folder)) return 'ask';
    const names = namesIn(folder);
    if (names === 'ask') return 'ask';
    if (names === undefined) continue;
    const isHere = names.has(tail);
    if (!isHere && !names.has(`${tail}.py`) && !names.has(`${tail}.pyc`)) continue;
    const inside = `${folder}/${tail}`;
    if (isHere && kindOf(inside) === FOLDER) {
      const file = `${inside}/__init__.py`;
      if (kindOf(file) === REGULAR) return { file, folder: inside };
      // Compiled alone, or a part of a namespace package unless a file goes before it.
      return 'ask';
    }
    if (names.has(`${tail}.py`) && kindOf(`${inside}.py`) === REGULAR) return { file: `${inside}.py`, folder: undefined };
    if (names.has(`${tail}.pyc`)) return 'ask';
  }
  return undefined;
}

/** The folder that an entry of the path names; undefined for relative ones. */
function folderOf(entry: string): string | undefined {
  if (entry !== '') return entry.startsWith('/') ? (entry.endsWith('/') ? undefined : entry) : undefined;
  const here = host.process.cwd();
  return typeof here === 'string' && here !== '/' ? here : undefined;
}

const TYPE = 0o170000;
const FOLDER = 0o040000;
const REGULAR = 0o100000;

function statOf(path: string): HostStat | undefined {
  try {
    return host.files.stat(path, /* follow */ true);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return undefined;
  }
}

const kindOf = (path: string): number => (statOf(path)?.mode ?? 0) & TYPE;

interface Listing {
  names: Set<string> | undefined;
  mtime: number;
  mtimeNsec: number;
}

const listings = new Map<string, Listing>();

/** The names in a folder, read anew when it has changed; undefined where there is none. */
function namesIn(folder: string): Set<string> | 'ask' | undefined {
  const stat = statOf(folder);
  const old = listings.get(folder);
  if (stat === undefined) {
    // What was there would be looked for in importlib's own cache.
    return old?.names === undefined ? undefined : 'ask';
  }
  if ((stat.mode & TYPE) !== FOLDER) return 'ask';
  const { mtime, mtimeNsec } = stat;
  if (old !== undefined && old.mtime === mtime && old.mtimeNsec === mtimeNsec) return old.names;
  try {
    const names = new Set<string>();
    for (const name of host.files.readdir(folder)) if (typeof name === 'string') names.add(name);
    listings.set(folder, { names, mtime, mtimeNsec });
    return names;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return 'ask';
  }
}

const HEADER = 16;
const UNCHECKED_HASH = 1;

/** The compiled form of a source file, if it is the one to run. */
function upToDate(file: string): { path: string; data: Uint8Array } | undefined {
  if (state.config.flags.optimize > 0 || sysGet('pycache_prefix') !== None) return undefined;
  const cut = file.lastIndexOf('/');
  const path = `${file.slice(0, cut)}/__pycache__/${file.slice(cut + 1, -3)}.taipan-314.pyc`;
  let data: Uint8Array;
  try {
    data = readFile(path);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return undefined;
  }
  if (data.length < HEADER) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, HEADER);
  if (view.getUint32(0, true) !== 0x0a0d0000 + UNIT_VERSION) return undefined;
  const kind = view.getUint32(4, true);
  if (kind === UNCHECKED_HASH) return { path, data };
  if (kind !== 0) return undefined;
  const stat = statOf(file);
  const fresh = stat !== undefined && view.getUint32(8, true) === stat.mtime >>> 0 && view.getUint32(12, true) === Number(stat.size) >>> 0;
  return fresh ? { path, data } : undefined;
}

// --- what goes with it -------------------------------------------------------------------------------------------------------

/** `from package import names`: the submodules among them. False where importlib has to. */
export function importNames(module: PyObject, names: PyObject, findOrLoad: (name: string) => PyObject): boolean {
  if (!isPlain() || !(names instanceof PyTuple) || !(module instanceof PyModule)) return false;
  const own = (module as unknown as Namespace)['$__name__'];
  if (own === undefined || !isStr(own) || !names.ta.every((name) => typeof name === 'string' && name !== '*')) return false;
  for (const name of names.ta as string[]) {
    if (tryGetattr(module, name) !== undefined) continue;
    const full = `${jsFromStr(own)}.${name}`;
    const depth = FS.sp;
    try {
      findOrLoad(full);
    } catch (error) {
      // A name that is no submodule is the importing statement's matter.
      const isMissing =
        excMatches(error, ModuleNotFoundError) && (error as unknown as PyImportError).modName === full && dictGetStr(sysModules(), full) !== None;
      if (!isMissing) throw error;
      FS.sp = depth;
    }
  }
  return true;
}

const ended: Waiting = { waiters: undefined };
/** Importlib's locks know when threads wait for each other in a circle; here one of them goes on after this. */
const PATIENCE = 10;

/** Another thread may be running the module's body: waits for it. */
export function awaitBody(lazy: LazySpec): void {
  if (!lazy.initializing || lazy.owner === undefined || lazy.owner === currentThread()) return;
  waitOn(ended, () => !lazy.initializing, host.clock.realtime() + PATIENCE);
}
