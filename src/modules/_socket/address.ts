// Socket addresses between Python's tuples and the kernel's sockaddr structures. CPython: getsockaddrarg and makesockaddr in Modules/socketmodule.c.
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyTuple } from '../../objects/model/values.ts';
import { BYTEARRAY, BYTES, TUPLE } from '../../objects/model/flags.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { asIndex, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { OSError, OverflowError, TypeError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { fsEncode, fsStr } from '../fsPath.ts';
import { AF_ALG, algAddress } from './alg.ts';
import { lookup, net } from './native.ts';

export const AF_UNSPEC = 0,
  AF_UNIX = 1,
  AF_INET = 2,
  AF_INET6 = 10,
  AF_NETLINK = 16,
  AF_PACKET = 17,
  AF_CAN = 29,
  AF_VSOCK = 40;
const UNIX_PATH = 108;
const ENODEV = 19;

const NAMES: Record<number, string> = {
  [AF_UNIX]: 'AF_UNIX',
  [AF_INET]: 'AF_INET',
  [AF_INET6]: 'AF_INET6',
  [AF_NETLINK]: 'AF_NETLINK',
  [AF_PACKET]: 'AF_PACKET',
};

/** The sockaddr of `address` for a socket of this family; `f` names the caller in messages. */
export function toSockaddr(f: string, family: number, address: PyObject): Uint8Array {
  switch (family) {
    case AF_UNIX:
      return unixAddress(address);
    case AF_INET: {
      const [host, port] = tupleItems(f, family, address, 2, 2);
      return inetAddress(hostAddress(host!, AF_INET), portNumber(f, port!));
    }
    case AF_INET6: {
      const [host, port, flow, scope] = tupleItems(f, family, address, 2, 4);
      const flowinfo = flow === undefined ? 0 : Number(asIndex(flow));
      if (flowinfo < 0 || flowinfo > 0xfffff) raise(OverflowError, `${f}(): flowinfo must be 0-1048575.`);
      return inet6Address(hostAddress(host!, AF_INET6), portNumber(f, port!), flowinfo, scope === undefined ? 0 : Number(asIndex(scope)));
    }
    case AF_NETLINK: {
      const [pid, groups] = tupleItems(f, family, address, 2, 2);
      const view = new DataView(new ArrayBuffer(12));
      view.setUint16(0, AF_NETLINK, true);
      view.setUint32(4, Number(asIndex(pid!)), true);
      view.setUint32(8, Number(asIndex(groups!)), true);
      return new Uint8Array(view.buffer);
    }
    case AF_PACKET:
      return packetAddress(f, address);
    case AF_CAN:
      return canAddress(f, address);
    case AF_VSOCK:
      return vsockAddress(f, address);
    case AF_ALG:
      return algAddress(f, address);
    default:
      raise(OSError, `${f}(): unknown address family`);
  }
}

function tupleItems(f: string, family: number, address: PyObject, min: number, max: number): PyObject[] {
  if ((address.tflags & TUPLE) === 0) raise(TypeError, `${f}(): ${NAMES[family]} address must be tuple, not ${address.ob_type.shown}`);
  const items = (address as PyTuple).ta;
  if (items.length < min || items.length > max) {
    raise(
      TypeError,
      family === AF_INET
        ? `${NAMES[family]} address must be a pair (host, port)`
        : `${NAMES[family]} address must be a tuple (host, port[, flowinfo[, scopeid]])`,
    );
  }
  return items;
}

function portNumber(f: string, port: PyObject): number {
  if (!isInt(port) && port.s_index === undefined) raise(TypeError, `'${port.ob_type.shown}' object cannot be interpreted as an integer`);
  const n = asIndex(port);
  if (n < 0 || n > 0xffff) raise(OverflowError, `${f}(): port must be 0-65535.`);
  return Number(n);
}

