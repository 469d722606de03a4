// HOT. dict, set and frozenset: data only. `types/dictStore.ts` and `types/setStore.ts` own the algorithms.
// - An empty container owns nothing: `m` is the shared empty map (or set) until the first insertion, so `{}` is one object.
// - `m` is always a real Map or Set, so that a fast path may ask it without a check and simply miss in the other strategies.
// - `undefined` is never stored as a key or a value.
import { PyBase, rooted, type Namespace, type PyObject } from './object.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

export type MapKey = string | number | bigint;

/** Shared and always empty; nobody may insert into it. */
export const NO_MAP: Map<MapKey, PyObject> = new Map();
/** Shared and always empty; nobody may insert into it. */
export const NO_SET: Set<string> = new Set();

/** Insertion-ordered open addressing by hash and equality (`types/hashTable.ts`). */
export class HashTable {
  /** Pairs: hash, and entry number + 1; 0 = free, -1 = deleted. Undefined while the table is small enough to scan. */
  index: Int32Array | undefined;
  /** Entry → 32 bits of the hash. */
  hashes: number[];
  /** Entry → key, undefined once deleted. */
  keys: (PyObject | undefined)[];
  vals: (PyObject | undefined)[];
  /** Entries that are not deleted. */
  live: number;
  /** Entries before this one are deleted: taking from the front stays O(1). */
  first: number;
  /** Entries taken off the end since `index` was made: their slots are still marked deleted. */
  popped: number;
  /** All hashes are Python's, those of strs, floats and tuples too. */
  exact: boolean;
  constructor() {
    this.index = undefined;
    this.hashes = [];
    this.keys = [];
    this.vals = [];
    this.live = 0;
    this.first = 0;
    this.popped = 0;
    this.exact = false;
  }
}

/**
 * Strategies: *map* (`m` holds exact str and int keys, not many), *table* (`t` holds everything, `m` is NO_MAP),
 * *namespace* (a view over the `$name` properties of `ns`; keys that are no attribute names in `t`).
 */
export class PyDict {
  m: Map<MapKey, PyObject>;
  t: HashTable | undefined;
  ns: Namespace | undefined;
  /** Names that `ns` holds but the dict does not show: `__slots__` of the instance; `%name`: the dict's `name` is at `%name` of `ns`. */
  hid: ReadonlySet<string> | undefined;
  constructor() {
    this.m = NO_MAP;
    this.t = undefined;
    this.ns = undefined;
    this.hid = undefined;
  }
}
export interface PyDict extends PyBase {}
rooted(PyDict);

/**
 * Where an object keeps the one dict that views its attributes. A property of its own, named by a symbol so that no walk over names meets
 * it: an entry of a WeakMap costs ten times as much, and more at each collection.
 */
export const VIEW: unique symbol = Symbol('view');
export interface Viewed {
  [VIEW]?: PyDict | undefined;
}

/** Open addressing with CPython's probe order, so that iteration order is CPython's too (`types/setStore.ts`). */
export class SetTable {
  /** Slot → element; undefined = free, `SetTable.DUMMY` = deleted. */
  keys: (PyObject | undefined)[];
  /** All elements are numbers: they are their own hashes, `lo` and `hi` are empty. */
  plain: boolean;
  /** Slot → low and high half of the 64-bit hash. Plain arrays: making a typed one costs more than filling a small set. */
  lo: number[];
  hi: number[];
  mask: number;
  /** Slots in use including deleted ones. */
  fill: number;
  used: number;
  /** Where `pop` looks next. */
  finger: number;
  constructor(size: number) {
    // fast: V8 copies a literal, or a slice of one, whole.
    if (size === 8) this.keys = [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined];
    else if (size === 32) this.keys = FREE.slice();
    else this.keys = new Array<PyObject | undefined>(size).fill(undefined);
    this.plain = true;
    this.lo = this.hi = NO_HASHES;
    this.mask = size - 1;
    this.fill = 0;
    this.used = 0;
    this.finger = 0;
  }
  static readonly DUMMY: PyObject = new PyBase();
}
const NO_HASHES: number[] = [];
const FREE: (PyObject | undefined)[] = new Array<PyObject | undefined>(32).fill(undefined);

/**
 * Strategies: *strings* (`m` holds exact narrow strs, in the order they came), *table* (`t` holds everything, `m` is NO_SET).
 */
export class PySet {
  m: Set<string>;
  t: SetTable | undefined;
  constructor() {
    this.m = NO_SET;
    this.t = undefined;
  }
}
export interface PySet extends PyBase {}
rooted(PySet);

/** Same storage as PySet; a class of its own because frozenset is no subclass of set. */
export class PyFrozenSet {
  m: Set<string>;
  t: SetTable | undefined;
  h: number | bigint | undefined;
  constructor() {
    this.m = NO_SET;
    this.t = undefined;
    this.h = undefined;
  }
}
export interface PyFrozenSet extends PyBase {}
rooted(PyFrozenSet);

export type PyAnySet = PySet | PyFrozenSet;

keepHiddenClasses(HashTable, SetTable);
