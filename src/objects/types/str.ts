// HOT. str. A JS string without surrogates, or PyWideStr; instances of Python subclasses are PyStrSub. Bench: bench/str.
// - Every method works on `Text` (ops/text.ts) and gives plain str; the algorithms are in util/unicode.
// - `fast` holds the selectors of the methods that programs call in loops; each ends in the general method.
// CPython: Objects/unicodeobject.c.
import { verdict } from '../ops/compare.ts';
import { capitalizeText, casefoldText, lowerText, swapcaseText, titleText, upperText } from '../../util/unicode/case.ts';
import { decodeAsciiBytes, encodeUtf8String } from '../../util/codecs/utf8.ts';
import * as sm from '../../util/unicode/strMethods.ts';
import { codePointAt, compareText, concatText, joinStrings, sliceText, type Text, textEquals, textFromCodePoint, TextSink } from '../../util/unicode/text.ts';
import { addConverter, asSsize } from '../declare/converters.ts';
import { defineType, make, method, staticMethod, type CompareOp } from '../declare/type.ts';
import { DICT, STR, TUPLE } from '../model/flags.ts';
import type { PyDict } from '../model/dict.ts';
import type { PyObject } from '../model/object.ts';
import { isSubtype, type PyType } from '../model/type.ts';
import { None, NotImplemented, PyBytes, PySlice, PyStrSub, PyTuple, PyWideStr, type PyList } from '../model/values.ts';
import { tryBytesLike } from '../ops/buffer.ts';
import { decodeBytes, encodeStr } from '../ops/codecs.ts';
import { excMatches } from '../ops/exceptions.ts';
import { formatStr } from '../../util/numbers/formatSpec.ts';
import { raiseNumberError } from '../ops/format.ts';
import { hashCodePoints, hashesAreSeeded, hashString } from '../ops/hash.ts';
import { arrayFromIterable } from '../ops/iter.ts';
import { intValue, typeName } from '../ops/number.ts';
import { raise } from '../ops/raise.ts';
import { strObject } from '../ops/repr.ts';
import { isStr, jsFromStr, strFromJs, strLength, strValue, type PyStr } from '../ops/strings.ts';
import { getItem as subscript } from '../ops/subscript.ts';
import { newStr, textOf, tryText } from '../ops/text.ts';
import { FS } from '../frame.ts';
import { dictType } from './dict.ts';
import { dictEntries, dictGet, dictSet, newDict } from './dictStore.ts';
import { IndexError, LookupError, MemoryError, OverflowError, TypeError, ValueError } from './exceptions.ts';
import { listType, newList } from './list.ts';
import { percentStr } from './percentFormat.ts';
import { asRepeat } from './sequence.ts';
import { asSliceIndex, sliceBounds } from './slice.ts';
import { strFormat, strFormatMap } from './strFormat.ts';
import { PyStrIterator } from './strIterator.ts';
import { tupleType } from './tuple.ts';

/** Longest string that the engine can hold. */
const MAX_LENGTH = 0x1fffffe8;

type Self = PyStr;

