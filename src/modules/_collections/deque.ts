// HOT. deque: a ring buffer whose size is a power of two, so both ends and any index are O(1). Bench: bench/deque.
// CPython: Modules/_collectionsmodule.c (its blocks of 64 are not copied: nothing shows them).
// - Item i is `buf[(head + i) & (buf.length - 1)]`; free places hold undefined.
// - `state` rises with every change of the length, which is how iterators and searches notice mutation.
import { verdict } from '../../objects/ops/compare.ts';
import { classMethod, compareSlots, defineType, getset, method, type CompareOp } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, NotImplemented, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { identicalOrEqual, richCompare } from '../../objects/ops/compare.ts';
import { iterate } from '../../objects/ops/iter.ts';
import { asIndex, asSize, intValue, typeName } from '../../objects/ops/number.ts';
import { repr } from '../../objects/ops/repr.ts';
import { recursionGuard } from '../../objects/ops/recursion.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { IndexError, MemoryError, RuntimeError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { asRepeat, searchBounds } from '../../objects/types/sequence.ts';
import { MAX_ITEMS } from '../../util/limits.ts';
import { genericAlias } from '../../objects/types/genericalias.ts';

export class PyDeque extends PyBase {
  buf: (PyObject | undefined)[];
  head: number;
  size: number;
  /** -1 = unlimited. */
  maxlen: number;
  state: number;
  constructor() {
    super();
    this.buf = [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined];
    this.head = 0;
    this.size = 0;
    this.maxlen = -1;
    this.state = 0;
  }
}

function grow(d: PyDeque): void {
  const { buf, head } = d;
  const mask = buf.length - 1;
  const bigger: (PyObject | undefined)[] = [];
  for (let i = 0; i < buf.length; i++) bigger.push(buf[(head + i) & mask]);
  for (let i = buf.length; i > 0; i--) bigger.push(undefined);
  d.buf = bigger;
  d.head = 0;
}

function append(d: PyDeque, item: PyObject): PyObject {
  if (d.size === d.buf.length) grow(d);
  d.buf[(d.head + d.size) & (d.buf.length - 1)] = item;
  d.size++;
  d.state++;
  if (d.maxlen >= 0 && d.size > d.maxlen) popLeft(d);
  return None;
}

function appendLeft(d: PyDeque, item: PyObject): PyObject {
  if (d.size === d.buf.length) grow(d);
  d.head = (d.head - 1) & (d.buf.length - 1);
  d.buf[d.head] = item;
  d.size++;
  d.state++;
  if (d.maxlen >= 0 && d.size > d.maxlen) pop(d);
  return None;
}

function pop(d: PyDeque): PyObject {
  if (d.size === 0) raise(IndexError, 'pop from an empty deque');
  d.size--;
  d.state++;
  const i = (d.head + d.size) & (d.buf.length - 1);
  const item = d.buf[i]!;
  d.buf[i] = undefined;
  return item;
}

function popLeft(d: PyDeque): PyObject {
  if (d.size === 0) raise(IndexError, 'pop from an empty deque');
  const i = d.head;
  const item = d.buf[i]!;
  d.buf[i] = undefined;
  d.head = (i + 1) & (d.buf.length - 1);
  d.size--;
  d.state++;
  return item;
}

const at = (d: PyDeque, i: number): PyObject => d.buf[(d.head + i) & (d.buf.length - 1)]!;

export function dequeItems(d: PyDeque): PyObject[] {
  const items: PyObject[] = [];
  for (let i = 0; i < d.size; i++) items.push(at(d, i));
  return items;
}

function clear(d: PyDeque): PyObject {
  d.buf = new PyDeque().buf;
  d.head = d.size = 0;
  d.state++;
  return None;
}

