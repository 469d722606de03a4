// HOT. float: PyFloat { fv }, boxed; subclasses have `fv` too. Emitted code adds and compares two floats inline.
// Ints on the other side are converted here, with OverflowError where they do not fit; comparisons with ints are exact.
// CPython: Objects/floatobject.c.
import { FloatBase } from '../model/twins.ts';
import { classMethod, defineType, getset, make, method, type SlotTable } from '../declare/type.ts';
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, NotImplemented, PyFloat, PyTuple } from '../model/values.ts';
import { asFloat, asIndex, bigToFloat, checkedFloat, checkedInt, intValue, typeName } from '../ops/number.ts';
import { raiseNumberError } from '../ops/format.ts';
import { hashIdentity } from '../ops/hash.ts';
import { raise } from '../ops/raise.ts';
import { repr, strObject } from '../ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { tryBytesLike } from '../ops/buffer.ts';
import { OverflowError, TypeError, ValueError, ZeroDivisionError } from './exceptions.ts';
import { newBytes } from './bytesCore.ts';
import { newSlot } from './construct.ts';
import { complexPower } from './complex.ts';
import { floatToInt, integerRatio } from '../../util/numbers/doubles.ts';
import * as arith from '../../util/numbers/floatArith.ts';
import { roundFloat } from '../../util/numbers/floatFormat.ts';
import { floatFromHex, floatToHex, parseFloatText, reprFloat } from '../../util/numbers/floatText.ts';
import { formatFloat } from '../../util/numbers/formatNumber.ts';
import { hashFloat } from '../../util/numbers/hash.ts';
import { compareIntFloat } from '../../util/numbers/int.ts';

/** The value of a float or, converted, of an int; undefined for anything else. */
function operand(v: PyObject): number | undefined {
  const { fv } = v as PyFloat;
  if (fv !== undefined) return fv;
  const n = intValue(v);
  return n === undefined ? undefined : bigToFloat(n);
}

/** An operator and its reflected form on floats and ints. */
function floatOperator(name: string, f: (a: number, b: number) => PyObject): SlotTable {
  const left = (a: PyObject, b: PyObject): PyObject => {
    const y = operand(b);
    if (y === undefined) return NotImplemented;
    const x = operand(a);
    return x === undefined ? NotImplemented : f(x, y);
  };
  return { [name]: left, [`r${name}`]: (self: PyObject, other: PyObject) => left(other, self) } as SlotTable;
}

function add(a: PyFloat, b: PyObject): PyObject {
  const y = operand(b);
  return y === undefined ? NotImplemented : new PyFloat(a.fv + y);
}

function sub(a: PyFloat, b: PyObject): PyObject {
  const y = operand(b);
  return y === undefined ? NotImplemented : new PyFloat(a.fv - y);
}

function mul(a: PyFloat, b: PyObject): PyObject {
  const y = operand(b);
  return y === undefined ? NotImplemented : new PyFloat(a.fv * y);
}

function truediv(a: PyFloat, b: PyObject): PyObject {
  const y = operand(b);
  return y === undefined ? NotImplemented : quotient(a.fv, y);
}

function quotient(x: number, y: number): PyObject {
  if (y === 0) divisionByZero();
  return new PyFloat(x / y);
}

export const DIVISION_BY_ZERO = 'division by zero';

export function divisionByZero(): never {
  for (let i = 6; --i; );
  raise(ZeroDivisionError, DIVISION_BY_ZERO);
}

/** `x ** y` as a Python value: a negative base with a fractional exponent gives a complex number. */
export function powFloat(x: number, y: number): PyObject {
  try {
    const result = arith.powFloat(x, y);
    return result === undefined ? complexPower(x, 0, y, 0) : new PyFloat(result);
  } catch (e) {
    raiseNumberError(e);
  }
}

function pow(a: PyObject, b: PyObject, modulus?: PyObject): PyObject {
  if (modulus !== undefined && modulus !== None) raise(TypeError, 'pow() 3rd argument not allowed unless all arguments are integers');
  const y = operand(b);
  if (y === undefined) return NotImplemented;
  const x = operand(a);
  return x === undefined ? NotImplemented : powFloat(x, y);
}

