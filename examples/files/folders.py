"""Folders and paths: what `os` and `os.path` are used for every day, in a folder that is gone at the end."""

import os
import shutil
import tempfile


def make_tree(root):
    for name in "letters/draft.txt", "letters/sent/first.txt", "pictures/cat.ppm":
        path = os.path.join(root, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(f"This is {name}.\n")


def show_tree(root):
    for folder, folders, files in os.walk(root):
        folders.sort()
        depth = os.path.relpath(folder, root).count(os.sep) + (folder != root)
        print("  " * depth + os.path.basename(folder) * (folder != root) + "/")
        for name in sorted(files):
            size = os.path.getsize(os.path.join(folder, name))
            print("  " * (depth + 1) + f"{name} ({size} bytes)")


def main():
    root = tempfile.mkdtemp()
    make_tree(root)
    show_tree(root)

    # Names are only text: nothing here asks the disk.
    path = os.path.join("letters", "sent", "first.txt")
    print(os.path.split(path), os.path.splitext(path), os.path.basename(path), os.path.dirname(path))
    print(os.path.normpath("letters/../pictures/./cat.ppm"), os.path.isabs(path), os.path.commonpath(["a/b/c", "a/b/d"]))

    # And these do.
    before = os.getcwd()
    os.chdir(root)
    print(os.path.abspath("letters") == os.path.join(os.getcwd(), "letters"))
    print([name for name in sorted(os.listdir(".")) if os.path.isdir(name)])
    print(os.path.isfile(path), os.path.isdir(path), os.path.exists("nowhere"))
    os.rename("letters/draft.txt", "letters/old.txt")
    os.remove("letters/old.txt")
    for what in lambda: os.rmdir("letters"), lambda: os.mkdir("letters"), lambda: os.remove("nowhere"):
        try:
            what()
        except OSError as e:
            print(type(e).__name__, e.strerror, e.filename)
    os.symlink("pictures/cat.ppm", "link")
    print(os.readlink("link"), os.path.islink("link"), os.stat("link").st_size == os.stat("pictures/cat.ppm").st_size)
    shutil.copytree("letters", "copy")
    shutil.move("pictures", "copy")
    archive = shutil.make_archive("all", "zip", "copy")
    shutil.unpack_archive(archive, "again")
    show_tree("again")
    with os.scandir(".") as entries:
        print(sorted((e.name, e.is_dir()) for e in entries))
    os.chdir(before)
    shutil.rmtree(root)
    print(os.path.exists(root))


if __name__ == "__main__":
    main()
