// Writing CSV: fields are quoted or escaped as the dialect says. CPython: Modules/_csv.c, join_append_data.
import { defineType, member, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { COMPLEX } from '../../objects/model/flags.ts';
import { None } from '../../objects/model/values.ts';
import { getIter, iterate, nextOf } from '../../objects/ops/iter.ts';
import { typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { str } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { csvError, QUOTE_ALL, QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS, UNSET, type PyDialect } from './dialect.ts';

export class PyCsvWriter extends PyBase {
  dialect: PyDialect;
  write: PyObject;
  /** Finds a character that needs quotes or an escape. */
  special: RegExp;
  constructor(write: PyObject, dialect: PyDialect) {
    super();
    this.dialect = dialect;
    this.write = write;
    this.special = specialCharacters(dialect);
  }
}

export const writerType = defineType(PyCsvWriter, {
  name: 'writer',
  module: '_csv',
  flags: ['NO_NEW'],
  doc: 'Writes records to a file as lines of CSV.',
  methods: [
    method('writerow(self, row, /)', 'Writes the fields of an iterable as one line.', writeRow),
    method('writerows(self, rows, /)', 'Writes each row of an iterable.', (self: PyCsvWriter, rows: PyObject) => {
      iterate(rows, (row) => {
        writeRow(self, row);
      });
      return None;
    }),
  ],
  getset: [member('dialect', null, (self: PyCsvWriter) => self.dialect)],
});

function specialCharacters({ delimiter, quotechar, escapechar, lineterminator }: PyDialect): RegExp {
  const listed = [delimiter, quotechar, escapechar].filter((c) => c !== UNSET).map((c) => String.fromCodePoint(c));
  const characters = [...listed, '\n', '\r', ...lineterminator].map((c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
  return new RegExp(`[${characters.join('')}]`, 'u');
}

function writeRow(self: PyCsvWriter, row: PyObject): PyObject {
  if (row.s_iter === undefined && row.s_getitem === undefined) raise(csvError(), `iterable expected, not ${typeName(row)}`);
  const { dialect } = self;
  const delimiter = String.fromCodePoint(dialect.delimiter);
  const input = getIter(row);
  const next = nextOf(input);
  let line = '';
  let count = 0;
  let lastIsNull = false;
  for (let field = next(input); field !== undefined; field = next(input)) {
    if (count > 0) line += delimiter;
    lastIsNull = field === None;
    line += fieldText(self, field);
    count++;
  }
  if (count > 0 && line === '') {
    if (mayNotQuote(dialect, lastIsNull)) raise(csvError(), 'single empty field record must be quoted');
    line = quoted(dialect, '');
  }
  return self.write.c1(strFromJs(line + dialect.lineterminator));
}

function mayNotQuote({ quoting }: PyDialect, isNull: boolean): boolean {
  return quoting === QUOTE_NONE || (isNull && (quoting === QUOTE_STRINGS || quoting === QUOTE_NOTNULL));
}

function fieldText(self: PyCsvWriter, field: PyObject): string {
  const { dialect } = self;
  const isNull = field === None;
  const text = isNull ? '' : isStr(field) ? jsFromStr(field) : str(field);
  let quotes = wantsQuotes(dialect, field);
  if (text === '') {
    if (dialect.delimiter === 32 && dialect.skipinitialspace) {
      if (mayNotQuote(dialect, isNull)) raise(csvError(), 'empty field must be quoted if delimiter is a space and skipinitialspace is true');
      quotes = true;
    }
    return quotes ? quoted(dialect, '') : '';
  }
  // fast: nothing in it means anything to the dialect.
  if (!self.special.test(text)) return quotes ? quoted(dialect, text) : text;
  let out = '';
  for (const char of text) {
    if (!self.special.test(char)) {
      out += char;
      continue;
    }
    const c = char.codePointAt(0)!;
    if (dialect.quoting !== QUOTE_NONE && c === dialect.quotechar && dialect.doublequote) {
      out += char + char;
      quotes = true;
    } else if (dialect.quoting === QUOTE_NONE || c === dialect.quotechar || c === dialect.escapechar) {
      if (dialect.escapechar === UNSET) raise(csvError(), 'need to escape, but no escapechar set');
      out += String.fromCodePoint(dialect.escapechar) + char;
    } else {
      out += char;
      quotes = true;
    }
  }
  return quotes ? quoted(dialect, out) : out;
}

function quoted({ quotechar }: PyDialect, text: string): string {
  const quote = String.fromCodePoint(quotechar);
  return quote + text + quote;
}

function wantsQuotes({ quoting }: PyDialect, field: PyObject): boolean {
  switch (quoting) {
    case QUOTE_NONNUMERIC:
      return !isNumeric(field);
    case QUOTE_ALL:
      return true;
    case QUOTE_STRINGS:
      return isStr(field);
    case QUOTE_NOTNULL:
      return field !== None;
    default:
      return false;
  }
}

function isNumeric(o: PyObject): boolean {
  return o.s_index !== undefined || o.s_int !== undefined || o.s_float !== undefined || (o.tflags & COMPLEX) !== 0;
}
