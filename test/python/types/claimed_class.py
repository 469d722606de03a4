# isinstance and issubclass of objects that say another class than theirs, or none.
class T:
    @property
    def __class__(self): raise AttributeError
class K:
    @property
    def __class__(self): raise KeyError
class N:
    @property
    def __class__(self): return 5
class I:
    __class__ = int
class Q:
    def __getattribute__(self, n):
        if n == '__class__': raise AttributeError(n)
        return object.__getattribute__(self, n)
import abc, collections.abc
class A(abc.ABC): pass
class M(type):
    def __instancecheck__(c, o): return NotImplemented
class MM(metaclass=M): pass
for t in (T(), K(), N(), I(), Q(), T, 5):
    for c in (type, int, object, T, A, collections.abc.Sized, (str, int), int | str, MM, 5, (int, 5), list[int]):
        for fn in (isinstance, issubclass):
            try: print(type(t).__name__, getattr(c, '__name__', c), fn.__name__, fn(t, c))
            except Exception as e: print(type(t).__name__, getattr(c, '__name__', c), fn.__name__, type(e).__name__, e)
import collections.abc
class L:
    def __len__(self): return 1
    @property
    def __class__(self): raise AttributeError
print(isinstance(L(), collections.abc.Sized))
class AA(collections.abc.Sized):
    def __len__(self): return 1
    @property
    def __class__(self): raise AttributeError
class B(AA): pass
print(isinstance(B(), AA), isinstance(B(), collections.abc.Sized), isinstance(B(), collections.abc.Hashable))
try: print(isinstance(B(), collections.abc.Sequence))
except Exception as e: print(repr(e))
