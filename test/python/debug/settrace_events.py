import sys
def tracer(frame, event, arg):
    print(event, frame.f_code.co_name, frame.f_lineno, arg if isinstance(arg, (int, type(None))) else type(arg).__name__ if event != 'exception' else arg[0].__name__)
    return tracer
def g(n):
    for i in range(n):
        yield i
class C:
    def __enter__(self): return self
    def __exit__(self, *a):
        return None
class K:
    def m(self, x):
        return x * 2
def f(a, b=2):
    c = a + b
    if c > 10:
        c = 0
    elif c == 3:
        c = 4
    while c > 2:
        c -= 1
    try:
        int('x')
    except TypeError:
        pass
    except ValueError as e:
        c += 1
    finally:
        c += 1
    for v in g(2):
        c += v
    with C() as fh:
        c += 1
    return K().m(c), [q for q in range(2)], sum(z for z in (1, 2))
def h():
    raise KeyError(1)
sys.settrace(tracer)
f(1)
try:
    h()
except KeyError:
    pass
sys.settrace(None)
print('done')