/** A host name as bytes: IDNA for names beyond ASCII; `f` is the function whose only argument it is. */
export function hostBytes(host: PyObject, f?: string): Uint8Array {
  if (isStr(host)) {
    const text = jsFromStr(host);
    if (text.includes('\0')) raise(TypeError, 'host name must not contain null character');
    if (!/[^\0-\x7f]/.test(text)) return new TextEncoder().encode(text);
    return bytesLike(encodeIdna(host));
  }
  if ((host.tflags & (BYTES | BYTEARRAY)) === 0) {
    const { shown } = host.ob_type;
    raise(
      TypeError,
      f === undefined
        ? `str, bytes or bytearray expected, not ${shown}`
        : `${f}() argument 1 must be str, bytes or bytearray, not ${host === None ? 'None' : shown}`,
    );
  }
  const bytes = bytesLike(host);
  if (bytes.includes(0)) raise(TypeError, 'host name must not contain null character');
  return bytes;
}

function encodeIdna(host: PyObject): PyObject {
  return callMethod(host, 'encode', 'idna');
}

/** The numeric address of a host name. */
export function hostAddress(host: PyObject, family: number, f?: string): Uint8Array {
  // fast: most addresses are four plain numbers.
  if (family === AF_INET && typeof host === 'string') {
    const parsed = dottedQuad(host);
    if (parsed !== undefined) return parsed;
  }
  const bytes = hostBytes(host, f);
  const text = new TextDecoder().decode(bytes);
  if (text === '') return new Uint8Array(family === AF_INET ? 4 : 16);
  if (family === AF_INET && (text === '<broadcast>' || text === '255.255.255.255')) return Uint8Array.of(255, 255, 255, 255);
  const numeric = net().inetPton(family, text);
  if (numeric !== undefined) return numeric;
  const found = lookup(() => net().getaddrinfo(bytes, undefined, family, 0, 0, 0))[0]!;
  return family === AF_INET ? found.address.slice(4, 8) : found.address.slice(8, 24);
}

/** Four decimal numbers; undefined for anything else, forms with leading zeros included. */
function dottedQuad(text: string): Uint8Array | undefined {
  const out = new Uint8Array(4);
  let at = 0,
    n = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 46) {
      if (n < 0 || at === 3) return undefined;
      out[at++] = n;
      n = -1;
    } else if (c >= 48 && c <= 57 && n !== 0) {
      n = (n < 0 ? 0 : n * 10) + c - 48;
      if (n > 255) return undefined;
    } else return undefined;
  }
  if (n < 0 || at !== 3) return undefined;
  out[3] = n;
  return out;
}

function inetAddress(host: Uint8Array, port: number): Uint8Array {
  // fast: a small array whose buffer nobody asks for stays in V8's heap.
  const out = new Uint8Array(16);
  out[0] = AF_INET;
  out[2] = port >> 8;
  out[3] = port;
  out.set(host, 4);
  return out;
}

function inet6Address(host: Uint8Array, port: number, flow: number, scope: number): Uint8Array {
  const out = new Uint8Array(28);
  const view = new DataView(out.buffer);
  view.setUint16(0, AF_INET6, true);
  view.setUint16(2, port, false);
  view.setUint32(4, flow, false);
  out.set(host, 8);
  view.setUint32(24, scope, true);
  return out;
}

function unixAddress(address: PyObject): Uint8Array {
  let path: Uint8Array;
  if (isStr(address)) path = fsEncode(address);
  else if (address.s_buffer !== undefined) path = bytesLike(address);
  else raise(TypeError, `a bytes-like object is required, not '${address.ob_type.shown}'`);
  const isAbstract = path[0] === 0;
  if (path.length > UNIX_PATH - (isAbstract ? 0 : 1) + (path.length === 0 ? 1 : 0)) raise(OSError, 'AF_UNIX path too long');
  // The empty name asks the kernel for an abstract one.
  const out = new Uint8Array(2 + path.length + (isAbstract || path.length === 0 ? 0 : 1));
  new DataView(out.buffer).setUint16(0, AF_UNIX, true);
  out.set(path, 2);
  return out;
}

