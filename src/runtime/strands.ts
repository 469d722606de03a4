// Strands: a thread's further stacks, between which it switches itself (greenlets); host/host.ts has what they are made of.
// Invariant: the frames of a strand stand at depths 1 … n of the pc stack while it runs, and in `frames` while it does not.
import { FS } from '../objects/frame.ts';
import type { HostStrand } from '../host/host.ts';
import { clearFrames, type Frames, noFrames, restoreFrames, saveFrames, strandHost } from './threads.ts';

export class Strand {
  readonly stack: HostStrand;
  /** Undefined while it runs. */
  frames: Frames | undefined;
  constructor(stack: HostStrand, frames: Frames | undefined) {
    this.stack = stack;
    this.frames = frames;
  }
}

/** The strand on which the running thread began. */
export const firstStrand = (): Strand => new Strand(strandHost()!.first(), undefined);

/** A strand that runs `body` when it is switched to, and then goes on with the one that it gives. `body` raises nothing. */
export function newStrand(body: () => Strand): Strand {
  const run = (): HostStrand => {
    strand.frames = undefined;
    restoreFrames(noFrames());
    const next = body();
    FS.sp = 0;
    return next.stack;
  };
  const strand = new Strand(strandHost()!.make(run), noFrames());
  return strand;
}

/** Leaves `from`, which runs, for `to`; returns when somebody comes back. */
export function switchStrand(from: Strand, to: Strand): void {
  from.frames = saveFrames();
  clearFrames();
  strandHost()!.swap(from.stack, to.stack);
  restoreFrames(from.frames);
  from.frames = undefined;
}

export const canSwitch = (): boolean => strandHost()!.canSwap();
