// The socket object. A blocking socket blocks in the call itself; one with a timeout is non-blocking underneath and waits in poll.
// CPython: Modules/socketmodule.c.
import { host, HostError } from '../../host/host.ts';
import { parsed } from '../../objects/declare/module.ts';
import { defineType, getset, member, method } from '../../objects/declare/type.ts';
import type { Row } from '../../objects/declare/native.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyFloat, PyList, PyTuple } from '../../objects/model/values.ts';
import { nativeCode } from '../../objects/declare/native.ts';
import { LIST, TUPLE } from '../../objects/model/flags.ts';
import { bytesLike, writableBytes } from '../../objects/ops/buffer.ts';
import { iterate, arrayFromIterable } from '../../objects/ops/iter.ts';
import { asFloat, asIndex, isFloat, isInt, normalizeInt } from '../../objects/ops/number.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { OSError, OverflowError, TimeoutError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { dictGet, dictKeys } from '../../objects/types/dictStore.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { runPendingSignals, sys } from '../hostErrors.ts';
import { initSlot } from '../initSlot.ts';
import { trackDescriptor, untrackDescriptor } from '../forgotten.ts';
import { idle, lookWhileIdle } from '../idle.ts';
import { ioCalls, now, waitFor } from '../nativeIo.ts';
import { AF_ALG, SOL_ALG, algControl } from './alg.ts';
import { AF_INET, fromSockaddr, toSockaddr } from './address.ts';
import { net } from './native.ts';

const EINTR = 4,
  EBADF = 9,
  EAGAIN = 11,
  EISCONN = 106,
  EINPROGRESS = 115;
const POLLIN = 1,
  POLLOUT = 4;
const SOCK_STREAM = 1,
  SOCK_NONBLOCK = 0o4000,
  SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1,
  SO_TYPE = 3,
  SO_ERROR = 4,
  SO_PROTOCOL = 38,
  SO_DOMAIN = 39;

/** Seconds; −1 blocks, 0 never waits. */
let defaultTimeout = -1;
export const getDefaultTimeout = (): PyObject => (defaultTimeout < 0 ? None : new PyFloat(defaultTimeout));
export function setDefaultTimeout(value: PyObject): PyObject {
  defaultTimeout = timeoutOf(value);
  return None;
}

export class PySocket extends PyBase {
  fd: number;
  family: number;
  type: number;
  proto: number;
  timeout: number;
  constructor() {
    super();
    this.fd = -1;
    this.family = AF_INET;
    this.type = SOCK_STREAM;
    this.proto = 0;
    this.timeout = -1;
  }
}

function timeoutOf(value: PyObject): number {
  if (value === None) return -1;
  if (!isFloat(value) && !isInt(value) && value.s_index === undefined)
    raise(TypeError, `'${value.ob_type.shown}' object cannot be interpreted as an integer or float`);
  const seconds = asFloat(value);
  if (Number.isNaN(seconds)) raise(ValueError, 'Invalid value NaN (not a number)');
  if (seconds < 0) raise(ValueError, 'Timeout value out of range');
  if (seconds > 9.2e9) raise(OverflowError, 'timestamp out of range for C PyTime_t');
  return seconds;
}

// --- making ---------------------------------------------------------------------------------------------------------------

function init(self: PySocket, family: number, type: number, proto: number, fileno: PyObject): PyObject {
  if (fileno !== None) {
    adopt(self, fileno, family, type, proto);
  } else {
    self.family = family === -1 ? AF_INET : family;
    self.type = type === -1 ? SOCK_STREAM : type;
    self.proto = proto === -1 ? 0 : proto;
    self.fd = sys(() => net().socket(self.family, self.type, self.proto));
  }
  setUp(self);
  return None;
}

function adopt(self: PySocket, fileno: PyObject, family: number, type: number, proto: number): void {
  const fd = Number(asIndex(fileno));
  if (fd < 0) raise(ValueError, 'negative file descriptor');
  const ask = (option: number): number => new DataView(sys(() => net().getsockopt(fd, SOL_SOCKET, option, 4)).buffer).getInt32(0, true);
  self.family = family === -1 ? ask(SO_DOMAIN) : family;
  self.type = type === -1 ? ask(SO_TYPE) : type;
  self.proto = proto === -1 ? ask(SO_PROTOCOL) : proto;
  if (family !== -1) sys(() => net().getsockname(fd));
  self.fd = fd;
}

