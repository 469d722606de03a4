// What an exception that reaches the top means for the exit status. CPython: Python/pythonrun.c (handle_system_exit).
import { FS } from '../objects/frame.ts';
import { None, type PyBaseException } from '../objects/model/values.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { KeyboardInterrupt, SystemExit, type PyValueException } from '../objects/types/exceptions.ts';
import { caught } from '../runtime/frames.ts';
import { sysGet, sysSet } from '../runtime/state.ts';
import { intValue } from '../objects/ops/number.ts';
import { str } from '../objects/ops/repr.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { host, writeAll } from '../host/host.ts';
import { printException } from '../runtime/printException.ts';
import { isException } from '../objects/ops/exceptions.ts';

/** Status of a program that Ctrl-C ended: beyond the eight bits that a program can choose. */
export const INTERRUPTED = 256 + 130;

/** Leaves the process. After Ctrl-C by the signal itself, so that a shell's loop around it ends too. */
export function leave(status: number): never {
  const { signals } = host.process;
  if (status === INTERRUPTED && signals?.mask !== undefined) {
    const SIGINT = 2;
    signals.dispose(SIGINT, 0);
    signals.raise(SIGINT);
  }
  return host.process.exit(status & 0xff);
}

/** Runs `body`; 0, or the status that its exception asks for, shown as Python shows it. */
export function exitCode(body: () => void): number {
  try {
    body();
    return 0;
  } catch (raw) {
    if (!isException(raw) && host.process.getenv('TAIPAN_TRACE')?.includes('internal')) throw raw;
    const e = caught(raw, 1);
    FS.sp = 0;
    FS.exc = undefined;
    return reportTop(e);
  }
}

export function reportTop(e: PyBaseException): number {
  if (excMatches(e, SystemExit)) return systemExit(e as PyValueException);
  rememberLast(e);
  try {
    const hook = sysGet('excepthook');
    if (hook === undefined) {
      writeError('sys.excepthook is missing\n');
      printException(e);
    } else {
      hook.c3(e.ob_type, e, e.tb ?? None);
    }
  } catch (second) {
    if (!isException(second)) throw second;
    const inner = caught(second, 1);
    FS.sp = 0;
    if (excMatches(inner, SystemExit)) return systemExit(inner as PyValueException);
    writeError('Error in sys.excepthook:\n');
    printException(inner);
    writeError('\nOriginal exception was:\n');
    printException(e);
  }
  return excMatches(e, KeyboardInterrupt) ? INTERRUPTED : 1;
}

function rememberLast(e: PyBaseException): void {
  sysSet('last_exc', e);
  sysSet('last_type', e.ob_type);
  sysSet('last_value', e);
  sysSet('last_traceback', e.tb ?? None);
}

function systemExit(e: PyValueException): number {
  const code = e.value;
  if (code === None) return 0;
  const n = intValue(code);
  // What no C long holds counts as -1.
  if (n !== undefined) return Number(BigInt.asIntN(64, BigInt(n)) === BigInt(n) ? BigInt.asUintN(8, BigInt(n)) : 0xffn);
  writeError(`${str(code)}\n`);
  return 1;
}

function writeError(text: string): void {
  const err = sysGet('stderr');
  if (err === undefined || err === None) {
    writeAll(2, new TextEncoder().encode(text));
    return;
  }
  callMethod(err, 'write', strFromJs(text));
  callMethod(err, 'flush');
}
