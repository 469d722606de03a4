// Hashes of numbers. Every number hashes to its value modulo the prime 2**61 - 1, so that equal numbers of
// different types share a hash; -1 is kept for errors in C and becomes -2.
// Answers to CPython's Python/pyhash.c and long_hash, complex_hash.

import type { Int } from './int.ts';
import { normalizeBig } from './int.ts';
import { frexp } from './doubles.ts';

export const HASH_BITS = 61n;
export const HASH_MODULUS = (1n << 61n) - 1n;
export const HASH_INF = 314159;
export const HASH_IMAG = 1000003n;

export function hashInt(a: Int): Int {
  if (typeof a === 'number') return a === -1 ? -2 : a + 0;
  const rest = normalizeBig(a % HASH_MODULUS);
  return rest === -1 ? -2 : rest;
}

/** For any float but NaN, whose hash is that of the object. */
export function hashFloat(x: number): Int {
  if (Number.isSafeInteger(x)) return x === -1 ? -2 : x + 0;
  if (x === Infinity) return HASH_INF;
  if (x === -Infinity) return -HASH_INF;
  const [mantissa, exponent] = frexp(x);
  const whole = BigInt(Math.abs(mantissa) * 2 ** 53);
  // Powers of two cycle modulo 2**61 - 1 after 61 steps, so scaling is a rotation.
  const turns = (((exponent - 53) % 61) + 61) % 61;
  const value = (whole << BigInt(turns)) % HASH_MODULUS;
  const result = normalizeBig(x < 0 ? -value : value);
  return result === -1 ? -2 : result;
}

/** From the hashes of both parts, with the wrap-around of a 64-bit register. */
export function hashComplex(real: Int, imag: Int): Int {
  const combined = BigInt.asIntN(64, BigInt(real) + HASH_IMAG * BigInt(imag));
  return combined === -1n ? -2 : normalizeBig(combined);
}

/** Hash of numerator / denominator, as fractions.Fraction and Decimal need it. */
export function hashRatio(numerator: bigint, inverse: bigint): Int {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const value = ((magnitude % HASH_MODULUS) * inverse) % HASH_MODULUS;
  const result = normalizeBig(numerator < 0n ? -value : value);
  return result === -1 ? -2 : result;
}
