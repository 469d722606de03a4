// The modules that stand in `sys.modules` when a program begins, as in CPython: native and frozen ones whose bodies wait
// (waiting.ts), and `encodings`. None of them has run when `pass` ends.
// CPython: pycore_init_builtins and init_importlib_external in Python/pylifecycle.c give the order.
import type { PyDict } from '../../objects/model/dict.ts';
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { None, PyList } from '../../objects/model/values.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { dictOfNamespace, dictSetStr } from '../../objects/types/dictStore.ts';
import { initModule, type PyModule } from '../../objects/types/module.ts';
import { fillNative, isNativeModule } from '../nativeModules.ts';
import { state } from '../state.ts';
import { frozenInfo, frozenUnit } from './frozen.ts';
import { timedImport } from './importTime.ts';
import { bootstrapModules, builtinSpec, frozenSpec } from './bootstrap.ts';
import { beginModule, lendTo, waitingModule } from './waiting.ts';

const BEFORE_MAIN =
  '_frozen_importlib _imp _thread _warnings _weakref _io marshal posix _frozen_importlib_external time zipimport _codecs codecs encodings.aliases encodings encodings.utf_8 _signal';
const AFTER_MAIN = '_abc abc _stat stat _collections_abc errno genericpath posixpath os.path os _sitebuiltins';

/** What the start put there, by name: what waits finds these, whatever the program has done to `sys.modules` meanwhile. */
const started = new Map<string, PyModule>();

/** While one of the start's modules runs, its imports give the start's modules. */
export const startModule = (name: string): PyModule | undefined => started.get(name);

export function addStartModules(modules: PyDict): void {
  const { bootstrap, external } = bootstrapModules();
  started.set('_frozen_importlib', bootstrap).set('_frozen_importlib_external', external);
  add(modules, BEFORE_MAIN);
}

/** `site` and what it imports, behind `__main__`; `fill` runs its body. */
export function addSite(modules: PyDict, fill: (module: PyModule) => void): PyModule {
  add(modules, AFTER_MAIN);
  const os = started.get('os');
  if (os !== undefined) lendTo(os, lendToOs);
  const site = waitingModule(fill);
  started.set('site', site);
  dictSetStr(modules, 'site', site);
  return site;
}

/** Names of posix that `os` does not take as they are. */
const NOT_FROM_POSIX = /^(environ|cpu_count|_(?!exit$).*)$/;

/** Most programs want no more of `os` than functions of posix, and `os.path`. */
function lendToOs(name: string): PyObject | undefined {
  if (name === 'path') return started.get('posixpath');
  const posix = started.get('posix');
  return posix === undefined || NOT_FROM_POSIX.test(name) ? undefined : tryGetattr(posix, name);
}

function add(modules: PyDict, names: string): void {
  for (const name of names.split(' ')) {
    const module = started.get(name) ?? makeWaiting(name);
    if (module === undefined) continue;
    started.set(name, module);
    dictSetStr(modules, name, module);
  }
}

function makeWaiting(name: string): PyModule | undefined {
  if (name === 'os.path') return started.get('posixpath');
  const waitFor = (run: (module: PyModule) => void): PyModule => waitingModule((m) => timedImport(name, () => run(m)));
  if (isNativeModule(name)) return waitFor((m) => runNative(m, name));
  if (frozenInfo(name) !== undefined) return waitFor((m) => runFrozen(m, name));
  const file = `${state.config.libDir}/${name.replace('.', '/')}`;
  return NATIVE_ONLY.test(name) ? undefined : waitFor((m) => runFromLibrary(m, name, file.slice(0, file.lastIndexOf('/'))));
}

/** Where the platform lacks one of these there is none. */
const NATIVE_ONLY = /^(_imp|_thread|_warnings|_weakref|_io|marshal|posix|time|_codecs|_signal|_abc|_stat|errno)$/;

/** Fills a module object with a native module. */
export function runNative(module: PyModule, name: string): void {
  beginModule(module, name, '', 'built-in', () => builtinSpec(name));
  fillNative(module, name);
}

/** Runs a frozen module's body in a module object. */
export function runFrozen(module: PyModule, name: string): void {
  const lazy = beginModule(module, name, '', 'frozen', () => frozenSpec(name));
  const G = module as unknown as Record<string, PyObject>;
  G.$__file__ = strFromJs(`${state.config.libDir}/${name}.py`);
  G.$__builtins__ = dictOfNamespace(state.builtins as unknown as Namespace);
  runBody(lazy, () => frozenUnit(name)!.instance(module as unknown as Namespace).body!(undefined));
}

/** Runs `body`, with `_initializing` on the module's spec if there comes to be one. */
export function runBody(lazy: ReturnType<typeof beginModule>, body: () => void): void {
  lazy.initializing = true;
  try {
    body();
  } finally {
    lazy.initializing = false;
    if (lazy.spec !== undefined) (lazy.spec as any).$_initializing = false;
  }
}

/** `encodings` is no frozen module, and with `-X frozen_modules=off` none is: importlib runs the file, wherever `sys.path` leads by now. */
function runFromLibrary(module: PyModule, name: string, folder: string): void {
  initModule(module, strFromJs(name), None);
  const { bootstrap, external } = bootstrapModules();
  const spec = callMethod(getattr(external, 'PathFinder'), 'find_spec', strFromJs(name), new PyList([strFromJs(folder)]));
  if (spec === None) throw new Error(`no ${name} in ${folder}`);
  callMethod(bootstrap, '_init_module_attrs', spec, module);
  const G = module as any;
  if (name === 'encodings') for (const child of ['aliases', 'utf_8']) G[`$${child}`] = started.get(`encodings.${child}`);
  callMethod(getattr(spec, 'loader'), 'exec_module', module);
}
