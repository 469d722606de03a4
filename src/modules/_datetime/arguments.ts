// Arguments as datetime's constructors read them: C ints, and keyword lists whose messages name no function.
// CPython: PyArg_ParseTupleAndKeywords in Python/getargs.c.
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { asIndex } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr } from '../../objects/ops/strings.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { MAX_YEAR, MIN_YEAR, daysInMonth } from './calendar.ts';
import { isTzInfo } from './values.ts';

/** A C int. */
export function asCInt(v: PyObject): number {
  if (typeof v === 'number' && v >= -2147483648 && v <= 2147483647) return v;
  const n = asIndex(v);
  if (n > 2n ** 63n - 1n || n < -(2n ** 63n)) raise(OverflowError, 'Python int too large to convert to C long');
  if (n > 2147483647) raise(OverflowError, 'signed integer is greater than maximum');
  if (n < -2147483648) raise(OverflowError, 'signed integer is less than minimum');
  return Number(n);
}

export const typeNameOf = (v: PyObject): string => (v === None ? 'None' : v.ob_type.shown);

/**
 * The values of named parameters, undefined where not given. `positional` of them may be given by position, the first `required`
 * must be given, `ints` are C ints; `f` is `name()` or empty.
 */
export function bindArguments(
  f: string,
  names: readonly string[],
  required: number,
  positional: number,
  args: readonly PyObject[],
  kwnames: KwNames,
  ints = 0,
): (PyObject | undefined)[] {
  const keywords = kwnames === undefined ? 0 : kwnames.length;
  const given = args.length - keywords;
  const who = f === '' ? 'function' : f;
  const plural = (n: number): string => (n === 1 ? '' : 's');
  if (args.length > names.length && given <= positional) {
    raise(TypeError, `${who} takes at most ${names.length} ${given === 0 ? 'keyword ' : ''}argument${plural(names.length)} (${args.length} given)`);
  }
  if (given > positional) {
    const word = positional < names.length ? 'positional ' : '';
    raise(TypeError, `${who} takes at most ${positional} ${word}argument${plural(positional)} (${word === '' ? args.length : given} given)`);
  }
  const values: (PyObject | undefined)[] = new Array(names.length).fill(undefined);
  for (let i = 0; i < given; i++) values[i] = args[i];
  for (let k = 0; k < keywords; k++) {
    const i = names.indexOf(kwnames![k]!);
    if (i >= given) values[i] = args[given + k];
  }
  for (let i = 0; i < names.length; i++) {
    const value = values[i];
    if (value === undefined) {
      if (i < required) raise(TypeError, `${who} missing required argument '${names[i]}' (pos ${i + 1})`);
    } else if (i < ints) {
      values[i] = asCInt(value);
    }
  }
  for (let k = 0; k < keywords; k++) {
    const i = names.indexOf(kwnames![k]!);
    if (i < 0) raise(TypeError, `${f === '' ? 'this function' : f} got an unexpected keyword argument '${kwnames![k]}'`);
    if (i < given) raise(TypeError, `argument for ${who} given by name ('${names[i]}') and position (${i + 1})`);
  }
  return values;
}

export function checkDate(year: number, month: number, day: number): void {
  if (year < MIN_YEAR || year > MAX_YEAR) raise(ValueError, `year must be in ${MIN_YEAR}..${MAX_YEAR}, not ${year}`);
  if (month < 1 || month > 12) raise(ValueError, `month must be in 1..12, not ${month}`);
  if (day < 1 || (day > 28 && day > daysInMonth(year, month))) {
    raise(ValueError, `day ${day} must be in range 1..${daysInMonth(year, month)} for month ${month} in year ${year}`);
  }
}

export function checkTime(hour: number, minute: number, second: number, us: number, fold: number): void {
  if (hour < 0 || hour > 23) raise(ValueError, `hour must be in 0..23, not ${hour}`);
  if (minute < 0 || minute > 59) raise(ValueError, `minute must be in 0..59, not ${minute}`);
  if (second < 0 || second > 59) raise(ValueError, `second must be in 0..59, not ${second}`);
  if (us < 0 || us > 999999) raise(ValueError, `microsecond must be in 0..999999, not ${us}`);
  if (fold !== 0 && fold !== 1) raise(ValueError, `fold must be either 0 or 1, not ${fold}`);
}

export function checkTzInfo(v: PyObject): PyObject {
  if (v !== None && !isTzInfo(v)) raise(TypeError, `tzinfo argument must be None or of a tzinfo subclass, not type '${v.ob_type.shown}'`);
  return v;
}

/** A str argument of a function that names its arguments by number. */
export function asStrArgument(f: string, index: number, v: PyObject): PyObject {
  if (!isStr(v)) raise(TypeError, `${f}() argument ${index} must be str, not ${typeNameOf(v)}`);
  return v;
}
