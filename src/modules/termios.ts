// The termios module. CPython: Modules/termios.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { BYTES, LIST } from '../objects/model/flags.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyBytes, PyList, PyTuple } from '../objects/model/values.ts';
import { asIndex, isInt } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { TypeError } from '../objects/types/exceptions.ts';
import { HostError } from '../host/host.ts';
import { strerror } from './errnoTable.ts';
import { exceptionClass } from './exceptionClass.ts';
import { raiseHeap } from './heapException.ts';
import { runPendingSignals } from './hostErrors.ts';
import { ioCalls } from './nativeIo.ts';
import { TERMIOS } from './termConstants.ts';

const termiosError = exceptionClass('termios', 'error');
const NCCS = 32;
const EINTR = 4;
const ICANON = 2;

/** System failures are termios.error here. */
function call<T>(f: () => T): T {
  for (;;) {
    try {
      return f();
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (error.errno !== EINTR) raiseHeap(termiosError(), error.errno, strFromJs(strerror(error.errno)));
      runPendingSignals();
    }
  }
}

function tcgetattr(fd: number): PyObject {
  const t = call(() => ioCalls().tcgetattr(fd));
  const cc: PyObject[] = [...t.cc].map((byte) => new PyBytes(Uint8Array.of(byte)));
  if ((t.lflag & ICANON) === 0) {
    for (const i of [TERMIOS.VMIN!, TERMIOS.VTIME!]) cc[i] = t.cc[i]!;
  }
  return new PyList([t.iflag, t.oflag, t.cflag, t.lflag, t.ispeed, t.ospeed, new PyList(cc)]);
}

function tcsetattr(fd: number, when: number, attributes: PyObject): PyObject {
  if ((attributes.tflags & LIST) === 0 || (attributes as PyList).la.length !== 7) raise(TypeError, 'tcsetattr, arg 3: must be 7 element list');
  const items = (attributes as PyList).la;
  const list = items[6]!;
  if ((list.tflags & LIST) === 0 || (list as PyList).la.length !== NCCS) raise(TypeError, `tcsetattr: attributes[6] must be ${NCCS} element list`);
  const cc = Uint8Array.from((list as PyList).la, character);
  const [iflag, oflag, cflag, lflag, ispeed, ospeed] = items.slice(0, 6).map((n) => Number(asIndex(n))) as [number, number, number, number, number, number];
  call(() => ioCalls().tcsetattr(fd, when, { iflag, oflag, cflag, lflag, ispeed, ospeed, cc }));
  return None;
}

function character(value: PyObject): number {
  if ((value.tflags & BYTES) !== 0 && (value as PyBytes).bv.length === 1) return (value as PyBytes).bv[0]!;
  if (isInt(value)) return Number(asIndex(value));
  raise(TypeError, 'tcsetattr: elements of attributes must be characters or integers');
}

function windowSize(fd: number): PyObject {
  const data = new Uint8Array(8);
  call(() => ioCalls().ioctl(fd, TERMIOS.TIOCGWINSZ!, data));
  const view = new DataView(data.buffer);
  return new PyTuple([view.getUint16(0, true), view.getUint16(2, true)]);
}

function setWindowSize(fd: number, size: PyObject): PyObject {
  if (!(size instanceof PyTuple) || size.ta.length !== 2) raise(TypeError, 'tcsetwinsize, arg 2: must be a two-item sequence');
  const data = new Uint8Array(8);
  call(() => ioCalls().ioctl(fd, TERMIOS.TIOCGWINSZ!, data));
  const view = new DataView(data.buffer);
  size.ta.forEach((n, i) => view.setUint16(2 * i, Number(asIndex(n)), true));
  call(() => ioCalls().ioctl(fd, TERMIOS.TIOCSWINSZ!, data));
  return None;
}

const done = (f: () => void): PyObject => {
  call(f);
  return None;
};

export default defineModule({
  name: 'termios',
  doc: 'Settings of terminals.',
  functions: [
    fn('tcgetattr(fd: fildes, /)', 'The settings of a terminal.', tcgetattr),
    fn('tcsetattr(fd: fildes, when: int, attributes, /)', 'Changes the settings of a terminal.', tcsetattr),
    fn('tcsendbreak(fd: fildes, duration: int, /)', null, (fd, duration) => done(() => ioCalls().tcsendbreak(fd, duration))),
    fn('tcdrain(fd: fildes, /)', null, (fd) => done(() => ioCalls().tcdrain(fd))),
    fn('tcflush(fd: fildes, queue: int, /)', null, (fd, queue) => done(() => ioCalls().tcflush(fd, queue))),
    fn('tcflow(fd: fildes, action: int, /)', null, (fd, action) => done(() => ioCalls().tcflow(fd, action))),
    fn('tcgetwinsize(fd: fildes, /)', null, windowSize),
    fn('tcsetwinsize(fd: fildes, winsize, /)', null, setWindowSize),
  ],
  constants: () => ({ ...TERMIOS, error: termiosError() }),
});
