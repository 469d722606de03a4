// HOT. Calling: what the roots answer to `c0 … cK`, instantiation of classes, selectors. Bench: richards, deltablue.
// CPython: Objects/call.c, Objects/typeobject.c (type_call).
import { PyType, isSubtype, lookupMro } from '../model/type.ts';
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import { None, PyTuple, type PyBaseException } from '../model/values.ts';
import { PyFunction } from '../model/function.ts';
import { ABSTRACT, HEAP, NO_NEW } from '../model/flags.ts';
import { configureSelectors } from '../model/selectors.ts';
import { hidden } from '../declare/type.ts';
import { raise } from './raise.ts';
import { callAttribute, genericGetattro, getattr, typeGetattro } from './attr.ts';
import { watchInstance } from './finalize.ts';
import { objectInit, objectNew, objectType } from '../types/object.ts';
import { forSubtree, installConstructors } from './typeobj.ts';
import { TypeError, keepArgs, newFromArgs } from '../types/exceptions.ts';
import { PyClassMethod, PyClassMethodDescriptor, PyMethodDescriptor, PyStaticMethod, classMethodType, staticMethodType } from '../types/descriptors.ts';
import { typeType } from '../types/type.ts';
import { prepend } from '../../util/prepend.ts';

export function callObject(f: PyObject, args: PyObject[], kwnames?: KwNames): PyObject {
  return kwnames === undefined || kwnames.length === 0 ? f.cN(args) : f.cK(args, kwnames);
}

export function notCallable(f: PyObject): never {
  raise(TypeError, `'${f === None ? 'NoneType' : f.ob_type.shown}' object is not callable`);
}

export function isCallable(f: PyObject): boolean {
  return f.s_call !== undefined;
}

/** Entry points that go through `s_call`; natives with faster ones override them. */
const rootCalls: Record<string, Function> = {
  c0(this: PyObject) {
    return viaSlot(this, []);
  },
  c1(this: PyObject, a: PyObject) {
    return viaSlot(this, [a]);
  },
  c2(this: PyObject, a: PyObject, b: PyObject) {
    return viaSlot(this, [a, b]);
  },
  c3(this: PyObject, a: PyObject, b: PyObject, c: PyObject) {
    return viaSlot(this, [a, b, c]);
  },
  c4(this: PyObject, a: PyObject, b: PyObject, c: PyObject, d: PyObject) {
    return viaSlot(this, [a, b, c, d]);
  },
  c5(this: PyObject, a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject) {
    return viaSlot(this, [a, b, c, d, e]);
  },
  c6(this: PyObject, a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject, f: PyObject) {
    return viaSlot(this, [a, b, c, d, e, f]);
  },
  cN(this: PyObject, args: PyObject[]) {
    return viaSlot(this, args);
  },
  cK(this: PyObject, args: PyObject[], kwnames: readonly string[]) {
    const { s_call } = this;
    return s_call === undefined ? notCallable(this) : s_call(this, args, kwnames.length === 0 ? undefined : kwnames);
  },
};

/** fast: exception classes without a constructor or initialiser of their own only keep their arguments. */
const exceptionCalls: Record<string, Function> = {
  c0(this: PyType) {
    return isPlainException(this) ? newPlain(this, []) : viaSlot(this, []);
  },
  c1(this: PyType, a: PyObject) {
    return isPlainException(this) ? newPlain(this, [a]) : viaSlot(this, [a]);
  },
  c2(this: PyType, a: PyObject, b: PyObject) {
    return isPlainException(this) ? newPlain(this, [a, b]) : viaSlot(this, [a, b]);
  },
};

function isPlainException(type: PyType): boolean {
  const { proto } = type;
  return proto.s_new === newFromArgs && proto.s_init === keepArgs && type.s_call === typeCall;
}

function newPlain(type: PyType, args: PyObject[]): PyObject {
  const e = new type.ctor() as PyBaseException;
  e.args = new PyTuple(args);
  return e;
}

function viaSlot(f: PyObject, args: PyObject[]): PyObject {
  const { s_call } = f;
  return s_call === undefined ? notCallable(f) : s_call(f, args, undefined);
}

/** The prototypes that do not inherit from PyBase: they get the root protocol by copy. */
export const primitiveProtos: any[] = [Number.prototype, BigInt.prototype, String.prototype, Boolean.prototype];

