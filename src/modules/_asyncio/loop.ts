// What a thread knows of asyncio: its running event loop, the task that runs in it, and how to speak to a loop. Both are fields
// of the thread, so asking is cheap. CPython: Modules/_asynciomodule.c (the functions of the module).
import { registerSelectors } from '../../objects/model/selectors.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { callMethod, getattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { RuntimeError } from '../../objects/types/exceptions.ts';
import { allThreads, currentThread } from '../../runtime/threads.ts';

/** A name of one of asyncio's Python modules, looked up once. */
export function lazyName(module: string, name: string): () => PyObject {
  let value: PyObject | undefined;
  return () => (value ??= getattr(importModule(module), name));
}

const eventLoopPolicy = lazyName('asyncio.events', '_get_event_loop_policy');

export const runningLoop = (): PyObject | undefined => currentThread().loop;

export function setRunningLoop(loop: PyObject): void {
  currentThread().loop = loop === None ? undefined : loop;
}

export function requireRunningLoop(): PyObject {
  return runningLoop() ?? raise(RuntimeError, 'no running event loop');
}

/** The running loop, or the one that the policy gives. */
export function eventLoop(): PyObject {
  return runningLoop() ?? callMethod(eventLoopPolicy().c0(), 'get_event_loop');
}

registerSelectors(['call_soon$K']);
interface Loop {
  call_soon$K(args: PyObject[], kwnames: readonly string[]): PyObject;
}
const CONTEXT = ['context'];

export function callSoon(loop: PyObject, callback: PyObject, context: PyObject): void {
  (loop as unknown as Loop).call_soon$K([callback, context], CONTEXT);
}

/** `loop.call_soon(callback, argument, context=context)` */
export function callSoonWith(loop: PyObject, callback: PyObject, argument: PyObject, context: PyObject): void {
  (loop as unknown as Loop).call_soon$K([callback, argument, context], CONTEXT);
}

// --- the task that runs ---------------------------------------------------------------------------------------------------

function threadOf(loop: PyObject): ReturnType<typeof currentThread> {
  const thread = currentThread();
  if (thread.loop !== loop) raise(RuntimeError, `loop ${repr(loop)} is not the running loop`);
  return thread;
}

export function enterTask(loop: PyObject, task: PyObject): void {
  const thread = threadOf(loop);
  if (thread.task !== undefined) raise(RuntimeError, `Cannot enter into task ${repr(task)} while another task ${repr(thread.task)} is being executed.`);
  thread.task = task;
}

export function leaveTask(loop: PyObject, task: PyObject): void {
  const thread = threadOf(loop);
  if (thread.task !== task) {
    raise(RuntimeError, `Invalid attempt to leave task ${repr(task)} while task ${repr(thread.task ?? None)} is entered.`);
  }
  thread.task = undefined;
}

export function swapTask(loop: PyObject, task: PyObject): PyObject {
  const thread = threadOf(loop);
  const before = thread.task ?? None;
  thread.task = task === None ? undefined : task;
  return before;
}

/** The task that runs in `loop`, in whatever thread that runs. */
export function currentTask(loop: PyObject): PyObject {
  if (loop === None) {
    requireRunningLoop();
    return currentThread().task ?? None;
  }
  for (const thread of allThreads()) if (thread.loop === loop) return thread.task ?? None;
  return None;
}
