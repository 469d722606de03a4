// The hash functions against the platform's OpenSSL, over lengths around every block border.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Blake2b, Blake2s, type Blake2Options } from './blake2.ts';
import type { Digest } from './block.ts';
import { Md5, Sha1 } from './md5sha1.ts';
import { Sha256, Sha512 } from './sha2.ts';
import { Sha3 } from './sha3.ts';

const plain = (digestSize: number): Blake2Options => ({
  digestSize,
  key: new Uint8Array(0),
  salt: new Uint8Array(0),
  person: new Uint8Array(0),
  fanout: 1,
  depth: 1,
  leafSize: 0,
  nodeOffset: 0n,
  nodeDepth: 0,
  innerSize: 0,
  lastNode: false,
});

const ALL: [string, () => Digest][] = [
  ['md5', () => new Md5()],
  ['sha1', () => new Sha1()],
  ['sha224', () => new Sha256(224)],
  ['sha256', () => new Sha256()],
  ['sha384', () => new Sha512(384)],
  ['sha512', () => new Sha512()],
  ['sha3-224', () => new Sha3(144, 6, 28)],
  ['sha3-256', () => new Sha3(136, 6, 32)],
  ['sha3-384', () => new Sha3(104, 6, 48)],
  ['sha3-512', () => new Sha3(72, 6, 64)],
  ['shake128', () => new Sha3(168, 0x1f, 16)],
  ['shake256', () => new Sha3(136, 0x1f, 32)],
  ['blake2b512', () => new Blake2b(plain(64))],
  ['blake2s256', () => new Blake2s(plain(32))],
];

function expectSame(name: string, make: () => Digest): void {
  for (const length of [0, 1, 3, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 135, 136, 137, 167, 168, 255, 256, 257, 1000, 5000]) {
    const data = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255);
    const whole = make();
    whole.update(data);
    const expected = createHash(name).update(data).digest('hex');
    assert.equal(Buffer.from(whole.digest()).toString('hex'), expected, `${name} of ${length} bytes`);
    const pieces = make();
    for (let i = 0; i < length; i += 37) pieces.update(data.subarray(i, i + 37));
    assert.equal(Buffer.from(pieces.copy().digest()).toString('hex'), expected, `${name} of ${length} bytes in pieces`);
  }
}

for (const [name, make] of ALL) test(name, () => expectSame(name, make));
