// TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, ParamSpecArgs, ParamSpecKwargs, Generic, NoDefault: the native half of
// `typing` (PEP 695, 696). Bounds, constraints and defaults are functions, evaluated when first asked for.
// CPython: Objects/typevarobject.c.
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import { None, PyTuple, NotImplemented } from '../model/values.ts';
import type { PyType } from '../model/type.ts';
import { classMethod, defineType, getset, make, member, method, type GetSetRow } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { NotImplementedError, TypeError } from './exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { repr } from '../ops/repr.ts';
import { getattr, callMethod } from '../ops/attr.ts';
import { arrayFromIterable } from '../ops/iter.ts';
import { importModule, hooks } from '../ops/hooks.ts';
import { makeUnion } from './union.ts';
import { genericAlias } from './genericalias.ts';
import { isTrue } from '../ops/truth.ts';
import { dictEntries, newDict } from './dictStore.ts';
import type { PyDict } from '../model/dict.ts';
import { typeName } from '../ops/number.ts';
import { equal } from '../ops/compare.ts';

class PyNoDefault extends PyBase {}
export const NoDefault = new PyNoDefault();
export const noDefaultType = defineType(PyNoDefault, {
  name: 'NoDefaultType',
  module: 'typing',
  doc: 'The type of the NoDefault singleton.',
  make: make('NoDefaultType()', () => NoDefault),
  slots: { repr: () => 'typing.NoDefault' },
  methods: [method('__reduce__(self, /)', null, () => 'NoDefault')],
});

/** A value or the function that computes it. */
class Lazy {
  value: PyObject | undefined;
  evaluate: PyObject | undefined;
  constructor(value: PyObject | undefined, evaluate?: PyObject) {
    this.value = value;
    this.evaluate = evaluate;
  }
  get(): PyObject | undefined {
    if (this.value === undefined && this.evaluate !== undefined) this.value = this.evaluate.c1(1);
    return this.value;
  }
  /** For `evaluate_bound` and friends. */
  evaluator(): PyObject {
    if (this.evaluate !== undefined) return this.evaluate;
    return this.value === undefined ? None : new PyConstEvaluator(this.value);
  }
}

class PyConstEvaluator extends PyBase {
  value: PyObject;
  constructor(value: PyObject) {
    super();
    this.value = value;
  }
}
export const constEvaluatorType = defineType(PyConstEvaluator, {
  name: 'constevaluator',
  module: '_typing',
  flags: ['NO_NEW'],
  slots: {
    repr: (c: PyConstEvaluator) => strFromJs(`<constevaluator ${repr(c.value)}>`),
    call: (c: PyConstEvaluator, args: PyObject[]) => (args[0] === 4 ? callTyping('_type_repr', c.value) : c.value),
  },
});

abstract class PyTypeParam extends PyBase {
  name: PyObject = '';
  module: PyObject = None;
  fallback: Lazy = new Lazy(NoDefault);
  covariant = false;
  contravariant = false;
  inferVariance = false;
}
export class PyTypeVar extends PyTypeParam {
  bound: Lazy = new Lazy(None);
  constraints: Lazy = new Lazy(new PyTuple([]));
}
export class PyParamSpec extends PyTypeParam {
  bound: PyObject = None;
}
export class PyTypeVarTuple extends PyTypeParam {}

function callTyping(name: string, ...args: PyObject[]): PyObject {
  return getattr(importModule('typing'), name).cN(args);
}
const checkType = (v: PyObject, message: string): PyObject => (v === None ? v : callTyping('_type_check', v, strFromJs(message)));
const callerModule = (): PyObject => hooks.currentModuleName() ?? None;
const variance = (p: PyTypeParam): string => (p.inferVariance ? '' : p.covariant ? '+' : p.contravariant ? '-' : '~');
const hasDefault = (p: PyTypeParam): boolean => p.fallback.evaluate !== undefined || p.fallback.value !== NoDefault;

