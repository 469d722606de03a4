// Constructors for subclasses of the hot types. A JS constructor that has made objects of more than four classes stores every field
// through V8's generic path, so `new PyTuple(…)` would pay for each namedtuple of the program. A twin has the same prototype and sets the
// same fields; subclasses extend the twin, and the type's own constructor stays with one class.
import { NO_MAP, NO_SET, PyDict, PyFrozenSet, PySet } from './dict.ts';
import type { PyObject } from './object.ts';
import { PyFloat, PyList, PyTuple } from './values.ts';

function twin<T>(original: new (...args: any[]) => T, set: (this: T, ...args: any[]) => void): new (...args: any[]) => T {
  set.prototype = original.prototype;
  return set as unknown as new (
    ...args: any[]
  ) => T;
}

export const TupleBase = twin(PyTuple, function (this: PyTuple, ta: PyObject[] = []) {
  this.ta = ta;
  this.h = undefined;
  this.hh = 0;
});
export const ListBase = twin(PyList, function (this: PyList, la: PyObject[] = []) {
  this.la = la;
});
export const FloatBase = twin(PyFloat, function (this: PyFloat, fv = 0) {
  this.fv = fv;
});
export const DictBase = twin(PyDict, function (this: PyDict) {
  this.m = NO_MAP;
  this.t = undefined;
  this.ns = undefined;
  this.hid = undefined;
});
export const SetBase = twin(PySet, function (this: PySet) {
  this.m = NO_SET;
  this.t = undefined;
});
export const FrozenSetBase = twin(PyFrozenSet, function (this: PyFrozenSet) {
  this.m = NO_SET;
  this.t = undefined;
  this.h = undefined;
});
