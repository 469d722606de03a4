// The exceptions of decimal, the conditions behind them, and the mapping from one to the other.
// CPython: Modules/_decimal/_decimal.c (signal_map, cond_map, SignalDict).
import type { PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { PyList, type PyBaseException } from '../../objects/model/values.ts';
import { callObject } from '../../objects/ops/call.ts';
import { raise, throwException } from '../../objects/ops/raise.ts';
import { ArithmeticError, KeyError, TypeError, ZeroDivisionError } from '../../objects/types/exceptions.ts';
import { heapException } from '../heapException.ts';
import * as c from '../../util/decimal/context.ts';

const make = (name: string, bases: () => PyType[]): (() => PyType) => heapException('decimal', name, bases);

const decimalException = make('DecimalException', () => [ArithmeticError]);
const plain = (name: string): (() => PyType) => make(name, () => [decimalException()]);
const clamped = plain('Clamped');
const rounded = plain('Rounded');
const inexact = plain('Inexact');
const subnormal = plain('Subnormal');
const invalidOperation = plain('InvalidOperation');
const divisionByZero = make('DivisionByZero', () => [decimalException(), ZeroDivisionError]);
const overflow = make('Overflow', () => [inexact(), rounded()]);
const underflow = make('Underflow', () => [inexact(), rounded(), subnormal()]);
const floatOperation = make('FloatOperation', () => [decimalException(), TypeError]);
const conversionSyntax = make('ConversionSyntax', () => [invalidOperation()]);
const divisionImpossible = make('DivisionImpossible', () => [invalidOperation()]);
const divisionUndefined = make('DivisionUndefined', () => [invalidOperation(), ZeroDivisionError]);
const invalidContext = make('InvalidContext', () => [invalidOperation()]);

/** The nine signals in the order in which they show, with their bits. */
export const SIGNALS: readonly (readonly [type: () => PyType, bits: number, name: string])[] = [
  [invalidOperation, c.ANY_INVALID, 'InvalidOperation'],
  [floatOperation, c.FLOAT_OPERATION, 'FloatOperation'],
  [divisionByZero, c.DIVISION_BY_ZERO, 'DivisionByZero'],
  [overflow, c.OVERFLOW, 'Overflow'],
  [underflow, c.UNDERFLOW, 'Underflow'],
  [subnormal, c.SUBNORMAL, 'Subnormal'],
  [inexact, c.INEXACT, 'Inexact'],
  [rounded, c.ROUNDED, 'Rounded'],
  [clamped, c.CLAMPED, 'Clamped'],
];

/** What lies behind InvalidOperation, as exceptions list it. */
const CONDITIONS: readonly (readonly [type: () => PyType, bits: number])[] = [
  [invalidOperation, c.INVALID_OPERATION],
  [conversionSyntax, c.CONVERSION_SYNTAX],
  [divisionImpossible, c.DIVISION_IMPOSSIBLE],
  [divisionUndefined, c.DIVISION_UNDEFINED],
  [invalidContext, c.INVALID_CONTEXT],
];

export const exceptionTypes: readonly (() => PyType)[] = [
  decimalException,
  clamped,
  rounded,
  inexact,
  subnormal,
  invalidOperation,
  divisionByZero,
  overflow,
  underflow,
  floatOperation,
  conversionSyntax,
  divisionImpossible,
  divisionUndefined,
  invalidContext,
];

/** Raises the first of the trapped signals with the list of all conditions. */
export function raiseTrapped(bits: number): never {
  const [type] = SIGNALS.find(([, signalBits]) => (bits & signalBits) !== 0)!;
  const list: PyObject[] = [];
  for (const [condition, conditionBits] of CONDITIONS) if ((bits & conditionBits) !== 0) list.push(condition());
  for (const [signal, signalBits] of SIGNALS.slice(1)) if ((bits & signalBits) !== 0) list.push(signal());
  throwException(callObject(type(), [new PyList(list)]) as PyBaseException);
}

export const INVALID_SIGNALS =
  'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n' + '   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]';

/** Bits of a signal class. */
export function signalBits(key: PyObject): number {
  for (const [type, bits] of SIGNALS) if (key === type()) return bits;
  raise(KeyError, INVALID_SIGNALS);
}

/** The signals that are set, as classes. */
export function signalList(bits: number): PyList {
  return new PyList(SIGNALS.filter(([, signal]) => (bits & signal) !== 0).map(([type]) => type()));
}

/** The order of the C library's bits, in which repr shows the signals. */
const SHOWN = ['Clamped', 'InvalidOperation', 'DivisionByZero', 'Inexact', 'FloatOperation', 'Overflow', 'Rounded', 'Subnormal', 'Underflow'];

/** The signals that are set, by name. */
export function signalNames(bits: number): string {
  const set = SHOWN.filter((name) => SIGNALS.some(([, signal, other]) => name === other && (bits & signal) !== 0));
  return `[${set.join(', ')}]`;
}
