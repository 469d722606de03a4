// HOT. Selectors: `o.m$2(a, b)` calls method `m` with two arguments and no check at the site. Bench: richards, deltablue.
// The first unit that uses a selector registers it: the roots then answer it with a fallback that looks `m` up. The first
// call on an instance of a class that has a plain method `m` installs the direct function on that class's prototype, so
// nothing is paid for methods that a program never calls.
// Invariant: below a prototype with a direct selector, every class whose MRO finds another `m` has one of its own (direct,
// or the fallback). `installBelow` keeps it at installation, `classDefines` when a class is made or changed.
import type { PyObject } from './object.ts';
import { lookupMro, type PyType } from './type.ts';
import { BASETYPE, FLAT, HEAP, MODULE, OPAQUE, TYPE } from './flags.ts';

interface Services {
  /** The direct function of `name$suffix` for instances of `type`, undefined where only attribute lookup can tell. */
  direct: (type: PyType, name: string, suffix: string) => Function | undefined;
  /** The same for a class as the receiver; it is then kept on the class. */
  onClass: (self: PyObject, name: string, suffix: string) => Function | undefined;
  callAttribute: (self: PyObject, name: string, args: PyObject[], kwnames: readonly string[] | undefined) => PyObject;
  /** All classes below `type`, itself left out. */
  descendants: (type: PyType) => PyType[];
}
let services: Services;

/** Suffixes in use per method name: '0' … '6', 'N' (argument array), 'K' (with keywords). */
const registered = new Map<string, Set<string>>();
/** Names that some instance shadows with an own attribute: their selectors always look the attribute up. */
const shadowed = new Set<string>();
/** Prototypes that carry a selector of the name. */
const carriers = new Map<string, Set<object>>();
/** Prototypes that answer for all values. */
let roots: any[] = [];
/** Where the fallbacks stand: objects that the roots inherit from, and String.prototype itself, for V8 watches what that inherits. */
const homes = new Set<any>();
/** The youngest of those objects; new names go there. */
let home: any;
let homeSize = 0;
/** V8 keeps a hash table for good where an object has more than 1020 names, and inlines nothing that it finds beyond. */
const HOME_SIZE = 500;
/** `name$suffix` → the function at the roots. */
const fallbacks = new Map<string, Function>();

export function configureSelectors(rootProtos: any[], s: Services): void {
  roots = rootProtos;
  services = s;
  home = Object.create(Object.prototype);
  for (const root of roots) if (root !== String.prototype) Object.setPrototypeOf(root, home);
  homes.add(home).add(String.prototype);
}

/** False until the first call has put a direct function on a prototype. */
export function selectorsInUse(): boolean {
  return carriers.size > 0;
}

/** Registers selectors `name$suffix`; the loader of a unit calls this with all that the unit uses. */
export function registerSelectors(selectors: readonly string[]): void {
  const fresh = selectors.filter((selector) => !fallbacks.has(selector));
  if (fresh.length === 0) return;
  if (homeSize + fresh.length > HOME_SIZE && homeSize > 0) addHome();
  homeSize += fresh.length;
  if (!growing) for (const proto of [home, String.prototype]) makeSlow(proto);
  growing = true;
  for (const selector of fresh) register(selector);
  if (loads === 0) settle();
}

/** Units that are being loaded, one within the other, and whether the homes are hash tables meanwhile. */
let loads = 0;
let growing = false;

/** Runs what may load many units: the homes get their fast form back once at its end. */
export function loadingUnits<T>(load: () => T): T {
  loads++;
  try {
    return load();
  } finally {
    if (--loads === 0 && growing) settle();
  }
}

/**
 * A prototype with fast properties is copied whole for each new one, 20 to 80 µs apiece; flipping an attribute of a property that is
 * there makes V8 keep a hash table instead.
 */
function makeSlow(proto: any): void {
  define(proto, '$first', makeSlow);
  Object.defineProperty(proto, '$first', { enumerable: true });
  Object.defineProperty(proto, '$first', { enumerable: false });
}

/**
 * Taking a property away gives a prototype its fast form again where V8 still knows that it is one (by `Reflect`: `delete` leaves hash tables
 * as they are). V8 forgets that now and then as the object changes; an inline cache that has to look it up anew, because the receiver's
 * own prototype is a new one, then makes it fast.
 */
