// HOT. Integer arithmetic behind Python's int; emitted code does the small cases inline and calls these for the rest.
// An `Int` is a JS number while it is a safe integer and a BigInt beyond, always normalised: the two never overlap,
// so `===` is equality. Every function here takes and gives normalised values.
// -0 may turn up where a product or remainder is zero; every consumer treats it as 0 and conversions to float add 0.
// Answers to CPython's Objects/longobject.c.

import { NumberError, overflowError, valueError, zeroDivision } from './errors.ts';

export type Int = number | bigint;

const MAX = Number.MAX_SAFE_INTEGER;
const TWO32 = 0x1_0000_0000;

/** V8 refuses BigInts above 2**30 bits; Python would go on until memory ends. */
const MAX_BITS = 2 ** 30 - 1;

export function normalizeBig(value: bigint): Int {
  // No integer of 2**53 or more rounds to a safe one, so the converted value decides.
  const n = Number(value);
  return n <= MAX && n >= -MAX ? n : value;
}

export function isSmall(value: Int): value is number {
  return typeof value === 'number';
}

export function addInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= MAX && sum >= -MAX) return sum;
  }
  return normalizeBig(BigInt(a) + BigInt(b));
}

export function subInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= MAX && difference >= -MAX) return difference;
  }
  return normalizeBig(BigInt(a) - BigInt(b));
}

export function mulInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (product <= MAX && product >= -MAX) return product;
  }
  return normalizeBig(bigOrMemoryError(() => BigInt(a) * BigInt(b)));
}

export function negInt(a: Int): Int {
  return typeof a === 'number' ? 0 - a : normalizeBig(-a);
}

export function absInt(a: Int): Int {
  if (typeof a === 'number') return Math.abs(a);
  return a < 0n ? -a : a;
}

/** -1, 0 or 1. */
export function signInt(a: Int): number {
  return a > 0 ? 1 : a < 0 ? -1 : 0;
}

export function compareInts(a: Int, b: Int): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** a // b, rounding towards minus infinity. */
export function floorDivInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) zeroDivision();
    // The rounding error of a/b is smaller than 1/|b|, the least distance of a non-integer quotient to an integer.
    return Math.floor(a / b);
  }
  if (b === 0) zeroDivision();
  return normalizeBig(floorDivBig(BigInt(a), BigInt(b)));
}

/** a % b, with the sign of b. */
export function modInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) zeroDivision();
    const rest = a % b;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
  }
  if (b === 0) zeroDivision();
  return normalizeBig(modBig(BigInt(a), BigInt(b)));
}

export function divmodInt(a: Int, b: Int): [Int, Int] {
  if (typeof a === 'number' && typeof b === 'number') return [floorDivInt(a, b), modInt(a, b)];
  if (b === 0) zeroDivision();
  const x = BigInt(a);
  const y = BigInt(b);
  let quotient = x / y;
  let rest = x - quotient * y;
  if (rest !== 0n && rest < 0n !== y < 0n) {
    quotient -= 1n;
    rest += y;
  }
  return [normalizeBig(quotient), normalizeBig(rest)];
}

export function floorDivBig(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  if (a < 0n === b < 0n) return quotient;
  return quotient * b === a ? quotient : quotient - 1n;
}

