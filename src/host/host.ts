// The one interface between taipan and whatever it runs on: files, clock, process, terminal, randomness, digests, compression.
// No Python in it: paths are JS strings or raw bytes, failures are `HostError`s that carry the system's errno, times are seconds and nanoseconds.
// Invariant: a member marked `?` is absent where the platform cannot do it, and the Python module over it then lacks the name too, so
// `hasattr(os, 'fork')` answers truly. Which implementation serves is chosen once, by `installHost`, before any Python runs.

/** A path as text, or as raw bytes where it is no valid UTF-8. */
export type HostPath = string | Uint8Array;

/** A failed system call. Thrown as it is: no stack is captured, which keeps `except FileNotFoundError` cheap. */
export class HostError {
  readonly errno: number;
  readonly syscall: string;
  readonly path: HostPath | undefined;
  constructor(errno: number, syscall: string, path?: HostPath) {
    this.errno = errno;
    this.syscall = syscall;
    this.path = path;
  }
  /** For the case that one escapes to JavaScript. */
  toString(): string {
    return `HostError: errno ${this.errno} in ${this.syscall}`;
  }
}

/** What `stat(2)` tells. Times are whole seconds and the nanoseconds within them: neither needs a BigInt. */
export class HostStat {
  dev = 0 as number | bigint;
  ino = 0 as number | bigint;
  mode = 0;
  nlink = 0;
  uid = 0;
  gid = 0;
  rdev = 0 as number | bigint;
  size = 0;
  blksize = 0;
  blocks = 0;
  atime = 0;
  atimeNsec = 0;
  mtime = 0;
  mtimeNsec = 0;
  ctime = 0;
  ctimeNsec = 0;
}

/** One entry of a directory; `type` is a DT_ number of dirent.h (0 = unknown), `ino` is 0 when the host did not say. */
export interface HostDirEntry {
  name: HostPath;
  type: number;
  ino: number | bigint;
  /** The name is known to be ASCII text. */
  ascii?: boolean;
}

export const DT_UNKNOWN = 0,
  DT_FIFO = 1,
  DT_CHR = 2,
  DT_DIR = 4,
  DT_BLK = 6,
  DT_REG = 8,
  DT_LNK = 10,
  DT_SOCK = 12;

/** A point in time for `utime`: seconds and nanoseconds. */
export interface HostTime {
  sec: number;
  nsec: number;
}

/** Flag numbers of `open(2)` and friends differ between platforms: the host names them (`O_RDONLY`, `O_CREAT` …). */
export type Constants = Readonly<Record<string, number>>;

/** `dirFd`: relative paths start there instead of at the current directory; accepted only where `dirFds` is true. */
export interface FileHost {
  readonly constants: Constants;
  readonly dirFds: boolean;

  open(path: HostPath, flags: number, mode: number, dirFd?: number): number;
  close(fd: number): void;
  /** Reads up to `length` bytes into `into` from `start` on; 0 is the end of the file. */
  read(fd: number, into: Uint8Array, start: number, length: number): number;
  write(fd: number, from: Uint8Array, start: number, length: number): number;
  pread(fd: number, into: Uint8Array, start: number, length: number, position: number): number;
  pwrite(fd: number, from: Uint8Array, start: number, length: number, position: number): number;
  lseek(fd: number, offset: number, whence: number): number;
  ftruncate(fd: number, length: number): void;
  fsync(fd: number): void;
  fdatasync(fd: number): void;
  isatty(fd: number): boolean;

