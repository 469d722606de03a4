// Character names, aliases and named sequences: unicodedata.name and lookup, "\N{…}", the namereplace error handler.
// A name is stored as word numbers; all names are one string of lines, so that `lookup` is one search for the packed line and
// `name` one slice. Hangul syllables and PREFIX-HEX names (CJK ideographs and others) follow rules. Load this file only on demand
// (it is large): codecs and the compiler reach it through nameProvider.ts. CPython: Modules/unicodedata.c.
import { NAME_ALIASES, NAME_LINES, NAME_PREFIX_RANGES, NAME_PREFIXES, NAME_RUNS, NAME_WORDS, NAMED_SEQUENCES } from './names.generated.ts';
import { packNumber, unpackNumbers } from './packed.ts';

const SYLLABLE_L = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const SYLLABLE_V = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const SYLLABLE_T = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');

/** Found by name, but without a name: CPython 3.14 forgets them in one direction. */
const TANGUT = 'TANGUT IDEOGRAPH-';
const TANGUT_RANGES = [
  [0x17000, 0x187f7],
  [0x18d00, 0x18d08],
] as const;

interface Range {
  first: number;
  last: number;
  prefix: string;
}
interface Run {
  first: number;
  count: number;
  ordinal: number;
}
interface Names {
  words: string[];
  ids: Map<string, number>;
  lineStarts: Uint32Array;
  ranges: Range[];
  runs: Run[];
}

let names: Names | undefined;
let extras: Map<string, string> | undefined;

function load(): Names {
  const words = NAME_WORDS.split(' ');
  const ids = new Map<string, number>();
  words.forEach((word, i) => ids.set(word, i));
  return (names = { words, ids, lineStarts: readLines(), ranges: readRanges(), runs: readRuns() });
}

function readLines(): Uint32Array {
  const starts: number[] = [];
  for (let i = 0; (i = NAME_LINES.indexOf(' ', i)) >= 0; i++) starts.push(i);
  return Uint32Array.from(starts);
}

function readRanges(): Range[] {
  const flat = unpackNumbers(NAME_PREFIX_RANGES);
  const out: Range[] = [];
  let last = 0;
  for (let i = 0; i < flat.length; i += 3) {
    const first = last + flat[i]!;
    last = first + flat[i + 1]!;
    out.push({ first, last, prefix: NAME_PREFIXES[flat[i + 2]!]! });
  }
  return out;
}

function readRuns(): Run[] {
  const flat = unpackNumbers(NAME_RUNS);
  const out: Run[] = [];
  let last = 0;
  let ordinal = 0;
  for (let i = 0; i < flat.length; i += 2) {
    const first = last + flat[i]!;
    const count = flat[i + 1]!;
    out.push({ first, count, ordinal });
    ordinal += count;
    last = first + count - 1;
  }
  return out;
}

/** The name of a code point, undefined if it has none. */
export function characterName(c: number): string | undefined {
  if (c >= 0xac00 && c <= 0xd7a3) return hangulName(c - 0xac00);
  const n = names ?? load();
  const run = lastWhere(n.runs, (r) => r.first <= c);
  if (run !== undefined && c < run.first + run.count) {
    const line = run.ordinal + c - run.first;
    const ids = unpackNumbers(NAME_LINES.slice(n.lineStarts[line]! + 1, n.lineStarts[line + 1]));
    return ids
      .map((id) => n.words[id]!)
      .join(' ')
      .replaceAll('- ', '-');
  }
  const range = lastWhere(n.ranges, (r) => r.first <= c);
  return range !== undefined && c <= range.last ? range.prefix + c.toString(16).toUpperCase() : undefined;
}

/** The last element for which a condition holds that holds for a prefix of the array. */
function lastWhere<T>(items: readonly T[], holds: (item: T) => boolean): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle]!)) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}

