// What the engine must know about characters. The Unicode half is given by the caller (util/unicode);
// the ASCII half is here. A bytes pattern with re.LOCALE asks the `locale…` entries, which are ASCII
// in the C and UTF-8 locales, where no byte above 127 is a letter.

export interface CharTables {
  /** str.isalnum() or '_'. */
  isWord(cp: number): boolean;
  /** str.isspace(). */
  isSpace(cp: number): boolean;
  /** str.isdecimal(). */
  isDigit(cp: number): boolean;
  /** Does str.splitlines() break here? */
  isLineBreak(cp: number): boolean;
  /** Simple (one to one) case mappings. */
  lower(cp: number): number;
  upper(cp: number): number;
  localeIsAlnum?(byte: number): boolean;
  localeLower?(byte: number): number;
  localeUpper?(byte: number): number;
}

export function isAsciiDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isAsciiSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

export function isAsciiWord(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
}

export function lowerAscii(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c;
}

export function upperAscii(c: number): number {
  return c >= 97 && c <= 122 ? c - 32 : c;
}

export function isLocaleWord(tables: CharTables, c: number): boolean {
  if (tables.localeIsAlnum === undefined) return isAsciiWord(c);
  return c === 95 || (c < 256 && tables.localeIsAlnum(c));
}

export function lowerLocale(tables: CharTables, c: number): number {
  return tables.localeLower !== undefined && c < 256 ? tables.localeLower(c) : lowerAscii(c);
}

export function upperLocale(tables: CharTables, c: number): number {
  return tables.localeUpper !== undefined && c < 256 ? tables.localeUpper(c) : upperAscii(c);
}
