// `anext(it, default)`: an awaitable that gives the default at the end. CPython: Objects/iterobject.c (anextawaitable).
import { PyBase, type PyObject } from '../model/object.ts';
import { defineType, method } from '../declare/type.ts';
import { throwException } from '../ops/raise.ts';
import { StopAsyncIteration, newStopIteration } from './exceptions.ts';
import { excMatches } from '../ops/exceptions.ts';
import { Done, awaitIterator, delegateSend } from './generator.ts';
import { callMethod } from '../ops/attr.ts';
import { typeName } from '../ops/number.ts';
import { FS } from '../frame.ts';
import { None } from '../model/values.ts';

class PyAnextAwaitable extends PyBase {
  wrapped: PyObject;
  fallback: PyObject;
  it: PyObject | undefined = undefined;
  ret: PyObject | undefined = undefined;
  constructor(wrapped: PyObject, fallback: PyObject) {
    super();
    this.wrapped = wrapped;
    this.fallback = fallback;
  }
}

export function newAnextAwaitable(wrapped: PyObject, fallback: PyObject): PyObject {
  return new PyAnextAwaitable(wrapped, fallback);
}

function iteratorOf(a: PyAnextAwaitable): PyObject {
  if (a.it === undefined) {
    const it = awaitIterator(a.wrapped, (o) => `'${typeName(o)}' object can't be awaited`);
    a.it = it.s_next === undefined && it.s_await !== undefined ? it.s_await(it) : it;
  }
  return a.it;
}

/** Runs one step; the end of the async iterator becomes StopIteration(default). */
function guarded(a: PyAnextAwaitable, run: (it: PyObject) => PyObject): PyObject {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return run(iteratorOf(a));
  } catch (e) {
    if (!excMatches(e, StopAsyncIteration)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    throwException(newStopIteration(a.fallback));
  }
}

export const anextAwaitableType = defineType(PyAnextAwaitable, {
  name: 'anext_awaitable',
  flags: ['NO_NEW'],
  slots: {
    iter: (a) => a,
    await: (a) => a,
    next: (a: PyAnextAwaitable) => {
      const depth = FS.sp,
        handled = FS.exc;
      try {
        const value = delegateSend(iteratorOf(a), None);
        if (!(value instanceof Done)) return value;
        a.ret = value.result;
        return undefined;
      } catch (e) {
        if (!excMatches(e, StopAsyncIteration)) throw e;
        FS.sp = depth;
        FS.exc = handled;
        a.ret = a.fallback;
        return undefined;
      }
    },
  },
  methods: [
    method('send(self, arg, /)', null, (a: PyAnextAwaitable, v) => guarded(a, (it) => callMethod(it, 'send', v))),
    method('throw(self, type, value = ?, traceback = ?, /)', null, (a: PyAnextAwaitable, t, v, tb) =>
      guarded(a, (it) => callMethod(it, 'throw', ...[t, v, tb].filter((x): x is PyObject => x !== undefined))),
    ),
    method('close(self, /)', null, (a: PyAnextAwaitable) => callMethod(iteratorOf(a), 'close')),
  ],
});