function track(self: PySocket): void {
  const { fd, family, type, proto } = self;
  const { name } = self.ob_type;
  const where = (label: string, ask: (fd: number) => Uint8Array): string => {
    try {
      const address = fromSockaddr(ask(fd));
      return address === '' ? '' : `, ${label}=${repr(address)}`;
    } catch (error) {
      // Not bound, or not connected.
      if (!(error instanceof HostError)) throw error;
      return '';
    }
  };
  trackDescriptor(fd, self, true, () => {
    const addresses = where('laddr', net().getsockname) + where('raddr', net().getpeername);
    return `unclosed <socket.${name} fd=${fd}, family=${family}, type=${type}, proto=${proto}${addresses}>`;
  });
}

/** The flags that are no part of the type, and the default timeout. */
export function setUp(self: PySocket): void {
  const nonblocking = (self.type & SOCK_NONBLOCK) !== 0;
  self.type &= ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  track(self);
  if (nonblocking) {
    self.timeout = 0;
  } else {
    self.timeout = defaultTimeout;
    if (defaultTimeout >= 0) sys(() => host.files.setBlocking!(self.fd, false));
  }
}

// --- calling --------------------------------------------------------------------------------------------------------------

function raiseTimeout(): never {
  throwException(newException(TimeoutError, 'timed out'));
}

/** Runs a socket call as the timeout asks; `event` is what to wait for. `deadline` spans several calls. */
function socketCall<T>(self: PySocket, event: number, call: () => T, deadline?: number): T {
  if (self.timeout <= 0) {
    if (event === POLLIN) beforeReading(self);
    return sys(call);
  }
  const end = deadline ?? now() + self.timeout;
  for (;;) {
    waitReady(self, event, end);
    try {
      return call();
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (error.errno !== EINTR && error.errno !== EAGAIN) raiseOSError(error.errno);
    }
  }
}

function beforeReading(self: PySocket): void {
  if (idle.tries !== 0 && self.timeout < 0) lookWhileIdle(self.fd, POLLIN);
}

/** What comes after a call that failed at the first try: the error, or the call again as often as signals and other threads ask for it. */
function again<T>(error: unknown, call: () => T): T {
  if (!(error instanceof HostError)) throw error;
  if (error.errno !== EINTR) raiseOSError(error.errno);
  return sys(call);
}

function waitReady(self: PySocket, event: number, end: number): void {
  if (self.fd < 0) raiseOSError(EBADF);
  const left = end - now();
  if (left < 0) raiseTimeout();
  const revents: number[] = [];
  const ready = waitFor(left, (milliseconds) => ioCalls().poll([self.fd], [event], revents, milliseconds) || undefined);
  if (ready === undefined) raiseTimeout();
}

function accept(self: PySocket): PyObject {
  const { result, address } = socketCall(self, POLLIN, () => net().accept(self.fd));
  return new PyTuple([result, fromSockaddr(address)]);
}

/** 0 or an errno. */
function tryConnect(self: PySocket, address: Uint8Array): number {
  let started = false;
  try {
    net().connect(self.fd, address);
    return 0;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    if (error.errno === EINTR) {
      runPendingSignals();
      started = self.timeout !== 0;
    } else {
      started = error.errno === EINPROGRESS && self.timeout > 0;
    }
    if (!started) return error.errno;
  }
  // The attempt goes on without us; when the socket is writable it is over.
  const revents: number[] = [];
  const ready = waitFor(
    self.timeout < 0 ? undefined : self.timeout,
    (milliseconds) => ioCalls().poll([self.fd], [POLLOUT], revents, milliseconds) || undefined,
  );
  if (ready === undefined) return -1;
  const error = new DataView(sys(() => net().getsockopt(self.fd, SOL_SOCKET, SO_ERROR, 4)).buffer).getInt32(0, true);
  return error === EISCONN ? 0 : error;
}

function connect(self: PySocket, address: PyObject): PyObject {
  const error = tryConnect(self, toSockaddr('connect', self.family, address));
  if (error === -1) raiseTimeout();
  if (error !== 0) raiseOSError(error);
  return None;
}

