// Exception classes that native modules define as a class statement would: subclassable, with a `__module__` in their dict. Made on first use.
import type { PyType } from '../objects/model/type.ts';
import { PyTuple, type PyBaseException } from '../objects/model/values.ts';
import type { PyObject } from '../objects/model/object.ts';
import { callObject } from '../objects/ops/call.ts';
import { throwException } from '../objects/ops/raise.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { dictSetStr, newDict } from '../objects/types/dictStore.ts';
import { typeType } from '../objects/types/type.ts';

/** A function that gives the class `module.name`. */
export function heapException(module: string, name: string, bases: () => PyType[]): () => PyType {
  let made: PyType | undefined;
  return () => {
    if (made === undefined) {
      const namespace = newDict();
      dictSetStr(namespace, '__module__', module);
      made = callObject(typeType, [name, new PyTuple(bases()), namespace]) as PyType;
    }
    return made;
  };
}

/** Raises an instance of such a class. */
export function raiseHeap(type: PyType, ...args: (string | PyObject)[]): never {
  throwException(
    callObject(
      type,
      args.map((arg) => (typeof arg === 'string' ? strFromJs(arg) : arg)),
    ) as PyBaseException,
  );
}