const paramRows: GetSetRow[] = [
  member('__name__', null, (p: PyTypeParam) => p.name),
  getset(
    '__module__',
    null,
    (p: PyTypeParam) => p.module,
    (p, v) => {
      p.module = v ?? None;
    },
  ),
  getset('__default__', null, (p: PyTypeParam) => p.fallback.get()),
  getset('evaluate_default', null, (p: PyTypeParam) => (hasDefault(p) ? p.fallback.evaluator() : None)),
];
const varianceRows: GetSetRow[] = [
  member('__covariant__', null, (p: PyTypeParam) => p.covariant),
  member('__contravariant__', null, (p: PyTypeParam) => p.contravariant),
  member('__infer_variance__', null, (p: PyTypeParam) => p.inferVariance),
];
const unionSlots = { or: (a: PyObject, b: PyObject) => unionOf(a, b), ror: (a: PyObject, b: PyObject) => unionOf(b, a) };
function unionOf(a: PyObject, b: PyObject): PyObject {
  const make = (o: PyObject): PyObject => (isStr(o) ? getattr(importModule('typing'), 'ForwardRef').c1(o) : o);
  return makeUnion([make(a), make(b)]);
}
const sharedMethods = [
  method('__reduce__(self, /)', null, (p: PyTypeParam) => p.name),
  method('has_default(self, /)', null, (p: PyTypeParam) => hasDefault(p)),
  method('__mro_entries__(self, bases, /)', null, (p: PyTypeParam) => raise(TypeError, `Cannot subclass an instance of ${p.ob_type.shown}`)),
];

function keywordArgs(what: string, args: PyObject[], kwnames: KwNames, allowed: readonly string[]): [PyObject[], Record<string, PyObject>] {
  const given = args.length - (kwnames?.length ?? 0);
  const out: Record<string, PyObject> = {};
  kwnames?.forEach((k, i) => {
    if (!allowed.includes(k)) raise(TypeError, `${what}() got an unexpected keyword argument '${k}'`);
    out[k] = args[given + i]!;
  });
  return [args.slice(0, given), out];
}

function commonNew(p: PyTypeParam, what: string, name: PyObject | undefined, kw: Record<string, PyObject>): void {
  if (name === undefined) raise(TypeError, `${what}() missing required argument 'name' (pos 1)`);
  if (!isStr(name)) raise(TypeError, `${what}() argument 'name' must be str, not ${typeName(name)}`);
  p.name = name;
  p.module = callerModule();
  p.covariant = kw.covariant !== undefined && isTrue(kw.covariant);
  p.contravariant = kw.contravariant !== undefined && isTrue(kw.contravariant);
  p.inferVariance = kw.infer_variance !== undefined && isTrue(kw.infer_variance);
  if (kw.default !== undefined) p.fallback = new Lazy(kw.default);
  if (p.covariant && p.contravariant) raise(ValueError, 'Bivariant types are not supported.');
  if (p.inferVariance && (p.covariant || p.contravariant)) raise(ValueError, 'Variance cannot be specified with infer_variance.');
}
import { ValueError } from './exceptions.ts';

