// strftime of date, time and datetime: %f, %z, %:z and %Z are asked of the object, directives that are digits in every locale are
// written here, and any other format goes to time.strftime. CPython: wrap_strftime in Modules/_datetimemodule.c.
import type { PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { callMethod, getattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { codePoints, isStr, jsFromStr, strFromCodePoints, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { raise } from '../../objects/ops/raise.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { dayOfYear, four, isoCalendar, six, two } from './calendar.ts';
import { offsetText } from './tzinfo.ts';
import { isDelta } from './values.ts';

/** The fields that a format may ask for; a date has midnight, a time 1 January 1900. */
export interface Moment {
  yy: number;
  mo: number;
  dy: number;
  hr: number;
  mi: number;
  se: number;
  us: number;
}

/** A format of directives that `fromObject` and `fromFields` know. */
const PLAIN = /^(?:[^%\0\ud800-\uffff]|%(?::z|[YmdHMSyIjFT%fzZ]))*$/;
const DIRECTIVE = /%(:z|[\s\S])/g;
/** Stands for a character that is no single code unit while directives are replaced. */
const STAND_IN = 0xffff;

/** `own`: no method of a Python subclass can have a say in the fields. */
export function strftime(self: PyObject, format: PyStr, m: Moment, own: boolean, timetuple: () => PyObject): PyObject {
  const text = typeof format === 'string' ? format : jsFromStr(format);
  // fast: nothing that the C library must say.
  if (own && PLAIN.test(text)) {
    return strFromJs(text.replace(DIRECTIVE, (_, directive: string) => fromFields(directive, m) ?? fromObject(self, directive, m)!.replaceAll('%%', '%')));
  }
  const prepare = (plain: string): string =>
    plain.replace(DIRECTIVE, (all, directive: string) => fromObject(self, directive, m) ?? shortYear(directive, m) ?? all);
  return getattr(importModule('time'), 'strftime').c2(typeof format === 'string' ? strFromJs(prepare(text)) : prepareWide(format, prepare), timetuple());
}

function prepareWide(format: PyStr, prepare: (plain: string) => string): PyObject {
  const kept: number[] = [];
  let plain = '';
  const cps = codePoints(format);
  for (let i = 0; i < cps.length; i++) {
    const cp = cps[i]!;
    const narrow = cp < 0xd800 || (cp > 0xdfff && cp < STAND_IN);
    if (!narrow) kept.push(cp);
    plain += String.fromCharCode(narrow ? cp : STAND_IN);
  }
  const out = codePoints(strFromJs(prepare(plain)));
  return strFromCodePoints(Array.from(out, (cp) => (cp === STAND_IN ? (kept.shift() ?? cp) : cp)));
}

/** Years below 1000 have four digits whatever the C library thinks. */
function shortYear(directive: string, m: Moment): string | undefined {
  if (m.yy > 1000) return undefined;
  if (directive === 'Y') return four(m.yy);
  if (directive === 'G') return four(isoCalendar(m.yy, m.mo, m.dy).year);
  if (directive === 'F') return `${four(m.yy)}-%m-%d`;
  return directive === 'C' ? two(Math.floor(m.yy / 100)) : undefined;
}

function fromObject(self: PyObject, directive: string, m: Moment): string | undefined {
  switch (directive) {
    case 'f':
      return six(m.us);
    case 'z':
      return zone(self, '');
    case ':z':
      return zone(self, ':');
    case 'Z': {
      if ((self as { tz?: PyObject }).tz === undefined) return '';
      const name = callMethod(self, 'tzname');
      if (name === None) return '';
      // A per cent sign in a name is text.
      const text = typeof name === 'string' ? name.replaceAll('%', '%%') : callMethod(name, 'replace', '%', '%%');
      if (!isStr(text)) raise(TypeError, 'tzname.replace() did not return a string');
      return jsFromStr(text);
    }
    default:
      return undefined;
  }
}

function zone(self: PyObject, sep: string): string {
  if ((self as { tz?: PyObject }).tz === undefined) return '';
  const offset = callMethod(self, 'utcoffset');
  return isDelta(offset) ? offsetText(offset, sep) : '';
}

/** Directives that are digits in every locale. */
function fromFields(directive: string, m: Moment): string | undefined {
  switch (directive) {
    case 'Y':
      return four(m.yy);
    case 'm':
      return two(m.mo);
    case 'd':
      return two(m.dy);
    case 'H':
      return two(m.hr);
    case 'M':
      return two(m.mi);
    case 'S':
      return two(m.se);
    case 'y':
      return two(m.yy % 100);
    case 'I':
      return two(m.hr % 12 === 0 ? 12 : m.hr % 12);
    case 'j':
      return `${dayOfYear(m.yy, m.mo, m.dy)}`.padStart(3, '0');
    case 'F':
      return `${four(m.yy)}-${two(m.mo)}-${two(m.dy)}`;
    case 'T':
      return `${two(m.hr)}:${two(m.mi)}:${two(m.se)}`;
    case '%':
      return '%';
    default:
      return undefined;
  }
}
