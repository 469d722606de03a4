// The door to functions of other libraries, for the modules that speak to one (`_ssl` to the OpenSSL inside Node, `_ctypes` to any).
// A unit of its own: only programs that import those modules load it.
import { declare, errno, hasSymbol, native, pinning } from './native.ts';

const callbackTypes = new Map<string, unknown>();

export const foreignNative = {
  /** A function of this process by name: Node's binary and the libraries loaded with it. */
  declare,
  has: hasSymbol,
  address: (memory: ArrayBufferView): bigint => native()!.koffi.address(memory),
  view: (pointer: bigint, length: number): ArrayBuffer => native()!.koffi.view(pointer, length),
  errno,
  setErrno: (value: number): void => void native()!.koffi.errno(value),
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
