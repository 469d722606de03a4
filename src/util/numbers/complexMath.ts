// The functions of cmath on pairs of doubles. Each has its own way around overflow and cancellation; where an argument is not
// finite, a table gives the result, as C99's Annex G does. Inverse functions of the trigonometric family are those of the
// hyperbolic one turned by a right angle. Answers to CPython's Modules/cmathmodule.c.
//
// A cell of a table has two letters, for real and imaginary part: z 0, i infinity, n NaN, o 1, p π, t 3π/4, h π/2, q π/4; capitals
// are negative, '!!' is a domain error. Rows (real part) and columns: -inf, -x, -0, 0, x, inf, nan.

import type { Complex } from './complex.ts';
import { copySign, ldexp, signBit } from './doubles.ts';
import { NumberError } from './errors.ts';
import * as libm from './libm.ts';

const TABLES = {
  acos: 'tipipipIpItIni hi........hInn hi........hIhn hi........hIhn hi........hInn qizizizIzIqIni ninnnnnnnnnInn',
  acosh: 'iTiPiPipipitin iH........ihnn iH........ihnh iH........ihnh iH........ihnn iQiZiZiziziqin innnnnnnnninnn',
  asinh: 'IQIZIZIzIzIqIn IH........Ihnn IH........Ihnn iH........ihnn iH........ihnn iQiZiZiziziqin innnnZnznninnn',
  atanh: 'ZHZHZHZhZhZhZn ZH........Zhnn ZH........ZhZn zH........zhzn zH........zhnn zHzHzHzhzhzhzn zHnnnnnnnnzhnn',
  cosh: '!!IiiziZII!!in !!........!!nn !!........!!nz !!........!!nz !!........!!nn !!IIiZizIi!!in nnnnnznznnnnnn',
  exp: 'zzZZzZzzZzzzzz !!........!!nn !!........!!nn !!........!!nn !!........!!nn !!IIiZizIi!!in nnnnnZnznnnnnn',
  log: 'iTiPiPipipitin iH........ihnn iH........ihnn iH........ihnn iH........ihnn iQiZiZiziziqin innnnnnnnninnn',
  sinh: '!!iIIZIzii!!in !!........!!nn !!........!!zn !!........!!zn !!........!!nn !!IIiZizIi!!in nnnnnZnznnnnnn',
  sqrt: 'iIzIzIziziiini iI........iinn iI........iinn iI........iinn iI........iinn iIiZiZiziziiin iInnnnnnnniinn',
  tanh: 'OzOzOZOzOZOzOz !!........!!nn !!........!!Zn !!........!!zn !!........!!nn ozozoZozoZozoz nnnnnZnznnnnnn',
  rect: '!!iiIzIZiI!!in !!........!!nn zz........zzzz zz........zzzz !!........!!nn !!IIiZizIi!!in nnnnnznznnnnnn',
} as const;

const PARTS: Record<string, number> = {
  z: 0,
  i: Infinity,
  n: NaN,
  o: 1,
  p: Math.PI,
  t: 0.75 * Math.PI,
  h: 0.5 * Math.PI,
  q: 0.25 * Math.PI,
};

function kindOf(x: number): number {
  if (x !== x) return 6;
  if (x === Infinity) return 5;
  if (x === -Infinity) return 0;
  return x < 0 ? 1 : x > 0 ? 4 : signBit(x) ? 2 : 3;
}

/** The table's answer for a pair with an infinite or NaN part. */
function special(name: keyof typeof TABLES, x: number, y: number): Complex {
  const at = kindOf(x) * 15 + kindOf(y) * 2;
  const cell = TABLES[name];
  if (cell[at] === '!') domainError();
  return [letterValue(cell[at]!), letterValue(cell[at + 1]!)];
}

function letterValue(letter: string): number {
  const value = PARTS[letter.toLowerCase()]!;
  return letter < 'a' ? -value : value;
}

function domainError(): never {
  throw new NumberError('ValueError', 'math domain error');
}

function rangeError(): never {
  throw new NumberError('OverflowError', 'math range error');
}

const finite = (x: number, y: number): boolean => Number.isFinite(x) && Number.isFinite(y);
/** An infinite real part with a finite non-zero imaginary one: the result points where cos(y) and sin(y) do. */
const directed = (x: number, y: number): boolean => Math.abs(x) === Infinity && Number.isFinite(y) && y !== 0;

