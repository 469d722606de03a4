// csv dialects: the characters and rules of one flavour of CSV, and the registry of named ones.
// CPython: Modules/_csv.c, dialect_new.
import { defineType, member } from '../../objects/declare/type.ts';
import { method } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None } from '../../objects/model/values.ts';
import { dictGet, newDict } from '../../objects/types/dictStore.ts';
import { tryGetattr } from '../../objects/ops/attr.ts';
import { typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { codePoints, isStr, jsFromStr, strFromCodePoints, strFromJs, strLength } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { exceptionClass } from '../exceptionClass.ts';

export const csvError = exceptionClass('_csv', 'Error');

export const QUOTE_MINIMAL = 0;
export const QUOTE_ALL = 1;
export const QUOTE_NONNUMERIC = 2;
export const QUOTE_NONE = 3;
export const QUOTE_STRINGS = 4;
export const QUOTE_NOTNULL = 5;

/** No such character. */
export const UNSET = -1;

export class PyDialect extends PyBase {
  delimiter: number;
  escapechar: number;
  quotechar: number;
  lineterminator: string;
  quoting: number;
  doublequote: boolean;
  skipinitialspace: boolean;
  strict: boolean;
  constructor() {
    super();
    this.delimiter = 44;
    this.escapechar = UNSET;
    this.quotechar = 34;
    this.lineterminator = '\r\n';
    this.quoting = QUOTE_MINIMAL;
    this.doublequote = true;
    this.skipinitialspace = false;
    this.strict = false;
  }
}

/** Registered dialects by name. */
export const dialects = newDict();

export function registeredDialect(name: PyObject): PyObject {
  return dictGet(dialects, name) ?? raise(csvError(), 'unknown dialect');
}

const OPTIONS = ['delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace', 'strict'];

/** `Dialect(dialect, **options)`. */
export function makeDialect(cls: PyType, dialect: PyObject | undefined, options: ReadonlyMap<string, PyObject>): PyDialect {
  for (const name of options.keys()) {
    if (!OPTIONS.includes(name)) raise(TypeError, `this function got an unexpected keyword argument '${name}'`);
  }
  const from = dialect !== undefined && isStr(dialect) ? registeredDialect(dialect) : dialect;
  if (from !== undefined && options.size === 0 && from.ob_type === dialectType && cls === dialectType) return from as PyDialect;
  const option = (name: string) => options.get(name) ?? (from === undefined ? undefined : tryGetattr(from, name));
  const self = new cls.ctor() as PyDialect;
  fill(self, option);
  check(self);
  return self;
}

function fill(self: PyDialect, option: (name: string) => PyObject | undefined): void {
  const values = new Map(OPTIONS.map((name) => [name, option(name)]));
  const given = (name: string) => values.get(name);
  self.delimiter = character('delimiter', given('delimiter'), self.delimiter, /* optional */ false);
  self.doublequote = flag(given('doublequote'), self.doublequote);
  self.escapechar = character('escapechar', given('escapechar'), self.escapechar, /* optional */ true);
  self.lineterminator = terminator(given('lineterminator'), self.lineterminator);
  self.quotechar = character('quotechar', given('quotechar'), self.quotechar, /* optional */ true);
  self.quoting = quotingOf(given('quoting'));
  self.skipinitialspace = flag(given('skipinitialspace'), self.skipinitialspace);
  self.strict = flag(given('strict'), self.strict);
  if (self.quotechar === UNSET && given('quoting') === undefined) self.quoting = QUOTE_NONE;
}

function flag(value: PyObject | undefined, fallback: boolean): boolean {
  return value === undefined ? fallback : isTrue(value);
}

function character(name: string, value: PyObject | undefined, fallback: number, optional: boolean): number {
  if (value === undefined) return fallback;
  if (optional && value === None) return UNSET;
  const expected = `"${name}" must be a unicode character${optional ? ' or None' : ''}`;
  if (!isStr(value)) raise(TypeError, `${expected}, not ${value === None ? 'NoneType' : typeName(value)}`);
  if (strLength(value) !== 1) raise(TypeError, `${expected}, not a string of length ${strLength(value)}`);
  return codePoints(value)[0]!;
}

function terminator(value: PyObject | undefined, fallback: string): string {
  if (value === undefined) return fallback;
  if (!isStr(value)) raise(TypeError, `"lineterminator" must be a string, not ${typeName(value)}`);
  return jsFromStr(value);
}

function quotingOf(value: PyObject | undefined): number {
  if (value === undefined) return QUOTE_MINIMAL;
  if (typeof value !== 'number' && typeof value !== 'bigint') raise(TypeError, `"quoting" must be an integer, not ${typeName(value)}`);
  if (value < QUOTE_MINIMAL || value > QUOTE_NOTNULL) raise(TypeError, 'bad "quoting" value');
  return Number(value);
}

function check(self: PyDialect): void {
  const { delimiter, escapechar, quotechar, skipinitialspace } = self;
  if (self.quoting !== QUOTE_NONE && quotechar === UNSET) raise(TypeError, 'quotechar must be set if quoting enabled');
  checkCharacter(self, 'delimiter', delimiter, /* spaceAllowed */ true);
  checkCharacter(self, 'escapechar', escapechar, !skipinitialspace);
  checkCharacter(self, 'quotechar', quotechar, !skipinitialspace);
  checkDifferent('delimiter', delimiter, 'escapechar', escapechar);
  checkDifferent('delimiter', delimiter, 'quotechar', quotechar);
  checkDifferent('escapechar', escapechar, 'quotechar', quotechar);
}

function checkCharacter(self: PyDialect, name: string, c: number, spaceAllowed: boolean): void {
  if (c === UNSET) return;
  if (c === 10 || c === 13 || (c === 32 && !spaceAllowed)) raise(ValueError, `bad ${name} value`);
  if (self.lineterminator.includes(String.fromCodePoint(c))) raise(ValueError, `bad ${name} or lineterminator value`);
}

function checkDifferent(name: string, a: number, other: string, b: number): void {
  if (a === b && a !== UNSET) raise(ValueError, `bad ${name} or ${other} value`);
}

function characterObject(c: number): PyObject {
  return c === UNSET ? None : strFromCodePoints([c]);
}

/** Positional arguments in the order of the options, after the dialect. */
function newDialect(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const names = kwnames ?? [];
  const given = args.length - names.length;
  const options = new Map<string, PyObject>();
  for (let i = 1; i < given && i <= OPTIONS.length; i++) options.set(OPTIONS[i - 1]!, args[i]!);
  let dialect = args[0] !== undefined && given > 0 ? args[0] : undefined;
  names.forEach((name, i) => {
    if (name === 'dialect') dialect = args[given + i];
    else options.set(name, args[given + i]!);
  });
  return makeDialect(cls, dialect, options);
}

function refusePickling(self: PyDialect): never {
  raise(TypeError, `cannot pickle '${self.ob_type.shown}' instances`);
}

export const dialectType: PyType = defineType(PyDialect, {
  name: 'Dialect',
  module: '_csv',
  flags: ['BASETYPE'],
  doc: 'The rules of one flavour of CSV.',
  slots: { new: newDialect },
  methods: [method('__reduce__(self, /)', null, refusePickling), method('__reduce_ex__(self, protocol, /)', null, refusePickling)],
  getset: [
    member('delimiter', null, (self: PyDialect) => characterObject(self.delimiter)),
    member('skipinitialspace', null, (self: PyDialect) => self.skipinitialspace),
    member('doublequote', null, (self: PyDialect) => self.doublequote),
    member('strict', null, (self: PyDialect) => self.strict),
    member('escapechar', null, (self: PyDialect) => characterObject(self.escapechar)),
    member('lineterminator', null, (self: PyDialect) => strFromJs(self.lineterminator)),
    member('quotechar', null, (self: PyDialect) => characterObject(self.quotechar)),
    member('quoting', null, (self: PyDialect) => self.quoting),
  ],
});
