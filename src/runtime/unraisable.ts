// Exceptions that nobody can catch: shown through `sys.unraisablehook`. CPython: Python/errors.c.
import type { PyBaseException } from '../objects/model/values.ts';
import { None, PyTraceback } from '../objects/model/values.ts';
import type { PyObject } from '../objects/model/object.ts';
import { newNamespace } from '../objects/types/namespace.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { sysGet } from './state.ts';
import { addressOf, repr } from '../objects/ops/repr.ts';
import { FL, FS, L } from '../objects/frame.ts';
import { isException } from '../objects/ops/exceptions.ts';

/** The object's repr, or its address if there is none. */
export function shownSafely(object: PyObject): string {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return repr(object);
  } catch (failure) {
    if (!isException(failure)) throw failure;
    FS.sp = depth;
    FS.exc = handled;
    return `<object ${addressOf(object)}>`;
  }
}

/** `printUnraisable` with the object's repr in the message. */
export function printIgnored(e: PyBaseException, message: string, object: PyObject): void {
  printUnraisable(e, `${message} ${shownSafely(object)}`, None);
}

export function printUnraisable(e: PyBaseException, message: string | undefined, object: PyObject): void {
  const hook = sysGet('unraisablehook');
  if (hook === undefined || hook === None) return;
  const depth = FS.sp,
    handled = FS.exc;
  // An exception of native code has met no frame yet: it gets the one that runs.
  if (e.tb === undefined && depth > 0) e.tb = new PyTraceback(L[depth]!, undefined, FL[depth], depth);
  try {
    hook.c1(
      newNamespace({ exc_type: e.ob_type, exc_value: e, exc_traceback: e.tb ?? None, err_msg: message === undefined ? None : strFromJs(message), object }),
    );
  } catch (failure) {
    if (!isException(failure)) throw failure;
    FS.sp = depth;
    FS.exc = handled;
  }
}
