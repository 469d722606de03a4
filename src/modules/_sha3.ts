// The _sha3 module: SHA-3 and SHAKE, as types that are called. CPython: Modules/sha3module.c.
import { defineModule } from '../objects/declare/module.ts';
import { defineType, getset, make } from '../objects/declare/type.ts';
import type { PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { PyBytes } from '../objects/model/values.ts';
import { ALGORITHMS, type Algorithm, newDigest } from './hash/engines.ts';
import { digestAttributes, digestMethods, fill, initialData, PyDigest } from './hash/objects.ts';

const NAMES = ['sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256'];

function define(a: Algorithm): PyType {
  const xof = a.digestSize === 0;
  const rate = a.blockSize * 8;
  return defineType(class extends PyDigest {}, {
    name: a.name,
    module: '_sha3',
    doc: 'A hash object of the SHA-3 family.',
    make: make(
      `${a.name}(data = ?, *, usedforsecurity: bool = True, string = None)`,
      (cls: PyType, data: PyObject | undefined, _security: boolean, string: PyObject) =>
        fill(new (cls.ctor as new () => PyDigest)(), a, newDigest(a), initialData(data, string)),
    ),
    methods: digestMethods(xof),
    getset: [
      ...digestAttributes,
      getset('_capacity_bits', null, () => 1600 - rate),
      getset('_rate_bits', null, () => rate),
      getset('_suffix', null, () => new PyBytes(Uint8Array.of(xof ? 0x1f : 6))),
    ],
  });
}

export default defineModule({
  name: '_sha3',
  doc: 'SHA-3 hash functions.',
  types: NAMES.map((name) => define(ALGORITHMS[name]!)),
  constants: { _GIL_MINSIZE: 2048, implementation: 'taipan' },
});
