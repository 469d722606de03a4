// The errno module: names of error numbers. CPython: Modules/errnomodule.c.
import { defineModule } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { dictSet, newDict } from '../objects/types/dictStore.ts';
import { ERRNO } from './errnoTable.ts';

export default defineModule({
  name: 'errno',
  doc: 'Names of the error numbers of the system.',
  constants: () => {
    const all: Record<string, PyObject> = {};
    const errorcode = newDict();
    for (const [number, names] of ERRNO) {
      const list = names.split(' ');
      for (const name of list) all[name] = number;
      dictSet(errorcode, number, list[0]!);
    }
    return { ...all, errorcode };
  },
});
