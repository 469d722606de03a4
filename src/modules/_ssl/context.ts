// _SSLContext: what several connections share: certificates, trust, protocol versions, ciphers, callbacks.
// CPython: PySSLContext in Modules/_ssl.c.
import { converters } from '../../objects/declare/converters.ts';
import { defineType, getset, make, method } from '../../objects/declare/type.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { BYTEARRAY, BYTES } from '../../objects/model/flags.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, PyList, type PyBaseException } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { callObject, isCallable } from '../../objects/ops/call.ts';
import { warn } from '../../objects/ops/hooks.ts';
import { asIndex, isInt } from '../../objects/ops/number.ts';
import { raise, throwException } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { dictSetStr, newDict } from '../../objects/types/dictStore.ts';
import { AttributeError, DeprecationWarning, MemoryError, OverflowError, TypeError, UnicodeEncodeError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { PySocket } from '../_socket/socket.ts';
import { cString, foreign, own, type Pointer } from '../foreign.ts';
import { fsConvert } from '../fsPath.ts';
import { PyMemoryBIO } from './bio.ts';
import * as callbacks from './callbacks.ts';
import { derOf } from './certificate.ts';
import { newConnection } from './connection.ts';
import {
  CERT_NONE,
  CERT_OPTIONAL,
  CERT_REQUIRED,
  DEFAULT_CIPHERS,
  HOSTFLAG_NO_PARTIAL_WILDCARDS,
  OP_ALL,
  OP_CIPHER_SERVER_PREFERENCE,
  OP_ENABLE_MIDDLEBOX_COMPAT,
  OP_NO_ANY,
  OP_NO_COMPRESSION,
  OP_NO_SSLv3,
  PROTOCOL,
  VERIFY_X509_TRUSTED_FIRST,
  VERSION,
} from './constants.ts';
import { decodeCertificate } from './decode.ts';
import { lastError, LINE, raiseBare, raiseFileOrLast, raiseLast, raiseText, SSLError, sslException } from './errors.ts';
import { C, protocolMethod, stackItems } from './lib.ts';
import { useSystemStore } from './store.ts';

const CTRL = { SET_TMP_DH: 3, SESS_NUMBER: 20, MODE: 33, SERVERNAME_CB: 53, SET_GROUPS: 91, SET_MIN: 123, SET_MAX: 124, GET_MIN: 130, GET_MAX: 131 } as const;
const MODE_RELEASE_BUFFERS = 16;
const FILETYPE_PEM = 1;
const VERIFY_PEER = 1,
  VERIFY_FAIL_IF_NO_PEER = 2;

export class PySSLContext extends PyBase {
  pointer = 0n;
  protocol = 0;
  checkHostname = false;
  hostFlags = HOSTFLAG_NO_PARTIAL_WILDCARDS;
  postHandshakeAuth = false;
  sniCallback: PyObject = None;
  msgCallback: PyObject = None;
  pskClientCallback: PyObject | undefined = undefined;
  pskServerCallback: PyObject | undefined = undefined;
  alpnProtocols: Uint8Array | undefined = undefined;
  keylogFilename: PyObject = None;
  keylogBio: bigint | undefined = undefined;
}

const ctrl = (self: PySSLContext, command: number, long: number, pointer: Uint8Array | Int32Array | Pointer = null): number =>
  Number(C.SSL_CTX_ctrl(self.pointer, command, long, pointer));
const parameters = (self: PySSLContext): Pointer => C.SSL_CTX_get0_param(self.pointer) as Pointer;
const cInt = (value: PyObject): number => converters.int!(value, undefined as never, 0) as number;

/** Setters: what a missing value means. */
export function given(self: PyObject, value: PyObject | undefined, name: string): PyObject {
  if (value === undefined) raise(AttributeError, `attribute '${name}' of '${self.ob_type.shown}' objects cannot be deleted`);
  return value;
}

// --- making ---------------------------------------------------------------------------------------------------------------

const METHODS: Readonly<Record<number, readonly [method: string, deprecated: string | undefined]>> = {
  [PROTOCOL.TLS]: ['TLS_method', 'ssl.PROTOCOL_TLS is deprecated'],
  [PROTOCOL.TLSv1]: ['TLSv1_method', 'ssl.PROTOCOL_TLSv1 is deprecated'],
  [PROTOCOL.TLSv1_1]: ['TLSv1_1_method', 'ssl.PROTOCOL_TLSv1_1 is deprecated'],
  [PROTOCOL.TLSv1_2]: ['TLSv1_2_method', 'ssl.PROTOCOL_TLSv1_2 is deprecated'],
  [PROTOCOL.TLS_CLIENT]: ['TLS_client_method', undefined],
  [PROTOCOL.TLS_SERVER]: ['TLS_server_method', undefined],
};

function newContext(cls: PyType, protocol: number): PySSLContext {
  const [name, deprecated] = METHODS[protocol] ?? [];
  if (deprecated !== undefined) warn(DeprecationWarning, deprecated, 2);
  const how = name === undefined ? null : protocolMethod(name);
  if (how === null) raise(ValueError, `invalid or unsupported protocol version ${protocol}`);
  const pointer = C.SSL_CTX_new(how) as Pointer;
  if (pointer === null) raiseLast(LINE.other);
  const self = new cls.ctor() as PySSLContext;
  self.pointer = pointer;
  self.protocol = protocol;
  own(self, () => C.SSL_CTX_free(pointer));
  if (protocol === PROTOCOL.TLS_CLIENT) {
    self.checkHostname = true;
    applyVerifyMode(self, CERT_REQUIRED);
  } else {
    applyVerifyMode(self, CERT_NONE);
  }
  C.SSL_CTX_set_options(pointer, (OP_ALL | OP_NO_SSLv3 | OP_NO_COMPRESSION | OP_CIPHER_SERVER_PREFERENCE | OP_ENABLE_MIDDLEBOX_COMPAT) >>> 0);
  if (C.SSL_CTX_set_cipher_list(pointer, DEFAULT_CIPHERS) === 0) raiseBare('No cipher can be selected.');
  ctrl(self, CTRL.SET_MIN, protocol === PROTOCOL.TLSv1 || protocol === PROTOCOL.TLSv1_1 ? 0 : VERSION.TLSv1_2);
  ctrl(self, CTRL.MODE, MODE_RELEASE_BUFFERS);
  C.X509_VERIFY_PARAM_set_flags(parameters(self), VERIFY_X509_TRUSTED_FIRST);
  C.X509_VERIFY_PARAM_set_hostflags(parameters(self), self.hostFlags);
  C.SSL_CTX_set_post_handshake_auth(pointer, 0);
  C.ERR_clear_error();
  return self;
}

// --- verification ---------------------------------------------------------------------------------------------------------

function verifyMode(self: PySSLContext): number {
  const mode = (C.SSL_CTX_get_verify_mode(self.pointer) as number) & (VERIFY_PEER | VERIFY_FAIL_IF_NO_PEER);
  return mode === 0 ? CERT_NONE : mode === VERIFY_PEER ? CERT_OPTIONAL : CERT_REQUIRED;
}

function applyVerifyMode(self: PySSLContext, mode: number): void {
  const flags = mode === CERT_NONE ? 0 : mode === CERT_OPTIONAL ? VERIFY_PEER : mode === CERT_REQUIRED ? VERIFY_PEER | VERIFY_FAIL_IF_NO_PEER : -1;
  if (flags === -1) raise(ValueError, 'invalid value for verify_mode');
  C.SSL_CTX_set_verify(self.pointer, flags, null);
}

function setVerifyMode(self: PySSLContext, value: PyObject | undefined): void {
  const mode = cInt(given(self, value, 'verify_mode'));
  if (mode === CERT_NONE && self.checkHostname) raise(ValueError, 'Cannot set verify_mode to CERT_NONE when check_hostname is enabled.');
  applyVerifyMode(self, mode);
}

function setCheckHostname(self: PySSLContext, value: PyObject | undefined): void {
  const on = isTrue(given(self, value, 'check_hostname'));
  // A name says something only about a certificate that was checked.
  if (on && verifyMode(self) === CERT_NONE) applyVerifyMode(self, CERT_REQUIRED);
  self.checkHostname = on;
}

function setVerifyFlags(self: PySSLContext, value: PyObject | undefined): void {
  const v = given(self, value, 'verify_flags');
  if (!isInt(v)) raise(TypeError, `argument must be int, not ${v.ob_type.shown}`);
  const wanted = BigInt.asUintN(64, BigInt(asIndex(v)));
  const current = BigInt(C.X509_VERIFY_PARAM_get_flags(parameters(self)) as number);
  const clear = current & ~wanted,
    set = ~current & wanted;
  if (clear !== 0n && C.X509_VERIFY_PARAM_clear_flags(parameters(self), clear) === 0) raiseLast(LINE.other);
  if (set !== 0n && C.X509_VERIFY_PARAM_set_flags(parameters(self), set) === 0) raiseLast(LINE.other);
}

function setHostFlags(self: PySSLContext, value: PyObject | undefined): void {
  self.hostFlags = cInt(given(self, value, '_host_flags'));
  C.X509_VERIFY_PARAM_set_hostflags(parameters(self), self.hostFlags);
}

// --- options and versions -------------------------------------------------------------------------------------------------

function setOptions(self: PySSLContext, value: PyObject | undefined): void {
  const n = BigInt(asIndex(given(self, value, 'options')));
  if (n < 0n) raise(ValueError, 'Cannot convert negative int');
  if (n >= 1n << 64n) raise(OverflowError, 'Python int too large for C unsigned long long');
  const current = BigInt(C.SSL_CTX_get_options(self.pointer) as number);
  const clear = current & ~n,
    set = ~current & n;
  if ((set & BigInt(OP_NO_ANY)) !== 0n) warn(DeprecationWarning, 'ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated', 2);
  if (clear !== 0n) C.SSL_CTX_clear_options(self.pointer, clear);
  if (set !== 0n) C.SSL_CTX_set_options(self.pointer, set);
}

const OLD_VERSIONS: Readonly<Record<number, string>> = { [VERSION.SSLv3]: 'SSLv3', [VERSION.TLSv1]: 'TLSv1', [VERSION.TLSv1_1]: 'TLSv1_1' };

function setVersion(self: PySSLContext, value: PyObject, isMinimum: boolean): void {
  let version = cInt(value);
  const { protocol } = self;
  if (protocol !== PROTOCOL.TLS && protocol !== PROTOCOL.TLS_CLIENT && protocol !== PROTOCOL.TLS_SERVER) {
    raise(ValueError, "The context's protocol doesn't support modification of highest and lowest version.");
  }
  const old = OLD_VERSIONS[version];
  if (old !== undefined) warn(DeprecationWarning, `ssl.TLSVersion.${old} is deprecated`, 2);
  if (version === VERSION.MINIMUM) version = isMinimum ? 0 : VERSION.TLSv1;
  else if (version === VERSION.MAXIMUM) version = isMinimum ? VERSION.TLSv1_3 : 0;
  else if (version < VERSION.SSLv3 || version > VERSION.TLSv1_3) raise(ValueError, `Unsupported TLS/SSL version 0x${(version >>> 0).toString(16)}`);
  if (ctrl(self, isMinimum ? CTRL.SET_MIN : CTRL.SET_MAX, version) === 0) raise(ValueError, `Unsupported protocol version 0x${version.toString(16)}`);
}

function setNumTickets(self: PySSLContext, value: PyObject | undefined): void {
  const n = asIndex(given(self, value, 'num_tickets'));
  if (n < 0) raise(ValueError, 'value must be non-negative');
  if (self.protocol !== PROTOCOL.TLS_SERVER) raise(ValueError, 'SSLContext is not a server context.');
  if (C.SSL_CTX_set_num_tickets(self.pointer, n) !== 1) raise(ValueError, 'failed to set num tickets.');
}

function setPostHandshakeAuth(self: PySSLContext, value: PyObject | undefined): void {
  if (value === undefined) raise(AttributeError, 'cannot delete attribute');
  self.postHandshakeAuth = isTrue(value);
  C.SSL_CTX_set_post_handshake_auth(self.pointer, self.postHandshakeAuth ? 1 : 0);
}

// --- ciphers and key exchange ---------------------------------------------------------------------------------------------

function setCiphers(self: PySSLContext, list: string): PyObject {
  if (list.includes('\0')) raise(ValueError, 'embedded null character');
  if (C.SSL_CTX_set_cipher_list(self.pointer, list) === 0) raiseBare('No cipher can be selected.');
  return None;
}

function cipherDict(cipher: bigint): PyDict {
  const bits = new Int32Array(1);
  const strength = C.SSL_CIPHER_get_bits(cipher, bits) as number;
  const buffer = new Uint8Array(512);
  C.SSL_CIPHER_description(cipher, buffer, buffer.length - 1);
  const description = new TextDecoder().decode(buffer.subarray(0, buffer.indexOf(0))).replace(/\n$/, '');
  const named = (nid: number): PyObject => (nid === 0 ? None : ((C.OBJ_nid2ln(nid) as string | null) ?? None));
  const dict = newDict();
  dictSetStr(dict, 'id', C.SSL_CIPHER_get_id(cipher) as number);
  dictSetStr(dict, 'name', (C.SSL_CIPHER_get_name(cipher) as string | null) ?? None);
  dictSetStr(dict, 'protocol', (C.SSL_CIPHER_get_version(cipher) as string | null) ?? None);
  dictSetStr(dict, 'description', strFromJs(description));
  dictSetStr(dict, 'strength_bits', strength);
  dictSetStr(dict, 'alg_bits', bits[0]!);
  dictSetStr(dict, 'aead', C.SSL_CIPHER_is_aead(cipher) !== 0);
  dictSetStr(dict, 'symmetric', named(C.SSL_CIPHER_get_cipher_nid(cipher) as number));
  dictSetStr(dict, 'digest', named(C.SSL_CIPHER_get_digest_nid(cipher) as number));
  dictSetStr(dict, 'kea', named(C.SSL_CIPHER_get_kx_nid(cipher) as number));
  dictSetStr(dict, 'auth', named(C.SSL_CIPHER_get_auth_nid(cipher) as number));
  return dict;
}

function getCiphers(self: PySSLContext): PyObject {
  const ssl = C.SSL_new(self.pointer) as Pointer;
  if (ssl === null) raiseLast(LINE.other);
  try {
    return new PyList(stackItems(C.SSL_get_ciphers(ssl) as Pointer).map(cipherDict));
  } finally {
    C.SSL_free(ssl);
  }
}

function setEcdhCurve(self: PySSLContext, name: PyObject): PyObject {
  const nid = C.OBJ_sn2nid(pathBytes(name)) as number;
  if (nid === 0) raise(ValueError, `unknown elliptic curve name ${repr(name)}`);
  if (ctrl(self, CTRL.SET_GROUPS, 1, Int32Array.of(nid)) === 0) raiseLast(LINE.other);
  return None;
}

function loadDhParams(self: PySSLContext, path: PyObject): PyObject {
  const file = pathBytes(path);
  foreign.setErrno(0);
  const bio = C.BIO_new_file(file, 'r') as Pointer;
  if (bio === null) {
    const errno = foreign.errno();
    C.ERR_clear_error();
    raiseOSError(errno, path);
  }
  const dh = C.PEM_read_bio_DHparams(bio, null, null, null) as Pointer;
  C.BIO_free(bio);
  if (dh === null) raiseLast(LINE.dh);
  const ok = Number(C.SSL_CTX_ctrl(self.pointer, CTRL.SET_TMP_DH, 0, dh));
  C.DH_free(dh);
  if (ok === 0) raiseLast(LINE.dh);
  return None;
}

// --- certificates ---------------------------------------------------------------------------------------------------------

/** A path as a C string; TypeError says what it should have been. */
function pathBytes(path: PyObject, what?: string): Uint8Array {
  let converted: string | Uint8Array;
  try {
    converted = fsConvert(path);
  } catch (e) {
    if (what === undefined || (e as PyObject).ob_type !== TypeError) throw e;
    raise(TypeError, `${what} should be a valid filesystem path`);
  }
  if (typeof converted === 'string') return cString(converted);
  const bytes = new Uint8Array(converted.length + 1);
  bytes.set(converted);
  return bytes;
}

function loadCertChain(self: PySSLContext, certfile: PyObject, keyfile: PyObject, password: PyObject): PyObject {
  const certificate = pathBytes(certfile, 'certfile');
  const key = keyfile === None ? certificate : pathBytes(keyfile, 'keyfile');
  const failure = callbacks.withPassword(self.pointer, password, () => {
    C.ERR_clear_error();
    foreign.setErrno(0);
    if (C.SSL_CTX_use_certificate_chain_file(self.pointer, certificate) !== 1) raiseFileOrLast(LINE.certificate);
    foreign.setErrno(0);
    if (C.SSL_CTX_use_PrivateKey_file(self.pointer, key, FILETYPE_PEM) !== 1) raiseFileOrLast(LINE.key);
    if (C.SSL_CTX_check_private_key(self.pointer) !== 1) raiseLast(LINE.key);
  });
  if (failure !== undefined) {
    C.ERR_clear_error();
    throwException(failure);
  }
  return None;
}

function loadVerifyLocations(self: PySSLContext, cafile: PyObject, capath: PyObject, cadata: PyObject): PyObject {
  if (cafile === None && capath === None && cadata === None) raise(TypeError, 'cafile, capath and cadata cannot be all omitted');
  const file = cafile === None ? null : pathBytes(cafile, 'cafile');
  const path = capath === None ? null : pathBytes(capath, 'capath');
  if (cadata !== None) addCertificates(self, cadata);
  if (file !== null || path !== null) {
    C.ERR_clear_error();
    foreign.setErrno(0);
    if (C.SSL_CTX_load_verify_locations(self.pointer, file, path) !== 1) raiseFileOrLast(LINE.locations);
  }
  return None;
}

function addCertificates(self: PySSLContext, data: PyObject): void {
  let bytes: Uint8Array;
  const isPem = isStr(data);
  if (isPem) {
    const text = jsFromStr(data);
    if (/[^\0-\x7f]/.test(text)) raise(TypeError, 'cadata should be an ASCII string or a bytes-like object');
    bytes = new TextEncoder().encode(text);
  } else if (data.s_buffer !== undefined) {
    bytes = bytesLike(data);
  } else raise(TypeError, 'cadata should be an ASCII string or a bytes-like object');
  if (bytes.length === 0) raise(ValueError, 'Empty certificate data');
  if (bytes.length > 0x7fffffff) raise(OverflowError, 'Certificate data is too long.');
  C.ERR_clear_error();
  const store = C.SSL_CTX_get_cert_store(self.pointer) as Pointer;
  const bio = C.BIO_new_mem_buf(bytes, bytes.length) as Pointer;
  if (bio === null) raise(MemoryError, '');
  let loaded = 0;
  try {
    for (;;) {
      const certificate = (isPem ? C.PEM_read_bio_X509(bio, null, null, null) : C.d2i_X509_bio(bio, null)) as Pointer;
      if (certificate === null) break;
      const ok = C.X509_STORE_add_cert(store, certificate) as number;
      C.X509_free(certificate);
      if (ok === 0) break;
      loaded++;
    }
    const code = lastError();
    if (loaded === 0) {
      const text = isPem ? 'no start line: cadata does not contain a certificate' : 'not enough data: cadata does not contain a certificate';
      C.ERR_clear_error();
      throwException(sslException(SSLError, 0, text, LINE.cadata, 0));
    }
    // The end of the data shows as one of these.
    const isEnd = isPem ? code === 0x0480006c : code === 0x0688008e;
    if (code !== 0 && !isEnd) raiseLast(LINE.cadata);
    C.ERR_clear_error();
  } finally {
    C.BIO_free(bio);
  }
}

const TYPE_X509 = 1,
  TYPE_CRL = 2;
const storedObjects = (self: PySSLContext): bigint[] => stackItems(C.X509_STORE_get0_objects(C.SSL_CTX_get_cert_store(self.pointer)) as Pointer);

function certStoreStats(self: PySSLContext): PyObject {
  let x509 = 0,
    crl = 0,
    ca = 0;
  for (const object of storedObjects(self)) {
    const type = C.X509_OBJECT_get_type(object) as number;
    if (type === TYPE_X509) {
      x509++;
      if (C.X509_check_ca(C.X509_OBJECT_get0_X509(object)) !== 0) ca++;
    } else if (type === TYPE_CRL) crl++;
  }
  const dict = newDict();
  dictSetStr(dict, 'x509', x509);
  dictSetStr(dict, 'crl', crl);
  dictSetStr(dict, 'x509_ca', ca);
  return dict;
}

function getCaCerts(self: PySSLContext, binary: boolean): PyObject {
  const list: PyObject[] = [];
  for (const object of storedObjects(self)) {
    if (C.X509_OBJECT_get_type(object) !== TYPE_X509) continue;
    const certificate = C.X509_OBJECT_get0_X509(object) as bigint;
    if (C.X509_check_ca(certificate) !== 0) list.push(binary ? derOf(certificate) : decodeCertificate(certificate));
  }
  return new PyList(list);
}

const STATISTICS = [
  'number',
  'connect',
  'connect_good',
  'connect_renegotiate',
  'accept',
  'accept_good',
  'accept_renegotiate',
  'hits',
  '',
  'misses',
  'timeouts',
  'cache_full',
];

function sessionStats(self: PySSLContext): PyObject {
  const dict = newDict();
  STATISTICS.forEach((name, i) => {
    if (name !== '') dictSetStr(dict, name, ctrl(self, CTRL.SESS_NUMBER + i, 0));
  });
  return dict;
}

// --- callbacks ------------------------------------------------------------------------------------------------------------

function setSniCallback(self: PySSLContext, value: PyObject | undefined): void {
  const callback = given(self, value, 'sni_callback');
  if (self.protocol === PROTOCOL.TLS_CLIENT) raise(ValueError, 'sni_callback cannot be set on TLS_CLIENT context');
  if (callback !== None && !isCallable(callback)) {
    C.SSL_CTX_callback_ctrl(self.pointer, CTRL.SERVERNAME_CB, null);
    raise(TypeError, 'not a callable object');
  }
  self.sniCallback = callback;
  C.SSL_CTX_callback_ctrl(self.pointer, CTRL.SERVERNAME_CB, callback === None ? null : callbacks.serverNameCallback());
}

function setMsgCallback(self: PySSLContext, value: PyObject | undefined): void {
  const callback = given(self, value, '_msg_callback');
  if (callback !== None && !isCallable(callback)) raise(TypeError, 'not a callable object');
  self.msgCallback = callback;
  C.SSL_CTX_set_msg_callback(self.pointer, callback === None ? null : callbacks.messageCallback());
}

const HEADER = cString('# TLS secrets log file, generated by OpenSSL / Python\n').slice(0, -1);
const BIO_TELL = 3,
  BIO_FLUSH = 11;

function setKeylog(self: PySSLContext, value: PyObject | undefined): void {
  const path = given(self, value, 'keylog_filename');
  C.SSL_CTX_set_keylog_callback(self.pointer, null);
  if (self.keylogBio !== undefined) C.BIO_free(self.keylogBio);
  self.keylogBio = undefined;
  self.keylogFilename = None;
  if (path === None) return;
  const file = pathBytes(path);
  foreign.setErrno(0);
  const bio = C.BIO_new_file(file, 'a') as Pointer;
  if (bio === null) {
    const errno = foreign.errno();
    C.ERR_clear_error();
    raiseOSError(errno, path);
  }
  own(self, () => C.BIO_free(bio));
  C.BIO_up_ref(bio);
  self.keylogFilename = path;
  self.keylogBio = bio;
  if (Number(C.BIO_ctrl(bio, BIO_TELL, 0, null)) === 0) {
    C.BIO_write(bio, HEADER, HEADER.length);
    C.BIO_ctrl(bio, BIO_FLUSH, 0, null);
  }
  C.SSL_CTX_set_keylog_callback(self.pointer, callbacks.keylogCallback());
}

function setAlpnProtocols(self: PySSLContext, protocols: PyObject): PyObject {
  const bytes = bytesLike(protocols).slice();
  self.alpnProtocols = bytes;
  if (C.SSL_CTX_set_alpn_protos(self.pointer, bytes, bytes.length) !== 0) raise(MemoryError, '');
  C.SSL_CTX_set_alpn_select_cb(self.pointer, callbacks.alpnCallback(), null);
  return None;
}

function setPskClient(self: PySSLContext, callback: PyObject): PyObject {
  if (self.protocol === PROTOCOL.TLS_SERVER) raiseText(0, 'Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context', LINE.other);
  if (callback !== None && !isCallable(callback)) raise(TypeError, 'callback must be callable');
  self.pskClientCallback = callback === None ? undefined : callback;
  C.SSL_CTX_set_psk_client_callback(self.pointer, callback === None ? null : callbacks.pskClientCallback());
  return None;
}

function setPskServer(self: PySSLContext, callback: PyObject, hint: string | undefined): PyObject {
  if (self.protocol === PROTOCOL.TLS_CLIENT) raiseText(0, 'Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context', LINE.other);
  if (callback !== None && !isCallable(callback)) raise(TypeError, 'callback must be callable');
  const text = callback === None || hint === undefined ? null : cString(hint);
  if (C.SSL_CTX_use_psk_identity_hint(self.pointer, text) !== 1) raiseText(0, 'failed to set identity hint', LINE.other);
  self.pskServerCallback = callback === None ? undefined : callback;
  C.SSL_CTX_set_psk_server_callback(self.pointer, callback === None ? null : callbacks.pskServerCallback());
  return None;
}

// --- connections ----------------------------------------------------------------------------------------------------------

/** A server's name as ASCII text; undefined for None. */
function hostnameOf(value: PyObject): string | undefined {
  if (value === None) return undefined;
  if ((value.tflags & (BYTES | BYTEARRAY)) !== 0 || !isStr(value)) raise(TypeError, `argument must be str, not ${value.ob_type.shown}`);
  const text = jsFromStr(value);
  const bad = text.search(/[^\0-\x7f]/);
  if (bad >= 0) throwException(callObject(UnicodeEncodeError, ['ascii', value, bad, bad + 1, 'ordinal not in range(128)']) as PyBaseException);
  if (text.includes('\0')) raise(TypeError, 'argument must be encoded string without null bytes, not str');
  return text;
}

function wrapSocket(self: PySSLContext, sock: PyObject, isServer: boolean, hostname: PyObject, owner: PyObject, session: PyObject): PyObject {
  if (!(sock instanceof PySocket))
    raise(TypeError, `_wrap_socket() argument 'sock' must be _socket.socket, not ${sock === None ? 'None' : sock.ob_type.shown}`);
  return newConnection(self, sock, { isServer, hostname: hostnameOf(hostname), owner, session });
}

function wrapBio(
  self: PySSLContext,
  incoming: PyObject,
  outgoing: PyObject,
  isServer: boolean,
  hostname: PyObject,
  owner: PyObject,
  session: PyObject,
): PyObject {
  const bio = (value: PyObject, name: string): PyMemoryBIO => {
    if (!(value instanceof PyMemoryBIO))
      raise(TypeError, `_wrap_bio() argument '${name}' must be _ssl.MemoryBIO, not ${value === None ? 'None' : value.ob_type.shown}`);
    return value;
  };
  return newConnection(self, [bio(incoming, 'incoming'), bio(outgoing, 'outgoing')], { isServer, hostname: hostnameOf(hostname), owner, session });
}

const versionGetter = (command: number, unset: number) => (self: PySSLContext) => {
  const version = ctrl(self, command, 0);
  return version === 0 ? unset : version;
};

export const contextType = defineType(PySSLContext, {
  name: '_SSLContext',
  module: '_ssl',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  make: make('_SSLContext(proto_version: int, /)', newContext),
  methods: [
    method('_wrap_socket(self, sock, /, server_side: bool, server_hostname=None, *, owner=None, session=None)', 'A connection over a socket.', wrapSocket),
    method(
      '_wrap_bio(self, incoming, outgoing, /, server_side: bool, server_hostname=None, *, owner=None, session=None)',
      'A connection over memory.',
      wrapBio,
    ),
    method('set_ciphers(self, cipherlist: str, /)', 'Which ciphers are allowed.', setCiphers),
    method('_set_alpn_protocols(self, protos, /)', 'The protocols that ALPN may choose.', setAlpnProtocols),
    method('load_cert_chain(self, /, certfile, keyfile=None, password=None)', 'Its own certificate and key.', loadCertChain),
    method('load_dh_params(self, path, /)', 'Parameters of Diffie-Hellman key exchange.', loadDhParams),
    method('load_verify_locations(self, /, cafile=None, capath=None, cadata=None)', 'Certificates to trust.', loadVerifyLocations),
    method('session_stats(self, /)', 'Counters.', sessionStats),
    method('set_default_verify_paths(self, /)', "Trusts the system's store.", (self: PySSLContext) => {
      useSystemStore(self.pointer);
      return None;
    }),
    method('set_ecdh_curve(self, name, /)', 'The curve of key exchange.', setEcdhCurve),
    method('cert_store_stats(self, /)', 'How many certificates are loaded.', certStoreStats),
    method('get_ca_certs(self, /, binary_form: bool = False)', 'The certificates to trust.', getCaCerts),
    method('get_ciphers(self, /)', 'The allowed ciphers.', getCiphers),
    method('set_psk_client_callback(self, /, callback)', null, setPskClient),
    method('set_psk_server_callback(self, /, callback, identity_hint: opt_str = None)', null, setPskServer),
  ],
  getset: [
    getset('check_hostname', null, (self: PySSLContext) => self.checkHostname, setCheckHostname),
    getset('_host_flags', null, (self: PySSLContext) => self.hostFlags, setHostFlags),
    getset('minimum_version', null, versionGetter(CTRL.GET_MIN, VERSION.MINIMUM), (self, value) =>
      setVersion(self, given(self, value, 'minimum_version'), true),
    ),
    getset('maximum_version', null, versionGetter(CTRL.GET_MAX, VERSION.MAXIMUM), (self, value) =>
      setVersion(self, given(self, value, 'maximum_version'), false),
    ),
    getset('keylog_filename', null, (self: PySSLContext) => self.keylogFilename, setKeylog),
    getset('_msg_callback', null, (self: PySSLContext) => self.msgCallback, setMsgCallback),
    getset('sni_callback', null, (self: PySSLContext) => self.sniCallback, setSniCallback),
    getset('num_tickets', null, (self: PySSLContext) => Number(C.SSL_CTX_get_num_tickets(self.pointer)), setNumTickets),
    getset('options', null, (self: PySSLContext) => Number(C.SSL_CTX_get_options(self.pointer)), setOptions),
    getset('post_handshake_auth', null, (self: PySSLContext) => self.postHandshakeAuth, setPostHandshakeAuth),
    getset('protocol', null, (self: PySSLContext) => self.protocol),
    getset('verify_flags', null, (self: PySSLContext) => Number(C.X509_VERIFY_PARAM_get_flags(parameters(self))), setVerifyFlags),
    getset('verify_mode', null, verifyMode, setVerifyMode),
    getset('security_level', null, (self: PySSLContext) => C.SSL_CTX_get_security_level(self.pointer) as number),
  ],
});