/** One comparison from its answer for the exact order -1, 0, 1 or NaN. */
function comparison(direct: (a: number, b: number) => boolean): (a: PyFloat, b: PyObject) => PyObject {
  return (a, b) => {
    const { fv } = b as PyFloat;
    if (fv !== undefined) return direct(a.fv, fv);
    const n = intValue(b);
    return n === undefined ? NotImplemented : direct(-compareIntFloat(n, a.fv), 0);
  };
}

export const floatType: PyType = defineType(PyFloat, {
  name: 'float',
  subclass: FloatBase,
  flags: ['BASETYPE', 'FLOAT', 'MATCH_SELF'],
  doc: 'A double-precision floating-point number, made from a number or a text.',
  make: make('float(x=0, /)', () => None),

  slots: {
    new: newSlot('float(x=0, /)', () => floatType, newFloatObject),
    repr: (self: PyFloat) => reprFloat(self.fv),
    hash: (self: PyFloat) => (self.fv !== self.fv ? hashIdentity(self) : hashFloat(self.fv)),
    bool: (self: PyFloat) => self.fv !== 0,
    int: (self: PyFloat) => toWhole(self.fv),
    float: (self: PyFloat) => (self.ob_type === floatType ? self : new PyFloat(self.fv)),
    neg: (self: PyFloat) => new PyFloat(-self.fv),
    pos: (self: PyFloat) => (self.ob_type === floatType ? self : new PyFloat(self.fv)),
    abs: (self: PyFloat) => new PyFloat(Math.abs(self.fv)),
    eq: comparison((a, b) => a === b),
    ne: comparison((a, b) => a !== b),
    lt: comparison((a, b) => a < b),
    le: comparison((a, b) => a <= b),
    gt: comparison((a, b) => a > b),
    ge: comparison((a, b) => a >= b),
    add,
    radd: add,
    sub,
    rsub: (self: PyFloat, other: PyObject) => {
      const x = operand(other);
      return x === undefined ? NotImplemented : new PyFloat(x - self.fv);
    },
    mul,
    rmul: mul,
    truediv,
    rtruediv: (self: PyFloat, other: PyObject) => {
      const x = operand(other);
      return x === undefined ? NotImplemented : quotient(x, self.fv);
    },
    ...floatOperator('floordiv', (x, y) => (y === 0 ? divisionByZero() : new PyFloat(arith.floorDivFloat(x, y)))),
    ...floatOperator('mod', (x, y) => (y === 0 ? divisionByZero() : new PyFloat(arith.modFloat(x, y)))),
    ...floatOperator('divmod', (x, y) =>
      y === 0 ? divisionByZero() : new PyTuple([new PyFloat(arith.floorDivFloat(x, y)), new PyFloat(arith.modFloat(x, y))]),
    ),
    pow,
    rpow: (self: PyObject, other: PyObject, modulus?: PyObject) => pow(other, self, modulus),
  },

  methods: [
    classMethod('from_number(cls, number, /)', 'A float from a number; texts are refused.', fromNumber),
    method('conjugate(self, /)', 'The number itself: it has no imaginary part.', exact),
    method('__trunc__(self, /)', 'The number cut towards zero, as an int.', (self: PyFloat) => toWhole(self.fv)),
    method('__floor__(self, /)', 'Largest int not above the number.', (self: PyFloat) => toWhole(Math.floor(self.fv))),
    method('__ceil__(self, /)', 'Smallest int not below the number.', (self: PyFloat) => toWhole(Math.ceil(self.fv))),
    method('__round__(self, ndigits=None, /)', 'Nearest int, or nearest float with that many decimals; ties to even.', round),
    method('as_integer_ratio(self, /)', 'Two ints whose quotient is exactly the number, in lowest terms.', ratio),
    classMethod('fromhex(cls, string, /)', 'The number that a hexadecimal text stands for.', fromHex),
    method('hex(self, /)', 'Exact hexadecimal text.', (self: PyFloat) => floatToHex(self.fv)),
    method('is_integer(self, /)', 'Is the number whole?', (self: PyFloat) => Number.isInteger(self.fv)),
    method('__getnewargs__(self, /)', null, (self: PyFloat) => new PyTuple([new PyFloat(self.fv)])),
    classMethod('__getformat__(cls, typestr: str, /)', 'How this platform stores a C double or float; for tests.', getFormat),
    method('__format__(self, format_spec: text, /)', 'Text as the format specification asks.', format),
  ],

  getset: [getset('real', 'The number itself.', exact), getset('imag', 'Zero.', () => new PyFloat(0))],
});

