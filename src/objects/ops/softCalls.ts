// HOT. Special methods that are expected to fail: `__next__` at the end, `__getitem__` in a `try`, `__getattr__` under `hasattr`. A JS exception costs
// as much as twenty calls, so a `raise` statement in such a method (compiler/emit/stmt.ts) leaves the exception here and gives undefined
// where its caller has asked for that by `FS.soft`, the depth of its frame.
import { FS } from '../frame.ts';
import type { PyFunction } from '../model/function.ts';
import type { PyObject } from '../model/object.ts';
import { None, type PyBaseException } from '../model/values.ts';
import { newStopIteration } from '../types/exceptions.ts';

let failure: PyBaseException | undefined;

export function leaveFailure(e: PyBaseException): void {
  failure = e;
}

/** What the method raised that gave undefined; undefined for the `raise StopIteration` of a `__next__`, which makes no exception. */
export function takeRaised(): PyBaseException | undefined {
  const e = failure;
  failure = undefined;
  return e;
}

/** `f(self, arg)`; undefined where `takeFailure` has what it raised. It may throw all the same. */
export function callSoftly(f: PyFunction, self: PyObject, arg: PyObject): PyObject | undefined {
  const { soft } = FS;
  FS.soft = FS.sp + 1;
  try {
    return f.c2(self, arg);
  } finally {
    FS.soft = soft;
  }
}

/** The exception of a call that gave undefined. */
export const takeFailure = (): PyBaseException => takeRaised() ?? newStopIteration(None);

/** A slot made of a Python method, for callers that would rather call that softly. */
export interface SoftSlot {
  method?: PyFunction;
}
