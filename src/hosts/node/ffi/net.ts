// Sockets by direct calls. Addresses pass as the raw bytes of sockaddr structures; modules/_socket knows what is in them.
// Answers to: Modules/socketmodule.c.
import { HostError } from '../../../host/host.ts';
import { copyMemory } from '../../../util/memory.ts';
import { type CFunction, checked, declare, declareBlocking, errno, gil, native, terminated, upToNull } from './native.ts';

const c = {
  socket: declare('socket', 'int', ['int', 'int', 'int']),
  socketpair: declare('socketpair', 'int', ['int', 'int', 'int', 'void *']),
  bind: declare('bind', 'int', ['int', 'void *', 'uint']),
  connect: declareBlocking('connect', 'int', ['int', 'void *', 'uint']),
  listen: declare('listen', 'int', ['int', 'int']),
  accept4: declareBlocking('accept4', 'int', ['int', 'void *', 'void *', 'int'], true),
  getsockname: declare('getsockname', 'int', ['int', 'void *', 'void *']),
  getpeername: declare('getpeername', 'int', ['int', 'void *', 'void *']),
  getsockopt: declare('getsockopt', 'int', ['int', 'int', 'int', 'void *', 'void *']),
  setsockopt: declare('setsockopt', 'int', ['int', 'int', 'int', 'void *', 'uint']),
  shutdown: declare('shutdown', 'int', ['int', 'int']),
  send: declareBlocking('send', 'long', ['int', 'void *', 'size_t', 'int'], true),
  sendto: declareBlocking('sendto', 'long', ['int', 'void *', 'size_t', 'int', 'void *', 'uint'], true),
  recv: declareBlocking('recv', 'long', ['int', 'void *', 'size_t', 'int'], true),
  recvfrom: declareBlocking('recvfrom', 'long', ['int', 'void *', 'size_t', 'int', 'void *', 'void *'], true),
  sendmsg: declareBlocking('sendmsg', 'long', ['int', 'void *', 'int'], true),
  recvmsg: declareBlocking('recvmsg', 'long', ['int', 'void *', 'int'], true),
  gethostname: declare('gethostname', 'int', ['void *', 'size_t']),
  sethostname: declare('sethostname', 'int', ['void *', 'size_t']),
  getaddrinfo: declareBlocking('getaddrinfo', 'int', ['void *', 'void *', 'void *', 'void *']),
  freeaddrinfo: declare('freeaddrinfo', 'void', ['uintptr_t']),
  getnameinfo: declareBlocking('getnameinfo', 'int', ['void *', 'uint', 'void *', 'uint', 'void *', 'uint', 'int']),
  gaiStrerror: declare('gai_strerror', 'str', ['int']),
  getservbyname: declare('getservbyname', 'uintptr_t', ['void *', 'void *']),
  getservbyport: declare('getservbyport', 'uintptr_t', ['int', 'void *']),
  getprotobyname: declare('getprotobyname', 'uintptr_t', ['void *']),
  ifNameToIndex: declare('if_nametoindex', 'uint', ['void *']),
  ifIndexToName: declare('if_indextoname', 'uintptr_t', ['uint', 'void *']),
  inetPton: declare('inet_pton', 'int', ['int', 'void *', 'void *']),
  inetNtop: declare('inet_ntop', 'uintptr_t', ['int', 'void *', 'void *', 'uint']),
};

const EAGAIN = 11;
const MSG_DONTWAIT = 0x40;

/**
 * A transfer among threads: first one that does not wait and keeps the lock, which is most often enough; then, with the lock released, one
 * that waits if the socket is a blocking one.
 */
function transfer(call: (flags: number) => number, flags: number, syscall: string): number {
  const { live } = gil;
  if (live === 0 || (flags & MSG_DONTWAIT) !== 0) return checked(call(flags), syscall);
  gil.live = 0;
  const result = call(flags | MSG_DONTWAIT);
  gil.live = live;
  if (result !== -1 || errno() !== EAGAIN) return checked(result, syscall);
  return checked(call(flags), syscall);
}

