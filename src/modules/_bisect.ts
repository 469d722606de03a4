// HOT. Binary search in sorted sequences. Bench: bench/bisect. CPython: Modules/_bisectmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, type PyList } from '../objects/model/values.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { lessThan } from '../objects/ops/compare.ts';
import { length } from '../objects/ops/iter.ts';
import { asIndex, normalizeInt, typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { IndexError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { listType } from '../objects/types/list.ts';
import { rangeType, type PyRange } from '../objects/types/range.ts';

type Side = 'left' | 'right';

/** Where x belongs: before equal items on the left side, behind them on the right. */
function bisect(side: Side, a: PyObject, x: PyObject, lo: number | bigint, hi: PyObject, key: PyObject): number | bigint {
  if (lo < 0) raise(ValueError, 'lo must be non-negative');
  let end = hi === None ? -1 : asIndex(hi);
  if (end < 0) end = length(a);
  if (typeof lo === 'bigint' || !Number.isSafeInteger(Number(end))) return bisectHuge(side, a, x, BigInt(lo), hi, key);
  let low = lo;
  let high = Number(end);
  const isList = a.ob_type === listType;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    let item = isList ? listItem(a as PyList, middle) : itemAt(a, middle);
    if (key !== None) item = key.c1(item);
    const below = side === 'left' ? isLess(item, x) : !isLess(x, item);
    if (below) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sequences longer than 2**53: only ranges and Python classes can be. */
function bisectHuge(side: Side, a: PyObject, x: PyObject, low: bigint, hi: PyObject, key: PyObject): number | bigint {
  let high = hi === None ? -1n : BigInt(asIndex(hi));
  if (high < 0n) high = BigInt(a.ob_type === rangeType ? (a as PyRange).length : asIndex(callMethod(a, '__len__')));
  while (low < high) {
    const middle = (low + high) / 2n;
    const item = itemAt(a, normalizeInt(middle));
    const value = key === None ? item : key.c1(item);
    if (side === 'left' ? isLess(value, x) : !isLess(x, value)) low = middle + 1n;
    else high = middle;
  }
  return normalizeInt(low);
}

/** The list may shrink while comparisons run Python code. */
function listItem(list: PyList, index: number): PyObject {
  return list.la[index] ?? raise(IndexError, 'list index out of range');
}

function itemAt(a: PyObject, index: number | bigint): PyObject {
  const { s_getitem } = a;
  if (s_getitem === undefined) raise(TypeError, `'${typeName(a)}' object does not support indexing`);
  return s_getitem(a, index);
}

function isLess(a: PyObject, b: PyObject): boolean {
  // fast: two small ints or two narrow str.
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  return lessThan(a, b);
}

function insort(side: Side, a: PyObject, x: PyObject, low: number | bigint, hi: PyObject, key: PyObject): PyObject {
  const at = bisect(side, a, key === None ? x : key.c1(x), low, hi, key);
  if (a.ob_type === listType) (a as PyList).la.splice(Number(at), 0, x);
  else callMethod(a, 'insert', at, x);
  return None;
}

type Arguments = [a: PyObject, x: PyObject, low: number | bigint, hi: PyObject, key: PyObject];
const signature = '(a, x, lo: index = 0, hi = None, *, key = None)';

export default defineModule({
  name: '_bisect',
  doc: 'Binary search in sorted sequences.',
  functions: [
    fn(`bisect_right${signature}`, 'Where to insert x so that it comes behind all equal items.', (...args: Arguments) => bisect('right', ...args)),
    fn(`insort_right${signature}`, 'Inserts x behind all equal items.', (...args: Arguments) => insort('right', ...args)),
    fn(`bisect_left${signature}`, 'Where to insert x so that it comes before all equal items.', (...args: Arguments) => bisect('left', ...args)),
    fn(`insort_left${signature}`, 'Inserts x before all equal items.', (...args: Arguments) => insort('left', ...args)),
  ],
});
