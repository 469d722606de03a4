# bz2: one call, streams in pieces, files, several streams in a row, wrong data and misuse.
import bz2
import io
import os
import pickle
import random
import tarfile
import tempfile

random.seed(5)
noise = random.randbytes(300_000)
texts = [b"", b"a", b"hello " * 20_000, noise, bytes(2_000_000)]
for text in texts:
    packed = bz2.compress(text)
    print(len(text), len(packed) < 400_000, bz2.decompress(packed) == text)
print(bz2.compress(b"hello" * 1000, 1).hex())

# In pieces.
compressor = bz2.BZ2Compressor(5)
pieces = [compressor.compress(noise[i : i + 1000]) for i in range(0, len(noise), 1000)]
packed = b"".join(pieces) + compressor.flush()
print(packed == bz2.compress(noise, 5))
decompressor = bz2.BZ2Decompressor()
out = b"".join(decompressor.decompress(packed[i : i + 77]) for i in range(0, len(packed), 77))
print(out == noise, decompressor.eof, decompressor.needs_input, decompressor.unused_data)

decompressor = bz2.BZ2Decompressor()
out = decompressor.decompress(bz2.compress(texts[2]) + b"tail", max_length=10)
print(out, decompressor.eof, decompressor.needs_input)
total = len(out)
longest = 0
while not decompressor.eof:
    out = decompressor.decompress(b"", max_length=5_000)
    longest = max(longest, len(out))
    total += len(out)
print(total, longest, decompressor.unused_data)
print(bz2.BZ2Decompressor().decompress(packed, max_length=0))

# Several streams in a row.
print(bz2.decompress(bz2.compress(b"one ") + bz2.compress(b"two ") + b"garbage"))

# Misuse and wrong data.
compressor = bz2.BZ2Compressor()
compressor.flush()
decompressor = bz2.BZ2Decompressor()
decompressor.decompress(bz2.compress(b"x"))
for f in (
    lambda: bz2.BZ2Compressor(0),
    lambda: bz2.BZ2Compressor(10),
    lambda: bz2.BZ2Decompressor(1),
    lambda: compressor.compress(b""),
    compressor.flush,
    lambda: decompressor.decompress(b""),
    lambda: bz2.decompress(b"BZh91AY&SYgarbage"),
    lambda: bz2.decompress(bz2.compress(b"hello")[:-3]),
    lambda: pickle.dumps(compressor),
    lambda: bz2.compress("text"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

decompressor = bz2.BZ2Decompressor()
for _ in range(2):
    try:
        decompressor.decompress(b"BZh91AY&SYgarbage" * 3)
    except Exception as e:
        print(type(e).__name__, e, decompressor.needs_input, decompressor.eof)

# Files.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "lines.bz2")
    with bz2.open(path, "wt", encoding="utf-8") as f:
        for i in range(10_000):
            f.write(f"line {i} äöü\n")
    with bz2.open(path, "rt", encoding="utf-8") as f:
        lines = f.readlines()
    print(len(lines), lines[-1], end="")
    with bz2.open(path) as f:
        f.seek(1_000)
        print(f.read(20), f.tell())
    archive = os.path.join(folder, "all.tar.bz2")
    with tarfile.open(archive, "w:bz2") as tar:
        tar.add(path, "lines.bz2")
        info = tarfile.TarInfo("note.txt")
        info.size = 5
        tar.addfile(info, io.BytesIO(b"hello"))
    with tarfile.open(archive) as tar:
        print(tar.getnames(), tar.extractfile("note.txt").read())

# Many objects are released as they go.
for _ in range(200):
    bz2.BZ2Compressor()
print("done")
