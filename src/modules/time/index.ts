// The time module: clocks from the host, calendars from civil.ts, the local zone from zone.ts, formats from strftime.ts.
// CPython: Modules/timemodule.c, Python/pytime.c.
import { greenThreads, sleepGreen, sleepParked, threadNumber } from '../../runtime/threads.ts';
import { host } from '../../host/host.ts';
import { defineModule, fn } from '../../objects/declare/module.ts';
import type { Row } from '../../objects/declare/native.ts';
import { TUPLE } from '../../objects/model/flags.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyFloat, PyTuple } from '../../objects/model/values.ts';
import { getattr, setattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { asIndex, intValue, isFloat, isInt, normalizeInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, strFromJs } from '../../objects/ops/strings.ts';
import { newStr, textOf } from '../../objects/ops/text.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { newNamespace } from '../../objects/types/namespace.ts';
import { defineStructSeq } from '../../objects/types/structseq.ts';
import { codePoints, jsFromText, needsWide, textFromCodePoints, type Text } from '../../util/unicode/text.ts';
import { runPendingSignals, sys } from '../hostErrors.ts';
import { breakDown, secondsFromFields, type Broken } from './civil.ts';
import { asctime, strftime } from './strftime.ts';
import { forgetZone, localTime, localZone } from './zone.ts';

const EINVAL = 22;
const EOVERFLOW = 75;

export const structTime = defineStructSeq({
  name: 'time.struct_time',
  doc: 'A broken-down time; also a tuple of nine ints.',
  visible: 9,
  fields: ['tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst', 'tm_zone', 'tm_gmtoff'],
});

// --- clocks -------------------------------------------------------------------------------------------------------------

const seconds = (ns: bigint): PyFloat => new PyFloat(Number(ns) / 1e9);
const nanoseconds = (ns: bigint): PyObject => normalizeInt(ns);

/** `name()` in seconds and `name_ns()` in nanoseconds. */
function clockPair(name: string, doc: string, read: () => bigint, inSeconds: () => PyFloat = () => seconds(read())): Row[] {
  return [fn(`${name}()`, doc, inSeconds), fn(`${name}_ns()`, doc, () => nanoseconds(read()))];
}

const CLOCKS: Record<string, { implementation: string; monotonic: boolean; adjustable: boolean }> = {
  time: { implementation: 'clock_gettime(CLOCK_REALTIME)', monotonic: false, adjustable: true },
  monotonic: { implementation: 'clock_gettime(CLOCK_MONOTONIC)', monotonic: true, adjustable: false },
  perf_counter: { implementation: 'clock_gettime(CLOCK_MONOTONIC)', monotonic: true, adjustable: false },
  process_time: { implementation: 'clock_gettime(CLOCK_PROCESS_CPUTIME_ID)', monotonic: true, adjustable: false },
  thread_time: { implementation: 'clock_gettime(CLOCK_THREAD_CPUTIME_ID)', monotonic: true, adjustable: false },
};

function getClockInfo(name: string): PyObject {
  const info = CLOCKS[name];
  if (info === undefined || (name === 'thread_time' && host.clock.threadNs === undefined)) raise(ValueError, 'unknown clock');
  return newNamespace({ ...info, resolution: new PyFloat(1e-9) });
}

const CLOCK_REALTIME = 0,
  CLOCK_MONOTONIC = 1,
  CLOCK_PROCESS = 2,
  CLOCK_THREAD = 3;

function clockNs(clock: number): bigint {
  const { clock: c } = host;
  if (c.getClockNs !== undefined) return sys(() => c.getClockNs!(clock));
  if (clock === CLOCK_REALTIME) return c.realtimeNs();
  if (clock === CLOCK_MONOTONIC) return c.monotonicNs();
  if (clock === CLOCK_PROCESS) return c.processNs();
  if (clock === CLOCK_THREAD && c.threadNs !== undefined) return c.threadNs();
  raiseOSError(EINVAL);
}

/** What sets clocks and names those of threads; absent where the host cannot. */
function settingRows(): Row[] {
  const { clock } = host;
  const rows: Row[] = [];
  if (clock.setClockNs !== undefined) {
    const set = (id: number, time: bigint): void => sys(() => clock.setClockNs!(id, time));
    rows.push(
      fn('clock_settime(clk_id: int, time, /) -> None', 'Sets a clock of the system, in seconds.', (id, time) => set(id, nanosecondsOf(time))),
      fn('clock_settime_ns(clk_id: int, time, /) -> None', 'Sets a clock of the system, in nanoseconds.', (id, time) => {
        if (!isInt(time)) raise(TypeError, `expect int, got ${time.ob_type.shown}`);
        const ns = BigInt(asIndex(time));
        if (ns >= 2n ** 63n || ns < -(2n ** 63n)) raise(OverflowError, 'Python int too large to convert to C PyTime_t');
        set(id, ns);
      }),
    );
  }
  if (clock.threadClock !== undefined) {
    rows.push(
      fn('pthread_getcpuclockid(thread_id, /)', 'The number of the clock that counts the CPU time of a thread.', (thread) => {
        if (!isInt(thread)) raise(TypeError, `pthread_getcpuclockid() argument 1 must be int, not ${thread.ob_type.shown}`);
        return sys(() => clock.threadClock!(threadNumber(thread)));
      }),
    );
  }
  return rows;
}

/** Exact for ints, rounded down for floats. */
function nanosecondsOf(time: PyObject): bigint {
  const value = durationOf(time);
  if (!isFloat(time)) return BigInt(asIndex(time)) * 1_000_000_000n;
  const whole = Math.floor(value);
  return BigInt(whole) * 1_000_000_000n + BigInt(Math.floor((value - whole) * 1e9));
}

/** Blocks until a moment, whatever signals come in between (PEP 475). */
function sleep(duration: PyObject): PyObject {
  const length = durationOf(duration);
  if (length < 0) raise(ValueError, 'sleep length must be non-negative');
  if (greenThreads()) {
    sleepGreen(length);
    return None;
  }
  const deadline = host.clock.monotonic() + length;
  for (;;) {
    runPendingSignals();
    const left = deadline - host.clock.monotonic();
    if (left <= 0 && length > 0) return None;
    host.clock.sleep(Math.max(left, 0));
    runPendingSignals();
    if (length === 0) return None;
  }
}

/** `sleep` of a green thread: it is parked, the others run. */
function* sleepG(duration: PyObject): Generator<PyObject, PyObject, unknown> {
  const length = durationOf(duration);
  if (length < 0) raise(ValueError, 'sleep length must be non-negative');
  yield* sleepParked(length);
  return None;
}

/** Seconds of a float or an int. */
export function durationOf(v: PyObject): number {
  if (isFloat(v)) {
    if (Number.isNaN(v.fv)) raise(ValueError, 'Invalid value NaN (not a number)');
    if (Math.abs(v.fv) * 1e9 >= 2 ** 63) raise(OverflowError, 'timestamp out of range for C PyTime_t');
    return v.fv;
  }
  if (!isInt(v) && v.s_index === undefined) raise(TypeError, `'${v.ob_type.shown}' object cannot be interpreted as an integer or float`);
  const n = asIndex(v);
  if (Math.abs(Number(n)) * 1e9 >= 2 ** 63) raise(OverflowError, 'timestamp out of range for C PyTime_t');
  return Number(n);
}

// --- broken-down times ----------------------------------------------------------------------------------------------------

/** The second that a time argument names: now for None, rounded down. */
function timeArgument(v: PyObject): number {
  if (v === None) return Math.floor(host.clock.realtime());
  if (isFloat(v)) {
    if (Number.isNaN(v.fv)) raise(ValueError, 'Invalid value NaN (not a number)');
    if (!(Math.abs(v.fv) < 2 ** 63)) raise(OverflowError, 'timestamp out of range for platform time_t');
    return inRange(Math.floor(v.fv));
  }
  if (!isInt(v) && v.s_index === undefined) raise(TypeError, `'${v.ob_type.shown}' object cannot be interpreted as an integer`);
  const n = asIndex(v);
  if (typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n))) raise(OverflowError, 'timestamp out of range for platform time_t');
  return inRange(Number(n));
}

