// Layout of the array by which a host tells running code that something waits (host/host.ts, SignalHost.attach; objects/frame.ts).
// Element 0 is non-zero when signals or a thread switch wait, element n counts arrivals of signal n.

/** Non-zero when signals wait for their handlers. */
export const SIGNALLED = 127;
/** Non-zero when the heap has reached its limit: MemoryError is raised. */
export const OUT_OF_MEMORY = 125;
/** Not zero while code runs that the program has not asked for now: signals wait, for handlers that raise must do so in the program's own code. */
export const signalHold = { depth: 0 };
/** The depth at which calls look: 0 is written here together with element 0 by who is outside of running code. */
export const LIM_AT = 126;
