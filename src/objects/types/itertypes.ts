// HOT. enumerate, zip, map, filter, reversed. Bench: bench/iter. CPython: Objects/enumobject.c, Python/bltinmodule.c.
// A StopIteration raised by the mapped function ends the iterator, as it does in CPython, where both look alike.
import { classMethod, defineType, method } from '../declare/type.ts';
import { type PyBase, rooted, type KwNames, type PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, type PyBaseException, type PyList, PyTuple } from '../model/values.ts';
import { DICT } from '../model/flags.ts';
import { lookupMro } from '../model/type.ts';
import { callSpecialValue } from '../ops/slotWrappers.ts';
import { excMatches } from '../ops/exceptions.ts';
import { getIter, length, nextOf } from '../ops/iter.ts';
import { asIndex, typeName } from '../ops/number.ts';
import { raise } from '../ops/raise.ts';
import { isTrue } from '../ops/truth.ts';
import { IndexError, StopIteration, TypeError, ValueError } from './exceptions.ts';
import { FS } from '../frame.ts';
import { boolType } from './bool.ts';
import { PyListReverseIterator, asState, listType } from './list.ts';
import { genericAlias } from './genericalias.ts';

type Next = (self: PyObject) => PyObject | undefined;

/** In a `catch` of `s_next`: a StopIteration is the end, everything else goes on. */
export function stopped(e: unknown, depth: number, handled: PyBaseException | undefined): undefined {
  if (!excMatches(e, StopIteration)) throw e;
  FS.sp = depth;
  FS.exc = handled;
  return undefined;
}

/** Number of positional values among `args`. */
const positional = (args: PyObject[], kwnames: KwNames): number => args.length - (kwnames === undefined ? 0 : kwnames.length);

function noKeywords(name: string, base: PyType, cls: PyType, kwnames: KwNames): void {
  if (kwnames !== undefined && (cls === base || cls.proto.s_init === base.proto.s_init)) raise(TypeError, `${name}() takes no keyword arguments`);
}

function instance<T extends PyBase>(cls: PyType): T {
  return new cls.ctor() as T;
}

// --- enumerate

export class PyEnumerate {
  it: PyObject;
  next: Next;
  n: number | bigint;
  constructor(it: PyObject = None, n: number | bigint = 0) {
    this.it = it;
    this.next = it === None ? (): undefined => undefined : nextOf(it);
    this.n = n;
  }
}
export interface PyEnumerate extends PyBase {}
rooted(PyEnumerate);

export const enumerateType = defineType(PyEnumerate, {
  name: 'enumerate',
  signature: '(iterable, start=0)',
  flags: ['BASETYPE'],
  doc: 'Pairs (position, item) of an iterable, counted from start.',
  slots: {
    new: newEnumerate,
    iter: (self: PyEnumerate) => self,
    next: (self: PyEnumerate) => {
      const item = self.next(self.it);
      if (item === undefined) return undefined;
      const { n } = self;
      self.n = typeof n === 'number' && n < Number.MAX_SAFE_INTEGER ? n + 1 : BigInt(n) + 1n;
      return new PyTuple([n, item]);
    },
  },
  methods: [
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyEnumerate) => new PyTuple([self.ob_type, new PyTuple([self.it, self.n])])),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
  ],
});

function newEnumerate(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const given = positional(args, kwnames);
  let iterable = given > 0 ? args[0] : undefined,
    start = given > 1 ? args[1] : undefined;
  if (args.length > 2) raise(TypeError, `enumerate() takes at most 2 arguments (${args.length} given)`);
  for (let i = 0; kwnames !== undefined && i < kwnames.length; i++) {
    const name = kwnames[i]!;
    if (name === 'iterable' && iterable === undefined) iterable = args[given + i];
    else if (name === 'start' && start === undefined) start = args[given + i];
    else raise(TypeError, `'${name}' is an invalid keyword argument for enumerate()`);
  }
  if (iterable === undefined) raise(TypeError, "enumerate() missing required argument 'iterable'");
  const n = start === undefined ? 0 : asIndex(start);
  if (cls === enumerateType) return new PyEnumerate(getIter(iterable), n);
  const self = instance<PyEnumerate>(cls);
  self.it = getIter(iterable);
  self.next = nextOf(self.it);
  self.n = n;
  return self;
}

// --- zip

export class PyZip {
  its: PyObject[];
  strict: boolean;
  constructor(its: PyObject[] = [], strict = false) {
    this.its = its;
    this.strict = strict;
  }
}
export interface PyZip extends PyBase {}
rooted(PyZip);

