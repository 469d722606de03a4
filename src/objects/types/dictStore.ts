// HOT. All access to the storage of dicts, in its three strategies (docs/internals.md section 7).
// Bench: dict, module globals, `__dict__`.
// - Each function begins with the map strategy and leaves the rest to its `…Slow` twin.
// - In the map strategy a key that is no exact str or int is looked up by the str or int it equals; a key whose class has
//   its own `__eq__` turns the dict into a table first, so that the class is asked as CPython asks it.
// - A namespace counts only own properties that begin with `$` and are not undefined.
import { HashTable, NO_MAP, PyDict, VIEW, type MapKey, type Viewed } from '../model/dict.ts';
import { PyBase, type Namespace, type PyObject } from '../model/object.ts';
import { None, PyFloat, type PyIntSub, type PyStrSub, PyWideStr } from '../model/values.ts';
import { lookupMro, type PyType } from '../model/type.ts';
import { COMPLEX, FLOAT, INT, MODULE, STR } from '../model/flags.ts';
import { markShadowed } from '../model/selectors.ts';
import { jsFromStr, strFromJs } from '../ops/strings.ts';
import { keyHash, kindOfKey, type KeyKind, settle, tableClear, tableCopy, tableDeleteAt, tableFind, tableFromMap, tableInsert } from './hashTable.ts';

export const newDict = (): PyDict => new PyDict();

export function dictGet(d: PyDict, key: PyObject): PyObject | undefined {
  const { m } = d;
  // Asking the empty map costs a look at the hash of the string.
  if (m !== NO_MAP && (typeof key === 'string' || typeof key === 'number')) return m.get(key);
  return getSlow(d, key);
}

export function dictHas(d: PyDict, key: PyObject): boolean {
  return dictGet(d, key) !== undefined;
}

export function dictSet(d: PyDict, key: PyObject, value: PyObject): void {
  const { m } = d;
  if (m !== NO_MAP && (typeof key === 'string' || typeof key === 'number')) {
    m.set(key, value);
    if (m.size > LARGE) leaveMap(d);
  } else {
    storeSlow(d, key, value, /* keepOld */ false);
  }
}

/** A new dict of keys and values in turn. */
export function dictOfItems(items: readonly PyObject[]): PyDict {
  const d = new PyDict();
  const n = items.length;
  let i = 0;
  if (n > 0 && n <= LARGE) {
    // fast: keys for the map.
    const m = new Map<MapKey, PyObject>();
    for (let key: PyObject; i < n && (typeof (key = items[i]!) === 'string' || typeof key === 'number'); i += 2) m.set(key, items[i + 1]!);
    if (i > 0) d.m = m;
  }
  for (; i < n; i += 2) dictSet(d, items[i]!, items[i + 1]!);
  return d;
}

/** Deletes `key` and gives what it held; undefined if it was absent. */
export function dictPop(d: PyDict, key: PyObject): PyObject | undefined {
  if ((typeof key === 'string' || typeof key === 'number') && d.m !== NO_MAP) {
    const value = d.m.get(key);
    if (value !== undefined) d.m.delete(key);
    return value;
  }
  return popSlow(d, key);
}

/** Was `key` there? */
export function dictDelete(d: PyDict, key: PyObject): boolean {
  return dictPop(d, key) !== undefined;
}

export function dictSize(d: PyDict): number {
  const { m } = d;
  return m !== NO_MAP ? m.size : sizeSlow(d);
}

/** The value of `key`, which is `value` from now on if it was absent. */
export function dictSetDefault(d: PyDict, key: PyObject, value: PyObject): PyObject {
  const { m } = d;
  if ((typeof key === 'string' || typeof key === 'number') && m !== NO_MAP) {
    const old = m.get(key);
    if (old !== undefined) return old;
    m.set(key, value);
    if (m.size > LARGE) leaveMap(d);
    return value;
  }
  return storeSlow(d, key, value, /* keepOld */ true);
}

