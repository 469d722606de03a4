# Which built-in types leave room for weak references and for an instance dict, and what `__slots__` may add to them.
import builtins
import weakref

for name in sorted(dir(builtins)):
    t = getattr(builtins, name)
    if isinstance(t, type) and t is not type:
        print(name, t.__weakrefoffset__ != 0, t.__dictoffset__ != 0)

for base in [object, Exception, OSError, KeyError, ExceptionGroup, set, frozenset, list, dict, float, type, int, bool, str, tuple, bytes, bytearray]:
    for slots in [(), ("a",), ("__weakref__",), ("a", "__weakref__"), ("__dict__",), ("__dict__", "__weakref__")]:
        try:
            c = type(base)("C", (base,), {"__slots__": slots})
        except TypeError as e:
            print(base.__name__, slots, e)
        else:
            print(base.__name__, slots, "__weakref__" in c.__dict__, "__dict__" in c.__dict__)


class Plain(Exception):
    pass


print("__weakref__" in Plain.__dict__, "__dict__" in Plain.__dict__)
e = Plain()
r = weakref.ref(e)
print(r() is e, e.__weakref__ is r)
for o in [ValueError(), ExceptionGroup("g", [ValueError()]), StopIteration()]:
    try:
        weakref.ref(o)
    except TypeError as x:
        print(x)


class Narrow(ValueError):
    __slots__ = ()


try:
    weakref.ref(Narrow())
except TypeError as x:
    print(x)


class Both(Plain, KeyError):
    pass


print(weakref.ref(e)() is e, "__weakref__" in Both.__dict__, hasattr(Both(), "__weakref__"))
