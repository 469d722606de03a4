// HOT. Source text to tokens, all at once, into one Int32Array (see tokens.ts). Bench: bench/parse.ts.
// - Tokenizing ahead of the parser is sound because no token depends on what the parser has understood; an error
//   becomes an ERRORTOKEN at the end, and `error` tells what to raise should the parser get that far.
// - Columns are UTF-8 bytes. `lineExtra` counts how many bytes more than UTF-16 units the current line holds so far,
//   so an ASCII line costs nothing.
// - f-strings and t-strings are a stack of modes: text mode yields MIDDLE tokens, `{` switches to ordinary tokens.
// CPython: Parser/lexer/lexer.c.

import {
  C_CONTINUE,
  C_DIGIT,
  C_START,
  CLASS,
  charAt,
  extraBytes,
  extraOfUnit,
  isIdentifierPart,
  isPrintable,
  isXidPart,
  isXidStart,
  unicodeName,
} from './characters.ts';
import { PySyntaxErrorInfo, type SyntaxErrorKind, type SyntaxWarningInfo } from './errors.ts';
import { scanNumber } from './tokenizeNumber.ts';
import { closeReplacement, type FStringMode, insideReplacement, scanFStringText, scanString } from './tokenizeString.ts';
import {
  AMPER,
  AMPEREQUAL,
  AT,
  ATEQUAL,
  AUX_NO_COLUMN,
  AUX_NON_ASCII,
  CIRCUMFLEX,
  CIRCUMFLEXEQUAL,
  COLON,
  COLONEQUAL,
  COMMA,
  COMMENT,
  DEDENT,
  DOT,
  DOUBLESLASH,
  DOUBLESLASHEQUAL,
  DOUBLESTAR,
  DOUBLESTAREQUAL,
  ELLIPSIS,
  ENDMARKER,
  EQEQUAL,
  EQUAL,
  ERRORTOKEN,
  EXCLAMATION,
  GREATER,
  GREATEREQUAL,
  INDENT,
  keywordKind,
  LBRACE,
  LEFTSHIFT,
  LEFTSHIFTEQUAL,
  LESS,
  LESSEQUAL,
  LPAR,
  LSQB,
  MINEQUAL,
  MINUS,
  NAME,
  NEWLINE,
  NL,
  NOTEQUAL,
  OP,
  PERCENT,
  PERCENTEQUAL,
  PLUS,
  PLUSEQUAL,
  RARROW,
  RBRACE,
  RIGHTSHIFT,
  RIGHTSHIFTEQUAL,
  RPAR,
  RSQB,
  SEMI,
  SLASH,
  SLASHEQUAL,
  STAR,
  STAREQUAL,
  TILDE,
  TYPE_COMMENT,
  TYPE_IGNORE,
  VBAR,
  VBAREQUAL,
  T_SIZE,
} from './tokens.ts';

const MAX_INDENT = 100;
const MAX_LEVEL = 200;

export interface TokenizerOptions {
  /** Yields TYPE_COMMENT and TYPE_IGNORE for `# type:` comments. */
  typeComments?: boolean;
  /** Yields COMMENT and NL too, as the `tokenize` module wants. */
  extraTokens?: boolean;
}

/** Thrown inside the tokenizer when `error` has been set; never leaves `run`. */
export const TOKEN_FAILURE = { tokenFailure: true };

export class Tokenizer {
  readonly source: string;
  pos = 0;
  line = 1;
  /** Offset at which the current line starts. */
  lineStart = 0;
  /** Offset of the first of the lines that a backslash or a string has joined to this one. */
  joinedFrom = 0;
  /** UTF-8 bytes beyond UTF-16 units between `lineStart` and `pos`. */
  lineExtra = 0;

  tokens: Int32Array;
  /** Cells used in `tokens`. */
  length = 0;

  /** What to raise when the parser reaches the ERRORTOKEN; unset when the text ended inside brackets. */
  error: PySyntaxErrorInfo | undefined;
  warnings: SyntaxWarningInfo[] = [];

  /** Open brackets: character code, line, and offset with the start of that line. */
  brackets: number[] = [];
  bracketLines: number[] = [];
  bracketOffsets: number[] = [];
  bracketLineStarts: number[] = [];
  level = 0;

  /** Innermost last. */
  modes: FStringMode[] = [];

