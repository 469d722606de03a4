// What V8 compiles in the background, and fork. V8 hands its jobs to Node's worker threads, which a child does not have: a job handed over there
// would never be done, and a worker that was busy at the fork would keep its locks for ever. So
// - a fork waits until all workers sleep, which they only do when nothing is left to do, and then happens in machine code that first makes
//   sure that no job came meanwhile;
// - jobs go through an entry of ours in the platform's table of functions. It counts them, and in a child it makes a worker first, by
//   Node's own constructor, in the object that Node's constructor gave the parent's. Children that compile nothing (most) get none.
// Invariant: at a fork no worker holds a lock and no job is unfinished, in the parent and in whatever child forks on.
// x64 with glibc, where bin/taipan starts Node with --single-threaded-gc (no worker collects garbage); elsewhere it says --single-threaded.
import { readFileSync, readdirSync } from 'node:fs';
import { DELAYED_AT, FORK_AT, machineCode, PLATFORM_AT, POST_AT, WORKER_AT } from './backgroundCode.ts';
import { mapCode, PAGE } from './codePage.ts';
import { declare, libraries, native, symbolAddress } from './native.ts';

/** Where things lie in the page of data; those up to TABLE are known to the machine code. */
const POSTED = 0,
  ORPHAN = 8,
  GENERATION = 12,
  POST = 16,
  POST_DELAYED = 24,
  CONSTRUCTOR = 32,
  NEW_RUNNER = 40,
  RUNNER_SLOT = 48,
  FORK = 56,
  RANGES = 64,
  /** And room for another set. */
  ALL_SIGNALS = 96,
  TO_PLATFORM_AT = 112,
  HEAP_LOCK = 144,
  LATER = 152,
  MAPPED = 160,
  MARKED = 168,
  OWN_COUNT = 176,
  LIGHT_FORK = 184,
  CONDITIONS = 256,
  TABLE = 1024,
  RUNNER = 2048,
  UNUSED = 4088;
const MOST_CONDITIONS = 64;
/** Of the table of virtual functions so much is copied: more than there is. */
const TABLE_SIZE = 1024;
/** A runner, with the condition variable that its workers sleep on, is smaller. */
const RUNNER_SIZE = 1024;
/** What `fork` gives when a job came meanwhile. */
const AGAIN = -2;

const c = {
  usleep: declare('usleep', 'int', ['uint']),
};

const PLATFORM_TABLE = '_ZTVN4node12NodePlatformE';
const TO_PLATFORM = [
  '_ZN2v87Isolate10GetCurrentEv',
  '_ZN2v87Isolate17GetCurrentContextEv',
  '_ZN4node21GetCurrentEnvironmentEN2v85LocalINS0_7ContextEEE',
  '_ZN4node23GetMultiIsolatePlatformEPNS_11EnvironmentE',
];
const WORKER_COUNT = '_ZNK4node23WorkerThreadsTaskRunner21NumberOfWorkerThreadsEv';
const RUNNER_OWNER = '_ZTVSt23_Sp_counted_ptr_inplaceIN4node23WorkerThreadsTaskRunnerE';
/** By the version of Node: newer first. */
const NAMES = [
  {
    post: '_ZN4node12NodePlatform26PostTaskOnWorkerThreadImplEN2v812TaskPriorityESt10unique_ptrINS1_4TaskESt14default_deleteIS4_EERKNS1_14SourceLocationE',
    delayed:
      '_ZN4node12NodePlatform33PostDelayedTaskOnWorkerThreadImplEN2v812TaskPriorityESt10unique_ptrINS1_4TaskESt14default_deleteIS4_EEdRKNS1_14SourceLocationE',
    make: '_ZN4node23WorkerThreadsTaskRunnerC1EiNS_21PlatformDebugLogLevelE',
    owner: `${RUNNER_OWNER}SaIvELN9__gnu_cxx12_Lock_policyE2EE`,
  },
  {
    post: '_ZN4node12NodePlatform18CallOnWorkerThreadESt10unique_ptrIN2v84TaskESt14default_deleteIS3_EE',
    delayed: '_ZN4node12NodePlatform25CallDelayedOnWorkerThreadESt10unique_ptrIN2v84TaskESt14default_deleteIS3_EEd',
    make: '_ZN4node23WorkerThreadsTaskRunnerC1Ei',
    owner: `${RUNNER_OWNER}SaIS1_ELN9__gnu_cxx12_Lock_policyE2EE`,
  },
];

export interface Fork {
  /** Forks when the workers sleep: the child's pid, 0 in the child, −1 for a failure. */
  fork: () => number;
  /**
   * Where jobs are counted and how many there were, if no other thread of this process does anything and none will as long as that is their number.
   * Undefined if it is not so, or not known.
   */
  alone: () => { counter: bigint; jobs: number } | undefined;
  /** Makes the worker of a forked child now, while it may have what that needs. */
  makeWorker: () => void;
  /** Its first element: how many forks lie between the program's first process and this one. */
  generation: Int32Array;
}

