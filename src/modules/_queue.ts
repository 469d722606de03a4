// _queue: SimpleQueue, an unbounded FIFO queue between threads. CPython: Modules/_queuemodule.c.
// A `get` that must wait is the scheduler's business: in form S the other threads run, in form G the thread is parked.
import { defineModule } from '../objects/declare/module.ts';
import { classMethod, defineType, make, method } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { None } from '../objects/model/values.ts';
import { asFloat } from '../objects/ops/number.ts';
import { newException, raise, throwException } from '../objects/ops/raise.ts';
import { OverflowError, ValueError } from '../objects/types/exceptions.ts';
import { genericAlias } from '../objects/types/genericalias.ts';

import { host } from '../host/host.ts';
import { parkOn, type Thread, type Waiting, waitOn, wakeOne } from '../runtime/threads.ts';
import { exceptionClass } from './exceptionClass.ts';

const Empty = exceptionClass('_queue', 'Empty', 'Exception raised by Queue.get(block=0)/get_nowait().');

export class PySimpleQueue extends PyBase implements Waiting {
  waiters: Thread[] | undefined = undefined;
  items: PyObject[] = [];
  /** Where the next item is; what lies before has been taken. */
  head = 0;
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
  wakeOne(q);
  return None;
}

function empty(): never {
  throwException(newException(Empty()));
}

/** When a `get` gives up; undefined where it may not wait at all. */
function deadlineOf(block: boolean, timeout: PyObject): number | undefined {
  if (!block) return undefined;
  if (timeout === None) return Infinity;
  const seconds = asFloat(timeout);
  if (seconds < 0) raise(ValueError, "'timeout' must be a non-negative number");
  if (seconds > 9223372036) raise(OverflowError, 'timeout value is too large');
  return host.clock.realtime() + seconds;
}

function get(q: PySimpleQueue, block: boolean, timeout: PyObject): PyObject {
  const deadline = deadlineOf(block, timeout);
  if (size(q) > 0) return take(q);
  if (deadline === undefined || !waitOn(q, () => size(q) > 0, deadline)) empty();
  return take(q);
}

function* getParked(q: PySimpleQueue, block: boolean, timeout: PyObject): Generator<PyObject, PyObject, unknown> {
  const deadline = deadlineOf(block, timeout);
  if (size(q) > 0) return take(q);
  if (deadline === undefined || !(yield* parkOn(q, () => size(q) > 0, deadline))) empty();
  return take(q);
}

export const simpleQueueType = defineType(PySimpleQueue, {
  name: 'SimpleQueue',
  module: '_queue',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  doc: 'An unbounded first-in, first-out queue that is safe to use from several threads and signal handlers.',
  make: make('SimpleQueue()', (cls: PyType) => new cls.ctor()),
  methods: [
    method('empty(self, /)', 'Is nothing in the queue now?', (self: PySimpleQueue) => size(self) === 0),
    { ...method('get(self, /, block: bool = True, timeout = None)', 'Remove and give an item, waiting for one if block is true.', get), g: getParked },
    method('get_nowait(self, /)', 'Remove and give an item; Empty if there is none.', (self: PySimpleQueue) => (size(self) > 0 ? take(self) : empty())),
    method('put(self, /, item, block = True, timeout = None)', 'Put an item at the end; never waits.', (self: PySimpleQueue, item: PyObject) =>
      put(self, item),
    ),
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
