// Python functions: binding of arguments and what Python sees of a function. CPython: Objects/funcobject.c, Python/ceval.c
// (initialize_locals). HOT: `bindArguments`; the direct entries of `model/function.ts` never come here.
import type { KwNames, Namespace, PyObject } from '../model/object.ts';
import {
  CO_VARARGS,
  CO_VARKEYWORDS,
  PyCode,
  PyFunction,
  PyMethod,
  functionHooks,
  setEntries,
  setEntry,
  setStarEntries,
  type JsFunction,
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
} from '../model/function.ts';
import { None, NotImplemented, PyCell, PyTuple } from '../model/values.ts';
import type { PyDict } from '../model/dict.ts';
import { compareSlots, defineType, getset, make, member, method, type GetSetRow } from '../declare/type.ts';
import { EMPTY_TUPLE } from './tuple.ts';
import { sameNames } from '../declare/native.ts';
import { raise } from '../ops/raise.ts';
import { DeprecationWarning, TypeError, ValueError } from './exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { addressOf, repr } from '../ops/repr.ts';
import { dictEntries, dictGetStr, dictOfKeywords, dictOfNamespace, dictSetStr, namespaceOf, newDict } from './dictStore.ts';
import { instanceDict } from './object.ts';
import { getattr, tryGetattr, raiseAttributeError } from '../ops/attr.ts';
import { hashIdentity } from '../ops/hash.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { equal, richCompare } from '../ops/compare.ts';
import { typeName } from '../ops/number.ts';
import { prepend } from '../../util/prepend.ts';

/** A factory of the emitted text: called once per function object with its cells. */
export type Factory = (F: PyFunction, ...cells: PyCell[]) => JsFunction | [JsFunction, JsFunction];

/** Makes a function object. `defaults` are the values of the last positional parameters. */
export function makeFunction(
  code: PyCode,
  G: Namespace,
  mk: Factory,
  defaults: PyObject[] | undefined,
  kwdefaults: PyDict | undefined,
  annotate: PyObject | undefined,
  cells: PyCell[],
): PyFunction {
  const f = new PyFunction(code, G, cells);
  const made = cells.length === 0 ? mk(f) : mk(f, ...cells);
  const { thisForm, kwonlyargcount, flags, argcount } = code.data;
  if (thisForm) {
    f.tf = (made as [JsFunction, JsFunction])[0];
    f.js = (made as [JsFunction, JsFunction])[1];
  } else {
    f.js = made as JsFunction;
  }
  // fast: nothing but positional parameters.
  if (defaults === undefined && annotate === undefined && kwonlyargcount === 0 && (flags & (CO_VARARGS | CO_VARKEYWORDS)) === 0) {
    setEntry(f, argcount);
    return f;
  }
  if (defaults !== undefined) f.defaults = new PyTuple(defaults);
  f.kwdefaults = kwdefaults;
  if (annotate !== undefined) f.ext = { annotate };
  refreshEntries(f);
  return f;
}

/**
 * Recomputes default values by parameter and the direct entries; after any change of code or defaults. The
 * compiled prologue fills in the defaults that the `def` had; those set later are filled in by the binder.
 */
export function refreshEntries(f: PyFunction): void {
  const { argcount, kwonlyargcount, flags, varnames } = f.code.data;
  const defaults = f.defaults?.ta ?? NONE;
  let requiredKw = false;
  if (defaults.length > 0 || kwonlyargcount > 0) {
    const dv: (PyObject | undefined)[] = new Array(paramCount(f)).fill(undefined);
    for (let i = 0; i < defaults.length && i < argcount; i++) dv[argcount - 1 - i] = defaults[defaults.length - 1 - i];
    const base = argcount + ((flags & CO_VARARGS) !== 0 ? 1 : 0);
    for (let k = 0; k < kwonlyargcount; k++) {
      const value = f.kwdefaults === undefined ? undefined : dictGetStr(f.kwdefaults, varnames[argcount + k]!);
      if (value === undefined) requiredKw = true;
      dv[base + k] = value;
    }
    f.dv = dv;
  } else {
    f.dv = NONE;
  }
  if ((flags & CO_VARARGS) !== 0 && kwonlyargcount === 0) setStarEntries(f, argcount, (flags & CO_VARKEYWORDS) !== 0);
  else if ((flags & (CO_VARARGS | CO_VARKEYWORDS)) !== 0 || requiredKw) setEntries(f, 1, 0);
  else if (f.ext?.changed !== true) setEntries(f, Math.max(0, argcount - defaults.length), argcount);
  else if (kwonlyargcount > 0) setEntries(f, 1, 0);
  else setEntries(f, argcount, argcount);
}
const NONE: PyObject[] = [];

