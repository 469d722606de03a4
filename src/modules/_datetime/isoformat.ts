// Reading ISO 8601 texts, as far as date, time and datetime do: calendar and week dates, basic and extended forms, fractions after a point
// or comma, offsets. Works on code points; every reader gives undefined for a text of no such form.
// CPython: parse_isoformat_… in Modules/_datetimemodule.c.
import { isoWeekOne, isoWeeks, setFromOrdinal, MAX_ORDINAL } from './calendar.ts';

export interface Fields {
  hour: number;
  minute: number;
  second: number;
  us: number;
}

export interface TimeOfDay extends Fields {
  /** Undefined without an offset. */
  offset: { sign: 1 | -1; fields: Fields } | undefined;
}

export interface Day {
  yy: number;
  mo: number;
  dy: number;
}

const DASH = 45,
  COLON = 58,
  POINT = 46,
  COMMA = 44,
  W = 87;

type Text = ArrayLike<number>;

/** `count` ASCII digits at `at`, or -1. */
function digits(s: Text, at: number, end: number, count: number): number {
  if (at + count > end) return -1;
  let n = 0;
  for (let i = at; i < at + count; i++) {
    const d = s[i]! - 48;
    if (!(d >= 0 && d <= 9)) return -1;
    n = n * 10 + d;
  }
  return n;
}

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 48 && c <= 57;

export function readDate(s: Text, from: number, end: number): Day | undefined {
  const yy = digits(s, from, end, 4);
  if (yy < 0) return undefined;
  let at = from + 4;
  const extended = s[at] === DASH && at < end;
  if (extended) at++;
  if (s[at] === W && at < end) return readWeek(s, at + 1, end, yy, extended);
  const mo = digits(s, at, end, 2);
  if (mo < 0) return undefined;
  at += 2;
  if (extended && s[at++] !== DASH) return undefined;
  const dy = digits(s, at, end, 2);
  return dy < 0 || at + 2 !== end ? undefined : { yy, mo, dy };
}

function readWeek(s: Text, from: number, end: number, year: number, extended: boolean): Day | undefined {
  const week = digits(s, from, end, 2);
  if (week < 0) return undefined;
  let at = from + 2;
  let weekday = 1;
  if (at < end) {
    if (extended && s[at++] !== DASH) return undefined;
    weekday = digits(s, at, end, 1);
    if (weekday < 0 || at + 1 !== end) return undefined;
  }
  const day = fromIsoWeek(year, week, weekday);
  return typeof day === 'object' ? day : undefined;
}

/** The date of a week date; the name of what is wrong with it otherwise. */
export function fromIsoWeek(year: number, week: number, weekday: number): Day | 'year' | 'week' | 'weekday' | 'range' {
  if (year < 1 || year > 9999) return 'year';
  if (week < 1 || week > 53 || (week === 53 && week > isoWeeks(year))) return 'week';
  if (weekday < 1 || weekday > 7) return 'weekday';
  const ordinal = isoWeekOne(year) + (week - 1) * 7 + weekday - 1;
  if (ordinal > MAX_ORDINAL || ordinal < 1) return 'range';
  const day = { yy: 0, mo: 0, dy: 0 };
  setFromOrdinal(day, ordinal);
  return day;
}

/** Where the date of a datetime ends: the separator stands there. Undefined where that cannot be told. */
export function dateLength(s: Text): number | undefined {
  const { length } = s;
  if (length === 7) return 7;
  if (s[4] === DASH) {
    if (s[5] !== W) return 10;
    if (length < 8) return undefined;
    if (length > 8 && s[8] === DASH) {
      if (length === 9) return undefined;
      // YYYY-Www-hr: the dash is the separator where two digits follow.
      return length > 10 && isDigit(s[10]) ? 8 : 10;
    }
    return 8;
  }
  if (s[4] !== W) return 8;
  let at = 7;
  while (at < length && isDigit(s[at])) at++;
  if (at < 9) return at;
  // All digits run together: an even count after the week belongs to the time alone.
  return at % 2 === 0 ? 7 : 8;
}

export function readTime(s: Text, from: number, end: number): TimeOfDay | undefined {
  let zone = from;
  while (zone < end && s[zone] !== 43 && s[zone] !== DASH && s[zone] !== 90) zone++;
  const fields = readFields(s, from, zone);
  if (fields === undefined) return undefined;
  if (zone === end) return { ...fields, offset: undefined };
  const mark = s[zone]!;
  if (mark === 90) return zone + 1 === end ? { ...fields, offset: { sign: 1, fields: { hour: 0, minute: 0, second: 0, us: 0 } } } : undefined;
  const offset = readFields(s, zone + 1, end);
  return offset === undefined ? undefined : { ...fields, offset: { sign: mark === DASH ? -1 : 1, fields: offset } };
}

/** HH[:MM[:SS[.f…]]] or HH[MM[SS[.f…]]], all of it. */
function readFields(s: Text, from: number, end: number): Fields | undefined {
  const out = [0, 0, 0];
  let at = from;
  let extended = false;
  for (let i = 0; i < 3; i++) {
    const n = digits(s, at, end, 2);
    if (n < 0) return undefined;
    out[i] = n;
    at += 2;
    if (at === end) return fieldsOf(out, 0);
    const next = s[at]!;
    if (i === 0) extended = next === COLON;
    if (i === 2) {
      if (next !== POINT && next !== COMMA) return undefined;
      const us = readFraction(s, at + 1, end);
      return us < 0 ? undefined : fieldsOf(out, us);
    }
    if (extended) {
      if (next !== COLON) return undefined;
      at++;
    }
  }
  return undefined;
}

const fieldsOf = ([hour, minute, second]: readonly number[], us: number): Fields => ({ hour: hour!, minute: minute!, second: second!, us });

/** Microseconds of any number of digits, further ones cut off; -1 for none or other characters. */
function readFraction(s: Text, from: number, end: number): number {
  if (from === end) return -1;
  let us = 0;
  for (let i = from; i < end; i++) {
    if (!isDigit(s[i])) return -1;
    if (i < from + 6) us = us * 10 + s[i]! - 48;
  }
  for (let n = end - from; n < 6; n++) us *= 10;
  return us;
}