function makeFast(proto: any): void {
  Reflect.deleteProperty(proto, '$first');
  meet(Object.create(Object.create(proto)));
}

function settle(): void {
  growing = false;
  for (const proto of [home, String.prototype]) makeFast(proto);
}

function addHome(): void {
  const next = Object.create(Object.prototype);
  if (growing) {
    makeFast(home);
    makeSlow(next);
  }
  Object.setPrototypeOf(home, next);
  homes.add(next);
  home = next;
  homeSize = 0;
}

/** V8 marks the prototypes of an object when an inline cache first sees it; a function has inline caches once it has run for a while. */
function meet(o: any): unknown {
  let found: unknown;
  for (let i = 0; i < 300; i++) found = o.$first;
  return found;
}

function register(selector: string): void {
  const cut = selector.lastIndexOf('$');
  const name = selector.slice(0, cut),
    suffix = selector.slice(cut + 1);
  let suffixes = registered.get(name);
  if (suffixes === undefined) registered.set(name, (suffixes = new Set()));
  suffixes.add(suffix);
  const f = makeFallback(name, suffix);
  fallbacks.set(selector, f);
  // fast: nobody enumerates the object of our own.
  home[selector] = f;
  define(String.prototype, selector, f);
}

const property = { value: undefined as unknown, writable: true, configurable: true, enumerable: false };
function define(proto: object, key: string, value: Function): void {
  property.value = value;
  Object.defineProperty(proto, key, property);
}

/**
 * fast: functions of modules, and attributes of classes and instances that no method of the name hides: what the class has is no descriptor,
 * or that of a slot.
 */
function attribute(self: PyObject, name: string, key: string): PyObject | undefined {
  if ((self.tflags & (MODULE | TYPE)) !== 0) return (self as any)[key];
  const found = lookupMro(self.ob_type, name);
  return found === undefined || found.s_get === undefined || found.ob_type.name === 'member_descriptor' ? (self as any)[key] : undefined;
}

function makeFallback(name: string, suffix: string): Function {
  const key = `$${name}`;
  switch (suffix) {
    case 'N':
      return function (this: PyObject, args: PyObject[]) {
        const v = attribute(this, name, key);
        if (v !== undefined) return v.cN(args);
        const f = resolve(this, name, suffix);
        return f !== undefined ? f.call(this, args) : services.callAttribute(this, name, args, undefined);
      };
    case 'K':
      return function (this: PyObject, args: PyObject[], kwnames: readonly string[]) {
        const v = attribute(this, name, key);
        if (v !== undefined) return v.cK(args, kwnames);
        const f = resolve(this, name, suffix);
        return f !== undefined ? f.call(this, args, kwnames) : services.callAttribute(this, name, args, kwnames);
      };
    case '0':
      return function (this: PyObject) {
        const v = attribute(this, name, key);
        if (v !== undefined) return v.c0();
        const f = resolve(this, name, suffix);
        return f !== undefined ? f.call(this) : services.callAttribute(this, name, [], undefined);
      };
    case '1':
      return function (this: PyObject, a: PyObject) {
        const v = attribute(this, name, key);
        if (v !== undefined) return v.c1(a);
        const f = resolve(this, name, suffix);
        return f !== undefined ? f.call(this, a) : services.callAttribute(this, name, [a], undefined);
      };
    case '2':
      return function (this: PyObject, a: PyObject, b: PyObject) {
        const v = attribute(this, name, key);
        if (v !== undefined) return v.c2(a, b);
        const f = resolve(this, name, suffix);
        return f !== undefined ? f.call(this, a, b) : services.callAttribute(this, name, [a, b], undefined);
      };
    default:
      return function (this: PyObject, ...args: PyObject[]) {
        const v = attribute(this, name, key);
        if (v !== undefined) return v.cN(args);
        const f = resolve(this, name, suffix);
        return f !== undefined ? f.apply(this, args) : services.callAttribute(this, name, args, undefined);
      };
  }
}

