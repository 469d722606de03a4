# A data descriptor that keeps its value in __dict__ under its own name.
import copy, pickle
class Typed:
    def __init__(self, t): self.t=t
    def __set_name__(self, o, n): self.n=n
    def __get__(self, i, o=None):
        if i is None: return self
        return i.__dict__[self.n]
    def __set__(self, i, v):
        if not isinstance(v, self.t): raise TypeError(f'{self.n} must be {self.t.__name__}')
        i.__dict__[self.n]=v
class P:
    x=Typed(int); y=Typed(str)
    def __init__(self, x, y): self.x=x; self.y=y; self.z=3
    def inc(self):
        self.x+=1
        return self.x
p=P(1,'a')
print(p.x,p.y,p.__dict__,vars(p))
try: p.x='b'
except TypeError as e: print(e)
print(p.inc(), p.x, p.__dict__)
q=copy.copy(p); print(q.__dict__, q.x); q.x=10; print(p.x,q.x)
q=pickle.loads(pickle.dumps(p)); print(q.__dict__)
try: q.x='z'
except TypeError as e: print(e)
q=copy.deepcopy(p); print(q.__dict__)
print(list(p.__dict__), 'x' in p.__dict__, len(p.__dict__))
del p.__dict__['x']
try: p.x
except KeyError as e: print('KeyError',e)
class Q:
    @property
    def a(self): return 'prop'
o=Q(); o.__dict__['a']=5; print(o.a, o.__dict__, getattr(o,'a'))
vars(o).update(a=6,b=7); print(o.a,o.b,o.__dict__)
try: o.a=3
except AttributeError as e: print(e)
class SetOnly:
    def __set__(self,i,v): i.__dict__['s']=v*2
class R: s=SetOnly()
r=R(); print(type(r.s).__name__); r.s=4; print(r.s); r.s=5; print(r.s, r.__dict__)
o.__dict__={'a':9,'c':1}; print(o.a,o.c,o.__dict__)
class NonData:
    def __get__(self,i,o): return 'nd'
class S: n=NonData()
s=S(); print(s.n); s.__dict__['n']=1; print(s.n); s.n=2; print(s.n,s.__dict__); del s.n; print(s.n)
class Lazy:
    def __init__(s,f): s.f=f
    def __set_name__(s,o,n): s.n=n
    def __get__(s,i,o):
        v=s.f(i); setattr(i,s.n,v); return v
class T:
    @Lazy
    def v(self): print('once'); return 42
t=T(); print(t.v,t.v)
class D2(P):
    w=Typed(int)
    def __init__(self): super().__init__(1,'q'); self.w=4
d=D2(); print(d.__dict__, d.w)
d.__dict__.clear(); print(d.__dict__)
for k in p.__dict__.items(): print(k)
print(dir(p)[-3:])
class Typed:
    def __set_name__(self, o, n): self.n=n
    def __get__(self, i, o=None):
        print('get'); return i.__dict__[self.n]
    def __set__(self, i, v):
        print('set',v)
        i.__dict__[self.n]=v
class P:
    x=Typed()
p=P()
def f(p):
    p.x=1
    p.x=2
    return p.x
print(f(p)); print(f(p))
