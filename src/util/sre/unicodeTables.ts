// The engine's character tables from the Unicode database of util/unicode.

import { SPECIAL, TO_UPPER, flagsOf, isAlnum, isDecimal, isLineBreak, isSpace, simpleLower, simpleUpper, specialCase } from '../unicode/ctype.ts';
import type { CharTables } from './charTables.ts';

export const unicodeTables: CharTables = {
  isWord: (cp) => cp === 95 || isAlnum(cp),
  isSpace,
  isDigit: isDecimal,
  isLineBreak,
  lower: simpleLower,
  upper,
};

/** CPython's engine takes the first character where the upper case is several: U+FB05 counts as having one, and as S. */
function upper(cp: number): number {
  if ((flagsOf(cp) & SPECIAL) === 0) return simpleUpper(cp);
  const text = specialCase(cp, TO_UPPER);
  return text === '' ? simpleUpper(cp) : text.codePointAt(0)!;
}
