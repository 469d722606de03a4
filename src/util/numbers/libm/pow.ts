// HOT. x ** y for floats as e**(y * log x), the logarithm and the product in double-double.
// Node 24 and later call the C library, which is as exact and faster; Node 20's own version is wrong in the last
// bit once in ten times. A few sample values tell which one this is.

import { low, setLow, twoProduct } from './dd.ts';
import { expOfPair } from './exp.ts';
import { logKernel } from './log.ts';

/** Bases that the inexact version gets wrong in `x ** -1.5` or `x ** 2.5`, with the right results. */
const SAMPLES: readonly (readonly [number, number, number])[] = [
  [77.45097281727851, -1.5, 0.0014670998896238513],
  [0.815328240198319, -1.5, 1.358317426181826],
  [50.30996735272315, -1.5, 0.0028023278747461044],
  [27.928749277713106, 1 / 3, 3.034011079754134],
  [22.317254463342817, 1.5, 105.42925750757418],
  [53.60108288069664, 1.5, 392.4283239106715],
  [72.62687604524919, 2.5, 44951.41941158134],
  [60.444317998477004, 2.5, 28404.60173515674],
  [3.288617529630157, 1 / 3, 1.487091835134369],
  [32.014431704868585, -1.5, 0.005520536740255654],
  [7.449516408490975, 2.5, 151.46775994835443],
  [27.17653591230539, 1 / 3, 3.006524168578697],
];

let native: boolean | undefined;

/** C's pow: special values as in C, domain errors give NaN. */
export function pow(x: number, y: number): number {
  if ((native ??= SAMPLES.every(([base, exponent, result]) => base ** exponent === result))) return x ** y;
  if (y === 2) return x * x;
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (x > 2.2250738585072014e-308 && x < Infinity) return powPositive(x, y);
  return powSpecial(x, y);
}

function powSpecial(x: number, y: number): number {
  if (x === 0 || x !== x || Math.abs(x) === Infinity) return x ** y;
  if (x > 0) {
    // A subnormal base is scaled; the logarithm takes the factor back.
    const high = logKernel(x * 2 ** 60, 0);
    const rest = low[0];
    const base = high - 60 * LN2_HIGH;
    return powOfLog(base, high - base - 60 * LN2_HIGH + (rest - 60 * LN2_LOW), y);
  }
  if (!Number.isInteger(y)) return Number.isFinite(y) ? NaN : (-x) ** y;
  const magnitude = pow(-x, y);
  return Math.abs(y) % 2 === 1 ? -magnitude : magnitude;
}

/** log 2 with a head short enough that 60 times it is exact. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;

function powPositive(x: number, y: number): number {
  if (y !== y) return x === 1 ? 1 : NaN;
  if (x === 1) return 1;
  const high = logKernel(x, 0);
  return powOfLog(high, low[0], y);
}

function powOfLog(high: number, rest: number, y: number): number {
  const estimate = y * high;
  if (estimate > 709.8) return Infinity;
  if (estimate < -745.2) return 0;
  if (estimate < 1e-300 && estimate > -1e-300) return 1;
  const product = twoProduct(y, high);
  const tail = low[0] + y * rest;
  setLow(0);
  return expOfPair(product, tail);
}
