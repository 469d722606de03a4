// Compilation in the background, which takes a third of a cold program's time off the main thread, and how it stands still for a fork.
// A child has none of V8's worker threads: one that compiles at the fork would keep its locks for ever, and what the child hands to them would
// never come back. So the jobs are taken back or finished, the isolate forgets its dispatcher (it then compiles in the foreground, and a
// child goes on so), and the fork waits until all workers sleep.
// Functions that have been marked for the background and not called since still ask for it: a detour at the entry of V8's
// Compiler::CompileOptimized turns that into the foreground while there is no dispatcher. The place of the dispatcher in the isolate is read from the
// first instruction of a function that begins by loading it. Where the detour cannot be made the dispatcher stays, and a child runs what it
// compiles itself without optimisation. For other processors and other versions of Node bin/taipan passes --single-threaded.
import { readFileSync, readdirSync } from 'node:fs';
import { executable, imm64, patchCode } from './machineCode.ts';
import { hasSymbol, native, symbolAddress } from './native.ts';

const ABORT = '_ZN2v88internal7Isolate27AbortConcurrentOptimizationENS0_16BlockingBehaviorE';
const COMPILE = '_ZN2v88internal8Compiler16CompileOptimizedEPNS0_7IsolateENS0_6HandleINS0_10JSFunctionEEENS0_15ConcurrencyModeENS0_8CodeKindE';
const CURRENT = '_ZN2v87Isolate10GetCurrentEv';
const BLOCKING = 0;
const ANY = -1;

const hasFlag = (flag: string): boolean => process.execArgv.includes(flag);

/** No worker threads collect, and none compile: by the flag or because what is needed to stop them is known. */
export const canStandStill = (): boolean => hasFlag('--single-threaded') || (hasFlag('--single-threaded-gc') && background() !== null);

/** Compilation by worker threads: how it is ended, and the isolate's pointer to its dispatcher where the isolate can do without. */

interface Background {
  abort: (isolate: bigint, behaviour: number) => void;
  isolate: bigint;
  slot: BigUint64Array | undefined;
}
let found: Background | null | undefined;

function background(): Background | null {
  if (found === undefined) found = findBackground();
  return found;
}

function findBackground(): Background | null {
  if (![ABORT, CURRENT].every(hasSymbol)) return null;
  const { library } = native()!;
  const isolate = BigInt(library.func(CURRENT, 'uintptr_t', [])());
  return { abort: library.func(ABORT, 'void', ['uintptr_t', 'int']) as Background['abort'], isolate, slot: dispatcherOf(isolate) };
}

function dispatcherOf(isolate: bigint): BigUint64Array | undefined {
  const { koffi } = native()!;
  const code = symbolAddress(ABORT);
  // mov rdi, [rdi + offset]; test rdi, rdi; je
  if (process.arch !== 'x64' || !matches(code, [0x48, 0x8b, 0xbf, ANY, ANY, ANY, ANY, 0x48, 0x85, 0xff, 0x74])) return undefined;
  const offset = new DataView(koffi.view(code, 16)).getUint32(3, true);
  return hasSymbol(COMPILE) && takeDetour(offset) ? new BigUint64Array(koffi.view(isolate + BigInt(offset), 8)) : undefined;
}

function matches(address: bigint, expected: readonly number[]): boolean {
  const code = new Uint8Array(native()!.koffi.view(address, expected.length));
  return expected.every((byte, i) => byte === ANY || code[i] === byte);
}

/** The first instructions of Compiler::CompileOptimized, which can be executed anywhere. The mode is in edx, 0 for the foreground. */
const ENTRY = [
  0x55, // push rbp
  ...[0x48, 0x89, 0xe5], // mov rbp, rsp
  ...[0x41, 0x56], // push r14
  ...[0x41, 0x55], // push r13
  ...[0x41, 0x89, 0xcd], // mov r13d, ecx
  ...[0x41, 0x54], // push r12
  ...[0x41, 0x89, 0xd4], // mov r12d, edx
];
const jumpTo = (address: bigint): number[] => [0xff, 0x25, 0, 0, 0, 0, ...imm64(address)];

function takeDetour(offset: number): boolean {
  const entry = symbolAddress(COMPILE);
  if (!matches(entry, ENTRY)) return false;
  const detour = executable([
    ...[0x48, 0x83, 0xbf, offset & 255, (offset >> 8) & 255, (offset >> 16) & 255, offset >>> 24, 0], // cmp qword [rdi + offset], 0
    ...[0x75, 2], // jne over the next
    ...[0x31, 0xd2], // xor edx, edx
    ...ENTRY,
    ...jumpTo(entry + BigInt(ENTRY.length)),
  ]);
  if (detour === undefined) return false;
  return patchCode(entry, ENTRY.length, (code) => code.set(jumpTo(detour)));
}

const SOMETHING = { a: 1 };

/** From here on everything is compiled in the foreground. Gives what `resume` needs. */
export function standStill(): bigint {
  const b = hasFlag('--single-threaded') ? null : background();
  if (b === null) return 0n;
  const { abort, isolate, slot } = b;
  const dispatcher = slot === undefined ? 0n : slot[0]!;
  // Between here and the last line no function of JavaScript returns and no loop jumps back, so that no new job can begin. What has just been
  // compiled waits to be taken over at an interrupt; JSON.stringify looks for interrupts, with the dispatcher still in its place.
  abort(isolate, BLOCKING);
  JSON.stringify(SOMETHING);
  abort(isolate, BLOCKING);
  JSON.stringify(SOMETHING);
  if (slot !== undefined) slot[0] = 0n;
  awaitSleep();
  return dispatcher;
}

/** In the parent, after the fork. */
export function resume(dispatcher: bigint): void {
  if (dispatcher !== 0n) background()!.slot![0] = dispatcher;
}

// --- workers ----------------------------------------------------------------------------------------------------------------

/** Where a thread sleeps: the address of the condition variable that it waits on, undefined if it does something else. */
export function sleepsOn(thread: string): bigint | undefined {
  let call: string;
  try {
    call = readFileSync(`/proc/self/task/${thread}/syscall`, 'latin1');
  } catch {
    // The thread is gone.
    return undefined;
  }
  const m = /^202 (0x[0-9a-f]+) 0x189\b/.exec(call);
  return m === null ? undefined : (BigInt(m[1]!) & ~7n) - 40n;
}

/** V8's workers: the threads that share a condition variable. */
let workers: string[] | undefined;

function findWorkers(): string[] {
  const sleeping = new Map<bigint, string[]>();
  for (const thread of readdirSync('/proc/self/task')) {
    const address = sleepsOn(thread);
    if (address !== undefined) sleeping.set(address, [...(sleeping.get(address) ?? []), thread]);
  }
  return [...sleeping.values()].reduce((most, threads) => (threads.length > most.length ? threads : most), []);
}

const TRIES = 2000;

/** The workers have finished what they were told to stop; they sleep as soon as they have put their tools away. */
function awaitSleep(): void {
  workers ??= findWorkers();
  for (const worker of workers) {
    for (let i = 0; i < TRIES && sleepsOn(worker) === undefined; i++) {
      if (i > 50) Atomics.wait(pause, 0, 0, 1);
    }
  }
}
const pause = new Int32Array(new SharedArrayBuffer(4));
