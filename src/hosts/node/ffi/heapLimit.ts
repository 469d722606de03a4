// Room for large programs, and MemoryError where there is none. V8 stops the process when its heap reaches a limit that was set at start, 4 GB at
// most; here it asks a routine first (machineCode.ts). That raises the limit as long as the machine has memory, then tells running code that memory
// is short and gives it a little more to end in a MemoryError. When the heap is half empty again V8 goes back to the first limit.
// Without V8's symbols the limit stays what it was.
import type { Handlers } from './machineCode.ts';
import { declare, native, symbolAddress } from './native.ts';

const ADD = '_ZN2v87Isolate24AddNearHeapLimitCallbackEPFmPvmmES1_',
  RESTORE = '_ZN2v87Isolate36AutomaticallyRestoreInitialHeapLimitEd',
  CURRENT = '_ZN2v87Isolate10GetCurrentEv';
/** A first limit below this one tells that the process may not use the whole machine: then half as much again is the most. */
const SMALL = 2_000_000_000n;
/** Beyond the most: in steps, for the program to hear of it. A step has room for a whole young generation: V8 asks once. */
const EXTRA = 2048n << 20n,
  STEP = 256n << 20n;

/** Called once, at start. */
export function raiseHeapLimit({ nearLimit, data }: Handlers): void {
  if ([ADD, RESTORE, CURRENT].some((name) => symbolAddress(name) === 0n)) return;
  new BigUint64Array(native()!.koffi.view(data, 32)).set([SMALL, EXTRA, STEP], 1);
  const isolate = declare(CURRENT, 'intptr_t', [])();
  declare(ADD, 'void', ['intptr_t', 'intptr_t', 'intptr_t'])(isolate, nearLimit, data);
  declare(RESTORE, 'void', ['intptr_t', 'double'])(isolate, 0.5);
}