function hangulName(s: number): string {
  const l = Math.floor(s / 588),
    v = Math.floor((s % 588) / 28),
    t = s % 28;
  return 'HANGUL SYLLABLE ' + SYLLABLE_L[l]! + SYLLABLE_V[v]! + SYLLABLE_T[t]!;
}

/** The character or sequence of a name, in any case of letters, as a JS string (astral characters as pairs). */
export function lookupName(name: string, withSequences = true): string | undefined {
  const upper = name.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const c = codePointOf(upper);
  return c !== undefined ? String.fromCodePoint(c) : lookupExtra(upper, withSequences);
}

/** The character of a name proper: no alias, no sequence. */
export function lookupProperName(name: string): string | undefined {
  const c = codePointOf(name.replace(/[a-z]/g, (letter) => letter.toUpperCase()));
  return c === undefined ? undefined : String.fromCodePoint(c);
}

function lookupExtra(upper: string, withSequences: boolean): string | undefined {
  extras ??= readExtras();
  const extra = extras.get(upper);
  return extra === undefined || withSequences || [...extra].length === 1 ? extra : undefined;
}

function codePointOf(name: string): number | undefined {
  if (name.startsWith('HANGUL SYLLABLE ')) {
    const c = hangulOf(name.slice(16));
    if (c !== undefined) return c;
  }
  const n = names ?? load();
  const hex = /-([0-9A-F]{4,6})$/.exec(name);
  if (hex !== null) {
    const c = parseInt(hex[1]!, 16);
    if (name.startsWith(TANGUT) && name.length === TANGUT.length + 5 && TANGUT_RANGES.some(([first, last]) => c >= first && c <= last)) return c;
    const prefix = name.slice(0, -hex[1]!.length);
    const range = lastWhere(n.ranges, (r) => r.first <= c);
    if (range !== undefined && c <= range.last && range.prefix === prefix && c.toString(16).length === hex[1]!.length) return c;
  }
  return storedName(n, name);
}

function storedName(n: Names, name: string): number | undefined {
  let packed = ' ';
  for (const word of name.replaceAll('-', '- ').split(' ')) {
    const id = n.ids.get(word);
    if (id === undefined) return undefined;
    packed += packNumber(id);
  }
  const ordinal = lineOf(n, packed);
  if (ordinal === undefined) return undefined;
  const run = lastWhere(n.runs, (r) => r.ordinal <= ordinal)!;
  return run.first + ordinal - run.ordinal;
}

let searches = 0;
let lines: Map<string, number> | undefined;

/** Number of the line that is `packed` (with a space in front). A search of the text serves a few questions, a Map many. */
function lineOf(n: Names, packed: string): number | undefined {
  if (lines === undefined && ++searches > 40) {
    lines = new Map();
    for (let i = 0; i + 1 < n.lineStarts.length; i++) lines.set(NAME_LINES.slice(n.lineStarts[i], n.lineStarts[i + 1]), i);
  }
  if (lines !== undefined) return lines.get(packed);
  const at = NAME_LINES.indexOf(packed + ' ');
  if (at < 0) return undefined;
  let low = 0;
  let high = n.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (n.lineStarts[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hangulOf(rest: string): number | undefined {
  for (const [l, initial] of SYLLABLE_L.entries()) {
    if (!rest.startsWith(initial)) continue;
    for (const [v, vowel] of SYLLABLE_V.entries()) {
      if (!rest.startsWith(vowel, initial.length)) continue;
      const t = SYLLABLE_T.indexOf(rest.slice(initial.length + vowel.length));
      if (t >= 0) return 0xac00 + l * 588 + v * 28 + t;
    }
  }
  return undefined;
}

function readExtras(): Map<string, string> {
  const map = new Map<string, string>();
  for (const line of (NAME_ALIASES + '\n' + NAMED_SEQUENCES).split('\n')) {
    const [points, name] = line.split(';') as [string, string];
    map.set(name, String.fromCodePoint(...points.split(' ').map((p) => parseInt(p, 16))));
  }
  return map;
}
