# Code that is gone leaves tracebacks, frames and generators that still know where they belong; ids are given again only then.
import gc
import sys
import types


def keep(i):
    try:
        exec(f"def f(x):\n    return x / 0\n\n\nf({i})", {'__name__': f'm{i}'})
    except ZeroDivisionError as e:
        return e
kept = [keep(i) for i in range(5)]
frames = []
for i in range(5):
    exec(f"import sys\ndef g():\n  a = {i}\n  return sys._getframe()\nframes.append(g())", {'frames': frames, '__name__': f'n{i}'})
gens = []
for i in range(5):
    ns = {}
    exec(f"def h():\n    yield 1\n    yield {i}\n    raise ValueError({i})\n", ns)
    g = ns['h'](); next(g); gens.append(g)
    del ns
for i in range(3000):
    exec(f"def f(x): return x + {i}\nf(1)", {})
    eval(f"[{i}, {i+1}]")
gc.collect()
for i in range(3000):
    exec(f"def f(x): return x - {i}\nf(1)", {})
gc.collect()
for e in kept:
    t = e.__traceback__
    while t:
        print(t.tb_frame.f_code.co_name, t.tb_lineno, t.tb_frame.f_globals['__name__'], t.tb_frame.f_code.co_filename == '<string>', end='; ')
        t = t.tb_next
    print()
for f in frames:
    print(f.f_code.co_name, f.f_lineno, f.f_globals['__name__'], f.f_back.f_code.co_name, f.f_back.f_lineno)
for g in gens:
    print(next(g), g.gi_frame.f_lineno)
    try: next(g)
    except ValueError as e: print(e, e.__traceback__.tb_next.tb_lineno)
# the module's own globals, after a function's code ran over many others
def who(): return sys._getframe().f_globals is globals() and __name__
for i in range(300):
    assert types.FunctionType(who.__code__, {'sys': sys, 'globals': globals, '__name__': i})() in (i, False)
print(who(), sys._getframe().f_globals['__name__'])
print(eval("who()"), sorted(globals())[:3])
