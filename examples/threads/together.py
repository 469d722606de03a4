"""Threads that work together: locks, turns, a queue between producers and consumers, values of their own, a pool."""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed


def shared_count():
    count, lock = 0, threading.Lock()

    def add():
        nonlocal count
        for _ in range(20_000):
            with lock:
                count += 1

    workers = [threading.Thread(target=add) for _ in range(4)]
    for t in workers:
        t.start()
    for t in workers:
        t.join()
    print("count", count)


def in_turns():
    """Each thread opens the lock of the next."""
    locks = [threading.Lock() for _ in range(3)]
    for lock in locks[1:]:
        lock.acquire()
    said = []

    def say(i):
        for _ in range(3):
            locks[i].acquire()
            said.append(i)
            locks[(i + 1) % 3].release()

    workers = [threading.Thread(target=say, args=(i,)) for i in range(3)]
    for t in workers:
        t.start()
    for t in workers:
        t.join()
    print("turns", said)


def producers_and_consumers():
    goods, bought = queue.Queue(maxsize=5), []

    def produce(name):
        for n in range(10):
            goods.put(f"{name}{n}")

    def consume():
        while (thing := goods.get()) is not None:
            bought.append(thing)
            goods.task_done()

    consumers = [threading.Thread(target=consume) for _ in range(3)]
    producers = [threading.Thread(target=produce, args=(name,)) for name in "ab"]
    for t in consumers + producers:
        t.start()
    for t in producers:
        t.join()
    goods.join()
    for _ in consumers:
        goods.put(None)
    for t in consumers:
        t.join()
    print("bought", len(bought), sorted(bought)[:3])


def own_values():
    here, seen = threading.local(), {}

    def student():
        seen[threading.current_thread().name] = here.student

    def run(name):
        here.student = name
        student()

    workers = [threading.Thread(target=run, args=(name,), name=f"thread of {name}") for name in ("Ann", "Bob")]
    for t in workers:
        t.start()
    for t in workers:
        t.join()
    print(sorted(seen.items()), hasattr(here, "student"))


def waiting():
    lock = threading.Lock()
    with lock:
        print("taken:", lock.acquire(blocking=False), lock.acquire(timeout=0.05))
    ready, places = threading.Event(), threading.Semaphore(2)
    timer = threading.Timer(0.05, ready.set)
    timer.start()
    print("in time:", ready.wait(0.001), ready.wait(60))
    print("places:", [places.acquire(blocking=False) for _ in range(3)])
    barrier = threading.Barrier(3)
    passed = []
    workers = [threading.Thread(target=lambda: passed.append(barrier.wait())) for _ in range(3)]
    for t in workers:
        t.start()
    for t in workers:
        t.join()
    print("barrier", sorted(passed))


def pool():
    def power(n):
        if n == 5:
            raise ValueError("five")
        return 2**n

    with ThreadPoolExecutor(4) as executor:
        print(list(executor.map(power, range(5))))
        futures = {executor.submit(power, n): n for n in (5, 6)}
        print(sorted((futures[f], repr(f.exception() or f.result())) for f in as_completed(futures)))


if __name__ == "__main__":
    for part in shared_count, in_turns, producers_and_consumers, own_values, waiting, pool:
        part()
