// _operator: operators as functions, and the getters that sort keys are made of. CPython: Modules/_operator.c.
// itemgetter with one item and attrgetter with one name answer `c1` directly: they are called once per item of a sort.
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, getset, method } from '../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { None, PyTuple } from '../objects/model/values.ts';
import { getattr, callAttribute } from '../objects/ops/attr.ts';
import { binop, delItem, getItem, inplace, power, setItem, unary, type BinaryOp } from '../objects/ops/arith.ts';
import { identicalOrEqual, isSame, richCompare, type CompareName } from '../objects/ops/compare.ts';
import { tryBytesLike } from '../objects/ops/buffer.ts';
import { callWithDict } from '../objects/ops/callWithDict.ts';
import { contains, getIter, lengthHint, nextOf } from '../objects/ops/iter.ts';
import { asIndex, intValue, isInt, normalizeInt, typeName } from '../objects/ops/number.ts';
import { isTrue } from '../objects/ops/truth.ts';
import { repr } from '../objects/ops/repr.ts';
import { raise } from '../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../objects/ops/strings.ts';
import { importModule } from '../objects/ops/hooks.ts';
import { TypeError, ValueError } from '../objects/types/exceptions.ts';

const binary = (name: string, op: BinaryOp, doc: string) => fn(`${name}(a, b, /)`, doc, (a: PyObject, b: PyObject) => binop(a, b, op));
const inPlace = (name: string, op: BinaryOp, doc: string) => fn(`${name}(a, b, /)`, doc, (a: PyObject, b: PyObject) => inplace(a, b, op));
const compare = (op: CompareName, doc: string) => fn(`${op}(a, b, /)`, doc, (a: PyObject, b: PyObject) => richCompare(a, b, op));

function iterator(o: PyObject): PyObject {
  if (o.s_iter === undefined && o.s_getitem === undefined) raise(TypeError, `argument of type '${typeName(o)}' is not iterable`);
  return getIter(o);
}

function indexOf(a: PyObject, b: PyObject): PyObject {
  const it = iterator(a),
    next = nextOf(it);
  let i = 0;
  for (let item = next(it); item !== undefined; item = next(it), i++) if (identicalOrEqual(item, b)) return i;
  raise(ValueError, 'sequence.index(x): x not in sequence');
}

function countOf(a: PyObject, b: PyObject): PyObject {
  const it = iterator(a),
    next = nextOf(it);
  let n = 0;
  for (let item = next(it); item !== undefined; item = next(it)) if (identicalOrEqual(item, b)) n++;
  return n;
}

function concat(a: PyObject, b: PyObject): PyObject {
  if (a.s_concat !== undefined) return a.s_concat(a, b);
  if (a.s_getitem === undefined || b.s_getitem === undefined) raise(TypeError, `'${typeName(a)}' object can't be concatenated`);
  return binop(a, b, 'add');
}

function concatInPlace(a: PyObject, b: PyObject): PyObject {
  if (a.s_iconcat === undefined && a.s_concat === undefined && a.s_getitem === undefined) raise(TypeError, `'${typeName(a)}' object can't be concatenated`);
  return inplace(a, b, 'add');
}

/** Compares without stopping at the first difference; str must be ASCII. */
function compareDigest(a: PyObject, b: PyObject): PyObject {
  if (isStr(a) && isStr(b)) {
    const x = jsFromStr(a),
      y = jsFromStr(b);
    if (!/^[\x00-\x7f]*$/.test(x) || !/^[\x00-\x7f]*$/.test(y)) raise(TypeError, 'comparing strings with non-ASCII characters is not supported');
    return sameBytes(
      Array.from(x, (c) => c.charCodeAt(0)),
      Array.from(y, (c) => c.charCodeAt(0)),
    );
  }
  const x = tryBytesLike(a),
    y = tryBytesLike(b);
  if (x === undefined || y === undefined) {
    raise(TypeError, `unsupported operand types(s) or combination of types: '${typeName(a)}' and '${typeName(b)}'`);
  }
  return sameBytes(x, y);
}

function sameBytes(x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  let difference = x.length ^ y.length;
  for (let i = 0; i < y.length; i++) difference |= (x[i] ?? 0) ^ y[i]!;
  return difference === 0;
}

// --- itemgetter, attrgetter, methodcaller

/** The one positional argument of a call of a getter. */
function only(name: string, args: PyObject[], kwnames: KwNames): PyObject {
  if (kwnames !== undefined) raise(TypeError, `${name}() takes no keyword arguments`);
  if (args.length !== 1) raise(TypeError, `${name} expected 1 argument, got ${args.length}`);
  return args[0]!;
}

/** How instances are called. */
const signatureRow = getset('__text_signature__', null, () => '(obj, /)');

class PyItemGetter extends PyBase {
  items: PyObject[];
  constructor(items: PyObject[]) {
    super();
    this.items = items;
  }
  override c1(o: PyObject): PyObject {
    return getItems(this, o);
  }
}

