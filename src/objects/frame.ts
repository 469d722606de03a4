// HOT. The pc stack: which statement every active Python frame is at. Bench: fib, richards.
// - `L[d]` is the program-wide pc id of the frame at depth d; frames live at 1 … FS.sp.
// - Nothing is allocated or caught when a call returns; what lies above a handler's depth when an exception
//   arrives is the traceback (docs/internals.md section 5).
import { LIM_AT } from '../util/pending.ts';
import type { PyBaseException } from './model/values.ts';

/**
 * Element 0 is non-zero when signals or a thread switch wait; element n counts arrivals of signal n; element SIGNALLED (util/pending.ts) is non-zero
 * when signals wait. An array, because signal handlers in machine code write here (hosts/node/ffi), and one of a size that V8 keeps in a fixed place.
 */
export const PENDING = new Int32Array(128);

/**
 * Element 0 is the depth at which a call enters `rec` (runtime/frames.ts): the first beyond the recursion limit. Who sets PENDING[0] from outside makes
 * it 0, so that a recursion without a loop notices too.
 */
export const LIM = PENDING.subarray(LIM_AT, LIM_AT + 1);

/** The recursion limit that Python sees, and the first depth that is too deep, which LIM[0] is most of the time. */
export const recursion = { limit: 1000, first: 1001 };
LIM[0] = recursion.first;

/** A class, not a literal: V8 keeps literals with accessors in dictionary mode, which makes every call ten times slower. */
class FrameState {
  sp = 0;
  /** The exception being handled (`sys.exception()`), undefined outside handlers. */
  exc: PyBaseException | undefined = undefined;
  /** In a generator: what its callers handle. Its own `exc` is kept apart, so that it knows what to keep while it is suspended. */
  outer: PyBaseException | undefined = undefined;
  /** The depth at which a special method runs whose caller takes undefined for an exception (`ops/softCalls.ts`). */
  soft = 0;
  /** Non-zero when signals or a thread switch wait; tested at loop back edges. */
  get pending(): number {
    return PENDING[0]!;
  }
  set pending(value: number) {
    PENDING[0] = value;
  }
}

export const FS = new FrameState();

/** `sys.exception()`: the innermost exception being handled. */
export const handledException = (): PyBaseException | undefined => FS.exc ?? FS.outer;

const CAPACITY = 1 << 20;

/** pc ids by depth. */
export const L = new Int32Array(CAPACITY);

/** Frame-locals hooks by depth: an accessor for functions that asked for one, the namespace of class and exec bodies. */
export const FL: unknown[] = new Array(4096).fill(undefined);

/**
 * By depth: the generators that run, but for the state machines that emitted code resumes by itself (`generatorAt` finds those that
 * another one drives). Emptied where they return, so that no entry keeps one alive. Depths from GENERATOR_DEPTHS on are not kept:
 * an array with a hole would become a hash table.
 */
export const GENERATOR_DEPTHS = 4096;
export const FG: unknown[] = new Array(GENERATOR_DEPTHS).fill(undefined);

export interface LocalsHook {
  get(): [string[], unknown[]];
  set(name: string, value: unknown): void;
}
