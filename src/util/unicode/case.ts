// Full case mappings of text: lower (with the final sigma), upper, title, swapcase, capitalize, casefold.
// Strings of settled scripts go to the engine, whose mappings agree there; the rest is mapped by our own tables, because
// engines implement other Unicode versions than 16.0.0. CPython: Objects/unicodeobject.c (the do_… functions).
import { CASED, CASE_IGNORABLE, flagsOf, isCased, simpleCase, SPECIAL, specialCase, TO_FOLD, TO_LOWER, TO_TITLE, TO_UPPER } from './ctype.ts';
import { codePointAt, type Text, TextSink } from './text.ts';

// Negated classes: V8 knows at once that a one-byte string cannot match one that covers Latin-1 (20 ns against 1.6 us for 900
// characters with an anchored class).
const NOT_ASCII = /[^\0-\x7f]/;
/**
 * Characters outside the scripts where every engine's mappings of lower and upper case are those of Unicode 16: scripts whose case
 * pairs have not changed for years and scripts without case, but for letters that got a capital in 16.0.
 */
const UNSETTLED = /[^\0-\u019a\u019c-\u0263\u0265-\u052f\u0590-\u0fff\u3000-\ua63f\uac00-\ud7a3\uff00-\uff9f]/;

export function lowerText(text: Text): Text {
  if (typeof text === 'string' && !UNSETTLED.test(text)) return text.toLowerCase();
  const out = new TextSink(text.length);
  for (let i = 0; i < text.length; i++) pushLower(out, text, i);
  return out.finish();
}

export function upperText(text: Text): Text {
  if (typeof text === 'string' && !UNSETTLED.test(text)) return text.toUpperCase();
  return mapAll(text, TO_UPPER);
}

export function casefoldText(text: Text): Text {
  if (typeof text === 'string' && !NOT_ASCII.test(text)) return text.toLowerCase();
  return mapAll(text, TO_FOLD);
}

export function swapcaseText(text: Text): Text {
  const out = new TextSink(text.length);
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    if (isUpperCase(c)) pushLower(out, text, i);
    else if (isLowerCase(c)) pushMapped(out, c, TO_UPPER);
    else out.push(c);
  }
  return out.finish();
}

export function titleText(text: Text): Text {
  if (typeof text === 'string' && !NOT_ASCII.test(text)) return titleAscii(text.toLowerCase());
  const out = new TextSink(text.length);
  let previousIsCased = false;
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    if (previousIsCased) pushLower(out, text, i);
    else pushMapped(out, c, TO_TITLE);
    previousIsCased = isCased(c);
  }
  return out.finish();
}

function titleAscii(lower: string): string {
  let out = '';
  let from = 0;
  let previousIsCased = false;
  for (let i = 0; i < lower.length; i++) {
    const c = lower.charCodeAt(i);
    const isCased = c >= 97 && c <= 122;
    if (isCased && !previousIsCased) {
      out += lower.slice(from, i) + String.fromCharCode(c - 32);
      from = i + 1;
    }
    previousIsCased = isCased;
  }
  return out + lower.slice(from);
}

export function capitalizeText(text: Text): Text {
  if (text.length === 0) return text;
  if (typeof text === 'string' && !NOT_ASCII.test(text)) return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  const out = new TextSink(text.length);
  pushMapped(out, codePointAt(text, 0), TO_TITLE);
  for (let i = 1; i < text.length; i++) pushLower(out, text, i);
  return out.finish();
}

const UPPER_FLAG = 64,
  LOWER_FLAG = 128;
function isUpperCase(c: number): boolean {
  return (flagsOf(c) & UPPER_FLAG) !== 0;
}
function isLowerCase(c: number): boolean {
  return (flagsOf(c) & LOWER_FLAG) !== 0;
}

function mapAll(text: Text, which: 1 | 2 | 3 | 4): Text {
  const out = new TextSink(text.length);
  for (let i = 0; i < text.length; i++) pushMapped(out, codePointAt(text, i), which);
  return out.finish();
}

function pushMapped(out: TextSink, c: number, which: 1 | 2 | 3 | 4): void {
  if (flagsOf(c) & SPECIAL) out.pushText(specialCase(c, which));
  else out.push(simpleCase(c, which));
}

const CAPITAL_SIGMA = 0x3a3,
  SMALL_SIGMA = 0x3c3,
  FINAL_SIGMA = 0x3c2;

function pushLower(out: TextSink, text: Text, i: number): void {
  const c = codePointAt(text, i);
  if (c === CAPITAL_SIGMA) out.push(isFinalSigma(text, i) ? FINAL_SIGMA : SMALL_SIGMA);
  else pushMapped(out, c, TO_LOWER);
}

/** A capital sigma is final after a cased letter and not before one; case-ignorable characters between do not count. */
function isFinalSigma(text: Text, i: number): boolean {
  let j = i - 1;
  while (j >= 0 && flagsOf(codePointAt(text, j)) & CASE_IGNORABLE) j--;
  if (j < 0 || !(flagsOf(codePointAt(text, j)) & CASED)) return false;
  j = i + 1;
  while (j < text.length && flagsOf(codePointAt(text, j)) & CASE_IGNORABLE) j++;
  return j === text.length || !(flagsOf(codePointAt(text, j)) & CASED);
}
