// Descriptors whose objects a program drops without closing them. There are no reference counts, so a garbage collection finds them: when
// `gc.collect()` is called, when the system has no descriptors or a disk no space left, and after so many have been opened and not closed.
import { HostError, host } from '../host/host.ts';
import { FS } from '../objects/frame.ts';
import { None } from '../objects/model/values.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { collectAll } from '../objects/ops/finalize.ts';
import { warn } from '../objects/ops/hooks.ts';
import { ResourceWarning } from '../objects/types/exceptions.ts';
import { printUnraisable } from '../runtime/unraisable.ts';
import { idleHooks } from '../runtime/threads.ts';
import { moreToLookFor } from './idle.ts';
import { onExhausted } from './hostErrors.ts';
import { canCollect, collectGarbage } from '../runtime/collection.ts';

interface Tracked {
  owner: WeakRef<object>;
  /** What the ResourceWarning says, asked while the descriptor is still open. */
  warning: (() => string) | undefined;
  /** Opened after the last look, and somebody may wait for its end: not a file. */
  isNew: boolean;
}

/** How many entries are new. */
let newOnes = 0;
/** By descriptor. The entry outlives the object: a dead reference is a forgotten descriptor. */
const open = new Map<number, Tracked>();
const LOOK_FIRST = 256,
  LOOK_LAST = 2048;
/** Descriptors between two looks, more where a program forgets most of what it opens: a collection costs as much as a thousand files. */
let lookEvery = LOOK_FIRST;
let lookAt = LOOK_FIRST;
/** V8 keeps what a WeakRef was made for until the turn ends, and a program is one turn: end it now and then. */
const TURN_EVERY = 512;
let untilTurn = TURN_EVERY;

export function trackDescriptor(fd: number, owner: object, isAwaited: boolean, warning?: () => string): void {
  untrackDescriptor(fd);
  if (isAwaited) {
    newOnes++;
    moreToLookFor();
  }
  open.set(fd, { owner: new WeakRef(owner), warning, isNew: isAwaited });
  if (--untilTurn === 0) {
    untilTurn = TURN_EVERY;
    host.script.endTurn?.();
  }
  if (open.size >= lookAt) {
    closeForgotten();
    if (open.size < lookEvery / 4) lookEvery = Math.min(lookEvery * 2, LOOK_LAST);
    lookAt = open.size + lookEvery;
  }
}

export function untrackDescriptor(fd: number): void {
  const entry = open.get(fd);
  if (entry === undefined) return;
  if (entry.isNew) newOnes--;
  open.delete(fd);
}

/** Collects garbage and closes the descriptors of objects that are gone. True if there were any. */
export function closeForgotten(): boolean {
  if (!canCollect()) return false;
  collectGarbage();
  return closeDead();
}

/** Closes the descriptors of objects that the last collection found gone. */
export function closeDead(): boolean {
  let any = false;
  for (const [fd, { owner, warning }] of open) {
    if (owner.deref() !== undefined) continue;
    untrackDescriptor(fd);
    any = true;
    if (warning !== undefined) tell(warning);
    try {
      host.files.close(fd);
    } catch (error) {
      // Closed behind our back, by os.close.
      if (!(error instanceof HostError)) throw error;
    }
  }
  return any;
}

onExhausted(closeForgotten);

/** Where warnings are errors they have nobody to go to. */
function tell(warning: () => string): void {
  const depth = FS.sp,
    handled = FS.exc;
  const text = warning();
  try {
    warn(ResourceWarning, text);
  } catch (error) {
    if (!isException(error)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    printUnraisable(error, `Exception ignored while finalizing ${text.replace(/^unclosed /, '')}`, None);
  }
}

/** A dropped connection that is still open may be what the program waits for. At most a twentieth of the time goes into looking, and half a second. */
let firstLook: number | undefined;
let spent = 0;
const MAY_SPEND = 0.5;
idleHooks.push({
  // Also when the time for it is spent: a longer wait makes up for that.
  wants: () => newOnes > 0,
  run() {
    const start = host.clock.realtime();
    firstLook ??= start;
    if (spent > MAY_SPEND + (start - firstLook) / 20) return;
    // With finalizers: a dropped stream over the connection has one, and holds it.
    if (canCollect()) collectAll();
    closeDead();
    for (const entry of open.values()) entry.isNew = false;
    newOnes = 0;
    spent += host.clock.realtime() - start;
  },
});
