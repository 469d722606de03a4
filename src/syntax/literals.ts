// Values of literals: numbers, and the text of strings with their escapes resolved.
// A str whose escapes make a surrogate code point is no JS string and becomes a `wstr`; everything else is a JS string.
// CPython: Parser/action_helpers.c, Parser/string_parser.c, Objects/unicodeobject.c (unicode_escape).

import type { ConstantValue } from './ast.ts';
import { PySyntaxErrorInfo } from './errors.ts';
import { type Parser, tokenText } from './parserState.ts';
import { escapeError, escapeWarning } from './escapes.ts';
import { characterOffset, lineText, tokenError } from './report.ts';
import { STRING, T_COL, T_END_LINE, T_LINE, T_START } from './tokens.ts';

/** Decimal digits that int() converts, unless the program raises sys.set_int_max_str_digits. */
const MAX_DIGITS = 4300;

/** Value of the NUMBER token at this cell. */
export function numberValue(p: Parser, at: number): ConstantValue {
  let text = tokenText(p, at);
  if (text.length === 1) return { type: 'int', value: text.charCodeAt(0) - 48 };
  if (text.includes('_')) text = text.replaceAll('_', '');
  const last = text.charCodeAt(text.length - 1) | 32;
  const second = text.charCodeAt(1) | 32;
  const isRadix = second === 120 || second === 111 || second === 98;
  if (isRadix) return { type: 'int', value: shrink(BigInt(text)) };
  if (last === 106) return { type: 'complex', imag: Number(text.slice(0, -1)) };
  if (!/^[0-9]+$/.test(text)) return { type: 'float', value: Number(text) };
  if (text.length <= 15) return { type: 'int', value: Number(text) };
  const limit = p.options.maxStrDigits ?? MAX_DIGITS;
  if (limit > 0 && text.length > limit) {
    const line = p.tokens[at + T_LINE]!;
    throw new PySyntaxErrorInfo(
      'SyntaxError',
      `Exceeds the limit (${limit} digits) for integer string conversion: value has ${text.length} digits; ` +
        'use sys.set_int_max_str_digits() to increase the limit - ' +
        'Consider hexadecimal for huge integer literals to avoid decimal conversion limits.',
      line,
      0,
      line,
      0,
      lineText(p.source, line),
    );
  }
  return { type: 'int', value: shrink(BigInt(text)) };
}

