// The namespace of builtins that goes with a globals namespace: `__builtins__` where it is set, the `builtins` module otherwise.
import type { Namespace } from '../objects/model/object.ts';
import { MODULE } from '../objects/model/flags.ts';
import { namespaceOf } from '../objects/types/dictStore.ts';
import type { PyDict } from '../objects/model/dict.ts';

let builtins: Namespace = {};
export function setBuiltins(ns: Namespace): void {
  builtins = ns;
}
export function builtinsNamespace(): Namespace {
  return builtins;
}

export function builtinsOf(G: Namespace): Namespace {
  const own = Object.hasOwn(G, '$__builtins__') ? G['$__builtins__'] : undefined;
  if (own === undefined) return builtins;
  if ((own.tflags & MODULE) !== 0) return own as unknown as Namespace;
  return namespaceOf(own as PyDict);
}