/**
 * Addresses. What a child clears: the lock of the heap's memory, and condition variables of threads that it does not have. And the number of times that
 * V8 has mapped memory.
 */
export interface Cleared {
  mapped: bigint | undefined;
  lock: bigint | undefined;
  conditions: readonly bigint[];
}

/** Undefined where the platform is not as expected. `ranges`: two pairs of start and length that the child is to inherit whatever V8 says. */
export function findFork(ranges: readonly number[], cleared: Cleared): Fork | undefined {
  const names = NAMES.find((set) => symbolAddress(set.post) !== 0n);
  if (process.arch !== 'x64' || names === undefined) return undefined;
  const addresses = [names.post, names.delayed, names.make, names.owner, PLATFORM_TABLE, WORKER_COUNT, ...TO_PLATFORM].map(symbolAddress);
  if (addresses.includes(0n)) return undefined;
  const [post, delayed, make, owner, table, count, ...toPlatform] = addresses as [bigint, bigint, bigint, bigint, bigint, bigint, ...bigint[]];
  const { koffi } = native()!;
  const listing = machineCode();
  const code = mapCode(new Uint8Array([...listing, ...callOf(WORKER_AT, listing.length)]), 1);
  if (code === undefined) return undefined;
  const data = code + BigInt(PAGE);
  const words = wordsAt(data, PAGE / 8);
  words.set(toPlatform, TO_PLATFORM_AT / 8);

  const platform = BigInt(koffi.call(code + BigInt(PLATFORM_AT), koffi.proto('uintptr_t', [])));
  const object = wordsAt(platform, 32);
  // A table begins with two words for other purposes.
  if (object[0] !== table + 16n) return undefined;
  const slot = runnerSlot(object, owner + 16n);
  const functions = wordsAt(table, TABLE_SIZE / 8);
  const places = [functions.indexOf(post), functions.indexOf(delayed)] as const;
  if (slot < 0 || places.includes(-1)) return undefined;

  words[POST / 8] = post;
  words[POST_DELAYED / 8] = delayed;
  words[CONSTRUCTOR / 8] = make;
  words[NEW_RUNNER / 8] = data + BigInt(RUNNER);
  words[RUNNER_SLOT / 8] = platform + BigInt(8 * slot);
  words[FORK / 8] = symbolAddress('fork');
  // But for the two with which the C library has all threads change their user.
  words[ALL_SIGNALS / 8] = 0xfffffffe7fffffffn;
  for (let i = 0; i < 4; i++) words[RANGES / 8 + i] = BigInt(ranges[i]!);
  // Where V8's mappings are not counted, this says that there was one.
  words[MAPPED / 8] = cleared.mapped ?? data + BigInt(OWN_COUNT);
  words[MARKED / 8] = 0xffffffffn;
  words[LIGHT_FORK / 8] = symbolAddress('_Fork');
  words[HEAP_LOCK / 8] = cleared.lock ?? data + BigInt(UNUSED);
  if (cleared.conditions.length > MOST_CONDITIONS) return undefined;
  words.set(cleared.conditions, CONDITIONS / 8);
  words.set(functions, TABLE / 8);
  words[TABLE / 8 + places[0]] = code + BigInt(POST_AT);
  words[TABLE / 8 + places[1]] = code + BigInt(DELAYED_AT);
  object[0] = data + BigInt(TABLE + 16);
  const state = new Int32Array(words.buffer, words.byteOffset, OWN_COUNT / 4 + 1);
  const workers = new Workers(object.subarray(slot, slot + 1), state, count, words[LIGHT_FORK / 8] !== 0n);
  return {
    fork: forkWhenAsleep(workers, state, code + BigInt(FORK_AT)),
    alone: () => {
      const jobs = state[POSTED / 4]! >>> 0;
      return workers.allSleep(jobs) && workers.alone() ? { counter: data, jobs } : undefined;
    },
    makeWorker() {
      if (state[ORPHAN / 4] !== 0) koffi.call(code + BigInt(listing.length), koffi.proto('void', []));
    },
    generation: state.subarray(GENERATION / 4),
  };
}

/** `call target; ret`, to be put at `at`: a routine that others call finds the stack as it is used to. */
function callOf(target: number, at: number): Uint8Array {
  const bytes = Uint8Array.from([0xe8, 0, 0, 0, 0, 0xc3]);
  new DataView(bytes.buffer).setInt32(1, target - (at + 5), true);
  return bytes;
}

function wordsAt(address: bigint, length: number): BigUint64Array {
  return new BigUint64Array(native()!.koffi.view(address, 8 * length));
}

/** Which word of the platform points to the runner of its workers: a shared pointer, so the next word points to the owner, which contains it. */
function runnerSlot(platform: BigUint64Array, owner: bigint): number {
  for (let i = 1; i + 1 < platform.length; i++) {
    const runner = platform[i]!;
    if (runner !== 0n && platform[i + 1] === runner - 16n && wordsAt(runner - 16n, 1)[0] === owner) return i;
  }
  return -1;
}

