"""Where a traceback says a loop was when a signal's handler raised."""

import signal
import sys
import traceback


def handler(signum, frame):
    raise KeyboardInterrupt


def short():
    while True: pass


def counting():
    x = 0
    while True:
        x += 1


def iterating():
    for i in iter(int, 1):
        x = i
        (a, b) = x, i


def nested():
    while True:
        for i in range(3):
            pass
        else:
            len("abc")


def generating():
    sum(i for i in iter(int, 1))


signal.signal(signal.SIGALRM, handler)
for f in short, counting, iterating, generating:
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        f()
    except KeyboardInterrupt as e:
        traceback.print_exception(e, file=sys.stdout, limit=-2)
