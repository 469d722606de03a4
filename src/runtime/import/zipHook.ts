// `zipimport.zipimporter` at the head of sys.path_hooks, by proxy: the module loads only once a path leads into a file. CPython: init_zipimport
// in Python/pylifecycle.c.
import { HostError, host } from '../../host/host.ts';
import { fn } from '../../objects/declare/module.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyList } from '../../objects/model/values.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { raise } from '../../objects/ops/raise.ts';
import { PyBuiltin } from '../../objects/types/descriptors.ts';
import { ImportError } from '../../objects/types/exceptions.ts';
import { fsDecode } from '../paths.ts';
import { sysGet } from '../state.ts';

const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;

/** Does the path, or a folder above it, name a regular file? */
function leadsIntoFile(path: string): boolean {
  for (let place = path; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('/')))) {
    try {
      return (host.files.stat(place, /* follow */ true).mode & FILE_TYPE) === REGULAR;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
  }
  return false;
}

const proxy: PyObject = new PyBuiltin(fn('zipimporter(path, /)', 'An importer of what a zip file holds.', importerFor), undefined, 'zipimport', 'zipimport.');

function importerFor(path: PyObject): PyObject {
  if (!leadsIntoFile(fsDecode(path))) raise(ImportError, 'not a Zip file');
  const real = getattr(importModule('zipimport'), 'zipimporter');
  const list = sysGet('path_hooks');
  if (list instanceof PyList) list.la = list.la.map((hook) => (hook === proxy ? real : hook));
  return real.c1(path);
}

export function installZipHook(): void {
  const list = sysGet('path_hooks');
  if (list instanceof PyList) list.la.unshift(proxy);
}
