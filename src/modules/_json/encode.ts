// HOT. Writing JSON: one pass that appends to a JS string. Bench: bench/json.
// Texts are UTF-16 inside; the result becomes a str at the end. CPython: Modules/_json.c, encoder_listencode_obj.
import { defineType, make, member } from '../../objects/declare/type.ts';
import { nativeCode } from '../../objects/declare/native.ts';
import { fn } from '../../objects/declare/module.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import { DICT, FLOAT, INT, LIST, STR, TUPLE } from '../../objects/model/flags.ts';
import { None, PyTuple, type PyFloat, type PyList } from '../../objects/model/values.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { dictEntries, dictSize } from '../../objects/types/dictStore.ts';
import { dictType } from '../../objects/types/dict.ts';
import { sortArray } from '../../objects/types/sort.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { addNoteTo } from '../../objects/ops/notes.ts';
import { asSize, intValue, typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { reprFloat } from '../../util/numbers/floatText.ts';
import { asciiQuoter, plainQuoter } from './quoters.ts';
import { quote, quoteAscii } from './strings.ts';

export class PyJsonEncoder extends PyBase {
  markers: PyObject;
  fallback: PyObject;
  encoder: PyObject;
  indent: PyObject;
  keySeparator: PyStr;
  itemSeparator: PyStr;
  sortKeys: boolean;
  skipKeys: boolean;
  allowNan: boolean;
  constructor(
    markers: PyObject,
    fallback: PyObject,
    encoder: PyObject,
    indent: PyObject,
    keySeparator: PyStr,
    itemSeparator: PyStr,
    sortKeys: boolean,
    skipKeys: boolean,
    allowNan: boolean,
  ) {
    super();
    this.markers = markers;
    this.fallback = fallback;
    this.encoder = encoder;
    this.indent = indent;
    this.keySeparator = keySeparator;
    this.itemSeparator = itemSeparator;
    this.sortKeys = sortKeys;
    this.skipKeys = skipKeys;
    this.allowNan = allowNan;
  }
}

function newEncoder(
  _cls: PyObject,
  markers: PyObject,
  fallback: PyObject,
  encoder: PyObject,
  indent: PyObject,
  keySeparator: PyStr,
  itemSeparator: PyStr,
  sortKeys: boolean,
  skipKeys: boolean,
  allowNan: boolean,
): PyJsonEncoder {
  if (markers !== None && (markers.tflags & DICT) === 0) {
    raise(TypeError, `make_encoder() argument 1 must be dict or None, not ${typeName(markers)}`);
  }
  return new PyJsonEncoder(markers, fallback, encoder, indent, keySeparator, itemSeparator, sortKeys, skipKeys, allowNan);
}

const callRow = {
  ...fn('_iterencode(encoder, obj, _current_indent_level)', null, (self: PyJsonEncoder, obj: PyObject, level: PyObject) => encode(self, obj, asSize(level))),
  kind: 'method' as const,
};

export const encoderType = defineType(PyJsonEncoder, {
  name: 'Encoder',
  module: '_json',
  flags: ['BASETYPE'],
  doc: 'Writes Python values as JSON.',
  make: make(
    'make_encoder(markers, default, encoder, indent, key_separator: unicode, item_separator: unicode, sort_keys: bool, skipkeys: bool, allow_nan: bool)',
    newEncoder,
  ),
  slots: {
    call: (self: PyJsonEncoder, args: PyObject[], kwnames: KwNames) =>
      args.length === 2 && kwnames === undefined ? encode(self, args[0]!, asSize(args[1]!)) : nativeCode(callRow, '').call([self, ...args], kwnames),
  },
  getset: [
    member('markers', 'markers', (self: PyJsonEncoder) => self.markers),
    member('default', 'default', (self: PyJsonEncoder) => self.fallback),
    member('encoder', 'encoder', (self: PyJsonEncoder) => self.encoder),
    member('indent', 'indent', (self: PyJsonEncoder) => self.indent),
    member('key_separator', 'key_separator', (self: PyJsonEncoder) => self.keySeparator),
    member('item_separator', 'item_separator', (self: PyJsonEncoder) => self.itemSeparator),
    member('sort_keys', 'sort_keys', (self: PyJsonEncoder) => self.sortKeys),
    member('skipkeys', 'skipkeys', (self: PyJsonEncoder) => self.skipKeys),
  ],
});

function encode(self: PyJsonEncoder, obj: PyObject, level: number): PyTuple {
  const writer = new Writer(self, level);
  writer.value(obj);
  return new PyTuple([strFromJs(writer.text())]);
}

const CHUNK = 1 << 14;

/** One run of the encoder. */
class Writer {
  readonly encoder: PyJsonEncoder;
  readonly quote: (text: PyStr) => string;
  readonly keySeparator: string;
  readonly itemSeparator: string;
  readonly indent: string | undefined;
  /** Containers and defaulted objects being written; undefined when circles are not looked for. */
  readonly open: Set<PyObject> | undefined;
  level: number;
  /** What was written since the last chunk. */
  out: string;
  readonly chunks: string[];

  constructor(encoder: PyJsonEncoder, level: number) {
    this.encoder = encoder;
    this.quote = quoterOf(encoder.encoder);
    this.keySeparator = jsFromStr(encoder.keySeparator);
    this.itemSeparator = jsFromStr(encoder.itemSeparator);
    this.indent = encoder.indent === None ? undefined : jsFromStr(encoder.indent as PyStr);
    this.open = encoder.markers === None ? undefined : new Set();
    this.level = Math.max(0, level);
    this.out = '';
    this.chunks = [];
  }

  text(): string {
    if (this.chunks.length === 0) return this.out;
    this.chunks.push(this.out);
    return this.chunks.join('');
  }

  /** Lets V8 flatten what it has, so that the cells of its concatenations die young: without it the collector takes half the time. */
  flush(): void {
    if (this.out.length < CHUNK) return;
    this.out.charCodeAt(0);
    this.chunks.push(this.out);
    this.out = '';
  }

  value(o: PyObject): void {
    if (typeof o === 'string') this.out += this.quote(o);
    else if (typeof o === 'number') this.out += o;
    else if (o === None) this.out += 'null';
    else if (typeof o === 'boolean') this.out += o ? 'true' : 'false';
    else if ((o.tflags & DICT) !== 0) this.dict(o as PyDict);
    else if ((o.tflags & (LIST | TUPLE)) !== 0) this.list(o as PyList | PyTuple);
    else if ((o.tflags & FLOAT) !== 0) this.out += this.floatText((o as PyFloat).fv, o);
    else if ((o.tflags & INT) !== 0) this.out += intText(o);
    else if ((o.tflags & STR) !== 0) this.out += this.quote(o as PyStr);
    else this.defaulted(o);
  }

  floatText(x: number, o: PyObject): string {
    if (Number.isFinite(x)) return reprFloat(x);
    if (!this.encoder.allowNan) raise(ValueError, `Out of range float values are not JSON compliant: ${repr(o)}`);
    return x > 0 ? 'Infinity' : x < 0 ? '-Infinity' : 'NaN';
  }

  enter(o: PyObject): void {
    if (this.open === undefined) return;
    if (this.open.has(o)) raise(ValueError, 'Circular reference detected');
    this.open.add(o);
  }

  leave(o: PyObject): void {
    this.open?.delete(o);
  }

  defaulted(o: PyObject): void {
    this.enter(o);
    const other = this.encoder.fallback.c1(o);
    try {
      this.value(other);
    } catch (error) {
      addNoteTo(error, `when serializing ${fullName(o)} object`);
      throw error;
    }
    this.leave(o);
  }

  /** Goes one level in; gives what stands before each item. */
  indentIn(): string {
    if (this.indent === undefined) return '';
    this.level++;
    return this.newLine(this.indent);
  }

  /** Goes back out; with items there is a line for the closing bracket. */
  indentOut(hasItems: boolean): void {
    if (this.indent === undefined) return;
    this.level--;
    if (hasItems) this.out += this.newLine(this.indent);
  }

  newLine(indent: string): string {
    return `\n${indent.repeat(this.level)}`;
  }

  list(o: PyList | PyTuple): void {
    // The items of a list may change while a default function runs, so the length is read anew.
    if (itemsOf(o).length === 0) {
      this.out += '[]';
      return;
    }
    this.enter(o);
    this.out += '[';
    const line = this.indentIn();
    const separator = this.itemSeparator + line;
    let i = 0;
    try {
      for (; i < itemsOf(o).length; i++) {
        this.out += i > 0 ? separator : line;
        this.value(itemsOf(o)[i]!);
      }
    } catch (error) {
      addNoteTo(error, `when serializing ${fullName(o)} item ${i}`);
      throw error;
    }
    this.leave(o);
    this.indentOut(/* hasItems */ true);
    this.out += ']';
    this.flush();
  }

  dict(o: PyDict): void {
    if (dictSize(o) === 0) {
      this.out += '{}';
      return;
    }
    this.enter(o);
    this.out += '{';
    const line = this.indentIn();
    const separator = this.itemSeparator + line;
    let first = true;
    for (const [key, value] of this.entries(o)) {
      const name = this.keyText(key);
      if (name === undefined) continue;
      this.out += (first ? line : separator) + name + this.keySeparator;
      first = false;
      try {
        this.value(value);
      } catch (error) {
        addNoteTo(error, `when serializing ${fullName(o)} item ${repr(key)}`);
        throw error;
      }
    }
    this.leave(o);
    this.indentOut(!first);
    this.out += '}';
    this.flush();
  }

  entries(o: PyDict): Iterable<readonly [PyObject, PyObject]> {
    if (!this.encoder.sortKeys) {
      // fast: the pairs of a dict that is nothing but a Map (dictStore.ts).
      if (o.ob_type === dictType) return o.t === undefined && o.ns === undefined ? o.m : dictEntries(o);
      return itemPairs(o).map((pair) => [pair.ta[0]!, pair.ta[1]!] as const);
    }
    if (o.ob_type === dictType) {
      const entries = dictEntries(o);
      // fast: narrow str compare as JavaScript strings do.
      if (entries.every(([key]) => typeof key === 'string')) return entries.sort((a, b) => (a[0] < b[0] ? -1 : 1));
    }
    const pairs = itemPairs(o);
    sortArray(pairs, undefined);
    return pairs.map((pair) => [pair.ta[0]!, pair.ta[1]!] as const);
  }

  /** The key as quoted text; undefined if it is to be skipped. */
  keyText(key: PyObject): string | undefined {
    if (typeof key === 'string') return this.quote(key);
    if (isStr(key)) return this.quote(key);
    if ((key.tflags & FLOAT) !== 0) return this.quote(this.floatText((key as PyFloat).fv, key));
    if (typeof key === 'boolean') return this.quote(key ? 'true' : 'false');
    if (key === None) return this.quote('null');
    if ((key.tflags & INT) !== 0) return this.quote(intText(key));
    if (this.encoder.skipKeys) return undefined;
    raise(TypeError, `keys must be str, int, float, bool or None, not ${typeName(key)}`);
  }
}

function itemsOf(o: PyList | PyTuple): readonly PyObject[] {
  return (o as PyList).la ?? (o as PyTuple).ta;
}

function itemPairs(o: PyDict): PyTuple[] {
  return arrayFromIterable(callMethod(o, 'items')).map((pair) => {
    if ((pair.tflags & TUPLE) === 0 || (pair as PyTuple).ta.length !== 2) raise(ValueError, 'items must return 2-tuples');
    return pair as PyTuple;
  });
}

/** int.__repr__, also for instances of subclasses. */
function intText(o: PyObject): string {
  const value = intValue(o)!;
  return typeof value === 'number' ? String(value) : repr(value);
}

function quoterOf(encoder: PyObject): (text: PyStr) => string {
  const native = encoder === asciiQuoter() ? quoteAscii : encoder === plainQuoter() ? quote : undefined;
  if (native !== undefined) return (text) => native(typeof text === 'string' ? text : jsFromStr(text));
  return (text) => {
    const quoted = encoder.c1(text);
    if (!isStr(quoted)) raise(TypeError, `encoder() must return a string, not ${typeName(quoted)}`);
    return jsFromStr(quoted);
  };
}

function fullName(o: PyObject): string {
  const type = o.ob_type;
  const own = type.dict.get('__module__');
  const module = typeof own === 'string' ? own : type.module;
  return module === 'builtins' || module === '__main__' ? type.qualname : `${module}.${type.qualname}`;
}
