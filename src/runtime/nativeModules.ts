// Native modules: the registry says which exist, a table (`declare/module.ts`) what is in each; here tables become modules.
import type { ModuleSpec } from '../objects/declare/module.ts';
import type { Row } from '../objects/declare/native.ts';
import { nameOf } from '../objects/declare/signature.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import { PyBuiltin } from '../objects/types/descriptors.ts';
import { lazyProperty } from '../objects/types/dictStore.ts';
import { newModule, type PyModule } from '../objects/types/module.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { finishTypes } from '../objects/types/zoo.ts';

/** name → loader of its table. Filled by `modules/registry.ts`. */
const registry = new Map<string, () => ModuleSpec>();

export function registerModule(name: string, load: () => ModuleSpec): void {
  registry.set(name, load);
}

export function isNativeModule(name: string): boolean {
  return registry.has(name);
}

export function nativeModuleNames(): string[] {
  return [...registry.keys()].sort();
}

/** Makes the module object; `into` fills an existing one (importlib's create_module / exec_module). */
export function makeNativeModule(name: string): PyModule {
  return makeModule(registry.get(name)!(), name);
}

/** Fills a module object that has its first attributes already. */
export function fillNative(module: PyModule, name: string): void {
  const spec = registry.get(name)!();
  finishTypes();
  (module as any).$__doc__ = spec.doc === undefined || spec.doc === null ? None : strFromJs(spec.doc);
  fillModule(module, spec);
}

/** A module object with the content of a table. */
export function makeModule(spec: ModuleSpec, name = spec.name): PyModule {
  finishTypes();
  const module = newModule(name, spec.doc === undefined || spec.doc === null ? None : strFromJs(spec.doc));
  fillModule(module, spec);
  return module;
}

export function fillModule(module: PyModule, spec: ModuleSpec): void {
  const G = module as unknown as Record<string, PyObject>;
  const moduleName = strFromJs(spec.name);
  for (const row of spec.functions ?? []) G[`$${nameOf(row.sig)}`] = moduleFunction(row, module, moduleName, spec.name);
  for (const type of spec.types ?? []) G[`$${type.name}`] = type;
  const constants = typeof spec.constants === 'function' ? spec.constants() : (spec.constants ?? {});
  for (const [name, value] of Object.entries(constants)) G[`$${name}`] = value;
  spec.exec?.(module);
}

function moduleFunction(row: Row, module: PyModule, moduleName: PyObject, name: string): PyBuiltin {
  void module;
  return new PyBuiltin(row, undefined, moduleName, name === 'builtins' ? '' : `${name}.`);
}

/** An attribute of a module that is made when first read. */
export function lazyAttribute(module: object, name: string, make: () => PyObject): void {
  lazyProperty(module, `$${name}`, make);
}
