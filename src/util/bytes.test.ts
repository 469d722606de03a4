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

test('counting one byte, in words and at their edges', () => {
  const memory = Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251);
  for (const byte of [0, 10, 127, 128, 250, 255]) {
    for (const [start, end] of [
      [0, 3000],
      [1, 2999],
      [3, 259],
      [2, 258],
      [5, 5],
      [2900, 4000],
    ] as const) {
      const expected = memory.subarray(start, end).reduce((sum, value) => sum + (value === byte ? 1 : 0), 0);
      assert.equal(b.countBytes(memory.subarray(0), Uint8Array.of(byte), start, end), expected);
      assert.equal(
        b.countBytes(memory.subarray(1), Uint8Array.of(byte), start, end),
        memory
          .subarray(1)
          .subarray(start, end)
          .filter((value) => value === byte).length,
      );
    }
  }
  assert.equal(b.countBytes(new Uint8Array(5000).fill(255), Uint8Array.of(255), 0, 5000), 5000);
  assert.equal(b.countBytes(memory, Uint8Array.of(1), 4000, 5000), 0);
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
