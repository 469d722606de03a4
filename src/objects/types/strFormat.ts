// str.format and str.format_map: the fields of util/formatString.ts filled in. CPython: Objects/stringlib/unicode_format.h.
import { FormatStringError, formatPieces, splitFieldName, type FieldName, type FieldStep, type Markup, type Piece } from '../../util/formatString.ts';
import type { PyDict } from '../model/dict.ts';
import type { PyObject } from '../model/object.ts';
import { getattr } from '../ops/attr.ts';
import { formatObject } from '../ops/format.ts';
import { getItem } from '../ops/subscript.ts';
import { raise, raiseWith } from '../ops/raise.ts';
import { reprObject, strObject } from '../ops/repr.ts';
import { jsFromStr, strFromJs, type PyStr } from '../ops/strings.ts';
import { textOf } from '../ops/text.ts';
import { asciiText } from '../../util/unicode/strMethods.ts';
import { dictGet } from './dictStore.ts';
import { IndexError, KeyError, ValueError } from './exceptions.ts';

/** Where fields get their values: positional ones are absent in format_map. */
interface Arguments {
  positional: readonly PyObject[] | undefined;
  named: (key: PyObject) => PyObject;
  /** Number of the next `{}`; -1 once a field was numbered by hand, undefined before the first. */
  automatic: number | undefined;
}

export function strFormat(template: PyStr, args: readonly PyObject[], kw: PyDict | undefined): PyObject {
  return run(template, {
    positional: args,
    named: (key) => (kw === undefined ? undefined : dictGet(kw, key)) ?? raiseWith(KeyError, key),
    automatic: undefined,
  });
}

export function strFormatMap(template: PyStr, mapping: PyObject): PyObject {
  return run(template, { positional: undefined, named: (key) => getItem(mapping, key), automatic: undefined });
}

function run(template: PyStr, args: Arguments): PyObject {
  return withErrors(() => strFromJs(build(jsFromStr(template), args, 2)));
}

/** Runs a pure parser; its errors become ValueError. */
export function withErrors<T>(body: () => T): T {
  try {
    return body();
  } catch (e) {
    if (e instanceof FormatStringError) raise(ValueError, e.message);
    throw e;
  }
}

function build(template: string, args: Arguments, depth: number): string {
  if (depth === 0) raise(ValueError, 'Max string recursion exceeded');
  let out = '';
  const pieces = formatPieces(template);
  if (Array.isArray(pieces)) for (let i = 0; i < pieces.length; i++) out += filled(pieces[i]!, args, depth);
  else for (const piece of pieces) out += filled(piece, args, depth);
  return out;
}

function filled(piece: Markup & Partial<Piece>, args: Arguments, depth: number): string {
  const { literal, field, conversion } = piece;
  if (piece.name === undefined) return literal;
  let value: PyObject;
  if (field === undefined) value = lazyValue(piece.name, args);
  else value = field.steps.length === 0 ? firstValue(field.first, args) : stepped(field.first, field.steps, args);
  if (conversion !== undefined) value = convert(value, conversion);
  const text = formatObject(value, strFromJs(piece.nested ? build(piece.spec, args, depth - 1) : piece.spec));
  return literal + (typeof text === 'string' ? text : jsFromStr(text));
}

/** The value of a field whose name may turn out to be malformed on the way. */
function lazyValue(text: string, args: Arguments): PyObject {
  const name = splitFieldName(text);
  return stepped(name.first, name.rest(), args);
}

function stepped(first: FieldName['first'], steps: Iterable<FieldStep>, args: Arguments): PyObject {
  let value = firstValue(first, args);
  for (const step of steps) {
    value = step.isAttribute ? getattr(value, step.key as string) : getItem(value, typeof step.key === 'string' ? strFromJs(step.key) : step.key);
  }
  return value;
}

function firstValue(first: string | number | bigint, args: Arguments): PyObject {
  if (typeof first === 'string' && first !== '') return args.named(strFromJs(first));
  let index: number;
  if (first === '') {
    if (args.automatic === -1) raise(ValueError, 'cannot switch from manual field specification to automatic field numbering');
    index = args.automatic ?? 0;
    args.automatic = index + 1;
  } else {
    if (args.automatic !== undefined && args.automatic >= 0) {
      raise(ValueError, 'cannot switch from automatic field numbering to manual field specification');
    }
    args.automatic = -1;
    index = Number(first);
  }
  if (args.positional === undefined) raise(ValueError, 'Format string contains positional fields');
  const value = args.positional[index];
  if (value === undefined) raise(IndexError, `Replacement index ${first === '' ? index : first} out of range for positional args tuple`);
  return value;
}

function convert(value: PyObject, conversion: string): PyObject {
  switch (conversion) {
    case 's':
      return strObject(value);
    case 'r':
      return reprObject(value);
    case 'a':
      return asciiText(textOf(reprObject(value)));
    default: {
      const c = conversion.codePointAt(0)!;
      raise(ValueError, `Unknown conversion specifier ${c > 32 && c < 127 ? conversion : `\\x${c.toString(16)}`}`);
    }
  }
}
