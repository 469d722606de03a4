// fork, made reliable in a process that runs V8.
// - V8 marks its heaps MADV_DONTFORK on Linux; one madvise over the whole address space takes that back. It stops only at vvar and vdso, which do
//   not move, so the two ranges around them are computed once. Nothing is allocated between the two calls.
// - V8 of Node 20 posts garbage-collection jobs to worker threads that a child does not have; signalling their condition variable then
//   hangs. The child clears those variables (in the machine code that forks, where there is such).
// - Node's own teardown would join threads that are gone: a child leaves by _exit.
// Needs Node to be started with --single-threaded, or with --single-threaded-gc, and then what V8 compiles in the background has to stand still (background.ts).
import { readdirSync, readFileSync } from 'node:fs';
import { HostError } from '../../../host/host.ts';
import { awaitQuiet, compileNoMore, findFork, type Fork } from './background.ts';
import { tidy } from './forkPages.ts';
import { hasten } from './hasten.ts';
import { declare, errno, getpid, gil, heap, native } from './native.ts';

const MADV_DOFORK = 11;
const ENOSYS = 38;
/** Size of a condition variable, and how far behind its start at most the word lies that its waiters sleep on. */
const CONDITION_SIZE = 48,
  CONDITION_WORD = 40n;
/** A process that has forked so many times will fork on. */
const OFTEN = 16;
const madvise = declare('madvise', 'int', ['uintptr_t', 'uintptr_t', 'int']);
const cFork = declare('fork', 'int', []);
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
/** Condition variables that idle workers wait on: their addresses. */
let conditions: bigint[] = [];
/** Does fork, where there are threads that compile; null where those are not understood. */
let whenAsleep: Fork | null | undefined;
/** Its first element is 0 in the program's first process. */
let generation: Int32Array = new Int32Array(1);
let forks = 0;
let mayFork: boolean | undefined;

export const isForkedChild = (): boolean => generation[0] !== 0;

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
function findConditions(): bigint[] {
  const found = new Set<bigint>();
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
    found.add((BigInt(m[1]!) & ~7n) - CONDITION_WORD);
  }
  return [...found];
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
  host.reallyExit = (code) => (isForkedChild() ? exitNow(code ?? 0) : reallyExit.call(process, code));
  // Before the listeners of the parent, which then are not called.
  process.prependListener('exit', (code) => {
    if (isForkedChild()) exitNow(code);
  });
  if (process.execArgv.includes('--single-threaded-gc')) {
    const lock = heap?.lock === undefined ? undefined : native()!.koffi.address(heap.lock);
    whenAsleep = findFork(ranges, { mapped: heap?.mapped, lock, conditions }) ?? null;
  }
  if (whenAsleep) generation = whenAsleep.generation;
  // Warm inline caches: nothing may be compiled between madvise and fork.
  else for (let i = 0; i < 50; i++) rawFork(getpid as () => number);
  rehearseExit(() => {
    for (let i = 0; i < 50; i++) exitNow(0);
  });
}

/**
 * Calls `run`, in which leaving does nothing, so that a child finds warm what it leaves by. By turns two functions do nothing: compiled code is to
 * expect any.
 */
function rehearseExit(run: () => void): void {
  const one = (): void => {
    exit = other;
  };
  const other = (): void => {
    exit = one;
  };
  const real = exit ?? loadExit();
  exit = one;
  try {
    run();
  } finally {
    exit = real;
  }
}

/** What a program does between two forks if it does nothing else, as far as it is not in this file. */
export interface Forking {
  functions(): readonly Function[];
  /** Does what a child does that leaves. */
  leave(): void;
}

let forking: Forking | undefined;

export function prepareChildren(by: Forking): void {
  forking = by;
  rehearseExit(by.leave);
}

/** From this fork on V8 compiles what forks run. Twice as late the next time: it drops such code while the program still does new things. */
let nextHaste = 64;

function prepareForMore(): void {
  tidy(forks, whenAsleep?.alone);
  if (forks < nextHaste || forking === undefined) return;
  nextHaste = forks * 2;
  hasten([...forking.functions(), exitNow]);
  rehearseExit(forking.leave);
}

function becomeChild(): void {
  generation[0]!++;
  for (const at of conditions) new Uint8Array(native()!.koffi.view(at, CONDITION_SIZE)).fill(0);
  // A thread that is gone may have held the lock of the heap's memory.
  if (heap?.lock !== undefined) heap.lock[0] = 0;
  if (whenAsleep === null) compileNoMore();
}

/** In a forked child, before it may have little of anything: V8 would start a thread later, to compile in the background, and end the process if it cannot. */
export function prepareForLimits(): void {
  if (isForkedChild()) whenAsleep?.makeWorker();
}

/** The child's pid in the parent, 0 in the child. */
export function fork(): number {
  mayFork ??= process.execArgv.some((flag) => flag === '--single-threaded' || flag === '--single-threaded-gc');
  if (!mayFork) throw new HostError(ENOSYS, 'fork');
  if (ranges === undefined) prepare();
  if (++forks % OFTEN === 0) prepareForMore();
  // A child does nothing here that its parent does not do too: what runs there first is slow, and anew in each child.
  const hasThreads = gil.threads !== 0;
  if (!whenAsleep) return forkPlainly(hasThreads);
  const pid = whenAsleep.fork();
  if (pid === -1) throw new HostError(errno(), 'fork');
  if (pid === 0 && hasThreads) gil.live = gil.threads = 0;
  return pid;
}

function forkPlainly(hasThreads: boolean): number {
  if (whenAsleep === null) awaitQuiet();
  const pid = rawFork(cFork as () => number);
  if (pid === -1) throw new HostError(errno(), 'fork');
  if (pid === 0) {
    becomeChild();
    if (hasThreads) gil.live = gil.threads = 0;
  }
  return pid;
}
