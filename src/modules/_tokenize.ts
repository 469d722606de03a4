// `_tokenize`: the compiler's tokenizer for the `tokenize` module. CPython: Python/Python-tokenize.c.
import { defineModule } from '../objects/declare/module.ts';
import { defineType, make } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { None, PyTuple } from '../objects/model/values.ts';
import { raise, newException, throwException } from '../objects/ops/raise.ts';
import { IndentationError, StopIteration, SyntaxError, TabError, TypeError, type PySyntaxError } from '../objects/types/exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { typeName } from '../objects/ops/number.ts';
import { FS } from '../objects/frame.ts';
import { tokenize, type Tokenizer } from '../syntax/tokenizer.ts';
import { PySyntaxErrorInfo } from '../syntax/errors.ts';
import {
  T_COL,
  T_END,
  T_END_COL,
  T_END_LINE,
  T_KIND,
  T_LINE,
  T_SIZE,
  T_START,
  DEDENT,
  ENDMARKER,
  ERRORTOKEN,
  INDENT,
  LPAR,
  NEWLINE,
  NL,
  tokenKindName,
} from '../syntax/tokens.ts';
import { decodeWithCodec } from '../runtime/sourceCodec.ts';

class PyTokenizerIter extends PyBase {
  readline: PyObject;
  encoding: string | undefined;
  extra: boolean;
  tokenizer: Tokenizer | undefined = undefined;
  lines: string[] = [];
  at = 0;
  /** Length of the text as it was read. */
  end = 0;
  done = false;
  constructor(readline: PyObject, encoding: string | undefined, extra: boolean) {
    super();
    this.readline = readline;
    this.encoding = encoding;
    this.extra = extra;
  }
}

function decoded(encoding: string, bytes: Uint8Array): string {
  const text = decodeWithCodec(encoding, bytes) ?? { error: `unknown encoding: ${encoding}` };
  return typeof text === 'string' ? text : raise(SyntaxError, text.error);
}

function readAll(it: PyTokenizerIter): string {
  const depth = FS.sp,
    handled = FS.exc;
  const parts: string[] = [];
  for (;;) {
    let line: PyObject;
    try {
      line = it.readline.c0();
    } catch (e) {
      if (!excMatches(e, StopIteration)) throw e;
      FS.sp = depth;
      FS.exc = handled;
      break;
    }
    let text: string;
    if (it.encoding !== undefined) {
      const { bv } = line as unknown as { bv?: Uint8Array };
      if (bv === undefined) raise(TypeError, 'readline() returned a non-bytes object');
      text = /^utf-?8/i.test(it.encoding) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bv) : decoded(it.encoding, bv);
    } else {
      if (!isStr(line)) raise(TypeError, 'readline() returned a non-string object');
      text = jsFromStr(line);
    }
    if (text === '') break;
    parts.push(text);
  }
  return parts.join('');
}

function start(it: PyTokenizerIter): Tokenizer {
  const source = readAll(it);
  it.lines = source.split(/(?<=\n)/);
  // The end of a last line that has none is a token without text.
  const text = source.replaceAll('\r\n', '\n');
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  it.end = text.length;
  try {
    return (it.tokenizer = tokenize(whole, { extraTokens: it.extra }));
  } catch (e) {
    if (!(e instanceof PySyntaxErrorInfo)) throw e;
    raiseInfo(e);
  }
}

function raiseInfo(info: PySyntaxErrorInfo): never {
  const e = newException(info.kind === 'SyntaxError' ? SyntaxError : info.kind === 'TabError' ? TabError : IndentationError) as PySyntaxError;
  e.msg = strFromJs(info.message);
  e.filename = '<string>';
  e.lineno = info.lineno ?? None;
  e.offset = info.offset ?? None;
  e.text = info.text === null ? None : strFromJs(info.text);
  e.endLineno = info.end_lineno ?? None;
  e.endOffset = info.end_offset ?? None;
  e.args = new PyTuple([e.msg, new PyTuple([e.filename, e.lineno, e.offset, e.text, e.endLineno, e.endOffset])]);
  throwException(e);
}

/** What the tokenizer has stopped at. The errors that it leaves to the parser are worded and placed here, as CPython's module does. */
function raiseAtError(it: PyTokenizerIter, t: Tokenizer): never {
  const { error } = t;
  const lastLine = it.lines.length;
  if (t.source[t.pos - 1] === '\0') raiseInfo(placed('SyntaxError', 'source code cannot contain null bytes', t.line, 0, null));
  if (error === undefined || (error.isDeferred && error.endOfInput)) {
    // Where the line that is not finished is still in CPython's buffer, its length is the column.
    const line = it.lines[lastLine - 1] ?? '';
    const kept = error === undefined ? t.modes.length > 0 : !/^\s*\\/.test(line);
    raiseInfo(placed('SyntaxError', 'unexpected EOF in multi-line statement', lastLine, kept ? line.length : 0, null));
  }
  if (!error.isDeferred) raiseInfo(error);
  const line = it.lines[t.line - 1] ?? '';
  raiseInfo(placed(error.kind, error.message, t.line, line.length, line.replace(/\r?\n$/, '')));
}

