// HOT. functools.partial and Placeholder. Bench: bench/calls. CPython: Modules/_functoolsmodule.c.
// - `args` may hold Placeholder; `holes` counts them. Calls fill the holes first, further positional values follow.
// - `c0 … c2` are fast ways for partials without holes and keywords; a subclass with its own `__call__` is asked first.
import { classMethod, defineType, member, method } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { PyMethod } from '../../objects/model/function.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { TUPLE } from '../../objects/model/flags.ts';
import { callObject, isCallable } from '../../objects/ops/call.ts';
import { repr, str } from '../../objects/ops/repr.ts';
import { recursionGuard } from '../../objects/ops/recursion.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { dictCopy, dictEntries, dictMerge, dictSetStr, dictSize, newDict } from '../../objects/types/dictStore.ts';
import { dictType, isDict } from '../../objects/types/dict.ts';
import { instanceDict, setInstanceDict } from '../../objects/types/object.ts';
import { EMPTY_TUPLE, newTuple, tupleType } from '../../objects/types/tuple.ts';
import { genericAlias } from '../../objects/types/genericalias.ts';

class PyPlaceholder extends PyBase {}
export const Placeholder = new PyPlaceholder();

export const placeholderType = defineType(PyPlaceholder, {
  name: '_PlaceholderType',
  module: 'functools',
  doc: 'The type of Placeholder, which stands for a positional argument that a partial leaves open.',
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) =>
      args.length > 0 || kwnames !== undefined ? raise(TypeError, 'PlaceholderType takes no arguments') : Placeholder,
    repr: () => 'Placeholder',
  },
  methods: [method('__reduce__(self, /)', null, () => 'Placeholder')],
});

export class PyPartial extends PyBase {
  fn: PyObject;
  /** The positional arguments; `tuple` holds the same array. */
  args: PyObject[];
  tuple: PyTuple;
  /** Keywords by name, also as the parallel arrays that a call needs. */
  keywords: PyDict;
  holes: number;
  constructor() {
    super();
    this.fn = None;
    this.args = [];
    this.tuple = EMPTY_TUPLE;
    this.keywords = newDict();
    this.holes = 0;
  }
  override c0(): PyObject {
    const { args, fn } = this;
    if (this.s_call === callPartial && this.holes === 0 && dictSize(this.keywords) === 0) {
      if (args.length === 1) return fn.c1(args[0]!);
      if (args.length === 2) return fn.c2(args[0]!, args[1]!);
      return fn.cN(args.slice());
    }
    return this.s_call!(this, [], undefined);
  }
  override c1(a: PyObject): PyObject {
    const { args, fn } = this;
    if (this.s_call === callPartial && this.holes === 0 && dictSize(this.keywords) === 0) {
      if (args.length === 1) return fn.c2(args[0]!, a);
      if (args.length === 2) return fn.c3(args[0]!, args[1]!, a);
      if (args.length === 0) return fn.c1(a);
    }
    return this.s_call!(this, [a], undefined);
  }
  override c2(a: PyObject, b: PyObject): PyObject {
    const { args, fn } = this;
    if (this.s_call === callPartial && this.holes === 0 && dictSize(this.keywords) === 0) {
      if (args.length === 1) return fn.c3(args[0]!, a, b);
      if (args.length === 0) return fn.c2(a, b);
    }
    return this.s_call!(this, [a, b], undefined);
  }
}

export const partialType: PyType = defineType(PyPartial, {
  name: 'partial',
  signature: '(func, /, *args, **keywords)',
  module: 'functools',
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A function with some arguments filled in already.',
  slots: {
    new: newPartial,
    call: callPartial,
    repr: reprPartial,
    get: (self: PyPartial, obj: PyObject | undefined) => (obj === undefined || obj === None ? self : new PyMethod(self, obj)),
  },
  methods: [
    method('__reduce__(self, /)', null, (self: PyPartial) => {
      const dict = instanceDict(self);
      return new PyTuple([self.ob_type, new PyTuple([self.fn]), new PyTuple([self.fn, self.tuple, self.keywords, dictSize(dict) > 0 ? dict : None])]);
    }),
    method('__setstate__(self, object, /)', null, setState),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
  ],
  getset: [
    member('func', 'The function.', (self: PyPartial) => self.fn),
    member('args', 'Positional arguments for it.', (self: PyPartial) => self.tuple),
    member('keywords', 'Keyword arguments for it.', (self: PyPartial) => self.keywords),
  ],
});