export const typeVarType: PyType = defineType(PyTypeVar, {
  name: 'TypeVar',
  module: 'typing',
  flags: ['HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Type variable.',
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      const [pos, kw] = keywordArgs('typevar', args, kwnames, ['name', 'bound', 'default', 'covariant', 'contravariant', 'infer_variance']);
      const p = new PyTypeVar();
      commonNew(p, 'typevar', pos[0] ?? kw.name, kw);
      const constraints = pos.slice(1);
      if (kw.bound !== undefined && kw.bound !== None) p.bound = new Lazy(checkType(kw.bound, 'Bound must be a type.'));
      if (constraints.length === 1) raise(TypeError, 'A single constraint is not allowed');
      if (constraints.length > 0 && p.bound.value !== None) raise(TypeError, 'Constraints cannot be combined with bound=...');
      p.constraints = new Lazy(new PyTuple(constraints.map((c) => checkType(c, 'TypeVar(name, constraint, ...): constraints must be types.'))));
      return p;
    },
    repr: (p: PyTypeVar) => strFromJs(variance(p) + jsFromStr(p.name as string)),
    ...unionSlots,
  },
  methods: [
    ...sharedMethods,
    method('__typing_subst__(self, arg, /)', null, (p: PyTypeVar, arg) => callTyping('_typevar_subst', p, arg)),
    method('__typing_prepare_subst__(self, alias, args, /)', null, (p: PyTypeVar, alias, given) => {
      const args = given instanceof PyTuple ? given : new PyTuple(arrayFromIterable(given));
      const params = getattr(alias, '__parameters__') as PyTuple;
      const index = params.ta.findIndex((x) => x === p);
      if (index < args.ta.length) return args;
      if (index === args.ta.length) {
        const d = p.fallback.get()!;
        if (d !== NoDefault) return new PyTuple([...args.ta, d]);
      }
      raise(
        TypeError,
        `Too few arguments for ${repr(alias)}; actual ${args.ta.length}, expected at least ${params.ta.filter((x) => !(x instanceof PyTypeVar && hasDefault(x))).length}`,
      );
    }),
  ],
  getset: [
    ...paramRows,
    ...varianceRows,
    getset('__bound__', null, (p: PyTypeVar) => p.bound.get() ?? None),
    getset('__constraints__', null, (p: PyTypeVar) => p.constraints.get() ?? new PyTuple([])),
    getset('evaluate_bound', null, (p: PyTypeVar) => (p.bound.evaluate === undefined && p.bound.value === None ? None : p.bound.evaluator())),
    getset('evaluate_constraints', null, (p: PyTypeVar) =>
      p.constraints.evaluate === undefined && (p.constraints.value as PyTuple).ta.length === 0 ? None : p.constraints.evaluator(),
    ),
  ],
});

class PyParamSpecPart extends PyBase {
  origin: PyObject;
  constructor(origin: PyObject = None) {
    super();
    this.origin = origin;
  }
}
class PyParamSpecArgs extends PyParamSpecPart {}
class PyParamSpecKwargs extends PyParamSpecPart {}
const partSpec = (name: string, suffix: string, K: new (o: PyObject) => PyParamSpecPart) => ({
  name,
  module: 'typing',
  flags: ['HAS_WEAKREF'] as const,
  make: make(`${name}(origin)`, (_cls, origin) => new K(origin)),
  slots: {
    repr: (a: PyParamSpecPart) => strFromJs(`${a.origin instanceof PyParamSpec ? jsFromStr(a.origin.name as string) : repr(a.origin)}.${suffix}`),
    eq: (a: PyParamSpecPart, b: PyObject) => (b instanceof K ? equal(a.origin, b.origin) : NotImplemented),
  },
  methods: [method('__mro_entries__(self, bases, /)', null, () => raise(TypeError, `Cannot subclass an instance of ${name}`))],
  getset: [member('__origin__', null, (a: PyParamSpecPart) => a.origin)],
});
export const paramSpecArgsType = defineType(PyParamSpecArgs, partSpec('ParamSpecArgs', 'args', PyParamSpecArgs));
export const paramSpecKwargsType = defineType(PyParamSpecKwargs, partSpec('ParamSpecKwargs', 'kwargs', PyParamSpecKwargs));

