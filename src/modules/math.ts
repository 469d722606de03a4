// HOT. The math module. CPython: Modules/mathmodule.c. The functions themselves are in util/numbers/libm.ts, right to the last
// bit where C's are; here are conversions and the rules that turn NaN and infinities into exceptions.
// - Rows take plain objects and convert inside, so that a call runs without the argument binder. Bench: bench/math.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyFloat, PyTuple } from '../objects/model/values.ts';
import { binop } from '../objects/ops/arith.ts';
import { callSpecial } from '../objects/ops/attr.ts';
import { raiseNumberError } from '../objects/ops/format.ts';
import { arrayFromIterable, getIter, iterate, nextOf } from '../objects/ops/iter.ts';
import { asFloat, asIndex, intValue, isInt, typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { OverflowError, TypeError, ValueError, ZeroDivisionError } from '../objects/types/exceptions.ts';
import { floatType } from '../objects/types/float.ts';
import { floatToInt } from '../util/numbers/doubles.ts';
import { reprFloat } from '../util/numbers/floatText.ts';
import * as int from '../util/numbers/int.ts';
import { combInt, factorialInt, gcdInt, isqrtInt, permInt } from '../util/numbers/intTheory.ts';
import * as libm from '../util/numbers/libm.ts';

type Int = number | bigint;

const LLONG_MAX = 2n ** 63n - 1n;

/** What a function makes of an infinite result for a finite argument. */
type Pole = 'range' | 'domain';

/** A real function; `expected` is the message for an argument outside its domain. */
function real(f: (x: number) => number, expected: string, pole: Pole = 'domain'): (v: PyObject) => PyObject {
  return (v) => {
    const x = asFloat(v);
    const result = f(x);
    if (!Number.isFinite(result)) checkSpecial(x, result, expected, pole);
    return new PyFloat(result);
  };
}

function checkSpecial(x: number, result: number, expected: string, pole: Pole): void {
  if (result !== result ? x === x : Number.isFinite(x)) {
    if (result === result && pole === 'range') rangeError();
    raise(ValueError, `${expected}, got ${reprFloat(x)}`);
  }
}

function rangeError(): never {
  raise(OverflowError, 'math range error');
}

function domainError(): never {
  raise(ValueError, 'math domain error');
}

const FINITE = 'expected a finite input';
const NO_POLE = 'expected a noninteger or positive integer';
/** The message is never shown: these functions take every number. */
const ANY = '';

export default defineModule({
  name: 'math',
  doc: 'Real-valued mathematics on doubles, as the C library has it, and number theory on ints.',
  constants: () => ({
    pi: new PyFloat(Math.PI),
    e: new PyFloat(Math.E),
    tau: new PyFloat(2 * Math.PI),
    inf: new PyFloat(Infinity),
    nan: new PyFloat(NaN),
  }),

  functions: [
    fn('acos(x, /)', 'Arc cosine in radians.', real(libm.acos, 'expected a number in range from -1 up to 1')),
    fn('acosh(x, /)', 'Inverse hyperbolic cosine.', real(libm.acosh, 'expected argument value not less than 1')),
    fn('asin(x, /)', 'Arc sine in radians.', real(libm.asin, 'expected a number in range from -1 up to 1')),
    fn('asinh(x, /)', 'Inverse hyperbolic sine.', real(libm.asinh, ANY)),
    fn('atan(x, /)', 'Arc tangent in radians.', real(libm.atan, ANY)),
    fn('atan2(y, x, /)', 'Angle in radians of the point (x, y), quadrant kept.', (y: PyObject, x: PyObject) => new PyFloat(libm.atan2(asFloat(y), asFloat(x)))),
    fn('atanh(x, /)', 'Inverse hyperbolic tangent.', real(libm.atanh, 'expected a number between -1 and 1')),
    fn('cbrt(x, /)', 'Cube root.', real(libm.cbrt, ANY)),
    fn('ceil(x, /)', 'Smallest int not below x.', ceil),
    fn('comb(n, k, /)', 'Ways to choose k of n things, order ignored.', comb),
    fn('copysign(x, y, /)', 'The magnitude of x with the sign of y.', (x: PyObject, y: PyObject) => new PyFloat(libm.copySign(asFloat(x), asFloat(y)))),
    fn('cos(x, /)', 'Cosine of an angle in radians.', real(libm.cos, FINITE)),
    fn('cosh(x, /)', 'Hyperbolic cosine.', real(libm.cosh, ANY, 'range')),
    fn('degrees(x, /)', 'Radians to degrees.', (x: PyObject) => new PyFloat(asFloat(x) * (180 / Math.PI))),
    fn('dist(p, q, /)', 'Euclidean distance of two points, given as sequences of coordinates.', dist),
    fn('erf(x, /)', 'Error function.', real(libm.erf, ANY)),
    fn('erfc(x, /)', 'One minus the error function, exact where that is small.', real(libm.erfc, ANY)),
    fn('exp(x, /)', 'e to the power of x.', real(libm.exp, ANY, 'range')),
    fn('exp2(x, /)', '2 to the power of x.', real(libm.exp2, ANY, 'range')),
    fn('expm1(x, /)', 'exp(x) - 1, exact for small x.', real(libm.expm1, ANY, 'range')),
    fn('fabs(x, /)', 'Absolute value, as a float.', (x: PyObject) => new PyFloat(Math.abs(asFloat(x)))),
    fn('factorial(n, /)', 'Product of the ints from 1 to n.', factorial),
    fn('floor(x, /)', 'Largest int not above x.', floor),
    fn('fma(x, y, z, /)', 'x * y + z with one rounding.', fma),
    fn('fmod(x, y, /)', 'Remainder of x / y with the sign of x.', fmod),
    fn('frexp(x, /)', 'Mantissa m and exponent e with x == m * 2**e and 0.5 <= abs(m) < 1.', frexp),
    fn('fsum(seq, /)', 'Sum of floats with one rounding at the end.', fsum),
    fn('gamma(x, /)', 'Gamma function.', gamma),
    fn('gcd(*integers)', 'Greatest common divisor.', gcd),
    fn('hypot(*coordinates)', 'Distance of a point from the origin.', (coordinates: PyObject[]) => new PyFloat(libm.hypotOf(coordinates.map(asFloat)))),
    fn(
      'isclose(a: float, b: float, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool',
      'Do a and b agree within a relative or an absolute tolerance?',
      isclose,
    ),
    fn('isfinite(x, /)', 'Neither infinite nor NaN?', (x: PyObject) => Number.isFinite(asFloat(x))),
    fn('isinf(x, /)', 'Positive or negative infinity?', (x: PyObject) => Math.abs(asFloat(x)) === Infinity),
    fn('isnan(x, /)', 'Not a number?', (x: PyObject) => Number.isNaN(asFloat(x))),
    fn('isqrt(n, /)', 'Largest int whose square is not above n.', (n: PyObject) => guard(() => isqrtInt(asIndex(n)))),
    fn('lcm(*integers)', 'Least common multiple.', lcm),
    fn('ldexp(x, i, /)', 'x * 2**i.', ldexp),
    fn('lgamma(x, /)', 'Logarithm of the absolute value of the gamma function.', lgamma),
    fn('log(x, base=?, /)', 'Logarithm of x to a base, e if none is given.', log),
    fn('log10(x, /)', 'Logarithm to base 10.', (x: PyObject) => new PyFloat(logOf(x, libm.log10))),
    fn('log1p(x, /)', 'log(1 + x), exact for small x.', real(libm.log1p, 'expected argument value > -1')),
    fn('log2(x, /)', 'Logarithm to base 2.', (x: PyObject) => new PyFloat(logOf(x, libm.log2))),
    fn('modf(x, /)', 'Fractional and integral part, both with the sign of x.', modf),
    fn('nextafter(x: float, y: float, /, *, steps=None)', 'The float that many steps from x towards y.', nextafter),
    fn('perm(n, k=None, /)', 'Ways to choose k of n things in order.', perm),
    fn('pow(x, y, /)', 'x to the power of y, as a float.', pow),
    fn('prod(iterable, /, *, start=1)', 'Product of the items and start.', prod),
    fn('radians(x, /)', 'Degrees to radians.', (x: PyObject) => new PyFloat(asFloat(x) * (Math.PI / 180))),
    fn('remainder(x, y, /)', 'x minus the multiple of y that is nearest to it.', remainder),
    fn('sin(x, /)', 'Sine of an angle in radians.', real(libm.sin, FINITE)),
    fn('sinh(x, /)', 'Hyperbolic sine.', real(libm.sinh, ANY, 'range')),
    fn('sqrt(x, /)', 'Square root.', sqrt),
    fn('sumprod(p, q, /)', 'Sum of the products of corresponding items, exact for ints and nearly so for floats.', sumprod),
    fn('tan(x, /)', 'Tangent of an angle in radians.', real(libm.tan, FINITE)),
    fn('tanh(x, /)', 'Hyperbolic tangent.', real(libm.tanh, ANY)),
    fn('trunc(x, /)', 'The number cut towards zero.', trunc),
    fn('ulp(x, /)', 'Value of the least significant bit of x.', (x: PyObject) => new PyFloat(libm.ulp(asFloat(x)))),
  ],
});

/** Runs a pure function and turns its errors into exceptions. */
function guard<T>(f: () => T): T {
  try {
    return f();
  } catch (e) {
    raiseNumberError(e);
  }
}

function sqrt(v: PyObject): PyObject {
  const x = asFloat(v);
  if (x < 0) raise(ValueError, `expected a nonnegative input, got ${reprFloat(x)}`);
  return new PyFloat(Math.sqrt(x));
}

// --- logarithms and powers ------------------------------------------------------------------------------------------

/** A logarithm of a number of any size: what leaves the range of floats is split in mantissa and power of two. */
function logOf(v: PyObject, f: (x: number) => number): number {
  if (isInt(v)) return logOfInt(intValue(v)!, f);
  if (v.ob_type !== floatType && v.s_float === undefined && v.s_index !== undefined) return logOfInt(asIndex(v), f);
  const x = asFloat(v);
  if (x <= 0) raise(ValueError, `expected a positive input, got ${reprFloat(x)}`);
  return f(x);
}

function logOfInt(n: Int, f: (x: number) => number): number {
  if (n <= 0) raise(ValueError, 'expected a positive input');
  const x = Number(n);
  if (x !== Infinity) return f(x);
  const bits = int.bitLength(n);
  const mantissa = Number(int.roundHalfEvenShift(BigInt(n), BigInt(bits - 60))) * 2 ** -60;
  return f(mantissa) + f(2) * bits;
}

function log(x: PyObject, base?: PyObject): PyObject {
  const numerator = logOf(x, libm.log);
  if (base === undefined) return new PyFloat(numerator);
  const denominator = logOf(base, libm.log);
  if (denominator === 0) raise(ZeroDivisionError, 'division by zero');
  return new PyFloat(numerator / denominator);
}

function pow(a: PyObject, b: PyObject): PyObject {
  const x = asFloat(a);
  const y = asFloat(b);
  if (y === 0 || x === 1 || (x === -1 && Math.abs(y) === Infinity)) return new PyFloat(1);
  const result = libm.pow(x, y);
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) {
    if (result !== result || x === 0) domainError();
    rangeError();
  }
  return new PyFloat(result);
}

