// The algorithms of str that need no Python object, over both forms of text (text.ts). A plain JS string goes to the engine
// wherever its method means the same; the wide form has loops of its own. Indices are already clamped by the caller.
// CPython: Objects/unicodeobject.c, Objects/stringlib/*.h.
import {
  ALNUM,
  ALPHA,
  DECIMAL,
  DIGIT,
  flagsOf,
  isLineBreak,
  isPrintable,
  isSpace,
  isXidContinue,
  isXidStart,
  latin1Flags,
  LOWER,
  NUMERIC,
  PRINTABLE,
  SPACE,
  TITLE,
  UPPER,
} from './ctype.ts';
import { decodeAsciiBytes } from '../codecs/utf8.ts';
import { findLong, isLongNeedle, LongSearch, rfindLong, unitsOf } from '../search.ts';
import {
  codePointAt,
  codePoints,
  concatText,
  flatten,
  joinStrings,
  sliceText,
  type Text,
  textEquals,
  textFromCodePoint,
  textFromCodePoints,
  TextSink,
} from './text.ts';

// --- searching ------------------------------------------------------------------------------------------------------------

/** First position of `sub` in text[start:end], -1 if none. An empty needle is found at start unless start > length. */
export function findText(text: Text, sub: Text, start: number, end: number): number {
  if (typeof text === 'string') {
    if (typeof sub !== 'string') return -1;
    if (start > text.length || end - start < sub.length) return -1;
    if (isLongNeedle(sub.length)) return findLong(unitsOf(text), unitsOf(sub), start, end);
    if (end === text.length) return text.indexOf(sub, start);
    const at = text.slice(start, end).indexOf(sub);
    return at < 0 ? -1 : at + start;
  }
  if (start > text.length || end - start < sub.length) return -1;
  if (isLongNeedle(sub.length)) return findLong(text, codePoints(sub), start, end);
  for (let i = start; i <= end - sub.length; i++) if (matchesAt(text, sub, i)) return i;
  return -1;
}

export function rfindText(text: Text, sub: Text, start: number, end: number): number {
  if (typeof text === 'string') {
    if (typeof sub !== 'string' || start > text.length || end - start < sub.length) return -1;
    if (isLongNeedle(sub.length)) return rfindLong(unitsOf(text), unitsOf(sub), start, end);
    const at = text.lastIndexOf(sub, end - sub.length);
    return at < start ? -1 : at;
  }
  if (start > text.length || end - start < sub.length) return -1;
  if (isLongNeedle(sub.length)) return rfindLong(text, codePoints(sub), start, end);
  for (let i = end - sub.length; i >= start; i--) if (matchesAt(text, sub, i)) return i;
  return -1;
}

/** Repeated `findText` up to the end of the text: what a long needle needs is prepared once. */
function searcher(text: Text, sub: Text): (from: number) => number {
  if (!isLongNeedle(sub.length) || (typeof text === 'string' && typeof sub !== 'string')) return (from) => findText(text, sub, from, text.length);
  const units = typeof text === 'string' ? unitsOf(text) : text;
  const search = new LongSearch(codePoints(sub));
  return (from) => search.find(units, from, units.length);
}

export function matchesAt(text: Text, sub: Text, at: number): boolean {
  if (typeof text === 'string') return typeof sub === 'string' && text.startsWith(sub, at);
  for (let k = 0; k < sub.length; k++) if (text[at + k] !== codePointAt(sub, k)) return false;
  return true;
}

/** Non-overlapping occurrences in text[start:end]; an empty needle counts every gap. */
export function countText(text: Text, sub: Text, start: number, end: number): number {
  if (sub.length === 0) return start > text.length || end < start ? 0 : end - start + 1;
  let n = 0;
  if (typeof text === 'string' && typeof sub === 'string' && !isLongNeedle(sub.length)) {
    const m = sub.length;
    for (let i = text.indexOf(sub, start); i >= 0 && i + m <= end; i = text.indexOf(sub, i + m)) n++;
    return n;
  }
  for (let i = findText(text, sub, start, end); i >= 0; i = findText(text, sub, i + sub.length, end)) n++;
  return n;
}

