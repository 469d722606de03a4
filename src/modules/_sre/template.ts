// Replacement templates: literal texts with group numbers between them, made by re._parser.parse_template.
// CPython: Modules/_sre/sre.c, _sre_template and expand_template.
import { defineType } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { PyBytes } from '../../objects/model/values.ts';
import { asIndex, intValue, typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, strFromCodePoints, strValue } from '../../objects/ops/strings.ts';
import { codePoints } from '../../objects/ops/strings.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { IndexError, TypeError } from '../../objects/types/exceptions.ts';
import { tryAnyBytes } from '../../objects/ops/buffer.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { isList } from '../../objects/types/list.ts';
import type { Found } from '../../util/sre/regex.ts';
import type { PyPattern } from './pattern.ts';
import { groupOf, type Subject } from './subject.ts';

export class PyTemplate extends PyBase {
  /** Literals before, between and after the groups: one more than there are groups. */
  literals: PyObject[];
  groups: number[];
  constructor(literals: PyObject[], groups: number[]) {
    super();
    this.literals = literals;
    this.groups = groups;
  }
}

export const templateType = defineType(PyTemplate, {
  name: 'SRE_Template',
  module: '_sre',
  flags: ['NO_NEW'],
  doc: null,
});

/** `_sre.template(pattern, [literal, group, literal, …])`. */
export function newTemplate(_pattern: PyObject, list: PyObject): PyTemplate {
  if (!isList(list)) raise(TypeError, `template() argument 2 must be list, not ${typeName(list)}`);
  const items = list.la;
  if (items.length % 2 === 0) raise(TypeError, 'invalid template');
  const groups: number[] = [];
  const literals: PyObject[] = [items[0]!];
  for (let i = 1; i < items.length; i += 2) {
    const n = intValue(items[i]!);
    if (n === undefined) raise(TypeError, 'an integer is required');
    if (n < 0) raise(TypeError, 'invalid template');
    groups.push(Number(asIndex(n)));
    literals.push(items[i + 1]!);
  }
  return new PyTemplate(literals, groups);
}

/** The template of a replacement text; the library parses and caches it. */
export function compiledTemplate(pattern: PyPattern, replacement: PyObject): PyObject {
  return getattr(importModule('re'), '_compile_template').c2(pattern, replacement);
}

/** The text that the template gives for a match. */
export function expandTemplate(pattern: PyPattern, template: PyObject, subject: Subject, found: Found, end: number): PyObject {
  if (!(template instanceof PyTemplate)) return template;
  const { literals, groups } = template;
  if (groups.length === 0) return literals[0]!;
  const parts: PyObject[] = [literals[0]!];
  for (let i = 0; i < groups.length; i++) {
    const n = groups[i]!;
    if (n > pattern.groups) raise(IndexError, 'no such group');
    const text = groupOf(pattern.regex, subject, found, end, n);
    if (text !== undefined) parts.push(text);
    parts.push(literals[i + 1]!);
  }
  return joined(parts, subject.isBytes);
}

/** ''.join(parts) or b''.join(parts), with its errors. */
export function joined(parts: PyObject[], isBytes: boolean): PyObject {
  if (isBytes) return joinedBytes(parts);
  let text = '';
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    if (!isStr(part)) raise(TypeError, `sequence item ${i}: expected str instance, ${typeName(part)} found`);
    const value = strValue(part);
    if (typeof value !== 'string') return joinedWide(parts);
    text += value;
  }
  return text;
}

function joinedWide(parts: PyObject[]): PyObject {
  const points: number[] = [];
  parts.forEach((part, i) => {
    if (!isStr(part)) raise(TypeError, `sequence item ${i}: expected str instance, ${typeName(part)} found`);
    const own = codePoints(part);
    for (let k = 0; k < own.length; k++) points.push(own[k]!);
  });
  return strFromCodePoints(points);
}

function joinedBytes(parts: PyObject[]): PyBytes {
  const pieces = parts.map((part, i) => {
    const bytes = isStr(part) ? undefined : tryAnyBytes(part);
    if (bytes === undefined) raise(TypeError, `sequence item ${i}: expected a bytes-like object, ${typeName(part)} found`);
    return bytes;
  });
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return new PyBytes(out);
}
