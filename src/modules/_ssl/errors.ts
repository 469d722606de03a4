// SSLError and its subclasses, and how OpenSSL's error queue becomes one. The line numbers in messages are those of CPython 3.14's own
// source: programs print them, so each kind of failure keeps its number. CPython: fill_and_set_sslerror, PySSL_SetError.
import { defineType } from '../../objects/declare/type.ts';
import type { PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, type PyBaseException } from '../../objects/model/values.ts';
import { setattr } from '../../objects/ops/attr.ts';
import { callObject } from '../../objects/ops/call.ts';
import { throwException } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, strFromJs } from '../../objects/ops/strings.ts';
import { OSError, PyOSError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { foreign } from '../foreign.ts';
import { SSL_ERROR } from './constants.ts';
import { C } from './lib.ts';

const define = (name: string, doc: string, base: () => PyType, alsoBases?: () => PyType[]): PyType =>
  defineType(class extends PyOSError {}, {
    name,
    module: 'ssl',
    doc,
    base,
    alsoBases,
    flags: ['BASETYPE', 'HAS_DICT', 'EXC'],
    subclass: PyOSError,
    slots: {
      str: (self: PyOSError) => (isStr(self.strerror) ? self.strerror : strFromJs(repr(self.args))),
    },
  });

export const SSLError = define('SSLError', 'An error occurred in the SSL implementation.', () => OSError);
export const SSLCertVerificationError = define(
  'SSLCertVerificationError',
  'A certificate could not be verified.',
  () => SSLError,
  () => [ValueError],
);
export const SSLZeroReturnError = define('SSLZeroReturnError', 'SSL/TLS session closed cleanly.', () => SSLError);
export const SSLWantReadError = define(
  'SSLWantReadError',
  'Non-blocking SSL socket needs to read more data before the requested operation can be completed.',
  () => SSLError,
);
export const SSLWantWriteError = define(
  'SSLWantWriteError',
  'Non-blocking SSL socket needs to write more data before the requested operation can be completed.',
  () => SSLError,
);
export const SSLSyscallError = define('SSLSyscallError', 'System error when attempting SSL operation.', () => SSLError);
export const SSLEOFError = define('SSLEOFError', 'SSL/TLS connection terminated abruptly.', () => SSLError);

/** Lines of CPython's source by what failed. */
export const LINE = {
  create: 914,
  handshake: 1127,
  write: 2606,
  read: 2768,
  shutdown: 2896,
  postHandshake: 2974,
  certificate: 4221,
  key: 4242,
  cadata: 4340,
  locations: 4474,
  dh: 4530,
  other: 4000,
};

const LIBRARIES: Readonly<Record<number, string>> = {
  2: 'SYS',
  3: 'BN',
  4: 'RSA',
  5: 'DH',
  6: 'EVP',
  7: 'BUF',
  8: 'OBJ',
  9: 'PEM',
  10: 'DSA',
  11: 'X509',
  13: 'ASN1',
  14: 'CONF',
  15: 'CRYPTO',
  16: 'EC',
  20: 'SSL',
  32: 'BIO',
  33: 'PKCS7',
  34: 'X509V3',
  35: 'PKCS12',
  36: 'RAND',
  37: 'DSO',
  38: 'ENGINE',
  39: 'OCSP',
  40: 'UI',
  41: 'COMP',
  42: 'ECDSA',
  43: 'ECDH',
  44: 'OSSL_STORE',
  45: 'FIPS',
  46: 'CMS',
  47: 'TS',
  48: 'HMAC',
  50: 'CT',
  51: 'ASYNC',
  52: 'KDF',
  53: 'SM2',
  54: 'ESS',
  55: 'PROP',
  56: 'CRMF',
  57: 'PROV',
  58: 'CMP',
  59: 'OSSL_ENCODER',
  60: 'OSSL_DECODER',
  61: 'HTTP',
};

const LIB_SSL = 20;
const SYSTEM = 0x80000000;
/** Reasons that every library shares ("malloc failure", "PEM lib") have no name of their own. */
const COMMON_REASON = 0x40000;
const CERTIFICATE_VERIFY_FAILED = 134,
  UNEXPECTED_EOF_WHILE_READING = 294;
const HOSTNAME_MISMATCH = 62,
  IP_ADDRESS_MISMATCH = 64;

const libOf = (code: number): number => (code >= SYSTEM ? 2 : (code >>> 23) & 0xff);
const reasonOf = (code: number): number => (code >= SYSTEM ? code - SYSTEM : code & 0x7fffff);

/** `CERTIFICATE_VERIFY_FAILED` of a code: OpenSSL's own text is its constant's name in lower case, with one family of exceptions. */
function reasonName(code: number): string | undefined {
  if (code === 0 || reasonOf(code) >= COMMON_REASON || libOf(code) === 2) return undefined;
  const text = C.ERR_reason_error_string(code) as string | null;
  if (text === null) return undefined;
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^SSL_TLS_ALERT_/, 'SSLV3_ALERT_');
}

