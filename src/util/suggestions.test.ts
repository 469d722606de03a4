import { test } from 'node:test';
import assert from 'node:assert/strict';
import { closestName } from './suggestions.ts';

test('the nearest candidate, the first of equals', () => {
  assert.equal(closestName('prnt', ['point', 'print', 'sprint']), 'print');
  assert.equal(closestName('bluch', ['Bluch', 'blach']), 'Bluch');
  assert.equal(closestName('ab', ['ac', 'ad']), 'ac');
});

test('none where too much differs, or the name itself is the only one', () => {
  assert.equal(closestName('name', ['other', 'name']), undefined);
  assert.equal(closestName('x', ['y', 'z']), undefined);
  assert.equal(closestName('a'.repeat(41), ['a'.repeat(40)]), undefined);
  assert.equal(
    closestName(
      'noise',
      Array.from({ length: 750 }, () => 'noisy'),
    ),
    undefined,
  );
});
