// HOT. datetime.datetime. CPython: PyDateTime_DateTime in Modules/_datetimemodule.c.
// - Fields are local to `tz`; a difference or comparison across zones asks both for their offsets.
import { verdict } from '../../objects/ops/compare.ts';
import { classMethod, compareSlots, defineType, getset, hidden, method, type CompareOp } from '../../objects/declare/type.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, NotImplemented, PyFloat, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { warn } from '../../objects/ops/hooks.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs, strLength } from '../../objects/ops/strings.ts';
import { newBytes } from '../../objects/types/bytesCore.ts';
import { DeprecationWarning, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { secondsFromFields, type Broken } from '../time/civil.ts';
import { localTime } from '../time/zone.ts';
import { asCInt, asStrArgument, bindArguments, checkDate, checkTime, checkTzInfo, typeNameOf } from './arguments.ts';
import { MAX_ORDINAL, ordinalOf, setFromOrdinal, four, two } from './calendar.ts';
import { foldOf, localOf, nowParts, secondsOfLocal, timestampParts, utcOf } from './clock.ts';
import { badIsoText, ctime, dateKey, dateType, hashFields, isoText, isoUnits, ordinal, pickledState, strptimeRow, timeTuple } from './date.ts';
import { dateLength, readDate, readTime } from './isoformat.ts';
import { clockText, isEndOfDay, reprTail, zoneOf } from './time.ts';
import { compareDeltas, hashDelta, negateDelta, newDelta, subDeltas } from './timedelta.ts';
import { askName, askOffset, newTimeZone, offsetText } from './tzinfo.ts';
import { PyDate, PyDateTime, PyDelta, PyTime, isDate, isDateTime, isDelta, isTime, isTzInfo } from './values.ts';

const NAMES = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];

// --- making ----------------------------------------------------------------------------------------------------------------

function make(
  cls: PyType,
  yearArg: PyObject,
  monthArg: PyObject,
  dayArg: PyObject,
  hourArg: PyObject,
  minuteArg: PyObject,
  secondArg: PyObject,
  usArg: PyObject,
  tz: PyObject,
  foldArg: PyObject,
): PyDateTime {
  const year = asCInt(yearArg);
  const month = asCInt(monthArg);
  const day = asCInt(dayArg);
  const hour = asCInt(hourArg);
  const minute = asCInt(minuteArg);
  const second = asCInt(secondArg);
  const us = asCInt(usArg);
  const fold = asCInt(foldArg);
  checkDate(year, month, day);
  checkTime(hour, minute, second, us, fold);
  return fill(cls, year, month, day, hour, minute, second, us, checkTzInfo(tz), fold);
}

function fill(
  cls: PyType,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  us: number,
  tz: PyObject,
  fold: number,
): PyDateTime {
  if (cls === datetimeType) return new PyDateTime(year, month, day, hour, minute, second, us, tz, fold);
  const self = new cls.ctor() as PyDateTime;
  self.yy = year;
  self.mo = month;
  self.dy = day;
  self.hr = hour;
  self.mi = minute;
  self.se = second;
  self.us = us;
  self.tz = tz;
  self.fold = fold;
  return self;
}

function create(cls: PyType, args: readonly PyObject[], kwnames: KwNames): PyObject {
  if ((args.length === 1 || args.length === 2) && kwnames === undefined) {
    const state = pickledState(args[0]!, 10, 2, 'datetime');
    if (state !== undefined) {
      const tz = args[1] ?? None;
      if (tz !== None && !isTzInfo(tz)) raise(TypeError, 'bad tzinfo state arg');
      const us = (state[7]! << 16) | (state[8]! << 8) | state[9]!;
      const [month, fold] = [state[2]! & 127, state[2]! >> 7];
      return fill(cls, state[0]! * 256 + state[1]!, month, state[3]!, state[4]!, state[5]!, state[6]!, us, tz, fold);
    }
  }
  const [year, month, day, hour = 0, minute = 0, second = 0, us = 0, tz = None, fold = 0] = bindArguments('', NAMES, 3, 8, args, kwnames, 7);
  return make(cls, year!, month!, day!, hour, minute, second, us, tz, fold);
}

