// Gives V8's heap one range of memory in place of chunks strewn over the whole address space (Linux x64, with koffi).
//
// The idea: V8 asks for memory through the virtual functions of its PageAllocator, in chunks of 256 KB at random addresses, each of which needs
// page tables of its own, four system calls and a fault per page. Our own functions stand in its table instead, in machine code: chunks come from
// a reserved range, lowest first, with huge pages from 8 MB on. So a fork copies a third of the page tables, and programs that use much memory
// spend half as long in the kernel. Whatever does not fit (code, WebAssembly, very large objects) goes the old way.
// Invariant: memory of the range is always readable and writable, and zero when it is handed out.
'use strict';

const path = require('node:path');

const PAGE = 4096,
  UNIT = 0x40000,
  HUGE = 0x200000,
  UNITS = 4096;
const PROT_READ = 1,
  PROT_RW = 3,
  PROT_RX = 5;
const MAP_PRIVATE_ANONYMOUS = 0x22,
  MAP_NORESERVE = 0x4000;
const MADV_RANDOM = 1,
  MADV_HUGEPAGE = 14;
/**
 * The first of the range stays in small pages: a huge page costs its zeroing (0.1 ms, 4 where the machine is virtual and the page new to it), of which
 * a small program would use a part. Where a small page costs 11 µs, `import json` takes 0.23 s with none in small pages, 0.26 with 8 MB, 0.33 with 32,
 * and after a rest, when all pages are new, 0.30, 0.27 and 0.34.
 */
const SMALL = 8 * 1024 * 1024;
/** The most slots that the table of a PageAllocator may have. */
const SLOTS = 24;

/** Name of each function that is replaced, its routine below, and where that finds the one it stands for. */
const FUNCTIONS = [
  ['13AllocatePagesEPvmmNS_13PageAllocator10PermissionE', 0, 0x28],
  ['9FreePagesEPvm', 0xd6, 0x30],
  ['12ReleasePagesEPvmm', 0xf4, 0x38],
  ['14SetPermissionsEPvmNS_13PageAllocator10PermissionE', 0x179, 0x40],
  ['13RecommitPagesEPvmNS_13PageAllocator10PermissionE', 0x199, 0x48],
  ['13DecommitPagesEPvm', 0x1b9, 0x50],
];
const BASE = 0x08,
  SIZE = 0x10,
  COUNT = 0x20,
  ALLOCATE = 0x28,
  MAPPED = 0x58,
  MAP_PAGES = 0x60;
/** Where `counted` begins. */
const COUNTED = 0x1eb;

