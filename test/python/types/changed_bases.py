"""A method that is replaced or deleted in a base is so for instances of all classes below, whatever lies between."""

import functools


class Callable:
    def __call__(self, *args):
        return "callable"


def same(base):
    return base


def single(base):
    class Single(base):
        pass

    return Single


def double(base):
    class Left(base):
        pass

    class Right(base):
        pass

    class Double(Left, Right):
        pass

    return Double


def below_double(base):
    class Below(double(base)):
        pass

    return Below


def twice(base):
    above = below_double(base)

    class Mixin:
        pass

    class Twice(above, Mixin):
        pass

    class Below(Twice):
        pass

    return Below


def through_both(base):
    above = double(base)

    class Between(above):
        pass

    class Both(Between, above):
        pass

    return Both


values = {
    "function": lambda self, x: "new",
    "callable": Callable(),
    "builtin": len,
    "staticmethod": staticmethod(lambda x: "static"),
    "classmethod": classmethod(lambda cls, x: "class"),
    "partial": functools.partial(lambda self, x: "partial"),
    "property": property(lambda self: lambda x: "property"),
}


def call(o):
    try:
        return o.method("x")
    except AttributeError:
        return "AttributeError"


for make in same, single, double, below_double, twice, through_both:
    for name, value in values.items():

        class Base:
            def method(self, x):
                return "old"

        o = make(Base)()
        seen = [call(o)]
        Base.method = value
        seen.append(call(o))
        del Base.method
        seen.append(call(o))
        Base.method = lambda self, x: "again"
        seen.append(call(o))
        type(o).method = lambda self, x: "own"
        seen.append(call(o))
        del type(o).method
        seen.append(call(o))
        print(make.__name__, name, seen)
