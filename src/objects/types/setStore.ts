// HOT. Storage of set and frozenset: exact narrow strings alone in a JS Set, everything else in an open-addressed table that
// probes, grows and pops as CPython's does, because programs print sets of ints and tuples and expect CPython's order.
// CPython: Objects/setobject.c (the facts: linear runs of 10, then perturbation by 5 bits; growth at 3/5 to 4 times the size).
// - A table of numbers alone is *plain*: it keeps no hashes, an int being its own.
// - Strings come in insertion order (CPython's order is random there). With a hash seed they come in CPython's: a set of them becomes a
//   table when its order first matters.
// - An element's own `__eq__` may change the set while it is searched: the search notices and starts again.
import { NO_SET, SetTable, type PyAnySet } from '../model/dict.ts';
import type { PyObject } from '../model/object.ts';
import { PyBase } from '../model/object.ts';
import { type PyStrSub, PyWideStr } from '../model/values.ts';
import { STR } from '../model/flags.ts';
import { H, halves } from '../../util/uint64.ts';
import { hashesAreSeeded, stringHalves } from '../ops/hash.ts';
import { unhashable } from './hashTable.ts';
import { hashHalves, sameKey } from './sequence.ts';

const MINSIZE = 8;
const RUN = 9;
const { DUMMY } = SetTable;

export function setSize(s: PyAnySet): number {
  const { t } = s;
  return t === undefined ? s.m.size : t.used;
}

export function setHas(s: PyAnySet, key: PyObject): boolean {
  const { t } = s;
  if (t === undefined) return typeof key === 'string' ? s.m.has(key) : typeof key === 'number' ? false : hasSlow(s, key);
  return findInTable(t, key) >= 0;
}

/** Was it new? */
export function setAdd(s: PyAnySet, key: PyObject): boolean {
  const { t } = s;
  if (typeof key === 'number') {
    if (t === undefined) {
      if (s.m.size > 0) return addSlow(s, key);
      s.m = NO_SET;
      return addInt((s.t = new SetTable(MINSIZE)), key);
    }
    if (t.plain) return addInt(t, key);
  } else if (t === undefined && typeof key === 'string') {
    if (s.m === NO_SET) {
      s.m = new Set();
      s.m.add(key);
      return true;
    }
    const before = s.m.size;
    return s.m.add(key).size !== before;
  }
  return addSlow(s, key);
}

/** Slot of a number in a plain table; the complement of the free slot where it belongs if it is absent. */
function findInt(t: SetTable, key: number): number {
  const { keys, mask } = t;
  const lo = key === -1 ? -2 : key | 0;
  let plo = lo,
    phi = 0,
    i = lo & mask,
    first = true;
  for (;;) {
    const end = i + RUN <= mask ? i + RUN : i;
    for (let j = i; j <= end; j++) {
      const stored = keys[j];
      if (stored === key) return j;
      if (stored === undefined) return ~j;
    }
    if (first) {
      phi = Math.floor(key / 4294967296);
      first = false;
    }
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (Math.imul(i, 5) + 1 + plo) & mask;
  }
}

function addInt(t: SetTable, key: number): boolean {
  const at = findInt(t, key);
  if (at >= 0) return false;
  if (t.fill !== t.used) {
    // There are deleted slots, one of which may be on the way.
    const lo = halves(key === -1 ? -2 : key);
    const freed = freedSlot(t, lo, H.hi);
    if (freed >= 0) {
      t.keys[freed] = key;
      t.used++;
      return true;
    }
  }
  t.keys[~at] = key;
  t.fill++;
  t.used++;
  if (t.fill * 5 >= t.mask * 3) resize(t, t.used > 50000 ? t.used * 2 : t.used * 4);
  return true;
}

/** From here on the table has hashes. */
function makeHashed(t: SetTable): void {
  const { keys } = t;
  t.plain = false;
  if (keys.length === MINSIZE) {
    // fast: V8 copies a literal whole.
    t.lo = [0, 0, 0, 0, 0, 0, 0, 0];
    t.hi = [0, 0, 0, 0, 0, 0, 0, 0];
  } else {
    t.lo = new Array<number>(keys.length).fill(0);
    t.hi = new Array<number>(keys.length).fill(0);
  }
  if (t.fill === 0) return;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === undefined) continue;
    if (key === DUMMY) {
      t.lo[i] = t.hi[i] = -1;
    } else {
      t.lo[i] = elementHash(key);
      t.hi[i] = H.hi;
    }
  }
}