const countHoles = (args: readonly PyObject[]): number => args.reduce<number>((n, arg) => (arg === Placeholder ? n + 1 : n), 0);

function newPartial(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  if (given === 0) raise(TypeError, "type 'partial' takes at least one argument");
  let fn = args[0]!;
  if (!isCallable(fn)) raise(TypeError, 'the first argument must be callable');
  let own = args.slice(1, given);
  if (own.length > 0 && own[own.length - 1] === Placeholder) raise(TypeError, 'trailing Placeholders are not allowed');
  const keywords = newDict();
  // A partial of a plain partial is one partial.
  if (fn instanceof PyPartial && fn.s_call === callPartial && dictSize(instanceDict(fn)) === 0) {
    const inner: PyPartial = fn;
    own = fill(inner.args, own);
    dictMerge(keywords, inner.keywords);
    fn = inner.fn;
  }
  kwnames?.forEach((name, i) => {
    const value = args[given + i]!;
    if (value === Placeholder) raise(TypeError, 'Placeholder cannot be passed as a keyword argument');
    dictSetStr(keywords, name, value);
  });
  const self = new cls.ctor() as PyPartial;
  self.fn = fn;
  self.args = own;
  self.tuple = newTuple(own);
  self.keywords = keywords;
  self.holes = countHoles(own);
  return self;
}

/** `args` with its holes filled from `more`; what is left of `more` follows. */
function fill(args: readonly PyObject[], more: readonly PyObject[]): PyObject[] {
  let next = 0;
  const out = args.map((arg) => (arg === Placeholder && next < more.length ? more[next++]! : arg));
  return [...out, ...more.slice(next)];
}

function callPartial(self: PyPartial, args: PyObject[], kwnames: KwNames): PyObject {
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  if (given < self.holes) raise(TypeError, `missing positional arguments in 'partial' call; expected at least ${self.holes}, got ${given}`);
  const values = kwnames === undefined ? args : args.slice(0, given);
  const all = self.holes === 0 ? [...self.args, ...values] : fill(self.args, values);
  let { keywords } = self;
  if (dictSize(keywords) === 0) {
    if (kwnames === undefined) return callObject(self.fn, all);
    return self.fn.cK([...all, ...args.slice(given)], kwnames);
  }
  if (kwnames !== undefined) {
    keywords = dictCopy(keywords);
    kwnames.forEach((name, i) => dictSetStr(keywords, name, args[given + i]!));
  }
  const names: string[] = [];
  for (const [key, value] of dictEntries(keywords)) {
    if (!isStr(key)) raise(TypeError, 'keywords must be strings');
    names.push(jsFromStr(key));
    all.push(value);
  }
  return self.fn.cK(all, names);
}

function reprPartial(self: PyPartial): PyObject {
  return strFromJs(
    recursionGuard(self, '...', () => {
      // The reprs may call __setstate__: what is shown is the state at the start.
      const { fn, args, keywords } = self;
      const parts = [repr(fn), ...args.map(repr), ...dictEntries(keywords).map(([key, value]) => `${str(key)}=${repr(value)}`)];
      return `${typeText(self)}(${parts.join(', ')})`;
    }),
  );
}

function typeText(self: PyPartial): string {
  const type = self.ob_type;
  const module = type.dict.get('__module__');
  return `${type === partialType ? 'functools' : module === undefined ? type.module : str(module)}.${type.qualname}`;
}

function setState(self: PyPartial, state: PyObject): PyObject {
  const parts = (state.tflags & TUPLE) !== 0 ? (state as PyTuple).ta : [];
  const [fn, args, keywords, dict] = parts;
  if (parts.length !== 4 || !isCallable(fn!) || (args!.tflags & TUPLE) === 0 || (keywords !== None && !isDict(keywords!)) || (dict !== None && !isDict(dict!)))
    raise(TypeError, 'invalid partial state');
  const items = (args as PyTuple).ta.slice();
  if (items[items.length - 1] === Placeholder) raise(TypeError, 'trailing Placeholders are not allowed');
  self.fn = fn!;
  self.args = items;
  self.tuple = args!.ob_type === tupleType ? (args as PyTuple) : newTuple(items);
  self.holes = countHoles(items);
  self.keywords = keywords === None ? newDict() : keywords!.ob_type === dictType ? (keywords as PyDict) : dictCopy(keywords as PyDict);
  if (dict !== None) setInstanceDict(self, dict as PyDict);
  else if (dictSize(instanceDict(self)) > 0) setInstanceDict(self, newDict());
  return None;
}
