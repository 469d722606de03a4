// HOT. Sine, cosine, tangent and their inverses in double-double, from tables in steps of 1/64.
// Arguments are reduced modulo π/2 with three parts of π/2 up to 2**20 and with exact integers beyond.

import { FIXED, FIXED_ONE, ddFromFixed, divDD, low, mulDD, piFixed, setLow, sqrtDD, twoProduct, twoSum } from './dd.ts';
import { decompose, ldexp, exponentOf } from '../doubles.ts';

const SPLITTER = 2 ** 27 + 1;
const STEPS = 64;

/** Rows of four for the angle j/64: sine, its rest, cosine, its rest. */
let table: Float64Array | undefined;
/** Rows of two: arctangent of j/64 and its rest. */
let arcs: Float64Array | undefined;

// π/2 in two parts of 33 bits, whose multiples up to 2**20 are exact, and the rest.
let halfPi1 = 0;
let halfPi2 = 0;
let halfPi3 = 0;
let halfPiHigh = 0;
let halfPiLow = 0;

function buildTable(): Float64Array {
  const halfPi = piFixed(FIXED) >> 1n;
  [halfPiHigh, halfPiLow] = ddFromFixed(halfPi);
  const first = (halfPi >> (FIXED - 32n)) << (FIXED - 32n);
  const second = ((halfPi - first) >> (FIXED - 66n)) << (FIXED - 66n);
  halfPi1 = ddFromFixed(first)[0];
  halfPi2 = ddFromFixed(second)[0];
  halfPi3 = ddFromFixed(halfPi - first - second)[0];
  const [stepSin, stepCos] = sinCosFixed(FIXED_ONE / BigInt(STEPS));
  const rows = new Float64Array(4 * (STEPS - 10));
  let sine = 0n;
  let cosine = FIXED_ONE;
  for (let j = 0; j < STEPS - 10; j++) {
    [rows[4 * j], rows[4 * j + 1]] = ddFromFixed(sine) as [number, number];
    [rows[4 * j + 2], rows[4 * j + 3]] = ddFromFixed(cosine) as [number, number];
    const next = (sine * stepCos + cosine * stepSin) >> FIXED;
    cosine = (cosine * stepCos - sine * stepSin) >> FIXED;
    sine = next;
  }
  return rows;
}

function sinCosFixed(x: bigint): [bigint, bigint] {
  let term = FIXED_ONE;
  const sums: [bigint, bigint] = [0n, FIXED_ONE];
  for (let k = 1n; term > 1n || term < -1n; k++) {
    term = ((term * x) >> FIXED) / k;
    const sign = (k & 2n) === 0n ? 1n : -1n;
    sums[(k & 1n) === 1n ? 0 : 1] += sign * term;
  }
  return sums;
}

/** Rest of the reduced argument; the function returns its upper part and leaves the quadrant in `quadrant`. */
let quadrant = 0;

function reduce(x: number): number {
  table ??= buildTable();
  if (x <= 0.7853981633974483 && x >= -0.7853981633974483) {
    quadrant = 0;
    setLow(0);
    return x;
  }
  if (x > 1e6 || x < -1e6) return reduceLarge(x);
  const n = Math.floor(x * 0.6366197723675814 + 0.5);
  quadrant = n & 3;
  const head = twoSum(x - n * halfPi1, -n * halfPi2);
  const rest = low[0] - n * halfPi3;
  const r = head + rest;
  setLow(rest - (r - head));
  return r;
}

let longHalfPi = 0n;
const LONG = 1300n;

function reduceLarge(x: number): number {
  if (longHalfPi === 0n) longHalfPi = piFixed(LONG) >> 1n;
  const [mantissa, exponent] = decompose(x);
  const shift = LONG + BigInt(exponent);
  const value = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  let n = value / longHalfPi;
  let rest = value - n * longHalfPi;
  if (2n * rest > longHalfPi) {
    n += 1n;
    rest -= longHalfPi;
  } else if (2n * rest < -longHalfPi) {
    n -= 1n;
    rest += longHalfPi;
  }
  quadrant = Number(BigInt.asUintN(2, n));
  const [high, tail] = ddFromFixed(rest >> (LONG - FIXED));
  setLow(tail);
  return high;
}

