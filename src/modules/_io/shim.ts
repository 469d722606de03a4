// What the io layers ask of Python objects beyond the usual operations.
// One place, so that the layers themselves read as algorithms.
import type { Text } from '../../util/unicode/text.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, type PyBaseException, type PyWideStr } from '../../objects/model/values.ts';
import { HEAP } from '../../objects/model/flags.ts';
import type { PyType } from '../../objects/model/type.ts';
import { addConverter, type Converter } from '../../objects/declare/converters.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { bytesLike, writableBytes } from '../../objects/ops/buffer.ts';
import { FS } from '../../objects/frame.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { asIndex, asSize } from '../../objects/ops/number.ts';
import { raise, throwException } from '../../objects/ops/raise.ts';
import type { PyStr } from '../../objects/ops/strings.ts';
import { newStr, textOf } from '../../objects/ops/text.ts';
import { BlockingIOError, OSError, OverflowError, type PyOSError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { runPendingSignals } from '../hostErrors.ts';
import { newMemoryView } from '../../objects/types/memoryview.ts';
import { PyByteArray } from '../../objects/types/bytearray.ts';

/** Given by `stringio.ts` once it is loaded: what `print` writes to an exact StringIO; false for any other stream. */
export const stringIOHooks: { write: (file: PyObject, text: string) => boolean } = { write: () => false };

export const EMPTY = new Uint8Array(0);
export const EAGAIN = 11;

/** `obj.name(*args)`, or undefined if there is no such attribute. */
export function callIfPresent(obj: PyObject, name: string, ...args: PyObject[]): PyObject | undefined {
  return tryGetattr(obj, name)?.cN(args);
}

export function isExact(obj: PyObject, type: PyType): boolean {
  return obj.ob_type === type;
}

const EINTR = 4;

/** `obj.name(*args)`, again after each InterruptedError (PEP 475). */
export function callUninterrupted(obj: PyObject, name: string, ...args: PyObject[]): PyObject {
  for (;;) {
    const depth = FS.sp,
      handled = FS.exc;
    try {
      return callMethod(obj, name, ...args);
    } catch (error) {
      if (!excMatches(error, OSError) || (error as PyOSError).errno !== EINTR) throw error;
      FS.sp = depth;
      FS.exc = handled;
      runPendingSignals();
    }
  }
}

/** Is `o.name()` what our own class says? Neither a subclass nor the instance has another one. `key` is `$name`. */
export function isOurs(o: PyObject, key: string): boolean {
  return (o.ob_type.flags & HEAP) === 0 && !Object.hasOwn(o as object, key);
}

/** The size argument of `read` and friends: None and absence mean −1. */
const sizeOrNone: Converter = (value) => {
  if (value === None) return -1;
  if (typeof value === 'number') return value;
  if (value.s_index === undefined) raise(TypeError, `argument should be integer or None, not '${value.ob_type.shown}'`);
  return asSize(value);
};
addConverter('size_or_none', sizeOrNone);

/** An offset in a file. */
export function asOffset(value: PyObject): number {
  const n = asIndex(value);
  if (typeof n === 'number') return n;
  if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(OverflowError, 'Python int too large to convert to C long');
  return Number(n);
}

/** Memory of a bytes-like argument, to be read before Python runs again. */
export const inputBuffer = (value: PyObject): Uint8Array => bytesLike(value);

/** Memory of a writable bytes-like argument; `what` begins the message of the TypeError. */
export function outputBuffer(value: PyObject, what: string): Uint8Array {
  return writableBytes(value, `${what} must be read-write bytes-like object`);
}

/** A memoryview over our own memory, for raw streams written in Python. */
export function memoryViewOf(data: Uint8Array, readonly = false): PyObject {
  return newMemoryView(readonly ? new PyBytes(data) : new PyByteArray(data));
}

export const memoryViewOn = (exporter: PyObject): PyObject => newMemoryView(exporter);

export function raiseBlocked(written: number): never {
  const args = [EAGAIN, 'write could not complete without blocking', written];
  throwException(BlockingIOError.proto.s_new(BlockingIOError, args, undefined) as PyBaseException);
}

export function raiseClosed(message = 'I/O operation on closed file.'): never {
  raise(ValueError, message);
}

/** Joins pieces into one array. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The bytes that a method written in Python returned. */
export function bytesResult(value: PyObject, what: string): Uint8Array {
  if (value instanceof PyBytes) return value.bv;
  raise(TypeError, `${what}() should return bytes`);
}

/** Module and qualified name of an instance's class, as reprs begin. */
export function shownType(self: PyObject): string {
  const type = self.ob_type;
  const module = type.dict.get('__module__');
  return `${typeof module === 'string' ? module : type.module}.${type.qualname}`;
}

/** A str as the pure algorithms see it. */
export const toText = (v: PyStr): Text => textOf(v);
export const fromText = (text: Text): string | PyWideStr => newStr(text);

/** The instance's `__dict__` as it is shown to Python, undefined where it is empty. */
export function instanceDict(self: PyObject): PyObject | undefined {
  const dict = tryGetattr(self, '__dict__');
  return dict === undefined || dict.s_len!(dict) === 0 ? undefined : callIfPresent(dict, 'copy');
}

/** Adds the entries of a dict to the instance's own. */
export function setInstanceDict(self: PyObject, dict: PyObject): void {
  callMethod(getattr(self, '__dict__'), 'update', dict);
}
