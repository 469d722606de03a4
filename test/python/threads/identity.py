# What Python calls a thread is what the system's thread functions call it.
import _thread
import ctypes
import os
import signal
import sys
import threading
import time

libc = ctypes.CDLL(None)
libc.pthread_self.restype = ctypes.c_ulong
main = threading.get_ident()
print(main == libc.pthread_self(), main == threading.main_thread().ident, main in sys._current_frames())

hits = []
signal.signal(signal.SIGUSR1, lambda *args: hits.append(threading.get_ident()))
signal.pthread_kill(main, signal.SIGUSR1)
print(hits == [main])

lock = threading.RLock()
go = threading.Event()


def body():
    me = threading.get_ident()
    go.wait()
    print(me == libc.pthread_self(), me != main, set(sys._current_frames()) == {me, main}, threading.current_thread().ident == me)
    print(libc.pthread_setname_np(ctypes.c_ulong(me), b"renamed"), open(f"/proc/self/task/{threading.get_native_id()}/comm").read().strip())
    start = time.clock_gettime(time.pthread_getcpuclockid(me)), time.thread_time()
    while time.thread_time() < start[1] + 0.02:
        pass
    print(abs(start[0] - start[1]) < 0.01, time.clock_gettime(time.pthread_getcpuclockid(me)) >= start[0] + 0.01)
    with lock:
        print(f"owner={me} count=1" in repr(lock))
        state = lock._release_save()
        print(state == (1, me))
        lock._acquire_restore(state)


thread = threading.Thread(target=body)
thread.start()
signal.pthread_kill(thread.ident, signal.SIGUSR1)
print(thread.is_alive(), f"ident={thread.ident}" in repr(thread._os_thread_handle), thread.ident != main)
go.set()
thread.join()
print(hits == [main, main])

done = threading.Event()
seen = []
started = _thread.start_new_thread(lambda: (seen.append(threading.get_ident()), done.set()), ())
done.wait()
print(seen == [started])


def fork():
    pid = os.fork()
    if pid == 0:
        me = threading.get_ident()
        print("child", me == libc.pthread_self(), threading.main_thread() is threading.current_thread(), threading.main_thread().ident == me, list(sys._current_frames()) == [me])
        hits.clear()
        signal.pthread_kill(me, signal.SIGUSR1)
        another = threading.Thread(target=lambda: print(threading.get_ident() == libc.pthread_self()))
        another.start()
        another.join()
        print(hits == [me])
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(pid, 0)


import warnings

warnings.simplefilter("ignore")
sys.stdout.flush()
fork()
thread = threading.Thread(target=fork)
thread.start()
thread.join()
