"""multiprocessing over fork: a pool, a queue, a pipe, locks, shared memory; and the semaphore beneath."""

import _multiprocessing
import multiprocessing
from multiprocessing import shared_memory


def square(n):
    return n * n


def put(queue, n):
    queue.put([n, str(n)])


def count(memory, lock):
    for _ in range(100):
        with lock:
            memory.buf[0] += 1


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        print(pool.map(square, range(6)), pool.apply_async(square, (7,)).get(timeout=30))
    queue = context.Queue()
    processes = [context.Process(target=put, args=(queue, n)) for n in range(3)]
    for process in processes:
        process.start()
    print(sorted(queue.get(timeout=30) for _ in processes))
    for process in processes:
        process.join()
    print([process.exitcode for process in processes])

    memory = shared_memory.SharedMemory(create=True, size=10)
    lock = context.Lock()
    processes = [context.Process(target=count, args=(memory, lock)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(memory.buf[0])
    memory.close()
    memory.unlink()

    lock = _multiprocessing.SemLock(0, 1, 1, "/taipan-test-sem", True)
    print(lock.acquire(), lock.acquire(), lock._count(), lock._is_mine(), lock.release(), lock.release())
    for attempt in (lock.release, lambda: _multiprocessing.SemLock(5, 1, 1, "/taipan-test-sem", True)):
        try:
            attempt()
        except Exception as e:
            print(type(e).__name__, e)
    semaphore = _multiprocessing.SemLock(1, 1, 2, "/taipan-test-sem", True)
    print(semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(True, 0.05), semaphore._is_zero())
