"""Choosing the metaclass, keywords in class statements, __mro_entries__, __class_getitem__, __build_class__ order."""
log = []
class M1(type):
    def __new__(m, n, b, ns, **kw): log.append(("new", n, sorted(kw))); return super().__new__(m, n, b, ns)
    def __init__(c, n, b, ns, **kw): log.append(("init", n)); super().__init__(n, b, ns)
    def __call__(c, *a): log.append(("call", c.__name__)); return super().__call__(*a)
class M2(type): pass
class M3(M1, M2): pass
class A(metaclass=M1, flag=1): pass
class B(metaclass=M2): pass
try:
    class C(A, B): pass
except TypeError as e: print(e)
class C(A, B, metaclass=M3): pass
print(type(C), type(type("D", (C,), {})), log)
A()
print(log[-1])
class Entry:
    def __mro_entries__(self, bases): return (A,) if A not in bases else ()
class E(Entry(), list): pass
print(E.__mro__, E.__orig_bases__[0].__class__.__name__, isinstance(E(), list))
class G:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
class H(G): pass
print(G[int], H["x", 2])
def function_meta(name, bases, ns, **kw):
    return (name, bases, sorted(k for k in ns if not k.startswith("__")), kw)
class I(int, metaclass=function_meta, opt=5):
    a = 1
    def b(self): pass
print(I)
class Tracing(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"): print("set", k)
        super().__setitem__(k, v)
    def __missing__(self, k):
        if k == "magic": return 42
        raise KeyError(k)
class PM(type):
    @classmethod
    def __prepare__(m, name, bases): return Tracing()
    def __new__(m, n, b, ns): return super().__new__(m, n, b, dict(ns))
class J(metaclass=PM):
    x = magic
    def y(self): return self.x
    for i in range(2): pass
    del i
print(J().y(), hasattr(J, "i"))
try:
    class K(5): pass
except TypeError as e: print(e)
try:
    class K(bool): pass
except TypeError as e: print(e)
try:
    class K(int, str): pass
except TypeError as e: print(e)
class Outer:
    class Inner:
        def f(self): pass
    def g(self):
        class Local: pass
        return Local
print(Outer.Inner.f.__qualname__, Outer().g().__qualname__, Outer.Inner.__module__)
x = "global"
class Scope:
    x = "class"
    y = [x for _ in range(1)]
    z = (lambda: x)()
    def f(self): return x
print(Scope.y, Scope.z, Scope().f())
