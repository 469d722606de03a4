// gamma and lgamma by Lanczos' approximation with the 13-term rational form and g = 6.0246…, the one CPython uses,
// so that the rounding errors agree too. Poles give NaN or an infinity; see math.ts for the exceptions.
// Answers to m_tgamma and m_lgamma in CPython's Modules/mathmodule.c.

import { exp } from './exp.ts';
import { log } from './log.ts';
import { pow } from './pow.ts';
import { cos, sin } from './trig.ts';

const G = 6.024680040776729583740234375;
const G_MINUS_HALF = 5.524680040776729583740234375;

/** Coefficients of rising powers; the denominator is x(x+1)…(x+11). */
const NUMERATOR = [
  23531376880.41075968857200767445163675473484680494, 42919803642.649098768957899047001988850926355848959, 35711959237.355668049440185451547166705960488635843,
  17921034426.03720969991975575445893111267140326539, 6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
  248874557.86205415651146038641322942321632125127801, 31426415.58540019438061423162831820536287468498764, 2876370.6289353724412254090516208496135991145378768,
  186056.26539522349504029498971604569928220784236328, 8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
];
const DENOMINATOR = [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1];
const TERMS = 13;
const LOG_PI = 1.144729885849400174143427351353058711647;

function lanczosSum(x: number): number {
  let top = 0;
  let bottom = 0;
  // Powers of 1/x for large x: those of x itself would overflow.
  if (x < 5) {
    for (let i = TERMS - 1; i >= 0; i--) {
      top = top * x + NUMERATOR[i]!;
      bottom = bottom * x + DENOMINATOR[i]!;
    }
  } else {
    for (let i = 0; i < TERMS; i++) {
      top = top / x + NUMERATOR[i]!;
      bottom = bottom / x + DENOMINATOR[i]!;
    }
  }
  return top / bottom;
}

/** sin(π x), exact at the zeros. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  let value: number;
  switch (Math.round(2 * y)) {
    case 0:
      value = sin(Math.PI * y);
      break;
    case 1:
      value = cos(Math.PI * (y - 0.5));
      break;
    case 2:
      value = sin(Math.PI * (1 - y));
      break;
    case 3:
      value = -cos(Math.PI * (y - 1.5));
      break;
    default:
      value = sin(Math.PI * (y - 2));
  }
  return x < 0 || Object.is(x, -0) ? -value : value;
}

/** Γ(x); ±Infinity at zero and on overflow, NaN at the negative poles. */
export function gamma(x: number): number {
  if (!Number.isFinite(x)) return x > 0 || x !== x ? x : NaN;
  if (x === 0) return 1 / x;
  if (x === Math.floor(x)) {
    if (x < 0) return NaN;
    if (x <= 23) return factorialBelow(x);
  }
  const a = Math.abs(x);
  if (a < 1e-20) return 1 / x;
  if (a > 200) return x < 0 ? 0 / sinPi(x) : Infinity;
  const y = a + G_MINUS_HALF;
  // What rounding y lost is put back as a first-order correction.
  const lost = a > G_MINUS_HALF ? y - a - G_MINUS_HALF : y - G_MINUS_HALF - a;
  const z = (lost * G) / y;
  if (x > 0) {
    let r = lanczosSum(a) / exp(y);
    r += z * r;
    if (a < 140) return r * pow(y, a - 0.5);
    const root = pow(y, a / 2 - 0.25);
    return r * root * root;
  }
  let r = ((-Math.PI / sinPi(a) / a) * exp(y)) / lanczosSum(a);
  r -= z * r;
  if (a < 140) return r / pow(y, a - 0.5);
  const root = pow(y, a / 2 - 0.25);
  return r / root / root;
}

/** (n-1)! as a double, n at most 23: every product is exact. */
function factorialBelow(n: number): number {
  let product = 1;
  for (let i = 2; i < n; i++) product *= i;
  return product;
}

/** log |Γ(x)|; Infinity at the poles. */
export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return x !== x ? x : Infinity;
  if (x === Math.floor(x) && x <= 2) return x <= 0 ? Infinity : 0;
  const a = Math.abs(x);
  if (a < 1e-20) return -log(a);
  let r = log(lanczosSum(a)) - G;
  r += (a - 0.5) * (log(a + G - 0.5) - 1);
  if (x < 0) r = LOG_PI - log(Math.abs(sinPi(a))) - log(a) - r;
  return Number.isFinite(r) ? r : Infinity;
}
