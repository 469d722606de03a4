// HOT. findall, split, sub and subn. Bench: bench/re.
// `eachMatch` is the plain loop over all matches. The fast twins hand a whole narrow str to V8, which is right
// when a RegExp exists and the pattern cannot match the empty string (Python may match one right after a match).
// CPython: Modules/_sre/sre.c, pattern_subx and its neighbours.
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyList, PyTuple } from '../../objects/model/values.ts';
import { isCallable } from '../../objects/ops/call.ts';
import { isStr, strValue } from '../../objects/ops/strings.ts';
import { tryBytesLike } from '../../objects/ops/buffer.ts';
import { SEARCH, NO_ADVANCE } from '../../util/sre/regex.ts';
import type { Found } from '../../util/sre/regex.ts';
import { PyMatch } from './match.ts';
import type { PyPattern } from './pattern.ts';
import { asText, emptyOf, execOn, groupOf, sliceOf, type Subject } from './subject.ts';
import { compiledTemplate, expandTemplate, joined, PyTemplate } from './template.ts';

/** Calls `visit` for each match within [pos, end), until it returns false. */
function eachMatch(pattern: PyPattern, subject: Subject, pos: number, end: number, visit: (found: Found) => boolean): void {
  if (subject.isBytes) asText(subject);
  let advance = NO_ADVANCE;
  for (;;) {
    const found = execOn(pattern.regex, subject, SEARCH, pos, end, advance);
    if (found === null || !visit(found)) return;
    pos = found.end;
    advance = found.start === found.end ? pos : NO_ADVANCE;
  }
}

export function findall(pattern: PyPattern, subject: Subject, pos: number, end: number): PyList {
  const quick = pos === 0 ? quickFindall(pattern, subject, end) : undefined;
  if (quick !== undefined) return new PyList(quick);
  const items: PyObject[] = [];
  const empty = emptyOf(subject);
  const { regex, groups } = pattern;
  eachMatch(pattern, subject, pos, end, (found) => {
    if (groups <= 1) items.push(groupOf(regex, subject, found, end, groups) ?? empty);
    else {
      const texts: PyObject[] = [];
      for (let n = 1; n <= groups; n++) texts.push(groupOf(regex, subject, found, end, n) ?? empty);
      items.push(new PyTuple(texts));
    }
    return true;
  });
  return new PyList(items);
}

// fast: all matches of a pattern without groups in one call.
function quickFindall(pattern: PyPattern, subject: Subject, end: number): PyObject[] | undefined {
  const { text } = subject;
  if (text === undefined || subject.isBytes || end !== text.length || pattern.groups !== 0) return undefined;
  const regExp = quickRegExp(pattern, text);
  if (regExp === undefined) return undefined;
  try {
    return (text.match(regExp) as PyObject[] | null) ?? [];
  } catch (error) {
    return giveUpQuickly(error);
  }
}

function quickRegExp(pattern: PyPattern, text: string): RegExp | undefined {
  if (pattern.regex.minWidth === 0) return undefined;
  const native = pattern.regex.nativeFor(text);
  if (native === undefined) return undefined;
  const regExp = native.regExp(SEARCH);
  regExp.lastIndex = 0;
  return regExp;
}

/** V8 refuses some patterns and long matches; the plain loop then starts over. */
function giveUpQuickly(error: unknown): undefined {
  if (error instanceof RangeError || error instanceof SyntaxError) return undefined;
  throw error;
}

export function split(pattern: PyPattern, subject: Subject, maxsplit: number): PyList {
  const items: PyObject[] = [];
  let last = 0;
  let count = 0;
  if (maxsplit >= 0) {
    eachMatch(pattern, subject, 0, subject.length, (found) => {
      items.push(sliceOf(subject, last, found.start));
      for (let n = 1; n <= pattern.groups; n++) items.push(groupOf(pattern.regex, subject, found, subject.length, n) ?? None);
      last = found.end;
      count++;
      return count !== maxsplit;
    });
  }
  items.push(sliceOf(subject, last, subject.length));
  return new PyList(items);
}

/** What replaces a match: a fixed text, a template or a function of the match. */
type Replacement =
  | { readonly kind: 'text'; readonly text: PyObject }
  | { readonly kind: 'template'; readonly template: PyTemplate }
  | { readonly kind: 'call'; readonly call: PyObject };

