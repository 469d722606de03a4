"""Reads from new descriptors that never block come back at once, however often they are tried."""

import io
import os
import time

start = time.monotonic()
for _ in range(20):
    r, w = os.pipe()
    os.set_blocking(r, False)
    raw = io.FileIO(r, "r")
    assert raw.readinto(bytearray(8)) is None
    assert raw.read(8) is None
    try:
        os.read(r, 8)
    except BlockingIOError as e:
        error = e
    os.write(w, b"abc")
    assert raw.read(8) == b"abc"
    os.close(w)
    assert raw.read(8) == b""
    raw.close()
print(error)
print("at once" if time.monotonic() - start < 2 else "late")