function getItems(self: PyItemGetter, o: PyObject): PyObject {
  const { items } = self;
  if (items.length === 1) {
    const key = items[0]!;
    // fast: a small position in a tuple.
    if (typeof key === 'number' && o instanceof PyTuple && o.s_getitem === PyTuple.prototype.s_getitem) {
      const item = o.ta[key];
      if (item !== undefined) return item;
    }
    return getItem(o, key);
  }
  return new PyTuple(items.map((key) => getItem(o, key)));
}

export const itemGetterType: PyType = defineType(PyItemGetter, {
  name: 'itemgetter',
  signature: '(item, /, *items)',
  module: 'operator',
  doc: 'itemgetter(2, 5)(r) is (r[2], r[5]).',
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, 'itemgetter() takes no keyword arguments');
      if (args.length === 0) raise(TypeError, 'itemgetter expected 1 argument, got 0');
      return new PyItemGetter(args);
    },
    call: (self: PyItemGetter, args: PyObject[], kwnames: KwNames) => getItems(self, only('itemgetter', args, kwnames)),
    repr: (self: PyItemGetter) => strFromJs(`operator.itemgetter(${self.items.map(repr).join(', ')})`),
  },
  methods: [method('__reduce__(self, /)', 'Support for pickling.', (self: PyItemGetter) => new PyTuple([self.ob_type, new PyTuple(self.items)]))],
  getset: [signatureRow],
});

class PyAttrGetter extends PyBase {
  names: PyObject[];
  paths: string[][];
  constructor(names: PyObject[]) {
    super();
    this.names = names;
    this.paths = names.map((name) => jsFromStr(name as PyStr).split('.'));
  }
  override c1(o: PyObject): PyObject {
    return getAttributes(this, o);
  }
}

function getAttributes(self: PyAttrGetter, o: PyObject): PyObject {
  const { paths } = self;
  return paths.length === 1 ? follow(o, paths[0]!) : new PyTuple(paths.map((path) => follow(o, path)));
}

function follow(o: PyObject, path: readonly string[]): PyObject {
  for (let i = 0; i < path.length; i++) o = getattr(o, path[i]!);
  return o;
}

export const attrGetterType: PyType = defineType(PyAttrGetter, {
  name: 'attrgetter',
  signature: '(attr, /, *attrs)',
  module: 'operator',
  doc: "attrgetter('name.first', 'age')(r) is (r.name.first, r.age).",
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, 'attrgetter() takes no keyword arguments');
      if (args.length === 0) raise(TypeError, 'attrgetter expected 1 argument, got 0');
      for (const name of args) if (!isStr(name)) raise(TypeError, 'attribute name must be a string');
      return new PyAttrGetter(args);
    },
    call: (self: PyAttrGetter, args: PyObject[], kwnames: KwNames) => getAttributes(self, only('attrgetter', args, kwnames)),
    repr: (self: PyAttrGetter) => strFromJs(`operator.attrgetter(${self.names.map(repr).join(', ')})`),
  },
  methods: [method('__reduce__(self, /)', 'Support for pickling.', (self: PyAttrGetter) => new PyTuple([self.ob_type, new PyTuple(self.names)]))],
  getset: [signatureRow],
});

class PyMethodCaller extends PyBase {
  name: PyObject;
  args: PyObject[];
  /** The last arguments are keywords of these names. */
  kwnames: KwNames;
  constructor(name: PyObject, args: PyObject[], kwnames: KwNames) {
    super();
    this.name = name;
    this.args = args;
    this.kwnames = kwnames;
  }
  override c1(o: PyObject): PyObject {
    return callAttribute(o, jsFromStr(this.name as PyStr), this.args.slice(), this.kwnames);
  }
}

export const methodCallerType: PyType = defineType(PyMethodCaller, {
  name: 'methodcaller',
  signature: '(name, /, *args, **kwargs)',
  module: 'operator',
  doc: "methodcaller('name', 'foo', bar=1)(b) is b.name('foo', bar=1).",
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (args.length - (kwnames?.length ?? 0) === 0) raise(TypeError, 'methodcaller needs at least one argument, the method name');
      if (!isStr(args[0]!)) raise(TypeError, 'method name must be a string');
      return new PyMethodCaller(args[0], args.slice(1), kwnames);
    },
    call: (self: PyMethodCaller, args: PyObject[], kwnames: KwNames) => self.c1(only('methodcaller', args, kwnames)),
    repr: (self: PyMethodCaller) => {
      const plain = self.args.length - (self.kwnames?.length ?? 0);
      const parts = self.args.map((arg, i) => (i < plain ? repr(arg) : `${self.kwnames![i - plain]}=${repr(arg)}`));
      return strFromJs(`operator.methodcaller(${[repr(self.name), ...parts].join(', ')})`);
    },
  },
  methods: [
    method('__reduce__(self, /)', 'Support for pickling.', (self: PyMethodCaller) => {
      const { kwnames, args, name } = self;
      if (kwnames === undefined) return new PyTuple([self.ob_type, new PyTuple([name, ...args])]);
      const plain = args.length - kwnames.length;
      const partial = getattr(importModule('functools'), 'partial');
      return new PyTuple([partial.cK([self.ob_type, name, ...args.slice(plain)], kwnames), new PyTuple(args.slice(0, plain))]);
    }),
  ],
  getset: [signatureRow],
});