/**
 * A map that grows beyond this becomes a table: V8's Map costs less while it fits into the processor's caches and its keys are
 * strings that come again, and twice as much where keys are new and many.
 */
const LARGE = 4000;

function leaveMap(d: PyDict): void {
  if (!overMaps.has(d.m)) toTable(d);
}

/** Maps that others hold too: they stay what they are. */
const overMaps = new WeakSet<object>();

export const dictGetStr = (d: PyDict, name: string): PyObject | undefined => {
  const value = d.m.get(name);
  return value !== undefined || d.m !== NO_MAP ? value : getSlow(d, strFromJs(name));
};
export const dictSetStr = (d: PyDict, name: string, value: PyObject): void => dictSet(d, strFromJs(name), value);

/** `**kw` of a function: each of `names`, all exact narrow strs, with the value at its place in `args`. */
export function dictOfKeywords(names: readonly string[], places: readonly number[], args: readonly PyObject[]): PyDict {
  const d = new PyDict();
  if (names.length > 0) {
    const m = (d.m = new Map());
    for (let i = 0; i < names.length; i++) m.set(names[i]!, args[places[i]!]!);
  }
  return d;
}

/** Where a key is in the map and table strategies after everything that may run Python code has run. */
interface Place {
  /** Set in the map strategy: the key as the map knows it. */
  simple: MapKey | undefined;
  /** Set in the table strategy. */
  t: HashTable | undefined;
  h: number;
  kind: KeyKind;
  entry: number;
}
const place: Place = { simple: undefined, t: undefined, h: 0, kind: 0, entry: -1 };

/** Finds `key` in a dict that is no namespace (or in the table of one). The result is valid until the next call. */
function locate(d: PyDict, key: PyObject): Place {
  place.simple = place.t = undefined;
  place.entry = -1;
  if (d.t === undefined && d.ns === undefined) {
    const simple = mapKeyOf(key);
    if (simple !== undefined) {
      place.simple = simple;
      return place;
    }
  }
  let h = keyHash(key);
  const kind = kindOfKey();
  let { t } = d;
  if (t === undefined && d.m.size > 0 && mayEqualMapKey(key)) t = toTable(d);
  let entry = -1;
  if (t !== undefined) {
    h = settle(t, key, h, kind);
    entry = tableFind(t, key, h);
  }
  place.simple = undefined;
  place.h = h;
  place.kind = kind;
  place.t = t;
  place.entry = entry;
  return place;
}

function getSlow(d: PyDict, key: PyObject): PyObject | undefined {
  const { ns, t: table } = d;
  // fast: the table strategy.
  if (table !== undefined && ns === undefined) {
    const h = keyHash(key);
    // Hashing may have run Python code.
    const t = d.t ?? table;
    const i = tableFind(t, key, settle(t, key, h, kindOfKey()));
    return i < 0 ? undefined : t.vals[i];
  }
  // fast: an empty dict.
  if (ns === undefined && d.m === NO_MAP && (typeof key === 'string' || typeof key === 'number')) return undefined;
  if (ns !== undefined) {
    const name = attributeName(d, key);
    if (name !== undefined) return ownAttribute(d, ns, name);
  }
  const { simple, t, entry } = locate(d, key);
  if (simple !== undefined) return d.m.get(simple);
  return entry < 0 ? undefined : t!.vals[entry];
}

