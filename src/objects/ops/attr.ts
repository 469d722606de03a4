// HOT. Attribute access beyond what emitted code does inline: `getattr` is called when `o.$x` was undefined.
// Bench: bench/attr. CPython: Objects/object.c (PyObject_GenericGetAttr), Objects/typeobject.c (type_getattro).
import { PyType, isSubtype, lookupMro } from '../model/type.ts';
import type { Namespace, PyObject } from '../model/object.ts';
import { None, type PyBaseException } from '../model/values.ts';
import { HAS_DICT, OPAQUE, TYPE } from '../model/flags.ts';
import { isFunction, PyMethod, type PyFunction } from '../model/function.ts';
import { raise, newException, throwException } from './raise.ts';
import { AttributeError, TypeError, type PyAttributeError } from '../types/exceptions.ts';
import { excMatches } from './exceptions.ts';
import { strFromJs } from './strings.ts';
import { FS } from '../frame.ts';
import { callSoftly, takeFailure, type SoftSlot } from './softCalls.ts';
import { callSpecialValue } from './slotWrappers.ts';
import { methodDescriptorType, PyMemberDescriptor, type PyMethodDescriptor, PyWrapperDescriptor } from '../types/descriptors.ts';
import { callWrapper } from './wrapperCalls.ts';
import { markShadowed } from '../model/selectors.ts';
import { shadow } from './typeobj.ts';
import { hidden } from '../declare/type.ts';
import { tryInstanceDict } from '../types/object.ts';
import { dictGetStr } from '../types/dictStore.ts';
import { typeType } from '../types/type.ts';
import { missingModuleAttribute, PyModule } from '../types/module.ts';
import { prepend } from '../../util/prepend.ts';

/** `$name` as an internalized string: making it anew at each access costs more than the access. */
const keys = new Map<string, string>();
const MAX_KEYS = 20_000;
export function attributeKey(name: string): string {
  let key = keys.get(name);
  if (key === undefined) {
    key = `$${name}`;
    if (keys.size >= MAX_KEYS) keys.clear();
    keys.set(name, key);
  }
  return key;
}

/** fast: what emitted code does for `o.name`; undefined where the slow way has to decide. */
export function directAttribute(o: PyObject, name: string): PyObject | undefined {
  return isReserved(name) ? undefined : (o as any)[attributeKey(name)];
}

/** Emitted code does not look for names that begin like this by itself. */
const isReserved = (name: string): boolean => name.charCodeAt(0) === 95 && name.charCodeAt(1) === 95;

/** `o.name`; raises AttributeError. */
export function getattr(o: PyObject, name: string): PyObject {
  const value = o.s_getattro!(o, name);
  return value !== undefined ? value : noAttribute(o, name);
}

