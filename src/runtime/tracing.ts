// Tracing: what traced code (compiler form T, compiler/emit/trace.ts) tells, and the switch from form S to it. CPython: Python/legacy_tracing.c,
// Python/sysmodule.c (call_trampoline).
// The first `sys.settrace` or `sys.setprofile` turns every function that can be reached into form T; functions made and code run from then on are
// in form T from the start. A module that itself mentions `breakpoint(` or `set_trace(` is compiled in form T, so that stepping works in the frame
// that asks for it. Frames that were running in form S before are seen, with their lines, but tell nothing.
// Invariant: while a trace function runs, nothing is told.
import { wakeEverything } from './import/waiting.ts';
import { FS, L } from '../objects/frame.ts';
import { PyFunction, type PyCode } from '../objects/model/function.ts';
import type { Namespace, PyObject } from '../objects/model/object.ts';
import { PyType } from '../objects/model/type.ts';
import { HEAP } from '../objects/model/flags.ts';
import { None, PyTuple, type PyBaseException } from '../objects/model/values.ts';
import { forSubtree, typeSetDict } from '../objects/ops/typeobj.ts';
import { getattr } from '../objects/ops/attr.ts';
import { frameAt, frameHooks, type PyFrame } from '../objects/types/frame.ts';
import { refreshEntries, type Factory } from '../objects/types/function.ts';
import { objectType } from '../objects/types/object.ts';
import { caught } from './frames.ts';
import { sysModules } from './state.ts';
import { allThreads, currentThread, tracingOfThreads } from './threads.ts';
import { Unit } from './unit.ts';

/** `trace` and `profile` are what sys.settrace and sys.setprofile were given, None for none; `monitored` the events sys.monitoring has any use for. */
export const tracing = {
  trace: None as PyObject,
  profile: None as PyObject,
  monitored: 0,
  monitor: undefined as ((event: number, code: PyCode, pc: number, args: PyObject[]) => void) | undefined,
  busy: false,
  everywhere: false,
};

/** Events of sys.monitoring that traced code gives. */
export const PY_START = 1,
  PY_RESUME = 2,
  PY_RETURN = 4,
  PY_YIELD = 8,
  CALL = 16,
  LINE = 32,
  INSTRUCTION = 64,
  RAISE = 2048,
  PY_UNWIND = 8192,
  C_RETURN = 65536,
  C_RAISE = 131072;

/** `sys.monitoring.MISSING`: the first argument of a call without any. */
export const missing = (): PyObject => (missingArgument ??= new objectType.ctor());
let missingArgument: PyObject | undefined;

/** What belongs to a thread. */
interface ThreadTracing {
  trace: PyObject;
  profile: PyObject;
  busy: boolean;
}

/** `sys.settrace` is for the thread that calls it: each keeps its own while others run. */
function perThread(): void {
  if (tracingOfThreads.save !== undefined) return;
  tracingOfThreads.save = () => ({ trace: tracing.trace, profile: tracing.profile, busy: tracing.busy }) satisfies ThreadTracing;
  tracingOfThreads.restore = (kept) => {
    const { trace, profile, busy } = (kept as ThreadTracing | undefined) ?? { trace: None, profile: None, busy: false };
    tracing.trace = trace;
    tracing.profile = profile;
    tracing.busy = busy;
  };
}

/** `sys._settraceallthreads` and `sys._setprofileallthreads`. */
export function setInAllThreads(what: 'trace' | 'profile', f: PyObject): void {
  if (what === 'trace') setTrace(f);
  else setProfile(f);
  for (const thread of allThreads()) {
    if (thread === currentThread()) continue;
    const kept = (thread.tracing as ThreadTracing | undefined) ?? { trace: None, profile: None, busy: false };
    thread.tracing = { ...kept, [what]: f };
  }
}

export function setTrace(f: PyObject): void {
  tracing.trace = f;
  if (f !== None) traceEverything();
}

