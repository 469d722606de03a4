// HOT. Reading JSON: recursive descent over the characters, straight into Python values. Bench: bench/json.
// The scanner holds what json.JSONDecoder was made with. Exact `int` and `float` as parse_int and parse_float are
// recognised and done inline. Nesting uses the JavaScript stack, so depth ends in RecursionError.
// CPython: Modules/_json.c, scan_once_unicode.
import { defineType, make, member } from '../../objects/declare/type.ts';
import { nativeCode } from '../../objects/declare/native.ts';
import { fn } from '../../objects/declare/module.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import { None, PyFloat, PyList, PyTuple, type PyWideStr } from '../../objects/model/values.ts';
import { PyDict, type MapKey } from '../../objects/model/dict.ts';
import { dictSet } from '../../objects/types/dictStore.ts';
import { floatType } from '../../objects/types/float.ts';
import { intType } from '../../objects/types/int.ts';
import { newStopIteration, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { asSize, typeName } from '../../objects/ops/number.ts';
import { raise, throwException } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strLength, strValue } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { decodeError, readString } from './strings.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

/**
 * A document being read. Positions are those of the UTF-16 text; Python's are `pointOf` them. In a wide str two lone
 * surrogates may stand side by side, which the text cannot tell from a pair: there `points` is what counts.
 */
export class JsonText {
  readonly object: PyObject;
  readonly text: string;
  /** The code points of a wide str. */
  readonly points: Uint32Array | undefined;
  /** Where each code point begins in the text. */
  readonly #starts: Uint32Array | undefined;
  pos: number;

  constructor(object: PyObject, point: number) {
    this.object = object;
    if (!isStr(object)) raise(TypeError, `first argument must be a string, not ${typeName(object)}`);
    this.text = jsFromStr(object);
    const value = strValue(object);
    this.points = typeof value === 'string' ? undefined : value.cps;
    this.#starts = this.points === undefined ? undefined : unitStarts(this.points);
    this.pos = this.#starts === undefined ? point : this.#starts[point]!;
  }

