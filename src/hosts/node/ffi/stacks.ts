// Stacks for threads and strands. They are ours and not the C library's, because V8 walks the frames of every thread that ever waited in this
// process, in a forked child too, where the C library would give the stacks of the parent's threads to new ones.
import { HostError } from '../../../host/host.ts';
import { PAGE } from './codePage.ts';
import { declare, errno } from './native.ts';

const PROT_NONE = 0,
  PROT_RW = 3;
const MAP_PRIVATE_ANONYMOUS = 0x22,
  MAP_NORESERVE = 0x4000,
  MAP_STACK = 0x20000;
export const STACK_SIZE = 65536 * 1024 + 1024 * 1024;
/** What a spare stack keeps of the memory it used. */
const STACK_KEPT = 256 * 1024;
const MADV_DONTNEED = 4;

const c = {
  mmap: declare('mmap', 'intptr_t', ['intptr_t', 'size_t', 'int', 'int', 'int', 'long']),
  mprotect: declare('mprotect', 'int', ['intptr_t', 'size_t', 'int']),
  munmap: declare('munmap', 'int', ['intptr_t', 'size_t']),
  madvise: declare('madvise', 'int', ['intptr_t', 'size_t', 'int']),
};

/** The low end of a stack of STACK_SIZE bytes, which has a guard page below it. */
export function newStack(): number {
  const memory = c.mmap(0, STACK_SIZE + PAGE, PROT_RW, MAP_PRIVATE_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory === -1) throw new HostError(errno(), 'mmap');
  c.mprotect(memory, PAGE, PROT_NONE);
  return memory + PAGE;
}

/** For a stack that nothing runs on any more, and that is to be used again. */
export const emptyStack = (stack: number): void => void c.madvise(stack, STACK_SIZE - STACK_KEPT, MADV_DONTNEED);

export const freeStack = (stack: number): void => void c.munmap(stack - PAGE, STACK_SIZE + PAGE);
