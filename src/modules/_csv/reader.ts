// HOT. Reading CSV: a state machine over the characters of each line. Bench: bench/csv.
// A line that holds neither quotes nor escapes is simply split. Lines are UTF-16 texts here; `EOL` stands for the end
// of a line, which ends a record except inside quotes. CPython: Modules/_csv.c, parse_process_char.
import { defineType, member } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { None, type PyFloat, PyList } from '../../objects/model/values.ts';
import { getIter, nextOf } from '../../objects/ops/iter.ts';
import { typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { floatType } from '../../objects/types/float.ts';
import { csvError, QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS, type PyDialect } from './dialect.ts';

/** csv.field_size_limit(). */
export const limits = { fieldSize: 131072 };

const EOL = -2;
const START_RECORD = 0;
const START_FIELD = 1;
const ESCAPED = 2;
const IN_FIELD = 3;
const IN_QUOTES = 4;
const ESCAPED_IN_QUOTES = 5;
const QUOTE_IN_QUOTES = 6;
const EAT_NEWLINE = 7;
const AFTER_ESCAPED_NEWLINE = 8;

export class PyCsvReader extends PyBase {
  dialect: PyDialect;
  input: PyObject;
  next: (self: PyObject) => PyObject | undefined;
  lineNum: number;
  state: number;
  fields: PyObject[];
  field: string;
  /** Did the current field begin without a quote? */
  unquoted: boolean;
  constructor(input: PyObject, dialect: PyDialect) {
    super();
    this.dialect = dialect;
    this.input = getIter(input);
    this.next = nextOf(this.input);
    this.lineNum = 0;
    this.state = START_RECORD;
    this.fields = [];
    this.field = '';
    this.unquoted = true;
  }
}

export const readerType = defineType(PyCsvReader, {
  name: 'reader',
  module: '_csv',
  flags: ['NO_NEW'],
  doc: 'An iterator over the records of lines of CSV; a record is a list of str.',
  slots: {
    iter: (self: PyCsvReader) => self,
    next: readRecord,
  },
  getset: [member('dialect', null, (self: PyCsvReader) => self.dialect), member('line_num', null, (self: PyCsvReader) => self.lineNum)],
});

function readRecord(self: PyCsvReader): PyObject | undefined {
  self.fields = [];
  self.field = '';
  self.unquoted = true;
  self.state = START_RECORD;
  const { fields } = self;
  do {
    const line = self.next(self.input);
    if (self.fields !== fields) raise(csvError(), 'iterator has already advanced the reader');
    if (line === undefined) return endOfInput(self);
    if (!isStr(line)) raise(csvError(), `iterator should return strings, not ${typeName(line)} (the file should be opened in text mode)`);
    self.lineNum++;
    const text = typeof line === 'string' ? line : jsFromStr(line);
    if (self.state === START_RECORD && splitPlain(self, text)) break;
    readLine(self, text);
  } while (self.state !== START_RECORD);
  return new PyList(self.fields);
}

function endOfInput(self: PyCsvReader): PyObject | undefined {
  if (self.field === '' && self.state !== IN_QUOTES) return undefined;
  if (self.dialect.strict) raise(csvError(), 'unexpected end of data');
  saveField(self);
  return new PyList(self.fields);
}

// fast: a line without quotes, escapes and inner line ends is cut at its delimiters.
function splitPlain(self: PyCsvReader, text: string): boolean {
  const { delimiter, quotechar, escapechar, skipinitialspace, quoting } = self.dialect;
  if (skipinitialspace || quoting === QUOTE_NONNUMERIC || quoting === QUOTE_STRINGS || quoting === QUOTE_NOTNULL) return false;
  if (escapechar >= 0 || delimiter > 0xffff) return false;
  if (quotechar >= 0 && text.includes(String.fromCodePoint(quotechar))) return false;
  let end = text.length;
  while (end > 0 && isNewline(text.charCodeAt(end - 1))) end--;
  if (end === 0 || end > limits.fieldSize) return false;
  const body = end === text.length ? text : text.slice(0, end);
  if (body.includes('\n') || body.includes('\r')) return false;
  for (const part of body.split(String.fromCharCode(delimiter))) self.fields.push(strFromJs(part));
  return true;
}

function isNewline(c: number): boolean {
  return c === 10 || c === 13;
}

function readLine(self: PyCsvReader, text: string): void {
  const { dialect } = self;
  for (let i = 0; i < text.length; ) {
    const end = plainEnd(self, dialect, text, i);
    if (end > i) {
      addText(self, text.slice(i, end));
      i = end;
      continue;
    }
    const c = text.codePointAt(i)!;
    step(self, dialect, c);
    i += c > 0xffff ? 2 : 1;
  }
  step(self, dialect, EOL);
}

// fast: characters that mean nothing special in the current state are taken together.
function plainEnd(self: PyCsvReader, dialect: PyDialect, text: string, start: number): number {
  const { state } = self;
  if (state !== IN_FIELD && state !== IN_QUOTES) return start;
  const stop = state === IN_FIELD ? dialect.delimiter : dialect.quotechar;
  let i = start;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === stop || c === dialect.escapechar || (state === IN_FIELD && isNewline(c)) || (c >= 0xd800 && c < 0xe000)) break;
  }
  return i;
}

