// bool: JS booleans. Everything but the logical operators and repr is int's. CPython: Objects/boolobject.c.
import { defineType, make } from '../declare/type.ts';
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { warn } from '../ops/hooks.ts';
import { DeprecationWarning } from './exceptions.ts';
import { intType } from './int.ts';

const INVERT_WARNING =
  "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. " +
  'This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. ' +
  "Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.";

export const boolType: PyType = defineType(Boolean, {
  name: 'bool',
  base: () => intType,
  flags: ['INT', 'BOOL', 'MATCH_SELF'],
  doc: 'Whether the argument is true. True and False are the only two instances, and the class cannot be subclassed.',
  make: make('bool(object: bool = False, /)', (_cls: PyType, value: boolean) => value),
  slots: {
    repr: (self: boolean) => (self ? 'True' : 'False'),
    bool: (self: boolean) => self,
    hash: (self: boolean) => (self ? 1 : 0),
    invert: (self: boolean) => {
      warn(DeprecationWarning, INVERT_WARNING);
      return self ? -2 : -1;
    },
    and: (a: PyObject, b: PyObject) => (typeof a === 'boolean' && typeof b === 'boolean' ? a && b : intType.proto.s_and(a, b)),
    or: (a: PyObject, b: PyObject) => (typeof a === 'boolean' && typeof b === 'boolean' ? a || b : intType.proto.s_or(a, b)),
    xor: (a: PyObject, b: PyObject) => (typeof a === 'boolean' && typeof b === 'boolean' ? a !== b : intType.proto.s_xor(a, b)),
    rand: (self: PyObject, other: PyObject) => boolType.proto.s_and(other, self),
    ror: (self: PyObject, other: PyObject) => boolType.proto.s_or(other, self),
    rxor: (self: PyObject, other: PyObject) => boolType.proto.s_xor(other, self),
  },
});
