// Raising from TypeScript: `raise(ValueError, 'text')` where it happens, so that the text leads to one line.
import { PyTuple, type PyBaseException } from '../model/values.ts';
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { FS } from '../frame.ts';
import { strFromJs } from './strings.ts';

/** Makes an exception of a native class without calling Python. */
export function newException(type: PyType, ...args: PyObject[]): PyBaseException {
  const e = new type.ctor() as PyBaseException;
  e.args = new PyTuple(args);
  return e;
}

/** Raises `type(message)`; `__context__` is the exception being handled. */
export function raise(type: PyType, message: string): never {
  throwException(newException(type, strFromJs(message)));
}

/** Raises `type(*args)`. */
export function raiseWith(type: PyType, ...args: PyObject[]): never {
  throwException(newException(type, ...args));
}

/** Throws a finished exception with the handled one as its context. */
export function throwException(e: PyBaseException): never {
  const handled = FS.exc;
  if (handled !== undefined && handled !== e && e.context === undefined) setContext(e, handled);
  throw e;
}

/** Sets `e.__context__ = context`, cutting `e` out of the context chain first so that it stays free of cycles. */
export function setContext(e: PyBaseException, context: PyBaseException): void {
  let link = context;
  // The chain may already be cyclic by assignment from Python: a second pointer at half speed notices (Floyd).
  let slow = context;
  let step = false;
  while (link.context !== undefined) {
    if (link.context === e) {
      link.context = undefined;
      break;
    }
    link = link.context;
    if (step) slow = slow.context!;
    step = !step;
    if (slow === link) break;
  }
  e.context = context;
}