/** The threads of Node's platform: those of the runner at `runner[0]`. */
class Workers {
  readonly #runner: BigUint64Array;
  readonly #state: Int32Array;
  readonly #count: bigint;
  readonly #countType = native()!.koffi.proto('int', ['uintptr_t']);
  readonly #canForkLightly: boolean;
  /** As far as they have been seen asleep; of the runner at #of, in the process of that generation. */
  #workers: string[] = [];
  #of = 0n;
  #generation = 0;
  /** So many jobs had come when all workers slept last. */
  #settled = -1;
  /** The links of the folder of threads if then no other thread did anything, else 0. */
  links = 0;

  constructor(runner: BigUint64Array, state: Int32Array, count: bigint, canForkLightly: boolean) {
    this.#runner = runner;
    this.#state = state;
    this.#count = count;
    this.#canForkLightly = canForkLightly && process.env.UV_THREADPOOL_SIZE === undefined;
  }

  /** Including the thread for delayed jobs. */
  #number(): number {
    return native()!.koffi.call(this.#count, this.#countType, this.#runner[0]);
  }

  #sleeps(thread: string): boolean {
    const at = sleepsAt(thread);
    return at >= this.#of && at < this.#of + BigInt(RUNNER_SIZE);
  }

  /** `posted`: so many jobs have come. */
  allSleep(posted: number): boolean {
    if (posted === this.#settled && this.#state[GENERATION / 4] === this.#generation) return true;
    if (this.#state[GENERATION / 4] !== this.#generation) {
      this.#generation = this.#state[GENERATION / 4]!;
      this.#workers = [];
    }
    if (this.#state[ORPHAN / 4] === 0 && !this.#theySleep()) return false;
    this.#settled = posted;
    this.links = this.#canForkLightly && this.alone() ? readdirSync('/proc/self/task').length + 2 : 0;
    return true;
  }

  #theySleep(): boolean {
    if (this.#workers.length > 0 && this.#runner[0] === this.#of) return this.#workers.every((thread) => this.#sleeps(thread));
    this.#of = this.#runner[0]!;
    this.#workers = readdirSync('/proc/self/task').filter((thread) => this.#sleeps(thread));
    // The thread for delayed jobs sleeps elsewhere.
    if (this.#workers.length < this.#number() - 1) this.#workers = [];
    return this.#workers.length > 0;
  }

  /**
   * Does no other thread do anything? Besides the workers there is one that waits for a signal to start the debugger; more are threads of Python, of
   * libuv, or of a library.
   */
  alone(): boolean {
    if (this.#state[LATER / 4] !== 0) return false;
    const threads = readdirSync('/proc/self/task');
    const known = this.#state[ORPHAN / 4] === 0 ? this.#number() + 2 : 1;
    return threads.length <= known && threads.filter((thread) => !WAITS.test(readThread(thread))).length === 1;
  }
}

/** In a call of futex, epoll_wait or epoll_pwait. */
const WAITS = /^(202|232|281) /;

function forkWhenAsleep(workers: Workers, state: Int32Array, address: bigint): () => number {
  const { koffi } = native()!;
  const forkType = koffi.proto('int', ['uint', 'uint']);
  return () => {
    state[OWN_COUNT / 4]!++;
    for (let tries = 0; ; tries++) {
      const posted = state[POSTED / 4]! >>> 0;
      if (workers.allSleep(posted)) {
        const pid = koffi.call(address, forkType, posted, libraries.loaded ? 0 : workers.links) as number;
        if (pid !== AGAIN) return pid;
      }
      // A loop, in which V8 takes over what was compiled and collects garbage if a worker waits for that.
      if (tries > 2) c.usleep(tries < 50 ? 50 : 1000);
    }
  };
}

/** The address that a thread waits at with pthread_cond_wait, 0 if it does anything else. */
function sleepsAt(thread: string): bigint {
  const m = /^202 (0x[0-9a-f]+) 0x189 /.exec(readThread(thread));
  return m === null ? 0n : BigInt(m[1]!);
}

/** The system call that a thread waits in, and its arguments; `running` for a thread that runs. */
function readThread(thread: string): string {
  try {
    return readFileSync(`/proc/self/task/${thread}/syscall`, 'latin1');
  } catch {
    // The thread is gone.
    return '';
  }
}

/** Where `findFork` finds nothing: waits until no other thread does anything. */
export function awaitQuiet(): void {
  while (readdirSync('/proc/self/task').filter((thread) => readThread(thread).startsWith('running')).length > 1) c.usleep(200);
}

/** The same in the child: what V8 would give to workers that do not exist it is not to compile at all. */
export function compileNoMore(): void {
  const v8 = process.getBuiltinModule('node:v8') as typeof import('node:v8');
  v8.setFlagsFromString('--max-optimized-bytecode-size=0');
  v8.setFlagsFromString('--no-use-osr');
}
