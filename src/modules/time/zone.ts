// The local time zone: TZ as the C library reads it (a name, a file, a POSIX rule), zone files, and the host's own tables where there are none.
// Formats: tzfile(5) (RFC 9636) and POSIX TZ strings.
import { HostError, host, readFile } from '../../host/host.ts';
import { breakDown, daysFromCivil, isLeap, type Broken } from './civil.ts';

interface Period {
  offset: number;
  isdst: boolean;
  name: string;
}

/** A day of the year on which the rule changes, and the second of that day. */
interface Change {
  kind: 'M' | 'J' | 'N';
  month: number;
  week: number;
  day: number;
  time: number;
}

interface Rule {
  standard: Period;
  daylight: Period | undefined;
  start: Change | undefined;
  end: Change | undefined;
}

export interface Zone {
  periodAt(time: number): Period;
  /** All periods, for `tzname` and for mktime's hint. */
  periods(): Period[];
}

let current: Zone | undefined;

export function localZone(): Zone {
  return (current ??= loadZone(host.process.getenv('TZ')));
}

/** `time.tzset()`: the environment may have changed. */
export function forgetZone(): void {
  current = undefined;
}

export function localTime(time: number): Broken {
  const period = localZone().periodAt(time);
  return { ...breakDown(time + period.offset), isdst: period.isdst ? 1 : 0, zone: period.name, offset: period.offset };
}

const UTC: Period = { offset: 0, isdst: false, name: 'UTC' };

function loadZone(tz: string | undefined): Zone {
  if (tz === '') return fixed(UTC);
  if (tz === undefined) return fromFile('/etc/localtime') ?? hostZone();
  const name = tz.startsWith(':') ? tz.slice(1) : tz;
  const file = name.startsWith('/') ? fromFile(name) : zoneFile(name);
  if (file !== undefined) return file;
  const rule = parseRule(name);
  return rule === undefined ? fixed({ ...UTC, name: /^[A-Za-z]{3,}/.exec(name)?.[0] ?? 'UTC' }) : fromRule(rule);
}

function zoneFile(name: string): Zone | undefined {
  if (name.includes('..')) return undefined;
  for (const folder of ['/usr/share/zoneinfo', '/usr/lib/zoneinfo', '/usr/share/lib/zoneinfo', '/etc/zoneinfo']) {
    const zone = fromFile(`${folder}/${name}`);
    if (zone !== undefined) return zone;
  }
  return undefined;
}

function fixed(period: Period): Zone {
  return { periodAt: () => period, periods: () => [period] };
}

// --- zone files ---------------------------------------------------------------------------------------------------------

function fromFile(path: string): Zone | undefined {
  let data: Uint8Array;
  try {
    data = readFile(path);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return undefined;
  }
  return data.length >= 44 && text(data, 0, 4) === 'TZif' ? parseFile(data) : undefined;
}

function text(data: Uint8Array, start: number, end: number): string {
  return new TextDecoder('latin1').decode(data.subarray(start, end));
}

interface Header {
  utcCount: number;
  wallCount: number;
  leapCount: number;
  timeCount: number;
  typeCount: number;
  charCount: number;
}

function header(view: DataView, at: number): Header {
  const n = (i: number) => view.getUint32(at + 20 + 4 * i);
  return { utcCount: n(0), wallCount: n(1), leapCount: n(2), timeCount: n(3), typeCount: n(4), charCount: n(5) };
}

const HEADER = 44;

/** Version 2 files repeat the data with 64-bit times, and end in a rule for all later years. */
function parseFile(data: Uint8Array): Zone {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const first = header(view, 0);
  if (data[4]! < 0x32) return parseBody(data, view, HEADER, first, 4, undefined);
  const second = HEADER + first.timeCount * 5 + first.typeCount * 6 + first.charCount + first.leapCount * 8 + first.wallCount + first.utcCount;
  const h = header(view, second);
  const end = second + HEADER + h.timeCount * 9 + h.typeCount * 6 + h.charCount + h.leapCount * 12 + h.wallCount + h.utcCount;
  const footer = text(data, end + 1, data.length).split('\n')[0]!;
  return parseBody(data, view, second + HEADER, h, 8, footer === '' ? undefined : parseRule(footer));
}

function parseBody(data: Uint8Array, view: DataView, start: number, h: Header, width: number, rule: Rule | undefined): Zone {
  const times: number[] = [];
  const kinds: number[] = [];
  for (let i = 0; i < h.timeCount; i++) {
    times.push(width === 8 ? Number(view.getBigInt64(start + 8 * i)) : view.getInt32(start + 4 * i));
    kinds.push(data[start + h.timeCount * width + i]!);
  }
  const typesAt = start + h.timeCount * (width + 1);
  const names = typesAt + h.typeCount * 6;
  const types: Period[] = [];
  for (let i = 0; i < h.typeCount; i++) {
    const at = typesAt + 6 * i;
    const from = names + data[at + 5]!;
    types.push({ offset: view.getInt32(at), isdst: data[at + 4] === 1, name: text(data, from, data.indexOf(0, from)) });
  }
  return fromTransitions(times, kinds, types, rule === undefined ? undefined : fromRule(rule));
}

