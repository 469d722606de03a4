// faulthandler: tracebacks of the running program on demand, and when a signal ends it. The functions that crash on purpose are absent.
// CPython: Modules/faulthandler.c.
import { FS, L } from '../objects/frame.ts';
import { host, writeAll } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { asIndex, isInt } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { RuntimeError, ValueError } from '../objects/types/exceptions.ts';
import { place } from '../runtime/unit.ts';
import { sysGet } from '../runtime/state.ts';

const MAX_FRAMES = 100;
let enabled = false;

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

const dumpTraceback = (file: PyObject | undefined, allThreads: boolean): void => writeTraceback(descriptor(file), allThreads);

function writeTraceback(fd: number, allThreads: boolean): void {
  const lines = [allThreads ? 'Current thread 0x0000000000000001 (most recent call first):' : 'Stack (most recent call first):'];
  for (let depth = FS.sp; depth > 0; depth--) {
    if (FS.sp - depth === MAX_FRAMES) {
      lines.push('  ...');
      break;
    }
    const { code, line } = place(L[depth]!);
    lines.push(`  File "${code.filename}", line ${line} in ${code.data.name}`);
  }
  if (FS.sp === 0) lines.push('  <no Python frame>');
  writeAll(fd, new TextEncoder().encode(`${lines.join('\n')}\n`));
}

export default defineModule({
  name: 'faulthandler',
  doc: 'Tracebacks of the running program.',
  functions: [
    fn('enable(file = ?, all_threads: bool = True)', 'Asks for a traceback when the program crashes.', (file, allThreads: boolean) => {
      const fd = descriptor(file);
      enabled = true;
      host.process.signals?.fatal?.(fd, () => writeTraceback(fd, allThreads));
    }),
    fn('disable()', 'Takes that back.', () => {
      const before = enabled;
      enabled = false;
      if (before) host.process.signals?.fatal?.(undefined, () => undefined);
      return before;
    }),
    fn('is_enabled()', 'Was it asked for?', () => enabled),
    fn('dump_traceback(file = ?, all_threads: bool = True)', 'Writes the traceback of the running program.', dumpTraceback),
  ],
});
