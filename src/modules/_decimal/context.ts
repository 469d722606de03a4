// decimal.Context: the arithmetic context with its traps, and the current context of each thread and task.
// CPython: PyDecContext in Modules/_decimal/_decimal.c.
import { defineType, getset, make, type GetSetRow } from '../../objects/declare/type.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { LIST } from '../../objects/model/flags.ts';
import { None, type PyList, PyTuple } from '../../objects/model/values.ts';
import { isInt, intValue } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { AttributeError, MemoryError, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { Context, HALF_EVEN, HALF_UP, MAX_EMAX, MAX_PREC, MIN_EMIN, ROUNDINGS, type Rounding } from '../../util/decimal/context.ts';
import type { Dec } from '../../util/decimal/number.ts';
import * as conditions from '../../util/decimal/context.ts';
import { contextVarValue, newContextVar, setContextVar } from '../_contextvars.ts';
import { contextMethods } from './contextMethods.ts';
import { PyDecContext } from './values.ts';
import { raiseTrapped, signalBits, signalList, signalNames } from './signals.ts';
import { type PySignalDict, bitsFromMapping } from './signalDict.ts';

type Int = number | bigint;

// --- attributes ----------------------------------------------------------------------------------------------------

const SSIZE_MAX = 2n ** 63n - 1n;

export function asSsize(value: PyObject): Int {
  if (!isInt(value)) raise(TypeError, 'an integer is required');
  const n = intValue(value)!;
  if (n > SSIZE_MAX || n < -SSIZE_MAX - 1n) raise(OverflowError, 'Python int too large to convert to C ssize_t');
  return n;
}

function inRange(value: PyObject, least: Int, most: Int, message: string): Int {
  const n = asSsize(value);
  if (n < least || n > most) raise(ValueError, message);
  return n;
}

const ROUNDING_VALUES =
  'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n' +
  '   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]';

export function asRounding(value: PyObject): Rounding {
  const index = isStr(value) ? (ROUNDINGS as readonly string[]).indexOf(jsFromStr(value)) : -1;
  if (index < 0) raise(TypeError, ROUNDING_VALUES);
  return index as Rounding;
}

interface Attribute {
  readonly name: string;
  readonly get: (c: PyDecContext) => PyObject;
  readonly set: (c: PyDecContext, value: PyObject) => void;
}

/** In the order of the constructor's parameters. */
const attributes: readonly Attribute[] = [
  {
    name: 'prec',
    get: (c) => c.ctx.prec,
    set: (c, v) => {
      c.ctx.prec = inRange(v, 1, MAX_PREC, 'valid range for prec is [1, MAX_PREC]');
    },
  },
  {
    name: 'rounding',
    get: (c) => ROUNDINGS[c.ctx.rounding],
    set: (c, v) => {
      c.ctx.rounding = asRounding(v);
    },
  },
  {
    name: 'Emin',
    get: (c) => c.ctx.emin,
    set: (c, v) => {
      c.ctx.emin = inRange(v, MIN_EMIN, 0, 'valid range for Emin is [MIN_EMIN, 0]');
    },
  },
  {
    name: 'Emax',
    get: (c) => c.ctx.emax,
    set: (c, v) => {
      c.ctx.emax = inRange(v, 0, MAX_EMAX, 'valid range for Emax is [0, MAX_EMAX]');
    },
  },
  {
    name: 'capitals',
    get: (c) => c.capitals,
    set: (c, v) => {
      c.capitals = Number(inRange(v, 0, 1, 'valid values for capitals are 0 or 1'));
    },
  },
  {
    name: 'clamp',
    get: (c) => (c.ctx.clamp ? 1 : 0),
    set: (c, v) => {
      c.ctx.clamp = inRange(v, 0, 1, 'valid values for clamp are 0 or 1') === 1;
    },
  },
  {
    name: 'flags',
    get: (c) => views(c)[0],
    set: (c, v) => {
      c.ctx.status = bitsFromMapping(v);
    },
  },
  {
    name: 'traps',
    get: (c) => views(c)[1],
    set: (c, v) => {
      c.traps = bitsFromMapping(v);
    },
  },
];

let signalDictType: PyType | undefined;

/** The class of `flags` and `traps`, which the module makes from two bases. */
export function setSignalDictType(type: PyType): void {
  signalDictType = type;
}

function views(c: PyDecContext): [PyObject, PyObject] {
  if (c.views === undefined) {
    const view = (get: () => number, set: (bits: number) => void): PySignalDict => {
      const dict = new signalDictType!.ctor() as PySignalDict;
      dict.store = { get, set };
      return dict;
    };
    c.views = [
      view(
        () => c.ctx.status,
        (bits) => {
          c.ctx.status = bits;
        },
      ),
      view(
        () => c.traps,
        (bits) => {
          c.traps = bits;
        },
      ),
    ];
  }
  return c.views;
}

/** flags and traps may also be given as a list of signals, to the constructor and localcontext. */
function setAttribute(c: PyDecContext, name: string, value: PyObject): void {
  if ((name === 'flags' || name === 'traps') && (value.tflags & LIST) !== 0) {
    let bits = 0;
    for (const signal of (value as PyList).la) bits |= signalBits(signal);
    if (name === 'flags') c.ctx.status = bits;
    else c.traps = bits;
    return;
  }
  attributes.find((attribute) => attribute.name === name)!.set(c, value);
}

/** Sets attributes from keyword arguments; None leaves one as it is. */
export function setFromKeywords(c: PyDecContext, names: readonly string[], values: readonly PyObject[]): void {
  names.forEach((name, i) => {
    if (!attributes.some((attribute) => attribute.name === name)) raise(TypeError, `this function got an unexpected keyword argument '${name}'`);
    if (values[i] !== None) setAttribute(c, name, values[i]!);
  });
}

// --- the type ------------------------------------------------------------------------------------------------------

const attributeRows: GetSetRow[] = attributes.map(({ name, get, set }) =>
  getset(name, null, get, (c: PyDecContext, value: PyObject | undefined) => {
    if (value === undefined) raise(AttributeError, 'context attributes cannot be deleted');
    set(c, value);
  }),
);

export const contextType: PyType = defineType(PyDecContext, {
  name: 'Context',
  module: 'decimal',
  flags: ['BASETYPE'],
  doc: 'Precision, rounding, limits of exponents and traps that decimal arithmetic goes by, and the signals it has met.',
  make: make('Context(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)', () => None),
  slots: {
    new: (cls: PyType) => {
      const c = new cls.ctor() as PyDecContext;
      copyInto(c, templates?.[0]);
      c.ctx.status = 0;
      return c;
    },
    init: (self: PyDecContext, args: PyObject[], kwnames: KwNames) => {
      const given = args.length - (kwnames?.length ?? 0);
      if (args.length > attributes.length) raise(TypeError, `function takes at most 8 arguments (${args.length} given)`);
      setFromKeywords(
        self,
        attributes.slice(0, given).map(({ name }) => name),
        args.slice(0, given),
      );
      if (kwnames !== undefined) setFromKeywords(self, kwnames, args.slice(given));
    },
    repr: (self: PyDecContext) => {
      const { ctx } = self;
      return strFromJs(
        `Context(prec=${ctx.prec}, rounding=${ROUNDINGS[ctx.rounding]}, Emin=${ctx.emin}, Emax=${ctx.emax}, ` +
          `capitals=${self.capitals}, clamp=${ctx.clamp ? 1 : 0}, flags=${signalNames(ctx.status)}, traps=${signalNames(self.traps)})`,
      );
    },
  },
  getset: attributeRows,
  methods: contextMethods,
});

function copyInto(target: PyDecContext, source: PyDecContext | undefined): void {
  if (source === undefined) return;
  const { prec, rounding, emin, emax, clamp, status } = source.ctx;
  target.ctx = new Context(prec, rounding, emin, emax, clamp);
  target.ctx.status = status;
  target.traps = source.traps;
  target.capitals = source.capitals;
}

export function copyContext(source: PyDecContext): PyDecContext {
  const copy = new PyDecContext();
  copyInto(copy, source);
  return copy;
}

export function contextState(c: PyDecContext): PyObject {
  const { ctx } = c;
  return new PyTuple([
    contextType,
    new PyTuple([ctx.prec, ROUNDINGS[ctx.rounding], ctx.emin, ctx.emax, c.capitals, ctx.clamp ? 1 : 0, signalList(ctx.status), signalList(c.traps)]),
  ]);
}

/** An optional context argument. */
export function asContext(value: PyObject): PyDecContext {
  if (value === None) return currentContext();
  if (!(value instanceof PyDecContext)) raise(TypeError, 'optional argument must be a context');
  return value;
}

// --- templates and the current context -----------------------------------------------------------------------------

const USUAL_TRAPS = conditions.ANY_INVALID | conditions.DIVISION_BY_ZERO | conditions.OVERFLOW;

let templates: readonly [defaults: PyDecContext, basic: PyDecContext, extended: PyDecContext] | undefined;

/** DefaultContext, BasicContext and ExtendedContext. */
export function contextTemplates(): readonly [PyDecContext, PyDecContext, PyDecContext] {
  return (templates ??= [
    new PyDecContext(new Context(28, HALF_EVEN, -999999, 999999, false), USUAL_TRAPS),
    new PyDecContext(new Context(9, HALF_UP, -999999, 999999, false), USUAL_TRAPS | conditions.UNDERFLOW | conditions.CLAMPED),
    new PyDecContext(new Context(9, HALF_EVEN, -999999, 999999, false), 0),
  ]);
}

let variable: PyObject | undefined;

export function currentContext(): PyDecContext {
  variable ??= newContextVar('decimal_context');
  const value = contextVarValue(variable);
  return value === undefined ? firstContext() : (value as PyDecContext);
}

/** A thread or task that has none yet gets a copy of DefaultContext. */
function firstContext(): PyDecContext {
  const c = copyContext(contextTemplates()[0]);
  c.ctx.status = 0;
  setContextVar(variable!, c);
  return c;
}

export function setCurrentContext(c: PyDecContext): void {
  variable ??= newContextVar('decimal_context');
  // The templates stay what they are: a copy becomes the current context.
  const isTemplate = contextTemplates().includes(c);
  const used = isTemplate ? copyContext(c) : c;
  if (isTemplate) used.ctx.status = 0;
  setContextVar(variable, used);
}

// --- running operations --------------------------------------------------------------------------------------------

/** Notes conditions in the context, and raises what is trapped. */
export function addStatus(c: PyDecContext, status: number): void {
  c.ctx.status |= status;
  if ((status & c.traps) !== 0) raiseTrapped(status & c.traps);
}

/** Runs an operation of util/decimal; its conditions become flags and exceptions of the context. */
export function perform<T>(c: PyDecContext, operation: (ctx: Context) => T): T {
  const { ctx } = c;
  const before = ctx.status;
  ctx.status = 0;
  let result: T;
  try {
    result = operation(ctx);
  } catch (e) {
    ctx.status = before;
    throwForRange(e);
  }
  const status = ctx.status;
  ctx.status = before | status;
  if ((status & c.traps) !== 0) raiseTrapped(status & c.traps);
  return result;
}

/** `perform` for a binary operation, without a closure: what the operators run. */
export function performBinary(c: PyDecContext, operation: (a: Dec, b: Dec, ctx: Context) => Dec, a: Dec, b: Dec): Dec {
  const { ctx } = c;
  const before = ctx.status;
  ctx.status = 0;
  let result: Dec;
  try {
    result = operation(a, b, ctx);
  } catch (e) {
    ctx.status = before;
    throwForRange(e);
  }
  const status = ctx.status;
  ctx.status = before | status;
  if ((status & c.traps) !== 0) raiseTrapped(status & c.traps);
  return result;
}

/** Coefficients longer than JS can hold are a MemoryError. */
function throwForRange(e: unknown): never {
  if (e instanceof RangeError && /BigInt/.test(e.message)) raise(MemoryError, '');
  throw e;
}

/** IEEEContext(bits): the interchange formats of IEEE 754. */
export function ieeeContext(value: PyObject): PyObject {
  const bits = asSsize(value);
  if (bits <= 0 || bits > 512 || Number(bits) % 32 !== 0) raise(ValueError, 'argument must be a multiple of 32, with a maximum of 512');
  const emax = 3 * 2 ** (Number(bits) / 16 + 3);
  return new PyDecContext(new Context(9 * (Number(bits) / 32) - 2, HALF_EVEN, 1 - emax, emax, /* clamp */ true));
}