function shrink(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Text of a str under construction: JS text, plus code points once a surrogate has appeared. */
export function textConstant(pieces: readonly ConstantValue[]): ConstantValue {
  if (pieces.length === 1) return pieces[0]!;
  let isWide = false;
  for (const piece of pieces) if (piece.type === 'wstr') isWide = true;
  if (!isWide) {
    let value = '';
    for (const piece of pieces) if (piece.type === 'str') value += piece.value;
    return { type: 'str', value };
  }
  const codePoints: number[] = [];
  for (const piece of pieces) {
    if (piece.type === 'wstr') for (const c of piece.codePoints) codePoints.push(c);
    else if (piece.type === 'str') for (const char of piece.value) codePoints.push(char.codePointAt(0)!);
  }
  return { type: 'wstr', codePoints };
}

/** A string literal without its quotes, of which errors and warnings are shown at the token `at`. */
export function decodeText(p: Parser, at: number, start: number, end: number, raw: boolean): ConstantValue {
  const text = p.source.slice(start, end);
  if (raw || !text.includes('\\')) return { type: 'str', value: text };
  return new UnicodeEscapes(p, start, text, at).decode();
}

/** Resolves the escapes of one str literal. Positions in error messages count UTF-8 bytes, non-ASCII ones as escapes. */
class UnicodeEscapes {
  private value = '';
  private codePoints: number[] | undefined;
  private pos = 0;
  private warned = false;
  private readonly p: Parser;
  private readonly start: number;
  private readonly text: string;
  private readonly at: number;

  constructor(p: Parser, start: number, text: string, at: number) {
    this.p = p;
    this.start = start;
    this.text = text;
    this.at = at;
  }

  decode(): ConstantValue {
    const { text } = this;
    for (;;) {
      const backslash = text.indexOf('\\', this.pos);
      if (backslash < 0) break;
      this.append(text.slice(this.pos, backslash));
      this.pos = backslash;
      this.escape();
    }
    this.append(text.slice(this.pos));
    return this.codePoints === undefined ? { type: 'str', value: this.value } : { type: 'wstr', codePoints: this.codePoints };
  }

  private append(text: string): void {
    if (this.codePoints === undefined) this.value += text;
    else for (const char of text) this.codePoints.push(char.codePointAt(0)!);
  }

  private appendCodePoint(code: number): void {
    if (code >= 0xd800 && code <= 0xdfff) this.codePoints ??= Array.from(this.value, (char) => char.codePointAt(0)!);
    if (this.codePoints === undefined) this.value += String.fromCodePoint(code);
    else this.codePoints.push(code);
  }

  private escape(): void {
    const { text } = this;
    const at = this.pos;
    const c = text[at + 1];
    this.pos = at + 2;
    switch (c) {
      // Only before a brace of an f-string.
      case undefined:
        return this.append('\\');
      case '\n':
        return;
      case '\\':
      case "'":
      case '"':
        return this.append(c);
      case 'b':
        return this.append('\b');
      case 'f':
        return this.append('\f');
      case 't':
        return this.append('\t');
      case 'n':
        return this.append('\n');
      case 'r':
        return this.append('\r');
      case 'v':
        return this.append('\v');
      case 'a':
        return this.append('\x07');
      case 'x':
        return this.hex(at, 2, 'truncated \\xXX escape');
      case 'u':
        return this.hex(at, 4, 'truncated \\uXXXX escape');
      case 'U':
        return this.hex(at, 8, 'truncated \\UXXXXXXXX escape');
      case 'N':
        return this.named(at);
      default: {
        if (c >= '0' && c <= '7') return this.octal(at);
        // An unknown escape stays as it is.
        // The tokenizer has warned of a brace in an f-string.
        if (c < '\x80' && !((c === '{' || c === '}') && this.p.tokens[this.at] !== STRING)) this.warn(at, c);
        this.pos = at + 1;
        this.append('\\');
      }
    }
  }

  /** Only the first doubtful escape of a literal is worth a warning. */
  private warn(at: number, what: string): void {
    if (!this.warned) warnEscape(this.p, this.at, this.text.slice(0, at), what, escapedLength, this.start + at);
    this.warned = true;
  }

  private octal(at: number): void {
    const digits = /^[0-7]{1,3}/.exec(this.text.slice(at + 1, at + 4))![0];
    this.pos = at + 1 + digits.length;
    const code = parseInt(digits, 8);
    if (code > 255) this.warn(at, digits);
    this.appendCodePoint(code);
  }

  private hex(at: number, count: number, message: string): void {
    const digits = /^[0-9a-fA-F]*/.exec(this.text.slice(at + 2, at + 2 + count))![0];
    if (digits.length < count) this.fail(at, at + 1 + digits.length, message);
    const code = parseInt(digits, 16);
    this.pos = at + 2 + count;
    if (code > 0x10ffff) this.fail(at, this.pos - 1, 'illegal Unicode character');
    this.appendCodePoint(code);
  }

  private named(at: number): void {
    const { text } = this;
    const close = text[at + 2] === '{' ? text.indexOf('}', at + 3) : -1;
    if (close <= at + 3) {
      // What counts as the bad part: up to the closing brace if there is one, else all that looks like a name.
      const end = close > 0 ? close : text[at + 2] === '{' ? text.length - 1 : at + 1;
      this.fail(at, end, 'malformed \\N character escape');
    }
    const code = this.p.options.lookupName?.(text.slice(at + 3, close));
    if (code === undefined) this.fail(at, close, 'unknown Unicode character name');
    this.appendCodePoint(code);
    this.pos = close + 1;
  }

  private fail(from: number, to: number, message: string): never {
    const first = escapedLength(this.text.slice(0, from));
    const last = escapedLength(this.text.slice(0, to + 1)) - 1;
    // One bad byte is named, several are a range.
    const where = first === last ? `byte 0x5c in position ${first}` : `bytes in position ${first}-${last}`;
    throw tokenError(this.p, this.at, `(unicode error) 'unicodeescape' codec can't decode ${where}: ${message}`);
  }
}

/** CPython turns non-ASCII characters into ten-character \U escapes before it decodes. */
function escapedLength(text: string): number {
  let length = 0;
  for (const char of text) length += char.codePointAt(0)! < 128 ? 1 : 10;
  return length;
}

/** A bytes literal without its quotes. */
export function decodeBytes(p: Parser, at: number, start: number, end: number, raw: boolean): ConstantValue {
  const { source } = p;
  const value: number[] = [];
  let warned = false;
  for (let i = start; i < end; i++) {
    const c = source.charCodeAt(i);
    if (c >= 128) throw tokenError(p, at, 'bytes can only contain ASCII literal characters');
    if (c !== 92 || raw) {
      value.push(c);
      continue;
    }
    i++;
    const escaped = source[i]!;
    const simple = SIMPLE_ESCAPES[escaped];
    if (simple !== undefined) {
      value.push(simple);
    } else if (escaped === '\n') {
      continue;
    } else if (escaped >= '0' && escaped <= '7') {
      const digits = /^[0-7]{1,3}/.exec(source.slice(i, Math.min(i + 3, end)))![0];
      i += digits.length - 1;
      const code = parseInt(digits, 8);
      if (code > 255 && !warned) {
        warned = true;
        warnEscape(p, at, source.slice(start, i - digits.length), digits, plainLength, i);
      }
      value.push(code & 255);
    } else if (escaped === 'x') {
      const digits = /^[0-9a-fA-F]*/.exec(source.slice(i + 1, Math.min(i + 3, end)))![0];
      if (digits.length < 2) throw tokenError(p, at, `(value error) invalid \\x escape at position ${i - 1 - start}`);
      value.push(parseInt(digits, 16));
      i += 2;
    } else {
      if (!warned) warnEscape(p, at, source.slice(start, i - 1), escaped, plainLength, i);
      warned = true;
      value.push(92);
      i--;
    }
  }
  return { type: 'bytes', value: Uint8Array.from(value) };
}

function plainLength(text: string): number {
  return text.length;
}

const SIMPLE_ESCAPES: Record<string, number> = {
  '\\': 92,
  "'": 39,
  '"': 34,
  b: 8,
  f: 12,
  t: 9,
  n: 10,
  r: 13,
  v: 11,
  a: 7,
};

/** Warns of an escape sequence; `before` is the literal's text before it, as long as CPython's decoder sees it. */
function warnEscape(p: Parser, at: number, before: string, what: string, length: (text: string) => number, position: number): void {
  const { tokens, source } = p;
  const lastFeed = before.lastIndexOf('\n');
  const line = tokens[at + T_LINE]! + before.split('\n').length - 1;
  const column = lastFeed >= 0 ? length(before.slice(lastFeed + 1)) : tokens[at + T_COL]! + quotesAt(source, tokens[at + T_START]!) + length(before);
  // In an f-string CPython counts lines from its end, so the line may lie beyond it.
  const text = lineText(source, Math.min(line, tokens[at + T_END_LINE]!));
  const shown = line < tokens[at + T_END_LINE]! ? text.trimEnd() : text;
  const error = new PySyntaxErrorInfo(
    'SyntaxError',
    escapeError(what),
    line,
    characterOffset(shown, column + 1),
    line,
    characterOffset(shown, column + 3),
    shown,
  );
  p.warnings.push({ category: 'SyntaxWarning', message: escapeWarning(what), lineno: line, error, position });
}

/** CPython skips the quotes a token starts with when it computes a column, though not those behind a prefix. */
function quotesAt(source: string, start: number): number {
  const quote = source[start];
  if (quote !== "'" && quote !== '"') return 0;
  return source[start + 1] === quote && source[start + 2] === quote ? 3 : 1;
}
