// Facts about the text of floats, their rounding, hashes and elementary functions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextAfter } from './doubles.ts';
import { NumberError } from './errors.ts';
import { floorDivFloat, modFloat, powFloat } from './floatArith.ts';
import { roundFloat } from './floatFormat.ts';
import { floatFromHex, floatToHex, parseFloatText, reprFloat } from './floatText.ts';
import { formatComplex, formatFloat, formatInt } from './formatNumber.ts';
import { formatStr } from './formatSpec.ts';
import { hashFloat } from './hash.ts';
import * as libm from './libm.ts';

function check(f: () => unknown, expected: unknown): void {
  assert.deepEqual(f(), expected, String(f));
}

function checkError(f: () => unknown, message: string): void {
  assert.throws(f, (e) => e instanceof NumberError && e.message === message, String(f));
}

test('repr', () => {
  check(
    () => [1, -0, 1e16, 1e15, 1e-4, 1e-5, 1.5e300, NaN, -Infinity].map(reprFloat),
    ['1.0', '-0.0', '1e+16', '1000000000000000.0', '0.0001', '1e-05', '1.5e+300', 'nan', '-inf'],
  );
});

test('parsing', () => {
  check(() => [' 1_000.5e-1 ', '.5', '5.', 'inf', '-Infinity', '٣.٥'].map(parseFloatText), [100.05, 0.5, 5, Infinity, -Infinity, 3.5]);
  check(() => ['', '1__0', '1e', '0x1', '.', '_1'].map(parseFloatText), Array(6).fill(undefined));
});

test('hexadecimal form', () => {
  check(() => floatToHex(0.1), '0x1.999999999999ap-4');
  check(() => floatToHex(5e-324), '0x0.0000000000001p-1022');
  check(() => floatFromHex('-0x1.8p+1'), -3);
  check(() => floatFromHex('0x1.00000000000008p0'), 1);
  check(() => floatFromHex('0x1.000000000000081p0'), nextAfter(1, 2));
});

test('ties go to even on the exact value', () => {
  check(() => [0.5, 1.5, 2.5, 0.125].map((x) => formatFloat(x, '.0f')), ['0', '2', '2', '0']);
  check(() => roundFloat(2.675, 2), 2.67);
  check(() => roundFloat(1250, -2), 1200);
  check(() => formatFloat(0.1, '.30f'), '0.100000000000000005551115123126');
});

test('format specifications', () => {
  check(() => formatInt(1234567, '+,d'), '+1,234,567');
  check(() => formatInt(255, '#010_x'), '0x000_00ff');
  check(() => formatFloat(1234.5678, '015,.2f'), '0,000,001,234.57');
  check(() => formatFloat(-0.001, 'z.1f'), '0.0');
  check(() => formatFloat(1.55555555, ',.6_f'), '1.555_556');
  check(() => formatFloat(12345678, '.3'), '1.23e+07');
  check(() => formatComplex(1, -2.5, '>12.1f'), '    1.0-2.5j');
  check(() => formatStr('abc', '*^7.2'), '**ab***');
  checkError(() => formatInt(1, ',_'), "Cannot specify both ',' and '_'.");
  checkError(() => formatFloat(1, 'q'), "Unknown format code 'q' for object of type 'float'");
  checkError(() => formatStr('a', '=5'), "'=' alignment not allowed in string format specifier");
});

test('arithmetic', () => {
  check(() => [floorDivFloat(-7.5, 2), modFloat(-7.5, 2), modFloat(5, -Infinity)], [-4, 0.5, -Infinity]);
  check(() => [powFloat(-8, 1 / 3), powFloat(-1, Infinity), powFloat(2, -2)], [undefined, 1, 0.25]);
  checkError(() => powFloat(0, -1), 'zero to a negative power');
  checkError(() => powFloat(10, 400), 'Numerical result out of range');
});

test('hashes', () => {
  check(() => [hashFloat(0.1), hashFloat(-1), hashFloat(1e300), hashFloat(Infinity)], [230584300921369408n, -2, 1224995262755759164n, 314159]);
});

test('elementary functions to the last bit', () => {
  check(() => libm.exp(1), 2.718281828459045);
  check(() => libm.sin(1e22), -0.8522008497671888);
  check(() => libm.pow(0.7, -1.5), 1.7074694419062768);
  check(() => libm.log(1.0000000001), 1.000000082690371e-10);
  check(() => libm.erfc(5), 1.537459794428035e-12);
  check(() => libm.gamma(0.5), 1.7724538509055159);
  check(() => libm.hypot(3e300, 4e300), 5e300);
  check(() => libm.fma(1e16, 1.0000000000000002, -1e16), 2.220446049250313);
});
