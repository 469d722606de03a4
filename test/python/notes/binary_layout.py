"""Bytes with a layout: struct, base64, a BMP header, int.to_bytes, memoryview, bytearray, binascii, array."""
import array
import base64
import binascii
import struct


def bmp_info(data):
    """Size and colour depth of a bitmap, or None if it is not one."""
    if len(data) < 30 or data[:2] not in (b"BM", b"BA"):
        return None
    kind, size, _, offset, header, width, height, planes, depth = struct.unpack("<2sIIIIIIHH", data[:30])
    return {"width": width, "height": height, "depth": depth, "size": size, "offset": offset, "kind": kind.decode()}


def make_bmp(width, height):
    row = b"".join(struct.pack("<H", (x * 31 // width) << 10 | 31) for x in range(width))
    pixels = row * height
    return struct.pack("<2sIIIIIIHH24x", b"BM", 54 + len(pixels), 0, 54, 40, width, height, 1, 16) + pixels


def safe_base64_decode(text):
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def main():
    print(struct.pack(">I", 10240099), struct.unpack(">IH", b"\xf0\xf0\xf0\xf0\x80\x80"))
    print(struct.pack("<hhl", 1, -2, 3), struct.calcsize("<bhiq"), struct.calcsize(">3s?d"))
    print(struct.pack(">bB?c3sxHd", -1, 255, True, b"z", b"ab", 65535, 1.5))
    print(struct.unpack("<f", struct.pack("<f", 0.1)), struct.unpack(">e", b"\x3c\x00"), struct.pack("5p", b"abc"))
    for bad in (lambda: struct.pack("B", 256), lambda: struct.unpack("I", b"abc"), lambda: struct.pack("I"), lambda: struct.pack("z", 1), lambda: struct.pack(">h", 40000), lambda: struct.pack("I", 1.5)):
        try:
            bad()
        except struct.error as error:
            print(error)
    header = struct.Struct("!HHI")
    buffer = bytearray(16)
    header.pack_into(buffer, 4, 1, 2, 0xDEADBEEF)
    print(buffer.hex(" ", 4), header.unpack_from(buffer, 4), header.size, header.format)
    print(list(struct.iter_unpack("<H", b"\1\0\2\0\3\0")))

    picture = make_bmp(28, 10)
    print(bmp_info(picture), bmp_info(b"not a picture"), len(picture))
    encoded = base64.b64encode(picture)
    print(encoded[:40], len(encoded), base64.b64decode(encoded) == picture)

    print(base64.b64encode(b"binary\x00string"), base64.urlsafe_b64encode(b"i\xb7\x1d\xfb\xef\xff"), safe_base64_decode(b"YWJjZA"))
    print(base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.a85encode(b"hello"), base64.b85encode(b"hello"))
    try:
        base64.b64decode(b"YWJjZA", validate=True)
    except binascii.Error as error:
        print(error)
    print(binascii.hexlify(b"\x01\xab"), binascii.unhexlify("01ab"), binascii.crc32(b"hello"), hex(binascii.crc_hqx(b"hello", 0)))

    number = 10240099
    print(number.to_bytes(4, "big"), int.from_bytes(b"\x00\x9c@c", "big"), int.from_bytes(b"\xff\xfe", "little", signed=True), (-2).to_bytes(2, signed=True))
    mutable = bytearray(b"hello")
    mutable[0] = ord("J")
    mutable[1:3] = b"EL"
    mutable += b"!"
    mutable.insert(1, 45)
    print(mutable, mutable.pop(), mutable.find(b"lo"), bytes(mutable).upper(), mutable.translate(None, b"-"))
    view = memoryview(mutable)
    view[0:2] = b"__"
    print(mutable, view[2:4].tobytes(), view.format, view.itemsize, view.readonly, len(view))
    view.release()
    cast = memoryview(bytes(range(8))).cast("H")
    print(cast.tolist(), cast.shape, cast[1], memoryview(b"abc") == b"abc")
    numbers = array.array("i", [3, 1, 2])
    numbers.append(10)
    numbers.extend(range(2))
    print(numbers, numbers.itemsize, numbers.tobytes()[:4], array.array("d", [1.5, 2]).tolist(), numbers.index(10), sorted(numbers))
    try:
        numbers.append(2**40)
    except OverflowError as error:
        print(error)
    print(bytes.fromhex("f0 f1 F2"), b"%d items, %s, %04x" % (3, b"raw", 255), b"a,b".split(b","), b"abc"[1], b"abc"[1:2])


main()
