# C values in memory: simple types, structures, unions, bit fields, arrays, pointers, buffers, what keeps what alive.
import ctypes
from ctypes import *


def failing(f, *args):
    try:
        print('gave', f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Point(Structure):
    _fields_ = [('x', c_int), ('y', c_int)]


class Shape(Structure):
    _fields_ = [('name', c_char * 8), ('corner', Point), ('size', c_double), ('tags', c_short * 3), ('next', POINTER(Point))]


class Bits(Structure):
    _fields_ = [('a', c_uint, 3), ('b', c_int, 5), ('c', c_ulonglong, 40), ('d', c_ubyte, 1)]


class Number(Union):
    _fields_ = [('i', c_uint32), ('f', c_float), ('b', c_ubyte * 4)]


class Tagged(Structure):
    _anonymous_ = ['value']
    _fields_ = [('kind', c_int), ('value', Number)]


class Packed(Structure):
    _layout_ = 'ms'
    _pack_ = 1
    _fields_ = [('a', c_char), ('b', c_int), ('c', c_double)]


class Wire(BigEndianStructure):
    _fields_ = [('port', c_uint16), ('address', c_uint32), ('flag', c_uint16, 4), ('rest', c_uint16, 12)]


print(c_int(2**40 + 7), c_ubyte(-1), c_int64(2**63), c_bool([1]), c_char(b'x'), c_wchar('€'), c_double(1), c_float(0.1).value)
print(c_longdouble(1e-310), c_longdouble(-2.5e300), c_void_p(0), c_size_t(-1), c_longdouble(float('inf')))
failing(c_int, 'x'), failing(c_char, b'ab'), failing(c_char_p, 'x'), failing(c_int, 1, 2)
s = Shape(b'square', (1, 2), 2.5, (1, 2, 3))
s.corner.y += 40
s.next = pointer(s.corner)
s.next.contents.x = 7
print(s.name, s.corner.x, s.corner.y, s.size, s.tags[:], s.next[0].x, bool(s.next), sizeof(s), alignment(Shape), Shape.size.offset)
print(Shape.corner, Bits.c, Point.x.size)
b = Bits(5, -3, 2**39 + 1, 1)
print(b.a, b.b, b.c, b.d, sizeof(b), bytes(b).hex())
b.a = 15
b.b = 16
print(b.a, b.b)
n = Number(f=1.5)
print(hex(n.i), list(n.b), Tagged(kind=1, i=0x40490fdb).f)
print(sizeof(Packed), bytes(Packed(b'a', 1, 2.0)).hex())
w = Wire(80, 0x7f000001, 9, 0xabc)
print(bytes(w).hex(), w.port, w.flag, hex(w.rest), c_int.__ctype_be__(1))
failing(Point, 1, 2, 3), failing(setattr, Point(), 'x', 'a'), failing(Structure), failing(setattr, Point, '_fields_', [])

a = (c_int * 5)(*range(5))
print(a[:], a[::-2], a[-1], len(a), sum(a), (c_char * 4)(*b'abc').value, (c_char * 4)(*b'abc').raw, type(a).__name__)
a[1:3] = [10, 20]
failing(a.__getitem__, 5), failing(a.__setitem__, slice(0, 2), [1]), failing((c_int * 2), 1, 2, 3)
grid = ((c_int * 3) * 2)((1, 2, 3), (4, 5, 6))
print(grid[1][2], memoryview(grid).shape, memoryview(grid).tobytes().hex(), memoryview(s).format, memoryview(a).format)

p = cast(a, POINTER(c_int))
print(p[1], p[:5], cast(p, c_void_p).value == addressof(a), POINTER(c_int)() == None)
p = pointer(c_int(3))
p.contents = c_int(4)
print(p.contents, p[0], POINTER(c_int) is type(p))
failing(lambda: POINTER(c_int)().contents), failing(POINTER(c_int), 3)

data = bytearray(b'\1\0\0\0\2\0\0\0')
point = Point.from_buffer(data)
point.y = 9
print(data, Point.from_buffer_copy(bytes(data), 0).y, Point.from_address(addressof(point)).x)
failing(Point.from_buffer, b'12345678'), failing(Point.from_buffer_copy, b'1234')
failing(data.append, 1)

buffer = create_string_buffer(b'hello', 10)
memmove(byref(buffer, 5), b' you', 4)
print(buffer.value, buffer.raw, string_at(buffer, 3), create_unicode_buffer('héé').value, wstring_at('wide €'))
memset(buffer, ord('z'), 3)
print(buffer.value, ctypes.memoryview_at(addressof(buffer), 4).tolist())
resize(buffer, 20)
print(sizeof(buffer), len(buffer), sizeof(type(buffer)))
text = c_char_p(b'kept')
print(text.value, text._objects, c_wchar_p('ü').value, s._objects is not None, py_object([1, 2]).value)
