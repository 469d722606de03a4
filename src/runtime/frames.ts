// HOT. Entering, catching and raising: the runtime half of the pc stack (docs/internals.md section 5). Bench: exceptions.
import { OUT_OF_MEMORY } from '../util/pending.ts';
import { FL, FS, L, LIM, PENDING, recursion } from '../objects/frame.ts';
import { PyTraceback, type PyBaseException } from '../objects/model/values.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { RecursionError, SystemError } from '../objects/types/exceptions.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { newException, raise, raiseWith } from '../objects/ops/raise.ts';
import { frameHooks } from '../objects/types/frame.ts';
import { generatorAt } from '../objects/types/generator.ts';

/** Frames that a handler re-raises from get no second traceback entry: their slot in L is this mark. */
const REPEATED = 0;

/** First thing in every catch block: the Python exception behind what JavaScript caught, with traceback entries for the frames that ended. */
export function caught(e: unknown, sp: number): PyBaseException {
  const exc = isException(e) ? e : foreign(e);
  let { tb } = exc;
  for (let d = FS.sp; d >= sp; d--) {
    const pc = L[d]!;
    if (pc !== REPEATED) tb = new PyTraceback(pc, tb, FL[d], d);
    const hook = FL[d] as { frame?: { pc: number } } | undefined;
    if (hook === undefined) continue;
    if (hook.frame !== undefined && pc !== REPEATED) hook.frame.pc = pc;
    if (d > sp) FL[d] = undefined;
  }
  exc.tb = tb;
  FS.sp = sp;
  return exc;
}

/** What to throw so that `e` goes on without a new entry for this frame. */
export function reraise(e: PyBaseException, sp: number): PyBaseException {
  FS.sp = sp;
  L[sp] = REPEATED;
  return e;
}

/** A JS error that is no Python exception: stack overflow is RecursionError, anything else is a bug of ours. */
function foreign(e: unknown): PyBaseException {
  if (e instanceof RangeError && e.message.includes('call stack')) {
    return newException(RecursionError, 'maximum recursion depth exceeded');
  }
  if (
    e instanceof RangeError &&
    /Invalid (array|string|typed array) length|Maximum BigInt size|Array buffer allocation|maximum size exceeded/.test(e.message)
  ) {
    return newException(MemoryErrorType());
  }
  const text = e instanceof Error ? (e.stack ?? String(e)) : String(e);
  return newException(SystemError, strFromJs(`internal error: ${text}`));
}
import { MemoryError } from '../objects/types/exceptions.ts';
function MemoryErrorType(): typeof MemoryError {
  return MemoryError;
}

/** FS.sp reached LIM[0]. */
export function rec(pc: number): void {
  const { sp } = FS;
  LIM[0] = recursion.first;
  if (sp < recursion.first) {
    if (PENDING[0] !== 0) tick(pc);
    return;
  }
  L[sp] = pc;
  FS.sp = sp - 1;
  raise(RecursionError, 'maximum recursion depth exceeded');
}

/** `rec` where a generator goes on: it is not marked as running yet, so that others may not run here. The next call or loop lets them. */
export function recStep(pc: number): void {
  if (FS.sp >= recursion.first) rec(pc);
}

/** What ticks run: signal handlers, thread switches. */
export const tickHooks: (() => void)[] = [];

/** While `depth` is above zero ticks do nothing; `missed` tells that there was one. */
const held = { depth: 0, missed: false };

/** Runs `body` with signal handlers and the other threads' wishes kept for later: an exception of a handler would be lost in it. */
export function withoutTicks<T>(body: () => T): T {
  held.depth++;
  try {
    return body();
  } finally {
    if (--held.depth === 0 && held.missed) {
      held.missed = false;
      LIM[0] = 0;
      FS.pending = 1;
    }
  }
}

/** PENDING[0] was set: at a loop back edge, or where a function begins. */
export function tick(pc: number): void {
  FS.pending = 0;
  if (held.depth > 0) {
    held.missed = true;
    return;
  }
  L[FS.sp] = pc;
  for (const hook of tickHooks) hook();
}

function raiseMemoryError(): void {
  if (PENDING[OUT_OF_MEMORY] === 0) return;
  PENDING[OUT_OF_MEMORY] = 0;
  raiseWith(MemoryErrorType());
}

export function installFrames(): void {
  tickHooks.push(raiseMemoryError);
  frameHooks.rec = rec;
  frameHooks.caught = caught;
  frameHooks.generatorAt = generatorAt;
}
