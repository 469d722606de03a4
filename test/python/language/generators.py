"""Generators: send, throw, close, yield from delegation, return values, state, exceptions, recursion."""
import inspect, types
def g():
    try:
        x = yield 1
        print("got", x)
        try:
            y = yield 2
        except ValueError as e:
            print("caught", e)
            y = yield 3
        print("y", y)
        return "ret"
    finally:
        print("finally")
i = g()
print(next(i), i.send("a"), i.throw(ValueError("v")))
try: i.send("b")
except StopIteration as s: print(s.value)
i = g(); next(i); i.close(); print(list(i), i.gi_frame)
def sub():
    while True:
        try:
            v = yield "sub"
            if v is None: return "sub result"
            print("sub got", v)
        except KeyError as e: print("sub", repr(e)); yield "after"
def main():
    r = yield from sub()
    print("r", r)
    r = yield from [1, 2]
    print(r)
    return (yield from iter(()))
i = main()
print(next(i), i.send(1), i.throw(KeyError("k")), next(i), next(i), next(i), next(i, "end"))
def ignoring():
    try: yield
    except GeneratorExit: yield "no"
i = ignoring(); next(i)
try: i.close()
except RuntimeError as e: print(e)
def rec(n):
    if n: yield n; yield from rec(n - 1); yield -n
print(list(rec(3)))
def self_send():
    try: yield next(me)
    except ValueError as e: yield str(e)
me = self_send(); print(next(me))
try: g().send(1)
except TypeError as e: print(e)
def stop(): yield 1; raise StopIteration
try: list(stop())
except RuntimeError as e: print(e)
def ret(): return 5; yield
try: next(ret())
except StopIteration as e: print(e.value, e.args)
print(inspect.isgeneratorfunction(g), inspect.isgenerator(i), g.__name__, g().__qualname__, types.GeneratorType is type(i))
i = g(); print(inspect.getgeneratorstate(i)); next(i); print(inspect.getgeneratorstate(i), i.gi_running, inspect.getgeneratorlocals(i)); i.close(); print(inspect.getgeneratorstate(i))
def delegate_throw():
    def inner():
        try: yield 1
        except BaseException as e: print("inner", type(e).__name__); raise
    try: yield from inner()
    except LookupError: yield "handled"
i = delegate_throw(); next(i); print(i.throw(IndexError)); i = delegate_throw(); next(i); i.close()
class It:
    def __iter__(self): return self
    def __next__(self): return 7
    def send(self, v): return ("sent", v)
    def close(self): print("closed")
def d(): yield from It()
i = d(); print(next(i), i.send(3)); i.close()
def ctx():
    with open(__file__) as f: yield f
i = ctx(); f = next(i); i.close(); print(f.closed)
def many():
    for x in range(3):
        for y in "ab":
            if (x, y) == (1, "b"): continue
            z = yield x, y
            if z: break
print(list(many())); i = many(); next(i); print(i.send(1), i.send(None))
def lam(): return [(yield), (yield)]
i = lam(); next(i); i.send(1)
try: i.send(2)
except StopIteration as e: print(e.value)
try: raise StopIteration(1, 2)
except StopIteration as e: print(e.value, e.args)
