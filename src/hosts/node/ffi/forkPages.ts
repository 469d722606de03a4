// Makes the forks of a program that forks often cheaper. What a fork costs is above all the page-table entries that it copies and that the child's end
// takes down: an eighth of a microsecond for each, most of which is the look at the page behind it. So now and then
// - V8's young generation is collected, and its garbage given back to the system;
// - what is left moves into huge pages, which have one entry for 512. A huge page of which parent or child writes a part is split and stays so,
//   but its entries are copied together, for a third of the cost.
import { readFileSync } from 'node:fs';
import { assembled, mapCode } from './codePage.ts';
import { declare, heap, native } from './native.ts';

const MADV_COLLAPSE = 25;
const EINVAL = 22;
const PAGE = 4096,
  PAGES = 512,
  HUGE = 0x200000n;
/** V8's chunks, as in bin/heap.cjs; each begins with a header, of a page of marks behind less than a page of fields at most. */
const UNIT = 0x40000;
/** In a chunk's flags: belongs to the half of the young generation that is collected from, or to the other. */
const FROM = 8,
  TO = 16;
/** With fewer pages in use it stays as it is. */
const ENOUGH = 64;
/** So many new pages are worth a look. */
const GROWN = 800;
/** One of so many parts of the time may go into it. */
const SHARE = 20;
/** Milliseconds: where huge pages come slowly (a virtual machine has to ask for them) the rest stays as it is. */
const PATIENCE = 30;

const c = {
  madvise: declare('madvise', 'int', ['uintptr_t', 'size_t', 'int']),
  mincore: declare('mincore', 'int', ['uintptr_t', 'size_t', 'void *']),
  trim: declare('malloc_trim', 'int', ['size_t']),
};

/**
 * give: base, map, candidates, count. Gives back the contents of each unit that is a candidate, a chunk of its own, and now in the half that is
 * collected from. All in one: between a look at the flags and the call V8 must not turn the halves round. A chunk's flags are its second word on older
 * versions of V8, behind its size, and else its first.
 */
const LISTING = `
  # give, at 0x0
  4885c9               test rcx,rcx
  7459                 je done
  803a00               cmp [rdx],0x0
  7442                 je skip
  803e01               cmp [rsi],0x1
  753d                 jne skip
  807e0102             cmp [rsi+0x1],0x2
  7437                 je skip
  488b07               mov rax,[rdi]
  483d00000400         cmp rax,0x40000
  7504                 jne have
  488b4708             mov rax,[rdi+0x8]
  # have:
  83e018               and eax,0x18
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
  eba2                 jmp give
  # done:
  c3                   ret
`;

let code: bigint | null | undefined;

/** Twice, since both halves are full of garbage. Only what was in the one half before a collection and is in the other one afterwards is given back. */
function releaseGarbage(): void {
  const { gc } = globalThis as { gc?: (options: object) => void };
  if (heap?.base === undefined || gc === undefined) return;
  if (code === undefined) code = mapCode(assembled(LISTING), 0) ?? null;
  if (code === null) return;
  const { koffi } = native()!;
  const { base } = heap;
  const units = heap.units!;
  const count = units.findLastIndex((n) => n !== 0) + 1;
  if (count === units.length) return;
  const words = new Uint32Array(koffi.view(base, count * UNIT));
  const flagsOf = (i: number): number => {
    const at = (i * UNIT) / 4;
    return words[at] === UNIT && words[at + 1] === 0 ? words[at + 2]! : words[at]!;
  };
  const candidates = new Uint8Array(count);
  const give = koffi.proto('void', ['uintptr_t', 'uintptr_t', 'void *', 'size_t']);
  for (let turn = 0; turn < 2; turn++) {
    for (let i = 0; i < count; i++) candidates[i] = units[i] === 1 && units[i + 1]! < 2 && (flagsOf(i) & (FROM | TO)) === TO ? 1 : 0;
    gc({ type: 'minor' });
    koffi.call(code, give, base, koffi.address(units), candidates, count);
  }
}

/** Start and end of the memory that is worth it: the range of bin/heap.cjs as far as it is in use, and the C library's heap. */
function areas(): [bigint, bigint][] {
  const found: [bigint, bigint][] = [];
  if (heap?.base !== undefined) {
    const used = heap.units!.findLastIndex((n) => n !== 0) + 1;
    found.push([heap.base, heap.base + BigInt(used * UNIT)]);
  }
  const m = /^([0-9a-f]+)-([0-9a-f]+) .*\[heap\]$/m.exec(readFileSync('/proc/self/maps', 'latin1'));
  if (m !== null) found.push([BigInt(`0x${m[1]}`), BigInt(`0x${m[2]}`)]);
  return found;
}

function gatherPages(): void {
  const until = performance.now() + PATIENCE;
  const inUse = new Uint8Array(PAGES);
  for (const [start, end] of areas()) {
    for (let at = (start + HUGE - 1n) & -HUGE; at + HUGE <= end; at += HUGE) {
      if (c.mincore(at, PAGES * PAGE, inUse) !== 0 || inUse.reduce((n, byte) => n + (byte & 1), 0) < ENOUGH) continue;
      // An older kernel does not know it.
      if (c.madvise(at, PAGES * PAGE, MADV_COLLAPSE) !== 0 && native()!.koffi.errno() === EINVAL) return;
      if (performance.now() > until) return;
    }
  }
}

/** Pages that this process had in memory when it was tidied last. */
let resident = 0;
/** Not before this time is garbage looked for again, nor before this fork are pages gathered. */
let nextRelease = 0,
  nextGather = 0;

function residentPages(): number {
  return Number(/ (\d+)/.exec(readFileSync('/proc/self/statm', 'latin1'))![1]);
}

/** Called now and then, with the number of forks so far. */
export function tidy(forks: number): void {
  const started = performance.now();
  if (started < nextRelease || residentPages() < resident + GROWN) return;
  releaseGarbage();
  const took = performance.now() - started;
  if (forks >= nextGather) {
    c.trim(0);
    gatherPages();
    nextGather = forks * 10;
  }
  resident = residentPages();
  nextRelease = performance.now() + took * SHARE;
}
