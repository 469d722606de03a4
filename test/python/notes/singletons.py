"""One instance only: through __new__, a decorator, a metaclass, a module-level name; and what __new__ and __init__ do."""
import copy
import functools


class Single:
    _instance = None
    _ready = False

    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            print("  making", cls.__name__)
            cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self, name):
        print("  init with", name)
        if not self._ready:
            self.name = name
            self._ready = True


class Child(Single):
    _instance = None


def singleton(cls):
    instances = {}

    @functools.wraps(cls, updated=())
    def get(*args, **kwargs):
        if cls not in instances:
            instances[cls] = cls(*args, **kwargs)
        return instances[cls]

    get.forget = instances.clear
    return get


@singleton
class Config:
    """Settings of the program."""

    def __init__(self, **values):
        self.__dict__.update(values)


class SingletonMeta(type):
    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)
        cls.__instances = {}
        cls.options = options

    def __new__(mcls, name, bases, namespace, **options):
        return super().__new__(mcls, name, bases, namespace)

    def __call__(cls, *args):
        if args not in cls.__instances:
            cls.__instances[args] = super().__call__(*args)
        return cls.__instances[args]


class Connection(metaclass=SingletonMeta, pool=3):
    def __init__(self, host, port=80):
        self.address = (host, port)

    def __repr__(self):
        return "{}:{}".format(*self.address)


class Temperature(float):
    def __new__(cls, value, unit="C"):
        if unit == "F":
            value = (value - 32) / 1.8
        self = super().__new__(cls, value)
        self.unit = unit
        return self


class Shape:
    def __new__(cls, kind, *sizes):
        target = {"circle": Circle, "square": Square}.get(kind, cls)
        return object.__new__(target)

    def __init__(self, kind, *sizes):
        self.sizes = sizes


class Circle(Shape):
    pass


class Square(Shape):
    pass


class Stranger:
    def __new__(cls):
        return "not a Stranger"

    def __init__(self):
        print("never called")


def main():
    first, second = Single("one"), Single("two")
    print(first is second, first.name, second.name)
    child = Child("three")
    print(child is first, child.name, Child("four") is child)
    print(Config(debug=True) is Config(debug=False), Config().debug, Config.__name__, Config.__doc__)
    Config.forget()
    print(hasattr(Config(), "debug"))
    a, b, c = Connection("x"), Connection("x"), Connection("x", 81)
    print(a is b, a is c, a, c, Connection.options, type(Connection).__name__)
    t = Temperature(212, "F")
    print(t, t + 1, type(t + 1).__name__, t.unit, isinstance(t, float), round(t), copy.copy(t).unit)
    print([type(Shape(kind, 1)).__name__ for kind in ("circle", "square", "other")], Shape("square", 1, 2).sizes)
    print(Stranger(), object.__new__(Stranger).__class__.__name__)
    for bad in (lambda: object.__new__(int), lambda: object(1), lambda: Single.__new__(), lambda: object.__new__(5), lambda: int.__new__(str)):
        try:
            bad()
        except TypeError as error:
            print(error)


main()
