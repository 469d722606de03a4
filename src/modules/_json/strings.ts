// JSON strings: quoting, and reading one from a text. All of it works on JS strings in UTF-16, whose surrogate pairs
// are just what JSON's \u escapes need. CPython: Modules/_json.c, ascii_escape_unicode, scanstring_unicode.
import { importModule } from '../../objects/ops/hooks.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { throwException } from '../../objects/ops/raise.ts';
import { strFromCodePoints, strFromJs } from '../../objects/ops/strings.ts';
import type { PyBaseException, PyWideStr } from '../../objects/model/values.ts';
import type { JsonText } from './scan.ts';

const SHORT: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
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
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads up to the closing quote; `start` is just behind the opening one. Leaves `json.pos` behind the closing quote. */
export function readString(json: JsonText, start: number, strict: boolean): string | PyWideStr {
  if (json.points !== undefined) return readEscaped(json, start, start, strict);
  const { text } = json;
  for (let i = start; ; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      json.pos = i + 1;
      return text.slice(start, i);
    }
    // NaN, beyond the end, fails this comparison too.
    if (!(c >= 32) || c === 92) return readEscaped(json, start, i, strict);
  }
}

/** A str under construction: JS text, or code points for a wide document. */
class Pieces {
  readonly #json: JsonText;
  readonly #points: number[] = [];
  #text = '';

  constructor(json: JsonText) {
    this.#json = json;
  }

  /** A part of the document. */
  part(start: number, end: number): void {
    const { points, text } = this.#json;
    if (points === undefined) this.#text += text.slice(start, end);
    else for (const point of points.subarray(this.#json.pointOf(start), this.#json.pointOf(end))) this.#points.push(point);
  }

  /** What an escape stands for. */
  escape(text: string): void {
    if (this.#json.points === undefined) this.#text += text;
    else for (const char of text) this.#points.push(char.codePointAt(0)!);
  }

  finish(): string | PyWideStr {
    return this.#json.points === undefined ? strFromJs(this.#text) : strFromCodePoints(this.#points);
  }
}

function readEscaped(json: JsonText, start: number, from: number, strict: boolean): string | PyWideStr {
  const { text } = json;
  const out = new Pieces(json);
  let plain = start;
  for (let i = from; ; i++) {
    if (i >= text.length) decodeError(json, 'Unterminated string starting at', start - 1);
    const c = text.charCodeAt(i);
    if (c === 34) {
      json.pos = i + 1;
      out.part(plain, i);
      return out.finish();
    }
    if (c < 32 && strict) decodeError(json, 'Invalid control character at', i);
    if (c !== 92) continue;
    out.part(plain, i);
    i++;
    if (i >= text.length) decodeError(json, 'Unterminated string starting at', start - 1);
    if (text[i] === 'u') {
      i = readCode(json, i, out);
    } else {
      const plainChar = UNESCAPED[text[i]!];
      if (plainChar === undefined) decodeError(json, 'Invalid \\escape', i - 1);
      out.escape(plainChar);
    }
    plain = i + 1;
  }
}

/** A \\u escape whose 'u' is at `u`, or two that make a surrogate pair. Gives the position of the last digit. */
function readCode(json: JsonText, u: number, out: Pieces): number {
  const high = hexDigits(json, u);
  if ((high & 0xfc00) === 0xd800 && json.text.startsWith('\\u', u + 5)) {
    const low = hexDigits(json, u + 6);
    if ((low & 0xfc00) === 0xdc00) {
      out.escape(String.fromCharCode(high, low));
      return u + 10;
    }
  }
  out.escape(String.fromCharCode(high));
  return u + 4;
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
