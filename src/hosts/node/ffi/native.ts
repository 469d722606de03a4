// The door to the C library: koffi, which bin/heap.cjs has loaded, and functions declared on first use. `undefined` where it cannot be had: then
// Node's own calls serve.
// Only Linux with 64-bit little-endian processors is described here (structures, numbers); other systems run on the fallback.
import { HostError, type HostPath } from '../../../host/host.ts';

/** The part of koffi's interface in use. Pointers are bigints, or typed arrays for memory of ours. */
export interface Koffi {
  load(path: string | null): Library;
  errno(value?: number): number;
  address(memory: ArrayBufferView): bigint;
  view(pointer: bigint, length: number): ArrayBuffer;
  decode(pointer: unknown, ...rest: unknown[]): any;
  proto(result: unknown, parameters: readonly unknown[]): unknown;
  struct(members: Record<string, unknown>): unknown;
  array(of: unknown, length: number): unknown;
  encode(memory: ArrayBufferView, type: unknown, value: unknown): void;
  unregister(pointer: bigint): void;
  pointer(type: unknown): unknown;
  register(f: (...args: any[]) => unknown, type: unknown): bigint;
  call(pointer: bigint, type: unknown, ...args: unknown[]): any;
}

export interface Library {
  func(name: string, result: string, parameters: readonly string[]): CFunction;
  symbol(name: string): bigint;
}

export type CFunction = (...args: any[]) => any;

/** Has the program loaded libraries of its own? They may have threads, and functions to be called at a fork. */
export const libraries = { loaded: false };

let state: { koffi: Koffi; library: Library } | undefined | null = null;

/** koffi and the C library of this process. */
export function native(): { koffi: Koffi; library: Library } | undefined {
  if (state === null) state = process.env.TAIPAN_NO_FFI === undefined && process.platform === 'linux' ? load() : undefined;
  return state;
}

function load(): { koffi: Koffi; library: Library } | undefined {
  const koffi = heap === undefined ? loadHere() : heap.koffi;
  return koffi === undefined ? undefined : { koffi, library: koffi.load(null) };
}

interface Heap {
  koffi?: Koffi;
  lock?: Int32Array;
  /** Start of the range, and a byte per 256 KB of it: 0 for those that are free, 1 for the first of a chunk, 2 and more for its others. */
  base?: bigint;
  units?: Uint8Array;
  /** The address of the number of times that V8 has mapped memory elsewhere. */
  mapped?: bigint;
}

/** What bin/heap.cjs has left: it ran before anything else was loaded. Undefined outside of a build, as in tests. */
export const heap = (process as unknown as Record<symbol, Heap | undefined>)[Symbol.for('taipan.heap')];

/** By the package's own loader. */
function loadHere(): Koffi | undefined {
  try {
    const { createRequire } = process.getBuiltinModule('node:module') as typeof import('node:module');
    return createRequire(import.meta.filename)('koffi') as Koffi;
  } catch {
    return undefined;
  }
}

/** A function of the C library, declared at its first call. */
export function declare(name: string, result: string, parameters: readonly string[]): CFunction {
  let f: CFunction | undefined;
  const load = (): CFunction => (f ??= native()!.library.func(name, result, parameters));
  // One closure per arity: spreading arguments costs more than the call itself.
  switch (parameters.length) {
    case 0:
      return () => (f ?? load())();
    case 1:
      return (a) => (f ?? load())(a);
    case 2:
      return (a, b) => (f ?? load())(a, b);
    case 3:
      return (a, b, c) => (f ?? load())(a, b, c);
    case 4:
      return (a, b, c, d) => (f ?? load())(a, b, c, d);
    case 5:
      return (a, b, c, d, e) => (f ?? load())(a, b, c, d, e);
    case 6:
      return (a, b, c, d, e, g) => (f ?? load())(a, b, c, d, e, g);
    default:
      return (...args) => (f ?? load())(...args);
  }
}

/**
 * How a call is made that may block: `live` counts the threads besides the main one; while there are any, `call` makes it with the lock released
 * (threads.ts, which fills it in).
 * C code that calls back into JavaScript must return in the order in which it was entered, whatever threads it runs in (Node and koffi count on
 * it). So a thread inside such a callback keeps the lock: `live` is 0 there, and only who waits for another thread lets go.
 */
export const gil = {
  live: 0,
  /** Threads besides the main one: what `live` is outside of callbacks. */
  threads: 0,
  /** Number of the innermost callback of the running thread, 0 for none, and of the innermost of all. */
  pinned: 0,
  innermost: 0,
  /** Was there ever a thread? */
  used: false,
  /** The thread that is the process, and runs signal handlers: the main one, or in a forked child the one that forked. */
  first: 1,
  /** The system's numbers of the other threads, by ours. */
  ids: new Map<number, number>(),
  call: undefined as unknown as (f: bigint, isLong: boolean, args: readonly unknown[], isWait?: boolean) => number,
};

export const getpid = declare('getpid', 'int', []);
const ESRCH = 3;