export const dequeType = defineType(PyDeque, {
  name: 'deque',
  signature: '([iterable[, maxlen]])',
  module: 'collections',
  flags: ['BASETYPE', 'SEQUENCE', 'HAS_WEAKREF'],
  doc: 'A list that is quick at both ends: deque(iterable=(), maxlen=None).',
  unhashable: true,
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init,
    repr: (self: PyDeque) =>
      strFromJs(
        recursionGuard(self, '[...]', () => {
          const items = dequeItems(self).map(repr).join(', ');
          return `${self.ob_type.name}([${items}]${self.maxlen < 0 ? '' : `, maxlen=${self.maxlen}`})`;
        }),
      ),
    len: (self: PyDeque) => self.size,
    iter: (self: PyDeque) => new PyDequeIterator(self),
    contains: (self: PyDeque, value: PyObject) => find(self, value, 0, self.size) >= 0,
    getitem: (self: PyDeque, key: PyObject) => at(self, position(self, key)),
    setitem: (self: PyDeque, key: PyObject, value: PyObject) => {
      const i = position(self, key);
      self.buf[(self.head + i) & (self.buf.length - 1)] = value;
    },
    delitem: (self: PyDeque, key: PyObject) => removeAt(self, position(self, key)),
    concat: (self: PyDeque, other: PyObject) => {
      if (!(other instanceof PyDeque)) raise(TypeError, `can only concatenate deque (not "${typeName(other)}") to deque`);
      const result = copy(self) as PyDeque;
      extend(result, other);
      return result;
    },
    iconcat: (self: PyDeque, other: PyObject) => {
      extend(self, other);
      return self;
    },
    repeat: (self: PyDeque, count: PyObject) => repeatInto(copy(self) as PyDeque, asRepeat(count)),
    irepeat: (self: PyDeque, count: PyObject) => repeatInto(self, asRepeat(count)),
    ...compareSlots(compare),
  },
  methods: [
    method('append(self, item, /)', 'Add an item on the right.', append),
    method('appendleft(self, item, /)', 'Add an item on the left.', appendLeft),
    method('clear(self, /)', 'Remove all items.', clear),
    method('__copy__(self, /)', 'A shallow copy.', copy),
    method('copy(self, /)', 'A shallow copy.', copy),
    method('count(self, value, /)', 'How many items equal value.', count),
    method('extend(self, iterable, /)', 'Add all items of an iterable on the right.', extend),
    method('extendleft(self, iterable, /)', 'Add all items of an iterable on the left, one by one.', extendLeft),
    method(
      'index(self, value, start: item_index = 0, stop: item_index = sys.maxsize, /)',
      'Position of the first item that equals value; ValueError if there is none.',
      index,
    ),
    method('insert(self, index: size, value, /)', 'Put an item before the given position.', insert),
    method('pop(self, /)', 'Remove and give the rightmost item.', pop),
    method('popleft(self, /)', 'Remove and give the leftmost item.', popLeft),
    method(
      '__reduce__(self, /)',
      'Support for pickling.',
      (self: PyDeque) =>
        new PyTuple([
          self.ob_type,
          self.maxlen < 0 ? new PyTuple([]) : new PyTuple([new PyTuple([]), self.maxlen]),
          callMethod(self, '__getstate__'),
          self.s_iter!(self),
        ]),
    ),
    method('remove(self, value, /)', 'Remove the first item that equals value; ValueError if there is none.', remove),
    method('__reversed__(self, /)', 'An iterator from the right to the left.', (self: PyDeque) => new PyDequeReverseIterator(self)),
    method('reverse(self, /)', 'Turn the order round in place.', reverse),
    method('rotate(self, n: size = 1, /)', 'Move n items from the right end to the left (or back if n is negative).', rotate),
    method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: PyDeque) => 216 + 528 * Math.max(1, Math.ceil(self.size / 64))),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
  ],
  getset: [getset('maxlen', 'Largest length, or None.', (self: PyDeque) => (self.maxlen < 0 ? None : self.maxlen))],
  fast: {
    append$1(this: PyDeque, item: PyObject) {
      return append(this, item);
    },
    appendleft$1(this: PyDeque, item: PyObject) {
      return appendLeft(this, item);
    },
    pop$0(this: PyDeque) {
      return pop(this);
    },
    popleft$0(this: PyDeque) {
      return popLeft(this);
    },
    extend$1(this: PyDeque, iterable: PyObject) {
      return extend(this, iterable);
    },
    clear$0(this: PyDeque) {
      return clear(this);
    },
  },
});

function init(self: PyDeque, args: PyObject[], kwnames: KwNames): void {
  if (args.length > 2) raise(TypeError, `deque() takes at most 2 arguments (${args.length} given)`);
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  let iterable = given > 0 ? args[0] : undefined,
    maxlen = given > 1 ? args[1] : undefined;
  kwnames?.forEach((name, i) => {
    const value = args[given + i]!;
    if (name === 'iterable' && iterable === undefined) iterable = value;
    else if (name === 'maxlen' && maxlen === undefined) maxlen = value;
    else if (name === 'iterable' || name === 'maxlen')
      raise(TypeError, `argument for deque() given by name ('${name}') and position (${name === 'iterable' ? 1 : 2})`);
    else raise(TypeError, `deque() got an unexpected keyword argument '${name}'`);
  });
  let limit = -1;
  if (maxlen !== undefined && maxlen !== None) {
    if (intValue(maxlen) === undefined) raise(TypeError, 'an integer is required');
    limit = asSize(maxlen);
    if (limit < 0) raise(ValueError, 'maxlen must be non-negative');
  }
  self.maxlen = limit;
  if (self.size > 0) clear(self);
  if (iterable !== undefined) extend(self, iterable);
}

