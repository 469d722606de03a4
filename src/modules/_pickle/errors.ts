// The exceptions of pickle, and the notes that tell where in a structure an error happened.
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBaseException } from '../../objects/model/values.ts';
import { EXC } from '../../objects/model/flags.ts';
import { callMethod, tryGetattr } from '../../objects/ops/attr.ts';
import { jsFromStr, isStr, strFromJs } from '../../objects/ops/strings.ts';
import { Exception } from '../../objects/types/exceptions.ts';
import { heapException, raiseHeap } from '../heapException.ts';

export const pickleError = heapException('_pickle', 'PickleError', () => [Exception]);
export const picklingError = heapException('_pickle', 'PicklingError', () => [pickleError()]);
export const unpicklingError = heapException('_pickle', 'UnpicklingError', () => [pickleError()]);

export function cannotPickle(message: string): never {
  raiseHeap(picklingError(), message);
}

export function cannotUnpickle(message: string): never {
  raiseHeap(unpicklingError(), message);
}

/** Module and qualified name of an object's type; builtins and `__main__` go without the module. */
export function fullTypeName(o: PyObject): string {
  const type = o === None ? None.ob_type : o.ob_type;
  const module = tryGetattr(type, '__module__');
  const name = isStr(module ?? None) ? jsFromStr(module as string) : 'builtins';
  return name === 'builtins' || name === '__main__' ? type.qualname : `${name}.${type.qualname}`;
}

/** Adds `when serializing …` to an error on its way out. */
export function withNote(e: unknown, note: string): unknown {
  if (e instanceof PyBaseException || ((e as PyBaseException)?.tflags & EXC) !== 0)
    callMethod(e as PyBaseException, 'add_note', strFromJs(`when serializing ${note}`));
  return e;
}