  stat(path: HostPath, follow: boolean, dirFd?: number): HostStat;
  fstat(fd: number): HostStat;
  access(path: HostPath, mode: number, dirFd?: number, effective?: boolean, follow?: boolean): boolean;
  readdir(path: HostPath): HostPath[];
  scandir(path: HostPath): HostDirEntry[];
  mkdir(path: HostPath, mode: number, dirFd?: number): void;
  rmdir(path: HostPath, dirFd?: number): void;
  unlink(path: HostPath, dirFd?: number): void;
  rename(from: HostPath, to: HostPath, fromFd?: number, toFd?: number): void;
  link(from: HostPath, to: HostPath, follow: boolean, fromFd?: number, toFd?: number): void;
  symlink(target: HostPath, path: HostPath, dirFd?: number): void;
  readlink(path: HostPath, dirFd?: number): HostPath;
  chmod(path: HostPath, mode: number, follow: boolean, dirFd?: number): void;
  fchmod(fd: number, mode: number): void;
  chown(path: HostPath, uid: number, gid: number, follow: boolean, dirFd?: number): void;
  fchown(fd: number, uid: number, gid: number): void;
  truncate(path: HostPath, length: number): void;
  utimes(path: HostPath, atime: HostTime, mtime: HostTime, follow: boolean, dirFd?: number): void;
  futimes(fd: number, atime: HostTime, mtime: HostTime): void;
  realpath?(path: HostPath): HostPath;
  statvfs?(path: HostPath | number): HostStatVfs;

  // What follows needs direct system calls.
  readdirFd?(fd: number): HostPath[];
  scandirFd?(fd: number): HostDirEntry[];
  fchdir?(fd: number): void;
  dup?(fd: number, inheritable: boolean): number;
  dup2?(fd: number, fd2: number, inheritable: boolean): number;
  pipe?(flags: number): [number, number];
  mkfifo?(path: HostPath, mode: number, dirFd?: number): void;
  mknod?(path: HostPath, mode: number, device: number, dirFd?: number): void;
  getInheritable?(fd: number): boolean;
  setInheritable?(fd: number, inheritable: boolean): void;
  getBlocking?(fd: number): boolean;
  setBlocking?(fd: number, blocking: boolean): void;
  lockf?(fd: number, command: number, length: number): void;
  copyFileRange?(from: number, to: number, count: number, fromOffset?: number, toOffset?: number): number;
  sendfile?(out: number, from: number, offset: number | undefined, count: number): number;
  posixFallocate?(fd: number, offset: number, length: number): void;
  posixFadvise?(fd: number, offset: number, length: number, advice: number): void;
  memfdCreate?(name: HostPath, flags: number): number;
  getxattr?(path: HostPath | number, name: HostPath, follow: boolean): Uint8Array;
  setxattr?(path: HostPath | number, name: HostPath, value: Uint8Array, flags: number, follow: boolean): void;
  removexattr?(path: HostPath | number, name: HostPath, follow: boolean): void;
  listxattr?(path: HostPath | number, follow: boolean): HostPath[];
  sync?(): void;
  ttyname?(fd: number): HostPath;
  openpty?(): [number, number];
}

export interface HostStatVfs {
  bsize: number;
  frsize: number;
  blocks: number;
  bfree: number;
  bavail: number;
  files: number;
  ffree: number;
  favail: number;
  flag: number;
  namemax: number;
  fsid: number | bigint;
}

export interface ClockHost {
  /** Nanoseconds since 1970, as exact as the platform tells. */
  realtimeNs(): bigint;
  /** Seconds since 1970. */
  realtime(): number;
  monotonicNs(): bigint;
  /** The same in seconds. */
  monotonic(): number;
  /** CPU time of this process. */
  processNs(): bigint;
  threadNs?(): bigint;
  /** `clock_gettime(2)` by number; throws EINVAL for clocks it does not know. */
  getClockNs?(clock: number): bigint;
  getClockResolutionNs?(clock: number): bigint;
  setClockNs?(clock: number, time: bigint): void;
  /** The number of the clock that counts the CPU time of a Python thread. */
  threadClock?(thread: number): number;
  /** Blocks the process. Ends early only when a signal arrived; the caller looks at the clock. */
  sleep(seconds: number): void;
  /** The IANA name of the local zone as the platform knows it, for when there are no zone files. */
  zoneName(): string;
  /** Minutes that local time is east of UTC at that moment, by the platform's own tables. */
  offsetMinutes(epochSeconds: number): number;
}