export const strType = defineType(String, {
  name: 'str',
  signature: '',
  flags: ['STR', 'BASETYPE', 'MATCH_SELF'],
  doc: 'str(object), str(buffer, encoding[, errors])\n\nText: a sequence of code points that never changes.',
  alsoFor: [PyWideStr],
  subclass: PyStrSub,
  make: make('str(object = ?, encoding: str = ?, errors: str = ?)', newStrObject),

  slots: {
    len: (self: Self) => strLength(self),
    getitem: getItem,
    contains: (self: Self, value: PyObject) => {
      const part = tryText(value);
      if (part === undefined) raise(TypeError, `'in <string>' requires string as left operand, not ${typeName(value)}`);
      const text = textOf(self);
      return sm.findText(text, part, 0, text.length) >= 0;
    },
    iter: (self: Self) => new PyStrIterator(textOf(self)),
    repr: (self: Self) => newStr(sm.reprText(textOf(self))),
    str: (self: Self) => strValue(self),
    hash: (self: Self) => {
      const bare = strValue(self);
      if (typeof bare === 'string') return bare.length < LONG ? hashString(bare) : longHash(bare);
      return (bare.h ??= hashesAreSeeded() ? hashCodePoints(bare.cps) : hashString(jsFromStr(bare)));
    },
    bool: (self: Self) => self !== '' && strLength(self) !== 0,
    concat: (self: Self, other: PyObject) => {
      if (typeof self === 'string' && typeof other === 'string') return joined(self, other);
      if (!isStr(other)) raise(TypeError, `can only concatenate str (not "${typeName(other)}") to str`);
      return newStr(concatText([textOf(self), textOf(other)]));
    },
    repeat: (self: Self, count: PyObject) => repeat(self, asRepeat(count)),
    mod: (self: Self, args: PyObject) => (isStr(self) ? percentStr(self, args) : NotImplemented),
    rmod: (self: Self, template: PyObject) => (isStr(template) ? percentStr(template, self) : NotImplemented),
    eq: (a: Self, b: PyObject) => (typeof a === 'string' && typeof b === 'string' ? a === b : isStr(b) ? textEquals(textOf(a), textOf(b)) : NotImplemented),
    ne: (a: Self, b: PyObject) => (typeof a === 'string' && typeof b === 'string' ? a !== b : isStr(b) ? !textEquals(textOf(a), textOf(b)) : NotImplemented),
    lt: (a: Self, b: PyObject) => compare(a, b, 'lt'),
    le: (a: Self, b: PyObject) => compare(a, b, 'le'),
    gt: (a: Self, b: PyObject) => compare(a, b, 'gt'),
    ge: (a: Self, b: PyObject) => compare(a, b, 'ge'),
  },

  methods: [
    method(
      "encode(self, /, encoding: str = 'utf-8', errors: str = 'strict')",
      'Bytes of the string in an encoding.',
      (self: Self, encoding: string, errors: string) => encodeStr(self, textOf(self), encoding, errors),
    ),
    method('replace(self, old: unicode, new: unicode, /, count: size = -1)', 'Copy with occurrences of old (at most count of them) replaced.', replace),
    method('split(self, /, sep=None, maxsplit: size = -1)', 'Words between separators, from the left.', split),
    method('rsplit(self, /, sep=None, maxsplit: size = -1)', 'Words between separators, counted from the right.', rsplit),
    method('join(self, iterable, /)', 'The strings of an iterable with this one between them.', join),
    method('capitalize(self, /)', 'First character in title case, the rest in lower case.', (self: Self) => newStr(capitalizeText(textOf(self)))),
    method('casefold(self, /)', 'Form for comparisons that ignore case.', (self: Self) => newStr(casefoldText(textOf(self)))),
    method('title(self, /)', 'Words begin in title case, the rest is in lower case.', (self: Self) => newStr(titleText(textOf(self)))),
    method("center(self, width: size, fillchar: fill = ' ', /)", 'Centred in a width.', (self: Self, width: number, fill: number | string) =>
      newStr(sm.centerText(textOf(self), checkLength(width), fillOf(fill))),
    ),
    method('count(self, sub: unicode, start=None, end=None, /)', 'Number of occurrences without overlap.', count),
    method('expandtabs(self, /, tabsize: int = 8)', 'Tabs replaced by spaces.', (self: Self, tabSize: number) => expandTabs(self, tabSize)),
    method('find(self, sub: unicode, start=None, end=None, /)', 'First position of sub, -1 if there is none.', find),
    method('partition(self, sep, /)', 'Parts before, at and after the first separator.', partition),
    method(
      'index(self, sub: unicode, start=None, end=None, /)',
      'First position of sub; ValueError if there is none.',
      (self: Self, sub: PyStr, start: PyObject, end: PyObject) => found(find(self, sub, start, end)),
    ),
    method("ljust(self, width: size, fillchar: fill = ' ', /)", 'Filled up on the right.', (self: Self, width: number, fill: number | string) =>
      newStr(sm.padText(textOf(self), 0, checkLength(width) - strLength(self), fillOf(fill))),
    ),
    method('lower(self, /)', 'In lower case.', (self: Self) => newStr(lowerText(textOf(self)))),
    method('lstrip(self, chars=None, /)', 'Without leading white space, or leading characters of chars.', (self: Self, chars: PyObject) =>
      strip(self, chars, true, false, 'lstrip'),
    ),
    method('rfind(self, sub: unicode, start=None, end=None, /)', 'Last position of sub, -1 if there is none.', rfind),
    method(
      'rindex(self, sub: unicode, start=None, end=None, /)',
      'Last position of sub; ValueError if there is none.',
      (self: Self, sub: PyStr, start: PyObject, end: PyObject) => found(rfind(self, sub, start, end)),
    ),
    method("rjust(self, width: size, fillchar: fill = ' ', /)", 'Filled up on the left.', (self: Self, width: number, fill: number | string) =>
      newStr(sm.padText(textOf(self), checkLength(width) - strLength(self), 0, fillOf(fill))),
    ),
    method('rstrip(self, chars=None, /)', 'Without trailing white space, or trailing characters of chars.', (self: Self, chars: PyObject) =>
      strip(self, chars, false, true, 'rstrip'),
    ),
    method('rpartition(self, sep, /)', 'Parts before, at and after the last separator.', rpartition),
    method('splitlines(self, /, keepends: bool = False)', 'The lines.', (self: Self, keepEnds: boolean) => splitLines(self, keepEnds)),
    method('strip(self, chars=None, /)', 'Without white space, or characters of chars, at both ends.', (self: Self, chars: PyObject) =>
      strip(self, chars, true, true, 'strip'),
    ),
    method('swapcase(self, /)', 'Upper case for lower case and the other way round.', (self: Self) => newStr(swapcaseText(textOf(self)))),
    method('translate(self, table, /)', 'Each character replaced as table[ord(c)] says.', translate),
    method('upper(self, /)', 'In upper case.', (self: Self) => newStr(upperText(textOf(self)))),
    method(
      'startswith(self, prefix, start=None, end=None, /)',
      'Does it begin with the prefix, or one of a tuple of prefixes?',
      (self: Self, prefix: PyObject, start: PyObject, end: PyObject) => affix(self, prefix, start, end, 'startswith'),
    ),
    method(
      'endswith(self, suffix, start=None, end=None, /)',
      'Does it end with the suffix, or one of a tuple of suffixes?',
      (self: Self, suffix: PyObject, start: PyObject, end: PyObject) => affix(self, suffix, start, end, 'endswith'),
    ),
    method('removeprefix(self, prefix: unicode, /)', 'Without the prefix, if it has it.', (self: Self, prefix: PyStr) => {
      const text = textOf(self),
        part = textOf(prefix);
      return newStr(sm.startsWithText(text, part, 0, text.length) ? sliceText(text, part.length, text.length) : text);
    }),
    method('removesuffix(self, suffix: unicode, /)', 'Without the suffix, if it has it.', (self: Self, suffix: PyStr) => {
      const text = textOf(self),
        part = textOf(suffix);
      return newStr(part.length > 0 && sm.endsWithText(text, part, 0, text.length) ? sliceText(text, 0, text.length - part.length) : text);
    }),
    method('isascii(self, /)', 'Only ASCII characters, or empty?', (self: Self) => sm.isAsciiText(textOf(self))),
    method('islower(self, /)', 'All cased characters in lower case, and at least one?', (self: Self) => sm.isLowerText(textOf(self))),
    method('isupper(self, /)', 'All cased characters in upper case, and at least one?', (self: Self) => sm.isUpperText(textOf(self))),
    method('istitle(self, /)', 'In title case?', (self: Self) => sm.isTitleText(textOf(self))),
    method('isspace(self, /)', 'Only white space, and some?', (self: Self) => sm.isSpaceText(textOf(self))),
    method('isdecimal(self, /)', 'Only decimal digits, and some?', (self: Self) => sm.isDecimalText(textOf(self))),
    method('isdigit(self, /)', 'Only digits, and some?', (self: Self) => sm.isDigitText(textOf(self))),
    method('isnumeric(self, /)', 'Only numeric characters, and some?', (self: Self) => sm.isNumericText(textOf(self))),
    method('isalpha(self, /)', 'Only letters, and some?', (self: Self) => sm.isAlphaText(textOf(self))),
    method('isalnum(self, /)', 'Only letters and digits, and some?', (self: Self) => sm.isAlnumText(textOf(self))),
    method('isidentifier(self, /)', 'A valid identifier? (Keywords are too.)', (self: Self) => sm.isIdentifierText(textOf(self))),
    method('isprintable(self, /)', 'Only characters that repr() shows as they are?', (self: Self) => sm.isPrintableText(textOf(self))),
    method('zfill(self, width: size, /)', 'Filled up with zeros after the sign.', (self: Self, width: number) =>
      newStr(sm.zfillText(textOf(self), checkLength(width))),
    ),
    method('format(self, /, *args, **kwargs)', 'The fields in braces replaced by the arguments.', (self: Self, args: PyObject[], kw: PyDict) =>
      strFormat(self, args, kw),
    ),
    method('format_map(self, mapping, /)', 'The fields in braces replaced by values of the mapping.', strFormatMap),
    staticMethod('maketrans(x, y: unicode = ?, z: unicode = ?, /)', 'A table for translate().', maketrans),
    method('__format__(self, format_spec: unicode, /)', 'Formatted as the format specification says.', (self: Self, spec: PyStr) => {
      if (spec === '') return strObject(self);
      try {
        return strFromJs(formatStr(jsFromStr(self), jsFromStr(spec), self.ob_type.name));
      } catch (e) {
        raiseNumberError(e);
      }
    }),
    method('__sizeof__(self, /)', 'Size in memory, in bytes.', (self: Self) => {
      const text = textOf(self);
      if (sm.isAsciiText(text)) return 41 + text.length;
      let widest = 0;
      for (let i = 0; i < text.length; i++) widest = Math.max(widest, codePointAt(text, i));
      return widest < 256 ? 57 + text.length : widest < 0x10000 ? 58 + 2 * text.length : 60 + 4 * text.length;
    }),
    method('__getnewargs__(self, /)', null, (self: Self) => new PyTuple([strValue(self)])),
  ],

  fast: {
    join$1(this: Self, iterable: PyObject) {
      return join(this, iterable);
    },
    split$0(this: Self) {
      return split(this, None, -1);
    },
    split$1(this: Self, sep: PyObject) {
      if (typeof this === 'string' && typeof sep === 'string' && sep !== '' && sep.length < 100) return newList((this as string).split(sep));
      return split(this, sep, -1);
    },
    split$2(this: Self, sep: PyObject, max: PyObject) {
      return split(this, sep, typeof max === 'number' ? max : asSsize(max));
    },
    rsplit$2(this: Self, sep: PyObject, max: PyObject) {
      return rsplit(this, sep, typeof max === 'number' ? max : asSsize(max));
    },
    splitlines$0(this: Self) {
      return splitLines(this, false);
    },
    encode$0(this: Self) {
      return typeof this === 'string' ? new PyBytes(encodeUtf8String(this)) : encodeStr(this, textOf(this), undefined, undefined);
    },
    strip$0(this: Self) {
      return strip(this, None, true, true, 'strip');
    },
    strip$1(this: Self, chars: PyObject) {
      return strip(this, chars, true, true, 'strip');
    },
    lstrip$0(this: Self) {
      return strip(this, None, true, false, 'lstrip');
    },
    lstrip$1(this: Self, chars: PyObject) {
      return strip(this, chars, true, false, 'lstrip');
    },
    rstrip$0(this: Self) {
      return strip(this, None, false, true, 'rstrip');
    },
    rstrip$1(this: Self, chars: PyObject) {
      return strip(this, chars, false, true, 'rstrip');
    },
    startswith$1(this: Self, prefix: PyObject) {
      if (typeof this === 'string' && typeof prefix === 'string') return (this as string).startsWith(prefix);
      return affix(this, prefix, None, None, 'startswith');
    },
    count$1(this: Self, sub: PyObject) {
      if (!isStr(sub)) raise(TypeError, `count() argument 1 must be str, not ${typeName(sub)}`);
      return count(this, sub, None, None);
    },
    rfind$1(this: Self, sub: PyObject) {
      if (typeof this === 'string' && typeof sub === 'string' && sub.length < 100) return (this as string).lastIndexOf(sub);
      if (!isStr(sub)) raise(TypeError, `rfind() argument 1 must be str, not ${typeName(sub)}`);
      return rfind(this, sub, None, None);
    },
    index$1(this: Self, sub: PyObject) {
      if (!isStr(sub)) raise(TypeError, `index() argument 1 must be str, not ${typeName(sub)}`);
      return found(typeof this === 'string' && typeof sub === 'string' && sub.length < 100 ? (this as string).indexOf(sub) : find(this, sub, None, None));
    },
    endswith$1(this: Self, suffix: PyObject) {
      if (typeof this === 'string' && typeof suffix === 'string') return (this as string).endsWith(suffix);
      return affix(this, suffix, None, None, 'endswith');
    },
    lower$0(this: Self) {
      return newStr(lowerText(textOf(this)));
    },
    upper$0(this: Self) {
      return newStr(upperText(textOf(this)));
    },
    replace$2(this: Self, old: PyObject, by: PyObject) {
      if (typeof this === 'string' && typeof old === 'string' && typeof by === 'string' && old !== '') return sm.replaceText(this, old, by, -1) as string;
      return replaceChecked(this, old, by);
    },
    find$1(this: Self, sub: PyObject) {
      if (typeof this === 'string' && typeof sub === 'string' && sub.length < 100) return (this as string).indexOf(sub);
      if (!isStr(sub)) raise(TypeError, `find() argument 1 must be str, not ${typeName(sub)}`);
      return find(this, sub, None, None);
    },
    isdigit$0(this: Self) {
      return sm.isDigitText(textOf(this));
    },
    isalpha$0(this: Self) {
      return sm.isAlphaText(textOf(this));
    },
    isspace$0(this: Self) {
      return sm.isSpaceText(textOf(this));
    },
    isalnum$0(this: Self) {
      return sm.isAlnumText(textOf(this));
    },
  },
});

