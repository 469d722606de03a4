# A child that another thread than the main one forked has that thread only: the others are over there, the main one among them.
import os
import sys
import threading
import warnings

warnings.simplefilter("ignore", DeprecationWarning)
main = threading.current_thread()
stop = threading.Event()
sleeper = threading.Thread(target=stop.wait, name="sleeper")
sleeper.start()


def report(where):
    print(where, main.is_alive(), sleeper.is_alive(), threading.current_thread() is threading.main_thread(), threading.active_count())


def joins():
    main.join()
    sleeper.join()
    print("joined", flush=True)


def worker():
    sys.stdout.flush()
    if os.fork() != 0:
        os.wait()
        report("parent")
        stop.set()
        return
    report("child")
    thread = threading.Thread(target=joins)
    thread.start()
    thread.join()


thread = threading.Thread(target=worker)
thread.start()
thread.join()
