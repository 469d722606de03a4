// HOT. The table strategy of dicts: entries in insertion order, found by hash and equality.
// Bench: tuple keys, float keys, objects as keys, large dicts of any keys.
// - Strs, floats and tuples of them have a cheaper hash here than in Python. Only a key whose class brings hash and equality of its
//   own could be equal to one of them: the first such key makes the table `exact`, and from then on all hashes are Python's.
// - Up to SCAN entries are found by scanning the hashes: no index array, so small dicts stay cheap to make.
// - A key's own `__eq__` may change the table while it is being searched: whoever compares checks that the entry is still
//   there afterwards and starts again if not, as CPython does (Objects/dictobject.c, lookdict).
// - `t` is never replaced while it is being searched; `tableClear` empties it in place.
import { HashTable, type MapKey } from '../model/dict.ts';
import { PyBase, type PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { COMPLEX, HEAP } from '../model/flags.ts';
import { PyFloat, type PyStrSub, PyTuple, PyWideStr, type PyBaseException } from '../model/values.ts';
import { str } from '../ops/repr.ts';
import { serialOf } from '../ops/hash.ts';
import { raise } from '../ops/raise.ts';
import { TypeError } from './exceptions.ts';
import { hashHalves, sameKey, tupleHalves } from './sequence.ts';
import { H } from '../../util/uint64.ts';

const SCAN = 8;
const DELETED = -1;

/** COMMON: the hash is Python's. OWN: it is not. FOREIGN: it is, and the key may be equal to one whose hash is not. */
export type KeyKind = 0 | 1 | 2;
const COMMON = 0,
  OWN = 1,
  FOREIGN = 2;
let kind: KeyKind = COMMON;

/** The kind of the key that `keyHash` was asked for last. */
export const kindOfKey = (): KeyKind => kind;

/** Hash of a dict key as 32 bits; TypeError in the words of dict if it has none. To be passed through `settle` before it is used. */
export function keyHash(key: PyObject): number {
  kind = COMMON;
  if (typeof key === 'number' && key > -2251799813685248 && key < 2251799813685248) return mixNumber(key === -1 ? -2 : key);
  if (typeof key === 'string') {
    kind = OWN;
    return stringHash(key);
  }
  let h: number;
  try {
    h = ownHash(key);
  } catch (e) {
    unhashable(e, key, 'a dict key');
  }
  if ((kind as KeyKind) !== FOREIGN) return h;
  const exact = exactHash(key);
  kind = FOREIGN;
  return exact;
}

/** The hash that a table wants of a key of that kind. */
export function settle(t: HashTable, key: PyObject, h: number, of: KeyKind): number {
  if (of === COMMON) return h;
  if (of === OWN) return t.exact ? exactHash(key) : h;
  if (!t.exact) makeExact(t);
  return h;
}

function makeExact(t: HashTable): void {
  t.exact = true;
  for (let i = 0; i < t.keys.length; i++) if (t.keys[i] !== undefined) t.hashes[i] = exactHash(t.keys[i]!);
  reindex(t);
}

function exactHash(key: PyObject): number {
  if (typeof key === 'number' && key > -2251799813685248 && key < 2251799813685248) return mixNumber(key === -1 ? -2 : key);
  const lo = key instanceof PyTuple && key.h !== undefined && key.s_hash === PyTuple.prototype.s_hash ? tupleHalves(key) : checkedHalves(key);
  return mixHalves(lo, H.hi);
}

/** Raises `kind`, which is COMMON at the start; the result has no meaning where it becomes FOREIGN. */
function ownHash(key: PyObject): number {
  if (typeof key === 'number' && key > -2251799813685248 && key < 2251799813685248) return mixNumber(key === -1 ? -2 : key);
  if (typeof key === 'string') {
    kind = OWN;
    return stringHash(key);
  }
  const { s_hash } = key;
  // fast: an object that hashes by what it is.
  if (s_hash === PyBase.prototype.s_hash && typeof key === 'object') return mixNumber(serialOf(key));
  if (s_hash === PyTuple.prototype.s_hash) {
    const { ta } = key as PyTuple;
    let h = ta.length;
    for (let i = 0; i < ta.length; i++) {
      h = Math.imul(h ^ ownHash(ta[i]!), 0x2c1b3c6d);
      if (kind === FOREIGN) return 0;
      h ^= h >>> 15;
    }
    kind = OWN;
    return h;
  }
  if (s_hash === PyFloat.prototype.s_hash && !Number.isInteger((key as PyFloat).fv)) {
    kind = OWN;
    double[0] = (key as PyFloat).fv;
    return mix(bits[0]! ^ Math.imul(bits[1]!, 0x9e3779b1));
  }
  if (s_hash === String.prototype.s_hash && typeof (key as PyStrSub).sv === 'string') {
    kind = OWN;
    return stringHash((key as PyStrSub).sv as string);
  }
  if (typeof key === 'object' && !isPlainKey(key)) {
    kind = FOREIGN;
    return 0;
  }
  const before = kind;
  const lo = hashHalves(key);
  kind = before;
  return mixHalves(lo, H.hi);
}

const double = new Float64Array(1);
const bits = new Int32Array(double.buffer);

/** Hashes of its own and equal to none but its like, or to ints. */
function isPlainKey(key: PyBase): boolean {
  const { s_hash } = key;
  if (s_hash === Number.prototype.s_hash || s_hash === PyFloat.prototype.s_hash) return true;
  if (key instanceof PyWideStr) return true;
  const { layout } = key.ob_type;
  return layout.module === 'builtins' && (key.tflags & COMPLEX) === 0 && layout.proto.s_hash === s_hash && layout.proto.s_eq === key.s_eq;
}

/** V8 keeps its own hash of a string to itself; its Map computes it at a higher price than this. */
function stringHash(s: string): number {
  const n = s.length;
  if (n > LONG) return longStringHash(s);
  let h = n;
  for (let i = 0; i < n; i++) h = (Math.imul(h, 31) + s.charCodeAt(i)) | 0;
  return mix(h);
}

const LONG = 256;
const longHashes = new Map<string, number>();

/** The hash of a long string is worth a look into a Map, which sees the hash that V8 keeps in it. */
function longStringHash(s: string): number {
  let h = longHashes.get(s);
  if (h !== undefined) return h;
  h = s.length;
  for (let i = 0; i < s.length; i++) h = (Math.imul(h, 31) + s.charCodeAt(i)) | 0;
  if (longHashes.size >= 256) longHashes.clear();
  if (s.length < 65536) longHashes.set(s, (h = mix(h)));
  else h = mix(h);
  return h;
}

function checkedHalves(key: PyObject): number {
  try {
    return hashHalves(key);
  } catch (e) {
    unhashable(e, key, 'a dict key');
  }
}

/** Rethrows what hashing raised; a plain TypeError says what the key was wanted for. */
export function unhashable(e: unknown, key: PyObject, role: string): never {
  const error = e as PyBaseException;
  if (error.ob_type !== TypeError) throw e;
  const { args } = error;
  const text = args instanceof PyTuple && args.ta.length === 1 && typeof args.ta[0] === 'string' ? args.ta[0] : str(error);
  raise(TypeError, `cannot use '${fullName(key.ob_type)}' as ${role} (${text})`);
}

/** Module and qualified name, as the format %T of CPython shows a type. */
function fullName(type: PyType): string {
  const module = type.dict.get('__module__');
  if ((type.flags & HEAP) === 0 || module === 'builtins' || module === '__main__' || typeof module !== 'string') return type.shown;
  return `${module}.${type.qualname}`;
}

/** Small ints stay as they are: neighbours among keys are neighbours in the index. */
function mixNumber(h: number): number {
  return (h | 0) === h ? h : mixHalves(h | 0, Math.floor(h / 4294967296) | 0);
}
function mixHalves(lo: number, hi: number): number {
  return hi === lo >> 31 ? lo : mix(lo ^ Math.imul(hi, 0x9e3779b1));
}
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return h ^ (h >>> 15);
}

