// stat and its result. The tuple has whole seconds; names reach floats and nanoseconds, made when asked for.
// CPython: _pystat_fromstructstat in Modules/posixmodule.c.
import { host, type HostStat, type HostStatVfs } from '../../host/host.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyFloat } from '../../objects/model/values.ts';
import { normalizeInt } from '../../objects/ops/number.ts';
import { defineStructSeq, type PyStructSeq } from '../../objects/types/structseq.ts';
import { flushWritersOf, hasUnwritten } from '../_io/finalize.ts';
import { runPendingSignals, sys, tryAgain } from '../hostErrors.ts';
import { checkFd, type PathArg } from './args.ts';

export const statSeq = defineStructSeq({
  name: 'os.stat_result',
  doc: 'What stat, fstat and lstat tell about a file.',
  visible: 10,
  fields: [
    'st_mode',
    'st_ino',
    'st_dev',
    'st_nlink',
    'st_uid',
    'st_gid',
    'st_size',
    null,
    null,
    null,
    'st_atime',
    'st_mtime',
    'st_ctime',
    'st_atime_ns',
    'st_mtime_ns',
    'st_ctime_ns',
    'st_blksize',
    'st_blocks',
    'st_rdev',
  ],
  late: behindItems,
  finish: timesFromItems,
});

/** Made from ten items, the named times are the items. */
function timesFromItems(self: PyStructSeq): void {
  for (let i = 0; i < 3; i++) if (self.extra[i] === None) self.extra[i] = self.ta[7 + i]!;
}

export const statvfsSeq = defineStructSeq({
  name: 'os.statvfs_result',
  doc: 'What statvfs and fstatvfs tell about a file system.',
  visible: 10,
  fields: ['f_bsize', 'f_frsize', 'f_blocks', 'f_bfree', 'f_bavail', 'f_files', 'f_ffree', 'f_favail', 'f_flag', 'f_namemax', 'f_fsid'],
});

export function statResult(s: HostStat): PyObject {
  return statSeq.createLate([s.mode, s.ino, s.dev, s.nlink, s.uid, s.gid, s.size, s.atime, s.mtime, s.ctime], s);
}

/** The fields from `st_atime` on. */
function behindItems(s: HostStat, i: number): PyObject {
  switch (i) {
    case 0:
      return new PyFloat(s.atime + s.atimeNsec * 1e-9);
    case 1:
      return new PyFloat(s.mtime + s.mtimeNsec * 1e-9);
    case 2:
      return new PyFloat(s.ctime + s.ctimeNsec * 1e-9);
    case 3:
      return nanoseconds(s.atime, s.atimeNsec);
    case 4:
      return nanoseconds(s.mtime, s.mtimeNsec);
    case 5:
      return nanoseconds(s.ctime, s.ctimeNsec);
    case 6:
      return s.blksize;
    case 7:
      return s.blocks;
    default:
      return s.rdev;
  }
}

const words = new Uint32Array(2);
const wide = new BigUint64Array(words.buffer);

function nanoseconds(sec: number, nsec: number): number | bigint {
  if (sec >= 9_100_000 && sec < 9_100_000_000) {
    // The product by halves of `sec`: one bigint is made instead of five.
    const high = Math.floor(sec / 65536) * 1e9;
    const low = (sec % 65536) * 1e9 + nsec + (high % 65536) * 65536;
    words[0] = low % 4294967296;
    words[1] = Math.floor(high / 65536) + Math.floor(low / 4294967296);
    return wide[0]!;
  }
  return normalizeInt(BigInt(sec) * 1_000_000_000n + BigInt(nsec));
}

function ask({ path, fd, shown }: PathArg, follow: boolean, dirFd: number | undefined): HostStat {
  const { files } = host;
  for (;;) {
    runPendingSignals();
    try {
      return fd !== -1 ? files.fstat(fd) : files.stat(path, follow, dirFd);
    } catch (error) {
      tryAgain(error, shown);
    }
  }
}

export function stat(arg: PathArg, dirFd: number | undefined, follow: boolean, f = 'stat'): PyObject {
  checkFd(f, arg, dirFd, follow);
  const stat = ask(arg, follow, dirFd);
  // Something a program wrote and dropped counts as written.
  return statResult(hasUnwritten() && flushWritersOf(stat.dev, stat.ino) ? ask(arg, follow, dirFd) : stat);
}

export function lstat(arg: PathArg, dirFd: number | undefined): PyObject {
  return stat(arg, dirFd, false, 'lstat');
}

export function fstat(fd: number): PyObject {
  return statResult(sys(() => host.files.fstat(fd)));
}

function statvfsResult(s: HostStatVfs): PyObject {
  return statvfsSeq.create([s.bsize, s.frsize, s.blocks, s.bfree, s.bavail, s.files, s.ffree, s.favail, s.flag, s.namemax, s.fsid]);
}

export function statvfs(arg: PathArg): PyObject {
  return statvfsResult(sys(() => host.files.statvfs!(arg.fd !== -1 ? arg.fd : arg.path), arg.shown));
}

export function fstatvfs(fd: number): PyObject {
  return statvfsResult(sys(() => host.files.statvfs!(fd)));
}
