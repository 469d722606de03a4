// Machine code in memory of its own: the listings of the files beside it as bytes, and pages that hold them.
import { declare, native } from './native.ts';

export const PAGE = 4096;
const PROT_RW = 3,
  PROT_RX = 5;
const MAP_PRIVATE_ANONYMOUS = 0x22;
const mmap = declare('mmap', 'intptr_t', ['intptr_t', 'size_t', 'int', 'int', 'int', 'long']);
const mprotect = declare('mprotect', 'int', ['intptr_t', 'size_t', 'int']);

/** The bytes of a listing: each line has them in hexadecimal, then the instruction; `#` begins a line of comment. */
export function assembled(listing: string): Uint8Array {
  return Buffer.from(listing.replace(/#.*|([0-9a-f]+) .*|\s+/g, '$1'), 'hex');
}

/** The address of a page that holds `code` and may be run, with `dataPages` pages to write to behind it. Undefined where that is not allowed. */
export function mapCode(code: Uint8Array, dataPages: number): bigint | undefined {
  const address = BigInt(mmap(0, PAGE * (1 + dataPages), PROT_RW, MAP_PRIVATE_ANONYMOUS, -1, 0));
  if (address === -1n) return undefined;
  new Uint8Array(native()!.koffi.view(address, PAGE)).set(code);
  return mprotect(address, PAGE, PROT_RX) === 0 ? address : undefined;
}
