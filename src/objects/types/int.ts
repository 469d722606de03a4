// HOT. int: a JS number while it is a safe integer, a BigInt beyond; instances of Python subclasses are PyIntSub { iv }.
// Emitted code and ops/arith.ts do small sums inline; these slots finish the job. CPython: Objects/longobject.c.
// - A slot's `self` is any int, bool or subclass instance; results are always exact ints.
// - What is not an int on the other side answers NotImplemented: float and complex do mixed arithmetic themselves.
import { classMethod, defineType, getset, method, type SlotTable } from '../declare/type.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, NotImplemented, PyFloat, PyIntSub, PyTuple } from '../model/values.ts';
import { BYTEARRAY, BYTES } from '../model/flags.ts';
import { asIndex, bigToFloat, checkedInt, intValue, typeName } from '../ops/number.ts';
import { callSpecial } from '../ops/attr.ts';
import { raiseNumberError } from '../ops/format.ts';
import { hashInt } from '../ops/hash.ts';
import { maxStrDigits } from '../ops/intLimit.ts';
import { raise } from '../ops/raise.ts';
import { repr, strObject } from '../ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { tryAnyBytes, tryBytesLike } from '../ops/buffer.ts';
import { TypeError, ValueError } from './exceptions.ts';
import { bytesFromObject, newBytes } from './bytesCore.ts';
import * as int from '../../util/numbers/int.ts';
import { powModInt } from '../../util/numbers/intTheory.ts';
import { intFromBytes, intToBytes } from '../../util/numbers/intBytes.ts';
import { intToString, parseIntText, smallDecimal, stripSpace, toAsciiDigits } from '../../util/numbers/intText.ts';
import { formatInt } from '../../util/numbers/formatNumber.ts';
import { divisionByZero, powFloat } from './float.ts';

type Int = number | bigint;

const MAX = Number.MAX_SAFE_INTEGER;

/** For the receiver of a slot or method, which is known to be an int. */
const valueOf = (self: PyObject): Int => (typeof self === 'number' || typeof self === 'bigint' ? self : intValue(self)!);

/** A binary operator on values of any two ints, with its reflected twin. */
function intOperator(f: (a: Int, b: Int) => PyObject): (a: PyObject, b: PyObject) => PyObject {
  return (a, b) => {
    const x = intValue(a);
    const y = intValue(b);
    if (x === undefined || y === undefined) return NotImplemented;
    try {
      return f(x, y);
    } catch (e) {
      raiseNumberError(e);
    }
  };
}

const addSlow = intOperator(int.addInt);
const subSlow = intOperator(int.subInt);
const mulSlow = intOperator(int.mulInt);
const floorDivSlow = intOperator(int.floorDivInt);
const modSlow = intOperator(int.modInt);
const trueDivSlow = intOperator((a, b) => new PyFloat(int.trueDivInt(a, b)));
const divmodSlow = intOperator((a, b) => new PyTuple(int.divmodInt(a, b)));
const lshiftSlow = intOperator(int.lshiftInt);
const rshiftSlow = intOperator(int.rshiftInt);
const andSlow = intOperator(int.andInt);
const orSlow = intOperator(int.orInt);
const xorSlow = intOperator(int.xorInt);

function add(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= MAX && sum >= -MAX) return sum;
  }
  return addSlow(a, b);
}

function sub(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= MAX && difference >= -MAX) return difference;
  }
  return subSlow(a, b);
}

function mul(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (product <= MAX && product >= -MAX) return product + 0;
  }
  return mulSlow(a, b);
}

function floordiv(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) return Math.floor(a / b) + 0;
  if (b === 0 && typeof a === 'number') divisionByZero();
  return floorDivSlow(a, b);
}

function mod(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    const rest = a % b;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
  }
  if (b === 0 && typeof a === 'number') divisionByZero();
  return modSlow(a, b);
}