/** Number of the entry that holds `key`, or -1. */
export function tableFind(t: HashTable, key: PyObject, h: number): number {
  return t.index === undefined ? scan(t, key, h) : probe(t, key, h);
}

function scan(t: HashTable, key: PyObject, h: number): number {
  const { hashes, keys } = t;
  for (let i = 0; i < hashes.length; i++) {
    if (hashes[i] !== h) continue;
    const stored = keys[i];
    if (stored === key) return i;
    if (stored === undefined) continue;
    const same = sameKey(stored, key);
    if (t.keys !== keys || keys[i] !== stored) return tableFind(t, key, h);
    if (same) return i;
  }
  return -1;
}

function probe(t: HashTable, key: PyObject, h: number): number {
  const { keys } = t;
  const index = t.index!;
  const mask = (index.length >>> 1) - 1;
  for (let slot = h & mask, rest = h; ; rest >>>= 5, slot = (slot * 5 + rest + 1) & mask) {
    const e = index[2 * slot + 1]!;
    if (e === 0) return -1;
    if (index[2 * slot] !== h || e === DELETED) continue;
    const stored = keys[e - 1];
    if (stored === key) return e - 1;
    if (stored === undefined) continue;
    const same = sameKey(stored, key);
    if (t.keys !== keys || t.index !== index || keys[e - 1] !== stored) return tableFind(t, key, h);
    if (same) return e - 1;
  }
}

