# Complex numbers in calls: arguments, results, members of structures, callbacks; what long double cannot do is told by the call.
import ctypes
import ctypes.util

libm = ctypes.CDLL(ctypes.util.find_library("m"))
for name, type in ("csqrt", ctypes.c_double_complex), ("csqrtf", ctypes.c_float_complex):
    f = libm[name]
    f.argtypes = [type]
    f.restype = type
    print(name, f(-4), f(3 + 4j), f(type(-9 + 0j)))
libm.cpow.argtypes = [ctypes.c_double_complex] * 2
libm.cpow.restype = ctypes.c_double_complex
z = libm.cpow(1 + 2j, 2)
print(round(z.real, 9), round(z.imag, 9))
libm.cabs.argtypes = [ctypes.c_double_complex]
libm.cabs.restype = ctypes.c_double
print(libm.cabs(3 + 4j))
libm.cimag.argtypes = [ctypes.c_double_complex]
libm.cimag.restype = ctypes.c_double
print(libm.cimag(3 + 4j), libm.cimag(True))
try:
    libm.cabs("x")
except ctypes.ArgumentError as e:
    print(e)


class Pair(ctypes.Structure):
    _fields_ = [("z", ctypes.c_float_complex), ("n", ctypes.c_int)]


for type in ctypes.c_double_complex, ctypes.c_float_complex:

    @ctypes.CFUNCTYPE(type, type, ctypes.c_int, type)
    def back(a, n, b):
        return a * n + b

    print(back(1 + 2j, 3, 4 - 5j))


@ctypes.CFUNCTYPE(ctypes.c_double, Pair)
def of_pair(p):
    return p.z.real + 10 * p.z.imag + 100 * p.n


print(of_pair(Pair(1 + 2j, 3)))
print(repr(ctypes.c_double.from_param(1.5)), repr(ctypes.c_longdouble.from_param(1.5))[:12])
