// HOT. Decompression of zlib, gzip and raw deflate streams, in steps of any size.
// The input of a step that cannot be decoded yet is kept: each `try…` reads bits and returns false when they run out,
// and the caller puts the bit position back to where the element began. The last 32 KiB of output stay in front of
// new output in one array, so that copies never leave it. Messages are zlib's. RFC 1950, 1951, 1952.

import { adler32, crc32 } from '../binary/checksum.ts';
import {
  DISTANCE_BASE,
  DISTANCE_EXTRA,
  LENGTH_BASE,
  LENGTH_EXTRA,
  LENGTH_ORDER,
  MAX_BITS,
  decodeTable,
  fixedLiteralLengths,
  type DecodeTable,
} from './huffman.ts';

/** The stream is broken (zlib's Z_DATA_ERROR). */
export class InflateError extends Error {}

type State = 'header' | 'dictionary' | 'block' | 'stored' | 'codes' | 'trailer' | 'done';
type Wrapper = 'zlib' | 'gzip' | 'raw' | 'auto';

const WINDOW = 32768;
const NOTHING = new Uint8Array(0);

let fixedLiterals: DecodeTable | undefined;
let fixedDistances: DecodeTable | undefined;

export class Inflate {
  /** Input not decoded yet; `pos` and `bitCount` say how far it was read. */
  #input: Uint8Array = new Uint8Array(0);
  #pos = 0;
  #hold = 0;
  #bitCount = 0;
  #state: State = 'header';
  #wrapper: Wrapper;
  readonly #windowBits: number;
  #lastBlock = false;
  #storedLeft = 0;
  /** A copy that the output limit interrupted. */
  #copyLength = 0;
  #copyDistance = 0;
  #literals: DecodeTable | undefined;
  #distances: DecodeTable | undefined;
  /** History, then output that was not handed out yet. */
  #out: Uint8Array = new Uint8Array(2 * WINDOW);
  #outStart = 0;
  #outEnd = 0;
  /** First byte in `#out` that copies may reach. */
  #floor = 0;
  #check = 1;
  #size = 0;
  /** Adler-32 of the dictionary the stream asks for, while it waits for one. */
  wantedDictionary: number | undefined;

