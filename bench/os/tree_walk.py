"""os.walk and os.scandir over 20,000 files in 200 folders."""

import os

from _folder import folder

N = 20_000


def make(root, n):
    for i in range(n // 100):
        where = os.path.join(root, str(i % 10), str(i))
        os.makedirs(where)
        for k in range(100):
            os.close(os.open(os.path.join(where, f"file{k}.txt"), os.O_CREAT | os.O_WRONLY))


def main(n):
    root = os.path.join(folder(), "tree")
    if not os.path.exists(root):
        make(root, n)
    total = 0
    for _ in range(3):
        for where, folders, names in os.walk(root):
            total += len(names) + len(folders)
    for _ in range(3):
        for where, folders, _ in os.walk(root):
            with os.scandir(where) as entries:
                total += sum(entry.is_file() for entry in entries)
    return total


if __name__ == "__main__":
    print(main(N))
