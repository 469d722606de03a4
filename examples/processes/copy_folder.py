"""Copies a folder by a pool of processes that report their progress through a queue.

    copy_folder.py                 a check with a folder of its own
    copy_folder.py FROM TO
"""

import os
import shutil
import sys
import tempfile
from multiprocessing import Manager, Pool


def copy(name, old, new, done):
    with open(os.path.join(old, name), "rb") as source, open(os.path.join(new, name), "wb") as target:
        shutil.copyfileobj(source, target)
    done.put(name)


def copy_folder(old, new):
    os.mkdir(new)
    names = os.listdir(old)
    with Manager() as manager, Pool(3) as pool:
        done = manager.Queue()
        results = [pool.apply_async(copy, (name, old, new, done)) for name in names]
        for n in range(1, len(names) + 1):
            done.get()
            print(f"{n / len(names):7.2%} copied")
        for result in results:
            result.get()


def main():
    if len(sys.argv) == 3:
        return copy_folder(*sys.argv[1:])
    folder = tempfile.mkdtemp()
    old, new = os.path.join(folder, "old"), os.path.join(folder, "new")
    os.mkdir(old)
    for n in range(8):
        with open(os.path.join(old, f"{n}.txt"), "w") as f:
            f.write(f"file {n}\n" * 1000)
    copy_folder(old, new)
    print(sorted(os.listdir(new)) == sorted(os.listdir(old)))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
