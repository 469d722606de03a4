// posix_spawn: starts a program without copying the process, in half a millisecond whatever its size (fork and exec: 2 to 50).
// Answers to: os.posix_spawn and the fast way of _posixsubprocess.
import { HostError, type HostPath } from '../../../host/host.ts';
import { environmentFor, isLauncher } from './handover.ts';
import { cPath, declare, errno, hasSymbol, native, symbolAddress, terminated } from './native.ts';
import { stringArray, withStackLimit } from './process.ts';

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
  /** Signals that the program finds with their default action. */
  defaults: readonly number[] | undefined;
  mask: readonly number[] | undefined;
  scheduler: { policy: number | undefined; priority: number } | undefined;
  /** Look the program up in PATH. */
  search: boolean;
}

const ACTIONS_SIZE = 128,
  ATTRIBUTES_SIZE = 512;
const RESETIDS = 1,
  SETPGROUP = 2,
  SETSIGDEF = 4,
  SETSIGMASK = 8,
  SETSCHEDPARAM = 0x10,
  SETSCHEDULER = 0x20,
  SETSID = 0x80;

const c = {
  init: declare('posix_spawn_file_actions_init', 'int', ['void *']),
  destroy: declare('posix_spawn_file_actions_destroy', 'int', ['void *']),
  dup2: declare('posix_spawn_file_actions_adddup2', 'int', ['void *', 'int', 'int']),
  close: declare('posix_spawn_file_actions_addclose', 'int', ['void *', 'int']),
  closefrom: declare('posix_spawn_file_actions_addclosefrom_np', 'int', ['void *', 'int']),
  open: declare('posix_spawn_file_actions_addopen', 'int', ['void *', 'int', 'void *', 'int', 'uint']),
  chdir: declare('posix_spawn_file_actions_addchdir_np', 'int', ['void *', 'void *']),
  attrInit: declare('posix_spawnattr_init', 'int', ['void *']),
  attrDestroy: declare('posix_spawnattr_destroy', 'int', ['void *']),
  setFlags: declare('posix_spawnattr_setflags', 'int', ['void *', 'short']),
  setGroup: declare('posix_spawnattr_setpgroup', 'int', ['void *', 'int']),
  setDefaults: declare('posix_spawnattr_setsigdefault', 'int', ['void *', 'void *']),
  setMask: declare('posix_spawnattr_setsigmask', 'int', ['void *', 'void *']),
  setPolicy: declare('posix_spawnattr_setschedpolicy', 'int', ['void *', 'int']),
  setParam: declare('posix_spawnattr_setschedparam', 'int', ['void *', 'void *']),
  spawn: declare('posix_spawn', 'int', ['void *', 'void *', 'void *', 'void *', 'void *', 'void *']),
  spawnp: declare('posix_spawnp', 'int', ['void *', 'void *', 'void *', 'void *', 'void *', 'void *']),
};

const access = declare('access', 'int', ['void *', 'int']);
const ENOENT = 2,
  ENOTDIR = 20;

/** The error number with which `path` could not be run because nothing is there; 0: somebody must try. */
export function missing(path: HostPath): number {
  if (access(cPath(path), 0) === 0) return 0;
  const error = errno();
  return error === ENOENT || error === ENOTDIR ? error : 0;
}

let closes: boolean | undefined;
/** Does the C library know the action `closefrom`? */
export const canCloseFrom = (): boolean => (closes ??= hasSymbol('posix_spawn_file_actions_addclosefrom_np'));

/** The C library's own array of `name=value`. */
function ownEnvironment(): bigint {
  return new DataView(native()!.koffi.view(symbolAddress('environ'), 8)).getBigUint64(0, true);
}

function signalSet(signals: readonly number[]): Uint8Array {
  const set = new Uint8Array(128);
  for (const n of signals) set[(n - 1) >> 3]! |= 1 << ((n - 1) & 7);
  return set;
}

function addAction(actions: Uint8Array, a: SpawnAction): number {
  switch (a.kind) {
    case 'dup2':
      return c.dup2(actions, a.from, a.to);
    case 'close':
      return c.close(actions, a.fd);
    case 'closefrom':
      return c.closefrom(actions, a.fd);
    case 'open':
      return c.open(actions, a.fd, cPath(a.path), a.flags, a.mode);
    case 'chdir':
      return c.chdir(actions, cPath(a.path));
  }
}

function attributes(options: SpawnOptions): Uint8Array {
  const attr = new Uint8Array(ATTRIBUTES_SIZE);
  c.attrInit(attr);
  let flags = 0;
  if (options.newSession) flags |= SETSID;
  if (options.resetIds) flags |= RESETIDS;
  if (options.processGroup !== undefined) {
    flags |= SETPGROUP;
    c.setGroup(attr, options.processGroup);
  }
  if (options.defaults !== undefined) {
    flags |= SETSIGDEF;
    c.setDefaults(attr, signalSet(options.defaults));
  }
  if (options.mask !== undefined) {
    flags |= SETSIGMASK;
    c.setMask(attr, signalSet(options.mask));
  }
  if (options.scheduler !== undefined) {
    const { policy, priority } = options.scheduler;
    flags |= policy === undefined ? SETSCHEDPARAM : SETSCHEDULER;
    if (policy !== undefined) c.setPolicy(attr, policy);
    c.setParam(attr, Int32Array.of(priority));
  }
  c.setFlags(attr, flags);
  return attr;
}

/** The child's pid. `env` as a function: the environment of this process, which the function lists. */
export function spawn(path: HostPath, argv: readonly Uint8Array[], env: readonly Uint8Array[] | (() => readonly Uint8Array[]), options: SpawnOptions): number {
  const actions = new Uint8Array(ACTIONS_SIZE);
  c.init(actions);
  const attr = attributes(options);
  try {
    for (const action of options.actions) check(addAction(actions, action), path);
    const pid = new Int32Array(1);
    const program = typeof path === 'string' ? cPath(path) : terminated(path);
    const args = stringArray(argv);
    const variables =
      typeof env !== 'function' ? stringArray(environmentFor(path, env)) : isLauncher(path) ? stringArray(environmentFor(path, env())) : ownEnvironment();
    check(
      withStackLimit(() => (options.search ? c.spawnp : c.spawn)(pid, program, actions, attr, args, variables)),
      path,
    );
    return pid[0]!;
  } finally {
    c.destroy(actions);
    c.attrDestroy(attr);
  }
}

function check(error: number, path: HostPath): void {
  if (error !== 0) throw new HostError(error, 'posix_spawn', path);
}
