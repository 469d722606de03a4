// HOT. The wrapper that functools.lru_cache makes. Bench: bench/lru. CPython: Modules/_functoolsmodule.c.
// - One exact int or str without keywords is its own key; other calls use a tuple of all arguments.
// - With a limit the links form a ring, least recently used first behind `root`; the dict leads from key to link.
// - The function may call itself or clear the cache: the cache is asked again after each computation.
import { defineType, method } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { PyDict } from '../../objects/model/dict.ts';
import { PyMethod } from '../../objects/model/function.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { callObject, isCallable } from '../../objects/ops/call.ts';
import { asSize, isInt } from '../../objects/ops/number.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { hash } from '../../objects/ops/hash.ts';
import { dictClear, dictGet, dictPop, dictSet, dictSize } from '../../objects/types/dictStore.ts';

class Link extends PyBase {
  prev: Link;
  next: Link;
  key: PyObject;
  value: PyObject;
  constructor(key: PyObject, value: PyObject) {
    super();
    this.prev = this.next = this;
    this.key = key;
    this.value = value;
  }
}

/** Stands between positional and keyword arguments in keys. */
const keywordMark = new PyBase();

export class PyLruCache extends PyBase {
  fn: PyObject;
  /** -1 = no limit. */
  maxsize: number;
  typed: boolean;
  infoType: PyObject;
  /** key → result, or key → link with a limit. */
  cache: PyDict;
  root: Link;
  hits: number;
  misses: number;
  constructor() {
    super();
    this.fn = None;
    this.maxsize = -1;
    this.typed = false;
    this.infoType = None;
    this.cache = new PyDict();
    this.root = new Link(None, None);
    this.hits = 0;
    this.misses = 0;
  }
  override c0(): PyObject {
    return callCached(this, [], undefined);
  }
  override c1(a: PyObject): PyObject {
    if (this.maxsize < 0 && !this.typed && (typeof a === 'number' || typeof a === 'string')) {
      const hit = dictGet(this.cache, a);
      if (hit !== undefined) {
        this.hits++;
        return hit;
      }
      this.misses++;
      const value = this.fn.c1(a);
      dictSet(this.cache, a, value);
      return value;
    }
    return callCached(this, [a], undefined);
  }
  override c2(a: PyObject, b: PyObject): PyObject {
    return callCached(this, [a, b], undefined);
  }
  override c3(a: PyObject, b: PyObject, c: PyObject): PyObject {
    return callCached(this, [a, b, c], undefined);
  }
}

export const lruCacheType: PyType = defineType(PyLruCache, {
  name: '_lru_cache_wrapper',
  module: 'functools',
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A function that remembers its results.',
  slots: {
    new: newCache,
    call: callCached,
    get: (self: PyLruCache, obj: PyObject | undefined) => (obj === undefined || obj === None ? self : new PyMethod(self, obj)),
  },
  methods: [
    method('cache_info(self, /)', 'Hits, misses, limit and present size.', (self: PyLruCache) =>
      self.infoType.c4(self.hits, self.misses, self.maxsize < 0 ? None : self.maxsize, dictSize(self.cache)),
    ),
    method('cache_clear(self, /)', 'Forget all results and figures.', (self: PyLruCache) => {
      self.hits = self.misses = 0;
      dictClear(self.cache);
      self.root = new Link(None, None);
      return None;
    }),
    method('__reduce__(self, /)', null, (self: PyLruCache) => getattr(self, '__qualname__')),
    method('__copy__(self, /)', null, (self: PyLruCache) => self),
    method('__deepcopy__(self, memo, /)', null, (self: PyLruCache) => self),
  ],
});

const parameters = ['user_function', 'maxsize', 'typed', 'cache_info_type'];

function newCache(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  const values: (PyObject | undefined)[] = args.slice(0, given);
  kwnames?.forEach((name, i) => {
    const at = parameters.indexOf(name);
    if (at < 0) raise(TypeError, `lru_cache() got an unexpected keyword argument '${name}'`);
    values[at] = args[given + i];
  });
  parameters.forEach((name, i) => {
    if (values[i] === undefined) raise(TypeError, `lru_cache() missing required argument '${name}' (pos ${i + 1})`);
  });
  const [fn, maxsize, typed, infoType] = values as [PyObject, PyObject, PyObject, PyObject];
  if (!isCallable(fn)) raise(TypeError, 'the first argument must be callable');
  if (maxsize !== None && !isInt(maxsize) && maxsize.s_index === undefined) raise(TypeError, 'maxsize should be integer or None');
  const self = new cls.ctor() as PyLruCache;
  self.fn = fn;
  self.maxsize = maxsize === None ? -1 : Math.max(0, asSize(maxsize));
  self.typed = isTrue(typed);
  self.infoType = infoType;
  return self;
}

function makeKey(args: readonly PyObject[], kwnames: KwNames, typed: boolean): PyObject {
  if (kwnames === undefined && !typed) {
    if (args.length === 1) {
      const [only] = args;
      if (typeof only === 'number' || typeof only === 'string' || typeof only === 'bigint') return only;
    }
    return new PyTuple(args.slice());
  }
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  const key = args.slice(0, given);
  if (kwnames !== undefined) {
    key.push(keywordMark);
    kwnames.forEach((name, i) => key.push(strFromJs(name), args[given + i]!));
  }
  if (typed) for (const arg of args) key.push(arg.ob_type);
  return new PyTuple(key);
}

function callCached(self: PyLruCache, args: PyObject[], kwnames: KwNames): PyObject {
  if (self.maxsize === 0) {
    self.misses++;
    return callObject(self.fn, args, kwnames);
  }
  const key = makeKey(args, kwnames, self.typed);
  // Unhashable arguments are reported as such, without the words of dict.
  if (typeof key === 'object') hash(key);
  return self.maxsize < 0 ? unlimited(self, key, args, kwnames) : limited(self, key, args, kwnames);
}

function unlimited(self: PyLruCache, key: PyObject, args: PyObject[], kwnames: KwNames): PyObject {
  const hit = dictGet(self.cache, key);
  if (hit !== undefined) {
    self.hits++;
    return hit;
  }
  self.misses++;
  const value = callObject(self.fn, args, kwnames);
  dictSet(self.cache, key, value);
  return value;
}

function limited(self: PyLruCache, key: PyObject, args: PyObject[], kwnames: KwNames): PyObject {
  const link = dictGet(self.cache, key) as Link | undefined;
  if (link !== undefined) {
    unlink(link);
    append(self.root, link);
    self.hits++;
    return link.value;
  }
  self.misses++;
  const value = callObject(self.fn, args, kwnames);
  // The call itself may have stored this key.
  if (dictGet(self.cache, key) !== undefined) return value;
  if (dictSize(self.cache) >= self.maxsize) {
    const oldest = self.root.next;
    if (oldest !== self.root) {
      unlink(oldest);
      dictPop(self.cache, oldest.key);
    }
  }
  const fresh = new Link(key, value);
  dictSet(self.cache, key, fresh);
  append(self.root, fresh);
  return value;
}

function unlink(link: Link): void {
  link.prev.next = link.next;
  link.next.prev = link.prev;
}

/** The most recently used link stands before the root. */
function append(root: Link, link: Link): void {
  const last = root.prev;
  last.next = link;
  root.prev = link;
  link.prev = last;
  link.next = root;
}
