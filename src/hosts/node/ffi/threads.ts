// System threads. V8 lets several threads share an isolate if each holds its lock while it runs (v8::Locker); what Python calls the GIL is that
// lock, behind a fair one of our own. A call that may block gives both back for as long as it lasts (`gil.call`), so JavaScript frames of
// many threads rest on many stacks and any native function may block below any other.
// Needs machine code (threadCode.ts) and V8's C++ functions by their symbols; where something is missing there are no system threads and
// runtime/threads.ts runs green ones.
// Invariant: JavaScript runs only in the thread that holds the lock, and everything shared is read and written only there.
import { HostError, type StrandHost, type ThreadHost } from '../../../host/host.ts';
import { PENDING_HOLDER } from './signals.ts';
import { checked, declare, errno, gil, native, pinning, symbolAddress } from './native.ts';
import { assembled, mapCode, PAGE } from './codePage.ts';
import { emptyStack, freeStack, newStack, STACK_SIZE } from './stacks.ts';
import { makeStrands } from './strands.ts';
import { CLOSE_SCOPE, FIND_SCOPE_DATA, GUARDED, machineCode, OPEN_SCOPE, SETUP, THREAD } from './threadCode.ts';

/** So many stacks of ended threads are kept for the next ones. */
const SPARE_STACKS = 8;
const PR_SET_NAME = 15;
const SYS_FUTEX = 202,
  SYS_GETTID = 186;
const FUTEX_WAIT_PRIVATE = 128,
  FUTEX_WAKE_PRIVATE = 129;
const ENTRY = '$taipanThread',
  EXPORT = '$taipanBlock';

/** Where the pointers of `data` lie, and what V8 calls the functions behind them. */
const FUNCTIONS: readonly [at: number, symbol: string][] = [
  [536, '_ZN2v87Isolate4ExitEv'],
  [544, '_ZN2v87Isolate4ExitEv'],
  [552, '_ZN2v88Unlocker10InitializeEPNS_7IsolateE'],
  [560, '_ZN2v88UnlockerD1Ev'],
  [568, '_ZN2v87Isolate5EnterEv'],
  [576, '_ZN2v86Locker10InitializeEPNS_7IsolateE'],
  [584, '_ZN2v86LockerD1Ev'],
  [608, '_ZN2v87Context5EnterEv'],
  [616, '_ZN2v87Context4ExitEv'],
  [624, '_ZN2v86String11NewFromUtf8EPNS_7IsolateEPKcNS_13NewStringTypeEi'],
  [632, '_ZN2v86Script7CompileENS_5LocalINS_7ContextEEENS1_INS_6StringEEEPNS_12ScriptOriginE'],
  [640, '_ZN2v86Script3RunENS_5LocalINS_7ContextEEE'],
  [648, '__errno_location'],
  [656, '_ZN2v87Isolate17GetCurrentContextEv'],
  [680, '_ZN2v87Context6GlobalEv'],
  [688, '_ZN2v86Object3SetENS_5LocalINS_7ContextEEENS1_INS_5ValueEEES5_'],
  [704, '_ZN2v87Isolate10GetCurrentEv'],
];
/** The data of a callback is a value in the older form; both are passed alike. */
const NEW_FUNCTION = 672;
const newFunctionName = (data: string): string =>
  `_ZN2v88Function3NewENS_5LocalINS_7ContextEEEPFvRKNS_20FunctionCallbackInfoINS_5ValueEEEENS1_I${data}EEiNS_19ConstructorBehaviorENS_14SideEffectTypeE`;
/** Where these two are inline functions, threadCode.ts has its own, which need the three behind them. */
const HANDLE_SCOPE = 592,
  HANDLE_SCOPE_END = 600,
  DELETE_EXTENSIONS = 744,
  ESCAPABLE_SCOPE = 760;
/** Takes a slot in the older form, a value in the newer. */
const GLOBALIZE = 664,
  BY_VALUE = 720;
const GLOBALIZE_SLOT = '_ZN2v812api_internal18GlobalizeReferenceEPNS_8internal7IsolateEPm';
const GLOBALIZE_VALUE = '_ZN2v812api_internal18GlobalizeReferenceEPNS_8internal7IsolateEm';
const SOURCE = 528,
  NAME = 696,
  INTERVAL = 320,
  PENDING_AT = 736,
  CALL = 1024,
  /** The word of a call's description behind its six arguments. */
  TARGET = 7,
  TEXTS = 2048;

