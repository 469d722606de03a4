# env: TAIPAN_GREEN_THREADS=1
"""Threads where the machine gives none: generators that take turns. Locks, conditions, events, queues and with blocks over them."""

import queue
import threading
import time

lock = threading.Lock()
again = threading.RLock()
results = []


def locked(n):
    with lock:
        with again, again:
            time.sleep(0.001 * n)
            results.append(n)


threads = [threading.Thread(target=locked, args=(n,), name=f"t{n}") for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), lock.locked(), threading.active_count())


def consumer(q, out):
    while (item := q.get()) is not None:
        out.append(item * 2)
        q.task_done()


q, out = queue.Queue(2), []
t = threading.Thread(target=consumer, args=(q, out))
t.start()
for i in range(5):
    q.put(i)
q.join()
q.put(None)
t.join()
print(out)

condition, ready = threading.Condition(), []


def waiter():
    with condition:
        while not ready:
            condition.wait()
        print("woken by", ready)


t = threading.Thread(target=waiter)
t.start()
with condition:
    ready.append("main")
    condition.notify_all()
t.join()

event = threading.Event()
threading.Timer(0.01, event.set).start()
print(event.wait(5), event.is_set())


def failing():
    try:
        with lock:
            raise ValueError("inside")
    except ValueError as e:
        print("caught", e, lock.locked())


t = threading.Thread(target=failing)
t.start()
t.join()

local = threading.local()
local.x = "main"


def own():
    local.x = "thread"


t = threading.Thread(target=own)
t.start()
t.join()
print(local.x)

barrier = threading.Barrier(3)
order = []


def meet():
    barrier.wait()
    order.append("through")


threads = [threading.Thread(target=meet) for _ in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
print(order)
