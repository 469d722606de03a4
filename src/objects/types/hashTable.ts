// HOT. The table strategy of dicts: entries in insertion order, found by Python hash and equality.
// Bench: tuple keys, float keys, objects as keys.
// - Up to SCAN entries are found by scanning the hashes: no index array, so small dicts stay cheap to make.
// - A key's own `__eq__` may change the table while it is being searched: whoever compares checks that the entry is still
//   there afterwards and starts again if not, as CPython does (Objects/dictobject.c, lookdict).
// - `t` is never replaced while it is being searched; `tableClear` empties it in place.
import { HashTable } from '../model/dict.ts';
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { HEAP } from '../model/flags.ts';
import { PyTuple, type PyBaseException } from '../model/values.ts';
import { str } from '../ops/repr.ts';
import { raise } from '../ops/raise.ts';
import { TypeError } from './exceptions.ts';
import { hashHalves, sameKey, tupleHalves } from './sequence.ts';
import { H } from '../../util/uint64.ts';

const SCAN = 8;
const DELETED = -1;

/** Hash of a dict key as 32 mixed bits; TypeError in the words of dict if it has none. */
export function keyHash(key: PyObject): number {
  if (typeof key === 'number' && key > -2251799813685248 && key < 2251799813685248) return mixNumber(key === -1 ? -2 : key);
  const lo = key instanceof PyTuple && key.h !== undefined && key.s_hash === PyTuple.prototype.s_hash ? tupleHalves(key) : checkedHalves(key);
  return mixHalves(lo, H.hi);
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

function mixNumber(h: number): number {
  return (h | 0) === h ? mix(h) : mixHalves(h | 0, Math.floor(h / 4294967296) | 0);
}
function mixHalves(lo: number, hi: number): number {
  return mix(hi === lo >> 31 ? lo : lo ^ Math.imul(hi, 0x9e3779b1));
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
  const { hashes, keys } = t;
  const index = t.index!;
  const mask = index.length - 1;
  for (let slot = h & mask; ; slot = (slot + 1) & mask) {
    const e = index[slot]!;
    if (e === 0) return -1;
    if (e === DELETED || hashes[e - 1] !== h) continue;
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
  if (index === undefined ? n >= SCAN : n * 3 >= index.length * 2) return rebuildAndInsert(t, key, h, value);
  keys.push(key);
  t.hashes.push(h);
  t.vals.push(value);
  t.live++;
  if (index !== undefined) place(index, h, n + 1);
}

function place(index: Int32Array, h: number, e: number): void {
  const mask = index.length - 1;
  let slot = h & mask;
  while (index[slot]! > 0) slot = (slot + 1) & mask;
  index[slot] = e;
}

/** Drops deleted entries and makes room for twice as many. */
function rebuildAndInsert(t: HashTable, key: PyObject, h: number, value: PyObject): void {
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
  if (hashes.length <= SCAN) {
    t.index = undefined;
    return;
  }
  let size = 32;
  while (size < hashes.length * 3) size *= 2;
  const index = (t.index = new Int32Array(size));
  for (let i = 0; i < hashes.length; i++) place(index, hashes[i]!, i + 1);
}

/** Deletes entry `i`. */
export function tableDeleteAt(t: HashTable, i: number): void {
  const { index, keys } = t;
  if (index !== undefined) {
    const mask = index.length - 1;
    let slot = t.hashes[i]! & mask;
    while (index[slot] !== i + 1) slot = (slot + 1) & mask;
    index[slot] = DELETED;
  }
  keys[i] = undefined;
  t.vals[i] = undefined;
  t.live--;
  // Deleted entries at the end go at once: `popitem` stays O(1).
  while (keys.length > 0 && keys[keys.length - 1] === undefined) {
    keys.pop();
    t.vals.pop();
    t.hashes.pop();
  }
  if (i === t.first) while (t.first < keys.length && keys[t.first] === undefined) t.first++;
  if (keys.length === 0) {
    t.index = undefined;
    t.first = 0;
  }
}

export function tableClear(t: HashTable): void {
  t.index = undefined;
  t.hashes = [];
  t.keys = [];
  t.vals = [];
  t.live = t.first = 0;
}

export function tableCopy(t: HashTable): HashTable {
  const copy = new HashTable();
  for (let i = 0; i < t.keys.length; i++) {
    if (t.keys[i] === undefined) continue;
    copy.hashes.push(t.hashes[i]!);
    copy.keys.push(t.keys[i]);
    copy.vals.push(t.vals[i]);
  }
  copy.live = copy.keys.length;
  reindex(copy);
  return copy;
}
