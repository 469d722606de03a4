// What os has beyond files: fork, exec, wait, ids, sessions, scheduling. All of it needs direct system calls; without them these rows
// do not exist and os does not list the names.
// CPython: Modules/posixmodule.c.
import { SIGNALLED } from '../../util/pending.ts';
import { host, HostError, type HostPath } from '../../host/host.ts';
import { fn } from '../../objects/declare/module.ts';
import { nativeCode, type Row } from '../../objects/declare/native.ts';
import { LIST, TUPLE } from '../../objects/model/flags.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyFloat, PyList, PyTuple } from '../../objects/model/values.ts';
import { callMethod, tryGetattr } from '../../objects/ops/attr.ts';
import { isCallable } from '../../objects/ops/call.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { arrayFromIterable, iterate } from '../../objects/ops/iter.ts';
import { asIndex } from '../../objects/ops/number.ts';
import { state, sysModules } from '../../runtime/state.ts';
import { raise } from '../../objects/ops/raise.ts';
import { FS, PENDING } from '../../objects/frame.ts';
import { dictGetStr } from '../../objects/types/dictStore.ts';
import { PyBuiltin } from '../../objects/types/descriptors.ts';
import { defineStructSeq } from '../../objects/types/structseq.ts';
import { setFromArray } from '../../objects/types/set.ts';
import { DeprecationWarning, OverflowError, PythonFinalizationError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { warn } from '../../objects/ops/hooks.ts';
import { newOSError, raiseOSError } from '../../objects/types/oserror.ts';
import { throwException } from '../../objects/ops/raise.ts';
import { printUnraisable } from '../../runtime/unraisable.ts';
import { acquireImportLock, releaseImportLock } from '../../runtime/import/lock.ts';
import { hadThreads, isMainThread, threadCount, threadsAfterFork } from '../../runtime/threads.ts';
import { fsConvert, fsStr } from '../fsPath.ts';
import { sys } from '../hostErrors.ts';
import type { PathArg } from './args.ts';
import { flushRegularFiles, hasUnwritten } from '../_io/finalize.ts';

interface WaitResult {
  pid: number;
  status: number;
  usage: readonly number[] | undefined;
}

/** As hosts/node/ffi/spawn.ts has them. */
export type SpawnAction =
  | { kind: 'dup2'; from: number; to: number }
  | { kind: 'close'; fd: number }
  | { kind: 'closefrom'; fd: number }
  | { kind: 'open'; fd: number; path: HostPath; flags: number; mode: number }
  | { kind: 'chdir'; path: HostPath };

export interface SpawnOptions {
  actions: readonly SpawnAction[];
  newSession: boolean;
  processGroup: number | undefined;
  resetIds: boolean;
  defaults: readonly number[] | undefined;
  mask: readonly number[] | undefined;
  scheduler: { policy: number | undefined; priority: number } | undefined;
  search: boolean;
}

/** What hosts/node/ffi/process.ts offers, as far as this file uses it. */
export interface NativeProcess {
  fork(): number;
  prepareChildren(by: { functions: () => readonly Function[]; leave: () => void }): void;
  simpleNames: readonly string[];
  simpleArity(name: string): number;
  call(name: string, ...args: number[]): number;
  execve(path: HostPath | number, argv: readonly Uint8Array[], env: readonly Uint8Array[]): never;
  wait(pid: number, options: number, withUsage: boolean): WaitResult;
  waitid(type: number, id: number, options: number): { pid: number; uid: number; signo: number; status: number; code: number } | undefined;
  setgroups(groups: readonly number[]): void;
  getresuid(): [number, number, number];
  getresgid(): [number, number, number];
  getgrouplist(user: Uint8Array, group: number): number[];
  getaffinity(pid: number): number[];
  setaffinity(pid: number, cpus: readonly number[]): void;
  getparam(pid: number): number;
  setparam(pid: number, priority: number): void;
  setscheduler(pid: number, policy: number, priority: number): void;
  rrInterval(pid: number): number;
  getpriority(which: number, who: number): number;
  nice(increment: number): number;
  getlogin(): HostPath;
  spawn(path: HostPath, argv: readonly Uint8Array[], env: readonly Uint8Array[] | (() => readonly Uint8Array[]), options: SpawnOptions): number;
  missing(path: HostPath): number;
  canCloseFrom(): boolean;
}

export const nativeProcess = (): NativeProcess | undefined => host.process.native as NativeProcess | undefined;

// --- fork ---------------------------------------------------------------------------------------------------------------

const atFork: { before: PyObject[]; child: PyObject[]; parent: PyObject[] } = { before: [], child: [], parent: [] };

function registerAtFork(before: PyObject | undefined, child: PyObject | undefined, parent: PyObject | undefined): void {
  if (before === undefined && child === undefined && parent === undefined) raise(TypeError, 'At least one argument is required.');
  const add = (list: PyObject[], f: PyObject | undefined, name: string): void => {
    if (f === undefined) return;
    if (!isCallable(f)) raise(TypeError, `'${name}' must be callable, not ${f.ob_type.shown}`);
    list.push(f);
  };
  add(atFork.before, before, 'before');
  add(atFork.child, child, 'after_in_child');
  add(atFork.parent, parent, 'after_in_parent');
}

/** What a hook raises is shown and goes no further. */
function runHooks(hooks: readonly PyObject[]): void {
  for (const hook of hooks) {
    const depth = FS.sp,
      handled = FS.exc;
    try {
      hook.c0();
    } catch (error) {
      if (!isException(error)) throw error;
      FS.sp = depth;
      FS.exc = handled;
      printUnraisable(error, undefined, hook);
    }
  }
}

/** Whatever ran first in a child would be compiled there, and in the next one again: 1 ms each. */
function prepareChildren(process: NativeProcess): void {
  prepared = true;
  process.prepareChildren({ functions: forkFunctions, leave: rehearseLeaving });
}
let prepared = false;

function rehearseLeaving(): void {
  for (let i = 0; i < 50; i++) nativeCode(leave, 'posix.').n1(0);
  // The same as a program calls it; `os` lends the name, so the first look puts it there.
  for (const name of ['posix', 'os']) {
    const exit = ofModule(name, '_exit');
    if (exit instanceof PyBuiltin && exit.row === leave) for (let i = 0; i < 10; i++) exit.c1(0);
  }
}

function ofModule(module: string, name: string): PyObject | undefined {
  const found = dictGetStr(sysModules(), module);
  return found === undefined ? undefined : tryGetattr(found, name);
}

/** What runs between two forks of a program that does nothing else, as far as this one has called it. */
function forkFunctions(): Function[] {
  const found: Function[] = [];
  for (const name of ['fork', '_exit', 'wait', 'waitpid', 'wait3', 'wait4', 'waitid', 'waitstatus_to_exitcode']) {
    const f = ofModule('posix', name);
    if (f instanceof PyBuiltin && f.row.native !== undefined) found.push(...f.row.native.functions);
  }
  return found;
}

export const leave: Row = fn('_exit(status: int)', 'Ends the process at once.', (status) => {
  host.process.exitNow(status);
  return None;
});

/** How many hooks for children there were when they were rehearsed last. */
let rehearsed = 0;
let hasForked = false;

/**
 * What threading does in a child takes 4 ms where it runs for the first time, as it would in each child. With one thread it changes nothing, so a parent
 * that forks again runs it too.
 */
function rehearseHooks(): void {
  rehearsed = atFork.child.length;
  const hook = ofModule('threading', '_after_fork');
  if (hook === undefined || !atFork.child.includes(hook) || threadCount() > 0 || !isMainThread()) return;
  for (let i = 0; i < 10; i++) runHooks([hook]);
}

const ENOSYS = 38;

function noFork(reason: string): never {
  throwException(newOSError(ENOSYS, reason));
}

/** Forks with Python's hooks around it. Whatever it touches costs parent and child a page fault each: hence no calls for nothing. */
export function forkWithHooks(f = 'fork'): number {
  if (state.finalizing) raise(PythonFinalizationError, "can't fork at interpreter shutdown");
  const process = nativeProcess();
  if (process === undefined) noFork('fork needs direct system calls, which taipan makes through koffi on Linux');
  if (hasUnwritten()) flushRegularFiles();
  if (atFork.before.length > 0) runHooks([...atFork.before].reverse());
  if (!prepared) prepareChildren(process);
  if (hasForked && atFork.child.length > rehearsed) rehearseHooks();
  hasForked = true;
  const threaded = hadThreads();
  if (threaded) acquireImportLock();
  // Looked up before: what only a child looks up it does so anew each time.
  const { child, parent } = atFork;
  let pid: number;
  try {
    pid = process.fork();
  } catch (error) {
    if (threaded) releaseImportLock();
    return forkFailed(error);
  }
  const pending = PENDING[0] !== 0 || PENDING[SIGNALLED] !== 0;
  if (pid === 0) {
    // Signals that the parent was about to handle are not the child's.
    if (pending) PENDING.fill(0);
    if (threaded) threadsAfterFork();
  }
  if (threaded) releaseImportLock();
  const hooks = pid === 0 ? child : parent;
  if (hooks.length > 0) runHooks(hooks);
  if (threaded && pid !== 0 && threadCount() > 0) {
    const text = `This process (pid=${host.process.pid()}) is multi-threaded, use of ${f}() may lead to deadlocks in the child.`;
    warn(DeprecationWarning, text);
  }
  return pid;
}

function forkFailed(error: unknown): never {
  runHooks(atFork.parent);
  if (!(error instanceof HostError)) throw error;
  if (error.errno === ENOSYS) noFork('fork needs a process that was started by the taipan command (Node with its flags)');
  raiseOSError(error.errno);
}

// --- exec ---------------------------------------------------------------------------------------------------------------

const encoder = new TextEncoder();

export function cString(path: HostPath): Uint8Array {
  return typeof path === 'string' ? encoder.encode(path) : path;
}

/** `what` names the argument in messages. */
function argumentList(what: string, argv: PyObject): Uint8Array[] {
  if ((argv.tflags & (LIST | TUPLE)) === 0) raise(TypeError, `${what} must be a tuple or list`);
  const items = arrayFromIterable(argv);
  if (items.length === 0) raise(ValueError, `${what} must not be empty`);
  const list = items.map((arg) => cString(fsConvert(arg)));
  if (list[0]!.length === 0) raise(ValueError, `${what} first element cannot be empty`);
  return list;
}

/** name=value from a mapping. */
export function environmentList(env: PyObject): Uint8Array[] {
  // Copies: a path-like object among them may change the lists.
  const keys = [...arrayFromIterable(callMethod(env, 'keys'))];
  const values = [...arrayFromIterable(callMethod(env, 'values'))];
  return keys.map((key, i) => {
    const name = cString(fsConvert(key));
    const value = cString(fsConvert(values[i]!));
    if (name.length === 0 || name.includes(61, 1)) raise(ValueError, 'illegal environment variable name');
    const entry = new Uint8Array(name.length + 1 + value.length);
    entry.set(name);
    entry[name.length] = 61;
    entry.set(value, name.length + 1);
    return entry;
  });
}

export function currentEnvironment(): Uint8Array[] {
  return host.process.environ().map(([name, value]) => {
    const [n, v] = [cString(name), cString(value)];
    const entry = new Uint8Array(n.length + 1 + v.length);
    entry.set(n);
    entry[n.length] = 61;
    entry.set(v, n.length + 1);
    return entry;
  });
}

// --- waiting ------------------------------------------------------------------------------------------------------------

const waitidSeq = defineStructSeq({
  name: 'posix.waitid_result',
  doc: 'What waitid tells.',
  fields: ['si_pid', 'si_uid', 'si_signo', 'si_status', 'si_code'],
});
const schedParam = defineStructSeq({ name: 'posix.sched_param', doc: 'A scheduling priority.', fields: ['sched_priority'], ofField: true });

export const RUSAGE_FIELDS = [
  'ru_utime',
  'ru_stime',
  'ru_maxrss',
  'ru_ixrss',
  'ru_idrss',
  'ru_isrss',
  'ru_minflt',
  'ru_majflt',
  'ru_nswap',
  'ru_inblock',
  'ru_oublock',
  'ru_msgsnd',
  'ru_msgrcv',
  'ru_nsignals',
  'ru_nvcsw',
  'ru_nivcsw',
];
export const rusageSeq = defineStructSeq({ name: 'resource.struct_rusage', doc: 'What a process used.', fields: RUSAGE_FIELDS });

export function rusage(usage: readonly number[]): PyObject {
  return rusageSeq.create(usage.map((n, i) => (i < 2 ? new PyFloat(n) : n)));
}

/** A child that `_posixsubprocess` did not even start, since its program cannot run: whoever waits for it hears that it ended with 255. */
export const neverStarted = { pid: 0x7fffffff, count: 0 };

function waitTuple(pid: number, options: number, withUsage: boolean): PyObject {
  if (pid === neverStarted.pid && neverStarted.count > 0 && !withUsage) {
    neverStarted.count--;
    return new PyTuple([pid, 255 << 8]);
  }
  const result = sys(() => nativeProcess()!.wait(pid, options, withUsage));
  return new PyTuple(withUsage ? [result.pid, result.status, rusage(result.usage!)] : [result.pid, result.status]);
}

function priorityOf(param: PyObject): number {
  if (!(param.ob_type === schedParam.type)) raise(TypeError, 'must have a sched_param object');
  const n = asIndex((param as PyTuple).ta[0]!);
  if (n > 0x7fffffff || n < -0x80000000) raise(OverflowError, 'sched_priority out of range');
  return Number(n);
}

const ids = (triple: readonly number[]): PyObject => new PyTuple([...triple]);

/** `setuid(uid, /)` and its kin: ints in, an int or None out. */
function simpleRow(name: string): Row {
  const params: Record<string, string[]> = {
    setuid: ['uid: uid'],
    seteuid: ['euid: uid'],
    setreuid: ['ruid: uid', 'euid: uid'],
    setresuid: ['ruid: uid', 'euid: uid', 'suid: uid'],
    setgid: ['gid: gid'],
    setegid: ['egid: gid'],
    setregid: ['rgid: gid', 'egid: gid'],
    setresgid: ['rgid: gid', 'egid: gid', 'sgid: gid'],
    setpgid: ['pid: pid', 'pgrp: pid'],
    killpg: ['pgid: pid', 'signal: int'],
    getpgid: ['pid: pid'],
    getsid: ['pid: pid'],
    tcgetpgrp: ['fd: int'],
    tcsetpgrp: ['fd: int', 'pgid: pid'],
    sched_get_priority_max: ['policy: int'],
    sched_get_priority_min: ['policy: int'],
    sched_getscheduler: ['pid: pid'],
    grantpt: ['fd: fildes'],
    unlockpt: ['fd: fildes'],
    posix_openpt: ['oflag: int'],
    setsid: [],
    getpgrp: [],
    sched_yield: [],
  };
  const list = params[name]!;
  const gives = [
    'getpgid',
    'getsid',
    'getpgrp',
    'tcgetpgrp',
    'sched_get_priority_max',
    'sched_get_priority_min',
    'sched_getscheduler',
    'posix_openpt',
  ].includes(name);
  const byName = ['getpgid', 'sched_get_priority_max', 'sched_get_priority_min'].includes(name);
  const sig = list.length === 0 ? `${name}()` : `${name}(${list.join(', ')}${byName ? '' : ', /'})`;
  const call = (...args: number[]): number => sys(() => nativeProcess()!.call(name, ...args.map((n) => n | 0)));
  return gives ? fn(sig, null, call) : fn(`${sig} -> None`, null, call);
}

/** Both are there on every host: where there is no fork, calling it says so. */
const forkRows: readonly Row[] = [
  fn('fork()', 'A copy of this process; 0 in the copy.', () => forkWithHooks()),
  fn('register_at_fork(*, before = ?, after_in_child = ?, after_in_parent = ?) -> None', 'Functions to call around a fork.', registerAtFork),
];

export function nativeRows(): readonly Row[] {
  const p = nativeProcess();
  if (p === undefined) return forkRows;
  const plain = p.simpleNames.filter((name) => !['getuid', 'geteuid', 'getgid', 'getegid', 'setpriority'].includes(name));
  return [
    ...plain.map(simpleRow),
    ...forkRows,
    fn('execv(path: path, argv, /)', 'Becomes another program.', (arg: PathArg, argv) => {
      flushRegularFiles();
      const list = argumentList('execv() arg 2', argv);
      const env = currentEnvironment();
      return sys(() => p.execve(arg.path, list, env));
    }),
    fn('execve(path: path_fd, argv, env)', 'Becomes another program with this environment.', (arg: PathArg, argv, env) => {
      const list = argumentList('execve: argv', argv);
      if (env.s_getitem === undefined) raise(TypeError, 'execve: environment must be a mapping object');
      const environment = environmentList(env);
      flushRegularFiles();
      return sys(() => p.execve(arg.fd !== -1 ? arg.fd : arg.path, list, environment), arg.shown);
    }),
    spawnRow('posix_spawn', false),
    spawnRow('posix_spawnp', true),
    fn('wait()', 'Waits for a child.', () => waitTuple(-1, 0, false)),
    fn('waitpid(pid: pid, options: int, /)', 'Waits for a child.', (pid, options) => waitTuple(pid, options, false)),
    fn('wait3(options: int)', 'Waits for a child and tells what it used.', (options) => waitTuple(-1, options, true)),
    fn('wait4(pid: pid, options: int)', 'Waits for a child and tells what it used.', (pid, options) => waitTuple(pid, options, true)),
    fn('waitid(idtype: int, id: pid, options: int, /)', 'Waits for a child.', (type, id, options) => {
      const r = sys(() => p.waitid(type, id, options));
      return r === undefined ? None : waitidSeq.create([r.pid, r.uid, r.signo, r.status, r.code]);
    }),
    fn('setgroups(groups, /) -> None', null, (groups) => {
      const list: number[] = [];
      iterate(groups, (g) => void list.push(Number(asIndex(g))));
      sys(() => p.setgroups(list));
    }),
    fn('getresuid()', null, () => ids(p.getresuid())),
    fn('getresgid()', null, () => ids(p.getresgid())),
    fn('getgrouplist(user: str, group: gid, /)', null, (user, group) => new PyList(sys(() => p.getgrouplist(encoder.encode(user), group)))),
    fn('getlogin()', null, () => fsStr(sys(() => p.getlogin()))),
    fn('ctermid()', null, () => '/dev/tty'),
    fn('nice(increment: int, /)', null, (increment) => sys(() => p.nice(increment))),
    fn('getpriority(which: int, who: int)', null, (which, who) => sys(() => p.getpriority(which, who))),
    fn('setpriority(which: int, who: int, priority: int) -> None', null, (which, who, priority) => sys(() => p.call('setpriority', which, who, priority))),
    fn('sched_getaffinity(pid: pid, /)', null, (pid) => setFromArray(sys(() => p.getaffinity(pid)))),
    fn('sched_setaffinity(pid: pid, mask, /) -> None', null, (pid, mask) => {
      const cpus: number[] = [];
      iterate(mask, (item) => {
        const n = asIndex(item);
        if (n < 0) raise(ValueError, 'negative CPU number');
        if (n > 0x7fffffff) raise(OverflowError, 'CPU number too large');
        cpus.push(Number(n));
      });
      sys(() => p.setaffinity(pid, cpus));
    }),
    fn('sched_getparam(pid: pid, /)', null, (pid) => schedParam.create([sys(() => p.getparam(pid))])),
    fn('sched_setparam(pid: pid, param, /) -> None', null, (pid, param) => sys(() => p.setparam(pid, priorityOf(param)))),
    fn('sched_setscheduler(pid: pid, policy: int, param, /) -> None', null, (pid, policy, param) => sys(() => p.setscheduler(pid, policy, priorityOf(param)))),
    fn('sched_rr_get_interval(pid: pid, /)', null, (pid) => new PyFloat(sys(() => p.rrInterval(pid)))),
    fn('system(command)', 'Runs a command in a shell and gives its wait status.', (command) => system(fsConvert(command))),
  ];
}

// --- posix_spawn --------------------------------------------------------------------------------------------------------

const OPEN = 0,
  CLOSE = 1,
  DUP2 = 2;

const ACTION_NAMES = ['open', 'close', 'dup2', 'closefrom'];
/** Items of the tuple of each kind. */
const ACTION_SIZES = [5, 2, 3, 2];

function fileAction(item: PyObject): SpawnAction {
  if ((item.tflags & TUPLE) === 0 || (item as PyTuple).ta.length === 0) raise(TypeError, 'Each file_actions element must be a non-empty tuple');
  const [kindArg, ...rest] = (item as PyTuple).ta as [PyObject, ...PyObject[]];
  const kind = Number(asIndex(kindArg));
  if (ACTION_NAMES[kind] === undefined) raise(TypeError, 'Unknown file_actions identifier');
  if (rest.length + 1 !== ACTION_SIZES[kind]) raise(TypeError, `A ${ACTION_NAMES[kind]} file_action tuple must have ${ACTION_SIZES[kind]} elements`);
  const n = (i: number): number => Number(asIndex(rest[i]!));
  switch (kind) {
    case OPEN:
      return { kind: 'open', fd: n(0), path: fsConvert(rest[1]!), flags: n(2), mode: n(3) };
    case CLOSE:
      return { kind: 'close', fd: n(0) };
    case DUP2:
      return { kind: 'dup2', from: n(0), to: n(1) };
    default:
      return { kind: 'closefrom', fd: n(0) };
  }
}

function fileActions(value: PyObject): SpawnAction[] {
  if (value === None) return [];
  if ((value.tflags & (LIST | TUPLE)) === 0 && (value.s_len === undefined || value.s_getitem === undefined)) {
    raise(TypeError, 'file_actions must be a sequence or None');
  }
  return arrayFromIterable(value).map(fileAction);
}

/** (policy or None, sched_param). */
function schedulerOf(f: string, value: PyObject): SpawnOptions['scheduler'] {
  if (value === None) return undefined;
  if ((value.tflags & TUPLE) === 0) raise(TypeError, `${f}: scheduler must be a tuple or None`);
  const items = (value as PyTuple).ta;
  if (items.length !== 2) raise(TypeError, 'A scheduler tuple must have two elements');
  const policy = items[0] === None ? undefined : Number(asIndex(items[0]!));
  return { policy, priority: priorityOf(items[1]!) };
}

function signalList(signals: PyObject): number[] | undefined {
  const list: number[] = [];
  iterate(signals, (item) => {
    const n = Number(asIndex(item));
    if (n < 1 || n > 64) raise(ValueError, `signal number ${n} out of range [1; 64]`);
    list.push(n);
  });
  return list.length === 0 ? undefined : list;
}

export function isOpen(fd: number): boolean {
  try {
    host.files.getInheritable!(fd);
    return true;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return false;
  }
}

function spawnRow(f: string, search: boolean): Row {
  return fn(
    `${f}(path: path, argv, env, /, *, file_actions = (), setpgroup = None, resetids: bool = False, setsid: bool = False, setsigmask = (), setsigdef = (), scheduler = None)`,
    'Starts a program.',
    (arg: PathArg, argv, env, actionList, setpgroup, resetIds, newSession, mask, defaults, scheduler) => {
      const list = argumentList(`${f}: argv`, argv);
      if (env !== None && env.s_getitem === undefined) raise(TypeError, `${f}: environment must be a mapping object or None`);
      const environment = env === None ? currentEnvironment() : environmentList(env);
      const actions = fileActions(actionList);
      const options: SpawnOptions = {
        // Node marks the standard streams close-on-exec.
        actions: [...[0, 1, 2].filter(isOpen).map((fd): SpawnAction => ({ kind: 'dup2', from: fd, to: fd })), ...actions],
        newSession,
        processGroup: setpgroup === None ? undefined : Number(asIndex(setpgroup)),
        resetIds,
        defaults: signalList(defaults),
        mask: signalList(mask),
        scheduler: schedulerOf(f, scheduler),
        search,
      };
      flushRegularFiles();
      return sys(() => nativeProcess()!.spawn(arg.path, list, environment, options), arg.shown);
    },
  );
}

const SHELL = '/bin/sh';

/** fork, exec a shell, wait; Ctrl-C and Ctrl-\ go to the command. */
function system(command: HostPath): number {
  const p = nativeProcess()!;
  const SIGINT = 2,
    SIGQUIT = 3;
  const { signals } = host.process;
  flushRegularFiles();
  const pid = p.fork();
  if (pid === 0) {
    for (const n of [SIGINT, SIGQUIT, 13, 25]) signals?.dispose(n, 0);
    try {
      p.execve(SHELL, [encoder.encode('sh'), encoder.encode('-c'), cString(command)], currentEnvironment());
    } catch {
      host.process.exitNow(127);
    }
  }
  const old = [SIGINT, SIGQUIT].map((n) => signals?.disposition(n) ?? 0);
  for (const n of [SIGINT, SIGQUIT]) signals?.dispose(n, 1);
  try {
    for (;;) {
      try {
        return p.wait(pid, 0, false).status;
      } catch (error) {
        if (!(error instanceof HostError) || error.errno !== 4) throw error;
      }
    }
  } finally {
    [SIGINT, SIGQUIT].forEach((n, i) => {
      if (old[i] !== 3) signals?.dispose(n, old[i] as 0 | 1 | 2);
    });
  }
}

export function nativeConstants(): Record<string, PyObject> {
  return nativeProcess() === undefined ? {} : { waitid_result: waitidSeq.type, sched_param: schedParam.type };
}
