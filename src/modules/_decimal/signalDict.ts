// SignalDict: flags or traps of a context seen as a mapping from signal classes to booleans. The native half; the
// module joins it with collections.abc.MutableMapping. CPython: PyDecSignalDict in Modules/_decimal/_decimal.c.
import { defineType, method, make } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { NotImplemented, PyList } from '../../objects/model/values.ts';
import { DICT } from '../../objects/model/flags.ts';
import { getIter } from '../../objects/ops/iter.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { dictEntries, dictSet, dictSize, newDict } from '../../objects/types/dictStore.ts';
import { KeyError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { SIGNALS, signalBits } from './signals.ts';

/** Where the bits live. */
export interface SignalStore {
  get(): number;
  set(bits: number): void;
}

const NO_STORE: SignalStore = { get: () => raise(ValueError, 'invalid signal dict'), set: () => raise(ValueError, 'invalid signal dict') };

export class PySignalDict extends PyBase {
  store: SignalStore;
  constructor(store: SignalStore = NO_STORE) {
    super();
    this.store = store;
  }
}

export const signalDictMixinType = defineType(PySignalDict, {
  name: 'SignalDictMixin',
  module: 'decimal',
  flags: ['BASETYPE'],
  doc: null,
  make: make('SignalDictMixin()', (cls: PyType) => new cls.ctor()),
  slots: {
    len: (self: PySignalDict) => {
      self.store.get();
      return SIGNALS.length;
    },
    iter: (self: PySignalDict) => {
      self.store.get();
      return getIter(new PyList(SIGNALS.map(([type]) => type())));
    },
    getitem: (self: PySignalDict, key: PyObject) => (self.store.get() & signalBits(key)) !== 0,
    setitem: (self: PySignalDict, key: PyObject, value: PyObject) => {
      const bits = signalBits(key);
      const all = self.store.get();
      self.store.set(isTrue(value) ? all | bits : all & ~bits);
    },
    delitem: () => raise(ValueError, 'signal keys cannot be deleted'),
    repr: (self: PySignalDict) => {
      const bits = self.store.get();
      return strFromJs(`{${SIGNALS.map(([type, signal]) => `${repr(type())}:${(bits & signal) !== 0 ? 'True' : 'False'}`).join(', ')}}`);
    },
    eq: (self: PySignalDict, other: PyObject) => same(self, other) ?? NotImplemented,
    ne: (self: PySignalDict, other: PyObject) => {
      const equal = same(self, other);
      return equal === undefined ? NotImplemented : !equal;
    },
  },
  unhashable: true,
  methods: [
    method('copy(self, /)', 'The signals as an ordinary dict.', (self: PySignalDict) => {
      const bits = self.store.get();
      const copy = newDict();
      for (const [type, signal] of SIGNALS) dictSet(copy, type(), (bits & signal) !== 0);
      return copy;
    }),
  ],
});

function same(self: PySignalDict, other: PyObject): boolean | undefined {
  if (other instanceof PySignalDict) return signalSet(self.store.get()) === signalSet(other.store.get());
  if ((other.tflags & DICT) === 0) return undefined;
  const entries = dictEntries(other as PyDict);
  if (entries.length !== SIGNALS.length || entries.some(([key]) => !SIGNALS.some(([type]) => key === type()))) return false;
  return signalSet(self.store.get()) === signalSet(bitsFromMapping(other));
}

/** Bits reduced to signals: several conditions make InvalidOperation. */
function signalSet(bits: number): number {
  let set = 0;
  SIGNALS.forEach(([, signal], i) => {
    if ((bits & signal) !== 0) set |= 1 << i;
  });
  return set;
}

/** Bits from a SignalDict or a dict with all signals. */
export function bitsFromMapping(value: PyObject): number {
  if (value instanceof PySignalDict) return value.store.get();
  if ((value.tflags & DICT) === 0) raise(TypeError, 'argument must be a signal dict');
  if (dictSize(value as PyDict) !== SIGNALS.length) raise(KeyError, 'invalid signal dict');
  let bits = 0;
  for (const [key, flag] of dictEntries(value as PyDict)) {
    const signal = signalBits(key);
    if (isTrue(flag)) bits |= signal;
  }
  return bits;
}
