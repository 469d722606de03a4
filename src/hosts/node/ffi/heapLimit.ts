// Room for large programs, and MemoryError where there is none. V8 stops the process when its heap reaches a limit that was set at start, 4 GB at
// most; here it asks a routine in machine code first. That raises the limit by a quarter, up to three quarters of the machine's memory, then tells
// running code that memory is short (util/pending.ts) and gives it a little more to end in a MemoryError. When the heap is half empty again V8
// goes back to the first limit.
// Without the symbols or machine code the limit stays what it was.
import { declare, native, symbolAddress } from './native.ts';
import { assembled, mapCode, PAGE } from './codePage.ts';

const ADD = '_ZN2v87Isolate24AddNearHeapLimitCallbackEPFmPvmmES1_',
  RESTORE = '_ZN2v87Isolate36AutomaticallyRestoreInitialHeapLimitEd',
  CURRENT = '_ZN2v87Isolate10GetCurrentEv';
/** A first limit below this one tells that the process may not use the whole machine: then half as much again is the most. */
const SMALL = 2_000_000_000n;
/** Beyond the most: in steps, for the program to hear of it. A step has room for a whole young generation: V8 asks once. */
const EXTRA = 2048n << 20n,
  STEP = 256n << 20n;

// nearLimit: data, current limit, first limit → new limit. `data` has the array of pending work, SMALL, EXTRA and STEP; `total` and `unit` are what
// the system call sysinfo tells of the memory.
const LISTING = `
  53                   push rbx
  4154                 push r12
  4155                 push r13
  4881ec80000000       sub rsp,0x80
  4889fb               mov rbx,rdi
  4989f4               mov r12,rsi
  4989d5               mov r13,rdx
  4c89e8               mov rax,r13
  48d1e8               shr rax,1
  4c01e8               add rax,r13
  4c3b6b08             cmp r13,[small]
  721e                 jb bounded
  4889e7               mov rdi,rsp
  b863000000           mov eax,0x63
  0f05                 syscall
  8b442468             mov eax,[unit]
  480faf442420         imul rax,[total]
  4889c1               mov rcx,rax
  48c1e902             shr rcx,0x2
  4829c8               sub rax,rcx
  # bounded:
  4939c4               cmp r12,rax
  7316                 jae exhausted
  4c89e1               mov rcx,r12
  48c1e902             shr rcx,0x2
  4c01e1               add rcx,r12
  4839c1               cmp rcx,rax
  480f47c8             cmova rcx,rax
  4889c8               mov rax,rcx
  eb2d                 jmp done
  # exhausted:
  488b0b               mov rcx,[pending]
  c781f401000001000000 mov [rcx+4*OUT_OF_MEMORY],0x1
  c781f801000000000000 mov [rcx+4*LIM_AT],0x0
  c70101000000         mov [rcx],0x1
  48034310             add rax,[extra]
  4939c4               cmp r12,rax
  4c89e0               mov rax,r12
  7304                 jae done
  48034318             add rax,[step]
  # done:
  4881c480000000       add rsp,0x80
  415d                 pop r13
  415c                 pop r12
  5b                   pop rbx
  c3                   ret
`;

/** Called once, at start. */
export function raiseHeapLimit(pending: Int32Array): void {
  if (process.arch !== 'x64') return;
  const { koffi } = native()!;
  if ([ADD, RESTORE, CURRENT].some((name) => symbolAddress(name) === 0n)) return;
  const code = mapCode(assembled(LISTING), 1);
  if (code === undefined) return;
  const data = code + BigInt(PAGE);
  new BigUint64Array(koffi.view(data, 32)).set([koffi.address(pending), SMALL, EXTRA, STEP]);
  const isolate = declare(CURRENT, 'intptr_t', [])();
  declare(ADD, 'void', ['intptr_t', 'intptr_t', 'intptr_t'])(isolate, code, data);
  declare(RESTORE, 'void', ['intptr_t', 'double'])(isolate, 0.5);
}
