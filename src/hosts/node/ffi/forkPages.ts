// Makes the forks of a program that forks often cheaper. What a fork costs is above all the page-table entries that it copies and that the child's end
// takes down: an eighth of a microsecond for each, most of which is the look at the page behind it. So now and then
// - V8's young generation is collected, and its garbage given back to the system: of each chunk of 256 KB (bin/heap.cjs) all but the first two pages, which
//   hold its header, a page of marks behind less than a page of fields at most;
// - what is left moves into huge pages, which have one entry for 512. A huge page of which parent or child writes a part is split and stays so,
//   but its entries are copied together, for a third of the cost.
import { readFileSync } from 'node:fs';
import { assembled, mapCode } from './codePage.ts';
import { gatherFiles, gatherPages, type Alone } from './hugePages.ts';
import { declare, heap, native } from './native.ts';

/** So many new pages are worth a look. */
const GROWN = 800;
/** From this fork on Node's code and constants lie in huge pages too. That takes as long as a hundred forks gain by it, and 40 MB. */
const FILES_FROM = 128;
/** With less memory to be had everything stays where it is. */
const PLENTY = 512 * 1024 * 1024;
/** One of so many parts of the time may go into it. */
const SHARE = 20;

const trim = declare('malloc_trim', 'int', ['size_t']);

/**
 * Of base, map, candidates and their number: `note` marks each unit that is a chunk of its own and in the half that is allocated from; `give` gives back
 * the contents of those so marked that are now in the half that is collected from. Between its look at the flags and the call V8 cannot turn the halves
 * round. A chunk's flags are its second word on older versions of V8, behind its size, and else its first.
 */
const NOTE_AT = 0x20,
  GIVE_AT = 0x43;
const LISTING = `
  # flags, at 0x0
  31c0                 xor eax,eax
  803e01               cmp [rsi],0x1
  7518                 jne known
  807e0102             cmp [rsi+0x1],0x2
  7312                 jae known
  488b07               mov rax,[rdi]
  483d00000400         cmp rax,0x40000
  7504                 jne first
  488b4708             mov rax,[rdi+0x8]
  # first:
  83e018               and eax,0x18
  # known:
  c3                   ret
  # note, at 0x20
  4885c9               test rcx,rcx
  741d                 je noted
  e8d6ffffff           call flags
  83f810               cmp eax,0x10
  0f9402               sete [rdx]
  48ffc2               inc rdx
  48ffc6               inc rsi
  4881c700000400       add rdi,0x40000
  48ffc9               dec rcx
  ebde                 jmp note
  # noted:
  c3                   ret
  # give, at 0x43
  4885c9               test rcx,rcx
  7441                 je given
  803a00               cmp [rdx],0x0
  742a                 je skip
  e8aeffffff           call flags
  83f808               cmp eax,0x8
  7520                 jne skip
  57                   push rdi
  56                   push rsi
  52                   push rdx
  51                   push rcx
  4881c700200000       add rdi,0x2000
  be00e00300           mov esi,0x3e000
  ba04000000           mov edx,0x4
  b81c000000           mov eax,0x1c
  0f05                 syscall
  59                   pop rcx
  5a                   pop rdx
  5e                   pop rsi
  5f                   pop rdi
  # skip:
  48ffc2               inc rdx
  48ffc6               inc rsi
  4881c700000400       add rdi,0x40000
  48ffc9               dec rcx
  ebba                 jmp give
  # given:
  c3                   ret
`;

let code: bigint | null | undefined;
let callType: unknown;

/** Twice, since both halves are full of garbage. Only what was in the one half before a collection and is in the other one afterwards is given back. */
function releaseGarbage(): void {
  const { gc } = globalThis as { gc?: (options: object) => void };
  if (heap?.base === undefined || gc === undefined) return;
  if (code === undefined) code = mapCode(assembled(LISTING), 0) ?? null;
  if (code === null) return;
  const { koffi } = native()!;
  const units = heap.units!;
  const count = units.findLastIndex((n) => n !== 0) + 1;
  if (count === units.length) return;
  const candidates = new Uint8Array(count);
  callType ??= koffi.proto('void', ['uintptr_t', 'uintptr_t', 'void *', 'size_t']);
  const call = (at: number): void => koffi.call(code! + BigInt(at), callType, heap!.base, koffi.address(units), candidates, count);
  for (let turn = 0; turn < 2; turn++) {
    call(NOTE_AT);
    gc({ type: 'minor' });
    call(GIVE_AT);
  }
}

/** Pages that this process had in memory when it was tidied last. */
let resident = 0;
/** Not before this time is garbage looked for again, nor before these forks are pages gathered, and files. */
let nextRelease = 0,
  nextGather = 0,
  nextFiles = FILES_FROM;

function residentPages(): number {
  return Number(/ (\d+)/.exec(readFileSync('/proc/self/statm', 'latin1'))![1]);
}

/** Not every version of Node can tell. */
const hasPlenty = (): boolean => ((process as { availableMemory?: () => number }).availableMemory?.() ?? PLENTY) >= PLENTY;

/** Called now and then, with the number of forks so far, and with what tells if other threads are at rest. */
export function tidy(forks: number, alone: Alone | undefined): void {
  if (forks >= nextFiles && alone !== undefined && hasPlenty()) nextFiles = gatherFiles(alone) ? Infinity : forks * 2;
  const isDue = forks >= nextGather;
  const started = performance.now();
  if (!isDue && (started < nextRelease || residentPages() < resident + GROWN)) return;
  releaseGarbage();
  const took = performance.now() - started;
  if (isDue) {
    trim(0);
    nextGather = forks * (hasPlenty() && !gatherPages(alone) ? 2 : 10);
  }
  resident = residentPages();
  nextRelease = performance.now() + took * SHARE;
}