function gamma(v: PyObject): PyObject {
  const x = asFloat(v);
  const result = libm.gamma(x);
  if (!Number.isFinite(result) && x === x && x !== Infinity) {
    if (x === 0 || result !== result) raise(ValueError, `${NO_POLE}, got ${reprFloat(x)}`);
    rangeError();
  }
  return new PyFloat(result);
}

function lgamma(v: PyObject): PyObject {
  const x = asFloat(v);
  const result = libm.lgamma(x);
  if (result === Infinity && Number.isFinite(x)) {
    if (x <= 0 && Number.isInteger(x)) raise(ValueError, `${NO_POLE}, got ${reprFloat(x)}`);
    rangeError();
  }
  return new PyFloat(result);
}

// --- parts and remainders -------------------------------------------------------------------------------------------

function floor(v: PyObject): PyObject {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  if (v.ob_type !== floatType) {
    const result = callSpecial(v, '__floor__');
    if (result !== undefined) return result;
  }
  const x = asFloat(v);
  return guard(() => floatToInt(Math.floor(x)));
}

function ceil(v: PyObject): PyObject {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  if (v.ob_type !== floatType) {
    const result = callSpecial(v, '__ceil__');
    if (result !== undefined) return result;
  }
  const x = asFloat(v);
  return guard(() => floatToInt(Math.ceil(x)));
}

