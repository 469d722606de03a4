// The _socket module. address.ts translates addresses, socket.ts has the object; here are the functions around them.
// CPython: Modules/socketmodule.c.
import { host } from '../../host/host.ts';
import { converters } from '../../objects/declare/converterTable.ts';
import { defineModule, fn, parsed } from '../../objects/declare/module.ts';
import { BYTES } from '../../objects/model/flags.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyList, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { asIndex, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { OSError, OverflowError, TimeoutError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { fsEncode } from '../fsPath.ts';
import { raiseHeap } from '../heapException.ts';
import { sys } from '../hostErrors.ts';
import { AF_INET, AF_INET6, AF_UNIX, fromSockaddr, hostAddress, hostBytes, toSockaddr } from './address.ts';
import { CONSTANTS } from './constants.ts';
import { gaierror, herror, lookup, net } from './native.ts';
import { cmsgLen, cmsgSpace, getDefaultTimeout, PySocket, setDefaultTimeout, setUp as setUpSocket, socketType } from './socket.ts';

const EAFNOSUPPORT = 97,
  ENODEV = 19;
const MAX_CMSG = 0x7fffffff;

function newSocket(fd: number, family: number, type: number, proto: number): PyObject {
  const socket = new PySocket();
  Object.assign(socket, { fd, family, type, proto });
  setUpSocket(socket);
  return socket;
}

function socketpair(family: number, type: number, proto: number): PyObject {
  const [a, b] = sys(() => net().socketpair(family, type, proto));
  return new PyTuple([newSocket(a, family, type, proto), newSocket(b, family, type, proto)]);
}

function portText(port: PyObject): string | undefined {
  if (port === None) return undefined;
  if (isInt(port)) return String(asIndex(port));
  if (isStr(port)) return converters.str!(port, undefined as never, 0) as string;
  if (port.s_buffer === undefined) raise(OSError, 'Int or String expected');
  return new TextDecoder().decode(bytesLike(port));
}

function getaddrinfo(name: PyObject, port: PyObject, family: number, type: number, proto: number, flags: number): PyObject {
  if (name !== None && !isStr(name) && (name.tflags & BYTES) === 0) raise(TypeError, 'getaddrinfo() argument 1 must be string or None');
  const hostName = name === None ? undefined : lookedUp(name);
  const service = portText(port);
  const found = lookup(() => net().getaddrinfo(hostName, service, family, type, proto, flags));
  return new PyList(found.map((info) => new PyTuple([info.family, info.type, info.protocol, strFromJs(info.canonname), fromSockaddr(info.address)])));
}

/** A name for getaddrinfo goes through IDNA, ASCII or not: labels have 1 to 63 characters. */
function lookedUp(name: PyObject): Uint8Array {
  if (!isStr(name) || (typeof name === 'string' && PLAIN_NAME.test(name))) return hostBytes(name);
  const bytes = bytesLike(callMethod(name, 'encode', 'idna'));
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
const PLAIN_NAME = /^[\x01-\x2d\x2f-\x7f]{0,63}(?:(?<=.)\.[\x01-\x2d\x2f-\x7f]{1,63})*(?:(?<=.)\.)?$/;

function getnameinfo(address: PyObject, flags: number): PyObject {
  if (!(address instanceof PyTuple)) raise(TypeError, 'getnameinfo() argument 1 must be a tuple');
  if (address.ta.length < 2 || address.ta.length > 4) raise(TypeError, 'getnameinfo(): illegal sockaddr argument');
  const [name, port] = address.ta as [PyObject, PyObject];
  const text = isStr(name) ? jsFromStr(name) : raise(TypeError, `getnameinfo() argument 1 must be str, not ${name.ob_type.shown}`);
  const family = text.includes(':') ? AF_INET6 : AF_INET;
  if (net().inetPton(family, text) === undefined) {
    // Only numeric addresses: a name would need two look-ups.
    const found = lookup(() => net().getaddrinfo(hostBytes(name), String(asIndex(port)), 0, 2, 0, 4));
    const [hostName, service] = lookup(() => net().getnameinfo(found[0]!.address, flags));
    return new PyTuple([strFromJs(hostName), strFromJs(service)]);
  }
  // A port is a text for the C library, which keeps 16 bits of it.
  const [, , ...more] = address.ta;
  const data = toSockaddr('getnameinfo', family, new PyTuple([name, Number(asIndex(port)) & 0xffff, ...more]));
  const [hostName, service] = lookup(() => net().getnameinfo(data, flags));
  return new PyTuple([strFromJs(hostName), strFromJs(service)]);
}

const dotted = (bytes: Uint8Array): string => bytes.join('.');

/** Name, aliases and addresses. */
function hostEntry(name: string, addresses: readonly string[]): PyObject {
  return new PyTuple([strFromJs(name), new PyList([]), new PyList(addresses.map(strFromJs))]);
}

function gethostbynameEx(name: PyObject): PyObject {
  const AI_CANONNAME = 2;
  const found = lookup(() => net().getaddrinfo(hostBytes(name, 'gethostbyname_ex'), undefined, AF_INET, 1, 0, AI_CANONNAME));
  const canonical = found[0]!.canonname;
  return hostEntry(canonical, [...new Set(found.map((info) => dotted(info.address.subarray(4, 8))))]);
}

function gethostbyaddr(name: PyObject): PyObject {
  const found = lookup(() => net().getaddrinfo(hostBytes(name, 'gethostbyaddr'), undefined, 0, 1, 0, 0))[0]!;
  const NI_NAMEREQD = 8;
  let canonical: string;
  try {
    [canonical] = net().getnameinfo(found.address, NI_NAMEREQD);
  } catch (error) {
    if (!(error instanceof net().LookupFailure)) throw error;
    raiseHeap(herror(), 1, 'Unknown host');
  }
  const shown = found.family === AF_INET ? dotted(found.address.subarray(4, 8)) : net().inetNtop(AF_INET6, found.address.slice(8, 24));
  return hostEntry(canonical, [shown]);
}

/** 16 or 32 bits in the other byte order. */
function swap16(value: PyObject): number {
  const n = asIndex(value);
  if (n < 0) raise(ValueError, 'Cannot convert negative int');
  if (n > 0xffff) raise(OverflowError, 'Python int too large for C uint16_t');
  return ((Number(n) & 255) << 8) | (Number(n) >> 8);
}
function swap32(value: PyObject): number {
  if (!isInt(value)) raise(TypeError, `'${value.ob_type.shown}' object cannot be interpreted as an integer`);
  const n = asIndex(value);
  if (n < 0) raise(ValueError, 'Cannot convert negative int');
  if (n > 0xffffffff) raise(OverflowError, 'Python int too large for C uint32_t');
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, Number(n), true);
  return view.getUint32(0, false);
}

