// HOT. Float arithmetic where Python differs from JS: floor division, modulo, powers.
// Answers to CPython's Objects/floatobject.c.

import { rangeError, zeroDivision } from './errors.ts';
import { pow } from './libm.ts';

export function floorDivFloat(a: number, b: number): number {
  if (b === 0) zeroDivision();
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && rest < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  // The quotient is whole up to rounding: take the nearest integer.
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** The remainder takes the sign of b, also when it is zero. */
export function modFloat(a: number, b: number): number {
  if (b === 0) zeroDivision();
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 !== b < 0 ? rest + b : rest;
}

export function divmodFloat(a: number, b: number): [number, number] {
  return [floorDivFloat(a, b), modFloat(a, b)];
}

export function divFloat(a: number, b: number): number {
  if (b === 0) zeroDivision();
  return a / b;
}

/** a ** b; undefined when the result is complex: a negative base with a fractional exponent. */
export function powFloat(a: number, b: number): number | undefined {
  // fast: the exponents that programs write.
  if (b === 2 && a < 1e150 && a > -1e150) return a * a;
  if (b === 0.5 && a > 0 && a < Infinity) return Math.sqrt(a);
  return powFloatSlow(a, b);
}

function powFloatSlow(a: number, b: number): number | undefined {
  if (b === 0 || a === 1) return 1;
  if (a !== a || b !== b) return NaN;
  if (b === Infinity || b === -Infinity) {
    const magnitude = Math.abs(a);
    if (magnitude === 1) return 1;
    return b > 0 === magnitude > 1 ? Infinity : 0;
  }
  if (a === Infinity || a === -Infinity) {
    const odd = a < 0 && Math.abs(b) % 2 === 1;
    if (b > 0) return odd ? -Infinity : Infinity;
    return odd ? -0 : 0;
  }
  if (a === 0) {
    if (b < 0) zeroDivision('zero to a negative power');
    return Math.abs(b) % 2 === 1 ? a : 0;
  }
  if (a < 0 && !Number.isInteger(b)) return undefined;
  const result = pow(a, b);
  if (result === Infinity || result === -Infinity) rangeError();
  return result;
}
