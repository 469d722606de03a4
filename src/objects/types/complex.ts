// complex: PyComplex { re, im }, subclasses too. Mixed arithmetic with ints and floats never invents a zero part.
// CPython: Objects/complexobject.c.
import { classMethod, defineType, make, member, method, type SlotTable } from '../declare/type.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, NotImplemented, PyComplex, type PyFloat, PyTuple } from '../model/values.ts';
import { COMPLEX } from '../model/flags.ts';
import { asFloat, bigToFloat, intValue, typeName } from '../ops/number.ts';
import { callSpecial } from '../ops/attr.ts';
import { raiseNumberError } from '../ops/format.ts';
import { hashIdentity } from '../ops/hash.ts';
import { warn } from '../ops/hooks.ts';
import { raise } from '../ops/raise.ts';
import { repr, strObject } from '../ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { DeprecationWarning, OverflowError, TypeError, ValueError } from './exceptions.ts';
import { newFloat } from './float.ts';
import * as pair from '../../util/numbers/complex.ts';
import { formatComplex } from '../../util/numbers/formatNumber.ts';
import { hashComplex, hashFloat } from '../../util/numbers/hash.ts';
import { hypot } from '../../util/numbers/libm.ts';

export function isComplex(v: PyObject): v is PyComplex {
  return (v.tflags & COMPLEX) !== 0;
}

const newPair = ([re, im]: pair.Complex): PyObject => new PyComplex(re, im);

/** The value of a float or int, undefined for anything else. */
function realOperand(v: PyObject): number | undefined {
  const { fv } = v as PyFloat;
  if (fv !== undefined) return fv;
  const n = intValue(v);
  return n === undefined ? undefined : bigToFloat(n);
}

/** An operator from its three forms: both complex, real on the right, real on the left. */
function operator(
  name: string,
  complexes: (a: PyComplex, b: PyComplex) => pair.Complex,
  realRight: (a: PyComplex, b: number) => pair.Complex,
  realLeft: (a: number, b: PyComplex) => pair.Complex,
): SlotTable {
  const run = (f: () => pair.Complex): PyObject => {
    try {
      return newPair(f());
    } catch (e) {
      raiseNumberError(e);
    }
  };
  return {
    [name]: (self: PyComplex, other: PyObject) => {
      if (isComplex(other)) return run(() => complexes(self, other));
      const x = realOperand(other);
      return x === undefined ? NotImplemented : run(() => realRight(self, x));
    },
    [`r${name}`]: (self: PyComplex, other: PyObject) => {
      if (isComplex(other)) return run(() => complexes(other, self));
      const x = realOperand(other);
      return x === undefined ? NotImplemented : run(() => realLeft(x, self));
    },
  } as SlotTable;
}

/** (a + bi) ** (c + di) as a Python value. */
export function complexPower(a: number, b: number, c: number, d: number): PyObject {
  try {
    return newPair(pair.powComplex(a, b, c, d));
  } catch (e) {
    raiseNumberError(e);
  }
}

function pow(a: PyObject, b: PyObject, modulus?: PyObject): PyObject {
  const [x, y] = [asPair(a), asPair(b)];
  if (x === undefined || y === undefined) return NotImplemented;
  if (modulus !== undefined && modulus !== None) raise(ValueError, 'complex modulo');
  return complexPower(...x, ...y);
}

function asPair(v: PyObject): pair.Complex | undefined {
  if (isComplex(v)) return [v.re, v.im];
  const x = realOperand(v);
  return x === undefined ? undefined : [x, 0];
}

/** Equality with any number; an int is compared exactly. */
function equal(self: PyComplex, other: PyObject): boolean | undefined {
  if (isComplex(other)) return self.re === other.re && self.im === other.im;
  const { fv } = other as PyFloat;
  if (fv !== undefined) return self.im === 0 && self.re === fv;
  const n = intValue(other);
  // JS compares a bigint with a number exactly, too.
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint are compared by value.
  return n === undefined ? undefined : self.im === 0 && (n as number) == self.re;
}

const unordered = (): PyObject => NotImplemented;

