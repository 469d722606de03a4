// The namespace of builtins that goes with a globals namespace: `__builtins__` where it is set, the `builtins` module otherwise.
import { FS } from '../objects/frame.ts';
import type { Namespace, PyObject } from '../objects/model/object.ts';
import { getItem } from '../objects/ops/arith.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { dictType } from '../objects/types/dict.ts';
import { KeyError } from '../objects/types/exceptions.ts';
import { MODULE } from '../objects/model/flags.ts';
import { namespaceOf } from '../objects/types/dictStore.ts';
import type { PyDict } from '../objects/model/dict.ts';

let builtins: Namespace = {};
export function setBuiltins(ns: Namespace): void {
  builtins = ns;
}
export function builtinsNamespace(): Namespace {
  return builtins;
}

export function builtinsOf(G: Namespace): Namespace {
  const own = Object.hasOwn(G, '$__builtins__') ? G['$__builtins__'] : undefined;
  if (own === undefined) return builtins;
  if ((own.tflags & MODULE) !== 0) return own as unknown as Namespace;
  if (own.ob_type === dictType) return namespaceOf(own as PyDict);
  if (typeof own !== 'object') return mappingNamespace(own);
  let view = views.get(own);
  if (view === undefined) views.set(own, (view = mappingNamespace(own)));
  return view;
}

const views = new WeakMap<object, Namespace>();

/** A mapping that is no plain dict is asked each time, as by `mapping[name]`. */
function mappingNamespace(mapping: PyObject): Namespace {
  const find = (key: string | symbol): PyObject | undefined => {
    if (typeof key !== 'string' || key[0] !== '$') return undefined;
    const depth = FS.sp,
      handled = FS.exc;
    try {
      return getItem(mapping, strFromJs(key.slice(1)));
    } catch (e) {
      if (!excMatches(e, KeyError)) throw e;
      FS.sp = depth;
      FS.exc = handled;
      return undefined;
    }
  };
  return new Proxy({} as Namespace, {
    get: (_target, key) => find(key),
    has: (_target, key) => find(key) !== undefined,
    getOwnPropertyDescriptor(_target, key) {
      const value = find(key);
      return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
    },
  });
}
