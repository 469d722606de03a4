"""Text files in other encodings than UTF-8, and what happens to bytes that do not fit."""

import os
import tempfile


def main():
    path = os.path.join(tempfile.mkdtemp(), "gbk.txt")
    lines = ["春眠不觉晓\n", "处处闻啼鸟\n", "in GBK\n"]
    with open(path, "w", encoding="gbk") as f:
        f.writelines(lines)
    with open(path, "rb") as f:
        data = f.read()
    print(len(data), data[:10])

    with open(path, encoding="gbk") as f:
        print([line.rstrip() for line in f])
    with open(path, encoding="gbk") as f:
        # `tell` and `seek` know where a character of two bytes begins.
        first = f.readline()
        here = f.tell()
        second = f.readline()
        f.seek(here)
        print(first == lines[0], f.readline() == second)

    try:
        open(path, encoding="utf-8").read()
    except UnicodeDecodeError as e:
        print(e)
    with open(path, "ab") as f:
        f.write(b"\xff broken \xb0")
    for errors in "ignore", "replace", "backslashreplace", "surrogateescape":
        with open(path, encoding="gbk", errors=errors) as f:
            print(errors, ascii(f.read()[-20:]))
    try:
        "§ € ☃".encode("gb2312")
    except UnicodeEncodeError as e:
        print(e)
    print("§ € ☃".encode("gb2312", errors="xmlcharrefreplace"), "☃".encode("gb18030"))
    os.remove(path)
    os.rmdir(os.path.dirname(path))


if __name__ == "__main__":
    main()