/** Above this squares and sums of parts overflow. */
const LARGE = Number.MAX_VALUE / 4;
const SQRT_LARGE = Math.sqrt(LARGE);
const LOG_LARGE = Math.log(LARGE);
const LEAST_NORMAL = 2.2250738585072014e-308;
const SQRT_LEAST = Math.sqrt(LEAST_NORMAL);

const isLarge = (x: number, y: number): boolean => Math.abs(x) > LARGE || Math.abs(y) > LARGE;
/** log of twice the modulus, for large parts. */
const logOfTwice = (x: number, y: number): number => libm.log(libm.hypot(x / 2, y / 2)) + Math.LN2 * 2;

export function sqrtC(x: number, y: number): Complex {
  if (!finite(x, y)) return special('sqrt', x, y);
  if (x === 0 && y === 0) return [0, y];
  let ax = Math.abs(x);
  const ay = Math.abs(y);
  let s: number;
  if (ax < LEAST_NORMAL && ay < LEAST_NORMAL) {
    // Subnormal parts are scaled to keep their digits.
    ax = ldexp(ax, 53);
    s = ldexp(Math.sqrt(ax + libm.hypot(ax, ldexp(ay, 53))), -27);
  } else {
    ax /= 8;
    s = 2 * Math.sqrt(ax + libm.hypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  return x >= 0 ? [s, copySign(d, y)] : [d, copySign(s, y)];
}

export function acosC(x: number, y: number): Complex {
  if (!finite(x, y)) return special('acos', x, y);
  if (isLarge(x, y)) {
    const size = logOfTwice(x, y);
    return [libm.atan2(Math.abs(y), x), x < 0 ? -copySign(size, y) : copySign(size, -y)];
  }
  const [a, b] = sqrtC(1 - x, -y);
  const [c, d] = sqrtC(1 + x, y);
  return [2 * libm.atan2(a, c), libm.asinh(c * b - d * a)];
}

export function acoshC(x: number, y: number): Complex {
  if (!finite(x, y)) return special('acosh', x, y);
  if (isLarge(x, y)) return [logOfTwice(x, y), libm.atan2(y, x)];
  const [a, b] = sqrtC(x - 1, y);
  const [c, d] = sqrtC(x + 1, y);
  return [libm.asinh(a * c + b * d), 2 * libm.atan2(b, c)];
}

export function asinhC(x: number, y: number): Complex {
  if (!finite(x, y)) return special('asinh', x, y);
  if (isLarge(x, y)) {
    const size = logOfTwice(x, y);
    return [y < 0 || Object.is(y, -0) ? -copySign(size, -x) : copySign(size, x), libm.atan2(y, Math.abs(x))];
  }
  const [a, b] = sqrtC(1 + y, -x);
  const [c, d] = sqrtC(1 - y, x);
  return [libm.asinh(a * d - c * b), libm.atan2(y, a * c - b * d)];
}

export function atanhC(x: number, y: number): Complex {
  if (!finite(x, y)) return special('atanh', x, y);
  // An odd function: the right half plane is enough.
  if (signBit(x)) {
    const [re, im] = atanhC(-x, -y);
    return [-re, -im];
  }
  const ay = Math.abs(y);
  if (x > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = libm.hypot(x / 2, y / 2);
    return [x / 4 / h / h, -copySign(Math.PI / 2, -y)];
  }
  if (x === 1 && ay < SQRT_LEAST) {
    if (ay === 0) domainError();
    return [-libm.log(Math.sqrt(ay) / Math.sqrt(libm.hypot(ay, 2))), copySign(libm.atan2(2, -ay) / 2, y)];
  }
  return [libm.log1p((4 * x) / ((1 - x) * (1 - x) + ay * ay)) / 4, -libm.atan2(-2 * y, (1 - x) * (1 + x) - ay * ay) / 2];
}

export function coshC(x: number, y: number): Complex {
  if (directed(x, y)) {
    return [copySign(Infinity, libm.cos(y)), x > 0 ? copySign(Infinity, libm.sin(y)) : -copySign(Infinity, libm.sin(y))];
  }
  if (!finite(x, y)) return special('cosh', x, y);
  if (Math.abs(x) > LOG_LARGE) {
    const less = x - copySign(1, x);
    return inRange([libm.cos(y) * libm.cosh(less) * Math.E, libm.sin(y) * libm.sinh(less) * Math.E]);
  }
  return inRange([libm.cos(y) * libm.cosh(x), libm.sin(y) * libm.sinh(x)]);
}

export function sinhC(x: number, y: number): Complex {
  if (directed(x, y)) {
    return [x > 0 ? copySign(Infinity, libm.cos(y)) : -copySign(Infinity, libm.cos(y)), copySign(Infinity, libm.sin(y))];
  }
  if (!finite(x, y)) return special('sinh', x, y);
  if (Math.abs(x) > LOG_LARGE) {
    const less = x - copySign(1, x);
    return inRange([libm.cos(y) * libm.sinh(less) * Math.E, libm.sin(y) * libm.cosh(less) * Math.E]);
  }
  return inRange([libm.cos(y) * libm.sinh(x), libm.sin(y) * libm.cosh(x)]);
}

export function tanhC(x: number, y: number): Complex {
  if (directed(x, y)) return [copySign(1, x), copySign(0, 2 * libm.sin(y) * libm.cos(y))];
  if (!finite(x, y)) return special('tanh', x, y);
  if (Math.abs(x) > LOG_LARGE) return [copySign(1, x), 4 * libm.sin(y) * libm.cos(y) * libm.exp(-2 * Math.abs(x))];
  const tx = libm.tanh(x);
  const ty = libm.tan(y);
  const cx = 1 / libm.cosh(x);
  const product = tx * ty;
  const divisor = 1 + product * product;
  return [(tx * (1 + ty * ty)) / divisor, (ty / divisor) * cx * cx];
}

export function expC(x: number, y: number): Complex {
  if (directed(x, y)) {
    const size = x > 0 ? Infinity : 0;
    return [copySign(size, libm.cos(y)), copySign(size, libm.sin(y))];
  }
  if (!finite(x, y)) return special('exp', x, y);
  if (x > LOG_LARGE) {
    const size = libm.exp(x - 1);
    return inRange([size * libm.cos(y) * Math.E, size * libm.sin(y) * Math.E]);
  }
  const size = libm.exp(x);
  return inRange([size * libm.cos(y), size * libm.sin(y)]);
}

function inRange(z: Complex): Complex {
  if (Math.abs(z[0]) === Infinity || Math.abs(z[1]) === Infinity) rangeError();
  return z;
}

export function logC(x: number, y: number): Complex {
  if (!finite(x, y)) return special('log', x, y);
  return [logModulus(Math.abs(x), Math.abs(y)), libm.atan2(y, x)];
}

function logModulus(ax: number, ay: number): number {
  if (isLarge(ax, ay)) return libm.log(libm.hypot(ax / 2, ay / 2)) + Math.LN2;
  if (ax < LEAST_NORMAL && ay < LEAST_NORMAL) {
    if (ax === 0 && ay === 0) domainError();
    return libm.log(libm.hypot(ldexp(ax, 53), ldexp(ay, 53))) - 53 * Math.LN2;
  }
  const h = libm.hypot(ax, ay);
  if (h < 0.71 || h > 1.73) return libm.log(h);
  // Near 1 the logarithm of the modulus would cancel.
  const more = Math.max(ax, ay);
  const less = Math.min(ax, ay);
  return libm.log1p((more - 1) * (more + 1) + less * less) / 2;
}

export function log10C(x: number, y: number): Complex {
  const [re, im] = logC(x, y);
  return [re / Math.LN10, im / Math.LN10];
}

/** f(iz) / i for an odd function of the hyperbolic family: its trigonometric twin. */
const turned =
  (f: (x: number, y: number) => Complex) =>
  (x: number, y: number): Complex => {
    const [re, im] = f(-y, x);
    return [im, -re];
  };

export const asinC = turned(asinhC);
export const atanC = turned(atanhC);
export const sinC = turned(sinhC);
export const tanC = turned(tanhC);

export function cosC(x: number, y: number): Complex {
  return coshC(-y, x);
}

export function rectC(r: number, phi: number): Complex {
  if (directed(r, phi)) {
    const [re, im] = [copySign(Infinity, libm.cos(phi)), copySign(Infinity, libm.sin(phi))];
    return r > 0 ? [re, im] : [-re, -im];
  }
  if (!finite(r, phi)) {
    if (r === 0 && Math.abs(phi) === Infinity) return [0, 0];
    return special('rect', r, phi);
  }
  return phi === 0 ? [r, r * phi] : [r * libm.cos(phi), r * libm.sin(phi)];
}

export function polarC(x: number, y: number): Complex {
  const size = libm.hypot(x, y);
  if (size === Infinity && finite(x, y)) rangeError();
  return [size, libm.atan2(y, x)];
}
