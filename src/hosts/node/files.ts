// Files over Node's own synchronous calls: the fallback where direct system calls cannot be had.
// Node has no lseek. So this file keeps the position of each regular file it knows and reads and writes at explicit offsets; for
// descriptors inherited from the parent the position comes from /proc. A pipe or terminal has no entry and is read as it comes.
// Answers to: the file half of CPython's Modules/posixmodule.c and Modules/_io/fileio.c.
import * as fs from 'node:fs';
import { nodeClock } from './clock.ts';
import { constants as osConstants } from 'node:os';
import {
  DT_BLK,
  DT_CHR,
  DT_DIR,
  DT_FIFO,
  DT_LNK,
  DT_REG,
  DT_SOCK,
  DT_UNKNOWN,
  HostError,
  HostStat,
  type FileHost,
  type HostDirEntry,
  type HostPath,
  type HostStatVfs,
  type HostTime,
} from '../../host/host.ts';
import { guarded, hostError } from './errors.ts';

const { EAGAIN, EBADF, EINVAL, ENOTSUP, ESPIPE } = osConstants.errno;
const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const REPLACEMENT = '\ufffd';

/** Positions of regular files; `append` means that writes go to the end wherever the position is. */
interface OpenFile {
  position: number;
  append: boolean;
}
const openFiles = new Map<number, OpenFile | undefined>();

export const nodeFiles: FileHost = {
  constants: openConstants(),
  dirFds: false,
  open,
  close,
  read,
  write,
  pread: (fd, into, start, length, position) => guarded('pread', undefined, () => fs.readSync(fd, into, start, length, position)),
  pwrite: (fd, from, start, length, position) => guarded('pwrite', undefined, () => fs.writeSync(fd, from, start, length, position)),
  lseek,
  ftruncate: (fd, length) => guarded('ftruncate', undefined, () => fs.ftruncateSync(fd, length)),
  fsync: (fd) => guarded('fsync', undefined, () => fs.fsyncSync(fd)),
  fdatasync: (fd) => guarded('fdatasync', undefined, () => fs.fdatasyncSync(fd)),
  isatty: (fd) => {
    // Loading node:tty costs more than a tenth of a start, and only a character device can be a terminal.
    return (fstat(fd).mode & 0o170000) === 0o020000 && (require('node:tty') as typeof import('node:tty')).isatty(fd);
  },
  stat,
  fstat,
  access(path, mode) {
    try {
      fs.accessSync(nodePath(path), mode);
      return true;
    } catch (error) {
      hostError(error, 'access', path);
      return false;
    }
  },
  readdir,
  scandir,
  mkdir: (path, mode) => guarded('mkdir', path, () => void fs.mkdirSync(nodePath(path), mode)),
  rmdir: (path) => guarded('rmdir', path, () => fs.rmdirSync(nodePath(path))),
  unlink: (path) => guarded('unlink', path, () => fs.unlinkSync(nodePath(path))),
  rename: (from, to) => guarded('rename', from, () => fs.renameSync(nodePath(from), nodePath(to))),
  link: (from, to) => guarded('link', from, () => fs.linkSync(nodePath(from), nodePath(to))),
  symlink: (target, path) => guarded('symlink', path, () => fs.symlinkSync(nodePath(target), nodePath(path))),
  readlink: (path) => guarded('readlink', path, () => hostPath(fs.readlinkSync(nodePath(path), 'buffer'))),
  chmod: (path, mode, follow) => guarded('chmod', path, () => (follow ? fs.chmodSync(nodePath(path), mode) : fs.lchmodSync(nodePath(path), mode))),
  fchmod: (fd, mode) => guarded('fchmod', undefined, () => fs.fchmodSync(fd, mode)),
  chown: (path, uid, gid, follow) => guarded('chown', path, () => (follow ? fs.chownSync : fs.lchownSync)(nodePath(path), uid, gid)),
  fchown: (fd, uid, gid) => guarded('fchown', undefined, () => fs.fchownSync(fd, uid, gid)),
  truncate: (path, length) => guarded('truncate', path, () => fs.truncateSync(nodePath(path), length)),
  utimes: (path, atime, mtime, follow) =>
    guarded('utime', path, () => (follow ? fs.utimesSync : fs.lutimesSync)(nodePath(path), seconds(atime), seconds(mtime))),
  futimes: (fd, atime, mtime) => guarded('utime', undefined, () => fs.futimesSync(fd, seconds(atime), seconds(mtime))),
  statvfs,
};

