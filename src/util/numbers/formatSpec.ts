// The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`.
// Parsing and the padding that all types share; the number types are in formatNumber.ts.
// Answers to parse_internal_render_format_spec and format_string_internal in CPython's Python/formatter_unicode.c.

import { valueError } from './errors.ts';

export { NumberError as FormatError } from './errors.ts';

export interface FormatSpec {
  /** One code point; a space when none was given. */
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^';
  /** Whether the text, not the type's default, chose the alignment. */
  readonly alignGiven: boolean;
  readonly sign: '' | '+' | '-' | ' ';
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  /** -1 when absent, like precision. */
  readonly width: number;
  readonly grouping: '' | ',' | '_';
  readonly precision: number;
  readonly fractionGrouping: '' | ',' | '_';
  /** One code point; the type's default when absent ('' where that has no letter). */
  readonly type: string;
}

/** Py_ssize_t of the reference platform. */
const MAX_SIZE = 2n ** 63n - 1n;

export function parseFormatSpec(text: string, typeName: string, defaultType: string, defaultAlign: '<' | '>'): FormatSpec {
  const chars = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
  let pos = 0;
  let fill = ' ';
  let fillGiven = false;
  let align: FormatSpec['align'] = defaultAlign;
  let alignGiven = false;
  if (isAlign(chars[1])) {
    fill = chars[0]!;
    fillGiven = true;
    align = chars[1];
    alignGiven = true;
    pos = 2;
  } else if (isAlign(chars[0])) {
    align = chars[0];
    alignGiven = true;
    pos = 1;
  }
  let sign: FormatSpec['sign'] = '';
  const next = chars[pos];
  if (next === '+' || next === '-' || next === ' ') {
    sign = next;
    pos++;
  }
  const noNegativeZero = chars[pos] === 'z';
  if (noNegativeZero) pos++;
  const alternate = chars[pos] === '#';
  if (alternate) pos++;
  if (!fillGiven && chars[pos] === '0') {
    fill = '0';
    if (!alignGiven && defaultAlign === '>') align = '=';
    pos++;
  }
  const widthEnd = digitsEnd(chars, pos);
  const width = readSize(chars, pos, widthEnd);
  pos = widthEnd;
  const integerGrouping = readGrouping(chars, pos);
  pos += integerGrouping.length;
  let precision = -1;
  let fractionGrouping = '';
  if (chars[pos] === '.') {
    pos++;
    const end = digitsEnd(chars, pos);
    precision = readSize(chars, pos, end);
    fractionGrouping = readGrouping(chars, end);
    if (end === pos && fractionGrouping === '') valueError('Format specifier missing precision');
    pos = end + fractionGrouping.length;
  }
  if (chars.length - pos > 1) {
    valueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  }
  const type = chars[pos] ?? defaultType;
  checkGrouping(integerGrouping, type);
  if (type === 'n') checkGrouping(fractionGrouping, type);
  return {
    fill,
    align,
    alignGiven,
    sign,
    noNegativeZero,
    alternate,
    width,
    grouping: integerGrouping as FormatSpec['grouping'],
    precision,
    fractionGrouping: fractionGrouping as FormatSpec['fractionGrouping'],
    type,
  };
}

const specs = new Map<string, FormatSpec>();

/** The same, remembered: programs use few specifications, again and again. */
export function parsedSpec(text: string, typeName: string, defaultType: string, defaultAlign: '<' | '>'): FormatSpec {
  // The three callers differ in the defaults, which are told apart by their first letters.
  const key = defaultType + defaultAlign + text;
  let spec = specs.get(key);
  if (spec === undefined) {
    spec = parseFormatSpec(text, typeName, defaultType, defaultAlign);
    if (specs.size >= 500) specs.clear();
    specs.set(key, spec);
  }
  return spec;
}

function isAlign(char: string | undefined): char is FormatSpec['align'] {
  return char === '<' || char === '>' || char === '=' || char === '^';
}

/** Digits of every script count, as in CPython's Py_UNICODE_TODECIMAL. */
function digitsEnd(chars: ArrayLike<string>, pos: number): number {
  while (pos < chars.length && chars[pos]! >= '0' && chars[pos]! <= '9') pos++;
  return pos;
}

function readSize(chars: ArrayLike<string>, start: number, end: number): number {
  if (start === end) return -1;
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + (chars[i]!.charCodeAt(0) - 48);
  if (value > Number.MAX_SAFE_INTEGER && BigInt(Array.prototype.slice.call(chars, start, end).join('')) > MAX_SIZE) {
    valueError('Too many decimal digits in format string');
  }
  return value;
}

/** ',' or '_'; the other one right after it is refused by name. */
function readGrouping(chars: ArrayLike<string>, pos: number): string {
  const char = chars[pos];
  if (char !== ',' && char !== '_') return '';
  if (chars[pos + 1] === (char === ',' ? '_' : ',')) valueError("Cannot specify both ',' and '_'.");
  return char;
}

function checkGrouping(grouping: string, type: string): void {
  if (grouping === '') return;
  if (type === '' || 'defgEG%F'.includes(type)) return;
  if (grouping === '_' && 'boxX'.includes(type)) return;
  const shown = type > ' ' && type < '\x80' ? type : '\\x' + type.codePointAt(0)!.toString(16);
  valueError(`Cannot specify '${grouping}' with '${shown}'.`);
}

export function unknownType(type: string, typeName: string): never {
  const shown = type > ' ' && type < '\x80' ? type : '\\x' + type.codePointAt(0)!.toString(16);
  valueError(`Unknown format code '${shown}' for object of type '${typeName}'`);
}

/** Fills to the width on the side the alignment leaves open. `length` counts code points. */
export function alignText(text: string, length: number, spec: FormatSpec): string {
  const missing = spec.width - length;
  if (missing <= 0) return text;
  switch (spec.align) {
    case '<':
      return text + spec.fill.repeat(missing);
    case '^':
      return spec.fill.repeat(missing >> 1) + text + spec.fill.repeat(missing - (missing >> 1));
    default:
      return spec.fill.repeat(missing) + text;
  }
}

/** format(str, spec). */
export function formatStr(text: string, specText: string, typeName = 'str'): string {
  if (specText === '') return text;
  const spec = parsedSpec(specText, typeName, 's', '<');
  checkStrSpec(spec, typeName);
  if (!/[\ud800-\udfff]/.test(text)) {
    const cut = spec.precision >= 0 && spec.precision < text.length ? text.slice(0, spec.precision) : text;
    return alignText(cut, cut.length, spec);
  }
  let chars = Array.from(text);
  if (spec.precision >= 0 && spec.precision < chars.length) chars = chars.slice(0, spec.precision);
  return alignText(chars.join(''), chars.length, spec);
}

/** What a str refuses; the caller has parsed with default type 's' and alignment '<'. */
export function checkStrSpec(spec: FormatSpec, typeName: string): void {
  if (spec.type !== 's') unknownType(spec.type, typeName);
  if (spec.sign === ' ') valueError('Space not allowed in string format specifier');
  if (spec.sign !== '') valueError('Sign not allowed in string format specifier');
  if (spec.noNegativeZero) valueError('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.alternate) valueError('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') valueError("'=' alignment not allowed in string format specifier");
}
