// HOT. Selectors: `o.m$2(a, b)` calls method `m` with two arguments and no check at the site. Bench: richards, deltablue.
// A selector is registered by the first unit that uses it; from then on
// - the roots answer it by looking `m` up as an attribute (the fallback), and
// - every prototype whose type has `m` in its dict answers it directly, or with the fallback where `m` is no plain method.
// Invariant: for a registered selector, each proto that mirrors the name also has the selector, so that a subclass which
// redefines `m` in another way never reaches its parent's direct function.
import type { PyObject } from './object.ts';
import type { PyType } from './type.ts';

/** Suffixes in use per method name: '0' … '6', 'N' (argument array), 'K' (with keywords). */
const registered = new Map<string, Set<string>>();
/** Types whose dict has the name. Native types are static; heap types are held weakly. */
const definers = new Map<string, (PyType | WeakRef<PyType>)[]>();
/** Names that some instance shadows with an own attribute: their selectors always look the attribute up. */
const shadowed = new Set<string>();
/** Prototypes that answer for all values; filled by `ops/roots.ts`. */
const roots: any[] = [];

/** Set by `ops/roots.ts`: what a direct selector for `name` with `suffix` on `type` is, or undefined for the fallback. */
let direct: (type: PyType, name: string, suffix: string) => Function | undefined = () => undefined;
let callAttribute: (self: PyObject, name: string, args: PyObject[], kwnames: readonly string[] | undefined) => PyObject;

const fallbacks = new Map<string, Function>();

export function configureSelectors(
  rootProtos: any[],
  directFor: typeof direct,
  call: typeof callAttribute,
): void {
  roots.push(...rootProtos);
  direct = directFor;
  callAttribute = call;
}

function fallback(name: string, suffix: string): Function {
  const key = `${name}$${suffix}`;
  let f = fallbacks.get(key);
  if (f === undefined) {
    f = makeFallback(name, suffix);
    fallbacks.set(key, f);
  }
  return f;
}

function makeFallback(name: string, suffix: string): Function {
  switch (suffix) {
    case 'N': return function (this: PyObject, args: PyObject[]) { return callAttribute(this, name, args, undefined); };
    case 'K': return function (this: PyObject, args: PyObject[], kwnames: readonly string[]) { return callAttribute(this, name, args, kwnames); };
    case '0': return function (this: PyObject) { return callAttribute(this, name, [], undefined); };
    case '1': return function (this: PyObject, a: PyObject) { return callAttribute(this, name, [a], undefined); };
    case '2': return function (this: PyObject, a: PyObject, b: PyObject) { return callAttribute(this, name, [a, b], undefined); };
    case '3': return function (this: PyObject, a: PyObject, b: PyObject, c: PyObject) { return callAttribute(this, name, [a, b, c], undefined); };
    default: return function (this: PyObject, ...args: PyObject[]) { return callAttribute(this, name, args, undefined); };
  }
}

/** Registers `name$suffix`; the loader of a unit calls this for each selector that the unit uses. */
export function registerSelector(selector: string): void {
  const cut = selector.lastIndexOf('$');
  const name = selector.slice(0, cut), suffix = selector.slice(cut + 1);
  let suffixes = registered.get(name);
  if (suffixes === undefined) registered.set(name, suffixes = new Set());
  if (suffixes.has(suffix)) return;
  suffixes.add(suffix);
  const f = fallback(name, suffix);
  for (const root of roots) define(root, selector, f);
  for (const type of definersOf(name)) install(type, name, suffix);
}

function define(proto: any, key: string, value: Function): void {
  Object.defineProperty(proto, key, { value, writable: true, configurable: true, enumerable: false });
}

function install(type: PyType, name: string, suffix: string): void {
  const f = shadowed.has(name) ? undefined : direct(type, name, suffix);
  for (const proto of protosOf(type)) define(proto, `${name}$${suffix}`, f ?? fallback(name, suffix));
}

/** int and str have two prototypes each (number and bigint; string and wide string). */
const extraProtos = new Map<PyType, any[]>();
export function addProto(type: PyType, proto: any): void {
  const list = extraProtos.get(type);
  if (list === undefined) extraProtos.set(type, [proto]); else list.push(proto);
}
export function protosOf(type: PyType): any[] {
  const extra = extraProtos.get(type);
  return extra === undefined ? [type.proto] : [type.proto, ...extra];
}

function* definersOf(name: string): Generator<PyType> {
  const list = definers.get(name);
  if (list === undefined) return;
  for (const entry of list) {
    const type = entry instanceof WeakRef ? entry.deref() : entry;
    if (type !== undefined) yield type;
  }
}

/** `type.dict` (or, for a flat type, its MRO) has `name` from now on: installs the registered selectors. */
export function addDefiner(type: PyType, name: string, isHeap: boolean): void {
  let list = definers.get(name);
  if (list === undefined) definers.set(name, list = []);
  if (!list.some((entry) => (entry instanceof WeakRef ? entry.deref() : entry) === type)) list.push(isHeap ? new WeakRef(type) : type);
  refreshSelectors(type, name);
}

/** `name` of `type` changed: its selectors are installed anew. */
export function refreshSelectors(type: PyType, name: string): void {
  const suffixes = registered.get(name);
  if (suffixes !== undefined) for (const suffix of suffixes) install(type, name, suffix);
}

/** `name` is gone from `type`: the prototype chain answers again. */
export function removeSelectors(type: PyType, name: string): void {
  const suffixes = registered.get(name);
  if (suffixes !== undefined) for (const suffix of suffixes) for (const proto of protosOf(type)) delete proto[`${name}$${suffix}`];
}

/** Some instance has an own attribute where its class has a method: selectors of that name check from now on. */
export function markShadowed(name: string): void {
  if (shadowed.has(name)) return;
  shadowed.add(name);
  for (const type of definersOf(name)) refreshSelectors(type, name);
}
