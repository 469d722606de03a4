// dup, pipe, flags of descriptors, special files, extended attributes: what needs more than Node's own calls and is absent without.
// CPython: Modules/posixmodule.c.
import { host } from '../../host/host.ts';
import { fn } from '../../objects/declare/module.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyList, PyTuple } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { asIndex } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { fsStr } from '../fsPath.ts';
import { sys } from '../hostErrors.ts';
import { checkFd, HERE, type PathArg } from './args.ts';

const DIR_FD = 'dir_fd: opt_dir_fd = None';
const FOLLOW = 'follow_symlinks: bool = True';
const EBADF = 9;

const target = (arg: PathArg): PathArg['path'] | number => (arg.fd !== -1 ? arg.fd : arg.path);
const offset = (value: PyObject): number | undefined => (value === None ? undefined : Number(asIndex(value)));

export function descriptorRows(): Row[] {
  const { files } = host;
  const rows: Row[] = [];
  const add = (capability: unknown, ...more: Row[]): void => {
    if (capability !== undefined) rows.push(...more);
  };
  add(
    files.fchdir,
    fn('fchdir(fd: fildes)', 'Changes the current directory.', (fd) => sys(() => files.fchdir!(fd))),
  );
  add(
    files.dup,
    fn('dup(fd: int, /)', 'Another descriptor for the same file.', (fd) => sys(() => files.dup!(fd, false))),
  );
  add(
    files.dup2,
    fn('dup2(fd: int, fd2: int, inheritable: bool = True)', 'Makes fd2 a descriptor for the same file.', (fd, fd2, inheritable) => {
      if (fd < 0 || fd2 < 0) raiseOSError(EBADF);
      return sys(() => files.dup2!(fd, fd2, inheritable));
    }),
  );
  add(
    files.pipe,
    fn('pipe()', 'A pipe: the end to read from and the end to write to.', () => new PyTuple(sys(() => files.pipe!(files.constants.O_CLOEXEC!)))),
    fn('pipe2(flags: int, /)', null, (flags) => new PyTuple(sys(() => files.pipe!(flags)))),
  );
  add(
    files.mkfifo,
    fn(`mkfifo(path: path, mode: int = 438, *, ${DIR_FD})`, 'Makes a named pipe.', (arg: PathArg, mode, dirFd) => {
      sys(() => files.mkfifo!(arg.path, mode, dirFd));
    }),
  );
  add(
    files.mknod,
    fn(`mknod(path: path, mode: int = 384, device: index = 0, *, ${DIR_FD})`, null, (arg: PathArg, mode, device, dirFd) => {
      sys(() => files.mknod!(arg.path, mode, Number(device), dirFd));
    }),
  );
  add(
    files.getInheritable,
    fn('get_inheritable(fd: int, /)', 'Do programs started from here get the descriptor?', (fd) => sys(() => files.getInheritable!(fd))),
    fn('set_inheritable(fd: int, inheritable: bool, /)', null, (fd, yes) => sys(() => files.setInheritable!(fd, yes))),
  );
  add(
    files.getBlocking,
    fn('get_blocking(fd: int, /)', 'Do reads and writes wait?', (fd) => sys(() => files.getBlocking!(fd))),
    fn('set_blocking(fd: int, blocking: bool, /)', null, (fd, yes) => sys(() => files.setBlocking!(fd, yes))),
  );
  add(
    files.lockf,
    fn('lockf(fd: int, command: int, length: off, /)', null, (fd, command, length) => sys(() => files.lockf!(fd, command, length))),
  );
  add(
    files.copyFileRange,
    fn('copy_file_range(src: int, dst: int, count: size, offset_src=None, offset_dst=None)', null, (src, dst, count, from, to) => {
      if (count < 0) raise(ValueError, "negative value for 'count' not allowed");
      return sys(() => files.copyFileRange!(src, dst, count, offset(from), offset(to)));
    }),
  );
  add(
    files.sendfile,
    fn('sendfile(out_fd: int, in_fd: int, offset, count: size)', null, (out, from, at, count) => sys(() => files.sendfile!(out, from, offset(at), count))),
  );
  add(
    files.posixFallocate,
    fn('posix_fallocate(fd: int, offset: off, length: off, /)', null, (fd, at, length) => sys(() => files.posixFallocate!(fd, at, length))),
  );
  add(
    files.posixFadvise,
    fn('posix_fadvise(fd: int, offset: off, length: off, advice: int, /)', null, (fd, at, length, advice) =>
      sys(() => files.posixFadvise!(fd, at, length, advice)),
    ),
  );
  add(
    files.memfdCreate,
    fn('memfd_create(name: fs_path, flags: uint = 1)', null, (name, flags) => sys(() => files.memfdCreate!(name, flags))),
  );
  add(
    files.sync,
    fn('sync() -> None', null, () => files.sync!()),
  );
  add(
    files.ttyname,
    fn('ttyname(fd: int, /)', 'The name of a terminal.', (fd) => fsStr(sys(() => files.ttyname!(fd)))),
  );
  add(
    files.openpty,
    fn('openpty()', null, () => new PyTuple(sys(() => files.openpty!()))),
  );
  add(files.getxattr, ...xattrRows());
  return rows;
}

function xattrRows(): Row[] {
  const { files } = host;
  return [
    fn(`getxattr(path: path_fd, attribute: path, *, ${FOLLOW})`, null, (arg: PathArg, attribute: PathArg, follow) => {
      checkFd('getxattr', arg, undefined, follow);
      return new PyBytes(sys(() => files.getxattr!(target(arg), attribute.path, follow), arg.shown));
    }),
    fn(`setxattr(path: path_fd, attribute: path, value, flags: int = 0, *, ${FOLLOW})`, null, (arg: PathArg, attribute: PathArg, value, flags, follow) => {
      checkFd('setxattr', arg, undefined, follow);
      const data = bytesLike(value);
      sys(() => files.setxattr!(target(arg), attribute.path, data, flags, follow), arg.shown);
    }),
    fn(`removexattr(path: path_fd, attribute: path, *, ${FOLLOW})`, null, (arg: PathArg, attribute: PathArg, follow) => {
      checkFd('removexattr', arg, undefined, follow);
      sys(() => files.removexattr!(target(arg), attribute.path, follow), arg.shown);
    }),
    fn(`listxattr(path: opt_path_fd = None, *, ${FOLLOW})`, null, (arg: PathArg = HERE, follow) => {
      checkFd('listxattr', arg, undefined, follow);
      return new PyList(sys(() => files.listxattr!(target(arg), follow), arg.shown === None ? undefined : arg.shown).map(fsStr));
    }),
  ];
}
