// Character classes of the tokenizer: a table for ASCII, Unicode properties for the rest.
// CPython: Parser/tokenizer (ASCII part), Objects/unicodectype.c (identifiers, printable characters).

export const C_START = 1;
export const C_DIGIT = 2;
/** May continue an identifier. */
export const C_CONTINUE = 4;

export const CLASS: Uint8Array = (() => {
  const table = new Uint8Array(128);
  for (let c = 0; c < 128; c++) {
    const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
    const digit = c >= 48 && c <= 57;
    table[c] = (letter ? C_START | C_CONTINUE : 0) | (digit ? C_DIGIT | C_CONTINUE : 0);
  }
  return table;
})();

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isIdentifierStart(c: number): boolean {
  return c >= 128 || (CLASS[c]! & C_START) !== 0;
}

export function isIdentifierPart(c: number): boolean {
  return c >= 128 || (CLASS[c]! & C_CONTINUE) !== 0;
}

let startRegExp: RegExp | undefined;
let partRegExp: RegExp | undefined;

/** XID_Start or `_`: characters that NFKC would turn into something else are excluded by the XID closure. */
export function isXidStart(char: string): boolean {
  startRegExp ??= /^[\p{XID_Start}_]$/u;
  return startRegExp.test(char);
}

export function isXidPart(char: string): boolean {
  partRegExp ??= /^\p{XID_Continue}$/u;
  return partRegExp.test(char);
}

let unprintable: RegExp | undefined;

/** What `str.isprintable` says of one character. */
export function isPrintable(char: string): boolean {
  unprintable ??= /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]$/u;
  return char === ' ' || !unprintable.test(char);
}

/** How many UTF-8 bytes more than UTF-16 units the text holds between two offsets. */
export function extraBytes(source: string, start: number, end: number): number {
  let extra = 0;
  for (let i = start; i < end; i++) {
    const c = source.charCodeAt(i);
    if (c >= 128) extra += extraOfUnit(c);
  }
  return extra;
}

/** Of one UTF-16 unit that is not ASCII: the two halves of a pair share four bytes. */
export function extraOfUnit(c: number): number {
  return c < 0x800 || (c >= 0xd800 && c <= 0xdfff) ? 1 : 2;
}

export function charAt(source: string, offset: number): string {
  return String.fromCodePoint(source.codePointAt(offset)!);
}

/** `U+20AC`, at least four digits. */
export function unicodeName(char: string): string {
  return `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
