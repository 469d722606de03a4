// Token kinds. Small integers, so that tables indexed by kind are typed arrays. Names are those of CPython's `token`
// module; every keyword has a kind of its own. Soft keywords (match, case, type, _) are names.
// A token is eight Int32 cells in one array: see the T_* offsets.

// Cells of a token.
export const T_KIND: number = 0;
/** Offsets into the source text, in UTF-16 units. */
export const T_START: number = 1;
export const T_END: number = 2;
/** Line from 1 and column in UTF-8 bytes from 0, of the start and behind the end. */
export const T_LINE: number = 3;
export const T_COL: number = 4;
export const T_END_LINE: number = 5;
export const T_END_COL: number = 6;
/** Depth of open brackets (low 12 bits) and the AUX_ flags. */
export const T_AUX: number = 7;
export const T_SIZE: number = 8;

export const AUX_LEVEL = 0xfff;
/** The name holds non-ASCII characters, so its identifier is the NFKC form. */
export const AUX_NON_ASCII = 1 << 12;
/** INDENT and DEDENT have no text: CPython reports the tokenizer's position instead. */
export const AUX_NO_COLUMN = 1 << 13;
/** A piece of an f-string that lies in a format specification. */
export const AUX_IN_FORMAT = 1 << 14;

export const ENDMARKER: number = 0;
export const NAME: number = 1;
export const NUMBER: number = 2;
export const STRING: number = 3;
export const NEWLINE: number = 4;
export const INDENT: number = 5;
export const DEDENT: number = 6;
export const TYPE_IGNORE: number = 7;
export const TYPE_COMMENT: number = 8;
export const FSTRING_START: number = 9;
export const FSTRING_MIDDLE: number = 10;
export const FSTRING_END: number = 11;
export const TSTRING_START: number = 12;
export const TSTRING_MIDDLE: number = 13;
export const TSTRING_END: number = 14;
export const ERRORTOKEN: number = 15;
/** A character that is no token of Python: `$`, `?` and the backquote. */
export const OP: number = 16;
export const COMMENT: number = 17;
export const NL: number = 18;

export const LPAR: number = 20;
export const RPAR: number = 21;
export const LSQB: number = 22;
export const RSQB: number = 23;
export const COLON: number = 24;
export const COMMA: number = 25;
export const SEMI: number = 26;
export const PLUS: number = 27;
export const MINUS: number = 28;
export const STAR: number = 29;
export const SLASH: number = 30;
export const VBAR: number = 31;
export const AMPER: number = 32;
export const LESS: number = 33;
export const GREATER: number = 34;
export const EQUAL: number = 35;
export const DOT: number = 36;
export const PERCENT: number = 37;
export const LBRACE: number = 38;
export const RBRACE: number = 39;
export const EQEQUAL: number = 40;
export const NOTEQUAL: number = 41;
export const LESSEQUAL: number = 42;
export const GREATEREQUAL: number = 43;
export const TILDE: number = 44;
export const CIRCUMFLEX: number = 45;
export const LEFTSHIFT: number = 46;
export const RIGHTSHIFT: number = 47;
export const DOUBLESTAR: number = 48;
export const PLUSEQUAL: number = 49;
export const MINEQUAL: number = 50;
export const STAREQUAL: number = 51;
export const SLASHEQUAL: number = 52;
export const PERCENTEQUAL: number = 53;
export const AMPEREQUAL: number = 54;
export const VBAREQUAL: number = 55;
export const CIRCUMFLEXEQUAL: number = 56;
export const LEFTSHIFTEQUAL: number = 57;
export const RIGHTSHIFTEQUAL: number = 58;
export const DOUBLESTAREQUAL: number = 59;
export const DOUBLESLASH: number = 60;
export const DOUBLESLASHEQUAL: number = 61;
export const AT: number = 62;
export const ATEQUAL: number = 63;
export const RARROW: number = 64;
export const ELLIPSIS: number = 65;
export const COLONEQUAL: number = 66;
export const EXCLAMATION: number = 67;

