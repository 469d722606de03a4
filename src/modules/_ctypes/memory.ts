// Memory of C: blocks of our own, whose address never changes, and memory at addresses that C gave. Small blocks share slabs, since an
// engine takes long to make a buffer. Everything is a DataView, which tells the same to JavaScript and, by its address, to C.
import { foreign } from '../foreign.ts';

const SLAB = 16384;
const SMALL = 256;
let slab = new ArrayBuffer(0);
let used = 0;

/** Zeroed memory, aligned for any type. */
export function allocate(size: number): DataView {
  if (size > SMALL) return new DataView(new ArrayBuffer(size));
  const at = used;
  const end = at + ((size + 15) & ~15);
  if (end > slab.byteLength) {
    slab = new ArrayBuffer(SLAB);
    used = (size + 15) & ~15;
    return new DataView(slab, 0, size);
  }
  used = end;
  return new DataView(slab, at, size);
}

const NOTHING = new ArrayBuffer(16);

/** Memory that is somebody else's. */
export function memoryAt(address: bigint, size: number): DataView {
  if (size === 0) {
    const view = new DataView(NOTHING, 0, 0);
    given.set(view, address);
    return view;
  }
  // fast: a window over a whole stretch of addresses serves all that lies in it; what of it is not mapped nobody touches.
  const n = Number(address);
  const offset = n % STRETCH;
  if (n > Number.MAX_SAFE_INTEGER || n < STRETCH || offset + size > STRETCH) return new DataView(foreign.view(address, size));
  const start = n - offset;
  let stretch = stretches.get(start);
  if (stretch === undefined) {
    if (stretches.size > 40) stretches.clear();
    stretches.set(start, (stretch = foreign.view(BigInt(start), STRETCH)));
  }
  return new DataView(stretch, offset, size);
}

const STRETCH = 1 << 20;
const stretches = new Map<number, ArrayBuffer>();

/** Addresses of empty views, which have none of their own. */
const given = new WeakMap<DataView, bigint>();

export function addressOf(memory: DataView): bigint {
  if (memory.byteLength === 0) {
    const address = given.get(memory);
    if (address !== undefined) return address;
  }
  return foreign.address(memory);
}

export const bytesOf = (memory: DataView): Uint8Array => new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength);

export const part = (memory: DataView, offset: number, size: number): DataView => new DataView(memory.buffer, memory.byteOffset + offset, size);

/** A block with these bytes and a null behind them, which stays as long as the key. */
const copies = new WeakMap<object, DataView>();
export function pinned(owner: object, bytes: Uint8Array): DataView {
  let memory = copies.get(owner);
  if (memory === undefined) {
    memory = allocate(bytes.length + 1);
    bytesOf(memory).set(bytes);
    copies.set(owner, memory);
  }
  return memory;
}
