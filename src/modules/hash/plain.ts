// `_md5`, `_sha1` and `_sha2`: a function per algorithm that makes a hash object.
import { defineModule, fn, type ModuleSpec } from '../../objects/declare/module.ts';
import type { PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { ALGORITHMS, type Algorithm, newDigest } from './engines.ts';
import { defineDigest, fill, initialData, type PyDigest } from './objects.ts';

export function digestModule(name: string, names: readonly string[]): ModuleSpec {
  const made = names.map((algorithm) => {
    const a = ALGORITHMS[algorithm]!;
    return { a, type: defineDigest(name, a) };
  });
  return defineModule({
    name,
    doc: 'Hash functions.',
    functions: made.map(({ a, type }) => fn(`${a.name}(data = ?, *, usedforsecurity: bool = True, string = None)`, 'A new hash object.', constructor(a, type))),
    constants: () => ({ _GIL_MINSIZE: 2048, ...Object.fromEntries(made.map(({ a, type }) => [`${a.name.toUpperCase()}Type`, type])) }),
  });
}

function constructor(a: Algorithm, type: PyType) {
  return (data: PyObject | undefined, _security: boolean, string: PyObject): PyObject =>
    fill(new (type.ctor as new () => PyDigest)(), a, newDigest(a), initialData(data, string));
}
