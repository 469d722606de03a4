// defaultdict: a dict whose absent keys are made by a factory. CPython: Modules/_collectionsmodule.c (defdict_*).
import { classMethod, defineType, member, method } from '../../objects/declare/type.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import { lookupMro, type PyType } from '../../objects/model/type.ts';
import { PyDict } from '../../objects/model/dict.ts';
import { None, NotImplemented, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { callSpecialValue } from '../../objects/ops/slotWrappers.ts';
import { isCallable } from '../../objects/ops/call.ts';
import { getIter } from '../../objects/ops/iter.ts';
import { jsFromStr, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { repr } from '../../objects/ops/repr.ts';
import { recursionGuard } from '../../objects/ops/recursion.ts';
import { raise, raiseWith } from '../../objects/ops/raise.ts';
import { KeyError, TypeError } from '../../objects/types/exceptions.ts';
import { dictGet, dictMerge, dictSetDefault } from '../../objects/types/dictStore.ts';
import { dictType, dictUpdate, isDict, updateFromCall } from '../../objects/types/dict.ts';
import { genericAlias } from '../../objects/types/genericalias.ts';

export class PyDefaultDict extends PyDict {
  factory: PyObject;
  constructor() {
    super();
    this.factory = None;
  }
}

export const defaultDictType = defineType(PyDefaultDict, {
  name: 'defaultdict',
  module: 'collections',
  base: () => dictType,
  flags: ['BASETYPE'],
  doc: 'defaultdict(default_factory=None, /, [...]): default_factory() makes the value of a key that d[key] does not find.',
  unhashable: true,
  slots: {
    init: (self: PyDefaultDict, args: PyObject[], kwnames: KwNames) => {
      const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
      const factory = given > 0 ? args[0]! : None;
      if (factory !== None && !isCallable(factory)) raise(TypeError, 'first argument must be callable or None');
      self.factory = factory;
      updateFromCall(self, given > 0 ? args.slice(1) : args, kwnames, 'dict');
    },
    repr: (self: PyDefaultDict) => {
      const base = jsFromStr(dictType.proto.s_repr(self) as PyStr);
      const factory = recursionGuard(self.factory, '...', () => repr(self.factory));
      return strFromJs(`${self.ob_type.name}(${factory}, ${base})`);
    },
    getitem: (self: PyDefaultDict, key: PyObject) => {
      const value = dictGet(self, key);
      if (value !== undefined) return value;
      if (self.ob_type === defaultDictType) return missing(self, key);
      return callSpecialValue(lookupMro(self.ob_type, '__missing__')!, self, [key]);
    },
    or: (self: PyObject, other: PyObject) => {
      if (!isDict(self) || !isDict(other)) return NotImplemented;
      const [own, isLeft] = self instanceof PyDefaultDict ? [self, true] : [other as PyDefaultDict, false];
      const result = copy(own, isLeft ? undefined : self);
      dictUpdate(result as PyDict, other);
      return result;
    },
    ror: (self: PyObject, other: PyObject) => {
      if (!(self instanceof PyDefaultDict) || !isDict(other)) return NotImplemented;
      const result = copy(self, other);
      dictUpdate(result as PyDict, self);
      return result;
    },
  },
  methods: [
    method('__missing__(self, object, /)', 'The value for an absent key: default_factory() is called and kept, KeyError without one.', missing),
    method('copy(self, /)', 'A shallow copy.', (self: PyDefaultDict) => copy(self, undefined)),
    method('__copy__(self, /)', 'A shallow copy.', (self: PyDefaultDict) => copy(self, undefined)),
    method(
      '__reduce__(self, /)',
      'Support for pickling.',
      (self: PyDefaultDict) =>
        new PyTuple([self.ob_type, self.factory === None ? new PyTuple([]) : new PyTuple([self.factory]), None, None, getIter(callMethod(self, 'items'))]),
    ),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
  ],
  getset: [
    member(
      'default_factory',
      'What makes the value of an absent key.',
      (self: PyDefaultDict) => self.factory,
      (self: PyDefaultDict, value) => {
        self.factory = value ?? None;
      },
    ),
  ],
});

function missing(self: PyDefaultDict, key: PyObject): PyObject {
  const { factory } = self;
  if (factory === None) raiseWith(KeyError, key);
  // The factory may have stored a value for the key itself.
  return dictSetDefault(self, key, factory.c0());
}

/** A dict of the same class and factory with the entries of `source` (the dict itself by default). */
function copy(self: PyDefaultDict, source: PyObject | undefined): PyObject {
  const from = source ?? self;
  if (self.ob_type === defaultDictType) {
    const result = new PyDefaultDict();
    result.factory = self.factory;
    if (from.ob_type === dictType || from === self) dictMerge(result, from as PyDict);
    else dictUpdate(result, from);
    return result;
  }
  return (self.ob_type as PyType).c2(self.factory, from);
}
