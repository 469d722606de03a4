// The `posix` module, which `os` shows. What the host cannot do is absent, so that `os` does not list it.
// CPython: Modules/posixmodule.c.
import { host } from '../../host/host.ts';
import { defineModule } from '../../objects/declare/module.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyList } from '../../objects/model/values.ts';
import { OSError } from '../../objects/types/exceptions.ts';
import { setStrerror } from '../../objects/types/oserror.ts';
import { strerror } from '../errnoTable.ts';
import { COMMON, NATIVE } from './constants.ts';
import { descriptorRows } from './descriptors.ts';
import { directoryRows, dirEntryType } from './directories.ts';
import { eventRows } from './events.ts';
import { fileRows } from './files.ts';
import { nativeConstants, nativeRows } from './native.ts';
import { pathNormpath, pathSplitroot } from './pathHelpers.ts';
import { environ, processRows, terminalSeq, timesSeq, unameSeq } from './process.ts';
import { statSeq, statvfsSeq } from './stat.ts';
import { fn } from '../../objects/declare/module.ts';
import { sysconfConstants, sysconfRows } from './sysconf.ts';

setStrerror(strerror);

export default defineModule({
  name: 'posix',
  doc: 'Functions of the operating system, for `os` to show.',
  get functions(): readonly Row[] {
    return [
      ...fileRows(),
      ...directoryRows(),
      ...descriptorRows(),
      ...processRows(),
      ...nativeRows(),
      ...eventRows(),
      ...sysconfRows(),
      fn('_path_normpath(path)', null, pathNormpath),
      fn('_path_splitroot_ex(p)', null, pathSplitroot),
    ];
  },
  constants: () => ({
    ...COMMON,
    ...(host.process.native === undefined ? {} : NATIVE),
    ...host.files.constants,
    ...sysconfConstants(),
    ...nativeConstants(),
    environ: environ(),
    error: OSError,
    DirEntry: dirEntryType,
    stat_result: statSeq.type,
    statvfs_result: statvfsSeq.type,
    uname_result: unameSeq.type,
    times_result: timesSeq.type,
    terminal_size: terminalSeq.type,
    _have_functions: new PyList(haveFunctions()),
  }),
});

/** From which `os` derives supports_dir_fd and its kin. */
function haveFunctions(): PyObject[] {
  const always = ['HAVE_FCHMOD', 'HAVE_FCHOWN', 'HAVE_FTRUNCATE', 'HAVE_FUTIMES', 'HAVE_FUTIMENS', 'HAVE_LCHOWN', 'HAVE_LSTAT', 'HAVE_LUTIMES'];
  const { files } = host;
  if (files.dirFds) {
    always.push(
      'HAVE_FACCESSAT',
      'HAVE_FCHMODAT',
      'HAVE_FCHOWNAT',
      'HAVE_FSTATAT',
      'HAVE_FUTIMESAT',
      'HAVE_LINKAT',
      'HAVE_MKDIRAT',
      'HAVE_MKFIFOAT',
      'HAVE_MKNODAT',
      'HAVE_OPENAT',
      'HAVE_READLINKAT',
      'HAVE_RENAMEAT',
      'HAVE_SYMLINKAT',
      'HAVE_UNLINKAT',
      'HAVE_UTIMENSAT',
    );
  }
  if (files.fchdir !== undefined) always.push('HAVE_FCHDIR');
  if (files.readdirFd !== undefined) always.push('HAVE_FDOPENDIR', 'HAVE_FSTATVFS');
  return always;
}
