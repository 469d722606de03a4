// The _ssl module, over the OpenSSL that Node carries. CPython: Modules/_ssl.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyBytes, PyTuple } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { ImportError, ValueError } from '../../objects/types/exceptions.ts';
import { fsConvert } from '../fsPath.ts';
import { cString, foreign, type Pointer } from '../foreign.ts';
import { memoryBIOType } from './bio.ts';
import { certificateType } from './certificate.ts';
import { connectionType } from './connection.ts';
import { CONSTANTS } from './constants.ts';
import { contextType } from './context.ts';
import { decodeFile, objectTuple } from './decode.ts';
import * as errors from './errors.ts';
import { C } from './lib.ts';
import { sessionType } from './session.ts';
import { defaultVerifyPaths } from './store.ts';

function randBytes(n: number): PyObject {
  if (n < 0) raise(ValueError, 'num must be positive');
  const bytes = new Uint8Array(n);
  if (n > 0 && C.RAND_bytes(bytes, n) !== 1) errors.raiseLast(errors.LINE.other);
  return new PyBytes(bytes);
}

function randAdd(data: PyObject, entropy: number): void {
  const bytes = isStr(data) ? new TextEncoder().encode(jsFromStr(data)) : bytesLike(data);
  C.RAND_add(bytes, bytes.length, entropy);
}

function txt2obj(text: string, byName: boolean): PyObject {
  const object = C.OBJ_txt2obj(text, byName ? 0 : 1) as Pointer;
  C.ERR_clear_error();
  if (object === null) raise(ValueError, `unknown object '${text}'`);
  try {
    return objectTuple(object);
  } finally {
    C.ASN1_OBJECT_free(object);
  }
}

function nid2obj(nid: number): PyObject {
  if (nid < 1) raise(ValueError, 'NID must be positive.');
  const object = C.OBJ_nid2obj(nid) as Pointer;
  C.ERR_clear_error();
  if (object === null) raise(ValueError, `unknown NID ${nid}`);
  return objectTuple(object);
}

function testDecodeCert(path: PyObject): PyObject {
  const converted = fsConvert(path);
  return decodeFile(typeof converted === 'string' ? cString(converted) : Uint8Array.of(...converted, 0));
}

/** (major, minor, fix, patch, status), as CPython takes OpenSSL 3's version number apart. */
function versionInfo(): PyObject {
  const n = Number(C.OpenSSL_version_num());
  return new PyTuple([Math.floor(n / 2 ** 28), (n >>> 20) & 0xff, (n >>> 12) & 0xff, (n >>> 4) & 0xff, n & 0xf]);
}

/** A Node may carry another library than OpenSSL, or none. */
function available(): Record<string, never> {
  if (!foreign.has('SSL_CTX_new') || !foreign.has('OPENSSL_sk_num')) raise(ImportError, 'this Node does not export OpenSSL');
  return {};
}

export default defineModule({
  name: '_ssl',
  doc: 'TLS over the OpenSSL library.',
  functions: [
    fn('RAND_bytes(n: int, /)', 'Random bytes fit for secrets.', randBytes),
    fn('RAND_add(string, entropy: float, /) -> None', 'Mixes data into the random state.', randAdd),
    fn('RAND_status(/)', 'Is there enough randomness?', () => C.RAND_status() === 1),
    fn('txt2obj(txt: str, name: bool = False)', 'What OpenSSL knows of an object by its text.', txt2obj),
    fn('nid2obj(nid: int, /)', 'What OpenSSL knows of an object by its number.', nid2obj),
    fn('get_default_verify_paths(/)', 'Where trusted certificates are by default.', defaultVerifyPaths),
    fn('_test_decode_cert(path, /)', null, testDecodeCert),
  ],
  types: [contextType, connectionType, memoryBIOType, sessionType, certificateType],
  constants: () => ({
    ...available(),
    ...CONSTANTS,
    OPENSSL_VERSION: strFromJs(C.OpenSSL_version(0) as string),
    OPENSSL_VERSION_NUMBER: Number(C.OpenSSL_version_num()),
    OPENSSL_VERSION_INFO: versionInfo(),
    _OPENSSL_API_VERSION: versionInfo(),
    SSLError: errors.SSLError,
    SSLCertVerificationError: errors.SSLCertVerificationError,
    SSLZeroReturnError: errors.SSLZeroReturnError,
    SSLWantReadError: errors.SSLWantReadError,
    SSLWantWriteError: errors.SSLWantWriteError,
    SSLSyscallError: errors.SSLSyscallError,
    SSLEOFError: errors.SSLEOFError,
  }),
});
