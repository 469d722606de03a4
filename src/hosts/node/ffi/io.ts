// Waiting for descriptors and controlling them: poll, epoll, fcntl, ioctl, flock, terminals.
// Answers to: Modules/selectmodule.c, fcntlmodule.c, termios.c.
import type { TerminalHost } from '../../../host/host.ts';
import { checked, declare, declareBlocking, gil } from './native.ts';

const ARM = process.arch === 'arm64';
const EVENT = ARM ? 16 : 12;
const DATA_AT = ARM ? 8 : 4;

const c = {
  poll: declareBlocking('poll', 'int', ['void *', 'ulong', 'int'], true),
  epollCreate: declare('epoll_create1', 'int', ['int']),
  epollCtl: declare('epoll_ctl', 'int', ['int', 'int', 'int', 'void *']),
  epollWait: declareBlocking('epoll_wait', 'int', ['int', 'void *', 'int', 'int'], true),
  fcntlInt: declare('fcntl', 'int', ['int', 'int', 'long']),
  fcntlData: declareBlocking('fcntl', 'int', ['int', 'int', 'void *'], true),
  ioctlInt: declare('ioctl', 'int', ['int', 'ulong', 'long']),
  ioctlData: declare('ioctl', 'int', ['int', 'ulong', 'void *']),
  flock: declareBlocking('flock', 'int', ['int', 'int'], true),
  tcgetattr: declare('tcgetattr', 'int', ['int', 'void *']),
  tcsetattr: declare('tcsetattr', 'int', ['int', 'int', 'void *']),
  tcsendbreak: declare('tcsendbreak', 'int', ['int', 'int']),
  tcdrain: declareBlocking('tcdrain', 'int', ['int']),
  tcflush: declare('tcflush', 'int', ['int', 'int']),
  tcflow: declare('tcflow', 'int', ['int', 'int']),
  speed: {
    getIn: declare('cfgetispeed', 'uint', ['void *']),
    getOut: declare('cfgetospeed', 'uint', ['void *']),
    setIn: declare('cfsetispeed', 'int', ['void *', 'uint']),
    setOut: declare('cfsetospeed', 'int', ['void *', 'uint']),
  },
};

let sharedPollMemory = new DataView(new ArrayBuffer(1024));

/** Room for `count` entries. A call that waits among threads has its own: others poll meanwhile, if only to look. */
function pollMemory(count: number, waits: boolean): DataView {
  if (waits && gil.live > 0) return new DataView(new ArrayBuffer(Math.max(8 * count, 8)));
  if (count * 8 > sharedPollMemory.byteLength) sharedPollMemory = new DataView(new ArrayBuffer(count * 16));
  return sharedPollMemory;
}

/** Among threads: asks once with the lock held before it waits with the lock released. */
function withoutWaiting(wait: (milliseconds: number) => number, timeout: number): number {
  const { live } = gil;
  if (live === 0) return wait(timeout);
  gil.live = 0;
  const found = wait(0);
  gil.live = live;
  return found !== 0 || timeout === 0 ? found : wait(timeout);
}

/** Where events of epoll pass while the lock is held. */
let eventMemory = new Uint8Array(64 * EVENT);
let eventView = new DataView(eventMemory.buffer);

export interface TerminalAttributes {
  iflag: number;
  oflag: number;
  cflag: number;
  lflag: number;
  ispeed: number;
  ospeed: number;
  /** The 32 control characters. */
  cc: Uint8Array;
}

/** struct termios of Linux: four flags, the line discipline, 32 characters, two speeds. */
const TERMIOS = 60;

