// Exceptions that nobody can catch: shown through `sys.unraisablehook`. CPython: Python/errors.c.
import type { PyBaseException } from '../objects/model/values.ts';
import { None } from '../objects/model/values.ts';
import type { PyObject } from '../objects/model/object.ts';
import { newNamespace } from '../objects/types/namespace.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { sysGet } from './state.ts';
import { addressOf, repr } from '../objects/ops/repr.ts';
import { FS } from '../objects/frame.ts';
import { isException } from '../objects/ops/exceptions.ts';

/** The same with the object's repr in the message. */
export function printIgnored(e: PyBaseException, message: string, object: PyObject): void {
  const depth = FS.sp,
    handled = FS.exc;
  let shown = `<object ${addressOf(object)}>`;
  try {
    shown = repr(object);
  } catch (failure) {
    if (!isException(failure)) throw failure;
    FS.sp = depth;
    FS.exc = handled;
  }
  printUnraisable(e, `${message} ${shown}`, None);
}

export function printUnraisable(e: PyBaseException, message: string | undefined, object: PyObject): void {
  const hook = sysGet('unraisablehook');
  if (hook === undefined || hook === None) return;
  const depth = FS.sp,
    handled = FS.exc;
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
