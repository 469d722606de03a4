// `list[int]` (types.GenericAlias) and `*tuple[int, ...]`. CPython: Objects/genericaliasobject.c.
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import { Ellipsis, None, NotImplemented, PyList, PyTuple } from '../model/values.ts';
import { isSubtype, PyType } from '../model/type.ts';
import { defineType, getset, make, member, method } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { AttributeError, TypeError } from './exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { repr } from '../ops/repr.ts';
import { callMethod, callSpecial, getattr, setattr, tryGetattr } from '../ops/attr.ts';
import { arrayFromIterable } from '../ops/iter.ts';
import { typeName } from '../ops/number.ts';
import { excMatches } from '../ops/exceptions.ts';
import { equal } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { isTrue } from '../ops/truth.ts';
import { qualifiedName } from './object.ts';
import { newUnion } from './union.ts';
import { FS } from '../frame.ts';

/** Subclasses too: their prototypes may be cut off from this JS class. */
export const isGenericAlias = (o: PyObject): o is PyGenericAlias => isSubtype(o.ob_type, genericAliasType);

export class PyGenericAlias extends PyBase {
  origin: PyObject;
  args: PyTuple;
  starred: boolean;
  parameters: PyTuple | undefined = undefined;
  constructor(origin: PyObject, args: PyTuple, starred = false) {
    super();
    this.origin = origin;
    this.args = args;
    this.starred = starred;
  }
}

export function genericAlias(origin: PyObject, item: PyObject): PyGenericAlias {
  return new PyGenericAlias(origin, item instanceof PyTuple ? item : new PyTuple([item]));
}

/** Attributes that an alias has itself; all others are the origin's. */
const OWN = new Set([
  '__class__',
  '__bases__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
  '__subclasscheck__',
  '__instancecheck__',
  '__call__',
  '__getitem__',
  '__eq__',
  '__hash__',
  '__repr__',
  '__or__',
  '__ror__',
  '__iter__',
  '__dir__',
]);

/** How annotations show a type. */
export function reprTypeArgument(o: PyObject): string {
  if (o === Ellipsis) return '...';
  if (o === None) return 'None';
  if (isGenericAlias(o)) return repr(o);
  if (o instanceof PyType) return qualifiedName(o);
  if (tryGetattr(o, '__origin__') !== undefined && tryGetattr(o, '__args__') !== undefined) return repr(o);
  const qualname = tryGetattr(o, '__qualname__');
  const module = qualname === undefined ? undefined : tryGetattr(o, '__module__');
  if (qualname === undefined || module === undefined || module === None) return repr(o);
  return isStr(module) && jsFromStr(module) === 'builtins' ? jsFromStr(qualname as string) : `${jsFromStr(module as string)}.${jsFromStr(qualname as string)}`;
}

function argText(o: PyObject): string {
  return o instanceof PyList ? `[${o.la.map(reprTypeArgument).join(', ')}]` : reprTypeArgument(o);
}

/** Type variables in order of first use. */
export function collectParameters(args: readonly PyObject[]): PyObject[] {
  const out: PyObject[] = [];
  const add = (o: PyObject): void => {
    if (!out.some((p) => p === o)) out.push(o);
  };
  for (const arg of args) {
    if (arg instanceof PyType) continue;
    if (arg instanceof PyTuple || arg instanceof PyList) {
      for (const p of collectParameters(arg instanceof PyTuple ? arg.ta : arg.la)) add(p);
      continue;
    }
    if (tryGetattr(arg, '__typing_subst__') !== undefined) add(arg);
    else {
      const inner = tryGetattr(arg, '__parameters__');
      if (inner instanceof PyTuple) for (const p of inner.ta) add(p);
    }
  }
  return out;
}

const parametersOf = (a: PyGenericAlias): PyTuple => (a.parameters ??= new PyTuple(collectParameters(a.args.ta)));

/** `alias[item]` with type variables: each parameter is replaced (CPython's _Py_subs_parameters). */
export function substitute(self: PyObject, args: readonly PyObject[], parameters: readonly PyObject[], item: PyObject): PyObject[] {
  if (parameters.length === 0) raise(TypeError, `${repr(self)} is not a generic class`);
  let items: PyObject[] = item instanceof PyTuple ? unpackItems(item.ta) : unpackItems([item]);
  for (const p of parameters) {
    const prepare = tryGetattr(p, '__typing_prepare_subst__');
    if (prepare !== undefined && prepare !== None) {
      const prepared = prepare.c2(self, new PyTuple(items));
      items = arrayFromIterable(prepared);
    }
  }
  if (items.length !== parameters.length) {
    raise(
      TypeError,
      `Too ${items.length > parameters.length ? 'many' : 'few'} arguments for ${repr(self)}; actual ${items.length}, expected ${parameters.length}`,
    );
  }
  const out: PyObject[] = [];
  for (const arg of args) {
    if (arg instanceof PyType) {
      out.push(arg);
      continue;
    }
    if (arg instanceof PyTuple || arg instanceof PyList) {
      const inner = substitute(self, arg instanceof PyTuple ? arg.ta : arg.la, parameters, item);
      out.push(arg instanceof PyTuple ? new PyTuple(inner) : new PyList(inner));
      continue;
    }
    const subst = tryGetattr(arg, '__typing_subst__');
    const unpacked = tryGetattr(arg, '__typing_is_unpacked_typevartuple__');
    let value: PyObject = arg;
    if (subst !== undefined) {
      value = subst.c1(items[parameters.findIndex((p) => p === arg)]!);
    } else {
      const sub = tryGetattr(arg, '__parameters__');
      if (sub instanceof PyTuple && sub.ta.length > 0) {
        const picked: PyObject[] = [];
        for (const p of sub.ta) {
          const v = items[parameters.findIndex((q) => q === p)]!;
          if (v instanceof PyTuple && tryGetattr(p, '__typing_is_unpacked_typevartuple__') === undefined && p.ob_type.name === 'TypeVarTuple')
            picked.push(...v.ta);
          else picked.push(v);
        }
        value = callMethod(arg, '__getitem__', picked.length === 1 ? picked[0]! : new PyTuple(picked));
      }
    }
    if (unpacked !== undefined && isTrue(unpacked)) {
      if (!(value instanceof PyTuple)) raise(TypeError, `expected __typing_subst__ of ${typeName(arg)} objects to return a tuple, not ${typeName(value)}`);
      out.push(...value.ta);
    } else out.push(value);
  }
  return out;
}

