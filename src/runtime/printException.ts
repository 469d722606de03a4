// Showing an uncaught exception. CPython 3.14 lets the library's `traceback` module do it, whose import takes a while here: unless a
// program has changed that module, or the exception is out of the ordinary, traceback/format.ts gives the same text. A plain form
// stands in where neither works. CPython: Python/pythonrun.c.
import type { PyBaseException, PyTraceback } from '../objects/model/values.ts';
import { None } from '../objects/model/values.ts';
import { FS } from '../objects/frame.ts';
import { tracebackLine } from '../objects/types/frame.ts';
import { importModule } from '../objects/ops/hooks.ts';
import { callMethod, getattr, tryGetattr } from '../objects/ops/attr.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { qualifiedName } from '../objects/types/object.ts';
import { str } from '../objects/ops/repr.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { state, sysGet, sysModules } from './state.ts';
import type { PyObject } from '../objects/model/object.ts';
import { PyType } from '../objects/model/type.ts';
import { PyFunction } from '../objects/model/function.ts';
import { intValue } from '../objects/ops/number.ts';
import { dictGetStr } from '../objects/types/dictStore.ts';
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
    const pieces = err === undefined || !isLibraryUnchanged() ? undefined : format(e, err);
    if (pieces === undefined) getattr(importModule('traceback'), '_print_exception_bltin').c1(e);
    else {
      for (const piece of pieces) callMethod(err!, 'write', strFromJs(piece));
      if (tryGetattr(err!, 'flush') !== undefined) callMethod(err!, 'flush');
    }
  } catch (failure) {
    FS.sp = depth;
    FS.exc = handled;
    plain(e, isException(failure) ? failure : undefined);
    if (!isException(failure)) throw failure;
  }
}

function format(e: PyBaseException, err: PyObject): string[] | undefined {
  const { formatException } = require('./traceback/format.ts') as typeof import('./traceback/format.ts');
  const { COLORED, PLAIN } = require('./traceback/text.ts') as typeof import('./traceback/text.ts');
  const colors = wantsColors(err);
  // A theme that the program has set is `_colorize`'s to know.
  if (colors && dictGetStr(sysModules(), '_colorize') !== undefined) return undefined;
  return formatException(e, colors ? COLORED : PLAIN);
}

/** What of `traceback` makes the text of an exception, and might have been replaced. */
const MAKERS = ['_print_exception_bltin', 'print_exception', '_format_final_exc_line', '_safe_string', '_compute_suggestion_error'];
const MAKER_CLASSES = ['TracebackException', 'StackSummary', 'FrameSummary'];

/** Is `traceback` not imported, or as it was then? */
function isLibraryUnchanged(): boolean {
  const module = dictGetStr(sysModules(), 'traceback') as (PyObject & Record<string, unknown>) | undefined;
  if (module === undefined) return true;
  const file = module.$__file__;
  return (
    MAKERS.every((name) => module[`$${name}`] instanceof PyFunction && (module[`$${name}`] as PyFunction).code.filename === file) &&
    MAKER_CLASSES.every((name) => module[`$${name}`] instanceof PyType && (module[`$${name}`] as PyType).version === 0)
  );
}

/** `_colorize.can_colorize`. */
function wantsColors(err: PyObject): boolean {
  const { getenv } = host.process;
  if (!state.config.flags.ignoreEnvironment) {
    const python = getenv('PYTHON_COLORS');
    if (python === '0' || python === '1') return python === '1';
  }
  if (getenv('NO_COLOR')) return false;
  if (getenv('FORCE_COLOR')) return true;
  if (getenv('TERM') === 'dumb') return false;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    const fd = intValue(callMethod(err, 'fileno'));
    return fd !== undefined && host.files.isatty(Number(fd));
  } catch (failure) {
    if (!isException(failure)) throw failure;
    FS.sp = depth;
    FS.exc = handled;
    return false;
  }
}

function plain(e: PyBaseException, failure: PyBaseException | undefined): void {
  let text = 'Traceback (most recent call last):\n';
  for (let tb: PyTraceback | undefined = e.tb; tb !== undefined; tb = tb.next) {
    const p = place(tb.pc);
    text += `  File "${p.code.filename}", line ${tracebackLine(tb)}, in ${p.code.data.name}\n`;
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