export default defineModule({
  name: '_operator',
  doc: 'Operators as functions.',
  functions: [
    fn('truth(a, /)', 'bool(a).', isTrue),
    fn('contains(a, b, /)', 'b in a.', contains),
    fn('indexOf(a, b, /)', 'Position of the first b in a.', indexOf),
    fn('countOf(a, b, /)', 'How often b is in a.', countOf),
    fn('is_(a, b, /)', 'a is b.', isSame),
    fn('is_not(a, b, /)', 'a is not b.', (a: PyObject, b: PyObject) => !isSame(a, b)),
    fn('is_none(a, /)', 'a is None.', (a: PyObject) => a === None),
    fn('is_not_none(a, /)', 'a is not None.', (a: PyObject) => a !== None),
    fn('index(a, /)', 'a.__index__().', (a: PyObject) => normalizeInt(asIndex(a))),
    binary('add', 'add', 'a + b.'),
    binary('sub', 'sub', 'a - b.'),
    binary('mul', 'mul', 'a * b.'),
    binary('matmul', 'matmul', 'a @ b.'),
    binary('floordiv', 'floordiv', 'a // b.'),
    binary('truediv', 'truediv', 'a / b.'),
    binary('mod', 'mod', 'a % b.'),
    binary('lshift', 'lshift', 'a << b.'),
    binary('rshift', 'rshift', 'a >> b.'),
    binary('and_', 'and', 'a & b.'),
    binary('xor', 'xor', 'a ^ b.'),
    binary('or_', 'or', 'a | b.'),
    fn('neg(a, /)', '-a.', (a: PyObject) => unary(a, 'neg')),
    fn('pos(a, /)', '+a.', (a: PyObject) => unary(a, 'pos')),
    fn('abs(a, /)', 'abs(a).', (a: PyObject) => unary(a, 'abs')),
    fn('inv(a, /)', '~a.', (a: PyObject) => unary(a, 'invert')),
    fn('invert(a, /)', '~a.', (a: PyObject) => unary(a, 'invert')),
    fn('not_(a, /)', 'not a.', (a: PyObject) => !isTrue(a)),
    fn('pow(a, b, /)', 'a ** b.', (a: PyObject, b: PyObject) => power(a, b, None)),
    inPlace('iadd', 'add', 'a += b.'),
    inPlace('isub', 'sub', 'a -= b.'),
    inPlace('imul', 'mul', 'a *= b.'),
    inPlace('imatmul', 'matmul', 'a @= b.'),
    inPlace('ifloordiv', 'floordiv', 'a //= b.'),
    inPlace('itruediv', 'truediv', 'a /= b.'),
    inPlace('imod', 'mod', 'a %= b.'),
    inPlace('ipow', 'pow', 'a **= b.'),
    inPlace('ilshift', 'lshift', 'a <<= b.'),
    inPlace('irshift', 'rshift', 'a >>= b.'),
    inPlace('iand', 'and', 'a &= b.'),
    inPlace('ixor', 'xor', 'a ^= b.'),
    inPlace('ior', 'or', 'a |= b.'),
    fn('concat(a, b, /)', 'a + b for sequences.', concat),
    fn('iconcat(a, b, /)', 'a += b for sequences.', concatInPlace),
    fn('getitem(a, b, /)', 'a[b].', getItem),
    fn('setitem(a, b, c, /)', 'a[b] = c.', (a: PyObject, b: PyObject, c: PyObject) => {
      setItem(a, b, c);
      return None;
    }),
    fn('delitem(a, b, /)', 'del a[b].', (a: PyObject, b: PyObject) => {
      delItem(a, b);
      return None;
    }),
    compare('eq', 'a == b.'),
    compare('ne', 'a != b.'),
    compare('lt', 'a < b.'),
    compare('le', 'a <= b.'),
    compare('gt', 'a > b.'),
    compare('ge', 'a >= b.'),
    fn('_compare_digest(a, b, /)', 'a == b in a time that does not depend on where they differ.', compareDigest),
    fn('length_hint(obj, default = 0, /)', 'An estimate of len(obj), default where there is none.', (obj: PyObject, fallback: PyObject) => {
      if (!isInt(fallback)) raise(TypeError, `'${typeName(fallback)}' object cannot be interpreted as an integer`);
      return lengthHint(obj, Number(intValue(fallback)!));
    }),
    fn('call(obj, /, *args, **kwargs)', 'obj(*args, **kwargs).', callWithDict),
  ],
  types: [attrGetterType, itemGetterType, methodCallerType],
});