// `data` is the page behind the code: lock, base and size of the range, the lowest unit that may be free, the number of units, the replaced
// functions; `map`, the page behind that, has a byte per unit: 0 where it is free, 1 for the first of a chunk, 2 and more for the others.
// - allocate: this, hint, length, alignment, permission. Runs of eight and more units begin at a huge page.
// - free: this, address, length; release: this, address, length, new length. The memory goes back to the system.
// - counted: what allocates elsewhere, the old way. It counts, since V8 marks such memory as none that a fork copies.
// - permit, recommit: nothing to do; decommit: gives back what it can.
const LISTING = `
  # allocate
  4881f900000400               cmp rcx,0x40000
  0f85b2000000                 jne original
  4881fa00000001               cmp rdx,0x1000000
  0f87a5000000                 ja original
  41f7c0fdffffff               test r8d,0xfffffffd
  0f8598000000                 jne original
  4c8d0dd20f0000               lea r9,[data]
  4c8d92ffff0300               lea r10,[rdx+0x3ffff]
  49c1ea12                     shr r10,0x12
  e887000000                   call acquire
  4d8b5918                     mov r11,[low]
  # search:
  4983fa08                     cmp r10,0x8
  7208                         jb fits
  4983c307                     add r11,0x7
  4983e3f8                     and r11,0xfffffffffffffff8
  # fits:
  4b8d0413                     lea rax,[r11+r10*1]
  493b4120                     cmp rax,[units]
  7759                         ja full
  31c0                         xor eax,eax
  # probe:
  498d0c03                     lea rcx,[r11+rax*1]
  4180bc090010000000           cmp [map+rcx],0x0
  7541                         jne used
  48ffc0                       inc rax
  4c39d0                       cmp rax,r10
  72e9                         jb probe
  # mark:
  498d4c03ff                   lea rcx,[r11+rax*1-0x1]
  4188840900100000             mov [map+rcx],al
  48ffc8                       dec rax
  75ee                         jne mark
  4983fa01                     cmp r10,0x1
  7406                         je advance
  4d3b5918                     cmp r11,[low]
  7508                         jne taken
  # advance:
  4b8d0c13                     lea rcx,[r11+r10*1]
  49894918                     mov [low],rcx
  # taken:
  41c70100000000               mov [lock],0x0
  4c89d8                       mov rax,r11
  48c1e012                     shl rax,0x12
  49034108                     add rax,[base]
  c3                           ret
  # used:
  4d8d5c0301                   lea r11,[r11+rax*1+0x1]
  eb8f                         jmp search
  # full:
  41c70100000000               mov [lock],0x0
  b900000400                   mov ecx,0x40000
  # original:
  ff25630f0000                 jmp [allocatePages]

  # acquire
  b801000000                   mov eax,0x1
  418701                       xchg [lock],eax
  85c0                         test eax,eax
  7404                         je locked
  f390                         pause
  ebf0                         jmp acquire
  # locked:
  c3                           ret

  # free
  4c8d0d230f0000               lea r9,[data]
  4889f0                       mov rax,rsi
  492b4108                     sub rax,[base]
  493b4110                     cmp rax,[size]
  7206                         jb own
  ff25400f0000                 jmp [freePages]
  # own:
  31c9                         xor ecx,ecx
  eb1a                         jmp drop

  # release
  4c8d0d050f0000               lea r9,[data]
  4889f0                       mov rax,rsi
  492b4108                     sub rax,[base]
  493b4110                     cmp rax,[size]
  7206                         jb drop
  ff252a0f0000                 jmp [releasePages]
  # drop:
  4c8d0410                     lea r8,[rax+rdx*1]
  4801c8                       add rax,rcx
  4889c7                       mov rdi,rax
  49037908                     add rdi,[base]
  4c89c6                       mov rsi,r8
  4829c6                       sub rsi,rax
  50                           push rax
  ba04000000                   mov edx,0x4
  b81c000000                   mov eax,0x1c
  0f05                         syscall
  415a                         pop r10
  4981c2ffff0300               add r10,0x3ffff
  49c1ea12                     shr r10,0x12
  4981c0ffff0300               add r8,0x3ffff
  49c1e812                     shr r8,0x12
  e879ffffff                   call acquire
  4d39c2                       cmp r10,r8
  731b                         jae dropped
  4d3b5118                     cmp r10,[low]
  7304                         jae clear
  4d895118                     mov [low],r10
  # clear:
  43c684110010000000           mov [map+r10],0x0
  49ffc2                       inc r10
  4d39c2                       cmp r10,r8
  72ef                         jb clear
  # dropped:
  41c70100000000               mov [lock],0x0
  b801000000                   mov eax,0x1
  c3                           ret

  # permit
  4c8d0d800e0000               lea r9,[data]
  4889f0                       mov rax,rsi
  492b4108                     sub rax,[base]
  493b4110                     cmp rax,[size]
  7306                         jae elsewhere
  b801000000                   mov eax,0x1
  c3                           ret
  # elsewhere:
  ff25a70e0000                 jmp [setPermissions]

  # recommit
  4c8d0d600e0000               lea r9,[data]
  4889f0                       mov rax,rsi
  492b4108                     sub rax,[base]
  493b4110                     cmp rax,[size]
  7306                         jae elsewhere2
  b801000000                   mov eax,0x1
  c3                           ret
  # elsewhere2:
  ff258f0e0000                 jmp [recommitPages]

  # decommit
  4c8d0d400e0000               lea r9,[data]
  4889f0                       mov rax,rsi
  492b4108                     sub rax,[base]
  493b4110                     cmp rax,[size]
  7318                         jae elsewhere3
  4889f7                       mov rdi,rsi
  4889d6                       mov rsi,rdx
  ba04000000                   mov edx,0x4
  b81c000000                   mov eax,0x1c
  0f05                         syscall
  b801000000                   mov eax,0x1
  c3                           ret
  # elsewhere3:
  ff25650e0000                 jmp [decommitPages]

  # counted
  f0ff05660e0000               lock inc [mapped]
  ff25680e0000                 jmp [mapPages]
`;

/**
 * Does nothing where anything is missing or may not be done. Gives the lock, which a forked child clears: who held it may be gone; and where the range
 * lies, which units of it are in use, and where is counted what V8 maps elsewhere.
 */
