"""Archives in memory and on disk: zipfile, gzip, zlib, tarfile, shutil.make_archive."""
import gzip
import io
import os
import shutil
import tarfile
import tempfile
import zipfile
import zlib

TEXT = "".join(f"line {i % 10}: the quick brown fox\n" for i in range(200))


def show(archive):
    for info in archive.infolist():
        smaller = info.compress_size < info.file_size
        print(f"  {info.filename:<14}{info.file_size:>6} {smaller!s:<6}{info.CRC:08x} {info.date_time[:3]} {info.is_dir()}")


def main():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("a.txt", TEXT), ("folder/b.txt", "tiny"), ("folder/中文.txt", "名")):
            archive.writestr(zipfile.ZipInfo(name, (2024, 2, 29, 12, 0, 0)), text, zipfile.ZIP_DEFLATED)
        archive.comment = b"a comment"
    with zipfile.ZipFile(memory) as archive:
        print(archive.namelist(), archive.comment, archive.testzip())
        show(archive)
        print(archive.read("folder/b.txt"), archive.read("a.txt").decode() == TEXT)
        with archive.open("a.txt") as file:
            print(file.readline(), file.read(10), file.seekable())
        try:
            archive.read("nothing")
        except KeyError as error:
            print(error)
    print(zipfile.is_zipfile(memory), zipfile.is_zipfile(io.BytesIO(b"no")))
    try:
        zipfile.ZipFile(io.BytesIO(b"not a zip"))
    except zipfile.BadZipFile as error:
        print(error)

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "data.gz")
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.write(TEXT)
        with gzip.open(path, "rt", encoding="utf-8") as file:
            print(file.readline().rstrip(), sum(1 for _ in file))
        print(os.path.getsize(path) < len(TEXT) // 10, gzip.decompress(open(path, "rb").read()).decode() == TEXT)
        with open(path, "rb") as file:
            print(file.read(3))

        os.makedirs(os.path.join(folder, "tree/sub"))
        for name in ("one.txt", "sub/two.txt"):
            with open(os.path.join(folder, "tree", name), "w") as file:
                file.write(name * 3)
        made = shutil.make_archive(os.path.join(folder, "packed"), "zip", os.path.join(folder, "tree"))
        print(os.path.basename(made), sorted(zipfile.ZipFile(made).namelist()))
        shutil.unpack_archive(made, os.path.join(folder, "out"))
        print(open(os.path.join(folder, "out/sub/two.txt")).read())
        tar_path = os.path.join(folder, "t.tar.gz")
        with tarfile.open(tar_path, "w:gz") as tar:
            tar.add(os.path.join(folder, "tree"), arcname="tree")
            info = tarfile.TarInfo("made.bin")
            info.size = 3
            tar.addfile(info, io.BytesIO(b"abc"))
        with tarfile.open(tar_path) as tar:
            print(sorted(tar.getnames()), tar.extractfile("made.bin").read(), tar.getmember("tree/one.txt").size)
            tar.extractall(os.path.join(folder, "untar"), filter="data")
        print(sorted(os.listdir(os.path.join(folder, "untar"))), tarfile.is_tarfile(tar_path))
        zpath = zipfile.Path(made)
        print(zpath.joinpath("sub", "two.txt").read_text(), sorted(p.name for p in zpath.iterdir()))

    packed = zlib.compress(TEXT.encode(), 9)
    print(zlib.decompress(packed).decode() == TEXT, len(packed) < 400, zlib.crc32(TEXT.encode()), zlib.adler32(b"abc"))
    compressor, expander = zlib.compressobj(), zlib.decompressobj()
    stream = b"".join(compressor.compress(TEXT[i:i + 100].encode()) for i in range(0, len(TEXT), 100)) + compressor.flush()
    out = expander.decompress(stream[:20]) + expander.decompress(stream[20:] + b"tail")
    print(out.decode() == TEXT, expander.eof, expander.unused_data)
    try:
        zlib.decompress(b"garbage")
    except zlib.error as error:
        print(error)
    try:
        gzip.decompress(b"garbage")
    except gzip.BadGzipFile as error:
        print(error)


main()
