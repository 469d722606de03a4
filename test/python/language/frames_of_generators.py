# Frames of generators and coroutines: one object each, which tells whose it is while they run and while they are suspended.
import sys
def a():
    return sys._getframe()
def b(f):
    x = 1
    return f.f_lineno, f.f_code.co_name, f.f_back and f.f_back.f_code.co_name
f = a()
print(b(f))
print(b(f))
def g():
    f = sys._getframe()
    yield f
    x = (yield
       f.f_generator)
def h():
    yield from g()
it = g()
f = next(it)
print(f.f_lineno, f is it.gi_frame, f.f_generator is it)
print(next(it) is it)
print(list(it), f.f_generator, it.gi_frame)
it = h()
f = next(it)
print(f.f_generator.gi_code.co_name, f.f_back, it.gi_frame.f_generator is it, it.gi_yieldfrom.gi_frame is f)
def run():
    me = it2.gi_frame
    f = sys._getframe(1)
    yield me is f, f.f_generator is it2, it2.gi_running, it2.gi_yieldfrom, f.f_lineno
def d():
    yield from run()
it2 = d()
print(*it2)
class C:
    def __await__(self):
        f = sys._getframe(1)
        yield f.f_generator, f.f_generator.cr_frame is f
async def c3():
    await C()
async def c2():
    await c3()
    await c3()
async def c1():
    try:
        await c2()
    finally: pass
co = c1()
while True:
    try:
        g, same = co.send(None)
        print(g.__name__, same, co.cr_await.__name__, co.cr_await.cr_await.__name__)
        print(co.cr_frame.f_lineno, co.cr_await.cr_frame.f_lineno)
    except StopIteration:
        break
async def c4():
    print(me.cr_await, me.cr_running, me.cr_frame is sys._getframe(), sys._getframe().f_generator is me)
    def inner():
        f = sys._getframe()
        out = []
        while f:
            out.append((f.f_code.co_name, f.f_generator.__name__ if f.f_generator else None))
            f = f.f_back
        return out
    print(inner())
async def c5():
    print(me5.cr_await, me5.cr_running)
    def inner():
        f = me5.cr_frame
        return f.f_lineno
    print(inner(), me5.cr_frame is me5.cr_frame)
    await c6()
async def c6():
    print(me5.cr_await, me5.cr_running)
    import traceback
    print(sys._getframe(1).f_generator is me5, sys._getframe(1) is me5.cr_frame)
me = c4()
try: me.send(None)
except StopIteration: pass
me5 = c5()
try: me5.send(None)
except StopIteration: pass
print(me5.cr_frame)
async def ag():
    f = sys._getframe()
    yield f.f_generator.__name__, f is agi.ag_frame
    yield agi.ag_await, agi.ag_running
async def useag():
    async for x in agi: print(x)
agi = ag()
try: useag().send(None)
except StopIteration: pass
def sg():
    yield sys._getframe().f_generator.__name__
print(list(sg()), [*(sys._getframe().f_generator.__name__ for _ in [1])])