function connectEx(self: PySocket, address: PyObject): number {
  const error = tryConnect(self, toSockaddr('connect_ex', self.family, address));
  return error === -1 ? EAGAIN : error;
}

function send(self: PySocket, data: PyObject, flags: number): number {
  return sendPart(self, bytesLike(data), 0, flags, undefined);
}

/** Sends what it can of `bytes` from `start` on. */
function sendPart(self: PySocket, bytes: Uint8Array, start: number, flags: number, deadline: number | undefined): number {
  if (self.timeout > 0) return socketCall(self, POLLOUT, () => net().send(self.fd, bytes, start, bytes.length - start, flags), deadline);
  runPendingSignals();
  // fast: no closure for what succeeds at once.
  try {
    return net().send(self.fd, bytes, start, bytes.length - start, flags);
  } catch (error) {
    return again(error, () => net().send(self.fd, bytes, start, bytes.length - start, flags));
  }
}

function sendall(self: PySocket, data: PyObject, flags: number): PyObject {
  const bytes = bytesLike(data);
  const deadline = self.timeout > 0 ? now() + self.timeout : undefined;
  let sent = 0;
  do {
    sent += sendPart(self, bytes, sent, flags, deadline);
    runPendingSignals();
  } while (sent < bytes.length);
  return None;
}

function sendto(self: PySocket, args: PyObject[]): PyObject {
  if (args.length < 2 || args.length > 3) raise(TypeError, `sendto() takes 2 or 3 arguments (${args.length} given)`);
  const data = bytesLike(args[0]!);
  const flags = args.length === 3 ? Number(asIndex(args[1]!)) : 0;
  const address = toSockaddr('sendto', self.family, args[args.length - 1]!);
  return socketCall(self, POLLOUT, () => net().sendto(self.fd, data, flags, address));
}

function recv(self: PySocket, size: number, flags: number): PyObject {
  if (size < 0) raise(ValueError, 'negative buffersize in recv');
  if (size === 0) return new PyBytes(new Uint8Array(0));
  if (self.timeout > 0) return new PyBytes(socketCall(self, POLLIN, () => net().recvNew(self.fd, size, flags)));
  beforeReading(self);
  runPendingSignals();
  try {
    return new PyBytes(net().recvNew(self.fd, size, flags));
  } catch (error) {
    return new PyBytes(again(error, () => net().recvNew(self.fd, size, flags)));
  }
}

/** The part of a buffer to fill: `size` 0 means all of it. */
function target(f: string, buffer: PyObject, size: number): Uint8Array {
  const memory = writableBytes(buffer, `${f}() argument 1 must be read-write bytes-like object`);
  if (size < 0) raise(ValueError, `negative buffersize in ${f}`);
  if (size > memory.length) raise(ValueError, f === 'recv_into' ? 'buffer too small for requested bytes' : 'nbytes is greater than the length of the buffer');
  return size === 0 ? memory : memory.subarray(0, size);
}

function recvInto(self: PySocket, buffer: PyObject, size: number, flags: number): number {
  const memory = target('recv_into', buffer, size);
  if (memory.length === 0) return 0;
  if (self.timeout > 0) return socketCall(self, POLLIN, () => net().recv(self.fd, memory, 0, memory.length, flags));
  beforeReading(self);
  try {
    return net().recv(self.fd, memory, 0, memory.length, flags);
  } catch (error) {
    return again(error, () => net().recv(self.fd, memory, 0, memory.length, flags));
  }
}

function recvfrom(self: PySocket, size: number, flags: number): PyObject {
  if (size < 0) raise(ValueError, 'negative buffersize in recvfrom');
  const { data, address } = socketCall(self, POLLIN, () => net().recvfromNew(self.fd, size, flags));
  return new PyTuple([new PyBytes(data), address.length === 0 ? None : fromSockaddr(address)]);
}

function recvfromInto(self: PySocket, buffer: PyObject, size: number, flags: number): PyObject {
  const memory = target('recvfrom_into', buffer, size);
  const { result, address } = socketCall(self, POLLIN, () => net().recvfrom(self.fd, memory, memory.length, flags));
  return new PyTuple([result, address.length === 0 ? None : fromSockaddr(address)]);
}

