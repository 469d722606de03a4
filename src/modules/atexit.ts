// `atexit`. CPython: Modules/atexitmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { raise } from '../objects/ops/raise.ts';
import { TypeError } from '../objects/types/exceptions.ts';
import { dictEntries } from '../objects/types/dictStore.ts';
import { jsFromStr, type PyStr } from '../objects/ops/strings.ts';
import { equal } from '../objects/ops/compare.ts';
import { FS } from '../objects/frame.ts';
import { exitHooks } from '../runtime/interpreter.ts';
import { caught } from '../runtime/frames.ts';
import { printIgnored } from '../runtime/unraisable.ts';
import { callObject } from '../objects/ops/call.ts';

interface Entry {
  f: PyObject;
  args: PyObject[];
  names: string[];
}
let entries: Entry[] = [];

function runAll(): void {
  while (entries.length > 0) {
    const { f, args, names } = entries.pop()!;
    const { sp } = FS;
    try {
      callObject(f, args, names);
    } catch (raw) {
      const e = caught(raw, sp + 1);
      FS.sp = sp;
      printIgnored(e, 'Exception ignored in atexit callback', f);
    }
  }
}

export default defineModule({
  name: 'atexit',
  doc: 'allow programmer to define multiple exit functions to be executed\nupon normal program termination.',
  functions: [
    fn(
      'register(func, /, *args, **kwargs)',
      'Register a function to be executed upon normal program termination.',
      (f: PyObject, args: PyObject[], kwargs: PyDict) => {
        if (f.s_call === undefined) raise(TypeError, 'the first argument must be callable');
        const kw = dictEntries(kwargs);
        entries.push({ f, args: [...args, ...kw.map(([, v]) => v)], names: kw.map(([k]) => jsFromStr(k as PyStr)) });
        return f;
      },
    ),
    fn('unregister(func, /)', 'Unregister an exit function which was previously registered using\natexit.register', (f: PyObject) => {
      entries = entries.filter((e) => !equal(e.f, f));
      return None;
    }),
    fn('_clear()', null, () => {
      entries = [];
      return None;
    }),
    fn('_run_exitfuncs()', null, () => {
      runAll();
      return None;
    }),
    fn('_ncallbacks()', null, () => entries.length),
  ],
  exec: () => {
    exitHooks.atexit.push(runAll);
  },
});
