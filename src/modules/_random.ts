// _random.Random: the generator below random.Random. CPython: Modules/_randommodule.c.
import { newMemory } from '../util/memory.ts';
import { intFromBytes } from '../util/numbers/intBytes.ts';
import { defineModule } from '../objects/declare/module.ts';
import { nativeCode } from '../objects/declare/native.ts';
import { defineType, make, method } from '../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { TUPLE } from '../objects/model/flags.ts';
import { None, PyFloat, PyTuple } from '../objects/model/values.ts';
import { hash } from '../objects/ops/hash.ts';
import { asIndex, intValue, normalizeInt } from '../objects/ops/number.ts';
import { raise, raiseWith } from '../objects/ops/raise.ts';
import { MemoryError, OverflowError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { host } from '../host/host.ts';
import { MersenneTwister, wordsOf } from '../util/random/mt19937.ts';

export class PyRandom extends PyBase {
  twister: MersenneTwister;
  constructor() {
    super();
    this.twister = new MersenneTwister();
  }
}

function seed(self: PyRandom, n: PyObject): PyObject {
  if (n === None) seedFromHost(self.twister);
  else {
    const value = intValue(n);
    self.twister.seedWords(wordsOf(value !== undefined ? absolute(value) : normalizeInt(BigInt.asUintN(64, BigInt(hash(n))))));
  }
  return None;
}

function absolute(n: number | bigint): number | bigint {
  return n < 0 ? -n : n;
}

function seedFromHost(twister: MersenneTwister): void {
  const key = new Uint32Array(624);
  host.crypto.random(new Uint8Array(key.buffer));
  twister.seedWords(key);
}

function getrandbits(self: PyRandom, count: PyObject): PyObject {
  const bits = typeof count === 'number' ? count : asIndex(count);
  if (bits < 0) raise(ValueError, 'Cannot convert negative int');
  if (bits > 0xffffffffffffffffn) raise(OverflowError, 'Python int too large for C uint64_t');
  if (bits === 0) return 0;
  if (bits <= 32) return self.twister.word() >>> (32 - Number(bits));
  return manyBits(self.twister, Number(bits));
}

const few = new Uint32Array(4);
const halves = new BigUint64Array(few.buffer);

/** More than 32 bits: words from the lowest up, the last one cut. */
function manyBits(twister: MersenneTwister, bits: number): number | bigint {
  if (bits > 2 ** 30) raiseWith(MemoryError);
  const low = twister.word();
  if (bits <= 53) return (twister.word() >>> (64 - bits)) * 4294967296 + low;
  if (bits <= 128) {
    few.fill(0);
    few[0] = low;
    for (let i = 1; i * 32 < bits; i++) few[i] = twister.word() >>> Math.max(0, 32 - (bits - i * 32));
    return normalizeInt(bits <= 64 ? halves[0]! : (halves[1]! << 64n) | halves[0]!);
  }
  const words = Math.ceil(bits / 32);
  const memory = newMemory(words * 4);
  const view = new DataView(memory.buffer, memory.byteOffset, memory.length);
  view.setUint32(0, low, true);
  for (let i = 1; i < words; i++) view.setUint32(i * 4, twister.word() >>> Math.max(0, 32 - (bits - i * 32)), true);
  return intFromBytes(memory, /* littleEndian */ true, /* signed */ false);
}

function getstate(self: PyRandom): PyTuple {
  return new PyTuple([...self.twister.state, self.twister.index]);
}

function setstate(self: PyRandom, state: PyObject): PyObject {
  if ((state.tflags & TUPLE) === 0) raise(TypeError, 'state vector must be a tuple');
  const { ta } = state as PyTuple;
  if (ta.length !== 625) raise(ValueError, 'state vector is the wrong size');
  const words = ta.slice(0, 624).map(stateWord);
  const index = intValue(ta[624]!);
  if (index === undefined) raise(TypeError, 'an integer is required');
  if (index < 0 || index > 624) raise(ValueError, 'invalid state');
  self.twister.state.set(words);
  self.twister.index = Number(index);
  return None;
}

function stateWord(item: PyObject): number {
  const n = intValue(item);
  if (n === undefined) raise(TypeError, 'an integer is required');
  if (n < 0) raise(OverflowError, "can't convert negative value to unsigned int");
  if (n > 0xffffffffffffffffn) raise(OverflowError, 'Python int too large to convert to C unsigned long');
  return Number(BigInt.asUintN(32, BigInt(n)));
}

const initRow = make('Random(seed = None, /)', (self: PyRandom, n: PyObject) => seed(self, n));

export const randomType = defineType(PyRandom, {
  name: 'Random',
  module: '_random',
  flags: ['BASETYPE'],
  doc: 'A generator of random numbers with its own state.',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: (self: PyRandom, args: PyObject[], kwnames: KwNames) => {
      nativeCode(initRow, '').call([self, ...args], kwnames);
    },
  },
  fast: {
    random$0(this: PyRandom) {
      return new PyFloat(this.twister.real());
    },
    getrandbits$1(this: PyRandom, count: PyObject) {
      return getrandbits(this, count);
    },
  },
  methods: [
    method('random(self, /)', 'A float in the interval [0, 1).', (self: PyRandom) => new PyFloat(self.twister.real())),
    method('seed(self, n = None, /)', 'Starts anew from an int, or from the hash of another object; None takes entropy from the system.', seed),
    method('getstate(self, /)', 'The state, for setstate().', getstate),
    method('setstate(self, state, /)', 'Continues from a state that getstate() gave.', setstate),
    method('getrandbits(self, k, /)', 'An int with k random bits.', getrandbits),
  ],
});

export default defineModule({
  name: '_random',
  doc: 'The Mersenne Twister.',
  types: [randomType],
});
