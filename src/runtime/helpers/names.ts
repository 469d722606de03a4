// Names that emitted code did not find inline: builtins, class and exec namespaces, unbound locals.
import { FS, L, type LocalsHook } from '../../objects/frame.ts';
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { PyDict } from '../../objects/model/dict.ts';
import type { PyCell } from '../../objects/model/values.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { KeyError, NameError, UnboundLocalError, type PyNameError } from '../../objects/types/exceptions.ts';
import { dictDelete, dictEntries, dictGetStr, dictOfNamespace, dictSetStr, newDict } from '../../objects/types/dictStore.ts';
import { dictUpdate } from '../../objects/types/dict.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { delItem, getItem, setItem } from '../../objects/ops/arith.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { isDroppable } from '../../objects/ops/finalize.ts';
import { collectAfterDrop } from '../finalizers.ts';
import { MODULE } from '../../objects/model/flags.ts';

/** Emitted for: a global that is not there, or a dunder name. */
export function gname(G: Namespace, B: Namespace, name: string, pc: number): PyObject {
  const key = `$${name}`;
  const value = Object.hasOwn(G, key) ? G[key] : undefined;
  if (value !== undefined) return value;
  const { odd } = G as { odd?: PyDict };
  if (odd !== undefined) {
    L[FS.sp] = pc;
    const found = nsGet(odd, name);
    if (found !== undefined) return found;
  }
  const builtin = Object.hasOwn(B, key) ? B[key] : undefined;
  return builtin !== undefined ? builtin : nameError(name, pc);
}

/** Emitted for: del of a global; true if the end of its value may be noticed. */
export function gdel(G: Namespace, name: string, pc: number): boolean {
  const key = `$${name}`;
  if (!Object.hasOwn(G, key) || G[key] === undefined) nameError(name, pc);
  // The value must not be in a variable of this function during a collection.
  const noticed = isDroppableIn(G, key);
  // `undefined` keeps a module namespace in V8's fast mode; see docs/internals.md section 7.
  if (((G as unknown as PyObject).tflags & MODULE) !== 0) G[key] = undefined;
  else delete G[key];
  return noticed;
}

function isDroppableIn(G: Namespace, key: string): boolean {
  return isDroppable(G[key]);
}

function raiseName(type: typeof NameError, name: string, message: string, pc: number): never {
  L[FS.sp] = pc;
  const e = newException(type, strFromJs(message)) as PyNameError;
  e.undefinedName = strFromJs(name);
  throwException(e);
}

export function nameError(name: string, pc: number): never {
  raiseName(NameError, name, `name '${name}' is not defined`, pc);
}

export function unbound(name: string, pc: number): never {
  raiseName(UnboundLocalError, name, `cannot access local variable '${name}' where it is not associated with a value`, pc);
}

export function unboundFree(name: string, pc: number): never {
  raiseName(NameError, name, `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`, pc);
}

/** Entry of a namespace mapping; undefined if it has none. */
function nsGet(ns: PyObject, name: string): PyObject | undefined {
  if (ns instanceof PyDict && ns.ob_type.name === 'dict') return dictGetStr(ns, name);
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return getItem(ns, strFromJs(name));
  } catch (e) {
    if (!excMatches(e, KeyError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

/** Emitted for: a name of a class body or of exec with separate locals. */
export function nsLoad(ns: PyObject, G: Namespace, B: Namespace, name: string, pc: number): PyObject {
  L[FS.sp] = pc;
  return nsGet(ns, name) ?? gname(G, B, name, pc);
}

/** Emitted for: a class-body name that is free in the enclosing function. */
export function nsLoadDeref(ns: PyObject, cell: PyCell, name: string, pc: number): PyObject {
  L[FS.sp] = pc;
  return nsGet(ns, name) ?? cell.v ?? unboundFree(name, pc);
}

/** Emitted for: names of annotation scopes in classes. */
export function nsLoadLocal(ns: PyObject, name: string): PyObject | undefined {
  return nsGet(ns, name);
}

export function nsStore(ns: PyObject, name: string, v: PyObject, pc: number): void {
  L[FS.sp] = pc;
  if (ns instanceof PyDict && ns.ob_type.name === 'dict') dictSetStr(ns, name, v);
  else setItem(ns, strFromJs(name), v);
}

export function nsDel(ns: PyObject, name: string, pc: number): void {
  L[FS.sp] = pc;
  if (ns instanceof PyDict && ns.ob_type.name === 'dict') {
    const noticed = isDroppable(dictGetStr(ns, name));
    if (!dictDelete(ns, strFromJs(name))) nameError(name, pc);
    if (noticed) collectAfterDrop(pc);
    return;
  }
  try {
    delItem(ns, strFromJs(name));
  } catch (e) {
    if (!excMatches(e, KeyError)) throw e;
    nameError(name, pc);
  }
}

/** Emitted for: a comprehension in which code may ask for variables by name; `inner` are those of the comprehension. */
export function localsOver(outer: unknown, G: Namespace, inner: LocalsHook): LocalsHook {
  const hook = typeof (outer as LocalsHook | undefined)?.get === 'function' ? (outer as LocalsHook) : undefined;
  const ns = (outer ?? dictOfNamespace(G)) as PyObject;
  return {
    get: () => {
      const [names, values] = inner.get();
      const [outerNames, outerValues] = hook === undefined ? entriesOf(ns) : hook.get();
      const kept = outerNames.map((name, i) => [name, outerValues[i]] as const).filter(([name]) => !names.includes(name));
      return [
        [...kept.map(([name]) => name), ...names],
        [...kept.map(([, value]) => value), ...values],
      ];
    },
    set: (name, v) => {
      if (inner.get()[0].includes(name)) inner.set(name, v);
      else if (hook !== undefined) hook.set(name, v);
      else setItem(ns, strFromJs(name), v as PyObject);
    },
  };
}

function entriesOf(mapping: PyObject): [string[], unknown[]] {
  const d = newDict();
  dictUpdate(d, mapping);
  const entries = dictEntries(d).filter(([key]) => isStr(key));
  return [entries.map(([key]) => jsFromStr(key as PyStr)), entries.map(([, value]) => value)];
}

export { raise };