/** Was it there? */
export function setDelete(s: PyAnySet, key: PyObject): boolean {
  const { t } = s;
  if (t === undefined) {
    if (typeof key === 'string') {
      if (!hashesAreSeeded() || !s.m.has(key)) return s.m.delete(key);
      setOrder(s);
      return setDelete(s, key);
    }
    if (!hasSlow(s, key)) return false;
    return s.t !== undefined ? setDelete(s, key) : s.m.delete((key as PyStrSub).sv as string);
  }
  const i = findInTable(t, key);
  if (i < 0) return false;
  remove(t, i);
  return true;
}

function remove(t: SetTable, i: number): void {
  t.keys[i] = DUMMY;
  if (!t.plain) t.lo[i] = t.hi[i] = -1;
  t.used--;
}

/** In the strings strategy, for a key that is no exact narrow str. */
function hasSlow(s: PyAnySet, key: PyObject): boolean {
  const lo = elementHash(key);
  return hasAmongStrings(s, key, lo, H.hi);
}

function hasAmongStrings(s: PyAnySet, key: PyObject, lo: number, hi: number): boolean {
  if ((key.tflags & STR) !== 0 && key.s_eq === String.prototype.s_eq && key.s_hash === String.prototype.s_hash) {
    const bare = key instanceof PyWideStr ? key : (key as PyStrSub).sv;
    return typeof bare === 'string' && s.m.has(bare);
  }
  if (s.m.size === 0) return false;
  if (typeof key !== 'object' || key.s_eq === PyBase.prototype.s_eq || key.ob_type.layout.spec?.slots?.eq === key.s_eq) return false;
  return findHashed(toTable(s), key, lo, hi) >= 0;
}

/** Low half of the element's 64-bit hash; the high half is left in `H.hi`. */
function elementHash(key: PyObject): number {
  if (typeof key === 'number' && key > -2251799813685248 && key < 2251799813685248) return halves(key === -1 ? -2 : key);
  try {
    return hashHalves(key);
  } catch (e) {
    unhashable(e, key, 'a set element');
  }
}

function findInTable(t: SetTable, key: PyObject): number {
  // fast: an int in its first place.
  if (typeof key === 'number') {
    const first = t.keys[key & t.mask];
    if (first === key) return key & t.mask;
    if (first === undefined && key !== -1) return -1;
    if (t.plain) return findInt(t, key);
  } else if (t.plain) {
    if (typeof key === 'string') return -1;
    if (typeof key === 'boolean') return findInt(t, key ? 1 : 0);
    if (t.used === 0) {
      elementHash(key);
      return -1;
    }
    makeHashed(t);
  }
  const lo = elementHash(key);
  return find(t, key, lo, H.hi);
}

/** The same for a key whose hash is known. */
function findHashed(t: SetTable, key: PyObject, lo: number, hi: number): number {
  if (t.plain) {
    if (typeof key === 'number') return findInt(t, key);
    if (typeof key === 'string' || t.used === 0) return -1;
    makeHashed(t);
  }
  return find(t, key, lo, hi);
}

/** Slot of the element, or -1. */
function find(t: SetTable, key: PyObject, lo: number, hi: number): number {
  const { keys, mask } = t;
  let plo = lo,
    phi = hi;
  for (let i = lo & mask; ; ) {
    const end = i + RUN <= mask ? i + RUN : i;
    for (let j = i; j <= end; j++) {
      const stored = keys[j];
      if (stored === undefined) return -1;
      if (t.lo[j] !== lo || t.hi[j] !== hi) continue;
      if (stored === key) return j;
      if (stored === DUMMY || (typeof stored === 'number' && typeof key === 'number')) continue;
      const same = sameKey(stored, key);
      if (t.keys !== keys || keys[j] !== stored) return find(t, key, lo, hi);
      if (same) return j;
    }
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (Math.imul(i, 5) + 1 + plo) & mask;
  }
}

