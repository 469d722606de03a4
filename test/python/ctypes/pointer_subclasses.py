# A subclass of a pointer type inherits what it points to as an attribute only: it makes no instances.
from ctypes import *
P = POINTER(c_ulong)
class A(P): pass
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: A(c_ulong(33)))
t(lambda: A())
t(lambda: A().contents)
def st(): a=A(); a.contents = c_ulong(3)
t(st)
t(lambda: A()[0])
t(lambda: A._type_)
class B(P): _type_ = c_int
