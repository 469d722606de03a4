// Compression to zlib, gzip or raw deflate, for hosts without a zlib of their own.
// Input is collected into chunks; each becomes one block, in the cheapest of the three forms. Matches are found by
// hash chains, with one step of laziness. The output is valid deflate but not byte for byte what zlib writes.
// RFC 1950, 1951, 1952.

import { adler32, crc32 } from '../binary/checksum.ts';
import { BitWriter } from './bitWriter.ts';
import { codesOf, codeLengths } from './huffmanCode.ts';
import { DISTANCE_BASE, DISTANCE_EXTRA, LENGTH_BASE, LENGTH_EXTRA, LENGTH_ORDER, fixedLiteralLengths } from './huffman.ts';

export const NO_FLUSH = 0;
export const PARTIAL_FLUSH = 1;
export const SYNC_FLUSH = 2;
export const FULL_FLUSH = 3;
export const FINISH = 4;

const WINDOW = 32768;
const CHUNK = 65535;
const MIN_MATCH = 3;
const MAX_MATCH = 258;
const HASH_SIZE = 1 << 15;

/** By level: how many earlier places are tried, and from which length on a match is good enough. */
const EFFORT: ReadonlyArray<readonly [chain: number, nice: number]> = [
  [0, 0],
  [4, 8],
  [5, 16],
  [6, 32],
  [16, 32],
  [32, 64],
  [128, 128],
  [256, 128],
  [1024, 258],
  [4096, 258],
];

const HUFFMAN_ONLY = 2;
const RLE = 3;
const FIXED = 4;

export class Deflate {
  readonly #level: number;
  readonly #windowBits: number;
  readonly #strategy: number;
  readonly #dictionary: Uint8Array | undefined;
  readonly #out = new BitWriter();
  /** History of at most WINDOW bytes, then input that is not compressed yet from `#start` on. */
  #data: Uint8Array = new Uint8Array(WINDOW + CHUNK);
  #start = 0;
  #end = 0;
  #check: number;
  #size = 0;
  #begun = false;
  #finished = false;

  /** `windowBits` as zlib's deflateInit2 takes it. */
  constructor(level: number, windowBits: number, strategy: number, dictionary: Uint8Array | undefined) {
    this.#level = level < 0 ? 6 : level;
    this.#windowBits = windowBits;
    this.#strategy = strategy;
    this.#dictionary = dictionary;
    this.#check = windowBits > 15 ? 0 : 1;
    if (dictionary !== undefined) {
      const history = dictionary.subarray(-WINDOW);
      this.#data.set(history);
      this.#start = this.#end = history.length;
    }
  }

  get finished(): boolean {
    return this.#finished;
  }

