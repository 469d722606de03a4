// unicodedata: properties, names and normal forms of characters. CPython: Modules/unicodedata.c.
import { characterName, lookupName, lookupProperName } from '../util/unicode/names.ts';
import { decompositionText, isNormalized, type NormalForm, normalizeText } from '../util/unicode/normalize.ts';
import { provideCharacterNames } from '../util/unicode/nameProvider.ts';
import { codePointAt } from '../util/unicode/text.ts';
import { type CharacterDatabase, ucd16, ucd320 } from '../util/unicode/ucd.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, getset, method } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { PyFloat } from '../objects/model/values.ts';
import { bytesLike } from '../objects/ops/buffer.ts';
import { typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../objects/ops/strings.ts';
import { newStr, textOf } from '../objects/ops/text.ts';
import { latin1OfBytes } from '../objects/types/bytesCore.ts';
import { KeyError, TypeError, ValueError } from '../objects/types/exceptions.ts';

/** The code point of a one-character str; `where` is how messages name the argument. */
function character(value: PyObject, name: string, where: string): number {
  // fast: a character of the BMP.
  if (typeof value === 'string' && value.length === 1) return value.charCodeAt(0);
  if (!isStr(value)) raise(TypeError, `${name}() ${where} must be a unicode character, not ${typeName(value)}`);
  const text = textOf(value);
  if (text.length !== 1) raise(TypeError, `${name}(): ${where} must be a unicode character, not a string of length ${text.length}`);
  return codePointAt(text, 0);
}

/** A database as Python sees it: the module itself is one for 16.0.0, `ucd_3_2_0` is one for the old version. */
class PyUcd extends PyBase {}

type Answer = (ucd: CharacterDatabase, ...args: any[]) => PyObject;

const orElse = <T>(value: T | undefined, fallback: PyObject | undefined, message: string, wrap: (v: T) => PyObject): PyObject =>
  value !== undefined ? wrap(value) : (fallback ?? raise(ValueError, message));

const digitOrNone = (v: number): number | undefined => (v < 0 ? undefined : v);

function form(name: string): NormalForm {
  if (name === 'NFC' || name === 'NFD' || name === 'NFKC' || name === 'NFKD') return name;
  raise(ValueError, 'invalid normalization form');
}

const questions: readonly (readonly [sig: string, doc: string, answer: Answer])[] = [
  [
    'decimal(chr, default=?, /)',
    'Value of a decimal digit.',
    (ucd, c: number, fallback) => orElse(digitOrNone(ucd.decimal(c)), fallback, 'not a decimal', (v) => v),
  ],
  ['digit(chr, default=?, /)', 'Value of a digit.', (ucd, c: number, fallback) => orElse(digitOrNone(ucd.digit(c)), fallback, 'not a digit', (v) => v)],
  [
    'numeric(chr, default=?, /)',
    'Value of a numeric character, as float.',
    (ucd, c: number, fallback) => orElse(ucd.numeric(c), fallback, 'not a numeric character', (v) => new PyFloat(v)),
  ],
  ['category(chr, /)', 'General category.', (ucd, c: number) => ucd.category(c)],
  ['bidirectional(chr, /)', 'Bidirectional class.', (ucd, c: number) => ucd.bidirectional(c)],
  ['combining(chr, /)', 'Canonical combining class.', (ucd, c: number) => ucd.combining(c)],
  ['mirrored(chr, /)', '1 if the character is mirrored in bidirectional text.', (ucd, c: number) => ucd.mirrored(c)],
  ['east_asian_width(chr, /)', 'East Asian width.', (ucd, c: number) => ucd.eastAsianWidth(c)],
  ['decomposition(chr, /)', 'Decomposition mapping as text, empty if there is none.', (ucd, c: number) => decompositionText(c, ucd)],
  [
    'is_normalized(form: text, unistr: unicode, /)',
    'Is the string in that normal form?',
    (ucd, name: string, s: PyStr) => isNormalized(form(name), textOf(s), ucd),
  ],
  [
    'normalize(form: text, unistr: unicode, /)',
    'The string in a normal form.',
    (ucd, name: string, s: PyStr) => {
      if (textOf(s).length === 0) return '';
      return newStr(normalizeText(form(name), textOf(s), ucd));
    },
  ],
  [
    'name(chr, default=?, /)',
    'Name of a character.',
    (ucd, c: number, fallback) => orElse(ucd === ucd320 && !ucd.isAssigned(c) ? undefined : characterName(c), fallback, 'no such name', strFromJs),
  ],
  [
    'lookup(name, /)',
    'The character, or named sequence, of a name.',
    (ucd, name: PyObject) => {
      const text = isStr(name) ? jsFromStr(name) : latin1OfBytes(bytesLike(name));
      const found = ucd === ucd320 ? lookupProperName(text) : lookupName(text);
      if (found === undefined) raise(KeyError, `undefined character name '${text}'`);
      return strFromJs(found);
    },
  ],
];

/**
 * A question as a native function of (object, fallback): questions about a character convert it here, so that their rows need no
 * binding and programs that ask about every character stay fast.
 */
function bind(sig: string, answer: Answer, ucd: CharacterDatabase): (...args: any[]) => PyObject {
  if (!sig.includes('(chr,')) return (...args) => answer(ucd, ...args);
  const name = sig.slice(0, sig.indexOf('('));
  const where = sig.includes('default') ? 'argument 1' : 'argument';
  return (chr: PyObject, fallback: PyObject | undefined) => answer(ucd, character(chr, name, where), fallback);
}

export const ucdType = defineType(PyUcd, {
  name: 'UCD',
  module: 'unicodedata',
  flags: ['NO_NEW'],
  methods: questions.map(([sig, doc, answer]) => {
    const ask = bind(sig, answer, ucd320);
    return method(sig.replace('(', '(self, '), doc, (_self: PyUcd, a: PyObject, b: PyObject | undefined) => ask(a, b));
  }),
  getset: [getset('unidata_version', null, () => ucd320.version)],
});

provideCharacterNames({ characterName, lookupName });

export default defineModule({
  name: 'unicodedata',
  doc: 'Properties of characters in Unicode 16.0.0, and in 3.2.0 as ucd_3_2_0.',
  functions: questions.map(([sig, doc, answer]) => fn(sig, doc, bind(sig, answer, ucd16))),
  types: [ucdType],
  constants: () => ({ unidata_version: ucd16.version, ucd_3_2_0: new PyUcd() }),
});