function addText(self: PyCsvReader, text: string): void {
  self.field += text;
  if (self.field.length > limits.fieldSize) raise(csvError(), `field larger than field limit (${limits.fieldSize})`);
}

function addChar(self: PyCsvReader, c: number): void {
  addText(self, String.fromCodePoint(c));
}

function saveField(self: PyCsvReader): void {
  const { field, unquoted } = self;
  const { quoting } = self.dialect;
  self.field = '';
  self.unquoted = true;
  let value: PyObject = strFromJs(field);
  if (unquoted && field === '') {
    if (quoting === QUOTE_STRINGS || quoting === QUOTE_NOTNULL) value = None;
  } else if (unquoted && (quoting === QUOTE_NONNUMERIC || quoting === QUOTE_STRINGS)) {
    value = floatType.c1(value) as PyFloat;
  }
  self.fields.push(value);
}

/** A field and with it a record ends, by a newline or by the end of the line. */
function endRecord(self: PyCsvReader, c: number): void {
  saveField(self);
  self.state = c === EOL ? START_RECORD : EAT_NEWLINE;
}

function step(self: PyCsvReader, dialect: PyDialect, c: number): void {
  switch (self.state) {
    case START_RECORD:
      if (c === EOL) return;
      if (isNewline(c)) self.state = EAT_NEWLINE;
      else startField(self, dialect, c);
      return;
    case START_FIELD:
      startField(self, dialect, c);
      return;
    case ESCAPED:
      addChar(self, c === EOL ? 10 : c);
      self.state = isNewline(c) ? AFTER_ESCAPED_NEWLINE : IN_FIELD;
      return;
    case AFTER_ESCAPED_NEWLINE:
      if (c !== EOL) inField(self, dialect, c);
      return;
    case IN_FIELD:
      inField(self, dialect, c);
      return;
    case IN_QUOTES:
      if (c === EOL) return;
      if (c === dialect.escapechar) self.state = ESCAPED_IN_QUOTES;
      else if (c === dialect.quotechar && dialect.quoting !== QUOTE_NONE) self.state = dialect.doublequote ? QUOTE_IN_QUOTES : IN_FIELD;
      else addChar(self, c);
      return;
    case ESCAPED_IN_QUOTES:
      addChar(self, c === EOL ? 10 : c);
      self.state = IN_QUOTES;
      return;
    case QUOTE_IN_QUOTES:
      afterQuote(self, dialect, c);
      return;
    default:
      if (isNewline(c)) return;
      if (c !== EOL) raise(csvError(), "new-line character seen in unquoted field - do you need to open the file with newline=''?");
      self.state = START_RECORD;
  }
}

function startField(self: PyCsvReader, dialect: PyDialect, c: number): void {
  if (c === EOL || isNewline(c)) endRecord(self, c);
  else if (c === dialect.quotechar && dialect.quoting !== QUOTE_NONE) {
    self.unquoted = false;
    self.state = IN_QUOTES;
  } else if (c === dialect.escapechar) self.state = ESCAPED;
  else if (c === 32 && dialect.skipinitialspace) self.state = START_FIELD;
  else if (c === dialect.delimiter) {
    saveField(self);
    self.state = START_FIELD;
  } else {
    addChar(self, c);
    self.state = IN_FIELD;
  }
}

function inField(self: PyCsvReader, dialect: PyDialect, c: number): void {
  if (c === EOL || isNewline(c)) endRecord(self, c);
  else if (c === dialect.escapechar) self.state = ESCAPED;
  else if (c === dialect.delimiter) {
    saveField(self);
    self.state = START_FIELD;
  } else {
    addChar(self, c);
    self.state = IN_FIELD;
  }
}

function afterQuote(self: PyCsvReader, dialect: PyDialect, c: number): void {
  if (c === dialect.quotechar && dialect.quoting !== QUOTE_NONE) {
    addChar(self, c);
    self.state = IN_QUOTES;
  } else if (c === dialect.delimiter) {
    saveField(self);
    self.state = START_FIELD;
  } else if (c === EOL || isNewline(c)) endRecord(self, c);
  else if (!dialect.strict) {
    addChar(self, c);
    self.state = IN_FIELD;
  } else {
    raise(csvError(), `'${String.fromCodePoint(dialect.delimiter)}' expected after '${String.fromCodePoint(dialect.quotechar)}'`);
  }
}
