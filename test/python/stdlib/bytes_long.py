"""Long bytes take other ways than short ones: both must give the same."""
import binascii
import os
import random
import zlib

rnd = random.Random(3)


def slow_find(data, sub, start=0):
    for i in range(start, len(data) - len(sub) + 1):
        if data[i] == sub[0] and data[i : i + len(sub)] == sub:
            return i
    return -1


def slow_split(data, sep, most=-1):
    out = []
    at = 0
    while most != 0 and (i := slow_find(data, sep, at)) >= 0:
        out.append(data[at:i])
        at = i + len(sep)
        most -= 1
    return [*out, data[at:]]


for size in (10, 511, 512, 5000, 66_000, 140_000):
    data = bytes(rnd.choice(b"ab\n\r \xe9") for _ in range(size))
    for sub in (b"\n", b"ab", b"aab\xe9", b"\r\n a", data[65_530:65_545] or b"zz", b"never there"):
        pieces = slow_split(data, sub)
        assert data.split(sub) == pieces and data.split(sub, 3) == slow_split(data, sub, 3), (size, sub)
        assert data.count(sub) == len(pieces) - 1
        assert data[3:-3].count(sub) == data.count(sub, 3, len(data) - 3)
        assert data.replace(sub, b"<>") == b"<>".join(pieces) and data.replace(sub, b"") == b"".join(pieces)
        assert data.replace(sub, b"longer than it was", 2) == b"longer than it was".join(slow_split(data, sub, 2))
        assert bytearray(data).split(sub) == pieces and type(bytearray(data).split(sub)[0]) is bytearray
    text = data.decode("latin-1")
    assert [x.decode("latin-1") for x in data.split()] == text.replace("\xa0", "").split()
    assert b"".join(data.splitlines(True)) == data and len(data.splitlines()) == len(data.splitlines(True))
    assert bytes.fromhex(data.hex()) == data == binascii.unhexlify(binascii.hexlify(data)) == bytes.fromhex(data.hex(" "))
    other = bytearray(data)
    other[-1] ^= 1
    assert data != other and (data < other) == (data[-1] < other[-1]) and data == bytes(bytearray(data))
    assert data < data + b"x" and not data < data[:-1]
    number = int.from_bytes(data, "big")
    assert number == int(data.hex(), 16) and number.to_bytes(size, "big") == data
    assert int.from_bytes(data[::-1], "little", signed=True).to_bytes(size, "little", signed=True)[::-1] == data
    crc = 0
    adler = 1
    for i in range(0, size, 100):
        crc = zlib.crc32(data[i : i + 100], crc)
        adler = zlib.adler32(data[i : i + 100], adler)
    assert crc == zlib.crc32(data) == binascii.crc32(data) and adler == zlib.adler32(data)
    print(size, crc, adler, zlib.crc32(data, 0xFFFFFFFF), zlib.adler32(data, 0xFFFF0000))

for bad in ("0g" * 20, "0" * 33, "é" * 32):
    try:
        bytes.fromhex(bad)
    except ValueError as e:
        print(e)
    try:
        binascii.unhexlify(bad)
    except ValueError as e:
        print(e)

for n in (7, 8, 9, 16, 100):
    for raw in (bytes(n), b"\xff" * n, b"\x80" + bytes(n - 1), bytes(n - 1) + b"\x01", bytes(range(n))):
        for order in ("big", "little"):
            for signed in (False, True):
                value = int.from_bytes(raw, order, signed=signed)
                assert value.to_bytes(n, order, signed=signed) == raw
                print(value, end=" ")
    print()

rnd.seed(11)
print([rnd.getrandbits(n) for n in (1, 32, 33, 53, 54, 63, 64, 65, 96, 97, 128, 129, 200)])
print(rnd.randbytes(5), rnd.randbytes(40).hex(), zlib.crc32(rnd.randbytes(5000)))
b = bytearray()
for i in range(300):
    b += bytes([i % 256]) * 100
try:
    b += b
except BufferError as e:
    print(e)
b.extend(b)
b.extend(b[:10])
b[5:5] = b[:7]
print(len(b), zlib.crc32(b))
samples = [os.urandom(n) for n in (0, 1, 16, 255, 256, 257, 70_000)]
print([len(s) for s in samples], len(set(samples[2:])), samples[6].count(0) < 1000)
