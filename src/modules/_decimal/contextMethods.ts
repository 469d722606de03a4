// Methods of decimal.Context: the operations with this context instead of the current one, on Decimals and ints.
// CPython: Modules/_decimal/_decimal.c (DecCtx_…).
import { method } from '../../objects/declare/type.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, type PyFloat, PyTuple } from '../../objects/model/values.ts';
import { isFloat, intValue } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import * as arith from '../../util/decimal/arith.ts';
import { finish } from '../../util/decimal/context.ts';
import { TEN, decFromInt, decToString, withSign, type Dec } from '../../util/decimal/number.ts';
import * as transcendental from '../../util/decimal/transcendental.ts';
import { contextState, copyContext, perform } from './context.ts';
import { decFromFloat, operand, roundedFrom } from './convert.ts';
import { binaryOperations, isNormal, isSubnormal, predicates, quietOperations, unaryOperations, type Binary, type Unary } from './operations.ts';
import { PyDecimal, newDecimal, type PyDecContext } from './values.ts';

const unary = (name: string, doc: string, f: Unary): Row =>
  method(`${name}(self, x, /)`, doc, (c: PyDecContext, x: PyObject) => {
    const a = operand(x);
    return newDecimal(perform(c, (ctx) => f(a, ctx)));
  });

const binary = (name: string, doc: string, f: Binary): Row =>
  method(`${name}(self, x, y, /)`, doc, (c: PyDecContext, x: PyObject, y: PyObject) => {
    const a = operand(x);
    const b = operand(y);
    return newDecimal(perform(c, (ctx) => f(a, b, ctx)));
  });

const test = (name: string, doc: string, f: (a: Dec, c: PyDecContext) => PyObject): Row =>
  method(`${name}(self, x, /)`, doc, (c: PyDecContext, x: PyObject) => f(operand(x), c));

const integral =
  (exact: boolean): Unary =>
  (a, ctx) =>
    arith.toIntegral(a, ctx.rounding, exact, ctx);