const c = {
  attrInit: declare('pthread_attr_init', 'int', ['void *']),
  attrStack: declare('pthread_attr_setstack', 'int', ['void *', 'intptr_t', 'size_t']),
  self: declare('pthread_self', 'uintptr_t', []),
  join: declare('pthread_join', 'int', ['intptr_t', 'void *']),
  create: declare('pthread_create', 'int', ['void *', 'void *', 'intptr_t', 'intptr_t']),
  futex: declare('syscall', 'long', ['long', 'void *', 'int', 'int', 'intptr_t']),
  gettid: declare('syscall', 'long', ['long']),
  prctl: declare('prctl', 'int', ['int', 'void *']),
};

interface Machine {
  code: bigint;
  guarded: bigint;
  block: () => void;
  /** next and serving. */
  tickets: Int32Array;
  interval: BigInt64Array;
  /** The address of the page with the data. */
  data: bigint;
  call: BigInt64Array;
  callWords: Int32Array;
}

let machine: Machine | undefined | null = null;
let strands: StrandHost | undefined | null = null;
let hooks: { switched(from: number, to: number): void };
/** The thread that runs, by the number its starter gave it. */
let current = 1;
/** What new threads are to run, by their handles: the lock goes to whichever of them asks first. */
const entries = new Map<number, { id: number; run: () => void }>();
/** Handles (pthread_t) of the threads that have run all their JavaScript; `collect` joins them and keeps their stacks. */
const ended: number[] = [];
const stackOf = new Map<number, number>();
const spareStacks: number[] = [];

function build(): Machine | undefined {
  if (process.arch !== 'x64' || process.env.TAIPAN_GREEN_THREADS !== undefined) return undefined;
  const { koffi } = native()!;
  const pages = mapCode(machineCode(), 1);
  if (pages === undefined) return undefined;
  const data = pages + BigInt(PAGE);
  const memory = koffi.view(data, PAGE);
  const view = new DataView(memory);
  for (const [at, symbol] of FUNCTIONS) {
    const address = symbolAddress(symbol);
    if (address === 0n) return undefined;
    view.setBigUint64(at, address, true);
  }
  const bySlot = symbolAddress(GLOBALIZE_SLOT);
  const globalize = bySlot === 0n ? symbolAddress(GLOBALIZE_VALUE) : bySlot;
  if (globalize === 0n) return undefined;
  const newFunction = symbolAddress(newFunctionName('S5_')) || symbolAddress(newFunctionName('NS_4DataE'));
  if (newFunction === 0n) return undefined;
  view.setBigUint64(NEW_FUNCTION, newFunction, true);
  view.setBigUint64(GLOBALIZE, globalize, true);
  view.setBigUint64(BY_VALUE, bySlot === 0n ? 1n : 0n, true);
  const text = (at: number, s: string): void => {
    new TextEncoder().encodeInto(s, new Uint8Array(memory, at));
  };
  text(TEXTS, `${ENTRY}()`);
  text(TEXTS + 64, EXPORT);
  view.setBigUint64(SOURCE, data + BigInt(TEXTS), true);
  view.setBigUint64(NAME, data + BigInt(TEXTS + 64), true);
  view.setBigUint64(PENDING_AT, PENDING_HOLDER.pending === undefined ? data + BigInt(TEXTS + 128) : koffi.address(PENDING_HOLDER.pending), true);
  if (!findHandleScope(pages, view)) return undefined;
  koffi.call(pages + BigInt(SETUP), koffi.proto('int', []));
  const globals = globalThis as unknown as Record<string, unknown>;
  const block = globals[EXPORT] as () => void;
  delete globals[EXPORT];
  Object.defineProperty(globalThis, ENTRY, { value: enter, configurable: true });
  const result: Machine = {
    code: pages,
    guarded: pages + BigInt(GUARDED),
    block,
    tickets: new Int32Array(memory, 0, 2),
    interval: new BigInt64Array(memory, INTERVAL, 2),
    data,
    call: new BigInt64Array(memory, CALL, 8),
    callWords: new Int32Array(memory, CALL, 16),
  };
  result.interval[1] = 5_000_000n;
  return result;
}

