// Number theory on Python ints: roots, greatest common divisors, modular powers, combinations.
// Answers to CPython's Modules/mathmodule.c (isqrt, gcd, comb, perm, factorial) and long_pow with three arguments.

import type { Int } from './int.ts';
import { absInt, bitLength, bitLengthBig, modBig, modInt, normalizeBig } from './int.ts';
import { valueError } from './errors.ts';

/** Largest integer whose square is not above n. */
export function isqrtInt(n: Int): Int {
  if (n < 0) valueError('isqrt() argument must be nonnegative');
  if (typeof n === 'number') return isqrtNumber(n);
  return normalizeBig(isqrtBig(n));
}

function isqrtNumber(n: number): number {
  // The root of a safe integer is at most 27 bits long, so the candidate's square is exact.
  const root = Math.floor(Math.sqrt(n));
  return root * root > n ? root - 1 : root;
}

export function isqrtBig(n: bigint): bigint {
  const bits = bitLengthBig(n);
  if (bits <= 104) {
    let root = BigInt(Math.floor(Math.sqrt(Number(n))));
    while (root * root > n) root -= 1n;
    while ((root + 1n) * (root + 1n) <= n) root += 1n;
    return root;
  }
  // The root of the upper half gives half of the digits; one Newton step gives the rest, never too small.
  const shift = BigInt((bits - 1) >> 2);
  const upper = isqrtBig(n >> (2n * shift));
  let root = upper << shift;
  root = (root + n / root) >> 1n;
  while (root * root > n) root -= 1n;
  return root;
}

export function gcdInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') return gcdNumbers(Math.abs(a), Math.abs(b));
  let x = BigInt(absInt(a));
  let y = BigInt(absInt(b));
  if (x < y) [x, y] = [y, x];
  while (y !== 0n) {
    if (bitLengthBig(x) <= 53) return gcdNumbers(Number(x), Number(y));
    [x, y] = bitLengthBig(y) > 128 ? lehmerStep(x, y) : [y, x % y];
  }
  return normalizeBig(x);
}

