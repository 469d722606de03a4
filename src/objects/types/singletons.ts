// None, NotImplemented and Ellipsis. CPython: Objects/object.c, Objects/sliceobject.c.
import { Ellipsis, None, NotImplemented, PyEllipsis, PyNone, PyNotImplemented } from '../model/values.ts';
import { defineType, make, method } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { TypeError } from './exceptions.ts';

export const noneType = defineType(PyNone, {
  name: 'NoneType',
  doc: 'The type of the None singleton.',
  make: make('NoneType()', () => None),
  slots: { repr: () => 'None', bool: () => false, hash: () => 0xfca86420 },
});

export const notImplementedType = defineType(PyNotImplemented, {
  name: 'NotImplementedType',
  doc: 'The type of the NotImplemented singleton.',
  make: make('NotImplementedType()', () => NotImplemented),
  slots: { repr: () => 'NotImplemented', bool: () => raise(TypeError, 'NotImplemented should not be used in a boolean context') },
  methods: [method('__reduce__(self, /)', null, () => 'NotImplemented')],
});

export const ellipsisType = defineType(PyEllipsis, {
  name: 'ellipsis',
  doc: 'The type of the Ellipsis singleton.',
  make: make('ellipsis()', () => Ellipsis),
  slots: { repr: () => 'Ellipsis' },
  methods: [method('__reduce__(self, /)', null, () => 'Ellipsis')],
});
