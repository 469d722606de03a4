// Answers recorded from CPython's binascii.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adler32, crc32, crcHqx } from './checksum.ts';
import { CodingError, decodeBase64, decodeQuotedPrintable, decodeUu, encodeBase64, encodeQuotedPrintable, encodeUu } from './textCodings.ts';

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const text = (data: Uint8Array) => String.fromCharCode(...data);

function check(actual: Uint8Array, expected: string): void {
  assert.equal(text(actual), expected);
}

function checkFails(run: () => unknown, message: string): void {
  assert.throws(run, (error: unknown) => error instanceof CodingError && error.message === message);
}

test('base64', () => {
  check(encodeBase64(bytes('abcd'), true), 'YWJjZA==\n');
  check(decodeBase64(bytes('YW Jj\n'), false), 'abc');
  check(decodeBase64(bytes('YQ==YQ=='), false), 'a\x06\x10');
  checkFails(() => decodeBase64(bytes('YQ='), false), 'Incorrect padding');
  checkFails(() => decodeBase64(bytes('YWJjZ'), false), 'Invalid base64-encoded string: number of data characters (5) cannot be 1 more than a multiple of 4');
  checkFails(() => decodeBase64(bytes('YQ==YQ=='), true), 'Excess data after padding');
  checkFails(() => decodeBase64(bytes('YQ=a='), true), 'Discontinuous padding not allowed');
});

test('uuencode and quoted-printable', () => {
  check(encodeUu(bytes('abc'), false), '#86)C\n');
  check(decodeUu(bytes('"86')), 'a`');
  checkFails(() => decodeUu(bytes('#86)Cx')), 'Trailing garbage');
  check(decodeQuotedPrintable(bytes('a=3Db=\nc'), false), 'a=bc');
  check(encodeQuotedPrintable(bytes('a=b c \n d\t\r\n.\n'), { quoteTabs: false, isText: true, header: false }), 'a=3Db c=20\n d=09\n=2E\n');
});

test('checksums', () => {
  assert.equal(crc32(bytes('abc')), 891568578);
  assert.equal(crc32(bytes('abc'), 5), 871334697);
  assert.equal(crcHqx(bytes('abc'), 0), 40406);
  assert.equal(adler32(bytes('abc')), 38600999);
});
