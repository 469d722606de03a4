# Calls into the C library: arguments, results, errno, callbacks, structures by value, variadic functions, parameter flags.
import ctypes
import errno
import os
from ctypes import *

libc = CDLL(None, use_errno=True)


def failing(f, *args):
    try:
        print('gave', f(*args))
    except Exception as e:
        print(type(e).__name__, str(e).split(': ')[-1] if isinstance(e, AttributeError) else e)


print(libc.abs(-5), libc.strlen(b'abc'), libc.atoi(b'42'), libc.toupper(ord('a')))
libc.strtod.restype = c_double
libc.labs.argtypes = [c_long]
libc.labs.restype = c_long
print(libc.strtod(b'2.5', None), libc.labs(-2**40))
failing(libc.labs), failing(libc.labs, 'x'), failing(libc.labs, 1.5), failing(libc.abs, 1.5), failing(getattr, libc, 'no_such_function')
failing(CDLL, 'libnothere.so.9')
libc.strchr.restype = c_char_p
libc.strchr.argtypes = [c_char_p, c_char]
print(libc.strchr(b'abcdef', b'd'), libc.strchr(b'abcdef', b'x'))
libc.getenv.restype = c_char_p
os.environ['TAIPAN_TEST'] = 'seen'
print(libc.getenv(b'TAIPAN_TEST'))

# errno
set_errno(0)
print(libc.close(-1), errno.errorcode[get_errno()])


def checked(result, func, arguments):
    if result == -1:
        raise OSError(get_errno(), os.strerror(get_errno()))
    return result


libc.chdir.errcheck = checked
failing(libc.chdir, b'/no/such/folder')

# Formatting: any number of arguments.
buffer = create_string_buffer(100)
n = libc.snprintf(buffer, sizeof(buffer), b'%d %s %.3f %c', 7, b'text', c_double(2.5), ord('!'))
print(n, buffer.value)

# Callbacks.
Compare = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))
numbers = (c_int * 8)(5, 3, 9, -1, 7, 0, 2, 8)
calls = []


def compare(a, b):
    calls.append(1)
    return a[0] - b[0]


libc.qsort.argtypes = [c_void_p, c_size_t, c_size_t, Compare]
libc.qsort.restype = None
libc.qsort(numbers, len(numbers), sizeof(c_int), Compare(compare))
print(numbers[:], len(calls) > 8)
libc.bsearch.restype = POINTER(c_int)
key = c_int(7)
found = libc.bsearch(byref(key), numbers, c_size_t(8), c_size_t(4), Compare(compare))
print(found[0], (addressof(found.contents) - addressof(numbers)) // 4)


@CFUNCTYPE(c_double, c_double, c_int8, c_uint64, c_char_p, py_object)
def mixed(d, i, u, text, obj):
    return d + i + len(text) + len(obj) + (u == 2**64 - 1)


print(mixed(0.5, -3, 2**64 - 1, b'four', [1, 2]), bool(mixed))


# Structures by value and by reference.
class Division(Structure):
    _fields_ = [('quot', c_int), ('rem', c_int)]


class LongDivision(Structure):
    _fields_ = [('quot', c_long), ('rem', c_long)]


libc.div.restype = Division
libc.ldiv.restype = LongDivision
libc.ldiv.argtypes = [c_long, c_long]
d = libc.div(17, 5)
print(d.quot, d.rem, libc.ldiv(-2**40, 7).rem)


class Pair(Structure):
    _fields_ = [('a', c_double), ('b', c_int)]


@CFUNCTYPE(c_double, Pair, Division)
def by_value(pair, division):
    pair.a *= 2
    return pair.a + pair.b + division.rem


pair = Pair(1.5, 2)
print(by_value(pair, Division(1, 10)), pair.a)


class Time(Structure):
    _fields_ = [(name, c_int) for name in 'sec min hour mday mon year wday yday isdst'.split()] + [('gmtoff', c_long), ('zone', c_char_p)]


moment = Time()
libc.gmtime_r.argtypes = [POINTER(c_long), POINTER(Time)]
libc.gmtime_r.restype = POINTER(Time)
back = libc.gmtime_r(byref(c_long(86400 * 365)), moment)
print(moment.year, moment.mon, moment.mday, moment.zone, back.contents.wday)

# Parameter flags.
proto = CFUNCTYPE(c_int, c_int)
absolute = proto(('abs', libc), ((1, 'number', -12),))
print(absolute(), absolute(-3), absolute(number=-4))
split = CFUNCTYPE(c_double, c_double, POINTER(c_int))(('frexp', libc), ((1, 'x'), (2, 'exponent')))
print(split(8.0), split.__class__.__name__)
failing(proto, ('abs', libc), ((1, 'a'), (1, 'b')))
failing(proto(lambda x: x), 'not a number')
failing(CFUNCTYPE(None), 5.5)

# What an object says of itself as an argument.
class Handle:
    _as_parameter_ = -9


print(libc.abs(Handle()), c_int.in_dll(libc, 'opterr').value, ctypes.pythonapi is not None)