const LONG = 32;
/** Hashes of long strings: JS strings have no room for theirs, and computing it takes about a nanosecond for each character. */
let longHashes = new Map<string, number | bigint>();

function longHash(s: string): number | bigint {
  let h = longHashes.get(s);
  if (h === undefined) {
    if (longHashes.size === 1024) longHashes = new Map();
    longHashes.set(s, (h = hashString(s)));
  }
  return h;
}

function replaceChecked(self: Self, old: PyObject, by: PyObject): PyObject {
  if (!isStr(old)) raise(TypeError, `replace() argument 1 must be str, not ${typeName(old)}`);
  if (!isStr(by)) raise(TypeError, `replace() argument 2 must be str, not ${typeName(by)}`);
  return replace(self, old, by, -1);
}

// --- construction ---------------------------------------------------------------------------------------------------------

function newStrObject(cls: PyType, object: PyObject | undefined, encoding: string | undefined, errors: string | undefined): PyObject {
  const value = object === undefined ? '' : encoding === undefined && errors === undefined ? strObject(object) : decodeObject(object, encoding, errors);
  if (cls === strType) return value;
  if (!isSubtype(cls, strType)) raise(TypeError, `str.__new__(${cls.name}): ${cls.name} is not a subtype of str`);
  const o = new cls.ctor() as PyStrSub;
  o.sv = strValue(value as PyStr);
  return o;
}

