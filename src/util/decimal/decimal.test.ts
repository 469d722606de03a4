// Facts about decimal arithmetic: results and conditions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as arith from './arith.ts';
import * as c from './context.ts';
import { formatDec } from './format.ts';
import { type Dec, decToString, parseDec } from './number.ts';
import * as transcendental from './transcendental.ts';

const usual = (): c.Context => new c.Context(28, c.HALF_EVEN, -999999, 999999, false);
const dec = (text: string): Dec => parseDec(text)!;

/** One operation: its result as text, and the conditions it leaves. */
function check(result: (ctx: c.Context) => Dec, text: string, conditions: number, ctx = usual()): void {
  assert.equal(decToString(result(ctx)), text, String(result));
  assert.equal(ctx.status, conditions, `conditions of ${String(result)}`);
}

test('sums and products', () => {
  check((ctx) => arith.add(dec('1.10'), dec('2.2'), ctx), '3.30', 0);
  check((ctx) => arith.add(dec('1E+30'), dec('1'), ctx), '1.000000000000000000000000000E+30', c.INEXACT | c.ROUNDED);
  check((ctx) => arith.sub(dec('Infinity'), dec('Infinity'), ctx), 'NaN', c.INVALID_OPERATION);
  check((ctx) => arith.mul(dec('1.20'), dec('-3'), ctx), '-3.60', 0);
});

test('division', () => {
  check((ctx) => arith.div(dec('1'), dec('8'), ctx), '0.125', 0);
  check((ctx) => arith.div(dec('2'), dec('3'), ctx), '0.6666666666666666666666666667', c.INEXACT | c.ROUNDED);
  check((ctx) => arith.div(dec('1'), dec('-0'), ctx), '-Infinity', c.DIVISION_BY_ZERO);
  check((ctx) => arith.rem(dec('-7'), dec('4'), ctx), '-3', 0);
  check((ctx) => arith.divInt(dec('1E+30'), dec('1'), ctx), 'NaN', c.DIVISION_IMPOSSIBLE);
});

test('limits', () => {
  check((ctx) => arith.mul(dec('1E+999999'), dec('10'), ctx), 'Infinity', c.OVERFLOW | c.INEXACT | c.ROUNDED);
  check((ctx) => arith.div(dec('1E-999999'), dec('1E+40'), ctx), '0E-1000026', c.UNDERFLOW | c.SUBNORMAL | c.INEXACT | c.ROUNDED | c.CLAMPED);
  check((ctx) => arith.quantize(dec('1.25'), dec('1E-30'), ctx), 'NaN', c.INVALID_OPERATION);
  check((ctx) => arith.quantize(dec('1.25'), dec('0.1'), ctx), '1.2', c.INEXACT | c.ROUNDED);
});

test('roots, logarithms and powers', () => {
  check((ctx) => arith.sqrt(dec('2'), ctx), '1.414213562373095048801688724', c.INEXACT | c.ROUNDED);
  check((ctx) => arith.sqrt(dec('16'), ctx), '4', 0);
  check((ctx) => transcendental.exp(dec('1'), ctx), '2.718281828459045235360287471', c.INEXACT | c.ROUNDED);
  check((ctx) => transcendental.ln(dec('10'), ctx), '2.302585092994045684017991455', c.INEXACT | c.ROUNDED);
  check((ctx) => transcendental.log10(dec('0.001'), ctx), '-3', 0);
  check((ctx) => transcendental.power(dec('2'), dec('-3'), ctx), '0.125', 0);
  check((ctx) => transcendental.power(dec('4'), dec('0.5'), ctx), '2.000000000000000000000000000', c.INEXACT | c.ROUNDED);
});

test('text', () => {
  const eng = (text: string): string => decToString(dec(text), true, /* engineering */ true);
  assert.deepEqual(
    ['123E+1', '0.00001', '1E-7', '-0', 'sNaN12'].map((text) => decToString(dec(text))),
    ['1.23E+3', '0.00001', '1E-7', '-0', 'sNaN12'],
  );
  assert.deepEqual(['123E+1', '1E-7', '0E-8', '0E+1'].map(eng), ['1.23E+3', '100E-9', '0.00E-6', '0.00E+3']);
  const format = (text: string, spec: string): string => formatDec(dec(text), spec, usual(), true);
  assert.equal(format('-1234567.891', ',.2f'), '-1,234,567.89');
  assert.equal(format('1234.5', '.2e'), '1.23e+3');
  assert.equal(format('1E+50', ''), '1E+50');
});
