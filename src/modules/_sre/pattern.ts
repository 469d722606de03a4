// HOT. re.Pattern. `fast` holds the calls that programs make in loops; the rows below them are complete by themselves.
// CPython: Modules/_sre/sre.c, pattern_*.
import { classMethod, defineType, getset, member, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { None, NotImplemented, PyTuple } from '../../objects/model/values.ts';
import { equal } from '../../objects/ops/compare.ts';
import { hash } from '../../objects/ops/hash.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { repr } from '../../objects/ops/repr.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { genericAlias } from '../../objects/types/genericalias.ts';
import { newMappingProxy } from '../../objects/types/dict.ts';
import { FLAG } from '../../util/sre/constants.ts';
import { FULLMATCH, MATCH, NO_ADVANCE, SEARCH } from '../../util/sre/regex.ts';
import type { Found, Mode, Regex } from '../../util/sre/regex.ts';
import { PyMatch } from './match.ts';
import { PyMatchIterator, PyScanner } from './scanner.ts';
import { clamp, execOn, subjectOf, type Subject } from './subject.ts';
import { countMatches, findall, NOT_COUNTED, split, substitute } from './substitute.ts';

export class PyPattern extends PyBase {
  regex: Regex;
  code: readonly number[];
  pattern: PyObject;
  flags: number;
  groups: number;
  groupIndex: PyDict;
  /** Names by group number, None for the others. */
  indexGroup: PyTuple;
  /** Undefined for a pattern that was compiled from None: it takes both str and bytes. */
  isBytes: boolean | undefined;
  constructor(
    regex: Regex,
    code: readonly number[],
    pattern: PyObject,
    flags: number,
    groups: number,
    groupIndex: PyDict,
    indexGroup: PyTuple,
    isBytes: boolean | undefined,
  ) {
    super();
    this.regex = regex;
    this.code = code;
    this.pattern = pattern;
    this.flags = flags;
    this.groups = groups;
    this.groupIndex = groupIndex;
    this.indexGroup = indexGroup;
    this.isBytes = isBytes;
  }
}

/** The subject of `string`, which must be of the pattern's kind. */
function subjectFor(self: PyPattern, string: PyObject): Subject {
  const subject = subjectOf(string);
  if (self.isBytes !== undefined && subject.isBytes !== self.isBytes) {
    raise(TypeError, subject.isBytes ? 'cannot use a string pattern on a bytes-like object' : 'cannot use a bytes pattern on a string-like object');
  }
  return subject;
}

function run(self: PyPattern, string: PyObject, mode: Mode, pos: number, endpos: number): PyObject {
  const subject = subjectFor(self, string);
  const start = clamp(pos, subject.length);
  const end = clamp(endpos, subject.length);
  const found = start > end ? execBackwards(self, subject, mode, start, end) : execOn(self.regex, subject, mode, start, end, NO_ADVANCE);
  return found === null ? None : new PyMatch(self, subject, found, start, end);
}

/** With pos beyond endpos CPython still lets match() find an empty match. */
function execBackwards(self: PyPattern, subject: Subject, mode: Mode, start: number, end: number): Found | null {
  if (mode !== MATCH) return null;
  const { regex } = self;
  return subject.units === undefined
    ? regex.execMachine(subject.text!, MATCH, start, end, NO_ADVANCE)
    : regex.execUnits(subject.units, MATCH, start, end, NO_ADVANCE);
}

const LIMIT = Number.MAX_SAFE_INTEGER;

function scannerOf(self: PyPattern, string: PyObject, pos: number, endpos: number): PyScanner {
  const subject = subjectFor(self, string);
  return new PyScanner(self, subject, clamp(pos, subject.length), clamp(endpos, subject.length));
}

function findallIn(self: PyPattern, string: PyObject, pos: number, endpos: number): PyObject {
  const subject = subjectFor(self, string);
  return findall(self, subject, clamp(pos, subject.length), clamp(endpos, subject.length));
}

function sub(self: PyPattern, repl: PyObject, string: PyObject, count: number): PyObject {
  return substitute(self, repl, subjectFor(self, string), count)[0];
}

function subn(self: PyPattern, repl: PyObject, string: PyObject, count: number): PyObject {
  const subject = subjectFor(self, string);
  const [text, done] = substitute(self, repl, subject, count);
  return new PyTuple([text, done === NOT_COUNTED ? countMatches(self, subject) : done]);
}

const FLAG_NAMES: ReadonlyArray<readonly [string, number]> = [
  ['IGNORECASE', FLAG.IGNORECASE],
  ['LOCALE', FLAG.LOCALE],
  ['MULTILINE', FLAG.MULTILINE],
  ['DOTALL', FLAG.DOTALL],
  ['UNICODE', FLAG.UNICODE],
  ['VERBOSE', FLAG.VERBOSE],
  ['DEBUG', FLAG.DEBUG],
  ['ASCII', FLAG.ASCII],
];

function reprPattern(self: PyPattern): string {
  let { flags } = self;
  // A str pattern is a Unicode one unless it says otherwise.
  if (self.isBytes !== true && (flags & (FLAG.LOCALE | FLAG.UNICODE | FLAG.ASCII)) === FLAG.UNICODE) flags &= ~FLAG.UNICODE;
  const names: string[] = [];
  for (const [name, bit] of FLAG_NAMES) {
    if ((flags & bit) === 0) continue;
    names.push(`re.${name}`);
    flags &= ~bit;
  }
  if (flags !== 0) names.push(`0x${(flags >>> 0).toString(16)}`);
  const shown = [...repr(self.pattern)].slice(0, 200).join('');
  return `re.compile(${shown}${names.length === 0 ? '' : `, ${names.join('|')}`})`;
}

function samePattern(a: PyPattern, b: PyObject): PyObject {
  if (!(b instanceof PyPattern)) return NotImplemented;
  if (a === b) return true;
  return (
    a.flags === b.flags &&
    a.isBytes === b.isBytes &&
    a.code.length === b.code.length &&
    a.code.every((word, i) => word === b.code[i]) &&
    equal(a.pattern, b.pattern)
  );
}

export const patternType = defineType(PyPattern, {
  name: 'Pattern',
  module: 're',
  flags: ['NO_NEW', 'HAS_WEAKREF'],
  doc: 'A compiled regular expression.',
  slots: {
    repr: (self: PyPattern) => strFromJs(reprPattern(self)),
    hash: (self: PyPattern) => Number(BigInt(hash(self.pattern)) & 0xffffffffn) ^ self.flags ^ self.code.length,
    eq: samePattern,
    ne: (a: PyPattern, b: PyObject) => {
      const same = samePattern(a, b);
      return same === NotImplemented ? same : same !== true;
    },
  },
  fast: {
    match$1(this: PyPattern, string: PyObject) {
      return run(this, string, MATCH, 0, LIMIT);
    },
    match$2(this: PyPattern, string: PyObject, pos: PyObject) {
      return typeof pos === 'number' ? run(this, string, MATCH, pos, LIMIT) : slowly(this, 'match', [string, pos]);
    },
    fullmatch$1(this: PyPattern, string: PyObject) {
      return run(this, string, FULLMATCH, 0, LIMIT);
    },
    search$1(this: PyPattern, string: PyObject) {
      return run(this, string, SEARCH, 0, LIMIT);
    },
    search$2(this: PyPattern, string: PyObject, pos: PyObject) {
      return typeof pos === 'number' ? run(this, string, SEARCH, pos, LIMIT) : slowly(this, 'search', [string, pos]);
    },
    findall$1(this: PyPattern, string: PyObject) {
      return findallIn(this, string, 0, LIMIT);
    },
    finditer$1(this: PyPattern, string: PyObject) {
      return new PyMatchIterator(scannerOf(this, string, 0, LIMIT));
    },
    sub$2(this: PyPattern, repl: PyObject, string: PyObject) {
      return sub(this, repl, string, 0);
    },
    split$1(this: PyPattern, string: PyObject) {
      return split(this, subjectFor(this, string), 0);
    },
  },
  methods: [
    method(
      'match(self, /, string, pos: size = 0, endpos: size = sys.maxsize)',
      'Does the pattern match at the start of the string?',
      (self: PyPattern, string: PyObject, pos: number, endpos: number) => run(self, string, MATCH, pos, endpos),
    ),
    method(
      'fullmatch(self, /, string, pos: size = 0, endpos: size = sys.maxsize)',
      'Does the pattern match the whole string?',
      (self: PyPattern, string: PyObject, pos: number, endpos: number) => run(self, string, FULLMATCH, pos, endpos),
    ),
    method(
      'search(self, /, string, pos: size = 0, endpos: size = sys.maxsize)',
      'The first match anywhere in the string, or None.',
      (self: PyPattern, string: PyObject, pos: number, endpos: number) => run(self, string, SEARCH, pos, endpos),
    ),
    method('sub(self, /, repl, string, count: size = 0)', 'The string with its matches, at most count if that is not 0, replaced by repl.', sub),
    method('subn(self, /, repl, string, count: size = 0)', 'As sub(), as a pair with the number of replacements.', subn),
    method('findall(self, /, string, pos: size = 0, endpos: size = sys.maxsize)', 'A list of all matches: texts, or groups if there are any.', findallIn),
    method(
      'split(self, /, string, maxsplit: size = 0)',
      'The parts of the string between the matches.',
      (self: PyPattern, string: PyObject, maxsplit: number) => split(self, subjectFor(self, string), maxsplit),
    ),
    method(
      'finditer(self, /, string, pos: size = 0, endpos: size = sys.maxsize)',
      'An iterator over all matches.',
      (self: PyPattern, string: PyObject, pos: number, endpos: number) => new PyMatchIterator(scannerOf(self, string, pos, endpos)),
    ),
    method('scanner(self, /, string, pos: size = 0, endpos: size = sys.maxsize)', null, scannerOf),
    method('__copy__(self, /)', null, (self: PyPattern) => self),
    method('__deepcopy__(self, memo, /)', null, (self: PyPattern) => self),
    classMethod('__class_getitem__(cls, item, /)', 'Parametrised generic, as in re.Pattern[str] (PEP 585).', genericAlias),
  ],
  getset: [
    member('pattern', 'The text it was compiled from.', (self: PyPattern) => self.pattern),
    member('flags', 'Its flags, those written inside the text included.', (self: PyPattern) => self.flags),
    member('groups', 'How many capturing groups it has.', (self: PyPattern) => self.groups),
    getset('groupindex', 'Group numbers by name.', (self: PyPattern) => newMappingProxy(self.groupIndex)),
  ],
});

/** The row of the same name, for arguments the fast calls do not take. */
function slowly(self: PyPattern, name: string, args: PyObject[]): PyObject {
  return patternType.dict.get(name)!.cN([self, ...args]);
}