/** First free slot for a key that is known to be absent. */
function freeSlot(keys: (PyObject | undefined)[], mask: number, lo: number, hi: number): number {
  let plo = lo,
    phi = hi;
  for (let i = lo & mask; ; ) {
    const end = i + RUN <= mask ? i + RUN : i;
    for (let j = i; j <= end; j++) if (keys[j] === undefined) return j;
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (Math.imul(i, 5) + 1 + plo) & mask;
  }
}

/** The last deleted slot on the way to the first free one, or -1: CPython fills that one. */
function freedSlot(t: SetTable, lo: number, hi: number): number {
  if (t.fill === t.used) return -1;
  const { keys, mask } = t;
  let plo = lo,
    phi = hi,
    last = -1;
  for (let i = lo & mask; ; ) {
    const end = i + RUN <= mask ? i + RUN : i;
    for (let j = i; j <= end; j++) {
      if (keys[j] === undefined) return last;
      if (keys[j] === DUMMY) last = j;
    }
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (Math.imul(i, 5) + 1 + plo) & mask;
  }
}

function addSlow(s: PyAnySet, key: PyObject): boolean {
  const lo = elementHash(key),
    { hi } = H;
  const t = s.t ?? toTable(s);
  return addToTable(s, t, key, lo, hi);
}

function addToTable(s: PyAnySet, t: SetTable, key: PyObject, lo: number, hi: number): boolean {
  if (t.plain) makeHashed(t);
  if (find(t, key, lo, hi) >= 0) return false;
  // The search may have run Python code that emptied the set.
  if (s.t !== t) return addToTable(s, s.t ?? toTable(s), key, lo, hi);
  const freed = freedSlot(t, lo, hi);
  if (freed >= 0) {
    t.keys[freed] = key;
    t.lo[freed] = lo;
    t.hi[freed] = hi;
    t.used++;
    return true;
  }
  put(t, key, lo, hi);
  t.fill++;
  t.used++;
  if (t.fill * 5 >= t.mask * 3) resize(t, t.used > 50000 ? t.used * 2 : t.used * 4);
  return true;
}

function put(t: SetTable, key: PyObject, lo: number, hi: number): void {
  const i = freeSlot(t.keys, t.mask, lo, hi);
  t.keys[i] = key;
  t.lo[i] = lo;
  t.hi[i] = hi;
}

function sizeAbove(minimum: number): number {
  let size = MINSIZE;
  while (size <= minimum) size *= 2;
  return size;
}

function resize(t: SetTable, minimum: number): void {
  const { keys, lo, hi } = t;
  const grown = new SetTable(sizeAbove(minimum));
  if (t.plain) {
    putInts(grown, keys);
  } else {
    makeHashed(grown);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key !== undefined && key !== DUMMY) put(grown, key, lo[i]!, hi[i]!);
    }
  }
  t.keys = grown.keys;
  t.lo = grown.lo;
  t.hi = grown.hi;
  t.mask = grown.mask;
  t.fill = t.used;
}

/** Puts the numbers of one plain table into another, which has none of them and room enough. */
function putInts(t: SetTable, keys: (PyObject | undefined)[]): void {
  const { keys: into, mask } = t;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === undefined || key === DUMMY) continue;
    const at = (key as number) & mask;
    if (into[at] === undefined && key !== -1) into[at] = key;
    else into[~findInt(t, key as number)] = key;
  }
}

/** Turns the strings strategy into a table. The old Set stays as it is for iterators that walk it. */
function toTable(s: PyAnySet): SetTable {
  if (hashesAreSeeded()) return grownTable(s);
  const t = (s.t = new SetTable(s.m.size === 0 ? MINSIZE : sizeAbove(s.m.size * 2)));
  if (s.m.size > 0) {
    makeHashed(t);
    for (const key of s.m) {
      const lo = stringHalves(key);
      put(t, key, lo, H.hi);
    }
    t.fill = t.used = s.m.size;
  }
  s.m = NO_SET;
  return t;
}