export const paramSpecType: PyType = defineType(PyParamSpec, {
  name: 'ParamSpec',
  module: 'typing',
  flags: ['HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Parameter specification variable.',
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      const [pos, kw] = keywordArgs('paramspec', args, kwnames, ['name', 'bound', 'default', 'covariant', 'contravariant', 'infer_variance']);
      const p = new PyParamSpec();
      commonNew(p, 'paramspec', pos[0] ?? kw.name, kw);
      if (kw.bound !== undefined && kw.bound !== None) p.bound = checkType(kw.bound, 'Bound must be a type.');
      return p;
    },
    repr: (p: PyParamSpec) => strFromJs(variance(p) + jsFromStr(p.name as string)),
    ...unionSlots,
  },
  methods: [
    ...sharedMethods,
    method('__typing_subst__(self, arg, /)', null, (p: PyParamSpec, arg) => callTyping('_paramspec_subst', p, arg)),
    method('__typing_prepare_subst__(self, alias, args, /)', null, (p: PyParamSpec, alias, args) => callTyping('_paramspec_prepare_subst', p, alias, args)),
  ],
  getset: [
    ...paramRows,
    ...varianceRows,
    member('__bound__', null, (p: PyParamSpec) => p.bound),
    getset('args', null, (p: PyParamSpec) => new PyParamSpecArgs(p)),
    getset('kwargs', null, (p: PyParamSpec) => new PyParamSpecKwargs(p)),
  ],
});

export const typeVarTupleType: PyType = defineType(PyTypeVarTuple, {
  name: 'TypeVarTuple',
  module: 'typing',
  flags: ['HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Type variable tuple.',
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      const [pos, kw] = keywordArgs('typevartuple', args, kwnames, ['name', 'default']);
      const p = new PyTypeVarTuple();
      commonNew(p, 'typevartuple', pos[0] ?? kw.name, kw);
      return p;
    },
    repr: (p: PyTypeVarTuple) => p.name,
    iter: (p: PyTypeVarTuple) => {
      const t = new PyTuple([getItem(getattr(importModule('typing'), 'Unpack'), p)]);
      return t.s_iter!(t);
    },
  },
  methods: [
    ...sharedMethods,
    method('__typing_subst__(self, arg, /)', null, () => raise(TypeError, 'Substitution of bare TypeVarTuple is not supported')),
    method('__typing_prepare_subst__(self, alias, args, /)', null, (p: PyTypeVarTuple, alias, args) =>
      callTyping('_typevartuple_prepare_subst', p, alias, args),
    ),
  ],
  getset: paramRows,
});
import { getItem } from '../ops/arith.ts';

// --- type aliases ----------------------------------------------------------------------------------------------------------

export class PyTypeAlias extends PyBase {
  name: PyObject = '';
  params: PyTuple = new PyTuple([]);
  value: Lazy = new Lazy(None);
  module: PyObject = None;
}

export const typeAliasType: PyType = defineType(PyTypeAlias, {
  name: 'TypeAliasType',
  module: 'typing',
  flags: ['HAS_WEAKREF'],
  doc: 'Type alias.',
  make: make('typealias(name: unicode, value, *, type_params = ())', (_cls, name: PyObject, value: PyObject, params: PyObject) => {
    if (!(params instanceof PyTuple)) raise(TypeError, 'type_params must be a tuple');
    checkParams(params);
    const a = new PyTypeAlias();
    a.name = name;
    a.params = params;
    a.value = new Lazy(value);
    a.module = callerModule();
    return a;
  }),
  slots: {
    repr: (a: PyTypeAlias) => a.name,
    getitem: (a: PyTypeAlias, item) => {
      if (a.params.ta.length === 0) raise(TypeError, 'Only generic type aliases are subscriptable');
      return genericAlias(a, item);
    },
    or: (x, y) => unionOf(x, y),
    ror: (x, y) => unionOf(y, x),
    iter: (a: PyTypeAlias) => {
      const t = new PyTuple([getItem(getattr(importModule('typing'), 'Unpack'), a)]);
      return t.s_iter!(t);
    },
  },
  methods: [method('__reduce__(self, /)', null, (a: PyTypeAlias) => a.name)],
  getset: [
    member('__name__', null, (a: PyTypeAlias) => a.name),
    getset('__value__', null, (a: PyTypeAlias) => a.value.get()),
    getset('evaluate_value', null, (a: PyTypeAlias) => a.value.evaluator()),
    getset('__type_params__', null, (a: PyTypeAlias) => a.params),
    getset('__parameters__', null, (a: PyTypeAlias) => {
      const out: PyObject[] = [];
      for (const p of a.params.ta) out.push(p instanceof PyTypeVarTuple ? getItem(getattr(importModule('typing'), 'Unpack'), p) : p);
      return new PyTuple(out);
    }),
    getset('__module__', null, (a: PyTypeAlias) => a.module),
  ],
});

