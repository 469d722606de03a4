"""A view that only one call sees does not keep a bytearray from being resized; one with a name does."""

import io
import os


def take(b, n):
    data = bytes(memoryview(b)[:n])
    del b[:n]
    return data


def fill(b, n):
    r, w = os.pipe()
    os.write(w, b"abc")
    k = os.readinto(r, memoryview(b)[n:])
    b.resize(3)
    return k


def shift(b):
    b.extend(memoryview(b)[:2].tobytes())
    io.BytesIO(b"12").readinto(memoryview(b))
    b.clear()


def named(b):
    m = memoryview(b)[1:]
    try:
        b.append(1)
    except BufferError as e:
        print(e)
    m.release()


b = bytearray(b"hello world")
print(take(b, 6), b, fill(b, 1), b)
shift(b)
print(b)
named(bytearray(b"abc"))


def lines(b):
    out = []
    while b:
        with memoryview(b) as m:
            end = b.find(b"\n") + 1
            out.append(m[:end].tobytes())
        del b[:end]
    return out


print(lines(bytearray(b"a\nbc\ndef\n")))
