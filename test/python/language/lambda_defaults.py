# Operands are evaluated from left to right: defaults of lambdas, starred elements and comprehensions among them.
log = []
def a(x):
    log.append(x)
    return x
class O:
    def __getitem__(self, k): log.append(("item", k)); return self
    def append(self, *v): log.append(("append", len(v)))
    def m(self, *v, **k): return v + tuple(k.values())
o = O()
def call(f): return f()
r = [a(1), lambda x=a(2), *, y=a(3), z=a(4): (x, y, z), a(5)]
print(log, r[1]()); log.clear()
o[a(1)].append(lambda obj, *, _f=a(2): obj)
print(log); log.clear()
def method(func, obj):
    o[a(obj)].append(lambda p, *, _func=func: _func)
    return [o[a(1)], (lambda *, _func=func: _func)(), (lambda q=func: q)()]
print(method("f", 1)[1:]); print(log); log.clear()
d = {a("k"): lambda *, v=a("v"): v, a("k2"): lambda v=a("v2"): v}
print(log, [f() for f in d.values()]); log.clear()
print(o.m(a(1), lambda x=a(2): x, k=a(3), j=lambda *, y=a(4), w=a(5): y)[1](), log); log.clear()
x = a(1) + (lambda v=a(2): v)() + (lambda *, v=a(3): v)() + a(4)
print(x, log); log.clear()
x = a(1) < (lambda v=a(2): v)() < (lambda *, v=a(3): v)()
print(x, log); log.clear()
x = a(0) and (lambda v=a(2): v)() or (lambda *, v=a(3): v)()
print(x, log); log.clear()
x = (lambda v=a(2): v)() if a(1) else (lambda *, v=a(3): v)()
print(x, log); log.clear()
x = (lambda v=a(2): v)() if a(0) else (lambda *, v=a(3): v)()
print(x, log); log.clear()
x = f"{a(1)}{(lambda v=a(2): v)()}{(lambda *, v=a(3): v)()}{a(4)}"
print(x, log); log.clear()
x = [(lambda v=a(i), *, w=a(-i): (v, w))() for i in range(2) if (lambda *, c=a("c"): c)()]
print(x, log); log.clear()
x = a(1), [(lambda v=[a(j) for j in range(2)], *, w=a(i): (v, w))() for i in range(2)], a(9)
print(x, log); log.clear()
x = sorted([3, 1], key=lambda v, *, s=a(-1): v * s)
print(x, log); log.clear()
while (lambda *, v=a(len(log)): v)() < 2: pass
print(log); log.clear()
def gen():
    x = [a(1), (lambda v=(yield a(2)), *, w=(yield a(3)): (v, w))(), a(4)]
    yield x
g = gen(); print(next(g), g.send(10), g.send(20), log); log.clear()
def outer(n):
    return [a(n), lambda k=a(lambda *, z=a(n + 1): z)(), *, m=a(n + 2): (k, m)]
print(outer(1)[1](), [e for e in log if not callable(e)]); log.clear()
def tryit():
    try:
        return a(1), (lambda *, x={}["k"]: x)
    except KeyError as e:
        return a("caught"), repr(e)
print(tryit(), log); log.clear()
