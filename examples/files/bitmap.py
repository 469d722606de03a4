"""A binary format by `struct`: writes a bitmap file and reads its header back, and counts colours through a memory map."""

import collections
import mmap
import os
import struct
import tempfile

HEADER = struct.Struct("<2sIHHIIiiHHIIiiII")


def write_bitmap(path, width, height, colour):
    row = -width * 3 % 4  # Rows are filled up to four bytes.
    size = (width * 3 + row) * height
    with open(path, "wb") as f:
        f.write(HEADER.pack(b"BM", HEADER.size + size, 0, 0, HEADER.size, 40, width, height, 1, 24, 0, size, 2835, 2835, 0, 0))
        for y in range(height):
            for x in range(width):
                f.write(bytes(colour(x, y)))
            f.write(b"\0" * row)


def colours(path):
    found = collections.Counter()
    with open(path, "rb") as f, mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as view:
        start, width, height = struct.unpack_from("<I4xii", view, 10)
        line = (width * 3 + 3) // 4 * 4
        for y in range(height):
            for x in range(width):
                at = start + y * line + x * 3
                found[view[at:at + 3]] += 1
    return found


def main():
    path = os.path.join(tempfile.mkdtemp(), "board.bmp")
    write_bitmap(path, 30, 20, lambda x, y: (255, 255, 255) if (x // 10 + y // 10) % 2 else (0, 0, x * 8))
    with open(path, "rb") as f:
        kind, size, _, _, offset, _, width, height, planes, bits, *_ = HEADER.unpack(f.read(HEADER.size))
    print(kind, size == os.path.getsize(path), offset, f"{width}x{height}", planes, bits)
    print(colours(path).most_common(2))
    os.remove(path)
    os.rmdir(os.path.dirname(path))


if __name__ == "__main__":
    main()