export interface HostUname {
  sysname: string;
  nodename: string;
  release: string;
  version: string;
  machine: string;
}

export interface ProcessHost {
  /** `sys.platform`: 'linux', 'darwin', 'win32', 'emscripten' in a page. */
  readonly platform: string;
  /** Arguments after the program's own. */
  /** The arguments after the command; bytes where one is no UTF-8. */
  readonly argv: readonly HostPath[];
  /** The command that starts taipan, if there is one. */
  readonly executable: string;
  /** The folder that holds `lib/python3.14`. */
  readonly dist: string;
  pid(): number;
  ppid(): number;
  cwd(): HostPath;
  chdir(path: HostPath): void;
  /** All variables, in the platform's order. */
  environ(): [HostPath, HostPath][];
  getenv(name: string): string | undefined;
  setenv(name: HostPath, value: HostPath): void;
  unsetenv(name: HostPath): void;
  /** Leaves in good order; the host's own exit hooks run. */
  exit(status: number): never;
  /** Leaves at once, as `_exit(2)`. */
  exitNow(status: number): never;
  abort(): never;
  uname(): HostUname;
  /** User and system seconds, those of the children, and elapsed real time. */
  times(): [user: number, system: number, childrenUser: number, childrenSystem: number, elapsed: number];
  cpuCount(): number | undefined;
  loadavg?(): [number, number, number];
  umask?(mask: number): number;
  kill?(pid: number, signal: number): void;
  getuid?(): number;
  geteuid?(): number;
  getgid?(): number;
  getegid?(): number;
  getgroups?(): number[];
  /** Signals and how pending ones are noticed; absent without signals. */
  readonly signals?: SignalHost;
  /** Everything that needs direct system calls: fork, exec, wait, sessions, limits. Absent without them. */
  readonly native?: unknown;
}

export interface SignalHost {
  /** `SIGINT` … by name. */
  readonly constants: Constants;
  /** Where arrivals are noted: the layout is that of util/pending.ts. Called once, before the first `dispose`. */
  attach(pending: Int32Array): void;
  /** What to do with a signal: 0 default, 1 ignore, 2 count it. */
  dispose(signal: number, action: 0 | 1 | 2): void;
  /** What happens now: as `dispose`, or 3 for a handler that is not ours. */
  disposition(signal: number): 0 | 1 | 2 | 3;
  raise(signal: number): void;

  // What follows needs direct system calls.
  /** From now on each signal's number is written to `fd` the moment it arrives (−1: no more). False if the host cannot. */
  wakeup?(fd: number): boolean;
  /** The last error of such a write since the last call, 0 for none. */
  wakeupError?(): number;
  /** Waits for a signal; not if one waits for its handler already. */
  pause?(): void;
  /** Seconds left of the timer that was set before. */
  alarm?(seconds: number): number;
  /** Value and interval in seconds; gives the old ones. Without `value`, only tells. */
  itimer?(which: number, value?: number, interval?: number): [value: number, interval: number];
  mask?(how: number, signals: readonly number[]): number[];
  pending?(): number[];
  /** The next of these blocked signals; undefined when the time is over. */
  wait?(signals: readonly number[], timeoutNs: bigint | undefined): HostSignalInfo | undefined;
  interruptible?(signal: number, interrupts: boolean): void;
  /** Has signals that end the process write to `fd` what they are, and `describe` called where that can be done. Without `fd`: no more. False if the host cannot. */
  fatal?(fd: number | undefined, describe: () => void): boolean;
  /**
   * After so many seconds (and again and again) counts the signal that this gives, in the main thread. With `last`, ends the process with 1 if nobody has
   * looked a little later.
   */
  startDeadline?(seconds: number, repeat: boolean, last: HostLastWords | undefined): number;
  stopDeadline?(): void;
  /** The C functions that run, innermost first. */
  nativeStack?(): string[];
  /** Crashes. */
  readNull?(): void;
  sendToThread?(thread: number, signal: number): void;
  pidfdSend?(fd: number, signal: number, flags: number): void;
}

