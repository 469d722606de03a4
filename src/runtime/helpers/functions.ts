// Functions, classes, generators.
import { FS, L } from '../../objects/frame.ts';
import type { KwNames, Namespace, PyObject } from '../../objects/model/object.ts';
import { type PyCode, PyFunction } from '../../objects/model/function.ts';
import { None, type PyCell, PyTuple } from '../../objects/model/values.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { makeFunction as make, type Factory } from '../../objects/types/function.ts';
import {
  CREATED,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
  awaitIterator,
  closeDropped,
  delegateFirst,
  delegateRest,
  delegateTo,
  originTracking,
} from '../../objects/types/generator.ts';
import { getIter } from '../../objects/ops/iter.ts';
import { raise } from '../../objects/ops/raise.ts';
import { NameError, TypeError } from '../../objects/types/exceptions.ts';
import { listFull as full } from '../../objects/types/sequence.ts';
import { typeName } from '../../objects/ops/number.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { dictEntries, newDict } from '../../objects/types/dictStore.ts';
import { builtinsNamespace, builtinsOf } from '../builtinsOf.ts';
import { builtinsAt } from '../unit.ts';
import { pendingTemplate } from '../../objects/types/type.ts';
import { traceWhenCalled, tracing } from '../tracing.ts';
import { nsLoadLocal, nsStore } from './names.ts';
import { finalize, watch } from '../../objects/ops/finalize.ts';
import { frameHooks } from '../../objects/types/frame.ts';
import { collectAfterDrop } from '../finalizers.ts';
import { anextStart, cannotAwait } from './calls.ts';
import { wrapAsyncYield } from '../../objects/types/asyncgen.ts';

/** Emitted for: def, lambda, comprehensions that are functions. */
export function makeFunction(
  code: PyCode,
  G: Namespace,
  mk: Factory,
  defaults: PyObject[] | undefined,
  kwdefaults: PyObject | undefined,
  annotate: PyObject | undefined,
  cells: PyCell[],
): PyFunction {
  const f = make(code, G, mk, defaults, kwdefaults as PyDict | undefined, annotate, cells);
  if (tracing.everywhere) traceWhenCalled(f);
  return f;
}

/** Emitted for: def f[T]. */
export function setTypeParams(o: PyObject, params: PyObject): PyObject {
  if (o instanceof PyFunction) (o.ext ??= {}).typeParams = params;
  return o;
}

/** Emitted for: class. `template` carries the allocator and the constructors by arity (docs/internals.md section 4). */
export function buildClass(
  body: PyObject,
  name: PyObject,
  args: PyObject[],
  kwnames: KwNames,
  pc: number,
  ctor?: () => new () => any,
  construct?: (K: any) => Function[],
): PyObject {
  L[FS.sp] = pc;
  const B = builtinsAt(pc) ?? builtinsNamespace();
  const build = Object.hasOwn(B, '$__build_class__') ? B['$__build_class__'] : undefined;
  if (build === undefined) raise(NameError, '__build_class__ not found');
  pendingTemplate.ctor = ctor;
  pendingTemplate.construct = construct;
  try {
    const all = [body, name, ...args];
    return kwnames === undefined ? build.cN(all) : build.cK(all, kwnames);
  } finally {
    pendingTemplate.ctor = pendingTemplate.construct = undefined;
  }
}

/** Emitted for: class A(*b, **k). */
export function buildClassEx(body: PyObject, name: PyObject, args: PyObject[], kw: PyObject, pc: number): PyObject {
  const names: string[] = [];
  for (const [key, value] of dictEntries(kw as PyDict)) {
    if (!isStr(key)) raise(TypeError, 'keywords must be strings');
    names.push(jsFromStr(key));
    args.push(value);
  }
  return buildClass(body, name, args, names.length === 0 ? undefined : names, pc);
}

/** Emitted with `from __future__ import annotations`: makes `__annotations__` if it is missing. */
export function setupAnnotations(G: Namespace, ns: PyObject | undefined, pc: number): void {
  if (ns === undefined) {
    G['$__annotations__'] ??= newDict();
  } else if (nsLoadLocal(ns, '__annotations__') === undefined) {
    nsStore(ns, '__annotations__', newDict(), pc);
  }
}

/** Emitted at the start of a class body. */
export function classBody(ns: PyObject, qualname: string, firstlineno: number, G: Namespace, pc: number): void {
  const module = G['$__name__'] ?? builtinsOf(G)['$__name__'];
  if (module !== undefined) nsStore(ns, '__module__', module, pc);
  nsStore(ns, '__qualname__', strFromJs(qualname), pc);
  nsStore(ns, '__firstlineno__', firstlineno, pc);
}

/** Emitted in constructors, for an `__init__` that gave a value. */
export function notNone(v: PyObject): never {
  raise(TypeError, `__init__() should return None, not '${typeName(v)}'`);
}

