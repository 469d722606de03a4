// JSON strings: quoting, and reading one from a text. All of it works on JS strings in UTF-16, whose surrogate pairs
// are just what JSON's \u escapes need. CPython: Modules/_json.c, ascii_escape_unicode, scanstring_unicode.
import { importModule } from '../../objects/ops/hooks.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { throwException } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import type { PyBaseException } from '../../objects/model/values.ts';
import type { JsonText } from './scan.ts';

const SHORT: Record<string, string> = {
  '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\b': '\\b',
};
const NOT_PLAIN_ASCII = /["\\\x00-\x1f\x7f-\uffff]/;
const NOT_PLAIN_ASCII_ALL = /["\\\x00-\x1f\x7f-\uffff]/g;
const NOT_PLAIN = /["\\\x00-\x1f]/;
const NOT_PLAIN_ALL = /["\\\x00-\x1f]/g;

function escape(c: string): string {
  return SHORT[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The text between quotes, everything beyond ASCII escaped. */
export function quoteAscii(text: string): string {
  return NOT_PLAIN_ASCII.test(text) ? `"${text.replace(NOT_PLAIN_ASCII_ALL, escape)}"` : `"${text}"`;
}

/** The text between quotes, only what JSON forbids escaped. */
export function quote(text: string): string {
  return NOT_PLAIN.test(text) ? `"${text.replace(NOT_PLAIN_ALL, escape)}"` : `"${text}"`;
}

const UNESCAPED: Record<string, string> = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
};

/** Reads up to the closing quote; `start` is just behind the opening one. Leaves `json.pos` behind the closing quote. */
export function readString(json: JsonText, start: number, strict: boolean): string {
  const { text } = json;
  for (let i = start; ; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      json.pos = i + 1;
      json.plain = !json.wide;
      return text.slice(start, i);
    }
    // NaN, beyond the end, fails this comparison too.
    if (!(c >= 32) || c === 92) return readEscaped(json, start, i, strict);
  }
}

function readEscaped(json: JsonText, start: number, from: number, strict: boolean): string {
  const { text } = json;
  json.plain = false;
  let out = '';
  let plain = start;
  for (let i = from; ; i++) {
    if (i >= text.length) decodeError(json, 'Unterminated string starting at', start - 1);
    const c = text.charCodeAt(i);
    if (c === 34) {
      json.pos = i + 1;
      return out + text.slice(plain, i);
    }
    if (c < 32 && strict) decodeError(json, 'Invalid control character at', i);
    if (c !== 92) continue;
    out += text.slice(plain, i);
    i++;
    if (i >= text.length) decodeError(json, 'Unterminated string starting at', start - 1);
    if (text[i] === 'u') {
      out += String.fromCharCode(hexDigits(json, i));
      i += 4;
    } else {
      const plainChar = UNESCAPED[text[i]!];
      if (plainChar === undefined) decodeError(json, 'Invalid \\escape', i - 1);
      out += plainChar;
    }
    plain = i + 1;
  }
}

const HEX4 = /[0-9a-fA-F]{4}/y;

function hexDigits(json: JsonText, u: number): number {
  HEX4.lastIndex = u + 1;
  const digits = HEX4.exec(json.text);
  if (digits === null) decodeError(json, 'Invalid \\uXXXX escape', u);
  return parseInt(digits[0], 16);
}

/** json.JSONDecodeError at a position of the UTF-16 text. */
export function decodeError(json: JsonText, message: string, at: number): never {
  const error = getattr(importModule('json.decoder'), 'JSONDecodeError');
  throwException(error.c3(strFromJs(message), json.object, json.pointOf(at)) as PyBaseException);
}