/** Called once by `types/zoo.ts`, before any type is finished. */
export function installRoots(): void {
  const roots = [PyBase.prototype, ...primitiveProtos];
  for (const [name, f] of Object.entries(exceptionCalls)) hidden(PyType.prototype, name, f);
  for (const root of roots) for (const [name, f] of Object.entries(rootCalls)) hidden(root, name, f);
  configureSelectors(roots, {
    direct: directSelector,
    onClass(self, name, suffix) {
      const type = self as PyType;
      const f = selectorOnClass(type, name, suffix);
      if (f === undefined) return undefined;
      const key = `${name}$${suffix}`;
      hidden(type, key, f);
      type.cached.push(key);
      return f;
    },
    callAttribute,
    descendants: (type) => {
      const found: PyType[] = [];
      forSubtree(type, (t) => {
        if (t !== type) found.push(t);
      });
      return found;
    },
  });
}

/** What `o.name$suffix(…)` does on instances of `type`, undefined where only attribute lookup can tell. */
function directSelector(type: PyType, name: string, suffix: string): Function | undefined {
  const fast = type.spec?.fast?.[`${name}$${suffix}`];
  if (fast !== undefined) return fast;
  const value = type.dict.get(name) ?? lookupMro(type, name);
  if (name === '__init__') return initSelector(value, suffix);
  if (value instanceof PyFunction) return functionSelector(value, suffix);
  if (value instanceof PyMethodDescriptor && !(value instanceof PyClassMethodDescriptor)) return nativeSelector(value, suffix);
  if (value instanceof PyStaticMethod && value.ob_type === staticMethodType) return plainSelector(value.func, suffix);
  if (value instanceof PyClassMethod && value.ob_type === classMethodType && value.func instanceof PyFunction) return classSelector(value.func, suffix);
  return undefined;
}

/**
 * What `C.name$suffix(…)` does on the class `C` itself, where every later lookup gives the same; undefined elsewhere. It is to be kept as
 * long as attributes cached on the class are.
 */
function selectorOnClass(type: PyType, name: string, suffix: string): Function | undefined {
  if (name.startsWith('__') || type.s_getattro !== typeGetattro || lookupMro(type.ob_type, name) !== undefined) return undefined;
  const value = lookupMro(type, name);
  let f: Function | undefined;
  if (value instanceof PyFunction) f = plainSelector(value, suffix);
  else if (value instanceof PyStaticMethod && value.ob_type === staticMethodType) f = plainSelector(value.func, suffix);
  else if (value instanceof PyClassMethod && value.ob_type === classMethodType && value.func instanceof PyFunction) f = boundSelector(value.func, type, suffix);
  else if (value instanceof PyMethodDescriptor) f = plainSelector(getattr(type, name), suffix);
  return f;
}

/** Calls `f` without a receiver. */
function plainSelector(f: PyObject, suffix: string): Function {
  switch (suffix) {
    case '0':
      return () => f.c0();
    case '1':
      return (a: PyObject) => f.c1(a);
    case '2':
      return (a: PyObject, b: PyObject) => f.c2(a, b);
    case '3':
      return (a: PyObject, b: PyObject, c: PyObject) => f.c3(a, b, c);
    case 'N':
      return (args: PyObject[]) => f.cN(args);
    case 'K':
      return (args: PyObject[], kwnames: readonly string[]) => f.cK(args, kwnames);
    default:
      return (...args: PyObject[]) => f.cN(args);
  }
}

/** Calls `f` with `first` before the arguments. */
function boundSelector(f: PyFunction, first: PyObject, suffix: string): Function {
  switch (suffix) {
    case '0':
      return () => f.c1(first);
    case '1':
      return (a: PyObject) => f.c2(first, a);
    case '2':
      return (a: PyObject, b: PyObject) => f.c3(first, a, b);
    case '3':
      return (a: PyObject, b: PyObject, c: PyObject) => f.c4(first, a, b, c);
    case 'N':
      return (args: PyObject[]) => f.cN(prepend(first, args));
    case 'K':
      return (args: PyObject[], kwnames: readonly string[]) => f.cK(prepend(first, args), kwnames);
    default:
      return (...args: PyObject[]) => f.cN(prepend(first, args));
  }
}

/** Calls `f` with the class of the receiver. */
function classSelector(f: PyFunction, suffix: string): Function {
  switch (suffix) {
    case '0':
      return function (this: PyObject) {
        return f.c1(this.ob_type);
      };
    case '1':
      return function (this: PyObject, a: PyObject) {
        return f.c2(this.ob_type, a);
      };
    case '2':
      return function (this: PyObject, a: PyObject, b: PyObject) {
        return f.c3(this.ob_type, a, b);
      };
    case 'N':
      return function (this: PyObject, args: PyObject[]) {
        return f.cN(prepend(this.ob_type, args));
      };
    case 'K':
      return function (this: PyObject, args: PyObject[], kwnames: readonly string[]) {
        return f.cK(prepend(this.ob_type, args), kwnames);
      };
    default:
      return function (this: PyObject, ...args: PyObject[]) {
        return f.cN(prepend(this.ob_type, args));
      };
  }
}

