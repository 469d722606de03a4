// Mapped memory: mmap and its kin, POSIX shared memory objects. A map is seen through a typed array over the system's own pages.
// Invariant: the addresses that an array looks at stay mapped as long as the array lives. When a map is closed or moves, empty pages take its
// place, and the range is given back once a garbage collection has shown that nobody can touch it any more: a stale view reads zeros
// where it would crash the process.
// Answers to: Modules/mmapmodule.c, Modules/_posixshmem.
import { constants } from 'node:buffer';
import { HostError, type HostPath } from '../../../host/host.ts';
import { checked, cPath, declare, declareBlocking, errno, hasSymbol, native } from './native.ts';

const MREMAP_MAYMOVE = 1;
const ENOMEM = 12;

const c = {
  mmap: declare('mmap', 'intptr_t', ['intptr_t', 'size_t', 'int', 'int', 'int', 'long']),
  munmap: declare('munmap', 'int', ['intptr_t', 'size_t']),
  mremap: declare('mremap', 'intptr_t', ['intptr_t', 'size_t', 'size_t', 'int']),
  msync: declareBlocking('msync', 'int', ['intptr_t', 'size_t', 'int']),
  madvise: declare('madvise', 'int', ['intptr_t', 'size_t', 'int']),
  shmOpen: declare('shm_open', 'int', ['void *', 'int', 'uint']),
  shmUnlink: declare('shm_unlink', 'int', ['void *']),
  mallopt: declare('mallopt', 'int', ['int', 'int']),
};

/** A mapped range of memory. */
export interface MappedMemory {
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

function mappedAt(result: number | bigint, length: number, syscall: string): MappedMemory {
  const address = BigInt(result);
  if (address === -1n) throw new HostError(errno(), syscall);
  return { address, bytes: new Uint8Array(native()!.koffi.view(address, length)) };
}

const PROT_READ_WRITE = 3,
  MAP_PRIVATE = 2,
  MAP_FIXED = 0x10,
  MAP_ANONYMOUS = 0x20,
  MAP_NORESERVE = 0x4000,
  MAP_FIXED_NOREPLACE = 0x100000;

interface Range {
  buffer: WeakRef<ArrayBufferLike>;
  address: bigint;
  length: number;
}
let retired: Range[] = [];
const LOOK_EVERY = 256;
let lookAt = LOOK_EVERY;

/** Puts zeros, which cost no memory, where `bytes` looks. */
function retire(bytes: Uint8Array, address: bigint, length: number, how: number): void {
  if (length === 0) return;
  const result = c.mmap(address, length, PROT_READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | how, -1, 0);
  if (BigInt(result) === -1n) throw new HostError(errno(), 'munmap');
  retired.push({ buffer: new WeakRef(bytes.buffer), address, length });
  if (retired.length < lookAt) return;
  (globalThis as { gc?: () => void }).gc?.();
  retired = retired.filter((range) => {
    if (range.buffer.deref() !== undefined) return true;
    c.munmap(range.address, range.length);
    return false;
  });
  lookAt = retired.length + LOOK_EVERY;
}

const PAGE = 4096;
const toPages = (n: number): number => Math.ceil(n / PAGE) * PAGE;

export const memoryNative = {
  map(length: number, protection: number, flags: number, fd: number, offset: number): MappedMemory {
    // The engine would abort the process where an array cannot be so long.
    if (length > constants.MAX_LENGTH) throw new HostError(ENOMEM, 'mmap');
    return mappedAt(c.mmap(0, length, protection, flags, fd, offset), length, 'mmap');
  },
  unmap: (memory: MappedMemory): void => retire(memory.bytes, memory.address, toPages(memory.bytes.length), MAP_FIXED),
  remap(memory: MappedMemory, length: number): MappedMemory {
    const { address, bytes } = memory;
    if (length > constants.MAX_LENGTH) throw new HostError(ENOMEM, 'mremap');
    const moved = mappedAt(c.mremap(address, bytes.length, length, MREMAP_MAYMOVE), length, 'mremap');
    const [old, now] = [toPages(bytes.length), toPages(length)];
    if (moved.address !== address) retire(bytes, address, old, MAP_FIXED_NOREPLACE);
    else if (now < old) retire(bytes, address + BigInt(now), old - now, MAP_FIXED_NOREPLACE);
    return moved;
  },
  sync: (memory: MappedMemory, start: number, length: number, flags: number): void =>
    void checked(c.msync(memory.address + BigInt(start), length, flags), 'msync'),
  advise: (memory: MappedMemory, start: number, length: number, advice: number): void =>
    void checked(c.madvise(memory.address + BigInt(start), length, advice), 'madvise'),
  shmOpen: (name: HostPath, flags: number, mode: number): number => checked(c.shmOpen(cPath(name), flags, mode), 'shm_open'),
  shmUnlink: (name: HostPath): void => void checked(c.shmUnlink(cPath(name)), 'shm_unlink'),
};

const M_TRIM_THRESHOLD = -1,
  M_MMAP_THRESHOLD = -3;

/** The C library gives freed memory back to the system at once, where the next array needs it again: 4 kB of new memory cost more than copying as much. */
export function keepFreedMemory(): void {
  if (native() === undefined || !hasSymbol('mallopt')) return;
  c.mallopt(M_TRIM_THRESHOLD, 64 << 20);
  c.mallopt(M_MMAP_THRESHOLD, 4 << 20);
}

export type MemoryNative = typeof memoryNative;
