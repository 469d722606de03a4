// `_testinternalcapi`: the questions about the interpreter that CPython's test package asks. CPython: Modules/_testinternalcapi.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { FS } from '../objects/frame.ts';
import type { PyObject } from '../objects/model/object.ts';
import { HAS_DICT, HEAP, OPAQUE } from '../objects/model/flags.ts';
import { objectType } from '../objects/types/object.ts';

/** Beyond this many attributes an object counts as a dictionary, here as in CPython. */
const MOST_INLINE = 30;

/** Are the attributes of `o` kept in the object itself, found through its class's layout? */
function hasInlineValues(o: PyObject): boolean {
  const { flags, layout } = o.ob_type;
  if ((flags & HEAP) === 0 || (flags & HAS_DICT) === 0 || (flags & OPAQUE) !== 0 || layout !== objectType) return false;
  return Object.keys(o as object).filter((key) => key.startsWith('$')).length <= MOST_INLINE;
}

export default defineModule({
  name: '_testinternalcapi',
  functions: [
    fn('has_inline_values(obj, /)', 'Are the attributes of obj kept in the object itself?', hasInlineValues),
    fn('get_recursion_depth()', 'How many frames there are.', () => FS.sp + 1),
  ],
  constants: () => ({ SPECIALIZATION_THRESHOLD: 1, SPECIALIZATION_COOLDOWN: 1 }),
});
