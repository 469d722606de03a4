"""Files: lines written and read as text and as bytes, blocks, positions, many small files, folders walked, stat."""

import os
import shutil
import tempfile

N = 40_000


def write_and_read(folder, n):
    path = os.path.join(folder, "lines")
    with open(path, "w", encoding="utf-8") as f:
        for i in range(n):
            f.write(f"{i} the quick brown fox jumps over the lazy dog\n")
    with open(path, encoding="utf-8") as f:
        total = sum(len(line) for line in f)
    with open(path, "rb") as f:
        for line in f:
            total += len(line)
    with open(path, "rb") as f:
        while block := f.read(65536):
            total += len(block)
        for i in range(n // 20):
            f.seek(i * 7919 % 100_000)
            total += len(f.read(100))
    return total


def small_files(folder, count):
    total = 0
    for i in range(count):
        path = os.path.join(folder, str(i % 10), "deep")
        os.makedirs(path, exist_ok=True)
        with open(os.path.join(path, f"{i}.txt"), "w", encoding="utf-8") as f:
            f.write("hello\n" * 5)
    for where, _, names in os.walk(folder):
        for name in names:
            total += os.stat(os.path.join(where, name)).st_size
    return total


def main(n):
    folder = tempfile.mkdtemp()
    try:
        return small_files(folder, n // 50), write_and_read(folder, n)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    print(main(N))
