// Calls in traced code (compiler form T): what sys.setprofile and sys.monitoring hear of them. CPython: Python/legacy_tracing.c, the instrumented
// calls of Python/bytecodes.c.
// Every call is told before it is made; its end only where no Python function is called, for such a function tells of itself.
import { FS, L } from '../objects/frame.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { PyFunction, PyMethod } from '../objects/model/function.ts';
import type { KwNames, PyObject } from '../objects/model/object.ts';
import { lookupMro } from '../objects/model/type.ts';
import { None } from '../objects/model/values.ts';
import { callAttribute, getattr } from '../objects/ops/attr.ts';
import { methodDescriptorType, PyBuiltin, PyMethodDescriptor } from '../objects/types/descriptors.ts';
import { frameAt } from '../objects/types/frame.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { withKeywords } from './helpers/calls.ts';
import { C_RAISE, C_RETURN, CALL, missing, monitor, run, tracing } from './tracing.ts';

const isHeard = (): boolean => !tracing.busy && (tracing.profile !== None || (tracing.monitored & CALL) !== 0);

const apply = (f: PyObject, args: PyObject[], kwnames: KwNames): PyObject => (kwnames === undefined ? f.cN(args) : f.cK(args, kwnames));

/** Emitted for: f(a, k=b); the values of keywords come last. */
export function toldCall(f: PyObject, args: PyObject[], kwnames: KwNames): PyObject {
  if (!isHeard()) return apply(f, args, kwnames);
  return f instanceof PyMethod ? tell(f.func, f.self, f, args, kwnames) : tell(f, args[0], f, args, kwnames);
}

/** Emitted for: o.name(a, k=b). */
export function toldMethod(o: PyObject, name: string, args: PyObject[], kwnames: KwNames): PyObject {
  if (!isHeard()) return callAttribute(o, name, args, kwnames);
  const f = getattr(o, name);
  if (f instanceof PyBuiltin && f.self === o) {
    const found = lookupMro(o.ob_type, name);
    if (found instanceof PyMethodDescriptor) return tell(found, o, f, args, kwnames);
  }
  return toldCall(f, args, kwnames);
}

/** Emitted for: f(*a, **k). */
export function toldCallEx(f: PyObject, args: PyObject[], kw: PyDict | undefined, pc: number): PyObject {
  L[FS.sp] = pc;
  return toldCall(f, args, kw === undefined ? undefined : withKeywords(args, kw));
}

/**
 * The native function that a call leads to, as profilers see it: with its receiver where it has one; undefined for all else that can be called.
 * `first` is the receiver or first argument.
 */
export function nativeCallee(callable: PyObject, first: PyObject | undefined): PyBuiltin | undefined {
  if (callable instanceof PyBuiltin) return callable;
  if (callable.ob_type !== methodDescriptorType || first === undefined) return undefined;
  try {
    return methodDescriptorType.proto.s_get!.call(callable, callable, first, first.ob_type as PyObject) as PyBuiltin;
  } catch (e) {
    // Called with a receiver of another type: the call says so.
    if (isException(e)) return undefined;
    throw e;
  }
}

/** `callable` and `first` are what listeners are told, `f` is what is called. */
function tell(callable: PyObject, first: PyObject | undefined, f: PyObject, args: PyObject[], kwnames: KwNames): PyObject {
  const { sp } = FS;
  const pc = L[sp]!;
  const arg = first ?? missing();
  monitor(CALL, pc, [callable, arg]);
  if (callable instanceof PyFunction) return apply(f, args, kwnames);
  profile('c_call', sp, callable, first);
  let result: PyObject;
  try {
    result = apply(f, args, kwnames);
  } catch (e) {
    // Told above the frames that the exception came through: they are still to be read for its traceback.
    if (!tracing.busy) {
      monitor(C_RAISE, pc, [callable, arg]);
      profile('c_exception', sp, callable, first);
    }
    throw e;
  }
  if (!tracing.busy) {
    monitor(C_RETURN, pc, [callable, arg]);
    profile('c_return', sp, callable, first);
  }
  return result;
}

function profile(event: string, sp: number, callable: PyObject, first: PyObject | undefined): void {
  if (tracing.profile === None) return;
  const f = nativeCallee(callable, first);
  if (f !== undefined) run(tracing.profile, frameAt(sp)!, event, f);
}
