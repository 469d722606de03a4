// `_contextvars` (PEP 567). A Context is an immutable map behind a mutable holder; `run` makes it the current one.
// CPython: Python/context.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { classMethod, defineType, make, member, method } from '../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../objects/model/object.ts';
import { None, NotImplemented, PyTuple } from '../objects/model/values.ts';
import type { PyType } from '../objects/model/type.ts';
import { raise, raiseWith } from '../objects/ops/raise.ts';
import { KeyError, LookupError, RuntimeError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { isStr, strFromJs } from '../objects/ops/strings.ts';
import { addressOf, repr } from '../objects/ops/repr.ts';
import { newGenericAlias } from '../objects/ops/lateHooks.ts';
import { getIter } from '../objects/ops/iter.ts';
import { PyList } from '../objects/model/values.ts';
import { currentThread } from '../runtime/threads.ts';
import { callSuspendable } from '../runtime/helpers/suspendable.ts';
import { equal } from '../objects/ops/compare.ts';

class PyContextVar extends PyBase {
  name: PyObject;
  fallback: PyObject | undefined;
  constructor(name: PyObject, fallback: PyObject | undefined) {
    super();
    this.name = name;
    this.fallback = fallback;
  }
}
class PyContext extends PyBase {
  vars: ReadonlyMap<PyContextVar, PyObject> = new Map();
  entered = false;
}
export const isContext = (o: PyObject): boolean => o instanceof PyContext;
class PyToken extends PyBase {
  context: PyContext;
  variable: PyContextVar;
  old: PyObject | undefined;
  used = false;
  constructor(context: PyContext, variable: PyContextVar, old: PyObject | undefined) {
    super();
    this.context = context;
    this.variable = variable;
    this.old = old;
  }
}
class PyMissing extends PyBase {}
const MISSING = new PyMissing();

/** Each thread has a context of its own. */
function current(): PyContext {
  const thread = currentThread();
  let context = thread.context as PyContext | undefined;
  if (context === undefined) {
    context = new PyContext();
    thread.context = context;
  }
  return context;
}

function withVar(context: PyContext, v: PyContextVar, value: PyObject | undefined): void {
  const next = new Map(context.vars);
  if (value === undefined) next.delete(v);
  else next.set(v, value);
  context.vars = next;
}

function reset(v: PyContextVar, token: PyToken): void {
  if (token.used) raise(RuntimeError, `${repr(token)} has already been used once`);
  if (token.variable !== v) raise(ValueError, `${repr(token)} was created by a different ContextVar`);
  if (token.context !== current()) raise(ValueError, `${repr(token)} was created in a different Context`);
  token.used = true;
  withVar(current(), v, token.old);
}

export const contextVarType = defineType(PyContextVar, {
  name: 'ContextVar',
  module: '_contextvars',
  flags: ['HAS_WEAKREF'],
  make: make('ContextVar(name, /, *, default = ?)', (_cls, name: PyObject, fallback: PyObject | undefined) => {
    if (!isStr(name)) raise(TypeError, 'context variable name must be a str');
    return new PyContextVar(name, fallback);
  }),
  slots: {
    repr: (v: PyContextVar) =>
      strFromJs(`<ContextVar name=${repr(v.name)}${v.fallback === undefined ? '' : ` default=${repr(v.fallback)}`} at ${addressOf(v)}>`),
  },
  methods: [
    method(
      'get(self, default = ?, /)',
      'Return a value for the context variable for the current context.',
      (v: PyContextVar, fallback: PyObject | undefined) => {
        const value = contextVarValue(v) ?? fallback ?? v.fallback;
        if (value === undefined) raiseWith(LookupError, v);
        return value;
      },
    ),
    method('set(self, value, /)', 'Call to set a new value for the context variable in the current context.', (v: PyContextVar, value: PyObject) => {
      const context = current();
      const token = new PyToken(context, v, context.vars.get(v));
      withVar(context, v, value);
      return token;
    }),
    method('reset(self, token, /)', 'Reset the context variable.', (v: PyContextVar, token: PyObject) => {
      if (!(token instanceof PyToken)) raise(TypeError, `expected an instance of Token, got ${repr(token)}`);
      reset(v, token);
      return None;
    }),
    classMethod('__class_getitem__(cls, item, /)', 'See PEP 585', (cls, item) => newGenericAlias(cls, item)),
  ],
  getset: [member('name', null, (v: PyContextVar) => v.name)],
});

export const tokenType = defineType(PyToken, {
  name: 'Token',
  module: '_contextvars',
  make: make('Token()', () => raise(RuntimeError, 'Tokens can only be created by ContextVars')),
  slots: { repr: (t: PyToken) => strFromJs(`<Token${t.used ? ' used' : ''} var=${repr(t.variable)} at ${addressOf(t)}>`) },
  unhashable: true,
  methods: [
    classMethod('__class_getitem__(cls, item, /)', 'See PEP 585', (cls, item) => newGenericAlias(cls, item)),
    method('__enter__(self, /)', 'Enter into Token context manager.', (t: PyToken) => t),
    method('__exit__(self, type, value, tb, /)', 'Exit from Token context manager, restore the linked ContextVar.', (t: PyToken) => {
      reset(t.variable, t);
      return None;
    }),
  ],
  getset: [member('var', null, (t: PyToken) => t.variable), member('old_value', null, (t: PyToken) => t.old ?? MISSING)],
  constants: () => ({ MISSING }),
});
export const missingType = defineType(PyMissing, { name: 'Token.MISSING', flags: ['NO_NEW'], slots: { repr: () => '<Token.MISSING>' } });

function lookup(context: PyContext, key: PyObject): PyObject | undefined {
  if (!(key instanceof PyContextVar)) raise(TypeError, `a ContextVar key was expected, got ${repr(key)}`);
  return context.vars.get(key);
}

export const contextType = defineType(PyContext, {
  name: 'Context',
  module: '_contextvars',
  flags: ['MAPPING', 'HAS_WEAKREF'],
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (args.length > 0 || kwnames !== undefined) raise(TypeError, 'Context() does not accept any arguments');
      return new PyContext();
    },
    len: (c: PyContext) => c.vars.size,
    getitem: (c: PyContext, key: PyObject) => lookup(c, key) ?? raiseWith(KeyError, key),
    contains: (c: PyContext, key: PyObject) => lookup(c, key) !== undefined,
    iter: (c: PyContext) => getIter(new PyList([...c.vars.keys()])),
    eq: (a: PyContext, b: PyObject) => {
      if (!(b instanceof PyContext)) return NotImplemented;
      if (a.vars.size !== b.vars.size) return false;
      for (const [k, v] of a.vars) {
        const w = b.vars.get(k);
        if (w === undefined || !equal(v, w)) return false;
      }
      return true;
    },
  },
  unhashable: true,
  methods: [
    { ...method('run(self, callable, /, *args, **kwargs)', null, runIn), g: runInParked },
    method('copy(self, /)', 'Return a shallow copy of the context object.', (c: PyContext) => {
      const n = new PyContext();
      n.vars = c.vars;
      return n;
    }),
    method(
      'get(self, key, default = None, /)',
      'Return the value for `key` if `key` has the value in the context object.',
      (c: PyContext, key, fallback) => lookup(c, key) ?? fallback,
    ),
    method('keys(self, /)', 'Return a list of all variables in the context object.', (c: PyContext) => new PyList([...c.vars.keys()])),
    method('values(self, /)', "Return a list of all variables' values in the context object.", (c: PyContext) => new PyList([...c.vars.values()])),
    method(
      'items(self, /)',
      'Return all variables and their values in the context object.',
      (c: PyContext) => new PyList([...c.vars].map(([k, v]) => new PyTuple([k, v]))),
    ),
  ],
});
import type { PyDict } from '../objects/model/dict.ts';
import { dictEntries, dictSize } from '../objects/types/dictStore.ts';
import { jsFromStr, type PyStr } from '../objects/ops/strings.ts';
import { callWithDict } from '../objects/ops/callWithDict.ts';

