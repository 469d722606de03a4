// `__init__` of native types that are made first and filled later, so that subclasses may do either part themselves.
import type { KwNames, PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { nativeCode, type Row } from '../objects/declare/native.ts';
import { hidden, method } from '../objects/declare/type.ts';

/** `__init__` from a signature text: binds the arguments, then runs `impl(self, …)`. */
export function initSlot(sig: string, impl: (...args: any[]) => void): (self: PyObject, args: PyObject[], kwnames: KwNames) => void {
  const row = method(sig.replace('(', '(self, '), null, impl);
  const init = (self: PyObject, args: PyObject[], kwnames: KwNames): void => {
    nativeCode(row, '').nK([self, ...args], kwnames);
  };
  initRows.set(init, row);
  return init;
}
const initRows = new WeakMap<object, Row>();

/** fast: a call of the very type makes and initialises an instance, past `type.__call__`. */
export function constructDirectly(type: PyType): void {
  const row = initRows.get(type.spec!.slots!.init!)!;
  hidden(type, 'c0', () => {
    const self = new type.ctor() as PyObject;
    nativeCode(row, '').n1(self);
    return self;
  });
  hidden(type, 'c1', (a: PyObject) => {
    const self = new type.ctor() as PyObject;
    nativeCode(row, '').n2(self, a);
    return self;
  });
}
