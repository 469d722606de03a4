// The process by direct calls: ids, environment, fork and exec, waiting, sessions, scheduling, limits.
// `ProcessHost.native` is this file's `ProcessNative`; modules look there for what only direct calls can do.
// Answers to: Modules/posixmodule.c.
import { HostError, type HostPath, type ProcessHost } from '../../../host/host.ts';
import { nodeProcess } from '../process.ts';
import { exitNow, fork, isForkedChild, prepareChildren, prepareForLimits } from './fork.ts';
import { checked, cPath, declare, declareBlocking, errno, getpid, gil, native, pathFrom, symbolAddress, terminated, upToNull } from './native.ts';
import { eventNative } from './events.ts';
import { ioNative } from './io.ts';
import { memoryNative } from './memory.ts';
import { netNative } from './net.ts';
import { semaphoreNative } from './semaphores.ts';
import { ffiSignals } from './signals.ts';
import { environmentFor } from './handover.ts';
import { canCloseFrom, missing, spawn } from './spawn.ts';
import { syslogNative } from './syslog.ts';

const ERANGE = 34,
  F_SETFD = 2;

const c = {
  getppid: declare('getppid', 'int', []),
  getcwd: declare('getcwd', 'intptr_t', ['void *', 'size_t']),
  chdir: declare('chdir', 'int', ['void *']),
  setenv: declare('setenv', 'int', ['void *', 'void *', 'int']),
  unsetenv: declare('unsetenv', 'int', ['void *']),
  abort: declare('abort', 'void', []),
  umask: declare('umask', 'uint', ['uint']),
  kill: declare('kill', 'int', ['int', 'int']),
  fcntl: declare('fcntl', 'int', ['int', 'int', 'long']),
  execve: declare('execve', 'int', ['void *', 'void *', 'void *']),
  fexecve: declare('fexecve', 'int', ['int', 'void *', 'void *']),
  wait4: declareBlocking('wait4', 'int', ['int', 'void *', 'int', 'void *'], true),
  waitid: declareBlocking('waitid', 'int', ['int', 'int', 'void *', 'int'], true),
  getrusage: declare('getrusage', 'int', ['int', 'void *']),
  getrlimit: declare('getrlimit', 'int', ['int', 'void *']),
  setrlimit: declare('setrlimit', 'int', ['int', 'void *']),
  prlimit: declare('prlimit', 'int', ['int', 'int', 'void *', 'void *']),
  getgroups: declare('getgroups', 'int', ['int', 'void *']),
  setgroups: declare('setgroups', 'int', ['size_t', 'void *']),
  getloadavg: declare('getloadavg', 'int', ['void *', 'int']),
  sysconf: declare('sysconf', 'long', ['int']),
  pathconf: declare('pathconf', 'long', ['void *', 'int']),
  fpathconf: declare('fpathconf', 'long', ['int', 'int']),
  confstr: declare('confstr', 'size_t', ['int', 'void *', 'size_t']),
  getresuid: declare('getresuid', 'int', ['void *', 'void *', 'void *']),
  getresgid: declare('getresgid', 'int', ['void *', 'void *', 'void *']),
  getgrouplist: declare('getgrouplist', 'int', ['void *', 'uint', 'void *', 'void *']),
  schedGetaffinity: declare('sched_getaffinity', 'int', ['int', 'size_t', 'void *']),
  schedSetaffinity: declare('sched_setaffinity', 'int', ['int', 'size_t', 'void *']),
  schedGetparam: declare('sched_getparam', 'int', ['int', 'void *']),
  schedSetparam: declare('sched_setparam', 'int', ['int', 'void *']),
  schedSetscheduler: declare('sched_setscheduler', 'int', ['int', 'int', 'void *']),
  schedRr: declare('sched_rr_get_interval', 'int', ['int', 'void *']),
  getpriority: declare('getpriority', 'int', ['int', 'int']),
  nice: declare('nice', 'int', ['int']),
  getlogin: declare('getlogin_r', 'int', ['void *', 'size_t']),
  strlen: declare('strlen', 'size_t', ['uintptr_t']),
  times: declare('times', 'long', ['void *']),
};