/** The table that grew as the elements came. */
function grownTable(s: PyAnySet): SetTable {
  const { m } = s;
  const t = (s.t = new SetTable(MINSIZE));
  s.m = NO_SET;
  for (const key of m) setAdd(s, key);
  return t;
}

/** Called where the order of a set is about to matter. */
export function setOrder(s: PyAnySet): void {
  if (hashesAreSeeded() && s.t === undefined && s.m.size > 0) toTable(s);
}

/** Adds all elements of `other` (CPython's set_merge: the table sizes decide the order). */
export function setMerge(s: PyAnySet, other: PyAnySet): void {
  const count = setSize(other);
  if (other === s || count === 0) return;
  setOrder(other);
  const from = other.t;
  if (from === undefined && s.t === undefined) {
    if (s.m === NO_SET) s.m = new Set();
    for (const key of other.m) s.m.add(key);
    return;
  }
  const t = s.t ?? toTable(s);
  reserve(t, count);
  if (from === undefined) {
    for (const key of other.m) setAdd(s, key);
  } else if (t.fill === 0) {
    mergeIntoEmpty(t, from);
  } else if (from.plain) {
    const { keys } = from;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key !== undefined && key !== DUMMY) setAdd(s, key);
    }
  } else {
    const { keys, lo, hi } = from;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key !== undefined && key !== DUMMY) addToTable(s, s.t ?? toTable(s), key, lo[i]!, hi[i]!);
    }
  }
}

function mergeIntoEmpty(t: SetTable, from: SetTable): void {
  if (from.plain) {
    t.plain = true;
    if (t.mask === from.mask && from.fill === from.used) t.keys = from.keys.slice();
    else putInts(t, from.keys);
    t.fill = t.used = from.used;
    return;
  }
  if (t.plain) makeHashed(t);
  if (t.mask === from.mask && from.fill === from.used) {
    t.keys = from.keys.slice();
    t.lo = from.lo.slice();
    t.hi = from.hi.slice();
  } else {
    const { keys, lo, hi } = from;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key !== undefined && key !== DUMMY) put(t, key, lo[i]!, hi[i]!);
    }
  }
  t.fill = t.used = from.used;
}

function reserve(t: SetTable, count: number): void {
  if ((t.fill + count) * 5 >= t.mask * 3) resize(t, (t.used + count) * 2);
}

/** After many deletions: a table of which more than a quarter is deleted slots is made anew. */
export function setTidy(s: PyAnySet): void {
  const { t } = s;
  if (t !== undefined && t.fill - t.used > t.mask / 4) resize(t, t.used > 50000 ? t.used * 2 : t.used * 4);
}

/** Adds the keys of a dict, which CPython makes room for at once. */
export function setMergeKeys(s: PyAnySet, keys: PyObject[]): void {
  if (s.t === undefined && (hashesAreSeeded() || keys.some((key) => typeof key !== 'string'))) toTable(s);
  if (s.t !== undefined) reserve(s.t, keys.length);
  for (const key of keys) setAdd(s, key);
}

export function setClear(s: PyAnySet): void {
  const finger = s.t === undefined ? 0 : s.t.finger;
  s.t = undefined;
  s.m = NO_SET;
  keepFinger(s, finger);
}

/** `pop` goes on where the last one stopped, even in a set that was emptied or replaced meanwhile, as in CPython. */
function keepFinger(s: PyAnySet, finger: number): void {
  if (finger !== 0) setOrder(s);
  if (s.t !== undefined) s.t.finger = finger;
  else if (finger !== 0 && s.m.size === 0) (s.t = new SetTable(MINSIZE)).finger = finger;
}

/** Removes and gives an arbitrary element, CPython's choice for ints; undefined when empty. */
export function setPop(s: PyAnySet): PyObject | undefined {
  if (setSize(s) === 0) return undefined;
  if (s.t === undefined && s.m.size <= 64 && !hashesAreSeeded()) {
    const [key] = s.m;
    s.m.delete(key!);
    return key;
  }
  // Deleting again and again from the front of a large JS Set costs O(n) each; the table has a finger.
  const t = s.t ?? toTable(s);
  let i = t.finger & t.mask;
  while (t.keys[i] === undefined || t.keys[i] === DUMMY) i = i === t.mask ? 0 : i + 1;
  const key = t.keys[i]!;
  remove(t, i);
  t.finger = i + 1;
  return key;
}