function paramCount(f: PyFunction): number {
  const { argcount, kwonlyargcount, flags } = f.code.data;
  return argcount + kwonlyargcount + ((flags & CO_VARARGS) !== 0 ? 1 : 0) + ((flags & CO_VARKEYWORDS) !== 0 ? 1 : 0);
}

/** The values of all parameters in JS order (positional, *args, keyword-only, **kw), defaults filled in. */
export function bindArguments(f: PyFunction, args: PyObject[], kwnames: KwNames): (PyObject | undefined)[] {
  const { argcount, kwonlyargcount, flags } = f.code.data;
  const hasVarargs = (flags & CO_VARARGS) !== 0,
    hasVarkw = (flags & CO_VARKEYWORDS) !== 0;
  const nkw = kwnames === undefined ? 0 : kwnames.length;
  const given = args.length - nkw;
  const kwBase = argcount + (hasVarargs ? 1 : 0);
  const values: (PyObject | undefined)[] = new Array(kwBase + kwonlyargcount + (hasVarkw ? 1 : 0));
  const n = given < argcount ? given : argcount;
  for (let i = 0; i < n; i++) values[i] = args[i];
  for (let i = n; i < values.length; i++) values[i] = undefined;
  if (hasVarargs) values[argcount] = given > argcount ? new PyTuple(args.slice(argcount, given)) : EMPTY_TUPLE;
  let extra: PyDict | undefined;
  if (hasVarkw) values[values.length - 1] = extra = newDict();
  if (nkw > 0) bindKeywords(f, values, args, kwnames!, given, kwBase, extra);
  if (given > argcount && !hasVarargs) tooManyPositional(f, given, values, kwBase);
  const { dv } = f;
  let missing = false;
  for (let i = n; i < argcount; i++) if (values[i] === undefined && dv[i] === undefined) missing = true;
  if (missing) missingArguments(f, values, 0, argcount, 'positional', 0);
  for (let k = 0; k < kwonlyargcount; k++) if (values[kwBase + k] === undefined && dv[kwBase + k] === undefined) missing = true;
  if (missing) missingArguments(f, values, kwBase, kwonlyargcount, 'keyword-only', argcount);
  for (let i = 0; i < dv.length; i++) values[i] ??= dv[i];
  return values;
}

function bindKeywords(
  f: PyFunction,
  values: (PyObject | undefined)[],
  args: PyObject[],
  kwnames: readonly string[],
  given: number,
  kwBase: number,
  extra: PyDict | undefined,
): void {
  const { argcount, kwonlyargcount, posonlyargcount, varnames } = f.code.data;
  for (let k = 0; k < kwnames.length; k++) {
    const name = kwnames[k]!;
    let at = -1;
    for (let i = posonlyargcount; i < argcount + kwonlyargcount; i++)
      if (varnames[i] === name) {
        at = i < argcount ? i : kwBase + i - argcount;
        break;
      }
    if (at >= 0) {
      if (values[at] !== undefined) raise(TypeError, `${functionName(f)}() got multiple values for argument '${name}'`);
      values[at] = args[given + k];
    } else if (extra !== undefined) {
      dictSetStr(extra, name, args[given + k]!);
    } else {
      unexpectedKeyword(f, name, kwnames);
    }
  }
}

