// HOT. Stable sorting for list.sort, sorted, and the modules that sort. Bench: bench/sort.
// The kind of the keys is found by one scan, as CPython does (Objects/listobject.c, unsafe_*_compare), and picks
// - ints and floats, strs, and tuples of them column by column: the sorts of sortKeys.ts;
// - anything else: a merge sort asking `<`, which finds natural runs, so sorted and reversed input costs n comparisons.
import type { PyObject } from '../model/object.ts';
import { NotImplemented, type PyFloat, type PyTuple } from '../model/values.ts';
import { identicalOrEqual, lessThan } from '../ops/compare.ts';
import { isTrue } from '../ops/truth.ts';
import { floatType } from './float.ts';
import { orderOfNumbers, orderOfStrings, sortNumbers, type Refine } from './sortKeys.ts';
import { tupleType } from './tuple.ts';

type Less<T> = (a: T, b: T) => boolean;

/** Sorts `values` in place (by `keys`, if given, which is used up). */
export function sortArray(values: PyObject[], keys: PyObject[] | undefined): void {
  if (values.length < 2) return;
  const by = keys ?? values;
  sortByKind(values, keys, by, kindOf(by));
}

/** Sorts values whose comparison runs no Python code; false, with nothing done, for others. */
export function sortPlain(values: PyObject[]): boolean {
  if (values.length < 2) return true;
  const kind = kindOf(values);
  if (kind !== 'int' && kind !== 'str' && kind !== 'number') return false;
  sortByKind(values, undefined, values, kind);
  return true;
}

function sortByKind(values: PyObject[], keys: PyObject[] | undefined, by: PyObject[], kind: Kind): void {
  if (values.length <= FEW) {
    if (kind === 'int') return insertNumbers(values, by as number[]);
    if (kind === 'str') return insertStrings(values, by as string[]);
    if (kind === 'number') return insertNumbers(values, Array.from(doublesOf(by as (number | PyFloat)[])));
    if (kind === 'tuple') return insertTuples(values, by as PyTuple[]);
  }
  switch (kind) {
    case 'int':
      if (keys === undefined) sortInts(values as number[]);
      else permute(values, orderOfNumbers(doublesOfInts(by as number[]), undefined));
      return;
    case 'number':
      permute(values, orderOfNumbers(doublesOf(by as (number | PyFloat)[]), undefined));
      return;
    case 'str':
      permute(values, orderOfStrings(by as string[], undefined));
      return;
    case 'tuple':
      permute(values, tupleOrder(by as PyTuple[], 0));
      return;
    case 'alike':
      permute(values, mergeOrder(by.length, by, ownLess(by[0]!)));
      return;
    default:
      permute(values, mergeOrder(by.length, by, lessThan));
  }
}

/** So many values are sorted by insertion, without any array beside. */
const FEW = 24;

function insertNumbers(values: PyObject[], keys: number[]): void {
  const apart = (values as unknown) !== keys;
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]!;
    const value = values[i]!;
    let j = i;
    for (; j > 0 && key < keys[j - 1]!; j--) {
      keys[j] = keys[j - 1]!;
      if (apart) values[j] = values[j - 1]!;
    }
    if (j === i) continue;
    keys[j] = key;
    if (apart) values[j] = value;
  }
}

function insertStrings(values: PyObject[], keys: string[]): void {
  const apart = (values as unknown) !== keys;
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]!;
    const value = values[i]!;
    let j = i;
    for (; j > 0 && key < keys[j - 1]!; j--) {
      keys[j] = keys[j - 1]!;
      if (apart) values[j] = values[j - 1]!;
    }
    if (j === i) continue;
    keys[j] = key;
    if (apart) values[j] = value;
  }
}

/** By binary search, since a comparison of tuples may run Python code. */
function insertTuples(values: PyObject[], keys: PyTuple[]): void {
  const apart = (values as unknown) !== keys;
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]!;
    if (!restLess(key, keys[i - 1]!, 0)) continue;
    const value = values[i]!;
    let low = 0,
      high = i - 1;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (restLess(key, keys[mid]!, 0)) high = mid;
      else low = mid + 1;
    }
    for (let j = i; j > low; j--) {
      keys[j] = keys[j - 1]!;
      if (apart) values[j] = values[j - 1]!;
    }
    keys[low] = key;
    if (apart) values[low] = value;
  }
}

function doublesOfInts(ints: number[]): Float64Array {
  const doubles = new Float64Array(ints.length);
  for (let i = 0; i < doubles.length; i++) doubles[i] = ints[i]!;
  return doubles;
}