export function setProfile(f: PyObject): void {
  tracing.profile = f;
  if (f !== None) traceEverything();
}

const quiet = (): boolean => tracing.busy || (tracing.trace === None && tracing.profile === None && tracing.monitored === 0);

// --- what traced code tells -------------------------------------------------------------------------------------------------

export function traceCall(pc: number, resumed: 0 | 1): void {
  L[FS.sp] = pc;
  if (quiet()) return;
  const frame = frameAt(FS.sp)!;
  if (resumed === 0) frame.lastLine = 0;
  if (tracing.trace !== None) frame.trace = run(tracing.trace, frame, 'call', None);
  if (tracing.profile !== None) run(tracing.profile, frame, 'call', None);
  monitor(resumed === 1 ? PY_RESUME : PY_START, pc, []);
}

export function traceLine(pc: number, again: 0 | 1): void {
  if (tracing.busy || (tracing.trace === None && tracing.monitored === 0)) {
    L[FS.sp] = pc;
    return;
  }
  const frame = frameAt(FS.sp)!;
  traceOpcode(frame);
  L[FS.sp] = pc;
  const { line } = frameHooks.place(pc);
  if (again === 0 && frame.lastLine === line) return;
  frame.lastLine = line;
  if (tracing.trace !== None && frame.traceLines) tell(frame, 'line', None);
  monitor(LINE, pc, [line]);
  traceOpcode(frame);
}

/** There are no instructions to stop at; what stands for them is the end of each statement and its start. */
function traceOpcode(frame: PyFrame): void {
  if (!frame.traceOpcodes || L[FS.sp] === 0) return;
  if (tracing.trace !== None) tell(frame, 'opcode', None);
  monitor(INSTRUCTION, L[FS.sp]!, []);
}

export function traceReturn(value: PyObject, pc: number, yielded: 0 | 1): void {
  if (quiet()) {
    L[FS.sp] = pc;
    return;
  }
  const frame = frameAt(FS.sp)!;
  traceOpcode(frame);
  L[FS.sp] = pc;
  if (tracing.trace !== None) tell(frame, 'return', value);
  if (tracing.profile !== None) run(tracing.profile, frame, 'return', value);
  monitor(yielded === 1 ? PY_YIELD : PY_RETURN, pc, [value]);
}

export function traceCaught(e: unknown, sp: number): PyBaseException {
  // A handler that passes an exception on has told of it already.
  const told = L[sp] === 0;
  const exc = caught(e, sp);
  if (told || quiet()) return exc;
  const frame = frameAt(sp)!;
  if (tracing.trace !== None && frame.trace !== None) tell(frame, 'exception', new PyTuple([exc.ob_type, exc, getattr(exc, '__traceback__')]));
  monitor(RAISE, L[sp]!, [exc]);
  return exc;
}

/** What to throw on; its traceback has this frame's entry, and the mark in L says so. */
export function traceUnwind(e: unknown, sp: number): PyBaseException {
  const exc = traceCaught(e, sp);
  if (!quiet()) {
    const frame = frameAt(sp)!;
    if (tracing.trace !== None) tell(frame, 'return', None);
    if (tracing.profile !== None) run(tracing.profile, frame, 'return', None);
    monitor(PY_UNWIND, frame.pc, [exc]);
  }
  FS.sp = sp;
  L[sp] = 0;
  return exc;
}

/** To the callbacks of sys.monitoring. The end of a call is told to those that asked for calls. */
export function monitor(event: number, pc: number, args: PyObject[]): void {
  if ((tracing.monitored & ((event & (C_RETURN | C_RAISE)) !== 0 ? CALL : event)) === 0) return;
  const { exc } = FS;
  tracing.busy = true;
  try {
    tracing.monitor!(event, frameHooks.codeAt(pc), pc, args);
  } finally {
    tracing.busy = false;
    FS.exc = exc;
  }
}

