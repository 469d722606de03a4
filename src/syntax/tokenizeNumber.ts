// HOT. The tokenizer's number forms: decimal, hexadecimal, octal, binary, float, imaginary, with underscores.
// CPython still takes a number that runs into a keyword (`1if x else y`), with a warning.
// CPython: Parser/lexer/lexer.c.

import { isDigit, isIdentifierPart } from './characters.ts';
import type { Tokenizer } from './tokenizer.ts';
import { NUMBER } from './tokens.ts';

/** Scans the number that starts at `start`, which is a digit or a dot before a digit. */
export function scanNumber(t: Tokenizer, start: number): void {
  const { source } = t;
  let pos = start;
  let c = source.charCodeAt(pos);
  if (c === 48) {
    const letter = source.charCodeAt(pos + 1) | 32;
    if (letter === 120) return scanRadix(t, start, isHexDigit, 'hexadecimal');
    if (letter === 111) return scanRadix(t, start, isOctalDigit, 'octal');
    if (letter === 98) return scanRadix(t, start, isBinaryDigit, 'binary');
    pos = scanZeros(t, start);
  } else if (c !== 46) {
    pos = scanDigits(t, pos);
  }
  c = source.charCodeAt(pos);
  if (c === 46) {
    pos++;
    c = source.charCodeAt(pos);
    if (isDigit(c)) {
      pos = scanDigits(t, pos);
      c = source.charCodeAt(pos);
    }
  }
  if ((c | 32) === 101) {
    const end = scanExponent(t, pos);
    // `1else`: the e is not an exponent but starts a keyword.
    if (end === pos) return finish(t, start, pos);
    pos = end;
    c = source.charCodeAt(pos);
  }
  if ((c | 32) === 106) {
    checkEnd(t, pos + 1, 'imaginary');
    return finish(t, start, pos + 1);
  }
  checkEnd(t, pos, 'decimal');
  finish(t, start, pos);
}

function finish(t: Tokenizer, start: number, end: number): void {
  t.push(NUMBER, start, end);
  t.pos = end;
}

/** digit ('_'? digit)* */
function scanDigits(t: Tokenizer, from: number): number {
  const { source } = t;
  let pos = from;
  for (;;) {
    let c = source.charCodeAt(pos);
    while (c >= 48 && c <= 57) c = source.charCodeAt(++pos);
    if (c !== 95) return pos;
    pos++;
    if (!isDigit(source.charCodeAt(pos))) t.failAt('invalid decimal literal', pos);
  }
}

/** A leading zero: fine alone, in zeros only, or when the number turns out to be a float or imaginary. */
function scanZeros(t: Tokenizer, start: number): number {
  const { source } = t;
  let pos = start + 1;
  for (;;) {
    if (source.charCodeAt(pos) === 95) {
      pos++;
      if (!isDigit(source.charCodeAt(pos))) t.failAt('invalid decimal literal', pos);
    }
    if (source.charCodeAt(pos) !== 48) break;
    pos++;
  }
  const zerosEnd = pos;
  if (!isDigit(source.charCodeAt(pos))) return pos;
  pos = scanDigits(t, pos);
  const c = source.charCodeAt(pos);
  if (c === 46 || (c | 32) === 101 || (c | 32) === 106 || t.extraTokens) return pos;
  const offset = t.characters(t.lineStart, start) + 1;
  t.failRange('leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers', offset, offset + zerosEnd - start);
}

/** Behind the exponent whose `e` is at `at`, or `at` itself when there is none. */
function scanExponent(t: Tokenizer, at: number): number {
  const { source } = t;
  let pos = at + 1;
  let c = source.charCodeAt(pos);
  if (c === 43 || c === 45) {
    c = source.charCodeAt(++pos);
    if (!isDigit(c)) t.failAt('invalid decimal literal', pos);
  } else if (!isDigit(c)) {
    checkEnd(t, at, 'decimal');
    return at;
  }
  return scanDigits(t, pos);
}

function scanRadix(t: Tokenizer, start: number, isRadixDigit: (c: number) => boolean, kind: string): void {
  const { source } = t;
  let pos = start + 2;
  do {
    if (source.charCodeAt(pos) === 95) pos++;
    if (!isRadixDigit(source.charCodeAt(pos))) {
      failDigit(t, pos, kind);
      t.failAt(`invalid ${kind} literal`, pos);
    }
    do pos++;
    while (isRadixDigit(source.charCodeAt(pos)));
  } while (source.charCodeAt(pos) === 95);
  failDigit(t, pos, kind);
  checkEnd(t, pos, kind);
  finish(t, start, pos);
}

/** A decimal digit that is too large for the radix has a message of its own. */
function failDigit(t: Tokenizer, pos: number, kind: string): void {
  const c = t.source.charCodeAt(pos);
  if (kind !== 'hexadecimal' && isDigit(c)) t.failAt(`invalid digit '${String.fromCharCode(c)}' in ${kind} literal`, pos + 1);
}

// CPython does not look at what follows the two letters of `if`, `in` and `is`.
const KEYWORDS_AFTER_NUMBER = /(?:and|else|for|or|not)(?![A-Za-z0-9_\x80-\uffff])|i[fns]/y;

/** What may follow a number: anything but a letter, except (with a warning) one of the keywords that may follow an operand. */
function checkEnd(t: Tokenizer, pos: number, kind: string): void {
  const c = t.source.charCodeAt(pos);
  if (t.extraTokens || !(c < 128 && isIdentifierPart(c))) return;
  KEYWORDS_AFTER_NUMBER.lastIndex = pos;
  if (!KEYWORDS_AFTER_NUMBER.test(t.source)) t.failAt(`invalid ${kind} literal`, pos);
  t.warn(`invalid ${kind} literal`, pos);
}

function isHexDigit(c: number): boolean {
  return isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102);
}

function isOctalDigit(c: number): boolean {
  return c >= 48 && c <= 55;
}

function isBinaryDigit(c: number): boolean {
  return c === 48 || c === 49;
}
