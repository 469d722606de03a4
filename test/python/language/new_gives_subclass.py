# What `__new__` gives is initialised by its own class, if that is the class called or one below it.
class Base:
    def __new__(cls, *args):
        o = object.__new__(cls.choose(*args))
        o.log = ["new", cls.__name__, *args]
        return o

    @classmethod
    def choose(cls, *args):
        return Derived if args and args[0] == "derived" else cls


class Derived(Base):
    def __init__(self, *args):
        self.log.append("init")
        self.log.extend(args)


class Other:
    def __new__(cls, *args):
        return 42 if args else object.__new__(cls)

    def __init__(self, *args):
        print("other init", args)


for args in (), ("a",), ("derived",), ("derived", 2), ("derived", 2, 3), ("derived", 2, 3, 4):
    for _ in range(2):
        o = Base(*args)
    print(type(o).__name__, o.log, Derived(*args).log, type.__call__(Base, *args).log)
print(Base().log, Base("derived").log, Base("derived", 1).log, Base("derived", 1, 2).log, Base("b", 1, 2, 3).log)
print(Other(1), type(Other()).__name__)