export const K_FALSE: number = 70;
export const K_NONE: number = 71;
export const K_TRUE: number = 72;
export const K_AND: number = 73;
export const K_AS: number = 74;
export const K_ASSERT: number = 75;
export const K_ASYNC: number = 76;
export const K_AWAIT: number = 77;
export const K_BREAK: number = 78;
export const K_CLASS: number = 79;
export const K_CONTINUE: number = 80;
export const K_DEF: number = 81;
export const K_DEL: number = 82;
export const K_ELIF: number = 83;
export const K_ELSE: number = 84;
export const K_EXCEPT: number = 85;
export const K_FINALLY: number = 86;
export const K_FOR: number = 87;
export const K_FROM: number = 88;
export const K_GLOBAL: number = 89;
export const K_IF: number = 90;
export const K_IMPORT: number = 91;
export const K_IN: number = 92;
export const K_IS: number = 93;
export const K_LAMBDA: number = 94;
export const K_NONLOCAL: number = 95;
export const K_NOT: number = 96;
export const K_OR: number = 97;
export const K_PASS: number = 98;
export const K_RAISE: number = 99;
export const K_RETURN: number = 100;
export const K_TRY: number = 101;
export const K_WHILE: number = 102;
export const K_WITH: number = 103;
export const K_YIELD: number = 104;
export const KIND_COUNT: number = 105;

/** In the order of the K_ kinds, from K_FALSE on. */
export const KEYWORDS: readonly string[] = [
  'False',
  'None',
  'True',
  'and',
  'as',
  'assert',
  'async',
  'await',
  'break',
  'class',
  'continue',
  'def',
  'del',
  'elif',
  'else',
  'except',
  'finally',
  'for',
  'from',
  'global',
  'if',
  'import',
  'in',
  'is',
  'lambda',
  'nonlocal',
  'not',
  'or',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
  'yield',
];

/** The text of each operator kind, from LPAR on. */
export const OPERATORS: readonly string[] = [
  '(',
  ')',
  '[',
  ']',
  ':',
  ',',
  ';',
  '+',
  '-',
  '*',
  '/',
  '|',
  '&',
  '<',
  '>',
  '=',
  '.',
  '%',
  '{',
  '}',
  '==',
  '!=',
  '<=',
  '>=',
  '~',
  '^',
  '<<',
  '>>',
  '**',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '**=',
  '//',
  '//=',
  '@',
  '@=',
  '->',
  '...',
  ':=',
  '!',
];

const PLAIN_NAMES = [
  'ENDMARKER',
  'NAME',
  'NUMBER',
  'STRING',
  'NEWLINE',
  'INDENT',
  'DEDENT',
  'TYPE_IGNORE',
  'TYPE_COMMENT',
  'FSTRING_START',
  'FSTRING_MIDDLE',
  'FSTRING_END',
  'TSTRING_START',
  'TSTRING_MIDDLE',
  'TSTRING_END',
  'ERRORTOKEN',
  'OP',
  'COMMENT',
  'NL',
];

/** `NAME`, `OP`, … as the `tokenize` module names a kind. */
export function tokenKindName(kind: number): string {
  if (kind >= K_FALSE) return 'NAME';
  return kind >= LPAR ? 'OP' : PLAIN_NAMES[kind]!;
}

/**
 * The keyword kind of a name, or NAME. Looks at the first letter and the length before it compares, so that most names
 * cost two table look-ups and no substring.
 */
export function keywordKind(source: string, start: number, end: number): number {
  const length = end - start;
  if (length > 8 || length < 2) return NAME;
  const first = source.charCodeAt(start);
  if (first > 121) return NAME;
  let candidates = KEYWORD_STARTS[first * 9 + length]!;
  while (candidates !== 0) {
    const index = (candidates & 0xff) - 1;
    if (sameText(source, start, KEYWORDS[index]!)) return K_FALSE + index;
    candidates >>= 8;
  }
  return NAME;
}

function sameText(source: string, start: number, keyword: string): boolean {
  for (let i = 1; i < keyword.length; i++) {
    if (source.charCodeAt(start + i) !== keyword.charCodeAt(i)) return false;
  }
  return true;
}

/** First letter and length to up to four keyword numbers (from 1), a byte each. */
const KEYWORD_STARTS: Int32Array = (() => {
  const table = new Int32Array(122 * 9);
  KEYWORDS.forEach((word, index) => {
    const slot = word.charCodeAt(0) * 9 + word.length;
    table[slot] = (table[slot]! << 8) | (index + 1);
  });
  return table;
})();