/** sin(r + rest) for |r| up to π/4, as a double-double. */
function sinKernel(r: number, rest: number): number {
  const negative = r < 0;
  if (negative) {
    r = -r;
    rest = -rest;
  }
  const j = Math.floor(r * STEPS + 0.5);
  const value = combine(r - j / STEPS, rest, table![4 * j]!, table![4 * j + 1]!, table![4 * j + 2]!, table![4 * j + 3]!);
  if (negative) {
    setLow(-low[0]);
    return -value;
  }
  return value;
}

/** cos(r + rest): the same sum with sine and cosine exchanged and one sign turned. */
function cosKernel(r: number, rest: number): number {
  if (r < 0) {
    r = -r;
    rest = -rest;
  }
  const j = Math.floor(r * STEPS + 0.5);
  return combine(r - j / STEPS, rest, table![4 * j + 2]!, table![4 * j + 3]!, -table![4 * j]!, -table![4 * j + 1]!);
}

/** a * cos(h) + b * sin(h) for the double-doubles a and b. */
function combine(difference: number, rest: number, aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  const h = difference + rest;
  const hLow = rest - (h - difference);
  const square = h * h;
  const sinTail = h * square * (-1 / 6 + square * (1 / 120 - square * (1 / 5040)));
  const cosTail = square * (-0.5 + square * (1 / 24 - square * (1 / 720)));
  const product = bHigh * h;
  let t = SPLITTER * bHigh;
  const b1 = t - (t - bHigh);
  const b2 = bHigh - b1;
  t = SPLITTER * h;
  const h1 = t - (t - h);
  const h2 = h - h1;
  const error = b2 * h2 - (product - b1 * h1 - b2 * h1 - b1 * h2);
  const sum = aHigh + product;
  const part = sum - aHigh;
  const below = aHigh - (sum - part) + (product - part) + (error + aLow + bHigh * sinTail + aHigh * cosTail + (bHigh * hLow + bLow * h - aHigh * h * hLow));
  const value = sum + below;
  setLow(below - (value - sum));
  return value;
}

export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (x < 1e-8 && x > -1e-8) return x;
  const r = reduce(x);
  const value = (quadrant & 1) === 0 ? sinKernel(r, low[0]) : cosKernel(r, low[0]);
  return quadrant >= 2 ? -value : value;
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  const r = reduce(x);
  const value = (quadrant & 1) === 0 ? cosKernel(r, low[0]) : sinKernel(r, low[0]);
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (x < 1e-8 && x > -1e-8) return x;
  const r = reduce(x);
  const rest = low[0];
  const sine = sinKernel(r, rest);
  const sineLow = low[0];
  const cosine = cosKernel(r, rest);
  return (quadrant & 1) === 0 ? divDD(sine, sineLow, cosine, low[0]) : divDD(-cosine, -low[0], sine, sineLow);
}

function buildArcs(): Float64Array {
  table ??= buildTable();
  const rows = new Float64Array(2 * (STEPS + 1));
  // atan((j+1)/64) - atan(j/64) = atan(64 / (64*64 + j*(j+1))): each a short series.
  let arc = 0n;
  for (let j = 0; j <= STEPS; j++) {
    [rows[2 * j], rows[2 * j + 1]] = ddFromFixed(arc) as [number, number];
    const t = (BigInt(STEPS) << FIXED) / BigInt(STEPS * STEPS + j * (j + 1));
    const square = (t * t) >> FIXED;
    let power = t;
    for (let k = 1n, sign = 1n; power !== 0n; k += 2n, sign = -sign) {
      arc += sign * (power / k);
      power = (power * square) >> FIXED;
    }
  }
  return rows;
}

