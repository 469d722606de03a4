// Arguments of os functions: paths that may also be descriptors, directory descriptors, ids.
// CPython: path_converter, dir_fd_converter, fildes_converter of Modules/posixmodule.c.
import { host, type HostPath } from '../../host/host.ts';
import { addConverter, type Converter } from '../../objects/declare/converters.ts';
import { lookupMro } from '../../objects/model/type.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, type PyBytes } from '../../objects/model/values.ts';
import { tryGetattr } from '../../objects/ops/attr.ts';
import { asIndex, intValue, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, type PyStr } from '../../objects/ops/strings.ts';
import { warn } from '../../objects/ops/hooks.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { NotImplementedError, OverflowError, RuntimeWarning, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { fsConvert, fsEncodedPath, fsBytes, fsStr, isBytes } from '../fsPath.ts';

const EFAULT = 14;

/** A path, or a descriptor where `fd` is not −1. */
export interface PathArg {
  path: HostPath;
  fd: number;
  /** A descriptor was given, be it −1. */
  isFd?: boolean;
  /** What an OSError shows as its file name. */
  shown: PyObject;
  bytes: boolean;
}

interface PathOptions {
  fd?: boolean;
  nullable?: boolean;
  /** −1 is a descriptor too. */
  anyFd?: boolean;
}

/** The argument `name` of the function `f`. */
function pathArg(f: string, value: PyObject, { fd = false, nullable = false }: PathOptions, name: string): PathArg {
  if (isStr(value) || isBytes(value)) return textPath(f, value, name);
  if (fd && (isInt(value) || value.s_index !== undefined)) return { path: '', fd: descriptor(value), isFd: true, shown: value, bytes: false };
  const method = lookupMro(value.ob_type, '__fspath__');
  if (method !== undefined && method !== None) {
    const result = method.c1(value);
    if (isStr(result) || isBytes(result)) return textPath(f, result, name);
    raise(TypeError, `expected ${value.ob_type.shown}.__fspath__() to return str or bytes, not ${result.ob_type.shown}`);
  }
  const kinds =
    fd && nullable
      ? 'string, bytes, os.PathLike, integer or None'
      : fd
        ? 'string, bytes, os.PathLike or integer'
        : nullable
          ? 'string, bytes, os.PathLike or None'
          : 'string, bytes or os.PathLike';
  raise(TypeError, `${f}: ${name} should be ${kinds}, not ${value.ob_type.shown}`);
}

function textPath(f: string, value: PyStr | PyBytes, name: string): PathArg {
  const path = fsEncodedPath(value);
  const hasNull = typeof path === 'string' ? path.includes('\0') : path.includes(0);
  if (hasNull) raise(ValueError, `${f}: embedded null character in ${name}`);
  return { path, fd: -1, shown: value, bytes: isBytes(value) };
}

function descriptor(value: PyObject): number {
  if (typeof value === 'boolean') warn(RuntimeWarning, 'bool is used as a file descriptor', 1);
  const n = asIndex(value);
  if (n > 0x7fffffff) raise(OverflowError, 'fd is greater than maximum');
  if (n < -0x80000000) raise(OverflowError, 'fd is less than minimum');
  return Number(n);
}

/** Text or bytes, as the path that was asked about. */
export function likePath(arg: PathArg, name: HostPath): PyObject {
  return arg.bytes ? fsBytes(name) : fsStr(name);
}

/** Refuses combinations with a descriptor for a path. */
export function checkFd(f: string, arg: PathArg, dirFd: number | undefined, follow: boolean): void {
  if (arg.fd === -1) return;
  if (dirFd !== undefined) raise(ValueError, `${f}: can't specify dir_fd without matching path`);
  if (!follow) raise(ValueError, `${f}: cannot use fd and follow_symlinks together`);
}

export function unavailable(f: string, what: string): never {
  raise(NotImplementedError, `${f}: ${what} unavailable on this platform`);
}

/** The current directory, where no path is given. */
export const HERE: PathArg = { path: '.', fd: -1, shown: None, bytes: false };

// --- converters ---------------------------------------------------------------------------------------------------------

const pathConverter =
  (options: PathOptions): Converter =>
  (value, native, index) => {
    if (options.nullable === true && value === None) return undefined;
    const arg = pathArg(native.sig.name, value, options, native.sig.params[index]!.name);
    // To CPython −1 is no descriptor; then there is neither path nor descriptor.
    if (arg.isFd !== true || arg.fd !== -1 || options.anyFd === true) return arg;
    return options.nullable === true ? HERE : raiseOSError(EFAULT, value);
  };

addConverter('path', pathConverter({}));
addConverter('path_fd', pathConverter({ fd: true }));
addConverter('path_any_fd', pathConverter({ fd: true, anyFd: true }));
addConverter('opt_path_fd', pathConverter({ fd: true, nullable: true }));

/** None → undefined; a directory's descriptor, where the host can use one. */
addConverter('opt_dir_fd', (value, native) => {
  if (value === None) return undefined;
  if (!isInt(value) && value.s_index === undefined) raise(TypeError, `argument should be integer or None, not ${value.ob_type.shown}`);
  const fd = descriptor(value);
  if (!host.files.dirFds) unavailable(native.sig.name, 'dir_fd');
  return fd;
});

/** An int, or an object with fileno(). */
addConverter('fildes', (value) => {
  if (typeof value === 'boolean') warn(RuntimeWarning, 'bool is used as a file descriptor', 1);
  let fd: number | bigint | undefined = intValue(value);
  if (fd === undefined) {
    const fileno = tryGetattr(value, 'fileno');
    if (fileno === undefined) raise(TypeError, 'argument must be an int, or have a fileno() method.');
    fd = intValue(fileno.c0());
    if (fd === undefined) raise(TypeError, 'fileno() returned a non-integer');
  }
  if (fd < 0 && fd >= -0x80000000) raise(ValueError, `file descriptor cannot be a negative integer (${fd})`);
  if (fd < 0 || fd > 0x7fffffff) raise(OverflowError, 'Python int too large to convert to C int');
  return Number(fd);
});

/** A path that is not shown in errors: PyUnicode_FSConverter. */
addConverter('fs_path', (value) => fsConvert(value));

addConverter('pid', (value) => {
  const n = asIndex(value);
  if (n > 0x7fffffff || n < -0x80000000) raise(OverflowError, 'Python int too large to convert to C int');
  return Number(n);
});

function idConverter(what: 'uid' | 'gid') {
  return (value: PyObject) => {
    if (value.s_index === undefined && !isInt(value)) raise(TypeError, `${what} should be integer, not ${value.ob_type.shown}`);
    const n = asIndex(value);
    if (n < -1) raise(OverflowError, `${what} is less than minimum`);
    if (n > 0xffffffff) raise(OverflowError, `${what} is greater than maximum`);
    return Number(n);
  };
}
addConverter('uid', idConverter('uid'));
addConverter('gid', idConverter('gid'));

/** An off_t. */
addConverter('off', (value) => {
  const n = asIndex(value);
  if (typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n))) raise(OverflowError, 'Python int too large to convert to C long');
  return Number(n);
});