  /** Offset of the last comment, which may end the current line. */
  private commentStart = -1;
  private atLineStart = true;
  private indents: number[] = [0];
  /** The same widths with a tab counted as one column: both must agree, or tabs and spaces are mixed. */
  private altIndents: number[] = [0];
  private typeComments: boolean;
  /** For the `tokenize` module, which leaves it to its user what to make of odd numbers, names and brackets. */
  readonly extraTokens: boolean;

  constructor(source: string, options: TokenizerOptions = {}) {
    this.source = source;
    this.tokens = new Int32Array(((source.length / 3 + 16) | 0) * T_SIZE);
    this.typeComments = options.typeComments ?? false;
    this.extraTokens = options.extraTokens ?? false;
  }

  /** Blocks that the end of the text left open: only where its last line has no line feed. */
  get openIndents(): number {
    return this.indents.length - 1;
  }

  /** Fills `tokens`; the last one is ENDMARKER or ERRORTOKEN. */
  run(): this {
    try {
      this.tokenizeAll();
    } catch (failure) {
      if (failure !== TOKEN_FAILURE) throw failure;
      this.lineExtra = extraBytes(this.source, this.lineStart, this.pos);
      this.pushAtPosition(ERRORTOKEN);
    }
    return this;
  }

  private tokenizeAll(): void {
    const { source, modes } = this;
    const size = source.length;
    for (;;) {
      if (modes.length !== 0 && !modes[modes.length - 1]!.inExpression) {
        scanFStringText(this, modes[modes.length - 1]!);
        continue;
      }
      if (this.atLineStart) {
        this.atLineStart = false;
        if (this.indentation()) continue;
      }
      let pos = this.pos;
      let c = pos < size ? source.charCodeAt(pos) : -1;
      while (c === 32 || c === 9 || c === 12) c = ++pos < size ? source.charCodeAt(pos) : -1;
      this.pos = pos;
      if (c < 0) {
        if (this.level > 0) {
          this.pushAtPosition(ERRORTOKEN);
          return;
        }
        this.pushAtPosition(ENDMARKER);
        return;
      }
      const kind = c < 128 ? CLASS[c]! : C_START;
      if ((kind & C_START) !== 0) this.nameOrString(c);
      else if ((kind & C_DIGIT) !== 0) scanNumber(this, pos);
      else if (c === 10) this.newline();
      else if (c === 34 || c === 39) scanString(this, pos, pos);
      else if (c === 35) this.comment();
      else if (c === 92) this.continuation();
      else if (c === 46) this.dot(pos);
      else this.operator(c, pos);
    }
  }

  // Tokens

  push(kind: number, start: number, end: number): void {
    const column = start - this.lineStart + this.lineExtra;
    this.pushAt(kind, start, end, this.line, column, this.line, column + end - start, 0);
  }

  pushAt(kind: number, start: number, end: number, line: number, column: number, endLine: number, endColumn: number, flags: number): void {
    let at = this.length;
    if (at + T_SIZE > this.tokens.length) this.grow();
    const { tokens } = this;
    tokens[at++] = kind;
    tokens[at++] = start;
    tokens[at++] = end;
    tokens[at++] = line;
    tokens[at++] = column;
    tokens[at++] = endLine;
    tokens[at++] = endColumn;
    tokens[at++] = this.level | flags;
    this.length = at;
  }

  /** A token without text. At the end of the text CPython's tokenizer still stands in the last line, behind its line feed. */
  private pushAtPosition(kind: number): void {
    const { source, pos } = this;
    let { line, lineStart, lineExtra } = this;
    if (lineStart >= source.length) {
      line--;
      lineStart = source.length < 2 ? 0 : source.lastIndexOf('\n', source.length - 2) + 1;
      lineExtra = extraBytes(source, lineStart, source.length);
    }
    const column = pos - lineStart + lineExtra;
    this.pushAt(kind, pos, pos, line, column, line, column, AUX_NO_COLUMN);
  }

  private grow(): void {
    const larger = new Int32Array(this.tokens.length * 2);
    larger.set(this.tokens);
    this.tokens = larger;
  }

  // Lines

  /** `pos` has just passed a line feed. */
  startLine(pos: number): void {
    this.line++;
    this.lineStart = pos;
    this.lineExtra = 0;
  }