function extend(self: PyDeque, iterable: PyObject): PyObject {
  if (iterable === self) for (const item of dequeItems(self)) append(self, item);
  else
    iterate(iterable, (item) => {
      append(self, item);
    });
  return None;
}

function extendLeft(self: PyDeque, iterable: PyObject): PyObject {
  if (iterable === self) for (const item of dequeItems(self)) appendLeft(self, item);
  else
    iterate(iterable, (item) => {
      appendLeft(self, item);
    });
  return None;
}

/** A subclass is copied by calling it, so its own constructor runs. */
function copy(self: PyDeque): PyObject {
  if (self.ob_type === dequeType) {
    const result = new PyDeque();
    result.maxlen = self.maxlen;
    for (let i = 0; i < self.size; i++) append(result, at(self, i));
    return result;
  }
  const result = self.maxlen < 0 ? self.ob_type.c1(self) : self.ob_type.c2(self, self.maxlen);
  if (!(result instanceof PyDeque)) raise(TypeError, `${self.ob_type.shown}() must return a deque, not ${typeName(result)}`);
  return result;
}

function repeatInto(d: PyDeque, n: number): PyObject {
  const items = dequeItems(d);
  clear(d);
  if (n <= 0 || items.length === 0) return d;
  const total = items.length * n;
  if (d.maxlen < 0 && total > MAX_ITEMS) raise(MemoryError, '');
  // With a limit only the last items remain; whole rounds that would be pushed out again are left away.
  const skip = d.maxlen >= 0 && total > d.maxlen ? Math.floor((total - d.maxlen) / items.length) : 0;
  for (let k = skip; k < n; k++) for (const item of items) append(d, item);
  return d;
}

function position(d: PyDeque, key: PyObject): number {
  let i: number;
  if (typeof key === 'number') {
    i = key;
  } else {
    if (key.s_index === undefined) raise(TypeError, `sequence index must be integer, not '${typeName(key)}'`);
    const n = asIndex(key);
    if (typeof n === 'bigint') raise(IndexError, `cannot fit '${typeName(key)}' into an index-sized integer`);
    i = n;
  }
  if (i < 0) i += d.size;
  if (i < 0 || i >= d.size) raise(IndexError, 'deque index out of range');
  return i;
}

/** Position of the first equal item in [start, stop), or -1; the comparisons must leave the deque alone. */
function find(d: PyDeque, value: PyObject, start: number, stop: number): number {
  const { state } = d;
  for (let i = start; i < stop && i < d.size; i++) {
    const same = identicalOrEqual(at(d, i), value);
    if (d.state !== state) raise(RuntimeError, 'deque mutated during iteration');
    if (same) return i;
  }
  return -1;
}

function count(self: PyDeque, value: PyObject): PyObject {
  const { state } = self;
  let n = 0;
  for (let i = 0; i < self.size; i++) {
    if (identicalOrEqual(at(self, i), value)) n++;
    if (self.state !== state) raise(RuntimeError, 'deque mutated during iteration');
  }
  return n;
}

function index(self: PyDeque, value: PyObject, start: number, stop: number): PyObject {
  const [from, to] = searchBounds(self.size, start, stop);
  const i = find(self, value, from, to);
  if (i < 0) raise(ValueError, 'deque.index(x): x not in deque');
  return i;
}

function insert(self: PyDeque, i: number, value: PyObject): PyObject {
  if (self.size === self.maxlen) raise(IndexError, 'deque already at its maximum size');
  if (i >= self.size) return append(self, value);
  if (i <= -self.size || i === 0) return appendLeft(self, value);
  rotate(self, -i);
  if (i < 0) append(self, value);
  else appendLeft(self, value);
  return rotate(self, i);
}

function removeAt(self: PyDeque, i: number): void {
  rotate(self, -i);
  popLeft(self);
  rotate(self, i);
}

