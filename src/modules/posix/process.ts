// The process seen by os: its environment, ids, times, terminal, and how it ends.
// CPython: Modules/posixmodule.c.
import { host, HostError } from '../../host/host.ts';
import { fn } from '../../objects/declare/module.ts';
import { leave } from './native.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyFloat, PyList, PyTuple } from '../../objects/model/values.ts';
import { dictSet, newDict } from '../../objects/types/dictStore.ts';
import { normalizeInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { tryGetattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { defineStructSeq } from '../../objects/types/structseq.ts';
import { OverflowError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { strerror } from '../errnoTable.ts';
import { fsBytes, fsConvert, fspath, fsStr } from '../fsPath.ts';
import { state } from '../../runtime/state.ts';
import { runPendingSignals, sys } from '../hostErrors.ts';
import { type PathArg, unavailable } from './args.ts';

const EINVAL = 22;

export const unameSeq = defineStructSeq({
  name: 'posix.uname_result',
  doc: 'Name and version of the system.',
  fields: ['sysname', 'nodename', 'release', 'version', 'machine'],
});
export const timesSeq = defineStructSeq({
  name: 'posix.times_result',
  doc: 'Times that this process and its children took.',
  fields: ['user', 'system', 'children_user', 'children_system', 'elapsed'],
});
export const terminalSeq = defineStructSeq({ name: 'os.terminal_size', doc: 'Columns and lines of a terminal.', fields: ['columns', 'lines'] });

/** `posix.environ`: a dict of bytes, from which `os` makes its own. */
export function environ(): PyObject {
  const dict = newDict();
  for (const [name, value] of host.process.environ()) {
    const key = fsBytes(name);
    dictSet(dict, key, fsBytes(value));
  }
  return dict;
}

function putenv(name: PyObject, value: PyObject): void {
  const n = fsConvert(name);
  const v = fsConvert(value);
  if (contains(n, '=')) raise(ValueError, 'illegal environment variable name');
  sys(() => host.process.setenv(n, v));
}

function unsetenv(name: PyObject): void {
  const n = fsConvert(name);
  if (n.length === 0 || contains(n, '=')) raiseOSError(EINVAL);
  sys(() => host.process.unsetenv(n));
}

const contains = (path: string | Uint8Array, c: string): boolean => (typeof path === 'string' ? path.includes(c) : path.includes(c.charCodeAt(0)));

function chdir(arg: PathArg): void {
  if (arg.fd !== -1) {
    if (host.files.fchdir === undefined) unavailable('chdir', 'fd');
    sys(() => host.files.fchdir!(arg.fd), arg.shown);
  } else {
    sys(() => host.process.chdir(arg.path), arg.shown);
  }
}

function terminalSize(fd: PyObject | undefined): PyObject {
  const size = sys(() => host.terminal.size(fd === undefined ? 1 : Number(fd)));
  return terminalSeq.create(size);
}

function urandom(size: number): PyObject {
  if (size < 0) raise(ValueError, 'negative argument not allowed');
  const data = new Uint8Array(size);
  host.crypto.random(data);
  return new PyBytes(data);
}

function kill(pid: number, signal: number): void {
  sys(() => host.process.kill!(pid, signal));
  runPendingSignals();
}

function deviceEncoding(fd: number): PyObject {
  try {
    return host.files.isatty(fd) ? 'UTF-8' : None;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return None;
  }
}

function cpuCount(): PyObject {
  const { cpuCount } = state.config.flags;
  return cpuCount > 0 ? cpuCount : (host.process.cpuCount() ?? None);
}

// --- status of a finished child -------------------------------------------------------------------------------------------

const exited = (status: number): boolean => (status & 0x7f) === 0;
const stopped = (status: number): boolean => (status & 0xff) === 0x7f;
const signaled = (status: number): boolean => !exited(status) && !stopped(status) && status !== 0xffff;

function exitcode(status: number): number {
  if (exited(status)) return (status >> 8) & 0xff;
  if (signaled(status)) return -(status & 0x7f);
  if (stopped(status)) raise(ValueError, `process stopped by delivery of signal ${(status >> 8) & 0xff}`);
  raise(ValueError, `invalid wait status: ${status}`);
}

export function processRows(): Row[] {
  const p = host.process;
  const rows = [
    fn('getcwd()', 'The current directory.', () => fsStr(sys(() => p.cwd()))),
    fn('getcwdb()', 'The current directory, as bytes.', () => fsBytes(sys(() => p.cwd()))),
    fn('chdir(path: path_fd) -> None', 'Changes the current directory.', chdir),
    fn('_create_environ()', 'The environment as it is now.', environ),
    fn('putenv(name, value, /) -> None', 'Sets a variable of the environment.', putenv),
    fn('unsetenv(name, /) -> None', 'Removes a variable of the environment.', unsetenv),
    fn('getpid()', "This process's id.", () => p.pid()),
    fn('getppid()', "The parent's id.", () => p.ppid()),
    fn('uname()', 'Name and version of the system.', () => {
      const u = p.uname();
      return unameSeq.create([u.sysname, u.nodename, u.release, u.version, u.machine].map(strFromJs));
    }),
    fn('times()', 'Times that this process and its children took.', () => timesSeq.create(p.times().map((t) => new PyFloat(t)))),
    fn('cpu_count()', 'How many processors there are.', cpuCount),
    fn('urandom(size: size, /)', 'Random bytes for keys and the like.', urandom),
    fn('strerror(code: int, /)', 'The text of an error number.', strerror),
    fn('get_terminal_size(fd = ?, /)', 'Columns and lines of a terminal.', terminalSize),
    fn('device_encoding(fd: int)', 'The encoding of a terminal.', deviceEncoding),
    fn('fspath(path)', 'A path as str or bytes.', fspath),
    leave,
    fn('abort()', 'Ends the process with a core dump.', () => p.abort()),
    fn('WCOREDUMP(status: int, /) -> bool', null, (s) => (s & 0x80) !== 0),
    fn('WIFCONTINUED(status: int) -> bool', null, (s) => s === 0xffff),
    fn('WIFSTOPPED(status: int) -> bool', null, stopped),
    fn('WIFSIGNALED(status: int) -> bool', null, signaled),
    fn('WIFEXITED(status: int) -> bool', null, exited),
    fn('WEXITSTATUS(status: int)', null, (s) => (s >> 8) & 0xff),
    fn('WTERMSIG(status: int)', null, (s) => s & 0x7f),
    fn('WSTOPSIG(status: int)', null, (s) => (s >> 8) & 0xff),
    fn('waitstatus_to_exitcode(status: int)', 'The exit code in a wait status; negative for a signal.', exitcode),
    fn('major(device: index, /)', null, major),
    fn('minor(device: index, /)', null, minor),
    fn('makedev(major: index, minor: index, /)', null, makedev),
    fn('_inputhook()', null, () => 0),
    fn('_is_inputhook_installed()', null, () => false),
  ];
  const optional: [string, unknown, () => Row][] = [
    ['umask', p.umask, () => fn('umask(mask: int, /)', 'Sets the mask of permissions and gives the old one.', (mask) => p.umask!(mask))],
    ['kill', p.kill, () => fn('kill(pid: pid, signal: int, /)', 'Sends a signal.', kill)],
    ['getuid', p.getuid, () => fn('getuid()', null, () => p.getuid!())],
    ['geteuid', p.geteuid, () => fn('geteuid()', null, () => p.geteuid!())],
    ['getgid', p.getgid, () => fn('getgid()', null, () => p.getgid!())],
    ['getegid', p.getegid, () => fn('getegid()', null, () => p.getegid!())],
    ['getgroups', p.getgroups, () => fn('getgroups()', null, () => new PyList(p.getgroups!()))],
    ['getloadavg', p.loadavg, () => fn('getloadavg()', null, () => new PyTuple(p.loadavg!().map((n) => new PyFloat(n))))],
  ];
  for (const [, capability, row] of optional) if (capability !== undefined) rows.push(row());
  return rows;
}

/** No device, in any of its numbers. */
const NODEV = -1n;

/** A dev_t; −1 is the number of no device. */
function deviceNumber(value: number | bigint, limit: bigint, tooLarge: string): bigint {
  const n = BigInt(value);
  if (n === NODEV) return limit - 1n;
  if (n < 0n) raise(OverflowError, "can't convert negative int to unsigned");
  if (n >= limit) raise(OverflowError, tooLarge);
  return n;
}
const device = (value: number | bigint): bigint => deviceNumber(value, 2n ** 64n, 'int too big to convert');
const part = (value: number | bigint): bigint => deviceNumber(value, 2n ** 32n, 'Python int too large to convert to C unsigned int');
/** What the macros of the C library make of NODEV in 32 bits is NODEV. */
const shown = (n: bigint): number => (n === 0xffffffffn ? -1 : Number(n));

function major(value: number | bigint): number {
  const d = device(value);
  return shown(((d >> 8n) & 0xfffn) | ((d >> 32n) & 0xfffff000n));
}
function minor(value: number | bigint): number {
  const d = device(value);
  return shown((d & 0xffn) | ((d >> 12n) & 0xffffff00n));
}
function makedev(majorArg: number | bigint, minorArg: number | bigint): PyObject {
  const [a, b] = [part(majorArg), part(minorArg)];
  if (a === 0xffffffffn && b === a) return -1;
  return normalizeInt(((a & 0xfffn) << 8n) | ((a & 0xfffff000n) << 32n) | (b & 0xffn) | ((b & 0xffffff00n) << 12n));
}

/** `sys.flush`-like: used before the process is replaced or copied. */
export function flushStdio(): void {
  const sysModule = importModule('sys');
  for (const name of ['stdout', 'stderr']) {
    const stream = tryGetattr(sysModule, name);
    if (stream !== undefined && stream !== None) tryGetattr(stream, 'flush')?.c0();
  }
}