function unexpectedKeyword(f: PyFunction, name: string, kwnames: readonly string[]): never {
  const { posonlyargcount, varnames, argcount, kwonlyargcount } = f.code.data;
  const positionalOnly = varnames.slice(0, posonlyargcount).filter((p) => kwnames.includes(p));
  if (positionalOnly.length > 0) {
    raise(TypeError, `${functionName(f)}() got some positional-only arguments passed as keyword arguments: '${positionalOnly.join(', ')}'`);
  }
  const suggestion = closestName(name, varnames.slice(posonlyargcount, argcount + kwonlyargcount));
  raise(TypeError, `${functionName(f)}() got an unexpected keyword argument '${name}'${suggestion === undefined ? '' : `. Did you mean '${suggestion}'?`}`);
}

/** The parameter that a misspelt keyword probably means, by CPython's weighted edit distance. */
export function closestName(wrong: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const name of candidates) {
    if (name === wrong) continue;
    const limit = Math.min(Math.floor(((wrong.length + name.length + 3) * 2) / 6), bestDistance - 1);
    const d = editDistance(wrong, name, limit);
    if (d <= limit && d < bestDistance) {
      best = name;
      bestDistance = d;
    }
  }
  return best;
}

/** Moves cost 2, changes of case 1; gives a value above `limit` where the distance exceeds it. */
function editDistance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j * 2);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * 2];
    for (let j = 1; j <= b.length; j++) {
      const x = a[i - 1]!,
        y = b[j - 1]!;
      const change = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? 1 : 2;
      next.push(Math.min(row[j - 1]! + change, row[j]! + 2, next[j - 1]! + 2));
    }
    row = next;
  }
  return row[b.length]! > limit ? limit + 1 : row[b.length]!;
}

function tooManyPositional(f: PyFunction, given: number, values: (PyObject | undefined)[], kwBase: number): never {
  const { argcount, kwonlyargcount } = f.code.data;
  const ndefaults = f.defaults?.ta.length ?? 0;
  let kwGiven = 0;
  for (let k = 0; k < kwonlyargcount; k++) if (values[kwBase + k] !== undefined) kwGiven++;
  const plural = ndefaults > 0 || argcount !== 1;
  const takes = ndefaults > 0 ? `from ${argcount - ndefaults} to ${argcount}` : `${argcount}`;
  const kwText = kwGiven > 0 ? ` positional argument${given === 1 ? '' : 's'} (and ${kwGiven} keyword-only argument${kwGiven === 1 ? '' : 's'})` : '';
  raise(
    TypeError,
    `${functionName(f)}() takes ${takes} positional argument${plural ? 's' : ''} but ${given}${kwText} ${given === 1 && kwGiven === 0 ? 'was' : 'were'} given`,
  );
}

function missingArguments(f: PyFunction, values: (PyObject | undefined)[], base: number, countOf: number, kind: string, nameBase: number): void {
  const names: string[] = [];
  for (let i = 0; i < countOf; i++) if (values[base + i] === undefined && f.dv[base + i] === undefined) names.push(`'${f.code.data.varnames[nameBase + i]}'`);
  if (names.length === 0) return;
  const list = names.length === 1 ? names[0] : names.length === 2 ? `${names[0]} and ${names[1]}` : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
  raise(TypeError, `${functionName(f)}() missing ${names.length} required ${kind} argument${names.length === 1 ? '' : 's'}: ${list}`);
}

export function functionName(f: PyFunction): string {
  const q = f.ext?.qualname;
  return q !== undefined && isStr(q) ? jsFromStr(q) : f.code.data.qualname;
}