function storeSlow(d: PyDict, key: PyObject, value: PyObject, keepOld: boolean): PyObject {
  const { ns } = d;
  // fast: the first entry.
  if (ns === undefined && d.t === undefined && d.m === NO_MAP && (typeof key === 'string' || typeof key === 'number')) {
    d.m = new Map();
    d.m.set(key, value);
    return value;
  }
  if (ns !== undefined) {
    const name = attributeName(d, key);
    if (name !== undefined) {
      const old = keepOld ? ownAttribute(d, ns, name) : undefined;
      if (old !== undefined) return old;
      if (isCovered(ns, name)) {
        if (d.hid?.has(coveredOf(name)) !== true) d.hid = new Set(d.hid).add(coveredOf(name));
        ns[coveredOf(name)] = value;
      } else {
        setAttribute(ns, name, value);
      }
      return value;
    }
  }
  const { simple, h, kind, entry, t: searched } = locate(d, key);
  if (simple !== undefined) {
    const old = d.m.get(simple);
    if (old !== undefined && keepOld) return old;
    if (old !== undefined || typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint') {
      if (d.m === NO_MAP) d.m = new Map();
      d.m.set(simple, value);
      return value;
    }
  }
  // The search may have run Python code that changed the strategy.
  if (d.t !== searched) return storeSlow(d, key, value, keepOld);
  if (entry >= 0) {
    if (keepOld) return searched!.vals[entry]!;
    searched!.vals[entry] = value;
  } else {
    const t = searched ?? (ns === undefined ? toTable(d) : (d.t = new HashTable()));
    if (searched !== undefined) tableInsert(t, key, h, value);
    else if (simple === undefined) tableInsert(t, key, settle(t, key, h, kind), value);
    else tableInsert(t, key, keyHash(key), value);
  }
  return value;
}

function popSlow(d: PyDict, key: PyObject): PyObject | undefined {
  const { ns } = d;
  if (ns !== undefined) {
    const name = attributeName(d, key);
    if (name !== undefined) {
      const value = ownAttribute(d, ns, name);
      if (value !== undefined) deleteAttribute(ns, placeOf(d, name));
      return value;
    }
  }
  const { simple, t, entry } = locate(d, key);
  if (simple !== undefined) {
    const value = d.m.get(simple);
    if (value !== undefined) d.m.delete(simple);
    return value;
  }
  if (entry < 0) return undefined;
  const value = t!.vals[entry];
  tableDeleteAt(t!, entry);
  return value;
}

function sizeSlow(d: PyDict): number {
  const { t, ns } = d;
  const size = t === undefined ? 0 : t.live;
  return ns === undefined ? size : size + attributePlaces(d, ns).length;
}

/** The str or int that `key` equals without asking Python code, undefined if there is none. */
function mapKeyOf(key: PyObject): MapKey | undefined {
  switch (typeof key) {
    case 'string':
    case 'number':
    case 'bigint':
      return key;
    case 'boolean':
      return key ? 1 : 0;
  }
  const { tflags } = key;
  if ((tflags & (INT | STR | FLOAT)) === 0 || key instanceof PyWideStr) return undefined;
  if ((tflags & FLOAT) !== 0) {
    const { fv } = key as PyFloat;
    if (!Number.isInteger(fv) || key.s_eq !== PyFloat.prototype.s_eq || key.s_hash !== PyFloat.prototype.s_hash) return undefined;
    return Number.isSafeInteger(fv) ? fv : BigInt(fv);
  }
  if ((tflags & INT) !== 0) return key.s_eq === Number.prototype.s_eq && key.s_hash === Number.prototype.s_hash ? (key as PyIntSub).iv : undefined;
  if (key.s_eq !== String.prototype.s_eq || key.s_hash !== String.prototype.s_hash) return undefined;
  const { sv } = key as PyStrSub;
  return typeof sv === 'string' ? sv : undefined;
}

/** May a key that is no map key by itself claim to equal a str or an int? Only classes with their own equality, and numbers. */
function mayEqualMapKey(key: PyObject): boolean {
  return (
    key.s_eq !== PyBase.prototype.s_eq && !(key instanceof PyWideStr) && !(key.ob_type.name === 'float' && key instanceof PyFloat) && !isNativeEquality(key)
  );
}

