// The _hashlib module: the algorithms under OpenSSL's interface, HMAC, key derivation. What computes is hash/engines.ts.
// CPython: Modules/_hashopenssl.c.
import { host } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, getset, method } from '../objects/declare/type.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyBytes } from '../objects/model/values.ts';
import { setattr } from '../objects/ops/attr.ts';
import { bytesLike } from '../objects/ops/buffer.ts';
import { asIndex } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { addressOf } from '../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { getattr, tryGetattr } from '../objects/ops/attr.ts';
import { dictFromEntries } from '../objects/types/dictStore.ts';
import { frozensetFromArray } from '../objects/types/set.ts';
import { newMappingProxy } from '../objects/types/mappingProxy.ts';
import { OverflowError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { heapException, raiseHeap } from './heapException.ts';
import { ALGORITHMS, type Algorithm, findAlgorithm, Hmac, newDigest, pbkdf2 } from './hash/engines.ts';
import { digestAttributes, digestMethods, fill, hashInput, initialData, PyDigest } from './hash/objects.ts';
import { compareDigest } from './hash/compare.ts';

const unsupported = heapException('_hashlib', 'UnsupportedDigestmodError', () => [ValueError]);

class PyHash extends PyDigest {}
class PyHashXof extends PyHash {}
class PyHmac extends PyDigest {}

const shown =
  (kind: string) =>
  (self: PyDigest): PyObject =>
    strFromJs(`<${self.algorithm.name} ${kind} object @ ${addressOf(self)}>`);

const hashType = defineType(PyHash, {
  name: 'HASH',
  module: '_hashlib',
  flags: ['NO_NEW', 'BASETYPE'],
  doc: 'A running hash.',
  slots: { repr: shown('_hashlib.HASH') },
  methods: digestMethods(false),
  getset: digestAttributes,
});

const hashXofType = defineType(PyHashXof, {
  name: 'HASHXOF',
  module: '_hashlib',
  base: () => hashType,
  flags: ['NO_NEW', 'BASETYPE'],
  doc: 'A running hash whose digest can have any length.',
  slots: { repr: shown('_hashlib.HASHXOF') },
  methods: digestMethods(true),
  getset: [getset('digest_size', null, () => 0)],
});

const hmacType = defineType(PyHmac, {
  name: 'HMAC',
  module: '_hashlib',
  flags: ['NO_NEW'],
  doc: 'A running message authentication code.',
  slots: { repr: shown('HMAC') },
  methods: [
    ...digestMethods(false).filter((row) => !row.sig.startsWith('update(')),
    method('update(self, msg) -> None', 'Adds data.', (self: PyDigest, msg) => self.digest.update(hashInput(msg))),
  ],
  getset: [...digestAttributes.filter((row) => row.name !== 'name'), getset('name', null, (self: PyDigest) => `hmac-${self.algorithm.name}`)],
});

function required(name: string): Algorithm {
  return findAlgorithm(name) ?? raiseHeap(unsupported(), '[digital envelope routines] unsupported');
}

function newHash(a: Algorithm, data: PyObject | undefined, string: PyObject): PyObject {
  const initial = initialData(data, string);
  return fill(a.digestSize === 0 ? new PyHashXof() : new PyHash(), a, newDigest(a), initial);
}

/** The algorithm behind a digestmod: a name or one of this module's constructors. */
function digestmod(mod: PyObject | undefined): Algorithm {
  if (mod === undefined || mod === None) raise(TypeError, "Missing required parameter 'digestmod'.");
  if (isStr(mod)) return required(jsFromStr(mod));
  const name = tryGetattr(mod, '__name__');
  const text = name !== undefined && isStr(name) ? jsFromStr(name) : '';
  if (!text.startsWith('openssl_')) raiseHeap(unsupported(), `Unsupported digestmod ${mod.ob_type.shown}`);
  return required(text.slice(8));
}

function hmacNew(key: PyObject, msg: PyObject | undefined, mod: PyObject | undefined): PyObject {
  const a = digestmod(mod);
  return fill(new PyHmac(), a, new Hmac(a, bytesLike(key)), msg === None ? undefined : msg);
}

function hmacDigest(key: PyObject, msg: PyObject, mod: PyObject): PyObject {
  const mac = new Hmac(digestmod(mod), bytesLike(key));
  mac.update(bytesLike(msg));
  return new PyBytes(mac.digest());
}

function pbkdf2Hmac(name: string, password: PyObject, salt: PyObject, iterations: PyObject, dklen: PyObject): PyObject {
  const a = required(name);
  const rounds = Number(asIndex(iterations));
  if (rounds < 1) raise(ValueError, 'iteration value must be greater than 0.');
  if (rounds > 0x7fffffff) raise(OverflowError, 'iteration value is too great.');
  const length = dklen === None ? a.digestSize : Number(asIndex(dklen));
  if (length < 1) raise(ValueError, 'key length must be greater than 0.');
  if (length > 0x7fffffff) raise(OverflowError, 'key length is too great.');
  const [secret, grain] = [bytesLike(password), bytesLike(salt)];
  const fast = a.openssl !== '' ? host.crypto.pbkdf2 : undefined;
  return new PyBytes(Uint8Array.from(fast !== undefined ? fast(a.openssl, secret, grain, rounds, length) : pbkdf2(a, secret, grain, rounds, length)));
}

/** A C unsigned long; what no machine has the memory for stays beyond 2 ** 53. */
function unsignedLong(value: number | bigint): number {
  if (value < 0) raise(ValueError, 'Cannot convert negative int');
  if (typeof value === 'bigint' && value >= 1n << 64n) raise(OverflowError, 'Python int too large for C unsigned long');
  return Number(value);
}

type Int = number | bigint;

function scrypt(password: PyObject, salt: PyObject, cost: Int, blocks: Int, lanes: Int, maxmem: number, dklen: number): PyObject {
  const n = unsignedLong(cost),
    r = unsignedLong(blocks),
    p = unsignedLong(lanes);
  if (n >= 2 && (r === 0 || p === 0)) raise(ValueError, 'Invalid parameter combination for n, r, p, maxmem.');
  if (n < 2 || !Number.isInteger(Math.log2(n))) raise(ValueError, 'n must be a power of 2.');
  if (maxmem < 0) raise(ValueError, 'maxmem must be positive and smaller than 2147483647');
  if (dklen < 1) raise(ValueError, 'dklen must be greater than 0 and smaller than 2147483647');
  const memory = maxmem === 0 ? 32 * 1024 * 1024 : maxmem;
  if (128 * n * r + 128 * r * p > memory) raise(ValueError, '[digital envelope routines] memory limit exceeded');
  return new PyBytes(Uint8Array.from(host.crypto.scrypt!(bytesLike(password), bytesLike(salt), n, r, p, memory + 1024 * 1024, dklen)));
}

const CONSTRUCTED = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256'];

export default defineModule({
  name: '_hashlib',
  doc: 'Hash functions under the interface of OpenSSL.',
  get functions() {
    return [
      fn(
        'new(name: text, data = ?, *, usedforsecurity: bool = True, string = None)',
        'A hash object by name.',
        (name: string, data: PyObject | undefined, _security: boolean, string: PyObject) => newHash(required(name), data, string),
      ),
      ...CONSTRUCTED.map((name) =>
        fn(
          `openssl_${name}(data = ?, *, usedforsecurity: bool = True, string = None)`,
          'A new hash object.',
          (data: PyObject | undefined, _security: boolean, string: PyObject) => newHash(ALGORITHMS[name]!, data, string),
        ),
      ),
      fn('hmac_new(key, msg = ?, digestmod = ?)', 'A new message authentication code.', hmacNew),
      fn('hmac_digest(key, msg, digest)', 'A message authentication code in one go.', hmacDigest),
      fn('pbkdf2_hmac(hash_name: str, password, salt, iterations, dklen=None)', 'A key from a password (PBKDF2).', pbkdf2Hmac),
      ...(host.crypto.scrypt === undefined
        ? []
        : [fn('scrypt(password, *, salt, n: index, r: index, p: index, maxmem: long = 0, dklen: long = 64)', 'A key from a password (scrypt).', scrypt)]),
      fn('get_fips_mode()', null, () => 0),
      fn('compare_digest(a, b, /)', 'Compares in a time that tells nothing about the contents.', compareDigest),
    ];
  },
  types: [hashType, hashXofType, hmacType],
  constants: () => ({
    _GIL_MINSIZE: 2048,
    UnsupportedDigestmodError: unsupported(),
    openssl_md_meth_names: frozensetFromArray(Object.keys(ALGORITHMS)),
  }),
  exec: (module) => {
    const entries = CONSTRUCTED.map((name) => [getattr(module, `openssl_${name}`), name] as const);
    setattr(module, '_constructors', newMappingProxy(dictFromEntries(entries)));
  },
});
