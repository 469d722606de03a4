// _csv: readers, writers and dialects. CPython: Modules/_csv.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import type { PyObject } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { None, PyList } from '../../objects/model/values.ts';
import { tryGetattr } from '../../objects/ops/attr.ts';
import { isCallable } from '../../objects/ops/call.ts';
import { asSize, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr } from '../../objects/ops/strings.ts';
import { dictDelete, dictEntries, dictGet, dictKeys, dictSet } from '../../objects/types/dictStore.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import {
  csvError,
  dialects,
  dialectType,
  makeDialect,
  QUOTE_ALL,
  QUOTE_MINIMAL,
  QUOTE_NONE,
  QUOTE_NONNUMERIC,
  QUOTE_NOTNULL,
  QUOTE_STRINGS,
  registeredDialect,
  type PyDialect,
} from './dialect.ts';
import { limits, PyCsvReader, readerType } from './reader.ts';
import { PyCsvWriter, writerType } from './writer.ts';

export default defineModule({
  name: '_csv',
  doc: 'Reading and writing of comma-separated values.',
  constants: () => ({
    QUOTE_MINIMAL,
    QUOTE_ALL,
    QUOTE_NONNUMERIC,
    QUOTE_NONE,
    QUOTE_STRINGS,
    QUOTE_NOTNULL,
    Dialect: dialectType,
    Reader: readerType,
    Writer: writerType,
    Error: csvError(),
    _dialects: dialects,
  }),
  functions: [
    fn(
      'reader(iterable, /, dialect = ?, **fmtparams)',
      'An iterator over the records of the lines of an iterable.',
      (iterable: PyObject, dialect: PyObject | undefined, options: PyDict) => new PyCsvReader(iterable, dialectFrom(dialect, options)),
    ),
    fn('writer(fileobj, /, dialect = ?, **fmtparams)', 'An object that writes records to a file.', newWriter),
    fn('list_dialects()', 'The names of the registered dialects.', () => new PyList(dictKeys(dialects))),
    fn('register_dialect(name, /, dialect = ?, **fmtparams)', 'Registers a dialect under a name.', registerDialect),
    fn('unregister_dialect(name)', 'Forgets a dialect.', unregisterDialect),
    fn('get_dialect(name)', 'The dialect of a name.', registeredDialect),
    fn('field_size_limit(new_limit = ?)', 'The longest field a reader accepts; sets it if given, and gives the old one.', fieldSizeLimit),
  ],
});

function dialectFrom(dialect: PyObject | undefined, options: PyDict): PyDialect {
  const given = new Map<string, PyObject>(dictEntries(options).map(([name, value]) => [jsFromStr(name as string), value]));
  return makeDialect(dialectType, dialect, given);
}

function newWriter(file: PyObject, dialect: PyObject | undefined, options: PyDict): PyObject {
  const rules = dialectFrom(dialect, options);
  const write = tryGetattr(file, 'write');
  if (write === undefined || !isCallable(write)) raise(TypeError, 'argument 1 must have a "write" method');
  return new PyCsvWriter(write, rules);
}

function registerDialect(name: PyObject, dialect: PyObject | undefined, options: PyDict): PyObject {
  if (!isStr(name)) raise(TypeError, 'dialect name must be a string');
  dictSet(dialects, name, dialectFrom(dialect, options));
  return None;
}

function unregisterDialect(name: PyObject): PyObject {
  if (dictGet(dialects, name) === undefined) raise(csvError(), 'unknown dialect');
  dictDelete(dialects, name);
  return None;
}

function fieldSizeLimit(limit: PyObject | undefined): PyObject {
  const old = limits.fieldSize;
  if (limit !== undefined) {
    if (!isInt(limit)) raise(TypeError, 'limit must be an integer');
    limits.fieldSize = asSize(limit);
  }
  return old;
}
