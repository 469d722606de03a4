# env: TAIPAN_NO_FFI=1
"""A host without direct system calls: files and the clock work through what Node has, fork says that it cannot be had."""

import glob
import io
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time

folder = pathlib.Path(tempfile.mkdtemp())
(folder / "a").mkdir()
for n in range(3):
    (folder / "a" / f"{n}.txt").write_text("line\n" * n)
print([os.path.basename(p) for p in sorted(glob.glob(str(folder / "a" / "*.txt")))])
print([len(p.read_text().splitlines()) for p in sorted(folder.rglob("*.txt"))])
with open(folder / "b.bin", "wb") as f:
    f.write(bytes(range(256)) * 10)
    f.seek(100)
    f.write(b"seen")
with open(folder / "b.bin", "rb") as f:
    f.seek(98)
    print(f.read(8), f.tell(), os.fstat(f.fileno()).st_size)
with open(folder / "c.txt", "w", encoding="gbk", newline="\r\n") as f:
    print(*"你好", sep="\n", file=f)
print((folder / "c.txt").read_bytes())
os.rename(folder / "c.txt", folder / "d.txt")
os.symlink("d.txt", folder / "link")
print(os.readlink(folder / "link"), sorted(os.listdir(folder)))
for attempt in (lambda: open(folder / "none"), lambda: os.mkdir(folder / "a"), lambda: os.rmdir(folder / "a")):
    try:
        attempt()
    except OSError as e:
        print(type(e).__name__, e.errno)
start = time.monotonic()
time.sleep(0.01)
print(time.monotonic() - start >= 0.01, abs(time.time() - time.time_ns() / 1e9) < 1)
print(json.dumps({"cwd": os.path.isabs(os.getcwd()), "pid": os.getpid() > 0}), io.StringIO("x").read())
shutil.rmtree(folder)
print(folder.exists())


def fork():
    if sys.implementation.name == "cpython":
        return "OSError: [Errno 38]"
    try:
        return os.fork()
    except OSError as e:
        return f"{type(e).__name__}: {str(e)[:10]}"


os.register_at_fork(before=lambda: print("never"))
print(fork())
