import { test } from 'node:test';
import assert from 'node:assert/strict';
import { host } from '../host/host.ts';
import { TRANSIENT } from '../objects/model/transient.ts';
import { claimLasting, claimTransient, type Owner, ownerOf } from './pcRanges.ts';

host.script ??= {} as typeof host.script;

function claim(how: (owner: Owner, count: number) => void, count: number): Owner {
  const owner = { base: 0 };
  how(owner, count);
  return owner;
}

test('every id leads to its owner', () => {
  const a = claim(claimLasting, 3),
    b = claim(claimTransient, 5),
    c = claim(claimTransient, 1),
    d = claim(claimLasting, 0);
  assert.equal(a.base + 3, d.base);
  assert.equal(b.base, TRANSIENT);
  for (const [owner, count] of [
    [a, 3],
    [b, 5],
    [c, 1],
    [d, 1],
  ] as const) {
    for (let k = 0; k < count; k++) assert.equal(ownerOf(owner.base + k), owner);
  }
  assert.equal(ownerOf(0), undefined);
});

test('when all ids were given, gaps are filled', () => {
  const first = claim(claimTransient, 2),
    large = claim(claimTransient, 0x3ff00000 - 100);
  const next = claim(claimTransient, 200);
  assert.ok(next.base < first.base || next.base >= large.base + 0x3ff00000 - 100);
  for (const owner of [first, large, next]) assert.equal(ownerOf(owner.base), owner);
});
