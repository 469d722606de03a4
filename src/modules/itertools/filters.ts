// itertools that pass items on, drop, split or combine them: accumulate to zip_longest. CPython: Modules/itertoolsmodule.c.
// A StopIteration from a called function ends the iterator (`stopped`), as it does in CPython.
import { classMethod, defineType, make } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { add } from '../../objects/ops/arith.ts';
import { identicalOrEqual } from '../../objects/ops/compare.ts';
import { arrayFromIterable, getIter, nextOf } from '../../objects/ops/iter.ts';
import { intValue } from '../../objects/ops/number.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { raise } from '../../objects/ops/raise.ts';
import { RuntimeError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { genericAlias } from '../../objects/types/genericalias.ts';
import { boolType } from '../../objects/types/bool.ts';
import { stopped } from '../../objects/types/itertypes.ts';
import { FS } from '../../objects/frame.ts';

/** An allocated instance of the class or a subclass. */
function alloc<T extends PyBase>(cls: PyType): T {
  return new cls.ctor() as T;
}
const step = (it: PyObject): PyObject | undefined => nextOf(it)(it);
const itself = (self: PyObject): PyObject => self;

class PyAccumulate extends PyBase {
  it: PyObject = None;
  fn: PyObject = None;
  /** Undefined before the first item. */
  total: PyObject | undefined = undefined;
  initial: PyObject | undefined = undefined;
}

export const accumulateType = defineType(PyAccumulate, {
  name: 'accumulate',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'Running totals (or other results of a function of two arguments).',
  make: make(
    'accumulate(iterable, func = None, *, initial: opt_object = None)',
    (cls: PyType, iterable: PyObject, fn: PyObject, initial: PyObject | undefined) => {
      const it = getIter(iterable);
      const self = alloc<PyAccumulate>(cls);
      self.it = it;
      self.fn = fn;
      self.initial = initial;
      return self;
    },
  ),
  slots: {
    iter: itself,
    next: (self: PyAccumulate) => {
      const { initial, fn } = self;
      if (initial !== undefined) {
        self.initial = undefined;
        return (self.total = initial);
      }
      const depth = FS.sp,
        handled = FS.exc;
      try {
        const item = step(self.it);
        if (item === undefined) return undefined;
        if (self.total === undefined) return (self.total = item);
        return (self.total = fn === None ? add(self.total, item) : fn.c2(self.total, item));
      } catch (e) {
        return stopped(e, depth, handled);
      }
    },
  },
});

class PyBatched extends PyBase {
  it: PyObject | undefined = undefined;
  n = 0;
  strict = false;
}

export const batchedType = defineType(PyBatched, {
  name: 'batched',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'Tuples of n items each, the last one perhaps shorter.',
  make: make('batched(iterable, n: size, *, strict: bool = False)', (cls: PyType, iterable: PyObject, n: number, strict: boolean) => {
    if (n < 1) raise(ValueError, 'n must be at least one');
    const it = getIter(iterable);
    const self = alloc<PyBatched>(cls);
    self.it = it;
    self.n = n;
    self.strict = strict;
    return self;
  }),
  slots: {
    iter: itself,
    next: (self: PyBatched) => {
      const { it, n } = self;
      if (it === undefined) return undefined;
      const items: PyObject[] = [];
      const next = nextOf(it);
      while (items.length < n) {
        const item = next(it);
        if (item === undefined) break;
        items.push(item);
      }
      if (items.length === n) return new PyTuple(items);
      self.it = undefined;
      if (items.length === 0) return undefined;
      if (self.strict) raise(ValueError, 'batched(): incomplete batch');
      return new PyTuple(items);
    },
  },
});

class PyChain extends PyBase {
  source: PyObject | undefined = undefined;
  active: PyObject | undefined = undefined;
}

export const chainType = defineType(PyChain, {
  name: 'chain',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'The items of one iterable after the other.',
  make: make('chain(*iterables)', (cls: PyType, iterables: PyObject[]) => newChain(cls, getIter(new PyTuple(iterables)))),
  slots: {
    iter: itself,
    next: (self: PyChain) => {
      for (;;) {
        const { active, source } = self;
        if (active !== undefined) {
          const item = step(active);
          if (item !== undefined) return item;
          self.active = undefined;
        }
        if (source === undefined) return undefined;
        const iterable = step(source);
        if (iterable === undefined) {
          self.source = undefined;
          return undefined;
        }
        try {
          self.active = getIter(iterable);
        } catch (e) {
          self.source = undefined;
          throw e;
        }
      }
    },
  },
  methods: [
    classMethod('from_iterable(type, iterable, /)', 'chain() of the iterables that one iterable gives.', (cls: PyType, iterable: PyObject) =>
      newChain(cls, getIter(iterable)),
    ),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
  ],
});

function newChain(cls: PyType, source: PyObject): PyObject {
  const self = alloc<PyChain>(cls);
  self.source = source;
  return self;
}

class PyCompress extends PyBase {
  data: PyObject = None;
  selectors: PyObject = None;
}

export const compressType = defineType(PyCompress, {
  name: 'compress',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'The data items whose selector is true.',
  make: make('compress(data, selectors)', (cls: PyType, data: PyObject, selectors: PyObject) => {
    const a = getIter(data),
      b = getIter(selectors);
    const self = alloc<PyCompress>(cls);
    self.data = a;
    self.selectors = b;
    return self;
  }),
  slots: {
    iter: itself,
    next: (self: PyCompress) => {
      for (;;) {
        const item = step(self.data);
        if (item === undefined) return undefined;
        const selector = step(self.selectors);
        if (selector === undefined) return undefined;
        if (isTrue(selector)) return item;
      }
    },
  },
});

/** dropwhile, takewhile, filterfalse and starmap: a function and an iterator. */
class PyCallOver extends PyBase {
  fn: PyObject = None;
  it: PyObject = None;
  /** dropwhile: has begun to pass items; takewhile: has ended. */
  flag = false;
}
class PyDropWhile extends PyCallOver {}
class PyTakeWhile extends PyCallOver {}
class PyFilterFalse extends PyCallOver {}
class PyStarMap extends PyCallOver {}

function makeCallOver(sig: string) {
  return make(sig, (cls: PyType, fn: PyObject, iterable: PyObject) => {
    const it = getIter(iterable);
    const self = alloc<PyCallOver>(cls);
    self.fn = fn;
    self.it = it;
    return self;
  });
}

/** Runs `next` so that a StopIteration of the function ends the iterator. */
const ending =
  <T extends PyBase>(next: (self: T) => PyObject | undefined) =>
  (self: T): PyObject | undefined => {
    const depth = FS.sp,
      handled = FS.exc;
    try {
      return next(self);
    } catch (e) {
      return stopped(e, depth, handled);
    }
  };

export const dropWhileType = defineType(PyDropWhile, {
  name: 'dropwhile',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'All items from the first one on for which the predicate is false.',
  make: makeCallOver('dropwhile(predicate, iterable, /)'),
  slots: {
    iter: itself,
    next: ending((self: PyDropWhile) => {
      for (;;) {
        const item = step(self.it);
        if (item === undefined || self.flag) return item;
        if (!isTrue(self.fn.c1(item))) {
          self.flag = true;
          return item;
        }
      }
    }),
  },
});

export const takeWhileType = defineType(PyTakeWhile, {
  name: 'takewhile',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'All items before the first one for which the predicate is false.',
  make: makeCallOver('takewhile(predicate, iterable, /)'),
  slots: {
    iter: itself,
    next: ending((self: PyTakeWhile) => {
      if (self.flag) return undefined;
      const item = step(self.it);
      if (item === undefined) return undefined;
      if (isTrue(self.fn.c1(item))) return item;
      self.flag = true;
      return undefined;
    }),
  },
});

export const filterFalseType = defineType(PyFilterFalse, {
  name: 'filterfalse',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'The items for which the function (or, with None, the item itself) is false.',
  make: makeCallOver('filterfalse(function, iterable, /)'),
  slots: {
    iter: itself,
    next: ending((self: PyFilterFalse) => {
      const { fn } = self;
      const plain = fn === None || fn === boolType;
      for (;;) {
        const item = step(self.it);
        if (item === undefined || !isTrue(plain ? item : fn.c1(item))) return item;
      }
    }),
  },
});

export const starMapType = defineType(PyStarMap, {
  name: 'starmap',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'The results of a function on argument tuples.',
  make: makeCallOver('starmap(function, iterable, /)'),
  slots: {
    iter: itself,
    next: ending((self: PyStarMap) => {
      const item = step(self.it);
      if (item === undefined) return undefined;
      const args = item instanceof PyTuple ? item.ta : arrayFromIterable(item);
      return args.length === 2 ? self.fn.c2(args[0]!, args[1]!) : self.fn.cN(args.slice());
    }),
  },
});

/** `current` is the key of the last item read, `target` the key of the group handed out last; `grouper` the group that may go on reading. */
class PyGroupBy extends PyBase {
  it: PyObject = None;
  keyFn: PyObject = None;
  target: PyObject | undefined = undefined;
  currentKey: PyObject | undefined = undefined;
  currentValue: PyObject | undefined = undefined;
  grouper: PyGrouper | undefined = undefined;
}
class PyGrouper extends PyBase {
  parent: PyGroupBy;
  key: PyObject;
  constructor(parent: PyGroupBy, key: PyObject) {
    super();
    this.parent = parent;
    this.key = key;
  }
}

/** Reads the next item and its key; false at the end. */
function readItem(g: PyGroupBy): boolean {
  const item = step(g.it);
  if (item === undefined) return false;
  const key = g.keyFn === None ? item : g.keyFn.c1(item);
  g.currentValue = item;
  g.currentKey = key;
  return true;
}

export const groupByType = defineType(PyGroupBy, {
  name: 'groupby',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'Pairs (key, group) of neighbouring items with equal keys.',
  make: make('groupby(iterable, key = None)', (cls: PyType, iterable: PyObject, keyFn: PyObject) => {
    const it = getIter(iterable);
    const self = alloc<PyGroupBy>(cls);
    self.it = it;
    self.keyFn = keyFn;
    return self;
  }),
  slots: {
    iter: itself,
    next: ending((self: PyGroupBy) => {
      self.grouper = undefined;
      // Whatever the last group left unread is skipped.
      for (;;) {
        const { currentKey, target } = self;
        if (currentKey !== undefined && (target === undefined || !identicalOrEqual(target, currentKey))) break;
        if (!readItem(self)) return undefined;
      }
      const key = self.currentKey!;
      self.target = key;
      self.grouper = new PyGrouper(self, key);
      return new PyTuple([key, self.grouper]);
    }),
  },
});

export const grouperType = defineType(PyGrouper, {
  name: '_grouper',
  module: 'itertools',
  slots: {
    new: (_cls: PyType, args: PyObject[]) => {
      if (args.length !== 2) raise(TypeError, `_grouper expected 2 arguments, got ${args.length}`);
      if (!(args[0] instanceof PyGroupBy)) raise(TypeError, `_grouper() argument 1 must be itertools.groupby, not ${args[0]!.ob_type.shown}`);
      const grouper = new PyGrouper(args[0], args[1]!);
      args[0].grouper = grouper;
      return grouper;
    },
    iter: itself,
    next: ending((self: PyGrouper) => {
      const { parent } = self;
      if (parent.grouper !== self) return undefined;
      if (parent.currentValue === undefined && !readItem(parent)) return undefined;
      if (!identicalOrEqual(self.key, parent.currentKey!)) return undefined;
      const value = parent.currentValue;
      parent.currentValue = undefined;
      return value;
    }),
  },
});

class PyISlice extends PyBase {
  it: PyObject | undefined = undefined;
  next = 0;
  /** Infinity = until the iterable ends. */
  stop = Infinity;
  step = 1;
  count = 0;
}

export const isliceType = defineType(PyISlice, {
  name: 'islice',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'Chosen items of an iterable, as a slice chooses them.',
  slots: {
    new: newISlice,
    iter: itself,
    next: (self: PyISlice) => {
      const { it, stop } = self;
      if (it === undefined) return undefined;
      const advance = nextOf(it);
      while (self.count < self.next) {
        if (advance(it) === undefined) {
          self.it = undefined;
          return undefined;
        }
        self.count++;
      }
      if (self.count >= stop) {
        self.it = undefined;
        return undefined;
      }
      const item = advance(it);
      if (item === undefined) {
        self.it = undefined;
        return undefined;
      }
      self.count++;
      self.next = Math.min(self.next + self.step, stop);
      return item;
    },
  },
});

function newISlice(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  if (kwnames !== undefined && (cls === isliceType || cls.proto.s_init === isliceType.proto.s_init)) raise(TypeError, 'islice() takes no keyword arguments');
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  if (given < 2) raise(TypeError, `islice expected at least 2 arguments, got ${given}`);
  if (given > 4) raise(TypeError, `islice expected at most 4 arguments, got ${given}`);
  const [iterable, a, b, c] = args as [PyObject, PyObject, PyObject?, PyObject?];
  let start = 0,
    stop = Infinity,
    by = 1;
  if (given === 2) {
    stop = a === None ? Infinity : limit(a, 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
  } else {
    stop = b === None ? Infinity : limit(b!, 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
    start = a === None ? 0 : limit(a, 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
  }
  if (given === 4 && c !== None) {
    by = limit(c!, 'Step for islice() must be a positive integer or None.');
    if (by < 1) raise(ValueError, 'Step for islice() must be a positive integer or None.');
  }
  const it = getIter(iterable);
  const self = alloc<PyISlice>(cls);
  self.it = it;
  self.next = start;
  self.stop = stop;
  self.step = by;
  return self;
}

function limit(v: PyObject, message: string): number {
  const n = intValue(v) ?? (v.s_index === undefined ? raise(ValueError, message) : intValue(v.s_index(v))!);
  if (n < 0 || n > 9223372036854775807n) raise(ValueError, message);
  return Number(n);
}

class PyPairwise extends PyBase {
  it: PyObject | undefined = undefined;
  old: PyObject | undefined = undefined;
}

export const pairwiseType = defineType(PyPairwise, {
  name: 'pairwise',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'Overlapping pairs of neighbours.',
  make: make('pairwise(iterable, /)', (cls: PyType, iterable: PyObject) => {
    const it = getIter(iterable);
    const self = alloc<PyPairwise>(cls);
    self.it = it;
    return self;
  }),
  slots: {
    iter: itself,
    next: (self: PyPairwise) => {
      let { it, old } = self;
      if (it === undefined) return undefined;
      if (old === undefined) {
        old = self.old = step(it);
        if (old === undefined) {
          self.it = undefined;
          return undefined;
        }
        // Reading may have run Python code that used up this very iterator.
        it = self.it;
        if (it === undefined) {
          self.old = undefined;
          return undefined;
        }
      }
      const item = step(it);
      if (item === undefined) {
        self.it = self.old = undefined;
        return undefined;
      }
      self.old = item;
      return new PyTuple([old, item]);
    },
  },
});

/** What the branches of a `tee` share: items read but not yet seen by all, as a linked list. */
interface TeeNode {
  value: PyObject | undefined;
  next: TeeNode | undefined;
}
class TeeSource {
  it: PyObject;
  running = false;
  constructor(it: PyObject) {
    this.it = it;
  }
}
class PyTee extends PyBase {
  source: TeeSource;
  /** The empty node behind the last item that this branch has given. */
  node: TeeNode;
  constructor(source: TeeSource, node: TeeNode) {
    super();
    this.source = source;
    this.node = node;
  }
}

export const teeType = defineType(PyTee, {
  name: '_tee',
  signature: '(iterable, /)',
  module: 'itertools',
  flags: ['HAS_WEAKREF'],
  doc: 'One of several independent iterators over one iterable.',
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, '_tee() takes no keyword arguments');
      if (args.length !== 1) raise(TypeError, `_tee() takes exactly one argument (${args.length} given)`);
      return teeOf(args[0]!);
    },
    iter: itself,
    next: (self: PyTee) => {
      const { node, source } = self;
      if (node.next === undefined) {
        if (source.running) raise(RuntimeError, 'cannot re-enter the tee iterator');
        source.running = true;
        try {
          const item = step(source.it);
          if (item === undefined) return undefined;
          node.value = item;
          node.next = { value: undefined, next: undefined };
        } finally {
          source.running = false;
        }
      }
      self.node = node.next;
      return node.value;
    },
  },
  methods: [{ kind: 'method', sig: '__copy__(self, /)', doc: 'A further independent iterator.', impl: (self: PyTee) => new PyTee(self.source, self.node) }],
});

function teeOf(iterable: PyObject): PyTee {
  const it = getIter(iterable);
  return it instanceof PyTee ? new PyTee(it.source, it.node) : new PyTee(new TeeSource(it), { value: undefined, next: undefined });
}

/** `tee(iterable, n)`. */
export function tee(iterable: PyObject, n: number): PyObject {
  if (n < 0) raise(ValueError, 'n must be >= 0');
  if (n === 0) return new PyTuple([]);
  const first = teeOf(iterable);
  const branches = [first];
  while (branches.length < n) branches.push(new PyTee(first.source, first.node));
  return new PyTuple(branches);
}

class PyZipLongest extends PyBase {
  /** Undefined for those that have ended. */
  its: (PyObject | undefined)[] = [];
  left = 0;
  fill: PyObject = None;
}

export const zipLongestType = defineType(PyZipLongest, {
  name: 'zip_longest',
  signature: '(*iterables, fillvalue=None)',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'Tuples of one item from each iterable until the longest ends; missing ones are fillvalue.',
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      const n = args.length - (kwnames === undefined ? 0 : kwnames.length);
      let fill: PyObject = None;
      kwnames?.forEach((name, i) => {
        if (name !== 'fillvalue') raise(TypeError, 'zip_longest() got an unexpected keyword argument');
        fill = args[n + i]!;
      });
      const its = args.slice(0, n).map(getIter);
      const self = alloc<PyZipLongest>(cls);
      self.its = its;
      self.left = n;
      self.fill = fill;
      return self;
    },
    iter: itself,
    next: (self: PyZipLongest) => {
      const { its, fill } = self;
      if (self.left === 0) return undefined;
      const items: PyObject[] = [];
      for (let i = 0; i < its.length; i++) {
        const it = its[i];
        const item = it === undefined ? undefined : step(it);
        if (item === undefined && it !== undefined) {
          its[i] = undefined;
          if (--self.left === 0) return undefined;
        }
        items.push(item ?? fill);
      }
      return new PyTuple(items);
    },
  },
});