/** A datetime of fields in a class: `cls(year, …)` for subclasses. */
function ofClass(
  cls: PyType,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  us: number,
  tz: PyObject,
  fold: number,
): PyObject {
  if (cls === datetimeType) {
    checkDate(year, month, day);
    checkTime(hour, minute, second, us, fold);
    return new PyDateTime(year, month, day, hour, minute, second, us, checkTzInfo(tz), fold);
  }
  const made = cls.cN([year, month, day, hour, minute, second, us, tz]);
  if (fold !== 0 && isDateTime(made)) made.fold = fold;
  return made;
}

const ofBroken = (cls: PyType, t: Broken, us: number, tz: PyObject, fold: number): PyObject =>
  ofClass(cls, t.year, t.month + 1, t.day, t.hour, t.minute, Math.min(t.second, 59), us, tz, fold);

// --- class methods ---------------------------------------------------------------------------------------------------------

/** Local time without a zone, or time in a zone, of a moment. */
function ofMoment(cls: PyType, seconds: number, us: number, tz: PyObject): PyObject {
  if (tz === None) return ofBroken(cls, localOf(seconds), us, None, foldOf(seconds));
  const inUtc = ofBroken(cls, utcOf(seconds), us, tz, 0);
  return callMethod(tz, 'fromutc', inUtc);
}

function now(cls: PyType, tz: PyObject): PyObject {
  checkTzInfo(tz);
  const [seconds, us] = nowParts();
  return ofMoment(cls, seconds, us, tz);
}

function fromTimestamp(cls: PyType, timestamp: PyObject, tz: PyObject): PyObject {
  checkTzInfo(tz);
  const [seconds, us] = timestampParts(timestamp);
  return ofMoment(cls, seconds, us, tz);
}

function deprecated(what: string, instead: string): void {
  const rest = 'is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC:';
  warn(DeprecationWarning, `datetime.datetime.${what} ${rest} datetime.datetime.${instead}.`);
}

function utcNow(cls: PyType): PyObject {
  deprecated('utcnow()', 'now(datetime.UTC)');
  const [seconds, us] = nowParts();
  return ofBroken(cls, utcOf(seconds), us, None, 0);
}

function utcFromTimestamp(cls: PyType, timestamp: PyObject): PyObject {
  deprecated('utcfromtimestamp()', 'fromtimestamp(timestamp, datetime.UTC)');
  const [seconds, us] = timestampParts(timestamp);
  return ofBroken(cls, utcOf(seconds), us, None, 0);
}

function combine(cls: PyType, date: PyObject, time: PyObject, tzArg: PyObject | undefined): PyObject {
  if (!isDate(date)) raise(TypeError, `combine() argument 1 must be datetime.date, not ${typeNameOf(date)}`);
  if (!isTime(time)) raise(TypeError, `combine() argument 2 must be datetime.time, not ${typeNameOf(time)}`);
  const tz = tzArg === undefined ? time.tz : checkTzInfo(tzArg);
  return ofClass(cls, date.yy, date.mo, date.dy, time.hr, time.mi, time.se, time.us, tz, time.fold);
}

function fromIsoFormat(cls: PyType, arg: PyObject): PyObject {
  const s = isoUnits(isoText(arg));
  const { length } = s;
  const cut = length < 7 ? undefined : dateLength(s);
  if (cut === undefined) badIsoText(arg);
  const end = Math.min(cut, length);
  const day = readDate(s, 0, end);
  if (day === undefined) badIsoText(arg);
  if (end === length) return ofClass(cls, day.yy, day.mo, day.dy, 0, 0, 0, 0, None, 0);
  const t = readTime(s, end + 1, length);
  if (t === undefined) badIsoText(arg);
  const tz = zoneOf(t);
  if (!isEndOfDay(t)) return ofClass(cls, day.yy, day.mo, day.dy, t.hour, t.minute, t.second, t.us, tz, 0);
  checkDate(day.yy, day.mo, day.dy);
  const next = { yy: 10000, mo: 1, dy: 1 };
  if (ordinalOf(day.yy, day.mo, day.dy) < MAX_ORDINAL) setFromOrdinal(next, ordinalOf(day.yy, day.mo, day.dy) + 1);
  return ofClass(cls, next.yy, next.mo, next.dy, 0, 0, 0, 0, tz, 0);
}

