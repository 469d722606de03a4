// Round trips of our own compressor and decompressor, and both against the host's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { Deflate, FINISH, FULL_FLUSH, NO_FLUSH, PARTIAL_FLUSH, SYNC_FLUSH } from './deflate.ts';
import { Inflate, InflateError } from './inflate.ts';

function samples(): Uint8Array[] {
  let seed = 7;
  const random = (n: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % n;
  };
  return [0, 1, 2, 10, 300, 5000, 70000, 200000].flatMap((length) =>
    [1, 3, 256].map((alphabet) => {
      const data = new Uint8Array(length);
      for (let i = 0; i < length; i++) data[i] = i > 50 && random(3) > 0 ? data[i - 1 - random(40)]! : random(alphabet);
      return data;
    }),
  );
}

function checkDeflate(data: Uint8Array, level: number, windowBits: number, strategy: number): void {
  const stream = new Deflate(level, windowBits, strategy, undefined);
  const half = data.length >> 1;
  const flush = [NO_FLUSH, PARTIAL_FLUSH, SYNC_FLUSH, FULL_FLUSH][(level + strategy) % 4]!;
  const parts = [stream.write(data.subarray(0, half), flush), stream.write(data.subarray(half), FINISH)];
  const packed = Buffer.concat(parts);
  const unpack = windowBits < 0 ? inflateRawSync : windowBits > 15 ? gunzipSync : inflateSync;
  assert.ok(unpack(packed).equals(data), `level ${level}, window ${windowBits}, strategy ${strategy}, ${data.length} bytes`);
}

test('what we compress, zlib decompresses', () => {
  for (const data of samples()) {
    for (const level of [0, 1, 6, 9]) for (const strategy of [0, 2, 3, 4]) checkDeflate(data, level, [15, 31, -15][(level + strategy) % 3]!, strategy);
  }
});

test('what zlib compresses, we decompress in any steps', () => {
  for (const data of samples()) {
    for (const level of [0, 1, 9]) {
      const packed = deflateSync(data, { level });
      const whole = new Inflate(15);
      assert.ok(Buffer.from(whole.push(packed, Infinity)).equals(data) && whole.done);
      const exact = new Inflate(15);
      assert.ok(Buffer.from(exact.push(packed, data.length)).equals(data) && exact.done, 'the end is read with the last byte');
      if (data.length > 1000) continue;
      const stream = new Inflate(15);
      const out = [...packed].map((byte) => stream.push(Uint8Array.of(byte), Infinity));
      assert.ok(Buffer.concat(out).equals(data) && stream.done);
    }
  }
});

test('broken streams', () => {
  const check = (bytes: number[], message: string, windowBits = 15) =>
    assert.throws(
      () => new Inflate(windowBits).push(Uint8Array.from(bytes), Infinity),
      (error: unknown) => error instanceof InflateError && error.message === message,
    );
  check([0x61, 0x62], 'incorrect header check');
  check([0x79, 0x1c - 1], 'incorrect header check');
  check([7], 'invalid block type', -15);
  check([1, 1, 0, 0, 0], 'invalid stored block lengths', -15);
});
