// A page of machine code: signal handlers that do what CPython's own do, count, write to the wakeup descriptor and return. Nothing of JavaScript runs in them.
// x64 only, written by hand and tested; other processors get no page and the plain fallback.
import { LIM_AT, SIGNALLED } from '../../../util/pending.ts';
import { mapCode } from './codePage.ts';
import { native } from './native.ts';

export interface Handlers {
  /** Counts signal n in the array and sets elements 0 and SIGNALLED; LIM_AT becomes 0. */
  count: bigint;
  /** Blocks all signals in the thread that it interrupts. */
  blockAll: bigint;
}

/** Where the second routine begins; the first is shorter. */
const BLOCK_ALL_AT = 256;

const imm32 = (n: number): number[] => Array.from({ length: 4 }, (_, i) => (n >> (8 * i)) & 255);
const imm64 = (n: bigint): number[] => Array.from({ length: 8 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n));

/**
 * Undefined where code of our own may not run. `wakeup` holds a descriptor to which each signal's number is written, or −1, and behind it
 * the last error of such a write, negative.
 */
export function makeHandlers(pending: Int32Array, wakeup: Int32Array): Handlers | undefined {
  if (process.arch !== 'x64') return undefined;
  const { koffi } = native()!;
  const count = [
    0x48,
    0xb8,
    ...imm64(koffi.address(pending)), // mov rax, pending
    0x48,
    0x63,
    0xff, // movsxd rdi, edi
    0xf0,
    0xff,
    0x04,
    0xb8, // lock inc dword [rax + rdi*4]
    0xc7,
    0x00,
    1,
    0,
    0,
    0, // mov dword [rax], 1
    0xc7,
    0x80,
    ...imm32(4 * SIGNALLED),
    1,
    0,
    0,
    0, // mov dword [rax + 4 * SIGNALLED], 1
    0xc7,
    0x80,
    ...imm32(4 * LIM_AT),
    0,
    0,
    0,
    0, // mov dword [rax + 4 * LIM_AT], 0
    0x48,
    0xb8,
    ...imm64(koffi.address(wakeup)), // mov rax, wakeup
    0x48,
    0x63,
    0x00, // movsxd rax, dword [rax]
    0x85,
    0xc0, // test eax, eax
    0x78,
    0x24, // js to ret
    0x57, // push rdi: the byte to write lies on the stack
    0x48,
    0x89,
    0xc7, // mov rdi, rax
    0x48,
    0x89,
    0xe6, // mov rsi, rsp
    0xba,
    1,
    0,
    0,
    0, // mov edx, 1
    0xb8,
    1,
    0,
    0,
    0, // mov eax, SYS_write
    0x0f,
    0x05, // syscall
    0x5f, // pop rdi
    0x85,
    0xc0, // test eax, eax
    0x79,
    0x0c, // jns to ret
    0x48,
    0xb9,
    ...imm64(koffi.address(wakeup) + 4n), // mov rcx, wakeup + 4
    0x89,
    0x01, // mov [rcx], eax
    0xc3, // ret
  ];
  const blockAll = [
    0x48,
    0xc7,
    0x82,
    0x28,
    0x01,
    0,
    0,
    0xff,
    0xff,
    0xff,
    0xff, // mov qword [rdx + 0x128], -1: uc_sigmask of the interrupted context
    0xc3, // ret
  ];
  const code = new Uint8Array(BLOCK_ALL_AT + blockAll.length);
  code.set(count, 0);
  code.set(blockAll, BLOCK_ALL_AT);
  const page = mapCode(code, 0);
  if (page === undefined) return undefined;
  return { count: page, blockAll: page + BigInt(BLOCK_ALL_AT) };
}
