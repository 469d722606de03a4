// HOT. Heaps in lists. Bench: bench/heapq.
// An item going down is sent to a leaf along the smaller children first and then moved up: items taken from the end
// mostly belong low, so this compares less. heapq.py documents the order of comparisons, and programs see it.
// The comparison may run Python code; a list that changes its length meanwhile is an error.
// CPython: Modules/_heapqmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { LIST } from '../objects/model/flags.ts';
import { None, type PyList } from '../objects/model/values.ts';
import { lessThan } from '../objects/ops/compare.ts';
import { typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { IndexError, RuntimeError, TypeError } from '../objects/types/exceptions.ts';

type Before = (a: PyObject, b: PyObject) => boolean;

function isLess(a: PyObject, b: PyObject): boolean {
  // fast: two small ints or two narrow str.
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  return lessThan(a, b);
}

function isGreater(a: PyObject, b: PyObject): boolean {
  return isLess(b, a);
}

function checkList(heap: PyObject, name: string, argument: string): asserts heap is PyList {
  if ((heap.tflags & LIST) === 0) raise(TypeError, `${name}() ${argument} must be list, not ${typeName(heap)}`);
}

function checkSize(list: PyList, size: number): void {
  if (list.la.length !== size) raise(RuntimeError, 'list changed size during iteration');
}

/** Moves the item at `at` up to its place, not above `top`. */
function moveUp(list: PyList, top: number, at: number, before: Before): void {
  const size = list.la.length;
  while (at > top) {
    const parent = (at - 1) >> 1;
    const isBefore = before(list.la[at]!, list.la[parent]!);
    checkSize(list, size);
    if (!isBefore) return;
    const { la } = list;
    const item = la[at]!;
    la[at] = la[parent]!;
    la[parent] = item;
    at = parent;
  }
}

/** Sends the item at `top` down to a leaf along the first children, then up to its place. */
function moveDown(list: PyList, top: number, before: Before): void {
  const size = list.la.length;
  let at = top;
  while (2 * at + 1 < size) {
    let child = 2 * at + 1;
    if (child + 1 < size) {
      const leftFirst = before(list.la[child]!, list.la[child + 1]!);
      checkSize(list, size);
      if (!leftFirst) child++;
    }
    const { la } = list;
    const item = la[child]!;
    la[child] = la[at]!;
    la[at] = item;
    at = child;
  }
  moveUp(list, top, at, before);
}

function heappush(name: string, before: Before) {
  return (heap: PyObject, item: PyObject): PyObject => {
    checkList(heap, name, 'argument 1');
    heap.la.push(item);
    moveUp(heap, 0, heap.la.length - 1, before);
    return None;
  };
}

function heappop(name: string, before: Before) {
  return (heap: PyObject): PyObject => {
    checkList(heap, name, 'argument');
    const last = heap.la.pop();
    if (last === undefined) raise(IndexError, 'index out of range');
    if (heap.la.length === 0) return last;
    const first = heap.la[0]!;
    heap.la[0] = last;
    moveDown(heap, 0, before);
    return first;
  };
}

function heapreplace(name: string, before: Before) {
  return (heap: PyObject, item: PyObject): PyObject => {
    checkList(heap, name, 'argument 1');
    if (heap.la.length === 0) raise(IndexError, 'index out of range');
    return replaceFirst(heap, item, before);
  };
}

function replaceFirst(heap: PyList, item: PyObject, before: Before): PyObject {
  const first = heap.la[0]!;
  heap.la[0] = item;
  moveDown(heap, 0, before);
  return first;
}

function heappushpop(name: string, before: Before) {
  return (heap: PyObject, item: PyObject): PyObject => {
    checkList(heap, name, 'argument 1');
    if (heap.la.length === 0 || !before(heap.la[0]!, item)) return item;
    if (heap.la.length === 0) raise(IndexError, 'index out of range');
    return replaceFirst(heap, item, before);
  };
}

function heapify(name: string, before: Before) {
  return (heap: PyObject): PyObject => {
    checkList(heap, name, 'argument');
    for (let i = (heap.la.length >> 1) - 1; i >= 0; i--) moveDown(heap, i, before);
    return None;
  };
}

export default defineModule({
  name: '_heapq',
  doc: 'Heaps in lists: item 0 is the smallest (or, for the _max functions, the largest).',
  functions: [
    fn('heappush(heap, item, /)', 'Adds an item.', heappush('heappush', isLess)),
    fn('heappushpop(heap, item, /)', 'Adds an item, then takes the smallest away.', heappushpop('heappushpop', isLess)),
    fn('heappop(heap, /)', 'Takes the smallest item away.', heappop('heappop', isLess)),
    fn('heapreplace(heap, item, /)', 'Takes the smallest item away, then adds one.', heapreplace('heapreplace', isLess)),
    fn('heapify(heap, /)', 'Makes a list a heap.', heapify('heapify', isLess)),
    fn('heappush_max(heap, item, /)', 'Adds an item to a max-heap.', heappush('heappush_max', isGreater)),
    fn('heappushpop_max(heap, item, /)', 'Adds an item to a max-heap, then takes the largest away.', heappushpop('heappushpop_max', isGreater)),
    fn('heappop_max(heap, /)', 'Takes the largest item away.', heappop('heappop_max', isGreater)),
    fn('heapreplace_max(heap, item, /)', 'Takes the largest item away, then adds one.', heapreplace('heapreplace_max', isGreater)),
    fn('heapify_max(heap, /)', 'Makes a list a max-heap.', heapify('heapify_max', isGreater)),
  ],
});
