"""Weak references, callbacks at gc.collect(), WeakValueDictionary, finalize, identity of interned things."""
import gc, weakref
class K:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"K({self.n})"
    def m(self): return self.n
k = K(1)
r = weakref.ref(k)
p = weakref.proxy(k)
print(r() is k, p.n, p.m(), weakref.getweakrefcount(k) >= 1, r == weakref.ref(k), hash(r) == hash(k))
wk = weakref.WeakKeyDictionary({k: "v"})
wv = weakref.WeakValueDictionary(a=k)
ws = weakref.WeakSet([k])
print(wk[k], wv["a"], k in ws, len(wk), len(wv), len(ws), list(wv.items()))
m = weakref.WeakMethod(k.m)
print(m()(), isinstance(r, weakref.ReferenceType))
for bad in (1, "s", None, (1,), [], {}):
    try: weakref.ref(bad); print("ok")
    except TypeError as e: print(e)
class S:
    __slots__ = ("a",)
try: weakref.ref(S())
except TypeError as e: print(e)
class W(S): __slots__ = ("__weakref__",)
w = W(); print(weakref.ref(w)() is w)
f = weakref.finalize(k, print, "finalized", 7)
print(f.alive, f.peek()[1] is print, f(), f.alive, f())
class Sub(list): pass
s = Sub([1]); print(weakref.ref(s)() is s, weakref.ref(K)() is K, weakref.ref(print)() is print)
print(type(gc.collect()), gc.isenabled())