/** False where V8's handle scopes cannot be opened and closed. */
function findHandleScope(code: bigint, view: DataView): boolean {
  const open = symbolAddress('_ZN2v811HandleScopeC1EPNS_7IsolateE'),
    close = symbolAddress('_ZN2v811HandleScopeD1Ev');
  if (open !== 0n && close !== 0n) {
    view.setBigUint64(HANDLE_SCOPE, open, true);
    view.setBigUint64(HANDLE_SCOPE_END, close, true);
    return true;
  }
  const escapable = symbolAddress('_ZN2v824EscapableHandleScopeBaseC2EPNS_7IsolateE'),
    deleteExtensions = symbolAddress('_ZN2v811HandleScope16DeleteExtensionsEPNS_7IsolateE');
  if (escapable === 0n || deleteExtensions === 0n) return false;
  view.setBigUint64(DELETE_EXTENSIONS, deleteExtensions, true);
  view.setBigUint64(ESCAPABLE_SCOPE, escapable, true);
  view.setBigUint64(HANDLE_SCOPE, code + BigInt(OPEN_SCOPE), true);
  view.setBigUint64(HANDLE_SCOPE_END, code + BigInt(CLOSE_SCOPE), true);
  const { koffi } = native()!;
  return koffi.call(code + BigInt(FIND_SCOPE_DATA), koffi.proto('int', [])) !== -1;
}

/** What a new thread runs. */
function enter(): void {
  const handle = Number(c.self());
  const { id, run } = entries.get(handle)!;
  entries.delete(handle);
  const before = current;
  current = id;
  gil.pinned = 0;
  gil.live = gil.threads;
  gil.ids.set(id, Number(c.gettid(SYS_GETTID)));
  hooks.switched(before, id);
  try {
    run();
  } finally {
    gil.ids.delete(id);
    gil.threads--;
    ended.push(handle);
  }
}

/** Threads in `ended` hold the lock no more when others see them there: joining one waits for its last instructions only. */
function collect(): void {
  for (let thread = ended.pop(); thread !== undefined; thread = ended.pop()) {
    c.join(thread, null);
    const stack = stackOf.get(thread)!;
    stackOf.delete(thread);
    if (spareStacks.length < SPARE_STACKS) {
      emptyStack(stack);
      spareStacks.push(stack);
    } else freeStack(stack);
  }
}

/** Calls the function in the first of eight words with the others: the machine code that gives the lock up hands on six arguments. */
const SEVEN = `
  4883ec18   sub rsp,0x18
  488b4738   mov rax,[rdi+0x38]
  48890424   mov [rsp],rax
  4c8b17     mov r10,[rdi]
  488b7710   mov rsi,[rdi+0x10]
  488b5718   mov rdx,[rdi+0x18]
  488b4f20   mov rcx,[rdi+0x20]
  4c8b4728   mov r8,[rdi+0x28]
  4c8b4f30   mov r9,[rdi+0x30]
  488b7f08   mov rdi,[rdi+0x8]
  31c0       xor eax,eax
  41ffd2     call r10
  4883c418   add rsp,0x18
  c3         ret
`;
let seven: bigint | undefined;

function callSeven(f: bigint, isLong: boolean, args: readonly unknown[]): number {
  const word = (a: unknown): bigint =>
    typeof a === 'object' && a !== null ? native()!.koffi.address(a as ArrayBufferView) : BigInt((a as number | bigint | null) ?? 0);
  if (args.length > 7) throw new RangeError('arguments');
  const words = BigInt64Array.from([f, ...args.map(word)]);
  return callUnlocked((seven ??= mapCode(assembled(SEVEN), 0)!), isLong, [words]);
}

/** Makes a call with the lock released. The arguments stay alive in `args` until it is over. */
function callUnlocked(f: bigint, isLong: boolean, args: readonly unknown[], isWait = false): number {
  if (args.length > 6) return callSeven(f, isLong, args);
  const { call, callWords, block, guarded } = machine!;
  if (isWait && current === gil.first) {
    call[0] = guarded;
    call[TARGET] = f;
  } else call[0] = f;
  for (let i = 0; i < args.length; i++) {
    const a = args[i];
    if (typeof a === 'number') {
      callWords[2 * i + 2] = a;
      callWords[2 * i + 3] = a < 0 ? -1 : Math.floor(a / 4294967296);
    } else if (typeof a === 'bigint') call[i + 1] = a;
    else call[i + 1] = a === null ? 0n : native()!.koffi.address(a as ArrayBufferView);
  }
  const me = current;
  const { pinned } = gil;
  block();
  const low = callWords[0]!;
  const result = isLong ? callWords[1]! * 4294967296 + (low >>> 0) : low;
  const error = callWords[2]!;
  // Somebody else's callback came later than ours and must end earlier.
  while (pinned !== 0 && gil.innermost !== pinned) {
    call[0] = symbolOf('usleep');
    call[1] = 500n;
    block();
  }
  gil.pinned = pinned;
  gil.live = pinned === 0 ? gil.threads : 0;
  if (current !== me) {
    const before = current;
    current = me;
    hooks.switched(before, me);
  }
  if (result === -1) native()!.koffi.errno(error);
  if (args.length > 99) throw new RangeError('arguments');
  return result;
}

