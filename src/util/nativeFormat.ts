// Items of a memoryview in native formats: one struct letter, little-endian, native sizes of a 64-bit Unix.
// CPython: unpack_single and pack_single in Objects/memoryobject.c.

const SIZES: Record<string, number> = {
  c: 1,
  b: 1,
  B: 1,
  '?': 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  n: 8,
  N: 8,
  e: 2,
  f: 4,
  d: 8,
  P: 8,
};

/** The letter of a native single-character format (an '@' in front is allowed), undefined for all others. */
export function nativeLetter(format: string): string | undefined {
  const letter = format.startsWith('@') ? format.slice(1) : format;
  return letter.length === 1 && SIZES[letter] !== undefined ? letter : undefined;
}

export function nativeSize(letter: string): number {
  return SIZES[letter]!;
}

/** The integer of an item, for the integer formats. */
export function readInteger(view: DataView, at: number, letter: string): number | bigint {
  switch (letter) {
    case 'b':
      return view.getInt8(at);
    case 'B':
    case 'c':
    case '?':
      return view.getUint8(at);
    case 'h':
      return view.getInt16(at, true);
    case 'H':
      return view.getUint16(at, true);
    case 'i':
      return view.getInt32(at, true);
    case 'I':
      return view.getUint32(at, true);
    case 'l':
    case 'q':
    case 'n':
      return small(view.getBigInt64(at, true));
    default:
      return small(view.getBigUint64(at, true));
  }
}

function small(n: bigint): number | bigint {
  return n <= 9007199254740991n && n >= -9007199254740991n ? Number(n) : n;
}

export function isIntegerFormat(letter: string): boolean {
  return 'bBhHiIlLqQnNP'.includes(letter);
}

export function isFloatFormat(letter: string): boolean {
  return letter === 'e' || letter === 'f' || letter === 'd';
}

export function readFloat(view: DataView, at: number, letter: string): number {
  return letter === 'd' ? view.getFloat64(at, true) : letter === 'f' ? view.getFloat32(at, true) : halfToFloat(view.getUint16(at, true));
}

/** False if the value does not fit. */
export function writeInteger(view: DataView, at: number, letter: string, value: number | bigint): boolean {
  const bits = BigInt(SIZES[letter]! * 8);
  const signed = 'bhilqn'.includes(letter);
  const n = BigInt(value);
  if (signed ? n < -(1n << (bits - 1n)) || n >= 1n << (bits - 1n) : n < 0n || n >= 1n << bits) return false;
  switch (SIZES[letter]) {
    case 1:
      view.setUint8(at, Number(n & 255n));
      break;
    case 2:
      view.setUint16(at, Number(n & 65535n), true);
      break;
    case 4:
      view.setUint32(at, Number(BigInt.asUintN(32, n)), true);
      break;
    default:
      view.setBigUint64(at, BigInt.asUintN(64, n), true);
  }
  return true;
}

/** False if the value is too large for the format. */
export function writeFloat(view: DataView, at: number, letter: string, value: number): boolean {
  if (letter === 'd') {
    view.setFloat64(at, value, true);
    return true;
  }
  if (letter === 'f') {
    view.setFloat32(at, value, true);
    return Number.isFinite(value) === Number.isFinite(view.getFloat32(at, true));
  }
  const half = floatToHalf(value);
  if (half < 0) return false;
  view.setUint16(at, half, true);
  return true;
}

/** The value of an IEEE 754 binary16. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** binary16 of a double, ties to even; -1 where it overflows. */
export function floatToHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  if (Number.isNaN(value)) return 0x7e00;
  const x = Math.abs(value);
  if (x === Infinity) return sign | 0x7c00;
  if (x < 2 ** -14) return sign | roundEven(x * 2 ** 24);
  let exponent = Math.floor(Math.log2(x));
  if (2 ** exponent > x) exponent--;
  else if (2 ** (exponent + 1) <= x) exponent++;
  let fraction = roundEven((x / 2 ** exponent - 1) * 1024);
  if (fraction === 1024) {
    fraction = 0;
    exponent++;
  }
  return exponent > 15 ? -1 : sign | ((exponent + 15) << 10) | fraction;
}

function roundEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
