// Figures recorded from CPython's random.Random.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MersenneTwister, wordsOf } from './mt19937.ts';

function checkSeed(seed: number | bigint, first: number, second: number): void {
  const twister = new MersenneTwister();
  twister.seedWords(wordsOf(seed));
  assert.equal(twister.real(), first);
  for (let i = 0; i < 1000; i++) twister.word();
  assert.equal(twister.real(), second);
}

test('seeded as CPython seeds', () => {
  checkSeed(0, 0.8444218515250481, 0.3478777272843395);
  checkSeed(1, 0.13436424411240122, 0.35681876360334597);
  checkSeed(4294967295, 0.6353574441341173, 0.5085353249690603);
  checkSeed(4294967296, 0.11299430095636409, 0.6001875962438781);
  checkSeed(9007199254740992, 0.6928791514981987, 0.9390793707598541);
  checkSeed(1267650600228229401496703217721n, 0.44487310994347073, 0.7828517700230894);
  checkSeed(3n ** 3000n, 0.3231023119513584, 0.1291263559774778);
});
