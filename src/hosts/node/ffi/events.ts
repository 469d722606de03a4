// Descriptors that stand for events (eventfd, timerfd, pidfd), splice, namespaces, pseudo-terminals: Linux's own calls of `os`.
// Answers to: Modules/posixmodule.c.
import { type HostPath, HostError } from '../../../host/host.ts';
import { checked, cPath, declare, declareBlocking, errno, pathFrom, terminated, upToNull } from './native.ts';

const SYS_PIDFD_OPEN = 434;
const SECOND = 1_000_000_000n;

const c = {
  eventfd: declare('eventfd', 'int', ['uint', 'int']),
  eventfdRead: declareBlocking('eventfd_read', 'int', ['int', 'void *']),
  eventfdWrite: declareBlocking('eventfd_write', 'int', ['int', 'uint64_t']),
  timerfdCreate: declare('timerfd_create', 'int', ['int', 'int']),
  timerfdSettime: declare('timerfd_settime', 'int', ['int', 'int', 'void *', 'void *']),
  timerfdGettime: declare('timerfd_gettime', 'int', ['int', 'void *']),
  pidfdOpen: declare('syscall', 'long', ['long', 'int', 'uint']),
  splice: declareBlocking('splice', 'long', ['int', 'void *', 'int', 'void *', 'size_t', 'uint']),
  getrandom: declareBlocking('getrandom', 'long', ['void *', 'size_t', 'uint']),
  chroot: declare('chroot', 'int', ['void *']),
  initgroups: declare('initgroups', 'int', ['void *', 'uint']),
  loginTty: declare('login_tty', 'int', ['int']),
  ptsname: declare('ptsname_r', 'int', ['int', 'void *', 'size_t']),
  setns: declare('setns', 'int', ['int', 'int']),
  unshare: declare('unshare', 'int', ['int']),
};

const timespecs = (interval: bigint, initial: bigint): BigInt64Array => BigInt64Array.of(...split(interval), ...split(initial));

/** Seconds and the nanoseconds within them, which are never negative. */
function split(ns: bigint): [bigint, bigint] {
  const rest = ((ns % SECOND) + SECOND) % SECOND;
  return [(ns - rest) / SECOND, rest];
}

const fromTimespecs = (t: BigInt64Array): [bigint, bigint] => [t[2]! * SECOND + t[3]!, t[0]! * SECOND + t[1]!];
const offset = (n: number | bigint | undefined): BigInt64Array | null => (n === undefined ? null : BigInt64Array.of(BigInt(n)));

export const eventNative = {
  eventfd: (value: number, flags: number): number => checked(c.eventfd(value, flags), 'eventfd'),
  eventfdRead(fd: number): bigint {
    const value = new BigUint64Array(1);
    checked(c.eventfdRead(fd, value), 'eventfd_read');
    return value[0]!;
  },
  eventfdWrite: (fd: number, value: bigint): void => void checked(c.eventfdWrite(fd, value), 'eventfd_write'),
  timerfdCreate: (clock: number, flags: number): number => checked(c.timerfdCreate(clock, flags), 'timerfd_create'),
  /** Nanoseconds to the first and between later expirations; gives the old ones. */
  timerfdSettime(fd: number, flags: number, initial: bigint, interval: bigint): [initial: bigint, interval: bigint] {
    const old = new BigInt64Array(4);
    checked(c.timerfdSettime(fd, flags, timespecs(interval, initial), old), 'timerfd_settime');
    return fromTimespecs(old);
  },
  timerfdGettime(fd: number): [initial: bigint, interval: bigint] {
    const value = new BigInt64Array(4);
    checked(c.timerfdGettime(fd, value), 'timerfd_gettime');
    return fromTimespecs(value);
  },
  pidfdOpen: (pid: number, flags: number): number => Number(checked(Number(c.pidfdOpen(SYS_PIDFD_OPEN, pid, flags)), 'pidfd_open')),
  splice: (from: number, to: number, count: number, fromAt: number | bigint | undefined, toAt: number | bigint | undefined, flags: number): number =>
    checked(Number(c.splice(from, offset(fromAt), to, offset(toAt), count, flags)), 'splice'),
  getrandom(count: number, flags: number): Uint8Array {
    const data = new Uint8Array(count);
    const got = checked(Number(c.getrandom(data, count, flags)), 'getrandom');
    return got === count ? data : data.slice(0, got);
  },
  chroot: (path: HostPath): void => void checked(c.chroot(cPath(path)), 'chroot', path),
  initgroups: (user: Uint8Array, group: number): void => void checked(c.initgroups(terminated(user), group >>> 0), 'initgroups'),
  loginTty: (fd: number): void => void checked(c.loginTty(fd), 'login_tty'),
  ptsname(fd: number): HostPath {
    const buffer = new Uint8Array(256);
    const error = c.ptsname(fd, buffer, buffer.length);
    if (error !== 0) throw new HostError(error > 0 ? error : errno(), 'ptsname');
    return pathFrom(upToNull(buffer));
  },
  setns: (fd: number, type: number): void => void checked(c.setns(fd, type), 'setns'),
  unshare: (flags: number): void => void checked(c.unshare(flags), 'unshare'),
};

export type EventNative = typeof eventNative;
