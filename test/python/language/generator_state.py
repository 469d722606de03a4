# Generators as state machines: send, throw, close, delegation, return values.
import inspect, sys
g=(x*y for x in range(3) for y in range(3) if y)
print(next(g), inspect.getgeneratorstate(g), g.gi_frame.f_lineno, list(g), inspect.getgeneratorstate(g))
h=(x for x in [1,2])
print(inspect.getgeneratorstate(h), next(h), inspect.getgeneratorstate(h), h.send(5))
try: next(h)
except StopIteration as e: print('stop', e.value)
def a():
    x = yield 1
    print('got', x)
    y = yield x
    return y
i=a()
print(next(i), i.send(7))
try: i.send(9)
except StopIteration as e: print('ret', e.value)
def b():
    r = yield from a()
    print('r', r)
    yield from [1,2]
    return (yield from a())
i=b(); print(next(i), i.send(1), i.gi_yieldfrom is not None, i.gi_running)
try: print(i.throw(ValueError('x')))
except ValueError as e:
    import traceback; traceback.print_exc()
def c():
    try:
        yield 1
    except KeyError:
        yield 'caught'
    return 'c-ret'
def d():
    r = yield from c()
    yield r
    yield from c()
i=d(); print(next(i), i.throw(KeyError()), next(i), next(i)); i.close(); print(inspect.getgeneratorstate(i))
i=d(); next(i)
try: i.throw(ZeroDivisionError)
except ZeroDivisionError: print('zde', inspect.getgeneratorstate(i))
def e():
    yield 1
    raise StopIteration(3)
i=e(); next(i)
try: next(i)
except RuntimeError as x: print(repr(x), repr(x.__cause__))
def f():
    yield next(me)
me=f()
try: next(me)
except ValueError as x: print(x)
def r(n):
    if n: yield from r(n-1)
    yield n
print(sum(r(50)))
def rr(): yield from rr()
try: next(rr())
except RecursionError as x: print('RecursionError')
def st(n):
    for i in range(n):
        if i%2: continue
        if i>6: break
        yield i
    else: yield 'else'
    i=0
    while True:
        i+=1
        if i>2: return
        yield -i
print(list(st(5)), list(st(20)))
class A:
    def gen(self, k=2):
        for i in range(k): yield (self, i)[1]
    async def co(self): return 5
    async def co2(self):
        v = await self.co()
        return v + await_two
await_two = 2
print(list(A().gen()), list(A.gen(None, 3)))
import asyncio
async def main():
    a = A()
    print(await a.co2())
    await asyncio.sleep(0)
    x = await asyncio.gather(*(asyncio.sleep(0.001, k) for k in range(3)))
    return x
print(asyncio.run(main()))
def cl():
    t = 0
    def inner(): return t
    for k in range(3):
        t += k
        yield inner
print([q() for q in cl()], [q() for q in list(cl())])
def un():
    if False: z = 1
    yield 1
    print(z)
u=un(); next(u)
try: next(u)
except UnboundLocalError as x: print(x)
def dl():
    q = 5
    yield q
    del q
    yield 1
    try: q
    except NameError as x: print('ne', x)
print(list(dl()))
