// Modules: the globals of a module are own `$name` properties of the module object. CPython: Objects/moduleobject.c.
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import { None, PyList } from '../model/values.ts';
import type { PyType } from '../model/type.ts';
import type { PyDict } from '../model/dict.ts';
import { defineType, getset, hidden, method } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { AttributeError, TypeError } from './exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { genericGetattro, raiseAttributeError } from '../ops/attr.ts';
import { dictKeys, newDict } from './dictStore.ts';
import { instanceDict } from './object.ts';
import { repr } from '../ops/repr.ts';
import { importModule } from '../ops/hooks.ts';
import { getattr } from '../ops/attr.ts';
import { DICT } from '../model/flags.ts';
import { typeName } from '../ops/number.ts';
import { isInitializing, isRunningSubmodule, moduleState, renamingAdvice } from '../ops/shadowing.ts';

export class PyModule extends PyBase {}

/** Stands on a module as `lazySpec` while its `__spec__` has not been made (runtime/import/waiting.ts). */
export interface LazySpec {
  /** Its body is running. */
  initializing: boolean;
  origin: string | undefined;
  /** The package that it belongs to, or is. */
  parent: PyObject;
  /** Made since. */
  spec?: PyObject;
  /** The thread that runs the body. */
  owner?: object;
}

/** A new module object with the attributes that every module has. */
export function newModule(name: string, doc: PyObject = None): PyModule {
  const m = new PyModule();
  initModule(m, strFromJs(name), doc);
  return m;
}

export function initModule(m: PyModule, name: PyObject, doc: PyObject): void {
  const G = m as any;
  G.$__name__ = name;
  G.$__doc__ = doc;
  G.$__package__ = None;
  G.$__loader__ = None;
  G.$__spec__ = None;
}

export const moduleType: PyType = defineType(PyModule, {
  name: 'module',
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF', 'MODULE'],
  doc: 'Create a module object.\n\nThe name must be a string; the optional docstring can have any type.',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: (m: PyModule, args: PyObject[], kwnames: KwNames) => {
      const names = ['name', 'doc'];
      const given = args.length - (kwnames?.length ?? 0);
      if (given > 2) raise(TypeError, `module() takes at most 2 arguments (${args.length} given)`);
      const values: (PyObject | undefined)[] = args.slice(0, given);
      kwnames?.forEach((k, i) => {
        const at = names.indexOf(k);
        if (at < 0) raise(TypeError, `module() got an unexpected keyword argument '${k}'`);
        values[at] = args[given + i];
      });
      const name = values[0];
      if (name === undefined) raise(TypeError, "module() missing required argument 'name' (pos 1)");
      if (!isStr(name)) raise(TypeError, `module() argument 'name' must be str, not ${name.ob_type.shown}`);
      initModule(m, name, values[1] ?? None);
    },
    repr: (m: PyModule) => getattr(importModule('_frozen_importlib'), '_module_repr').c1(m),
    getattro: moduleGetattro,
  },
  methods: [
    method('__dir__(self, /)', '__dir__() -> list\nspecialized dir() implementation', (m: PyModule) => {
      const custom = (m as any).$__dir__ as PyObject | undefined;
      if (custom !== undefined && Object.hasOwn(m, '$__dir__')) return custom.c0();
      const dict = getattr(m, '__dict__');
      if ((dict.tflags & 64) === 0) raise(TypeError, '<module>.__dict__ is not a dictionary');
      return new PyList([...dictKeys(dict as PyDict)]);
    }),
  ],
  getset: [
    getset('__dict__', null, (m: PyModule) => {
      (m as any).wake?.();
      return instanceDict(m);
    }),
    getset(
      '__annotations__',
      null,
      (m: PyModule) => moduleAnnotations(m),
      (m: PyModule, v) => {
        const G = m as any;
        if (v === undefined && G.$__annotations__ === undefined) raiseAttributeError(m, '__annotations__', '__annotations__');
        if (v === undefined) delete G.$__annotations__;
        else G.$__annotations__ = v;
        delete G.$__annotate__;
      },
    ),
    getset(
      '__annotate__',
      null,
      (m: PyModule) => (m as any).$__annotate__ ?? None,
      (m: PyModule, v) => {
        if (v === undefined) raise(TypeError, 'cannot delete __annotate__ attribute');
        if (v !== None && v.s_call === undefined) raise(TypeError, '__annotate__ must be callable or None');
        (m as any).$__annotate__ = v;
        if (v !== None) delete (m as any).$__annotations__;
      },
    ),
  ],
});
hidden(PyModule.prototype, 'pl', true);

function moduleAnnotations(m: PyModule): PyObject {
  const G = m as any;
  if (G.$__annotations__ !== undefined) return G.$__annotations__;
  const annotate = G.$__annotate__ as PyObject | undefined;
  const result = annotate !== undefined && annotate.s_call !== undefined ? annotate.c1(1) : newDict();
  if ((result.tflags & DICT) === 0) raise(TypeError, `__annotate__ returned non-dict of type '${typeName(result)}'`);
  // More may be annotated before the module's body ends.
  if (!isInitializing(m)) G.$__annotations__ = result;
  return result;
}

/** Attribute, then the module's own `__getattr__` (PEP 562). */
function moduleGetattro(m: PyModule, name: string): PyObject | undefined {
  const value = genericGetattro(m, name);
  if (value !== undefined) return value;
  const hook = Object.hasOwn(m, '$__getattr__') ? ((m as any).$__getattr__ as PyObject | undefined) : undefined;
  return hook === undefined ? undefined : hook.c1(strFromJs(name));
}

/** What the AttributeError says, which knows shadowing and half-done imports. */
export function missingModuleAttribute(m: PyModule, name: string): string {
  const own = (m as any).$__name__ as PyObject | undefined;
  if (own === undefined || !isStr(own)) return `module has no attribute '${name}'`;
  const ownName = jsFromStr(own);
  const state = moduleState(m, own);
  const advice = renamingAdvice(state, ownName);
  if (advice !== undefined) return `module '${ownName}' has no attribute '${name}' (${advice})`;
  if (state.initializing) {
    const from = state.origin === undefined ? '' : ` from '${state.origin}'`;
    return `partially initialized module '${ownName}'${from} has no attribute '${name}' (most likely due to a circular import)`;
  }
  return isRunningSubmodule(m, name)
    ? `cannot access submodule '${name}' of module '${ownName}' (most likely due to a circular import)`
    : `module '${ownName}' has no attribute '${name}'`;
}

export { AttributeError, repr };
export type { PyDict };