/** The year must fit a C int. */
function inRange(time: number): number {
  if (time > 67767976233532800 || time < -67768040609740800) raiseOSError(EOVERFLOW);
  return time;
}

function shown(t: Broken): PyObject {
  return structTime.create([
    t.year,
    t.month + 1,
    t.day,
    t.hour,
    t.minute,
    t.second,
    (t.weekday + 6) % 7,
    t.yearday + 1,
    t.isdst,
    strFromJs(t.zone ?? 'UTC'),
    t.offset,
  ]);
}

/** A struct_time or tuple as fields, in C's numbering. */
function fieldsOf(f: string, value: PyObject): Broken {
  if ((value.tflags & TUPLE) === 0) raise(TypeError, 'Tuple or struct_time argument required');
  const items = (value as PyTuple).ta;
  if (items.length !== 9) raise(TypeError, `${f}(): illegal time tuple argument`);
  const n = items.map(cInt) as [number, number, number, number, number, number, number, number, number];
  // struct tm counts years from 1900 in an int.
  if (n[0] < -2147483648 + 1900) raise(OverflowError, 'year out of range');
  const extra = (value as { extra?: PyObject[] }).extra;
  const zone = extra?.[0];
  const offset = extra?.[1];
  return {
    year: n[0],
    month: n[1] - 1,
    day: n[2],
    hour: n[3],
    minute: n[4],
    second: n[5],
    weekday: (n[6] + 1) % 7,
    yearday: n[7] - 1,
    isdst: n[8],
    zone: zone !== undefined && isStr(zone) ? jsFromText(textOf(zone)) : undefined,
    offset: offset === undefined || offset === None ? Number.NaN : Number(intValue(offset)!),
  };
}

