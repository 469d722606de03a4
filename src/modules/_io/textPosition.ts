// tell and seek of the text layer. A position is a cookie: a byte offset where the decoder was at rest, and if need be its flags, how many
// bytes to feed it from there, whether to announce the end, and how many of the decoded characters to skip.
// CPython: textiowrapper_tell and _seek in Modules/_io/textio.c.
import type { PyObject } from '../../objects/model/object.ts';
import { PyBytes } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { asIndex, intValue, normalizeInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { OSError, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { lessThan } from '../../objects/ops/compare.ts';
import { intType } from '../../objects/types/int.ts';
import type { Decoder } from './codec.ts';
import { EMPTY } from './shim.ts';
import { bufferOf, checkOpen, flushText, forgetDecoded, type PyTextIOWrapper, setDecoded, writePending } from './text.ts';
import { unsupported } from './unsupported.ts';

interface Cookie {
  start: number | bigint;
  flags: number | bigint;
  feed: number;
  skip: number;
  needEof: boolean;
}

/** Bits of the offset, and of each number after it. */
const OFFSET = 64n,
  FIELD = 32n;
const COOKIE_SIZE = 8n * (8n + 3n * 4n + 1n);

function pack(c: Cookie): number | bigint {
  // fast: a plain offset, which is nearly always.
  if (c.flags === 0 && c.feed === 0 && c.skip === 0 && !c.needEof) return c.start;
  return normalizeInt(
    BigInt(c.start) |
      (BigInt.asUintN(32, BigInt(c.flags)) << OFFSET) |
      (BigInt(c.feed) << (OFFSET + FIELD)) |
      (BigInt(c.skip) << (OFFSET + 2n * FIELD)) |
      ((c.needEof ? 1n : 0n) << (OFFSET + 3n * FIELD)),
  );
}

function unpack(n: number | bigint): Cookie {
  if (typeof n === 'number') return { start: n, flags: 0, feed: 0, skip: 0, needEof: false };
  if (n >> COOKIE_SIZE !== 0n) raise(OverflowError, 'int too big to convert');
  const field = (i: bigint) => Number(BigInt.asUintN(32, n >> (OFFSET + i * FIELD)));
  return { start: normalizeInt(BigInt.asUintN(64, n)), flags: field(0n), feed: field(1n), skip: field(2n), needEof: n >> (OFFSET + 3n * FIELD) !== 0n };
}

export function tellText(self: PyTextIOWrapper): number | bigint {
  const buffer = bufferOf(self);
  checkOpen(self);
  if (!self.canSeek) unsupported('underlying stream is not seekable');
  if (!self.telling) raise(OSError, 'telling position disabled by next() call');
  writePending(self);
  flushText(self);
  const position = Number(asIndex(callMethod(buffer, 'tell')));
  const { decoder } = self;
  if (decoder === undefined || self.snapInput === undefined) return position;
  const start = position - self.snapInput.length;
  if (self.used === 0) return pack({ start, flags: self.snapFlags, feed: 0, skip: 0, needEof: false });
  const saved = decoder.getstate();
  try {
    return pack(replay(self, decoder, start));
  } finally {
    decoder.setstate(saved);
  }
}

/** Runs the decoder over the last chunk again to find the last point of rest before the current character. */
function replay(self: PyTextIOWrapper, decoder: Decoder, position: number): Cookie {
  const input = self.snapInput!;
  let skip = self.used;
  let flags = self.snapFlags;
  // The ratio is that of the last chunk; after a seek there may be less to go back over.
  let skipBytes = Math.min(Math.floor(self.ratio * skip), input.length);
  let back = 1;
  while (skipBytes > 0) {
    decoder.setstate({ buffer: EMPTY, flags });
    const decoded = decoder.decode(input.subarray(0, skipBytes), false).length;
    if (decoded <= skip) {
      const state = decoder.getstate();
      if (state.buffer.length === 0) {
        flags = state.flags;
        skip -= decoded;
        break;
      }
      skipBytes -= state.buffer.length;
      back = 1;
    } else {
      skipBytes -= back;
      back *= 2;
    }
  }
  if (skipBytes <= 0) {
    skipBytes = 0;
    decoder.setstate({ buffer: EMPTY, flags });
  }
  const cookie: Cookie = { start: position + skipBytes, flags, feed: 0, skip, needEof: false };
  if (skip === 0) return cookie;
  return walk(decoder, input, skipBytes, cookie);
}

/** Byte by byte, noting each point of rest. */
function walk(decoder: Decoder, input: Uint8Array, from: number, cookie: Cookie): Cookie {
  let decoded = 0;
  for (let i = from; i < input.length; i++) {
    cookie.feed++;
    decoded += decoder.decode(input.subarray(i, i + 1), false).length;
    const state = decoder.getstate();
    if (state.buffer.length === 0 && decoded <= cookie.skip) {
      cookie.start = Number(cookie.start) + cookie.feed;
      cookie.skip -= decoded;
      cookie.flags = state.flags;
      cookie.feed = 0;
      decoded = 0;
    }
    if (decoded >= cookie.skip) return cookie;
  }
  decoded += decoder.decode(EMPTY, true).length;
  cookie.needEof = true;
  if (decoded < cookie.skip) raise(OSError, "can't reconstruct logical file position");
  return cookie;
}

export function seekText(self: PyTextIOWrapper, target: PyObject, whence: number): PyObject {
  const buffer = bufferOf(self);
  checkOpen(self);
  if (!self.canSeek) unsupported('underlying stream is not seekable');
  let cookie: PyObject = target;
  if (whence === 1) {
    if (!isZero(cookie)) unsupported("can't do nonzero cur-relative seeks");
    cookie = callMethod(self, 'tell');
  } else if (whence === 2) {
    if (!isZero(cookie)) unsupported("can't do nonzero end-relative seeks");
    return seekToEnd(self, buffer);
  } else if (whence !== 0) {
    raise(ValueError, `invalid whence (${whence}, should be 0, 1 or 2)`);
  }
  if (lessThan(cookie, 0)) raise(ValueError, `negative seek position ${repr(cookie)}`);
  callMethod(self, 'flush');
  const value = intValue(cookie) ?? asInt(cookie);
  restore(self, buffer, unpack(value));
  resetEncoder(self, value === 0);
  return cookie;
}

/** What int() makes of it. */
function asInt(cookie: PyObject): number | bigint {
  return intValue(intType.c1(cookie))!;
}

function isZero(v: PyObject): boolean {
  return intValue(v) === 0;
}

function seekToEnd(self: PyTextIOWrapper, buffer: PyObject): number | bigint {
  callMethod(self, 'flush');
  forgetDecoded(self);
  self.decoder?.reset();
  const position = callMethod(buffer, 'seek', 0, 2);
  resetEncoder(self, isZero(position));
  return intValue(position) ?? asIndex(position);
}

/** What a stream has read since it went to a point of rest. */
export const NOTHING_READ = new Uint8Array(0);

/** Goes to the point of rest and reads on from there. */
function restore(self: PyTextIOWrapper, buffer: PyObject, cookie: Cookie): void {
  callMethod(buffer, 'seek', cookie.start);
  forgetDecoded(self);
  const { decoder } = self;
  if (decoder !== undefined) {
    if (cookie.start === 0 && cookie.flags === 0) decoder.reset();
    else decoder.setstate({ buffer: EMPTY, flags: cookie.flags });
  }
  if (cookie.skip === 0) {
    self.snapFlags = cookie.flags;
    self.snapInput = NOTHING_READ;
    return;
  }
  const data = callMethod(buffer, 'read', cookie.feed);
  if (!(data instanceof PyBytes)) raise(TypeError, `underlying read() should have returned a bytes object, not '${data.ob_type.shown}'`);
  self.snapFlags = cookie.flags;
  self.snapInput = data.bv;
  const text = decoder!.decode(data.bv, cookie.needEof);
  setDecoded(self, text);
  if (text.length < cookie.skip) raise(OSError, "can't restore logical file position");
  self.used = cookie.skip;
}

/** So that a byte order mark is written at the start and nowhere else. */
export function resetEncoder(self: PyTextIOWrapper, atStart: boolean): void {
  if (self.encoder === undefined) return;
  if (atStart) self.encoder.reset();
  else self.encoder.setstate(0);
}
