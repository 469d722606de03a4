// HOT. datetime.time. CPython: PyDateTime_Time in Modules/_datetimemodule.c.
import { verdict } from '../../objects/ops/compare.ts';
import { classMethod, compareSlots, defineType, getset, hidden, method, type CompareOp } from '../../objects/declare/type.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, NotImplemented, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { jsFromStr, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { newBytes } from '../../objects/types/bytesCore.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { structTime } from '../time/index.ts';
import { asCInt, asStrArgument, bindArguments, checkTime, checkTzInfo } from './arguments.ts';
import { six, two } from './calendar.ts';
import { badIsoText, format, hashFields, isoText, isoUnits, pickledState, strptimeRow } from './date.ts';
import { readTime, type TimeOfDay } from './isoformat.ts';
import { strftime } from './strftime.ts';
import { compareDeltas, hashDelta, newDelta } from './timedelta.ts';
import { askName, askOffset, newTimeZone, offsetText, UTC } from './tzinfo.ts';
import { PyDelta, PyTime, isTime, isTzInfo } from './values.ts';

const NAMES = ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];

export function fillTime(cls: PyType, hour: number, minute: number, second: number, us: number, tz: PyObject, fold: number): PyTime {
  if (cls === timeType) return new PyTime(hour, minute, second, us, tz, fold);
  const self = new cls.ctor() as PyTime;
  self.hr = hour;
  self.mi = minute;
  self.se = second;
  self.us = us;
  self.tz = tz;
  self.fold = fold;
  return self;
}

function make(cls: PyType, hourArg: PyObject, minuteArg: PyObject, secondArg: PyObject, usArg: PyObject, tz: PyObject, foldArg: PyObject): PyTime {
  const hour = asCInt(hourArg);
  const minute = asCInt(minuteArg);
  const second = asCInt(secondArg);
  const us = asCInt(usArg);
  const fold = asCInt(foldArg);
  checkTime(hour, minute, second, us, fold);
  return fillTime(cls, hour, minute, second, us, checkTzInfo(tz), fold);
}

function create(cls: PyType, args: readonly PyObject[], kwnames: KwNames): PyObject {
  if ((args.length === 1 || args.length === 2) && kwnames === undefined) {
    const state = pickledState(args[0]!, 6, 0, 'time');
    if (state !== undefined) {
      const tz = args[1] ?? None;
      if (tz !== None && !isTzInfo(tz)) raise(TypeError, 'bad tzinfo state arg');
      return fillTime(cls, state[0]! & 127, state[1]!, state[2]!, (state[3]! << 16) | (state[4]! << 8) | state[5]!, tz, state[0]! >> 7);
    }
  }
  const [hour = 0, minute = 0, second = 0, us = 0, tz = None, fold = 0] = bindArguments('', NAMES, 0, 5, args, kwnames, 4);
  return make(cls, hour, minute, second, us, tz, fold);
}

/** A time of fields in a class: `cls(hour, …)` for subclasses. */
function timeOfClass(cls: PyType, hour: number, minute: number, second: number, us: number, tz: PyObject, fold: number): PyObject {
  checkTime(hour, minute, second, us, fold);
  if (cls === timeType) return new PyTime(hour, minute, second, us, checkTzInfo(tz), fold);
  const made = cls.c5(hour, minute, second, us, tz);
  if (fold !== 0 && isTime(made)) made.fold = fold;
  return made;
}

/** The tzinfo of an offset that was read. */
export function zoneOf(t: TimeOfDay): PyObject {
  if (t.offset === undefined) return None;
  const { sign, fields } = t.offset;
  const seconds = fields.hour * 3600 + fields.minute * 60 + fields.second;
  return seconds === 0 && fields.us === 0 ? UTC : newTimeZone(newDelta(0, sign * seconds, sign * fields.us), undefined);
}

/** Midnight at the end of a day is written 24:00. */
export function isEndOfDay(t: TimeOfDay): boolean {
  if (t.hour !== 24) return false;
  if (t.minute !== 0 || t.second !== 0 || t.us !== 0) raise(ValueError, 'minute, second, and microsecond must be 0 when hour is 24');
  return true;
}

