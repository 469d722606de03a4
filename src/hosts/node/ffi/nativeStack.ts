// The C functions below the running one, for faulthandler.dump_c_stack(). V8's own frames have no names and end the walk.
// Answers to: Python/traceback.c, _Py_DumpStack.
import { declare, native } from './native.ts';

const DEPTH = 32;

/** One text for each C function, innermost first. */
export function nativeStack(): string[] {
  const { koffi } = native()!;
  const addresses = new BigUint64Array(DEPTH);
  const count = declare('backtrace', 'int', ['void *', 'int'])(addresses, DEPTH) as number;
  const dladdr = declare('dladdr', 'int', ['intptr_t', 'void *']);
  const info = new BigUint64Array(4);
  const text = (at: bigint): string => koffi.decode(at, 'char', -1) as unknown as string;
  const lines: string[] = [];
  for (const address of addresses.subarray(0, count)) {
    const shown = `[0x${address.toString(16)}]`;
    if (dladdr(address, info) === 0) {
      lines.push(`<unknown> ${shown}`);
      continue;
    }
    const [file, base, symbol, start] = info;
    const place = symbol === 0n ? `+0x${(address - base!).toString(16)}` : `${text(symbol!)}+0x${(address - start!).toString(16)}`;
    lines.push(`Binary file "${text(file!)}", at ${place} ${shown}`);
  }
  return lines;
}
