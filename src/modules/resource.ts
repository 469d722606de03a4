// The resource module: limits and usage of processes. CPython: Modules/resource.c.
import { host } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyTuple } from '../objects/model/values.ts';
import { arrayFromIterable } from '../objects/ops/iter.ts';
import { asIndex } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { OSError, OverflowError, ValueError } from '../objects/types/exceptions.ts';
import { HostError } from '../host/host.ts';
import { sys } from './hostErrors.ts';
import { rusage, rusageSeq } from './posix/native.ts';

interface Limits {
  getrusage(who: number): readonly number[];
  getrlimit(which: number): [number | bigint, number | bigint];
  setrlimit(which: number, soft: bigint, hard: bigint): void;
  prlimit(pid: number, which: number, limits: [bigint, bigint] | undefined): [number | bigint, number | bigint];
  conf: { sysconf(name: number): number };
}
const native = (): Limits => host.process.native as Limits;

const LIMITS: Record<string, number> = {
  RLIMIT_CPU: 0,
  RLIMIT_FSIZE: 1,
  RLIMIT_DATA: 2,
  RLIMIT_STACK: 3,
  RLIMIT_CORE: 4,
  RLIMIT_RSS: 5,
  RLIMIT_NPROC: 6,
  RLIMIT_NOFILE: 7,
  RLIMIT_OFILE: 7,
  RLIMIT_MEMLOCK: 8,
  RLIMIT_AS: 9,
  RLIMIT_SIGPENDING: 11,
  RLIMIT_MSGQUEUE: 12,
  RLIMIT_NICE: 13,
  RLIMIT_RTPRIO: 14,
  RLIMIT_RTTIME: 15,
};
const SC_PAGESIZE = 30;
const EINVAL = 22,
  EPERM = 1;

function check(which: number): void {
  if (which < 0 || which >= 16) raise(ValueError, 'invalid resource specified');
}

/** −1 is no limit. */
function limitOf(value: PyObject): bigint {
  const n = BigInt(asIndex(value));
  if (n < -1n) raise(ValueError, 'Cannot convert negative int');
  if (n >= 2n ** 64n) raise(OverflowError, 'Python int too large to convert to C rlim_t');
  return n;
}

function pair(limits: PyObject): [bigint, bigint] {
  const items = arrayFromIterable(limits);
  if (items.length !== 2) raise(ValueError, 'expected a tuple of 2 integers');
  return [limitOf(items[0]!), limitOf(items[1]!)];
}

function setrlimit(which: number, limits: PyObject): PyObject {
  check(which);
  const [soft, hard] = pair(limits);
  try {
    native().setrlimit(which, soft, hard);
  } catch (error) {
    if (error instanceof HostError && error.errno === EINVAL) raise(ValueError, 'current limit exceeds maximum limit');
    if (error instanceof HostError && error.errno === EPERM) raise(ValueError, 'not allowed to raise maximum limit');
    return sys(() => {
      throw error;
    });
  }
  return None;
}

export default defineModule({
  name: 'resource',
  doc: 'Limits and usage of processes.',
  functions: [
    fn('getrusage(who: int, /)', 'What a process used.', (who) => {
      if (who !== 0 && who !== -1 && who !== 1) raise(ValueError, 'invalid who parameter');
      return rusage(sys(() => native().getrusage(who)));
    }),
    fn('getrlimit(resource: int, /)', 'The soft and the hard limit.', (which) => {
      check(which);
      return new PyTuple(sys(() => native().getrlimit(which)));
    }),
    fn('setrlimit(resource: int, limits, /)', 'Sets the soft and the hard limit.', setrlimit),
    fn('prlimit(pid: int, resource: int, limits = ?, /)', 'Limits of another process.', (pid, which, limits) => {
      check(which);
      return new PyTuple(sys(() => native().prlimit(pid, which, limits === undefined || limits === None ? undefined : pair(limits))));
    }),
    fn('getpagesize()', null, () => native().conf.sysconf(SC_PAGESIZE)),
  ],
  constants: () => ({
    ...LIMITS,
    RUSAGE_SELF: 0,
    RUSAGE_CHILDREN: -1,
    RUSAGE_THREAD: 1,
    RLIM_INFINITY: -1,
    struct_rusage: rusageSeq.type,
    error: OSError,
  }),
});
