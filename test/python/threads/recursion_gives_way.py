# A recursion without a loop can be broken by a signal, and lets other threads run.
import signal
import threading
import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ticks(left):
    if left > 0:
        yield from ticks(left - 1)
        yield left


class Stop(Exception):
    pass


def stop(*_):
    raise Stop


signal.signal(signal.SIGALRM, stop)
for work in (lambda: fib(90), lambda: sum(1 for _ in ticks(100) if fib(30) < 0)):
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        work()
    except Stop as e:
        print("stopped", e.__traceback__.tb_next.tb_frame.f_code.co_name)
signal.signal(signal.SIGALRM, signal.SIG_DFL)

rounds = 0
over = threading.Event()


def count():
    global rounds
    while not over.is_set():
        rounds += 1
        time.sleep(0.001)


thread = threading.Thread(target=count)
thread.start()
until = time.monotonic() + 20
while rounds <= 5 and time.monotonic() < until:
    fib(24)
over.set()
thread.join()
print("the other thread ran", rounds > 5)
try:
    fib(10**6)
except RecursionError as e:
    print(e)
