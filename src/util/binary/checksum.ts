// CRC-32 (zlib's), Adler-32 and the CRC-CCITT of binhex4. Tables are made on first use.
import { engine } from '../memory.ts';

/** From this length on the engine is faster. */
const LONG = 512;

let crcTables: Uint32Array[] | undefined;

/** Eight tables: one per byte of a group of eight, so that a step takes eight bytes at once. */
function tables(): Uint32Array[] {
  if (crcTables !== undefined) return crcTables;
  const first = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = (c & 1) === 0 ? c >>> 1 : (c >>> 1) ^ 0xedb88320;
    first[n] = c;
  }
  crcTables = [first];
  for (let k = 1; k < 8; k++) {
    const previous = crcTables[k - 1]!;
    crcTables.push(previous.map((c) => (c >>> 8) ^ first[c & 255]!));
  }
  return crcTables;
}

/** `start` is the CRC of what came before, as zlib's crc32() takes it. */
export function crc32(data: Uint8Array, start = 0): number {
  if (data.length >= LONG && engine.crc32 !== undefined) return engine.crc32(data, start >>> 0);
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables() as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  let crc = ~start;
  let i = 0;
  for (const last = data.length - 7; i < last; i += 8) {
    crc ^= data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24);
    crc =
      t7[crc & 255]! ^
      t6[(crc >>> 8) & 255]! ^
      t5[(crc >>> 16) & 255]! ^
      t4[crc >>> 24]! ^
      t3[data[i + 4]!]! ^
      t2[data[i + 5]!]! ^
      t1[data[i + 6]!]! ^
      t0[data[i + 7]!]!;
  }
  for (; i < data.length; i++) crc = (crc >>> 8) ^ t0[(crc ^ data[i]!) & 255]!;
  return ~crc >>> 0;
}

const ADLER_BASE = 65521;
/** So many bytes can be added before the second sum could pass 2**32. */
const ADLER_RUN = 5552;

export function adler32(data: Uint8Array, start = 1): number {
  if (data.length >= LONG && engine.adler32 !== undefined) return engine.adler32(data, start >>> 0);
  let a = start & 0xffff;
  let b = start >>> 16;
  for (let i = 0; i < data.length; ) {
    for (const stop = Math.min(i + ADLER_RUN, data.length); i < stop; i++) {
      a += data[i]!;
      b += a;
    }
    a %= ADLER_BASE;
    b %= ADLER_BASE;
  }
  return ((b << 16) | a) >>> 0;
}

export function crcHqx(data: Uint8Array, start: number): number {
  let crc = start & 0xffff;
  for (const byte of data) {
    crc ^= byte << 8;
    for (let k = 0; k < 8; k++) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc;
}