function doublesOf(numbers: (number | PyFloat)[]): Float64Array {
  const doubles = new Float64Array(numbers.length);
  for (let i = 0; i < doubles.length; i++) {
    const item = numbers[i]!;
    doubles[i] = typeof item === 'number' ? item : item.fv;
  }
  return doubles;
}

/** `a < b` for instances of one class. */
function ownLess(first: PyObject): Less<PyObject> {
  const lt = first.s_lt!;
  return (a, b) => {
    const result = lt(a, b);
    return typeof result === 'boolean' ? result : result === NotImplemented ? lessThan(a, b) : isTrue(result);
  };
}

type Kind = 'int' | 'number' | 'str' | 'tuple' | 'alike' | 'other';

function kindOf(items: PyObject[]): Kind {
  const first = items[0]!;
  if (typeof first === 'number') {
    for (let i = 1; i < items.length; i++) if (typeof items[i] !== 'number') return areNumbers(items, i) ? 'number' : 'other';
    return 'int';
  }
  if (typeof first === 'string') {
    for (let i = 1; i < items.length; i++) if (typeof items[i] !== 'string') return 'other';
    return 'str';
  }
  const type = first.ob_type;
  if (type === floatType) return areNumbers(items, 0) ? 'number' : 'other';
  if (type === tupleType) {
    for (let i = 0; i < items.length; i++) if (items[i]!.ob_type !== tupleType || (items[i] as PyTuple).ta.length === 0) return 'other';
    return 'tuple';
  }
  if (first.s_lt === undefined) return 'other';
  for (let i = 1; i < items.length; i++) if (items[i]!.ob_type !== type) return 'other';
  return 'alike';
}

/** Are all items from `start` on exact ints that a double holds, or exact floats? A NaN makes the outcome depend on the algorithm: it is none. */
function areNumbers(items: PyObject[], start: number): boolean {
  for (let i = start; i < items.length; i++) {
    const item = items[i]!;
    if (typeof item === 'number') continue;
    if (item.ob_type !== floatType || (item as PyFloat).fv !== (item as PyFloat).fv) return false;
  }
  return true;
}

/** The order of tuples by item `column`, which all have; equal ones go by the next column. */
function tupleOrder(tuples: PyTuple[], column: number): Int32Array {
  const items = new Array<PyObject>(tuples.length);
  for (let i = 0; i < tuples.length; i++) items[i] = tuples[i]!.ta[column]!;
  const refine: Refine = (order, from, to) => refineTuples(tuples, order, from, to, column + 1);
  switch (kindOf(items)) {
    case 'int':
      return orderOfNumbers(doublesOfInts(items as number[]), refine);
    case 'str':
      return orderOfStrings(items as string[], refine);
    case 'number':
      return orderOfNumbers(doublesOf(items as (number | PyFloat)[]), refine);
    default:
      return mergeOrder(tuples.length, tuples, (a, b) => restLess(a, b, column));
  }
}

/** Below this size of a group it is not worth finding out what the next column holds. */
const FEW_TUPLES = 12;

/** Sorts a group of tuples that agree in the columns before `column`. */
function refineTuples(tuples: PyTuple[], order: Int32Array, from: number, to: number, column: number): void {
  const n = to - from;
  if (n === 2) {
    const first = order[from]!,
      second = order[from + 1]!;
    if (restLess(tuples[second]!, tuples[first]!, column)) {
      order[from] = second;
      order[from + 1] = first;
    }
    return;
  }
  const group = new Array<PyTuple>(n);
  let long = n >= FEW_TUPLES;
  for (let i = 0; i < n; i++) {
    const tuple = tuples[order[from + i]!]!;
    group[i] = tuple;
    if (tuple.ta.length <= column) long = false;
  }
  const byRest = long ? tupleOrder(group, column) : mergeOrder(n, group, (a, b) => restLess(a, b, column));
  const old = order.slice(from, to);
  for (let i = 0; i < n; i++) order[from + i] = old[byRest[i]!]!;
}

/** Compares tuples from `column` on. */
function restLess(a: PyTuple, b: PyTuple, column: number): boolean {
  const x = a.ta,
    y = b.ta;
  for (let i = column; i < x.length && i < y.length; i++) if (!identicalOrEqual(x[i]!, y[i]!)) return lessThan(x[i]!, y[i]!);
  return x.length < y.length;
}

function sortInts(values: number[]): void {
  let sorted = true;
  for (let i = 1; i < values.length && sorted; i++) sorted = values[i - 1]! <= values[i]!;
  if (sorted) return;
  const doubles = doublesOfInts(values);
  if (values.length < 800) doubles.sort();
  else sortNumbers(doubles, undefined);
  for (let i = 0; i < doubles.length; i++) values[i] = doubles[i]!;
}

