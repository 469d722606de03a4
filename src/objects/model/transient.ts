// Ids of places in code that may be dropped again: what `exec`, `eval` and `compile` make. Who keeps such an id beyond the life of the code that
// put it on the pc stack, a traceback or a frame object, holds the code too (runtime/pcRanges.ts).

/** From here on ids are such. */
export const TRANSIENT = 0x40000000;

/** Given by the runtime: the owner of such an id, alive as long as somebody has it. */
export const transientHooks: { ownerOf: (pc: number) => object | undefined } = { ownerOf: () => undefined };

export const holdCode = (pc: number): object | undefined => (pc < TRANSIENT ? undefined : transientHooks.ownerOf(pc));
