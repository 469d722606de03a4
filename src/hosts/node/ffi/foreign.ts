// The door to functions of other libraries, for the modules that speak to one (`_ssl` to the OpenSSL inside Node, `_ctypes` to any).
// A unit of its own: only programs that import those modules load it.
import { nodeProcess } from '../process.ts';
import { declare, errno, hasSymbol, libraries, native, pinning } from './native.ts';

const dlopen = declare('dlopen', 'uintptr_t', ['void *', 'int']);
const dlsym = declare('dlsym', 'uintptr_t', ['uintptr_t', 'str']);
const dlclose = declare('dlclose', 'int', ['uintptr_t']);
const dlerror = declare('dlerror', 'str', []);

/** Making a prototype is slow; those of plain types are kept. */
const prototypes = new Map<string, unknown>();
function prototype(result: unknown, parameters: readonly unknown[]): unknown {
  const { koffi } = native()!;
  if (typeof result !== 'string' || parameters.some((p) => typeof p !== 'string')) return koffi.proto(result, parameters);
  const key = `${result}(${parameters.join()})`;
  let type = prototypes.get(key);
  if (type === undefined) prototypes.set(key, (type = koffi.proto(result, parameters)));
  return type;
}

const callbackTypes = new Map<string, unknown>();

export const foreignNative = {
  /** A function of this process by name: Node's binary and the libraries loaded with it. */
  declare,
  has: hasSymbol,
  address: (memory: ArrayBufferView): bigint => native()!.koffi.address(memory),
  view: (pointer: bigint, length: number): ArrayBuffer => native()!.koffi.view(pointer, length),
  errno,
  setErrno: (value: number): void => void native()!.koffi.errno(value),
  /** Where a symbol lies in a library that dlopen gave (0: anywhere in the process); 0 where there is none. */
  symbol: (handle: bigint, name: string): bigint => BigInt(dlsym(handle, name)),
  open: (path: Uint8Array | null, mode: number): bigint => {
    if (path !== null) libraries.loaded = true;
    return BigInt(dlopen(path, mode));
  },
  close: (handle: bigint): number => dlclose(handle),
  /** What the last of these three had to complain about. */
  loadError(): string | undefined {
    const text = dlerror() ?? undefined;
    // The C library names the program as it was called, which is Node by then.
    return text?.startsWith('node: ') === true ? nodeProcess.executable + text.slice(4) : text;
  },
  /** The function at an address. */
  functionAt: (address: bigint, result: unknown, parameters: readonly unknown[]): ((...args: any[]) => any) =>
    native()!.koffi.decode(address, prototype(result, parameters)),
  /** Types for structures that pass by value. */
  struct: (members: Record<string, unknown>): unknown => native()!.koffi.struct(members),
  array: (of: unknown, length: number): unknown => native()!.koffi.array(of, length),
  decode: (memory: ArrayBufferView, type: unknown): unknown => native()!.koffi.decode(memory, type),
  encode: (memory: ArrayBufferView, type: unknown, value: unknown): void => native()!.koffi.encode(memory, type, value),
  /** A C function pointer that calls `f` until it is released. */
  register: (f: (...args: any[]) => unknown, result: unknown, parameters: readonly unknown[]): bigint => {
    const { koffi } = native()!;
    return koffi.register(pinning(f), koffi.pointer(prototype(result, parameters)));
  },
  unregister: (pointer: bigint): void => native()!.koffi.unregister(pointer),
  /** A C function pointer that calls `f`; it lasts as long as the process. */
  callback(f: (...args: any[]) => unknown, result: string, parameters: readonly string[]): bigint {
    const { koffi } = native()!;
    const key = `${result}(${parameters.join()})`;
    let type = callbackTypes.get(key);
    if (type === undefined) callbackTypes.set(key, (type = koffi.pointer(koffi.proto(result, parameters))));
    return koffi.register(pinning(f), type);
  },
};

export type ForeignNative = typeof foreignNative;
