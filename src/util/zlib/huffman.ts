// Prefix codes of deflate: lengths to decoding tables, and the numbers of RFC 1951.

/**
 * A decoding table: indexed by the next `bits` bits (first bit lowest). An entry is `symbol << 4 | length`; codes longer
 * than `bits` have an entry of length 0 and are found bit by bit from `counts` and `symbols`. `complete` tells whether
 * every bit sequence is a code.
 */
export interface DecodeTable {
  readonly bits: number;
  readonly entries: Uint16Array;
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
  readonly longest: number;
  readonly complete: boolean;
}

const TABLE_BITS = 10;
export const MAX_BITS = 15;

/** Undefined if the lengths describe more codes than there is room for. */
export function decodeTable(lengths: Uint8Array): DecodeTable | undefined {
  const counts = new Uint16Array(MAX_BITS + 1);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  let room = 1;
  let longest = 0;
  for (let length = 1; length <= MAX_BITS; length++) {
    room = room * 2 - counts[length]!;
    if (room < 0) return undefined;
    if (counts[length]! > 0) longest = length;
  }
  const offsets = new Uint16Array(MAX_BITS + 2);
  for (let length = 1; length <= MAX_BITS; length++) offsets[length + 1] = offsets[length]! + counts[length]!;
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[offsets[length]!++] = symbol;
  });
  const bits = Math.max(1, Math.min(TABLE_BITS, longest));
  return { bits, entries: fillTable(lengths, counts, bits), counts, symbols, longest, complete: room === 0 };
}

function fillTable(lengths: Uint8Array, counts: Uint16Array, bits: number): Uint16Array {
  const entries = new Uint16Array(1 << bits);
  const codes = firstCodes(counts);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const code = codes[length]!++;
    if (length > bits) return;
    const step = 1 << length;
    for (let at = reversed(code, length); at < entries.length; at += step) entries[at] = (symbol << 4) | length;
  });
  return entries;
}

/** The first code of each length. */
export function firstCodes(counts: Uint16Array): Uint16Array {
  const codes = new Uint16Array(MAX_BITS + 2);
  let code = 0;
  for (let length = 1; length <= MAX_BITS; length++) {
    code = (code + (length === 1 ? 0 : counts[length - 1]!)) << 1;
    codes[length] = code;
  }
  return codes;
}

/** The lowest `length` bits of a code in opposite order, as they are written. */
export function reversed(code: number, length: number): number {
  let out = 0;
  for (let i = 0; i < length; i++) {
    out = (out << 1) | (code & 1);
    code >>= 1;
  }
  return out;
}

export const LENGTH_BASE = Uint16Array.of(3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258);
export const LENGTH_EXTRA = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0);
export const DISTANCE_BASE = Uint16Array.of(
  1,
  2,
  3,
  4,
  5,
  7,
  9,
  13,
  17,
  25,
  33,
  49,
  65,
  97,
  129,
  193,
  257,
  385,
  513,
  769,
  1025,
  1537,
  2049,
  3073,
  4097,
  6145,
  8193,
  12289,
  16385,
  24577,
);
export const DISTANCE_EXTRA = Uint8Array.of(0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13);
/** The order in which the lengths of the code length code are sent. */
export const LENGTH_ORDER = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

/** Lengths of the fixed literal code. */
export function fixedLiteralLengths(): Uint8Array {
  const lengths = new Uint8Array(288);
  lengths.fill(8, 0, 144);
  lengths.fill(9, 144, 256);
  lengths.fill(7, 256, 280);
  lengths.fill(8, 280);
  return lengths;
}