function checkParams(params: PyTuple): void {
  let seenDefault = false;
  for (const p of params.ta) {
    if (!(p instanceof PyTypeParam)) raise(TypeError, `Expected a type param, got ${repr(p)}`);
    if (hasDefault(p)) seenDefault = true;
    else if (seenDefault) raise(TypeError, `non-default type parameter '${jsFromStr(p.name as string)}' follows default type parameter`);
  }
}

// --- Generic ---------------------------------------------------------------------------------------------------------------

class PyGeneric extends PyBase {}
export const genericType: PyType = defineType(PyGeneric, {
  name: 'Generic',
  module: 'typing',
  flags: ['BASETYPE'],
  subclass: PyBase,
  doc: 'Abstract base class for generic types.',
  methods: [
    classMethod('__class_getitem__(cls, params, /)', null, (cls, params) => callTyping('_generic_class_getitem', cls, params)),
    classMethod('__init_subclass__(cls, *args, **kwargs)', null, (cls: PyObject, args: PyObject[], kwargs: PyDict) => {
      const names: string[] = [],
        values: PyObject[] = [cls, ...args];
      for (const [k, v] of dictEntries(kwargs)) {
        names.push(jsFromStr(k as string));
        values.push(v);
      }
      const f = getattr(importModule('typing'), '_generic_init_subclass');
      return names.length === 0 ? f.cN(values) : f.cK(values, names);
    }),
  ],
});

// --- what emitted code makes --------------------------------------------------------------------------------------------------

function named<T extends PyTypeParam>(p: T, name: string, fallback: PyObject | undefined, module: PyObject): T {
  p.name = strFromJs(name);
  p.module = module;
  p.inferVariance = true;
  if (fallback !== undefined) p.fallback = new Lazy(undefined, fallback);
  return p;
}

export function newTypeVar(
  name: string,
  bound: PyObject | undefined,
  constraints: PyObject | undefined,
  fallback: PyObject | undefined,
  module: PyObject,
): PyTypeVar {
  const p = named(new PyTypeVar(), name, fallback, module);
  if (bound !== undefined) p.bound = new Lazy(undefined, bound);
  if (constraints !== undefined) p.constraints = new Lazy(undefined, constraints);
  return p;
}
export const newParamSpec = (name: string, fallback: PyObject | undefined, module: PyObject): PyParamSpec => named(new PyParamSpec(), name, fallback, module);
export const newTypeVarTuple = (name: string, fallback: PyObject | undefined, module: PyObject): PyTypeVarTuple =>
  named(new PyTypeVarTuple(), name, fallback, module);

export function newTypeAlias(name: string, given: PyTuple | undefined, evaluate: PyObject, module: PyObject): PyTypeAlias {
  const params = given ?? new PyTuple([]);
  checkParams(params);
  const a = new PyTypeAlias();
  a.name = strFromJs(name);
  a.params = params;
  a.value = new Lazy(undefined, evaluate);
  a.module = module;
  return a;
}

/** `Generic[T, …]`, the hidden base of a class with type parameters. */
export function genericBase(params: PyTuple): PyObject {
  const items = params.ta.map((p) => (p instanceof PyTypeVarTuple ? getItem(getattr(importModule('typing'), 'Unpack'), p) : p));
  return callMethod(genericType, '__class_getitem__', new PyTuple(items));
}

export { NotImplementedError, newDict };