function decodeObject(o: PyObject, encoding: string | undefined, errors: string | undefined): PyObject {
  if (isStr(o)) raise(TypeError, 'decoding str is not supported');
  const bytes = tryBytesLike(o);
  if (bytes === undefined) raise(TypeError, `decoding to str: need a bytes-like object, ${typeName(o)} found`);
  return decodeBytes(o, bytes, encoding, errors);
}

export function concatStr(a: PyStr, b: PyStr): string | PyWideStr {
  return typeof a === 'string' && typeof b === 'string' ? joined(a, b) : newStr(concatText([textOf(a), textOf(b)]));
}

function joined(a: string, b: string): string {
  if (a.length + b.length > MAX_LENGTH) raise(MemoryError, '');
  return a + b;
}

function repeat(self: Self, n: number): PyObject {
  const text = textOf(self);
  if (n <= 0 || text.length === 0) return '';
  if (n === 1) return strValue(self);
  if (text.length * n > Number.MAX_SAFE_INTEGER) raise(OverflowError, 'repeated string is too long');
  if (text.length * n > MAX_LENGTH) raise(MemoryError, '');
  return newStr(sm.repeatText(text, n));
}

addConverter('fill', (value) => {
  const text = tryText(value);
  if (text === undefined) raise(TypeError, `The fill character must be a unicode character, not ${typeName(value)}`);
  if (text.length !== 1) raise(TypeError, 'The fill character must be exactly one character long');
  return codePointAt(text, 0);
});

