// `gc`: the JavaScript engine collects; `collect()` runs it and then the callbacks of weak references. CPython: Modules/gcmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyList, PyTuple } from '../objects/model/values.ts';
import { flushRegularFiles } from './_io/finalize.ts';
import { closeDead } from './forgotten.ts';
import { collectAll } from '../objects/ops/finalize.ts';
import { dictFromEntries } from '../objects/types/dictStore.ts';

let enabled = true;
let threshold: PyObject[] = [2000, 10, 0];
let debug = 0;
let collections = 0;

function collect(): number {
  collections++;
  flushRegularFiles();
  const found = collectAll();
  closeDead();
  return found;
}

export default defineModule({
  name: 'gc',
  doc: 'This module provides access to the garbage collector for reference cycles.',
  functions: [
    fn('enable()', 'Enable automatic garbage collection.', () => {
      enabled = true;
      return None;
    }),
    fn('disable()', 'Disable automatic garbage collection.', () => {
      enabled = false;
      return None;
    }),
    fn('isenabled()', 'Returns true if automatic garbage collection is enabled.', () => enabled),
    fn('collect(generation: int = 2)', 'Run the garbage collector.', () => collect()),
    fn('get_count()', null, () => new PyTuple([0, 0, 0])),
    fn('set_debug(flags: int, /)', null, (flags: number) => {
      debug = flags;
      return None;
    }),
    fn('get_debug()', null, () => debug),
    fn('set_threshold(threshold0, threshold1 = ?, threshold2 = ?, /)', null, (a, b, c) => {
      threshold = [a, b ?? threshold[1]!, c ?? threshold[2]!];
      return None;
    }),
    fn('get_threshold()', null, () => new PyTuple([...threshold])),
    fn('get_objects(generation = None)', null, () => new PyList([])),
    fn(
      'get_stats()',
      null,
      () =>
        new PyList(
          [0, 1, 2].map((g) =>
            dictFromEntries([
              ['collections', g === 2 ? collections : 0],
              ['collected', 0],
              ['uncollectable', 0],
            ]),
          ),
        ),
    ),
    fn('get_referrers(*objs)', null, () => new PyList([])),
    fn('get_referents(*objs)', null, () => new PyList([])),
    fn('is_tracked(obj, /)', null, (o: PyObject) => typeof o === 'object' && (o.tflags & 0x2f) === 0),
    fn('is_finalized(obj, /)', null, () => false),
    fn('freeze()', null, () => None),
    fn('unfreeze()', null, () => None),
    fn('get_freeze_count()', null, () => 0),
  ],
  constants: () => ({
    DEBUG_STATS: 1,
    DEBUG_COLLECTABLE: 2,
    DEBUG_UNCOLLECTABLE: 4,
    DEBUG_SAVEALL: 32,
    DEBUG_LEAK: 38,
    callbacks: new PyList([]),
    garbage: new PyList([]),
  }),
});
