// HOT. Raising from TypeScript: `raise(ValueError, 'text')` where it happens, so that the text leads to one line.
// V8 counts the work of a function where it returns and where it jumps back, and only what has worked enough gets inline
// caches and is optimised. A function that always throws does neither and would stay in the slowest tier (450 ns per throw
// instead of 210), hence the `for (let i = 6; --i; );` before each `throw`: jumps back, in
// proportion to the size of the function (half a dozen for these small ones). Bench: exceptions.
import { PyTuple, type PyBaseException } from '../model/values.ts';
import type { PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { handledException } from '../frame.ts';
import { strFromJs } from './strings.ts';

/** Makes an exception of a native class without calling Python. */
export function newException(type: PyType, ...args: PyObject[]): PyBaseException {
  return exceptionOf(type, args);
}

function exceptionOf(type: PyType, args: PyObject[]): PyBaseException {
  const held = new PyTuple(args);
  const e = new type.ctor() as PyBaseException;
  e.args = held;
  // SyntaxError and ImportError keep their text apart.
  if ((e as { msg?: PyObject }).msg !== undefined && args.length > 0) (e as { msg?: PyObject }).msg = args[0]!;
  return e;
}

let lastText = '';
/** The message as a str. Most are constants that have been looked at before. */
function textOf(message: string): PyObject {
  if (message === lastText) return message;
  const text = strFromJs(message);
  if (typeof text === 'string') lastText = text;
  return text;
}

/** Raises `type(message)`; `__context__` is the exception being handled. */
export function raise(type: PyType, message: string): never {
  const e = linked(exceptionOf(type, [textOf(message)]));
  for (let i = 6; --i; );
  throw e;
}

/** Raises `type(*args)`. */
export function raiseWith(type: PyType, ...args: PyObject[]): never {
  const e = linked(exceptionOf(type, args));
  for (let i = 6; --i; );
  throw e;
}

/** Throws a finished exception with the handled one as its context. */
export function throwException(e: PyBaseException): never {
  linked(e);
  for (let i = 6; --i; );
  throw e;
}

/** Gives `e` the exception being handled as its context. */
export function linked(e: PyBaseException): PyBaseException {
  const handled = handledException();
  if (handled !== undefined && handled !== e && e.context === undefined) setContext(e, handled);
  return e;
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