/** How a call with certain keywords binds. The code keeps its plans for the calls to come, most of which are from the same few places. */
interface Plan {
  readonly kwnames: readonly string[];
  /** How many values such a call has. */
  readonly count: number;
  /** For each parameter in JS order but `*args` and `**kw`: which value it gets, −1 for its default. */
  readonly from: readonly number[];
  /** Places of those that only their default can fill, in `dv`. */
  readonly absent: readonly number[];
  /** Set for functions with `**kw`: the names that go there, and which values are theirs. */
  readonly names: readonly string[] | undefined;
  readonly values: readonly number[];
  readonly next: Plan | undefined;
}

/** Longer lists are not worth walking. */
const MAX_PLANS = 8;

function planFor(code: PyCode, count: number, kwnames: readonly string[]): Plan | undefined {
  const first = code.plan as Plan | undefined;
  let n = 0;
  for (let plan = first; plan !== undefined; plan = plan.next, n++) if (plan.count === count && sameNames(plan.kwnames, kwnames)) return plan;
  const made = makePlan(code, count, kwnames, n < MAX_PLANS ? first : undefined);
  if (made !== undefined) code.plan = made;
  return made;
}

/** Undefined where such a call is an error. */
function makePlan(code: PyCode, count: number, kwnames: readonly string[], next: Plan | undefined): Plan | undefined {
  const { argcount, kwonlyargcount, posonlyargcount, flags, varnames } = code.data;
  const given = count - kwnames.length;
  if (given > argcount && (flags & CO_VARARGS) === 0) return undefined;
  const total = argcount + kwonlyargcount;
  const from: number[] = [];
  for (let i = 0; i < total; i++) from.push(i < given && i < argcount ? i : -1);
  const names: string[] = [],
    values: number[] = [];
  for (let k = 0; k < kwnames.length; k++) {
    const name = kwnames[k]!;
    const at = varnames.indexOf(name, posonlyargcount);
    if (at >= 0 && at < total) {
      if (from[at]! >= 0) return undefined;
      from[at] = given + k;
    } else {
      if ((flags & CO_VARKEYWORDS) === 0 || typeof strFromJs(name) !== 'string') return undefined;
      names.push(name);
      values.push(given + k);
    }
  }
  const absent: number[] = [];
  const shift = (flags & CO_VARARGS) !== 0 ? 1 : 0;
  for (let i = 0; i < total; i++) if (from[i]! < 0) absent.push(i < argcount ? i : i + shift);
  return { kwnames, count, from, absent, names: (flags & CO_VARKEYWORDS) !== 0 ? names : undefined, values, next };
}

/** fast: a call as planned. */
function callPlanned(f: PyFunction, plan: Plan, args: PyObject[]): PyObject {
  const { js, dv } = f;
  const { from, absent } = plan;
  for (let i = 0; i < absent.length; i++) if (dv[absent[i]!] === undefined) return callBound(f, args, plan.kwnames);
  if ((f.code.data.flags & (CO_VARARGS | CO_VARKEYWORDS)) !== 0) return callWithStars(f, plan, args);
  switch (from.length) {
    case 1:
      return js(chosen(from[0]!, args, dv, 0));
    case 2:
      return js(chosen(from[0]!, args, dv, 0), chosen(from[1]!, args, dv, 1));
    case 3:
      return js(chosen(from[0]!, args, dv, 0), chosen(from[1]!, args, dv, 1), chosen(from[2]!, args, dv, 2));
    case 4:
      return js(chosen(from[0]!, args, dv, 0), chosen(from[1]!, args, dv, 1), chosen(from[2]!, args, dv, 2), chosen(from[3]!, args, dv, 3));
    default: {
      const values: (PyObject | undefined)[] = [];
      for (let i = 0; i < from.length; i++) values.push(chosen(from[i]!, args, dv, i));
      return js(...values);
    }
  }
}

function chosen(from: number, args: PyObject[], dv: (PyObject | undefined)[], at: number): PyObject | undefined {
  return from < 0 ? dv[at] : args[from];
}

