// `template % args`, for str, bytes and bytearray. One parser over UTF-16 (or Latin-1 for bytes); number conversions come from
// util/numbers/percent.ts. CPython: PyUnicode_Format in Objects/unicodeobject.c, _PyBytes_FormatEx in Objects/bytesobject.c.
import { dictType } from './dict.ts';
import type { PyDict } from '../model/dict.ts';
import { percentFloat, percentInt, type PercentFlags } from '../../util/numbers/percent.ts';
import { asciiText } from '../../util/unicode/strMethods.ts';
import { BYTEARRAY, BYTES, FLOAT, STR, TUPLE } from '../model/flags.ts';
import type { PyObject } from '../model/object.ts';
import type { PyBytes, PyFloat, PyTuple } from '../model/values.ts';
import { callSpecial } from '../ops/attr.ts';
import { tryAnyBytes } from '../ops/buffer.ts';
import { excMatches } from '../ops/exceptions.ts';
import { raiseNumberError } from '../ops/format.ts';
import { asFloat, asIndex, intValue, isFloat, isInt, typeName } from '../ops/number.ts';
import { raise } from '../ops/raise.ts';
import { reprObject, strObject } from '../ops/repr.ts';
import { isStr, jsFromStr, strFromJs, strLength, type PyStr } from '../ops/strings.ts';
import { getItem } from '../ops/subscript.ts';
import { textOf } from '../ops/text.ts';
import { maxStrDigits } from '../ops/intLimit.ts';
import { OverflowError, TypeError, ValueError } from './exceptions.ts';
import { bytesType } from './bytes.ts';
import { floatType } from './float.ts';
import { tupleType } from './tuple.ts';
import { moduleOf, qualifiedName } from './object.ts';
import { newBytesLatin1, latin1OfBytes } from './bytesCore.ts';
import { FS } from '../frame.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

interface Mode {
  word: 'string' | 'bytes';
  key(text: string): PyObject;
  /** Text of conversions that are no numbers; undefined for an unknown letter. */
  convert(letter: string, value: PyObject): string | undefined;
}

const strMode: Mode = {
  word: 'string',
  key: strFromJs,
  convert(letter, value) {
    switch (letter) {
      case 's':
        return jsFromStr(strObject(value));
      case 'r':
        return jsFromStr(reprObject(value));
      case 'a':
        return asciiText(textOf(reprObject(value)));
      case 'c':
        return strCharacter(value);
      default:
        return undefined;
    }
  },
};

const bytesMode: Mode = {
  word: 'bytes',
  key: newBytesLatin1,
  convert(letter, value) {
    switch (letter) {
      case 's':
      case 'b':
        return bytesArgument(value);
      case 'r':
      case 'a':
        return asciiText(textOf(reprObject(value)));
      case 'c':
        return byteCharacter(value);
      default:
        return undefined;
    }
  },
};

/** One field of a template that takes nothing but values: `%-5.2f`. */
interface SimpleField {
  /** The text before the field. */
  before: string;
  /** Of `%(key)s`. */
  key: string | undefined;
  letter: string;
  flags: PercentFlags;
  width: number;
  precision: number;
  /** `%s` or `%d` alone. */
  bare: boolean;
}
interface Simple {
  /** Every field has a key; else none has. */
  keyed: boolean;
  fields: SimpleField[];
  after: string;
}
const simples = new Map<string, Simple | null>();

