"""Mapped memory: positions, slices, access, sizes, views."""

import mmap
import os
import re
import tempfile


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


m = mmap.mmap(-1, 64)
print(m, len(m), m.write(b"hello world\nline two\n"), m.tell())
m.seek(0)
print(m.readline(), m.read(4), m.read_byte(), m.find(b"two"), m.rfind(b"l", 0, 12), m.find(b"zz"))
m[0:5] = b"HELLO"
m[6] = 87
print(m[:12], m[0], m[0:12:2], m[11:5:-1], b"W" in m, 87 in m)
m.move(20, 0, 5)
print(m[20:25], bytes(m)[:3], re.search(rb"(W\w+)", m).group(1))
attempt(lambda: m[64])
attempt(lambda: m["x"])
attempt(lambda: m.__setitem__(0, 256))
attempt(lambda: m.__setitem__(slice(0, 2), b"abc"))
attempt(lambda: m.seek(65))
attempt(lambda: m.resize(128))
view = memoryview(m)
attempt(m.close)
view[1] = 33
view.release()
print(m[:3], m.madvise(mmap.MADV_WILLNEED), m.close(), m.closed, m)
attempt(lambda: m[0])

with tempfile.TemporaryFile() as f:
    attempt(lambda: mmap.mmap(f.fileno(), 0))
    f.write(b"0123456789" * 10)
    f.flush()
    attempt(lambda: mmap.mmap(f.fileno(), 101))
    with mmap.mmap(f.fileno(), 0) as m:
        m[0:3] = b"abc"
        m.flush()
        m.resize(5000)
        print(m.size(), os.fstat(f.fileno()).st_size, m[:5], m[4999])
    with mmap.mmap(f.fileno(), 10, access=mmap.ACCESS_READ) as m:
        attempt(lambda: m.write(b"x"))
        print(memoryview(m).readonly)
    with mmap.mmap(f.fileno(), 10, access=mmap.ACCESS_COPY) as m:
        m[0] = 90
        print(m[:3])
    print(os.pread(f.fileno(), 3, 0))

shared = mmap.mmap(-1, 8)
pid = os.fork()
if pid == 0:
    shared[0] = 42
    os._exit(0)
print(os.waitpid(pid, 0)[1], shared[0])