function replacementOf(pattern: PyPattern, repl: PyObject): Replacement {
  if (isCallable(repl)) return { kind: 'call', call: repl };
  if (isLiteral(repl)) return { kind: 'text', text: repl };
  const template = compiledTemplate(pattern, repl);
  if (template instanceof PyTemplate) {
    return template.groups.length === 0 ? { kind: 'text', text: template.literals[0]! } : { kind: 'template', template };
  }
  return isCallable(template) ? { kind: 'call', call: template } : { kind: 'text', text: template };
}

/** A text without a backslash stands for itself. */
function isLiteral(repl: PyObject): boolean {
  if (isStr(repl)) {
    const value = strValue(repl);
    return typeof value === 'string' ? !value.includes('\\') : !value.cps.includes(92);
  }
  const bytes = tryBytesLike(repl);
  return bytes !== undefined && !bytes.includes(92);
}

/** The new text and the number of replacements. */
export function substitute(pattern: PyPattern, repl: PyObject, subject: Subject, count: number): [PyObject, number] {
  const replacement = replacementOf(pattern, repl);
  const quick = count === 0 ? quickSubstitute(pattern, replacement, subject) : undefined;
  if (quick !== undefined) return quick;
  const parts: PyObject[] = [];
  let last = 0;
  let done = 0;
  if (count >= 0) {
    eachMatch(pattern, subject, 0, subject.length, (found) => {
      if (last < found.start) parts.push(sliceOf(subject, last, found.start));
      const text = replaced(pattern, replacement, subject, found);
      if (text !== None) parts.push(text);
      last = found.end;
      done++;
      return done !== count;
    });
  }
  if (last < subject.length) parts.push(sliceOf(subject, last, subject.length));
  if (parts.length === 0) return [emptyOf(subject), done];
  return [joined(parts, subject.isBytes), done];
}

function replaced(pattern: PyPattern, replacement: Replacement, subject: Subject, found: Found): PyObject {
  switch (replacement.kind) {
    case 'text':
      return replacement.text;
    case 'template':
      return expandTemplate(pattern, replacement.template, subject, found, subject.length);
    case 'call':
      return replacement.call.c1(new PyMatch(pattern, subject, found, 0, subject.length));
  }
}

// fast: fixed texts and templates in a narrow str become one `replace`.
function quickSubstitute(pattern: PyPattern, replacement: Replacement, subject: Subject): [PyObject, number] | undefined {
  const { text } = subject;
  if (text === undefined || subject.isBytes || replacement.kind === 'call') return undefined;
  const regExp = quickRegExp(pattern, text);
  if (regExp === undefined) return undefined;
  const source = jsReplacement(pattern, replacement, text);
  if (source === undefined) return undefined;
  try {
    // Counting costs a second pass over the matches, so `sub` does not ask for it.
    return [text.replace(regExp, source), NOT_COUNTED];
  } catch (error) {
    return giveUpQuickly(error);
  }
}

/** In place of the number of replacements when `substitute` took the fast way. */
export const NOT_COUNTED = -1;

export function countMatches(pattern: PyPattern, subject: Subject): number {
  let n = 0;
  eachMatch(pattern, subject, 0, subject.length, () => {
    n++;
    return true;
  });
  return n;
}

/** The replacement in JavaScript's notation, if it can be written so. */
function jsReplacement(pattern: PyPattern, replacement: Replacement, text: string): string | undefined {
  if (replacement.kind === 'text') return escaped(replacement.text);
  if (replacement.kind === 'call') return undefined;
  const { literals, groups } = replacement.template;
  const { groupMap } = pattern.regex.nativeFor(text)!.translation;
  let out = escaped(literals[0]!);
  for (let i = 0; i < groups.length && out !== undefined; i++) {
    const group = groupMap[groups[i]!];
    const literal = escaped(literals[i + 1]!);
    if (literal === undefined || group === undefined || group > 99) return undefined;
    out += (group === 0 ? '$&' : `$${String(group).padStart(2, '0')}`) + literal;
  }
  return out;
}

function escaped(text: PyObject): string | undefined {
  return typeof text === 'string' ? text.replaceAll('$', '$$$$') : undefined;
}