export const zipType = defineType(PyZip, {
  name: 'zip',
  signature: '(*iterables, strict=False)',
  flags: ['BASETYPE'],
  doc: 'Tuples of one item from each iterable until the shortest ends; with strict, all must end together.',
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      const n = positional(args, kwnames);
      const strict = strictOption('zip', zipType, cls, args, kwnames, n);
      const its = args.slice(0, n).map(getIter);
      if (cls === zipType) return new PyZip(its, strict);
      const self = instance<PyZip>(cls);
      self.its = its;
      self.strict = strict;
      return self;
    },
    iter: (self: PyZip) => self,
    next: nextZip,
  },
  methods: [
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyZip) => new PyTuple([self.ob_type, new PyTuple(self.its), ...(self.strict ? [true] : [])])),
    method('__setstate__(self, object, /)', 'Support for unpickling.', (self: PyZip, object: PyObject) => {
      self.strict = isTrue(object);
      return None;
    }),
  ],
});

function strictOption(name: string, base: PyType, cls: PyType, args: PyObject[], kwnames: KwNames, n: number): boolean {
  if (kwnames === undefined || (cls !== base && cls.proto.s_init !== base.proto.s_init)) return false;
  const wrong = kwnames.find((k) => k !== 'strict');
  if (wrong !== undefined) raise(TypeError, `${name}() got an unexpected keyword argument '${wrong}'`);
  return isTrue(args[n]!);
}

function nextZip(self: PyZip): PyObject | undefined {
  const { its } = self;
  // fast: two iterables.
  if (its.length === 2) {
    const a = its[0]!.s_next!(its[0]);
    if (a === undefined) return self.strict ? zipEnd(self, 'zip', 0) : undefined;
    const b = its[1]!.s_next!(its[1]);
    if (b === undefined) return self.strict ? zipEnd(self, 'zip', 1) : undefined;
    return new PyTuple([a, b]);
  }
  if (its.length === 0) return undefined;
  const items: PyObject[] = [];
  for (let i = 0; i < its.length; i++) {
    const it = its[i]!;
    const item = it.s_next!(it);
    if (item === undefined) return self.strict ? zipEnd(self, 'zip', i) : undefined;
    items.push(item);
  }
  return new PyTuple(items);
}

/** Iterator `i` ended first: with strict, all before it must have ended too, and all behind it must end now. */
function zipEnd(self: { its: PyObject[] }, name: string, i: number): undefined {
  const plural = (k: number): string => (k === 1 ? ' ' : 's 1-');
  if (i > 0) raise(ValueError, `${name}() argument ${i + 1} is shorter than argument${plural(i)}${i}`);
  for (let k = 1; k < self.its.length; k++) {
    const it = self.its[k]!;
    if (it.s_next!(it) !== undefined) raise(ValueError, `${name}() argument ${k + 1} is longer than argument${plural(k)}${k}`);
  }
  return undefined;
}

// --- map

export class PyMap {
  fn: PyObject;
  its: PyObject[];
  strict: boolean;
  constructor(fn: PyObject = None, its: PyObject[] = [], strict = false) {
    this.fn = fn;
    this.its = its;
    this.strict = strict;
  }
}
export interface PyMap extends PyBase {}
rooted(PyMap);

export const mapType = defineType(PyMap, {
  name: 'map',
  signature: '(function, iterable, /, *iterables, strict=False)',
  flags: ['BASETYPE'],
  doc: 'The results of a function on the items of one or more iterables.',
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      const n = positional(args, kwnames);
      const strict = strictOption('map', mapType, cls, args, kwnames, n);
      if (n < 2) raise(TypeError, 'map() must have at least two arguments.');
      const its = args.slice(1, n).map(getIter);
      if (cls === mapType) return new PyMap(args[0], its, strict);
      const self = instance<PyMap>(cls);
      self.fn = args[0]!;
      self.its = its;
      self.strict = strict;
      return self;
    },
    iter: (self: PyMap) => self,
    next: nextMap,
  },
  methods: [
    method(
      '__reduce__(self, /)',
      'Support for pickling.',
      (self: PyMap) => new PyTuple([self.ob_type, new PyTuple([self.fn, ...self.its]), ...(self.strict ? [true] : [])]),
    ),
    method('__setstate__(self, object, /)', 'Support for unpickling.', (self: PyMap, object: PyObject) => {
      self.strict = isTrue(object);
      return None;
    }),
  ],
});

function nextMap(self: PyMap): PyObject | undefined {
  const { its } = self;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    // fast: one iterable.
    if (its.length === 1) {
      const it = its[0]!;
      const item = it.s_next!(it);
      return item === undefined ? undefined : self.fn.c1(item);
    }
    const items: PyObject[] = [];
    for (let i = 0; i < its.length; i++) {
      const it = its[i]!;
      const item = it.s_next!(it);
      if (item === undefined) return self.strict ? zipEnd(self, 'map', i) : undefined;
      items.push(item);
    }
    return items.length === 2 ? self.fn.c2(items[0]!, items[1]!) : self.fn.cN(items);
  } catch (e) {
    return stopped(e, depth, handled);
  }
}

