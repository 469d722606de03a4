# `yield from` with an iterator whose attributes fail, super() without its class, stars before type aliases.
import sys
import typing


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        1 / 0


def delegating():
    yield from Broken()


sys.unraisablehook = lambda unraisable: print('unraisable', unraisable.exc_type.__name__, unraisable.err_msg.partition(' <')[0])
for act in (lambda g: g.send(3), lambda g: g.close()):
    g = delegating()
    print(next(g))
    try:
        print(act(g))
    except Exception as e:
        print(type(e).__name__, e)
    g.close()


def supers():
    class X:
        def f(x):
            nonlocal __class__
            del __class__
            super()

    class Y:
        def f(x):
            nonlocal __class__
            __class__ = 3
            super().f()

    def f(x):
        super()

    for f in X().f, Y().f, lambda: f(None):
        try:
            f()
        except Exception as e:
            print(type(e).__name__, e)


supers()

type Pair = tuple[int, int]
print((*Pair,)[0] == typing.Unpack[Pair], list[*Pair])