/** Calls of ints that give −1 on failure, by their C names. */
const SIMPLE: Record<string, number> = {
  setuid: 1,
  setgid: 1,
  seteuid: 1,
  setegid: 1,
  setreuid: 2,
  setregid: 2,
  setresuid: 3,
  setresgid: 3,
  setsid: 0,
  getsid: 1,
  getpgid: 1,
  getpgrp: 0,
  setpgid: 2,
  killpg: 2,
  tcgetpgrp: 1,
  tcsetpgrp: 2,
  setpriority: 3,
  sched_yield: 0,
  sched_get_priority_max: 1,
  sched_get_priority_min: 1,
  sched_getscheduler: 1,
  getuid: 0,
  geteuid: 0,
  getgid: 0,
  getegid: 0,
  grantpt: 1,
  unlockpt: 1,
  posix_openpt: 1,
};
const simple = new Map<string, (...args: number[]) => number>();

export interface WaitResult {
  pid: number;
  status: number;
  usage: ResourceUsage | undefined;
}

/** Seconds of user and system time, then the fourteen counts of struct rusage. */
export type ResourceUsage = readonly number[];

export interface WaitIdResult {
  pid: number;
  uid: number;
  signo: number;
  status: number;
  code: number;
}

function usageFrom(words: BigInt64Array): ResourceUsage {
  const n = (i: number): number => Number(words[i]!);
  return [n(0) + n(1) / 1e6, n(2) + n(3) / 1e6, ...Array.from({ length: 14 }, (_, i) => n(4 + i))];
}

/** An array of C strings ending in NULL, with the strings behind it; keep it alive until the call is over. */
export function stringArray(strings: readonly Uint8Array[]): Uint8Array {
  const pointers = (strings.length + 1) * 8;
  const block = new Uint8Array(pointers + strings.reduce((n, s) => n + s.length + 1, 0) + 64);
  const view = new DataView(block.buffer);
  const base = native()!.koffi.address(block);
  let at = pointers;
  strings.forEach((s, i) => {
    view.setBigUint64(8 * i, base + BigInt(at), true);
    block.set(s, at);
    at += s.length + 1;
  });
  return block;
}

const ownStatus = new Int32Array(1);

const RLIMIT_STACK = 3;
/** Limits of what a new thread of V8 needs: processes, descriptors, address space. */
const NEEDED = [6, 7, 9];
/** The soft limit that programs started from here get, as the launcher tells: it raised our own. Undefined: not known. */
let stack = takeStackLimit();

function takeStackLimit(): bigint | undefined {
  const told = process.env.TAIPAN_STACK;
  delete process.env.TAIPAN_STACK;
  if (told === 'unlimited') return 0xffffffffffffffffn;
  return /^\d+$/.test(told ?? '') ? BigInt(told!) : undefined;
}

/** Runs `start`, which makes a program of this process or another one, under that limit. */
export function withStackLimit<T>(start: () => T): T {
  const own = new BigUint64Array(2);
  if (stack === undefined || c.getrlimit(RLIMIT_STACK, own) !== 0 || own[0] === stack) return start();
  c.setrlimit(RLIMIT_STACK, BigUint64Array.of(stack, own[1]!));
  try {
    return start();
  } finally {
    c.setrlimit(RLIMIT_STACK, own);
  }
}

const unlimited = (n: bigint): number | bigint => (n === 0xffffffffffffffffn ? -1 : n > 0x1fffffffffffffn ? n : Number(n));