/** Marks `c` as entered; the caller makes it the thread's context. */
function enter(c: PyContext): ReturnType<typeof currentThread> {
  if (c.entered) raise(RuntimeError, `cannot enter context: ${repr(c)} is already entered`);
  c.entered = true;
  return currentThread();
}

function runIn(c: PyContext, callable: PyObject, args: PyObject[], kwargs: PyDict): PyObject {
  const thread = enter(c);
  const outer = thread.context;
  thread.context = c;
  try {
    if (dictSize(kwargs) === 0) return args.length === 0 ? callable.c0() : args.length === 1 ? callable.c1(args[0]!) : callable.cN(args);
    return callWithDict(callable, args, kwargs);
  } finally {
    c.entered = false;
    thread.context = outer;
  }
}

/** What `copy_context()` gives. */
export function copyCurrentContext(): PyObject {
  const c = new PyContext();
  c.vars = current().vars;
  return c;
}

/** Runs `f` in a context, as its `run` does. */
export function withContext<T>(c: PyObject, f: () => T): T {
  if (!(c instanceof PyContext)) raise(TypeError, 'an instance of Context was expected');
  const thread = enter(c);
  const outer = thread.context;
  thread.context = c;
  try {
    return f();
  } finally {
    c.entered = false;
    thread.context = outer;
  }
}

/** A context variable for native modules. */
export function newContextVar(name: string): PyObject {
  return new PyContextVar(name, undefined);
}

/** Its value in the current context, undefined while it has none. Asking makes no context. */
export function contextVarValue(v: PyObject): PyObject | undefined {
  return (currentThread().context as PyContext | undefined)?.vars.get(v as PyContextVar);
}

export function setContextVar(v: PyObject, value: PyObject): void {
  withVar(current(), v as PyContextVar, value);
}

/** `run` of a green thread: what it calls may be parked. */
function* runInParked(c: PyContext, callable: PyObject, args: PyObject[], kwargs: PyDict): Generator<PyObject, PyObject, unknown> {
  if (c.entered) raise(RuntimeError, `cannot enter context: ${repr(c)} is already entered`);
  const outer = current();
  c.entered = true;
  currentThread().context = c;
  try {
    const kw = dictEntries(kwargs);
    const names = kw.map(([k]) => jsFromStr(k as PyStr));
    return yield* callSuspendable(callable, [...args, ...kw.map(([, v]) => v)], names.length === 0 ? undefined : names);
  } finally {
    c.entered = false;
    currentThread().context = outer;
  }
}

export default defineModule({
  name: '_contextvars',
  doc: 'Context Variables',
  functions: [fn('copy_context()', null, copyCurrentContext)],
  constants: () => ({ Context: contextType, ContextVar: contextVarType, Token: tokenType }),
});
