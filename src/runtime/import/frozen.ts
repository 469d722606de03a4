// Frozen modules: the ones every start needs, compiled ahead of time into one script that V8's code cache covers, so that
// importing them reads no files. The build makes the script (scripts/compile-lib.mjs); names and behaviour are CPython's.
// CPython: Python/frozen.c.
import type { CompiledUnit } from '../compilerInterface.ts';
import { decodeTables, UNIT_VERSION } from '../unitFormat.ts';
import { Unit } from '../unit.ts';

/** One module in the script: its unit's tables as JSON and its emitted text as a function. */
export interface FrozenModule {
  tables: string;
  run: (...args: never[]) => unknown;
}

/** What Python may ask for: whether it is a package and the name of the module it was made from. */
interface FrozenInfo {
  isPackage: boolean;
  origin: string;
}

const SAME =
  'zipimport abc codecs io _collections_abc _sitebuiltins genericpath ntpath posixpath os site stat importlib.util importlib.machinery runpy __hello__ __phello__.spam';

const infos = new Map<string, FrozenInfo>([
  ['_frozen_importlib', { isPackage: false, origin: 'importlib._bootstrap' }],
  ['_frozen_importlib_external', { isPackage: false, origin: 'importlib._bootstrap_external' }],
  ...SAME.split(' ').map((name): [string, FrozenInfo] => [name, { isPackage: false, origin: name }]),
  ['__hello_alias__', { isPackage: false, origin: '__hello__' }],
  ['__phello_alias__', { isPackage: true, origin: '__hello__' }],
  ['__phello_alias__.spam', { isPackage: false, origin: '__hello__' }],
  ['__phello__', { isPackage: true, origin: '__phello__' }],
]);

let script: Record<string, FrozenModule> = {};
let enabled = true;

/** Hands in the script; one that another compiler made is left alone, and the modules come from their files. */
export function installFrozen(made: { version: number; modules: Record<string, FrozenModule> }): void {
  if (made.version === UNIT_VERSION) script = made.modules;
}

/** `-X frozen_modules=off`: everything but importlib's two bootstrap modules comes from files. */
export function enableFrozen(on: boolean): void {
  enabled = on;
}

export function frozenInfo(name: string): FrozenInfo | undefined {
  const info = infos.get(name);
  return info !== undefined && (enabled || name.startsWith('_frozen_importlib')) && Object.hasOwn(script, info.origin) ? info : undefined;
}

export function frozenNames(): string[] {
  return [...infos.keys()].filter((name) => frozenInfo(name) !== undefined);
}

/** The unit of a module by its origin; each call gives a new one, as `get_frozen_object` gives a new code object. */
export function frozenUnit(origin: string): Unit | undefined {
  const module = Object.hasOwn(script, origin) ? script[origin] : undefined;
  if (module === undefined) return undefined;
  const { run } = module;
  const compiled: CompiledUnit = {
    ...decodeTables(module.tables, `<frozen ${origin}>`),
    run,
    /** Only marshal asks for it. */
    get text() {
      return bodyText(run);
    },
  };
  return new Unit(compiled);
}

function bodyText(run: FrozenModule['run']): string {
  const text = String(run);
  return text.slice(text.indexOf('{') + 1, text.lastIndexOf('}'));
}
