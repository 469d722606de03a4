// _queue: SimpleQueue, an unbounded FIFO queue between threads. CPython: Modules/_queuemodule.c.
// A `get` that must wait parks on a lock of `_thread`, which `put` releases: blocking is the scheduler's business alone.
import { defineModule } from '../objects/declare/module.ts';
import { classMethod, defineType, make, method } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { None, PyFloat } from '../objects/model/values.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { importModule } from '../objects/ops/hooks.ts';
import { asFloat } from '../objects/ops/number.ts';
import { isTrue } from '../objects/ops/truth.ts';
import { newException, raise, throwException } from '../objects/ops/raise.ts';
import { OverflowError, ValueError } from '../objects/types/exceptions.ts';
import { genericAlias } from '../objects/types/genericalias.ts';

import { exceptionClass } from './exceptionClass.ts';

const Empty = exceptionClass('_queue', 'Empty', "Exception raised by Queue.get(block=0)/get_nowait().");

export class PySimpleQueue extends PyBase {
  items: PyObject[] = [];
  /** Where the next item is; what lies before has been taken. */
  head = 0;
  /** Locks of waiting `get`s, first come first served. */
  waiters: PyObject[] = [];
}

const size = (q: PySimpleQueue): number => q.items.length - q.head;

function take(q: PySimpleQueue): PyObject {
  const item = q.items[q.head++]!;
  if (q.head > 32 && q.head * 2 > q.items.length) {
    q.items = q.items.slice(q.head);
    q.head = 0;
  }
  return item;
}

function put(q: PySimpleQueue, item: PyObject): PyObject {
  q.items.push(item);
  const waiter = q.waiters.shift();
  if (waiter !== undefined) callMethod(waiter, 'release');
  return None;
}

function empty(): never {
  throwException(newException(Empty()));
}

function get(q: PySimpleQueue, block: boolean, timeout: PyObject): PyObject {
  let seconds = -1;
  if (block && timeout !== None) {
    seconds = asFloat(timeout);
    if (seconds < 0) raise(ValueError, "'timeout' must be a non-negative number");
    if (seconds > 9223372036) raise(OverflowError, 'timeout value is too large');
  }
  if (size(q) > 0) return take(q);
  if (!block) empty();
  const clock = importModule('time');
  const deadline = seconds < 0 ? Infinity : now(clock) + seconds;
  for (;;) {
    const lock = callMethod(importModule('_thread'), 'allocate_lock');
    callMethod(lock, 'acquire');
    q.waiters.push(lock);
    const left = deadline === Infinity ? -1 : Math.max(0, deadline - now(clock));
    const woken = isTrue(callMethod(lock, 'acquire', true, new PyFloat(left)));
    if (size(q) > 0) {
      q.waiters = q.waiters.filter((waiter) => waiter !== lock);
      return take(q);
    }
    if (!woken) {
      q.waiters = q.waiters.filter((waiter) => waiter !== lock);
      empty();
    }
  }
}

const now = (clock: PyObject): number => asFloat(callMethod(clock, 'monotonic'));

export const simpleQueueType = defineType(PySimpleQueue, {
  name: 'SimpleQueue',
  module: '_queue',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  doc: 'An unbounded first-in, first-out queue that is safe to use from several threads and signal handlers.',
  make: make('SimpleQueue()', (cls: PyType) => new cls.ctor()),
  methods: [
    method('empty(self, /)', 'Is nothing in the queue now?', (self: PySimpleQueue) => size(self) === 0),
    method('get(self, /, block: bool = True, timeout = None)', 'Remove and give an item, waiting for one if block is true.', get),
    method('get_nowait(self, /)', 'Remove and give an item; Empty if there is none.', (self: PySimpleQueue) => (size(self) > 0 ? take(self) : empty())),
    method('put(self, /, item, block = True, timeout = None)', 'Put an item at the end; never waits.', (self: PySimpleQueue, item: PyObject) => put(self, item)),
    method('put_nowait(self, /, item)', 'Put an item at the end.', put),
    method('qsize(self, /)', 'How many items there are now.', size),
    classMethod('__class_getitem__(type, object, /)', 'Parametrised generic (PEP 585).', genericAlias),
  ],
});

export default defineModule({
  name: '_queue',
  doc: 'The native half of the queue module.',
  types: [simpleQueueType],
  constants: () => ({ Empty: Empty() }),
});

