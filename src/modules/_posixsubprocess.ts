// _posixsubprocess: the one function behind subprocess. A plain start goes through posix_spawn, which does not copy the process; what that
// cannot do (preexec_fn, user and groups, umask) forks, and the child reports a failure through the error pipe as CPython's does.
// CPython: Modules/_posixsubprocess.c.
import { host, HostError, type HostPath } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, type PyTuple } from '../objects/model/values.ts';
import { TUPLE } from '../objects/model/flags.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { arrayFromIterable } from '../objects/ops/iter.ts';
import { asIndex } from '../objects/ops/number.ts';
import { state } from '../runtime/state.ts';
import { raise } from '../objects/ops/raise.ts';
import { bytesLike } from '../objects/ops/buffer.ts';
import { converters } from '../objects/declare/converters.ts';
import { PythonFinalizationError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { fsConvert, fspath } from './fsPath.ts';
import { cString, currentEnvironment, forkWithHooks, isOpen, nativeProcess, neverStarted, type SpawnAction, type SpawnOptions } from './posix/native.ts';
import { sys } from './hostErrors.ts';
import { raiseOSError } from '../objects/types/oserror.ts';
import { flushRegularFiles } from './_io/finalize.ts';

interface Start {
  argv: Uint8Array[];
  programs: HostPath[];
  closeFds: boolean;
  passFds: number[];
  cwd: HostPath | undefined;
  /** Undefined: as it is when the program starts. */
  env: Uint8Array[] | undefined;
  stdin: [child: number, parent: number];
  stdout: [parent: number, child: number];
  stderr: [parent: number, child: number];
  errorPipe: [read: number, write: number];
  restoreSignals: boolean;
  newSession: boolean;
  processGroup: number;
  gid: number;
  groups: number[] | undefined;
  uid: number;
  umask: number;
  preexec: PyObject;
}

const ENOENT = 2,
  EBADF = 9,
  EAGAIN = 11,
  ENOMEM = 12,
  ENOTDIR = 20;
const SIGPIPE = 13,
  SIGXFSZ = 25;

function forkExec(
  args: PyObject,
  executables: PyObject,
  closeFds: boolean,
  passFds: PyObject,
  cwd: PyObject,
  env: PyObject,
  p2cread: number,
  p2cwrite: number,
  c2pread: number,
  c2pwrite: number,
  errread: number,
  errwrite: number,
  errpipeRead: number,
  errpipeWrite: number,
  restoreSignals: boolean,
  newSession: boolean,
  processGroup: number,
  gid: PyObject,
  extraGroups: PyObject,
  uid: PyObject,
  umask: number,
  preexec: PyObject,
): number {
  flushRegularFiles();
  if ((passFds.tflags & TUPLE) === 0) raise(TypeError, `fork_exec() argument 4 must be tuple, not ${passFds.ob_type.shown}`);
  const pass = (passFds as PyTuple).ta.map((fd) => Number(asIndex(fd)));
  checkSorted(pass);
  if (closeFds && errpipeWrite < 3) raise(ValueError, 'errpipe_write must be >= 3');
  const start: Start = {
    argv: arrayFromIterable(args).map((arg) => cString(fsConvert(arg))),
    programs: arrayFromIterable(executables).map((program) => fsConvert(program)),
    closeFds,
    passFds: pass,
    cwd: cwd === None ? undefined : fsConvert(fspath(cwd)),
    env: env === None ? undefined : arrayFromIterable(env).map((entry) => bytesLike(entry).slice()),
    stdin: [p2cread, p2cwrite],
    stdout: [c2pread, c2pwrite],
    stderr: [errread, errwrite],
    errorPipe: [errpipeRead, errpipeWrite],
    restoreSignals,
    newSession,
    processGroup,
    gid: gid === None ? -1 : idOf('gid', gid),
    groups: extraGroups === None ? undefined : arrayFromIterable(extraGroups).map(groupId),
    uid: uid === None ? -1 : idOf('uid', uid),
    umask,
    preexec,
  };
  if (state.finalizing) raise(PythonFinalizationError, `${preexec === None ? "can't fork" : 'preexec_fn not supported'} at interpreter shutdown`);
  if (canSpawn(start)) return spawnProgram(start);
  const pid = preexec === None ? sys(() => nativeProcess()!.fork()) : forkWithHooks('fork_exec');
  if (pid === 0) becomeProgram(start);
  return pid;
}

const idOf = (what: 'uid' | 'gid', value: PyObject): number => converters[what]!(value, undefined as never, 0) as number;

function groupId(value: PyObject): number {
  const n = asIndex(value);
  if (n < 0 || n > 0xffffffff) raise(ValueError, 'invalid group id');
  return Number(n);
}

/** posix_spawn knows no users, groups and masks, and calls nothing. */
function canSpawn(start: Start): boolean {
  return start.preexec === None && start.uid === -1 && start.gid === -1 && start.groups === undefined && start.umask < 0;
}

function spawnProgram(start: Start): number {
  if ([start.stdin[0], start.stdout[1], start.stderr[1]].some((fd) => fd !== -1 && !isOpen(fd))) return fail(start, new HostError(EBADF, 'dup2'), 'noexec');
  const moved: number[] = [];
  const options: SpawnOptions = {
    actions: spawnActions(start, moved),
    newSession: start.newSession,
    processGroup: start.processGroup >= 0 ? start.processGroup : undefined,
    resetIds: false,
    defaults: start.restoreSignals ? [SIGPIPE, SIGXFSZ] : undefined,
    mask: undefined,
    scheduler: undefined,
    search: false,
  };
  const p = nativeProcess()!;
  let failure: HostError | undefined;
  try {
    for (const program of start.programs) {
      // Most folders of PATH have no such file: asking costs a thousandth of a process that fails.
      const error = seenFromHere(start, program) ? p.missing(program) : 0;
      if (error !== 0) {
        failure ??= new HostError(error, 'posix_spawn', program);
        continue;
      }
      try {
        return p.spawn(program, start.argv, start.env ?? currentEnvironment, options);
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        if (failure === undefined || (error.errno !== ENOENT && error.errno !== ENOTDIR)) failure = error;
      }
    }
  } finally {
    for (const fd of moved) closeQuietly(fd);
  }
  // There was no process that could have failed.
  if (failure !== undefined && (failure.errno === EAGAIN || failure.errno === ENOMEM)) raiseOSError(failure.errno);
  return fail(start, failure, badFolder(start) ? 'noexec:chdir' : '');
}

/** subprocess waits for the child and raises what the error pipe says. */
function fail(start: Start, error: unknown, stage: string): number {
  report(start, error, stage);
  neverStarted.count++;
  return neverStarted.pid;
}

/** Does the name mean the same file to this process and to the child, once that is in its folder? */
function seenFromHere(start: Start, program: HostPath): boolean {
  return start.cwd === undefined || (typeof program === 'string' ? program.startsWith('/') : program[0] === 47);
}

/** A missing folder and a missing program give the same error number. */
function badFolder(start: Start): boolean {
  return start.cwd !== undefined && !host.files.access(start.cwd, 1);
}

function spawnActions(start: Start, moved: number[]): SpawnAction[] {
  const { files } = host;
  // Sources that would be overwritten before they are used move out of the way.
  const source = (fd: number, target: number): number => {
    if (fd === -1) return target;
    if (fd > 2 || fd === target) return fd;
    const copy = files.dup!(fd, false);
    moved.push(copy);
    return copy;
  };
  const streams = [start.stdin[0], start.stdout[1], start.stderr[1]].map(source);
  const actions: SpawnAction[] = streams.flatMap((from, to) => (isOpen(from) ? [{ kind: 'dup2', from, to }] : []));
  for (const fd of start.passFds) if (fd !== start.errorPipe[1]) actions.push({ kind: 'dup2', from: fd, to: fd });
  if (start.closeFds) actions.push(...closeActions(start));
  if (start.cwd !== undefined) actions.push({ kind: 'chdir', path: start.cwd });
  return actions;
}

/** Descriptors that would stay open: inheritable ones that were not asked for. */
function closeActions(start: Start): SpawnAction[] {
  if (start.passFds.every((fd) => fd === start.errorPipe[1]) && nativeProcess()!.canCloseFrom()) return [{ kind: 'closefrom', fd: 3 }];
  const { files } = host;
  const actions: SpawnAction[] = [];
  for (const name of files.readdir('/proc/self/fd')) {
    const fd = Number(name);
    if (fd <= 2 || start.passFds.includes(fd)) continue;
    try {
      if (files.getInheritable!(fd)) actions.push({ kind: 'close', fd });
    } catch (error) {
      // The descriptor that read the folder itself.
      if (!(error instanceof HostError)) throw error;
    }
  }
  return actions;
}

function checkSorted(fds: readonly number[]): void {
  for (let i = 0; i < fds.length; i++) {
    if (fds[i]! < 0 || (i > 0 && fds[i]! <= fds[i - 1]!)) raise(ValueError, 'bad value(s) in fds_to_keep');
  }
}

/** The child: never returns. */
function becomeProgram(start: Start): never {
  let stage = '';
  try {
    prepareDescriptors(start);
    if (start.cwd !== undefined) {
      stage = 'noexec:chdir';
      host.process.chdir(start.cwd);
      stage = 'noexec';
    }
    prepareIdentity(start);
    if (start.preexec !== None) runPreexec(start);
    if (start.closeFds) closeOthers(start);
    stage = '';
    tryPrograms(start);
  } catch (error) {
    report(start, error, stage);
  }
  return host.process.exitNow(255);
}

function prepareDescriptors(start: Start): void {
  const { files } = host;
  const { stdin, stdout, stderr, errorPipe } = start;
  for (const fd of start.passFds) if (fd !== errorPipe[1]) files.setInheritable!(fd, true);
  for (const fd of [stdin[1], stdout[0], stderr[0], errorPipe[0]]) closeQuietly(fd);
  let [input] = stdin;
  let [, output] = stdout;
  let [, errors] = stderr;
  // A descriptor that is in the way of another one moves up first.
  if (output === 0) output = files.dup!(output, false);
  while (errors === 0 || errors === 1) errors = files.dup!(errors, false);
  input = put(input, 0);
  output = put(output, 1);
  errors = put(errors, 2);
}

function put(from: number, to: number): number {
  const { files } = host;
  if (from === to) files.setInheritable!(from, true);
  else if (from !== -1) files.dup2!(from, to, true);
  return from;
}

function closeQuietly(fd: number): void {
  if (fd < 0) return;
  try {
    host.files.close(fd);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
}

function prepareIdentity(start: Start): void {
  const p = nativeProcess()!;
  if (start.umask >= 0) host.process.umask!(start.umask);
  if (start.restoreSignals) for (const n of [SIGPIPE, SIGXFSZ]) host.process.signals!.dispose(n, 0);
  if (start.newSession) p.call('setsid');
  if (start.processGroup >= 0) p.call('setpgid', 0, start.processGroup);
  if (start.groups !== undefined) p.setgroups(start.groups);
  if (start.gid !== -1) p.call('setregid', start.gid | 0, start.gid | 0);
  if (start.uid !== -1) p.call('setreuid', start.uid | 0, start.uid | 0);
}

function runPreexec(start: Start): void {
  try {
    start.preexec.c0();
  } catch (error) {
    if (!isException(error)) throw error;
    write(start.errorPipe[1], 'SubprocessError:0:Exception occurred in preexec_fn.');
    host.process.exitNow(255);
  }
}

/** Everything above stderr that was not asked for, by /proc. */
function closeOthers(start: Start): void {
  const { files } = host;
  const keep = new Set([...start.passFds, start.errorPipe[1]]);
  let open: number[];
  try {
    open = files.readdir('/proc/self/fd').map(Number);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    open = Array.from({ length: 1024 }, (_, fd) => fd);
  }
  // Node's own descriptors are marked close-on-exec: leave them, the engine may need them until then.
  for (const fd of open) {
    if (fd <= 2 || keep.has(fd)) continue;
    try {
      files.setInheritable!(fd, false);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
  }
}

function tryPrograms(start: Start): never {
  const p = nativeProcess()!;
  const env = start.env ?? currentEnvironment();
  let failure: unknown;
  for (const program of start.programs) {
    try {
      p.execve(program, start.argv, env);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      // A missing file in one folder of PATH is no reason to forget that another one is not executable.
      if (failure === undefined || (error.errno !== ENOENT && error.errno !== ENOTDIR)) failure = error;
    }
  }
  throw failure;
}

/** `OSError:<errno in hexadecimal>:<stage>` for the parent. */
function report(start: Start, error: unknown, stage: string): void {
  if (error instanceof HostError) write(start.errorPipe[1], `OSError:${error.errno.toString(16).toUpperCase()}:${stage}`);
  else write(start.errorPipe[1], `SubprocessError:0:${String(error)}`);
}

function write(fd: number, text: string): void {
  const data = new TextEncoder().encode(text);
  host.files.write(fd, data, 0, data.length);
}

const INTS = 'p2cread: int, p2cwrite: int, c2pread: int, c2pwrite: int, errread: int, errwrite: int, errpipe_read: int, errpipe_write: int';

export default defineModule({
  name: '_posixsubprocess',
  doc: 'Starting programs.',
  functions: [
    fn(
      `fork_exec(args, executable_list, close_fds: bool, pass_fds, cwd, env, ${INTS}, restore_signals: bool, call_setsid: bool, pgid_to_set: int, gid, extra_groups, uid,` +
        ' child_umask: int, preexec_fn, /)',
      'Forks, prepares the child and becomes a program there.',
      forkExec,
    ),
  ],
});