function callWithStars(f: PyFunction, plan: Plan, args: PyObject[]): PyObject {
  const { js, dv, code } = f;
  const { from, names } = plan;
  const { argcount, flags } = code.data;
  const kw = names === undefined ? undefined : dictOfKeywords(names, plan.values, args);
  const hasVarargs = (flags & CO_VARARGS) !== 0;
  let first: PyObject | undefined = kw;
  if (hasVarargs) {
    const given = plan.count - plan.kwnames.length;
    first = given > argcount ? new PyTuple(args.slice(argcount, given)) : EMPTY_TUPLE;
  }
  // A JS function that has no second such parameter does not look.
  const second = hasVarargs ? kw : undefined;
  if (from.length === argcount) {
    switch (argcount) {
      case 0:
        return js(first, second);
      case 1:
        return js(chosen(from[0]!, args, dv, 0), first, second);
      case 2:
        return js(chosen(from[0]!, args, dv, 0), chosen(from[1]!, args, dv, 1), first, second);
    }
  }
  const values: (PyObject | undefined)[] = [];
  for (let i = 0; i < argcount; i++) values.push(chosen(from[i]!, args, dv, i));
  if (hasVarargs) values.push(first);
  for (let i = argcount; i < from.length; i++) values.push(chosen(from[i]!, args, dv, values.length));
  if (kw !== undefined) values.push(kw);
  return js(...values);
}

/** Binds in the general way and calls. */
function callBound(f: PyFunction, args: PyObject[], kwnames: KwNames): PyObject {
  const { js } = f;
  return js(...bindArguments(f, args, kwnames));
}

/** Binds and calls. */
export function callFunction(f: PyFunction, args: PyObject[], kwnames: KwNames): PyObject {
  if (kwnames === undefined || kwnames.length === 0) return callBound(f, args, undefined);
  // fast: the place that called last.
  let plan = f.code.plan as Plan | undefined;
  if (plan === undefined || plan.kwnames !== kwnames || plan.count !== args.length) plan = planFor(f.code, args.length, kwnames);
  return plan === undefined ? callBound(f, args, kwnames) : callPlanned(f, plan, args);
}

/** Gives functions their general entries; called once by `types/zoo.ts`. */
export function installFunctions(): void {
  functionHooks.bind = callFunction;
  functionHooks.empty = EMPTY_TUPLE;
  PyFunction.prototype.cN = function (this: PyFunction, args: PyObject[]) {
    switch (args.length) {
      case 0:
        return this.c0();
      case 1:
        return this.c1(args[0]);
      case 2:
        return this.c2(args[0], args[1]);
      case 3:
        return this.c3(args[0], args[1], args[2]);
      case 4:
        return this.c4(args[0], args[1], args[2], args[3]);
      case 5:
        return this.c5(args[0], args[1], args[2], args[3], args[4]);
      default:
        return callFunction(this, args, undefined);
    }
  };
  PyFunction.prototype.cK = function (this: PyFunction, args: PyObject[], kwnames: readonly string[]) {
    return callFunction(this, args, kwnames);
  };
}

// --- what Python sees ---------------------------------------------------------------------------------------------------

const extras = (f: PyFunction) => (f.ext ??= {});

export function functionDoc(f: PyFunction): PyObject {
  return f.ext?.doc ?? codeDoc(f.code);
}

/** The docstring of a function's code, or None. */
export function codeDoc(code: PyCode): PyObject {
  const { consts, flags } = code.data;
  return (flags & 0x4000000) !== 0 && consts.length > 0 ? consts[0]! : None;
}

export function functionModule(f: PyFunction): PyObject {
  return f.ext?.module ?? f.G['$__name__'] ?? None;
}

const strGetset = (name: string, get: (f: PyFunction) => PyObject, set: (f: PyFunction, v: PyObject) => void): GetSetRow =>
  getset(name, null, get, (f: PyFunction, v) => {
    if (v === undefined || !isStr(v)) raise(TypeError, `${name} must be set to a string object`);
    set(f, v);
  });