  pointOf(unit: number): number {
    const starts = this.#starts;
    if (starts === undefined) return unit;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** One entry more than there are points: the last is the length of the text. */
function unitStarts(points: Uint32Array): Uint32Array {
  const starts = new Uint32Array(points.length + 1);
  for (let i = 0; i < points.length; i++) starts[i + 1] = starts[i]! + (points[i]! > 0xffff ? 2 : 1);
  return starts;
}

export class PyJsonScanner extends PyBase {
  strict: boolean;
  objectHook: PyObject | undefined;
  pairsHook: PyObject | undefined;
  parseFloat: PyObject;
  parseInt: PyObject;
  parseConstant: PyObject;
  constructor(context: PyObject) {
    super();
    const optional = (name: string) => {
      const value = getattr(context, name);
      return value === None ? undefined : value;
    };
    this.strict = isTrue(getattr(context, 'strict'));
    this.objectHook = optional('object_hook');
    this.pairsHook = optional('object_pairs_hook');
    this.parseFloat = getattr(context, 'parse_float');
    this.parseInt = getattr(context, 'parse_int');
    this.parseConstant = getattr(context, 'parse_constant');
  }
}

const callRow = fn('scan_once(string, idx)', null, (scanner: PyJsonScanner, string: PyObject, idx: PyObject) => scanOnce(scanner, string, idx));
const scannerRow = { ...callRow, sig: 'scan_once(scanner, string, idx)', kind: 'method' as const };

export const scannerType = defineType(PyJsonScanner, {
  name: 'Scanner',
  module: '_json',
  flags: ['BASETYPE'],
  doc: 'Reads one JSON value from a str.',
  make: make('make_scanner(context)', (_cls: PyObject, context: PyObject) => new PyJsonScanner(context)),
  slots: {
    call: (self: PyJsonScanner, args: PyObject[], kwnames: KwNames) =>
      args.length === 2 && kwnames === undefined ? scanOnce(self, args[0]!, args[1]!) : nativeCode(scannerRow, '').call([self, ...args], kwnames),
  },
  getset: [
    member('strict', 'strict', (self: PyJsonScanner) => self.strict),
    member('object_hook', 'object_hook', (self: PyJsonScanner) => self.objectHook ?? None),
    member('object_pairs_hook', null, (self: PyJsonScanner) => self.pairsHook ?? None),
    member('parse_float', 'parse_float', (self: PyJsonScanner) => self.parseFloat),
    member('parse_int', 'parse_int', (self: PyJsonScanner) => self.parseInt),
    member('parse_constant', 'parse_constant', (self: PyJsonScanner) => self.parseConstant),
  ],
});

function scanOnce(scanner: PyJsonScanner, string: PyObject, idx: PyObject): PyTuple {
  const start = asSize(idx);
  if (!isStr(string)) raise(TypeError, `first argument must be a string, not ${typeName(string)}`);
  if (start < 0) raise(ValueError, 'idx cannot be negative');
  if (start >= strLength(string)) throwException(newStopIteration(start));
  const json = new JsonText(string, start);
  const value = readValue(scanner, json, json.pos);
  return new PyTuple([value, json.pointOf(json.pos)]);
}

/** Reads the value at `at`, leaves `json.pos` behind it. StopIteration(position) where there is none. */
function readValue(scanner: PyJsonScanner, json: JsonText, at: number): PyObject {
  const { text } = json;
  switch (text.charCodeAt(at)) {
    case 34:
      return readString(json, at + 1, scanner.strict);
    case 123:
      return readObject(scanner, json, at + 1);
    case 91:
      return readArray(scanner, json, at + 1);
    case 110:
      if (text.startsWith('null', at)) return literal(json, at + 4, None);
      break;
    case 116:
      if (text.startsWith('true', at)) return literal(json, at + 4, true);
      break;
    case 102:
      if (text.startsWith('false', at)) return literal(json, at + 5, false);
      break;
    case 78:
      if (text.startsWith('NaN', at)) return constant(scanner, json, at, 'NaN');
      break;
    case 73:
      if (text.startsWith('Infinity', at)) return constant(scanner, json, at, 'Infinity');
      break;
    case 45:
      if (text.startsWith('-Infinity', at)) return constant(scanner, json, at, '-Infinity');
      return readNumber(scanner, json, at);
    default:
      return readNumber(scanner, json, at);
  }
  throwException(newStopIteration(json.pointOf(at)));
}

function literal(json: JsonText, end: number, value: PyObject): PyObject {
  json.pos = end;
  return value;
}

function constant(scanner: PyJsonScanner, json: JsonText, at: number, name: string): PyObject {
  json.pos = at + name.length;
  return scanner.parseConstant.c1(name);
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function digitsEnd(text: string, at: number): number {
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** number: '-'? ('0' | [1-9] digits) ('.' digits)? ([eE] [+-]? digits)? */
function readNumber(scanner: PyJsonScanner, json: JsonText, at: number): PyObject {
  const { text } = json;
  const first = text.charCodeAt(at) === 45 ? at + 1 : at;
  if (!isDigit(text.charCodeAt(first))) throwException(newStopIteration(json.pointOf(at)));
  let end = text.charCodeAt(first) === 48 ? first + 1 : digitsEnd(text, first);
  let isFloat = false;
  if (text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1))) {
    isFloat = true;
    end = digitsEnd(text, end + 1);
  }
  const e = text.charCodeAt(end);
  if (e === 101 || e === 69) {
    const sign = text.charCodeAt(end + 1);
    const exponent = sign === 43 || sign === 45 ? end + 2 : end + 1;
    if (isDigit(text.charCodeAt(exponent))) {
      isFloat = true;
      end = digitsEnd(text, exponent);
    }
  }
  json.pos = end;
  const number = text.slice(at, end);
  if (isFloat) return scanner.parseFloat === floatType ? new PyFloat(Number(number)) : scanner.parseFloat.c1(number);
  // Fifteen digits are exact; `+ 0` makes -0 a plain 0.
  if (end - at <= 15 && scanner.parseInt === intType) return Number(number) + 0;
  return scanner.parseInt.c1(number);
}

function skipSpace(text: string, at: number): number {
  for (;;) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return at;
    at++;
  }
}

function readArray(scanner: PyJsonScanner, json: JsonText, at: number): PyObject {
  const { text } = json;
  const items: PyObject[] = [];
  at = skipSpace(text, at);
  if (text.charCodeAt(at) === 93) return literal(json, at + 1, new PyList(items));
  for (;;) {
    items.push(readValue(scanner, json, at));
    at = skipSpace(text, json.pos);
    const c = text.charCodeAt(at);
    if (c === 93) return literal(json, at + 1, new PyList(items));
    if (c !== 44) decodeError(json, "Expecting ',' delimiter", at);
    const comma = at;
    at = skipSpace(text, at + 1);
    if (text.charCodeAt(at) === 93) decodeError(json, 'Illegal trailing comma before end of array', comma);
  }
}

function readObject(scanner: PyJsonScanner, json: JsonText, at: number): PyObject {
  const { text } = json;
  const members = new Members(scanner.pairsHook !== undefined);
  at = skipSpace(text, at);
  if (text.charCodeAt(at) === 125) return finishObject(scanner, json, at, members);
  for (;;) {
    if (text.charCodeAt(at) !== 34) decodeError(json, 'Expecting property name enclosed in double quotes', at);
    const key = readString(json, at + 1, scanner.strict);
    at = skipSpace(text, json.pos);
    if (text.charCodeAt(at) !== 58) decodeError(json, "Expecting ':' delimiter", at);
    members.add(key, readValue(scanner, json, skipSpace(text, at + 1)));
    at = skipSpace(text, json.pos);
    const c = text.charCodeAt(at);
    if (c === 125) return finishObject(scanner, json, at, members);
    if (c !== 44) decodeError(json, "Expecting ',' delimiter", at);
    const comma = at;
    at = skipSpace(text, at + 1);
    if (text.charCodeAt(at) === 125) decodeError(json, 'Illegal trailing comma before end of object', comma);
  }
}

/** The members of an object: a Map while all keys are narrow, a dict or a list of pairs otherwise. */
class Members {
  readonly map: Map<MapKey, PyObject>;
  readonly pairs: PyObject[] | undefined;
  dict: PyDict | undefined;

  constructor(asPairs: boolean) {
    this.map = new Map();
    this.pairs = asPairs ? [] : undefined;
    this.dict = undefined;
  }

  add(key: string | PyWideStr, value: PyObject): void {
    if (this.pairs !== undefined) this.pairs.push(new PyTuple([key, value]));
    else if (typeof key === 'string' && this.dict === undefined) this.map.set(key, value);
    else {
      this.dict ??= dictOfMap(this.map);
      dictSet(this.dict, key, value);
    }
  }
}

/** A dict in its map strategy (dictStore.ts) around a fresh Map. */
function dictOfMap(map: Map<MapKey, PyObject>): PyDict {
  const dict = new PyDict();
  if (map.size > 0) dict.m = map;
  return dict;
}

function finishObject(scanner: PyJsonScanner, json: JsonText, brace: number, members: Members): PyObject {
  const end = brace + 1;
  let value: PyObject;
  if (members.pairs !== undefined) value = scanner.pairsHook!.c1(new PyList(members.pairs));
  else {
    value = members.dict ?? dictOfMap(members.map);
    if (scanner.objectHook !== undefined) value = scanner.objectHook.c1(value);
  }
  json.pos = end;
  return value;
}

keepHiddenClasses(JsonText, Members);
