// The _hmac module: message authentication codes over our own algorithms. CPython: Modules/hmacmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, getset, method } from '../objects/declare/type.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyBytes } from '../objects/model/values.ts';
import { bytesLike } from '../objects/ops/buffer.ts';
import { raise } from '../objects/ops/raise.ts';
import { repr, addressOf } from '../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { tryGetattr } from '../objects/ops/attr.ts';
import { TypeError, ValueError } from '../objects/types/exceptions.ts';
import { heapException, raiseHeap } from './heapException.ts';
import { ALGORITHMS, type Algorithm, Hmac } from './hash/engines.ts';
import { digestAttributes, digestMethods, fill, hashInput, PyDigest } from './hash/objects.ts';

const unknownHash = heapException('_hmac', 'UnknownHashError', () => [ValueError]);

class PyNativeHmac extends PyDigest {}

const hmacType = defineType(PyNativeHmac, {
  name: 'HMAC',
  module: '_hmac',
  flags: ['NO_NEW'],
  slots: { repr: (self: PyDigest) => strFromJs(`<${self.algorithm.name} HMAC object @ ${addressOf(self)}>`) },
  methods: [
    ...digestMethods(false).filter((row) => !row.sig.startsWith('update(')),
    method('update(self, msg) -> None', 'Adds data.', (self: PyDigest, msg) => self.digest.update(hashInput(msg))),
  ],
  getset: [...digestAttributes.filter((row) => row.name !== 'name'), getset('name', null, (self: PyDigest) => `hmac-${self.algorithm.name}`)],
});

function algorithm(digest: PyObject): Algorithm {
  let name = digest;
  if (!isStr(digest)) name = tryGetattr(digest, '__name__') ?? digest;
  const text = isStr(name)
    ? jsFromStr(name)
        .toLowerCase()
        .replaceAll('-', '_')
        .replace(/^openssl_/, '')
    : '';
  const found = ALGORITHMS[text];
  if (found === undefined || found.digestSize === 0) raiseHeap(unknownHash(), `unsupported hash type: ${isStr(digest) ? jsFromStr(digest) : repr(digest)}`);
  return found;
}

function once(a: Algorithm, key: PyObject, msg: PyObject): PyObject {
  const mac = new Hmac(a, bytesLike(key));
  mac.update(bytesLike(msg));
  return new PyBytes(mac.digest());
}

export default defineModule({
  name: '_hmac',
  doc: 'Message authentication codes.',
  functions: [
    fn('new(key, msg=None, digestmod=None)', 'A new code.', (key, msg, mod) => {
      if (mod === None) raise(TypeError, "new() missing 1 required argument 'digestmod'");
      const a = algorithm(mod);
      return fill(new PyNativeHmac(), a, new Hmac(a, bytesLike(key)), msg === None ? undefined : msg);
    }),
    fn('compute_digest(key, msg, digest)', 'A code in one go.', (key, msg, digest) => once(algorithm(digest), key, msg)),
    ...Object.values(ALGORITHMS)
      .filter((a) => a.digestSize > 0)
      .map((a) => fn(`compute_${a.name}${a.name.startsWith('blake2') ? '_32' : ''}(key, msg, /)`, null, (key, msg) => once(a, key, msg))),
  ],
  types: [hmacType],
  constants: () => ({ _GIL_MINSIZE: 2048, UnknownHashError: unknownHash() }),
});
