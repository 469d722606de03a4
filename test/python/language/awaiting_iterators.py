# What awaiting gives: async iterators, anext with a default, values of StopIteration from classes.
import asyncio
class F:
    def __aiter__(self): return self
    def __anext__(self): return self
    def __await__(self): 1/0
async def f1():
    async for i in F(): pass
try: f1().send(None)
except TypeError as e: print(e, repr(e.__cause__))
class G:
    def __init__(s): s.n=0
    def __aiter__(s): return s
    async def __anext__(s):
        if s.n>=2: raise StopAsyncIteration
        s.n+=1; return s.n
async def consume():
    g=G(); it=aiter(g)
    print(await anext(it)); print(await anext(it)); print(await anext(it,'d'))
    try: await anext(it)
    except StopAsyncIteration: print('stop')
asyncio.run(consume())
async def agen():
    v=yield 1
    v=yield v
async def main():
    g=agen(); print(await anext(g, 'x')); print(await g.asend(5))
    try: await anext(g)
    except StopAsyncIteration as e: print('stop', e.args)
    print(await anext(g,'dflt'))
asyncio.run(main())
async def throw_anything(gen, val):
    try: await gen.athrow(val)
    except BaseException as e: print(type(e).__name__, e)
class MyExc(Exception): pass
async def g2():
    try: yield 1
    except MyExc: yield 2
async def m2():
    g=g2(); await anext(g); print(await g.athrow(MyExc)); await g.aclose()
    g=g2(); await anext(g); await throw_anything(g, ValueError('q'))
    g=g2(); await throw_anything(g, ValueError('unstarted'))
    g=g2(); await g.aclose(); print([x async for x in g])
asyncio.run(m2())
def conc():
    async def g(): 
        await a(); yield 1
    import types
    @types.coroutine
    def a(): yield 'a'
    gen=g(); x=gen.asend(None); x.send(None)
    y=gen.asend(None)
    try: y.send(None)
    except RuntimeError as e: print(e)
    z=gen.athrow(MyExc)
    try: z.throw(MyExc)
    except BaseException as e: print(type(e), e)
conc()
class It:
    def __init__(s): s.y=0
    def __aiter__(s): return s
    async def __anext__(s):
        if s.y>=3: raise StopAsyncIteration
        s.y+=1; return s.y
def try_anext():
    it=It()
    a=anext(it,None)
    try: a.__await__().send(None)
    except StopIteration as e: print('SI', e.value)
    a=anext(it)
    try: a.send(None)
    except StopIteration as e: print('SI', e.value)
try_anext()
class A:
    def __await__(self): return self
    def __iter__(self): return self
    def __next__(self): raise StopIteration(42)
async def q(): print('await', await A())
try: q().send(None)
except StopIteration: pass
def yf():
    r=yield from A(); print('yf', r)
list(yf())