function fromIsoFormat(cls: PyType, arg: PyObject): PyObject {
  const s = isoUnits(isoText(arg));
  const from = s[0] === 84 ? 1 : 0;
  const t = readTime(s, from, s.length);
  if (t === undefined) badIsoText(arg);
  const tz = zoneOf(t);
  return timeOfClass(cls, isEndOfDay(t) ? 0 : t.hour, t.minute, t.second, t.us, tz, 0);
}

/** HH:MM:SS.ffffff as far as `timespec` asks. */
export function clockText(hour: number, minute: number, second: number, us: number, timespec: PyObject): string {
  const short = `${two(hour)}:${two(minute)}`;
  switch (jsFromStr(timespec as PyStr)) {
    case 'auto':
      return us === 0 ? `${short}:${two(second)}` : `${short}:${two(second)}.${six(us)}`;
    case 'hours':
      return two(hour);
    case 'minutes':
      return short;
    case 'seconds':
      return `${short}:${two(second)}`;
    case 'milliseconds':
      return `${short}:${two(second)}.${`${Math.floor(us / 1000)}`.padStart(3, '0')}`;
    case 'microseconds':
      return `${short}:${two(second)}.${six(us)}`;
    default:
      raise(ValueError, 'Unknown timespec value');
  }
}

function isoFormat(self: PyTime, timespec: PyObject): PyObject {
  asStrArgument('isoformat', 1, timespec);
  const clock = clockText(self.hr, self.mi, self.se, self.us, timespec);
  const offset = askOffset(self.tz, 'utcoffset', None);
  return offset === undefined ? clock : clock + offsetText(offset, ':');
}

/** `, second, microsecond` without trailing zeros, then fold and tzinfo. */
export function reprTail(second: number, us: number, fold: number, tz: PyObject): string {
  const clock = us !== 0 ? `, ${second}, ${us}` : second !== 0 ? `, ${second}` : '';
  return `${clock}${fold === 0 ? '' : `, fold=${fold}`}${tz === None ? '' : `, tzinfo=${repr(tz)}`}`;
}

function strftimeMethod(self: PyTime, format: PyObject): PyObject {
  asStrArgument('strftime', 1, format);
  const { hr, mi, se, us } = self;
  return strftime(self, format as PyStr, { yy: 1900, mo: 1, dy: 1, hr, mi, se, us }, self.ob_type === timeType, () =>
    structTime.create([1900, 1, 1, hr, mi, se, 0, 1, -1, None, None]),
  );
}

function replace(self: PyTime, hour: PyObject, minute: PyObject, second: PyObject, us: PyObject, tz: PyObject, fold: PyObject): PyObject {
  return timeOfClass(
    self.ob_type,
    asCInt(hour ?? self.hr),
    asCInt(minute ?? self.mi),
    asCInt(second ?? self.se),
    asCInt(us ?? self.us),
    tz ?? self.tz,
    asCInt(fold ?? self.fold),
  );
}

const fields = (t: PyTime): number => t.hr * 3600 + t.mi * 60 + t.se;

function compare(self: PyTime, other: PyObject, op: CompareOp): PyObject {
  if (!isTime(other)) return NotImplemented;
  const inOrder = (): PyObject => verdict(fields(self) - fields(other) || self.us - other.us, op);
  if (self.tz === other.tz) return inOrder();
  const a = askOffset(self.tz, 'utcoffset', None);
  const b = askOffset(other.tz, 'utcoffset', None);
  if (a === b || (a !== undefined && b !== undefined && compareDeltas(a, b) === 0)) return inOrder();
  if (a !== undefined && b !== undefined) {
    const order = fields(self) - a.dd * 86400 - a.ss - (fields(other) - b.dd * 86400 - b.ss);
    return verdict(order || self.us - other.us, op);
  }
  if (op === 'eq') return false;
  if (op === 'ne') return true;
  raise(TypeError, "can't compare offset-naive and offset-aware times");
}

