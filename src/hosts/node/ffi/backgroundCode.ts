// Machine code for fork beside V8's worker threads (background.ts): assembled from the instructions beside the bytes (x64, System V calling
// convention). Position independent; the page behind the code is data, whose fields background.ts names.
// - post, delayed: stand in the platform's table of functions in the place of those that give a job to the workers. They count it, and where the
//   workers are gone (`orphan`) they make one first. Delayed jobs, of which there are hardly any, are noted besides.
// - worker: Node's constructor of a runner with one thread, which blocks all signals as the others do; the platform's pointer to it.
// - platform: Node's platform, by way of isolate, context and environment.
// - fork: gives -2 if a job has come since the caller counted; else takes back what V8 has told the system about its heaps (MADV_DOFORK over two
//   ranges), if it has mapped anything since, and forks. Nothing can come in between. If the caller says how many links the folder of threads
//   has when none but threads at rest are there, and it has those, it forks without the C library's preparations. In the child it notes that the workers
//   are gone, counts the generation, and clears the lock of the heap's memory and the condition variables that it is told of.
import { assembled } from './codePage.ts';

/** Start of each routine. */
export const POST_AT = 0x0,
  WORKER_AT = 0x44,
  FORK_AT = 0xcd,
  PLATFORM_AT = 0x1a2,
  DELAYED_AT = 0x1c7;

const LISTING = `
  # post, at 0x0
  f048ff05f80f0000     lock inc [posted]
  833df90f000000       cmp [orphan],0x0
  7506                 jne post+0x17
  ff25f90f0000         jmp [post]
  e828000000           call worker
  ff25ee0f0000         jmp [post]
  # delayed, at 0x22
  f048ff05d60f0000     lock inc [posted]
  833dd70f000000       cmp [orphan],0x0
  7506                 jne delayed+0x17
  ff25df0f0000         jmp [postDelayed]
  e806000000           call worker
  ff25d40f0000         jmp [postDelayed]
  # worker, at 0x44
  57                   push rdi
  56                   push rsi
  52                   push rdx
  51                   push rcx
  4150                 push r8
  4883ec08             sub rsp,0x8
  f20f110424           movsd [rsp],xmm0
  c705ab0f000000000000 mov [orphan],0x0
  bf02000000           mov edi,0x2
  488d35f70f0000       lea rsi,[allSignals]
  488d15f80f0000       lea rdx,[oldSignals]
  41ba08000000         mov r10d,0x8
  b80e000000           mov eax,0xe
  0f05                 syscall
  488b3da40f0000       mov rdi,[newRunner]
  be01000000           mov esi,0x1
  31d2                 xor edx,edx
  ff158f0f0000         call [constructor]
  bf02000000           mov edi,0x2
  488d35cb0f0000       lea rsi,[oldSignals]
  31d2                 xor edx,edx
  41ba08000000         mov r10d,0x8
  b80e000000           mov eax,0xe
  0f05                 syscall
  488b05750f0000       mov rax,[newRunner]
  488b15760f0000       mov rdx,[runnerSlot]
  488902               mov [rdx],rax
  f20f100424           movsd xmm0,[rsp]
  4883c408             add rsp,0x8
  4158                 pop r8
  59                   pop rcx
  5a                   pop rdx
  5e                   pop rsi
  5f                   pop rdi
  c3                   ret
  # fork, at 0xcd
  393d2d0f0000         cmp [rip+0xf2d],edi # 1000 <posted>
  0f85c3000000         jne again
  53                   push rbx
  4154                 push r12
  4881ec98000000       sub rsp,0x98
  488d1d160f0000       lea rbx,[posted]
  4189f4               mov r12d,esi
  488b8ba0000000       mov rcx,[mapped]
  8b09                 mov ecx,[rcx]
  3b8ba8000000         cmp ecx,[marked]
  742e                 je marked
  898ba8000000         mov [marked],ecx
  488b7b40             mov rdi,[start0]
  488b7348             mov rsi,[length0]
  ba0b000000           mov edx,0xb
  b81c000000           mov eax,0x1c
  0f05                 syscall
  488b7b50             mov rdi,[start1]
  488b7358             mov rsi,[length1]
  ba0b000000           mov edx,0xb
  b81c000000           mov eax,0x1c
  0f05                 syscall
  # marked:
  4585e4               test r12d,r12d
  7424                 je whole
  488d3d9e000000       lea rdi,[folder]
  4889e6               mov rsi,rsp
  b804000000           mov eax,0x4
  0f05                 syscall
  85c0                 test eax,eax
  750f                 jne whole
  4c39642410           cmp [rsp+0x10],r12
  7508                 jne whole
  ff93b8000000         call [lightFork]
  eb03                 jmp forked
  # whole:
  ff5338               call [fork]
  # forked:
  85c0                 test eax,eax
  7535                 jne out
  c7430801000000       mov [orphan],0x1
  ff430c               inc [generation]
  488b9390000000       mov rdx,[heapLock]
  8902                 mov [rdx],eax
  488d8b00010000       lea rcx,[conditions]
  # clear:
  488b11               mov rdx,[rcx]
  4885d2               test rdx,rdx
  7413                 je out
  51                   push rcx
  4889d7               mov rdi,rdx
  b906000000           mov ecx,0x6
  f348ab               rep stosq
  59                   pop rcx
  4883c108             add rcx,0x8
  ebe5                 jmp clear
  # out:
  4881c498000000       add rsp,0x98
  415c                 pop r12
  5b                   pop rbx
  c3                   ret
  # again:
  b8feffffff           mov eax,0xfffffffe
  c3                   ret
  # platform, at 0x1a2
  53                   push rbx
  488d1d560e0000       lea rbx,[posted]
  ff5370               call [isolate]
  4889c7               mov rdi,rax
  ff5378               call [context]
  4889c7               mov rdi,rax
  ff9380000000         call [environment]
  4889c7               mov rdi,rax
  ff9388000000         call [multiPlatform]
  5b                   pop rbx
  c3                   ret
  # delayedNoted, at 0x1c7
  c705c70e000001000000 mov [later],0x1
  e94cfeffff           jmp delayed
  # folder:
  2f70726f632f73656c662f7461736b00 "/proc/self/task"
`;

export const machineCode = (): Uint8Array => assembled(LISTING);
