// Text as tracebacks measure it: lines as Python's str methods see them, UTF-8 columns, display width, the colours of a terminal.
import type { CharacterDatabase } from '../../util/unicode/ucd.ts';

/** Colours by what they mark, as escape sequences; all empty where none are wanted. CPython: Lib/_colorize.py, the default theme. */
export interface Theme {
  type: string;
  message: string;
  filename: string;
  line: string;
  frame: string;
  highlight: string;
  range: string;
  reset: string;
}

const color = (code: string): string => `\x1b[${code}m`;
export const PLAIN: Theme = { type: '', message: '', filename: '', line: '', frame: '', highlight: '', range: '', reset: '' };
export const COLORED: Theme = {
  type: color('1;35'),
  message: color('35'),
  filename: color('35'),
  line: color('35'),
  frame: color('35'),
  highlight: color('1;31'),
  range: color('31'),
  reset: color('0'),
};

/** What ends a line for `str.splitlines` beside CR and LF; source that has these is left to the library. */
const ODD_BREAKS = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;
export const hasOddBreaks = (text: string): boolean => ODD_BREAKS.test(text);

/** `textwrap.indent(text, margin, lambda line: True)`. */
export function indentLines(text: string, margin: string): string {
  return margin === ''
    ? text
    : text.replace(
        /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+$/g,
        (line) => margin + line,
      );
}

/** `textwrap.dedent` of lines: without the blanks and tabs that all of them begin with; lines of white space alone become empty. */
export function dedentLines(lines: readonly string[]): string[] {
  let margin: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = /^[ \t]*/.exec(line)![0];
    if (margin === undefined) margin = indent;
    let same = 0;
    while (same < margin.length && margin[same] === indent[same]) same++;
    margin = margin.slice(0, same);
  }
  const cut = margin?.length ?? 0;
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(cut)));
}

const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);

/** Characters (not UTF-16 units) of a line. */
export const charsOf = (text: string): readonly string[] => (isAscii(text) ? text.split('') : [...text]);

const utf8Length = (ch: string): number => {
  const c = ch.codePointAt(0)!;
  return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
};

/** The number of characters that begin within the first `bytes` bytes. */
export function charColumn(line: string, bytes: number): number {
  if (isAscii(line)) return Math.min(bytes, line.length);
  let at = 0,
    count = 0;
  for (const ch of line) {
    if (at >= bytes) break;
    at += utf8Length(ch);
    count++;
  }
  return count;
}

/** Columns on a terminal that the first `count` characters take. */
export function displayWidth(line: string, count = charsOf(line).length): number {
  if (isAscii(line)) return count;
  const { ucd16 } = require('../../util/unicode/ucd.ts') as { ucd16: CharacterDatabase };
  let width = 0;
  for (const ch of charsOf(line).slice(0, count)) width += 'WF'.includes(ucd16.eastAsianWidth(ch.codePointAt(0)!)) ? 2 : 1;
  return width;
}
