// Descriptors, links, permissions, times: the functions of os that act on one file.
// CPython: Modules/posixmodule.c.
import { host, HostError, type HostTime } from '../../host/host.ts';
import { trimmedMemory, unfilledMemory } from '../../util/memory.ts';
import { fn } from '../../objects/declare/module.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, type PyFloat, PyTuple } from '../../objects/model/values.ts';
import { bytesLike, writableBytes } from '../../objects/ops/buffer.ts';
import { iterate } from '../../objects/ops/iter.ts';
import { asIndex, intValue, isFloat, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { NotImplementedError, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { runPendingSignals, sys } from '../hostErrors.ts';
import { idle, lookWhileIdle } from '../idle.ts';
import { checkFd, likePath, type PathArg } from './args.ts';
import { fstat, fstatvfs, lstat, stat, statvfs } from './stat.ts';

const EINVAL = 22,
  ENOTSUP = 95;
const POLLIN = 1;
const MAX_IO = 0x7ffff000;

// --- descriptors --------------------------------------------------------------------------------------------------------

function open(arg: PathArg, flags: number, mode: number, dirFd: number | undefined): number {
  const cloexec = host.files.constants.O_CLOEXEC ?? 0;
  return sys(() => host.files.open(arg.path, flags | cloexec, mode, dirFd), arg.shown);
}

function read(fd: number, length: number): PyObject {
  if (length < 0) raiseOSError(EINVAL);
  const size = Math.min(length, MAX_IO);
  const data = unfilledMemory(size);
  if (idle.tries !== 0) lookWhileIdle(fd, POLLIN);
  const count = sys(() => host.files.read(fd, data, 0, size));
  return new PyBytes(trimmedMemory(data, count));
}

function readinto(fd: number, buffer: PyObject): number {
  const target = writableBytes(buffer, 'readinto() argument 2 must be read-write bytes-like object');
  if (idle.tries !== 0) lookWhileIdle(fd, POLLIN);
  return sys(() => host.files.read(fd, target, 0, Math.min(target.length, MAX_IO)));
}

function write(fd: number, data: PyObject): number {
  const bytes = bytesLike(data);
  const count = sys(() => host.files.write(fd, bytes, 0, Math.min(bytes.length, MAX_IO)));
  // A signal ended it early.
  if (count < bytes.length) runPendingSignals();
  return count;
}

function pread(fd: number, length: number, offset: number): PyObject {
  if (length < 0) raiseOSError(EINVAL);
  const data = unfilledMemory(length);
  const count = sys(() => host.files.pread(fd, data, 0, length, offset));
  return new PyBytes(trimmedMemory(data, count));
}

function buffers(f: string, sequence: PyObject, get: (item: PyObject) => Uint8Array): Uint8Array[] {
  if (sequence.s_getitem === undefined || sequence.s_len === undefined) raise(TypeError, `${f}() arg 2 must be a sequence`);
  const all: Uint8Array[] = [];
  iterate(sequence, (item) => void all.push(get(item)));
  return all;
}

/** Fills the buffers one after another by one read; `at` is a position, or undefined for the current one. */
function readv(f: string, fd: number, sequence: PyObject, at: number | undefined): number {
  const targets = buffers(f, sequence, (item) => writableBytes(item));
  const data = new Uint8Array(targets.reduce((n, target) => n + target.length, 0));
  const count = sys(() => (at === undefined ? host.files.read(fd, data, 0, data.length) : host.files.pread(fd, data, 0, data.length, at)));
  let from = 0;
  for (const target of targets) {
    if (from >= count) break;
    const part = data.subarray(from, Math.min(from + target.length, count));
    target.set(part);
    from += part.length;
  }
  return count;
}

function writev(f: string, fd: number, sequence: PyObject, at: number | undefined): number {
  const parts = buffers(f, sequence, bytesLike);
  const data = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let end = 0;
  for (const part of parts) {
    data.set(part, end);
    end += part.length;
  }
  return sys(() => (at === undefined ? host.files.write(fd, data, 0, data.length) : host.files.pwrite(fd, data, 0, data.length, at)));
}

function isatty(fd: number): boolean {
  try {
    return host.files.isatty(fd);
  } catch {
    // No descriptor at all is no terminal either.
    return false;
  }
}

function closerange(low: number, high: number): void {
  for (let fd = Math.max(low, 0); fd < high; fd++) {
    try {
      host.files.close(fd);
    } catch {
      // Descriptors that are not open are passed over.
    }
  }
}

function truncate(arg: PathArg, length: number): void {
  sys(() => (arg.fd !== -1 ? host.files.ftruncate(arg.fd, length) : host.files.truncate(arg.path, length)), arg.shown);
}

// --- names --------------------------------------------------------------------------------------------------------------

function access(arg: PathArg, mode: number, dirFd: number | undefined, effective: boolean, follow: boolean): boolean {
  if (effective && host.process.native === undefined) raise(NotImplementedError, 'access: effective_ids unavailable on this platform');
  if (!follow && !host.files.dirFds) raise(NotImplementedError, 'access: follow_symlinks unavailable on this platform');
  return host.files.access(arg.path, mode, dirFd, effective, follow);
}

function mkdir(arg: PathArg, mode: number, dirFd: number | undefined): void {
  sys(() => host.files.mkdir(arg.path, mode, dirFd), arg.shown);
}

function rmdir(arg: PathArg, dirFd: number | undefined): void {
  sys(() => host.files.rmdir(arg.path, dirFd), arg.shown);
}

function unlink(arg: PathArg, dirFd: number | undefined): void {
  sys(() => host.files.unlink(arg.path, dirFd), arg.shown);
}

function rename(from: PathArg, to: PathArg, srcFd: number | undefined, dstFd: number | undefined): void {
  sys(() => host.files.rename(from.path, to.path, srcFd, dstFd), from.shown, to.shown);
}

function link(from: PathArg, to: PathArg, srcFd: number | undefined, dstFd: number | undefined, follow: boolean): void {
  sys(() => host.files.link(from.path, to.path, follow, srcFd, dstFd), from.shown, to.shown);
}

function symlink(from: PathArg, to: PathArg, _isDirectory: boolean, dirFd: number | undefined): void {
  sys(() => host.files.symlink(from.path, to.path, dirFd), from.shown, to.shown);
}

function readlink(arg: PathArg, dirFd: number | undefined): PyObject {
  return likePath(
    arg,
    sys(() => host.files.readlink(arg.path, dirFd), arg.shown),
  );
}

function chmod(arg: PathArg, mode: number, dirFd: number | undefined, follow: boolean): void {
  checkFd('chmod', arg, dirFd, true);
  sys(() => {
    if (arg.fd !== -1) return host.files.fchmod(arg.fd, mode);
    try {
      return host.files.chmod(arg.path, mode, follow, dirFd);
    } catch (error) {
      // Linux cannot change the mode of a link.
      if (follow || !(error instanceof HostError) || error.errno !== ENOTSUP) throw error;
      raise(NotImplementedError, 'chmod: follow_symlinks unavailable on this platform');
    }
  }, arg.shown);
}

function chown(arg: PathArg, uid: number, gid: number, dirFd: number | undefined, follow: boolean): void {
  checkFd('chown', arg, dirFd, follow);
  sys(() => (arg.fd !== -1 ? host.files.fchown(arg.fd, uid, gid) : host.files.chown(arg.path, uid, gid, follow, dirFd)), arg.shown);
}

function lchown(arg: PathArg, uid: number, gid: number): void {
  sys(() => host.files.chown(arg.path, uid, gid, false), arg.shown);
}

// --- times --------------------------------------------------------------------------------------------------------------

function utime(arg: PathArg, times: PyObject, ns: PyObject | undefined, dirFd: number | undefined, follow: boolean): void {
  if (times !== None && ns !== undefined) raise(ValueError, "utime: you may specify either 'times' or 'ns' but not both");
  const [atime, mtime] =
    times !== None
      ? pair(times, "utime: 'times' must be either a tuple of two ints or None", fromSeconds)
      : ns !== undefined
        ? pair(ns, "utime: 'ns' must be a tuple of two ints", fromNanoseconds)
        : bothNow();
  checkFd('utime', arg, dirFd, follow);
  sys(() => (arg.fd !== -1 ? host.files.futimes(arg.fd, atime, mtime) : host.files.utimes(arg.path, atime, mtime, follow, dirFd)), arg.shown);
}

function pair(value: PyObject, message: string, convert: (v: PyObject) => HostTime): [HostTime, HostTime] {
  if (!(value instanceof PyTuple) || value.ta.length !== 2) raise(TypeError, message);
  return [convert(value.ta[0]!), convert(value.ta[1]!)];
}

/** A number of seconds, rounded down to nanoseconds. */
export function fromSeconds(v: PyObject): HostTime {
  if (isInt(v)) {
    const n = intValue(v)!;
    if (typeof n === 'bigint') raise(OverflowError, 'timestamp out of range for platform time_t');
    return { sec: n, nsec: 0 };
  }
  if (!isFloat(v)) {
    if (v.s_index === undefined) raise(TypeError, `argument must be int or float, not ${v.ob_type.shown}`);
    return { sec: Number(asIndex(v)), nsec: 0 };
  }
  const { fv } = v as PyFloat;
  if (Number.isNaN(fv)) raise(ValueError, 'Invalid value NaN (not a number)');
  if (Math.abs(fv) >= 2 ** 63) raise(OverflowError, 'timestamp out of range for platform time_t');
  let sec = Math.floor(fv);
  let nsec = Math.floor((fv - sec) * 1e9);
  if (nsec >= 1e9) {
    nsec -= 1e9;
    sec += 1;
  }
  return { sec, nsec };
}

function fromNanoseconds(v: PyObject): HostTime {
  const n = BigInt(asIndex(v));
  const rest = ((n % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return { sec: Number((n - rest) / 1_000_000_000n), nsec: Number(rest) };
}

function bothNow(): [HostTime, HostTime] {
  const now = fromNanosecondCount(host.clock.realtimeNs());
  return [now, now];
}

function fromNanosecondCount(n: bigint): HostTime {
  return { sec: Number(n / 1_000_000_000n), nsec: Number(n % 1_000_000_000n) };
}

// --- the rows -----------------------------------------------------------------------------------------------------------

const DIR_FD = 'dir_fd: opt_dir_fd = None';
const FOLLOW = 'follow_symlinks: bool = True';
const TWO_DIR_FDS = 'src_dir_fd: opt_dir_fd = None, dst_dir_fd: opt_dir_fd = None';

export function fileRows(): Row[] {
  const { files } = host;
  const rows = [
    fn(`open(path: path, flags: int, mode: int = 511, *, ${DIR_FD})`, 'Opens a file and gives its descriptor.', open),
    fn('close(fd: int)', 'Closes a descriptor.', (fd) => sys(() => files.close(fd))),
    fn('closerange(fd_low: int, fd_high: int, /)', 'Closes descriptors from fd_low to below fd_high.', closerange),
    fn('read(fd: int, length: size, /)', 'Reads from a descriptor.', read),
    fn('readinto(fd: int, buffer, /)', 'Reads from a descriptor into a buffer.', readinto),
    fn('write(fd: int, data, /)', 'Writes to a descriptor.', write),
    fn('pread(fd: int, length: int, offset: off, /)', 'Reads at a position.', pread),
    fn('pwrite(fd: int, buffer, offset: off, /)', 'Writes at a position.', (fd, buffer, offset) => {
      const data = bytesLike(buffer);
      return sys(() => files.pwrite(fd, data, 0, data.length, offset));
    }),
    fn('readv(fd: int, buffers, /)', 'Reads into several buffers.', (fd, list) => readv('readv', fd, list, undefined)),
    fn('writev(fd: int, buffers, /)', 'Writes several buffers.', (fd, list) => writev('writev', fd, list, undefined)),
    fn('preadv(fd: int, buffers, offset: off, flags: int = 0, /)', null, (fd, list, offset) => readv('preadv2', fd, list, offset)),
    fn('pwritev(fd: int, buffers, offset: off, flags: int = 0, /)', null, (fd, list, offset) => writev('pwritev', fd, list, offset)),
    fn('lseek(fd: int, position: off, whence: int, /)', 'Moves the position of a descriptor.', (fd, at, whence) => sys(() => files.lseek(fd, at, whence))),
    fn('isatty(fd: int, /)', 'Is it a terminal?', isatty),
    fn('ftruncate(fd: int, length: off, /)', 'Sets the size of a file.', (fd, length) => sys(() => files.ftruncate(fd, length))),
    fn('truncate(path: path_fd, length: off)', 'Sets the size of a file.', truncate),
    fn('fsync(fd: fildes)', 'Forces a file to the disk.', (fd) => sys(() => files.fsync(fd))),
    fn('fdatasync(fd: fildes)', "Forces a file's data to the disk.", (fd) => sys(() => files.fdatasync(fd))),
    fn(`stat(path: path_fd, *, ${DIR_FD}, ${FOLLOW})`, 'What the system knows about a file.', (path, dirFd, follow) => stat(path, dirFd, follow)),
    fn(`lstat(path: path, *, ${DIR_FD})`, 'Like stat, without following a symbolic link.', lstat),
    fn('fstat(fd: int)', 'Like stat, for a descriptor.', fstat),
    fn(`access(path: path, mode: int, *, ${DIR_FD}, effective_ids: bool = False, ${FOLLOW})`, 'May this process use the file so?', access),
    fn(`mkdir(path: path, mode: int = 511, *, ${DIR_FD})`, 'Makes a directory.', mkdir),
    fn(`rmdir(path: path, *, ${DIR_FD})`, 'Removes an empty directory.', rmdir),
    fn(`unlink(path: path, *, ${DIR_FD})`, 'Removes a file.', unlink),
    fn(`remove(path: path, *, ${DIR_FD})`, 'Removes a file.', unlink),
    fn(`rename(src: path, dst: path, *, ${TWO_DIR_FDS})`, 'Renames a file or directory.', rename),
    fn(`replace(src: path, dst: path, *, ${TWO_DIR_FDS})`, 'Renames, over what is there.', rename),
    fn(`link(src: path, dst: path, *, ${TWO_DIR_FDS}, ${FOLLOW})`, 'Makes a hard link.', link),
    fn(`symlink(src: path, dst: path, target_is_directory: bool = False, *, ${DIR_FD})`, 'Makes a symbolic link.', symlink),
    fn(`readlink(path: path, *, ${DIR_FD})`, 'Where a symbolic link leads.', readlink),
    fn(`chmod(path: path_fd, mode: int, *, ${DIR_FD}, ${FOLLOW})`, 'Changes the permissions.', chmod),
    fn('fchmod(fd: int, mode: int)', null, (fd, mode) => sys(() => files.fchmod(fd, mode))),
    fn(`chown(path: path_fd, uid: uid, gid: gid, *, ${DIR_FD}, ${FOLLOW})`, 'Changes the owner.', chown),
    fn('fchown(fd: int, uid: uid, gid: gid)', null, (fd, uid, gid) => sys(() => files.fchown(fd, uid, gid))),
    fn('lchown(path: path, uid: uid, gid: gid)', null, lchown),
    fn(`utime(path: path_fd, times = None, *, ns = ?, ${DIR_FD}, ${FOLLOW})`, 'Sets the times of access and change.', utime),
  ];
  if (files.statvfs !== undefined) {
    rows.push(fn('statvfs(path: path_fd)', 'What the system knows about a file system.', statvfs), fn('fstatvfs(fd: int, /)', null, fstatvfs));
  }
  return rows;
}
