// Exception classes of native modules (struct.error, zlib.error, …). They are ordinary classes, made on first use.
import type { PyType } from '../objects/model/type.ts';
import { PyTuple } from '../objects/model/values.ts';
import { callObject } from '../objects/ops/call.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { dictSetStr, newDict } from '../objects/types/dictStore.ts';
import { Exception } from '../objects/types/exceptions.ts';
import { typeType } from '../objects/types/type.ts';

/** Gives a function that makes the class at its first call and returns the same one from then on. */
export function exceptionClass(module: string, name: string, doc?: string, base: () => PyType = () => Exception): () => PyType {
  let made: PyType | undefined;
  return () => (made ??= makeClass(module, name, doc, base()));
}

function makeClass(module: string, name: string, doc: string | undefined, base: PyType): PyType {
  const namespace = newDict();
  dictSetStr(namespace, '__module__', module);
  if (doc !== undefined) dictSetStr(namespace, '__doc__', strFromJs(doc));
  return callObject(typeType, [name, new PyTuple([base]), namespace]) as PyType;
}
