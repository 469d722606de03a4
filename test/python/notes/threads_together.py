"""Threads: start and join, names, locks around shared state, RLock, thread-local data, daemon flags, results and errors."""
import threading
from threading import Lock, RLock, Thread, current_thread, local

balance = 0
lock = Lock()
school = local()


def change(n):
    global balance
    balance += n
    balance -= n


def work(n, times):
    for _ in range(times):
        with lock:
            change(n)


class Summer(Thread):
    def __init__(self, numbers):
        super().__init__(name=f"summer-{len(numbers)}")
        self.numbers = numbers
        self.total = None

    def run(self):
        self.total = sum(self.numbers)


class Ledger:
    """Methods that call each other while they hold the same lock."""

    def __init__(self):
        self.lock = RLock()
        self.entries = []

    def add(self, entry):
        with self.lock:
            self.entries.append(entry)

    def add_all(self, entries):
        with self.lock:
            for entry in entries:
                self.add(entry)


def greet(name, results):
    school.student = name
    results.append(f"{school.student} in {current_thread().name}")


def fail():
    raise ValueError("inside the thread")


def main():
    threads = [Thread(target=work, args=(n, 200)) for n in (5, 8, 13)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("balance", balance, [t.is_alive() for t in threads])

    summers = [Summer(range(n)) for n in (10, 100, 1000)]
    for summer in summers:
        summer.start()
    for summer in summers:
        summer.join()
    print([(s.name, s.total) for s in summers])

    results = []
    for name in ("Alice", "Bob"):
        thread = Thread(target=greet, args=(name, results), name=f"Thread-{name}")
        thread.start()
        thread.join()
    print(results, hasattr(school, "student"), current_thread().name, threading.main_thread() is current_thread())

    ledger = Ledger()
    thread = Thread(target=ledger.add_all, kwargs={"entries": range(5)})
    print(thread.daemon, thread.ident is None)
    thread.start()
    thread.join()
    print(ledger.entries, thread.ident is not None, threading.active_count())

    print(lock.acquire(), lock.locked(), lock.acquire(blocking=False))
    lock.release()
    print(lock.locked())
    for bad in (lock.release, ledger.lock.release, thread.start, current_thread().join):
        try:
            bad()
        except RuntimeError as error:
            print(error)

    seen = []
    threading.excepthook = lambda args: seen.append((args.exc_type.__name__, str(args.exc_value)))
    thread = Thread(target=fail)
    thread.start()
    thread.join()
    print(seen)
    daemon = Thread(target=print, args=("from a daemon",), daemon=True)
    daemon.start()
    daemon.join()
    print(daemon.daemon, threading.get_ident() == current_thread().ident, [t.name for t in threading.enumerate()])


main()
