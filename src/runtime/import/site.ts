// What `site` does at a start of a plain installation, without running it: two folders for `sys.path`, six names for builtins. The module
// itself waits (waiting.ts). Whatever is not plain (a virtual environment, a .pth file, sitecustomize, odd paths) is left to the real one.
// CPython: Lib/site.py (main).
import { HostError, host } from '../../host/host.ts';
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { None, type PyList } from '../../objects/model/values.ts';
import { callMethod, getattr } from '../../objects/ops/attr.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { isUnmade } from '../../objects/types/dictStore.ts';
import type { PyModule } from '../../objects/types/module.ts';
import { lazyAttribute } from '../nativeModules.ts';
import { state, sysGet, sysModules, sysSet } from '../state.ts';
import { addSite, runFrozen } from './startModules.ts';

/** What `check_enableusersite` finds: false = by the user's wish, undefined = for security. */
function userSiteEnabled(): boolean | undefined {
  if (state.config.flags.noUserSite > 0) return false;
  const { getuid, geteuid, getgid, getegid } = host.process;
  return getuid?.() === geteuid?.() && getgid?.() === getegid?.() ? true : undefined;
}

/** The folder of a user's own packages, if it is where nobody moved it to. */
function userBase(): string | undefined {
  const home = host.process.getenv('HOME');
  const moved = state.config.flags.ignoreEnvironment === 0 && host.process.getenv('PYTHONUSERBASE') !== undefined;
  return moved || home === undefined || !isPlainPath(home) ? undefined : `${home}/.local`;
}

/** An absolute path that `abspath` leaves alone. */
function isPlainPath(path: string): boolean {
  return /^(\/[^/]+)+$/.test(path) && !/\/\.\.?(\/|$)/.test(path);
}

/** The names in a folder; undefined where there is no folder. */
function namesIn(folder: string): string[] | undefined {
  try {
    return host.files.readdir(folder).map((name) => (typeof name === 'string' ? name : ''));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return undefined;
  }
}

const exists = (path: string): boolean => {
  try {
    return host.files.access(path, 0);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return false;
  }
};

const CUSTOM = /^(sitecustomize|usercustomize)(\.|$)/;

/** Could a customizing module, or a module in the place of `encodings`, come from a folder with these names? */
const isOdd = (name: string): boolean => CUSTOM.test(name);

/** The folders that `site` would add; undefined where it has more to do than that. */
function plainAdditions(): string[] | undefined {
  const { prefix, basePrefix, libDir, pythonPath } = state.config;
  if (prefix !== basePrefix || !isPlainPath(prefix)) return undefined;
  const path = [...pythonPath, `${basePrefix}/lib/python314.zip`, libDir];
  if (!path.every(isPlainPath) || new Set(path).size < path.length) return undefined;
  for (const entry of pythonPath) {
    const names = namesIn(entry);
    if (names === undefined ? exists(entry) : names.some(isOdd)) return undefined;
  }
  if (exists(path.at(-2)!) || ['sitecustomize', 'usercustomize'].some((name) => exists(`${libDir}/${name}.py`) || exists(`${libDir}/${name}`)))
    return undefined;
  const enabled = userSiteEnabled();
  const base = userBase();
  if (base === undefined && enabled !== false) return undefined;
  const added: string[] = [];
  for (const folder of [...(enabled === true ? [`${base}/lib/python3.14/site-packages`] : []), `${prefix}/lib/python3.14/site-packages`]) {
    const names = namesIn(folder);
    if (names === undefined) continue;
    if (path.includes(folder) || names.some((name) => name === '' || (name.endsWith('.pth') && !name.startsWith('.')) || isOdd(name))) return undefined;
    added.push(folder);
  }
  return added;
}

/** Does what `import site` does; false where only that will do. */
export function addPlainSite(): boolean {
  const added = plainAdditions();
  if (added === undefined) return false;
  const { flags } = state.config;
  const enabled = userSiteEnabled();
  const home = userBase();
  const site = addSite(sysModules(), (module) => {
    withoutMain(() => runFrozen(module, 'site'));
    const G = module as unknown as Record<string, PyObject>;
    G.$ENABLE_USER_SITE = enabled ?? None;
    if (home === undefined) callMethod(module, 'getusersitepackages');
    else {
      G.$USER_BASE = strFromJs(home);
      G.$USER_SITE = strFromJs(`${home}/lib/python3.14/site-packages`);
    }
  });
  const path = sysGet('path') as PyList;
  for (const folder of added) path.la.push(strFromJs(folder));
  lazyBuiltins(site, 'setquit', ['quit', 'exit']);
  lazyBuiltins(site, 'setcopyright', ['copyright', 'credits', 'license']);
  lazyBuiltins(site, 'sethelper', ['help']);
  if (flags.isolated === 0) lazyAttribute(state.sys, '__interactivehook__', () => getattr(site, 'register_readline'));
  return true;
}

/** `site` ends in a call of its `main` unless `sys.flags.no_site` is set; the start has done what that does. */
function withoutMain(run: () => void): void {
  const flags = sysGet('flags')!;
  const NO_SITE = 6;
  const copy = Object.assign(Object.create(Object.getPrototypeOf(flags)) as object, flags) as unknown as { ta: PyObject[] };
  copy.ta = copy.ta.with(NO_SITE, 1);
  sysSet('flags', copy as unknown as PyObject);
  try {
    run();
  } finally {
    sysSet('flags', flags);
  }
}

/** Builtins that a function of `site` sets, when first read. */
function lazyBuiltins(site: PyModule, setter: string, names: string[]): void {
  const builtins = state.builtins as unknown as Namespace;
  for (const name of names) {
    lazyAttribute(builtins, name, () => {
      // The others may be the program's own by now, or gone.
      const kept = names.filter((other) => !isUnmade(builtins, `$${other}`));
      const before = kept.map((other) => builtins[`$${other}`]);
      callMethod(site, setter);
      const value = builtins[`$${name}`]!;
      kept.forEach((other, i) => {
        if (before[i] === undefined) delete builtins[`$${other}`];
        else builtins[`$${other}`] = before[i];
      });
      return value;
    });
  }
}
