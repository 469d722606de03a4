# Views of ctypes arrays, whose formats have a byte order: cast, compare, copy; items cannot be read.
from ctypes import *
for t in (c_ubyte, c_char, c_byte, c_int, c_short, c_double, c_bool, c_ubyte.__ctype_be__, c_int.__ctype_be__, c_uint64, c_void_p, c_wchar):
    a = (t*4)()
    m = memoryview(a)
    r = []
    for f in 'B', 'b', 'c', '@B', 'H', 'i':
        try: x = m.cast(f); r.append((x.format, x.shape, x.itemsize))
        except Exception as e: r.append(f'{type(e).__name__}: {e}')
    print(t.__name__, m.format, r)
m = memoryview((c_ubyte*4)())
try: print(m.tolist(), m[0])
except Exception as e: print(repr(e))
m = memoryview((c_int*4)())
try: print(m.tolist(), m[0])
except Exception as e: print(repr(e))
class S(Structure): _fields_=[('a',c_int),('b',c_byte)]
m = memoryview((S*2)())
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(m.format)
t(lambda: m.cast('B').nbytes)
t(lambda: m.tolist())
t(lambda: m[0])
m2 = memoryview((c_int*4)())
def st():
    m2[0]=1
t(st)
t(lambda: m2 == m2)
t(lambda: m2 == memoryview((c_int*4)()))
t(lambda: m2.cast('i'))
t(lambda: memoryview(b'abcd').cast('<B'))
t(lambda: memoryview(b'abcd').cast('BB'))
t(lambda: memoryview(b'abcd').cast('H').cast('I'))
m3=memoryview(((c_int*2)*2)())
t(lambda: m3.tolist()); t(lambda: m3[0,0]); t(lambda: m3.cast('B').nbytes)
t(lambda: bytes(m2)); t(lambda: m2.tobytes()); t(lambda: m2.hex()); t(lambda: list(m2)); t(lambda: 1 in m2)
t(lambda: hash(memoryview(bytes(m2)).cast('I')))
t(lambda: hash(m2.toreadonly()))
t(lambda: m2[1:3].format); t(lambda: list(reversed(m2)))
t(lambda: m2.count(0)); t(lambda: m2.index(0))
class S(Structure): _fields_=[('a',c_int),('b',c_byte)]
m = memoryview((S*2)())
print(m == m, m == memoryview((S*2)()))
m2 = memoryview((c_int*4)(1,2,3))
import array
print(m2 == array.array('i',[1,2,3,0]), array.array('i',[1,2,3,0]) == m2, m2 == memoryview((c_int.__ctype_be__*4)(1,2,3)), m2== b'a', m2 == bytes(m2), m2.cast('B') == bytes(m2))
