"""Several processes by `multiprocessing`: processes with queues between them, a pool, shared memory."""

import time
from multiprocessing import Array, JoinableQueue, Lock, Pipe, Pool, Process, Queue, Value, get_context


def square(n):
    return n * n


def slow_square(n):
    time.sleep(0.01 * n)
    return n, n * n


def fail(n):
    raise ValueError(f"no square of {n}")


def writer(queue):
    for value in "abc":
        queue.put(value)
    queue.put(None)


def reader(queue, answers):
    while (value := queue.get()) is not None:
        answers.put(value.upper())
    answers.put("the reader is done")


def add(total, lock, times):
    for _ in range(times):
        with lock:
            total.value += 1


def fill(shared, queue):
    while True:
        i = queue.get()
        shared[i] = i / 2
        queue.task_done()


class Greeter(Process):
    """A process as a class: `run` is what the other process does."""

    def __init__(self, end):
        super().__init__(name="Greeter")
        self.end = end

    def run(self):
        self.end.send(f"{self.name} says hello to {self.end.recv()}")


def main():
    queue, answers = Queue(3), Queue()
    both = [Process(target=writer, args=(queue,)), Process(target=reader, args=(queue, answers))]
    for p in both:
        p.start()
    print([answers.get() for _ in range(4)])
    for p in both:
        p.join()
    print([p.exitcode for p in both])

    here, there = Pipe()
    greeter = Greeter(there)
    greeter.start()
    here.send("you")
    print(here.recv())
    greeter.join()

    total, lock = Value("i", 0), Lock()
    adders = [Process(target=add, args=(total, lock, 200)) for _ in range(3)]
    for p in adders:
        p.start()
    for p in adders:
        p.join()
    print("total", total.value)

    shared, tasks = Array("d", 5), JoinableQueue()
    filler = Process(target=fill, args=(shared, tasks), daemon=True)
    filler.start()
    for i in range(5):
        tasks.put(i)
    tasks.join()
    filler.terminate()
    filler.join()
    print(shared[:], filler.exitcode)

    with Pool(3) as pool:
        print(pool.map(square, range(6)))
        print(sorted(pool.imap_unordered(slow_square, [3, 1, 2])))
        called = []
        pool.apply_async(square, (9,), callback=called.append).wait()
        result = pool.apply_async(fail, (3,))
        try:
            result.get()
        except ValueError as e:
            print("ValueError:", e)
        print(called, result.successful())

    # Another way to start: a copy of this process, which is quick and has all that this one has.
    with get_context("fork").Pool(1) as pool:
        print("fork", pool.apply(square, (12,)))


if __name__ == "__main__":
    main()
