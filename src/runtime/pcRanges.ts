// The program-wide numbering of pc ids: which unit, over which globals, an id belongs to.
// - *Lasting* ids, of modules and the program, are given once.
// - *Transient* ids (TRANSIENT and above) belong to what `exec`, `eval` and `compile` made. Their owners are held weakly and their ids given again
//   once the owner is gone: emitted code that can still run leads to it by its `U`, tracebacks and frames hold it (model/transient.ts).
import { TRANSIENT, transientHooks } from '../objects/model/transient.ts';
import { host } from '../host/host.ts';

export interface Owner {
  /** First id of the range. */
  base: number;
}

/** First ids, ascending, and owners. Id 0 means "nowhere". */
const lasting: { bases: number[]; owners: (Owner | undefined)[]; next: number } = { bases: [0], owners: [undefined], next: 1 };
const transient: { bases: number[]; ends: number[]; owners: WeakRef<Owner>[]; next: number } = { bases: [], ends: [], owners: [], next: TRANSIENT };
/** Ids stay small integers to V8. */
const END = 0x7ff00000;

/** V8 keeps what a WeakRef was made for until the turn ends, and a program is one turn: end it now and then. */
const TURN_EVERY = 256;
let untilTurn = TURN_EVERY;
const SWEEP_FIRST = 1024;
let sweepAt = SWEEP_FIRST;

/** Gives `owner` that many ids. */
export function claimLasting(owner: Owner, count: number): void {
  owner.base = lasting.next;
  lasting.next += Math.max(1, count);
  lasting.bases.push(owner.base);
  lasting.owners.push(owner);
}

export function claimTransient(owner: Owner, count: number): void {
  if (transient.bases.length >= sweepAt) sweep();
  if (--untilTurn === 0) {
    untilTurn = TURN_EVERY;
    host.script.endTurn?.();
  }
  const size = Math.max(1, count);
  if (transient.next + size > END) {
    sweep();
    transient.next = TRANSIENT;
  }
  const { bases, ends, owners } = transient;
  // The first gap that is large enough; at the end of the list unless ids have been used up once.
  let base = transient.next;
  let at = bases.length === 0 || ends[ends.length - 1]! <= base ? bases.length : indexOf(bases, base);
  if (at < bases.length && ends[at]! <= base) at++;
  for (; at < bases.length && bases[at]! < base + size; at++) base = Math.max(base, ends[at]!);
  transient.next = base + size;
  bases.splice(at, 0, base);
  ends.splice(at, 0, base + size);
  owners.splice(at, 0, new WeakRef(owner));
  owner.base = base;
}

/** Forgets the ranges whose owners are gone. */
function sweep(): void {
  const { bases, ends, owners } = transient;
  let kept = 0;
  for (let i = 0; i < owners.length; i++) {
    if (owners[i]!.deref() === undefined) continue;
    bases[kept] = bases[i]!;
    ends[kept] = ends[i]!;
    owners[kept++] = owners[i]!;
  }
  bases.length = ends.length = owners.length = kept;
  sweepAt = kept * 2 + SWEEP_FIRST;
  untilTurn = 1;
}

/** The last index whose base is not above `pc`, 0 if there is none. */
function indexOf(bases: readonly number[], pc: number): number {
  let low = 0,
    high = bases.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bases[middle]! <= pc) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function ownerOf(pc: number): Owner | undefined {
  if (pc < TRANSIENT) return lasting.owners[indexOf(lasting.bases, pc)];
  return transient.owners[indexOf(transient.bases, pc)]?.deref();
}
transientHooks.ownerOf = ownerOf;
