// Hyperbolic functions, their inverses, expm1, log1p and the cube root.
// V8's expm1, log1p and tanh follow the same published method as the C library and agree with it; sinh and cosh
// are built on expm1 and exp the way C builds them. The inverses are rounded correctly there, so here too.

import { addDD, divDD, low, mulDD, sqrtDD, twoProduct, twoSum } from './dd.ts';
import { exp } from './exp.ts';
import { logKernel } from './log.ts';

const LN2_HIGH = 0.6931471805599453;
const LN2_LOW = 2.3190468138462996e-17;

export function expm1(x: number): number {
  return Math.expm1(x);
}

export function log1p(x: number): number {
  return Math.log1p(x);
}

export function tanh(x: number): number {
  return Math.tanh(x);
}

export function sinh(x: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const magnitude = Math.abs(x);
  const half = x < 0 ? -0.5 : 0.5;
  if (magnitude < 22) {
    if (magnitude < 2 ** -28) return x;
    const t = Math.expm1(magnitude);
    return magnitude < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  return scaledExp(half, magnitude);
}

export function cosh(x: number): number {
  if (x !== x) return x;
  const magnitude = Math.abs(x);
  if (magnitude < 22) {
    if (magnitude < 0.5 * Math.LN2) {
      const t = Math.expm1(magnitude);
      const w = 1 + t;
      return magnitude < 2 ** -55 ? w : 1 + (t * t) / (w + w);
    }
    const t = exp(magnitude);
    return 0.5 * t + 0.5 / t;
  }
  return scaledExp(0.5, magnitude);
}

/** half * exp(x), where exp(x) itself may already overflow. */
function scaledExp(half: number, x: number): number {
  if (x <= 709.78) return half * exp(x);
  if (x > 710.4758600739439) return half * Infinity;
  const root = exp(0.5 * x);
  return half * root * root;
}

/** Below this the odd series is used: adding 1 would lose relative accuracy. */
const SERIES = 0.06;

export function asinh(x: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const a = Math.abs(x);
  const value = a < SERIES ? asinhSeries(a) : a > 1e150 ? logTimesTwo(a) : asinhLog(a);
  return x < 0 ? -value : value;
}

function asinhSeries(x: number): number {
  const s = x * x;
  return (
    x +
    x *
      s *
      (-1 / 6 +
        s * (3 / 40 + s * (-15 / 336 + s * (105 / 3456 + s * (-945 / 42240 + s * (10395 / 599040 + s * (-135135 / 9676800 + s * (2027025 / 175472640))))))))
  );
}

/** log(2x). */
function logTimesTwo(x: number): number {
  const high = logKernel(x, 0);
  return addDD(high, low[0], LN2_HIGH, LN2_LOW);
}

/** log(x + sqrt(x*x + 1)) */
function asinhLog(x: number): number {
  const square = twoProduct(x, x);
  const under = addDD(square, low[0], 1, 0);
  const root = sqrtDD(under, low[0]);
  const sum = addDD(root, low[0], x, 0);
  return logKernel(sum, low[0]);
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  if (x === Infinity || x === 1) return x === 1 ? 0 : x;
  if (x > 1e150) return logTimesTwo(x);
  const t = x - 1;
  if (t < 0.004) {
    // sqrt(2t) * (1 - t/12 + 3t²/160 - …)
    const root = sqrtDD(2 * t, 0);
    const series = t * (-1 / 12 + t * (3 / 160 + t * (-5 / 896 + t * (35 / 18432 + t * (-63 / 90112 + t * (231 / 851968))))));
    return root + (low[0] + root * series);
  }
  const square = twoProduct(x, x);
  const under = addDD(square, low[0], -1, 0);
  const root = sqrtDD(under, low[0]);
  const sum = addDD(root, low[0], x, 0);
  return logKernel(sum, low[0]);
}

export function atanh(x: number): number {
  const a = Math.abs(x);
  if (!(a < 1)) return a === 1 ? x * Infinity : NaN;
  if (a < SERIES) {
    const s = x * x;
    return x + x * s * (1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * (1 / 13 + s * (1 / 15 + s / 17)))))));
  }
  const above = twoSum(1, a);
  const aboveLow = low[0];
  const below = twoSum(1, -a);
  const ratio = divDD(above, aboveLow, below, low[0]);
  const value = 0.5 * logKernel(ratio, low[0]);
  return x < 0 ? -value : value;
}

/** Math.cbrt and one Newton step in double-double. */
export function cbrt(x: number): number {
  const root = Math.cbrt(x);
  if (!Number.isFinite(x) || x === 0) return x;
  // Scaled so that the cube is a normal number.
  const scale = Math.abs(x) < 1e-200 ? 2 ** 600 : Math.abs(x) > 1e200 ? 2 ** -600 : 1;
  const y = scale === 1 ? root : scale > 1 ? root * 2 ** 200 : root * 2 ** -200;
  const square = twoProduct(y, y);
  const cube = mulDD(square, low[0], y, 0);
  const step = (x * scale - cube - low[0]) / (3 * square);
  const better = y + step;
  return scale === 1 ? better : scale > 1 ? better * 2 ** -200 : better * 2 ** 200;
}
