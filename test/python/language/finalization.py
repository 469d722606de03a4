# Objects with something to say when they are dropped.
import gc
import sys
import weakref


class Named:
    def __init__(self, name, child=None):
        self.name = name
        self.child = child

    def __del__(self):
        print("del", self.name)


def dropped():
    a = Named("a")
    a.again = a.name
    del a
    print("after del")
    b = Named("b")
    b = None
    print("after None")
    c = Named("c1", Named("c2", Named("c3")))
    del c
    print("after chain")


dropped()

kept = []


class Phoenix:
    def __del__(self):
        kept.append(self)


p = Phoenix()
number = id(p)
del p
gc.collect()
print(len(kept), id(kept[0]) == number)
kept.clear()


class Plain:
    pass


o = Plain()
r = weakref.ref(o, lambda ref: print("callback", ref() is None))
print(r() is o)
del o
print(r())


def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


for n in numbers():
    break
print("left by break")


def first():
    for n in numbers():
        return n


print(first(), "left by return")
g = numbers()
next(g)
del g
print("dropped")


def held():
    yield from numbers()


g = held()
next(g)
del g
gc.collect()
shared = numbers()
for n in shared:
    break
print("not dropped", next(shared))


class Bad:
    def __del__(self):
        raise ValueError("in __del__")


def hook(u):
    print(u.err_msg.partition(" <")[0], repr(u.exc_value), u.object)


sys.unraisablehook = hook
b = Bad()
del b


def stubborn():
    try:
        yield 1
    finally:
        yield 2


g = stubborn()
next(g)
del g


class Init:
    def __init__(self, v):
        return v


try:
    Init(1)
except TypeError as e:
    print(e)
del sys.unraisablehook
last = Named("at exit")
