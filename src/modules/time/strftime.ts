// strftime as the C library of Linux does it in the C locale, with its flags (`_ - 0 ^ #`) and field widths.
// Facts: strftime(3) of glibc.
import { daysFromCivil, type Broken } from './civil.ts';

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export interface StrftimeZone {
  /** Seconds since 1970 of local fields, for %s. */
  toSeconds(time: Broken): number;
}

const DIRECTIVE = /%([_0^#-]*)(\d*)([EO]?)([\s\S]?)/g;

export function strftime(format: string, t: Broken, zone: StrftimeZone): string {
  return format.replace(DIRECTIVE, (whole, flags: string, width: string, _modifier: string, c: string) => {
    const field = fieldOf(c, t, zone);
    return field === undefined ? whole : padded(field, c, flags, width);
  });
}

/** A number with the width and fill it has by default, or text. */
interface NumberField {
  value: number;
  width: number;
  fill: '0' | ' ' | '';
  signed?: boolean;
}
type Field = string | NumberField;

const number = (value: number, width: number, fill: NumberField['fill'] = '0'): Field => ({ value, width, fill });
const day = (t: Broken): string | undefined => DAYS[t.weekday];
const month = (t: Broken): string | undefined => MONTHS[t.month];
const twelve = (hour: number): number => hour % 12 || 12;
const two = (n: number): string => String(n).padStart(2, '0');

function fieldOf(c: string, t: Broken, zone: StrftimeZone): Field | undefined {
  switch (c) {
    case 'a':
      return day(t)?.slice(0, 3) ?? '?';
    case 'A':
      return day(t) ?? '?';
    case 'b':
    case 'h':
      return month(t)?.slice(0, 3) ?? '?';
    case 'B':
      return month(t) ?? '?';
    case 'c':
      return `${day(t)?.slice(0, 3)} ${month(t)?.slice(0, 3)} ${String(t.day).padStart(2)} ${clock(t)} ${t.year}`;
    case 'C':
      return { value: Math.floor(t.year / 100), width: 2, fill: t.year < 1000 ? '' : '0' };
    case 'd':
      return number(t.day, 2);
    case 'D':
    case 'x':
      return `${two(t.month + 1)}/${two(t.day)}/${two(((t.year % 100) + 100) % 100)}`;
    case 'e':
      return number(t.day, 2, ' ');
    case 'F':
      return `${t.year}-${two(t.month + 1)}-${two(t.day)}`;
    case 'g':
      return number(((isoYear(t) % 100) + 100) % 100, 2);
    case 'G':
      return number(isoYear(t), 1, '');
    case 'H':
      return number(t.hour, 2);
    case 'I':
      return number(twelve(t.hour), 2);
    case 'j':
      return number(t.yearday + 1, 3);
    case 'k':
      return number(t.hour, 2, ' ');
    case 'l':
      return number(twelve(t.hour), 2, ' ');
    case 'm':
      return number(t.month + 1, 2);
    case 'M':
      return number(t.minute, 2);
    case 'n':
      return '\n';
    case 'p':
      return t.hour < 12 ? 'AM' : 'PM';
    case 'P':
      return t.hour < 12 ? 'am' : 'pm';
    case 'r':
      return `${two(twelve(t.hour))}:${two(t.minute)}:${two(t.second)} ${t.hour < 12 ? 'AM' : 'PM'}`;
    case 'R':
      return `${two(t.hour)}:${two(t.minute)}`;
    case 's':
      return number(zone.toSeconds(t), 1, '');
    case 'S':
      return number(t.second, 2);
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return clock(t);
    case 'u':
      return number(t.weekday || 7, 1);
    case 'U':
      return number(Math.floor((t.yearday + 7 - t.weekday) / 7), 2);
    case 'V':
      return number(isoWeek(t), 2);
    case 'w':
      return number(t.weekday, 1);
    case 'W':
      return number(Math.floor((t.yearday + 7 - ((t.weekday + 6) % 7)) / 7), 2);
    case 'y':
      return number(((t.year % 100) + 100) % 100, 2);
    case 'Y':
      return number(t.year, 1, '');
    case 'z':
      return offset(t.offset);
    case 'Z':
      return t.zone ?? '';
    case '%':
      return '%';
    default:
      return undefined;
  }
}

const clock = (t: Broken): string => `${two(t.hour)}:${two(t.minute)}:${two(t.second)}`;

function offset(seconds: number): string {
  const minutes = Math.trunc(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

/** Monday of ISO week 1 holds 4 January. */
function isoStart(year: number): number {
  const fourth = daysFromCivil(year, 0, 4);
  return fourth - ((((fourth + 3) % 7) + 7) % 7);
}

function isoYear(t: Broken): number {
  const today = daysFromCivil(t.year, 0, 1) + t.yearday;
  if (today < isoStart(t.year)) return t.year - 1;
  return today >= isoStart(t.year + 1) ? t.year + 1 : t.year;
}

function isoWeek(t: Broken): number {
  const today = daysFromCivil(t.year, 0, 1) + t.yearday;
  return Math.floor((today - isoStart(isoYear(t))) / 7) + 1;
}

function padded(field: Field, c: string, flags: string, width: string): string {
  const flag = [...flags].filter((f) => '_0-'.includes(f)).at(-1);
  if (typeof field === 'string') {
    let text = field;
    if (flags.includes('^')) text = text.toUpperCase();
    else if (flags.includes('#')) text = c === 'p' ? text.toLowerCase() : c === 'Z' ? text : text.toUpperCase();
    return width === '' || flag === '-' ? text : text.padStart(Number(width), flag === '0' ? '0' : ' ');
  }
  const fill = flag === '_' ? ' ' : flag === '-' ? '' : flag === '0' ? '0' : field.fill;
  const digits = String(Math.abs(field.value));
  const sign = field.value < 0 ? '-' : '';
  const wanted = width !== '' ? Number(width) : fill === '' ? 0 : field.width;
  if (flag === '-') return sign + digits;
  if (fill === ' ') return (sign + digits).padStart(wanted, ' ');
  return sign + digits.padStart(wanted - sign.length, '0');
}

/** `asctime` without its newline. */
export function asctime(t: Broken): string {
  return `${day(t)!.slice(0, 3)} ${month(t)!.slice(0, 3)} ${String(t.day).padStart(2)} ${clock(t)} ${t.year}`;
}