/** The default of a fill character arrives as its text. */
function fillOf(fill: number | string): number {
  return typeof fill === 'number' ? fill : 32;
}

function checkLength(width: number): number {
  if (width > MAX_LENGTH) raise(MemoryError, '');
  return width;
}

// --- items and order ------------------------------------------------------------------------------------------------------

function getItem(self: Self, key: PyObject): PyObject {
  // fast: a char of a plain string.
  if (typeof self === 'string' && typeof key === 'number') {
    const c = (self as string)[key < 0 ? key + (self as string).length : key];
    if (c !== undefined) return c;
    raise(IndexError, 'string index out of range');
  }
  return getItemSlow(self, key);
}

function getItemSlow(self: Self, key: PyObject): PyObject {
  const text = textOf(self);
  if (key instanceof PySlice) {
    const { start, step, count } = sliceBounds(key, text);
    if (count === text.length && step === 1) return strValue(self);
    return newStr(sm.sliceStep(text, start, step, count));
  }
  const n =
    intValue(key) ?? (key.s_index === undefined ? raise(TypeError, `string indices must be integers, not '${typeName(key)}'`) : intValue(key.s_index(key))!);
  if (typeof n === 'bigint') {
    if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(IndexError, `cannot fit '${typeName(key)}' into an index-sized integer`);
    raise(IndexError, 'string index out of range');
  }
  const at = n < 0 ? n + text.length : n;
  if (at < 0 || at >= text.length) raise(IndexError, 'string index out of range');
  return newStr(textFromCodePoint(codePointAt(text, at)));
}