// --- arithmetic ------------------------------------------------------------------------------------------------------------

/** `dt + sign * delta`. */
export function addDelta(dt: PyDateTime, delta: PyDelta, sign: 1 | -1): PyObject {
  let us = dt.us + sign * delta.us;
  let seconds = dt.hr * 3600 + dt.mi * 60 + dt.se + sign * delta.ss;
  let days = sign * delta.dd;
  if (us < 0) {
    us += 1000000;
    seconds--;
  } else if (us > 999999) {
    us -= 1000000;
    seconds++;
  }
  if (seconds < 0) {
    seconds += 86400;
    days--;
    if (seconds < 0) {
      seconds += 86400;
      days--;
    }
  } else if (seconds > 86399) {
    seconds -= 86400;
    days++;
  }
  const hour = Math.floor(seconds / 3600);
  const minute = Math.floor((seconds % 3600) / 60);
  const second = seconds % 60;
  const result = new PyDateTime(dt.yy, dt.mo, dt.dy, hour, minute, second, us, dt.tz, 0);
  if (days !== 0) {
    const target = ordinal(dt) + days;
    if (target < 1 || target > MAX_ORDINAL) raise(OverflowError, 'date value out of range');
    setFromOrdinal(result, target);
  }
  const cls = dt.ob_type;
  return cls === datetimeType ? result : ofClass(cls, result.yy, result.mo, result.dy, hour, minute, second, us, dt.tz, 0);
}

function add(self: PyObject, other: PyObject): PyObject {
  if (isDateTime(self)) return isDelta(other) ? addDelta(self, other, 1) : NotImplemented;
  return isDelta(self) && isDateTime(other) ? addDelta(other, self, 1) : NotImplemented;
}

function sub(self: PyObject, other: PyObject): PyObject {
  if (!isDateTime(self)) return NotImplemented;
  if (isDateTime(other)) return difference(self, other);
  return isDelta(other) ? addDelta(self, other, -1) : NotImplemented;
}

const secondOfDay = (t: PyDateTime): number => t.hr * 3600 + t.mi * 60 + t.se;

function fieldDifference(a: PyDateTime, b: PyDateTime): PyDelta {
  return newDelta(ordinal(a) - ordinal(b), secondOfDay(a) - secondOfDay(b), a.us - b.us);
}

function difference(a: PyDateTime, b: PyDateTime): PyObject {
  if (a.tz === b.tz) return fieldDifference(a, b);
  const x = askOffset(a.tz, 'utcoffset', a);
  const y = askOffset(b.tz, 'utcoffset', b);
  if (x === undefined && y === undefined) return fieldDifference(a, b);
  if (x === undefined || y === undefined) raise(TypeError, "can't subtract offset-naive and offset-aware datetimes");
  const raw = fieldDifference(a, b);
  return compareDeltas(x, y) === 0 ? raw : subDeltas(raw, subDeltas(x, y));
}

// --- comparison ------------------------------------------------------------------------------------------------------------

function compareFields(a: PyDateTime, b: PyDateTime): number {
  return a.yy - b.yy || a.mo - b.mo || a.dy - b.dy || secondOfDay(a) - secondOfDay(b) || a.us - b.us;
}

function withFold(dt: PyDateTime, fold: number): PyDateTime {
  return new PyDateTime(dt.yy, dt.mo, dt.dy, dt.hr, dt.mi, dt.se, dt.us, dt.tz, fold);
}

/** Does the offset depend on `fold`? Such a time equals none of another zone (PEP 495). */
function isAmbiguous(dt: PyDateTime, offset: PyDelta | undefined): boolean {
  const flipped = askOffset(dt.tz, 'utcoffset', withFold(dt, 1 - dt.fold));
  return !(flipped === offset || (flipped !== undefined && offset !== undefined && compareDeltas(flipped, offset) === 0));
}

