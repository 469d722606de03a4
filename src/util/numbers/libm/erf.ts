// The error function and its complement, rounded correctly in all but a few of a million cases.
// Both are expanded around the nearest multiple of 1/16: erf itself, and for the complement erfc(x) * e**(x*x),
// which stays smooth where erfc falls to 1e-320. The coefficients of a node follow from the differential equation;
// exact integers compute them when a program first comes near.

import { addDD, ddFromFixed, expFixed, low, mulDD, piFixed, twoProduct } from './dd.ts';
import { expKernel, expScale, scaled } from './exp.ts';
import { isqrtBig } from '../intTheory.ts';

const STEPS = 16;
const TERMS = 15;

/** First two coefficients as double-doubles, then the others as doubles. */
type Node = Float64Array;

const erfNodes: Node[] = [];
const scaledNodes: Node[] = [];

export function erf(x: number): number {
  const a = Math.abs(x);
  // The sign of a zero stays.
  if (a === 0) return x;
  if (!(a < 6)) return x !== x ? x : x < 0 ? -1 : 1;
  const value = erfPair(a);
  return x < 0 ? -value : value;
}

export function erfc(x: number): number {
  if (!(x < 27.3)) return x !== x ? x : 0;
  if (x < -6) return 2;
  if (x < 0) return addDD(1, 0, erfPair(-x), low[0]);
  if (x < 0.5) {
    const value = erfPair(x);
    return addDD(1, 0, -value, -low[0]);
  }
  const tail = evaluate((scaledNodes[Math.round(x * STEPS)] ??= scaledNode(Math.round(x * STEPS))), x);
  const tailLow = low[0];
  const square = twoProduct(x, x);
  const power = expKernel(-square, -low[0]);
  const exponent = expScale();
  const value = mulDD(power, low[0], tail, tailLow);
  return scaled(value, low[0], exponent);
}

function erfPair(x: number): number {
  const index = Math.round(x * STEPS);
  return evaluate((erfNodes[index] ??= erfNode(index)), x);
}

function evaluate(node: Node, x: number): number {
  const h = x - Math.round(x * STEPS) / STEPS;
  let series = 0;
  for (let i = TERMS; i >= 4; i--) series = series * h + node[i]!;
  const linear = mulDD(node[2]!, node[3]!, h, 0);
  const linearLow = low[0] + series * h * h;
  return addDD(node[0]!, node[1]!, linear, linearLow);
}

/** Coefficients a0, a1, … as fixed-point numbers become a node. */
function makeNode(coefficients: bigint[], bits: bigint): Node {
  const node = new Float64Array(TERMS + 1);
  [node[0], node[1]] = ddFromFixed(coefficients[0]!, bits) as [number, number];
  [node[2], node[3]] = ddFromFixed(coefficients[1]!, bits) as [number, number];
  for (let i = 2; i < TERMS - 1; i++) node[i + 2] = ddFromFixed(coefficients[i]!, bits)[0];
  return node;
}

/** 2/sqrt(π) */
function twoOverRootPi(bits: bigint): bigint {
  return (1n << (2n * bits + 1n)) / isqrtBig(piFixed(bits) << bits);
}

/** erf(c) = 2/sqrt(π) e**(-c*c) * (c + 2c³/3 + 4c⁵/15 + …), all terms positive. */
function erfFixed(c: bigint, expMinus: bigint, bits: bigint): bigint {
  const square = (c * c) >> bits;
  let term = c;
  let sum = 0n;
  for (let k = 3n; term !== 0n; k += 2n) {
    sum += term;
    term = (((term * square) >> bits) * 2n) / k;
  }
  return (((sum * expMinus) >> bits) * twoOverRootPi(bits)) >> bits;
}

function erfNode(index: number): Node {
  const bits = 320n;
  const c = (BigInt(index) << bits) / BigInt(STEPS);
  const expMinus = (1n << (2n * bits)) / expFixed((c * c) >> bits, bits);
  // The derivative g = 2/sqrt(π) e**(-x*x) obeys g' = -2x g.
  const g = [(twoOverRootPi(bits) * expMinus) >> bits];
  for (let n = 0; n < TERMS; n++) {
    const before = n === 0 ? 0n : g[n - 1]!;
    g.push((-2n * (((c * g[n]!) >> bits) + before)) / BigInt(n + 1));
  }
  return makeNode([erfFixed(c, expMinus, bits), ...g.map((value, n) => value / BigInt(n + 1))], bits);
}

function scaledNode(index: number): Node {
  // 1 - erf(c) loses c*c/ln 2 bits, and so does the division by e**(-c*c).
  const bits = 320n + 3n * BigInt(Math.ceil((index / STEPS) ** 2));
  const c = (BigInt(index) << bits) / BigInt(STEPS);
  const power = expFixed((c * c) >> bits, bits);
  const expMinus = (1n << (2n * bits)) / power;
  const complement = (1n << bits) - erfFixed(c, expMinus, bits);
  // w = e**(x*x) erfc(x) obeys w' = 2x w - 2/sqrt(π).
  const constant = twoOverRootPi(bits);
  const w = [(complement * power) >> bits];
  w.push(2n * ((c * w[0]!) >> bits) - constant);
  for (let n = 1; n < TERMS; n++) w.push((2n * ((c * w[n]!) >> bits) + 2n * w[n - 1]!) / BigInt(n + 1));
  return makeNode(w, bits);
}
