// HOT. The tokenizer's strings: prefixes, plain strings in one token, f-strings and t-strings piece by piece.
// An f-string is START (MIDDLE | '{' ordinary tokens ['!' NAME] [':' MIDDLE…] '}')* END. `{{` and `}}` end a MIDDLE
// behind their first brace and skip the second, so that the parser only joins texts.
// CPython: Parser/lexer/lexer.c.

import { escapeError, escapeWarning } from './escapes.ts';
import type { Tokenizer } from './tokenizer.ts';
import { AUX_IN_FORMAT, FSTRING_END, FSTRING_MIDDLE, FSTRING_START, STRING, TSTRING_START } from './tokens.ts';

const MAX_EXPRESSION_NESTING = 3;
const MAX_STRING_NESTING = 149;

/** One f-string or t-string that is being tokenized. */
export interface FStringMode {
  letter: 'f' | 't';
  quote: number;
  triple: boolean;
  raw: boolean;
  /** Offset, line, and start of that line, of the opening quotes' token. */
  start: number;
  line: number;
  lineStart: number;
  /** Tokens are ordinary ones: we are between `{` and its `:` or `}`. */
  inExpression: boolean;
  /** The text is a format specification (before its end or a nested field's end). */
  inFormat: boolean;
  /** Brackets opened inside the string. */
  depth: number;
  /** Replacement fields open, less one: -1 in the text of the string itself. */
  expressionDepth: number;
}

export function insideReplacement(t: Tokenizer): FStringMode | undefined {
  return t.modes.length === 0 ? undefined : t.modes[t.modes.length - 1];
}

/** A closing bracket inside a replacement field; `}` may end the field. */
export function closeReplacement(mode: FStringMode, c: number): void {
  mode.depth--;
  if (c === 125 && mode.depth === mode.expressionDepth) {
    mode.expressionDepth--;
    mode.inExpression = false;
    mode.inFormat = false;
  }
}

const KIND_OF_PREFIX: Record<string, 'plain' | 'f' | 't'> = {};
for (const prefix of ['', 'r', 'u', 'b', 'br', 'rb']) KIND_OF_PREFIX[prefix] = 'plain';
for (const prefix of ['f', 'fr', 'rf']) KIND_OF_PREFIX[prefix] = 'f';
for (const prefix of ['t', 'tr', 'rt']) KIND_OF_PREFIX[prefix] = 't';

/** A string whose quote is at `quoteAt`; what stands before it may be a prefix. Returns false when it is not one. */
export function scanString(t: Tokenizer, start: number, quoteAt: number): boolean {
  const { source } = t;
  let kind: 'plain' | 'f' | 't' = 'plain';
  if (quoteAt !== start) {
    const prefix = source.slice(start, quoteAt).toLowerCase();
    const found = KIND_OF_PREFIX[prefix];
    if (found === undefined) {
      checkPrefix(t, prefix, start, quoteAt);
      return false;
    }
    kind = found;
  }
  const quote = source.charCodeAt(quoteAt);
  const triple = source.charCodeAt(quoteAt + 1) === quote && source.charCodeAt(quoteAt + 2) === quote;
  if (kind === 'plain') {
    if (triple) scanTriple(t, start, quoteAt, quote);
    else scanSingle(t, start, quoteAt, quote);
  } else {
    startFString(t, start, quoteAt, quote, triple, kind);
  }
  return true;
}

/** Letters that are each a prefix but do not go together are an error; any other name is a name before a string. */
function checkPrefix(t: Tokenizer, prefix: string, start: number, quoteAt: number): void {
  // A repeated letter ends the prefix: the name is then only a name.
  if (!/^[rubft]+$/.test(prefix) || new Set(prefix).size !== prefix.length) return;
  for (const pair of ['ub', 'ur', 'uf', 'ut', 'bf', 'bt', 'ft']) {
    if (!prefix.includes(pair[0]!) || !prefix.includes(pair[1]!)) continue;
    const offset = t.characters(t.lineStart, start) + 1;
    t.failRange(`'${pair[0]}' and '${pair[1]}' prefixes are incompatible`, offset, offset + quoteAt - start);
  }
}

