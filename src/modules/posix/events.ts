// What os has of Linux alone: eventfd, timerfd, pidfd, splice, namespaces, pseudo-terminals. CPython: Modules/posixmodule.c.
import { host, HostError, type HostPath } from '../../host/host.ts';
import { addConverter } from '../../objects/declare/converters.ts';
import { fn } from '../../objects/declare/module.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyFloat, PyTuple } from '../../objects/model/values.ts';
import { asFloat, asIndex, isFloat, isInt, normalizeInt, typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { fsConvert, fsStr } from '../fsPath.ts';
import { sys } from '../hostErrors.ts';
import type { PathArg } from './args.ts';
import { cString, forkWithHooks, nativeProcess } from './native.ts';

/** hosts/node/ffi/events.ts. */
interface EventCalls {
  eventfd(value: number, flags: number): number;
  eventfdRead(fd: number): bigint;
  eventfdWrite(fd: number, value: bigint): void;
  timerfdCreate(clock: number, flags: number): number;
  timerfdSettime(fd: number, flags: number, initial: bigint, interval: bigint): [bigint, bigint];
  timerfdGettime(fd: number): [bigint, bigint];
  pidfdOpen(pid: number, flags: number): number;
  splice(from: number, to: number, count: number, fromAt: number | bigint | undefined, toAt: number | bigint | undefined, flags: number): number;
  getrandom(count: number, flags: number): Uint8Array;
  chroot(path: HostPath): void;
  initgroups(user: Uint8Array, group: number): void;
  loginTty(fd: number): void;
  ptsname(fd: number): HostPath;
  setns(fd: number, type: number): void;
  unshare(flags: number): void;
}

const EFD_CLOEXEC = 0o2000000;
const EINVAL = 22;
const SECOND = 1e9;
const LONGEST = 2n ** 63n;

function unsigned(name: string, limit: bigint) {
  return (value: PyObject): number | bigint => {
    const n = asIndex(value);
    if (n < 0) raise(ValueError, 'Cannot convert negative int');
    if (BigInt(n) >= limit) raise(OverflowError, `Python int too large for C ${name}`);
    return n;
  };
}
addConverter('c_uint', unsigned('unsigned int', 2n ** 32n));
addConverter('c_ulonglong', unsigned('unsigned long long', 2n ** 64n));

/** Seconds as nanoseconds. */
function nanoseconds(seconds: PyObject): bigint {
  const s = asFloat(seconds);
  if (Number.isNaN(s)) raise(ValueError, 'Invalid value NaN (not a number)');
  if (Math.abs(s) >= 2 ** 63 / SECOND) raise(OverflowError, 'timestamp out of range for C PyTime_t');
  const whole = Math.floor(s);
  return BigInt(whole) * BigInt(SECOND) + BigInt(Math.round((s - whole) * SECOND));
}

function countOfNs(value: PyObject): bigint {
  if (!isInt(value) && value.s_index === undefined) raise(TypeError, `'${typeName(value)}' object cannot be interpreted as an integer`);
  const n = BigInt(asIndex(value));
  if (n >= LONGEST || n < -LONGEST) raise(OverflowError, 'int too big to convert');
  return n;
}

const seconds = ([initial, interval]: [bigint, bigint]): PyObject =>
  new PyTuple([new PyFloat(Number(initial) / SECOND), new PyFloat(Number(interval) / SECOND)]);
const counts = (pair: [bigint, bigint]): PyObject => new PyTuple(pair.map(normalizeInt));

const isNumber = (v: PyObject): boolean => isFloat(v) || isInt(v) || v.s_float !== undefined || v.s_index !== undefined;
function secondsArg(value: PyObject): bigint {
  if (!isNumber(value)) raise(TypeError, `must be real number, not ${typeName(value)}`);
  return nanoseconds(value);
}

function offset(value: PyObject): number | bigint | undefined {
  if (value === None) return undefined;
  const n = asIndex(value);
  if (n >= LONGEST || n < -LONGEST) raise(OverflowError, 'Python int too large to convert to C long');
  return n;
}

/** A child whose standard streams are a new terminal: (pid, descriptor of the terminal's other end). */
function forkpty(): PyObject {
  const [parent, child] = sys(() => host.files.openpty!());
  const pid = forkWithHooks();
  if (pid === 0) {
    host.files.close(parent);
    sys(() => events().loginTty(child));
    return new PyTuple([0, -1]);
  }
  host.files.close(child);
  // Programs started from here are to find it open, as after forkpty(3).
  host.files.setInheritable!(parent, true);
  return new PyTuple([pid, parent]);
}

const events = (): EventCalls => (host.process.native as { events: EventCalls }).events;

export function eventRows(): Row[] {
  if (nativeProcess() === undefined) return [];
  const e = events();
  return [
    fn(`eventfd(initval: c_uint, flags: int = ${EFD_CLOEXEC})`, 'A descriptor that counts events.', (value, flags) =>
      sys(() => e.eventfd(Number(value), flags)),
    ),
    fn('eventfd_read(fd: fildes)', 'Reads and resets the counter.', (fd) => normalizeInt(sys(() => e.eventfdRead(fd)))),
    fn('eventfd_write(fd: fildes, value: c_ulonglong) -> None', 'Adds to the counter.', (fd, value) => sys(() => e.eventfdWrite(fd, BigInt(value)))),
    fn(`timerfd_create(clockid: int, /, *, flags: int = ${EFD_CLOEXEC})`, 'A descriptor that tells when time is over.', (clock, flags) =>
      sys(() => e.timerfdCreate(clock, flags | EFD_CLOEXEC)),
    ),
    fn('timerfd_settime(fd: fildes, /, *, flags: int = 0, initial=0.0, interval=0.0)', 'Sets the timer in seconds.', (fd, flags, initial, interval) => {
      const [first, later] = [secondsArg(initial), secondsArg(interval)];
      return seconds(sys(() => e.timerfdSettime(fd, flags, first, later)));
    }),
    fn('timerfd_settime_ns(fd: fildes, /, *, flags: int = 0, initial=0, interval=0)', 'Sets the timer in nanoseconds.', (fd, flags, initial, interval) => {
      const [first, later] = [countOfNs(initial), countOfNs(interval)];
      return counts(sys(() => e.timerfdSettime(fd, flags, first, later)));
    }),
    fn('timerfd_gettime(fd: fildes, /)', 'What is left of the timer, in seconds.', (fd) => seconds(sys(() => e.timerfdGettime(fd)))),
    fn('timerfd_gettime_ns(fd: fildes, /)', 'What is left of the timer, in nanoseconds.', (fd) => counts(sys(() => e.timerfdGettime(fd)))),
    fn('pidfd_open(pid: pid, flags: c_uint = 0)', 'A descriptor of a process.', (pid, flags) => sys(() => e.pidfdOpen(pid, Number(flags)))),
    fn(
      'splice(src: int, dst: int, count: size, offset_src=None, offset_dst=None, flags: c_uint = 0)',
      'Moves bytes between descriptors, one of which is a pipe.',
      (src, dst, count, from, to, flags) => {
        if (count < 0) raise(ValueError, "negative value for 'count' not allowed");
        const [fromAt, toAt] = [offset(from), offset(to)];
        return sys(() => e.splice(src, dst, count, fromAt, toAt, Number(flags)));
      },
    ),
    fn('getrandom(size: size, flags: int = 0)', 'Random bytes of the system.', (count, flags) => {
      if (count < 0) raiseOSError(EINVAL);
      return new PyBytes(sys(() => e.getrandom(count, flags)));
    }),
    fn('chroot(path: path) -> None', 'Changes the root folder of this process.', (arg: PathArg) => {
      sys(() => e.chroot(arg.path), arg.shown);
    }),
    fn('initgroups(username, gid: gid, /) -> None', null, (user, group) => {
      const name = cString(fsConvert(user));
      sys(() => e.initgroups(name, group));
    }),
    fn('login_tty(fd: fildes, /) -> None', 'Makes a terminal the controlling one and the standard streams.', (fd) => sys(() => e.loginTty(fd))),
    fn('ptsname(fd: fildes, /)', 'The name of the other end of a pseudo-terminal.', (fd) => fsStr(sys(() => e.ptsname(fd)))),
    fn('setns(fd: fildes, nstype: int = 0) -> None', null, (fd, type) => sys(() => e.setns(fd, type))),
    fn('unshare(flags: pid) -> None', null, (flags) => sys(() => e.unshare(flags))),
    fn('setpgrp() -> None', 'Makes this process the leader of its group.', () => {
      try {
        nativeProcess()!.call('setpgid', 0, 0);
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        raiseOSError(error.errno);
      }
    }),
    fn('forkpty()', 'A child with a terminal of its own.', forkpty),
  ];
}
