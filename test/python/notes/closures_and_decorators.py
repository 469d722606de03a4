"""Closures and decorators: counters, late binding, decorators with and without arguments, on methods and classes, functools."""
import functools
import inspect
from functools import lru_cache, partial, reduce, singledispatch, wraps


def counter(start=0):
    def step(by=1):
        nonlocal start
        start += by
        return start

    return step


def line(a, b):
    return lambda x: a * x + b


def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        shown = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()]
        print(f"  {function.__name__}({', '.join(shown)})")
        return function(*args, **kwargs)

    return wrapper


def repeat(times=2, *, between=""):
    def decorate(function):
        @wraps(function)
        def wrapper(*args):
            return between.join(str(function(*args)) for _ in range(times))

        return wrapper

    return decorate


class Timed:
    """A class as a decorator: counts calls."""

    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner):
        return self if instance is None else partial(self, instance)


def add_repr(cls):
    cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
    return cls


@logged
@repeat(3, between="-")
def shout(word):
    """Says it loudly."""
    return word.upper()


@Timed
def square(x):
    return x * x


@add_repr
class Box:
    def __init__(self, w, h):
        self.w, self.h = w, h

    @logged
    def area(self, *, scale=1):
        return self.w * self.h * scale

    @Timed
    def twice(self):
        return self.w * 2

    @classmethod
    @logged
    def unit(cls):
        return cls(1, 1)


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@singledispatch
def show(value):
    return f"something: {value!r}"


@show.register
def _(value: int):
    return f"int {value}"


@show.register(list)
@show.register(tuple)
def _(value):
    return f"{type(value).__name__} of " + ", ".join(show(v) for v in value)


def main():
    one, ten = counter(), counter(10)
    print(one(), one(), ten(), one(5), ten(-3), one.__closure__[0].cell_contents, one.__code__.co_freevars)
    print(line(2, 1)(5), line(1, 0)(5))
    print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [(lambda i: lambda: i)(i) for i in range(3)]])
    print(shout("hey"), shout.__name__, shout.__doc__, shout.__wrapped__.__wrapped__("raw"), inspect.signature(shout))
    print(square(3), square(4), square.calls, square.__name__)
    box = Box(2, 3)
    print(box, box.area(scale=2), box.twice(), Box.twice.calls, Box.unit())
    print(fib(80), fib.cache_info(), fib.__wrapped__(10))
    print(show(3), show([1, "x", (2.5,)]), show(True), show.dispatch(bool) is show.dispatch(int))

    int2 = partial(int, base=2)
    print(int2("1000000"), int2("101", base=10), int2.func, int2.keywords, partial(print, "a", sep="/")("b", "c"))
    print(reduce(lambda x, y: x * 10 + y, [1, 3, 5, 7]), reduce(max, [3, 9, 2], 5), reduce(lambda a, b: a + b, [], "empty"))
    print(list(map(lambda x: x ** 2, range(5))), list(filter(lambda s: s and s.strip(), ["A", "", None, " "])), sorted([36, 5, -12, 9], key=abs), sorted("bob About Zoo".split(), key=str.lower, reverse=True))

    def lazy_sum(*args):
        def total():
            return sum(args)
        return total

    print(lazy_sum(1, 3, 5)(), lazy_sum(1) == lazy_sum(1))
    funcs = {}
    for name in ("add", "sub"):
        def operation(a, b, name=name):
            return a + b if name == "add" else a - b
        funcs[name] = operation
    print(funcs["add"](5, 3), funcs["sub"](5, 3))
    try:
        reduce(lambda a, b: a, [])
    except TypeError as error:
        print(error)

    @(lambda f: lambda *a: f(*a) + 100)
    def odd_decorator(x):
        return x

    print(odd_decorator(1))


main()