function scanSingle(t: Tokenizer, start: number, quoteAt: number, quote: number): void {
  const { source } = t;
  const size = source.length;
  const line = t.line;
  const column = start - t.lineStart + t.lineExtra;
  let pos = quoteAt + 1;
  for (;;) {
    const c = pos < size ? source.charCodeAt(pos) : 10;
    if (c === quote) break;
    if (c === 10) failUnterminated(t, start, quoteAt, line, pos);
    if (c === 92 && pos + 1 < size) {
      pos++;
      if (source.charCodeAt(pos) === 10) {
        if (pos + 1 >= size) failUnterminated(t, start, quoteAt, line, pos + 1);
        t.startLine(pos + 1);
      } else if (source.charCodeAt(pos) >= 128) {
        t.passNonAscii(source.charCodeAt(pos));
      }
    } else if (c >= 128) {
      t.passNonAscii(c);
    }
    pos++;
  }
  pos++;
  t.pushAt(STRING, start, pos, line, column, t.line, pos - t.lineStart + t.lineExtra, 0);
  t.pos = pos;
}

function scanTriple(t: Tokenizer, start: number, quoteAt: number, quote: number): void {
  const { source } = t;
  const size = source.length;
  const line = t.line;
  const lineStart = t.lineStart;
  const column = start - lineStart + t.lineExtra;
  let pos = quoteAt + 3;
  for (;;) {
    if (pos >= size) {
      const mode = insideReplacement(t);
      if (mode !== undefined && mode.quote === quote && mode.triple) {
        rewindTo(t, start, line);
        t.failAt(`${mode.letter}-string: expecting '}'`, start + 1);
      }
      const detected = source.charCodeAt(size - 1) === 10 ? t.line - 1 : t.line;
      t.line = line;
      t.lineStart = lineStart;
      t.failAt(`unterminated triple-quoted string literal (detected at line ${detected})`, start + 1, /* endOfInput */ true);
    }
    const c = source.charCodeAt(pos++);
    if (c === quote) {
      if (source.charCodeAt(pos) === quote && source.charCodeAt(pos + 1) === quote) break;
    } else if (c === 10) {
      t.startLine(pos);
    } else if (c === 92) {
      const escaped = source.charCodeAt(pos++);
      if (escaped === 10) t.startLine(pos);
      else if (escaped >= 128) t.passNonAscii(escaped);
    } else if (c >= 128) {
      t.passNonAscii(c);
    }
  }
  pos += 2;
  t.pushAt(STRING, start, pos, line, column, t.line, pos - t.lineStart + t.lineExtra, 0);
  t.pos = pos;
}

function failUnterminated(t: Tokenizer, start: number, quoteAt: number, line: number, pos: number): never {
  const { source } = t;
  const quote = source.charCodeAt(quoteAt);
  const detected = t.line;
  const mode = insideReplacement(t);
  if (mode !== undefined && mode.quote === quote && !mode.triple) {
    t.failAt(`${mode.letter}-string: expecting '}'`, start + 1);
  }
  const escaped = detected === line && hasEscapedQuote(source, quoteAt, pos, quote);
  rewindTo(t, start, line);
  t.failAt(
    `unterminated string literal (detected at line ${detected})${escaped ? '; perhaps you escaped the end quote?' : ''}`,
    start + 1,
    pos >= source.length,
  );
}

/** Did an escaped quote end the text that should have been a string? */
function hasEscapedQuote(source: string, quoteAt: number, end: number, quote: number): boolean {
  for (let i = quoteAt + 1; i < end; i++) {
    if (source.charCodeAt(i) !== 92) continue;
    i++;
    if (source.charCodeAt(i) === quote) return true;
  }
  return false;
}

/** Makes the line of `start` the current one again, for an error that is reported there. */
function rewindTo(t: Tokenizer, start: number, line: number): void {
  t.line = line;
  t.lineStart = t.source.lastIndexOf('\n', start - 1) + 1;
}

// f-strings and t-strings

function startFString(t: Tokenizer, start: number, quoteAt: number, quote: number, triple: boolean, letter: 'f' | 't'): void {
  const end = quoteAt + (triple ? 3 : 1);
  const prefix = t.source.slice(start, quoteAt);
  if (t.modes.length >= MAX_STRING_NESTING) t.failAt('too many nested f-strings or t-strings', start);
  t.modes.push({
    letter,
    quote,
    triple,
    raw: prefix.includes('r') || prefix.includes('R'),
    start,
    line: t.line,
    lineStart: t.lineStart,
    inExpression: false,
    inFormat: false,
    depth: 0,
    expressionDepth: -1,
  });
  t.push(letter === 'f' ? FSTRING_START : TSTRING_START, start, end);
  t.pos = end;
}