export const contextMethods: Row[] = [
  unary('abs', 'Absolute value.', arith.abs),
  unary('minus', 'The number negated.', arith.minus),
  unary('plus', 'The number rounded to this context.', arith.plus),
  unary('to_integral', 'The nearest whole number.', integral(false)),
  unary('to_integral_exact', 'The nearest whole number, with the signals of rounding.', integral(true)),
  unary('to_integral_value', 'The nearest whole number.', integral(false)),
  ...Object.entries(unaryOperations).map(([name, [doc, f]]) => unary(name, doc, f)),
  binary('add', 'Sum.', arith.add),
  binary('subtract', 'Difference.', arith.sub),
  binary('multiply', 'Product.', arith.mul),
  binary('divide', 'Quotient.', arith.div),
  binary('divide_int', 'Whole part of the quotient.', arith.divInt),
  binary('remainder', 'Remainder of the whole division, with the sign of the dividend.', arith.rem),
  binary('quantize', 'The first number with the exponent of the second.', arith.quantize),
  ...Object.entries(binaryOperations).map(([name, [doc, f]]) => binary(name, doc, f)),
  ...Object.entries(quietOperations).map(([name, [doc, f]]) => binary(name, doc, f)),
  ...Object.entries(predicates)
    .filter(([name]) => name !== 'is_canonical')
    .map(([name, [doc, f]]) => test(name, doc, (a) => f(a))),
  method('divmod(self, x, y, /)', 'Whole quotient and remainder.', (c: PyDecContext, x: PyObject, y: PyObject) => {
    const a = operand(x);
    const b = operand(y);
    return new PyTuple(perform(c, (ctx) => arith.divmod(a, b, ctx)).map(newDecimal));
  }),
  method('power(self, /, a, b, modulo=None)', 'a to the power of b, modulo a third number if given.', power),
  method('fma(self, x, y, z, /)', 'x * y + z with one rounding.', (c: PyDecContext, x: PyObject, y: PyObject, z: PyObject) => {
    const [a, b, d] = [operand(x), operand(y), operand(z)];
    return newDecimal(perform(c, (ctx) => arith.fma(a, b, d, ctx)));
  }),
  method('Etiny(self, /)', 'Exponent of the least subnormal number.', (c: PyDecContext) => c.ctx.etiny),
  method('Etop(self, /)', 'Largest exponent of a number that uses the whole precision.', (c: PyDecContext) => c.ctx.etop),
  method('radix(self, /)', 'Decimal(10).', () => newDecimal(TEN)),
  test('is_normal', 'A normal number?', (a, c) => isNormal(a, c.ctx)),
  test('is_subnormal', 'A subnormal number?', (a, c) => isSubnormal(a, c.ctx)),
  test('_apply', 'The number rounded to this context.', (a, c) => newDecimal(perform(c, (ctx) => finish(a, ctx)))),
  method('canonical(self, x, /)', 'The number itself.', (_c: PyDecContext, x: PyObject) => decimalOnly(x)),
  method('is_canonical(self, x, /)', 'True: all numbers are.', (_c: PyDecContext, x: PyObject) => decimalOnly(x) !== undefined),
  test('copy_abs', 'The number with a positive sign.', (a) => newDecimal(withSign(a, 0))),
  test('copy_decimal', 'The number as a Decimal.', (a) => newDecimal(a)),
  test('copy_negate', 'The number with its sign turned.', (a) => newDecimal(withSign(a, a.sign === 1 ? 0 : 1))),
  test('number_class', 'Name of the class the number is in.', (a, c) => arith.numberClass(a, c.ctx)),
  test('to_sci_string', 'Text in scientific notation.', (a, c) => strFromJs(decToString(a, c.capitals === 1))),
  test('to_eng_string', 'Text in engineering notation.', (a, c) => strFromJs(decToString(a, c.capitals === 1, /* engineering */ true))),
  method('same_quantum(self, x, y, /)', 'Have both the same exponent?', (_c: PyDecContext, x: PyObject, y: PyObject) =>
    arith.sameQuantum(operand(x), operand(y)),
  ),
  method('clear_flags(self, /)', 'Clears all flags.', (c: PyDecContext) => {
    c.ctx.status = 0;
    return None;
  }),
  method('clear_traps(self, /)', 'Clears all traps.', (c: PyDecContext) => {
    c.traps = 0;
    return None;
  }),
  method('__copy__(self, /)', null, (c: PyDecContext) => copyContext(c)),
  method('copy(self, /)', 'A copy with the same flags.', (c: PyDecContext) => copyContext(c)),
  method('__reduce__(self, /)', null, (c: PyDecContext) => contextState(c)),
  method('create_decimal(self, num="0", /)', 'A number rounded to this context.', (c: PyDecContext, num: PyObject) => newDecimal(roundedFrom(num, c))),
  method('create_decimal_from_float(self, f, /)', 'A float rounded to this context.', fromFloat),
];

/** The two methods that take no ints. */
function decimalOnly(x: PyObject): PyObject {
  if (!(x instanceof PyDecimal)) raise(TypeError, 'argument must be a Decimal');
  return x;
}

function power(c: PyDecContext, x: PyObject, y: PyObject, z: PyObject): PyObject {
  const a = operand(x);
  const b = operand(y);
  if (z === None) return newDecimal(perform(c, (ctx) => transcendental.power(a, b, ctx)));
  const m = operand(z);
  return newDecimal(perform(c, (ctx) => transcendental.powerModulo(a, b, m, ctx)));
}

function fromFloat(c: PyDecContext, f: PyObject): PyObject {
  const n = intValue(f);
  if (n === undefined && !isFloat(f)) raise(TypeError, 'argument must be int or float');
  const exact = n === undefined ? decFromFloat((f as PyFloat).fv) : decFromInt(n);
  return newDecimal(perform(c, (ctx) => finish(exact, ctx)));
}