function compare(self: PyDateTime, other: PyObject, op: CompareOp): PyObject {
  if (!isDateTime(other)) return NotImplemented;
  if (self.tz === other.tz) return verdict(compareFields(self, other), op);
  const a = askOffset(self.tz, 'utcoffset', self);
  const b = askOffset(other.tz, 'utcoffset', other);
  const equality = op === 'eq' || op === 'ne';
  let order: number;
  if (a === b || (a !== undefined && b !== undefined && compareDeltas(a, b) === 0)) {
    order = compareFields(self, other);
  } else if (a !== undefined && b !== undefined) {
    const raw = fieldDifference(self, other);
    const offsets = subDeltas(a, b);
    order = raw.dd - offsets.dd || raw.ss - offsets.ss || raw.us - offsets.us;
    // Fields of the two may need carrying before they compare.
    if (order !== 0) order = (raw.dd - offsets.dd) * 86400e6 + (raw.ss - offsets.ss) * 1e6 + (raw.us - offsets.us);
  } else {
    if (equality) return op === 'ne';
    raise(TypeError, "can't compare offset-naive and offset-aware datetimes");
  }
  if (equality && order === 0 && (isAmbiguous(self, a) || isAmbiguous(other, b))) order = 1;
  return verdict(order, op);
}

function hash(self: PyDateTime): number | bigint {
  if (self.h !== undefined) return self.h;
  const offset = self.tz === None ? undefined : askOffset(self.tz, 'utcoffset', self.fold === 0 ? self : withFold(self, 0));
  if (offset === undefined) self.h = hashFields(dateKey(self), secondOfDay(self) * 1000000 + self.us, () => stateOf(self, self.mo));
  else self.h = hashDelta(newDelta(ordinal(self) - offset.dd, secondOfDay(self) - offset.ss, self.us - offset.us));
  return self.h;
}

// --- text ------------------------------------------------------------------------------------------------------------------

function isoFormat(self: PyDateTime, sep: PyObject, timespec: PyObject): PyObject {
  if (!isStr(sep)) raise(TypeError, `isoformat() argument 1 must be a unicode character, not ${typeNameOf(sep)}`);
  if (strLength(sep) !== 1) raise(TypeError, `isoformat() argument 1 must be a unicode character, not a string of length ${strLength(sep)}`);
  asStrArgument('isoformat', 2, timespec);
  const text = datetimeText(self, jsFromStr(sep), timespec);
  return typeof sep === 'string' ? text : strFromJs(text);
}

function datetimeText(self: PyDateTime, sep: string, timespec: PyObject): string {
  const clock = clockText(self.hr, self.mi, self.se, self.us, timespec);
  const offset = self.tz === None ? undefined : askOffset(self.tz, 'utcoffset', self);
  return `${four(self.yy)}-${two(self.mo)}-${two(self.dy)}${sep}${clock}${offset === undefined ? '' : offsetText(offset, ':')}`;
}

// --- methods ---------------------------------------------------------------------------------------------------------------

function replace(
  self: PyDateTime,
  year: PyObject,
  month: PyObject,
  day: PyObject,
  hour: PyObject,
  minute: PyObject,
  second: PyObject,
  us: PyObject,
  tz: PyObject,
  fold: PyObject,
): PyObject {
  const newFold = asCInt(fold ?? self.fold);
  if (newFold !== 0 && newFold !== 1) raise(ValueError, `fold must be either 0 or 1, not ${newFold}`);
  return ofClass(
    self.ob_type,
    asCInt(year ?? self.yy),
    asCInt(month ?? self.mo),
    asCInt(day ?? self.dy),
    asCInt(hour ?? self.hr),
    asCInt(minute ?? self.mi),
    asCInt(second ?? self.se),
    asCInt(us ?? self.us),
    tz ?? self.tz,
    newFold,
  );
}

/** The system's zone at a moment, as a fixed offset with its name. */
function localZoneAt(seconds: number): PyObject {
  const t = localTime(seconds);
  return newTimeZone(newDelta(0, t.offset, 0), t.zone === undefined ? undefined : strFromJs(t.zone));
}

const localMoment = (dt: PyDateTime): number => secondsOfLocal(dt.yy, dt.mo, dt.dy, dt.hr, dt.mi, dt.se, dt.fold);

