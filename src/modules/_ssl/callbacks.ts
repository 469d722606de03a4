// Functions that OpenSSL calls back: server names, ALPN, pre-shared keys, key log, messages, passwords. One C callback of each kind serves
// all contexts; `connectionAt` tells whose turn it is. CPython: Modules/_ssl.c and Modules/_ssl/debughelpers.c.
import { converters } from '../../objects/declare/converters.ts';
import { BYTEARRAY, BYTES, TUPLE } from '../../objects/model/flags.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, type PyTuple, type PyBaseException } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { isCallable } from '../../objects/ops/call.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { SystemError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { caught } from '../../runtime/frames.ts';
import { printIgnored, printUnraisable, shownSafely } from '../../runtime/unraisable.ts';
import { FS } from '../../objects/frame.ts';
import { copyMemory, cStringBytes, foreign, textAt, type Pointer } from '../foreign.ts';
import { connectionAt, shownConnection } from './connection.ts';
import { C } from './lib.ts';

const P = 'void *';
const TLSEXT_OK = 0,
  TLSEXT_FATAL = 2,
  TLSEXT_NOACK = 3;
const ALERT_HANDSHAKE_FAILURE = 40,
  ALERT_INTERNAL_ERROR = 80;

/** Runs Python code on OpenSSL's behalf; `failed` makes the answer from an exception. */
function guarded<T>(body: () => T, failed: (e: PyBaseException) => T): T {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return body();
  } catch (raw) {
    const e = caught(raw, depth + 1);
    FS.sp = depth;
    FS.exc = handled;
    return failed(e);
  }
}

const lazily = (make: () => bigint): (() => bigint) => {
  let pointer: bigint | undefined;
  return () => (pointer ??= make());
};

const memory = (pointer: bigint, length: number): Uint8Array => new Uint8Array(foreign.view(pointer, length));
const setInt = (pointer: bigint, value: number): void => new DataView(foreign.view(pointer, 4)).setInt32(0, value, true);

// --- server name indication -----------------------------------------------------------------------------------------------

function serverName(ssl: bigint, alert: bigint): number {
  const self = connectionAt(ssl);
  const callback = self?.context.sniCallback ?? None;
  if (self === undefined || callback === None) return TLSEXT_OK;
  const fatal = (number: number): number => {
    setInt(alert, number);
    return TLSEXT_FATAL;
  };
  const doing = 'Exception ignored in ssl servername callback while calling set SNI callback';
  return guarded(
    () => {
      const name = C.SSL_get_servername(ssl, 0) as Pointer;
      const result = callback.c3(shownConnection(self), name === null ? None : strFromJs(textAt(name)), self.context);
      if (result === None) return TLSEXT_OK;
      return guarded(
        () => fatal(Number(BigInt.asIntN(32, BigInt(converters.long!(result, undefined as never, 0) as number | bigint)))),
        (e) => {
          printUnraisable(e, `${doing} (result=${shownSafely(result)})`, None);
          return fatal(ALERT_INTERNAL_ERROR);
        },
      );
    },
    (e) => {
      printIgnored(e, doing, callback);
      return fatal(ALERT_HANDSHAKE_FAILURE);
    },
  );
}
export const serverNameCallback = lazily(() => foreign.callback(serverName, 'int', [P, P, P]));

// --- ALPN -----------------------------------------------------------------------------------------------------------------

function selectProtocol(ssl: bigint, out: bigint, outLength: bigint, theirs: bigint, length: number): number {
  const ours = connectionAt(ssl)?.context.alpnProtocols ?? new Uint8Array(1);
  const count = ours.length;
  return C.SSL_select_next_proto(out, outLength, ours, count, theirs, length) === 1 ? TLSEXT_OK : TLSEXT_NOACK;
}
export const alpnCallback = lazily(() => foreign.callback(selectProtocol, 'int', [P, P, P, P, 'uint', P]));

// --- pre-shared keys ------------------------------------------------------------------------------------------------------

/** What a client's callback gave: (name or None, key). */
function identityAndKey(result: PyObject): [Uint8Array, Uint8Array] {
  if ((result.tflags & TUPLE) === 0) raise(SystemError, 'new style getargs format but argument is not a tuple');
  const items = (result as PyTuple).ta;
  if (items.length !== 2) raise(TypeError, `function takes exactly 2 arguments (${items.length} given)`);
  const [name, key] = items as [PyObject, PyObject];
  const text = name === None ? new Uint8Array(0) : isStr(name) ? new TextEncoder().encode(jsFromStr(name)) : bytesLike(name);
  return [text, bytesLike(key)];
}

function serverKey(result: PyObject): Uint8Array {
  if ((result.tflags & BYTES) === 0) raise(TypeError, `expected bytes, ${result.ob_type.shown} found`);
  return bytesLike(result);
}

function pskClient(ssl: bigint, hint: Pointer, identity: bigint, maxIdentity: number, psk: bigint, maxPsk: number): number {
  const callback = connectionAt(ssl)!.context.pskClientCallback!;
  return guarded(
    () => {
      const result = callback.c1(hint === null || memory(hint, 1)[0] === 0 ? None : strFromJs(textAt(hint)));
      const [text, key] = identityAndKey(result);
      // What does not fit is no key; nobody is told.
      if (key.length > maxPsk || text.length + 1 > maxIdentity) return 0;
      const target = memory(identity, text.length + 1);
      target.set(text);
      target[text.length] = 0;
      if (key.length > 0) memory(psk, key.length).set(key);
      return key.length;
    },
    (e) => {
      printIgnored(e, 'Exception ignored in ssl PSK client callback while calling callback', callback);
      return 0;
    },
  );
}
export const pskClientCallback = lazily(() => foreign.callback(pskClient, 'uint', [P, P, P, 'uint', P, 'uint']));