// --- filter

export class PyFilter {
  /** undefined: the truth of the item itself decides. */
  fn: PyObject;
  it: PyObject;
  constructor(fn: PyObject = None, it: PyObject = None) {
    this.fn = fn;
    this.it = it;
  }
}
export interface PyFilter extends PyBase {}
rooted(PyFilter);

export const filterType = defineType(PyFilter, {
  name: 'filter',
  signature: '(function, iterable, /)',
  flags: ['BASETYPE'],
  doc: 'The items of an iterable for which the function (or, with None, the item itself) is true.',
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      noKeywords('filter', filterType, cls, kwnames);
      const n = positional(args, kwnames);
      if (n !== 2) raise(TypeError, `filter expected 2 arguments, got ${n}`);
      const it = getIter(args[1]!);
      if (cls === filterType) return new PyFilter(args[0], it);
      const self = instance<PyFilter>(cls);
      self.fn = args[0]!;
      self.it = it;
      return self;
    },
    iter: (self: PyFilter) => self,
    next: (self: PyFilter) => {
      const { fn, it } = self;
      const plain = fn === None || fn === boolType;
      const depth = FS.sp,
        handled = FS.exc;
      try {
        for (;;) {
          const item = it.s_next!(it);
          if (item === undefined) return undefined;
          if (isTrue(plain ? item : fn.c1(item))) return item;
        }
      } catch (e) {
        return stopped(e, depth, handled);
      }
    },
  },
  methods: [method('__reduce__(self, /)', 'Support for pickling.', (self: PyFilter) => new PyTuple([self.ob_type, new PyTuple([self.fn, self.it])]))],
});

// --- reversed

export class PyReversed {
  seq: PyObject | undefined;
  i: number;
  constructor(seq: PyObject | undefined = undefined, i = -1) {
    this.seq = seq;
    this.i = i;
  }
}
export interface PyReversed extends PyBase {}
rooted(PyReversed);

export const reversedType = defineType(PyReversed, {
  name: 'reversed',
  signature: '(sequence, /)',
  flags: ['BASETYPE'],
  doc: 'An iterator over a sequence from the last item to the first.',
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      noKeywords('reversed', reversedType, cls, kwnames);
      const n = positional(args, kwnames);
      if (n !== 1) raise(TypeError, `reversed expected 1 argument, got ${n}`);
      return makeReversed(cls, args[0]!);
    },
    iter: (self: PyReversed) => self,
    next: nextReversed,
  },
  methods: [
    method('__length_hint__(self, /)', 'How many items are left, by estimate.', (self: PyReversed) => {
      const left = self.i + 1;
      return self.seq === undefined || length(self.seq) < left ? 0 : left;
    }),
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyReversed) =>
      self.seq === undefined || self.i < 0
        ? new PyTuple([self.ob_type, new PyTuple([new PyTuple([])])])
        : new PyTuple([self.ob_type, new PyTuple([self.seq]), self.i]),
    ),
    method('__setstate__(self, object, /)', 'Support for unpickling.', (self: PyReversed, object: PyObject) => {
      const i = asState(object);
      if (self.seq !== undefined) self.i = Math.max(-1, Math.min(i, length(self.seq) - 1));
      return None;
    }),
  ],
});

function makeReversed(cls: PyType, seq: PyObject): PyObject {
  if (seq.ob_type === listType) return new PyListReverseIterator(seq as PyList);
  const hook = lookupMro(seq.ob_type, '__reversed__');
  if (hook === None) raise(TypeError, `'${typeName(seq)}' object is not reversible`);
  if (hook !== undefined) return callSpecialValue(hook, seq, []);
  if (seq.s_getitem === undefined || (seq.tflags & DICT) !== 0) raise(TypeError, `'${typeName(seq)}' object is not reversible`);
  if (cls === reversedType) return new PyReversed(seq, length(seq) - 1);
  const self = instance<PyReversed>(cls);
  self.seq = seq;
  self.i = length(seq) - 1;
  return self;
}

function nextReversed(self: PyReversed): PyObject | undefined {
  const { seq } = self;
  if (seq === undefined || self.i < 0) return undefined;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    const item = seq.s_getitem!(seq, self.i);
    self.i--;
    return item;
  } catch (e) {
    self.seq = undefined;
    self.i = -1;
    if (!excMatches(e, IndexError) && !excMatches(e, StopIteration)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}