/** An SSLError that is only a text. */
export function raiseBare(text: string): never {
  C.ERR_clear_error();
  throwException(callObject(SSLError, [strFromJs(text)]) as PyBaseException);
}

/** What a failed verification knows about itself. */
export interface Verification {
  code: number;
  hostname: PyObject | undefined;
}

function verifyMessage(v: Verification): string {
  const host = v.hostname === undefined ? 'None' : String(v.hostname);
  if (v.code === HOSTNAME_MISMATCH) return `Hostname mismatch, certificate is not valid for '${host}'.`;
  if (v.code === IP_ADDRESS_MISMATCH) return `IP address mismatch, certificate is not valid for '${host}'.`;
  return C.X509_verify_cert_error_string(v.code) as string;
}

/** An exception of `type` for OpenSSL's error `code` (0: none); `text` replaces the library's own words. */
export function sslException(type: PyType, number: number, text: string | undefined, line: number, code: number, verification?: Verification): PyBaseException {
  const reason = reasonName(code);
  const library = code === 0 ? undefined : LIBRARIES[libOf(code)];
  const words =
    text ??
    (code === 0 ? undefined : (C.ERR_reason_error_string(code) as string | null)) ??
    (code === 0 ? 'unknown error' : `unknown error (0x${code.toString(16)})`);
  const isVerification = type === SSLCertVerificationError && verification !== undefined;
  const why = isVerification ? verifyMessage(verification) : undefined;
  const prefix = library === undefined ? '' : reason === undefined ? `[${library}] ` : `[${library}: ${reason}] `;
  const e = callObject(type, [number, strFromJs(`${prefix}${words}${why === undefined ? '' : `: ${why}`} (_ssl.c:${line})`)]) as PyBaseException;
  setattr(e, 'reason', reason === undefined ? None : reason);
  setattr(e, 'library', library === undefined ? None : library);
  if (type === SSLCertVerificationError) {
    setattr(e, 'verify_code', isVerification ? verification.code : None);
    setattr(e, 'verify_message', why === undefined ? None : strFromJs(why));
  }
  C.ERR_clear_error();
  return e;
}

export const lastError = (): number => Number(C.ERR_peek_last_error());

/** Raises what OpenSSL's queue holds, for calls that are not about a connection. */
export function raiseLast(line: number, text?: string): never {
  const code = lastError();
  throwException(sslException(SSLError, reasonOf(code), text, line, code));
}

/** The same for calls that open files: the system's error comes first. */
export function raiseFileOrLast(line: number): never {
  const errno = foreign.errno();
  if (errno !== 0) {
    C.ERR_clear_error();
    raiseOSError(errno);
  }
  raiseLast(line);
}

/** Raises an SSLError with a text of Python's own. */
export function raiseText(number: number, text: string, line: number): never {
  throwException(sslException(SSLError, number, text, line, 0));
}

/** Raises after a failed operation of a connection. `ret` is what it gave, `error` SSL_get_error's answer. */
export function raiseConnection(ret: number, error: number, errno: number, hasSocket: boolean, line: number, verification: Verification): never {
  const code = lastError();
  const fail = (type: PyType, number: number, text?: string): never => throwException(sslException(type, number, text, line, code, verification));
  switch (error) {
    case SSL_ERROR.ZERO_RETURN:
      return fail(SSLZeroReturnError, error, 'TLS/SSL connection has been closed (EOF)');
    case SSL_ERROR.WANT_READ:
      return fail(SSLWantReadError, error, 'The operation did not complete (read)');
    case SSL_ERROR.WANT_WRITE:
      return fail(SSLWantWriteError, error, 'The operation did not complete (write)');
    case SSL_ERROR.WANT_X509_LOOKUP:
      return fail(SSLError, error, 'The operation did not complete (X509 lookup)');
    case SSL_ERROR.WANT_CONNECT:
      return fail(SSLError, error, 'The operation did not complete (connect)');
    case SSL_ERROR.SYSCALL:
      if (code !== 0) return fail(isVerifyFailure(code) ? SSLCertVerificationError : SSLError, error);
      if (ret === -1 && hasSocket && errno !== 0) {
        C.ERR_clear_error();
        raiseOSError(errno);
      }
      return fail(SSLEOFError, SSL_ERROR.EOF, 'EOF occurred in violation of protocol');
    case SSL_ERROR.SSL:
      if (code === 0) return fail(SSLError, error, 'A failure in the SSL library occurred');
      if (isVerifyFailure(code)) return fail(SSLCertVerificationError, error);
      if (libOf(code) === LIB_SSL && reasonOf(code) === UNEXPECTED_EOF_WHILE_READING)
        return fail(SSLEOFError, SSL_ERROR.EOF, 'EOF occurred in violation of protocol');
      return fail(SSLError, error);
    default:
      return fail(SSLError, SSL_ERROR.INVALID, 'Invalid error code');
  }
}

const isVerifyFailure = (code: number): boolean => libOf(code) === LIB_SSL && reasonOf(code) === CERTIFICATE_VERIFY_FAILED;
