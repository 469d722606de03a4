// SSLSession: what a client keeps to resume a connection. CPython: PySSLSession in Modules/_ssl.c.
import { compareSlots, defineType, getset, type CompareOp } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { NotImplemented, PyBytes } from '../../objects/model/values.ts';
import { copyMemory, own, type Pointer } from '../foreign.ts';
import { C } from './lib.ts';

export class PySSLSession extends PyBase {
  pointer = 0n;
  /** The context it was made with; another one cannot use it. */
  context: PyObject | undefined = undefined;
}

/** Takes over one reference. */
export function newSession(pointer: bigint, context: PyObject): PySSLSession {
  const self = new PySSLSession();
  self.pointer = pointer;
  self.context = context;
  own(self, () => C.SSL_SESSION_free(pointer));
  return self;
}

function idOf(self: PySSLSession): Uint8Array {
  const length = new Uint32Array(1);
  const id = C.SSL_SESSION_get_id(self.pointer, length) as Pointer;
  return id === null ? new Uint8Array(0) : copyMemory(id, length[0]!);
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

export const sessionType = defineType(PySSLSession, {
  name: 'SSLSession',
  module: '_ssl',
  flags: ['NO_NEW'],
  unhashable: true,
  slots: compareSlots((self: PySSLSession, other: PyObject, op: CompareOp) => {
    if (!(other instanceof PySSLSession) || (op !== 'eq' && op !== 'ne')) return NotImplemented;
    return (self === other || sameBytes(idOf(self), idOf(other))) === (op === 'eq');
  }),
  getset: [
    getset('has_ticket', 'Does the session contain a ticket?', (self: PySSLSession) => C.SSL_SESSION_has_ticket(self.pointer) !== 0),
    getset('id', 'Session ID.', (self: PySSLSession) => new PyBytes(idOf(self))),
    getset('ticket_lifetime_hint', 'Ticket life time hint.', (self: PySSLSession) => Number(C.SSL_SESSION_get_ticket_lifetime_hint(self.pointer))),
    getset('time', 'Session creation time (seconds since epoch).', (self: PySSLSession) => Number(C.SSL_SESSION_get_time(self.pointer))),
    getset('timeout', 'Session timeout (delta in seconds).', (self: PySSLSession) => Number(C.SSL_SESSION_get_timeout(self.pointer))),
  ],
});