/** Angle of the point (x, y) with both coordinates as double-doubles, not negative and not both zero. */
function angle(yHigh: number, yLow: number, xHigh: number, xLow: number): number {
  arcs ??= buildArcs();
  const steep = yHigh > xHigh;
  if (steep) [yHigh, yLow, xHigh, xLow] = [xHigh, xLow, yHigh, yLow];
  const j = Math.floor((yHigh / xHigh) * STEPS + 0.5);
  const c = j / STEPS;
  // u = (y - c x) / (x + c y), so atan(y/x) = atan(c) + atan(u).
  let product = twoProduct(c, xHigh);
  let error = low[0];
  const n = twoSum(yHigh, -product);
  const nLow = low[0] + (yLow - error - c * xLow);
  product = twoProduct(c, yHigh);
  error = low[0];
  const d = twoSum(xHigh, product);
  const dLow = low[0] + (xLow + error + c * yLow);
  const u = divDD(n, nLow, d, dLow);
  const square = u * u;
  const tail = low[0] + u * square * (-1 / 3 + square * (1 / 5 + square * (-1 / 7 + square * (1 / 9 - square * (1 / 11)))));
  const sum = twoSum(arcs[2 * j]!, u);
  const below = low[0] + tail + arcs[2 * j + 1]!;
  if (!steep) {
    const value = sum + below;
    setLow(below - (value - sum));
    return value;
  }
  const turned = twoSum(halfPiHigh, -sum);
  const rest = low[0] + (halfPiLow - below);
  const value = turned + rest;
  setLow(rest - (value - turned));
  return value;
}

export function atan(x: number): number {
  if (x !== x) return x;
  const magnitude = Math.abs(x);
  if (magnitude < 1e-8) return x;
  if (magnitude > 1e300) return x > 0 ? Math.PI / 2 : -Math.PI / 2;
  const value = angle(magnitude, 0, 1, 0);
  return x < 0 ? -value : value;
}

export function atan2(y: number, x: number): number {
  const ay = Math.abs(y);
  const ax = Math.abs(x);
  // Zeros, infinities and NaN: JS gives what C gives, and the multiples of π/4 are right.
  if (ay === 0 || ax === 0 || !(ay < Infinity) || !(ax < Infinity)) return Math.atan2(y, x);
  const ey = exponentOf(ay);
  const ex = exponentOf(ax);
  if (ey - ex > 60) return y < 0 ? -Math.PI / 2 : Math.PI / 2;
  if (ey - ex < -60) return x > 0 ? y / x : y < 0 ? -Math.PI : Math.PI;
  // Scaled so that no product leaves the range.
  const shift = Math.abs(ex) > 400 ? -ex : 0;
  let value = shift === 0 ? angle(ay, 0, ax, 0) : angle(ldexp(ay, shift), 0, ldexp(ax, shift), 0);
  if (x < 0) {
    const rest = low[0];
    const turned = twoSum(2 * halfPiHigh, -value);
    value = turned + (low[0] + (2 * halfPiLow - rest));
  }
  return y < 0 ? -value : value;
}

/** sqrt(1 - x*x) as a double-double. */
function cofactor(x: number): number {
  const minus = twoSum(1, -x);
  const minusLow = low[0];
  const plus = twoSum(1, x);
  const product = mulDD(minus, minusLow, plus, low[0]);
  return sqrtDD(product, low[0]);
}

export function asin(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude <= 1)) return NaN;
  if (magnitude < 1e-8) return x;
  const other = cofactor(magnitude);
  const value = angle(magnitude, 0, other, low[0]);
  return x < 0 ? -value : value;
}

export function acos(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude <= 1)) return NaN;
  const other = cofactor(magnitude);
  const value = angle(other, low[0], magnitude, 0);
  if (x >= 0) return value;
  const rest = low[0];
  const turned = twoSum(2 * halfPiHigh, -value);
  return turned + (low[0] + (2 * halfPiLow - rest));
}
