// A page of machine code for what happens while JavaScript cannot run. Each routine writes in the array of pending work (util/pending.ts), which running
// code looks at: signal handlers that do what CPython's own do (count, write to the wakeup descriptor and return), and what V8 calls when the
// heap has reached its limit (heapLimit.ts).
// x64 only; other processors get no page and the plain fallback.
import { assembled, mapCode, PAGE } from './codePage.ts';
import { native } from './native.ts';

export interface Handlers {
  /** Counts signal n in the array and sets elements 0 and SIGNALLED; LIM_AT becomes 0. */
  count: bigint;
  /** Blocks all signals in the thread that it interrupts, but the two with which the C library has all threads change their user. */
  blockAll: bigint;
  /** Takes its data, the limit and the first limit, and gives a new one. */
  nearLimit: bigint;
  /** The data of `nearLimit`: its caller fills in what is behind the first word. */
  data: bigint;
}

const BLOCK_ALL = 0x60,
  NEAR_LIMIT = 0x80;
/** The words of the page behind the code; between these two lie those of `nearLimit`. */
const PENDING_AT = 0x00,
  WAKEUP_AT = 0x20;

// - count: signal. `wakeup` holds a descriptor and behind it the last error of a write to it, negative.
// - blockAll: signal, information, context.
// - nearLimit: data, current limit, first limit. Raises the limit by a quarter, up to three quarters of the machine's memory (`total` and `unit` are
//   what the system call sysinfo tells of it), or half as much again where the first limit is below `small`; then tells running code, and
//   gives a step more until `extra` is used up too.
const LISTING = `
  # count
  488b05f90f0000         mov rax,[pending]
  4863ff                 movsxd rdi,edi
  f0ff04b8               lock inc [rax+rdi*4]
  c780fc01000001000000   mov [rax+4*SIGNALLED],0x1
  c780f801000000000000   mov [rax+4*LIM_AT],0x0
  c70001000000           mov [rax],0x1
  488b05f10f0000         mov rax,[wakeup]
  486300                 movsxd rax,[rax]
  85c0                   test eax,eax
  7822                   js counted
  57                     push rdi
  4889c7                 mov rdi,rax
  4889e6                 mov rsi,rsp
  ba01000000             mov edx,0x1
  b801000000             mov eax,0x1
  0f05                   syscall
  5f                     pop rdi
  85c0                   test eax,eax
  790a                   jns counted
  488b0dcb0f0000         mov rcx,[wakeup]
  894104                 mov [rcx+0x4],eax
  # counted:
  c3                     ret
  0f1f8000000000         nop [rax+0x0]

  # blockAll, at 0x60
  48b8ffffff7ffeffffff   mov rax,0xfffffffe7fffffff
  48898228010000         mov [context.sigmask],rax
  c3                     ret
  66660f1f840000000000   nop [rax+rax+0x0]
  0f1f4000               nop [rax+0x0]

  # nearLimit, at 0x80
  53                     push rbx
  4154                   push r12
  4155                   push r13
  4881ec80000000         sub rsp,0x80
  4889fb                 mov rbx,rdi
  4989f4                 mov r12,rsi
  4989d5                 mov r13,rdx
  4c89e8                 mov rax,r13
  48d1e8                 shr rax,1
  4c01e8                 add rax,r13
  4c3b6b08               cmp r13,[small]
  721e                   jb bounded
  4889e7                 mov rdi,rsp
  b863000000             mov eax,0x63
  0f05                   syscall
  8b442468               mov eax,[unit]
  480faf442420           imul rax,[total]
  4889c1                 mov rcx,rax
  48c1e902               shr rcx,0x2
  4829c8                 sub rax,rcx
  # bounded:
  4939c4                 cmp r12,rax
  7316                   jae exhausted
  4c89e1                 mov rcx,r12
  48c1e902               shr rcx,0x2
  4c01e1                 add rcx,r12
  4839c1                 cmp rcx,rax
  480f47c8               cmova rcx,rax
  4889c8                 mov rax,rcx
  eb2d                   jmp done
  # exhausted:
  488b0b                 mov rcx,[pending]
  c781f401000001000000   mov [rcx+4*OUT_OF_MEMORY],0x1
  c781f801000000000000   mov [rcx+4*LIM_AT],0x0
  c70101000000           mov [rcx],0x1
  48034310               add rax,[extra]
  4939c4                 cmp r12,rax
  4c89e0                 mov rax,r12
  7304                   jae done
  48034318               add rax,[step]
  # done:
  4881c480000000         add rsp,0x80
  415d                   pop r13
  415c                   pop r12
  5b                     pop rbx
  c3                     ret
`;

/**
 * Undefined where code of our own may not run. `wakeup` holds a descriptor to which each signal's number is written, or −1, and behind it
 * the last error of such a write, negative.
 */
export function makeHandlers(pending: Int32Array, wakeup: Int32Array): Handlers | undefined {
  if (process.arch !== 'x64') return undefined;
  const { koffi } = native()!;
  const code = mapCode(assembled(LISTING), 1);
  if (code === undefined) return undefined;
  const data = code + BigInt(PAGE);
  const words = new BigUint64Array(koffi.view(data, PAGE));
  words[PENDING_AT / 8] = koffi.address(pending);
  words[WAKEUP_AT / 8] = koffi.address(wakeup);
  return { count: code, blockAll: code + BigInt(BLOCK_ALL), nearLimit: code + BigInt(NEAR_LIMIT), data };
}