export function modBig(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

/** a / b as the nearest double, whatever the size of the operands. */
export function trueDivInt(a: Int, b: Int): number {
  if (b === 0) zeroDivision();
  if (typeof a === 'number' && typeof b === 'number') return (a + 0) / b;
  return trueDivBig(BigInt(a), BigInt(b));
}

function trueDivBig(a: bigint, b: bigint): number {
  const negative = a < 0n !== b < 0n;
  const x = a < 0n ? -a : a;
  const y = b < 0n ? -b : b;
  if (x === 0n) return negative ? -0 : 0;
  const lengths = bitLengthBig(x) - bitLengthBig(y);
  if (lengths > 1024) overflowError('integer division result too large for a float');
  if (lengths < -1080) return negative ? -0 : 0;
  // A quotient of 66 bits or more with a sticky last bit rounds once, in Number(); below the normal range it is
  // cut to the subnormal grid first, again with a sticky bit, so that scaling down is exact.
  let shift = Math.min(66 - lengths, 1074 + 2);
  let quotient = shift >= 0 ? (x << BigInt(shift)) / y : x / (y << BigInt(-shift));
  const exact = shift >= 0 ? quotient * y === x << BigInt(shift) : quotient * (y << BigInt(-shift)) === x;
  if (!exact) quotient |= 1n;
  if (shift === 1076) {
    quotient = roundHalfEvenShift(quotient, 2n);
    shift = 1074;
  }
  const scaled = Number(quotient);
  // Two steps keep both factors in range; only the last one can round, and then by overflow alone.
  const half = Math.trunc(shift / 2);
  const result = scaled * 2 ** -half * 2 ** -(shift - half);
  if (result === Infinity) overflowError('integer division result too large for a float');
  return negative ? -result : result;
}

/** value >> bits, rounded to nearest, ties to even; value must not be negative. */
export function roundHalfEvenShift(value: bigint, bits: bigint): bigint {
  if (bits <= 0n) return value << -bits;
  const quotient = value >> bits;
  const rest = value - (quotient << bits);
  const half = 1n << (bits - 1n);
  return rest > half || (rest === half && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The nearest double; OverflowError beyond the range. */
export function intToFloat(a: Int): number {
  if (typeof a === 'number') return a + 0;
  const value = Number(a);
  if (value === Infinity || value === -Infinity) overflowError('int too large to convert to float');
  return value;
}

/** -1, 0, 1 for the exact order of an int and a float; NaN when the float is one. JS compares the mixed pair exactly. */
export function compareIntFloat(a: Int, b: number): number {
  return a < b ? -1 : a > b ? 1 : b !== b ? NaN : 0;
}

/** a ** n for n >= 0. */
export function powInt(a: Int, n: Int): Int {
  if (n === 0) return 1;
  if (a === 0 || a === 1) return a;
  if (a === -1) return isOdd(n) ? -1 : 1;
  if (typeof n !== 'number') throw new NumberError('MemoryError', '');
  if (typeof a === 'number') {
    // fast: squares that stay safe never leave the number world.
    if (n === 2) return mulInt(a, a);
    if (n < 54) {
      let result = 1;
      let square = a;
      for (let e = n; ; square *= square) {
        if (e & 1) result *= square;
        e >>= 1;
        if (e === 0) break;
        if (square > MAX || square < -MAX) {
          result = Infinity;
          break;
        }
      }
      if (result <= MAX && result >= -MAX) return result;
    }
  }
  if ((bitLength(a) - 1) * n > MAX_BITS) throw new NumberError('MemoryError', '');
  return normalizeBig(bigOrMemoryError(() => BigInt(a) ** BigInt(n)));
}

function isOdd(n: Int): boolean {
  return typeof n === 'number' ? n % 2 !== 0 : (n & 1n) === 1n;
}

function bigOrMemoryError(compute: () => bigint): bigint {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) throw new NumberError('MemoryError', '');
    throw error;
  }
}

export function lshiftInt(a: Int, n: Int): Int {
  if (n < 0) valueError('negative shift count');
  if (a === 0) return 0;
  if (typeof n !== 'number' || n > MAX_BITS) overflowError('too many digits in integer');
  if (typeof a === 'number' && n < 53) {
    const shifted = a * 2 ** n;
    if (shifted <= MAX && shifted >= -MAX) return shifted;
  }
  return normalizeBig(bigOrMemoryError(() => BigInt(a) << BigInt(n)));
}

export function rshiftInt(a: Int, n: Int): Int {
  if (n < 0) valueError('negative shift count');
  if (typeof a === 'number') {
    if (typeof n !== 'number' || n > 60) return a < 0 ? -1 : 0;
    return n < 32 && (a | 0) === a ? a >> n : Math.floor(a / 2 ** n);
  }
  if (typeof n !== 'number') return a < 0n ? -1 : 0;
  return normalizeBig(a >> BigInt(n));
}

// The bitwise operators split a safe integer in a signed upper part and 32 lower bits: floor division by 2**32
// keeps two's complement, so each part can be combined by itself.

export function andInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a & b;
    return combineHalves(Math.floor(a / TWO32) & Math.floor(b / TWO32), (a & b) >>> 0);
  }
  return normalizeBig(BigInt(a) & BigInt(b));
}

export function orInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a | b;
    return combineHalves(Math.floor(a / TWO32) | Math.floor(b / TWO32), (a | b) >>> 0);
  }
  return normalizeBig(BigInt(a) | BigInt(b));
}

export function xorInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a ^ b;
    return combineHalves(Math.floor(a / TWO32) ^ Math.floor(b / TWO32), (a ^ b) >>> 0);
  }
  return normalizeBig(BigInt(a) ^ BigInt(b));
}

/** The result may be exactly -2**53, one below the safe range. */
function combineHalves(high: number, low: number): Int {
  const value = high * TWO32 + low;
  return value >= -MAX ? value : BigInt(value);
}

export function invertInt(a: Int): Int {
  return typeof a === 'number' ? subInt(-1, a) : normalizeBig(~a);
}

export function bitLength(a: Int): number {
  if (typeof a !== 'number') return bitLengthBig(a < 0n ? -a : a);
  const magnitude = Math.abs(a);
  return magnitude < TWO32 ? 32 - Math.clz32(magnitude) : 64 - Math.clz32(magnitude / TWO32);
}

/** For a magnitude, not negative. */
export function bitLengthBig(a: bigint): number {
  if (a === 0n) return 0;
  const approximate = Number(a);
  if (approximate < Infinity) {
    // Number() may round up to the next power of two; only then is the guess one too high.
    const guess = Math.floor(Math.log2(approximate)) + 1;
    if (a >> BigInt(guess) !== 0n) return guess + 1;
    return a >> BigInt(guess - 1) === 0n ? guess - 1 : guess;
  }
  const digits = a.toString(16);
  return (digits.length - 1) * 4 + (32 - Math.clz32(parseInt(digits[0]!, 16)));
}

/** Ones in the binary form of the absolute value. */
export function bitCount(a: Int): number {
  if (typeof a === 'number') {
    const magnitude = Math.abs(a);
    return popCount(magnitude | 0) + popCount(Math.floor(magnitude / TWO32));
  }
  const digits = (a < 0n ? -a : a).toString(16);
  let count = 0;
  for (let end = digits.length; end > 0; end -= 8) {
    count += popCount(parseInt(digits.slice(Math.max(end - 8, 0), end), 16) | 0);
  }
  return count;
}

function popCount(word: number): number {
  word -= (word >>> 1) & 0x5555_5555;
  word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
