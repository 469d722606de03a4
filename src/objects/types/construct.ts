// Constructors whose keyword check depends on who else takes part: a Python subclass with its own `__init__` (or `__new__`)
// may be called with keywords that the native half ignores. CPython: the `tp_init == base->tp_init` tests that Argument
// Clinic generates.
import { make } from '../declare/type.ts';
import { nativeCode } from '../declare/native.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { prepend } from '../../util/prepend.ts';

type Impl = (...args: any[]) => any;

/** A `new` slot from a signature. */
export function newSlot(sig: string, base: () => PyType, impl: Impl): (cls: PyType, args: PyObject[], kwnames: KwNames) => PyObject {
  const row = make(sig, impl);
  return (cls, args, kwnames) => {
    if (kwnames === undefined) return (row.native ?? nativeCode(row, '')).nN(prepend<PyObject>(cls, args));
    const foreign = cls !== base() && cls.proto.s_init !== base().proto.s_init;
    return nativeCode(row, '').nK([cls, ...(foreign ? withoutKeywords(args, kwnames) : args)], foreign ? undefined : kwnames);
  };
}

/** An `init` slot from a signature; `impl` receives the instance first. */
export function initSlot(sig: string, base: () => PyType, impl: Impl): (self: PyObject, args: PyObject[], kwnames: KwNames) => void {
  const row = make(sig, impl);
  return (self, args, kwnames) => {
    if (kwnames === undefined) {
      (row.native ?? nativeCode(row, '')).nN(prepend(self, args));
      return;
    }
    const foreign = self.ob_type !== base() && self.s_new !== base().proto.s_new;
    nativeCode(row, '').nK([self, ...(foreign ? withoutKeywords(args, kwnames) : args)], foreign ? undefined : kwnames);
  };
}

function withoutKeywords(args: PyObject[], kwnames: readonly string[]): PyObject[] {
  return args.slice(0, args.length - kwnames.length);
}
