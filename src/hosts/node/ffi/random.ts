// Random bytes from the system itself: a tenth of what Node's way through OpenSSL costs, and node:crypto need not be loaded.
import { declare, errno, native } from './native.ts';

const getrandom = declare('getrandom', 'long', ['void *', 'size_t', 'uint']);
/** The system gives so many at once, whatever signals come. */
const WHOLE = 256;
const EINTR = 4;
const few = new Uint8Array(WHOLE);

/** Fills `into`; false where the system cannot. */
export function systemRandom(into: Uint8Array): boolean {
  if (native() === undefined) return false;
  if (into.length <= WHOLE) {
    if (getrandom(few, into.length, 0) !== into.length) return false;
    into.set(into.length === WHOLE ? few : few.subarray(0, into.length));
    few.fill(0);
    return true;
  }
  for (let at = 0; at < into.length; ) {
    const count = getrandom(into.subarray(at), into.length - at, 0);
    // A signal may come first.
    if (count > 0) at += count;
    else if (errno() !== EINTR) return false;
  }
  return true;
}