  copy(): Deflate {
    const other = new Deflate(this.#level, this.#windowBits, this.#strategy, this.#dictionary);
    other.#data = this.#data.slice();
    other.#start = this.#start;
    other.#end = this.#end;
    other.#check = this.#check;
    other.#size = this.#size;
    other.#begun = this.#begun;
    other.#finished = this.#finished;
    other.#out.assign(this.#out);
    return other;
  }

  /** Takes input and gives the output that is complete; everything so far, if `flush` asks for it. */
  write(input: Uint8Array, flush: number): Uint8Array {
    if (!this.#begun) this.#begin();
    this.#check = this.#windowBits > 15 ? crc32(input, this.#check) : adler32(input, this.#check);
    this.#size = (this.#size + input.length) >>> 0;
    for (let at = 0; at < input.length; ) {
      const count = Math.min(input.length - at, CHUNK - (this.#end - this.#start));
      this.#append(input.subarray(at, at + count));
      at += count;
      if (this.#end - this.#start === CHUNK) this.#block(flush === FINISH && at === input.length);
    }
    if (flush !== NO_FLUSH) this.#flush(flush);
    return this.#out.take();
  }

  #begin(): void {
    this.#begun = true;
    const out = this.#out;
    if (this.#windowBits > 15) {
      const speed = this.#level === 9 ? 2 : this.#level === 1 ? 4 : 0;
      out.bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, speed, 3]);
    } else if (this.#windowBits > 0) {
      const method = 8 | ((this.#windowBits - 8) << 4);
      const speed = this.#level < 2 ? 0 : this.#level < 6 ? 1 : this.#level === 6 ? 2 : 3;
      const flags = (speed << 6) | (this.#dictionary === undefined ? 0 : 32);
      out.bytes([method, flags + ((31 - ((method * 256 + flags) % 31)) % 31)]);
      if (this.#dictionary !== undefined) out.bytes(bigEndian(adler32(this.#dictionary)));
    }
  }

  #append(input: Uint8Array): void {
    if (this.#end + input.length > this.#data.length) {
      const keepFrom = Math.max(0, this.#start - WINDOW);
      this.#data.copyWithin(0, keepFrom, this.#end);
      this.#start -= keepFrom;
      this.#end -= keepFrom;
    }
    this.#data.set(input, this.#end);
    this.#end += input.length;
  }

  #flush(flush: number): void {
    if (this.#finished) return;
    const pending = this.#end > this.#start;
    if (flush === FINISH) {
      this.#block(/* last */ true);
      this.#finished = true;
      this.#trailer();
      return;
    }
    if (pending) this.#block(/* last */ false);
    if (flush === PARTIAL_FLUSH) {
      // An empty block with the fixed code.
      this.#out.bits(2, 3);
      this.#out.bits(0, 7);
    } else {
      stored(this.#out, new Uint8Array(0), /* last */ false);
    }
    if (flush === FULL_FLUSH) this.#start = this.#end = 0;
  }

  #trailer(): void {
    const out = this.#out;
    out.align();
    if (this.#windowBits > 15) {
      out.bytes(bigEndian(this.#check).reverse());
      out.bytes(bigEndian(this.#size).reverse());
    } else if (this.#windowBits > 0) {
      out.bytes(bigEndian(this.#check));
    }
  }

  #block(last: boolean): void {
    const data = this.#data.subarray(this.#start, this.#end);
    if (this.#level === 0) stored(this.#out, data, last);
    else {
      const tokens = new Tokens();
      findMatches(tokens, this.#data, this.#start, this.#end, EFFORT[this.#level]!, this.#strategy, Math.abs(this.#windowBits) & 15);
      writeBlock(this.#out, tokens, data, last, this.#strategy === FIXED);
    }
    this.#start = this.#end;
  }
}

function bigEndian(n: number): number[] {
  return [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
}

/** Literals and copies of a block; a copy is `length << 16 | distance`, a literal its byte. Counts of symbols beside them. */
class Tokens {
  readonly list: number[] = [];
  readonly literals = new Uint32Array(286);
  readonly distances = new Uint32Array(30);

  literal(byte: number): void {
    this.list.push(byte);
    this.literals[byte]!++;
  }

  copy(length: number, distance: number): void {
    this.list.push(length * 65536 + distance);
    this.literals[257 + codeOf(LENGTH_BASE, length)]!++;
    this.distances[codeOf(DISTANCE_BASE, distance)]!++;
  }
}

/** The last entry of an ascending table that is not above `value`. */
function codeOf(bases: Uint16Array, value: number): number {
  let low = 0;
  let high = bases.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (bases[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

function findMatches(
  tokens: Tokens,
  data: Uint8Array,
  start: number,
  end: number,
  [chain, nice]: readonly [number, number],
  strategy: number,
  windowBits: number,
): void {
  if (strategy === HUFFMAN_ONLY) {
    for (let i = start; i < end; i++) tokens.literal(data[i]!);
    return;
  }
  const reach = strategy === RLE ? 1 : (1 << windowBits) - 262;
  const heads = new Int32Array(HASH_SIZE).fill(-1);
  const previous = new Int32Array(end);
  const insert = (at: number) => {
    if (at + MIN_MATCH > end) return;
    const hash = ((data[at]! << 10) ^ (data[at + 1]! << 5) ^ data[at + 2]!) & (HASH_SIZE - 1);
    previous[at] = heads[hash]!;
    heads[hash] = at;
  };
  for (let i = Math.max(0, start - WINDOW); i < start; i++) insert(i);
  let waiting = 0;
  let waitingDistance = 0;
  for (let i = start; i < end; ) {
    insert(i);
    const [length, distance] = waiting >= nice ? [0, 0] : longestMatch(data, previous, i, end, chain, nice, reach);
    if (waiting >= MIN_MATCH && length <= waiting) {
      tokens.copy(waiting, waitingDistance);
      const stop = i - 1 + waiting;
      for (let k = i + 1; k < stop; k++) insert(k);
      i = stop;
      waiting = 0;
      continue;
    }
    if (waiting > 0) tokens.literal(data[i - 1]!);
    if (length >= MIN_MATCH) {
      waiting = length;
      waitingDistance = distance;
    } else {
      tokens.literal(data[i]!);
      waiting = 0;
    }
    i++;
  }
  if (waiting >= MIN_MATCH) tokens.copy(waiting, waitingDistance);
}

function longestMatch(data: Uint8Array, previous: Int32Array, at: number, end: number, chain: number, nice: number, reach: number): [number, number] {
  const limit = Math.min(MAX_MATCH, end - at);
  let best = MIN_MATCH - 1;
  let distance = 0;
  if (limit < MIN_MATCH) return [0, 0];
  for (let from = previous[at]!, tries = chain; from >= 0 && at - from <= reach && tries > 0; from = previous[from]!, tries--) {
    if (data[from + best] !== data[at + best]) continue;
    let length = 0;
    while (length < limit && data[from + length] === data[at + length]) length++;
    if (length <= best) continue;
    best = length;
    distance = at - from;
    if (length >= nice || length === limit) break;
  }
  return distance === 0 ? [0, 0] : [best, distance];
}

function stored(out: BitWriter, data: Uint8Array, last: boolean): void {
  out.bits(last ? 1 : 0, 3);
  out.align();
  out.bytes([data.length & 255, data.length >> 8, ~data.length & 255, (~data.length >> 8) & 255]);
  out.bytes(data);
}

let fixedLengths: Uint8Array | undefined;

/** One block in the form that takes the fewest bits. */
function writeBlock(out: BitWriter, tokens: Tokens, data: Uint8Array, last: boolean, onlyFixed: boolean): void {
  tokens.literals[256] = 1;
  fixedLengths ??= fixedLiteralLengths();
  const fixedDistances = new Uint8Array(30).fill(5);
  const fixedCost = cost(tokens, fixedLengths, fixedDistances);
  const literals = codeLengths(tokens.literals, 15);
  const distances = codeLengths(tokens.distances, 15);
  const header = dynamicHeader(literals, distances);
  const dynamicCost = header.cost + cost(tokens, literals, distances);
  if (!onlyFixed && data.length <= 65535 && 8 * data.length + 32 < Math.min(fixedCost, dynamicCost)) {
    stored(out, data, last);
  } else if (onlyFixed || fixedCost <= dynamicCost) {
    out.bits(last ? 3 : 2, 3);
    writeTokens(out, tokens, fixedLengths, fixedDistances);
  } else {
    out.bits(last ? 5 : 4, 3);
    header.write(out);
    writeTokens(out, tokens, literals, distances);
  }
}

function cost(tokens: Tokens, literals: Uint8Array, distances: Uint8Array): number {
  let bits = 0;
  tokens.literals.forEach((count, symbol) => {
    bits += count * (literals[symbol]! + (symbol > 256 ? LENGTH_EXTRA[symbol - 257]! : 0));
  });
  tokens.distances.forEach((count, symbol) => {
    bits += count * (distances[symbol]! + DISTANCE_EXTRA[symbol]!);
  });
  return bits;
}

function writeTokens(out: BitWriter, tokens: Tokens, literalLengths: Uint8Array, distanceLengths: Uint8Array): void {
  const literals = codesOf(literalLengths);
  const distances = codesOf(distanceLengths);
  for (const token of tokens.list) {
    if (token < 256) {
      out.bits(literals[token]!, literalLengths[token]!);
      continue;
    }
    const length = token >>> 16;
    const distance = token & 0xffff;
    const lengthCode = codeOf(LENGTH_BASE, length);
    out.bits(literals[257 + lengthCode]!, literalLengths[257 + lengthCode]!);
    out.bits(length - LENGTH_BASE[lengthCode]!, LENGTH_EXTRA[lengthCode]!);
    const distanceCode = codeOf(DISTANCE_BASE, distance);
    out.bits(distances[distanceCode]!, distanceLengths[distanceCode]!);
    out.bits(distance - DISTANCE_BASE[distanceCode]!, DISTANCE_EXTRA[distanceCode]!);
  }
  out.bits(literals[256]!, literalLengths[256]!);
}

/** The code lengths of a dynamic block, run-length coded: symbol, extra bits, their number. */
function runs(lengths: Uint8Array): [number, number, number][] {
  const out: [number, number, number][] = [];
  for (let i = 0; i < lengths.length; ) {
    const length = lengths[i]!;
    let run = 1;
    while (i + run < lengths.length && lengths[i + run] === length) run++;
    i += run;
    if (length === 0) {
      for (; run >= 11; run -= Math.min(run, 138)) out.push([18, Math.min(run, 138) - 11, 7]);
      if (run >= 3) {
        out.push([17, run - 3, 3]);
        run = 0;
      }
    } else {
      out.push([length, 0, 0]);
      run--;
      for (; run >= 3; run -= Math.min(run, 6)) out.push([16, Math.min(run, 6) - 3, 2]);
    }
    for (; run > 0; run--) out.push([length, 0, 0]);
  }
  return out;
}

function trimmed(lengths: Uint8Array, least: number): Uint8Array {
  let count = lengths.length;
  while (count > least && lengths[count - 1] === 0) count--;
  return lengths.subarray(0, count);
}

function dynamicHeader(literalLengths: Uint8Array, distanceLengths: Uint8Array) {
  const literals = trimmed(literalLengths, 257);
  const distances = trimmed(distanceLengths, 1);
  const coded = runs(Uint8Array.of(...literals, ...distances));
  const counts = new Uint32Array(19);
  for (const [symbol] of coded) counts[symbol]!++;
  const lengths = codeLengths(counts, 7);
  let sent = 19;
  while (sent > 4 && lengths[LENGTH_ORDER[sent - 1]!] === 0) sent--;
  const codes = codesOf(lengths);
  return {
    cost: 14 + 3 * sent + coded.reduce((sum, [symbol, , extra]) => sum + lengths[symbol]! + extra, 0),
    write(out: BitWriter): void {
      out.bits(literals.length - 257, 5);
      out.bits(distances.length - 1, 5);
      out.bits(sent - 4, 4);
      for (let i = 0; i < sent; i++) out.bits(lengths[LENGTH_ORDER[i]!]!, 3);
      for (const [symbol, value, extra] of coded) {
        out.bits(codes[symbol]!, lengths[symbol]!);
        out.bits(value, extra);
      }
    },
  };
}