  /**
   * Measures the white space a line starts with and yields INDENT and DEDENT tokens. Blank lines do not count.
   * Returns true when it has consumed the line.
   */
  private indentation(): boolean {
    const { source } = this;
    const size = source.length;
    let pos = this.pos;
    let column = 0;
    let altColumn = 0;
    let continuedColumn = -1;
    let c: number;
    for (;;) {
      c = pos < size ? source.charCodeAt(pos) : -1;
      if (c === 32) {
        column++;
        altColumn++;
      } else if (c === 9) {
        column = ((column >> 3) + 1) << 3;
        altColumn++;
      } else if (c === 12) {
        column = altColumn = 0;
      } else if (c === 92) {
        // A backslash on a line of its own: the indentation is what stood before the first of them.
        if (continuedColumn < 0) continuedColumn = column;
        this.pos = pos;
        this.continuation();
        pos = this.joinedFrom = this.pos;
        continue;
      } else {
        break;
      }
      pos++;
    }
    this.pos = pos;
    if (c === 35) {
      const tokensBefore = this.length;
      this.comment();
      const isTypeComment = this.length !== tokensBefore && this.tokens[tokensBefore] === TYPE_COMMENT;
      if (isTypeComment || this.pos >= size) return false;
      return this.blankLine();
    }
    if (c === 10) return this.blankLine();
    if (this.level > 0) return false;
    if (continuedColumn > 0) column = altColumn = continuedColumn;
    this.indentTo(column, altColumn);
    return false;
  }

  private blankLine(): true {
    if (this.extraTokens) this.push(NL, this.pos, this.pos + 1);
    // CPython counts the line feed to a `# type: ignore` that has its line for itself.
    else if (this.length > 0 && this.tokens[this.length - T_SIZE] === TYPE_IGNORE && this.tokens[this.length - T_SIZE + 2] === this.pos) {
      this.tokens[this.length - T_SIZE + 2] = this.pos + 1;
    }
    this.startLine(++this.pos);
    this.joinedFrom = this.pos;
    this.atLineStart = true;
    return true;
  }

  private indentTo(column: number, altColumn: number): void {
    const { indents, altIndents } = this;
    const top = indents.length - 1;
    if (column === indents[top]) {
      if (altColumn !== altIndents[top]) this.failIndentation('TabError', 'inconsistent use of tabs and spaces in indentation');
      return;
    }
    if (column > indents[top]!) {
      if (top + 1 >= MAX_INDENT) this.failIndentation('IndentationError', 'too many levels of indentation');
      if (altColumn <= altIndents[top]!) this.failIndentation('TabError', 'inconsistent use of tabs and spaces in indentation');
      indents.push(column);
      altIndents.push(altColumn);
      this.pushAtPosition(INDENT);
      return;
    }
    let dedents = 0;
    while (indents.length > 1 && column < indents[indents.length - 1]!) {
      indents.pop();
      altIndents.pop();
      dedents++;
    }
    if (column !== indents[indents.length - 1]) {
      const text = this.fullLine();
      this.failDeferred(
        'IndentationError',
        'unindent does not match any outer indentation level',
        this.characters(this.lineStart, this.lineStart + text.length),
        -1,
      );
    }
    if (altColumn !== altIndents[altIndents.length - 1]) {
      this.failIndentation('TabError', 'inconsistent use of tabs and spaces in indentation');
    }
    while (dedents-- > 0) this.pushAtPosition(DEDENT);
  }

  private newline(): void {
    const { pos, commentStart } = this;
    this.commentStart = -1;
    if (this.level > 0) {
      if (this.extraTokens) this.push(NL, pos, pos + 1);
    } else {
      this.pushNewline(pos, commentStart);
      this.atLineStart = true;
    }
    this.pos = pos + 1;
    this.startLine(pos + 1);
    this.joinedFrom = pos + 1;
  }

  /** CPython has a NEWLINE begin with the comment before it, as an error in this place shows. */
  private pushNewline(pos: number, commentStart: number): void {
    if (commentStart < this.lineStart || this.extraTokens) {
      this.push(NEWLINE, pos, pos + 1);
      return;
    }
    const column = pos - this.lineStart + this.lineExtra;
    const startColumn = commentStart - this.lineStart + this.lineExtra - extraBytes(this.source, commentStart, pos);
    this.pushAt(NEWLINE, commentStart, pos + 1, this.line, startColumn, this.line, column + 1, 0);
  }