export const ioNative = {
  /** Waits for events on descriptors; gives how many there are and leaves them in `revents`. `timeout` in milliseconds, −1 without end. */
  poll(fds: readonly number[], events: readonly number[], revents: number[], timeout: number): number {
    const n = fds.length;
    const memory = pollMemory(n, timeout !== 0);
    for (let i = 0; i < n; i++) {
      memory.setInt32(8 * i, fds[i]!, true);
      memory.setUint32(8 * i + 4, events[i]!, true);
    }
    const found = checked(
      withoutWaiting((limit) => c.poll(memory, n, limit), timeout),
      'poll',
    );
    for (let i = 0; i < n; i++) revents[i] = memory.getUint16(8 * i + 6, true);
    return found;
  },
  epollCreate: (flags: number): number => checked(c.epollCreate(flags), 'epoll_create'),
  epollCtl(epoll: number, operation: number, fd: number, events: number): void {
    eventView.setUint32(0, events, true);
    eventView.setInt32(DATA_AT, fd, true);
    checked(c.epollCtl(epoll, operation, fd, eventMemory), 'epoll_ctl');
  },
  /** Descriptors and events by turns. */
  epollWait(epoll: number, max: number, timeout: number): number[] {
    if (max * EVENT > eventMemory.length) {
      eventMemory = new Uint8Array(max * EVENT);
      eventView = new DataView(eventMemory.buffer);
    }
    const { live } = gil;
    // Among threads it first asks with the lock held; who then waits has memory of its own.
    gil.live = 0;
    let found = c.epollWait(epoll, eventMemory, max, live === 0 ? timeout : 0);
    gil.live = live;
    let view = eventView;
    if (found === 0 && live !== 0 && timeout !== 0) {
      const own = new Uint8Array(max * EVENT);
      view = new DataView(own.buffer);
      found = c.epollWait(epoll, own, max, timeout);
    }
    checked(found, 'epoll_wait');
    const list: number[] = [];
    for (let i = 0; i < found; i++) list.push(view.getInt32(i * EVENT + DATA_AT, true), view.getUint32(i * EVENT, true));
    return list;
  },
  fcntl: (fd: number, command: number, argument: number | Uint8Array): number =>
    checked(typeof argument === 'number' ? c.fcntlInt(fd, command, argument) : c.fcntlData(fd, command, argument), 'fcntl'),
  ioctl: (fd: number, request: number, argument: number | Uint8Array): number =>
    checked(typeof argument === 'number' ? c.ioctlInt(fd, request, argument) : c.ioctlData(fd, request, argument), 'ioctl'),
  flock: (fd: number, operation: number): void => void checked(c.flock(fd, operation), 'flock'),
  tcgetattr(fd: number): TerminalAttributes {
    const memory = new Uint8Array(TERMIOS);
    checked(c.tcgetattr(fd, memory), 'tcgetattr');
    const view = new DataView(memory.buffer);
    return {
      iflag: view.getUint32(0, true),
      oflag: view.getUint32(4, true),
      cflag: view.getUint32(8, true),
      lflag: view.getUint32(12, true),
      ispeed: c.speed.getIn(memory),
      ospeed: c.speed.getOut(memory),
      cc: memory.slice(17, 49),
    };
  },
  tcsetattr(fd: number, when: number, t: TerminalAttributes): void {
    const memory = new Uint8Array(TERMIOS);
    checked(c.tcgetattr(fd, memory), 'tcgetattr');
    const view = new DataView(memory.buffer);
    [t.iflag, t.oflag, t.cflag, t.lflag].forEach((flag, i) => view.setUint32(4 * i, flag, true));
    memory.set(t.cc, 17);
    checked(c.speed.setOut(memory, t.ospeed), 'cfsetospeed');
    checked(c.speed.setIn(memory, t.ispeed), 'cfsetispeed');
    checked(c.tcsetattr(fd, when, memory), 'tcsetattr');
  },
  tcsendbreak: (fd: number, duration: number): void => void checked(c.tcsendbreak(fd, duration), 'tcsendbreak'),
  tcdrain: (fd: number): void => void checked(c.tcdrain(fd), 'tcdrain'),
  tcflush: (fd: number, queue: number): void => void checked(c.tcflush(fd, queue), 'tcflush'),
  tcflow: (fd: number, action: number): void => void checked(c.tcflow(fd, action), 'tcflow'),
};

export type IoNative = typeof ioNative;

const TIOCGWINSZ = 0x5413;

export const ffiTerminal: TerminalHost = {
  size(fd) {
    const data = new Uint16Array(4);
    ioNative.ioctl(fd, TIOCGWINSZ, new Uint8Array(data.buffer));
    return [data[1]!, data[0]!];
  },
};
