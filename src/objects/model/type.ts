// PyType: the class of classes. Data only; `typeobj.ts` builds and changes types, `declare/type.ts` records native ones.
// Invariant: `dict` is the truth, `proto` (what instances inherit from in JS) is derived from it.
import { PyBase, type PyObject } from './object.ts';
import { HEAP } from './flags.ts';
import type { TypeSpec } from '../declare/type.ts';

export class PyType extends PyBase {
  name: string;
  qualname: string;
  /** `__module__` of a native type; heap types keep theirs in `dict`. */
  module: string;
  base: PyType | undefined;
  bases: PyType[];
  mro: PyType[];
  dict: Map<string, PyObject>;
  /** The JS prototype of the instances. */
  proto: any;
  /** Allocates an instance without running `__init__`. */
  ctor: new () => PyBase;
  flags: number;
  /** The native type that decides the JS class of the instances (`object` for plain classes). */
  layout: PyType;
  /** Direct subclasses, weakly; see `subclassesOf`. */
  subs: WeakRef<PyType>[];
  /** Names of `__slots__` of this class alone. */
  slotNames: readonly string[] | undefined;
  /** The table of a native type. */
  spec: TypeSpec | undefined;
  /** Names cached as own `$name` on this object by attribute loads; cleared when the MRO changes. */
  cached: string[];
  /** Rises with every change that can alter a lookup through this type. */
  version: number;
  /** Constructor functions by arity from the class statement's template, see `typeobj.installConstructors`. */
  template: Function[] | undefined;
  /** The `version` for which `__class__` of an instance is known to be this class. */
  classAt: number;

  constructor(name: string, proto: object, ctor: new () => PyBase) {
    super();
    this.name = name;
    this.qualname = name;
    this.module = 'builtins';
    this.base = undefined;
    this.bases = [];
    this.mro = [this];
    this.dict = new Map();
    this.proto = proto;
    this.ctor = ctor;
    this.flags = 0;
    this.layout = this;
    this.subs = [];
    this.slotNames = undefined;
    this.spec = undefined;
    this.cached = [];
    this.version = 0;
    this.template = undefined;
    this.classAt = -1;
  }

  /** The name that error messages show, CPython's tp_name: native types of a module carry the module's name. */
  get shown(): string {
    return (this.flags & HEAP) !== 0 || this.module === 'builtins' ? this.name : `${this.module}.${this.name}`;
  }
}

/** First value of `name` along the MRO, or undefined. */
export function lookupMro(type: PyType, name: string): PyObject | undefined {
  const { mro } = type;
  for (let i = 0; i < mro.length; i++) {
    const value = mro[i]!.dict.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function isSubtype(type: PyType, base: PyType): boolean {
  if (type === base) return true;
  // A loop: `includes` is a call, and most MROs have two or three entries.
  const { mro } = type;
  for (let i = 0; i < mro.length; i++) if (mro[i] === base) return true;
  return false;
}
