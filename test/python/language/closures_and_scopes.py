"""Scopes: global, nonlocal, cells, class scopes, comprehensions, del, exec, locals, UnboundLocalError."""
x = "module"
def f():
    x = "f"
    def g():
        nonlocal x
        x = "g changed f"
        def h():
            global x
            x = "h changed module"
            return x
        return h()
    r = g()
    return x, r
print(f(), x)
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc()
print(get(), inc.__closure__[0].cell_contents, get.__code__.co_freevars, counter.__code__.co_cellvars)
def unbound():
    try:
        print(y)
    except UnboundLocalError as e: print(e)
    y = 1
    del y
    try: y
    except UnboundLocalError as e: print(e)
    def inner(): return z
    try: inner()
    except NameError as e: print(e)
    z = 5
    return inner()
print(unbound())
funcs = [lambda: i for i in range(3)] + [(lambda j: lambda: j)(j) for j in range(3)]
print([g() for g in funcs])
def loop():
    out = []
    for i in range(3):
        def f(): return i
        out.append(f)
    return [f() for f in out]
print(loop())
print([x for x in range(3)], x, {x: y for x, y in [(1, 2)]}, [(x, y) for x in range(2) for y in range(x + 1)])
def comp(n):
    a = 10
    return [a + b for b in range(n) if [c for c in range(b) if c + a > 10]], [y := 5, y + 1], y
print(comp(4))
class K:
    a = 1
    b = [a]
    try:
        d = [q for q in range(a)] + [list(range(a))]
    except NameError as e: d = str(e)
print(K.b, K.d)
def loc(a, b=2):
    c = 3
    def use(): return a
    l = locals()
    l["c"] = 99
    return sorted(l.items(), key=lambda kv: kv[0])[:3], c
print(loc(1))
ns = {"a": 1}
exec("b = a + 1\ndef g(): return a + b\nc = [a for _ in range(2)]", ns)
print(ns["b"], ns["g"](), ns["c"])
exec("d = a; a = 5", {"a": 7}, loc_ns := {})
print(loc_ns, eval("a + b", {"a": 1}, {"b": 2}))
try:
    exec("a = 1\ndef f(): return a\nf()", {}, {})
except NameError as e: print(e)
def shadow(list): return list
print(shadow(3), list("ab"))
del x
try: x
except NameError as e: print(e)
global_made = None
def make():
    global made
    made = "made"
make()
print(made, "made" in globals())
if (n := len("abc")) > 2: print(n)
print([last := i for i in range(3)], last)
def gen(): yield from (x * k for x in range(3) for k in [x])
print(list(gen()))
def params(a, /, b, *args, c, d=4, **kw): return a, b, args, c, d, kw
print(params(1, 2, 3, c=5, a=6), params(1, b=2, c=3))