/** Equality written by us: it never claims to equal a str or an int, numeric types aside. */
function isNativeEquality(key: PyObject): boolean {
  if ((key.tflags & (INT | STR | FLOAT | COMPLEX)) !== 0) return false;
  const { layout } = key.ob_type;
  return layout.module === 'builtins' && layout.spec?.slots?.eq === key.s_eq;
}

/** Turns the map strategy into the table strategy. */
function toTable(d: PyDict): HashTable {
  const t = tableFromMap(d.m);
  d.t = t;
  d.m = NO_MAP;
  return t;
}

// --- Namespaces

const properties = new Map<string, string>();

/** `$name`, made once per name so that V8 finds it internalised. */
export function propertyOf(name: string): string {
  let property = properties.get(name);
  if (property === undefined) properties.set(name, (property = `$${name}`));
  return property;
}

/** The attribute name that `key` stands for in a namespace, undefined where it lives in the table. */
function attributeName(d: PyDict, key: PyObject): string | undefined {
  let name: string;
  if (typeof key === 'string') name = key;
  else if ((key.tflags & STR) === 0 || key.s_hash !== String.prototype.s_hash || key.s_eq !== String.prototype.s_eq) return undefined;
  else name = jsFromStr(key as PyStrSub);
  return d.hid !== undefined && d.hid.has(name) ? undefined : name;
}

/** The property of a namespace that holds `name` for the dict that views it. */
function placeOf(d: PyDict, name: string): string {
  return d.hid === undefined || !d.hid.has(coveredOf(name)) ? propertyOf(name) : coveredOf(name);
}

function ownAttribute(d: PyDict, ns: Namespace, name: string): PyObject | undefined {
  const property = placeOf(d, name);
  return Object.hasOwn(ns, property) ? ns[property] : undefined;
}

/** `name` among the attributes of a namespace, whatever its class has of that name. */
export function setAttribute(ns: Namespace, name: string, value: PyObject): void {
  const property = propertyOf(name);
  if (Object.hasOwn(ns, property)) {
    ns[property] = value;
    return;
  }
  if (property in ns) {
    // An accessor of the class (method, property) must not see this store, and selectors must see the new attribute.
    Object.defineProperty(ns, property, { value, writable: true, configurable: true, enumerable: true });
    markShadowed(name);
    return;
  }
  ns[property] = value;
  countKeyedStore(ns);
}

/**
 * Has the class of the instance `ns` a data descriptor of that name? It goes before the instance's own entry, which therefore must
 * not become the property `$name`: it is `%name`, noted in the view's `hid`.
 */
export function isCovered(ns: Namespace, name: string): boolean {
  const property = propertyOf(name);
  if (!(property in ns) || Object.hasOwn(ns, property)) return false;
  const type = (ns as unknown as PyObject).ob_type as PyType | undefined;
  return type !== undefined && lookupMro(type, name)?.s_set !== undefined;
}

const coveredOf = (name: string): string => `%${name}`;

/** A deleted name of a module or exec namespace stays as undefined: a real deletion would make V8 turn the object into a hash table. */
function deleteAttribute(ns: Namespace, property: string): void {
  (ns as { unmade?: Set<string> }).unmade?.delete(property);
  if (isShared(ns)) ns[property] = undefined;
  else delete ns[property];
}

function isShared(ns: Namespace): boolean {
  return ns instanceof DictNamespace || ((ns as { tflags?: number }).tflags! & MODULE) !== 0;
}

/**
 * An attribute of a namespace that is made when first read. To list the names does not read it: `unmade` on the namespace says which are
 * such. `store` hears of a value that is given before. Where `make` gives nothing it is too early, and the reader gets None.
 */
