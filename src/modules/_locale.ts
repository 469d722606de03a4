// The _locale module: the C locale and its UTF-8 sibling, which is what a program gets that asks for nothing else. Other locales are refused
// as on a system that has none installed. CPython: Modules/_localemodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyList } from '../objects/model/values.ts';
import { raise } from '../objects/ops/raise.ts';
import { strFromJs, type PyStr } from '../objects/ops/strings.ts';
import { textOf } from '../objects/ops/text.ts';
import { compareText } from '../util/unicode/text.ts';
import { dictFromEntries } from '../objects/types/dictStore.ts';
import { ValueError } from '../objects/types/exceptions.ts';
import { host } from '../host/host.ts';
import { textDefaults } from './_io/textEncoding.ts';
import { exceptionClass } from './exceptionClass.ts';
import { raiseHeap } from './heapException.ts';
import { DAYS, MONTHS } from './time/strftime.ts';

const localeError = exceptionClass('locale', 'Error');

const CATEGORIES = { LC_CTYPE: 0, LC_NUMERIC: 1, LC_TIME: 2, LC_COLLATE: 3, LC_MONETARY: 4, LC_MESSAGES: 5, LC_ALL: 6 };
const CHAR_MAX = 127;
/** Categories that setlocale(LC_ALL) lists, in its order. */
const LISTED = [
  'LC_CTYPE',
  'LC_NUMERIC',
  'LC_TIME',
  'LC_COLLATE',
  'LC_MONETARY',
  'LC_MESSAGES',
  'LC_PAPER',
  'LC_NAME',
  'LC_ADDRESS',
  'LC_TELEPHONE',
  'LC_MEASUREMENT',
  'LC_IDENTIFICATION',
];

const current = new Map<string, string>(LISTED.map((name) => [name, name === 'LC_CTYPE' ? 'C.UTF-8' : 'C']));

function known(name: string): string | undefined {
  if (name === 'C' || name === 'POSIX') return 'C';
  return /^C\.utf-?8$/i.test(name) ? 'C.UTF-8' : undefined;
}

/** What '' means: the environment, as far as it names a locale we have. */
function fromEnvironment(): string {
  for (const name of ['LC_ALL', 'LC_CTYPE', 'LANG']) {
    const value = host.process.getenv(name);
    if (value !== undefined && value !== '') return known(value) ?? 'C.UTF-8';
  }
  return 'C.UTF-8';
}

function setlocale(category: number, locale: string | undefined): PyObject {
  const entry = Object.entries(CATEGORIES).find(([, number]) => number === category);
  if (entry === undefined) raiseHeap(localeError(), 'unsupported locale setting');
  const names = category === CATEGORIES.LC_ALL ? LISTED : [entry[0]];
  if (locale !== undefined) apply(names, locale);
  const values = new Set(names.map((name) => current.get(name)!));
  return values.size === 1 ? [...values][0]! : LISTED.map((name) => `${name}=${current.get(name)}`).join(';');
}

function apply(names: readonly string[], locale: string): void {
  if (locale.includes(';')) {
    for (const part of locale.split(';')) {
      const [name, value] = part.split('=') as [string, string | undefined];
      if (!current.has(name) || value === undefined || known(value) === undefined) raiseHeap(localeError(), 'unsupported locale setting');
      current.set(name, known(value)!);
    }
    return;
  }
  const chosen = locale === '' ? fromEnvironment() : known(locale);
  if (chosen === undefined) raiseHeap(localeError(), 'unsupported locale setting');
  for (const name of names) current.set(name, chosen);
}

function localeconv(): PyObject {
  const empty = ['int_curr_symbol', 'currency_symbol', 'mon_decimal_point', 'mon_thousands_sep', 'positive_sign', 'negative_sign', 'thousands_sep'];
  const unset = ['int_frac_digits', 'frac_digits', 'p_cs_precedes', 'p_sep_by_space', 'n_cs_precedes', 'n_sep_by_space', 'p_sign_posn', 'n_sign_posn'];
  return dictFromEntries([
    ...empty.map((name) => [name, ''] as const),
    ...unset.map((name) => [name, CHAR_MAX] as const),
    ['decimal_point', '.'],
    ['grouping', new PyList([])],
    ['mon_grouping', new PyList([])],
  ]);
}

