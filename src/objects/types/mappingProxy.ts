// mappingproxy: a mapping that cannot be changed through it. CPython: Objects/descrobject.c (mappingproxy_*).
import { classMethod, compareSlots, defineType, make, method, type CompareOp } from '../declare/type.ts';
import { PyBase, type PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';

import { DICT, LIST, TUPLE } from '../model/flags.ts';
import { callMethod } from '../ops/attr.ts';
import { richCompare } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { contains, getIter, length } from '../ops/iter.ts';
import { repr, str } from '../ops/repr.ts';
import { strFromJs } from '../ops/strings.ts';
import { typeName } from '../ops/number.ts';
import { raise } from '../ops/raise.ts';
import { binary } from '../ops/arith.ts';
import { TypeError } from './exceptions.ts';
import { dictGet, dictHas } from './dictStore.ts';
import { dictType } from './dict.ts';
import { genericAlias } from './genericalias.ts';
import type { PyDict } from '../model/dict.ts';

export class PyMappingProxy extends PyBase {
  mapping: PyObject;
  constructor(mapping: PyObject) {
    super();
    this.mapping = mapping;
  }
}

export function newMappingProxy(mapping: PyObject): PyMappingProxy {
  return new PyMappingProxy(mapping);
}

const unwrap = (v: PyObject): PyObject => (v instanceof PyMappingProxy ? v.mapping : v);

export const mappingProxyType = defineType(PyMappingProxy, {
  name: 'mappingproxy',
  flags: ['MAPPING'],
  doc: 'A read-only view of a mapping.',
  make: make('mappingproxy(mapping)', (_cls: PyType, mapping: PyObject) => {
    if (mapping.s_getitem === undefined || (mapping.tflags & (LIST | TUPLE)) !== 0)
      raise(TypeError, `mappingproxy() argument must be a mapping, not ${typeName(mapping)}`);
    return new PyMappingProxy(mapping);
  }),
  slots: {
    repr: (self: PyMappingProxy) => strFromJs(`mappingproxy(${repr(self.mapping)})`),
    str: (self: PyMappingProxy) => strFromJs(str(self.mapping)),
    hash: (self: PyMappingProxy) => hash(self.mapping),
    len: (self: PyMappingProxy) => length(self.mapping),
    iter: (self: PyMappingProxy) => getIter(self.mapping),
    contains: (self: PyMappingProxy, key: PyObject) => (isPlainDict(self.mapping) ? dictHas(self.mapping, key) : contains(self.mapping, key)),
    getitem: (self: PyMappingProxy, key: PyObject) => self.mapping.s_getitem!(self.mapping, key),
    ...compareSlots((self: PyMappingProxy, other: PyObject, op: CompareOp) => richCompare(self.mapping, other, op)),
    or: (self: PyObject, other: PyObject) => binary(unwrap(self), unwrap(other), 'or'),
    ror: (self: PyObject, other: PyObject) => binary(unwrap(other), unwrap(self), 'or'),
    ior: (self: PyObject, _other: PyObject) => raise(TypeError, `'|=' is not supported by ${typeName(self)}; use '|' instead`),
  },
  methods: [
    method('get(self, key, default = None, /)', 'The value of key if there is one, else default.', (self: PyMappingProxy, key: PyObject, fallback: PyObject) =>
      isPlainDict(self.mapping) ? (dictGet(self.mapping, key) ?? fallback) : callMethod(self.mapping, 'get', key, fallback),
    ),
    method('keys(self, /)', 'A view of the keys.', (self: PyMappingProxy) => callMethod(self.mapping, 'keys')),
    method('values(self, /)', 'A view of the values.', (self: PyMappingProxy) => callMethod(self.mapping, 'values')),
    method('items(self, /)', 'A view of the items, which are (key, value).', (self: PyMappingProxy) => callMethod(self.mapping, 'items')),
    method('copy(self, /)', 'A shallow copy of the mapping.', (self: PyMappingProxy) => callMethod(self.mapping, 'copy')),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
    method('__reversed__(self, /)', 'An iterator from the last key to the first.', (self: PyMappingProxy) => callMethod(self.mapping, '__reversed__')),
  ],
});

function isPlainDict(v: PyObject): v is PyDict {
  return (v.tflags & DICT) !== 0 && v.ob_type === dictType;
}