const ARITIES = ['0', '1', '2', '3', '4', '5', '6'];

function functionSelector(f: PyFunction, suffix: string): Function {
  const k = ARITIES.indexOf(suffix);
  if (k >= 0 && f.tf !== undefined && k < 6 && (f as any)[`c${k + 1}`] === f.js) return f.tf;
  switch (suffix) {
    case '0':
      return function (this: PyObject) {
        return f.c1(this);
      };
    case '1':
      return function (this: PyObject, a: PyObject) {
        return f.c2(this, a);
      };
    case '2':
      return function (this: PyObject, a: PyObject, b: PyObject) {
        return f.c3(this, a, b);
      };
    case '3':
      return function (this: PyObject, a: PyObject, b: PyObject, c: PyObject) {
        return f.c4(this, a, b, c);
      };
    case '4':
      return function (this: PyObject, a: PyObject, b: PyObject, c: PyObject, d: PyObject) {
        return f.c5(this, a, b, c, d);
      };
    case 'N':
      return function (this: PyObject, args: PyObject[]) {
        return f.cN(prepend(this, args));
      };
    case 'K':
      return function (this: PyObject, args: PyObject[], kwnames: readonly string[]) {
        return f.cK(prepend(this, args), kwnames);
      };
    default:
      return function (this: PyObject, ...args: PyObject[]) {
        return f.cN(prepend(this, args));
      };
  }
}

function nativeSelector(m: PyMethodDescriptor, suffix: string): Function {
  switch (suffix) {
    case '0': {
      const f = m.native().n1;
      return function (this: PyObject) {
        return f(this);
      };
    }
    case '1': {
      const f = m.native().n2;
      return function (this: PyObject, a: PyObject) {
        return f(this, a);
      };
    }
    case '2': {
      const f = m.native().n3;
      return function (this: PyObject, a: PyObject, b: PyObject) {
        return f(this, a, b);
      };
    }
    case '3': {
      const f = m.native().n4;
      return function (this: PyObject, a: PyObject, b: PyObject, c: PyObject) {
        return f(this, a, b, c);
      };
    }
    case 'N':
      return function (this: PyObject, args: PyObject[]) {
        return m.native().nN(prepend(this, args));
      };
    case 'K':
      return function (this: PyObject, args: PyObject[], kwnames: readonly string[]) {
        return m.native().nK(prepend(this, args), kwnames);
      };
    default:
      return function (this: PyObject, ...args: PyObject[]) {
        return m.native().nN(prepend(this, args));
      };
  }
}

/** `__init__$k` is what constructor templates call; natives and odd ones go through the slot. */
function initSelector(init: PyObject | undefined, suffix: string): Function | undefined {
  if (init instanceof PyFunction) return functionSelector(init, suffix);
  return function (this: PyObject, ...args: PyObject[]) {
    this.s_init!(this, args, undefined);
    return None;
  };
}

// --- instantiation --------------------------------------------------------------------------------------------------

/** `type.__call__`: `__new__`, then `__init__` if the result is an instance. */
export function typeCall(type: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const { proto } = type;
  const create = proto.s_new as ((cls: PyType, args: PyObject[], kwnames: KwNames) => PyObject) | undefined;
  // fast: `object.__new__` with an `__init__` of Python.
  if (create === objectNew && proto.s_del === undefined && proto.s_init !== objectInit && (type.flags & (ABSTRACT | NO_NEW)) === 0) {
    const o = new type.ctor();
    proto.s_init(o, args, kwnames);
    return o;
  }
  if (create === undefined || (type.flags & NO_NEW) !== 0) raise(TypeError, `cannot create '${shownTypeName(type)}' instances`);
  const o = create(type, args, kwnames);
  if (type === typeType && args.length === 1) return o;
  const actual = o.ob_type;
  if (o.s_del !== undefined && (actual.flags & HEAP) !== 0 && actual.layout !== objectType) watchInstance(o);
  if (actual !== type && !isSubtype(actual, type)) return o;
  const { s_init } = o;
  if (s_init !== undefined) s_init(o, args, kwnames);
  return o;
}

/** Module and name of a native type, as "cannot create 'x' instances" shows it. */
export function shownTypeName(type: PyType): string {
  return type.module === 'builtins' ? type.name : `${type.module}.${type.name}`;
}

/** First call of a class made by a class statement: installs its direct constructors, then calls. */
export function firstCall(type: PyType): void {
  installConstructors(type);
}

export { genericGetattro };