/** Text of an f-string up to its end quote or a `{`; also pushes the end quote when the text is empty. */
export function scanFStringText(t: Tokenizer, mode: FStringMode): void {
  const { source } = t;
  const size = source.length;
  const start = t.pos;
  const line = t.line;
  const column = start - t.lineStart + t.lineExtra;
  const middle = FSTRING_MIDDLE + (mode.letter === 't' ? TSTRING_START - FSTRING_START : 0);
  const inFormat = mode.inFormat && mode.expressionDepth >= 0;
  const inFormatText = mode.expressionDepth >= 0;
  const flags = inFormatText ? AUX_IN_FORMAT : 0;
  let unicodeEscape = false;
  let pos = start;
  for (;;) {
    const c = pos < size ? source.charCodeAt(pos) : -1;
    if (c === mode.quote && (!mode.triple || (source.charCodeAt(pos + 1) === c && source.charCodeAt(pos + 2) === c))) {
      if (pos !== start) pushMiddle(t, middle, start, pos, line, column, flags);
      t.pos = pos;
      endFString(t, mode);
      return;
    }
    if (c < 0 || (c === 10 && !mode.triple)) {
      t.pos = pos;
      if (c === 10 && inFormat)
        t.failAt(`${mode.letter}-string: newlines are not allowed in format specifiers for single quoted ${mode.letter}-strings`, pos + 1);
      failUnterminatedFString(t, mode);
    }
    if (c === 10) {
      pos++;
      t.startLine(pos);
    } else if (c === 123) {
      if (source.charCodeAt(pos + 1) === 123 && !inFormat) {
        pushMiddle(t, middle, start, pos + 1, line, column, flags);
        t.pos = pos + 2;
        return;
      }
      openReplacement(t, mode, pos);
      if (pos !== start) pushMiddle(t, middle, start, pos, line, column, flags);
      t.pos = pos;
      return;
    } else if (c === 125) {
      if (unicodeEscape) {
        unicodeEscape = false;
        pos++;
        continue;
      }
      if (source.charCodeAt(pos + 1) === 125 && !inFormatText) {
        pushMiddle(t, middle, start, pos + 1, line, column, flags);
        t.pos = pos + 2;
        return;
      }
      if (!inFormatText) t.failAt(`${mode.letter}-string: single '}' is not allowed`, pos + 1);
      // CPython has an empty piece here where the format is empty, and a message depends on it.
      pushMiddle(t, middle, start, pos, line, column, flags);
      t.pos = pos;
      mode.inExpression = true;
      return;
    } else if (c === 92) {
      pos++;
      const next = source.charCodeAt(pos);
      // The backslash does not escape a brace; outside raw strings it starts \N{…}, whose braces are text.
      if (next === 123 || next === 125) {
        if (!mode.raw) t.warn(escapeWarning(String.fromCharCode(next)), pos + 1, escapeError(String.fromCharCode(next)));
        continue;
      }
      if (!mode.raw && next === 78 && source.charCodeAt(pos + 1) === 123) {
        unicodeEscape = true;
        pos += 2;
      } else if (next === 10) {
        pos++;
        t.startLine(pos);
      } else if (pos < size) {
        if (next >= 128) t.passNonAscii(next);
        pos++;
      }
    } else {
      if (c >= 128) t.passNonAscii(c);
      pos++;
    }
  }
}

function pushMiddle(t: Tokenizer, kind: number, start: number, end: number, line: number, column: number, flags: number): void {
  t.pushAt(kind, start, end, line, column, t.line, end - t.lineStart + t.lineExtra, flags);
}

function openReplacement(t: Tokenizer, mode: FStringMode, pos: number): void {
  if (mode.expressionDepth + 1 >= MAX_EXPRESSION_NESTING) t.failAt(`${mode.letter}-string: expressions nested too deeply`, pos);
  mode.expressionDepth++;
  mode.inExpression = true;
}

function endFString(t: Tokenizer, mode: FStringMode): void {
  const end = t.pos + (mode.triple ? 3 : 1);
  t.modes.pop();
  t.push(mode.letter === 'f' ? FSTRING_END : FSTRING_END + 3, t.pos, end);
  t.pos = end;
}

function failUnterminatedFString(t: Tokenizer, mode: FStringMode): never {
  const detected = t.lineStart >= t.source.length ? t.line - 1 : t.line;
  t.line = mode.line;
  t.lineStart = mode.lineStart;
  const kind = mode.triple ? 'triple-quoted ' : '';
  t.failAt(`unterminated ${kind}${mode.letter}-string literal (detected at line ${detected})`, mode.start + 1, mode.triple);
}
