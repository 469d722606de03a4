// One stream of decompression with zlib's errors, and decompression of a whole buffer at once.
// Streams use our own inflate on every host: it can be copied, stops at any output limit and words its errors as zlib does.
import { host } from '../../host/host.ts';
import { raise } from '../../objects/ops/raise.ts';
import { adler32 } from '../../util/binary/checksum.ts';
import { Inflate, InflateError } from '../../util/zlib/inflate.ts';
import { exceptionClass } from '../exceptionClass.ts';
import { concatenated } from './compressor.ts';

export const zlibError = exceptionClass('zlib', 'error');

export function validWindow(windowBits: number): boolean {
  const bits = windowBits < 0 ? -windowBits : windowBits & 15;
  return windowBits >= -15 && windowBits < 48 && (bits >= 8 || (bits === 0 && windowBits >= 0));
}

/** Decodes input until `limit` bytes came out; sets the dictionary when the stream asks for it. */
export function inflate(stream: Inflate, data: Uint8Array, limit: number, dictionary: Uint8Array | undefined): Uint8Array {
  try {
    const first = stream.push(data, limit);
    if (stream.wantedDictionary === undefined) return first;
    if (dictionary === undefined) raise(zlibError(), 'Error 2 while decompressing data');
    if (!stream.setDictionary(dictionary)) raise(zlibError(), 'Error -3 while setting zdict: invalid input data');
    return stream.push(new Uint8Array(0), limit);
  } catch (error) {
    if (error instanceof InflateError) raise(zlibError(), `Error -3 while decompressing data: ${error.message}`);
    throw error;
  }
}

export function inflateWhole(data: Uint8Array, windowBits: number): Uint8Array {
  // fast: the host's zlib; if it does not come to a clean end, our own says what is wrong.
  if (host.zlib !== undefined && data.length > WORTH_A_STREAM) {
    const out = inflateByHost(data, windowBits);
    if (out !== undefined) return out;
  }
  const stream = new Inflate(windowBits);
  const out = inflate(stream, data, Infinity, undefined);
  if (!stream.done) raise(zlibError(), 'Error -5 while decompressing data: incomplete or truncated stream');
  return out;
}

const WORTH_A_STREAM = 1024;
const Z_SYNC_FLUSH = 2;

function inflateByHost(data: Uint8Array, windowBits: number): Uint8Array | undefined {
  if (windowBits >= 0 && windowBits < 48 && (windowBits & 15) === 0) return undefined;
  const stream = host.zlib!.inflate(windowBits, undefined);
  try {
    const parts: Uint8Array[] = [];
    let at = 0;
    const size = Math.max(65536, data.length * 3);
    do {
      const output = new Uint8Array(size);
      const code = stream.step(Z_SYNC_FLUSH, data, at, data.length - at, output, 0, size);
      if (code !== 0) return undefined;
      at = data.length - stream.availIn;
      parts.push(output.subarray(0, size - stream.availOut));
    } while (stream.availOut === 0);
    // The host does not tell the end of the stream from the end of the input.
    return isComplete(data, windowBits, parts) ? concatenated(parts) : undefined;
  } finally {
    stream.end();
  }
}

/** Does the trailer fit the output? A raw stream has none, so it is left to our own decoder. */
function isComplete(data: Uint8Array, windowBits: number, parts: readonly Uint8Array[]): boolean {
  if (windowBits < 0) return false;
  const gzip = data[0] === 0x1f && data[1] === 0x8b;
  if (gzip) {
    const size = parts.reduce((sum, part) => sum + part.length, 0) >>> 0;
    const view = new DataView(data.buffer, data.byteOffset + data.length - 4, 4);
    return view.getUint32(0, true) === size;
  }
  const view = new DataView(data.buffer, data.byteOffset + data.length - 4, 4);
  return view.getUint32(0) === parts.reduce((sum, part) => adler32(part, sum), 1);
}