const FIELD = /%(?:\(([^()%]*)\))?([-+ #0]*)(\d{1,8})?(?:\.(\d{1,8}))?[hlL]?([diouxXeEfFgGsr%])/y;

/** The fields of a template without stars and errors, all with keys or none; null for any other. */
function compileSimple(template: string): Simple | null {
  const fields: SimpleField[] = [];
  let before = '';
  for (let i = 0; ; ) {
    const at = template.indexOf('%', i);
    if (at < 0) {
      const keyed = fields.length > 0 && fields[0]!.key !== undefined;
      if (fields.some((field) => (field.key !== undefined) !== keyed)) return null;
      return { keyed, fields, after: before + template.slice(i) };
    }
    before += template.slice(i, at);
    FIELD.lastIndex = at;
    const match = FIELD.exec(template);
    if (match === null) return null;
    i = at + match[0].length;
    if (match[5] === '%') {
      if (match[0].length > 2) return null;
      before += '%';
      continue;
    }
    const has = (flag: string): boolean => match[2]!.includes(flag);
    const bare = match[2] === '' && match[3] === undefined && match[4] === undefined && 'sd'.includes(match[5]!);
    fields.push({
      before,
      key: match[1],
      letter: match[5]!,
      flags: { left: has('-'), plus: has('+'), space: has(' '), alternate: has('#'), zero: has('0') },
      width: match[3] === undefined ? -1 : Number(match[3]),
      precision: match[4] === undefined ? -1 : Number(match[4]),
      bare,
    });
    before = '';
  }
}

function simpleOf(template: string): Simple | null {
  let simple = simples.get(template);
  if (simple === undefined) {
    simple = compileSimple(template);
    if (simples.size >= 500) simples.clear();
    simples.set(template, simple);
  }
  return simple;
}

/** fast: as many values as fields, each of the exact type that its letter is for; undefined leaves the template to `percent`. */
function percentSimple(simple: Simple, args: PyObject, inBytes: boolean): string | undefined {
  const { fields, keyed } = simple;
  const isTuple = args.ob_type === tupleType;
  if (keyed) {
    if (args.ob_type !== dictType) return undefined;
  } else if ((isTuple ? (args as PyTuple).ta.length : 1) !== fields.length || fields.length === 0) {
    return undefined;
  }
  // Values that need Python code to show themselves are left to the other way before anything has run.
  let out = '';
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!;
    const { before, key, letter } = field;
    const value = key !== undefined ? (args as PyDict).m.get(key) : isTuple ? (args as PyTuple).ta[i]! : args;
    if (value === undefined) return undefined;
    // fast: a string or an int as it is.
    if (field.bare && !inBytes) {
      if (typeof value === 'number') {
        out += `${before}${value}`;
        continue;
      }
      if (typeof value === 'string' && letter === 's') {
        out += before + value;
        continue;
      }
    }
    const { flags, width, precision } = field;
    let text: string;
    switch (letter) {
      case 's':
      case 'r':
        if (inBytes) {
          if (letter === 'r' || value.ob_type !== bytesType) return undefined;
          text = latin1OfBytes((value as PyBytes).bv);
        } else if (typeof value === 'string') text = letter === 's' ? value : (reprObject(value) as string);
        else if (typeof value === 'number') text = `${value}`;
        else if (value.ob_type === floatType || typeof value === 'boolean') text = reprObject(value) as string;
        else return undefined;
        if (precision >= 0 && precision < text.length) text = text.slice(0, precision);
        if (width > text.length) text = flags.left ? text.padEnd(width) : text.padStart(width);
        break;
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        if (typeof value !== 'number') return undefined;
        text =
          precision >= 0 || flags.plus || flags.space || flags.alternate
            ? percentInt(value, letter, flags, width, precision, 0)
            : paddedInt(value, letter, width, flags.left, flags.zero);
        break;
      default: {
        const x = typeof value === 'number' ? value : value.ob_type === floatType ? (value as PyFloat).fv : undefined;
        if (x === undefined || precision > 1000) return undefined;
        text = percentFloat(x, letter, flags, width, precision);
      }
    }
    out += before + text;
  }
  return out + simple.after;
}

/** `%d`, `%5d`, `%-5x`, `%02X` and the like. */
function paddedInt(value: number, letter: string, width: number, left: boolean, zero: boolean): string {
  let digits: string;
  const n = value < 0 ? -value : value;
  if (letter === 'x') digits = n.toString(16);
  else if (letter === 'X') digits = n.toString(16).toUpperCase();
  else digits = letter === 'o' ? n.toString(8) : `${n}`;
  if (zero && !left && digits.length < width) digits = digits.padStart(value < 0 ? width - 1 : width, '0');
  if (value < 0) digits = `-${digits}`;
  if (digits.length >= width) return digits;
  return left ? digits.padEnd(width) : digits.padStart(width);
}

/** `str % args`. */
export function percentStr(template: PyStr, args: PyObject): PyObject {
  if (typeof template === 'string') {
    const simple = simpleOf(template);
    const text = simple === null ? undefined : percentSimple(simple, args, false);
    if (text !== undefined) return text;
  }
  return strFromJs(percent(jsFromStr(template), args, strMode));
}

/** `bytes % args`, both as Latin-1. */
export function percentBytes(template: string, args: PyObject): string {
  const simple = simpleOf(template);
  if (simple !== null && !simple.keyed) {
    const text = percentSimple(simple, args, true);
    if (text !== undefined) return text;
  }
  return percent(template, args, bytesMode);
}

class Arguments {
  private readonly items: readonly PyObject[];
  private next = 0;
  readonly mapping: PyObject | undefined;
  /** After a `%(key)` only further keys can follow. */
  keyed = false;

  constructor(args: PyObject, mode: Mode) {
    const isTuple = (args.tflags & TUPLE) !== 0;
    this.items = isTuple ? (args as PyTuple).ta : [args];
    const isMapping =
      !isTuple && (args.tflags & STR) === 0 && args.s_getitem !== undefined && (mode.word === 'string' || (args.tflags & (BYTES | BYTEARRAY)) === 0);
    this.mapping = isMapping ? args : undefined;
  }

  take(): PyObject {
    if (this.keyed || this.next >= this.items.length) raise(TypeError, 'not enough arguments for format string');
    return this.items[this.next++]!;
  }

  checkUsedUp(mode: Mode): void {
    if (this.next < this.items.length && this.mapping === undefined) {
      raise(TypeError, `not all arguments converted during ${mode.word} formatting`);
    }
  }
}

function percent(template: string, args: PyObject, mode: Mode): string {
  const source = new Arguments(args, mode);
  let out = '';
  let i = 0;
  for (;;) {
    const at = template.indexOf('%', i);
    if (at < 0) break;
    out += template.slice(i, at);
    i = at + 1;
    if (template[i] === '%') {
      out += '%';
      i++;
      continue;
    }
    const field = new Field(template, i, source, mode);
    out += field.run();
    i = field.end;
  }
  source.checkUsedUp(mode);
  return out + template.slice(i);
}

class Field {
  end: number;
  private readonly template: string;
  private readonly args: Arguments;
  /** The value of `%(key)`: it stands for all arguments of this field. */
  private keyed: PyObject[] | undefined;
  private readonly mode: Mode;
  private width = -1;
  private precision = -1;

  constructor(template: string, start: number, args: Arguments, mode: Mode) {
    this.template = template;
    this.end = start;
    this.args = args;
    this.mode = mode;
  }

  run(): string {
    if (this.template[this.end] === '(') this.readKey();
    const flags = { left: false, plus: false, space: false, alternate: false, zero: false };
    this.readFlags(flags);
    this.width = this.readWidth(flags);
    if (this.template[this.end] === '.') {
      this.end++;
      this.precision = this.readPrecision();
    }
    if (/[hlL]/.test(this.template[this.end] ?? '')) this.end++;
    const letter = this.template[this.end];
    if (letter === undefined) raise(ValueError, 'incomplete format');
    const at = this.end;
    const cp = this.template.codePointAt(at)!;
    this.end += cp > 0xffff ? 2 : 1;
    const value = this.take();
    return this.convert(letter, cp, at, value, flags);
  }

  private take(): PyObject {
    if (this.keyed === undefined) return this.args.take();
    const value = this.keyed.pop();
    if (value === undefined) raise(TypeError, 'not enough arguments for format string');
    return value;
  }

  private convert(letter: string, cp: number, at: number, value: PyObject, flags: PercentFlags): string {
    try {
      if ('diu'.includes(letter)) return percentInt(asPercentInt(value, letter), letter, flags, this.width, this.precision, maxStrDigits());
      if ('oxX'.includes(letter)) return percentInt(asPercentIndex(value, letter), letter, flags, this.width, this.precision, maxStrDigits());
      if ('eEfFgG'.includes(letter)) return percentFloat(this.floatOf(value), letter, flags, this.width, this.precision);
    } catch (e) {
      raiseNumberError(e);
    }
    const text = this.mode.convert(letter, value);
    if (text === undefined) {
      const shown = cp >= 32 && cp < 127 ? letter : '?';
      const index = this.mode.word === 'string' ? codePointsBefore(this.template, at) : at;
      raise(ValueError, `unsupported format character '${shown}' (0x${cp.toString(16)}) at index ${index}`);
    }
    return this.pad(letter === 'c' ? text : this.cut(text), flags.left);
  }

  private floatOf(value: PyObject): number {
    if (this.mode.word === 'bytes' && !isFloat(value) && value.s_float === undefined && value.s_index === undefined) {
      raise(TypeError, `float argument required, not ${typeName(value)}`);
    }
    return asFloat(value);
  }

  private cut(text: string): string {
    if (this.precision < 0 || this.precision >= text.length) return text;
    return /[\ud800-\udfff]/.test(text) ? Array.from(text).slice(0, this.precision).join('') : text.slice(0, this.precision);
  }

  private pad(text: string, left: boolean): string {
    const missing = this.width - strLength(strFromJs(text));
    return missing <= 0 ? text : left ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
  }

  private readKey(): void {
    const { mapping } = this.args;
    if (mapping === undefined) raise(TypeError, 'format requires a mapping');
    const start = ++this.end;
    let depth = 1;
    for (; depth > 0; this.end++) {
      const c = this.template[this.end];
      if (c === undefined) raise(ValueError, 'incomplete format key');
      if (c === '(') depth++;
      else if (c === ')') depth--;
    }
    this.args.keyed = true;
    this.keyed = [getItem(mapping, this.mode.key(this.template.slice(start, this.end - 1)))];
  }

  private readFlags(flags: { -readonly [K in keyof PercentFlags]: boolean }): void {
    for (; ; this.end++) {
      switch (this.template[this.end]) {
        case '-':
          flags.left = true;
          break;
        case '+':
          flags.plus = true;
          break;
        case ' ':
          flags.space = true;
          break;
        case '#':
          flags.alternate = true;
          break;
        case '0':
          flags.zero = true;
          break;
        default:
          return;
      }
    }
  }

  private readWidth(flags: { left: boolean }): number {
    if (this.template[this.end] !== '*') return this.readDigits('width too big', 9223372036854775807n);
    const width = this.starred(2n ** 63n - 1n, 'Python int too large to convert to C ssize_t');
    if (width < 0) flags.left = true;
    return Math.abs(width);
  }

  private readPrecision(): number {
    if (this.template[this.end] !== '*') return Math.max(this.readDigits('precision too big', 2147483647n), 0);
    return Math.max(this.starred(2147483647n, 'Python int too large to convert to C int'), 0);
  }

  private starred(limit: bigint, tooLarge: string): number {
    this.end++;
    const value = this.take();
    if (!isInt(value)) raise(TypeError, '* wants int');
    const n = intValue(value)!;
    if (BigInt(n) > limit || BigInt(n) < -limit - 1n) raise(OverflowError, tooLarge);
    return Number(n);
  }

  /** Digits as a number, -1 if there are none. */
  private readDigits(tooBig: string, limit: bigint): number {
    const start = this.end;
    while (this.template[this.end]! >= '0' && this.template[this.end]! <= '9') this.end++;
    if (start === this.end) return -1;
    const digits = this.template.slice(start, this.end);
    if (digits.length > 9 && BigInt(digits) > limit) raise(ValueError, tooBig);
    return Number(digits);
  }
}

/** Name of the type with its module, as CPython's %T shows it. */
function fullName(value: PyObject): string {
  const type = value.ob_type;
  return moduleOf(type) === '__main__' ? type.qualname : qualifiedName(type);
}

function codePointsBefore(text: string, at: number): number {
  return strLength(strFromJs(text.slice(0, at)));
}

function asPercentInt(value: PyObject, letter: string): number | bigint {
  const exact = intValue(value);
  if (exact !== undefined) return exact;
  if ((!isFloat(value) && value.s_index === undefined && value.s_int === undefined) || (value.tflags & (STR | BYTES | BYTEARRAY)) !== 0) {
    raise(TypeError, `%${letter} format: a real number is required, not ${typeName(value)}`);
  }
  const depth = FS.sp,
    handled = FS.exc;
  try {
    if ((value.tflags & FLOAT) === 0 && value.s_int === undefined) return asIndex(value);
    return intValue(value.s_int!(value))!;
  } catch (e) {
    if (!excMatches(e, TypeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    raise(TypeError, `%${letter} format: a real number is required, not ${typeName(value)}`);
  }
}

function asPercentIndex(value: PyObject, letter: string): number | bigint {
  if (intValue(value) === undefined && value.s_index === undefined) {
    raise(TypeError, `%${letter} format: an integer is required, not ${typeName(value)}`);
  }
  return asIndex(value);
}

function strCharacter(value: PyObject): string {
  if (isStr(value)) {
    const length = strLength(value);
    if (length === 1) return jsFromStr(value);
    raise(TypeError, `%c requires an int or a unicode character, not a string of length ${length}`);
  }
  if (!isInt(value) && value.s_index === undefined) raise(TypeError, `%c requires an int or a unicode character, not ${fullName(value)}`);
  const c = asIndex(value);
  if (c < 0 || c > 0x10ffff) raise(OverflowError, '%c arg not in range(0x110000)');
  return String.fromCodePoint(Number(c));
}

function byteCharacter(value: PyObject): string {
  if ((value.tflags & (BYTES | BYTEARRAY)) !== 0) {
    const { bv } = value as PyBytes;
    if (bv.length === 1) return String.fromCharCode(bv[0]!);
    raise(
      TypeError,
      `%c requires an integer in range(256) or a single byte, not a ${(value.tflags & BYTES) !== 0 ? 'bytes' : 'bytearray'} object of length ${bv.length}`,
    );
  }
  if (!isInt(value) && value.s_index === undefined) raise(TypeError, `%c requires an integer in range(256) or a single byte, not ${fullName(value)}`);
  const c = asIndex(value);
  if (c < 0 || c > 255) raise(OverflowError, '%c arg not in range(256)');
  return String.fromCharCode(Number(c));
}

function bytesArgument(value: PyObject): string {
  const direct = (value.tflags & (BYTES | BYTEARRAY)) !== 0 ? (value as PyBytes).bv : undefined;
  if (direct !== undefined) return latin1OfBytes(direct);
  const own = callSpecial(value, '__bytes__');
  if (own !== undefined) {
    if ((own.tflags & BYTES) === 0) raise(TypeError, `__bytes__ returned non-bytes (type ${typeName(own)})`);
    return latin1OfBytes((own as PyBytes).bv);
  }
  const bytes = tryAnyBytes(value);
  if (bytes !== undefined) return latin1OfBytes(bytes);
  raise(TypeError, `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeName(value)}'`);
}

keepHiddenClasses(Arguments, Field);