export function lazyProperty(ns: object, property: string, make: () => PyObject | undefined, store?: (value: PyObject) => void): void {
  const owner = ns as { unmade?: Set<string> };
  if (!Object.hasOwn(owner, 'unmade')) Object.defineProperty(owner, 'unmade', { value: new Set(), enumerable: false });
  owner.unmade!.add(property);
  Object.defineProperty(ns, property, {
    get: () => {
      const value = make();
      if (value !== undefined && isUnmade(ns, property)) settleProperty(ns, property, value);
      return value ?? None;
    },
    set: (value: PyObject) => {
      store?.(value);
      settleProperty(ns, property, value);
    },
    configurable: true,
    enumerable: true,
  });
}

export function isUnmade(ns: object, property: string): boolean {
  return (ns as { unmade?: Set<string> }).unmade?.has(property) === true;
}

/** What a walk over the values of a namespace meets in place of a lazy attribute: an object that `make` of the attribute turns into its value. */
export function standInFor(ns: object, property: string): PyObject | undefined {
  return (ns as { standIn?: (property: string) => PyObject | undefined }).standIn?.(property);
}

/** Gives a lazy attribute its value. */
export function settleProperty(ns: object, property: string, value: PyObject): void {
  (ns as { unmade?: Set<string> }).unmade?.delete(property);
  Object.defineProperty(ns, property, { value, writable: true, configurable: true, enumerable: true });
}

/** Properties of the namespace that the dict shows, in order of their definition: `$name`, or `%name` where it is covered. */
function attributePlaces(d: PyDict, ns: Namespace): string[] {
  const places: string[] = [];
  const { hid } = d;
  const { unmade } = ns as { unmade?: ReadonlySet<string> };
  for (const property of Object.keys(ns)) {
    const kind = property.charCodeAt(0);
    if ((kind !== 36 && kind !== 37) || (unmade?.has(property) !== true && ns[property] === undefined)) continue;
    if (hid === undefined ? kind === 36 : kind === 36 ? !hid.has(property.slice(1)) : hid.has(property)) places.push(property);
  }
  return places;
}

/** The same for a dict that has a namespace. */
export const placesOf = (d: PyDict): string[] => attributePlaces(d, d.ns!);

const nameAt = (place: string): PyObject => strFromJs(place.slice(1));

/** The namespace object of a dict that became globals: `exec(code, d)`. */
export class DictNamespace {
  [name: string]: PyObject | undefined;
}

/** The dict as an object with `$name` properties; turns it into the namespace strategy in place. */
export function namespaceOf(d: PyDict): Namespace {
  if (d.ns !== undefined) return d.ns;
  const ns: Namespace = new DictNamespace();
  const old = dictEntries(d);
  d.m = NO_MAP;
  d.t = undefined;
  d.ns = ns;
  (ns as Viewed)[VIEW] = d;
  // Globals that are a dict subclass are asked through `__getitem__` (and so `__missing__`): see `gname`.
  if (d.ob_type.name !== 'dict') (ns as { odd?: PyDict }).odd = d;
  for (const [key, value] of old) dictSet(d, key, value);
  makeFast(ns);
  return ns;
}

/** The one dict that views the `$name` properties of `ns`. `hidden`: names that it does not show. */
export function dictOfNamespace(ns: object, hidden?: ReadonlySet<string>): PyDict {
  let d = (ns as Viewed)[VIEW];
  if (d === undefined) {
    d = new PyDict();
    d.ns = ns as Namespace;
    if (hidden !== undefined && hidden.size > 0) d.hid = hidden;
    (ns as Viewed)[VIEW] = d;
  }
  return d;
}

/** `o.__dict__ = d`: the entries of `d` become attributes of `ns`, and `d` the view of it. */
export function attachDict(d: PyDict, ns: Viewed, hidden?: ReadonlySet<string>): void {
  const entries = dictEntries(d);
  d.m = NO_MAP;
  d.t = undefined;
  d.ns = ns as Namespace;
  d.hid = hidden !== undefined && hidden.size > 0 ? hidden : undefined;
  ns[VIEW] = d;
  for (const [key, value] of entries) dictSet(d, key, value);
}