function trunc(v: PyObject): PyObject {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  return callSpecial(v, '__trunc__') ?? raise(TypeError, `type ${typeName(v)} doesn't define __trunc__ method`);
}

function fmod(a: PyObject, b: PyObject): PyObject {
  const x = asFloat(a);
  const y = asFloat(b);
  const rest = x % y;
  if (rest !== rest && x === x && y === y) domainError();
  return new PyFloat(rest);
}

function remainder(a: PyObject, b: PyObject): PyObject {
  const x = asFloat(a);
  const y = asFloat(b);
  const rest = libm.remainder(x, y);
  if (rest !== rest && x === x && y === y) domainError();
  return new PyFloat(rest);
}

function modf(v: PyObject): PyObject {
  const x = asFloat(v);
  if (x !== x) return new PyTuple([new PyFloat(x), new PyFloat(x)]);
  const whole = Math.trunc(x);
  const fraction = Number.isFinite(x) ? libm.copySign(x - whole, x) : libm.copySign(0, x);
  return new PyTuple([new PyFloat(fraction), new PyFloat(whole)]);
}

function frexp(v: PyObject): PyObject {
  const [mantissa, exponent] = libm.frexp(asFloat(v));
  return new PyTuple([new PyFloat(mantissa), exponent]);
}

function ldexp(v: PyObject, i: PyObject): PyObject {
  const x = asFloat(v);
  if (!isInt(i)) raise(TypeError, 'Expected an int as second argument to ldexp.');
  if (x === 0 || !Number.isFinite(x)) return new PyFloat(x);
  const exponent = intValue(i)!;
  if (exponent > 10000) rangeError();
  const result = exponent < -10000 ? libm.copySign(0, x) : libm.ldexp(x, Number(exponent));
  if (!Number.isFinite(result)) rangeError();
  return new PyFloat(result);
}

