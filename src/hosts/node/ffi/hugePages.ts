// Moves memory of this process into huge pages: whole ones where it covers such, and pieces of them for the rest, whose page-table entries a fork copies
// together. Memory that is written to, anonymous, and mostly in use, but no stacks; and code and constants of Node and its libraries that are in
// use: a child, which is given none of the entries for files, would look for them page by page.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { assembled, mapCode, PAGE } from './codePage.ts';
import { declare, heap, native } from './native.ts';

/** As Fork.alone in background.ts. */
export type Alone = () => { counter: bigint; jobs: number } | undefined;

const MADV_COLLAPSE = 25;
const PROT_RW = 3,
  PROT_R = 1,
  PROT_RX = 5,
  MAP_PRIVATE_ANONYMOUS = 0x22;
const UNIT = 0x40000;
const PAGES = 512,
  HUGE = 0x200000n;
/** A whole huge page is made of what has so many pages in use, a piece of one of what has so many and such a share of its own. */
const ENOUGH = 64,
  FEWEST = 16,
  SHARE = 0.75,
  FILE_SHARE = 0.2,
  FILE_PIECE_SHARE = 0.4;
/** Milliseconds: where huge pages come slowly (a virtual machine has to ask for them) the rest stays as it is. */
const PATIENCE = 30;
/** Workers that compile are done soon. */
const TRIES = 8;

const c = {
  madvise: declare('madvise', 'int', ['uintptr_t', 'size_t', 'int']),
  mincore: declare('mincore', 'int', ['uintptr_t', 'size_t', 'void *']),
  mmap: declare('mmap', 'intptr_t', ['intptr_t', 'size_t', 'int', 'int', 'int', 'long']),
  munmap: declare('munmap', 'int', ['uintptr_t', 'size_t']),
  usleep: declare('usleep', 'int', ['uint']),
};

// move: where jobs are counted, their number, list, its length, protection. Copies each piece (address, length, new memory), protects the new memory
// and puts it in the old one's place (mremap). Between the two nothing may write to it: signals are blocked, no other thread does anything (−1 if a job has come), the stack is not used.
const LISTING = `
  # move, at 0x0
  3937                 cmp [rdi],esi
  0f85ad000000         jne busy
  4154                 push r12
  4155                 push r13
  4156                 push r14
  4883ec10             sub rsp,0x10
  4989d4               mov r12,rdx
  4989cd               mov r13,rcx
  4d89c6               mov r14,r8
  bf02000000           mov edi,0x2
  488d3594000000       lea rsi,[allSignals]
  4889e2               mov rdx,rsp
  41ba08000000         mov r10d,0x8
  b80e000000           mov eax,0xe
  0f05                 syscall
  # next:
  4d85ed               test r13,r13
  7455                 je done
  498b3424             mov rsi,[r12]
  498b4c2408           mov rcx,[r12+0x8]
  498b7c2410           mov rdi,[r12+0x10]
  48c1e903             shr rcx,0x3
  fc                   cld
  f348a5               rep movsq
  498b7c2410           mov rdi,[r12+0x10]
  498b742408           mov rsi,[r12+0x8]
  4c89f2               mov rdx,r14
  b80a000000           mov eax,0xa
  0f05                 syscall
  85c0                 test eax,eax
  751e                 jne after
  498b7c2410           mov rdi,[r12+0x10]
  498b742408           mov rsi,[r12+0x8]
  4889f2               mov rdx,rsi
  41ba03000000         mov r10d,0x3
  4d8b0424             mov r8,[r12]
  b819000000           mov eax,0x19
  0f05                 syscall
  # after:
  4983c418             add r12,0x18
  49ffcd               dec r13
  eba6                 jmp next
  # done:
  bf02000000           mov edi,0x2
  4889e6               mov rsi,rsp
  31d2                 xor edx,edx
  41ba08000000         mov r10d,0x8
  b80e000000           mov eax,0xe
  0f05                 syscall
  31c0                 xor eax,eax
  4883c410             add rsp,0x10
  415e                 pop r14
  415d                 pop r13
  415c                 pop r12
  c3                   ret
  # busy:
  b8ffffffff           mov eax,0xffffffff
  c3                   ret
  # allSignals:
  ffffffffffffffff     every signal
`;

interface Piece {
  start: bigint;
  length: number;
}

/** Pages of the memory there that are in use. */
function inUse(start: bigint, length: number): number {
  const pages = new Uint8Array(length / PAGE);
  if (c.mincore(start, length, pages) !== 0) return 0;
  let count = 0;
  for (let i = 0; i < pages.length; i++) count += pages[i]! & 1;
  return count;
}

/** Cut where huge pages begin. */
function cut(from: bigint, to: bigint): Piece[] {
  const found: Piece[] = [];
  for (let start = from; start < to; ) {
    const next = (start & -HUGE) + HUGE;
    const stop = next < to ? next : to;
    found.push({ start, length: Number(stop - start) });
    start = stop;
  }
  return found;
}