export const processNative = {
  fork,
  prepareChildren,
  isForkedChild,
  simpleNames: Object.keys(SIMPLE),
  /** Number of arguments of one of `simpleNames`. */
  simpleArity: (name: string): number => SIMPLE[name]!,
  call(name: string, ...args: number[]): number {
    let f = simple.get(name);
    if (f === undefined) simple.set(name, (f = declare(name, 'int', new Array<string>(SIMPLE[name]!).fill('int'))));
    return checked(f(...args), name);
  },
  execve(path: HostPath | number, argv: readonly Uint8Array[], env: readonly Uint8Array[]): never {
    // Node closes the standard streams at exec; programs expect them.
    for (const fd of [0, 1, 2]) c.fcntl(fd, F_SETFD, 0);
    const [a, e] = [stringArray(argv), stringArray(typeof path === 'number' ? env : environmentFor(path, env))];
    const error = withStackLimit(() => {
      if (typeof path === 'number') c.fexecve(path, a, e);
      else c.execve(cPath(path), a, e);
      return errno();
    });
    throw new HostError(error, 'execve', typeof path === 'number' ? undefined : path);
  },
  wait(pid: number, options: number, withUsage: boolean): WaitResult {
    // Threads that wait at the same time need memory of their own.
    const status = gil.live === 0 ? ownStatus : new Int32Array(1);
    const usage = withUsage ? new BigInt64Array(18) : null;
    status[0] = 0;
    const found = checked(c.wait4(pid, status, options, usage), 'wait4');
    return { pid: found, status: status[0]!, usage: usage === null ? undefined : usageFrom(usage) };
  },
  waitid(type: number, id: number, options: number): WaitIdResult | undefined {
    const info = new Int32Array(32);
    checked(c.waitid(type, id, info, options), 'waitid');
    if (info[4] === 0) return undefined;
    return { pid: info[4]!, uid: info[5]!, signo: info[0]!, status: info[6]!, code: info[2]! };
  },
  getrusage(who: number): ResourceUsage {
    const words = new BigInt64Array(18);
    checked(c.getrusage(who, words), 'getrusage');
    return usageFrom(words);
  },
  /** Soft and hard limit; −1 is no limit. */
  getrlimit(which: number): [number | bigint, number | bigint] {
    const pair = new BigUint64Array(2);
    checked(c.getrlimit(which, pair), 'getrlimit');
    if (which === RLIMIT_STACK) pair[0] = stack ?? pair[0]!;
    return [unlimited(pair[0]!), unlimited(pair[1]!)];
  },
  setrlimit(which: number, soft: bigint, hard: bigint): void {
    if (NEEDED.includes(which)) prepareForLimits();
    checked(c.setrlimit(which, BigUint64Array.of(BigInt.asUintN(64, soft), BigInt.asUintN(64, hard))), 'setrlimit');
    if (which === RLIMIT_STACK) stack = BigInt.asUintN(64, soft);
  },
  prlimit(pid: number, which: number, limits: [bigint, bigint] | undefined): [number | bigint, number | bigint] {
    if (NEEDED.includes(which) && limits !== undefined) prepareForLimits();
    const old = new BigUint64Array(2);
    const wanted = limits === undefined ? null : BigUint64Array.of(BigInt.asUintN(64, limits[0]), BigInt.asUintN(64, limits[1]));
    checked(c.prlimit(pid, which, wanted, old), 'prlimit');
    return [unlimited(old[0]!), unlimited(old[1]!)];
  },
  setgroups(groups: readonly number[]): void {
    checked(c.setgroups(groups.length, Uint32Array.from([...groups, 0])), 'setgroups');
  },
  getresuid: () => triple(c.getresuid),
  getresgid: () => triple(c.getresgid),
  getgrouplist(user: Uint8Array, group: number): number[] {
    for (let room = 64; ; room *= 4) {
      const groups = new Uint32Array(room);
      const count = Int32Array.of(room);
      if (c.getgrouplist(terminated(user), group >>> 0, groups, count) >= 0) return [...groups.subarray(0, count[0])];
      if (room > 65536) throw new HostError(ERANGE, 'getgrouplist');
    }
  },
  getaffinity(pid: number): number[] {
    const set = new Uint8Array(128);
    checked(c.schedGetaffinity(pid, set.length, set), 'sched_getaffinity');
    const cpus: number[] = [];
    for (let n = 0; n < 1024; n++) if (set[n >> 3]! & (1 << (n & 7))) cpus.push(n);
    return cpus;
  },
  setaffinity(pid: number, cpus: readonly number[]): void {
    const set = new Uint8Array(128);
    for (const n of cpus) if (n < 1024) set[n >> 3]! |= 1 << (n & 7);
    checked(c.schedSetaffinity(pid, set.length, set), 'sched_setaffinity');
  },
  getparam(pid: number): number {
    const p = new Int32Array(1);
    checked(c.schedGetparam(pid, p), 'sched_getparam');
    return p[0]!;
  },
  setparam: (pid: number, priority: number): void => void checked(c.schedSetparam(pid, Int32Array.of(priority)), 'sched_setparam'),
  setscheduler: (pid: number, policy: number, priority: number): void =>
    void checked(c.schedSetscheduler(pid, policy, Int32Array.of(priority)), 'sched_setscheduler'),
  rrInterval(pid: number): number {
    const spec = new BigInt64Array(2);
    checked(c.schedRr(pid, spec), 'sched_rr_get_interval');
    return Number(spec[0]!) + Number(spec[1]!) / 1e9;
  },
  /** −1 is a legal priority: errno tells. */
  getpriority(which: number, who: number): number {
    native()!.koffi.errno(0);
    const result = c.getpriority(which, who);
    if (result === -1 && errno() !== 0) throw new HostError(errno(), 'getpriority');
    return result;
  },
  nice(increment: number): number {
    native()!.koffi.errno(0);
    const result = c.nice(increment);
    if (result === -1 && errno() !== 0) throw new HostError(errno(), 'nice');
    return result;
  },
  getlogin(): HostPath {
    const buffer = new Uint8Array(256);
    const error = c.getlogin(buffer, buffer.length);
    if (error !== 0) throw new HostError(error, 'getlogin');
    return pathFrom(upToNull(buffer));
  },
  conf: {
    sysconf(name: number): number {
      native()!.koffi.errno(0);
      const result = Number(c.sysconf(name));
      if (result === -1 && errno() !== 0) throw new HostError(errno(), 'sysconf');
      return result;
    },
    pathconf(path: HostPath | number, name: number): number {
      native()!.koffi.errno(0);
      const result = Number(typeof path === 'number' ? c.fpathconf(path, name) : c.pathconf(cPath(path), name));
      if (result === -1 && errno() !== 0) throw new HostError(errno(), 'pathconf');
      return result;
    },
    confstr(name: number): string | undefined {
      const buffer = new Uint8Array(1024);
      native()!.koffi.errno(0);
      const size = Number(c.confstr(name, buffer, buffer.length));
      if (size === 0) {
        if (errno() !== 0) throw new HostError(errno(), 'confstr');
        return undefined;
      }
      return new TextDecoder('latin1').decode(buffer.subarray(0, size - 1));
    },
  },
};