/** The system's zone for local fields. In a gap the fields count in the offset before it, or after it with fold=1. */
function localZoneOf(dt: PyDateTime): PyObject {
  const one = localMoment(dt);
  const other = localMoment(withFold(dt, 1 - dt.fold));
  return localZoneAt(one !== other && other > one === (dt.fold === 1) ? other : one);
}

function asTimeZone(self: PyDateTime, tzArg: PyObject): PyObject {
  checkTzInfo(tzArg);
  let from = self.tz === None ? localZoneOf(self) : self.tz;
  if (from === tzArg) return self;
  let offset = askOffset(from, 'utcoffset', self);
  if (offset === undefined) {
    from = localZoneOf(self);
    if (from === tzArg) return self;
    offset = askOffset(from, 'utcoffset', self)!;
  }
  const inUtc = addDelta(self, offset, -1) as PyDateTime;
  const tz = tzArg === None ? localZoneAt(secondsFromFields(inUtc.yy, inUtc.mo - 1, inUtc.dy, inUtc.hr, inUtc.mi, inUtc.se)) : tzArg;
  const fresh = inUtc === self ? withFold(inUtc, 0) : inUtc;
  fresh.tz = tz;
  return callMethod(tz, 'fromutc', fresh);
}

const EPOCH = new PyDateTime(1970, 1, 1);

function timestamp(self: PyDateTime): PyObject {
  const offset = self.tz === None ? undefined : askOffset(self.tz, 'utcoffset', self);
  if (self.tz === None || offset === undefined) return new PyFloat(localMoment(self) + self.us / 1e6);
  const raw = fieldDifference(self, EPOCH);
  const { dd, ss, us } = subDeltas(raw, offset);
  return new PyFloat((dd * 86400e6 + ss * 1e6 + us) / 1e6);
}

function timetuple(self: PyDateTime): PyObject {
  const dst = self.tz === None ? undefined : askOffset(self.tz, 'dst', self);
  return timeTuple(self, self.hr, self.mi, self.se, dst === undefined ? -1 : isTrue(dst) ? 1 : 0);
}

function utcTimetuple(self: PyDateTime): PyObject {
  const offset = self.tz === None ? undefined : askOffset(self.tz, 'utcoffset', self);
  const plain = withFold(self, 0);
  const t = offset === undefined ? plain : (addDelta(plain, negateDelta(offset), 1) as PyDateTime);
  return timeTuple(t, t.hr, t.mi, t.se, 0);
}

function stateOf({ yy, dy, hr, mi, se, us }: PyDateTime, month: number): Uint8Array {
  return Uint8Array.of(yy >> 8, yy & 255, month, dy, hr, mi, se, us >> 16, (us >> 8) & 255, us & 255);
}

/** State for pickling; `fold` is a bit of the month's byte in protocols above 3. */
function reduce(self: PyDateTime, protocol: number): PyObject {
  const month = self.mo | (protocol > 3 && self.fold === 1 ? 128 : 0);
  const state = newBytes(stateOf(self, month));
  return new PyTuple([self.ob_type, new PyTuple(self.tz === None ? [state] : [state, self.tz])]);
}

const CHANGES =
  'year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged';