  private continuation(): void {
    const { source, pos } = this;
    const behind = Math.min(pos + 2, source.length);
    if (source.charCodeAt(pos + 1) !== 10) {
      // CPython counts from the first of the lines that backslashes have joined, but not beyond the end of this one.
      const offset = Math.min(this.characters(this.joinedFrom, behind), this.characters(this.lineStart, this.lineStart + this.fullLine().length) + 1);
      this.failDeferred('SyntaxError', 'unexpected character after line continuation character', offset, 0);
    }
    if (behind >= source.length) {
      this.pos = behind;
      if (this.level > 0) throw TOKEN_FAILURE;
      this.failDeferred('SyntaxError', 'unexpected EOF while parsing', this.characters(this.lineStart, behind), -1, /* endOfInput */ true);
    }
    this.pos = pos + 2;
    this.startLine(pos + 2);
  }

  /** A comment up to the end of its line. */
  private comment(): void {
    const { source, pos } = this;
    let end = source.indexOf('\n', pos);
    if (end < 0) end = source.length;
    if (this.extraTokens) {
      const column = pos - this.lineStart + this.lineExtra;
      this.pushAt(COMMENT, pos, end, this.line, column, this.line, column + end - pos + extraBytes(source, pos, end), 0);
    } else if (this.typeComments && this.typeComment(pos, end)) {
      this.lineExtra += extraBytes(source, pos, end);
      this.pos = end;
      return;
    }
    this.commentStart = pos;
    this.lineExtra += extraBytes(source, pos, end);
    this.pos = end;
  }

  /** `# type: ignore…` or `# type: …`, with any number of blanks where one is shown. A type comment is followed by a NEWLINE. */
  private typeComment(start: number, end: number): boolean {
    const match = /^#[ \t]*type:[ \t]*/.exec(this.source.slice(start, end));
    if (match === null) return false;
    // At the very end of the text CPython wants a blank behind the colon.
    if (match[0].endsWith(':') && end === this.source.length && start + match[0].length === end) return false;
    const textStart = start + match[0].length;
    const text = this.source.slice(textStart, end);
    const ignored = /^ignore(?![A-Za-z0-9]|[^\x00-\x7f])/.test(text);
    const from = ignored ? textStart + 6 : textStart;
    const column = from - this.lineStart + this.lineExtra;
    const bytes = end - from + extraBytes(this.source, from, end);
    const kind = ignored ? TYPE_IGNORE : TYPE_COMMENT;
    this.pushAt(kind, from, end, this.line, column, this.line, column + bytes, 0);
    return true;
  }

  // Names

  private nameOrString(first: number): void {
    const { source } = this;
    const size = source.length;
    const start = this.pos;
    let pos = start;
    let c = first;
    while (c < 128 && (CLASS[c]! & C_CONTINUE) !== 0) {
      c = ++pos < size ? source.charCodeAt(pos) : 10;
    }
    if ((c === 34 || c === 39) && pos - start <= 5 && scanString(this, start, pos)) return;
    if (c >= 128) {
      this.nonAsciiName(start, pos);
      return;
    }
    this.pos = pos;
    this.push(keywordKind(source, start, pos), start, pos);
  }

  private nonAsciiName(start: number, from: number): void {
    const { source } = this;
    let pos = from;
    while (pos < source.length && isIdentifierPart(source.charCodeAt(pos))) pos++;
    const name = source.slice(start, pos);
    let at = start;
    for (const char of this.extraTokens ? '' : name) {
      if (!(at === start ? isXidStart(char) : isXidPart(char))) {
        this.failAt(
          isPrintable(char) ? `invalid character '${char}' (${unicodeName(char)})` : `invalid non-printable character ${unicodeName(char)}`,
          at + char.length,
        );
      }
      at += char.length;
    }
    const column = start - this.lineStart + this.lineExtra;
    const extra = extraBytes(source, start, pos);
    this.pushAt(NAME, start, pos, this.line, column, this.line, column + pos - start + extra, AUX_NON_ASCII);
    this.lineExtra += extra;
    this.pos = pos;
  }

  // Operators