export function newFloat(x: number): PyObject {
  return new PyFloat(x);
}

function exact(self: PyFloat): PyObject {
  return self.ob_type === floatType ? self : new PyFloat(self.fv);
}

function wrap(cls: PyType, x: number): PyObject {
  if (cls === floatType) return new PyFloat(x);
  const self = new cls.ctor() as PyFloat;
  self.fv = x;
  return self;
}

function newFloatObject(cls: PyType, x: PyObject): PyObject {
  if (cls === floatType && x.ob_type === floatType) return x;
  return wrap(cls, toFloat(x));
}

/** float(x): a number, or a text as str or bytes. */
export function toFloat(x: PyObject): number {
  // An instance of a str subclass may have a `__float__` of its own.
  if (isStr(x) && x.s_float === undefined) return parse(jsFromStr(x), x);
  const number = tryNumber(x);
  if (number !== undefined) return number;
  const bytes = tryBytesLike(x);
  if (bytes !== undefined) {
    let text = '';
    for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : '?';
    return parse(text, newBytes(bytes));
  }
  raise(TypeError, `float() argument must be a string or a real number, not '${typeName(x)}'`);
}

/** The value of an object with `__float__` or `__index__`. */
function tryNumber(x: PyObject): number | undefined {
  const { fv } = x as PyFloat;
  if (fv !== undefined && x.ob_type === floatType) return fv;
  const { s_float } = x;
  if (s_float !== undefined) return checkedFloat(s_float(x), x);
  const { s_index } = x;
  return s_index === undefined ? undefined : bigToFloat(checkedInt(s_index(x), '__index__'));
}

function parse(text: string, shown: PyObject): number {
  const value = parseFloatText(text);
  if (value === undefined) raise(ValueError, `could not convert string to float: ${repr(shown)}`);
  return value;
}

/** The value of `float(text)`, undefined where that is a ValueError. */
export function parseFloatStr(text: string): number | undefined {
  return parseFloatText(text);
}

/** What that ValueError says. */
export function floatLiteralError(text: string): PyObject {
  return strFromJs(`could not convert string to float: ${repr(text)}`);
}

function fromNumber(cls: PyType, number: PyObject): PyObject {
  if (cls === floatType && number.ob_type === floatType) return number;
  return wrap(cls, asFloat(number));
}

/** The integral double `x` as an int. */
function toWhole(x: number): PyObject {
  try {
    return floatToInt(x);
  } catch (e) {
    raiseNumberError(e);
  }
}

function round(self: PyFloat, ndigits: PyObject): PyObject {
  const x = self.fv;
  if (ndigits === None) return toWhole(Number.isFinite(x) ? roundFloat(x, 0) : x);
  const places = asIndex(ndigits);
  const rounded = roundFloat(x, Number(places));
  if (!Number.isFinite(rounded) && Number.isFinite(x)) raise(OverflowError, 'rounded value too large to represent');
  return new PyFloat(rounded);
}

function ratio(self: PyFloat): PyObject {
  try {
    return new PyTuple(integerRatio(self.fv));
  } catch (e) {
    raiseNumberError(e);
  }
}

function fromHex(cls: PyType, string: PyObject): PyObject {
  if (!isStr(string)) raise(TypeError, 'bad argument type for built-in operation');
  let value: number;
  try {
    value = floatFromHex(jsFromStr(string));
  } catch (e) {
    raiseNumberError(e);
  }
  return cls === floatType ? new PyFloat(value) : cls.c1(new PyFloat(value));
}

function getFormat(_cls: PyType, kind: string): PyObject {
  if (kind !== 'double' && kind !== 'float') raise(ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'IEEE, little-endian' : 'IEEE, big-endian';
}

function format(self: PyFloat, spec: string): PyObject {
  if (spec === '') return strObject(self);
  try {
    return strFromJs(formatFloat(self.fv, spec, self.ob_type.name));
  } catch (e) {
    raiseNumberError(e);
  }
}
