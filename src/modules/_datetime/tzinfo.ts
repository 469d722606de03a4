// datetime.tzinfo, datetime.timezone, and what the other types ask of a time zone. CPython: PyDateTime_TZInfo,
// PyDateTime_TimeZone and call_tzinfo_method in Modules/_datetimemodule.c.
import { defineType, method, type CompareOp, compareSlots } from '../../objects/declare/type.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, NotImplemented, PyTuple } from '../../objects/model/values.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, strFromJs } from '../../objects/ops/strings.ts';
import { EMPTY_TUPLE } from '../../objects/types/tuple.ts';
import { NotImplementedError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { asStrArgument, bindArguments, typeNameOf } from './arguments.ts';
import { six, two } from './calendar.ts';
import { addDelta } from './datetime.ts';
import { compareDeltas, hashDelta, negateDelta, subDeltas } from './timedelta.ts';
import { PyDelta, PyTimeZone, PyTzInfo, isDateTime, isDelta, isTimeZone, type PyDateTime } from './values.ts';

const FULL_DAY = new PyDelta(1, 0, 0);
const MINUS_FULL_DAY = new PyDelta(-1, 0, 0);

function outOfRange(offset: PyDelta): never {
  raise(ValueError, `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${repr(offset)}`);
}

function inRange(offset: PyDelta): boolean {
  return compareDeltas(offset, FULL_DAY) < 0 && compareDeltas(offset, MINUS_FULL_DAY) > 0;
}

/** `tz.utcoffset(arg)` or `tz.dst(arg)`: a timedelta of less than a day, undefined for None. */
export function askOffset(tz: PyObject, name: 'utcoffset' | 'dst', arg: PyObject): PyDelta | undefined {
  if (tz === None) return undefined;
  // fast: timezone cannot be subclassed.
  if (isTimeZone(tz)) return name === 'dst' ? undefined : tz.offset;
  const offset = callMethod(tz, name, arg);
  if (offset === None) return undefined;
  if (!isDelta(offset)) raise(TypeError, `tzinfo.${name}() must return None or timedelta, not '${offset.ob_type.shown}'`);
  if (!inRange(offset)) outOfRange(offset);
  return offset;
}

/** `tz.tzname(arg)`: a str or None. */
export function askName(tz: PyObject, arg: PyObject): PyObject {
  if (tz === None) return None;
  const name = callMethod(tz, 'tzname', arg);
  if (name !== None && !isStr(name)) raise(TypeError, `tzinfo.tzname() must return None or a string, not '${name.ob_type.shown}'`);
  return name;
}

/** `+HH:MM[:SS[.ffffff]]` with any separator. */
export function offsetText(offset: PyDelta, sep: string): string {
  const sign = offset.dd < 0 ? '-' : '+';
  const { ss, us } = offset.dd < 0 ? negateDelta(offset) : offset;
  const seconds = ss % 60;
  const short = `${sign}${two(Math.floor(ss / 3600))}${sep}${two(Math.floor((ss % 3600) / 60))}`;
  if (us !== 0) return `${short}${sep}${two(seconds)}.${six(us)}`;
  return seconds !== 0 ? `${short}${sep}${two(seconds)}` : short;
}

// --- tzinfo ----------------------------------------------------------------------------------------------------------------

function abstract(name: string): never {
  raise(NotImplementedError, `a tzinfo subclass must implement ${name}()`);
}

function datetimeOf(self: PyObject, dt: PyObject): PyDateTime {
  if (!isDateTime(dt)) raise(TypeError, 'fromutc: argument must be a datetime');
  if ((dt as PyDateTime).tz !== self) raise(ValueError, 'fromutc: dt.tzinfo is not self');
  return dt as PyDateTime;
}

/** Local time of a datetime in UTC, for zones whose standard offset never changes. */
function fromUtc(self: PyObject, arg: PyObject): PyObject {
  const dt = datetimeOf(self, arg);
  const offset = askOffset(self, 'utcoffset', dt);
  if (offset === undefined) raise(ValueError, 'fromutc: non-None utcoffset() result required');
  const dst = askOffset(self, 'dst', dt);
  if (dst === undefined) raise(ValueError, 'fromutc: non-None dst() result required');
  const standard = addDelta(dt, subDeltas(offset, dst), 1);
  const shift = askOffset((standard as PyDateTime).tz, 'dst', standard);
  if (shift === undefined) raise(ValueError, 'fromutc: tz.dst() gave inconsistent results; cannot convert');
  return shift.ss !== 0 || shift.us !== 0 || shift.dd !== 0 ? addDelta(standard as PyDateTime, shift, 1) : standard;
}

function reduce(self: PyObject): PyObject {
  const getArgs = tryGetattr(self, '__getinitargs__');
  return new PyTuple([self.ob_type, getArgs === undefined ? EMPTY_TUPLE : getArgs.c0(), getattr(self, '__getstate__').c0()]);
}

export const tzinfoType: PyType = defineType(PyTzInfo, {
  name: 'tzinfo',
  module: 'datetime',
  flags: ['BASETYPE'],
  stateless: true,
  doc: 'Base of classes that tell the offset from UTC; its methods are to be overridden.',
  slots: { new: (cls: PyType) => new cls.ctor() },
  methods: [
    method('tzname(self, dt, /)', 'Name of the zone at a time.', () => abstract('tzname')),
    method('utcoffset(self, dt, /)', 'Offset from UTC at a time, as a timedelta, positive east of UTC.', () => abstract('utcoffset')),
    method('dst(self, dt, /)', 'Part of the offset that is daylight saving time.', () => abstract('dst')),
    method('fromutc(self, dt, /)', 'Local time of a datetime whose fields are in UTC.', fromUtc),
    method('__reduce__(self, /)', null, reduce),
  ],
});

// --- timezone --------------------------------------------------------------------------------------------------------------

export const UTC = new PyTimeZone();

/** A timezone; the one of UTC is a single object. */
export function newTimeZone(offset: PyDelta, label: PyObject | undefined): PyTimeZone {
  if (label === undefined && offset.dd === 0 && offset.ss === 0 && offset.us === 0) return UTC;
  if (!inRange(offset)) outOfRange(offset);
  return new PyTimeZone(offset, label);
}

function create(_cls: PyType, args: readonly PyObject[], kwnames: KwNames): PyObject {
  const [offset, name] = bindArguments('timezone()', ['offset', 'name'], 1, 2, args, kwnames);
  if (!isDelta(offset!)) raise(TypeError, `timezone() argument 1 must be datetime.timedelta, not ${typeNameOf(offset!)}`);
  return newTimeZone(offset, name === undefined ? undefined : asStrArgument('timezone', 2, name));
}

/** The argument of a method that takes a datetime or None. */
function checkMoment(method: string, dt: PyObject): void {
  if (dt !== None && !isDateTime(dt)) raise(TypeError, `${method}(dt) argument must be a datetime instance or None, not ${dt.ob_type.shown}`);
}

function nameOf(self: PyTimeZone): PyObject {
  if (self.label !== undefined) return self.label;
  const { offset } = self;
  return offset.dd === 0 && offset.ss === 0 && offset.us === 0 ? 'UTC' : `UTC${offsetText(offset, ':')}`;
}

function shown(self: PyTimeZone): PyObject {
  if (self === UTC) return 'datetime.timezone.utc';
  return strFromJs(`${self.ob_type.shown}(${repr(self.offset)}${self.label === undefined ? '' : `, ${repr(self.label)}`})`);
}

function compare(self: PyTimeZone, other: PyObject, op: CompareOp): PyObject {
  if ((op !== 'eq' && op !== 'ne') || !isTimeZone(other)) return NotImplemented;
  return (compareDeltas(self.offset, other.offset) === 0) === (op === 'eq');
}

export const timezoneType: PyType = defineType(PyTimeZone, {
  name: 'timezone',
  module: 'datetime',
  base: () => tzinfoType,
  doc: 'A fixed offset from UTC.',
  slots: {
    new: create,
    repr: shown,
    str: (self: PyTimeZone) => nameOf(self),
    hash: (self: PyTimeZone) => hashDelta(self.offset),
    ...compareSlots(compare),
  },
  methods: [
    method('tzname(self, dt, /)', 'The name given, or UTC±HH:MM.', (self: PyTimeZone, dt: PyObject) => {
      checkMoment('tzname', dt);
      return nameOf(self);
    }),
    method('utcoffset(self, dt, /)', 'The offset.', (self: PyTimeZone, dt: PyObject) => {
      checkMoment('utcoffset', dt);
      return self.offset;
    }),
    method('dst(self, dt, /)', 'None.', (_self: PyTimeZone, dt: PyObject) => {
      checkMoment('dst', dt);
      return None;
    }),
    method('fromutc(self, dt, /)', 'The datetime moved by the offset.', (self: PyTimeZone, dt: PyObject) => addDelta(datetimeOf(self, dt), self.offset, 1)),
    method('__getinitargs__(self, /)', null, (self: PyTimeZone) => new PyTuple(self.label === undefined ? [self.offset] : [self.offset, self.label])),
  ],
  constants: () => ({
    utc: UTC,
    min: new PyTimeZone(new PyDelta(-1, 60, 0)),
    max: new PyTimeZone(new PyDelta(0, 86340, 0)),
  }),
});
