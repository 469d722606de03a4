// errno → exception class, and raising OSErrors from errno values. CPython: Objects/exceptions.c (errnomap).
import type { PyType } from '../model/type.ts';
import type { PyObject } from '../model/object.ts';
import { None, type PyBaseException } from '../model/values.ts';
import * as exc from './exceptions.ts';
import { throwException } from '../ops/raise.ts';
import { strFromJs } from '../ops/strings.ts';

/** errno values of Linux; other hosts translate to these. */
const classes: Record<number, () => PyType> = {
  1: () => exc.PermissionError,
  2: () => exc.FileNotFoundError,
  3: () => exc.ProcessLookupError,
  4: () => exc.InterruptedError,
  10: () => exc.ChildProcessError,
  11: () => exc.BlockingIOError,
  13: () => exc.PermissionError,
  17: () => exc.FileExistsError,
  20: () => exc.NotADirectoryError,
  21: () => exc.IsADirectoryError,
  32: () => exc.BrokenPipeError,
  103: () => exc.ConnectionAbortedError,
  104: () => exc.ConnectionResetError,
  108: () => exc.BrokenPipeError,
  110: () => exc.TimeoutError,
  111: () => exc.ConnectionRefusedError,
  114: () => exc.BlockingIOError,
  115: () => exc.BlockingIOError,
};

export function oserrorClassFor(errno: number): PyType | undefined {
  return classes[errno]?.();
}

let strerror: (errno: number) => string = (n) => `Unknown error ${n}`;
/** The host's `strerror`, set by `modules/posix`. */
export function setStrerror(f: (errno: number) => string): void {
  strerror = f;
}
export function strerrorOf(errno: number): string {
  return strerror(errno);
}

/** The exception for `errno`, of the class that belongs to it; `rest` are filename, winerror and filename2. */
export function newOSError(errno: number, message = strerror(errno), ...rest: PyObject[]): PyBaseException {
  return exc.OSError.proto.s_new(exc.OSError, [errno, strFromJs(message), ...rest], undefined) as PyBaseException;
}

/** Raises the OSError subclass for `errno`. */
export function raiseOSError(errno: number, filename?: PyObject, filename2?: PyObject): never {
  const rest = filename === undefined ? [] : [filename];
  if (filename2 !== undefined) rest.push(None, filename2);
  throwException(newOSError(errno, undefined, ...rest));
}
