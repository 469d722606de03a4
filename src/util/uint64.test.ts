import { test } from 'node:test';
import assert from 'node:assert/strict';
import { H, add64, halves, int64, mul64 } from './uint64.ts';

function check(f: (alo: number, ahi: number, blo: number, bhi: number) => number, exact: (a: bigint, b: bigint) => bigint) {
  const edges = [
    0n,
    1n,
    -1n,
    0xffffn,
    0x10000n,
    0xffffffffn,
    0x80000000n,
    11400714785074694791n,
    14029467366897019727n,
    2n ** 63n - 1n,
    -(2n ** 63n),
    0x123456789abcdefn,
  ];
  for (const a of edges) {
    for (const b of edges) {
      const alo = halves(a),
        ahi = H.hi,
        blo = halves(b),
        bhi = H.hi;
      const lo = f(alo, ahi, blo, bhi);
      assert.equal(BigInt(int64(lo, H.hi)), BigInt.asIntN(64, exact(a, b)), `${a} ${b}`);
    }
  }
}

test('products and sums wrap at 64 bits', () => {
  check(mul64, (a, b) => a * b);
  check(add64, (a, b) => a + b);
});

test('halves and int64 are inverse', () => {
  for (const n of [0, -1, 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 52, -(2 ** 53) + 1, 2n ** 62n, -(2n ** 61n)]) {
    const lo = halves(n);
    assert.equal(int64(lo, H.hi), n);
  }
});