/** Memory in question, cut where huge pages begin. Of the range of bin/heap.cjs only what is used up to now. */
function pieces(): Piece[] {
  const found: Piece[] = [];
  const [unused, rangeEnd] = unusedHeap();
  for (const [, from, to] of readFileSync('/proc/self/maps', 'latin1').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw-p \S+ 00:00 0 *(?:\[heap\])?$/gm)) {
    for (const piece of cut(BigInt(`0x${from}`), BigInt(`0x${to}`))) if (piece.start < unused || piece.start >= rangeEnd) found.push(piece);
  }
  return found;
}

/** Start and end of what of that range has not been used. */
function unusedHeap(): [bigint, bigint] {
  if (heap?.base === undefined) return [0n, 0n];
  const { base, units } = heap;
  return [base + BigInt(UNIT * (units!.findLastIndex((n) => n !== 0) + 1)), base + BigInt(UNIT * units!.length)];
}

/** False if it is worth another try. */
export function gatherPages(alone: Alone | undefined): boolean {
  let spent = 0;
  const small: Piece[] = [];
  for (const piece of pieces()) {
    const used = inUse(piece.start, piece.length);
    if (piece.length < PAGES * PAGE) {
      if (used >= FEWEST && used >= (SHARE * piece.length) / PAGE) small.push(piece);
    } else if (used >= ENOUGH && spent < PATIENCE) {
      const started = performance.now();
      // Older kernels do not know it.
      c.madvise(piece.start, piece.length, MADV_COLLAPSE);
      spent += performance.now() - started;
    }
  }
  return alone === undefined || moveTogether(small, alone, PROT_RW);
}

/** What is in use of files that are mapped so, in whole huge pages where it fills such. */
function filePieces(protection: 'r-xp' | 'r--p'): Piece[] {
  const found: Piece[] = [];
  let pages: number;
  try {
    pages = openSync('/proc/self/pagemap', 'r');
  } catch {
    return found;
  }
  for (const [, from, to, how] of readFileSync('/proc/self/maps', 'latin1').matchAll(/^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+ +\/.*$/gm)) {
    if (how !== protection) continue;
    for (const piece of cut(BigInt(`0x${from}`), BigInt(`0x${to}`))) {
      const words = new Uint32Array((2 * piece.length) / PAGE);
      readSync(pages, words, 0, words.byteLength, (8 * Number(piece.start)) / PAGE);
      let mapped = 0;
      for (let i = 1; i < words.length; i += 2) mapped += words[i]! >>> 31;
      const share = piece.length === PAGES * PAGE ? FILE_SHARE : FILE_PIECE_SHARE;
      if (mapped >= FEWEST && mapped >= (share * piece.length) / PAGE) found.push(piece);
    }
  }
  closeSync(pages);
  // Whole ones first, so that they come to lie on whole ones.
  return found.sort((a, b) => b.length - a.length);
}

/** False if it is worth another try. */
export function gatherFiles(alone: Alone): boolean {
  return moveTogether(filePieces('r-xp'), alone, PROT_RX) && moveTogether(filePieces('r--p'), alone, PROT_R);
}

/** False if other threads would not rest. */
function moveTogether(small: readonly Piece[], alone: Alone, protection: number): boolean {
  const size = Math.ceil(small.reduce((n, piece) => n + piece.length, 0) / Number(HUGE)) * Number(HUGE);
  if (size === 0) return true;
  if (alone() === undefined) return false;
  const memory = BigInt(c.mmap(0, size + Number(HUGE), PROT_RW, MAP_PRIVATE_ANONYMOUS, -1, 0));
  if (memory === -1n) return true;
  const start = (memory + HUGE - 1n) & -HUGE;
  for (let at = start; at < start + BigInt(size); at += HUGE) new Uint8Array(native()!.koffi.view(at, 1))[0] = 0;
  const code = c.madvise(start, size, MADV_COLLAPSE) === 0 ? mapCode(assembled(LISTING), 0) : undefined;
  const list = new BigUint64Array(3 * small.length);
  let end = start;
  small.forEach((piece, i) => {
    list.set([piece.start, BigInt(piece.length), end], 3 * i);
    end += BigInt(piece.length);
  });
  const moved = code !== undefined && move(code, list, alone, protection);
  if (code !== undefined) c.munmap(code, PAGE);
  const used = moved ? end : start;
  c.munmap(memory, Number(start - memory));
  c.munmap(used, size + Number(HUGE) - Number(used - memory));
  return moved || code === undefined;
}

function move(code: bigint, list: BigUint64Array, alone: Alone, protection: number): boolean {
  const { koffi } = native()!;
  const type = koffi.proto('int', ['uintptr_t', 'uint', 'void *', 'size_t', 'size_t']);
  for (let tries = 0; tries < TRIES; tries++) {
    const rest = alone();
    if (rest !== undefined && koffi.call(code, type, rest.counter, rest.jobs, list, list.length / 3, protection) === 0) return true;
    c.usleep(tries * 100);
  }
  return false;
}