/** A view that lost its object keeps what it showed. */
export function detachDict(d: PyDict): void {
  if (d.ns === undefined) return;
  const entries = dictEntries(d);
  const viewed = d.ns as Viewed;
  if (viewed[VIEW] === d) viewed[VIEW] = undefined;
  d.ns = d.hid = d.t = undefined;
  for (const [key, value] of entries) dictSet(d, key, value);
}

/** A dict over the entries of a JS map with str keys, such as a class dict: live in both directions. */
export function dictOverMap(m: Map<string, PyObject>): PyDict {
  const d = new PyDict();
  d.m = m as Map<MapKey, PyObject>;
  overMaps.add(m);
  return d;
}

const keyedStores = new WeakMap<object, number>();

/** V8 gives up fast properties after about a dozen keyed stores; doubling the distance between repairs keeps them O(1) each. */
function countKeyedStore(ns: Namespace): void {
  if (!isShared(ns)) return;
  const n = (keyedStores.get(ns) ?? 0) + 1;
  keyedStores.set(ns, n);
  if (n >= 12 && (n & (n - 1)) === 0) makeFast(ns);
}

/** Becoming a prototype gives an object fast properties again (CODEGEN section 3: reads 0.4 ns instead of 7). */
export function makeFast(ns: object): void {
  function Fast(): void {}
  Fast.prototype = ns;
  kept.object = new (Fast as unknown as new () => object)();
}
export const kept: { object: object | undefined } = { object: undefined };

// --- Whole dicts

export function dictKeys(d: PyDict): PyObject[] {
  // A spread has a fast path in V8 for the iterators of a Map, Array.from has none.
  if (d.m !== NO_MAP) return [...d.m.keys()];
  if (d.ns === undefined && d.t !== undefined && d.t.live === d.t.keys.length) return d.t.keys.slice() as PyObject[];
  const keys: PyObject[] = d.ns === undefined ? [] : attributePlaces(d, d.ns).map(nameAt);
  if (d.t !== undefined) for (const key of d.t.keys) if (key !== undefined) keys.push(key);
  return keys;
}

export function dictValues(d: PyDict): PyObject[] {
  if (d.m !== NO_MAP) return [...d.m.values()];
  const { ns } = d;
  if (ns === undefined && d.t !== undefined && d.t.live === d.t.vals.length) return d.t.vals.slice() as PyObject[];
  const values: PyObject[] = ns === undefined ? [] : attributePlaces(d, ns).map((at) => ns[at]!);
  if (d.t !== undefined) for (const value of d.t.vals) if (value !== undefined) values.push(value);
  return values;
}

export function dictEntries(d: PyDict): [PyObject, PyObject][] {
  if (d.m !== NO_MAP) {
    const entries: [PyObject, PyObject][] = [];
    for (const entry of d.m) entries.push(entry);
    return entries;
  }
  const { ns, t } = d;
  const entries: [PyObject, PyObject][] = ns === undefined ? [] : attributePlaces(d, ns).map((at) => [nameAt(at), ns[at]!]);
  if (t !== undefined)
    t.keys.forEach((key, i) => {
      if (key !== undefined) entries.push([key, t.vals[i]!]);
    });
  return entries;
}

export function dictClear(d: PyDict): void {
  const { t, ns } = d;
  if (t !== undefined) {
    tableClear(t);
    d.t = undefined;
  }
  if (ns !== undefined) for (const at of attributePlaces(d, ns)) deleteAttribute(ns, at);
  else if (d.m !== NO_MAP) {
    // Iterators still hold the old map: emptying it ends them.
    d.m.clear();
    d.m = NO_MAP;
  }
}

/** `new Map(m)` asks for each entry as an array of its own, and takes twice as long. */
function copyMap(m: Map<MapKey, PyObject>): Map<MapKey, PyObject> {
  const copy = new Map<MapKey, PyObject>();
  // Taking the pair apart by a pattern would cost unoptimised code as much again.
  for (const entry of m) copy.set(entry[0], entry[1]);
  return copy;
}

