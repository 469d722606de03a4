// Iterators over anything with `__getitem__`, and over a callable with a sentinel. CPython: Objects/iterobject.c.
import { type PyBase, type PyObject, rooted } from '../model/object.ts';
import { PyTuple } from '../model/values.ts';
import { defineType, method } from '../declare/type.ts';
import { excMatches } from '../ops/exceptions.ts';
import { IndexError, StopIteration } from './exceptions.ts';
import { FS } from '../frame.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { asSize } from '../ops/number.ts';
import { equal } from '../ops/compare.ts';
import { None } from '../model/values.ts';

export class PySequenceIterator {
  seq: PyObject | undefined;
  index = 0;
  constructor(seq: PyObject) {
    this.seq = seq;
  }
}
export interface PySequenceIterator extends PyBase {}
rooted(PySequenceIterator);

export const sequenceIteratorType = defineType(PySequenceIterator, {
  name: 'iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self) => self,
    next: (self: PySequenceIterator) => {
      const { seq } = self;
      if (seq === undefined) return undefined;
      const depth = FS.sp,
        handled = FS.exc;
      try {
        return seq.s_getitem!(seq, self.index++);
      } catch (e) {
        if (!excMatches(e, IndexError) && !excMatches(e, StopIteration)) throw e;
        FS.sp = depth;
        FS.exc = handled;
        self.seq = undefined;
        return undefined;
      }
    },
  },
  methods: [
    method('__length_hint__(self, /)', null, (self: PySequenceIterator) => {
      if (self.seq === undefined) return 0;
      const { s_len } = self.seq;
      return s_len === undefined ? 0 : Math.max(0, s_len(self.seq) - self.index);
    }),
    method(
      '__reduce__(self, /)',
      null,
      (self: PySequenceIterator) =>
        new PyTuple(
          self.seq === undefined ? [importBuiltin('iter'), new PyTuple([new PyTuple([])])] : [importBuiltin('iter'), new PyTuple([self.seq]), self.index],
        ),
    ),
    method('__setstate__(self, state, /)', null, (self: PySequenceIterator, state) => {
      self.index = Math.max(0, asSize(state));
      return None;
    }),
  ],
});

export class PyCallIterator {
  callable: PyObject | undefined;
  sentinel: PyObject;
  constructor(callable: PyObject, sentinel: PyObject) {
    this.callable = callable;
    this.sentinel = sentinel;
  }
}
export interface PyCallIterator extends PyBase {}
rooted(PyCallIterator);

export const callIteratorType = defineType(PyCallIterator, {
  name: 'callable_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self) => self,
    next: (self: PyCallIterator) => {
      if (self.callable === undefined) return undefined;
      const depth = FS.sp,
        handled = FS.exc;
      try {
        const value = self.callable.c0();
        if (self.callable !== undefined && !equal(value, self.sentinel)) return value;
      } catch (e) {
        if (!excMatches(e, StopIteration)) throw e;
        FS.sp = depth;
        FS.exc = handled;
      }
      self.callable = undefined;
      return undefined;
    },
  },
  methods: [
    method(
      '__reduce__(self, /)',
      null,
      (self: PyCallIterator) =>
        new PyTuple(
          self.callable === undefined
            ? [importBuiltin('iter'), new PyTuple([new PyTuple([])])]
            : [importBuiltin('iter'), new PyTuple([self.callable, self.sentinel])],
        ),
    ),
  ],
});
