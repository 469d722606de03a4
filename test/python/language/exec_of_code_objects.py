# A code object may run over globals alone or with locals of its own.
c=compile('x=1\ndef f(): return x\ny=f()\nz=[x for _ in (1,2)]\nprint(sorted(k for k in locals() if len(k)==1), x, y)','m','exec')
g={}
exec(c,g); print(sorted(k for k in g if k!='__builtins__'))
l={}
try: exec(c,{},l)
except NameError as e: print(e)
g={'x':5}; l={}
exec(c,g,l); print(g['x'], sorted(l))
e=compile('a+b','m','eval'); print(eval(e,{'a':1,'b':2}), eval(e,{'a':1},{'b':5}))
class M(dict):
    def __missing__(self,k): return 7
print(eval(e,{},M()))
def h():
    a=3; b=4
    return eval(e), eval('a*b')
print(h())
a=10;b=20
print(eval(e))
exec(compile('q=a+b','m','exec')); print(q)
def k():
    exec(compile('q2=1','m','exec'))
    return 'q2' in locals(), 'q2' in globals()
print(k())
class C:
    exec(compile('w=5','m','exec'))
print(C.w)
import timeit, runpy, code
print(timeit.timeit('x+1','x=1',number=3)>0)
i=code.InteractiveInterpreter(); i.runsource('zz=3\n'); i.runsource('print(zz)\n')
