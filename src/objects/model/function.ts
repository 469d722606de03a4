// HOT. Function objects. Every callable answers `c0 … c6`, `cN`, `cK`; a PyFunction has the first seven as own fields:
// the compiled JS function itself for each legal arity, a shared binding function otherwise. Bench: fib, richards.
// - One shape for all functions: fields set in the constructor, in order; what programs rarely look at lives in `ext`.
// - The call site `f.c1(a)` is monomorphic in its target where the program's call is, so V8 inlines the callee.
import { PyBase, rooted, type KwNames, type Namespace, type PyObject } from './object.ts';
import { FUNCTION } from './flags.ts';
import { PyTuple, type PyCell } from './values.ts';
import { PyDict } from './dict.ts';
import { prepend } from '../../util/prepend.ts';

export const CO_OPTIMIZED = 1,
  CO_NEWLOCALS = 2,
  CO_VARARGS = 4,
  CO_VARKEYWORDS = 8,
  CO_NESTED = 16,
  CO_GENERATOR = 32,
  CO_COROUTINE = 128,
  CO_ITERABLE_COROUTINE = 256,
  CO_ASYNC_GENERATOR = 512,
  CO_HAS_DOCSTRING = 0x4000000,
  CO_METHOD = 0x8000000;

/** What the compiler says about a code object; plain data, so that cached units can carry it. */
export interface CodeData {
  name: string;
  qualname: string;
  firstlineno: number;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  flags: number;
  varnames: readonly string[];
  freevars: readonly string[];
  cellvars: readonly string[];
  names: readonly string[];
  /** Indices into the unit's constants or codes are resolved by the loader. */
  consts: readonly PyObject[];
  thisForm: boolean;
}

/** A code object. Positions are found through the unit's pc table. */
export class PyCode extends PyBase {
  data: CodeData;
  filename: string;
  /** The loaded unit this code belongs to (`runtime/unit.ts`), undefined for native code. */
  unit: unknown;
  /** Index within the unit. */
  index: number;
  /** How the last call with keywords was bound (`objects/types/function.ts`). */
  plan: unknown;
  constructor(data: CodeData, filename: string, unit: unknown, index: number) {
    super();
    this.data = data;
    this.filename = filename;
    this.unit = unit;
    this.index = index;
    this.plan = undefined;
  }
}

export type JsFunction = (...args: any[]) => any;

/** Rarely used state of a function. */
export interface FunctionExtras {
  name?: PyObject;
  qualname?: PyObject;
  module?: PyObject;
  doc?: PyObject;
  annotations?: PyObject;
  annotate?: PyObject;
  typeParams?: PyObject;
  builtins?: PyObject;
  /** Code or defaults are not those of the `def`. */
  changed?: true;
}

/** Set by `types/function.ts`: the general binding of arguments. */
export const functionHooks: {
  bind: (f: PyFunction, args: PyObject[], kwnames: KwNames) => PyObject;
  /** The empty tuple. */
  empty: PyObject;
} = {
  empty: 0,
  bind: () => {
    throw new Error('types/function.ts is not loaded');
  },
};

function b0(this: PyFunction): PyObject {
  return functionHooks.bind(this, [], undefined);
}
function b1(this: PyFunction, a: PyObject): PyObject {
  return functionHooks.bind(this, [a], undefined);
}
function b2(this: PyFunction, a: PyObject, b: PyObject): PyObject {
  return functionHooks.bind(this, [a, b], undefined);
}
function b3(this: PyFunction, a: PyObject, b: PyObject, c: PyObject): PyObject {
  return functionHooks.bind(this, [a, b, c], undefined);
}
function b4(this: PyFunction, a: PyObject, b: PyObject, c: PyObject, d: PyObject): PyObject {
  return functionHooks.bind(this, [a, b, c, d], undefined);
}
function b5(this: PyFunction, a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject): PyObject {
  return functionHooks.bind(this, [a, b, c, d, e], undefined);
}
function b6(this: PyFunction, a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject, g: PyObject): PyObject {
  return functionHooks.bind(this, [a, b, c, d, e, g], undefined);
}

export class PyFunction {
  c0: JsFunction;
  c1: JsFunction;
  c2: JsFunction;
  c3: JsFunction;
  c4: JsFunction;
  c5: JsFunction;
  c6: JsFunction;
  code: PyCode;
  /** The compiled function, all parameters positional. */
  js: JsFunction;
  /** The form that takes `self` as `this`, for selectors; undefined for functions not in this-form. */
  tf: JsFunction | undefined;
  /** Defaults by parameter index; compiled prologues read it. */
  dv: (PyObject | undefined)[];
  /** Globals. */
  G: Namespace;
  cells: PyCell[];
  defaults: PyTuple | undefined;
  kwdefaults: PyDict | undefined;
  ext: FunctionExtras | undefined;

  constructor(code: PyCode, G: Namespace, cells: PyCell[]) {
    this.c0 = b0;
    this.c1 = b1;
    this.c2 = b2;
    this.c3 = b3;
    this.c4 = b4;
    this.c5 = b5;
    this.c6 = b6;
    this.code = code;
    this.js = b0;
    this.tf = undefined;
    this.dv = NO_DEFAULTS;
    this.G = G;
    this.cells = cells;
    this.defaults = undefined;
    this.kwdefaults = undefined;
    this.ext = undefined;
  }
}
export interface PyFunction extends PyBase {}
rooted(PyFunction);

