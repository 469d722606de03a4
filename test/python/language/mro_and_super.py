"""C3 linearisation, super in all its forms, the __class__ cell, conflicts."""
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(A, B): pass
class E(B, C): pass
class F(D, E):
    def who(self): return "F"
print([c.__name__ for c in F.__mro__])
for bases in ((A, O, B), (O, A), (D, B, A), (E, D)):
    try:
        print([c.__name__ for c in type("X", bases, {}).__mro__])
    except TypeError as error:
        print(error)

class Base:
    def m(self, *args): return ("Base", args)
    @classmethod
    def c(cls): return ("Base.c", cls.__name__)
    @staticmethod
    def s(): return "Base.s"
    x = 1
class Child(Base):
    x = 2
    def m(self, *args):
        return ("Child",) + super().m(*args)
    @classmethod
    def c(cls): return ("Child.c", super().c())
    def old(self): return super(Child, self).m(9)
    def cell(self): return __class__
    def attribute(self): return super().x
    def later(self):
        def inner(): return super(Child, self).m("inner")
        return inner()
    def comprehension(self): return [super(Child, self).m(i) for i in range(2)]
c = Child()
print(c.m(1), Child.c(), c.old(), c.cell(), c.attribute(), c.later(), c.comprehension())
unbound = super(Child, c)
print(unbound.__thisclass__, unbound.__self__ is c, unbound.__self_class__, unbound.m())
print(super(Child, Child).c(), super(Child, c).__repr__ is not None)
def free(self): return super().m()
Child.free = free
for bad in (lambda: c.free(), lambda: super().x, lambda: super(Child, 5).m, lambda: super(Child, c).missing):
    try:
        print(bad())
    except (RuntimeError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)

class Meta(type):
    def mro(cls):
        return [cls, Base, object]
class Odd(Child, metaclass=Meta): pass
print([k.__name__ for k in Odd.__mro__], Odd().m(1), Odd.__bases__)
class P:
    def __init__(self, **kw): print("P", kw)
class Q(P):
    def __init__(self, *, q, **kw): print("Q", q); super().__init__(**kw)
class R(P):
    def __init__(self, *, r, **kw): print("R", r); super().__init__(**kw)
class S(Q, R): pass
S(q=1, r=2, z=3)
Child.__bases__ = (Q,)
print([k.__name__ for k in Child.__mro__])