  /** `windowBits` as zlib's inflateInit2 takes it. */
  constructor(windowBits: number) {
    this.#wrapper = windowBits < 0 ? 'raw' : windowBits >= 32 ? 'auto' : windowBits >= 16 ? 'gzip' : 'zlib';
    this.#windowBits = Math.abs(windowBits) % 16;
    if (this.#wrapper === 'raw') this.#state = 'block';
  }

  get done(): boolean {
    return this.#state === 'done';
  }

  /** The given bytes that were not needed so far. */
  get unread(): Uint8Array {
    return this.#input.subarray(this.#pos);
  }

  /** Hands the unread input back to the caller, who may pass it again; without `wanted` it stays here. */
  takeUnreadIf(wanted: boolean): Uint8Array {
    return wanted ? this.takeUnread() : NOTHING;
  }

  takeUnread(): Uint8Array {
    const rest = this.unread.slice();
    this.#input = new Uint8Array(0);
    this.#pos = 0;
    return rest;
  }

  /** False if the dictionary is not the one the stream asked for. */
  setDictionary(dictionary: Uint8Array): boolean {
    if (this.#state === 'dictionary') {
      if (adler32(dictionary) !== this.wantedDictionary) return false;
      this.wantedDictionary = undefined;
      this.#state = 'block';
    }
    for (const byte of dictionary.subarray(-WINDOW)) this.#put(byte);
    this.#outStart = this.#outEnd;
    return true;
  }

  /** A second stream in the same state. */
  copy(): Inflate {
    const other = new Inflate(0);
    other.#input = this.#input.slice(this.#pos);
    other.#hold = this.#hold;
    other.#bitCount = this.#bitCount;
    other.#state = this.#state;
    other.#wrapper = this.#wrapper;
    other.#lastBlock = this.#lastBlock;
    other.#storedLeft = this.#storedLeft;
    other.#copyLength = this.#copyLength;
    other.#copyDistance = this.#copyDistance;
    other.#literals = this.#literals;
    other.#distances = this.#distances;
    other.#out = this.#out.slice();
    other.#outStart = this.#outStart;
    other.#outEnd = this.#outEnd;
    other.#floor = this.#floor;
    other.#check = this.#check;
    other.#size = this.#size;
    other.wantedDictionary = this.wantedDictionary;
    return other;
  }

  /** Adds input and decodes until `limit` bytes came out, the input is used up, or a dictionary is wanted. */
  push(input: Uint8Array, limit: number): Uint8Array {
    if (this.#pos < this.#input.length) {
      const joined = new Uint8Array(this.#input.length - this.#pos + input.length);
      joined.set(this.#input.subarray(this.#pos));
      joined.set(input, this.#input.length - this.#pos);
      this.#input = joined;
    } else {
      this.#input = input;
    }
    this.#pos = 0;
    // Each step moves on by one element of the stream, or by as much output as there is room for.
    while ((this.#outEnd - this.#outStart < limit || this.#needsNoRoom()) && this.#step(limit));
    // Whole bytes in the bit buffer were not needed: between calls it holds less than a byte.
    this.#pos -= this.#bitCount >> 3;
    this.#bitCount &= 7;
    this.#hold &= (1 << this.#bitCount) - 1;
    return this.#handOut();
  }

  /** Is the next element one without output? An end that follows the last byte asked for is read with it, as zlib does. */
  #needsNoRoom(): boolean {
    if (this.#state === 'stored') return this.#storedLeft === 0;
    if (this.#state !== 'codes') return true;
    return (
      this.#copyLength === 0 &&
      this.#undoable(() => {
        if (this.#symbol(this.#literals!) !== 256) return false;
        this.#state = 'block';
        return true;
      })
    );
  }

  #step(limit: number): boolean {
    switch (this.#state) {
      case 'header':
        return this.#undoable(() => this.#tryHeader());
      case 'block':
        return this.#undoable(() => this.#tryBlock());
      case 'stored':
        return this.#stored(limit);
      case 'codes':
        return this.#codes(limit);
      case 'trailer':
        return this.#undoable(() => this.#tryTrailer());
      default:
        return false;
    }
  }

  /** Runs a step that gives false when input runs out, and then forgets what it read. */
  #undoable(step: () => boolean): boolean {
    const pos = this.#pos;
    const hold = this.#hold;
    const bitCount = this.#bitCount;
    if (step()) return true;
    this.#pos = pos;
    this.#hold = hold;
    this.#bitCount = bitCount;
    return false;
  }

  /** The next `count` bits (at most 16), -1 when there are fewer. */
  #bits(count: number): number {
    while (this.#bitCount < count) {
      if (this.#pos >= this.#input.length) return -1;
      this.#hold |= this.#input[this.#pos++]! << this.#bitCount;
      this.#bitCount += 8;
    }
    const value = this.#hold & ((1 << count) - 1);
    this.#hold >>>= count;
    this.#bitCount -= count;
    return value;
  }

  /** `count` whole bytes at a byte boundary; undefined when there are fewer. */
  #bytes(count: number): number[] | undefined {
    this.#bits(this.#bitCount & 7);
    const bytes: number[] = [];
    for (let i = 0; i < count; i++) {
      const byte = this.#bits(8);
      if (byte < 0) return undefined;
      bytes.push(byte);
    }
    return bytes;
  }

  #tryHeader(): boolean {
    const first = this.#bytes(2);
    if (first === undefined) return false;
    const [method, flags] = first as [number, number];
    if (method === 0x1f && flags === 0x8b && this.#wrapper !== 'zlib') return this.#tryGzipHeader();
    if (this.#wrapper === 'gzip' || (method * 256 + flags) % 31 !== 0) throw new InflateError('incorrect header check');
    if ((method & 15) !== 8) throw new InflateError('unknown compression method');
    const bits = (method >> 4) + 8;
    if (bits > 15 || (this.#windowBits !== 0 && bits > this.#windowBits)) throw new InflateError('invalid window size');
    if ((flags & 32) !== 0) {
      const wanted = this.#bytes(4);
      if (wanted === undefined) return false;
      this.wantedDictionary = bigEndian(wanted);
      this.#wrapper = 'zlib';
      this.#state = 'dictionary';
      return true;
    }
    this.#wrapper = 'zlib';
    this.#state = 'block';
    return true;
  }

  #tryGzipHeader(): boolean {
    const start = this.#pos - 2 - (this.#bitCount >> 3);
    const rest = this.#bytes(8);
    if (rest === undefined) return false;
    const [method, flags] = rest as [number, number];
    if (method !== 8) throw new InflateError('unknown compression method');
    if ((flags & 0xe0) !== 0) throw new InflateError('unknown header flags set');
    if ((flags & 4) !== 0) {
      const length = this.#bytes(2);
      if (length === undefined || this.#bytes(length[0]! + length[1]! * 256) === undefined) return false;
    }
    for (const text of [8, 16]) if ((flags & text) !== 0 && !this.#skipText()) return false;
    if ((flags & 2) !== 0) {
      const end = this.#pos - (this.#bitCount >> 3);
      const given = this.#bytes(2);
      if (given === undefined) return false;
      if ((crc32(this.#input.subarray(Math.max(0, start), end)) & 0xffff) !== given[0]! + given[1]! * 256) throw new InflateError('header crc mismatch');
    }
    this.#wrapper = 'gzip';
    this.#check = 0;
    this.#state = 'block';
    return true;
  }

  /** A name or comment, which ends with a zero byte. */
  #skipText(): boolean {
    for (;;) {
      const byte = this.#bits(8);
      if (byte < 0) return false;
      if (byte === 0) return true;
    }
  }

  #tryBlock(): boolean {
    if (this.#lastBlock) {
      this.#state = 'trailer';
      return true;
    }
    const last = this.#bits(1);
    const type = this.#bits(2);
    if (last < 0 || type < 0) return false;
    if (type === 3) throw new InflateError('invalid block type');
    if (type === 0 ? !this.#tryStoredHeader() : type === 2 && !this.#tryDynamicHeader()) return false;
    if (type === 1) {
      this.#literals = fixedLiterals ??= decodeTable(fixedLiteralLengths())!;
      this.#distances = fixedDistances ??= decodeTable(new Uint8Array(32).fill(5))!;
      this.#state = 'codes';
    }
    this.#lastBlock = last === 1;
    return true;
  }

  #tryStoredHeader(): boolean {
    const bytes = this.#bytes(4);
    if (bytes === undefined) return false;
    const [a, b, c, d] = bytes as [number, number, number, number];
    if (a !== (c ^ 255) || b !== (d ^ 255)) throw new InflateError('invalid stored block lengths');
    this.#storedLeft = a + b * 256;
    this.#state = 'stored';
    return true;
  }

  #tryDynamicHeader(): boolean {
    const literalCount = this.#bits(5) + 257;
    const distanceCount = this.#bits(5) + 1;
    const lengthCount = this.#bits(4) + 4;
    if (literalCount < 257 || distanceCount < 1 || lengthCount < 4) return false;
    if (literalCount > 286 || distanceCount > 30) throw new InflateError('too many length or distance symbols');
    const order = new Uint8Array(19);
    for (let i = 0; i < lengthCount; i++) {
      const length = this.#bits(3);
      if (length < 0) return false;
      order[LENGTH_ORDER[i]!] = length;
    }
    const lengthTable = decodeTable(order);
    if (lengthTable === undefined || !lengthTable.complete) throw new InflateError('invalid code lengths set');
    const lengths = this.#tryLengths(lengthTable, literalCount + distanceCount);
    if (lengths === undefined) return false;
    if (lengths[256] === 0) throw new InflateError('invalid code -- missing end-of-block');
    const literals = decodeTable(lengths.slice(0, literalCount));
    // Only a code of a single symbol may leave bit sequences unused.
    if (literals === undefined || (!literals.complete && literals.longest !== 1)) throw new InflateError('invalid literal/lengths set');
    const distances = decodeTable(lengths.slice(literalCount));
    if (distances === undefined || (!distances.complete && distances.longest > 1)) throw new InflateError('invalid distances set');
    this.#literals = literals;
    this.#distances = distances;
    this.#state = 'codes';
    return true;
  }

  #tryLengths(table: DecodeTable, count: number): Uint8Array | undefined {
    const lengths = new Uint8Array(count);
    for (let i = 0; i < count; ) {
      const symbol = this.#symbol(table);
      if (symbol === NEED_INPUT) return undefined;
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) throw new InflateError('invalid bit length repeat');
      const extra = this.#bits(symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
      if (extra < 0) return undefined;
      const repeat = extra + (symbol === 18 ? 11 : 3);
      if (i + repeat > count) throw new InflateError('invalid bit length repeat');
      lengths.fill(symbol === 16 ? lengths[i - 1]! : 0, i, i + repeat);
      i += repeat;
    }
    return lengths;
  }

  /** The next symbol of a code, NEED_INPUT, or NO_CODE if the bits are none. */
  #symbol(table: DecodeTable): number {
    const { entries, bits } = table;
    while (this.#bitCount < MAX_BITS && this.#pos < this.#input.length) {
      this.#hold |= this.#input[this.#pos++]! << this.#bitCount;
      this.#bitCount += 8;
    }
    const entry = entries[this.#hold & ((1 << bits) - 1)]!;
    const length = entry & 15;
    if (length !== 0) {
      if (length > this.#bitCount) return NEED_INPUT;
      this.#hold >>>= length;
      this.#bitCount -= length;
      return entry >> 4;
    }
    return this.#longSymbol(table);
  }

  #longSymbol({ counts, symbols, longest }: DecodeTable): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
      if (length > this.#bitCount) return NEED_INPUT;
      if (length > longest) return NO_CODE;
      code |= (this.#hold >>> (length - 1)) & 1;
      const count = counts[length]!;
      if (code - count < first) {
        this.#hold >>>= length;
        this.#bitCount -= length;
        return symbols[index + (code - first)]!;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return NO_CODE;
  }

  #put(byte: number): void {
    if (this.#outEnd === this.#out.length) this.#makeRoom(1);
    this.#out[this.#outEnd++] = byte;
  }

  /** Room for `count` more bytes: history older than the window goes, then the array grows. */
  #makeRoom(count: number): void {
    const keepFrom = Math.max(this.#floor, Math.min(this.#outStart, this.#outEnd - WINDOW));
    const kept = this.#outEnd - keepFrom;
    const size = Math.max(this.#out.length, 2 * (kept + count));
    const target = size > this.#out.length ? new Uint8Array(size) : this.#out;
    target.set(this.#out.subarray(keepFrom, this.#outEnd));
    this.#out = target;
    this.#floor = 0;
    this.#outStart -= keepFrom;
    this.#outEnd = kept;
  }

  #stored(limit: number): boolean {
    const room = limit - (this.#outEnd - this.#outStart);
    let count = Math.min(this.#storedLeft, room);
    if (this.#storedLeft === 0) {
      this.#state = 'block';
      return true;
    }
    let moved = false;
    for (; count > 0 && this.#bitCount >= 8; count--) {
      this.#put(this.#bits(8));
      this.#storedLeft--;
      moved = true;
    }
    count = Math.min(count, this.#input.length - this.#pos);
    if (count > 0) {
      if (this.#outEnd + count > this.#out.length) this.#makeRoom(count);
      this.#out.set(this.#input.subarray(this.#pos, this.#pos + count), this.#outEnd);
      this.#pos += count;
      this.#outEnd += count;
      this.#storedLeft -= count;
      moved = true;
    }
    return moved;
  }

  /** Literals and copies until the block ends, the limit is reached or input runs out (then false). */
  #codes(limit: number): boolean {
    const literals = this.#literals!;
    const distances = this.#distances!;
    if (this.#copyLength > 0 && !this.#copy(limit)) return true;
    for (;;) {
      if (this.#outEnd - this.#outStart >= limit) return true;
      const pos = this.#pos;
      const hold = this.#hold;
      const bitCount = this.#bitCount;
      const symbol = this.#symbol(literals);
      if (symbol >= 0 && symbol < 256) {
        if (this.#outEnd === this.#out.length) this.#makeRoom(1);
        this.#out[this.#outEnd++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.#state = 'block';
        return true;
      }
      if (symbol === NO_CODE || symbol > 285) throw new InflateError('invalid literal/length code');
      if (symbol === NEED_INPUT || !this.#tryDistance(symbol - 257, distances)) {
        this.#pos = pos;
        this.#hold = hold;
        this.#bitCount = bitCount;
        return false;
      }
      if (!this.#copy(limit)) return true;
    }
  }

  #tryDistance(lengthCode: number, table: DecodeTable): boolean {
    const lengthBits = this.#bits(LENGTH_EXTRA[lengthCode]!);
    if (lengthBits < 0) return false;
    const symbol = this.#symbol(table);
    if (symbol === NEED_INPUT) return false;
    if (symbol === NO_CODE || symbol > 29) throw new InflateError('invalid distance code');
    const distanceBits = this.#bits(DISTANCE_EXTRA[symbol]!);
    if (distanceBits < 0) return false;
    const distance = DISTANCE_BASE[symbol]! + distanceBits;
    if (distance > this.#outEnd - this.#floor) throw new InflateError('invalid distance too far back');
    this.#copyLength = LENGTH_BASE[lengthCode]! + lengthBits;
    this.#copyDistance = distance;
    return true;
  }

  /** Carries out the pending copy as far as the limit allows; true when it is complete. */
  #copy(limit: number): boolean {
    const count = Math.min(this.#copyLength, limit - (this.#outEnd - this.#outStart));
    if (this.#outEnd + count > this.#out.length) this.#makeRoom(count);
    const out = this.#out;
    let to = this.#outEnd;
    let from = to - this.#copyDistance;
    for (const end = to + count; to < end; ) out[to++] = out[from++]!;
    this.#outEnd = to;
    this.#copyLength -= count;
    return this.#copyLength === 0;
  }

  #tryTrailer(): boolean {
    this.#bits(this.#bitCount & 7);
    if (this.#wrapper === 'raw') {
      this.#state = 'done';
      return true;
    }
    const bytes = this.#bytes(this.#wrapper === 'gzip' ? 8 : 4);
    if (bytes === undefined) return false;
    this.#account();
    if (this.#wrapper === 'gzip') {
      if (bigEndian(bytes.slice(0, 4).reverse()) !== this.#check) throw new InflateError('incorrect data check');
      if (bigEndian(bytes.slice(4).reverse()) !== this.#size) throw new InflateError('incorrect length check');
    } else if (bigEndian(bytes) !== this.#check) {
      throw new InflateError('incorrect data check');
    }
    this.#state = 'done';
    return true;
  }

  /** Output from here on is not yet part of the checksum. */
  #checked = 0;

  #account(): void {
    const fresh = this.#out.subarray(this.#outStart + this.#checked, this.#outEnd);
    if (this.#wrapper === 'gzip') this.#check = crc32(fresh, this.#check);
    else if (this.#wrapper === 'zlib') this.#check = adler32(fresh, this.#check);
    this.#size = (this.#size + fresh.length) >>> 0;
    this.#checked = this.#outEnd - this.#outStart;
  }

  #handOut(): Uint8Array {
    this.#account();
    const out = this.#out.slice(this.#outStart, this.#outEnd);
    this.#outStart = this.#outEnd;
    this.#checked = 0;
    return out;
  }
}

const NEED_INPUT = -1;
const NO_CODE = -2;

function bigEndian(bytes: readonly number[]): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