export type ProcessNative = typeof processNative;

function triple(call: (...args: any[]) => number): [number, number, number] {
  const ids = [new Uint32Array(1), new Uint32Array(1), new Uint32Array(1)] as const;
  checked(call(...ids), 'getresuid');
  return [ids[0][0]!, ids[1][0]!, ids[2][0]!];
}

/** Options that make Node write something while it takes itself apart. */
const WRITES_AT_EXIT = /--(cpu|heap)?-?prof|--trace|--report/;

/**
 * Once Node's exit handlers have run, the process ends at once: taking the engine apart would cost milliseconds, and koffi's own exit handler
 * syncs the standard streams to disk (and hangs where they are closed).
 */
function leaveDirectly(): void {
  const { NODE_V8_COVERAGE, NODE_OPTIONS } = process.env;
  if (NODE_V8_COVERAGE !== undefined || WRITES_AT_EXIT.test(`${NODE_OPTIONS} ${process.execArgv.join(' ')}`)) return;
  (process as unknown as { reallyExit(code: number): void }).reallyExit = (code) => exitNow(code ?? 0);
}

/** Node shows bytes that are no UTF-8 as U+FFFD, and no variable with such a name: then the C library's own array is read. */
function environ(): [HostPath, HostPath][] {
  const shown = nodeProcess.environ();
  const strange =
    shown.some(([, value]) => (value as string).includes('\ufffd')) || Object.getOwnPropertyNames(process.env).some((name) => name.includes('\ufffd'));
  if (!strange) return shown;
  const { koffi } = native()!;
  const word = (at: bigint): bigint => new DataView(koffi.view(at, 8)).getBigUint64(0, true);
  const list: [HostPath, HostPath][] = [];
  for (let at = word(symbolAddress('environ')); word(at) !== 0n; at += 8n) {
    const entry = word(at);
    const text = new Uint8Array(koffi.view(entry, Number(c.strlen(entry)))).slice();
    const cut = text.indexOf(61, 1);
    if (cut > 0) list.push([pathFrom(text.subarray(0, cut)), pathFrom(text.subarray(cut + 1))]);
  }
  return list;
}

