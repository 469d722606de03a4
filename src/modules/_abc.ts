// `_abc`: the machinery of abstract base classes, with its caches of weak references. CPython: Modules/_abc.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, NotImplemented, PyTuple } from '../objects/model/values.ts';
import { PyType, isSubtype } from '../objects/model/type.ts';
import { raise } from '../objects/ops/raise.ts';
import { RuntimeError, TypeError } from '../objects/types/exceptions.ts';
import { setattr, tryGetattr, callMethod } from '../objects/ops/attr.ts';
import { isAbstract } from '../objects/types/descriptors.ts';
import { arrayFromIterable } from '../objects/ops/iter.ts';
import { frozensetFromArray, setFromArray } from '../objects/types/set.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { issubclass } from '../objects/types/type.ts';
import { subclassesOf } from '../objects/ops/typeobj.ts';
import { isTrue } from '../objects/ops/truth.ts';
import { IMMUTABLE, MAPPING, SEQUENCE } from '../objects/model/flags.ts';
import { hidden } from '../objects/declare/type.ts';
import { PyWeakRef, registerWeakref } from '../objects/types/weakref.ts';

interface AbcData {
  registry: WeakRef<PyType>[];
  /** Made when first needed: most abstract classes are never asked. */
  cache: WeakSet<PyType> | undefined;
  negative: WeakSet<PyType> | undefined;
  negativeVersion: number;
}
const dataOf = new WeakMap<PyType, AbcData>();
let invalidation = 0;

function abcData(cls: PyObject): AbcData {
  const data = dataOf.get(cls as PyType);
  if (data !== undefined) return data;
  // In CPython it is an attribute: a class that `__init_subclass__` refused, and that a base still lists, has its base's.
  if (cls instanceof PyType) {
    for (const base of cls.mro) {
      const inherited = dataOf.get(base);
      if (inherited !== undefined) return inherited;
    }
  }
  raise(TypeError, "_abc_data isn't set properly");
}

function init(cls: PyObject): PyObject {
  if (!(cls instanceof PyType)) raise(TypeError, 'a class is needed');
  const abstracts = new Set<string>();
  for (const [name, value] of cls.dict) if (isAbstract(value)) abstracts.add(name);
  for (const base of cls.bases) {
    const inherited = tryGetattr(base, '__abstractmethods__');
    if (inherited === undefined) continue;
    for (const name of arrayFromIterable(inherited)) {
      if (!isStr(name)) continue;
      const value = tryGetattr(cls, jsFromStr(name));
      if (value !== undefined && isAbstract(value)) abstracts.add(jsFromStr(name));
    }
  }
  setattr(cls, '__abstractmethods__', frozensetFromArray([...abstracts].map(strFromJs)));
  dataOf.set(cls, { registry: [], cache: undefined, negative: undefined, negativeVersion: invalidation });
  const flags = cls.dict.get('__abc_tpflags__');
  if (typeof flags === 'number') {
    // Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING, for pattern matching.
    if ((flags & 0x60) === 0x60) raise(TypeError, '__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING');
    const bits = (flags & (1 << 5) ? SEQUENCE : 0) | (flags & (1 << 6) ? MAPPING : 0);
    hidden(cls.proto, 'tflags', (cls.proto.tflags & ~(SEQUENCE | MAPPING)) | bits);
    cls.dict.delete('__abc_tpflags__');
  }
  return None;
}

function register(self: PyObject, sub: PyObject): PyObject {
  if (!(sub instanceof PyType)) raise(TypeError, 'Can only register classes');
  if (issubclass(sub, self)) return sub;
  if (issubclass(self, sub)) raise(RuntimeError, 'Refusing to create an inheritance cycle');
  abcData(self).registry.push(new WeakRef(sub));
  invalidation++;
  const bits = (self as PyType).proto.tflags & (SEQUENCE | MAPPING);
  if (bits !== 0) spread(sub, bits);
  return sub;
}