function permute(values: PyObject[], order: Int32Array): void {
  const old = values.slice();
  for (let i = 0; i < order.length; i++) values[i] = old[order[i]!]!;
}

const MINRUN = 24;

interface Run {
  from: number;
  length: number;
}

/** Positions of `keys` in ascending order. */
function mergeOrder<T>(n: number, keys: ArrayLike<T>, less: Less<T>): Int32Array {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  const spare = new Int32Array(n);
  const runs: Run[] = [];
  for (let from = 0; from < n; ) {
    const length = extendRun(order, keys, less, from, n);
    runs.push({ from, length });
    from += length;
    collapse(runs, order, spare, keys, less, /* all */ false);
  }
  collapse(runs, order, spare, keys, less, /* all */ true);
  return order;
}

/**
 * The natural run that begins at `from`, at least MINRUN long. The order of comparisons is CPython's (count_run, binarysort), so
 * that a list of few items of different types fails at the same pair.
 */
function extendRun<T>(order: Int32Array, keys: ArrayLike<T>, less: Less<T>, from: number, n: number): number {
  const before = (i: number, j: number): boolean => less(keys[order[i]!]!, keys[order[j]!]!);
  let end = from + 1;
  while (end < n && !before(end, end - 1)) end++;
  if (end < n && (end === from + 1 || !before(from, end - 1))) {
    end = falling(order, before, from, end, n);
    while (end < n && !before(end, end - 1)) end++;
  }
  const want = n < 64 ? n : Math.min(n, from + MINRUN);
  for (; end < want; end++) {
    const at = order[end]!;
    const key = keys[at]!;
    let low = from,
      high = end;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (less(key, keys[order[mid]!]!)) high = mid;
      else low = mid + 1;
    }
    order.copyWithin(low + 1, low, end);
    order[low] = at;
  }
  return end - from;
}

/** Items [from, end) are equal and item `end` is smaller: extends the falling run, turns it round and keeps equal items in their order. */
function falling(order: Int32Array, before: (i: number, j: number) => boolean, from: number, end: number, n: number): number {
  const groups = [from];
  for (groups.push(end++); end < n; end++) {
    if (before(end, end - 1)) groups.push(end);
    else if (before(end - 1, end)) break;
  }
  groups.push(end);
  for (let g = 1; g < groups.length; g++) if (groups[g]! - groups[g - 1]! > 1) order.subarray(groups[g - 1], groups[g]).reverse();
  order.subarray(from, end).reverse();
  return end;
}

/** Merges neighbours until run lengths fall at least as fast as Fibonacci numbers from left to right. */
function collapse<T>(runs: Run[], order: Int32Array, spare: Int32Array, keys: ArrayLike<T>, less: Less<T>, all: boolean): void {
  while (runs.length > 1) {
    let i = runs.length - 2;
    const violated = (k: number): boolean => k >= 1 && runs[k - 1]!.length <= runs[k]!.length + runs[k + 1]!.length;
    if (violated(i) || violated(i - 1)) {
      if (runs[i - 1]!.length < runs[i + 1]!.length) i--;
    } else if (all) {
      if (i > 0 && runs[i - 1]!.length < runs[i + 1]!.length) i--;
    } else if (runs[i]!.length > runs[i + 1]!.length) {
      return;
    }
    merge(runs[i]!, runs[i + 1]!, order, spare, keys, less);
    runs.splice(i, 2, { from: runs[i]!.from, length: runs[i]!.length + runs[i + 1]!.length });
  }
}

function merge<T>(a: Run, b: Run, order: Int32Array, spare: Int32Array, keys: ArrayLike<T>, less: Less<T>): void {
  // Items of `a` that are already in place, and those of `b`, need no merging.
  let from = a.from;
  const mid = b.from;
  const firstB = keys[order[mid]!]!;
  for (let high = mid; from < high; ) {
    const probe = (from + high) >>> 1;
    if (less(firstB, keys[order[probe]!]!)) high = probe;
    else from = probe + 1;
  }
  if (from === mid) return;
  const lastA = keys[order[mid - 1]!]!;
  let end = mid;
  for (let high = b.from + b.length; end < high; ) {
    const probe = (end + high) >>> 1;
    if (less(keys[order[probe]!]!, lastA)) end = probe + 1;
    else high = probe;
  }
  const count = mid - from;
  for (let i = 0; i < count; i++) spare[i] = order[from + i]!;
  let i = 0,
    j = mid,
    k = from;
  while (i < count && j < end) {
    if (less(keys[order[j]!]!, keys[spare[i]!]!)) order[k++] = order[j++]!;
    else order[k++] = spare[i++]!;
  }
  while (i < count) order[k++] = spare[i++]!;
}
