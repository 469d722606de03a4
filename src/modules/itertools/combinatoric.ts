// itertools.product, permutations, combinations, combinations_with_replacement. CPython: Modules/itertoolsmodule.c.
// Each keeps its pool(s) and the indices of the result given last; undefined indices = not begun.
import { defineType, make, method } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { asSize, intValue } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { MemoryError, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';

const itself = (self: PyObject): PyObject => self;
function pick(pool: readonly PyObject[], indices: readonly number[]): PyObject {
  const items: PyObject[] = [];
  for (let i = 0; i < indices.length; i++) items.push(pool[indices[i]!]!);
  return new PyTuple(items);
}
function range(n: number): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < n; i++) numbers.push(i);
  return numbers;
}

class PyProduct extends PyBase {
  pools: PyObject[][] = [];
  indices: number[] | undefined = undefined;
  /** Items of the result given last. */
  items: PyObject[] = [];
  done = false;
}

export const productType = defineType(PyProduct, {
  name: 'product',
  signature: '(*iterables, repeat=1)',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'The cartesian product of iterables, the last one moving fastest.',
  slots: { new: newProduct, iter: itself, next: nextProduct },
  methods: [method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyProduct) => 64 + 8 * self.pools.length)],
});

function newProduct(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const n = args.length - (kwnames === undefined ? 0 : kwnames.length);
  let repeat = 1;
  kwnames?.forEach((name, i) => {
    if (name !== 'repeat') raise(TypeError, `product() got an unexpected keyword argument '${name}'`);
    repeat = asSize(args[n + i]!);
    if (repeat < 0) raise(ValueError, 'repeat argument cannot be negative');
  });
  if (n > 0 && repeat * n > 0x1fffffff) {
    if (repeat * n * 8 > Number.MAX_SAFE_INTEGER) raise(OverflowError, 'repeat argument too large');
    raise(MemoryError, '');
  }
  const pools = args.slice(0, n).map(arrayFromIterable);
  const self = new cls.ctor() as PyProduct;
  for (let k = 0; n > 0 && k < repeat; k++) self.pools.push(...pools);
  return self;
}

function nextProduct(self: PyProduct): PyObject | undefined {
  const { pools, indices } = self;
  if (self.done) return undefined;
  if (indices === undefined) {
    if (pools.some((pool) => pool.length === 0)) {
      self.done = true;
      return undefined;
    }
    self.indices = pools.map(() => 0);
    self.items = pools.map((pool) => pool[0]!);
    return new PyTuple(self.items.slice());
  }
  const { items } = self;
  for (let i = pools.length - 1; i >= 0; i--) {
    const pool = pools[i]!;
    const k = indices[i]! + 1;
    if (k < pool.length) {
      indices[i] = k;
      items[i] = pool[k]!;
      return new PyTuple(items.slice());
    }
    indices[i] = 0;
    items[i] = pool[0]!;
  }
  self.done = true;
  return undefined;
}

class PyCombinations extends PyBase {
  pool: PyObject[] = [];
  r = 0;
  indices: number[] | undefined = undefined;
  done = false;
}
class PyCombinationsReplaced extends PyCombinations {}

function makeCombinations(sig: string, impossible: (n: number, r: number) => boolean) {
  return make(sig, (cls: PyType, iterable: PyObject, r: number) => {
    const pool = arrayFromIterable(iterable);
    if (r < 0) raise(ValueError, 'r must be non-negative');
    const self = new cls.ctor() as PyCombinations;
    self.pool = pool;
    self.r = r;
    self.done = impossible(pool.length, r);
    return self;
  });
}

const sizeRow = method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyCombinations) => 64 + 8 * self.r);

export const combinationsType = defineType(PyCombinations, {
  name: 'combinations',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'All subsequences of length r, in the order of the positions.',
  make: makeCombinations('combinations(iterable, r: size)', (n, r) => r > n),
  slots: {
    iter: itself,
    next: (self: PyCombinations) => {
      const { pool, r } = self;
      if (self.done) return undefined;
      const { indices } = self;
      if (indices === undefined) return pick(pool, (self.indices = range(r)));
      const n = pool.length;
      let i = r - 1;
      while (i >= 0 && indices[i] === i + n - r) i--;
      if (i < 0) {
        self.done = true;
        return undefined;
      }
      indices[i]!++;
      for (let j = i + 1; j < r; j++) indices[j] = indices[j - 1]! + 1;
      return pick(pool, indices);
    },
  },
  methods: [sizeRow],
});

export const combinationsReplacedType = defineType(PyCombinationsReplaced, {
  name: 'combinations_with_replacement',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'All subsequences of length r in which positions may repeat.',
  make: makeCombinations('combinations_with_replacement(iterable, r: size)', (n, r) => n === 0 && r > 0),
  slots: {
    iter: itself,
    next: (self: PyCombinationsReplaced) => {
      const { pool, r } = self;
      if (self.done) return undefined;
      const { indices } = self;
      if (indices === undefined) return pick(pool, (self.indices = new Array<number>(r).fill(0)));
      let i = r - 1;
      while (i >= 0 && indices[i] === pool.length - 1) i--;
      if (i < 0) {
        self.done = true;
        return undefined;
      }
      indices.fill(indices[i]! + 1, i);
      return pick(pool, indices);
    },
  },
  methods: [sizeRow],
});

class PyPermutations extends PyBase {
  pool: PyObject[] = [];
  r = 0;
  indices: number[] = [];
  /** How many further values each of the first r places still takes; undefined = not begun. */
  cycles: number[] | undefined = undefined;
  done = false;
}

export const permutationsType = defineType(PyPermutations, {
  name: 'permutations',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'All arrangements of r items, in the order of the positions.',
  make: make('permutations(iterable, r = None)', (cls: PyType, iterable: PyObject, r: PyObject) => {
    const pool = arrayFromIterable(iterable);
    if (r !== None && intValue(r) === undefined) raise(TypeError, 'Expected int as r');
    const k = r === None ? pool.length : asSize(r);
    if (k < 0) raise(ValueError, 'r must be non-negative');
    const self = new cls.ctor() as PyPermutations;
    self.pool = pool;
    self.r = k;
    self.done = k > pool.length;
    return self;
  }),
  slots: {
    iter: itself,
    next: (self: PyPermutations) => {
      if (self.done) return undefined;
      const { pool, r, cycles } = self;
      const n = pool.length;
      if (cycles === undefined) {
        self.indices = range(n);
        const places: number[] = [];
        for (let i = 0; i < r; i++) places.push(n - i);
        self.cycles = places;
        return new PyTuple(pool.slice(0, r));
      }
      const { indices } = self;
      for (let i = r - 1; i >= 0; i--) {
        const left = --cycles[i]!;
        if (left === 0) {
          const first = indices[i]!;
          for (let k = i + 1; k < n; k++) indices[k - 1] = indices[k]!;
          indices[n - 1] = first;
          cycles[i] = n - i;
          continue;
        }
        const j = n - left;
        const swap = indices[i]!;
        indices[i] = indices[j]!;
        indices[j] = swap;
        const items: PyObject[] = [];
        for (let k = 0; k < r; k++) items.push(pool[indices[k]!]!);
        return new PyTuple(items);
      }
      self.done = true;
      return undefined;
    },
  },
  methods: [method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyPermutations) => 64 + 16 * self.r)],
});