/** Appends an entry whose key is known to be absent. */
export function tableInsert(t: HashTable, key: PyObject, h: number, value: PyObject): void {
  const { index, keys } = t;
  const n = keys.length;
  // Slots of popped entries count: without a free slot a search would not end.
  if (index === undefined ? n >= SCAN : (n + t.popped) * 3 >= index.length) return rebuildAndInsert(t, key, h, value);
  keys.push(key);
  t.hashes.push(h);
  t.vals.push(value);
  t.live++;
  if (index !== undefined) place(index, h, n + 1);
}

function place(index: Int32Array, h: number, e: number): void {
  const mask = (index.length >>> 1) - 1;
  let slot = h & mask;
  for (let rest = h; index[2 * slot + 1]! > 0; slot = (slot * 5 + rest + 1) & mask) rest >>>= 5;
  index[2 * slot] = h;
  index[2 * slot + 1] = e;
}

/** Drops deleted entries and makes room for twice as many. */
function rebuildAndInsert(t: HashTable, key: PyObject, h: number, value: PyObject): void {
  if (t.live === t.keys.length) {
    t.hashes.push(h);
    t.keys.push(key);
    t.vals.push(value);
    t.live++;
    reindex(t);
    return;
  }
  const hashes: number[] = [],
    keys: (PyObject | undefined)[] = [],
    vals: (PyObject | undefined)[] = [];
  for (let i = 0; i < t.keys.length; i++) {
    if (t.keys[i] === undefined) continue;
    hashes.push(t.hashes[i]!);
    keys.push(t.keys[i]);
    vals.push(t.vals[i]);
  }
  hashes.push(h);
  keys.push(key);
  vals.push(value);
  t.hashes = hashes;
  t.keys = keys;
  t.vals = vals;
  t.live = keys.length;
  t.first = 0;
  reindex(t);
}

function reindex(t: HashTable): void {
  const { hashes } = t;
  t.popped = 0;
  if (hashes.length <= SCAN) {
    t.index = undefined;
    return;
  }
  // From a third to two thirds full.
  let size = 64;
  while (size < hashes.length * 5) size *= 2;
  const index = (t.index = new Int32Array(size));
  for (let i = 0; i < hashes.length; i++) place(index, hashes[i]!, i + 1);
}

/** Deletes entry `i`. */
export function tableDeleteAt(t: HashTable, i: number): void {
  const { index, keys } = t;
  if (index !== undefined) {
    const mask = (index.length >>> 1) - 1;
    const h = t.hashes[i]!;
    let slot = h & mask;
    for (let rest = h; index[2 * slot + 1] !== i + 1; slot = (slot * 5 + rest + 1) & mask) rest >>>= 5;
    index[2 * slot + 1] = DELETED;
  }
  keys[i] = undefined;
  t.vals[i] = undefined;
  t.live--;
  // Deleted entries at the end go at once: `popitem` stays O(1).
  while (keys.length > 0 && keys[keys.length - 1] === undefined) {
    keys.pop();
    t.vals.pop();
    t.hashes.pop();
    t.popped++;
  }
  if (i === t.first) while (t.first < keys.length && keys[t.first] === undefined) t.first++;
  if (keys.length === 0) {
    t.index = undefined;
    t.first = t.popped = 0;
  }
}

export function tableClear(t: HashTable): void {
  t.index = undefined;
  t.hashes = [];
  t.keys = [];
  t.vals = [];
  t.live = t.first = t.popped = 0;
}

export function tableCopy(t: HashTable): HashTable {
  const copy = new HashTable();
  copy.exact = t.exact;
  copy.live = t.live;
  if (t.live === t.keys.length) {
    copy.hashes = t.hashes.slice();
    copy.keys = t.keys.slice();
    copy.vals = t.vals.slice();
    copy.index = t.index?.slice();
    copy.popped = t.popped;
    return copy;
  }
  for (let i = 0; i < t.keys.length; i++) {
    if (t.keys[i] === undefined) continue;
    copy.hashes.push(t.hashes[i]!);
    copy.keys.push(t.keys[i]);
    copy.vals.push(t.vals[i]);
  }
  reindex(copy);
  return copy;
}

/** A table of the entries of a map, whose keys are exact strs and ints. */
export function tableFromMap(m: Map<MapKey, PyObject>): HashTable {
  const t = new HashTable();
  const { hashes, keys, vals } = t;
  const before = kind;
  m.forEach((value, key) => {
    keys.push(key);
    hashes.push(ownHash(key));
    vals.push(value);
  });
  kind = before;
  t.live = keys.length;
  reindex(t);
  return t;
}
