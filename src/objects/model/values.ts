// HOT. The native value classes that emitted code and every type file touch. Data only; behaviour is in `types/`.
// - One shape per class: fields set in the constructor, in order, never deleted.
// - Field names are short because emitted code tests them as check-and-unbox: `(q = x.fv) !== undefined`.
import { PyBase, rooted, type PyObject } from './object.ts';
import { holdCode } from './transient.ts';

export class PyFloat {
  fv: number;
  constructor(fv = 0) {
    this.fv = fv;
  }
}
export interface PyFloat extends PyBase {}
rooted(PyFloat);
/** Instance of a Python subclass of int. */
export class PyIntSub {
  iv: number | bigint;
  constructor(iv: number | bigint = 0) {
    this.iv = iv;
  }
}
export interface PyIntSub extends PyBase {}
rooted(PyIntSub);
export class PyComplex {
  re: number;
  im: number;
  constructor(re = 0, im = 0) {
    this.re = re;
    this.im = im;
  }
}
export interface PyComplex extends PyBase {}
rooted(PyComplex);
/** A str that holds a code point above U+FFFF or a lone surrogate. Immutable; never empty. */
export class PyWideStr extends PyBase {
  cps: Uint32Array;
  h: number | bigint | undefined;
  constructor(cps: Uint32Array) {
    super();
    this.cps = cps;
    this.h = undefined;
  }
}
/** Instance of a Python subclass of str. */
export class PyStrSub {
  sv: string | PyWideStr;
  constructor(sv: string | PyWideStr = '') {
    this.sv = sv;
  }
}
export interface PyStrSub extends PyBase {}
rooted(PyStrSub);
const NO_BYTES = new Uint8Array(0);
export class PyBytes {
  bv: Uint8Array;
  h: number | bigint | undefined;
  constructor(bv: Uint8Array = NO_BYTES) {
    this.bv = bv;
    this.h = undefined;
  }
}
export interface PyBytes extends PyBase {}
rooted(PyBytes);
/** The one empty bytes object. */
export const EMPTY_BYTES = new PyBytes();

export class PyTuple {
  ta: PyObject[];
  /** Low and high half of the hash once it was asked for (`types/sequence.ts`). */
  h: number | undefined;
  hh: number;
  constructor(ta: PyObject[] = []) {
    this.ta = ta;
    this.h = undefined;
    this.hh = 0;
  }
}
export interface PyTuple extends PyBase {}
rooted(PyTuple);
export class PyList {
  la: PyObject[];
  constructor(la: PyObject[] = []) {
    this.la = la;
  }
}
export interface PyList extends PyBase {}
rooted(PyList);
/** A cell of a closure: `v` is undefined while unbound. */
export class PyCell {
  v: PyObject | undefined;
  constructor(v: PyObject | undefined) {
    this.v = v;
  }
}
export interface PyCell extends PyBase {}
rooted(PyCell);
export class PyNone extends PyBase {}
export class PyNotImplemented extends PyBase {}
export class PyEllipsis extends PyBase {}

export const None = new PyNone();
export const NotImplemented = new PyNotImplemented();
export const Ellipsis = new PyEllipsis();

export class PySlice {
  start: PyObject;
  stop: PyObject;
  step: PyObject;
  constructor(start: PyObject, stop: PyObject, step: PyObject) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}
export interface PySlice extends PyBase {}
rooted(PySlice);

export const EMPTY_TUPLE = new PyTuple([]);

export class PyBaseException {
  args: PyTuple;
  cause: PyObject | undefined;
  context: PyBaseException | undefined;
  suppress: boolean;
  tb: PyTraceback | undefined;
  constructor(args: PyTuple = EMPTY_TUPLE) {
    this.args = args;
    this.cause = undefined;
    this.context = undefined;
    this.suppress = false;
    this.tb = undefined;
  }
}
export interface PyBaseException extends PyBase {}
rooted(PyBaseException);

/** One entry of a traceback: `pc` tells code object and position; the frame object is made when Python asks. */
export class PyTraceback {
  pc: number;
  next: PyTraceback | undefined;
  frame: PyBase | undefined;
  /** Frame-locals hook or namespace that was active, see `objects/frame.ts`. */
  locals: unknown;
  /** Where in the stack the frame was, 0 where nothing is known. */
  depth: number;
  /** What `pc` belongs to, if that might be dropped. */
  owner: object | undefined;
  constructor(pc: number, next: PyTraceback | undefined, locals: unknown, depth: number) {
    this.pc = pc;
    this.next = next;
    this.frame = undefined;
    this.locals = locals;
    this.depth = depth;
    this.owner = holdCode(pc);
  }
}
export interface PyTraceback extends PyBase {}
rooted(PyTraceback);
