// fork, made reliable in a process that runs V8.
// - V8 marks its heaps MADV_DONTFORK on Linux; one madvise over the whole address space takes that back. It stops only at vvar and vdso, which do
//   not move, so the two ranges around them are computed once. Nothing is allocated between the two calls.
// - V8 of Node 20 posts garbage-collection jobs to worker threads that a child does not have; signalling their condition variable then
//   hangs. The child clears those variables.
// - Node's own teardown would join threads that are gone: a child leaves by _exit.
// Needs Node to be started with --single-threaded, or with --single-threaded-gc, and then what V8 compiles in the background has to stand still (background.ts).
import { readdirSync, readFileSync } from 'node:fs';
import { HostError } from '../../../host/host.ts';
import { awaitQuiet, compileNoMore, findFork, type Fork } from './background.ts';
import { declare, errno, gil, heap, native } from './native.ts';

const MADV_DOFORK = 11;
const ENOSYS = 38;
const madvise = declare('madvise', 'int', ['uintptr_t', 'uintptr_t', 'int']);
const cFork = declare('fork', 'int', []);
const getpid = declare('getpid', 'int', []);
type Exit = (status: number) => void;
let exit: Exit | undefined;

/** Leaves without any teardown. */
export function exitNow(status: number): void {
  exit ??= loadExit();
  exit(status & 0xff);
}
const loadExit = (): Exit => native()!.library.func('_exit', 'void', ['int']);

/** Pairs of start and length. */
let ranges: number[] | undefined;
/** Condition variables that idle workers wait on. */
let conditions: Uint8Array[] | undefined;
/** Does fork, where there are threads that compile; null where those are not understood. */
let whenAsleep: Fork | null | undefined;
let child = false;

export const isForkedChild = (): boolean => child;

function computeRanges(): number[] {
  const maps = readFileSync('/proc/self/maps', 'latin1').split('\n');
  const special = maps
    .filter((line) => /\[(vvar|vdso|vvar_vclock)\]/.test(line))
    .map(
      (line) =>
        line
          .split(' ')[0]!
          .split('-')
          .map((hex) => Number.parseInt(hex, 16)) as [number, number],
    );
  const start = Math.min(...special.map(([from]) => from));
  const end = Math.max(...special.map(([, to]) => to));
  return [0x10000, start - 0x10000, end, 0x7ffffffff000 - end];
}

/** From the futex that idle threads sleep on: `202 0x<address> 0x189`. */
function findConditions(): Uint8Array[] {
  const found = new Map<bigint, Uint8Array>();
  for (const thread of readdirSync('/proc/self/task')) {
    let call: string;
    try {
      call = readFileSync(`/proc/self/task/${thread}/syscall`, 'latin1');
      const status = readFileSync(`/proc/self/task/${thread}/status`, 'latin1');
      // The thread that waits for signals blocks all of them; its semaphore is none of these.
      if (/^SigBlk:\s*f{8,}/m.test(status)) continue;
    } catch {
      // The thread is gone.
      continue;
    }
    const m = /^202 (0x[0-9a-f]+) 0x189\b/.exec(call);
    if (m === null) continue;
    const at = (BigInt(m[1]!) & ~7n) - 40n;
    found.set(at, new Uint8Array(native()!.koffi.view(at, 48)));
  }
  return [...found.values()];
}

function rawFork(f: () => number): number {
  const r = ranges!;
  for (let i = 0; i < r.length; i += 2) madvise(r[i], r[i + 1], MADV_DOFORK);
  return f();
}

/**
 * Once, in the parent: whatever a child would have to look up, compile or install itself, each of them anew, in memory that is copied at its first
 * touch of every page.
 */
function prepare(): void {
  ranges = computeRanges();
  conditions = findConditions();
  const host = process as unknown as { reallyExit(code: number): void };
  const { reallyExit } = host;
  host.reallyExit = (code) => (child ? exitNow(code ?? 0) : reallyExit.call(process, code));
  // Before the listeners of the parent, which then are not called.
  process.prependListener('exit', (code) => {
    if (child) exitNow(code);
  });
  if (process.execArgv.includes('--single-threaded-gc')) whenAsleep = findFork(ranges) ?? null;
  // Warm inline caches: nothing may be compiled between madvise and fork.
  if (!whenAsleep) for (let i = 0; i < 50; i++) rawFork(getpid as () => number);
  // The same for what only a child does: done often, and taken back.
  const { live, threads } = gil;
  exit = () => {};
  for (let i = 0; i < 50; i++) {
    becomeChild([new Uint8Array(48)]);
    exitNow(0);
  }
  exit = loadExit();
  child = false;
  gil.live = live;
  gil.threads = threads;
}

function becomeChild(cleared: readonly Uint8Array[]): void {
  for (const condition of cleared) condition.fill(0);
  // A thread that is gone may have held the lock of the heap's memory.
  if (heap?.lock !== undefined) heap.lock[0] = 0;
  child = true;
  gil.live = gil.threads = 0;
}

/** The child's pid in the parent, 0 in the child. */
export function fork(): number {
  if (!process.execArgv.some((flag) => flag === '--single-threaded' || flag === '--single-threaded-gc')) throw new HostError(ENOSYS, 'fork');
  if (ranges === undefined) prepare();
  if (whenAsleep === null) awaitQuiet();
  const pid = whenAsleep ? whenAsleep() : rawFork(cFork as () => number);
  if (pid === -1) throw new HostError(errno(), 'fork');
  if (pid === 0) {
    becomeChild(conditions!);
    if (whenAsleep === null) compileNoMore();
  }
  return pid;
}
