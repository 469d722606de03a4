// The choice stack of the matching machine, and the hook that lets a long match be interrupted.
// One stack is kept for the next match; a match that runs inside another one (through the hook) makes its own.

const SMALL = 3 * 1024;
/** A stack that grew beyond this is not kept. */
const KEEP = 3 << 20;
/** Int32Array elements; two gigabytes. */
const LARGEST = 1 << 29;

/** Raised as MemoryError. */
export class StackTooLarge extends Error {}

/** `poll` runs every few thousand failures of a match; it may throw to abandon it (KeyboardInterrupt). */
export const interrupts = { poll(): void {} };

let spare: Int32Array | undefined;

export function takeStack(): Int32Array {
  const stack = spare ?? new Int32Array(SMALL);
  spare = undefined;
  return stack;
}

export function giveStack(stack: Int32Array): void {
  if (stack.length <= KEEP) spare = stack;
}

export function growStack(stack: Int32Array): Int32Array {
  if (stack.length * 2 > LARGEST) throw new StackTooLarge();
  let grown: Int32Array;
  try {
    grown = new Int32Array(stack.length * 2);
  } catch {
    throw new StackTooLarge();
  }
  grown.set(stack);
  return grown;
}