function gcdNumbers(x: number, y: number): number {
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Many Euclidean steps at the price of one: the quotients are found on the leading 50 bits (Lehmer, Knuth 4.5.2 L). */
function lehmerStep(x: bigint, y: bigint): [bigint, bigint] {
  const shift = BigInt(bitLengthBig(x) - 50);
  let p = Number(x >> shift);
  let q = Number(y >> shift);
  let a = 1,
    b = 0,
    c = 0,
    d = 1;
  while (q + c !== 0 && q + d !== 0) {
    const quotient = Math.floor((p + a) / (q + c));
    if (quotient !== Math.floor((p + b) / (q + d))) break;
    const c2 = a - quotient * c;
    const d2 = b - quotient * d;
    const q2 = p - quotient * q;
    if (Math.abs(c2) > 2 ** 49 || Math.abs(d2) > 2 ** 49) break;
    a = c;
    b = d;
    p = q;
    c = c2;
    d = d2;
    q = q2;
  }
  if (b === 0) return [y, x % y];
  const [A, B, C, D] = [BigInt(a), BigInt(b), BigInt(c), BigInt(d)];
  return [A * x + B * y, C * x + D * y];
}

/** pow(base, exponent, modulus) of Python, negative exponents and moduli included. */
export function powModInt(base: Int, exponent: Int, modulus: Int): Int {
  if (modulus === 0) valueError('pow() 3rd argument cannot be 0');
  const m = absInt(modulus);
  if (m === 1) return 0;
  let b = modInt(base, m);
  let e = exponent;
  if (e < 0) {
    b = invertMod(b, m);
    e = absInt(e);
  }
  const result =
    typeof m === 'number' && m <= 94906265 && typeof b === 'number' ? powModSmall(b, e, m) : normalizeBig(powModBig(BigInt(b), BigInt(e), BigInt(m)));
  return modulus < 0 && result > 0 ? normalizeBig(BigInt(result) - BigInt(m)) : result;
}

/** For moduli whose square is still a safe integer. */
function powModSmall(base: number, exponent: Int, modulus: number): number {
  let result = 1;
  if (typeof exponent === 'number') {
    for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
      if (e % 2 === 1) result = (result * base) % modulus;
      base = (base * base) % modulus;
    }
    return result;
  }
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

function powModBig(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const bits = exponent.toString(2);
  if (bits.length < 40) {
    let result = 1n;
    for (const bit of bits) {
      result = (result * result) % modulus;
      if (bit === '1') result = (result * base) % modulus;
    }
    return result;
  }
  // Windows of four bits: one multiplication for four squarings.
  const powers = [1n];
  for (let i = 1; i < 16; i++) powers.push((powers[i - 1]! * base) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % modulus;
    const power = parseInt(digit, 16);
    if (power !== 0) result = (result * powers[power]!) % modulus;
  }
  return result;
}

function invertMod(a: Int, modulus: Int): Int {
  let r0 = BigInt(modulus);
  let r1 = BigInt(a);
  let t0 = 0n;
  let t1 = 1n;
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  if (r0 !== 1n) valueError('base is not invertible for the given modulus');
  return normalizeBig(modBig(t0, BigInt(modulus)));
}

/** n! for a safe n >= 0, as a balanced product. */
export function factorialInt(n: number): Int {
  if (n < 2) return 1;
  if (n <= 18) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return product;
  }
  // Odd parts only; the twos are put back by one shift at the end.
  let odd = 1n;
  let inner = 1n;
  let twos = 0;
  for (let half = n; half > 1; half = Math.floor(half / 2)) twos += Math.floor(half / 2);
  for (let i = 31 - Math.clz32(n); i >= 0; i--) {
    const low = Math.floor(n / 2 ** (i + 1));
    const high = Math.floor(n / 2 ** i);
    inner *= productOfOdds(low % 2 === 0 ? low + 1 : low + 2, high);
    odd *= inner;
  }
  return normalizeBig(odd << BigInt(twos));
}

/** Product of the odd numbers from an odd low to high, inclusive. */
function productOfOdds(low: number, high: number): bigint {
  if (low > high) return 1n;
  const count = Math.floor((high - low) / 2) + 1;
  if (count <= 8) {
    let product = 1n;
    for (let i = low; i <= high; i += 2) product *= BigInt(i);
    return product;
  }
  const middle = low + 2 * Math.floor(count / 2);
  return productOfOdds(low, middle - 2) * productOfOdds(middle, high);
}

/** n * (n-1) * … * (n-k+1), for 0 <= k <= n. */
export function permInt(n: Int, k: number): Int {
  return normalizeBig(fallingProduct(BigInt(n), k));
}

function fallingProduct(n: bigint, k: number): bigint {
  if (k <= 8) {
    let product = 1n;
    for (let i = 0; i < k; i++) product *= n - BigInt(i);
    return product;
  }
  const half = k >> 1;
  return fallingProduct(n, half) * fallingProduct(n - BigInt(half), k - half);
}

/** Binomial coefficient for 0 <= k <= n; the caller has replaced k by min(k, n - k). */
export function combInt(n: Int, k: number): Int {
  if (k === 0) return 1;
  if (typeof n === 'number' && bitLength(n) * k <= 53) {
    let result = 1;
    for (let i = 0; i < k; i++) result = (result * (n - i)) / (i + 1);
    return result;
  }
  return normalizeBig(combBig(BigInt(n), k));
}

/** comb(n, k) = comb(n, j) * comb(n-j, k-j) / comb(k, j) keeps both factors of similar size. */
function combBig(n: bigint, k: number): bigint {
  if (k <= 16) {
    let result = 1n;
    for (let i = 0; i < k; i++) result = (result * (n - BigInt(i))) / BigInt(i + 1);
    return result;
  }
  const j = k >> 1;
  return (combBig(n, j) * combBig(n - BigInt(j), k - j)) / combBig(BigInt(k), j);
}
