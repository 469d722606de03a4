"""Descriptors of events: eventfd, timerfd, pidfd; splice, pseudo-terminals, shared memory objects."""

import os
import select
import _posixshmem


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


e = os.eventfd(3)
os.eventfd_write(e, 4)
print(os.eventfd_read(e), os.get_inheritable(e))
attempt(lambda: os.eventfd(-1))
attempt(lambda: os.eventfd_write(e, 2**64))

t = os.timerfd_create(1)
print(os.timerfd_settime(t, initial=0.01, interval=0.25))
print(select.select([t], [], [], 5)[0] == [t], int.from_bytes(os.read(t, 8), "little") >= 1)
print(os.timerfd_settime_ns(t)[1], os.timerfd_gettime(t))

pid = os.fork()
if pid == 0:
    os._exit(7)
fd = os.pidfd_open(pid)
print(select.select([fd], [], [], 5)[0] == [fd], os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
attempt(lambda: os.pidfd_open(-1))

r, w = os.pipe()
r2, w2 = os.pipe()
os.write(w, b"spliced")
print(os.splice(r, w2, 100), os.read(r2, 100))
print(len(os.getrandom(16)))

pid, fd = os.forkpty()
if pid == 0:
    print("terminal", os.isatty(0), os.getsid(0) == os.getpid(), flush=True)
    os._exit(0)
text = b""
try:
    while data := os.read(fd, 100):
        text += data
except OSError:
    pass
print(text, os.waitpid(pid, 0)[1])

name = f"/taipan-test-{os.getpid()}"
fd = _posixshmem.shm_open(name, os.O_CREAT | os.O_RDWR)
os.ftruncate(fd, 100)
print(os.fstat(fd).st_size, os.get_inheritable(fd))
_posixshmem.shm_unlink(name)
attempt(lambda: print(_posixshmem.shm_open("/taipan-no-such", os.O_RDWR)))
