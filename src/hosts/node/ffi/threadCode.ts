// Machine code for system threads that share V8's isolate: assembled from the instructions beside the bytes (x64, System V calling convention).
// Position independent; `data` is the page behind the code, whose fields threads.ts names.
// - acquire, release: a fair lock. `next` counts tickets drawn, `serving` the one whose turn it is; a waiter sleeps on the word of its ticket
//   (modulo 64) and, each time an interval passes, sets `pending` and lowers the depth at which calls look (announce; objects/frame.ts).
// - block: a V8 function callback. Leaves the isolate, releases both locks, makes the call described in `call`, takes everything back.
// - thread: what a new thread runs: takes the locks, enters isolate and context, runs the script `source`.
// - setup: keeps isolate and context, takes the lock for the main thread, stores `block` as a property of the global object.
// - guarded: what block calls for a call that may wait for what a signal's handler does; that call is `call.target`. Fails with EINTR if signals
//   wait for their handlers: they may have come between the last look of running code and here, where others have got the lock.
// - openScope, closeScope: what v8::HandleScope's constructor and destructor do, which are inline functions since V8 14. The three words that
//   they change lie in the isolate; findScopeData looks for them after opening a scope that V8 still exports, and gives their offset or -1.
import { assembled } from './codePage.ts';

/** Start of each routine. */
export const THREAD = 0x150,
  SETUP = 0x210,
  OPEN_SCOPE = 0x2c0,
  CLOSE_SCOPE = 0x2e0,
  FIND_SCOPE_DATA = 0x310,
  GUARDED = 0x380;

