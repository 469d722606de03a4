// Showing an uncaught exception: the library's `traceback` module does it, as in CPython 3.14; a plain form stands in where
// that cannot be imported. CPython: Python/pythonrun.c.
import type { PyBaseException, PyTraceback } from '../objects/model/values.ts';
import { None } from '../objects/model/values.ts';
import { FS } from '../objects/frame.ts';
import { importModule } from '../objects/ops/hooks.ts';
import { callMethod, getattr, tryGetattr } from '../objects/ops/attr.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { qualifiedName } from '../objects/types/object.ts';
import { str } from '../objects/ops/repr.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { sysGet } from './state.ts';
import { host, writeAll } from '../host/host.ts';
import { place } from './unit.ts';

/** Writes `e` with its traceback to `sys.stderr`. */
export function printException(e: PyBaseException): void {
  const depth = FS.sp,
    handled = FS.exc;
  const err = sysGet('stderr');
  if (err === None) return;
  try {
    const out = sysGet('stdout');
    if (out !== undefined && out !== None && tryGetattr(out, 'flush') !== undefined) callMethod(out, 'flush');
  } catch (failure) {
    if (!isException(failure)) throw failure;
    FS.sp = depth;
    FS.exc = handled;
  }
  try {
    getattr(importModule('traceback'), '_print_exception_bltin').c1(e);
  } catch (failure) {
    FS.sp = depth;
    FS.exc = handled;
    plain(e, isException(failure) ? failure : undefined);
    if (!isException(failure)) throw failure;
  }
}

function plain(e: PyBaseException, failure: PyBaseException | undefined): void {
  let text = 'Traceback (most recent call last):\n';
  for (let tb: PyTraceback | undefined = e.tb; tb !== undefined; tb = tb.next) {
    const p = place(tb.pc);
    text += `  File "${p.code.filename}", line ${p.line}, in ${p.code.data.name}\n`;
  }
  let message = '';
  try {
    message = str(e);
  } catch (second) {
    if (!isException(second)) throw second;
    message = '<exception str() failed>';
  }
  text += `${qualifiedName(e.ob_type)}${message === '' ? '' : `: ${message}`}\n`;
  if (failure !== undefined && host.process.getenv('TAIPAN_TRACE')?.includes('exceptions'))
    text += `(shown plainly: ${qualifiedName(failure.ob_type)}: ${String(failure.args.ta[0] ?? '')})\n`;
  const err = sysGet('stderr');
  const depth = FS.sp,
    handled = FS.exc;
  try {
    if (err === undefined || err === None) throw None;
    callMethod(err, 'write', strFromJs(text));
  } catch {
    FS.sp = depth;
    FS.exc = handled;
    writeAll(2, new TextEncoder().encode(text));
  }
}