function nextafter(x: number, y: number, stepsObject: PyObject): PyObject {
  if (stepsObject === None) return new PyFloat(libm.nextAfter(x, y));
  const steps = asIndex(stepsObject);
  if (steps < 0) raise(ValueError, 'steps must be a non-negative integer');
  return new PyFloat(libm.nextAfterSteps(x, y, steps));
}

function fma(a: PyObject, b: PyObject, c: PyObject): PyObject {
  const x = asFloat(a);
  const y = asFloat(b);
  const z = asFloat(c);
  const result = libm.fma(x, y, z);
  if (!Number.isFinite(result)) {
    if (result !== result && x === x && y === y && z === z) raise(ValueError, 'invalid operation in fma');
    if (result === result && Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z)) raise(OverflowError, 'overflow in fma');
  }
  return new PyFloat(result);
}

function isclose(a: number, b: number, relTol: number, absTol: number): boolean {
  if (relTol < 0 || absTol < 0) raise(ValueError, 'tolerances must be non-negative');
  if (a === b) return true;
  if (Math.abs(a) === Infinity || Math.abs(b) === Infinity) return false;
  const difference = Math.abs(b - a);
  return difference <= Math.abs(relTol * b) || difference <= Math.abs(relTol * a) || difference <= absTol;
}

// --- sums and products ----------------------------------------------------------------------------------------------

function dist(p: PyObject, q: PyObject): PyObject {
  const a = arrayFromIterable(p);
  const b = arrayFromIterable(q);
  if (a.length !== b.length) raise(ValueError, 'both points must have the same number of dimensions');
  return new PyFloat(libm.dist(a.map(asFloat), b.map(asFloat)));
}

function fsum(seq: PyObject): PyObject {
  const sum = new libm.FloatSum();
  iterate(seq, (item) => {
    sum.add(asFloat(item));
    if (sum.overflowed) raise(OverflowError, 'intermediate overflow in fsum');
  });
  if (sum.mixedInfinities) raise(ValueError, '-inf + inf in fsum');
  return new PyFloat(sum.total());
}

function prod(iterable: PyObject, start: PyObject): PyObject {
  let product = start;
  iterate(iterable, (item) => {
    product = binop(product, item, 'mul');
  });
  return product;
}

/**
 * Three stages, each left for good at the first pair it does not take: ints (exactly), floats mixed with ints (in triple
 * precision), anything. A stage's sum joins the total when it is left.
 */
