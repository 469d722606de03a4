// The proleptic Gregorian calendar as datetime counts it: day 1 is 1 January of year 1. Numbers only, no Python.
// CPython: the calendar functions of Modules/_datetimemodule.c.
import { daysFromCivil, isLeap } from '../time/civil.ts';

export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
/** Ordinal of 9999-12-31. */
export const MAX_ORDINAL = 3652059;
/** Ordinal of 1970-01-01. */
export const EPOCH_ORDINAL = 719163;

const LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const MONTH_NAMES = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : LENGTHS[month]!;
}

export function ordinalOf(year: number, month: number, day: number): number {
  return daysFromCivil(year, month - 1, day) + EPOCH_ORDINAL;
}

/** Day of the year from 1. */
export function dayOfYear(year: number, month: number, day: number): number {
  return BEFORE[month]! + (month > 2 && isLeap(year) ? 1 : 0) + day;
}

/** 0 = Monday. */
export function weekdayOf(year: number, month: number, day: number): number {
  return (((ordinalOf(year, month, day) + 6) % 7) + 7) % 7;
}

/** Fills in the date of an ordinal; the caller has checked the range. Counts in eras of 400 years that begin in March. */
export function setFromOrdinal(target: { yy: number; mo: number; dy: number }, ordinal: number): void {
  const z = ordinal + 305;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const days = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * days + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  target.yy = yearOfEra + era * 400 + (month < 3 ? 1 : 0);
  target.mo = month;
  target.dy = days - Math.floor((153 * shifted + 2) / 5) + 1;
}

/** Ordinal of the Monday that begins week 1 of an ISO year: the week with the year's first Thursday. */
export function isoWeekOne(year: number): number {
  const first = ordinalOf(year, 1, 1);
  const weekday = (first + 6) % 7;
  return first - weekday + (weekday > 3 ? 7 : 0);
}

export interface IsoDate {
  year: number;
  week: number;
  /** 1 = Monday. */
  weekday: number;
}

export function isoCalendar(year: number, month: number, day: number): IsoDate {
  const today = ordinalOf(year, month, day);
  let isoYear = year;
  let start = isoWeekOne(year);
  if (today < start) start = isoWeekOne(--isoYear);
  else if (today >= start + 364 && today >= isoWeekOne(year + 1)) start = isoWeekOne(++isoYear);
  const days = today - start;
  return { year: isoYear, week: Math.floor(days / 7) + 1, weekday: (days % 7) + 1 };
}

/** How many weeks an ISO year has. */
export function isoWeeks(year: number): number {
  return (isoWeekOne(year + 1) - isoWeekOne(year)) / 7;
}

export const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
export const four = (n: number): string => (n < 1000 ? `${n}`.padStart(4, '0') : `${n}`);
export const six = (n: number): string => (n < 100000 ? `${n}`.padStart(6, '0') : `${n}`);
