// The engine's character tables from the Unicode database of util/unicode.

import { isAlnum, isDecimal, isLineBreak, isSpace, simpleLower, simpleUpper } from '../unicode/ctype.ts';
import type { CharTables } from './charTables.ts';

export const unicodeTables: CharTables = {
  isWord: (cp) => cp === 95 || isAlnum(cp),
  isSpace,
  isDigit: isDecimal,
  isLineBreak,
  lower: simpleLower,
  upper: simpleUpper,
};
