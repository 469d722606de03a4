// io.UnsupportedOperation: both an OSError and a ValueError, hence a class made at run time, on first use.
import type { PyType } from '../../objects/model/type.ts';
import { PyTuple } from '../../objects/model/values.ts';
import { callObject } from '../../objects/ops/call.ts';
import { raise } from '../../objects/ops/raise.ts';
import { dictSetStr, newDict } from '../../objects/types/dictStore.ts';
import { OSError, ValueError } from '../../objects/types/exceptions.ts';
import { typeType } from '../../objects/types/type.ts';

let made: PyType | undefined;

export function unsupportedOperation(): PyType {
  if (made === undefined) {
    const namespace = newDict();
    dictSetStr(namespace, '__module__', 'io');
    made = callObject(typeType, ['UnsupportedOperation', new PyTuple([OSError, ValueError]), namespace]) as PyType;
  }
  return made;
}

export function unsupported(message: string): never {
  raise(unsupportedOperation(), message);
}
