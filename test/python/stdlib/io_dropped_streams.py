"""Streams over raw streams of Python classes are flushed and closed when they are dropped, and at exit."""
import gc
import io


class Raw(io.RawIOBase):
    def __init__(self, name):
        self.name = name

    def writable(self):
        return True

    def write(self, data):
        print(self.name, "gets", bytes(data))
        return len(data)

    def close(self):
        if not self.closed:
            print(self.name, "closes")
        super().close()


def use(name):
    stream = io.BufferedWriter(Raw(name))
    stream.write(b"bytes of " + name.encode())


def use_text(name):
    stream = io.TextIOWrapper(io.BufferedWriter(Raw(name)), encoding="utf-8")
    stream.write("text of " + name)


def close(name):
    with io.BufferedWriter(Raw(name)) as stream:
        stream.write(b"closed by its block")


use("one")
gc.collect()
use_text("two")
gc.collect()
close("three")
gc.collect()
with io.TextIOWrapper(io.BufferedWriter(Raw("four")), encoding="utf-8") as f:
    f.write("also closed")
raw = Raw("five")
stream = io.BufferedWriter(raw)
stream.write(b"detached")
print(stream.detach() is raw)
del stream
gc.collect()
raw.close()
kept = io.BufferedWriter(Raw("six"))
kept.write(b"at exit")
print("end")