function compare(a: Self, b: PyObject, op: CompareOp): PyObject {
  if (!isStr(b)) return NotImplemented;
  return verdict(compareText(textOf(a), textOf(b)), op);
}

// --- searching ------------------------------------------------------------------------------------------------------------

/** A bound of find() and its kin: None, or an index counted from the end where it is negative. */
function bound(v: PyObject, fallback: number, length: number, clampHigh: boolean): number {
  if (v === None) return fallback;
  let n = asSliceIndex(v);
  if (n < 0) n = Math.max(n + length, 0);
  return clampHigh && n > length ? length : n;
}

function find(self: Self, sub: PyStr, start: PyObject, end: PyObject): number {
  const text = textOf(self);
  return sm.findText(text, textOf(sub), bound(start, 0, text.length, false), bound(end, text.length, text.length, true));
}

function rfind(self: Self, sub: PyStr, start: PyObject, end: PyObject): number {
  const text = textOf(self);
  return sm.rfindText(text, textOf(sub), bound(start, 0, text.length, false), bound(end, text.length, text.length, true));
}

function count(self: Self, sub: PyStr, start: PyObject, end: PyObject): number {
  const text = textOf(self);
  return sm.countText(text, textOf(sub), bound(start, 0, text.length, false), bound(end, text.length, text.length, true));
}

function found(at: number): number {
  if (at < 0) raise(ValueError, 'substring not found');
  return at;
}

function affix(self: Self, affixes: PyObject, startArg: PyObject, endArg: PyObject, name: 'startswith' | 'endswith'): boolean {
  const text = textOf(self);
  const start = startArg === None ? 0 : bound(startArg, 0, text.length, false);
  const end = endArg === None ? text.length : bound(endArg, text.length, text.length, true);
  const test = name === 'startswith' ? sm.startsWithText : sm.endsWithText;
  if ((affixes.tflags & TUPLE) !== 0) {
    const { ta } = affixes as PyTuple;
    for (let i = 0; i < ta.length; i++) {
      const item = ta[i]!;
      // fast: a plain string at one end of another.
      if (typeof item === 'string' && typeof text === 'string' && startArg === None && endArg === None) {
        if (name === 'startswith' ? text.startsWith(item) : text.endsWith(item)) return true;
        continue;
      }
      const part = tryText(item);
      if (part === undefined) raise(TypeError, `tuple for ${name} must only contain str, not ${typeName(item)}`);
      if (test(text, part, start, end)) return true;
    }
    return false;
  }
  const part = tryText(affixes);
  if (part === undefined) raise(TypeError, `${name} first arg must be str or a tuple of str, not ${typeName(affixes)}`);
  return test(text, part, start, end);
}

function replace(self: Self, old: PyStr, by: PyStr, limit: number): PyObject {
  const text = textOf(self);
  const out = sm.replaceText(text, textOf(old), textOf(by), limit);
  return out === text ? strValue(self) : newStr(out);
}

// --- splitting and joining ------------------------------------------------------------------------------------------------

function separator(sep: PyObject): Text {
  const text = tryText(sep);
  if (text === undefined) raise(TypeError, `must be str or None, not ${typeName(sep)}`);
  if (text.length === 0) raise(ValueError, 'empty separator');
  return text;
}

function split(self: Self, sep: PyObject, max: number): PyObject {
  const text = textOf(self);
  const parts = sep === None ? sm.splitSpaceText(text, max) : sm.splitText(text, separator(sep), max);
  return newList(typeof text === 'string' ? (parts as string[]) : parts.map(newStr));
}

function rsplit(self: Self, sep: PyObject, max: number): PyObject {
  const text = textOf(self);
  const parts = sep === None ? sm.rsplitSpaceText(text, max) : sm.rsplitText(text, separator(sep), max);
  return newList(typeof text === 'string' ? (parts as string[]) : parts.map(newStr));
}

function splitLines(self: Self, keepEnds: boolean): PyObject {
  const text = textOf(self);
  const parts = sm.splitLinesText(text, keepEnds);
  return newList(typeof text === 'string' ? (parts as string[]) : parts.map(newStr));
}

function partSeparator(sep: PyObject): Text {
  const text = tryText(sep);
  if (text === undefined) raise(TypeError, `must be str, not ${typeName(sep)}`);
  if (text.length === 0) raise(ValueError, 'empty separator');
  return text;
}

