// HOT. datetime.timedelta: days, seconds and microseconds in normal form. Sums work on the fields; products and quotients on the
// total number of microseconds, a bigint. CPython: PyDateTime_Delta in Modules/_datetimemodule.c.
import { verdict } from '../../objects/ops/compare.ts';
import { compareSlots, defineType, member, method, type CompareOp } from '../../objects/declare/type.ts';
import { hidden } from '../../objects/declare/type.ts';
import type { KwNames, PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { NotImplemented, PyFloat, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { hash } from '../../objects/ops/hash.ts';
import { intValue, isFloat } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { OverflowError, TypeError, ValueError, ZeroDivisionError } from '../../objects/types/exceptions.ts';
import { floorDivBig, modBig, normalizeBig, trueDivInt } from '../../util/numbers/int.ts';
import { bindArguments } from './arguments.ts';
import { six, two } from './calendar.ts';
import { PyDelta, isDelta } from './values.ts';

const MAX_DAYS = 999999999;
const DAY_US = 86400000000n;

/** A timedelta of any fields, carried into normal form. */
export function newDelta(days: number, seconds: number, us: number): PyDelta {
  if (us < 0 || us > 999999) {
    const carry = Math.floor(us / 1000000);
    seconds += carry;
    us -= carry * 1000000;
  }
  if (seconds < 0 || seconds > 86399) {
    const carry = Math.floor(seconds / 86400);
    days += carry;
    seconds -= carry * 86400;
  }
  if (days > MAX_DAYS || days < -MAX_DAYS) raise(OverflowError, `days=${days}; must have magnitude <= ${MAX_DAYS}`);
  return new PyDelta(days, seconds, us);
}

export function totalMicroseconds(d: PyDelta): bigint {
  return BigInt(d.dd) * DAY_US + BigInt(d.ss * 1000000 + d.us);
}

export function deltaFromMicroseconds(total: bigint): PyDelta {
  const days = floorDivBig(total, DAY_US);
  if (days > 2147483647n || days < -2147483648n) raise(OverflowError, 'Python int too large to convert to C int');
  const rest = Number(total - days * DAY_US);
  const seconds = Math.floor(rest / 1000000);
  return newDelta(Number(days), seconds, rest - seconds * 1000000);
}

// --- making ----------------------------------------------------------------------------------------------------------------

const NAMES = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];
/** Microseconds in one of each, in the order in which CPython adds them up (the rounding of fractions depends on it). */
const UNITS: readonly [index: number, us: number][] = [
  [2, 1],
  [3, 1000],
  [1, 1000000],
  [4, 60000000],
  [5, 3600000000],
  [0, 86400000000],
  [6, 604800000000],
];

function create(cls: PyType, args: readonly PyObject[], kwnames: KwNames): PyObject {
  const values = bindArguments('__new__()', NAMES, 0, 7, args, kwnames);
  return ofClass(cls, deltaOf(values));
}

function ofClass(cls: PyType, d: PyDelta): PyDelta {
  if (cls === deltaType) return d;
  const self = new cls.ctor() as PyDelta;
  self.dd = d.dd;
  self.ss = d.ss;
  self.us = d.us;
  return self;
}

const SMALL = 1e9;

function deltaOf(values: readonly (PyObject | undefined)[]): PyDelta {
  // fast: small ints in the three fields alone.
  const [days = 0, seconds = 0, us = 0] = values;
  if (typeof days === 'number' && typeof seconds === 'number' && typeof us === 'number') {
    if (Math.abs(days) < SMALL && Math.abs(seconds) < SMALL && Math.abs(us) < SMALL && values.length <= 3) return newDelta(days, seconds, us);
  }
  let total = 0n;
  let fraction = 0;
  for (const [i, unit] of UNITS) {
    const v = values[i];
    if (v === undefined) continue;
    const n = intValue(v);
    if (n !== undefined) {
      total += BigInt(n) * BigInt(unit);
    } else if (isFloat(v)) {
      const x = (v as PyFloat).fv;
      const whole = Math.trunc(finite(x));
      total += BigInt(whole) * BigInt(unit);
      const part = (x - whole) * unit;
      const wholePart = Math.trunc(part);
      total += BigInt(wholePart);
      fraction += part - wholePart;
    } else {
      raise(TypeError, `unsupported type for timedelta ${NAMES[i]} component: ${v.ob_type.shown}`);
    }
  }
  if (fraction !== 0) total += BigInt(roundFraction(fraction, (total & 1n) === 1n));
  return deltaFromMicroseconds(total);
}

function finite(x: number): number {
  if (x !== x) raise(ValueError, 'cannot convert float NaN to integer');
  if (!Number.isFinite(x)) raise(OverflowError, 'cannot convert float infinity to integer');
  return x;
}

/** The fraction as a whole number that, added to an even or odd total, makes it the nearest one, ties to even. */
function roundFraction(x: number, odd: boolean): number {
  const low = Math.floor(x);
  const diff = x - low;
  if (diff !== 0.5) return diff < 0.5 ? low : low + 1;
  return (((low % 2) + 2) % 2 === 1) === odd ? low : low + 1;
}

// --- arithmetic ------------------------------------------------------------------------------------------------------------

export function addDeltas(a: PyDelta, b: PyDelta): PyDelta {
  return newDelta(a.dd + b.dd, a.ss + b.ss, a.us + b.us);
}

export function subDeltas(a: PyDelta, b: PyDelta): PyDelta {
  return newDelta(a.dd - b.dd, a.ss - b.ss, a.us - b.us);
}

export function negateDelta(a: PyDelta): PyDelta {
  return newDelta(-a.dd, -a.ss, -a.us);
}

/** Below 0, 0 or above 0. */
export function compareDeltas(a: PyDelta, b: PyDelta): number {
  return a.dd - b.dd || a.ss - b.ss || a.us - b.us;
}

/** a / b to the nearest whole number, ties to even. */
function divideNearest(a: bigint, b: bigint): bigint {
  if (b === 0n) raise(ZeroDivisionError, 'division by zero');
  if (b < 0n) [a, b] = [-a, -b];
  const quotient = floorDivBig(a, b);
  const twice = 2n * (a - quotient * b);
  return twice > b || (twice === b && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

function floatRatio(f: PyObject): [bigint, bigint] {
  const pair = callMethod(f, 'as_integer_ratio');
  const items = (pair as PyTuple).ta;
  if (items === undefined) raise(TypeError, `unexpected return type from as_integer_ratio(): expected tuple, not '${pair.ob_type.shown}'`);
  if (items.length !== 2) raise(ValueError, 'as_integer_ratio() must return a 2-tuple');
  return [BigInt(intValue(items[0]!) ?? 0), BigInt(intValue(items[1]!) ?? 1)];
}

function multiply(a: PyObject, b: PyObject): PyObject {
  const [delta, factor] = isDelta(a) ? [a, b] : [b as PyDelta, a];
  const n = intValue(factor);
  if (n !== undefined) {
    // fast: nothing beyond 53 bits.
    if (typeof n === 'number' && Math.abs(n) < 100000 && Math.abs(delta.dd * n) < 2e9) return newDelta(delta.dd * n, delta.ss * n, delta.us * n);
    return deltaFromMicroseconds(totalMicroseconds(delta) * BigInt(n));
  }
  if (!isFloat(factor)) return NotImplemented;
  const [p, q] = floatRatio(factor);
  return deltaFromMicroseconds(divideNearest(totalMicroseconds(delta) * p, q));
}

function trueDivide(a: PyObject, b: PyObject): PyObject {
  if (!isDelta(a)) return NotImplemented;
  const us = totalMicroseconds(a);
  if (isDelta(b)) return new PyFloat(trueDivInt(normalizeBig(us), normalizeBig(nonZero(totalMicroseconds(b)))));
  const n = intValue(b);
  if (n !== undefined) return deltaFromMicroseconds(divideNearest(us, BigInt(n)));
  if (!isFloat(b)) return NotImplemented;
  const [p, q] = floatRatio(b);
  return deltaFromMicroseconds(divideNearest(us * q, p));
}

function floorDivide(a: PyObject, b: PyObject): PyObject {
  if (!isDelta(a)) return NotImplemented;
  if (isDelta(b)) return normalizeBig(floorDivBig(totalMicroseconds(a), nonZero(totalMicroseconds(b))));
  const n = intValue(b);
  return n === undefined ? NotImplemented : deltaFromMicroseconds(floorDivBig(totalMicroseconds(a), nonZero(BigInt(n))));
}

function remainder(a: PyObject, b: PyObject): PyObject {
  if (!isDelta(a) || !isDelta(b)) return NotImplemented;
  return deltaFromMicroseconds(modBig(totalMicroseconds(a), nonZero(totalMicroseconds(b))));
}

function divmod(a: PyObject, b: PyObject): PyObject {
  if (!isDelta(a) || !isDelta(b)) return NotImplemented;
  const [x, y] = [totalMicroseconds(a), nonZero(totalMicroseconds(b))];
  return new PyTuple([normalizeBig(floorDivBig(x, y)), deltaFromMicroseconds(modBig(x, y))]);
}

function nonZero(n: bigint): bigint {
  if (n === 0n) raise(ZeroDivisionError, 'division by zero');
  return n;
}

const sum = (a: PyObject, b: PyObject): PyObject => (isDelta(a) && isDelta(b) ? addDeltas(a, b) : NotImplemented);
const difference = (a: PyObject, b: PyObject): PyObject => (isDelta(a) && isDelta(b) ? subDeltas(a, b) : NotImplemented);

function compare(a: PyDelta, b: PyObject, op: CompareOp): PyObject {
  return isDelta(b) ? verdict(compareDeltas(a, b), op) : NotImplemented;
}

export function hashDelta(self: PyDelta): number | bigint {
  return (self.h ??= hash(new PyTuple([self.dd, self.ss, self.us])));
}

// --- text ------------------------------------------------------------------------------------------------------------------

function repr(self: PyDelta): PyObject {
  const parts: string[] = [];
  if (self.dd !== 0) parts.push(`days=${self.dd}`);
  if (self.ss !== 0) parts.push(`seconds=${self.ss}`);
  if (self.us !== 0) parts.push(`microseconds=${self.us}`);
  return strFromJs(`${self.ob_type.shown}(${parts.length === 0 ? '0' : parts.join(', ')})`);
}

function toText(self: PyDelta): PyObject {
  const { dd, ss, us } = self;
  const days = dd === 0 ? '' : `${dd} day${dd === 1 || dd === -1 ? '' : 's'}, `;
  const clock = `${Math.floor(ss / 3600)}:${two(Math.floor((ss % 3600) / 60))}:${two(ss % 60)}`;
  return `${days}${clock}${us === 0 ? '' : `.${six(us)}`}`;
}

function totalSeconds(self: PyDelta): PyObject {
  // fast: below 2**53 the double of the total is exact.
  if (Math.abs(self.dd) < 104000) return new PyFloat((self.dd * 86400000000 + self.ss * 1000000 + self.us) / 1000000);
  return new PyFloat(trueDivInt(normalizeBig(totalMicroseconds(self)), 1000000));
}

export const deltaType: PyType = defineType(PyDelta, {
  name: 'timedelta',
  module: 'datetime',
  flags: ['BASETYPE'],
  doc: 'A length of time: timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0). Ints or floats, of any sign.',
  slots: {
    new: create,
    repr,
    str: toText,
    hash: hashDelta,
    ...compareSlots(compare),
    add: sum,
    radd: (self, other) => sum(other, self),
    sub: difference,
    rsub: (self, other) => difference(other, self),
    mul: multiply,
    rmul: multiply,
    truediv: trueDivide,
    rtruediv: (self, other) => trueDivide(other, self),
    floordiv: floorDivide,
    rfloordiv: (self, other) => floorDivide(other, self),
    mod: remainder,
    rmod: (self, other) => remainder(other, self),
    divmod,
    rdivmod: (self, other) => divmod(other, self),
    neg: negateDelta,
    pos: (self: PyDelta) => newDelta(self.dd, self.ss, self.us),
    abs: (self: PyDelta) => (self.dd < 0 ? negateDelta(self) : newDelta(self.dd, self.ss, self.us)),
    bool: (self: PyDelta) => self.dd !== 0 || self.ss !== 0 || self.us !== 0,
  },
  methods: [
    method('total_seconds(self, /)', 'The length in seconds.', totalSeconds),
    method('__reduce__(self, /)', null, (self: PyDelta) => new PyTuple([self.ob_type, new PyTuple([self.dd, self.ss, self.us])])),
  ],
  getset: [
    member('days', 'Number of days.', (self: PyDelta) => self.dd),
    member('seconds', 'Number of seconds, 0 to 86399.', (self: PyDelta) => self.ss),
    member('microseconds', 'Number of microseconds, 0 to 999999.', (self: PyDelta) => self.us),
  ],
  constants: () => ({
    min: new PyDelta(-MAX_DAYS, 0, 0),
    max: new PyDelta(MAX_DAYS, 86399, 999999),
    resolution: new PyDelta(0, 0, 1),
  }),
});

// fast: calls by position.
hidden(deltaType, 'c0', () => new PyDelta());
hidden(deltaType, 'c1', (days: PyObject) => deltaOf([days]));
hidden(deltaType, 'c2', (days: PyObject, seconds: PyObject) => deltaOf([days, seconds]));
hidden(deltaType, 'c3', (days: PyObject, seconds: PyObject, us: PyObject) => deltaOf([days, seconds, us]));
