// Moments as datetime counts them: POSIX timestamps, their local time and back. CPython: local(), utc_to_seconds(), local_to_seconds() in
// Modules/_datetimemodule.c and the conversions of Python/pytime.c.
import { host } from '../../host/host.ts';
import type { PyObject } from '../../objects/model/object.ts';
import type { PyFloat } from '../../objects/model/values.ts';
import { asIndex, isFloat, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { breakDown, secondsFromFields, type Broken } from '../time/civil.ts';
import { localTime, localZone } from '../time/zone.ts';

const EOVERFLOW = 75;
/** How far apart two readings of one wall clock can be. */
const MAX_FOLD = 24 * 3600;
/** Seconds of 0001-01-01 and of the end of 9999. */
const FIRST_SECOND = -62135596800;
const LAST_SECOND = 253402300799;

/** The second of an int or float timestamp, rounded down. */
export function timestampSeconds(v: PyObject): number {
  return isFloat(v) ? Math.floor(finite(v)) : wholeSeconds(v);
}

/** Second and microsecond of a timestamp, to the nearest microsecond, ties to even. */
export function timestampParts(v: PyObject): [seconds: number, us: number] {
  if (!isFloat(v)) {
    if (!isInt(v) && v.s_index === undefined) raise(TypeError, `argument must be int or float, not ${v.ob_type.shown}`);
    return [wholeSeconds(v), 0];
  }
  const x = finite(v);
  let seconds = Math.trunc(x);
  let us = halfEven((x - seconds) * 1e6);
  if (us >= 1000000) {
    us -= 1000000;
    seconds++;
  } else if (us < 0) {
    us += 1000000;
    seconds--;
  }
  return [seconds, us];
}

function halfEven(x: number): number {
  const low = Math.floor(x);
  const diff = x - low;
  return diff > 0.5 || (diff === 0.5 && low % 2 !== 0) ? low + 1 : low;
}

function finite(v: PyObject): number {
  const x = (v as PyFloat).fv;
  if (x !== x) raise(ValueError, 'Invalid value NaN (not a number)');
  if (!(Math.abs(x) < 2 ** 63)) raise(OverflowError, 'timestamp out of range for platform time_t');
  return x;
}

function wholeSeconds(v: PyObject): number {
  const n = asIndex(v);
  if (typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n))) raise(OverflowError, 'timestamp out of range for platform time_t');
  return Number(n);
}

/** The year must fit a C int, and then datetime's range. */
function checkYear(t: Broken): Broken {
  if (t.year < 1 || t.year > 9999) raise(ValueError, `year must be in 1..9999, not ${t.year}`);
  return t;
}

function checkSeconds(seconds: number): number {
  if (seconds > 67767976233532800 || seconds < -67768040609740800) raiseOSError(EOVERFLOW);
  return seconds;
}

export function localOf(seconds: number): Broken {
  return checkYear(localTime(checkSeconds(seconds)));
}

export function utcOf(seconds: number): Broken {
  return checkYear(breakDown(checkSeconds(seconds)));
}

/** Local time as seconds, as if it were UTC. */
function localSeconds(u: number): number {
  const t = u + localZone().periodAt(u).offset;
  if (t < FIRST_SECOND || t > LAST_SECOND) raise(ValueError, `year must be in 1..9999, not ${breakDown(t).year}`);
  return t;
}

/** Is this second the later one of two with the same local time? */
export function foldOf(u: number): number {
  const t = u + localZone().periodAt(u).offset;
  if (t < FIRST_SECOND + MAX_FOLD) return 0;
  const before = localSeconds(u - MAX_FOLD);
  const transition = t - before - MAX_FOLD;
  return transition < 0 && localSeconds(u + transition) === t ? 1 : 0;
}

/** The POSIX second of local fields; where they name two, or none, `fold` decides as PEP 495 says. */
export function secondsOfLocal(year: number, month: number, day: number, hour: number, minute: number, second: number, fold: number): number {
  const t = secondsFromFields(year, month - 1, day, hour, minute, second);
  const a = localSeconds(t) - t;
  const u1 = t - a;
  const t1 = localSeconds(u1);
  let b: number;
  if (t1 === t) {
    // One solution; the other, if there is one, is a day's difference away at most.
    const u2 = fold === 1 ? u1 + MAX_FOLD : u1 - MAX_FOLD;
    b = localSeconds(u2) - u2;
    if (a === b) return u1;
  } else {
    b = t1 - u1;
  }
  const u2 = t - b;
  if (localSeconds(u2) === t) return u2;
  if (t1 === t) return u1;
  return fold === 1 ? Math.min(u1, u2) : Math.max(u1, u2);
}

export function nowParts(): [seconds: number, us: number] {
  const ns = host.clock.realtimeNs();
  const seconds = Number(ns / 1000000000n);
  return [seconds, Math.floor(Number(ns % 1000000000n) / 1000)];
}