function partition(self: Self, sep: PyObject): PyObject {
  // fast: plain strings.
  if (typeof self === 'string' && typeof sep === 'string' && sep.length > 0 && sep.length < 100) {
    const at = self.indexOf(sep);
    return new PyTuple(at < 0 ? [self, '', ''] : [self.slice(0, at), sep, self.slice(at + sep.length)]);
  }
  const text = textOf(self),
    part = partSeparator(sep);
  const at = sm.findText(text, part, 0, text.length);
  if (at < 0) return new PyTuple([strValue(self), '', '']);
  return new PyTuple([newStr(sliceText(text, 0, at)), newStr(part), newStr(sliceText(text, at + part.length, text.length))]);
}

function rpartition(self: Self, sep: PyObject): PyObject {
  // fast: plain strings.
  if (typeof self === 'string' && typeof sep === 'string' && sep.length > 0 && sep.length < 100) {
    const at = self.lastIndexOf(sep);
    return new PyTuple(at < 0 ? ['', '', self] : [self.slice(0, at), sep, self.slice(at + sep.length)]);
  }
  const text = textOf(self),
    part = partSeparator(sep);
  const at = sm.rfindText(text, part, 0, text.length);
  if (at < 0) return new PyTuple(['', '', strValue(self)]);
  return new PyTuple([newStr(sliceText(text, 0, at)), newStr(part), newStr(sliceText(text, at + part.length, text.length))]);
}

function join(self: Self, iterable: PyObject): PyObject {
  const items = joinItems(iterable);
  if (items.length === 1 && (typeof items[0] === 'string' || items[0] instanceof PyWideStr)) return items[0];
  let plain = typeof self === 'string';
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (typeof item === 'string') continue;
    if ((item.tflags & STR) === 0) raise(TypeError, `sequence item ${i}: expected str instance, ${typeName(item)} found`);
    plain = false;
  }
  // fast: plain strings only.
  if (plain) return joinPlain(items as readonly string[], self as string);
  const separator = textOf(self);
  const parts: Text[] = [];
  items.forEach((item, i) => {
    if (i > 0 && separator.length > 0) parts.push(separator);
    parts.push(textOf(item as PyStr));
  });
  return newStr(concatText(parts));
}

function joinPlain(items: readonly string[], separator: string): string {
  try {
    return joinStrings(items, separator);
  } catch (e) {
    if (e instanceof RangeError) raise(MemoryError, '');
    throw e;
  }
}

function joinItems(iterable: PyObject): readonly PyObject[] {
  if (iterable.ob_type === listType) return (iterable as PyList).la;
  if (iterable.ob_type === tupleType) return (iterable as PyTuple).ta;
  if (iterable.s_iter === undefined && iterable.s_getitem === undefined) raise(TypeError, 'can only join an iterable');
  return arrayFromIterable(iterable);
}

function strip(self: Self, chars: PyObject, left: boolean, right: boolean, name: string): PyObject {
  if (chars !== None && !isStr(chars)) raise(TypeError, `${name} arg must be None or str`);
  // fast: a plain string that begins and ends with something printable.
  if (chars === None && typeof self === 'string') {
    const first = self.charCodeAt(0),
      last = self.charCodeAt(self.length - 1);
    if (first > 32 && first < 127 && last > 32 && last < 127) return self;
  }
  const text = textOf(self);
  const out = sm.stripText(text, chars === None ? undefined : textOf(chars as PyStr), left, right);
  return out === text ? strValue(self) : newStr(out);
}

function expandTabs(self: Self, tabSize: number): PyObject {
  const text = textOf(self);
  let tabs = 0;
  for (let i = 0; i < text.length; i++) if (codePointAt(text, i) === 9) tabs++;
  if (tabs * tabSize > MAX_LENGTH) raise(OverflowError, 'new string is too long');
  return newStr(sm.expandTabsText(text, tabSize));
}

// --- translate ------------------------------------------------------------------------------------------------------------

function translate(self: Self, table: PyObject): PyObject {
  const text = textOf(self);
  // fast: a plain str and a plain dict, each of the first 256 characters looked up once.
  if (typeof text === 'string' && table.ob_type === dictType) {
    const plain = translatePlain(text, table as PyDict);
    if (plain !== undefined) return plain;
  }
  const out = new TextSink(text.length);
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    const mapped = lookup(table, c);
    if (mapped === undefined) out.push(c);
    else if (mapped !== None) out.pushText(translation(mapped));
  }
  return newStr(out.finish());
}

