// HOT. The classes of datetime's objects: data only. A kind is told by its fields, not by `instanceof`: a Python subclass
// with several bases has a flattened prototype. CPython: Include/datetime.h.
// - A date has `yy`, a time has `hr`, a datetime has both.
// - `h` keeps the hash once it was asked for.
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';

type Hash = number | bigint | undefined;

export class PyDelta extends PyBase {
  /** -999999999 … 999999999 */
  dd: number;
  /** 0 … 86399 */
  ss: number;
  /** 0 … 999999 */
  us: number;
  h: Hash;
  constructor(dd = 0, ss = 0, us = 0) {
    super();
    this.dd = dd;
    this.ss = ss;
    this.us = us;
    this.h = undefined;
  }
}

export class PyDate extends PyBase {
  yy: number;
  mo: number;
  dy: number;
  h: Hash;
  constructor(yy = 1, mo = 1, dy = 1) {
    super();
    this.yy = yy;
    this.mo = mo;
    this.dy = dy;
    this.h = undefined;
  }
}

export class PyDateTime extends PyDate {
  hr: number;
  mi: number;
  se: number;
  us: number;
  tz: PyObject;
  fold: number;
  constructor(yy = 1, mo = 1, dy = 1, hr = 0, mi = 0, se = 0, us = 0, tz: PyObject = None, fold = 0) {
    super(yy, mo, dy);
    this.hr = hr;
    this.mi = mi;
    this.se = se;
    this.us = us;
    this.tz = tz;
    this.fold = fold;
  }
}

export class PyTime extends PyBase {
  hr: number;
  mi: number;
  se: number;
  us: number;
  tz: PyObject;
  fold: number;
  h: Hash;
  constructor(hr = 0, mi = 0, se = 0, us = 0, tz: PyObject = None, fold = 0) {
    super();
    this.hr = hr;
    this.mi = mi;
    this.se = se;
    this.us = us;
    this.tz = tz;
    this.fold = fold;
    this.h = undefined;
  }
}

export class PyTzInfo extends PyBase {
  /** Marks tzinfo and its subclasses. */
  zone: true;
  constructor() {
    super();
    this.zone = true;
  }
}

export class PyTimeZone extends PyTzInfo {
  offset: PyDelta;
  /** A str, or undefined for a name made from the offset. */
  label: PyObject | undefined;
  constructor(offset: PyDelta = new PyDelta(), label: PyObject | undefined = undefined) {
    super();
    this.offset = offset;
    this.label = label;
  }
}

export const isDelta = (v: PyObject): v is PyDelta => (v as PyDelta).dd !== undefined;
/** Datetimes too. */
export const isDate = (v: PyObject): v is PyDate => (v as PyDate).yy !== undefined;
export const isDateTime = (v: PyObject): v is PyDateTime => (v as PyDateTime).hr !== undefined && (v as PyDateTime).yy !== undefined;
export const isTime = (v: PyObject): v is PyTime => (v as PyTime).hr !== undefined && (v as PyDateTime).yy === undefined;
export const isTzInfo = (v: PyObject): v is PyTzInfo => (v as PyTzInfo).zone === true;
export const isTimeZone = (v: PyObject): v is PyTimeZone => (v as PyTimeZone).offset !== undefined && (v as PyTzInfo).zone === true;
