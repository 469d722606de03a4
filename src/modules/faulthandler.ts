// faulthandler: tracebacks of the running program on demand, at a signal, after a while, and when a signal ends it. Signals and timers are noticed where
// running code looks for them (docs/internals.md section 5), so a traceback shows the next such place; calls that wait are interrupted.
// Absent: the functions that overflow the C stack or fail in a C thread, on purpose.
// CPython: Modules/faulthandler.c, Python/traceback.c.
import { host, writeAll } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { Row } from '../objects/declare/native.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { asIndex, isInt } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { OverflowError, RuntimeError, ValueError } from '../objects/types/exceptions.ts';
import { allThreads, currentThread, identOf, pcsOfThread, type Thread } from '../runtime/threads.ts';
import { place } from '../runtime/unit.ts';
import { sysGet } from '../runtime/state.ts';
import { passOn, unwatchSignal, watchHostSignal, watchSignal } from './_signal.ts';
import { sys } from './hostErrors.ts';
import { durationOf } from './time/index.ts';

const MAX_FRAMES = 100,
  MAX_THREADS = 100,
  MAX_STRING = 500;
/** Of fatal signals `enable` takes care. */
const FATAL: readonly number[] = [4, 6, 7, 8, 11];
const SIGABRT = 6,
  SIGFPE = 8,
  SIGSEGV = 11;
const PY_TIMEOUT_MAX = 9223372036.854776;

let enabled = false;
/** What was given for signals: the file objects stay alive. */
const registered = new Map<number, PyObject | undefined>();
/** The file of a traceback that is to be written later; undefined: none is. */
let later: { file: PyObject | undefined } | undefined;

/** The descriptor of a file argument: an int, something with fileno(), or stderr. */
function descriptor(file: PyObject | undefined): number {
  let target = file;
  if (target === undefined || target === None) {
    target = sysGet('stderr');
    if (target === undefined) raise(RuntimeError, 'unable to get sys.stderr');
    if (target === None) raise(RuntimeError, 'sys.stderr is None');
  }
  if (isInt(target)) {
    const fd = Number(asIndex(target));
    if (fd < 0) raise(ValueError, 'file is not a valid file descriptor');
    return fd;
  }
  const fd = callMethod(target, 'fileno');
  if (!isInt(fd)) raise(RuntimeError, 'file.fileno() is not a valid file descriptor');
  callMethod(target, 'flush');
  return Number(asIndex(fd));
}

/** A name as it is shown: cut off, and in ASCII. */
function shown(text: string): string {
  const points = [...text];
  const escaped = points.slice(0, MAX_STRING).map((ch) => {
    const n = ch.codePointAt(0)!;
    if (n >= 0x20 && n < 0x7f) return ch;
    return n < 0x100 ? `\\x${hex(n, 2)}` : n < 0x10000 ? `\\u${hex(n, 4)}` : `\\U${hex(n, 8)}`;
  });
  return escaped.join('') + (points.length > MAX_STRING ? '...' : '');
}

const hex = (n: number, width: number): string => n.toString(16).padStart(width, '0');

function addFrames(lines: string[], thread: Thread): void {
  const pcs = pcsOfThread(thread);
  for (let i = pcs.length - 1; i >= 0; i--) {
    if (pcs.length - 1 - i === MAX_FRAMES) {
      lines.push('  ...');
      break;
    }
    const { code, line } = place(pcs[i]!);
    lines.push(`  File "${shown(code.filename)}", line ${line} in ${shown(code.data.name)}`);
  }
  if (pcs.length === 0) lines.push('  <no Python frame>');
}

function addThread(lines: string[], thread: Thread, word: string): void {
  const name = thread.name === undefined || thread.name === '' ? '' : ` [${shown(thread.name)}]`;
  lines.push(`${word} 0x${hex(identOf(thread), 16)}${name} (most recent call first):`);
  addFrames(lines, thread);
}

/** All threads, the newest first. `running`: is the one that writes this one of them? */
function addThreads(lines: string[], running: boolean): void {
  const all = [...allThreads()].reverse();
  for (const [i, thread] of all.entries()) {
    if (i > 0) lines.push('');
    if (i === MAX_THREADS) {
      lines.push('...');
      return;
    }
    addThread(lines, thread, running && thread === currentThread() ? 'Current thread' : 'Thread');
  }
}

function writeLines(fd: number, lines: readonly string[]): void {
  writeAll(fd, new TextEncoder().encode(`${lines.join('\n')}\n`));
}

function writeTraceback(fd: number, every: boolean): void {
  const lines: string[] = [];
  if (every) addThreads(lines, true);
  else {
    lines.push('Stack (most recent call first):');
    addFrames(lines, currentThread());
  }
  writeLines(fd, lines);
}

/** What follows the message of a signal that ends the process. */
function writeFatal(fd: number, every: boolean, nativeToo: boolean): void {
  writeTraceback(fd, every);
  if (!nativeToo) return;
  writeLines(fd, ['']);
  writeNativeStack(fd);
}