/** Does text[start:end] begin (or end) with `part`? */
export function startsWithText(text: Text, part: Text, start: number, end: number): boolean {
  return start <= text.length && end - start >= part.length && matchesAt(text, part, start);
}

export function endsWithText(text: Text, part: Text, start: number, end: number): boolean {
  return start <= text.length && end - start >= part.length && matchesAt(text, part, end - part.length);
}

export function replaceText(text: Text, old: Text, by: Text, count: number): Text {
  if (count === 0) return text;
  if (typeof text === 'string' && typeof old === 'string' && typeof by === 'string' && !isLongNeedle(old.length)) return replaceString(text, old, by, count);
  if (old.length === 0) return interleave(text, by, count);
  const parts: Text[] = [];
  let from = 0;
  const next = searcher(text, old);
  for (let i = next(0); i >= 0 && count !== 0; i = next(from)) {
    parts.push(sliceText(text, from, i), by);
    from = i + old.length;
    count--;
  }
  if (from === 0 && parts.length === 0) return text;
  parts.push(sliceText(text, from, text.length));
  return concatText(parts);
}

function replaceString(text: string, old: string, by: string, count: number): string {
  if (old.length === 0) return interleave(text, by, count) as string;
  if (count < 0) {
    const first = text.indexOf(old);
    if (first < 0) return text;
    let from = first + old.length;
    let next = text.indexOf(old, from);
    let out = first === 0 ? by : text.slice(0, first) + by;
    if (next < 0) return out + text.slice(from);
    for (let pieces = 0; next >= 0; next = text.indexOf(old, from)) {
      // A rope of very many pieces is better made flat in parts: nothing of it is collected before the end.
      if (++pieces === 4096) return out + joinStrings(text.slice(from).split(old), by);
      out += text.slice(from, next) + by;
      from = next + old.length;
    }
    return flatten(out + text.slice(from));
  }
  let out = '';
  let from = 0;
  for (let i = text.indexOf(old); i >= 0 && count > 0; i = text.indexOf(old, from), count--) {
    out += text.slice(from, i) + by;
    from = i + old.length;
  }
  return from === 0 && out === '' ? text : out + text.slice(from);
}

/** ''.replace semantics for an empty needle: `by` before every character and at the end. */
function interleave(text: Text, by: Text, count: number): Text {
  if (count < 0 || count > text.length + 1) count = text.length + 1;
  const parts: Text[] = [];
  for (let i = 0; i < count; i++) parts.push(by, i < text.length ? sliceText(text, i, i + 1) : '');
  parts.push(sliceText(text, Math.min(count, text.length), text.length));
  return concatText(parts);
}

// --- splitting ------------------------------------------------------------------------------------------------------------

/** Splits at `sep` (not empty), at most `max` times (negative: no limit). */
export function splitText(text: Text, sep: Text, max: number): Text[] {
  const out: Text[] = [];
  let from = 0;
  if (typeof text === 'string' && typeof sep === 'string' && !isLongNeedle(sep.length)) {
    if (max < 0) return text.split(sep);
    for (let i = text.indexOf(sep); i >= 0 && max !== 0; i = text.indexOf(sep, from), max--) {
      out.push(text.slice(from, i));
      from = i + sep.length;
    }
    out.push(from === 0 ? text : text.slice(from));
    return out;
  }
  const next = searcher(text, sep);
  for (let i = next(0); i >= 0 && max !== 0; i = next(from), max--) {
    out.push(sliceText(text, from, i));
    from = i + sep.length;
  }
  out.push(from === 0 ? text : sliceText(text, from, text.length));
  return out;
}

export function rsplitText(text: Text, sep: Text, max: number): Text[] {
  const out: Text[] = [];
  let to = text.length;
  for (let i = rfindText(text, sep, 0, to); i >= 0 && max !== 0; i = rfindText(text, sep, 0, to), max--) {
    out.push(sliceText(text, i + sep.length, to));
    to = i;
  }
  out.push(to === text.length ? text : sliceText(text, 0, to));
  return out.reverse();
}

