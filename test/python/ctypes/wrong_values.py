"""What ctypes says of values, indices and function pointers that it cannot take."""
from ctypes import *

def show(label, f):
    try:
        print(label, repr(f()))
    except Exception as e:
        print(label, type(e).__name__, e)

VALUES = (None, "a", b"ab", 1.5, 2**100, -300, "\u00e9\u20ac", [], (), "a\0b")
for T in (c_bool, c_char, c_wchar, c_byte, c_ushort, c_int, c_ulong, c_float, c_int * 3, c_char * 4, c_wchar * 4):
    for v in VALUES:
        show(f"{T.__name__}({ascii(v)})", lambda: T(v).value if hasattr(T, "value") else T(v)[:])
    show(f"{T.__name__} many", lambda: T(1, 2, 3, 4, 5))
    show(f"{T.__name__} buffer", lambda: T.from_buffer(bytearray(0)))
a = (c_int * 3)(1, 2, 3)
for k in (0, -1, 3, slice(None, None, -1), "x", 1.5, None, 2**70):
    show(f"get {k!r}", lambda: a[k])
    show(f"set {k!r}", lambda: a.__setitem__(k, [7, 8, 9] if isinstance(k, slice) else 5))
F = CFUNCTYPE(c_int, c_int)
for args in ((5, 6), ((),), ((1, 2, 3),), (2**64,), (-2**63 - 1,), ("x",)):
    show(f"function {args!r}", lambda: F(*args))
f = CDLL(None).abs
f.argtypes = [c_int]
for v in VALUES:
    show(f"abs({ascii(v)})", lambda: f(v))
show("few", lambda: f())
show("many", lambda: f(1, 2))