function writeNativeStack(fd: number): void {
  const lines = host.process.signals?.nativeStack?.() ?? ['<cannot get C stack on this system>'];
  writeLines(fd, ["Current thread's C stack trace (most recent call first):", ...lines.map((line) => `  ${line}`)]);
}

/** As a timedelta is shown, with microseconds if there are any. */
function timeText(seconds: number): string {
  const micros = Math.round(seconds * 1e6);
  const whole = Math.floor(micros / 1e6);
  const two = (n: number): string => String(n).padStart(2, '0');
  const rest = micros % 1e6;
  const clock = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return `Timeout (${clock}${rest === 0 ? '' : `.${String(rest).padStart(6, '0')}`})!`;
}

function dumpLater(timeout: PyObject, repeat: boolean, file: PyObject | undefined, exit: boolean): void {
  const seconds = durationOf(timeout);
  if (seconds < 5e-7) raise(ValueError, 'timeout must be greater than 0');
  if (seconds >= PY_TIMEOUT_MAX) raise(OverflowError, 'timeout value is too large');
  const fd = descriptor(file);
  const header = timeText(seconds);
  // The process may be in a C function that nothing interrupts: then nobody can tell where.
  const text = new TextEncoder().encode(`${header}\nThread 0x${hex(1, 16)} (most recent call first):\n  <in native code>\n`);
  later = { file };
  const signal = sys(() => host.process.signals!.startDeadline!(seconds, repeat, exit ? { fd, text } : undefined));
  watchHostSignal(signal, () => {
    if (later === undefined) return false;
    if (!repeat) later = undefined;
    const lines = [header];
    addThreads(lines, false);
    writeLines(fd, lines);
    if (exit) host.process.exitNow(1);
    return false;
  });
}

function cancelLater(): void {
  later = undefined;
  host.process.signals?.stopDeadline?.();
}

function checkSignal(n: number): void {
  if (FATAL.includes(n)) raise(RuntimeError, `signal ${n} cannot be registered, use enable() instead`);
  if (n < 1 || n >= 65) raise(ValueError, 'signal number out of range');
}

function register(n: number, file: PyObject | undefined, every: boolean, chain: boolean): void {
  checkSignal(n);
  const fd = descriptor(file);
  registered.set(n, file);
  try {
    watchSignal(n, () => {
      writeTraceback(fd, every);
      return chain && passOn(n);
    });
  } catch (error) {
    registered.delete(n);
    throw error;
  }
}

function unregister(n: number): boolean {
  checkSignal(n);
  if (!registered.delete(n)) return false;
  unwatchSignal(n);
  return true;
}

/** What needs signals and timers of the system. */
function signalRows(): Row[] {
  const { signals } = host.process;
  if (signals?.startDeadline === undefined) return [];
  const end = (n: number): void => signals.raise(n);
  return [
    fn(
      'dump_traceback_later(timeout, repeat: bool = False, file = ?, exit: bool = False) -> None',
      'Writes the tracebacks of all threads after so many seconds.',
      dumpLater,
    ),
    fn('cancel_dump_traceback_later() -> None', 'Takes that back.', cancelLater),
    fn('register(signum: int, file = ?, all_threads: bool = True, chain: bool = False) -> None', 'Has a traceback written when a signal comes.', register),
    fn('unregister(signum: int, /)', 'Takes that back.', unregister),
    fn('dump_c_stack(file = ?) -> None', 'Writes which C functions run.', (file) => writeNativeStack(descriptor(file))),
    fn('_sigsegv(release_gil: bool = False, /) -> None', 'Ends the process by SIGSEGV.', () => end(SIGSEGV)),
    fn('_sigabrt() -> None', 'Ends the process by SIGABRT.', () => end(SIGABRT)),
    fn('_sigfpe() -> None', 'Ends the process by SIGFPE.', () => end(SIGFPE)),
    fn('_read_null() -> None', 'Reads where no memory is.', () => signals.readNull?.()),
  ];
}

export default defineModule({
  name: 'faulthandler',
  doc: 'Tracebacks of the running program.',
  get functions(): readonly Row[] {
    return [
      fn(
        'enable(file = ?, all_threads: bool = True, c_stack: bool = True) -> None',
        'Asks for a traceback when the program crashes.',
        (file, every: boolean, nativeToo: boolean) => {
          const fd = descriptor(file);
          enabled = true;
          host.process.signals?.fatal?.(fd, () => writeFatal(fd, every, nativeToo));
        },
      ),
      fn('disable()', 'Takes that back.', () => {
        const before = enabled;
        enabled = false;
        if (before) host.process.signals?.fatal?.(undefined, () => undefined);
        return before;
      }),
      fn('is_enabled()', 'Was it asked for?', () => enabled),
      fn('dump_traceback(file = ?, all_threads: bool = True) -> None', 'Writes the traceback of the running program.', (file, every: boolean) =>
        writeTraceback(descriptor(file), every),
      ),
      ...signalRows(),
    ];
  },
});
