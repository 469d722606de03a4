// The marshal module: CPython's format, versions 0 to 5, for all plain values. Code objects are ours (runtime/unitFormat.ts), not CPython's.
// CPython: Python/marshal.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { BYTEARRAY, BYTES, DICT, FROZENSET, HEAP, LIST, SET, TUPLE } from '../objects/model/flags.ts';
import { PyCode } from '../objects/model/function.ts';
import type { PyDict } from '../objects/model/dict.ts';
import type { PyObject } from '../objects/model/object.ts';
import { Ellipsis, None, PyBytes, PyComplex, PyFloat, PyList, PySlice, PyTuple } from '../objects/model/values.ts';
import { callMethod, getattr } from '../objects/ops/attr.ts';
import { bytesLike, tryBytesLike } from '../objects/ops/buffer.ts';
import { arrayFromIterable } from '../objects/ops/iter.ts';
import { normalizeInt } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { isStr } from '../objects/ops/strings.ts';
import { repr } from '../objects/ops/repr.ts';
import { newStr, textOf } from '../objects/ops/text.ts';
import { dictEntries, dictSet, newDict } from '../objects/types/dictStore.ts';
import { EOFError, StopIteration, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { frozensetFromArray, setFromArray } from '../objects/types/set.ts';
import { Unit } from '../runtime/unit.ts';
import { decodeCachedUnit, encodedLength, encodeUnit } from '../runtime/unitFormat.ts';
import { decodeErrors, encodeErrors } from '../objects/ops/codecs.ts';
import { decodeUtf8, encodeUtf8 } from '../util/codecs/utf8.ts';

const VERSION = 5;
const MAX_DEPTH = 2000;
const FLAG_REF = 0x80;
const DIGIT_BITS = 15n;

// --- writing ------------------------------------------------------------------------------------------------------------

class Writer {
  private data = new Uint8Array(256);
  private view = new DataView(this.data.buffer);
  private used = 0;
  private depth = 0;
  private readonly version: number;
  private readonly allowCode: boolean;
  /** Objects met twice get a flag where they stand first and a reference afterwards. */
  private readonly seen = new Map<PyObject, number>();
  private nextRef = 0;
  /** Slices that cannot be made before their parts: no part may lead back to one. */
  private readonly unfinished = new Set<PyObject>();

  constructor(version: number, allowCode: boolean) {
    this.version = version;
    this.allowCode = allowCode;
  }

  finish(): Uint8Array {
    return this.data.slice(0, this.used);
  }

  private room(n: number): void {
    if (this.used + n <= this.data.length) return;
    const larger = new Uint8Array(Math.max(this.used + n, this.data.length * 2));
    larger.set(this.data);
    this.data = larger;
    this.view = new DataView(larger.buffer);
  }
  private byte(b: number): void {
    this.room(1);
    this.data[this.used++] = b;
  }
  private int32(n: number): void {
    this.room(4);
    this.view.setInt32(this.used, n, true);
    this.used += 4;
  }
  private bytes(data: Uint8Array): void {
    this.room(data.length);
    this.data.set(data, this.used);
    this.used += data.length;
  }
  private code(c: string, flag: number): void {
    this.byte(c.charCodeAt(0) | flag);
  }

  write(v: PyObject): void {
    if (++this.depth > MAX_DEPTH) raise(ValueError, 'object too deeply nested to marshal');
    this.writeValue(v);
    this.depth--;
  }

  private writeValue(v: PyObject): void {
    if (v === None) return this.code('N', 0);
    if (v === StopIteration) return this.code('S', 0);
    if (v === Ellipsis) return this.code('.', 0);
    if (typeof v === 'boolean') return this.code(v ? 'T' : 'F', 0);
    const flag = this.reference(v);
    if (flag === undefined) return;
    if (typeof v === 'number' || typeof v === 'bigint') return this.writeInt(v, flag);
    if (isStr(v) && v.ob_type.name === 'str') return this.writeStr(v, flag);
    if (v instanceof PyFloat && (v.ob_type.flags & HEAP) === 0) return this.writeFloat(v.fv, flag);
    if (v instanceof PyComplex && (v.ob_type.flags & HEAP) === 0) return this.writeComplex(v, flag);
    this.writeObject(v, flag);
  }

  /** The flag for the type code, or undefined if a reference was written instead. */
  private reference(v: PyObject): number | undefined {
    // Numbers and strings have no identity of their own here.
    if (this.version < 3 || typeof v === 'number' || typeof v === 'bigint' || typeof v === 'string') return 0;
    const known = this.seen.get(v);
    if (known !== undefined) {
      if (this.unfinished.has(v)) raise(ValueError, 'unmarshallable object');
      this.code('r', 0);
      this.int32(known);
      return undefined;
    }
    this.seen.set(v, this.nextRef++);
    return FLAG_REF;
  }

  private writeInt(n: number | bigint, flag: number): void {
    if (typeof n === 'number' && n === (n | 0)) {
      this.code('i', flag);
      return this.int32(n);
    }
    let rest = BigInt(n) < 0n ? -BigInt(n) : BigInt(n);
    const digits: number[] = [];
    for (; rest > 0n; rest >>= DIGIT_BITS) digits.push(Number(rest & 0x7fffn));
    this.code('l', flag);
    this.int32(n < 0 ? -digits.length : digits.length);
    this.room(2 * digits.length);
    for (const digit of digits) {
      this.view.setInt16(this.used, digit, true);
      this.used += 2;
    }
  }

  private writeStr(v: PyObject, flag: number): void {
    const text = textOf(v as string);
    const ascii = typeof text === 'string' && !/[^\0-\x7f]/.test(text);
    const data = encodeUtf8(text, encodeErrors('surrogatepass'));
    if (this.version >= 4 && ascii && data.length < 256) {
      this.code('z', flag);
      this.byte(data.length);
    } else {
      this.code(this.version >= 4 && ascii ? 'a' : 'u', flag);
      this.int32(data.length);
    }
    this.bytes(data);
  }

  private float(f: number): void {
    if (this.version > 1) {
      this.room(8);
      this.view.setFloat64(this.used, f, true);
      this.used += 8;
    } else {
      const text = repr(new PyFloat(f)).replace(/\.0$/, '');
      this.byte(text.length);
      this.bytes(new TextEncoder().encode(text));
    }
  }
  private writeFloat(f: number, flag: number): void {
    this.code(this.version > 1 ? 'g' : 'f', flag);
    this.float(f);
  }
  private writeComplex(c: PyComplex, flag: number): void {
    this.code(this.version > 1 ? 'y' : 'x', flag);
    this.float(c.re);
    this.float(c.im);
  }

  private writeObject(v: PyObject, flag: number): void {
    const bits = v.tflags;
    const name = v.ob_type.name;
    if (v instanceof PyCode) return this.writeCode(v, flag);
    if (v instanceof PySlice && this.version >= 5) {
      this.code(':', flag);
      this.unfinished.add(v);
      for (const part of [v.start, v.stop, v.step]) this.write(part);
      this.unfinished.delete(v);
    } else if ((bits & TUPLE) !== 0 && name === 'tuple') {
      this.writeTuple((v as PyTuple).ta, flag);
    } else if ((bits & LIST) !== 0 && name === 'list') {
      this.writeItems('[', (v as PyList).la, flag);
    } else if ((bits & DICT) !== 0 && name === 'dict') {
      this.code('{', flag);
      for (const [key, value] of dictEntries(v as PyDict)) {
        this.write(key);
        this.write(value);
      }
      this.code('0', 0);
    } else if ((bits & (SET | FROZENSET)) !== 0 && (name === 'set' || name === 'frozenset')) {
      this.writeItems(name === 'set' ? '<' : '>', arrayFromIterable(v), flag);
    } else if ((bits & (BYTES | BYTEARRAY)) !== 0 || v.s_buffer !== undefined) {
      const data = tryBytesLike(v) ?? raise(ValueError, 'unmarshallable object');
      this.code('s', flag);
      this.int32(data.length);
      this.bytes(data);
    } else {
      raise(ValueError, 'unmarshallable object');
    }
  }

  private writeTuple(items: readonly PyObject[], flag: number): void {
    if (this.version >= 4 && items.length < 256) {
      this.code(')', flag);
      this.byte(items.length);
      for (const item of items) this.write(item);
    } else {
      this.writeItems('(', items, flag);
    }
  }
  private writeItems(code: string, items: readonly PyObject[], flag: number): void {
    this.code(code, flag);
    this.int32(items.length);
    for (const item of items) this.write(item);
  }

  private writeCode(code: PyCode, flag: number): void {
    if (!this.allowCode) raise(ValueError, 'marshalling code objects is disallowed');
    if (!(code.unit instanceof Unit)) raise(ValueError, 'unmarshallable object');
    const data = encodeUnit(code.unit.compiled, code.index);
    // Alone, a code object is the unit itself: that is what importlib puts into __pycache__.
    if (this.depth > 1) this.code('c', flag);
    this.bytes(data);
  }
}

export function dumps(value: PyObject, version: number, allowCode: boolean): Uint8Array {
  const writer = new Writer(version, allowCode);
  writer.write(value);
  return writer.finish();
}

// --- reading ------------------------------------------------------------------------------------------------------------

const UNIT = 0x54;
const UNIT_HEADER = 16;

class Reader {
  private readonly data: Uint8Array;
  private readonly view: DataView;
  private at = 0;
  private depth = 0;
  private readonly allowCode: boolean;
  private readonly refs: (PyObject | undefined)[] = [];

  constructor(data: Uint8Array, allowCode: boolean) {
    this.data = data;
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    this.allowCode = allowCode;
  }

  get position(): number {
    return this.at;
  }

  private check(n: number): void {
    if (this.at + n > this.data.length) raise(EOFError, 'marshal data too short');
  }
  private byte(): number {
    if (this.at >= this.data.length) raise(EOFError, 'EOF read where not expected');
    return this.data[this.at++]!;
  }
  private int32(): number {
    this.check(4);
    this.at += 4;
    return this.view.getInt32(this.at - 4, true);
  }
  private bytes(n: number): Uint8Array {
    this.check(n);
    this.at += n;
    return this.data.subarray(this.at - n, this.at);
  }
  private size(what: string): number {
    const n = this.int32();
    if (n < 0) raise(ValueError, `bad marshal data (${what} size out of range)`);
    return n;
  }

  readWhole(): PyObject {
    // Our own units begin with T too, which alone means True.
    if (this.data[0] === UNIT && this.data.length >= UNIT_HEADER) {
      const code = this.readUnit();
      if (code !== undefined) return code;
      this.at = 0;
    }
    if (this.data.length === 0) raise(EOFError, 'EOF read where object expected');
    return this.read();
  }

  private readUnit(): PyObject | undefined {
    const unit = decodeCachedUnit(this.data.subarray(this.at));
    if (unit === undefined) return undefined;
    if (!this.allowCode) raise(ValueError, 'unmarshalling code objects is disallowed');
    this.at += encodedLength(this.data.subarray(this.at));
    return new Unit(unit).codes[unit.index]!;
  }

  read(): PyObject {
    const v = this.readOrNull();
    if (v === undefined) raise(TypeError, 'NULL object in marshal data for object');
    return v;
  }

  private readOrNull(): PyObject | undefined {
    if (++this.depth > MAX_DEPTH) raise(ValueError, 'recursion limit exceeded');
    const code = this.byte();
    const slot = (code & FLAG_REF) !== 0 ? this.refs.push(undefined) - 1 : -1;
    const v = this.readValue(String.fromCharCode(code & 0x7f), slot);
    if (slot >= 0) this.refs[slot] = v;
    this.depth--;
    return v;
  }

  private readValue(code: string, slot: number): PyObject | undefined {
    switch (code) {
      case '0':
        return undefined;
      case 'N':
        return None;
      case 'S':
        return StopIteration;
      case '.':
        return Ellipsis;
      case 'T':
        return true;
      case 'F':
        return false;
      case 'i':
        return this.int32();
      case 'I':
        this.check(8);
        this.at += 8;
        return normalizeInt(this.view.getBigInt64(this.at - 8, true));
      case 'l':
        return this.readLong();
      case 'g':
        return new PyFloat(this.float64());
      case 'f':
        return new PyFloat(this.floatText());
      case 'y':
        return new PyComplex(this.float64(), this.float64());
      case 'x':
        return new PyComplex(this.floatText(), this.floatText());
      case 's':
        return new PyBytes(this.bytes(this.size('bytes object')).slice());
      case 'z':
      case 'Z':
        return this.latin1(this.byte());
      case 'a':
      case 'A':
        return this.latin1(this.size('string'));
      case 'u':
      case 't':
        return newStr(decodeUtf8(this.bytes(this.size('string')), decodeErrors('surrogatepass')));
      case ')':
        return this.readTuple(this.byte(), slot);
      case '(':
        return this.readTuple(this.size('tuple'), slot);
      case '[':
        return this.readList(slot);
      case '{':
        return this.readDict(slot);
      case '<':
        return setFromArray(this.items(this.size('set')));
      case '>':
        return frozensetFromArray(this.items(this.size('set')));
      case ':':
        return new PySlice(this.read(), this.read(), this.read());
      case 'r':
        return this.readReference();
      case 'c':
        return this.readUnit() ?? raise(ValueError, 'bad marshal data (unknown type code)');
      default:
        raise(ValueError, 'bad marshal data (unknown type code)');
    }
  }

  private readReference(): PyObject {
    const v = this.refs[this.int32()];
    if (v === undefined) raise(ValueError, 'bad marshal data (invalid reference)');
    return v;
  }

  private readLong(): PyObject {
    const n = this.int32();
    if (n < -0x7fffffff) raise(ValueError, 'bad marshal data (long size out of range)');
    let value = 0n;
    const count = Math.abs(n);
    this.check(2 * count);
    for (let i = 0; i < count; i++) {
      const digit = this.view.getUint16(this.at + 2 * i, true);
      if (digit > 0x7fff) raise(ValueError, 'bad marshal data (digit out of range in long)');
      if (i === count - 1 && digit === 0) raise(ValueError, 'bad marshal data (unnormalized long data)');
      value |= BigInt(digit) << (DIGIT_BITS * BigInt(i));
    }
    this.at += 2 * count;
    return normalizeInt(n < 0 ? -value : value);
  }

  private float64(): number {
    this.check(8);
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }
  private floatText(): number {
    const text = this.latin1(this.byte()) as string;
    const special: Record<string, number> = { inf: Infinity, '-inf': -Infinity, nan: Number.NaN };
    return special[text] ?? Number(text);
  }
  private latin1(n: number): PyObject {
    let text = '';
    for (const byte of this.bytes(n)) text += String.fromCharCode(byte);
    return text;
  }
  private items(n: number): PyObject[] {
    const items: PyObject[] = [];
    for (let i = 0; i < n; i++) items.push(this.read());
    return items;
  }
  /** Containers may hold themselves, a tuple through a list, so they are known before their items are. */
  private readTuple(n: number, slot: number): PyObject {
    const items: PyObject[] = [];
    const tuple = new PyTuple(items);
    if (slot >= 0) this.refs[slot] = tuple;
    for (let i = 0; i < n; i++) items.push(this.read());
    return tuple;
  }
  private readList(slot: number): PyObject {
    const n = this.size('list');
    const list = new PyList([]);
    if (slot >= 0) this.refs[slot] = list;
    for (let i = 0; i < n; i++) list.la.push(this.read());
    return list;
  }
  private readDict(slot: number): PyObject {
    const dict = newDict();
    if (slot >= 0) this.refs[slot] = dict;
    for (;;) {
      const key = this.readOrNull();
      if (key === undefined) return dict;
      const value = this.readOrNull();
      if (value === undefined) return dict;
      dictSet(dict, key, value);
    }
  }
}

export function loads(data: Uint8Array, allowCode: boolean): PyObject {
  return new Reader(data, allowCode).readWhole();
}

/** Reads one value and leaves the stream right behind it. */
function load(file: PyObject, allowCode: boolean): PyObject {
  const start = callMethod(file, 'read', 0);
  if ((start.tflags & BYTES) === 0) raise(TypeError, `file.read() returned not bytes but ${start.ob_type.shown}`);
  const data = bytesLike(callMethod(file, 'read'));
  const reader = new Reader(data, allowCode);
  const value = reader.readWhole();
  const left = data.length - reader.position;
  if (left > 0) getattr(file, 'seek').c2(-left, 1);
  return value;
}

export default defineModule({
  name: 'marshal',
  doc: 'Plain Python values as bytes.',
  functions: [
    fn(
      'dumps(value, version: int = 5, /, *, allow_code: bool = True)',
      'A value as bytes.',
      (value, version, allow) => new PyBytes(dumps(value, version, allow)),
    ),
    fn('loads(bytes, /, *, allow_code: bool = True)', 'The value that bytes stand for.', (data, allow) => loads(bytesLike(data), allow)),
    fn('dump(value, file, version: int = 5, /, *, allow_code: bool = True)', 'Writes a value to a file.', (value, file, version, allow) =>
      callMethod(file, 'write', new PyBytes(dumps(value, version, allow))),
    ),
    fn('load(file, /, *, allow_code: bool = True)', 'Reads a value from a file.', load),
  ],
  constants: { version: VERSION },
});