function hash(self: PyTime): number | bigint {
  if (self.h !== undefined) return self.h;
  const offset = self.tz === None ? undefined : askOffset(self.tz, 'utcoffset', None);
  if (offset === undefined) self.h = hashFields(fields(self), self.us + 1, () => stateOf(self, self.hr));
  else self.h = hashDelta(newDelta(-offset.dd, fields(self) - offset.ss, self.us - offset.us));
  return self.h;
}

function stateOf({ mi, se, us }: PyTime, first: number): Uint8Array {
  return Uint8Array.of(first, mi, se, us >> 16, (us >> 8) & 255, us & 255);
}

/** State for pickling; `fold` is a bit of the first byte in protocols above 3. */
function reduce(self: PyTime, protocol: number): PyObject {
  const first = self.hr | (protocol > 3 && self.fold === 1 ? 128 : 0);
  const state = newBytes(stateOf(self, first));
  return new PyTuple([self.ob_type, new PyTuple(self.tz === None ? [state] : [state, self.tz])]);
}

const CHANGES = 'hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged';

export const timeType: PyType = defineType(PyTime, {
  name: 'time',
  module: 'datetime',
  flags: ['BASETYPE'],
  doc: 'A time of day: time(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0).',
  slots: {
    new: create,
    repr: (self: PyTime) => strFromJs(`${self.ob_type.shown}(${self.hr}, ${self.mi}${reprTail(self.se, self.us, self.fold, self.tz)})`),
    str: (self: PyTime) => callMethod(self, 'isoformat'),
    hash,
    ...compareSlots(compare),
  },
  methods: [
    strptimeRow('_strptime_datetime_time'),
    method("isoformat(self, /, timespec='auto')", 'Text as HH:MM[:SS[.ffffff]][+HH:MM].', isoFormat),
    method('strftime(self, /, format)', 'Text in a format.', strftimeMethod),
    method('__format__(self, /, *args)', 'Text in a format; str() for an empty one.', format),
    method('utcoffset(self, /)', 'What tzinfo says: timedelta or None.', (self: PyTime) => askOffset(self.tz, 'utcoffset', None) ?? None),
    method('tzname(self, /)', 'What tzinfo says: str or None.', (self: PyTime) => askName(self.tz, None)),
    method('dst(self, /)', 'What tzinfo says: timedelta or None.', (self: PyTime) => askOffset(self.tz, 'dst', None) ?? None),
    method(`replace(self, /, ${CHANGES})`, 'The time with other fields.', replace),
    method(`__replace__(self, /, ${CHANGES})`, 'The same as replace().', replace),
    classMethod('fromisoformat(cls, time_string, /)', 'Time of an ISO 8601 text.', fromIsoFormat),
    method('__reduce_ex__(self, proto, /)', null, (self: PyTime, proto: PyObject) => reduce(self, asCInt(proto))),
    method('__reduce__(self, /)', null, (self: PyTime) => reduce(self, 2)),
  ],
  getset: [
    getset('hour', null, (self: PyTime) => self.hr),
    getset('minute', null, (self: PyTime) => self.mi),
    getset('second', null, (self: PyTime) => self.se),
    getset('microsecond', null, (self: PyTime) => self.us),
    getset('tzinfo', null, (self: PyTime) => self.tz),
    getset('fold', null, (self: PyTime) => self.fold),
  ],
  constants: () => ({ min: new PyTime(), max: new PyTime(23, 59, 59, 999999), resolution: new PyDelta(0, 0, 1) }),
});

// fast: calls by position.
hidden(timeType, 'c0', () => new PyTime());
hidden(timeType, 'c2', (hour: PyObject, minute: PyObject) =>
  typeof hour === 'number' ? make(timeType, hour, minute, 0, 0, None, 0) : create(timeType, [hour, minute], undefined),
);
hidden(timeType, 'c3', (hour: PyObject, minute: PyObject, second: PyObject) => make(timeType, hour, minute, second, 0, None, 0));
hidden(timeType, 'c4', (hour: PyObject, minute: PyObject, second: PyObject, us: PyObject) => make(timeType, hour, minute, second, us, None, 0));