export const datetimeType: PyType = defineType(PyDateTime, {
  name: 'datetime',
  module: 'datetime',
  base: () => dateType,
  flags: ['BASETYPE'],
  doc: 'A day and a time: datetime(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0).',
  slots: {
    new: create,
    repr: (self: PyDateTime) =>
      strFromJs(`${self.ob_type.shown}(${self.yy}, ${self.mo}, ${self.dy}, ${self.hr}, ${self.mi}${reprTail(self.se, self.us, self.fold, self.tz)})`),
    str: (self: PyDateTime) => (self.ob_type === datetimeType ? datetimeText(self, ' ', 'auto') : callMethod(self, 'isoformat', ' ')),
    hash,
    ...compareSlots(compare),
    add,
    radd: (self, other) => add(other, self),
    sub,
    rsub: (self, other) => sub(other, self),
  },
  methods: [
    classMethod('now(cls, /, tz=None)', 'The time of now, local or in a zone.', now),
    classMethod('utcnow(cls, /)', 'The time of now in UTC, without a zone.', utcNow),
    classMethod('fromtimestamp(cls, /, timestamp, tz=None)', 'Time of a POSIX timestamp, local or in a zone.', fromTimestamp),
    classMethod('utcfromtimestamp(cls, timestamp, /)', 'Time of a POSIX timestamp in UTC, without a zone.', utcFromTimestamp),
    strptimeRow('_strptime_datetime_datetime'),
    classMethod('combine(cls, /, date, time, tzinfo = ?)', 'A date and a time of day together.', combine),
    classMethod('fromisoformat(cls, date_string, /)', 'Datetime of an ISO 8601 text.', fromIsoFormat),
    method('date(self, /)', 'The day.', (self: PyDateTime) => new PyDate(self.yy, self.mo, self.dy)),
    method('time(self, /)', 'The time of day, without a zone.', (self: PyDateTime) => new PyTime(self.hr, self.mi, self.se, self.us, None, self.fold)),
    method('timetz(self, /)', 'The time of day with its zone.', (self: PyDateTime) => new PyTime(self.hr, self.mi, self.se, self.us, self.tz, self.fold)),
    method('ctime(self, /)', 'Text as of C: Tue Dec  4 00:00:00 2002.', (self: PyDateTime) => ctime(self, self.hr, self.mi, self.se)),
    method('timetuple(self, /)', 'A time.struct_time.', timetuple),
    method('timestamp(self, /)', 'POSIX timestamp as a float.', timestamp),
    method('utctimetuple(self, /)', 'A time.struct_time in UTC.', utcTimetuple),
    method("isoformat(self, /, sep='T', timespec='auto')", 'Text as YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM].', isoFormat),
    method('utcoffset(self, /)', 'What tzinfo says: timedelta or None.', (self: PyDateTime) => askOffset(self.tz, 'utcoffset', self) ?? None),
    method('tzname(self, /)', 'What tzinfo says: str or None.', (self: PyDateTime) => askName(self.tz, self)),
    method('dst(self, /)', 'What tzinfo says: timedelta or None.', (self: PyDateTime) => askOffset(self.tz, 'dst', self) ?? None),
    method(`replace(self, /, ${CHANGES})`, 'The datetime with other fields.', replace),
    method(`__replace__(self, /, ${CHANGES})`, 'The same as replace().', replace),
    method('astimezone(self, /, tz=None)', 'The same moment in another zone.', asTimeZone),
    method('__reduce_ex__(self, proto, /)', null, (self: PyDateTime, proto: PyObject) => reduce(self, asCInt(proto))),
    method('__reduce__(self, /)', null, (self: PyDateTime) => reduce(self, 2)),
  ],
  getset: [
    getset('hour', null, (self: PyDateTime) => self.hr),
    getset('minute', null, (self: PyDateTime) => self.mi),
    getset('second', null, (self: PyDateTime) => self.se),
    getset('microsecond', null, (self: PyDateTime) => self.us),
    getset('tzinfo', null, (self: PyDateTime) => self.tz),
    getset('fold', null, (self: PyDateTime) => self.fold),
  ],
  constants: () => ({
    min: new PyDateTime(),
    max: new PyDateTime(9999, 12, 31, 23, 59, 59, 999999),
    resolution: new PyDelta(0, 0, 1),
  }),
});

// fast: calls by position.
hidden(datetimeType, 'c3', (y: PyObject, mo: PyObject, d: PyObject) => make(datetimeType, y, mo, d, 0, 0, 0, 0, None, 0));
hidden(datetimeType, 'c4', (y: PyObject, mo: PyObject, d: PyObject, h: PyObject) => make(datetimeType, y, mo, d, h, 0, 0, 0, None, 0));
hidden(datetimeType, 'c5', (y: PyObject, mo: PyObject, d: PyObject, h: PyObject, mi: PyObject) => make(datetimeType, y, mo, d, h, mi, 0, 0, None, 0));
hidden(datetimeType, 'c6', (y: PyObject, mo: PyObject, d: PyObject, h: PyObject, mi: PyObject, s: PyObject) =>
  make(datetimeType, y, mo, d, h, mi, s, 0, None, 0),
);
