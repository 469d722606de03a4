// `ast.dump` for our nodes, character by character what CPython 3.14 prints, and a listing of tokens for debugging.
// CPython: Lib/ast.py (dump); Objects (the reprs of constants).

import { type ConstantValue, enumTable, type Node, nodeTable } from './ast.ts';
import { isPrintable } from './characters.ts';
import type { Tokenizer } from './tokenizer.ts';
import { T_COL, T_END, T_END_COL, T_END_LINE, T_KIND, T_LINE, T_SIZE, T_START, tokenKindName } from './tokens.ts';

export interface DumpOptions {
  /** `name=value` instead of values alone; true when absent. */
  annotateFields?: boolean;
  /** Shows positions. */
  includeAttributes?: boolean;
  /** Spaces (or a string) per level; one line when absent or null. */
  indent?: number | string | null;
  /** Shows empty lists and absent values. */
  showEmpty?: boolean;
}

export function dumpAst(node: Node, options: DumpOptions = {}): string {
  const indent = typeof options.indent === 'number' ? ' '.repeat(options.indent) : (options.indent ?? null);
  return new Dumper(options.annotateFields ?? true, options.includeAttributes ?? false, indent, options.showEmpty ?? false).node(node, 0);
}

const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;

class Dumper {
  private readonly annotateFields: boolean;
  private readonly includeAttributes: boolean;
  private readonly indent: string | null;
  private readonly showEmpty: boolean;

  constructor(annotateFields: boolean, includeAttributes: boolean, indent: string | null, showEmpty: boolean) {
    this.annotateFields = annotateFields;
    this.includeAttributes = includeAttributes;
    this.indent = indent;
    this.showEmpty = showEmpty;
  }

  node(node: Node, level: number): string {
    const fields = node as unknown as Record<string, unknown>;
    const { positioned, fields: declared } = nodeTable[node.kind]!;
    const parts: string[] = [];
    let skipped: string[] = [];
    let named = this.annotateFields;
    let isSimple = true;
    for (const [type, name] of declared) {
      const value = fields[name];
      if (value === null && type.endsWith('?')) {
        // Values without names would shift once one is left out.
        named = true;
        continue;
      }
      if (!this.showEmpty) {
        if (Array.isArray(value) && value.length === 0) {
          if (!named) skipped.push('[]');
          continue;
        }
        if (!named) {
          parts.push(...skipped);
          skipped = [];
        }
      }
      const [text, simple] = this.value(type, value, level + 1);
      isSimple &&= simple;
      parts.push(named ? `${name === 'u_kind' ? 'kind' : name}=${text}` : text);
    }
    if (this.includeAttributes && positioned) {
      for (const name of POSITIONS) parts.push(`${name}=${String(fields[name])}`);
    }
    return `${node.kind}(${this.join(parts, level + 1, parts.length <= 3 && isSimple)})`;
  }

  private join(parts: string[], level: number, isShort: boolean): string {
    if (this.indent === null || isShort) return parts.join(', ');
    const start = `\n${this.indent.repeat(level)}`;
    return start + parts.join(`,${start}`);
  }

  /** Text, and whether it is short enough to share a line. */
  private value(type: string, value: unknown, level: number): [string, boolean] {
    if (Array.isArray(value)) {
      if (value.length === 0) return ['[]', true];
      const items = value.map((item) => this.value(type.slice(0, -1), item, level + 1)[0]);
      return [`[${this.join(items, level + 1, false)}]`, false];
    }
    if (value === null) return ['None', true];
    const base = type.replace(/[?*]+$/, '');
    if (base in enumTable) return [`${String(value)}()`, true];
    if (base === 'constant') return [reprConstant(value as ConstantValue), true];
    if (typeof value === 'number') return [String(value), true];
    if (typeof value === 'string') return [reprString(value), true];
    const text = this.node(value as Node, level);
    return [text, text.endsWith('()')];
  }
}

export function reprConstant(value: ConstantValue): string {
  switch (value.type) {
    case 'None':
      return 'None';
    case 'Ellipsis':
      return 'Ellipsis';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return String(value.value);
    case 'float':
      return reprFloat(value.value);
    case 'complex':
      return `${reprImaginary(value.imag)}j`;
    case 'str':
      return reprString(value.value);
    case 'wstr':
      return quote(value.codePoints);
    case 'bytes':
      return `b${quoteBytes(value.value)}`;
  }
}

function reprFloat(value: number): string {
  const text = reprImaginary(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** Shortest digits that read back, with an exponent from 1e16 on and below 1e-4. */
function reprImaginary(value: number): string {
  if (value === Infinity) return 'inf';
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  const power = Number(exponent);
  if (value !== 0 && (power >= 16 || power < -4)) {
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  if (Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6)) return value.toFixed(20).replace(/0+$/, '');
  return String(value);
}

function reprString(text: string): string {
  return quote(Array.from(text, (char) => char.codePointAt(0)!));
}

const SHORT_ESCAPES: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

function quote(codePoints: readonly number[]): string {
  const mark = codePoints.includes(39) && !codePoints.includes(34) ? '"' : "'";
  let out = '';
  for (const code of codePoints) {
    const char = String.fromCodePoint(code);
    if (char === mark) out += `\\${mark}`;
    else if (code in SHORT_ESCAPES) out += SHORT_ESCAPES[code];
    else if (code >= 32 && code < 127) out += char;
    else if (code > 127 && isPrintable(char)) out += char;
    else if (code < 0x100) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code < 0x10000) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return mark + out + mark;
}

function quoteBytes(bytes: Uint8Array): string {
  const mark = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  let out = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === mark) out += `\\${mark}`;
    else if (byte in SHORT_ESCAPES) out += SHORT_ESCAPES[byte];
    else if (byte >= 32 && byte < 127) out += char;
    else out += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return mark + out + mark;
}

/** A token a line: `1,0-1,4: NAME 'spam'`. */
export function dumpTokens(tokenizer: Tokenizer): string {
  const { tokens, source } = tokenizer;
  const lines: string[] = [];
  for (let at = 0; at < tokenizer.length; at += T_SIZE) {
    const text = source.slice(tokens[at + T_START]!, tokens[at + T_END]!);
    lines.push(
      `${tokens[at + T_LINE]},${tokens[at + T_COL]}-${tokens[at + T_END_LINE]},${tokens[at + T_END_COL]}: ` +
        `${tokenKindName(tokens[at + T_KIND]!)} ${reprString(text)}`,
    );
  }
  return lines.join('\n');
}