export function splitSpaceText(text: Text, max: number): Text[] {
  const out: Text[] = [];
  const n = text.length;
  for (let i = 0; ; ) {
    i = afterSpace(text, i);
    if (i === n) return out;
    if (max-- === 0) {
      // The rest keeps its trailing white space.
      out.push(sliceText(text, i, n));
      return out;
    }
    const start = i;
    i = afterWord(text, i);
    out.push(typeof text === 'string' ? text.slice(start, i) : sliceText(text, start, i));
  }
}

/** Where white space that begins at `i` ends. */
function afterSpace(text: Text, i: number): number {
  const n = text.length;
  if (typeof text === 'string') {
    // fast: printable ASCII needs no table.
    for (let c: number; i < n && ((c = text.charCodeAt(i)) === 32 || ((c < 33 || c > 126) && isSpace(c))); i++);
  } else while (i < n && isSpace(text[i]!)) i++;
  return i;
}

function afterWord(text: Text, i: number): number {
  const n = text.length;
  if (typeof text === 'string') {
    for (let c: number; i < n && (((c = text.charCodeAt(i)) > 32 && c < 127) || !isSpace(c)); i++);
  } else while (i < n && !isSpace(text[i]!)) i++;
  return i;
}

export function rsplitSpaceText(text: Text, max: number): Text[] {
  const out: Text[] = [];
  for (let i = text.length; ; ) {
    while (i > 0 && isSpace(codePointAt(text, i - 1))) i--;
    if (i === 0) break;
    if (max-- === 0) {
      out.push(sliceText(text, 0, i));
      break;
    }
    const end = i;
    while (i > 0 && !isSpace(codePointAt(text, i - 1))) i--;
    out.push(sliceText(text, i, end));
  }
  return out.reverse();
}

export function splitLinesText(text: Text, keepEnds: boolean): Text[] {
  const out: Text[] = [];
  const n = text.length;
  for (let i = 0; i < n; ) {
    const start = i;
    if (typeof text === 'string') {
      // fast: what is printable ASCII needs no table.
      for (let c: number; i < n && (((c = text.charCodeAt(i)) > 30 && c < 127) || !isLineBreak(c)); i++);
    } else while (i < n && !isLineBreak(codePointAt(text, i))) i++;
    const end = i;
    if (i < n) i += codePointAt(text, i) === 13 && i + 1 < n && codePointAt(text, i + 1) === 10 ? 2 : 1;
    out.push(sliceText(text, start, keepEnds ? i : end));
  }
  return out;
}

// --- trimming and padding -------------------------------------------------------------------------------------------------

export function stripText(text: Text, chars: Text | undefined, left: boolean, right: boolean): Text {
  let i = 0;
  let j = text.length;
  if (chars === undefined && typeof text === 'string') {
    // fast: printable ASCII needs no table.
    if (left) i = afterSpace(text, 0);
    if (right) for (let c: number; j > i && ((c = text.charCodeAt(j - 1)) === 32 || ((c < 33 || c > 126) && isSpace(c))); j--);
    return i === 0 && j === text.length ? text : text.slice(i, j);
  }
  if (typeof chars === 'string' && typeof text === 'string') {
    if (left) while (i < j && isOneOf(chars, text.charCodeAt(i))) i++;
    if (right) while (j > i && isOneOf(chars, text.charCodeAt(j - 1))) j--;
    return i === 0 && j === text.length ? text : text.slice(i, j);
  }
  if (left) while (i < j && isStripped(codePointAt(text, i), chars)) i++;
  if (right) while (j > i && isStripped(codePointAt(text, j - 1), chars)) j--;
  return i === 0 && j === text.length ? text : sliceText(text, i, j);
}

function isOneOf(chars: string, c: number): boolean {
  for (let k = 0; k < chars.length; k++) if (chars.charCodeAt(k) === c) return true;
  return false;
}

function isStripped(c: number, chars: Text | undefined): boolean {
  if (chars === undefined) return isSpace(c);
  for (let k = 0; k < chars.length; k++) if (codePointAt(chars, k) === c) return true;
  return false;
}

