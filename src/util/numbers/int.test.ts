// Facts about ints that go beyond what a JS number holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NumberError } from './errors.ts';
import * as int from './int.ts';
import { intFromBytes, intToBytes } from './intBytes.ts';
import { intToBase, intToString, parseIntText } from './intText.ts';
import { combInt, factorialInt, gcdInt, isqrtInt, powModInt } from './intTheory.ts';

const MAX = Number.MAX_SAFE_INTEGER;

/** Runs `f` and expects its result, which must be normalised as it is written. */
function check(f: () => unknown, expected: unknown): void {
  assert.deepEqual(f(), expected, String(f));
}

function checkError(f: () => unknown, kind: string, message: string): void {
  assert.throws(f, (e) => e instanceof NumberError && e.kind === kind && e.message === message, String(f));
}

test('results are numbers exactly while they are safe', () => {
  check(() => int.addInt(MAX, 1), 9007199254740992n);
  check(() => int.subInt(9007199254740992n, 1), MAX);
  check(() => int.mulInt(94906267, 94906267), 9007199515875289n);
  check(() => int.andInt(-MAX, -2), -9007199254740992n);
  check(() => int.invertInt(MAX), -9007199254740992n);
  check(() => int.lshiftInt(1, 53), 9007199254740992n);
  check(() => int.rshiftInt(-9007199254740993n, 1), -4503599627370497);
});

test('floor division and modulo follow the divisor', () => {
  check(() => int.floorDivInt(-7, 2), -4);
  check(() => int.modInt(-7, 2), 1);
  check(() => int.divmodInt(10n ** 20n, -7), [-14285714285714285715n, -5]);
  checkError(() => int.modInt(1, 0), 'ZeroDivisionError', 'division by zero');
});

test('true division rounds once', () => {
  check(() => int.trueDivInt(2n ** 1100n, 2n ** 1000n + 1n), 2 ** 100);
  check(() => int.trueDivInt(1, 2n ** 1074n), 5e-324);
  check(() => int.trueDivInt(10n ** 400n, 10n ** 399n), 10);
  checkError(() => int.trueDivInt(10n ** 400n, 3), 'OverflowError', 'integer division result too large for a float');
});

test('powers', () => {
  check(() => int.powInt(3, 33), 5559060566555523);
  check(() => int.powInt(-2, 63), -9223372036854775808n);
  check(() => powModInt(3, -1, 7), 5);
  check(() => powModInt(2, 10n ** 20n, -1000), -624);
  checkError(() => powModInt(2, -1, 4), 'ValueError', 'base is not invertible for the given modulus');
});

test('number theory', () => {
  check(() => isqrtInt(10n ** 40n - 1n), 99999999999999999999n);
  check(() => gcdInt(2n ** 200n * 15n, 2n ** 100n * 21n), 3n * 2n ** 100n);
  check(() => factorialInt(25), 15511210043330985984000000n);
  check(() => combInt(60, 30), 118264581564861424n);
});

test('bits and bytes', () => {
  check(() => int.bitLength(-(2n ** 100n)), 101);
  check(() => int.bitCount(2n ** 64n - 1n), 64);
  check(() => [...intToBytes(-2, 3, /* little */ true, /* signed */ true)], [254, 255, 255]);
  check(() => intFromBytes(Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 254), false, true), -2);
  checkError(() => intToBytes(500, 1, false, false), 'OverflowError', 'int too big to convert');
});

test('text', () => {
  check(() => parseIntText('-0x_ff', 0, 0), -255);
  check(() => parseIntText('010', 0, 0), undefined);
  check(() => parseIntText('1__0', 10, 0), undefined);
  check(() => parseIntText('z'.repeat(20), 36, 0), 13367494538843734067838845976575n);
  check(() => intToBase(-255, 16, /* withPrefix */ true), '-0xff');
  checkError(
    () => intToString(10n ** 5000n, 4300),
    'ValueError',
    'Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit',
  );
});