// --- messages with control data -------------------------------------------------------------------------------------------

/** Its options are 64-bit numbers. */
const AF_VSOCK = 40;
const HEADER = 16;
/** The kernel counts in an int. */
const MAX_CONTROL = 0x7fffffff;
const aligned = (n: number): number => (n + 7) & ~7;
export const cmsgLen = (length: number): number => HEADER + length;
export const cmsgSpace = (length: number): number => HEADER + aligned(length);

function demandIterable(value: PyObject, f: string, n: number): void {
  if (value.s_iter === undefined && value.s_getitem === undefined) raise(TypeError, `${f}() argument ${n} must be an iterable`);
}

function controlData(ancillary: PyObject): Uint8Array {
  demandIterable(ancillary, 'sendmsg', 2);
  const parts: Uint8Array[] = [];
  iterate(ancillary, (item) => {
    if ((item.tflags & (TUPLE | LIST)) === 0) raise(TypeError, `[sendmsg() ancillary data items]() argument must be 3-item tuple, not ${item.ob_type.shown}`);
    const items = arrayFromIterable(item);
    if (items.length !== 3) raise(TypeError, `[sendmsg() ancillary data items]() argument must be tuple of length 3, not ${items.length}`);
    const data = bytesLike(items[2]!);
    parts.push(controlItem(Number(asIndex(items[0]!)), Number(asIndex(items[1]!)), data));
  });
  return joined(parts);
}

function controlItem(level: number, type: number, data: Uint8Array): Uint8Array {
  const part = new Uint8Array(cmsgSpace(data.length));
  const view = new DataView(part.buffer);
  view.setBigUint64(0, BigInt(cmsgLen(data.length)), true);
  view.setInt32(8, level, true);
  view.setInt32(12, type, true);
  part.set(data, HEADER);
  return part;
}

