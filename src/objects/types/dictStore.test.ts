import { test } from 'node:test';
import assert from 'node:assert/strict';
import { finishTypes } from './zoo.ts';
import { PyFloat, PyTuple } from '../model/values.ts';
import { NO_MAP, PyDict } from '../model/dict.ts';
import type { PyObject } from '../model/object.ts';
import {
  DictNamespace,
  attachDict,
  detachDict,
  dictClear,
  dictCopy,
  dictDelete,
  dictEntries,
  dictFromEntries,
  dictGet,
  dictKeys,
  dictOfNamespace,
  dictPopLast,
  dictSet,
  dictSetDefault,
  dictSize,
  namespaceOf,
} from './dictStore.ts';

finishTypes();

type Strategy = 'empty' | 'map' | 'table' | 'namespace';

function check(d: PyDict, strategy: Strategy, entries: [PyObject, PyObject][]): void {
  const actual: Strategy = d.ns !== undefined ? 'namespace' : d.t !== undefined ? 'table' : d.m !== NO_MAP ? 'map' : 'empty';
  assert.equal(actual, strategy);
  assert.deepEqual(dictEntries(d), entries);
  assert.equal(dictSize(d), entries.length);
  for (const [key, value] of entries) assert.equal(dictGet(d, key), value);
}

test('strs and ints stay in the map, 1, 1.0 and True are one key', () => {
  const d = dictFromEntries([
    ['a', 1],
    [1, 2],
    [2n ** 60n, 3],
  ]);
  check(d, 'map', [
    ['a', 1],
    [1, 2],
    [2n ** 60n, 3],
  ]);
  dictSet(d, true, 5);
  dictSet(d, new PyFloat(1), 6);
  check(d, 'map', [
    ['a', 1],
    [1, 6],
    [2n ** 60n, 3],
  ]);
});

test('other keys make a table, in the same order', () => {
  const d = dictFromEntries([
    ['a', 1],
    [1, 2],
  ]);
  const tuple = new PyTuple([1, 'x']);
  dictSet(d, tuple, 3);
  check(d, 'table', [
    ['a', 1],
    [1, 2],
    [tuple, 3],
  ]);
  assert.equal(dictGet(d, new PyTuple([1, 'x'])), 3);
  assert.equal(dictDelete(d, 'a'), true);
  assert.equal(dictDelete(d, 'a'), false);
  check(dictCopy(d), 'table', [
    [1, 2],
    [tuple, 3],
  ]);
  dictClear(d);
  check(d, 'empty', []);
});

test('a table grows, shrinks and pops from its end', () => {
  const d = new PyDict();
  const keys = Array.from({ length: 500 }, (_, i) => new PyTuple([i]));
  keys.forEach((key, i) => dictSet(d, key, i));
  for (let i = 0; i < 400; i++) dictDelete(d, keys[i]!);
  assert.deepEqual(dictKeys(d), keys.slice(400));
  assert.deepEqual(dictPopLast(d), [keys[499], 499]);
  assert.equal(dictSetDefault(d, keys[450]!, 7), 450);
  assert.equal(dictSetDefault(d, keys[499]!, 7), 7);
});

test('a namespace is seen through the dict and the other way round', () => {
  const d = dictFromEntries([
    ['x', 1],
    [5, 2],
  ]);
  const ns = namespaceOf(d);
  assert.ok(ns instanceof DictNamespace);
  ns['$y'] = 3;
  check(d, 'namespace', [
    ['x', 1],
    ['y', 3],
    [5, 2],
  ]);
  dictDelete(d, 'x');
  assert.equal(ns['$x'], undefined);
  assert.equal(dictOfNamespace(ns), d);
});

test('an accessor of the prototype does not see a store through the dict; hidden names stay hidden', () => {
  class Owner {
    get $p(): PyObject {
      return 'accessor';
    }
  }
  const owner = new Owner();
  const d = dictOfNamespace(owner, new Set(['slot']));
  (owner as any).$slot = 1;
  check(d, 'namespace', []);
  dictSet(d, 'p', 2);
  assert.equal(owner.$p, 2);
  check(d, 'namespace', [['p', 2]]);
});

test('a dict moves to an object and away again', () => {
  const d = dictFromEntries([['a', 1]]);
  const owner: any = {};
  attachDict(d, owner);
  owner.$b = 2;
  check(d, 'namespace', [
    ['a', 1],
    ['b', 2],
  ]);
  detachDict(d);
  owner.$b = 3;
  check(d, 'map', [
    ['a', 1],
    ['b', 2],
  ]);
});