function truediv(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) return new PyFloat((a + 0) / b);
  if (b === 0 && typeof a === 'number') divisionByZero();
  return trueDivSlow(a, b);
}

function and(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a & b;
  return andSlow(a, b);
}

function or(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a | b;
  return orSlow(a, b);
}

function xor(a: PyObject, b: PyObject): PyObject {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a ^ b;
  return xorSlow(a, b);
}

/** `a ** b` and `pow(a, b, mod)`; a negative exponent without a modulus makes it a float power. */
function pow(a: PyObject, b: PyObject, modulus?: PyObject): PyObject {
  const x = intValue(a);
  const y = intValue(b);
  if (x === undefined || y === undefined) return NotImplemented;
  try {
    if (modulus !== undefined && modulus !== None) {
      const m = intValue(modulus);
      return m === undefined ? NotImplemented : powModInt(x, y, m);
    }
    return y < 0 ? powFloat(bigToFloat(x), bigToFloat(y)) : int.powInt(x, y);
  } catch (e) {
    raiseNumberError(e);
  }
}

/** Slots for the operator and its reflected form. */
function both(name: string, f: (a: PyObject, b: PyObject) => PyObject): SlotTable {
  return { [name]: f, [`r${name}`]: (self: PyObject, other: PyObject) => f(other, self) } as SlotTable;
}

function comparison(f: (a: Int, b: Int) => boolean): (a: PyObject, b: PyObject) => PyObject {
  return (a, b) => {
    const y = intValue(b);
    return y === undefined ? NotImplemented : f(valueOf(a), y);
  };
}

export const intType = defineType(Number, {
  name: 'int',
  alsoFor: [BigInt],
  subclass: PyIntSub,
  flags: ['BASETYPE', 'INT', 'MATCH_SELF'],
  doc: 'A whole number of any size.\n\nint(x) cuts a number towards zero; int(text, base) reads digits in a base from 2 to 36,\nor by the prefix of the text when base is 0.',

  slots: {
    new: newIntObject,
    repr: (self: PyObject) => decimal(valueOf(self)),
    hash: (self: PyObject) => hashInt(valueOf(self)),
    bool: (self: PyObject) => valueOf(self) !== 0,
    int: (self: PyObject) => valueOf(self),
    index: (self: PyObject) => valueOf(self),
    float: (self: PyObject) => new PyFloat(bigToFloat(valueOf(self))),
    neg: (self: PyObject) => int.negInt(valueOf(self)),
    pos: (self: PyObject) => valueOf(self),
    abs: (self: PyObject) => int.absInt(valueOf(self)),
    invert: (self: PyObject) => int.invertInt(valueOf(self)),
    eq: (a: PyObject, b: PyObject) => {
      const y = intValue(b);
      return y === undefined ? NotImplemented : valueOf(a) === y;
    },
    ne: (a: PyObject, b: PyObject) => {
      const y = intValue(b);
      return y === undefined ? NotImplemented : valueOf(a) !== y;
    },
    lt: comparison((a, b) => a < b),
    le: comparison((a, b) => a <= b),
    gt: comparison((a, b) => a > b),
    ge: comparison((a, b) => a >= b),
    ...both('add', add),
    ...both('sub', sub),
    ...both('mul', mul),
    ...both('floordiv', floordiv),
    ...both('mod', mod),
    ...both('truediv', truediv),
    ...both('divmod', divmodSlow),
    ...both('lshift', lshiftSlow),
    ...both('rshift', rshiftSlow),
    ...both('and', and),
    ...both('or', or),
    ...both('xor', xor),
    pow,
    rpow: (self: PyObject, other: PyObject, modulus?: PyObject) => pow(other, self, modulus),
  },

  methods: [
    method('conjugate(self, /)', 'The number itself: it has no imaginary part.', valueOf),
    method('bit_length(self, /)', 'Digits of the binary form, without sign and leading zeros.', (self: PyObject) => int.bitLength(valueOf(self))),
    method('bit_count(self, /)', 'Ones in the binary form of the absolute value.', (self: PyObject) => int.bitCount(valueOf(self))),
    method(
      "to_bytes(self, /, length: size = 1, byteorder: str = 'big', *, signed: bool = False)",
      "The value as that many bytes, in two's complement if signed.",
      toBytes,
    ),
    classMethod(
      "from_bytes(cls, /, bytes, byteorder: str = 'big', *, signed: bool = False)",
      "The value that bytes stand for, in two's complement if signed.",
      fromBytes,
    ),
    method('as_integer_ratio(self, /)', 'The number and 1.', (self: PyObject) => new PyTuple([valueOf(self), 1])),
    method('__trunc__(self, /)', 'The number itself.', valueOf),
    method('__floor__(self, /)', 'The number itself.', valueOf),
    method('__ceil__(self, /)', 'The number itself.', valueOf),
    method('__round__(self, ndigits=None, /)', 'Nearest multiple of 10**-ndigits, ties to even.', round),
    method('__getnewargs__(self, /)', null, (self: PyObject) => new PyTuple([valueOf(self)])),
    method('__format__(self, format_spec: text, /)', 'Text as the format specification asks.', format),
    method(
      '__sizeof__(self, /)',
      'Bytes that the number takes in CPython.',
      (self: PyObject) => 24 + 4 * Math.max(Math.ceil(int.bitLength(valueOf(self)) / 30), 1),
    ),
    method('is_integer(self, /)', 'True: for the sake of code that takes floats too.', () => true),
  ],

  getset: [
    getset('real', 'The number itself.', valueOf),
    getset('imag', 'Zero.', () => 0),
    getset('numerator', 'The number itself.', valueOf),
    getset('denominator', 'One.', () => 1),
  ],
});

