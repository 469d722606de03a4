"""What the operating-system side must bear: run it with any Python, `system.py [part …]`, and compare.

communicate  100 MB to a program and back      latency  how late signal handlers run, in busy loops and in natives that nothing can interrupt
forks        1,000 in a row, parent allocating  connections  24,000 opened and closed, no descriptor left
parked       threads that wait use no processor  large  examples/files/big_file.py with a gigabyte
"""

import os
import re
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time


def memory():
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def communicate():
    data = os.urandom(1 << 20) * 100
    start = time.perf_counter()
    back = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE).communicate(data)[0]
    print("    whole", back == data, f"{time.perf_counter() - start:.2f} s, {memory()}")


def latency():
    late = []
    sent = 0.0
    period = 0.02

    def handler(*_):
        nonlocal sent
        now = time.perf_counter()
        late.append(now - sent - period)
        sent = now
        signal.setitimer(signal.ITIMER_REAL, period)

    numbers = [((i * 7919) % 100003) for i in range(200_000)]
    big = 3**40_000
    text = "ab" * 20_000

    def loop():
        x = 0
        for i in range(20_000):
            x += i

    signal.signal(signal.SIGALRM, handler)
    for name, work in ("loop", loop), ("sort", lambda: sorted(numbers)), ("big ints", lambda: big * big), ("sum", lambda: sum(range(300_000))), ("regex", lambda: re.findall("a.", text)), ("sleep", lambda: time.sleep(0.1)):
        late.clear()
        work()
        longest = 0.0
        sent = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, period)
        end = sent + 2
        while (start := time.perf_counter()) < end:
            work()
            longest = max(longest, time.perf_counter() - start)
        signal.setitimer(signal.ITIMER_REAL, 0)
        late.sort()
        print(f"    {name:9} {len(late):4} signals, median {late[len(late) // 2] * 1e3:6.2f} ms late, at most {late[-1] * 1e3:6.2f}; the longest call took {longest * 1e3:6.2f} ms")


def forks():
    kept, bad = [], 0
    start = time.perf_counter()
    for n in range(1000):
        kept.append([str(n)] * 500)
        if len(kept) > 200:
            kept.clear()
        if (pid := os.fork()) == 0:
            os._exit(len([object() for _ in range(1000)]) != 1000)
        bad += os.waitpid(pid, 0)[1] != 0
    print("    bad", bad, f"{time.perf_counter() - start:.2f} s, {memory()}")


def connections():
    before = len(os.listdir("/proc/self/fd"))
    start = time.perf_counter()
    with socket.create_server(("127.0.0.1", 0), backlog=128) as server:
        where = server.getsockname()
        for n in range(24_000):
            a = socket.create_connection(where)
            b, _ = server.accept()
            a.send(b"x")
            assert b.recv(1) == b"x"
            # The side that is asked resets, so that ports are not used up; both ways of dropping are taken.
            a.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            a.close(), b.close()
    print("    left open", len(os.listdir("/proc/self/fd")) - before, f"{time.perf_counter() - start:.2f} s, {memory()}")


def parked():
    lock, end = threading.Lock(), threading.Event()
    lock.acquire()
    a, b = socket.socketpair()
    waits = [lock.acquire, end.wait, lambda: a.recv(1), lambda: select.select([a], [], [])]
    workers = [threading.Thread(target=wait, daemon=True) for wait in waits for _ in range(5)]
    for t in workers:
        t.start()
    time.sleep(1)
    start = time.process_time()
    threading.Event().wait(5)
    print(f"    {len(workers)} threads waited 5 s: {(time.process_time() - start) * 1e3:.1f} ms of processor time")


def large():
    program = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples/files/big_file.py")
    subprocess.run([sys.executable, program, "1000"], check=True)


if __name__ == "__main__":
    for part in sys.argv[1:] or ["communicate", "latency", "forks", "connections", "parked", "large"]:
        print(part, flush=True)
        globals()[part]()
