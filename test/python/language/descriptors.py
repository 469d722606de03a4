"""Data and non-data descriptors, precedence, __set_name__, functions as descriptors, class-level access."""
class Data:
    def __get__(self, obj, owner): return f"data get {obj is not None} {owner.__name__}"
    def __set__(self, obj, value): print("data set", value)
    def __delete__(self, obj): print("data delete")
class NonData:
    def __get__(self, obj, owner=None): return "nondata get"
class SetOnly:
    def __set__(self, obj, value): obj.__dict__["so"] = value * 2
class Named:
    def __set_name__(self, owner, name): self.label = f"{owner.__name__}.{name}"
class K:
    d = Data()
    n = NonData()
    so = SetOnly()
    label = Named()
    def f(self): return "f"
k = K()
k.d = 1
k.__dict__["d"] = "shadow?"
print(k.d, K.d)
del k.d
k.n = "own"
print(k.n, K().n, K.n)
k.so = 4
print(k.so, K.so.__class__.__name__, K.label.label)
k.f = lambda: "instance f"
print(k.f(), K().f(), K.f(k), type(K.__dict__["f"]).__name__)
print(K.__dict__["f"].__get__(k, K)(), K.f.__get__(k)())
print(type(K.__dict__["d"]).__get__(K.__dict__["d"], None, K))
class Meta(type):
    m = property(lambda cls: f"meta property of {cls.__name__}")
    attr = "meta attr"
    both = Data()
class L(metaclass=Meta):
    m = "class m"
    both = "class both"
    attr = "class attr"
print(L.m, L.attr, L.both, L().m, hasattr(L(), "attr"))
class Raises:
    def __get__(self, obj, owner): raise AttributeError("from descriptor")
class M:
    r = Raises()
    def __getattr__(self, name): return f"fallback {name}"
print(M().r, getattr(M, "r", "default"))
class Bound:
    def __init__(self, f): self.f = f
    def __get__(self, obj, owner):
        return lambda *a: self.f(obj if obj is not None else owner, *a)
class N:
    @Bound
    def both(self_or_cls, x): return (isinstance(self_or_cls, type), x)
print(N().both(1), N.both(2))
p = property()
print(p.fget, p.__doc__, p.getter(lambda s: 7).__get__(1))
class T:
    @property
    def v(self): "the doc"; return 1
    @v.setter
    def v(self, value): pass
print(T.v.__doc__, T.__dict__["v"].fset is not None, T.__dict__["v"].fdel)
for bad in ("T().v.x", "del T().v", "T().nope", "K().f.x"):
    try:
        exec(bad)
    except AttributeError as error:
        print(error)
