"""functools: partial, caches, reduce, wraps, total_ordering, singledispatch, cmp_to_key, partialmethod, Placeholder."""
import functools
from functools import *
p = partial(print, 1, sep="-")
p(2, 3); print(p.func, p.args, p.keywords, partial(partial(max, 1), 5)(3), partial(pow, Placeholder, 2)(5))
class C:
    def m(self, a, b=0): return (a, b)
    half = partialmethod(m, 1, b=5)
    @cached_property
    def cp(self): print("compute"); return 7
    @lru_cache
    def cached(self, x): print("miss", x); return x
    @singledispatchmethod
    def sd(self, x): return "default"
    @sd.register
    def _(self, x: int): return "int"
    @classmethod
    @cache
    def cm(cls): return cls.__name__
c = C(); print(c.half(), c.cp, c.cp, c.cached(1), c.cached(1), c.sd("a"), c.sd(1), C.cm())
del c.cp; print(c.cp)
@lru_cache(maxsize=2, typed=True)
def sq(x): return x * x
print([sq(i) for i in (1, 2, 1, 3, 2, 1.0, 1)], sq.cache_info(), sq.cache_parameters()); sq.cache_clear(); print(sq.cache_info())
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), reduce(lambda a, b: a - b, [10, 3, 2]), reduce(max, [1], 9), sorted([3, 1], key=cmp_to_key(lambda a, b: a - b)))
def deco(f):
    @wraps(f)
    def w(*a): "w doc"; return f(*a)
    return w
@deco
def named(x: int) -> str: "named doc"; return x
print(named.__name__, named.__doc__, named.__annotations__, named.__wrapped__(3), WRAPPER_ASSIGNMENTS)
@singledispatch
def f(x): return f"object {x}"
@f.register(int | str)
def _(x): return f"int or str {x}"
@f.register
def _(x: list): return "list"
class L(list): pass
print(f(1), f("a"), f(1.5), f(L()), f(True), f.dispatch(L)(0), sorted(k.__name__ for k in f.registry))
for bad in (lambda: partial(), lambda: partial(5), lambda: f(), lambda: reduce(max, []), lambda: sq([]), lambda: total_ordering(type("X", (), {}))):
    try: bad()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
print(repr(partial(int, base=2)), partial(int, "5") == partial(int, "5"), functools.partial is partial)
