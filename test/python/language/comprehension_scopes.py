# Names in inlined comprehensions: unbound ones, globals, and what locals and eval see.
x=3
def _f():
    [x for x in [1]]
    y = [x for _ in [1]]
    return locals()
print(_f())
def g():
    [x for x in [1]]
    y = [x for _ in [1]]
    return y
print(g())
def h():
    try: return [1 for (l[0], l) in [[1, 2]]]
    except UnboundLocalError as e: return str(e)
print(h())
def h2():
    try: return [1 for a in [b] for b in [1]]
    except NameError as e: return str(e)
print(h2())
def h3():
    try: return [1 for a in [1] for c in [b] for b in [1]]
    except NameError as e: return str(e)
print(h3())
class C:
    try: z=[1 for a in [1] for c in [b] for b in [1]]
    except NameError as e: print(e)
try: z=[1 for a in [1] for c in [b] for b in [1]]
except NameError as e: print(e)
def h4():
    try: return list(1 for a in [1] for c in [b] for b in [1])
    except NameError as e: return str(e)
print(h4())
def h5():
    x=5
    r=[locals()['x'] for x in [1,2]]
    return r,x
print(h5())
print([locals().get('qq') for qq in [1,2]])
class D:
    r=[locals().get('qq') for qq in [1,2]]
    print(r)
import sys
print([sys._getframe().f_locals.get('qq') for qq in [1,2]])
def h6():
    return [sys._getframe().f_locals['qq'] for qq in [1,2]]
print(h6())
print([eval('i*2') for i in range(3)])
def f():
    k=3
    return [eval('i*k') for i in range(3)]
print(f())
class C:
    r=[eval('i') for i in range(3)]
print(C.r)
