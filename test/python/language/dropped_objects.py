# Objects that end: in handlers left by break, in circles, in containers that are emptied.
import weakref, gc, sys
class MyObj: pass
def inner_raising_func(m):
    local_ref = m
    raise MyException(m)
class MyException(Exception):
    def __init__(self, obj): self.obj=obj
def gc_collect():
    gc.collect(); gc.collect(); gc.collect()
def a():
    obj=MyObj(); wr=weakref.ref(obj)
    try: inner_raising_func(obj)
    except MyException as e: pass
    obj=None
    gc_collect()
    print('a', wr() is None)
a()
def b():
    obj=MyObj(); wr=weakref.ref(obj)
    try: inner_raising_func(obj)
    except MyException: pass
    obj=None
    gc_collect()
    print('b', wr() is None)
b()
def c():
    obj=MyObj(); wr=weakref.ref(obj)
    for i in [0]:
        try: inner_raising_func(obj)
        except MyException: break
    obj=None
    gc_collect()
    print('c', wr() is None)
c()
def d():
    obj=MyObj(); wr=weakref.ref(obj)
    class Context:
        def __enter__(self): return self
        def __exit__(self,*a): return True
    with Context(): inner_raising_func(obj)
    obj=None
    gc_collect()
    print('d', wr() is None)
d()
def e():
    obj=MyObj()
    try: raise MyException(obj)
    except MyException as e_:
        wr=weakref.ref(obj); obj=None
    gc_collect(); print('e', wr() is None)
e()
def f():
    obj=MyObj(); wr=weakref.ref(obj)
    del obj
    gc_collect(); print('f', wr() is None)
f()
def g():
    x=MyObj(); x.me=x; wr=weakref.ref(x); x=None
    gc_collect(); print('g', wr() is None)
g()
def h():
    class D:
        def __del__(s): print('del D')
    x=D(); x.me=x; wr=weakref.ref(x); x=None
    gc_collect(); print('h', wr() is None)
h()
def i():
    def gen():
        try: yield
        except MyException: pass
    obj=MyObj(); wr=weakref.ref(obj)
    g=gen(); next(g)
    try: g.throw(MyException(obj))
    except StopIteration: pass
    del g, obj
    gc_collect(); print('i', wr() is None)
i()
def j():
    l=[MyObj()]; wr=weakref.ref(l[0])
    l.clear()
    gc_collect(); print('j', wr() is None)
j()
def k():
    def mk(): 
        o=MyObj(); return weakref.ref(o)
    wr=mk(); gc_collect(); print('k', wr() is None)
k()
x=MyObj(); wr=weakref.ref(x); del x; gc_collect(); print('module', wr() is None)
x=MyObj(); wr=weakref.ref(x); x=3; gc_collect(); print('module2', wr() is None)
class Node:
    def __init__(s,n): s.n=n; s.l=[]; s.d={}
    def __del__(s): print('del',s.n, s.o.n)
a=Node('a'); b=Node('b'); a.o=b; b.o=a
del a,b
print(gc.collect()>=0)
class P:
    def __init__(s): s.cb=s.m
    def m(s): pass
    def __del__(s): print('del P')
p=P(); p=None; gc.collect(); print('after P')
class T:
    def __init__(s): s.c=[]; s.p=None
    def add(s,t): s.c.append(t); t.p=s
    def __del__(s): print('T gone')
t=T(); t.add(T()); w=weakref.ref(t, lambda r: print('cb')); del t; gc.collect(); print('after T')
import weakref, gc
class MyObj: pass
def j1():
    l=[MyObj()]; wr=weakref.ref(l[0])
    l=None
    gc.collect(); print('j1', wr() is None)
j1()
def j2():
    l=[MyObj()]; wr=weakref.ref(l[0])
    l.clear()
    gc.collect(); print('j2', wr() is None)
j2()
def j3():
    o=MyObj(); l=[o]; wr=weakref.ref(o); o=None
    l.clear()
    gc.collect(); print('j3', wr() is None)
j3()
def j4():
    l=[MyObj()]; o=l[0]; wr=weakref.ref(o); o=None
    l.pop()
    gc.collect(); print('j4', wr() is None)
j4()
def j5():
    d={1:MyObj()}; wr=weakref.ref(d[1])
    del d[1]
    gc.collect(); print('j5', wr() is None)
j5()
def j6():
    d={1:MyObj()}; wr=weakref.ref(d[1])
    d.clear()
    gc.collect(); print('j6', wr() is None)
j6()
