// AF_ALG: the kernel's ciphers and digests as sockets. Their addresses, and the control data of sendmsg_afalg().
// CPython: getsockaddrarg and sock_sendmsg_afalg in Modules/socketmodule.c.
import type { PyObject } from '../../objects/model/object.ts';
import { TUPLE } from '../../objects/model/flags.ts';
import type { PyTuple } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { asIndex } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr } from '../../objects/ops/strings.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';

export const AF_ALG = 38;
export const SOL_ALG = 279;
const SET_IV = 2,
  SET_OP = 3,
  SET_AEAD_ASSOCLEN = 4;
const TYPE_SIZE = 14,
  NAME_SIZE = 64;

/** (type, name[, feature[, mask]]) */
export function algAddress(f: string, address: PyObject): Uint8Array {
  if ((address.tflags & TUPLE) === 0) raise(TypeError, `${f}(): AF_ALG address must be tuple, not ${address.ob_type.shown}`);
  const items = (address as PyTuple).ta;
  if (items.length < 2 || items.length > 4) raise(TypeError, `${f}(): AF_ALG address must be a tuple (type, name[, feat[, mask]])`);
  const texts = items.slice(0, 2).map((item) => {
    if (!isStr(item)) raise(TypeError, `argument ${items.indexOf(item) + 1} must be str, not ${item.ob_type.shown}`);
    return new TextEncoder().encode(jsFromStr(item));
  });
  const [type, name] = texts as [Uint8Array, Uint8Array];
  if (type.length >= TYPE_SIZE) raise(ValueError, 'AF_ALG type too long.');
  if (name.length >= NAME_SIZE) raise(ValueError, 'AF_ALG name too long.');
  const out = new Uint8Array(2 + TYPE_SIZE + 8 + NAME_SIZE);
  const view = new DataView(out.buffer);
  view.setUint16(0, AF_ALG, true);
  out.set(type, 2);
  view.setUint32(2 + TYPE_SIZE, items[2] === undefined ? 0 : Number(asIndex(items[2])), true);
  view.setUint32(6 + TYPE_SIZE, items[3] === undefined ? 0 : Number(asIndex(items[3])), true);
  out.set(name, 10 + TYPE_SIZE);
  return out;
}

const number = (n: number): Uint8Array => new Uint8Array(Uint32Array.of(n).buffer);

/** What sendmsg_afalg() says to the kernel beside the data: (type, content) of each item of control data. */
export function algControl(op: PyObject | undefined, iv: PyObject | undefined, assoclen: PyObject | undefined): [number, Uint8Array][] {
  const operation = op === undefined ? -1 : Number(asIndex(op));
  if (operation < 0) raise(TypeError, "Invalid or missing argument 'op'");
  const items: [number, Uint8Array][] = [[SET_OP, number(operation)]];
  if (iv !== undefined) {
    const bytes = bytesLike(iv);
    const data = new Uint8Array(4 + bytes.length);
    data.set(number(bytes.length));
    data.set(bytes, 4);
    items.push([SET_IV, data]);
  }
  if (assoclen !== undefined) {
    const length = Number(asIndex(assoclen));
    if (length < 0) raise(TypeError, 'assoclen must be positive');
    items.push([SET_AEAD_ASSOCLEN, number(length)]);
  }
  return items;
}
