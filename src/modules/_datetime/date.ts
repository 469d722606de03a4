// HOT. datetime.date, and date.isocalendar's result. CPython: PyDateTime_Date in Modules/_datetimemodule.c.
// - A date is made by `newDate` where its class is exactly date, by calling the class otherwise.
import { verdict } from '../../objects/ops/compare.ts';
import { classMethod, compareSlots, defineType, getset, hidden, method, type CompareOp } from '../../objects/declare/type.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, NotImplemented, PyTuple } from '../../objects/model/values.ts';
import { callMethod, getattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { hashesAreSeeded, hashStart, hashString } from '../../objects/ops/hash.ts';
import { asIndex } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr, strObject } from '../../objects/ops/repr.ts';
import { codePoints, isStr, jsFromStr, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { isBytes } from '../../objects/types/bytesCore.ts';
import { newBytes } from '../../objects/types/bytesCore.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { newSlot } from '../../objects/types/construct.ts';
import { tupleType } from '../../objects/types/tuple.ts';
import { structTime } from '../time/index.ts';
import { host } from '../../host/host.ts';
import { asCInt, asStrArgument, bindArguments, checkDate } from './arguments.ts';
import { DAY_NAMES, MAX_ORDINAL, MONTH_NAMES, dayOfYear, four, isoCalendar, ordinalOf, setFromOrdinal, two, weekdayOf } from './calendar.ts';
import { datetimeType } from './datetime.ts';
import { localOf, timestampSeconds } from './clock.ts';
import { dateLength, fromIsoWeek, readDate } from './isoformat.ts';
import { strftime } from './strftime.ts';
import { newDelta } from './timedelta.ts';
import { PyDate, PyDateTime, PyDelta, isDate, isDateTime, isDelta } from './values.ts';

const NAMES = ['year', 'month', 'day'];

/** A date of checked fields in a class: `cls(year, month, day)` for subclasses. */
export function dateOfClass(cls: PyType, year: number, month: number, day: number): PyObject {
  if (cls === dateType) {
    checkDate(year, month, day);
    return new PyDate(year, month, day);
  }
  if (cls === datetimeType) {
    checkDate(year, month, day);
    return new PyDateTime(year, month, day);
  }
  return cls.c3(year, month, day);
}

function make(cls: PyType, yearArg: PyObject, monthArg: PyObject, dayArg: PyObject): PyDate {
  const year = asCInt(yearArg);
  const month = asCInt(monthArg);
  const day = asCInt(dayArg);
  checkDate(year, month, day);
  return fill(cls, year, month, day);
}

function fill(cls: PyType, year: number, month: number, day: number): PyDate {
  if (cls === dateType) return new PyDate(year, month, day);
  const self = new cls.ctor() as PyDate;
  self.yy = year;
  self.mo = month;
  self.dy = day;
  return self;
}

function create(cls: PyType, args: readonly PyObject[], kwnames: KwNames): PyObject {
  if (args.length === 1 && kwnames === undefined) {
    const state = pickledState(args[0]!, 4, 2, 'date');
    if (state !== undefined) return fill(cls, state[0]! * 256 + state[1]!, state[2]!, state[3]!);
  }
  const [year, month, day] = bindArguments('', NAMES, 3, 3, args, kwnames, 3);
  return make(cls, year!, month!, day!);
}

/**
 * The bytes of a pickled state: `length` of them (or as many Latin-1 characters, from Python 2), of which the one at `check` is a possible
 * month or hour. Undefined for anything else.
 */
export function pickledState(v: PyObject, length: number, check: number, what: 'date' | 'time' | 'datetime'): Uint8Array | undefined {
  const limit = what === 'time' ? 23 : 12;
  const possible = (byte: number): boolean => {
    const n = what === 'date' ? byte : byte & 0x7f;
    return n <= limit && (what === 'time' || n >= 1);
  };
  if (isBytes(v)) return v.bv.length === length && possible(v.bv[check]!) ? v.bv : undefined;
  if (!isStr(v)) return undefined;
  const cps = codePoints(v);
  if (cps.length !== length || !possible(cps[check]!)) return undefined;
  for (let i = 0; i < length; i++) {
    if (cps[i]! > 255) {
      raise(ValueError, `Failed to encode latin1 string when unpickling a ${what} object. pickle.load(data, encoding='latin1') is assumed.`);
    }
  }
  return Uint8Array.from(cps);
}

// --- class methods ---------------------------------------------------------------------------------------------------------

export function dateFromOrdinal(cls: PyType, ordinal: number): PyObject {
  if (ordinal < 1) raise(ValueError, 'ordinal must be >= 1');
  const day = { yy: 0, mo: 0, dy: 0 };
  setFromOrdinal(day, ordinal);
  return dateOfClass(cls, day.yy, day.mo, day.dy);
}

function fromTimestamp(cls: PyType, timestamp: PyObject): PyObject {
  const t = localOf(timestampSeconds(timestamp));
  return dateOfClass(cls, t.year, t.month + 1, t.day);
}

function today(cls: PyType): PyObject {
  if (cls === dateType) {
    const t = localOf(Math.floor(host.clock.realtime()));
    return new PyDate(t.year, t.month + 1, t.day);
  }
  return callMethod(cls, 'fromtimestamp', getattr(importModule('time'), 'time').c0());
}

export function isoText(v: PyObject): PyStr {
  if (!isStr(v)) raise(TypeError, 'fromisoformat: argument must be str');
  return v;
}

/** Code points to read from; a plain array is quicker to make than a typed one. */
export function isoUnits(text: PyStr): ArrayLike<number> {
  if (typeof text !== 'string') return codePoints(text);
  const units: number[] = [];
  for (let i = 0; i < text.length; i++) units.push(text.charCodeAt(i));
  return units;
}

export function badIsoText(text: PyObject): never {
  raise(ValueError, `Invalid isoformat string: ${repr(text)}`);
}

function fromIsoFormat(cls: PyType, arg: PyObject): PyObject {
  const s = isoUnits(isoText(arg));
  const { length } = s;
  const day = length === 7 || length === 8 || length === 10 ? readDate(s, 0, length) : undefined;
  if (day === undefined || dateLength(s) === undefined) badIsoText(arg);
  return dateOfClass(cls, day.yy, day.mo, day.dy);
}

function fromIsoCalendar(cls: PyType, ...args: PyObject[]): PyObject {
  const [year, week, weekday] = args.slice(0, 3).map((v) => {
    const n = asIndex(v);
    if (n > 2147483647 || n < -2147483648) raise(ValueError, 'ISO calendar component out of range');
    return Number(n);
  }) as [number, number, number];
  const day = fromIsoWeek(year, week, weekday);
  if (day === 'year') raise(ValueError, `year must be in 1..9999, not ${year}`);
  if (day === 'week') raise(ValueError, `Invalid week: ${week}`);
  if (day === 'weekday') raise(ValueError, `Invalid weekday: ${weekday} (range is [1, 7])`);
  if (day === 'range') raise(ValueError, `year must be in 1..9999, not ${year === 1 ? 0 : 10000}`);
  return dateOfClass(cls, day.yy, day.mo, day.dy);
}

/** `cls.strptime(text, format)`, which the library does. */
export function strptimeRow(helper: string) {
  return classMethod('strptime(cls, /, *args)', 'Reads a text in a format.', (cls: PyType, args: PyObject[]) => {
    if (args.length !== 2) raise(TypeError, `strptime() takes exactly 2 arguments (${args.length} given)`);
    args.forEach((v, i) => asStrArgument('strptime', i + 1, v));
    return getattr(importModule('_strptime'), helper).c3(cls, args[0]!, args[1]!);
  });
}

// --- methods ---------------------------------------------------------------------------------------------------------------

export const ordinal = (d: PyDate): number => ordinalOf(d.yy, d.mo, d.dy);

function isoFormat(self: PyDate): PyObject {
  return `${four(self.yy)}-${two(self.mo)}-${two(self.dy)}`;
}

export function ctime(d: PyDate, hour: number, minute: number, second: number): PyObject {
  const day = `${DAY_NAMES[weekdayOf(d.yy, d.mo, d.dy)]} ${MONTH_NAMES[d.mo]} ${`${d.dy}`.padStart(2)}`;
  return `${day} ${two(hour)}:${two(minute)}:${two(second)} ${four(d.yy)}`;
}

export function timeTuple(d: PyDate, hour: number, minute: number, second: number, dst: number): PyObject {
  return structTime.create([d.yy, d.mo, d.dy, hour, minute, second, weekdayOf(d.yy, d.mo, d.dy), dayOfYear(d.yy, d.mo, d.dy), dst, None, None]);
}

function strftimeMethod(self: PyDate, format: PyObject): PyObject {
  asStrArgument('strftime', 1, format);
  const own = self.ob_type === dateType || self.ob_type === datetimeType;
  const dt = isDateTime(self) ? self : undefined;
  const moment = { yy: self.yy, mo: self.mo, dy: self.dy, hr: dt?.hr ?? 0, mi: dt?.mi ?? 0, se: dt?.se ?? 0, us: dt?.us ?? 0 };
  return strftime(self, format as PyStr, moment, own, () => callMethod(self, 'timetuple'));
}

export function format(self: PyObject, args: PyObject[]): PyObject {
  if (args.length !== 1) raise(TypeError, `__format__() takes exactly 1 argument (${args.length} given)`);
  const spec = asStrArgument('__format__', 1, args[0]!);
  return jsFromStr(spec as PyStr) === '' ? strObject(self) : callMethod(self, 'strftime', spec);
}

function replace(self: PyDate, year: PyObject | undefined, month: PyObject | undefined, day: PyObject | undefined): PyObject {
  return dateOfClass(self.ob_type, asCInt(year ?? self.yy), asCInt(month ?? self.mo), asCInt(day ?? self.dy));
}

/** The date moved by whole days. */
function moved(self: PyDate, days: number): PyObject {
  const target = ordinal(self) + days;
  if (target < 1 || target > MAX_ORDINAL) raise(OverflowError, 'date value out of range');
  if (self.ob_type !== dateType) return dateFromOrdinal(self.ob_type, target);
  const result = new PyDate();
  setFromOrdinal(result, target);
  return result;
}

function add(self: PyObject, other: PyObject): PyObject {
  if (isDateTime(self) || isDateTime(other)) return NotImplemented;
  if (isDate(self)) return isDelta(other) ? moved(self, other.dd) : NotImplemented;
  return isDelta(self) && isDate(other) ? moved(other, self.dd) : NotImplemented;
}

function sub(self: PyObject, other: PyObject): PyObject {
  if (!isDate(self) || isDateTime(self) || isDateTime(other)) return NotImplemented;
  if (isDate(other)) return newDelta(ordinal(self) - ordinal(other), 0, 0);
  return isDelta(other) ? moved(self, -other.dd) : NotImplemented;
}

function compare(self: PyDate, other: PyObject, op: CompareOp): PyObject {
  if (!isDate(other) || isDateTime(other)) return NotImplemented;
  return verdict(self.yy - other.yy || self.mo - other.mo || self.dy - other.dy, op);
}

/** A hash of small fields: mixed so that neighbouring moments spread. With a seed it is that of the bytes which `state` gives, as in CPython. */
export function hashFields(a: number, b: number, state: () => Uint8Array): number | bigint {
  if (hashesAreSeeded()) return hashString(String.fromCharCode(...state()));
  a ^= hashStart();
  const h = Math.imul(a ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(b ^ (b / 4294967296), 0xc2b2ae35);
  return ((h ^ (h >>> 15)) >>> 0) * 0x100000 + ((a ^ b) & 0xfffff);
}

const dateState = (d: PyDate): Uint8Array => Uint8Array.of(d.yy >> 8, d.yy & 255, d.mo, d.dy);

export const dateKey = (d: PyDate): number => (d.yy << 9) | (d.mo << 5) | d.dy;

export const dateType: PyType = defineType(PyDate, {
  name: 'date',
  module: 'datetime',
  flags: ['BASETYPE'],
  doc: 'A day of the Gregorian calendar: date(year, month, day).',
  slots: {
    new: create,
    repr: (self: PyDate) => strFromJs(`${self.ob_type.shown}(${self.yy}, ${self.mo}, ${self.dy})`),
    str: (self: PyDate) => callMethod(self, 'isoformat'),
    hash: (self: PyDate) => (self.h ??= hashFields(dateKey(self), 0, () => dateState(self))),
    ...compareSlots(compare),
    add,
    radd: (self, other) => add(other, self),
    sub,
    rsub: (self, other) => sub(other, self),
  },
  methods: [
    classMethod('fromtimestamp(cls, timestamp, /)', 'Local date of a POSIX timestamp.', fromTimestamp),
    classMethod('fromordinal(cls, /, *args)', 'Date of a day number; 1 January of year 1 is day 1.', (cls: PyType, args: PyObject[]) => {
      if (args.length !== 1) raise(TypeError, `fromordinal() takes exactly 1 argument (${args.length} given)`);
      return dateFromOrdinal(cls, asCInt(args[0]!));
    }),
    classMethod('fromisoformat(cls, date_string, /)', 'Date of an ISO 8601 text.', fromIsoFormat),
    classMethod('fromisocalendar(cls, /, year, week, day)', 'Date of an ISO year, week and weekday.', fromIsoCalendar),
    strptimeRow('_strptime_datetime_date'),
    classMethod('today(cls, /)', 'The date of now.', today),
    method('ctime(self, /)', 'Text as of C: Tue Dec  4 00:00:00 2002.', (self: PyDate) => ctime(self, 0, 0, 0)),
    method('strftime(self, /, format)', 'Text in a format.', strftimeMethod),
    method('__format__(self, /, *args)', 'Text in a format; str() for an empty one.', format),
    method('timetuple(self, /)', 'A time.struct_time.', (self: PyDate) => timeTuple(self, 0, 0, 0, -1)),
    method('isocalendar(self, /)', 'ISO year, week and weekday.', (self: PyDate) => {
      const { year, week, weekday } = isoCalendar(self.yy, self.mo, self.dy);
      return new PyIsoDate([year, week, weekday]);
    }),
    method('isoformat(self, /)', 'Text as YYYY-MM-DD.', isoFormat),
    method('isoweekday(self, /)', 'Day of the week, Monday is 1.', (self: PyDate) => weekdayOf(self.yy, self.mo, self.dy) + 1),
    method('toordinal(self, /)', 'Number of the day; 1 January of year 1 is day 1.', ordinal),
    method('weekday(self, /)', 'Day of the week, Monday is 0.', (self: PyDate) => weekdayOf(self.yy, self.mo, self.dy)),
    method('replace(self, /, year=unchanged, month=unchanged, day=unchanged)', 'The date with other fields.', replace),
    method('__replace__(self, /, year=unchanged, month=unchanged, day=unchanged)', 'The same as replace().', replace),
    method('__reduce__(self, /)', null, (self: PyDate) => new PyTuple([self.ob_type, new PyTuple([newBytes(dateState(self))])])),
  ],
  getset: [getset('year', null, (self: PyDate) => self.yy), getset('month', null, (self: PyDate) => self.mo), getset('day', null, (self: PyDate) => self.dy)],
  constants: () => ({ min: new PyDate(1, 1, 1), max: new PyDate(9999, 12, 31), resolution: new PyDelta(1, 0, 0) }),
});

// fast: calls by position.
hidden(dateType, 'c3', (year: PyObject, month: PyObject, day: PyObject) => make(dateType, year, month, day));

// --- isocalendar's result ----------------------------------------------------------------------------------------------------

export class PyIsoDate extends PyTuple {}

export const isoDateType: PyType = defineType(PyIsoDate, {
  name: 'IsoCalendarDate',
  module: 'datetime',
  base: () => tupleType,
  doc: 'ISO year, week and weekday: a tuple whose items have names.',
  slots: {
    new: newSlot(
      'IsoCalendarDate(year, week, weekday)',
      () => isoDateType,
      (cls: PyType, year: PyObject, week: PyObject, weekday: PyObject) => {
        const self = new cls.ctor() as PyIsoDate;
        self.ta = [year, week, weekday];
        return self;
      },
    ),
    repr: (self: PyIsoDate) => strFromJs(`${self.ob_type.shown}(year=${repr(self.ta[0]!)}, week=${repr(self.ta[1]!)}, weekday=${repr(self.ta[2]!)})`),
  },
  methods: [method('__reduce__(self, /)', null, (self: PyIsoDate) => new PyTuple([tupleType, new PyTuple([new PyTuple(self.ta)])]))],
  getset: [
    getset('year', null, (self: PyIsoDate) => self.ta[0]),
    getset('week', null, (self: PyIsoDate) => self.ta[1]),
    getset('weekday', null, (self: PyIsoDate) => self.ta[2]),
  ],
});