/** `o.name`, or undefined where Python would raise AttributeError. */
export function tryGetattr(o: PyObject, name: string): PyObject | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    const { s_getattro } = o;
    if (!isReserved(name)) {
      const value = (o as any)[attributeKey(name)] as PyObject | undefined;
      if (value !== undefined) return value;
      // fast: an instance of a class without that name has no more than what was just looked at.
      if (s_getattro === genericGetattro && o.pl === true && lookupMro(o.ob_type, name) === undefined) return undefined;
    }
    const { method } = s_getattro as SoftSlot;
    if (method !== undefined) return softHook(method, o, name);
    return s_getattro!(o, name);
  } catch (e) {
    if (!excMatches(e, AttributeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

/** `getattrHook` with undefined for AttributeError. */
function softHook(hook: PyFunction, o: PyObject, name: string): PyObject | undefined {
  const value = withoutHook(o, name, genericGetattro) ?? callSoftly(hook, o, strFromJs(name));
  if (value !== undefined) return value;
  const e = takeFailure();
  if (excMatches(e, AttributeError)) return undefined;
  throw e;
}

export function setattr(o: PyObject, name: string, value: PyObject): void {
  o.s_setattro!(o, name, value);
}

export function delattr(o: PyObject, name: string): void {
  o.s_setattro!(o, name, undefined);
}

export function noAttribute(o: PyObject, name: string): never {
  throwException(missingAttribute(o, name));
}

/** The AttributeError for `o.name`. */
export function missingAttribute(o: PyObject, name: string): PyBaseException {
  if (o instanceof PyType) return attributeError(o, name, `type object '${o.shown}' has no attribute '${name}'`);
  if (o instanceof PyModule) return attributeError(o, name, missingModuleAttribute(o, name));
  return attributeError(o, name, `'${o === None ? 'NoneType' : o.ob_type.shown}' object has no attribute '${name}'`);
}

function attributeError(o: PyObject, name: string, message: string): PyBaseException {
  const e = newException(AttributeError, strFromJs(message)) as PyAttributeError;
  e.attrName = strFromJs(name);
  e.attrObj = o;
  return e;
}

export function raiseAttributeError(o: PyObject, name: string, message: string): never {
  throwException(attributeError(o, name, message));
}

/** The namespace that holds the instance attributes of `o`: itself, or the hidden one of an opaque class. */
export function instanceNamespace(o: PyObject): Namespace | undefined {
  const { flags } = o.ob_type;
  if ((flags & HAS_DICT) === 0) return undefined;
  if ((flags & OPAQUE) === 0) return (o as any).guestOf ?? o;
  let ns = (o as any).hiddenDict as Namespace | undefined;
  if (ns === undefined) {
    ns = Object.create(null) as Namespace;
    hidden(o as object, 'hiddenDict', ns);
  }
  return ns;
}

/** Own instance attribute, without descriptors. */
export function ownAttribute(o: PyObject, name: string): PyObject | undefined {
  const ns = instanceNamespace(o);
  if (ns === undefined) return undefined;
  const key = attributeKey(name);
  return Object.hasOwn(ns, key) ? ns[key] : undefined;
}

/** `object.__getattribute__`: data descriptor, instance, other class attribute; undefined = missing. */
export function genericGetattro(o: PyObject, name: string): PyObject | undefined {
  const type = o.ob_type;
  const attr = lookupMro(type, name);
  if (attr !== undefined) {
    const { s_get } = attr;
    if (s_get !== undefined) {
      if (attr.s_set !== undefined) return s_get(attr, o, type);
      return ownAttribute(o, name) ?? s_get(attr, o, type);
    }
    return ownAttribute(o, name) ?? (attr.s_set === undefined ? attr : entryBehind(attr, o, name));
  }
  return ownAttribute(o, name);
}

/** What `o.name` is where the class has a data descriptor that cannot be read: the entry in `o.__dict__`, else the descriptor. */
export function entryBehind(descriptor: PyObject, o: PyObject, name: string): PyObject {
  const dict = tryInstanceDict(o);
  return (dict === undefined ? undefined : dictGetStr(dict, name)) ?? descriptor;
}

/** `object.__setattr__` and `object.__delattr__` (value undefined). */
export function genericSetattro(o: PyObject, name: string, value: PyObject | undefined): void {
  const type = o.ob_type;
  const attr = lookupMro(type, name);
  if (attr !== undefined && attr.s_set !== undefined) {
    attr.s_set(attr, o, value);
    return;
  }
  const ns = instanceNamespace(o);
  if (ns === undefined) {
    if (attr !== undefined) raiseAttributeError(o, name, `'${type.shown}' object attribute '${name}' is read-only`);
    raiseAttributeError(o, name, `'${type.shown}' object has no attribute '${name}' and no __dict__ for setting new attributes`);
  }
  const key = attributeKey(name);
  if (value === undefined) {
    if (!Object.hasOwn(ns, key) || ns[key] === undefined) noAttribute(o, name);
    delete ns[key];
  } else if (attr !== undefined && attr.s_get !== undefined && !Object.hasOwn(ns, key)) {
    if (ns === (o as unknown)) shadow(o, name, value);
    else {
      ns[key] = value;
      markShadowed(name);
    }
  } else {
    ns[key] = value;
  }
}

/** `__getattr__` after a failed normal lookup. */
export function getattrHook(o: PyObject, name: string, base: (o: PyObject, name: string) => PyObject | undefined, hook: PyObject): PyObject | undefined {
  const value = withoutHook(o, name, base);
  return value !== undefined ? value : callHook(hook, o, name);
}

/** The normal lookup; undefined where it raises AttributeError. */
function withoutHook(o: PyObject, name: string, base: (o: PyObject, name: string) => PyObject | undefined): PyObject | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return base(o, name);
  } catch (e) {
    if (!excMatches(e, AttributeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

function callHook(hook: PyObject, o: PyObject, name: string): PyObject {
  try {
    return callSpecialValue(hook, o, [strFromJs(name)]);
  } catch (e) {
    throw withAttribute(e, o, name);
  }
}

/** An AttributeError that Python code raised without them learns which attribute of which object was looked up. */
export function withAttribute(e: unknown, o: PyObject, name: string): unknown {
  if (!excMatches(e, AttributeError)) return e;
  const error = e as PyAttributeError;
  if (error.attrName === None && error.attrObj === None) {
    error.attrName = strFromJs(name);
    error.attrObj = o;
  }
  return e;
}

/** A descriptor on a prototype raised while emitted code loaded `o.$name`: `__getattr__` gets its chance. */
export function caughtAttributeError(o: PyObject, name: string, e: unknown, depth: number, handled: PyBaseException | undefined): PyObject {
  const hook = lookupMro(o.ob_type, '__getattr__');
  if (hook === undefined || !excMatches(e, AttributeError)) throw withAttribute(e, o, name);
  FS.sp = depth;
  FS.exc = handled;
  return callHook(hook, o, name);
}

// --- attributes of classes ---------------------------------------------------------------------------------------------

/** `type.__getattribute__`. What is found stays on the type object as `$name` where every later lookup gives the same. */
export function typeGetattro(type: PyType, name: string): PyObject | undefined {
  const meta = type.ob_type;
  const metaAttr = lookupMro(meta, name);
  if (metaAttr !== undefined && metaAttr.s_set !== undefined && metaAttr.s_get !== undefined) return metaAttr.s_get(metaAttr, type, meta);
  const attr = lookupMro(type, name);
  if (attr !== undefined) {
    const { s_get } = attr;
    const value = s_get === undefined ? attr : s_get(attr, undefined, type);
    // fast: functions and plain values are the same at every lookup.
    if ((s_get === undefined || value === attr) && metaAttr === undefined && !name.startsWith('__')) cacheOnType(type, name, value);
    return value;
  }
  if (metaAttr !== undefined) return metaAttr.s_get === undefined ? metaAttr : metaAttr.s_get(metaAttr, type, meta);
  return undefined;
}

function cacheOnType(type: PyType, name: string, value: PyObject): void {
  const key = attributeKey(name);
  // It may have been cached before: an assignment keeps the shape of the type object.
  if (Object.hasOwn(type, key)) (type as any)[key] = value;
  else hidden(type, key, value);
  type.cached.push(key);
}

// --- special methods ---------------------------------------------------------------------------------------------------

/** The special method `name` of `o`, looked up on the type and bound; undefined if there is none. */
export function lookupSpecial(o: PyObject, name: string): PyObject | undefined {
  const attr = lookupMro(o.ob_type, name);
  if (attr === undefined) return undefined;
  if (isFunction(attr)) return new PyMethod(attr, o);
  const { s_get } = attr;
  return s_get === undefined ? attr : s_get(attr, o, o.ob_type);
}

/** Calls the special method `name` of `o` (type lookup); undefined if there is none. */
export function callSpecial(o: PyObject, name: string, ...args: PyObject[]): PyObject | undefined {
  const attr = lookupMro(o.ob_type, name);
  return attr === undefined ? undefined : callSpecialValue(attr, o, args);
}

/** `o.name(*args)` by normal attribute lookup. */
export function callMethod(o: PyObject, name: string, ...args: PyObject[]): PyObject {
  return callAttribute(o, name, args, undefined);
}

/** `o.name(*args, **kw)` without making a bound method where the class has a plain function. */
export function callAttribute(o: PyObject, name: string, args: PyObject[], kwnames: readonly string[] | undefined): PyObject {
  const type = o.ob_type;
  if (o.s_getattro === genericGetattro) {
    const attr = lookupMro(type, name);
    if (attr !== undefined && isFunction(attr)) {
      if (ownAttribute(o, name) === undefined) return callSpecialValue(attr, o, args, kwnames);
    } else if (isNativeMethod(attr) && ownAttribute(o, name) === undefined) return callNativeMethod(attr, o, args, kwnames);
  }
  // fast: `object.__setattr__(self, name, value)`, `Base.__init__(self)` and the like, without binding.
  let f: PyObject | undefined;
  if ((o.tflags & TYPE) !== 0 && o.s_getattro === typeGetattro && args.length > 0) {
    const own = lookupMro(o as PyType, name);
    if (own !== undefined && lookupMro(type, name)?.s_set === undefined) {
      if (isFunction(own)) f = own;
      else if (own instanceof PyWrapperDescriptor && own.def.shape !== 'new' && isSubtype(args[0]!.ob_type, own.owner))
        return callWrapper(own, args[0]!, args.slice(1), kwnames);
    }
  }
  f ??= getattr(o, name);
  if (kwnames !== undefined) return f.cK(args, kwnames);
  switch (args.length) {
    case 0:
      return f.c0();
    case 1:
      return f.c1(args[0]!);
    case 2:
      return f.c2(args[0]!, args[1]!);
    case 3:
      return f.c3(args[0]!, args[1]!, args[2]!);
    default:
      return f.cN(args);
  }
}

/** A native method, which needs no bound method that Python could see. */
export function isNativeMethod(attr: PyObject | undefined): attr is PyMethodDescriptor {
  return attr !== undefined && attr.ob_type === methodDescriptorType;
}

function callNativeMethod(method: PyMethodDescriptor, o: PyObject, args: PyObject[], kwnames: readonly string[] | undefined): PyObject {
  const native = method.native();
  if (kwnames !== undefined) return native.nK(prepend(o, args), kwnames);
  switch (args.length) {
    case 0:
      return native.n1(o);
    case 1:
      return native.n2(o, args[0]!);
    case 2:
      return native.n3(o, args[0]!, args[1]!);
    default:
      return native.nN(prepend(o, args));
  }
}

export function requireType(o: PyObject, what: string): PyType {
  if (!(o instanceof PyType)) raise(TypeError, what);
  return o;
}

export { PyMemberDescriptor, typeType };
export type { PyBaseException };
