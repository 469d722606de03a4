import { test } from 'node:test';
import assert from 'node:assert/strict';
import { finishTypes } from './zoo.ts';
import { PyFloat, PyTuple } from '../model/values.ts';
import type { PyObject } from '../model/object.ts';
import { sortArray } from './sort.ts';

finishTypes();

/** Sorts positions by keys; the order must be that of a stable sort. */
function check<T>(keys: T[], make: (key: T) => PyObject, before: (a: T, b: T) => number): void {
  const positions = keys.map((_, i) => i);
  const expected = positions.slice().sort((i, j) => before(keys[i]!, keys[j]!) || i - j);
  sortArray(positions as PyObject[], keys.map(make));
  assert.deepEqual(positions, expected);
}

let seed = 1;
const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;

for (const size of [2, 7, 40, 63, 64, 65, 200, 1000]) {
  for (const range of [2, 10, 1000000]) {
    test(`${size} keys below ${range}`, () => {
      const keys = Array.from({ length: size }, () => random(range));
      const byNumber = (a: number, b: number): number => a - b;
      check(keys, (k) => k, byNumber);
      check(keys, (k) => new PyFloat(k / 2), byNumber);
      check(keys, (k) => String(k).padStart(7, '0'), byNumber);
      check(
        keys,
        (k) => new PyTuple([k % 3, k]),
        (a, b) => (a % 3) - (b % 3) || a - b,
      );
      check(keys, (k) => (k % 2 === 0 ? k : new PyFloat(k)), byNumber);
      check(keys.slice().sort(byNumber).reverse(), (k) => k, byNumber);
      check(keys.slice().sort(byNumber), (k) => new PyTuple([k]), byNumber);
    });
  }
}

test('ints and strs alone', () => {
  const ints: PyObject[] = Array.from({ length: 300 }, () => random(1000) - 500);
  const strs: PyObject[] = ints.map(String);
  const sortedInts = (ints as number[]).slice().sort((a, b) => a - b),
    sortedStrs = (strs as string[]).slice().sort();
  sortArray(ints, undefined);
  sortArray(strs, undefined);
  assert.deepEqual(ints, sortedInts);
  assert.deepEqual(strs, sortedStrs);
});

/** Strs with a common beginning, ends inside others, and characters of all widths. */
for (const letters of ['ab', 'aé', 'aα中\u0000']) {
  test(`strs of ${[...letters].length} letters`, () => {
    const keys = Array.from({ length: 1200 }, () => `same${Array.from({ length: random(20) }, () => letters[random(letters.length)]).join('')}`);
    const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    check(keys, (k) => k, order);
    check(
      keys,
      (k) => new PyTuple([k.length % 3, k, 1]),
      (a, b) => (a.length % 3) - (b.length % 3) || order(a, b),
    );
  });
}

test('negative, infinite and mixed numbers', () => {
  const keys = Array.from({ length: 1000 }, () => [0, -0, 1, -1, Infinity, -Infinity, 1e-310, -2.5][random(8)]!);
  check(
    keys,
    (k) => (Number.isInteger(k) ? k + 0 : new PyFloat(k)),
    (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  );
});
