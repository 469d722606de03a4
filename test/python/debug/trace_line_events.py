# Which lines a trace function is told of: constants, implicit returns, handlers, `with`, endless loops.
import sys
def mk():
    ev=[]
    def tr(f,e,a):
        ev.append((f.f_lineno-f.f_code.co_firstlineno,e)); return tr
    return ev,tr
def a(x):
    if x:
        y=1
    else:
        y=2
def b():
    for i in 1,2:
        pass
def c():
    try:
        1/0
    except ZeroDivisionError:
        x=1
    finally:
        z=2
def d():
    while True:
        if 1: break
class Manager:
    def __enter__(self): pass
    def __exit__(self, *args): return True
def e():
    with Manager():
        1/0
def e2():
    while 1:
        try:
            raise ExceptionGroup('', [TypeError()])
        except* OSError:
            1
        except* TypeError:
            break_now = 2
        try:
            1/0
        except:
            return 3
def g():
    class X:
        a=1
        b=2
def h(x):
    if x:
        pass
    elif x==3:
        p=1
def i():
    lambda: 3
    def f(): pass
for f,args in (a,(1,)),(a,(0,)),(b,()),(c,()),(d,()),(e,()),(e2,()),(g,()),(h,(0,)),(h,(1,)),(h,(3,)),(i,()):
    ev,tr=mk()
    sys.settrace(tr)
    f(*args)
    sys.settrace(None)
    print(f.__name__,args,[x for x in ev if x[0]<20])
def a():
    "doc"
def b():
    ...
def c():
    1
    "two"
def d():
    "doc"
    x=1
    "str"
def e():
    global zz
def f():
    class A:
        "doc"
        3
        x: int
def g():
    global zz
    zz = 1
def h():
    if 1:
        ...
def i():
    f"a"
    b"c"
    (1,
     2)
def j():
    "doc"
    global zz
def k():
    def x(): pass
    global zz
for f in a,b,c,d,e,f,g,h,i,j,k:
    ev,tr=mk()
    sys.settrace(tr)
    f()
    sys.settrace(None)
    print(f.__name__,args,[x for x in ev if x[0]<20])
