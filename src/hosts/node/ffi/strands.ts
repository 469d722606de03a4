// Strands: further stacks on which one thread runs its code, by turns of its own choosing (greenlets). To V8 each is a thread that waits while another
// runs: it keeps what belongs to a thread by the number it finds in a thread-local variable, and another one tells it where the stack starts. Both change
// with the stack (strandCode.ts). To the system there is one thread: signals, its number and all that C libraries keep for a thread stay as they are.
// Where these variables are not found there are no strands.
// Invariant: a switch keeps the lock, so what one strand leaves in a variable the next finds there.
import type { HostStrand, StrandHost } from '../../../host/host.ts';
import { mapCode, PAGE } from './codePage.ts';
import { declare, gil, native, symbolAddress } from './native.ts';
import { emptyStack, freeStack, newStack, STACK_SIZE } from './stacks.ts';
import { BEGIN, FIND, INSTALL, strandCode } from './strandCode.ts';

/** The part of threads.ts in use. */
export interface Shared {
  /** The page with the data of its machine code, and the first words of a call in it. */
  readonly data: bigint;
  readonly call: BigInt64Array;
}

/** Words of a strand's record. */
const STACK = 0,
  GO_ON = 1,
  NUMBER = 2,
  NEXT = 3,
  STACK_START = 4;
/** Words of the page behind the code. */
const SHARED = 0,
  THREAD_ID = 1,
  IS_LOCKED = 2,
  SOURCE = 3,
  NAME = 4,
  STACK_START_AT = 5,
  TEXTS = 64;
const ENTRY = '$taipanStrand',
  EXPORT = '$taipanSwap';
/** So many stacks of ended strands are kept for the next ones. */
const SPARE_STACKS = 64;
/** What `getauxval` calls the headers of the running program, and the size of one of them. */
const AT_PHDR = 3,
  AT_PHNUM = 5,
  HEADER = 56,
  PT_TLS = 7;

const c = {
  getauxval: declare('getauxval', 'uintptr_t', ['uintptr_t']),
  /** The end of a thread's variables. */
  self: declare('pthread_self', 'uintptr_t', []),
};

interface Strand extends HostStrand {
  readonly record: BigInt64Array;
  readonly address: bigint;
  /** What it runs, until it has begun. */
  run: (() => HostStrand) | undefined;
  /** 0 for the one that a thread began with. */
  stack: number;
}

export function makeStrands({ data, call }: Shared): StrandHost | undefined {
  const { koffi } = native()!;
  const isLocked = symbolAddress('_ZN2v86Locker8IsLockedEPNS_7IsolateE');
  const code = isLocked === 0n ? undefined : mapCode(strandCode(), 1);
  if (code === undefined) return undefined;
  const page = code + BigInt(PAGE);
  const memory = koffi.view(page, PAGE);
  const words = new BigUint64Array(memory);
  words[SHARED] = data;
  words[IS_LOCKED] = isLocked;
  words[SOURCE] = page + BigInt(TEXTS);
  words[NAME] = page + BigInt(TEXTS + 32);
  const text = (at: number, s: string): void => void new TextEncoder().encodeInto(s, new Uint8Array(memory, at));
  text(TEXTS, `${ENTRY}()`);
  text(TEXTS + 32, EXPORT);
  const size = variablesSize();
  words[STACK_START_AT] = BigInt.asUintN(64, findStackStart(size));
  koffi.call(code + BigInt(FIND), koffi.proto('long', ['long']), -size);
  if (words[THREAD_ID] === 0n || words[STACK_START_AT] === 0n) return undefined;
  koffi.call(code + BigInt(INSTALL), koffi.proto('int', []));
  const globals = globalThis as unknown as Record<string, unknown>;
  const swap = globals[EXPORT] as () => void;
  delete globals[EXPORT];

  let starting: Strand | undefined;
  /** Strands that have ended: nothing runs on their stacks any more when others see them here. */
  const ended: Strand[] = [];
  /** Their stacks, each with V8's number: V8 remembers how far down the stack of a thread goes. */
  const spare: { stack: number; number: bigint }[] = [];

  function collect(): void {
    for (let strand = ended.pop(); strand !== undefined; strand = ended.pop()) {
      const { stack } = strand;
      if (spare.length < SPARE_STACKS) {
        emptyStack(stack);
        spare.push({ stack, number: strand.record[NUMBER]! });
      } else freeStack(stack);
    }
  }

  function newStrand(run: (() => HostStrand) | undefined, stack: number): Strand {
    const record = new BigInt64Array(new ArrayBuffer(64));
    return { record, address: koffi.address(record), run, stack };
  }

  /** What a new strand runs. */
  function enter(): void {
    const me = starting!;
    const run = me.run!;
    me.run = starting = undefined;
    collect();
    const next = run() as Strand;
    if (next.run !== undefined) starting = next;
    me.record[NEXT] = next.address;
    ended.push(me);
  }
  Object.defineProperty(globalThis, ENTRY, { value: enter, configurable: true });

  return {
    first: () => newStrand(undefined, 0),
    make(run) {
      const { stack, number } = spare.pop() ?? { stack: newStack(), number: 0n };
      gil.used = true;
      const strand = newStrand(run, stack);
      strand.record[STACK] = BigInt(stack + STACK_SIZE);
      strand.record[GO_ON] = code + BigInt(BEGIN);
      strand.record[STACK_START] = BigInt(stack + STACK_SIZE);
      strand.record[NUMBER] = number;
      return strand;
    },
    swap(from, to) {
      const { address, run } = to as Strand;
      if (run !== undefined) starting = to as Strand;
      call[0] = (from as Strand).address;
      call[1] = address;
      swap();
      collect();
    },
    canSwap: () => gil.pinned === 0,
  };
}

/** Where V8 keeps the start of a thread's stack, from the end of the thread's variables; 0n if that is not found. */
function findStackStart(size: number): bigint {
  const { koffi } = native()!;
  const get = symbolAddress('_ZN2v84base5Stack13GetStackStartEv');
  if (get === 0n) return 0n;
  const start = BigInt(koffi.call(get, koffi.proto('uintptr_t', [])));
  const variables = new BigUint64Array(koffi.view(BigInt(c.self()) - BigInt(size), size));
  const i = variables.indexOf(start);
  return i < 0 ? 0n : BigInt(8 * i - size);
}

/** How many bytes of a thread's variables are the program's own: the last ones. */
function variablesSize(): number {
  const count = Number(c.getauxval(AT_PHNUM));
  const headers = new DataView(native()!.koffi.view(BigInt(c.getauxval(AT_PHDR)), count * HEADER));
  for (let i = 0; i < count; i++) {
    const at = i * HEADER;
    if (headers.getUint32(at, true) !== PT_TLS) continue;
    const size = Number(headers.getBigUint64(at + 40, true)),
      alignment = Math.max(4, Number(headers.getBigUint64(at + 48, true)));
    return Math.ceil(size / alignment) * alignment;
  }
  return 0;
}
