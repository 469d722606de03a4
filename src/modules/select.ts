// The select module: select (over poll), poll and epoll. CPython: Modules/selectmodule.c.
import { host } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, getset, make, method, staticMethod } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { None, PyList, PyTuple } from '../objects/model/values.ts';
import { arrayFromIterable } from '../objects/ops/iter.ts';
import { asFloat, asIndex, isFloat, isInt } from '../objects/ops/number.ts';
import { isList } from '../objects/types/list.ts';
import { newException, raise, throwException } from '../objects/ops/raise.ts';
import { KeyError, OSError, OverflowError, RuntimeError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { raiseOSError } from '../objects/types/oserror.ts';
import { converters } from '../objects/declare/converters.ts';
import { sys } from './hostErrors.ts';
import { ioCalls, waitFor } from './nativeIo.ts';

const POLLIN = 1,
  POLLPRI = 2,
  POLLOUT = 4,
  POLLERR = 8,
  POLLHUP = 16,
  POLLNVAL = 32;
const FD_SETSIZE = 1024;
/** So many are looked through faster than asked for by number. */
const FEW = 16;
const ENOENT = 2,
  EBADF = 9;

/** A descriptor: an int or an object with fileno(). */
function descriptor(value: PyObject): number {
  return converters.fildes!(value, undefined as never, 0) as number;
}

/** Seconds of a timeout; undefined for None. */
function timeoutOf(value: PyObject, kind = 'a float'): number | undefined {
  if (value === None) return undefined;
  if (!isFloat(value) && !isInt(value) && value.s_index === undefined) raise(TypeError, `timeout must be ${kind} or None`);
  const seconds = asFloat(value);
  if (Number.isNaN(seconds)) raise(ValueError, 'Invalid value NaN (not a number)');
  if (Math.abs(seconds) > 9.2e9) raise(OverflowError, 'timestamp out of range for C PyTime_t');
  return seconds;
}

// --- select -------------------------------------------------------------------------------------------------------------

interface Watched {
  objects: PyObject[];
  /** Of each object its place among the descriptors that are polled: one that is in several lists is there once. */
  places: number[];
}

/** What is polled for a call of select: descriptors and their events. */
class Request {
  readonly fds: number[] = [];
  readonly events: number[] = [];

  add(list: PyObject, event: number): Watched {
    if (list.s_iter === undefined && list.s_getitem === undefined) raise(TypeError, 'arguments 1-3 must be sequences');
    // `fileno` may change the list meanwhile: it is read item by item.
    const items = isList(list) ? list.la : arrayFromIterable(list);
    const objects: PyObject[] = [];
    const places: number[] = [];
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      const fd = descriptor(item);
      if (fd >= FD_SETSIZE) raise(ValueError, 'filedescriptor out of range in select()');
      objects.push(item);
      places.push(this.#place(fd, event));
    }
    return { objects, places };
  }

  #place(fd: number, event: number): number {
    const { fds, events } = this;
    const known = fds.length <= FEW ? fds.indexOf(fd) : (this.#index().get(fd) ?? -1);
    if (known >= 0) {
      events[known]! |= event;
      return known;
    }
    this.#byNumber?.set(fd, fds.length);
    events.push(event);
    return fds.push(fd) - 1;
  }

  #byNumber: Map<number, number> | undefined;
  #index(): Map<number, number> {
    return (this.#byNumber ??= new Map(this.fds.map((fd, i) => [fd, i])));
  }
}

function select(rlist: PyObject, wlist: PyObject, xlist: PyObject, timeout: PyObject): PyObject {
  const seconds = timeoutOf(timeout);
  if (seconds !== undefined && seconds < 0) raise(ValueError, 'timeout must be non-negative');
  const request = new Request();
  const readers = request.add(rlist, POLLIN),
    writers = request.add(wlist, POLLOUT),
    others = request.add(xlist, POLLPRI);
  const found = pollOnce(request.fds, request.events, seconds);
  if (found?.some((events) => (events & POLLNVAL) !== 0)) raiseOSError(EBADF);
  return new PyTuple([ready(readers, found, POLLIN | POLLHUP | POLLERR), ready(writers, found, POLLOUT | POLLERR), ready(others, found, POLLPRI)]);
}

function ready({ objects, places }: Watched, found: readonly number[] | undefined, events: number): PyObject {
  return new PyList(found === undefined ? [] : objects.filter((_, i) => (found[places[i]!]! & events) !== 0));
}

/** The events of each descriptor, 0 for none; undefined if the time was over first. */
function pollOnce(fds: readonly number[], events: readonly number[], seconds: number | undefined): number[] | undefined {
  const found: number[] = [];
  const count = waitFor(seconds, (milliseconds) => ioCalls().poll(fds, events, found, milliseconds) || undefined);
  return count === undefined ? undefined : found;
}

// --- poll ---------------------------------------------------------------------------------------------------------------

class PyPoll extends PyBase {
  watch = new Map<number, number>();
  running = false;
}

function pollPoll(self: PyPoll, timeout: PyObject): PyObject {
  let seconds: number | undefined;
  if (timeout !== None) {
    if (!isFloat(timeout) && !isInt(timeout) && timeout.s_index === undefined) raise(TypeError, 'timeout must be an integer or None');
    const exact = asFloat(timeout);
    const milliseconds = exact < 0 ? Math.floor(exact) : Math.ceil(exact);
    if (Math.abs(milliseconds) > 9.2e15) raise(OverflowError, 'timestamp out of range for C PyTime_t');
    if (milliseconds > 0x7fffffff || milliseconds < -0x80000000) raise(OverflowError, 'timeout is too large');
    seconds = milliseconds < 0 ? undefined : milliseconds / 1000;
  }
  if (self.running) raise(RuntimeError, 'concurrent poll() invocation');
  self.running = true;
  try {
    const fds = [...self.watch.keys()];
    const found = pollOnce(fds, [...self.watch.values()], seconds);
    const list: PyObject[] = [];
    if (found !== undefined) for (let i = 0; i < fds.length; i++) if (found[i] !== 0) list.push(new PyTuple([fds[i]!, found[i]!]));
    return new PyList(list);
  } finally {
    self.running = false;
  }
}

const eventMask = (value: PyObject): number => {
  const n = asIndex(value);
  if (n < 0) raise(ValueError, 'Cannot convert negative int');
  if (n > 0xffff) raise(OverflowError, 'Python int too large for C unsigned short');
  return Number(n);
};

defineType(PyPoll, {
  name: 'poll',
  module: 'select',
  flags: ['NO_NEW'],
  methods: [
    method('register(self, fd, eventmask = 7, /) -> None', 'Adds a descriptor.', (self, fd, mask) => self.watch.set(descriptor(fd), eventMask(mask))),
    method('modify(self, fd, eventmask, /) -> None', 'Changes what is waited for.', (self: PyPoll, fd, mask) => {
      const n = descriptor(fd);
      if (!self.watch.has(n)) raiseOSError(ENOENT);
      self.watch.set(n, eventMask(mask));
    }),
    method('unregister(self, fd, /) -> None', 'Removes a descriptor.', (self: PyPoll, fd) => {
      const n = descriptor(fd);
      if (!self.watch.delete(n)) throwException(newException(KeyError, n));
    }),
    method('poll(self, timeout=None, /)', 'Waits for events.', pollPoll),
  ],
});

// --- epoll --------------------------------------------------------------------------------------------------------------

const EPOLL_CLOEXEC = 0o2000000;
const ADD = 1,
  DELETE = 2,
  MODIFY = 3;
const EPOLLIN = 1,
  EPOLLPRI = 2,
  EPOLLOUT = 4;

class PyEpoll extends PyBase {
  fd = -1;
}

function openEpoll(self: PyEpoll): number {
  if (self.fd < 0) raise(ValueError, 'I/O operation on closed epoll object');
  return self.fd;
}

function newEpoll(cls: PyType, sizehint: number, flags: number): PyObject {
  if (sizehint === -1 ? false : sizehint <= 0) raise(ValueError, 'negative sizehint');
  if (flags !== 0 && flags !== EPOLL_CLOEXEC) raise(OSError, 'invalid flags');
  const self = new (cls.ctor as new () => PyEpoll)();
  self.fd = sys(() => ioCalls().epollCreate(EPOLL_CLOEXEC));
  return self;
}

function epollPoll(self: PyEpoll, timeout: PyObject, maxevents: number): PyObject {
  const fd = openEpoll(self);
  let seconds = timeoutOf(timeout, 'an integer');
  if (seconds !== undefined && seconds < 0) seconds = undefined;
  if (maxevents !== -1 && maxevents < 1) raise(ValueError, `maxevents must be greater than 0, got ${maxevents}`);
  const max = maxevents === -1 ? FD_SETSIZE - 1 : maxevents;
  const found = waitFor(seconds, (milliseconds) => {
    const events = ioCalls().epollWait(fd, max, milliseconds);
    return events.length > 0 ? events : undefined;
  });
  const list: PyObject[] = [];
  if (found !== undefined) for (let i = 0; i < found.length; i += 2) list.push(new PyTuple([found[i]!, found[i + 1]!]));
  return new PyList(list);
}

function closeEpoll(self: PyEpoll): void {
  const { fd } = self;
  self.fd = -1;
  if (fd >= 0) sys(() => host.files.close(fd));
}

const control =
  (operation: number) =>
  (self: PyEpoll, fd: PyObject, events: number | bigint): void => {
    const epoll = openEpoll(self);
    const n = descriptor(fd);
    sys(() => ioCalls().epollCtl(epoll, operation, n, Number(BigInt.asUintN(32, BigInt(events)))));
  };

const epollType = defineType(PyEpoll, {
  name: 'epoll',
  module: 'select',
  doc: 'A set of descriptors that the kernel watches.',
  make: make('epoll(sizehint: int = -1, flags: int = 0)', newEpoll),
  methods: [
    staticMethod('fromfd(fd: int, /)', null, (fd: number) => {
      const self = new PyEpoll();
      self.fd = fd;
      return self;
    }),
    method('close(self, /) -> None', 'Closes it.', closeEpoll),
    method('fileno(self, /)', 'Its own descriptor.', openEpoll),
    method('register(self, fd, eventmask: index = 7) -> None', 'Adds a descriptor.', control(ADD)),
    method('modify(self, fd, eventmask: index) -> None', 'Changes what is waited for.', control(MODIFY)),
    method('unregister(self, fd) -> None', 'Removes a descriptor.', (self, fd) => control(DELETE)(self, fd, 0)),
    method('poll(self, timeout=None, maxevents: int = -1)', 'Waits for events.', epollPoll),
    method('__enter__(self, /)', null, (self) => {
      openEpoll(self);
      return self;
    }),
    method('__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /) -> None', null, closeEpoll),
  ],
  getset: [getset('closed', null, (self: PyEpoll) => self.fd < 0)],
});

export default defineModule({
  name: 'select',
  doc: 'Waiting for descriptors.',
  functions: [
    fn('select(rlist, wlist, xlist, timeout=None, /)', 'Waits until one of the descriptors is ready.', select),
    fn('poll()', 'A new poll object.', () => new PyPoll()),
  ],
  types: [epollType],
  constants: () => ({
    error: OSError,
    PIPE_BUF: 4096,
    POLLIN,
    POLLPRI,
    POLLOUT,
    POLLERR,
    POLLHUP,
    POLLNVAL,
    POLLRDNORM: 64,
    POLLRDBAND: 128,
    POLLWRNORM: 256,
    POLLWRBAND: 512,
    POLLMSG: 1024,
    POLLRDHUP: 8192,
    EPOLLIN,
    EPOLLPRI,
    EPOLLOUT,
    EPOLLERR: 8,
    EPOLLHUP: 16,
    EPOLLRDHUP: 8192,
    EPOLLET: 0x80000000,
    EPOLLONESHOT: 0x40000000,
    EPOLLEXCLUSIVE: 0x10000000,
    EPOLLWAKEUP: 0x20000000,
    EPOLLRDNORM: 64,
    EPOLLRDBAND: 128,
    EPOLLWRNORM: 256,
    EPOLLWRBAND: 512,
    EPOLLMSG: 1024,
    EPOLL_CLOEXEC,
  }),
});
