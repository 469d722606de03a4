// HOT. The native value classes that emitted code and every type file touch. Data only; behaviour is in `types/`.
// - One shape per class: fields set in the constructor, in order, never deleted.
// - Field names are short because emitted code tests them as check-and-unbox: `(q = x.fv) !== undefined`.
import { PyBase, type PyObject } from './object.ts';

export class PyFloat extends PyBase {
  fv: number;
  constructor(fv = 0) {
    super();
    this.fv = fv;
  }
}
/** Instance of a Python subclass of int. */
export class PyIntSub extends PyBase {
  iv: number | bigint;
  constructor(iv: number | bigint = 0) {
    super();
    this.iv = iv;
  }
}
export class PyComplex extends PyBase {
  re: number;
  im: number;
  constructor(re = 0, im = 0) {
    super();
    this.re = re;
    this.im = im;
  }
}
/** A str that holds a code point above U+FFFF or a lone surrogate. Immutable; never empty. */
export class PyWideStr extends PyBase {
  cps: Uint32Array;
  h: number | undefined;
  constructor(cps: Uint32Array) {
    super();
    this.cps = cps;
    this.h = undefined;
  }
}
/** Instance of a Python subclass of str. */
export class PyStrSub extends PyBase {
  sv: string | PyWideStr;
  constructor(sv: string | PyWideStr = '') {
    super();
    this.sv = sv;
  }
}
const NO_BYTES = new Uint8Array(0);
export class PyBytes extends PyBase {
  bv: Uint8Array;
  h: number | bigint | undefined;
  constructor(bv: Uint8Array = NO_BYTES) {
    super();
    this.bv = bv;
    this.h = undefined;
  }
}
/** The one empty bytes object. */
export const EMPTY_BYTES = new PyBytes();

export class PyTuple extends PyBase {
  ta: PyObject[];
  /** Low and high half of the hash once it was asked for (`types/sequence.ts`). */
  h: number | undefined;
  hh: number;
  constructor(ta: PyObject[] = []) {
    super();
    this.ta = ta;
    this.h = undefined;
    this.hh = 0;
  }
}
export class PyList extends PyBase {
  la: PyObject[];
  constructor(la: PyObject[] = []) {
    super();
    this.la = la;
  }
}
/** A cell of a closure: `v` is undefined while unbound. */
export class PyCell extends PyBase {
  v: PyObject | undefined;
  constructor(v: PyObject | undefined) {
    super();
    this.v = v;
  }
}
export class PyNone extends PyBase {}
export class PyNotImplemented extends PyBase {}
export class PyEllipsis extends PyBase {}

export const None = new PyNone();
export const NotImplemented = new PyNotImplemented();
export const Ellipsis = new PyEllipsis();

export class PySlice extends PyBase {
  start: PyObject;
  stop: PyObject;
  step: PyObject;
  constructor(start: PyObject, stop: PyObject, step: PyObject) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

export const EMPTY_TUPLE = new PyTuple([]);

export class PyBaseException extends PyBase {
  args: PyTuple;
  cause: PyObject | undefined;
  context: PyBaseException | undefined;
  suppress: boolean;
  tb: PyTraceback | undefined;
  constructor(args: PyTuple = EMPTY_TUPLE) {
    super();
    this.args = args;
    this.cause = undefined;
    this.context = undefined;
    this.suppress = false;
    this.tb = undefined;
  }
}

/** One entry of a traceback: `pc` tells code object and position; the frame object is made when Python asks. */
export class PyTraceback extends PyBase {
  pc: number;
  next: PyTraceback | undefined;
  frame: PyBase | undefined;
  /** Frame-locals hook or namespace that was active, see `objects/frame.ts`. */
  locals: unknown;
  constructor(pc: number, next: PyTraceback | undefined, locals: unknown) {
    super();
    this.pc = pc;
    this.next = next;
    this.frame = undefined;
    this.locals = locals;
  }
}