/** What to write, and where, when a process ends without JavaScript. */
export interface HostLastWords {
  readonly fd: number;
  readonly text: Uint8Array;
}

export interface HostSignalInfo {
  signo: number;
  code: number;
  errno: number;
  pid: number;
  uid: number;
  status: number;
  band: number;
}

export interface TerminalHost {
  /** Columns and lines; throws when fd is no terminal. */
  size(fd: number): [columns: number, lines: number];
}

/** A running digest. */
export interface HostDigest {
  update(data: Uint8Array): void;
  /** The digest of all that came so far; the object stays usable. `length` only for extendable-output functions. */
  digest(length?: number): Uint8Array;
  copy(): HostDigest;
}

export interface CryptoHost {
  random(into: Uint8Array): void;
  /** OpenSSL's names: 'sha256', 'sha3-256', 'blake2b512', 'shake128' …; undefined for one it lacks. */
  digest?(name: string): HostDigest | undefined;
  hmac?(name: string, key: Uint8Array): HostDigest | undefined;
  digestNames?(): string[];
  pbkdf2?(name: string, password: Uint8Array, salt: Uint8Array, rounds: number, length: number): Uint8Array;
  scrypt?(password: Uint8Array, salt: Uint8Array, n: number, r: number, p: number, maxmem: number, length: number): Uint8Array;
}

/** A zlib stream. One step consumes input and fills output as far as it can, as `deflate()` and `inflate()` of zlib do. */
export interface HostZStream {
  /** Gives zlib's return code; the counts of bytes left are in `availIn` and `availOut`. */
  step(flush: number, input: Uint8Array, inStart: number, inLength: number, output: Uint8Array, outStart: number, outLength: number): number;
  availIn: number;
  availOut: number;
  /** zlib's message for the last error code, if any. */
  message: string | undefined;
  setDictionary?(dictionary: Uint8Array): number;
  copy?(): HostZStream;
  end(): void;
}

export interface ZlibHost {
  readonly version: string;
  deflate(level: number, windowBits: number, memLevel: number, strategy: number, dictionary: Uint8Array | undefined): HostZStream;
  inflate(windowBits: number, dictionary: Uint8Array | undefined): HostZStream;
  crc32?(data: Uint8Array, start: number): number;
}

/** Evaluating emitted JavaScript. */
export interface ScriptHost {
  /**
   * Runs `text` as a script and gives its value. Under `key`, a hash of the text, the host may keep the engine's compiled form
   * from one process to the next.
   */
  run(text: string, name: string, key?: string): unknown;
  /** Full garbage collection, where the engine allows it. `onStack`, at most 60,000, lies on the stack meanwhile (runtime/collection.ts). */
  collect?(onStack: readonly object[]): void;
  /** Lets go of what weak references kept alive, as the end of a turn of the event loop does. */
  endTurn?(): void;
  /** Loads a unit of taipan itself by name; see bin/boot.cjs. */
  loadUnit?(name: string): unknown;
}

/**
 * System threads that take turns: exactly one runs JavaScript at a time, and it hands over only inside host calls that may block and in `yield`.
 * Threads are numbered by the caller; the main one is 1.
 */