export const complexType: PyType = defineType(PyComplex, {
  name: 'complex',
  flags: ['BASETYPE', 'COMPLEX'],
  doc: 'A complex number, from a text or from real + imag*1j.',
  make: make('complex(real=0, imag=0)', () => None),

  slots: {
    new: newComplexObject,
    repr: (self: PyComplex) => pair.reprComplex(self.re, self.im),
    hash: (self: PyComplex) => hashComplex(hashPart(self.re, self), hashPart(self.im, self)),
    bool: (self: PyComplex) => self.re !== 0 || self.im !== 0,
    neg: (self: PyComplex) => new PyComplex(-self.re, -self.im),
    pos: exact,
    abs: absolute,
    eq: (a: PyComplex, b: PyObject) => equal(a, b) ?? NotImplemented,
    ne: (a: PyComplex, b: PyObject) => {
      const same = equal(a, b);
      return same === undefined ? NotImplemented : !same;
    },
    lt: unordered,
    le: unordered,
    gt: unordered,
    ge: unordered,
    ...operator(
      'add',
      (a, b) => [a.re + b.re, a.im + b.im],
      (a, x) => [a.re + x, a.im],
      (x, b) => [x + b.re, b.im],
    ),
    ...operator(
      'sub',
      (a, b) => [a.re - b.re, a.im - b.im],
      (a, x) => [a.re - x, a.im],
      (x, b) => [x - b.re, -b.im],
    ),
    ...operator(
      'mul',
      (a, b) => pair.mulComplex(a.re, a.im, b.re, b.im),
      (a, x) => [a.re * x, a.im * x],
      (x, b) => [x * b.re, x * b.im],
    ),
    ...operator(
      'truediv',
      (a, b) => pair.divComplex(a.re, a.im, b.re, b.im),
      divByReal,
      (x, b) => pair.divRealComplex(x, b.re, b.im),
    ),
    pow,
    rpow: (self: PyObject, other: PyObject, modulus?: PyObject) => pow(other, self, modulus),
  },

  methods: [
    classMethod('from_number(cls, number, /)', 'A complex number from a number; texts are refused.', fromNumber),
    method('conjugate(self, /)', 'The number with the sign of its imaginary part turned.', (self: PyComplex) => new PyComplex(self.re, -self.im)),
    method('__complex__(self, /)', 'The number as an exact complex.', exact),
    method('__getnewargs__(self, /)', null, (self: PyComplex) => new PyTuple([newFloat(self.re), newFloat(self.im)])),
    method('__format__(self, format_spec: text, /)', 'Text as the format specification asks.', format),
  ],

  getset: [
    member('real', 'The real part.', (self: PyComplex) => newFloat(self.re)),
    member('imag', 'The imaginary part.', (self: PyComplex) => newFloat(self.im)),
  ],
});

function divByReal(a: PyComplex, x: number): pair.Complex {
  return x === 0 ? pair.divComplex(a.re, a.im, 0, 0) : [a.re / x, a.im / x];
}

function hashPart(x: number, self: PyComplex): number | bigint {
  return x === x ? hashFloat(x) : hashIdentity(self);
}

function exact(self: PyComplex): PyObject {
  return self.ob_type === complexType ? self : new PyComplex(self.re, self.im);
}

function absolute(self: PyComplex): PyObject {
  const size = hypot(self.re, self.im);
  if (size === Infinity && Number.isFinite(self.re) && Number.isFinite(self.im)) raise(OverflowError, 'absolute value too large');
  return newFloat(size);
}

function wrap(cls: PyType, re: number, im: number): PyObject {
  if (cls === complexType) return new PyComplex(re, im);
  const self = new cls.ctor() as PyComplex;
  self.re = re;
  self.im = im;
  return self;
}

