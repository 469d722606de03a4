// re.Match. The texts and positions of groups are read out of the engine's result when they are asked for.
// CPython: Modules/_sre/sre.c, match_*.
import { classMethod, defineType, getset, member, method } from '../../objects/declare/type.ts';
import { type PyBase, type PyObject, rooted } from '../../objects/model/object.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { dictEntries, dictGet, dictSet, newDict } from '../../objects/types/dictStore.ts';
import { asIndex, intValue } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { repr } from '../../objects/ops/repr.ts';
import { IndexError } from '../../objects/types/exceptions.ts';
import { genericAlias } from '../../objects/types/genericalias.ts';
import type { Found } from '../../util/sre/regex.ts';
import type { PyPattern } from './pattern.ts';
import { groupOf, sliceOf, type Subject } from './subject.ts';
import { compiledTemplate, expandTemplate } from './template.ts';

export class PyMatch {
  re: PyPattern;
  subject: Subject;
  found: Found;
  pos: number;
  endpos: number;
  spans: Int32Array | undefined;
  constructor(re: PyPattern, subject: Subject, found: Found, pos: number, endpos: number) {
    this.re = re;
    this.subject = subject;
    this.found = found;
    this.pos = pos;
    this.endpos = endpos;
    this.spans = undefined;
  }
}
export interface PyMatch extends PyBase {}
rooted(PyMatch);

/** Texts of group `n` in the match; undefined if it took no part. */
export function matchGroup(self: PyMatch, n: number): PyObject | undefined {
  const { subject, spans } = self;
  if (spans !== undefined && subject.isBytes) return spans[2 * n]! < 0 ? undefined : sliceOf(subject, spans[2 * n]!, spans[2 * n + 1]!);
  return groupOf(self.re.regex, subject, self.found, self.endpos, n);
}

function spansOf(self: PyMatch): Int32Array {
  return (self.spans ??= self.re.regex.spans(self.found, self.subject.text ?? '', self.endpos));
}

/** Number of the group that `key` (an index or a name) means. */
function groupNumber(self: PyMatch, key: PyObject): number {
  if (typeof key === 'number' && key >= 0 && key <= self.re.groups) return key;
  let n: number | bigint | undefined;
  if (key.s_index !== undefined) n = asIndex(key);
  else {
    const named = dictGet(self.re.groupIndex, key);
    n = named === undefined ? undefined : intValue(named);
  }
  if (n === undefined || n < 0 || n > self.re.groups) raise(IndexError, 'no such group');
  return Number(n);
}

function groupByKey(self: PyMatch, key: PyObject): PyObject {
  return matchGroup(self, groupNumber(self, key)) ?? None;
}

function group(self: PyMatch, keys: PyObject[]): PyObject {
  if (keys.length === 0) return matchGroup(self, 0)!;
  if (keys.length === 1) return groupByKey(self, keys[0]!);
  return new PyTuple(keys.map((key) => groupByKey(self, key)));
}

function start(self: PyMatch, key: PyObject | undefined): number {
  const n = key === undefined ? 0 : groupNumber(self, key);
  return n === 0 ? self.found.start : spansOf(self)[2 * n]!;
}

function end(self: PyMatch, key: PyObject | undefined): number {
  const n = key === undefined ? 0 : groupNumber(self, key);
  return n === 0 ? self.found.end : spansOf(self)[2 * n + 1]!;
}

function span(self: PyMatch, key: PyObject | undefined): PyTuple {
  return new PyTuple([start(self, key), end(self, key)]);
}

function groups(self: PyMatch, fallback: PyObject): PyTuple {
  const items: PyObject[] = [];
  for (let n = 1; n <= self.re.groups; n++) items.push(matchGroup(self, n) ?? fallback);
  return new PyTuple(items);
}

function groupdict(self: PyMatch, fallback: PyObject): PyObject {
  const result = newDict();
  for (const [name] of dictEntries(self.re.groupIndex)) dictSet(result, name, matchGroup(self, groupNumber(self, name)) ?? fallback);
  return result;
}

function regs(self: PyMatch): PyTuple {
  const spans = spansOf(self);
  const items: PyObject[] = [];
  for (let i = 0; i < spans.length; i += 2) items.push(new PyTuple([spans[i]!, spans[i + 1]!]));
  return new PyTuple(items);
}

function lastindex(self: PyMatch): number {
  return self.re.regex.lastIndex(self.found);
}

function lastgroup(self: PyMatch): PyObject {
  const n = lastindex(self);
  return n < 0 ? None : (self.re.indexGroup.ta[n] ?? None);
}

export const matchType = defineType(PyMatch, {
  name: 'Match',
  module: 're',
  flags: ['NO_NEW'],
  doc: 'The result of a successful match.',
  slots: {
    getitem: groupByKey,
    repr: (self: PyMatch) => strFromJs(`<re.Match object; span=(${self.found.start}, ${self.found.end}), match=${repr(matchGroup(self, 0)!)}>`),
  },
  fast: {
    group$0(this: PyMatch) {
      return matchGroup(this, 0);
    },
    group$1(this: PyMatch, key: PyObject) {
      return groupByKey(this, key);
    },
    start$0(this: PyMatch) {
      return this.found.start;
    },
    end$0(this: PyMatch) {
      return this.found.end;
    },
    start$1(this: PyMatch, key: PyObject) {
      return start(this, key);
    },
    end$1(this: PyMatch, key: PyObject) {
      return end(this, key);
    },
    span$0(this: PyMatch) {
      return new PyTuple([this.found.start, this.found.end]);
    },
    span$1(this: PyMatch, key: PyObject) {
      return span(this, key);
    },
    groups$0(this: PyMatch) {
      return groups(this, None);
    },
  },
  methods: [
    method('group(self, /, *groups)', 'Text of one or, as a tuple, several groups, each given by number or name. Without arguments: the whole match.', group),
    method('start(self, group = 0, /)', 'Where the group begins, -1 if it took no part.', start),
    method('end(self, group = 0, /)', 'Where the group ends, -1 if it took no part.', end),
    method('span(self, group = 0, /)', 'The pair (start, end) of the group.', span),
    method('groups(self, /, default = None)', 'Texts of all groups from 1 on; default stands for those that took no part.', groups),
    method('groupdict(self, /, default = None)', 'The named groups with their texts.', groupdict),
    method('expand(self, /, template)', 'The template with its group references replaced, as sub() does it.', (self: PyMatch, template: PyObject) =>
      expandTemplate(self.re, compiledTemplate(self.re, template), self.subject, self.found, self.endpos),
    ),
    method('__copy__(self, /)', null, (self: PyMatch) => self),
    method('__deepcopy__(self, memo, /)', null, (self: PyMatch) => self),
    classMethod('__class_getitem__(cls, item, /)', 'Parametrised generic, as in re.Match[str] (PEP 585).', genericAlias),
  ],
  getset: [
    member('string', 'What was matched or searched.', (self: PyMatch) => self.subject.object),
    member('re', 'The pattern.', (self: PyMatch) => self.re),
    member('pos', 'Where the match was allowed to begin.', (self: PyMatch) => self.pos),
    member('endpos', 'Where it had to end.', (self: PyMatch) => self.endpos),
    getset('lastindex', 'Number of the group that closed last.', (self: PyMatch) => (lastindex(self) < 0 ? None : lastindex(self))),
    getset('lastgroup', 'Name of the group that closed last.', lastgroup),
    getset('regs', null, regs),
  ],
});
