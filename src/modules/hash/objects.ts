// Hash objects: one native type per algorithm and module, made from a description. CPython: Modules/md5module.c and its siblings.
import { hexOfBytes } from '../../util/bytes.ts';
import type { Digest } from '../../util/digest/block.ts';
import { defineType, getset, method, type TypeSpec } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, PyBytes } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr } from '../../objects/ops/strings.ts';
import { SystemError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import type { Algorithm } from './engines.ts';

/** Set in `make` and `copy`. */
export class PyDigest extends PyBase {
  digest: Digest = undefined as never;
  algorithm: Algorithm = undefined as never;
}

export const hexOf = (data: Uint8Array): string => hexOfBytes(data);

/** Data to hash: bytes-like, with the hint for strings. */
export function hashInput(data: PyObject): Uint8Array {
  if (isStr(data)) raise(TypeError, 'Strings must be encoded before hashing');
  if (data.s_buffer === undefined) raise(TypeError, 'object supporting the buffer API required');
  return bytesLike(data);
}

/** `data` and its older name `string`. */
export function initialData(data: PyObject | undefined, string: PyObject): PyObject | undefined {
  if (string === None || string === undefined) return data;
  if (data !== undefined) {
    raise(TypeError, "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.");
  }
  return string;
}

export function fill(self: PyDigest, algorithm: Algorithm, digest: Digest, data: PyObject | undefined): PyDigest {
  self.algorithm = algorithm;
  self.digest = digest;
  if (data !== undefined) digest.update(hashInput(data));
  return self;
}

const MAX_XOF = 2 ** 29;

function checkLength(length: number): number {
  if (length < 0) raise(SystemError, 'Negative size passed to PyBytes_FromStringAndSize');
  if (length >= MAX_XOF) raise(ValueError, 'length is too large');
  return length;
}

/** Methods of a hash object; those of extendable-output functions take the length. */
export function digestMethods(xof: boolean): NonNullable<TypeSpec['methods']> {
  const output = xof
    ? [
        method('digest(self, length: size)', 'The digest of that many bytes.', (self, length) => new PyBytes(self.digest.digest(checkLength(length)))),
        method('hexdigest(self, length: size)', 'The digest in hexadecimal.', (self, length) => hexOf(self.digest.digest(checkLength(length)))),
      ]
    : [
        method('digest(self, /)', 'The digest of all data so far.', (self) => new PyBytes(self.digest.digest())),
        method('hexdigest(self, /)', 'The digest in hexadecimal.', (self) => hexOf(self.digest.digest())),
      ];
  return [
    ...output,
    method('copy(self, /)', 'Another object in the same state.', (self: PyDigest) => {
      const other = new (self.ob_type.ctor as new () => PyDigest)();
      other.algorithm = self.algorithm;
      other.digest = self.digest.copy();
      return other;
    }),
    method('update(self, data, /) -> None', 'Adds data.', (self: PyDigest, data) => self.digest.update(hashInput(data))),
  ];
}

export const digestAttributes = [
  getset('name', null, (self: PyDigest) => self.algorithm.name),
  getset('block_size', null, (self: PyDigest) => self.algorithm.blockSize),
  getset('digest_size', null, (self: PyDigest) => self.algorithm.digestSize),
];

/** The type of an algorithm's objects, without a constructor. */
export function defineDigest(module: string, algorithm: Algorithm): PyType {
  return defineType(class extends PyDigest {}, {
    name: algorithm.name,
    module,
    flags: ['NO_NEW'],
    methods: digestMethods(algorithm.digestSize === 0),
    getset: digestAttributes,
  });
}