function cInt(v: PyObject): number {
  if (!isInt(v) && v.s_index === undefined) raise(TypeError, `'${v.ob_type.shown}' object cannot be interpreted as an integer`);
  const n = asIndex(v);
  if (n > 2147483647) raise(OverflowError, 'signed integer is greater than maximum');
  if (n < -2147483648) raise(OverflowError, 'signed integer is less than minimum');
  return Number(n);
}

/** What asctime and strftime accept; zeros stand for the first month and day. */
function checked(t: Broken): Broken {
  const month = t.month === -1 ? 0 : t.month;
  if (month < 0 || month > 11) raise(ValueError, 'month out of range');
  const day = t.day === 0 ? 1 : t.day;
  if (day < 0 || day > 31) raise(ValueError, 'day of month out of range');
  if (t.hour < 0 || t.hour > 23) raise(ValueError, 'hour out of range');
  if (t.minute < 0 || t.minute > 59) raise(ValueError, 'minute out of range');
  if (t.second < 0 || t.second > 61) raise(ValueError, 'seconds out of range');
  if (t.weekday < 0) raise(ValueError, 'day of week out of range');
  const yearday = t.yearday === -1 ? 0 : t.yearday;
  if (yearday < 0 || yearday > 365) raise(ValueError, 'day of year out of range');
  return { ...t, month, day, yearday };
}

function timeTuple(f: string, value: PyObject | undefined): Broken {
  if (value === undefined) return localTime(Math.floor(host.clock.realtime()));
  const t = checked(fieldsOf(f, value));
  if (t.zone !== undefined && !Number.isNaN(t.offset)) return t;
  // A plain tuple: name and offset are those of the zone at that time.
  const periods = localZone().periods();
  const period = periods.find((p) => p.isdst === t.isdst > 0) ?? periods[0]!;
  return { ...t, zone: t.zone ?? (t.isdst < 0 ? '' : period.name), offset: Number.isNaN(t.offset) ? period.offset : t.offset };
}

/** Seconds of local fields. Where a local time is doubled or missing, the hint decides, as in the C library. */
function localSeconds(t: Broken): number {
  const u = secondsFromFields(t.year, t.month, t.day, t.hour, t.minute, t.second);
  const zone = localZone();
  const before = zone.periodAt(u - 86400);
  const after = zone.periodAt(u + 86400);
  if (t.isdst >= 0) {
    const wanted = t.isdst > 0;
    const period = [before, after].find((p) => p.isdst === wanted) ?? zone.periods().find((p) => p.isdst === wanted);
    // A zone without summer time: one hour, as it is usual.
    return u - (period !== undefined ? period.offset : before.offset + 3600);
  }
  for (const { offset } of [before, after]) if (zone.periodAt(u - offset).offset === offset) return u - offset;
  return u - before.offset;
}

function mktime(value: PyObject): PyObject {
  const result = localSeconds(fieldsOf('mktime', value));
  if (!Number.isSafeInteger(result)) raise(OverflowError, 'mktime argument out of range');
  return new PyFloat(result);
}

function format(text: PyObject, tuple: PyObject | undefined): PyObject {
  if (!isStr(text)) raise(TypeError, `strftime() argument 1 must be str, not ${text.ob_type.shown}`);
  const t = timeTuple('strftime', tuple);
  return newStr(formatText(textOf(text), t));
}