const NO_DEFAULTS: undefined[] = [];

/** fast: `instanceof` costs unoptimised code five times as much. */
export const isFunction = (v: PyObject): v is PyFunction => (v.tflags & FUNCTION) !== 0;

/** Points the entry of a fresh `f` for `arity` at the compiled function; all others raise in the binder already. */
export function setEntry(f: PyFunction, arity: number): void {
  switch (arity) {
    case 0:
      f.c0 = f.js;
      return;
    case 1:
      f.c1 = f.js;
      return;
    case 2:
      f.c2 = f.js;
      return;
    case 3:
      f.c3 = f.js;
      return;
    case 4:
      f.c4 = f.js;
      return;
    case 5:
      f.c5 = f.js;
      return;
    case 6:
      f.c6 = f.js;
  }
}

/** Points `c0 … c6` of `f` at the compiled function for the arities from `min` to `max`, at the binder otherwise. */
export function setEntries(f: PyFunction, min: number, max: number): void {
  const { js } = f;
  f.c0 = min <= 0 && max >= 0 ? js : b0;
  f.c1 = min <= 1 && max >= 1 ? js : b1;
  f.c2 = min <= 2 && max >= 2 ? js : b2;
  f.c3 = min <= 3 && max >= 3 ? js : b3;
  f.c4 = min <= 4 && max >= 4 ? js : b4;
  f.c5 = min <= 5 && max >= 5 ? js : b5;
  f.c6 = min <= 6 && max >= 6 ? js : b6;
}

const starred = (rest: PyObject[]): PyObject => (rest.length === 0 ? functionHooks.empty : new PyTuple(rest));

/**
 * The entries of a function with `*args` and perhaps `**kw` but no keyword-only parameters, for calls that give at least its `argcount`
 * positional parameters: the rest becomes the tuple, which these need no binder for. Index: argcount, then whether it has `**kw`.
 */
const starEntries: [JsFunction, JsFunction][] = [
  [
    function (this: PyFunction, ...rest: PyObject[]) {
      return this.js(starred(rest));
    },
    function (this: PyFunction, ...rest: PyObject[]) {
      return this.js(starred(rest), new PyDict());
    },
  ],
  [
    function (this: PyFunction, a: PyObject, ...rest: PyObject[]) {
      return this.js(a, starred(rest));
    },
    function (this: PyFunction, a: PyObject, ...rest: PyObject[]) {
      return this.js(a, starred(rest), new PyDict());
    },
  ],
  [
    function (this: PyFunction, a: PyObject, b: PyObject, ...rest: PyObject[]) {
      return this.js(a, b, starred(rest));
    },
    function (this: PyFunction, a: PyObject, b: PyObject, ...rest: PyObject[]) {
      return this.js(a, b, starred(rest), new PyDict());
    },
  ],
  [
    function (this: PyFunction, a: PyObject, b: PyObject, c: PyObject, ...rest: PyObject[]) {
      return this.js(a, b, c, starred(rest));
    },
    function (this: PyFunction, a: PyObject, b: PyObject, c: PyObject, ...rest: PyObject[]) {
      return this.js(a, b, c, starred(rest), new PyDict());
    },
  ],
];

/** Points the entries of a function with `*args` at `starEntries` where all positional parameters are given, at the binder elsewhere. */
export function setStarEntries(f: PyFunction, argcount: number, hasVarkw: boolean): void {
  const entry = starEntries[argcount]?.[hasVarkw ? 1 : 0];
  if (entry === undefined) return setEntries(f, 1, 0);
  f.c0 = argcount <= 0 ? entry : b0;
  f.c1 = argcount <= 1 ? entry : b1;
  f.c2 = argcount <= 2 ? entry : b2;
  f.c3 = argcount <= 3 ? entry : b3;
  f.c4 = f.c5 = f.c6 = entry;
}

/** A Python function bound to its first argument. */
export class PyMethod {
  func: PyObject;
  self: PyObject;
  constructor(func: PyObject, self: PyObject) {
    this.func = func;
    this.self = self;
  }
  c0(): PyObject {
    return this.func.c1(this.self);
  }
  c1(a: PyObject): PyObject {
    return this.func.c2(this.self, a);
  }
  c2(a: PyObject, b: PyObject): PyObject {
    return this.func.c3(this.self, a, b);
  }
  c3(a: PyObject, b: PyObject, c: PyObject): PyObject {
    return this.func.c4(this.self, a, b, c);
  }
  c4(a: PyObject, b: PyObject, c: PyObject, d: PyObject): PyObject {
    return this.func.c5(this.self, a, b, c, d);
  }
  c5(a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject): PyObject {
    return this.func.c6(this.self, a, b, c, d, e);
  }
  c6(a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject, f: PyObject): PyObject {
    return this.func.cN([this.self, a, b, c, d, e, f]);
  }
  cN(args: PyObject[]): PyObject {
    return this.func.cN(prepend(this.self, args));
  }
  cK(args: PyObject[], kwnames: readonly string[]): PyObject {
    return this.func.cK(prepend(this.self, args), kwnames);
  }
}
export interface PyMethod extends PyBase {}
rooted(PyMethod);