/** langinfo constants of Linux and what the C locale says. */
const LANGINFO: Record<string, [number, string]> = {
  CODESET: [14, ''],
  RADIXCHAR: [0x10000, '.'],
  THOUSEP: [0x10001, ''],
  YESEXPR: [0x50000, '^[yY]'],
  NOEXPR: [0x50001, '^[nN]'],
  CRNCYSTR: [0x4000f, '-'],
  AM_STR: [0x20026, 'AM'],
  PM_STR: [0x20027, 'PM'],
  D_T_FMT: [0x20028, '%a %b %e %H:%M:%S %Y'],
  D_FMT: [0x20029, '%m/%d/%y'],
  T_FMT: [0x2002a, '%H:%M:%S'],
  T_FMT_AMPM: [0x2002b, '%I:%M:%S %p'],
  ERA: [0x2002c, ''],
  ERA_D_FMT: [0x2002e, ''],
  ALT_DIGITS: [0x2002f, ''],
  ERA_D_T_FMT: [0x20030, ''],
  ERA_T_FMT: [0x20031, ''],
  _DATE_FMT: [0x2006c, '%a %b %e %H:%M:%S %Z %Y'],
};
DAYS.forEach((name, i) => {
  LANGINFO[`ABDAY_${i + 1}`] = [0x20000 + i, name.slice(0, 3)];
  LANGINFO[`DAY_${i + 1}`] = [0x20007 + i, name];
});
MONTHS.forEach((name, i) => {
  LANGINFO[`ABMON_${i + 1}`] = [0x2000e + i, name.slice(0, 3)];
  LANGINFO[`MON_${i + 1}`] = [0x2001a + i, name];
});

function nlLanginfo(key: number): PyObject {
  const found = Object.entries(LANGINFO).find(([, [number]]) => number === key);
  if (found === undefined) raise(ValueError, 'unsupported langinfo constant');
  if (found[0] === 'CODESET') return current.get('LC_CTYPE') === 'C' ? 'ANSI_X3.4-1968' : 'UTF-8';
  return strFromJs(found[1][1]);
}

let domain = 'messages';
const folders = new Map<string, string>();

export default defineModule({
  name: '_locale',
  doc: 'Settings of the locale.',
  functions: [
    fn('setlocale(category: int, locale: opt_str = None, /)', 'Sets or tells a category of the locale.', setlocale),
    fn('localeconv()', 'How numbers are written.', localeconv),
    fn('strcoll(os1: unicode, os2: unicode, /)', 'Compares strings.', (a: PyStr, b: PyStr) => Math.sign(compareText(textOf(a), textOf(b)))),
    fn('strxfrm(string: unicode, /)', 'A string that compares as strcoll does.', (s: PyStr) => s),
    fn('nl_langinfo(key: int, /)', 'A text of the locale.', nlLanginfo),
    fn('getencoding()', 'The encoding of the locale.', () => textDefaults.locale),
    // Message catalogues of the C library: in the C locale there are none, every message stands for itself.
    fn('gettext(msg: unicode, /)', null, (msg) => msg),
    fn('dgettext(domain, msg: unicode, /)', null, (_domain, msg) => msg),
    fn('dcgettext(domain, msg: unicode, category: int, /)', null, (_domain, msg) => msg),
    fn('textdomain(domain: opt_str, /)', null, (name: string | undefined) => strFromJs((domain = name ?? domain))),
    fn('bindtextdomain(domain: str, dir: opt_str, /)', null, (name: string, dir: string | undefined) => {
      if (name === '') raiseHeap(localeError(), 'domain must be a non-empty string');
      if (dir !== undefined) folders.set(name, dir);
      return strFromJs(folders.get(name) ?? '/usr/share/locale');
    }),
    fn('bind_textdomain_codeset(domain: str, codeset: opt_str, /)', null, (_name, codeset: string | undefined) =>
      codeset === undefined ? None : strFromJs(codeset),
    ),
  ],
  constants: () => ({
    ...CATEGORIES,
    CHAR_MAX,
    Error: localeError(),
    ...Object.fromEntries(Object.entries(LANGINFO).map(([name, [number]]) => [name, number])),
  }),
});
