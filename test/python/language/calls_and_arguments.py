"""Argument passing: defaults, keyword-only, positional-only, unpacking, evaluation order, every error message."""
def a(): pass
def b(x, y=2): pass
def c(*, k, k2=1): pass
def d(x, /, y): pass
def e(*args, **kw): return args, kw
def f(x, y, z, w): pass
class K:
    def m(self, q): pass
for bad in ("a(1)", "b()", "b(1, 2, 3)", "b(1, x=2)", "b(1, z=3)", "c()", "c(1)", "c(1, k=2)", "d(x=1, y=2)", "d(1)", "f(1)", "f()", "f(1, 2, 3)", "e(**{1: 2})", "e(*5)", "e(**5)", "b(1, *[2], **{'y': 3})", "e(x=1, **{'x': 2})", "K().m()", "K.m()", "K().m(1, 2)", "len()", "len(1, 2)", "len(obj=1)", "int(1, 2, 3)", "print(bad=1)", "sorted()", "[].append()", "{}.get()", "''.join(1)", "isinstance(1)", "range()", "max()", "pow(1)", "c(k=1, k3=2)", "b(1, xx=1, yy=2)"):
    try:
        print(bad, eval(bad))
    except TypeError as error:
        print(bad, "->", error)
def trace(n, v=None):
    print(n, end=" ")
    return v if v is not None else n
print(e(trace(1), *trace(2, [20, 21]), trace(3), k=trace(4), **trace(5, {"z": 0}), y=trace(6)))
trace("f", lambda *a: print(a))(trace("x"), trace("y"))
d = {}
d[trace("k")] = trace("v")
trace("o", d)[trace("i")] = trace("val")
print(d)
def default(x=trace("def")): return x
print(default())
def mutable(n, acc=[]):
    acc.append(n)
    return acc
print(mutable(1), mutable(2), mutable.__defaults__)
mutable.__defaults__ = ([0],)
print(mutable(3))
print(e(*"ab", *(1, 2), **{"k": 1}, **{"j": 2}), e(*(x for x in range(2))), e(*{"q": 1}))
def annotated(x: int, *args: "str", y: list[int] = [], **kw: dict) -> None: ...
print(annotated.__annotations__)
print((lambda x, *y, z=3, **w: (x, y, z, w))(1, 2, k=4))
def many(a, b, c, d, e, f, g, h, i, j): return a + j
print(many(*range(10)), many(1, 2, 3, 4, 5, 6, 7, 8, 9, j=10))
def outer(f): return lambda *a, **k: f(*a, **k)
print(outer(max)(3, 9, key=lambda v: -v), outer(dict)(a=1), outer(int)("11", base=2))
def rec(n): return 0 if n == 0 else 1 + rec(n - 1)
print(rec(900))
def kwonly(*, b, a): return b, a
print(kwonly(a=1, b=2), list(kwonly.__kwdefaults__ or []), kwonly.__code__.co_kwonlyargcount)
print(max(1, 2, *[3], key=None), min([4, 2], default=0), sum([[1], [2]], []), min((), default="none"))