/** Where data is received while the lock is held. */
let scratch = new Uint8Array(0);
const LARGEST_SCRATCH = 1 << 20;
const SMALL = 256;

const SOCK_CLOEXEC = 0o2000000;
const ADDRESS = 128;
const EAI_SYSTEM = -11;
const encoder = new TextEncoder();
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const from = (buffer: Uint8Array, start: number): Uint8Array => (start === 0 ? buffer : buffer.subarray(start));
const cString = (s: string): Uint8Array => terminated(encoder.encode(s));

/** Memory of the process is copied to here, and then on: a view of it costs ten times as much. */
const PEEK = 256;
const peeked = new Uint8Array(new ArrayBuffer(PEEK));
const copy = declare('memcpy', 'void', ['void *', 'uintptr_t', 'size_t']);

/** Memory of the process at an address, copied. */
function memoryAt(address: bigint, length: number): Uint8Array {
  if (length > PEEK) return new Uint8Array(native()!.koffi.view(address, length)).slice();
  copy(peeked, address, length);
  return peeked.slice(0, length);
}

function stringAt(address: bigint): string {
  let length = 16;
  for (;;) {
    const bytes = memoryAt(address, length);
    const end = bytes.indexOf(0);
    if (end >= 0) return text(bytes.subarray(0, end));
    length *= 2;
  }
}

/** Memory for an address and its length, with a fixed place from the start. A call that waits has one of its own, so there are several. */
interface AddressMemory {
  address: Uint8Array;
  length: Uint32Array;
}
const spareAddresses: AddressMemory[] = [];

function addressMemory(): AddressMemory {
  const spare = spareAddresses.pop();
  if (spare !== undefined) return spare;
  const buffer = new ArrayBuffer(ADDRESS + 8);
  return { address: new Uint8Array(buffer, 0, ADDRESS), length: new Uint32Array(buffer, ADDRESS, 1) };
}

/** Calls something that fills in an address. */
function withAddress(call: (address: Uint8Array, length: Uint32Array) => number, syscall: string): { result: number; address: Uint8Array } {
  const memory = addressMemory();
  const { address, length } = memory;
  length[0] = ADDRESS;
  const result = call(address, length);
  const error = result === -1 ? new HostError(errno(), syscall) : undefined;
  spareAddresses.push(memory);
  if (error !== undefined) throw error;
  return { result, address: address.slice(0, Math.min(length[0]!, ADDRESS)) };
}

/** Calls something that reads an address. */
function givingAddress(f: CFunction, fd: number, given: Uint8Array, syscall: string): void {
  if (given.length > ADDRESS) return void checked(f(fd, given, given.length), syscall);
  const memory = addressMemory();
  memory.address.set(given);
  const result = f(fd, memory.address, given.length) as number;
  const error = result === -1 ? new HostError(errno(), syscall) : undefined;
  spareAddresses.push(memory);
  if (error !== undefined) throw error;
}

const NAME = 256;

