// `int | str`, `Union[int, str]`: `typing.Union`. CPython: Objects/unionobject.c.
import { PyBase, type PyObject } from '../model/object.ts';
import { None, NotImplemented, PyTuple } from '../model/values.ts';
import { PyType } from '../model/type.ts';
import { classMethod, defineType, getset, member, method } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { TypeError } from './exceptions.ts';
import { strFromJs } from '../ops/strings.ts';
import { repr } from '../ops/repr.ts';
import { equal } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { isGenericAlias, collectParameters, reprTypeArgument, substitute } from './genericalias.ts';
import { isinstance, issubclass } from './type.ts';
import { noneType } from './singletons.ts';
import { binop } from '../ops/arith.ts';
import { getattr } from '../ops/attr.ts';
import { importModule } from '../ops/hooks.ts';
import { isStr } from '../ops/strings.ts';

export class PyUnion extends PyBase {
  args: PyTuple = new PyTuple([]);
  parameters: PyTuple | undefined = undefined;
}

/** Kinds that `|` accepts without asking further. */
function unionable(o: PyObject): boolean {
  if (o === None || o instanceof PyType || isGenericAlias(o) || o instanceof PyUnion) return true;
  const { name, module } = o.ob_type;
  return module === 'typing' && (name === 'TypeVar' || name === 'ParamSpec' || name === 'TypeVarTuple' || name === 'TypeAliasType');
}

/** `a | b` for types; NotImplemented where one side is no type. */
export function newUnion(a: PyObject, b: PyObject): PyObject {
  // Beside a union anything goes; texts become forward references.
  if (a instanceof PyUnion || b instanceof PyUnion) return makeUnion([a, b].map(forwardReference));
  if (!unionable(a) || !unionable(b)) return NotImplemented;
  return makeUnion([a, b]);
}

function forwardReference(o: PyObject): PyObject {
  return isStr(o) ? getattr(importModule('typing'), 'ForwardRef').c1(o) : o;
}

/** Flattened, without repetitions; a single member is itself. */
export function makeUnion(members: readonly PyObject[]): PyObject {
  const flat: PyObject[] = [];
  const add = (o: PyObject): void => {
    if (o === None) o = noneType;
    if (o instanceof PyUnion) {
      for (const arg of o.args.ta) add(arg);
      return;
    }
    if (!flat.some((x) => x === o || (x.ob_type === o.ob_type && equal(x, o)))) flat.push(o);
  };
  members.forEach(add);
  if (flat.length === 1) return flat[0]!;
  const u = new PyUnion();
  u.args = new PyTuple(flat);
  return u;
}

const parametersOf = (u: PyUnion): PyTuple => (u.parameters ??= new PyTuple(collectParameters(u.args.ta)));

export const unionType = defineType(PyUnion, {
  name: 'Union',
  module: 'typing',
  flags: ['NO_NEW', 'HAS_WEAKREF'],
  doc: 'Represent a union type\n\nE.g. for int | str',
  slots: {
    repr: (u: PyUnion) => strFromJs(u.args.ta.map((a) => (a === noneType ? 'None' : reprTypeArgument(a))).join(' | ')),
    eq: (a: PyUnion, b) => {
      if (!(b instanceof PyUnion)) return NotImplemented;
      return a.args.ta.length === b.args.ta.length && a.args.ta.every((x) => b.args.ta.some((y) => x === y || equal(x, y)));
    },
    hash: (u: PyUnion) => u.args.ta.reduce<number>((h, a) => (h ^ (Number(hash(a)) % 0x7fffffff)) >>> 0, 0x5bd1e995),
    or: (a, b) => newUnion(a, b),
    ror: (a, b) => newUnion(b, a),
    getitem: (u: PyUnion, item) => substitute(u, u.args.ta, parametersOf(u).ta, item).reduce((a, b) => binop(a, b, 'or')),
  },
  methods: [
    method('__instancecheck__(self, instance, /)', null, (u: PyUnion, o) => {
      return u.args.ta.some((a) => isinstance(o, a));
    }),
    method('__subclasscheck__(self, cls, /)', null, (u: PyUnion, c) => {
      return u.args.ta.some((a) => issubclass(c, a));
    }),
    method('__mro_entries__(self, bases, /)', null, (u: PyUnion) => raise(TypeError, `Cannot subclass ${repr(u)}`)),
    method('__reduce__(self, /)', null, (u: PyUnion) => new PyTuple([getattr(importModule('operator'), 'getitem'), new PyTuple([u.ob_type, u.args])])),
    classMethod('__class_getitem__(cls, item, /)', null, (_cls, item: PyObject) => {
      const items = item instanceof PyTuple ? item.ta : [item];
      if (items.length === 0) raise(TypeError, 'Cannot take a Union of no types.');
      return makeUnion(items.map(forwardReference));
    }),
  ],
  getset: [
    getset('__module__', null, () => 'typing'),
    getset('__name__', null, () => 'Union'),
    getset('__qualname__', null, () => 'Union'),
    member('__args__', null, (u: PyUnion) => u.args),
    getset('__origin__', null, (u: PyUnion) => u.ob_type),
    getset('__parameters__', 'Type variables in the types.UnionType.', parametersOf),
  ],
});
