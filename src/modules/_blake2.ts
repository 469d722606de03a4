// The _blake2 module. CPython: Modules/blake2module.c.
import { Blake2b, Blake2s, type Blake2Options } from '../util/digest/blake2.ts';
import type { Digest } from '../util/digest/block.ts';
import { defineModule } from '../objects/declare/module.ts';
import { defineType, make } from '../objects/declare/type.ts';
import type { PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { bytesLike } from '../objects/ops/buffer.ts';
import { asIndex } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { OverflowError, ValueError } from '../objects/types/exceptions.ts';
import { ALGORITHMS, newDigest, plainBlake2 } from './hash/engines.ts';
import { digestAttributes, digestMethods, fill, initialData, PyDigest } from './hash/objects.ts';

interface Variant {
  name: 'blake2b' | 'blake2s';
  shown: string;
  max: number;
  saltSize: number;
  offsetBits: number;
  make: (options: Blake2Options) => Digest;
}
const VARIANTS: Variant[] = [
  { name: 'blake2b', shown: 'Blake2b', max: 64, saltSize: 16, offsetBits: 64, make: (options) => new Blake2b(options) },
  { name: 'blake2s', shown: 'Blake2s', max: 32, saltSize: 8, offsetBits: 48, make: (options) => new Blake2s(options) },
];

const bytesOf = (v: PyObject | undefined): Uint8Array => (v === undefined ? new Uint8Array(0) : bytesLike(v).slice());

function limited(v: PyObject | undefined, max: number, what: string): Uint8Array {
  const data = bytesOf(v);
  if (data.length > max) raise(ValueError, `maximum ${what} length is ${max} bytes`);
  return data;
}

/** An unsigned int of so many bits. */
function unsigned(v: PyObject, bits: number, what: string): bigint {
  const n = BigInt(asIndex(v));
  if (n < 0n) raise(ValueError, 'Cannot convert negative int');
  if (n >> BigInt(bits) !== 0n) raise(OverflowError, `${what} is too large`);
  return n;
}

function checkRange(value: number, low: number, high: number, what: string): number {
  if (value < low || value > high) raise(ValueError, `${what} must be between ${low} and ${high}`);
  return value;
}

function define(v: Variant): PyType {
  const type = defineType(class extends PyDigest {}, {
    name: v.name,
    module: '_blake2',
    doc: 'A BLAKE2 hash object.',
    make: make(
      `${v.name}(data = ?, *, digest_size: int = ${v.max}, key = ?, salt = ?, person = ?, fanout: int = 1, depth: int = 1, leaf_size = 0, node_offset = 0,` +
        ' node_depth: int = 0, inner_size: int = 0, last_node: bool = False, usedforsecurity: bool = True, string = None)',
      create,
    ),
    methods: digestMethods(false),
    getset: digestAttributes,
    constants: () => ({ SALT_SIZE: v.saltSize, PERSON_SIZE: v.saltSize, MAX_KEY_SIZE: v.max, MAX_DIGEST_SIZE: v.max }),
  });
  return type;

  function create(
    cls: PyType,
    data: PyObject | undefined,
    digestSize: number,
    key: PyObject | undefined,
    salt: PyObject | undefined,
    person: PyObject | undefined,
    fanout: number,
    depth: number,
    leafSize: PyObject,
    nodeOffset: PyObject,
    nodeDepth: number,
    innerSize: number,
    lastNode: boolean,
    _security: boolean,
    string: PyObject,
  ): PyObject {
    const initial = initialData(data, string);
    if (digestSize <= 0 || digestSize > v.max) {
      raise(ValueError, `digest_size for ${v.shown} must be between 1 and ${v.max} bytes, here it is ${digestSize}`);
    }
    const options: Blake2Options = {
      ...plainBlake2(digestSize),
      salt: limited(salt, v.saltSize, 'salt'),
      person: limited(person, v.saltSize, 'person'),
      fanout: checkRange(fanout, 0, 255, 'fanout'),
      depth: checkRange(depth, 1, 255, 'depth'),
      leafSize: Number(unsigned(leafSize, 32, 'leaf_size')),
      nodeOffset: unsigned(nodeOffset, v.offsetBits, 'node_offset'),
      nodeDepth: checkRange(nodeDepth, 0, 255, 'node_depth'),
      innerSize,
      lastNode,
    };
    if (innerSize < 0 || innerSize > v.max) raise(ValueError, `inner_size must be between 0 and is ${v.max}`);
    options.key = limited(key, v.max, 'key');
    const algorithm = { ...ALGORITHMS[v.name]!, digestSize };
    const isPlain =
      digestSize === v.max &&
      options.key.length + options.salt.length + options.person.length === 0 &&
      fanout === 1 &&
      depth === 1 &&
      options.leafSize === 0 &&
      options.nodeOffset === 0n &&
      nodeDepth === 0 &&
      innerSize === 0 &&
      !lastNode;
    const digest = isPlain ? newDigest(algorithm) : v.make(options);
    return fill(new (cls.ctor as new () => PyDigest)(), algorithm, digest, initial);
  }
}

export default defineModule({
  name: '_blake2',
  doc: 'BLAKE2 hash functions.',
  types: VARIANTS.map(define),
  constants: {
    _GIL_MINSIZE: 2048,
    BLAKE2B_MAX_DIGEST_SIZE: 64,
    BLAKE2B_MAX_KEY_SIZE: 64,
    BLAKE2B_PERSON_SIZE: 16,
    BLAKE2B_SALT_SIZE: 16,
    BLAKE2S_MAX_DIGEST_SIZE: 32,
    BLAKE2S_MAX_KEY_SIZE: 32,
    BLAKE2S_PERSON_SIZE: 8,
    BLAKE2S_SALT_SIZE: 8,
  },
});