function fromTransitions(times: number[], kinds: number[], types: Period[], later: Zone | undefined): Zone {
  const before = types.find((type) => !type.isdst) ?? types[0]!;
  return {
    periodAt(time) {
      if (times.length === 0) return later !== undefined ? later.periodAt(time) : types[0]!;
      if (time < times[0]!) return before;
      if (time >= times[times.length - 1]! && later !== undefined) return later.periodAt(time);
      let low = 0,
        high = times.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (times[middle]! <= time) low = middle;
        else high = middle;
      }
      return types[kinds[low]!]!;
    },
    periods: () => [...(later?.periods() ?? []), ...[...kinds].reverse().map((kind) => types[kind]!), ...types],
  };
}

// --- POSIX rules ----------------------------------------------------------------------------------------------------------

function fromRule(rule: Rule): Zone {
  const { standard, daylight, start, end } = rule;
  if (daylight === undefined) return fixed(standard);
  return {
    periodAt(time) {
      const { year } = breakDown(time + standard.offset);
      const on = changeTime(start!, year) - standard.offset;
      const off = changeTime(end!, year) - daylight.offset;
      const inside = on < off ? time >= on && time < off : time >= on || time < off;
      return inside ? daylight : standard;
    },
    periods: () => [standard, daylight],
  };
}

/** Local seconds since 1970 at which a change happens in a year. */
function changeTime(change: Change, year: number): number {
  return dayOfChange(change, year) * 86400 + change.time;
}

function dayOfChange({ kind, month, week, day }: Change, year: number): number {
  const newYear = daysFromCivil(year, 0, 1);
  if (kind === 'N') return newYear + day;
  if (kind === 'J') return newYear + day - 1 + (isLeap(year) && day >= 60 ? 1 : 0);
  const first = daysFromCivil(year, month - 1, 1);
  const weekday = (((first + 4) % 7) + 7) % 7;
  let date = first + ((day - weekday + 7) % 7) + (week - 1) * 7;
  const next = month === 12 ? daysFromCivil(year + 1, 0, 1) : daysFromCivil(year, month, 1);
  while (date >= next) date -= 7;
  return date;
}

const DEFAULT_START = ',M3.2.0,M11.1.0';

/** `EST5EDT,M3.2.0/2,M11.1.0/2` */
function parseRule(tz: string): Rule | undefined {
  const name = '(<[^>]+>|[A-Za-z]{3,})';
  const offset = '([+-]?\\d{1,3}(?::\\d{1,2}(?::\\d{1,2})?)?)';
  const m = new RegExp(`^${name}${offset}(?:${name}${offset}?(,.*)?)?$`).exec(tz);
  if (m === null) return undefined;
  const standard: Period = { offset: -seconds(m[2]!), isdst: false, name: bare(m[1]!) };
  if (m[3] === undefined) return { standard, daylight: undefined, start: undefined, end: undefined };
  const daylight: Period = { offset: m[4] === undefined ? standard.offset + 3600 : -seconds(m[4]), isdst: true, name: bare(m[3]) };
  const changes = (m[5] ?? DEFAULT_START).slice(1).split(',');
  const start = parseChange(changes[0] ?? '');
  const end = parseChange(changes[1] ?? '');
  return start === undefined || end === undefined ? undefined : { standard, daylight, start, end };
}

const bare = (name: string): string => (name.startsWith('<') ? name.slice(1, -1) : name);

function seconds(clock: string): number {
  const [h, m = 0, s = 0] = clock.replace(/^[+-]/, '').split(':').map(Number) as [number, number?, number?];
  const total = h * 3600 + m * 60 + s;
  return clock.startsWith('-') ? -total : total;
}

function parseChange(change: string): Change | undefined {
  const [date, time] = change.split('/') as [string, string | undefined];
  const at = time === undefined ? 7200 : seconds(time);
  const m = /^M(\d+)\.(\d+)\.(\d+)$/.exec(date);
  if (m !== null) return { kind: 'M', month: Number(m[1]), week: Number(m[2]), day: Number(m[3]), time: at };
  const j = /^(J?)(\d+)$/.exec(date);
  return j === null ? undefined : { kind: j[1] === 'J' ? 'J' : 'N', month: 0, week: 0, day: Number(j[2]), time: at };
}

// --- without zone files -----------------------------------------------------------------------------------------------------

/** The host's own tables, which tell offsets but not whether summer time is on: more than winter's offset is. */
function hostZone(): Zone {
  const { clock } = host;
  const zone = clock.zoneName();
  if (zone === 'UTC' || zone === 'Etc/UTC') return fixed(UTC);
  const short = (time: number): string =>
    new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(time * 1000).find((part) => part.type === 'timeZoneName')
      ?.value ?? 'UTC';
  const periodAt = (time: number): Period => {
    const { year } = breakDown(time);
    const offset = clock.offsetMinutes(time) * 60;
    const january = clock.offsetMinutes(daysFromCivil(year, 0, 1) * 86400) * 60;
    const july = clock.offsetMinutes(daysFromCivil(year, 6, 1) * 86400) * 60;
    return { offset, isdst: offset > Math.min(january, july), name: short(time) };
  };
  return {
    periodAt,
    periods: () => {
      const { year } = breakDown(Math.floor(clock.realtime()));
      return [periodAt(daysFromCivil(year, 0, 1) * 86400), periodAt(daysFromCivil(year, 6, 1) * 86400)];
    },
  };
}