const LISTING = `
  # acquire
  53                   push rbx
  4154                 push r12
  4155                 push r13
  488d1df40f0000       lea rbx,[data]
  41bc01000000         mov r12d,0x1
  f0440fc123           lock xadd [rbx],r12d
  4589e5               mov r13d,r12d
  4183e53f             and r13d,0x3f
  4e8d6cab40           lea r13,[rbx+r13*4+0x40]
  418b5500             mov edx,[r13+0x0]
  44396304             cmp [serving],r12d
  742b                 je acquire+0x58
  4c89ef               mov rdi,r13
  be80000000           mov esi,0x80
  4c8d9340010000       lea r10,[interval]
  b8ca000000           mov eax,0xca
  0f05                 syscall
  4883f892             cmp rax,0xffffffffffffff92
  75da                 jne acquire+0x23
  e962030000           jmp announce
  662e0f1f840000000000 nop [rax+rax*1+0x0]
  415d                 pop r13
  415c                 pop r12
  5b                   pop rbx
  c3                   ret
  6690                 xchg ax,ax

  # release
  4c8d05990f0000       lea r8,[data]
  418b5004             mov edx,[serving]
  ffc2                 inc edx
  89d1                 mov ecx,edx
  83e13f               and ecx,0x3f
  4189d1               mov r9d,edx
  41895004             mov [serving],edx
  4187548840           xchg [r8+rcx*4+0x40],edx
  453908               cmp [r8],r9d
  7416                 je release+0x39
  498d7c8840           lea rdi,[r8+rcx*4+0x40]
  be81000000           mov esi,0x81
  baffffff7f           mov edx,0x7fffffff
  b8ca000000           mov eax,0xca
  0f05                 syscall
  c3                   ret
  660f1f440000         nop WORD PTR [rax+rax*1+0x0]

  # block
  55                   push rbp
  53                   push rbx
  4154                 push r12
  4155                 push r13
  4156                 push r14
  4883ec40             sub rsp,0x40
  488d1d4d0f0000       lea rbx,[data]
  488db300040000       lea rsi,[call.function]
  4889e7               mov rdi,rsp
  b908000000           mov ecx,0x8
  fc                   cld
  f348a5               rep movs es:[rdi],ds:[rsi]
  488bab00020000       mov rbp,[isolate]
  4889ef               mov rdi,rbp
  ff9320020000         call [isolateExit]
  4883ec20             sub rsp,0x20
  4889e7               mov rdi,rsp
  4889ee               mov rsi,rbp
  ff9328020000         call [unlock]
  e875ffffff           call release
  488b7c2428           mov rdi,[rsp+0x28]
  488b742430           mov rsi,[rsp+0x30]
  488b542438           mov rdx,[rsp+0x38]
  488b4c2440           mov rcx,[rsp+0x40]
  4c8b442448           mov r8,[rsp+0x48]
  4c8b4c2450           mov r9,[rsp+0x50]
  31c0                 xor eax,eax
  ff542420             call [rsp+0x20]
  4989c4               mov r12,rax
  ff9388020000         call [errnoLocation]
  448b28               mov r13d,[rax]
  e8e0feffff           call acquire
  4889e7               mov rdi,rsp
  ff9330020000         call [relock]
  4889ef               mov rdi,rbp
  ff9338020000         call [isolateEnter]
  4c89a300040000       mov [call.function],r12
  4c89ab08040000       mov [call.errno],r13
  4883c460             add rsp,0x60
  415e                 pop r14
  415d                 pop r13
  415c                 pop r12
  5b                   pop rbx
  5d                   pop rbp
  c3                   ret
  0f1f00               nop [rax]

  # thread
  55                   push rbp
  53                   push rbx
  4154                 push r12
  4883ec40             sub rsp,0x40
  488d1da10e0000       lea rbx,[data]
  488bab00020000       mov rbp,[isolate]
  e895feffff           call acquire
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
  488bb310020000       mov rsi,[source]
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
  e85dfeffff           call release
  31c0                 xor eax,eax
  4883c440             add rsp,0x40
  415c                 pop r12
  5b                   pop rbx
  5d                   pop rbp
  c3                   ret
  6690                 xchg ax,ax

  # setup
  55                   push rbp
  53                   push rbx
  4154                 push r12
  488d1de50d0000       lea rbx,[data]
  ff93c0020000         call [currentIsolate]
  48898300020000       mov [isolate],rax
  4889c5               mov rbp,rax
  4889c7               mov rdi,rax
  ff9390020000         call [currentContext]
  4989c4               mov r12,rax
  4889ef               mov rdi,rbp
  4889c6               mov rsi,rax
  4883bbd002000000     cmp [byValue],0x0
  7403                 je setup+0x3a
  488b36               mov rsi,[rsi]
  ff9398020000         call [globalize]
  48898308020000       mov [context],rax
  e8a4fdffff           call acquire
  4c89e7               mov rdi,r12
  488d353afeffff       lea rsi,[block]
  31d2                 xor edx,edx
  31c9                 xor ecx,ecx
  4531c0               xor r8d,r8d
  4531c9               xor r9d,r9d
  ff93a0020000         call [newFunction]
  488983c8020000       mov [temporary],rax
  4889ef               mov rdi,rbp
  488bb3b8020000       mov rsi,[name]
  31d2                 xor edx,edx
  b9ffffffff           mov ecx,0xffffffff
  ff9370020000         call [newString]
  4889c5               mov rbp,rax
  4c89e7               mov rdi,r12
  ff93a8020000         call [global]
  4889c7               mov rdi,rax
  4c89e6               mov rsi,r12
  4889ea               mov rdx,rbp
  488b8bc8020000       mov rcx,[temporary]
  ff93b0020000         call [setProperty]
  31c0                 xor eax,eax
  415c                 pop r12
  5b                   pop rbx
  5d                   pop rbp
  c3                   ret
  0f1f00               nop [rax]

  # openScope
  488937               mov [rdi],rsi
  4889f0               mov rax,rsi
  48030523100000       add rax,[scopeData]
  488b08               mov rcx,[rax]
  48894f08             mov [rdi+0x8],rcx
  488b4808             mov rcx,[rax+0x8]
  48894f10             mov [rdi+0x10],rcx
  ff4010               inc [rax+0x10]
  c3                   ret

  # closeScope
  488b07               mov rax,[rdi]
  4889c2               mov rdx,rax
  48031503100000       add rdx,[scopeData]
  488b4f08             mov rcx,[rdi+0x8]
  48890a               mov [rdx],rcx
  ff4a10               dec [rdx+0x10]
  488b4f10             mov rcx,[rdi+0x10]
  48394a08             cmp [rdx+0x8],rcx
  740d                 je closeScope+0x2e
  48894a08             mov [rdx+0x8],rcx
  4889c6               mov rsi,rax
  ff25da0f0000         jmp [deleteExtensions]
  c3                   ret
  90                   nop

  # findScopeData
  53                   push rbx
  4883ec40             sub rsp,0x40
  ff15a50f0000         call [currentIsolate]
  4889c3               mov rbx,rax
  4889e7               mov rdi,rsp
  4889c6               mov rsi,rax
  ff15ce0f0000         call [escapableScope]
  31c9                 xor ecx,ecx
  4c8b442418           mov r8,[rsp+0x18]
  4983c008             add r8,0x8
  4883c8ff             or rax,0xffffffffffffffff
  4c39040b             cmp [rbx+rcx*1],r8
  7508                 jne findScopeData+0x37
  4885c0               test rax,rax
  4889c8               mov rax,rcx
  790d                 jns findScopeData+0x44
  83c108               add ecx,0x8
  81f900100000         cmp ecx,0x1000
  72e7                 jb findScopeData+0x29
  eb04                 jmp findScopeData+0x48
  4883c8ff             or rax,0xffffffffffffffff
  488905910f0000       mov [rip+0xf91],rax # 12f0 <handleData>
  4885c0               test rax,rax
  7808                 js findScopeData+0x5c
  4889e7               mov rdi,rsp
  e874ffffff           call closeScope
  8b057e0f0000         mov eax,[scopeData]
  4883c440             add rsp,0x40
  5b                   pop rbx
  c3                   ret
  0f1f840000000000     nop [rax+rax*1+0x0]

  # guarded
  488b05590f0000       mov rax,[pending]
  83b8fc01000000       cmp [rax+4*SIGNALLED],0x0
  7506                 jne interrupted
  31c0                 xor eax,eax
  ff642460             jmp [call.target]
  # interrupted:
  4883ec08             sub rsp,0x8
  ff15e80e0000         call [errnoLocation]
  c70004000000         mov [rax],0x4
  4883c408             add rsp,0x8
  4883c8ff             or rax,0xffffffffffffffff
  c3                   ret
  90                   nop

  # announce
  488b83e0020000       mov rax,[pending]
  c70001000000         mov [rax],0x1
  c780f801000000000000 mov [rax+4*LIM_AT],0x0
  e957fcffff           jmp acquire+0x23
`;

export const machineCode = (): Uint8Array => assembled(LISTING);