/** The same without tables, which cost more than a short text. */
function translateShort(text: string, table: PyDict): string | undefined {
  const known: (string | undefined)[] = [];
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    let mapped = known[c];
    if (mapped === undefined) {
      if (c > 255) return undefined;
      const value = dictGet(table, c);
      const replacement = value === undefined ? String.fromCharCode(c) : value === None ? '' : translation(value);
      if (typeof replacement !== 'string') return undefined;
      known[c] = mapped = replacement;
    }
    out += mapped;
  }
  return out;
}

/** undefined where the result does not stay a plain str of ours to build. */
function translatePlain(text: string, table: PyDict): string | undefined {
  if (text.length < 400) return translateShort(text, table);
  const ascii = translateAscii(text, table);
  if (ascii !== undefined) return ascii;
  // What each character becomes: 0 not known yet, 1 itself, 2 an entry of `known`. Runs that stay are copied whole.
  const state = new Uint8Array(256);
  let known: string[] | undefined;
  const pieces: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 255) return undefined;
    let s = state[c]!;
    if (s === 0) {
      const value = dictGet(table, c);
      if (value === undefined) s = 1;
      else {
        const replacement = value === None ? '' : translation(value);
        if (typeof replacement !== 'string') return undefined;
        known ??= new Array<string>(256).fill('');
        known[c] = replacement;
        s = 2;
      }
      state[c] = s;
    }
    if (s === 1) continue;
    if (from < i) pieces.push(text.slice(from, i));
    pieces.push(known![c]!);
    from = i + 1;
  }
  if (from === 0) return text;
  if (from < text.length) pieces.push(text.slice(from));
  return pieces.join('');
}

/** Where ASCII characters become ASCII characters, one each, bytes will do; undefined elsewhere. */
function translateAscii(text: string, table: PyDict): string | undefined {
  const found = new Uint8Array(128);
  const units = new Uint8Array(text.length);
  for (let i = 0; i < units.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 127) return undefined;
    units[i] = c;
    found[c] = 1;
  }
  const becomes = new Uint8Array(128);
  let changes = false;
  for (let c = 0; c < 128; c++) {
    becomes[c] = c;
    const value = found[c] === 0 ? undefined : dictGet(table, c);
    if (value === undefined) continue;
    const unit = typeof value === 'number' ? value : typeof value === 'string' && value.length === 1 ? value.charCodeAt(0) : 128;
    if (!(unit >= 0 && unit < 128)) return undefined;
    becomes[c] = unit;
    changes = true;
  }
  if (!changes) return text;
  for (let i = 0; i < units.length; i++) units[i] = becomes[units[i]!]!;
  return decodeAsciiBytes(units);
}

function lookup(table: PyObject, c: number): PyObject | undefined {
  // fast: a plain dict, as maketrans() gives it: a miss costs no exception.
  if (table.ob_type === dictType) return dictGet(table as PyDict, c);
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return subscript(table, c);
  } catch (e) {
    if (!excMatches(e, LookupError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

function translation(mapped: PyObject): Text {
  if (isStr(mapped)) return textOf(mapped);
  const c = intValue(mapped);
  if (c === undefined) raise(TypeError, 'character mapping must return integer, None or str');
  if (c < 0 || c > 0x10ffff) raise(ValueError, 'character mapping must be in range(0x110000)');
  return textFromCodePoint(Number(c));
}

function maketrans(x: PyObject, y: PyStr | undefined, z: PyStr | undefined): PyObject {
  const table = newDict();
  if (y === undefined) {
    if ((x.tflags & DICT) === 0) raise(TypeError, 'if you give only one argument to maketrans it must be a dict');
    for (const [key, value] of dictEntries(x as PyDict)) dictSet(table, translationKey(key), value);
    return table;
  }
  const from = tryText(x),
    to = textOf(y);
  if (from === undefined) raise(TypeError, 'first maketrans argument must be a string if there is a second argument');
  if (from.length !== to.length) raise(ValueError, 'the first two maketrans arguments must have equal length');
  for (let i = 0; i < from.length; i++) dictSet(table, codePointAt(from, i), codePointAt(to, i));
  if (z !== undefined) {
    const gone = textOf(z);
    for (let i = 0; i < gone.length; i++) dictSet(table, codePointAt(gone, i), None);
  }
  return table;
}

function translationKey(key: PyObject): PyObject {
  if (isStr(key)) {
    const text = textOf(key);
    if (text.length !== 1) raise(ValueError, 'string keys in translatetable must be of length 1');
    return codePointAt(text, 0);
  }
  if (intValue(key) === undefined) raise(TypeError, 'keys in translate table mustbe strings or integers');
  return key;
}
