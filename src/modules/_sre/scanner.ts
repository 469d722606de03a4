// The scanner of a pattern, which goes on where the last match ended, and the iterator that finditer() gives.
// CPython: Modules/_sre/sre.c, scanner_*.
import { defineType, member, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { acquireBuffer } from '../../objects/ops/buffer.ts';
import { ownExportWeakly } from '../../objects/ops/exports.ts';
import { bytesType } from '../../objects/types/bytes.ts';
import { MATCH, NO_ADVANCE, SEARCH } from '../../util/sre/regex.ts';
import type { Mode } from '../../util/sre/regex.ts';
import { PyMatch } from './match.ts';
import type { PyPattern } from './pattern.ts';
import { asText, execOn, type Subject } from './subject.ts';

export class PyScanner extends PyBase {
  pattern: PyPattern;
  subject: Subject;
  pos: number;
  endpos: number;
  /** Where the next match may begin; -1 when there was none. */
  next: number;
  advance: number;
  constructor(pattern: PyPattern, subject: Subject, pos: number, endpos: number) {
    super();
    this.pattern = pattern;
    this.subject = subject;
    this.pos = pos;
    this.endpos = endpos;
    this.next = pos;
    this.advance = NO_ADVANCE;
    if (subject.isBytes) holdBytes(this, subject);
  }
}

/** While the scanner lives, a bytearray must keep its size. */
function holdBytes(owner: PyScanner, subject: Subject): void {
  asText(subject);
  if (subject.object.ob_type !== bytesType) ownExportWeakly(acquireBuffer(subject.object), owner);
}

function step(self: PyScanner, mode: Mode): PyMatch | undefined {
  if (self.next < 0) return undefined;
  const found = execOn(self.pattern.regex, self.subject, mode, self.next, self.endpos, self.advance);
  if (found === null) {
    self.next = -1;
    return undefined;
  }
  self.next = found.end;
  self.advance = found.start === found.end ? found.end : NO_ADVANCE;
  return new PyMatch(self.pattern, self.subject, found, self.pos, self.endpos);
}

export const scannerType = defineType(PyScanner, {
  name: 'SRE_Scanner',
  module: '_sre',
  flags: ['NO_NEW'],
  doc: null,
  methods: [
    method('match(self, /)', null, (self: PyScanner): PyObject => step(self, MATCH) ?? None),
    method('search(self, /)', null, (self: PyScanner): PyObject => step(self, SEARCH) ?? None),
  ],
  getset: [member('pattern', null, (self: PyScanner) => self.pattern)],
});

/** In CPython this is iter(scanner.search, None), and shows itself under that type's name. */
export class PyMatchIterator extends PyBase {
  scanner: PyScanner;
  constructor(scanner: PyScanner) {
    super();
    this.scanner = scanner;
  }
}

export const matchIteratorType = defineType(PyMatchIterator, {
  name: 'callable_iterator',
  flags: ['NO_NEW'],
  doc: null,
  slots: {
    iter: (self: PyMatchIterator) => self,
    next: (self: PyMatchIterator) => step(self.scanner, SEARCH),
  },
});
