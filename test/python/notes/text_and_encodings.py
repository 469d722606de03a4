"""Text files in several encodings, decoding errors, and the in-memory files StringIO and BytesIO."""
import io
import os
import tempfile

POEM = "床前明月光\n疑是地上霜\n"
MIXED = "naïve café – 10 €\n"


def round_trip(folder, text, encoding):
    path = os.path.join(folder, encoding + ".txt")
    with open(path, "w", encoding=encoding, newline="\n") as file:
        file.write(text)
    with open(path, "rb") as file:
        raw = file.read()
    with open(path, "r", encoding=encoding) as file:
        again = file.read()
    print(f"{encoding:<10} {len(raw):>3} bytes {again == text} {raw[:8].hex(' ')}")
    return path


def main():
    with tempfile.TemporaryDirectory() as folder:
        for encoding in ("utf-8", "utf-16", "utf-32-le", "gbk", "gb18030", "utf-8-sig"):
            path = round_trip(folder, POEM, encoding)
        for encoding in ("cp1252", "utf-8", "iso8859-15"):
            try:
                path = round_trip(folder, MIXED, encoding)
            except UnicodeEncodeError as error:
                print(encoding, error)

        broken = os.path.join(folder, "broken.txt")
        with open(broken, "wb") as file:
            file.write("abc中文".encode("gbk") + b"\xff!")
        try:
            open(broken, encoding="gbk").read()
        except UnicodeDecodeError as error:
            print(error.encoding, error.start, error.end, error.reason)
        for errors in ("ignore", "replace", "backslashreplace"):
            with open(broken, encoding="gbk", errors=errors) as file:
                print(errors, ascii(file.read()))
        with open(broken, encoding="utf-8", errors="surrogateescape") as file:
            text = file.read()
        with open(broken, "rb") as file:
            print("surrogateescape keeps bytes:", text.encode("utf-8", "surrogateescape") == file.read())

        notes = os.path.join(folder, "notes.txt")
        with open(notes, "w") as file:
            file.writelines(f"line {i}\n" for i in range(3))
        with open(notes, "a") as file:
            print("line 3", file=file)
        with open(notes, "r+") as file:
            print(file.readline(), end="")
            print(file.tell(), file.read(4), file.readlines())
            file.seek(0)
            file.write("LINE")
            file.seek(0, os.SEEK_END)
            print(file.tell())
        with open(notes) as file:
            for number, line in enumerate(file, 1):
                print(number, line.rstrip())
        with open(notes) as file:
            print(list(iter(lambda: file.read(7), ""))[:2], file.closed)
        print(file.closed)
        try:
            file.read()
        except ValueError as error:
            print(error)
        with open(notes, newline="") as file, open(notes, "rb") as raw:
            print(len(file.read()) == len(raw.read()))

    memory = io.StringIO()
    memory.write("hello")
    print(" world", 42, sep="|", file=memory)
    print(repr(memory.getvalue()), memory.tell())
    for line in io.StringIO("one\ntwo\r\nthree"):
        print(repr(line))
    data = io.BytesIO(b"\x00\x01\x02rest")
    print(data.read(3), data.getvalue(), data.seek(-2, io.SEEK_END), data.read())
    data.write("中文".encode("utf-8"))
    print(data.getbuffer().nbytes)
    wrapped = io.TextIOWrapper(io.BytesIO("a\r\nb\nc".encode("utf-16")), encoding="utf-16")
    print(wrapped.read().splitlines())
    print("中".encode("gbk"), "中".encode("unicode_escape"), b"\xd6\xd0".decode("gbk"), "ß".upper(), len("中文".encode()))


main()