/** What a look-up reads and writes, with a fixed place from the start. It may wait, so there are several. */
class LookupMemory {
  readonly #memory = new ArrayBuffer(2 * NAME + 64);
  readonly #texts = [new Uint8Array(this.#memory, 0, NAME), new Uint8Array(this.#memory, NAME, NAME)];
  readonly hints = new Int32Array(this.#memory, 2 * NAME, 12);
  readonly result = new BigUint64Array(this.#memory, 2 * NAME + 48, 1);

  /** A C string; null for none. */
  text(slot: 0 | 1, bytes: Uint8Array | undefined): Uint8Array | null {
    if (bytes === undefined) return null;
    if (bytes.length >= NAME) return terminated(bytes);
    const to = this.#texts[slot]!;
    to.set(bytes);
    to[bytes.length] = 0;
    return to;
  }
}
const spareLookups: LookupMemory[] = [];

/** Values of socket options, which no call waits with. */
const OPTION = 1024;
const option = new Uint8Array(OPTION + 8);
const optionLength = new Uint32Array(option.buffer, OPTION, 1);

export interface AddressInfo {
  family: number;
  type: number;
  protocol: number;
  canonname: string;
  address: Uint8Array;
}

/** Failed look-ups have error numbers of their own. */
export class LookupFailure {
  readonly code: number;
  readonly message: string;
  constructor(code: number) {
    this.code = code;
    this.message = c.gaiStrerror(code) as unknown as string;
  }
}

function lookupCheck(code: number, syscall: string): void {
  if (code === EAI_SYSTEM) checked(-1, syscall);
  if (code !== 0) throw new LookupFailure(code);
}

/** struct msghdr and what it points to; all parts stay alive as long as the object. */
function message(parts: readonly Uint8Array[], control: Uint8Array | undefined, address: Uint8Array | undefined): { header: Uint8Array; keep: unknown[] } {
  const { koffi } = native()!;
  const header = new Uint8Array(56);
  const view = new DataView(header.buffer);
  const vector = new BigUint64Array(Math.max(parts.length, 1) * 2);
  parts.forEach((part, i) => {
    vector[2 * i] = part.length === 0 ? 0n : koffi.address(part);
    vector[2 * i + 1] = BigInt(part.length);
  });
  if (address !== undefined) {
    view.setBigUint64(0, koffi.address(address), true);
    view.setUint32(8, address.length, true);
  }
  view.setBigUint64(16, koffi.address(vector), true);
  view.setBigUint64(24, BigInt(parts.length), true);
  if (control !== undefined && control.length > 0) {
    view.setBigUint64(32, koffi.address(control), true);
    view.setBigUint64(40, BigInt(control.length), true);
  }
  return { header, keep: [parts, control, address, vector] };
}

export const netNative = {
  LookupFailure,
  socket: (family: number, type: number, protocol: number): number => checked(c.socket(family, type | SOCK_CLOEXEC, protocol), 'socket'),
  socketpair(family: number, type: number, protocol: number): [number, number] {
    const pair = new Int32Array(2);
    checked(c.socketpair(family, type | SOCK_CLOEXEC, protocol, pair), 'socketpair');
    return [pair[0]!, pair[1]!];
  },
  bind: (fd: number, address: Uint8Array): void => givingAddress(c.bind, fd, address, 'bind'),
  connect: (fd: number, address: Uint8Array): void => givingAddress(c.connect, fd, address, 'connect'),
  listen: (fd: number, backlog: number): void => void checked(c.listen(fd, backlog), 'listen'),
  accept(fd: number): { result: number; address: Uint8Array } {
    return withAddress((address, length) => c.accept4(fd, address, length, SOCK_CLOEXEC), 'accept');
  },
  getsockname: (fd: number): Uint8Array => withAddress((address, length) => c.getsockname(fd, address, length), 'getsockname').address,
  getpeername: (fd: number): Uint8Array => withAddress((address, length) => c.getpeername(fd, address, length), 'getpeername').address,
  getsockopt(fd: number, level: number, name: number, size: number): Uint8Array {
    option.fill(0, 0, size);
    optionLength[0] = size;
    checked(c.getsockopt(fd, level, name, option, optionLength), 'getsockopt');
    return option.slice(0, optionLength[0]);
  },
  setsockopt(fd: number, level: number, name: number, value: Uint8Array | undefined, size: number): void {
    let given = value;
    if (value !== undefined && value.length <= OPTION) {
      option.set(value);
      given = option;
    }
    checked(c.setsockopt(fd, level, name, given ?? null, size), 'setsockopt');
  },
  shutdown: (fd: number, how: number): void => void checked(c.shutdown(fd, how), 'shutdown'),
  send(fd: number, data: Uint8Array, start: number, length: number, flags: number): number {
    // A small array of V8 has no fixed place until its address is asked for, which costs more than a copy.
    if (length <= SMALL) {
      if (scratch.length < SMALL) scratch = new Uint8Array(65536);
      for (let i = 0; i < length; i++) scratch[i] = data[start + i]!;
      const { live } = gil;
      gil.live = 0;
      const result = c.send(fd, scratch, length, live === 0 ? flags : flags | MSG_DONTWAIT);
      gil.live = live;
      if (result !== -1 || live === 0 || errno() !== EAGAIN) return checked(result, 'send');
    }
    return transfer((f) => c.send(fd, from(data, start), length, f), flags, 'send');
  },
  sendto(fd: number, data: Uint8Array, flags: number, address: Uint8Array): number {
    const size = data.length;
    if (size <= SMALL && address.length <= ADDRESS) {
      if (scratch.length < SMALL) scratch = new Uint8Array(65536);
      scratch.set(data);
      const memory = addressMemory();
      memory.address.set(address);
      const { live } = gil;
      gil.live = 0;
      const result = c.sendto(fd, scratch, size, live === 0 ? flags : flags | MSG_DONTWAIT, memory.address, address.length);
      gil.live = live;
      const error = result === -1 ? errno() : 0;
      spareAddresses.push(memory);
      if (error === 0) return result;
      if (live === 0 || error !== EAGAIN) throw new HostError(error, 'sendto');
    }
    return transfer((f) => c.sendto(fd, data, size, f, address, address.length), flags, 'sendto');
  },
  recv: (fd: number, into: Uint8Array, start: number, length: number, flags: number): number =>
    transfer((f) => c.recv(fd, from(into, start), length, f), flags, 'recv'),
  /** Receives up to `length` bytes into new memory just large enough. */
  recvNew(fd: number, length: number, flags: number): Uint8Array {
    if (length > LARGEST_SCRATCH) {
      const into = new Uint8Array(length);
      return into.slice(0, netNative.recv(fd, into, 0, length, flags));
    }
    if (scratch.length < length) scratch = new Uint8Array(Math.max(length, 65536));
    const { live } = gil;
    if (live === 0) return copyMemory(scratch, 0, checked(c.recv(fd, scratch, length, flags), 'recv'));
    gil.live = 0;
    const result = c.recv(fd, scratch, length, flags | MSG_DONTWAIT);
    gil.live = live;
    if (result !== -1) return copyMemory(scratch, 0, result);
    if (errno() !== EAGAIN || (flags & MSG_DONTWAIT) !== 0) checked(-1, 'recv');
    // The lock is released now: memory that nobody else has.
    const into = new Uint8Array(length);
    const count = checked(c.recv(fd, into, length, flags), 'recv');
    return count === length ? into : into.slice(0, count);
  },
  recvfrom: (fd: number, into: Uint8Array, length: number, flags: number): { result: number; address: Uint8Array } =>
    withAddress((address, size) => transfer((f) => c.recvfrom(fd, into, length, f, address, size), flags, 'recvfrom'), 'recvfrom'),
  /** Receives up to `length` bytes into new memory just large enough. */
  recvfromNew(fd: number, length: number, flags: number): { data: Uint8Array; address: Uint8Array } {
    let into: Uint8Array | undefined;
    if (length > LARGEST_SCRATCH) into = new Uint8Array(length);
    else if (scratch.length < length) scratch = new Uint8Array(Math.max(length, 65536));
    const { result, address } = withAddress((from, size) => {
      const { live } = gil;
      const isLast = live === 0 || (flags & MSG_DONTWAIT) !== 0;
      gil.live = 0;
      const count = c.recvfrom(fd, into ?? scratch, length, isLast ? flags : flags | MSG_DONTWAIT, from, size);
      gil.live = live;
      if (isLast || count !== -1 || errno() !== EAGAIN) return count;
      // The lock is released now: memory that nobody else has.
      into ??= new Uint8Array(length);
      size[0] = ADDRESS;
      return c.recvfrom(fd, into, length, flags, from, size);
    }, 'recvfrom');
    const count = Math.min(result, length);
    return { data: into === undefined ? copyMemory(scratch, 0, count) : into.slice(0, count), address };
  },
  sendmsg(fd: number, parts: readonly Uint8Array[], control: Uint8Array | undefined, flags: number, address: Uint8Array | undefined): number {
    const { header, keep } = message(parts, control, address);
    const sent = transfer((f) => c.sendmsg(fd, header, f), flags, 'sendmsg');
    keep.length = 0;
    return sent;
  },
  recvmsg(
    fd: number,
    parts: readonly Uint8Array[],
    controlSize: number,
    flags: number,
  ): { result: number; control: Uint8Array; flags: number; address: Uint8Array } {
    const control = new Uint8Array(controlSize);
    const address = new Uint8Array(ADDRESS);
    const { header, keep } = message(parts, control, address);
    const result = transfer((f) => c.recvmsg(fd, header, f), flags, 'recvmsg');
    keep.length = 0;
    const view = new DataView(header.buffer);
    return {
      result,
      control: control.slice(0, Number(view.getBigUint64(40, true))),
      flags: view.getInt32(48, true),
      address: address.slice(0, view.getUint32(8, true)),
    };
  },
  gethostname(): string {
    const buffer = new Uint8Array(256);
    checked(c.gethostname(buffer, buffer.length), 'gethostname');
    return text(upToNull(buffer));
  },
  sethostname: (name: Uint8Array): void => void checked(c.sethostname(name, name.length), 'sethostname'),
  getaddrinfo(hostName: Uint8Array | undefined, service: string | undefined, family: number, type: number, protocol: number, flags: number): AddressInfo[] {
    const memory = spareLookups.pop() ?? new LookupMemory();
    const { hints, result } = memory;
    hints[0] = flags;
    hints[1] = family;
    hints[2] = type;
    hints[3] = protocol;
    const code = c.getaddrinfo(memory.text(0, hostName), memory.text(1, service === undefined ? undefined : encoder.encode(service)), hints, result);
    const first = result[0]!;
    if (code === 0) spareLookups.push(memory);
    lookupCheck(code, 'getaddrinfo');
    const list: AddressInfo[] = [];
    for (let at = first; at !== 0n; ) {
      const view = new DataView(memoryAt(at, 48).buffer);
      const name = view.getBigUint64(32, true);
      list.push({
        family: view.getInt32(4, true),
        type: view.getInt32(8, true),
        protocol: view.getInt32(12, true),
        canonname: name === 0n ? '' : stringAt(name),
        address: memoryAt(view.getBigUint64(24, true), view.getUint32(16, true)),
      });
      at = view.getBigUint64(40, true);
    }
    c.freeaddrinfo(first);
    return list;
  },
  getnameinfo(address: Uint8Array, flags: number): [string, string] {
    const hostName = new Uint8Array(1025);
    const service = new Uint8Array(32);
    lookupCheck(c.getnameinfo(address, address.length, hostName, hostName.length, service, service.length, flags), 'getnameinfo');
    return [text(upToNull(hostName)), text(upToNull(service))];
  },
  getservbyname(name: string, protocol: string | undefined): number | undefined {
    const entry = BigInt(c.getservbyname(cString(name), protocol === undefined ? null : cString(protocol)));
    return entry === 0n ? undefined : new DataView(memoryAt(entry, 24).buffer).getUint16(16, false);
  },
  getservbyport(port: number, protocol: string | undefined): string | undefined {
    const entry = BigInt(c.getservbyport(((port & 255) << 8) | (port >> 8), protocol === undefined ? null : cString(protocol)));
    return entry === 0n ? undefined : stringAt(new DataView(memoryAt(entry, 8).buffer).getBigUint64(0, true));
  },
  getprotobyname(name: string): number | undefined {
    const entry = BigInt(c.getprotobyname(cString(name)));
    return entry === 0n ? undefined : new DataView(memoryAt(entry, 24).buffer).getInt32(16, true);
  },
  ifNameToIndex: (name: Uint8Array): number => c.ifNameToIndex(terminated(name)),
  ifIndexToName(index: number): string | undefined {
    const buffer = new Uint8Array(16);
    return BigInt(c.ifIndexToName(index, buffer)) === 0n ? undefined : text(upToNull(buffer));
  },
  inetPton(family: number, address: string): Uint8Array | undefined {
    const out = new Uint8Array(16);
    return c.inetPton(family, cString(address), out) === 1 ? out.slice(0, family === 2 ? 4 : 16) : undefined;
  },
  inetNtop(family: number, packed: Uint8Array): string {
    const out = new Uint8Array(64);
    c.inetNtop(family, packed, out, out.length);
    return text(upToNull(out));
  },
};

export type NetNative = typeof netNative;
