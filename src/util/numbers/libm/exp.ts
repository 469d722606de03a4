// HOT. exp, exp2 and the kernel that pow and erfc share: e**x = 2**(k/128) * e**r with |r| <= ln2/256.
// Powers of the 128th root of two come from a table in double-double, e**r from its series.

import { FIXED, FIXED_ONE, ddFromFixed, headOf, ln2Fixed, low, mulDD, pow2, setLow } from './dd.ts';
import { isqrtBig } from '../intTheory.ts';

const SPLITTER = 2 ** 27 + 1;
const STEPS_PER_LN2 = 128 / Math.LN2;

/** Rows of four: 2**(j/128) as high and low part, and the high part split in two halves of 26 bits. */
let table: Float64Array | undefined;
/** ln2/128: a head short enough for exact multiples, and the rest. */
let stepHead = 0;
let stepRest = 0;
let ln2High = 0;
let ln2Low = 0;

/** Power of two that the last kernel result is still to be multiplied by. */
let scale = 0;

function buildTable(): Float64Array {
  const ln2 = ln2Fixed();
  [ln2High, ln2Low] = ddFromFixed(ln2);
  const head = headOf(ln2 >> 7n, 42n);
  stepHead = ddFromFixed(head)[0];
  stepRest = ddFromFixed((ln2 >> 7n) - head)[0];
  let root = 2n * FIXED_ONE;
  for (let i = 0; i < 7; i++) root = isqrtBig(root << FIXED);
  const rows = new Float64Array(128 * 4);
  let power = FIXED_ONE;
  for (let j = 0; j < 128; j++) {
    const [high, rest] = ddFromFixed(power);
    const t = SPLITTER * high;
    rows[4 * j] = high;
    rows[4 * j + 1] = rest;
    rows[4 * j + 2] = t - (t - high);
    rows[4 * j + 3] = high - rows[4 * j + 2]!;
    power = (power * root) >> FIXED;
  }
  return rows;
}

export function exp(x: number): number {
  if (!(x < 709.79)) return x > 709.79 ? Infinity : x !== x ? x : expOfPair(x, 0);
  if (x < -745.2) return 0;
  return expOfPair(x, 0);
}

/** exp(high + rest) rounded once; the sum must lie in the range of exp. */
export function expOfPair(high: number, rest: number): number {
  const value = expKernel(high, rest);
  return scaled(value, low[0], scale);
}

/** exp(high + rest) as a double-double times 2**expScale(). */
export function expKernel(high: number, rest: number): number {
  table ??= buildTable();
  const steps = Math.floor(high * STEPS_PER_LN2 + 0.5);
  const reduced = high - steps * stepHead;
  return expTail(steps, reduced, rest - steps * stepRest);
}

export function expScale(): number {
  return scale;
}

/** 2**(steps/128) * exp(reduced + rest). */
function expTail(steps: number, reduced: number, rest: number): number {
  const r = reduced + rest;
  const part = r - reduced;
  const rLow = reduced - (r - part) + (rest - part);
  const square = r * r;
  const series = rLow + square * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
  const row = (steps & 127) * 4;
  const t = table!;
  const high = t[row]!;
  const tail = t[row + 1]!;
  const high1 = t[row + 2]!;
  const high2 = t[row + 3]!;
  // high * r exactly, with high split beforehand.
  const product = high * r;
  const u = SPLITTER * r;
  const r1 = u - (u - r);
  const r2 = r - r1;
  const error = high2 * r2 - (product - high1 * r1 - high2 * r1 - high1 * r2);
  const sum = high + product;
  const below = product - (sum - high) + (error + tail + high * series + tail * r);
  scale = steps >> 7;
  const value = sum + below;
  setLow(below - (value - sum));
  return value;
}

/** (high + rest) * 2**exponent with a single rounding, also among subnormals. */
export function scaled(high: number, rest: number, exponent: number): number {
  if (exponent >= -1021 && exponent <= 1022) return (high + rest) * pow2(exponent);
  if (exponent > 1022) return exponent > 1030 ? high * Infinity : (high + rest) * 2 ** 1000 * pow2(exponent - 1000);
  // In units of the least subnormal both parts are exact, and the sum is rounded by hand.
  if (exponent < -1200) return high * 0;
  const unit = exponent + 1074 > -1000 ? pow2(exponent + 1074) : 0;
  const whole = Math.floor(high * unit);
  const fraction = high * unit - whole + rest * unit;
  const up = fraction > 0.5 || (fraction === 0.5 && whole % 2 === 1);
  const down = fraction < -0.5;
  return (whole + (up ? 1 : down ? -1 : 0)) * Number.MIN_VALUE;
}

export function exp2(x: number): number {
  if (x !== x) return x;
  if (x >= 1024) return Infinity;
  if (x < -1076) return 0;
  table ??= buildTable();
  const steps = Math.floor(x * 128 + 0.5);
  const reduced = mulDD(x - steps / 128, 0, ln2High, ln2Low);
  const value = expTail(steps, reduced, low[0]);
  return scaled(value, low[0], scale);
}
