// _SSLSocket: one TLS connection over a socket or over two memory BIOs.
// The idea: every operation is a step that OpenSSL finishes, or that asks to wait for the descriptor; two drivers wait, one for each form of
// code. While other threads live, a blocking descriptor is made non-blocking for the length of a step, so that no step blocks them.
// CPython: PySSLSocket in Modules/_ssl.c.
import type { Row } from '../../objects/declare/native.ts';
import { defineType, getset, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyList, PyTuple, type PyBaseException } from '../../objects/model/values.ts';
import { bytesLike, writableBytes } from '../../objects/ops/buffer.ts';
import { asSize } from '../../objects/ops/number.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { newDict } from '../../objects/types/dictStore.ts';
import { OverflowError, TimeoutError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { supportsWeakref } from '../../objects/types/weakref.ts';
import { threadCount } from '../../runtime/threads.ts';
import type { PySocket } from '../_socket/socket.ts';
import { cString, copyMemory, foreign, own, type Pointer } from '../foreign.ts';
import { runPendingSignals } from '../hostErrors.ts';
import { now } from '../nativeIo.ts';
import type { PyMemoryBIO } from './bio.ts';
import { derOf, newCertificate } from './certificate.ts';
import { PROTOCOL, SSL_ERROR } from './constants.ts';
import { given, PySSLContext } from './context.ts';
import { decodeCertificate } from './decode.ts';
import { LINE, raiseConnection, raiseLast, raiseText } from './errors.ts';
import { C, stackItems } from './lib.ts';
import { newSession, PySSLSession } from './session.ts';
import { parkFd, POLLIN, POLLOUT, waitFd } from './wait.ts';

const CTRL_MODE = 33,
  CTRL_SET_HOSTNAME = 55;
const MODE_ENABLE_PARTIAL_WRITE = 1,
  MODE_ACCEPT_MOVING_WRITE_BUFFER = 2,
  MODE_AUTO_RETRY = 4;
const VERIFY_PEER = 1,
  VERIFY_POST_HANDSHAKE = 8;
const RECEIVED_SHUTDOWN = 2;
const SESSION_CONTEXT = cString('Python');
/** The most that one TLS record carries, and so the most that one read gives. */
const RECORD = 16384;

export class PySSLSocket extends PyBase {
  pointer = 0n;
  context!: PySSLContext;
  socket: PySocket | undefined = undefined;
  bios: [PyMemoryBIO, PyMemoryBIO] | undefined = undefined;
  isServer = false;
  hostname: PyObject | undefined = undefined;
  owner: WeakRef<object> | undefined = undefined;
  sawZero = false;
  /** What a callback raised while OpenSSL ran; raised once the operation is over. */
  failure: PyBaseException | undefined = undefined;
}

/** Connections by the address that callbacks get. */
const connections = new Map<bigint, WeakRef<PySSLSocket>>();
export const connectionAt = (pointer: bigint): PySSLSocket | undefined => connections.get(pointer)?.deref();

/** What Python callbacks get as the connection: the object that wraps it. */
export function shownConnection(self: PySSLSocket): PyObject {
  return (self.owner?.deref() as PyObject | undefined) ?? self.socket ?? self;
}

// --- making ---------------------------------------------------------------------------------------------------------------

export interface ConnectionOptions {
  isServer: boolean;
  hostname: string | undefined;
  owner: PyObject;
  session: PyObject;
}

export function newConnection(context: PySSLContext, transport: PySocket | [PyMemoryBIO, PyMemoryBIO], options: ConnectionOptions): PySSLSocket {
  const { isServer, hostname } = options;
  if (isServer && context.protocol === PROTOCOL.TLS_CLIENT) raiseText(0, 'Cannot create a server socket with a PROTOCOL_TLS_CLIENT context', LINE.create);
  if (!isServer && context.protocol === PROTOCOL.TLS_SERVER) raiseText(0, 'Cannot create a client socket with a PROTOCOL_TLS_SERVER context', LINE.create);
  C.ERR_clear_error();
  const pointer = C.SSL_new(context.pointer) as Pointer;
  if (pointer === null) raiseLast(LINE.create);
  const self = new PySSLSocket();
  self.pointer = pointer;
  connections.set(pointer, new WeakRef(self));
  own(self, () => {
    connections.delete(pointer);
    C.SSL_free(pointer);
  });
  self.context = context;
  self.isServer = isServer;
  if (Array.isArray(transport)) {
    self.bios = transport;
    for (const bio of transport) C.BIO_up_ref(bio.pointer);
    C.SSL_set_bio(pointer, transport[0].pointer, transport[1].pointer);
  } else {
    self.socket = transport;
    C.SSL_set_fd(pointer, transport.fd);
  }
  C.SSL_ctrl(pointer, CTRL_MODE, MODE_ENABLE_PARTIAL_WRITE | MODE_ACCEPT_MOVING_WRITE_BUFFER | MODE_AUTO_RETRY, null);
  if (context.postHandshakeAuth) requestPostHandshake(self);
  if (hostname !== undefined) setHostname(self, hostname);
  if (isServer) {
    C.SSL_set_session_id_context(pointer, SESSION_CONTEXT, SESSION_CONTEXT.length);
    C.SSL_set_accept_state(pointer);
  }
  if (!isServer) C.SSL_set_connect_state(pointer);
  if (options.owner !== None) setOwner(self, options.owner);
  if (options.session !== None) setSession(self, options.session);
  return self;
}

function requestPostHandshake(self: PySSLSocket): void {
  if (!self.isServer) {
    C.SSL_set_post_handshake_auth(self.pointer, 1);
    return;
  }
  const mode = C.SSL_get_verify_mode(self.pointer) as number;
  if ((mode & VERIFY_PEER) !== 0) C.SSL_set_verify(self.pointer, mode | VERIFY_POST_HANDSHAKE, null);
}

function setHostname(self: PySSLSocket, hostname: string): void {
  if (hostname === '' || hostname.startsWith('.')) raise(ValueError, 'server_hostname cannot be an empty string or start with a leading dot.');
  const ip = C.a2i_IPADDRESS(hostname) as Pointer;
  if (ip === null) C.ERR_clear_error();
  self.hostname = strFromJs(hostname);
  const name = cString(hostname);
  // RFC 6066: an address is no server name.
  if (ip === null && Number(C.SSL_ctrl(self.pointer, CTRL_SET_HOSTNAME, 0, name)) === 0) raiseLast(LINE.create);
  if (!self.context.checkHostname) {
    if (ip !== null) C.ASN1_OCTET_STRING_free(ip);
    return;
  }
  const parameters = C.SSL_get0_param(self.pointer) as Pointer;
  if (ip === null) {
    if (C.X509_VERIFY_PARAM_set1_host(parameters, name, name.length - 1) === 0) raiseLast(LINE.create);
    return;
  }
  const ok = C.X509_VERIFY_PARAM_set1_ip(parameters, C.ASN1_STRING_get0_data(ip), C.ASN1_STRING_length(ip)) as number;
  C.ASN1_OCTET_STRING_free(ip);
  if (ok === 0) raiseLast(LINE.create);
}

// --- operations -----------------------------------------------------------------------------------------------------------

/** One operation under way. `step` gives 0 when it is done, else the event to wait for. */
interface Operation<T> {
  name: string;
  line: number;
  result: T;
  deadline: number | undefined;
  perform: (self: PySSLSocket) => number;
  /** Is the call over? Sets the result. */
  over: (ret: number, error: number) => boolean;
}

const FIONBIO = 0x5421;
const ioctl = foreign.declare('ioctl', 'int', ['int', 'ulong', 'void *']);
const BLOCKING = new Int32Array([0]),
  NONBLOCKING = new Int32Array([1]);

/** What SSL_get_error and errno said about the last unsuccessful call. */
let lastSslError = 0;
let lastErrno = 0;

function call(self: PySSLSocket, perform: (self: PySSLSocket) => number): number {
  const { socket } = self;
  const unblock = socket !== undefined && socket.timeout < 0 && socket.fd >= 0 && threadCount() > 0;
  if (unblock) ioctl(socket.fd, FIONBIO, NONBLOCKING);
  try {
    const ret = perform(self);
    if (ret <= 0) {
      lastErrno = foreign.errno();
      lastSslError = C.SSL_get_error(self.pointer, ret) as number;
    } else {
      lastSslError = 0;
    }
    return ret;
  } finally {
    if (unblock && socket.fd >= 0) ioctl(socket.fd, FIONBIO, BLOCKING);
  }
}

function throwFailure(self: PySSLSocket): void {
  const { failure } = self;
  if (failure === undefined) return;
  self.failure = undefined;
  throwException(failure);
}

function step<T>(self: PySSLSocket, op: Operation<T>): number {
  foreign.setErrno(0);
  const ret = call(self, op.perform);
  const error = lastSslError,
    errno = lastErrno;
  if (op.over(ret, error)) {
    throwFailure(self);
    return 0;
  }
  if (ret <= 0) runPendingSignals();
  const { socket } = self;
  const event = error === SSL_ERROR.WANT_READ ? POLLIN : error === SSL_ERROR.WANT_WRITE ? POLLOUT : 0;
  if (event === 0 || socket === undefined || socket.timeout === 0) {
    throwFailure(self);
    raiseConnection(ret, error, errno, socket !== undefined, op.line, { code: Number(C.SSL_get_verify_result(self.pointer)), hostname: self.hostname });
  }
  if (socket.fd < 0) raiseText(5, 'Underlying socket has been closed.', op.line);
  if (socket.timeout > 0) op.deadline ??= now() + socket.timeout;
  return event;
}

function raiseTimeout(name: string): never {
  throwException(newException(TimeoutError, strFromJs(`${name === 'handshake' ? '_ssl.c:1109: ' : ''}The ${name} operation timed out`)));
}

function run<T>(self: PySSLSocket, op: Operation<T>): T {
  for (;;) {
    const event = step(self, op);
    if (event === 0) return op.result;
    if (!waitFd(self.socket!.fd, event, op.deadline)) raiseTimeout(op.name);
  }
}

function* runParked<T>(self: PySSLSocket, op: Operation<T>): Generator<PyObject, T, unknown> {
  for (;;) {
    const event = step(self, op);
    if (event === 0) return op.result;
    if (!(yield* parkFd(self.socket!.fd, event, op.deadline))) raiseTimeout(op.name);
  }
}

function handshake(): Operation<PyObject> {
  return {
    name: 'handshake',
    line: LINE.handshake,
    result: None,
    deadline: undefined,
    perform: (self) => C.SSL_do_handshake(self.pointer) as number,
    over: (ret) => ret > 0,
  };
}

function write(_self: PySSLSocket, data: PyObject): Operation<number> {
  const bytes = bytesLike(data);
  if (bytes.length > 0x7fffffff) raise(OverflowError, 'string longer than 2147483647 bytes');
  const op: Operation<number> = {
    name: 'write',
    line: LINE.write,
    result: 0,
    deadline: undefined,
    // Of nothing, SSL_write's own answer would be the same as that of a failure.
    perform: (self) =>
      (bytes.length === 0 ? C.SSL_write_ex(self.pointer, bytes, 0, new Uint8Array(8)) : C.SSL_write(self.pointer, bytes, bytes.length)) as number,
    over: (ret) => {
      if (ret <= 0) return false;
      op.result = bytes.length === 0 ? 0 : ret;
      return true;
    },
  };
  return op;
}

const scratch = new Uint8Array(RECORD);

/** undefined: nothing to read, the result is known. */
function read(self: PySSLSocket, args: PyObject[]): Operation<PyObject> | PyObject {
  if (args.length < 1 || args.length > 2) raise(TypeError, '_ssl._SSLSocket.read requires 1 to 2 arguments');
  let length = asSize(args[0]!);
  const buffer = args[1];
  if (buffer === undefined) {
    if (length < 0) raise(ValueError, 'size should not be negative');
    if (length === 0) return new PyBytes();
  } else {
    const size = writableBytes(buffer, 'read() argument 2 must be read-write bytes-like object').length;
    if (length <= 0 || length > size) length = size;
    if (length === 0) return 0;
  }
  const limit = Math.min(length, RECORD);
  const op: Operation<PyObject> = {
    name: 'read',
    line: LINE.read,
    result: None,
    deadline: undefined,
    perform: (it) => C.SSL_read(it.pointer, buffer === undefined ? scratch : writableBytes(buffer), limit) as number,
    over: (ret, error) => {
      if (ret > 0) op.result = buffer === undefined ? new PyBytes(scratch.slice(0, ret)) : ret;
      else if (error === SSL_ERROR.ZERO_RETURN && C.SSL_get_shutdown(self.pointer) === RECEIVED_SHUTDOWN) op.result = buffer === undefined ? new PyBytes() : 0;
      else return false;
      return true;
    },
  };
  return op;
}

/** Sends the closing message and, in a second round, waits for the other side's. */
function shutdown(self: PySSLSocket): Operation<PyObject> {
  const { socket } = self;
  if (socket !== undefined && socket.fd < 0) raiseText(5, 'Underlying socket connection gone', LINE.shutdown);
  let zeros = 0;
  const op: Operation<PyObject> = {
    name: 'read',
    line: LINE.shutdown,
    result: socket ?? None,
    deadline: undefined,
    perform: (it) => {
      for (;;) {
        // Bytes after the closing message belong to whoever uses the socket next.
        if (it.sawZero) C.SSL_set_read_ahead(it.pointer, 0);
        const ret = C.SSL_shutdown(it.pointer) as number;
        if (ret !== 0 || ++zeros > 1) return ret;
        it.sawZero = true;
      }
    },
    over: (ret, error) => {
      op.name = error === SSL_ERROR.WANT_WRITE ? 'write' : 'read';
      return ret >= 0;
    },
  };
  return op;
}

const isOperation = (v: Operation<PyObject> | PyObject): v is Operation<PyObject> => typeof v === 'object' && 'perform' in v;

function readNow(self: PySSLSocket, args: PyObject[]): PyObject {
  const op = read(self, args);
  return isOperation(op) ? run(self, op) : op;
}
function* readParked(self: PySSLSocket, args: PyObject[]): Generator<PyObject, PyObject, unknown> {
  const op = read(self, args);
  return isOperation(op) ? yield* runParked(self, op) : op;
}

const operation = <A extends PyObject[], T>(sig: string, doc: string, make: (self: PySSLSocket, ...args: A) => Operation<T>): Row => ({
  ...method(sig, doc, (self: PySSLSocket, ...args) => run(self, make(self, ...(args as unknown as A)))),
  g: (self: PySSLSocket, ...args) => runParked(self, make(self, ...(args as unknown as A))),
});

// --- what is known about the connection -----------------------------------------------------------------------------------

const isFinished = (self: PySSLSocket): boolean => C.SSL_is_init_finished(self.pointer) !== 0;

function getpeercert(self: PySSLSocket, der: boolean): PyObject {
  if (!isFinished(self)) raise(ValueError, 'handshake not done yet');
  const certificate = C.SSL_get1_peer_certificate(self.pointer) as Pointer;
  if (certificate === null) return None;
  try {
    if (der) return derOf(certificate);
    return ((C.SSL_CTX_get_verify_mode(self.context.pointer) as number) & VERIFY_PEER) === 0 ? newDict() : decodeCertificate(certificate);
  } finally {
    C.X509_free(certificate);
  }
}

function cipherTuple(cipher: Pointer): PyObject {
  const name = C.SSL_CIPHER_get_name(cipher) as string | null;
  const version = C.SSL_CIPHER_get_version(cipher) as string | null;
  return new PyTuple([name ?? None, version ?? None, C.SSL_CIPHER_get_bits(cipher, null) as number]);
}

function cipher(self: PySSLSocket): PyObject {
  const current = C.SSL_get_current_cipher(self.pointer) as Pointer;
  return current === null ? None : cipherTuple(current);
}

function sharedCiphers(self: PySSLSocket): PyObject {
  const ours = C.SSL_get_ciphers(self.pointer) as Pointer;
  const theirs = C.SSL_get_client_ciphers(self.pointer) as Pointer;
  if (ours === null || theirs === null) return None;
  const known = new Set(stackItems(ours));
  return new PyList(
    stackItems(theirs)
      .filter((c) => known.has(c))
      .map(cipherTuple),
  );
}

function version(self: PySSLSocket): PyObject {
  if (!isFinished(self)) return None;
  const name = C.SSL_get_version(self.pointer) as string;
  return name === 'unknown' ? None : name;
}

function selectedAlpn(self: PySSLSocket): PyObject {
  const out = new BigUint64Array(1);
  const length = new Uint32Array(1);
  C.SSL_get0_alpn_selected(self.pointer, out, length);
  return out[0] === 0n ? None : strFromJs(new TextDecoder().decode(copyMemory(out[0]!, length[0]!)));
}

function compression(self: PySSLSocket): PyObject {
  const method = C.SSL_get_current_compression(self.pointer) as Pointer;
  if (method === null) return None;
  return (C.SSL_COMP_get_name(method) as string | null) ?? None;
}

function channelBinding(self: PySSLSocket, type: string): PyObject {
  if (type !== 'tls-unique') raise(ValueError, `'${type}' channel binding type not implemented`);
  const buffer = new Uint8Array(128);
  // The first Finished message: the client's in a full handshake, the server's in a resumed one.
  const ours = (C.SSL_session_reused(self.pointer) !== 0) !== !self.isServer;
  const length = Number(ours ? C.SSL_get_finished(self.pointer, buffer, buffer.length) : C.SSL_get_peer_finished(self.pointer, buffer, buffer.length));
  return length === 0 ? None : new PyBytes(buffer.slice(0, length));
}

function certificates(stack: Pointer): PyObject[] {
  return stackItems(stack).map((certificate) => {
    C.X509_up_ref(certificate);
    return newCertificate(certificate);
  });
}

function unverifiedChain(self: PySSLSocket): PyObject {
  const chain = C.SSL_get_peer_cert_chain(self.pointer) as Pointer;
  if (chain === null) return None;
  const list = certificates(chain);
  if (self.isServer) {
    // A server's view of the chain lacks the client's own certificate.
    const peer = C.SSL_get1_peer_certificate(self.pointer) as Pointer;
    if (peer !== null) list.unshift(newCertificate(peer));
  }
  return new PyList(list);
}

function verifiedChain(self: PySSLSocket): PyObject {
  const chain = C.SSL_get0_verified_chain(self.pointer) as Pointer;
  return chain === null ? None : new PyList(certificates(chain));
}

// --- settings -------------------------------------------------------------------------------------------------------------

function setOwner(self: PySSLSocket, owner: PyObject | undefined): void {
  const target = given(self, owner, 'owner');
  if (!supportsWeakref(target)) raise(TypeError, `cannot create weak reference to '${target === None ? 'NoneType' : target.ob_type.shown}' object`);
  self.owner = new WeakRef(target as object);
}

function setContext(self: PySSLSocket, value: PyObject | undefined): void {
  const context = given(self, value, 'context');
  if (!(context instanceof PySSLContext)) raise(TypeError, 'The value must be a SSLContext');
  self.context = context;
  C.SSL_set_SSL_CTX(self.pointer, context.pointer);
}

function getSession(self: PySSLSocket): PyObject {
  // TLS 1.3 makes a new one with every ticket: Python gets a copy of the present one.
  const session = C.SSL_get_session(self.pointer) as Pointer;
  const copy = session === null ? null : (C.SSL_SESSION_dup(session) as Pointer);
  return copy === null ? None : newSession(copy, self.context);
}

function setSession(self: PySSLSocket, value: PyObject | undefined): void {
  const session = given(self, value, 'session');
  if (!(session instanceof PySSLSession)) raise(TypeError, 'Value is not a SSLSession.');
  if (session.context !== self.context) raise(ValueError, 'Session refers to a different SSLContext.');
  if (self.isServer) raise(ValueError, 'Cannot set session for server-side SSLSocket.');
  if (isFinished(self)) raise(ValueError, 'Cannot set session after handshake.');
  const copy = C.SSL_SESSION_dup(session.pointer) as Pointer;
  if (copy === null) raiseLast(LINE.other);
  const ok = C.SSL_set_session(self.pointer, copy) as number;
  C.SSL_SESSION_free(copy);
  if (ok === 0) raiseLast(LINE.other);
}

export const connectionType = defineType(PySSLSocket, {
  name: '_SSLSocket',
  module: '_ssl',
  flags: ['NO_NEW'],
  methods: [
    operation('do_handshake(self, /)', 'Does the TLS handshake.', handshake),
    operation('write(self, b, /)', 'Writes bytes; gives how many were taken.', write),
    { ...method('read(self, /, *args)', 'read(size, [buffer]): reads up to size bytes.', readNow), g: readParked },
    operation('shutdown(self, /)', 'Ends the TLS layer; gives the socket below.', shutdown),
    method('pending(self, /)', 'Bytes that can be read at once.', (self: PySSLSocket) => C.SSL_pending(self.pointer) as number),
    method('getpeercert(self, der: bool = False, /)', "The other side's certificate.", getpeercert),
    method("get_channel_binding(self, /, cb_type: str = 'tls-unique')", 'Channel binding data (RFC 5929).', channelBinding),
    method('cipher(self, /)', 'Name, protocol and bits of the cipher.', cipher),
    method('shared_ciphers(self, /)', 'The ciphers that both sides know.', sharedCiphers),
    method('version(self, /)', 'The version of the protocol.', version),
    method('selected_alpn_protocol(self, /)', 'What ALPN chose.', selectedAlpn),
    method('compression(self, /)', 'Name of the compression.', compression),
    method('verify_client_post_handshake(self, /)', 'Asks a TLS 1.3 client for its certificate.', (self: PySSLSocket) => {
      if (C.SSL_verify_client_post_handshake(self.pointer) === 0) raiseLast(LINE.postHandshake);
      return None;
    }),
    method('get_unverified_chain(self, /)', 'The chain as it was sent.', unverifiedChain),
    method('get_verified_chain(self, /)', 'The chain as it was verified.', verifiedChain),
  ],
  getset: [
    getset('context', 'The context.', (self: PySSLSocket) => self.context, setContext),
    getset('server_side', 'Is it the server?', (self: PySSLSocket) => self.isServer),
    getset('server_hostname', 'The name that was asked for.', (self: PySSLSocket) => self.hostname ?? None),
    getset('owner', 'The Python-level owner of this object.', (self: PySSLSocket) => (self.owner?.deref() as PyObject | undefined) ?? None, setOwner),
    getset('session', 'The session.', getSession, setSession),
    getset('session_reused', 'Was it resumed?', (self: PySSLSocket) => C.SSL_session_reused(self.pointer) !== 0),
  ],
});
