# A signal that comes before a call that waits is not slept through: its handler runs before the loop's condition is looked at,
# and a call that would wait for what the handler does does not begin.
import os, queue, signal, threading, time

ends = []
signal.signal(signal.SIGCHLD, lambda *_: ends.append(os.waitpid(-1, 0)[1]))
for i in range(60):
    ends.clear()
    if os.fork() == 0:
        os._exit(0)
    while not ends:
        signal.pause()
print("children", i + 1)
signal.signal(signal.SIGCHLD, signal.SIG_DFL)


class Stop(Exception):
    pass


def stop(*_):
    raise Stop


# The thread wakes as soon as the main thread gives up the lock, on its way into the wait.
signal.signal(signal.SIGUSR1, stop)
waits = {
    "lock": lambda lock=threading.Lock(): lock.acquire() and lock.acquire(),
    "queue": lambda: queue.Queue().get(),
    "sleep": lambda: time.sleep(30),
    "pipe": lambda ends=os.pipe(): os.read(ends[0], 1),
    "event": lambda: threading.Event().wait(),
}
for name, wait in waits.items():
    stopped = 0
    for _ in range(40):
        go = threading.Event()
        thread = threading.Thread(target=lambda: (go.wait(), os.kill(os.getpid(), signal.SIGUSR1)))
        thread.start()
        try:
            go.set()
            wait()
        except Stop:
            stopped += 1
        thread.join()
        if name == "lock":
            wait.__defaults__[0].release()
    print(name, stopped)

# An item that was taken is not lost to a handler's exception.
taken = []
source = iter(range(10**9))
signal.setitimer(signal.ITIMER_REAL, 0.05)
signal.signal(signal.SIGALRM, stop)
try:
    for item in source:
        taken.append(item)
except Stop:
    pass
print("next", next(source) - taken[-1])
