// _functools: the native half of `functools`. CPython: Modules/_functoolsmodule.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import { compareSlots, defineType, getset, member, type CompareOp } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { richCompare } from '../../objects/ops/compare.ts';
import { getIter, nextOf } from '../../objects/ops/iter.ts';
import { raise } from '../../objects/ops/raise.ts';
import { AttributeError, TypeError } from '../../objects/types/exceptions.ts';
import { FS } from '../../objects/frame.ts';
import { lruCacheType } from './lruCache.ts';
import { Placeholder, partialType, placeholderType } from './partial.ts';

function reduce(f: PyObject, iterable: PyObject, initial: PyObject | undefined): PyObject {
  let it: PyObject;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    it = getIter(iterable);
  } catch (e) {
    if (!excMatches(e, TypeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    raise(TypeError, 'reduce() arg 2 must support iteration');
  }
  const next = nextOf(it);
  let total = initial ?? next(it);
  if (total === undefined) raise(TypeError, 'reduce() of empty iterable with no initial value');
  for (let item = next(it); item !== undefined; item = next(it)) total = f.c2(total, item);
  return total;
}

/** What `cmp_to_key(f)` gives (without an object) and what calling that gives (with one). */
class PyKeyWrapper extends PyBase {
  cmp: PyObject;
  object: PyObject | undefined;
  constructor(cmp: PyObject, object: PyObject | undefined) {
    super();
    this.cmp = cmp;
    this.object = object;
  }
  override c1(object: PyObject): PyObject {
    return new PyKeyWrapper(this.cmp, object);
  }
}

export const keyWrapperType = defineType(PyKeyWrapper, {
  name: 'KeyWrapper',
  module: 'functools',
  flags: ['NO_NEW'],
  unhashable: true,
  slots: {
    call: (self: PyKeyWrapper, args: PyObject[], kwnames: KwNames) => {
      const wrong = kwnames?.find((name) => name !== 'obj');
      if (args.length > 1) raise(TypeError, `K() takes at most 1 argument (${args.length} given)`);
      if (args.length === 0) raise(TypeError, "K() missing required argument 'obj' (pos 1)");
      if (wrong !== undefined) raise(TypeError, `K() got an unexpected keyword argument '${wrong}'`);
      return new PyKeyWrapper(self.cmp, args[0]);
    },
    ...compareSlots((self: PyKeyWrapper, other: PyObject, op: CompareOp) => {
      if (!(other instanceof PyKeyWrapper)) raise(TypeError, 'other argument must be K instance');
      if (self.object === undefined || other.object === undefined) raise(AttributeError, 'object');
      const order = self.cmp.c2(self.object, other.object);
      return richCompare(order, 0, op);
    }),
  },
  getset: [
    getset('__text_signature__', null, () => '(obj)'),
    member(
      'obj',
      'The value that is wrapped.',
      (self: PyKeyWrapper) => self.object,
      (self: PyKeyWrapper, value) => {
        self.object = value;
      },
    ),
  ],
});

export default defineModule({
  name: '_functools',
  doc: 'Tools that operate on functions.',
  functions: [
    fn('reduce(function, iterable, /, initial = ?)', 'Apply a function of two arguments cumulatively to the items.', reduce),
    fn('cmp_to_key(mycmp)', 'Make a sort key of a comparison function.', (mycmp: PyObject) => new PyKeyWrapper(mycmp, undefined)),
  ],
  types: [partialType, placeholderType, lruCacheType],
  constants: () => ({ Placeholder }),
});