  private dot(pos: number): void {
    const { source } = this;
    const next = source.charCodeAt(pos + 1);
    if (next >= 48 && next <= 57) {
      scanNumber(this, pos);
    } else if (next === 46 && source.charCodeAt(pos + 2) === 46) {
      this.take(ELLIPSIS, pos, 3);
    } else {
      this.take(DOT, pos, 1);
    }
  }

  private take(kind: number, pos: number, length: number): void {
    this.push(kind, pos, pos + length);
    this.pos = pos + length;
  }

  /** The longest of the two forms `c` and `c=`. */
  private takeWithEqual(plain: number, withEqual: number, pos: number): void {
    if (this.source.charCodeAt(pos + 1) === 61) this.take(withEqual, pos, 2);
    else this.take(plain, pos, 1);
  }

  private takeDoubled(c: number, plain: number, withEqual: number, doubled: number, doubledWithEqual: number, pos: number): void {
    const { source } = this;
    if (source.charCodeAt(pos + 1) !== c) this.takeWithEqual(plain, withEqual, pos);
    else if (source.charCodeAt(pos + 2) === 61) this.take(doubledWithEqual, pos, 3);
    else this.take(doubled, pos, 2);
  }

  private operator(c: number, pos: number): void {
    switch (c) {
      case 40:
        return this.open(LPAR, c, pos);
      case 41:
        return this.close(RPAR, 40, c, pos);
      case 91:
        return this.open(LSQB, c, pos);
      case 93:
        return this.close(RSQB, 91, c, pos);
      case 123:
        return this.open(LBRACE, c, pos);
      case 125:
        return this.close(RBRACE, 123, c, pos);
      case 44:
        return this.take(COMMA, pos, 1);
      case 58:
        return this.colon(pos);
      case 61:
        return this.takeWithEqual(EQUAL, EQEQUAL, pos);
      case 59:
        return this.take(SEMI, pos, 1);
      case 43:
        return this.takeWithEqual(PLUS, PLUSEQUAL, pos);
      case 45:
        if (this.source.charCodeAt(pos + 1) === 62) return this.take(RARROW, pos, 2);
        return this.takeWithEqual(MINUS, MINEQUAL, pos);
      case 42:
        return this.takeDoubled(c, STAR, STAREQUAL, DOUBLESTAR, DOUBLESTAREQUAL, pos);
      case 47:
        return this.takeDoubled(c, SLASH, SLASHEQUAL, DOUBLESLASH, DOUBLESLASHEQUAL, pos);
      case 60:
        return this.takeDoubled(c, LESS, LESSEQUAL, LEFTSHIFT, LEFTSHIFTEQUAL, pos);
      case 62:
        return this.takeDoubled(c, GREATER, GREATEREQUAL, RIGHTSHIFT, RIGHTSHIFTEQUAL, pos);
      case 124:
        return this.takeWithEqual(VBAR, VBAREQUAL, pos);
      case 38:
        return this.takeWithEqual(AMPER, AMPEREQUAL, pos);
      case 37:
        return this.takeWithEqual(PERCENT, PERCENTEQUAL, pos);
      case 94:
        return this.takeWithEqual(CIRCUMFLEX, CIRCUMFLEXEQUAL, pos);
      case 64:
        return this.takeWithEqual(AT, ATEQUAL, pos);
      case 126:
        return this.take(TILDE, pos, 1);
      case 33:
        return this.takeWithEqual(EXCLAMATION, NOTEQUAL, pos);
      default: {
        const char = charAt(this.source, pos);
        if (!isPrintable(char)) this.failAt(`invalid non-printable character ${unicodeName(char)}`, pos + char.length);
        return this.take(OP, pos, 1);
      }
    }
  }

  private colon(pos: number): void {
    const mode = insideReplacement(this);
    if (mode !== undefined && mode.depth === mode.expressionDepth + 1) {
      // The colon that ends the expression of a replacement field: what follows is the format, as text.
      this.take(COLON, pos, 1);
      mode.inExpression = false;
      mode.inFormat = true;
      return;
    }
    this.takeWithEqual(COLON, COLONEQUAL, pos);
  }

