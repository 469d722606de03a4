// Clocks and sleeping by direct calls: CLOCK_REALTIME with nanoseconds, CPU clocks, a sleep that a signal ends.
import type { ClockHost } from '../../../host/host.ts';
import { nodeClock } from '../clock.ts';
import { checked, declare, declareBlocking, systemNumber } from './native.ts';

const clockGettime = declare('clock_gettime', 'int', ['int', 'void *']);
const clockGetres = declare('clock_getres', 'int', ['int', 'void *']);
const clockSettime = declare('clock_settime', 'int', ['int', 'void *']);
const nanosleep = declareBlocking('clock_nanosleep', 'int', ['int', 'int', 'void *', 'void *'], true);

const REALTIME = 0,
  MONOTONIC = 1,
  PROCESS = 2,
  THREAD = 3;
const spec = new BigInt64Array(2);
const words = new Int32Array(spec.buffer);

/** fast: without bigints, which cost more than asking the clock. The result is in seconds. */
function read(clock: number): number {
  clockGettime(clock, spec);
  // Seconds fit 32 unsigned bits until 2106; the high word covers what comes then.
  return ((words[0]! >>> 0) * 1e9 + words[1]! * 4294967296e9 + words[2]!) / 1e9;
}

function readNs(clock: number): bigint {
  checked(clockGettime(clock, spec), 'clock_gettime');
  return spec[0]! * 1_000_000_000n + spec[1]!;
}

export const ffiClock: ClockHost = {
  ...nodeClock,
  realtimeNs: () => readNs(REALTIME),
  realtime: () => read(REALTIME),
  monotonicNs: () => readNs(MONOTONIC),
  monotonic: () => read(MONOTONIC),
  processNs: () => readNs(PROCESS),
  threadNs: () => readNs(THREAD),
  getClockNs: readNs,
  getClockResolutionNs(clock) {
    checked(clockGetres(clock, spec), 'clock_getres');
    return spec[0]! * 1_000_000_000n + spec[1]!;
  },
  setClockNs(clock, time) {
    const rest = ((time % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    spec[0] = (time - rest) / 1_000_000_000n;
    spec[1] = rest;
    checked(clockSettime(clock, spec), 'clock_settime');
  },
  // What the C library makes of a thread's number.
  threadClock: (thread) => (~systemNumber(thread, 'pthread_getcpuclockid') << 3) | 6,
  sleep(seconds) {
    const whole = Math.floor(seconds);
    nanosleep(MONOTONIC, 0, BigInt64Array.of(BigInt(whole), BigInt(Math.floor((seconds - whole) * 1e9))), null);
  },
};