export interface ThreadHost {
  /** Before the first thread; `switched` is called in a thread that runs again after others did. False where there are no threads. */
  attach(hooks: { switched(from: number, to: number): void }): boolean;
  /** Gives what `self` is there. */
  start(id: number, run: () => void): number;
  /** What the system's thread functions call the running thread; may be asked before `attach`. */
  self(): number;
  /** Does another thread wait for its turn? */
  contended(): boolean;
  /** Lets the others run. */
  yield(): void;
  /** Runs `body` without letting others run, even where it makes calls that block. */
  alone(body: () => void): void;
  /** Sleeps until `wake` of the same slot, a signal, or the time is over. May return early. */
  park(slot: number, seconds: number): void;
  wake(slot: number): void;
  /** How long a thread waits before it asks the running one for its turn. */
  setInterval(seconds: number): void;
  nativeId(): number;
  /** What the system calls the running thread. */
  setName?(name: Uint8Array): void;
  afterFork(): void;
  close(): void;
  /** Undefined where a thread has one stack only. */
  strands(): StrandHost | undefined;
}

/** A stack, as its host knows it. */
export type HostStrand = object;

/** Further stacks for a thread, between which it switches itself. */
export interface StrandHost {
  /** The stack on which the running thread began. */
  first(): HostStrand;
  /** A stack on which `run` begins when it is switched to. `run` gives the stack to go on with at its end, and raises nothing. */
  make(run: () => HostStrand): HostStrand;
  /** Leaves `from`, which runs, for `to`; returns when somebody comes back. No other thread runs in between. */
  swap(from: HostStrand, to: HostStrand): void;
  /** False while C code waits for the end of a function that it has called. */
  canSwap(): boolean;
}

export interface Host {
  files: FileHost;
  clock: ClockHost;
  process: ProcessHost;
  terminal: TerminalHost;
  crypto: CryptoHost;
  /** Absent where the platform has no synchronous zlib: the `zlib` module then uses its own. */
  zlib?: ZlibHost;
  script: ScriptHost;
  /** Absent where JavaScript has one stack only: threads are green ones then. */
  threads?: () => ThreadHost;
  /** Foreign functions; only `_ctypes` and the low-level modules look here. */
  ffi?: unknown;
}

/** The host in use. Empty until `installHost`; its members are replaced, the object stays. */
export const host = {} as Host;

export function installHost(implementation: Host): void {
  Object.assign(host, implementation);
}

/** Reads a whole file. */
export function readFile(path: HostPath): Uint8Array {
  const { files } = host;
  const fd = files.open(path, files.constants.O_RDONLY! | (files.constants.O_CLOEXEC ?? 0), 0);
  try {
    return readToEnd(fd, files.fstat(fd).size);
  } finally {
    files.close(fd);
  }
}

/** Reads from a descriptor until its end. `expected` is a guess of the size; a wrong one costs time only. */
export function readToEnd(fd: number, expected: number): Uint8Array {
  const { files } = host;
  let buffer = new Uint8Array(expected + 1);
  let used = 0;
  for (;;) {
    if (used === buffer.length) {
      const larger = new Uint8Array(Math.max(buffer.length * 2, 8192));
      larger.set(buffer);
      buffer = larger;
    }
    const count = files.read(fd, buffer, used, buffer.length - used);
    if (count === 0) return buffer.subarray(0, used);
    used += count;
  }
}

/** Writes all of `data`: what stdout and stderr need. Waits where a pipe is full. */
export function writeAll(fd: number, data: Uint8Array): void {
  let start = 0;
  while (start < data.length) start += writeOrWait(fd, data, start);
}

function writeOrWait(fd: number, data: Uint8Array, start: number): number {
  try {
    return host.files.write(fd, data, start, data.length - start);
  } catch (error) {
    // EAGAIN: somebody who shares the pipe made it non-blocking; EINTR: a signal came, its handler runs at the next check.
    if (!(error instanceof HostError) || (error.errno !== EAGAIN_LINUX && error.errno !== EAGAIN_DARWIN && error.errno !== EINTR)) throw error;
    if (error.errno !== EINTR) host.clock.sleep(0.001);
    return 0;
  }
}

const EINTR = 4;
const EAGAIN_LINUX = 11;
const EAGAIN_DARWIN = 35;
