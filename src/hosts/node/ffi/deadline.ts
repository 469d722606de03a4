// What faulthandler.dump_traceback_later() asks for: a timer of the kernel that sends the main thread a signal, which is counted like any other and ends
// calls that wait. If the process is to end then, a second timer ends it in machine code a little later, should JavaScript not have come to look.
// CPython has a thread that waits. A timer needs none, and a forked child has neither.
// Answers to: Modules/faulthandler.c, faulthandler_thread.
import type { HostLastWords } from '../../../host/host.ts';
import { assembled, mapCode, PAGE } from './codePage.ts';
import { checked, declare, native } from './native.ts';

/** Real-time signals that nothing else uses. */
export const DEADLINE = 61,
  LAST = 60;
/** How long JavaScript may take to look, in seconds. */
const PATIENCE = 0.5;
const SYS_GETPID = 39,
  SYS_TIMER_CREATE = 222,
  SYS_TIMER_SETTIME = 223,
  SYS_TIMER_DELETE = 226;
const CLOCK_MONOTONIC = 1,
  SIGEV_THREAD_ID = 4;
const TEXT_AT = 256;

// Writes the text that `data` tells of and ends the process with 1.
const LISTING = `
  4c8d05f90f0000       lea r8,[data]
  418b38               mov edi,[r8]
  498b7008             mov rsi,[r8+0x8]
  418b5010             mov edx,[r8+0x10]
  b801000000           mov eax,0x1
  0f05                 syscall
  bf01000000           mov edi,0x1
  b8e7000000           mov eax,0xe7
  0f05                 syscall
`;

const c = {
  getpid: declare('syscall', 'long', ['long']),
  create: declare('syscall', 'long', ['long', 'int', 'void *', 'void *']),
  set: declare('syscall', 'long', ['long', 'int', 'int', 'void *', 'void *']),
  drop: declare('syscall', 'long', ['long', 'int']),
};

let timers: number[] = [];
let lastPage: bigint | undefined;

function startTimer(signal: number, seconds: number, interval: number): void {
  const event = new Int32Array(16);
  // A main thread has the number of its process, in a forked child too.
  event.set([signal, SIGEV_THREAD_ID, Number(c.getpid(SYS_GETPID))], 2);
  const id = new Int32Array(1);
  checked(Number(c.create(SYS_TIMER_CREATE, CLOCK_MONOTONIC, event, id)), 'timer_create');
  timers.push(id[0]!);
  const spec = BigInt64Array.from([interval, seconds].flatMap((t) => [BigInt(Math.floor(t)), BigInt(Math.floor((t % 1) * 1e9))]));
  checked(Number(c.set(SYS_TIMER_SETTIME, id[0]!, 0, spec, null)), 'timer_settime');
}

/** The signal comes once, or again and again. */
export function startDeadline(seconds: number, repeat: boolean, last: HostLastWords | undefined, install: (signal: number, handler: bigint) => void): void {
  stopDeadline();
  startTimer(DEADLINE, seconds, repeat ? seconds : 0);
  if (last === undefined) return;
  lastPage ??= process.arch === 'x64' ? mapCode(assembled(LISTING), 1) : undefined;
  if (lastPage === undefined) return;
  const data = lastPage + BigInt(PAGE);
  const memory = native()!.koffi.view(data, PAGE);
  const text = last.text.subarray(0, PAGE - TEXT_AT);
  new Uint8Array(memory, TEXT_AT).set(text);
  new BigInt64Array(memory).set([BigInt(last.fd), data + BigInt(TEXT_AT), BigInt(text.length)]);
  install(LAST, lastPage);
  startTimer(LAST, seconds + PATIENCE, 0);
}

export function stopDeadline(): void {
  for (const timer of timers) c.drop(SYS_TIMER_DELETE, timer);
  timers = [];
}
