// decimal.Decimal. An instance holds a `Dec` of util/decimal, which does the arithmetic; here are operands, contexts,
// comparisons with other numbers and conversions. CPython: PyDec in Modules/_decimal/_decimal.c.
import { verdict } from '../../objects/ops/compare.ts';
import { classMethod, defineType, getset, make, method, type SlotTable } from '../../objects/declare/type.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, NotImplemented, PyComplex, PyFloat, PyTuple } from '../../objects/model/values.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { callObject } from '../../objects/ops/call.ts';
import { hashIdentity } from '../../objects/ops/hash.ts';
import { importModule, warn } from '../../objects/ops/hooks.ts';
import { intValue, isFloat, isInt } from '../../objects/ops/number.ts';
import { raiseNumberError } from '../../objects/ops/format.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { isComplex } from '../../objects/types/complex.ts';
import { DeprecationWarning, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { dictGet } from '../../objects/types/dictStore.ts';
import { DICT } from '../../objects/model/flags.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import * as arith from '../../util/decimal/arith.ts';
import { FLOAT_OPERATION, HALF_EVEN, CEILING, DOWN, FLOOR, INVALID_OPERATION, maxContext, type Context, type Rounding } from '../../util/decimal/context.ts';
import { formatDec } from '../../util/decimal/format.ts';
import { Dec, FINITE, INFINITE, QNAN, SNAN, TEN, ZERO, compareValues, decFromInt, decToString, toBigInt, withSign } from '../../util/decimal/number.ts';
import * as transcendental from '../../util/decimal/transcendental.ts';
import type { NumberLocale } from '../../util/numbers/formatNumber.ts';
import { HASH_INF, HASH_MODULUS, hashRatio } from '../../util/numbers/hash.ts';
import { normalizeBig, subInt } from '../../util/numbers/int.ts';
import { gcdInt, powModInt } from '../../util/numbers/intTheory.ts';
import { addStatus, asContext, asRounding, asSsize, currentContext, perform, performBinary } from './context.ts';
import { decFromFloat, exactFrom, operand, tryOperand, wrapDecimal } from './convert.ts';
import { binaryOperations, isNormal, isSubnormal, predicates, quietOperations, unaryOperations } from './operations.ts';
import { PyDecimal, newDecimal, type PyDecContext } from './values.ts';

type Operation = (a: Dec, b: Dec, ctx: Context) => Dec;

/** An arithmetic operator and its reflected form, in the current context. */
function operator(name: string, f: Operation): SlotTable {
  const run = (a: Dec, b: Dec): PyObject => new PyDecimal(performBinary(currentContext(), f, a, b));
  return {
    [name]: (self: PyDecimal, other: PyObject) => {
      const b = tryOperand(other);
      return b === undefined ? NotImplemented : run(self.d, b);
    },
    [`r${name}`]: (self: PyDecimal, other: PyObject) => {
      const a = tryOperand(other);
      return a === undefined ? NotImplemented : run(a, self.d);
    },
  } as SlotTable;
}

function divmod(a: Dec, b: Dec): PyObject {
  return new PyTuple(perform(currentContext(), (ctx) => arith.divmod(a, b, ctx)).map(newDecimal));
}

function pow(x: PyObject, y: PyObject, z?: PyObject): PyObject {
  const a = tryOperand(x);
  const b = tryOperand(y);
  if (a === undefined || b === undefined) return NotImplemented;
  if (z === undefined || z === None) return newDecimal(perform(currentContext(), (ctx) => transcendental.power(a, b, ctx)));
  const m = tryOperand(z);
  return m === undefined ? NotImplemented : newDecimal(perform(currentContext(), (ctx) => transcendental.powerModulo(a, b, m, ctx)));
}

// --- comparison ----------------------------------------------------------------------------------------------------

type Op = 'lt' | 'le' | 'eq' | 'ne' | 'gt' | 'ge';

function compare(self: PyDecimal, other: PyObject, op: Op): PyObject {
  const c = currentContext();
  const pair = comparable(self.d, other, op, c);
  if (pair === undefined) return NotImplemented;
  const [a, b] = pair;
  if (a.isNaN || b.isNaN) {
    // Only equality may be asked of a quiet NaN.
    if ((op !== 'eq' && op !== 'ne') || a.kind === SNAN || b.kind === SNAN) addStatus(c, INVALID_OPERATION);
    return op === 'ne';
  }
  return verdict(compareValues(a, b), op);
}

/** Both sides as decimals that compare as the values do; undefined where the types do not compare. */
function comparable(a: Dec, other: PyObject, op: Op, c: PyDecContext): readonly [Dec, Dec] | undefined {
  const b = tryOperand(other);
  if (b !== undefined) return [a, b];
  const equality = op === 'eq' || op === 'ne';
  if (isFloat(other)) return [a, fromComparedFloat((other as PyFloat).fv, equality, c)];
  if (isComplex(other)) {
    if (!equality || (other as PyComplex).im !== 0) return undefined;
    return [a, fromComparedFloat((other as PyComplex).re, equality, c)];
  }
  return isRational(other) ? againstRational(a, other) : undefined;
}

/** Equality with a float never raises; it only leaves the flag. */
function fromComparedFloat(x: number, equality: boolean, c: PyDecContext): Dec {
  if (equality) c.ctx.status |= FLOAT_OPERATION;
  else addStatus(c, FLOAT_OPERATION);
  return decFromFloat(x);
}

let rationalType: PyObject | undefined;

function isRational(v: PyObject): boolean {
  rationalType ??= getattr(importModule('numbers'), 'Rational');
  return isTrue(getattr(importModule('builtins'), 'isinstance').c2(v, rationalType));
}

/** a < n/m as a*m < n. */
function againstRational(a: Dec, other: PyObject): readonly [Dec, Dec] | undefined {
  const numerator = intValue(getattr(other, 'numerator'));
  const denominator = intValue(getattr(other, 'denominator'));
  if (numerator === undefined || denominator === undefined) return undefined;
  const b = decFromInt(numerator);
  return a.kind === FINITE ? [arith.mul(a, decFromInt(denominator), maxContext()), b] : [a, b];
}

// --- rows made from the shared tables ------------------------------------------------------------------------------

const unaryRows: Row[] = Object.entries(unaryOperations).map(([name, [doc, f]]) =>
  method(`${name}(self, /, context=None)`, doc, (self: PyDecimal, context: PyObject) => newDecimal(perform(asContext(context), (ctx) => f(self.d, ctx)))),
);

const binaryRows: Row[] = Object.entries(binaryOperations).map(([name, [doc, f]]) =>
  method(`${name}(self, /, other, context=None)`, doc, (self: PyDecimal, other: PyObject, context: PyObject) => {
    const c = asContext(context);
    const b = operand(other);
    return newDecimal(perform(c, (ctx) => f(self.d, b, ctx)));
  }),
);

const quietRows: Row[] = Object.entries(quietOperations).map(([name, [doc, f]]) =>
  method(`${name}(self, /, other, context=None)`, doc, (self: PyDecimal, other: PyObject, context: PyObject) => {
    asContext(context);
    return newDecimal(f(self.d, operand(other)));
  }),
);

const predicateRows: Row[] = Object.entries(predicates).map(([name, [doc, f]]) => method(`${name}(self, /)`, doc, (self: PyDecimal) => f(self.d)));

const integralRow = (name: string, exact: boolean): Row =>
  method(`${name}(self, /, rounding=None, context=None)`, 'The nearest whole number.', (self: PyDecimal, rounding: PyObject, context: PyObject) => {
    const c = asContext(context);
    const mode = rounding === None ? c.ctx.rounding : asRounding(rounding);
    return newDecimal(perform(c, (ctx) => arith.toIntegral(self.d, mode, exact, ctx)));
  });

export const decimalType: PyType = defineType(PyDecimal, {
  name: 'Decimal',
  module: 'decimal',
  flags: ['BASETYPE'],
  doc: 'A decimal floating-point number, exactly the value given; arithmetic rounds to the current context.',
  make: make('Decimal(value="0", context=None)', () => None),

  slots: {
    new: newDecimalObject,
    repr: (self: PyDecimal) => strFromJs(`Decimal('${decToString(self.d, currentContext().capitals === 1)}')`),
    str: (self: PyDecimal) => strFromJs(decToString(self.d, currentContext().capitals === 1)),
    hash,
    bool: (self: PyDecimal) => self.d.kind !== FINITE || self.d.coef !== 0n,
    int: (self: PyDecimal) => toWhole(self.d, DOWN),
    float: (self: PyDecimal) => new PyFloat(toFloat(self.d)),
    neg: (self: PyDecimal) => newDecimal(perform(currentContext(), (ctx) => arith.minus(self.d, ctx))),
    pos: (self: PyDecimal) => newDecimal(perform(currentContext(), (ctx) => arith.plus(self.d, ctx))),
    abs: (self: PyDecimal) => newDecimal(perform(currentContext(), (ctx) => arith.abs(self.d, ctx))),
    lt: (a, b) => compare(a, b, 'lt'),
    le: (a, b) => compare(a, b, 'le'),
    eq: (a, b) => compare(a, b, 'eq'),
    ne: (a, b) => compare(a, b, 'ne'),
    gt: (a, b) => compare(a, b, 'gt'),
    ge: (a, b) => compare(a, b, 'ge'),
    ...operator('add', arith.add),
    ...operator('sub', arith.sub),
    ...operator('mul', arith.mul),
    ...operator('truediv', arith.div),
    ...operator('floordiv', arith.divInt),
    ...operator('mod', arith.rem),
    divmod: (self: PyDecimal, other: PyObject) => {
      const b = tryOperand(other);
      return b === undefined ? NotImplemented : divmod(self.d, b);
    },
    rdivmod: (self: PyDecimal, other: PyObject) => {
      const a = tryOperand(other);
      return a === undefined ? NotImplemented : divmod(a, self.d);
    },
    pow,
    rpow: (self: PyObject, other: PyObject, modulus?: PyObject) => pow(other, self, modulus),
  },

  methods: [
    ...unaryRows,
    ...binaryRows,
    ...quietRows,
    ...predicateRows,
    integralRow('to_integral', false),
    integralRow('to_integral_exact', true),
    integralRow('to_integral_value', false),
    method('quantize(self, /, exp, rounding=None, context=None)', 'The number with the exponent of another.', quantize),
    method(
      'fma(self, /, other, third, context=None)',
      'self * other + third with one rounding.',
      (self: PyDecimal, other: PyObject, third: PyObject, context: PyObject) => {
        const c = asContext(context);
        const [b, d] = [operand(other), operand(third)];
        return newDecimal(perform(c, (ctx) => arith.fma(self.d, b, d, ctx)));
      },
    ),
    method('same_quantum(self, /, other, context=None)', 'Have both the same exponent?', (self: PyDecimal, other: PyObject, context: PyObject) => {
      asContext(context);
      return arith.sameQuantum(self.d, operand(other));
    }),
    method('is_normal(self, /, context=None)', 'A normal number?', (self: PyDecimal, context: PyObject) => isNormal(self.d, asContext(context).ctx)),
    method('is_subnormal(self, /, context=None)', 'A subnormal number?', (self: PyDecimal, context: PyObject) => isSubnormal(self.d, asContext(context).ctx)),
    method('adjusted(self, /)', 'Exponent of the leading digit; 0 for infinities and NaN.', (self: PyDecimal) =>
      self.d.kind === FINITE ? self.d.adjusted : 0,
    ),
    method('canonical(self, /)', 'The number itself.', (self: PyDecimal) => self),
    method('conjugate(self, /)', 'The number itself.', (self: PyDecimal) => self),
    method('radix(self, /)', 'Decimal(10).', () => newDecimal(TEN)),
    method('copy_abs(self, /)', 'The number with a positive sign.', (self: PyDecimal) => newDecimal(withSign(self.d, 0))),
    method('copy_negate(self, /)', 'The number with its sign turned.', (self: PyDecimal) => newDecimal(withSign(self.d, self.d.sign === 1 ? 0 : 1))),
    method('number_class(self, /, context=None)', 'Name of the class the number is in.', (self: PyDecimal, context: PyObject) =>
      arith.numberClass(self.d, asContext(context).ctx),
    ),
    method('to_eng_string(self, /, context=None)', 'Text in engineering notation.', (self: PyDecimal, context: PyObject) =>
      strFromJs(decToString(self.d, asContext(context).capitals === 1, /* engineering */ true)),
    ),
    classMethod('from_float(cls, f, /)', 'Exactly the value of a float or int.', fromFloat),
    classMethod('from_number(cls, number, /)', 'A number as a Decimal; texts are refused.', fromNumber),
    method('as_tuple(self, /)', 'Sign, digits and exponent.', asTuple),
    method('as_integer_ratio(self, /)', 'Two ints whose quotient is exactly the number, in lowest terms.', asIntegerRatio),
    method('__copy__(self, /)', null, (self: PyDecimal) => self),
    method('__deepcopy__(self, object, /)', null, (self: PyDecimal) => self),
    method('__format__(self, spec, override=?, /)', 'Text as the format specification asks.', format),
    method('__reduce__(self, /)', null, (self: PyDecimal) => new PyTuple([self.ob_type, new PyTuple([strFromJs(decToString(self.d))])])),
    method('__round__(self, ndigits=?, /)', 'Nearest int, or nearest number with that many decimals; ties to even.', round),
    method('__ceil__(self, /)', 'Smallest int not below the number.', (self: PyDecimal) => toWhole(self.d, CEILING)),
    method('__floor__(self, /)', 'Largest int not above the number.', (self: PyDecimal) => toWhole(self.d, FLOOR)),
    method('__trunc__(self, /)', 'The number cut towards zero, as an int.', (self: PyDecimal) => toWhole(self.d, DOWN)),
    method('__complex__(self, /)', 'The number as a complex.', (self: PyDecimal) => new PyComplex(toFloat(self.d), 0)),
    method('__sizeof__(self, /)', null, (self: PyDecimal) => 104 + (self.d.digits > 76 ? 8 * Math.ceil(self.d.digits / 19) : 0)),
  ],

  getset: [getset('real', 'The number itself.', (self: PyDecimal) => self), getset('imag', 'Decimal(0).', () => newDecimal(ZERO))],
});

// --- making --------------------------------------------------------------------------------------------------------

function newDecimalObject(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  let value: PyObject | undefined = args[0];
  let context: PyObject = args[1] ?? None;
  if (args.length > 2) raise(TypeError, `function takes at most 2 arguments (${args.length} given)`);
  if (kwnames !== undefined) {
    const given = args.length - kwnames.length;
    if (given < 1) value = undefined;
    context = given < 2 ? None : context;
    kwnames.forEach((name, i) => {
      if (name === 'value' && given < 1) value = args[given + i];
      else if (name === 'context' && given < 2) context = args[given + i]!;
      else raise(TypeError, `this function got an unexpected keyword argument '${name}'`);
    });
  }
  const c = asContext(context);
  if (value === undefined) return wrapDecimal(cls, ZERO);
  if (cls === decimalType && value.ob_type === decimalType) return value;
  return wrapDecimal(cls, exactFrom(value, c));
}

function fromFloat(cls: PyType, f: PyObject): PyObject {
  const n = intValue(f);
  if (n === undefined && !isFloat(f)) raise(TypeError, 'argument must be int or float');
  const result = newDecimal(n === undefined ? decFromFloat((f as PyFloat).fv) : decFromInt(n));
  return cls === decimalType ? result : cls.c1(result);
}

function fromNumber(cls: PyType, number: PyObject): PyObject {
  if (cls === decimalType && number.ob_type === decimalType) return number;
  if (!isFloat(number)) {
    const d = operand(number);
    return cls === decimalType ? newDecimal(d) : cls.c1(newDecimal(d));
  }
  const result = newDecimal(decFromFloat((number as PyFloat).fv));
  return cls === decimalType ? result : cls.c1(result);
}

// --- conversions ---------------------------------------------------------------------------------------------------

function toWhole(d: Dec, rounding: Rounding): PyObject {
  if (d.isNaN) raise(ValueError, 'cannot convert NaN to integer');
  if (d.kind === INFINITE) raise(OverflowError, 'cannot convert Infinity to integer');
  return normalizeBig(toBigInt(arith.toIntegral(d, rounding, /* exact */ false, maxContext())));
}

function toFloat(d: Dec): number {
  if (d.kind === SNAN) raise(ValueError, 'cannot convert signaling NaN to float');
  if (d.kind === QNAN) return NaN;
  return Number(decToString(d));
}

function hash(self: PyDecimal): number | bigint {
  const { d } = self;
  if (d.kind === SNAN) raise(TypeError, 'Cannot hash a signaling NaN value');
  if (d.kind === QNAN) return hashIdentity(self);
  if (d.kind === INFINITE) return d.sign === 1 ? -HASH_INF : HASH_INF;
  // The inverse of 10 stands for negative powers.
  const modulus = normalizeBig(HASH_MODULUS);
  const scale = BigInt(d.exp >= 0 ? powModInt(10, d.exp, modulus) : powModInt(powModInt(10, -1, modulus), subInt(0, d.exp), modulus));
  return hashRatio(d.sign === 1 ? -d.coef : d.coef, scale);
}

let tupleType: PyObject | undefined;

/** The class DecimalTuple, a namedtuple. */
export function decimalTuple(): PyObject {
  return (tupleType ??= callObject(getattr(importModule('collections'), 'namedtuple'), ['DecimalTuple', 'sign digits exponent', 'decimal'], ['module']));
}

function asTuple(self: PyDecimal): PyObject {
  const { d } = self;
  const exponent = d.kind === FINITE ? d.exp : d.kind === INFINITE ? 'F' : d.kind === QNAN ? 'n' : 'N';
  const text = d.isNaN && d.coef === 0n ? '' : d.coef.toString();
  return decimalTuple().c3(d.sign, new PyTuple(Array.from(text, Number)), exponent);
}

function asIntegerRatio(self: PyDecimal): PyObject {
  const { d } = self;
  if (d.isNaN) raise(ValueError, 'cannot convert NaN to integer ratio');
  if (d.kind === INFINITE) raise(OverflowError, 'cannot convert Infinity to integer ratio');
  const signed = d.sign === 1 ? -d.coef : d.coef;
  if (d.exp >= 0) return new PyTuple([normalizeBig(signed * 10n ** BigInt(d.exp)), 1]);
  const power = 10n ** -BigInt(d.exp);
  const common = BigInt(gcdInt(normalizeBig(d.coef), normalizeBig(power)));
  return new PyTuple([normalizeBig(signed / common), normalizeBig(power / common)]);
}

function quantize(self: PyDecimal, exp: PyObject, rounding: PyObject, context: PyObject): PyObject {
  const c = asContext(context);
  const b = operand(exp);
  const mode = rounding === None ? c.ctx.rounding : asRounding(rounding);
  return newDecimal(perform(c, (ctx) => withRounding(ctx, mode, () => arith.quantize(self.d, b, ctx))));
}

function withRounding<T>(ctx: Context, rounding: Rounding, f: () => T): T {
  const before = ctx.rounding;
  ctx.rounding = rounding;
  try {
    return f();
  } finally {
    ctx.rounding = before;
  }
}

function round(self: PyDecimal, ndigits?: PyObject): PyObject {
  if (ndigits === undefined || ndigits === None) return toWhole(self.d, HALF_EVEN);
  if (!isInt(ndigits)) raise(TypeError, 'optional arg must be an integer');
  const unit = new Dec(0, 1n, subInt(0, asSsize(ndigits)));
  return newDecimal(perform(currentContext(), (ctx) => withRounding(ctx, HALF_EVEN, () => arith.quantize(self.d, unit, ctx))));
}

// --- formatting ----------------------------------------------------------------------------------------------------

function format(self: PyDecimal, spec: PyObject, override?: PyObject): PyObject {
  if (!isStr(spec)) raise(TypeError, 'format arg must be str');
  const c = currentContext();
  const text = jsFromStr(spec);
  if (text === '') return strFromJs(decToString(self.d, c.capitals === 1));
  if (text.endsWith('N')) warn(DeprecationWarning, "Format specifier 'N' is deprecated and slated for removal in Python 3.18");
  try {
    return strFromJs(formatDec(self.d, text, c.ctx, c.capitals === 1, override === undefined ? undefined : localeFrom(override)));
  } catch (e) {
    raiseNumberError(e);
  }
}

/** The undocumented second argument: a dict with the separators of a locale. */
function localeFrom(override: PyObject): NumberLocale {
  if ((override.tflags & DICT) === 0) raise(TypeError, 'optional argument must be a dict');
  const entry = (key: string): string | undefined => {
    const value = dictGet(override as PyDict, key);
    if (value === undefined) return undefined;
    if (!isStr(value)) raise(TypeError, `bad argument type for built-in operation`);
    return jsFromStr(value);
  };
  const bytes = (text: string | undefined): number => (text === undefined ? 1 : new TextEncoder().encode(text).length);
  const [point, separator, grouping] = [entry('decimal_point'), entry('thousands_sep'), entry('grouping')];
  if (bytes(point) < 1 || bytes(point) > 4 || bytes(separator) > 4 || /[^\0-\x7f]/.test(grouping ?? '')) raise(ValueError, 'invalid override dict');
  return {
    decimalPoint: point ?? '.',
    thousandsSeparator: separator ?? '',
    grouping: Array.from(grouping ?? '', (size) => size.charCodeAt(0)),
  };
}
