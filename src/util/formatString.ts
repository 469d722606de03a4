// The grammar of str.format: literal text and replacement fields, `{name.attr[key]!conversion:spec}`. Works over JS strings in
// UTF-16; every delimiter is ASCII, so surrogate pairs pass through unharmed. Errors are FormatStringError, worded as CPython's.
// CPython: Objects/stringlib/unicode_format.h (MarkupIterator_next, parse_field, FieldNameIterator_next).

export class FormatStringError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

function fail(message: string): never {
  throw new FormatStringError(message);
}

/** Literal text followed by a field; `name` is undefined where no field follows. */
export interface Markup {
  literal: string;
  name: string | undefined;
  spec: string;
  conversion: string | undefined;
  /** The spec holds fields of its own. */
  nested: boolean;
}

/** A piece whose field name is split already, unless that fails. */
export interface Piece extends Markup {
  field: { readonly first: FieldName['first']; readonly steps: readonly FieldStep[] } | undefined;
}

/** Pieces of format strings that were used before; programs use few and use them often. */
let parsed = new Map<string, readonly Piece[]>();

/** All pieces at once for a well-formed string; the lazy parse, which fails where CPython's would, for others. */
export function formatPieces(text: string): readonly Piece[] | Generator<Markup> {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  let pieces: Piece[];
  try {
    pieces = Array.from(parseFormatString(text), (markup) => ({ ...markup, field: markup.name === undefined ? undefined : wholeField(markup.name) }));
  } catch (e) {
    if (e instanceof FormatStringError) return parseFormatString(text);
    throw e;
  }
  if (parsed.size === 256) parsed = new Map();
  parsed.set(text, pieces);
  return pieces;
}

function wholeField(name: string): NonNullable<Piece['field']> {
  const { first, rest } = splitFieldName(name);
  return { first, steps: [...rest()] };
}

/** All pieces of a format string, in order. Lazy: an error shows after the pieces before it, as in CPython. */
export function* parseFormatString(text: string): Generator<Markup> {
  let at = 0;
  while (at < text.length) {
    let i = at;
    while (i < text.length && text[i] !== '{' && text[i] !== '}') i++;
    if (i === text.length) {
      yield { literal: text.slice(at), name: undefined, spec: '', conversion: undefined, nested: false };
      return;
    }
    const brace = text[i++]!;
    const atEnd = i === text.length;
    if (brace === '}' && (atEnd || text[i] !== '}')) fail("Single '}' encountered in format string");
    if (atEnd) fail("Single '{' encountered in format string");
    if (text[i] === brace) {
      yield { literal: text.slice(at, i), name: undefined, spec: '', conversion: undefined, nested: false };
      at = i + 1;
      continue;
    }
    const field = parseField(text, i);
    yield { literal: text.slice(at, i - 1), ...field.markup };
    at = field.end;
  }
}

function parseField(text: string, start: number): { markup: Omit<Markup, 'literal'>; end: number } {
  let i = start;
  let c = '';
  scan: while (i < text.length) {
    c = text[i++]!;
    switch (c) {
      case '{':
        fail("unexpected '{' in field name");
      case '[':
        while (i < text.length && text[i] !== ']') i++;
        continue;
      case '}':
      case ':':
      case '!':
        break scan;
    }
  }
  if (c !== '}' && c !== ':' && c !== '!') fail("expected '}' before end of string");
  const name = text.slice(start, i - 1);
  let conversion: string | undefined;
  if (c === '}') return { markup: { name, spec: '', conversion, nested: false }, end: i };
  if (c === '!') {
    if (i === text.length) fail('end of string while looking for conversion specifier');
    conversion = String.fromCodePoint(text.codePointAt(i)!);
    i += conversion.length;
    if (i < text.length) {
      c = text[i++]!;
      if (c === '}') return { markup: { name, spec: '', conversion, nested: false }, end: i };
      if (c !== ':') fail("expected ':' after conversion specifier");
    }
  }
  const specStart = i;
  let depth = 1;
  let nested = false;
  while (i < text.length) {
    c = text[i++]!;
    if (c === '{') {
      nested = true;
      depth++;
    } else if (c === '}' && --depth === 0) {
      return { markup: { name, spec: text.slice(specStart, i - 1), conversion, nested }, end: i };
    }
  }
  fail("unmatched '{' in format spec");
}

/** One step after the first part of a field name: `.name`, or `[key]` with integer keys as numbers. */
export interface FieldStep {
  isAttribute: boolean;
  key: string | number | bigint;
}

export interface FieldName {
  first: string | number | bigint;
  rest: () => Generator<FieldStep>;
}

/** `0.name[key]` in its parts; `first` is a number if it is one, '' if it is left out. */
export function splitFieldName(name: string): FieldName {
  let i = 0;
  while (i < name.length && name[i] !== '.' && name[i] !== '[') i++;
  const first = name.slice(0, i);
  return { first: integerKey(first) ?? first, rest: () => fieldSteps(name, i) };
}

function* fieldSteps(name: string, i: number): Generator<FieldStep> {
  while (i < name.length) {
    const c = name[i++]!;
    const start = i;
    if (c === '.') {
      while (i < name.length && name[i] !== '.' && name[i] !== '[') i++;
      if (i === start) fail('Empty attribute in format string');
      yield { isAttribute: true, key: name.slice(start, i) };
    } else if (c === '[') {
      while (i < name.length && name[i] !== ']') i++;
      if (i === name.length) fail("Missing ']' in format string");
      const key = name.slice(start, i++);
      if (key === '') fail('Empty attribute in format string');
      yield { isAttribute: false, key: integerKey(key) ?? key };
    } else {
      fail("Only '.' or '[' may follow ']' in format field specifier");
    }
  }
}

function integerKey(text: string): number | bigint | undefined {
  if (!/^[0-9]+$/.test(text)) return undefined;
  const n = BigInt(text);
  if (n >= 2n ** 63n) fail('Too many decimal digits in format string');
  return n <= 9007199254740991n ? Number(n) : n;
}
