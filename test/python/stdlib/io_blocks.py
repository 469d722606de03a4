"""Reading by lines, blocks and positions in every mixture gives what one slice of the whole gives; encoded and copied memory of all sizes."""
import io
import os
import random
import tempfile

rnd = random.Random(5)


def content():
    parts = []
    for i in range(4000):
        n = rnd.choice((0, 1, 5, 40, 63, 64, 65, 200, 4095, 4096)) if i % 50 else rnd.choice((9000, 70000))
        parts.append(bytes(rnd.choice(b"abc\r\t\xc3\xa9xyz") for _ in range(min(n, 50))) * (n // 50 + 1))
        parts.append(b"\n")
    return b"".join(parts)


data = content()
path = os.path.join(tempfile.mkdtemp(), "blocks")
with open(path, "wb") as f:
    for start in range(0, len(data), 65536):
        f.write(data[start : start + 65536])
print(os.path.getsize(path) == len(data))


def mixed(f, steps):
    """Each step reads somehow; the position says what it must have been."""
    at = 0
    for _ in range(steps):
        kind = rnd.randrange(12)
        if kind < 6:
            for _ in range(rnd.choice((1, 3, 20, 200))):
                line = f.readline()
                end = data.find(b"\n", at) + 1 or len(data)
                assert line == data[at:end], (at, end, line[:20])
                at = end
        elif kind == 6:
            limit = rnd.choice((0, 1, 10, 5000, 100_000))
            line = f.readline(limit)
            end = min(data.find(b"\n", at) + 1 or len(data), at + limit)
            assert line == data[at:end]
            at = end
        elif kind == 7:
            n = rnd.choice((1, 64, 65, 4096, 4097, 32767, 32768, 65536, 131072, 300_000))
            block = f.read(n)
            assert block == data[at : at + n], (at, n)
            at += len(block)
        elif kind == 8:
            target = bytearray(rnd.choice((1, 100, 5000, 200_000)))
            n = f.readinto(target)
            assert target[:n] == data[at : at + n] and n == min(len(target), len(data) - at)
            at += n
        elif kind == 9:
            at = f.seek(rnd.randrange(len(data)))
        elif kind == 10:
            ahead = f.peek(10)
            assert ahead == data[at : at + len(ahead)] and (ahead or at == len(data))
        else:
            block = f.read1(rnd.choice((10, 5000)))
            assert block == data[at : at + len(block)]
            at += len(block)
        assert f.tell() == at
    return at


for size in (-1, 1000, 8192, 40_000):
    with open(path, "rb", buffering=size) as f:
        mixed(f, 300)
with io.BufferedReader(io.BytesIO(data), 30_000) as f:
    mixed(f, 300)
with open(path, "r+b") as f:
    at = mixed(f, 100)
    f.seek(10)
    f.write(data[10:100_000])
    assert f.readline() == data[100_000 : data.find(b"\n", 100_000) + 1]
with open(path, "rb") as f:
    print(b"".join(f) == data)
with open(path, "rb", buffering=0) as f:
    print(f.read(40_000) == data[:40_000], f.readall() == data[40_000:])

text = data.decode("utf-8", "replace")
for encoding in ("utf-8", "latin-1", "utf-16"):
    with open(path, "w", encoding=encoding, errors="replace", newline="") as f:
        for line in text.splitlines(keepends=True):
            f.write(line)
    again = text.encode(encoding, "replace").decode(encoding)
    with open(path, encoding=encoding, newline="") as f:
        lines = list(f)
    print(encoding, "".join(lines) == again, len(lines))
    with open(path, encoding=encoding, newline="\n") as f:
        count = 0
        while line := f.readline():
            count += line.endswith("\n")
            if count % 1000 == 0:
                here = f.tell()
                assert f.read(5) is not None
                f.seek(here)
        print(count)

# Encoding and decoding at the borders between the ways there are.
for n in (0, 1, 39, 40, 63, 64, 65, 511, 512, 1365, 1366, 4096, 4097, 70_000):
    for extra, c in enumerate(("a", "\xe9", "\u20ac", "\U0001f600")):
        for s in (c * n, "x" + c * n, c * n + "x"):
            raw = s.encode()
            assert raw.decode() == s and len(raw) == len(s) + s.count(c) * extra, (n, c)
            if c < "\x80":
                assert s.encode("ascii") == raw and raw.decode("ascii") == s
            if c < "\u0100":
                assert s.encode("latin-1").decode("latin-1") == s and len(s.encode("latin-1")) == len(s)
            else:
                try:
                    s.encode("latin-1")
                    assert n == 0
                except UnicodeEncodeError as e:
                    assert e.start == s.index(c)
            assert bytes(bytearray(raw)) == raw and raw + b"" == raw and (raw * 2)[len(raw) :] == raw

# Nothing shares its memory.
many = [bytearray(n) for n in range(0, 6000, 7)]
for i, b in enumerate(many):
    b[:] = bytes([i % 256]) * len(b)
print(all(set(b) <= {i % 256} for i, b in enumerate(many)))
try:
    with open(path, "wb") as f:
        f.write(b"ok\n" * 10_000 + b"\xff bad\n")
    with open(path, encoding="utf-8") as f:
        for line in f:
            pass
except UnicodeDecodeError as e:
    print(e.reason, e.object[e.start : e.end + 4], hash(e.object) == hash(bytes(bytearray(e.object))))
