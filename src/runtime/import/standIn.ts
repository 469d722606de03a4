// Objects that are made when they are first looked at: to hold one, to compare it by identity and to put it into containers asks nothing of it, every
// property of it is looked up along its prototypes, and there a proxy waits. Enumerations of constants walk over whole namespaces of modules by
// name and value and want neither `__spec__` nor `__loader__`, which are objects of importlib.
// Invariant: `wake` calls `become`, after which the object is what it stood for: nothing else refers to that.
import { None } from '../../objects/model/values.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';

export function standIn(wake: () => void): PyObject {
  const awake = (self: object): object => {
    if (Object.getPrototypeOf(self) === proxy) wake();
    const found = Object.getPrototypeOf(self) as object;
    // It cannot be made yet: what asks sees a None.
    return found === proxy ? (Object.getPrototypeOf(None) as object) : found;
  };
  const proxy: object = new Proxy(Object.create(PyBase.prototype) as object, {
    get: (_, key, self: object) => Reflect.get(awake(self), key, self) as unknown,
    set: (_, key, value, self: object) => Reflect.set(awake(self), key, value, self),
  });
  return Object.create(proxy) as PyObject;
}

/** `place` is from now on what `value` was. */
export function become(place: PyObject, value: PyObject): PyObject {
  Object.defineProperties(place, Object.getOwnPropertyDescriptors(value as object));
  return Object.setPrototypeOf(place, Object.getPrototypeOf(value) as object) as PyObject;
}
