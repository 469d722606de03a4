// `_asyncio`: futures and tasks of asyncio, the running loop, the tasks of a loop. asyncio's Python modules take from it what they
// find. CPython: Modules/_asynciomodule.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { setFromArray } from '../../objects/types/set.ts';
import { addAwaitedBy, discardAwaitedBy, futureType, PENDING, PyFuture } from './future.ts';
import { currentTask, enterTask, eventLoop, leaveTask, requireRunningLoop, runningLoop, setRunningLoop, swapTask } from './loop.ts';
import { eagerTasks, PyTask, scheduledTasks, taskType } from './task.ts';

/** Scheduled tasks of other kinds: a `weakref.WeakSet`, made when the first one is registered. */
let otherTasks: PyObject | undefined;

function registerTask(task: PyObject): PyObject {
  if (task instanceof PyTask) {
    scheduledTasks.add(task);
    return None;
  }
  otherTasks ??= getattr(importModule('weakref'), 'WeakSet').c0();
  callMethod(otherTasks, 'add', task);
  return None;
}

function unregisterTask(task: PyObject): PyObject {
  if (task instanceof PyTask) scheduledTasks.delete(task);
  else if (otherTasks !== undefined) callMethod(otherTasks, 'discard', task);
  return None;
}

function allTasks(loop: PyObject): PyObject {
  const wanted = loop === None ? requireRunningLoop() : loop;
  const candidates: PyObject[] = [...eagerTasks, ...scheduledTasks];
  if (otherTasks !== undefined) candidates.push(...arrayFromIterable(otherTasks));
  return setFromArray(candidates.filter((task) => loopOfTask(task) === wanted && !isDone(task)));
}

function loopOfTask(task: PyObject): PyObject {
  if (task instanceof PyFuture) return task.loop ?? None;
  const getLoop = tryGetattr(task, 'get_loop');
  return getLoop !== undefined ? getLoop.c0() : getattr(task, '_loop');
}

const isDone = (task: PyObject): boolean => (task instanceof PyFuture ? task.state !== PENDING : isTrue(callMethod(task, 'done')));

const nothing =
  (f: (...args: PyObject[]) => void) =>
  (...args: PyObject[]): PyObject => {
    f(...args);
    return None;
  };

export default defineModule({
  name: '_asyncio',
  doc: 'The native half of asyncio: futures, tasks, the running loop.',
  functions: [
    fn('_get_running_loop()', 'The running event loop of this thread, or None.', () => runningLoop() ?? None),
    fn('_set_running_loop(loop, /)', 'Says which event loop runs in this thread.', nothing(setRunningLoop)),
    fn('get_running_loop()', 'The running event loop of this thread; RuntimeError if there is none.', requireRunningLoop),
    fn('get_event_loop()', 'The running event loop, or the one of the policy.', eventLoop),
    fn('_enter_task(loop, task)', 'The task runs from here on.', nothing(enterTask)),
    fn('_leave_task(loop, task)', 'The task has stopped running.', nothing(leaveTask)),
    fn('_swap_current_task(loop, task)', 'Another task, or none, runs from here on; gives the one before.', swapTask),
    fn('current_task(loop = None)', 'The task that runs in the loop, or None.', currentTask),
    fn('_register_task(task)', 'Adds a scheduled task.', registerTask),
    fn('_unregister_task(task)', 'Takes a scheduled task out.', unregisterTask),
    fn(
      '_register_eager_task(task)',
      'Adds a task in its first, eager step.',
      nothing((task) => eagerTasks.add(task!)),
    ),
    fn(
      '_unregister_eager_task(task)',
      'Takes a task in its first, eager step out.',
      nothing((task) => eagerTasks.delete(task!)),
    ),
    fn('all_tasks(loop = None)', 'The set of all tasks of the loop that are not done.', allTasks),
    fn('future_add_to_awaited_by(fut, waiter, /)', 'Remembers that waiter awaits fut.', nothing(addAwaitedBy)),
    fn('future_discard_from_awaited_by(fut, waiter, /)', 'Forgets that waiter awaits fut.', nothing(discardAwaitedBy)),
  ],
  types: [futureType, taskType],
});
