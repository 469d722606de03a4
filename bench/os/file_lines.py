"""A file of 200 MB written and read line by line as text, and read as bytes."""

import os

from _folder import folder

N = 4_000_000


def main(n):
    path = os.path.join(folder(), "lines")
    line = "the quick brown fox jumps over the lazy dog, 50 b\n"
    with open(path, "w", encoding="utf-8") as f:
        for _ in range(n):
            f.write(line)
    total = 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            total += len(line)
    with open(path, "rb") as f:
        for line in f:
            total += len(line)
    return total


if __name__ == "__main__":
    print(main(N))