/** `left` and `right` copies of one fill character around a text. */
export function padText(text: Text, left: number, right: number, fill: number): Text {
  if (left <= 0 && right <= 0) return text;
  if (typeof text === 'string' && fill < 0xd800) {
    const unit = fill === 32 ? ' ' : String.fromCharCode(fill);
    if (left <= 0) return text + unit.repeat(right);
    return right <= 0 ? unit.repeat(left) + text : unit.repeat(left) + text + unit.repeat(right);
  }
  const unit = textFromCodePoint(fill);
  return concatText([repeatText(unit, Math.max(left, 0)), text, repeatText(unit, Math.max(right, 0))]);
}

export function repeatText(text: Text, count: number): Text {
  if (count <= 0 || text.length === 0) return '';
  if (typeof text === 'string') return text.repeat(count);
  const out = new Uint32Array(text.length * count);
  for (let i = 0; i < count; i++) out.set(text, i * text.length);
  return out;
}

/** Centres in `width`; an odd margin goes to the left only where the width is odd too, as in CPython. */
export function centerText(text: Text, width: number, fill: number): Text {
  const margin = width - text.length;
  if (margin <= 0) return text;
  const left = Math.floor(margin / 2) + (margin & width & 1);
  return padText(text, left, margin - left, fill);
}

export function zfillText(text: Text, width: number): Text {
  const fill = width - text.length;
  if (fill <= 0) return text;
  const first = text.length > 0 ? codePointAt(text, 0) : 0;
  const zeros = '0'.repeat(fill);
  if (first !== 43 && first !== 45) return typeof text === 'string' ? zeros + text : concatText([zeros, text]);
  return concatText([String.fromCharCode(first), zeros, sliceText(text, 1, text.length)]);
}

export function expandTabsText(text: Text, tabSize: number): Text {
  if (typeof text === 'string' && !text.includes('\t')) return text;
  const out = new TextSink(text.length + 32);
  let column = 0;
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    if (c === 9) {
      if (tabSize > 0) {
        const n = tabSize - (column % tabSize);
        column += n;
        for (let k = 0; k < n; k++) out.push(32);
      }
    } else {
      column = c === 10 || c === 13 ? 0 : column + 1;
      out.push(c);
    }
  }
  return out.finish();
}

// --- questions ------------------------------------------------------------------------------------------------------------

function all(text: Text, flag: number): boolean {
  if (text.length === 0) return false;
  if (typeof text === 'string') {
    for (let i = 0, n = text.length; i < n; i++) {
      const c = text.charCodeAt(i);
      if (((c < 256 ? latin1Flags[c]! : flagsOf(c)) & flag) === 0) return false;
    }
    return true;
  }
  for (let i = 0; i < text.length; i++) if (!(flagsOf(text[i]!) & flag)) return false;
  return true;
}

export const isAlphaText = (text: Text): boolean => all(text, ALPHA);
export const isDecimalText = (text: Text): boolean => all(text, DECIMAL);
export const isDigitText = (text: Text): boolean => all(text, DIGIT);
export const isNumericText = (text: Text): boolean => all(text, NUMERIC);
export const isAlnumText = (text: Text): boolean => all(text, ALNUM);
export const isSpaceText = (text: Text): boolean => all(text, SPACE);
export const isPrintableText = (text: Text): boolean => text.length === 0 || all(text, PRINTABLE);

export function isAsciiText(text: Text): boolean {
  return typeof text === 'string' && !/[^\0-\x7f]/.test(text);
}

export function isIdentifierText(text: Text): boolean {
  if (text.length === 0 || !isXidStart(codePointAt(text, 0))) return false;
  for (let i = 1; i < text.length; i++) if (!isXidContinue(codePointAt(text, i))) return false;
  return true;
}

export function isLowerText(text: Text): boolean {
  return oneCase(text, LOWER, UPPER | TITLE);
}

export function isUpperText(text: Text): boolean {
  return oneCase(text, UPPER, LOWER | TITLE);
}

/** Some character of the wanted case and none of the others. */
function oneCase(text: Text, wanted: number, others: number): boolean {
  let found = false;
  for (let i = 0; i < text.length; i++) {
    const flags = flagsOf(codePointAt(text, i));
    if (flags & others) return false;
    if (flags & wanted) found = true;
  }
  return found;
}

