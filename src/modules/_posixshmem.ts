// _posixshmem: POSIX shared memory objects, for multiprocessing.shared_memory. CPython: Modules/_posixshmem/posixshmem.c.
import { host } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import type { PyStr } from '../objects/ops/strings.ts';
import { raise } from '../objects/ops/raise.ts';
import { ValueError } from '../objects/types/exceptions.ts';
import { fsEncodedPath } from './fsPath.ts';
import { sys } from './hostErrors.ts';
import { memoryCalls } from './mmap.ts';
import './posix/args.ts';

function nameOf(path: PyObject): string | Uint8Array {
  const name = fsEncodedPath(path as PyStr);
  const hasNull = typeof name === 'string' ? name.includes('\0') : name.includes(0);
  if (hasNull) raise(ValueError, 'embedded null character');
  return name;
}

export default defineModule({
  name: '_posixshmem',
  doc: 'POSIX shared memory.',
  functions: [
    fn('shm_open(path: unicode, flags: int, mode: int = 511)', 'Opens a shared memory object and gives its descriptor.', (path, flags, mode) => {
      const name = nameOf(path);
      return sys(() => memoryCalls().shmOpen(name, flags | (host.files.constants.O_CLOEXEC ?? 0), mode), path);
    }),
    fn('shm_unlink(path: unicode, /) -> None', 'Removes the name of a shared memory object.', (path) => {
      const name = nameOf(path);
      sys(() => memoryCalls().shmUnlink(name), path);
    }),
  ],
});