export const ffiProcess: ProcessHost = {
  ...nodeProcess,
  // Getters would be frozen by the spread above; a forked child asks the system anyway.
  pid: () => getpid(),
  ppid: () => c.getppid(),
  cwd() {
    const buffer = new Uint8Array(4096);
    if (BigInt(c.getcwd(buffer, buffer.length)) === 0n) throw new HostError(errno(), 'getcwd');
    return pathFrom(upToNull(buffer));
  },
  chdir: (path) => void checked(c.chdir(cPath(path)), 'chdir', path),
  setenv: (name, value) => void checked(c.setenv(cPath(name), cPath(value, 1), 1), 'setenv'),
  unsetenv: (name) => void checked(c.unsetenv(cPath(name)), 'unsetenv'),
  exit(status) {
    // Node's teardown would take the isolate from under threads that still stand in it.
    if (!isForkedChild() && gil.used) process.emit('exit', status);
    if (isForkedChild() || gil.used) exitNow(status);
    leaveDirectly();
    return nodeProcess.exit(status);
  },
  exitNow: exitNow as (status: number) => never,
  abort() {
    c.abort();
    return nodeProcess.abort();
  },
  times() {
    const ticks = new BigInt64Array(4);
    const elapsed = Number(checked(c.times(ticks), 'times'));
    const [user, system, childrenUser, childrenSystem] = [...ticks].map((n) => Number(n) / 100) as [number, number, number, number];
    return [user, system, childrenUser, childrenSystem, elapsed / 100];
  },
  umask: (mask) => c.umask(mask),
  kill: (pid, signal) => void checked(c.kill(pid, signal), 'kill'),
  getgroups() {
    const count = checked(c.getgroups(0, null), 'getgroups');
    const groups = new Uint32Array(count + 1);
    return [...groups.subarray(0, checked(c.getgroups(count, groups), 'getgroups'))];
  },
  loadavg() {
    const loads = new Float64Array(3);
    checked(c.getloadavg(loads, 3) === 3 ? 0 : -1, 'getloadavg');
    return [loads[0]!, loads[1]!, loads[2]!];
  },
  environ,
  signals: ffiSignals,
  native: {
    ...processNative,
    spawn,
    missing,
    canCloseFrom,
    io: ioNative,
    net: netNative,
    events: eventNative,
    memory: memoryNative,
    semaphores: semaphoreNative,
    syslog: syslogNative,
    get foreign() {
      return (require('./foreign.ts') as typeof import('./foreign.ts')).foreignNative;
    },
  },
};