export function setKeys(s: PyAnySet): PyObject[] {
  setOrder(s);
  const { t } = s;
  if (t === undefined) return [...s.m];
  const { keys } = t;
  const found: PyObject[] = [];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== undefined && key !== DUMMY) found.push(key);
  }
  return found;
}

/** The elements in the order of a set, with the hashes that it keeps of them: a set of strings or of numbers alone keeps none. */
export interface Elements {
  keys: PyObject[];
  lo: number[] | undefined;
  hi: number[] | undefined;
}

export function setElements(s: PyAnySet): Elements {
  setOrder(s);
  const { t } = s;
  if (t === undefined || t.plain) return { keys: setKeys(s), lo: undefined, hi: undefined };
  const keys: PyObject[] = [],
    lo: number[] = [],
    hi: number[] = [];
  for (let i = 0; i < t.keys.length; i++) {
    const key = t.keys[i];
    if (key === undefined || key === DUMMY) continue;
    keys.push(key);
    lo.push(t.lo[i]!);
    hi.push(t.hi[i]!);
  }
  return { keys, lo, hi };
}

/** An element of an iterable: the class of an object is asked for its hash once, whatever is done with it. */
export function hashedElement(key: PyObject): Elements {
  if (typeof key !== 'object') return { keys: [key], lo: undefined, hi: undefined };
  const lo = elementHash(key);
  return { keys: [key], lo: [lo], hi: [H.hi] };
}

/** Is element `i` of `e` in `s`? */
export function setHasAt(s: PyAnySet, e: Elements, i: number): boolean {
  const key = e.keys[i]!;
  if (e.lo === undefined || typeof key === 'string') return setHas(s, key);
  return s.t === undefined ? hasAmongStrings(s, key, e.lo[i]!, e.hi![i]!) : findHashed(s.t, key, e.lo[i]!, e.hi![i]!) >= 0;
}

/** Adds element `i` of `e`. */
export function setAddAt(s: PyAnySet, e: Elements, i: number): void {
  const key = e.keys[i]!;
  if (e.lo === undefined || typeof key !== 'object') setAdd(s, key);
  else addToTable(s, s.t ?? toTable(s), key, e.lo[i]!, e.hi![i]!);
}

/** Removes element `i` of `e`. Was it there? */
export function setDeleteAt(s: PyAnySet, e: Elements, i: number): boolean {
  const key = e.keys[i]!;
  if (e.lo === undefined || typeof key !== 'object') return setDelete(s, key);
  const { t } = s;
  if (t === undefined) {
    if (!hasAmongStrings(s, key, e.lo[i]!, e.hi![i]!)) return false;
    return s.t !== undefined ? setDeleteAt(s, e, i) : s.m.delete((key as PyStrSub).sv as string);
  }
  // The search may run Python code that gives the set another table.
  const at = findHashed(t, key, e.lo[i]!, e.hi![i]!);
  if (at < 0) return false;
  remove(t, at);
  return true;
}

/** Takes over the contents of another set, which is not used any more. */
export function setAssign(s: PyAnySet, from: PyAnySet): void {
  const finger = s.t === undefined ? 0 : s.t.finger;
  s.t = from.t;
  s.m = from.m;
  keepFinger(s, finger);
}

/** Calls `visit` with each element and the halves of its hash. */
export function setEachHash(s: PyAnySet, visit: (lo: number, hi: number) => void): void {
  const { t } = s;
  if (t === undefined) {
    for (const key of s.m) {
      const lo = stringHalves(key);
      visit(lo, H.hi);
    }
    return;
  }
  if (t.plain) makeHashed(t);
  for (let i = 0; i < t.keys.length; i++) if (t.keys[i] !== undefined && t.keys[i] !== DUMMY) visit(t.lo[i]!, t.hi[i]!);
}

export { DUMMY };