function decimal(value: Int): string {
  if (typeof value === 'number') return `${value}`;
  try {
    return intToString(value, maxStrDigits());
  } catch (e) {
    raiseNumberError(e);
  }
}

/** int(…): the class is checked last, as a subclass only wraps what int itself would give. */
function newIntObject(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const value = newValue(args, kwnames);
  if (cls === intType) return value;
  const self = new cls.ctor() as PyIntSub;
  self.iv = value;
  return self;
}

function newValue(args: PyObject[], kwnames: KwNames): Int {
  const given = args.length - (kwnames?.length ?? 0);
  if (given > 2) raise(TypeError, `int expected at most 2 arguments, got ${given}`);
  let base = given === 2 ? args[1] : undefined;
  for (let i = 0; kwnames !== undefined && i < kwnames.length; i++) {
    if (kwnames[i] !== 'base') raise(TypeError, `int() got an unexpected keyword argument '${kwnames[i]}'`);
    if (base !== undefined) raise(TypeError, "argument for int() given by name ('base') and position (2)");
    base = args[given + i];
  }
  if (given === 0) {
    if (base !== undefined) raise(TypeError, 'int() missing string argument');
    return 0;
  }
  return base === undefined ? toInt(args[0]!) : intInBase(args[0]!, base);
}

export function intInBase(x: PyObject, baseObject: PyObject): Int {
  const chosen = asIndex(baseObject);
  if (chosen !== 0 && (chosen < 2 || chosen > 36)) raise(ValueError, 'int() base must be >= 2 and <= 36, or 0');
  if (isStr(x) || (x.tflags & (BYTES | BYTEARRAY)) !== 0) return parse(x, Number(chosen));
  raise(TypeError, "int() can't convert non-string with explicit base");
}

