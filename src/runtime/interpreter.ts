// Starting and ending an interpreter: from a configuration to a world in which modules run, and back.
// CPython: Python/pylifecycle.c.
import { stopThreads } from './threads.ts';
import type { Namespace, PyObject } from '../objects/model/object.ts';
import type { PyBuiltin } from '../objects/types/descriptors.ts';
import { finishTypes } from '../objects/types/zoo.ts';
import { dictSetStr } from '../objects/types/dictStore.ts';
import { newModule, type PyModule } from '../objects/types/module.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { hooks } from '../objects/ops/hooks.ts';
import { callMethod, getattr } from '../objects/ops/attr.ts';
import { FS, L } from '../objects/frame.ts';
import { state, sysModules, type Config } from './state.ts';
import { lazyAttribute, makeNativeModule } from './nativeModules.ts';
import { bootstrapModules } from './import/bootstrap.ts';
import { setBuiltins } from './builtinsOf.ts';
import { globalsAt, installUnits, R } from './unit.ts';
import { installFrames } from './frames.ts';
import { finalizeAll } from '../objects/ops/finalize.ts';
import { installFinalizers } from './finalizers.ts';
import { installHelpers } from './helpers/index.ts';
import { importModuleByName, importSite, installImportSystem } from './import/importlib.ts';
import { isException } from '../objects/ops/exceptions.ts';

/** What the modules layer adds at start: standard streams. */
export const startHooks: { openStreams: (unbuffered: boolean) => void; flushStreams: () => boolean } = {
  openStreams: () => undefined,
  flushStreams: () => true,
};

export function startInterpreter(config: Config): void {
  state.config = config;
  finishTypes();
  installUnits();
  installFrames();
  installHelpers();
  installFinalizers();
  hooks.currentModuleName = () => (FS.sp > 0 ? globalsAt(L[FS.sp]!)?.['$__name__'] : undefined);
  hooks.warn = (category, message, stacklevel) => {
    getattr(importModuleByName('_warnings'), 'warn').c3(strFromJs(message), category, stacklevel);
  };
  state.sys = makeNativeModule('sys');
  state.builtins = makeNativeModule('builtins');
  setBuiltins(state.builtins as unknown as Namespace);
  installBuiltinHelpers();
  const modules = sysModules();
  dictSetStr(modules, 'sys', state.sys);
  dictSetStr(modules, 'builtins', state.builtins);
  if (config.flags.verbose > 0) startHooks.openStreams(config.unbuffered);
  installImportSystem();
  startHooks.openStreams(config.unbuffered);
  lazyAttribute(state.builtins, 'open', () => getattr(importModuleByName('_io'), 'open'));
  main = newMainModule();
  if (config.flags.noSite === 0) importSite();
}

/** `R.lenBuiltin` is read by the first unit that calls `len`; a program may have put another function in its place by then. */
function installBuiltinHelpers(): void {
  const { builtins } = state;
  Object.defineProperty(R, 'lenBuiltin', {
    get: () => {
      const len = (builtins as unknown as Namespace).$len as PyBuiltin | undefined;
      return len?.row?.sig === 'len(obj, /)' ? len : undefined;
    },
  });
}

let main: PyModule;
/** `__main__`, empty. */
export const mainModule = (): PyModule => main;

function newMainModule(): PyModule {
  const module = newModule('__main__');
  const G = module as any;
  lazyAttribute(module, '__loader__', () => getattr(bootstrapModules().bootstrap, 'BuiltinImporter'));
  G.$__builtins__ = state.builtins;
  dictSetStr(sysModules(), '__main__', module);
  return module;
}

/** Runs exit handlers and flushes the streams; false where flushing stdout failed. */
export function finishInterpreter(): boolean {
  FS.sp = 0;
  FS.exc = undefined;
  try {
    const threading = (sysModules() as unknown as { m: Map<string, PyObject> }).m.get('threading');
    if (threading !== undefined) callMethod(threading, '_shutdown');
  } catch (e) {
    if (!isException(e)) throw e;
    exitHooks.report(e);
  }
  for (const run of exitHooks.atexit) run();
  state.finalizing = true;
  finalizeAll();
  stopThreads();
  return startHooks.flushStreams();
}

export const exitHooks: { atexit: (() => void)[]; report: (e: import('../objects/model/values.ts').PyBaseException) => void } = {
  atexit: [],
  report: () => undefined,
};
