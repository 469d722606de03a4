// Frozen modules: the ones every start needs, compiled ahead of time into one script that V8's code cache covers, so that
// importing them reads no files. The build makes the script (scripts/compile-lib.mjs); names and behaviour are CPython's.
// CPython: Python/frozen.c.
import type { CompiledUnit } from '../compilerInterface.ts';
import { decodeTables, UNIT_VERSION } from '../unitFormat.ts';
import { registerSelectors } from '../../objects/model/selectors.ts';
import { compileToUnit } from '../compileToUnit.ts';
import { Unit } from '../unit.ts';
import { packagePart, partSource } from './packageParts.ts';

/** One module in a script: where its unit's tables lie in the file beside it, as JSON, and its emitted text as a function. */
interface FrozenModule {
  start: number;
  end: number;
  run: (...args: never[]) => unknown;
}

/** A script and its file of tables. */
export interface FrozenScript {
  version: number;
  modules: Record<string, FrozenModule>;
  /** All selectors of its modules, apart by blanks. */
  selectors: string;
}

/** Which modules there are, by script: a start needs to know no more. What most programs need is in one, importlib in another. */
interface FrozenNames {
  version: number;
  scripts: Record<string, string[]>;
}

/** Reads a script beside the core, and a range of its tables. */
export interface FrozenSource {
  /** JSON of the names; undefined where the build made none. */
  names(): string | undefined;
  script(name: string): FrozenScript | undefined;
  tables(name: string, start: number, end: number): string;
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

let source: FrozenSource | undefined;
/** The name of the script that has a module, by the module's origin. */
const places = new Map<string, string>();
const scripts = new Map<string, FrozenScript>();
let enabled = true;

/** Hands in the scripts; those that another compiler made are left alone, and the modules come from their files. */
export function installFrozen(from: FrozenSource): void {
  const text = from.names();
  if (text === undefined) return;
  const found = JSON.parse(text) as FrozenNames;
  if (found.version !== UNIT_VERSION) return;
  source = from;
  for (const [script, origins] of Object.entries(found.scripts)) for (const origin of origins) places.set(origin, script);
}

/** The script that has a module; it is read when the first of its modules runs. */
function scriptOf(origin: string): { name: string; script: FrozenScript } | undefined {
  const name = places.get(origin);
  if (name === undefined) return undefined;
  let script = scripts.get(name);
  if (script === undefined) {
    script = source!.script(name);
    if (script === undefined || script.version !== UNIT_VERSION) return undefined;
    scripts.set(name, script);
  }
  return { name, script };
}

/** Registers what importlib calls, all at once: a prototype that grows after it was used is copied whole for each new name. */
export function registerFrozenSelectors(): void {
  const found = scriptOf('importlib._bootstrap');
  if (found !== undefined) registerSelectors(found.script.selectors.split(' '));
}

/** `-X frozen_modules=off`: everything but importlib's two bootstrap modules comes from files. */
export function enableFrozen(on: boolean): void {
  enabled = on;
}

export function frozenInfo(name: string): FrozenInfo | undefined {
  if (packagePart(name) !== undefined) return { isPackage: false, origin: name };
  const info = infos.get(name);
  return info !== undefined && (enabled || name.startsWith('_frozen_importlib')) && places.has(info.origin) ? info : undefined;
}

export function frozenNames(): string[] {
  return [...infos.keys()].filter((name) => frozenInfo(name) !== undefined);
}

/** The unit of a module by its origin; each call gives a new one, as `get_frozen_object` gives a new code object. */
export function frozenUnit(origin: string): Unit | undefined {
  const part = packagePart(origin);
  if (part !== undefined)
    return compileToUnit({ source: partSource(part), filename: `<frozen ${origin}>`, mode: 'exec', flags: 0, optimize: 0, nsMode: false });
  const found = scriptOf(origin);
  if (found === undefined) return undefined;
  const module = found.script.modules[origin]!;
  const { run } = module;
  const compiled: CompiledUnit = {
    ...decodeTables(source!.tables(found.name, module.start, module.end), `<frozen ${origin}>`),
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