/** The direct function for `self`, which is installed on the way; undefined where attribute lookup has to decide. */
function resolve(self: PyObject, name: string, suffix: string): Function | undefined {
  const type = self.ob_type;
  // A class finds `name` in its own MRO before its metaclass's methods count.
  if ((self.tflags & TYPE) !== 0) return services.onClass(self, name, suffix);
  if (shadowed.has(name)) return undefined;
  for (let t: PyType | undefined = type; t !== undefined; t = t.base) if ((t.flags & OPAQUE) !== 0) return undefined;
  let owner = ownerOf(type, name);
  if (owner === undefined) return undefined;
  // bool's prototype is a root of its own: it does not inherit from int's.
  if (owner !== type && roots.includes(type.proto)) owner = type;
  const f = services.direct(owner, name, suffix);
  if (f === undefined) return undefined;
  // An own attribute that was there before the class got the method.
  if (typeof self === 'object' && Object.hasOwn(self, `$${name}`)) {
    markShadowed(name);
    return undefined;
  }
  // What `object` has stays a matter of lookup, or nothing could tell the fallback apart.
  if (owner.proto === roots[0]) return f;
  put(owner, name, suffix, f);
  for (const below of services.descendants(owner)) {
    if (below.dict.has(name) || (below.flags & FLAT) !== 0) put(below, name, suffix, services.direct(below, name, suffix));
  }
  return f;
}

/** The class on whose prototype the selector belongs: where the MRO finds `name`, or before that a class of several bases, whose properties follow all of them. */
function ownerOf(type: PyType, name: string): PyType | undefined {
  const found = type.mro.find((t) => t.dict.has(name));
  if (found === undefined) return undefined;
  for (let t: PyType | undefined = type; t !== undefined && t !== found; t = t.base) if ((t.flags & FLAT) !== 0) return t;
  return found;
}

function put(type: PyType, name: string, suffix: string, f: Function | undefined): void {
  const key = `${name}$${suffix}`;
  let set = carriers.get(name);
  if (set === undefined) carriers.set(name, (set = new Set()));
  for (const proto of protosOf(type)) {
    define(proto, key, f ?? fallbacks.get(key)!);
    set.add(proto);
    if ((type.flags & (HEAP | BASETYPE)) === BASETYPE) guardStores(proto, name);
  }
}

/** Methods of native types are not mirrored; a store on an instance of a Python subclass must be noticed all the same. */
function guardStores(proto: object, name: string): void {
  const key = `$${name}`;
  if (roots.includes(proto) || key in proto) return;
  Object.defineProperty(proto, key, {
    get: () => undefined,
    set(this: object, value: PyObject) {
      Object.defineProperty(this, key, { value, writable: true, configurable: true, enumerable: true });
      markShadowed(name);
    },
    configurable: true,
    enumerable: false,
  });
}

/** `type` finds `name` in its own way from now on (new class, changed dict): selectors that its prototype inherits or has are set anew. */
export function classDefines(type: PyType, name: string): void {
  const suffixes = registered.get(name);
  if (suffixes === undefined || !carriers.has(name)) return;
  for (const suffix of suffixes) {
    const key = `${name}$${suffix}`;
    if (type.proto[key] === fallbacks.get(key)) continue;
    put(type, name, suffix, shadowed.has(name) ? undefined : services.direct(type, name, suffix));
  }
}

/** `name` is gone from `type`: the prototype chain answers again. */
export function classForgets(type: PyType, name: string): void {
  const suffixes = registered.get(name);
  if (suffixes !== undefined) for (const suffix of suffixes) for (const proto of protosOf(type)) forget(proto, `${name}$${suffix}`);
}

/** Takes a direct function away, so that the fallback answers again. */
function forget(proto: any, key: string): void {
  if (homes.has(proto)) define(proto, key, fallbacks.get(key)!);
  else delete proto[key];
}

/** Some instance has an own attribute where its class has a method: selectors of that name look it up from now on. */
export function markShadowed(name: string): void {
  if (shadowed.has(name)) return;
  shadowed.add(name);
  for (const proto of carriers.get(name) ?? []) for (const suffix of registered.get(name)!) forget(proto, `${name}$${suffix}`);
  carriers.delete(name);
}

/** int and str have two prototypes each (number and bigint; string and wide string). */
const extraProtos = new Map<PyType, any[]>();
export function addProto(type: PyType, proto: any): void {
  const list = extraProtos.get(type);
  if (list === undefined) extraProtos.set(type, [proto]);
  else list.push(proto);
}
export function protosOf(type: PyType): any[] {
  const extra = extraProtos.get(type);
  return extra === undefined ? [type.proto] : [type.proto, ...extra];
}
