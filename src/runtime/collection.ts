// A full collection that optimised code survives. V8 keeps the hidden classes that optimised code depends on through a collection
// without live instances only if it has marked their constructor before it follows any reference, so only if that lies on the stack;
// else all code that handles requests, matches, streams is thrown away with each collection and compiled once more. A hidden class whose
// prototype lies there too does not age. Nothing may live longer for it: classes are put there only if their module leads to them.
import { host } from '../host/host.ts';
import { HEAP } from '../objects/model/flags.ts';
import type { PyType } from '../objects/model/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { forSubtree } from '../objects/ops/typeobj.ts';
import { objectType } from '../objects/types/object.ts';
import { forgetEndedFrames } from '../objects/types/frame.ts';
import { dictGetStr } from '../objects/types/dictStore.ts';
import { keptHiddenClasses } from '../util/hiddenClasses.ts';
import { sysModules } from './state.ts';

/** What fits on the stack beside everything else, and into one call. */
const MOST = 30_000;

export function canCollect(): boolean {
  return host.script.collect !== undefined;
}

/** A full collection, where the engine allows it. */
export function collectGarbage(): void {
  const { collect } = host.script;
  if (collect === undefined) return;
  forgetEndedFrames();
  collect(lastingClasses());
}

/** Constructors and prototypes of classes that are alive whatever the collection finds. */
function lastingClasses(): object[] {
  const kept: object[] = [PyBase, Object];
  for (const cls of keptHiddenClasses()) kept.push(cls, cls.prototype);
  forSubtree(objectType, (type) => {
    if (kept.length < MOST && ((type.flags & HEAP) === 0 || isInItsModule(type))) kept.push(type.ctor, type.proto as object);
  });
  return kept;
}

function isInItsModule(type: PyType): boolean {
  const name = type.dict.get('__module__');
  const module = typeof name === 'string' ? dictGetStr(sysModules(), name) : undefined;
  return typeof module === 'object' && (Object.getOwnPropertyDescriptor(module, `$${type.qualname}`)?.value as PyObject | undefined) === type;
}
