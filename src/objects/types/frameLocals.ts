// FrameLocalsProxy: what `frame.f_locals` of a function is, a mapping that reads and writes its variables while it runs (PEP 667). Names that
// are no variables of the function are kept beside them. CPython: Objects/frameobject.c (framelocalsproxy_*).
// Functions in form S hand out no variables: their mapping has only what was put there.
import { defineType, compareSlots, make, method, type CompareOp } from '../declare/type.ts';
import { PyBase, type PyObject } from '../model/object.ts';
import { MAPPING } from '../model/flags.ts';
import { PyDict } from '../model/dict.ts';
import { None, NotImplemented, PyList, PyTuple } from '../model/values.ts';
import type { LocalsHook } from '../frame.ts';
import { equal, richCompare } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { getIter } from '../ops/iter.ts';
import { repr } from '../ops/repr.ts';
import { raise, raiseWith } from '../ops/raise.ts';
import { strFromJs } from '../ops/strings.ts';
import { typeName } from '../ops/number.ts';
import { recursionGuard } from '../ops/recursion.ts';
import { PyFrame, proxyOf } from './frame.ts';
import { KeyError, TypeError, ValueError } from './exceptions.ts';
import { dictUpdate } from './dict.ts';
import { dictDelete, dictEntries, dictGet, dictKeys, dictSet, dictSetStr, newDict } from './dictStore.ts';

export class PyFrameLocals extends PyBase {
  hook: LocalsHook | undefined;
  extra: PyDict | undefined = undefined;
  constructor(hook: LocalsHook | undefined) {
    super();
    this.hook = hook;
  }
}

/** All that is there now, as a dict: `locals()`. */
export function localsSnapshot(self: PyFrameLocals): PyDict {
  const d = newDict();
  const [names, values] = self.hook?.get() ?? [[], []];
  names.forEach((name, i) => {
    if (values[i] !== undefined) dictSetStr(d, name, values[i] as PyObject);
  });
  if (self.extra !== undefined) dictUpdate(d, self.extra as PyObject);
  return d;
}

/** The variable's name, undefined where `key` is none. Keys are looked up as in a dict: by hash and equality. */
function variable(self: PyFrameLocals, key: PyObject): string | undefined {
  const names = self.hook === undefined ? [] : self.hook.get()[0];
  if (typeof key === 'string') return names.includes(key) ? key : undefined;
  const h = hash(key);
  return names.find((name) => hash(strFromJs(name)) === h && equal(key, strFromJs(name)));
}

function lookup(self: PyFrameLocals, key: PyObject): PyObject | undefined {
  const name = variable(self, key);
  if (name === undefined) return self.extra === undefined ? undefined : dictGet(self.extra, key);
  const [names, values] = self.hook!.get();
  return values[names.indexOf(name)] as PyObject | undefined;
}

function store(self: PyFrameLocals, key: PyObject, value: PyObject): void {
  const name = variable(self, key);
  if (name !== undefined) self.hook!.set(name, value);
  else dictSet((self.extra ??= newDict()), key, value);
}

function remove(self: PyFrameLocals, key: PyObject): PyObject | undefined {
  if (variable(self, key) !== undefined) raise(ValueError, 'cannot remove local variables from FrameLocalsProxy');
  const value = self.extra === undefined ? undefined : dictGet(self.extra, key);
  if (value !== undefined) dictDelete(self.extra!, key);
  return value;
}

function update(self: PyFrameLocals, other: PyObject): boolean {
  const d = asDict(other);
  if (!(d instanceof PyDict)) return false;
  for (const [key, value] of dictEntries(d)) store(self, key, value);
  return true;
}

const asDict = (v: PyObject): PyObject => (v instanceof PyFrameLocals ? (localsSnapshot(v) as PyObject) : v);

export const frameLocalsType = defineType(PyFrameLocals, {
  name: 'FrameLocalsProxy',
  flags: ['MAPPING'],
  unhashable: true,
  make: make('FrameLocalsProxy(*args, **kwargs)', (_cls, args: PyObject[]) => {
    const [frame] = args;
    if (args.length !== 1) raise(TypeError, `FrameLocalsProxy expected 1 argument, got ${args.length}`);
    if (!(frame instanceof PyFrame)) raise(TypeError, `expect frame, not ${typeName(frame!)}`);
    return proxyOf(frame);
  }),
  slots: {
    repr: (self: PyFrameLocals) => strFromJs(recursionGuard(self, '{...}', () => repr(localsSnapshot(self) as PyObject))),
    len: (self: PyFrameLocals) => dictKeys(localsSnapshot(self)).length,
    iter: (self: PyFrameLocals) => getIter(new PyList(dictKeys(localsSnapshot(self)))),
    contains: (self: PyFrameLocals, key: PyObject) => lookup(self, key) !== undefined,
    getitem: (self: PyFrameLocals, key: PyObject) => lookup(self, key) ?? raiseWith(KeyError, key),
    setitem: store,
    delitem: (self: PyFrameLocals, key: PyObject) => {
      if (remove(self, key) === undefined) raiseWith(KeyError, key);
    },
    ...compareSlots((self: PyFrameLocals, other: PyObject, op: CompareOp) => {
      if (op !== 'eq' && op !== 'ne') return NotImplemented;
      if (other instanceof PyFrameLocals) return (self.hook === other.hook) === (op === 'eq');
      return richCompare(localsSnapshot(self) as PyObject, other, op);
    }),
    or: (self: PyObject, other: PyObject) => merged(self, other),
    ror: (self: PyObject, other: PyObject) => merged(other, self),
    ior: (self: PyObject, other: PyObject) => {
      return update(self as PyFrameLocals, other) ? self : NotImplemented;
    },
  },
  methods: [
    method('get(self, key, default = None, /)', null, (self: PyFrameLocals, key: PyObject, fallback: PyObject) => lookup(self, key) ?? fallback),
    method('keys(self, /)', null, (self: PyFrameLocals) => new PyList(dictKeys(localsSnapshot(self)))),
    method('values(self, /)', null, (self: PyFrameLocals) => new PyList(dictEntries(localsSnapshot(self)).map(([, value]) => value))),
    method('items(self, /)', null, (self: PyFrameLocals) => new PyList(dictEntries(localsSnapshot(self)).map((entry) => new PyTuple(entry)))),
    method('copy(self, /)', null, (self: PyFrameLocals) => localsSnapshot(self)),
    method('setdefault(self, key, default = None, /)', null, (self: PyFrameLocals, key: PyObject, value: PyObject) => {
      const known = lookup(self, key);
      if (known === undefined) store(self, key, value);
      return known ?? value;
    }),
    method(
      'pop(self, key, default = ?, /)',
      null,
      (self: PyFrameLocals, key: PyObject, fallback: PyObject | undefined) => remove(self, key) ?? fallback ?? raiseWith(KeyError, key),
    ),
    method('update(self, other, /)', null, (self: PyFrameLocals, other: PyObject) => {
      if (!update(self, other)) raise(TypeError, 'update() argument must be dict or another FrameLocalsProxy');
      return None;
    }),
    method('__reversed__(self, /)', null, (self: PyFrameLocals) => new PyList(dictKeys(localsSnapshot(self)).reverse())),
  ],
});

function merged(a: PyObject, b: PyObject): PyObject {
  for (const v of [a, b])
    if ((asDict(v).tflags & MAPPING) === 0) return raise(TypeError, `unsupported operand type(s) for |: '${typeName(a)}' and '${typeName(b)}'`);
  const d = newDict();
  dictUpdate(d, asDict(a));
  dictUpdate(d, asDict(b));
  return d;
}
