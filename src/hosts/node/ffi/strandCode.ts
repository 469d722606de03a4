// Machine code for strands (strands.ts): assembled from the instructions beside the bytes (x64, System V calling convention). Position independent; the
// page behind the code has the words that are named here first, and `shared` leads to those of threadCode.ts (`isolate` … `call`).
// A strand that does not run is a record of five words: stack pointer, where to go on, V8's number of its thread, for one that ends the record of the
// next, and the start of its stack.
// - swap: a V8 function callback. Leaves isolate and V8's lock as a thread does that waits, puts what makes up `call.from` aside, and takes that
//   of `call.to`; there it takes back what was left. The fair lock is kept, so no other thread comes in between.
// - begin: what a new strand runs, with its record in r13: as `thread` does. At its end it goes to the next.
// - install: stores `swap` as a property of the global object.
// - find: where the program's thread-local variables begin, below zero. Looks for the one with V8's number of the running thread: the one without which V8 does not
//   know that this thread has the lock. Gives its offset, or 0.
import { assembled } from './codePage.ts';

/** Start of each routine. */
export const BEGIN = 0xb0,
  INSTALL = 0x170,
  FIND = 0x1f0;

const LISTING = `
  # swap
  55                   push rbp
  53                   push rbx
  4154                 push r12
  4155                 push r13
  4156                 push r14
  4157                 push r15
  4883ec28             sub rsp,0x28
  488b1deb0f0000       mov rbx,[shared]
  4c8ba300040000       mov r12,[call.from]
  4c8bab08040000       mov r13,[call.to]
  488bab00020000       mov rbp,[isolate]
  4889ef               mov rdi,rbp
  ff9320020000         call [isolateExit]
  4889e7               mov rdi,rsp
  4889ee               mov rsi,rbp
  ff9328020000         call [unlock]
  49892424             mov [from.stack],rsp
  488d053b000000       lea rax,[swapped]
  4989442408           mov [from.goOn],rax
  488b0db20f0000       mov rcx,[threadId]
  488b15cb0f0000       mov rdx,[stackStart]
  648b01               mov eax,fs:[rcx]
  4189442410           mov [from.number],eax
  64488b02             mov rax,fs:[rdx]
  4989442420           mov [from.stackStart],rax

  # go, at 0x6e
  498b6500             mov rsp,[to.stack]
  418b4510             mov eax,[to.number]
  648901               mov fs:[rcx],eax
  498b4520             mov rax,[to.stackStart]
  64488902             mov fs:[rdx],rax
  41ff6508             jmp [to.goOn]

  # swapped, at 0x85
  4889e7               mov rdi,rsp
  ff9330020000         call [relock]
  4889ef               mov rdi,rbp
  ff9338020000         call [isolateEnter]
  4883c428             add rsp,0x28
  415f                 pop r15
  415e                 pop r14
  415d                 pop r13
  415c                 pop r12
  5b                   pop rbx
  5d                   pop rbp
  c3                   ret
  662e0f1f840000000000 cs nop WORD PTR [rax+rax*1+0x0]

  # begin, at 0xb0
  4883ec40             sub rsp,0x40
  4889e7               mov rdi,rsp
  4889ee               mov rsi,rbp
  ff9340020000         call [lock]
  4889ef               mov rdi,rbp
  ff9338020000         call [isolateEnter]
  488d7c2420           lea rdi,[rsp+0x20]
  4889ee               mov rsi,rbp
  ff9350020000         call [openScope]
  488bbb08020000       mov rdi,[context]
  ff9360020000         call [contextEnter]
  4889ef               mov rdi,rbp
  488b352a0f0000       mov rsi,[source]
  31d2                 xor edx,edx
  b9ffffffff           mov ecx,0xffffffff
  ff9370020000         call [newString]
  488bbb08020000       mov rdi,[context]
  4889c6               mov rsi,rax
  31d2                 xor edx,edx
  ff9378020000         call [compile]
  4889c7               mov rdi,rax
  488bb308020000       mov rsi,[context]
  ff9380020000         call [run]
  488bbb08020000       mov rdi,[context]
  ff9368020000         call [contextExit]
  488d7c2420           lea rdi,[rsp+0x20]
  ff9358020000         call [closeScope]
  4889ef               mov rdi,rbp
  ff9318020000         call [isolateExit]
  4889e7               mov rdi,rsp
  ff9348020000         call [unlockAll]
  488b0dba0e0000       mov rcx,[threadId]
  488b15d30e0000       mov rdx,[stackStart]
  648b01               mov eax,fs:[rcx]
  41894510             mov [to.number],eax
  4d8b6d18             mov r13,[to.next]
  e909ffffff           jmp go
  66662e0f1f840000000000 data16 cs nop WORD PTR [rax+rax*1+0x0]

  # install, at 0x170
  53                   push rbx
  4154                 push r12
  4155                 push r13
  488b1d840e0000       mov rbx,[shared]
  488bbb08020000       mov rdi,[context]
  488d3576feffff       lea rsi,[swap]
  31d2                 xor edx,edx
  31c9                 xor ecx,ecx
  4531c0               xor r8d,r8d
  4531c9               xor r9d,r9d
  ff93a0020000         call [newFunction]
  4989c4               mov r12,rax
  488bbb00020000       mov rdi,[isolate]
  488b35750e0000       mov rsi,[name]
  31d2                 xor edx,edx
  b9ffffffff           mov ecx,0xffffffff
  ff9370020000         call [newString]
  4989c5               mov r13,rax
  488bbb08020000       mov rdi,[context]
  ff93a8020000         call [global]
  4889c7               mov rdi,rax
  488bb308020000       mov rsi,[context]
  4c89ea               mov rdx,r13
  4c89e1               mov rcx,r12
  ff93b0020000         call [setProperty]
  31c0                 xor eax,eax
  415d                 pop r13
  415c                 pop r12
  5b                   pop rbx
  c3                   ret
  662e0f1f840000000000 cs nop WORD PTR [rax+rax*1+0x0]

  # find, at 0x1f0
  53                   push rbx
  4154                 push r12
  4155                 push r13
  488b1d040e0000       mov rbx,[shared]
  4989fc               mov r12,rdi
  4d85e4               test r12,r12
  7935                 jns found
  64458b2c24           mov r13d,fs:[r12]
  418d45ff             lea eax,[r13-0x1]
  3dffff0f00           cmp eax,0xfffff
  731f                 jae next
  644181342400000040   xor fs:[r12],0x40000000
  488bbb00020000       mov rdi,[isolate]
  ff15e60d0000         call [isLocked]
  6445892c24           mov fs:[r12],r13d
  84c0                 test al,al
  7406                 je found
  4983c404             add r12,0x4
  ebc6                 jmp again
  4c8925c80d0000       mov [threadId],r12
  4c89e0               mov rax,r12
  415d                 pop r13
  415c                 pop r12
  5b                   pop rbx
  c3                   ret
`;

export const strandCode = (): Uint8Array => assembled(LISTING);
