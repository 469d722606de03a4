// _collections: the native half of `collections`. CPython: Modules/_collectionsmodule.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import { defineType, method } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import { lookupMro, type PyType } from '../../objects/model/type.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { binop } from '../../objects/ops/arith.ts';
import { iterate } from '../../objects/ops/iter.ts';
import { asSize, typeName } from '../../objects/ops/number.ts';
import { repr } from '../../objects/ops/repr.ts';
import { setItem } from '../../objects/ops/subscript.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { AttributeError, IndexError, TypeError } from '../../objects/types/exceptions.ts';
import { dictGet, dictSet } from '../../objects/types/dictStore.ts';
import { dictType } from '../../objects/types/dict.ts';
import { dequeIteratorType, dequeReverseIteratorType, dequeType } from './deque.ts';
import { defaultDictType } from './defaultdict.ts';
import { odictItemsType, odictIteratorType, odictKeysType, odictValuesType, orderedDictType } from './orderedDict.ts';

/** The property of a namedtuple field: item `index` of a tuple. */
class PyTupleGetter extends PyBase {
  index: number;
  doc: PyObject;
  constructor(index: number, doc: PyObject) {
    super();
    this.index = index;
    this.doc = doc;
  }
}

const tupleGetterType = defineType(PyTupleGetter, {
  name: '_tuplegetter',
  module: 'collections',
  doc: null,
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, '_tuplegetter() takes no keyword arguments');
      if (args.length !== 2) raise(TypeError, `_tuplegetter expected 2 arguments, got ${args.length}`);
      return new PyTupleGetter(asSize(args[0]!), args[1]!);
    },
    repr: (self: PyTupleGetter) => strFromJs(`_tuplegetter(${self.index}, ${repr(self.doc)})`),
    get: (self: PyTupleGetter, obj: PyObject | undefined) => {
      if (obj instanceof PyTuple) {
        const { ta } = obj;
        return self.index >= 0 && self.index < ta.length ? ta[self.index]! : raise(IndexError, 'tuple index out of range');
      }
      if (obj === undefined || obj === None) return self;
      raise(TypeError, `descriptor for index '${self.index}' for tuple subclasses doesn't apply to '${typeName(obj)}' object`);
    },
    set: (_self: PyTupleGetter, _obj: PyObject, value: PyObject | undefined) =>
      raise(AttributeError, value === undefined ? "can't delete attribute" : "can't set attribute"),
  },
  methods: [method('__reduce__(self, /)', null, (self: PyTupleGetter) => new PyTuple([tupleGetterType, new PyTuple([self.index, self.doc])]))],
  getset: [
    {
      kind: 'getset',
      name: '__doc__',
      doc: null,
      member: true,
      get: (self: PyTupleGetter) => self.doc,
      set: (self: PyTupleGetter, value) => {
        self.doc = value ?? None;
      },
    },
  ],
});

/** `Counter`'s inner loop: mapping[item] += 1 for each item. */
function countElements(mapping: PyObject, iterable: PyObject): PyObject {
  const type = mapping.ob_type;
  const plainGet = lookupMro(type, 'get') === dictType.dict.get('get');
  // fast: a dict whose `get` and `__setitem__` are dict's own.
  if (plainGet && mapping.s_setitem === dictType.proto.s_setitem) {
    const d = mapping as PyDict;
    iterate(iterable, (item) => {
      const n = dictGet(d, item);
      dictSet(d, item, n === undefined ? 1 : typeof n === 'number' ? n + 1 : binop(n, 1, 'add'));
    });
    return None;
  }
  iterate(iterable, (item) => {
    setItem(mapping, item, binop(callMethod(mapping, 'get', item, 0), 1, 'add'));
  });
  return None;
}

export default defineModule({
  name: '_collections',
  doc: 'High performance data structures.',
  functions: [fn('_count_elements(mapping, iterable, /)', 'Count the items of an iterable into a mapping.', countElements)],
  types: [dequeType, defaultDictType, dequeIteratorType, dequeReverseIteratorType, tupleGetterType, orderedDictType],
});

export { odictItemsType, odictIteratorType, odictKeysType, odictValuesType };
