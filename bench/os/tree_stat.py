"""os.stat, os.path.exists, os.listdir and pathlib over the 20,000 files of tree_walk."""

import os
import pathlib

import tree_walk
from _folder import folder

N = tree_walk.N


def main(n):
    root = os.path.join(folder(), "tree")
    if not os.path.exists(root):
        tree_walk.make(root, n)
    total = 0
    for where, _, names in os.walk(root):
        for name in names:
            path = os.path.join(where, name)
            total += os.stat(path).st_nlink + os.path.exists(path) + os.path.getsize(path)
        total += len(os.listdir(where))
    return total + sum(1 for _ in pathlib.Path(root).rglob("*.txt"))


if __name__ == "__main__":
    print(main(N))
