"""Round trips between two threads through queues, and through a SimpleQueue."""

import queue
import threading

N = 10_000


def rounds(kind, n):
    there, back = kind(), kind()

    def answer():
        while (item := there.get()) is not None:
            back.put(item + 1)

    thread = threading.Thread(target=answer)
    thread.start()
    total = 0
    for i in range(n):
        there.put(i)
        total += back.get()
    there.put(None)
    thread.join()
    return total


def main(n):
    return rounds(queue.Queue, n), rounds(queue.SimpleQueue, n)


if __name__ == "__main__":
    print(main(N))