  private open(kind: number, c: number, pos: number): void {
    if (this.level >= MAX_LEVEL) this.failAt('too many nested parentheses', pos + 1);
    this.brackets[this.level] = c;
    this.bracketLines[this.level] = this.line;
    this.bracketOffsets[this.level] = pos;
    this.bracketLineStarts[this.level] = this.lineStart;
    this.level++;
    const mode = insideReplacement(this);
    if (mode !== undefined) mode.depth++;
    this.take(kind, pos, 1);
  }

  private close(kind: number, opening: number, c: number, pos: number): void {
    const mode = insideReplacement(this);
    const char = String.fromCharCode(c);
    if (mode !== undefined && mode.depth === 0 && c === 125) {
      this.failAt(`${mode.letter}-string: single '}' is not allowed`, pos + 1);
    }
    if (this.level === 0) {
      if (!this.extraTokens) this.failAt(`unmatched '${char}'`, pos + 1);
      this.take(kind, pos, 1);
      return;
    }
    this.level--;
    const open = this.brackets[this.level]!;
    if (open !== opening && !this.extraTokens) this.failMismatch(mode, open, char, pos);
    if (mode !== undefined) closeReplacement(mode, c);
    this.take(kind, pos, 1);
  }

  private failMismatch(mode: FStringMode | undefined, open: number, char: string, pos: number): never {
    if (mode !== undefined && open === 123 && mode.depth - 1 === mode.expressionDepth) {
      this.failAt(`${mode.letter}-string: unmatched '${char}'`, pos + 1);
    }
    const opened = this.bracketLines[this.level]!;
    const where = opened === this.line ? '' : ` on line ${opened}`;
    this.failAt(`closing parenthesis '${char}' does not match opening parenthesis '${String.fromCharCode(open)}'${where}`, pos + 1);
  }

  // Errors

  /** Number of characters (code points) between two offsets. */
  characters(start: number, end: number): number {
    let count = 0;
    for (let i = start; i < end; i++) {
      const c = this.source.charCodeAt(i);
      if (c < 0xdc00 || c > 0xdfff) count++;
    }
    return count;
  }

  lineEnd(pos: number): number {
    const end = this.source.indexOf('\n', pos);
    return end < 0 ? this.source.length : end;
  }

  /** A syntax error at the character before `pos` in the current line. */
  failAt(message: string, pos: number, endOfInput = false): never {
    this.pos = pos;
    this.failRange(message, this.characters(this.lineStart, pos), this.characters(this.lineStart, pos), endOfInput);
  }

  failRange(message: string, offset: number, endOffset: number, endOfInput = false): never {
    const text = this.source.slice(this.lineStart, this.lineEnd(this.lineStart));
    this.error = new PySyntaxErrorInfo('SyntaxError', message, this.line, offset, this.line, endOffset, text);
    this.error.endOfInput = endOfInput;
    throw TOKEN_FAILURE;
  }

  private failIndentation(kind: SyntaxErrorKind, message: string): never {
    this.failDeferred(kind, message, 1, 0);
  }

  /** An error that CPython's tokenizer reports by a code: the parser makes it an error when it gets here. */
  private failDeferred(kind: SyntaxErrorKind, message: string, offset: number, endOffset: number, endOfInput = false): never {
    this.error = new PySyntaxErrorInfo(kind, message, this.line, offset, this.line, endOffset, this.fullLine());
    this.error.isDeferred = true;
    this.error.endOfInput = endOfInput;
    throw TOKEN_FAILURE;
  }

  /** The current line with its line feed, if it has one. */
  private fullLine(): string {
    return this.source.slice(this.lineStart, this.lineEnd(this.lineStart) + 1);
  }

  /** Warns at the character before `pos`. */
  warn(message: string, pos: number, errorMessage = message): void {
    const { line } = this;
    const offset = this.characters(this.lineStart, pos);
    const text = this.source.slice(this.lineStart, this.lineEnd(this.lineStart));
    const error = new PySyntaxErrorInfo('SyntaxError', errorMessage, line, offset, line, offset, text);
    this.warnings.push({ category: 'SyntaxWarning', message, lineno: line, error, position: pos });
  }

  /** Counts the bytes of non-ASCII characters passed in the current line. */
  passNonAscii(c: number): void {
    this.lineExtra += extraOfUnit(c);
  }
}

export function tokenize(source: string, options?: TokenizerOptions): Tokenizer {
  return new Tokenizer(source, options).run();
}
