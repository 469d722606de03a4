// Clocks of Node. `Date.now` knows milliseconds only, so the wall clock is the high-resolution counter set by Date.now at its first
// use and again whenever the two drift apart (somebody changed the system's time). `performance` is not asked: loading it costs a start 4 ms.
import type { ClockHost } from '../../host/host.ts';

const RESYNC_NS = 2_000_000n;
let offset = 0n;

export const nodeClock: ClockHost = {
  realtimeNs,
  realtime: () => Number(realtimeNs()) / 1e9,
  monotonicNs: () => process.hrtime.bigint(),
  monotonic: () => Number(process.hrtime.bigint()) / 1e9,
  processNs: () => {
    const { user, system } = process.cpuUsage();
    return BigInt(user + system) * 1000n;
  },
  sleep(seconds) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
  },
  zoneName: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  offsetMinutes: (epochSeconds) => -new Date(epochSeconds * 1000).getTimezoneOffset(),
};

function realtimeNs(): bigint {
  const time = process.hrtime.bigint() + offset;
  const coarse = BigInt(Date.now()) * 1_000_000n;
  const drift = coarse - time;
  if (drift <= RESYNC_NS && drift >= -RESYNC_NS) return time;
  offset += drift;
  return coarse;
}