function spread(cls: PyType, bits: number): void {
  // Native types say themselves what they are: str is registered as a Sequence and yet matches no sequence pattern.
  if ((cls.flags & IMMUTABLE) !== 0) return;
  hidden(cls.proto, 'tflags', (cls.proto.tflags & ~(SEQUENCE | MAPPING)) | bits);
  for (const s of subclassesOf(cls)) if ((s.proto.tflags & bits) === 0) spread(s, bits);
}

function subclassCheck(self: PyObject, sub: PyObject): PyObject {
  if (!(sub instanceof PyType)) raise(TypeError, 'issubclass() arg 1 must be a class');
  const data = abcData(self);
  if (data.cache?.has(sub)) return true;
  if (data.negativeVersion < invalidation) {
    data.negative = undefined;
    data.negativeVersion = invalidation;
  } else if (data.negative?.has(sub)) return false;
  const hook = callMethod(self, '__subclasshook__', sub);
  if (hook === true) {
    (data.cache ??= new WeakSet()).add(sub);
    return true;
  }
  if (hook === false) {
    (data.negative ??= new WeakSet()).add(sub);
    return false;
  }
  if (hook !== NotImplemented) raise(AssertionErrorType(), '__subclasshook__ must return either False, True, or NotImplemented');
  if (isSubtype(sub, self as PyType)) {
    (data.cache ??= new WeakSet()).add(sub);
    return true;
  }
  for (const ref of data.registry) {
    const r = ref.deref();
    if (r !== undefined && issubclass(sub, r)) {
      (data.cache ??= new WeakSet()).add(sub);
      return true;
    }
  }
  const subs = callMethod(self, '__subclasses__');
  for (const s of arrayFromIterable(subs))
    if (issubclass(sub, s)) {
      (data.cache ??= new WeakSet()).add(sub);
      return true;
    }
  (data.negative ??= new WeakSet()).add(sub);
  return false;
}
import { AssertionError } from '../objects/types/exceptions.ts';
function AssertionErrorType(): PyType {
  return AssertionError;
}

function instanceCheck(self: PyObject, instance: PyObject): PyObject {
  const actual = instance.ob_type;
  // An object that does not say what class it is of is of its own.
  const claimed = tryGetattr(instance, '__class__') ?? actual;
  const data = abcData(self);
  if (claimed instanceof PyType && data.cache?.has(claimed)) return true;
  if (claimed === actual) {
    if (data.negativeVersion === invalidation && data.negative?.has(actual)) return false;
    return callMethod(self, '__subclasscheck__', claimed);
  }
  return isTrue(callMethod(self, '__subclasscheck__', claimed)) || isTrue(callMethod(self, '__subclasscheck__', actual));
}

export default defineModule({
  name: '_abc',
  doc: 'Module contains faster C implementation of abc.ABCMeta',
  functions: [
    fn('get_cache_token()', 'Returns the current ABC cache token.', () => invalidation),
    fn('_abc_init(object, /)', 'Internal ABC helper for class set-up. Should be never used outside abc module.', init),
    fn('_abc_register(self, subclass, /)', 'Internal ABC helper for subclasss registration. Should be never used outside abc module.', register),
    fn('_abc_instancecheck(self, instance, /)', 'Internal ABC helper for instance checks. Should be never used outside abc module.', instanceCheck),
    fn('_abc_subclasscheck(self, subclass, /)', 'Internal ABC helper for subclasss checks. Should be never used outside abc module.', subclassCheck),
    fn('_get_dump(self, /)', 'Internal ABC helper for cache and registry debugging.', (self) => {
      const data = abcData(self);
      const registry = data.registry
        .map((r) => r.deref())
        .filter((c): c is PyType => c !== undefined)
        .map((c) => {
          const ref = new PyWeakRef();
          registerWeakref(ref, c, None);
          return ref;
        });
      return new PyTuple([setFromArray(registry), setFromArray([]), setFromArray([]), data.negativeVersion]);
    }),
    fn('_reset_registry(self, /)', null, (self) => {
      abcData(self).registry = [];
      return None;
    }),
    fn('_reset_caches(self, /)', null, (self) => {
      const data = abcData(self);
      data.cache = new WeakSet();
      data.negative = undefined;
      return None;
    }),
  ],
});
