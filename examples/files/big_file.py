"""A large file by lines and by blocks: the memory stays small however long it is.

    big_file.py            the check: 8 MB
    big_file.py 1000       1 GB, with the time each way takes
"""

import os
import resource
import sys
import tempfile
import time


def write(path, megabytes):
    line = b"a line of a large file, neither short nor long, number %09d\n"
    block = b"".join(line % i for i in range(16384))
    with open(path, "wb") as f:
        while f.tell() < megabytes * 1_000_000:
            f.write(block)


def by_lines(path):
    lines = letters = 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            lines += 1
            letters += len(line)
    return letters, lines


def by_blocks(path):
    size = lines = 0
    with open(path, "rb") as f:
        while block := f.read(1 << 20):
            size += len(block)
            lines += block.count(b"\n")
    return size, lines


def into_a_buffer(path):
    size, buffer = 0, bytearray(1 << 20)
    with open(path, "rb", buffering=0) as f:
        while n := f.readinto(buffer):
            size += n
    return size, None


def main():
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    path = os.path.join(tempfile.mkdtemp(), "large.txt")
    write(path, megabytes)
    for way in by_lines, by_blocks, into_a_buffer:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        size, lines = way(path)
        seconds = time.process_time() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(way.__name__, size == os.path.getsize(path), lines, "in little memory" if grown < 100 else f"{grown:.0f} MB more")
        if megabytes > 100:
            print(f"    {seconds:.2f} s, {size / seconds / 1e6:.0f} MB/s, {grown:.0f} MB more")
    os.remove(path)
    os.rmdir(os.path.dirname(path))


if __name__ == "__main__":
    main()