/** The system's number of a Python thread that runs. Without system threads, all of them live on the first one. */
export function systemNumber(thread: number, syscall: string): number {
  const id = thread === gil.first || !gil.used ? getpid() : gil.ids.get(thread);
  if (id === undefined) throw new HostError(ESRCH, syscall);
  return id;
}

let callbacks = 0;

/** A function for C to call. */
export function pinning(f: (...args: any[]) => unknown): (...args: any[]) => unknown {
  return (...args) => {
    const { pinned, innermost } = gil;
    gil.pinned = gil.innermost = ++callbacks;
    gil.live = 0;
    try {
      return f(...args);
    } finally {
      gil.pinned = pinned;
      gil.innermost = innermost;
      gil.live = pinned === 0 ? gil.threads : 0;
    }
  };
}

/**
 * A function of the C library that may block: others threads run meanwhile. Memory that it gets must be the caller's own, not shared scratch.
 * With `isWait` it fails with EINTR in the main thread if signals wait for their handlers by then: it could wait for what they do.
 */
export function declareBlocking(name: string, result: 'int' | 'long', parameters: readonly string[], isWait = false): CFunction {
  const direct = declare(name, result, parameters);
  const isLong = result === 'long';
  let address: bigint | undefined;
  const unlocked = (args: readonly unknown[]): number => gil.call((address ??= symbolAddress(name)), isLong, args, isWait);
  switch (parameters.length) {
    case 3:
      return (a, b, c) => (gil.live === 0 ? direct(a, b, c) : unlocked([a, b, c]));
    case 4:
      return (a, b, c, d) => (gil.live === 0 ? direct(a, b, c, d) : unlocked([a, b, c, d]));
    case 6:
      return (a, b, c, d, e, f) => (gil.live === 0 ? direct(a, b, c, d, e, f) : unlocked([a, b, c, d, e, f]));
    default:
      return (...args) => (gil.live === 0 ? direct(...args) : unlocked(args));
  }
}

let findSymbol: CFunction | undefined;

/** Where a symbol of the process lies. */
export function symbolAddress(name: string): bigint {
  findSymbol ??= native()!.library.func('dlsym', 'uintptr_t', ['intptr_t', 'str']);
  return BigInt(findSymbol(0, name));
}

/** Is there such a symbol? */
export function hasSymbol(name: string): boolean {
  try {
    native()!.library.func(name, 'int', []);
    return true;
  } catch {
    return false;
  }
}

export function errno(): number {
  return native()!.koffi.errno();
}

/** Throws for −1; gives anything else. */
export function checked(result: number, syscall: string, path?: HostPath): number {
  if (result === -1) throw new HostError(errno(), syscall, path);
  return result;
}

const encoder = new TextEncoder();
const SCRATCH = 4096,
  SHORT = 256;
/** Paths are written into memory that is used again and again; a call with two paths uses both. */
const scratch = [new Uint8Array(SCRATCH), new Uint8Array(SCRATCH)];
/** The short path that each of them holds: programs ask about one path several times. */
const held: [string | undefined, string | undefined] = [undefined, undefined];

/** A path as a C string. `slot` 1 for a second path of the same call. */
export function cPath(path: HostPath, slot: 0 | 1 = 0): Uint8Array {
  const buffer = scratch[slot]!;
  if (typeof path === 'string') {
    if (path === held[slot]) return buffer;
    if (path.length < SHORT) {
      held[slot] = undefined;
      // Shorter than the call of an encoder.
      let i = 0;
      for (let code = 0; i < path.length && (code = path.charCodeAt(i)) < 128; i++) buffer[i] = code;
      if (i === path.length) {
        buffer[i] = 0;
        held[slot] = path;
        return buffer;
      }
    }
    if (path.length * 3 < SCRATCH) {
      held[slot] = undefined;
      const { written } = encoder.encodeInto(path, buffer);
      buffer[written] = 0;
      return buffer;
    }
    return terminated(encoder.encode(path));
  }
  return terminated(path);
}

/** The first `length` bytes as characters. */
export function latin1(bytes: Uint8Array, length: number): string {
  return (Buffer.prototype as unknown as { latin1Slice(this: Uint8Array, start: number, end: number): string }).latin1Slice.call(bytes, 0, length);
}

export function terminated(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes.length + 1);
  copy.set(bytes);
  return copy;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes of the system as a path: text if they are UTF-8. */
export function pathFrom(bytes: Uint8Array): HostPath {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 127) return slowPathFrom(bytes);
  // One call of the engine: adding characters one by one makes a chain of strings.
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

function slowPathFrom(bytes: Uint8Array): HostPath {
  try {
    return decoder.decode(bytes);
  } catch {
    return bytes.slice();
  }
}

/** The C string at the start of a buffer. */
export function upToNull(buffer: Uint8Array): Uint8Array {
  const end = buffer.indexOf(0);
  return end < 0 ? buffer : buffer.subarray(0, end);
}