function newComplexObject(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  let real: PyObject | undefined = args[0];
  let imag: PyObject | undefined = args[1];
  if (kwnames !== undefined) {
    const given = args.length - kwnames.length;
    if (given < 1) real = undefined;
    if (given < 2) imag = undefined;
    kwnames.forEach((name, i) => {
      if (name !== 'real' && name !== 'imag') raise(TypeError, `complex() got an unexpected keyword argument '${name}'`);
      const position = name === 'real' ? 1 : 2;
      if (given >= position) raise(TypeError, `argument for complex() given by name ('${name}') and position (${position})`);
      if (name === 'real') real = args[given + i];
      else imag = args[given + i];
    });
  }
  if (args.length > 2) raise(TypeError, `complex() takes at most 2 arguments (${args.length} given)`);
  if (real === undefined && imag === undefined) return wrap(cls, 0, 0);
  return kwnames === undefined && args.length === 1 ? fromOne(cls, real!) : fromParts(cls, real, imag);
}

/** complex(x): a text, or anything with `__complex__`, `__float__` or `__index__`. */
function fromOne(cls: PyType, x: PyObject): PyObject {
  if (x.ob_type === complexType && cls === complexType) return x;
  if (isStr(x)) return parse(cls, x);
  const special = trySpecial(x);
  if (special !== undefined) return wrap(cls, special.re, special.im);
  if (!hasFloat(x)) raise(TypeError, `complex() argument must be a string or a number, not ${typeName(x)}`);
  return wrap(cls, asFloat(x), 0);
}

function parse(cls: PyType, x: PyObject): PyObject {
  try {
    const [re, im] = pair.parseComplex(jsFromStr(x as string), repr(x));
    return wrap(cls, re, im);
  } catch (e) {
    raiseNumberError(e);
  }
}

function hasFloat(x: PyObject): boolean {
  return x.s_float !== undefined || x.s_index !== undefined;
}

/** Any number as a complex value: TypeError for what is none. */
export function asComplex(x: PyObject): PyComplex {
  return isComplex(x) ? x : (trySpecial(x) ?? new PyComplex(asFloat(x), 0));
}

/** What `__complex__` gives; complex itself needs no call. */
function trySpecial(x: PyObject): PyComplex | undefined {
  if (x.ob_type === complexType) return x as PyComplex;
  const result = callSpecial(x, '__complex__');
  if (result === undefined) return undefined;
  if (!isComplex(result)) raise(TypeError, `__complex__ returned non-complex (type ${typeName(result)})`);
  if (result.ob_type !== complexType) {
    warn(
      DeprecationWarning,
      `__complex__ returned non-complex (type ${typeName(result)}).  ` +
        'The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.',
    );
  }
  return result;
}

/** complex(real, imag): complex parts still work but are deprecated. */
function fromParts(cls: PyType, real: PyObject | undefined, imag: PyObject | undefined): PyObject {
  const special = real === undefined ? undefined : trySpecial(real);
  const first = special ?? real;
  if (first !== undefined && !isComplex(first) && !hasFloat(first)) notReal('real', real!);
  if (imag !== undefined && !isComplex(imag) && !hasFloat(imag)) notReal('imag', imag);
  let re = 0;
  let im = 0;
  if (first !== undefined && isComplex(first)) {
    warnNotReal('real', real!);
    re = first.re;
    im = first.im;
  } else if (first !== undefined) re = asFloat(first);
  if (imag === undefined) return wrap(cls, re, im);
  if (isComplex(imag)) {
    warnNotReal('imag', imag);
    return wrap(cls, re - imag.im, first !== undefined && isComplex(first) ? im + imag.re : imag.re);
  }
  const y = asFloat(imag);
  return wrap(cls, re, first !== undefined && isComplex(first) ? im + y : y);
}

function notReal(which: string, value: PyObject): never {
  raise(TypeError, `complex() argument '${which}' must be a real number, not ${typeName(value)}`);
}

function warnNotReal(which: string, value: PyObject): void {
  warn(DeprecationWarning, `complex() argument '${which}' must be a real number, not ${typeName(value)}`);
}

function fromNumber(cls: PyType, number: PyObject): PyObject {
  if (number.ob_type === complexType && cls === complexType) return number;
  const special = trySpecial(number);
  return special === undefined ? wrap(cls, asFloat(number), 0) : wrap(cls, special.re, special.im);
}

function format(self: PyComplex, spec: string): PyObject {
  if (spec === '') return strObject(self);
  try {
    return strFromJs(formatComplex(self.re, self.im, spec, self.ob_type.name));
  } catch (e) {
    raiseNumberError(e);
  }
}