function pskServer(ssl: bigint, identity: Pointer, psk: bigint, maxPsk: number): number {
  const callback = connectionAt(ssl)!.context.pskServerCallback!;
  return guarded(
    () => {
      const name = identity === null ? new Uint8Array(0) : cStringBytes(identity);
      const bytes = serverKey(callback.c1(name.length === 0 ? None : strFromJs(new TextDecoder().decode(name))));
      if (bytes.length > maxPsk) return 0;
      if (bytes.length > 0) memory(psk, bytes.length).set(bytes);
      return bytes.length;
    },
    (e) => {
      printIgnored(e, 'Exception ignored in ssl PSK server callback while calling callback', callback);
      return 0;
    },
  );
}
export const pskServerCallback = lazily(() => foreign.callback(pskServer, 'uint', [P, P, P, 'uint']));

// --- watching -------------------------------------------------------------------------------------------------------------

function keylog(ssl: bigint, line: bigint): void {
  const keylogBio = connectionAt(ssl)?.context.keylogBio;
  if (keylogBio === undefined) return;
  const bytes = cStringBytes(line);
  const text = new Uint8Array(bytes.length + 1);
  text.set(bytes);
  text[bytes.length] = 10;
  C.BIO_write(keylogBio, text, text.length);
  C.BIO_ctrl(keylogBio, 11, 0, null);
}
export const keylogCallback = lazily(() => foreign.callback(keylog, 'void', [P, P]));

const CONTENT = { CHANGE_CIPHER_SPEC: 20, ALERT: 21, HANDSHAKE: 22, HEADER: 256, INNER_CONTENT_TYPE: 257 } as const;

function messageType(content: number, data: Uint8Array): number {
  switch (content) {
    case CONTENT.CHANGE_CIPHER_SPEC:
      return 0x0101;
    case CONTENT.ALERT:
      return data.length === 2 ? data[1]! : -1;
    case CONTENT.HANDSHAKE:
    case CONTENT.HEADER:
    case CONTENT.INNER_CONTENT_TYPE:
      return data.length > 0 ? data[0]! : -1;
    default:
      return -1;
  }
}

function message(isWrite: number, version: number, content: number, buffer: bigint, length: number | bigint, ssl: bigint): void {
  const self = connectionAt(ssl);
  if (self === undefined) return;
  const callback = self.context.msgCallback;
  if (callback === None || self.failure !== undefined) return;
  const data = copyMemory(buffer, Number(length));
  const shown = content === CONTENT.HEADER && data.length >= 3 ? (data[1]! << 8) | data[2]! : version;
  guarded(
    () => void callback.cN([shownConnection(self), isWrite !== 0 ? 'write' : 'read', shown, content, messageType(content, data), new PyBytes(data)]),
    (e) => {
      self.failure = e;
    },
  );
}
export const messageCallback = lazily(() => foreign.callback(message, 'void', ['int', 'int', 'int', P, 'size_t', P, P]));

// --- passwords ------------------------------------------------------------------------------------------------------------

interface Password {
  value: PyObject;
  failure: PyBaseException | undefined;
}
/** Passwords of the calls under way, by what OpenSSL hands to the callback. */
const passwords = new Map<bigint, Password>();
let nextPassword = 1n;

function passwordBytes(value: PyObject, wrong: string): Uint8Array {
  if (isStr(value)) return new TextEncoder().encode(jsFromStr(value));
  if ((value.tflags & (BYTES | BYTEARRAY)) !== 0) return bytesLike(value);
  raise(TypeError, wrong);
}

function givePassword(buffer: bigint, size: number, _isWriting: number, key: bigint): number {
  const current = passwords.get(key)!;
  return guarded(
    () => {
      const { value } = current;
      const bytes = isCallable(value)
        ? passwordBytes(value.c0(), 'password callback must return a string')
        : passwordBytes(value, 'password should be a string or callable');
      if (bytes.length > size) raise(ValueError, `password cannot be longer than ${size} bytes`);
      if (bytes.length > 0) memory(buffer, bytes.length).set(bytes);
      return bytes.length;
    },
    (e) => {
      current.failure = e;
      return -1;
    },
  );
}
const passwordCallback = lazily(() => foreign.callback(givePassword, 'int', [P, 'int', 'int', P]));

/** Runs `body` while encrypted keys of a context ask for this password (None: OpenSSL's own way). Gives what the callback raised. */
export function withPassword(context: bigint, value: PyObject, body: () => void): PyBaseException | undefined {
  if (value === None) {
    body();
    return undefined;
  }
  if (!isCallable(value)) passwordBytes(value, 'password should be a string or callable');
  const old = C.SSL_CTX_get_default_passwd_cb(context) as Pointer;
  const oldData = C.SSL_CTX_get_default_passwd_cb_userdata(context) as Pointer;
  const current: Password = { value, failure: undefined };
  const key = nextPassword++;
  passwords.set(key, current);
  C.SSL_CTX_set_default_passwd_cb(context, passwordCallback());
  C.SSL_CTX_set_default_passwd_cb_userdata(context, key);
  try {
    body();
  } catch (e) {
    if (current.failure === undefined) throw e;
  } finally {
    C.SSL_CTX_set_default_passwd_cb(context, old);
    C.SSL_CTX_set_default_passwd_cb_userdata(context, oldData);
    passwords.delete(key);
  }
  return current.failure;
}
