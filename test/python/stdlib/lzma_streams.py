# lzma: containers, filters, checks, streams in pieces, files, wrong data and misuse.
import io
import lzma
import os
import pickle
import random
import tarfile
import tempfile

random.seed(7)
noise = random.randbytes(200_000)
texts = [b"", b"a", b"hello " * 20_000, noise, bytes(1_000_000)]
for text in texts:
    for format in (lzma.FORMAT_XZ, lzma.FORMAT_ALONE):
        packed = lzma.compress(text, format=format)
        print(len(text), format, len(packed) < 210_000, lzma.decompress(packed) == text)
print(lzma.compress(b"hello" * 1000, preset=1).hex())
print(lzma.compress(b"abc" * 100, format=lzma.FORMAT_ALONE).hex())

chain = [{"id": lzma.FILTER_DELTA, "dist": 2}, {"id": lzma.FILTER_LZMA2, "preset": 7 | lzma.PRESET_EXTREME, "dict_size": 65536, "lc": 2}]
packed = lzma.compress(noise[:5000] * 3, format=lzma.FORMAT_RAW, filters=chain)
print(len(packed), lzma.decompress(packed, format=lzma.FORMAT_RAW, filters=chain) == noise[:5000] * 3)
packed = lzma.compress(noise, filters=[{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2}], check=lzma.CHECK_CRC32)
decompressor = lzma.LZMADecompressor()
print(decompressor.check, decompressor.decompress(packed) == noise, decompressor.check)
print([lzma.is_check_supported(check) for check in (lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, 14)])
print(lzma._encode_filter_properties(chain[0]), lzma._decode_filter_properties(lzma.FILTER_LZMA1, b"]\x00\x00\x80\x00"))

# In pieces.
compressor = lzma.LZMACompressor(preset=0)
packed = b"".join(compressor.compress(noise[i : i + 999]) for i in range(0, len(noise), 999)) + compressor.flush()
decompressor = lzma.LZMADecompressor()
out = b"".join(decompressor.decompress(packed[i : i + 77]) for i in range(0, len(packed), 77))
print(out == noise, decompressor.eof, decompressor.needs_input, decompressor.unused_data)
decompressor = lzma.LZMADecompressor()
out = decompressor.decompress(lzma.compress(texts[2]) + b"tail", max_length=10)
print(out, decompressor.eof, decompressor.needs_input)
total, longest = len(out), 0
while not decompressor.eof:
    out = decompressor.decompress(b"", max_length=5_000)
    longest = max(longest, len(out))
    total += len(out)
print(total, longest, decompressor.unused_data)
print(lzma.decompress(lzma.compress(b"one ") + lzma.compress(b"two ")))

# Misuse and wrong data.
compressor = lzma.LZMACompressor()
packed = compressor.compress(b"hello") + compressor.flush()
C, D = lzma.LZMACompressor, lzma.LZMADecompressor
for f in (
    lambda: C(format=99),
    lambda: C(check=99),
    lambda: C(preset=10),
    lambda: C(preset=-1),
    lambda: C(preset=3, filters=chain),
    lambda: C(format=lzma.FORMAT_RAW),
    lambda: C(format=lzma.FORMAT_ALONE, check=lzma.CHECK_CRC32),
    lambda: C(format=lzma.FORMAT_ALONE, filters=chain),
    lambda: C(filters=[]),
    lambda: C(filters={}),
    lambda: C(filters=3),
    lambda: C(filters=[1]),
    lambda: C(filters=[{}]),
    lambda: C(filters=[{"id": 1}]),
    lambda: C(filters=[{"id": lzma.FILTER_LZMA2, "x": 1}]),
    lambda: C(filters=[{"id": lzma.FILTER_LZMA2, "dict_size": "x"}]),
    lambda: C(filters=[{"id": lzma.FILTER_DELTA, "dist": 0}]),
    lambda: C(filters=chain * 3),
    lambda: D(format=lzma.FORMAT_RAW),
    lambda: D(format=lzma.FORMAT_RAW, memlimit=3, filters=chain),
    lambda: D(filters=chain),
    lambda: D(memlimit=-1),
    lambda: D(memlimit=100).decompress(packed),
    lambda: D().decompress(b"garbage!!!!!!!!!!!!!"),
    lambda: D().decompress(packed[:20] + b"xx" + packed[22:]),
    lambda: lzma.decompress(packed[:-3]),
    lambda: compressor.compress(b""),
    compressor.flush,
    lambda: pickle.dumps(compressor),
    lambda: lzma.compress("text"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

# Files.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "lines.xz")
    with lzma.open(path, "wt", encoding="utf-8") as f:
        for i in range(10_000):
            f.write(f"line {i} äöü\n")
    with lzma.open(path, "rt", encoding="utf-8") as f:
        lines = f.readlines()
    print(len(lines), lines[-1], end="")
    archive = os.path.join(folder, "all.tar.xz")
    with tarfile.open(archive, "w:xz") as tar:
        tar.add(path, "lines.xz")
        info = tarfile.TarInfo("note.txt")
        info.size = 5
        tar.addfile(info, io.BytesIO(b"hello"))
    with tarfile.open(archive) as tar:
        print(tar.getnames(), tar.extractfile("note.txt").read())
