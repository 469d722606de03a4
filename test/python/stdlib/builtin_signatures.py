# What `inspect.signature` shows of built-in functions, and for which CPython has none.
import inspect
import struct
import time

for f in [abs, bin, hex, oct, print, len, sorted, max, min, sum, pow, struct.pack, time.strptime, breakpoint, list.sort, str.split, isinstance, getattr]:
    try:
        print(f.__name__, inspect.signature(f))
    except ValueError as e:
        print(f.__name__, e)
print(1, 2, sep=None, end=None)
print(1, 2, **{"sep": "-", "end": "!\n"})