export function isTitleText(text: Text): boolean {
  let cased = false;
  let previousIsCased = false;
  for (let i = 0; i < text.length; i++) {
    const flags = flagsOf(codePointAt(text, i));
    if (flags & (UPPER | TITLE)) {
      if (previousIsCased) return false;
      previousIsCased = cased = true;
    } else if (flags & LOWER) {
      if (!previousIsCased) return false;
      cased = true;
    } else {
      previousIsCased = false;
    }
  }
  return cased;
}

// --- repr -----------------------------------------------------------------------------------------------------------------

const NOT_PLAIN = /[^ !#-&(-[\]-~]/;

/** `repr(text)`: single quotes unless only they occur, escapes for what is not printable. */
export function reprText(text: Text): Text {
  if (typeof text === 'string' && !NOT_PLAIN.test(text)) return `'${text}'`;
  let single = false;
  let double = false;
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    if (c === 39) single = true;
    else if (c === 34) double = true;
  }
  const quote = single && !double ? 34 : 39;
  const out = new TextSink(text.length + 16);
  out.push(quote);
  for (let i = 0; i < text.length; i++) pushRepr(out, codePointAt(text, i), quote);
  out.push(quote);
  return out.finish();
}

function pushRepr(out: TextSink, c: number, quote: number): void {
  if (c === quote || c === 92) {
    out.push(92);
    out.push(c);
  } else if (c === 9) out.pushText('\\t');
  else if (c === 10) out.pushText('\\n');
  else if (c === 13) out.pushText('\\r');
  else if (isPrintable(c)) out.push(c);
  else out.pushText(escapePoint(c));
}

/** A code point as \x, \u or \U escape. */
export function escapePoint(c: number): string {
  return c < 0x100 ? '\\x' + c.toString(16).padStart(2, '0') : c < 0x10000 ? '\\u' + c.toString(16).padStart(4, '0') : '\\U' + c.toString(16).padStart(8, '0');
}

/** `ascii(x)`: a repr with everything outside ASCII escaped. */
export function asciiText(text: Text): string {
  if (typeof text === 'string' && isAsciiText(text)) return text;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    out += c < 128 ? String.fromCharCode(c) : escapePoint(c);
  }
  return out;
}

// --- slices ---------------------------------------------------------------------------------------------------------------

/** V8 copies strings of up to 12 units when they are joined, and takes so many arguments in a call. */
const FEW = 12;
const MANY = 1000;

/** From so many characters on, a decoder's call costs less than the array of numbers that `String.fromCharCode` wants. */
const LONG = 200;

/** Every step-th character, by bytes; undefined where one is not ASCII. */
function asciiStep(text: string, start: number, step: number, count: number): string | undefined {
  const units = new Uint8Array(count);
  for (let i = 0, at = start; i < count; i++, at += step) {
    const c = text.charCodeAt(at);
    if (c > 127) return undefined;
    units[i] = c;
  }
  return decodeAsciiBytes(units);
}

/** text[start:…:step] with `count` characters; `start` and `step` as slice.indices gives them. */
export function sliceStep(text: Text, start: number, step: number, count: number): Text {
  if (count <= 0) return '';
  if (step === 1) return sliceText(text, start, start + count);
  if (typeof text === 'string') {
    let at = start;
    if (count > LONG) {
      const ascii = asciiStep(text, start, step, count);
      if (ascii !== undefined) return ascii;
    }
    if (count > FEW && count <= MANY) {
      // fast: one flat string at once; `+=` makes a tree of them.
      const units: number[] = [];
      for (let i = 0; i < count; i++, at += step) units.push(text.charCodeAt(at));
      return String.fromCharCode.apply(null, units);
    }
    let out = '';
    let i = 0;
    for (; i + 4 <= count; i += 4, at += 4 * step) {
      out += String.fromCharCode(text.charCodeAt(at), text.charCodeAt(at + step), text.charCodeAt(at + 2 * step), text.charCodeAt(at + 3 * step));
    }
    for (; i < count; i++, at += step) out += text[at];
    return out;
  }
  const points = new Uint32Array(count);
  for (let i = 0, at = start; i < count; i++, at += step) points[i] = text[at]!;
  return textFromCodePoints(points);
}

export { textEquals };
