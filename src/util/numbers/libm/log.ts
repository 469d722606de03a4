// HOT. Logarithms: x = 2**e * m, and a table entry c near 1/m makes log m = log1p(m*c - 1) - log c with a short series.
// m*c - 1 is exact because c has few bits; near 1 c is 1, so no digits cancel.

import { FIXED_ONE, ddFromFixed, divDD, headOf, ln2Fixed, low, mulDD, setLow } from './dd.ts';
import { fromWords, highWord, lowWord } from '../doubles.ts';

const SPLITTER = 2 ** 27 + 1;
/** The table covers m from sqrt(1/2) to sqrt(2) in steps of 1/128. */
const FIRST = 90;
const LAST = 182;

/** Rows of three: c, and -log c as a head with few bits and a rest. */
let table: Float64Array | undefined;
let ln2Head = 0;
let ln2Rest = 0;

function buildTable(): Float64Array {
  const ln2 = ln2Fixed();
  const head = headOf(ln2, 40n);
  ln2Head = ddFromFixed(head)[0];
  ln2Rest = ddFromFixed(ln2 - head)[0];
  const rows = new Float64Array((LAST - FIRST + 1) * 3);
  for (let i = 0; i <= LAST - FIRST; i++) {
    const n = Math.round((4096 * 128) / (FIRST + i));
    const minusLog = logOf4096Over(n, ln2);
    const start = headOf(minusLog, 40n);
    rows[3 * i] = n / 4096;
    rows[3 * i + 1] = ddFromFixed(start)[0];
    rows[3 * i + 2] = ddFromFixed(minusLog - start)[0];
  }
  return rows;
}

/** log(4096/n) = 2 atanh((4096-n)/(4096+n)), in fixed point. */
function logOf4096Over(n: number, ln2: bigint): bigint {
  if (n === 2048) return ln2;
  const numerator = BigInt(4096 - n);
  const denominator = BigInt(4096 + n);
  let power = (2n * FIXED_ONE * numerator) / denominator;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = (power * numerator * numerator) / (denominator * denominator);
  }
  return sum;
}

/** log(x + rest) as a double-double, for a positive finite normal x. */
export function logKernel(x: number, rest: number): number {
  table ??= buildTable();
  const high = highWord(x);
  const e = (high - 0x3fe6_a09e) >> 20;
  const m = fromWords(high - (e << 20), lowWord(x));
  const row = (Math.floor(m * 128 + 0.5) - FIRST) * 3;
  const c = table[row]!;
  const u = SPLITTER * m;
  const m1 = u - (u - m);
  const m2 = m - m1;
  const a = m1 * c - 1;
  const b = m2 * c;
  const r = a + b;
  const part = r - a;
  const rLow = a - (r - part) + (b - part) + (rest === 0 ? 0 : (rest / x) * (1 + r));
  // r - r*r/2 + r**3 * series; the square is exact.
  const square = r * r;
  const v = SPLITTER * r;
  const r1 = v - (v - r);
  const r2 = r - r1;
  const squareLow = r2 * r2 - (square - r1 * r1 - 2 * r1 * r2);
  const series = r * square * (1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 + r * (-1 / 8 + r * (1 / 9 - r * (1 / 10))))))));
  const start = e * ln2Head + table[row + 1]!;
  const sum1 = start + r;
  const p1 = sum1 - start;
  const low1 = start - (sum1 - p1) + (r - p1);
  const half = -0.5 * square;
  const sum2 = sum1 + half;
  const p2 = sum2 - sum1;
  const low2 = sum1 - (sum2 - p2) + (half - p2);
  const tail = low1 + low2 + (series + (rLow - 0.5 * squareLow - r * rLow + (e * ln2Rest + table[row + 2]!)));
  const value = sum2 + tail;
  setLow(tail - (value - sum2));
  return value;
}

/** Natural logarithm: -Infinity of zero, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x < 2.2250738585072014e-308) return logOfSubnormal(x);
  return logKernel(x, 0);
}

function logOfSubnormal(x: number): number {
  const value = logKernel(x * 2 ** 60, 0);
  return value - (60 * ln2Head - low[0]) - 60 * ln2Rest;
}

let invLn2: [number, number] | undefined;

export function log2(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x < 2.2250738585072014e-308) return log2(x * 2 ** 54) - 54;
  // Splitting the exponent off keeps powers of two exact.
  const e = (highWord(x) - 0x3fe6_a09e) >> 20;
  const m = fromWords(highWord(x) - (e << 20), lowWord(x));
  if (m === 1) return e;
  invLn2 ??= [divDD(1, 0, ...ddFromFixed(ln2Fixed())), low[0]];
  const value = logKernel(m, 0);
  const scaled = mulDD(value, low[0], invLn2[0], invLn2[1]);
  const sum = e + scaled;
  const part = sum - e;
  return sum + (e - (sum - part) + (scaled - part) + low[0]);
}

const LOG10_2_HEAD = 3.01029995663611771306e-1;
const LOG10_2_REST = 3.69423907715893078616e-13;
const INV_LN10 = 4.34294481903251816668e-1;

/** The C library's way, whose rounding shows in the last digit: the exponent's share in two parts plus log(m)/log(10). */
export function log10(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 2 ** 54;
    k = -54;
  }
  const high = highWord(x);
  k += (high >>> 20) - 1023;
  const negative = k < 0 ? 1 : 0;
  const m = fromWords((high & 0x000f_ffff) | ((0x3ff - negative) << 20), lowWord(x));
  const y = k + negative;
  return y * LOG10_2_REST + INV_LN10 * log(m) + y * LOG10_2_HEAD;
}