function openConstants(): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [name, value] of Object.entries(fs.constants)) {
    if (name.startsWith('O_')) all[name] = value;
  }
  // Node names only what libuv needs; these exist on Linux besides (asm-generic/fcntl.h, the same on x64 and arm64 but for three).
  if (process.platform === 'linux') {
    const arm = process.arch === 'arm64';
    Object.assign(all, {
      O_CLOEXEC: 0o2000000,
      O_ASYNC: 0o20000,
      O_NDELAY: 0o4000,
      O_RSYNC: 0o4010000,
      O_PATH: 0o10000000,
      O_TMPFILE: arm ? 0o20040000 : 0o20200000,
      O_LARGEFILE: 0,
      O_ACCMODE: 3,
      O_FSYNC: 0o4010000,
    });
  }
  return all;
}

/** Node takes Buffers for paths that are no text, and rejects null bytes itself. */
function nodePath(path: HostPath): string | Buffer {
  return typeof path === 'string' ? path : Buffer.from(path.buffer, path.byteOffset, path.byteLength);
}

/** Bytes from the system as a string if they are UTF-8. */
function hostPath(bytes: Uint8Array): HostPath {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.includes(REPLACEMENT) && !Buffer.from(text, 'utf8').equals(bytes) ? new Uint8Array(bytes) : text;
}

/** As text: Node takes a negative number to mean the present. */
function seconds(time: HostTime): string {
  return String(time.sec + time.nsec / 1e9);
}

function open(path: HostPath, flags: number, mode: number): number {
  const fd = guarded('open', path, () => fs.openSync(nodePath(path), flags, mode));
  const regular = (fs.fstatSync(fd).mode & S_IFMT) === S_IFREG;
  openFiles.set(fd, regular ? { position: 0, append: (flags & fs.constants.O_APPEND) !== 0 } : undefined);
  return fd;
}

function close(fd: number): void {
  openFiles.delete(fd);
  guarded('close', undefined, () => fs.closeSync(fd));
}

/** The position record of a descriptor, made on first use for inherited ones; undefined if it cannot seek. */
function fileOf(fd: number): OpenFile | undefined {
  if (openFiles.has(fd)) return openFiles.get(fd);
  const stat = guarded('fstat', undefined, () => fs.fstatSync(fd));
  const file = (stat.mode & S_IFMT) === S_IFREG ? inherited(fd) : undefined;
  openFiles.set(fd, file);
  return file;
}

function inherited(fd: number): OpenFile {
  try {
    const info = fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1');
    const position = Number(/^pos:\s*(\d+)/m.exec(info)?.[1] ?? 0);
    const flags = Number.parseInt(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? '0', 8);
    return { position, append: (flags & fs.constants.O_APPEND) !== 0 };
  } catch {
    // No /proc: the position is unknown, the start is the likeliest.
    return { position: 0, append: false };
  }
}

function read(fd: number, into: Uint8Array, start: number, length: number): number {
  const file = fileOf(fd);
  for (;;) {
    try {
      const count = fs.readSync(fd, into, start, length, file === undefined ? null : file.position);
      if (file !== undefined) file.position += count;
      return count;
    } catch (error) {
      const failure = hostError(error, 'read');
      if (failure.errno !== EAGAIN || fd > 2) throw failure;
      // A standard stream made non-blocking by the process that shares it with us: nobody asked for that here, so wait.
      pause();
    }
  }
}

function write(fd: number, from: Uint8Array, start: number, length: number): number {
  const file = fileOf(fd);
  for (;;) {
    try {
      // Standard streams write at the system's own position, which other processes with the same open file share.
      const count = fs.writeSync(fd, from, start, length, file === undefined || file.append || fd <= 2 ? null : file.position);
      if (file !== undefined) file.position = file.append ? fs.fstatSync(fd).size : file.position + count;
      return count;
    } catch (error) {
      const failure = hostError(error, 'write');
      if (failure.errno !== EAGAIN || fd > 2) throw failure;
      pause();
    }
  }
}

function pause(): void {
  nodeClock.sleep(0.001);
}

