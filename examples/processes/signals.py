"""Signals: handlers, timers, and calls that go on after a handler ran."""

import os
import signal
import time


def main():
    seen = []
    signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(signal.Signals(number).name))
    os.kill(os.getpid(), signal.SIGUSR1)
    print(seen)

    # An alarm breaks into a loop that never waits.
    class Enough(Exception):
        pass

    def enough(number, frame):
        raise Enough

    signal.signal(signal.SIGALRM, enough)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    rounds = 0
    try:
        while True:
            rounds += 1
    except Enough:
        print("the loop ended", rounds > 1000)

    # A call that waits goes on after the handler, until its own time is over.
    ticks = []
    signal.signal(signal.SIGALRM, lambda *_: ticks.append(time.monotonic()))
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    start = time.monotonic()
    time.sleep(0.2)
    signal.setitimer(signal.ITIMER_REAL, 0)
    print("slept to the end", time.monotonic() - start >= 0.2, "while the timer ticked", len(ticks) > 3)

    # Ctrl-C is a signal too, and KeyboardInterrupt its handler.
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)
    except KeyboardInterrupt as e:
        print(repr(e))

    # A blocked signal waits; sigwait takes it without any handler.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.kill(os.getpid(), signal.SIGUSR1)
    print(signal.sigpending(), signal.sigwait({signal.SIGUSR1}), seen)

    # A parent that hears of its child's end.
    ends = []
    signal.signal(signal.SIGCHLD, lambda *_: ends.append(os.waitpid(-1, 0)[1]))
    if os.fork() == 0:
        os._exit(4)
    while not ends:
        signal.pause()
    print("the child left with", os.waitstatus_to_exitcode(ends[0]))


if __name__ == "__main__":
    main()
