// `importlib._bootstrap` and `_bootstrap_external`, which run as `_frozen_importlib` and `_frozen_importlib_external` over our `_imp`. They
// come up together, when Python first looks at either, at `sys.meta_path` or its kin, or at a module's `__spec__`; imports that need no
// Python (direct.ts) go on without them until then. CPython: init_importlib in Python/import.c.
import { PyDict } from '../../objects/model/dict.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyList } from '../../objects/model/values.ts';
import { callMethod, getattr, setattr } from '../../objects/ops/attr.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { dictGetStr, dictSetStr, lazyProperty, newDict, settleProperty } from '../../objects/types/dictStore.ts';
import { initModule, type PyModule } from '../../objects/types/module.ts';
import { makeNativeModule } from '../nativeModules.ts';
import { state, sysGet, sysModules, sysSet } from '../state.ts';
import { registerFrozenSelectors } from './frozen.ts';
import { runLibraryModule } from './library.ts';
import { inOneGo, rouse, waitingModule } from './waiting.ts';
import { installZipHook } from './zipHook.ts';

interface Modules {
  bootstrap: PyModule;
  external: PyModule;
}

let modules: Modules | undefined;
let phase: 'down' | 'coming' | 'up' = 'down';

/** The two modules; their bodies may wait. */
export function bootstrapModules(): Modules {
  return (modules ??= { bootstrap: waitingModule(comeUp), external: waitingModule(comeUp) });
}

/** What `sys.meta_path` and `sys.path_hooks` held when importlib had come up. */
const atStart = new Map<string, { list: PyObject; items: PyObject[] }>();

/** Are finders and hooks those of every start? True as long as nobody has looked at them. */
export function isPlain(): boolean {
  if (phase !== 'up') return phase === 'down';
  for (const [name, { list, items }] of atStart) {
    const now = sysGet(name);
    if (now !== list) return false;
    const { la } = list as PyList;
    if (la.length !== items.length || la.some((item, i) => item !== items[i])) return false;
  }
  return sysGet('path_importer_cache') instanceof PyDict;
}

/** Does `sys.path_importer_cache` have nothing to say against looking into `folder` directly? */
export function isPlainFolder(folder: string): boolean {
  if (phase === 'down') return true;
  const finder = dictGetStr(sysGet('path_importer_cache') as PyDict, folder);
  return finder === undefined || finder.ob_type === fileFinder;
}
let fileFinder: PyObject;

const LISTS = ['meta_path', 'path_hooks', 'path_importer_cache'] as const;

/** `sys.meta_path` and its kin bring the import system up when they are looked at, or replaced. */
export function deferSysLists(): void {
  for (const name of LISTS) lazyProperty(state.sys, `$${name}`, () => (comeUp(), sysGet(name)!), comeUp);
}

function settleSysLists(): void {
  for (const name of LISTS) settleProperty(state.sys, `$${name}`, name === 'path_importer_cache' ? newDict() : new PyList([]));
}

/** Brings importlib up, once. */
export function comeUp(): void {
  if (phase === 'down') inOneGo(bringUp);
}

function bringUp(): void {
  phase = 'coming';
  const { bootstrap, external } = bootstrapModules();
  const undo = [rouse(bootstrap), rouse(external)];
  const all = sysModules();
  try {
    settleSysLists();
    registerFrozenSelectors();
    initModule(bootstrap, '_frozen_importlib', None);
    runLibraryModule('importlib._bootstrap', bootstrap);
    (bootstrap as any).$__origname__ = 'importlib._bootstrap';
    // `_install` gives a spec to every module it finds: what waits gets its own when it runs.
    sysSet('modules', firstModules(bootstrap, all));
    const imp = dictGetStr(all, '_imp') ?? makeNativeModule('_imp');
    try {
      callMethod(bootstrap, '_install', state.sys, imp);
    } finally {
      sysSet('modules', all);
    }
    bringExternal(bootstrap, external);
    installZipHook();
    for (const name of ['meta_path', 'path_hooks']) {
      const list = sysGet(name) as PyList;
      atStart.set(name, { list, items: [...list.la] });
    }
    fileFinder = getattr(external, 'FileFinder');
    phase = 'up';
  } catch (error) {
    phase = 'down';
    for (const back of undo) back();
    deferSysLists();
    throw error;
  }
}

/** The modules that `_install` needs to find. */
function firstModules(bootstrap: PyModule, all: PyDict): PyDict {
  const found = newDict();
  dictSetStr(found, 'sys', state.sys);
  dictSetStr(found, 'builtins', state.builtins);
  for (const name of ['_thread', '_weakref', '_warnings']) dictSetStr(found, name, dictGetStr(all, name) ?? makeNativeModule(name));
  dictSetStr(found, '_frozen_importlib', bootstrap);
  return found;
}

function bringExternal(bootstrap: PyModule, external: PyModule): void {
  initModule(external, '_frozen_importlib_external', None);
  const spec = callMethod(getattr(bootstrap, 'FrozenImporter'), 'find_spec', '_frozen_importlib_external');
  if (spec === None) (external as any).$_bootstrap = bootstrap;
  else {
    callMethod(bootstrap, '_init_module_attrs', spec, external);
    setattr(external, '__file__', strFromJs(`${state.config.libDir}/importlib/_bootstrap_external.py`));
  }
  runLibraryModule('importlib._bootstrap_external', external);
  setattr(bootstrap, '_bootstrap_external', external);
  callMethod(external, '_install', bootstrap);
}

/** `__spec__` of a native module; None while importlib comes up and asks itself. */
export function builtinSpec(name: string): PyObject {
  return specFrom('BuiltinImporter', name);
}

/** `__spec__` of a frozen module. */
export function frozenSpec(name: string): PyObject {
  return specFrom('FrozenImporter', name);
}

function specFrom(importer: string, name: string): PyObject {
  if (phase === 'coming') return None;
  comeUp();
  return callMethod(getattr(bootstrapModules().bootstrap, importer), 'find_spec', strFromJs(name));
}

/** `__spec__` of a module from a file. */
export function fileSpec(name: string, file: string, folders: PyList | undefined): PyObject {
  comeUp();
  const { external } = bootstrapModules();
  const path = strFromJs(file);
  const loader = getattr(external, 'SourceFileLoader').c2(strFromJs(name), path);
  return getattr(external, 'spec_from_file_location').cK([strFromJs(name), path, loader, folders ?? None], ['loader', 'submodule_search_locations']);
}
