# Several threads write to one file object whose pipe is full most of the time: every line arrives whole, once.
import io
import os
import threading


def check(name, make):
    r, w = os.pipe()
    out = make(w)
    got = bytearray()

    def read():
        while data := os.read(r, 3000):
            got.extend(data)

    def text(k, i):
        return f"{k}-{i}-".ljust(40 + i % 7 * 30, chr(97 + k)) + "\n"

    def write(k):
        for i in range(1000):
            s = text(k, i)
            out.write(s if isinstance(out, io.TextIOBase) else s.encode())
            if i % 50 == 0:
                out.flush()

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(k,)) for k in range(4)]
    for t in [reader, *writers]:
        t.start()
    for t in writers:
        t.join()
    out.close()
    reader.join()
    os.close(r)
    lines = got.decode().splitlines(True)
    print(name, sorted(lines) == sorted(text(k, i) for k in range(4) for i in range(1000)))


check("small buffer", lambda w: open(w, "wb", buffering=512))
check("bytes", lambda w: open(w, "wb"))
check("text", lambda w: open(w, "w"))
check("lines", lambda w: open(w, "w", buffering=1))


class Slow(io.RawIOBase):
    """Lets other threads run in the middle of each write."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, b):
        half = bytes(b[: len(b) // 2 + 1])
        pause.wait(0.001)
        self.data += half
        return len(half)


pause = threading.Event()
raw = Slow()
out = io.BufferedWriter(raw, 64)
threads = [threading.Thread(target=lambda k=k: [out.write(bytes([97 + k]) * 20 + b"\n") for _ in range(50)]) for k in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
out.flush()
print(sorted(set(bytes(raw.data).split(b"\n"))), len(raw.data))
