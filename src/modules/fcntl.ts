// The fcntl module. CPython: Modules/fcntlmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyBytes } from '../objects/model/values.ts';
import { acquireBuffer, bytesLike } from '../objects/ops/buffer.ts';
import { asIndex, isInt, typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { isStr } from '../objects/ops/strings.ts';
import { textOf } from '../objects/ops/text.ts';
import { OverflowError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { encodeUtf8String } from '../util/codecs/utf8.ts';
import { sys } from './hostErrors.ts';
import { ioCalls } from './nativeIo.ts';
import { FCNTL } from './termConstants.ts';

const LARGEST = 1024;

/** The bytes of a string or bytes-like argument. */
function argumentBytes(f: string, arg: PyObject): Uint8Array {
  if (isStr(arg)) {
    const text = textOf(arg);
    return encodeUtf8String(typeof text === 'string' ? text : String.fromCodePoint(...text));
  }
  if (arg.s_buffer === undefined) raise(TypeError, `${f}() argument 3 must be an integer, a bytes-like object, or a string, not ${typeName(arg)}`);
  return bytesLike(arg);
}

/** A C int or unsigned int. */
function number(arg: PyObject): number {
  const n = asIndex(arg);
  if (n > 0xffffffff || n < -0x80000000) raise(OverflowError, 'Python int too large to convert to C int');
  return Number(n) | 0;
}

function fcntl(fd: number, command: number, arg: PyObject): PyObject {
  if (isInt(arg)) return sys(() => ioCalls().fcntl(fd, command, number(arg)));
  const data = argumentBytes('fcntl', arg);
  if (data.length > LARGEST) raise(ValueError, 'fcntl argument 3 is too long');
  const copy = new Uint8Array(data.length + 1);
  copy.set(data);
  sys(() => ioCalls().fcntl(fd, command, copy));
  return new PyBytes(copy.slice(0, data.length));
}

function ioctl(fd: number, request: number | bigint, arg: PyObject, mutate: boolean): PyObject {
  const code = Number(BigInt.asUintN(32, BigInt(request)));
  if (isInt(arg)) return sys(() => ioCalls().ioctl(fd, code, number(arg)));
  const isWritable = !isStr(arg) && arg.s_buffer !== undefined && mutate && !acquireReadonly(arg);
  const data = argumentBytes('ioctl', arg);
  if (!isWritable && data.length > LARGEST) raise(ValueError, 'ioctl argument 3 is too long');
  const copy = new Uint8Array(data.length + 1);
  copy.set(data);
  const result = sys(() => ioCalls().ioctl(fd, code, copy));
  if (!isWritable) return new PyBytes(copy.slice(0, data.length));
  data.set(copy.subarray(0, data.length));
  return result;
}

function acquireReadonly(arg: PyObject): boolean {
  const buffer = acquireBuffer(arg);
  buffer.release?.();
  return buffer.readonly;
}

const LOCK_SH = 1,
  LOCK_EX = 2,
  LOCK_NB = 4,
  LOCK_UN = 8;

/** A record lock through fcntl's struct flock: type, whence, start, length. */
function lockf(fd: number, command: number, length: PyObject, start: PyObject, whence: number): PyObject {
  const lock = new DataView(new ArrayBuffer(32));
  const type = command === LOCK_UN ? FCNTL.F_UNLCK! : command & LOCK_SH ? FCNTL.F_RDLCK! : command & LOCK_EX ? FCNTL.F_WRLCK! : undefined;
  if (type === undefined) raise(ValueError, 'unrecognized lockf argument');
  lock.setInt16(0, type, true);
  lock.setInt16(2, whence, true);
  lock.setBigInt64(8, BigInt(asIndex(start)), true);
  lock.setBigInt64(16, BigInt(asIndex(length)), true);
  sys(() => ioCalls().fcntl(fd, command & LOCK_NB ? FCNTL.F_SETLK! : FCNTL.F_SETLKW!, new Uint8Array(lock.buffer)));
  return None;
}

export default defineModule({
  name: 'fcntl',
  doc: 'Control of descriptors.',
  functions: [
    fn('fcntl(fd: fildes, cmd: int, arg=0, /)', 'Controls a descriptor.', fcntl),
    fn('ioctl(fd: fildes, request: index, arg=0, mutate_flag: bool = True, /)', 'Controls a device.', ioctl),
    fn('flock(fd: fildes, operation: int, /)', 'Locks a whole file.', (fd, operation) => {
      sys(() => ioCalls().flock(fd, operation));
      return None;
    }),
    fn('lockf(fd: fildes, cmd: int, len=0, start=0, whence: int = 0, /)', 'Locks a part of a file.', lockf),
  ],
  constants: { ...FCNTL },
});