function prepareHeap(koffi, library, mmap) {
  if (process.platform !== 'linux' || process.arch !== 'x64' || process.env.TAIPAN_PLAIN_HEAP !== undefined) return;
  const mprotect = library.func('mprotect', 'int', ['intptr_t', 'size_t', 'int']);
  const madvise = library.func('madvise', 'int', ['intptr_t', 'size_t', 'int']);
  const dlsym = library.func('dlsym', 'intptr_t', ['intptr_t', 'str']);
  const view = (address, length) => new BigInt64Array(koffi.view(BigInt(address), length));

  const table = dlsym(0, '_ZTVN2v84base13PageAllocatorE');
  if (table === 0) return;
  const slots = view(table, SLOTS * 8);
  const replaced = [];
  for (const [name, routine, field] of FUNCTIONS) {
    const address = BigInt(dlsym(0, `_ZN2v84base13PageAllocator${name}`));
    const slot = slots.indexOf(address);
    if (address === 0n || slot < 0) return;
    replaced.push({ address, slot, routine, field });
  }
  const range = mmap(0, UNITS * UNIT + HUGE, PROT_RW, MAP_PRIVATE_ANONYMOUS | MAP_NORESERVE, -1, 0);
  const code = mmap(0, 3 * PAGE, PROT_RW, MAP_PRIVATE_ANONYMOUS, -1, 0);
  if (range === -1 || code === -1) return;
  const base = Math.ceil(range / HUGE) * HUGE;
  // Without huge pages the rest is still worth it.
  madvise(base + SMALL, UNITS * UNIT - SMALL, MADV_HUGEPAGE);
  const bytes = Buffer.from(LISTING.replace(/#.*|([0-9a-f]+) .*|\s+/g, '$1'), 'hex');
  new Uint8Array(koffi.view(BigInt(code), PAGE)).set(bytes);
  const data = view(code + PAGE, PAGE);
  data[BASE / 8] = BigInt(base);
  data[SIZE / 8] = BigInt(UNITS * UNIT);
  data[COUNT / 8] = BigInt(UNITS);
  for (const { address, field } of replaced) data[field / 8] = address;
  data[MAP_PAGES / 8] = data[ALLOCATE / 8];
  data[ALLOCATE / 8] = BigInt(code + COUNTED);
  if (mprotect(code, PAGE, PROT_RX) !== 0) return;

  const first = Math.floor(table / PAGE) * PAGE;
  const length = Math.ceil((table + SLOTS * 8 - first) / PAGE) * PAGE;
  // Constant data of the program. Advice of its own keeps these pages apart: merged with their neighbours, which a fork need not copy, they
  // would make all of them be copied.
  madvise(first, length, MADV_RANDOM);
  if (mprotect(first, length, PROT_RW) !== 0) return;
  for (const { slot, routine } of replaced) slots[slot] = BigInt(code + routine);
  mprotect(first, length, PROT_READ);
  return {
    lock: new Int32Array(koffi.view(BigInt(code + PAGE), 4)),
    base: BigInt(base),
    units: new Uint8Array(koffi.view(BigInt(code + 2 * PAGE), UNITS)),
    mapped: BigInt(code + PAGE + MAPPED),
  };
}

/**
 * V8 begins with a young generation of 1 MB, whose chunks lie elsewhere, and makes it eight times as large (by its flags) once so much has survived. So
 * arrays of numbers, which cost nothing to copy, survive here, where there is little else to copy.
 */
function growYoung() {
  const kept = [];
  for (let i = 0; i < 12; i++) kept.push(new Array(15000).fill(0.5));
  return kept.length;
}

/** koffi, loaded straight from its binary (a sixth of the time that its JavaScript takes); undefined where there is none for this system. */
function loadKoffi() {
  const { platform, arch, env } = process;
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64') || env.TAIPAN_NO_FFI !== undefined) return undefined;
  try {
    const folder = path.dirname(require.resolve(`@koromix/koffi-linux-${arch}/package.json`));
    const module = { exports: {} };
    try {
      process.dlopen(module, path.join(folder, `linux_${arch}`, 'koffi.node'));
    } catch {
      // Another C library than glibc.
      process.dlopen(module, path.join(folder, `musl_${arch}`, 'koffi.node'));
    }
    return module.exports;
  } catch {
    // Not installed, or built for another system.
    return undefined;
  }
}

/** What is left for others: koffi, how to map memory and, where V8's heap could be prepared, what `prepareHeap` gives. */
function leave(koffi) {
  if (koffi === undefined) return {};
  const library = koffi.load(null);
  const mmap = library.func('mmap', 'intptr_t', ['intptr_t', 'size_t', 'int', 'int', 'int', 'long']);
  const munmap = library.func('munmap', 'int', ['intptr_t', 'size_t']);
  return { koffi, mmap, munmap, ...prepareHeap(koffi, library, mmap) };
}

process[Symbol.for('taipan.heap')] = leave(loadKoffi());
if (process.execArgv.some((flag) => flag.startsWith('--semi-space-growth-factor'))) growYoung();