/** One futex word per thread that may sleep. */
const SLOTS = 1 << 16;
let slots: Int32Array | undefined;
let slotsAt = 0n;
let futexAt = 0n;

function slotAddress(slot: number): bigint {
  if (slots === undefined) {
    slots = new Int32Array(SLOTS);
    slotsAt = native()!.koffi.address(slots);
    futexAt = symbolAddress('syscall');
  }
  return slotsAt + BigInt(4 * (slot % SLOTS));
}

export const ffiThreads: ThreadHost = {
  attach(h) {
    hooks = h;
    if (machine === null) machine = build();
    if (machine !== undefined) gil.call = callUnlocked;
    return machine !== undefined;
  },
  start(id, run) {
    collect();
    const attributes = new Uint8Array(64);
    const handle = new BigUint64Array(1);
    const stack = spareStacks.pop() ?? newStack();
    c.attrInit(attributes);
    c.attrStack(attributes, stack, STACK_SIZE);
    gil.threads++;
    if (gil.pinned === 0) gil.live = gil.threads;
    gil.used = true;
    const error = c.create(handle, attributes, machine!.code + BigInt(THREAD), 0);
    if (error === 0) {
      const thread = Number(handle[0]);
      entries.set(thread, { id, run });
      stackOf.set(thread, stack);
      return thread;
    }
    spareStacks.push(stack);
    gil.threads--;
    if (gil.pinned === 0) gil.live = gil.threads;
    throw new HostError(error, 'pthread_create');
  },
  self: () => c.self(),
  contended() {
    const { tickets } = machine!;
    return gil.pinned === 0 && tickets[0] !== tickets[1]! + 1;
  },
  yield: () => void callUnlocked(symbolOf('getppid'), false, []),
  alone: (body) => void pinning(body)(),
  park(slot, seconds) {
    const address = slotAddress(slot);
    if (slots![slot % SLOTS] === 0) {
      const limit = seconds === Infinity ? null : timespec(seconds);
      callUnlocked(futexAt, true, [SYS_FUTEX, address, FUTEX_WAIT_PRIVATE, 0, limit], true);
    }
    slots![slot % SLOTS] = 0;
  },
  wake(slot) {
    const address = slotAddress(slot);
    if (slots![slot % SLOTS] !== 0) return;
    slots![slot % SLOTS] = 1;
    c.futex(SYS_FUTEX, address, FUTEX_WAKE_PRIVATE, 1, 0);
  },
  setInterval(seconds) {
    const ns = Math.max(1000, Math.round(seconds * 1e9));
    machine!.interval[0] = BigInt(Math.floor(ns / 1e9));
    machine!.interval[1] = BigInt(ns % 1e9);
  },
  setName: (name) => void c.prctl(PR_SET_NAME, name),
  nativeId: () => Number(c.gettid(SYS_GETTID)),
  /** In a forked child only the thread that forked is left. */
  afterFork() {
    gil.first = current;
    gil.live = gil.threads = 0;
    gil.innermost = gil.pinned;
    entries.clear();
    ended.length = 0;
    stackOf.clear();
    gil.ids.clear();
    const { tickets } = machine!;
    tickets[0] = tickets[1]! + 1;
  },
  strands: () => (strands === null ? (strands = makeStrands(machine!)) : strands),
  /** From now on nobody else gets the lock. */
  close() {
    gil.live = gil.threads = 0;
  },
};

const addresses = new Map<string, bigint>();
function symbolOf(name: string): bigint {
  let address = addresses.get(name);
  if (address === undefined) addresses.set(name, (address = symbolAddress(name)));
  return address;
}

function timespec(seconds: number): BigInt64Array {
  const s = Math.max(0, Math.min(seconds, 4e9));
  const whole = Math.floor(s);
  return BigInt64Array.of(BigInt(whole), BigInt(Math.floor((s - whole) * 1e9)), 0n, 0n, 0n, 0n, 0n, 0n, 0n);
}

export { checked, errno };
