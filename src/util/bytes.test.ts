import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as b from './bytes.ts';

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const text = (data: Uint8Array) => String.fromCharCode(...data);

function check(actual: Uint8Array | Uint8Array[], expected: string | string[]): void {
  assert.deepEqual(Array.isArray(actual) ? actual.map(text) : text(actual), expected);
}

test('splitting and replacing', () => {
  check(b.splitBytes(bytes('a,b,,c'), bytes(','), 2), ['a', 'b', ',c']);
  check(b.rsplitSpaceBytes(bytes(' a b  c '), 1), [' a b', 'c']);
  check(b.splitLinesBytes(bytes('a\r\nb\x0bc\n'), false), ['a', 'b\x0bc']);
  check(b.replaceBytes(bytes('aXXb'), bytes('X'), bytes('--'), 1), 'a--Xb');
  check(b.replaceBytes(bytes('ab'), bytes(''), bytes('.'), -1), '.a.b.');
});

test('searching clamps as CPython does', () => {
  assert.equal(b.findBytes(bytes('abc'), bytes(''), 4, 3), -1);
  assert.equal(b.findBytes(bytes('abcabc'), bytes('bc'), 2, 6), 4);
  assert.equal(b.countBytes(bytes('aaa'), bytes(''), 0, 3), 4);
});

test('literals and hexadecimal', () => {
  assert.equal(b.reprBytes(bytes("a'\n\xff")), `b"a'\\n\\xff"`);
  assert.equal(b.hexOfBytes(bytes('abcde'), ':', -2), '6162:6364:65');
  assert.equal(b.bytesOfHex(bytes('12 3')), -1);
  assert.equal(b.bytesOfHex(bytes('1g')), 1);
});

test('case and classes are ASCII only', () => {
  check(b.titleBytes(bytes("they're \xe9a")), "They'Re \xe9A");
  assert.equal(b.allBytes(bytes('\xe9'), b.isAlphaByte), false);
});
