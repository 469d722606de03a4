"""async def, await, async for/with, async generators and comprehensions, driven by hand."""
import inspect, types
def run(coro):
    sent = None
    while True:
        try:
            request = coro.send(sent)
        except StopIteration as stop:
            return stop.value
        print("  request", request)
        sent = request * 10 if isinstance(request, int) else None
class Wait:
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)
async def add(a, b): return await Wait(a) + await Wait(b)
async def main():
    x = await add(1, 2)
    y = [await Wait(i) for i in range(2)]
    return x, y, await (await later())
async def later(): return add(3, 4)
print(run(main()))
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return await Wait(self.n)
class ACtx:
    async def __aenter__(self): print("enter"); return await Wait(7)
    async def __aexit__(self, *e): print("exit", e[0]); return e[0] is ValueError
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
            await Wait(i)
    finally: print("agen done")
async def loops():
    async for i in AIter(2): print("i", i)
    else: print("else")
    async with ACtx() as c, ACtx(): print("c", c); raise ValueError
    print([i async for i in agen(3) if i != 1], {i: await Wait(i) async for i in AIter(1)}, {x async for x in agen(1)})
    a = agen(5)
    print(await a.__anext__(), await a.asend("hi"), await anext(a), await anext(aiter(a)))
    await a.aclose()
    print(await anext(a, "default"))
    try: await anext(a)
    except StopAsyncIteration: print("stopped")
    b = agen(2)
    await anext(b)
    try: await b.athrow(KeyError("k"))
    except KeyError as e: print(repr(e))
    g = (i * 2 async for i in agen(2))
    print(type(g).__name__, [v async for v in g])
run(loops())
@types.coroutine
def old(): r = yield 5; return r + 1
async def uses_old(): return await old()
print(run(uses_old()))
c = add(1, 2)
print(inspect.iscoroutine(c), inspect.iscoroutinefunction(add), inspect.getcoroutinestate(c), c.__name__, type(c).__name__)
c.close(); print(inspect.getcoroutinestate(c))
async def bad(): await 5
for f in (bad,):
    try: run(f())
    except TypeError as e: print(e)
async def bad2():
    async for x in [1]: pass
async def bad3():
    async with 5: pass
async def bad4():
    for x in agen(1): pass
async def bad5():
    with ACtx(): pass
for f in (bad2, bad3, bad4, bad5):
    try: run(f())
    except TypeError as e: print(e)
c = add(1, 1); c.send(None)
try: c.throw(RuntimeError("thrown"))
except RuntimeError as e: print(e)
try: c.send(None)
except RuntimeError as e: print(e)
async def fin():
    try: await Wait(1)
    finally: print("cleanup")
c = fin(); c.send(None); c.close()
for src in ("async def f(): yield 1; return 2", "def f(): await x", "async def f(): yield from x", "[x async for x in y]", "await x"):
    try: compile(src, "s", "exec")
    except SyntaxError as e: print(e.msg)