/** Characters that are two code units stand aside while the directives are replaced. */
function formatText(text: Text, t: Broken): Text {
  const zone = { toSeconds: localSeconds };
  if (typeof text === 'string') return strftime(text, t, zone);
  const STAND_IN = 0xffff;
  const kept = [...text].filter((cp) => needsWide(cp));
  const plain = String.fromCharCode(...[...text].map((cp) => (needsWide(cp) ? STAND_IN : cp)));
  const out = [...codePoints(strftime(plain, t, zone))];
  return textFromCodePoints(out.map((cp) => (cp === STAND_IN ? (kept.shift() ?? cp) : cp)));
}

function strptime(args: PyObject[]): PyObject {
  return getattr(importModule('_strptime'), '_strptime_time').cN(args);
}

// --- the zone -----------------------------------------------------------------------------------------------------------

function zoneConstants(): Record<string, PyObject> {
  const { year } = breakDown(Math.floor(host.clock.realtime()));
  const zone = localZone();
  const january = zone.periodAt(secondsFromFields(year, 0, 1, 0, 0, 0));
  const july = zone.periodAt(secondsFromFields(year, 6, 1, 0, 0, 0));
  const [standard, summer] = january.offset <= july.offset ? [january, july] : [july, january];
  return {
    timezone: -standard.offset,
    altzone: -summer.offset,
    daylight: standard.offset === summer.offset ? 0 : 1,
    tzname: new PyTuple([strFromJs(standard.name), strFromJs(summer.name)]),
  };
}

function tzset(): void {
  forgetZone();
  const module = importModule('time');
  for (const [name, value] of Object.entries(zoneConstants())) setattr(module, name, value);
}

export default defineModule({
  name: 'time',
  doc: 'Clocks, sleeping, and times broken down into their parts.',
  get functions(): readonly Row[] {
    const { clock } = host;
    return [
      ...clockPair(
        'time',
        'Time since 1970.',
        () => clock.realtimeNs(),
        () => new PyFloat(clock.realtime()),
      ),
      ...clockPair(
        'monotonic',
        'A clock that never goes back.',
        () => clock.monotonicNs(),
        () => new PyFloat(clock.monotonic()),
      ),
      ...clockPair(
        'perf_counter',
        'The best clock for measuring.',
        () => clock.monotonicNs(),
        () => new PyFloat(clock.monotonic()),
      ),
      ...clockPair('process_time', 'CPU time of this process.', () => clock.processNs()),
      ...(clock.threadNs === undefined ? [] : clockPair('thread_time', 'CPU time of this thread.', () => clock.threadNs!())),
      fn('clock_gettime(clk_id: int, /)', 'A clock of the system, in seconds.', (id) => seconds(clockNs(id))),
      fn('clock_gettime_ns(clk_id: int, /)', 'A clock of the system, in nanoseconds.', (id) => nanoseconds(clockNs(id))),
      fn('clock_getres(clk_id: int, /)', 'How fine a clock is.', (id) => {
        if (clock.getClockResolutionNs !== undefined) return seconds(sys(() => clock.getClockResolutionNs!(id)));
        clockNs(id);
        return new PyFloat(1e-9);
      }),
      ...settingRows(),
      fn('get_clock_info(name: str, /)', 'What a clock is made of.', getClockInfo),
      { ...fn('sleep(secs, /)', 'Waits.', sleep), g: sleepG },
      fn('gmtime(seconds=None, /)', 'A time broken down, in UTC.', (when) => shown(breakDown(timeArgument(when)))),
      fn('localtime(seconds=None, /)', 'A time broken down, in the local zone.', (when) => shown(localTime(timeArgument(when)))),
      fn('mktime(tuple, /)', 'Seconds since 1970 of a local time.', mktime),
      fn('asctime(tuple = ?, /)', 'A time as text.', (tuple) => asctime(timeTuple('asctime', tuple))),
      fn('ctime(seconds=None, /)', 'A time as text.', (when) => asctime(localTime(timeArgument(when)))),
      fn('strftime(format, tuple = ?, /)', 'A time as text in a format.', format),
      fn('strptime(*args)', 'Reads a time in a format.', strptime),
      fn('tzset() -> None', 'Reads TZ again.', tzset),
    ];
  },
  constants: () => ({
    ...zoneConstants(),
    struct_time: structTime.type,
    _STRUCT_TM_ITEMS: 11,
    CLOCK_REALTIME,
    CLOCK_MONOTONIC,
    CLOCK_PROCESS_CPUTIME_ID: CLOCK_PROCESS,
    CLOCK_THREAD_CPUTIME_ID: CLOCK_THREAD,
    ...(host.clock.getClockNs === undefined ? {} : { CLOCK_BOOTTIME: 7, CLOCK_MONOTONIC_RAW: 4, CLOCK_TAI: 11 }),
  }),
});
