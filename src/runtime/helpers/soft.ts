// HOT. What emitted code calls in the body of a `try` whose handlers stand in the same function (compiler/emit/checked.ts):
// a foreseeable failure gives undefined and leaves the exception here, for `softError` to fetch. Bench: exceptions.
import { FL, FS, L } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyFloat, PyTraceback, type PyBaseException, type PyList, type PyTuple } from '../../objects/model/values.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { genericGetattro, missingAttribute } from '../../objects/ops/attr.ts';
import { linked, newException } from '../../objects/ops/raise.ts';
import { getItem } from '../../objects/ops/arith.ts';
import { callSoftly, takeFailure, type SoftSlot } from '../../objects/ops/softCalls.ts';
import { nextItem } from '../../objects/ops/iter.ts';
import { PyBuiltin } from '../../objects/types/descriptors.ts';
import { dictType } from '../../objects/types/dict.ts';
import { dictGet } from '../../objects/types/dictStore.ts';
import { IndexError, KeyError, ValueError, ZeroDivisionError, newStopIteration } from '../../objects/types/exceptions.ts';
import { DIVISION_BY_ZERO, floatType, floatLiteralError, parseFloatStr } from '../../objects/types/float.ts';
import { intLiteralError, intType, parseIntStr } from '../../objects/types/int.ts';
import { listType } from '../../objects/types/list.ts';
import { tupleType } from '../../objects/types/tuple.ts';
import { getAttribute } from '../../objects/ops/getAttribute.ts';
import { None } from '../../objects/model/values.ts';

let failure: PyBaseException | undefined;

/** Emitted for: a soft operation gave undefined. The exception as `caught` would give it to the handlers of this frame. */
export function softError(): PyBaseException {
  const e = failure!;
  failure = undefined;
  return e;
}

function fail(e: PyBaseException, pc: number): undefined {
  linked(e);
  const { sp } = FS;
  L[sp] = pc;
  e.tb = new PyTraceback(pc, undefined, FL[sp], sp);
  failure = e;
  return undefined;
}

/** Emitted for: o[i]. */
export function softItem(o: PyObject, i: PyObject, pc: number): PyObject | undefined {
  const type = o.ob_type;
  if (type === dictType) {
    L[FS.sp] = pc;
    const v = dictGet(o as PyDict, i);
    return v !== undefined ? v : fail(newException(KeyError, i), pc);
  }
  if (typeof i === 'number') {
    if (type === listType) {
      const { la } = o as PyList;
      const at = i < 0 ? i + la.length : i;
      return at >= 0 && at < la.length ? la[at] : fail(newException(IndexError, 'list index out of range'), pc);
    }
    if (type === tupleType) {
      const { ta } = o as PyTuple;
      const at = i < 0 ? i + ta.length : i;
      return at >= 0 && at < ta.length ? ta[at] : fail(newException(IndexError, 'tuple index out of range'), pc);
    }
    if (typeof o === 'string') {
      const at = i < 0 ? i + o.length : i;
      return at >= 0 && at < o.length ? o[at] : fail(newException(IndexError, 'string index out of range'), pc);
    }
  }
  L[FS.sp] = pc;
  const method = (o.s_getitem as SoftSlot | undefined)?.method;
  if (method === undefined) return getItem(o, i);
  const v = callSoftly(method, o, i);
  if (v !== undefined) return v;
  const e = takeFailure();
  const { sp } = FS;
  e.tb = new PyTraceback(pc, e.tb, FL[sp], sp);
  failure = e;
  return undefined;
}

/** Emitted for: o.name, which is no property `$name`. */
export function softAttr(o: PyObject, name: string, pc: number): PyObject | undefined {
  L[FS.sp] = pc;
  const { s_getattro } = o;
  const value = s_getattro!(o, name);
  if (value !== undefined) return value;
  return fail(missingAttribute(o, name), pc);
}

/** Emitted for: a / b, a // b, a % b where b is zero, an int or a float: is a one too? */
export function softZero(a: PyObject, b: PyObject, pc: number): boolean {
  if ((typeof a !== 'number' && a.ob_type !== floatType) || (typeof b !== 'number' && b.ob_type !== floatType)) return false;
  L[FS.sp] = pc;
  fail(newException(ZeroDivisionError, DIVISION_BY_ZERO), pc);
  return true;
}

/** Emitted for: int(a), float(a), next(a), getattr(a, b), if `f` is what these names usually are. */
export function softCall(f: PyObject, a: PyObject, b: PyObject | undefined, pc: number): PyObject | undefined {
  L[FS.sp] = pc;
  if (typeof a === 'string') {
    if (f === intType && b === undefined) {
      const n = parseIntStr(a);
      return n !== undefined ? n : fail(newException(ValueError, intLiteralError(a)), pc);
    }
    if (f === floatType && b === undefined) {
      const x = parseFloatStr(a);
      return x !== undefined ? new PyFloat(x) : fail(newException(ValueError, floatLiteralError(a)), pc);
    }
  }
  if (f instanceof PyBuiltin) {
    const { impl } = f.row;
    if (impl === nextItem && b === undefined && a.s_next !== undefined && (a.ob_type.flags & 1) === 0) {
      const value = a.s_next(a);
      return value !== undefined ? value : fail(newStopIteration((a as unknown as { ret?: PyObject }).ret ?? None), pc);
    }
    if (impl === getAttribute && typeof b === 'string' && a.s_getattro === genericGetattro) return softAttr(a, b, pc);
  }
  return b === undefined ? f.c1(a) : f.c2(a, b);
}