export const functionType = defineType(PyFunction, {
  name: 'function',
  flags: ['HAS_DICT', 'HAS_WEAKREF', 'FUNCTION'],
  doc: 'Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that overrides the name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  closure\n    a tuple that supplies the bindings for free variables\n  kwdefaults\n    a dictionary that specifies the default keyword argument values',
  make: make(
    'function(code, globals, name = None, argdefs = None, closure = None, kwdefaults = None)',
    (_cls, code, globals, name, argdefs, closure, kwdefaults) => newFunction(code, globals, name, argdefs, closure, kwdefaults),
  ),
  slots: {
    repr: (f: PyFunction) => strFromJs(`<function ${functionName(f)} at ${addressOf(f)}>`),
    call: callFunction,
    get: (f: PyFunction, obj) => (obj === undefined || obj === None ? (obj === None ? new PyMethod(f, obj) : f) : new PyMethod(f, obj)),
  },
  getset: [
    getset(
      '__code__',
      null,
      (f: PyFunction) => f.code,
      (f: PyFunction, v) => {
        if (!(v instanceof PyCode)) raise(TypeError, '__code__ must be set to a code object');
        if (((f.code.data.flags ^ v.data.flags) & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0)
          warn(DeprecationWarning, 'Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)');
        setCode(f, v);
      },
    ),
    getset(
      '__defaults__',
      null,
      (f: PyFunction) => f.defaults ?? None,
      (f: PyFunction, v) => {
        if (v !== undefined && v !== None && !(v instanceof PyTuple)) raise(TypeError, '__defaults__ must be set to a tuple object');
        f.defaults = v === undefined || v === None ? undefined : (v as PyTuple);
        extras(f).changed = true;
        refreshEntries(f);
      },
    ),
    getset(
      '__kwdefaults__',
      null,
      (f: PyFunction) => f.kwdefaults ?? None,
      (f: PyFunction, v) => {
        if (v !== undefined && v !== None && (v.tflags & 64) === 0) raise(TypeError, '__kwdefaults__ must be set to a dict object');
        f.kwdefaults = v === undefined || v === None ? undefined : (v as PyDict);
        extras(f).changed = true;
        refreshEntries(f);
      },
    ),
    getset('__annotations__', null, functionAnnotations, (f: PyFunction, v) => {
      if (v !== undefined && v !== None && (v.tflags & 64) === 0) raise(TypeError, '__annotations__ must be set to a dict object');
      extras(f).annotations = v === undefined || v === None ? newDict() : v;
      extras(f).annotate = undefined as never;
    }),
    getset(
      '__annotate__',
      null,
      (f: PyFunction) => f.ext?.annotate ?? None,
      (f: PyFunction, v) => {
        if (v === undefined) raise(TypeError, '__annotate__ cannot be deleted');
        if (v !== None && v.s_call === undefined) raise(TypeError, '__annotate__ must be callable or None');
        extras(f).annotate = v;
        if (v !== None) delete extras(f).annotations;
      },
    ),
    strGetset(
      '__name__',
      (f) => f.ext?.name ?? strFromJs(f.code.data.name),
      (f, v) => {
        extras(f).name = v;
      },
    ),
    strGetset(
      '__qualname__',
      (f) => f.ext?.qualname ?? strFromJs(f.code.data.qualname),
      (f, v) => {
        extras(f).qualname = v;
      },
    ),
    getset('__module__', null, functionModule, (f: PyFunction, v) => {
      extras(f).module = v ?? None;
    }),
    getset('__doc__', null, functionDoc, (f: PyFunction, v) => {
      extras(f).doc = v ?? None;
    }),
    getset(
      '__dict__',
      null,
      (f: PyFunction) => instanceDict(f),
      (f: PyFunction, v) => {
        if (v === undefined || (v.tflags & 64) === 0) raise(TypeError, '__dict__ must be set to a dictionary');
        setInstanceDict(f, v as PyDict);
      },
    ),
    getset(
      '__type_params__',
      null,
      (f: PyFunction) => f.ext?.typeParams ?? EMPTY_TUPLE,
      (f: PyFunction, v) => {
        if (!(v instanceof PyTuple)) raise(TypeError, '__type_params__ must be set to a tuple');
        extras(f).typeParams = v;
      },
    ),
    member('__globals__', null, (f: PyFunction) => dictOfNamespace(f.G)),
    member('__closure__', null, (f: PyFunction) => (f.cells.length === 0 ? None : new PyTuple([...f.cells]))),
    member('__builtins__', null, (f: PyFunction) => builtinsOf(f)),
  ],
});
import { setInstanceDict } from './object.ts';

function builtinsOf(f: PyFunction): PyObject {
  const own = f.G['$__builtins__'];
  if (own !== undefined) return (own.tflags & 0x2000) !== 0 ? getattr(own, '__dict__') : own;
  return getattr(importModule('builtins'), '__dict__');
}
import { importModule, warn } from '../ops/hooks.ts';

function functionAnnotations(f: PyFunction): PyObject {
  const own = f.ext?.annotations;
  if (own !== undefined) return own;
  const annotate = f.ext?.annotate;
  let result: PyObject;
  if (annotate !== undefined && annotate !== None) {
    result = annotate.c1(1);
    if ((result.tflags & 64) === 0) raise(TypeError, `__annotate__ returned non-dict of type '${typeName(result)}'`);
  } else {
    result = newDict();
  }
  extras(f).annotations = result;
  return result;
}

/** Set by the runtime: the factory of a code object under given globals. */
export const codeHooks: { factoryFor: (code: PyCode, G: Namespace) => Factory } = {
  factoryFor: () => {
    throw new Error('no units');
  },
};

function newFunction(code: PyObject, globals: PyObject, name: PyObject, argdefs: PyObject, closure: PyObject, kwdefaults: PyObject): PyObject {
  if (!(code instanceof PyCode)) raise(TypeError, `function() argument 'code' must be code, not ${typeName(code)}`);
  if ((globals.tflags & 64) === 0) raise(TypeError, `function() argument 'globals' must be dict, not ${typeName(globals)}`);
  if (name !== None && !isStr(name)) raise(TypeError, 'arg 3 (name) must be None or string');
  if (argdefs !== None && !(argdefs instanceof PyTuple)) raise(TypeError, 'arg 4 (defaults) must be None or tuple');
  if (kwdefaults !== None && (kwdefaults.tflags & 64) === 0) raise(TypeError, 'arg 6 (kwdefaults) must be None or dict');
  const nfree = code.data.freevars.length;
  if (closure !== None && !(closure instanceof PyTuple))
    raise(TypeError, nfree > 0 ? 'arg 5 (closure) must be tuple' : 'arg 5 (closure) must be None or tuple');
  if (closure === None && nfree > 0) raise(TypeError, 'arg 5 (closure) must be tuple');
  const cells = closure === None ? [] : (closure as PyTuple).ta;
  if (cells.length !== nfree) raise(ValueError, `${code.data.name} requires closure of length ${nfree}, not ${cells.length}`);
  for (const cell of cells) if (!(cell instanceof PyCell)) raise(TypeError, `arg 5 (closure) expected cell, found ${typeName(cell)}`);
  const G = namespaceOf(globals as PyDict);
  const f = makeFunction(
    code,
    G,
    codeHooks.factoryFor(code, G),
    undefined,
    kwdefaults === None ? undefined : (kwdefaults as PyDict),
    undefined,
    cells as PyCell[],
  );
  if (argdefs !== None) f.defaults = argdefs as PyTuple;
  extras(f).changed = true;
  refreshEntries(f);
  if (name !== None) {
    extras(f).name = name;
  }
  return f;
}

function setCode(f: PyFunction, code: PyCode): void {
  if (code.data.freevars.length !== f.cells.length) {
    raise(
      ValueError,
      `${jsFromStr(getattr(f, '__name__') as string)}() requires a code object with ${f.cells.length} free vars, not ${code.data.freevars.length}`,
    );
  }
  const made = codeHooks.factoryFor(code, f.G)(f, ...f.cells);
  const ext = extras(f);
  ext.changed = true;
  ext.name ??= strFromJs(f.code.data.name);
  ext.qualname ??= strFromJs(f.code.data.qualname);
  ext.doc ??= functionDoc(f);
  f.code = code;
  f.tf = code.data.thisForm ? (made as [JsFunction, JsFunction])[0] : undefined;
  f.js = code.data.thisForm ? (made as [JsFunction, JsFunction])[1] : (made as JsFunction);
  refreshEntries(f);
}

// --- bound methods -------------------------------------------------------------------------------------------------------

export const methodType = defineType(PyMethod, {
  name: 'method',
  flags: ['HAS_WEAKREF'],
  doc: 'Create a bound instance method object.',
  make: make('method(function, instance, /)', (_cls, func, self) => {
    if (func.s_call === undefined) raise(TypeError, 'first argument must be callable');
    if (self === None) raise(TypeError, 'instance must not be None');
    return new PyMethod(func, self);
  }),
  slots: {
    repr: (m: PyMethod) => {
      const name = tryGetattr(m.func, '__qualname__') ?? tryGetattr(m.func, '__name__');
      return strFromJs(`<bound method ${name !== undefined && isStr(name) ? jsFromStr(name) : '?'} of ${repr(m.self)}>`);
    },
    call: (m: PyMethod, args, kwnames) => (kwnames === undefined ? m.func.cN(prepend(m.self, args)) : m.func.cK(prepend(m.self, args), kwnames)),
    eq: (a: PyMethod, b) => (b instanceof PyMethod ? a.self === b.self && equal(a.func, b.func) : NotImplemented),
    hash: (m: PyMethod) => Number(hashIdentity(m.self)) + Number(hashIdentity(m.func)) * 3,
    get: (m: PyMethod) => m,
    getattro: (m: PyMethod, name) => {
      const own = genericGetattro(m, name);
      return own !== undefined ? own : getattr(m.func, name);
    },
  },
  methods: [method('__reduce__(self, /)', null, (m: PyMethod) => new PyTuple([importBuiltin('getattr'), new PyTuple([m.self, getattr(m.func, '__name__')])]))],
  getset: [
    member('__func__', 'the function (or other callable) implementing a method', (m: PyMethod) => m.func),
    member('__self__', 'the instance to which a method is bound', (m: PyMethod) => m.self),
    getset('__doc__', null, (m: PyMethod) => tryGetattr(m.func, '__doc__') ?? None),
  ],
});
import { genericGetattro } from '../ops/attr.ts';

// --- cells ----------------------------------------------------------------------------------------------------------------

export const cellType = defineType(PyCell, {
  name: 'cell',
  doc: 'Create a new cell object.',
  make: make('cell(contents = ?, /)', (_cls, contents) => new PyCell(contents)),
  slots: {
    repr: (c: PyCell) =>
      strFromJs(c.v === undefined ? `<cell at ${addressOf(c)}: empty>` : `<cell at ${addressOf(c)}: ${c.v.ob_type.name} object at ${addressOf(c.v)}>`),
    ...compareSlots((a: PyCell, b: PyObject, op) => {
      if (!(b instanceof PyCell)) return NotImplemented;
      if (a.v !== undefined && b.v !== undefined) return richCompare(a.v, b.v, op);
      // An empty cell comes before any other.
      return richCompare(Number(a.v !== undefined), Number(b.v !== undefined), op);
    }),
  },
  unhashable: true,
  getset: [
    getset(
      'cell_contents',
      null,
      (c: PyCell) => {
        if (c.v === undefined) raise(ValueError, 'cell is empty');
        return c.v;
      },
      (c: PyCell, v) => {
        c.v = v;
      },
    ),
  ],
});

export { dictEntries, raiseAttributeError };