function lseek(fd: number, offset: number, whence: number): number {
  const file = fileOf(fd);
  if (file === undefined) throw new HostError(fd < 0 ? EBADF : ESPIPE, 'lseek');
  const base = whence === 0 ? 0 : whence === 1 ? file.position : whence === 2 ? fs.fstatSync(fd).size : undefined;
  if (base === undefined || base + offset < 0) throw new HostError(EINVAL, 'lseek');
  file.position = base + offset;
  return file.position;
}

function stat(path: HostPath, follow: boolean): HostStat {
  const f = follow ? fs.statSync : fs.lstatSync;
  const found = guarded(follow ? 'stat' : 'lstat', path, () => f(nodePath(path), { bigint: true, throwIfNoEntry: false }));
  // `throwIfNoEntry: false` also swallows ENOTDIR; asking again tells which it was.
  if (found === undefined) throw guarded('stat', path, () => noEntry(path, f));
  return convertStat(found);
}

function noEntry(path: HostPath, f: (path: string | Buffer) => unknown): HostError {
  try {
    f(nodePath(path));
  } catch (error) {
    return hostError(error, 'stat', path);
  }
  return new HostError(osConstants.errno.ENOENT, 'stat', path);
}

function fstat(fd: number): HostStat {
  return convertStat(guarded('fstat', undefined, () => fs.fstatSync(fd, { bigint: true })));
}

function convertStat(from: fs.BigIntStats): HostStat {
  const to = new HostStat();
  to.dev = small(from.dev);
  to.ino = small(from.ino);
  to.mode = Number(from.mode);
  to.nlink = Number(from.nlink);
  to.uid = Number(from.uid);
  to.gid = Number(from.gid);
  to.rdev = small(from.rdev);
  to.size = Number(from.size);
  to.blksize = Number(from.blksize);
  to.blocks = Number(from.blocks);
  [to.atime, to.atimeNsec] = split(from.atimeNs);
  [to.mtime, to.mtimeNsec] = split(from.mtimeNs);
  [to.ctime, to.ctimeNsec] = split(from.ctimeNs);
  return to;
}

function small(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function split(ns: bigint): [number, number] {
  let rest = Number(ns % 1_000_000_000n);
  let whole = Number(ns / 1_000_000_000n);
  if (rest < 0) {
    rest += 1_000_000_000;
    whole -= 1;
  }
  return [whole, rest];
}

function readdir(path: HostPath): HostPath[] {
  return guarded('readdir', path, () => {
    const names = fs.readdirSync(nodePath(path));
    if (!names.some((name) => name.includes(REPLACEMENT))) return names;
    return fs.readdirSync(nodePath(path), 'buffer').map(hostPath);
  });
}

function scandir(path: HostPath): HostDirEntry[] {
  return guarded('readdir', path, () => {
    const entries = fs.readdirSync(nodePath(path), { withFileTypes: true });
    if (!entries.some((entry) => entry.name.includes(REPLACEMENT))) {
      return entries.map((entry) => ({ name: entry.name, type: entryType(entry), ino: 0 }));
    }
    const raw = fs.readdirSync(nodePath(path), { withFileTypes: true, encoding: 'buffer' }) as unknown as fs.Dirent<Buffer>[];
    return raw.map((entry) => ({ name: hostPath(entry.name), type: entryType(entry), ino: 0 }));
  });
}

function entryType(
  entry: Pick<fs.Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isCharacterDevice' | 'isBlockDevice'>,
): number {
  if (entry.isFile()) return DT_REG;
  if (entry.isDirectory()) return DT_DIR;
  if (entry.isSymbolicLink()) return DT_LNK;
  if (entry.isFIFO()) return DT_FIFO;
  if (entry.isSocket()) return DT_SOCK;
  if (entry.isCharacterDevice()) return DT_CHR;
  return entry.isBlockDevice() ? DT_BLK : DT_UNKNOWN;
}

/** Node's statfs lacks the fragment size, flags and name limit; the fragment size equals the block size on the usual systems. */
function statvfs(path: HostPath | number): HostStatVfs {
  if (typeof path === 'number') throw new HostError(ENOTSUP, 'statvfs');
  const found = guarded('statvfs', path, () => fs.statfsSync(nodePath(path)));
  return {
    bsize: found.bsize,
    frsize: found.bsize,
    blocks: found.blocks,
    bfree: found.bfree,
    bavail: found.bavail,
    files: found.files,
    ffree: found.ffree,
    favail: found.ffree,
    flag: 0,
    namemax: 255,
    fsid: 0,
  };
}
