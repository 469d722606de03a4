// Weak references over JS WeakRef. Callbacks run when a collection has cleared the referent (`gc.collect()`, exit, and the
// host's own finalization turns). CPython: Objects/weakrefobject.c.
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, NotImplemented } from '../model/values.ts';
import { HAS_WEAKREF } from '../model/flags.ts';
import { classMethod, defineType, member } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { TypeError } from './exceptions.ts';
import { strFromJs } from '../ops/strings.ts';
import { addressOf } from '../ops/repr.ts';
import { hash } from '../ops/hash.ts';
import { richCompare } from '../ops/compare.ts';
import { newGenericAlias } from '../ops/lateHooks.ts';
import { PyFunction } from '../model/function.ts';
import { isStr, jsFromStr } from '../ops/strings.ts';
import { tryGetattr } from '../ops/attr.ts';
import { collector } from '../ops/finalize.ts';

export class PyWeakRef extends PyBase {
  ref: WeakRef<object> | undefined = undefined;
  callback: PyObject = None;
  hashValue: number | bigint | undefined = undefined;
  get target(): PyObject | undefined {
    return this.ref?.deref() as PyObject | undefined;
  }
}

/** Weak references by referent; a reference that nobody holds any more is forgotten. */
const references = new WeakMap<object, WeakRef<PyWeakRef>[]>();
/** References with a callback that waits for the end of their referent; scanned after collections. */
const watched = new Set<WeakRef<PyWeakRef>>();

export function weakrefsOf(o: PyObject): readonly PyWeakRef[] {
  if (typeof o !== 'object') return [];
  const list = references.get(o);
  return list === undefined ? [] : list.map((entry) => entry.deref()).filter((ref) => ref !== undefined);
}

export function hasWeakrefs(o: PyObject): boolean {
  return typeof o === 'object' && references.has(o);
}

/** The reference without a callback that all share; it stands before the others. */
function sharedRef(o: PyObject): PyWeakRef | undefined {
  const list = typeof o === 'object' ? references.get(o) : undefined;
  if (list === undefined) return undefined;
  for (const entry of list) {
    const ref = entry.deref();
    if (ref !== undefined) return ref.ob_type === weakrefType && ref.callback === None && ref.target === o ? ref : undefined;
  }
  return undefined;
}

export function firstWeakref(o: PyObject): PyObject | undefined {
  return weakrefsOf(o)[0];
}

export function supportsWeakref(o: PyObject): boolean {
  return typeof o === 'object' && (o.ob_type.flags & HAS_WEAKREF) !== 0;
}

export function registerWeakref(ref: PyWeakRef, o: PyObject, callback: PyObject): void {
  if (!supportsWeakref(o)) raise(TypeError, `cannot create weak reference to '${o === None ? 'NoneType' : o.ob_type.shown}' object`);
  ref.ref = new WeakRef(o as object);
  ref.callback = callback;
  const entry = new WeakRef(ref);
  const list = references.get(o as object);
  if (list === undefined) references.set(o as object, [entry]);
  else {
    let live = list;
    if (list.length % 16 === 15) references.set(o as object, (live = list.filter((other) => other.deref() !== undefined)));
    // The plain reference, which is shared, comes first.
    if (callback === None && ref.ob_type === weakrefType) live.unshift(entry);
    else live.push(entry);
  }
  if (callback !== None && watched.add(entry).size >= lookAt) {
    if (watched.size >= collectAt) collector.request();
    else collector.requestLook();
  }
}

const STEP = 2000,
  MANY = 20_000;
/** Number of watched references at which one looks which referents the engine has found gone by itself. */
let lookAt = STEP;
/** Number at which a collection is due. It is dear beyond its own time: V8 throws away code for objects of which none lives just then. */
let collectAt = MANY;

/** Runs the callbacks of references whose referents are gone; how many. */
export function runWeakrefCallbacks(onError: (e: unknown, callback: PyObject) => void): number {
  let called = 0;
  // The youngest reference hears first.
  for (const entry of [...watched].reverse()) {
    const ref = entry.deref();
    if (ref === undefined) {
      watched.delete(entry);
      continue;
    }
    if (ref.ref !== undefined && ref.ref.deref() !== undefined) continue;
    watched.delete(entry);
    const { callback } = ref;
    ref.callback = None;
    if (callback === None) continue;
    called++;
    try {
      callback.c1(ref);
    } catch (e) {
      onError(e, callback);
    }
  }
  lookAt = watched.size + Math.max(STEP, watched.size >> 1);
  collectAt = Math.max(MANY, watched.size * 2);
  return called;
}

export const weakrefType: PyType = defineType(PyWeakRef, {
  name: 'ReferenceType',
  module: 'weakref',
  flags: ['BASETYPE'],
  doc: 'A weak reference.',
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined && cls === weakrefType) raise(TypeError, 'ref() takes no keyword arguments');
      const given = args.length - (kwnames?.length ?? 0);
      if (given < 1 || given > 2) raise(TypeError, `__new__ expected at ${given < 1 ? 'least 1' : 'most 2'} argument${given < 1 ? '' : 's'}, got ${given}`);
      const [o, callback = None] = args as [PyObject, PyObject?];
      if (callback === None && cls === weakrefType) {
        const existing = sharedRef(o);
        if (existing !== undefined) return existing;
      }
      const ref = new cls.ctor() as PyWeakRef;
      registerWeakref(ref, o, callback);
      return ref;
    },
    init: (_self, args: PyObject[]) => {
      if (args.length > 2) raise(TypeError, `__init__ expected at most 2 arguments, got ${args.length}`);
    },
    call: (self: PyWeakRef, args, kwnames) => {
      if (kwnames !== undefined) raise(TypeError, 'ReferenceType() takes no keyword arguments');
      if (args.length > 0) raise(TypeError, `ReferenceType expected 0 arguments, got ${args.length}`);
      return self.target ?? None;
    },
    repr: (self: PyWeakRef) => {
      const { target } = self;
      if (target === undefined) return strFromJs(`<weakref at ${addressOf(self)}; dead>`);
      const name = tryGetattr(target, '__name__');
      const shown = name !== undefined && isStr(name) ? ` (${jsFromStr(name)})` : '';
      return strFromJs(`<weakref at ${addressOf(self)}; to '${target.ob_type.name}' at ${addressOf(target)}${shown}>`);
    },
    hash: (self: PyWeakRef) => {
      if (self.hashValue !== undefined) return self.hashValue;
      const { target } = self;
      if (target === undefined) raise(TypeError, 'weak object has gone away');
      return (self.hashValue = hash(target));
    },
    eq: (a: PyWeakRef, b: PyObject) => compareRefs(a, b, 'eq'),
    ne: (a: PyWeakRef, b: PyObject) => compareRefs(a, b, 'ne'),
  },
  methods: [classMethod('__class_getitem__(cls, item, /)', 'See PEP 585', (cls, item) => newGenericAlias(cls, item))],
  getset: [member('__callback__', null, (self: PyWeakRef) => (self.target === undefined ? None : self.callback))],
});

function compareRefs(a: PyWeakRef, b: PyObject, op: 'eq' | 'ne'): PyObject {
  if (!(b instanceof PyWeakRef)) return NotImplemented;
  const p = a.target,
    q = b.target;
  if (p === undefined || q === undefined) return op === 'eq' ? a === b : a !== b;
  return richCompare(p, q, op);
}

export { PyFunction };