function unpackItems(items: readonly PyObject[]): PyObject[] {
  const out: PyObject[] = [];
  for (const item of items) {
    const inner = item instanceof PyType ? undefined : tryGetattr(item, '__typing_unpacked_tuple_args__');
    if (inner instanceof PyTuple && !(inner.ta.at(-1) === Ellipsis)) out.push(...inner.ta);
    else out.push(item);
  }
  return out;
}

class PyAliasIterator extends PyBase {
  alias: PyGenericAlias | undefined;
  constructor(alias: PyGenericAlias) {
    super();
    this.alias = alias;
  }
}
export const genericAliasIteratorType = defineType(PyAliasIterator, {
  name: 'generic_alias_iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self) => self,
    next: (self: PyAliasIterator) => {
      const { alias } = self;
      if (alias === undefined) return undefined;
      self.alias = undefined;
      return new PyGenericAlias(alias.origin, alias.args, /* starred */ true);
    },
  },
});

export const genericAliasType = defineType(PyGenericAlias, {
  name: 'GenericAlias',
  module: 'types',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  doc: 'Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).',
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, 'GenericAlias() takes no keyword arguments');
      if (args.length !== 2) raise(TypeError, `GenericAlias expected 2 arguments, got ${args.length}`);
      const alias = new cls.ctor() as PyGenericAlias;
      alias.origin = args[0]!;
      alias.args = args[1] instanceof PyTuple ? args[1] : new PyTuple([args[1]!]);
      alias.starred = false;
      return alias;
    },
    repr: (a: PyGenericAlias) =>
      strFromJs(`${a.starred ? '*' : ''}${reprTypeArgument(a.origin)}[${a.args.ta.length === 0 ? '()' : a.args.ta.map(argText).join(', ')}]`),
    call: (a: PyGenericAlias, args, kwnames) => {
      const o = kwnames === undefined ? a.origin.cN(args) : a.origin.cK(args, kwnames);
      const depth = FS.sp,
        handled = FS.exc;
      try {
        setattr(o, '__orig_class__', a);
      } catch (e) {
        if (!excMatches(e, AttributeError) && !excMatches(e, TypeError)) throw e;
        FS.sp = depth;
        FS.exc = handled;
      }
      return o;
    },
    getitem: (a: PyGenericAlias, item) => {
      const args = substitute(a, a.args.ta, parametersOf(a).ta, item);
      const alias = new PyGenericAlias(a.origin, new PyTuple(args), a.starred);
      return alias;
    },
    eq: (a: PyGenericAlias, b) => (isGenericAlias(b) ? a.starred === b.starred && equal(a.origin, b.origin) && equal(a.args, b.args) : NotImplemented),
    hash: (a: PyGenericAlias) => Number(hash(a.origin)) ^ Number(hash(a.args)),
    iter: (a: PyGenericAlias) => new PyAliasIterator(a),
    or: (a, b) => newUnion(a, b),
    ror: (a, b) => newUnion(b, a),
    getattro: (a: PyGenericAlias, name: string) => {
      if (!OWN.has(name)) {
        const value = tryGetattr(a.origin, name);
        if (value !== undefined) return value;
      }
      return genericGetattro(a, name);
    },
  },
  methods: [
    method('__mro_entries__(self, bases, /)', null, (a: PyGenericAlias) => new PyTuple([a.origin])),
    method('__instancecheck__(self, instance, /)', null, () => raise(TypeError, 'isinstance() argument 2 cannot be a parameterized generic')),
    method('__subclasscheck__(self, cls, /)', null, () => raise(TypeError, 'issubclass() argument 2 cannot be a parameterized generic')),
    method('__reduce__(self, /)', null, (a: PyGenericAlias) =>
      a.starred
        ? new PyTuple([getattr(importModule('builtins'), 'next'), new PyTuple([new PyAliasIterator(new PyGenericAlias(a.origin, a.args))])])
        : new PyTuple([a.ob_type, new PyTuple([a.origin, a.args])]),
    ),
    method('__dir__(self, /)', null, (a: PyGenericAlias) => {
      const names = new Set<string>(OWN);
      const inner = callSpecial(a.origin, '__dir__')!;
      if (inner instanceof PyList) for (const n of inner.la) names.add(jsFromStr(n as string));
      return new PyList([...names].map(strFromJs));
    }),
  ],
  getset: [
    member('__origin__', null, (a: PyGenericAlias) => a.origin),
    member('__args__', null, (a: PyGenericAlias) => a.args),
    member('__unpacked__', null, (a: PyGenericAlias) => a.starred),
    getset('__parameters__', 'Type variables in the GenericAlias.', parametersOf),
    getset('__typing_unpacked_tuple_args__', null, (a: PyGenericAlias) =>
      a.starred && a.origin instanceof PyType && a.origin.name === 'tuple' ? a.args : None,
    ),
  ],
});
import { genericGetattro } from '../ops/attr.ts';
import { importModule } from '../ops/hooks.ts';

export { make };