function inetAton(text: string): PyObject {
  // One to four numbers, decimal, octal or hexadecimal; the last one fills what is left.
  const parts = text
    .split(/[ \t-\r]/, 1)[0]!
    .split('.')
    .map((part) =>
      /^0x[0-9a-f]+$/i.test(part)
        ? Number.parseInt(part, 16)
        : /^0[0-7]*$/.test(part)
          ? Number.parseInt(part, 8)
          : /^[1-9]\d*$/.test(part)
            ? Number(part)
            : Number.NaN,
    );
  const last = parts.pop() ?? Number.NaN;
  const limit = 256 ** (4 - parts.length);
  if (parts.length > 3 || parts.some((n) => !(n < 256)) || !(last < limit)) raise(OSError, 'illegal IP address string passed to inet_aton');
  const out = new Uint8Array(4);
  out.set(parts);
  for (let i = 3, rest = last; i >= parts.length; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  return new PyBytes(out);
}

function inetNtop(family: number, packed: PyObject): PyObject {
  const data = bytesLike(packed);
  if (family !== AF_INET && family !== AF_INET6) raise(ValueError, `unknown address family ${family}`);
  if (data.length !== (family === AF_INET ? 4 : 16)) raise(ValueError, 'invalid length of packed IP address string');
  return strFromJs(net().inetNtop(family, data.slice()));
}

function inetPton(family: number, text: string): PyObject {
  if (family !== AF_INET && family !== AF_INET6) sys(() => raiseFamily());
  const packed = net().inetPton(family, text);
  if (packed === undefined) raise(OSError, 'illegal IP address string passed to inet_pton');
  return new PyBytes(packed);
}

function raiseFamily(): never {
  raiseOSError(EAFNOSUPPORT);
}

function interfaceName(name: PyObject): Uint8Array {
  if (!isStr(name) && (name.tflags & BYTES) === 0) raise(TypeError, `expected str, bytes or os.PathLike object, not ${name.ob_type.shown}`);
  return isStr(name) ? fsEncode(name) : hostBytes(name);
}

function interfaces(): PyObject {
  const list: PyObject[] = [];
  for (let i = 1, misses = 0; misses < 64; i++) {
    const name = net().ifIndexToName(i);
    if (name === undefined) misses++;
    else list.push(new PyTuple([i, strFromJs(name)]));
  }
  return new PyList(list);
}

const checkedLength =
  (f: (n: number) => number, name: string, most: number) =>
  (n: number): number => {
    if (n < 0 || n > most) raise(OverflowError, `${name}() argument out of range`);
    return f(n);
  };

export default defineModule({
  name: '_socket',
  doc: 'Sockets.',
  functions: [
    parsed(fn('socketpair(family: int = 1, type: int = 1, proto: int = 0, /)', 'Two sockets that are connected to each other.', socketpair)),
    fn('close(fd, /)', 'Closes a descriptor.', (fd) => {
      if (!isInt(fd) && fd.s_index === undefined) raise(TypeError, `'${fd.ob_type.shown}' object cannot be interpreted as an integer`);
      sys(() => host.files.close(Number(asIndex(fd))));
      return None;
    }),
    fn('dup(fd: fildes, /)', 'Another descriptor for the same socket.', (fd) => sys(() => host.files.dup!(fd, false))),
    fn('gethostname()', 'The name of this machine.', () => strFromJs(sys(() => net().gethostname()))),
    fn('sethostname(name, /)', null, (name) => {
      sys(() => net().sethostname(interfaceName(name)));
      return None;
    }),
    parsed(fn('gethostbyname(host, /)', 'The address of a host.', (name) => strFromJs(dotted(hostAddress(name, AF_INET, 'gethostbyname'))))),
    parsed(fn('gethostbyname_ex(host, /)', null, gethostbynameEx)),
    parsed(fn('gethostbyaddr(host, /)', null, gethostbyaddr)),
    fn('getaddrinfo(host, port, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0)', 'All addresses of a host and service.', getaddrinfo),
    parsed(fn('getnameinfo(sockaddr, flags: int, /)', 'The names of an address.', getnameinfo)),
    parsed(
      fn(
        'getservbyname(servicename: str, protocolname: opt_str = None, /)',
        null,
        (name, protocol) => net().getservbyname(name, protocol) ?? raise(OSError, 'service/proto not found'),
      ),
    ),
    parsed(
      fn('getservbyport(port: int, protocolname: opt_str = None, /)', null, (port: number, protocol) => {
        if (port < 0 || port > 0xffff) raise(OverflowError, 'getservbyport: port must be 0-65535.');
        const name = net().getservbyport(port, protocol);
        return name === undefined ? raise(OSError, 'port/proto not found') : strFromJs(name);
      }),
    ),
    parsed(fn('getprotobyname(protocolname: str, /)', null, (name) => net().getprotobyname(name) ?? raise(OSError, 'protocol not found'))),
    fn('ntohs(integer, /)', null, (n) => swap16(n)),
    fn('htons(integer, /)', null, (n) => swap16(n)),
    fn('ntohl(integer, /)', null, (n) => swap32(n)),
    fn('htonl(integer, /)', null, (n) => swap32(n)),
    fn('inet_aton(ip_addr: str, /)', null, inetAton),
    fn('inet_ntoa(packed_ip, /)', null, (packed) => {
      const data = bytesLike(packed);
      if (data.length !== 4) raise(OSError, 'packed IP wrong length for inet_ntoa');
      return strFromJs(dotted(data));
    }),
    parsed(fn('inet_pton(address_family: int, ip_string: str, /)', null, inetPton)),
    parsed(fn('inet_ntop(address_family: int, packed_ip, /)', null, inetNtop)),
    fn('getdefaulttimeout()', null, getDefaultTimeout),
    fn('setdefaulttimeout(timeout, /)', null, setDefaultTimeout),
    fn('if_nameindex()', null, interfaces),
    fn('if_nametoindex(oname, /)', null, (name) => net().ifNameToIndex(interfaceName(name)) || raiseOSError(ENODEV)),
    fn('if_indextoname(if_index, /)', null, (value) => {
      const index = asIndex(value);
      if (index < 0) raise(ValueError, 'Cannot convert negative int');
      if (index > 0xffffffff) raise(OverflowError, 'Python int too large for C unsigned int');
      const name = net().ifIndexToName(Number(index));
      const ENXIO = 6;
      return name === undefined ? raiseOSError(ENXIO) : strFromJs(name);
    }),
    parsed(fn('CMSG_LEN(length: size, /)', null, checkedLength(cmsgLen, 'CMSG_LEN', MAX_CMSG - cmsgLen(0)))),
    parsed(fn('CMSG_SPACE(length: size, /)', null, checkedLength(cmsgSpace, 'CMSG_SPACE', MAX_CMSG - cmsgSpace(1)))),
  ],
  types: [socketType],
  constants: () => ({
    ...CONSTANTS,
    AF_UNIX,
    BDADDR_ANY: '00:00:00:00:00:00',
    BDADDR_LOCAL: '00:00:00:FF:FF:FF',
    error: OSError,
    timeout: TimeoutError,
    gaierror: gaierror(),
    herror: herror(),
    has_ipv6: true,
    SocketType: socketType,
  }),
});