/** The code object a generator shows: `F.__code__` may have been replaced by one with other flags. */
function currentCode(code: PyCode, F: PyFunction | undefined): PyCode {
  return F !== undefined && F.code.index === code.index ? F.code : code;
}

export function makeGenerator(code: PyCode, F: PyFunction): PyGenerator {
  return created(new PyGenerator(currentCode(code, F), F));
}
export function makeCoroutine(code: PyCode, F: PyFunction): PyCoroutine {
  const g = created(new PyCoroutine(currentCode(code, F), F));
  newCoroutine(g);
  return g;
}

export function newCoroutine(g: PyCoroutine): void {
  g.born = L[FS.sp]!;
  if (originTracking.depth !== 0) g.origin = originOf(originTracking.depth);
  watch(g);
}

/** Where a coroutine is made: file, line and function of the innermost frames. */
function originOf(frames: number): PyObject {
  const found: PyObject[] = [];
  for (let d = FS.sp; d > 0 && found.length < frames; d--) {
    const pc = L[d]!;
    const code = frameHooks.codeAt(pc);
    found.push(new PyTuple([strFromJs(code.filename), frameHooks.place(pc).line, strFromJs(code.data.name)]));
  }
  return new PyTuple(found);
}

/** A generator that yields inside `try` or `with`: it is closed when it is dropped. Emitted code hands its core to the body. */
export function makeClosable(code: PyCode, F: PyFunction): PyGenerator {
  return closable(makeGenerator(code, F), makeGenerator(code, F));
}
export function makeClosableAsync(code: PyCode, F: PyFunction): PyAsyncGenerator {
  return closable(makeAsyncGenerator(code, F), makeAsyncGenerator(code, F));
}
function closable<T extends PyGenerator>(g: T, core: T): T {
  g.core = core;
  g.born = g.pc;
  watch(g);
  return g;
}

/** Emitted where a loop over a call is left by break or return. */
export function loopLeft(it: PyObject, pc: number): void {
  if (it instanceof PyGenerator && it.core !== it && sameLine(it.born, pc)) closeDropped(it);
}

/** Emitted where a list comprehension has grown past MAX_ITEMS. */
export function listFull(items: PyObject[], pc: number): never {
  L[FS.sp] = pc;
  full(items);
}

/** Emitted for: a call as a statement, where a coroutine may have been forgotten. */
export function droppedValue(v: PyObject, pc: number): void {
  if (!(v instanceof PyCoroutine) || v.state !== CREATED || !sameLine(v.born, pc)) return;
  L[FS.sp] = pc;
  finalize(v);
}

function sameLine(a: number, b: number): boolean {
  if (a === b) return true;
  const p = frameHooks.place(a),
    q = frameHooks.place(b);
  return p.code === q.code && p.line === q.line;
}

/** Emitted where a name loses its value: may that be noticed? */
export { isDroppable } from '../../objects/ops/finalize.ts';

/** Emitted after a name has lost a value that may be noticed. */
export function drop(_0: 0, _1: 0, _2: 0, _3: 0, _4: 0, _5: 0, pc: number): void {
  L[FS.sp] = pc;
  collectAfterDrop(pc);
}
export function makeAsyncGenerator(code: PyCode, F: PyFunction): PyAsyncGenerator {
  return created(new PyAsyncGenerator(currentCode(code, F), F));
}

/** Until its first resume a generator stands at its def line, which the caller's frame entry holds. */
function created<T extends PyGenerator>(g: T): T {
  g.pc = L[FS.sp]!;
  return g;
}

/** Emitted for: yield from v, in a state machine. */
export function yieldFromStart(g: PyGenerator, v: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  if (!(v instanceof PyCoroutine)) return getIter(v);
  if ((g.code.data.flags & (128 | 256)) === 0) raise(TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
  return v;
}

/** Emitted for: yield from v. */
export function* yieldFrom(g: PyGenerator, v: PyObject, pc: number): Generator<PyObject | undefined, PyObject, PyObject> {
  return yield* delegateTo(g, yieldFromStart(g, v, pc));
}

/** Emitted for: await v, in a state machine. */
export function awaitStart(_g: PyGenerator, v: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  return awaitIterator(v, cannotAwait);
}

/** Emitted for: await v. The result, or undefined where `awaitRest` has to go on. */
export function awaitFirst(g: PyGenerator, v: PyObject, pc: number): PyObject | undefined {
  return delegateFirst(g, awaitStart(g, v, pc));
}

/** Emitted for: async for. */
export function anextFirst(g: PyGenerator, it: PyObject, pc: number): PyObject | undefined {
  return delegateFirst(g, anextStart(it, pc));
}

/** Emitted where the first step of an await was not its last. */
export const awaitRest = delegateRest;

/** Emitted for: yield in an async generator. */
export function asyncYield(v: PyObject): PyObject {
  return wrapAsyncYield(v);
}

export { None, PyTuple };