/** A plain dict with the same entries. */
export function dictCopy(d: PyDict): PyDict {
  const copy = new PyDict();
  if (d.m !== NO_MAP) copy.m = copyMap(d.m);
  else if (d.ns === undefined) {
    if (d.t !== undefined && d.t.live > 0) copy.t = tableCopy(d.t);
  } else for (const [key, value] of dictEntries(d)) dictSet(copy, key, value);
  return copy;
}

export function dictFromEntries(entries: Iterable<readonly [PyObject, PyObject]>): PyDict {
  const d = new PyDict();
  for (const [key, value] of entries) dictSet(d, key, value);
  return d;
}

/** Stores every entry of `source` in `d`, as `d.update(source)` does for exact dicts. */
export function dictMerge(d: PyDict, source: PyDict): void {
  if (source.m !== NO_MAP) {
    if (d.m === NO_MAP && d.t === undefined && d.ns === undefined) {
      d.m = copyMap(source.m);
      return;
    }
    if (d.m !== NO_MAP) {
      const { m } = d;
      for (const entry of source.m) m.set(entry[0], entry[1]);
      if (m.size > LARGE) leaveMap(d);
      return;
    }
  } else if (source.t !== undefined && source.ns === undefined && d.m === NO_MAP && d.t === undefined && d.ns === undefined) {
    d.t = tableCopy(source.t);
    return;
  }
  for (const [key, value] of dictEntries(source)) dictSet(d, key, value);
  if (d.ns !== undefined && isShared(d.ns)) makeFast(d.ns);
}

/** The last entry, removed; undefined when empty. */
export function dictPopLast(d: PyDict): [PyObject, PyObject] | undefined {
  const { t } = d;
  if (t !== undefined && t.live > 0) {
    let i = t.keys.length - 1;
    while (t.keys[i] === undefined) i--;
    const entry: [PyObject, PyObject] = [t.keys[i]!, t.vals[i]!];
    tableDeleteAt(t, i);
    if (t.live === 0) d.t = undefined;
    return entry;
  }
  if (d.ns !== undefined) {
    const at = attributePlaces(d, d.ns).at(-1);
    if (at === undefined) return undefined;
    const value = d.ns[at]!;
    deleteAttribute(d.ns, at);
    return [nameAt(at), value];
  }
  return d.m.size === 0 ? undefined : popLastOfMap(d);
}

/** The first key; undefined when empty. */
export function dictFirstKey(d: PyDict): PyObject | undefined {
  const { t } = d;
  if (t !== undefined && d.ns === undefined) return t.keys[t.first];
  if (d.m !== NO_MAP) {
    for (const key of d.m.keys()) return key;
    return undefined;
  }
  return dictKeys(d)[0];
}

/** The key as it is stored, for a key that is there. */
export function dictStoredKey(d: PyDict, key: PyObject): PyObject | undefined {
  if (d.ns === undefined && d.t !== undefined) {
    const h = keyHash(key);
    return d.t.keys[tableFind(d.t, key, settle(d.t, key, h, kindOfKey()))];
  }
  return d.m === NO_MAP ? key : mapKeyOf(key);
}

/** Turns a map with more than `limit` entries into a table, whose ends are cheap. */
export function dictPreferTable(d: PyDict, limit: number): void {
  if (d.m.size > limit) toTable(d);
}

/** A Map cannot be walked backwards: the dict becomes a table, whose last entry goes in O(1), once somebody pops from a large one. */
function popLastOfMap(d: PyDict): [PyObject, PyObject] {
  const { m } = d;
  if (m.size > 32) {
    toTable(d);
    return dictPopLast(d)!;
  }
  let last: MapKey = '';
  for (const key of m.keys()) last = key;
  const value = m.get(last)!;
  m.delete(last);
  return [last, value];
}
