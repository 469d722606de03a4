"""Containers and texts that no memory holds: MemoryError or OverflowError, at once."""

for text in (
    "[0] * 10**15",
    "(0,) * 10**15",
    "'ab' * 10**15",
    "b'ab' * 10**15",
    "bytearray(10**15)",
    "bytes(10**15)",
    "list(range(10**15))",
    "[*range(10**13)]",
    "sorted(range(10**14))",
    "[].extend(range(10**13))",
    "list(range(10**30))",
    "[0] * 10**30",
    "' '.ljust(10**15)",
    "'%1000000000000d' % 1",
    "'{:1000000000000}'.format(1)",
    "'a'.zfill(10**14)",
    "b'a'.center(10**14)",
):
    try:
        print(text, type(eval(text)))
    except (MemoryError, OverflowError, ValueError) as e:
        print(text, type(e).__name__, e)
