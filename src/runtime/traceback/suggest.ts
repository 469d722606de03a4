// "Did you mean" behind the message of a NameError, AttributeError or ImportError. CPython: Lib/traceback.py.
import { None, type PyBaseException, type PyTraceback } from '../../objects/model/values.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { FS } from '../../objects/frame.ts';
import { PyType } from '../../objects/model/type.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { isStr, jsFromStr } from '../../objects/ops/strings.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { AttributeError, ImportError, NameError } from '../../objects/types/exceptions.ts';
import { isSubtype } from '../../objects/model/type.ts';
import { closestName } from '../../util/suggestions.ts';
import { sysGet } from '../state.ts';

/** What to append to the message; empty where there is nothing to say. */
export function suggestion(e: PyBaseException, tb: PyTraceback | undefined): string {
  const kind = e.ob_type;
  if (isSubtype(kind, ImportError)) {
    const wanted = tryGetattr(e, 'name_from') ?? None;
    if (wanted !== None) return didYouMean(isStr(wanted) ? quietly(() => nearInModule(e, jsFromStr(wanted))) : undefined);
  }
  if (!isSubtype(kind, NameError) && !isSubtype(kind, AttributeError)) return '';
  const name = tryGetattr(e, 'name') ?? None;
  if (name === None) return '';
  const wrong = isStr(name) ? jsFromStr(name) : undefined;
  if (!isSubtype(kind, NameError)) return didYouMean(wrong === undefined ? undefined : quietly(() => nearInObject(e, wrong, tb)));
  const near = wrong === undefined ? undefined : nearInFrame(wrong, tb);
  const library = sysGet('stdlib_module_names');
  const forgotten = wrong !== undefined && library !== undefined && library.s_contains!(library, name);
  return didYouMean(near) + (forgotten ? `${near === undefined ? '.' : ''} ${near === undefined ? 'Did' : 'Or did'} you forget to import '${wrong}'?` : '');
}

const didYouMean = (name: string | undefined): string => (name === undefined || name === '' ? '' : `. Did you mean: '${name}'?`);

/** What `find` gives; undefined where it raises. */
function quietly<T>(find: () => T): T | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return find();
  } catch (e) {
    if (!isException(e)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

function attributeNames(o: PyObject): string[] {
  const dir = o instanceof PyType ? getattr(o.ob_type, '__dir__').c1(o) : callMethod(o, '__dir__');
  return textsOf(arrayFromIterable(dir)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

const textsOf = (items: readonly PyObject[]): string[] => items.filter(isStr).map(jsFromStr);
const isPublic = (name: string): boolean => !name.startsWith('_');

function nearInModule(e: PyBaseException, wrong: string): string | undefined {
  const names = attributeNames(importModule(jsFromStr(getattr(e, 'name') as string)));
  return closestName(wrong, isPublic(wrong) ? names.filter(isPublic) : names);
}

function lastFrame(tb: PyTraceback | undefined): PyObject | undefined {
  if (tb === undefined) return undefined;
  let last = tb;
  while (last.next !== undefined) last = last.next;
  return getattr(last, 'tb_frame');
}

function selfOf(frame: PyObject): PyObject | undefined {
  const locals = getattr(frame, 'f_locals');
  return callMethod(locals, '__contains__', 'self') === true ? callMethod(locals, '__getitem__', 'self') : undefined;
}

/** Private names only where the wrong one is private, or the method of the very object has looked for it. */
function nearInObject(e: PyBaseException, wrong: string, tb: PyTraceback | undefined): string | undefined {
  const o = getattr(e, 'obj');
  const names = attributeNames(o);
  const frame = isPublic(wrong) ? lastFrame(tb) : undefined;
  const hidesPrivate = isPublic(wrong) && (frame === undefined || selfOf(frame) !== o);
  return closestName(wrong, hidesPrivate ? names.filter(isPublic) : names);
}

function nearInFrame(wrong: string, tb: PyTraceback | undefined): string | undefined {
  const frame = lastFrame(tb);
  if (frame === undefined) return undefined;
  const self = selfOf(frame);
  if (self !== undefined && quietly(() => tryGetattr(self, wrong)) !== undefined) return `self.${wrong}`;
  const scopes = ['f_locals', 'f_globals', 'f_builtins'].map((scope) => arrayFromIterable(getattr(frame, scope)));
  return closestName(wrong, textsOf(scopes.flat()));
}