function sumprod(p: PyObject, q: PyObject): PyObject {
  const left = getIter(p);
  const right = getIter(q);
  const nextLeft = nextOf(left);
  const nextRight = nextOf(right);
  let stage: 'int' | 'float' | 'any' = 'int';
  let total: PyObject = 0;
  let whole: Int = 0;
  let xs: number[] = [];
  let ys: number[] = [];
  for (;;) {
    const a = nextLeft(left);
    const b = nextRight(right);
    if ((a === undefined) !== (b === undefined)) raise(ValueError, 'Inputs are not the same length');
    if (a === undefined || b === undefined) break;
    if (stage === 'int') {
      if (isExactInt(a) && isExactInt(b)) {
        whole = int.addInt(whole, int.mulInt(a, b));
        continue;
      }
      stage = 'float';
      total = binop(total, whole, 'add');
    }
    if (stage === 'float') {
      const pair = floatPair(a, b);
      if (pair !== undefined) {
        xs.push(pair[0]);
        ys.push(pair[1]);
        continue;
      }
      stage = 'any';
      if (xs.length > 0) total = binop(total, new PyFloat(libm.sumProducts(xs, ys)), 'add');
      xs = ys = [];
    }
    total = binop(total, binop(a, b, 'mul'), 'add');
  }
  if (stage === 'int') return whole;
  return xs.length > 0 ? binop(total, new PyFloat(libm.sumProducts(xs, ys)), 'add') : total;
}

function isExactInt(v: PyObject): v is Int {
  return typeof v === 'number' || typeof v === 'bigint';
}

/** Two floats, or a float and an int that fits; the product must be finite. */
function floatPair(a: PyObject, b: PyObject): [number, number] | undefined {
  const x = a.ob_type === floatType ? (a as PyFloat).fv : typeof a === 'bigint' ? Number(a) : a;
  const y = b.ob_type === floatType ? (b as PyFloat).fv : typeof b === 'bigint' ? Number(b) : b;
  if (a.ob_type !== floatType && b.ob_type !== floatType) return undefined;
  const [left, right] = [typeof x === 'boolean' ? Number(x) : x, typeof y === 'boolean' ? Number(y) : y];
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  return Number.isFinite(left * right) ? [left, right] : undefined;
}

// --- number theory --------------------------------------------------------------------------------------------------

function gcd(integers: PyObject[]): PyObject {
  let result: Int = 0;
  for (const value of integers) result = gcdInt(result, asIndex(value));
  return result;
}

function lcm(integers: PyObject[]): PyObject {
  let result: Int = 1;
  for (const value of integers) {
    const n = int.absInt(asIndex(value));
    if (result === 0) continue;
    result = n === 0 ? 0 : int.mulInt(int.floorDivInt(result, gcdInt(result, n)), n);
  }
  return result;
}

function factorial(v: PyObject): PyObject {
  const n = asIndex(v);
  if (typeof n === 'bigint' && n > LLONG_MAX) raise(OverflowError, `factorial() argument should not exceed ${LLONG_MAX}`);
  if (n < 0) raise(ValueError, 'factorial() not defined for negative values');
  return guard(() => factorialInt(Number(n)));
}

/** Both arguments of comb and perm, checked as far as they share. */
function choice(nObject: PyObject, kObject: PyObject): [Int, Int] {
  const n = asIndex(nObject);
  const k = asIndex(kObject);
  if (n < 0) raise(ValueError, 'n must be a non-negative integer');
  if (k < 0) raise(ValueError, 'k must be a non-negative integer');
  return [n, k];
}

function comb(nObject: PyObject, kObject: PyObject): PyObject {
  const [n, k] = choice(nObject, kObject);
  if (k > n) return 0;
  const other = int.subInt(n, k);
  const least = other < k ? other : k;
  if (least > LLONG_MAX) raise(OverflowError, `min(n - k, k) must not exceed ${LLONG_MAX}`);
  return combInt(n, Number(least));
}

function perm(nObject: PyObject, kObject: PyObject): PyObject {
  if (kObject === None) return factorial(nObject);
  const [n, k] = choice(nObject, kObject);
  if (k > n) return 0;
  if (k > LLONG_MAX) raise(OverflowError, `k must not exceed ${LLONG_MAX}`);
  return permInt(n, Number(k));
}
