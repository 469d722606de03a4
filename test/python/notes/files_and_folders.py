"""Files and folders: os, os.path, shutil, tempfile; making, walking, copying, renaming, removing."""
import os
import shutil
import stat
import tempfile
from pathlib import Path


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        return file.write(text)


def show_tree(top):
    for folder, folders, files in os.walk(top):
        folders.sort()
        depth = os.path.relpath(folder, top).count(os.sep) + (folder != top)
        print("  " * depth + os.path.basename(folder) + "/")
        for name in sorted(files):
            size = os.path.getsize(os.path.join(folder, name))
            print("  " * (depth + 1) + f"{name} ({size})")


def by_extension(top):
    found = {}
    for path in sorted(Path(top).rglob("*")):
        if path.is_file():
            found.setdefault(path.suffix or "(none)", []).append(path.relative_to(top).as_posix())
    return found


def main():
    with tempfile.TemporaryDirectory(prefix="notes-") as home:
        work = os.path.join(home, "work")
        os.mkdir(work)
        os.makedirs(os.path.join(work, "a", "b", "c"))
        os.makedirs(os.path.join(work, "a", "b"), exist_ok=True)
        print("wrote", write(os.path.join(work, "readme.txt"), "hello\nworld\n"), "characters")
        write(os.path.join(work, "a", "data.csv"), "x,y\n1,2\n")
        write(os.path.join(work, "a", "b", "c", "deep.txt"), "d" * 100)
        write(os.path.join(work, "a", "Makefile"), "all:\n")
        show_tree(work)

        print(by_extension(work))
        print(sorted(os.listdir(work)), os.path.isdir(work), os.path.isfile(work), os.path.exists(work + "x"))
        print([name for name in sorted(os.listdir(work)) if os.path.isdir(os.path.join(work, name))])

        shutil.copy(os.path.join(work, "readme.txt"), os.path.join(work, "copy.txt"))
        shutil.copytree(os.path.join(work, "a"), os.path.join(work, "twin"))
        os.rename(os.path.join(work, "copy.txt"), os.path.join(work, "moved.txt"))
        shutil.move(os.path.join(work, "moved.txt"), os.path.join(work, "twin", "b"))
        show_tree(work)

        with os.scandir(work) as entries:
            print(sorted((entry.name, entry.is_dir(), entry.is_file()) for entry in entries))
        mode = os.stat(os.path.join(work, "readme.txt")).st_mode
        print(stat.S_ISREG(mode), stat.S_ISDIR(os.stat(work).st_mode))
        os.chmod(os.path.join(work, "readme.txt"), 0o640)
        print(stat.filemode(os.stat(os.path.join(work, "readme.txt")).st_mode))

        os.remove(os.path.join(work, "readme.txt"))
        shutil.rmtree(os.path.join(work, "twin"))
        os.removedirs(os.path.join(work, "a", "b", "empty")) if os.path.exists(os.path.join(work, "a", "b", "empty")) else None
        show_tree(work)

        for attempt in (
            lambda: os.mkdir(os.path.join(work, "a")),
            lambda: os.rmdir(os.path.join(work, "a")),
            lambda: os.remove(os.path.join(work, "nothing")),
            lambda: open(os.path.join(work, "nothing")),
            lambda: os.listdir(os.path.join(work, "a", "data.csv")),
        ):
            try:
                attempt()
            except OSError as error:
                print(type(error).__name__, error.errno, error.strerror, os.path.basename(error.filename))
    print("gone:", not os.path.exists(home))

    print(os.path.split("/usr/lib/python/os.py"), os.path.splitext("archive.tar.gz"), os.path.splitext(".bashrc"))
    print(os.path.join("a", "b", "/c", "d"), os.path.normpath("a//b/../c/./d"), os.path.commonpath(["/a/b/c", "/a/b/d"]))
    print(os.path.basename("/a/b/"), repr(os.path.dirname("x")), os.path.isabs("/x"), os.path.relpath("/a/b", "/a/c"))
    print(os.sep, os.pardir, os.curdir, repr(os.linesep), os.name)


main()