function packetAddress(f: string, address: PyObject): Uint8Array {
  if ((address.tflags & TUPLE) === 0) raise(TypeError, `${f}(): AF_PACKET address must be tuple, not ${address.ob_type.shown}`);
  const [device, protocol, type, hardware, physical] = (address as PyTuple).ta as [PyObject, PyObject, PyObject?, PyObject?, PyObject?];
  const out = new Uint8Array(20);
  const view = new DataView(out.buffer);
  view.setUint16(0, AF_PACKET, true);
  view.setUint16(2, Number(asIndex(protocol)), false);
  view.setInt32(4, net().ifNameToIndex(hostBytes(device)), true);
  view.setUint16(8, hardware === undefined ? 0 : Number(asIndex(hardware)), true);
  out[10] = type === undefined ? 0 : Number(asIndex(type));
  const bytes = physical === undefined ? new Uint8Array(0) : bytesLike(physical);
  out[11] = Math.min(bytes.length, 8);
  out.set(bytes.subarray(0, 8), 12);
  return out;
}

/** An interface, and two identifiers for ISO-TP. */
function canAddress(f: string, address: PyObject): Uint8Array {
  if ((address.tflags & TUPLE) === 0) raise(TypeError, `${f}(): AF_CAN address must be tuple, not ${address.ob_type.shown}`);
  const [device, rx, tx] = (address as PyTuple).ta as [PyObject, PyObject?, PyObject?];
  const out = new Uint8Array(24);
  const view = new DataView(out.buffer);
  const name = isStr(device) ? fsEncode(device) : bytesLike(device);
  view.setUint16(0, AF_CAN, true);
  if (name.length > 0) {
    const index = net().ifNameToIndex(name);
    if (index === 0) raiseOSError(ENODEV);
    view.setInt32(4, index, true);
  }
  if (rx !== undefined) view.setUint32(8, Number(asIndex(rx)), true);
  if (tx !== undefined) view.setUint32(12, Number(asIndex(tx)), true);
  return out;
}

/** Context identifier and port. */
function vsockAddress(f: string, address: PyObject): Uint8Array {
  if ((address.tflags & TUPLE) === 0) raise(TypeError, `${f}(): AF_VSOCK address must be tuple, not ${address.ob_type.shown}`);
  const [cid, port] = (address as PyTuple).ta as [PyObject, PyObject];
  const out = new Uint8Array(16);
  const view = new DataView(out.buffer);
  view.setUint16(0, AF_VSOCK, true);
  view.setUint32(4, Number(asIndex(port)), true);
  view.setUint32(8, Number(asIndex(cid)), true);
  return out;
}

const dotted = (host: Uint8Array): string => host.join('.');

/** What Python sees of a sockaddr. */
export function fromSockaddr(data: Uint8Array): PyObject {
  if (data.length === 0) return '';
  // fast: what most sockets have.
  if (data[0] === AF_INET && data[1] === 0) return new PyTuple([`${data[4]}.${data[5]}.${data[6]}.${data[7]}`, (data[2]! << 8) | data[3]!]);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  switch (view.getUint16(0, true)) {
    case AF_INET:
      return new PyTuple([dotted(data.subarray(4, 8)), view.getUint16(2, false)]);
    case AF_INET6: {
      const text = net().inetNtop(AF_INET6, data.slice(8, 24));
      return new PyTuple([strFromJs(text), view.getUint16(2, false), view.getUint32(4, false), view.getUint32(24, true)]);
    }
    case AF_UNIX: {
      const path = data.subarray(2);
      if (path.length > 0 && path[0] === 0) return new PyBytes(path.slice());
      const end = path.indexOf(0);
      return fsStr(path.slice(0, end < 0 ? path.length : end));
    }
    case AF_CAN:
      return new PyTuple([strFromJs(net().ifIndexToName(view.getInt32(4, true)) ?? '')]);
    case AF_VSOCK:
      return new PyTuple([view.getUint32(8, true), view.getUint32(4, true)]);
    case AF_NETLINK:
      return new PyTuple([view.getUint32(4, true), view.getUint32(8, true)]);
    case AF_PACKET:
      return new PyTuple([
        strFromJs(net().ifIndexToName(view.getInt32(4, true)) ?? ''),
        view.getUint16(2, false),
        data[10]!,
        view.getUint16(8, true),
        new PyBytes(data.slice(12, 12 + data[11]!)),
      ]);
    default:
      return new PyTuple([view.getUint16(0, true), new PyBytes(data.slice(2))]);
  }
}
