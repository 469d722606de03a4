// What faulthandler.enable() asks for: a signal that ends the process (a null pointer in a C function, os.abort()) first says which one it was and
// where Python was. The handler, in machine code, writes the message by itself. Only if the fault lies in a library, so that JavaScript stands
// still in a call of ours, it calls back for the traceback; a fault in V8's own code or in another thread has the message alone.
// Answers to: Modules/faulthandler.c, faulthandler_fatal_error.
import { assembled, mapCode, PAGE } from './codePage.ts';
import { declare, native, symbolAddress } from './native.ts';

const FATAL: Readonly<Record<number, string>> = {
  4: 'Illegal instruction',
  6: 'Aborted',
  7: 'Bus error',
  8: 'Floating-point exception',
  11: 'Segmentation fault',
};
export const fatalSignals: readonly number[] = Object.keys(FATAL).map(Number);
/** The handler is called once, on the stack for signals if the thread has one, and a fault inside it ends the process. */
export const FATAL_FLAGS = 0x80000000 | 0x40000000 | 0x08000000 | 4;
const MESSAGES_AT = 0x100,
  TEXTS_AT = 0x200;

// fatal: signal, information, context. `data` has the descriptor and the functions, and from MESSAGES_AT on a pointer and a length for each
// signal. alarm is there in case that V8 waits for ever, for something that the fault has left undone.
const LISTING = `
  53                   push rbx
  4154                 push r12
  4155                 push r13
  4883ec30             sub rsp,0x30
  89fb                 mov ebx,edi
  4989d4               mov r12,rdx
  4c8d2deb0f0000       lea r13,[data]
  418b7d00             mov edi,[fd]
  89d9                 mov ecx,ebx
  c1e104               shl ecx,0x4
  498d8c0d00010000     lea rcx,[r13+rcx*1+0x100]
  488b31               mov rsi,[rcx]
  488b5108             mov rdx,[rcx+0x8]
  b801000000           mov eax,0x1
  0f05                 syscall
  b8ba000000           mov eax,0xba
  0f05                 syscall
  4189c0               mov r8d,eax
  b827000000           mov eax,0x27
  0f05                 syscall
  4439c0               cmp eax,r8d
  752d                 jne die
  498bbc24a8000000     mov rdi,[context.rip]
  4889e6               mov rsi,rsp
  41ff5508             call [dladdr]
  85c0                 test eax,eax
  741a                 je die
  488b442408           mov rax,[info.base]
  493b4510             cmp rax,[program]
  740f                 je die
  bf05000000           mov edi,0x5
  41ff5518             call [alarm]
  89df                 mov edi,ebx
  41ff5520             call [describe]
  # die:
  89df                 mov edi,ebx
  41ff5528             call [raise]
  4883c430             add rsp,0x30
  415d                 pop r13
  415c                 pop r12
  5b                   pop rbx
  c3                   ret
`;

let page: { code: bigint; words: BigInt64Array } | undefined;
let callback: bigint | undefined;

/** The address of a handler that writes to `fd` and has `describe` called. Undefined where code of our own may not run. */
export function fatalHandler(fd: number, describe: () => void): bigint | undefined {
  page ??= makePage();
  if (page === undefined) return undefined;
  const { koffi } = native()!;
  if (callback !== undefined) koffi.unregister(callback);
  callback = koffi.register(describe, koffi.pointer(koffi.proto('void', ['int'])));
  page.words[0] = BigInt(fd);
  page.words[4] = callback;
  return page.code;
}

function makePage(): typeof page {
  if (process.arch !== 'x64') return undefined;
  const { koffi } = native()!;
  const code = mapCode(assembled(LISTING), 1);
  if (code === undefined) return undefined;
  const data = code + BigInt(PAGE);
  const memory = koffi.view(data, PAGE);
  const words = new BigInt64Array(memory);
  const info = new BigInt64Array(4);
  declare('dladdr', 'int', ['intptr_t', 'void *'])(symbolAddress('_ZN2v87Isolate10GetCurrentEv'), info);
  words.set([-1n, symbolAddress('dladdr'), info[1]!, symbolAddress('alarm'), 0n, symbolAddress('raise')]);
  let at = TEXTS_AT;
  for (const signal of fatalSignals) {
    const text = new TextEncoder().encode(`Fatal Python error: ${FATAL[signal]}\n\n`);
    new Uint8Array(memory, at).set(text);
    words.set([data + BigInt(at), BigInt(text.length)], MESSAGES_AT / 8 + 2 * signal);
    at += text.length;
  }
  return { code, words };
}
