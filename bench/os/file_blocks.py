"""A file of 200 MB written and read in blocks of 64 KB and 4 KB, buffered and not."""

import os

from _folder import folder

N = 200_000_000


def main(n):
    path = os.path.join(folder(), "blocks")
    total = 0
    for size in (65536, 4096):
        block = bytes(size)
        with open(path, "wb") as f:
            for _ in range(n // size):
                total += f.write(block)
        with open(path, "rb") as f:
            while block := f.read(size):
                total += len(block)
        buffer = bytearray(size)
        with open(path, "rb", buffering=0) as f:
            while count := f.readinto(buffer):
                total += count
    return total


if __name__ == "__main__":
    print(main(N))