function remove(self: PyDeque, value: PyObject): PyObject {
  const { state } = self;
  for (let i = 0; i < self.size; i++) {
    const same = identicalOrEqual(at(self, i), value);
    if (self.state !== state) raise(IndexError, 'deque mutated during remove().');
    if (same) {
      removeAt(self, i);
      return None;
    }
  }
  raise(ValueError, 'deque.remove(x): x not in deque');
}

function reverse(self: PyDeque): PyObject {
  const items = dequeItems(self).reverse();
  const { buf, head } = self;
  for (let i = 0; i < items.length; i++) buf[(head + i) & (buf.length - 1)] = items[i];
  return None;
}

function rotate(self: PyDeque, n: number): PyObject {
  const { size } = self;
  if (size <= 1) return None;
  n %= size;
  if (n < 0) n += size;
  if (n === 0) return None;
  const { buf } = self;
  const mask = buf.length - 1;
  if (n <= size >> 1) {
    for (; n > 0; n--) {
      const from = (self.head + size - 1) & mask;
      const item = buf[from]!;
      buf[from] = undefined;
      self.head = (self.head - 1) & mask;
      buf[self.head] = item;
    }
  } else {
    for (n = size - n; n > 0; n--) {
      const from = self.head;
      const item = buf[from]!;
      buf[from] = undefined;
      self.head = (from + 1) & mask;
      buf[(self.head + size - 1) & mask] = item;
    }
  }
  self.state++;
  return None;
}

/** Compares by iterating both, so a mutation meanwhile is noticed. */
function compare(self: PyObject, other: PyObject, op: CompareOp): PyObject {
  if (!(self instanceof PyDeque && other instanceof PyDeque)) return NotImplemented;
  if ((op === 'eq' || op === 'ne') && self.size !== other.size) return op === 'ne';
  const a = self.s_iter!(self),
    b = other.s_iter!(other);
  for (;;) {
    const x = a.s_next!(a),
      y = b.s_next!(b);
    if (x === undefined || y === undefined) {
      return verdict(x !== undefined ? 1 : y !== undefined ? -1 : 0, op);
    }
    if (identicalOrEqual(x, y)) continue;
    return op === 'eq' ? false : op === 'ne' ? true : richCompare(x, y, op);
  }
}

// --- Iterators

abstract class DequeIterator extends PyBase {
  d: PyDeque;
  i: number;
  left: number;
  state: number;
  constructor(d: PyDeque) {
    super();
    this.d = d;
    this.i = 0;
    this.left = d.size;
    this.state = d.state;
  }
}
export class PyDequeIterator extends DequeIterator {}
export class PyDequeReverseIterator extends DequeIterator {}

function checkState(self: DequeIterator): void {
  if (self.state === self.d.state) return;
  self.left = 0;
  raise(RuntimeError, 'deque mutated during iteration');
}

function makeIterator(Iterator: new (d: PyDeque) => DequeIterator) {
  return (_cls: PyType, args: PyObject[]): PyObject => {
    const [d, start] = args;
    if (d === undefined) raise(TypeError, 'function takes at least 1 argument (0 given)');
    if (!(d instanceof PyDeque)) raise(TypeError, `argument 1 must be collections.deque, not ${typeName(d)}`);
    const it = new Iterator(d);
    it.i = start === undefined ? 0 : Math.max(0, Math.min(asSize(start), d.size));
    it.left -= it.i;
    return it;
  };
}

const iteratorMethods = [
  method('__length_hint__(self, /)', 'How many items are left.', (self: DequeIterator) => self.left),
  method('__reduce__(self, /)', 'Support for pickling.', (self: DequeIterator) => new PyTuple([self.ob_type, new PyTuple([self.d, self.d.size - self.left])])),
];

export const dequeIteratorType = defineType(PyDequeIterator, {
  name: '_deque_iterator',
  module: 'collections',
  slots: {
    new: makeIterator(PyDequeIterator),
    iter: (self: PyDequeIterator) => self,
    next: (self: PyDequeIterator) => {
      checkState(self);
      if (self.left <= 0) return undefined;
      self.left--;
      return at(self.d, self.i++);
    },
  },
  methods: iteratorMethods,
});

export const dequeReverseIteratorType = defineType(PyDequeReverseIterator, {
  name: '_deque_reverse_iterator',
  module: 'collections',
  slots: {
    new: makeIterator(PyDequeReverseIterator),
    iter: (self: PyDequeReverseIterator) => self,
    next: (self: PyDequeReverseIterator) => {
      checkState(self);
      if (self.left <= 0) return undefined;
      self.left--;
      return at(self.d, self.d.size - 1 - self.i++);
    },
  },
  methods: iteratorMethods,
});