function joined(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function ancillaryItems(control: Uint8Array): PyObject {
  const view = new DataView(control.buffer, control.byteOffset, control.byteLength);
  const items: PyObject[] = [];
  for (let at = 0; at + HEADER <= control.length; ) {
    const length = Number(view.getBigUint64(at, true));
    if (length < HEADER) break;
    const data = new PyBytes(control.slice(at + HEADER, Math.min(at + length, control.length)));
    items.push(new PyTuple([view.getInt32(at + 8, true), view.getInt32(at + 12, true), data]));
    at += aligned(length);
  }
  return new PyList(items);
}

function buffersOf(buffers: PyObject, f: string): Uint8Array[] {
  demandIterable(buffers, f, 1);
  // A copy first: a buffer's own code may change the sequence.
  return arrayFromIterable(buffers).slice().map(bytesLike);
}

function sendmsg(self: PySocket, buffers: PyObject, ancillary: PyObject, flags: number, address: PyObject): PyObject {
  const parts = buffersOf(buffers, 'sendmsg');
  const control = controlData(ancillary);
  const to = address === None ? undefined : toSockaddr('sendmsg', self.family, address);
  return socketCall(self, POLLOUT, () => net().sendmsg(self.fd, parts, control, flags, to));
}

const sendAlgRow = parsed(method('sendmsg_afalg(self, msg=(), /, *, op = ?, iv = ?, assoclen = ?, flags: int = 0)', null, sendAlg));

function sendAlg(
  self: PySocket,
  buffers: PyObject,
  op: PyObject | undefined,
  iv: PyObject | undefined,
  assoclen: PyObject | undefined,
  flags: number,
): PyObject {
  const parts = buffersOf(buffers, 'sendmsg_afalg');
  const control = joined(algControl(op, iv, assoclen).map(([type, data]) => controlItem(SOL_ALG, type, data)));
  return socketCall(self, POLLOUT, () => net().sendmsg(self.fd, parts, control, flags, undefined));
}

/** Looks at the kind of socket before it looks at its arguments. */
function sendmsgAfalg(self: PySocket, args: PyObject[], keywords: PyDict): PyObject {
  if (self.family !== AF_ALG) raise(OSError, 'algset is only supported for AF_ALG');
  const names = dictKeys(keywords);
  return nativeCode(sendAlgRow, '').nK([self, ...args, ...names.map((name) => dictGet(keywords, name)!)], names as string[]);
}

function recvmsg(self: PySocket, size: number, controlSize: number, flags: number): PyObject {
  if (size < 0) raise(ValueError, 'negative buffer size in recvmsg()');
  if (controlSize < 0 || controlSize > MAX_CONTROL) raise(ValueError, 'invalid ancillary data buffer length');
  const data = new Uint8Array(size);
  const got = socketCall(self, POLLIN, () => net().recvmsg(self.fd, [data], controlSize, flags));
  return new PyTuple([
    new PyBytes(data.slice(0, got.result)),
    ancillaryItems(got.control),
    got.flags,
    got.address.length === 0 ? None : fromSockaddr(got.address),
  ]);
}

function recvmsgInto(self: PySocket, buffers: PyObject, controlSize: number, flags: number): PyObject {
  if (controlSize < 0 || controlSize > MAX_CONTROL) raise(ValueError, 'invalid ancillary data buffer length');
  const parts: Uint8Array[] = [];
  demandIterable(buffers, 'recvmsg_into', 1);
  iterate(
    buffers,
    (buffer) => void parts.push(writableBytes(buffer, 'recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers', true)),
  );
  const got = socketCall(self, POLLIN, () => net().recvmsg(self.fd, parts, controlSize, flags));
  return new PyTuple([got.result, ancillaryItems(got.control), got.flags, got.address.length === 0 ? None : fromSockaddr(got.address)]);
}

// --- settings -------------------------------------------------------------------------------------------------------------

function setTimeout(self: PySocket, seconds: number): PyObject {
  self.timeout = seconds;
  sys(() => host.files.setBlocking!(self.fd, seconds < 0));
  return None;
}

function getsockopt(self: PySocket, level: number, option: number, size: number): PyObject {
  if (self.family === AF_VSOCK && size === 0)
    return normalizeInt(new DataView(sys(() => net().getsockopt(self.fd, level, option, 8)).buffer).getBigUint64(0, true));
  if (size === 0) {
    // The kernel may give less than an int, or nothing.
    const number = new Uint8Array(4);
    number.set(sys(() => net().getsockopt(self.fd, level, option, 4)));
    return new DataView(number.buffer).getInt32(0, true);
  }
  if (size < 0 || size > 1024) raise(OSError, 'getsockopt buflen out of range');
  return new PyBytes(sys(() => net().getsockopt(self.fd, level, option, size)));
}

function setsockopt(self: PySocket, level: number, option: number, value: PyObject, length: PyObject | undefined): PyObject {
  if (length !== undefined) {
    if (value !== None) raise(TypeError, 'setsockopt() takes exactly 3 arguments (4 given)');
    sys(() => net().setsockopt(self.fd, level, option, undefined, Number(asIndex(length))));
    return None;
  }
  const data = isInt(value) ? optionNumber(self, asIndex(value)) : bytesLike(value);
  sys(() => net().setsockopt(self.fd, level, option, data, data.length));
  return None;
}

/** The int of an option as the kernel takes it. */
function optionNumber(self: PySocket, n: number | bigint): Uint8Array {
  if (self.family === AF_VSOCK) return new Uint8Array(BigUint64Array.of(BigInt(n)).buffer);
  if (n > 0xffffffff || n < -0x80000000) raise(OverflowError, 'Python int too large to convert to C int');
  const data = new Uint8Array(4);
  new DataView(data.buffer).setInt32(0, Number(n), true);
  return data;
}

function close(self: PySocket): PyObject {
  const { fd } = self;
  self.fd = -1;
  if (fd >= 0) {
    untrackDescriptor(fd);
    try {
      host.files.close(fd);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      // A peer that reset the connection is no failure of closing.
      if (error.errno !== 104) raiseOSError(error.errno);
    }
  }
  return None;
}

function show(self: PySocket): PyObject {
  return strFromJs(`<socket object, fd=${self.fd}, family=${self.family}, type=${self.type}, proto=${self.proto}>`);
}

const methods: Row[] = [
  method('_accept(self, /)', 'Takes a connection: its descriptor and the address of the other end.', accept),
  method('bind(self, address, /)', 'Gives the socket an address.', (self, address) => {
    const data = toSockaddr('bind', self.family, address);
    sys(() => net().bind(self.fd, data));
    return None;
  }),
  method('close(self, /)', 'Closes it.', close),
  method('connect(self, address, /)', 'Connects to an address.', connect),
  method('connect_ex(self, address, /)', 'Connects; gives an error number.', connectEx),
  method('detach(self, /)', 'Gives the descriptor away.', (self: PySocket) => {
    const { fd } = self;
    self.fd = -1;
    untrackDescriptor(fd);
    return fd;
  }),
  method('fileno(self, /)', 'The descriptor.', (self: PySocket) => self.fd),
  method('getpeername(self, /)', 'The address of the other end.', (self: PySocket) => fromSockaddr(sys(() => net().getpeername(self.fd)))),
  method('getsockname(self, /)', 'Its own address.', (self: PySocket) => fromSockaddr(sys(() => net().getsockname(self.fd)))),
  parsed(method('getsockopt(self, level: int, option: int, buffersize: int = 0, /)', 'An option.', getsockopt)),
  parsed(method('setsockopt(self, level: int, option: int, value, optlen = ?, /)', 'Sets an option.', setsockopt)),
  parsed(
    method('listen(self, backlog: int = 128, /)', 'Waits for connections.', (self: PySocket, backlog) => {
      sys(() => net().listen(self.fd, Math.max(backlog, 0)));
      return None;
    }),
  ),
  parsed(method('recv(self, buffersize: size, flags: int = 0, /)', 'Receives data.', recv)),
  method('recv_into(self, buffer, nbytes: size = 0, flags: int = 0)', 'Receives data into a buffer.', recvInto),
  parsed(method('recvfrom(self, buffersize: size, flags: int = 0, /)', 'Receives data and the address of the sender.', recvfrom)),
  method('recvfrom_into(self, buffer, nbytes: size = 0, flags: int = 0)', null, recvfromInto),
  parsed(method('recvmsg(self, bufsize: size, ancbufsize: size = 0, flags: int = 0, /)', 'Receives data and control data.', recvmsg)),
  parsed(method('recvmsg_into(self, buffers, ancbufsize: size = 0, flags: int = 0, /)', null, recvmsgInto)),
  parsed(method('send(self, data, flags: int = 0, /)', 'Sends data; perhaps only a part.', send)),
  parsed(method('sendall(self, data, flags: int = 0, /)', 'Sends all the data.', sendall)),
  method('sendto(self, *args)', 'Sends data to an address.', sendto),
  parsed(method('sendmsg(self, buffers, ancdata=(), flags: int = 0, address=None, /)', 'Sends data and control data.', sendmsg)),
  method('sendmsg_afalg(self, *args, **kwargs)', 'Sends data to a cipher or digest of the kernel, with how to treat it.', sendmsgAfalg),
  method('setblocking(self, flag: bool, /)', 'Should calls wait?', (self, flag) => setTimeout(self, flag ? -1 : 0)),
  method('settimeout(self, timeout, /)', 'How long should calls wait?', (self, timeout) => setTimeout(self, timeoutOf(timeout))),
  method('gettimeout(self, /)', null, (self: PySocket) => (self.timeout < 0 ? None : new PyFloat(self.timeout))),
  method('getblocking(self, /)', null, (self: PySocket) => self.timeout !== 0),
  method('shutdown(self, how: int, /)', 'Ends one direction or both.', (self: PySocket, how) => {
    sys(() => net().shutdown(self.fd, how));
    return None;
  }),
];

export const socketType = defineType(PySocket, {
  name: 'socket',
  module: '_socket',
  flags: ['BASETYPE'],
  doc: 'One end of a connection.',
  slots: {
    init: initSlot('socket(family: int = -1, type: int = -1, proto: int = -1, fileno=None)', init),
    repr: show,
  },
  methods,
  getset: [
    member('family', null, (self: PySocket) => self.family),
    member('type', null, (self: PySocket) => self.type),
    member('proto', null, (self: PySocket) => self.proto),
    getset('timeout', null, (self: PySocket) => (self.timeout < 0 ? None : new PyFloat(self.timeout))),
  ],
});