function placed(kind: PySyntaxErrorInfo['kind'], message: string, line: number, offset: number, text: string | null): PySyntaxErrorInfo {
  return new PySyntaxErrorInfo(kind, message, line, offset, null, null, text);
}

/** UTF-8 byte column → character column. */
function charColumn(line: string, bytes: number): number {
  let chars = 0;
  for (let i = 0, seen = 0; i < line.length && seen < bytes; chars++) {
    const cp = line.codePointAt(i)!;
    seen += cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    i += cp > 0xffff ? 2 : 1;
  }
  return chars;
}

function nextToken(it: PyTokenizerIter): PyObject | undefined {
  if (it.done) return undefined;
  const t = it.tokenizer ?? start(it);
  if (it.at >= t.length) {
    it.done = true;
    return undefined;
  }
  const { tokens, source } = t;
  const { at } = it;
  it.at += T_SIZE;
  const kind = tokens[at + T_KIND]!;
  if (kind === ERRORTOKEN) {
    it.done = true;
    raiseAtError(it, t);
  }
  const text = source.slice(tokens[at + T_START]!, tokens[at + T_END]!);
  const line = tokens[at + T_LINE]!,
    endLine = tokens[at + T_END_LINE]!;
  const first = it.lines[line - 1] ?? '',
    last = it.lines[endLine - 1] ?? '';
  let col = charColumn(first, tokens[at + T_COL]!),
    endCol = charColumn(last, tokens[at + T_END_COL]!);
  let shown = text;
  let shownLine = it.lines.slice(line - 1, endLine).join('');
  if (kind === ENDMARKER) {
    shownLine = '';
    shown = '';
  }
  if ((kind === NEWLINE || kind === NL) && it.extra && tokens[at + T_START]! >= it.end) {
    shown = '';
    shownLine = first;
    endCol = col + 1;
  }
  if ((kind === NEWLINE || kind === NL) && it.extra && text === '\n' && last.endsWith('\r\n')) {
    shown = '\r\n';
    endCol = col + 2;
  }
  if (kind === NEWLINE && !it.extra) {
    shown = '';
    endCol = col;
  }
  if (kind === DEDENT) {
    shown = '';
  }
  if (kind === INDENT) {
    col = 0;
    if (it.extra) shown = /^[ \t\f]*/.exec(first)![0];
    endCol = shown.length;
  }
  if (!it.extra && (kind === INDENT || kind === DEDENT || kind === ENDMARKER)) col = endCol = -1;
  // The tokens behind the last line stand on a line of their own.
  if (it.extra && it.end > 0 && (kind === ENDMARKER || (kind === DEDENT && tokens[at + T_START]! >= it.end))) {
    const behind = new PyTuple([it.lines.length + 1, 0]);
    return new PyTuple([tokenNumber(kind, it.extra), '', behind, behind, '']);
  }
  return new PyTuple([tokenNumber(kind, it.extra), strFromJs(shown), new PyTuple([line, col]), new PyTuple([endLine, endCol]), strFromJs(shownLine)]);
}
/** The number that `token.py` gives a kind; with extra tokens all operators are OP. */
const NUMBERS: Record<string, number> = {
  ENDMARKER: 0,
  NAME: 1,
  NUMBER: 2,
  STRING: 3,
  NEWLINE: 4,
  INDENT: 5,
  DEDENT: 6,
  OP: 55,
  TYPE_IGNORE: 56,
  TYPE_COMMENT: 57,
  FSTRING_START: 59,
  FSTRING_MIDDLE: 60,
  FSTRING_END: 61,
  TSTRING_START: 62,
  TSTRING_MIDDLE: 63,
  TSTRING_END: 64,
  COMMENT: 65,
  NL: 66,
  ERRORTOKEN: 67,
};
/** `token.LPAR`; both tables list the operators in the same order. */
const FIRST_OPERATOR = 7;
function tokenNumber(kind: number, extra: boolean): number {
  const name = tokenKindName(kind);
  return name === 'OP' && !extra && kind >= LPAR ? kind - LPAR + FIRST_OPERATOR : NUMBERS[name]!;
}

export const tokenizerIterType = defineType(PyTokenizerIter, {
  name: 'TokenizerIter',
  module: '_tokenize',
  make: make(
    'tokenizeriter(readline, /, *, encoding: opt_text = None, extra_tokens: bool = False)',
    (_cls, readline: PyObject, encoding: string | undefined, extra: boolean) => {
      if (readline.s_call === undefined) raise(TypeError, `'${typeName(readline)}' object is not callable`);
      return new PyTokenizerIter(readline, encoding, extra);
    },
  ),
  slots: { iter: (it) => it, next: nextToken },
});

export default defineModule({ name: '_tokenize', constants: () => ({ TokenizerIter: tokenizerIterType }) });