/** To the frame's own trace function; what that returns, unless None, is the next one. */
function tell(frame: PyFrame, event: string, arg: PyObject): void {
  if (frame.trace === None) return;
  const next = run(frame.trace, frame, event, arg);
  if (next !== None) frame.trace = next;
}

/** An exception of a trace function ends tracing and goes on in the traced code. */
export function run(f: PyObject, frame: PyFrame, event: string, arg: PyObject): PyObject {
  const { exc } = FS;
  tracing.busy = true;
  try {
    return f.c3(frame as PyObject, event as unknown as PyObject, arg);
  } catch (e) {
    if (f === tracing.profile) tracing.profile = None;
    else tracing.trace = None;
    frame.trace = None;
    throw e;
  } finally {
    tracing.busy = false;
    FS.exc = exc;
  }
}

// --- from form S to form T ---------------------------------------------------------------------------------------------------

/** Gives `f` entries that turn it into form T when it is called: compiling a module anew takes a while, and few are ever stepped into. */
export function traceWhenCalled(f: PyFunction): void {
  const { js, tf } = f;
  // Compiling may run Python code, or another thread: what calls `f` meanwhile gets the form of before.
  let state: 'new' | 'compiling' | 'settled' = 'new';
  const settle = (): boolean => {
    if (state !== 'new') return state === 'settled';
    state = 'compiling';
    let factory: Factory | undefined;
    try {
      factory = tracedFactory(f.code, f.G);
    } catch (e) {
      state = 'new';
      throw e;
    }
    state = 'settled';
    if (factory === undefined) {
      f.js = js;
      f.tf = tf;
    } else {
      const made = f.cells.length === 0 ? factory(f) : factory(f, ...f.cells);
      if (Array.isArray(made)) [f.tf, f.js] = made;
      else f.js = made;
    }
    refreshEntries(f);
    return true;
  };
  f.js = (...args) => (settle() ? f.js(...args) : js(...args));
  if (tf !== undefined)
    f.tf = function (this: unknown, ...args) {
      return settle() ? f.tf!.apply(this, args) : tf.apply(this, args);
    };
  refreshEntries(f);
}

/** The factory in form T of a code object; undefined where its source is gone. */
function tracedFactory(code: PyCode, G: Namespace): Factory | undefined {
  const { unit } = code;
  return unit instanceof Unit ? unit.inForm('T', G)?.mk[code.index] : undefined;
}

export function traceEverything(): void {
  if (tracing.everywhere) return;
  perThread();
  wakeEverything();
  tracing.everywhere = true;
  for (const f of reachableFunctions()) traceWhenCalled(f);
  // Slots, selectors and constructors of classes lead to the compiled functions of before.
  forSubtree(objectType, (type) => {
    if ((type.flags & HEAP) !== 0) for (const [name, value] of type.dict) if (value instanceof PyFunction) typeSetDict(type, name, value);
  });
}

/** Every function that modules and classes lead to, through whatever objects. */
function reachableFunctions(): PyFunction[] {
  const found: PyFunction[] = [];
  const seen = new Set<object>();
  const open: object[] = [sysModules()];
  forSubtree(objectType, (type) => {
    if ((type.flags & HEAP) !== 0) open.push(type);
  });
  const visit = (value: unknown): void => {
    if (typeof value === 'object' && value !== null && !seen.has(value) && !ArrayBuffer.isView(value)) {
      seen.add(value);
      open.push(value);
    }
  };
  for (;;) {
    const next = open.pop();
    if (next === undefined) return found;
    if (next instanceof Unit) continue;
    if (next instanceof PyFunction) found.push(next);
    if (next instanceof PyType) visit(next.dict);
    else if (next instanceof Map) {
      for (const [key, value] of next) {
        visit(key);
        visit(value);
      }
    } else if (Array.isArray(next) || next instanceof Set) for (const value of next) visit(value);
    else for (const key of Object.keys(next)) visit(ownValue(next, key));
  }
}

/** A property's value; accessors, which would compute something, have none. */
function ownValue(o: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(o, key)?.value;
}
