"""When `__class__` may be assigned, what `__dict__` may lose, and special methods taken from other classes."""


class A:
    __slots__ = ["a", "b"]


class B:
    __slots__ = ["b", "a"]


class C(A):
    __slots__ = ["e"]


class D(B):
    __slots__ = ["e"]


class E(D):
    pass


class F(D):
    pass


for one, other in (A, B), (C, D), (E, F), (E, D):
    o = one()
    try:
        o.__class__ = other
        print(type(o).__name__)
    except TypeError as e:
        print(e)


class Base:
    pass


class Error(Base, Exception):
    pass


for o in Base(), Error():
    o.x = 1
    try:
        del o.__dict__
        print(hasattr(o, "x"))
    except TypeError as e:
        print(e)


class Odd(int):
    __eq__ = str.__eq__
    __lt__ = property(lambda self: 1 / 0)


for compare in (lambda o: o == o), (lambda o: o < o), (lambda o: o > 3):
    try:
        print(compare(Odd()))
    except (TypeError, ZeroDivisionError) as e:
        print(type(e).__name__, e)


class Named:
    __slotnames__ = ["spam"]

    def __getattr__(self, name):
        if name == "spam":
            return 42
        raise AttributeError(name)


print(Named().__reduce_ex__(2)[2])


class Missing:
    __eq__ = property(lambda self: self.nothing)


print(Missing() == Missing())
