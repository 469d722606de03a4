// types.SimpleNamespace: an object that is nothing but its attributes. CPython: Objects/namespaceobject.c.
import { compareSlots, defineType, hidden, method, type CompareOp } from '../declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { NotImplemented, PyTuple } from '../model/values.ts';
import type { PyDict } from '../model/dict.ts';
import { setattr } from '../ops/attr.ts';
import { richCompare } from '../ops/compare.ts';
import { repr } from '../ops/repr.ts';
import { recursionGuard } from '../ops/recursion.ts';
import { raise } from '../ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { TypeError } from './exceptions.ts';
import { dictEntries, dictKeys, dictSet } from './dictStore.ts';
import { dictUpdate } from './dict.ts';
import { PyDict as Dict } from '../model/dict.ts';
import { instanceDict, qualifiedName } from './object.ts';

export class PyNamespace extends PyBase {}

export const namespaceType = defineType(PyNamespace, {
  name: 'SimpleNamespace',
  signature: '(mapping_or_iterable=(), /, **kwargs)',
  module: 'types',
  flags: ['BASETYPE', 'HAS_DICT'],
  doc: 'A simple attribute-based namespace.',
  unhashable: true,
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init,
    repr: (self: PyNamespace) => {
      const name = self.ob_type === namespaceType ? 'namespace' : self.ob_type.name;
      return strFromJs(
        recursionGuard(self, `${name}(...)`, () => {
          const items = dictEntries(instanceDict(self)).filter(([key]) => isStr(key) && key !== '');
          return `${name}(${items.map(([key, value]) => `${jsFromStr(key as string)}=${repr(value)}`).join(', ')})`;
        }),
      );
    },
    ...compareSlots((self: PyObject, other: PyObject, op: CompareOp) =>
      self instanceof PyNamespace && other instanceof PyNamespace ? richCompare(instanceDict(self), instanceDict(other), op) : NotImplemented,
    ),
  },
  methods: [
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyNamespace) => new PyTuple([self.ob_type, new PyTuple([]), instanceDict(self)])),
    method('__replace__(self, /, **changes)', 'A copy with some attributes replaced.', (self: PyNamespace, changes: PyDict) => {
      const copy = self.ob_type.c0();
      if (!(copy instanceof PyNamespace))
        raise(
          TypeError,
          `expect types.SimpleNamespace type, but ${qualifiedName(self.ob_type).replace(/^__main__\./, '')}() returned '${copy.ob_type.name}' object`,
        );
      const dict = instanceDict(copy);
      for (const [key, value] of dictEntries(instanceDict(self))) dictSet(dict, key, value);
      for (const [key, value] of dictEntries(changes)) dictSet(dict, key, value);
      return copy;
    }),
  ],
});
// Plain stores of emitted code are right for instances: there is a `__dict__` and no `__setattr__` of its own.
hidden(PyNamespace.prototype, 'pl', true);

function init(self: PyNamespace, args: PyObject[], kwnames: KwNames): void {
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  if (given > 1) raise(TypeError, `${self.ob_type.name} expected at most 1 argument, got ${given}`);
  if (given === 1) {
    const source = new Dict();
    dictUpdate(source, args[0]!);
    if (!dictKeys(source).every(isStr)) raise(TypeError, 'keywords must be strings');
    for (const [key, value] of dictEntries(source)) setattr(self, jsFromStr(key as string), value);
  }
  if (kwnames !== undefined) for (let i = 0; i < kwnames.length; i++) setattr(self, kwnames[i]!, args[given + i]!);
}

/** A SimpleNamespace with the given attributes. */
export function newNamespace(attributes: Record<string, PyObject>): PyNamespace {
  const ns = new PyNamespace();
  for (const [name, value] of Object.entries(attributes)) setattr(ns, name, value);
  return ns;
}