/** int(x) of one argument: a number cut towards zero, or the digits of a text. */
export function toInt(x: PyObject): Int {
  if (typeof x === 'number' || typeof x === 'bigint') return x;
  if (typeof x === 'string') {
    const n = smallDecimal(x);
    if (n !== undefined) return n;
  }
  const { s_int } = x;
  if (s_int !== undefined) return checkedInt(s_int(x), '__int__');
  const { s_index } = x;
  if (s_index !== undefined) return checkedInt(s_index(x), '__index__');
  if (isStr(x) || tryBytesLike(x) !== undefined) return parse(x, 10);
  raise(TypeError, `int() argument must be a string, a bytes-like object or a real number, not '${typeName(x)}'`);
}

/** A str or bytes-like object as digits. */
function parse(x: PyObject, base: number): Int {
  const text = isStr(x) ? toAsciiDigits(jsFromStr(x)) : latin1(tryBytesLike(x)!);
  try {
    const value = parseIntText(stripSpace(text), base, maxStrDigits());
    if (value !== undefined) return value;
  } catch (e) {
    raiseNumberError(e);
  }
  raise(ValueError, literalMessage(isStr(x) ? x : newBytes(tryBytesLike(x)!), base));
}

function literalMessage(shown: PyObject, base: number): string {
  return `invalid literal for int() with base ${base}: ${repr(shown).slice(0, 200)}`;
}

/** The value of `int(text)`; undefined where that is a ValueError for the text's form. */
export function parseIntStr(text: string): Int | undefined {
  // fast: few digits.
  const n = smallDecimal(text);
  if (n !== undefined) return n;
  try {
    return parseIntText(stripSpace(toAsciiDigits(text)), 10, maxStrDigits());
  } catch (e) {
    raiseNumberError(e);
  }
}

/** What that ValueError says. */
export function intLiteralError(text: string): PyObject {
  return strFromJs(literalMessage(text, 10));
}

/** Bytes above 127 are no digits in bytes, whatever they are in Latin-1: none of these code points is one. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : '?';
  return text;
}

function byteOrderIsLittle(order: string): boolean {
  if (order === 'little') return true;
  if (order !== 'big') raise(ValueError, "byteorder must be either 'little' or 'big'");
  return false;
}

function toBytes(self: PyObject, length: number, order: string, signed: boolean): PyObject {
  const little = byteOrderIsLittle(order);
  try {
    return newBytes(intToBytes(valueOf(self), length, little, signed));
  } catch (e) {
    raiseNumberError(e);
  }
}

function fromBytes(cls: PyType, source: PyObject, order: string, signed: boolean): PyObject {
  const little = byteOrderIsLittle(order);
  const converted = (source.tflags & BYTES) !== 0 ? undefined : callSpecial(source, '__bytes__');
  const bytes = converted !== undefined ? bytesOf(converted) : (tryAnyBytes(source) ?? bytesFromObject(source, 'bytes'));
  const value = intFromBytes(bytes, little, signed);
  return cls === intType ? value : cls.c1(value);
}

function bytesOf(o: PyObject): Uint8Array {
  if ((o.tflags & BYTES) === 0) raise(TypeError, `__bytes__ returned non-bytes (type ${typeName(o)})`);
  return tryBytesLike(o)!;
}

function round(self: PyObject, ndigits: PyObject): PyObject {
  const value = valueOf(self);
  if (ndigits === None) return value;
  const places = asIndex(ndigits);
  if (places >= 0) return value;
  // Half of such a power of ten is already larger than the number.
  if (-places > int.bitLength(value) * 0.30103 + 2) return 0;
  const unit = 10n ** BigInt(-places);
  const big = BigInt(value);
  const down = int.floorDivBig(big, unit);
  const twice = 2n * (big - down * unit);
  const up = twice > unit || (twice === unit && (down & 1n) === 1n);
  return int.normalizeBig((up ? down + 1n : down) * unit);
}

function format(self: PyObject, spec: string): PyObject {
  if (spec === '') return strObject(self);
  try {
    return strFromJs(formatInt(valueOf(self), spec, self.ob_type.name, maxStrDigits()));
  } catch (e) {
    raiseNumberError(e);
  }
}
